// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is billed for whom, by whom, under whose supervision and where (billing-facts section 2).

#include <string.h>

#include "wabi-claim-build-private.h"
#include "wabi-codes.h"

void
wabi_claim_set_from (char **field, WabiRecord *record, const char *name)
{
  wabi_claim_set_text (field, record != NULL ? wabi_record_get_text (record, name) : NULL);
}

void
wabi_claim_set_address (WabiClaimAddress *address, WabiRecord *record)
{
  wabi_claim_set_from (&address->street1, record, "street");
  wabi_claim_set_from (&address->city, record, "city");
  wabi_claim_set_from (&address->state, record, "state");
  wabi_claim_set_from (&address->zip, record, "zip");
}

void
wabi_claim_set_person (WabiClaimPerson *person, WabiRecord *client)
{
  const char *sex = wabi_record_get_text (client, "sex");

  wabi_claim_set_from (&person->first_name, client, "first_name");
  wabi_claim_set_from (&person->last_name, client, "last_name");
  wabi_claim_set_from (&person->birth_date, client, "birth_date");
  person->sex = sex != NULL ? sex[0] : 'U';
  wabi_claim_set_address (&person->address, client);
}

/* A patient that the payer knows by a number of his own is sent as the subscriber: always so with Medicaid. */
static gboolean
is_self (const WabiClaimTerms *terms, WabiRecord *coverage)
{
  return wabi_record_is (coverage, "relation", "self") || terms->patient_is_subscriber
         || (terms->subscriber_by_member_id && wabi_record_has (coverage, "member_id"));
}

static const char *
find_relation (const WabiClaimTerms *terms, WabiRecord *coverage)
{
  if (is_self (terms, coverage))
    return "18";
  return wabi_record_is (coverage, "relation", "spouse") ? "01" : wabi_record_is (coverage, "relation", "child") ? "19" : "G8";
}

void
wabi_claim_set_policy (WabiClaimPolicy *policy, const WabiClaimTerms *terms, WabiRecord *client, WabiRecord *coverage, WabiRecord *payer)
{
  policy->sequence = "PST"[CLAMP (wabi_record_get_int (coverage, "priority") - 1, 0, 2)];
  wabi_claim_set_text (&policy->relation, find_relation (terms, coverage));
  wabi_claim_set_from (&policy->group_number, coverage, "group_number");
  wabi_claim_set_from (&policy->filing_code, payer, "filing");
  wabi_claim_set_from (&policy->member_id, coverage, "member_id");
  wabi_claim_set_from (&policy->payer.name, payer, "name");
  wabi_claim_set_from (&policy->payer.id, payer, "payer_id");
  if (strcmp (policy->relation, "18") == 0)
    {
      wabi_claim_set_person (&policy->subscriber, client);
      return;
    }
  /* Whose address is the family's: it is the one that we have. */
  wabi_claim_set_address (&policy->subscriber.address, client);
  wabi_claim_set_from (&policy->subscriber.first_name, coverage, "subscriber_first");
  wabi_claim_set_from (&policy->subscriber.last_name, coverage, "subscriber_last");
  wabi_claim_set_from (&policy->subscriber.birth_date, coverage, "subscriber_birth");
  policy->subscriber.sex = wabi_record_has (coverage, "subscriber_sex") ? wabi_record_get_text (coverage, "subscriber_sex")[0] : 'U';
}

/* ---- What the payer asks ---- */

void
wabi_claim_terms_read (const WabiView *view, WabiRecord *payer, WabiDay day, WabiClaimTerms *out)
{
  const char *who;

  *out = (WabiClaimTerms){ .payer = payer, .asked = wabi_payer_terms_new (view, payer, day) };
  who = wabi_payer_terms_get_text (out->asked, "subscriber", "who", NULL);
  out->patient_is_subscriber = g_strcmp0 (who, "always-self") == 0;
  out->subscriber_by_member_id = g_strcmp0 (who, "self-if-member-id") == 0;
}

void
wabi_claim_terms_clear (WabiClaimTerms *terms)
{
  g_clear_pointer (&terms->asked, wabi_payer_terms_free);
}

/* ---- Persons ---- */

/* @tells_taxonomy: of who renders, where the payer wants it. */
static WabiClaimProvider *
make_provider (const WabiClaimWork *work, const char *id, gboolean tells_taxonomy)
{
  g_autoptr (WabiRecord) staff = wabi_lookup_get (work->view, &wabi_kind_staff, id);
  const WabiCredentialKind *kind = staff != NULL ? wabi_codes_find_credential (wabi_record_get_text (staff, "credential")) : NULL;

  if (staff == NULL)
    return NULL;
  return wabi_claim_provider_new_person (wabi_record_get_text (staff, "last_name"), wabi_record_get_text (staff, "first_name"),
                                         wabi_record_get_text (staff, "npi"), tells_taxonomy && kind != NULL ? kind->taxonomy : NULL);
}

static char *
dup_credential (const WabiClaimWork *work, WabiRecord *charge)
{
  g_autoptr (WabiRecord) staff = wabi_lookup_get (work->view, &wabi_kind_staff, wabi_record_get_text (charge, "staff"));

  return staff != NULL ? g_strdup (wabi_record_get_text (staff, "credential")) : NULL;
}

