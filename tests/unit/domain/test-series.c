// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits that repeat: judged whole, booked whole or not at all, changed without touching what is left alone, taken back as one.

#include <string.h>

#include "memory-practice.h"
#include "wabi-series.h"

#define S1 "01900000-0000-7000-8000-0000000000f1"
#define S2 "01900000-0000-7000-8000-0000000000f2"
#define S3 "01900000-0000-7000-8000-0000000000f3"
#define VISIT "01900000-0000-7000-8000-0000000000e1"

static MemoryPractice *
make_with (int units)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02',"
                                           "'valid_to':'2026-06-30','lines':[{'code':'97153','units':%d,'per':'total'}]}", units);

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION, body);
  return practice;
}

static MemoryPractice *
make (void)
{
  return make_with (4000);
}

static gboolean
run (MemoryPractice *practice, gboolean authority, const char *name, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
run (MemoryPractice *practice, gboolean authority, const char *name, const char *format, ...)
{
  g_autofree char *args = NULL;
  va_list list;

  va_start (list, format);
  args = g_strdup_vprintf (format, list);
  va_end (list);
  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, authority, name, args);
}

/* Two hours at 3 pm from Monday, March 9, 2026. */
static gboolean
book_at (MemoryPractice *practice, gboolean authority, const char *id, const char *client, const char *rule, int minute, const char *more)
{
  return run (practice, authority, "series.book",
              "{'id':'%s','client':'%s','staff':'" RBT "','rule':'%s','start_date':'2026-03-09','start_minute':%d,'minutes':120,'zone':'" ZONE
              "','service_code':'97153','place':'12','notes':'Bring the cards'%s}",
              id, client, rule, minute, more);
}

static gboolean
book (MemoryPractice *practice, gboolean authority, const char *rule, const char *more)
{
  return book_at (practice, authority, S1, CLIENT, rule, 15 * 60, more);
}

static WabiRecord *
get_on (MemoryPractice *practice, const char *series, const char *date)
{
  g_autofree char *id = wabi_series_dup_id (series, wabi_day_from_text (date));

  return memory_practice_get (practice, &wabi_kind_appointment, id);
}

static guint
count_status (MemoryPractice *practice, const char *series, const char *status)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (&practice->view, &wabi_kind_appointment, "series", series);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += wabi_record_is (g_ptr_array_index (all, i), "status", status);
  return n;
}

static guint
count_taking_time (MemoryPractice *practice)
{
  return count_status (practice, S1, "scheduled") + count_status (practice, S2, "scheduled") + count_status (practice, S3, "scheduled");
}

/* What each appointment says, but who changed it last. */
static GHashTable *
take_picture (MemoryPractice *practice)
{
  GHashTable *picture = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, practice->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autoptr (WabiRecord) copy = wabi_record_copy (value);

      if (wabi_record_get_kind (value) != &wabi_kind_appointment || wabi_record_is (value, "status", "withdrawn"))
        continue;
      wabi_record_take_node (copy, "edits", NULL);
      g_hash_table_insert (picture, g_strdup (wabi_record_get_id (value)), wabi_record_dup_json (copy));
    }
  return picture;
}

static guint
count_differences (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer id, body;
  guint n = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &id, &body))
    n += g_strcmp0 (body, g_hash_table_lookup (b, id)) != 0;
  g_hash_table_iter_init (&iter, b);
  while (g_hash_table_iter_next (&iter, &id, &body))
    n += !g_hash_table_contains (a, id);
  return n;
}

/* ---- booking ---- */

static void
test_book (void)
{
  for (int authority = 0; authority < 2; authority++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiRecord) series = NULL, first = NULL, last = NULL;

      g_assert_true (book (practice, authority, "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260430", ""));
      g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 16);
      series = memory_practice_get (practice, &wabi_kind_series, S1);
      g_assert_cmpstr (wabi_record_get_text (series, "last_date"), ==, "2026-04-29");
      g_assert_cmpint (wabi_record_get_int (series, "total"), ==, 16);
      g_assert_cmpstr (wabi_record_get_text (series, "booked_by"), ==, DESK);
      first = get_on (practice, S1, "2026-03-09");
      g_assert_cmpstr (wabi_record_get_text (first, "authorization"), ==, AUTHORIZATION);
      g_assert_cmpstr (wabi_record_get_text (first, "notes"), ==, "Bring the cards");
      g_assert_false (wabi_record_has (first, "detached"));
      last = get_on (practice, S1, "2026-04-29");
      g_assert_cmpint (wabi_record_get_int (last, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-29"), 15 * 60));
      /* Another one of the same id, or at the same time, is refused; nothing is made twice. */
      g_assert_false (book (practice, authority, "FREQ=WEEKLY;COUNT=2", ""));
      g_assert_cmpstr (practice->code, ==, "exists");
    }
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *rule, *more, *code;
  } rows[] = {
    { "FREQ=HOURLY;COUNT=3", "", "series-rule" },
    { "FREQ=WEEKLY;BYDAY=XX", "", "series-rule" },
    { "FREQ=WEEKLY", "", "series-endless" },
    { "FREQ=WEEKLY", ",'ends_with_authorization':true", "series-bound" },
    { "FREQ=DAILY;COUNT=401", "", "series-too-long" },
    { "FREQ=WEEKLY;UNTIL=20260301", "", "series-no-dates" },
    { "FREQ=WEEKLY;COUNT=4", ",'total':5", "series-differs" },
    { "FREQ=WEEKLY;COUNT=4", ",'last_date':'2026-04-06'", "series-differs" },
    { "FREQ=WEEKLY;BYDAY=SA;COUNT=2", "", "staff-unavailable" },
    { "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260731", "", "authorization-expired" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int authority = 0; authority < 2; authority++)
      {
        g_autoptr (MemoryPractice) practice = make ();

        g_assert_false (book (practice, authority, rows[i].rule, rows[i].more));
        g_assert_cmpstr (practice->code, ==, rows[i].code);
        g_assert_cmpuint (count_taking_time (practice), ==, 0);
        g_assert_null (memory_practice_get (practice, &wabi_kind_series, S1));
      }
}

