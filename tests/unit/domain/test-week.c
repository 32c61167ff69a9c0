// SPDX-License-Identifier: AGPL-3.0-or-later
// A week is planned from records: what comes out passes the proof, is booked by the ordinary command, and keeps what the records say.

#include "week-plan.h"

#define AUTH_2 "01900000-0000-7000-8000-0000000000f7"
#define AUTH_3 "01900000-0000-7000-8000-0000000000f8"
#define MONDAY "2026-03-09"

static gint64
at (const char *date, int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text (date), minute);
}

static WabiProofContext *
new_context (MemoryPractice *practice)
{
  return wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
}

/* Both work; one client has 30 hours a week of direct therapy and supervision, the other ten in all. */
static MemoryPractice *
set_up (void)
{
  MemoryPractice *practice = memory_practice_new (at (MONDAY, 420));

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_authorization, AUTH_2,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-2','status':'approved','valid_from':'2026-03-01','valid_to':'2026-03-31',"
                       "'lines':[{'code':'97153','units':2000,'per':'total','weekly':120},{'code':'97155','units':200,'per':'total','weekly':8},"
                       "{'code':'97156','units':40,'per':'total','weekly':4}]}");
  memory_practice_put (practice, &wabi_kind_authorization, AUTH_3,
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-3','status':'approved','valid_from':'2026-03-09','valid_to':'2026-03-15',"
                       "'lines':[{'code':'97153','units':40,'per':'total'}]}");
  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'denied','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':40,'per':'total'}]}");
  for (int day = 1; day <= 5; day++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000021%d", day);
      g_autofree char *body = g_strdup_printf ("{'staff':'" BCBA "','weekday':%d,'start_minute':540,'end_minute':1020}", day);

      memory_practice_put (practice, &wabi_kind_staff_hours, id, body);
    }
  return practice;
}

static GPtrArray *
plan_visits (MemoryPractice *practice, const WabiWeekWish *wish)
{
  g_autoptr (WabiProofContext) context = new_context (practice), fresh = new_context (practice);
  g_autoptr (WabiWeek) week = wabi_week_new (context, wish);
  g_autoptr (WabiPlanResult) result = week_plan_run (week);

  return wabi_week_list_visits (week, fresh, result->visits);
}

static gboolean
book (MemoryPractice *practice, WabiRecord *record, guint number)
{
  g_autofree char *args
      = g_strdup_printf ("{'id':'01900000-0000-7000-8000-0000000a%04u','client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                         ",'zone':'" ZONE "','service_code':'%s','place':'%s'}",
                         number, wabi_record_get_text (record, "client"), wabi_record_get_text (record, "staff"),
                         wabi_record_get_int (record, "starts_at"), wabi_record_get_int (record, "ends_at"),
                         wabi_record_get_text (record, "service_code"), wabi_record_get_text (record, "place"));

  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, FALSE, "appointment.book", args);
}

static int
count_minutes (GPtrArray *visits, const char *client, const char *code)
{
  int minutes = 0;

  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *record = ((WabiWeekVisit *) g_ptr_array_index (visits, i))->record;

      if (wabi_record_is (record, "client", client) && wabi_record_is (record, "service_code", code))
        minutes += (int) ((wabi_record_get_int (record, "ends_at") - wabi_record_get_int (record, "starts_at")) / WABI_MINUTE);
    }
  return minutes;
}

