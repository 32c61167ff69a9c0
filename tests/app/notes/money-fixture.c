// SPDX-License-Identifier: AGPL-3.0-or-later
// Real pages over a real cache that a real server filled.

#include "money-fixture.h"

#include <adwaita.h>
#include <string.h>

#include "wabi-widgets.h"

static void
add_style (const char *path)
{
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
}

gboolean
money_init (int *argc, char ***argv)
{
  if (!gtk_init_check ())
    return FALSE;
  adw_init ();
  wabi_widgets_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  add_style ("/care/wabi/WabiCare/style.css");
  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    add_style ("/care/wabi/WabiCare/style-dark.css");
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/care/wabi/WabiCare/icons");
  return TRUE;
}

static gboolean
is_saved (gpointer data)
{
  return wabi_sync_get_state (data) == WABI_SYNC_SAVED;
}

void
money_set_up (MoneyFixture *fixture, const char *data, const char *role)
{
  memset (fixture, 0, sizeof *fixture);
  if (!live_server_make (&fixture->live, data))
    g_error ("the server is not built");
  live_server_start (&fixture->live);
  fixture->sync = live_desktop (&fixture->live, role, role);
  live_wait (is_saved, fixture->sync, "the first load");
  fixture->desk = wabi_desk_new (fixture->sync);
}

void
money_show (MoneyFixture *fixture, GtkWidget *page, int width, int height)
{
  fixture->page = page;
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (fixture->window, FALSE);
  gtk_window_set_default_size (fixture->window, width, height);
  gtk_window_set_child (fixture->window, page);
  gtk_window_present (fixture->window);
  money_settle (fixture);
}

static void
on_after_paint_cb (GdkFrameClock *clock, int *frames)
{
  (*frames)++;
}

void
money_settle (MoneyFixture *fixture)
{
  GdkFrameClock *clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (fixture->window)));
  int frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint_cb), &frames);

  while (frames < 2)
    {
      gtk_widget_queue_draw (GTK_WIDGET (fixture->window));
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

void
money_tear_down (MoneyFixture *fixture)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->sync);
  live_server_free (&fixture->live);
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_label (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));
  return NULL;
}

GtkWidget *
money_find (GtkWidget *root, GType type, const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_is_visible (root) && (text == NULL || g_strcmp0 (get_text (root), text) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = money_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
money_says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_is_visible (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (money_says (child, text))
      return TRUE;
  return FALSE;
}

void
money_shoot (MoneyFixture *fixture, const char *path)
{
  GdkPaintable *paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->window));
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->window)), height = gtk_widget_get_height (GTK_WIDGET (fixture->window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  GdkTexture *texture;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_save_to_png (texture, path);
  g_object_unref (texture);
  gsk_render_node_unref (node);
  g_object_unref (paintable);
}

void
money_give (MoneyFixture *fixture, const char *name, JsonObject *args)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = wabi_desk_do (fixture->desk, name, args, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  wabi_sync_now (fixture->sync);
}

GPtrArray *
money_list (MoneyFixture *fixture, const WabiKind *kind)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  return wabi_desk_list (fixture->desk, &query);
}

gboolean
money_request (MoneyFixture *fixture, const char *payer, GPtrArray *charges)
{
  g_autofree char *id = wabi_desk_new_id (fixture->desk);
  JsonObject *args = wabi_args ("id", id, "payer", payer, NULL);
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < charges->len; i++)
    if (wabi_record_is (g_ptr_array_index (charges, i), "state", "open") && wabi_record_is (g_ptr_array_index (charges, i), "payer", payer))
      json_array_add_string_element (ids, wabi_record_get_id (g_ptr_array_index (charges, i)));
  json_object_set_array_member (args, "charges", ids);
  if (json_array_get_length (ids) == 0)
    {
      json_object_unref (args);
      return FALSE;
    }
  money_give (fixture, "claim.request", args);
  return TRUE;
}
