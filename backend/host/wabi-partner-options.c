// SPDX-License-Identifier: AGPL-3.0-or-later
// The group [partners].

#include "wabi-partner-options.h"

#include <stdlib.h>
#include <string.h>

gboolean
wabi_partner_options_are_set (const WabiPartnerOptions *options)
{
  return options->servers != NULL || options->folders != NULL;
}

static gboolean
is_seconds (const char *text)
{
  return text == NULL || g_ascii_string_to_unsigned (text, 10, 1, 86400, NULL, NULL);
}

gboolean
wabi_partner_options_check (const WabiPartnerOptions *options, GError **error)
{
  const char *wrong = NULL;

  if (options->servers != NULL && (*options->servers == '\0' || strstr (options->servers, "//") != NULL))
    wrong = "“servers” must be names of servers with commas between, or any";
  else if (!is_seconds (options->every) || !is_seconds (options->retry))
    wrong = "“every” and “retry” are seconds, from 1 to 86400";
  else if (options->ca != NULL && !g_file_test (options->ca, G_FILE_TEST_IS_REGULAR))
    wrong = "the file of “ca” is not there";
  else if (options->folders != NULL && !g_file_test (options->folders, G_FILE_TEST_IS_DIR))
    wrong = "“folders” is not a folder";
  if (wrong != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "[partners]: %s. See docs/operations.md.", wrong);
  return wrong == NULL;
}

gboolean
wabi_partner_options_allow_server (const WabiPartnerOptions *options, const char *host, guint port, guint usual)
{
  g_auto (GStrv) words = options != NULL && options->servers != NULL ? g_strsplit (options->servers, ",", -1) : NULL;
  g_autofree char *whole = host != NULL ? g_strdup_printf ("%s:%u", host, port) : NULL;

  for (char **word = words; whole != NULL && word != NULL && *word != NULL; word++)
    {
      const char *name = g_strstrip (*word);

      if (strcmp (name, "any") == 0 || g_ascii_strcasecmp (name, whole) == 0 || (port == usual && g_ascii_strcasecmp (name, host) == 0))
        return TRUE;
    }
  return FALSE;
}

/* Symbolic links are followed, so that none leads out of it. */
char *
wabi_partner_options_dup_folder (const WabiPartnerOptions *options, const char *folder)
{
  g_autofree char *whole = NULL, *real = NULL, *root = NULL;
  char *top, *found;

  if (options == NULL || options->folders == NULL || folder == NULL || *folder == '\0')
    return NULL;
  whole = g_canonicalize_filename (folder, options->folders);
  top = realpath (options->folders, NULL);
  found = realpath (whole, NULL);
  root = g_strdup (top);
  real = g_strdup (found != NULL ? found : "");
  free (top);
  free (found);
  if (root == NULL || !g_str_has_prefix (real, root) || (real[strlen (root)] != '/' && real[strlen (root)] != '\0'))
    return NULL;
  return g_steal_pointer (&real);
}
