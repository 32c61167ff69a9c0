// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked about a client, as tables; what is done with the answers.

#include "wabi-client-forms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-form-dialog.h"
#include "wabi-lookup.h"

typedef struct
{
  WabiDesk *desk;
  WabiRecord *client;
  WabiFormsAdded added;
  gpointer added_data;
} Asked;

static Asked *
new_asked (WabiDesk *desk, WabiRecord *client)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->desk = g_object_ref (desk);
  asked->client = client != NULL ? g_object_ref (client) : NULL;
  return asked;
}

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_clear_object (&asked->client);
  g_object_unref (asked->desk);
  g_free (asked);
}

void
wabi_forms_list_records (WabiDesk *desk, const WabiKind *kind, const char *role, const char *none, GStrv *ids, GStrv *labels)
{
  g_autoptr (GStrvBuilder) id_builder = g_strv_builder_new (), label_builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) records = NULL;
  WabiQuery query;

  wabi_query_init (&query, kind);
  if (role != NULL)
    wabi_query_where_text (&query, "role", WABI_EQ, role);
  query.order_by = kind == &wabi_kind_staff ? "last_name" : "name";
  records = wabi_desk_list (desk, &query);
  if (none != NULL)
    {
      g_strv_builder_add (id_builder, "");
      g_strv_builder_add (label_builder, none);
    }
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = kind == &wabi_kind_staff ? wabi_lookup_full_name (record) : g_strdup (wabi_record_get_text (record, "name"));

      g_strv_builder_add (id_builder, wabi_record_get_id (record));
      g_strv_builder_add (label_builder, name);
    }
  *ids = g_strv_builder_end (id_builder);
  *labels = g_strv_builder_end (label_builder);
}

static void
offer_records (WabiFormDialog *form, const char *field, WabiDesk *desk, const WabiKind *kind, const char *role, const char *none, const char *chosen)
{
  g_auto (GStrv) ids = NULL, labels = NULL;

  wabi_forms_list_records (desk, kind, role, none, &ids, &labels);
  wabi_form_dialog_set_choices (form, field, (const char *const *) ids, (const char *const *) labels, chosen);
}

static void
offer_places (WabiFormDialog *form)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new (), labels = g_strv_builder_new ();
  g_auto (GStrv) id_list = NULL, label_list = NULL;
  gsize n;
  const WabiPlaceOfService *places = wabi_codes_places (&n);

  g_strv_builder_add (ids, "");
  g_strv_builder_add (labels, _("Not said"));
  for (gsize i = 0; i < n; i++)
    {
      g_strv_builder_add (ids, places[i].code);
      g_strv_builder_add (labels, wabi_codes_place_name (places[i].code));
    }
  id_list = g_strv_builder_end (ids);
  label_list = g_strv_builder_end (labels);
  wabi_form_dialog_set_choices (form, "place", (const char *const *) id_list, (const char *const *) label_list, NULL);
}

/* ---- The client ---- */

