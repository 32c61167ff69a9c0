// SPDX-License-Identifier: AGPL-3.0-or-later
// What the sessions of one client and day make together: lines cut around each other, and units that are rounded once.

#include "wabi-charge-day.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-money.h"
#include "wabi-payer-terms.h"
#include "wabi-split.h"

#define MINUTE G_TIME_SPAN_MINUTE

int
wabi_charge_get_tenths (WabiRecord *charge)
{
  return wabi_record_has (charge, "units_tenths") ? (int) wabi_record_get_int (charge, "units_tenths")
                                                  : 10 * (int) wabi_record_get_int (charge, "units");
}

static void
free_line (gpointer data)
{
  WabiChargeLine *line = data;

  g_free (line->id);
  g_free (line->arithmetic);
  g_clear_object (&line->root);
  g_clear_pointer (&line->cuts, json_node_unref);
  g_free (line);
}

/* ---- one payer's day ---- */

typedef struct
{
  const WabiView *view;
  WabiProofContext *context; /* where many days are planned; else NULL */
  GPtrArray *charges;        /* of the day */
  const char *focus;
  WabiPayerTerms *terms;
  GPtrArray *roots; /* of this payer, by time */
  GArray *visits;   /* WabiSplitVisit, one for each root */
  GPtrArray *lines; /* of all payers */
  guint first;      /* of this payer's */
} Day;

static const char *
get_root_id (WabiRecord *charge)
{
  return wabi_record_has (charge, "split_from") ? wabi_record_get_text (charge, "split_from") : wabi_record_get_id (charge);
}

static gboolean
is_set_aside (WabiRecord *charge)
{
  return wabi_record_is (charge, "state", "void");
}

static char *
make_part_id (const char *root, guint part)
{
  g_autofree char *name = g_strdup_printf ("charge part/%s/%u", root, part);

  return part == 0 ? g_strdup (root) : wabi_id_derive (name);
}

static WabiRecord *
find_charge (GPtrArray *charges, const char *id)
{
  for (guint i = 0; id != NULL && i < charges->len; i++)
    if (strcmp (wabi_record_get_id (g_ptr_array_index (charges, i)), id) == 0)
      return g_ptr_array_index (charges, i);
  return NULL;
}

/* What is on its way to the payer stays, but for what is asked about. */
static gboolean
is_kept (const Day *day, const char *root)
{
  WabiRecord *focus = find_charge (day->charges, day->focus);

  if (focus != NULL && strcmp (get_root_id (focus), root) == 0)
    return FALSE;
  for (guint i = 0; i < day->charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (day->charges, i);

      if (strcmp (get_root_id (charge), root) == 0 && !wabi_record_is (charge, "state", "open") && !is_set_aside (charge))
        return TRUE;
    }
  return FALSE;
}

static WabiRecord *
get_record (const Day *day, const WabiKind *kind, const char *id)
{
  WabiRecord *record;

  if (day->context == NULL)
    return wabi_lookup_get (day->view, kind, id);
  record = wabi_proof_context_get (day->context, kind, id);
  return record != NULL ? g_object_ref (record) : NULL;
}

/* The session as it was held: the charge itself may have been cut. */
static WabiSplitVisit
make_visit (const Day *day, WabiRecord *root)
{
  g_autoptr (WabiRecord) session = get_record (day, &wabi_kind_session, wabi_record_get_text (root, "session"));
  WabiRecord *times = session != NULL && wabi_record_has (session, "ends_at") ? session : root;

  return (WabiSplitVisit){ .id = wabi_record_get_text (root, "session"),
                           .code = wabi_record_get_text (root, "service_code"),
                           .start_at = wabi_record_get_int (times, "starts_at"),
                           .end_at = wabi_record_get_int (times, "ends_at"),
                           .rate = wabi_record_get_int (root, "rate_cents"),
                           .fixed = is_kept (day, wabi_record_get_id (root)) };
}

static WabiChargeLine *
add_line (Day *day, WabiRecord *root, guint part)
{
  WabiChargeLine *line = g_new0 (WabiChargeLine, 1);

  line->root = g_object_ref (root);
  line->part = part;
  line->id = make_part_id (wabi_record_get_id (root), part);
  g_ptr_array_add (day->lines, line);
  return line;
}

