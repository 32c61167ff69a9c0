// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "sim-rows.h"

/* The checks, by what they look at; sim-checks.c has the table. */

void sim_check_no_gap (SimWorld *world);
void sim_check_dense (SimWorld *world);
void sim_check_cursors (SimWorld *world);
void sim_check_reduce (SimWorld *world);
void sim_check_again (SimWorld *world);
void sim_check_whole (SimWorld *world);
/* Whether a desktop that has just read a feed to its end has what there was. */
void sim_check_load (SimWorld *world, SimDesk *desk, const char *service);
void sim_check_converged (SimWorld *world);
void sim_check_causes (SimWorld *world);
void sim_check_access (SimWorld *world);
void sim_check_tenants (SimWorld *world);

void sim_check_nothing_lost (SimWorld *world);
/* A person's copy is destroyed: what is not with the service now is lost. */
void sim_check_destroyed (SimWorld *world, SimDesk *desk);
void sim_check_final_places (SimWorld *world);
void sim_check_once (SimWorld *world);
void sim_check_order (SimWorld *world);
void sim_check_refusals (SimWorld *world);
void sim_check_visible (SimWorld *world);
void sim_check_restored (SimWorld *world);
void sim_check_clones (SimWorld *world);

void sim_check_trials (SimWorld *world);
void sim_check_signed (SimWorld *world);
void sim_check_drafts (SimWorld *world);
void sim_check_visits (SimWorld *world);
void sim_check_claims (SimWorld *world);
void sim_check_deleted (SimWorld *world);
void sim_check_unknown (SimWorld *world);
void sim_check_reactions (SimWorld *world);
void sim_check_quiet_cost (SimWorld *world);
void sim_check_server_whole (SimWorld *world);

/* Between servers. */
void sim_check_backfill (SimWorld *world);
void sim_check_copies (SimWorld *world);
void sim_check_copies_equal (SimWorld *world);
