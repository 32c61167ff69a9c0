// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules of the queue: what goes out together, with which numbers, and what falls with a refusal.

#include "wabi-sync-batch.h"

#include <string.h>

guint
wabi_batch_plan (const WabiQueued *queue, guint n_queue, guint limit)
{
  guint count = 0;

  g_return_val_if_fail (limit > 0 && limit <= WABI_SYNC_BATCH_MAX, 0);

  while (count < n_queue && count < limit && strcmp (queue[count].service, queue[0].service) == 0)
    count++;
  return count;
}

gint64
wabi_batch_number (WabiQueued *queue, guint count, gint64 last)
{
  for (guint i = 0; i < count; i++)
    {
      if (queue[i].n == 0)
        queue[i].n = last + 1;
      last = MAX (last, queue[i].n);
    }
  return last;
}

static const char *
find_refused (const WabiQueued *queued, GHashTable *refused)
{
  for (guint i = 0; queued->deps != NULL && queued->deps[i] != NULL; i++)
    if (g_hash_table_contains (refused, queued->deps[i]))
      return queued->deps[i];
  return NULL;
}

guint
wabi_batch_fail_deps (WabiQueued *queue, guint n_queue, GHashTable *refused)
{
  guint marked = 0;

  for (guint i = 0; i < n_queue; i++)
    {
      const char *dep = find_refused (&queue[i], refused);

      if (dep == NULL || queue[i].n != 0)
        continue;
      queue[i].failed_dep = dep;
      g_hash_table_add (refused, g_strdup (queue[i].id));
      marked++;
    }
  return marked;
}
