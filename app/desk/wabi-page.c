// SPDX-License-Identifier: AGPL-3.0-or-later
// What the window may ask of a place.

#include "wabi-page.h"

G_DEFINE_INTERFACE (WabiPage, wabi_page, GTK_TYPE_WIDGET)

static void
wabi_page_default_init (WabiPageInterface *iface)
{
}

void
wabi_page_open (WabiPage *page, const char *id)
{
  if (WABI_PAGE_GET_IFACE (page)->open != NULL)
    WABI_PAGE_GET_IFACE (page)->open (page, id);
}

void
wabi_page_search (WabiPage *page)
{
  if (WABI_PAGE_GET_IFACE (page)->search != NULL)
    WABI_PAGE_GET_IFACE (page)->search (page);
}

void
wabi_page_toggle_companion (WabiPage *page)
{
  if (WABI_PAGE_GET_IFACE (page)->toggle_companion != NULL)
    WABI_PAGE_GET_IFACE (page)->toggle_companion (page);
}

void
wabi_page_leave (WabiPage *page)
{
  if (WABI_PAGE_GET_IFACE (page)->leave != NULL)
    WABI_PAGE_GET_IFACE (page)->leave (page);
}

const WabiPageKey *
wabi_page_list_keys (WabiPage *page, guint *n)
{
  *n = 0;
  return WABI_PAGE_GET_IFACE (page)->list_keys != NULL ? WABI_PAGE_GET_IFACE (page)->list_keys (page, n) : NULL;
}
