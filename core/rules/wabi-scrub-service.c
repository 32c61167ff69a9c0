// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: the service: code, modifiers, place, units and price.

#include "wabi-codes.h"
#include "wabi-scrub-private.h"

#define SV1 "837P 2400 SV1 (005010X222A1)"
#define AGAIN "charge/units"

static gboolean
is_there (const WabiScrubFacts *facts)
{
  return !wabi_scrub_is_blank (facts->charge.code);
}

static gboolean
is_priced (const WabiScrubFacts *facts)
{
  return facts->charge.rate_cents > 0;
}

static gboolean
has_modifiers (const WabiScrubFacts *facts)
{
  return wabi_scrub_list_count (facts->charge.modifiers) > 0;
}

static gboolean
has_two_modifiers (const WabiScrubFacts *facts)
{
  return wabi_scrub_list_count (facts->charge.modifiers) > 1;
}

static gboolean
has (const WabiScrubFacts *facts, const char *modifier)
{
  return wabi_scrub_list_has (facts->charge.modifiers, modifier);
}

static gboolean
is_known_code (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.services_known ? facts->charge.service != NULL : wabi_codes_find_service (text) != NULL;
}

static gboolean
is_known_place (const WabiScrubFacts *facts, const char *text)
{
  return wabi_codes_place_name (text) != NULL;
}

/* ---- Modifiers ---- */

static gboolean
are_four (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_list_count (facts->charge.modifiers) <= 4;
}

static gboolean
are_modifiers (const WabiScrubFacts *facts, const char *text)
{
  for (guint i = 0; i < wabi_scrub_list_count (facts->charge.modifiers); i++)
    if (!g_regex_match_simple ("^[A-Z0-9]{2}$", facts->charge.modifiers[i], 0, 0))
      return FALSE;
  return TRUE;
}

static gboolean
are_different (const WabiScrubFacts *facts, const char *text)
{
  for (guint i = 0; i < wabi_scrub_list_count (facts->charge.modifiers); i++)
    for (guint j = 0; j < i; j++)
      if (wabi_scrub_is (facts->charge.modifiers[i], facts->charge.modifiers[j]))
        return FALSE;
  return TRUE;
}

static guint
count_of (const WabiScrubFacts *facts, const char *words)
{
  guint n = 0;

  for (guint i = 0; i < wabi_scrub_list_count (facts->charge.modifiers); i++)
    n += wabi_scrub_in (words, facts->charge.modifiers[i]);
  return n;
}

static gboolean
has_one_level (const WabiScrubFacts *facts, const char *text)
{
  return count_of (facts, "HM HN HO HP") <= 1;
}

static gboolean
wants_level (const WabiScrubFacts *facts)
{
  return facts->payer.modifiers && facts->performer.there && !wabi_scrub_is_blank (facts->performer.modifier);
}

static gboolean
has_level (const WabiScrubFacts *facts, const char *text)
{
  return count_of (facts, "HM HN HO HP U1 U2 U3 U4 U5 U6 U7 U8 U9 UA UB UC UD") > 0;
}

static gboolean
has_known_level (const WabiScrubFacts *facts)
{
  return wants_level (facts) && count_of (facts, "HM HN HO HP") == 1;
}

static gboolean
has_own_level (const WabiScrubFacts *facts, const char *text)
{
  return has (facts, facts->performer.modifier);
}

static gboolean
comes_first (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_in ("HM HN HO HP U1 U2 U3 U4 U5 U6 U7 U8 U9 UA UB UC UD", facts->charge.modifiers[0]) || count_of (facts, "HM HN HO HP") == 0;
}

static gboolean
has_one_distinct (const WabiScrubFacts *facts, const char *text)
{
  return !has (facts, "59") || count_of (facts, "XE XP XS XU") == 0;
}

static gboolean
has_no_repeat (const WabiScrubFacts *facts, const char *text)
{
  return count_of (facts, "76 77") == 0;
}

static gboolean
has_no_reduction (const WabiScrubFacts *facts, const char *text)
{
  return !has (facts, "52");
}

/* ---- Telehealth ---- */

static gboolean
is_remote (const WabiScrubFacts *facts)
{
  return is_there (facts) && wabi_scrub_in ("02 10", facts->charge.place);
}

static gboolean
wants_remote (const WabiScrubFacts *facts)
{
  return is_remote (facts) && facts->payer.telehealth;
}

static gboolean
is_in_person (const WabiScrubFacts *facts)
{
  return is_there (facts) && !wabi_scrub_is_blank (facts->charge.place) && !wabi_scrub_in ("02 10", facts->charge.place);
}

