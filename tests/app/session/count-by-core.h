// SPDX-License-Identifier: AGPL-3.0-or-later
// Core's own count, apart from the widgets, whose header has other meanings for the same words.

#pragma once

#include "wabi-query.h"

/* The accuracy of the newest session of @target in percent, as the note and the claim will have it. */
int count_by_core (const WabiView *view, const char *target);
