// SPDX-License-Identifier: AGPL-3.0-or-later
// What was refused, in a form to be written anew.

#include "wabi-inbox-mend.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-form-dialog.h"
#include "wabi-inbox-words.h"

typedef struct
{
  WabiDesk *desk;
  char *id;
  JsonObject *args;
  gboolean in_set;
} Mend;

static void
free_mend (gpointer data)
{
  Mend *mend = data;

  g_object_unref (mend->desk);
  g_free (mend->id);
  json_object_unref (mend->args);
  g_free (mend);
}

static gboolean
get_form_type (const WabiField *field, WabiFormType *type)
{
  switch ((int) field->type)
    {
    case WABI_FIELD_TEXT:
      *type = WABI_FORM_TEXT;
      return TRUE;
    case WABI_FIELD_LONG_TEXT:
      *type = WABI_FORM_LONG_TEXT;
      return TRUE;
    case WABI_FIELD_DATE:
      *type = WABI_FORM_DATE;
      return TRUE;
    case WABI_FIELD_INT:
      *type = WABI_FORM_NUMBER;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Rows of what can be typed, in the order of the field table. */
static GArray *
list_rows (WabiInboxItem *item)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (WabiFormRow));
  const WabiKind *kind = wabi_inbox_item_get_kind (item);
  JsonObject *values = wabi_inbox_item_get_values (item);

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    {
      const WabiField *field = &kind->fields[i];
      WabiFormRow row = { .field = field->name, .title = wabi_inbox_field_title (field->name), .required = (field->flags & WABI_REQUIRED) != 0 };

      if (row.title == NULL || !json_object_has_member (values, field->name) || strcmp (field->name, "zone") == 0
          || !get_form_type (field, &row.type))
        continue;
      g_array_append_val (rows, row);
    }
  return rows;
}

gboolean
wabi_inbox_can_mend (WabiInboxItem *item)
{
  g_autoptr (GArray) rows = item->refused != NULL ? list_rows (item) : NULL;

  return rows != NULL && rows->len > 0;
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Mend *mend = data;
  g_autoptr (JsonObject) args = wabi_json_object_copy (mend->args);
  JsonObject *into = mend->in_set ? json_object_get_object_member (args, "set") : args;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (into, name, json_node_copy (node));
  if (!wabi_cache_resend_refused (wabi_desk_get_cache (mend->desk), mend->id, args, error))
    return FALSE;
  wabi_desk_tell (mend->desk, _ ("Mended, and sent again"));
  return TRUE;
}

static void
fill (WabiFormDialog *form, GArray *rows, JsonObject *values)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const WabiFormRow *row = &g_array_index (rows, WabiFormRow, i);
      JsonNode *node = json_object_get_member (values, row->field);
      const char *text = wabi_json_peek_text (values, row->field);
      g_autofree char *shown = NULL;

      if (row->type == WABI_FORM_DATE)
        shown = wabi_form_date_to_text (text);
      else if (row->type == WABI_FORM_NUMBER && node != NULL && JSON_NODE_HOLDS_VALUE (node))
        shown = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      else
        shown = g_strdup (text != NULL ? text : "");
      wabi_form_dialog_set_text (form, row->field, shown);
    }
}

void
wabi_inbox_mend (WabiDesk *desk, WabiInboxItem *item, GtkWindow *parent)
{
  GArray *rows = list_rows (item);
  JsonObject *values = wabi_inbox_item_get_values (item);
  WabiFormDialog *form;
  Mend *mend = g_new0 (Mend, 1);

  mend->desk = g_object_ref (desk);
  mend->id = g_strdup (item->refused->id);
  mend->args = wabi_json_object_copy (item->refused->args);
  mend->in_set = values != item->refused->args;
  form = wabi_form_dialog_new (item->title, wabi_inbox_item_get_kind (item), (const WabiFormRow *) (gpointer) rows->data, rows->len, NULL, parent);
  g_object_set_data_full (G_OBJECT (form), "wabi-rows", rows, (GDestroyNotify) g_array_unref);
  fill (form, rows, values);
  wabi_form_dialog_present (form, save, NULL, mend, free_mend);
}

char *
wabi_inbox_dup_typed (WabiInboxItem *item)
{
  g_autoptr (GArray) rows = list_rows (item);
  JsonObject *values = wabi_inbox_item_get_values (item);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WabiFormRow *row = &g_array_index (rows, WabiFormRow, i);
      const char *text = row->type == WABI_FORM_TEXT || row->type == WABI_FORM_LONG_TEXT ? wabi_json_peek_text (values, row->field) : NULL;

      if (text != NULL && *text != '\0')
        g_string_append_printf (all, "%s%s: %s", all->len > 0 ? "\n\n" : "", row->title, text);
    }
  return g_string_free (all, FALSE);
}
