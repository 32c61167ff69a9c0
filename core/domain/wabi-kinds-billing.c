// SPDX-License-Identifier: AGPL-3.0-or-later
// The field tables of the billing service: payers, charges and claims.

#include <glib/gi18n-lib.h>

#include "wabi-kinds-private.h"

#define MONEY_ROLES (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)

static const WabiField payer_fields[] = {
  { "name", T, REQ | IDX, 0, 60, NULL, NULL },
  { "payer_id", T, REQ, 0, 20, NULL, NULL },
  { "type", E, REQ, 0, 0, "commercial medicaid medicare tricare self", NULL },
  { "filing", E, REQ, 0, 0, "CI BL 12 13 14 15 HM CH MA MB MC OF VA ZZ", NULL },
  { "unit_method", E, REQ, 0, 0, "midpoint cms-total floor tenths", NULL },
  { "unit_scope", E, REQ, 0, 0, "session day-code day-code-rendering", NULL },
  { "unit_minimum", I, 0, 0, 60, NULL, NULL },
  { "rendering", E, REQ, 0, 0, "supervisor performer billing", NULL },
  { "supervising", E, REQ, 0, 0, "never not-independent", NULL },
  { "modifiers", B, 0, 0, 0, NULL, NULL },
  { "session_times", B, 0, 0, 0, NULL, NULL },
  { "guardian_signature", B, 0, 0, 0, NULL, NULL },
  { "needs_authorization", L, 0, 0, 0, NULL, NULL },
  { "note_elements", L, 0, 0, 0, NULL, NULL },
  { "words_per_hour", I, 0, 0, 1000, NULL, NULL },
  { "concurrency", E, REQ, 0, 0, "commercial tricare", NULL },
  /* What the payer's contract says of two codes at one time, before the table:
     [{"a","b","action","from","source"}]. */
  { "concurrency_pairs", J, 0, 0, 0, NULL, NULL },
  { "mue", E, REQ, 0, 0, "medicare medicaid none", NULL },
  { "filing_days", I, REQ, 1, 1000, NULL, NULL },
  { "needs_enrollment", B, 0, 0, 0, NULL, NULL },
  { "needs_npi", B, 0, 0, 0, NULL, NULL },
  /* How a remittance names it when it is not by @payer_id: what REF*2U, TRN03 or BPR10 say. */
  { "remit_ids", L, 0, 0, 0, NULL, NULL },
  { "member_pattern", T, 0, 0, 200, NULL, NULL },
  { "subscriber_rule", E, 0, 0, 0, "self-if-member-id as-recorded", NULL },
  { "partner", R, 0, 0, 0, "partner", NULL },
  { "street", T, 0, 0, 55, NULL, NULL },
  { "city", T, 0, 0, 30, NULL, NULL },
  { "state", T, 0, 0, 2, NULL, NULL },
  { "zip", T, 0, 0, 10, NULL, NULL },
  { "phone", T, 0, 0, 20, NULL, NULL },
  { "fax", T, 0, 0, 20, NULL, NULL },
  { "appeal_days", I, 0, 0, 1000, NULL, NULL },
  { "replace_days", I, 0, 0, 1000, NULL, NULL },
  { "secondary_days", I, 0, 0, 1000, NULL, NULL },
  { "pays_in_days", I, 0, 0, 1000, NULL, NULL },
};
const WabiKind wabi_kind_payer = { "payer",
                                   "billing",
                                   1,
                                   WABI_POLICY_STRICT,
                                   WABI_ROLES_ALL,
                                   NULL,
                                   payer_fields,
                                   G_N_ELEMENTS (payer_fields),
                                   N_ ("payer") };

/* What a payer asks from a day on, over what its own record says. Without a payer: of all payers of that
 * type, without a type of all. value: what the rule of that word reads; source: the contract, manual or table
 * that says so. */
