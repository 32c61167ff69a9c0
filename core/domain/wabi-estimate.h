// SPDX-License-Identifier: AGPL-3.0-or-later
// A good-faith estimate (45 CFR 149.610): what services of the coming months are expected to cost.

#pragma once

#include "wabi-family-benefit.h"
#include "wabi-sheet.h"

G_BEGIN_DECLS

/* The longest time that one estimate of recurring services may cover (45 CFR 149.610 (b) (1) (x)). */
#define WABI_ESTIMATE_MOST_MONTHS 12

/**
 * WabiEstimateItem:
 * @code: a service
 * @name: (nullable): its name, where it is the practice's own
 * @units: how many units are expected: what is booked, else what is authorized for that time
 * @booked: of them, booked visits
 * @authorized: units that authorizations give for that time, 0 for none
 * @days: on how many days it is the first service: a copayment is due once a day
 * @rate_cents: what the practice asks for a unit
 * @allowed_cents: what the payer is expected to allow for a unit
 */
typedef struct
{
  char *code;
  char *name;
  gint64 units, booked, authorized;
  int days;
  gint64 rate_cents, allowed_cents;
} WabiEstimateItem;

/**
 * WabiEstimate:
 * @items: (element-type WabiEstimateItem): by code
 * @insured: whether a plan is asked; otherwise the family pays all of it
 * @terms: what the family pays, by the payer's last answer; a limit of -1 for none known
 * @terms_told: the day of that answer, or %WABI_DAY_NONE when the payer was never asked
 */
typedef struct
{
  GPtrArray *items;
  gboolean insured;
  WabiShareTerms terms;
  WabiDay terms_told;
} WabiEstimate;

/**
 * wabi_estimate_new:
 * @view: where to look
 * @zone: the practice's zone
 * @client: a client
 * @from: first day
 * @to: last day
 * @today: the day
 *
 * Returns: (transfer full): what is expected; a person may change it
 */
WabiEstimate *wabi_estimate_new (const WabiView *view, const char *zone, const char *client, WabiDay from, WabiDay to, WabiDay today);

/** wabi_estimate_free: @estimate (transfer full) (nullable). */
void wabi_estimate_free (WabiEstimate *estimate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiEstimate, wabi_estimate_free)

/**
 * wabi_estimate_count:
 * @estimate: an estimate
 * @family: (out) (optional): what falls to the family
 *
 * Returns: (transfer full): its lines as the record keeps them: [{"code","units","rate_cents","asked","allowed","family"}], without "allowed"
 *   where no plan is asked
 */
JsonArray *wabi_estimate_count (const WabiEstimate *estimate, gint64 *total, gint64 *family);

/**
 * WabiEstimateFacts:
 * @language: "en" or "es"
 * @date: the day on which it is given
 * @from: first day of service
 * @to: last day
 * @practice: (nullable): who gives it
 * @client: (nullable): whose services
 * @lines: as wabi_estimate_count() makes them
 */
typedef struct
{
  const char *language;
  WabiDay date, from, to;
  WabiRecord *practice, *client;
  JsonArray *lines;
} WabiEstimateFacts;

/** wabi_estimate_write: Returns: (transfer full): the form with all that the rule asks for; see wabi-sheet.h. */
JsonArray *wabi_estimate_write (const WabiEstimateFacts *facts);

G_END_DECLS
