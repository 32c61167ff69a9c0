// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber: the session behind the charge, its note, and what else was billed.

#include "wabi-scrub-private.h"

#define AGAIN "charge/units"
#define SESSION "The session's record"

static gboolean
has_session (const WabiScrubFacts *facts)
{
  return !wabi_scrub_is_blank (facts->charge.session_code);
}

static gboolean
has_note (const WabiScrubFacts *facts)
{
  return facts->note.there;
}

static gboolean
is_signed (const WabiScrubFacts *facts)
{
  return facts->note.there && facts->note.sign_days >= 0;
}

static gboolean
is_there (const WabiScrubFacts *facts)
{
  return facts->charge.minutes > 0 || facts->charge.end_minute != facts->charge.start_minute;
}

static gboolean
has_payer (const WabiScrubFacts *facts)
{
  return !wabi_scrub_is_blank (facts->charge.payer);
}

static gboolean
has_coverage (const WabiScrubFacts *facts)
{
  return has_payer (facts) && !wabi_scrub_is_blank (facts->charge.coverage);
}

static gboolean
is_technician (const WabiScrubFacts *facts)
{
  return facts->note.there && facts->performer.there && !facts->performer.independent;
}

static gboolean
same_code (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (facts->charge.code, facts->charge.session_code);
}

static gboolean
same_place (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (facts->charge.place, facts->charge.session_place);
}

static gboolean
same_client (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.same_client;
}

static gboolean
same_staff (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.same_staff;
}

static gboolean
same_minutes (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.minutes == facts->charge.session_minutes;
}

static gboolean
is_over (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (text, "ended");
}

static gboolean
same_day (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.record_day == facts->charge.day;
}

static gboolean
is_not_future (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.day <= facts->today;
}

static gboolean
ends_later (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.end_minute > facts->charge.start_minute;
}

static gboolean
fits_times (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.minutes <= facts->charge.end_minute - facts->charge.start_minute;
}

static gboolean
is_short (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.minutes <= 480;
}

static gboolean
is_one_day (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.end_minute <= WABI_DAY_MINUTES;
}

static gboolean
is_daytime (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.start_minute >= 5 * 60 && facts->charge.end_minute <= 23 * 60;
}

static gboolean
is_guidance (const WabiScrubFacts *facts)
{
  const WabiServiceCode *service = facts->charge.services_known ? facts->charge.service : wabi_codes_find_service (facts->charge.code);

  return is_there (facts) && service != NULL && (service->flags & WABI_SERVICE_FAMILY) != 0;
}

static gboolean
is_short_guidance (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.minutes <= 240;
}

static gboolean
is_whole_unit (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.minutes >= 15;
}

static gboolean
is_fresh (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.age_days <= 30;
}

static gboolean
has_no_twin (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.twins == 0;
}

static gboolean
has_no_like (const WabiScrubFacts *facts, const char *text)
{
  return facts->charge.likes == 0;
}

static gboolean
is_asked_of_current (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (text, facts->charge.current_payer);
}

static gboolean
is_current_plan (const WabiScrubFacts *facts, const char *text)
{
  return wabi_scrub_is (text, facts->charge.current_coverage);
}

static gboolean
is_of_session (const WabiScrubFacts *facts, const char *text)
{
  return facts->note.same_session;
}

static gboolean
is_signed_after (const WabiScrubFacts *facts, const char *text)
{
  return !facts->note.signed_before_end;
}

static gboolean
is_signed_soon (const WabiScrubFacts *facts, const char *text)
{
  return facts->note.sign_days <= 7;
}

static gboolean
is_signed_within_month (const WabiScrubFacts *facts, const char *text)
{
  return facts->note.sign_days <= 30;
}

static gboolean
is_signed_by_supervisor (const WabiScrubFacts *facts, const char *text)
{
  return facts->note.by_supervisor || !facts->note.by_performer;
}