/* Each alone would fit: 40 units are five visits of eight. */
static void
test_units_of_the_whole (void)
{
  g_autoptr (MemoryPractice) practice = make_with (40);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (WabiRecord) draft = NULL;
  g_autofree char *words = NULL;

  g_assert_false (book (practice, FALSE, "FREQ=WEEKLY;COUNT=6", ""));
  g_assert_cmpstr (practice->code, ==, "units-short");
  g_assert_cmpuint (count_taking_time (practice), ==, 0);
  g_assert_true (book (practice, FALSE, "FREQ=WEEKLY;COUNT=5", ""));
  draft = memory_practice_get (practice, &wabi_kind_series, S1);
  {
    g_autoptr (WabiRecord) other = wabi_record_new (&wabi_kind_series, S2);

    wabi_record_set_all (other, wabi_record_get_body (draft));
    wabi_record_set_text (other, "start_date", "2026-03-10");
    wabi_record_set_text (other, "rule", "FREQ=WEEKLY;COUNT=2");
    plan = wabi_series_plan_book (&practice->view, other, NULL, &error);
  }
  g_assert_no_error (error);
  g_assert_false (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  g_assert_cmpuint (plan->n_blocked, ==, 2);
  words = wabi_series_plan_dup_conflicts (plan);
  g_assert_nonnull (strstr (words, "Mar 10"));
  g_assert_nonnull (strstr (words, "Mar 17"));
}

/* Every conflict with its date: a holiday, an absence, another visit. */
static void
test_conflicts_listed (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (WabiRecord) draft = NULL;
  g_autofree char *words = NULL, *away = NULL;
  gint64 off = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-23"), 0);

  memory_practice_put (practice, &wabi_kind_holiday, "01900000-0000-7000-8000-000000000701", "{'date':'2026-03-16','name':'Spring day'}");
  away = g_strdup_printf ("{'staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'status':'approved'}", off,
                          off + 24 * 60 * WABI_MINUTE);
  memory_practice_put (practice, &wabi_kind_time_off, "01900000-0000-7000-8000-000000000702", away);
  g_assert_false (book (practice, TRUE, "FREQ=WEEKLY;COUNT=4", ""));
  g_assert_cmpstr (practice->code, ==, "series-conflicts");
  draft = wabi_record_new_from_body (&wabi_kind_series, S1,
                                     "{\"client\":\"" CLIENT "\",\"staff\":\"" RBT "\",\"rule\":\"FREQ=WEEKLY;COUNT=4\",\"start_date\":\"2026-03-09\","
                                     "\"start_minute\":900,\"minutes\":120,\"zone\":\"" ZONE "\",\"service_code\":\"97153\",\"place\":\"12\"}", NULL);
  plan = wabi_series_plan_book (&practice->view, draft, NULL, NULL);
  g_assert_false (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  words = wabi_series_plan_dup_conflicts (plan);
  g_assert_nonnull (strstr (words, "Mar 16"));
  g_assert_nonnull (strstr (words, "Mar 23"));
  g_assert_null (strstr (words, "Mar 30"));
  g_assert_null (strstr (words, "Mar 9"));
}

static void
test_holidays_skipped (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  memory_practice_put (practice, &wabi_kind_holiday, "01900000-0000-7000-8000-000000000701", "{'date':'2026-03-16','name':'Spring day'}");
  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=4", ",'skip_holidays':true,'total':4,'last_date':'2026-03-30'"));
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 3);
  g_assert_null (get_on (practice, S1, "2026-03-16"));
}

static void
test_exceptions_and_additions (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=4", ",'exdates':['2026-03-16'],'rdates':['2026-03-17','2026-04-10']"));
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 5);
  g_assert_null (get_on (practice, S1, "2026-03-16"));
  g_assert_nonnull (get_on (practice, S1, "2026-04-10"));
}

/* A date that cannot be is booked at another time, or with somebody else, in the same breath. */
static void
test_apart (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) moved = NULL, other = NULL;

  memory_practice_put (practice, &wabi_kind_holiday, "01900000-0000-7000-8000-000000000701", "{'date':'2026-03-16','name':'Spring day'}");
  g_assert_false (book (practice, FALSE, "FREQ=WEEKLY;COUNT=3", ""));
  g_assert_true (book (practice, FALSE, "FREQ=WEEKLY;COUNT=3",
                       ",'apart':[{'date':'2026-03-16','set':{'date':'2026-03-17','start_minute':540}},{'date':'2026-03-23','set':{'staff':'" BCBA "'}}]"));
  moved = get_on (practice, S1, "2026-03-16");
  g_assert_cmpint (wabi_record_get_int (moved, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-17"), 540));
  g_assert_true (wabi_record_get_bool (moved, "detached"));
  other = get_on (practice, S1, "2026-03-23");
  g_assert_cmpstr (wabi_record_get_text (other, "staff"), ==, BCBA);
  g_assert_false (book_at (practice, TRUE, S2, CLIENT, "FREQ=WEEKLY;COUNT=1", 600, ",'apart':[{'date':'2026-03-09','set':{'client':'" CLIENT_2 "'}}]"));
  g_assert_false (book_at (practice, TRUE, S2, CLIENT, "FREQ=WEEKLY;COUNT=1", 600, ",'apart':[{'date':'2026-03-09','set':{'minutes':0}}]"));
}

/* The end of the authorization cuts the rule, which is said. */
static void
test_bound (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) series = NULL, later = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL, counted = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY", ",'ends_with_authorization':true,'authorization':'" AUTHORIZATION "'"));
  series = memory_practice_get (practice, &wabi_kind_series, S1);
  g_assert_cmpstr (wabi_record_get_text (series, "last_date"), ==, "2026-06-29");
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 17);
  plan = wabi_series_plan_book (&practice->view, series, NULL, NULL);
  g_assert_cmpint (plan->cut, ==, wabi_day_from_text ("2026-06-30"));
  g_assert_cmpuint (plan->n_cut, ==, 0);
  later = wabi_record_copy (series);
  wabi_record_set_text (later, "rule", "FREQ=WEEKLY;COUNT=20");
  counted = wabi_series_plan_book (&practice->view, later, NULL, NULL);
  g_assert_cmpint (counted->cut, ==, wabi_day_from_text ("2026-06-30"));
  g_assert_cmpuint (counted->n_cut, ==, 3);
}

