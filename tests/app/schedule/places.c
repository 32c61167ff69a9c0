// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows Today or Schedule over the test practice, to look at it: places [--place today|schedule] [--do ACTION[=TEXT],…] [--day YYYY-MM-DD] [--pdf FILE] [--size WxH]
// [--dark] [--screenshot FILE].

#include "outward-fixture.h"
#include "test-window.h"
#include "wabi-calendar-import.h"
#include "wabi-day-sheet.h"
#include "wabi-page.h"
#include "wabi-schedule-private.h"
#include "wabi-today-page.h"

static void
save (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
  gdk_texture_save_to_png (texture, path);
}

/* The dialog that lies on the window, where there is one. */
static GtkWindow *
find_top (GtkWindow *window)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

      if (gtk_window_get_transient_for (one) == window)
        {
          test_window_settle (one);
          return one;
        }
    }
  return window;
}

static void
preview (WabiDesk *desk, const char *file, GtkWindow *window)
{
  g_autofree char *text = NULL;
  WabiIcalCalendar *calendar = NULL;
  gsize length;

  if (g_file_get_contents (file, &text, &length, NULL))
    calendar = wabi_ical_read (text, length, wabi_desk_get_zone (desk), NULL);
  if (calendar != NULL)
    wabi_calendar_import_present (desk, wabi_desk_get_user (desk), calendar, window);
}

static void
print_sheet (WabiDesk *desk, const char *path)
{
  g_autoptr (GtkPrintOperation) operation = wabi_day_sheet_new (desk, RBT, wabi_zone_day (ZONE, SCHEDULE_NOW), WABI_SHEET_FULL);

  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *place = g_strdup ("schedule"), *size = g_strdup ("1070x800"), *path = NULL, *todo = NULL, *open = NULL, *day = NULL, *pdf = NULL, *ics = NULL, *sheet = NULL;
  gboolean dark = FALSE, outward = FALSE;
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &place, "Which place", NULL },
    { "do", 0, 0, G_OPTION_ARG_STRING, &todo, "Actions", NULL },
    { "open", 0, 0, G_OPTION_ARG_STRING, &open, "A record", NULL },
    { "day", 0, 0, G_OPTION_ARG_STRING, &day, "A day, YYYY-MM-DD", NULL },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, "A PDF of the schedule to write", NULL },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &sheet, "A PDF of the technician's day sheet to write", NULL },
    { "outward", 0, 0, G_OPTION_ARG_NONE, &outward, "With connected calendars and a reminder that was not sent", NULL },
    { "ics", 0, 0, G_OPTION_ARG_FILENAME, &ics, "A calendar file to preview", NULL },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, "Width and height", NULL },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "Dark", NULL },
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &path, "A picture to write", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  ScheduleFixture fixture;
  GtkWidget *page;
  GtkWindow *window;
  int width = 1070, height = 800;

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, NULL) || !test_window_init (&argc, &argv))
    return 1;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  sscanf (size, "%dx%d", &width, &height);
  schedule_fixture_more = outward ? outward_fixture_put : NULL;
  schedule_fixture_set_up (&fixture, WABI_ROLE_FRONTDESK);
  page = g_str_equal (place, "today") ? wabi_today_page_new (fixture.desk) : wabi_schedule_page_new (fixture.desk);
  window = test_window_show (page, width, height);
  wabi_page_open (WABI_PAGE (page), open);
  if (day != NULL && WABI_IS_SCHEDULE_PAGE (page))
    {
      wabi_schedule_model_set_day (WABI_SCHEDULE_PAGE (page)->model, wabi_day_from_text (day));
      wabi_schedule_page_refresh (WABI_SCHEDULE_PAGE (page));
    }
  test_window_settle (window);
  if (todo != NULL)
    {
      g_auto (GStrv) actions = g_strsplit (todo, ",", -1);

      for (char **action = actions; *action != NULL; action++)
        {
          char *equals = strchr (*action, '=');

          /* "schedule.block=break" has an argument. */
          if (equals != NULL)
            {
              *equals = '\0';
              gtk_widget_activate_action (page, *action, "s", equals + 1);
            }
          else
            gtk_widget_activate_action (page, *action, NULL);
          test_window_settle (window);
        }
    }
  if (pdf != NULL && !wabi_schedule_page_export (WABI_SCHEDULE_PAGE (page), pdf, NULL))
    g_printerr ("The PDF could not be written.\n");
  if (sheet != NULL)
    print_sheet (fixture.desk, sheet);
  if (ics != NULL)
    preview (fixture.desk, ics, window);
  if (path != NULL)
    save (GTK_WIDGET (find_top (window)), path);
  while (path == NULL && pdf == NULL && sheet == NULL)
    g_main_context_iteration (NULL, TRUE);
  test_window_close (window);
  schedule_fixture_tear_down (&fixture);
  return 0;
}
