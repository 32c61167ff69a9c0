// SPDX-License-Identifier: AGPL-3.0-or-later
// A part of the page Billing: payments, denials, families …

#pragma once

#include "wabi-desk.h"
#include "wabi-page.h"

G_BEGIN_DECLS

#define WABI_TYPE_BILLING_PANE (wabi_billing_pane_get_type ())
G_DECLARE_INTERFACE (WabiBillingPane, wabi_billing_pane, WABI, BILLING_PANE, GtkWidget)

/**
 * WabiBillingPaneInterface:
 * @set_search: (nullable): the person typed into the page's search; without it the search is hidden
 * @open: (nullable): shows a record; returns whether the pane knows it
 * @get_actions: (nullable): buttons for the header while the pane is shown; (transfer none)
 * @toggle_side: (nullable): shows or hides what stands beside the list
 * @list_keys: (nullable): what its keys do; static
 */
struct _WabiBillingPaneInterface
{
  GTypeInterface parent;

  void (*set_search) (WabiBillingPane *pane, const char *text);
  gboolean (*open) (WabiBillingPane *pane, const char *id);
  GtkWidget *(*get_actions) (WabiBillingPane *pane);
  void (*toggle_side) (WabiBillingPane *pane);
  const WabiPageKey *(*list_keys) (WabiBillingPane *pane, guint *n);
};

/* What each place of Billing lists among its keys. */
#define WABI_BILLING_TURN_KEYS { "<Control>Page_Down", N_ ("The next tab") }, { "<Control>Page_Up", N_ ("The tab before") }

/**
 * WabiBillingPlace:
 * @id: name of the pane
 * @title: untranslated
 * @more: whether it stands in the menu behind the tabs, since one goes there seldom
 * @kinds: (array zero-terminated=1): names of the kinds that it opens
 * @make: makes the pane, the first time that it is shown
 *
 * A row of the table of panes (wabi-billing-panes.c): whoever adds a pane adds a row.
 */
typedef struct
{
  const char *id;
  const char *title;
  gboolean more;
  const char *kinds[5];
  GtkWidget *(*make) (WabiDesk *desk);
} WabiBillingPlace;

/**
 * wabi_billing_list_places:
 * @n: (out): how many
 *
 * Returns: (array length=n): the panes, in the order of their tabs
 */
const WabiBillingPlace *wabi_billing_list_places (guint *n);

/** wabi_billing_pane_can_search: Returns: whether @pane listens to the page's search. */
gboolean wabi_billing_pane_can_search (WabiBillingPane *pane);

/** wabi_billing_pane_set_search: hands on what was typed. */
void wabi_billing_pane_set_search (WabiBillingPane *pane, const char *text);

/** wabi_billing_pane_open: Returns: whether @pane showed the record @id. */
gboolean wabi_billing_pane_open (WabiBillingPane *pane, const char *id);

/** wabi_billing_pane_get_actions: Returns: (nullable) (transfer none): its buttons for the header. */
GtkWidget *wabi_billing_pane_get_actions (WabiBillingPane *pane);

/** wabi_billing_pane_toggle_side: shows or hides what stands beside its list. */
void wabi_billing_pane_toggle_side (WabiBillingPane *pane);

/** wabi_billing_pane_list_keys: @n (out); Returns: (nullable): what its keys do. */
const WabiPageKey *wabi_billing_pane_list_keys (WabiBillingPane *pane, guint *n);

G_END_DECLS
