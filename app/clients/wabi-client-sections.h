// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/*
 * What Clients shows of one client. Each builder reads the cache once and gives a box of cards; the page builds them anew when a record of the
 * client changes. Their buttons name the page's actions ("clients.…").
 */

/** WabiClientSection: @desk, @client and whether the person @may_edit. */
typedef struct
{
  WabiDesk *desk;
  WabiRecord *client;
  gboolean may_edit;
} WabiClientSection;

/** wabi_client_build_overview: Returns: alerts, family, person, units at a glance, hours. */
GtkWidget *wabi_client_build_overview (const WabiClientSection *section);

/** wabi_client_build_coverage: Returns: coverage, and each authorization with its burn-down. */
GtkWidget *wabi_client_build_coverage (const WabiClientSection *section);

/** wabi_client_build_visits: Returns: what is booked, and past sessions with their notes. */
GtkWidget *wabi_client_build_visits (const WabiClientSection *section);

/** wabi_client_build_progress: Returns: targets with small graphs. */
GtkWidget *wabi_client_build_progress (const WabiClientSection *section);

/**
 * wabi_client_add_authorizations:
 * @section: whose
 * @box: where the cards go
 * @running_only: whether only those that are approved and hold today
 *
 * Returns: how many there were
 */
guint wabi_client_add_authorizations (const WabiClientSection *section, GtkWidget *box, gboolean running_only);

G_END_DECLS
