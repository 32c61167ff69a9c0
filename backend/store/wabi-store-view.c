// SPDX-License-Identifier: AGPL-3.0-or-later
// What rules read through: a practice's records over one connection.

#include "wabi-store-private.h"

#include <string.h>

#include "wabi-table.h"

static WabiRecord *
get_remembering (gpointer data, const WabiKind *kind, const char *id, GError **error)
{
  WabiTxView *self = data;
  GError *inner = NULL;
  WabiRecord *record = wabi_table_get (self->db, self->practice, kind, id, &inner);

  if (record != NULL)
    g_ptr_array_add (self->seen, g_object_ref (record));
  else if (inner == NULL)
    g_ptr_array_add (self->missing, g_strconcat (kind->name, "\n", id, NULL));
  else
    g_propagate_error (error, inner);
  return record;
}

static GPtrArray *
list_records (gpointer data, const WabiQuery *query, GError **error)
{
  WabiTxView *self = data;

  return wabi_table_list (self->db, self->practice, query, error);
}

void
wabi_tx_view_init (WabiTxView *view, WabiDb *db, const char *practice)
{
  view->view = (WabiView){ get_remembering, list_records, view };
  view->db = db;
  view->practice = practice;
  view->seen = g_ptr_array_new_with_free_func (g_object_unref);
  view->missing = g_ptr_array_new_with_free_func (g_free);
}

void
wabi_tx_view_clear (WabiTxView *view)
{
  g_clear_pointer (&view->seen, g_ptr_array_unref);
  g_clear_pointer (&view->missing, g_ptr_array_unref);
}

WabiRecord *
wabi_tx_view_find_seen (WabiTxView *view, const WabiKind *kind, const char *id)
{
  for (guint i = 0; i < view->seen->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (view->seen, i);

      if (wabi_record_get_kind (record) == kind && strcmp (wabi_record_get_id (record), id) == 0)
        return record;
    }
  return NULL;
}

gboolean
wabi_tx_view_looked_in_vain (WabiTxView *view, const WabiKind *kind, const char *id)
{
  g_autofree char *key = g_strconcat (kind->name, "\n", id, NULL);

  for (guint i = 0; i < view->missing->len; i++)
    if (strcmp (g_ptr_array_index (view->missing, i), key) == 0)
      return TRUE;
  return FALSE;
}

typedef struct
{
  WabiDb *db;
  char *practice;
} PlainView;

static WabiRecord *
get_plain (gpointer data, const WabiKind *kind, const char *id, GError **error)
{
  PlainView *self = data;

  return wabi_table_get (self->db, self->practice, kind, id, error);
}

static GPtrArray *
list_plain (gpointer data, const WabiQuery *query, GError **error)
{
  PlainView *self = data;

  return wabi_table_list (self->db, self->practice, query, error);
}

gpointer
wabi_plain_view_new (WabiView *out, WabiDb *db, const char *practice)
{
  PlainView *plain = g_new0 (PlainView, 1);

  plain->db = db;
  plain->practice = g_strdup (practice);
  *out = (WabiView){ get_plain, list_plain, plain };
  return plain;
}

void
wabi_plain_view_free (gpointer data)
{
  PlainView *plain = data;

  g_free (plain->practice);
  g_free (plain);
}
