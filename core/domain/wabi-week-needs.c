// SPDX-License-Identifier: AGPL-3.0-or-later
// What is needed in a week that is to be planned: authorized hours that are left, or booked visits that may change hands.

#include "wabi-week-private.h"

#include <string.h>

#include "wabi-care-team.h"
#include "wabi-proof-places.h"
#include "wabi-proof.h"
#include "wabi-text.h"

/* How far back a visit makes somebody known to a client. */
#define KNOWN_DAYS 60
/* People whom the plan considers for a need: those whom the client knows, and as many others as keep it quick. */
#define MOST_PEOPLE 12
#define STRANGER_SLOT 600
#define STRANGER_WEEK 6000
/* An analyst's hour of direct therapy is an hour that they do not supervise. */
#define ANALYST_SLOT 3000
#define MOST_STAFF 3
/* Who waits comes before who has some hours already, the more so the more it presses. */
#define WAITING_WORTH 500
#define PRIORITY_WORTH 200
#define WAITING_SERVICE_WORTH 12000
#define MOST_SESSION (8 * WABI_WEEK_HOUR)
/* To stay with whom a visit is booked. */
#define STAY_SLOT 800
/* Where changing hands is what is asked for: a swap of two sessions of two hours must save some eight minutes on the way. */
#define STAY_SLOT_ASKED 150

/** How visits of a service are planned, in slots; nothing else is planned by itself. */
typedef struct
{
  const char *code, *inside;
  int shortest, longest, worth;
  gboolean direct;
} Habit;

static const Habit habits[] = {
  { "97153", NULL, 6, 16, 10000, TRUE },
  { "97155", "97153", 4, 8, 14000, FALSE },
  { "97156", NULL, 4, 4, 14000, FALSE },
};

/* A service of the practice's own that is a technician's work with one client is planned as treatment by protocol is. */
static gboolean
is_planned_service (const WabiServiceCode *service)
{
  return service != NULL && wabi_codes_find_service (service->code) == NULL && wabi_service_is (service, WABI_SERVICE_DIRECT)
         && service->unit == WABI_SERVICE_MINUTES && service->group_max == 1;
}

static gboolean
find_habit (WabiProofContext *context, const char *code, Habit *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (habits); i++)
    if (g_strcmp0 (habits[i].code, code) == 0)
      {
        *out = habits[i];
        return TRUE;
      }
  *out = habits[0];
  out->code = code;
  return is_planned_service (wabi_service_table_find (wabi_proof_context_get_services (context), code, WABI_DAY_NONE));
}

/* ---- Who may ---- */

/* Credential, enrollment and what the payer pays there, as the booking proof sees them; when does not matter to them. */
static gboolean
may_serve (WabiProofContext *context, WabiRecord *trial, const char *staff)
{
  g_autoptr (WabiRecord) visit = wabi_record_copy (trial);
  g_autoptr (WabiProof) proof = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  wabi_record_set_text (visit, "staff", staff);
  proof = wabi_proof_new_in (context, visit);
  findings = wabi_proof_check_booking (proof);
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && wabi_text_list_has ("staff-not-credentialed staff-credential-expired "
                                                                       "staff-credential-not-started staff-not-enrolled place-not-covered", finding->id))
        return FALSE;
    }
  return TRUE;
}

/* What the proof says of somebody is the same for all clients of a payer at such a place: it is asked once. */
static gboolean
may_serve_cached (WabiProofContext *context, GHashTable *asked, WabiRecord *trial, const char *payer, const char *staff)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s %s", payer != NULL ? payer : "-", wabi_record_get_text (trial, "service_code"),
                                          wabi_record_get_text (trial, "place"), staff);
  gpointer known = g_hash_table_lookup (asked, key);

  if (known == NULL)
    {
      known = GINT_TO_POINTER (may_serve (context, trial, staff) ? 2 : 1);
      g_hash_table_insert (asked, g_steal_pointer (&key), known);
    }
  return GPOINTER_TO_INT (known) == 2;
}

