// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates that a series has beside those of its rule: kept with it through every change, booked all or none, and no other date touched.

#include <string.h>

#include "memory-practice.h"
#include "wabi-series.h"

#define S1 "01900000-0000-7000-8000-0000000000f1"
#define S2 "01900000-0000-7000-8000-0000000000f2"
#define S3 "01900000-0000-7000-8000-0000000000f3"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02',"
                       "'valid_to':'2026-06-30','lines':[{'code':'97153','units':4000,'per':'total'}]}");
  return practice;
}

static gboolean run (MemoryPractice *practice, gboolean authority, const char *name, const char *format, ...) G_GNUC_PRINTF (4, 5);

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
book (MemoryPractice *practice, const char *id, const char *client, const char *rule, int minute, const char *more)
{
  return run (practice, TRUE, "series.book",
              "{'id':'%s','client':'%s','staff':'" RBT "','rule':'%s','start_date':'2026-03-09','start_minute':%d,'minutes':120,'zone':'" ZONE
              "','service_code':'97153','place':'12'%s}",
              id, client, rule, minute, more);
}

static WabiRecord *
get_on (MemoryPractice *practice, const char *series, const char *date)
{
  g_autofree char *id = wabi_series_dup_id (series, wabi_day_from_text (date));

  return memory_practice_get (practice, &wabi_kind_appointment, id);
}

static WabiRecord *
get_series (MemoryPractice *practice, const char *id)
{
  return memory_practice_get (practice, &wabi_kind_series, id);
}

static char *
write_object (JsonObject *object)
{
  g_autofree char *json = wabi_json_object_to_canonical (object);

  return g_strdelimit (g_strdup (json), "\"", '\'');
}

/* What each appointment says that is not taken back, but who changed it last. */
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

/* Whether all of @a is in @b as it is. */
static gboolean
holds (GHashTable *b, GHashTable *a)
{
  GHashTableIter iter;
  gpointer id, body;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &id, &body))
    if (g_strcmp0 (body, g_hash_table_lookup (b, id)) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_same (GHashTable *a, GHashTable *b)
{
  return g_hash_table_size (a) == g_hash_table_size (b) && holds (a, b);
}

/* --- adding as a desk does --- */

static WabiSeriesPlan *
plan_added (MemoryPractice *practice, const char *date, const char *apart, GError **error)
{
  g_autoptr (WabiRecord) series = get_series (practice, S1);
  g_autoptr (JsonObject) set = wabi_series_dup_added (&practice->view, series, wabi_day_from_text (date), error);
  g_autofree char *json = g_strdup_printf ("{\"apart\":[%s]}", apart);
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (JsonObject) object = wabi_json_parse_object (text, -1, NULL, NULL);
  WabiSeriesChange change = { WABI_SERIES_ALL, wabi_day_from_text (date), set, NULL, DESK, practice->clock.at,
                              json_object_get_array_member (object, "apart") };

  return set != NULL ? wabi_series_plan_change (&practice->view, series, &change, error) : NULL;
}

static gboolean
add (MemoryPractice *practice, gboolean authority, const char *date, const char *apart)
{
  g_autoptr (WabiRecord) series = get_series (practice, S1);
  g_autoptr (JsonObject) set = wabi_series_dup_added (&practice->view, series, wabi_day_from_text (date), NULL), base = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (set);
  g_autofree char *set_args = write_object (set), *base_args = NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (series), name->data);

      json_object_set_member (base, name->data, node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL));
    }
  base_args = write_object (base);
  return run (practice, authority, "series.change", "{'id':'" S1 "','scope':'all','base':%s,'set':%s,'apart':[%s]}", base_args, set_args, apart);
}

static void
test_add (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GHashTable) before = NULL, after = NULL;
  g_autoptr (WabiRecord) added = NULL, own = NULL, series = NULL;
  g_autoptr (WabiSeriesPlan) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=4", 900, ""));
  before = take_picture (practice);
  g_assert_true (add (practice, TRUE, "2026-03-12", ""));
  g_assert_true (add (practice, TRUE, "2026-04-08", "{'date':'2026-04-08','set':{'start_minute':540,'minutes':60,'staff':'" BCBA "'}}"));
  after = take_picture (practice);
  g_assert_true (holds (after, before));
  g_assert_cmpuint (g_hash_table_size (after), ==, 6);
  added = get_on (practice, S1, "2026-03-12");
  g_assert_cmpint (wabi_record_get_int (added, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), 900));
  g_assert_false (wabi_record_get_bool (added, "detached"));
  own = get_on (practice, S1, "2026-04-08");
  g_assert_cmpint (wabi_record_get_int (own, "starts_at"), ==, wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-04-08"), 540));
  g_assert_cmpstr (wabi_record_get_text (own, "staff"), ==, BCBA);
  series = get_series (practice, S1);
  g_assert_cmpstr (wabi_record_get_text (series, "last_date"), ==, "2026-04-08");
  g_assert_cmpint (wabi_record_get_int (series, "total"), ==, 6);
  again = plan_added (practice, "2026-03-16", "", &error);
  g_assert_error (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_STATE);
  g_assert_null (again);
}

