// SPDX-License-Identifier: AGPL-3.0-or-later
// Ways to write the product wrong, each of which some invariant must notice.

#include "sim.h"

#include <string.h>

int sim_mutant = -1;
guint64 sim_mutant_hits;

const SimMutant sim_mutants[] = {
  { "cursor-is-head", "the cursor is set to the head that was told, not to what was delivered" },
  { "acknowledge-before-the-disk", "the desktop says \"saved\" before the disk has it" },
};
const guint sim_n_mutants = G_N_ELEMENTS (sim_mutants);

gboolean
sim_mutant_is (const char *name)
{
  if (sim_mutant < 0 || strcmp (sim_mutants[sim_mutant].name, name) != 0)
    return FALSE;
  sim_mutant_hits++;
  return TRUE;
}
