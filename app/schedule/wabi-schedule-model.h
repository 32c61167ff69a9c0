// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "wabi-day-axis.h"
#include "wabi-desk.h"
#include "wabi-plan-slot.h"
#include "wabi-schedule-choice.h"
#include "wabi-widgets.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiScheduleLayout:
 * @WABI_SCHEDULE_COLUMNS: columns of hours: a day, a week of few
 * @WABI_SCHEDULE_TABLE: days and people: a month, a week of many, the board
 * @WABI_SCHEDULE_LIST: one after the other: the agenda
 */
typedef enum
{
  WABI_SCHEDULE_COLUMNS,
  WABI_SCHEDULE_TABLE,
  WABI_SCHEDULE_LIST,
} WabiScheduleLayout;

/**
 * WabiScheduleModel:
 *
 * The visible part of the schedule: columns, segments, open hours and figures, read from the cache for just the days shown.
 */
#define WABI_TYPE_SCHEDULE_MODEL (wabi_schedule_model_get_type ())
G_DECLARE_FINAL_TYPE (WabiScheduleModel, wabi_schedule_model, WABI, SCHEDULE_MODEL, GObject)

/**
 * wabi_schedule_model_new:
 * @desk: a desk
 *
 * Returns: (transfer full): the week of today
 */
WabiScheduleModel *wabi_schedule_model_new (WabiDesk *desk);

/**
 * wabi_schedule_model_get_choice:
 * @self: a model
 *
 * Returns: (transfer none): what is shown
 */
const WabiScheduleChoice *wabi_schedule_model_get_choice (WabiScheduleModel *self);

/**
 * wabi_schedule_model_set_view:
 * @self: a model
 * @view: how it is shown
 */
void wabi_schedule_model_set_view (WabiScheduleModel *self, WabiScheduleView view);

/**
 * wabi_schedule_model_set_by:
 * @self: a model
 * @by: whose columns a day has
 */
void wabi_schedule_model_set_by (WabiScheduleModel *self, WabiScheduleBy by);

/**
 * wabi_schedule_model_set_day:
 * @self: a model
 * @day: a day that is to be seen
 */
void wabi_schedule_model_set_day (WabiScheduleModel *self, WabiDay day);

/**
 * wabi_schedule_model_set_filters:
 * @self: a model
 * @filters: the texts of a choice, copied; its view, columns and day are not taken
 */
void wabi_schedule_model_set_filters (WabiScheduleModel *self, const WabiScheduleChoice *filters);

/**
 * wabi_schedule_model_set_plan:
 * @self: a model
 * @plan: (nullable): of #WabiPlanSlot, to be shown with the sessions after the next reload
 */
void wabi_schedule_model_set_plan (WabiScheduleModel *self, GListModel *plan);

/**
 * wabi_schedule_model_get_layout:
 * @self: a model
 *
 * Returns: which kind of view shows what was read
 */
WabiScheduleLayout wabi_schedule_model_get_layout (WabiScheduleModel *self);

/**
 * wabi_schedule_model_get_axis:
 * @self: a model
 *
 * Returns: (transfer none): the hours of the columns
 */
const WabiDayAxis *wabi_schedule_model_get_axis (WabiScheduleModel *self);

/**
 * wabi_schedule_model_reload:
 * @self: a model
 *
 * Reads what is shown now.
 */
void wabi_schedule_model_reload (WabiScheduleModel *self);

/**
 * wabi_schedule_model_read_ahead:
 * @self: a model
 * @direction: -1 or 1: where the person is turning
 *
 * Reads the page after this one, so that it is there when it is asked for: of a month a week at a time, which is not felt. Not for agendas,
 * which are long and seldom turned.
 *
 * Returns: whether there may be more to read
 */
gboolean wabi_schedule_model_read_ahead (WabiScheduleModel *self, int direction);

/**
 * wabi_schedule_model_forget:
 * @self: a model
 * @changes: what changed
 *
 * Drops what is kept between two reloads and may have changed: names, working hours, holidays.
 *
 * Returns: whether a reload would show anything new
 */
gboolean wabi_schedule_model_forget (WabiScheduleModel *self, WabiChanges *changes);

/**
 * wabi_schedule_model_get_segments:
 * @self: a model
 *
 * Returns: (transfer none): of #WabiSegment
 */
GListModel *wabi_schedule_model_get_segments (WabiScheduleModel *self);

/**
 * wabi_schedule_model_fill_grid:
 * @self: a model
 * @grid: where to put columns, open hours and the now-line
 */
void wabi_schedule_model_fill_grid (WabiScheduleModel *self, WabiTimeGrid *grid);

/**
 * wabi_schedule_model_show_now:
 * @self: a model
 * @grid: where to move the now-line
 */
void wabi_schedule_model_show_now (WabiScheduleModel *self, WabiTimeGrid *grid);

/**
 * wabi_schedule_model_fill_matrix:
 * @self: a model
 * @matrix: where to put rows, cells and segments
 */