/* Two dates in one command, one of which cannot be: neither is saved, and the one is named. */
static void
test_all_or_nothing (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GHashTable) before = NULL, after = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (WabiRecord) series = NULL;
  g_autofree char *words = NULL;

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=4", 900, ""));
  g_assert_true (book (practice, S2, CLIENT, "FREQ=WEEKLY;BYDAY=TH;COUNT=1", 960, ""));
  before = take_picture (practice);
  g_assert_false (run (practice, FALSE, "series.change",
                       "{'id':'" S1 "','scope':'all','base':{'rdates':null},'set':{'rdates':['2026-03-12','2026-03-13']}}"));
  after = take_picture (practice);
  g_assert_true (is_same (before, after));
  series = get_series (practice, S1);
  g_assert_false (wabi_record_has (series, "rdates"));
  plan = plan_added (practice, "2026-03-12", "", NULL);
  g_assert_false (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  words = wabi_series_plan_dup_conflicts (plan);
  g_assert_nonnull (strstr (words, "Mar 12"));
}

/* Who adds a holiday means it; those of the rule stay left out. */
static void
test_on_a_holiday (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) added = NULL, rule = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;

  memory_practice_put (practice, &wabi_kind_holiday, "01900000-0000-7000-8000-000000000701", "{'date':'2026-03-16','name':'Spring day'}");
  memory_practice_put (practice, &wabi_kind_holiday, "01900000-0000-7000-8000-000000000702", "{'date':'2026-03-17','name':'Day after'}");
  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=4", 900, ",'skip_holidays':true"));
  plan = plan_added (practice, "2026-03-17", "", NULL);
  g_assert_cmpuint (wabi_series_plan_count (plan, WABI_SERIES_MAKE), ==, 1);
  g_assert_cmpuint (wabi_series_plan_count (plan, WABI_SERIES_SKIP), ==, 0);
  /* On a closed day it takes a person's reason, like any session: the proof blocks it, and nothing else is in its way. */
  g_assert_false (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  g_assert_cmpuint (plan->n_blocked, ==, 1);
  rule = get_on (practice, S1, "2026-03-16");
  g_assert_null (rule);
  added = get_on (practice, S1, "2026-03-17");
  g_assert_null (added);
}

/* Left out once, it stands again. */
static void
test_left_out_again (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) series = NULL, back = NULL;

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=4", 900, ",'exdates':['2026-03-16','2026-03-23']"));
  g_assert_true (add (practice, TRUE, "2026-03-16", ""));
  back = get_on (practice, S1, "2026-03-16");
  g_assert_cmpstr (wabi_record_get_text (back, "status"), ==, "scheduled");
  series = get_series (practice, S1);
  g_assert_cmpuint (json_array_get_length (wabi_record_get_array (series, "exdates")), ==, 1);
}

/* --- through the changes of its series --- */

static void
test_following (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) first = NULL, rest = NULL, early = NULL, late = NULL;

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=6", 900, ""));
  g_assert_true (add (practice, TRUE, "2026-03-12", ""));
  g_assert_true (add (practice, TRUE, "2026-04-02", ""));
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'following','date':'2026-03-23','split':'" S3 "','base':{'minutes':120},'set':{'minutes':90}}"));
  first = get_series (practice, S1);
  rest = get_series (practice, S3);
  g_assert_cmpuint (json_array_get_length (wabi_record_get_array (first, "rdates")), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (wabi_record_get_array (rest, "rdates"), 0), ==, "2026-04-02");
  early = get_on (practice, S1, "2026-03-12");
  late = get_on (practice, S1, "2026-04-02");
  g_assert_cmpint (wabi_record_get_int (early, "ends_at") - wabi_record_get_int (early, "starts_at"), ==, 120 * WABI_MINUTE);
  g_assert_cmpint (wabi_record_get_int (late, "ends_at") - wabi_record_get_int (late, "starts_at"), ==, 90 * WABI_MINUTE);
  g_assert_cmpstr (wabi_record_get_text (late, "series"), ==, S3);
}

