// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-837p-finding.h"

G_BEGIN_DECLS

/**
 * wabi_837p_check:
 * @data: (array length=length): an 837P file
 * @length: its bytes
 *
 * Reads a professional claim file back, without any knowledge of how it was made, and holds it against the
 * guide 005010X222A1 and the arithmetic of claims: header widths, counts and control numbers, levels,
 * segments and their order, codes, sums, provider numbers, addresses, diagnosis pointers, other payers'
 * balances (billing facts, sections 1 and 2). Never fails: a file that cannot be read is a finding.
 *
 * Returns: (transfer full) (element-type Wabi837pFinding): what is wrong, in the order of the file; empty
 * when nothing is
 */
GPtrArray *wabi_837p_check (const char *data, gsize length);

G_END_DECLS
