// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a calendar server's answer to PROPFIND: they are read or not, and what is read are names and tags within bounds.

#include "fuzz.h"

#include <string.h>

#include "wabi-caldav.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  WabiCaldavListing listing = { NULL, FALSE };
  GHashTableIter iter;
  gpointer name, tag;

  if (!wabi_caldav_read_listing ((const char *) data, size, &listing))
    {
      g_assert_null (listing.tags);
      return 0;
    }
  g_hash_table_iter_init (&iter, listing.tags);
  while (g_hash_table_iter_next (&iter, &name, &tag))
    {
      g_assert_true (*(const char *) name != '\0' && strchr (name, '/') == NULL && strlen (name) <= 2000);
      g_assert_true (*(const char *) tag != '\0' && strlen (tag) <= 2000);
    }
  g_hash_table_unref (listing.tags);
  return 0;
}
