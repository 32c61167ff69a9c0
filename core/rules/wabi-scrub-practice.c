// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: who asks for payment, and through whom.

#include "wabi-scrub-private.h"

#define AA "837P 2010AA (005010X222A1)"
#define HEAD "837P 1000A and 1000B (005010X222A1)"

static gboolean
is_production (const WabiScrubFacts *facts, const char *text)
{
  return !facts->practice.test;
}

static gboolean
is_sender_known (const WabiScrubFacts *facts)
{
  return facts->practice.sender_known;
}

static gboolean
wants_taxonomy (const WabiScrubFacts *facts)
{
  return !facts->payer.without_taxonomy;
}

static const WabiScrubRule rules[] = {
  TEXT ("S-PRA-01", BLOCKS, RECORD, "practice", AA, practice.name, wabi_scrub_is_filled, NULL, N_ ("The practice has no name"),
        N_ ("Every claim names who is to be paid. Write the name as it stands on the contract with the payer.")),
  TEXT ("S-PRA-02", WARNS, RECORD, "practice", AA, practice.name, wabi_scrub_fits_60, NULL, N_ ("The practice's name is longer than a claim holds"),
        N_ ("A claim carries 60 characters; the rest is cut off. Agree with the payer on a shorter name.")),
  TEXT ("S-PRA-03", BLOCKS, RECORD, "practice", AA, practice.name, wabi_scrub_has_latin, NULL, N_ ("The practice's name has no Latin letters"),
        N_ ("A claim can carry no others. Write the name as it is registered with the NPI.")),
  TEXT ("S-PRA-04", BLOCKS, RECORD, "practice", AA, practice.npi, wabi_scrub_is_filled, NULL, N_ ("The practice has no NPI"),
        N_ ("Payers find who is to be paid by it. Record the organization's NPI (type 2).")),
  TEXT ("S-PRA-05", BLOCKS, RECORD, "practice", "45 CFR 162.406", practice.npi, wabi_scrub_is_npi, NULL, N_ ("The practice's NPI is not valid"),
        N_ ("Ten digits, of which the last checks the others: one is mistyped.")),
  TEXT ("S-PRA-06", BLOCKS, RECORD, "practice", AA " REF*EI", practice.ein, wabi_scrub_is_filled, NULL, N_ ("The practice has no tax number"),
        N_ ("Record the EIN under which the payer has its contract.")),
  TEXT ("S-PRA-07", BLOCKS, RECORD, "practice", AA " REF*EI", practice.ein, wabi_scrub_is_nine_digits, NULL, N_ ("The tax number is not nine digits"), NULL),
  TEXT ("S-PRA-08", WARNS, RECORD, "practice", AA " REF*EI", practice.ein, wabi_scrub_is_not_repeated, NULL, N_ ("The tax number is one digit, nine times"),
        N_ ("That looks like something written to get past the field.")),
  TEXT ("S-PRA-09", WARNS, RECORD, "practice", "837P 2000A PRV; CARC 8, RARC N95", practice.taxonomy, wabi_scrub_is_filled, wants_taxonomy, N_ ("The practice has no taxonomy code"),
        N_ ("Payers that pay by taxonomy deny claims without it. ABA clinics often use 261QM0801X or 251S00000X; take the one of the enrollment.")),
  TEXT ("S-PRA-10", BLOCKS, RECORD, "practice", "NUCC taxonomy codes", practice.taxonomy, wabi_scrub_is_taxonomy, NULL, N_ ("The taxonomy code is not valid"),
        N_ ("Ten letters and digits that end with X.")),
  TEXT ("S-PRA-11", BLOCKS, RECORD, "practice", AA " N3", practice.street, wabi_scrub_is_filled, NULL, N_ ("The practice has no street"), NULL),
  TEXT ("S-PRA-12", BLOCKS, RECORD, "practice", AA " N3", practice.street, wabi_scrub_is_no_box, NULL, N_ ("The billing address is a PO box"),
        N_ ("The guide wants a street where the practice is. A box may only be the address to which payment goes.")),
  TEXT ("S-PRA-13", WARNS, RECORD, "practice", AA " N3", practice.street, wabi_scrub_fits_55, NULL, N_ ("The practice's street is longer than a claim holds"), NULL),
  TEXT ("S-PRA-14", BLOCKS, RECORD, "practice", AA " N4", practice.city, wabi_scrub_is_filled, NULL, N_ ("The practice has no city"), NULL),
  TEXT ("S-PRA-15", BLOCKS, RECORD, "practice", AA " N4", practice.state, wabi_scrub_is_filled, NULL, N_ ("The practice has no state"), NULL),
  TEXT ("S-PRA-16", BLOCKS, RECORD, "practice", "USPS state codes", practice.state, wabi_scrub_is_state, NULL, N_ ("The practice's state is no state of the United States"),
        N_ ("Two capital letters, such as OH.")),
  TEXT ("S-PRA-17", BLOCKS, RECORD, "practice", AA " N4", practice.zip, wabi_scrub_is_filled, NULL, N_ ("The practice has no ZIP code"), NULL),
  TEXT ("S-PRA-18", BLOCKS, RECORD, "practice", AA " N4", practice.zip, wabi_scrub_is_zip_9, NULL, N_ ("The practice's ZIP code needs all nine digits"),
        N_ ("The billing provider's ZIP is ZIP+4. The post office's look-up tells the last four.")),
  TEXT ("S-PRA-19", BLOCKS, RECORD, "practice", HEAD " PER", practice.contact, wabi_scrub_is_filled, NULL, N_ ("No billing contact is named"),
        N_ ("Each file says whom the payer may ask.")),
  TEXT ("S-PRA-20", BLOCKS, RECORD, "practice", HEAD " PER", practice.phone, wabi_scrub_is_filled, NULL, N_ ("The billing contact has no phone number"), NULL),
  TEXT ("S-PRA-21", BLOCKS, RECORD, "practice", HEAD " PER", practice.phone, wabi_scrub_is_ten_digits, NULL, N_ ("The billing contact's phone number is not ten digits"), NULL),
  TEXT ("S-PRA-22", BLOCKS, RECORD, "practice", HEAD " and ISA06", practice.submitter_id, wabi_scrub_is_filled, is_sender_known, N_ ("The clearinghouse's number of the practice is missing"),
        N_ ("It stands on the letter of enrollment (submitter or sender ID).")),
  TEXT ("S-PRA-23", BLOCKS, RECORD, "practice", "ISA06 and GS02", practice.submitter_id, wabi_scrub_is_two_or_more, is_sender_known, N_ ("The submitter number is too short"), NULL),
  TEXT ("S-PRA-24", BLOCKS, RECORD, "practice", "ISA06", practice.submitter_id, wabi_scrub_fits_15, is_sender_known, N_ ("The submitter number is longer than 15 characters"), NULL),
  TEXT ("S-PRA-25", BLOCKS, RECORD, "practice", HEAD " and ISA08", practice.receiver_id, wabi_scrub_is_filled, is_sender_known, N_ ("The number of who receives the files is missing"),
        N_ ("The clearinghouse's companion guide tells it; Office Ally's is 330897513.")),
  TEXT ("S-PRA-26", BLOCKS, RECORD, "practice", "ISA08", practice.receiver_id, wabi_scrub_fits_15, is_sender_known, N_ ("The receiver's number is longer than 15 characters"), NULL),
  TEXT ("S-PRA-27", BLOCKS, RECORD, "practice", HEAD, practice.receiver_name, wabi_scrub_is_filled, is_sender_known, N_ ("The name of who receives the files is missing"), NULL),
  FACT ("S-PRA-28", WARNS, CHARGE, "practice", "ISA15", is_production, NULL, N_ ("Files are marked as tests"),
        N_ ("No payer pays a test. Switch it off once the clearinghouse has accepted the first file.")),
};

const WabiScrubTheme wabi_scrub_practice = { N_ ("The practice"), rules, G_N_ELEMENTS (rules) };
