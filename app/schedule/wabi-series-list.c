// SPDX-License-Identifier: AGPL-3.0-or-later
// All sessions of a series in a list, from each of which the way leads to the schedule.

#include "wabi-series-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-schedule-init.h"
#include "wabi-series-acts.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

struct _WabiSeriesList
{
  AdwWindow parent_instance;
  GtkLabel *summary;
  GtkListBox *list;
  GtkWidget *change;
};

G_DEFINE_FINAL_TYPE (WabiSeriesList, wabi_series_list, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  CHANGE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_row_activated_cb (WabiSeriesList *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "wabi-visit"));

  g_signal_emit (self, signals[CHOSEN], 0, id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_change_clicked_cb (WabiSeriesList *self)
{
  g_signal_emit (self, signals[CHANGE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
new_label (const char *text, const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_row (WabiDesk *desk, WabiRecord *visit)
{
  const char *zone = wabi_desk_get_zone (desk);
  gint64 starts_at = wabi_record_get_int (visit, "starts_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, starts_at)), *range = wabi_format_range (zone, starts_at, wabi_record_get_int (visit, "ends_at"));
  g_autofree char *state = wabi_visit_dup_state (visit), *own = NULL, *words = NULL;
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *time = new_label (range, "numeric", 0);
  GtkWidget *last;

  own = wabi_record_get_bool (visit, "detached") ? g_strdup_printf (_("%s · changed by itself"), state) : g_strdup (state);
  last = new_label (own, "secondary", 1);
  gtk_label_set_width_chars (GTK_LABEL (time), 16);
  gtk_widget_set_hexpand (last, TRUE);
  gtk_box_append (GTK_BOX (box), new_label (day, "heading", 0));
  gtk_label_set_width_chars (GTK_LABEL (gtk_widget_get_first_child (box)), 12);
  gtk_box_append (GTK_BOX (box), time);
  gtk_box_append (GTK_BOX (box), last);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  words = g_strdup_printf ("%s, %s, %s", day, range, own);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (row), "wabi-visit", g_strdup (wabi_record_get_id (visit)), g_free);
  return row;
}

static void
fill (WabiSeriesList *self, WabiDesk *desk, WabiRecord *chosen)
{
  g_autoptr (WabiRecord) series = wabi_desk_get (desk, &wabi_kind_series, wabi_record_get_text (chosen, "series"));
  g_autoptr (GPtrArray) visits = wabi_series_list (wabi_desk_get_view (desk), wabi_record_get_text (chosen, "series"));
  g_autofree char *summary = series != NULL ? wabi_series_dup_summary (desk, series) : NULL;

  g_autoptr (WabiRecord) going_on = wabi_series_get_of (desk, chosen);

  gtk_widget_set_visible (self->change, going_on != NULL && wabi_visit_may (desk, "series.change"));
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);
      GtkWidget *row = make_row (desk, visit);

      gtk_list_box_append (self->list, row);
      if (strcmp (wabi_record_get_id (visit), wabi_record_get_id (chosen)) == 0)
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    }
}

WabiSeriesList *
wabi_series_list_present (WabiDesk *desk, WabiRecord *visit, GtkWindow *parent)
{
  WabiSeriesList *self = g_object_new (WABI_TYPE_SERIES_LIST, NULL);
  GtkListBoxRow *row;

  fill (self, desk, visit);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  return self;
}

static void
wabi_series_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_SERIES_LIST);
  G_OBJECT_CLASS (wabi_series_list_parent_class)->dispose (object);
}

static void
wabi_series_list_class_init (WabiSeriesListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_series_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGE] = g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-series-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiSeriesList, summary);
  gtk_widget_class_bind_template_child (widget_class, WabiSeriesList, list);
  gtk_widget_class_bind_template_child (widget_class, WabiSeriesList, change);
  gtk_widget_class_bind_template_callback (widget_class, on_change_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
}

static void
wabi_series_list_init (WabiSeriesList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
