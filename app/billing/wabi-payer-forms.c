// SPDX-License-Identifier: AGPL-3.0-or-later
// Forms of payers themselves: new from a starting set, details, a copy.

#include "wabi-payers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-form-dialog.h"
#include "wabi-payer-sets.h"

static const WabiField new_fields[] = {
  { "name", WABI_FIELD_TEXT, 0, 0, 60, NULL, NULL },
  { "payer_id", WABI_FIELD_TEXT, 0, 0, 20, NULL, NULL },
  { "set", WABI_FIELD_TEXT, 0, 0, 40, NULL, NULL },
};
static const WabiKind new_kind
    = { "payer_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, new_fields, G_N_ELEMENTS (new_fields), N_ ("payer") };

static const WabiFormRow new_rows[] = {
  { N_ ("Payer"), "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "payer_id", N_ ("Payer identifier at the clearinghouse"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { N_ ("What it asks"), "set", N_ ("Start from"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
};

static const WabiFormRow copy_rows[] = {
  { N_ ("The copy"), "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "payer_id", N_ ("Payer identifier at the clearinghouse"), WABI_FORM_TEXT, NULL, NULL, TRUE },
};

#define YES_NO "false true", N_ ("No|Yes")

static const WabiFormRow detail_rows[] = {
  { N_ ("Payer"), "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "payer_id", N_ ("Payer identifier at the clearinghouse"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "type", N_ ("Type"), WABI_FORM_CHOICE, "commercial medicaid medicare tricare self",
    N_ ("Commercial|Medicaid|Medicare|TRICARE|Families themselves"), TRUE },
  { NULL, "filing", N_ ("Claim filing"), WABI_FORM_CHOICE, "CI BL 12 13 14 15 HM CH MA MB MC OF VA ZZ",
    N_ ("Commercial|Blue Cross Blue Shield|PPO|Point of service|EPO|Indemnity|HMO|TRICARE|Medicare part A|Medicare part B|Medicaid|Other federal "
        "program|Veterans Affairs|Unknown"),
    TRUE },
  { NULL, "remit_ids", N_ ("Names it goes by in remittances"), WABI_FORM_LIST, NULL, NULL, FALSE },
  { N_ ("What it asks where no dated rule says otherwise"), "modifiers", N_ ("Modifiers of credentials"), WABI_FORM_CHOICE, YES_NO, FALSE },
  { NULL, "session_times", N_ ("Session times on each line"), WABI_FORM_CHOICE, YES_NO, FALSE },
  { NULL, "needs_npi", N_ ("NPI of who gave it"), WABI_FORM_CHOICE, YES_NO, FALSE },
  { NULL, "needs_enrollment", N_ ("Staff must be enrolled"), WABI_FORM_CHOICE, YES_NO, FALSE },
  { NULL, "guardian_signature", N_ ("Guardian signs notes"), WABI_FORM_CHOICE, YES_NO, FALSE },
  { N_ ("Address for paper and appeals"), "street", N_ ("Street"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "city", N_ ("City"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "state", N_ ("State"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "zip", N_ ("ZIP code"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "phone", N_ ("Phone"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "fax", N_ ("Fax"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

typedef struct
{
  WabiDesk *desk;
  WabiRecord *payer;
} PayerForm;

static PayerForm *
make_form (WabiDesk *desk, WabiRecord *payer)
{
  PayerForm *form = g_new0 (PayerForm, 1);

  form->desk = g_object_ref (desk);
  form->payer = payer != NULL ? g_object_ref (payer) : NULL;
  return form;
}

static void
free_form (gpointer data)
{
  PayerForm *form = data;

  g_object_unref (form->desk);
  g_clear_object (&form->payer);
  g_free (form);
}

/* ---- New ---- */

static gboolean
save_new (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  PayerForm *form = data;
  const WabiPayerSet *from = wabi_payer_sets_find (wabi_json_peek_text (set, "set"));
  g_autofree char *id = wabi_desk_new_id (form->desk);
  g_autofree char *json = g_strdelimit (g_strdup (from->fields), "'", '"');
  g_autofree char *done = g_strdup_printf (_("%s is recorded"), wabi_json_peek_text (set, "name"));
  JsonObject *args = wabi_json_parse_object (json, -1, NULL, error);

  if (args == NULL)
    return FALSE;
  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "name", wabi_json_peek_text (set, "name"));
  json_object_set_string_member (args, "payer_id", wabi_json_peek_text (set, "payer_id"));
  return wabi_desk_do (form->desk, "payer.set", args, done, "payer.remove", wabi_args ("id", id, NULL), error);
}

void
wabi_payer_form_new (WabiDesk *desk, GtkWindow *parent)
{
  WabiFormDialog *dialog = wabi_form_dialog_new (_("Add a payer"), &new_kind, new_rows, G_N_ELEMENTS (new_rows), NULL, parent);
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), labels = g_ptr_array_new ();
  GtkWidget *hint = gtk_label_new (_("A set is what most payers of the kind ask, with its sources. Everything can be changed afterwards, with its first day; "
                                     "your contract wins."));
  gsize n;
  const WabiPayerSet *sets = wabi_payer_sets_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_ptr_array_add (ids, (gpointer) sets[i].id);
      g_ptr_array_add (labels, (gpointer) _(sets[i].name));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);
  wabi_form_dialog_set_choices (dialog, "set", (const char *const *) ids->pdata, (const char *const *) labels->pdata, "commercial");
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "secondary");
  gtk_widget_add_css_class (hint, "small");
  wabi_form_dialog_set_extra (dialog, hint);
  wabi_form_dialog_present (dialog, save_new, NULL, make_form (desk, NULL), free_form);
}

/* ---- Details ---- */

static JsonObject *
make_whole (WabiRecord *payer, JsonObject *set, gint64 version)
{
  JsonObject *args = wabi_json_object_copy (wabi_record_get_body (payer));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_set_string_member (args, "id", wabi_record_get_id (payer));
  json_object_set_int_member (args, "base_version", version);
  if (set == NULL)
    return args;
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (args, name, json_node_copy (node));
  return args;
}

/* What was not said before is unsaid again. */
static JsonObject *
make_old (WabiRecord *payer, JsonObject *set)
{
  JsonObject *args = make_whole (payer, NULL, wabi_record_get_version (payer) + 1);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!json_object_has_member (args, name))
      json_object_set_null_member (args, name);
  return args;
}

static gboolean
save_details (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  PayerForm *form = data;

  return wabi_desk_do (form->desk, "payer.set", make_whole (record, set, wabi_record_get_version (record)), _("The payer is changed"), "payer.set",
                       make_old (record, set), error);
}

void
wabi_payer_form_details (WabiDesk *desk, WabiRecord *payer, GtkWindow *parent)
{
  WabiFormDialog *dialog
      = wabi_form_dialog_new (wabi_record_get_text (payer, "name"), &wabi_kind_payer, detail_rows, G_N_ELEMENTS (detail_rows), payer, parent);

  wabi_form_dialog_present (dialog, save_details, NULL, make_form (desk, payer), free_form);
}

/* ---- Rows of rules ---- */

void
wabi_payer_copy_member (JsonObject *to, JsonObject *from, const char *name)
{
  JsonNode *node = json_object_get_member (from, name);

  json_object_set_member (to, name, node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL));
}

static JsonObject *
make_old_row (WabiRecord *before)
{
  JsonObject *args = wabi_args ("id", wabi_record_get_id (before), NULL);
  const WabiKind *kind = wabi_record_get_kind (before);

  for (guint i = 0; i < kind->n_fields; i++)
    wabi_payer_copy_member (args, wabi_record_get_body (before), kind->fields[i].name);
  json_object_set_int_member (args, "base_version", wabi_record_get_version (before) + 1);
  return args;
}

gboolean
wabi_payer_keep_row (WabiDesk *desk, const char *command, JsonObject *args, WabiRecord *before, const char *done, GError **error)
{
  g_autofree char *id = g_strdup (wabi_json_peek_text (args, "id")), *set = g_strconcat (command, ".set", NULL),
                  *withdraw = g_strconcat (command, ".withdraw", NULL), *restore = g_strconcat (command, ".restore", NULL);

  if (before != NULL)
    {
      json_object_set_int_member (args, "base_version", wabi_record_get_version (before));
      return wabi_desk_do (desk, set, args, done, set, make_old_row (before), error);
    }
  if (!wabi_desk_do (desk, set, args, done, withdraw, wabi_args ("id", id, NULL), error))
    return FALSE;
  wabi_desk_set_redo (desk, restore, wabi_args ("id", id, NULL));
  return TRUE;
}

/* ---- A copy ---- */

static gboolean
copy_rules (WabiDesk *desk, const char *from, const char *to, GError **error)
{
  g_autoptr (GPtrArray) rules = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_payer_rule, "payer", from);

  for (guint i = 0; i < rules->len; i++)
    {
      WabiRecord *rule = g_ptr_array_index (rules, i);
      g_autofree char *id = wabi_desk_new_id (desk);
      JsonObject *args;

      if (wabi_record_has (rule, "active") && !wabi_record_get_bool (rule, "active"))
        continue;
      args = wabi_json_object_copy (wabi_record_get_body (rule));
      json_object_set_string_member (args, "id", id);
      json_object_set_string_member (args, "payer", to);
      if (!wabi_payer_keep_row (desk, "payer-rule", args, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_fees (WabiDesk *desk, const char *from, const char *to, GError **error)
{
  g_autoptr (GPtrArray) fees = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_fee, "payer", from);
  g_autoptr (GPtrArray) remove = g_ptr_array_new (), put = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < fees->len; i++)
    {
      JsonObject *row = wabi_json_object_copy (wabi_record_get_body (g_ptr_array_index (fees, i)));

      json_object_remove_member (row, "payer");
      g_ptr_array_add (put, row);
    }
  return wabi_payer_change_fees (desk, to, remove, put, NULL, error);
}

static gboolean
save_copy (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  PayerForm *form = data;
  g_autofree char *id = wabi_desk_new_id (form->desk);
  const char *from = wabi_record_get_id (form->payer);
  JsonObject *args = wabi_json_object_copy (wabi_record_get_body (form->payer));
  g_autofree char *done = g_strdup_printf (_("%s is recorded, with rules and fees"), wabi_json_peek_text (set, "name"));
  gboolean ok;

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "name", wabi_json_peek_text (set, "name"));
  json_object_set_string_member (args, "payer_id", wabi_json_peek_text (set, "payer_id"));
  json_object_remove_member (args, "remit_ids"); /* a remittance names one of the two only */
  wabi_desk_begin_group (form->desk);
  ok = wabi_desk_do (form->desk, "payer.set", args, NULL, "payer.remove", wabi_args ("id", id, NULL), error)
       && copy_rules (form->desk, from, id, error) && copy_fees (form->desk, from, id, error);
  if (!ok)
    {
      /* What was made already is taken back; the refusal says why. */
      if (!wabi_desk_drop_group (form->desk, NULL))
        g_warning ("a part of a copied payer could not be taken back");
      return FALSE;
    }
  wabi_desk_end_group (form->desk, done);
  return TRUE;
}

void
wabi_payer_form_copy (WabiDesk *desk, WabiRecord *payer, GtkWindow *parent)
{
  g_autofree char *title = g_strdup_printf (_("Copy %s"), wabi_record_get_text (payer, "name"));
  WabiFormDialog *dialog = wabi_form_dialog_new (title, &new_kind, copy_rows, G_N_ELEMENTS (copy_rows), NULL, parent);

  wabi_form_dialog_present (dialog, save_copy, NULL, make_form (desk, payer), free_form);
}
