// SPDX-License-Identifier: AGPL-3.0-or-later
// The paper claim (CMS-1500, 02/12): which box says what, and where it stands on the grid of 80 columns and 66 rows
// (billing-facts section 9; rows and columns as the form's print specification has them, counted from 1).

#include "wabi-cms1500.h"

#include <string.h>

typedef struct
{
  WabiCms1500Page *page;
  const WabiClaimBatch *batch;
  const WabiClaim *claim;
} Form;

/* ---- Writing into boxes ---- */

static void
put (Form *form, guint row, guint column, guint width, const char *text)
{
  g_autofree char *clean = wabi_x12_clean (text, NULL, WABI_X12_CHARSET_BASIC);
  gsize length = MIN (strlen (clean), width);

  g_return_if_fail (row >= 1 && row <= WABI_CMS1500_ROWS && column >= 1 && column - 1 + width <= WABI_CMS1500_COLUMNS);
  memcpy (form->page->rows[row - 1] + column - 1, clean, length);
}

static void
put_right (Form *form, guint row, guint column, guint width, const char *text)
{
  gsize length = MIN (strlen (text), width);

  put (form, row, column + width - (guint) length, (guint) length, text);
}

static void
mark (Form *form, guint row, guint column)
{
  put (form, row, column, 1, "X");
}

/* Dollars and cents stand in columns of their own, without a point. */
static void
put_money (Form *form, guint row, guint column, gint64 cents)
{
  g_autofree char *dollars = g_strdup_printf ("%" G_GINT64_FORMAT, cents / 100);
  g_autofree char *rest = g_strdup_printf ("%02d", (int) (cents % 100));

  put_right (form, row, column, 6, dollars);
  put (form, row, column + 7, 2, rest);
}

static char *
keep_alnum (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; text != NULL && *text != '\0'; text++)
    if (g_ascii_isalnum (*text))
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

/* MM DD, and the year with as many digits as its box has. */
static void
put_date (Form *form, guint row, guint column, guint step, const char *date, gboolean long_year)
{
  if (date == NULL || strlen (date) != 10)
    return;
  {
    g_autofree char *month = g_strndup (date + 5, 2);
    g_autofree char *year = g_strndup (date + (long_year ? 0 : 2), long_year ? 4 : 2);

    put (form, row, column, 2, month);
    put (form, row, column + step, 2, date + 8);
    put (form, row, column + 2 * step, long_year ? 4 : 2, year);
  }
}

/* LAST, FIRST, MIDDLE: the commas part them. */
static void
put_name (Form *form, guint row, guint column, guint width, const WabiClaimPerson *person)
{
  GString *name = g_string_new (person->last_name);

  if (person->suffix != NULL && *person->suffix != '\0')
    g_string_append_printf (name, " %s", person->suffix);
  if (person->first_name != NULL && *person->first_name != '\0')
    g_string_append_printf (name, ", %s", person->first_name);
  if (person->middle_name != NULL && *person->middle_name != '\0')
    g_string_append_printf (name, ", %s", person->middle_name);
  put (form, row, column, width, name->str);
  g_string_free (name, TRUE);
}

static void
put_zip (Form *form, guint row, guint column, const char *zip)
{
  g_autofree char *digits = keep_alnum (zip);

  put (form, row, column, 12, digits);
}

/* ---- Boxes 1 to 13: who is insured ---- */

static void
put_carrier (Form *form, guint number, guint count)
{
  const WabiClaimPayer *payer = &form->claim->policy.payer;
  g_autofree char *city = g_strdup_printf ("%s %s %s", payer->address.city != NULL ? payer->address.city : "",
                                           payer->address.state != NULL ? payer->address.state : "", payer->address.zip != NULL ? payer->address.zip : "");
  g_autofree char *pages = g_strdup_printf ("PAGE %u OF %u", number, count);

  put (form, 2, 41, 39, payer->name);
  put (form, 3, 41, 39, payer->address.street1);
  put (form, 4, 41, 39, city);
  if (count > 1)
    put (form, 6, 41, 39, pages);
}

static guint
find_plan_column (const char *filing)
{
  static const struct { const char *code; guint column; } plans[]
      = { { "MB", 1 }, { "MA", 1 }, { "MC", 8 }, { "CH", 15 }, { "VA", 24 }, { "CI", 31 }, { "BL", 31 }, { "HM", 31 }, { "FI", 39 } };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_strcmp0 (plans[i].code, filing) == 0)
      return plans[i].column;
  return 45;
}

