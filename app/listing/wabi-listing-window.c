// SPDX-License-Identifier: AGPL-3.0-or-later
// A sheet on the screen, as labels that can be read out and copied.

#include "wabi-listing-window.h"

#include <glib/gi18n-lib.h>

#include "wabi-listing-private.h"
#include "wabi-listing-resources.h"

struct _WabiListingWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkBox *actions;
  GtkGrid *grid;

  WabiDesk *desk;
  WabiListing *sheet;
  char *name;
};

G_DEFINE_FINAL_TYPE (WabiListingWindow, wabi_listing_window, ADW_TYPE_WINDOW)

static void
add_label (WabiListingWindow *self, const char *text, int column, int row, int span, gboolean right, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), right ? 1 : 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), css == NULL);
  gtk_widget_set_hexpand (label, !right);
  gtk_widget_add_css_class (label, "numeric");
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  gtk_grid_attach (self->grid, label, column, row, span, 1);
}

static void
show_row (WabiListingWindow *self, const WabiListing *sheet, const WabiListingRow *row, int at)
{
  const char *css = row->style == WABI_ROW_PLAIN ? NULL : "heading";

  for (guint i = 0; i < row->cells->len; i++)
    {
      gboolean right = g_array_index (sheet->columns, WabiListingColumn, i).type != WABI_CELL_TEXT;
      int span = row->cells->len == 1 ? (int) sheet->columns->len : 1;
      const WabiListingCell *cell = &g_array_index (row->cells, WabiListingCell, i);

      if (cell->text != NULL && *cell->text != '\0')
        add_label (self, cell->text, (int) i, at, span, right, css);
    }
}

static void
show (WabiListingWindow *self)
{
  const WabiListing *sheet = self->sheet;
  int at = 0;

  adw_window_title_set_title (self->heading, sheet->title);
  adw_window_title_set_subtitle (self->heading, sheet->subtitle != NULL ? sheet->subtitle : "");
  gtk_window_set_title (GTK_WINDOW (self), sheet->title);
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const WabiListingColumn *column = &g_array_index (sheet->columns, WabiListingColumn, i);

      add_label (self, column->title, (int) i, at, 1, column->type != WABI_CELL_TEXT, "caption-heading");
    }
  for (guint i = 0; i < sheet->rows->len; i++)
    show_row (self, sheet, g_ptr_array_index (sheet->rows, i), ++at);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiListingWindow *self = WABI_LISTING_WINDOW (widget);

  wabi_listing_print (wabi_listing_ref (self->sheet), self->desk, GTK_WINDOW (self), FALSE);
}

static void
pdf_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiListingWindow *self = WABI_LISTING_WINDOW (widget);

  wabi_listing_ask (wabi_listing_ref (self->sheet), self->desk, GTK_WINDOW (self), WABI_LISTING_PDF, FALSE, self->name,
                  _ ("The PDF is saved. It may hold names: keep it where only staff can read it."));
}

static void
wabi_listing_window_dispose (GObject *object)
{
  WabiListingWindow *self = WABI_LISTING_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_LISTING_WINDOW);
  g_clear_pointer (&self->sheet, wabi_listing_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_listing_window_parent_class)->dispose (object);
}

static void
wabi_listing_window_class_init (WabiListingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_listing_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-listing-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiListingWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, WabiListingWindow, actions);
  gtk_widget_class_bind_template_child (widget_class, WabiListingWindow, grid);
  gtk_widget_class_install_action (widget_class, "listing.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "listing.pdf", NULL, pdf_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "listing.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "listing.pdf", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_listing_window_init (WabiListingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

WabiListingWindow *
wabi_listing_window_new (WabiDesk *desk, GtkWindow *parent, WabiListing *sheet, const char *name)
{
  WabiListingWindow *self;

  wabi_listing_register_resource ();
  self = g_object_new (WABI_TYPE_LISTING_WINDOW, "transient-for", parent, NULL);
  self->desk = g_object_ref (desk);
  self->name = g_strdup (name);
  self->sheet = sheet;
  show (self);
  return self;
}

GtkButton *
wabi_listing_window_add_button (WabiListingWindow *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_box_append (self->actions, button);
  return GTK_BUTTON (button);
}