static JsonNode *
describe_cuts (const Day *day, const WabiSplitVisit *visit, guint index, GArray *cuts)
{
  const WabiConcurrencyMatrix *matrix = wabi_payer_terms_get_matrix (day->terms);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  for (guint i = 0; i < cuts->len; i++)
    {
      const WabiSplitCut *cut = &g_array_index (cuts, WabiSplitCut, i);
      JsonObject *object;

      if (cut->visit != index)
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "from", visit->start_at + cut->from * MINUTE);
      json_object_set_int_member (object, "to", visit->start_at + cut->to * MINUTE);
      json_object_set_int_member (object, "minutes", cut->to - cut->from);
      json_object_set_string_member (object, "for", wabi_record_get_id (g_ptr_array_index (day->roots, cut->other)));
      if (matrix != NULL && matrix->source != NULL)
        json_object_set_string_member (object, "rule", matrix->source);
      json_array_add_object_element (array, object);
    }
  if (json_array_get_length (array) > 0)
    return node;
  json_node_unref (node);
  return NULL;
}

/* A part that a person has set aside stays aside; one that was not needed bears no minutes. */
static gboolean
is_put_aside_by_hand (const Day *day, const WabiChargeLine *line)
{
  WabiRecord *there = find_charge (day->charges, line->id);

  return there != NULL && is_set_aside (there) && wabi_record_get_int (there, "minutes") > 0 && g_strcmp0 (line->id, day->focus) != 0;
}

static void
add_parts (Day *day, guint index, GArray *parts, GArray *cuts)
{
  const WabiSplitVisit *visit = &g_array_index (day->visits, WabiSplitVisit, index);

  for (guint k = 0; k < MAX (visit->n_parts, 1); k++)
    {
      WabiChargeLine *line = add_line (day, g_ptr_array_index (day->roots, index), k);
      const WabiSplitPart *part = visit->n_parts > 0 ? &g_array_index (parts, WabiSplitPart, visit->first_part + k) : NULL;

      line->starts_at = visit->start_at + (part != NULL ? part->from * MINUTE : 0);
      line->ends_at = part == NULL || part->to == wabi_split_minutes (visit) ? visit->end_at : visit->start_at + part->to * MINUTE;
      line->minutes = part != NULL ? part->to - part->from : 0;
      if (k == 0)
        line->cuts = describe_cuts (day, visit, index, cuts);
      if (k > 0 && is_put_aside_by_hand (day, line))
        g_ptr_array_remove_index (day->lines, day->lines->len - 1);
    }
}

static void
add_kept (Day *day, WabiRecord *root)
{
  for (guint i = 0; i < day->charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (day->charges, i);
      WabiChargeLine *line;

      if (strcmp (get_root_id (charge), wabi_record_get_id (root)) != 0 || is_set_aside (charge))
        continue;
      line = add_line (day, root, wabi_record_has (charge, "split_from") ? 1 : 0);
      g_free (line->id);
      line->id = g_strdup (wabi_record_get_id (charge));
      line->starts_at = wabi_record_get_int (charge, "starts_at");
      line->ends_at = wabi_record_get_int (charge, "ends_at");
      line->minutes = (int) wabi_record_get_int (charge, "minutes");
      line->tenths = wabi_charge_get_tenths (charge);
      line->kept = TRUE;
    }
}

static void
add_lines (Day *day)
{
  g_autoptr (GArray) parts = NULL;
  g_autoptr (GArray) cuts = NULL;

  for (guint i = 0; i < day->roots->len; i++)
    {
      WabiSplitVisit visit = make_visit (day, g_ptr_array_index (day->roots, i));

      g_array_append_val (day->visits, visit);
    }
  wabi_split_plan ((WabiSplitVisit *) (gpointer) day->visits->data, day->visits->len, wabi_payer_terms_get_matrix (day->terms), &parts, &cuts);
  for (guint i = 0; i < day->roots->len; i++)
    if (g_array_index (day->visits, WabiSplitVisit, i).fixed)
      add_kept (day, g_ptr_array_index (day->roots, i));
    else
      add_parts (day, i, parts, cuts);
}

/* ---- units ---- */

static int
get_unit_minutes (WabiPayerTerms *terms, const WabiChargeLine *line)
{
  const WabiServiceCode *service = wabi_payer_terms_find_service (terms, wabi_record_get_text (line->root, "service_code"));

  return service != NULL ? service->unit_minutes : 15;
}

