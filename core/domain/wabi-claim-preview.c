// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim as it was sent, and what would be sent after it, before anything is.

#include "wabi-claim-preview.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, words);
  return FALSE;
}

static gboolean
add_charges (const WabiView *view, WabiClaimGroup *group, WabiRecord *claim, GError **error)
{
  g_auto (GStrv) ids = wabi_lookup_strv (claim, "charges");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      WabiRecord *charge = wabi_lookup_get (view, &wabi_kind_charge, ids[i]);

      if (charge == NULL)
        return refuse (error, _("A session of this claim has not come to this computer yet. Try again when all is here."));
      g_ptr_array_add (group->charges, charge);
    }
  return group->charges->len > 0 || refuse (error, _("This claim has no lines."));
}

static gboolean
follow (const WabiView *view, WabiClaimGroup *group, WabiRecord *claim, WabiClaimStep step, const char *payer_control, GError **error)
{
  const char *known = payer_control != NULL && *payer_control != '\0' ? payer_control : wabi_record_get_text (claim, "payer_control");
  gboolean received = !wabi_record_is (claim, "state", "rejected");

  if (step == WABI_CLAIM_NEXT)
    {
      group->coverage = wabi_claim_next_coverage (view, claim);
      group->prior = g_object_ref (claim);
      return group->coverage != NULL
             || refuse (error, _("The client has no other plan for that day. Record the second coverage, or bill the family."));
    }
  group->coverage = wabi_lookup_get (view, &wabi_kind_coverage, wabi_record_get_text (claim, "coverage"));
  group->prior = wabi_lookup_get (view, &wabi_kind_claim, wabi_record_get_text (claim, "prior"));
  group->payer_control = g_strdup (known);
  if (step == WABI_CLAIM_AS_SENT)
    group->frequency = wabi_record_get_text (claim, "frequency")[0];
  else if (step == WABI_CLAIM_REPLACE)
    group->frequency = received ? '7' : '1';
  else
    group->frequency = '8';
  if (step != WABI_CLAIM_REPLACE)
    group->sent = g_object_ref (claim);
  return TRUE;
}

WabiClaimBatch *
wabi_claim_preview (const WabiView *view, WabiRecord *claim, WabiClaimStep step, const char *payer_control, const char *zone, gint64 now,
                    GError **error)
{
  g_autoptr (WabiClaimGroup) group = wabi_claim_group_new ();
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  g_autoptr (WabiRecord) payer = NULL;

  if (!add_charges (view, group, claim, error) || !follow (view, group, claim, step, payer_control, error))
    return NULL;
  payer = wabi_lookup_get (view, &wabi_kind_payer, wabi_record_get_text (step == WABI_CLAIM_NEXT ? group->coverage : claim, "payer"));
  if (payer == NULL)
    {
      refuse (error, _("The payer of this claim is not on file."));
      return NULL;
    }
  group->control = g_strdup (step == WABI_CLAIM_AS_SENT ? wabi_record_get_text (claim, "control") : "PREVIEW");
  g_ptr_array_add (groups, group);
  return wabi_claim_build_batch (view, payer, groups, 1, zone, now, error);
}