/* Three in the afternoon stays three in the afternoon; a visit over midnight, in the night when the clock changes, keeps its length. */
static void
test_clock_changes (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) draft = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;

  draft = wabi_record_new_from_body (&wabi_kind_series, S1,
                                     "{\"client\":\"" CLIENT "\",\"staff\":\"" RBT "\",\"rule\":\"FREQ=DAILY;COUNT=4\",\"start_date\":\"2026-10-30\","
                                     "\"start_minute\":1410,\"minutes\":240,\"zone\":\"" ZONE "\",\"service_code\":\"97153\",\"place\":\"12\"}", NULL);
  plan = wabi_series_plan_book (&practice->view, draft, NULL, NULL);
  g_assert_cmpuint (plan->dates->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);
      WabiLocal local = wabi_zone_to_local (ZONE, wabi_record_get_int (date->after, "starts_at"));

      g_assert_cmpint (local.day, ==, date->day);
      g_assert_cmpint (local.minute, ==, 1410);
      g_assert_cmpint (wabi_record_get_int (date->after, "ends_at") - wabi_record_get_int (date->after, "starts_at"), ==, 240 * WABI_MINUTE);
    }
}

/* ---- changing ---- */

static void
test_change_one (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GHashTable) before = NULL, after = NULL;
  g_autoptr (WabiRecord) one = NULL, back = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=6", ""));
  before = take_picture (practice);
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'this','date':'2026-03-23','set':{'start_minute':600,'date':'2026-03-24'}}"));
  after = take_picture (practice);
  g_assert_cmpuint (count_differences (before, after), ==, 1);
  one = get_on (practice, S1, "2026-03-23");
  g_assert_cmpint (wabi_record_get_int (one, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-24"), 600));
  g_assert_true (wabi_record_get_bool (one, "detached"));
  /* Moved back it goes with the others again. */
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'this','date':'2026-03-23','set':{'start_minute':900,'date':'2026-03-23'}}"));
  back = get_on (practice, S1, "2026-03-23");
  g_assert_false (wabi_record_has (back, "detached"));
}

/* A move by the calendar detaches as well. */
static void
test_moved_by_itself (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) one = NULL, moved = NULL;
  gint64 start;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ""));
  one = get_on (practice, S1, "2026-03-16");
  start = wabi_record_get_int (one, "starts_at");
  g_assert_true (run (practice, TRUE, "appointment.move",
                      "{'id':'%s','base':{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'staff':'" RBT "'},'set':{'starts_at':%"
                      G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "}}",
                      wabi_record_get_id (one), start, start + 120 * WABI_MINUTE, start - 60 * WABI_MINUTE, start + 60 * WABI_MINUTE));
  moved = get_on (practice, S1, "2026-03-16");
  g_assert_true (wabi_record_get_bool (moved, "detached"));
  g_assert_false (run (practice, TRUE, "appointment.edit", "{'id':'%s','base':{},'set':{'series':'" S2 "'}}", wabi_record_get_id (one)));
}

static void
put_status (MemoryPractice *practice, const char *date, const char *status)
{
  g_autoptr (WabiRecord) one = get_on (practice, S1, date);
  g_autofree char *json = NULL;

  wabi_record_set_text (one, "status", status);
  json = wabi_record_dup_json (one);
  memory_practice_put (practice, &wabi_kind_appointment, wabi_record_get_id (one), json);
}

static void
test_following (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GHashTable) before = NULL, after = NULL;
  g_autoptr (WabiRecord) rest = NULL, next = NULL, changed = NULL, kept = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=12", ""));
  put_status (practice, "2026-03-23", "completed");
  put_status (practice, "2026-03-25", "cancelled");
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'this','date':'2026-03-30','set':{'start_minute':600}}"));
  before = take_picture (practice);
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'following','date':'2026-03-18','split':'" S2 "','base':{'start_minute':900},'set':{'start_minute':960}}"));
  after = take_picture (practice);
  /* Of twelve: three before it, and three that are left alone. */
  g_assert_cmpuint (count_differences (before, after), ==, 6);
  rest = memory_practice_get (practice, &wabi_kind_series, S1);
  next = memory_practice_get (practice, &wabi_kind_series, S2);
  g_assert_cmpstr (wabi_record_get_text (rest, "rule"), ==, "FREQ=WEEKLY;UNTIL=20260317;BYDAY=MO,WE");
  g_assert_cmpstr (wabi_record_get_text (rest, "last_date"), ==, "2026-03-16");
  g_assert_cmpint (wabi_record_get_int (rest, "total"), ==, 3);
  g_assert_cmpstr (wabi_record_get_text (next, "rule"), ==, "FREQ=WEEKLY;COUNT=9;BYDAY=MO,WE");
  g_assert_cmpstr (wabi_record_get_text (next, "follows"), ==, S1);
  g_assert_cmpstr (wabi_record_get_text (next, "last_date"), ==, "2026-04-15");
  changed = get_on (practice, S1, "2026-04-15");
  g_assert_cmpstr (wabi_record_get_text (changed, "series"), ==, S2);
  g_assert_cmpint (wabi_record_get_int (changed, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-15"), 960));
  kept = get_on (practice, S1, "2026-03-25");
  g_assert_cmpstr (wabi_record_get_text (kept, "series"), ==, S1);
  /* What is left alone is not booked a second time when all of the new series change. */
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S2 "','scope':'all','base':{'minutes':120},'set':{'minutes':60}}"));
  g_assert_cmpuint (count_status (practice, S2, "scheduled"), ==, 6);
}

