// SPDX-License-Identifier: AGPL-3.0-or-later
// A second time scale: this computer's clock, or that of another zone, beside the practice's.

#include "wabi-schedule-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-schedule-block.h"

#define SETTING_ZONE "schedule.zone"

static const struct
{
  const char *zone;
  const char *name;
} zones[] = {
  { "America/New_York", N_("Eastern time") },    { "America/Chicago", N_("Central time") },
  { "America/Denver", N_("Mountain time") },     { "America/Phoenix", N_("Arizona") },
  { "America/Los_Angeles", N_("Pacific time") }, { "America/Anchorage", N_("Alaska") },
  { "Pacific/Honolulu", N_("Hawaii") },          { "America/Puerto_Rico", N_("Atlantic time") },
};

/* --- what the other clock shows --- */

static char *
name_hour (const char *zone, gint64 at)
{
  g_autofree char *text = wabi_format_time (zone, at);
  char *space = strrchr (text, ' ');
  char *minutes = strstr (text, ":00");

  /* "1 pm" as the grid's own scale, "1:30 pm" where the clocks differ by half an hour. */
  if (space != NULL && minutes != NULL)
    return g_strdup_printf ("%.*s%s", (int) (minutes - text), text, space);
  return g_steal_pointer (&text);
}

void
wabi_schedule_page_show_zones (WabiSchedulePage *self)
{
  const char *own = wabi_desk_get_zone (self->desk);
  const WabiDayAxis *axis = wabi_schedule_model_get_axis (self->model);
  g_autofree char *own_name = NULL, *other_name = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  WabiDay first, last;

  if (self->other_zone == NULL || strcmp (self->other_zone, own) == 0)
    {
      wabi_time_grid_set_other_hours (WABI_TIME_GRID (self->grid), NULL, NULL, NULL);
      return;
    }
  wabi_schedule_model_get_days (self->model, &first, &last);
  for (int minute = 0; minute <= wabi_day_axis_length (axis); minute += 60)
    {
      g_autofree char *text = name_hour (self->other_zone, wabi_day_axis_read (axis, own, last, minute));

      g_strv_builder_add (builder, text);
    }
  labels = g_strv_builder_end (builder);
  own_name = wabi_schedule_dup_zone_name (own, wabi_zone_day_start (own, last) + 12 * 60 * WABI_MINUTE);
  other_name = wabi_schedule_dup_zone_name (self->other_zone, wabi_zone_day_start (own, last) + 12 * 60 * WABI_MINUTE);
  wabi_time_grid_set_other_hours (WABI_TIME_GRID (self->grid), own_name, other_name, (const char *const *) labels);
}

/* --- which zone --- */

static char *
dup_computer_zone (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();

  return g_strdup (g_time_zone_get_identifier (local));
}

static void
zone_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiSchedulePage *self = WABI_SCHEDULE_PAGE (widget);
  const char *zone = g_variant_get_string (parameter, NULL);

  g_free (self->other_zone);
  self->other_zone = *zone != '\0' ? g_strdup (zone) : NULL;
  wabi_schedule_page_keep_setting (self, SETTING_ZONE, zone);
  wabi_schedule_page_refresh (self);
}

static void
append_zone (GMenu *menu, const char *name, const char *zone)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

  g_menu_item_set_action_and_target (item, "schedule.zone", "s", zone);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_zone_menu (WabiSchedulePage *self)
{
  g_autofree char *computer = dup_computer_zone ();
  GMenu *menu = g_menu_new ();

  append_zone (menu, _("None"), "");
  if (wabi_zone_is_known (computer) && strcmp (computer, wabi_desk_get_zone (self->desk)) != 0)
    append_zone (menu, _("This computer"), computer);
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (strcmp (zones[i].zone, wabi_desk_get_zone (self->desk)) != 0)
      append_zone (menu, g_dgettext (GETTEXT_PACKAGE, zones[i].name), zones[i].zone);
  return G_MENU_MODEL (menu);
}

/* The page's menu: what has no button of its own. */
static GMenuModel *
make_menu (WabiSchedulePage *self)
{
  g_autoptr (GMenu) plan = g_menu_new (), paper = g_menu_new (), hours = g_menu_new (), block = g_menu_new (), outward = g_menu_new ();
  g_autoptr (GMenuModel) zone_menu = make_zone_menu (self);
  const char *const *types = wabi_schedule_block_list_types ();
  GMenu *menu = g_menu_new ();

  g_menu_append (paper, _("_Print…"), "schedule.print");
  g_menu_append (paper, _("Save as P_DF…"), "schedule.pdf");
  g_menu_append (paper, _("Print d_ay sheet…"), "schedule.day-sheet");
  g_menu_append (outward, _("Save as calendar _file…"), "schedule.export");
  g_menu_append (outward, _("_Import a calendar file…"), "schedule.import");
  g_menu_append (outward, _("Your schedule in _other calendars…"), "schedule.links");
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (wabi_schedule_block_get_type_name (types[i]), NULL);

      g_menu_item_set_action_and_target (item, "schedule.block", "s", types[i]);
      g_menu_append_item (block, item);
    }
  g_menu_append (plan, _("P_lan this week…"), "schedule.plan");
  g_menu_append (plan, _("_Waiting list and make-ups…"), "win.waiting");
  g_menu_append_submenu (hours, _("_Block time"), G_MENU_MODEL (block));
  g_menu_append_submenu (hours, _("_Second time scale"), zone_menu);
  g_menu_append (hours, _("_Longer hours"), "schedule.zoom-in");
  g_menu_append (hours, _("S_horter hours"), "schedule.zoom-out");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (plan));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (hours));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (paper));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (outward));
  return G_MENU_MODEL (menu);
}

void
wabi_schedule_page_install_zones (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "schedule.zone", "s", zone_action);
}

void
wabi_schedule_page_init_zones (WabiSchedulePage *self)
{
  g_autofree char *kept = wabi_cache_dup_setting (wabi_desk_get_cache (self->desk), SETTING_ZONE);
  g_autofree char *computer = dup_computer_zone ();
  g_autoptr (GMenuModel) menu = make_menu (self);

  /* Until somebody chose, a computer that lives by another clock shows both; one that was never told where it is does not. */
  if (kept == NULL && wabi_zone_is_known (computer) && strchr (computer, '/') != NULL && !g_str_has_prefix (computer, "Etc/")
      && wabi_zone_to_local (computer, wabi_desk_get_now (self->desk)).offset
             != wabi_zone_to_local (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)).offset)
    self->other_zone = g_steal_pointer (&computer);
  else if (kept != NULL && *kept != '\0' && wabi_zone_is_known (kept))
    self->other_zone = g_steal_pointer (&kept);
  gtk_menu_button_set_menu_model (self->menu, menu);
}
