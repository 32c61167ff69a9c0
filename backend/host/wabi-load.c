// SPDX-License-Identifier: AGPL-3.0-or-later
// When to ask those who ask by themselves to wait a little (sync.md 6.6, backpressure).

#include "wabi-load.h"

struct _WabiLoad
{
  guint processors;
  WabiLoadRandomFunc random;
  GMutex lock;
  gint64 began; /* of the second at hand; 0 before the first call */
  gint64 cpu;   /* when it began */
  gint64 took;
  guint calls, level;
};

WabiLoad *
wabi_load_new (guint processors, WabiLoadRandomFunc random)
{
  WabiLoad *load = g_new0 (WabiLoad, 1);

  g_mutex_init (&load->lock);
  load->processors = MAX (processors, 1);
  load->random = random;
  return load;
}

void
wabi_load_free (WabiLoad *load)
{
  if (load == NULL)
    return;
  g_mutex_clear (&load->lock);
  g_free (load);
}

static gboolean
is_full (const WabiLoad *load, gint64 length, gint64 cpu)
{
  if (load->calls < WABI_LOAD_LEAST)
    return FALSE;
  return load->took / load->calls >= WABI_LOAD_SLOW
         || (double) (cpu - load->cpu) * 100 >= (double) length * load->processors * WABI_LOAD_CPU;
}

/* Seconds in which nobody asked were calm ones. */
static void
cool (WabiLoad *load, gint64 seconds)
{
  load->level -= (guint) MIN (seconds, load->level);
}

static void
end_second (WabiLoad *load, gint64 now, gint64 cpu)
{
  gint64 length = now - load->began;

  if (is_full (load, length, cpu))
    load->level = MIN (load->level + 1, WABI_LOAD_LEVELS);
  else
    cool (load, length / G_USEC_PER_SEC);
  load->began = now;
  load->cpu = cpu;
  load->took = 0;
  load->calls = 0;
}

void
wabi_load_note (WabiLoad *load, gint64 now, gint64 took, gint64 cpu)
{
  g_mutex_lock (&load->lock);
  if (load->began == 0)
    {
      load->began = now;
      load->cpu = cpu;
    }
  load->calls++;
  load->took += took;
  if (now - load->began >= G_USEC_PER_SEC)
    end_second (load, now, cpu);
  g_mutex_unlock (&load->lock);
}

guint
wabi_load_get_wait (WabiLoad *load, gint64 now)
{
  gint64 idle;
  guint level, most;

  g_mutex_lock (&load->lock);
  idle = load->began != 0 ? (now - load->began) / G_USEC_PER_SEC - 1 : 0;
  level = load->level - (guint) CLAMP (idle, 0, load->level);
  g_mutex_unlock (&load->lock);
  if (level == 0)
    return 0;
  most = level * WABI_LOAD_STEP;
  return most + load->random (most + 1);
}
