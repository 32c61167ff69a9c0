// SPDX-License-Identifier: AGPL-3.0-or-later
// What to do about what a payer did not pay, as data.

#include "wabi-denial-paths.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROUTING "Denial routing by reason (billing facts, section 3)"

// Paths for single reasons stand before those of their category; the last one of each category is for all its other reasons.
static const WabiDenialPath paths[] = {
  { "authorization", "197",
    N_ ("The payer found no authorization for this code on this day. In ABA it is most often there, but its number was left out, or it is for another code or "
        "another provider."),
    N_ ("Compare the authorization's number, codes and dates with the claim's line. If it came late, ask the payer to date it back."),
    { WABI_REMEDY_AUTHORIZATION, WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 3, ROUTING },
  { "authorization", "198 222",
    N_ ("More units were billed than the authorization gives for the period."),
    N_ ("Look at the burn-down of the authorization: were units counted that were never given, or is an extension on its way?"),
    { WABI_REMEDY_AUTHORIZATION, WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "authorization", "284 296 15",
    N_ ("There is an authorization, but its number is not for this code, this place or this provider."),
    N_ ("Read the authorization letter: which codes, which providers, which dates does it name?"),
    { WABI_REMEDY_CORRECT, WABI_REMEDY_AUTHORIZATION, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 3, ROUTING },
  { "authorization", "302 210",
    N_ ("The authorization had run out on the day of service, or was asked for too late."),
    N_ ("Ask the payer whether the renewal can be dated back to the first day that was not covered."),
    { WABI_REMEDY_AUTHORIZATION, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "authorization", NULL,
    N_ ("The payer misses an authorization, a referral or an order."),
    N_ ("Find the document that was in force on the day of service."),
    { WABI_REMEDY_AUTHORIZATION, WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "filing", "285 286",
    N_ ("An appeal came too late or not in the payer's way."),
    N_ ("Look for the payer's rule about appeals: is there a second level, or a reason that excuses the delay?"),
    { WABI_REMEDY_CALL, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 1, ROUTING },
  { "filing", NULL,
    N_ ("The payer says that the claim came after the contract's time."),
    N_ ("The steps of the claim show when it was first sent and acknowledged: a 999 or 277CA within the time proves it. If the delay was the payer's or another "
        "payer's, say so."),
    { WABI_REMEDY_APPEAL, WABI_REMEDY_CALL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "duplicate", "97 234",
    N_ ("The payer counts it as part of another service of that day."),
    N_ ("Was another code of the same child and day paid? If both were really given apart, a modifier (59, XE, XP, XS, XU) says so."),
    { WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "duplicate", NULL,
    N_ ("The payer believes that it has had this service already. Two sessions of one day look alike to it."),
    N_ ("Is the other one paid? Then this is settled. If they are two sessions, their times must show: sum them on one line or tell them apart, as the payer wants."),
    { WABI_REMEDY_CORRECT, WABI_REMEDY_CALL, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "correction", "4 181 182",
    N_ ("A modifier or code does not fit. In ABA it is most often the modifier of the credential (HM, HN, HO) or of telehealth (95, GT)."),
    N_ ("Compare the modifiers with the payer's rules as of the day, and with the credential of who gave the service."),
    { WABI_REMEDY_CORRECT, WABI_REMEDY_CALL, WABI_REMEDY_WRITE_OFF }, 3, ROUTING },
  { "correction", "8 170 171 172 185 206 207 208 299 B7",
    N_ ("The payer does not have this provider on file for this service: NPI, taxonomy, or enrollment."),
    N_ ("Look at the enrollment of who rendered it as of the day of service, and at the NPI and taxonomy that were sent."),
    { WABI_REMEDY_CALL, WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "correction", "59 231 236",
    N_ ("Two services of one day are not paid together by this payer."),
    N_ ("Look at the payer's table of services at one time. Split the time if it wants that, or show that they were given apart."),
    { WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "correction", "226 227 250 251 252 163",
    N_ ("The payer wants to read the notes before it decides."),
    N_ ("Send the session notes and the treatment plan of these days. The payer's letter says where to, and until when."),
    { WABI_REMEDY_RECORDS, WABI_REMEDY_CALL, WABI_REMEDY_APPEAL }, 3, ROUTING },
  { "correction", NULL,
    N_ ("Something on the claim is missing or does not fit. The remark code says what."),
    N_ ("Mend it at its place, so that the next claim is right too, then replace this one."),
    { WABI_REMEDY_CORRECT, WABI_REMEDY_CALL, WABI_REMEDY_WRITE_OFF }, 3, ROUTING },
  { "eligibility", "22 109 270 280 297 304",
    N_ ("Another plan has to pay first, or this plan does not cover it."),
    N_ ("Ask the family for its other cards and put the coverages in their order."),
    { WABI_REMEDY_ELIGIBILITY, WABI_REMEDY_NEXT_PAYER, WABI_REMEDY_CORRECT, WABI_REMEDY_FAMILY }, 3, ROUTING },
  { "eligibility", "26 27 200 177 178 179 180",
    N_ ("The child was not covered on the day of service."),
    N_ ("Ask the payer for the coverage as of that day, and the family whether it changed plans."),
    { WABI_REMEDY_ELIGIBILITY, WABI_REMEDY_NEXT_PAYER, WABI_REMEDY_FAMILY, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "eligibility", NULL,
    N_ ("The payer does not find this member, or not with this plan."),
    N_ ("Compare name, birth date and member number with the card, letter by letter."),
    { WABI_REMEDY_ELIGIBILITY, WABI_REMEDY_CORRECT, WABI_REMEDY_NEXT_PAYER, WABI_REMEDY_FAMILY }, 3, ROUTING },
  { "clinical", "150 151 152",
    N_ ("The payer does not see that so much, so often or so long was needed."),
    N_ ("Put the notes beside the claim: do times, techniques and progress support the units? The treatment plan says why."),
    { WABI_REMEDY_APPEAL, WABI_REMEDY_RECORDS, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "clinical", NULL,
    N_ ("The payer does not see the medical need."),
    N_ ("Appeal with the diagnosis, the assessment, the treatment plan and the progress, and ask for a review by a peer."),
    { WABI_REMEDY_APPEAL, WABI_REMEDY_RECORDS, WABI_REMEDY_CALL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
  { "benefit", NULL,
    N_ ("The plan does not cover this, or its limit is used up. Plans that cover autism may not put limits on ABA that they do not put on other care (mental health "
        "parity)."),
    N_ ("Read the benefits of the plan as of the day. Some states and the parity law forbid limits on ABA: then an appeal is worth it."),
    { WABI_REMEDY_CALL, WABI_REMEDY_APPEAL, WABI_REMEDY_NEXT_PAYER, WABI_REMEDY_FAMILY, WABI_REMEDY_WRITE_OFF }, 1, ROUTING },
  { "underpaid", NULL,
    N_ ("The payer paid, but allowed less than the contract says, or less than it usually does."),
    N_ ("Compare the code, the modifiers and the credential on the line with the contract: a wrong modifier is paid as a lower one. If the claim is right, ask for a "
        "new look at it."),
    { WABI_REMEDY_CALL, WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_ACCEPT }, 3, "Contract or the practice's own history (docs/billing-learned.md)" },
  { "other", NULL,
    N_ ("The payer gave a reason that leaves open what is wrong."),
    N_ ("Call the payer, ask what would be needed, and note who said it."),
    { WABI_REMEDY_CALL, WABI_REMEDY_CORRECT, WABI_REMEDY_APPEAL, WABI_REMEDY_WRITE_OFF }, 2, ROUTING },
};

/* MA130 beside any reason: the claim could not be processed, so there is nothing to appeal or to replace. */
static const WabiDenialPath unprocessable
    = { "correction", NULL,
        N_ ("The payer could not process the claim at all; it cannot be appealed."),
        N_ ("Mend what the other codes name, then send a new claim, not a replacement."),
        { WABI_REMEDY_RESEND, WABI_REMEDY_CALL, WABI_REMEDY_WRITE_OFF }, 3, "RARC MA130" };

static gboolean
names (const char *reasons, const char *reason)
{
  gsize length = reason != NULL ? strlen (reason) : 0;

  for (const char *at = reasons; length > 0 && (at = strstr (at, reason)) != NULL; at++)
    if ((at == reasons || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return TRUE;
  return FALSE;
}

const WabiDenialPath *
wabi_denial_path_find (const char *category, const char *reason, const char *const *remarks)
{
  if (remarks != NULL && g_strv_contains (remarks, "MA130"))
    return &unprocessable;
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    if (strcmp (paths[i].category, category != NULL ? category : "other") == 0 && (paths[i].reasons == NULL || names (paths[i].reasons, reason)))
      return &paths[i];
  return &paths[G_N_ELEMENTS (paths) - 1];
}

const WabiDenialPath *
wabi_denial_path_list (gsize *n)
{
  *n = G_N_ELEMENTS (paths);
  return paths;
}

const char *
wabi_denial_remedy_get_words (WabiDenialRemedy remedy)
{
  static const char *const words[] = {
    [WABI_REMEDY_NONE] = "",
    [WABI_REMEDY_CORRECT] = N_ ("Correct and replace the claim"),
    [WABI_REMEDY_RESEND] = N_ ("Correct it and send a new claim"),
    [WABI_REMEDY_AUTHORIZATION] = N_ ("Open the authorizations"),
    [WABI_REMEDY_ELIGIBILITY] = N_ ("Check the coverage"),
    [WABI_REMEDY_RECORDS] = N_ ("Send the notes"),
    [WABI_REMEDY_APPEAL] = N_ ("Write an appeal"),
    [WABI_REMEDY_NEXT_PAYER] = N_ ("Bill the next payer"),
    [WABI_REMEDY_FAMILY] = N_ ("Bill the family"),
    [WABI_REMEDY_WRITE_OFF] = N_ ("Ask to write it off"),
    [WABI_REMEDY_CALL] = N_ ("Call the payer"),
    [WABI_REMEDY_ACCEPT] = N_ ("Accept what was paid"),
  };

  g_return_val_if_fail (remedy < G_N_ELEMENTS (words), "");
  return *words[remedy] != '\0' ? _ (words[remedy]) : "";
}

void
wabi_filing_clock (int from, int deadline, int today, WabiFilingClock *out)
{
  int passed = today - from;

  out->days = MAX (1, deadline - from);
  out->left = deadline - today;
  out->percent = passed <= 0 ? 0 : (int) ((gint64) passed * 100 / out->days);
  out->level = out->left < 0 ? 4 : out->percent >= 90 ? 3 : out->percent >= 75 ? 2 : out->percent >= 50 ? 1 : 0;
}
