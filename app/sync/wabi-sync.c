// SPDX-License-Identifier: AGPL-3.0-or-later
// The object: drives the machine of core/sync, watches the network, and says in words how things stand.

#include "wabi-sync-away-private.h"

#include "wabi-id.h"

G_DEFINE_QUARK (wabi - sync - error - quark, wabi_sync_error)
G_DEFINE_FINAL_TYPE (WabiSync, wabi_sync, G_TYPE_OBJECT)

enum
{
  PROP_CACHE = 1,
  PROP_STATE,
  PROP_STATE_TEXT,
  PROP_ONLINE,
  PROP_PENDING,
  PROP_REFUSED,
  PROP_PROGRESS,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static guint32
draw (guint32 bound, gpointer data)
{
  return wabi_random_below (bound);
}

/* One line for each time, however the state is shown: it names no record and nobody. */
static void
watch_queue (WabiSync *self)
{
  gboolean stuck = self->cache != NULL && self->machine != NULL && wabi_sync_is_stuck (self);
  g_autoptr (GString) where = NULL;

  if (stuck == self->stuck_told)
    return;
  self->stuck_told = stuck;
  if (!stuck)
    return;
  where = g_string_new (NULL);
  for (guint i = 0; self->tables->services[i] != NULL; i++)
    if (wabi_cache_get_pending_of (self->cache, i, NULL) > 0)
      g_string_append_printf (where, " %s %u", self->tables->services[i], wabi_cache_get_pending_of (self->cache, i, NULL));
  g_message ("the queue does not move although the server answers: waiting%s, set aside %u", where->str, wabi_cache_get_aside (self->cache));
}

void
wabi_sync_update_state (WabiSync *self)
{
  gboolean online = self->machine != NULL && wabi_sync_machine_get_online (self->machine);
  double progress = self->machine != NULL ? wabi_sync_machine_get_progress (self->machine) : 0;
  g_autofree char *text = NULL;
  WabiSyncState state;

  g_object_freeze_notify (G_OBJECT (self));
  if (online != self->online)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
  if (progress < self->progress || progress > self->progress)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  self->online = online;
  self->progress = progress;
  watch_queue (self);
  state = wabi_sync_find_state (self);
  text = wabi_sync_build_text (self, state, progress);
  if (state != self->state)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  if (g_strcmp0 (text, self->state_text) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE_TEXT]);
  self->state = state;
  g_free (self->state_text);
  self->state_text = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PENDING]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REFUSED]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* ---- The pump ---- */

/* One answer is waited for before the next question is asked, since an order that everybody sees is worth more
 * than a little time; but not for longer than this: a service that hangs must not hold the others up. */
#define PATIENCE_MS 2000
#define MOST_LANES 4

