// SPDX-License-Identifier: AGPL-3.0-or-later
// What the plans of a series share: its dates and its visits.

#pragma once

#include "wabi-series.h"

G_BEGIN_DECLS

/* The rule, to be freed; %NULL with error when it is none. */
WabiRecur *wabi_series_read_rule (WabiRecord *series, GError **error);

/* The days (WabiDay) in a list field: "exdates" or "rdates". */
GArray *wabi_series_read_days (WabiRecord *series, const char *field);

/* Writes those of the days that lie in [from, to]; WABI_DAY_NONE leaves a side open. */
void wabi_series_write_days (WabiRecord *series, const char *field, const GArray *days, WabiDay from, WabiDay to);

/* The days up to the last one; *more (nullable) says whether there would be further ones. */
GArray *wabi_series_list_days (WabiRecord *series, const WabiRecur *recur, WabiDay last, gboolean *more);

/* The last day of the authorization that the series ends with, or WABI_DAY_NONE. */
gboolean wabi_series_find_bound (const WabiView *view, WabiRecord *series, WabiDay *bound, GError **error);

/* The days of the series within its bound; what the bound cuts off is noted in the plan. */
GArray *wabi_series_expand (WabiSeriesPlan *plan, WabiRecord *series, WabiDay bound, WabiDay last, GError **error);

/* The days of the plan's series, where the end stays at last, but for days that are added after it; an error where these would make the rule go on. */
GArray *wabi_series_expand_added (const WabiView *view, WabiSeriesPlan *plan, WabiDay last, GError **error);

/* Writes the first and last date, by which the series is found. */
void wabi_series_write_bounds (WabiRecord *series, const GArray *days);

/* When the visit of a day begins, in microseconds UTC. */
gint64 wabi_series_find_start (WabiRecord *series, WabiDay day);

/* Gives the visit what the series says of it on that day. */
void wabi_series_write_occurrence (WabiRecord *series, WabiDay day, WabiRecord *visit);

/* The things that go with the visits: a list. */
void wabi_series_copy_equipment (WabiRecord *from, WabiRecord *to);

/* A new visit of the series. */
WabiRecord *wabi_series_make_occurrence (WabiRecord *series, const char *id, WabiDay day);

/* Gives the visit what was chosen for its date alone. */
void wabi_series_set_apart (WabiRecord *series, WabiRecord *visit, JsonObject *set);

/* The practice's holidays that the series leaves out, by day; none when it does not. */
GHashTable *wabi_series_read_holidays (const WabiView *view, WabiRecord *series);

G_END_DECLS
