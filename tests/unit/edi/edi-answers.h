// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What payers answer, as our own fixtures: small, and right to the last segment. */
extern const char *const edi_835_text;
extern const char *const edi_999_text;
extern const char *const edi_277ca_text;
extern const char *const edi_277_text;
extern const char *const edi_271_text;
extern const char *const edi_ta1_text;

/* The text with one part of it replaced; the part has to be in it. */
char *edi_with (const char *text, const char *part, const char *replacement);

G_END_DECLS
