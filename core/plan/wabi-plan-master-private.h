// SPDX-License-Identifier: AGPL-3.0-or-later
// Days of people that were ever found good, and the integer program that picks the best of them.

#pragma once

#include "wabi-plan-state-private.h"

G_BEGIN_DECLS

typedef struct _WabiPlanMaster WabiPlanMaster;

WabiPlanMaster *wabi_plan_master_new (const WabiPlanModel *model);
void wabi_plan_master_free (WabiPlanMaster *self);

/** Takes in every person's day of a plan (or of a round of the bound) that is not known yet and that one person can hold. */
void wabi_plan_master_add (WabiPlanMaster *self, const GArray *visits);

/** Takes in every day there is, when there are not too many: then the best pick is the best plan. Returns whether it did. */
gboolean wabi_plan_master_add_all (WabiPlanMaster *self);

guint wabi_plan_master_count (const WabiPlanMaster *self);

/** The program in the LP format that CBC, HiGHS, GLPK and others read. */
char *wabi_plan_master_write (WabiPlanMaster *self);

/** The plan of the chosen columns, by their numbers. */
GArray *wabi_plan_master_read (WabiPlanMaster *self, const GArray *chosen);

/** What the objective of the program lacks to the value of a plan: days that stay empty, and shares that nobody has. */
gint64 wabi_plan_master_get_constant (const WabiPlanMaster *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPlanMaster, wabi_plan_master_free)

G_END_DECLS
