// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that only their owner may read.

#include "wabi-secret-file.h"

#include <glib/gstdio.h>

gboolean
wabi_secret_file_write (const char *name, const void *data, gsize length, GError **error)
{
  return g_file_set_contents_full (name, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
}