static gboolean
says_remote (const WabiScrubFacts *facts, const char *text)
{
  return count_of (facts, "95 GT FQ 93 GQ") > 0;
}

static gboolean
says_nothing_remote (const WabiScrubFacts *facts, const char *text)
{
  return count_of (facts, "95 GT FQ 93 GQ") == 0;
}

static gboolean
says_it_once (const WabiScrubFacts *facts, const char *text)
{
  return count_of (facts, "95 GT 93") <= 1;
}

static gboolean
may_be_remote (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_in ("97152 97154 0362T 0373T", facts->charge.code);
}

/* ---- Programs ---- */

static gboolean
is_military (const WabiScrubFacts *facts)
{
  return is_there (facts) && wabi_scrub_is (facts->payer.type, "tricare");
}

static gboolean
is_military_guidance (const WabiScrubFacts *facts)
{
  return is_military (facts) && wabi_scrub_is (facts->charge.code, "97156");
}

static gboolean
is_military_remote (const WabiScrubFacts *facts)
{
  return is_military (facts) && is_remote (facts);
}

static gboolean
says_presence (const WabiScrubFacts *facts, const char *text)
{
  return count_of (facts, "HR HS GT") > 0;
}

static gboolean
is_no_assessment (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is (text, "97151");
}

/* ---- Units and price ---- */

static gboolean
takes_whole (const WabiScrubFacts *facts)
{
  return is_there (facts) && !wabi_scrub_is_blank (facts->payer.unit_method) && !wabi_scrub_is (facts->payer.unit_method, "tenths");
}

static gboolean
is_whole (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.units_tenths % 10 == 0;
}

static gboolean
fits_day (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.units_tenths <= 960;
}

static gboolean
fits_claim (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.cents <= 9999999;
}

static gboolean
is_plausible_rate (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.rate_cents <= 25000;
}

static gboolean
is_more_than_a_dollar (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.rate_cents >= 100;
}

static gboolean
knows_fee (const WabiScrubFacts *facts)
{
  return is_priced (facts) && facts->charge.current_fee_cents >= 0;
}

static gboolean
is_current_fee (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.rate_cents == facts->charge.current_fee_cents;
}

static gboolean
is_group (const WabiScrubFacts *facts)
{
  return wabi_scrub_in ("97154 97157 97158", facts->charge.code);
}

static gboolean
is_known_group (const WabiScrubFacts *facts)
{
  return is_group (facts) && facts->charge.group_size > 0;
}

static gboolean
are_several (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.group_size >= 2;
}

static gboolean
is_not_home (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is (text, "12");
}

