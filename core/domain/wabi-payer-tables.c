// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits of a day and pairs of codes as of a day: what was imported over what is shipped.

#include "wabi-payer-terms-private.h"

#include <string.h>

#include "wabi-mue.h"

static GPtrArray *
read_tables (WabiPayerRules *shared, GPtrArray **tables, const char *table)
{
  if (*tables == NULL)
    *tables = wabi_lookup_by (shared->view, &wabi_kind_edit_table, "table", table);
  return *tables;
}

/* The imported table of @program that holds on the day: the one that began last, of those the one imported last. */
static WabiRecord *
find_table (WabiPayerTerms *terms, GPtrArray *tables, const char *program)
{
  WabiRecord *best = NULL;

  for (guint i = 0; i < tables->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (tables, i);
      int later;

      if (!wabi_record_is (one, "program", program) || (wabi_record_has (one, "active") && !wabi_record_get_bool (one, "active"))
          || !wabi_day_in_range (terms->day, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to")))
        continue;
      later = best != NULL ? g_strcmp0 (wabi_record_get_text (one, "valid_from"), wabi_record_get_text (best, "valid_from")) : 1;
      if (later > 0 || (later == 0 && strcmp (wabi_record_get_id (one), wabi_record_get_id (best)) > 0))
        best = one;
    }
  return best;
}

static JsonArray *
get_row (JsonArray *rows, guint index)
{
  JsonNode *node = json_array_get_element (rows, index);

  return JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_cell_text (JsonArray *row, guint index)
{
  JsonNode *node = index < json_array_get_length (row) ? json_array_get_element (row, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static int
get_cell_int (JsonArray *row, guint index)
{
  JsonNode *node = index < json_array_get_length (row) ? json_array_get_element (row, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 ? (int) json_node_get_int (node) : 0;
}

static int
find_limit (WabiRecord *table, const char *code)
{
  JsonArray *rows = wabi_record_get_array (table, "rows");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonArray *row = get_row (rows, i);

      if (row != NULL && g_strcmp0 (get_cell_text (row, 0), code) == 0)
        return get_cell_int (row, 1);
    }
  return 0;
}

int
wabi_payer_tables_get_limit (WabiPayerTerms *terms, const char *program, const char *code, const char **source)
{
  const WabiMue *shipped = wabi_mue_find (program, code, terms->day);
  WabiRecord *table = find_table (terms, read_tables (terms->shared, &terms->shared->limits, "mue"), program);

  /* A table that was imported says all there is from its first day on, unless what is shipped is newer. */
  if (table != NULL && (shipped == NULL || g_strcmp0 (wabi_record_get_text (table, "valid_from"), shipped->from) >= 0))
    {
      *source = wabi_record_get_text (table, "source");
      return find_limit (table, code);
    }
  *source = shipped != NULL ? shipped->source : NULL;
  return shipped != NULL ? shipped->units : 0;
}

int
wabi_payer_terms_get_day_limit (WabiPayerTerms *terms, const char *code, const char **source)
{
  WabiTermsKey key = { .code = code };
  const WabiTermsRule *own = wabi_payer_terms_find (terms, "mue", "units", &key), *follows = wabi_payer_terms_find (terms, "mue", "program", &key);
  int units = (int) wabi_payer_terms_get_int (terms, "mue", "units", &key, 0), limit = 0;
  const char *words = NULL;

  if (follows != NULL && (own == NULL || own->level > follows->level))
    limit = wabi_payer_tables_get_limit (terms, wabi_payer_terms_get_text (terms, "mue", "program", &key), code, &words);
  /* What the practice says of this payer counts as it is; what is shipped for its type only tightens what its record says. */
  if (units > 0 && (limit == 0 || units < limit))
    {
      limit = units;
      words = own->source;
    }
  if (source != NULL)
    *source = words;
  return limit;
}

static const GArray *
decode_pairs (WabiPayerRules *shared, WabiRecord *table)
{
  GArray *pairs = g_hash_table_lookup (shared->decoded, wabi_record_get_id (table));
  JsonArray *rows = wabi_record_get_array (table, "rows");

  if (pairs != NULL)
    return pairs;
  pairs = g_array_new (FALSE, FALSE, sizeof (WabiNcciPair));
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonArray *row = get_row (rows, i);
      WabiNcciPair pair;

      if (row != NULL && get_cell_text (row, 0) != NULL && get_cell_text (row, 1) != NULL
          && wabi_ncci_pair_set (&pair, get_cell_text (row, 0), get_cell_text (row, 1), get_cell_int (row, 2), (WabiNcciReason) get_cell_int (row, 3)))
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, wabi_ncci_pair_compare);
  g_hash_table_insert (shared->decoded, g_strdup (wabi_record_get_id (table)), pairs);
  return pairs;
}

const GArray *
wabi_payer_tables_get_pairs (WabiPayerTerms *terms, const char *program, const char **source)
{
  WabiRecord *table = find_table (terms, read_tables (terms->shared, &terms->shared->pairs, "ncci"), program);
  gboolean shipped = strcmp (program, "medicare") == 0 && terms->day >= wabi_day_from_text (WABI_NCCI_SHIPPED_FROM);

  if (table != NULL && (!shipped || g_strcmp0 (wabi_record_get_text (table, "valid_from"), WABI_NCCI_SHIPPED_FROM) >= 0))
    {
      *source = wabi_record_get_text (table, "source");
      return decode_pairs (terms->shared, table);
    }
  *source = shipped ? wabi_ncci_get_shipped_source () : NULL;
  return shipped ? wabi_ncci_get_shipped () : NULL;
}

const GArray *
wabi_payer_terms_get_pairs (WabiPayerTerms *terms, const char **source, gboolean *borrowed)
{
  const char *program = wabi_payer_terms_get_text (terms, "ncci", "program", NULL), *words = NULL;
  const GArray *pairs = NULL;

  /* Who follows a program's limits of a day follows its pairs, unless it is said otherwise. */
  if (program == NULL)
    program = wabi_payer_terms_get_text (terms, "mue", "program", NULL);
  if (program != NULL && strcmp (program, "none") != 0)
    pairs = wabi_payer_tables_get_pairs (terms, program, &words);
  if (borrowed != NULL)
    *borrowed = pairs == NULL && g_strcmp0 (program, "medicaid") == 0;
  if (pairs == NULL && g_strcmp0 (program, "medicaid") == 0)
    pairs = wabi_payer_tables_get_pairs (terms, "medicare", &words);
  if (source != NULL)
    *source = words;
  return pairs;
}
