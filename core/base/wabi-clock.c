// SPDX-License-Identifier: AGPL-3.0-or-later
// The only source of time: the machine's clock, or one that a test moves.

#include "wabi-clock.h"

static gint64
read_system_now (gpointer data)
{
  return g_get_real_time ();
}

static gint64
read_system_monotonic (gpointer data)
{
  return g_get_monotonic_time ();
}

static gint64
read_fake (gpointer data)
{
  WabiFakeClock *fake = data;

  fake->at += fake->step;
  return fake->at;
}

const WabiClock *
wabi_clock_get_system (void)
{
  static const WabiClock system_clock = { read_system_now, read_system_monotonic, NULL };

  return &system_clock;
}

void
wabi_fake_clock_init (WabiFakeClock *fake, gint64 at, gint64 step)
{
  g_return_if_fail (fake != NULL);

  fake->clock = (WabiClock){ read_fake, read_fake, fake };
  fake->at = at;
  fake->step = step;
}

gint64
wabi_clock_now (const WabiClock *clock)
{
  g_return_val_if_fail (clock != NULL, 0);

  return clock->now (clock->data);
}

gint64
wabi_clock_monotonic (const WabiClock *clock)
{
  g_return_val_if_fail (clock != NULL, 0);

  return clock->monotonic (clock->data);
}