static const WabiScrubRule rules[] = {
  TEXT ("S-SVC-01", BLOCKS, CHARGE, "schedule", "CPT and HCPCS", charge.code, wabi_scrub_is_filled, NULL, N_ ("The charge has no service code"), NULL),
  TEXT ("S-SVC-02", BLOCKS, CHARGE, "schedule", "CPT and HCPCS", charge.code, is_known_code, NULL, N_ ("The service code is not one of yours on that day"), N_ ("Add it in Billing, Payers, Service codes, with the day from which it holds.")),
  TEXT ("S-SVC-03", BLOCKS, CHARGE, "schedule", "837P CLM05", charge.place, wabi_scrub_is_filled, is_there, N_ ("The charge has no place of service"), NULL),
  TEXT ("S-SVC-04", BLOCKS, CHARGE, "schedule", "CMS place of service codes", charge.place, is_known_place, is_there, N_ ("The place of service is not one that is known"), NULL),
  FACT ("S-MOD-01", BLOCKS, CHARGE, AGAIN, SV1, are_four, has_modifiers, N_ ("More than four modifiers"), NULL),
  FACT ("S-MOD-02", BLOCKS, CHARGE, AGAIN, SV1, are_modifiers, has_modifiers, N_ ("A modifier is not two letters or digits"), NULL),
  FACT ("S-MOD-03", BLOCKS, CHARGE, AGAIN, SV1, are_different, has_two_modifiers, N_ ("A modifier stands twice"), NULL),
  FACT ("S-MOD-04", BLOCKS, CHARGE, AGAIN, "HCPCS level II", has_one_level, has_two_modifiers, N_ ("Two modifiers of education"), N_ ("One person has one level: HM, HN, HO or HP.")),
  FACT ("S-MOD-05", BLOCKS, CHARGE, AGAIN, "Payer's modifiers", has_level, wants_level, N_ ("The modifier of the person's certificate is missing"),
        N_ ("The payer pays by it. Check the charge again: the certificate was recorded later.")),
  FACT ("S-MOD-06", BLOCKS, CHARGE, AGAIN, "Payer's modifiers", has_own_level, has_known_level, N_ ("The modifier is not that of the person's certificate"), N_ ("Check the charge again: the person's certificate has changed.")),
  FACT ("S-MOD-07", WARNS, CHARGE, AGAIN, "NCCI manual, order of modifiers", comes_first, has_two_modifiers, N_ ("The modifier that prices the line does not come first"), NULL),
  FACT ("S-MOD-08", BLOCKS, CHARGE, AGAIN, "CMS, modifier 59", has_one_distinct, has_two_modifiers, N_ ("Modifier 59 and one of the X modifiers together"), N_ ("An X modifier says more precisely what 59 says. Use one.")),
  FACT ("S-MOD-09", WARNS, CHARGE, AGAIN, "CPT, timed codes", has_no_repeat, has_modifiers, N_ ("A timed code is marked as repeated"), N_ ("Units of the day are added up instead of using 76 or 77, unless the payer says otherwise.")),
  FACT ("S-MOD-10", WARNS, CHARGE, AGAIN, "CPT, modifier 52", has_no_reduction, has_modifiers, N_ ("A timed code is marked as reduced"), N_ ("Less time is fewer units.")),
  FACT ("S-TEL-01", BLOCKS, CHARGE, AGAIN, "CMS telehealth, places 02 and 10", says_remote, wants_remote, N_ ("Telehealth without its modifier"), N_ ("Places 02 and 10 go with 95, GT or, by voice alone, 93.")),
  FACT ("S-TEL-02", BLOCKS, CHARGE, "schedule", "CMS telehealth, places 02 and 10", says_nothing_remote, is_in_person, N_ ("A telehealth modifier, but the place is not telehealth"), N_ ("Either the place of the session is wrong, or the modifier.")),
  FACT ("S-TEL-03", BLOCKS, CHARGE, AGAIN, "CMS telehealth", says_it_once, has_two_modifiers, N_ ("Two telehealth modifiers"), N_ ("95, GT and 93 exclude one another.")),
  FACT ("S-TEL-04", WARNS, CHARGE, "schedule", "Payer's telehealth rules", may_be_remote, is_remote, N_ ("This service is rarely paid by telehealth"), NULL),
  FACT ("S-TRI-02", WARNS, CHARGE, AGAIN, "TRICARE ACD, since 2021-08-01", says_presence, is_military_guidance, N_ ("Family guidance without HR or HS"), N_ ("HR with the patient present, HS without, GT by telehealth.")),
  TEXT ("S-TRI-03", WARNS, CHARGE, "schedule", "TRICARE ACD", charge.code, is_no_assessment, is_military_remote, N_ ("TRICARE does not pay the assessment by telehealth"), NULL),
  FACT ("S-UNI-01", BLOCKS, CHARGE, AGAIN, "Payer's unit rule", is_whole, takes_whole, N_ ("Part of a unit, but the payer takes whole ones"), NULL),
  FACT ("S-UNI-02", BLOCKS, CHARGE, AGAIN, "A day has 96 quarters of an hour", fits_day, is_there, N_ ("More units than a day has"), NULL),
  FACT ("S-AMT-01", BLOCKS, CHARGE, "payer/fee", SV1, fits_claim, is_there, N_ ("The line asks for more than a claim line holds"), N_ ("$99,999.99 at most. Look at the fee.")),
  FACT ("S-AMT-02", WARNS, CHARGE, "payer/fee", "Practice", is_plausible_rate, is_priced, N_ ("The fee is more than $250 for a quarter of an hour"), NULL),
  FACT ("S-AMT-03", WARNS, CHARGE, "payer/fee", "Practice", is_more_than_a_dollar, is_priced, N_ ("The fee is less than a dollar for a quarter of an hour"), NULL),
  FACT ("S-AMT-04", WARNS, CHARGE, "charge/amount", "Fee schedule", is_current_fee, knows_fee, N_ ("The fee of that day has changed since"), N_ ("Check the charge again to price it anew.")),
  FACT ("S-GRP-01", WARNS, CHARGE, "schedule", "CPT, group codes", are_several, is_known_group, N_ ("A group of one"), N_ ("A group code is for two to eight. Alone, it is 97153, 97155 or 97156.")),
  TEXT ("S-GRP-02", WARNS, CHARGE, "schedule", "CPT, group codes", charge.place, is_not_home, is_group, N_ ("A group at a client's home"), NULL),
};

const WabiScrubTheme wabi_scrub_service = { N_ ("The service"), rules, G_N_ELEMENTS (rules) };
