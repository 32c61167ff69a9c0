// SPDX-License-Identifier: AGPL-3.0-or-later
// Weekly hours, less time off and holidays, as open minutes of a day.

#include "wabi-open-hours.h"

#include "wabi-lookup.h"

struct _WabiOpenHours
{
  WabiDesk *desk;
  GHashTable *weekly;   /* staff id → GPtrArray of hours */
  GHashTable *away;     /* staff id → GPtrArray of time off */
  GHashTable *clients;  /* client id → GPtrArray of hours */
  GHashTable *holidays; /* day → name; NULL before it is read */
  gboolean all;
};

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

WabiOpenHours *
wabi_open_hours_new (WabiDesk *desk)
{
  WabiOpenHours *hours = g_new0 (WabiOpenHours, 1);

  hours->desk = desk;
  hours->weekly = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_array);
  hours->away = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_array);
  hours->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_array);
  return hours;
}

void
wabi_open_hours_free (WabiOpenHours *hours)
{
  if (hours == NULL)
    return;
  g_hash_table_unref (hours->weekly);
  g_hash_table_unref (hours->away);
  g_hash_table_unref (hours->clients);
  g_clear_pointer (&hours->holidays, g_hash_table_unref);
  g_free (hours);
}

void
wabi_open_hours_forget (WabiOpenHours *hours)
{
  g_hash_table_remove_all (hours->weekly);
  g_hash_table_remove_all (hours->away);
  g_hash_table_remove_all (hours->clients);
  g_clear_pointer (&hours->holidays, g_hash_table_unref);
  hours->all = FALSE;
}

void
wabi_open_hours_read_all (WabiOpenHours *hours)
{
  g_autoptr (GPtrArray) records = NULL;
  WabiQuery query;

  if (hours->all)
    return;
  wabi_query_init (&query, &wabi_kind_staff_hours);
  records = wabi_desk_list (hours->desk, &query);
  g_hash_table_remove_all (hours->weekly);
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      const char *staff = wabi_record_get_text (record, "staff");
      GPtrArray *rows = staff != NULL ? g_hash_table_lookup (hours->weekly, staff) : NULL;

      if (rows == NULL)
        {
          rows = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (hours->weekly, g_strdup (staff != NULL ? staff : ""), rows);
        }
      g_ptr_array_add (rows, g_object_ref (record));
    }
  hours->all = TRUE;
}

static GPtrArray *
find_weekly (WabiOpenHours *hours, const char *staff)
{
  GPtrArray *rows = g_hash_table_lookup (hours->weekly, staff);

  if (rows == NULL && !hours->all)
    {
      rows = wabi_lookup_by (wabi_desk_get_view (hours->desk), &wabi_kind_staff_hours, "staff", staff);
      g_hash_table_insert (hours->weekly, g_strdup (staff), rows);
    }
  return rows;
}

static GPtrArray *
find_away (WabiOpenHours *hours, const char *staff)
{
  GPtrArray *rows = g_hash_table_lookup (hours->away, staff);

  if (rows == NULL)
    {
      rows = wabi_lookup_by (wabi_desk_get_view (hours->desk), &wabi_kind_time_off, "staff", staff);
      g_hash_table_insert (hours->away, g_strdup (staff), rows);
    }
  return rows;
}

const char *
wabi_open_hours_get_holiday (WabiOpenHours *hours, WabiDay day)
{
  if (hours->holidays == NULL)
    {
      g_autoptr (GPtrArray) records = NULL;
      WabiQuery query;

      hours->holidays = g_hash_table_new_full (NULL, NULL, NULL, g_free);
      wabi_query_init (&query, &wabi_kind_holiday);
      records = wabi_desk_list (hours->desk, &query);
      for (guint i = 0; i < records->len; i++)
        g_hash_table_insert (hours->holidays, GINT_TO_POINTER (wabi_lookup_day (g_ptr_array_index (records, i), "date")),
                             g_strdup (wabi_record_get_text (g_ptr_array_index (records, i), "name")));
    }
  return g_hash_table_lookup (hours->holidays, GINT_TO_POINTER (day));
}

