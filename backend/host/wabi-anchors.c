// SPDX-License-Identifier: AGPL-3.0-or-later
// The clockwork of what is done from time to time: the audit's anchors, and once a day what is not kept for ever.

#include "wabi-anchors.h"

#include "wabi-anchor.h"

#define TIDY_EACH (24 * 3600 * G_TIME_SPAN_SECOND)
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

/* A server that is started anew more than once a day has nothing to remove then, and that costs little. */
static void
tidy (WabiAnchors *self, gint64 *due)
{
  g_autoptr (GError) error = NULL;
  WabiTidied tidied;

  if (g_get_monotonic_time () < *due)
    return;
  *due = g_get_monotonic_time () + TIDY_EACH;
  if (!wabi_store_tidy (self->store, &tidied, &error))
    g_warning ("old results and tombstones were not removed: %s", error->message);
}

static gpointer
work (gpointer data)
{
  WabiAnchors *self = data;
  /* Not at the start, when everybody comes back. */
  gint64 due = g_get_monotonic_time () + NOTE_EACH / 2;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      gint64 until = g_get_monotonic_time () + NOTE_EACH;

      g_mutex_unlock (&self->lock);
      note (self);
      tidy (self, &due);
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
