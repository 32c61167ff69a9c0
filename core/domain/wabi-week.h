// SPDX-License-Identifier: AGPL-3.0-or-later
// From records to a planning problem, and from a plan to visits that pass the booking proof.

#pragma once

#include "wabi-plan-check.h"
#include "wabi-plan-explain.h"
#include "wabi-plan-problem.h"
#include "wabi-proof-context.h"

G_BEGIN_DECLS

/**
 * WabiWeekMode:
 * @WABI_WEEK_FILL: place authorized hours that are not booked yet around what is booked
 * @WABI_WEEK_COVER: give the visits of somebody who is away to others, at the same times
 * @WABI_WEEK_TRAVEL: change who goes where at the same times, so that less time is spent on the way
 * @WABI_WEEK_BALANCE: change who goes where at the same times, so that everybody has a fair share
 */
typedef enum
{
  WABI_WEEK_FILL,
  WABI_WEEK_COVER,
  WABI_WEEK_TRAVEL,
  WABI_WEEK_BALANCE,
} WabiWeekMode;

/**
 * WabiWeekWish:
 * @mode: what is wanted
 * @first: first day
 * @days: how many days, 1 to 7
 * @absent: (nullable): id of who is away, for %WABI_WEEK_COVER
 * @staff: (nullable): ids of the people to plan with; %NULL for everybody
 * @clients: (nullable): ids of the clients to plan for; %NULL for everybody
 */
typedef struct
{
  WabiWeekMode mode;
  WabiDay first;
  int days;
  const char *absent;
  const char *const *staff;
  const char *const *clients;
} WabiWeekWish;

/**
 * WabiWeek:
 *
 * A planning problem with the records that it stands for.
 */
typedef struct _WabiWeek WabiWeek;

/**
 * wabi_week_new:
 * @context: what many proofs share; what is read here need not be read again for them
 * @wish: what is wanted
 *
 * Gathers needs (units of authorizations that are left, at the pace that uses them up by the end), hours of both sides, time off, holidays,
 * blocks, credentials and enrollment, ways, limits of hours, who knows whom, and what is booked. Nothing before now is planned.
 *
 * Where the practice has no limit of its own, a person gets at most 8 hours of visits a day and 40 a week, and half an hour's break after
 * 5 hours.
 *
 * Returns: (transfer full): the problem
 */
WabiWeek *wabi_week_new (WabiProofContext *context, const WabiWeekWish *wish);

/**
 * wabi_week_free:
 * @week: (transfer full) (nullable): what to free
 */
void wabi_week_free (WabiWeek *week);

/**
 * wabi_week_get_problem:
 * @week: a week
 *
 * Returns: (transfer none): the problem; people and clients are named by their ids. It may be read in another thread while @week lives
 */
const WabiPlanProblem *wabi_week_get_problem (WabiWeek *week);

/**
 * WabiWeekVisit:
 * @index: of the visit in the plan
 * @record: the appointment as it would be stored; a new one has no id of its own yet
 * @was: (nullable): the appointment that it changes; %NULL for a new one
 * @was_id: (nullable): id of that appointment
 * @refusal: (nullable): why the booking proof blocks it, in words; such a visit cannot be accepted
 * @waits: whether it is something that the client waits for
 * @reason: why it is as it is, where that was asked for
 */
typedef struct
{
  guint index;
  WabiRecord *record;
  WabiRecord *was;
  char *was_id;
  char *refusal;
  gboolean waits;
  WabiPlanReason reason;
} WabiWeekVisit;

/**
 * wabi_week_list_visits:
 * @week: a week
 * @context: a fresh context, into which the visits are put one after the other, so that they count against each other
 * @visits: (element-type WabiPlanVisit): a plan for the week's problem
 *
 * Every visit goes through the booking proof, as if all before it were booked. Visits that stay as they are booked are left out.
 *
 * Returns: (transfer full) (element-type WabiWeekVisit): what would be booked or moved, by start
 */
GPtrArray *wabi_week_list_visits (WabiWeek *week, WabiProofContext *context, const GArray *visits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiWeek, wabi_week_free)

G_END_DECLS
