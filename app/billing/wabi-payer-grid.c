// SPDX-License-Identifier: AGPL-3.0-or-later
// What the payer does when two services of one client overlap: a table in which a cell is changed by pressing it.

#include "wabi-payers-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"
#include "wabi-rule-members.h"

struct _WabiPayerGrid
{
  GtkWidget parent_instance;
  GtkGrid *grid;
  GtkLabel *source;

  WabiDesk *desk;
  WabiPayerTerms *terms;
};

G_DEFINE_FINAL_TYPE (WabiPayerGrid, wabi_payer_grid, GTK_TYPE_WIDGET)

static const struct
{
  WabiConcurrencyAction action;
  const char *label;
  const char *css;
} looks[] = {
  { WABI_CONCURRENCY_ALLOW, N_ ("Both"), "pair-allow" },
  { WABI_CONCURRENCY_DENY, N_ ("No"), "pair-deny" },
  { WABI_CONCURRENCY_PAY_HIGHER, N_ ("Higher"), "pair-higher" },
  { WABI_CONCURRENCY_SPLIT_LOWER, N_ ("Cut lower"), "pair-split" },
};

static void
on_cell_cb (GtkButton *button, WabiPayerGrid *self)
{
  const char *a = g_object_get_data (G_OBJECT (button), "a"), *b = g_object_get_data (G_OBJECT (button), "b");
  WabiConcurrencyAction action = wabi_concurrency_look_up (wabi_payer_terms_get_matrix (self->terms), a, b);

  wabi_payer_form_pair (self->desk, wabi_payer_terms_get_payer (self->terms), a, b, wabi_concurrency_action_name (action),
                        wabi_payer_terms_get_day (self->terms), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))));
}

static GtkWidget *
make_cell (WabiPayerGrid *self, const char *a, const char *b)
{
  WabiConcurrencyAction action = wabi_concurrency_look_up (wabi_payer_terms_get_matrix (self->terms), a, b);
  GtkWidget *button = gtk_button_new_with_label (_(looks[action].label));
  /* Translators: two service codes and what the payer does with them at one time: "97153 with 97155: Pays both" */
  g_autofree char *spoken = g_strdup_printf (_("%s with %s: %s"), a, b, wabi_rule_words (wabi_concurrency_action_name (action)));

  gtk_widget_add_css_class (button, "pair");
  gtk_widget_add_css_class (button, looks[action].css);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "a", g_strdup (a), g_free);
  g_object_set_data_full (G_OBJECT (button), "b", g_strdup (b), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_cell_cb), self);
  return button;
}

static GtkWidget *
make_heading (const WabiServiceCode *service, gboolean beside)
{
  GtkWidget *label = gtk_label_new (service->code);

  gtk_widget_add_css_class (label, "pair-heading");
  gtk_label_set_xalign (GTK_LABEL (label), beside ? 0 : 0.5f);
  gtk_widget_set_tooltip_text (label, wabi_service_get_name (service));
  return label;
}

static void
fill (WabiPayerGrid *self)
{
  GtkWidget *child;
  g_autoptr (GPtrArray) services = wabi_service_table_list (wabi_desk_get_services (self->desk), wabi_payer_terms_get_day (self->terms));
  guint n = services->len;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint row = 1; row < n; row++)
    {
      const WabiServiceCode *service = g_ptr_array_index (services, row);

      gtk_grid_attach (self->grid, make_heading (service, TRUE), 0, (int) row, 1, 1);
      /* What the code is stands where the other half of the table would repeat it. */
      child = gtk_label_new (wabi_service_get_name (service));
      gtk_label_set_xalign (GTK_LABEL (child), 0);
      gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      gtk_widget_set_hexpand (child, TRUE);
      gtk_widget_add_css_class (child, "small");
      gtk_widget_add_css_class (child, "secondary");
      gtk_widget_set_margin_start (child, 6);
      gtk_grid_attach (self->grid, child, (int) row + 1, (int) row, (int) (n - row), 1);
      for (guint column = 0; column < row; column++)
        gtk_grid_attach (self->grid, make_cell (self, ((const WabiServiceCode *) g_ptr_array_index (services, column))->code, service->code),
                         (int) column + 1, (int) row, 1, 1);
    }
  for (guint column = 0; column + 1 < n; column++)
    gtk_grid_attach (self->grid, make_heading (g_ptr_array_index (services, column), FALSE), (int) column + 1, 0, 1, 1);
}

void
wabi_payer_grid_show (WabiPayerGrid *self, WabiDesk *desk, WabiPayerTerms *terms)
{
  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->terms, wabi_payer_terms_free);
  self->terms = wabi_payer_terms_new_on (terms, wabi_payer_terms_get_day (terms));
  fill (self);
  gtk_label_set_label (self->source, wabi_payer_terms_get_matrix (self->terms)->source);
}

static void
wabi_payer_grid_dispose (GObject *object)
{
  WabiPayerGrid *self = WABI_PAYER_GRID (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PAYER_GRID);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->terms, wabi_payer_terms_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_payer_grid_parent_class)->dispose (object);
}

static void
wabi_payer_grid_class_init (WabiPayerGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_payer_grid_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-payer-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPayerGrid, grid);
  gtk_widget_class_bind_template_child (widget_class, WabiPayerGrid, source);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_payer_grid_init (WabiPayerGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
