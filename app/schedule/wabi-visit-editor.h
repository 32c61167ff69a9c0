// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-open-hours.h"

G_BEGIN_DECLS

/**
 * WabiVisitEditor:
 *
 * The companion in which a session is booked or changed, judged while one types.
 *
 * Signals: "draft-changed": what wabi_visit_editor_get_draft() says is another; "done" (id): it is saved; "dismissed": the person gave it up;
 * "go" (place, nullable id): a way on was chosen.
 */
#define WABI_TYPE_VISIT_EDITOR (wabi_visit_editor_get_type ())
G_DECLARE_FINAL_TYPE (WabiVisitEditor, wabi_visit_editor, WABI, VISIT_EDITOR, GtkWidget)

/**
 * wabi_visit_editor_set_up:
 * @self: an editor, from a template
 * @desk: a desk
 *
 * To be called once.
 */
void wabi_visit_editor_set_up (WabiVisitEditor *self, WabiDesk *desk);

/**
 * wabi_visit_editor_begin:
 * @self: an editor
 * @client: (nullable): id of a client
 * @staff: (nullable): id of a member of staff
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 *
 * Begins a new session. One that was begun and not booked keeps its client, service, place and notes where @client is %NULL.
 */
void wabi_visit_editor_begin (WabiVisitEditor *self, const char *client, const char *staff, gint64 starts_at, gint64 ends_at);

/**
 * wabi_visit_editor_resume:
 * @self: an editor
 * @kept: a new session as wabi_visit_editor_get_draft() said it, perhaps of another day's work
 */
void wabi_visit_editor_resume (WabiVisitEditor *self, WabiRecord *kept);

/**
 * wabi_visit_editor_change:
 * @self: an editor
 * @visit: a stored appointment that is to be changed
 * @when: whether the cursor goes to the time, else to the service
 */
void wabi_visit_editor_change (WabiVisitEditor *self, WabiRecord *visit, gboolean when);

/**
 * wabi_visit_editor_change_series:
 * @self: an editor
 * @visit: one of the sessions of a series, from which on its rule, end, time, staff, place and equipment are to be changed
 *
 * Returns: whether it belongs to a series that goes on
 */
gboolean wabi_visit_editor_change_series (WabiVisitEditor *self, WabiRecord *visit);

/**
 * wabi_visit_editor_add_to_series:
 * @self: an editor
 * @visit: one of the sessions of a series, to which a date is to be added
 *
 * Returns: whether it belongs to a series that goes on
 */
gboolean wabi_visit_editor_add_to_series (WabiVisitEditor *self, WabiRecord *visit);

/** wabi_visit_editor_is_adding: Returns: whether a date is being added to a series. */
gboolean wabi_visit_editor_is_adding (WabiVisitEditor *self);

/**
 * wabi_visit_editor_set_when:
 * @self: an editor
 * @staff: (nullable): id of a member of staff, %NULL to leave it
 * @starts_at: microseconds since 1970 UTC
 * @ends_at: microseconds since 1970 UTC
 */
void wabi_visit_editor_set_when (WabiVisitEditor *self, const char *staff, gint64 starts_at, gint64 ends_at);

/**
 * wabi_visit_editor_stop:
 * @self: an editor
 *
 * Forgets what was begun.
 */
void wabi_visit_editor_stop (WabiVisitEditor *self);

/**
 * wabi_visit_editor_judge:
 * @self: an editor
 *
 * Judges anew, since records changed.
 */
void wabi_visit_editor_judge (WabiVisitEditor *self);

/**
 * wabi_visit_editor_get_draft:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): what is being booked or changed as far as it is filled in; %NULL when nothing is
 */
WabiRecord *wabi_visit_editor_get_draft (WabiVisitEditor *self);

/**
 * wabi_visit_editor_focus:
 * @self: an editor
 *
 * Puts the cursor into the first field that is to be filled in.
 */
void wabi_visit_editor_focus (WabiVisitEditor *self);

G_END_DECLS
