// SPDX-License-Identifier: AGPL-3.0-or-later
// The box is drawn by CSS, the words by one layout that is kept until they change.

#include "wabi-line-chip-private.h"

#include "wabi-chip-private.h"
#include "wabi-widget-color.h"

struct _WabiLineChip
{
  GtkWidget parent_instance;

  WabiSegment *segment;
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (WabiLineChip, wabi_line_chip, GTK_TYPE_WIDGET)

static const char *
choose_sign (const WabiSegmentInfo *info)
{
  if (info->level == WABI_MARK_BLOCKED)
    return "✕ ";
  if (info->level == WABI_MARK_WARNING)
    return "! ";
  return info->state == WABI_SEGMENT_COMPLETED ? "✓ " : info->state == WABI_SEGMENT_IN_SESSION ? "● " : "";
}

static PangoLayout *
build_layout (WabiLineChip *self)
{
  const WabiSegmentInfo *info = wabi_segment_get_info (self->segment);
  g_autoptr (GString) text = g_string_new (choose_sign (info));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  if (info->lead)
    g_string_append_printf (text, "%s ", info->lead);
  bold->start_index = text->len;
  g_string_append (text, info->title);
  bold->end_index = text->len;
  pango_attr_list_insert (attributes, bold);
  if (info->repeats)
    g_string_append (text, " ↻");
  if (info->state == WABI_SEGMENT_CANCELLED)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_text (layout, text->str, (int)text->len);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
wabi_line_chip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WabiLineChip *self = WABI_LINE_CHIP (widget);
  int width = gtk_widget_get_width (widget), height;
  GdkRGBA color;

  if (!self->segment || width <= 0)
    return;
  if (!self->layout)
    self->layout = build_layout (self);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  wabi_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float)(gtk_widget_get_height (widget) - height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
wabi_line_chip_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (wabi_line_chip_parent_class)->css_changed (widget, change);
  g_clear_object (&WABI_LINE_CHIP (widget)->layout);
}

static void
wabi_line_chip_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  g_clear_object (&WABI_LINE_CHIP (widget)->layout);
}

static gboolean
wabi_line_chip_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  WabiLineChip *self = WABI_LINE_CHIP (widget);
  GtkWidget *cell = gtk_widget_get_parent (widget);
  graphene_rect_t bounds;

  if (self->segment)
    gtk_tooltip_set_text (tooltip, wabi_segment_get_info (self->segment)->spoken);
  /* Below the whole cell: over it, it would hide the other sessions of the day. */
  if (cell && gtk_widget_compute_bounds (cell, widget, &bounds))
    gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height });
  return self->segment != NULL;
}

static void
wabi_line_chip_dispose (GObject *object)
{
  WabiLineChip *self = WABI_LINE_CHIP (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->segment);
  G_OBJECT_CLASS (wabi_line_chip_parent_class)->dispose (object);
}

static void
wabi_line_chip_class_init (WabiLineChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_line_chip_dispose;
  widget_class->snapshot = wabi_line_chip_snapshot;
  widget_class->css_changed = wabi_line_chip_css_changed;
  widget_class->direction_changed = wabi_line_chip_direction_changed;
  widget_class->query_tooltip = wabi_line_chip_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
wabi_line_chip_init (WabiLineChip *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
wabi_line_chip_new (void)
{
  return g_object_new (WABI_TYPE_LINE_CHIP, NULL);
}

/* All classes at once: each change of one would match the style sheet anew. */
static void
set_classes (WabiLineChip *self, const WabiSegmentInfo *info, gboolean picked)
{
  const char *classes[] = { "line", wabi_service_to_css_class (info->service), wabi_segment_state_to_css_class (info->state),
                            picked ? "picked" : NULL, NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}

void
wabi_line_chip_set_segment (WabiLineChip *self, WabiSegment *segment, gboolean selected, gboolean picked)
{
  const WabiSegmentInfo *info = wabi_segment_get_info (segment);

  g_return_if_fail (WABI_IS_LINE_CHIP (self));

  set_classes (self, info, picked);
  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected || picked, -1);
  if (!g_set_object (&self->segment, segment))
    return;
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, info->spoken, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

WabiSegment *
wabi_line_chip_get_segment (WabiLineChip *self)
{
  return self->segment;
}
