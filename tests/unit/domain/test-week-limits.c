// SPDX-License-Identifier: AGPL-3.0-or-later
// What binds a week beside hours: months, rooms, the waiting list, supervision that is owed, and whom it is planned for. What cannot be says why.

#include "week-plan.h"

#define AUTH_2 "01900000-0000-7000-8000-0000000000f7"
#define AUTH_3 "01900000-0000-7000-8000-0000000000f8"
#define ROOM "01900000-0000-7000-8000-0000000000d1"
#define OFFICE "01900000-0000-7000-8000-0000000000d2"
#define NEED "01900000-0000-7000-8000-0000000000d3"
#define LIMIT "01900000-0000-7000-8000-0000000000d4"
#define BOOKED "01900000-0000-7000-8000-0000000000d5"

/** A week planned: what it was planned from, and what came of it. */
typedef struct
{
  MemoryPractice *practice;
  WabiProofContext *context;
  WabiWeek *week;
  WabiPlanResult *result;
  GPtrArray *visits;
  GArray *unmet;
} Planned;

static gint64
at (const char *date, int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text (date), minute);
}

/* Two clients with hours of direct therapy for months, one of them with supervision; both at the office unless it is said otherwise. */
static MemoryPractice *
set_up (const char *now)
{
  MemoryPractice *practice = memory_practice_new (at (now, 420));

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-1','status':'denied','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':40,'per':'total'}]}");
  memory_practice_put (practice, &wabi_kind_authorization, AUTH_2,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-2','status':'approved','valid_from':'2026-03-01','valid_to':'2026-05-31',"
                       "'lines':[{'code':'97153','units':2000,'per':'total','weekly':80},{'code':'97155','units':200,'per':'total','monthly':12}]}");
  memory_practice_put (practice, &wabi_kind_authorization, AUTH_3,
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-3','status':'approved','valid_from':'2026-03-01','valid_to':'2026-05-31',"
                       "'lines':[{'code':'97153','units':2000,'per':'total','weekly':80}]}");
  memory_practice_put (practice, &wabi_kind_location, OFFICE,
                       "{'name':'Center','street':'1 Main St','city':'Cedar Grove','state':'OH','zip':'43999','place':'11'}");
  for (int day = 1; day <= 5; day++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000021%d", day);
      g_autofree char *body = g_strdup_printf ("{'staff':'" BCBA "','weekday':%d,'start_minute':540,'end_minute':1020}", day);

      memory_practice_put (practice, &wabi_kind_staff_hours, id, body);
    }
  return practice;
}

static Planned
plan (MemoryPractice *practice, WabiWeekWish wish)
{
  Planned planned = { .practice = practice };
  g_autoptr (WabiProofContext) fresh = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);

  wish.days = 7;
  planned.context = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  planned.week = wabi_week_new (planned.context, &wish);
  planned.result = week_plan_run (planned.week);
  planned.visits = wabi_week_list_visits (planned.week, fresh, planned.result->visits);
  planned.unmet = wabi_plan_explain_unmet (wabi_week_get_problem (planned.week), planned.result->visits);
  for (guint i = 0; i < planned.visits->len; i++)
    g_assert_cmpstr (((WabiWeekVisit *) g_ptr_array_index (planned.visits, i))->refusal, ==, NULL);
  return planned;
}

static void
clear (Planned *planned)
{
  g_ptr_array_unref (planned->visits);
  g_array_unref (planned->unmet);
  wabi_plan_result_free (planned->result);
  wabi_week_free (planned->week);
  wabi_proof_context_unref (planned->context);
  memory_practice_free (planned->practice);
}

static int
count (const Planned *planned, const char *field, const char *id, const char *code, const char *from, const char *to)
{
  int minutes = 0;

  for (guint i = 0; i < planned->visits->len; i++)
    {
      WabiRecord *record = ((WabiWeekVisit *) g_ptr_array_index (planned->visits, i))->record;
      gint64 start = wabi_record_get_int (record, "starts_at");

      if (wabi_record_is (record, field, id) && (code == NULL || wabi_record_is (record, "service_code", code)) && start >= at (from, 0)
          && start < at (to, 0))
        minutes += (int) ((wabi_record_get_int (record, "ends_at") - start) / WABI_MINUTE);
    }
  return minutes;
}

