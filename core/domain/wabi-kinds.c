// SPDX-License-Identifier: AGPL-3.0-or-later
// The field tables: every kind of record, once.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-kinds-private.h"

/* ---- auth ---- */

static const WabiField practice_fields[] = {
  { "name", T, REQ, 0, 0, NULL, NULL },        { "short_name", T, REQ | IDX, 0, 40, NULL, NULL },
  { "zone", T, REQ, 0, 64, NULL, NULL },       { "npi", T, 0, 0, 10, NULL, NULL },
  { "ein", T, 0, 0, 9, NULL, NULL },           { "taxonomy", T, 0, 0, 10, NULL, NULL },
  { "street", T, 0, 0, 55, NULL, NULL },       { "city", T, 0, 0, 30, NULL, NULL },
  { "state", T, 0, 0, 2, NULL, NULL },         { "zip", T, 0, 0, 10, NULL, NULL },
  { "phone", T, 0, 0, 20, NULL, NULL },        { "contact", T, 0, 0, 60, NULL, NULL },
  { "submitter_id", T, 0, 0, 15, NULL, NULL }, { "receiver_id", T, 0, 0, 15, NULL, NULL },
  { "receiver_name", T, 0, 0, 60, NULL, NULL }, { "test_claims", B, 0, 0, 0, NULL, NULL },
  { "notice_hours", I, 0, 0, 336, NULL, NULL }, { "lock_minutes", I, 0, 1, 240, NULL, NULL },
  { "offline_lock_days", I, 0, 1, 90, NULL, NULL },
  { "caseload_scope", E, 0, 0, 0, "team practice", NULL },
  /* How long before a session its family is reminded by e-mail; 0 never. And whether the client's first name stands in it. */
  { "reminder_hours", I, 0, 0, 168, NULL, NULL }, { "reminder_names", B, 0, 0, 0, NULL, NULL },
  /* What the practice's own bookkeeping calls the accounts of the money ledger: [{"account","number","name"}]. */
  { "ledger_accounts", J, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_practice = { "practice", "auth", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, practice_fields,
                                      G_N_ELEMENTS (practice_fields), N_ ("practice") };

static const WabiField staff_fields[] = {
  { "first_name", T, REQ, 0, 60, NULL, NULL },
  { "last_name", T, REQ | IDX, 0, 60, NULL, NULL },
  { "role", E, REQ | IDX, 0, 0, "frontdesk rbt bcba biller admin", NULL },
  { "credential", E, 0, 0, 0, "RBT BT BCaBA BCBA BCBA-D none", NULL },
  { "npi", T, 0, 0, 10, NULL, NULL },
  { "supervisor", R, IDX, 0, 0, "staff", NULL },
  { "phone", T, 0, 0, 20, NULL, NULL },
  { "email", T, 0, 0, 120, NULL, NULL },
  { "languages", T, 0, 0, 80, NULL, NULL },
  { "active", B, IDX, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_staff = { "staff", "auth", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, staff_fields,
                                   G_N_ELEMENTS (staff_fields), N_ ("member of staff") };

static const WabiField credential_fields[] = {
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "type", E, REQ, 0, 0, "RBT BT BCaBA BCBA BCBA-D license", NULL },
  { "number", T, 0, 0, 40, NULL, NULL },
  { "valid_from", D, REQ, 0, 0, NULL, NULL },
  { "valid_to", D, REQ | IDX, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_credential = { "credential", "auth", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, credential_fields,
                                        G_N_ELEMENTS (credential_fields), N_ ("credential") };

/* That access tokens given to a person (or to one device of theirs) up to an instant count no more. Only ever added: whoever follows the
 * feed refuses them too, and new sign-ins bear a later instant. */
static const WabiField revocation_fields[] = {
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "device", T, IDX | FIX, 0, 64, NULL, NULL },
  { "at", AT, REQ | IDX | FIX, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_revocation = { "revocation", "auth", 1, WABI_POLICY_STRICT, WABI_ROLE_ADMIN, NULL, revocation_fields,
                                        G_N_ELEMENTS (revocation_fields), N_ ("end of access") };

/* ---- patients ---- */

static const WabiField client_fields[] = {
  { "first_name", T, REQ | PHI, 0, 60, NULL, "identity" },
  { "last_name", T, REQ | PHI | IDX, 0, 60, NULL, "identity" },
  { "birth_date", D, REQ | PHI, 0, 0, NULL, "identity" },
  { "sex", E, REQ | PHI, 0, 0, "F M U", "identity" },
  { "street", T, PHI, 0, 55, NULL, "address" },
  { "city", T, PHI, 0, 30, NULL, "address" },
  { "state", T, PHI, 0, 2, NULL, "address" },
  { "zip", T, PHI, 0, 10, NULL, "address" },
  { "language", T, 0, 0, 40, NULL, NULL },
  { "guardian_name", T, PHI, 0, 120, NULL, NULL },
  { "guardian_relation", T, PHI, 0, 40, NULL, NULL },
  { "guardian_phone", T, PHI, 0, 20, NULL, NULL },
  { "guardian_email", T, PHI, 0, 120, NULL, NULL },
  { "diagnoses", L, PHI, 0, 12, NULL, NULL },
  { "bcba", R, IDX, 0, 0, "staff", NULL },
  { "place", T, 0, 0, 2, NULL, NULL },
  { "status", E, REQ | IDX, 0, 0, "intake active paused discharged", NULL },
  { "alerts", LT, PHI, 0, 2000, NULL, NULL },
  PROPOSALS,
};
const WabiKind wabi_kind_client = { "client", "patients", 1, WABI_POLICY_FIELDS, WABI_ROLES_ALL, NULL, client_fields,
                                    G_N_ELEMENTS (client_fields), N_ ("client") };

static const WabiField coverage_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "payer", R, REQ | IDX, 0, 0, "payer", NULL },
  { "priority", I, REQ, 1, 3, NULL, NULL },
  { "member_id", T, PHI, 0, 80, NULL, "identity" },
  { "group_number", T, 0, 0, 50, NULL, "identity" },
  { "relation", E, REQ, 0, 0, "self child spouse other", "identity" },
  { "subscriber_first", T, PHI, 0, 60, NULL, "identity" },
  { "subscriber_last", T, PHI, 0, 60, NULL, "identity" },
  { "subscriber_birth", D, PHI, 0, 0, NULL, "identity" },
  { "subscriber_sex", E, PHI, 0, 0, "F M U", "identity" },
  { "valid_from", D, REQ, 0, 0, NULL, NULL },
  { "valid_to", D, 0, 0, 0, NULL, NULL },
  PROPOSALS,
};
const WabiKind wabi_kind_coverage = { "coverage", "patients", 1, WABI_POLICY_FIELDS, WABI_ROLES_ALL, NULL, coverage_fields,
                                      G_N_ELEMENTS (coverage_fields), N_ ("coverage") };

/* lines: [{"code":"97153","units":1040,"per":"total|month|week|day","daily":16,"weekly":40,"monthly":160}]: the units of one period, and
 * what a day, a week or a month may take of them. opening: [{"code":"97153","units_used":120,"as_of":"2026-03-01"}]: what was used in another
 * system up to and with that day. A newer version names the one before it in amends; whether it has expired is told by its dates. */
static const WabiField authorization_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "payer", R, REQ | IDX, 0, 0, "payer", NULL },
  { "number", T, 0, 0, 50, NULL, NULL },
  { "status", E, REQ | IDX, 0, 0, "requested approved denied withdrawn amended", NULL },
  { "valid_from", D, REQ, 0, 0, NULL, NULL },
  { "valid_to", D, REQ | IDX, 0, 0, NULL, NULL },
  { "lines", J, REQ, 0, 0, NULL, NULL },
  { "schedule_only", B, 0, 0, 0, NULL, NULL },
  { "opening", J, 0, 0, 0, NULL, NULL },
  { "amends", R, IDX, 0, 0, "authorization", NULL },
  { "requested_on", D, 0, 0, 0, NULL, NULL },
  { "decided_on", D, 0, 0, 0, NULL, NULL },
  { "assigned", R, IDX, 0, 0, "staff", NULL },
  { "note", T, PHI, 0, 300, NULL, NULL },
};
const WabiKind wabi_kind_authorization = { "authorization", "patients", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL,
                                           authorization_fields, G_N_ELEMENTS (authorization_fields), N_ ("authorization") };

#define HOURS_FIELDS                                                                                                        \
  { "weekday", I, REQ, 1, 7, NULL, NULL }, { "start_minute", I, REQ, 0, 1439, NULL, NULL },                                 \
      { "end_minute", I, REQ, 1, 1440, NULL, NULL }, { "valid_from", D, 0, 0, 0, NULL, NULL }, { "valid_to", D, 0, 0, 0, NULL, NULL }

static const WabiField client_hours_fields[] = { { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL }, HOURS_FIELDS };
const WabiKind wabi_kind_client_hours = { "client_hours", "patients", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL,
                                          client_hours_fields, G_N_ELEMENTS (client_hours_fields), N_ ("client's hours") };

/* Who may hold a client's records (sync.md 6.3). An entry is never taken away, only ended: "who, since when, why" stays. */
static const WabiField care_team_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "role", E, REQ, 0, 0, "supervisor technician substitute other", NULL },
  { "source", E, REQ, 0, 0, "hand booking", NULL },
  { "state", E, REQ | IDX, 0, 0, "on off", NULL },
  { "valid_from", D, REQ | IDX, 0, 0, NULL, NULL },
  { "valid_to", D, IDX, 0, 0, NULL, NULL },
  { "reason", T, 0, 0, 200, NULL, NULL },
  { "by", R, 0, 0, 0, "staff", NULL },
  { "at", AT, 0, 0, 0, NULL, NULL },
  { "ended_by", R, 0, 0, 0, "staff", NULL },
  { "ended_at", AT, 0, 0, 0, NULL, NULL },
  { "left", L, 0, 0, 200, NULL, NULL },
};
const WabiKind wabi_kind_care_team = { "care_team", "patients", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, care_team_fields,
                                       G_N_ELEMENTS (care_team_fields), N_ ("place on a care team") };

