// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiMeter:
 *
 * Counts calls by route and answer. Safe to use from several threads without a lock.
 */
typedef struct _WabiMeter WabiMeter;

/**
 * wabi_meter_new:
 * @n_slots: how many routes; one more is kept for calls that found none
 *
 * Returns: (transfer full): a meter at zero
 */
WabiMeter *wabi_meter_new (guint n_slots);

/**
 * wabi_meter_free:
 * @meter: (transfer full) (nullable): what to free
 */
void wabi_meter_free (WabiMeter *meter);

/**
 * wabi_meter_count:
 * @meter: a meter
 * @slot: which route; the number of routes or above for none
 * @status: HTTP status
 * @microseconds: how long it took
 * @bytes: how long the answer was
 */
void wabi_meter_count (WabiMeter *meter, guint slot, guint status, gint64 microseconds, gsize bytes);

/**
 * wabi_meter_append:
 * @meter: a meter
 * @names: (array): "method=\"GET\",route=\"/v1/…\"" for each slot
 * @n_names: how many; the slot after them is called by no route
 * @out: where the Prometheus text is appended
 */
void wabi_meter_append (WabiMeter *meter, const char *const *names, guint n_names, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiMeter, wabi_meter_free)

G_END_DECLS
