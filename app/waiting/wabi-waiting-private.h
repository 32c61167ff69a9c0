// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-waiting.h"

G_BEGIN_DECLS

/** WABI_WAITING_PLANNERS: who books, and so who may settle what waits. */
#define WABI_WAITING_PLANNERS (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

/**
 * WabiWaitingPane:
 *
 * A part of the window: a heading, a button, groups of rows. It is filled anew when records change, and may work on in idle steps, so that the
 * window never waits.
 */
#define WABI_TYPE_WAITING_PANE (wabi_waiting_pane_get_type ())
G_DECLARE_FINAL_TYPE (WabiWaitingPane, wabi_waiting_pane, WABI, WAITING_PANE, GtkWidget)

/**
 * WabiWaitingParts:
 * @title: heading, marked with N_()
 * @text: (nullable): what it is for, marked with N_()
 * @add: (nullable): text of the button, marked with N_()
 * @kinds: names of kinds whose changes fill it anew, with blanks between
 * @fill: fills it
 * @step: (nullable): a bit of work; returns whether there is more
 * @on_add: (nullable): the button
 * @clear: (nullable): frees the state
 *
 * What makes one pane of the window different from another.
 */
typedef struct
{
  const char *title, *text, *add, *kinds;
  void (*fill) (WabiWaitingPane *pane);
  gboolean (*step) (WabiWaitingPane *pane);
  void (*on_add) (WabiWaitingPane *pane);
  void (*clear) (gpointer state);
} WabiWaitingParts;

/** wabi_waiting_pane_new: Returns: a pane; @state (transfer full) (nullable) is freed by @clear. */
GtkWidget *wabi_waiting_pane_new (WabiDesk *desk, const WabiWaitingParts *parts, gpointer state);

WabiDesk *wabi_waiting_pane_get_desk (WabiWaitingPane *pane);
gpointer wabi_waiting_pane_get_state (WabiWaitingPane *pane);

/** wabi_waiting_pane_say: sets heading and text (nullable: as it is). */
void wabi_waiting_pane_say (WabiWaitingPane *pane, const char *title, const char *text);

/** wabi_waiting_pane_add_group: Returns: (transfer none): a new group of rows at the end. */
AdwPreferencesGroup *wabi_waiting_pane_add_group (WabiWaitingPane *pane, const char *title, const char *text);

/** wabi_waiting_pane_add_widget: appends anything else. */
void wabi_waiting_pane_add_widget (WabiWaitingPane *pane, GtkWidget *widget);

/** wabi_waiting_pane_work: goes on with the steps, from an idle. */
void wabi_waiting_pane_work (WabiWaitingPane *pane);

/** wabi_waiting_row_new: Returns: a row whose texts are no markup. */
GtkWidget *wabi_waiting_row_new (const char *title, const char *subtitle);

/** wabi_waiting_expander_new: Returns: the same, with rows of its own. */
GtkWidget *wabi_waiting_expander_new (const char *title, const char *subtitle);

/** wabi_waiting_button_new: Returns: a button with a mnemonic, whose @said is for screen readers; @data is kept under "wabi-id". */
GtkWidget *wabi_waiting_button_new (const char *label, const char *said, const char *data, GCallback clicked, WabiWaitingPane *pane);

/** wabi_waiting_join: Returns: (transfer full): texts (element-type utf8) with " · " between. */
char *wabi_waiting_join (GPtrArray *texts);

/** wabi_waiting_get_window: Returns: (transfer none) (nullable): the window of a widget. */
GtkWindow *wabi_waiting_get_window (gpointer widget);

GtkWidget *wabi_after_pane_new (WabiDesk *desk, const char *visit);
GtkWidget *wabi_need_pane_new (WabiDesk *desk);
GtkWidget *wabi_makeup_pane_new (WabiDesk *desk);
GtkWidget *wabi_reasons_pane_new (WabiDesk *desk);

/** wabi_need_form_present: asks for a new entry of the waiting list, or for changes of @need (nullable). */
void wabi_need_form_present (WabiDesk *desk, WabiRecord *need, GtkWindow *parent);

G_END_DECLS