/* ---- goals ---- */

static const WabiField program_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "name", T, REQ | PHI, 0, 120, NULL, NULL },
  { "domain", T, 0, 0, 80, NULL, NULL },
  { "description", LT, PHI, 0, 4000, NULL, NULL },
  { "status", E, REQ, 0, 0, "active paused closed", NULL },
  { "sort", I, 0, 0, 0, NULL, NULL },
  PROPOSALS,
};
const WabiKind wabi_kind_program = { "program", "goals", 1, WABI_POLICY_FIELDS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL,
                                     program_fields, G_N_ELEMENTS (program_fields), N_ ("program") };

static const WabiField target_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "program", R, REQ | IDX | FIX, 0, 0, "program", NULL },
  { "name", T, REQ | PHI, 0, 120, NULL, NULL },
  { "instruction", LT, PHI, 0, 2000, NULL, NULL },
  { "prompt_level", E, 0, 0, 0, "independent gesture partial full", NULL },
  { "mastery_percent", I, 0, 1, 100, NULL, "criterion" },
  { "mastery_sessions", I, 0, 1, 20, NULL, "criterion" },
  { "min_trials", I, 0, 1, 100, NULL, "criterion" },
  { "trials_planned", I, 0, 1, 100, NULL, NULL },
  { "status", E, REQ, 0, 0, "waiting probe acquisition mastered maintenance hold closed", NULL },
  { "introduced_on", D, 0, 0, 0, NULL, NULL },
  { "mastered_on", D, 0, 0, 0, NULL, NULL },
  { "sort", I, 0, 0, 0, NULL, NULL },
  PROPOSALS,
};
const WabiKind wabi_kind_target = { "target", "goals", 1, WABI_POLICY_FIELDS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL,
                                    target_fields, G_N_ELEMENTS (target_fields), N_ ("target") };