/* From an added date on. */
static void
test_following_from_added (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) added = NULL, next = NULL, before = NULL;

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=4", 900, ""));
  g_assert_true (add (practice, TRUE, "2026-03-19", ""));
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'following','date':'2026-03-19','split':'" S3 "','base':{'minutes':120},'set':{'minutes':60}}"));
  added = get_on (practice, S1, "2026-03-19");
  next = get_on (practice, S1, "2026-03-30");
  before = get_on (practice, S1, "2026-03-16");
  g_assert_cmpint (wabi_record_get_int (added, "ends_at") - wabi_record_get_int (added, "starts_at"), ==, 60 * WABI_MINUTE);
  g_assert_cmpint (wabi_record_get_int (next, "ends_at") - wabi_record_get_int (next, "starts_at"), ==, 60 * WABI_MINUTE);
  g_assert_cmpint (wabi_record_get_int (before, "ends_at") - wabi_record_get_int (before, "starts_at"), ==, 120 * WABI_MINUTE);
}

static void
test_prolong_and_cancel (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) series = NULL, added = NULL, canceled = NULL, kept = NULL;

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=3", 900, ""));
  g_assert_true (add (practice, TRUE, "2026-03-12", ""));
  g_assert_true (add (practice, TRUE, "2026-03-26", ""));
  g_assert_true (run (practice, TRUE, "series.change",
                      "{'id':'" S1 "','scope':'all','base':{'rule':'FREQ=WEEKLY;COUNT=3'},'set':{'rule':'FREQ=WEEKLY;COUNT=6'}}"));
  series = get_series (practice, S1);
  g_assert_cmpint (wabi_record_get_int (series, "total"), ==, 8);
  added = get_on (practice, S1, "2026-03-26");
  g_assert_cmpstr (wabi_record_get_text (added, "status"), ==, "scheduled");
  g_assert_true (run (practice, TRUE, "series.cancel", "{'id':'" S1 "','scope':'following','date':'2026-03-16','by':'family','reason':'family-vacation'}"));
  canceled = get_on (practice, S1, "2026-03-26");
  kept = get_on (practice, S1, "2026-03-12");
  g_assert_cmpstr (wabi_record_get_text (canceled, "status"), ==, "cancelled");
  g_assert_cmpstr (wabi_record_get_text (kept, "status"), ==, "scheduled");
}

/* A date after the end must not make the rule go on in silence. */
static void
test_after_the_end (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiSeriesPlan) near = NULL, beyond = NULL, longer = NULL;
  g_autoptr (GError) error = NULL, other = NULL;

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY", 900, ",'ends_with_authorization':true,'authorization':'" AUTHORIZATION "'"));
  near = plan_added (practice, "2026-06-30", "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wabi_series_plan_count (near, WABI_SERIES_MAKE), ==, 1);
  beyond = plan_added (practice, "2026-07-02", "", &error);
  g_assert_null (beyond);
  g_assert_error (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_BOUND);
  /* The authorization was made longer since: the Mondays after the old end were not asked for. */
  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02',"
                       "'valid_to':'2026-08-31','lines':[{'code':'97153','units':4000,'per':'total'}]}");
  longer = plan_added (practice, "2026-07-16", "", &other);
  g_assert_null (longer);
  g_assert_error (other, WABI_SERIES_ERROR, WABI_SERIES_ERROR_BOUND);
}

/* --- back and forth --- */

static void
test_undo (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GHashTable) before = NULL, after = NULL, undone = NULL, again = NULL;
  g_autoptr (WabiSeriesPlan) plan = NULL;
  g_autoptr (JsonObject) undo = NULL, redo = NULL;
  g_autofree char *undo_args = NULL, *redo_args = NULL;
  g_autoptr (WabiRecord) series = NULL;
  const char *apart = "{'date':'2026-03-12','set':{'start_minute':600}}";

  g_assert_true (book (practice, S1, CLIENT, "FREQ=WEEKLY;COUNT=4", 900, ""));
  before = take_picture (practice);
  plan = plan_added (practice, "2026-03-12", apart, NULL);
  g_assert_true (wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at));
  undo = wabi_series_plan_dup_revert (plan, FALSE);
  redo = wabi_series_plan_dup_revert (plan, TRUE);
  undo_args = write_object (undo);
  redo_args = write_object (redo);
  g_assert_true (add (practice, TRUE, "2026-03-12", apart));
  after = take_picture (practice);
  g_assert_true (run (practice, TRUE, "series.revert", "%s", undo_args));
  undone = take_picture (practice);
  g_assert_true (is_same (before, undone));
  series = get_series (practice, S1);
  g_assert_false (wabi_record_has (series, "rdates"));
  g_assert_true (run (practice, TRUE, "series.revert", "%s", redo_args));
  again = take_picture (practice);
  g_assert_true (is_same (after, again));
  /* And after the undo the date can be added once more. */
  g_assert_true (run (practice, TRUE, "series.revert", "%s", undo_args));
  g_assert_true (add (practice, TRUE, "2026-03-12", ""));
}

