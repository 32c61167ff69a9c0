// SPDX-License-Identifier: AGPL-3.0-or-later
// Finding the records that a rule needs, through a view.

#include "wabi-lookup.h"

static GPtrArray *
list_or_empty (const WabiView *view, const WabiQuery *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = wabi_view_list (view, query, &error);

  if (records != NULL)
    return records;
  g_warning ("records of kind %s cannot be read: %s", query->kind->name, error != NULL ? error->message : "no reason");
  return g_ptr_array_new_with_free_func (g_object_unref);
}

GPtrArray *
wabi_lookup_by (const WabiView *view, const WabiKind *kind, const char *field, const char *value)
{
  WabiQuery query;

  if (value == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  wabi_query_init (&query, kind);
  wabi_query_where_text (&query, field, WABI_EQ, value);
  return list_or_empty (view, &query);
}

GPtrArray *
wabi_lookup_between (const WabiView *view, const WabiKind *kind, const char *field, const char *value, gint64 from, gint64 to)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  if (field != NULL)
    wabi_query_where_text (&query, field, WABI_EQ, value != NULL ? value : "");
  wabi_query_where_int (&query, "starts_at", WABI_GE, from);
  wabi_query_where_int (&query, "starts_at", WABI_LT, to);
  query.order_by = "starts_at";
  return list_or_empty (view, &query);
}

WabiRecord *
wabi_lookup_get (const WabiView *view, const WabiKind *kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  WabiRecord *record = wabi_view_get (view, kind, id, &error);

  if (error != NULL)
    g_warning ("a %s cannot be read: %s", kind->name, error->message);
  return record;
}

WabiDay
wabi_lookup_day (WabiRecord *record, const char *field)
{
  const char *text = record != NULL ? wabi_record_get_text (record, field) : NULL;

  return text != NULL ? wabi_day_from_text (text) : WABI_DAY_NONE;
}

char *
wabi_lookup_full_name (WabiRecord *record)
{
  if (record == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s %s", wabi_record_get_text (record, "first_name"), wabi_record_get_text (record, "last_name"));
}

WabiRecord *
wabi_lookup_coverage (const WabiView *view, const char *client, WabiDay day)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_coverage, "client", client);
  WabiRecord *best = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (wabi_day_in_range (day, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to"))
          && (best == NULL || wabi_record_get_int (one, "priority") < wabi_record_get_int (best, "priority")))
        best = one;
    }
  return best != NULL ? g_object_ref (best) : NULL;
}

gint64
wabi_lookup_guardian_signature (const WabiView *view, WabiRecord *note, char **name)
{
  g_autoptr (GPtrArray) later = NULL;

  if (note == NULL)
    return 0;
  if (wabi_record_has (note, "guardian_signed_at"))
    {
      if (name != NULL)
        *name = g_strdup (wabi_record_get_text (note, "guardian_signed_by"));
      return wabi_record_get_int (note, "guardian_signed_at");
    }
  later = wabi_lookup_by (view, &wabi_kind_guardian_signature, "note", wabi_record_get_id (note));
  if (later->len == 0)
    return 0;
  if (name != NULL)
    *name = g_strdup (wabi_record_get_text (g_ptr_array_index (later, 0), "name"));
  return wabi_record_get_int (g_ptr_array_index (later, 0), "at");
}

GStrv
wabi_lookup_strv (WabiRecord *record, const char *field)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = wabi_record_get_array (record, field);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

gboolean
wabi_lookup_is_late_cancel (const WabiView *view, WabiRecord *visit, const char *by, gint64 given)
{
  WabiQuery query;
  g_autoptr (GPtrArray) practices = NULL;
  gint64 hours = 24;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (view, &query, NULL);
  if (practices != NULL && practices->len > 0 && wabi_record_has (g_ptr_array_index (practices, 0), "notice_hours"))
    hours = wabi_record_get_int (g_ptr_array_index (practices, 0), "notice_hours");
  return g_strcmp0 (by, "family") == 0 && given > wabi_record_get_int (visit, "starts_at") - hours * 60 * WABI_MINUTE;
}