static const WabiField behavior_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "name", T, REQ | PHI, 0, 120, NULL, NULL },
  { "measure", E, REQ, 0, 0, "frequency duration", NULL },
  { "definition", LT, PHI, 0, 2000, NULL, NULL },
  { "function", T, PHI, 0, 60, NULL, NULL },
  { "plan", LT, PHI, 0, 8000, NULL, NULL },
  { "status", E, REQ, 0, 0, "active closed", NULL },
  { "sort", I, 0, 0, 0, NULL, NULL },
  PROPOSALS,
};
const WabiKind wabi_kind_behavior = { "behavior", "goals", 1, WABI_POLICY_FIELDS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL,
                                      behavior_fields, G_N_ELEMENTS (behavior_fields), N_ ("behavior") };

static const WabiField phase_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL }, { "target", R, IDX, 0, 0, "target", NULL },
  { "date", D, REQ, 0, 0, NULL, NULL },                   { "label", T, REQ | PHI, 0, 60, NULL, NULL },
  { "style", E, REQ, 0, 0, "phase event", NULL },
};
const WabiKind wabi_kind_phase = { "phase", "goals", 1, WABI_POLICY_EVENTS, WABI_ROLES_CLINICAL, NULL, phase_fields,
                                   G_N_ELEMENTS (phase_fields), N_ ("phase line") };

/* ---- scheduling ---- */

static const WabiField location_fields[] = {
  { "name", T, REQ, 0, 80, NULL, NULL },  { "place", T, REQ, 0, 2, NULL, NULL }, { "street", T, 0, 0, 55, NULL, NULL },
  { "city", T, 0, 0, 30, NULL, NULL },    { "state", T, 0, 0, 2, NULL, NULL },   { "zip", T, 0, 0, 10, NULL, NULL },
  /* Millionths of a degree; both or neither. Where there are none, travel is judged by the ZIP code. */
  { "latitude", I, 0, -90000000, 90000000, NULL, NULL }, { "longitude", I, 0, -180000000, 180000000, NULL, NULL },
  { "closed", B, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_location = { "location", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, location_fields,
                                      G_N_ELEMENTS (location_fields), N_ ("location") };

static const WabiField appointment_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "staff", R, REQ | IDX, 0, 0, "staff", "when" },
  { "starts_at", AT, REQ | IDX, 0, 0, NULL, "when" },
  { "ends_at", AT, REQ, 0, 0, NULL, "when" },
  { "zone", T, REQ, 0, 64, NULL, NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, "service" },
  { "authorization", R, IDX, 0, 0, "authorization", "service" },
  { "place", T, REQ, 0, 2, NULL, "where" },
  { "location", R, 0, 0, 0, "location", "where" },
  { "room", R, IDX, 0, 0, "resource", "where" },
  { "equipment", L, 0, 0, 20, NULL, "where" }, /* ids of resources */
  { "status", E, REQ | IDX, 0, 0, "proposed scheduled arrived in_session completed cancelled no_show withdrawn", "status" },
  { "cancelled_by", E, 0, 0, 0, "family staff clinic payer", "status" },
  { "cancel_reason", T, 0, 0, 60, NULL, "status" },
  { "cancel_note", T, PHI, 0, 500, NULL, "status" },
  { "cancelled_at", AT, 0, 0, 0, NULL, "status" },
  { "late_cancel", B, 0, 0, 0, NULL, "status" },
  { "override_reason", T, 0, 0, 300, NULL, NULL },
  /* Rules that it was booked against: [{"id","reason","by","at","title"}]; see core/rules/wabi-override.c. */
  { "overrides", J, PHI, 0, 0, NULL, NULL },
  { "notes", LT, PHI, 0, 2000, NULL, NULL },
  { "booked_by", R, FIX, 0, 0, "staff", NULL },
  { "makeup_for", R, IDX, 0, 0, "appointment", NULL }, /* the lost session that it makes up for */
  { "makeup_waived", B, 0, 0, 0, NULL, NULL },         /* of a lost one: nobody wants a make-up */
  { "series", R, IDX, 0, 0, "series", NULL },   /* that it is an occurrence of; another one after a split */
  { "series_date", D, FIX, 0, 0, NULL, NULL },  /* the date that the rule gave, wherever it was moved to */
  { "detached", B, 0, 0, 0, NULL, NULL },       /* it was changed by itself, so that changes of the series leave it alone */
  /* The family said that it comes: to the start that it was told, so that moving the visit asks anew. */
  { "confirmed_at", AT, 0, 0, 0, NULL, "confirmed" },
  { "confirmed_how", E, 0, 0, 0, "phone email text portal in_person", "confirmed" },
  { "confirmed_for", AT, 0, 0, 0, NULL, "confirmed" },
  PROPOSALS,
};
const WabiKind wabi_kind_appointment = { "appointment", "scheduling", 1, WABI_POLICY_FIELDS, WABI_ROLES_ALL, "starts_at",
                                         appointment_fields, G_N_ELEMENTS (appointment_fields), N_ ("appointment") };

