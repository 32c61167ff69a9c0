// SPDX-License-Identifier: AGPL-3.0-or-later
// A section of a note, with its figures marked as borne out by the data or not.

#include "wabi-note-section.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-note-text.h"

struct _WabiNoteSection
{
  GtkWidget parent_instance;

  GtkLabel *heading, *prompt, *offer_text;
  GtkTextView *view;
  GtkRevealer *offer;
  GtkTextTag *borne_out, *not_borne_out;

  WabiDraftSection section;
  GPtrArray *statements;
  char *draft;
  gboolean loading, stale; /* stale: typed since the statements were set */
};

G_DEFINE_FINAL_TYPE (WabiNoteSection, wabi_note_section, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  LEFT,
  FIGURE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
set_tag (GtkTextTag *tag, const char *background, const char *foreground)
{
  g_object_set (tag, "background", background, "foreground", foreground, NULL);
}

/* Text tags cannot take their colors from CSS: these are @wabi_accent_soft and @wabi_warning_soft of style.css and style-dark.css. */
static void
color_tags (WabiNoteSection *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  if (dark)
    {
      set_tag (self->borne_out, "#3c3153", "#dccbfa");
      set_tag (self->not_borne_out, "#4a3916", "#f7d694");
    }
  else
    {
      set_tag (self->borne_out, "#ebe4f8", "#4a2b87");
      set_tag (self->not_borne_out, "#f8dfae", "#6b4500");
    }
}

static GtkTextBuffer *
get_buffer (WabiNoteSection *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static void
show_prompt (WabiNoteSection *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->prompt), gtk_text_buffer_get_char_count (get_buffer (self)) == 0);
}

static void
on_changed_cb (WabiNoteSection *self)
{
  show_prompt (self);
  self->stale = TRUE;
  if (!self->loading)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
on_focus_left_cb (WabiNoteSection *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* Bytes to characters of the text that the statements were made from. */
static void
get_range (WabiNoteSection *self, const char *text, gsize start, gsize length, GtkTextIter *from, GtkTextIter *to)
{
  gsize size = strlen (text);
  gsize first = MIN (start, size), last = MIN (start + length, size);

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), from, (int) g_utf8_pointer_to_offset (text, text + first));
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), to, (int) g_utf8_pointer_to_offset (text, text + last));
}

static const WabiStatement *
find_statement (WabiNoteSection *self, const GtkTextIter *at)
{
  g_autofree char *text = wabi_note_section_dup_text (self);

  for (guint i = 0; i < self->statements->len && !self->stale; i++)
    {
      const WabiStatement *statement = g_ptr_array_index (self->statements, i);
      GtkTextIter from, to;

      if (statement->verdict == WABI_STATEMENT_ASIDE)
        continue;
      get_range (self, text, statement->start, statement->length, &from, &to);
      if (gtk_text_iter_compare (at, &from) >= 0 && gtk_text_iter_compare (at, &to) <= 0)
        return statement;
    }
  return NULL;
}

static const WabiStatement *
find_at_point (WabiNoteSection *self, double x, double y)
{
  GtkTextIter at;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  return gtk_text_view_get_iter_at_location (self->view, &at, buffer_x, buffer_y) ? find_statement (self, &at) : NULL;
}

static void
on_released_cb (GtkGestureClick *gesture, int n_press, double x, double y, WabiNoteSection *self)
{
  const WabiStatement *statement
      = n_press == 1 && !gtk_text_buffer_get_has_selection (get_buffer (self)) ? find_at_point (self, x, y) : NULL;

  if (statement != NULL)
    g_signal_emit (self, signals[FIGURE_ACTIVATED], 0, statement);
}

static void
on_motion_cb (WabiNoteSection *self, double x, double y)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), find_at_point (self, x, y) != NULL ? "pointer" : "text");
}

static gboolean
activate_at_cursor (WabiNoteSection *self)
{
  const WabiStatement *statement;
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &at, gtk_text_buffer_get_insert (get_buffer (self)));
  statement = find_statement (self, &at);
  if (statement == NULL)
    return FALSE;
  g_signal_emit (self, signals[FIGURE_ACTIVATED], 0, statement);
  return TRUE;
}

