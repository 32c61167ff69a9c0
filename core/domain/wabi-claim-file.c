// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims become a file.

#include "wabi-claim-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-837p-check.h"
#include "wabi-837p-writer.h"
#include "wabi-charge-facts.h"
#include "wabi-claim-lines.h"
#include "wabi-money-book.h"
#include "wabi-text.h"
#include "wabi-transmission-queue-private.h"

/* Counters of each practice; the ids are ours, since a counter has no birth. */
#define COUNTER_ISA "00000000-0000-7000-8000-000000000001"
#define COUNTER_CLAIM "00000000-0000-7000-8000-000000000002"
#define COUNTER_CHECK "00000000-0000-7000-8000-000000000003"

#define OFFICE_ALLY "330897513"

/* @n numbers, of which @out is the first. */
static gboolean
take_numbers (WabiContext *context, const char *counter, guint n, gint64 *out, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *record;

  if (!wabi_context_find (context, &wabi_kind_counter, counter, &there, error))
    return FALSE;
  record = there != NULL ? wabi_record_copy (there) : wabi_record_new (&wabi_kind_counter, counter);
  *out = wabi_record_get_int (record, "value") + 1;
  wabi_record_set_int (record, "value", *out + n - 1);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
take_number (WabiContext *context, const char *counter, gint64 *out, GError **error)
{
  return take_numbers (context, counter, 1, out, error);
}

gboolean
wabi_claim_take_envelope (WabiContext *context, gint64 *isa, GError **error)
{
  return take_number (context, COUNTER_ISA, isa, error);
}

gboolean
wabi_claim_take_checks (WabiContext *context, guint n, gint64 *first, GError **error)
{
  return take_numbers (context, COUNTER_CHECK, n, first, error);
}

static gboolean
number_groups (WabiContext *context, GPtrArray *groups, GError **error)
{
  for (guint i = 0; i < groups->len; i++)
    {
      WabiClaimGroup *group = g_ptr_array_index (groups, i);
      gint64 number;

      if (!take_number (context, COUNTER_CLAIM, &number, error))
        return FALSE;
      g_free (group->control);
      group->control = g_strdup_printf ("WC%08" G_GINT64_FORMAT, number);
    }
  return TRUE;
}

static gboolean
check_file (WabiContext *context, const char *content, GError **error)
{
  g_autoptr (GPtrArray) findings = wabi_837p_check (content, strlen (content));

  for (guint i = 0; i < findings->len; i++)
    {
      const Wabi837pFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *words = NULL;

      if (finding->severity != WABI_837P_SEVERITY_ERROR)
        continue;
      words = wabi_837p_finding_to_string (finding);
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "claim-file", finding->loop,
                                  _("The claim file would be rejected: %s. Mend this, then make the claims again."), words);
    }
  return TRUE;
}

/* ---- What was sent, for ever ---- */

/* What one charge has of its line. */
static JsonObject *
describe_part (WabiClaim *claim, WabiClaimGroup *group, guint index)
{
  WabiRecord *charge = g_ptr_array_index (group->charges, index);
  WabiClaimLine *line = g_ptr_array_index (claim->lines, g_array_index (group->line_of, guint, index));
  const char *authorization = line->prior_authorization != NULL ? line->prior_authorization : claim->prior_authorization;
  JsonObject *object = json_object_new (), *sent = wabi_claim_find_sent (group->sent, wabi_record_get_id (charge));
  JsonArray *modifiers = json_array_new ();

  json_object_set_string_member (object, "charge", wabi_record_get_id (charge));
  json_object_set_string_member (object, "control", line->control_number);
  json_object_set_string_member (object, "code", line->code);
  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS && line->modifiers[i] != NULL; i++)
    json_array_add_string_element (modifiers, line->modifiers[i]);
  json_object_set_array_member (object, "modifiers", modifiers);
  json_object_set_int_member (object, "units_tenths", sent != NULL ? wabi_json_peek_int (sent, "units_tenths", 0) : wabi_charge_get_tenths (charge));
  json_object_set_int_member (object, "cents", sent != NULL ? wabi_json_peek_int (sent, "cents", 0) : wabi_record_get_int (charge, "amount_cents"));
  json_object_set_string_member (object, "date", line->from_date);
  if (authorization != NULL)
    json_object_set_string_member (object, "authorization", authorization);
  return object;
}