/* Why sessions are canceled: the practice's own list. Appointments keep the words (or, of the reasons that come with the program, the key), so
 * that what was said then stays said. A practice without a list has the reasons that come with the program. */
static const WabiField cancel_reason_fields[] = {
  { "name", T, REQ, 0, 60, NULL, NULL },
  { "by", E, REQ, 0, 0, "family staff clinic payer any", NULL },
  { "key", T, 0, 0, 40, NULL, NULL }, /* of the reason that came with the program */
  { "active", B, IDX, 0, 0, NULL, NULL },
  { "sort", I, 0, 0, 10000, NULL, NULL },
};
const WabiKind wabi_kind_cancel_reason
    = { "cancel_reason", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, cancel_reason_fields,
        G_N_ELEMENTS (cancel_reason_fields), N_ ("reason for canceling") };

/* What a client waits for: a visit, or several a week, without a time. */
static const WabiField need_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, NULL },
  { "minutes_per_week", I, REQ, 15, 3600, NULL, NULL },
  { "sessions_per_week", I, REQ, 1, 7, NULL, NULL },
  { "earliest_minute", I, 0, 0, 1439, NULL, NULL },
  { "latest_minute", I, 0, 1, 1440, NULL, NULL },
  { "weekdays", L, 0, 0, 7, NULL, NULL }, /* "1" is Monday; none: any */
  { "status", E, REQ | IDX, 0, 0, "waiting placed withdrawn", NULL },
  { "since", D, REQ, 0, 0, NULL, NULL },
  { "priority", I, 0, 0, 9, NULL, NULL }, /* more comes first */
  { "notes", LT, PHI, 0, 2000, NULL, NULL },
  { "placed_series", R, 0, 0, 0, "series", NULL },
  { "placed_visits", L, 0, 0, 50, NULL, NULL }, /* ids of appointments */
  { "placed_at", AT, 0, 0, 0, NULL, NULL },
  { "placed_by", R, 0, 0, 0, "staff", NULL },
};
const WabiKind wabi_kind_need = { "need", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, need_fields,
                                  G_N_ELEMENTS (need_fields), N_ ("entry of the waiting list") };

/* A rule by which visits repeat. Its occurrences are ordinary appointments, made when it is booked: the rule is kept to say what was agreed, and
 * to change what is still to come. */
static const WabiField series_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "staff", R, REQ | IDX, 0, 0, "staff", NULL },
  { "rule", T, REQ, 0, 500, NULL, NULL }, /* RFC 5545 RRULE, by days */
  { "start_date", D, REQ, 0, 0, NULL, NULL },
  { "start_minute", I, REQ, 0, 1439, NULL, NULL },
  { "minutes", I, REQ, 1, 960, NULL, NULL },
  { "zone", T, REQ, 0, 64, NULL, NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, NULL },
  { "authorization", R, IDX, 0, 0, "authorization", NULL },
  { "place", T, REQ, 0, 2, NULL, NULL },
  { "location", R, 0, 0, 0, "location", NULL },
  { "room", R, IDX, 0, 0, "resource", NULL },
  { "equipment", L, 0, 0, 20, NULL, NULL },
  { "exdates", L, 0, 0, 400, NULL, NULL },
  { "rdates", L, 0, 0, 400, NULL, NULL },
  { "ends_with_authorization", B, 0, 0, 0, NULL, NULL },
  { "skip_holidays", B, 0, 0, 0, NULL, NULL },
  { "last_date", D, REQ | IDX, 0, 0, NULL, NULL }, /* as it was shown before saving: never moved in silence */
  { "total", I, REQ, 1, 400, NULL, NULL },         /* dates of the rule up to then, holidays too */
  { "status", E, REQ | IDX, 0, 0, "active ended", NULL },
  { "notes", LT, PHI, 0, 2000, NULL, NULL },
  { "follows", R, FIX, 0, 0, "series", NULL }, /* that it was split from */
  { "booked_by", R, FIX, 0, 0, "staff", NULL },
};
const WabiKind wabi_kind_series = { "series", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, series_fields,
                                    G_N_ELEMENTS (series_fields), N_ ("series") };

