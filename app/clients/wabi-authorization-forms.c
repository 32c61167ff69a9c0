// SPDX-License-Identifier: AGPL-3.0-or-later
// The forms of authorizations: recorded, changed, amended, and given to somebody to renew.

#include <glib/gi18n-lib.h>

#include "wabi-client-forms.h"
#include "wabi-form-dialog.h"
#include "wabi-lines-editor.h"
#include "wabi-lookup.h"

/* While it is pending it may be good for scheduling: two facts of the record, one choice for a person. */
#define SCHEDULING "scheduling"

static const WabiFormRow set_rows[] = {
  { N_ ("Authorization"), "payer", N_ ("Payer"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "status", N_ ("Status"), WABI_FORM_CHOICE, "approved requested " SCHEDULING " denied",
    N_ ("Approved|Requested|Requested, good for scheduling|Denied"), TRUE },
  { NULL, "number", N_ ("Number"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "valid_from", N_ ("Valid from"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "valid_to", N_ ("Valid to"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "requested_on", N_ ("Requested on"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "decided_on", N_ ("Decided on"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "note", N_ ("Note"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

static const WabiFormRow amend_rows[] = {
  { N_ ("What holds from now on"), "number", N_ ("Number"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "valid_from", N_ ("Valid from"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "valid_to", N_ ("Valid to"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "decided_on", N_ ("Decided on"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "note", N_ ("Note"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

static const WabiFormRow assign_rows[] = {
  { N_ ("Renewal"), "assigned", N_ ("Who renews it"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
};

typedef struct
{
  WabiDesk *desk;
  char *client;
  WabiRecord *stored; /* NULL for a new one */
  gboolean amends;
  WabiLinesEditor *lines; /* in the form, which outlives this */
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->desk);
  g_clear_object (&asked->stored);
  g_free (asked->client);
  g_free (asked);
}

static Asked *
new_asked (WabiDesk *desk, const char *client, WabiRecord *stored)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->desk = g_object_ref (desk);
  asked->client = g_strdup (client);
  asked->stored = stored != NULL ? g_object_ref (stored) : NULL;
  return asked;
}

static char *
check (JsonObject *whole, gpointer data)
{
  Asked *asked = data;
  const char *from = wabi_json_peek_text (whole, "valid_from"), *to = wabi_json_peek_text (whole, "valid_to");

  if (from != NULL && to != NULL && g_strcmp0 (from, to) > 0)
    return g_strdup (_("The authorization ends before it begins. Mend its dates."));
  if (!asked->amends && g_strcmp0 (wabi_json_peek_text (whole, "status"), "approved") == 0 && wabi_json_peek_text (whole, "number") == NULL)
    return g_strdup (_("An approved authorization needs the payer's number."));
  return wabi_lines_editor_dup_wrong (asked->lines);
}

static void
write_said (JsonObject *args, JsonObject *set)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_NULL (node) && wabi_json_peek_text (args, name) == NULL)
      json_object_remove_member (args, name);
    else
      json_object_set_member (args, name, json_node_copy (node));
}

static void
write_lines (JsonObject *args, Asked *asked)
{
  JsonArray *opening = wabi_lines_editor_dup_opening (asked->lines);

  json_object_set_array_member (args, "lines", wabi_lines_editor_dup_lines (asked->lines));
  if (json_array_get_length (opening) > 0 || json_object_has_member (args, "opening"))
    json_object_set_array_member (args, "opening", opening);
  else
    json_array_unref (opening);
}

/* The whole record, as "authorization.set" wants it; what was there stands where nothing was said. */
static JsonObject *
build_whole (Asked *asked, const char *id, gint64 base_version)
{
  JsonObject *args = asked->stored != NULL ? wabi_json_object_copy (wabi_record_get_body (asked->stored)) : json_object_new ();

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "client", asked->client);
  if (base_version > 0)
    json_object_set_int_member (args, "base_version", base_version);
  return args;
}

static gboolean
save_set (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *id = asked->stored != NULL ? g_strdup (wabi_record_get_id (asked->stored)) : wabi_desk_new_id (asked->desk);
  gint64 version = asked->stored != NULL ? wabi_record_get_version (asked->stored) : 0;
  JsonObject *args = build_whole (asked, id, version);
  JsonObject *undo = asked->stored != NULL ? build_whole (asked, id, version + 1) : wabi_args ("id", id, NULL);
  gboolean scheduling = asked->stored != NULL && wabi_record_get_bool (asked->stored, "schedule_only");

  write_said (args, set);
  if (json_object_has_member (set, "status"))
    scheduling = g_strcmp0 (wabi_json_peek_text (set, "status"), SCHEDULING) == 0;
  if (scheduling)
    json_object_set_string_member (args, "status", "requested");
  json_object_set_boolean_member (args, "schedule_only", scheduling);
  write_lines (args, asked);
  return wabi_desk_do (asked->desk, "authorization.set", args, _("Authorization saved"),
                       asked->stored != NULL ? "authorization.set" : "authorization.withdraw", undo, error);
}

static gboolean
save_amend (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  static const char *const kept[] = { "number", "valid_from", "valid_to", "note" };
  Asked *asked = data;
  g_autofree char *id = wabi_desk_new_id (asked->desk);
  JsonObject *args = wabi_args ("id", id, "amends", wabi_record_get_id (asked->stored), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (wabi_record_has (asked->stored, kept[i]))
      json_object_set_string_member (args, kept[i], wabi_record_get_text (asked->stored, kept[i]));
  write_said (args, set);
  write_lines (args, asked);
  return wabi_desk_do (asked->desk, "authorization.amend", args, _("Authorization amended"), "authorization.unamend", wabi_args ("id", id, NULL), error);
}

static void
present (WabiFormDialog *form, Asked *asked, WabiFormSave save)
{
  GtkWidget *lines = wabi_lines_editor_new (asked->desk, asked->stored != NULL ? wabi_record_get_array (asked->stored, "lines") : NULL);
  const char *from = asked->stored != NULL ? wabi_record_get_text (asked->stored, "valid_from") : NULL;

  asked->lines = WABI_LINES_EDITOR (lines);
  wabi_lines_editor_set_opening (asked->lines, asked->stored != NULL ? wabi_record_get_array (asked->stored, "opening") : NULL, from);
  wabi_form_dialog_set_extra (form, lines);
  g_signal_connect_object (lines, "changed", G_CALLBACK (wabi_form_dialog_judge), form, G_CONNECT_SWAPPED);
  wabi_form_dialog_present (form, save, check, asked, free_asked);
}

void
wabi_client_form_authorization (WabiDesk *desk, WabiRecord *client, WabiRecord *authorization, GtkWindow *parent)
{
  g_autoptr (WabiRecord) shown = authorization != NULL ? wabi_record_copy (authorization) : NULL;
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autoptr (WabiRecord) coverage = wabi_lookup_coverage (wabi_desk_get_view (desk), wabi_record_get_id (client), today);
  g_auto (GStrv) ids = NULL, labels = NULL;
  WabiFormDialog *form;

  if (shown != NULL && wabi_record_get_bool (shown, "schedule_only") && wabi_record_is (shown, "status", "requested"))
    wabi_record_set_text (shown, "status", SCHEDULING);
  form = wabi_form_dialog_new (authorization != NULL ? _("Edit authorization") : _("Record authorization"), &wabi_kind_authorization, set_rows,
                               G_N_ELEMENTS (set_rows), shown, parent);
  wabi_forms_list_records (desk, &wabi_kind_payer, NULL, NULL, &ids, &labels);
  wabi_form_dialog_set_choices (form, "payer", (const char *const *) ids, (const char *const *) labels,
                                coverage != NULL ? wabi_record_get_text (coverage, "payer") : NULL);
  present (form, new_asked (desk, wabi_record_get_id (client), authorization), save_set);
}

void
wabi_client_form_amend (WabiDesk *desk, WabiRecord *authorization, GtkWindow *parent)
{
  WabiFormDialog *form = wabi_form_dialog_new (_("Amend authorization"), &wabi_kind_authorization, amend_rows, G_N_ELEMENTS (amend_rows),
                                               authorization, parent);
  Asked *asked = new_asked (desk, wabi_record_get_text (authorization, "client"), authorization);

  asked->amends = TRUE;
  present (form, asked, save_amend);
}

static gboolean
save_assign (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  const char *id = wabi_record_get_id (asked->stored), *staff = wabi_json_peek_text (set, "assigned");
  const char *before = wabi_record_get_text (asked->stored, "assigned");

  return wabi_desk_do (asked->desk, "authorization.assign", wabi_args ("id", id, staff != NULL ? "staff" : NULL, staff, NULL), _("Renewal assigned"),
                       "authorization.assign", wabi_args ("id", id, before != NULL ? "staff" : NULL, before, NULL), error);
}

void
wabi_client_form_assign (WabiDesk *desk, WabiRecord *authorization, GtkWindow *parent)
{
  WabiFormDialog *form
      = wabi_form_dialog_new (_("Who renews it"), &wabi_kind_authorization, assign_rows, G_N_ELEMENTS (assign_rows), authorization, parent);
  g_auto (GStrv) ids = NULL, labels = NULL;

  wabi_forms_list_records (desk, &wabi_kind_staff, NULL, _("Nobody yet"), &ids, &labels);
  wabi_form_dialog_set_choices (form, "assigned", (const char *const *) ids, (const char *const *) labels, NULL);
  wabi_form_dialog_present (form, save_assign, NULL, new_asked (desk, NULL, authorization), free_asked);
}

void
wabi_client_unamend (WabiDesk *desk, WabiRecord *authorization)
{
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (desk, "authorization.unamend", wabi_args ("id", wabi_record_get_id (authorization), NULL), _("Amendment taken back"), NULL, NULL,
                     &error))
    wabi_desk_tell_error (desk, error);
}

void
wabi_client_withdraw (WabiDesk *desk, WabiRecord *authorization)
{
  g_autoptr (GError) error = NULL;
  JsonObject *back = wabi_json_object_copy (wabi_record_get_body (authorization));

  json_object_set_string_member (back, "id", wabi_record_get_id (authorization));
  json_object_set_int_member (back, "base_version", wabi_record_get_version (authorization) + 1);
  if (!wabi_desk_do (desk, "authorization.withdraw", wabi_args ("id", wabi_record_get_id (authorization), NULL), _("Authorization withdrawn"),
                     "authorization.set", back, &error))
    wabi_desk_tell_error (desk, error);
}
