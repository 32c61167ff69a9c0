// SPDX-License-Identifier: AGPL-3.0-or-later
// What to do about what a payer did not pay, as data.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiDenialRemedy:
 * @WABI_REMEDY_NONE: ends a list
 * @WABI_REMEDY_CORRECT: mend what is wrong, then replace the claim (frequency 7)
 * @WABI_REMEDY_RESEND: mend it and send a new claim; the payer never took this one in (MA130)
 * @WABI_REMEDY_AUTHORIZATION: find or ask for the authorization, then replace the claim
 * @WABI_REMEDY_ELIGIBILITY: ask the payer for the coverage, and mend it here
 * @WABI_REMEDY_RECORDS: send the notes that the payer asks for
 * @WABI_REMEDY_APPEAL: appeal with a letter and what proves the claim
 * @WABI_REMEDY_NEXT_PAYER: bill the next payer
 * @WABI_REMEDY_FAMILY: bill the family, where the payer's contract allows it
 * @WABI_REMEDY_WRITE_OFF: ask for approval to write it off
 * @WABI_REMEDY_CALL: call the payer, and note what was said
 * @WABI_REMEDY_ACCEPT: leave it at what was paid
 *
 * A step on the way out of a denial.
 */
typedef enum
{
  WABI_REMEDY_NONE,
  WABI_REMEDY_CORRECT,
  WABI_REMEDY_RESEND,
  WABI_REMEDY_AUTHORIZATION,
  WABI_REMEDY_ELIGIBILITY,
  WABI_REMEDY_RECORDS,
  WABI_REMEDY_APPEAL,
  WABI_REMEDY_NEXT_PAYER,
  WABI_REMEDY_FAMILY,
  WABI_REMEDY_WRITE_OFF,
  WABI_REMEDY_CALL,
  WABI_REMEDY_ACCEPT,
} WabiDenialRemedy;

#define WABI_DENIAL_MAX_REMEDIES 5

/**
 * WabiDenialPath:
 * @category: the category of denials that it is for (wabi-reason-codes.h)
 * @reasons: (nullable): CARCs that it is for alone, separated by blanks; the first path that fits is taken
 * @meaning: what it means for an ABA clinic, untranslated
 * @look: what to look at first, untranslated
 * @remedies: the usual ways out, best first, ended by %WABI_REMEDY_NONE
 * @chance: how often such a denial is overturned when it is worked: 3 often, 2 sometimes, 1 seldom; for the order of a day's work, no promise
 * @source: where the rule comes from
 */
typedef struct
{
  const char *category;
  const char *reasons;
  const char *meaning;
  const char *look;
  WabiDenialRemedy remedies[WABI_DENIAL_MAX_REMEDIES + 1];
  int chance;
  const char *source;
} WabiDenialPath;

/**
 * wabi_denial_path_find:
 * @category: (nullable): the denial's category
 * @reason: (nullable): its CARC
 * @remarks: (nullable) (array zero-terminated=1): its RARCs; MA130 means that no appeal is possible and a new claim has to be sent
 *
 * Returns: (transfer none): the path, never %NULL
 */
const WabiDenialPath *wabi_denial_path_find (const char *category, const char *reason, const char *const *remarks);

/**
 * wabi_denial_path_list:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): all paths
 */
const WabiDenialPath *wabi_denial_path_list (gsize *n);

/** wabi_denial_remedy_get_words: Returns: (transfer none): the step as a verb and its object, translated. */
const char *wabi_denial_remedy_get_words (WabiDenialRemedy remedy);

/**
 * WabiFilingClock:
 * @days: how many days there are
 * @left: how many are left; negative when it is over
 * @percent: how much has passed, 0 to 100 and more
 * @level: 0 below half, 1 from 50 %, 2 from 75 %, 3 from 90 %, 4 when it is over
 */
typedef struct
{
  int days, left, percent, level;
} WabiFilingClock;

/**
 * wabi_filing_clock:
 * @from: first day of the clock as days since 1970: of service, or of the remittance for an appeal
 * @deadline: last day
 * @today: today
 * @out: (out): where it stands
 *
 * Source: billing-facts section 7, "Timely filing": alert at 50, 75 and 90 %.
 */
void wabi_filing_clock (int from, int deadline, int today, WabiFilingClock *out);

G_END_DECLS
