// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: who was served.

#include <string.h>

#include "wabi-scrub-private.h"

#define BA "837P 2010BA and 2010CA (005010X222A1)"
#define ICD "ICD-10-CM"

static WabiDay
get_birth (const WabiScrubFacts *facts)
{
  return wabi_day_from_text (facts->client.birth_date);
}

static gboolean
has_birth (const WabiScrubFacts *facts)
{
  return !wabi_scrub_is_blank (facts->client.birth_date);
}

static gboolean
is_born_before (const WabiScrubFacts *facts, const char *text)
{
  return get_birth (facts) <= facts->charge.day;
}

static gboolean
is_under_21 (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.day - get_birth (facts) < 21 * 365 + 5;
}

static gboolean
is_under_110 (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.day - get_birth (facts) < 110 * 365;
}

static gboolean
is_served (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is (text, "discharged") && !wabi_scrub_is (text, "intake");
}

/* ---- Diagnoses ---- */

static gboolean
has_diagnosis (const WabiScrubFacts *facts)
{
  return wabi_scrub_list_count (facts->client.diagnoses) > 0;
}

static gboolean
has_two (const WabiScrubFacts *facts)
{
  return wabi_scrub_list_count (facts->client.diagnoses) > 1;
}

static gboolean
are_twelve (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_list_count (facts->client.diagnoses) <= 12;
}

/* A letter, a digit, a letter or digit, and up to four more behind the point. */
static gboolean
is_icd (const char *code)
{
  return g_regex_match_simple ("^[A-TV-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?$", code, 0, 0);
}

static gboolean
are_icd (const WabiScrubFacts *facts, const char *text)
{
  for (guint i = 0; i < wabi_scrub_list_count (facts->client.diagnoses); i++)
    if (!is_icd (facts->client.diagnoses[i]))
      return FALSE;
  return TRUE;
}

static char *
plain (const char *code)
{
  g_auto (GStrv) parts = g_strsplit (code, ".", 2);

  return g_strjoinv ("", parts);
}

static gboolean
are_different (const WabiScrubFacts *facts, const char *text)
{
  for (guint i = 0; i < wabi_scrub_list_count (facts->client.diagnoses); i++)
    for (guint j = 0; j < i; j++)
      {
        g_autofree char *one = plain (facts->client.diagnoses[i]), *other = plain (facts->client.diagnoses[j]);

        if (wabi_scrub_is (one, other))
          return FALSE;
      }
  return TRUE;
}

