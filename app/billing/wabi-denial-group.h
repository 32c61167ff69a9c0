// SPDX-License-Identifier: AGPL-3.0-or-later
// Denials of one claim for one reason: one piece of work, however many sessions it is of.

#pragma once

#include <glib-object.h>

#include "wabi-lookup.h"

G_BEGIN_DECLS

#define WABI_TYPE_DENIAL_GROUP (wabi_denial_group_get_type ())
G_DECLARE_FINAL_TYPE (WabiDenialGroup, wabi_denial_group, WABI, DENIAL_GROUP, GObject)

/**
 * wabi_denial_group_list:
 * @denials: (element-type WabiRecord): denials
 * @before: (nullable) (element-type WabiDenialGroup): groups that were made before; those that did not change are taken over
 *
 * Returns: (transfer full) (element-type WabiDenialGroup): one for each claim, reason and state, in the order of their first denials
 */
GPtrArray *wabi_denial_group_list (GPtrArray *denials, GPtrArray *before);

/** wabi_denial_group_get_lead: Returns: (transfer none): one of them; what is the same of all is read from it. */
WabiRecord *wabi_denial_group_get_lead (WabiDenialGroup *group);

/** wabi_denial_group_get_all: Returns: (transfer none) (element-type WabiRecord): all of them, at least one. */
GPtrArray *wabi_denial_group_get_all (WabiDenialGroup *group);

/** wabi_denial_group_get_cents: Returns: what was not paid, together. */
gint64 wabi_denial_group_get_cents (WabiDenialGroup *group);

/** wabi_denial_group_has: Returns: whether the denial, charge or claim @id is of it. */
gboolean wabi_denial_group_has (WabiDenialGroup *group, const char *id);

/**
 * wabi_denial_group_is_due:
 * @group: a group
 * @today: today
 *
 * Returns: whether somebody wanted to look at it again by today, and it is not settled
 */
gboolean wabi_denial_group_is_due (WabiDenialGroup *group, WabiDay today);

G_END_DECLS
