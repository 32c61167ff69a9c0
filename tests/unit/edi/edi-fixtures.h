// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-model.h"

G_BEGIN_DECLS

/* The three worked examples of the billing facts, as our own fixtures. */
extern const char *const edi_primary_text;
extern const char *const edi_replacement_text;
extern const char *const edi_secondary_text;

/* The same three, as models. */
WabiClaimBatch *edi_primary_batch (void);
WabiClaimBatch *edi_replacement_batch (void);
WabiClaimBatch *edi_secondary_batch (void);

/* A valid batch that depends on nothing but the seed. */
WabiClaimBatch *edi_random_batch (guint32 seed);

G_END_DECLS
