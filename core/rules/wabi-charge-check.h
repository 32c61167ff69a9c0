// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a charge is ready for a claim, and each reason why it is not.

#pragma once

#include "wabi-visit-check.h"

G_BEGIN_DECLS

/** WabiNoteState: where the session's note stands. @WABI_NOTE_SIGNATURE_PENDING: signed offline, not yet
 * confirmed. */
typedef enum
{
  WABI_NOTE_MISSING,
  WABI_NOTE_DRAFT,
  WABI_NOTE_RETURNED,
  WABI_NOTE_SIGNATURE_PENDING,
  WABI_NOTE_SIGNED,
} WabiNoteState;

/**
 * WabiChargeFacts:
 * @base: the session as it was held (visit.start_at and visit.end_at are the real times), and what it is
 * judged by. Units delivered and scheduled in the authorizations leave this charge out.
 * @minutes: raw minutes that are billed; 0 takes them from the visit
 * @charge_tenths: units on the charge, in tenths
 * @allotted_tenths: units that the rule allots to this charge when it sums more than the session; -1 when it
 * does not
 * @charge_cents: what the charge asks
 * @note: state of the note
 * @missing_elements: (nullable) (array zero-terminated=1): what the note lacks, in words
 * @guardian_signature_required: by the payer
 * @guardian_signed: whether there is one
 */
typedef struct
{
  WabiVisitFacts base;
  int minutes;
  int charge_tenths;
  int allotted_tenths;
  gint64 charge_cents;
  WabiNoteState note;
  const char *const *missing_elements;
  gboolean guardian_signature_required;
  gboolean guardian_signed;
} WabiChargeFacts;

/**
 * wabi_charge_check:
 *
 * Way on: "note", "note/guardian", "charge/units", "charge/amount", "charge/distinct", "authorization", "staff/credential",
 * "staff/npi", "payer/enrollment", "client/diagnosis", "client/coverage", "payer/fee", "payer/filing",
 * "schedule".
 *
 * Returns: (transfer full) (element-type WabiFinding): passed ones too, in the order in which people mend
 * them.
 */
GPtrArray *wabi_charge_check (const WabiChargeFacts *facts);

/** wabi_charge_is_ready: Returns: whether nothing blocks. */
gboolean wabi_charge_is_ready (const GPtrArray *findings);

G_END_DECLS
