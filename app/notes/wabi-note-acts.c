// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked before a note leaves the writer's hand.

#include "wabi-note-acts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-note-facts.h"
#include "wabi-note-words.h"
#include "wabi-confirm.h"

typedef struct
{
  WabiDesk *desk;
  WabiRecord *note;
  GtkWidget *input; /* an entry or text view in the question */
  WabiNoteDone done;
  gpointer data;
} Asked;

static Asked *
new_asked (WabiDesk *desk, WabiRecord *note)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->desk = g_object_ref (desk);
  asked->note = g_object_ref (note);
  return asked;
}

static void
free_asked (Asked *asked)
{
  g_object_unref (asked->desk);
  g_object_unref (asked->note);
  g_clear_object (&asked->input);
  g_clear_object (&asked->data);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

static gboolean
was_chosen (GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, &error);

  return choice != NULL;
}

static char *
dup_input (Asked *asked)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;
  char *text;

  if (GTK_IS_EDITABLE (asked->input))
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (asked->input)));
  else
    {
      buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (asked->input));
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  return g_strstrip (text);
}

static void
on_sign_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = wabi_note_dup_hash (asked->note);
  gboolean online = wabi_sync_get_online (wabi_desk_get_sync (asked->desk));

  if (!was_chosen (source, result))
    return;
  if (!wabi_desk_do (asked->desk, "note.sign", wabi_args ("id", wabi_record_get_id (asked->note), "hash", hash, NULL),
                     online ? _("Note signed") : _("Signed here. The signature waits for the server"), NULL, NULL, &error))
    wabi_desk_tell_error (asked->desk, error);
}

void
wabi_note_ask_sign (GtkWidget *parent, WabiDesk *desk, WabiRecord *note)
{
  g_autofree char *name = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_desk_get_user (desk));
  g_autofree char *when = wabi_note_dup_when (desk, note);
  g_autofree char *body = g_strdup_printf (
      _("You, %s, attest that this note of %s is true and complete, and that the service was given as it says. A signed note is "
        "locked; what is to be added later becomes an addendum."),
      name, when);
  g_autofree char *all = NULL;
  WabiConfirm *confirm;

  if (!wabi_sync_get_online (wabi_desk_get_sync (desk)))
    all = g_strconcat (body, "\n\n", _("You are working offline: the signature counts once the server has confirmed it."), NULL);
  confirm = wabi_confirm_new (_("Sign this note?"), all != NULL ? all : body);
  wabi_confirm_add_choice (confirm, "sign", _("Sign"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_sign_chosen_cb, new_asked (desk, note));
}

static void
enable_with_text (WabiConfirm *confirm, const char *id, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  wabi_confirm_set_choice_enabled (confirm, id, *stripped != '\0');
}

static void
on_entry_changed_cb (GtkEditable *entry, WabiConfirm *confirm)
{
  enable_with_text (confirm, g_object_get_data (G_OBJECT (entry), "wabi-choice"), gtk_editable_get_text (entry));
}

static void
on_buffer_changed_cb (GtkTextBuffer *buffer, WabiConfirm *confirm)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  enable_with_text (confirm, g_object_get_data (G_OBJECT (buffer), "wabi-choice"), text);
}

/* A box to write some lines in; the choice can be taken once something stands in it. */
static GtkWidget *
add_text_view (WabiConfirm *confirm, const char *choice, const char *label, const char *text)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 120);
  gtk_widget_set_size_request (scroller, 420, -1);
  gtk_widget_add_css_class (scroller, "note-box");
  g_object_set_data (G_OBJECT (buffer), "wabi-choice", (gpointer) choice);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_buffer_changed_cb), confirm, 0);
  wabi_confirm_set_extra (confirm, scroller);
  wabi_confirm_set_choice_enabled (confirm, choice, FALSE);
  if (text != NULL)
    gtk_text_buffer_set_text (buffer, text, -1);
  gtk_widget_grab_focus (view);
  return view;
}

