// SPDX-License-Identifier: AGPL-3.0-or-later
// A question before what leaves the building or cannot come back. For the rest there is Undo.

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * WabiChoiceStyle:
 * @WABI_CHOICE_PLAIN: one among others
 * @WABI_CHOICE_SUGGESTED: what most people want; Enter chooses it
 * @WABI_CHOICE_DESTRUCTIVE: cannot come back; never the default
 */
typedef enum
{
  WABI_CHOICE_PLAIN,
  WABI_CHOICE_SUGGESTED,
  WABI_CHOICE_DESTRUCTIVE,
} WabiChoiceStyle;

#define WABI_TYPE_CONFIRM (wabi_confirm_get_type ())
G_DECLARE_FINAL_TYPE (WabiConfirm, wabi_confirm, WABI, CONFIRM, AdwWindow)

/**
 * wabi_confirm_new:
 * @heading: the question ("Sign this note?")
 * @body: (nullable): what happens then, in a sentence or two
 *
 * The window has a Cancel button from the start; Escape means the same.
 *
 * Returns: (transfer none): a question that is not yet shown; GTK owns it
 */
WabiConfirm *wabi_confirm_new (const char *heading, const char *body);

/**
 * wabi_confirm_add_choice:
 * @self: a question
 * @id: what wabi_confirm_choose_finish() will return
 * @label: text of the button: the verb ("Sign"), not "Yes"
 * @style: how it looks
 */
void wabi_confirm_add_choice (WabiConfirm *self, const char *id, const char *label, WabiChoiceStyle style);

/**
 * wabi_confirm_set_choice_enabled:
 * @self: a question
 * @id: a choice
 * @enabled: whether it may be chosen now, for instance once a reason is picked in the extra child
 */
void wabi_confirm_set_choice_enabled (WabiConfirm *self, const char *id, gboolean enabled);

/**
 * wabi_confirm_set_extra:
 * @self: a question
 * @child: (nullable): shown between text and buttons: an entry, a list of reasons
 */
void wabi_confirm_set_extra (WabiConfirm *self, GtkWidget *child);

/**
 * wabi_confirm_choose_async:
 * @self: a question
 * @parent: (nullable): the window that asks
 * @cancellable: (nullable): takes the question away
 * @callback: called once with the answer
 * @user_data: for @callback
 *
 * Shows the question, modal to @parent. Can be called once.
 */
void wabi_confirm_choose_async (WabiConfirm *self, GtkWindow *parent, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

/**
 * wabi_confirm_choose_finish:
 * @self: a question; it is being destroyed
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED if the person cancelled
 *
 * Returns: (transfer full) (nullable): the chosen id, or %NULL with @error set
 */
char *wabi_confirm_choose_finish (WabiConfirm *self, GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
