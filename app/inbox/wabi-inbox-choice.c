// SPDX-License-Identifier: AGPL-3.0-or-later
// The versions of one record, thing by thing, and what a person chose of each.

#include "wabi-inbox-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-inbox-words.h"
#include "wabi-proposal.h"

static const struct
{
  const char *group;
  const char *title;
} groups[] = {
  { "when", N_ ("Time and staff") }, { "service", N_ ("Service") },    { "where", N_ ("Place") },
  { "status", N_ ("State") },        { "identity", N_ ("Who it is") }, { "address", N_ ("Address") },
  { "criterion", N_ ("Mastery") },
};

static JsonObject *
get_set (WabiInboxChoice *choice, guint version)
{
  JsonNode *node = json_object_get_member (g_ptr_array_index (choice->proposals, version - 1), "set");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonNode *
get_value (WabiInboxChoice *choice, const char *name, guint version)
{
  JsonObject *body = wabi_record_get_body (choice->record);
  JsonObject *set = version > 0 ? get_set (choice, version) : NULL;

  if (set != NULL && json_object_has_member (set, name))
    return json_object_get_member (set, name);
  return json_object_get_member (body, name);
}

static const WabiField *
get_first (const WabiChoiceRow *row)
{
  return g_ptr_array_index (row->fields, 0);
}

static void
free_row (gpointer data)
{
  WabiChoiceRow *row = data;

  g_ptr_array_unref (row->fields);
  g_free (row);
}

static const char *
find_title (const WabiField *field)
{
  for (guint i = 0; field->group != NULL && i < G_N_ELEMENTS (groups); i++)
    if (strcmp (groups[i].group, field->group) == 0)
      return _ (groups[i].title);
  return wabi_inbox_field_title (field->name) != NULL ? wabi_inbox_field_title (field->name) : field->name;
}

static WabiChoiceRow *
ensure_row (WabiInboxChoice *choice, const WabiField *field)
{
  WabiChoiceRow *row;

  for (guint i = 0; field->group != NULL && i < choice->rows->len; i++)
    if (g_strcmp0 (get_first (g_ptr_array_index (choice->rows, i))->group, field->group) == 0)
      return g_ptr_array_index (choice->rows, i);
  row = g_new0 (WabiChoiceRow, 1);
  row->fields = g_ptr_array_new ();
  row->title = find_title (field);
  row->is_long = field->type == WABI_FIELD_LONG_TEXT;
  g_ptr_array_add (choice->rows, row);
  return row;
}

/* In a group all that is proposed is taken together, so that no time of one meets the staff of another. */
static void
find_rows (WabiInboxChoice *choice)
{
  const WabiKind *kind = wabi_record_get_kind (choice->record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const WabiField *field = &kind->fields[i];
      gboolean named = FALSE;

      for (guint version = 1; version <= choice->proposals->len; version++)
        named |= get_set (choice, version) != NULL && json_object_has_member (get_set (choice, version), field->name);
      if (named)
        g_ptr_array_add (ensure_row (choice, field)->fields, (gpointer) field);
    }
  for (guint i = choice->rows->len; i-- > 0;)
    {
      WabiChoiceRow *row = g_ptr_array_index (choice->rows, i);
      gboolean differs = FALSE;

      for (guint j = 0; j < row->fields->len; j++)
        for (guint version = 1; version <= choice->proposals->len; version++)
          differs |= !wabi_node_equal (get_value (choice, ((const WabiField *) g_ptr_array_index (row->fields, j))->name, version),
                                       get_value (choice, ((const WabiField *) g_ptr_array_index (row->fields, j))->name, 0));
      if (!differs)
        g_ptr_array_remove_index (choice->rows, i);
    }
}

WabiInboxChoice *
wabi_inbox_choice_new (WabiRecord *record)
{
  WabiInboxChoice *choice = g_new0 (WabiInboxChoice, 1);

  choice->record = g_object_ref (record);
  choice->proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  choice->rows = g_ptr_array_new_with_free_func (free_row);
  for (guint i = 0; i < wabi_proposals_count (record); i++)
    if (wabi_proposals_get (record, i) != NULL)
      g_ptr_array_add (choice->proposals, json_object_ref (wabi_proposals_get (record, i)));
  find_rows (choice);
  return choice;
}

void
wabi_inbox_choice_free (WabiInboxChoice *choice)
{
  if (choice == NULL)
    return;
  g_ptr_array_unref (choice->rows);
  g_ptr_array_unref (choice->proposals);
  g_object_unref (choice->record);
  g_free (choice);
}

gboolean
wabi_inbox_choice_has (WabiInboxChoice *choice, guint row, guint version)
{
  WabiChoiceRow *one = g_ptr_array_index (choice->rows, row);
  JsonObject *set = version > 0 ? get_set (choice, version) : NULL;

  for (guint i = 0; set != NULL && i < one->fields->len; i++)
    if (json_object_has_member (set, ((const WabiField *) g_ptr_array_index (one->fields, i))->name))
      return TRUE;
  return version == 0;
}

static gint64
get_int (WabiInboxChoice *choice, const char *name, guint version)
{
  JsonNode *node = get_value (choice, name, version);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static char *
say_when (WabiInboxChoice *choice, WabiDesk *desk, guint version)
{
  const char *zone = wabi_desk_get_zone (desk);
  gint64 start = get_int (choice, "starts_at", version), end = get_int (choice, "ends_at", version);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, start)), *range = wabi_format_range (zone, start, end);
  g_autofree char *staff
      = wabi_inbox_dup_value (desk, wabi_record_get_kind (choice->record), "staff", get_value (choice, "staff", version));

  return g_strdup_printf ("%s, %s\n%s", day, range, staff);
}