static const WabiFormRow client_rows[] = {
  { N_ ("Person"), "first_name", N_ ("First name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "last_name", N_ ("Last name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "birth_date", N_ ("Birth date"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "sex", N_ ("Sex on the insurance card"), WABI_FORM_CHOICE, "F M U", N_ ("Female|Male|Not known"), TRUE },
  { NULL, "language", N_ ("Language"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "diagnoses", N_ ("Diagnoses"), WABI_FORM_LIST, NULL, NULL, FALSE },
  { N_ ("Care"), "status", N_ ("Status"), WABI_FORM_CHOICE, "intake active paused discharged", N_ ("Intake|Active|Paused|Discharged"), TRUE },
  { NULL, "bcba", N_ ("BCBA"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
  { NULL, "place", N_ ("Usual place"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
  { NULL, "alerts", N_ ("Alerts: what everybody must know"), WABI_FORM_LONG_TEXT, NULL, NULL, FALSE },
  { N_ ("Guardian"), "guardian_name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "guardian_relation", N_ ("Relation"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "guardian_phone", N_ ("Phone"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "guardian_email", N_ ("Email"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { N_ ("Address"), "street", N_ ("Street"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "city", N_ ("City"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "state", N_ ("State"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "zip", N_ ("ZIP code"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

static char *
check_client (JsonObject *whole, gpointer data)
{
  Asked *asked = data;
  const char *birth = wabi_json_peek_text (whole, "birth_date"), *email = wabi_json_peek_text (whole, "guardian_email");
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (asked->desk), wabi_desk_get_now (asked->desk));
  WabiDay born = birth != NULL ? wabi_day_from_text (birth) : WABI_DAY_NONE;

  if (born != WABI_DAY_NONE && born > today)
    return g_strdup (_("The birth date lies in the future."));
  if (born != WABI_DAY_NONE && today - born > 365 * 110)
    return g_strdup (_("The birth date is more than 110 years ago. Look at the year."));
  if (email != NULL && strchr (email, '@') == NULL)
    return g_strdup (_("The email address has no @."));
  return NULL;
}

static gboolean
save_edit (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  const char *command = wabi_record_get_kind (record) == &wabi_kind_client ? "client.edit" : "coverage.edit";
  JsonObject *undo = wabi_args_revert_new (record, set);

  return wabi_desk_do (asked->desk, command, wabi_args_edit_new (record, json_object_ref (set)), _("Saved"), command, undo, error);
}

static JsonObject *
copy_said (JsonObject *set, const char *id)
{
  JsonObject *args = wabi_args ("id", id, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    if (!JSON_NODE_HOLDS_NULL (node))
      json_object_set_member (args, name, json_node_copy (node));
  return args;
}

static gboolean
save_new_client (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *id = wabi_desk_new_id (asked->desk);

  /* A client is never taken away again: he is discharged. */
  if (!wabi_desk_do (asked->desk, "client.add", copy_said (set, id), _("Client added"), NULL, NULL, error))
    return FALSE;
  if (asked->added != NULL)
    asked->added (id, asked->added_data);
  return TRUE;
}

static WabiFormDialog *
new_client_form (const char *title, WabiDesk *desk, WabiRecord *client, GtkWindow *parent)
{
  WabiFormDialog *form = wabi_form_dialog_new (title, &wabi_kind_client, client_rows, G_N_ELEMENTS (client_rows), client, parent);

  offer_records (form, "bcba", desk, &wabi_kind_staff, "bcba", _("Nobody yet"), NULL);
  offer_places (form);
  return form;
}

void
wabi_client_form_edit (WabiDesk *desk, WabiRecord *client, GtkWindow *parent)
{
  wabi_form_dialog_present (new_client_form (_("Edit client"), desk, client, parent), save_edit, check_client, new_asked (desk, client), free_asked);
}

void
wabi_client_form_add (WabiDesk *desk, GtkWindow *parent, WabiFormsAdded added, gpointer data)
{
  Asked *asked = new_asked (desk, NULL);

  asked->added = added;
  asked->added_data = data;
  wabi_form_dialog_present (new_client_form (_("New client"), desk, NULL, parent), save_new_client, check_client, asked, free_asked);
}

/* ---- Coverage ---- */

static const WabiFormRow coverage_rows[] = {
  { N_ ("Plan"), "payer", N_ ("Payer"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "priority", N_ ("Order"), WABI_FORM_CHOICE, "1 2 3", N_ ("Pays first|Pays second|Pays third"), TRUE },
  { NULL, "member_id", N_ ("Member ID"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "group_number", N_ ("Group number"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "valid_from", N_ ("Valid from"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "valid_to", N_ ("Valid to"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { N_ ("Subscriber"), "relation", N_ ("The client is the subscriber’s"), WABI_FORM_CHOICE, "child self spouse other",
    N_ ("Child|Own plan|Spouse|Other"), TRUE },
  { NULL, "subscriber_first", N_ ("First name"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "subscriber_last", N_ ("Last name"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "subscriber_birth", N_ ("Birth date"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "subscriber_sex", N_ ("Sex"), WABI_FORM_CHOICE, "- F M U", N_ ("Not said|Female|Male|Not known"), FALSE },
};

static char *
check_range (JsonObject *whole, gpointer data)
{
  const char *from = wabi_json_peek_text (whole, "valid_from"), *to = wabi_json_peek_text (whole, "valid_to");

  return from != NULL && to != NULL && strcmp (from, to) > 0 ? g_strdup (_("It ends before it begins.")) : NULL;
}

static gboolean
save_new_coverage (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *id = wabi_desk_new_id (asked->desk);
  JsonObject *args = copy_said (set, id);

  json_object_set_string_member (args, "client", wabi_record_get_id (asked->client));
  return wabi_desk_do (asked->desk, "coverage.add", args, _("Coverage added"), NULL, NULL, error);
}

void
wabi_client_form_coverage (WabiDesk *desk, WabiRecord *client, WabiRecord *coverage, GtkWindow *parent)
{
  WabiFormDialog *form = wabi_form_dialog_new (coverage != NULL ? _("Edit coverage") : _("Add coverage"), &wabi_kind_coverage, coverage_rows,
                                               G_N_ELEMENTS (coverage_rows), coverage, parent);

  offer_records (form, "payer", desk, &wabi_kind_payer, NULL, NULL, NULL);
  wabi_form_dialog_present (form, coverage != NULL ? save_edit : save_new_coverage, check_range, new_asked (desk, client), free_asked);
}
