// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-explain.h"

G_BEGIN_DECLS

/** Wabi837pExplained: words beside a segment. */
typedef WabiX12Explained Wabi837pExplained;

/** wabi_837p_explain: puts words beside each segment of a claim file. */
#define wabi_837p_explain wabi_x12_explain

/** wabi_837p_explain_code: a few translated words for a code of claims. */
#define wabi_837p_explain_code wabi_x12_explain_claim_code

/** wabi_837p_explained_free: frees an explanation. */
#define wabi_837p_explained_free wabi_x12_explained_free

G_END_DECLS