static void
on_return_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *comment = dup_input (asked);

  if (!was_chosen (source, result))
    return;
  if (!wabi_desk_do (asked->desk, "note.return", wabi_args ("id", wabi_record_get_id (asked->note), "comment", comment, NULL),
                     _("Note returned to its author"), "note.complete", wabi_args ("id", wabi_record_get_id (asked->note), NULL), &error))
    wabi_desk_tell_error (asked->desk, error);
}

void
wabi_note_ask_return (GtkWidget *parent, WabiDesk *desk, WabiRecord *note)
{
  WabiConfirm *confirm = wabi_confirm_new (_("Return this note?"), _("Its author sees your comment above the note and can write in it again."));
  Asked *asked = new_asked (desk, note);

  wabi_confirm_add_choice (confirm, "return", _("Return"), WABI_CHOICE_SUGGESTED);
  asked->input = g_object_ref (add_text_view (confirm, "return", _("Comment"), NULL));
  wabi_confirm_choose_async (confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_return_chosen_cb, asked);
}

static void
on_guardian_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = dup_input (asked), *id = NULL;

  if (!was_chosen (source, result))
    return;
  id = wabi_desk_new_id (asked->desk);
  if (!wabi_desk_do (asked->desk, "note.guardian-sign", wabi_args ("id", wabi_record_get_id (asked->note), "name", name, "signature", id, NULL),
                     _("Guardian's signature recorded"), NULL, NULL, &error))
    wabi_desk_tell_error (asked->desk, error);
}

void
wabi_note_ask_guardian (GtkWidget *parent, WabiDesk *desk, WabiRecord *note)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (desk, &wabi_kind_client, wabi_record_get_text (note, "client"));
  g_autofree char *when = wabi_note_dup_when (desk, note);
  g_autofree char *body = g_strdup_printf (
      _("Show the guardian the times of the session, %s. Typing the name here, the guardian confirms that it was given."), when);
  WabiConfirm *confirm = wabi_confirm_new (_("Guardian signature"), body);
  Asked *asked = new_asked (desk, note);
  GtkWidget *entry = gtk_entry_new ();
  const char *name = client != NULL ? wabi_record_get_text (client, "guardian_name") : NULL;

  wabi_confirm_add_choice (confirm, "guardian", _("Record signature"), WABI_CHOICE_SUGGESTED);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 120);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name != NULL ? name : _("Full name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the guardian"), -1);
  g_object_set_data (G_OBJECT (entry), "wabi-choice", (gpointer) "guardian");
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_entry_changed_cb), confirm, 0);
  wabi_confirm_set_extra (confirm, entry);
  wabi_confirm_set_choice_enabled (confirm, "guardian", FALSE);
  asked->input = g_object_ref (entry);
  gtk_widget_grab_focus (entry);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_guardian_chosen_cb, asked);
}

static void
on_amend_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dup_input (asked), *id = wabi_desk_new_id (asked->desk);

  if (!was_chosen (source, result))
    return;
  if (!wabi_desk_do (asked->desk, "note.amend", wabi_args ("id", id, "note", wabi_record_get_id (asked->note), "text", text, NULL),
                     _("Addendum added"), NULL, NULL, &error))
    wabi_desk_tell_error (asked->desk, error);
  else if (asked->done != NULL)
    asked->done (asked->data);
}

void
wabi_note_ask_amend (GtkWidget *parent, WabiDesk *desk, WabiRecord *note, const char *text, WabiNoteDone done, gpointer data)
{
  WabiConfirm *confirm = wabi_confirm_new (_("Add an addendum?"),
                                           _("It is kept under the signed note with your name and the time, and cannot be changed later."));
  Asked *asked = new_asked (desk, note);

  asked->done = done;
  asked->data = data != NULL ? g_object_ref (data) : NULL;
  wabi_confirm_add_choice (confirm, "amend", _("Add addendum"), WABI_CHOICE_SUGGESTED);
  asked->input = g_object_ref (add_text_view (confirm, "amend", _("Addendum"), text));
  wabi_confirm_choose_async (confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_amend_chosen_cb, asked);
}
