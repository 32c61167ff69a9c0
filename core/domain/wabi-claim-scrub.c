// SPDX-License-Identifier: AGPL-3.0-or-later
// What the scrubber looks at of a claim that follows another.

#include "wabi-claim-scrub.h"

#include "wabi-claim-lines.h"

static gint64
sum_adjustments (JsonObject *object)
{
  JsonArray *array = NULL;
  gint64 sum = 0;

  if (!wabi_json_take_array (object, "adjustments", FALSE, 100000, &array, NULL) || array == NULL)
    return 0;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      sum += JSON_NODE_HOLDS_OBJECT (node) ? wabi_json_peek_int (json_node_get_object (node), "cents", 0) : 0;
    }
  return sum;
}

/* By how much the lines of the payer's answer fail to make up what was charged on them; the first that does. */
static gint64
find_difference (WabiRecord *answer)
{
  JsonNode *node = json_object_get_member (wabi_record_get_body (answer), "content");
  JsonArray *lines = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || !wabi_json_take_array (json_node_get_object (node), "lines", FALSE, 100000, &lines, NULL) || lines == NULL)
    return 0;
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *each = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (each) ? json_node_get_object (each) : NULL;
      gint64 difference
          = line != NULL ? wabi_json_peek_int (line, "charge", 0) - wabi_json_peek_int (line, "paid", 0) - sum_adjustments (line) : 0;

      if (difference != 0)
        return difference;
    }
  return 0;
}

static gboolean
was_sent_on (const WabiView *view, WabiRecord *claim)
{
  g_autoptr (GPtrArray) later = wabi_lookup_by (view, &wabi_kind_claim, "prior", wabi_record_get_id (claim));

  for (guint i = 0; i < later->len; i++)
    if (!wabi_record_is (g_ptr_array_index (later, i), "state", "void") && !wabi_record_is (g_ptr_array_index (later, i), "state", "replaced")
        && !wabi_record_is (g_ptr_array_index (later, i), "frequency", "8"))
      return TRUE;
  return FALSE;
}

static void
read_next (const WabiView *view, WabiRecord *claim, WabiScrubClaim *out)
{
  g_autoptr (WabiRecord) plan = wabi_claim_next_coverage (view, claim), answer = wabi_claim_find_answer (view, claim);

  out->later_payer = TRUE;
  out->next_plan = plan != NULL;
  out->sent_on = was_sent_on (view, claim);
  out->answered = answer != NULL;
  if (answer == NULL)
    return;
  out->difference_cents = find_difference (answer);
  out->left_cents = wabi_record_get_int (answer, "charge_cents") - wabi_record_get_int (answer, "paid_cents");
}

/* How many service lines the charges that @lines tells of made. */
static int
count_lines (JsonArray *lines)
{
  g_autoptr (GHashTable) controls = g_hash_table_new (g_str_hash, g_str_equal);
  int alone = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      const char *control = JSON_NODE_HOLDS_OBJECT (node) ? wabi_json_peek_text (json_node_get_object (node), "control") : NULL;

      if (control != NULL)
        g_hash_table_add (controls, (char *) control);
      else
        alone++;
    }
  return alone + (int) g_hash_table_size (controls);
}

GPtrArray *
wabi_claim_scrub (const WabiView *view, WabiRecord *claim, WabiClaimStep step, const char *payer_control)
{
  GPtrArray *findings = wabi_findings_new ();
  g_autoptr (GPtrArray) sent = wabi_claim_list_sent (view, claim);
  JsonArray *lines = wabi_record_get_array (claim, "lines");
  gboolean received = !wabi_record_is (claim, "state", "rejected");
  WabiScrubFacts facts = { 0 };
  WabiScrubClaim *out = &facts.claim;

  out->control = wabi_record_get_text (claim, "control");
  out->frequency = step == WABI_CLAIM_VOID && received ? "8" : step == WABI_CLAIM_REPLACE && received ? "7" : "1";
  out->original_reference = payer_control != NULL ? payer_control : wabi_record_get_text (claim, "payer_control");
  out->before_state = wabi_record_get_text (claim, "state");
  out->lines = (int) sent->len;
  out->original_lines = lines != NULL ? count_lines (lines) : out->lines;
  out->total_cents = wabi_record_get_int (claim, "total_cents");
  if (step == WABI_CLAIM_NEXT)
    read_next (view, claim, out);
  wabi_scrub (&facts, WABI_SCRUB_CLAIM, WABI_SCRUB_CLAIM, findings);
  return findings;
}
