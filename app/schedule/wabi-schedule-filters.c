// SPDX-License-Identifier: AGPL-3.0-or-later
// What hides sessions: remembered like the view, said while it does, and taken away by one press.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-choice-list.h"

static const char *const keys[] = { "schedule.client", "schedule.service", "schedule.place", "schedule.location", "schedule.status" };

static void
read_filters (WabiSchedulePage *self, const char *values[G_N_ELEMENTS (keys)])
{
  values[0] = wabi_person_picker_get_id (self->client);
  values[1] = wabi_choice_list_get_code (self->service);
  values[2] = wabi_choice_list_get_code (self->place);
  values[3] = wabi_choice_list_get_code (self->location);
  values[4] = wabi_choice_list_get_code (self->status);
}

/* A day and a board are of everybody, until somebody is chosen. */
static gboolean
hides_staff (WabiSchedulePage *self)
{
  WabiScheduleView view = wabi_schedule_model_get_choice (self->model)->view;

  return (view == WABI_SCHEDULE_DAY || view == WABI_SCHEDULE_BOARD) && wabi_person_picker_get_id (self->staff) != NULL;
}

void
wabi_schedule_page_keep_filters (WabiSchedulePage *self)
{
  const char *values[G_N_ELEMENTS (keys)];
  g_autofree char *more = NULL;
  gboolean hides = hides_staff (self);
  guint n_more = 0;

  read_filters (self, values);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *kept = wabi_cache_dup_setting (wabi_desk_get_cache (self->desk), keys[i]);

      hides |= values[i] != NULL;
      n_more += i >= 2 && values[i] != NULL;
      if (g_strcmp0 (kept != NULL ? kept : "", values[i] != NULL ? values[i] : "") != 0)
        wabi_schedule_page_keep_setting (self, keys[i], values[i] != NULL ? values[i] : "");
    }
  /* What hides sessions and is not in sight itself is said. Translators: how many filters are chosen behind the button "More" */
  more = n_more > 0 ? g_strdup_printf (_("More (%u)"), n_more) : g_strdup (_("More"));
  gtk_menu_button_set_label (self->more, more);
  gtk_widget_set_visible (self->clear, hides);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "schedule.clear-filters", hides);
}

void
wabi_schedule_page_restore_filters (WabiSchedulePage *self)
{
  GtkDropDown *const lists[] = { NULL, self->service, self->place, self->location, self->status };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *kept = wabi_cache_dup_setting (wabi_desk_get_cache (self->desk), keys[i]);
      g_autoptr (WabiRecord) client = NULL;

      if (kept == NULL || *kept == '\0')
        continue;
      if (lists[i] != NULL)
        {
          wabi_choice_list_set_code (lists[i], kept);
          continue;
        }
      /* Whoever left the care team is not shown, and hides nothing. */
      client = wabi_desk_get (self->desk, &wabi_kind_client, kept);
      if (client != NULL)
        wabi_person_picker_set_id (self->client, kept);
    }
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  GtkDropDown *const lists[] = { self->service, self->place, self->location, self->status };

  self->filling = TRUE;
  wabi_person_picker_set_id (self->client, NULL);
  if (hides_staff (self))
    wabi_person_picker_set_id (self->staff, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    wabi_choice_list_set_code (lists[i], NULL);
  self->filling = FALSE;
  wabi_schedule_page_apply_filters (self);
  /* The button that was pressed goes away. */
  wabi_schedule_page_focus_view (self);
}

void
wabi_schedule_page_install_filters (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.clear-filters", NULL, clear_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "schedule.clear-filters", NULL);
}
