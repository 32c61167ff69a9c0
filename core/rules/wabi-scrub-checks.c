// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the scrubber that booking and billing judge together (wabi_charge_check()); here they have their ids and their words for a list.

#include "wabi-scrub-private.h"

#define CHECK(id, level, check, way, source, title)                                                                                  \
  { id, level, CHARGE, check, way, source, title, NULL, 0, NULL, NULL }

static const WabiScrubRule rules[] = {
  CHECK ("S-CHK-01", BLOCKS, "note-missing", "note", "Payer's note rules", N_ ("There is no note")),
  CHECK ("S-CHK-02", BLOCKS, "note-unsigned", "note", "Payer's note rules", N_ ("The note is not signed")),
  CHECK ("S-CHK-03", BLOCKS, "note-returned", "note", "Payer's note rules", N_ ("The note was returned with a comment")),
  CHECK ("S-CHK-04", BLOCKS, "note-signature-pending", "note", "Payer's note rules", N_ ("The signature waits to be confirmed by the server")),
  CHECK ("S-CHK-05", BLOCKS, "note-incomplete", "note", "Payer's note elements", N_ ("The note lacks what the payer requires")),
  CHECK ("S-CHK-06", BLOCKS, "guardian-unsigned", "note/guardian", "Payer's note rules", N_ ("The guardian has not signed")),
  CHECK ("S-CHK-07", BLOCKS, "units-disagree", "charge/units", "Payer's unit rule", N_ ("The units are not what the minutes give")),
  CHECK ("S-CHK-08", BLOCKS, "units-none", "schedule", "Payer's unit rule", N_ ("The minutes give no unit")),
  CHECK ("S-CHK-09", BLOCKS, "staff-double-booked", "schedule", "One person, one place", N_ ("The person was elsewhere at that time")),
  CHECK ("S-CHK-10", BLOCKS, "client-double-booked", "schedule", "Payer's table of services at one time",
         N_ ("The client had another session that the payer does not pay beside this one")),
  CHECK ("S-CHK-11", WARNS, "concurrency", "schedule", "Payer's table of services at one time", N_ ("The payer pays only one of two services at one time")),
  CHECK ("S-CHK-12", BLOCKS, "group-full", "schedule", "CPT, group codes", N_ ("The group has more clients than the code allows")),
  CHECK ("S-CHK-13", BLOCKS, "authorization-missing", "authorization", "Payer's authorization rules", N_ ("No authorization covers the session")),
  CHECK ("S-CHK-14", BLOCKS, "authorization-pending", "authorization", "Payer's authorization rules", N_ ("The authorization is not decided yet")),
  CHECK ("S-CHK-15", BLOCKS, "authorization-schedule-only", "authorization", "Payer's authorization rules", N_ ("The authorization holds for scheduling only")),
  CHECK ("S-CHK-16", BLOCKS, "authorization-expired", "authorization", "Payer's authorization rules", N_ ("The authorization ended before the session")),
  CHECK ("S-CHK-17", BLOCKS, "authorization-not-started", "authorization", "Payer's authorization rules", N_ ("The authorization begins after the session")),
  CHECK ("S-CHK-18", BLOCKS, "authorization-denied", "authorization", "Payer's authorization rules", N_ ("The authorization was denied")),
  CHECK ("S-CHK-19", BLOCKS, "authorization-code-missing", "authorization", "Payer's authorization rules", N_ ("The authorization does not name the service")),
  CHECK ("S-CHK-20", BLOCKS, "units-short", "authorization", "The authorization", N_ ("The authorization has too few units left")),
  CHECK ("S-CHK-21", BLOCKS, "units-period-short", "authorization", "The authorization", N_ ("The day, week or month of the authorization is used up")),
  CHECK ("S-CHK-22", BLOCKS, "staff-not-credentialed", "staff/credential", "Who may give the service", N_ ("The person's certificate does not allow the service")),
  CHECK ("S-CHK-23", BLOCKS, "staff-credential-expired", "staff/credential", "Who may give the service", N_ ("The person's certificate had ended")),
  CHECK ("S-CHK-24", BLOCKS, "staff-credential-not-started", "staff/credential", "Who may give the service", N_ ("The person's certificate had not begun")),
  CHECK ("S-CHK-25", BLOCKS, "staff-not-enrolled", "payer/enrollment", "Payer's enrollment", N_ ("The person was not enrolled with the payer")),
  CHECK ("S-CHK-26", BLOCKS, "place-unknown", "schedule", "CMS place of service codes", N_ ("The place of service is not known")),
  CHECK ("S-CHK-27", BLOCKS, "place-not-covered", "schedule", "Program's places", N_ ("The program does not pay the service at that place")),
  CHECK ("S-CHK-28", BLOCKS, "npi-missing", "staff/npi", "Payer's rules", N_ ("The NPI of who gave the session is missing")),
  CHECK ("S-CHK-29", BLOCKS, "npi-wrong", "staff/npi", "45 CFR 162.406", N_ ("The NPI that the payer wants of who gave the session is not valid")),
  CHECK ("S-CHK-30", BLOCKS, "day-limit-exceeded", "schedule", "MUE, by program and day", N_ ("More units than the payer takes of a day")),
  CHECK ("S-CHK-31", BLOCKS, "diagnosis-missing", "client/diagnosis", "837P 2300 HI", N_ ("No diagnosis is on file")),
  CHECK ("S-CHK-32", BLOCKS, "diagnosis-not-asd", "client/diagnosis", "Payers of ABA", N_ ("Autism is not the first diagnosis")),
  CHECK ("S-CHK-33", BLOCKS, "coverage-missing", "client/coverage", "Coverage", N_ ("No coverage is on file for that day")),
  CHECK ("S-CHK-34", BLOCKS, "member-id-missing", "client/coverage", "837P 2010BA NM109", N_ ("The member number is missing")),
  CHECK ("S-CHK-35", BLOCKS, "coverage-not-active", "client/coverage", "Coverage", N_ ("The coverage was not active that day")),
  CHECK ("S-CHK-36", BLOCKS, "fee-missing", "payer/fee", "Fee schedule", N_ ("The fee schedule has no line for the service")),
  CHECK ("S-CHK-37", BLOCKS, "amount-disagrees", "charge/amount", "Fee schedule", N_ ("The amount is not the fee times the units")),
  CHECK ("S-CHK-38", BLOCKS, "filing-late", "payer/filing", "Timely filing", N_ ("The payer's time to file has passed")),
  CHECK ("S-CHK-39", WARNS, "filing", "payer/filing", "Timely filing", N_ ("Three quarters of the time to file have passed")),
  CHECK ("S-CHK-40", BLOCKS, "code-not-covered", "schedule", "Payer's benefits", N_ ("The payer does not pay the service at all")),
  CHECK ("S-CHK-41", BLOCKS, "pair-distinct", "charge/distinct", "NCCI", N_ ("Two services of a day that are paid together only when they are marked as distinct")),
  CHECK ("S-CHK-42", BLOCKS, "pair-never", "schedule", "NCCI", N_ ("Two services of a day that are never paid together")),
  CHECK ("S-CHK-43", WARNS, "monthly-visit", "schedule", "TRICARE ACD", N_ ("The month has no direct visit of the analyst")),
  CHECK ("S-CHK-44", WARNS, "usual-units", "authorization", "Payer's authorization rules", N_ ("More units than the payer grants")),
  CHECK ("S-CHK-45", WARNS, "usual-window", "authorization", "Payer's authorization rules", N_ ("Too long after the first of the units was used")),
  CHECK ("S-CHK-46", WARNS, "usual-months", "authorization", "Payer's authorization rules", N_ ("The authorization holds longer than the payer grants")),
};

const WabiScrubTheme wabi_scrub_checks = { N_ ("As when it was booked"), rules, G_N_ELEMENTS (rules) };
