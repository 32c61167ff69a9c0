// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"
#include "wabi-ical.h"

G_BEGIN_DECLS

/** WabiImportFate: what becomes of one time of a calendar file. */
typedef enum
{
  WABI_IMPORT_BLOCK,    /* the time is blocked */
  WABI_IMPORT_AWAY,     /* time off is asked for: whole days, or longer than blocked time may be */
  WABI_IMPORT_THERE,    /* it is there already */
  WABI_IMPORT_SAME,     /* it is a visit of ours, at that time */
  WABI_IMPORT_MOVED,    /* it is a visit of ours that stands at another time here */
  WABI_IMPORT_UNKNOWN,  /* it says that it is a visit of ours, and is not here */
  WABI_IMPORT_CANCELED, /* it does not take place */
} WabiImportFate;

/**
 * wabi_calendar_import_judge:
 * @desk: a desk
 * @staff: id of the person whose calendar it is
 * @time: a time of the file
 * @id: (out) (transfer full): id of the record that it is or would be: the same file gives the same ids
 *
 * Returns: what becomes of it
 */
WabiImportFate wabi_calendar_import_judge (WabiDesk *desk, const char *staff, const WabiIcalTime *time, char **id);

/**
 * wabi_calendar_import_save:
 * @desk: a desk
 * @staff: id of the person
 * @times: (array length=n_times): what was chosen
 * @n_times: how many
 * @error: where to put which could not be taken, and why
 *
 * Takes all or none, as one step of undo. What is not new is passed over.
 *
 * Returns: whether it is saved
 */
gboolean wabi_calendar_import_save (WabiDesk *desk, const char *staff, const WabiIcalTime *const *times, guint n_times,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiCalendarImport:
 *
 * What a calendar file holds, line by line with what would become of it; nothing is saved before the person says so.
 */
#define WABI_TYPE_CALENDAR_IMPORT (wabi_calendar_import_get_type ())
G_DECLARE_FINAL_TYPE (WabiCalendarImport, wabi_calendar_import, WABI, CALENDAR_IMPORT, AdwWindow)

/**
 * wabi_calendar_import_present:
 * @desk: a desk
 * @staff: id of the person whose calendar it is
 * @calendar: (transfer full): what was read
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): the window, which is shown
 */
WabiCalendarImport *wabi_calendar_import_present (WabiDesk *desk, const char *staff, WabiIcalCalendar *calendar, GtkWindow *parent);

G_END_DECLS
