// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/* The forms of Clients. Each gives its command through the desk, with its undo. */

/**
 * WabiFormsAdded:
 * @id: of the record that was born
 * @data: for the function
 */
typedef void (*WabiFormsAdded) (const char *id, gpointer data);

/** wabi_client_form_edit: changes @client. */
void wabi_client_form_edit (WabiDesk *desk, WabiRecord *client, GtkWindow *parent);

/** wabi_client_form_add: a new client in intake; @added is told his id while the window lives. */
void wabi_client_form_add (WabiDesk *desk, GtkWindow *parent, WabiFormsAdded added, gpointer data);

/** wabi_client_form_coverage: changes @coverage, or adds one to @client when it is %NULL. */
void wabi_client_form_coverage (WabiDesk *desk, WabiRecord *client, WabiRecord *coverage, GtkWindow *parent);

/** wabi_client_form_authorization: changes @authorization of @client, or records a new one when it is %NULL. */
void wabi_client_form_authorization (WabiDesk *desk, WabiRecord *client, WabiRecord *authorization, GtkWindow *parent);

/** wabi_client_form_amend: a newer version of @authorization, which carries its units. */
void wabi_client_form_amend (WabiDesk *desk, WabiRecord *authorization, GtkWindow *parent);

/** wabi_client_form_assign: says who renews @authorization. */
void wabi_client_form_assign (WabiDesk *desk, WabiRecord *authorization, GtkWindow *parent);

/** wabi_client_unamend: takes the amendment @authorization back. */
void wabi_client_unamend (WabiDesk *desk, WabiRecord *authorization);

/** wabi_client_withdraw: withdraws the request @authorization. */
void wabi_client_withdraw (WabiDesk *desk, WabiRecord *authorization);

/**
 * wabi_forms_list_records:
 * @desk: a desk
 * @kind: #wabi_kind_payer or #wabi_kind_staff
 * @role: (nullable): only staff in this role
 * @none: (nullable): words for nobody, as the first choice
 * @ids: (out) (transfer full): ids, "" for nobody
 * @labels: (out) (transfer full): names
 *
 * The choices of a drop-down.
 */
void wabi_forms_list_records (WabiDesk *desk, const WabiKind *kind, const char *role, const char *none, GStrv *ids, GStrv *labels);

G_END_DECLS