/* A room or a thing that is booked with a visit: as many visits at once as it has capacity for; one where it does not say. */
static const WabiField resource_fields[] = {
  { "name", T, REQ | IDX, 0, 80, NULL, NULL },
  { "type", E, REQ | IDX, 0, 0, "room equipment", NULL },
  { "location", R, IDX, 0, 0, "location", NULL },
  { "capacity", I, 0, 1, 100, NULL, NULL },
  { "active", B, IDX, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_resource = { "resource", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, resource_fields,
                                      G_N_ELEMENTS (resource_fields), N_ ("room or equipment") };

static const WabiField staff_hours_fields[] = { { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL }, HOURS_FIELDS };
const WabiKind wabi_kind_staff_hours = { "staff_hours", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL,
                                         staff_hours_fields, G_N_ELEMENTS (staff_hours_fields), N_ ("working hours") };

static const WabiField time_off_fields[] = {
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "starts_at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "ends_at", AT, REQ, 0, 0, NULL, NULL },
  { "reason", T, 0, 0, 200, NULL, NULL },
  { "status", E, REQ | IDX, 0, 0, "requested approved refused withdrawn", NULL },
  { "requested_by", R, 0, 0, 0, "staff", NULL },
  { "requested_at", AT, 0, 0, 0, NULL, NULL },
  { "decided_by", R, 0, 0, 0, "staff", NULL },
  { "decided_at", AT, 0, 0, 0, NULL, NULL },
  { "decision_note", T, 0, 0, 300, NULL, NULL },
};
const WabiKind wabi_kind_time_off = { "time_off", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, time_off_fields,
                                      G_N_ELEMENTS (time_off_fields), N_ ("time off") };

static const WabiField holiday_fields[] = {
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "name", T, REQ, 0, 80, NULL, NULL },
};
const WabiKind wabi_kind_holiday = { "holiday", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, holiday_fields,
                                     G_N_ELEMENTS (holiday_fields), N_ ("holiday") };

/* What takes a person's time and is no visit; withdrawn instead of deleted, so that it can be restored. */
static const WabiField staff_block_fields[] = {
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "starts_at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "ends_at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "zone", T, REQ, 0, 64, NULL, NULL },
  { "type", E, REQ, 0, 0, "travel break meeting training admin", NULL },
  { "title", T, PHI, 0, 120, NULL, NULL },
  { "appointment", R, 0, 0, 0, "appointment", NULL }, /* which the way leads to */
  { "status", E, IDX, 0, 0, "active withdrawn", NULL },
};
const WabiKind wabi_kind_staff_block = { "staff_block", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, "starts_at",
                                         staff_block_fields, G_N_ELEMENTS (staff_block_fields), N_ ("blocked time") };

/* A private address under which a person's calendar program reads the person's schedule. Only the hash of the address's secret is kept; who has
 * lost it makes a new one. */
static const WabiField calendar_link_fields[] = {
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "token_hash", T, REQ | IDX | FIX, 0, 64, NULL, NULL },
  { "show_names", B, FIX, 0, 0, NULL, NULL },
  { "scope", E, REQ | FIX, 0, 0, "own", NULL },
  { "made_at", AT, FIX, 0, 0, NULL, NULL },
  { "made_by", R, FIX, 0, 0, "staff", NULL },
  { "status", E, REQ | IDX, 0, 0, "on revoked", NULL },
};
const WabiKind wabi_kind_calendar_link
    = { "calendar_link", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, calendar_link_fields, G_N_ELEMENTS (calendar_link_fields),
        N_ ("calendar link") };

/* A calendar on another server (CalDAV) into which the service puts a person's schedule, or without staff everybody's. What stands after "status" is
 * the service's own word. The password is never part of it. */
