// SPDX-License-Identifier: AGPL-3.0-or-later
// One line of a fee schedule as a form, and many out of CSV.

#include "wabi-payers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-form-dialog.h"
#include "wabi-money.h"

static const WabiField fee_form_fields[] = {
  { "service_code", WABI_FIELD_TEXT, 0, 0, 5, NULL, NULL }, { "fee", WABI_FIELD_TEXT, 0, 0, 20, NULL, NULL },
  { "allowed", WABI_FIELD_TEXT, 0, 0, 20, NULL, NULL },     { "credential", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "modifier", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },     { "place", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },
  { "valid_from", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },   { "valid_to", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "source", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
};
static const WabiKind fee_form_kind
    = { "fee_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, fee_form_fields, G_N_ELEMENTS (fee_form_fields), N_ ("fee") };
static const WabiFormRow fee_rows[] = {
  { N_ ("Fee"), "service_code", N_ ("Service"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "fee", N_ ("Dollars a unit"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "allowed", N_ ("Dollars a unit that the contract allows"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { N_ ("Where it holds"), "credential", N_ ("Only given by"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
  { NULL, "modifier", N_ ("Only with modifier"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "place", N_ ("Only at"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
  { N_ ("Since when, and who says so"), "valid_from", N_ ("First day"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "valid_to", N_ ("Last day; empty: until further notice"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "source", N_ ("Contract or letter"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

typedef struct
{
  WabiDesk *desk;
  WabiRecord *payer, *before;
} FeeForm;

static void
free_form (gpointer data)
{
  FeeForm *form = data;

  g_object_unref (form->desk);
  g_object_unref (form->payer);
  g_clear_object (&form->before);
  g_free (form);
}

/* ---- Changing the list ---- */

static JsonObject *
make_args (const char *payer, GPtrArray *ids, GPtrArray *rows)
{
  JsonObject *args = wabi_args ("payer", payer, NULL);
  JsonArray *remove = json_array_new (), *put = json_array_new ();

  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (remove, g_ptr_array_index (ids, i));
  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (put, wabi_json_object_copy (g_ptr_array_index (rows, i)));
  json_object_set_array_member (args, "remove", remove);
  json_object_set_array_member (args, "put", put);
  return args;
}

static GPtrArray *
name_rows (WabiDesk *desk, GPtrArray *rows)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      char *id = wabi_desk_new_id (desk);

      json_object_set_string_member (g_ptr_array_index (rows, i), "id", id);
      g_ptr_array_add (ids, id);
    }
  return ids;
}

gboolean
wabi_payer_change_fees (WabiDesk *desk, const char *payer, GPtrArray *remove, GPtrArray *put, const char *done, GError **error)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free), again = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GPtrArray) put_ids = NULL, again_ids = NULL;

  if (remove->len == 0 && put->len == 0)
    return TRUE;
  for (guint i = 0; i < remove->len; i++)
    {
      JsonObject *row = wabi_json_object_copy (wabi_record_get_body (g_ptr_array_index (remove, i)));

      json_object_remove_member (row, "payer");
      g_ptr_array_add (gone, g_strdup (wabi_record_get_id (g_ptr_array_index (remove, i))));
      g_ptr_array_add (again, row);
    }
  put_ids = name_rows (desk, put);
  again_ids = name_rows (desk, again);
  if (!wabi_desk_do (desk, "fee.change", make_args (payer, gone, put), done, "fee.change", make_args (payer, put_ids, again), error))
    return FALSE;
  wabi_desk_set_births (desk, make_args (payer, again_ids, put));
  return TRUE;
}

/* ---- The form ---- */

static gboolean
read_money (JsonObject *set, const char *from, const char *to, JsonObject *row)
{
  const char *text = wabi_json_peek_text (set, from);
  gint64 cents;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (!wabi_money_parse (text, &cents) || cents <= 0)
    return FALSE;
  json_object_set_int_member (row, to, cents);
  return TRUE;
}

static JsonObject *
read_row (JsonObject *set)
{
  static const char *const copied[] = { "service_code", "credential", "modifier", "place", "valid_from", "valid_to", "source" };
  g_autoptr (JsonObject) row = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      const char *text = wabi_json_peek_text (set, copied[i]);

      if (text != NULL && *text != '\0')
        json_object_set_string_member (row, copied[i], text);
    }
  if (!read_money (set, "fee", "cents", row) || !read_money (set, "allowed", "allowed_cents", row) || !json_object_has_member (row, "cents"))
    return NULL;
  return g_steal_pointer (&row);
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  FeeForm *form = data;
  g_autoptr (GPtrArray) remove = g_ptr_array_new (), put = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  JsonObject *row = read_row (set);

  g_return_val_if_fail (row != NULL, FALSE);
  if (form->before != NULL)
    g_ptr_array_add (remove, form->before);
  g_ptr_array_add (put, row);
  return wabi_payer_change_fees (form->desk, wabi_record_get_id (form->payer), remove, put,
                                 form->before != NULL ? _("The fee is changed") : _("The fee is recorded"), error);
}

static char *
check (JsonObject *whole, gpointer data)
{
  const char *from = wabi_json_peek_text (whole, "valid_from"), *to = wabi_json_peek_text (whole, "valid_to");
  g_autoptr (JsonObject) row = read_row (whole);

  if (row == NULL)
    return g_strdup (_("Write the dollars as 17.00."));
  if (from != NULL && to != NULL && strcmp (to, from) < 0)
    return g_strdup (_("The last day lies before the first."));
  return NULL;
}

static void
offer_codes (WabiFormDialog *dialog, WabiDesk *desk, const char *chosen)
{
  g_auto (GStrv) labels = NULL;
  g_auto (GStrv) codes = wabi_desk_list_services (desk, chosen, &labels);

  wabi_form_dialog_set_choices (dialog, "service_code", (const char *const *) codes, (const char *const *) labels, chosen);
}

static void
offer_where (WabiFormDialog *dialog, WabiRecord *fee)
{
  static const char *const types[] = { "", "RBT", "BT", "BCaBA", "BCBA", "BCBA-D", NULL };
  const char *labels[] = { _("Anybody"), "RBT", "BT", "BCaBA", "BCBA", "BCBA-D", NULL };
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), names = g_ptr_array_new ();
  gsize n;
  const WabiPlaceOfService *places = wabi_codes_places (&n);

  wabi_form_dialog_set_choices (dialog, "credential", types, labels, fee != NULL ? wabi_record_get_text (fee, "credential") : NULL);
  g_ptr_array_add (ids, (gpointer) "");
  g_ptr_array_add (names, _("Any place"));
  for (gsize i = 0; i < n; i++)
    {
      g_ptr_array_add (ids, (gpointer) places[i].code);
      g_ptr_array_add (names, _(places[i].name));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (names, NULL);
  wabi_form_dialog_set_choices (dialog, "place", (const char *const *) ids->pdata, (const char *const *) names->pdata,
                                fee != NULL ? wabi_record_get_text (fee, "place") : NULL);
}

static void
set_money (WabiFormDialog *dialog, const char *field, WabiRecord *fee, const char *from)
{
  gint64 cents = fee != NULL ? wabi_record_get_int (fee, from) : 0;
  g_autofree char *text = cents > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", cents / 100, (int) (cents % 100)) : g_strdup ("");

  wabi_form_dialog_set_text (dialog, field, text);
}

static void
set_text (WabiFormDialog *dialog, const char *field, const char *text)
{
  wabi_form_dialog_set_text (dialog, field, text != NULL ? text : "");
}

void
wabi_payer_form_fee (WabiDesk *desk, WabiRecord *payer, WabiRecord *fee, const char *code, WabiDay day, GtkWindow *parent)
{
  g_autofree char *title = g_strdup_printf (_("Fee · %s"), wabi_record_get_text (payer, "name"));
  WabiFormDialog *dialog = wabi_form_dialog_new (title, &fee_form_kind, fee_rows, G_N_ELEMENTS (fee_rows), NULL, parent);
  g_autofree char *today = wabi_day_dup_text (day);
  g_autofree char *from = wabi_form_date_to_text (fee != NULL ? wabi_record_get_text (fee, "valid_from") : today);
  g_autofree char *to = wabi_form_date_to_text (fee != NULL ? wabi_record_get_text (fee, "valid_to") : NULL);
  FeeForm *form = g_new0 (FeeForm, 1);

  form->desk = g_object_ref (desk);
  form->payer = g_object_ref (payer);
  form->before = fee != NULL ? g_object_ref (fee) : NULL;
  offer_codes (dialog, desk, fee != NULL ? wabi_record_get_text (fee, "service_code") : code);
  offer_where (dialog, fee);
  set_money (dialog, "fee", fee, "cents");
  set_money (dialog, "allowed", fee, "allowed_cents");
  set_text (dialog, "modifier", fee != NULL ? wabi_record_get_text (fee, "modifier") : NULL);
  set_text (dialog, "valid_from", from);
  set_text (dialog, "valid_to", to);
  set_text (dialog, "source", fee != NULL ? wabi_record_get_text (fee, "source") : NULL);
  wabi_form_dialog_present (dialog, save, check, form, free_form);
}

/* ---- CSV ---- */

static const struct
{
  const char *heading;
  const char *field;
} headings[] = {
  { "code", "service_code" },  { "cpt", "service_code" },   { "service", "service_code" }, { "modifier", "modifier" },  { "mod", "modifier" },
  { "credential", "credential" }, { "place", "place" },     { "pos", "place" },            { "fee", "fee" },            { "rate", "fee" },
  { "charge", "fee" },         { "allowed", "allowed" },    { "from", "valid_from" },      { "valid_from", "valid_from" }, { "effective", "valid_from" },
  { "to", "valid_to" },        { "valid_to", "valid_to" },  { "end", "valid_to" },         { "source", "source" },
};

static GStrv
split_line (const char *line)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) cell = g_string_new (NULL);
  char delimiter = strchr (line, '\t') != NULL ? '\t' : strchr (line, ';') != NULL && strchr (line, ',') == NULL ? ';' : ',';
  gboolean quoted = FALSE;

  for (const char *c = line;; c++)
    {
      if (*c == '\0' || (*c == delimiter && !quoted))
        {
          g_autofree char *text = g_strstrip (g_strdup (cell->str));

          g_strv_builder_add (builder, text);
          g_string_truncate (cell, 0);
          if (*c == '\0')
            break;
        }
      else if (*c == '"' && quoted && c[1] == '"')
        g_string_append_c (cell, *c++);
      else if (*c == '"')
        quoted = !quoted;
      else
        g_string_append_c (cell, *c);
    }
  return g_strv_builder_end (builder);
}

static const char *
find_field (const char *heading)
{
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    if (g_ascii_strcasecmp (headings[i].heading, heading) == 0)
      return headings[i].field;
  return NULL;
}

static void
refuse_line (GError **error, guint line, const char *words)
{
  g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_INVALID, _("Line %u of the fees: %s."), line, words);
}

static JsonObject *
read_line (WabiServiceTable *services, char **names, char **cells, const char *from, guint line, GError **error)
{
  g_autoptr (JsonObject) said = json_object_new ();
  JsonObject *row;

  json_object_set_string_member (said, "valid_from", from);
  for (guint i = 0; names[i] != NULL && cells[i] != NULL; i++)
    {
      const char *field = find_field (names[i]);
      g_autofree char *date = field != NULL && g_str_has_prefix (field, "valid_") && *cells[i] != '\0' ? wabi_form_parse_date (cells[i]) : NULL;

      if (field == NULL || *cells[i] == '\0')
        continue;
      if (g_str_has_prefix (field, "valid_") && date == NULL)
        {
          refuse_line (error, line, _("the date cannot be read"));
          return NULL;
        }
      json_object_set_string_member (said, field, date != NULL ? date : *cells[i] == '$' ? cells[i] + 1 : cells[i]);
    }
  if (wabi_service_table_find (services, wabi_json_peek_text (said, "service_code"), WABI_DAY_NONE) == NULL)
    {
      refuse_line (error, line, _("the code is none of the practice's"));
      return NULL;
    }
  row = read_row (said);
  if (row == NULL)
    refuse_line (error, line, _("the fee is no amount in dollars"));
  return row;
}

GPtrArray *
wabi_payer_read_fees (WabiServiceTable *services, const char *text, const char *from, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_auto (GStrv) lines = g_strsplit_set (text != NULL ? text : "", "\r\n", -1), names = NULL;
  guint number = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) cells = NULL;
      JsonObject *row;

      if (*g_strstrip (*line) == '\0')
        continue;
      number++;
      cells = split_line (*line);
      if (names == NULL)
        {
          names = g_steal_pointer (&cells);
          continue;
        }
      row = read_line (services, names, cells, from, number, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  if (rows->len > 0)
    return g_steal_pointer (&rows);
  g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_INVALID,
                       _("No fees were found. The first line names the columns: code, fee, and if there are any modifier, credential, place, allowed, from, to."));
  return NULL;
}
