// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text as a recurrence rule, a line each: what is read says itself again, and gives dates in order and within bounds, or says why not.

#include "fuzz.h"

#include <string.h>

#include "wabi-recur.h"

#define MOST 200

static void
try_rule (const char *text)
{
  g_autoptr (GError) error = NULL, refused = NULL;
  g_autoptr (WabiRecur) recur = wabi_recur_parse (text, &error), again = NULL;
  g_autoptr (GArray) days = NULL;
  g_autofree char *said = NULL, *twice = NULL, *words = NULL;
  WabiDay start = wabi_day_from_ymd (2026, 3, 1), exdate = start + 7, rdate = start + 3;
  gboolean more;

  g_assert_true ((recur == NULL) == (error != NULL));
  if (recur == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  said = wabi_recur_dup_text (recur);
  again = wabi_recur_parse (said, NULL);
  g_assert_nonnull (again);
  twice = wabi_recur_dup_text (again);
  g_assert_cmpstr (said, ==, twice);
  words = wabi_recur_dup_words (recur);
  g_assert_true (*words != '\0' && g_utf8_validate (words, -1, NULL));
  /* Only what visits can repeat by is asked for its dates: a rule of seconds may search for years. */
  if (!wabi_recur_check_days (recur, &refused))
    return;
  days = wabi_recur_list_days (recur,
                               &(WabiRecurDays){ .start = start, .minute = 150, .zone = "America/Chicago", .exdates = &exdate, .n_exdates = 1,
                                                 .rdates = &rdate, .n_rdates = 1, .last = start + 3000, .most = MOST },
                               &more);
  g_assert_cmpuint (days->len, <=, MOST);
  for (guint i = 0; i < days->len; i++)
    {
      WabiDay day = g_array_index (days, WabiDay, i);

      g_assert_true (day >= start && day <= start + 3000 && day != exdate);
      g_assert_true (i == 0 || g_array_index (days, WabiDay, i - 1) < day);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size < 4000 ? fuzz_dup_text (data, size) : NULL;
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", 6) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    try_rule (lines[i]);
  return 0;
}
