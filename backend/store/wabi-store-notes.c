// SPDX-License-Identifier: AGPL-3.0-or-later
// Disclosures: who has read what, gathered for some seconds and then chained into the audit.

#include "wabi-store-private.h"

#include <string.h>

#define GATHER (5 * G_TIME_SPAN_SECOND)
#define MANY 1024
#define MOST 65536
#define KEY_PARTS 5

void
wabi_store_note_read (WabiStore *store, const WabiCaller *caller, const WabiKind *kind, const char *id)
{
  WabiNotes *notes = &store->notes;
  gboolean first, many, lost;
  char *key;

  g_return_if_fail (store != NULL && caller != NULL && kind != NULL);

  key = g_strconcat (caller->practice, "\n", caller->user, "\n", kind->service, "\n", kind->name, "\n",
                     id != NULL ? id : "*", NULL);
  g_mutex_lock (&notes->lock);
  first = g_hash_table_size (notes->seen) == 0;
  lost = g_hash_table_size (notes->seen) >= MOST;
  if (first)
    notes->since = g_get_monotonic_time ();
  if (lost)
    g_free (key);
  else
    g_hash_table_add (notes->seen, key);
  many = g_hash_table_size (notes->seen) == MANY;
  g_mutex_unlock (&notes->lock);
  if (lost)
    g_warning ("too many disclosures wait for the audit chain: the database does not take them");
  if (first || many)
    wabi_writer_wake (store);
}

gboolean
wabi_notes_are_due (WabiStore *store, gboolean closing, gint64 *wait_until)
{
  WabiNotes *notes = &store->notes;
  gint64 at = G_MAXINT64;
  guint size;

  g_mutex_lock (&notes->lock);
  size = g_hash_table_size (notes->seen);
  if (size > 0)
    at = notes->since + GATHER;
  g_mutex_unlock (&notes->lock);
  if (size == 0)
    return FALSE;
  if (closing || size >= MANY || g_get_monotonic_time () >= at)
    return TRUE;
  *wait_until = MIN (*wait_until, at);
  return FALSE;
}

GHashTable *
wabi_notes_steal (WabiStore *store)
{
  WabiNotes *notes = &store->notes;
  GHashTable *taken;

  g_mutex_lock (&notes->lock);
  taken = notes->seen;
  notes->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_unlock (&notes->lock);
  return taken;
}

void
wabi_notes_restore (WabiStore *store, GHashTable *taken)
{
  WabiNotes *notes = &store->notes;
  GHashTableIter iter;
  gpointer key;

  g_mutex_lock (&notes->lock);
  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (notes->seen, g_strdup (key));
  notes->since = g_get_monotonic_time ();
  g_mutex_unlock (&notes->lock);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Keys are sorted, so those that differ only in the id stand together: they become one entry. */
static gboolean
write_group (WabiStoreTx *tx, GPtrArray *keys, guint *at, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (keys, *at), "\n", KEY_PARTS);
  gsize prefix = strlen (g_ptr_array_index (keys, *at)) - strlen (parts[4]);
  g_autoptr (GString) refs = g_string_new ("{\"ids\":[");
  guint first = *at;

  for (; *at < keys->len
         && strncmp (g_ptr_array_index (keys, *at), g_ptr_array_index (keys, first), prefix) == 0;
       (*at)++)
    {
      if (*at > first)
        g_string_append_c (refs, ',');
      wabi_json_append_text (refs, (const char *)g_ptr_array_index (keys, *at) + prefix);
    }
  g_string_append (refs, "],\"kind\":");
  wabi_json_append_text (refs, parts[3]);
  g_string_append_c (refs, '}');
  return wabi_store_tx_audit (tx, parts[0], parts[2], parts[1], "record.read", refs->str, error);
}

gboolean
wabi_notes_write (WabiStoreTx *tx, GHashTable *notes, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  guint at = 0;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_keys);
  while (at < keys->len)
    if (!write_group (tx, keys, &at, error))
      return FALSE;
  return TRUE;
}
