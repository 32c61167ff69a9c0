// SPDX-License-Identifier: AGPL-3.0-or-later
// What a family was given on paper.

#pragma once

#include "wabi-desk.h"
#include "wabi-finding-list.h"

G_BEGIN_DECLS

/** wabi_family_papers_show: fills @list with the statements and estimates of @client, newest first, and with those that wait for the server. */
void wabi_family_papers_show (WabiFindingList *list, WabiDesk *desk, const char *client);

/** wabi_family_papers_save: asks where the statement or estimate @id goes as PDF, as it was given. */
void wabi_family_papers_save (WabiDesk *desk, const char *id, GtkWidget *parent);

/** wabi_family_papers_state: asks in which language and until when, and makes a statement for the family of @client. */
void wabi_family_papers_state (WabiDesk *desk, WabiRecord *client, GtkWidget *parent);

G_END_DECLS
