// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether to draw by OpenGL, decided before GTK loads what it needs for it.

#include "wabi-renderer.h"

#include <gtk/gtk.h>
#include <unistd.h>

#define DRI "/dev/dri"

/* Render nodes are what Mesa draws through; the two others are NVIDIA's own driver and Windows' subsystem for
 * Linux. */
static gboolean
has_graphics (void)
{
  static const char *const others[] = { "/dev/nvidiactl", "/dev/dxg" };
  g_autoptr (GDir) folder = g_dir_open (DRI, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (DRI, name, NULL);

      if (g_str_has_prefix (name, "renderD") && access (path, R_OK | W_OK) == 0)
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (access (others[i], R_OK | W_OK) == 0)
      return TRUE;
  return FALSE;
}

static void
add_word (const char *variable, const char *word)
{
  const char *before = g_getenv (variable);
  g_autofree char *both
      = before != NULL && *before != '\0' ? g_strconcat (before, ",", word, NULL) : g_strdup (word);

  g_setenv (variable, both, TRUE);
}

void
wabi_renderer_choose (void)
{
  const char *asked = g_getenv ("GSK_RENDERER");
  gboolean free_choice = asked == NULL || *asked == '\0';

  if (free_choice ? has_graphics () : g_strcmp0 (asked, "cairo") != 0)
    return;
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  /* Otherwise GDK still loads OpenGL, for widgets that draw with it themselves. We have none. */
  if (gtk_get_minor_version () >= 16)
    add_word ("GDK_DISABLE", "gl,vulkan");
  else
    add_word ("GDK_DEBUG", "gl-disable");
}
