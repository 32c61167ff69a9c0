// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: who gave the session, who renders it, who supervises, and where.

#include "wabi-scrub-private.h"

#define RENDERING "837P 2310B and 2420A (005010X222A1)"
#define SUPERVISING "837P 2310D and 2420D (005010X222A1)"
#define FACILITY "837P 2310C and 2420C (005010X222A1)"

static gboolean
has_performer (const WabiScrubFacts *facts)
{
  return facts->performer.there;
}

static gboolean
wants_modifier (const WabiScrubFacts *facts)
{
  return facts->performer.there && facts->payer.modifiers;
}

/* Nobody is named where the group itself renders. */
static gboolean
names_person (const WabiScrubFacts *facts)
{
  return !wabi_scrub_is_blank (facts->payer.rendering) && !wabi_scrub_is (facts->payer.rendering, "billing");
}

static gboolean
has_renderer (const WabiScrubFacts *facts)
{
  return names_person (facts) && facts->renderer.there;
}

static gboolean
wants_supervisor_to_render (const WabiScrubFacts *facts)
{
  return has_renderer (facts) && wabi_scrub_is (facts->payer.rendering, "supervisor");
}

static gboolean
wants_enrolled (const WabiScrubFacts *facts)
{
  return has_renderer (facts) && facts->payer.needs_enrollment;
}

static gboolean
has_supervisor (const WabiScrubFacts *facts)
{
  return facts->supervisor.there;
}

static gboolean
wants_supervisor (const WabiScrubFacts *facts)
{
  return wabi_scrub_is (facts->payer.supervising, "not-independent") && facts->performer.there && !facts->performer.independent;
}

static gboolean
has_place (const WabiScrubFacts *facts)
{
  return facts->place.there;
}

static gboolean
is_active (const WabiScrubFacts *facts, const char *text)
{
  return facts->performer.active;
}

static gboolean
is_certified (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is (text, "none");
}

static gboolean
is_named (const WabiScrubFacts *facts, const char *text)
{
  return facts->renderer.there;
}

static gboolean
is_other_than_group (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is (text, facts->practice.npi);
}

static gboolean
is_independent (const WabiScrubFacts *facts, const char *text)
{
  return facts->renderer.independent;
}

static gboolean
is_enrolled (const WabiScrubFacts *facts, const char *text)
{
  return facts->renderer.enrolled;
}

static gboolean
is_supervised (const WabiScrubFacts *facts, const char *text)
{
  return facts->supervisor.there;
}

static gboolean
supervises_alone (const WabiScrubFacts *facts, const char *text)
{
  return facts->supervisor.independent;
}

static gboolean
wants_place (const WabiScrubFacts *facts)
{
  return facts->place.there && facts->payer.always_facility;
}

/* An office without a place of its own is the practice's address; a home and a call are never told. */
static gboolean
wants_any_place (const WabiScrubFacts *facts)
{
  return facts->payer.always_facility && facts->charge.place != NULL && !wabi_scrub_in ("11 12 02 10", facts->charge.place);
}

static gboolean
names_place (const WabiScrubFacts *facts, const char *text)
{
  return facts->place.there;
}

static gboolean
is_whole_place (const WabiScrubFacts *facts, const char *text)
{
  return !wabi_scrub_is_blank (facts->place.street) && !wabi_scrub_is_blank (facts->place.city) && !wabi_scrub_is_blank (facts->place.state)
         && wabi_scrub_is_zip_9 (facts, facts->place.zip != NULL ? facts->place.zip : "");
}

