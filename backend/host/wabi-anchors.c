// SPDX-License-Identifier: AGPL-3.0-or-later
// The clockwork of the audit anchors.

#include "wabi-anchors.h"

#include "wabi-anchor.h"

#define NOTE_EACH (15 * 60 * G_TIME_SPAN_SECOND)

struct _WabiAnchors
{
  WabiStore *store;
  char *files[2];
  const WabiClock *clock;
  GThread *thread;
  GMutex lock;
  GCond wake;
  gboolean closing; /* under the lock */
};

static void
note (WabiAnchors *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->files); i++)
    {
      g_autoptr (GError) error = NULL;

      if (self->files[i] != NULL && !wabi_anchor_note (self->store, self->files[i], "heads", wabi_clock_now (self->clock), &error))
        g_warning ("the audit was not anchored: %s", error->message);
    }
}

static gpointer
work (gpointer data)
{
  WabiAnchors *self = data;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      gint64 until = g_get_monotonic_time () + NOTE_EACH;

      g_mutex_unlock (&self->lock);
      note (self);
      g_mutex_lock (&self->lock);
      while (!self->closing && g_cond_wait_until (&self->wake, &self->lock, until))
        ;
    }
  g_mutex_unlock (&self->lock);
  note (self);
  return NULL;
}

WabiAnchors *
wabi_anchors_new (WabiStore *store, const char *folder, const char *second, const WabiClock *clock)
{
  WabiAnchors *self = g_new0 (WabiAnchors, 1);

  self->store = store;
  self->clock = clock;
  self->files[0] = wabi_anchor_build_path (folder);
  self->files[1] = g_strdup (second);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->thread = g_thread_new ("anchors", work, self);
  return self;
}

void
wabi_anchors_free (WabiAnchors *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self->files[0]);
  g_free (self->files[1]);
  g_free (self);
}
