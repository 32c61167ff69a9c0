// SPDX-License-Identifier: AGPL-3.0-or-later
// The form of one of the practice's own service codes.

#include "wabi-service-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-form-dialog.h"
#include "wabi-payers-private.h"

#define OTHER_PEOPLE "kept" /* who was chosen elsewhere than in this form */

typedef struct
{
  WabiDesk *desk;
  WabiRecord *before; /* (nullable) */
} Form;

/* Who may give it, from the most to the least; what is behind the words stays what it was where it fits none of them. */
static const struct
{
  const char *id, *credentials, *words;
} people[] = {
  { "technicians", "RBT,BT,BCaBA,BCBA,BCBA-D,psychologist", N_ ("Technicians and above") },
  { "assistants", "BCaBA,BCBA,BCBA-D,psychologist", N_ ("Assistants and above") },
  { "analysts", "BCBA,BCBA-D,psychologist", N_ ("Analysts, psychologists") },
  { "anybody", "", N_ ("Anybody") },
};

static const WabiField fields[] = {
  { "code", WABI_FIELD_TEXT, 0, 0, 5, NULL, NULL },
  { "name", WABI_FIELD_TEXT, 0, 0, 80, NULL, NULL },
  { "unit", WABI_FIELD_ENUM, 0, 0, 0, "minutes session day", NULL },
  { "unit_minutes", WABI_FIELD_INT, 0, 1, 480, NULL, NULL },
  { "people", WABI_FIELD_TEXT, 0, 0, 20, NULL, NULL },
  { "group_max", WABI_FIELD_INT, 0, 1, 50, NULL, NULL },
  { "role", WABI_FIELD_ENUM, 0, 0, 0, "direct supervising family other", NULL },
  { "billed", WABI_FIELD_ENUM, 0, 0, 0, "yes no", NULL },
  { "valid_from", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "valid_to", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "source", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
};
static const WabiKind form_kind = { "service_code_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, fields, G_N_ELEMENTS (fields),
                                    N_ ("service code") };

/* The code never changes once it is recorded: the form of one that is there begins after it. */
static const WabiFormRow rows[] = {
  { NULL, "code", N_ ("Code, such as H2019"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { N_ ("What a unit is"), "unit", N_ ("A unit is"), WABI_FORM_CHOICE, "minutes session day", N_ ("Minutes|A session, however long|A day"), TRUE },
  { NULL, "unit_minutes", N_ ("Minutes of a unit"), WABI_FORM_NUMBER, NULL, NULL, FALSE },
  { NULL, "billed", N_ ("Is billed"), WABI_FORM_CHOICE, "yes no", N_ ("Yes|No, only booked and noted"), TRUE },
  { N_ ("Who gives it"), "people", N_ ("Given by"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "role", N_ ("What it is"), WABI_FORM_CHOICE, "direct supervising family other",
    N_ ("Work with the client|Supervising technicians|Guiding the family|Something else"), TRUE },
  { NULL, "group_max", N_ ("Clients at one time, at most"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { N_ ("Since when, and who says so"), "valid_from", N_ ("First day"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "valid_to", N_ ("Last day; empty: until further notice"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "source", N_ ("Manual, contract or letter"), WABI_FORM_TEXT, NULL, NULL, TRUE },
};

static void
free_form (gpointer data)
{
  Form *form = data;

  g_object_unref (form->desk);
  g_clear_object (&form->before);
  g_free (form);
}

/* ---- what it begins with ---- */

static const char *
find_people (const char *credentials)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_strcmp0 (people[i].credentials, credentials != NULL ? credentials : "") == 0)
      return people[i].id;
  return OTHER_PEOPLE;
}

static const char *
find_role (WabiServiceFlags flags)
{
  if (flags & WABI_SERVICE_DIRECT)
    return "direct";
  return flags & WABI_SERVICE_SUPERVISING ? "supervising" : flags & WABI_SERVICE_FAMILY ? "family" : "other";
}

static void
show_service (WabiRecord *shown, const WabiServiceCode *service)
{
  wabi_record_set_text (shown, "code", service->code);
  wabi_record_set_text (shown, "name", wabi_codes_find_offered (service->code) != NULL && service == &wabi_codes_find_offered (service->code)->service
                                           ? _(service->name) : service->name);
  wabi_record_set_text (shown, "unit", wabi_codes_unit_name (service->unit));
  if (service->unit == WABI_SERVICE_MINUTES)
    wabi_record_set_int (shown, "unit_minutes", service->unit_minutes);
  wabi_record_set_text (shown, "people", find_people (service->credentials));
  wabi_record_set_int (shown, "group_max", service->group_max);
  wabi_record_set_text (shown, "role", find_role (service->flags));
  wabi_record_set_text (shown, "billed", service->flags & WABI_SERVICE_UNBILLED ? "no" : "yes");
}

static WabiRecord *
make_shown (WabiDesk *desk, WabiRecord *before, const WabiOfferedCode *offered)
{
  static const WabiServiceCode blank = { "", "", WABI_SERVICE_MINUTES, 15, "RBT,BT,BCaBA,BCBA,BCBA-D,psychologist", 1, 1, WABI_SERVICE_DIRECT };
  static const char *const same[] = { "valid_from", "valid_to", "source" };
  WabiRecord *shown = wabi_record_new (&form_kind, "service-code");

  if (before != NULL)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_autoptr (WabiRecord) active = wabi_record_copy (before);
      g_autoptr (WabiServiceTable) table = NULL;

      wabi_record_set_bool (active, "active", TRUE);
      g_ptr_array_add (one, active);
      table = wabi_service_table_new_from (one);
      show_service (shown, wabi_service_table_find (table, wabi_record_get_text (before, "code"), WABI_DAY_NONE));
      for (guint i = 0; i < G_N_ELEMENTS (same); i++)
        wabi_record_set_text (shown, same[i], wabi_record_get_text (before, same[i]));
    }
  else
    {
      WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
      g_autofree char *since = wabi_day_dup_text (wabi_day_add_months (wabi_day_month_start (today), -12));

      show_service (shown, offered != NULL ? &offered->service : &blank);
      wabi_record_set_text (shown, "valid_from", since);
      if (offered != NULL)
        wabi_record_set_text (shown, "source", offered->source);
    }
  return shown;
}

static void
offer_people (WabiFormDialog *dialog, WabiRecord *shown, WabiRecord *before)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), labels = g_ptr_array_new ();
  g_auto (GStrv) kept = before != NULL ? wabi_lookup_strv (before, "credentials") : NULL;
  g_autofree char *words = kept != NULL ? g_strjoinv (", ", kept) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_ptr_array_add (ids, (gpointer) people[i].id);
      g_ptr_array_add (labels, _(people[i].words));
    }
  if (wabi_record_is (shown, "people", OTHER_PEOPLE))
    {
      g_ptr_array_add (ids, (gpointer) OTHER_PEOPLE);
      g_ptr_array_add (labels, words);
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (labels, NULL);
  wabi_form_dialog_set_choices (dialog, "people", (const char *const *) ids->pdata, (const char *const *) labels->pdata,
                                wabi_record_get_text (shown, "people"));
}

static void
choose (WabiFormDialog *dialog, const WabiFormRow *row, const char *chosen)
{
  g_auto (GStrv) ids = g_strsplit (row->ids, " ", -1), labels = g_strsplit (_(row->labels), "|", -1);

  wabi_form_dialog_set_choices (dialog, row->field, (const char *const *) ids, (const char *const *) labels, chosen);
}

/* A new one is recorded as it stands there, though nobody changed what was offered. */
static void
prefill (WabiFormDialog *dialog, WabiRecord *shown)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WabiFormRow *row = &rows[i];
      const char *text = wabi_record_get_text (shown, row->field);
      g_autofree char *date = row->type == WABI_FORM_DATE && text != NULL ? wabi_form_date_to_text (text) : NULL;
      g_autofree char *number = row->type == WABI_FORM_NUMBER && wabi_record_has (shown, row->field)
                                    ? g_strdup_printf ("%d", (int) wabi_record_get_int (shown, row->field)) : NULL;

      if (row->type != WABI_FORM_CHOICE)
        wabi_form_dialog_set_text (dialog, row->field, date != NULL ? date : number != NULL ? number : text != NULL ? text : "");
      else if (row->ids != NULL)
        choose (dialog, row, text);
    }
}

/* ---- what it says ---- */

static void
write_people (JsonObject *args, const char *id, WabiRecord *before)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_strcmp0 (people[i].id, id) == 0)
      {
        g_auto (GStrv) names = g_strsplit (people[i].credentials, ",", -1);
        JsonArray *array = json_array_new ();

        for (char **name = names; *name != NULL && **name != '\0'; name++)
          json_array_add_string_element (array, *name);
        json_object_set_array_member (args, "credentials", array);
        return;
      }
  if (before != NULL && wabi_record_has (before, "credentials"))
    json_object_set_member (args, "credentials", json_node_copy (json_object_get_member (wabi_record_get_body (before), "credentials")));
}

