// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules of the queue: what goes out together, with which numbers, and what falls with a refusal.

#include "wabi-sync-batch.h"

#include <string.h>

typedef struct
{
  const WabiBatchRule *rule;
  GHashTable *taken;   /* ids, borrowed */
  GHashTable *records; /* that something changes which is held, borrowed */
  gint64 n;            /* of the last one picked; 0 when it has none yet */
  guint count;
} Plan;

static gboolean
has (GHashTable *set, const char *key)
{
  return set != NULL && g_hash_table_contains (set, key);
}

static gboolean
is_held (const Plan *plan, const WabiQueued *queued)
{
  if (queued->aside)
    return TRUE;
  for (guint i = 0; queued->deps != NULL && queued->deps[i] != NULL; i++)
    if (has (plan->rule->waiting, queued->deps[i]) && !g_hash_table_contains (plan->taken, queued->deps[i]))
      return TRUE;
  for (guint i = 0; queued->records != NULL && queued->records[i] != NULL; i++)
    if (g_hash_table_contains (plan->records, queued->records[i]))
      return TRUE;
  return FALSE;
}

/* Numbers of one push follow each other, and the first that is given now follows the last one that ever was. */
static gboolean
is_next (const Plan *plan, const WabiQueued *queued)
{
  if (plan->count == 0)
    return TRUE;
  if (queued->n != 0)
    return plan->n != 0 && queued->n == plan->n + 1;
  return (plan->n == 0 || plan->n == plan->rule->last) && queued->pos <= plan->rule->until;
}

static void
hold (Plan *plan, const WabiQueued *queued)
{
  for (guint i = 0; queued->records != NULL && queued->records[i] != NULL; i++)
    g_hash_table_add (plan->records, (gpointer)queued->records[i]);
}

guint
wabi_batch_plan (const WabiQueued *queue, guint n_queue, const WabiBatchRule *rule, guint *picked)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) records = g_hash_table_new (g_str_hash, g_str_equal);
  Plan plan = { rule, taken, records, 0, 0 };

  g_return_val_if_fail (rule->limit > 0 && rule->limit <= WABI_SYNC_BATCH_MAX, 0);

  for (guint i = 0; i < n_queue && plan.count < rule->limit; i++)
    {
      if (queue[i].n != 0 && queue[i].n <= rule->flown)
        {
          g_hash_table_add (taken, (gpointer)queue[i].id);
          continue;
        }
      if (!is_next (&plan, &queue[i]))
        break;
      if (!is_held (&plan, &queue[i]))
        {
          picked[plan.count++] = i;
          plan.n = queue[i].n;
          g_hash_table_add (taken, (gpointer)queue[i].id);
        }
      else if (queue[i].n != 0)
        break; /* nothing that was numbered later may overtake it */
      else
        hold (&plan, &queue[i]);
    }
  return plan.count;
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