static void
test_all_to_other_days (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=4", ""));
  put_status (practice, "2026-03-16", "completed");
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'all','base':{'rule':'FREQ=WEEKLY;COUNT=4'},'set':{'rule':'FREQ=WEEKLY;BYDAY=TU;COUNT=4'}}"));
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 4);
  g_assert_cmpuint (count_status (practice, S1, "withdrawn"), ==, 3);
  g_assert_cmpuint (count_status (practice, S1, "completed"), ==, 1);
  /* And back: what was taken back stands up again, nothing is made twice. */
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'all','base':{'rule':'FREQ=WEEKLY;BYDAY=TU;COUNT=4'},'set':{'rule':'FREQ=WEEKLY;COUNT=4'}}"));
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 3);
  g_assert_cmpuint (count_status (practice, S1, "withdrawn"), ==, 4);
}

/* What has begun is history, whoever changes the rest. */
static void
test_past_is_kept (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) past = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=4", ""));
  practice->clock.at += 10 * 24 * 60 * WABI_MINUTE; /* March 19 */
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':960}}"));
  past = get_on (practice, S1, "2026-03-16");
  g_assert_cmpint (wabi_record_get_int (past, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-16"), 900));
}

static void
test_cancel (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) rest = NULL, all = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=8", ""));
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'this','date':'2026-04-20','set':{'start_minute':600}}"));
  g_assert_true (run (practice, TRUE, "series.cancel", "{'id':'" S1 "','scope':'following','date':'2026-04-06','by':'family','reason':'Moved away'}"));
  g_assert_cmpuint (count_status (practice, S1, "cancelled"), ==, 3);
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 5);
  rest = memory_practice_get (practice, &wabi_kind_series, S1);
  g_assert_cmpstr (wabi_record_get_text (rest, "last_date"), ==, "2026-03-30");
  g_assert_true (run (practice, TRUE, "series.cancel", "{'id':'" S1 "','scope':'all','by':'clinic','reason':'Closed','detached':true}"));
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 0);
  all = memory_practice_get (practice, &wabi_kind_series, S1);
  g_assert_cmpstr (wabi_record_get_text (all, "status"), ==, "ended");
  g_assert_false (run (practice, TRUE, "series.cancel", "{'id':'" S1 "','scope':'all','by':'clinic','reason':'Closed'}"));
  g_assert_cmpstr (practice->code, ==, "series-ended");
}

/* One that was canceled and comes back after the others have moved stands apart from them. */
static void
test_restored_stands_apart (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) one = NULL, back = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ""));
  one = get_on (practice, S1, "2026-03-16");
  g_assert_true (run (practice, TRUE, "appointment.cancel", "{'id':'%s','by':'family','reason':'Ill'}", wabi_record_get_id (one)));
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':600}}"));
  g_assert_true (run (practice, TRUE, "appointment.restore", "{'id':'%s'}", wabi_record_get_id (one)));
  back = get_on (practice, S1, "2026-03-16");
  g_assert_true (wabi_record_get_bool (back, "detached"));
  g_assert_cmpint (wabi_record_get_int (back, "starts_at"), ==, wabi_record_get_int (one, "starts_at"));
}

/* ---- offline, and two desks ---- */

/* Another desk was first on one of the dates: that one waits for a person, the others stand. */
static void
test_overlap_at_the_service (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) waiting = NULL;

  memory_practice_put (practice, &wabi_kind_authorization, "01900000-0000-7000-8000-000000000706",
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-2','status':'approved','valid_from':'2026-01-02',"
                       "'valid_to':'2026-06-30','lines':[{'code':'97153','units':400,'per':'total'}]}");
  g_assert_true (book_at (practice, TRUE, S2, CLIENT_2, "FREQ=WEEKLY;COUNT=1", 16 * 60, ",'rdates':['2026-03-23']"));
  g_assert_false (book (practice, FALSE, "FREQ=WEEKLY;COUNT=4", ""));
  g_assert_cmpstr (practice->code, ==, "staff-double-booked");
  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=4", ""));
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 2);
  g_assert_cmpuint (count_status (practice, S1, "proposed"), ==, 2);
  waiting = get_on (practice, S1, "2026-03-23");
  g_assert_true (wabi_record_get_bool (waiting, "needs_hand"));
}

