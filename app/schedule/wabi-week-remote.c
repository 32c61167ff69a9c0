// SPDX-License-Identifier: AGPL-3.0-or-later
// A week that the server plans: asked for, looked after, fetched.

#include "wabi-week-remote.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How often the server is asked how far it is; it says at least each second itself. */
#define LOOK_MILLISECONDS 700
/* So often in a row no answer may come before the work there is given up. */
#define MOST_LOST 6

struct _WabiWeekRemote
{
  WabiSync *sync;
  JsonObject *order;
  GCancellable *cancellable;
  char *id; /* (nullable): of the job, once the server has it */
  guint look, lost;
  gulong watch;
  gboolean stopped, over;
  WabiWeekRemoteProgress progress;
  WabiWeekRemoteDone done;
  gpointer data;
};

static void look_soon (WabiWeekRemote *self);

static void
finish (WabiWeekRemote *self, WabiWeekPlan *take_plan, GError *take_error)
{
  self->over = TRUE;
  self->done (take_plan, take_error, self->data);
}

static void
fail (WabiWeekRemote *self, const char *message)
{
  finish (self, NULL, g_error_new_literal (WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE, message));
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
take_plan (WabiWeekRemote *self, JsonObject *answer)
{
  GError *error = NULL;
  JsonObject *object = NULL;
  WabiWeekPlan *plan
      = wabi_json_take_object (answer, "plan", TRUE, &object, &error) ? wabi_week_plan_from_json (object, &error) : NULL;

  if (plan != NULL)
    {
      finish (self, plan, NULL);
      return;
    }
  g_warning ("the server's plan is not sound: %s", error->message);
  g_clear_error (&error);
  fail (self, _("The server's plan cannot be read. It may be of another version."));
}

static void
take_answer (WabiWeekRemote *self, JsonObject *answer)
{
  const char *state = wabi_json_peek_text (answer, "state");
  WabiPlanProgress progress = { .seconds = (double) wabi_json_peek_int (answer, "milliseconds", 0) / 1000,
                                .value = wabi_json_peek_int (answer, "value", 0),
                                .bound = wabi_json_peek_int (answer, "bound", G_MAXINT64),
                                .slots = (int) CLAMP (wabi_json_peek_int (answer, "slots", 0), 0, G_MAXINT) };

  if (g_strcmp0 (state, "done") == 0)
    take_plan (self, answer);
  else if (g_strcmp0 (state, "failed") == 0)
    {
      const char *message = wabi_json_peek_text (answer, "message");

      fail (self, message != NULL ? message : _("The server could not plan."));
    }
  else
    {
      self->progress (&progress, (int) CLAMP (wabi_json_peek_int (answer, "wanted", 0), 0, G_MAXINT), self->data);
      look_soon (self);
    }
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);
  WabiWeekRemote *self = data;

  if (answer == NULL && is_cancelled (error))
    return;
  if (answer != NULL)
    {
      self->lost = 0;
      take_answer (self, answer);
      return;
    }
  // The work goes on there; a line that is gone for a moment is no reason to give it up. What was refused is.
  if (g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED) || ++self->lost >= MOST_LOST)
    fail (self, error->message);
  else
    look_soon (self);
}

static void
ask (WabiWeekRemote *self, const char *method, const char *tail, JsonObject *body, GAsyncReadyCallback callback)
{
  g_autofree char *path = self->id == NULL ? g_strdup ("/v1/plans") : g_strconcat ("/v1/plans/", self->id, tail, NULL);

  wabi_sync_ask_async (self->sync, method, path, body, callback != NULL ? self->cancellable : NULL, callback, callback != NULL ? self : NULL);
}

static gboolean
on_look_cb (gpointer data)
{
  WabiWeekRemote *self = data;

  self->look = 0;
  ask (self, "GET", NULL, NULL, on_looked_cb);
  return G_SOURCE_REMOVE;
}

static void
look_soon (WabiWeekRemote *self)
{
  self->look = g_timeout_add (LOOK_MILLISECONDS, on_look_cb, self);
}

static void
on_begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_ask_finish (WABI_SYNC (source), result, &error);
  WabiWeekRemote *self = data;
  const char *id = answer != NULL ? wabi_json_peek_text (answer, "id") : NULL;

  if (answer == NULL && is_cancelled (error))
    return;
  if (id == NULL || strlen (id) > WABI_ID_LENGTH)
    {
      fail (self, error != NULL ? error->message : _("The server's plan cannot be read. It may be of another version."));
      return;
    }
  self->id = g_uri_escape_string (id, NULL, FALSE);
  if (self->stopped)
    wabi_week_remote_stop (self);
  take_answer (self, answer);
}

static gboolean
is_settled (WabiWeekRemote *self)
{
  gboolean online;
  guint pending;

  g_object_get (self->sync, "online", &online, "pending", &pending, NULL);
  return !online || pending == 0;
}

/* Waits until the queue is empty, or the server is out of reach: any of what the sync tells may be the news of it. */
static void
on_pending_cb (WabiSync *sync, GParamSpec *pspec, WabiWeekRemote *self)
{
  if (!is_settled (self))
    return;
  g_clear_signal_handler (&self->watch, sync);
  ask (self, "POST", NULL, self->order, on_begun_cb);
}

static gboolean
on_begin_cb (gpointer data)
{
  WabiWeekRemote *self = data;

  self->look = 0;
  self->watch = g_signal_connect (self->sync, "notify", G_CALLBACK (on_pending_cb), self);
  if (!is_settled (self))
    wabi_sync_now (self->sync);
  on_pending_cb (self->sync, NULL, self);
  return G_SOURCE_REMOVE;
}

WabiWeekRemote *
wabi_week_remote_begin (WabiSync *sync, const WabiWeekWish *wish, double seconds, WabiWeekRemoteProgress progress, WabiWeekRemoteDone done,
                        gpointer data)
{
  WabiWeekRemote *self = g_new0 (WabiWeekRemote, 1);

  self->sync = g_object_ref (sync);
  self->order = wabi_week_wish_to_json (wish);
  json_object_set_int_member (self->order, "seconds", (gint64) seconds);
  self->cancellable = g_cancellable_new ();
  self->progress = progress;
  self->done = done;
  self->data = data;
  self->look = g_idle_add (on_begin_cb, self);
  return self;
}

void
wabi_week_remote_stop (WabiWeekRemote *self)
{
  self->stopped = TRUE;
  if (self->id != NULL && !self->over)
    ask (self, "POST", "/stop", NULL, NULL);
}

void
wabi_week_remote_drop (WabiWeekRemote *self)
{
  if (self->id != NULL && !self->over)
    ask (self, "POST", "/drop", NULL, NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_signal_handler (&self->watch, self->sync);
  g_object_unref (self->cancellable);
  g_object_unref (self->sync);
  json_object_unref (self->order);
  g_free (self->id);
  g_free (self);
}
