// SPDX-License-Identifier: AGPL-3.0-or-later
// How the units of an authorization go down, drawn with the colors that CSS gives the widget.

#include "wabi-burn-down.h"

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"
#include "wabi-widget-color.h"
#include "wabi-words.h"

#define HEIGHT 84
#define EDGE 3
#define FOOT 18

struct _WabiBurnDown
{
  GtkWidget parent_instance;
  GArray *weeks;
  WabiDay from, to, today;
  int approved;
};

G_DEFINE_FINAL_TYPE (WabiBurnDown, wabi_burn_down, GTK_TYPE_WIDGET)

typedef struct
{
  double left, top, width, height;
} Field;

static double
get_x (WabiBurnDown *self, const Field *field, WabiDay day)
{
  double at = (double) (day - self->from + 1) / MAX (1, self->to - self->from + 1);

  return field->left + CLAMP (at, 0, 1) * field->width;
}

static double
get_y (WabiBurnDown *self, const Field *field, int used)
{
  double left = CLAMP (1 - (double) used / MAX (1, self->approved), 0, 1);

  return field->top + (1 - left) * field->height;
}

static void
set_color (cairo_t *cr, const GdkRGBA *color, double alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

static void
draw_frame (WabiBurnDown *self, cairo_t *cr, const Field *field, const GdkRGBA *text)
{
  static const double dashes[] = { 4, 4 };
  double x = get_x (self, field, self->today);

  set_color (cr, text, 0.3);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, field->left + 0.5, field->top);
  cairo_line_to (cr, field->left + 0.5, field->top + field->height + 0.5);
  cairo_line_to (cr, field->left + field->width, field->top + field->height + 0.5);
  cairo_stroke (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, field->left, field->top);
  cairo_line_to (cr, field->left + field->width, field->top + field->height);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (self->today < self->from || self->today > self->to)
    return;
  cairo_move_to (cr, x, field->top);
  cairo_line_to (cr, x, field->top + field->height);
  cairo_stroke (cr);
}

/* @past: what was used, up to today; else what is left when the booked visits are held, from today on. */
static void
draw_line (WabiBurnDown *self, cairo_t *cr, const Field *field, gboolean past)
{
  gboolean begun = FALSE;
  int used = 0;

  for (guint i = 0; i < self->weeks->len; i++)
    {
      const WabiLedgerWeek *week = &g_array_index (self->weeks, WabiLedgerWeek, i);
      WabiDay day = past ? MIN (week->day, self->today) : week->day;

      used = past ? week->used : week->planned;
      /* What is booked goes on where what was used ends. */
      if (!past && !begun && week->day >= self->today)
        {
          cairo_move_to (cr, get_x (self, field, MAX (self->today, self->from - 1)), get_y (self, field, week->used));
          begun = TRUE;
        }
      if (past ? i > 0 && g_array_index (self->weeks, WabiLedgerWeek, i - 1).day >= self->today : week->day < self->today)
        continue;
      if (!begun)
        cairo_move_to (cr, get_x (self, field, day), get_y (self, field, used));
      else
        cairo_line_to (cr, get_x (self, field, day), get_y (self, field, used));
      begun = TRUE;
    }
  cairo_stroke (cr);
}

static void
draw_words (WabiBurnDown *self, GtkSnapshot *snapshot, const Field *field, const GdkRGBA *text)
{
  g_autofree char *first = wabi_words_day (self->from), *last = wabi_words_day (self->to);
  GdkRGBA color = *text;
  int width;

  color.alpha *= 0.7f;
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), i == 0 ? first : last);

      pango_layout_get_pixel_size (layout, &width, NULL);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (i == 0 ? field->left : field->left + field->width - width),
                                                              (float) (field->top + field->height + 2)));
      gtk_snapshot_append_layout (snapshot, layout, &color);
      gtk_snapshot_restore (snapshot);
    }
}

static void
wabi_burn_down_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WabiBurnDown *self = WABI_BURN_DOWN (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  Field field = { EDGE, EDGE, MAX (1, width - 2 * EDGE), MAX (1, height - EDGE - FOOT) };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GdkRGBA text;

  wabi_widget_get_color (widget, &text);
  draw_frame (self, cr, &field, &text);
  set_color (cr, &text, 0.55);
  cairo_set_line_width (cr, 1.5);
  draw_line (self, cr, &field, FALSE);
  set_color (cr, &text, 1);
  cairo_set_line_width (cr, 2.5);
  draw_line (self, cr, &field, TRUE);
  cairo_destroy (cr);
  draw_words (self, snapshot, &field, &text);
}

static void
wabi_burn_down_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 360 : HEIGHT;
}

static void
wabi_burn_down_finalize (GObject *object)
{
  g_array_unref (WABI_BURN_DOWN (object)->weeks);
  G_OBJECT_CLASS (wabi_burn_down_parent_class)->finalize (object);
}

static void
wabi_burn_down_class_init (WabiBurnDownClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wabi_burn_down_finalize;
  widget_class->snapshot = wabi_burn_down_snapshot;
  widget_class->measure = wabi_burn_down_measure;
  gtk_widget_class_set_css_name (widget_class, "burndown");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wabi_burn_down_init (WabiBurnDown *self)
{
}

GtkWidget *
wabi_burn_down_new (const WabiAuthorization *auth, const WabiLedgerLine *line, WabiDay today)
{
  WabiBurnDown *self = g_object_new (WABI_TYPE_BURN_DOWN, NULL);
  const WabiLedgerWeek *end;
  g_autofree char *words = NULL;

  g_return_val_if_fail (line->weeks != NULL && line->weeks->len > 0, GTK_WIDGET (self));

  self->weeks = g_array_ref (line->weeks);
  self->from = auth->from;
  self->to = auth->to;
  self->today = today;
  self->approved = line->limit.approved;
  end = &g_array_index (line->weeks, WabiLedgerWeek, line->weeks->len - 1);
  words = g_strdup_printf (_("Burn-down of %s: %d of %d units used, an even pace would be %d; with what is booked %d are left at the end"),
                           line->limit.code, line->limit.opening + line->limit.delivered, line->limit.approved, line->pace.expected,
                           line->limit.approved - end->planned);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return GTK_WIDGET (self);
}
