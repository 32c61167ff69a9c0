// SPDX-License-Identifier: AGPL-3.0-or-later
// The form of an entry of the waiting list: who waits for what, how much of it, on which days and between which hours.

#include "wabi-waiting-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-form-dialog.h"
#include "wabi-lookup.h"
#include "wabi-visit-words.h"
#include "wabi-words.h"
#include "wabi-zone.h"

#define HOURS 25 /* from midnight to midnight */

typedef struct
{
  WabiDesk *desk;
  GtkWidget *days[8];
  GtkDropDown *earliest, *latest;
} Form;

static const WabiFormRow new_rows[] = {
  { NULL, "client", N_("Client"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "service_code", N_("Service"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "minutes_per_week", N_("Minutes a week"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { NULL, "sessions_per_week", N_("Sessions a week"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { NULL, "since", N_("Waits since"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "priority", N_("Priority, 0 to 9"), WABI_FORM_NUMBER, NULL, NULL, FALSE },
  { NULL, "notes", N_("Notes"), WABI_FORM_LONG_TEXT, NULL, NULL, FALSE },
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *x = wabi_lookup_full_name (*(WabiRecord *const *) a), *y = wabi_lookup_full_name (*(WabiRecord *const *) b);

  return g_utf8_collate (x, y);
}

static void
offer_clients (WabiFormDialog *form, WabiDesk *desk)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new (), labels = g_strv_builder_new ();
  g_auto (GStrv) id_list = NULL, label_list = NULL;
  g_autoptr (GPtrArray) clients = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_client);
  clients = wabi_desk_list (desk, &query);
  g_ptr_array_sort (clients, compare_names);
  for (guint i = 0; i < clients->len; i++)
    {
      g_autofree char *name = wabi_lookup_full_name (g_ptr_array_index (clients, i));

      if (wabi_record_is (g_ptr_array_index (clients, i), "status", "discharged"))
        continue;
      g_strv_builder_add (ids, wabi_record_get_id (g_ptr_array_index (clients, i)));
      g_strv_builder_add (labels, name);
    }
  id_list = g_strv_builder_end (ids);
  label_list = g_strv_builder_end (labels);
  wabi_form_dialog_set_choices (form, "client", (const char *const *) id_list, (const char *const *) label_list, NULL);
}

static void
offer_services (WabiFormDialog *form, WabiDesk *desk, const char *chosen)
{
  g_auto (GStrv) labels = NULL;
  g_auto (GStrv) codes = wabi_desk_list_services (desk, chosen, &labels);

  wabi_form_dialog_set_choices (form, "service_code", (const char *const *) codes, (const char *const *) labels, chosen);
}

/* --- days and hours --- */

static GtkDropDown *
make_hours (const char *said, int minute)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *drop = gtk_drop_down_new (G_LIST_MODEL (list), NULL);

  for (int hour = 0; hour < HOURS; hour++)
    {
      g_autofree char *text = wabi_words_minute (hour % 24 * 60);

      gtk_string_list_append (list, hour == 24 ? _("midnight") : text);
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), (guint) CLAMP (minute / 60, 0, HOURS - 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return GTK_DROP_DOWN (drop);
}

static GtkWidget *
make_extra (Form *form, WabiRecord *need)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *hours = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_auto (GStrv) chosen = need != NULL ? wabi_lookup_strv (need, "weekdays") : NULL;

  for (int day = 1; day <= 7; day++)
    {
      g_autofree char *name = wabi_words_weekday (day);
      g_autofree char *letters = g_utf8_substring (name, 0, 3);
      char text[2] = { (char) ('0' + day), '\0' };

      form->days[day] = gtk_toggle_button_new_with_label (letters);
      gtk_accessible_update_property (GTK_ACCESSIBLE (form->days[day]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (form->days[day]),
                                    chosen != NULL && *chosen != NULL ? g_strv_contains ((const char *const *) chosen, text) : day <= 5);
      gtk_box_append (GTK_BOX (days), form->days[day]);
    }
  form->earliest = make_hours (_("Not before"), need != NULL ? (int) wabi_record_get_int (need, "earliest_minute") : 8 * 60);
  form->latest = make_hours (_("Not after"), need != NULL && wabi_record_has (need, "latest_minute") ? (int) wabi_record_get_int (need, "latest_minute") : 18 * 60);
  gtk_box_append (GTK_BOX (hours), gtk_label_new (_("Between")));
  gtk_box_append (GTK_BOX (hours), GTK_WIDGET (form->earliest));
  gtk_box_append (GTK_BOX (hours), gtk_label_new (_("and")));
  gtk_box_append (GTK_BOX (hours), GTK_WIDGET (form->latest));
  gtk_box_append (GTK_BOX (box), days);
  gtk_box_append (GTK_BOX (box), hours);
  return box;
}

static void
read_extra (Form *form, JsonObject *args)
{
  JsonArray *days = json_array_new ();

  for (int day = 1; day <= 7; day++)
    {
      char text[2] = { (char) ('0' + day), '\0' };

      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (form->days[day])))
        json_array_add_string_element (days, text);
    }
  json_object_set_array_member (args, "weekdays", days);
  json_object_set_int_member (args, "earliest_minute", (gint64) gtk_drop_down_get_selected (form->earliest) * 60);
  json_object_set_int_member (args, "latest_minute", MAX ((gint64) gtk_drop_down_get_selected (form->latest) * 60, 1));
}

/* What differs from the entry as it is, so that it can be taken back. */
static gboolean
change (WabiDesk *desk, WabiRecord *need, JsonObject *wanted, GError **error)
{
  g_autoptr (JsonObject) set = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &name, &node))
    if (strcmp (name, "id") != 0 && !wabi_node_equal (json_object_get_member (wabi_record_get_body (need), name), node))
      json_object_set_member (set, name, json_node_copy (node));
  if (json_object_get_size (set) == 0)
    return TRUE;
  return wabi_desk_do (desk, "need.change", wabi_args_edit_new (need, json_object_ref (set)), _("Entry of the waiting list changed"), "need.change",
                       wabi_args_revert_new (need, set), error);
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Form *form = data;
  JsonObject *args = record != NULL ? wabi_json_object_copy (wabi_record_get_body (record)) : json_object_new ();
  g_autofree char *id = record != NULL ? g_strdup (wabi_record_get_id (record)) : wabi_desk_new_id (form->desk);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (args, name, json_node_copy (node));
  json_object_set_string_member (args, "id", id);
  read_extra (form, args);
  if (record != NULL)
    {
      gboolean ok = change (form->desk, record, args, error);

      json_object_unref (args);
      return ok;
    }
  json_object_set_string_member (args, "status", "waiting");
  return wabi_desk_do (form->desk, "need.add", args, _("Put on the waiting list"), "need.withdraw", wabi_args ("id", id, NULL), error);
}

static void
free_form (gpointer data)
{
  g_object_unref (((Form *) data)->desk);
  g_free (data);
}

void
wabi_need_form_present (WabiDesk *desk, WabiRecord *need, GtkWindow *parent)
{
  /* The client of an entry never changes. */
  const WabiFormRow *rows = need != NULL ? new_rows + 1 : new_rows;
  WabiFormDialog *dialog = wabi_form_dialog_new (need != NULL ? _("Change an entry of the waiting list") : _("Put a client on the waiting list"), &wabi_kind_need,
                                                 rows, G_N_ELEMENTS (new_rows) - (need != NULL ? 1 : 0), need, parent);
  Form *form = g_new0 (Form, 1);

  form->desk = g_object_ref (desk);
  if (need == NULL)
    {
      g_autofree char *today = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk)));
      g_autofree char *since = wabi_form_date_to_text (today);

      offer_clients (dialog, desk);
      wabi_form_dialog_set_text (dialog, "since", since);
    }
  offer_services (dialog, desk, need != NULL ? wabi_record_get_text (need, "service_code") : "97153");
  wabi_form_dialog_set_extra (dialog, make_extra (form, need));
  wabi_form_dialog_present (dialog, save, NULL, form, free_form);
}
