// SPDX-License-Identifier: AGPL-3.0-or-later
// A file that came back from a payer or clearinghouse, kept once, and the records that it makes.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-271.h"
#include "wabi-277.h"
#include "wabi-835.h"
#include "wabi-999.h"
#include "wabi-inbound-private.h"
#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"
#include "wabi-text.h"

#define MOST_FINDINGS 50

/* Two files with the same bytes are one file. */
static gboolean
refuse_known (WabiContext *context, const char *hash, GError **error)
{
  g_autoptr (GPtrArray) same = wabi_lookup_by (context->view, &wabi_kind_inbound_file, "hash", hash);
  g_autofree char *date = NULL;

  if (same->len == 0)
    return TRUE;
  date = wabi_day_dup_text (wabi_zone_day (context->zone, wabi_record_get_int (g_ptr_array_index (same, 0), "at")));
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "known-file", "content",
                              _("This file was received on %s already. It was not read a second time."), date);
}

static JsonNode *
make_strings (const char *const *texts)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    if (*texts[i] != '\0')
      json_array_add_string_element (array, texts[i]);
  json_node_take_array (node, array);
  return node;
}

static void
keep_findings (WabiRecord *file, GPtrArray *findings)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; findings != NULL && i < findings->len && i < MOST_FINDINGS; i++)
    g_ptr_array_add (words, wabi_x12_finding_to_string (g_ptr_array_index (findings, i)));
  g_ptr_array_add (words, NULL);
  if (words->len > 1)
    wabi_record_take_node (file, "findings", make_strings ((const char *const *) words->pdata));
}

static char *
derive (const char *file, const char *what, guint payment, guint claim)
{
  g_autofree char *name = g_strdup_printf ("%s/%s/%u/%u", file, what, payment, claim);

  return wabi_id_derive (name);
}

/* ---- 835 ---- */

static void
put_answer (WabiContext *context, const char *file, const char *remittance, guint payment, const WabiRemitClaim *claim)
{
  g_autofree char *id = derive (file, "answer", payment, claim->number);
  WabiRecord *answer = wabi_record_new (&wabi_kind_remit_claim, id);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *content = wabi_remit_content_new (claim);

  wabi_record_set_text (answer, "remittance", remittance);
  wabi_record_set_int (answer, "position", claim->number);
  wabi_inbound_set (answer, "control", claim->control);
  wabi_inbound_set (answer, "payer_control", claim->payer_claim);
  wabi_inbound_set (answer, "status_code", claim->status);
  wabi_record_set_int (answer, "charge_cents", claim->charge);
  wabi_record_set_int (answer, "paid_cents", claim->paid);
  wabi_record_set_int (answer, "family_cents", claim->patient);
  wabi_record_set_int (answer, "difference_cents", wabi_remit_content_difference (content));
  wabi_record_set_text (answer, "state", "waiting");
  json_node_take_object (node, content);
  wabi_record_take_node (answer, "content", node);
  wabi_context_put (context, answer);
}

static JsonNode *
make_provider_adjustments (const WabiRemitPayment *payment)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < payment->n_adjustments; i++)
    {
      JsonObject *each = json_object_new ();

      json_object_set_string_member (each, "reason", payment->adjustments[i].reason);
      if (payment->adjustments[i].reference != NULL)
        json_object_set_string_member (each, "reference", payment->adjustments[i].reference);
      json_object_set_int_member (each, "cents", payment->adjustments[i].cents);
      json_array_add_object_element (array, each);
    }
  json_node_take_array (node, array);
  return node;
}

static void
set_payer (WabiContext *context, WabiRecord *remittance, const WabiRemitPayment *payment)
{
  const char *ids[] = { payment->payer.name.id, wabi_x12_find_reference (payment->payer.references, payment->payer.n_references, "2U"),
                        payment->trace_originator, payment->originator };
  const char *known[G_N_ELEMENTS (ids) + 1] = { NULL };
  guint n = 0;
  g_autoptr (WabiRecord) payer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (ids[i] != NULL)
      known[n++] = ids[i];
  payer = wabi_remit_find_payer (context->view, payment->payer.name.last, known);
  if (payer != NULL)
    wabi_record_set_text (remittance, "payer", wabi_record_get_id (payer));
  wabi_inbound_set (remittance, "payer_name", payment->payer.name.last);
  wabi_record_take_node (remittance, "payer_ids", make_strings (known));
}

