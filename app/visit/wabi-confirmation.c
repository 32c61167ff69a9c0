// SPDX-License-Identifier: AGPL-3.0-or-later
// That a family said that it comes: how, and taken back.

#include "wabi-confirmation.h"

#include <glib/gi18n-lib.h>

#include "wabi-confirm.h"
#include "wabi-outward.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

static const struct
{
  const char *how, *verb, *words;
} WAYS[] = {
  { "text", N_ ("By _text message"), N_ ("Family confirmed by text message") },
  { "email", N_ ("By _e-mail"), N_ ("Family confirmed by e-mail") },
  { "in_person", N_ ("_In person"), N_ ("Family confirmed in person") },
  { "phone", N_ ("By _phone"), N_ ("Family confirmed by phone") },
  { "portal", NULL, N_ ("Family confirmed in the portal") },
};

gboolean
wabi_visit_confirm (WabiDesk *desk, const char *id, const char *how, GError **error)
{
  return wabi_desk_do (desk, "appointment.confirm", wabi_args ("id", id, "how", how, NULL), _ ("Confirmation recorded"), "appointment.unconfirm",
                       wabi_args ("id", id, NULL), error);
}

gboolean
wabi_visit_unconfirm (WabiDesk *desk, WabiRecord *visit, GError **error)
{
  const char *id = wabi_record_get_id (visit);

  return wabi_desk_do (desk, "appointment.unconfirm", wabi_args ("id", id, NULL), _ ("Confirmation taken back"), "appointment.confirm",
                       wabi_args ("id", id, "how", wabi_record_get_text (visit, "confirmed_how"), NULL), error);
}

char *
wabi_visit_dup_confirmation (WabiRecord *visit)
{
  if (!wabi_visit_is_confirmed (visit))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (WAYS); i++)
    if (wabi_record_is (visit, "confirmed_how", WAYS[i].how))
      return g_strdup (_ (WAYS[i].words));
  return g_strdup (_ ("Family confirmed"));
}

typedef struct
{
  WabiDesk *desk;
  char *id;
} Asked;

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autofree char *how = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (how != NULL && !wabi_visit_confirm (asked->desk, asked->id, how, &error))
    wabi_desk_tell_error (asked->desk, error);
  g_object_unref (asked->desk);
  g_free (asked->id);
  g_free (asked);
}

void
wabi_confirmation_ask (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autoptr (GError) error = NULL;
  WabiConfirm *confirm;
  Asked *asked;

  if (!wabi_visit_has_status (visit, "scheduled proposed"))
    {
      wabi_desk_tell (desk, _ ("Only a session that is still to come can be confirmed."));
      return;
    }
  if (wabi_visit_is_confirmed (visit))
    {
      if (!wabi_visit_unconfirm (desk, visit, &error))
        wabi_desk_tell_error (desk, error);
      return;
    }
  confirm = wabi_confirm_new (_ ("How did the family confirm?"), _ ("It counts for the time that is booked now: when the session moves, it has to be asked again."));
  for (guint i = 0; i < G_N_ELEMENTS (WAYS); i++)
    if (WAYS[i].verb != NULL)
      wabi_confirm_add_choice (confirm, WAYS[i].how, _ (WAYS[i].verb),
                               g_str_equal (WAYS[i].how, "phone") ? WABI_CHOICE_SUGGESTED : WABI_CHOICE_PLAIN);
  asked = g_new0 (Asked, 1);
  asked->desk = g_object_ref (desk);
  asked->id = g_strdup (wabi_record_get_id (visit));
  wabi_confirm_choose_async (confirm, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen_cb, asked);
}