static void
put_lines (WabiRecord *record, WabiClaim *claim, WabiClaimGroup *group)
{
  JsonNode *ids = json_node_new (JSON_NODE_ARRAY), *lines = json_node_new (JSON_NODE_ARRAY);
  JsonArray *id_array = json_array_new (), *line_array = json_array_new ();

  for (guint i = 0; i < group->charges->len; i++)
    {
      json_array_add_string_element (id_array, wabi_record_get_id (g_ptr_array_index (group->charges, i)));
      json_array_add_object_element (line_array, describe_part (claim, group, i));
    }
  json_node_take_array (ids, id_array);
  json_node_take_array (lines, line_array);
  wabi_record_take_node (record, "charges", ids);
  wabi_record_take_node (record, "lines", lines);
}

/* The last day on which the payer takes it, by its rule of the first day of service: counted from that day, of a later payer or of a
 * replacement from today. */
static void
put_deadline (WabiContext *context, WabiRecord *record, WabiRecord *payer, WabiRecord *first, gboolean later)
{
  const char *member = wabi_record_is (record, "frequency", "1") ? (later ? "secondary" : "days") : "replacement";
  WabiDay served = wabi_lookup_day (record, "from_date"), from = strcmp (member, "days") == 0 ? served : wabi_zone_day (context->zone, context->now);
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new (context->view, payer, served);
  WabiTermsKey key = { .code = wabi_record_get_text (first, "service_code"), .place = wabi_record_get_text (first, "place") };
  gint64 days = wabi_payer_terms_get_int (asked, "filing", member, &key, 0);
  g_autofree char *text = days > 0 && from != WABI_DAY_NONE ? wabi_day_dup_text (from + (WabiDay) days) : NULL;

  wabi_record_set_text (record, "deadline", text);
}

static void
put_charges (WabiContext *context, const WabiClaimOrder *order, WabiClaimGroup *group, WabiClaim *claim, const char *id)
{
  for (guint i = 0; i < group->charges->len; i++)
    {
      WabiRecord *charge = wabi_record_copy (g_ptr_array_index (group->charges, i));
      const WabiClaimLine *line = g_ptr_array_index (claim->lines, g_array_index (group->line_of, guint, i));

      wabi_record_set_text (charge, "state", "claimed");
      if (order->request != NULL)
        wabi_record_set_text (charge, "request", order->request);
      wabi_record_set_text (charge, "claim", id);
      wabi_record_set_text (charge, "line_control", line->control_number);
      wabi_context_put (context, charge);
    }
}

static gboolean
put_claim (WabiContext *context, const WabiClaimOrder *order, WabiClaimGroup *group, WabiClaim *claim, WabiRecord *payer, const char *file,
           GError **error)
{
  g_autofree char *id = order->claim_id != NULL ? g_strdup (order->claim_id) : wabi_id_new (context->ids);
  WabiRecord *record = wabi_record_new (&wabi_kind_claim, id), *first = g_ptr_array_index (group->charges, 0);
  WabiRecord *last = g_ptr_array_index (group->charges, group->charges->len - 1);
  const char frequency[] = { claim->frequency, '\0' }, sequence[] = { claim->policy.sequence, '\0' };

  wabi_record_set_text (record, "control", group->control);
  wabi_record_set_text (record, "payer", order->payer);
  wabi_record_set_text (record, "client", wabi_record_get_text (first, "client"));
  wabi_record_set_text (record, "coverage",
                        group->coverage != NULL ? wabi_record_get_id (group->coverage) : wabi_record_get_text (first, "coverage"));
  wabi_record_set_text (record, "sequence", sequence);
  put_lines (record, claim, group);
  wabi_record_set_int (record, "total_cents", wabi_claim_get_total_cents (claim));
  wabi_record_set_text (record, "state", "submitted");
  wabi_record_set_text (record, "file", file);
  wabi_record_set_text (record, "frequency", frequency);
  wabi_record_set_text (record, "payer_control", group->payer_control);
  wabi_record_set_text (record, "replaces", order->replaces != NULL ? wabi_record_get_id (order->replaces) : NULL);
  wabi_record_set_text (record, "prior", group->prior != NULL ? wabi_record_get_id (group->prior) : NULL);
  wabi_record_set_int (record, "submitted_at", context->now);
  wabi_record_set_text (record, "from_date", wabi_record_get_text (first, "date"));
  wabi_record_set_text (record, "to_date", wabi_record_get_text (last, "date"));
  put_deadline (context, record, payer, first, group->prior != NULL);
  /* A charge belongs to the claim to its first payer; what a later one is asked, and what is voided, does not move it. */
  if (group->prior == NULL && claim->frequency != '8')
    put_charges (context, order, group, claim, id);
  wabi_claim_tell (context, record, "made", NULL);
  wabi_context_put (context, record);
  return wabi_money_file_claim (context, record, error);
}

