// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiClock:
 * @now: answers the wall clock, in microseconds since 1970 UTC
 * @monotonic: answers a clock that never goes back, in microseconds
 * @data: for the functions
 *
 * The only source of time. It is handed in, so that a test or a simulation decides what time it is.
 */
typedef struct
{
  gint64 (*now) (gpointer data);
  gint64 (*monotonic) (gpointer data);
  gpointer data;
} WabiClock;

/**
 * WabiFakeClock:
 * @clock: the clock to hand out
 * @at: what it says now, in microseconds since 1970 UTC
 * @step: how far it moves each time it is asked, in microseconds
 */
typedef struct
{
  WabiClock clock;
  gint64 at;
  gint64 step;
} WabiFakeClock;

/**
 * wabi_clock_get_system:
 *
 * Returns: (transfer none): the machine's clock
 */
const WabiClock *wabi_clock_get_system (void);

/**
 * wabi_fake_clock_init:
 * @fake: the clock to set up; it must stay where it is while in use
 * @at: its time, microseconds since 1970 UTC
 * @step: microseconds that it moves at each question, 0 to stand still
 */
void wabi_fake_clock_init (WabiFakeClock *fake, gint64 at, gint64 step);

/**
 * wabi_clock_now:
 * @clock: a clock
 *
 * Returns: microseconds since 1970 UTC
 */
gint64 wabi_clock_now (const WabiClock *clock);

/**
 * wabi_clock_monotonic:
 * @clock: a clock
 *
 * Returns: microseconds from an unknown start, never going back while the machine is up
 */
gint64 wabi_clock_monotonic (const WabiClock *clock);

G_END_DECLS
