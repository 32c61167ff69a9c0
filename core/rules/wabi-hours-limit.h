// SPDX-License-Identifier: AGPL-3.0-or-later
// At most so many hours: of a person's work, or of a service that a client receives, in a day, a week or a month.

#pragma once

#include "wabi-visit-check.h"

G_BEGIN_DECLS

/** WabiLimitPeriod: the days that are summed; a week begins on Monday, a month on its first. */
typedef enum
{
  WABI_LIMIT_PER_DAY,
  WABI_LIMIT_PER_WEEK,
  WABI_LIMIT_PER_MONTH,
} WabiLimitPeriod;

/**
 * WabiHoursLimit:
 * @id: of the record
 * @staff_id: (nullable): only this person's work; %NULL for everybody's
 * @credential: (nullable): only what people with this certificate do; %NULL for all
 * @code: (nullable): only this service; %NULL for all work
 * @of_client: whether it counts for each client, else for each person
 * @per: in which days
 * @minutes: at most
 * @warns: says so only, and lets pass
 */
typedef struct
{
  const char *id;
  const char *staff_id;
  const char *credential;
  const char *code;
  gboolean of_client;
  WabiLimitPeriod per;
  int minutes;
  gboolean warns;
} WabiHoursLimit;

/**
 * WabiWork:
 * @visit_id: (nullable): of the visit; the judged one is never counted twice
 * @staff_id: who works
 * @client_id: (nullable): for whom; %NULL for a meeting, a way, training
 * @code: (nullable): which service
 * @credential: (nullable): the certificate of who works
 * @start_at: from when
 * @end_at: until when, excluded
 *
 * Time that counts: booked or held.
 */
typedef struct
{
  const char *visit_id;
  const char *staff_id;
  const char *client_id;
  const char *code;
  const char *credential;
  gint64 start_at;
  gint64 end_at;
} WabiWork;

/** wabi_limit_period_from_name: @name: "day", "week", "month". Returns: whether it is known. */
gboolean wabi_limit_period_from_name (const char *name, WabiLimitPeriod *out) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_limit_range:
 * @per: a period
 * @day: a day in it
 * @first: (out): its first day
 * @last: (out): its last day
 */
void wabi_limit_range (WabiLimitPeriod per, WabiDay day, WabiDay *first, WabiDay *last);

/**
 * wabi_limit_applies:
 * @limit: a limit
 * @work: somebody's work
 *
 * Returns: whether @work is of those that the limit counts
 */
gboolean wabi_limit_applies (const WabiHoursLimit *limit, const WabiWork *work);

/**
 * wabi_limit_count:
 * @limit: a limit
 * @zone: the practice's
 * @work: what is judged; its person or client is meant
 * @day: a day in the period
 * @all: (array length=n_all): what counts beside it
 * @n_all: how many
 *
 * What reaches over midnight counts on each side.
 *
 * Returns: minutes of @all that the limit counts in the period, without @work itself
 */
int wabi_limit_count (const WabiHoursLimit *limit, const char *zone, const WabiWork *work, WabiDay day, const WabiWork *all, gsize n_all);

/**
 * wabi_limits_check:
 * @zone: the practice's
 * @work: what is to be booked, without its times
 * @staff_name: (nullable): for words
 * @client_name: (nullable): for words
 * @limits: (array length=n_limits): of the practice
 * @n_limits: how many
 * @all: (array length=n_all): other work of the person and for the client, at least in the periods that the limits count
 * @n_all: how many
 * @dates: (array length=n_dates): when
 * @n_dates: how many
 * @findings: (element-type WabiFinding): where to say it
 *
 * "hours-limit-exceeded", with the sum, for each limit that does not hold; "hours-limit" for the tightest when all hold. Says nothing where no
 * limit applies.
 */
void wabi_limits_check (const char *zone, const WabiWork *work, const char *staff_name, const char *client_name,
                        const WabiHoursLimit *limits, gsize n_limits, const WabiWork *all, gsize n_all,
                        const WabiOccurrence *dates, gsize n_dates, GPtrArray *findings);

/**
 * wabi_limit_words:
 * @limit: a limit
 * @staff_name: (nullable): who is meant, where it is one person
 *
 * Returns: (transfer full): "97151 by RBT: 2 h for each client a day"
 */
char *wabi_limit_words (const WabiHoursLimit *limit, const char *staff_name);

G_END_DECLS
