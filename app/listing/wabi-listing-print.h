// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"
#include "wabi-listing.h"

G_BEGIN_DECLS

/**
 * WabiListingForm:
 * @WABI_LISTING_CSV: text with commas
 * @WABI_LISTING_XLSX: a workbook
 * @WABI_LISTING_PDF: pages
 *
 * How a sheet is kept.
 */
typedef enum
{
  WABI_LISTING_CSV,
  WABI_LISTING_XLSX,
  WABI_LISTING_PDF,
} WabiListingForm;

/**
 * wabi_listing_print:
 * @sheet: (transfer full): what is printed
 * @desk: whose practice and person stand on it
 * @parent: (nullable): the window that asks
 * @wide: whether the pages lie
 *
 * Asks for a printer, and prints.
 */
void wabi_listing_print (WabiListing *sheet, WabiDesk *desk, GtkWindow *parent, gboolean wide);

/**
 * wabi_listing_save:
 * @sheet: what is written
 * @desk: whose practice and person stand on it
 * @form: how
 * @wide: whether the pages lie
 * @path: where; only its owner may read it
 * @error: where to put an error
 *
 * Returns: whether it is written
 */
gboolean wabi_listing_save (const WabiListing *sheet, WabiDesk *desk, WabiListingForm form, gboolean wide, const char *path, GError **error);

/**
 * wabi_listing_ask:
 * @sheet: (transfer full): what is written
 * @desk: whose practice and person stand on it, and who is told
 * @parent: (nullable): the window that asks
 * @form: how
 * @wide: whether the pages lie
 * @name: a name for the file without its ending; it holds no person's name
 * @done: words when it is saved
 *
 * Asks for a place, and writes there.
 */
void wabi_listing_ask (WabiListing *sheet, WabiDesk *desk, GtkWindow *parent, WabiListingForm form, gboolean wide, const char *name, const char *done);

G_END_DECLS