static const WabiField calendar_push_fields[] = {
  { "staff", R, IDX | FIX, 0, 0, "staff", NULL },
  { "url", T, REQ | FIX, 0, 500, NULL, NULL },
  { "user", T, REQ | FIX, 0, 120, NULL, NULL },
  { "show_names", B, FIX, 0, 0, NULL, NULL },
  { "made_at", AT, FIX, 0, 0, NULL, NULL },
  { "made_by", R, FIX, 0, 0, "staff", NULL },
  { "status", E, REQ | IDX, 0, 0, "on paused ended", NULL },
  { "state", E, REQ, 0, 0, "waiting good failing refused", NULL },
  { "at", AT, 0, 0, 0, NULL, NULL }, /* not before, after a failure */
  { "tries", I, 0, 0, 1000, NULL, NULL },
  { "good_at", AT, 0, 0, 0, NULL, NULL }, /* when all was last as it should be, after something was sent */
  { "events", I, 0, 0, 100000, NULL, NULL },
  { "restored", I, 0, 0, 1000000, NULL, NULL }, /* events that were changed there, and put back */
  { "problem", E, 0, 0, 0, "away password certificate missing full refused key", NULL },
  { "answer", I, 0, 0, 999, NULL, NULL }, /* HTTP status, where there was one */
};
const WabiKind wabi_kind_calendar_push
    = { "calendar_push", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, calendar_push_fields, G_N_ELEMENTS (calendar_push_fields),
        N_ ("connected calendar") };

/* Its password under the server's key (calendar.key), and what is in the calendar by our doing: neither leaves the service. */
static const WabiField calendar_secret_fields[] = {
  { "push", R, REQ | IDX | FIX, 0, 0, "calendar_push", NULL },
  { "sealed", T, REQ, 0, 1000, NULL, NULL },
};
const WabiKind wabi_kind_calendar_secret
    = { "calendar_secret", "scheduling", 1, WABI_POLICY_STRICT, 0, NULL, calendar_secret_fields, G_N_ELEMENTS (calendar_secret_fields),
        N_ ("calendar password") };
static const WabiField calendar_pushed_fields[] = {
  { "push", R, REQ | IDX | FIX, 0, 0, "calendar_push", NULL },
  { "name", T, REQ | FIX, 0, 120, NULL, NULL },
  { "hash", T, 0, 0, 64, NULL, NULL }, /* of what the calendar surely has; absent while that is not known */
  { "etag", T, 0, 0, 200, NULL, NULL },
  { "until", AT, 0, 0, 0, NULL, NULL }, /* the end of what it tells */
};
const WabiKind wabi_kind_calendar_pushed
    = { "calendar_pushed", "scheduling", 1, WABI_POLICY_STRICT, 0, NULL, calendar_pushed_fields, G_N_ELEMENTS (calendar_pushed_fields),
        N_ ("event in a connected calendar") };

/* That a family is told of one start of one visit: the id is made of both, so that it is told once, and told anew where the visit moves. */
static const WabiField reminder_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "appointment", R, REQ | IDX | FIX, 0, 0, "appointment", NULL },
  { "starts_at", AT, REQ | IDX | FIX, 0, 0, NULL, NULL },
  { "at", AT, REQ | IDX, 0, 0, NULL, NULL }, /* when it is due, later after a failure */
  { "channel", E, REQ, 0, 0, "email", NULL },
  { "language", T, 0, 0, 10, NULL, NULL },
  { "status", E, REQ | IDX, 0, 0, "waiting sending sent failed cancelled handled", NULL },
  { "tries", I, 0, 0, 100, NULL, NULL },
  { "sent_at", AT, 0, 0, 0, NULL, NULL },
  { "problem", T, 0, 0, 200, NULL, NULL },
};
const WabiKind wabi_kind_reminder = { "reminder", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN,
                                      NULL, reminder_fields, G_N_ELEMENTS (reminder_fields), N_ ("reminder") };

/* How long it takes from one place to another, and back. "from" and "to" are locations, or clients, whose homes are meant: whoever books
 * for a practice needs them, and nobody else reads where a client lives from. */
static const WabiField travel_time_fields[] = {
  { "from", T, REQ | IDX | FIX, 0, 40, NULL, NULL },
  { "to", T, REQ | IDX | FIX, 0, 40, NULL, NULL },
  { "minutes", I, REQ, 0, 600, NULL, NULL },
  { "miles_tenths", I, 0, 0, 10000, NULL, NULL },
};
const WabiKind wabi_kind_travel_time
    = { "travel_time", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN, NULL,
        travel_time_fields, G_N_ELEMENTS (travel_time_fields), N_ ("travel time") };

