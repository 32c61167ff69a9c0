// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice's own reasons for canceling: added, renamed, put away.

#include "wabi-waiting-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"
#include "wabi-form-dialog.h"

static const struct
{
  const char *by, *title;
} whos[] = { { "family", N_("Family") }, { "staff", N_("Staff") }, { "clinic", N_("Clinic") }, { "payer", N_("Payer") }, { "any", N_("Anybody") } };

static const WabiFormRow form_rows[] = {
  { NULL, "name", N_("Reason"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "by", N_("Who cancels"), WABI_FORM_CHOICE, "family staff clinic payer any", N_("Family|Staff|Clinic|Payer|Anybody"), TRUE },
};

static GPtrArray *
list_reasons (WabiDesk *desk)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_cancel_reason);
  return wabi_desk_list (desk, &query);
}

static JsonObject *
make_args (WabiRecord *record, JsonObject *set)
{
  JsonObject *args = wabi_json_object_copy (wabi_record_get_body (record));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (args, name, json_node_copy (node));
  json_object_set_string_member (args, "id", wabi_record_get_id (record));
  json_object_set_int_member (args, "base_version", wabi_record_get_version (record));
  return args;
}

static gboolean
give (WabiDesk *desk, WabiRecord *record, JsonObject *set, const char *done, GError **error)
{
  return wabi_desk_do (desk, "cancel-reason.change", wabi_args_edit_new (record, json_object_ref (set)), done, "cancel-reason.change",
                       wabi_args_revert_new (record, set), error);
}

static JsonObject *
make_offer (const char *id, gboolean offered)
{
  JsonObject *args = wabi_args ("id", id, NULL), *base = json_object_new (), *set = json_object_new ();

  json_object_set_boolean_member (base, "active", !offered);
  json_object_set_boolean_member (set, "active", offered);
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  return args;
}

/* Taken back, a new reason is not offered; sessions may have been canceled for it already. */
static gboolean
add (WabiDesk *desk, WabiRecord *record, JsonObject *set, GError **error)
{
  const char *id = wabi_record_get_id (record);

  if (!wabi_desk_do (desk, "cancel-reason.set", make_args (record, set), _("Reason added"), "cancel-reason.change", make_offer (id, FALSE), error))
    return FALSE;
  wabi_desk_set_redo (desk, "cancel-reason.change", make_offer (id, TRUE));
  return TRUE;
}

