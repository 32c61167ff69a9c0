// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-payer-terms.h"

G_BEGIN_DECLS

/* Rules and tables of one payer, of all days: shared by the terms of its days. */
typedef struct
{
  grefcount refs;
  const WabiView *view;
  WabiRecord *payer;
  GPtrArray *rules;    /* WabiTermsRule, those that count first coming first */
  GHashTable *buckets; /* rule -> GPtrArray of the same */
  GPtrArray *keep;     /* records and objects that the rules borrow from */
  GPtrArray *limits;   /* edit_table of MUEs, read when first asked for */
  GPtrArray *pairs;    /* edit_table of NCCI pairs */
  WabiServiceTable *services; /* read when first asked for */
  GHashTable *decoded; /* id of an edit_table -> GArray of WabiNcciPair */
} WabiPayerRules;

struct _WabiPayerTerms
{
  WabiPayerRules *shared;
  WabiDay day;
  GArray *cells; /* of the matrix */
  WabiConcurrencyMatrix matrix;
  char *matrix_source;
};

/* As of the day of @terms, whatever payer they are of: units of a day, 0 for none; pairs, NULL for none. */
int wabi_payer_tables_get_limit (WabiPayerTerms *terms, const char *program, const char *code, const char **source);
const GArray *wabi_payer_tables_get_pairs (WabiPayerTerms *terms, const char *program, const char **source);

G_END_DECLS
