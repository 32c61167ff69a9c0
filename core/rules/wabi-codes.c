// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables of the trade: service codes, credentials, places, prompts, reasons for cancelling.

#include "wabi-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define QHP "BCBA,BCBA-D,psychologist"
#define ANALYST "BCaBA," QHP
#define TECHNICIAN "RBT,BT," ANALYST
#define QUARTER WABI_SERVICE_MINUTES, 15
#define PERFORMER WABI_SERVICE_BY_PERFORMER
#define DIRECT WABI_SERVICE_DIRECT
#define FAMILY WABI_SERVICE_FAMILY

// Units and groups: billing-facts section 6. Credentials: the same section, defaults. Limits of a day: wabi-mue.c.
static const WabiServiceCode services[] = {
  { "97151", N_ ("Assessment by the analyst"), QUARTER, QHP, 1, 1, 0 },
  { "97152", N_ ("Supporting assessment"), QUARTER, TECHNICIAN, 1, 1, PERFORMER | DIRECT },
  { "97153", N_ ("Treatment by protocol"), QUARTER, TECHNICIAN, 1, 1, PERFORMER | DIRECT },
  { "97154", N_ ("Group treatment by protocol"), QUARTER, TECHNICIAN, 2, 8, DIRECT },
  { "97155", N_ ("Treatment with protocol modification"), QUARTER, ANALYST, 1, 1, WABI_SERVICE_SUPERVISING },
  { "97156", N_ ("Family guidance"), QUARTER, ANALYST, 1, 1, FAMILY },
  { "97157", N_ ("Multiple-family guidance"), QUARTER, QHP, 2, 8, FAMILY },
  { "97158", N_ ("Group treatment with protocol modification"), QUARTER, QHP, 2, 8, 0 },
  { "0362T", N_ ("Assessment of destructive behavior by a team"), QUARTER, TECHNICIAN, 1, 1, DIRECT },
  { "0373T", N_ ("Treatment of destructive behavior by a team"), QUARTER, TECHNICIAN, 1, 1, DIRECT },
};

#define SAID "HCPCS level II (CMS); your state's provider manual says the rest"
#define SILENT "HCPCS level II (CMS), which does not say what a unit is; read your state's provider manual"

// What state Medicaid programs use besides (billing-facts section 6): units as the code's text has them, and a session where it has
// none, so that never more is billed than was meant; who gives it is the narrowest that states agree on.
static const WabiOfferedCode offered[] = {
  { { "G9012", N_ ("Case management"), WABI_SERVICE_SESSION, 0, QHP, 1, 1, 0 }, SILENT },
  { { "H0031", N_ ("Mental health assessment by a non-physician"), WABI_SERVICE_SESSION, 0, QHP, 1, 1, 0 }, SILENT },
  { { "H0032", N_ ("Service plan by a non-physician"), WABI_SERVICE_SESSION, 0, QHP, 1, 1, 0 }, SILENT },
  { { "H2012", N_ ("Day treatment, by the hour"), WABI_SERVICE_MINUTES, 60, TECHNICIAN, 1, 1, DIRECT }, SAID },
  { { "H2014", N_ ("Skills training"), QUARTER, TECHNICIAN, 1, 1, PERFORMER | DIRECT }, SAID },
  { { "H2019", N_ ("Therapeutic behavioral services"), QUARTER, TECHNICIAN, 1, 1, PERFORMER | DIRECT }, SAID },
  { { "S5108", N_ ("Home care training of the client"), QUARTER, ANALYST, 1, 1, 0 }, SAID },
  { { "S5111", N_ ("Home care training of the family, by the session"), WABI_SERVICE_SESSION, 0, ANALYST, 1, 1, FAMILY }, SAID },
  { { "T1023", N_ ("Screening for a program"), WABI_SERVICE_SESSION, 0, QHP, 1, 1, 0 }, SAID },
  { { "T1024", N_ ("Evaluation and treatment by a team"), WABI_SERVICE_SESSION, 0, QHP, 1, 1, 0 }, SAID },
  { { "T1025", N_ ("Intensive services of several disciplines, by the day"), WABI_SERVICE_DAY, 0, QHP, 1, 1, 0 }, SAID },
  { { "T1026", N_ ("Intensive services of several disciplines, by the hour"), WABI_SERVICE_MINUTES, 60, QHP, 1, 1, 0 }, SAID },
  { { "T1027", N_ ("Family training for the child's development"), QUARTER, ANALYST, 1, 1, FAMILY }, SAID },
};

static const char *const units[] = {
  [WABI_SERVICE_MINUTES] = "minutes",
  [WABI_SERVICE_SESSION] = "session",
  [WABI_SERVICE_DAY] = "day",
};

// Modifiers and taxonomies: billing-facts section 6.
static const WabiCredentialKind credentials[] = {
  { "BT", N_ ("Behavior technician"), "HM", "106S00000X" },
  { "RBT", N_ ("Registered Behavior Technician"), "HM", "106S00000X" },
  { "BCaBA", N_ ("Board Certified Assistant Behavior Analyst"), "HN", "106E00000X" },
  { "BCBA", N_ ("Board Certified Behavior Analyst"), "HO", "103K00000X" },
  { "BCBA-D", N_ ("Board Certified Behavior Analyst, doctoral"), "HP", "103K00000X" },
  { "psychologist", N_ ("Psychologist"), "HP", "103T00000X" },
};

