// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-person-picker.h"
#include "wabi-agenda.h"
#include "wabi-schedule-model.h"
#include "wabi-schedule-page.h"
#include "wabi-visit-card.h"
#include "wabi-visit-editor.h"
#include "wabi-week-panel.h"

G_BEGIN_DECLS

#define WABI_SCHEDULE_DRAFT "draft"

struct _WabiSchedulePage
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *title;
  GtkBox *view_box;
  GtkWidget *view;
  WabiPersonPicker *client;
  WabiPersonPicker *staff;
  GtkDropDown *service;
  GtkDropDown *place;
  GtkDropDown *location;
  GtkDropDown *status;
  GtkLabel *summary;
  GtkBox *by_box;
  GtkWidget *by;
  GtkMenuButton *menu;
  GtkMenuButton *more;
  GtkWidget *clear;
  GtkWidget *find;
  GtkStack *views;
  GtkWidget *grid;
  GtkWidget *matrix;
  GtkWidget *agenda;
  GtkWidget *companion;
  GtkStack *companion_stack;
  WabiVisitCard *card;
  WabiVisitEditor *editor;
  WabiWeekPanel *plan_panel;

  WabiDesk *desk;
  WabiScheduleModel *model;
  GListModel *plan;        /* (nullable) */
  WabiPicks *picks;
  GMenuModel *chip_menu;
  GtkWidget *popover;      /* (nullable): the menu of a line or row */
  GPtrArray *clipboard;    /* (nullable): of WabiRecord, copied by Ctrl+C */
  char *other_zone;        /* (nullable): of the second time scale */
  guint idle;
  guint ahead;
  int direction;
  char *other_staff; /* who is chosen in the view that is not shown: a day is mostly of all staff, a week of one */
  gboolean filling;
  gboolean shown;
  WabiScheduleView shown_view; /* with shown_day: for which the table's cursor was set */
  WabiDay shown_day;
  gboolean tucked; /* the companion is away, since a table needs the room and nothing is chosen */

  /* While a chip is held over another time. */
  struct
  {
    char *id;
    guint column;
    int start, end;
    guint idle;
  } preview;
};

/* Where something is put: a time, and whose. Ids are those of the model. */
typedef struct
{
  WabiDay day;
  const char *staff;
  const char *client;
  const char *room; /* "" for none */
  gint64 starts_at;
  gint64 ends_at;
} WabiScheduleSpot;

/* wabi-schedule-page.c */
void wabi_schedule_page_refresh (WabiSchedulePage *self);
void wabi_schedule_page_show_visit (WabiSchedulePage *self, const char *id);
void wabi_schedule_page_show_companion (WabiSchedulePage *self, const char *name);
void wabi_schedule_page_go_to (WabiSchedulePage *self, WabiRecord *visit);

void wabi_schedule_page_show_day (WabiSchedulePage *self, WabiDay day);
void wabi_schedule_page_keep_setting (WabiSchedulePage *self, const char *key, const char *value);

void wabi_schedule_page_apply_filters (WabiSchedulePage *self);

/* wabi-schedule-filters.c: what hides sessions */
void wabi_schedule_page_install_filters (GtkWidgetClass *widget_class);
void wabi_schedule_page_keep_filters (WabiSchedulePage *self);
void wabi_schedule_page_restore_filters (WabiSchedulePage *self);

/* wabi-schedule-views.c: the grid, the table and the list are one place */
void wabi_schedule_page_init_views (WabiSchedulePage *self);
void wabi_schedule_page_fill_view (WabiSchedulePage *self);
const char *wabi_schedule_page_get_selected (WabiSchedulePage *self);
void wabi_schedule_page_set_selected (WabiSchedulePage *self, const char *id);
gboolean wabi_schedule_page_focus_segment (WabiSchedulePage *self, const char *id);
void wabi_schedule_page_focus_view (WabiSchedulePage *self);
gboolean wabi_schedule_page_get_cursor (WabiSchedulePage *self, WabiScheduleSpot *spot);
gboolean wabi_schedule_page_read_cell (WabiSchedulePage *self, guint row, guint column, WabiScheduleSpot *spot);
gboolean wabi_schedule_page_read_slot (WabiSchedulePage *self, guint column, int start, int end, WabiScheduleSpot *spot);

/* wabi-schedule-bulk.c: what is done to several at once, copies, blocked time, suggestions */
void wabi_schedule_page_install_bulk (GtkWidgetClass *widget_class);
void wabi_schedule_page_init_bulk (WabiSchedulePage *self);
void wabi_schedule_page_drop_bulk (WabiSchedulePage *self);
gboolean wabi_schedule_page_move_picked (WabiSchedulePage *self, const char *id, const WabiScheduleSpot *spot, gboolean copy);
void wabi_schedule_page_cancel_picked (WabiSchedulePage *self, const char *id);
gboolean wabi_schedule_page_open_other (WabiSchedulePage *self, const char *id);

/* wabi-schedule-find.c: Ctrl+F */
void wabi_schedule_page_install_find (GtkWidgetClass *widget_class);
void wabi_schedule_page_init_find (WabiSchedulePage *self);
void wabi_schedule_page_find (WabiSchedulePage *self);

/* wabi-schedule-plan.c: a week that plans itself */
void wabi_schedule_page_install_plan (GtkWidgetClass *widget_class);
void wabi_schedule_page_init_plan (WabiSchedulePage *self);

/* wabi-schedule-print.c: on paper and as PDF */
void wabi_schedule_page_install_print (GtkWidgetClass *widget_class);
char *wabi_schedule_page_dup_file_name (WabiSchedulePage *self);
gboolean wabi_schedule_page_export (WabiSchedulePage *self, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* wabi-schedule-outward.c: calendar files, private links, the day sheet */
void wabi_schedule_page_install_outward (GtkWidgetClass *widget_class);
char *wabi_schedule_page_dup_calendar (WabiSchedulePage *self, gboolean names);

/* wabi-schedule-zones.c: the second time scale */
void wabi_schedule_page_install_zones (GtkWidgetClass *widget_class);
void wabi_schedule_page_init_zones (WabiSchedulePage *self);
void wabi_schedule_page_show_zones (WabiSchedulePage *self);

/* wabi-schedule-book.c: what is done to appointments from here */
void wabi_schedule_page_init_book (WabiSchedulePage *self);
void wabi_schedule_page_install_book (GtkWidgetClass *widget_class);
void wabi_schedule_page_drop_book (WabiSchedulePage *self);
void wabi_schedule_page_show_draft (WabiSchedulePage *self);
void wabi_schedule_page_keep_draft (WabiSchedulePage *self);
void wabi_schedule_page_take_draft (WabiSchedulePage *self);
void wabi_schedule_page_update_verbs (WabiSchedulePage *self, WabiRecord *visit);

G_END_DECLS
