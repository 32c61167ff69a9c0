// SPDX-License-Identifier: AGPL-3.0-or-later
// Who sends the file, through whom, and who is to be paid.

#include <string.h>

#include "wabi-claim-build-private.h"

#define OFFICE_ALLY "330897513"

WabiRecord *
wabi_claim_find_partner (const WabiView *view, WabiRecord *payer)
{
  g_autoptr (GPtrArray) partners = NULL;
  WabiRecord *only = NULL;
  WabiQuery query;

  if (wabi_record_has (payer, "partner"))
    return wabi_lookup_get (view, &wabi_kind_partner, wabi_record_get_text (payer, "partner"));
  wabi_query_init (&query, &wabi_kind_partner);
  partners = wabi_view_list (view, &query, NULL);
  for (guint i = 0; partners != NULL && i < partners->len; i++)
    {
      if (!wabi_record_get_bool (g_ptr_array_index (partners, i), "active"))
        continue;
      if (only != NULL)
        return NULL;
      only = g_ptr_array_index (partners, i);
    }
  return only != NULL ? g_object_ref (only) : NULL;
}

/* What the partner gave us to write, else the practice's own. */
static void
set_either (char **field, WabiRecord *partner, const char *name, WabiRecord *practice, const char *fallback)
{
  if (partner != NULL && wabi_record_has (partner, name))
    wabi_claim_set_from (field, partner, name);
  else
    wabi_claim_set_from (field, practice, fallback);
}

static void
set_qualifier (char **field, WabiRecord *partner, const char *name)
{
  wabi_claim_set_text (field, partner != NULL && wabi_record_has (partner, name) ? wabi_record_get_text (partner, name) : "ZZ");
}

static void
set_envelope (WabiClaimBatch *batch, WabiRecord *practice, WabiRecord *partner)
{
  WabiX12Envelope *envelope = &batch->envelope;

  set_qualifier (&envelope->sender_qualifier, partner, "sender_qualifier");
  set_qualifier (&envelope->receiver_qualifier, partner, "receiver_qualifier");
  set_either (&envelope->sender_id, partner, "sender_id", practice, "submitter_id");
  set_either (&envelope->receiver_id, partner, "receiver_id", practice, "receiver_id");
  /* Office Ally wants its letters in GS03, though its number stands in ISA08 (its companion guide). */
  if (g_strcmp0 (envelope->receiver_id, OFFICE_ALLY) == 0)
    wabi_claim_set_text (&envelope->group_receiver, "OA");
  envelope->is_test = wabi_record_get_bool (practice, "test_claims") || (partner != NULL && wabi_record_get_bool (partner, "test"));
}

void
wabi_claim_set_header_for (WabiClaimBatch *batch, WabiRecord *practice, WabiRecord *partner, gint64 isa_control, const char *zone, gint64 now)
{
  WabiLocal local = wabi_zone_to_local (zone, now);
  g_autofree char *date = wabi_day_dup_text (local.day);
  g_autofree char *time = g_strdup_printf ("%02d%02d", local.minute / 60, local.minute % 60);
  g_autofree char *batch_id = g_strdup_printf ("WABI%09" G_GINT64_FORMAT, isa_control);
  WabiClaimProvider *billing = &batch->billing;

  set_envelope (batch, practice, partner);
  wabi_claim_set_text (&batch->envelope.date, date);
  wabi_claim_set_text (&batch->envelope.time, time);
  batch->envelope.interchange_control = (guint) isa_control;
  batch->envelope.group_control = (guint) isa_control;
  wabi_claim_set_text (&batch->batch_id, batch_id);
  wabi_claim_set_from (&batch->submitter_name, practice, "name");
  set_either (&batch->submitter_id, partner, "sender_id", practice, "submitter_id");
  wabi_claim_set_from (&batch->contact_name, practice, "contact");
  wabi_claim_set_from (&batch->contact_phone, practice, "phone");
  set_either (&batch->receiver_name, partner, "receiver_name", practice, "receiver_name");
  set_either (&batch->receiver_id, partner, "receiver_id", practice, "receiver_id");
  billing->is_organization = TRUE;
  wabi_claim_set_from (&billing->last_name, practice, "name");
  wabi_claim_set_from (&billing->npi, practice, "npi");
  wabi_claim_set_from (&billing->taxonomy, practice, "taxonomy");
  wabi_claim_set_from (&billing->tax_id, practice, "ein");
  wabi_claim_set_address (&billing->address, practice);
}

void
wabi_claim_set_header (const WabiView *view, WabiClaimBatch *batch, WabiRecord *practice, WabiRecord *payer, gint64 isa_control,
                       const char *zone, gint64 now)
{
  g_autoptr (WabiRecord) partner = wabi_claim_find_partner (view, payer);

  wabi_claim_set_header_for (batch, practice, partner, isa_control, zone, now);
}
