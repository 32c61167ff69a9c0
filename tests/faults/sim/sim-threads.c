// SPDX-License-Identifier: AGPL-3.0-or-later
// Threads as contexts of one: who waits for a condition hands on, so that the machine's own scheduling has no part in a run.

#include "sim-threads.h"

#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#define STACK (1024 * 1024)

typedef enum
{
  RUNNABLE,
  WAITING,
  FINISHED,
} State;

typedef struct
{
  State state;
  GCond *cond;     /* waited for */
  gint64 deadline; /* world time, G_MAXINT64 for none */
  struct pollfd *fds; /* waited for */
  nfds_t n_fds;
  gboolean timed_out;
  GThreadFunc func;
  gpointer data, result;
  ucontext_t context;
  gpointer stack; /* %NULL for the main one's */
} Sim;

GThread *__wrap_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error);
int __real_poll (struct pollfd *fds, nfds_t n, int timeout);
int __wrap_poll (struct pollfd *fds, nfds_t n, int timeout);
void __wrap_g_usleep (gulong microseconds);
GThread *__wrap_g_thread_new (const char *name, GThreadFunc func, gpointer data);
gpointer __wrap_g_thread_join (GThread *thread);
void __wrap_g_cond_wait (GCond *cond, GMutex *mutex);
gboolean __wrap_g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 until);
void __wrap_g_cond_signal (GCond *cond);
void __wrap_g_cond_broadcast (GCond *cond);
gint64 __wrap_g_get_monotonic_time (void);

static GPtrArray *all;
static guint current;
static gint64 (*clock_now) (void);
static void (*clock_move) (gint64 to);

static Sim *
new_sim (void)
{
  Sim *sim = g_new0 (Sim, 1);

  sim->deadline = G_MAXINT64;
  return sim;
}

static void
ensure_main (void)
{
  if (all != NULL)
    return;
  all = g_ptr_array_new ();
  g_ptr_array_add (all, new_sim ());
}

void
sim_threads_set_clock (gint64 (*now) (void), void (*move) (gint64 to))
{
  ensure_main ();
  clock_now = now;
  clock_move = move;
}

static Sim *
get_sim (guint index)
{
  return g_ptr_array_index (all, index);
}

static gboolean
is_due (Sim *sim, gint64 now)
{
  if (sim->state == WAITING && sim->fds != NULL && __real_poll (sim->fds, sim->n_fds, 0) > 0)
    {
      sim->state = RUNNABLE;
      return TRUE;
    }
  if (sim->state != WAITING || sim->deadline > now)
    return FALSE;
  sim->state = RUNNABLE;
  sim->timed_out = TRUE;
  return TRUE;
}

/* The next after the current one that can run; when none can, time is moved to the first deadline. */
static guint
pick_next (gboolean main_too)
{
  for (;;)
    {
      gint64 first = G_MAXINT64, now = clock_now ();

      for (guint step = 1; step <= all->len; step++)
        {
          guint index = (current + step) % all->len;
          Sim *sim = get_sim (index);

          if ((index != 0 || main_too) && (sim->state == RUNNABLE || is_due (sim, now)))
            return index;
          if (sim->state == WAITING)
            first = MIN (first, sim->deadline);
        }
      if (!main_too)
        return 0;
      if (first == G_MAXINT64)
        g_error ("every thread waits for another: the product has locked itself up");
      clock_move (first);
    }
}

static void
hand_on (guint next)
{
  Sim *self = get_sim (current);

  if (next == current)
    return;
  current = next;
  if (self->state == FINISHED)
    setcontext (&get_sim (next)->context);
  else
    swapcontext (&self->context, &get_sim (next)->context);
}

void
sim_threads_settle (void)
{
  ensure_main ();
  g_assert (current == 0);
  for (guint next = pick_next (FALSE); next != 0; next = pick_next (FALSE))
    hand_on (next);
}

gboolean
sim_threads_is_main (void)
{
  return current == 0;
}

/* ---- what the product calls ---- */

