// SPDX-License-Identifier: AGPL-3.0-or-later
// The administrator's program: finds the subcommand and runs it.

#include "wabi-ctl.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: wabictl COMMAND --data DIR [OPTIONS]"));
  for (const WabiCtlCommand *command = wabi_ctl_commands; command->words != NULL; command++)
    g_print ("  %-18s %s\n", command->words, _ (command->summary));
  g_print ("\n%s\n", _ ("wabictl COMMAND --help tells the options of each."));
}

/* How many arguments the command's words take, 0 when they are other words. */
static int
count_words (const WabiCtlCommand *command, int argc, char **argv)
{
  g_auto (GStrv) words = g_strsplit (command->words, " ", -1);
  int n = 0;

  for (; words[n] != NULL; n++)
    if (n + 1 >= argc || strcmp (words[n], argv[n + 1]) != 0)
      return 0;
  return n;
}

static gboolean
run (WabiCtl *ctl, int argc, char **argv, GError **error)
{
  for (const WabiCtlCommand *command = wabi_ctl_commands; command->words != NULL; command++)
    {
      int n = count_words (command, argc, argv);

      if (n > 0)
        return command->run (ctl, command, argc - n, argv + n, error);
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               _ ("There is no command “%s”. See wabictl help."), argv[1]);
  return FALSE;
}

int
main (int argc, char **argv)
{
  WabiCtl ctl = { .clock = wabi_clock_get_system () };
  g_autoptr (GError) error = NULL;
  gboolean ok;

  setlocale (LC_ALL, "");
  if (argc < 2 || strcmp (argv[1], "help") == 0 || strcmp (argv[1], "--help") == 0)
    {
      print_help ();
      return argc < 2 ? 1 : 0;
    }
  ctl.ids = wabi_id_source_new (ctl.clock);
  ok = run (&ctl, argc, argv, &error);
  g_free (ctl.folder);
  g_free (ctl.practice);
  g_free (ctl.store);
  wabi_id_source_free (ctl.ids);
  if (!ok)
    g_printerr ("wabictl: %s\n", error->message);
  return ok ? 0 : 1;
}
