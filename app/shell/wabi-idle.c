// SPDX-License-Identifier: AGPL-3.0-or-later
// The last input, and how long ago it was.

#include "wabi-idle.h"

#define CHECK_SECONDS 5

struct _WabiIdle
{
  GObject parent_instance;

  const WabiClock *clock;
  GListModel *windows;
  gint64 last_mono, last_wall;
  gint64 limit; /* microseconds, 0 for never */
  guint source;
};

G_DEFINE_FINAL_TYPE (WabiIdle, wabi_idle, G_TYPE_OBJECT)

static guint idle_signal;

static void
note_input (WabiIdle *self)
{
  self->last_mono = wabi_clock_monotonic (self->clock);
  self->last_wall = wabi_clock_now (self->clock);
}

static gboolean
on_event_cb (GtkEventController *controller, GdkEvent *event, gpointer data)
{
  g_autoptr (WabiIdle) self = g_weak_ref_get (data);

  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_MOTION_NOTIFY:
    case GDK_BUTTON_PRESS:
    case GDK_KEY_PRESS:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      if (self != NULL)
        note_input (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
free_weak (gpointer data, GClosure *closure)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
watch (WabiIdle *self, GtkWidget *window)
{
  GtkEventController *controller;
  GWeakRef *weak;

  if (g_object_get_data (G_OBJECT (window), "wabi-idle") == self)
    return;
  g_object_set_data (G_OBJECT (window), "wabi-idle", self);
  controller = gtk_event_controller_legacy_new ();
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "event", G_CALLBACK (on_event_cb), weak, free_weak, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (window, controller);
}

/* Dialogs are windows of their own, and typing in one is work. */
static void
on_windows_changed_cb (WabiIdle *self, guint position, guint removed, guint added, GListModel *windows)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      watch (self, window);
    }
}

static gboolean
on_check_cb (gpointer data)
{
  wabi_idle_check (data);
  return G_SOURCE_CONTINUE;
}

static void
wabi_idle_dispose (GObject *object)
{
  WabiIdle *self = WABI_IDLE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->windows);
  G_OBJECT_CLASS (wabi_idle_parent_class)->dispose (object);
}

static void
wabi_idle_class_init (WabiIdleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_idle_dispose;
  idle_signal = g_signal_new ("idle", WABI_TYPE_IDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_idle_init (WabiIdle *self)
{
}

WabiIdle *
wabi_idle_new (GtkWindow *window, const WabiClock *clock)
{
  WabiIdle *self = g_object_new (WABI_TYPE_IDLE, NULL);

  self->clock = clock;
  self->windows = g_object_ref (gtk_window_get_toplevels ());
  g_signal_connect_object (self->windows, "items-changed", G_CALLBACK (on_windows_changed_cb), self, G_CONNECT_SWAPPED);
  watch (self, GTK_WIDGET (window));
  note_input (self);
  return self;
}

void
wabi_idle_set_minutes (WabiIdle *self, int minutes)
{
  g_return_if_fail (WABI_IS_IDLE (self));

  self->limit = minutes * G_TIME_SPAN_MINUTE;
  note_input (self);
  g_clear_handle_id (&self->source, g_source_remove);
  if (minutes > 0)
    self->source = g_timeout_add_seconds (CHECK_SECONDS, on_check_cb, self);
}

void
wabi_idle_check (WabiIdle *self)
{
  gint64 mono, wall;

  g_return_if_fail (WABI_IS_IDLE (self));

  /* The monotonic clock stands still while a laptop sleeps, the wall clock can be set: the longer one counts. */
  mono = wabi_clock_monotonic (self->clock) - self->last_mono;
  wall = wabi_clock_now (self->clock) - self->last_wall;
  if (self->limit > 0 && MAX (mono, wall) >= self->limit)
    {
      note_input (self);
      g_signal_emit (self, idle_signal, 0);
    }
}
