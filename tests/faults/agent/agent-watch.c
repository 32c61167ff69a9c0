// SPDX-License-Identifier: AGPL-3.0-or-later
// What an agent sees: what left the queue and how, and what is signed or filed from now on.

#include "agent.h"

#include <string.h>

#include "wabi-text.h"

static void
watch_queue (Agent *agent)
{
  WabiCache *cache = wabi_sync_get_cache (agent->sync);
  g_autoptr (GHashTable) queued = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) refused = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) outbox = wabi_cache_list_outbox (cache, NULL, NULL);
  g_autoptr (GPtrArray) box = outbox != NULL ? wabi_cache_list_refused (cache, NULL) : NULL;
  g_autoptr (GList) ids = g_hash_table_get_keys (agent_journal_get_waiting (agent->journal));

  if (box == NULL)
    return;
  for (guint i = 0; i < outbox->len; i++)
    {
      WabiOutboxItem *item = g_ptr_array_index (outbox, i);

      if (item->state != WABI_OUTBOX_APPLIED)
        g_hash_table_add (queued, item->id);
    }
  for (guint i = 0; i < box->len; i++)
    {
      WabiRefusedItem *item = g_ptr_array_index (box, i);

      g_hash_table_insert (refused, item->id, item->code);
    }
  for (GList *at = ids; at != NULL; at = at->next)
    {
      g_autofree char *id = g_strdup (at->data);

      if (g_hash_table_contains (refused, id))
        agent_journal_write (agent->journal, "refused %s %s", id, (const char *)g_hash_table_lookup (refused, id));
      else if (!g_hash_table_contains (queued, id))
        agent_journal_write (agent->journal, "acked %s", id);
    }
}

static void
watch_locked (Agent *agent, const WabiKind *kind, const char *state)
{
  g_autoptr (GPtrArray) records = NULL;
  WabiQuery query;

  wabi_query_init (&query, kind);
  if (state != NULL)
    wabi_query_where_text (&query, "state", WABI_EQ, state);
  records = wabi_cache_list (wabi_sync_get_cache (agent->sync), &query, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = g_strjoin (" ", kind->name, wabi_record_get_id (record), NULL);
      g_autofree char *body = NULL, *hash = NULL;

      /* A seq of 0 is what this desktop hopes for, not what the service said. */
      if (wabi_record_get_seq (record) == 0 || agent_journal_knows (agent->journal, name))
        continue;
      body = wabi_record_dup_json (record);
      hash = wabi_text_hash_hex (body, -1);
      agent_journal_write (agent->journal, "locked %s %s", name, hash);
    }
}

void
agent_watch (Agent *agent)
{
  watch_queue (agent);
  watch_locked (agent, &wabi_kind_note, "signed");
  watch_locked (agent, &wabi_kind_claim, NULL);
  watch_locked (agent, &wabi_kind_claim_file, NULL);
}
