// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-claim-model.h"

G_BEGIN_DECLS

/* Which batch is looked at, where in it, and where to say what it lacks. */
typedef struct
{
  const WabiClaimBatch *batch;
  const WabiClaim *claim; /* NULL in the header */
  guint line;             /* 0 when not in a line */
  GHashTable *claim_numbers;
  GHashTable *line_numbers;
  GError **error;
} WabiNeed;

/* Each answers TRUE, or sets an error that names claim and line. "or none" takes NULL and an empty text as
 * well. */
gboolean wabi_need_refuse (const WabiNeed *need, WabiX12Error code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean wabi_need_text (const WabiNeed *need, const char *what, const char *text);
gboolean wabi_need_id (const WabiNeed *need, const char *what, const char *text, guint max);
gboolean wabi_need_id_or_none (const WabiNeed *need, const char *what, const char *text, guint max);
gboolean wabi_need_code (const WabiNeed *need, const char *what, const char *text, guint min, guint max);
gboolean wabi_need_place (const WabiNeed *need, const char *text);
gboolean wabi_need_letter (const WabiNeed *need, const char *what, char letter, const char *allowed);
gboolean wabi_need_one_of (const WabiNeed *need, const char *what, const char *text, const char *allowed);
gboolean wabi_need_date (const WabiNeed *need, const char *what, const char *text);
gboolean wabi_need_npi_or_none (const WabiNeed *need, const char *whose, const char *npi);
gboolean wabi_need_address (const WabiNeed *need, const char *whose, const WabiClaimAddress *address);

/* Digits in a text that may have dashes between them, and nothing else; G_MAXUINT when it has. */
guint wabi_need_count_digits (const char *text);
gboolean wabi_need_is_set (const char *text);
gboolean wabi_need_has_address (const WabiClaimAddress *address);

G_END_DECLS
