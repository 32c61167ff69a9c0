// SPDX-License-Identifier: AGPL-3.0-or-later
// The desktop program.

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "wabi-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (WabiApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, WABI_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_application_name ("Wabi Care");
  application = wabi_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