/* The client's team, their BCBA, and who saw them of late. */
static GHashTable *
list_known (WabiProofContext *context, WabiRecord *client, WabiDay day)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *id = wabi_record_get_id (client), *zone = wabi_proof_context_get_zone (context);
  GPtrArray *team = wabi_proof_context_list (context, &wabi_kind_care_team, "client", id);
  gint64 to = wabi_zone_day_start (zone, day), from = wabi_zone_day_start (zone, day - KNOWN_DAYS);
  const GArray *book;

  if (wabi_record_has (client, "bcba"))
    g_hash_table_add (known, g_strdup (wabi_record_get_text (client, "bcba")));
  for (guint i = 0; i < team->len; i++)
    if (wabi_care_team_holds (g_ptr_array_index (team, i), day))
      g_hash_table_add (known, g_strdup (wabi_record_get_text (g_ptr_array_index (team, i), "staff")));
  book = wabi_proof_context_get_book (context, FALSE, "client", id, from, to);
  for (guint i = 0; i < book->len; i++)
    {
      const WabiVisit *visit = &g_array_index (book, WabiBookEntry, i).visit;

      if (wabi_visit_takes_time (visit->status) && visit->staff_id != NULL && visit->end_at > from && visit->start_at < to)
        g_hash_table_add (known, g_strdup (visit->staff_id));
    }
  return known;
}

static gboolean
is_analyst (WabiRecord *person)
{
  const char *credential = wabi_record_get_text (person, "credential");

  return credential != NULL && wabi_text_list_has ("BCBA BCBA-D BCaBA", credential);
}

/* First those whom the client knows, then others, beginning with another one for each client, so that not all look at the same few. */
static void
allow_people (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, GHashTable *asked, GHashTable *known, WabiRecord *trial,
              const char *payer, WabiPlanNeed *need)
{
  guint n = week->staff_records->len, turn = n > 0 ? (guint) need->client % n : 0;
  Habit habit;
  gboolean direct = find_habit (context, need->code, &habit) && habit.direct;
  // A visit at one time is easily planned with everybody; one that may be at any time is not.
  guint most = wish->mode == WABI_WEEK_FILL ? MOST_PEOPLE : G_MAXUINT;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n && (pass == 0 || need->may->len < most); i++)
      {
        guint index = (i + turn) % n;
        WabiRecord *person = g_ptr_array_index (week->staff_records, index);
        const char *id = wabi_record_get_id (person);
        gboolean knows = g_hash_table_contains (known, id);
        int per_slot = direct && is_analyst (person) ? -ANALYST_SLOT : 0;

        if (knows != (pass == 0) || g_strcmp0 (id, wish->absent) == 0 || !may_serve_cached (context, asked, trial, payer, id))
          continue;
        wabi_plan_need_allow (need, (int) index, per_slot - (knows ? 0 : STRANGER_SLOT), knows ? 0 : STRANGER_WEEK);
      }
}

/* ---- Authorized hours ---- */

/* Where the client has had this service, else where they are seen at all. */
static void
find_place (WabiProofContext *context, WabiRecord *client, const char *code, WabiWeekNeed *extra)
{
  gint64 now = wabi_proof_context_get_now (context);
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "client", wabi_record_get_id (client),
                                                    now - G_GINT64_CONSTANT (60) * 24 * 60 * WABI_MINUTE, now);

  for (guint i = book->len; i > 0; i--)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i - 1);

      if (entry->record == NULL || g_strcmp0 (entry->visit.code, code) != 0)
        continue;
      extra->place = g_strdup (wabi_record_get_text (entry->record, "place"));
      extra->location = g_strdup (wabi_record_get_text (entry->record, "location"));
      return;
    }
  extra->place = g_strdup (wabi_record_has (client, "place") ? wabi_record_get_text (client, "place") : "11");
}

static WabiRecord *
make_trial (WabiWeek *week, WabiRecord *client, const char *code, const WabiWeekNeed *extra, WabiDay day)
{
  WabiRecord *trial = wabi_record_new (&wabi_kind_appointment, "plan-trial");

  wabi_record_set_text (trial, "client", wabi_record_get_id (client));
  wabi_record_set_text (trial, "service_code", code);
  wabi_record_set_text (trial, "place", extra->place);
  if (extra->location != NULL)
    wabi_record_set_text (trial, "location", extra->location);
  wabi_record_set_text (trial, "status", "scheduled");
  wabi_record_set_text (trial, "zone", week->zone);
  wabi_record_set_int (trial, "starts_at", wabi_zone_from_local (week->zone, day, 12 * 60));
  wabi_record_set_int (trial, "ends_at", wabi_zone_from_local (week->zone, day, 13 * 60));
  return trial;
}

static int
add_need (WabiWeek *week, const char *ref, int client, const char *code, const Habit *habit, WabiWeekNeed *extra, const char *place)
{
  WabiPlanNeed *need = wabi_plan_problem_add_need (week->problem, ref, client, code);

  need->place = wabi_week_get_place (week, place);
  need->shortest = habit->shortest;
  need->longest = habit->longest;
  need->worth = habit->worth;
  g_array_append_vals (week->needs, extra, 1);
  return (int) week->problem->needs->len - 1;
}

