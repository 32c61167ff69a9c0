// SPDX-License-Identifier: AGPL-3.0-or-later
// A chip takes any size: it shows as many whole lines as there is room for, and says the rest in its tooltip.

#include "wabi-chip-private.h"

#include <glib/gi18n-lib.h>

#define ICON_ROOM 60

struct _WabiChip
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *icon;
  WabiSegment *segment;
};

static const struct
{
  const char *css_class;
  const char *icon;
} states[] = {
  [WABI_SEGMENT_BOOKED] = { "booked", NULL },
  [WABI_SEGMENT_ARRIVED] = { "arrived", "wabi-arrived-symbolic" },
  [WABI_SEGMENT_IN_SESSION] = { "in-session", "wabi-live-symbolic" },
  [WABI_SEGMENT_COMPLETED] = { "completed", "wabi-check-symbolic" },
  [WABI_SEGMENT_CANCELLED] = { "cancelled", NULL },
  [WABI_SEGMENT_PENDING] = { "pending", "wabi-dots-symbolic" },
  [WABI_SEGMENT_PROPOSAL] = { "proposal", "wabi-question-symbolic" },
  [WABI_SEGMENT_DRAFT] = { "draft", NULL },
  [WABI_SEGMENT_BLOCK] = { "block", NULL },
  [WABI_SEGMENT_PLAN] = { "plan", NULL },
};

enum
{
  INTENT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiChip, wabi_chip, GTK_TYPE_WIDGET)

static const char *
choose_icon (const WabiSegmentInfo *info)
{
  if (info->level == WABI_MARK_BLOCKED)
    return "wabi-cross-symbolic";
  if (info->level == WABI_MARK_WARNING)
    return "wabi-exclamation-symbolic";
  return states[info->state].icon == NULL && info->repeats ? "media-playlist-repeat-symbolic" : states[info->state].icon;
}

static void
swap_class (WabiChip *self, const char *old, const char *now)
{
  if (g_strcmp0 (old, now) == 0)
    return;
  if (old)
    gtk_widget_remove_css_class (GTK_WIDGET (self), old);
  if (now)
    gtk_widget_add_css_class (GTK_WIDGET (self), now);
}

static const char *
level_class (const WabiSegmentInfo *info)
{
  return info->level == WABI_MARK_BLOCKED ? "blocked" : info->level == WABI_MARK_WARNING ? "warning" : NULL;
}

static int
measure_height (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
wabi_chip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
wabi_chip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WabiChip *self = WABI_CHIP (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean has_icon = gtk_widget_get_visible (self->icon) && width >= ICON_ROOM;
  int icon_size = 0, line, title_width, title_height, rest;

  gtk_widget_set_child_visible (self->icon, has_icon);
  if (has_icon)
    {
      gtk_widget_measure (self->icon, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &icon_size, NULL, NULL);
      gtk_widget_size_allocate (self->icon,
                                &(GtkAllocation){ rtl ? 0 : width - icon_size, 0, icon_size, icon_size }, -1);
    }
  title_width = MAX (width - (has_icon ? icon_size + 3 : 0), 1);
  line = measure_height (self->title, 10000);
  title_height = MIN (measure_height (self->title, title_width), MAX (height / MAX (line, 1), 1) * line);
  gtk_widget_size_allocate (
      self->title,
      &(GtkAllocation){ rtl ? width - title_width : 0, 0, title_width, MAX (title_height, line) }, -1);

  rest = height - title_height;
  line = measure_height (self->subtitle, 10000);
  gtk_widget_set_child_visible (self->subtitle, rest >= line);
  if (rest >= line)
    gtk_widget_size_allocate (self->subtitle, &(GtkAllocation){ 0, title_height, width, rest / line * line },
                              -1);
}

/* Setting a tooltip's text asks the display server where the pointer is, for each chip: so say it when asked.
 */
static gboolean
wabi_chip_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  WabiChip *self = WABI_CHIP (widget);

  if (!self->segment)
    return FALSE;
  gtk_tooltip_set_text (tooltip, wabi_segment_get_info (self->segment)->spoken);
  return TRUE;
}

static GtkSizeRequestMode
wabi_chip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
on_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[INTENT], 0, action + strlen ("chip."));
}

static void
wabi_chip_dispose (GObject *object)
{
  WabiChip *self = WABI_CHIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_CHIP);
  g_clear_object (&self->segment);
  G_OBJECT_CLASS (wabi_chip_parent_class)->dispose (object);
}

static void
wabi_chip_class_init (WabiChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_chip_dispose;
  widget_class->measure = wabi_chip_measure;
  widget_class->size_allocate = wabi_chip_size_allocate;
  widget_class->get_request_mode = wabi_chip_get_request_mode;
  widget_class->query_tooltip = wabi_chip_query_tooltip;

  signals[INTENT] = g_signal_new ("intent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "chip.open", NULL, on_action_cb);
  gtk_widget_class_install_action (widget_class, "chip.cancel", NULL, on_action_cb);
  gtk_widget_class_install_action (widget_class, "chip.menu", NULL, on_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiChip, title);
  gtk_widget_class_bind_template_child (widget_class, WabiChip, subtitle);
  gtk_widget_class_bind_template_child (widget_class, WabiChip, icon);
  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
wabi_chip_init (WabiChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_chip_new (void)
{
  return g_object_new (WABI_TYPE_CHIP, NULL);
}

void
wabi_chip_set_segment (WabiChip *self, WabiSegment *segment)
{
  const WabiSegmentInfo *info, *old;

  g_return_if_fail (WABI_IS_CHIP (self));
  g_return_if_fail (WABI_IS_SEGMENT (segment));

  if (self->segment == segment)
    return;
  info = wabi_segment_get_info (segment);
  old = self->segment ? wabi_segment_get_info (self->segment) : NULL;
  swap_class (self, old ? states[old->state].css_class : NULL, states[info->state].css_class);
  swap_class (self, old ? wabi_service_to_css_class (old->service) : NULL,
              wabi_service_to_css_class (info->service));
  swap_class (self, old ? level_class (old) : NULL, level_class (info));
  gtk_label_set_text (GTK_LABEL (self->title), info->title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), info->subtitle ? info->subtitle : "");
  gtk_widget_set_visible (self->icon, choose_icon (info) != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), choose_icon (info));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, info->spoken, -1);
  g_set_object (&self->segment, segment);
}

WabiSegment *
wabi_chip_get_segment (WabiChip *self)
{
  g_return_val_if_fail (WABI_IS_CHIP (self), NULL);

  return self->segment;
}

const char *
wabi_segment_state_to_css_class (WabiSegmentState state)
{
  return states[state].css_class;
}

void
wabi_chip_set_picked (WabiChip *self, gboolean picked)
{
  g_return_if_fail (WABI_IS_CHIP (self));

  if (picked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "picked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "picked");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               picked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

void
wabi_chip_set_selected (WabiChip *self, gboolean selected)
{
  g_return_if_fail (WABI_IS_CHIP (self));

  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}
