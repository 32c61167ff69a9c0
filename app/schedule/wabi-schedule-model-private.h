// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of the model share: what was read, and the places where it is put.

#pragma once

#include "wabi-day-axis.h"
#include "wabi-open-hours.h"
#include "wabi-schedule-model.h"
#include "wabi-schedule-reader.h"

G_BEGIN_DECLS

/* A column of hours: a day, and whose. */
typedef struct
{
  WabiDay day;
  char *who; /* (nullable): a member of staff, room or client, as the choice says; "" for those without a room */
  char *caption, *heading, *spoken;
  char *note; /* (nullable): a holiday */
  GArray *open; /* of WabiMinuteRange, on the axis; NULL when not known */
} WabiScheduleColumn;

/* A row of a matrix: a person, or a week of a month. */
typedef struct
{
  char *who; /* (nullable) */
  WabiDay first;
  char *title, *subtitle, *spoken;
  WabiMarkKind level;
} WabiScheduleRow;

struct _WabiScheduleModel
{
  GObject parent_instance;
  WabiDesk *desk;
  WabiScheduleChoice choice;
  WabiOpenHours *hours;
  WabiScheduleReader *reader;
  GHashTable *names;     /* id → name */
  GPtrArray *staff;      /* who can give sessions, by name; NULL before it is read */
  GPtrArray *rooms;      /* as well */
  GPtrArray *limits;     /* of hours, as well */
  GPtrArray *visits;     /* what is shown, by start */
  GPtrArray *blocks;     /* as well */
  GPtrArray *weeks;      /* of a month, as they were read */
  GHashTable *by_id;     /* id → visit or block */
  GListModel *plan;      /* (nullable): of WabiPlanSlot */
  GPtrArray *columns;    /* of WabiScheduleColumn; in a matrix those of its days */
  GPtrArray *rows;       /* of WabiScheduleRow */
  GHashTable *row_index; /* who → row + 1 */
  GArray *cells;         /* of WabiMatrixCell, row by row; texts owned */
  GListStore *segments;
  WabiDayAxis axis;
  WabiScheduleLayout layout;
  guint hidden_columns;
  gboolean dense;
  gboolean may_move;
  gboolean may_block;
};

/* wabi-schedule-words.c: "Mon", in the person's language */
char *wabi_schedule_dup_weekday (WabiDay day);

/* wabi-schedule-columns.c: columns of hours */
void wabi_schedule_model_make_columns (WabiScheduleModel *self);
void wabi_schedule_model_read_people (WabiScheduleModel *self);
const char *wabi_schedule_model_get_who (WabiScheduleModel *self, WabiRecord *record);
void wabi_schedule_column_free (gpointer data);

/* wabi-schedule-table.c: rows and cells of months, weeks of many and the board */
void wabi_schedule_model_make_table (WabiScheduleModel *self);
void wabi_schedule_model_clear_table (WabiScheduleModel *self);
void wabi_schedule_row_free (gpointer data);

/* wabi-schedule-board.c: hours booked beside hours of work */
void wabi_schedule_model_fill_board (WabiScheduleModel *self);

/* wabi-schedule-segments.c: visits, blocks and suggestions become segments */
void wabi_schedule_model_make_segments (WabiScheduleModel *self);

G_END_DECLS