static void
put_patient (Form *form)
{
  const WabiClaimPolicy *policy = &form->claim->policy;
  gboolean same = wabi_claim_patient_is_subscriber (form->claim);
  const WabiClaimPerson *patient = same ? &policy->subscriber : &form->claim->patient;
  guint relation = same ? 33 : g_strcmp0 (policy->relation, "01") == 0 ? 38 : g_strcmp0 (policy->relation, "19") == 0 ? 42 : 47;

  mark (form, 8, find_plan_column (policy->filing_code));
  put (form, 8, 50, 29, policy->member_id);
  put_name (form, 10, 1, 28, patient);
  put_date (form, 10, 31, 3, patient->birth_date, TRUE);
  if (patient->sex == 'M' || patient->sex == 'F')
    mark (form, 10, patient->sex == 'M' ? 42 : 47);
  put_name (form, 10, 50, 29, &policy->subscriber);
  put (form, 12, 1, 28, patient->address.street1);
  mark (form, 12, relation);
  put (form, 14, 1, 24, patient->address.city);
  put (form, 14, 26, 2, patient->address.state);
  put_zip (form, 16, 1, patient->address.zip);
}

static void
put_insured (Form *form)
{
  const WabiClaimPolicy *policy = &form->claim->policy;
  const WabiClaimPerson *insured = &policy->subscriber;

  put (form, 12, 50, 29, insured->address.street1);
  put (form, 14, 50, 22, insured->address.city);
  put (form, 14, 74, 2, insured->address.state);
  put_zip (form, 16, 50, insured->address.zip);
  put (form, 18, 50, 29, policy->group_number);
  put_date (form, 20, 53, 3, insured->birth_date, TRUE);
  if (insured->sex == 'M' || insured->sex == 'F')
    mark (form, 20, insured->sex == 'M' ? 68 : 75);
  put (form, 24, 50, 28, policy->group_name != NULL ? policy->group_name : policy->payer.name);
}

/* Box 10 asks what caused the illness: with ABA nothing of the kind. */
static void
put_rest_of_insurance (Form *form)
{
  const GPtrArray *others = form->claim->other_payers;
  const WabiClaimOtherPayer *other = others->len > 0 ? g_ptr_array_index (others, 0) : NULL;

  for (guint row = 20; row <= 24; row += 2)
    mark (form, row, 41);
  mark (form, 26, other != NULL ? 52 : 57);
  if (other != NULL)
    {
      put_name (form, 18, 1, 28, &other->policy.subscriber);
      put (form, 20, 1, 28, other->policy.group_number != NULL ? other->policy.group_number : other->policy.member_id);
      put (form, 26, 1, 28, other->policy.payer.name);
    }
  if (form->claim->release == 'Y')
    put (form, 29, 7, 17, "SIGNATURE ON FILE");
  if (form->claim->benefits_assigned == 'Y')
    put (form, 29, 55, 17, "SIGNATURE ON FILE");
}

/* ---- Boxes 17 to 23 ---- */

static void
put_provider_name (Form *form, guint row, guint column, guint width, const WabiClaimProvider *provider)
{
  g_autofree char *name = g_strjoin (" ", provider->first_name != NULL ? provider->first_name : provider->last_name,
                                     provider->first_name != NULL ? provider->last_name : NULL, NULL);

  put (form, row, column, width, name);
}

static void
put_middle (Form *form)
{
  const WabiClaim *claim = form->claim;
  const WabiClaimProvider *named = claim->referring != NULL ? claim->referring : claim->supervising;
  const char frequency[] = { claim->frequency, '\0' };

  if (named != NULL)
    {
      put (form, 33, 1, 2, claim->referring != NULL ? "DN" : "DQ");
      put_provider_name (form, 33, 4, 24, named);
      put (form, 33, 32, 10, named->npi);
    }
  put (form, 35, 1, 48, claim->note);
  mark (form, 35, 57);
  put (form, 37, 42, 1, "0");
  for (guint i = 0; i < claim->diagnoses->len && i < WABI_CLAIM_MAX_DIAGNOSES; i++)
    {
      g_autofree char *code = keep_alnum (g_ptr_array_index (claim->diagnoses, i));

      put (form, 38 + i / 4, 3 + 13 * (i % 4), 7, code);
    }
  if (claim->frequency != '1')
    {
      put (form, 38, 50, 1, frequency);
      put (form, 38, 62, 18, claim->original_reference);
    }
  put (form, 40, 50, 29, claim->prior_authorization);
}

/* ---- Box 24: the lines ---- */

