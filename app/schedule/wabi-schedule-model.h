// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "wabi-desk.h"
#include "wabi-widgets.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

typedef enum
{
  WABI_SCHEDULE_WEEK, /* a column a day */
  WABI_SCHEDULE_DAY,  /* a column a member of staff */
} WabiScheduleView;

/**
 * WabiScheduleChoice:
 * @view: what the columns are
 * @day: a day of it
 * @staff: (nullable): only this member of staff
 * @client: (nullable): only this client, whoever gives the session
 * @service: (nullable): only this service code
 * @place: (nullable): only this place of service
 *
 * What of the schedule is shown.
 */
typedef struct
{
  WabiScheduleView view;
  WabiDay day;
  char *staff;
  char *client;
  char *service;
  char *place;
} WabiScheduleChoice;

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
 * @view: what the columns are
 */
void wabi_schedule_model_set_view (WabiScheduleModel *self, WabiScheduleView view);

/**
 * wabi_schedule_model_set_day:
 * @self: a model
 * @day: a day that is to be seen
 */
void wabi_schedule_model_set_day (WabiScheduleModel *self, WabiDay day);

/**
 * wabi_schedule_model_set_filters:
 * @self: a model
 * @staff: (nullable): id of a member of staff
 * @client: (nullable): id of a client
 * @service: (nullable): a service code
 * @place: (nullable): a place of service
 */
void wabi_schedule_model_set_filters (WabiScheduleModel *self, const char *staff, const char *client, const char *service,
                                      const char *place);

/**
 * wabi_schedule_model_reload:
 * @self: a model
 *
 * Reads what is shown now.
 */
void wabi_schedule_model_reload (WabiScheduleModel *self);

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
 * wabi_schedule_model_get_visit:
 * @self: a model
 * @id: (nullable): id of a segment
 *
 * Returns: (transfer none) (nullable): its appointment
 */
WabiRecord *wabi_schedule_model_get_visit (WabiScheduleModel *self, const char *id);

/**
 * wabi_schedule_model_is_block:
 * @id: (nullable): id of a segment
 * @column: (out) (optional): its column
 *
 * Returns: whether it stands for many sessions of an hour, in a week of more than can be told apart
 */
gboolean wabi_schedule_model_is_block (const char *id, guint *column);

/**
 * wabi_schedule_model_get_column:
 * @self: a model
 * @column: a column
 * @day: (out): its day
 * @staff: (out) (transfer none) (nullable): its member of staff
 *
 * Returns: whether there is such a column
 */
gboolean wabi_schedule_model_get_column (WabiScheduleModel *self, guint column, WabiDay *day, const char **staff);

/**
 * wabi_schedule_model_find_column:
 * @self: a model
 * @day: a day
 * @staff: (nullable): a member of staff
 *
 * Returns: the column where such a visit is shown, -1 when it is not
 */
int wabi_schedule_model_find_column (WabiScheduleModel *self, WabiDay day, const char *staff);

/**
 * wabi_schedule_model_get_name:
 * @self: a model
 * @kind: #wabi_kind_client or #wabi_kind_staff
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

G_END_DECLS