static gboolean
on_timer_cb (gpointer data)
{
  WabiSync *self = data;

  self->timer = 0;
  wabi_sync_pump (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_patience_cb (gpointer data)
{
  WabiSync *self = data;

  self->patience = 0;
  self->slow = self->lanes;
  wabi_sync_pump (self);
  return G_SOURCE_REMOVE;
}

void
wabi_sync_note_progress (WabiSync *self)
{
  if (self->patience == 0)
    return;
  g_source_remove (self->patience);
  self->patience = g_timeout_add (PATIENCE_MS, on_patience_cb, self);
}

static void
tell_pending (WabiSync *self, gint64 now)
{
  for (guint i = 0; self->tables->services[i] != NULL; i++)
    {
      gint64 oldest = 0;
      guint pending = wabi_cache_get_pending_of (self->cache, i, &oldest);

      wabi_sync_machine_set_pending (self->machine, now, i, pending, oldest);
    }
}

static void
take_step (WabiSync *self, const WabiSyncStep *step)
{
  if (step->what == WABI_SYNC_DO_WAIT)
    {
      self->timer = g_timeout_add ((guint)MIN (step->wait / 1000, G_MAXINT) + 1, on_timer_cb, self);
      return;
    }
  if (step->what == WABI_SYNC_DO_NOTHING)
    return;
  self->lanes++;
  g_clear_handle_id (&self->patience, g_source_remove);
  self->patience = g_timeout_add (PATIENCE_MS, on_patience_cb, self);
  if (step->what == WABI_SYNC_DO_REFRESH)
    wabi_sync_round_refresh (self);
  else if (step->what == WABI_SYNC_DO_PUSH)
    wabi_sync_round_push (self, step->service, step->until);
  else
    wabi_sync_round_pull (self, step->service);
}

void
wabi_sync_pump (WabiSync *self)
{
  WabiSyncStep step;
  gint64 now;

  if (self->cache == NULL || self->starting || self->leaving || self->lanes > self->slow || self->lanes >= MOST_LANES)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  now = wabi_clock_monotonic (wabi_cache_get_clock (self->cache));
  tell_pending (self, now);
  step = wabi_sync_machine_next (self->machine, now);
  wabi_sync_update_state (self);
  take_step (self, &step);
}

static void
on_outbox_changed_cb (WabiSync *self)
{
  wabi_sync_update_state (self);
  wabi_sync_pump (self);
}

static void
on_network_changed_cb (WabiSync *self)
{
  if (self->machine == NULL)
    return;
  /* A server on this machine needs no network; let the attempt decide. */
  wabi_sync_machine_stir (self->machine);
  wabi_sync_pump (self);
}

static void
read_cursors (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WabiCache *cache = task_data;
  const WabiCacheTables *tables = wabi_cache_get_tables (cache);
  g_autoptr (GArray) cursors = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *error = NULL;

  for (guint i = 0; tables->services[i] != NULL; i++)
    {
      gint64 seq = 0;
      gboolean loaded = FALSE;

      if (!wabi_cache_read_cursor (cache, tables->services[i], &seq, NULL, &loaded, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      seq = loaded ? seq : -1 - seq;
      g_array_append_val (cursors, seq);
    }
  g_task_return_pointer (task, g_steal_pointer (&cursors), (GDestroyNotify)g_array_unref);
}

static void
on_cursors_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  WabiSync *self = WABI_SYNC (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) cursors = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (cursors == NULL)
    g_warning ("the cursors cannot be read: %s", error->message);
  for (guint i = 0; cursors != NULL && i < cursors->len; i++)
    {
      gint64 seq = g_array_index (cursors, gint64, i);

      wabi_sync_machine_set_cursor (self->machine, i, seq >= 0 ? seq : -1 - seq, seq >= 0);
    }
  self->starting = FALSE;
  wabi_sync_listen (self);
  wabi_sync_pump (self);
}

void
wabi_sync_start (WabiSync *self, WabiCache *take_cache)
{
  g_autoptr (GTask) task = NULL;

  wabi_sync_stop (self);
  self->cache = take_cache;
  self->locked = self->leaving = self->gone = FALSE;
  self->leave_pause = 0;
  self->tried = FALSE;
  self->machine = wabi_sync_machine_new (g_strv_length ((char **)self->tables->services), draw, NULL);
  wabi_sync_machine_set_paused (self->machine, self->paused);
  wabi_sync_machine_set_token (self->machine, self->access_token != NULL);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->cache, "outbox-changed", G_CALLBACK (on_outbox_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->starting = TRUE;
  wabi_sync_watch_contact (self, TRUE);
  task = g_task_new (self, self->cancellable, on_cursors_cb, NULL);
  g_task_set_task_data (task, g_object_ref (self->cache), g_object_unref);
  g_task_run_in_thread (task, read_cursors);
  wabi_sync_update_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CACHE]);
}

void
wabi_sync_stop (WabiSync *self)
{
  g_autoptr (WabiCache) cache = g_steal_pointer (&self->cache);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->events_timer, g_source_remove);
  wabi_sync_watch_contact (self, FALSE);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->machine, wabi_sync_machine_free);
  g_clear_handle_id (&self->patience, g_source_remove);
  self->starting = FALSE;
  self->lanes = self->slow = 0;
  self->listening = FALSE;
  if (cache == NULL)
    return;
  g_signal_handlers_disconnect_by_data (cache, self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CACHE]);
  wabi_cache_close (cache);
  wabi_sync_update_state (self);
}

/* ---- GObject ---- */

static void
wabi_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WabiSync *self = WABI_SYNC (object);

  switch (id)
    {
    case PROP_CACHE:
      g_value_set_object (value, self->cache);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int)self->state);
      break;
    case PROP_STATE_TEXT:
      g_value_set_string (value, self->state_text);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_PENDING:
      g_value_set_uint (value, self->cache != NULL ? wabi_cache_get_pending (self->cache) : 0);
      break;
    case PROP_REFUSED:
      g_value_set_uint (value, self->cache != NULL ? wabi_cache_get_refused (self->cache) : 0);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wabi_sync_dispose (GObject *object)
{
  wabi_sync_stop (WABI_SYNC (object));
  G_OBJECT_CLASS (wabi_sync_parent_class)->dispose (object);
}

