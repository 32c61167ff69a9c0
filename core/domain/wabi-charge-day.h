// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-proof-context.h"

G_BEGIN_DECLS

/**
 * wabi_charge_get_tenths:
 * @charge: a charge
 *
 * Returns: its units in tenths; a multiple of 10 unless the payer takes tenths of units
 */
int wabi_charge_get_tenths (WabiRecord *charge);

/**
 * WabiChargeLine:
 * @id: of the charge; of a further part of a divided session derived from that of the first
 * @root: the charge of the session, whose first part it is
 * @part: which part; 0 for @root
 * @starts_at: when the part begins
 * @ends_at: when it ends
 * @minutes: what is left to bill
 * @tenths: the units that fall on it, in tenths
 * @arithmetic: how they came about
 * @alone: whether its minutes are rounded by themselves
 * @kept: whether it is on its way to the payer and stays as it is
 * @cuts: (nullable): of the first part: what the session gave way to: [{"from","to","minutes","for","rule"}]
 *
 * A line that a day's sessions make.
 */
typedef struct
{
  char *id;
  WabiRecord *root;
  guint part;
  gint64 starts_at, ends_at;
  int minutes, tenths;
  char *arithmetic;
  gboolean alone, kept;
  JsonNode *cuts;
} WabiChargeLine;

/**
 * wabi_charge_day_plan:
 * @view: where payers, their rules and sessions are
 * @charges: (element-type WabiRecord): all charges of one client and date
 * @focus: (nullable): id of one that is made anew, although it may be on a claim
 *
 * A payer that pays each minute once has the lower of two services at one time cut around the other; then minutes become units, once, in the payer's
 * scope, and are dealt out to the lines. The plan follows from the sessions alone, whatever order their notes came in.
 *
 * Returns: (transfer full) (element-type WabiChargeLine): the lines, by payer and time; those of charges that were set aside are missing
 */
GPtrArray *wabi_charge_day_plan (const WabiView *view, GPtrArray *charges, const char *focus);

/**
 * wabi_charge_day_list:
 * @view: where to look
 * @charge: a charge, stored or not
 *
 * Returns: (transfer full) (element-type WabiRecord): the charges of its client and date, with @charge itself for what is stored of it
 */
GPtrArray *wabi_charge_day_list (const WabiView *view, WabiRecord *charge);

/**
 * wabi_charge_day_plan_of:
 * @view: where to look
 * @charge: a charge, stored or not
 *
 * Returns: (transfer full) (element-type WabiChargeLine): the lines of its day, @charge made anew beside what else the day has made
 */
GPtrArray *wabi_charge_day_plan_of (const WabiView *view, WabiRecord *charge);

/**
 * wabi_charge_day_peek:
 * @context: what many charges share
 * @client: (nullable): id of a client
 * @date: (nullable): a date of the practice's
 *
 * Returns: (transfer none) (element-type WabiRecord): the client's charges of that date as they are stored, read once, with many other dates
 */
GPtrArray *wabi_charge_day_peek (WabiProofContext *context, const char *client, const char *date);

/**
 * wabi_charge_day_allot:
 * @context: what many charges share
 * @charge: a charge
 *
 * Returns: the units in tenths that fall on it of what is summed with others; -1 where its minutes are rounded by themselves
 */
int wabi_charge_day_allot (WabiProofContext *context, WabiRecord *charge);

/** wabi_charge_day_find: Returns: (transfer none) (nullable): the line of charge @id. */
const WabiChargeLine *wabi_charge_day_find (GPtrArray *lines, const char *id);

/**
 * wabi_charge_day_apply:
 * @line: a line
 * @charge: its charge, which may be changed: times, minutes, units, what was taken from it, amount
 */
void wabi_charge_day_apply (const WabiChargeLine *line, WabiRecord *charge);

/**
 * wabi_charge_day_settle:
 * @context: of a command or reaction of the billing service
 * @charge: one of the day's charges; it has been put or is stored
 * @error: where to put an error of the store
 *
 * Makes the open charges of the day what the plan says: the units of others, further parts, and parts that are not needed any more.
 *
 * Returns: whether the store could answer
 */
gboolean wabi_charge_day_settle (WabiContext *context, WabiRecord *charge, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
