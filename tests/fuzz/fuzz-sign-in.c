// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as the server's answer to a sign-in or a refresh, and as the keyring's note of the last contact.

#include "fuzz.h"

#include <string.h>

#include "wabi-contact-private.h"
#include "wabi-tokens-private.h"

static void
try_sign_in (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiSignInAnswer) answer = wabi_sign_in_answer_parse (text, size, &error);

  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer == NULL)
    return;
  /* All of it, or nothing. */
  g_assert_true (answer->access != NULL && answer->refresh != NULL && answer->user != NULL && answer->name != NULL && answer->practice != NULL);
  g_assert_true (answer->title != NULL && answer->zone != NULL && answer->lock_days >= 0 && answer->lock_days <= 365);
  g_assert_cmpuint (g_bytes_get_size (answer->recovery_key), ==, WABI_RECOVERY_KEY_LENGTH);
}

static void
try_refresh (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRefreshAnswer) answer = wabi_refresh_answer_parse (text, size, &error);

  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer == NULL)
    return;
  g_assert_true (answer->access != NULL && (answer->refresh != NULL || answer->ended));
  g_assert_true (answer->lock_days >= 0 && answer->lock_days <= 365);
}

static void
try_contact (const char *text)
{
  g_auto (WabiContact) contact = { 0 }, again = { 0 };
  gboolean good = wabi_contact_from_text (&contact, text);
  g_autofree char *written = NULL;

  g_assert_true (good || (contact.contact_at == 0 && contact.tried == 0 && contact.boot == NULL));
  g_assert_true (contact.days >= 1 && contact.days <= 365);
  if (!good)
    return;
  written = wabi_contact_to_text (&contact);
  g_assert_true (wabi_contact_from_text (&again, written));
  g_assert_true (again.contact_at == contact.contact_at && again.seen_at == contact.seen_at && again.tried == contact.tried);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size);
  g_autofree char *text = fuzz_dup_text (data, size);

  try_sign_in (exact != NULL ? exact : "", size);
  try_refresh (exact != NULL ? exact : "", size);
  if (text != NULL)
    try_contact (text);
  return 0;
}