/* Two desks change the same series: other members merge, the same one is refused and kept for its author. */
static void
test_two_desks (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) one = NULL;

  memory_practice_put (practice, &wabi_kind_staff_hours, "01900000-0000-7000-8000-000000000801",
                       "{'staff':'" BCBA "','weekday':1,'start_minute':480,'end_minute':1080}");
  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=4", ""));
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':960}}"));
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','base':{'staff':'" RBT "'},'set':{'staff':'" BCBA "'}}"));
  one = get_on (practice, S1, "2026-03-16");
  g_assert_cmpstr (wabi_record_get_text (one, "staff"), ==, BCBA);
  g_assert_cmpint (wabi_record_get_int (one, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-16"), 960));
  g_assert_false (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':600}}"));
  g_assert_cmpstr (practice->code, ==, "stale");
  /* One that another desk canceled meanwhile stays canceled. */
  g_assert_true (run (practice, TRUE, "appointment.cancel", "{'id':'%s','by':'family','reason':'Ill'}", wabi_record_get_id (one)));
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':960},'set':{'start_minute':600}}"));
  g_assert_cmpuint (count_status (practice, S1, "cancelled"), ==, 1);
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 3);
}

/* ---- taking back ---- */

static char *
write_object (JsonObject *object)
{
  g_autofree char *json = wabi_json_object_to_canonical (object);

  return g_strdelimit (g_strdup (json), "\"", '\'');
}

/* Gives the command, takes it back, does it again, and takes it back. */
static void
check_undo (MemoryPractice *practice, gboolean authority, const char *name, const char *args, WabiSeriesPlan *plan)
{
  g_autoptr (GHashTable) before = take_picture (practice), after = NULL, undone = NULL, again = NULL, last = NULL;
  g_autoptr (JsonObject) undo = wabi_series_plan_dup_revert (plan, FALSE), redo = wabi_series_plan_dup_revert (plan, TRUE);
  g_autofree char *undo_args = write_object (undo), *redo_args = write_object (redo);

  g_assert_true (run (practice, authority, name, "%s", args));
  after = take_picture (practice);
  g_assert_cmpuint (count_differences (before, after), >, 0);
  g_assert_true (run (practice, authority, "series.revert", "%s", undo_args));
  undone = take_picture (practice);
  g_assert_cmpuint (count_differences (before, undone), ==, 0);
  g_assert_true (run (practice, authority, "series.revert", "%s", redo_args));
  again = take_picture (practice);
  g_assert_cmpuint (count_differences (after, again), ==, 0);
  g_assert_true (run (practice, authority, "series.revert", "%s", undo_args));
  last = take_picture (practice);
  g_assert_cmpuint (count_differences (before, last), ==, 0);
}

static WabiSeriesPlan *
plan_change (MemoryPractice *practice, WabiSeriesScope scope, const char *from, const char *set)
{
  g_autoptr (WabiRecord) series = memory_practice_get (practice, &wabi_kind_series, S1);
  g_autofree char *json = g_strdelimit (g_strdup (set), "'", '"');
  g_autoptr (JsonObject) object = wabi_json_parse_object (json, -1, NULL, NULL);
  WabiSeriesChange change = { scope, wabi_day_from_text (from), object, S3, DESK, practice->clock.at };
  g_autoptr (GError) error = NULL;
  WabiSeriesPlan *plan = wabi_series_plan_change (&practice->view, series, &change, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  return plan;
}

static void
test_undo (void)
{
  for (int authority = 0; authority < 2; authority++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiSeriesPlan) all = NULL, following = NULL, days = NULL, one = NULL, booked = NULL, canceled = NULL;
      g_autoptr (WabiRecord) series = NULL, draft = NULL;
      g_autoptr (JsonObject) undo = NULL;
      g_autofree char *undo_args = NULL;
      WabiSeriesCancel cancel = { WABI_SERIES_FOLLOWING, wabi_day_from_text ("2026-03-30"), "family", "family-vacation", NULL, FALSE, 0 };

      g_assert_true (book (practice, authority, "FREQ=WEEKLY;COUNT=6", ""));
      all = plan_change (practice, WABI_SERIES_ALL, "2026-03-09", "{'start_minute':960}");
      check_undo (practice, authority, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':960}}", all);
      days = plan_change (practice, WABI_SERIES_ALL, "2026-03-09", "{'rule':'FREQ=WEEKLY;BYDAY=TH;COUNT=5'}");
      check_undo (practice, authority, "series.change",
                  "{'id':'" S1 "','scope':'all','base':{'rule':'FREQ=WEEKLY;COUNT=6'},'set':{'rule':'FREQ=WEEKLY;BYDAY=TH;COUNT=5'}}", days);
      one = plan_change (practice, WABI_SERIES_THIS, "2026-03-16", "{'start_minute':540}");
      check_undo (practice, authority, "series.change", "{'id':'" S1 "','scope':'this','date':'2026-03-16','set':{'start_minute':540}}", one);
      following = plan_change (practice, WABI_SERIES_FOLLOWING, "2026-03-23", "{'minutes':90}");
      check_undo (practice, authority, "series.change",
                  "{'id':'" S1 "','scope':'following','date':'2026-03-23','split':'" S3 "','base':{'minutes':120},'set':{'minutes':90}}", following);
      series = memory_practice_get (practice, &wabi_kind_series, S1);
      cancel.given = practice->clock.at;
      canceled = wabi_series_plan_cancel (&practice->view, series, &cancel, NULL);
      check_undo (practice, authority, "series.cancel",
                  "{'id':'" S1 "','scope':'following','date':'2026-03-30','by':'family','reason':'family-vacation'}", canceled);
      /* Booking taken back leaves nothing: the same time can be booked by another series. */
      draft = wabi_record_copy (series);
      booked = wabi_series_plan_book (&practice->view, draft, NULL, NULL);
      undo = wabi_series_plan_dup_revert (booked, FALSE);
      undo_args = write_object (undo);
      g_assert_true (run (practice, authority, "series.revert", "%s", undo_args));
      g_assert_cmpuint (count_taking_time (practice), ==, 0);
      g_assert_true (book_at (practice, authority, S2, CLIENT, "FREQ=WEEKLY;COUNT=6", 15 * 60, ""));
    }
}

/* Undo does not undo what somebody else did since. */
static void
test_undo_keeps_others (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (WabiRecord) one = NULL, canceled = NULL, other = NULL;
  g_autoptr (JsonObject) undo = NULL;
  g_autofree char *undo_args = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ""));
  plan = plan_change (practice, WABI_SERIES_ALL, "2026-03-09", "{'start_minute':960}");
  undo = wabi_series_plan_dup_revert (plan, FALSE);
  undo_args = write_object (undo);
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':960}}"));
  one = get_on (practice, S1, "2026-03-16");
  g_assert_true (run (practice, TRUE, "appointment.cancel", "{'id':'%s','by':'family','reason':'Ill'}", wabi_record_get_id (one)));
  g_assert_true (run (practice, TRUE, "series.revert", "%s", undo_args));
  canceled = get_on (practice, S1, "2026-03-16");
  g_assert_cmpstr (wabi_record_get_text (canceled, "status"), ==, "cancelled");
  other = get_on (practice, S1, "2026-03-23");
  g_assert_cmpint (wabi_record_get_int (other, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-23"), 900));
}

static void
test_revert_is_no_back_door (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) one = NULL;
  const char *id;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ""));
  g_assert_true (book_at (practice, TRUE, S2, CLIENT, "FREQ=WEEKLY;COUNT=3", 9 * 60, ""));
  one = get_on (practice, S1, "2026-03-16");
  id = wabi_record_get_id (one);
  g_assert_false (run (practice, TRUE, "series.revert", "{'id':'" S2 "','visits':[{'id':'%s','base':{},'set':{'place':'11'}}]}", id));
  g_assert_false (run (practice, TRUE, "series.revert", "{'id':'" S1 "','visits':[{'id':'%s','base':{},'set':{'client':'" CLIENT_2 "'}}]}", id));
  g_assert_false (run (practice, TRUE, "series.revert", "{'id':'" S1 "','visits':[{'id':'%s','base':{},'set':{'status':'completed'}}]}", id));
  g_assert_false (run (practice, TRUE, "series.revert", "{'id':'" S1 "','visits':[7]}"));
  g_assert_false (run (practice, TRUE, "series.revert", "{'id':'" S1 "','visits':{}}"));
  g_assert_false (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'all','set':{'client':'" CLIENT_2 "'}}"));
  g_assert_false (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'following','date':'2026-03-16','base':{'minutes':120},'set':{'minutes':60}}"));
}

