// SPDX-License-Identifier: AGPL-3.0-or-later
// Which charges go on one claim.

#include "wabi-claim-build-private.h"
#include "wabi-claim-lines.h"
#include "wabi-lookup.h"

WabiClaimGroup *
wabi_claim_group_new (void)
{
  WabiClaimGroup *group = g_new0 (WabiClaimGroup, 1);

  group->charges = g_ptr_array_new_with_free_func (g_object_unref);
  group->line_of = g_array_new (FALSE, FALSE, sizeof (guint));
  group->frequency = '1';
  return group;
}

void
wabi_claim_group_free (WabiClaimGroup *group)
{
  if (group == NULL)
    return;
  g_ptr_array_unref (group->charges);
  g_array_unref (group->line_of);
  g_free (group->control);
  g_free (group->payer_control);
  g_clear_object (&group->coverage);
  g_clear_object (&group->prior);
  g_clear_object (&group->sent);
  g_free (group);
}

static void
free_group (gpointer group)
{
  wabi_claim_group_free (group);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  WabiRecord *x = *(WabiRecord *const *) a, *y = *(WabiRecord *const *) b;
  gint64 one = wabi_record_get_int (x, "starts_at"), other = wabi_record_get_int (y, "starts_at");

  return one != other ? (one < other ? -1 : 1) : g_strcmp0 (wabi_record_get_id (x), wabi_record_get_id (y));
}

/* What parts the sessions of a client by time. */
static void
add_span (GString *key, WabiRecord *charge, const char *by)
{
  const char *date = wabi_record_get_text (charge, "date");
  WabiDay day = wabi_lookup_day (charge, "date");

  if (g_strcmp0 (by, "session") == 0)
    g_string_append_printf (key, "session %s", wabi_record_has (charge, "session") ? wabi_record_get_text (charge, "session") : wabi_record_get_id (charge));
  else if (g_strcmp0 (by, "day") == 0)
    g_string_append_printf (key, "day %s", date != NULL ? date : "");
  else if (g_strcmp0 (by, "week") == 0 && day != WABI_DAY_NONE)
    g_string_append_printf (key, "week %d", (int) wabi_day_week_start (day, 1));
  else if (g_strcmp0 (by, "month") == 0 && date != NULL)
    g_string_append_printf (key, "month %.7s", date);
}

static void
read_key (const WabiView *view, WabiRecord *charge, WabiTermsKey *key, WabiRecord **staff)
{
  *staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (charge, "staff"));
  *key = (WabiTermsKey){ wabi_record_get_text (charge, "service_code"), *staff != NULL ? wabi_record_get_text (*staff, "credential") : NULL,
                         wabi_record_get_text (charge, "place") };
}

/* Charges with one key may go on one claim: the payer's rule of the day of each has its say. */
static char *
make_key (WabiRecord *charge, WabiPayerTerms *asked, const WabiTermsKey *about, guint most)
{
  static const char *const same[] = { "client", "coverage", "signer", "authorization" };
  gboolean by_line = g_strcmp0 (wabi_payer_terms_get_text (asked, "grouping", "authorization", about), "line") == 0;
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (same) - (by_line ? 1 : 0); i++)
    {
      const char *text = wabi_record_get_text (charge, same[i]);

      g_string_append_printf (key, "%s|", text != NULL ? text : "");
    }
  add_span (key, charge, wabi_payer_terms_get_text (asked, "grouping", "by", about));
  g_string_append_printf (key, "|%u", most);
  return g_string_free (key, FALSE);
}

/* ---- Which charges are one line ---- */

/* TRICARE takes each session as a line of its own, whatever a rule says. */
static gboolean
sums_day (WabiPayerTerms *asked, const WabiTermsKey *key)
{
  WabiRecord *payer = wabi_payer_terms_get_payer (asked);

  return (payer == NULL || !wabi_record_is (payer, "type", "tricare")) && wabi_payer_terms_get_bool (asked, "grouping", "day_line", key);
}

static void
add_fields (GString *key, WabiRecord *charge)
{
  static const char *const same[] = { "client", "payer", "coverage", "date", "service_code", "place", "authorization" };
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  g_autofree char *joined = g_strjoinv (" ", modifiers);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    g_string_append_printf (key, "%s|", wabi_record_has (charge, same[i]) ? wabi_record_get_text (charge, same[i]) : "");
  g_string_append_printf (key, "%s|", joined);
}

static WabiRecord *
find_practice (const WabiView *view)
{
  g_autoptr (GPtrArray) practices = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (view, &query, NULL);
  return practices != NULL && practices->len > 0 ? g_object_ref (g_ptr_array_index (practices, 0)) : NULL;
}