static void
wabi_sync_finalize (GObject *object)
{
  WabiSync *self = WABI_SYNC (object);

  g_free (self->directory);
  g_clear_object (&self->keys);
  g_clear_pointer (&self->account, wabi_account_free);
  g_clear_object (&self->session);
  g_clear_object (&self->events_session);
  g_free (self->access_token);
  g_free (self->refresh_token);
  g_free (self->state_text);
  g_free (self->boot);
  wabi_contact_clear (&self->contact);
  G_OBJECT_CLASS (wabi_sync_parent_class)->finalize (object);
}

static void
wabi_sync_class_init (WabiSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = wabi_sync_get_property;
  object_class->dispose = wabi_sync_dispose;
  object_class->finalize = wabi_sync_finalize;
  props[PROP_CACHE] = g_param_spec_object ("cache", NULL, NULL, WABI_TYPE_CACHE, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, WABI_SYNC_N_STATES - 1, 0, flags);
  props[PROP_STATE_TEXT] = g_param_spec_string ("state-text", NULL, NULL, "", flags);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  props[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_REFUSED] = g_param_spec_uint ("refused", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
wabi_sync_init (WabiSync *self)
{
  self->state_text = g_strdup ("");
  self->clock = wabi_clock_get_system ();
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed_cb), self, G_CONNECT_SWAPPED);
}

WabiSync *
wabi_sync_new (const char *directory, const WabiCacheTables *tables, WabiKeyStore *keys)
{
  WabiSync *self;

  g_return_val_if_fail (directory != NULL && tables != NULL && WABI_IS_KEY_STORE (keys), NULL);

  self = g_object_new (WABI_TYPE_SYNC, NULL);
  self->directory = g_strdup (directory);
  self->tables = tables;
  self->keys = g_object_ref (keys);
  wabi_sync_update_state (self);
  return self;
}

WabiCache *
wabi_sync_get_cache (WabiSync *sync)
{
  g_return_val_if_fail (WABI_IS_SYNC (sync), NULL);
  return sync->cache;
}

WabiSyncState
wabi_sync_get_state (WabiSync *sync)
{
  g_return_val_if_fail (WABI_IS_SYNC (sync), WABI_SYNC_SIGNED_OUT);
  return sync->state;
}

char *
wabi_sync_dup_server (WabiSync *sync)
{
  char *server;

  g_return_val_if_fail (WABI_IS_SYNC (sync), NULL);
  server = sync->account != NULL ? g_strdup (sync->account->server) : NULL;
  if (server != NULL && g_str_has_suffix (server, "/"))
    server[strlen (server) - 1] = '\0';
  return server;
}

const char *
wabi_sync_get_state_text (WabiSync *sync)
{
  g_return_val_if_fail (WABI_IS_SYNC (sync), "");
  return sync->state_text;
}

gboolean
wabi_sync_get_online (WabiSync *sync)
{
  g_return_val_if_fail (WABI_IS_SYNC (sync), FALSE);
  return sync->online;
}

double
wabi_sync_get_progress (WabiSync *sync)
{
  g_return_val_if_fail (WABI_IS_SYNC (sync), 0);
  return sync->progress;
}

void
wabi_sync_now (WabiSync *sync)
{
  g_return_if_fail (WABI_IS_SYNC (sync));

  if (sync->machine == NULL)
    return;
  wabi_sync_machine_poke (sync->machine);
  wabi_sync_listen (sync);
  wabi_sync_pump (sync);
}

void
wabi_sync_check (WabiSync *sync)
{
  g_return_if_fail (WABI_IS_SYNC (sync));

  if (sync->machine != NULL)
    wabi_sync_machine_compare_all (sync->machine);
  wabi_sync_now (sync);
}

void
wabi_sync_set_paused (WabiSync *sync, gboolean paused)
{
  g_return_if_fail (WABI_IS_SYNC (sync));

  sync->paused = paused;
  if (sync->machine != NULL)
    wabi_sync_machine_set_paused (sync->machine, paused);
  wabi_sync_update_state (sync);
  wabi_sync_pump (sync);
}
