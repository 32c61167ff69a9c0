// SPDX-License-Identifier: AGPL-3.0-or-later
// Which charges go on one claim.

#include "wabi-claim-build.h"
#include "wabi-lookup.h"

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

/* What parts the sessions of a client by time. */
static void
add_span (GString *key, WabiRecord *charge, const char *by)
{
  const char *date = wabi_record_get_text (charge, "date");
  WabiDay day = wabi_lookup_day (charge, "date");

  if (g_strcmp0 (by, "session") == 0)
    g_string_append_printf (key, "session %s", wabi_record_has (charge, "session") ? wabi_record_get_text (charge, "session") : wabi_record_get_id (charge));
  else if (g_strcmp0 (by, "day") == 0)
    g_string_append_printf (key, "day %s", date != NULL ? date : "");
  else if (g_strcmp0 (by, "week") == 0 && day != WABI_DAY_NONE)
    g_string_append_printf (key, "week %d", (int) wabi_day_week_start (day, 1));
  else if (g_strcmp0 (by, "month") == 0 && date != NULL)
    g_string_append_printf (key, "month %.7s", date);
}

static void
read_key (const WabiView *view, WabiRecord *charge, WabiTermsKey *key, WabiRecord **staff)
{
  *staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (charge, "staff"));
  *key = (WabiTermsKey){ wabi_record_get_text (charge, "service_code"), *staff != NULL ? wabi_record_get_text (*staff, "credential") : NULL,
                         wabi_record_get_text (charge, "place") };
}

/* Charges with one key may go on one claim: the payer's rule of the day of each has its say. */
static char *
make_key (WabiRecord *charge, WabiPayerTerms *asked, const WabiTermsKey *about, guint most)
{
  static const char *const same[] = { "client", "coverage", "signer", "authorization" };
  gboolean by_line = g_strcmp0 (wabi_payer_terms_get_text (asked, "grouping", "authorization", about), "line") == 0;
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (same) - (by_line ? 1 : 0); i++)
    {
      const char *text = wabi_record_get_text (charge, same[i]);

      g_string_append_printf (key, "%s|", text != NULL ? text : "");
    }
  add_span (key, charge, wabi_payer_terms_get_text (asked, "grouping", "by", about));
  g_string_append_printf (key, "|%u", most);
  return g_string_free (key, FALSE);
}

GPtrArray *
wabi_claim_group_charges (const WabiView *view, WabiRecord *payer, GPtrArray *charges)
{
  g_autoptr (WabiPayerTerms) any = wabi_payer_terms_new (view, payer, WABI_DAY_NONE);
  GPtrArray *groups = g_ptr_array_new_with_free_func (free_group);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (charges, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_set_free_func (sorted, g_object_unref);
  g_ptr_array_sort (sorted, compare_starts);
  for (guint i = 0; i < sorted->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (sorted, i);
      g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (any, wabi_lookup_day (charge, "date"));
      g_autoptr (WabiRecord) staff = NULL;
      WabiTermsKey about;
      WabiClaimGroup *group;
      gint64 most;
      char *key;

      read_key (view, charge, &about, &staff);
      most = CLAMP (wabi_payer_terms_get_int (asked, "grouping", "max_lines", &about, WABI_CLAIM_MAX_LINES), 1, WABI_CLAIM_MAX_LINES);
      key = make_key (charge, asked, &about, (guint) most);
      group = g_hash_table_lookup (open, key);
      if (group == NULL || group->charges->len >= (guint) most)
        {
          group = wabi_claim_group_new ();
          g_ptr_array_add (groups, group);
        }
      g_hash_table_replace (open, key, group);
      g_ptr_array_add (group->charges, g_object_ref (charge));
    }
  return groups;
}