static void
put_service (Form *form, guint row, const WabiClaimLine *line)
{
  const WabiClaim *claim = form->claim;
  const WabiClaimProvider *rendering = line->rendering != NULL ? line->rendering : claim->rendering;
  char pointers[WABI_CLAIM_MAX_POINTERS + 1] = { '\0' };
  g_autofree char *units = wabi_x12_hundredths_to_string (line->units_hundredths);

  for (guint i = 0; i < WABI_CLAIM_MAX_POINTERS && line->pointers[i] != 0; i++)
    pointers[i] = (char) ('A' + line->pointers[i] - 1);
  put (form, row - 1, 1, 60, line->note);
  if (rendering != NULL && rendering->taxonomy != NULL)
    {
      put (form, row - 1, 65, 2, "ZZ");
      put (form, row - 1, 68, 11, rendering->taxonomy);
    }
  put_date (form, row, 1, 3, line->from_date, FALSE);
  put_date (form, row, 10, 3, line->to_date != NULL ? line->to_date : line->from_date, FALSE);
  put (form, row, 19, 2, line->place_of_service != NULL ? line->place_of_service : claim->place_of_service);
  put (form, row, 25, 6, line->code);
  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS && line->modifiers[i] != NULL; i++)
    put (form, row, 33 + 3 * i, 2, line->modifiers[i]);
  put (form, row, 45, 4, pointers);
  put_money (form, row, 50, line->charge_cents);
  put_right (form, row, 60, 3, units);
  if (rendering != NULL)
    put (form, row, 68, 10, rendering->npi);
}

/* ---- Boxes 25 to 33: who is paid ---- */

static gint64
sum_paid (const WabiClaim *claim)
{
  gint64 paid = claim->patient_paid_cents;

  for (guint i = 0; i < claim->other_payers->len; i++)
    paid += ((const WabiClaimOtherPayer *) g_ptr_array_index (claim->other_payers, i))->paid_cents;
  return paid;
}

static void
put_place (Form *form, guint column, const char *name, const WabiClaimAddress *address)
{
  g_autofree char *zip = keep_alnum (address->zip);
  g_autofree char *city = g_strdup_printf ("%s %s %s", address->city != NULL ? address->city : "", address->state != NULL ? address->state : "", zip);

  put (form, 58, column, 26, name);
  put (form, 59, column, 26, address->street1);
  put (form, 60, column, 26, city);
}

static void
put_foot (Form *form, gboolean last)
{
  const WabiClaimProvider *billing = &form->batch->billing, *place = form->claim->service_facility;
  g_autofree char *tax_id = keep_alnum (billing->tax_id), *phone = keep_alnum (form->batch->contact_phone);

  put (form, 56, 1, 15, tax_id);
  mark (form, 56, billing->tax_id_is_ssn ? 17 : 19);
  put (form, 56, 23, 14, form->claim->control_number);
  mark (form, 56, form->claim->accepts_assignment == 'A' ? 38 : 43);
  if (last)
    {
      put_money (form, 56, 51, wabi_claim_get_total_cents (form->claim));
      put_money (form, 56, 62, sum_paid (form->claim));
    }
  else
    put (form, 56, 51, 9, "CONTINUED");
  if (strlen (phone) == 10)
    {
      g_autofree char *area = g_strndup (phone, 3);

      put (form, 57, 66, 3, area);
      put (form, 57, 70, 7, phone + 3);
    }
  if (place != NULL)
    {
      put_place (form, 23, place->last_name, &place->address);
      put (form, 61, 24, 10, place->npi);
    }
  put_place (form, 50, billing->last_name, &billing->address);
  if (form->claim->rendering != NULL)
    put_provider_name (form, 60, 1, 21, form->claim->rendering);
  else
    put (form, 60, 1, 21, billing->last_name);
  put_date (form, 61, 1, 3, form->batch->envelope.date, FALSE);
  put (form, 61, 51, 10, billing->npi);
  if (billing->taxonomy != NULL)
    {
      put (form, 61, 63, 2, "ZZ");
      put (form, 61, 65, 10, billing->taxonomy);
    }
}

static WabiCms1500Page *
make_page (const WabiClaimBatch *batch, const WabiClaim *claim, guint number, guint count)
{
  Form form = { g_new0 (WabiCms1500Page, 1), batch, claim };

  for (guint row = 0; row < WABI_CMS1500_ROWS; row++)
    memset (form.page->rows[row], ' ', WABI_CMS1500_COLUMNS);
  put_carrier (&form, number, count);
  put_patient (&form);
  put_insured (&form);
  put_rest_of_insurance (&form);
  put_middle (&form);
  for (guint i = 0; i < WABI_CMS1500_LINES && (number - 1) * WABI_CMS1500_LINES + i < claim->lines->len; i++)
    put_service (&form, 44 + 2 * i, g_ptr_array_index (claim->lines, (number - 1) * WABI_CMS1500_LINES + i));
  put_foot (&form, number == count);
  return form.page;
}

GPtrArray *
wabi_cms1500_lay_out (const WabiClaimBatch *batch, const WabiClaim *claim)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func (g_free);
  guint count = MAX (1, (claim->lines->len + WABI_CMS1500_LINES - 1) / WABI_CMS1500_LINES);

  for (guint number = 1; number <= count; number++)
    g_ptr_array_add (pages, make_page (batch, claim, number, count));
  return pages;
}

char *
wabi_cms1500_dup_text (const WabiCms1500Page *page)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < WABI_CMS1500_ROWS; row++)
    {
      g_autofree char *line = g_strchomp (g_strdup (page->rows[row]));

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}