/* ---- against a rule, with what, and longer ---- */

#define THING "01900000-0000-7000-8000-0000000000c1"
#define HOLIDAY "01900000-0000-7000-8000-0000000000c2"

static guint
count_overrides (WabiRecord *visit)
{
  JsonArray *all = wabi_record_get_array (visit, "overrides");

  return all != NULL ? json_array_get_length (all) : 0;
}

/* A reason is kept with the dates that need it, by who gave it, and with no other. */
static void
test_overridden (void)
{
  for (int authority = 0; authority < 2; authority++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiRecord) holiday = NULL, other = NULL, moved = NULL;
      JsonObject *entry;

      memory_practice_put (practice, &wabi_kind_holiday, HOLIDAY, "{'date':'2026-03-16','name':'Staff day'}");
      g_assert_false (book (practice, authority, "FREQ=WEEKLY;COUNT=3", ""));
      /* Without a reason, or against what nobody may override, nothing is booked. */
      g_assert_false (book (practice, authority, "FREQ=WEEKLY;COUNT=3", ",'overrides':[{'id':'holiday','reason':' '}]"));
      g_assert_false (book (practice, authority, "FREQ=WEEKLY;COUNT=3", ",'overrides':[{'id':'staff-double-booked','reason':'So'}]"));
      g_assert_false (book (practice, authority, "FREQ=WEEKLY;COUNT=3", ",'overrides':[{'id':'units-short','reason':'So'}]"));
      g_assert_true (book (practice, authority, "FREQ=WEEKLY;COUNT=3", ",'overrides':[{'id':'holiday','reason':'The family asked','by':'" RBT "'}]"));
      holiday = get_on (practice, S1, "2026-03-16");
      other = get_on (practice, S1, "2026-03-23");
      g_assert_cmpuint (count_overrides (holiday), ==, 1);
      g_assert_cmpuint (count_overrides (other), ==, 0);
      entry = json_array_get_object_element (wabi_record_get_array (holiday, "overrides"), 0);
      g_assert_cmpstr (wabi_json_peek_text (entry, "reason"), ==, "The family asked");
      g_assert_cmpstr (wabi_json_peek_text (entry, "by"), ==, DESK);
      g_assert_nonnull (wabi_json_peek_text (entry, "title"));
      /* Another hour is another decision. */
      g_assert_false (run (practice, authority, "series.change", "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':960}}"));
      g_assert_true (run (practice, authority, "series.change",
                          "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':960},'overrides':[{'id':'holiday',"
                          "'reason':'Still'}]}"));
      moved = get_on (practice, S1, "2026-03-16");
      g_assert_cmpuint (count_overrides (moved), ==, 2);
    }
}