static const WabiScrubRule rules[] = {
  FACT ("S-STA-01", WARNS, RECORD, "staff", "Practice", is_active, has_performer, N_ ("Who gave the session no longer works here"), N_ ("Look whether the session is under the right name.")),
  TEXT ("S-STA-02", WARNS, RECORD, "staff", "Payer's modifiers", performer.credential, wabi_scrub_is_filled, wants_modifier, N_ ("Who gave the session has no certificate on file"),
        N_ ("The payer pays by the modifier of the certificate, and none can be told.")),
  TEXT ("S-STA-03", WARNS, RECORD, "staff", "Payer's modifiers", performer.credential, is_certified, wants_modifier, N_ ("Who gave the session is not certified"), NULL),
  TEXT ("S-STA-04", WARNS, RECORD, "staff/npi", "45 CFR 162.406", performer.npi, wabi_scrub_is_npi, has_performer, N_ ("The NPI of who gave the session is not valid"), NULL),
  FACT ("S-REN-01", BLOCKS, RECORD, "staff", RENDERING, is_named, names_person, N_ ("Nobody can be named as rendering"),
        N_ ("The payer wants the supervisor. Record who supervises this person.")),
  TEXT ("S-REN-02", BLOCKS, RECORD, "staff/npi", RENDERING " NM109", renderer.npi, wabi_scrub_is_filled, has_renderer, N_ ("Who renders has no NPI"), N_ ("A claim names the person by it.")),
  TEXT ("S-REN-03", BLOCKS, RECORD, "staff/npi", "45 CFR 162.406", renderer.npi, wabi_scrub_is_npi, has_renderer, N_ ("The NPI of who renders is not valid"), N_ ("Its check digit is wrong: one digit is mistyped.")),
  TEXT ("S-REN-04", BLOCKS, RECORD, "staff", RENDERING " NM103", renderer.last_name, wabi_scrub_is_filled, has_renderer, N_ ("Who renders has no last name"), NULL),
  TEXT ("S-REN-05", BLOCKS, RECORD, "staff", RENDERING " NM103", renderer.last_name, wabi_scrub_has_latin, has_renderer, N_ ("The name of who renders has no Latin letters"), NULL),
  TEXT ("S-REN-06", WARNS, RECORD, "staff", RENDERING " PRV", renderer.credential, wabi_scrub_is_filled, has_renderer, N_ ("Who renders has no certificate on file"), N_ ("The claim then goes without the person's taxonomy.")),
  TEXT ("S-REN-07", WARNS, RECORD, "staff/npi", RENDERING, renderer.npi, is_other_than_group, has_renderer, N_ ("Who renders has the practice's own NPI"), N_ ("A person has a number of type 1, the practice one of type 2.")),
  FACT ("S-REN-08", WARNS, RECORD, "staff", RENDERING, is_independent, wants_supervisor_to_render, N_ ("The payer wants an analyst to render, and this is none"), NULL),
  FACT ("S-REN-09", WARNS, RECORD, "payer/enrollment", "Payer's enrollment", is_enrolled, wants_enrolled, N_ ("Who renders is not enrolled with the payer"), NULL),
  FACT ("S-SUP-01", BLOCKS, RECORD, "staff", SUPERVISING, is_supervised, wants_supervisor, N_ ("Nobody can be named as supervising"), N_ ("Record who supervises this person.")),
  TEXT ("S-SUP-02", BLOCKS, RECORD, "staff/npi", SUPERVISING " NM109", supervisor.npi, wabi_scrub_is_filled, has_supervisor, N_ ("The supervisor has no NPI"), NULL),
  TEXT ("S-SUP-03", BLOCKS, RECORD, "staff/npi", "45 CFR 162.406", supervisor.npi, wabi_scrub_is_npi, has_supervisor, N_ ("The supervisor's NPI is not valid"), NULL),
  TEXT ("S-SUP-04", BLOCKS, RECORD, "staff", SUPERVISING " NM103", supervisor.last_name, wabi_scrub_is_filled, has_supervisor, N_ ("The supervisor has no last name"), NULL),
  FACT ("S-SUP-05", WARNS, RECORD, "staff", "BACB", supervises_alone, has_supervisor, N_ ("The supervisor is no analyst"), N_ ("Technicians are supervised by a BCBA, a BCBA-D or a qualified BCaBA.")),
  TEXT ("S-LOC-01", WARNS, RECORD, "place", FACILITY " N3", place.street, wabi_scrub_is_filled, has_place, N_ ("The place of the session has no street"), N_ ("The claim then does not say where it was; some payers ask.")),
  TEXT ("S-LOC-02", WARNS, RECORD, "place", FACILITY " N4", place.city, wabi_scrub_is_filled, has_place, N_ ("The place of the session has no city"), NULL),
  TEXT ("S-LOC-03", WARNS, RECORD, "place", FACILITY " N4", place.state, wabi_scrub_is_state, has_place, N_ ("The state of the place is none"), NULL),
  TEXT ("S-LOC-04", WARNS, RECORD, "place", FACILITY " N4", place.zip, wabi_scrub_is_zip_9, has_place, N_ ("The place of the session needs all nine digits of its ZIP code"),
        N_ ("With five, the claim does not say where it was.")),
  FACT ("S-LOC-05", BLOCKS, RECORD, "place", FACILITY, is_whole_place, wants_place, N_ ("The payer always wants the place, and its address is not whole"),
        N_ ("Record street, city, state and all nine digits of the ZIP code.")),
  FACT ("S-LOC-06", WARNS, CHARGE, "place", FACILITY, names_place, wants_any_place, N_ ("The payer always wants the place, and the session names none"),
        N_ ("Choose the place in the appointment, then check the charge again.")),
};

const WabiScrubTheme wabi_scrub_people = { N_ ("Who and where"), rules, G_N_ELEMENTS (rules) };
