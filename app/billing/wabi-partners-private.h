// SPDX-License-Identifier: AGPL-3.0-or-later
// What the parts of the pane of partners share.

#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/* A form for a partner; @partner is NULL for a new one. Saving is one step that can be undone. */
void wabi_partner_form (WabiDesk *desk, WabiRecord *partner, GtkWindow *parent);

/* Asks for the password or private key, and gives it to the server; nothing of it is written on this computer. */
void wabi_partner_form_secret (WabiDesk *desk, WabiRecord *partner, GtkWindow *parent);

/* Gives "partner.set" with all of @partner, and @name as @value (nullable) beside it; TRUE when it was saved. */
gboolean wabi_partner_set (WabiDesk *desk, WabiRecord *partner, const char *name, const char *value, const char *done);

/* Returns: (transfer none): where it is: a server, an address or a folder. */
const char *wabi_partner_place_words (WabiRecord *partner);

/* Returns: (transfer none): what kind of way it is, in words. */
const char *wabi_partner_type_words (WabiRecord *partner);

G_END_DECLS
