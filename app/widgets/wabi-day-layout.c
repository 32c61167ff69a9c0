// SPDX-License-Identifier: AGPL-3.0-or-later
// A layout manager whose children carry minutes and lanes. Allocation is arithmetic only.

#include "wabi-day-layout-private.h"

#define SIDE_GAP 3
#define CHIP_GAP 1
#define MIN_CHIP_HEIGHT 12

struct _WabiDayLayout
{
  GtkLayoutManager parent_instance;

  int first;
  int last;
  double scale;
};

#define WABI_TYPE_DAY_LAYOUT_CHILD (wabi_day_layout_child_get_type ())
G_DECLARE_FINAL_TYPE (WabiDayLayoutChild, wabi_day_layout_child, WABI, DAY_LAYOUT_CHILD, GtkLayoutChild)

struct _WabiDayLayoutChild
{
  GtkLayoutChild parent_instance;

  WabiDayBox box;
};

G_DEFINE_FINAL_TYPE (WabiDayLayoutChild, wabi_day_layout_child, GTK_TYPE_LAYOUT_CHILD)
G_DEFINE_FINAL_TYPE (WabiDayLayout, wabi_day_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
wabi_day_layout_child_class_init (WabiDayLayoutChildClass *klass)
{
}

static void
wabi_day_layout_child_init (WabiDayLayoutChild *self)
{
  self->box.lanes = 1;
  self->box.span = 1;
}

static GtkLayoutChild *
wabi_day_layout_create_layout_child (GtkLayoutManager *manager, GtkWidget *widget, GtkWidget *for_child)
{
  return g_object_new (WABI_TYPE_DAY_LAYOUT_CHILD, "layout-manager", manager, "child-widget", for_child,
                       NULL);
}

static void
wabi_day_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  WabiDayLayout *self = WABI_DAY_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = (int)(wabi_day_layout_get_y (self, self->last) + 0.5);
  else
    {
      *minimum = 0;
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
           child = gtk_widget_get_next_sibling (child))
        if (gtk_widget_should_layout (child) && wabi_day_layout_get_box (child)->placement == WABI_DAY_TICK)
          {
            int least;

            gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
            *minimum = MAX (*minimum, least);
          }
    }
  *natural = *minimum;
}

static GtkAllocation
place_box (WabiDayLayout *self, GtkWidget *child, const WabiDayBox *box, int width)
{
  int top = (int)(wabi_day_layout_get_y (self, MAX (box->start, self->first)) + 0.5);
  int bottom = (int)(wabi_day_layout_get_y (self, MIN (box->end, self->last)) + 0.5);
  int room = width - 2 * SIDE_GAP;
  int left = SIDE_GAP + room * box->lane / box->lanes;
  int right = SIDE_GAP + room * MIN (box->lane + box->span, box->lanes) / box->lanes;
  int own_width, own_height;

  if (box->placement == WABI_DAY_BAND)
    return (GtkAllocation){ 0, top, width, MAX (bottom - top, 0) };
  if (box->placement == WABI_DAY_CHIP)
    {
      if (box->lane > 0)
        left += 2;
      if (box->spill)
        right += room / box->lanes * 2 / 5;
      return (GtkAllocation){ left, top + CHIP_GAP, MAX (right - left, 6),
                              MAX (bottom - top - 2 * CHIP_GAP, MIN_CHIP_HEIGHT) };
    }
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &own_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &own_height, NULL, NULL, NULL);
  if (box->placement == WABI_DAY_LINE)
    return (GtkAllocation){ 0, top - own_height / 2, width, own_height };
  return (GtkAllocation){ width - own_width, top - own_height / 2, own_width, own_height };
}

static void
wabi_day_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  WabiDayLayout *self = WABI_DAY_LAYOUT (manager);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place;

      if (!gtk_widget_should_layout (child))
        continue;
      place = place_box (self, child, wabi_day_layout_get_box (child), width);
      if (rtl)
        place.x = width - place.x - place.width;
      gtk_widget_size_allocate (child, &place, -1);
    }
}

static void
wabi_day_layout_class_init (WabiDayLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->layout_child_type = WABI_TYPE_DAY_LAYOUT_CHILD;
  layout_class->create_layout_child = wabi_day_layout_create_layout_child;
  layout_class->measure = wabi_day_layout_measure;
  layout_class->allocate = wabi_day_layout_allocate;
}

static void
wabi_day_layout_init (WabiDayLayout *self)
{
  self->last = 1440;
  self->scale = 1;
}

void
wabi_day_layout_set_scale (WabiDayLayout *self, int first, int last, double scale)
{
  g_return_if_fail (WABI_IS_DAY_LAYOUT (self));
  g_return_if_fail (first < last && scale > 0);

  self->first = first;
  self->last = last;
  self->scale = scale;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

double
wabi_day_layout_get_y (WabiDayLayout *self, int minute)
{
  return (minute - self->first) * self->scale;
}

int
wabi_day_layout_get_minute (WabiDayLayout *self, double y)
{
  return CLAMP (self->first + (int)(y / self->scale), self->first, self->last);
}

static WabiDayLayoutChild *
get_layout_child (GtkWidget *child)
{
  GtkLayoutManager *manager = gtk_widget_get_layout_manager (gtk_widget_get_parent (child));

  return WABI_DAY_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (manager, child));
}

void
wabi_day_layout_place (GtkWidget *child, const WabiDayBox *box)
{
  WabiDayLayoutChild *layout_child = get_layout_child (child);

  if (memcmp (&layout_child->box, box, sizeof *box) == 0)
    return;
  layout_child->box = *box;
  layout_child->box.lanes = MAX (box->lanes, 1);
  layout_child->box.span = MAX (box->span, 1);
  gtk_layout_manager_layout_changed (gtk_layout_child_get_layout_manager (GTK_LAYOUT_CHILD (layout_child)));
}

const WabiDayBox *
wabi_day_layout_get_box (GtkWidget *child)
{
  return &get_layout_child (child)->box;
}
