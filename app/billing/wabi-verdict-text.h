// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-finding.h"

G_BEGIN_DECLS

/**
 * wabi_verdict_write:
 * @findings: (element-type WabiFinding): what was judged of a charge
 *
 * Returns: (transfer full): all of it that a row needs, to be kept: what is in the way and what to look at
 */
char *wabi_verdict_write (GPtrArray *findings);

/**
 * wabi_verdict_read:
 * @text: what wabi_verdict_write() made
 *
 * Returns: (transfer full) (nullable) (element-type WabiFinding): the findings; %NULL where it cannot be read
 */
GPtrArray *wabi_verdict_read (const char *text);

G_END_DECLS
