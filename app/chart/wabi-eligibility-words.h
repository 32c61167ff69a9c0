// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers say of benefits as people read it, and asking them.

#pragma once

#include "wabi-desk.h"
#include "wabi-eligibility.h"
#include "wabi-status-mark.h"

G_BEGIN_DECLS

/** WABI_ELIGIBILITY_ROLES: who may ask, and sees what was answered. */
#define WABI_ELIGIBILITY_ROLES (WABI_ROLE_BILLER | WABI_ROLE_ADMIN | WABI_ROLE_FRONTDESK)

/** wabi_eligibility_say: Returns: (transfer full): @answer (nullable) in a line, such as "Active · Gold PPO · copay $25.00", translated. */
char *wabi_eligibility_say (WabiRecord *answer);

/** wabi_eligibility_say_open: Returns: (transfer full): since when @open waits for its answer, and what to do when it @is_silent. */
char *wabi_eligibility_say_open (WabiRecord *open, gboolean is_silent, const char *zone);

/** wabi_eligibility_get_mark: Returns: the mark of @answer. */
WabiMarkKind wabi_eligibility_get_mark (WabiRecord *answer);

/** wabi_eligibility_may_ask: Returns: whether the person may ask payers. */
gboolean wabi_eligibility_may_ask (WabiDesk *desk);

/** wabi_eligibility_ask_now: asks the payers of the coverages @ids (element-type utf8); says what comes of it, or why not. */
void wabi_eligibility_ask_now (WabiDesk *desk, GPtrArray *ids);

/** wabi_eligibility_settle: a person has seen to what the answer @id changed; can be undone. */
void wabi_eligibility_settle (WabiDesk *desk, const char *id);

G_END_DECLS
