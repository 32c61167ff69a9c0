// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

#define WABI_TYPE_PEOPLE_DIALOG (wabi_people_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WabiPeopleDialog, wabi_people_dialog, WABI, PEOPLE_DIALOG, AdwWindow)

/**
 * wabi_people_dialog_new:
 * @desk: (transfer none): an administrator's desk
 *
 * Who may sign in and on which computers there are copies; ends access, reports computers as lost; and decides about changes that came in
 * from those whose access has ended; and sets the practice's rules for copies and caseloads. Asks the server as soon as it is made.
 *
 * Returns: the dialog
 */
GtkWindow *wabi_people_dialog_new (WabiDesk *desk);

G_END_DECLS
