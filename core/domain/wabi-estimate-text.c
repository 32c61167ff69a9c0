// SPDX-License-Identifier: AGPL-3.0-or-later
// The form of a good-faith estimate: what 45 CFR 149.610 (c) asks for, in our own words and in the family's language.

#include "wabi-estimate.h"
#include "wabi-money.h"
#include "wabi-statement-text.h"

#define PICK(english, spanish) wabi_tongue_pick (tongue, english, spanish)

static const char *
get_text (WabiRecord *record, const char *field)
{
  const char *text = record != NULL ? wabi_record_get_text (record, field) : NULL;

  return text != NULL ? text : "";
}

static gboolean
is_insured (const WabiEstimateFacts *facts)
{
  for (guint i = 0; i < json_array_get_length (facts->lines); i++)
    if (json_object_has_member (json_array_get_object_element (facts->lines, i), "allowed"))
      return TRUE;
  return FALSE;
}

static void
add_people (JsonArray *sheet, WabiTongue tongue, const WabiEstimateFacts *facts)
{
  g_autofree char *name = wabi_lookup_full_name (facts->client), *birth = wabi_tongue_date (tongue, facts->client != NULL ? wabi_lookup_day (facts->client, "birth_date") : WABI_DAY_NONE);
  g_autofree char *date = wabi_tongue_date (tongue, facts->date), *from = wabi_tongue_date (tongue, facts->from), *to = wabi_tongue_date (tongue, facts->to);
  g_auto (GStrv) codes = facts->client != NULL ? wabi_lookup_strv (facts->client, "diagnoses") : g_new0 (char *, 1);
  g_autofree char *diagnoses = g_strjoinv (", ", codes), *who = NULL, *when = NULL, *provider = NULL, *what = NULL;

  wabi_sheet_add (sheet, "title", PICK ("Good-faith estimate of what services will cost", "Estimación de buena fe del costo de los servicios"));
  who = wabi_tongue_say (tongue, "For {1}, born {2}. Given on {3}.", "Para {1}, con fecha de nacimiento {2}. Entregada el {3}.", name, birth, date, NULL);
  when = wabi_tongue_say (tongue, "Services from {1} to {2}: applied behavior analysis, in sessions that repeat.",
                          "Servicios del {1} al {2}: análisis conductual aplicado, en sesiones que se repiten.", from, to, NULL);
  wabi_sheet_add (sheet, "text", who);
  wabi_sheet_add (sheet, "text", when);
  if (*diagnoses != '\0')
    {
      what = wabi_tongue_say (tongue, "Diagnosis (code): {1}", "Diagnóstico (código): {1}", diagnoses, NULL);
      wabi_sheet_add (sheet, "text", what);
    }
  provider = wabi_tongue_say (tongue, "Provider: {1}, NPI {2}, tax number {3}. The services are given by its staff.",
                              "Proveedor: {1}, NPI {2}, número de impuestos {3}. Los servicios los da su personal.", get_text (facts->practice, "name"),
                              get_text (facts->practice, "npi"), get_text (facts->practice, "ein"), NULL);
  wabi_sheet_add (sheet, "text", provider);
}

static void
add_line (JsonArray *sheet, WabiTongue tongue, JsonObject *line, gboolean insured, const int *shares)
{
  const char *code = wabi_json_peek_text (line, "code"), *name = wabi_tongue_service (tongue, code);
  g_autofree char *what = g_strdup_printf ("%s (%s)", name != NULL ? name : wabi_json_peek_text (line, "name") != NULL ? wabi_json_peek_text (line, "name") : "", code);
  g_autofree char *units = g_strdup_printf ("%" G_GINT64_FORMAT, wabi_json_peek_int (line, "units", 0)), *rate = wabi_money_format (wabi_json_peek_int (line, "rate_cents", 0));
  g_autofree char *asked = wabi_money_format (wabi_json_peek_int (line, "asked", 0)), *family = wabi_money_format (wabi_json_peek_int (line, "family", 0));
  g_autofree char *allowed = wabi_money_format (wabi_json_peek_int (line, "allowed", 0));
  const char *cells[] = { what, units, rate, asked, insured ? allowed : family, family };

  wabi_sheet_add_row (sheet, FALSE, shares, cells, insured ? 6 : 5);
}

