// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be written about programs, targets and behaviors.

#include <glib/gi18n-lib.h>

#include "wabi-commands-private.h"

WABI_RULE_ADD (program)
WABI_RULE_EDIT (program)
WABI_RULE_SETTLE (program)
WABI_RULE_ADD (target)
WABI_RULE_EDIT (target)
WABI_RULE_SETTLE (target)
WABI_RULE_ADD (behavior)
WABI_RULE_EDIT (behavior)
WABI_RULE_SETTLE (behavior)
WABI_RULE_ADD (phase)
WABI_RULE_REMOVE (phase)

#define DESIGN (WABI_ROLE_BCBA | WABI_ROLE_ADMIN)
#define EDIT_ARGS wabi_args_edit, G_N_ELEMENTS (wabi_args_edit)
#define SETTLE_ARGS wabi_args_settle, G_N_ELEMENTS (wabi_args_settle)

const WabiCommandInfo wabi_commands_goals[] = {
  { "program.add", "goals", DESIGN, 0, NULL, 0, add_program, N_ ("Add a program") },
  { "program.edit", "goals", DESIGN, 0, EDIT_ARGS, edit_program, N_ ("Change a program") },
  { "program.settle", "goals", DESIGN, 0, SETTLE_ARGS, settle_program, N_ ("Settle two versions of a program") },
  { "target.add", "goals", DESIGN, 0, NULL, 0, add_target, N_ ("Add a target") },
  { "target.edit", "goals", DESIGN, 0, EDIT_ARGS, edit_target, N_ ("Change a target") },
  { "target.settle", "goals", DESIGN, 0, SETTLE_ARGS, settle_target, N_ ("Settle two versions of a target") },
  { "behavior.add", "goals", DESIGN, 0, NULL, 0, add_behavior, N_ ("Add a behavior") },
  { "behavior.edit", "goals", DESIGN, 0, EDIT_ARGS, edit_behavior, N_ ("Change a behavior") },
  { "behavior.settle", "goals", DESIGN, 0, SETTLE_ARGS, settle_behavior, N_ ("Settle two versions of a behavior") },
  { "phase.add", "goals", DESIGN, 0, NULL, 0, add_phase, N_ ("Add a phase line") },
  { "phase.remove", "goals", DESIGN, 0, wabi_args_id, 1, remove_phase, N_ ("Remove a phase line") },
};
const guint wabi_n_commands_goals = G_N_ELEMENTS (wabi_commands_goals);