/* As booking sums visits (wabi_book_is_summed_with()), so that what was counted then is what is billed. */
static gboolean
is_summed_with (WabiPayerTerms *terms, const WabiUnitRule *rule, const WabiChargeLine *one, const WabiChargeLine *other)
{
  if (rule->scope == WABI_UNIT_SCOPE_SESSION)
    return one->root == other->root;
  if (rule->scope == WABI_UNIT_SCOPE_DAY_CODE_RENDERING && g_strcmp0 (wabi_record_get_text (one->root, "staff"), wabi_record_get_text (other->root, "staff")) != 0)
    return FALSE;
  return wabi_record_is (one->root, "service_code", wabi_record_get_text (other->root, "service_code"))
         || (rule->rounding == WABI_ROUNDING_CMS_TOTAL && get_unit_minutes (terms, one) == get_unit_minutes (terms, other));
}

/* What the payer has been sent counts as it was sent: the others take what is left of the sum. */
static void
respect_kept (GPtrArray *group, const int *dealt)
{
  int over = 0;

  for (guint i = 0; i < group->len; i++)
    {
      WabiChargeLine *line = g_ptr_array_index (group, i);

      if (line->kept)
        over += line->tenths - dealt[i];
      else
        line->tenths = dealt[i];
    }
  for (guint i = group->len; i > 0 && over != 0; i--)
    {
      WabiChargeLine *line = g_ptr_array_index (group, i - 1);
      int less = line->kept ? 0 : MIN (over, line->tenths);

      line->tenths -= less;
      over -= less;
    }
}

static void
explain (const WabiUnitRule *rule, GPtrArray *group, int minutes)
{
  g_autofree char *whole = wabi_units_explain (rule, minutes);

  for (guint i = 0; i < group->len; i++)
    {
      WabiChargeLine *line = g_ptr_array_index (group, i);
      g_autofree char *own = wabi_units_dup_words (line->tenths);

      line->alone = group->len == 1;
      /* Translators: "2 units of this line; in all 5 units = ⌊(75 + 7) / 15⌋, midpoint rule" */
      line->arithmetic = line->alone ? g_strdup (whole) : g_strdup_printf (_ ("%s of this line; in all %s"), own, whole);
    }
}

/* Each line, by time, gets what it adds to the units of those before it: together they are the sum, rounded once. */
static void
deal_out (const WabiUnitRule *rule, GPtrArray *group)
{
  g_autofree int *dealt = g_new0 (int, group->len);
  int minutes = 0;

  for (guint i = 0; i < group->len; i++)
    {
      int before = wabi_units_tenths (rule, minutes);

      minutes += ((WabiChargeLine *) g_ptr_array_index (group, i))->minutes;
      dealt[i] = wabi_units_tenths (rule, minutes) - before;
    }
  respect_kept (group, dealt);
  explain (rule, group, minutes);
}

static void
count_units (Day *day)
{
  g_autofree gboolean *done = g_new0 (gboolean, day->lines->len + 1);

  for (guint i = day->first; i < day->lines->len; i++)
    {
      WabiChargeLine *line = g_ptr_array_index (day->lines, i);
      g_autoptr (GPtrArray) group = g_ptr_array_new ();
      WabiUnitRule rule;

      if (done[i])
        continue;
      wabi_payer_terms_read_units (day->terms, wabi_record_get_text (line->root, "service_code"), &rule);
      for (guint k = i; k < day->lines->len; k++)
        if (!done[k] && (k == i || is_summed_with (day->terms, &rule, line, g_ptr_array_index (day->lines, k))))
          {
            done[k] = TRUE;
            g_ptr_array_add (group, g_ptr_array_index (day->lines, k));
          }
      deal_out (&rule, group);
    }
}

/* ---- the day ---- */

static int
compare_charges (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "starts_at"), y = wabi_record_get_int (other, "starts_at");

  return x != y ? (x < y ? -1 : 1) : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const WabiChargeLine *one = *(WabiChargeLine *const *) a, *other = *(WabiChargeLine *const *) b;

  int by_session = g_strcmp0 (wabi_record_get_text (one->root, "session"), wabi_record_get_text (other->root, "session"));

  /* Not by the charge's id, which says in which order the notes came. */
  if (one->starts_at != other->starts_at)
    return one->starts_at < other->starts_at ? -1 : 1;
  return by_session != 0 ? by_session : (int) one->part - (int) other->part;
}

