// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines are children, so that they have focus, color and a voice; the rest is drawn.

#include "wabi-day-cell-private.h"

#include "wabi-widget-color.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAD 5
#define HEAD 20
#define BAR 7
#define DETAIL 17

struct _WabiDayCell
{
  GtkWidget parent_instance;

  guint row;
  guint column;
  WabiMatrixCell info;
  GPtrArray *segments; /* all of them */
  GPtrArray *chips;    /* widgets, the first "shown" of them in use */
  guint fitting;
};

G_DEFINE_FINAL_TYPE (WabiDayCell, wabi_day_cell, GTK_TYPE_WIDGET)

static gboolean
has_head (const WabiMatrixCell *info)
{
  return info->heading != NULL || info->note != NULL;
}

static gboolean
has_bar (const WabiMatrixCell *info)
{
  return info->room > 0 || info->filled > 0 || info->planned > 0;
}

static int
count_lines (const char *text)
{
  int n = text != NULL ? 1 : 0;

  for (const char *at = text; at != NULL && (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

static int
measure_top (const WabiMatrixCell *info)
{
  return PAD + (has_head (info) ? HEAD : 0) + (has_bar (info) ? BAR + 3 : 0) + DETAIL * count_lines (info->detail);
}

int
wabi_day_cell_measure (const WabiMatrixCell *info, guint n_segments)
{
  return measure_top (info) + (int)n_segments * WABI_CELL_LINE + PAD;
}

/* As many as fit; where they do not all fit, the last line says how many more. */
static guint
count_fitting (WabiDayCell *self, int height)
{
  int room = MAX (height - measure_top (&self->info) - PAD + 3, 0) / WABI_CELL_LINE;

  if (room >= (int)self->segments->len)
    return self->segments->len;
  return (guint)MAX (room - 1, 0);
}

static void
measure_nothing (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
wabi_day_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WabiDayCell *self = WABI_DAY_CELL (widget);
  int y = measure_top (&self->info);

  self->fitting = count_fitting (self, height);
  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);

      gtk_widget_set_child_visible (chip, i < self->fitting);
      if (i < self->fitting)
        gtk_widget_size_allocate (chip, &(GtkAllocation){ 3, y, MAX (width - 6, 1), WABI_CELL_LINE - 2 }, -1);
      y += WABI_CELL_LINE;
    }
}

static int
draw_text (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, int x, int y, int width, PangoWeight weight, double alpha,
           double scale)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA color;
  int text_width;

  wabi_widget_get_color (widget, &color);
  color.alpha *= (float)alpha;
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
  pango_layout_get_pixel_size (layout, &text_width, NULL);
  return text_width;
}

/* Booked minutes on the track of working ones; what is beyond them is of another color and has an edge. */
static void
draw_bar (WabiDayCell *self, GtkSnapshot *snapshot, int y, int width)
{
  int taken = self->info.filled + self->info.planned, most = MAX (MAX (self->info.room, taken), 1);
  float track = (float)width * (float)self->info.room / (float)most;
  float filled = (float)width * (float)MIN (self->info.filled, self->info.room) / (float)most;
  GskRoundedRect outline;
  float planned = (float)width * (float)MIN (taken, self->info.room) / (float)most;
  GdkRGBA color, accent = { 0.48f, 0.31f, 0.75f, 1 }, over = { 0.88f, 0.11f, 0.14f, 1 }, lighter = accent;

  wabi_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= 0.16f;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (PAD, (float)y, (float)width, BAR), BAR / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (PAD, (float)y, track, BAR));
  lighter.alpha = 0.45f;
  if (planned > filled)
    gtk_snapshot_append_color (snapshot, &lighter, &GRAPHENE_RECT_INIT (PAD + filled, (float)y, planned - filled, BAR));
  if (filled > 0)
    gtk_snapshot_append_color (snapshot, &accent, &GRAPHENE_RECT_INIT (PAD, (float)y, filled, BAR));
  if (taken > self->info.room)
    gtk_snapshot_append_color (snapshot, &over, &GRAPHENE_RECT_INIT (PAD + track, (float)y, (float)width - track, BAR));
  gtk_snapshot_pop (snapshot);
}

