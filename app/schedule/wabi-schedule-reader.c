// SPDX-License-Identifier: AGPL-3.0-or-later
// The last few stretches that were read, the newest first.

#include "wabi-schedule-reader.h"

/* A month is read by weeks: its own, and those of the one that is read ahead. */
#define MOST_PAGES 32

typedef struct
{
  const WabiKind *kind;
  char *field, *value;
  gint64 from, to;
  GPtrArray *records;
} Page;

struct _WabiScheduleReader
{
  WabiDesk *desk;
  GPtrArray *pages;
};

static void
free_page (gpointer data)
{
  Page *page = data;

  g_free (page->field);
  g_free (page->value);
  g_ptr_array_unref (page->records);
  g_free (page);
}

WabiScheduleReader *
wabi_schedule_reader_new (WabiDesk *desk)
{
  WabiScheduleReader *reader = g_new0 (WabiScheduleReader, 1);

  reader->desk = desk;
  reader->pages = g_ptr_array_new_with_free_func (free_page);
  return reader;
}

void
wabi_schedule_reader_free (WabiScheduleReader *reader)
{
  if (reader == NULL)
    return;
  g_ptr_array_unref (reader->pages);
  g_free (reader);
}

void
wabi_schedule_reader_forget (WabiScheduleReader *reader)
{
  g_ptr_array_set_size (reader->pages, 0);
}

static Page *
read_page (WabiScheduleReader *reader, const WabiKind *kind, const char *field, const char *value, gint64 from, gint64 to)
{
  Page *page = g_new0 (Page, 1);
  WabiQuery query;

  *page = (Page){ .kind = kind, .field = g_strdup (field), .value = g_strdup (value), .from = from, .to = to };
  wabi_query_init (&query, kind);
  wabi_query_where_int (&query, "starts_at", WABI_GE, from);
  wabi_query_where_int (&query, "starts_at", WABI_LT, to);
  if (field != NULL)
    wabi_query_where_text (&query, field, WABI_EQ, value);
  query.order_by = "starts_at";
  page->records = wabi_desk_list (reader->desk, &query);
  return page;
}

gboolean
wabi_schedule_reader_has (WabiScheduleReader *reader, const WabiKind *kind, const char *field, const char *value, gint64 from, gint64 to)
{
  for (guint i = 0; i < reader->pages->len; i++)
    {
      const Page *kept = g_ptr_array_index (reader->pages, i);

      if (kept->kind == kind && kept->from == from && kept->to == to && g_strcmp0 (kept->field, field) == 0
          && g_strcmp0 (kept->value, value) == 0)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
wabi_schedule_reader_get (WabiScheduleReader *reader, const WabiKind *kind, const char *field, const char *value, gint64 from, gint64 to)
{
  Page *page = NULL;

  for (guint i = 0; i < reader->pages->len && page == NULL; i++)
    {
      Page *kept = g_ptr_array_index (reader->pages, i);

      if (kept->kind == kind && kept->from == from && kept->to == to && g_strcmp0 (kept->field, field) == 0
          && g_strcmp0 (kept->value, value) == 0)
        page = g_ptr_array_steal_index (reader->pages, i);
    }
  if (page == NULL)
    page = read_page (reader, kind, field, value, from, to);
  if (reader->pages->len >= MOST_PAGES)
    g_ptr_array_remove_index (reader->pages, reader->pages->len - 1);
  g_ptr_array_insert (reader->pages, 0, page);
  return page->records;
}
