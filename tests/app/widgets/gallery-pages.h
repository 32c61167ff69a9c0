// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of the gallery: the widgets as they will stand together, with invented data.

#pragma once

#include "wabi-widgets.h"

G_BEGIN_DECLS

/* Builds the schedule: grid, findings, draft. */
GtkWidget *gallery_build_schedule (void);

/* Builds the session runner: trials, timers, graph. */
GtkWidget *gallery_build_session (void);

/* Builds the rest: metrics, badges, marks, banner, empty state. */
GtkWidget *gallery_build_pieces (void);

/* Builds a graph of two phases, of @n sessions. */
GtkWidget *gallery_build_graph (guint n);

/* Makes the left zone. */
GtkWidget *gallery_build_sidebar (void);

G_END_DECLS
