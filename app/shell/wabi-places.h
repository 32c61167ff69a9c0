// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiPlace:
 * @id: word for wabi_desk_go()
 * @icon: symbolic icon
 * @title: untranslated
 * @roles: who may use it
 * @construct: makes its page
 *
 * A place in the program.
 */
typedef struct
{
  const char *id;
  const char *icon;
  const char *title;
  guint roles;
  GtkWidget *(*construct) (WabiDesk *desk);
} WabiPlace;

/**
 * wabi_places_find:
 * @id: word for a place
 * @roles: bits of #WabiRoles
 *
 * Returns: (transfer none) (nullable): the place, %NULL when there is none or these roles may not use it
 */
const WabiPlace *wabi_places_find (const char *id, guint roles);

/**
 * wabi_places_list:
 * @roles: bits of #WabiRoles
 *
 * Returns: (transfer container) (element-type WabiPlace): the places of a person with these roles, the most used first
 */
GPtrArray *wabi_places_list (guint roles);

/**
 * wabi_places_role_title:
 * @roles: bits of #WabiRoles
 *
 * Returns: (transfer none): what such a person is, translated, such as "Front desk"
 */
const char *wabi_places_role_title (guint roles);

G_END_DECLS