static void
wabi_day_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WabiDayCell *self = WABI_DAY_CELL (widget);
  int width = gtk_widget_get_width (widget), y = PAD - 1, x = PAD + 1;
  double alpha = self->info.dim ? 0.55 : 1;

  if (self->info.heading != NULL)
    x += draw_text (widget, snapshot, self->info.heading, x, y, width - x - PAD, PANGO_WEIGHT_BOLD, alpha, 1) + 6;
  if (self->info.note != NULL && width - x > 12)
    draw_text (widget, snapshot, self->info.note, x, y + 1, width - x - PAD, PANGO_WEIGHT_NORMAL, 0.75 * alpha, 0.9);
  y += has_head (&self->info) ? HEAD : 0;
  if (has_bar (&self->info))
    {
      draw_bar (self, snapshot, y + 1, MAX (width - 2 * PAD, 1));
      y += BAR + 3;
    }
  if (self->info.detail != NULL)
    draw_text (widget, snapshot, self->info.detail, PAD + 1, y, width - 2 * PAD, PANGO_WEIGHT_NORMAL, 0.75, 0.86);
  for (guint i = 0; i < self->fitting && i < self->chips->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->chips, i), snapshot);
  if (self->fitting < self->segments->len)
    {
      /* Translators: how many sessions of a day there was no room for */
      g_autofree char *more = g_strdup_printf (_ ("%u more"), self->segments->len - self->fitting);

      draw_text (widget, snapshot, more, PAD + 4, measure_top (&self->info) + (int)self->fitting * WABI_CELL_LINE + 1,
                 width - 2 * PAD, PANGO_WEIGHT_SEMIBOLD, 0.8, 0.88);
    }
}

static void
free_info (WabiMatrixCell *info)
{
  g_free ((char *)info->heading);
  g_free ((char *)info->note);
  g_free ((char *)info->detail);
  g_free ((char *)info->spoken);
}

static void
wabi_day_cell_dispose (GObject *object)
{
  WabiDayCell *self = WABI_DAY_CELL (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->chips, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (wabi_day_cell_parent_class)->dispose (object);
}

static void
wabi_day_cell_finalize (GObject *object)
{
  WabiDayCell *self = WABI_DAY_CELL (object);

  free_info (&self->info);
  g_ptr_array_unref (self->chips);
  g_ptr_array_unref (self->segments);
  G_OBJECT_CLASS (wabi_day_cell_parent_class)->finalize (object);
}

static void
wabi_day_cell_class_init (WabiDayCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_day_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_day_cell_finalize;
  widget_class->measure = measure_nothing;
  widget_class->size_allocate = wabi_day_cell_size_allocate;
  widget_class->snapshot = wabi_day_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "daycell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
wabi_day_cell_init (WabiDayCell *self)
{
  self->segments = g_ptr_array_new_with_free_func (g_object_unref);
  self->chips = g_ptr_array_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
wabi_day_cell_new (void)
{
  return g_object_new (WABI_TYPE_DAY_CELL, NULL);
}

static void
toggle_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
fit_chips (WabiDayCell *self)
{
  while (self->chips->len < self->segments->len)
    {
      GtkWidget *chip = wabi_line_chip_new ();

      gtk_widget_set_parent (chip, GTK_WIDGET (self));
      g_ptr_array_add (self->chips, chip);
    }
  while (self->chips->len > self->segments->len)
    gtk_widget_unparent (g_ptr_array_steal_index (self->chips, self->chips->len - 1));
}

void
wabi_day_cell_show (WabiDayCell *self, guint row, guint column, const WabiMatrixCell *info, GPtrArray *segments)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->row = row;
  self->column = column;
  free_info (&self->info);
  self->info = *info;
  self->info.heading = g_strdup (info->heading);
  self->info.note = g_strdup (info->note);
  self->info.detail = g_strdup (info->detail);
  self->info.spoken = g_strdup (info->spoken);
  g_ptr_array_set_size (self->segments, 0);
  for (guint i = 0; i < segments->len; i++)
    g_ptr_array_add (self->segments, g_object_ref (g_ptr_array_index (segments, i)));
  fit_chips (self);
  toggle_class (widget, "today", info->today);
  toggle_class (widget, "dim", info->dim);
  toggle_class (widget, "closed", info->closed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, info->spoken != NULL ? info->spoken : "", -1);
  gtk_widget_queue_allocate (widget);
  gtk_widget_queue_draw (widget);
}

void
wabi_day_cell_mark (WabiDayCell *self, const char *selected, WabiPicks *picks)
{
  for (guint i = 0; i < self->segments->len; i++)
    {
      WabiSegment *segment = g_ptr_array_index (self->segments, i);
      const char *id = wabi_segment_get_info (segment)->id;

      wabi_line_chip_set_segment (g_ptr_array_index (self->chips, i), segment, g_strcmp0 (id, selected) == 0,
                                  picks != NULL && wabi_picks_count (picks) > 1 && wabi_picks_has (picks, id));
    }
}

void
wabi_day_cell_get_place (WabiDayCell *self, guint *row, guint *column)
{
  *row = self->row;
  *column = self->column;
}

WabiLineChip *
wabi_day_cell_find (WabiDayCell *self, const char *id)
{
  for (guint i = 0; i < self->segments->len; i++)
    if (g_strcmp0 (wabi_segment_get_info (g_ptr_array_index (self->segments, i))->id, id) == 0)
      return g_ptr_array_index (self->chips, i);
  return NULL;
}

gboolean
wabi_day_cell_is_more (WabiDayCell *self, double y)
{
  return self->fitting < self->segments->len && y >= measure_top (&self->info) + (int)self->fitting * WABI_CELL_LINE;
}
