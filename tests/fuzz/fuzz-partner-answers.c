// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as an answer of Stedi or Claim.MD, and as words about a file.

#include "fuzz.h"

#include <string.h>

#include "wabi-277.h"
#include "wabi-claimmd-answers.h"
#include "wabi-partner-words.h"
#include "wabi-stedi-answers.h"

static void
try_stedi (const char *text, gsize size)
{
  g_autoptr (WabiStediPage) page = wabi_stedi_read_page (text, size);
  g_autofree char *x12 = wabi_stedi_read_x12 (text, size), *words = wabi_stedi_read_words (text, size), *url = wabi_stedi_read_download (text, size);

  g_assert_true (x12 == NULL || g_str_has_prefix (x12, "ISA"));
  wabi_stedi_is_taken (text, size);
  for (guint i = 0; page != NULL && i < page->items->len; i++)
    {
      const WabiStediItem *item = g_ptr_array_index (page->items, i);

      /* It stands in a path. */
      g_assert_true (wabi_stedi_is_id (item->id) && strpbrk (item->id, "/.?#%") == NULL);
    }
}

/* What is made of it for our books can be read, and says as much. */
static void
try_claimmd (const char *text, gsize size)
{
  g_autoptr (WabiClaimmdAnswer) answer = wabi_claimmd_read (text, size);
  g_autofree char *file = NULL;
  g_autoptr (WabiStatusFile) statuses = NULL;

  if (answer == NULL)
    return;
  for (guint i = 0; i < answer->eras->len; i++)
    g_assert_cmpint (g_array_index (answer->eras, gint64, i), >=, 0);
  if (answer->claims->len == 0)
    return;
  file = wabi_claimmd_make_277ca (answer->claims, MAX (answer->last_response, 0), "2026-04-01");
  statuses = wabi_status_read (file, strlen (file), NULL);
  g_assert_nonnull (statuses);
  g_assert_cmpuint (statuses->n_reports, ==, 1);
}

static void
try_words (const char *text)
{
  g_autofree char *clean = wabi_partner_words_clean (text, text);

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (clean, -1), <=, 200);
  g_assert_null (strchr (clean, '\n'));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size);
  g_autofree char *text = fuzz_dup_text (data, size);

  try_stedi (exact != NULL ? exact : "", size);
  try_claimmd (exact != NULL ? exact : "", size);
  if (text != NULL)
    try_words (text);
  return 0;
}