static const WabiField payer_rule_fields[] = {
  { "payer", R, IDX, 0, 0, "payer", NULL },
  { "payer_type", E, IDX, 0, 0, "commercial medicaid medicare tricare self", NULL },
  { "rule", E, REQ | IDX, 0, 0,
    "units modifiers rendering supervising concurrency mue ncci authorization filing note grouping member "
    "subscriber enrollment split "
    "session-times facility taxonomy benefit monthly",
    NULL },
  { "codes", L, 0, 0, 0, NULL, NULL },
  { "credential", E, 0, 0, 0, "RBT BT BCaBA BCBA BCBA-D any", NULL },
  { "place", T, 0, 0, 2, NULL, NULL },
  { "value", J, REQ, 0, 0, NULL, NULL },
  { "valid_from", D, REQ | IDX, 0, 0, NULL, NULL },
  { "valid_to", D, 0, 0, 0, NULL, NULL },
  { "source", T, REQ, 0, 400, NULL, NULL },
  { "active", B, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_payer_rule = { "payer_rule",
                                        "billing",
                                        1,
                                        WABI_POLICY_STRICT,
                                        WABI_ROLES_ALL,
                                        NULL,
                                        payer_rule_fields,
                                        G_N_ELEMENTS (payer_rule_fields),
                                        N_ ("payer rule") };

/* A service that the practice gives besides those that come with the program, or one of these as the practice has it from a day on
 * (wabi-service-table.h). unit_minutes: where the unit is minutes. credentials: who may give it; nobody named: anybody. source: the
 * manual or contract that says so. */
static const WabiField service_code_fields[] = {
  { "code", CODE, REQ | IDX | FIX, 0, 0, NULL, NULL },
  { "name", T, REQ, 0, 80, NULL, NULL },
  { "unit", E, REQ, 0, 0, "minutes session day", NULL },
  { "unit_minutes", I, 0, 1, 480, NULL, NULL },
  { "credentials", L, 0, 0, 20, NULL, NULL },
  { "group_min", I, 0, 1, 50, NULL, NULL },
  { "group_max", I, 0, 1, 50, NULL, NULL },
  { "by_performer", B, 0, 0, 0, NULL, NULL },
  { "direct", B, 0, 0, 0, NULL, NULL },
  { "supervising", B, 0, 0, 0, NULL, NULL },
  { "family", B, 0, 0, 0, NULL, NULL },
  { "unbilled", B, 0, 0, 0, NULL, NULL },
  { "valid_from", D, REQ | IDX, 0, 0, NULL, NULL },
  { "valid_to", D, 0, 0, 0, NULL, NULL },
  { "source", T, REQ, 0, 400, NULL, NULL },
  { "active", B, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_service_code = { "service_code",
                                          "billing",
                                          1,
                                          WABI_POLICY_STRICT,
                                          WABI_ROLES_ALL,
                                          NULL,
                                          service_code_fields,
                                          G_N_ELEMENTS (service_code_fields),
                                          N_ ("service code") };

/* A published table of one quarter: MUEs [["97153",32,3],...] or pairs [["0362T","97152",1],...], only of the
 * codes that the practice may bill. */
static const WabiField edit_table_fields[] = {
  { "table", E, REQ | IDX | FIX, 0, 0, "mue ncci", NULL },
  { "program", E, REQ | IDX | FIX, 0, 0, "medicare medicaid", NULL },
  { "valid_from", D, REQ | IDX | FIX, 0, 0, NULL, NULL },
  { "valid_to", D, 0, 0, 0, NULL, NULL },
  { "source", T, REQ, 0, 400, NULL, NULL },
  { "rows", J, REQ, 0, 0, NULL, NULL },
  { "row_count", I, 0, 0, 1000000, NULL, NULL },
  { "active", B, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_edit_table = { "edit_table",
                                        "billing",
                                        1,
                                        WABI_POLICY_STRICT,
                                        WABI_ROLES_ALL,
                                        NULL,
                                        edit_table_fields,
                                        G_N_ELEMENTS (edit_table_fields),
                                        N_ ("table of limits") };

static const WabiField fee_fields[] = {
  { "payer", R, REQ | IDX | FIX, 0, 0, "payer", NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, NULL },
  { "modifier", T, 0, 0, 2, NULL, NULL },
  { "cents", C, REQ, 0, MAX_CENTS, NULL, NULL },
  { "valid_from", D, REQ, 0, 0, NULL, NULL },
  { "valid_to", D, 0, 0, 0, NULL, NULL },
  { "credential", E, 0, 0, 0, "RBT BT BCaBA BCBA BCBA-D", NULL },
  { "place", T, 0, 0, 2, NULL, NULL },
  /* What the payer's contract says that it allows; the fee is what is asked. */
  { "allowed_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "source", T, 0, 0, 400, NULL, NULL },
};
const WabiKind wabi_kind_fee = { "fee",
                                 "billing",
                                 1,
                                 WABI_POLICY_STRICT,
                                 WABI_ROLE_BILLER | WABI_ROLE_ADMIN,
                                 NULL,
                                 fee_fields,
                                 G_N_ELEMENTS (fee_fields),
                                 N_ ("fee") };

static const WabiField enrollment_fields[] = {
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "payer", R, REQ | IDX | FIX, 0, 0, "payer", NULL },
  { "valid_from", D, REQ, 0, 0, NULL, NULL },
  { "valid_to", D, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_enrollment = { "enrollment",
                                        "billing",
                                        1,
                                        WABI_POLICY_STRICT,
                                        WABI_ROLES_ALL,
                                        NULL,
                                        enrollment_fields,
                                        G_N_ELEMENTS (enrollment_fields),
                                        N_ ("enrollment") };

static const WabiField charge_fields[] = {
  { "session", R, REQ | IDX | FIX, 0, 0, "session", NULL },
  { "note", R, REQ | IDX | FIX, 0, 0, "note", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "staff", R, REQ | IDX | FIX, 0, 0, "staff", NULL },
  { "signer", R, 0, 0, 0, "staff", NULL },
  { "payer", R, IDX, 0, 0, "payer", NULL },
  { "coverage", R, 0, 0, 0, "coverage", NULL },
  { "service_code", CODE, REQ, 0, 0, NULL, NULL },
  { "modifiers", L, 0, 0, 4, NULL, NULL },
  { "place", T, REQ, 0, 2, NULL, NULL },
  { "starts_at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "ends_at", AT, REQ, 0, 0, NULL, NULL },
  { "date", D, REQ, 0, 0, NULL, NULL },
  { "minutes", I, REQ, 0, 1440, NULL, NULL },
  { "units", I, REQ, 0, 999, NULL, NULL },
  { "units_tenths", I, 0, 0, 9990, NULL, NULL }, /* where the payer takes tenths of units */
  { "arithmetic", T, 0, 0, 200, NULL, NULL },
  { "rate_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "amount_cents", C, 0, 0, MAX_CENTS, NULL, NULL },
  { "authorization", R, IDX, 0, 0, "authorization", NULL },
  { "state", E, REQ | IDX, 0, 0, "open requested claimed void", NULL },
  { "request", R, IDX, 0, 0, "claim_request", NULL },
  { "claim", R, IDX, 0, 0, "claim", NULL },
  /* A part of a session that a payer's rule divided: the charge it was taken from, and what was taken away:
     [{"from","to","minutes","for","rule"}]. */
  { "split_from", R, IDX, 0, 0, "charge", NULL },
  { "split", J, 0, 0, 0, NULL, NULL },
  /* Sums of the money ledger, so that a worklist need not add it up; only wabi_money_post() writes them. */
  { "billed_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "paid_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "adjusted_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "family_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "family_paid_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "balance_cents", C, IDX, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "line_control", T, IDX, 0, 30, NULL, NULL },
  { "deadline", D, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_charge = { "charge",
                                    "billing",
                                    1,
                                    WABI_POLICY_STRICT,
                                    WABI_ROLE_BILLER | WABI_ROLE_ADMIN,
                                    "starts_at",
                                    charge_fields,
                                    G_N_ELEMENTS (charge_fields),
                                    N_ ("charge") };

static const WabiField claim_request_fields[] = {
  { "payer", R, REQ | IDX | FIX, 0, 0, "payer", NULL },
  { "charges", L, REQ | FIX, 0, 2000, NULL, NULL },
  { "by", R, REQ, 0, 0, "staff", NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "done", NULL },
  { "file", R, 0, 0, 0, "claim_file", NULL },
  { "claim_count", I, 0, 0, 100000, NULL, NULL },
  { "left_out", J, 0, 0, 0, NULL, NULL },
};
const WabiKind wabi_kind_claim_request = { "claim_request",
                                           "billing",
                                           1,
                                           WABI_POLICY_STRICT,
                                           WABI_ROLE_BILLER | WABI_ROLE_ADMIN,
                                           NULL,
                                           claim_request_fields,
                                           G_N_ELEMENTS (claim_request_fields),
                                           N_ ("claim request") };

static const WabiField claim_fields[] = {
  { "control", T, REQ | IDX, 0, 20, NULL, NULL },
  { "payer", R, REQ | IDX | FIX, 0, 0, "payer", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "charges", L, REQ | FIX, 0, 1000, NULL, NULL },
  { "total_cents", C, REQ, 0, MAX_CENTS, NULL, NULL },
  { "state", E, REQ | IDX, 0, 0, "submitted accepted rejected pending paid denied partial void replaced",
    NULL },
  { "file", R, IDX, 0, 0, "claim_file", NULL },
  { "frequency", E, REQ, 0, 0, "1 7 8", NULL },
  { "submitted_at", AT, 0, 0, 0, NULL, NULL },
  { "from_date", D, 0, 0, 0, NULL, NULL },
  { "to_date", D, 0, 0, 0, NULL, NULL },
  { "coverage", R, 0, 0, 0, "coverage", NULL },
  { "sequence", E, 0, 0, 0, "P S T", NULL },
  { "replaces", R, IDX, 0, 0, "claim", NULL },
  { "prior", R, IDX, 0, 0, "claim", NULL }, /* the earlier payer's claim, of a secondary or tertiary one */
  { "payer_control", T, IDX, 0, 50, NULL, NULL },
  /* What was sent, for ever, of each charge:
     [{"charge","control","code","modifiers","units_tenths","cents","date","authorization"}]. Those with one control are one
     service line, whose units and cents are theirs together. */
  { "lines", J, FIX, 0, 0, NULL, NULL },
  { "paper", B, 0, 0, 0, NULL, NULL },
  /* What was said of it last wants a person, heard when; and who has seen to it. See wabi_claim_needs_hand(). */
  { "wanting", E, IDX, 0, 0, "rejected wanted not-found failed unasked", NULL },
  { "heard_at", AT, 0, 0, 0, NULL, NULL },
  { "seen_at", AT, 0, 0, 0, NULL, NULL },
  { "seen_by", R, 0, 0, 0, "staff", NULL },
  { "deadline", D, IDX, 0, 0, NULL, NULL },
  { "paid_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "adjusted_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "family_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "family_paid_cents", C, 0, -MAX_CENTS, MAX_CENTS, NULL, NULL },
  { "balance_cents", C, IDX, -MAX_CENTS, MAX_CENTS, NULL, NULL },
};
const WabiKind wabi_kind_claim = { "claim",
                                   "billing",
                                   1,
                                   WABI_POLICY_STRICT,
                                   WABI_ROLE_BILLER | WABI_ROLE_ADMIN,
                                   NULL,
                                   claim_fields,
                                   G_N_ELEMENTS (claim_fields),
                                   N_ ("claim") };

static const WabiField claim_file_fields[] = {
  { "name", T, REQ, 0, 80, NULL, NULL },
  { "payer", R, REQ | IDX, 0, 0, "payer", NULL },
  { "isa_control", I, REQ | IDX, 1, 999999999, NULL, NULL },
  { "at", AT, REQ, 0, 0, NULL, NULL },
  { "claim_count", I, REQ, 0, 5000, NULL, NULL },
  { "total_cents", C, REQ, 0, 0, NULL, NULL },
  { "content", LT, REQ | PHI, 0, 4000000, NULL, NULL },
  { "hash", T, REQ, 0, 64, NULL, NULL },
};
const WabiKind wabi_kind_claim_file = { "claim_file",
                                        "billing",
                                        1,
                                        WABI_POLICY_EVENTS,
                                        WABI_ROLE_BILLER | WABI_ROLE_ADMIN,
                                        NULL,
                                        claim_file_fields,
                                        G_N_ELEMENTS (claim_file_fields),
                                        N_ ("claim file") };

/* Numbers that are never given twice (interchange control, claim control); read by nobody outside the
 * service. */
static const WabiField counter_fields[] = { { "value", I, REQ, 0, 0, NULL, NULL } };
const WabiKind wabi_kind_counter = {
  "counter",     "billing", 1, WABI_POLICY_STRICT, 0, NULL, counter_fields, G_N_ELEMENTS (counter_fields),
  N_ ("counter")
};

/* What became of a claim on its way, in the order in which it was heard. */
static const WabiField claim_event_fields[] = {
  { "claim", R, REQ | IDX | FIX, 0, 0, "claim", NULL },
  { "client", R, REQ | IDX | FIX, 0, 0, "client", NULL },
  { "at", AT, REQ | IDX, 0, 0, NULL, NULL },
  { "by", R, 0, 0, 0, "staff", NULL },
  { "step", E, REQ, 0, 0, "made sent TA1 999 277CA 276 277 835 appealed replaced voided paper note", NULL },
  { "outcome", E, 0, 0, 0, "accepted rejected pending paid denied told", NULL },
  { "category", T, 0, 0, 4, NULL, NULL },
  { "status_code", T, 0, 0, 6, NULL, NULL },
  { "entity", T, 0, 0, 4, NULL, NULL },
  { "words", T, PHI, 0, 400, NULL, NULL },
  { "file", R, IDX, 0, 0, "inbound_file", NULL },
  { "payer_control", T, 0, 0, 50, NULL, NULL },
};
const WabiKind wabi_kind_claim_event = { "claim_event",
                                         "billing",
                                         1,
                                         WABI_POLICY_EVENTS,
                                         MONEY_ROLES,
                                         NULL,
                                         claim_event_fields,
                                         G_N_ELEMENTS (claim_event_fields),
                                         N_ ("step of a claim") };
