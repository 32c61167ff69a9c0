// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as an access token: nothing that we did not sign counts. With a "+" in front the rest is what a token of ours is to say.

#include "fuzz.h"

#include <string.h>
#include <unistd.h>

#include "wabi-tokens.h"

static WabiTokens *
get_tokens (void)
{
  static WabiTokens *tokens;
  static WabiFakeClock clock;

  if (tokens == NULL)
    {
      g_autofree char *folder = g_dir_make_tmp ("wabi-fuzz-XXXXXX", NULL);
      g_autofree char *file = g_build_filename (folder, "token-key.json", NULL);
      g_autoptr (GError) error = NULL;

      wabi_fake_clock_init (&clock, G_GINT64_CONSTANT (1800000000000000), 0);
      tokens = wabi_tokens_open (file, &clock.clock, &error);
      g_assert_no_error (error);
      unlink (file);
      rmdir (folder);
    }
  return tokens;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autofree char *token = NULL;
  WabiClaims *claims;

  if (text == NULL)
    return 0;
  if (text[0] != '+')
    {
      g_assert_null (wabi_tokens_check (get_tokens (), text));
      return 0;
    }
  token = wabi_tokens_make (get_tokens (), text + 1, "01900000-0000-7000-8000-0000000000a1", 7, "family");
  claims = wabi_tokens_check (get_tokens (), token);
  g_assert_true (claims == NULL || strcmp (claims->practice, text + 1) == 0);
  if (claims != NULL)
    wabi_claims_unref (claims);
  token[strlen (token) / 2] ^= 1;
  g_assert_null (wabi_tokens_check (get_tokens (), token));
  return 0;
}