static const WabiScrubRule rules[] = {
  FACT ("S-SES-01", BLOCKS, CHARGE, AGAIN, SESSION, same_code, has_session, N_ ("The charge has another service than its session"), N_ ("The session was corrected since. Check the charge again.")),
  FACT ("S-SES-02", BLOCKS, CHARGE, AGAIN, SESSION, same_place, has_session, N_ ("The charge has another place than its session"), N_ ("The session was corrected since. Check the charge again.")),
  FACT ("S-SES-03", BLOCKS, CHARGE, AGAIN, SESSION, same_client, has_session, N_ ("The charge is another client's than its session"), NULL),
  FACT ("S-SES-04", BLOCKS, CHARGE, AGAIN, SESSION, same_staff, has_session, N_ ("The charge names somebody else than its session"), NULL),
  FACT ("S-SES-05", BLOCKS, CHARGE, AGAIN, SESSION, same_minutes, has_session, N_ ("The charge has other times than its session"), N_ ("The session was corrected since. Check the charge again.")),
  TEXT ("S-SES-06", BLOCKS, CHARGE, "schedule", SESSION, charge.session_state, is_over, has_session, N_ ("The session is not ended"), NULL),
  FACT ("S-SES-07", BLOCKS, CHARGE, AGAIN, "837P DTP*472", same_day, is_there, N_ ("The charge's date is not the day of its session"), N_ ("Check the charge again.")),
  FACT ("S-SES-08", BLOCKS, CHARGE, "schedule", "837P DTP*472", is_not_future, is_there, N_ ("The service lies in the future"), NULL),
  FACT ("S-SES-09", BLOCKS, CHARGE, "schedule", SESSION, ends_later, is_there, N_ ("The session ends before it begins"), NULL),
  FACT ("S-SES-10", BLOCKS, CHARGE, AGAIN, SESSION, fits_times, is_there, N_ ("More minutes are billed than the session has"), NULL),
  FACT ("S-SES-11", WARNS, CHARGE, "schedule", "Payer audits", is_short, is_there, N_ ("Longer than eight hours"), N_ ("Payers ask for the notes of such sessions. Look whether it was ended late.")),
  FACT ("S-SES-12", WARNS, CHARGE, "schedule", "837P DTP*472", is_one_day, is_there, N_ ("The session passes midnight"), N_ ("It is billed on its first day. Many payers want a line for each day.")),
  FACT ("S-SES-13", WARNS, CHARGE, "schedule", "Payer audits", is_daytime, is_there, N_ ("In the night"), N_ ("Before 5 am or after 11 pm. Look whether am and pm were mistaken.")),
  FACT ("S-SES-14", WARNS, CHARGE, "schedule", "Payer audits", is_short_guidance, is_guidance, N_ ("Family guidance of more than four hours"), NULL),
  FACT ("S-SES-15", WARNS, CHARGE, "schedule", "CPT midpoint rule", is_whole_unit, is_there, N_ ("Less than a quarter of an hour"), N_ ("It may still be worth a unit; some payers want fifteen minutes.")),
  FACT ("S-SES-16", WARNS, CHARGE, "charge/units", "Practice", is_fresh, is_there, N_ ("Not billed for more than thirty days"), NULL),
  FACT ("S-DUP-01", BLOCKS, CHARGE, "charge/units", "CARC 18", has_no_twin, is_there, N_ ("The same session is charged twice"), N_ ("Set one of the two aside.")),
  FACT ("S-DUP-02", WARNS, CHARGE, "schedule", "CARC 18", has_no_like, is_there, N_ ("The same service, day and length by somebody else"), N_ ("Payers often take the second for a duplicate. Modifier 77 or XP may be needed.")),
  TEXT ("S-PLN-01", BLOCKS, CHARGE, "client/coverage", "Coverage", charge.payer, wabi_scrub_is_filled, is_there, N_ ("No payer was known when the charge was made"), N_ ("Record the coverage, then check the charge again.")),
  TEXT ("S-PLN-02", BLOCKS, CHARGE, AGAIN, "Coverage", charge.payer, is_asked_of_current, has_payer, N_ ("Another payer pays first on that day by now"), N_ ("The coverage was changed since. Check the charge again.")),
  TEXT ("S-PLN-03", BLOCKS, CHARGE, AGAIN, "Coverage", charge.coverage, is_current_plan, has_coverage, N_ ("Another plan pays first on that day by now"), N_ ("The coverage was changed since. Check the charge again.")),
  FACT ("S-DOC-01", BLOCKS, CHARGE, "note", "The note", is_of_session, has_note, N_ ("The note belongs to another session"), NULL),
  FACT ("S-DOC-02", WARNS, CHARGE, "note", "Payer audits", is_signed_after, is_signed, N_ ("The note was signed before the session ended"), NULL),
  FACT ("S-DOC-03", WARNS, CHARGE, "note", "Payer audits", is_signed_soon, is_signed, N_ ("The note was signed more than a week later"), N_ ("Some payers take notes within 24 hours to seven days only.")),
  FACT ("S-DOC-04", WARNS, CHARGE, "note", "Payer audits", is_signed_within_month, is_signed, N_ ("The note was signed more than a month later"), NULL),
  TEXT ("S-DOC-05", WARNS, CHARGE, "note", "Payer's note rules", note.signer_credential, wabi_scrub_is_filled, is_signed, N_ ("The signature has no credential"), NULL),
  FACT ("S-DOC-06", WARNS, CHARGE, "note", "Payer's note rules", is_signed_by_supervisor, is_technician, N_ ("No supervisor has signed a technician's note"), NULL),
};

const WabiScrubTheme wabi_scrub_session = { N_ ("The session"), rules, G_N_ELEMENTS (rules) };
