// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions: either one runs, or one can be started.

#include "wabi-session-page.h"

#include <glib/gi18n-lib.h>

#include "wabi-session-list.h"
#include "wabi-session-resources.h"
#include "wabi-session-runner.h"

struct _WabiSessionPage
{
  AdwBin parent_instance;
  WabiDesk *desk;
  GtkStack *stack;
  WabiSessionList *list;
  GtkWidget *runner;
  guint refresh_source;
};

static void wabi_session_page_iface_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiSessionPage, wabi_session_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, wabi_session_page_iface_init))

static void
focus_visible (WabiSessionPage *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  if (child != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (child);
}

static void
on_session_ended_cb (WabiSessionPage *self, const char *note)
{
  wabi_session_list_offer_note (self->list, note);
}

static void
show_runner (WabiSessionPage *self, WabiRecord *session)
{
  self->runner = wabi_session_runner_new (self->desk, session);
  g_signal_connect_object (self->runner, "ended", G_CALLBACK (on_session_ended_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, self->runner);
  gtk_stack_set_visible_child (self->stack, self->runner);
  wabi_session_list_withdraw_offer (self->list);
}

static void
hide_runner (WabiSessionPage *self)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->list));
  if (self->runner != NULL)
    gtk_stack_remove (self->stack, self->runner);
  self->runner = NULL;
}

/* A session that did not end, but is not here any more: its client was taken off the person's caseload. */
static void
tell_if_gone (WabiSessionPage *self, const char *shown)
{
  g_autoptr (WabiRecord) session = shown != NULL ? wabi_desk_get (self->desk, &wabi_kind_session, shown) : NULL;

  if (shown != NULL && session == NULL)
    wabi_desk_tell (self->desk, _("This client is no longer on your caseload. What you recorded is kept, and what waits is sent."));
}

/* What runs is what the records say: after a start, an end, an undo, a crash, or another desktop. */
static void
follow_session (WabiSessionPage *self)
{
  g_autoptr (WabiRecord) session = wabi_session_book_find_open (self->desk);
  const char *shown = NULL;

  if (self->runner != NULL)
    shown = wabi_record_get_id (wabi_session_book_get_session (wabi_session_runner_get_book (WABI_SESSION_RUNNER (self->runner))));
  if (g_strcmp0 (shown, session != NULL ? wabi_record_get_id (session) : NULL) == 0)
    return;
  tell_if_gone (self, shown);
  hide_runner (self);
  if (session != NULL)
    show_runner (self, session);
  focus_visible (self);
}

static gboolean
on_refresh_cb (gpointer data)
{
  WabiSessionPage *self = data;

  self->refresh_source = 0;
  follow_session (self);
  if (self->runner == NULL)
    wabi_session_list_refresh (self->list);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (WabiSessionPage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add (on_refresh_cb, self);
}

static void
on_desk_changed_cb (WabiSessionPage *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_session) || wabi_changes_has_kind (changes, &wabi_kind_appointment)
      || wabi_changes_has_kind (changes, &wabi_kind_note) || wabi_changes_has_kind (changes, &wabi_kind_client))
    queue_refresh (self);
}

static void
on_desk_minute_cb (WabiSessionPage *self)
{
  if (self->runner == NULL)
    queue_refresh (self);
}

static void
on_start_cb (WabiSessionPage *self, WabiRecord *appointment)
{
  g_autofree char *id = wabi_desk_new_id (self->desk);
  g_autoptr (GError) error = NULL;
  JsonObject *args = wabi_args ("id", id, "appointment", wabi_record_get_id (appointment), "client",
                                wabi_record_get_text (appointment, "client"), "staff", wabi_desk_get_user (self->desk), "service_code",
                                wabi_record_get_text (appointment, "service_code"), "place", wabi_record_get_text (appointment, "place"),
                                "zone", wabi_desk_get_zone (self->desk), "state", "open", NULL);

  json_object_set_int_member (args, "starts_at", wabi_desk_get_now (self->desk));
  if (!wabi_desk_do (self->desk, "session.start", args, NULL, NULL, NULL, &error))
    wabi_desk_tell_error (self->desk, error);
  follow_session (self);
}

static void
wabi_session_page_open (WabiPage *page, const char *id)
{
  WabiSessionPage *self = WABI_SESSION_PAGE (page);
  g_autoptr (WabiRecord) appointment = wabi_desk_get (self->desk, &wabi_kind_appointment, id);

  follow_session (self);
  if (self->runner != NULL && appointment != NULL
      && !wabi_record_is (wabi_session_book_get_session (wabi_session_runner_get_book (WABI_SESSION_RUNNER (self->runner))), "appointment", id))
    wabi_desk_tell (self->desk, _("Another session is still running. End it before you start the next one."));
  if (self->runner == NULL && appointment != NULL)
    wabi_session_list_select (self->list, id);
  else
    focus_visible (self);
}

static const WabiPageKey *
wabi_session_page_list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = {
    { "s", N_ ("Start the chosen session") },
    { "Right", N_ ("Correct") },
    { "Down", N_ ("Prompted") },
    { "Left", N_ ("Incorrect") },
    { "q", N_ ("Prompt level: independent") },
    { "w", N_ ("Prompt level: gesture") },
    { "e", N_ ("Prompt level: partial physical") },
    { "r", N_ ("Prompt level: full physical") },
    { "j", N_ ("Next target") },
    { "k", N_ ("Previous target") },
    { "m", N_ ("Move on when a target is done") },
    { "1", N_ ("Count the first behavior, or start and stop its timer (to 9)") },
    { "a", N_ ("Note what happened (ABC)") },
    { "p", N_ ("Behavior plan") },
    { "<Control>z", N_ ("Take back the last entry") },
    { "<Control>e", N_ ("End the session") },
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
wabi_session_page_iface_init (WabiPageInterface *iface)
{
  iface->open = wabi_session_page_open;
  iface->list_keys = wabi_session_page_list_keys;
}

static gboolean
wabi_session_page_grab_focus (GtkWidget *widget)
{
  GtkWidget *child = gtk_stack_get_visible_child (WABI_SESSION_PAGE (widget)->stack);

  return child != NULL && gtk_widget_grab_focus (child);
}

static void
wabi_session_page_dispose (GObject *object)
{
  WabiSessionPage *self = WABI_SESSION_PAGE (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_session_page_parent_class)->dispose (object);
}

static void
wabi_session_page_class_init (WabiSessionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  wabi_session_register_resource ();
  G_OBJECT_CLASS (klass)->dispose = wabi_session_page_dispose;
  widget_class->grab_focus = wabi_session_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-session-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiSessionPage, stack);
}

static void
wabi_session_page_init (WabiSessionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_session_page_new (WabiDesk *desk)
{
  WabiSessionPage *self = g_object_new (WABI_TYPE_SESSION_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->list = WABI_SESSION_LIST (wabi_session_list_new (desk));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "start", G_CALLBACK (on_start_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "minute", G_CALLBACK (on_desk_minute_cb), self, G_CONNECT_SWAPPED);
  follow_session (self);
  return GTK_WIDGET (self);
}

GtkWidget *
wabi_session_page_get_runner (WabiSessionPage *self)
{
  return self->runner;
}
