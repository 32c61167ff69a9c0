// SPDX-License-Identifier: AGPL-3.0-or-later
// What a command's rule is given: a view, a caller, a time, and a place for the new record states.

#include "wabi-context.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (wabi-command-error-quark, wabi_command_error)

void
wabi_context_init (WabiContext *context, const WabiView *view)
{
  memset (context, 0, sizeof *context);
  context->view = view;
  context->effects = g_ptr_array_new_with_free_func (g_object_unref);
}

void
wabi_context_clear (WabiContext *context)
{
  g_clear_pointer (&context->effects, g_ptr_array_unref);
  g_clear_pointer (&context->code, g_free);
  g_clear_pointer (&context->field, g_free);
}

static int
find_effect (WabiContext *context, const WabiKind *kind, const char *id)
{
  for (guint i = 0; i < context->effects->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (context->effects, i);

      if (wabi_record_get_kind (record) == kind && strcmp (wabi_record_get_id (record), id) == 0)
        return (int) i;
    }
  return -1;
}

gboolean
wabi_context_find (WabiContext *context, const WabiKind *kind, const char *id, WabiRecord **out, GError **error)
{
  GError *inner = NULL;
  int at = id != NULL ? find_effect (context, kind, id) : -1;

  if (at >= 0)
    {
      *out = g_object_ref (g_ptr_array_index (context->effects, (guint) at));
      return TRUE;
    }
  *out = wabi_view_get (context->view, kind, id, &inner);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, inner);
  return FALSE;
}

WabiRecord *
wabi_context_get (WabiContext *context, const WabiKind *kind, const char *id, GError **error)
{
  WabiRecord *record = NULL;

  if (wabi_context_find (context, kind, id, &record, error) && record == NULL)
    wabi_context_refuse (context, error, WABI_COMMAND_ERROR_NOT_FOUND, "not-found", kind->name,
                         _("This %s is not there any more. Look at the list again."), _(kind->title));
  return record;
}

GPtrArray *
wabi_context_list (WabiContext *context, const WabiQuery *query, GError **error)
{
  GPtrArray *found = wabi_view_list (context->view, query, error);

  if (found == NULL)
    return NULL;
  for (guint i = found->len; i > 0; i--)
    if (find_effect (context, query->kind, wabi_record_get_id (g_ptr_array_index (found, i - 1))) >= 0)
      g_ptr_array_remove_index (found, i - 1);
  for (guint i = 0; i < context->effects->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (context->effects, i);

      if (wabi_record_get_kind (record) == query->kind && wabi_query_matches (query, record))
        g_ptr_array_add (found, g_object_ref (record));
    }
  return found;
}

void
wabi_context_put (WabiContext *context, WabiRecord *record)
{
  int at = find_effect (context, wabi_record_get_kind (record), wabi_record_get_id (record));

  if (at < 0)
    g_ptr_array_add (context->effects, record);
  else if (g_ptr_array_index (context->effects, (guint) at) != record)
    {
      g_object_unref (g_ptr_array_index (context->effects, (guint) at));
      g_ptr_array_index (context->effects, (guint) at) = record;
    }
  else
    g_object_unref (record);
}

gboolean
wabi_context_refuse (WabiContext *context, GError **error, WabiCommandError why, const char *code, const char *field,
                     const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_free (context->code);
  g_free (context->field);
  context->code = g_strdup (code);
  context->field = g_strdup (field);
  g_set_error_literal (error, WABI_COMMAND_ERROR, (int) why, message);
  return FALSE;
}

static void
hand_over (WabiContext *context, WabiRecord *record, WabiRecord **out)
{
  if (out != NULL)
    *out = record;
  else
    wabi_context_put (context, record);
}

gboolean
wabi_context_add (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out, GError **error)
{
  const char *id = wabi_json_peek_text (args, "id");
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *record;

  if (!wabi_id_is_valid (id))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "id", _("The record has no valid id."));
  if (!wabi_context_find (context, kind, id, &there, error))
    return FALSE;
  if (there != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "exists", "id",
                                _("A record with this id is there already."));
  record = wabi_record_new (kind, id);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      JsonNode *node = json_object_get_member (args, kind->fields[i].name);

      if (node != NULL && !wabi_merge_is_kept (kind->fields[i].name))
        wabi_record_take_node (record, kind->fields[i].name, json_node_copy (node));
    }
  hand_over (context, record, out);
  return TRUE;
}
