// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether text is YYYY-MM-DD and a day of the calendar. */
gboolean wabi_edi_is_date (const char *text);

/* Whether a street is a post office box; NULL is none. */
gboolean wabi_edi_is_post_box (const char *street);

G_END_DECLS