/* Why somebody's need (or what somebody of the staff is owed, with a @code of NULL) was not met; -1 when it was. */
static int
find_bar (const Planned *planned, const char *id, const char *code)
{
  const WabiPlanProblem *problem = wabi_week_get_problem (planned->week);

  for (guint i = 0; i < planned->unmet->len; i++)
    {
      const WabiPlanUnmet *one = &g_array_index (planned->unmet, WabiPlanUnmet, i);
      const WabiPlanNeed *need = one->need >= 0 ? wabi_plan_problem_get_need (problem, one->need) : NULL;

      if (need == NULL ? code == NULL && g_str_equal (wabi_plan_problem_get_staff (problem, one->staff)->ref, id)
                       : g_strcmp0 (code, need->code) == 0 && g_str_equal (wabi_plan_problem_get_client (problem, need->client)->ref, id))
        return (int) one->bar;
    }
  return -1;
}

static WabiWeekWish
fill (const char *monday)
{
  return (WabiWeekWish){ .mode = WABI_WEEK_FILL, .first = wabi_day_from_text (monday) };
}

static void
put_booked (MemoryPractice *practice, const char *id, const char *client, const char *date, int start, int end, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{'client':'%s','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','service_code':'97153','place':'11','status':'scheduled'%s}",
                                           client, at (date, start), at (date, end), more);

  memory_practice_put (practice, &wabi_kind_appointment, id, body);
}

/* A week over the end of March: each month keeps its own units, and what is booked of one counts in it. */
static void
test_month_units (void)
{
  Planned planned = plan (set_up ("2026-03-30"), fill ("2026-03-30"));

  g_assert_cmpint (count (&planned, "client", CLIENT, "97155", "2026-03-30", "2026-04-01"), <=, 12 * 15);
  g_assert_cmpint (count (&planned, "client", CLIENT, "97155", "2026-04-01", "2026-04-06"), <=, 12 * 15);
  g_assert_cmpint (count (&planned, "client", CLIENT, "97155", "2026-03-30", "2026-04-06"), >, 0);
  clear (&planned);
}

/** A limit of hours, and what it leaves. */
static const struct
{
  const char *name, *limit, *field, *id, *code;
  int most; /* minutes of the week */
  WabiPlanBar bar;
} limits[] = {
  { "month of a technician", "{'staff':'" RBT "','scope':'staff','per':'month','minutes':720,'active':true}", "staff", RBT, NULL, 480,
    WABI_PLAN_BAR_MONTH_LIMIT },
  { "service of a technician", "{'credential':'RBT','service_code':'97153','scope':'staff','per':'week','minutes':480,'active':true}", "staff", RBT,
    "97153", 480, WABI_PLAN_BAR_SERVICE_LIMIT },
  { "month of a client", "{'service_code':'97153','scope':'client','per':'month','minutes':600,'active':true}", "client", CLIENT, "97153", 360,
    WABI_PLAN_BAR_CLIENT_LIMIT },
  { "week of a client", "{'scope':'client','per':'week','minutes':480,'active':true}", "client", CLIENT, NULL, 480, WABI_PLAN_BAR_CLIENT_LIMIT },
};

/* Four hours of the month are booked already, before the week. Only the technician may work, so that nobody else can take what he may not. */
static void
test_limits (void)
{
  const char *const people[] = { RBT, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      MemoryPractice *practice = set_up ("2026-03-09");
      WabiWeekWish wish = fill ("2026-03-09");
      Planned planned;

      g_test_message ("%s", limits[i].name);
      wish.staff = people;
      memory_practice_put (practice, &wabi_kind_hours_limit, LIMIT, limits[i].limit);
      put_booked (practice, BOOKED, CLIENT, "2026-03-05", 540, 780, "");
      planned = plan (practice, wish);
      g_assert_cmpint (count (&planned, limits[i].field, limits[i].id, limits[i].code, "2026-03-09", "2026-03-16"), >, 0);
      g_assert_cmpint (count (&planned, limits[i].field, limits[i].id, limits[i].code, "2026-03-09", "2026-03-16"), <=, limits[i].most);
      g_assert_cmpint (find_bar (&planned, CLIENT, "97153"), ==, limits[i].bar);
      clear (&planned);
    }
}

