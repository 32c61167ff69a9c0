// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole window on a desk without a server, and ways to look into it as a screen reader would.

#pragma once

#include "desk-fixture.h"
#include "wabi-window.h"

G_BEGIN_DECLS

#define SHELL_PASSWORD "a long way home"

typedef struct
{
  DeskFixture base;
  WabiSettings *settings;
  WabiWindow *window;
} ShellFixture;

/* Shows the window of somebody with these roles, at work. */
void shell_fixture_set_up (ShellFixture *fixture, gconstpointer roles);
void shell_fixture_tear_down (ShellFixture *fixture, gconstpointer roles);

/* Has the server refuse the oldest waiting command. */
void shell_fixture_refuse (ShellFixture *fixture, const char *message);

/* The first visible label in any window that says @text (exactly, or as a part), NULL when none does. */
GtkWidget *shell_find_text (const char *text, gboolean part);
/* The first visible widget of a type in any window. */
GtkWidget *shell_find_type (GType type);
/* The first visible button whose label is @label. */
GtkWidget *shell_find_button (const char *label);
/* Gives an action as a key or a menu would. */
void shell_act (ShellFixture *fixture, const char *action);

/* The suite of Inbox, in test-shell-inbox.c. */
void shell_add_inbox_tests (void);
/* What clashed and what was refused, in test-shell-conflicts.c. */
void shell_add_conflict_tests (void);

G_END_DECLS