/* ---- Who waits ---- */

/** What a client waits for of one service. */
typedef struct
{
  GPtrArray *records;
  int slots, priority, session;
} Waiting;

static void
read_waiting (WabiProofContext *context, const char *client, const char *code, Waiting *out)
{
  GPtrArray *needs = wabi_proof_context_list (context, &wabi_kind_need, "client", client);

  *out = (Waiting){ .records = g_ptr_array_new (), .session = WABI_PLAN_DAY_SLOTS };
  for (guint i = 0; i < needs->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (needs, i);
      int minutes = (int) wabi_record_get_int (one, "minutes_per_week"), sessions = MAX ((int) wabi_record_get_int (one, "sessions_per_week"), 1);

      if (!wabi_record_is (one, "status", "waiting") || !wabi_record_is (one, "service_code", code))
        continue;
      g_ptr_array_add (out->records, one);
      out->slots += minutes / WABI_PLAN_SLOT_MINUTES;
      out->session = MIN (out->session, CLAMP (minutes / sessions / WABI_PLAN_SLOT_MINUTES, 1, MOST_SESSION));
      out->priority = MAX (out->priority, (int) wabi_record_get_int (one, "priority"));
    }
}

static gboolean
is_wanted_on (WabiRecord *need, WabiDay date)
{
  g_auto (GStrv) days = wabi_lookup_strv (need, "weekdays");
  char text[2] = { (char) ('0' + wabi_day_weekday (date)), '\0' };

  return days == NULL || *days == NULL || g_strv_contains ((const char *const *) days, text);
}

/* The days and hours that the family wants, of all that they wait for. */
static void
keep_wanted (WabiWeek *week, WabiPlanNeed *need, const Waiting *waiting)
{
  g_autofree guint8 *wanted = g_new0 (guint8, week->problem->days * WABI_PLAN_DAY_SLOTS);
  gboolean all = need->open == NULL;
  guint8 *open = wabi_plan_need_restrict (week->problem, need);

  for (guint i = 0; i < waiting->records->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (waiting->records, i);
      int from = (int) wabi_record_get_int (one, "earliest_minute");
      int to = wabi_record_has (one, "latest_minute") ? (int) wabi_record_get_int (one, "latest_minute") : WABI_DAY_MINUTES;

      for (int day = 0; day < week->problem->days; day++)
        if (is_wanted_on (one, week->first + day))
          wabi_plan_open (wanted, day, (from + WABI_PLAN_SLOT_MINUTES - 1) / WABI_PLAN_SLOT_MINUTES, to / WABI_PLAN_SLOT_MINUTES, TRUE);
    }
  for (int i = 0; i < week->problem->days * WABI_PLAN_DAY_SLOTS; i++)
    open[i] = (all || open[i]) && wanted[i];
}

/* What of it these days have already. */
static int
count_booked (WabiWeek *week, WabiProofContext *context, const char *client, const char *code)
{
  gint64 from = wabi_zone_day_start (week->zone, week->first), to = wabi_zone_day_start (week->zone, week->first + week->problem->days);
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "client", client, from, to);
  int minutes = 0;

  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      if (wabi_visit_takes_time (entry->visit.status) && entry->visit.start_at >= from && entry->visit.start_at < to
          && g_strcmp0 (entry->visit.code, code) == 0)
        minutes += entry->minutes;
    }
  return minutes / WABI_PLAN_SLOT_MINUTES;
}

/* How much: what the authorization leaves, or what the family waits for where that is more. Without a needed authorization it is asked for in vain. */
static void
set_wanted (WabiWeek *week, WabiProofContext *context, WabiPlanNeed *need, const Waiting *waiting, const WabiWeekRest *rest)
{
  const char *client = wabi_plan_problem_get_client (week->problem, need->client)->ref;

  need->asked = rest->found ? rest->asked : 0;
  if (waiting->slots > 0)
    {
      need->asked = MAX (need->asked, waiting->slots - count_booked (week, context, client, need->code));
      need->shortest = MIN (need->shortest, waiting->session);
      need->worth += WAITING_WORTH + waiting->priority * PRIORITY_WORTH;
      keep_wanted (week, need, waiting);
    }
  need->wanted = rest->found ? MIN (need->asked, rest->wanted) : rest->unneeded ? need->asked : 0;
  need->day_cap = MIN (rest->day_cap, need->longest);
}

