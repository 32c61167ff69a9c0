// SPDX-License-Identifier: AGPL-3.0-or-later
// The desktop program.

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "wabi-application.h"
#include "wabi-renderer.h"
#include "wabi-sync.h"

int
main (int argc, char **argv)
{
  /* Set by ./wabi: translations of a program that is not installed. */
  const char *locale_dir = g_getenv ("WABI_LOCALE_DIR");
  g_autoptr (WabiApplication) application = NULL;

  wabi_sync_prepare ();
  wabi_renderer_choose ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : WABI_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  /* For ngettext(), which <glib/gi18n-lib.h> leaves to the domain of the program. */
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Wabi Care");
  application = wabi_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
