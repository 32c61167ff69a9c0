// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as the server's answer to a desktop: to a push, to a pull, or a refusal. What is taken must be whole.

#include "fuzz.h"

#include <string.h>

#include "wabi-domain.h"
#include "wabi-sync-message.h"

/* What corpus/sync-answer speaks of. */
#define FIRST "01900000-0000-7000-8000-0000000000a1"
#define SECOND "01900000-0000-7000-8000-0000000000a2"

static GPtrArray *
make_commands (void)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_command_free);

  g_ptr_array_add (commands, wabi_command_new (FIRST, "location.set", NULL));
  g_ptr_array_add (commands, wabi_command_new (SECOND, "trial.record", NULL));
  for (guint i = 0; i < commands->len; i++)
    ((WabiCommand *)g_ptr_array_index (commands, i))->n = i + 1;
  return commands;
}

static void
try_push (const char *data, gsize size)
{
  g_autoptr (GPtrArray) commands = make_commands ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiPushAnswer) answer = wabi_push_answer_parse (data, size, commands, &error);

  g_assert_true ((answer == NULL) == (error != NULL));
  for (guint i = 0; answer != NULL && i < answer->results->len; i++)
    {
      WabiPushResult *result = g_ptr_array_index (answer->results, i);

      /* A result for a command that was not asked about would take it out of the queue. */
      g_assert_true (result->n >= 1 && result->n <= 2);
      g_assert_cmpstr (result->id, ==, result->n == 1 ? FIRST : SECOND);
    }
}

static void
try_pull (const char *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  WabiPullPage *page = wabi_pull_page_parse (data, size, "sessions", 10, &error);
  gint64 last = 10;

  g_assert_true ((page == NULL) == (error != NULL));
  for (guint i = 0; page != NULL && i < page->changes->len; i++)
    {
      WabiPullChange *change = &g_array_index (page->changes, WabiPullChange, i);
      const WabiKind *kind = wabi_domain_find_kind (change->kind);
      g_autoptr (WabiRecord) record = NULL;

      g_assert_cmpint (change->seq, >, last);
      last = change->seq;
      g_assert_cmpint (last, <=, page->next);
      if (kind == NULL)
        continue;
      record = wabi_pull_change_make_record (change, kind, NULL);
      g_assert_cmpint (wabi_record_get_seq (record), ==, change->seq);
    }
  if (page != NULL)
    wabi_pull_page_free (page);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size);
  const char *text = exact != NULL ? exact : "";
  g_autofree char *code = NULL, *message = NULL;
  gint64 expected = 0;

  try_push (text, size);
  try_pull (text, size);
  wabi_error_parse (text, size, &code, &message, &expected);
  return 0;
}
