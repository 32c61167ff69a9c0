// SPDX-License-Identifier: AGPL-3.0-or-later
// A row of squares; the whole row is one accessible image with a summary, not two dozen.

#include "wabi-trial-strip.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 24

struct _WabiTrialStrip
{
  GtkWidget parent_instance;

  GtkWidget *more;
  GPtrArray *squares;
  GArray *shown;
};

typedef struct
{
  const char *css_class;
  const char *icon;
} SquareLook;

static const SquareLook looks[] = {
  [WABI_TRIAL_OPEN] = { "open", NULL },
  [WABI_TRIAL_CORRECT] = { "correct", "wabi-check-symbolic" },
  [WABI_TRIAL_PROMPTED] = { "prompted", "wabi-letter-p-symbolic" },
  [WABI_TRIAL_INCORRECT] = { "incorrect", "wabi-cross-symbolic" },
  [WABI_TRIAL_NO_RESPONSE] = { "no-response", "wabi-dash-symbolic" },
};

G_DEFINE_FINAL_TYPE (WabiTrialStrip, wabi_trial_strip, GTK_TYPE_WIDGET)

static void
show_square (WabiTrialStrip *self, guint index, WabiTrialMark mark)
{
  WabiTrialMark *old;
  GtkWidget *square;

  if (index == self->squares->len)
    {
      square = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "css-name",
                             "trial", NULL);
      gtk_widget_set_parent (square, GTK_WIDGET (self));
      g_ptr_array_add (self->squares, square);
      g_array_append_val (self->shown, mark);
    }
  square = g_ptr_array_index (self->squares, index);
  old = &g_array_index (self->shown, WabiTrialMark, index);
  gtk_widget_remove_css_class (square, looks[*old].css_class);
  gtk_widget_add_css_class (square, looks[mark].css_class);
  if (looks[mark].icon)
    gtk_image_set_from_icon_name (GTK_IMAGE (square), looks[mark].icon);
  else
    gtk_image_clear (GTK_IMAGE (square));
  *old = mark;
}

static void
summarise (WabiTrialStrip *self, const WabiTrialMark *marks, guint n_marks)
{
  guint counts[G_N_ELEMENTS (looks)] = { 0 };
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_marks; i++)
    counts[marks[i]]++;
  text = g_strdup_printf (_ ("%u trials: %u correct, %u prompted, %u incorrect, %u without response"),
                          n_marks, counts[WABI_TRIAL_CORRECT], counts[WABI_TRIAL_PROMPTED],
                          counts[WABI_TRIAL_INCORRECT], counts[WABI_TRIAL_NO_RESPONSE]);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
wabi_trial_strip_dispose (GObject *object)
{
  WabiTrialStrip *self = WABI_TRIAL_STRIP (object);

  g_clear_pointer (&self->squares, g_ptr_array_unref);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  G_OBJECT_CLASS (wabi_trial_strip_parent_class)->dispose (object);
}

static void
wabi_trial_strip_finalize (GObject *object)
{
  g_array_unref (WABI_TRIAL_STRIP (object)->shown);
  G_OBJECT_CLASS (wabi_trial_strip_parent_class)->finalize (object);
}

static void
wabi_trial_strip_class_init (WabiTrialStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_trial_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_trial_strip_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "trialstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
wabi_trial_strip_init (WabiTrialStrip *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 5);
  self->squares = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_widget_unparent);
  self->shown = g_array_new (FALSE, TRUE, sizeof (WabiTrialMark));
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "caption");
  gtk_widget_add_css_class (self->more, "secondary");
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
}

GtkWidget *
wabi_trial_strip_new (void)
{
  return g_object_new (WABI_TYPE_TRIAL_STRIP, NULL);
}

void
wabi_trial_strip_set_trials (WabiTrialStrip *self, const WabiTrialMark *marks, guint n_marks, guint expected)
{
  guint total, skipped, shown;

  g_return_if_fail (WABI_IS_TRIAL_STRIP (self));
  g_return_if_fail (marks != NULL || n_marks == 0);

  total = MAX (n_marks, expected);
  skipped = total > MAX_SHOWN ? MIN (total - MAX_SHOWN, n_marks) : 0;
  shown = MIN (total - skipped, MAX_SHOWN);
  for (guint i = 0; i < shown; i++)
    show_square (self, i, i + skipped < n_marks ? marks[i + skipped] : WABI_TRIAL_OPEN);
  if (self->squares->len > shown)
    {
      g_array_set_size (self->shown, shown);
      g_ptr_array_set_size (self->squares, (int)shown);
    }
  if (skipped > 0)
    {
      g_autofree char *text = g_strdup_printf ("+%u", skipped);

      gtk_label_set_text (GTK_LABEL (self->more), text);
    }
  gtk_widget_set_visible (self->more, skipped > 0);
  summarise (self, marks, n_marks);
}