void wabi_schedule_model_fill_matrix (WabiScheduleModel *self, WabiMatrix *matrix);

/**
 * wabi_schedule_model_get_visit:
 * @self: a model
 * @id: (nullable): id of a segment
 *
 * Returns: (transfer none) (nullable): its appointment
 */
WabiRecord *wabi_schedule_model_get_visit (WabiScheduleModel *self, const char *id);

/**
 * wabi_schedule_model_get_block:
 * @self: a model
 * @id: (nullable): id of a segment
 *
 * Returns: (transfer none) (nullable): its block of time
 */
WabiRecord *wabi_schedule_model_get_block (WabiScheduleModel *self, const char *id);

/**
 * wabi_schedule_model_get_plan_slot:
 * @self: a model
 * @id: (nullable): id of a segment
 *
 * Returns: (transfer full) (nullable): the suggestion that it shows
 */
WabiPlanSlot *wabi_schedule_model_get_plan_slot (WabiScheduleModel *self, const char *id);

/**
 * wabi_schedule_model_list_visits:
 * @self: a model
 *
 * Returns: (transfer none) (element-type WabiRecord): the appointments shown, by start
 */
GPtrArray *wabi_schedule_model_list_visits (WabiScheduleModel *self);

/**
 * wabi_schedule_model_list_blocks:
 * @self: a model
 *
 * Returns: (transfer none) (element-type WabiRecord): the blocks of time shown, by start
 */
GPtrArray *wabi_schedule_model_list_blocks (WabiScheduleModel *self);

/** wabi_schedule_model_list_plan: Returns: (transfer full) (element-type WabiPlanSlot): the suggestions of the days that are shown. */
GPtrArray *wabi_schedule_model_list_plan (WabiScheduleModel *self);

/**
 * wabi_schedule_model_get_column:
 * @self: a model
 * @column: a column
 * @day: (out): its day
 * @who: (out) (transfer none) (nullable): its member of staff, room or client, as the choice says
 *
 * Returns: whether there is such a column
 */
gboolean wabi_schedule_model_get_column (WabiScheduleModel *self, guint column, WabiDay *day, const char **who);

/**
 * wabi_schedule_model_find_column:
 * @self: a model
 * @day: a day
 * @who: (nullable): a member of staff, room or client, as the choice says
 *
 * Returns: the column where such a visit is shown, -1 when it is not
 */
int wabi_schedule_model_find_column (WabiScheduleModel *self, WabiDay day, const char *who);

/**
 * wabi_schedule_model_find_place:
 * @self: a model
 * @record: an appointment or block, stored or not
 * @day: a day of it
 * @row: (out): its row in a table
 * @column: (out): its column
 *
 * Returns: whether it has a place among what is shown
 */
gboolean wabi_schedule_model_find_place (WabiScheduleModel *self, WabiRecord *record, WabiDay day, guint *row, guint *column);

/**
 * wabi_schedule_model_get_cell:
 * @self: a model
 * @row: a row of the table
 * @column: a column of the table
 * @day: (out): its day
 * @who: (out) (transfer none) (nullable): its person; %NULL in a month
 *
 * Returns: whether there is such a cell
 */
gboolean wabi_schedule_model_get_cell (WabiScheduleModel *self, guint row, guint column, WabiDay *day, const char **who);

/**
 * wabi_schedule_model_get_name:
 * @self: a model
 * @kind: #wabi_kind_client, #wabi_kind_staff or #wabi_kind_resource
 * @id: (nullable): the id
 *
 * Returns: (transfer none): the name, looked up once
 */
const char *wabi_schedule_model_get_name (WabiScheduleModel *self, const WabiKind *kind, const char *id);

/**
 * wabi_schedule_model_get_days:
 * @self: a model
 * @from: (out): first day shown
 * @to: (out): last day shown
 */
void wabi_schedule_model_get_days (WabiScheduleModel *self, WabiDay *from, WabiDay *to);

/**
 * wabi_schedule_model_dup_title:
 * @self: a model
 *
 * Returns: (transfer full): "March 9 – 14, 2026", or the day
 */
char *wabi_schedule_model_dup_title (WabiScheduleModel *self);

/**
 * wabi_schedule_model_dup_summary:
 * @self: a model
 *
 * Returns: (transfer full): "26.5 h booked · 3.5 h open · 2 canceled"
 */
char *wabi_schedule_model_dup_summary (WabiScheduleModel *self);

/**
 * wabi_schedule_model_count:
 * @self: a model
 *
 * Returns: how many appointments are shown
 */
guint wabi_schedule_model_count (WabiScheduleModel *self);

/**
 * wabi_schedule_dup_zone_name:
 * @zone: (nullable): IANA name
 * @at: an instant
 *
 * Returns: (transfer full): what the zone is called there then: "EDT"
 */
char *wabi_schedule_dup_zone_name (const char *zone, gint64 at);

G_END_DECLS