static void
put_payment (WabiContext *context, const char *file, guint number, const WabiRemitPayment *payment)
{
  static const char *const methods[] = { "ACH", "CHK", "FWT", "BOP", "NON", NULL };
  g_autofree char *id = derive (file, "remittance", number, 0);
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (context->zone, context->now));
  WabiRecord *remittance = wabi_record_new (&wabi_kind_remittance, id);
  WabiRemitBalance balance;

  wabi_remit_payment_balance (payment, &balance);
  wabi_record_set_text (remittance, "file", file);
  wabi_record_set_int (remittance, "position", number);
  wabi_inbound_set (remittance, "trace", payment->trace != NULL ? payment->trace : "-");
  set_payer (context, remittance, payment);
  wabi_inbound_set (remittance, "payee_npi", g_strcmp0 (payment->payee.name.id_kind, "XX") == 0 ? payment->payee.name.id : NULL);
  if (payment->method != NULL && g_strv_contains (methods, payment->method))
    wabi_record_set_text (remittance, "method", payment->method);
  wabi_record_set_text (remittance, "date", payment->date != NULL ? payment->date : today);
  wabi_record_set_int (remittance, "amount_cents", payment->is_debit ? -payment->amount : payment->amount);
  wabi_record_set_int (remittance, "difference_cents", balance.difference);
  wabi_record_set_text (remittance, "state", payment->is_complete && !payment->money_unreadable ? "waiting" : "held");
  wabi_record_set_int (remittance, "claim_count", payment->n_claims);
  if (payment->n_adjustments > 0)
    wabi_record_take_node (remittance, "adjustments", make_provider_adjustments (payment));
  wabi_context_put (context, remittance);
  for (guint i = 0; i < payment->n_claims; i++)
    put_answer (context, file, id, number, &payment->claims[i]);
}

/* ---- whatever it is ---- */

/* One file may hold several kinds; it is named by the first that is there. */
static const char *
read_all (WabiContext *context, WabiRecord *file, const char *content, GError **error)
{
  gsize length = strlen (content);
  const char *id = wabi_record_get_id (file), *type = NULL;
  g_autoptr (WabiRemitFile) remits = wabi_remit_read (content, length, error);
  g_autoptr (WabiAckFile) acks = NULL;
  g_autoptr (WabiStatusFile) statuses = NULL;
  g_autoptr (WabiBenefitFile) benefits = NULL;

  if (remits == NULL)
    return NULL;
  acks = wabi_ack_read (content, length, error);
  statuses = acks != NULL ? wabi_status_read (content, length, error) : NULL;
  benefits = statuses != NULL ? wabi_benefit_read (content, length, error) : NULL;
  if (benefits == NULL)
    return NULL;
  for (guint i = 0; i < remits->n_payments; i++)
    put_payment (context, id, i + 1, &remits->payments[i]);
  type = remits->n_payments > 0 ? "835" : NULL;
  if (acks->n_acks > 0 || acks->n_interchanges > 0)
    {
      type = type != NULL ? type : acks->n_acks > 0 ? "999" : "TA1";
      if (!wabi_inbound_hear_acks (context, id, acks, error))
        return NULL;
    }
  if (statuses->n_reports > 0)
    {
      type = type != NULL ? type : statuses->reports[0].is_acknowledgment ? "277CA" : "277";
      if (!wabi_inbound_hear_statuses (context, id, statuses, error))
        return NULL;
    }
  if (benefits->n_answers > 0)
    {
      type = type != NULL ? type : "271";
      if (!wabi_inbound_hear_benefits (context, id, benefits, error))
        return NULL;
    }
  keep_findings (file, remits->n_payments > 0 ? remits->findings : acks->n_acks > 0 ? acks->findings : benefits->n_answers > 0 ? benefits->findings : statuses->findings);
  return type != NULL ? type : "other";
}

gboolean
wabi_inbound_import (WabiContext *context, JsonObject *args, GError **error)
{
  const char *content = wabi_json_peek_text (args, "content"), *type;
  g_autofree char *hash = wabi_text_hash_hex (content, -1);
  g_autoptr (WabiRecord) file = NULL;
  GError *inner = NULL;

  if (!refuse_known (context, hash, error) || !wabi_context_add (context, &wabi_kind_inbound_file, args, &file, error))
    return FALSE;
  type = read_all (context, file, content, &inner);
  if (type == NULL && inner->domain == WABI_COMMAND_ERROR)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (type == NULL)
    {
      wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-x12", "content",
                           _("This file cannot be read: %s. Choose a file as the clearinghouse sent it (835, 999, 277)."), inner->message);
      g_error_free (inner);
      return FALSE;
    }
  wabi_record_set_text (file, "type", type);
  wabi_record_set_text (file, "hash", hash);
  wabi_record_set_int (file, "at", context->now);
  wabi_record_set_int (file, "bytes", (gint64) strlen (content));
  if (context->caller.user != NULL && *context->caller.user != '\0')
    wabi_record_set_text (file, "by", context->caller.user);
  wabi_context_put (context, g_steal_pointer (&file));
  return TRUE;
}
