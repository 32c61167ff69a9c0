// SPDX-License-Identifier: AGPL-3.0-or-later
// What the views of the window of availability share.

#pragma once

#include <adwaita.h>

#include "wabi-desk.h"
#include "wabi-form-dialog.h"

G_BEGIN_DECLS

#define WABI_AVAIL_PLANNERS (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)
#define WABI_AVAIL_DECIDERS (WABI_ROLE_FRONTDESK | WABI_ROLE_ADMIN)

/* Registers templates and style, once. */
void wabi_avail_init (void);

/* Whether the person at work has one of these roles. */
gboolean wabi_avail_may (WabiDesk *desk, guint roles);

/* The window that a widget is in, for a dialog over it. */
GtkWindow *wabi_avail_get_window (GtkWidget *widget);

/* Returns: (transfer full) (element-type WabiRecord): those who work here (staff) or are cared for (clients), by name. */
GPtrArray *wabi_avail_list_people (WabiDesk *desk, const WabiKind *kind);

/* Choices for a form: ids and labels, with "none" first where @none says so. */
void wabi_avail_offer (WabiFormDialog *form, const char *field, GPtrArray *records, const char *none, char *(*name) (WabiRecord *));

/* Returns: (transfer full): name of a location, resource or person. */
char *wabi_avail_name (WabiRecord *record);

/* A row of a list of settings: its title and subtitle, which is plain text, and activates @on_activated. */
GtkWidget *wabi_avail_row_new (const char *title, const char *subtitle);

/* Empties a preferences group of the rows that are in @rows (borrowed). */
void wabi_avail_clear_rows (AdwPreferencesGroup *group, GPtrArray *rows);

/* Gives the edit command @command for what a form said, with the one that takes it back. */
gboolean wabi_avail_save_edit (WabiDesk *desk, const char *command, WabiRecord *record, JsonObject *take_set, const char *done, GError **error);

/* ---- Views ---- */

GtkWidget *wabi_hours_view_new (WabiDesk *desk, const WabiKind *kind);
void wabi_hours_view_show (GtkWidget *view, const char *owner);
GtkWidget *wabi_away_view_new (WabiDesk *desk);
void wabi_away_view_show (GtkWidget *view, const char *id);
GtkWidget *wabi_places_view_new (WabiDesk *desk);
GtkWidget *wabi_holidays_view_new (WabiDesk *desk);
GtkWidget *wabi_limits_view_new (WabiDesk *desk);

/* Returns: (transfer full) (element-type WabiRecord): what is booked with a member of staff in that time. */
GPtrArray *wabi_away_list_booked (WabiDesk *desk, const char *staff, gint64 from, gint64 to);

/* Returns: (transfer full): "3 sessions are booked then, 7 h in all"; "Nothing is booked then". */
char *wabi_away_count_booked (GPtrArray *booked);

/* Returns: (transfer full): "Mon, Dec 1 – Wed, Dec 3", "Mon, Dec 1, 1:00 – 5:00 pm". */
char *wabi_away_say_when (const char *zone, gint64 from, gint64 to);

/* ---- Forms ---- */

void wabi_away_form_ask (WabiDesk *desk, const char *staff, GtkWindow *parent);
void wabi_avail_form_location (WabiDesk *desk, WabiRecord *location, GtkWindow *parent);
void wabi_avail_form_resource (WabiDesk *desk, WabiRecord *resource, GtkWindow *parent);
void wabi_avail_form_travel (WabiDesk *desk, WabiRecord *travel, GtkWindow *parent);
void wabi_avail_form_limit (WabiDesk *desk, WabiRecord *limit, GtkWindow *parent);
void wabi_avail_form_holiday (WabiDesk *desk, WabiRecord *holiday, GtkWindow *parent);

/* ---- Editing weekly hours (wabi-hours-edit.c) ---- */

/* Puts rows in the place of others as one change that can be undone: @remove of WabiRecord, @put of JsonObject without ids. */
gboolean wabi_hours_replace (WabiDesk *desk, const WabiKind *kind, const char *owner, GPtrArray *remove, GPtrArray *put, const char *done, GError **error);

/* Returns: (transfer full): what @replace's command takes for one row; @from and @to (nullable) are dates. */
JsonObject *wabi_hours_make_row (int weekday, int start_minute, int end_minute, const char *from, const char *to);

/* Makes room for a pattern from @from to @to (nullable: open): rows of @all that reach into it are cut, in @remove and @put. */
void wabi_hours_carve (GPtrArray *all, const char *from, const char *to, GPtrArray *remove, GPtrArray *put);

G_END_DECLS
