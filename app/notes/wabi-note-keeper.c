// SPDX-License-Identifier: AGPL-3.0-or-later
// No keystroke is lost: a buffer at once, a revision of the note after a pause.

#include "wabi-note-keeper.h"

#include <glib/gi18n-lib.h>

#include "wabi-json.h"

#define SAVE_MS 2000

struct _WabiNoteKeeper
{
  GObject parent_instance;
  WabiDesk *desk;
  char *id, *key, *trouble;
  JsonObject *typed, *base;
  gboolean kept; /* the buffer holds all of "typed" */
  gint64 kept_at;
  guint keep_source, save_source;
};

G_DEFINE_FINAL_TYPE (WabiNoteKeeper, wabi_note_keeper, G_TYPE_OBJECT)

static guint changed_signal;

static void
wabi_note_keeper_dispose (GObject *object)
{
  WabiNoteKeeper *self = WABI_NOTE_KEEPER (object);

  g_clear_handle_id (&self->keep_source, g_source_remove);
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->typed, json_object_unref);
  g_clear_pointer (&self->base, json_object_unref);
  G_OBJECT_CLASS (wabi_note_keeper_parent_class)->dispose (object);
}

static void
wabi_note_keeper_class_init (WabiNoteKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_note_keeper_dispose;
  changed_signal
      = g_signal_new ("changed", WABI_TYPE_NOTE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_note_keeper_init (WabiNoteKeeper *self)
{
  self->typed = json_object_new ();
  self->base = json_object_new ();
  self->kept = TRUE;
}

/* What a crash left behind; a buffer that cannot be read is left alone, never dropped. */
static void
read_buffer (WabiNoteKeeper *self)
{
  gint64 at = 0;
  g_autofree char *text = wabi_cache_dup_buffer (wabi_desk_get_cache (self->desk), self->key, &at);
  g_autoptr (JsonNode) root = text != NULL ? wabi_json_parse (text, -1, NULL, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *typed, *base;

  if (object == NULL || !wabi_json_take_object (object, "typed", TRUE, &typed, NULL)
      || !wabi_json_take_object (object, "base", TRUE, &base, NULL))
    return;
  json_object_unref (self->typed);
  json_object_unref (self->base);
  self->typed = wabi_json_object_copy (typed);
  self->base = wabi_json_object_copy (base);
  self->kept_at = at;
}

WabiNoteKeeper *
wabi_note_keeper_new (WabiDesk *desk, const char *id)
{
  WabiNoteKeeper *self = g_object_new (WABI_TYPE_NOTE_KEEPER, NULL);

  self->desk = g_object_ref (desk);
  self->id = g_strdup (id);
  self->key = g_strconcat ("note:", id, NULL);
  read_buffer (self);
  return self;
}

static gboolean
on_keep_cb (gpointer data)
{
  WabiNoteKeeper *self = data;

  self->keep_source = 0;
  wabi_note_keeper_keep (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_save_cb (gpointer data)
{
  WabiNoteKeeper *self = data;

  self->save_source = 0;
  wabi_note_keeper_save (self);
  return G_SOURCE_REMOVE;
}

static void
set_text (JsonObject *object, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, field, text);
  else
    json_object_set_null_member (object, field);
}

void
wabi_note_keeper_type (WabiNoteKeeper *keeper, WabiRecord *note, const char *field, const char *text)
{
  if (!json_object_has_member (keeper->typed, field))
    set_text (keeper->base, field, wabi_record_get_text (note, field));
  set_text (keeper->typed, field, text);
  keeper->kept = FALSE;
  /* Every key is on the disk right after the frame that shows it (about a millisecond): a power cut costs none that was seen. */
  if (keeper->keep_source == 0)
    keeper->keep_source = g_idle_add (on_keep_cb, keeper);
  g_clear_handle_id (&keeper->save_source, g_source_remove);
  keeper->save_source = g_timeout_add (SAVE_MS, on_save_cb, keeper);
  g_signal_emit (keeper, changed_signal, 0);
}

const char *
wabi_note_keeper_get_typed (WabiNoteKeeper *keeper, const char *field)
{
  const char *text;

  if (!json_object_has_member (keeper->typed, field))
    return NULL;
  text = wabi_json_peek_text (keeper->typed, field);
  return text != NULL ? text : "";
}

gboolean
wabi_note_keeper_get_dirty (WabiNoteKeeper *keeper)
{
  return json_object_get_size (keeper->typed) > 0;
}

void
wabi_note_keeper_keep (WabiNoteKeeper *keeper)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_clear_handle_id (&keeper->keep_source, g_source_remove);
  if (keeper->kept)
    return;
  json_object_set_object_member (object, "typed", wabi_json_object_copy (keeper->typed));
  json_object_set_object_member (object, "base", wabi_json_object_copy (keeper->base));
  text = wabi_json_object_to_canonical (object);
  g_clear_pointer (&keeper->trouble, g_free);
  if (wabi_cache_put_buffer (wabi_desk_get_cache (keeper->desk), keeper->key, text, &error))
    {
      keeper->kept = TRUE;
      keeper->kept_at = wabi_desk_get_now (keeper->desk);
    }
  else
    keeper->trouble = g_strdup_printf (_("Not saved: %s"), error->message);
  g_signal_emit (keeper, changed_signal, 0);
}

void
wabi_note_keeper_forget (WabiNoteKeeper *keeper)
{
  g_clear_handle_id (&keeper->keep_source, g_source_remove);
  g_clear_handle_id (&keeper->save_source, g_source_remove);
  json_object_unref (keeper->typed);
  json_object_unref (keeper->base);
  keeper->typed = json_object_new ();
  keeper->base = json_object_new ();
  keeper->kept = TRUE;
  g_clear_pointer (&keeper->trouble, g_free);
  wabi_cache_drop_buffer (wabi_desk_get_cache (keeper->desk), keeper->key);
}

gboolean
wabi_note_keeper_save (WabiNoteKeeper *keeper)
{
  g_autofree char *revision = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) note = NULL;
  JsonObject *args;

  g_clear_handle_id (&keeper->save_source, g_source_remove);
  if (!wabi_note_keeper_get_dirty (keeper))
    return TRUE;
  wabi_note_keeper_keep (keeper);
  revision = wabi_desk_new_id (keeper->desk);
  note = wabi_desk_get (keeper->desk, &wabi_kind_note, keeper->id);
  args = wabi_args ("id", keeper->id, "revision", revision, "parent", note != NULL ? wabi_record_get_text (note, "head") : NULL, NULL);
  json_object_set_object_member (args, "base", wabi_json_object_copy (keeper->base));
  json_object_set_object_member (args, "set", wabi_json_object_copy (keeper->typed));
  if (wabi_desk_do (keeper->desk, "note.edit", args, NULL, NULL, NULL, &error))
    {
      wabi_note_keeper_forget (keeper);
      keeper->kept_at = wabi_desk_get_now (keeper->desk);
      g_signal_emit (keeper, changed_signal, 0);
      return TRUE;
    }
  g_free (keeper->trouble);
  keeper->trouble = g_strdup_printf (_("Kept on this computer, not in the note: %s"), error->message);
  g_signal_emit (keeper, changed_signal, 0);
  return FALSE;
}

char *
wabi_note_keeper_dup_all (WabiNoteKeeper *keeper)
{
  g_autoptr (GList) names = json_object_get_members (keeper->typed);
  GString *all = g_string_new (NULL);

  for (GList *name = names; name != NULL; name = name->next)
    {
      const char *text = wabi_json_peek_text (keeper->typed, name->data);

      if (text != NULL && *text != '\0')
        g_string_append_printf (all, "%s%s", all->len > 0 ? "\n\n" : "", text);
    }
  return g_string_free (all, FALSE);
}

char *
wabi_note_keeper_dup_words (WabiNoteKeeper *keeper)
{
  gint64 ago;

  if (keeper->trouble != NULL)
    return g_strdup (keeper->trouble);
  if (!keeper->kept)
    return g_strdup (_("Saving…"));
  if (keeper->kept_at == 0)
    return g_strdup ("");
  ago = MAX (0, (wabi_desk_get_now (keeper->desk) - keeper->kept_at) / G_USEC_PER_SEC);
  if (ago < 1)
    return g_strdup (_("Saved on this computer"));
  if (ago < 60)
    return g_strdup_printf (ngettext ("Saved on this computer, %d s ago", "Saved on this computer, %d s ago", (gulong) ago), (int) ago);
  return g_strdup_printf (ngettext ("Saved on this computer, %d min ago", "Saved on this computer, %d min ago", (gulong) ago / 60),
                          (int) ago / 60);
}
