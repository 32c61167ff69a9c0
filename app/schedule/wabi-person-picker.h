// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiPersonPicker:
 *
 * Finds a client or member of staff by part of a name: type, choose with arrows and Enter. Signal "picked" (id or %NULL): the person chose.
 */
#define WABI_TYPE_PERSON_PICKER (wabi_person_picker_get_type ())
G_DECLARE_FINAL_TYPE (WabiPersonPicker, wabi_person_picker, WABI, PERSON_PICKER, GtkWidget)

/**
 * wabi_person_picker_set_up:
 * @self: a picker, from a template
 * @desk: a desk
 * @kind: #wabi_kind_client or #wabi_kind_staff
 * @label: what it is called: "Client"
 * @placeholder: what it says while nobody is chosen
 * @none: (nullable): words for the first choice "nobody in particular" ("All staff"); %NULL for none
 *
 * To be called once.
 */
void wabi_person_picker_set_up (WabiPersonPicker *self, WabiDesk *desk, const WabiKind *kind, const char *label,
                                const char *placeholder, const char *none);

/**
 * wabi_person_picker_set_id:
 * @self: a picker
 * @id: (nullable): who is chosen; does not emit "picked"
 */
void wabi_person_picker_set_id (WabiPersonPicker *self, const char *id);

/**
 * wabi_person_picker_get_id:
 * @self: a picker
 *
 * Returns: (transfer none) (nullable): who is chosen
 */
const char *wabi_person_picker_get_id (WabiPersonPicker *self);

/**
 * wabi_person_picker_focus:
 * @self: a picker
 *
 * Puts the cursor into it, with the text selected, ready to type.
 */
void wabi_person_picker_focus (WabiPersonPicker *self);

G_END_DECLS
