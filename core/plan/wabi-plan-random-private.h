// SPDX-License-Identifier: AGPL-3.0-or-later
// Random numbers that are the same for the same seed on every machine (xorshift64*), so that a plan can be made again.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} WabiPlanRandom;

static inline WabiPlanRandom
wabi_plan_random_new (guint64 seed)
{
  return (WabiPlanRandom){ seed * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) + G_GUINT64_CONSTANT (0xD1B54A32D192ED03) };
}

static inline guint64
wabi_plan_random_next (WabiPlanRandom *self)
{
  self->state ^= self->state >> 12;
  self->state ^= self->state << 25;
  self->state ^= self->state >> 27;
  return self->state * G_GUINT64_CONSTANT (0x2545F4914F6CDD1D);
}

/** A number from 0 to @below - 1; 0 when @below is not positive. */
static inline gint
wabi_plan_random_int (WabiPlanRandom *self, gint below)
{
  return below <= 0 ? 0 : (gint)((wabi_plan_random_next (self) >> 33) % (guint64)below);
}

/** A number from 0 to less than 1. */
static inline double
wabi_plan_random_double (WabiPlanRandom *self)
{
  return (double)(wabi_plan_random_next (self) >> 11) / 9007199254740992.0;
}

G_END_DECLS
