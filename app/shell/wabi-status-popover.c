// SPDX-License-Identifier: AGPL-3.0-or-later
// The status at the bottom of the sidebar, opened: what each part of the server does, and what can be done.

#include "wabi-status-popover.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-status-mark.h"

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

/* A whole server that is gone is all of its parts. */
static gboolean
is_away (WabiStatusPopover *self, const WabiSyncService *service)
{
  return service->away || wabi_sync_get_state (self->sync) == WABI_SYNC_OFFLINE;
}

static char *
say_state (WabiStatusPopover *self, const WabiSyncService *service)
{
  g_autofree char *at = NULL;

  if (service->contact_at != 0)
    at = wabi_format_time (wabi_cache_get_zone (wabi_sync_get_cache (self->sync)), service->contact_at);
  if (is_away (self, service))
    /* Translators: %s is a time of the day. */
    return at != NULL ? g_strdup_printf (_ ("Not reachable; the last contact was at %s"), at)
                      : g_strdup (_ ("Not reachable; there was no contact since the start"));
  if (service->differs)
    return g_strdup (_ ("Not all that the server has, although it was read anew"));
  if (service->partial)
    return g_strdup (_ ("Still getting records"));
  /* Translators: %s is a time of the day. */
  return at != NULL ? g_strdup_printf (_ ("The last contact was at %s"), at) : g_strdup (_ ("There was no contact since the start"));
}

static WabiMarkKind
find_mark (WabiStatusPopover *self, const WabiSyncService *service)
{
  if (is_away (self, service) || service->differs)
    return WABI_MARK_WARNING;
  return service->partial || service->contact_at == 0 ? WABI_MARK_PENDING : WABI_MARK_PASSED;
}

static GtkWidget *
build_row (WabiStatusPopover *self, const WabiSyncService *service)
{
  GtkWidget *row = adw_action_row_new (), *mark = wabi_status_mark_new (find_mark (self, service));
  g_autofree char *state = say_state (self, service);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), service->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
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
    gtk_list_box_append (self->services, build_row (self, &g_array_index (services, WabiSyncService, i)));
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