static void
run_sim (void)
{
  Sim *self = get_sim (current);

  self->result = self->func (self->data);
  self->state = FINISHED;
  for (guint i = 0; i < all->len; i++)
    if (get_sim (i)->state == WAITING && get_sim (i)->cond == (GCond *) self)
      get_sim (i)->state = RUNNABLE;
  hand_on (pick_next (TRUE));
}

GThread *
__wrap_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error)
{
  Sim *sim;

  ensure_main ();
  sim = new_sim ();
  sim->func = func;
  sim->data = data;
  sim->stack = mmap (NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  g_assert (sim->stack != MAP_FAILED);
  getcontext (&sim->context);
  sim->context.uc_stack.ss_sp = sim->stack;
  sim->context.uc_stack.ss_size = STACK;
  makecontext (&sim->context, run_sim, 0);
  g_ptr_array_add (all, sim);
  return (GThread *) sim;
}

GThread *
__wrap_g_thread_new (const char *name, GThreadFunc func, gpointer data)
{
  return __wrap_g_thread_try_new (name, func, data, NULL);
}

gpointer
__wrap_g_thread_join (GThread *thread)
{
  Sim *sim = (Sim *) thread, *self;
  gpointer result;

  while (sim->state != FINISHED)
    {
      self = get_sim (current);
      self->state = WAITING;
      self->cond = (GCond *) sim;
      self->deadline = G_MAXINT64;
      hand_on (pick_next (TRUE));
      self->state = RUNNABLE;
    }
  /* The one that left handed on to somebody: all places behind it move up. */
  self = get_sim (current);
  g_ptr_array_remove (all, sim);
  for (guint i = 0; i < all->len; i++)
    if (get_sim (i) == self)
      current = i;
  result = sim->result;
  munmap (sim->stack, STACK);
  g_free (sim);
  return result;
}

static gboolean
wait_for (GCond *cond, GMutex *mutex, gint64 until)
{
  Sim *self = get_sim (current);

  self->state = WAITING;
  self->cond = cond;
  self->deadline = until;
  self->timed_out = FALSE;
  g_mutex_unlock (mutex);
  hand_on (pick_next (TRUE));
  g_mutex_lock (mutex);
  self->cond = NULL;
  self->deadline = G_MAXINT64;
  return !self->timed_out;
}

void
__wrap_g_cond_wait (GCond *cond, GMutex *mutex)
{
  wait_for (cond, mutex, G_MAXINT64);
}

gboolean
__wrap_g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 until)
{
  return wait_for (cond, mutex, until);
}

static void
wake (GCond *cond, guint most)
{
  for (guint i = 0; i < all->len && most > 0; i++)
    if (get_sim (i)->state == WAITING && get_sim (i)->cond == cond)
      {
        get_sim (i)->state = RUNNABLE;
        most--;
      }
}

void
__wrap_g_cond_signal (GCond *cond)
{
  ensure_main ();
  wake (cond, 1);
}

void
__wrap_g_cond_broadcast (GCond *cond)
{
  ensure_main ();
  wake (cond, G_MAXUINT);
}

/* Only a thread of the product waits here; the main one looks once. */
int
__wrap_poll (struct pollfd *fds, nfds_t n, int timeout)
{
  Sim *self;
  int ready = __real_poll (fds, n, 0);

  ensure_main ();
  if (ready != 0 || timeout == 0 || current == 0)
    return ready;
  self = get_sim (current);
  self->state = WAITING;
  self->cond = NULL;
  self->deadline = timeout > 0 ? clock_now () + timeout * G_GINT64_CONSTANT (1000) : G_MAXINT64;
  self->timed_out = FALSE;
  self->fds = fds;
  self->n_fds = n;
  hand_on (pick_next (TRUE));
  self->fds = NULL;
  self->deadline = G_MAXINT64;
  return __real_poll (fds, n, 0);
}

void
__wrap_g_usleep (gulong microseconds)
{
  clock_move (clock_now () + (gint64) microseconds);
}

gint64
__wrap_g_get_monotonic_time (void)
{
  return clock_now != NULL ? clock_now () : 0;
}