static void
plan_payer (Day *day, const char *payer, const char *date)
{
  g_autoptr (WabiRecord) record = get_record (day, &wabi_kind_payer, payer);
  g_autoptr (WabiPayerTerms) own = day->context == NULL ? wabi_payer_terms_new (day->view, record, wabi_day_from_text (date)) : NULL;
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (GArray) visits = g_array_new (FALSE, TRUE, sizeof (WabiSplitVisit));
  guint n;

  for (guint i = 0; i < day->charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (day->charges, i);

      if (!wabi_record_has (charge, "split_from") && !is_set_aside (charge) && g_strcmp0 (wabi_record_get_text (charge, "payer"), payer) == 0)
        g_ptr_array_add (roots, charge);
    }
  day->terms = own != NULL ? own : wabi_proof_context_get_terms (day->context, record != NULL ? payer : NULL, wabi_day_from_text (date));
  day->roots = roots;
  day->visits = visits;
  day->first = day->lines->len;
  add_lines (day);
  n = day->lines->len - day->first;
  if (n > 0)
    qsort (&day->lines->pdata[day->first], n, sizeof (gpointer), compare_lines);
  count_units (day);
}

static gboolean
is_first_of_payer (GPtrArray *charges, guint index)
{
  const char *payer = wabi_record_get_text (g_ptr_array_index (charges, index), "payer");

  for (guint i = 0; i < index; i++)
    if (g_strcmp0 (wabi_record_get_text (g_ptr_array_index (charges, i), "payer"), payer) == 0)
      return FALSE;
  return TRUE;
}

static GPtrArray *
plan (Day *day)
{
  GPtrArray *charges = day->charges;

  day->lines = g_ptr_array_new_with_free_func (free_line);
  g_ptr_array_sort (charges, compare_charges);
  for (guint i = 0; i < charges->len; i++)
    if (is_first_of_payer (charges, i))
      plan_payer (day, wabi_record_get_text (g_ptr_array_index (charges, i), "payer"), wabi_record_get_text (g_ptr_array_index (charges, i), "date"));
  return day->lines;
}

GPtrArray *
wabi_charge_day_plan (const WabiView *view, GPtrArray *charges, const char *focus)
{
  Day day = { .view = view, .charges = charges, .focus = focus };

  return plan (&day);
}

static void
query_day (WabiQuery *query, WabiRecord *charge)
{
  /* The practice's day lies within a day around that of Greenwich. */
  gint64 noon = wabi_zone_day_start ("UTC", wabi_lookup_day (charge, "date")) + 12 * G_TIME_SPAN_HOUR;

  wabi_query_init (query, &wabi_kind_charge);
  wabi_query_where_text (query, "client", WABI_EQ, wabi_record_get_text (charge, "client"));
  wabi_query_where_int (query, "starts_at", WABI_GE, noon - 2 * G_TIME_SPAN_DAY);
  wabi_query_where_int (query, "starts_at", WABI_LT, noon + 2 * G_TIME_SPAN_DAY);
}

static void
keep_date (GPtrArray *charges, const char *date)
{
  for (guint i = charges->len; i > 0; i--)
    if (!wabi_record_is (g_ptr_array_index (charges, i - 1), "date", date))
      g_ptr_array_remove_index (charges, i - 1);
}

/* With @charge itself for what is stored of it. */
static void
put_own (GPtrArray *charges, WabiRecord *charge)
{
  for (guint i = charges->len; i > 0; i--)
    if (strcmp (wabi_record_get_id (g_ptr_array_index (charges, i - 1)), wabi_record_get_id (charge)) == 0)
      g_ptr_array_remove_index (charges, i - 1);
  g_ptr_array_add (charges, g_object_ref (charge));
}

GPtrArray *
wabi_charge_day_list (const WabiView *view, WabiRecord *charge)
{
  GPtrArray *charges;
  WabiQuery query;

  query_day (&query, charge);
  charges = wabi_lookup_between (view, &wabi_kind_charge, "client", wabi_record_get_text (charge, "client"), query.terms[1].number,
                                 query.terms[2].number);
  keep_date (charges, wabi_record_get_text (charge, "date"));
  put_own (charges, charge);
  return charges;
}

const WabiChargeLine *
wabi_charge_day_find (GPtrArray *lines, const char *id)
{
  for (guint i = 0; i < lines->len; i++)
    if (strcmp (((WabiChargeLine *) g_ptr_array_index (lines, i))->id, id) == 0)
      return g_ptr_array_index (lines, i);
  return NULL;
}

GPtrArray *
wabi_charge_day_plan_of (const WabiView *view, WabiRecord *charge)
{
  g_autoptr (GPtrArray) day = wabi_charge_day_list (view, charge);

  return wabi_charge_day_plan (view, day, wabi_record_get_id (charge));
}

/* ---- many days ---- */

