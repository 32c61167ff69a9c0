// SPDX-License-Identifier: AGPL-3.0-or-later
// The status at the bottom of the sidebar, opened: what each part of the server does, and what can be done.

#include "wabi-status-popover.h"

#include <glib/gi18n-lib.h>

struct _WabiStatusPopover
{
  GtkPopover parent_instance;

  GtkLabel *sentence;
  GtkLabel *clock;
  GtkListBox *services;
  GtkButton *now, *sign_in, *inbox, *export;

  WabiSync *sync;
};

G_DEFINE_FINAL_TYPE (WabiStatusPopover, wabi_status_popover, GTK_TYPE_POPOVER)

static char *
say_state (const WabiSyncService *service)
{
  g_autoptr (GDateTime) time = service->contact_at != 0 ? g_date_time_new_from_unix_local (service->contact_at / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%X") : NULL;

  if (service->away && text != NULL)
    /* Translators: %s is a time of the day. */
    return g_strdup_printf (_ ("Not reachable; the last contact was at %s"), text);
  if (service->away)
    return g_strdup (_ ("Not reachable; there was no contact since the start"));
  if (service->partial)
    return g_strdup (_ ("Still getting records"));
  if (text != NULL)
    /* Translators: %s is a time of the day. */
    return g_strdup_printf (_ ("The last contact was at %s"), text);
  return g_strdup (_ ("There was no contact since the start"));
}

static GtkWidget *
build_row (const WabiSyncService *service)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *state = say_state (service);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), service->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (service->pending > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u change waits", "%u changes wait", service->pending),
          service->pending);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  return row;
}

static void
fill_services (WabiStatusPopover *self)
{
  g_autoptr (GArray) services = wabi_sync_list_services (self->sync);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->services))) != NULL)
    gtk_list_box_remove (self->services, row);
  for (guint i = 0; i < services->len; i++)
    gtk_list_box_append (self->services, build_row (&g_array_index (services, WabiSyncService, i)));
}

void
wabi_status_popover_fill (WabiStatusPopover *self)
{
  WabiSyncState state;
  WabiCache *cache;
  g_autofree char *clock = NULL;

  g_return_if_fail (WABI_IS_STATUS_POPOVER (self));

  state = wabi_sync_get_state (self->sync);
  cache = wabi_sync_get_cache (self->sync);
  clock = wabi_sync_dup_clock_words (self->sync);
  gtk_label_set_text (self->sentence, wabi_sync_get_state_text (self->sync));
  gtk_label_set_text (self->clock, clock != NULL ? clock : "");
  gtk_widget_set_visible (GTK_WIDGET (self->clock), clock != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in), state == WABI_SYNC_NEEDS_SIGN_IN);
  gtk_widget_set_visible (GTK_WIDGET (self->inbox), cache != NULL && wabi_cache_get_refused (cache) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->export), cache != NULL && wabi_cache_get_pending (cache) > 0);
  gtk_button_set_label (self->now, state == WABI_SYNC_PAUSED ? _ ("_Go on") : _ ("Send and get _now"));
  fill_services (self);
}

static void
on_sync_notify_cb (WabiStatusPopover *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    wabi_status_popover_fill (self);
}

static void
on_clicked_cb (WabiStatusPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
wabi_status_popover_dispose (GObject *object)
{
  WabiStatusPopover *self = WABI_STATUS_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_STATUS_POPOVER);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (wabi_status_popover_parent_class)->dispose (object);
}

static void
wabi_status_popover_class_init (WabiStatusPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_status_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/care/wabi/WabiCare/ui/wabi-status-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiStatusPopover, sentence);
  gtk_widget_class_bind_template_child (widget_class, WabiStatusPopover, clock);
  gtk_widget_class_bind_template_child (widget_class, WabiStatusPopover, services);
  gtk_widget_class_bind_template_child (widget_class, WabiStatusPopover, now);
  gtk_widget_class_bind_template_child (widget_class, WabiStatusPopover, sign_in);
  gtk_widget_class_bind_template_child (widget_class, WabiStatusPopover, inbox);
  gtk_widget_class_bind_template_child (widget_class, WabiStatusPopover, export);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
wabi_status_popover_init (WabiStatusPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_status_popover_new (WabiSync *sync)
{
  WabiStatusPopover *self = g_object_new (WABI_TYPE_STATUS_POPOVER, NULL);

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "notify", G_CALLBACK (on_sync_notify_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
