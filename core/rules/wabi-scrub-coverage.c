// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: the plan.

#include "wabi-scrub-private.h"

#define BA "837P 2010BA (005010X222A1)"
#define SBR "837P 2000B SBR (005010X222A1)"
#define WAY "client/coverage"

static gboolean
is_there (const WabiScrubFacts *facts)
{
  return facts->coverage.there;
}

static gboolean
is_dependent (const WabiScrubFacts *facts)
{
  return facts->coverage.there && !wabi_scrub_is (facts->coverage.relation, "self") && !facts->payer.patient_is_subscriber;
}

static gboolean
is_child (const WabiScrubFacts *facts)
{
  return is_dependent (facts) && wabi_scrub_is (facts->coverage.relation, "child") && !wabi_scrub_is_blank (facts->coverage.subscriber_birth)
         && !wabi_scrub_is_blank (facts->client.birth_date);
}

static gboolean
is_self (const WabiScrubFacts *facts)
{
  return facts->coverage.there && wabi_scrub_is (facts->coverage.relation, "self");
}

static gboolean
takes_no_dependents (const WabiScrubFacts *facts)
{
  return facts->coverage.there && facts->payer.patient_is_subscriber;
}

static gboolean
has_pattern (const WabiScrubFacts *facts)
{
  return facts->coverage.there && !wabi_scrub_is_blank (facts->payer.member_pattern) && facts->payer.own_pattern;
}

static gboolean
has_shipped_pattern (const WabiScrubFacts *facts)
{
  return facts->coverage.there && !wabi_scrub_is_blank (facts->payer.member_pattern) && !facts->payer.own_pattern;
}

static gboolean
matches_pattern (const WabiScrubFacts *facts, const char *text)
{
  return g_regex_match_simple (facts->payer.member_pattern, text, G_REGEX_ANCHORED, 0);
}

static gboolean
is_first (const WabiScrubFacts *facts, const char *text)
{
  return facts->coverage.priority <= 1;
}

static gboolean
is_alone (const WabiScrubFacts *facts, const char *text)
{
  return facts->coverage.same_rank <= 1;
}

static gboolean
is_not_future (const WabiScrubFacts *facts, const char *text)
{
  return wabi_day_from_text (text) <= facts->charge.day;
}

static gboolean
is_parent (const WabiScrubFacts *facts, const char *text)
{
  return wabi_day_from_text (facts->client.birth_date) - wabi_day_from_text (text) >= 13 * 365;
}

static gboolean
names_nobody_else (const WabiScrubFacts *facts, const char *text)
{
  return g_ascii_strcasecmp (text, facts->client.last_name != NULL ? facts->client.last_name : "") == 0;
}

static gboolean
is_recorded_as_self (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (text, "self");
}

