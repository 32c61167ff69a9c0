// SPDX-License-Identifier: AGPL-3.0-or-later
// The trials of a target so far, one small square each.

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WabiTrialMark:
 * @WABI_TRIAL_OPEN: still to come
 * @WABI_TRIAL_CORRECT: green, check
 * @WABI_TRIAL_PROMPTED: wisteria, "P"
 * @WABI_TRIAL_INCORRECT: red, "✕"
 * @WABI_TRIAL_NO_RESPONSE: gray, dash
 */
typedef enum
{
  WABI_TRIAL_OPEN,
  WABI_TRIAL_CORRECT,
  WABI_TRIAL_PROMPTED,
  WABI_TRIAL_INCORRECT,
  WABI_TRIAL_NO_RESPONSE,
} WabiTrialMark;

#define WABI_TYPE_TRIAL_STRIP (wabi_trial_strip_get_type ())
G_DECLARE_FINAL_TYPE (WabiTrialStrip, wabi_trial_strip, WABI, TRIAL_STRIP, GtkWidget)

/**
 * wabi_trial_strip_new:
 *
 * Returns: an empty strip
 */
GtkWidget *wabi_trial_strip_new (void);

/**
 * wabi_trial_strip_set_trials:
 * @self: a strip
 * @marks: (array length=n_marks): what was recorded, oldest first
 * @n_marks: how many
 * @expected: how many there will be; missing ones are shown as open squares
 *
 * Only the last 24 are shown, with "+n" before them. Squares that stay the same are left alone.
 */
void wabi_trial_strip_set_trials (WabiTrialStrip *self, const WabiTrialMark *marks, guint n_marks,
                                  guint expected);

G_END_DECLS
