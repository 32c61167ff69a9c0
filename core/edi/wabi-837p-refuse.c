// SPDX-License-Identifier: AGPL-3.0-or-later
// What must be there and of its kind before a batch of claims can be written at all.

#include "wabi-837p-writer.h"
#include "wabi-edi-private.h"
#include "wabi-npi.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const WabiClaimBatch *batch;
  const WabiClaim *claim; // NULL in the header
  guint line;             // 0 when not in a line
  GHashTable *claim_numbers;
  GHashTable *line_numbers;
  GError **error;
} Place;

static gboolean refuse (const Place *place, WabiX12Error code, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (const Place *place, WabiX12Error code, const char *format, ...)
{
  g_autofree char *message = NULL;
  const char *number
      = place->claim != NULL && place->claim->control_number != NULL ? place->claim->control_number : "?";
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  if (place->claim == NULL)
    g_set_error_literal (place->error, WABI_X12_ERROR, code, message);
  else if (place->line == 0)
    g_set_error (place->error, WABI_X12_ERROR, code, _ ("Claim %s: %s"), number, message);
  else
    g_set_error (place->error, WABI_X12_ERROR, code, _ ("Claim %s, line %u: %s"), number, place->line,
                 message);
  return FALSE;
}

static gboolean
has_letter_or_digit (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      return TRUE;
  return FALSE;
}

// Something has to be left of a name once it is in the character set; question marks stand for what has no
// letter in it.
static gboolean
need_text (const Place *place, const char *what, const char *text)
{
  g_autofree char *clean = wabi_x12_clean (text, NULL, WABI_X12_CHARSET_BASIC);

  if (has_letter_or_digit (clean))
    return TRUE;
  if (text == NULL || *text == '\0')
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("%s is missing."), what);
  return refuse (place, WABI_X12_ERROR_VALUE,
                 _ ("%s, “%s”, has no Latin letters, and a claim can carry no others."), what, text);
}

// An identifier comes back in answers, so it must not change on its way into the file.
static gboolean
check_id (const Place *place, const char *what, const char *text, guint max)
{
  g_autofree char *clean = wabi_x12_clean (text, NULL, WABI_X12_CHARSET_BASIC);
  g_autofree char *upper = g_ascii_strup (text != NULL ? text : "", -1);

  if (strlen (upper) > max)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("%s, “%s”, is longer than %u characters."), what, text,
                   max);
  return g_strcmp0 (clean, upper) == 0
         || refuse (
             place, WABI_X12_ERROR_VALUE,
             _ ("%s, “%s”, has characters that a claim file cannot carry. Use letters, digits and dashes."),
             what, text);
}

static gboolean
need_id (const Place *place, const char *what, const char *text, guint max)
{
  return need_text (place, what, text) && check_id (place, what, text, max);
}

static gboolean
is_alnum (const char *text, guint min, guint max)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]))
      return FALSE;
  return length >= min && length <= max;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; text != NULL && *text != '\0'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

static gboolean
need_code (const Place *place, const char *what, const char *text, guint min, guint max)
{
  return is_alnum (text, min, max)
         || refuse (place, WABI_X12_ERROR_VALUE, _ ("%s, “%s”, should be %u to %u letters or digits."), what,
                    text != NULL ? text : "", min, max);
}

static gboolean
need_letter (const Place *place, const char *what, char letter, const char *allowed)
{
  return (letter != '\0' && strchr (allowed, letter) != NULL)
         || refuse (place, WABI_X12_ERROR_VALUE, _ ("%s should be one of %s."), what, allowed);
}

static gboolean
need_one_of (const Place *place, const char *what, const char *text, const char *allowed)
{
  g_auto (GStrv) codes = g_strsplit (allowed, " ", -1);

  return (text != NULL && g_strv_contains ((const char *const *)codes, text))
         || refuse (place, WABI_X12_ERROR_VALUE, _ ("%s is “%s” and should be one of %s."), what,
                    text != NULL ? text : "", allowed);
}

static gboolean
need_date (const Place *place, const char *what, const char *text)
{
  return wabi_edi_is_date (text)
         || refuse (place, WABI_X12_ERROR_VALUE, _ ("%s, “%s”, is not a date."), what,
                    text != NULL ? text : "");
}