static const WabiScrubRule rules[] = {
  TEXT ("S-COV-01", BLOCKS, RECORD, WAY, SBR, coverage.relation, wabi_scrub_is_filled, is_there, N_ ("How the client belongs to the plan is not recorded"), NULL),
  FACT ("S-COV-02", BLOCKS, RECORD, WAY, SBR, is_first, is_there, N_ ("The plan is the second, but no first one is on file"),
        N_ ("The second plan pays after the first has answered. Record the first, or make this one the first.")),
  FACT ("S-COV-03", WARNS, RECORD, WAY, SBR, is_alone, is_there, N_ ("Two plans have the same place in the order"), N_ ("Which one pays first is then left to chance. Give each its place.")),
  TEXT ("S-COV-04", BLOCKS, RECORD, WAY, BA " NM109", coverage.member_id, wabi_scrub_is_sendable, is_there, N_ ("The member number has characters that a claim cannot carry"),
        N_ ("Letters, digits and dashes only, without blanks at its ends.")),
  TEXT ("S-COV-05", BLOCKS, RECORD, WAY, BA " NM109", coverage.member_id, wabi_scrub_is_two_or_more, is_there, N_ ("The member number is too short"), NULL),
  TEXT ("S-COV-06", BLOCKS, RECORD, WAY, BA " NM109", coverage.member_id, wabi_scrub_is_real, is_there, N_ ("The member number is a stand-in"), N_ ("It says unknown or pending. Take it from the card, or ask the payer (270).")),
  TEXT ("S-COV-07", BLOCKS, RECORD, WAY, BA " NM109", coverage.member_id, wabi_scrub_is_not_repeated, is_there, N_ ("The member number is one character, again and again"), NULL),
  TEXT ("S-COV-08", BLOCKS, RECORD, WAY, "The payer's pattern of member numbers", coverage.member_id, matches_pattern, has_pattern, N_ ("The member number is not one of this payer's"),
        N_ ("It does not have the form that the payer's card shows. Look whether the plan was changed.")),
  TEXT ("S-COV-09", WARNS, RECORD, WAY, "Shipped pattern of member numbers", coverage.member_id, matches_pattern, has_shipped_pattern, N_ ("The member number does not look like one of this payer's"),
        N_ ("The form that comes with the program was not checked against this payer's cards. Record the payer's own under its rules.")),
  TEXT ("S-COV-10", WARNS, RECORD, WAY, "Payer's subscriber rule", coverage.relation, is_recorded_as_self, takes_no_dependents, N_ ("The payer knows no dependents"),
        N_ ("The client goes out as the subscriber, by its own number. Record it so.")),
  TEXT ("S-COV-11", BLOCKS, RECORD, WAY, BA " NM103", coverage.subscriber_last, wabi_scrub_is_filled, is_dependent, N_ ("The subscriber has no last name"),
        N_ ("The client is covered through somebody: write who that is, as on the card.")),
  TEXT ("S-COV-12", BLOCKS, RECORD, WAY, BA " NM103", coverage.subscriber_last, wabi_scrub_has_latin, is_dependent, N_ ("The subscriber's last name has no Latin letters"), NULL),
  TEXT ("S-COV-13", WARNS, RECORD, WAY, BA " NM104", coverage.subscriber_first, wabi_scrub_is_filled, is_dependent, N_ ("The subscriber has no first name"), NULL),
  TEXT ("S-COV-14", WARNS, RECORD, WAY, BA " NM103", coverage.subscriber_last, wabi_scrub_has_no_digits, is_dependent, N_ ("The subscriber's name has digits in it"), NULL),
  TEXT ("S-COV-15", WARNS, RECORD, WAY, BA " DMG", coverage.subscriber_birth, wabi_scrub_is_filled, is_dependent, N_ ("The subscriber's birth date is missing"),
        N_ ("Payers look members up by it.")),
  TEXT ("S-COV-16", BLOCKS, RECORD, WAY, BA " DMG", coverage.subscriber_birth, wabi_scrub_is_date, is_dependent, N_ ("The subscriber's birth date is no date"), NULL),
  TEXT ("S-COV-17", BLOCKS, RECORD, WAY, BA " DMG", coverage.subscriber_birth, is_not_future, is_dependent, N_ ("The subscriber was born after the service"), NULL),
  TEXT ("S-COV-18", WARNS, RECORD, WAY, BA " DMG", coverage.subscriber_birth, is_parent, is_child, N_ ("The subscriber is hardly older than the child"), N_ ("The two birth dates may stand in each other's place.")),
  TEXT ("S-COV-19", WARNS, RECORD, WAY, BA " DMG03", coverage.subscriber_sex, wabi_scrub_is_filled, is_dependent, N_ ("The subscriber's sex is not recorded"), NULL),
  TEXT ("S-COV-20", WARNS, RECORD, WAY, SBR, coverage.subscriber_last, names_nobody_else, is_self, N_ ("Covered by his own plan, but another subscriber is named"),
        N_ ("Either the relation or the name is wrong; the name is not sent.")),
  TEXT ("S-COV-21", BLOCKS, RECORD, WAY, SBR, coverage.group_number, wabi_scrub_is_sendable, is_there, N_ ("The group number has characters that a claim cannot carry"), NULL),
};

const WabiScrubTheme wabi_scrub_coverage = { N_ ("The plan"), rules, G_N_ELEMENTS (rules) };