/* These have further characters and are not billed without them. */
static gboolean
are_whole (const WabiScrubFacts *facts, const char *text)
{
  for (guint i = 0; i < wabi_scrub_list_count (facts->client.diagnoses); i++)
    if (wabi_scrub_in ("F84 F80 F81 F90 F91 F94 F63 Z13", facts->client.diagnoses[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_no_cause (const WabiScrubFacts *facts, const char *text)
{
  return strchr ("VWXY", facts->client.diagnoses[0][0]) == NULL;
}

static gboolean
is_specific (const WabiScrubFacts *facts, const char *text)
{
  g_autofree char *code = plain (facts->client.diagnoses[0]);

  return !wabi_scrub_is (code, "F849");
}

static gboolean
is_one_of_group (const WabiScrubFacts *facts, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < wabi_scrub_list_count (facts->client.diagnoses); i++)
    n += g_str_has_prefix (facts->client.diagnoses[i], "F84");
  return n < 2;
}

static const WabiScrubRule rules[] = {
  TEXT ("S-CLI-01", BLOCKS, RECORD, "client", BA " NM103", client.last_name, wabi_scrub_is_filled, NULL, N_ ("The client has no last name"), NULL),
  TEXT ("S-CLI-02", BLOCKS, RECORD, "client", BA " NM103", client.last_name, wabi_scrub_has_latin, NULL, N_ ("The client's last name has no Latin letters"),
        N_ ("A claim can carry no others. Write the name as it stands on the member card.")),
  TEXT ("S-CLI-03", WARNS, RECORD, "client", BA " NM104", client.first_name, wabi_scrub_is_filled, NULL, N_ ("The client has no first name"), NULL),
  TEXT ("S-CLI-04", WARNS, RECORD, "client", BA " NM103", client.last_name, wabi_scrub_has_no_digits, NULL, N_ ("The client's last name has digits in it"), NULL),
  TEXT ("S-CLI-05", WARNS, RECORD, "client", BA " NM104", client.first_name, wabi_scrub_has_no_digits, NULL, N_ ("The client's first name has digits in it"), NULL),
  TEXT ("S-CLI-06", WARNS, RECORD, "client", BA " NM103", client.last_name, wabi_scrub_fits_60, NULL, N_ ("The client's last name is longer than a claim holds"), NULL),
  TEXT ("S-CLI-07", WARNS, RECORD, "client", BA " NM104", client.first_name, wabi_scrub_fits_35, NULL, N_ ("The client's first name is longer than a claim holds"), NULL),
  TEXT ("S-CLI-08", BLOCKS, RECORD, "client", BA " DMG", client.birth_date, wabi_scrub_is_filled, NULL, N_ ("The client has no birth date"), NULL),
  TEXT ("S-CLI-09", BLOCKS, RECORD, "client", BA " DMG", client.birth_date, wabi_scrub_is_date, NULL, N_ ("The client's birth date is no date"), NULL),
  FACT ("S-CLI-10", BLOCKS, RECORD, "client", BA " DMG", is_born_before, has_birth, N_ ("The client was born after the service"), N_ ("One of the two dates is mistyped.")),
  FACT ("S-CLI-11", WARNS, RECORD, "client", "State autism mandates", is_under_21, has_birth, N_ ("The client is over 21"),
        N_ ("Many plans end the autism benefit at 19 or 21. Ask the payer before the claim is denied.")),
  FACT ("S-CLI-12", BLOCKS, RECORD, "client", BA " DMG", is_under_110, has_birth, N_ ("The client's birth year cannot be right"), NULL),
  TEXT ("S-CLI-13", WARNS, RECORD, "client", BA " DMG03", client.sex, wabi_scrub_is_filled, NULL, N_ ("The client's sex is not recorded"),
        N_ ("It goes out as unknown, which some payers reject. Record what the payer has.")),
  TEXT ("S-CLI-14", BLOCKS, RECORD, "client", BA " N3", client.street, wabi_scrub_is_filled, NULL, N_ ("The client has no street"), N_ ("The patient's address is required on every claim.")),
  TEXT ("S-CLI-15", WARNS, RECORD, "client", BA " N3", client.street, wabi_scrub_fits_55, NULL, N_ ("The client's street is longer than a claim holds"), NULL),
  TEXT ("S-CLI-16", BLOCKS, RECORD, "client", BA " N4", client.city, wabi_scrub_is_filled, NULL, N_ ("The client has no city"), NULL),
  TEXT ("S-CLI-17", WARNS, RECORD, "client", BA " N4", client.city, wabi_scrub_fits_30, NULL, N_ ("The client's city is longer than a claim holds"), NULL),
  TEXT ("S-CLI-18", BLOCKS, RECORD, "client", BA " N4", client.state, wabi_scrub_is_filled, NULL, N_ ("The client has no state"), NULL),
  TEXT ("S-CLI-19", BLOCKS, RECORD, "client", "USPS state codes", client.state, wabi_scrub_is_state, NULL, N_ ("The client's state is no state of the United States"), NULL),
  TEXT ("S-CLI-20", BLOCKS, RECORD, "client", BA " N4", client.zip, wabi_scrub_is_filled, NULL, N_ ("The client has no ZIP code"), NULL),
  TEXT ("S-CLI-21", BLOCKS, RECORD, "client", BA " N4", client.zip, wabi_scrub_is_zip, NULL, N_ ("The client's ZIP code is not five or nine digits"), NULL),
  TEXT ("S-CLI-22", WARNS, CHARGE, "client", "Client's status", client.status, is_served, NULL, N_ ("The client is not in service"),
        N_ ("The record says discharged or intake. Look whether the session belongs to another client.")),
  FACT ("S-DX-01", BLOCKS, RECORD, "client/diagnosis", "837P 2300 HI", are_twelve, has_diagnosis, N_ ("More than twelve diagnoses"), N_ ("A claim holds twelve. Leave out what does not bear on ABA.")),
  FACT ("S-DX-02", BLOCKS, RECORD, "client/diagnosis", ICD, are_icd, has_diagnosis, N_ ("A diagnosis is no ICD-10 code"), N_ ("A letter, two characters, a point, up to four more: F84.0. A capital O is not a zero.")),
  FACT ("S-DX-03", BLOCKS, RECORD, "client/diagnosis", "837P 2300 HI", are_different, has_two, N_ ("A diagnosis is listed twice"), NULL),
  FACT ("S-DX-04", BLOCKS, RECORD, "client/diagnosis", ICD, are_whole, has_diagnosis, N_ ("A diagnosis lacks its last character"), N_ ("F84 alone is not billed: autistic disorder is F84.0.")),
  FACT ("S-DX-05", BLOCKS, RECORD, "client/diagnosis", ICD, is_no_cause, has_diagnosis, N_ ("An external cause is the first diagnosis"), N_ ("Codes V to Y never come first. Put autism first.")),
  FACT ("S-DX-06", WARNS, RECORD, "client/diagnosis", ICD, is_specific, has_diagnosis, N_ ("The first diagnosis is not specific"), N_ ("F84.9 is denied by payers that pay for F84.0 only. Ask the diagnosing clinician.")),
  FACT ("S-DX-07", WARNS, RECORD, "client/diagnosis", ICD, is_one_of_group, has_two, N_ ("Two diagnoses of the autism group"), N_ ("They exclude one another with many payers. Keep the one of the evaluation.")),
};

const WabiScrubTheme wabi_scrub_client = { N_ ("The client"), rules, G_N_ELEMENTS (rules) };
