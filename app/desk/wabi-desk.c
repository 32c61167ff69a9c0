// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person's window works with: the cache, commands with undo, ways to other places.

#include "wabi-desk.h"

#include <glib/gi18n-lib.h>

#include "wabi-lookup.h"

#define MAX_UNDO 200

/* One command, with the one that takes it back. */
typedef struct
{
  char *undo_name, *redo_name;
  JsonObject *undo_args, *redo_args;
  gboolean births; /* what comes back has another id each time */
} Act;

/* What one Ctrl+Z takes back: mostly one act, many for what was done to many at once. */
typedef struct
{
  GPtrArray *acts;
  char *done;
} Step;

struct _WabiDesk
{
  GObject parent_instance;
  WabiSync *sync;
  WabiCache *cache;
  GPtrArray *steps; /* the first "done" of them are done, the rest were undone */
  guint done;
  Step *open; /* (nullable): what a group collects */
  WabiServiceTable *services; /* (nullable): as it was last read */
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
free_act (gpointer data)
{
  Act *act = data;

  g_free (act->undo_name);
  g_free (act->redo_name);
  g_clear_pointer (&act->undo_args, json_object_unref);
  g_clear_pointer (&act->redo_args, json_object_unref);
  g_free (act);
}

static void
free_step (gpointer data)
{
  Step *step = data;

  g_ptr_array_unref (step->acts);
  g_free (step->done);
  g_free (step);
}

static Step *
new_step (const char *done)
{
  Step *step = g_new0 (Step, 1);

  step->acts = g_ptr_array_new_with_free_func (free_act);
  step->done = g_strdup (done);
  return step;
}

static void
wabi_desk_dispose (GObject *object)
{
  WabiDesk *self = WABI_DESK (object);

  g_clear_handle_id (&self->minute_source, g_source_remove);
  g_clear_pointer (&self->open, free_step);
  g_clear_pointer (&self->services, wabi_service_table_unref);
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
  if (wabi_changes_has_kind (changes, &wabi_kind_service_code))
    g_clear_pointer (&self->services, wabi_service_table_unref);
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

WabiServiceTable *
wabi_desk_get_services (WabiDesk *self)
{
  g_return_val_if_fail (WABI_IS_DESK (self), NULL);

  if (self->services == NULL)
    self->services = wabi_service_table_new (wabi_desk_get_view (self));
  return self->services;
}

char *
wabi_desk_dup_service (WabiDesk *self, const char *code)
{
  const WabiServiceCode *service = wabi_service_table_find (wabi_desk_get_services (self), code, WABI_DAY_NONE);

  if (code == NULL)
    return g_strdup ("");
  return service != NULL ? g_strdup_printf ("%s %s", code, wabi_service_get_name (service)) : g_strdup (code);
}

GStrv
wabi_desk_list_services (WabiDesk *self, const char *kept, GStrv *labels)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new (), words = g_strv_builder_new ();
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self), wabi_desk_get_now (self));
  g_autoptr (GPtrArray) services = wabi_service_table_list (wabi_desk_get_services (self), today);
  gboolean found = kept == NULL || *kept == '\0';
  GStrv said;

  for (guint i = 0; i < services->len || !found; i++)
    {
      const char *code = i < services->len ? ((const WabiServiceCode *) g_ptr_array_index (services, i))->code : kept;
      g_autofree char *label = wabi_desk_dup_service (self, code);

      g_strv_builder_add (codes, code);
      g_strv_builder_add (words, label);
      found |= g_strcmp0 (code, kept) == 0;
    }
  said = g_strv_builder_end (words);
  if (labels != NULL)
    *labels = said;
  else
    g_strfreev (said);
  return g_strv_builder_end (codes);
}

static void
add_act (Step *step, const char *name, JsonObject *args, const char *undo_name, JsonObject *undo_args)
{
  Act *act = g_new0 (Act, 1);

  act->redo_name = g_strdup (name);
  act->redo_args = json_object_ref (args);
  act->undo_name = g_strdup (undo_name);
  act->undo_args = undo_args != NULL ? json_object_ref (undo_args) : json_object_new ();
  g_ptr_array_add (step->acts, act);
}

