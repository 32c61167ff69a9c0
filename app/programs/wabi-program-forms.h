// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/* The forms of Programs. Each gives its commands through the desk, with their undo. */

/** wabi_program_form_program: changes @program, or adds one to the client when it is %NULL. */
void wabi_program_form_program (WabiDesk *desk, const char *client, WabiRecord *program, GtkWindow *parent);

/** wabi_program_form_target: changes @target, or adds one to the client when it is %NULL; @program (nullable) is chosen first. */
void wabi_program_form_target (WabiDesk *desk, const char *client, WabiRecord *target, const char *program, GtkWindow *parent);

/** wabi_program_form_behavior: changes @behavior, or adds one to the client when it is %NULL. */
void wabi_program_form_behavior (WabiDesk *desk, const char *client, WabiRecord *behavior, GtkWindow *parent);

/** wabi_program_form_prompt: another prompt level for @target, with a phase line from today. */
void wabi_program_form_prompt (WabiDesk *desk, WabiRecord *target, GtkWindow *parent);

/** wabi_program_form_line: a phase or event line in the graph of @target. */
void wabi_program_form_line (WabiDesk *desk, WabiRecord *target, GtkWindow *parent);

/** wabi_program_set_status: gives @target another status; "mastered" notes the day. */
void wabi_program_set_status (WabiDesk *desk, WabiRecord *target, const char *status);

/** wabi_program_remove_line: takes a phase or event line away; undo draws it anew. */
void wabi_program_remove_line (WabiDesk *desk, const char *id);

G_END_DECLS
