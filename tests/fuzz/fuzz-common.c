// SPDX-License-Identifier: AGPL-3.0-or-later
// What all targets share: a critical is a crash; where bytes become text.

#include "fuzz.h"

#include <glib.h>

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_setenv ("TZ", "UTC", TRUE);
  return 0;
}

char *
fuzz_dup_text (const uint8_t *data, size_t size)
{
  return g_utf8_validate_len ((const char *)data, size, NULL) ? g_strndup ((const char *)data, size) : NULL;
}
