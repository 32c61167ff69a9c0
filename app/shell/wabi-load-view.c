// SPDX-License-Identifier: AGPL-3.0-or-later
// The first load on this machine: how far it is, and the way past it.

#include "wabi-load-view.h"

#include <glib/gi18n-lib.h>

#include "wabi-status-words.h"

struct _WabiLoadView
{
  AdwBin parent_instance;

  GtkProgressBar *progress;
  GtkLabel *percent;
  GtkLabel *amount;
};

G_DEFINE_FINAL_TYPE (WabiLoadView, wabi_load_view, ADW_TYPE_BIN)

static void
on_progress_cb (WabiLoadView *self, GParamSpec *pspec, WabiSync *sync)
{
  double progress = CLAMP (wabi_sync_get_progress (sync), 0, 1);
  g_autofree char *text = g_strdup_printf (_ ("%d %%"), (int) (progress * 100)), *amount = NULL;
  gint64 done, total;

  wabi_sync_get_partial (sync, &done, &total);
  amount = wabi_status_amount_words (done, total);
  gtk_label_set_text (self->amount, total > 0 ? amount : "");

  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_label_set_text (self->percent, text);
}

static void
wabi_load_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_LOAD_VIEW);
  G_OBJECT_CLASS (wabi_load_view_parent_class)->dispose (object);
}

static void
wabi_load_view_class_init (WabiLoadViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_load_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-load-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiLoadView, progress);
  gtk_widget_class_bind_template_child (widget_class, WabiLoadView, percent);
  gtk_widget_class_bind_template_child (widget_class, WabiLoadView, amount);
}

static void
wabi_load_view_init (WabiLoadView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_load_view_new (WabiSync *sync)
{
  WabiLoadView *self = g_object_new (WABI_TYPE_LOAD_VIEW, NULL);

  g_signal_connect_object (sync, "notify::progress", G_CALLBACK (on_progress_cb), self, G_CONNECT_SWAPPED);
  on_progress_cb (self, NULL, sync);
  return GTK_WIDGET (self);
}
