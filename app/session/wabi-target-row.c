// SPDX-License-Identifier: AGPL-3.0-or-later
// One target in the list of a running session.

#include "wabi-target-row.h"

#include <glib/gi18n-lib.h>

#include "wabi-badge.h"
#include "wabi-unit-bar.h"

struct _WabiTargetRow
{
  GtkListBoxRow parent_instance;
  GtkLabel *name, *detail, *count;
  WabiUnitBar *bar;
  WabiBadge *badge;
};

G_DEFINE_FINAL_TYPE (WabiTargetRow, wabi_target_row, GTK_TYPE_LIST_BOX_ROW)

static void
wabi_target_row_class_init (WabiTargetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-target-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiTargetRow, name);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetRow, detail);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetRow, count);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetRow, bar);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetRow, badge);
}

static void
wabi_target_row_init (WabiTargetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_target_row_new (void)
{
  return g_object_new (WABI_TYPE_TARGET_ROW, NULL);
}

void
wabi_target_row_show (WabiTargetRow *self, const WabiBookTarget *target)
{
  const char *name = wabi_record_get_text (target->record, "name");
  const char *prompt = wabi_prompt_words (wabi_record_get_text (target->record, "prompt_level"));
  gboolean probe = wabi_record_is (target->record, "status", "probe") && target->trials == 0;
  gboolean done = target->trials >= target->planned;
  g_autofree char *detail = g_strdup_printf ("%s · %s", target->program != NULL ? target->program : _("No program"),
                                             probe ? _("probe first") : prompt != NULL ? prompt : _("no prompt level"));
  /* Translators: trials done of trials planned */
  g_autofree char *count = g_strdup_printf (_("%d of %d"), target->trials, target->planned);
  g_autofree char *said = g_strdup_printf (_("%s, %s, %s trials"), name, detail, count);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->detail, detail);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), !probe && !done);
  wabi_unit_bar_set_fraction (self->bar, MIN (1.0, (double) target->trials / MAX (target->planned, 1)));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !probe && !done);
  wabi_badge_set_kind (self->badge, done ? WABI_BADGE_OK : WABI_BADGE_NEUTRAL);
  wabi_badge_set_text (self->badge, done ? _("Done") : probe ? _("Probe") : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

const char *
wabi_prompt_words (const char *level)
{
  static const struct
  {
    const char *level, *words;
  } all[] = { { "independent", N_ ("Independent") },
              { "gesture", N_ ("Gesture") },
              { "partial", N_ ("Partial physical") },
              { "full", N_ ("Full physical") } };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (level, all[i].level) == 0)
      return _(all[i].words);
  return NULL;
}
