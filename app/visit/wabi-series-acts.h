// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-series.h"

G_BEGIN_DECLS

/**
 * wabi_series_book:
 * @desk: a desk
 * @plan: from wabi_series_plan_book(), as the person saw it
 * @apart: (nullable): what is otherwise on some dates
 * @overrides: (nullable): rules that the person books against, [{id, reason}]
 * @error: where to put the refusal
 *
 * Books the dates that were shown, or none; one step of undo.
 *
 * Returns: whether it is saved
 */
gboolean wabi_series_book (WabiDesk *desk, const WabiSeriesPlan *plan, JsonArray *apart, JsonArray *overrides, GError **error);

/** wabi_series_change: gives the change that @plan was made of, against @overrides (nullable); one step of undo. Returns: whether it is saved. */
gboolean wabi_series_change (WabiDesk *desk, const WabiSeriesPlan *plan, const WabiSeriesChange *change, JsonArray *overrides, GError **error);

/** wabi_series_cancel: gives the cancellation that @plan was made of; one step of undo. Returns: whether it is saved. */
gboolean wabi_series_cancel (WabiDesk *desk, const WabiSeriesPlan *plan, const WabiSeriesCancel *cancel, GError **error);

/**
 * wabi_series_get_of:
 * @desk: a desk
 * @visit: an appointment
 *
 * Returns: (transfer full) (nullable): the series that @visit is an occurrence of, while it goes on and has others; %NULL for a visit that stands
 *   alone
 */
WabiRecord *wabi_series_get_of (WabiDesk *desk, WabiRecord *visit);

/** wabi_series_dup_summary: Returns: (transfer full): "Every week on Monday · 14 left · until Jun 29, 2026, when the authorization ends". */
char *wabi_series_dup_summary (WabiDesk *desk, WabiRecord *series);

/**
 * wabi_series_dup_set:
 * @desk: a desk
 * @series: a series
 * @visit: an occurrence as it stands
 * @wanted: as a person wants it
 *
 * What a change of one occurrence means for the others: the same hour, length, person, place; another weekday for a rule of weeks.
 *
 * Returns: (transfer full) (nullable): what is to be set on the series; %NULL when nothing is, or when it can only be done to this one
 */
JsonObject *wabi_series_dup_set (WabiDesk *desk, WabiRecord *series, WabiRecord *visit, WabiRecord *wanted);

/**
 * WabiSeriesAnswer:
 * @owner: who asked
 * @scope: what was chosen; %WABI_SERIES_THIS is left for @owner to do
 * @error: (nullable): why it could not be done; %G_IO_ERROR_CANCELLED when the person gave up
 * @data: for the function
 *
 * Hears what a person chose.
 */
typedef void (*WabiSeriesAnswer) (GObject *owner, WabiSeriesScope scope, const GError *error, gpointer data);

/**
 * wabi_series_ask:
 * @desk: a desk
 * @parent: a widget of the window
 * @visit: an occurrence as it stands
 * @wanted: as the person wants it
 * @owner: who asks; kept until the answer
 * @answer: what to do then
 * @data: (transfer full) (nullable): for @answer
 * @free_data: (nullable): frees @data
 *
 * Asks whether a change is meant for this session, this and the following, or all, and says what each would do: how many change, which are left
 * alone, which dates stand in the way. Changes the series as chosen; this one alone is left to @answer. A visit that stands alone, or a
 * change that no other can share, is not asked about.
 */
void wabi_series_ask (WabiDesk *desk, GtkWidget *parent, WabiRecord *visit, WabiRecord *wanted, GObject *owner, WabiSeriesAnswer answer,
                      gpointer data, GDestroyNotify free_data);

/**
 * wabi_series_scope_box_new:
 * @desk: a desk
 * @visit: an appointment
 *
 * Three choices: this session, this and the following, all that are ahead; hidden for a visit that stands alone.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *wabi_series_scope_box_new (WabiDesk *desk, WabiRecord *visit);

/** wabi_series_scope_box_get: Returns: what is chosen in a widget from wabi_series_scope_box_new(). */
WabiSeriesScope wabi_series_scope_box_get (GtkWidget *box);

/**
 * wabi_series_cancel_from:
 * @desk: a desk
 * @visit: the occurrence
 * @scope: following or all
 * @by: who cancels
 * @reason: why
 * @note: (nullable): more of it
 * @error: where to put the refusal
 *
 * Returns: whether it is saved
 */
gboolean wabi_series_cancel_from (WabiDesk *desk, WabiRecord *visit, WabiSeriesScope scope, const char *by, const char *reason, const char *note,
                                  GError **error);

G_END_DECLS
