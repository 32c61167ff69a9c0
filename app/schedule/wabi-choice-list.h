// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * wabi_choice_list_fill_services:
 * @drop_down: where to put them
 * @desk: where the practice's service codes are
 * @none: (nullable): words for "any", the first choice
 *
 * Offers the service codes, in words, and what is chosen now, whatever became of it.
 */
void wabi_choice_list_fill_services (GtkDropDown *drop_down, WabiDesk *desk, const char *none);

/**
 * wabi_choice_list_set_service:
 * @drop_down: one that was filled with services
 * @desk: where the practice's service codes are
 * @code: (nullable): the code to choose; one that is not offered any more is offered again
 */
void wabi_choice_list_set_service (GtkDropDown *drop_down, WabiDesk *desk, const char *code);

/**
 * wabi_choice_list_fill_places:
 * @drop_down: where to put them
 * @none: (nullable): words for "any", the first choice
 *
 * Offers the places of service, in words.
 */
void wabi_choice_list_fill_places (GtkDropDown *drop_down, const char *none);

/**
 * wabi_choice_list_fill_locations:
 * @drop_down: a drop-down
 * @desk: where the practice's locations are
 * @none: (nullable): words of a first choice without code
 */
void wabi_choice_list_fill_locations (GtkDropDown *drop_down, WabiDesk *desk, const char *none);

/**
 * wabi_choice_list_fill_states:
 * @drop_down: a drop-down
 * @none: (nullable): words of a first choice without code
 *
 * Groups of states of sessions; their codes are what #WabiScheduleChoice wants.
 */
void wabi_choice_list_fill_states (GtkDropDown *drop_down, const char *none);

/**
 * wabi_choice_list_get_code:
 * @drop_down: one that was filled
 *
 * Returns: (transfer none) (nullable): the chosen code, %NULL for "any"
 */
const char *wabi_choice_list_get_code (GtkDropDown *drop_down);

/**
 * wabi_choice_list_set_code:
 * @drop_down: one that was filled
 * @code: (nullable): the code to choose; one that is not offered changes nothing
 */
void wabi_choice_list_set_code (GtkDropDown *drop_down, const char *code);

G_END_DECLS
