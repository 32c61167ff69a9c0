// SPDX-License-Identifier: AGPL-3.0-or-later
// From charges to claims: who is billed for whom, by whom, under whose supervision (billing-facts section 2).

#include "wabi-claim-build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-facts.h"
#include "wabi-codes.h"

static void
free_group (gpointer group)
{
  wabi_claim_group_free (group);
}

void
wabi_claim_group_free (WabiClaimGroup *group)
{
  if (group == NULL)
    return;
  g_ptr_array_unref (group->charges);
  g_free (group->control);
  g_free (group);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "starts_at"), other = wabi_record_get_int (*(WabiRecord *const *) b, "starts_at");

  return one < other ? -1 : one > other;
}

static gboolean
belongs (WabiClaimGroup *group, WabiRecord *charge)
{
  static const char *const same[] = { "client", "coverage", "authorization", "signer" };
  WabiRecord *first = g_ptr_array_index (group->charges, 0);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (g_strcmp0 (wabi_record_get_text (first, same[i]), wabi_record_get_text (charge, same[i])) != 0)
      return FALSE;
  return group->charges->len < WABI_CLAIM_MAX_LINES;
}

GPtrArray *
wabi_claim_group_charges (GPtrArray *charges)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (free_group);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (charges, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);

  g_ptr_array_set_free_func (sorted, g_object_unref);
  g_ptr_array_sort (sorted, compare_starts);
  for (guint i = 0; i < sorted->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (sorted, i);
      WabiClaimGroup *group = NULL;

      for (guint j = 0; j < groups->len && group == NULL; j++)
        if (belongs (g_ptr_array_index (groups, j), charge))
          group = g_ptr_array_index (groups, j);
      if (group == NULL)
        {
          group = g_new0 (WabiClaimGroup, 1);
          group->charges = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group->charges, g_object_ref (charge));
    }
  return groups;
}

static void
set_from (char **field, WabiRecord *record, const char *name)
{
  wabi_claim_set_text (field, record != NULL ? wabi_record_get_text (record, name) : NULL);
}

static void
set_address (WabiClaimAddress *address, WabiRecord *record)
{
  set_from (&address->street1, record, "street");
  set_from (&address->city, record, "city");
  set_from (&address->state, record, "state");
  set_from (&address->zip, record, "zip");
}

static void
set_header (WabiClaimBatch *batch, WabiRecord *practice, gint64 isa_control, const char *zone, gint64 now)
{
  WabiLocal local = wabi_zone_to_local (zone, now);
  g_autofree char *date = wabi_day_dup_text (local.day);
  g_autofree char *time = g_strdup_printf ("%02d%02d", local.minute / 60, local.minute % 60);
  g_autofree char *batch_id = g_strdup_printf ("WABI%09" G_GINT64_FORMAT, isa_control);

  wabi_claim_set_text (&batch->envelope.sender_qualifier, "ZZ");
  set_from (&batch->envelope.sender_id, practice, "submitter_id");
  wabi_claim_set_text (&batch->envelope.receiver_qualifier, "ZZ");
  set_from (&batch->envelope.receiver_id, practice, "receiver_id");
  wabi_claim_set_text (&batch->envelope.date, date);
  wabi_claim_set_text (&batch->envelope.time, time);
  batch->envelope.interchange_control = (guint) isa_control;
  batch->envelope.group_control = (guint) isa_control;
  batch->envelope.is_test = wabi_record_get_bool (practice, "test_claims");
  wabi_claim_set_text (&batch->batch_id, batch_id);
  set_from (&batch->submitter_name, practice, "name");
  set_from (&batch->submitter_id, practice, "submitter_id");
  set_from (&batch->contact_name, practice, "contact");
  set_from (&batch->contact_phone, practice, "phone");
  set_from (&batch->receiver_name, practice, "receiver_name");
  set_from (&batch->receiver_id, practice, "receiver_id");
}

