// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as the file with what waits on a desktop, and as what is encrypted in it. What is read is written and read again.

#include "fuzz.h"

#include <string.h>

#include "wabi-queue-file.h"

static void
try_file (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiQueueFile) file = wabi_queue_file_read (text, size, &error), again = NULL;
  g_autofree char *written = NULL;

  g_assert_true ((file == NULL) == (error != NULL));
  if (file == NULL)
    return;
  written = wabi_queue_file_write (file);
  again = wabi_queue_file_read (written, strlen (written), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->practice, ==, file->practice);
  g_assert_cmpstr (again->device, ==, file->device);
  g_assert_true (g_bytes_equal (again->key, file->key) && g_bytes_equal (again->box, file->box));
}

static void
try_list (const char *text, gsize size)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_command_free), back = NULL;
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_free), back_services = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = wabi_queue_list_read (text, size, commands, services, &error);
  g_autofree char *written = NULL, *twice = NULL;

  g_assert_true (good == (error == NULL));
  if (!good)
    return;
  g_assert_cmpuint (commands->len, ==, services->len);
  written = wabi_queue_list_write (commands, services);
  back = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_command_free);
  back_services = g_ptr_array_new_with_free_func (g_free);
  g_assert_true (wabi_queue_list_read (written, strlen (written), back, back_services, &error));
  twice = wabi_queue_list_write (back, back_services);
  g_assert_cmpstr (twice, ==, written);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size);

  try_file (exact != NULL ? exact : "", size);
  try_list (exact != NULL ? exact : "", size);
  return 0;
}
