// SPDX-License-Identifier: AGPL-3.0-or-later
// Any JSON as a command in its envelope: what is taken is the same when it has travelled once more.

#include "fuzz.h"

#include "wabi-command.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size);
  g_autoptr (JsonObject) object = wabi_json_parse_object (exact != NULL ? exact : "", (gssize)size, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiCommand) command = object != NULL ? wabi_command_from_json (object, &error) : NULL;
  g_autoptr (JsonObject) there = NULL;
  g_autoptr (WabiCommand) again = NULL;
  g_autofree char *hash = NULL, *second = NULL;

  if (object == NULL)
    return 0;
  g_assert_true ((command == NULL) == (error != NULL));
  if (command == NULL)
    return 0;
  hash = wabi_command_hash (command);
  there = wabi_command_to_json (command);
  again = wabi_command_from_json (there, &error);
  g_assert_no_error (error);
  second = wabi_command_hash (again);
  g_assert_cmpstr (hash, ==, second);
  g_assert_cmpint (command->n, ==, again->n);
  return 0;
}
