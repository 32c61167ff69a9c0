// SPDX-License-Identifier: AGPL-3.0-or-later
// A key file with what the window remembers, so that no schema must be installed.

#include "wabi-settings.h"

#include <glib/gstdio.h>

#define GROUP "window"

struct _WabiSettings
{
  GKeyFile *file;
  char *path;
  gboolean changed;
};

WabiSettings *
wabi_settings_new (const char *directory)
{
  WabiSettings *settings = g_new0 (WabiSettings, 1);

  settings->file = g_key_file_new ();
  settings->path = g_build_filename (directory, "window.ini", NULL);
  if (!g_key_file_load_from_file (settings->file, settings->path, G_KEY_FILE_NONE, NULL))
    {
      g_key_file_unref (settings->file);
      settings->file = g_key_file_new ();
    }
  return settings;
}

void
wabi_settings_free (WabiSettings *settings)
{
  if (settings == NULL)
    return;
  g_key_file_unref (settings->file);
  g_free (settings->path);
  g_free (settings);
}

int
wabi_settings_get_int (WabiSettings *settings, const char *key, int fallback)
{
  g_autoptr (GError) error = NULL;
  int value = g_key_file_get_integer (settings->file, GROUP, key, &error);

  return error == NULL ? value : fallback;
}

void
wabi_settings_set_int (WabiSettings *settings, const char *key, int value)
{
  if (wabi_settings_get_int (settings, key, value - 1) == value)
    return;
  g_key_file_set_integer (settings->file, GROUP, key, value);
  settings->changed = TRUE;
}

char *
wabi_settings_dup_text (WabiSettings *settings, const char *key)
{
  return g_key_file_get_string (settings->file, GROUP, key, NULL);
}

void
wabi_settings_set_text (WabiSettings *settings, const char *key, const char *value)
{
  g_autofree char *now = wabi_settings_dup_text (settings, key);

  if (g_strcmp0 (now, value) == 0)
    return;
  g_key_file_set_string (settings->file, GROUP, key, value);
  settings->changed = TRUE;
}

void
wabi_settings_save (WabiSettings *settings)
{
  g_autofree char *directory = g_path_get_dirname (settings->path);
  g_autoptr (GError) error = NULL;

  if (!settings->changed)
    return;
  settings->changed = FALSE;
  g_mkdir_with_parents (directory, 0700);
  if (!g_key_file_save_to_file (settings->file, settings->path, &error))
    g_info ("cannot remember the window: %s", error->message);
}