static void
push_step (WabiDesk *self, Step *step)
{
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
    {
      Step *step = desk->open != NULL ? desk->open : new_step (done);

      add_act (step, name, args, undo_name, undo_args);
      if (desk->open == NULL)
        push_step (desk, step);
    }
  if (ok && done != NULL && desk->open == NULL)
    g_signal_emit (desk, signals[TOAST], 0, done, undo_name != NULL);
  json_object_unref (args);
  g_clear_pointer (&undo_args, json_object_unref);
  return ok;
}

void
wabi_desk_set_redo (WabiDesk *desk, const char *name, JsonObject *args)
{
  Step *step;
  Act *act;

  g_return_if_fail (desk->done > 0 || desk->open != NULL);

  step = desk->open != NULL ? desk->open : g_ptr_array_index (desk->steps, desk->done - 1);
  g_return_if_fail (step->acts->len > 0);
  act = g_ptr_array_index (step->acts, step->acts->len - 1);
  g_free (act->redo_name);
  json_object_unref (act->redo_args);
  act->redo_name = g_strdup (name);
  act->redo_args = args;
}

void
wabi_desk_set_births (WabiDesk *desk, JsonObject *redo_args)
{
  Step *step;
  Act *act;

  g_return_if_fail (desk->done > 0 || desk->open != NULL);

  step = desk->open != NULL ? desk->open : g_ptr_array_index (desk->steps, desk->done - 1);
  g_return_if_fail (step->acts->len > 0);
  act = g_ptr_array_index (step->acts, step->acts->len - 1);
  json_object_unref (act->redo_args);
  act->redo_args = redo_args;
  act->births = TRUE;
}

/* Whether a command says more than which record it is about, and why. */
static gboolean
is_telling (JsonObject *args)
{
  return json_object_get_size (args) > (json_object_has_member (args, "words") ? 2u : 1u);
}

/* Ids of the records that a command brings: of its rows, or its own where it says more than which one. */
static void
list_births (JsonObject *args, GPtrArray *ids)
{
  JsonArray *put = NULL;

  if (wabi_json_take_array (args, "put", FALSE, G_MAXUINT, &put, NULL) && put != NULL)
    for (guint i = 0; i < json_array_get_length (put); i++)
      g_ptr_array_add (ids, g_strdup (wabi_json_peek_text (json_array_get_object_element (put, i), "id")));
  else if (!json_object_has_member (args, "remove") && is_telling (args) && wabi_json_peek_text (args, "id") != NULL)
    g_ptr_array_add (ids, g_strdup (wabi_json_peek_text (args, "id")));
}

static void
replace_ids (JsonObject **args, GPtrArray *old, GPtrArray *new)
{
  g_autofree char *was = wabi_json_object_to_canonical (*args);
  g_autoptr (GString) text = g_string_new (was);
  JsonObject *named;

  for (guint i = 0; i < old->len; i++)
    g_string_replace (text, g_ptr_array_index (old, i), g_ptr_array_index (new, i), 0);
  named = wabi_json_parse_object (text->str, -1, NULL, NULL);
  g_return_if_fail (named != NULL);
  json_object_unref (*args);
  *args = named;
}

/* Before @given is done: what it brings is named anew, there and in what takes it away again. */
static void
renew_births (WabiDesk *desk, Act *act, JsonObject **given, JsonObject **back)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_free), new = g_ptr_array_new_with_free_func (g_free);

  if (!act->births)
    return;
  list_births (*given, old);
  for (guint i = 0; i < old->len; i++)
    g_ptr_array_add (new, wabi_desk_new_id (desk));
  replace_ids (given, old, new);
  replace_ids (back, old, new);
}

void
wabi_desk_begin_group (WabiDesk *desk)
{
  g_return_if_fail (desk->open == NULL);

  desk->open = new_step (NULL);
}

