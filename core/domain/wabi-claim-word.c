// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer or clearinghouse said of a claim that wants a person (999, TA1, 277CA, 277).

#include "wabi-claim-word.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-late.h"

static const struct
{
  const char *wanting, *words, *remedy;
} kinds[] = {
  { "rejected", N_ ("the claim was rejected"), N_ ("Mend what it says, then send the claim again.") },
  { "wanted", N_ ("the payer wants more before it decides"), N_ ("Send the payer what it asks for, or call, then say that it was seen to.") },
  { "not-found", N_ ("the payer does not know the claim"), N_ ("See whether it was taken in (277CA); if not, send it again before its time runs out.") },
  { "unasked", N_ ("the payer cannot be asked about the claim"), N_ ("Mend what it says, then ask for its status.") },
  { "failed", N_ ("the payer could not say what became of the claim"), N_ ("Ask again; if it stays so, call the payer.") },
};

const char *
wabi_claim_explain_word (const char *wanting)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].wanting, wanting) == 0)
      return _(kinds[i].words);
  return _("the payer said something of the claim");
}

const char *
wabi_claim_get_word_remedy (const char *wanting)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].wanting, wanting) == 0)
      return _(kinds[i].remedy);
  return _("Look at the claim’s trail.");
}

void
wabi_claim_set_wanting (WabiRecord *claim, const char *wanting, gint64 now)
{
  wabi_record_set_text (claim, "wanting", wanting);
  wabi_record_take_node (claim, "seen_at", NULL);
  wabi_record_take_node (claim, "seen_by", NULL);
  if (wanting != NULL)
    wabi_record_set_int (claim, "heard_at", now);
}

/* Its sessions are open again, and have not gone out on another claim. */
static gboolean
waits_to_be_sent (const WabiView *view, WabiRecord *claim)
{
  g_auto (GStrv) ids = wabi_lookup_strv (claim, "charges");

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (WabiRecord) charge = wabi_lookup_get (view, &wabi_kind_charge, ids[i]);

      if (charge != NULL && wabi_record_is (charge, "claim", wabi_record_get_id (claim)) && wabi_record_is (charge, "state", "open"))
        return TRUE;
    }
  return FALSE;
}

gboolean
wabi_claim_needs_hand (const WabiView *view, WabiRecord *claim)
{
  if (!wabi_record_has (claim, "wanting") || wabi_record_has (claim, "seen_at"))
    return FALSE;
  return wabi_claim_waits (claim) || (wabi_record_is (claim, "state", "rejected") && waits_to_be_sent (view, claim));
}

static gboolean
is_word (WabiRecord *event)
{
  const char *step = wabi_record_get_text (event, "step");

  return g_str_has_prefix (step, "277") || (strcmp (step, "276") == 0 && wabi_record_is (event, "outcome", "rejected")) || strcmp (step, "999") == 0 || strcmp (step, "TA1") == 0;
}

char *
wabi_claim_dup_word (const WabiView *view, WabiRecord *claim)
{
  g_autoptr (GPtrArray) events = wabi_lookup_by (view, &wabi_kind_claim_event, "claim", wabi_record_get_id (claim));
  WabiRecord *last = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      WabiRecord *event = g_ptr_array_index (events, i);

      if (is_word (event) && wabi_record_has (event, "words")
          && (last == NULL || wabi_record_get_int (event, "at") > wabi_record_get_int (last, "at")))
        last = event;
    }
  return last != NULL ? g_strdup (wabi_record_get_text (last, "words")) : NULL;
}

static int
compare_heard (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "heard_at"), y = wabi_record_get_int (other, "heard_at");

  return x != y ? (x < y ? -1 : 1) : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

GPtrArray *
wabi_claim_list_wanting (const WabiView *view)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) some = wabi_lookup_by (view, &wabi_kind_claim, "wanting", kinds[k].wanting);

      for (guint i = 0; i < some->len; i++)
        if (wabi_claim_needs_hand (view, g_ptr_array_index (some, i)))
          g_ptr_array_add (found, g_object_ref (g_ptr_array_index (some, i)));
    }
  g_ptr_array_sort (found, compare_heard);
  return found;
}
