// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as a note's section, held against the facts of a session: what is marked lies inside it, on the borders of characters.

#include "fuzz.h"

#include <string.h>

#include "session-fixture.h"
#include "wabi-grounding.h"

static void
check_statement (const char *text, const WabiStatement *statement)
{
  gsize length = strlen (text);

  g_assert_cmpuint (statement->start, <=, length);
  g_assert_cmpuint (statement->length, <=, length - statement->start);
  g_assert_true (g_utf8_validate (text + statement->start, (gssize)statement->length, NULL));
  if (statement->replacement != NULL)
    {
      g_assert_cmpuint (statement->replace_start, <=, length);
      g_assert_cmpuint (statement->replace_length, <=, length - statement->replace_start);
      g_assert_true (g_utf8_validate (text + statement->replace_start, (gssize)statement->replace_length, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static WabiFacts *facts;
  g_autofree char *text = fuzz_dup_text (data, MIN (size, 4096));

  if (facts == NULL)
    facts = make_fixture_facts ();
  for (int plan = 0; text != NULL && plan < 2; plan++)
    {
      g_autoptr (GPtrArray) found = wabi_grounding_check (text, facts, plan != 0);

      for (guint i = 0; i < found->len; i++)
        check_statement (text, g_ptr_array_index (found, i));
    }
  return 0;
}