void
wabi_claim_tell (WabiContext *context, WabiRecord *claim, const char *step, const char *words)
{
  g_autofree char *id = wabi_id_new (context->ids);
  WabiRecord *event = wabi_record_new (&wabi_kind_claim_event, id);

  wabi_record_set_text (event, "claim", wabi_record_get_id (claim));
  wabi_record_set_text (event, "client", wabi_record_get_text (claim, "client"));
  wabi_record_set_int (event, "at", context->now);
  wabi_record_set_text (event, "by", context->caller.user);
  wabi_record_set_text (event, "step", step);
  wabi_record_set_text (event, "words", words);
  wabi_context_put (context, event);
}

/* ---- The file ---- */

/* Office Ally knows a test file by its name alone (its companion guide). */
static char *
make_name (WabiRecord *payer, const WabiClaimBatch *batch)
{
  gboolean says_test = batch->envelope.is_test && g_strcmp0 (batch->envelope.receiver_id, OFFICE_ALLY) == 0;

  return g_strdup_printf ("837P-%s%s-%09" G_GINT64_FORMAT ".edi", says_test ? "OATEST-" : "",
                          wabi_record_get_text (payer, "payer_id"), (gint64) batch->envelope.interchange_control);
}

static void
put_file (WabiContext *context, const char *id, WabiRecord *payer, const WabiClaimBatch *batch, const char *content, gint64 total)
{
  WabiRecord *file = wabi_record_new (&wabi_kind_claim_file, id);
  g_autofree char *name = make_name (payer, batch);
  g_autofree char *hash = wabi_text_hash_hex (content, -1);

  wabi_record_set_text (file, "name", name);
  wabi_record_set_text (file, "payer", wabi_record_get_id (payer));
  wabi_record_set_int (file, "isa_control", (gint64) batch->envelope.interchange_control);
  wabi_record_set_int (file, "at", context->now);
  wabi_record_set_int (file, "claim_count", batch->claims->len);
  wabi_record_set_int (file, "total_cents", total);
  wabi_record_set_text (file, "content", content);
  wabi_record_set_text (file, "hash", hash);
  wabi_transmission_queue (context, payer, file);
  wabi_context_put (context, file);
}

char *
wabi_claim_file_write (WabiContext *context, const WabiClaimOrder *order, GError **error)
{
  g_autoptr (WabiRecord) payer = wabi_context_get (context, &wabi_kind_payer, order->payer, error);
  g_autoptr (WabiClaimBatch) batch = NULL;
  g_autofree char *content = NULL, *id = NULL;
  gint64 isa, total = 0;

  if (payer == NULL || !take_number (context, COUNTER_ISA, &isa, error) || !number_groups (context, order->groups, error))
    return NULL;
  batch = wabi_claim_build_batch (context->view, payer, order->groups, isa, context->zone, context->now, error);
  content = batch != NULL ? wabi_837p_write (batch, error) : NULL;
  if (content == NULL || !check_file (context, content, error))
    return NULL;
  id = wabi_id_new (context->ids);
  for (guint i = 0; i < order->groups->len; i++)
    {
      WabiClaim *claim = g_ptr_array_index (batch->claims, i);

      if (!put_claim (context, order, g_ptr_array_index (order->groups, i), claim, payer, id, error))
        return NULL;
      total += wabi_claim_get_total_cents (claim);
    }
  put_file (context, id, payer, batch, content, total);
  return g_steal_pointer (&id);
}