static void
mark_minutes (guint8 *open, gint64 start, gint64 end, guint8 value)
{
  for (gint64 minute = CLAMP (start, 0, WABI_DAY_MINUTES); minute < CLAMP (end, 0, WABI_DAY_MINUTES); minute++)
    open[minute] = value;
}

static void
take_away (WabiOpenHours *hours, const char *staff, WabiDay day, guint8 *open)
{
  const char *zone = wabi_desk_get_zone (hours->desk);
  gint64 from = wabi_zone_day_start (zone, day), to = wabi_zone_day_start (zone, day + 1);
  GPtrArray *away = find_away (hours, staff);

  for (guint i = 0; i < away->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (away, i);
      gint64 starts_at = wabi_record_get_int (record, "starts_at"), ends_at = wabi_record_get_int (record, "ends_at");

      if (!wabi_record_is (record, "status", "approved") || starts_at >= to || ends_at <= from)
        continue;
      mark_minutes (open, starts_at <= from ? 0 : wabi_zone_to_local (zone, starts_at).minute,
                    ends_at >= to ? WABI_DAY_MINUTES : wabi_zone_to_local (zone, ends_at).minute, 0);
    }
}

/* Minutes of the day that are marked, as ranges in order. */
static void
append_ranges (const guint8 *open, GArray *ranges)
{
  for (int start = 0; start < WABI_DAY_MINUTES; start++)
    if (open[start])
      {
        WabiMinuteRange range = { start, start };

        while (open[range.end])
          range.end++;
        g_array_append_val (ranges, range);
        start = range.end;
      }
}

static void
mark_weekly (GPtrArray *rows, WabiDay day, guint8 *open)
{
  for (guint i = 0; i < rows->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (rows, i);

      if (wabi_record_get_int (record, "weekday") == wabi_day_weekday (day)
          && wabi_day_in_range (day, wabi_lookup_day (record, "valid_from"), wabi_lookup_day (record, "valid_to")))
        mark_minutes (open, wabi_record_get_int (record, "start_minute"), wabi_record_get_int (record, "end_minute"), 1);
    }
}

gboolean
wabi_open_hours_get (WabiOpenHours *hours, const char *staff, WabiDay day, GArray *ranges)
{
  GPtrArray *rows = find_weekly (hours, staff);
  guint8 open[WABI_DAY_MINUTES + 1] = { 0 };

  if (rows == NULL || rows->len == 0)
    return FALSE;
  if (wabi_open_hours_get_holiday (hours, day) != NULL)
    return TRUE;
  mark_weekly (rows, day, open);
  take_away (hours, staff, day, open);
  append_ranges (open, ranges);
  return TRUE;
}

static GPtrArray *
find_client (WabiOpenHours *hours, const char *client)
{
  GPtrArray *rows = g_hash_table_lookup (hours->clients, client);

  if (rows == NULL)
    {
      rows = wabi_lookup_by (wabi_desk_get_view (hours->desk), &wabi_kind_client_hours, "client", client);
      g_hash_table_insert (hours->clients, g_strdup (client), rows);
    }
  return rows;
}

gboolean
wabi_open_hours_narrow (WabiOpenHours *hours, const char *client, WabiDay day, gboolean known, GArray *ranges)
{
  GPtrArray *rows = client != NULL ? find_client (hours, client) : NULL;
  guint8 open[WABI_DAY_MINUTES + 1] = { 0 }, both[WABI_DAY_MINUTES + 1] = { 0 };

  if (rows == NULL || rows->len == 0)
    return known;
  mark_weekly (rows, day, open);
  for (guint i = 0; known && i < ranges->len; i++)
    {
      const WabiMinuteRange *range = &g_array_index (ranges, WabiMinuteRange, i);

      for (int minute = range->start; minute < range->end; minute++)
        both[minute] = open[minute];
    }
  g_array_set_size (ranges, 0);
  append_ranges (known ? both : open, ranges);
  return TRUE;
}