guint
wabi_desk_end_group (WabiDesk *desk, const char *done)
{
  Step *step = g_steal_pointer (&desk->open);
  guint n;

  g_return_val_if_fail (step != NULL, 0);

  n = step->acts->len;
  if (n == 0)
    {
      free_step (step);
      return 0;
    }
  step->done = g_strdup (done);
  push_step (desk, step);
  if (done != NULL)
    g_signal_emit (desk, signals[TOAST], 0, done, TRUE);
  return n;
}

/* Takes back what can be, the last first; what cannot be is dropped from the step. Returns how many failed, and why the first did. */
static guint
undo_acts (WabiDesk *desk, Step *step, GError **error)
{
  guint failed = 0;

  for (guint i = step->acts->len; i > 0; i--)
    {
      Act *act = g_ptr_array_index (step->acts, i - 1);

      renew_births (desk, act, &act->undo_args, &act->redo_args);
      if (wabi_cache_apply (desk->cache, act->undo_name, act->undo_args, NULL, NULL, failed == 0 ? error : NULL))
        continue;
      g_ptr_array_remove_index (step->acts, i - 1);
      failed++;
    }
  return failed;
}

gboolean
wabi_desk_drop_group (WabiDesk *desk, GError **error)
{
  Step *step = g_steal_pointer (&desk->open);
  gboolean ok;

  g_return_val_if_fail (step != NULL, FALSE);

  ok = undo_acts (desk, step, error) == 0;
  free_step (step);
  return ok;
}

static void
tell_partly (WabiDesk *desk, guint failed, guint of, const GError *error)
{
  /* Translators: how many of several changes could not be undone or done again, and why the first could not */
  g_autofree char *text = g_strdup_printf (_("%u of %u changes moved on since: %s"), failed, of, error->message);

  wabi_desk_tell (desk, text);
}

gboolean
wabi_desk_undo (WabiDesk *desk)
{
  g_autoptr (GError) error = NULL;
  guint of, failed;
  Step *step;

  if (desk->done == 0)
    {
      wabi_desk_tell (desk, _("Nothing to undo"));
      return FALSE;
    }
  step = g_ptr_array_index (desk->steps, desk->done - 1);
  of = step->acts->len;
  failed = undo_acts (desk, step, &error);
  if (failed == of)
    {
      /* It moved on since: it will not become undoable by waiting. */
      g_ptr_array_remove_index (desk->steps, desk->done - 1);
      desk->done--;
      wabi_desk_tell_error (desk, error);
      return FALSE;
    }
  desk->done--;
  if (failed > 0)
    tell_partly (desk, failed, of, error);
  else
    wabi_desk_tell (desk, _("Undone"));
  return TRUE;
}

/* As undo_acts(), the first first; a step of one act stays to be tried again. */
static guint
redo_acts (WabiDesk *desk, Step *step, GError **error)
{
  guint failed = 0;

  for (guint i = 0; i < step->acts->len;)
    {
      Act *act = g_ptr_array_index (step->acts, i);

      renew_births (desk, act, &act->redo_args, &act->undo_args);
      if (wabi_cache_apply (desk->cache, act->redo_name, act->redo_args, NULL, NULL, failed == 0 ? error : NULL))
        i++;
      else if (++failed && step->acts->len == 1)
        return failed;
      else
        g_ptr_array_remove_index (step->acts, i);
    }
  return failed;
}

gboolean
wabi_desk_redo (WabiDesk *desk)
{
  g_autoptr (GError) error = NULL;
  guint of, failed;
  Step *step;

  if (desk->done >= desk->steps->len)
    {
      wabi_desk_tell (desk, _("Nothing to do again"));
      return FALSE;
    }
  step = g_ptr_array_index (desk->steps, desk->done);
  of = step->acts->len;
  failed = redo_acts (desk, step, &error);
  if (failed == of)
    {
      wabi_desk_tell_error (desk, error);
      return FALSE;
    }
  desk->done++;
  if (failed > 0)
    {
      tell_partly (desk, failed, of, error);
      return TRUE;
    }
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
