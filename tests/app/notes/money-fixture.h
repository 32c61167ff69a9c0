// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "live-server.h"
#include "wabi-desk.h"

G_BEGIN_DECLS

/* A desktop of the demo practice with a page on a real display. */

typedef struct
{
  LiveServer live;
  WabiSync *sync;
  WabiDesk *desk;
  GtkWidget *page;
  GtkWindow *window;
} MoneyFixture;

/* FALSE without a display or without the built programs. */
gboolean money_init (int *argc, char ***argv);
/* @data: (nullable): folder of a server that there is. */
void money_set_up (MoneyFixture *fixture, const char *data, const char *role);
void money_show (MoneyFixture *fixture, GtkWidget *page, int width, int height);
void money_tear_down (MoneyFixture *fixture);
/* Runs the main context until nothing waits any more and two frames were drawn. */
void money_settle (MoneyFixture *fixture);
/* The first widget below @root of @type whose text, accessible name or title is @text; @text NULL: any. */
GtkWidget *money_find (GtkWidget *root, GType type, const char *text);
/* Whether any label below @root that is shown contains @text. */
gboolean money_says (GtkWidget *root, const char *text);
/* Gives a command and sends it; @args: (transfer full). */
void money_give (MoneyFixture *fixture, const char *name, JsonObject *args);
/* Returns: (transfer full): what the desktop has of @kind. */
GPtrArray *money_list (MoneyFixture *fixture, const WabiKind *kind);
/* Asks for claims of those of @charges that are open and @payer's; FALSE when there are none. */
gboolean money_request (MoneyFixture *fixture, const char *payer, GPtrArray *charges);
void money_shoot (MoneyFixture *fixture, const char *path);

G_END_DECLS
