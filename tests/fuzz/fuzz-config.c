// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as the server's configuration file, and as its list of proxies.

#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

#include "wabi-config.h"
#include "wabi-proxies.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("config", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autoptr (WabiProxies) proxies = NULL;
  g_autoptr (GError) error = NULL;
  WabiConfig config;
  gboolean ok;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, data, size), ==, (gssize)size);
  wabi_config_init (&config);
  ok = wabi_config_load (&config, path, &error);
  g_assert_true (ok == (error == NULL));
  wabi_config_clear (&config);
  close (fd);
  g_clear_error (&error);
  if (text == NULL)
    return 0;
  proxies = wabi_proxies_new (text, &error);
  g_assert_true ((proxies == NULL) == (error != NULL));
  return 0;
}
