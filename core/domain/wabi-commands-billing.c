// SPDX-License-Identifier: AGPL-3.0-or-later
// Charges and claims. Numbers that must never be given twice are taken in the transaction that stores the file.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-837p-check.h"
#include "wabi-837p-writer.h"
#include "wabi-charge-facts.h"
#include "wabi-claim-build.h"
#include "wabi-commands-private.h"
#include "wabi-text.h"

/* Two counters of each practice; the ids are ours, since a counter has no birth. */
#define COUNTER_ISA "00000000-0000-7000-8000-000000000001"
#define COUNTER_CLAIM "00000000-0000-7000-8000-000000000002"

WABI_RULE_SET (payer)
WABI_RULE_SET (fee)
WABI_RULE_SET (enrollment)

static gboolean
take_number (WabiContext *context, const char *counter, gint64 *out, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  WabiRecord *record;

  if (!wabi_context_find (context, &wabi_kind_counter, counter, &there, error))
    return FALSE;
  record = there != NULL ? wabi_record_copy (there) : wabi_record_new (&wabi_kind_counter, counter);
  *out = wabi_record_get_int (record, "value") + 1;
  wabi_record_set_int (record, "value", *out);
  wabi_context_put (context, record);
  return TRUE;
}

static WabiRecord *
get_open_charge (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) charge = wabi_context_get (context, &wabi_kind_charge, id, error);

  if (charge == NULL)
    return NULL;
  if (!wabi_record_is (charge, "state", "open"))
    {
      wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "immutable", "state",
                           _("This charge is on a claim already, so it stays as it is."));
      return NULL;
    }
  return g_steal_pointer (&charge);
}

/* Looks at the records anew: after an authorization, a fee or a coverage was mended. */
static gboolean
refresh (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = get_open_charge (context, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) charge = NULL;

  if (before == NULL)
    return FALSE;
  session = wabi_context_get (context, &wabi_kind_session, wabi_record_get_text (before, "session"), error);
  note = session != NULL ? wabi_context_get (context, &wabi_kind_note, wabi_record_get_text (before, "note"), error) : NULL;
  if (note == NULL)
    return FALSE;
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "authorization", NULL);
  wabi_charge_make (context->view, note, session, charge);
  wabi_context_put (context, g_steal_pointer (&charge));
  return TRUE;
}

static gboolean
void_charge (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = get_open_charge (context, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) charge = NULL;

  if (before == NULL)
    return FALSE;
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "state", "void");
  wabi_context_put (context, g_steal_pointer (&charge));
  return TRUE;
}