/* One room at the office: two people work there, but never at once; whoever is booked without a room is in it, too. */
static void
test_rooms (void)
{
  MemoryPractice *practice = set_up ("2026-03-09");
  Planned planned;

  memory_practice_put (practice, &wabi_kind_client, CLIENT,
                       "{'first_name':'Ava','last_name':'Okafor','birth_date':'2019-08-03','sex':'F','bcba':'" BCBA "','diagnoses':['F84.0'],'status':'active'}");
  memory_practice_put (practice, &wabi_kind_resource, ROOM, "{'name':'Blue','type':'room','location':'" OFFICE "','capacity':1,'active':true}");
  put_booked (practice, BOOKED, CLIENT_2, "2026-03-10", 540, 720, "");
  planned = plan (practice, fill ("2026-03-09"));
  g_assert_cmpuint (planned.visits->len, >, 4);
  for (guint i = 0; i < planned.visits->len; i++)
    {
      WabiRecord *one = ((WabiWeekVisit *) g_ptr_array_index (planned.visits, i))->record;
      gint64 start = wabi_record_get_int (one, "starts_at"), end = wabi_record_get_int (one, "ends_at");

      if (wabi_record_is (one, "service_code", "97155"))
        continue;
      g_assert_cmpstr (wabi_record_get_text (one, "room"), ==, ROOM);
      g_assert_true (end <= at ("2026-03-10", 540) || start >= at ("2026-03-10", 720));
      for (guint k = 0; k < i; k++)
        {
          WabiRecord *other = ((WabiWeekVisit *) g_ptr_array_index (planned.visits, k))->record;

          g_assert_true (wabi_record_is (other, "service_code", "97155") || wabi_record_get_int (other, "ends_at") <= start
                         || wabi_record_get_int (other, "starts_at") >= end);
        }
    }
  clear (&planned);
}

/* The room is held all week by visits with others: nothing can be placed, and that is the reason which is given. */
static void
test_no_room (void)
{
  MemoryPractice *practice = set_up ("2026-03-09");
  const char *const clients[] = { CLIENT_2, NULL };
  WabiWeekWish wish = fill ("2026-03-09");
  Planned planned;

  memory_practice_put (practice, &wabi_kind_resource, ROOM, "{'name':'Blue','type':'room','location':'" OFFICE "','capacity':1,'active':true}");
  for (int day = 0; day < 7; day++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-0000000000c%d", day);
      g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" DESK "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                               ",'zone':'" ZONE "','service_code':'97153','place':'11','status':'scheduled','room':'" ROOM "'}",
                                               at ("2026-03-09", 420 + day * 1440), at ("2026-03-09", 1260 + day * 1440));

      memory_practice_put (practice, &wabi_kind_appointment, id, body);
    }
  wish.clients = clients;
  planned = plan (practice, wish);
  g_assert_cmpuint (planned.visits->len, ==, 0);
  g_assert_cmpint (find_bar (&planned, CLIENT_2, "97153"), ==, WABI_PLAN_BAR_ROOM);
  clear (&planned);
}

/* Who waits for an assessment is given it on the days and hours that they want; without an authorization that is the reason. */
static void
test_waiting (void)
{
  static const char *const codes[] = { "", ",'97151'" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      MemoryPractice *practice = set_up ("2026-03-09");
      g_autofree char *payer = g_strdup_printf ("{'name':'Harbor Health','payer_id':'90010','type':'commercial','filing':'CI','unit_method':'midpoint',"
                                                "'unit_scope':'session','rendering':'supervisor','supervising':'never','modifiers':true,"
                                                "'needs_authorization':['97153'%s],'concurrency':'commercial','mue':'medicare','filing_days':120}",
                                                codes[i]);
      Planned planned;

      memory_practice_put (practice, &wabi_kind_payer, PAYER, payer);
      memory_practice_put (practice, &wabi_kind_need, NEED,
                           "{'client':'" CLIENT_2 "','service_code':'97151','minutes_per_week':240,'sessions_per_week':2,'earliest_minute':780,"
                           "'latest_minute':1020,'weekdays':['2','4'],'status':'waiting','since':'2026-02-01','priority':3}");
      planned = plan (practice, fill ("2026-03-09"));
      g_assert_cmpint (count (&planned, "client", CLIENT_2, "97151", "2026-03-09", "2026-03-16"), ==, i == 0 ? 240 : 0);
      g_assert_cmpint (find_bar (&planned, CLIENT_2, "97151"), ==, i == 0 ? -1 : WABI_PLAN_BAR_AUTHORIZATION);
      for (guint k = 0; k < planned.visits->len; k++)
        {
          WabiRecord *one = ((WabiWeekVisit *) g_ptr_array_index (planned.visits, k))->record;
          WabiLocal start = wabi_zone_to_local (ZONE, wabi_record_get_int (one, "starts_at"));

          if (!wabi_record_is (one, "service_code", "97151"))
            continue;
          g_assert_true (wabi_day_weekday (start.day) == 2 || wabi_day_weekday (start.day) == 4);
          g_assert_cmpint (start.minute, >=, 780);
        }
      clear (&planned);
    }
}

