// SPDX-License-Identifier: AGPL-3.0-or-later
// What was done with a denial: the trail in its field "steps".

#pragma once

#include "wabi-lookup.h"

G_BEGIN_DECLS

/**
 * wabi_denial_add_step:
 * @context: of a command
 * @denial: what is going to be put, with all that the step changed
 * @before: the same denial before the step
 * @step: the word: "called", "appealed" …
 * @name: (nullable): an id by which the step can be taken back
 * @words: (nullable): for people
 *
 * One more line of what was done, by whom and when, and what of state, owner and day it changed. Nothing of the trail is ever taken out.
 */
void wabi_denial_add_step (WabiContext *context, WabiRecord *denial, WabiRecord *before, const char *step, const char *name, const char *words);

/**
 * wabi_denial_find_step:
 * @denial: a denial
 * @step: (nullable): the word; %NULL for any
 * @name: its id
 *
 * Returns: the newest such step that was not taken back, -1 for none
 */
int wabi_denial_find_step (WabiRecord *denial, const char *step, const char *name);

/**
 * wabi_denial_take_step_back:
 * @context: of a command
 * @denial: what is going to be put
 * @at: a step, of wabi_denial_find_step()
 *
 * The step stays in the trail, with who took it back. State, owner and day are what they were before it, as far as no later step that stands has
 * changed them too.
 */
void wabi_denial_take_step_back (WabiContext *context, WabiRecord *denial, guint at);

G_END_DECLS