/* Whether a field of a group says something else anywhere: what is the same in all needs no line. */
static gboolean
is_telling (WabiInboxChoice *choice, const WabiField *field)
{
  for (guint version = 1; version <= choice->proposals->len; version++)
    if (!wabi_node_equal (get_value (choice, field->name, version), get_value (choice, field->name, 0)))
      return TRUE;
  return FALSE;
}

char *
wabi_inbox_choice_dup_words (WabiInboxChoice *choice, WabiDesk *desk, guint row, guint version)
{
  WabiChoiceRow *one = g_ptr_array_index (choice->rows, row);
  const WabiKind *kind = wabi_record_get_kind (choice->record);
  GString *text;

  if (g_strcmp0 (get_first (one)->group, "when") == 0)
    return say_when (choice, desk, version);
  if (one->fields->len == 1)
    return wabi_inbox_dup_value (desk, kind, get_first (one)->name, get_value (choice, get_first (one)->name, version));
  text = g_string_new (NULL);
  for (guint i = 0; i < one->fields->len; i++)
    {
      const WabiField *field = g_ptr_array_index (one->fields, i);
      const char *title = wabi_inbox_field_title (field->name);
      g_autofree char *value = NULL;

      if (title == NULL || !is_telling (choice, field))
        continue;
      value = wabi_inbox_dup_value (desk, kind, field->name, get_value (choice, field->name, version));
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", title, value);
    }
  return g_string_free (text, FALSE);
}

char *
wabi_inbox_choice_dup_both (WabiInboxChoice *choice, guint row)
{
  WabiChoiceRow *one = g_ptr_array_index (choice->rows, row);
  GString *all = g_string_new (NULL);

  for (guint version = 0; version <= choice->proposals->len; version++)
    {
      JsonNode *node = get_value (choice, get_first (one)->name, version);
      const char *text
          = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

      if (text != NULL && *text != '\0' && strstr (all->str, text) == NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? "\n\n" : "", text);
    }
  return g_string_free (all, FALSE);
}

void
wabi_inbox_choice_take (WabiInboxChoice *choice, int version)
{
  for (guint i = 0; i < choice->rows->len; i++)
    {
      WabiChoiceRow *row = g_ptr_array_index (choice->rows, i);

      if (version == WABI_CHOICE_BOTH ? row->is_long : wabi_inbox_choice_has (choice, i, (guint) version))
        row->chosen = version;
    }
}

gboolean
wabi_inbox_choice_is_booking (WabiInboxChoice *choice)
{
  return wabi_record_get_kind (choice->record) == &wabi_kind_appointment && wabi_record_is (choice->record, "status", "proposed");
}

static void
put_value (JsonObject *object, const char *name, JsonNode *node)
{
  json_object_set_member (object, name, node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL));
}

JsonObject *
wabi_inbox_choice_make_args (WabiInboxChoice *choice, const char *act, const char *revision)
{
  JsonObject *args = wabi_args ("id", wabi_record_get_id (choice->record), "act", act, NULL);
  JsonObject *set = json_object_new (), *base = json_object_new ();
  JsonArray *keys = json_array_new ();

  for (guint i = 0; i < choice->proposals->len; i++)
    {
      g_autofree char *key = wabi_proposal_dup_key (g_ptr_array_index (choice->proposals, i));

      json_array_add_string_element (keys, key);
    }
  for (guint i = 0; i < choice->rows->len; i++)
    {
      WabiChoiceRow *row = g_ptr_array_index (choice->rows, i);

      for (guint j = 0; row->chosen != 0 && j < row->fields->len; j++)
        {
          const char *name = ((const WabiField *) g_ptr_array_index (row->fields, j))->name;
          g_autofree char *both = row->chosen == WABI_CHOICE_BOTH ? wabi_inbox_choice_dup_both (choice, i) : NULL;

          put_value (base, name, get_value (choice, name, 0));
          if (both != NULL)
            json_object_set_string_member (set, name, both);
          else
            put_value (set, name, get_value (choice, name, (guint) row->chosen));
        }
    }
  for (guint i = 0; choice->books && i < 3; i++)
    put_value (set, ((const char *[]){ "staff", "starts_at", "ends_at" })[i],
               get_value (choice, ((const char *[]){ "staff", "starts_at", "ends_at" })[i], 0));
  if (revision != NULL && json_object_get_size (set) > 0)
    json_object_set_string_member (args, "revision", revision);
  json_object_set_array_member (args, "settles", keys);
  json_object_set_object_member (args, "set", set);
  json_object_set_object_member (args, "base", base);
  return args;
}
