// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-claim-preview.h"
#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_claim_follow_see:
 * @parent: a widget in the window
 * @desk: the desk
 * @claim: a claim
 * @step: what of it
 * @payer_control: (nullable): the payer's own number, where the person knows it
 *
 * Shows in words, beside the X12, what was or would be sent; or says why it cannot be.
 */
void wabi_claim_follow_see (GtkWidget *parent, WabiDesk *desk, WabiRecord *claim, WabiClaimStep step, const char *payer_control);

/**
 * wabi_claim_follow_ask:
 * @parent: a widget in the window
 * @desk: the desk
 * @claim: a claim
 * @step: to replace it, to void it, or to bill the next payer
 *
 * Asks for what it takes, lets the person see it first, and gives the command.
 */
void wabi_claim_follow_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *claim, WabiClaimStep step);

/**
 * wabi_claim_follow_paper:
 * @parent: a widget in the window
 * @desk: the desk
 * @claim: a claim
 * @with_form: whether the form is drawn too
 *
 * Saves it as a CMS-1500 in PDF.
 */
void wabi_claim_follow_paper (GtkWidget *parent, WabiDesk *desk, WabiRecord *claim, gboolean with_form);

/**
 * wabi_claim_follow_status:
 * @desk: the desk
 * @claim: a claim
 *
 * Asks its payer what became of it: a file (276) is made, which goes the way of claim files; the answer comes back among the claim's steps.
 */
void wabi_claim_follow_status (WabiDesk *desk, WabiRecord *claim);

/** wabi_claim_follow_statuses: asks what became of many @claims (element-type WabiRecord), but of those that were spoken of in the last week. */
void wabi_claim_follow_statuses (WabiDesk *desk, GPtrArray *claims);

G_END_DECLS