/* What was read of a client's charges so far. */
typedef struct
{
  gint64 from, to;
  GHashTable *dates; /* date -> GPtrArray of WabiRecord */
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  g_hash_table_unref (read->dates);
  g_free (read);
}

static void
read_between (WabiProofContext *context, Read *read, const char *client, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) charges = wabi_lookup_between (wabi_proof_context_get_view (context), &wabi_kind_charge, "client", client, from, to);

  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);
      const char *date = wabi_record_get_text (charge, "date");
      GPtrArray *day = date != NULL ? g_hash_table_lookup (read->dates, date) : NULL;

      if (date != NULL && day == NULL)
        {
          day = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (read->dates, g_strdup (date), day);
        }
      if (day != NULL)
        g_ptr_array_add (day, g_object_ref (charge));
    }
}

/* Grows by its own length at least: a year of charges, one after the other, is read in a handful of steps. */
static void
reach (WabiProofContext *context, Read *read, const char *client, gint64 from, gint64 to)
{
  gint64 span = read->to - read->from;

  if (span == 0)
    {
      read->from = read->to = from;
      span = 0;
    }
  if (from < read->from)
    {
      from = MIN (from, read->from - span);
      read_between (context, read, client, from, read->from);
      read->from = from;
    }
  if (to > read->to)
    {
      to = MAX (to, read->to + span);
      read_between (context, read, client, read->to, to);
      read->to = to;
    }
}

GPtrArray *
wabi_charge_day_peek (WabiProofContext *context, const char *client, const char *date)
{
  g_autofree char *key = g_strdup_printf ("charges %s", client != NULL ? client : "");
  Read *read = wabi_proof_context_recall (context, key);
  /* The practice's day lies within a day around that of Greenwich. */
  gint64 noon = wabi_zone_day_start ("UTC", wabi_day_from_text (date)) + 12 * G_TIME_SPAN_HOUR;
  GPtrArray *day;

  if (read == NULL)
    {
      read = g_new0 (Read, 1);
      read->dates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
      wabi_proof_context_remember (context, key, read, free_read);
    }
  if (client != NULL && date != NULL)
    reach (context, read, client, noon - 2 * G_TIME_SPAN_DAY, noon + 2 * G_TIME_SPAN_DAY);
  day = date != NULL ? g_hash_table_lookup (read->dates, date) : NULL;
  if (day == NULL)
    {
      day = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (read->dates, g_strdup (date != NULL ? date : ""), day);
    }
  return day;
}

/* Whether the plan of the stored day is the one of @charge: it is stored as it stands, and nothing of its session is on its way to the payer. */
static gboolean
is_plain (const Day *day, WabiRecord *charge)
{
  WabiRecord *stored = find_charge (day->charges, wabi_record_get_id (charge));

  return stored != NULL && wabi_record_is (stored, "state", "open") && !is_kept (day, get_root_id (stored))
         && (stored == charge || json_object_equal (wabi_record_get_body (stored), wabi_record_get_body (charge)));
}

static GPtrArray *
copy_day (GPtrArray *day)
{
  GPtrArray *copy = g_ptr_array_new_full (day->len + 1, g_object_unref);

  for (guint i = 0; i < day->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (day, i)));
  return copy;
}

/* Returns: (transfer none): the lines of the day of @charge, in *@own where they are nobody else's. */
static GPtrArray *
share_plan (WabiProofContext *context, WabiRecord *charge, GPtrArray **own)
{
  const char *client = wabi_record_get_text (charge, "client"), *date = wabi_record_get_text (charge, "date");
  g_autoptr (GPtrArray) charges = copy_day (wabi_charge_day_peek (context, client, date));
  Day day = { .view = wabi_proof_context_get_view (context), .context = context, .charges = charges };
  g_autofree char *key = g_strdup_printf ("plan %s %s", client, date);
  GPtrArray *lines;

  if (!is_plain (&day, charge))
    {
      put_own (charges, charge);
      day.focus = wabi_record_get_id (charge);
      return *own = plan (&day);
    }
  lines = wabi_proof_context_recall (context, key);
  if (lines != NULL)
    return lines;
  lines = plan (&day);
  wabi_proof_context_remember (context, key, lines, (GDestroyNotify) g_ptr_array_unref);
  return lines;
}

int
wabi_charge_day_allot (WabiProofContext *context, WabiRecord *charge)
{
  g_autoptr (GPtrArray) own = NULL;
  GPtrArray *lines = share_plan (context, charge, &own);
  const WabiChargeLine *line = wabi_charge_day_find (lines, wabi_record_get_id (charge));

  return line == NULL || (line->alone && line->minutes == wabi_record_get_int (charge, "minutes")) ? -1 : line->tenths;
}

