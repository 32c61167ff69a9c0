// SPDX-License-Identifier: AGPL-3.0-or-later
// The field tables of the billing service: the books, what comes back from payers, what families owe, and partners.

#include <glib/gi18n-lib.h>

#include "wabi-kinds-private.h"

#define MONEY_ROLES (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define DESK_ROLES (WABI_ROLE_BILLER | WABI_ROLE_ADMIN | WABI_ROLE_FRONTDESK)

/* ---- the books ---- */

/* One entry of the journal, only ever added. legs: [{"account","cents","client","payer","charge","claim"}],
 * which add up to nothing: a debit is positive. What is wrong is set right by an entry that reverses it. */
static const WabiField money_entry_fields[] = {
  { "entry", E, REQ | IDX, 0, 0,
    "bill void replace payment adjustment denial transfer reversal recoup interest write_off family_payment "
    "apply refund deposit suspense "
    "forward opening correction",
    NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "by", R, 0, 0, 0, "staff", NULL },
  { "client", R, IDX, 0, 0, "client", NULL },
  { "payer", R, IDX, 0, 0, "payer", NULL },
  { "claim", R, IDX, 0, 0, "claim", NULL },
  { "charge", R, IDX, 0, 0, "charge", NULL },
  { "remittance", R, IDX, 0, 0, "remittance", NULL },
  { "remit_claim", R, IDX, 0, 0, "remit_claim", NULL },
  { "family_payment", R, IDX, 0, 0, "family_payment", NULL },
  { "reverses", R, IDX, 0, 0, "money_entry", NULL },
  { "group", T, 0, 0, 2, NULL, NULL },  /* CO PR OA PI of an adjustment */
  { "reason", T, 0, 0, 8, NULL, NULL }, /* its CARC, or the code of a PLB */
  { "reference", T, PHI, 0, 80, NULL, NULL },
  { "words", T, PHI, 0, 400, NULL, NULL },
  { "legs", J, REQ, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_money_entry = { "money_entry",
                                         "billing",
                                         1,
                                         WABI_POLICY_EVENTS,
                                         MONEY_ROLES,
                                         "date",
                                         money_entry_fields,
                                         G_N_ELEMENTS (money_entry_fields),
                                         N_ ("entry of the books") };

/* Units of an authorization that went from one state to another. legs: [{"bucket","units_tenths"}], which add
 * up to nothing. */
static const WabiField unit_entry_fields[] = {
  { "authorization", R, REQ | IDX | FIX, 0, 0, "authorization", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "source", E, REQ, 0, 0, "authorization appointment session charge claim remittance correction", NULL },
  { "source_id", T, REQ | IDX, 0, 64, NULL, NULL },
  { "legs", J, REQ, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_unit_entry = { "unit_entry",
                                        "billing",
                                        1,
                                        WABI_POLICY_EVENTS,
                                        MONEY_ROLES,
                                        NULL,
                                        unit_entry_fields,
                                        G_N_ELEMENTS (unit_entry_fields),
                                        N_ ("entry of the units") };

/* A month whose books are shut: no entry bears one of its dates any more. */
static const WabiField month_close_fields[] = {
  { "month", T, REQ | IDX | FIX, 0, 7, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "closed reopened", NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "reason", T, 0, 0, 400, NULL, NULL },
  /* What moved and what was there at the end, when it was shut: [{"account","debit","credit","balance"}]. */
  { "totals", J, 0, 0, 0, NULL, NULL },
  { "reopened_by", R, 0, 0, 0, "staff", NULL },
  { "reopened_at", AT, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_month_close = { "month_close",
                                         "billing",
                                         1,
                                         WABI_POLICY_STRICT,
                                         MONEY_ROLES,
                                         NULL,
                                         month_close_fields,
                                         G_N_ELEMENTS (month_close_fields),
                                         N_ ("closed month") };

/* ---- what comes back ---- */

static const WabiField inbound_file_fields[] = {
  { "name", T, REQ | PHI, 0, 200, NULL, NULL },
  { "type", E, REQ | IDX, 0, 0, "TA1 999 277CA 277 835 271 278 other", NULL },
  { "hash", T, REQ | IDX | FIX, 0, 64, NULL, NULL },
  { "at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "by", R, 0, 0, 0, "staff", NULL },
  { "partner", R, IDX, 0, 0, "partner", NULL },
  { "bytes", I, REQ, 0, 100000000, NULL, NULL },
  { "content", LT, REQ | PHI, 0, 4000000, NULL, NULL },
  { "findings", J, PHI, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_inbound_file = { "inbound_file",
                                          "billing",
                                          1,
                                          WABI_POLICY_EVENTS,
                                          MONEY_ROLES,
                                          NULL,
                                          inbound_file_fields,
                                          G_N_ELEMENTS (inbound_file_fields),
                                          N_ ("received file") };

/* One payment of an 835 (ST to SE). difference_cents: what is missing in its own balance; held until a person
 * settles it. */
static const WabiField remittance_fields[] = {
  { "file", R, REQ | IDX | FIX, 0, 0, "inbound_file", NULL },
  { "position", I, REQ | FIX, 0, 100000, NULL, NULL },
  { "trace", T, REQ | IDX, 0, 50, NULL, NULL },
  { "payer", R, IDX, 0, 0, "payer", NULL },
  { "payer_name", T, 0, 0, 60, NULL, NULL },
  { "payer_ids", L, 0, 0, 0, NULL, NULL },
  { "payee_npi", T, 0, 0, 10, NULL, NULL },
  { "method", E, 0, 0, 0, "ACH CHK FWT BOP NON", NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "amount_cents", C, REQ, -MAX_CENTS * 100, MAX_CENTS * 100, NULL, NULL },
  { "difference_cents", C, 0, -MAX_CENTS * 100, MAX_CENTS * 100, NULL, NULL },
  { "posted_cents", C, 0, -MAX_CENTS * 100, MAX_CENTS * 100, NULL, NULL },
  { "suspense_cents", C, 0, -MAX_CENTS * 100, MAX_CENTS * 100, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "waiting posted partly held reversed", NULL },
  { "claim_count", I, 0, 0, 100000, NULL, NULL },
  { "adjustments", J, 0, 0, 0, NULL, NULL }, /* PLB: [{"reason","reference","cents","state"}] */
  { "deposit", D, IDX, 0, 0, NULL, NULL },   /* the day the bank showed it */
  { "posted_at", AT, 0, 0, 0, NULL, NULL },
  { "round", I, 0, 0, 1000, NULL, NULL }, /* how often its posting was taken back */
  { "why", T, PHI, 0, 400, NULL, NULL },
};
const WabiKind wabi_kind_remittance = { "remittance",
                                        "billing",
                                        1,
                                        WABI_POLICY_STRICT,
                                        MONEY_ROLES,
                                        NULL,
                                        remittance_fields,
                                        G_N_ELEMENTS (remittance_fields),
                                        N_ ("remittance") };

/* One claim of a remittance (CLP with all below it), as the payer told it. */
static const WabiField remit_claim_fields[] = {
  { "remittance", R, REQ | IDX | FIX, 0, 0, "remittance", NULL },
  { "position", I, REQ | FIX, 0, 100000, NULL, NULL },
  { "claim", R, IDX, 0, 0, "claim", NULL },
  { "client", R, IDX, 0, 0, "client", NULL },
  { "control", T, IDX, 0, 50, NULL, NULL },
  { "payer_control", T, IDX, 0, 50, NULL, NULL },
  { "status_code", T, 0, 0, 3, NULL, NULL },
  { "outcome", E, 0, 0, 0, "paid partial denied reversal correction forwarded told", NULL },
  { "charge_cents", C, REQ, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "paid_cents", C, REQ, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "family_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "difference_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "waiting posted held orphan reversed", NULL },
  { "matched_by", E, 0, 0, 0, "line claim member hand", NULL },
  { "why", T, PHI, 0, 400, NULL, NULL },
  { "round", I, 0, 0, 1000, NULL, NULL },
  { "content", J, REQ | PHI, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_remit_claim = { "remit_claim",
                                         "billing",
                                         1,
                                         WABI_POLICY_STRICT,
                                         MONEY_ROLES,
                                         NULL,
                                         remit_claim_fields,
                                         G_N_ELEMENTS (remit_claim_fields),
                                         N_ ("answer to a claim") };

/* ---- denials ---- */

static const WabiField denial_fields[] = {
  { "claim", R, REQ | IDX | FIX, 0, 0, "claim", NULL },
  { "charge", R, IDX | FIX, 0, 0, "charge", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "payer", R, REQ | IDX | FIX, 0, 0, "payer", NULL },
  { "remit_claim", R, IDX, 0, 0, "remit_claim", NULL },
  { "group", T, 0, 0, 2, NULL, NULL },
  { "reason", T, IDX, 0, 8, NULL, NULL },
  { "remarks", L, 0, 0, 0, NULL, NULL },
  { "category", E, IDX, 0, 0, "authorization filing duplicate correction eligibility clinical benefit other underpaid",
    NULL },
  { "cents", C, REQ, 0, MAX_CENTS, NULL, NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "deadline", D, IDX, 0, 0, NULL, NULL },
  { "assigned", R, IDX, 0, 0, "staff", NULL },
  { "state", E, REQ | IDX, 0, 0,
    "open working appealed rebilled next_payer family write_off_asked written_off won lost void", NULL },
  { "recovered_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "steps", J, PHI, 0, 0, NULL, NULL }, /* [{"at","by","step","words"}] */
  { "follow_up", D, IDX, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_denial = { "denial",
                                    "billing",
                                    1,
                                    WABI_POLICY_STRICT,
                                    MONEY_ROLES,
                                    NULL,
                                    denial_fields,
                                    G_N_ELEMENTS (denial_fields),
                                    N_ ("denial") };

static const WabiField appeal_fields[] = {
  { "denial", R, REQ | IDX | FIX, 0, 0, "denial", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "level", I, REQ, 1, 5, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
  { "sent_how", E, 0, 0, 0, "mail fax portal", NULL },
  { "sent_on", D, 0, 0, 0, NULL, NULL },
  { "due", D, IDX, 0, 0, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "draft sent won lost withdrawn", NULL },
  { "letter", LT, PHI, 0, 40000, NULL, NULL },
  { "packet", L, 0, 0, 200, NULL, NULL },
};
const WabiKind wabi_kind_appeal = { "appeal",
                                    "billing",
                                    1,
                                    WABI_POLICY_STRICT,
                                    MONEY_ROLES,
                                    NULL,
                                    appeal_fields,
                                    G_N_ELEMENTS (appeal_fields),
                                    N_ ("appeal") };

/* ---- families ---- */

/* What a payer told of a client's benefits on a day. parts:
 * [{"what","network","service","cents","percent","period","words"}]. */
static const WabiField benefit_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "coverage", R, REQ | IDX | FIX, 0, 0, "coverage", NULL },
  { "payer", R, IDX | FIX, 0, 0, "payer", NULL },
  { "asked_at", AT, REQ, 0, 0, NULL, NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "asked active inactive rejected unclear", NULL },
  { "trace", T, IDX, 0, 50, NULL, NULL },
  { "file", R, 0, 0, 0, "inbound_file", NULL },
  { "plan", T, PHI, 0, 120, NULL, NULL },
  { "valid_from", D, 0, 0, 0, NULL, NULL },
  { "valid_to", D, 0, 0, 0, NULL, NULL },
  { "copay_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "coinsurance_percent", I, 0, 0, 100, NULL, NULL },
  { "deductible_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "deductible_left_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "out_of_pocket_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "out_of_pocket_left_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "needs_authorization", E, 0, 0, 0, "yes no unknown", NULL },
  { "rejection", T, 0, 0, 8, NULL, NULL },
  { "other_payer", T, PHI, 0, 80, NULL, NULL }, /* that comes before or after, as the payer tells it */
  { "parts", J, PHI, 0, 0, NULL, NULL },
  /* Since the answer before: ["inactive","active","not-found","rejected","copay","deductible","other-payer","plan"]. */
  { "changes", J, PHI, 0, 0, NULL, NULL },
  { "question", R, IDX, 0, 0, "claim_file", NULL }, /* the 270 that asked */
  { "check", R, IDX, 0, 0, "benefit_check", NULL },
  { "by", R, 0, 0, 0, "staff", NULL },
  /* A person has seen to what changed. */
  { "settled_at", AT, 0, 0, 0, NULL, NULL },
  { "settled_by", R, 0, 0, 0, "staff", NULL },
};
/* Whoever books a visit is told what the payer said of the coverage on its day, as the server judges it. */
const WabiKind wabi_kind_benefit = { "benefit",
                                     "billing",
                                     1,
                                     WABI_POLICY_STRICT,
                                     DESK_ROLES | WABI_ROLE_BCBA,
                                     NULL,
                                     benefit_fields,
                                     G_N_ELEMENTS (benefit_fields),
                                     N_ ("answer about benefits") };

/* Many questions of one moment. left_out: [{"coverage","client","why"}], why as wabi_check_get_word() says it. */
static const WabiField benefit_check_fields[] = {
  { "at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "by", R, 0, 0, 0, "staff", NULL }, /* nobody: the server itself */
  { "cause", E, REQ | IDX, 0, 0, "person month", NULL },
  { "month", T, IDX, 0, 7, NULL, NULL },
  { "state", E, REQ, 0, 0, "open done", NULL },
  { "asked", I, REQ, 0, 1000000, NULL, NULL },
  { "left_out", J, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_benefit_check = { "benefit_check",
                                           "billing",
                                           1,
                                           WABI_POLICY_STRICT,
                                           DESK_ROLES,
                                           NULL,
                                           benefit_check_fields,
                                           G_N_ELEMENTS (benefit_check_fields),
                                           N_ ("check of benefits") };

/* When the server asks for the whole caseload by itself: one record, WABI_BENEFIT_SCHEDULE. */
static const WabiField benefit_schedule_fields[] = {
  { "active", B, 0, 0, 0, NULL, NULL },
  { "day", I, REQ, 1, 28, NULL, NULL },
  { "payers", L, 0, 0, 0, NULL, NULL },           /* only these; all where it is empty */
  { "silent_days", I, 0, 1, 60, NULL, NULL },     /* after so many an answer is missed */
  /* From here on the service's own words. */
  { "month", T, 0, 0, 7, NULL, NULL },            /* the last one for which all were asked */
  { "cursor", T, 0, 0, 36, NULL, NULL },          /* the last coverage of a month that is under way */
};
const WabiKind wabi_kind_benefit_schedule = { "benefit_schedule",
                                              "billing",
                                              1,
                                              WABI_POLICY_STRICT,
                                              DESK_ROLES,
                                              NULL,
                                              benefit_schedule_fields,
                                              G_N_ELEMENTS (benefit_schedule_fields),
                                              N_ ("monthly check") };

static const WabiField family_payment_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "method", E, REQ, 0, 0, "cash check card transfer other", NULL },
  { "reference", T, PHI, 0, 40, NULL,
    NULL }, /* a check's number or a card terminal's slip, never a card's number */
  { "cents", C, REQ, 1, MAX_CENTS, NULL, NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
  { "state", E, REQ | IDX, 0, 0, "received returned refunded", NULL },
  { "plan", R, IDX, 0, 0, "payment_plan", NULL },
  { "words", T, PHI, 0, 400, NULL, NULL },
};
const WabiKind wabi_kind_family_payment = { "family_payment",
                                            "billing",
                                            1,
                                            WABI_POLICY_STRICT,
                                            DESK_ROLES,
                                            NULL,
                                            family_payment_fields,
                                            G_N_ELEMENTS (family_payment_fields),
                                            N_ ("family payment") };

/* What was sent to a family, for ever. lines:
 * [{"charge","date","what","asked","insurance","adjusted","family","paid","due"}]. */
static const WabiField statement_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "number", I, REQ, 0, 0, NULL, NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "due", D, 0, 0, 0, NULL, NULL },
  { "language", E, REQ, 0, 0, "en es", NULL },
  { "before_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "total_cents", C, REQ, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "lines", J, REQ | PHI, 0, 0, NULL, NULL },
  { "sheet", J, PHI, 0, 0, NULL, NULL }, /* all that was written, see wabi-sheet.h */
  { "by", R, REQ, 0, 0, "staff", NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_statement = { "statement",
                                       "billing",
                                       1,
                                       WABI_POLICY_EVENTS,
                                       DESK_ROLES,
                                       NULL,
                                       statement_fields,
                                       G_N_ELEMENTS (statement_fields),
                                       N_ ("statement") };

static const WabiField payment_plan_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "total_cents", C, REQ, 1, MAX_CENTS, NULL, NULL },
  { "each_cents", C, REQ, 1, MAX_CENTS, NULL, NULL },
  { "every", E, REQ, 0, 0, "week two-weeks month", NULL },
  { "first", D, REQ, 0, 0, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "active done broken ended", NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
  { "words", T, PHI, 0, 400, NULL, NULL },
};
const WabiKind wabi_kind_payment_plan = { "payment_plan",
                                          "billing",
                                          1,
                                          WABI_POLICY_STRICT,
                                          DESK_ROLES,
                                          NULL,
                                          payment_plan_fields,
                                          G_N_ELEMENTS (payment_plan_fields),
                                          N_ ("payment plan") };

/* A good-faith estimate (45 CFR 149.610), for ever as it was given. */
static const WabiField estimate_fields[] = {
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "date", D, REQ | IDX, 0, 0, NULL, NULL },
  { "from_date", D, REQ, 0, 0, NULL, NULL },
  { "to_date", D, REQ, 0, 0, NULL, NULL },
  { "language", E, REQ, 0, 0, "en es", NULL },
  { "lines", J, REQ | PHI, 0, 0, NULL, NULL },
  { "total_cents", C, REQ, 0, MAX_CENTS, NULL, NULL },
  { "family_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "sheet", J, PHI, 0, 0, NULL, NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_estimate = { "estimate",
                                      "billing",
                                      1,
                                      WABI_POLICY_EVENTS,
                                      DESK_ROLES,
                                      NULL,
                                      estimate_fields,
                                      G_N_ELEMENTS (estimate_fields),
                                      N_ ("estimate") };

/* ---- partners ---- */

/* A clearinghouse, or a folder. The secret is kept by the service, sealed; the record only says that there is
 * one. */
static const WabiField partner_fields[] = {
  { "name", T, REQ, 0, 60, NULL, NULL },
  { "type", E, REQ, 0, 0, "folder sftp stedi claimmd", NULL },
  { "active", B, IDX, 0, 0, NULL, NULL },
  { "test", B, 0, 0, 0, NULL, NULL },
  { "host", T, 0, 0, 200, NULL, NULL },
  { "port", I, 0, 1, 65535, NULL, NULL },
  { "user", T, 0, 0, 80, NULL, NULL },
  { "base_url", T, 0, 0, 200, NULL, NULL },    /* of a partner with HTTPS, where it is not the published one */
  { "answers_url", T, 0, 0, 200, NULL, NULL }, /* likewise, where answers are fetched elsewhere */
  { "host_key", T, 0, 0, 120, NULL, NULL }, /* SHA256:… */
  { "has_secret", B, 0, 0, 0, NULL, NULL },
  { "send_folder", T, 0, 0, 200, NULL, NULL },
  { "receive_folder", T, 0, 0, 200, NULL, NULL },
  { "send_pattern", T, 0, 0, 120, NULL, NULL },
  { "receive_patterns", L, 0, 0, 0, NULL, NULL },
  { "every_minutes", I, 0, 5, 1440, NULL, NULL },
  { "sender_qualifier", T, 0, 0, 2, NULL, NULL },
  { "sender_id", T, 0, 0, 15, NULL, NULL },
  { "receiver_qualifier", T, 0, 0, 2, NULL, NULL },
  { "receiver_id", T, 0, 0, 15, NULL, NULL },
  { "receiver_name", T, 0, 0, 60, NULL, NULL },
  { "cursor", T, 0, 0, 1100, NULL, NULL }, /* up to where its answers are taken in, in its own words */
  /* What it takes beside claims: questions about benefits (270) and about claims (276). */
  { "takes_270", B, 0, 0, 0, NULL, NULL },
  { "takes_276", B, 0, 0, 0, NULL, NULL },
  /* The server asks about late claims by itself, about each after so many days again; 0 not. */
  { "status_days", I, 0, 0, 90, NULL, NULL },
  /* From here on the service's own words. */
  { "status_day", D, 0, 0, 0, NULL, NULL }, /* when it asked so the last time */
  { "asked_at", AT, 0, 0, 0, NULL, NULL }, /* a person wants it looked at now */
  { "checked_at", AT, 0, 0, 0, NULL, NULL },
  { "trouble", T, 0, 0, 400, NULL, NULL },
  { "problem", E, 0, 0, 0, "away secret host-key folder refused", NULL },
  { "tries", I, 0, 0, 1000, NULL, NULL },
  { "next_try", AT, 0, 0, 0, NULL, NULL },
  { "key_seen", T, 0, 0, 120, NULL, NULL }, /* what its machine showed, where that is not the key that is trusted */
};
const WabiKind wabi_kind_partner = { "partner",
                                     "billing",
                                     1,
                                     WABI_POLICY_STRICT,
                                     MONEY_ROLES,
                                     NULL,
                                     partner_fields,
                                     G_N_ELEMENTS (partner_fields),
                                     N_ ("partner") };

/* A partner's password or private key under the server's key (partner.key): it never leaves the service. */
static const WabiField partner_secret_fields[] = {
  { "partner", R, REQ | IDX | FIX, 0, 0, "partner", NULL },
  { "sealed", LT, REQ, 0, 24000, NULL, NULL },
};
const WabiKind wabi_kind_partner_secret = { "partner_secret",
                                            "billing",
                                            1,
                                            WABI_POLICY_STRICT,
                                            0,
                                            NULL,
                                            partner_secret_fields,
                                            G_N_ELEMENTS (partner_secret_fields),
                                            N_ ("partner’s secret") };

/* One file on its way to a partner or from it: sent at most once, by envelope and hash. */
static const WabiField transmission_fields[] = {
  { "partner", R, REQ | IDX | FIX, 0, 0, "partner", NULL },
  { "direction", E, REQ | IDX | FIX, 0, 0, "out in", NULL },
  { "file", R, IDX, 0, 0, "claim_file", NULL },
  { "inbound", R, IDX, 0, 0, "inbound_file", NULL },
  { "name", T, REQ | PHI, 0, 200, NULL, NULL },
  { "hash", T, IDX, 0, 64, NULL, NULL },
  { "envelope", T, IDX, 0, 40, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "waiting sending sent received failed cancelled", NULL },
  { "tries", I, 0, 0, 1000, NULL, NULL },
  { "at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "begun_at", AT, 0, 0, 0, NULL, NULL },   /* when it was first tried to send it, so that nobody sends it twice */
  { "tried_at", AT, 0, 0, 0, NULL, NULL },   /* and last */
  { "written", B, 0, 0, 0, NULL, NULL },     /* it lies there whole under another name, and is about to get its own */
  { "remote", T, PHI, 0, 300, NULL, NULL }, /* of what came: name, size and time there, so that it is fetched once */
  { "settled_at", AT, 0, 0, 0, NULL, NULL }, /* when it was sent, or taken in */
  { "next_try", AT, 0, 0, 0, NULL, NULL },
  { "trouble", T, 0, 0, 400, NULL, NULL },
};
const WabiKind wabi_kind_transmission = { "transmission",
                                          "billing",
                                          1,
                                          WABI_POLICY_STRICT,
                                          MONEY_ROLES,
                                          NULL,
                                          transmission_fields,
                                          G_N_ELEMENTS (transmission_fields),
                                          N_ ("transmission") };
