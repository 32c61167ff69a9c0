// SPDX-License-Identifier: AGPL-3.0-or-later
// All widgets in a window, to be looked at: gallery --page schedule --dark --size 1280x800 --screenshot
// out.png

#include "gallery-pages.h"

#define SETTLE_FRAMES 12

typedef struct
{
  char *screenshot;
  char *page;
  char *size;
  gboolean dark;
  gboolean rtl;
  gboolean ask;
  GtkWidget *window;
  int frames;
  int status;
} Gallery;

static gboolean
write_screenshot (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (!node)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  return gdk_texture_save_to_png (texture, path);
}

static void
on_after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Gallery *gallery = user_data;

  if (++gallery->frames < SETTLE_FRAMES)
    {
      gtk_widget_queue_draw (gallery->window);
      return;
    }
  g_signal_handlers_disconnect_by_data (clock, gallery);
  if (!gallery->screenshot)
    {
      g_print ("ready\n");
      return;
    }
  if (!write_screenshot (gallery->window, gallery->screenshot))
    gallery->status = 1;
  gtk_window_destroy (GTK_WINDOW (gallery->window));
}

static void
on_place_activated_cb (WabiSidebar *sidebar, const char *id, GtkStack *stack)
{
  if (gtk_stack_get_child_by_name (stack, id))
    gtk_stack_set_visible_child_name (stack, id);
}

static GtkWidget *
build_content (Gallery *gallery)
{
  GtkWidget *bin = wabi_adaptive_bin_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *sidebar = gallery_build_sidebar ();
  GtkStack *stack = GTK_STACK (gtk_stack_new ());

  gtk_stack_add_named (stack, gallery_build_schedule (), "schedule");
  gtk_stack_add_named (stack, gallery_build_session (), "sessions");
  gtk_stack_add_named (stack, gallery_build_pieces (), "inbox");
  gtk_stack_set_visible_child_name (stack, gallery->page ? gallery->page : "schedule");
  wabi_sidebar_set_selected (WABI_SIDEBAR (sidebar), gallery->page ? gallery->page : "schedule");
  gtk_widget_set_hexpand (GTK_WIDGET (stack), TRUE);
  g_signal_connect_object (sidebar, "place-activated", G_CALLBACK (on_place_activated_cb), stack,
                           G_CONNECT_DEFAULT);
  g_object_bind_property (bin, "narrow", sidebar, "folded", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (box), sidebar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (stack));
  wabi_adaptive_bin_set_child (WABI_ADAPTIVE_BIN (bin), box);
  return bin;
}

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, &error);

  g_print ("answer %s\n", choice ? choice : error->message);
}

static void
ask (GtkWindow *parent)
{
  WabiConfirm *confirm = wabi_confirm_new (
      "Sign this note?",
      "It is locked then: it can be amended, never edited. Harbor Health gets it with the claim.");
  GtkWidget *reason = gtk_entry_new ();

  g_object_set (reason, "placeholder-text", "A word to the supervisor", NULL);
  wabi_confirm_set_extra (confirm, reason);
  wabi_confirm_add_choice (confirm, "later", "Return _later", WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "sign", "_Sign", WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, parent, NULL, on_answered_cb, NULL);
}

static void
on_activate_cb (GApplication *app, gpointer user_data)
{
  Gallery *gallery = user_data;
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (app));
  int width = 1280, height = 800;

  if (gallery->size && sscanf (gallery->size, "%dx%d", &width, &height) != 2)
    g_printerr ("Give the size as WIDTHxHEIGHT.\n");
  if (gallery->rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", gallery->screenshot == NULL, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), gallery->dark
                                                                            ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                            : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), build_content (gallery));
  gallery->window = window;
  gtk_window_present (GTK_WINDOW (window));
  if (gallery->ask)
    ask (GTK_WINDOW (window));
  g_signal_connect (gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window))), "after-paint",
                    G_CALLBACK (on_after_paint_cb), gallery);
}

int
main (int argc, char **argv)
{
  Gallery gallery = { 0 };
  const GOptionEntry entries[] = {
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &gallery.screenshot, "Write a picture and quit", "FILE" },
    { "page", 0, 0, G_OPTION_ARG_STRING, &gallery.page, "schedule, sessions or inbox", "NAME" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &gallery.size, "Size of the window", "WxH" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &gallery.dark, "Dark colors", NULL },
    { "ask", 0, 0, G_OPTION_ARG_NONE, &gallery.ask, "Ask a question over it", NULL },
    { "rtl", 0, 0, G_OPTION_ARG_NONE, &gallery.rtl, "Right to left", NULL },
    { NULL },
  };
  g_autoptr (AdwApplication) app = NULL;
  int status;

  setvbuf (stdout, NULL, _IOLBF, 0);
  wabi_widgets_init ();
  app = adw_application_new ("care.wabi.WabiCare.Gallery", G_APPLICATION_NON_UNIQUE);
  g_application_set_resource_base_path (G_APPLICATION (app), "/care/wabi/WabiCare");
  g_application_add_main_option_entries (G_APPLICATION (app), entries);
  g_signal_connect (app, "activate", G_CALLBACK (on_activate_cb), &gallery);
  status = g_application_run (G_APPLICATION (app), argc, argv);
  g_free (gallery.screenshot);
  g_free (gallery.page);
  g_free (gallery.size);
  return status ? status : gallery.status;
}
