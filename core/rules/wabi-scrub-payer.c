// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: who is asked for payment.

#include "wabi-scrub-private.h"

#define BB "837P 2010BB (005010X222A1)"
#define WAY "payer"

static gboolean
is_there (const WabiScrubFacts *facts)
{
  return !wabi_scrub_is_blank (facts->payer.type);
}

static gboolean
is_military (const WabiScrubFacts *facts)
{
  return wabi_scrub_is (facts->payer.type, "tricare");
}

static gboolean
is_medicaid (const WabiScrubFacts *facts)
{
  return wabi_scrub_is (facts->payer.type, "medicaid");
}

static gboolean
wants_performer (const WabiScrubFacts *facts)
{
  return wabi_scrub_is (facts->payer.rendering, "performer");
}

static gboolean
is_filing (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_in ("11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ", text);
}

static gboolean
is_ch (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (text, "CH");
}

static gboolean
is_mc (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_in ("MC HM", text);
}

static gboolean
is_no_program (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_in ("CH MC MA MB", text);
}

static gboolean
is_commercial (const WabiScrubFacts *facts)
{
  return wabi_scrub_is (facts->payer.type, "commercial");
}

static gboolean
takes_claims (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is (text, "self");
}

static gboolean
tells_times (const WabiScrubFacts *facts, const char *text)
{
  return facts->payer.session_times;
}

static gboolean
asks_npi (const WabiScrubFacts *facts, const char *text)
{
  return facts->payer.needs_npi;
}

static gboolean
follows_table (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (text, "tricare");
}

static gboolean
is_performer (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (text, "performer");
}

static const WabiScrubRule rules[] = {
  TEXT ("S-PAY-01", BLOCKS, RECORD, WAY, BB " NM103", payer.name, wabi_scrub_is_filled, is_there, N_ ("The payer has no name"), NULL),
  TEXT ("S-PAY-02", BLOCKS, RECORD, WAY, BB " NM103", payer.name, wabi_scrub_has_latin, is_there, N_ ("The payer's name has no Latin letters"), NULL),
  TEXT ("S-PAY-03", BLOCKS, RECORD, WAY, BB " NM109", payer.id, wabi_scrub_is_filled, is_there, N_ ("The payer has no number"),
        N_ ("The clearinghouse's list of payers tells it (payer ID).")),
  TEXT ("S-PAY-04", BLOCKS, RECORD, WAY, BB " NM109", payer.id, wabi_scrub_is_sendable, is_there, N_ ("The payer's number has characters that a claim cannot carry"), NULL),
  TEXT ("S-PAY-05", BLOCKS, RECORD, WAY, BB " NM109", payer.id, wabi_scrub_is_two_or_more, is_there, N_ ("The payer's number is too short"), NULL),
  TEXT ("S-PAY-06", BLOCKS, RECORD, WAY, "837P SBR09", payer.filing, wabi_scrub_is_filled, is_there, N_ ("The kind of plan is not recorded"), NULL),
  TEXT ("S-PAY-07", BLOCKS, RECORD, WAY, "837P SBR09", payer.filing, is_filing, is_there, N_ ("The kind of plan is not one that a claim knows"), NULL),
  TEXT ("S-PAY-08", BLOCKS, RECORD, "client/coverage", "Practice", payer.type, takes_claims, NULL, N_ ("The family pays itself: there is nobody to send a claim to"),
        N_ ("Set the charge aside and bill the family, or record the plan.")),
  TEXT ("S-PAY-09", WARNS, RECORD, WAY, "837P SBR09", payer.filing, is_ch, is_military, N_ ("TRICARE is filed as CH"), NULL),
  TEXT ("S-PAY-10", WARNS, RECORD, WAY, "837P SBR09", payer.filing, is_mc, is_medicaid, N_ ("Medicaid is filed as MC"), N_ ("A plan that manages Medicaid may be HM.")),
  TEXT ("S-PAY-11", WARNS, RECORD, WAY, "837P SBR09", payer.filing, is_no_program, is_commercial, N_ ("A commercial plan is filed as a public program"), NULL),
  FACT ("S-PAY-12", BLOCKS, RECORD, WAY, "TRICARE ACD, session times", tells_times, is_military, N_ ("TRICARE wants the times of each session on its line"),
        N_ ("Without them the line is rejected. Switch on session times for this payer.")),
  TEXT ("S-PAY-13", WARNS, RECORD, WAY, "TRICARE Operations Manual ch. 18", payer.concurrency, follows_table, is_military, N_ ("TRICARE has its own table of services at one time"), NULL),
  TEXT ("S-PAY-14", WARNS, RECORD, WAY, "TRICARE ACD", payer.rendering, is_performer, is_military, N_ ("With TRICARE who gave the session renders it"), NULL),
  FACT ("S-PAY-15", WARNS, RECORD, WAY, "Payer's rules", asks_npi, wants_performer, N_ ("Who gives the session renders it, but no NPI is asked for"),
        N_ ("A claim that names a person needs the person's NPI. Switch on that it is needed.")),
};

const WabiScrubTheme wabi_scrub_payer = { N_ ("The payer"), rules, G_N_ELEMENTS (rules) };