static JsonObject *
make_args (Form *form, JsonObject *set, const char *id)
{
  static const char *const copied[] = { "name", "unit", "unit_minutes", "valid_from", "valid_to", "source" };
  g_autofree char *typed = g_ascii_strup (wabi_json_peek_text (set, "code") != NULL ? wabi_json_peek_text (set, "code") : "", -1);
  const char *code = form->before != NULL ? wabi_record_get_text (form->before, "code") : typed;
  const char *role = wabi_json_peek_text (set, "role");
  gint64 group = wabi_json_peek_int (set, "group_max", 1);
  JsonObject *args = wabi_args ("id", id, "code", code, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    wabi_payer_copy_member (args, set, copied[i]);
  if (g_strcmp0 (wabi_json_peek_text (set, "unit"), "minutes") != 0)
    json_object_set_null_member (args, "unit_minutes");
  write_people (args, wabi_json_peek_text (set, "people"), form->before);
  json_object_set_int_member (args, "group_min", group > 1 ? 2 : 1);
  json_object_set_int_member (args, "group_max", group);
  json_object_set_boolean_member (args, "direct", g_strcmp0 (role, "direct") == 0);
  json_object_set_boolean_member (args, "supervising", g_strcmp0 (role, "supervising") == 0);
  json_object_set_boolean_member (args, "family", g_strcmp0 (role, "family") == 0);
  json_object_set_boolean_member (args, "by_performer", g_strcmp0 (role, "direct") == 0 && group == 1);
  json_object_set_boolean_member (args, "unbilled", g_strcmp0 (wabi_json_peek_text (set, "billed"), "no") == 0);
  json_object_set_boolean_member (args, "active", TRUE);
  return args;
}

/* What the form did not let change is what it showed: only what differs comes in @set. */
static JsonObject *
make_whole (JsonObject *set, WabiRecord *shown)
{
  JsonObject *whole = shown != NULL ? wabi_json_object_copy (wabi_record_get_body (shown)) : json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (whole, name, json_node_copy (node));
  return whole;
}

static gboolean
save (JsonObject *set, WabiRecord *shown, gpointer data, GError **error)
{
  Form *form = data;
  g_autofree char *id = form->before != NULL ? g_strdup (wabi_record_get_id (form->before)) : wabi_desk_new_id (form->desk);
  g_autoptr (JsonObject) whole = make_whole (set, shown);
  JsonObject *args = make_args (form, whole, id);

  return wabi_payer_keep_row (form->desk, "service-code", args, form->before, form->before != NULL ? _("Service code changed") : _("Service code recorded"), error);
}

static char *
check (JsonObject *whole, gpointer data)
{
  Form *form = data;
  const char *from = wabi_json_peek_text (whole, "valid_from"), *to = wabi_json_peek_text (whole, "valid_to");
  g_autofree char *code = g_ascii_strup (wabi_json_peek_text (whole, "code") != NULL ? wabi_json_peek_text (whole, "code") : "", -1);
  gint64 group = wabi_json_peek_int (whole, "group_max", 1);

  if (form->before == NULL && !wabi_service_code_is_valid (code))
    return g_strdup (_("A code has five characters, three digits between two digits or capital letters, like H2019."));
  if (g_strcmp0 (wabi_json_peek_text (whole, "unit"), "minutes") == 0 && wabi_json_peek_int (whole, "unit_minutes", 0) < 1)
    return g_strdup (_("Write how many minutes a unit has, like 15."));
  if (group < 1 || group > 50)
    return g_strdup (_("A group has from 1 to 50 clients."));
  if (from != NULL && to != NULL && strcmp (to, from) < 0)
    return g_strdup (_("The last day lies before the first."));
  return NULL;
}

void
wabi_service_form_present (WabiDesk *desk, WabiRecord *before, const char *offered, GtkWindow *parent)
{
  g_autoptr (WabiRecord) shown = make_shown (desk, before, offered != NULL ? wabi_codes_find_offered (offered) : NULL);
  guint skipped = before != NULL ? 1 : 0;
  g_autofree char *title = before != NULL ? g_strdup_printf ("%s · %s", _("Change service code"), wabi_record_get_text (before, "code"))
                                          : g_strdup (_("Add service code"));
  WabiFormDialog *dialog = wabi_form_dialog_new (title, &form_kind, rows + skipped, G_N_ELEMENTS (rows) - skipped, before != NULL ? shown : NULL, parent);
  Form *form = g_new0 (Form, 1);

  form->desk = g_object_ref (desk);
  form->before = before != NULL ? g_object_ref (before) : NULL;
  offer_people (dialog, shown, before);
  if (before == NULL)
    prefill (dialog, shown);
  wabi_form_dialog_show_when (dialog, "unit_minutes", "unit", "minutes");
  wabi_form_dialog_present (dialog, save, check, form, free_form);
}