static gboolean
check_npi (const Place *place, const char *whose, const char *npi)
{
  return npi == NULL || npi[0] == '\0' || wabi_npi_is_valid (npi)
         || refuse (place, WABI_X12_ERROR_VALUE,
                    _ ("The NPI %s of %s fails its check digit. Look it up in NPPES."), npi, whose);
}

static gboolean
has_address (const WabiClaimAddress *address)
{
  return address->street1 != NULL && address->street1[0] != '\0';
}

static gboolean
need_address (const Place *place, const char *whose, const WabiClaimAddress *address)
{
  guint n_zip = count_digits (address->zip);
  g_autofree char *street = g_strdup_printf (_ ("The street of %s"), whose);
  g_autofree char *city = g_strdup_printf (_ ("The city of %s"), whose);
  g_autofree char *state = g_strdup_printf (_ ("The state of %s"), whose);

  return need_text (place, street, address->street1) && need_text (place, city, address->city)
         && need_code (place, state, address->state, 2, 2)
         && (n_zip == 5 || n_zip == 9
             || refuse (place, WABI_X12_ERROR_VALUE,
                        _ ("The ZIP code of %s should have five or nine digits."), whose));
}

static gboolean
check_provider (const Place *place, const char *whose, const WabiClaimProvider *provider)
{
  g_autofree char *name = g_strdup_printf (_ ("The name of %s"), whose);
  gboolean has_npi = provider->npi != NULL && provider->npi[0] != '\0';
  gboolean has_other = provider->other_id != NULL && provider->other_id_qualifier != NULL;

  if (!need_text (place, name, provider->last_name) || !check_npi (place, whose, provider->npi))
    return FALSE;
  if (!has_npi && !has_other)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("%s has neither an NPI nor another number."),
                   provider->last_name);
  if (has_other
      && (!need_one_of (place, _ ("The kind of the provider's number"), provider->other_id_qualifier,
                        "0B 1G G2 LU")
          || !need_id (place, _ ("The provider's number"), provider->other_id, 50)))
    return FALSE;
  return provider->taxonomy == NULL || need_code (place, _ ("The taxonomy code"), provider->taxonomy, 10, 10);
}

static gboolean
check_billing (const Place *place)
{
  const WabiClaimProvider *billing = &place->batch->billing;
  const char *whose = _ ("the billing provider");

  if (!check_provider (place, whose, billing) || !need_address (place, whose, &billing->address))
    return FALSE;
  if (count_digits (billing->address.zip) != 9)
    return refuse (place, WABI_X12_ERROR_VALUE,
                   _ ("The ZIP code of the billing provider needs all nine digits (ZIP+4)."));
  if (count_digits (billing->tax_id) != 9)
    return refuse (place, WABI_X12_ERROR_VALUE,
                   _ ("The tax number of the billing provider should have nine digits."));
  return place->batch->pay_to == NULL || need_address (place, _ ("the pay-to address"), place->batch->pay_to);
}

static gboolean
check_header (const Place *place)
{
  const WabiClaimBatch *batch = place->batch;

  if (batch->claims->len == 0)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("There are no claims to send."));
  if (batch->claims->len > WABI_CLAIM_BATCH_MAX_CLAIMS)
    return refuse (place, WABI_X12_ERROR_LIMIT, _ ("%u claims are more than the %d that one file may hold."),
                   batch->claims->len, WABI_CLAIM_BATCH_MAX_CLAIMS);
  if (count_digits (batch->contact_phone) != 10)
    return refuse (place, WABI_X12_ERROR_VALUE,
                   _ ("The phone number of the billing contact should have ten digits."));
  return need_id (place, _ ("The batch number"), batch->batch_id, 30)
         && need_text (place, _ ("The submitter's name"), batch->submitter_name)
         && need_id (place, _ ("The submitter's number"), batch->submitter_id, 80)
         && need_text (place, _ ("The billing contact's name"), batch->contact_name)
         && need_text (place, _ ("The receiver's name"), batch->receiver_name)
         && need_id (place, _ ("The receiver's number"), batch->receiver_id, 80) && check_billing (place);
}

