// SPDX-License-Identifier: AGPL-3.0-or-later
// Planning a week from the schedule: the panel beside it, and its draft over it.

#include "wabi-schedule-private.h"

#include "wabi-visit-acts.h"

static void
plan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  const WabiScheduleChoice *choice = wabi_schedule_model_get_choice (self->model);

  wabi_schedule_page_show_companion (self, "plan");
  wabi_week_panel_ask (self->plan_panel, wabi_day_week_start (choice->day, 1), wabi_person_picker_get_id (self->staff));
}

static void
on_draft_cb (WabiSchedulePage *self, GListModel *slots)
{
  wabi_schedule_page_set_plan (self, slots);
}

static void
on_close_cb (WabiSchedulePage *self)
{
  wabi_schedule_page_show_companion (self, "hint");
  wabi_schedule_page_focus_view (self);
}

static void
on_plan_accept_cb (WabiSchedulePage *self, const char *id)
{
  wabi_week_panel_accept (self->plan_panel, id);
}

static void
on_plan_decline_cb (WabiSchedulePage *self, const char *id)
{
  wabi_week_panel_decline (self->plan_panel, id);
}

void
wabi_schedule_page_install_plan (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.plan", NULL, plan_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "schedule.plan", NULL);
}

void
wabi_schedule_page_init_plan (WabiSchedulePage *self)
{
  wabi_week_panel_set_up (self->plan_panel, self->desk);
  g_signal_connect_object (self->plan_panel, "draft", G_CALLBACK (on_draft_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan_panel, "close", G_CALLBACK (on_close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "plan-accept", G_CALLBACK (on_plan_accept_cb), NULL);
  g_signal_connect (self, "plan-decline", G_CALLBACK (on_plan_decline_cb), NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "schedule.plan", wabi_visit_may (self->desk, "appointment.book"));
}
