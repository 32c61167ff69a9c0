// SPDX-License-Identifier: AGPL-3.0-or-later
// When the server asks about the whole caseload by itself.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-eligibility-view.h"
#include "wabi-eligibility.h"
#include "wabi-form-dialog.h"
#include "wabi-lookup.h"

static const WabiField fields[] = {
  { "used", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "day", WABI_FIELD_INT, 0, 1, 28, NULL, NULL },
  { "first", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "whose", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "silent_days", WABI_FIELD_INT, 0, 1, 60, NULL, NULL },
};
static const WabiKind form_kind
    = { "benefit_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, fields, G_N_ELEMENTS (fields), N_ ("monthly check") };

static const WabiFormRow rows[] = {
  { N_ ("Each month"), "used", N_ ("The server asks by itself"), WABI_FORM_CHOICE, "on off", N_ ("Yes|No"), TRUE },
  { NULL, "day", N_ ("Day of the month (1 to 28)"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { NULL, "first", N_ ("For the first time"), WABI_FORM_CHOICE, "day now", N_ ("On its day|At once"), TRUE },
  { NULL, "silent_days", N_ ("Days until an answer is missed"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { NULL, "whose", N_ ("Clients of"), WABI_FORM_CHOICE, "all some", N_ ("All payers|Only of these"), TRUE },
};

typedef struct
{
  WabiDesk *desk;
  WabiRecord *schedule; /* (nullable) */
  GtkWidget *payers;    /* a box of check buttons */
} Form;

static void
free_form (gpointer data)
{
  Form *form = data;

  g_object_unref (form->desk);
  g_clear_object (&form->schedule);
  g_object_unref (form->payers);
  g_free (form);
}

/* ---- which payers ---- */

#define PAYER_KEY "wabi-payer"

static JsonArray *
list_chosen (Form *form)
{
  JsonArray *chosen = json_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (form->payers); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      json_array_add_string_element (chosen, g_object_get_data (G_OBJECT (child), PAYER_KEY));
  return chosen;
}

static gboolean
is_chosen (WabiRecord *schedule, const char *payer)
{
  g_auto (GStrv) payers = schedule != NULL ? wabi_lookup_strv (schedule, "payers") : NULL;

  return payers != NULL && g_strv_contains ((const char *const *) payers, payer);
}

static const char *
get_whose (WabiRecord *schedule)
{
  JsonArray *payers = schedule != NULL ? wabi_record_get_array (schedule, "payers") : NULL;

  return payers != NULL && json_array_get_length (payers) > 0 ? "some" : "all";
}

static GtkWidget *
make_payers (WabiFormDialog *dialog, WabiDesk *desk, WabiRecord *schedule)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GPtrArray) payers = NULL;
  WabiQuery query;

  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Payers"), -1);
  wabi_query_init (&query, &wabi_kind_payer);
  query.order_by = "name";
  payers = wabi_desk_list (desk, &query);
  for (guint i = 0; i < payers->len; i++)
    {
      WabiRecord *payer = g_ptr_array_index (payers, i);
      GtkWidget *check;

      if (wabi_record_is (payer, "type", "self"))
        continue;
      check = gtk_check_button_new_with_label (wabi_record_get_text (payer, "name"));
      g_object_set_data_full (G_OBJECT (check), PAYER_KEY, g_strdup (wabi_record_get_id (payer)), g_free);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (schedule, wabi_record_get_id (payer)));
      g_signal_connect_object (check, "toggled", G_CALLBACK (wabi_form_dialog_judge), dialog, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), check);
    }
  return box;
}

/* The payers are there to be chosen from while not all are asked. */
static char *
check (JsonObject *whole, gpointer data)
{
  Form *form = data;
  gboolean some = g_strcmp0 (wabi_json_peek_text (whole, "whose"), "some") == 0;
  g_autoptr (JsonArray) chosen = list_chosen (form);

  if (some != gtk_widget_get_visible (form->payers))
    {
      GtkRoot *root = gtk_widget_get_root (form->payers);

      gtk_widget_set_visible (form->payers, some);
      /* The form becomes as high as it now is. */
      if (GTK_IS_WINDOW (root))
        gtk_window_set_default_size (GTK_WINDOW (root), gtk_widget_get_width (GTK_WIDGET (root)), -1);
    }
  return some && json_array_get_length (chosen) == 0 ? g_strdup (_("Choose the payers to ask.")) : NULL;
}

static JsonObject *
make_undo (WabiRecord *schedule)
{
  static const char *const names[] = { "active", "day", "payers", "silent_days" };
  JsonObject *args = wabi_args ("id", WABI_BENEFIT_SCHEDULE, NULL);

  json_object_set_boolean_member (args, "active", FALSE);
  for (guint i = 0; schedule != NULL && i < G_N_ELEMENTS (names); i++)
    if (wabi_record_has (schedule, names[i]))
      json_object_set_member (args, names[i], json_node_copy (json_object_get_member (wabi_record_get_body (schedule), names[i])));
  if (!json_object_has_member (args, "payers"))
    json_object_set_array_member (args, "payers", json_array_new ());
  return args;
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Form *form = data;
  JsonObject *args = wabi_args ("id", WABI_BENEFIT_SCHEDULE, NULL);
  const char *used = wabi_json_peek_text (set, "used"), *first = wabi_json_peek_text (set, "first"), *whose = wabi_json_peek_text (set, "whose");

  if (used != NULL)
    json_object_set_boolean_member (args, "active", strcmp (used, "on") == 0);
  if (json_object_has_member (set, "day"))
    json_object_set_int_member (args, "day", wabi_json_peek_int (set, "day", 1));
  if (json_object_has_member (set, "silent_days"))
    json_object_set_int_member (args, "silent_days", wabi_json_peek_int (set, "silent_days", WABI_BENEFIT_SILENT_DAYS));
  if (g_strcmp0 (first, "now") == 0)
    json_object_set_boolean_member (args, "at_once", TRUE);
  json_object_set_array_member (args, "payers", strcmp (whose != NULL ? whose : get_whose (form->schedule), "some") == 0 ? list_chosen (form) : json_array_new ());
  return wabi_desk_do (form->desk, "benefit-schedule.set", args, _("The monthly check is saved"), "benefit-schedule.set", make_undo (form->schedule), error);
}

void
wabi_eligibility_form (WabiDesk *desk, GtkWindow *parent)
{
  g_autoptr (WabiRecord) schedule = wabi_desk_get (desk, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE);
  g_autoptr (WabiRecord) shown = wabi_record_new (&form_kind, WABI_BENEFIT_SCHEDULE);
  Form *form = g_new0 (Form, 1);
  WabiFormDialog *dialog;

  wabi_record_set_text (shown, "used", schedule != NULL && wabi_record_get_bool (schedule, "active") ? "on" : "off");
  wabi_record_set_int (shown, "day", schedule != NULL ? wabi_record_get_int (schedule, "day") : 1);
  wabi_record_set_text (shown, "first", "day");
  wabi_record_set_text (shown, "whose", get_whose (schedule));
  wabi_record_set_int (shown, "silent_days",
                       schedule != NULL && wabi_record_has (schedule, "silent_days") ? wabi_record_get_int (schedule, "silent_days") : WABI_BENEFIT_SILENT_DAYS);
  dialog = wabi_form_dialog_new (_("Monthly check"), &form_kind, rows, G_N_ELEMENTS (rows), shown, parent);
  form->payers = g_object_ref_sink (make_payers (dialog, desk, schedule));
  wabi_form_dialog_set_extra (dialog, form->payers);
  form->desk = g_object_ref (desk);
  form->schedule = schedule != NULL ? g_object_ref (schedule) : NULL;
  wabi_form_dialog_present (dialog, save, check, form, free_form);
}