static gboolean
check_person (const Place *place, const char *whose, const WabiClaimPerson *person, gboolean is_patient)
{
  g_autofree char *last = g_strdup_printf (_ ("The last name of %s"), whose);
  g_autofree char *birth = g_strdup_printf (_ ("The birth date of %s"), whose);
  g_autofree char *sex = g_strdup_printf (_ ("The sex of %s"), whose);

  if (!need_text (place, last, person->last_name))
    return FALSE;
  if ((is_patient || has_address (&person->address)) && !need_address (place, whose, &person->address))
    return FALSE;
  if (is_patient || person->birth_date != NULL)
    return need_date (place, birth, person->birth_date)
           && need_letter (place, sex, person->sex == 0 ? 'U' : person->sex, "FMU");
  return TRUE;
}

static gboolean
check_policy (const Place *place, const WabiClaimPolicy *policy, gboolean is_patient)
{
  const WabiClaimPayer *payer = &policy->payer;

  return need_letter (place, _ ("The order of the payers"), policy->sequence, "PSTABCDEFGHU")
         && need_one_of (place, _ ("The relation to the subscriber"), policy->relation,
                         "18 01 19 20 21 39 40 53 G8")
         && need_code (place, _ ("The kind of plan"), policy->filing_code, 2, 2)
         && check_id (place, _ ("The group number"), policy->group_number, 50)
         && need_id (place, _ ("The member number"), policy->member_id, 80)
         && check_person (place, _ ("the subscriber"), &policy->subscriber, is_patient)
         && need_text (place, _ ("The payer's name"), payer->name)
         && need_id (place, _ ("The payer's number"), payer->id, 80)
         && (!has_address (&payer->address) || need_address (place, _ ("the payer"), &payer->address))
         && (payer->provider_id_qualifier == NULL
             || (need_one_of (place, _ ("The kind of the payer's number for the provider"),
                              payer->provider_id_qualifier, "G2 LU")
                 && need_id (place, _ ("The payer's number for the provider"), payer->provider_id, 50)));
}

static gboolean
check_diagnoses (const Place *place)
{
  const GPtrArray *diagnoses = place->claim->diagnoses;

  if (diagnoses->len == 0)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("There is no diagnosis."));
  if (diagnoses->len > WABI_CLAIM_MAX_DIAGNOSES)
    return refuse (place, WABI_X12_ERROR_LIMIT,
                   _ ("%u diagnoses are more than the %d that one claim may hold. Split the claim."),
                   diagnoses->len, WABI_CLAIM_MAX_DIAGNOSES);
  for (guint i = 0; i < diagnoses->len; i++)
    {
      const char *code = g_ptr_array_index (diagnoses, i);
      g_auto (GStrv) parts = g_strsplit (code, ".", 2);
      g_autofree char *plain = g_strjoinv ("", parts);

      if (!is_alnum (plain, 3, 7) || !g_ascii_isalpha (plain[0]))
        return refuse (place, WABI_X12_ERROR_VALUE, _ ("“%s” is not an ICD-10 diagnosis code."), code);
    }
  return TRUE;
}

static gboolean
check_modifiers (const Place *place, char *const *modifiers)
{
  gboolean ended = FALSE;

  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS; i++)
    {
      if (modifiers[i] == NULL || modifiers[i][0] == '\0')
        ended = TRUE;
      else if (ended)
        return refuse (place, WABI_X12_ERROR_VALUE, _ ("The modifiers have a gap before %s."), modifiers[i]);
      else if (!need_code (place, _ ("The modifier"), modifiers[i], 2, 2))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_pointers (const Place *place, const WabiClaimLine *line)
{
  if (line->pointers[0] == 0)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("The line points to no diagnosis."));
  for (guint i = 0; i < WABI_CLAIM_MAX_POINTERS && line->pointers[i] != 0; i++)
    {
      if (line->pointers[i] > place->claim->diagnoses->len)
        return refuse (place, WABI_X12_ERROR_VALUE,
                       _ ("The line points to diagnosis %u, but the claim has only %u."), line->pointers[i],
                       place->claim->diagnoses->len);
      for (guint j = 0; j < i; j++)
        if (line->pointers[j] == line->pointers[i])
          return refuse (place, WABI_X12_ERROR_VALUE, _ ("The line points to diagnosis %u twice."),
                         line->pointers[i]);
    }
  return TRUE;
}

