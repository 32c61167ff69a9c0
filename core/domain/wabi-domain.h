// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-command.h"

G_BEGIN_DECLS

/**
 * WabiReaction:
 * @service: the service that reacts
 * @follows: the service whose feed it follows
 * @kind: name of the kind it wants to hear of
 * @react: the rule: sees the changed record, puts new states of @service's own records; it must be repeatable, since a follower may hear of a
 *   change again
 *
 * What one service does when it sees a change in another's feed.
 */
typedef struct
{
  const char *service;
  const char *follows;
  const char *kind;
  gboolean (*react) (WabiContext *context, WabiRecord *changed, GError **error);
} WabiReaction;

extern const WabiKind wabi_kind_practice, wabi_kind_staff, wabi_kind_credential, wabi_kind_revocation;
extern const WabiKind wabi_kind_client, wabi_kind_coverage, wabi_kind_authorization, wabi_kind_client_hours,
    wabi_kind_care_team;
extern const WabiKind wabi_kind_program, wabi_kind_target, wabi_kind_behavior, wabi_kind_phase;
extern const WabiKind wabi_kind_appointment, wabi_kind_staff_hours, wabi_kind_time_off, wabi_kind_holiday, wabi_kind_location,
    wabi_kind_staff_block, wabi_kind_series, wabi_kind_resource, wabi_kind_travel_time, wabi_kind_hours_limit,
    wabi_kind_calendar_link, wabi_kind_calendar_push, wabi_kind_calendar_secret, wabi_kind_calendar_pushed, wabi_kind_reminder, wabi_kind_cancel_reason, wabi_kind_need;
extern const WabiKind wabi_kind_session, wabi_kind_trial, wabi_kind_behavior_event, wabi_kind_note, wabi_kind_note_revision,
    wabi_kind_note_lease, wabi_kind_addendum, wabi_kind_guardian_signature;
extern const WabiKind wabi_kind_payer, wabi_kind_payer_rule, wabi_kind_service_code, wabi_kind_edit_table, wabi_kind_fee, wabi_kind_enrollment, wabi_kind_charge,
    wabi_kind_claim_request, wabi_kind_claim, wabi_kind_claim_event, wabi_kind_claim_file, wabi_kind_counter, wabi_kind_money_entry,
    wabi_kind_unit_entry, wabi_kind_month_close, wabi_kind_inbound_file, wabi_kind_remittance, wabi_kind_remit_claim, wabi_kind_denial,
    wabi_kind_appeal, wabi_kind_benefit, wabi_kind_benefit_check, wabi_kind_benefit_schedule, wabi_kind_family_payment, wabi_kind_statement, wabi_kind_payment_plan, wabi_kind_estimate,
    wabi_kind_partner, wabi_kind_partner_secret, wabi_kind_transmission;

/**
 * wabi_domain_services:
 *
 * Names of the services, %NULL-terminated, in the order in which a desktop pulls their feeds.
 */
extern const char *const wabi_domain_services[];

/**
 * wabi_domain_find_kind:
 * @name: such as "appointment"
 *
 * Returns: (transfer none) (nullable): the kind, %NULL when this version does not know it
 */
const WabiKind *wabi_domain_find_kind (const char *name);

/**
 * wabi_domain_list_kinds:
 * @service: (nullable): whose kinds, %NULL for all
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the kinds
 */
const WabiKind *const *wabi_domain_list_kinds (const char *service, guint *n);

/**
 * wabi_domain_get_commands:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): every command of every service
 */
const WabiCommandInfo *wabi_domain_get_commands (guint *n);

/**
 * wabi_domain_get_reactions:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): every reaction of every service
 */
const WabiReaction *wabi_domain_get_reactions (guint *n);

/**
 * wabi_domain_needs:
 * @service: a service's name
 * @kind: a kind
 *
 * Where @service runs alone it follows the feeds of these kinds' owners, and keeps copies. A rule that reads another kind fails there; a test runs
 * the rules against this table.
 *
 * Returns: whether @service reads @kind, which belongs to another
 */
gboolean wabi_domain_needs (const char *service, const WabiKind *kind);

/**
 * wabi_domain_reacts_with:
 * @service: a service's name
 * @kind: a kind
 *
 * A reaction to a change must not run on older copies of what the author of that change had seen, so it waits for the feeds of these kinds.
 *
 * Returns: whether the reactions of @service read @kind, which belongs to another
 */
gboolean wabi_domain_reacts_with (const char *service, const WabiKind *kind);

G_END_DECLS
