// SPDX-License-Identifier: AGPL-3.0-or-later
// Gives a target every file of the folders that are named, in the order of their names: what was found once stays mended.

#include "fuzz.h"

#include <glib.h>

static guint
try_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, (GCompareFunc)(void (*) (void))g_strcmp0);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_build_filename (path, g_ptr_array_index (names, i), NULL);
      g_autofree char *data = NULL;
      gsize length = 0;

      if (!g_file_get_contents (file, &data, &length, &error))
        g_error ("%s", error->message);
      g_print ("# %s\n", (const char *)g_ptr_array_index (names, i));
      LLVMFuzzerTestOneInput ((const uint8_t *)data, length);
    }
  return names->len;
}

int
main (int argc, char **argv)
{
  guint tried = 0;

  LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 1; i < argc; i++)
    tried += try_folder (argv[i]);
  g_assert_cmpuint (tried, >, 0);
  g_print ("1..1\nok 1 - %u inputs that were kept\n", tried);
  return 0;
}
