// SPDX-License-Identifier: AGPL-3.0-or-later
// Which charges go on one claim.

#include "wabi-claim-build.h"

WabiClaimGroup *
wabi_claim_group_new (void)
{
  WabiClaimGroup *group = g_new0 (WabiClaimGroup, 1);

  group->charges = g_ptr_array_new_with_free_func (g_object_unref);
  group->frequency = '1';
  return group;
}

void
wabi_claim_group_free (WabiClaimGroup *group)
{
  if (group == NULL)
    return;
  g_ptr_array_unref (group->charges);
  g_free (group->control);
  g_free (group->payer_control);
  g_clear_object (&group->coverage);
  g_clear_object (&group->prior);
  g_clear_object (&group->sent);
  g_free (group);
}

static void
free_group (gpointer group)
{
  wabi_claim_group_free (group);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  WabiRecord *x = *(WabiRecord *const *) a, *y = *(WabiRecord *const *) b;
  gint64 one = wabi_record_get_int (x, "starts_at"), other = wabi_record_get_int (y, "starts_at");

  return one != other ? (one < other ? -1 : 1) : g_strcmp0 (wabi_record_get_id (x), wabi_record_get_id (y));
}

static char *
make_key (WabiRecord *charge, gboolean by_line)
{
  static const char *const same[] = { "client", "coverage", "signer", "authorization" };
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (same) - (by_line ? 1 : 0); i++)
    {
      const char *text = wabi_record_get_text (charge, same[i]);

      g_string_append_printf (key, "%s|", text != NULL ? text : "");
    }
  return g_string_free (key, FALSE);
}

GPtrArray *
wabi_claim_group_charges (GPtrArray *charges, gboolean by_line)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (free_group);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (charges, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_set_free_func (sorted, g_object_unref);
  g_ptr_array_sort (sorted, compare_starts);
  for (guint i = 0; i < sorted->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (sorted, i);
      char *key = make_key (charge, by_line);
      WabiClaimGroup *group = g_hash_table_lookup (open, key);

      if (group == NULL || group->charges->len == WABI_CLAIM_MAX_LINES)
        {
          group = wabi_claim_group_new ();
          g_ptr_array_add (groups, group);
        }
      g_hash_table_replace (open, key, group);
      g_ptr_array_add (group->charges, g_object_ref (charge));
    }
  return groups;
}
