// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: a claim that follows another.

#include <string.h>

#include "wabi-scrub-private.h"

#define CLM "837P 2300 CLM and REF*F8 (005010X222A1)"
#define COB "837P 2320 and 2430 (005010X222A1)"
#define WAY "claim"

static gboolean
is_claim (const WabiScrubFacts *facts)
{
  return !wabi_scrub_is_blank (facts->claim.frequency);
}

static gboolean
takes_place (const WabiScrubFacts *facts)
{
  return wabi_scrub_in ("7 8", facts->claim.frequency);
}

static gboolean
replaces (const WabiScrubFacts *facts)
{
  return wabi_scrub_is (facts->claim.frequency, "7");
}

static gboolean
is_later (const WabiScrubFacts *facts)
{
  return is_claim (facts) && facts->claim.later_payer;
}

static gboolean
is_answered_later (const WabiScrubFacts *facts)
{
  return is_later (facts) && facts->claim.answered;
}

static gboolean
was_received (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is (text, "rejected");
}

static gboolean
stands (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_in ("void replaced", text);
}

static gboolean
is_decided (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_in ("submitted accepted pending", text);
}

static gboolean
has_all_lines (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.lines >= facts->claim.original_lines;
}

static gboolean
has_lines (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.lines > 0;
}

static gboolean
fits_lines (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.lines <= 50;
}

static gboolean
fits_diagnoses (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.diagnoses <= 12;
}

static gboolean
asks (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.total_cents > 0;
}

static gboolean
fits_20 (const WabiScrubFacts *facts, const char *text)
{
  return strlen (text) <= 20;
}

static gboolean
is_in_time (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.days_left >= 0;
}

static gboolean
is_answered (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.answered;
}

static gboolean
is_balanced (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.difference_cents == 0;
}

static gboolean
has_left (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.left_cents > 0;
}

static gboolean
has_plan (const WabiScrubFacts *facts, const char *text)
{
  return facts->claim.next_plan;
}

static gboolean
is_new (const WabiScrubFacts *facts, const char *text)
{
  return !facts->claim.sent_on;
}

static const WabiScrubRule rules[] = {
  TEXT ("S-CLM-01", BLOCKS, CLAIM, WAY, CLM, claim.control, wabi_scrub_is_filled, is_claim, N_ ("The claim has no number"), NULL),
  TEXT ("S-CLM-02", BLOCKS, CLAIM, WAY, CLM, claim.control, fits_20, is_claim, N_ ("The claim's number is longer than 20 characters"), NULL),
  FACT ("S-CLM-03", BLOCKS, CLAIM, WAY, CLM, has_lines, is_claim, N_ ("The claim has no line"), N_ ("Void it instead.")),
  FACT ("S-CLM-04", BLOCKS, CLAIM, WAY, "837P 2400", fits_lines, is_claim, N_ ("The claim has more than fifty lines"), N_ ("It has to be split.")),
  FACT ("S-CLM-05", BLOCKS, CLAIM, WAY, "837P 2300 HI", fits_diagnoses, is_claim, N_ ("The claim has more than twelve diagnoses"), NULL),
  FACT ("S-CLM-06", BLOCKS, CLAIM, WAY, CLM, asks, is_claim, N_ ("The claim asks for nothing"), NULL),
  TEXT ("S-CLM-07", BLOCKS, CLAIM, WAY, CLM, claim.original_reference, wabi_scrub_is_filled, takes_place, N_ ("The payer's own number of the claim is missing"),
        N_ ("It comes with the payer's answer, and the payer finds what is replaced or voided by it alone.")),
  TEXT ("S-CLM-08", BLOCKS, CLAIM, WAY, CLM, claim.original_reference, wabi_scrub_is_sendable, takes_place, N_ ("The payer's number of the claim has characters that a claim cannot carry"), NULL),
  TEXT ("S-CLM-09", BLOCKS, CLAIM, WAY, "999, 277CA A3 A6 A7 A8", claim.before_state, was_received, takes_place, N_ ("The claim was rejected before it was decided: there is nothing to replace"),
        N_ ("It was never received. It goes out again as an original.")),
  TEXT ("S-CLM-10", BLOCKS, CLAIM, WAY, CLM, claim.before_state, stands, takes_place, N_ ("The claim was replaced or voided before"), N_ ("Open the claim that took its place.")),
  TEXT ("S-CLM-11", WARNS, CLAIM, WAY, CLM, claim.before_state, is_decided, takes_place, N_ ("The payer has not decided the claim yet"), N_ ("A replacement that overtakes the original is often denied as a duplicate.")),
  FACT ("S-CLM-12", WARNS, CLAIM, WAY, CLM, has_all_lines, replaces, N_ ("The replacement has fewer lines"), N_ ("It stands for the whole claim: what is left out is taken back.")),
  FACT ("S-CLM-13", WARNS, CLAIM, WAY, "Timely filing", is_in_time, is_claim, N_ ("The time to send it has passed"), N_ ("Keep the proof that the first claim was in time.")),
  FACT ("S-COB-01", BLOCKS, CLAIM, WAY, COB, has_plan, is_later, N_ ("There is no plan after this one"), N_ ("Record the second coverage, or bill the family.")),
  FACT ("S-COB-02", BLOCKS, CLAIM, WAY, COB, is_answered, is_later, N_ ("The payer before has not answered, or its answer is not posted"), N_ ("Post its remittance first.")),
  FACT ("S-COB-03", BLOCKS, CLAIM, WAY, COB, is_balanced, is_answered_later, N_ ("What the payer before paid and took off does not make up the charge"), N_ ("Charge = paid + adjustments, by line and in all. Post the remittance by hand.")),
  FACT ("S-COB-04", WARNS, CLAIM, WAY, COB, has_left, is_answered_later, N_ ("The payer before left nothing to be paid"), NULL),
  FACT ("S-COB-05", BLOCKS, CLAIM, WAY, COB, is_new, is_later, N_ ("The next payer has this claim already"), N_ ("Replace that claim if it has to be changed.")),
};

const WabiScrubTheme wabi_scrub_claim = { N_ ("The claim that follows"), rules, G_N_ELEMENTS (rules) };