/* Charges with one key belong on one line: alike in all that a line says. NULL for a charge that has a line of its own. */
static char *
dup_day_key (const WabiView *view, WabiPayerTerms *terms, WabiRecord *charge)
{
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (terms, wabi_lookup_day (charge, "date"));
  g_autoptr (WabiRecord) staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (charge, "staff")), practice = NULL;
  const WabiTermsKey about = { wabi_record_get_text (charge, "service_code"), staff != NULL ? wabi_record_get_text (staff, "credential") : NULL,
                               wabi_record_get_text (charge, "place") };
  g_autofree char *people = NULL;
  GString *key;

  if (!sums_day (asked, &about))
    return NULL;
  practice = find_practice (view);
  people = wabi_claim_dup_providers (&(WabiClaimWork){ .view = view, .terms = &(WabiClaimTerms){ .asked = asked }, .practice = practice }, charge);
  key = g_string_new (people);
  add_fields (key, charge);
  return g_string_free (key, FALSE);
}

/* What is known while charges are sorted into claims. */
typedef struct
{
  const WabiView *view;
  WabiPayerTerms *any;
  GPtrArray *groups;
  GHashTable *open;  /* key of a claim → the last such claim */
  GHashTable *lines; /* key of a line → its claim */
  GHashTable *sizes; /* claim → how many lines it has */
} Sorting;

static guint
count_lines (Sorting *sorting, WabiClaimGroup *group)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (sorting->sizes, group));
}

/* The claim on which the next line of that key goes. */
static WabiClaimGroup *
begin_line (Sorting *sorting, WabiRecord *charge)
{
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (sorting->any, wabi_lookup_day (charge, "date"));
  g_autoptr (WabiRecord) staff = NULL;
  WabiClaimGroup *group;
  WabiTermsKey about;
  gint64 most;
  char *key;

  read_key (sorting->view, charge, &about, &staff);
  most = CLAMP (wabi_payer_terms_get_int (asked, "grouping", "max_lines", &about, WABI_CLAIM_MAX_LINES), 1, WABI_CLAIM_MAX_LINES);
  key = make_key (charge, asked, &about, (guint) most);
  group = g_hash_table_lookup (sorting->open, key);
  if (group == NULL || count_lines (sorting, group) >= (guint) most)
    {
      group = wabi_claim_group_new ();
      g_ptr_array_add (sorting->groups, group);
    }
  g_hash_table_replace (sorting->open, key, group);
  g_hash_table_insert (sorting->sizes, group, GUINT_TO_POINTER (count_lines (sorting, group) + 1));
  return group;
}

/* A charge whose line is begun goes where its line is: the same line on two claims is what the payer refuses. */
static void
sort_in (Sorting *sorting, WabiRecord *charge)
{
  char *line = dup_day_key (sorting->view, sorting->any, charge);
  WabiClaimGroup *group = line != NULL ? g_hash_table_lookup (sorting->lines, line) : NULL;

  if (group == NULL)
    group = begin_line (sorting, charge);
  g_ptr_array_add (group->charges, g_object_ref (charge));
  if (line != NULL)
    g_hash_table_replace (sorting->lines, line, group);
}

GPtrArray *
wabi_claim_group_charges (const WabiView *view, WabiRecord *payer, GPtrArray *charges)
{
  g_autoptr (WabiPayerTerms) any = wabi_payer_terms_new (view, payer, WABI_DAY_NONE);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (charges, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) sizes = g_hash_table_new (NULL, NULL);
  Sorting sorting = { view, any, g_ptr_array_new_with_free_func (free_group), open, lines, sizes };

  g_ptr_array_set_free_func (sorted, g_object_unref);
  wabi_claim_sort_charges (sorted);
  for (guint i = 0; i < sorted->len; i++)
    sort_in (&sorting, g_ptr_array_index (sorted, i));
  return sorting.groups;
}

void
wabi_claim_sort_charges (GPtrArray *charges)
{
  g_ptr_array_sort (charges, compare_starts);
}

/* What was sent once goes out again on the lines on which it stood; else the payer's rule of each day says. */
static char *
dup_line_key (const WabiView *view, WabiPayerTerms *terms, WabiClaimGroup *group, WabiRecord *charge)
{
  JsonObject *sent = wabi_claim_find_sent (group->sent, wabi_record_get_id (charge));

  return group->sent == NULL ? dup_day_key (view, terms, charge) : sent != NULL ? g_strdup (wabi_json_peek_text (sent, "control")) : NULL;
}

guint
wabi_claim_group_lay_lines (const WabiView *view, WabiPayerTerms *terms, WabiClaimGroup *group)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  g_array_set_size (group->line_of, 0);
  for (guint i = 0; i < group->charges->len; i++)
    {
      char *key = dup_line_key (view, terms, group, g_ptr_array_index (group->charges, i));
      gpointer there;
      guint line = n;

      if (key != NULL && g_hash_table_lookup_extended (lines, key, NULL, &there))
        line = GPOINTER_TO_UINT (there);
      else
        n++;
      if (key != NULL)
        g_hash_table_replace (lines, key, GUINT_TO_POINTER (line));
      g_array_append_val (group->line_of, line);
    }
  return n;
}