static void
set_billing (WabiClaimProvider *billing, WabiRecord *practice)
{
  billing->is_organization = TRUE;
  set_from (&billing->last_name, practice, "name");
  set_from (&billing->npi, practice, "npi");
  set_from (&billing->taxonomy, practice, "taxonomy");
  set_from (&billing->tax_id, practice, "ein");
  set_address (&billing->address, practice);
}

static WabiClaimProvider *
make_provider (WabiRecord *staff)
{
  const WabiCredentialKind *kind = wabi_codes_find_credential (wabi_record_get_text (staff, "credential"));

  return wabi_claim_provider_new_person (wabi_record_get_text (staff, "last_name"), wabi_record_get_text (staff, "first_name"),
                                         wabi_record_get_text (staff, "npi"), kind != NULL ? kind->taxonomy : NULL);
}

static void
set_person (WabiClaimPerson *person, WabiRecord *client)
{
  const char *sex = wabi_record_get_text (client, "sex");

  set_from (&person->first_name, client, "first_name");
  set_from (&person->last_name, client, "last_name");
  set_from (&person->birth_date, client, "birth_date");
  person->sex = sex != NULL ? sex[0] : 'U';
  set_address (&person->address, client);
}

static void
set_policy (WabiClaim *claim, WabiRecord *client, WabiRecord *coverage, WabiRecord *payer)
{
  WabiClaimPolicy *policy = &claim->policy;
  const char *relation = wabi_record_get_text (coverage, "relation");
  gboolean self = g_strcmp0 (relation, "self") == 0;

  policy->sequence = "PST"[CLAMP (wabi_record_get_int (coverage, "priority") - 1, 0, 2)];
  wabi_claim_set_text (&policy->relation, self ? "18" : g_strcmp0 (relation, "spouse") == 0 ? "01" : g_strcmp0 (relation, "child") == 0 ? "19" : "G8");
  set_from (&policy->group_number, coverage, "group_number");
  set_from (&policy->filing_code, payer, "filing");
  set_from (&policy->member_id, coverage, "member_id");
  set_from (&policy->payer.name, payer, "name");
  set_from (&policy->payer.id, payer, "payer_id");
  set_person (&policy->subscriber, client);
  if (self)
    return;
  set_person (&claim->patient, client);
  set_from (&policy->subscriber.first_name, coverage, "subscriber_first");
  set_from (&policy->subscriber.last_name, coverage, "subscriber_last");
  set_from (&policy->subscriber.birth_date, coverage, "subscriber_birth");
  policy->subscriber.sex = wabi_record_has (coverage, "subscriber_sex") ? wabi_record_get_text (coverage, "subscriber_sex")[0] : 'U';
}

static char *
describe_times (WabiRecord *charge, const char *zone)
{
  WabiLocal from = wabi_zone_to_local (zone, wabi_record_get_int (charge, "starts_at"));
  WabiLocal to = wabi_zone_to_local (zone, wabi_record_get_int (charge, "ends_at"));

  return g_strdup_printf ("%02d%02d-%02d%02d", from.minute / 60, from.minute % 60, to.minute / 60, to.minute % 60);
}

static void
add_line (const WabiView *view, WabiClaim *claim, WabiRecord *charge, WabiRecord *payer, guint number, const char *zone)
{
  WabiClaimLine *line = wabi_claim_add_line (claim);
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  g_autofree char *control = g_strdup_printf ("%sL%u", claim->control_number, number);
  g_autofree char *times = describe_times (charge, zone);
  g_autoptr (WabiRecord) performer = NULL;

  set_from (&line->code, charge, "service_code");
  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS && modifiers[i] != NULL; i++)
    wabi_claim_set_text (&line->modifiers[i], modifiers[i]);
  line->charge_cents = wabi_record_get_int (charge, "amount_cents");
  line->units_hundredths = 10 * wabi_charge_get_tenths (charge);
  if (!wabi_record_is (charge, "place", claim->place_of_service))
    set_from (&line->place_of_service, charge, "place");
  set_from (&line->from_date, charge, "date");
  wabi_claim_set_text (&line->control_number, control);
  if (wabi_record_get_bool (payer, "session_times"))
    wabi_claim_set_text (&line->note, times);
  if (!wabi_record_is (payer, "rendering", "performer"))
    return;
  performer = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (charge, "staff"));
  if (performer != NULL && !wabi_record_is (charge, "staff", wabi_record_get_text (charge, "signer")))
    line->rendering = make_provider (performer);
}