static void
add_open (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, GHashTable *asked, int client, const Habit *habit,
          const Waiting *waiting)
{
  WabiRecord *record = g_ptr_array_index (week->client_records, client);
  GHashTable *known = g_object_get_data (G_OBJECT (record), "wabi-week-known");
  WabiWeekNeed extra = { 0 };
  WabiWeekRest rest = { .waits = waiting->slots > 0 };
  g_autoptr (WabiRecord) trial = NULL;
  g_autoptr (WabiProof) proof = NULL;
  g_autofree char *place = NULL;
  WabiPlanNeed *need;
  int index;

  find_place (context, record, habit->code, &extra);
  if (waiting->records->len > 0)
    extra.waiting = g_strdup (wabi_record_get_id (g_ptr_array_index (waiting->records, 0)));
  // In the middle of the days: who may serve does not depend on the hour.
  trial = make_trial (week, record, habit->code, &extra, MAX (week->first + week->problem->days / 2,
                                                             wabi_zone_day (week->zone, wabi_proof_context_get_now (context))));
  place = wabi_place_dup_of (context, trial);
  index = add_need (week, wabi_record_get_id (record), client, habit->code, habit, &extra, place);
  need = g_ptr_array_index (week->problem->needs, index);
  wabi_week_read_rest (week, context, trial, index, habit->inside, &rest);
  set_wanted (week, context, need, waiting, &rest);
  need->most_staff = habit->inside == NULL && habit->longest > habit->shortest ? MOST_STAFF : 0;
  if (habit->inside != NULL && rest.beside)
    need->inside = index - 1;
  if (need->asked <= 0)
    return;
  proof = wabi_proof_new_in (context, trial);
  allow_people (week, context, wish, asked, known, trial,
                wabi_proof_get_payer (proof) != NULL ? wabi_record_get_id (wabi_proof_get_payer (proof)) : NULL, need);
}

/* Assessments and other services that are planned only when somebody waits for them: sessions of the length that is wanted. */
static void
add_waiting (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, GHashTable *asked, int client)
{
  const char *id = wabi_record_get_id (g_ptr_array_index (week->client_records, client));
  GPtrArray *needs = wabi_proof_context_list (context, &wabi_kind_need, "client", id);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < needs->len; i++)
    {
      const char *code = wabi_record_get_text (g_ptr_array_index (needs, i), "service_code");
      Waiting waiting;
      Habit habit;

      if (find_habit (context, code, &habit) || !g_hash_table_add (done, (gpointer) code))
        continue;
      read_waiting (context, id, code, &waiting);
      if (waiting.slots > 0)
        add_open (week, context, wish, asked, client, &(Habit){ code, NULL, waiting.session, waiting.session, WAITING_SERVICE_WORTH, FALSE }, &waiting);
      g_ptr_array_unref (waiting.records);
    }
}

static void
add_usual (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, GHashTable *asked, int client, const Habit *habit)
{
  Waiting waiting;

  read_waiting (context, wabi_record_get_id (g_ptr_array_index (week->client_records, client)), habit->code, &waiting);
  add_open (week, context, wish, asked, client, habit, &waiting);
  g_ptr_array_unref (waiting.records);
}

static void
add_client (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, GHashTable *asked, int client)
{
  g_autoptr (GPtrArray) services = wabi_service_table_list (wabi_proof_context_get_services (context), week->first);
  Habit own;

  for (guint k = 0; k < G_N_ELEMENTS (habits); k++)
    add_usual (week, context, wish, asked, client, &habits[k]);
  for (guint i = 0; i < services->len; i++)
    if (is_planned_service (g_ptr_array_index (services, i))
        && find_habit (context, ((const WabiServiceCode *) g_ptr_array_index (services, i))->code, &own))
      add_usual (week, context, wish, asked, client, &own);
  add_waiting (week, context, wish, asked, client);
}

/* ---- Booked visits that may change hands ---- */

static gboolean
may_move (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, const WabiBookEntry *entry, gint64 now)
{
  Habit habit;
  int minutes = WABI_PLAN_SLOT_MINUTES;
  WabiLocal start = wabi_zone_to_local (week->zone, entry->visit.start_at), end = wabi_zone_to_local (week->zone, entry->visit.end_at);

  return entry->record != NULL && entry->visit.status == WABI_VISIT_BOOKED && wabi_record_is (entry->record, "status", "scheduled")
         && entry->visit.start_at > now && start.day == end.day && start.minute % minutes == 0 && end.minute % minutes == 0
         && start.day >= week->first && start.day < week->first + week->problem->days
         && wabi_week_find (week->staff, entry->visit.staff_id) >= 0
         && (wish->mode == WABI_WEEK_COVER ? g_strcmp0 (entry->visit.staff_id, wish->absent) == 0 : find_habit (context, entry->visit.code, &habit));
}