static gboolean
check_adjustments (const Place *place, const GPtrArray *adjustments)
{
  guint n_segments = 0, in_segment = 0;

  for (guint i = 0; i < adjustments->len; i++)
    {
      const WabiClaimAdjustment *now = g_ptr_array_index (adjustments, i);
      const WabiClaimAdjustment *before = i > 0 ? g_ptr_array_index (adjustments, i - 1) : NULL;

      if (!need_one_of (place, _ ("The adjustment group"), now->group, "CO CR OA PI PR")
          || !need_code (place, _ ("The adjustment reason"), now->reason, 1, 5))
        return FALSE;
      if (before == NULL || g_strcmp0 (before->group, now->group) != 0 || in_segment == 6)
        {
          n_segments++;
          in_segment = 0;
        }
      in_segment++;
    }
  return n_segments <= 5
         || refuse (place, WABI_X12_ERROR_LIMIT,
                    _ ("The adjustments need more than the five segments there is room for."));
}

static gboolean
check_adjudication (const Place *place, const WabiClaimAdjudication *adjudication)
{
  gboolean known = FALSE;

  for (guint i = 0; i < place->claim->other_payers->len; i++)
    {
      const WabiClaimOtherPayer *other = g_ptr_array_index (place->claim->other_payers, i);

      known = known || g_strcmp0 (other->policy.payer.id, adjudication->payer_id) == 0;
    }
  if (!known)
    return refuse (place, WABI_X12_ERROR_VALUE,
                   _ ("A payment is from payer %s, which is not among the claim's payers."),
                   adjudication->payer_id != NULL ? adjudication->payer_id : "");
  return need_code (place, _ ("The procedure code that was paid"), adjudication->code, 5, 5)
         && check_modifiers (place, adjudication->modifiers)
         && need_date (place, _ ("The date of the other payer's decision"), adjudication->date)
         && check_adjustments (place, adjudication->adjustments);
}

static gboolean
need_unique (const Place *place, GHashTable *seen, const char *number)
{
  return g_hash_table_add (seen, g_ascii_strup (number, -1))
         || refuse (place, WABI_X12_ERROR_VALUE, _ ("The control number %s is used twice in this file."),
                    number);
}

static gboolean
check_line (const Place *place, const WabiClaimLine *line)
{
  if (line->charge_cents < 0)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("The charge is negative."));
  if (line->units_hundredths <= 0)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("The line has no units."));
  if (!need_code (place, _ ("The procedure code"), line->code, 5, 5)
      || !check_modifiers (place, line->modifiers)
      || !need_date (place, _ ("The date of service"), line->from_date) || !check_pointers (place, line)
      || !need_id (place, _ ("The line's control number"), line->control_number, 30)
      || !need_unique (place, place->line_numbers, line->control_number)
      || !check_id (place, _ ("The authorization number"), line->prior_authorization, 50))
    return FALSE;
  if (line->place_of_service != NULL
      && !need_code (place, _ ("The place of service"), line->place_of_service, 2, 2))
    return FALSE;
  if (line->to_date != NULL
      && (!need_date (place, _ ("The last date of service"), line->to_date)
          || (strcmp (line->to_date, line->from_date) < 0
              && !refuse (place, WABI_X12_ERROR_VALUE, _ ("The service ends before it begins.")))))
    return FALSE;
  if ((line->rendering != NULL && !check_provider (place, _ ("the rendering provider"), line->rendering))
      || (line->supervising != NULL
          && !check_provider (place, _ ("the supervising provider"), line->supervising)))
    return FALSE;
  if (line->adjudications->len > WABI_CLAIM_MAX_ADJUDICATIONS)
    return refuse (place, WABI_X12_ERROR_LIMIT,
                   _ ("%u payments are more than the %d that one line may hold."), line->adjudications->len,
                   WABI_CLAIM_MAX_ADJUDICATIONS);
  for (guint i = 0; i < line->adjudications->len; i++)
    if (!check_adjudication (place, g_ptr_array_index (line->adjudications, i)))
      return FALSE;
  return TRUE;
}

