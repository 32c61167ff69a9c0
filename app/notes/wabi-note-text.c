// SPDX-License-Identifier: AGPL-3.0-or-later
// Height for width of a text, paragraph by paragraph, as GtkTextView will lay it out.

#include "wabi-note-text.h"

#define USUAL_WIDTH 420

struct _WabiNoteText
{
  GtkTextView parent_instance;
};

G_DEFINE_FINAL_TYPE (WabiNoteText, wabi_note_text, GTK_TYPE_TEXT_VIEW)

/* Bold words are wider: the weights of the tags in one paragraph. */
static PangoAttrList *
list_weights (const GtkTextIter *start, const GtkTextIter *end)
{
  PangoAttrList *list = pango_attr_list_new ();
  GtkTextIter at = *start;

  while (gtk_text_iter_compare (&at, end) < 0)
    {
      g_autoptr (GSList) tags = gtk_text_iter_get_tags (&at);
      GtkTextIter next = at;
      int weight = 0;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL) || gtk_text_iter_compare (&next, end) > 0)
        next = *end;
      for (GSList *tag = tags; tag != NULL; tag = tag->next)
        g_object_get (tag->data, "weight", &weight, NULL);
      if (weight > 0)
        {
          PangoAttribute *attribute = pango_attr_weight_new ((PangoWeight) weight);

          attribute->start_index = (guint) gtk_text_iter_get_line_index (&at);
          attribute->end_index = gtk_text_iter_ends_line (&next) || gtk_text_iter_starts_line (&next)
                                     ? PANGO_ATTR_INDEX_TO_TEXT_END
                                     : (guint) gtk_text_iter_get_line_index (&next);
          pango_attr_list_insert (list, attribute);
        }
      at = next;
    }
  return list;
}

static int
count_height (GtkTextView *view, int width)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), NULL);
  int room = width - gtk_text_view_get_left_margin (view) - gtk_text_view_get_right_margin (view);
  int height = gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);

  pango_layout_set_width (layout, MAX (1, room) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, gtk_text_view_get_pixels_inside_wrap (view) * PANGO_SCALE);
  for (int line = 0; line < gtk_text_buffer_get_line_count (buffer); line++)
    {
      g_autoptr (PangoAttrList) weights = NULL;
      g_autofree char *text = NULL;
      GtkTextIter start, end;
      PangoRectangle extents;

      gtk_text_buffer_get_iter_at_line (buffer, &start, line);
      end = start;
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      text = gtk_text_iter_get_slice (&start, &end);
      weights = list_weights (&start, &end);
      pango_layout_set_text (layout, text, -1);
      pango_layout_set_attributes (layout, weights);
      pango_layout_get_pixel_extents (layout, NULL, &extents);
      height += extents.height + gtk_text_view_get_pixels_above_lines (view) + gtk_text_view_get_pixels_below_lines (view);
    }
  return height;
}

static void
wabi_note_text_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                        int *natural_baseline)
{
  GTK_WIDGET_CLASS (wabi_note_text_parent_class)->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 60;
      *natural = USUAL_WIDTH;
    }
  else
    *minimum = *natural = count_height (GTK_TEXT_VIEW (widget), for_size > 0 ? for_size : USUAL_WIDTH);
}

static GtkSizeRequestMode
wabi_note_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
on_buffer_cb (WabiNoteText *self)
{
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "changed", G_CALLBACK (gtk_widget_queue_resize), self,
                           G_CONNECT_SWAPPED);
}

static void
wabi_note_text_class_init (WabiNoteTextClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = wabi_note_text_measure;
  GTK_WIDGET_CLASS (klass)->get_request_mode = wabi_note_text_get_request_mode;
}

static void
wabi_note_text_init (WabiNoteText *self)
{
  g_signal_connect (self, "notify::buffer", G_CALLBACK (on_buffer_cb), NULL);
  on_buffer_cb (self);
}
