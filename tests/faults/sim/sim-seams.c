// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the product touches the machine: the linker sends these calls here (--wrap), so that its own objects run unchanged.

#include "sim.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FIRST_TIMER (1u << 30)

typedef struct
{
  guint id;
  gint64 at, interval;
  GSourceFunc func;
  gpointer data;
} Timer;

void __wrap_g_task_run_in_thread (GTask *task, GTaskThreadFunc func);
guint __wrap_g_timeout_add (guint interval, GSourceFunc func, gpointer data);
guint __wrap_g_timeout_add_seconds (guint interval, GSourceFunc func, gpointer data);
gboolean __real_g_source_remove (guint id);
gboolean __wrap_g_source_remove (guint id);
gboolean __real_g_file_test (const char *path, GFileTest test);
gboolean __wrap_g_file_test (const char *path, GFileTest test);
int __real_rename (const char *from, const char *to);
int __wrap_rename (const char *from, const char *to);
int __real_open64 (const char *path, int flags, int mode);
int __wrap_open64 (const char *path, int flags, int mode);
int __real_g_mkdir_with_parents (const char *path, int mode);
int __wrap_g_mkdir_with_parents (const char *path, int mode);
WabiDb *__real_wabi_db_open (const WabiDbDriver *driver, const WabiDbOptions *options, GError **error);
WabiDb *__wrap_wabi_db_open (const WabiDbDriver *driver, const WabiDbOptions *options, GError **error);
WabiIdSource *__wrap_wabi_id_source_new (const WabiClock *clock);
void __wrap_wabi_random_bytes (guint8 *out, gsize length);
guint32 __wrap_wabi_random_below (guint32 bound);

/* ---- worker threads of the desktop ---- */

void
__wrap_g_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  SimJob *job = g_new0 (SimJob, 1);

  job->task = g_object_ref (task);
  job->func = func;
  job->desk = sim_desk_of_sync (g_task_get_source_object (task));
  g_ptr_array_add (sim_world->jobs, job);
}

void
sim_run_job (guint index)
{
  SimJob *job = g_ptr_array_steal_index (sim_world->jobs, index);

  sim_world->working = job->desk;
  job->func (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
             g_task_get_cancellable (job->task));
  sim_world->working = NULL;
  g_object_unref (job->task);
  g_free (job);
}

void
sim_drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- timers ---- */

GArray *
sim_timers_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Timer));
}

guint
__wrap_g_timeout_add (guint interval, GSourceFunc func, gpointer data)
{
  Timer timer = { FIRST_TIMER + ++sim_world->last_timer, sim_world->time + interval * G_GINT64_CONSTANT (1000), interval, func, data };

  g_array_append_val (sim_world->timers, timer);
  return timer.id;
}

guint
__wrap_g_timeout_add_seconds (guint interval, GSourceFunc func, gpointer data)
{
  return __wrap_g_timeout_add (interval * 1000, func, data);
}

gboolean
__wrap_g_source_remove (guint id)
{
  if (id < FIRST_TIMER)
    return __real_g_source_remove (id);
  for (guint i = 0; sim_world != NULL && i < sim_world->timers->len; i++)
    if (g_array_index (sim_world->timers, Timer, i).id == id)
      {
        g_array_remove_index (sim_world->timers, i);
        return TRUE;
      }
  return FALSE;
}

gint64
sim_next_timer (void)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < sim_world->timers->len; i++)
    first = MIN (first, g_array_index (sim_world->timers, Timer, i).at);
  return first;
}

void
sim_fire_timers (void)
{
  for (guint i = 0; i < sim_world->timers->len;)
    {
      Timer timer = g_array_index (sim_world->timers, Timer, i);

      if (timer.at > sim_world->time)
        {
          i++;
          continue;
        }
      g_array_remove_index (sim_world->timers, i);
      if (timer.func (timer.data))
        {
          timer.at = sim_world->time + timer.interval * 1000;
          g_array_append_val (sim_world->timers, timer);
        }
      i = 0;
    }
}

/* ---- files that are not the database's ---- */

gboolean
__wrap_g_file_test (const char *path, GFileTest test)
{
  if (!sim_path_is_ours (path))
    return __real_g_file_test (path, test);
  /* The vault need not try the key on the file first: there is no cipher here, and opening is dear. */
  return !g_str_has_suffix (path, ".cache") && sim_path_exists (path);
}

int
__wrap_rename (const char *from, const char *to)
{
  if (!sim_path_is_ours (from))
    return __real_rename (from, to);
  if (sim_path_rename (from, to))
    return 0;
  errno = ENOENT;
  return -1;
}

int
__wrap_open64 (const char *path, int flags, int mode)
{
  return sim_path_is_ours (path) ? memfd_create ("sim", MFD_CLOEXEC) : __real_open64 (path, flags, mode);
}

int
__wrap_g_mkdir_with_parents (const char *path, int mode)
{
  return sim_path_is_ours (path) ? 0 : __real_g_mkdir_with_parents (path, mode);
}

/* ---- databases: the plain SQLite for both sides, checkpoints often ---- */

WabiDb *
__wrap_wabi_db_open (const WabiDbDriver *driver, const WabiDbOptions *options, GError **error)
{
  static const guint checkpoints[] = { 1000, 1000, 40, 8 };
  WabiDbOptions plain = *options;
  char pragma[64];
  WabiDb *db;

  plain.key = NULL;
  if (sim_mutant_is ("acknowledge-before-the-disk"))
    plain.durable = FALSE;
  db = __real_wabi_db_open (driver, &plain, error);
  if (db == NULL || sim_world == NULL || options->read_only)
    return db;
  g_snprintf (pragma, sizeof pragma, "PRAGMA wal_autocheckpoint=%u;", checkpoints[sim_world->plan.seed % G_N_ELEMENTS (checkpoints)]);
  if (!wabi_db_script (db, pragma, error))
    g_clear_pointer (&db, wabi_db_close);
  return db;
}

/* ---- chance ---- */

WabiIdSource *
__wrap_wabi_id_source_new (const WabiClock *clock)
{
  return wabi_id_source_new_seeded (clock, sim_world != NULL ? g_rand_int (sim_world->rand) : 1);
}

void
__wrap_wabi_random_bytes (guint8 *out, gsize length)
{
  for (gsize i = 0; i < length; i++)
    out[i] = sim_world != NULL ? (guint8) g_rand_int (sim_world->rand) : 7;
}

guint32
__wrap_wabi_random_below (guint32 bound)
{
  return sim_world != NULL ? (guint32) sim_draw (sim_world->rand, bound) : 0;
}
