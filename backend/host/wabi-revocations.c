// SPDX-License-Identifier: AGPL-3.0-or-later
// Ended access takes effect at once, not when the access token is over: a watch on the records that say so.

#include "wabi-revocations.h"

#include <string.h>

#define LOOK_EACH (1 * G_TIME_SPAN_SECOND)
/* Older ones are about tokens that are over by themselves. */
#define WINDOW ((gint64) (WABI_TOKENS_LIFE + 60) * G_USEC_PER_SEC)

struct _WabiRevocations
{
  WabiStore *store;
  WabiTokens *tokens;
  const WabiClock *clock;
  guint listener;
  GThread *thread;
  GMutex lock;
  GCond wake;
  gboolean closing, moved; /* under the lock */
  GHashTable *inactive;    /* "practice\nstaff\nversion" of people who left, as far as they were seen */
  gboolean failed;         /* of the thread: said once */
};

static gboolean
take_row (const WabiRow *row, gpointer data, GError **error)
{
  WabiRevocations *self = data;

  wabi_tokens_revoke (self->tokens, wabi_row_text (row, 0), wabi_row_text (row, 1), wabi_row_text (row, 2), wabi_row_int (row, 3));
  return TRUE;
}

/* The staff record says that the person left: each saying ends what was given before it was seen. */
static gboolean
take_inactive (const WabiRow *row, gpointer data, GError **error)
{
  WabiRevocations *self = data;
  const char *practice = wabi_row_text (row, 0), *staff = wabi_row_text (row, 1);
  char *mark = g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT, practice, staff, wabi_row_int (row, 2));

  if (g_hash_table_add (self->inactive, mark))
    wabi_tokens_revoke (self->tokens, practice, staff, NULL, wabi_clock_now (self->clock));
  return TRUE;
}

static gboolean
look_in (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  WabiRevocations *self = data;
  const WabiValue args[] = { WABI_INT (wabi_clock_now (self->clock) - WINDOW) };

  return wabi_db_query (db, "SELECT practice_id, f_staff, f_device, f_at FROM r_revocation WHERE f_at > $1 AND deleted = 0", args,
                        G_N_ELEMENTS (args), take_row, self, NULL, error)
         && wabi_db_query (db, "SELECT practice_id, id, version FROM r_staff WHERE f_active = 0", NULL, 0, take_inactive, self, NULL,
                           error);
}

static gpointer
watch (gpointer data)
{
  WabiRevocations *self = data;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      g_autoptr (GError) error = NULL;

      if (!self->moved)
        g_cond_wait_until (&self->wake, &self->lock, g_get_monotonic_time () + LOOK_EACH);
      self->moved = FALSE;
      if (self->closing)
        break;
      g_mutex_unlock (&self->lock);
      if (!wabi_store_read (self->store, NULL, look_in, self, &error) && !self->failed)
        g_warning ("ended access cannot be read: %s", error->message);
      self->failed = error != NULL;
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
on_head_cb (const char *practice, const char *service, gint64 head, gpointer data)
{
  WabiRevocations *self = data;

  if (strcmp (service, "auth") != 0)
    return;
  g_mutex_lock (&self->lock);
  self->moved = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

WabiRevocations *
wabi_revocations_new (WabiStore *store, WabiTokens *tokens, const WabiClock *clock, GError **error)
{
  WabiRevocations *self = g_new0 (WabiRevocations, 1);

  self->store = store;
  self->tokens = tokens;
  self->clock = clock;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->inactive = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!wabi_store_read (store, NULL, look_in, self, error))
    {
      wabi_revocations_free (self);
      return NULL;
    }
  self->listener = wabi_store_add_listener (store, on_head_cb, self);
  self->thread = g_thread_new ("revocations", watch, self);
  return self;
}

void
wabi_revocations_free (WabiRevocations *self)
{
  if (self == NULL)
    return;
  if (self->listener != 0)
    wabi_store_remove_listener (self->store, self->listener);
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_hash_table_unref (self->inactive);
  g_free (self);
}
