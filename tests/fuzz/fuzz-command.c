// SPDX-License-Identifier: AGPL-3.0-or-later
// Any arguments for any command, as a signed-in caller may send them: a line each, "ROLES NAME JSON". The rules run on a small practice.

#include "fuzz.h"

#include <string.h>

#include "memory-practice.h"
#include "wabi-note-facts.h"

#define NOON G_GINT64_CONSTANT (1773072000000000)
#define MOST_LINES 12

/* As a service does when it sees the record in another's feed; that the rule refuses is no mistake. */
static void
react (MemoryPractice *practice, WabiRecord *changed)
{
  guint n;
  const WabiReaction *reactions = wabi_domain_get_reactions (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (reactions[i].kind, wabi_record_get_kind (changed)->name) == 0)
      {
        g_autoptr (GError) error = NULL;
        WabiContext context;

        wabi_context_init (&context, &practice->view);
        context.caller = (WabiCaller){ PRACTICE_ID, DESK, WABI_ROLE_ADMIN };
        context.now = context.given = practice->clock.at;
        context.zone = ZONE;
        context.authority = TRUE;
        context.ids = practice->ids;
        g_assert_true (reactions[i].react (&context, changed, &error) == (error == NULL));
        wabi_context_clear (&context);
      }
}

static void
react_to_all (MemoryPractice *practice)
{
  g_autoptr (GList) records = g_hash_table_get_values (practice->records);

  for (GList *at = records; at != NULL; at = at->next)
    react (practice, at->data);
}

/* What is signed stays as it was signed. */
static void
check_signed (MemoryPractice *practice, GHashTable *seen)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, practice->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (wabi_record_get_kind (record) == &wabi_kind_note && wabi_record_is (record, "state", "signed"))
      {
        char *body = wabi_record_dup_json (record);
        const char *before = g_hash_table_lookup (seen, wabi_record_get_id (record));

        g_assert_true (before == NULL || strcmp (before, body) == 0);
        g_hash_table_replace (seen, g_strdup (wabi_record_get_id (record)), body);
      }
}

static void
try_line (MemoryPractice *practice, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autoptr (JsonObject) object = NULL;
  guint roles;

  if (g_strv_length (words) < 3)
    return;
  /* Quotes within are turned by the practice; what is then no JSON is a matter for another target. */
  g_strdelimit (words[2], "'", '"');
  object = wabi_json_parse_object (words[2], -1, NULL, NULL);
  if (object == NULL)
    return;
  roles = (guint)g_ascii_strtoull (words[0], NULL, 10) & WABI_ROLES_ALL;
  practice->clock.at += 60 * G_USEC_PER_SEC;
  if (!memory_practice_do (practice, roles == WABI_ROLE_RBT ? RBT : roles == WABI_ROLE_BCBA ? BCBA : DESK, roles,
                           words[0][0] != '0', words[1], words[2]))
    g_assert_nonnull (practice->code);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", MOST_LINES) : NULL;
  g_autoptr (MemoryPractice) practice = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (lines == NULL)
    return 0;
  practice = memory_practice_new (NOON);
  memory_practice_furnish (practice);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      try_line (practice, lines[i]);
      check_signed (practice, seen);
    }
  react_to_all (practice);
  return 0;
}
