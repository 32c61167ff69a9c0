// SPDX-License-Identifier: AGPL-3.0-or-later
// One claim of a remittance as the record keeps it.

#pragma once

#include "wabi-835.h"
#include "wabi-json.h"

G_BEGIN_DECLS

/*
 * The member "content" of a remit_claim, all money in cents, units in hundredths, dates YYYY-MM-DD, what the payer left out absent:
 *
 *   {"control","status","charge","paid","patient","filing","payer_claim","place","frequency",
 *    "adjustments":[{"group","reason","cents","quantity"}], "remarks":["N382"],
 *    "names":[{"role","last","first","kind","id"}], "dates":{"232":"2026-01-02"}, "amounts":{"AU":36000}, "references":{"1L":"G7"},
 *    "lines":[{"code","modifiers":["HM"],"submitted","charge","paid","units","from","to","control","allowed",
 *              "adjustments":[…],"remarks":[…]}],
 *    "unreadable":true, "difference":{"payment","charges","payments","patient","lines"}}
 *
 * A secondary claim is built from it: groups, reasons and amounts are the payer's, unchanged.
 */

/**
 * wabi_remit_content_new:
 * @claim: a claim of a remittance
 *
 * Returns: (transfer full): its content, with the differences that it does not balance by
 */
JsonObject *wabi_remit_content_new (const WabiRemitClaim *claim);

/**
 * wabi_remit_content_difference:
 * @content: a content
 *
 * Returns: by how many cents its payment differs from its charge less its adjustments, the first that is not 0 of claim and lines; 0 when
 *   it balances
 */
gint64 wabi_remit_content_difference (JsonObject *content);

/**
 * WabiRemitCas:
 * @group: CO, PR, OA or PI
 * @reason: the CARC
 * @cents: what it takes off
 * @quantity: hundredths of a unit, or 0
 */
typedef struct
{
  const char *group;
  const char *reason;
  gint64 cents;
  gint64 quantity;
} WabiRemitCas;

/**
 * wabi_remit_content_adjustments:
 * @object: a content or one of its lines
 *
 * Returns: (transfer full) (element-type WabiRemitCas): its adjustments; their texts live as long as @object
 */
GArray *wabi_remit_content_adjustments (JsonObject *object);

/**
 * wabi_remit_content_remarks:
 * @object: a content or one of its lines
 *
 * Returns: (transfer full) (array zero-terminated=1): its remarks
 */
GStrv wabi_remit_content_remarks (JsonObject *object);

/**
 * wabi_remit_content_name:
 * @content: a content
 * @role: such as "QC"
 *
 * Returns: (nullable) (transfer none): the name of that role
 */
JsonObject *wabi_remit_content_name (JsonObject *content, const char *role);

/**
 * wabi_remit_content_lines:
 * @content: a content
 *
 * Returns: (nullable) (transfer none): its lines
 */
JsonArray *wabi_remit_content_lines (JsonObject *content);

/**
 * wabi_remit_content_allowed:
 * @line: one of its lines
 *
 * Returns: what the payer allowed for it, in cents; where it did not say, what it paid and left to the family
 */
gint64 wabi_remit_content_allowed (JsonObject *line);

G_END_DECLS