static gboolean
restore_charge (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_charge, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) charge = NULL;

  if (before == NULL)
    return FALSE;
  if (!wabi_record_is (before, "state", "void"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-void", "state", _("This charge is not set aside."));
  charge = wabi_record_copy (before);
  wabi_record_set_text (charge, "state", "open");
  wabi_context_put (context, g_steal_pointer (&charge));
  return TRUE;
}

/* The charges of a request that may go out now; each that may not is told with its reason. */
static gboolean
sort_out (WabiContext *context, WabiRecord *request, GPtrArray *ready, JsonArray *left_out, GError **error)
{
  g_auto (GStrv) ids = wabi_lookup_strv (request, "charges");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (WabiRecord) charge = wabi_context_get (context, &wabi_kind_charge, ids[i], error);
      g_autoptr (GPtrArray) findings = NULL;
      JsonObject *reason;

      if (charge == NULL)
        return FALSE;
      if (wabi_record_is (charge, "state", "open") && wabi_record_is (charge, "payer", wabi_record_get_text (request, "payer")))
        {
          findings = wabi_charge_judge (context->view, charge, context->now);
          if (wabi_charge_is_ready (findings))
            {
              g_autoptr (WabiRecord) filled = wabi_record_copy (charge);

              wabi_charge_fill (context->view, filled);
              g_ptr_array_add (ready, g_steal_pointer (&filled));
              continue;
            }
        }
      reason = json_object_new ();
      json_object_set_string_member (reason, "charge", ids[i]);
      for (guint j = 0; findings != NULL && j < findings->len; j++)
        if (((WabiFinding *) g_ptr_array_index (findings, j))->level == WABI_FINDING_BLOCKED)
          json_object_set_string_member (reason, "why", ((WabiFinding *) g_ptr_array_index (findings, j))->title);
      json_array_add_object_element (left_out, reason);
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

static gboolean
number_groups (WabiContext *context, GPtrArray *groups, GError **error)
{
  for (guint i = 0; i < groups->len; i++)
    {
      WabiClaimGroup *group = g_ptr_array_index (groups, i);
      gint64 number;

      if (!take_number (context, COUNTER_CLAIM, &number, error))
        return FALSE;
      group->control = g_strdup_printf ("WC%08" G_GINT64_FORMAT, number);
    }
  return TRUE;
}

static JsonNode *
list_ids (GPtrArray *records)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_string_element (array, wabi_record_get_id (g_ptr_array_index (records, i)));
  json_node_take_array (node, array);
  return node;
}

static gint64
put_claim (WabiContext *context, WabiClaimGroup *group, WabiRecord *request, const char *file_id)
{
  g_autofree char *id = wabi_id_new (context->ids);
  WabiRecord *claim = wabi_record_new (&wabi_kind_claim, id), *first = g_ptr_array_index (group->charges, 0);
  gint64 total = 0;

  for (guint i = 0; i < group->charges->len; i++)
    {
      WabiRecord *charge = wabi_record_copy (g_ptr_array_index (group->charges, i));

      total += wabi_record_get_int (charge, "amount_cents");
      wabi_record_set_text (charge, "state", "claimed");
      wabi_record_set_text (charge, "request", wabi_record_get_id (request));
      wabi_record_set_text (charge, "claim", id);
      wabi_context_put (context, charge);
    }
  wabi_record_set_text (claim, "control", group->control);
  wabi_record_set_text (claim, "payer", wabi_record_get_text (request, "payer"));
  wabi_record_set_text (claim, "client", wabi_record_get_text (first, "client"));
  wabi_record_take_node (claim, "charges", list_ids (group->charges));
  wabi_record_set_int (claim, "total_cents", total);
  wabi_record_set_text (claim, "state", "submitted");
  wabi_record_set_text (claim, "file", file_id);
  wabi_record_set_text (claim, "frequency", "1");
  wabi_record_set_int (claim, "submitted_at", context->now);
  wabi_record_set_text (claim, "from_date", wabi_record_get_text (first, "date"));
  wabi_record_set_text (claim, "to_date", wabi_record_get_text (g_ptr_array_index (group->charges, group->charges->len - 1), "date"));
  wabi_context_put (context, claim);
  return total;
}

static gboolean
write_file (WabiContext *context, WabiRecord *request, GPtrArray *groups, GError **error)
{
  g_autoptr (WabiRecord) payer = wabi_context_get (context, &wabi_kind_payer, wabi_record_get_text (request, "payer"), error);
  g_autoptr (WabiClaimBatch) batch = NULL;
  g_autofree char *content = NULL, *id = NULL, *name = NULL, *hash = NULL;
  WabiRecord *file;
  gint64 isa, total = 0;

  if (payer == NULL || !take_number (context, COUNTER_ISA, &isa, error) || !number_groups (context, groups, error))
    return FALSE;
  batch = wabi_claim_build_batch (context->view, payer, groups, isa, context->zone, context->now, error);
  content = batch != NULL ? wabi_837p_write (batch, error) : NULL;
  if (content == NULL || !check_file (context, content, error))
    return FALSE;
  id = wabi_id_new (context->ids);
  for (guint i = 0; i < groups->len; i++)
    total += put_claim (context, g_ptr_array_index (groups, i), request, id);
  name = g_strdup_printf ("837P-%s-%09" G_GINT64_FORMAT ".edi", wabi_record_get_text (payer, "payer_id"), isa);
  hash = wabi_text_hash_hex (content, -1);
  file = wabi_record_new (&wabi_kind_claim_file, id);
  wabi_record_set_text (file, "name", name);
  wabi_record_set_text (file, "payer", wabi_record_get_id (payer));
  wabi_record_set_int (file, "isa_control", isa);
  wabi_record_set_int (file, "at", context->now);
  wabi_record_set_int (file, "claim_count", groups->len);
  wabi_record_set_int (file, "total_cents", total);
  wabi_record_set_text (file, "content", content);
  wabi_record_set_text (file, "hash", hash);
  wabi_context_put (context, file);
  wabi_record_set_text (request, "file", id);
  wabi_record_set_int (request, "claim_count", groups->len);
  return TRUE;
}

static gboolean
request_claims (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) request = NULL;
  g_autoptr (GPtrArray) ready = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) groups = NULL;
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *left_out = json_array_new ();

  json_node_take_array (node, left_out);
  if (!wabi_context_add (context, &wabi_kind_claim_request, args, &request, error) || !sort_out (context, request, ready, left_out, error))
    {
      json_node_unref (node);
      return FALSE;
    }
  wabi_record_take_node (request, "left_out", node);
  if (ready->len == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "nothing-ready", "charges",
                                _("None of these charges can go on a claim now. Look at the reason beside each."));
  groups = wabi_claim_group_charges (ready);
  wabi_record_set_text (request, "by", context->caller.user);
  wabi_record_set_int (request, "at", context->now);
  wabi_record_set_text (request, "state", "done");
  if (!write_file (context, request, groups, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&request));
  return TRUE;
}

static const WabiField request_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim_request", NULL },
  { "payer", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "payer", NULL },
  { "charges", WABI_FIELD_LIST, WABI_REQUIRED, 0, 2000, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_billing[] = {
  { "payer.set", "billing", MONEY, 0, NULL, 0, set_payer, N_ ("Change a payer") },
  { "fee.set", "billing", MONEY, 0, NULL, 0, set_fee, N_ ("Record a fee") },
  { "enrollment.set", "billing", MONEY, 0, NULL, 0, set_enrollment, N_ ("Record an enrollment") },
  { "charge.refresh", "billing", MONEY, 0, ID_ARGS, refresh, N_ ("Check a charge again") },
  { "charge.void", "billing", MONEY, 0, ID_ARGS, void_charge, N_ ("Set a charge aside") },
  { "charge.restore", "billing", MONEY, 0, ID_ARGS, restore_charge, N_ ("Take a charge back in") },
  { "claim.request", "billing", MONEY, WABI_COMMAND_ONLINE, request_args, G_N_ELEMENTS (request_args), request_claims, N_ ("Make claims") },
};
const guint wabi_n_commands_billing = G_N_ELEMENTS (wabi_commands_billing);
