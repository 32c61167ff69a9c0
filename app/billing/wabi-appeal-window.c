// SPDX-License-Identifier: AGPL-3.0-or-later
// An appeal: its letter, its packet, and what became of it.

#include "wabi-appeal-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-appeal-letter.h"
#include "wabi-appeal-paper.h"
#include "wabi-choose-file.h"
#include "wabi-confirm.h"

#define ANSWER_DAYS 30

struct _WabiAppealWindow
{
  AdwWindow parent_instance;

  GtkTextView *text;
  GtkButton *sent, *pdf;
  GtkCheckButton *with_notes;
  GtkLabel *hint;

  WabiDesk *desk;
  WabiRecord *denial;
  char *id;       /* of the appeal */
  char *saved;    /* the letter as it was last kept, NULL for none */
  int level;
  gboolean is_sent;
};

G_DEFINE_FINAL_TYPE (WabiAppealWindow, wabi_appeal_window, ADW_TYPE_WINDOW)

static char *
dup_letter (WabiAppealWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* What was written is kept before anything else is done with it. */
static gboolean
save (WabiAppealWindow *self)
{
  g_autofree char *letter = dup_letter (self);
  g_autoptr (GError) error = NULL;
  JsonObject *args;

  if (self->is_sent || g_strcmp0 (letter, self->saved) == 0)
    return TRUE;
  args = wabi_args ("id", self->id, "denial", wabi_record_get_id (self->denial), "letter", letter, NULL);
  json_object_set_int_member (args, "level", self->level);
  /* The first draft is a step among the denials; what is typed after that is the letter's own to undo. */
  if (!wabi_desk_do (self->desk, "appeal.draft", args, NULL, self->saved == NULL ? "appeal.take-back" : NULL,
                     self->saved == NULL ? wabi_args ("id", self->id, NULL) : NULL, &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return FALSE;
    }
  if (self->saved == NULL)
    wabi_desk_set_redo (self->desk, "appeal.take-back", wabi_args ("id", self->id, NULL));
  g_free (self->saved);
  self->saved = g_steal_pointer (&letter);
  return TRUE;
}

static gboolean
on_close_cb (WabiAppealWindow *self)
{
  gboolean new_draft = self->saved == NULL;

  if (!save (self))
    return TRUE;
  if (new_draft && self->saved != NULL)
    wabi_desk_tell (self->desk, _ ("The appeal is kept as a draft"));
  return FALSE;
}

/* --- On paper --- */

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiAppealWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    wabi_desk_tell (self->desk, _ ("Appeal saved"));
  else
    wabi_desk_tell_error (self->desk, error);
}

static void
on_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiAppealWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  g_autofree char *letter = dup_letter (self);
  g_autoptr (WabiLeaf) leaf = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        wabi_desk_tell_error (self->desk, error);
      return;
    }
  leaf = wabi_appeal_paper_new (self->desk, self->denial, letter, gtk_check_button_get_active (self->with_notes));
  stream = g_memory_output_stream_new_resizable ();
  if (!wabi_leaf_write (leaf, stream, NULL, &error) || !g_output_stream_close (stream, NULL, &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written_cb,
                                       g_object_ref (self));
}

static void
on_pdf_cb (WabiAppealWindow *self)
{
  g_autoptr (WabiRecord) claim = wabi_desk_get (self->desk, &wabi_kind_claim, wabi_record_get_text (self->denial, "claim"));
  g_autofree char *name = g_strdup_printf ("appeal-%s.pdf", claim != NULL ? wabi_record_get_text (claim, "control") : "claim");

  if (save (self))
    wabi_choose_file_async (GTK_WINDOW (self), WABI_CHOOSE_SAVE, _ ("Save the appeal"), name, NULL, NULL, on_file_cb, g_object_ref (self));
}

static void
on_save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  on_pdf_cb (WABI_APPEAL_WINDOW (widget));
}

/* --- Sent --- */

