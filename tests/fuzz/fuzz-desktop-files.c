// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes in the files that a desktop finds beside its cache: the sign-in file, and the list of who signed in here.

#include "fuzz.h"

#include <glib/gstdio.h>

#include "wabi-account-private.h"
#include "wabi-sync.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static char *folder;
  g_autofree char *file = NULL, *accounts = NULL;
  g_autoptr (WabiAccount) account = NULL;
  g_autoptr (WabiSignIn) sign_in = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    folder = g_dir_make_tmp ("wabi-fuzz-XXXXXX", NULL);
  file = g_build_filename (folder, "sign-in.json", NULL);
  accounts = g_build_filename (folder, "accounts.json", NULL);
  g_assert_true (g_file_set_contents_full (file, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  sign_in = wabi_sign_in_read_file (file, &error);
  g_assert_true ((sign_in == NULL) == (error != NULL));
  g_assert_true (g_file_set_contents_full (accounts, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  account = wabi_account_find (folder, NULL, NULL, NULL);
  g_unlink (accounts);
  return 0;
}