/* Two of one client at the same time: the one within the other stays with whom it is. */
static gboolean
is_within_another (WabiProofContext *context, const GArray *book, guint index)
{
  const WabiVisit *visit = &g_array_index (book, WabiBookEntry, index).visit;
  Habit habit;
  gboolean within = find_habit (context, visit->code, &habit) && habit.inside != NULL;

  for (guint i = 0; i < book->len; i++)
    {
      const WabiVisit *other = &g_array_index (book, WabiBookEntry, i).visit;

      if (i != index && wabi_visit_takes_time (other->status) && other->start_at < visit->end_at && visit->start_at < other->end_at
          && within)
        return TRUE;
    }
  return FALSE;
}

/* Whoever has the visit may keep it, and keeps it unless there is more to gain than a little. */
static void
allow_present (WabiWeek *week, WabiPlanNeed *need, const char *staff, const char *absent)
{
  int stay = week->mode == WABI_WEEK_COVER ? STAY_SLOT : STAY_SLOT_ASKED;
  int index = wabi_week_find (week->staff, staff);

  if (g_strcmp0 (staff, absent) == 0)
    return;
  for (guint i = 0; i < need->may->len; i++)
    if (g_array_index (need->may, WabiPlanMay, i).staff == index)
      {
        g_array_index (need->may, WabiPlanMay, i) = (WabiPlanMay){ index, stay, 0 };
        return;
      }
  wabi_plan_need_allow (need, index, stay, 0);
}

static void
add_moving (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, GHashTable *asked, int client, const WabiBookEntry *entry)
{
  WabiRecord *record = g_ptr_array_index (week->client_records, client);
  GHashTable *known = g_object_get_data (G_OBJECT (record), "wabi-week-known");
  WabiWeekNeed extra = { .was = g_object_ref (entry->record) };
  g_autofree char *place = wabi_place_dup_of (context, entry->record);
  g_autoptr (WabiProof) proof = wabi_proof_new_in (context, entry->record);
  WabiRecord *payer = wabi_proof_get_payer (proof);
  WabiLocal start = wabi_zone_to_local (week->zone, entry->visit.start_at);
  int slots = entry->minutes / WABI_PLAN_SLOT_MINUTES, from = start.minute / WABI_PLAN_SLOT_MINUTES;
  // Worth so much that no way and no fairness is reason to leave a family without.
  Habit habit = { entry->visit.code, NULL, slots, slots, 40000, FALSE };
  int index = add_need (week, entry->visit.id, client, entry->visit.code, &habit, &extra, place);
  WabiPlanNeed *need = g_ptr_array_index (week->problem->needs, index);

  need->wanted = need->asked = slots;
  need->per_day = 1;
  wabi_plan_open (wabi_plan_need_restrict (week->problem, need), start.day - week->first, from, from + slots, TRUE);
  allow_people (week, context, wish, asked, known, entry->record, payer != NULL ? wabi_record_get_id (payer) : NULL, need);
  allow_present (week, need, entry->visit.staff_id, wish->absent);
  g_hash_table_add (week->moved, g_strdup (entry->visit.id));
}

static void
add_booked_of (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish, GHashTable *asked, int client)
{
  gint64 from = wabi_zone_day_start (week->zone, week->first), to = wabi_zone_day_start (week->zone, week->first + week->problem->days);
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "client",
                                                    wabi_record_get_id (g_ptr_array_index (week->client_records, client)), from, to);
  g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof (WabiBookEntry));

  g_array_append_vals (copy, book->data, book->len);
  for (guint i = 0; i < copy->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (copy, WabiBookEntry, i);

      // Who is away gives supervision away, too; else it stays.
      if (may_move (week, context, wish, entry, wabi_proof_context_get_now (context))
          && (wish->mode == WABI_WEEK_COVER || !is_within_another (context, copy, i)))
        add_moving (week, context, wish, asked, client, entry);
    }
}

void
wabi_week_add_needs (WabiWeek *week, WabiProofContext *context, const WabiWeekWish *wish)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < week->client_records->len; i++)
    {
      WabiRecord *client = g_ptr_array_index (week->client_records, i);

      g_object_set_data_full (G_OBJECT (client), "wabi-week-known", list_known (context, client, week->first),
                              (GDestroyNotify) g_hash_table_unref);
      if (wish->mode == WABI_WEEK_FILL)
        add_client (week, context, wish, asked, (int) i);
      else
        add_booked_of (week, context, wish, asked, (int) i);
      g_object_set_data (G_OBJECT (client), "wabi-week-known", NULL);
    }
}