static void
spoil_some (MemoryPractice *practice, GRand *rand)
{
  static const char *const states[] = { "completed", "cancelled", "no_show", "withdrawn" };
  g_autoptr (GPtrArray) all = wabi_series_list (&practice->view, S1);

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);
      g_autofree char *json = NULL;

      if (g_rand_int_range (rand, 0, 3) != 0)
        continue;
      if (g_rand_boolean (rand))
        wabi_record_set_text (one, "status", states[g_rand_int_range (rand, 0, 4)]);
      else
        wabi_record_set_int (one, "ends_at", wabi_record_get_int (one, "ends_at") - 15 * WABI_MINUTE);
      json = wabi_record_dup_json (one);
      memory_practice_put (practice, &wabi_kind_appointment, wabi_record_get_id (one), json);
    }
}

/* Whatever became of the others, whatever holiday came since: adding touches none of them, and one that is changed later touches none either. */
static void
test_any (void)
{
  static const char *const rules[] = { "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=8", "FREQ=WEEKLY;INTERVAL=2;COUNT=5", "FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
                                       "FREQ=DAILY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260428" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (45);
  guint added = 0, changed = 0;

  for (guint i = 0; i < 120; i++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (GHashTable) before = NULL, after = NULL, later = NULL;
      g_autoptr (WabiRecord) one = NULL;
      WabiDay day = wabi_day_from_text ("2026-03-10") + g_rand_int_range (rand, 0, 60);
      char text[WABI_DAY_TEXT_SIZE];
      g_autofree char *apart = NULL, *id = NULL;
      g_autoptr (WabiSeriesPlan) plan = NULL;

      g_assert_true (book (practice, S1, CLIENT, rules[i % G_N_ELEMENTS (rules)], 900, ",'skip_holidays':true"));
      spoil_some (practice, rand);
      if (g_rand_boolean (rand))
        memory_practice_put (practice, &wabi_kind_holiday, "01900000-0000-7000-8000-000000000701", "{'date':'2026-03-23','name':'Spring day'}");
      wabi_day_format (day, text);
      apart = g_rand_boolean (rand) ? g_strdup_printf ("{'date':'%s','set':{'start_minute':%d}}", text, 480 + 15 * g_rand_int_range (rand, 0, 8)) : g_strdup ("");
      before = take_picture (practice);
      plan = plan_added (practice, text, apart, NULL);
      if (plan == NULL || !wabi_series_plan_judge (plan, &practice->view, ZONE, practice->clock.at))
        continue;
      g_assert_cmpuint (plan->dates->len, ==, 1);
      g_assert_true (add (practice, g_rand_boolean (rand), text, apart));
      after = take_picture (practice);
      g_assert_true (holds (after, before));
      g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before) + 1);
      added++;
      /* The added one alone is moved: all that was there before is as it was. */
      if (!run (practice, TRUE, "series.change", "{'id':'" S1 "','scope':'this','date':'%s','set':{'start_minute':660}}", text))
        continue;
      later = take_picture (practice);
      g_assert_true (holds (later, before));
      one = get_on (practice, S1, text);
      g_assert_cmpint (wabi_zone_to_local (ZONE, wabi_record_get_int (one, "starts_at")).minute, ==, 660);
      changed++;
    }
  g_test_message ("%u dates added, %u of them changed", added, changed);
  g_assert_cmpuint (added, >, 40);
  g_assert_cmpuint (changed, >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series-added/add", test_add);
  g_test_add_func ("/series-added/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/series-added/on-a-holiday", test_on_a_holiday);
  g_test_add_func ("/series-added/left-out-again", test_left_out_again);
  g_test_add_func ("/series-added/following", test_following);
  g_test_add_func ("/series-added/following-from-added", test_following_from_added);
  g_test_add_func ("/series-added/prolong-and-cancel", test_prolong_and_cancel);
  g_test_add_func ("/series-added/after-the-end", test_after_the_end);
  g_test_add_func ("/series-added/undo", test_undo);
  g_test_add_func ("/series-added/any", test_any);
  return g_test_run ();
}
