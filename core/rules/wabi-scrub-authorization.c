// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: the authorization that the charge names.

#include <string.h>

#include "wabi-scrub-private.h"

#define G1 "837P REF*G1 (005010X222A1)"
#define WAY "authorization"

static gboolean
is_there (const WabiScrubFacts *facts)
{
  return facts->authorization.there;
}

static gboolean
is_approved (const WabiScrubFacts *facts)
{
  return facts->authorization.there && wabi_scrub_in ("approved amended", facts->authorization.status);
}

static gboolean
is_payers (const WabiScrubFacts *facts, const char *text)
{
  return facts->authorization.same_payer;
}

static gboolean
is_clients (const WabiScrubFacts *facts, const char *text)
{
  return facts->authorization.same_client;
}

static gboolean
lists_code (const WabiScrubFacts *facts, const char *text)
{
  return facts->authorization.lists_code;
}

static gboolean
has_begun (const WabiScrubFacts *facts, const char *text)
{
  return facts->authorization.from == WABI_DAY_NONE || facts->authorization.from <= facts->charge.day;
}

static gboolean
has_not_ended (const WabiScrubFacts *facts, const char *text)
{
  return facts->authorization.to == WABI_DAY_NONE || facts->authorization.to >= facts->charge.day;
}

static gboolean
stands (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_in ("denied withdrawn", text);
}

static gboolean
lasts (const WabiScrubFacts *facts, const char *text)
{
  return facts->authorization.to == WABI_DAY_NONE || facts->authorization.to - facts->today > 14 || facts->authorization.to < facts->today;
}

static gboolean
fits_50 (const WabiScrubFacts *facts, const char *text)
{
  return strlen (text) <= 50;
}

static const WabiScrubRule rules[] = {
  TEXT ("S-AUT-01", BLOCKS, CHARGE, WAY, G1 "; CARC 197", authorization.number, wabi_scrub_is_filled, is_approved, N_ ("The authorization has no number"),
        N_ ("The payer finds it by its number alone. It stands on the approval letter.")),
  TEXT ("S-AUT-02", BLOCKS, CHARGE, WAY, G1, authorization.number, wabi_scrub_is_sendable, is_there, N_ ("The authorization's number has characters that a claim cannot carry"), NULL),
  TEXT ("S-AUT-03", BLOCKS, CHARGE, WAY, G1, authorization.number, fits_50, is_there, N_ ("The authorization's number is too long"), NULL),
  TEXT ("S-AUT-04", BLOCKS, CHARGE, WAY, G1, authorization.number, wabi_scrub_is_real, is_there, N_ ("The authorization's number is a stand-in"), N_ ("It says pending or unknown. Record the number when it comes.")),
  FACT ("S-AUT-05", BLOCKS, CHARGE, "charge/units", "CARC 15", is_payers, is_there, N_ ("The authorization is another payer's"), N_ ("The plan has changed since. Check the charge again to choose the right one.")),
  FACT ("S-AUT-06", BLOCKS, CHARGE, "charge/units", "CARC 15", is_clients, is_there, N_ ("The authorization is another client's"), NULL),
  FACT ("S-AUT-07", BLOCKS, CHARGE, "charge/units", "CARC 15", lists_code, is_there, N_ ("The authorization does not list the service"), N_ ("Check the charge again, or ask the payer to add the code.")),
  FACT ("S-AUT-08", BLOCKS, CHARGE, "charge/units", "CARC 198", has_begun, is_there, N_ ("The authorization begins after the service"), NULL),
  FACT ("S-AUT-09", BLOCKS, CHARGE, "charge/units", "CARC 198", has_not_ended, is_there, N_ ("The authorization ended before the service"), NULL),
  TEXT ("S-AUT-10", BLOCKS, CHARGE, "charge/units", "CARC 197", authorization.status, stands, is_there, N_ ("The authorization was denied or withdrawn"), NULL),
  FACT ("S-AUT-11", WARNS, CHARGE, WAY, "Practice", lasts, is_approved, N_ ("The authorization ends within two weeks"), N_ ("Send what was held soon, and see that the renewal is under way.")),
};

const WabiScrubTheme wabi_scrub_authorization = { N_ ("The authorization"), rules, G_N_ELEMENTS (rules) };
