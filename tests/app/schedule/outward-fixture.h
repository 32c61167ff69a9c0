// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes out of a practice: connected calendars, a reminder that was not sent, ways from one visit to the next.

#pragma once

#include "schedule-fixture.h"

G_BEGIN_DECLS

#define REMINDER "01900000-0000-7000-8000-0000000007a1"
#define PUSH "01900000-0000-7000-8000-0000000007a2"
#define PUSH_ALL "01900000-0000-7000-8000-0000000007a3"
#define AWAY_RBT "01900000-0000-7000-8000-0000000007a4"
#define AWAY_DESK "01900000-0000-7000-8000-0000000007a5"

/* For schedule_fixture_more. */
void outward_fixture_put (MemoryPractice *practice);

G_END_DECLS