/* With TRICARE the technician renders what one gives to one, and the supervisor all else, unless a rule says it of a code. */
static gboolean
is_supervisors (WabiPayerTerms *asked, const WabiTermsRule *rule, const char *code)
{
  const WabiServiceCode *service = wabi_payer_terms_find_service (asked, code);

  return rule->level == WABI_TERMS_PAYER && wabi_record_is (wabi_payer_terms_get_payer (asked), "type", "tricare") && !wabi_service_is (service, WABI_SERVICE_BY_PERFORMER);
}

gboolean
wabi_claim_pick_renderer (WabiPayerTerms *asked, const WabiTermsKey *key, const char *performer, const char *signer, const char **out)
{
  const WabiTermsRule *rule = wabi_payer_terms_find (asked, "rendering", "who", key);
  const char *who = wabi_payer_terms_get_text (asked, "rendering", "who", key);

  *out = signer;
  if (g_strcmp0 (who, "billing") == 0)
    *out = NULL;
  else if (g_strcmp0 (who, "performer") == 0 && !is_supervisors (asked, rule, key->code))
    *out = performer;
  return g_strcmp0 (who, "billing") != 0;
}

static gboolean
wants_taxonomy (const WabiClaimWork *work, WabiRecord *charge)
{
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (work->terms->asked, wabi_lookup_day (charge, "date"));
  g_autofree char *credential = dup_credential (work, charge);
  WabiTermsKey key = { wabi_record_get_text (charge, "service_code"), credential, wabi_record_get_text (charge, "place") };

  return wabi_payer_terms_get_bool (asked, "taxonomy", "rendering", &key);
}

static const char *
find_renderer (const WabiClaimWork *work, WabiRecord *charge)
{
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (work->terms->asked, wabi_lookup_day (charge, "date"));
  g_autofree char *credential = dup_credential (work, charge);
  WabiTermsKey key = { wabi_record_get_text (charge, "service_code"), credential, wabi_record_get_text (charge, "place") };
  const char *renderer;

  wabi_claim_pick_renderer (asked, &key, wabi_record_get_text (charge, "staff"), wabi_record_get_text (charge, "signer"), &renderer);
  return renderer;
}

static gboolean
is_independent (const WabiClaimWork *work, const char *id)
{
  g_autoptr (WabiRecord) staff = wabi_lookup_get (work->view, &wabi_kind_staff, id);

  return staff != NULL && wabi_record_has (staff, "credential") && g_str_has_prefix (wabi_record_get_text (staff, "credential"), "BCBA");
}

static const char *
find_supervisor (const WabiClaimWork *work, WabiRecord *charge)
{
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (work->terms->asked, wabi_lookup_day (charge, "date"));
  g_autofree char *credential = dup_credential (work, charge);
  WabiTermsKey key = { wabi_record_get_text (charge, "service_code"), credential, wabi_record_get_text (charge, "place") };

  if (g_strcmp0 (wabi_payer_terms_get_text (asked, "supervising", "when", &key), "not-independent") != 0
      || is_independent (work, wabi_record_get_text (charge, "staff")))
    return NULL;
  return wabi_record_get_text (charge, "signer");
}

/* ---- Places ---- */

static char *
dup_facility_rule (const WabiClaimWork *work, WabiRecord *charge)
{
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (work->terms->asked, wabi_lookup_day (charge, "date"));
  g_autofree char *credential = dup_credential (work, charge);
  WabiTermsKey key = { wabi_record_get_text (charge, "service_code"), credential, wabi_record_get_text (charge, "place") };
  const char *send = wabi_payer_terms_get_text (asked, "facility", "send", &key);

  return g_strdup (send != NULL ? send : "when-different");
}

/* Where the session was, when that is a place of ours and the payer wants to know it; nobody names a home or a call. Who always
 * wants it is told the billing address too, also of an office visit for which no place was chosen. */
static WabiRecord *
find_location (const WabiClaimWork *work, WabiRecord *charge)
{
  static const char *const nowhere[] = { "12", "02", "10", NULL };
  g_autofree char *send = dup_facility_rule (work, charge);
  gboolean always = g_str_equal (send, "always");
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) visit = NULL;
  g_autoptr (WabiRecord) location = NULL;

  if (g_str_equal (send, "never") || g_strv_contains (nowhere, wabi_record_get_text (charge, "place")))
    return NULL;
  session = wabi_lookup_get (work->view, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  visit = session != NULL ? wabi_lookup_get (work->view, &wabi_kind_appointment, wabi_record_get_text (session, "appointment")) : NULL;
  location = visit != NULL ? wabi_lookup_get (work->view, &wabi_kind_location, wabi_record_get_text (visit, "location")) : NULL;
  if (always && location == NULL && wabi_record_is (charge, "place", "11"))
    return g_object_ref (work->practice);
  /* Without its whole address the loop would be refused, and the scrubber has told of it. */
  if (location == NULL || !wabi_record_has (location, "street") || !wabi_record_has (location, "city") || !wabi_record_has (location, "state")
      || !wabi_record_has (location, "zip") || strlen (wabi_record_get_text (location, "zip")) < 9
      || (!always && wabi_record_is (location, "street", wabi_record_get_text (work->practice, "street"))))
    return NULL;
  return g_steal_pointer (&location);
}

