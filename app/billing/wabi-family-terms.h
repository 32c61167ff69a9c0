// SPDX-License-Identifier: AGPL-3.0-or-later
// What is agreed with a family, and what its insurance leaves to it.

#pragma once

#include "wabi-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** wabi_family_plan_ask: asks for a payment plan over @owed of the family of @client; where there is one, whether it shall end. */
void wabi_family_plan_ask (WabiDesk *desk, const char *client, gint64 owed, GtkWidget *parent);

/** wabi_family_plan_dup_words: Returns: (transfer full) (nullable): how the last plan of @client stands; %NULL when there was none. */
char *wabi_family_plan_dup_words (WabiDesk *desk, const char *client);

/** wabi_family_benefit_dup_words: Returns: (transfer full): what the insurance of @client leaves to the family, and of which day that is. */
char *wabi_family_benefit_dup_words (WabiDesk *desk, const char *client);

G_END_DECLS