/* The reasons that come with the program become the practice's own, so that they can be changed; visits keep their keys. */
static gboolean
take_over (WabiDesk *desk, GError **error)
{
  g_autoptr (GPtrArray) reasons = list_reasons (desk);
  gsize n;
  const WabiCancelReason *known = wabi_codes_cancel_reasons (&n);

  for (gsize i = 0; reasons->len == 0 && i < n; i++)
    {
      g_autofree char *id = wabi_desk_new_id (desk);
      JsonObject *args = wabi_args ("id", id, "name", g_dgettext (GETTEXT_PACKAGE, known[i].name), "by", known[i].who, "key", known[i].key, NULL);

      json_object_set_boolean_member (args, "active", TRUE);
      json_object_set_int_member (args, "sort", (gint64) i * 10);
      if (!wabi_desk_do (desk, "cancel-reason.set", args, NULL, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer desk, GError **error)
{
  g_autoptr (WabiRecord) born = NULL;
  g_autofree char *id = NULL;

  if (record != NULL)
    {
      /* Other words are another reason: what was canceled for the old one keeps it. */
      if (json_object_has_member (set, "name"))
        json_object_set_null_member (set, "key");
      return give (desk, record, set, _("Reason changed"), error);
    }
  if (!take_over (desk, error))
    return FALSE;
  id = wabi_desk_new_id (desk);
  born = wabi_record_new (&wabi_kind_cancel_reason, id);
  wabi_record_set_bool (born, "active", TRUE);
  wabi_record_set_int (born, "sort", 1000);
  return add (desk, born, set, error);
}

static void
present_form (WabiWaitingPane *pane, WabiRecord *record)
{
  WabiFormDialog *form = wabi_form_dialog_new (record != NULL ? _("Change the reason") : _("Add a reason"), &wabi_kind_cancel_reason, form_rows,
                                               G_N_ELEMENTS (form_rows), record, wabi_waiting_get_window (pane));

  wabi_form_dialog_present (form, save, NULL, g_object_ref (wabi_waiting_pane_get_desk (pane)), g_object_unref);
}

static void
on_add (WabiWaitingPane *pane)
{
  present_form (pane, NULL);
}

static void
on_edit_cb (GtkWidget *button, WabiWaitingPane *pane)
{
  g_autoptr (WabiRecord) record
      = wabi_desk_get (wabi_waiting_pane_get_desk (pane), &wabi_kind_cancel_reason, g_object_get_data (G_OBJECT (button), "wabi-id"));

  if (record != NULL)
    present_form (pane, record);
}

static void
on_switch_cb (GtkSwitch *toggle, GParamSpec *pspec, WabiWaitingPane *pane)
{
  WabiDesk *desk = wabi_waiting_pane_get_desk (pane);
  g_autoptr (WabiRecord) record = wabi_desk_get (desk, &wabi_kind_cancel_reason, g_object_get_data (G_OBJECT (toggle), "wabi-id"));
  g_autoptr (JsonObject) set = json_object_new ();
  g_autoptr (GError) error = NULL;

  if (record == NULL || wabi_record_get_bool (record, "active") == gtk_switch_get_active (toggle))
    return;
  json_object_set_boolean_member (set, "active", gtk_switch_get_active (toggle));
  if (!give (desk, record, set, gtk_switch_get_active (toggle) ? _("The reason is offered") : _("The reason is not offered any more"), &error))
    wabi_desk_tell_error (desk, error);
}

static GtkWidget *
make_row (WabiWaitingPane *pane, WabiRecord *record)
{
  const char *name = wabi_record_get_text (record, "name"), *id = wabi_record_get_id (record);
  GtkWidget *row = wabi_waiting_row_new (name, NULL), *toggle, *edit;
  g_autofree char *said = g_strdup_printf (_("Change %s"), name), *offer = g_strdup_printf (_("Offer %s"), name);

  if ((wabi_desk_get_roles (wabi_waiting_pane_get_desk (pane)) & WABI_WAITING_PLANNERS) == 0)
    return row;
  edit = wabi_waiting_button_new (_("C_hange"), said, id, G_CALLBACK (on_edit_cb), pane);
  gtk_widget_add_css_class (edit, "flat");
  toggle = gtk_switch_new ();
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), wabi_record_get_bool (record, "active"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, offer, -1);
  g_object_set_data_full (G_OBJECT (toggle), "wabi-id", g_strdup (id), g_free);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (on_switch_cb), pane, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), edit);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  return row;
}

static int
compare_sort (gconstpointer a, gconstpointer b)
{
  gint64 x = wabi_record_get_int (*(WabiRecord *const *) a, "sort"), y = wabi_record_get_int (*(WabiRecord *const *) b, "sort");

  return (x > y) - (x < y);
}

static void
fill (WabiWaitingPane *pane)
{
  g_autoptr (GPtrArray) reasons = list_reasons (wabi_waiting_pane_get_desk (pane));
  gsize n;
  const WabiCancelReason *known = wabi_codes_cancel_reasons (&n);

  g_ptr_array_sort (reasons, compare_sort);
  for (gsize i = 0; i < G_N_ELEMENTS (whos); i++)
    {
      AdwPreferencesGroup *group = NULL;

      for (guint j = 0; j < (reasons->len > 0 ? reasons->len : n); j++)
        {
          WabiRecord *record = reasons->len > 0 ? g_ptr_array_index (reasons, j) : NULL;

          if (record != NULL ? !wabi_record_is (record, "by", whos[i].by) : !g_str_equal (known[j].who, whos[i].by))
            continue;
          if (group == NULL)
            group = wabi_waiting_pane_add_group (pane, g_dgettext (GETTEXT_PACKAGE, whos[i].title), NULL);
          adw_preferences_group_add (group, record != NULL ? make_row (pane, record) : wabi_waiting_row_new (g_dgettext (GETTEXT_PACKAGE, known[j].name), NULL));
        }
    }
}

static const WabiWaitingParts parts = { N_("Reasons for canceling"), N_("Whoever cancels a session chooses one of these. Sessions keep the reason that was chosen then."),
                                        N_("_Add a reason"), "cancel_reason", fill, NULL, on_add, NULL };

GtkWidget *
wabi_reasons_pane_new (WabiDesk *desk)
{
  return wabi_waiting_pane_new (desk, &parts, NULL);
}