/* What the plan suggests is booked by the command that a person gives, one after the other, and a second plan has nothing to add. */
static void
test_fill (void)
{
  MemoryPractice *practice = set_up ();
  WabiWeekWish wish = { .mode = WABI_WEEK_FILL, .first = wabi_day_from_text (MONDAY), .days = 7 };
  g_autoptr (GPtrArray) visits = plan_visits (practice, &wish), again = NULL;

  g_assert_cmpuint (visits->len, >, 5);
  for (guint i = 0; i < visits->len; i++)
    {
      WabiWeekVisit *visit = g_ptr_array_index (visits, i);

      g_assert_cmpstr (visit->refusal, ==, NULL);
      g_assert_null (visit->was);
      g_assert_cmpint (wabi_record_get_int (visit->record, "starts_at"), >=, practice->clock.at);
      if (!book (practice, visit->record, i))
        g_error ("visit %u was refused: %s", i, practice->code);
    }
  g_assert_cmpint (count_minutes (visits, CLIENT, "97153"), <=, 120 * 15);
  g_assert_cmpint (count_minutes (visits, CLIENT, "97155"), ==, 8 * 15);
  g_assert_cmpint (count_minutes (visits, CLIENT, "97156"), ==, 4 * 15);
  g_assert_cmpint (count_minutes (visits, CLIENT_2, "97153"), ==, 40 * 15);

  again = plan_visits (practice, &wish);
  g_assert_cmpint (count_minutes (again, CLIENT, "97155") + count_minutes (again, CLIENT_2, "97153"), ==, 0);
  memory_practice_free (practice);
}

static const struct
{
  const char *name;
  const WabiKind *kind;
  const char *body;
  const char *staff; /* NULL: of everybody */
} closings[] = {
  { "holiday", &wabi_kind_holiday, "{'date':'2026-03-11','name':'Closed'}", NULL },
  { "time off", &wabi_kind_time_off, "{'staff':'" RBT "','starts_at':%s,'ends_at':%s,'status':'approved'}", RBT },
  { "meeting", &wabi_kind_staff_block,
    "{'staff':'" RBT "','starts_at':%s,'ends_at':%s,'zone':'" ZONE "','type':'meeting','status':'active'}", RBT },
  { "a break", &wabi_kind_staff_block,
    "{'staff':'" RBT "','starts_at':%s,'ends_at':%s,'zone':'" ZONE "','type':'break','status':'active'}", RBT },
};

/* Nothing is planned on a Wednesday that is closed for somebody. */
static void
test_closed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (closings); i++)
    {
      MemoryPractice *practice = set_up ();
      WabiWeekWish wish = { .mode = WABI_WEEK_FILL, .first = wabi_day_from_text (MONDAY), .days = 7 };
      g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, at ("2026-03-11", 0));
      g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, at ("2026-03-12", 0));
      g_auto (GStrv) parts = g_strsplit (closings[i].body, "%s", 3);
      g_autofree char *body = parts[1] == NULL ? g_strdup (parts[0]) : g_strconcat (parts[0], from, parts[1], to, parts[2], NULL);
      g_autoptr (GPtrArray) visits = NULL;

      g_test_message ("%s", closings[i].name);
      memory_practice_put (practice, closings[i].kind, "01900000-0000-7000-8000-0000000000e1", body);
      visits = plan_visits (practice, &wish);
      g_assert_cmpuint (visits->len, >, 0);
      for (guint k = 0; k < visits->len; k++)
        {
          WabiRecord *record = ((WabiWeekVisit *) g_ptr_array_index (visits, k))->record;

          if (closings[i].staff == NULL || wabi_record_is (record, "staff", closings[i].staff))
            g_assert_cmpint (wabi_zone_day (ZONE, wabi_record_get_int (record, "starts_at")), !=, wabi_day_from_text ("2026-03-11"));
        }
      memory_practice_free (practice);
    }
}

/* The practice's own limits are kept, and a technician is never given what a technician may not bill. */
static void
test_limits (void)
{
  MemoryPractice *practice = set_up ();
  WabiWeekWish wish = { .mode = WABI_WEEK_FILL, .first = wabi_day_from_text (MONDAY), .days = 7 };
  g_autoptr (GPtrArray) visits = NULL;
  int minutes = 0;

  memory_practice_put (practice, &wabi_kind_hours_limit, "01900000-0000-7000-8000-0000000000e1",
                       "{'staff':'" RBT "','scope':'staff','per':'week','minutes':600,'action':'block','active':true}");
  visits = plan_visits (practice, &wish);
  for (guint i = 0; i < visits->len; i++)
    {
      WabiWeekVisit *visit = g_ptr_array_index (visits, i);

      g_assert_cmpstr (visit->refusal, ==, NULL);
      if (!wabi_record_is (visit->record, "staff", RBT))
        continue;
      g_assert_cmpstr (wabi_record_get_text (visit->record, "service_code"), ==, "97153");
      minutes += (int) ((wabi_record_get_int (visit->record, "ends_at") - wabi_record_get_int (visit->record, "starts_at")) / WABI_MINUTE);
    }
  g_assert_cmpint (minutes, >, 0);
  g_assert_cmpint (minutes, <=, 600);
  memory_practice_free (practice);
}

