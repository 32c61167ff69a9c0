// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-person-picker.h"
#include "wabi-schedule-model.h"
#include "wabi-schedule-page.h"
#include "wabi-visit-card.h"
#include "wabi-visit-editor.h"

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
  GtkLabel *summary;
  GtkBox *grid_box;
  GtkWidget *grid;
  GtkWidget *companion;
  GtkStack *companion_stack;
  WabiVisitCard *card;
  WabiVisitEditor *editor;

  WabiDesk *desk;
  WabiScheduleModel *model;
  guint idle;
  char *other_staff; /* who is chosen in the view that is not shown: a day is mostly of all staff, a week of one */
  gboolean filling;
  gboolean shown;

  /* While a chip is held over another time. */
  struct
  {
    char *id;
    guint column;
    int start, end;
    guint idle;
  } preview;
};

/* wabi-schedule-page.c */
void wabi_schedule_page_refresh (WabiSchedulePage *self);
void wabi_schedule_page_show_visit (WabiSchedulePage *self, const char *id);
void wabi_schedule_page_show_companion (WabiSchedulePage *self, const char *name);
void wabi_schedule_page_go_to (WabiSchedulePage *self, WabiRecord *visit);

/* wabi-schedule-book.c: what is done to appointments from here */
void wabi_schedule_page_init_book (WabiSchedulePage *self);
void wabi_schedule_page_install_book (GtkWidgetClass *widget_class);
void wabi_schedule_page_drop_book (WabiSchedulePage *self);
void wabi_schedule_page_show_draft (WabiSchedulePage *self);
void wabi_schedule_page_keep_draft (WabiSchedulePage *self);
void wabi_schedule_page_take_draft (WabiSchedulePage *self);
void wabi_schedule_page_update_verbs (WabiSchedulePage *self, WabiRecord *visit);

G_END_DECLS