static gboolean
check_other_payers (const Place *place)
{
  const GPtrArray *others = place->claim->other_payers;

  if (others->len > WABI_CLAIM_MAX_OTHER_PAYERS)
    return refuse (place, WABI_X12_ERROR_LIMIT,
                   _ ("%u other payers are more than the %d that one claim may hold."), others->len,
                   WABI_CLAIM_MAX_OTHER_PAYERS);
  for (guint i = 0; i < others->len; i++)
    {
      const WabiClaimOtherPayer *other = g_ptr_array_index (others, i);

      if (!check_policy (place, &other->policy, FALSE) || !check_adjustments (place, other->adjustments)
          || !need_letter (place, _ ("The assignment of benefits of the other plan"),
                           other->benefits_assigned, "YNW")
          || !need_letter (place, _ ("The release of information of the other plan"), other->release, "YI")
          || !check_id (place, _ ("The other payer's authorization number"), other->prior_authorization, 50)
          || !check_id (place, _ ("The other payer's claim number"), other->claim_control, 50)
          || (other->remittance_date != NULL
              && !need_date (place, _ ("The date of the other payer's decision"), other->remittance_date)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_claim_providers (const Place *place)
{
  const WabiClaim *claim = place->claim;

  if (claim->service_facility != NULL
      && (!need_text (place, _ ("The name of the service facility"), claim->service_facility->last_name)
          || !check_npi (place, _ ("the service facility"), claim->service_facility->npi)
          || !need_address (place, _ ("the service facility"), &claim->service_facility->address)))
    return FALSE;
  return (claim->referring == NULL || check_provider (place, _ ("the referring provider"), claim->referring))
         && (claim->rendering == NULL
             || check_provider (place, _ ("the rendering provider"), claim->rendering))
         && (claim->supervising == NULL
             || check_provider (place, _ ("the supervising provider"), claim->supervising));
}

static gboolean
check_claim_header (const Place *place)
{
  const WabiClaim *claim = place->claim;
  gboolean same = wabi_claim_patient_is_subscriber (claim);

  if (claim->frequency != '1' && (claim->original_reference == NULL || claim->original_reference[0] == '\0'))
    return refuse (place, WABI_X12_ERROR_VALUE,
                   _ ("A replacement or void needs the payer's own number of the claim that it replaces."));
  return need_id (place, _ ("The claim's control number"), claim->control_number, 20)
         && need_unique (place, place->claim_numbers, claim->control_number)
         && need_code (place, _ ("The place of service"), claim->place_of_service, 2, 2)
         && need_letter (place, _ ("The frequency code"), claim->frequency, "178")
         && need_letter (place, _ ("The acceptance of assignment"), claim->accepts_assignment, "ABC")
         && need_letter (place, _ ("The assignment of benefits"), claim->benefits_assigned, "YNW")
         && need_letter (place, _ ("The release of information"), claim->release, "YI")
         && check_id (place, _ ("The payer's claim number"), claim->original_reference, 50)
         && check_id (place, _ ("The authorization number"), claim->prior_authorization, 50)
         && check_id (place, _ ("The referral number"), claim->referral_number, 50)
         && check_id (place, _ ("The medical record number"), claim->medical_record_number, 50)
         && check_policy (place, &claim->policy, same)
         && (same || check_person (place, _ ("the patient"), &claim->patient, TRUE))
         && check_diagnoses (place) && check_claim_providers (place) && check_other_payers (place);
}

static gboolean
check_claim (Place *place)
{
  const GPtrArray *lines = place->claim->lines;

  if (!check_claim_header (place))
    return FALSE;
  if (lines->len == 0)
    return refuse (place, WABI_X12_ERROR_VALUE, _ ("There is no service line."));
  if (lines->len > WABI_CLAIM_MAX_LINES)
    return refuse (place, WABI_X12_ERROR_LIMIT,
                   _ ("%u service lines are more than the %d that one claim may hold. Split the claim."),
                   lines->len, WABI_CLAIM_MAX_LINES);
  for (guint i = 0; i < lines->len; i++)
    {
      place->line = i + 1;
      if (!check_line (place, g_ptr_array_index (lines, i)))
        return FALSE;
    }
  place->line = 0;
  return TRUE;
}

gboolean
wabi_837p_can_write (const WabiClaimBatch *batch, GError **error)
{
  g_autoptr (GHashTable) claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Place place = { batch, NULL, 0, claims, lines, error };

  g_return_val_if_fail (batch != NULL, FALSE);

  if (!check_header (&place))
    return FALSE;
  for (guint i = 0; i < batch->claims->len; i++)
    {
      place.claim = g_ptr_array_index (batch->claims, i);
      if (!check_claim (&place))
        return FALSE;
    }
  return TRUE;
}
