// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-client-sections.h"

G_BEGIN_DECLS

/** wabi_client_team_may_change: Returns: whether the person may put somebody on a care team, and take somebody off. */
gboolean wabi_client_team_may_change (WabiDesk *desk);

/** wabi_client_add_team: puts the card "Care team" of @section into @box: who, since when, why. */
void wabi_client_add_team (const WabiClientSection *section, GtkWidget *box);

/** wabi_client_form_team: asks whom to put on the care team of @client. */
void wabi_client_form_team (WabiDesk *desk, WabiRecord *client, GtkWindow *parent);

/** wabi_client_team_ask_remove: says what it means that the entry @id ends, and ends it when that is wanted. */
void wabi_client_team_ask_remove (WabiDesk *desk, const char *id, GtkWindow *parent);

G_END_DECLS