static void
add_lines (JsonArray *sheet, WabiTongue tongue, const WabiEstimateFacts *facts, gboolean insured)
{
  static const int insured_shares[] = { 28, -13, -13, -16, -15, -15 }, self_shares[] = { 36, -14, -15, -18, -17 };
  const int *shares = insured ? insured_shares : self_shares;
  const char *heads[] = { PICK ("Service (code)", "Servicio (código)"), PICK ("Units", "Unidades"), PICK ("For a unit", "Por unidad"), PICK ("Expected charge", "Cargo previsto"),
                          insured ? PICK ("Insurance may allow", "El seguro puede aceptar") : PICK ("You would pay", "Usted pagaría"), PICK ("Your share", "Su parte") };
  gint64 sums[3] = { 0 };
  g_autofree char *asked = NULL, *allowed = NULL, *family = NULL;

  wabi_sheet_add (sheet, "heading", PICK ("What we expect", "Lo que prevemos"));
  wabi_sheet_add_row (sheet, TRUE, shares, heads, insured ? 6 : 5);
  for (guint i = 0; i < json_array_get_length (facts->lines); i++)
    {
      JsonObject *line = json_array_get_object_element (facts->lines, i);

      add_line (sheet, tongue, line, insured, shares);
      sums[0] += wabi_json_peek_int (line, "asked", 0);
      sums[1] += wabi_json_peek_int (line, "allowed", 0);
      sums[2] += wabi_json_peek_int (line, "family", 0);
    }
  asked = wabi_money_format (sums[0]);
  allowed = wabi_money_format (sums[1]);
  family = wabi_money_format (sums[2]);
  {
    const char *cells[] = { PICK ("In all", "En total"), "", "", asked, insured ? allowed : family, family };

    wabi_sheet_add_row (sheet, TRUE, shares, cells, insured ? 6 : 5);
  }
  wabi_sheet_add (sheet, "space", NULL);
  wabi_sheet_add (sheet, "text", PICK ("A unit is 15 minutes in most cases.", "Una unidad suele ser de 15 minutos."));
  if (insured)
    wabi_sheet_add (sheet, "text",
                    PICK ("Your share is counted from what your insurance told us last of copay, coinsurance, deductible and yearly limit. What your insurance decides counts, not this form.",
                          "Su parte se calcula con lo último que su seguro nos dijo del copago, el coseguro, el deducible y el límite anual. Cuenta lo que decida su seguro, no este formulario."));
}

/* The disclaimers of 45 CFR 149.610 (c) (1) (vii) to (x), and the way to the dispute of 149.620. */
static const char *const disclaimers[][2] = {
  { "This is an estimate. It is made from what we know today; what you are charged can differ.",
    "Esto es una estimación. Se hace con lo que sabemos hoy; lo que se le cobre puede ser distinto." },
  { "Other services may turn out to be needed and be planned separately. They are not part of this estimate.",
    "Puede resultar que hagan falta otros servicios, que se planean por separado. No forman parte de esta estimación." },
  { "This is not a contract. You do not have to take these services from us or from anybody named here.",
    "Esto no es un contrato. No está obligado a recibir estos servicios de nosotros ni de nadie que se nombre aquí." },
};
static const char *const dispute[][2] = {
  { "If you are billed at least $400 more than this estimate says, you have the right to dispute the bill.",
    "Si se le cobra al menos $400 más de lo que dice esta estimación, tiene derecho a disputar la factura." },
  { "First you can call us: ask us to bring the bill in line with the estimate, to explain it, to agree on a price, or whether there is financial help.",
    "Primero puede llamarnos: pida que ajustemos la factura a la estimación, que se la expliquemos, que acordemos un precio, o pregunte si hay ayuda económica." },
  { "Or you can open a dispute with the U.S. Department of Health and Human Services within 120 calendar days of the date on the first bill. There is a small fee. Who decides looks at the bill "
    "and this estimate: when you are right you pay the price on this estimate, otherwise the higher amount.",
    "O puede abrir una disputa ante el Departamento de Salud y Servicios Humanos de EE. UU. dentro de los 120 días calendario desde la fecha de la primera factura. Hay una pequeña tarifa. Quien decide "
    "revisa la factura y esta estimación: si usted tiene razón, paga el precio de esta estimación; si no, la cantidad mayor." },
  { "A dispute does not change how well we care for your child. The form and more about your rights: www.cms.gov/nosurprises/consumers or 1-800-985-3059.",
    "Una disputa no cambia la calidad con que atendemos a su hijo o hija. El formulario y más sobre sus derechos: www.cms.gov/nosurprises/consumers o 1-800-985-3059." },
  { "Keep this estimate, or take a picture of it. You need it if you are billed more.", "Guarde esta estimación o tómele una foto. La necesitará si se le cobra más." },
};

static void
add_rights (JsonArray *sheet, WabiTongue tongue, gboolean insured)
{
  wabi_sheet_add (sheet, "heading", PICK ("Please note", "Tenga en cuenta"));
  for (guint i = 0; i < G_N_ELEMENTS (disclaimers); i++)
    wabi_sheet_add (sheet, "text", disclaimers[i][tongue]);
  wabi_sheet_add (sheet, "heading", PICK ("Your right to dispute a bill", "Su derecho a disputar una factura"));
  if (insured)
    wabi_sheet_add (sheet, "text",
                    PICK ("This right is for those who have no insurance or do not use it for these services. Who uses insurance can appeal to it instead.",
                          "Este derecho es para quien no tiene seguro o no lo usa para estos servicios. Quien usa su seguro puede apelar ante él."));
  for (guint i = 0; i < G_N_ELEMENTS (dispute); i++)
    wabi_sheet_add (sheet, "text", dispute[i][tongue]);
}

JsonArray *
wabi_estimate_write (const WabiEstimateFacts *facts)
{
  WabiTongue tongue = wabi_tongue_from (facts->language);
  gboolean insured = is_insured (facts);
  JsonArray *sheet = json_array_new ();

  wabi_sheet_add_practice (sheet, tongue, facts->practice);
  add_people (sheet, tongue, facts);
  add_lines (sheet, tongue, facts, insured);
  add_rights (sheet, tongue, insured);
  return sheet;
}
