// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wabi-billing-pane.h"

#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (WabiBillingPane, wabi_billing_pane, GTK_TYPE_WIDGET)

static void
wabi_billing_pane_default_init (WabiBillingPaneInterface *iface)
{
}

gboolean
wabi_billing_pane_can_search (WabiBillingPane *pane)
{
  return WABI_BILLING_PANE_GET_IFACE (pane)->set_search != NULL;
}

void
wabi_billing_pane_set_search (WabiBillingPane *pane, const char *text)
{
  if (WABI_BILLING_PANE_GET_IFACE (pane)->set_search != NULL)
    WABI_BILLING_PANE_GET_IFACE (pane)->set_search (pane, text);
}

gboolean
wabi_billing_pane_open (WabiBillingPane *pane, const char *id)
{
  return WABI_BILLING_PANE_GET_IFACE (pane)->open != NULL && WABI_BILLING_PANE_GET_IFACE (pane)->open (pane, id);
}

GtkWidget *
wabi_billing_pane_get_actions (WabiBillingPane *pane)
{
  return WABI_BILLING_PANE_GET_IFACE (pane)->get_actions != NULL ? WABI_BILLING_PANE_GET_IFACE (pane)->get_actions (pane) : NULL;
}

void
wabi_billing_pane_toggle_side (WabiBillingPane *pane)
{
  if (WABI_BILLING_PANE_GET_IFACE (pane)->toggle_side != NULL)
    WABI_BILLING_PANE_GET_IFACE (pane)->toggle_side (pane);
}

const WabiPageKey *
wabi_billing_pane_list_keys (WabiBillingPane *pane, guint *n)
{
  static const WabiPageKey turn[] = { WABI_BILLING_TURN_KEYS };

  *n = G_N_ELEMENTS (turn);
  if (WABI_BILLING_PANE_GET_IFACE (pane)->list_keys == NULL)
    return turn;
  *n = 0;
  return WABI_BILLING_PANE_GET_IFACE (pane)->list_keys != NULL ? WABI_BILLING_PANE_GET_IFACE (pane)->list_keys (pane, n) : NULL;
}