/* Direct therapy that is waited for keeps the family's hours; what is placed or withdrawn asks for nothing. */
static void
test_waiting_hours (void)
{
  static const char *const statuses[] = { "waiting", "withdrawn" };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      MemoryPractice *practice = set_up ("2026-03-09");
      g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT_2 "','service_code':'97153','minutes_per_week':300,'sessions_per_week':2,"
                                               "'earliest_minute':840,'status':'%s','since':'2026-02-01'}", statuses[i]);
      gboolean early = FALSE;
      Planned planned;

      memory_practice_put (practice, &wabi_kind_need, NEED, body);
      planned = plan (practice, fill ("2026-03-09"));
      g_assert_cmpint (count (&planned, "client", CLIENT_2, "97153", "2026-03-09", "2026-03-16"), >, 0);
      for (guint k = 0; k < planned.visits->len; k++)
        {
          WabiRecord *one = ((WabiWeekVisit *) g_ptr_array_index (planned.visits, k))->record;

          if (wabi_record_is (one, "client", CLIENT_2))
            early |= wabi_zone_to_local (ZONE, wabi_record_get_int (one, "starts_at")).minute < 840;
        }
      g_assert_cmpint (early, ==, i == 1);
      clear (&planned);
    }
}

/* The technician gave 24 hours of the month without a supervisor: what is owed is planned where it counts, and said where it cannot be. */
static void
test_owed (void)
{
  static const char *const clients[][2] = { { CLIENT, NULL }, { CLIENT_2, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      MemoryPractice *practice = set_up ("2026-03-23");
      WabiWeekWish wish = fill ("2026-03-23");
      WabiPlanTotals totals;
      Planned planned;

      for (int day = 0; day < 8; day++)
        {
          g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-0000000000c%x", day);
          g_autofree char *date = wabi_day_dup_text (wabi_day_from_text ("2026-03-09") + day);

          put_booked (practice, id, CLIENT_2, date, 540, 720, "");
        }
      wish.clients = clients[i];
      planned = plan (practice, wish);
      wabi_plan_total (wabi_week_get_problem (planned.week), planned.result->visits, &totals);
      if (i == 0)
        {
          g_assert_cmpint (count (&planned, "client", CLIENT, "97155", "2026-03-23", "2026-03-30"), >, 0);
          g_assert_cmpint (find_bar (&planned, RBT, NULL), ==, -1);
          g_assert_cmpint (totals.owed, ==, 0);
        }
      else
        {
          g_assert_cmpint (find_bar (&planned, RBT, NULL), ==, WABI_PLAN_BAR_NO_SUPERVISION);
          g_assert_cmpint (totals.owed, >, 0);
        }
      clear (&planned);
    }
}

/* Only these clients, with only these people: others keep what they have, and what they have is in nobody's way. */
static void
test_filters (void)
{
  const char *const clients[] = { CLIENT, NULL }, *const staff[] = { BCBA, NULL };
  MemoryPractice *practice = set_up ("2026-03-09");
  WabiWeekWish wish = fill ("2026-03-09");
  Planned planned;

  put_booked (practice, BOOKED, CLIENT, "2026-03-10", 540, 720, "");
  wish.clients = clients;
  wish.staff = staff;
  planned = plan (practice, wish);
  g_assert_cmpuint (planned.visits->len, >, 0);
  for (guint i = 0; i < planned.visits->len; i++)
    {
      WabiRecord *one = ((WabiWeekVisit *) g_ptr_array_index (planned.visits, i))->record;

      g_assert_cmpstr (wabi_record_get_text (one, "client"), ==, CLIENT);
      g_assert_cmpstr (wabi_record_get_text (one, "staff"), ==, BCBA);
      if (wabi_record_is (one, "service_code", "97153"))
        g_assert_true (wabi_record_get_int (one, "ends_at") <= at ("2026-03-10", 540) || wabi_record_get_int (one, "starts_at") >= at ("2026-03-10", 720));
    }
  clear (&planned);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/week-limits/month-units", test_month_units);
  g_test_add_func ("/week-limits/limits", test_limits);
  g_test_add_func ("/week-limits/rooms", test_rooms);
  g_test_add_func ("/week-limits/no-room", test_no_room);
  g_test_add_func ("/week-limits/waiting", test_waiting);
  g_test_add_func ("/week-limits/waiting-hours", test_waiting_hours);
  g_test_add_func ("/week-limits/owed", test_owed);
  g_test_add_func ("/week-limits/filters", test_filters);
  return g_test_run ();
}
