// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a program does not pay for a service, as dated data.

#pragma once

#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * WabiPlaceRule:
 * @program: "tricare"
 * @code: service code
 * @place: place of service at which it is not paid
 * @credentials: (nullable): only when given by one of these, "RBT,BT"; %NULL for everybody
 * @from: first day on which it holds, YYYY-MM-DD
 * @to: (nullable): last day; %NULL while nothing later is known
 * @source: who says so, for people
 */
typedef struct
{
  const char *program;
  const char *code;
  const char *place;
  const char *credentials;
  const char *from;
  const char *to;
  const char *source;
} WabiPlaceRule;

/**
 * wabi_place_rules_find:
 * @credential: (nullable): of the person who gives it
 *
 * Returns: (transfer none) (nullable): the rule by which @program does not pay @code at @place on @day
 */
const WabiPlaceRule *wabi_place_rules_find (const char *program, const char *code, const char *place, const char *credential,
                                            WabiDay day);

G_END_DECLS
