// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tables of the scrubber share.

#pragma once

#include <glib/gi18n-lib.h>

#include "wabi-scrub.h"

G_BEGIN_DECLS

extern const WabiScrubTheme wabi_scrub_practice, wabi_scrub_client, wabi_scrub_coverage, wabi_scrub_payer, wabi_scrub_people,
    wabi_scrub_authorization, wabi_scrub_service, wabi_scrub_session, wabi_scrub_claim, wabi_scrub_checks;

#define BLOCKS WABI_FINDING_BLOCKED
#define WARNS WABI_FINDING_WARNING
#define RECORD WABI_SCRUB_RECORD
#define CHARGE WABI_SCRUB_CHARGE
#define CLAIM WABI_SCRUB_CLAIM

/* A rule about one text, and one about several facts. An empty text is asked only whether it is filled. */
#define TEXT(id, level, stage, way, source, field, holds, when, title, remedy)                                                       \
  { id, level, stage, NULL, way, source, title, remedy, G_STRUCT_OFFSET (WabiScrubFacts, field) + 1, holds, when }
#define FACT(id, level, stage, way, source, holds, when, title, remedy)                                                              \
  { id, level, stage, NULL, way, source, title, remedy, 0, holds, when }

/* ---- What is asked of a text ---- */

gboolean wabi_scrub_is_filled (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_npi (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_nine_digits (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_ten_digits (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_not_repeated (const WabiScrubFacts *facts, const char *text); /* 000000000 */
gboolean wabi_scrub_is_taxonomy (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_state (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_zip (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_zip_9 (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_no_box (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_date (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_has_latin (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_has_no_digits (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_sendable (const WabiScrubFacts *facts, const char *text); /* an identifier that goes out as it is */
gboolean wabi_scrub_is_real (const WabiScrubFacts *facts, const char *text);     /* no UNKNOWN, PENDING, N/A */
gboolean wabi_scrub_fits_60 (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_fits_55 (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_fits_35 (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_fits_30 (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_fits_15 (const WabiScrubFacts *facts, const char *text);
gboolean wabi_scrub_is_two_or_more (const WabiScrubFacts *facts, const char *text);

/* ---- Small questions ---- */

gboolean wabi_scrub_is (const char *text, const char *other);
gboolean wabi_scrub_is_blank (const char *text);
gboolean wabi_scrub_in (const char *words, const char *word); /* "A B C" has B */
gboolean wabi_scrub_list_has (const char *const *list, const char *word);
guint wabi_scrub_list_count (const char *const *list);

G_END_DECLS