/* Taken back, done again: the reason stays with the session, and still covers it. */
static void
test_undo_overridden (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (WabiRecord) series = NULL, back = NULL, again = NULL;
  g_autoptr (JsonObject) undo = NULL, redo = NULL, set = wabi_json_parse_object ("{\"start_minute\":960}", -1, NULL, NULL);
  g_autoptr (JsonObject) given = wabi_json_parse_object ("{\"all\":[{\"id\":\"holiday\",\"reason\":\"So\"}]}", -1, NULL, NULL);
  g_autofree char *undo_args = NULL, *redo_args = NULL;
  WabiSeriesChange change = { .scope = WABI_SERIES_ALL, .from = WABI_DAY_NONE, .set = set, .user = DESK };

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ""));
  memory_practice_put (practice, &wabi_kind_holiday, HOLIDAY, "{'date':'2026-03-16','name':'Staff day'}");
  series = memory_practice_get (practice, &wabi_kind_series, S1);
  change.given = practice->clock.at;
  plan = wabi_series_plan_change (&practice->view, series, &change, NULL);
  g_assert_false (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  g_assert_true (wabi_series_plan_override (plan, json_object_get_array_member (given, "all"), DESK, practice->clock.at));
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'all','base':{'start_minute':900},'set':{'start_minute':960},'overrides':[{'id':'holiday','reason':'So'}]}"));
  undo = wabi_series_plan_dup_revert (plan, FALSE);
  redo = wabi_series_plan_dup_revert (plan, TRUE);
  undo_args = write_object (undo);
  redo_args = write_object (redo);
  /* Back to an hour that was booked before there was a holiday: an administrator opened it. */
  memory_practice_put (practice, &wabi_kind_holiday, HOLIDAY, "{'date':'2026-12-24','name':'Staff day'}");
  g_assert_true (run (practice, TRUE, "series.revert", "%s", undo_args));
  back = get_on (practice, S1, "2026-03-16");
  g_assert_cmpint (wabi_record_get_int (back, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-16"), 900));
  g_assert_cmpuint (count_overrides (back), ==, 1);
  memory_practice_put (practice, &wabi_kind_holiday, HOLIDAY, "{'date':'2026-03-16','name':'Staff day'}");
  g_assert_true (run (practice, TRUE, "series.revert", "%s", redo_args));
  again = get_on (practice, S1, "2026-03-16");
  g_assert_cmpint (wabi_record_get_int (again, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-16"), 960));
  g_assert_cmpuint (count_overrides (again), ==, 1);
}

static guint
count_things (WabiRecord *visit)
{
  JsonArray *all = wabi_record_get_array (visit, "equipment");

  return all != NULL ? json_array_get_length (all) : 0;
}

/* Equipment is the series', but what was taken for one alone stays with it. */
static void
test_equipment (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) one = NULL, two = NULL, own = NULL;

  memory_practice_put (practice, &wabi_kind_resource, THING, "{'name':'Tablet','type':'equipment','capacity':1,'active':true}");
  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ",'equipment':['" THING "']"));
  one = get_on (practice, S1, "2026-03-23");
  g_assert_cmpuint (count_things (one), ==, 1);
  /* It is somebody else's at that hour already. */
  g_assert_false (book_at (practice, FALSE, S2, CLIENT_2, "FREQ=WEEKLY;COUNT=3", 16 * 60, ",'equipment':['" THING "']"));
  own = get_on (practice, S1, "2026-03-16");
  g_assert_true (run (practice, TRUE, "appointment.edit", "{'id':'%s','base':{'equipment':['" THING "']},'set':{'equipment':null}}", wabi_record_get_id (own)));
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'all','base':{'start_minute':900,'equipment':['" THING "']},'set':{'start_minute':960,'equipment':['" THING "']}}"));
  two = get_on (practice, S1, "2026-03-23");
  g_assert_cmpuint (count_things (two), ==, 1);
  g_clear_object (&own);
  own = get_on (practice, S1, "2026-03-16");
  g_assert_cmpuint (count_things (own), ==, 0);
  g_assert_cmpint (wabi_record_get_int (own, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-16"), 960));
}

/* Prolonged, with one of the new dates at another hour. */
static void
test_prolong (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) last = NULL, apart = NULL, series = NULL;

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ""));
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'all','base':{'rule':'FREQ=WEEKLY;COUNT=3'},'set':{'rule':'FREQ=WEEKLY;COUNT=6'},"
                      "'apart':[{'date':'2026-04-06','set':{'start_minute':600}}]}"));
  g_assert_cmpuint (count_status (practice, S1, "scheduled"), ==, 6);
  series = memory_practice_get (practice, &wabi_kind_series, S1);
  g_assert_cmpstr (wabi_record_get_text (series, "last_date"), ==, "2026-04-13");
  last = get_on (practice, S1, "2026-04-13");
  g_assert_cmpint (wabi_record_get_int (last, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-13"), 900));
  apart = get_on (practice, S1, "2026-04-06");
  g_assert_cmpint (wabi_record_get_int (apart, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-06"), 600));
  g_assert_true (wabi_record_get_bool (apart, "detached"));
}

/* ---- any rule, any change ---- */

static char *
make_rule (GRand *rand)
{
  static const char *const days[] = { "MO", "TU", "WE", "TH", "FR" };
  GString *rule = g_string_new (NULL);
  int sort = g_rand_int_range (rand, 0, 3), n = g_rand_int_range (rand, 1, 4);

  if (sort == 0)
    g_string_append_printf (rule, "FREQ=DAILY;INTERVAL=%d;BYDAY=MO,TU,WE,TH,FR", g_rand_int_range (rand, 1, 4));
  else if (sort == 1)
    {
      g_string_append_printf (rule, "FREQ=WEEKLY;INTERVAL=%d;BYDAY=", g_rand_int_range (rand, 1, 4));
      for (int i = 0; i < n; i++)
        g_string_append_printf (rule, "%s%s", i > 0 ? "," : "", days[g_rand_int_range (rand, 0, 5)]);
    }
  else
    g_string_append_printf (rule, "FREQ=MONTHLY;BYDAY=%d%s", g_rand_int_range (rand, 1, 5), days[g_rand_int_range (rand, 0, 5)]);
  if (g_rand_boolean (rand))
    g_string_append_printf (rule, ";COUNT=%d", g_rand_int_range (rand, 1, 12));
  else
    g_string_append_printf (rule, ";UNTIL=2026%02d28", g_rand_int_range (rand, 3, 7));
  return g_string_free (rule, FALSE);
}

static GPtrArray *
list_series (MemoryPractice *practice, const char *id)
{
  return wabi_series_list (&practice->view, id);
}

/* What it had before a date, and what is left alone, is as it was, byte for byte; the rest is as the rule says. */
static void
check_change (MemoryPractice *practice, GHashTable *before, WabiSeriesScope scope, WabiDay from, int minute)
{
  g_autoptr (GHashTable) after = take_picture (practice);
  GHashTableIter iter;
  gpointer id, body;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &id, &body))
    {
      g_autoptr (WabiRecord) was = wabi_record_new_from_body (&wabi_kind_appointment, id, body, NULL);
      g_autoptr (WabiRecord) is = memory_practice_get (practice, &wabi_kind_appointment, id);
      WabiDay day = wabi_day_from_text (wabi_record_get_text (was, "series_date"));
      gboolean meant = scope == WABI_SERIES_ALL || (scope == WABI_SERIES_FOLLOWING ? day >= from : day == from);
      gboolean open = wabi_record_is (was, "status", "scheduled") && !wabi_record_get_bool (was, "detached");

      if (meant && open)
        g_assert_cmpint (wabi_zone_to_local (ZONE, wabi_record_get_int (is, "starts_at")).minute, ==, minute);
      else
        g_assert_cmpstr (g_hash_table_lookup (after, id), ==, body);
    }
  g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before));
}

static void
spoil_some (MemoryPractice *practice, GRand *rand)
{
  static const char *const states[] = { "completed", "cancelled", "no_show", "in_session" };
  g_autoptr (GPtrArray) all = list_series (practice, S1);

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);
      g_autofree char *json = NULL;

      if (g_rand_int_range (rand, 0, 4) != 0)
        continue;
      if (g_rand_boolean (rand))
        wabi_record_set_text (one, "status", states[g_rand_int_range (rand, 0, 4)]);
      else
        wabi_record_set_bool (one, "detached", TRUE);
      json = wabi_record_dup_json (one);
      memory_practice_put (practice, &wabi_kind_appointment, wabi_record_get_id (one), json);
    }
}

