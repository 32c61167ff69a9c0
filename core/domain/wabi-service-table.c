// SPDX-License-Identifier: AGPL-3.0-or-later
// The services that a practice may give and bill: those that come with the program, and its own.

#include "wabi-service-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  WabiServiceCode service; /* whose texts are the row's own */
  char *id;
  WabiDay from, to;
} Row;

struct _WabiServiceTable
{
  gatomicrefcount refs;
  GPtrArray *rows;     /* Row, by code, what counts first coming first */
  GHashTable *by_code; /* code -> GPtrArray of the same */
};

static void
free_row (gpointer data)
{
  Row *row = data;

  g_free ((char *) row->service.code);
  g_free ((char *) row->service.name);
  g_free ((char *) row->service.credentials);
  g_free (row->id);
  g_free (row);
}

static WabiServiceFlags
read_flags (WabiRecord *record)
{
  static const struct
  {
    const char *field;
    WabiServiceFlags flag;
  } members[] = {
    { "by_performer", WABI_SERVICE_BY_PERFORMER },
    { "direct", WABI_SERVICE_DIRECT },
    { "supervising", WABI_SERVICE_SUPERVISING },
    { "family", WABI_SERVICE_FAMILY },
    { "unbilled", WABI_SERVICE_UNBILLED },
  };
  WabiServiceFlags flags = 0;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (wabi_record_get_bool (record, members[i].field))
      flags |= members[i].flag;
  return flags;
}

/* A unit that this version does not know is a session: the least that could be meant. */
static Row *
read_row (WabiRecord *record)
{
  g_auto (GStrv) credentials = wabi_lookup_strv (record, "credentials");
  Row *row = g_new0 (Row, 1);

  row->id = g_strdup (wabi_record_get_id (record));
  row->from = wabi_lookup_day (record, "valid_from");
  row->to = wabi_lookup_day (record, "valid_to");
  row->service.code = g_strdup (wabi_record_get_text (record, "code"));
  row->service.name = g_strdup (wabi_record_get_text (record, "name"));
  row->service.credentials = credentials != NULL && *credentials != NULL ? g_strjoinv (",", credentials) : NULL;
  if (!wabi_codes_unit_from_name (wabi_record_get_text (record, "unit"), &row->service.unit))
    row->service.unit = WABI_SERVICE_SESSION;
  if (row->service.unit == WABI_SERVICE_MINUTES)
    row->service.unit_minutes = wabi_record_has (record, "unit_minutes") ? (int) wabi_record_get_int (record, "unit_minutes") : 15;
  row->service.group_min = MAX ((int) wabi_record_get_int (record, "group_min"), 1);
  row->service.group_max = MAX ((int) wabi_record_get_int (record, "group_max"), row->service.group_min);
  row->service.flags = read_flags (record);
  return row;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *one = *(Row *const *) a, *other = *(Row *const *) b;
  int order = strcmp (one->service.code, other->service.code);

  if (order != 0)
    return order;
  if (one->from != other->from)
    return one->from > other->from ? -1 : 1;
  /* Ids are in the order of birth: what was recorded later corrects what was there. */
  return strcmp (other->id, one->id);
}

WabiServiceTable *
wabi_service_table_new_from (const GPtrArray *records)
{
  WabiServiceTable *table = g_new0 (WabiServiceTable, 1);

  g_atomic_ref_count_init (&table->refs);
  table->rows = g_ptr_array_new_with_free_func (free_row);
  table->by_code = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);

      if (wabi_record_get_text (record, "code") != NULL && wabi_record_get_text (record, "name") != NULL
          && (!wabi_record_has (record, "active") || wabi_record_get_bool (record, "active")))
        g_ptr_array_add (table->rows, read_row (record));
    }
  g_ptr_array_sort (table->rows, compare_rows);
  for (guint i = 0; i < table->rows->len; i++)
    {
      Row *row = g_ptr_array_index (table->rows, i);
      GPtrArray *same = g_hash_table_lookup (table->by_code, row->service.code);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (table->by_code, (gpointer) row->service.code, same);
        }
      g_ptr_array_add (same, row);
    }
  return table;
}

WabiServiceTable *
wabi_service_table_new (const WabiView *view)
{
  WabiQuery query;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  wabi_query_init (&query, &wabi_kind_service_code);
  records = wabi_view_list (view, &query, &error);
  if (records == NULL)
    {
      g_warning ("the practice's service codes cannot be read: %s", error != NULL ? error->message : "no reason");
      records = g_ptr_array_new_with_free_func (g_object_unref);
    }
  return wabi_service_table_new_from (records);
}

WabiServiceTable *
wabi_service_table_ref (WabiServiceTable *table)
{
  g_atomic_ref_count_inc (&table->refs);
  return table;
}

void
wabi_service_table_unref (WabiServiceTable *table)
{
  if (table == NULL || !g_atomic_ref_count_dec (&table->refs))
    return;
  g_hash_table_unref (table->by_code);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

const WabiServiceCode *
wabi_service_table_find (WabiServiceTable *table, const char *code, WabiDay day)
{
  GPtrArray *same = code != NULL ? g_hash_table_lookup (table->by_code, code) : NULL;

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const Row *row = g_ptr_array_index (same, i);

      if (day == WABI_DAY_NONE || wabi_day_in_range (day, row->from, row->to))
        return &row->service;
    }
  return wabi_codes_find_service (code);
}

gboolean
wabi_service_table_has_in (WabiServiceTable *table, const char *code, WabiDay from, WabiDay to)
{
  GPtrArray *same = code != NULL ? g_hash_table_lookup (table->by_code, code) : NULL;

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const Row *row = g_ptr_array_index (same, i);

      if ((to == WABI_DAY_NONE || row->from == WABI_DAY_NONE || row->from <= to)
          && (from == WABI_DAY_NONE || row->to == WABI_DAY_NONE || row->to >= from))
        return TRUE;
    }
  return wabi_codes_find_service (code) != NULL;
}

GPtrArray *
wabi_service_table_list (WabiServiceTable *table, WabiDay from)
{
  GPtrArray *list = g_ptr_array_new ();
  const char *last = NULL;
  gsize n;
  const WabiServiceCode *shipped = wabi_codes_services (&n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (list, (gpointer) wabi_service_table_find (table, shipped[i].code, from));
  for (guint i = 0; i < table->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (table->rows, i);

      if (g_strcmp0 (row->service.code, last) == 0 || wabi_codes_find_service (row->service.code) != NULL
          || (from != WABI_DAY_NONE && row->to != WABI_DAY_NONE && row->to < from))
        continue;
      last = row->service.code;
      g_ptr_array_add (list, (gpointer) &row->service);
    }
  return list;
}

const char *
wabi_service_get_name (const WabiServiceCode *service)
{
  /* What the practice wrote is no string of ours, whatever a catalog may have under it. */
  return wabi_codes_find_service (service->code) == service ? _ (service->name) : service->name;
}

const char *
wabi_service_table_name (WabiServiceTable *table, const char *code, WabiDay day)
{
  const WabiServiceCode *service = wabi_service_table_find (table, code, day);

  return service != NULL ? wabi_service_get_name (service) : code;
}

gboolean
wabi_service_is (const WabiServiceCode *service, WabiServiceFlags flag)
{
  return service != NULL && (service->flags & flag) != 0;
}

char *
wabi_lookup_service_name (const WabiView *view, const char *code)
{
  g_autoptr (WabiServiceTable) table = wabi_service_table_new (view);

  return g_strdup (wabi_service_table_name (table, code, WABI_DAY_NONE));
}
