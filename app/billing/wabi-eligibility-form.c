// SPDX-License-Identifier: AGPL-3.0-or-later
// When the server asks about the whole caseload by itself.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-eligibility-view.h"
#include "wabi-eligibility.h"
#include "wabi-form-dialog.h"

static const WabiField fields[] = {
  { "used", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "day", WABI_FIELD_INT, 0, 1, 28, NULL, NULL },
  { "first", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "whose", WABI_FIELD_TEXT, 0, 0, 40, NULL, NULL },
  { "silent_days", WABI_FIELD_INT, 0, 1, 60, NULL, NULL },
};
static const WabiKind form_kind
    = { "benefit_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, fields, G_N_ELEMENTS (fields), N_ ("monthly check") };

static const WabiFormRow rows[] = {
  { N_ ("Each month"), "used", N_ ("The server asks by itself"), WABI_FORM_CHOICE, "on off", N_ ("Yes|No"), TRUE },
  { NULL, "day", N_ ("Day of the month (1 to 28)"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { NULL, "first", N_ ("For the first time"), WABI_FORM_CHOICE, "day now", N_ ("On its day|At once"), TRUE },
  { NULL, "whose", N_ ("Clients of"), WABI_FORM_CHOICE, "all", N_ ("All payers"), TRUE },
  { N_ ("Answers"), "silent_days", N_ ("Days until an answer is missed"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
};

typedef struct
{
  WabiDesk *desk;
  WabiRecord *schedule; /* (nullable) */
} Form;

static void
free_form (gpointer data)
{
  Form *form = data;

  g_object_unref (form->desk);
  g_clear_object (&form->schedule);
  g_free (form);
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
  if (whose != NULL)
    {
      JsonArray *payers = json_array_new ();

      if (strcmp (whose, "all") != 0)
        json_array_add_string_element (payers, whose);
      json_object_set_array_member (args, "payers", payers);
    }
  return wabi_desk_do (form->desk, "benefit-schedule.set", args, _("The monthly check is saved"), "benefit-schedule.set", make_undo (form->schedule), error);
}

static const char *
get_whose (WabiRecord *schedule)
{
  JsonArray *payers = schedule != NULL ? wabi_record_get_array (schedule, "payers") : NULL;

  return payers != NULL && json_array_get_length (payers) > 0 ? json_array_get_string_element (payers, 0) : "all";
}

static void
set_payers (WabiFormDialog *dialog, WabiDesk *desk, WabiRecord *schedule)
{
  g_autoptr (GPtrArray) payers = NULL, ids = g_ptr_array_new (), names = g_ptr_array_new ();
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  query.order_by = "name";
  payers = wabi_desk_list (desk, &query);
  g_ptr_array_add (ids, (gpointer) "all");
  g_ptr_array_add (names, (gpointer) _("All payers"));
  for (guint i = 0; i < payers->len; i++)
    {
      WabiRecord *payer = g_ptr_array_index (payers, i);

      if (wabi_record_is (payer, "type", "self"))
        continue;
      g_ptr_array_add (ids, (gpointer) wabi_record_get_id (payer));
      g_ptr_array_add (names, (gpointer) wabi_record_get_text (payer, "name"));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (names, NULL);
  wabi_form_dialog_set_choices (dialog, "whose", (const char *const *) ids->pdata, (const char *const *) names->pdata, get_whose (schedule));
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
  set_payers (dialog, desk, schedule);
  form->desk = g_object_ref (desk);
  form->schedule = schedule != NULL ? g_object_ref (schedule) : NULL;
  wabi_form_dialog_present (dialog, save, NULL, form, free_form);
}