// Place of Service code set (CMS), those that ABA uses; billing-facts section 6.
static const WabiPlaceOfService places[] = {
  { "02", N_ ("Telehealth, not at home"), TRUE },
  { "03", N_ ("School"), FALSE },
  { "10", N_ ("Telehealth, at home"), TRUE },
  { "11", N_ ("Clinic"), FALSE },
  { "12", N_ ("Home"), FALSE },
  { "13", N_ ("Assisted living"), FALSE },
  { "14", N_ ("Group home"), FALSE },
  { "49", N_ ("Independent clinic"), FALSE },
  { "53", N_ ("Community mental health center"), FALSE },
  { "99", N_ ("Community or daycare"), FALSE },
};

// Least help first. The usual four are those of the session runner; practices choose their own.
static const WabiPromptLevel prompts[] = {
  { "independent", N_ ("Independent"), 0, TRUE },
  { "visual", N_ ("Visual"), 1, FALSE },
  { "gesture", N_ ("Gesture"), 2, TRUE },
  { "verbal", N_ ("Verbal"), 3, FALSE },
  { "model", N_ ("Model"), 4, FALSE },
  { "partial", N_ ("Partial physical"), 5, TRUE },
  { "full", N_ ("Full physical"), 6, TRUE },
};

// Who and why, so that reports can tell illness from staffing.
static const WabiCancelReason cancel_reasons[] = {
  { "client-ill", "family", N_ ("Client ill") },
  { "family-ill", "family", N_ ("Illness in the family") },
  { "family-appointment", "family", N_ ("Another appointment") },
  { "family-vacation", "family", N_ ("Vacation") },
  { "family-transport", "family", N_ ("No transport") },
  { "family-no-show", "family", N_ ("Did not come") },
  { "family-other", "family", N_ ("Other reason of the family") },
  { "staff-ill", "staff", N_ ("Staff member ill") },
  { "staff-time-off", "staff", N_ ("Staff time off") },
  { "staff-late", "staff", N_ ("Staff member delayed") },
  { "staff-left", "staff", N_ ("Staff member left") },
  { "clinic-closed", "clinic", N_ ("Clinic closed") },
  { "clinic-weather", "clinic", N_ ("Weather") },
  { "clinic-rescheduled", "clinic", N_ ("Moved by the clinic") },
  { "clinic-no-staff", "clinic", N_ ("No substitute found") },
  { "payer-authorization", "payer", N_ ("No authorization") },
  { "payer-coverage", "payer", N_ ("Coverage ended") },
};

const WabiServiceCode *
wabi_codes_services (gsize *n)
{
  *n = G_N_ELEMENTS (services);
  return services;
}

const WabiServiceCode *
wabi_codes_find_service (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_strcmp0 (code, services[i].code) == 0)
      return &services[i];
  return NULL;
}

const WabiOfferedCode *
wabi_codes_offered (gsize *n)
{
  *n = G_N_ELEMENTS (offered);
  return offered;
}

const WabiOfferedCode *
wabi_codes_find_offered (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++)
    if (g_strcmp0 (code, offered[i].service.code) == 0)
      return &offered[i];
  return NULL;
}

gboolean
wabi_codes_unit_from_name (const char *name, WabiServiceUnit *unit)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (name, units[i]) == 0)
      {
        *unit = i;
        return TRUE;
      }
  return FALSE;
}

const char *
wabi_codes_unit_name (WabiServiceUnit unit)
{
  return unit < G_N_ELEMENTS (units) ? units[unit] : "";
}

const WabiCredentialKind *
wabi_codes_credentials (gsize *n)
{
  *n = G_N_ELEMENTS (credentials);
  return credentials;
}

const WabiCredentialKind *
wabi_codes_find_credential (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (credentials); i++)
    if (g_strcmp0 (type, credentials[i].type) == 0)
      return &credentials[i];
  return NULL;
}

gboolean
wabi_codes_credential_listed (const char *list, const char *type)
{
  g_auto (GStrv) types = g_strsplit (list != NULL ? list : "", ",", -1);

  if (type == NULL || *type == '\0')
    return FALSE;
  for (char **t = types; *t != NULL; t++)
    if (g_ascii_strcasecmp (g_strstrip (*t), type) == 0)
      return TRUE;
  return FALSE;
}

const WabiPlaceOfService *
wabi_codes_places (gsize *n)
{
  *n = G_N_ELEMENTS (places);
  return places;
}

const char *
wabi_codes_place_name (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (code, places[i].code) == 0)
      return _ (places[i].name);
  return NULL;
}

const WabiPromptLevel *
wabi_codes_prompts (gsize *n)
{
  *n = G_N_ELEMENTS (prompts);
  return prompts;
}

const WabiPromptLevel *
wabi_codes_find_prompt (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    if (g_strcmp0 (key, prompts[i].key) == 0)
      return &prompts[i];
  return NULL;
}

const WabiCancelReason *
wabi_codes_cancel_reasons (gsize *n)
{
  *n = G_N_ELEMENTS (cancel_reasons);
  return cancel_reasons;
}

const WabiCancelReason *
wabi_codes_find_cancel_reason (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cancel_reasons); i++)
    if (g_strcmp0 (key, cancel_reasons[i].key) == 0)
      return &cancel_reasons[i];
  return NULL;
}

gboolean
wabi_codes_is_asd (const char *diagnosis)
{
  return diagnosis != NULL && g_ascii_strncasecmp (diagnosis, "F84", 3) == 0 && strlen (diagnosis) >= 4;
}

gboolean
wabi_codes_is_npi (const char *npi)
{
  int sum = 24; // Luhn of the prefix 80840 (45 CFR 162.406)

  if (npi == NULL || strlen (npi) != 10 || (npi[0] != '1' && npi[0] != '2'))
    return FALSE;
  for (int i = 0; i < 10; i++)
    {
      int digit = npi[i] - '0';

      if (!g_ascii_isdigit (npi[i]))
        return FALSE;
      if (i % 2 == 0)
        digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
  return sum % 10 == 0;
}
