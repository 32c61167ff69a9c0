// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person's window works with: the cache, commands with undo, ways to other places.

#include "wabi-desk.h"

#include <glib/gi18n-lib.h>

#include "wabi-lookup.h"

#define MAX_UNDO 200

typedef struct
{
  char *undo_name, *redo_name, *done;
  JsonObject *undo_args, *redo_args;
} Step;

struct _WabiDesk
{
  GObject parent_instance;
  WabiSync *sync;
  WabiCache *cache;
  GPtrArray *steps; /* the first "done" of them are done, the rest were undone */
  guint done;
  guint minute_source;
};

G_DEFINE_FINAL_TYPE (WabiDesk, wabi_desk, G_TYPE_OBJECT)

enum
{
  TOAST,
  NAVIGATE,
  CHANGED,
  MINUTE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
free_step (gpointer data)
{
  Step *step = data;

  g_free (step->undo_name);
  g_free (step->redo_name);
  g_free (step->done);
  g_clear_pointer (&step->undo_args, json_object_unref);
  g_clear_pointer (&step->redo_args, json_object_unref);
  g_free (step);
}

static void
wabi_desk_dispose (GObject *object)
{
  WabiDesk *self = WABI_DESK (object);

  g_clear_handle_id (&self->minute_source, g_source_remove);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_object (&self->cache);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (wabi_desk_parent_class)->dispose (object);
}

static void
wabi_desk_class_init (WabiDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_desk_dispose;
  signals[TOAST] = g_signal_new ("toast", WABI_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                 G_TYPE_BOOLEAN);
  signals[NAVIGATE] = g_signal_new ("navigate", WABI_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                    G_TYPE_STRING);
  signals[CHANGED]
      = g_signal_new ("changed", WABI_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WABI_TYPE_CHANGES);
  signals[MINUTE] = g_signal_new ("minute", WABI_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_desk_init (WabiDesk *self)
{
  self->steps = g_ptr_array_new_with_free_func (free_step);
}

static gboolean on_minute_cb (gpointer data);

/* Each time anew, since a timeout drifts and a laptop sleeps. */
static void
wait_for_minute (WabiDesk *self)
{
  guint64 into = (guint64) wabi_desk_get_now (self) % G_GUINT64_CONSTANT (60000000) / 1000;

  self->minute_source = g_timeout_add ((guint) (60050 - into), on_minute_cb, self);
}

static gboolean
on_minute_cb (gpointer data)
{
  wait_for_minute (data);
  g_signal_emit (data, signals[MINUTE], 0);
  return G_SOURCE_REMOVE;
}

static void
on_cache_changed_cb (WabiDesk *self, WabiChanges *changes)
{
  g_signal_emit (self, signals[CHANGED], 0, changes);
}

WabiDesk *
wabi_desk_new (WabiSync *sync)
{
  WabiDesk *self = g_object_new (WABI_TYPE_DESK, NULL);

  self->sync = g_object_ref (sync);
  self->cache = g_object_ref (wabi_sync_get_cache (sync));
  wait_for_minute (self);
  g_signal_connect_object (self->cache, "changed", G_CALLBACK (on_cache_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

WabiCache *
wabi_desk_get_cache (WabiDesk *desk)
{
  return desk->cache;
}

WabiSync *
wabi_desk_get_sync (WabiDesk *desk)
{
  return desk->sync;
}

const WabiView *
wabi_desk_get_view (WabiDesk *desk)
{
  return wabi_cache_get_view (desk->cache);
}

const char *
wabi_desk_get_user (WabiDesk *desk)
{
  return wabi_cache_get_caller (desk->cache)->user;
}

guint
wabi_desk_get_roles (WabiDesk *desk)
{
  return wabi_cache_get_caller (desk->cache)->roles;
}

const char *
wabi_desk_get_zone (WabiDesk *desk)
{
  return wabi_cache_get_zone (desk->cache);
}

gint64
wabi_desk_get_now (WabiDesk *desk)
{
  return wabi_clock_now (wabi_cache_get_clock (desk->cache));
}

WabiRecord *
wabi_desk_get (WabiDesk *desk, const WabiKind *kind, const char *id)
{
  return wabi_lookup_get (wabi_desk_get_view (desk), kind, id);
}

GPtrArray *
wabi_desk_list (WabiDesk *desk, const WabiQuery *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = wabi_cache_list (desk->cache, query, &error);

  if (records != NULL)
    return records;
  wabi_desk_tell_error (desk, error);
  return g_ptr_array_new_with_free_func (g_object_unref);
}

char *
wabi_desk_dup_name (WabiDesk *desk, const WabiKind *kind, const char *id)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (desk, kind, id);

  return record != NULL ? wabi_lookup_full_name (record) : g_strdup (_("Unknown"));
}

char *
wabi_desk_new_id (WabiDesk *desk)
{
  return wabi_cache_new_id (desk->cache);
}

static void
push_step (WabiDesk *self, const char *name, JsonObject *args, const char *done, const char *undo_name, JsonObject *undo_args)
{
  Step *step = g_new0 (Step, 1);

  step->redo_name = g_strdup (name);
  step->redo_args = json_object_ref (args);
  step->undo_name = g_strdup (undo_name);
  step->undo_args = undo_args != NULL ? json_object_ref (undo_args) : json_object_new ();
  step->done = g_strdup (done);
  /* What was undone and not done again is forgotten once something new is done. */
  g_ptr_array_set_size (self->steps, (int) self->done);
  if (self->steps->len >= MAX_UNDO)
    g_ptr_array_remove_index (self->steps, 0);
  g_ptr_array_add (self->steps, step);
  self->done = self->steps->len;
}

gboolean
wabi_desk_do (WabiDesk *desk, const char *name, JsonObject *args, const char *done, const char *undo_name, JsonObject *undo_args,
              GError **error)
{
  gboolean ok = wabi_cache_apply (desk->cache, name, args, NULL, NULL, error);

  if (ok && undo_name != NULL)
    push_step (desk, name, args, done, undo_name, undo_args);
  if (ok && done != NULL)
    g_signal_emit (desk, signals[TOAST], 0, done, undo_name != NULL);
  json_object_unref (args);
  g_clear_pointer (&undo_args, json_object_unref);
  return ok;
}

void
wabi_desk_set_redo (WabiDesk *desk, const char *name, JsonObject *args)
{
  Step *step;

  g_return_if_fail (desk->done > 0);

  step = g_ptr_array_index (desk->steps, desk->done - 1);
  g_free (step->redo_name);
  json_object_unref (step->redo_args);
  step->redo_name = g_strdup (name);
  step->redo_args = args;
}

gboolean
wabi_desk_undo (WabiDesk *desk)
{
  g_autoptr (GError) error = NULL;
  Step *step;

  if (desk->done == 0)
    {
      wabi_desk_tell (desk, _("Nothing to undo"));
      return FALSE;
    }
  step = g_ptr_array_index (desk->steps, desk->done - 1);
  if (!wabi_cache_apply (desk->cache, step->undo_name, step->undo_args, NULL, NULL, &error))
    {
      /* It moved on since: it will not become undoable by waiting. */
      g_ptr_array_remove_index (desk->steps, desk->done - 1);
      desk->done--;
      wabi_desk_tell_error (desk, error);
      return FALSE;
    }
  desk->done--;
  wabi_desk_tell (desk, _("Undone"));
  return TRUE;
}

gboolean
wabi_desk_redo (WabiDesk *desk)
{
  g_autoptr (GError) error = NULL;
  Step *step;

  if (desk->done >= desk->steps->len)
    {
      wabi_desk_tell (desk, _("Nothing to do again"));
      return FALSE;
    }
  step = g_ptr_array_index (desk->steps, desk->done);
  if (!wabi_cache_apply (desk->cache, step->redo_name, step->redo_args, NULL, NULL, &error))
    {
      wabi_desk_tell_error (desk, error);
      return FALSE;
    }
  desk->done++;
  g_signal_emit (desk, signals[TOAST], 0, step->done != NULL ? step->done : _("Done again"), TRUE);
  return TRUE;
}

void
wabi_desk_tell (WabiDesk *desk, const char *text)
{
  g_signal_emit (desk, signals[TOAST], 0, text, FALSE);
}

void
wabi_desk_tell_error (WabiDesk *desk, const GError *error)
{
  wabi_desk_tell (desk, error != NULL ? error->message : _("That did not work."));
}

void
wabi_desk_go (WabiDesk *desk, const char *place, const char *id)
{
  g_signal_emit (desk, signals[NAVIGATE], 0, place, id);
}

JsonObject *
wabi_args (const char *first, ...)
{
  JsonObject *args = json_object_new ();
  va_list list;

  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *))
    {
      const char *value = va_arg (list, const char *);

      if (value != NULL)
        json_object_set_string_member (args, name, value);
    }
  va_end (list);
  return args;
}

/* The person saw the whole group: what somebody else changed in it meanwhile must not be mixed with this (sync.md 6.5). */
static void
add_group (JsonObject *base, WabiRecord *record, const char *group)
{
  const WabiKind *kind = wabi_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      JsonNode *value = json_object_get_member (wabi_record_get_body (record), kind->fields[i].name);

      if (g_strcmp0 (kind->fields[i].group, group) == 0)
        json_object_set_member (base, kind->fields[i].name, value != NULL ? json_node_copy (value) : json_node_new (JSON_NODE_NULL));
    }
}

JsonObject *
wabi_args_edit_new (WabiRecord *record, JsonObject *set)
{
  JsonObject *args = wabi_args ("id", wabi_record_get_id (record), NULL);
  JsonObject *base = wabi_json_object_pick (wabi_record_get_body (record), set);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WabiField *field = wabi_kind_find_field (wabi_record_get_kind (record), name);

      if (field != NULL && field->group != NULL)
        add_group (base, record, field->group);
    }
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  return args;
}

JsonObject *
wabi_args_revert_new (WabiRecord *record, JsonObject *set)
{
  JsonObject *args = wabi_args ("id", wabi_record_get_id (record), NULL);

  json_object_set_object_member (args, "base", wabi_json_object_copy (set));
  json_object_set_object_member (args, "set", wabi_json_object_pick (wabi_record_get_body (record), set));
  return args;
}