static WabiClaimProvider *
make_facility (WabiRecord *location)
{
  WabiClaimProvider *facility = wabi_claim_provider_new_person (wabi_record_get_text (location, "name"), NULL, NULL, NULL);

  facility->is_organization = TRUE;
  wabi_claim_set_address (&facility->address, location);
  return facility;
}

/* ---- Claim and lines ---- */

/* The one that most lines name, so that few lines have to say another. */
static const char *
find_most (const char *const *names, guint n)
{
  const char *best = NULL;
  guint best_count = 0;

  for (guint i = 0; i < n; i++)
    {
      guint count = 0;

      for (guint j = 0; j < n; j++)
        count += names[i] != NULL && g_strcmp0 (names[i], names[j]) == 0;
      if (count > best_count)
        {
          best = names[i];
          best_count = count;
        }
    }
  return best;
}

static gboolean
are_same (const char *const *names, guint n)
{
  for (guint i = 1; i < n; i++)
    if (g_strcmp0 (names[0], names[i]) != 0)
      return FALSE;
  return TRUE;
}

/* The claim's renderer tells the taxonomy where the payer wants it of any line that names no other. */
static WabiClaimProvider *
make_common_renderer (const WabiClaimWork *work, const char *most, const char *const *names, guint n)
{
  gboolean tells = FALSE;

  for (guint i = 0; i < n && !tells; i++)
    tells = (names[i] == NULL || strcmp (names[i], most) == 0) && wants_taxonomy (work, g_ptr_array_index (work->group->charges, i));
  return make_provider (work, most, tells);
}

static void
set_renderers (const WabiClaimWork *work, WabiClaim *claim, guint n)
{
  g_autofree const char **names = g_new0 (const char *, n);
  const char *most;

  for (guint i = 0; i < n; i++)
    names[i] = find_renderer (work, g_ptr_array_index (work->group->charges, i));
  most = find_most (names, n);
  if (most == NULL)
    return;
  claim->rendering = make_common_renderer (work, most, names, n);
  for (guint i = 0; i < n; i++)
    if (names[i] != NULL && strcmp (names[i], most) != 0)
      ((WabiClaimLine *) g_ptr_array_index (claim->lines, i))->rendering
          = make_provider (work, names[i], wants_taxonomy (work, g_ptr_array_index (work->group->charges, i)));
}

/* What the claim says holds for all its lines, so it says it only where it is the same for all. */
static void
set_supervisors (const WabiClaimWork *work, WabiClaim *claim, guint n)
{
  g_autofree const char **names = g_new0 (const char *, n);

  for (guint i = 0; i < n; i++)
    names[i] = find_supervisor (work, g_ptr_array_index (work->group->charges, i));
  if (are_same (names, n))
    {
      claim->supervising = names[0] != NULL ? make_provider (work, names[0], FALSE) : NULL;
      return;
    }
  for (guint i = 0; i < n; i++)
    if (names[i] != NULL)
      ((WabiClaimLine *) g_ptr_array_index (claim->lines, i))->supervising = make_provider (work, names[i], FALSE);
}

static void
set_facilities (const WabiClaimWork *work, WabiClaim *claim, guint n)
{
  g_autoptr (GPtrArray) locations = g_ptr_array_new_with_free_func ((GDestroyNotify) g_object_unref);
  g_autofree const char **names = g_new0 (const char *, n);
  g_autofree WabiRecord **places = g_new0 (WabiRecord *, n);

  for (guint i = 0; i < n; i++)
    {
      places[i] = find_location (work, g_ptr_array_index (work->group->charges, i));
      names[i] = places[i] != NULL ? wabi_record_get_id (places[i]) : NULL;
      if (places[i] != NULL)
        g_ptr_array_add (locations, places[i]);
    }
  if (are_same (names, n))
    {
      claim->service_facility = places[0] != NULL ? make_facility (places[0]) : NULL;
      return;
    }
  for (guint i = 0; i < n; i++)
    if (places[i] != NULL)
      ((WabiClaimLine *) g_ptr_array_index (claim->lines, i))->service_facility = make_facility (places[i]);
}

char *
wabi_claim_dup_providers (const WabiClaimWork *work, WabiRecord *charge)
{
  const char *renderer = find_renderer (work, charge), *supervisor = find_supervisor (work, charge);
  g_autoptr (WabiRecord) location = find_location (work, charge);

  return g_strdup_printf ("%s|%s|%s|", renderer != NULL ? renderer : "", supervisor != NULL ? supervisor : "",
                          location != NULL ? wabi_record_get_id (location) : "");
}

void
wabi_claim_set_providers (const WabiClaimWork *work, WabiClaim *claim)
{
  guint n = work->group->charges->len;

  set_renderers (work, claim, n);
  set_supervisors (work, claim, n);
  set_facilities (work, claim, n);
}
