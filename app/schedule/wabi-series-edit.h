// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-series.h"

G_BEGIN_DECLS

/**
 * WabiSeriesEdit:
 *
 * A series that stands while a person changes its rule, its end, its time, staff or place, from one of its sessions on: what is to be set, and
 * what that does to each date. Nothing is saved before wabi_series_edit_save().
 */
typedef struct _WabiSeriesEdit WabiSeriesEdit;

/**
 * WabiSeriesWish:
 * @visit: a session as the person wants the series' to be
 * @rule: RRULE text
 * @ends: (nullable): id of the authorization that the series ends with; %NULL where the rule ends it
 * @skip_holidays: whether holidays are left out
 * @left_out: (nullable): further dates that are left out
 * @apart: (nullable): what is otherwise on some dates
 *
 * What a person wants of a series.
 */
typedef struct
{
  WabiRecord *visit;
  const char *rule;
  const char *ends;
  gboolean skip_holidays;
  JsonArray *left_out, *apart;
} WabiSeriesWish;

/**
 * wabi_series_edit_new:
 * @desk: a desk
 * @visit: one of the sessions
 *
 * Returns: (transfer full) (nullable): the edit; %NULL when the session stands alone, or its series is over
 */
WabiSeriesEdit *wabi_series_edit_new (WabiDesk *desk, WabiRecord *visit);

/**
 * wabi_series_edit_new_added:
 * @desk: a desk
 * @visit: one of the sessions
 *
 * An edit that adds a date to the series: what is wanted is one session more, on a day of its own, perhaps at another hour or with somebody else.
 * No other session is touched by it.
 *
 * Returns: (transfer full) (nullable): the edit; %NULL when the session stands alone, or its series is over
 */
WabiSeriesEdit *wabi_series_edit_new_added (WabiDesk *desk, WabiRecord *visit);

/** wabi_series_edit_is_adding: Returns: whether it adds a date. */
gboolean wabi_series_edit_is_adding (WabiSeriesEdit *edit);

/** wabi_series_edit_free: frees it; %NULL is allowed. */
void wabi_series_edit_free (WabiSeriesEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSeriesEdit, wabi_series_edit_free)

/** wabi_series_edit_get_series: Returns: (transfer none): the series as it is stored. */
WabiRecord *wabi_series_edit_get_series (WabiSeriesEdit *edit);

/** wabi_series_edit_get_base: Returns: (transfer none): the session as the series gives it, whatever was changed in it alone. */
WabiRecord *wabi_series_edit_get_base (WabiSeriesEdit *edit);

/** wabi_series_edit_get_day: Returns: the date of the session. */
WabiDay wabi_series_edit_get_day (WabiSeriesEdit *edit);

/** wabi_series_edit_get_gone: Returns: how many dates of the rule lie before the session: they do not count for it and the following. */
int wabi_series_edit_get_gone (WabiSeriesEdit *edit);

/** wabi_series_edit_set_scope: following, or all. */
void wabi_series_edit_set_scope (WabiSeriesEdit *edit, WabiSeriesScope scope);

/** wabi_series_edit_get_scope: Returns: what was set. */
WabiSeriesScope wabi_series_edit_get_scope (WabiSeriesEdit *edit);

/**
 * wabi_series_edit_find_next:
 * @edit: an edit
 *
 * Returns: (transfer full) (nullable): the approved authorization for the service that ends first after the series does: it can be prolonged
 *   until then
 */
WabiRecord *wabi_series_edit_find_next (WabiSeriesEdit *edit);

/** wabi_series_edit_begin: tells what the fields say before anything is changed, where all of the series is meant. */
void wabi_series_edit_begin (WabiSeriesEdit *edit, const char *rule, const char *ends);

/**
 * wabi_series_edit_judge:
 * @edit: an edit that was begun
 * @wish: what is wanted
 * @error: where to put what cannot be, fit to be shown
 *
 * Returns: (transfer none) (nullable): the plan, judged, until the next call; %NULL without error where nothing is changed
 */
WabiSeriesPlan *wabi_series_edit_judge (WabiSeriesEdit *edit, const WabiSeriesWish *wish, GError **error);

/**
 * wabi_series_edit_save:
 * @edit: an edit whose last plan can stand
 * @overrides: (nullable): rules that the person goes against
 * @error: where to put the refusal
 *
 * Gives the change as it was judged last; one step of undo.
 *
 * Returns: whether it is saved
 */
gboolean wabi_series_edit_save (WabiSeriesEdit *edit, JsonArray *overrides, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
