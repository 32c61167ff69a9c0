// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-page.h"

G_BEGIN_DECLS

/**
 * WabiNotesPage:
 *
 * The place where notes are written, reviewed and signed.
 */
#define WABI_TYPE_NOTES_PAGE (wabi_notes_page_get_type ())
G_DECLARE_FINAL_TYPE (WabiNotesPage, wabi_notes_page, WABI, NOTES_PAGE, GtkWidget)

/**
 * wabi_notes_page_new:
 * @desk: the desk
 *
 * Returns: the page
 */
GtkWidget *wabi_notes_page_new (WabiDesk *desk);

G_END_DECLS
