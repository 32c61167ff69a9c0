// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Drop-downs of the trade's codes. The strings of the model are words; the codes are kept beside them. Private to app/schedule.
 */

/* @none (nullable): words for "any", the first choice. */
void wabi_choice_list_fill_services (GtkDropDown *drop_down, const char *none);
void wabi_choice_list_fill_places (GtkDropDown *drop_down, const char *none);

/* The chosen code, NULL for "any". */
const char *wabi_choice_list_get_code (GtkDropDown *drop_down);
void wabi_choice_list_set_code (GtkDropDown *drop_down, const char *code);

G_END_DECLS
