// SPDX-License-Identifier: AGPL-3.0-or-later
// What a client's plan leaves to the family: as the payer told it last, less what it took since.

#pragma once

#include "wabi-family-account.h"

G_BEGIN_DECLS

/**
 * WabiFamilyBenefit:
 * @record: (nullable): the last answer that says something of benefits; %NULL when the payer was never asked
 * @told: the day of it
 * @active: whether the coverage was active
 * @terms: what the family pays; of the limits, what is left now
 * @has_copay: whether the payer told a copayment
 * @has_deductible: whether it told what is left of the deductible
 * @has_limit: whether it told what is left of the out-of-pocket limit
 * @taken: what answers posted since that day took as deductible, coinsurance and copayment
 * @is_old: whether it is of another year, so that the limits began anew since: they are then those of a whole year
 */
typedef struct
{
  WabiRecord *record;
  WabiDay told;
  gboolean active;
  WabiShareTerms terms;
  gboolean has_copay, has_deductible, has_limit;
  gint64 taken[3];
  gboolean is_old;
} WabiFamilyBenefit;

/**
 * wabi_family_benefit_read:
 * @view: where to look
 * @client: a client
 * @today: the day
 * @out: (out): to be cleared with wabi_family_benefit_clear()
 *
 * Where the view has no entries of the books (the front desk's), the limits are as the payer told them.
 *
 * Returns: whether there is an answer
 */
gboolean wabi_family_benefit_read (const WabiView *view, const char *client, WabiDay today, WabiFamilyBenefit *out);

/** wabi_family_benefit_clear: lets go what @benefit holds. */
void wabi_family_benefit_clear (WabiFamilyBenefit *benefit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiFamilyBenefit, wabi_family_benefit_clear)

/**
 * wabi_family_copay_due:
 * @view: where to look
 * @client: a client
 * @day: the day of a visit
 *
 * One copayment for a day, less what the family paid on it.
 *
 * Returns: what to collect at the visit, 0 for nothing or when it is not known
 */
gint64 wabi_family_copay_due (const WabiView *view, const char *client, WabiDay day);

G_END_DECLS