static void
put_booked (MemoryPractice *practice, const char *id, const char *client, int start, int end)
{
  g_autofree char *body = g_strdup_printf ("{'client':'%s','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'scheduled'}",
                                           client, at ("2026-03-10", start), at ("2026-03-10", end));

  memory_practice_put (practice, &wabi_kind_appointment, id, body);
}

/* Who is away gives their visits to who is there, at the same times; what nobody can take is said, with what stands in the way. */
static void
test_cover (void)
{
  MemoryPractice *practice = set_up ();
  WabiWeekWish wish = { .mode = WABI_WEEK_COVER, .first = wabi_day_from_text (MONDAY), .days = 7, .absent = RBT };
  g_autoptr (WabiProofContext) context = new_context (practice), fresh = new_context (practice);
  g_autoptr (WabiWeek) week = NULL;
  g_autoptr (WabiPlanResult) result = NULL;
  g_autoptr (GPtrArray) visits = NULL;
  g_autoptr (GArray) unmet = NULL;
  WabiWeekVisit *visit;

  put_booked (practice, "01900000-0000-7000-8000-000000000a01", CLIENT, 600, 720);
  put_booked (practice, "01900000-0000-7000-8000-000000000a02", CLIENT_2, 1020, 1080); /* Leila goes home at five */
  week = wabi_week_new (context, &wish);
  result = week_plan_run (week);
  visits = wabi_week_list_visits (week, fresh, result->visits);
  g_assert_cmpuint (visits->len, ==, 1);
  visit = g_ptr_array_index (visits, 0);
  g_assert_cmpstr (visit->refusal, ==, NULL);
  g_assert_nonnull (visit->was);
  g_assert_cmpstr (wabi_record_get_id (visit->record), ==, "01900000-0000-7000-8000-000000000a01");
  g_assert_cmpstr (wabi_record_get_text (visit->record, "staff"), ==, BCBA);
  g_assert_cmpint (wabi_record_get_int (visit->record, "starts_at"), ==, at ("2026-03-10", 600));
  unmet = wabi_plan_explain_unmet (wabi_week_get_problem (week), result->visits);
  g_assert_cmpuint (unmet->len, ==, 1);
  g_assert_cmpint (g_array_index (unmet, WabiPlanUnmet, 0).bar, ==, WABI_PLAN_BAR_STAFF_HOURS);
  memory_practice_free (practice);
}

/* Without a reason nobody changes: a week that is balanced or travels little stays with whom it is. */
static void
test_stay (void)
{
  static const WabiWeekMode modes[] = { WABI_WEEK_TRAVEL, WABI_WEEK_BALANCE };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      MemoryPractice *practice = set_up ();
      WabiWeekWish wish = { .mode = modes[i], .first = wabi_day_from_text (MONDAY), .days = 7 };
      g_autoptr (GPtrArray) visits = NULL;

      put_booked (practice, "01900000-0000-7000-8000-000000000a01", CLIENT, 600, 720);
      visits = plan_visits (practice, &wish);
      if (modes[i] == WABI_WEEK_TRAVEL)
        g_assert_cmpuint (visits->len, ==, 0);
      for (guint k = 0; k < visits->len; k++)
        g_assert_nonnull (((WabiWeekVisit *) g_ptr_array_index (visits, k))->was);
      memory_practice_free (practice);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/week/fill", test_fill);
  g_test_add_func ("/week/closed", test_closed);
  g_test_add_func ("/week/limits", test_limits);
  g_test_add_func ("/week/cover", test_cover);
  g_test_add_func ("/week/stay", test_stay);
  return g_test_run ();
}
