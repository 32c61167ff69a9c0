// SPDX-License-Identifier: AGPL-3.0-or-later
// What usually helps when a change was refused. A test holds this table against the refusals that core and the services know.

#include "wabi-inbox-remedies.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *code;
  const char *remedy;
} remedies[] = {
  { "authorization-amended", N_ ("Open the client’s authorizations and change the newest version.") },
  { "authorization-code-missing", N_ ("Have the service added to the authorization, or choose one that it covers. Then send again.") },
  { "authorization-denied", N_ ("Ask the payer again, or choose another service. An administrator may book it with a reason.") },
  { "authorization-expired", N_ ("Have the authorization renewed, or choose a day that it covers. Then send again.") },
  { "authorization-missing", N_ ("Record the authorization, then send again.") },
  { "authorization-no-amendment", N_ ("Look at the authorization as it stands now, then discard this.") },
  { "authorization-not-approved", N_ ("Open the authorization and change it: nothing was approved yet that could be amended.") },
  { "authorization-not-started", N_ ("Choose a day from which the authorization holds, or have its dates mended.") },
  { "authorization-pending", N_ ("Record the payer’s answer, or mark the authorization as good for scheduling. Then send again.") },
  { "claim-file", N_ ("Open Billing: the claim file shows what is wrong in it. Mend it there and make the claims again.") },
  { "client-double-booked", N_ ("Choose another time, or move the other session first. Then send again.") },
  { "client-unavailable", N_ ("Choose a time at which the client can come, or give the reason why this one is agreed.") },
  { "credit-overdrawn", N_ ("Open the family’s account and take back what was applied from its credit first.") },
  { "day-limit-exceeded", N_ ("Make the session shorter, or move it to another day. Then send again.") },
  { "dep-failed", N_ ("Settle the change that this one needs. It is then sent after it by itself.") },
  { "draft_moved", N_ ("Open the note, read what has changed, and sign what you read.") },
  { "equipment-double-booked", N_ ("Choose another time, or do without it. Then send again.") },
  { "exists", N_ ("It is there already, so nothing is missing. Look at it, then discard this.") },
  { "fixed", N_ ("This cannot change once it is recorded. Make a new record, and close the old one.") },
  { "forbidden", N_ ("Ask somebody whose role allows it, or an administrator of the practice.") },
  { "gone", N_ ("It was deleted in the meantime. Copy what you wrote, if it is still needed, and record it anew.") },
  { "group-full", N_ ("Book the client into another group. Then send again.") },
  { "holiday", N_ ("Choose a day on which the practice is open, or take the holiday out of the calendar.") },
  { "holiday-there", N_ ("That day is a holiday already, so nothing is missing. Discard this.") },
  { "hours-limit-exceeded", N_ ("Choose another day or somebody else, or have the practice’s limit raised. Then send again.") },
  { "id-reused", N_ ("Record the entry anew, and tell whoever looks after the program: this should not happen.") },
  { "immutable", N_ ("It is signed and stays as it is. Copy what you wrote and put it into an addendum.") },
  { "invalid", N_ ("Mend what is missing or wrong, then send.") },
  { "is-cancelled", N_ ("Restore the session first, if it is to be held. Else discard this.") },
  { "key-taken", N_ ("Open the charge’s entries: it was posted before. Reverse that entry if it is wrong.") },
  { "license", N_ ("Have the office record the certificate that is valid today. Then send again.") },
  { "makeup-not-lost", N_ ("That session takes place after all. Book this one as a session of its own, or discard it.") },
  { "makeup-other", N_ ("Choose the canceled session that it makes up for, or book it as a session of its own.") },
  { "month-closed", N_ ("Post it in an open month, or have an administrator open that month again.") },
  { "need-invalid", N_ ("Change the hours, sessions or times that are waited for, then send again.") },
  { "need-moved-on", N_ ("Look at the waiting list as it stands now. If two series were booked for one entry, cancel one of them.") },
  { "no-dates", N_ ("Give the authorization its first and last day. Then send again.") },
  { "not-billed", N_ ("Open the claim again: the charge is not billed on it.") },
  { "not-found", N_ ("It is not there any more, or not yours to see. Look at the list, then discard this or ask who moved it.") },
  { "not-signed", N_ ("The note can still be edited: write it there instead of into an addendum.") },
  { "not-supervisor", N_ ("Ask the client’s BCBA or an administrator to change the care team.") },
  { "not-void", N_ ("Look at the charge as it stands now. Then discard this, or do what is still needed.") },
  { "note-guardian-signature", N_ ("Have the family sign, then sign the note again.") },
  { "nothing-ready", N_ ("Open Billing: each charge says what it still needs. Mend that, then make the claims again.") },
  { "on-team", N_ ("That person is on the care team already, so nothing is missing. Discard this.") },
  { "online-only", N_ ("Do it again when you are connected: the server does this only.") },
  { "opening-invalid", N_ ("Mend the units used before and the day up to which they count. Then send again.") },
  { "over-void", N_ ("Open the charge’s entries: more would be taken back than was billed.") },
  { "override-forbidden", N_ ("Ask somebody who may override the rule to book it.") },
  { "override-reason", N_ ("Write the reason why the rule does not stand in the way, then send again.") },
  { "own-time-off", N_ ("Ask an administrator to decide about your own time off. Then discard this.") },
  { "place-not-covered", N_ ("Choose another place or another service. Then send again.") },
  { "place-unknown", N_ ("Choose one of the places in the list. Then send again.") },
  { "position-half", N_ ("Give both latitude and longitude, or neither. Then send again.") },
  { "range-invalid", N_ ("Choose a last day that is not before the first. Then send again.") },
  { "reason-there", N_ ("The reason is in the list already, so nothing is missing. Discard this.") },
  { "reason-unknown", N_ ("Choose one of the practice’s reasons for canceling, then send again.") },
  { "rejected", N_ ("Look at it where it belongs. Then mend it and send again, or discard it.") },
  { "resource-closed", N_ ("Choose a room or thing that is still in use. Then send again.") },
  { "reversed", N_ ("Nothing to do: the entry was taken back already.") },
  { "room-double-booked", N_ ("Choose another room or time, or move the other session first. Then send again.") },
  { "same-place", N_ ("Choose two different places. Then send again.") },
  { "series-bound", N_ ("Choose the authorization that the series ends with, or an end date. Then book it again.") },
  { "series-conflicts", N_ ("Open the schedule and book the series again: leave the dates out that cannot be, or choose another time for them.") },
  { "series-differs", N_ ("Look at the dates as they are now, then book or change the series again.") },
  { "series-ended", N_ ("The series was ended in the meantime. Book another one if it is still needed.") },
  { "series-endless", N_ ("Give the series an end. Then book it again.") },
  { "series-no-dates", N_ ("Choose other days, or a later end. Then book it again.") },
  { "series-rule", N_ ("Choose another repetition. Then book it again.") },
  { "series-too-long", N_ ("Choose an earlier end, and book what comes later as another series.") },
  { "session-ended", N_ ("The session has its end already. Look at its times, then discard this.") },
  { "session-open", N_ ("End the session that is still running. Then send again.") },
  { "settled", N_ ("Somebody was faster. Look at what stands now; if yours is still needed, change it there.") },
  { "signed", N_ ("The family has signed already, so nothing is missing. Discard this.") },
  { "signed-already", N_ ("Read what was signed. What is missing goes into an addendum: copy what you wrote.") },
  { "staff-credential-expired", N_ ("Have the renewed credential recorded, or choose somebody else. Then send again.") },
  { "staff-credential-not-started", N_ ("Choose a day on which the credential is valid, or somebody else.") },
  { "staff-double-booked", N_ ("Choose another time or somebody else, or move the other session first. Then send again.") },
  { "staff-not-credentialed", N_ ("Choose somebody who may give this service, or have the credential recorded.") },
  { "staff-not-enrolled", N_ ("Choose somebody whom the payer has enrolled, or have the enrollment recorded.") },
  { "staff-time-off", N_ ("Choose another day or somebody else.") },
  { "staff-unavailable", N_ ("Choose a time within the working hours, or give the reason why this one is agreed.") },
  { "stale", N_ ("Look at it as it stands now. If your change is still needed, make it there; it is kept here until you discard it.") },
  { "status-moved-on", N_ ("The session has begun or is over. Look at it, then discard this.") },
  { "time-invalid", N_ ("Choose a start and an end that can be. Then send again.") },
  { "time-off-moved-on", N_ ("Look at the request as it stands now. Then discard this.") },
  { "time-off-there", N_ ("Look at the time off that is there already. Withdraw one of the two, then send again.") },
  { "too-late", N_ ("Say in the note what was wrong: the entry itself stays.") },
  { "travel-there", N_ ("Change the time that is there already, then discard this.") },
  { "travel-too-short", N_ ("Leave more time between the two sessions, or choose somebody else. Then send again.") },
  { "two-versions", N_ ("Choose one of the two versions above. Then sign again.") },
  { "unbalanced", N_ ("Please report this: an entry of the books did not add up.") },
  { "units-period-short", N_ ("Move the session to another week or month, or have the limit raised. Then send again.") },
  { "units-short", N_ ("Have more units authorized, or make the session shorter. Then send again.") },
  { "unknown-command", N_ ("Update the program, then send again.") },
  { "zone-unknown", N_ ("Have the practice’s time zone set right. Then send again.") },
};

const char *
wabi_inbox_find_remedy (const char *code)
{
  for (guint i = 0; code != NULL && i < G_N_ELEMENTS (remedies); i++)
    if (strcmp (remedies[i].code, code) == 0)
      return _ (remedies[i].remedy);
  return _ ("Look at it where it belongs. Then mend it and send again, or discard it.");
}