/* ---- what it makes of charges ---- */

/* Whole units; a payer that takes tenths of them gets the exact ones besides. */
static void
set_units (WabiRecord *charge, int tenths)
{
  gint64 amount = 0;

  wabi_record_set_int (charge, "units", (tenths + 9) / 10);
  if (tenths % 10 != 0)
    wabi_record_set_int (charge, "units_tenths", tenths);
  else
    wabi_record_take_node (charge, "units_tenths", NULL);
  if (wabi_record_has (charge, "rate_cents") && !wabi_money_times_tenths (wabi_record_get_int (charge, "rate_cents"), tenths, &amount))
    amount = 0;
  wabi_record_set_int (charge, "amount_cents", amount);
}

void
wabi_charge_day_apply (const WabiChargeLine *line, WabiRecord *charge)
{
  wabi_record_set_int (charge, "starts_at", line->starts_at);
  wabi_record_set_int (charge, "ends_at", line->ends_at);
  wabi_record_set_int (charge, "minutes", line->minutes);
  wabi_record_set_text (charge, "arithmetic", line->arithmetic);
  wabi_record_take_node (charge, "split", line->cuts != NULL ? json_node_copy (line->cuts) : NULL);
  set_units (charge, line->tenths);
}

static WabiRecord *
make_part (const WabiChargeLine *line)
{
  static const char *const own[] = { "split", "request", "claim", "line_control", "billed_cents", "paid_cents", "adjusted_cents", "family_cents",
                                     "family_paid_cents", "balance_cents" };
  WabiRecord *part = wabi_record_new (&wabi_kind_charge, line->id);

  wabi_record_set_all (part, wabi_record_get_body (line->root));
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    wabi_record_take_node (part, own[i], NULL);
  wabi_record_set_text (part, "split_from", wabi_record_get_id (line->root));
  return part;
}

/* A part is priced, coded and authorized as its session is. */
static void
follow_root (WabiRecord *part, WabiRecord *root)
{
  static const char *const shared[] = { "payer", "coverage", "modifiers", "place", "rate_cents", "authorization", "signer", "deadline" };

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (root), shared[i]);

      wabi_record_take_node (part, shared[i], node != NULL ? json_node_copy (node) : NULL);
    }
}

static void
put_line (WabiContext *context, GPtrArray *charges, const WabiChargeLine *line)
{
  WabiRecord *there = find_charge (charges, line->id);
  g_autoptr (WabiRecord) charge = there != NULL ? wabi_record_copy (there) : make_part (line);
  g_autofree char *before = there != NULL ? wabi_record_dup_json (there) : NULL, *after = NULL;

  if (line->part > 0)
    {
      follow_root (charge, line->root);
      wabi_record_set_text (charge, "state", "open");
    }
  wabi_charge_day_apply (line, charge);
  after = wabi_record_dup_json (charge);
  if (g_strcmp0 (before, after) != 0)
    wabi_context_put (context, g_steal_pointer (&charge));
}

/* The session is whole again, or set aside. */
static void
end_part (WabiContext *context, WabiRecord *there)
{
  WabiRecord *part = wabi_record_copy (there);

  wabi_record_set_text (part, "state", "void");
  wabi_record_set_int (part, "minutes", 0);
  wabi_record_set_text (part, "arithmetic", NULL);
  set_units (part, 0);
  wabi_context_put (context, part);
}

gboolean
wabi_charge_day_settle (WabiContext *context, WabiRecord *charge, GError **error)
{
  g_autofree char *date = g_strdup (wabi_record_get_text (charge, "date"));
  g_autoptr (GPtrArray) charges = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  WabiQuery query;

  query_day (&query, charge);
  charges = wabi_context_list (context, &query, error);
  if (charges == NULL)
    return FALSE;
  keep_date (charges, date);
  lines = wabi_charge_day_plan (context->view, charges, NULL);
  for (guint i = 0; i < lines->len; i++)
    if (!((WabiChargeLine *) g_ptr_array_index (lines, i))->kept)
      put_line (context, charges, g_ptr_array_index (lines, i));
  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *there = g_ptr_array_index (charges, i);

      if (wabi_record_has (there, "split_from") && wabi_record_is (there, "state", "open")
          && wabi_charge_day_find (lines, wabi_record_get_id (there)) == NULL)
        end_part (context, there);
    }
  return TRUE;
}