static gboolean
is_independent (const WabiView *view, WabiRecord *charge)
{
  g_autoptr (WabiRecord) staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (charge, "staff"));

  return staff != NULL && g_str_has_prefix (wabi_record_has (staff, "credential") ? wabi_record_get_text (staff, "credential") : "", "BCBA");
}

/* Who renders differs by payer (billing-facts section 2, "Which NPI renders"). */
static void
set_providers (const WabiView *view, WabiClaim *claim, WabiClaimGroup *group, WabiRecord *payer)
{
  WabiRecord *first = g_ptr_array_index (group->charges, 0);
  g_autoptr (WabiRecord) signer = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (first, "signer"));
  gboolean supervised = FALSE;

  for (guint i = 0; i < group->charges->len; i++)
    supervised |= !is_independent (view, g_ptr_array_index (group->charges, i));
  if (signer == NULL)
    return;
  if (!wabi_record_is (payer, "rendering", "billing"))
    claim->rendering = make_provider (signer);
  if (supervised && wabi_record_is (payer, "supervising", "not-independent"))
    {
      claim->supervising = make_provider (signer);
      g_clear_pointer (&claim->supervising->taxonomy, g_free);
    }
}

static gboolean
add_claim (const WabiView *view, WabiClaimBatch *batch, WabiClaimGroup *group, WabiRecord *payer, const char *zone, GError **error)
{
  WabiRecord *first = g_ptr_array_index (group->charges, 0);
  g_autoptr (WabiRecord) client = wabi_lookup_get (view, &wabi_kind_client, wabi_record_get_text (first, "client"));
  g_autoptr (WabiRecord) coverage = wabi_lookup_get (view, &wabi_kind_coverage, wabi_record_get_text (first, "coverage"));
  g_autoptr (WabiRecord) authorization = wabi_lookup_get (view, &wabi_kind_authorization, wabi_record_get_text (first, "authorization"));
  g_auto (GStrv) diagnoses = client != NULL ? wabi_lookup_strv (client, "diagnoses") : NULL;
  WabiClaim *claim;

  if (client == NULL || coverage == NULL)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
                           _("A charge has no client or no coverage. Open the client's coverage, then try again."));
      return FALSE;
    }
  claim = wabi_claim_batch_add_claim (batch);
  wabi_claim_set_text (&claim->control_number, group->control);
  set_from (&claim->place_of_service, first, "place");
  claim->frequency = '1';
  set_policy (claim, client, coverage, payer);
  set_from (&claim->prior_authorization, authorization, "number");
  for (guint i = 0; diagnoses[i] != NULL && i < WABI_CLAIM_MAX_DIAGNOSES; i++)
    wabi_claim_add_diagnosis (claim, diagnoses[i]);
  set_providers (view, claim, group, payer);
  for (guint i = 0; i < group->charges->len; i++)
    add_line (view, claim, g_ptr_array_index (group->charges, i), payer, i + 1, zone);
  return TRUE;
}

WabiClaimBatch *
wabi_claim_build_batch (const WabiView *view, WabiRecord *payer, GPtrArray *groups, gint64 isa_control, const char *zone, gint64 now,
                        GError **error)
{
  g_autoptr (WabiClaimBatch) batch = wabi_claim_batch_new ();
  g_autoptr (GPtrArray) practices = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (view, &query, error);
  if (practices == NULL)
    return NULL;
  if (practices->len == 0)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _("The practice's details are not recorded yet."));
      return NULL;
    }
  set_header (batch, g_ptr_array_index (practices, 0), isa_control, zone, now);
  set_billing (&batch->billing, g_ptr_array_index (practices, 0));
  for (guint i = 0; i < groups->len; i++)
    if (!add_claim (view, batch, g_ptr_array_index (groups, i), payer, zone, error))
      return NULL;
  return g_steal_pointer (&batch);
}
