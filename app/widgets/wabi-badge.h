// SPDX-License-Identifier: AGPL-3.0-or-later
// A small pill with a word or a count: "Draft", "Not ready", 12.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiBadgeKind:
 * @WABI_BADGE_NEUTRAL: gray
 * @WABI_BADGE_ACCENT: wisteria
 * @WABI_BADGE_OK: green
 * @WABI_BADGE_WARNING: amber
 * @WABI_BADGE_ERROR: red
 */
typedef enum
{
  WABI_BADGE_NEUTRAL,
  WABI_BADGE_ACCENT,
  WABI_BADGE_OK,
  WABI_BADGE_WARNING,
  WABI_BADGE_ERROR,
} WabiBadgeKind;

#define WABI_TYPE_BADGE_KIND (wabi_badge_kind_get_type ())
GType wabi_badge_kind_get_type (void);

#define WABI_TYPE_BADGE (wabi_badge_get_type ())
G_DECLARE_FINAL_TYPE (WabiBadge, wabi_badge, WABI, BADGE, GtkWidget)

/**
 * wabi_badge_new:
 * @kind: its color
 * @text: its word; also the property `label`
 *
 * Returns: a badge
 */
GtkWidget *wabi_badge_new (WabiBadgeKind kind, const char *text);

/**
 * wabi_badge_set_text:
 * @self: a badge
 * @text: (nullable): its word; a badge without a word is invisible
 */
void wabi_badge_set_text (WabiBadge *self, const char *text);

/**
 * wabi_badge_set_count:
 * @self: a badge
 * @count: shown in the person's number format; 0 hides the badge
 */
void wabi_badge_set_count (WabiBadge *self, guint count);

/**
 * wabi_badge_set_kind:
 * @self: a badge
 * @kind: its color; also the property `kind`
 */
void wabi_badge_set_kind (WabiBadge *self, WabiBadgeKind kind);

G_END_DECLS