static void
on_how_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiAppealWindow) self = data;
  g_autofree char *how = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL), *today = NULL, *due = NULL;
  g_autoptr (GError) error = NULL;
  WabiDay day = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));

  if (how == NULL)
    return;
  today = wabi_day_dup_text (day);
  due = wabi_day_dup_text (day + ANSWER_DAYS);
  if (!wabi_desk_do (self->desk, "appeal.send", wabi_args ("id", self->id, "sent_how", how, "sent_on", today, "due", due, NULL), _ ("Appeal sent; it comes back in 30 days"),
                     "appeal.take-back", wabi_args ("id", self->id, NULL), &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  self->is_sent = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiAppealWindow) self = data;
  g_autofree char *state = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (state == NULL)
    return;
  if (!wabi_desk_do (self->desk, "appeal.decide", wabi_args ("id", self->id, "state", state, NULL), _ ("Answer noted"), "appeal.take-back",
                     wabi_args ("id", self->id, NULL), &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_sent_cb (WabiAppealWindow *self)
{
  WabiConfirm *confirm;

  if (self->is_sent)
    {
      confirm = wabi_confirm_new (_ ("What did the payer answer?"), _ ("Won means that it promised to pay: the denial is settled when the money comes."));
      wabi_confirm_add_choice (confirm, "lost", _ ("It stays denied"), WABI_CHOICE_PLAIN);
      wabi_confirm_add_choice (confirm, "won", _ ("It will pay"), WABI_CHOICE_SUGGESTED);
      wabi_confirm_choose_async (confirm, GTK_WINDOW (self), NULL, on_decided_cb, g_object_ref (self));
      return;
    }
  if (!save (self))
    return;
  confirm = wabi_confirm_new (_ ("How was it sent?"), _ ("The letter then stays as it is. In 30 days the denial is back on the list."));
  wabi_confirm_add_choice (confirm, "mail", _ ("By mail"), WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "portal", _ ("By the portal"), WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "fax", _ ("By fax"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (self), NULL, on_how_cb, g_object_ref (self));
}

/* --- The window --- */

static void
wabi_appeal_window_dispose (GObject *object)
{
  WabiAppealWindow *self = WABI_APPEAL_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_APPEAL_WINDOW);
  g_clear_object (&self->denial);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->saved, g_free);
  G_OBJECT_CLASS (wabi_appeal_window_parent_class)->dispose (object);
}

static void
wabi_appeal_window_class_init (WabiAppealWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_appeal_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-appeal-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiAppealWindow, text);
  gtk_widget_class_bind_template_child (widget_class, WabiAppealWindow, sent);
  gtk_widget_class_bind_template_child (widget_class, WabiAppealWindow, pdf);
  gtk_widget_class_bind_template_child (widget_class, WabiAppealWindow, with_notes);
  gtk_widget_class_bind_template_child (widget_class, WabiAppealWindow, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_pdf_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sent_cb);
  gtk_widget_class_install_action (widget_class, "appeal.save", NULL, on_save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "appeal.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_appeal_window_init (WabiAppealWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_cb), NULL);
}

/* The last appeal goes on while it is a draft or waits for its answer; after an answer the next level begins. */
static void
load (WabiAppealWindow *self)
{
  const WabiView *view = wabi_desk_get_view (self->desk);
  g_autoptr (GPtrArray) appeals = wabi_lookup_by (view, &wabi_kind_appeal, "denial", wabi_record_get_id (self->denial));
  g_autoptr (GPtrArray) charges = wabi_appeal_list_charges (view, self->denial);
  g_autofree char *letter = NULL, *today = NULL, *label = NULL;
  WabiRecord *going = NULL;

  self->level = 1;
  for (guint i = 0; i < appeals->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (appeals, i);

      if (wabi_record_is (one, "state", "draft") || wabi_record_is (one, "state", "sent"))
        going = one;
      else
        self->level = MIN (5, MAX (self->level, (int) wabi_record_get_int (one, "level") + 1));
    }
  self->is_sent = going != NULL && wabi_record_is (going, "state", "sent");
  if (going != NULL)
    {
      self->id = g_strdup (wabi_record_get_id (going));
      self->level = (int) wabi_record_get_int (going, "level");
      self->saved = g_strdup (wabi_record_get_text (going, "letter"));
    }
  else
    {
      g_autoptr (WabiRecord) me = wabi_desk_get (self->desk, &wabi_kind_staff, wabi_desk_get_user (self->desk));

      self->id = wabi_desk_new_id (self->desk);
      today = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)));
      letter = wabi_appeal_letter_new (view, self->denial, self->level, me, today);
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), self->saved != NULL ? self->saved : letter, -1);
  gtk_text_view_set_editable (self->text, !self->is_sent);
  label = g_strdup_printf (ngettext ("With the signed note of %u session", "With the signed notes of %u sessions", charges->len), charges->len);
  gtk_check_button_set_label (self->with_notes, label);
  if (!self->is_sent)
    return;
  gtk_button_set_label (self->sent, _ ("The answer…"));
  gtk_label_set_label (self->hint, _ ("This letter was sent, so it stays as it is."));
}

void
wabi_appeal_window_open (GtkWidget *parent, WabiDesk *desk, WabiRecord *denial)
{
  WabiAppealWindow *self = g_object_new (WABI_TYPE_APPEAL_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);

  self->desk = g_object_ref (desk);
  self->denial = g_object_ref (denial);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
