// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiTimeFields:
 * @date: where the day is typed
 * @start: where the start is typed
 * @end: where the end is typed
 * @length: shows the length
 * @desk: (nullable): whose zone and clock count; set before anything is typed
 * @minutes: the length, kept when the start is changed
 * @filling: whether the program is writing, not a person
 * @changed: told when a person changed something by the arrow keys
 * @owner: for @changed
 *
 * The fields of a form that say when a session is. The widgets belong to the form.
 */
typedef struct
{
  GtkEntry *date, *start, *end;
  GtkLabel *length;
  WabiDesk *desk;
  int minutes;
  gboolean filling;
  void (*changed) (gpointer owner);
  gpointer owner;
} WabiTimeFields;

/** wabi_time_fields_set_up: gives the entries their keys; the widgets must be there. */
void wabi_time_fields_set_up (WabiTimeFields *self, void (*changed) (gpointer owner), gpointer owner);

/** wabi_time_fields_read: reads what is typed. Returns: (transfer none) (nullable): what is wrong with it, in words. */
const char *wabi_time_fields_read (WabiTimeFields *self, gint64 *starts_at, gint64 *ends_at);

/** wabi_time_fields_write: writes a time into the fields. */
void wabi_time_fields_write (WabiTimeFields *self, gint64 starts_at, gint64 ends_at);

/** wabi_time_fields_write_length: shows the length. */
void wabi_time_fields_write_length (WabiTimeFields *self);

/** wabi_time_fields_follow_start: the session keeps its length when its start is moved. */
void wabi_time_fields_follow_start (WabiTimeFields *self);

G_END_DECLS
