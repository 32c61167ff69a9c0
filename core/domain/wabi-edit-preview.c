// SPDX-License-Identifier: AGPL-3.0-or-later
// What a newer table of CMS would change, before it is kept.

#include "wabi-edit-preview.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-payer-terms-private.h"

GStrv
wabi_edit_codes (const WabiView *view)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (WabiServiceTable) table = wabi_service_table_new (view);
  g_autoptr (GPtrArray) services = wabi_service_table_list (table, WABI_DAY_NONE);

  for (guint i = 0; i < services->len; i++)
    g_strv_builder_add (builder, ((const WabiServiceCode *) g_ptr_array_index (services, i))->code);
  return g_strv_builder_end (builder);
}

static void
add_change (GArray *changes, const char *code, const char *other, int before, int after)
{
  WabiEditChange change = { .before = before, .after = after };

  if (before == after)
    return;
  g_strlcpy (change.code, code, sizeof change.code);
  g_strlcpy (change.other, other != NULL ? other : "", sizeof change.other);
  g_array_append_val (changes, change);
}

static const WabiEditLimit *
find_limit (const WabiEditImport *import, const char *code)
{
  for (guint i = 0; i < import->limits->len; i++)
    if (strcmp (g_array_index (import->limits, WabiEditLimit, i).code, code) == 0)
      return &g_array_index (import->limits, WabiEditLimit, i);
  return NULL;
}

static void
compare_limits (WabiPayerTerms *terms, const char *const *codes, const WabiEditImport *import, const char *program, GArray *changes)
{
  for (const char *const *code = codes; *code != NULL; code++)
    {
      const char *source;
      int before = wabi_payer_tables_get_limit (terms, program, *code, &source);
      const WabiEditLimit *limit = find_limit (import, *code);

      add_change (changes, *code, NULL, before > 0 ? before : -1, limit != NULL ? limit->units : -1);
    }
}

/* Both lists are sorted. */
static void
compare_pairs (const GArray *before, const GArray *after, GArray *changes)
{
  guint b = 0, a = 0, n_before = before != NULL ? before->len : 0;

  while (b < n_before || a < after->len)
    {
      const WabiNcciPair *old = b < n_before ? &g_array_index (before, WabiNcciPair, b) : NULL;
      const WabiNcciPair *new = a < after->len ? &g_array_index (after, WabiNcciPair, a) : NULL;
      int order = old == NULL ? 1 : new == NULL ? -1 : wabi_ncci_pair_compare (old, new);

      if (order < 0)
        add_change (changes, old->column1, old->column2, old->indicator, -1);
      else if (order > 0)
        add_change (changes, new->column1, new->column2, -1, new->indicator);
      else
        add_change (changes, old->column1, old->column2, old->indicator, new->indicator);
      b += order <= 0;
      a += order >= 0;
    }
}

static int
compare_importance (gconstpointer a, gconstpointer b, gpointer data)
{
  const WabiEditChange *one = a, *other = b;
  const char *const *codes = data;
  gboolean own = g_strv_contains (codes, one->code) && (one->other[0] == '\0' || g_strv_contains (codes, one->other));
  gboolean others = g_strv_contains (codes, other->code) && (other->other[0] == '\0' || g_strv_contains (codes, other->other));
  int order;

  if (own != others)
    return own ? -1 : 1;
  order = strcmp (one->code, other->code);
  return order != 0 ? order : strcmp (one->other, other->other);
}

GArray *
wabi_edit_preview (const WabiView *view, const WabiEditImport *import, const char *program, WabiDay from)
{
  g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new (view, NULL, from);
  g_auto (GStrv) codes = wabi_edit_codes (view);
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (WabiEditChange));
  const char *source;

  if (import->is_pairs)
    compare_pairs (wabi_payer_tables_get_pairs (terms, program, &source), import->pairs, changes);
  else
    compare_limits (terms, (const char *const *) codes, import, program, changes);
  g_array_sort_with_data (changes, compare_importance, codes);
  return changes;
}

static const char *
say_indicator (int indicator)
{
  return indicator == 0 ? _("never paid together") : _("paid together with a modifier");
}

char *
wabi_edit_change_words (const WabiEditChange *change)
{
  if (change->other[0] == '\0')
    {
      if (change->after < 0)
        return g_strdup_printf (_("%s: no limit, %d units a day before"), change->code, change->before);
      if (change->before < 0)
        return g_strdup_printf (_("%s: %d units a day, no limit before"), change->code, change->after);
      return g_strdup_printf (_("%s: %d units a day, %d before"), change->code, change->after, change->before);
    }
  if (change->after < 0)
    return g_strdup_printf (_("%s and %s: not a pair any more"), change->code, change->other);
  if (change->before < 0)
    return g_strdup_printf (_("%s and %s: %s, not a pair before"), change->code, change->other, say_indicator (change->after));
  return g_strdup_printf (_("%s and %s: %s, before: %s"), change->code, change->other, say_indicator (change->after), say_indicator (change->before));
}

static JsonArray *
list_rows (const WabiEditImport *import)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < import->limits->len; i++)
    {
      const WabiEditLimit *limit = &g_array_index (import->limits, WabiEditLimit, i);
      JsonArray *row = json_array_new ();

      json_array_add_string_element (row, limit->code);
      json_array_add_int_element (row, limit->units);
      json_array_add_int_element (row, limit->mai);
      json_array_add_array_element (rows, row);
    }
  for (guint i = 0; i < import->pairs->len; i++)
    {
      const WabiNcciPair *pair = &g_array_index (import->pairs, WabiNcciPair, i);
      JsonArray *row = json_array_new ();

      json_array_add_string_element (row, pair->column1);
      json_array_add_string_element (row, pair->column2);
      json_array_add_int_element (row, pair->indicator);
      json_array_add_int_element (row, pair->reason);
      json_array_add_array_element (rows, row);
    }
  return rows;
}

JsonObject *
wabi_edit_import_args (const WabiEditImport *import, const char *id, const char *program, const char *from, const char *to, const char *source)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "table", import->is_pairs ? "ncci" : "mue");
  json_object_set_string_member (args, "program", program);
  json_object_set_string_member (args, "valid_from", from);
  if (to != NULL)
    json_object_set_string_member (args, "valid_to", to);
  json_object_set_string_member (args, "source", source);
  json_object_set_array_member (args, "rows", list_rows (import));
  return args;
}
