// SPDX-License-Identifier: AGPL-3.0-or-later
// Counters by route: answers by class of status, and a histogram of times.

#include "wabi-meter.h"

#define N_CLASSES 5

static const gint64 BOUNDS[] = { 250, 1000, 4000, 16000, 64000, 256000, 1000000 }; /* microseconds */

typedef struct
{
  gint64 answers[N_CLASSES];
  gint64 buckets[G_N_ELEMENTS (BOUNDS) + 1];
  gint64 microseconds;
  gint64 bytes;
} Slot;

struct _WabiMeter
{
  guint n_slots;
  Slot *slots; /* one more than n_slots */
};

static void
add (gint64 *counter, gint64 amount)
{
  __atomic_fetch_add (counter, amount, __ATOMIC_RELAXED);
}

static gint64
get (gint64 *counter)
{
  return __atomic_load_n (counter, __ATOMIC_RELAXED);
}

static void
append_slot (Slot *slot, const char *name, GString *out)
{
  gint64 sum = 0;

  for (guint i = 0; i < N_CLASSES; i++)
    if (get (&slot->answers[i]) > 0)
      g_string_append_printf (out, "wabi_requests_total{%s,status=\"%uxx\"} %" G_GINT64_FORMAT "\n", name, i + 1, get (&slot->answers[i]));
  for (guint i = 0; i < G_N_ELEMENTS (slot->buckets); i++)
    {
      char bound[16] = "+Inf";

      sum += get (&slot->buckets[i]);
      if (i < G_N_ELEMENTS (BOUNDS))
        g_snprintf (bound, sizeof bound, "%g", (double) BOUNDS[i] / G_USEC_PER_SEC);
      if (sum > 0)
        g_string_append_printf (out, "wabi_request_seconds_bucket{%s,le=\"%s\"} %" G_GINT64_FORMAT "\n", name, bound, sum);
    }
  if (sum == 0)
    return;
  g_string_append_printf (out, "wabi_request_seconds_sum{%s} %g\n", name, (double) get (&slot->microseconds) / G_USEC_PER_SEC);
  g_string_append_printf (out, "wabi_request_seconds_count{%s} %" G_GINT64_FORMAT "\n", name, sum);
  g_string_append_printf (out, "wabi_answer_bytes_total{%s} %" G_GINT64_FORMAT "\n", name, get (&slot->bytes));
}

WabiMeter *
wabi_meter_new (guint n_slots)
{
  WabiMeter *meter = g_new0 (WabiMeter, 1);

  meter->n_slots = n_slots;
  meter->slots = g_new0 (Slot, n_slots + 1);
  return meter;
}

void
wabi_meter_free (WabiMeter *meter)
{
  if (meter == NULL)
    return;
  g_free (meter->slots);
  g_free (meter);
}

void
wabi_meter_count (WabiMeter *meter, guint slot, guint status, gint64 microseconds, gsize bytes)
{
  Slot *at = &meter->slots[MIN (slot, meter->n_slots)];
  guint class = CLAMP (status / 100, 1, N_CLASSES) - 1;
  guint bucket = 0;

  while (bucket < G_N_ELEMENTS (BOUNDS) && microseconds > BOUNDS[bucket])
    bucket++;
  add (&at->answers[class], 1);
  add (&at->buckets[bucket], 1);
  add (&at->microseconds, microseconds);
  add (&at->bytes, (gint64) bytes);
}

void
wabi_meter_append (WabiMeter *meter, const char *const *names, guint n_names, GString *out)
{
  g_return_if_fail (n_names == meter->n_slots);
  g_string_append (out, "# TYPE wabi_requests_total counter\n# TYPE wabi_request_seconds histogram\n# TYPE wabi_answer_bytes_total counter\n");
  for (guint i = 0; i < n_names; i++)
    append_slot (&meter->slots[i], names[i], out);
  append_slot (&meter->slots[n_names], "method=\"\",route=\"none\"", out);
}
