// SPDX-License-Identifier: AGPL-3.0-or-later
// The composition root: makes the key store, sync, the settings and the window, and hands them to each other.

#include "wabi-application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>

#include "wabi-preferences.h"
#include "wabi-shell-resources.h"
#include "wabi-shortcuts.h"
#include "wabi-widgets.h"
#include "wabi-window.h"

struct _WabiApplication
{
  AdwApplication parent_instance;

  char *directory;
  WabiSettings *settings;
  WabiKeyStore *keys;
  WabiSync *sync;
  GError *resume_error;
  gboolean resume_asked, resumed;
};

G_DEFINE_FINAL_TYPE (WabiApplication, wabi_application, ADW_TYPE_APPLICATION)

static WabiWindow *
find_window (WabiApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (WABI_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
on_quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WabiWindow *window = find_window (data);

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  g_application_quit (data);
}

/* The end of the session or of the machine: what is typed is kept and the local copy closed, as if the person
 * had quit. */
static gboolean
on_signal_cb (gpointer data)
{
  on_quit_cb (NULL, NULL, data);
  return G_SOURCE_CONTINUE;
}

static void
on_lock_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WabiWindow *window = find_window (data);

  if (window != NULL)
    wabi_window_lock (window);
}

static void
on_resumed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiApplication) self = data;
  WabiWindow *window = find_window (self);

  self->resumed = TRUE;
  if (!wabi_sync_resume_finish (WABI_SYNC (source), result, &self->resume_error))
    g_debug ("nothing to go on with: %s", self->resume_error->message);
  if (window != NULL)
    wabi_window_go_on (window, self->resume_error);
}

/* The place first, the network after: the window lets sync go on. */
static void
ask_resume (WabiApplication *self)
{
  if (self->resume_asked)
    return;
  self->resume_asked = TRUE;
  wabi_sync_set_paused (self->sync, TRUE);
  wabi_sync_resume_async (self->sync, NULL, on_resumed_cb, g_object_ref (self));
}

static const char *
get_sign_in_path (void)
{
  const char *path = g_getenv ("WABI_SIGN_IN_FILE");

  return path != NULL && *path != '\0' ? path : NULL;
}

static void
wabi_application_startup (GApplication *application)
{
  static const GActionEntry actions[]
      = { { .name = "quit", .activate = on_quit_cb }, { .name = "lock", .activate = on_lock_cb } };
  static const int ends[] = { SIGTERM, SIGINT, SIGHUP };
  WabiApplication *self = WABI_APPLICATION (application);
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  self->keys = wabi_secret_key_store_new ();
  self->sync = wabi_sync_new (self->directory, wabi_cache_get_domain_tables (), self->keys);
  /* The keyring answers and the cache opens while GTK starts. */
  if (get_sign_in_path () == NULL)
    ask_resume (self);
  wabi_widgets_init ();
  wabi_shell_register_resource ();
  G_APPLICATION_CLASS (wabi_application_parent_class)->startup (application);
  gtk_css_provider_load_from_resource (style, "/care/wabi/WabiCare/shell.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  wabi_shortcuts_install (GTK_APPLICATION (self), NULL);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.place-nth(uint32 %u)", i);
      g_autofree char *accel = g_strdup_printf ("<Control>%u", i + 1);

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, (const char *[]){ accel, NULL });
    }
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_unix_signal_add (ends[i], on_signal_cb, self);
  self->settings = wabi_settings_new (self->directory);
  wabi_preferences_apply_colors (self->settings);
}

static void
wabi_application_activate (GApplication *application)
{
  WabiApplication *self = WABI_APPLICATION (application);
  const char *path = get_sign_in_path ();
  g_autoptr (WabiSignIn) sign_in = NULL;
  g_autoptr (GError) error = NULL;
  WabiWindow *window = find_window (self);

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  window = wabi_window_new (GTK_APPLICATION (self), self->sync, self->settings);
  if (path != NULL && (sign_in = wabi_sign_in_read_file (path, &error)) == NULL)
    g_printerr ("%s\n", error->message);
  if (sign_in == NULL)
    ask_resume (self);
  wabi_window_start (window, sign_in);
  if (sign_in == NULL && self->resumed)
    wabi_window_go_on (window, self->resume_error);
}

static void
wabi_application_shutdown (GApplication *application)
{
  WabiApplication *self = WABI_APPLICATION (application);

  if (self->settings != NULL)
    wabi_settings_save (self->settings);
  G_APPLICATION_CLASS (wabi_application_parent_class)->shutdown (application);
}

static int
wabi_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("wabi-care %s\n", WABI_VERSION);
  return 0;
}

static void
wabi_application_finalize (GObject *object)
{
  WabiApplication *self = WABI_APPLICATION (object);

  g_clear_error (&self->resume_error);
  g_clear_object (&self->sync);
  g_clear_object (&self->keys);
  g_clear_pointer (&self->settings, wabi_settings_free);
  g_clear_pointer (&self->directory, g_free);
  G_OBJECT_CLASS (wabi_application_parent_class)->finalize (object);
}

static void
wabi_application_class_init (WabiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wabi_application_finalize;
  application_class->startup = wabi_application_startup;
  application_class->activate = wabi_application_activate;
  application_class->shutdown = wabi_application_shutdown;
  application_class->handle_local_options = wabi_application_handle_local_options;
}

static void
wabi_application_init (WabiApplication *self)
{
  const char *given = g_getenv ("WABI_DATA_DIR");

  self->directory = given != NULL && *given != '\0'
                        ? g_strdup (given)
                        : g_build_filename (g_get_user_data_dir (), "wabi-care", NULL);
  g_application_add_main_option (G_APPLICATION (self), "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _ ("Show the version"), NULL);
}

WabiApplication *
wabi_application_new (void)
{
  const char *given = g_getenv ("WABI_DATA_DIR");
  gboolean own = given != NULL && *given != '\0';

  return g_object_new (WABI_TYPE_APPLICATION, "application-id", "care.wabi.WabiCare", "resource-base-path",
                       "/care/wabi/WabiCare", "flags",
                       own ? G_APPLICATION_NON_UNIQUE : G_APPLICATION_DEFAULT_FLAGS, NULL);
}
