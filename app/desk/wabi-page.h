// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiPageKey:
 * @accelerator: in GTK's notation
 * @title: what it does, untranslated (marked with N_())
 *
 * A key of a place, for the list of keyboard shortcuts (Ctrl+?).
 */
typedef struct
{
  const char *accelerator;
  const char *title;
} WabiPageKey;

/**
 * WabiPage:
 *
 * A place in the program: a widget with its own header bar, made when it is first visited. Everything in it is optional.
 */
#define WABI_TYPE_PAGE (wabi_page_get_type ())
G_DECLARE_INTERFACE (WabiPage, wabi_page, WABI, PAGE, GtkWidget)

/**
 * WabiPageInterface:
 * @open: shows a record of the place (wabi_desk_go() says which); @id may be %NULL: just come forward
 * @search: puts the cursor into the place's search (Ctrl+F)
 * @toggle_companion: closes or opens the right zone (F9)
 * @leave: the person goes elsewhere, locks or quits: save what is being written
 * @list_keys: the place's own keys (transfer none) (array length=n), for the list of keyboard shortcuts
 */
struct _WabiPageInterface
{
  GTypeInterface parent;

  void (*open) (WabiPage *page, const char *id);
  void (*search) (WabiPage *page);
  void (*toggle_companion) (WabiPage *page);
  void (*leave) (WabiPage *page);
  const WabiPageKey *(*list_keys) (WabiPage *page, guint *n);
};

/**
 * wabi_page_open:
 * @page: a page
 * @id: (nullable): what to show
 */
void wabi_page_open (WabiPage *page, const char *id);

/**
 * wabi_page_search:
 * @page: a page
 */
void wabi_page_search (WabiPage *page);

/**
 * wabi_page_toggle_companion:
 * @page: a page
 */
void wabi_page_toggle_companion (WabiPage *page);

/**
 * wabi_page_leave:
 * @page: a page
 */
void wabi_page_leave (WabiPage *page);

/**
 * wabi_page_list_keys:
 * @page: a page
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n) (nullable): the place's own keys
 */
const WabiPageKey *wabi_page_list_keys (WabiPage *page, guint *n);

G_END_DECLS
