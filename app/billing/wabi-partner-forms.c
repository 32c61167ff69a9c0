// SPDX-License-Identifier: AGPL-3.0-or-later
// Who a partner is, and what opens its door.

#include "wabi-partners-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-confirm.h"
#include "wabi-form-dialog.h"

static const WabiField form_fields[] = {
  { "name", WABI_FIELD_TEXT, 0, 0, 60, NULL, NULL },
  { "type", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "used", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "host", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "port", WABI_FIELD_INT, 0, 1, 65535, NULL, NULL },
  { "user", WABI_FIELD_TEXT, 0, 0, 80, NULL, NULL },
  { "base_url", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "answers_url", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "send_folder", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "receive_folder", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "send_pattern", WABI_FIELD_TEXT, 0, 0, 120, NULL, NULL },
  { "receive_patterns", WABI_FIELD_LIST, 0, 0, 20, NULL, NULL },
  { "every_minutes", WABI_FIELD_INT, 0, 5, 1440, NULL, NULL },
  { "sender_qualifier", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },
  { "sender_id", WABI_FIELD_TEXT, 0, 0, 15, NULL, NULL },
  { "receiver_qualifier", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },
  { "receiver_id", WABI_FIELD_TEXT, 0, 0, 15, NULL, NULL },
  { "receiver_name", WABI_FIELD_TEXT, 0, 0, 60, NULL, NULL },
  { "takes_270", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "takes_276", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "status_days", WABI_FIELD_INT, 0, 0, 90, NULL, NULL },
};
static const WabiKind form_kind
    = { "partner_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, form_fields, G_N_ELEMENTS (form_fields), N_ ("partner") };

static const WabiFormRow rows[] = {
  { N_ ("Partner"), "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "type", N_ ("Reached by"), WABI_FORM_CHOICE, "sftp stedi claimmd folder", N_ ("SFTP|Stedi, over HTTPS|Claim.MD, over HTTPS|Folders on the server"), TRUE },
  { NULL, "used", N_ ("Used"), WABI_FORM_CHOICE, "on test off", N_ ("For claims|For tests|Not at present"), TRUE },
  { N_ ("Where"), "host", N_ ("Server, such as ftp.officeally.com"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "port", N_ ("Port (22 if empty)"), WABI_FORM_NUMBER, NULL, NULL, FALSE },
  { NULL, "user", N_ ("User there"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "base_url", N_ ("Address (the published one if empty)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "answers_url", N_ ("Address of answers (the published one if empty)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "send_folder", N_ ("Folder for what is sent"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "receive_folder", N_ ("Folder for what comes"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { N_ ("Files"), "send_pattern", N_ ("Name of sent files, such as 837P_{number}.txt"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "receive_patterns", N_ ("Names to fetch, such as *.835, *.999 (all if empty)"), WABI_FORM_LIST, NULL, NULL, FALSE },
  { NULL, "every_minutes", N_ ("Minutes between two looks (15 if empty)"), WABI_FORM_NUMBER, NULL, NULL, FALSE },
  { N_ ("Questions to payers"), "takes_270", N_ ("Takes questions about benefits (270)"), WABI_FORM_CHOICE, "false true", N_ ("No|Yes"), FALSE },
  { NULL, "takes_276", N_ ("Takes questions about claims (276)"), WABI_FORM_CHOICE, "false true", N_ ("No|Yes"), FALSE },
  { NULL, "status_days", N_ ("Ask about late claims by itself, each after so many days again (0: never)"), WABI_FORM_NUMBER, NULL, NULL, FALSE },
  { N_ ("Envelope, as the partner gave it"), "sender_qualifier", N_ ("Sender’s qualifier (ISA05)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "sender_id", N_ ("Sender (ISA06)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "receiver_qualifier", N_ ("Receiver’s qualifier (ISA07)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "receiver_id", N_ ("Receiver (ISA08)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "receiver_name", N_ ("Receiver’s name"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

/* What only some ways need. */
static const struct
{
  const char *field, *types;
} shown_for[] = { { "host", "sftp" }, { "port", "sftp" }, { "user", "sftp" }, { "base_url", "stedi claimmd" }, { "answers_url", "stedi" }, { "send_folder", "sftp folder" },
                  { "receive_folder", "sftp folder" }, { "send_pattern", "sftp folder claimmd" }, { "receive_patterns", "sftp folder" } };

static gboolean
is_https (WabiRecord *partner)
{
  return wabi_record_is (partner, "type", "stedi") || wabi_record_is (partner, "type", "claimmd");
}

const char *
wabi_partner_type_words (WabiRecord *partner)
{
  if (wabi_record_is (partner, "type", "stedi"))
    return _("Stedi, over HTTPS");
  if (wabi_record_is (partner, "type", "claimmd"))
    return _("Claim.MD, over HTTPS");
  return wabi_record_is (partner, "type", "folder") ? _("Folders on the server") : _("SFTP");
}

const char *
wabi_partner_place_words (WabiRecord *partner)
{
  if (!is_https (partner))
    return wabi_record_has (partner, "host") && wabi_record_is (partner, "type", "sftp") ? wabi_record_get_text (partner, "host") : wabi_record_get_text (partner, "send_folder");
  if (wabi_record_has (partner, "base_url"))
    return wabi_record_get_text (partner, "base_url");
  return wabi_record_is (partner, "type", "stedi") ? "healthcare.us.stedi.com" : "svc.claim.md";
}

/* ---- giving the command ---- */

/* What "partner.set" takes of a partner. */
static JsonObject *
make_args (WabiRecord *partner)
{
  static const char *const names[] = { "name",        "type",       "active",     "test",    "host",      "port",       "user",       "base_url",   "answers_url", "host_key",
                                       "send_folder", "receive_folder", "send_pattern", "receive_patterns", "every_minutes", "sender_qualifier",
                                       "sender_id",   "receiver_qualifier", "receiver_id", "receiver_name",
                                       "takes_270", "takes_276", "status_days" };
  JsonObject *args = json_object_new (), *body = wabi_record_get_body (partner);

  json_object_set_string_member (args, "id", wabi_record_get_id (partner));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (body, names[i]))
      json_object_set_member (args, names[i], json_node_copy (json_object_get_member (body, names[i])));
  return args;
}

static gboolean
give (WabiDesk *desk, WabiRecord *before, JsonObject *args, const char *done, GError **error)
{
  g_autofree char *id = g_strdup (wabi_json_peek_text (args, "id"));
  g_autoptr (JsonObject) again = wabi_json_object_copy (args);

  if (before != NULL)
    return wabi_desk_do (desk, "partner.set", args, done, "partner.set", make_args (before), error);
  if (!wabi_desk_do (desk, "partner.set", args, done, "partner.remove", wabi_args ("id", id, NULL), error))
    return FALSE;
  wabi_desk_set_births (desk, g_steal_pointer (&again));
  return TRUE;
}

gboolean
wabi_partner_set (WabiDesk *desk, WabiRecord *partner, const char *name, const char *value, const char *done)
{
  JsonObject *args = make_args (partner);
  g_autoptr (GError) error = NULL;

  if (name != NULL)
    json_object_set_string_member (args, name, value);
  if (give (desk, partner, args, done, &error))
    return TRUE;
  wabi_desk_tell_error (desk, error);
  return FALSE;
}

/* ---- the form ---- */

typedef struct
{
  WabiDesk *desk;
  WabiRecord *partner; /* (nullable) */
} PartnerForm;

static void
free_form (gpointer data)
{
  PartnerForm *form = data;

  g_object_unref (form->desk);
  g_clear_object (&form->partner);
  g_free (form);
}

static void
take_used (JsonObject *args)
{
  const char *used = wabi_json_peek_text (args, "used");

  if (used != NULL)
    {
      json_object_set_boolean_member (args, "active", strcmp (used, "off") != 0);
      json_object_set_boolean_member (args, "test", strcmp (used, "test") == 0);
    }
  json_object_remove_member (args, "used");
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  PartnerForm *form = data;
  g_autofree char *id = form->partner != NULL ? NULL : wabi_desk_new_id (form->desk);
  JsonObject *args = form->partner != NULL ? make_args (form->partner) : wabi_args ("id", id, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WabiField *field = wabi_kind_find_field (&form_kind, name);

      if (!JSON_NODE_HOLDS_NULL (node))
        json_object_set_member (args, name, json_node_copy (node));
      else if (field != NULL && field->type == WABI_FIELD_TEXT)
        json_object_set_string_member (args, name, "");
      else if (field != NULL && field->type == WABI_FIELD_LIST)
        json_object_set_array_member (args, name, json_array_new ());
    }
  take_used (args);
  return give (form->desk, form->partner, args, _("The partner is saved"), error);
}

static WabiRecord *
make_shown (WabiRecord *partner)
{
  g_autoptr (JsonObject) body = wabi_json_object_copy (wabi_record_get_body (partner));
  WabiRecord *shown = wabi_record_new (&form_kind, wabi_record_get_id (partner));

  json_object_set_string_member (body, "used", !wabi_record_get_bool (partner, "active") ? "off" : wabi_record_get_bool (partner, "test") ? "test" : "on");
  for (guint i = 0; i < G_N_ELEMENTS (form_fields); i++)
    if (json_object_has_member (body, form_fields[i].name))
      wabi_record_take_node (shown, form_fields[i].name, json_node_copy (json_object_get_member (body, form_fields[i].name)));
  return shown;
}

void
wabi_partner_form (WabiDesk *desk, WabiRecord *partner, GtkWindow *parent)
{
  g_autoptr (WabiRecord) shown = partner != NULL ? make_shown (partner) : NULL;
  WabiFormDialog *dialog = wabi_form_dialog_new (partner != NULL ? _("Partner") : _("Add a partner"), &form_kind, rows, G_N_ELEMENTS (rows), shown, parent);
  PartnerForm *form = g_new0 (PartnerForm, 1);

  for (guint i = 0; i < G_N_ELEMENTS (shown_for); i++)
    wabi_form_dialog_show_when (dialog, shown_for[i].field, "type", shown_for[i].types);
  form->desk = g_object_ref (desk);
  form->partner = partner != NULL ? g_object_ref (partner) : NULL;
  wabi_form_dialog_present (dialog, save, NULL, form, free_form);
}

/* ---- the secret ---- */

typedef struct
{
  WabiDesk *desk;
  char *partner;
  GtkEditable *password;
  GtkTextBuffer *key; /* (nullable): where a partner has no other key than a word */
} SecretForm;

static void
free_secret (SecretForm *form)
{
  g_object_unref (form->desk);
  g_object_unref (form->password);
  g_clear_object (&form->key);
  g_free (form->partner);
  g_free (form);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SecretForm, free_secret)

static void
on_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiDesk) desk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);

  if (error != NULL)
    wabi_desk_tell_error (desk, error);
  else
    {
      wabi_desk_tell (desk, _("The server keeps it, sealed"));
      wabi_sync_now (wabi_desk_get_sync (desk));
    }
}

static void
on_secret_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SecretForm) form = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL), *key = NULL;
  const char *password = gtk_editable_get_text (form->password);
  g_autoptr (JsonObject) body = NULL;
  GtkTextIter start, end;

  if (g_strcmp0 (choice, "keep") != 0)
    return;
  if (form->key != NULL)
    {
      gtk_text_buffer_get_bounds (form->key, &start, &end);
      key = gtk_text_buffer_get_text (form->key, &start, &end, FALSE);
      g_strchug (key);
    }
  else
    key = g_strdup ("");
  if (*key == '\0' && *password == '\0')
    return;
  if (*key != '\0')
    body = wabi_args ("id", form->partner, "key", key, "passphrase", *password != '\0' ? password : NULL, NULL);
  else
    body = wabi_args ("id", form->partner, form->key != NULL ? "password" : "key", password, NULL);
  wabi_sync_ask_async (wabi_desk_get_sync (form->desk), "POST", "/v1/partners/secret", body, NULL, on_kept_cb, g_object_ref (form->desk));
  memset (key, 0, strlen (key));
}

static GtkWidget *
make_key_box (SecretForm *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *list = gtk_list_box_new (), *row = adw_password_entry_row_new ();
  GtkWidget *label = gtk_label_new_with_mnemonic (_("Or paste a private _key (OpenSSH or PEM); the line above is then its passphrase:")), *text = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Password"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), text);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (text), TRUE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (text), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Private key"), -1);
  gtk_widget_add_css_class (scrolled, "card");
  g_object_set (scrolled, "child", text, "min-content-height", 90, NULL);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scrolled);
  form->password = g_object_ref (GTK_EDITABLE (row));
  form->key = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)));
  return box;
}

/* Stedi's API key, or Claim.MD's account key: one word. */
static GtkWidget *
make_word_box (SecretForm *form, WabiRecord *partner)
{
  GtkWidget *list = gtk_list_box_new (), *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wabi_record_is (partner, "type", "stedi") ? _("API key") : _("Account key"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  form->password = g_object_ref (GTK_EDITABLE (row));
  return list;
}

void
wabi_partner_form_secret (WabiDesk *desk, WabiRecord *partner, GtkWindow *parent)
{
  WabiConfirm *confirm = wabi_confirm_new (is_https (partner) ? _("Key of the partner") : _("Password or key of the partner"),
                                           _("It goes to the practice’s server at once and is kept there, sealed. Nothing of it stays on this computer."));
  SecretForm *form = g_new0 (SecretForm, 1);

  form->desk = g_object_ref (desk);
  form->partner = g_strdup (wabi_record_get_id (partner));
  wabi_confirm_add_choice (confirm, "keep", _("Keep it"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_set_extra (confirm, is_https (partner) ? make_word_box (form, partner) : make_key_box (form));
  wabi_confirm_choose_async (confirm, parent, NULL, on_secret_cb, form);
}
