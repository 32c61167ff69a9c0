// SPDX-License-Identifier: AGPL-3.0-or-later
// Who should get hours that have become free: each reason counts, and is told.

#pragma once

#include "wabi-finding.h"

G_BEGIN_DECLS

/**
 * WabiFillFacts:
 * @minutes: length of the free hours
 * @unused_minutes: authorized, and neither held nor booked; -1 when it is not known
 * @behind_percent: by how much use is behind the calendar of the authorization; 0 when it is not
 * @makeup_minutes: owed from canceled visits and not booked
 * @waiting_days: on the waiting list for so long; -1 when not
 * @supervisor: whether it is the client's own analyst
 * @on_team: whether the member of staff is on the client's care team
 * @known_visits: visits of the two with each other in the last two months
 * @travel_minutes: there and on, together; -1 when it is not known
 * @findings: (nullable) (element-type WabiFinding): what the booking proof says
 * @passed_over: (nullable): why it was not even proved, in words: "Has another session then"
 *
 * What is known of one client with one member of staff in these hours.
 */
typedef struct
{
  int minutes;
  int unused_minutes;
  int behind_percent;
  int makeup_minutes;
  int waiting_days;
  gboolean supervisor;
  gboolean on_team;
  int known_visits;
  int travel_minutes;
  const GPtrArray *findings;
  const char *passed_over;
} WabiFillFacts;

/**
 * WabiFillVerdict:
 * @score: more is better; 0 to 100 and no sense of its own
 * @reasons: (element-type utf8): why it stands where it stands, the weightiest first, in words
 * @passed_over: (nullable): why it cannot be, in words; then there is no score
 */
typedef struct
{
  int score;
  GPtrArray *reasons;
  char *passed_over;
} WabiFillVerdict;

/**
 * wabi_fill_judge:
 * @facts: one candidate
 * @verdict: (out caller-allocates): what to think of it
 *
 * Points: owed hours up to 40, behind the authorization's pace up to 25, waiting up to 20, continuity up to 25; travel takes up to 20 and each
 * warning of the proof 5, up to 15. What the proof blocks is passed over, with its reason.
 */
void wabi_fill_judge (const WabiFillFacts *facts, WabiFillVerdict *verdict);

/** wabi_fill_verdict_clear: frees what a verdict holds. */
void wabi_fill_verdict_clear (WabiFillVerdict *verdict);

/** wabi_fill_compare: Returns: below 0 when @a comes before @b: who can before who cannot, then by score. */
int wabi_fill_compare (const WabiFillVerdict *a, const WabiFillVerdict *b);

G_END_DECLS
