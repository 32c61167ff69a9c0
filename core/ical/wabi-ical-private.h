// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of the library share.

#pragma once

#include <libical/ical.h>

#include "wabi-ical.h"

G_BEGIN_DECLS

/* A VTIMEZONE that is right from the year of @from to that of @to, and beyond where the zone goes on by its rule. */
icalcomponent *wabi_ical_zone_new (const char *zone, gint64 from, gint64 to);

/* The IANA name that a TZID means, or NULL: one with a maker's prefix, or a name of Windows. */
const char *wabi_ical_zone_find (const char *tzid);

/* One way for both directions: no control signs but line ends, and no more than @most bytes. */
char *wabi_ical_clean (const char *text, gsize most);

G_END_DECLS
