// SPDX-License-Identifier: AGPL-3.0-or-later
// Weekly hours as one change: rows go and others come, and Undo brings the first back.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-lookup.h"

JsonObject *
wabi_hours_make_row (int weekday, int start_minute, int end_minute, const char *from, const char *to)
{
  JsonObject *row = wabi_args ("valid_from", from, "valid_to", to, NULL);

  json_object_set_int_member (row, "weekday", weekday);
  json_object_set_int_member (row, "start_minute", start_minute);
  json_object_set_int_member (row, "end_minute", end_minute);
  return row;
}

static JsonObject *
copy_row (WabiRecord *record, const char *from, const char *to)
{
  return wabi_hours_make_row ((int) wabi_record_get_int (record, "weekday"), (int) wabi_record_get_int (record, "start_minute"),
                              (int) wabi_record_get_int (record, "end_minute"), from, to);
}

/* The arguments of one direction: ids that go, rows that come. */
static JsonObject *
make_args (const char *owner_field, const char *owner, GPtrArray *remove, GPtrArray *put)
{
  JsonObject *args = owner_field != NULL ? wabi_args (owner_field, owner, NULL) : json_object_new ();
  JsonArray *ids = json_array_new (), *rows = json_array_new ();

  for (guint i = 0; i < remove->len; i++)
    json_array_add_string_element (ids, g_ptr_array_index (remove, i));
  for (guint i = 0; i < put->len; i++)
    json_array_add_object_element (rows, wabi_json_object_copy (g_ptr_array_index (put, i)));
  json_object_set_array_member (args, "remove", ids);
  json_object_set_array_member (args, "put", rows);
  return args;
}

static GPtrArray *
list_ids (GPtrArray *rows)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (ids, g_strdup (wabi_json_peek_text (g_ptr_array_index (rows, i), "id")));
  return ids;
}

static void
name_rows (WabiDesk *desk, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *id = wabi_desk_new_id (desk);

      json_object_set_string_member (g_ptr_array_index (rows, i), "id", id);
    }
}

gboolean
wabi_hours_replace (WabiDesk *desk, const WabiKind *kind, const char *owner, GPtrArray *remove, GPtrArray *put, const char *done, GError **error)
{
  const char *field = kind == &wabi_kind_staff_hours ? "staff" : kind == &wabi_kind_client_hours ? "client" : NULL;
  const char *command = kind == &wabi_kind_staff_hours ? "staff-hours.change" : kind == &wabi_kind_client_hours ? "client-hours.change" : "holiday.change";
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free), again = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GPtrArray) put_ids = NULL, again_ids = NULL;

  if (remove->len == 0 && put->len == 0)
    return TRUE;
  for (guint i = 0; i < remove->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (remove, i);

      g_ptr_array_add (gone, g_strdup (wabi_record_get_id (record)));
      g_ptr_array_add (again, wabi_json_object_copy (wabi_record_get_body (record)));
    }
  name_rows (desk, put);
  name_rows (desk, again);
  put_ids = list_ids (put);
  again_ids = list_ids (again);
  if (!wabi_desk_do (desk, command, make_args (field, owner, gone, put), done, command, make_args (field, owner, put_ids, again), error))
    return FALSE;
  wabi_desk_set_births (desk, make_args (field, owner, again_ids, put));
  return TRUE;
}

static char *
shift_date (const char *date, int days)
{
  return wabi_day_dup_text (wabi_day_from_text (date) + days);
}

void
wabi_hours_carve (GPtrArray *all, const char *from, const char *to, GPtrArray *remove, GPtrArray *put)
{
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *row = g_ptr_array_index (all, i);
      const char *first = wabi_record_get_text (row, "valid_from"), *last = wabi_record_get_text (row, "valid_to");
      gboolean before = from != NULL && (first == NULL || strcmp (first, from) < 0);
      gboolean after = to != NULL && (last == NULL || strcmp (last, to) > 0);

      /* It ends before, or begins after. */
      if ((from != NULL && last != NULL && strcmp (last, from) < 0) || (to != NULL && first != NULL && strcmp (first, to) > 0))
        continue;
      g_ptr_array_add (remove, g_object_ref (row));
      if (before)
        {
          g_autofree char *end = shift_date (from, -1);

          g_ptr_array_add (put, copy_row (row, first, end));
        }
      if (after)
        {
          g_autofree char *begin = shift_date (to, 1);

          g_ptr_array_add (put, copy_row (row, begin, last));
        }
    }
}