static gboolean
change_randomly (MemoryPractice *practice, GRand *rand)
{
  g_autoptr (GPtrArray) all = list_series (practice, S1);
  WabiSeriesScope scope = (WabiSeriesScope) g_rand_int_range (rand, 0, 3);
  WabiRecord *one = g_ptr_array_index (all, (guint) g_rand_int_range (rand, 0, (gint32) all->len));
  g_autofree char *date = g_strdup (wabi_record_get_text (one, "series_date")), *set = NULL, *undo_args = NULL;
  g_autoptr (GHashTable) before = NULL, undone = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (JsonObject) undo = NULL;
  static const char *const names[] = { "this", "following", "all" };
  int minute = 480 + 15 * g_rand_int_range (rand, 0, 8);

  if (scope == WABI_SERIES_THIS && (!wabi_record_is (one, "status", "scheduled") || wabi_record_get_bool (one, "detached")))
    return FALSE;
  set = g_strdup_printf ("{'start_minute':%d}", minute);
  before = take_picture (practice);
  plan = plan_change (practice, scope, date, set);
  undo = wabi_series_plan_dup_revert (plan, FALSE);
  undo_args = write_object (undo);
  g_assert_true (run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'%s','date':'%s','split':'" S3 "','base':{'start_minute':900},'set':%s}",
                      names[scope], date, set));
  check_change (practice, before, scope, wabi_day_from_text (date), minute);
  if (json_array_get_length (json_object_get_array_member (undo, "visits")) == 0)
    return FALSE;
  g_assert_true (run (practice, TRUE, "series.revert", "%s", undo_args));
  undone = take_picture (practice);
  g_assert_cmpuint (count_differences (before, undone), ==, 0);
  return TRUE;
}

static void
test_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (156);
  guint changed = 0;

  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autofree char *rule = make_rule (rand);

      if (!book (practice, g_rand_boolean (rand), rule, ""))
        {
          g_assert_true (g_str_equal (practice->code, "series-no-dates") || g_str_equal (practice->code, "authorization-expired"));
          g_assert_cmpuint (count_taking_time (practice), ==, 0);
          continue;
        }
      spoil_some (practice, rand);
      changed += change_randomly (practice, rand);
    }
  g_test_message ("%u series changed and taken back", changed);
  g_assert_cmpuint (changed, >, 60);
}

/* A copy of an occurrence is a session of its own. */
static void
test_copy_stands_alone (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) copy = NULL;
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), 600);

  g_assert_true (book (practice, TRUE, "FREQ=WEEKLY;COUNT=3", ""));
  g_assert_true (run (practice, TRUE, "appointment.book",
                      "{'id':'" VISIT "','client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                      ",'zone':'" ZONE "','service_code':'97153','place':'12','series':'" S1 "','series_date':'2026-03-16','detached':true}",
                      start, start + 60 * WABI_MINUTE));
  copy = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
  g_assert_false (wabi_record_has (copy, "series") || wabi_record_has (copy, "series_date") || wabi_record_has (copy, "detached"));
}

/* Three a week for a year. The time is told, not judged: it is the machine's. */
static void
test_a_year (void)
{
  g_autoptr (MemoryPractice) practice = make_with (9000);
  g_autoptr (WabiRecord) draft = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;
  gint64 began;

  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02',"
                       "'valid_to':'2027-12-31','lines':[{'code':'97153','units':9000,'per':'total','weekly':120}]}");
  memory_practice_put (practice, &wabi_kind_credential, "01900000-0000-7000-8000-000000000101",
                       "{'staff':'" RBT "','type':'RBT','valid_from':'2025-01-01','valid_to':'2027-12-31'}");
  draft = wabi_record_new_from_body (&wabi_kind_series, S1,
                                     "{\"client\":\"" CLIENT "\",\"staff\":\"" RBT "\",\"rule\":\"FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=156\","
                                     "\"start_date\":\"2026-03-09\",\"start_minute\":900,\"minutes\":120,\"zone\":\"" ZONE
                                     "\",\"service_code\":\"97153\",\"place\":\"12\"}", NULL);
  began = g_get_monotonic_time ();
  plan = wabi_series_plan_book (&practice->view, draft, NULL, NULL);
  g_assert_true (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  g_test_message ("156 visits planned and judged in %.1f ms", (g_get_monotonic_time () - began) / 1000.0);
  g_assert_cmpuint (plan->dates->len, ==, 156);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/book", test_book);
  g_test_add_func ("/series/refusals", test_refusals);
  g_test_add_func ("/series/units-of-the-whole", test_units_of_the_whole);
  g_test_add_func ("/series/conflicts-listed", test_conflicts_listed);
  g_test_add_func ("/series/holidays-skipped", test_holidays_skipped);
  g_test_add_func ("/series/exceptions-and-additions", test_exceptions_and_additions);
  g_test_add_func ("/series/apart", test_apart);
  g_test_add_func ("/series/bound", test_bound);
  g_test_add_func ("/series/clock-changes", test_clock_changes);
  g_test_add_func ("/series/change-one", test_change_one);
  g_test_add_func ("/series/moved-by-itself", test_moved_by_itself);
  g_test_add_func ("/series/following", test_following);
  g_test_add_func ("/series/all-to-other-days", test_all_to_other_days);
  g_test_add_func ("/series/past-is-kept", test_past_is_kept);
  g_test_add_func ("/series/cancel", test_cancel);
  g_test_add_func ("/series/restored-stands-apart", test_restored_stands_apart);
  g_test_add_func ("/series/overlap-at-the-service", test_overlap_at_the_service);
  g_test_add_func ("/series/two-desks", test_two_desks);
  g_test_add_func ("/series/undo", test_undo);
  g_test_add_func ("/series/undo-keeps-others", test_undo_keeps_others);
  g_test_add_func ("/series/revert-is-no-back-door", test_revert_is_no_back_door);
  g_test_add_func ("/series/copy-stands-alone", test_copy_stands_alone);
  g_test_add_func ("/series/overridden", test_overridden);
  g_test_add_func ("/series/undo-overridden", test_undo_overridden);
  g_test_add_func ("/series/equipment", test_equipment);
  g_test_add_func ("/series/prolong", test_prolong);
  g_test_add_func ("/series/any", test_any);
  g_test_add_func ("/series/a-year", test_a_year);
  return g_test_run ();
}
