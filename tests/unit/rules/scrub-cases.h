// SPDX-License-Identifier: AGPL-3.0-or-later
// One case for each rule of the scrubber that wabi_charge_check() does not judge.

#pragma once

#include <glib.h>

/** ScrubCase: with the facts @with over a good charge the rule @id is asked and holds; with @broken besides it is broken. */
typedef struct
{
  const char *id;
  const char *with;
  const char *broken;
} ScrubCase;

extern const ScrubCase scrub_cases[];
extern const gsize scrub_n_cases;
