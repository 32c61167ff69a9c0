// SPDX-License-Identifier: AGPL-3.0-or-later
// What the payer said of the coverage of a visit (271), from records, for the rules to judge.

#include "wabi-proof-eligibility.h"

#include <string.h>

#include "wabi-benefit-words.h"
#include "wabi-domain.h"

/* One is enough to know that payers are asked here. */
static gboolean
knows_answers (WabiProofContext *context)
{
  static const char key[] = "eligibility known";
  GPtrArray *some = wabi_proof_context_recall (context, key);

  if (some == NULL)
    {
      WabiQuery query;

      wabi_query_init (&query, &wabi_kind_benefit);
      query.limit = 1;
      some = wabi_view_list (wabi_proof_context_get_view (context), &query, NULL);
      if (some == NULL)
        return FALSE;
      wabi_proof_context_remember (context, key, some, (GDestroyNotify) g_ptr_array_unref);
    }
  return some->len > 0;
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "asked_at"), y = wabi_record_get_int (other, "asked_at");

  return x != y ? (x < y ? 1 : -1) : strcmp (wabi_record_get_id (other), wabi_record_get_id (one));
}

static WabiToldState
read_state (WabiRecord *answer)
{
  if (wabi_record_is (answer, "state", "active"))
    return WABI_TOLD_ACTIVE;
  return wabi_record_is (answer, "state", "inactive") ? WABI_TOLD_INACTIVE : WABI_TOLD_NOTHING;
}

static void
read_changes (WabiRecord *answer, WabiEligibilityFacts *out, GPtrArray *texts)
{
  JsonArray *changes = wabi_record_get_array (answer, "changes");
  GString *words;

  if (!wabi_benefit_needs_hand (answer))
    return;
  words = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      const char *change = json_array_get_string_element (changes, i);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", wabi_benefit_explain_change (change));
      if (i == 0)
        out->remedy = wabi_benefit_get_remedy (change);
    }
  out->changed = g_string_free (words, FALSE);
  g_ptr_array_add (texts, (gpointer) out->changed);
}

void
wabi_proof_gather_eligibility (WabiProofContext *context, WabiRecord *coverage, WabiRecord *payer, WabiEligibilityFacts *out, GArray *answers,
                               GPtrArray *texts)
{
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *found;

  *out = (WabiEligibilityFacts){ .asked = WABI_DAY_NONE };
  if (coverage == NULL || payer == NULL || wabi_record_is (payer, "type", "self") || !knows_answers (context))
    return;
  out->known = TRUE;
  found = wabi_proof_context_list (context, &wabi_kind_benefit, "coverage", wabi_record_get_id (coverage));
  all = g_ptr_array_sized_new (found->len);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (found, i));
  g_ptr_array_sort (all, compare_newest);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);
      WabiToldCoverage told = { read_state (one), wabi_lookup_day (one, "date"), wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to"),
                                wabi_record_get_text (one, "plan") };

      if (wabi_record_is (one, "state", "asked"))
        {
          if (answers->len == 0 && out->asked == WABI_DAY_NONE)
            out->asked = told.told;
          continue;
        }
      if (answers->len == 0)
        read_changes (one, out, texts);
      g_array_append_val (answers, told);
    }
  out->answers = (const WabiToldCoverage *) (gpointer) answers->data;
  out->n_answers = answers->len;
}