/* At most so many minutes: of each person's work, or of what each client receives. Absent means any. */
static const WabiField hours_limit_fields[] = {
  { "staff", R, IDX, 0, 0, "staff", NULL },
  { "credential", E, 0, 0, 0, "RBT BT BCaBA BCBA BCBA-D", NULL },
  { "service_code", CODE, 0, 0, 0, NULL, NULL },
  { "scope", E, REQ, 0, 0, "staff client", NULL },
  { "per", E, REQ, 0, 0, "day week month", NULL },
  { "minutes", I, REQ, 0, 44640, NULL, NULL },
  { "action", E, 0, 0, 0, "block warn", NULL },
  { "active", B, IDX, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_hours_limit
    = { "hours_limit", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, hours_limit_fields,
        G_N_ELEMENTS (hours_limit_fields), N_ ("limit of hours") };

/* ---- sessions ---- */

static const WabiField session_fields[] = {
  { "appointment", R, IDX | FIX, 0, 0, "appointment", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, NULL },
  { "place", T, REQ, 0, 2, NULL, NULL },
  { "starts_at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "ends_at", AT, 0, 0, 0, NULL, NULL },
  { "zone", T, REQ, 0, 64, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "open ended", NULL },
  { "trial_count", I, 0, 0, 100000, NULL, NULL },
  { "devices", J, 0, 0, 0, NULL, NULL }, /* wabi_session_close_build() */
  { "present", T, PHI, 0, 300, NULL, NULL },
  { "late_entry", B, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_session = { "session", "sessions", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, "starts_at", session_fields,
                                     G_N_ELEMENTS (session_fields), N_ ("session") };

static const WabiField trial_fields[] = {
  { "session", R, REQ | IDX | FIX, 0, 0, "session", NULL },
  { "client", R, REQ | FIX, 0, 0, "client", NULL },
  { "target", R, REQ | IDX | FIX, 0, 0, "target", NULL },
  { "action", E, REQ, 0, 0, "record void replace", NULL },
  { "voids", R, 0, 0, 0, "trial", NULL },
  { "result", E, 0, 0, 0, "correct incorrect prompted", NULL },
  { "prompt_level", E, 0, 0, 0, "independent gesture partial full", NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "received_at", AT, 0, 0, 0, NULL, NULL },
  { "late", B, 0, 0, 0, NULL, NULL },
  { "device", T, 0, 0, 64, NULL, NULL },
  { "device_seq", I, 0, 0, 10000000, NULL, NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
};
const WabiKind wabi_kind_trial = { "trial", "sessions", 1, WABI_POLICY_EVENTS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL,
                                   trial_fields, G_N_ELEMENTS (trial_fields), N_ ("trial") };

static const WabiField behavior_event_fields[] = {
  { "session", R, REQ | IDX | FIX, 0, 0, "session", NULL },
  { "client", R, REQ | FIX, 0, 0, "client", NULL },
  { "behavior", R, REQ | IDX | FIX, 0, 0, "behavior", NULL },
  { "action", E, REQ, 0, 0, "record void replace", NULL },
  { "voids", R, 0, 0, 0, "behavior_event", NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "duration", I, 0, 0, G_GINT64_CONSTANT (86400000000), NULL, NULL },
  { "antecedent", T, PHI, 0, 200, NULL, NULL },
  { "consequence", T, PHI, 0, 200, NULL, NULL },
  { "received_at", AT, 0, 0, 0, NULL, NULL },
  { "late", B, 0, 0, 0, NULL, NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
};
const WabiKind wabi_kind_behavior_event
    = { "behavior_event", "sessions", 1, WABI_POLICY_EVENTS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL, behavior_event_fields,
        G_N_ELEMENTS (behavior_event_fields), N_ ("behavior entry") };

static const WabiField note_fields[] = {
  { "session", R, REQ | IDX | FIX, 0, 0, "session", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "author", R, REQ | IDX, 0, 0, "staff", NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, NULL },
  { "starts_at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "ends_at", AT, REQ, 0, 0, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "draft complete returned pending signed", NULL },
  { "present", T, PHI, 0, 300, NULL, NULL },
  { "status_start", LT, PHI, 0, 0, NULL, NULL },
  { "response", LT, PHI, 0, 0, NULL, NULL },
  { "behavior", LT, PHI, 0, 0, NULL, NULL },
  { "techniques", LT, PHI, 0, 0, NULL, NULL },
  { "plan", LT, PHI, 0, 0, NULL, NULL },
  { "guardian_signed_by", T, PHI, 0, 120, NULL, NULL },
  { "guardian_signed_at", AT, 0, 0, 0, NULL, NULL },
  { "return_comment", T, PHI, 0, 1000, NULL, NULL },
  { "completed_by", R, 0, 0, 0, "staff", NULL },
  { "completed_at", AT, 0, 0, 0, NULL, NULL },
  { "signed_by", R, IDX, 0, 0, "staff", NULL },
  { "signed_at", AT, 0, 0, 0, NULL, NULL },
  { "signer_name", T, 0, 0, 130, NULL, NULL },
  { "signer_credential", T, 0, 0, 20, NULL, NULL },
  { "sign_hash", T, 0, 0, 64, NULL, NULL },
  { "trials_missing", I, 0, 0, 100000, NULL, NULL }, /* when it was signed */
  { "dismissed", L, 0, 0, 0, NULL, NULL },
  { "head", R, 0, 0, 0, "note_revision", NULL },
  PROPOSALS,
};
const WabiKind wabi_kind_note = { "note", "sessions", 1, WABI_POLICY_FIELDS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL,
                                  note_fields, G_N_ELEMENTS (note_fields), N_ ("note") };

static const WabiField note_revision_fields[] = {
  { "note", R, REQ | IDX | FIX, 0, 0, "note", NULL },
  { "author", R, REQ, 0, 0, "staff", NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "set", J, PHI, 0, 0, NULL, NULL },
  { "parent", R, FIX, 0, 0, "note_revision", NULL },
};
const WabiKind wabi_kind_note_revision = { "note_revision", "sessions", 1, WABI_POLICY_EVENTS, WABI_ROLES_CLINICAL, NULL,
                                           note_revision_fields, G_N_ELEMENTS (note_revision_fields), N_ ("revision") };

/* Who writes in a draft just now, under the note's id (wabi-note-lease.h). */
static const WabiField note_lease_fields[] = {
  { "note", R, REQ | IDX | FIX, 0, 0, "note", NULL },
  { "holder", R, REQ, 0, 0, "staff", NULL },
  { "since", AT, REQ, 0, 0, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL }, /* when it was last said */
  { "until", AT, REQ, 0, 0, NULL, NULL },
  { "taken_from", R, 0, 0, 0, "staff", NULL },
};
const WabiKind wabi_kind_note_lease = { "note_lease", "sessions", 1, WABI_POLICY_STRICT, WABI_ROLES_CLINICAL, NULL, note_lease_fields,
                                        G_N_ELEMENTS (note_lease_fields), N_ ("who writes in a note") };

static const WabiField addendum_fields[] = {
  { "note", R, REQ | IDX | FIX, 0, 0, "note", NULL },
  { "author", R, REQ, 0, 0, "staff", NULL },
  { "author_name", T, 0, 0, 130, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "text", LT, REQ | PHI, 0, 20000, NULL, NULL },
};
const WabiKind wabi_kind_addendum = { "addendum", "sessions", 1, WABI_POLICY_EVENTS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL,
                                      addendum_fields, G_N_ELEMENTS (addendum_fields), N_ ("addendum") };

/* The family's signature when it comes after the note was signed: the note's bytes stay as they are. */
static const WabiField guardian_signature_fields[] = {
  { "note", R, REQ | IDX | FIX, 0, 0, "note", NULL },
  { "name", T, REQ | PHI, 0, 120, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
};
const WabiKind wabi_kind_guardian_signature
    = { "guardian_signature", "sessions", 1, WABI_POLICY_EVENTS, WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, NULL, guardian_signature_fields,
        G_N_ELEMENTS (guardian_signature_fields), N_ ("guardian's signature") };

const char *const wabi_domain_services[] = { "auth", "patients", "scheduling", "goals", "billing", "sessions", "ai", NULL };

static const WabiKind *const all_kinds[] = {
  &wabi_kind_practice, &wabi_kind_staff, &wabi_kind_credential, &wabi_kind_revocation, /* auth */
  &wabi_kind_client, &wabi_kind_coverage, &wabi_kind_authorization, &wabi_kind_client_hours,
  &wabi_kind_care_team, /* patients */
  &wabi_kind_program, &wabi_kind_target, &wabi_kind_behavior, &wabi_kind_phase, /* goals */
  &wabi_kind_location, &wabi_kind_appointment, &wabi_kind_staff_hours, &wabi_kind_time_off, &wabi_kind_holiday,
  &wabi_kind_staff_block, &wabi_kind_series, &wabi_kind_resource, &wabi_kind_travel_time,
  &wabi_kind_hours_limit, &wabi_kind_calendar_link, &wabi_kind_calendar_push, &wabi_kind_calendar_secret,
  &wabi_kind_calendar_pushed, &wabi_kind_reminder, &wabi_kind_cancel_reason, &wabi_kind_need, /* scheduling */
  &wabi_kind_session, &wabi_kind_trial, &wabi_kind_behavior_event, &wabi_kind_note, &wabi_kind_note_revision,
  &wabi_kind_note_lease, &wabi_kind_addendum, &wabi_kind_guardian_signature, /* sessions */
  &wabi_kind_payer, &wabi_kind_payer_rule, &wabi_kind_service_code, &wabi_kind_edit_table, &wabi_kind_fee, &wabi_kind_enrollment, &wabi_kind_charge,
  &wabi_kind_claim_request, &wabi_kind_claim, &wabi_kind_claim_event, &wabi_kind_claim_file, &wabi_kind_counter,
  &wabi_kind_money_entry, &wabi_kind_unit_entry, &wabi_kind_month_close, &wabi_kind_inbound_file, &wabi_kind_remittance,
  &wabi_kind_remit_claim, &wabi_kind_denial, &wabi_kind_appeal, &wabi_kind_benefit, &wabi_kind_benefit_check, &wabi_kind_benefit_schedule, &wabi_kind_family_payment,
  &wabi_kind_statement, &wabi_kind_payment_plan, &wabi_kind_estimate, &wabi_kind_partner, &wabi_kind_partner_secret, &wabi_kind_transmission, /* billing */
};

const WabiKind *
wabi_domain_find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_kinds); i++)
    if (strcmp (all_kinds[i]->name, name) == 0)
      return all_kinds[i];
  return NULL;
}

const WabiKind *const *
wabi_domain_list_kinds (const char *service, guint *n)
{
  guint from = 0, to;

  if (service == NULL)
    {
      *n = G_N_ELEMENTS (all_kinds);
      return all_kinds;
    }
  /* A service's kinds stand together in the table. */
  while (from < G_N_ELEMENTS (all_kinds) && strcmp (all_kinds[from]->service, service) != 0)
    from++;
  for (to = from; to < G_N_ELEMENTS (all_kinds) && strcmp (all_kinds[to]->service, service) == 0; to++)
    ;
  *n = to - from;
  return all_kinds + from;
}
