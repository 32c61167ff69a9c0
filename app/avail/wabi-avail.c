// SPDX-License-Identifier: AGPL-3.0-or-later
// What the views of the window of availability share: who may, lists of people, rows, edits.

#include "wabi-avail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-avail-private.h"
#include "wabi-avail-resources.h"
#include "wabi-chart.h"
#include "wabi-lookup.h"

void
wabi_avail_init (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  wabi_chart_init ();
  wabi_avail_register_resource ();
  g_once_init_leave (&once, 1);
}

gboolean
wabi_avail_may (WabiDesk *desk, guint roles)
{
  return (wabi_desk_get_roles (desk) & roles) != 0;
}

GtkWindow *
wabi_avail_get_window (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

char *
wabi_avail_name (WabiRecord *record)
{
  const char *name = wabi_record_get_text (record, "name");

  return name != NULL ? g_strdup (name) : wabi_lookup_full_name (record);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *one = wabi_avail_name (*(WabiRecord *const *) a), *other = wabi_avail_name (*(WabiRecord *const *) b);

  return g_utf8_collate (one, other);
}

GPtrArray *
wabi_avail_list_people (WabiDesk *desk, const WabiKind *kind)
{
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);
  WabiQuery query;

  wabi_query_init (&query, kind);
  all = wabi_desk_list (desk, &query);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (kind == &wabi_kind_staff ? wabi_record_get_bool (one, "active") : !wabi_record_is (one, "status", "discharged"))
        g_ptr_array_add (people, g_object_ref (one));
    }
  g_ptr_array_sort (people, compare_names);
  return people;
}

void
wabi_avail_offer (WabiFormDialog *form, const char *field, GPtrArray *records, const char *none, char *(*name) (WabiRecord *))
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new (), labels = g_strv_builder_new ();
  g_auto (GStrv) id_list = NULL, label_list = NULL;

  if (none != NULL)
    {
      g_strv_builder_add (ids, "");
      g_strv_builder_add (labels, none);
    }
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *label = name (g_ptr_array_index (records, i));

      g_strv_builder_add (ids, wabi_record_get_id (g_ptr_array_index (records, i)));
      g_strv_builder_add (labels, label);
    }
  id_list = g_strv_builder_end (ids);
  label_list = g_strv_builder_end (labels);
  wabi_form_dialog_set_choices (form, field, (const char *const *) id_list, (const char *const *) label_list, NULL);
}

GtkWidget *
wabi_avail_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

void
wabi_avail_clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

gboolean
wabi_avail_save_edit (WabiDesk *desk, const char *command, WabiRecord *record, JsonObject *take_set, const char *done, GError **error)
{
  JsonObject *undo = wabi_args_revert_new (record, take_set);

  return wabi_desk_do (desk, command, wabi_args_edit_new (record, take_set), done, command, undo, error);
}

guint
wabi_avail_count_requests (WabiDesk *desk)
{
  g_autoptr (GPtrArray) requests = NULL;
  WabiQuery query;
  guint n = 0;

  if (!wabi_avail_may (desk, WABI_AVAIL_DECIDERS))
    return 0;
  wabi_query_init (&query, &wabi_kind_time_off);
  wabi_query_where_text (&query, "status", WABI_EQ, "requested");
  requests = wabi_desk_list (desk, &query);
  /* Of their own another decides, unless they run the practice. */
  for (guint i = 0; i < requests->len; i++)
    n += wabi_avail_may (desk, WABI_ROLE_ADMIN) || !wabi_record_is (g_ptr_array_index (requests, i), "staff", wabi_desk_get_user (desk));
  return n;
}