static gboolean
on_key_cb (WabiNoteSection *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean alt = (state & (GDK_ALT_MASK | GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == GDK_ALT_MASK;

  if (keyval == GDK_KEY_Menu || (alt && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)))
    return activate_at_cursor (self);
  return FALSE;
}

static void
on_insert_cb (WabiNoteSection *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_begin_user_action (buffer);
  if (!gtk_text_iter_starts_line (&end))
    gtk_text_buffer_insert (buffer, &end, "\n", -1);
  gtk_text_buffer_insert (buffer, &end, self->draft, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_revealer_set_reveal_child (self->offer, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
write_all (WabiNoteSection *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
on_replace_cb (WabiNoteSection *self)
{
  write_all (self, self->draft);
  gtk_revealer_set_reveal_child (self->offer, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_dismiss_cb (WabiNoteSection *self)
{
  gtk_revealer_set_reveal_child (self->offer, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
wabi_note_section_dispose (GObject *object)
{
  WabiNoteSection *self = WABI_NOTE_SECTION (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_NOTE_SECTION);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->statements, g_ptr_array_unref);
  g_clear_pointer (&self->draft, g_free);
  G_OBJECT_CLASS (wabi_note_section_parent_class)->dispose (object);
}

static gboolean
wabi_note_section_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WABI_NOTE_SECTION (widget)->view));
}

static void
wabi_note_section_class_init (WabiNoteSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_note_section_dispose;
  widget_class->grab_focus = wabi_note_section_grab_focus;
  g_type_ensure (WABI_TYPE_NOTE_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-note-section.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiNoteSection, heading);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteSection, prompt);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteSection, view);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteSection, offer);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteSection, offer_text);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_released_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_insert_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "notesection");
  signals[EDITED] = g_signal_new ("edited", WABI_TYPE_NOTE_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", WABI_TYPE_NOTE_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIGURE_ACTIVATED] = g_signal_new ("figure-activated", WABI_TYPE_NOTE_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
wabi_note_section_init (WabiNoteSection *self)
{
  GtkTextBuffer *buffer;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->statements = g_ptr_array_new ();
  buffer = get_buffer (self);
  self->borne_out = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_SEMIBOLD, NULL);
  self->not_borne_out
      = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_SEMIBOLD, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  color_tags (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (color_tags), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wabi_note_section_new (WabiDraftSection section)
{
  WabiNoteSection *self = g_object_new (WABI_TYPE_NOTE_SECTION, NULL);
  const char *title = wabi_draft_section_title (section);

  self->section = section;
  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->prompt, wabi_draft_section_prompt (section));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

WabiDraftSection
wabi_note_section_get_section (WabiNoteSection *self)
{
  return self->section;
}

void
wabi_note_section_load (WabiNoteSection *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *there = wabi_note_section_dup_text (self);
  GtkTextIter at;
  int offset;

  if (strcmp (there, text != NULL ? text : "") == 0)
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&at);
  self->loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  self->loading = FALSE;
  gtk_text_buffer_get_iter_at_offset (buffer, &at, offset);
  gtk_text_buffer_place_cursor (buffer, &at);
  gtk_revealer_set_reveal_child (self->offer, FALSE);
}

char *
wabi_note_section_dup_text (WabiNoteSection *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

void
wabi_note_section_set_editable (WabiNoteSection *self, gboolean editable)
{
  gtk_text_view_set_editable (self->view, editable);
  gtk_text_view_set_cursor_visible (self->view, editable);
  if (editable)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "locked");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "locked");
  if (!editable)
    gtk_revealer_set_reveal_child (self->offer, FALSE);
}

void
wabi_note_section_set_statements (WabiNoteSection *self, GPtrArray *statements)
{
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *text = wabi_note_section_dup_text (self);
  GtkTextIter from, to;

  g_ptr_array_unref (self->statements);
  self->statements = statements;
  self->stale = FALSE;
  gtk_text_buffer_get_bounds (buffer, &from, &to);
  gtk_text_buffer_remove_tag (buffer, self->borne_out, &from, &to);
  gtk_text_buffer_remove_tag (buffer, self->not_borne_out, &from, &to);
  for (guint i = 0; i < statements->len; i++)
    {
      const WabiStatement *statement = g_ptr_array_index (statements, i);

      if (statement->verdict == WABI_STATEMENT_ASIDE)
        continue;
      get_range (self, text, statement->start, statement->length, &from, &to);
      gtk_text_buffer_apply_tag (buffer, statement->verdict == WABI_STATEMENT_GROUNDED ? self->borne_out : self->not_borne_out, &from,
                                 &to);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

GPtrArray *
wabi_note_section_get_statements (WabiNoteSection *self)
{
  return self->statements;
}

void
wabi_note_section_replace (WabiNoteSection *self, gsize start, gsize length, const char *text)
{
  g_autofree char *there = wabi_note_section_dup_text (self);
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter from, to;

  get_range (self, there, start, length, &from, &to);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

gboolean
wabi_note_section_suggest (WabiNoteSection *self, const char *text)
{
  g_autofree char *there = wabi_note_section_dup_text (self);

  if (*text == '\0' || strcmp (there, text) == 0 || !gtk_text_view_get_editable (self->view))
    return FALSE;
  g_strstrip (there);
  if (*there == '\0')
    {
      write_all (self, text);
      return TRUE;
    }
  g_free (self->draft);
  self->draft = g_strdup (text);
  gtk_label_set_label (self->offer_text, text);
  gtk_revealer_set_reveal_child (self->offer, TRUE);
  return FALSE;
}

void
wabi_note_section_show (WabiNoteSection *self, gsize byte)
{
  g_autofree char *text = wabi_note_section_dup_text (self);
  GtkTextIter from, to;

  get_range (self, text, MIN (byte, strlen (text)), 0, &from, &to);
  gtk_text_buffer_place_cursor (get_buffer (self), &from);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

gboolean
wabi_note_section_next_figure (WabiNoteSection *self, gboolean again)
{
  g_autofree char *text = wabi_note_section_dup_text (self);
  GtkTextIter at, from, to;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &at, gtk_text_buffer_get_insert (get_buffer (self)));
  for (guint i = 0; i < self->statements->len && !self->stale; i++)
    {
      const WabiStatement *statement = g_ptr_array_index (self->statements, i);

      if (statement->verdict == WABI_STATEMENT_ASIDE)
        continue;
      get_range (self, text, statement->start, statement->length, &from, &to);
      if (!again && gtk_text_iter_compare (&from, &at) <= 0)
        continue;
      wabi_note_section_show (self, statement->start);
      g_signal_emit (self, signals[FIGURE_ACTIVATED], 0, statement);
      return TRUE;
    }
  return FALSE;
}
