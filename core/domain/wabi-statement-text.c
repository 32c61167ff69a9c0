// SPDX-License-Identifier: AGPL-3.0-or-later
// What a statement says to a parent: short sentences, no codes without words, and what is due before anything else.

#include "wabi-statement-text.h"

#include "wabi-money.h"
#include "wabi-text.h"

#include <string.h>

#define PICK(english, spanish) wabi_tongue_pick (tongue, english, spanish)

static const char *
get_text (WabiRecord *record, const char *field)
{
  const char *text = record != NULL ? wabi_record_get_text (record, field) : NULL;

  return text != NULL ? text : "";
}

/* "43999-0002": nine digits of a postal code are kept without the dash. */
static char *
dup_city (WabiRecord *record)
{
  const char *zip = get_text (record, "zip");
  g_autofree char *code = strlen (zip) == 9 ? g_strdup_printf ("%.5s-%s", zip, zip + 5) : g_strdup (zip);
  g_autofree char *line = g_strdup_printf ("%s, %s %s", get_text (record, "city"), get_text (record, "state"), code);

  return g_strdup (*get_text (record, "city") != '\0' ? line : "");
}

static char *
join_lines (const char *const *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!wabi_text_is_blank (lines[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lines[i]);
  return g_string_free (text, FALSE);
}

void
wabi_sheet_add_practice (JsonArray *sheet, WabiTongue tongue, WabiRecord *practice)
{
  g_autofree char *city = dup_city (practice);
  g_autofree char *phone = *get_text (practice, "phone") != '\0' ? wabi_tongue_say (tongue, "Telephone {1}", "Teléfono {1}", get_text (practice, "phone"), NULL) : NULL;
  const char *lines[] = { get_text (practice, "street"), city, phone != NULL ? phone : "", NULL };
  g_autofree char *address = join_lines (lines);

  wabi_sheet_add (sheet, "heading", get_text (practice, "name"));
  wabi_sheet_add (sheet, "text", address);
}

/* --- Who, and what is due --- */

static void
add_family (JsonArray *sheet, WabiTongue tongue, const WabiStatementFacts *facts)
{
  g_autofree char *name = wabi_lookup_full_name (facts->client), *city = dup_city (facts->client);
  g_autofree char *date = wabi_tongue_date (tongue, facts->date), *number = g_strdup_printf ("%" G_GINT64_FORMAT, facts->number);
  g_autofree char *whose = wabi_tongue_say (tongue, "For the services of {1}", "Por los servicios de {1}", name, NULL);
  const char *lines[] = { get_text (facts->client, "guardian_name"), get_text (facts->client, "street"), city, NULL };
  g_autofree char *address = join_lines (lines), *title = NULL, *dated = NULL;

  title = wabi_tongue_say (tongue, "Statement number {1}", "Estado de cuenta número {1}", number, NULL);
  dated = g_strdup_printf ("%s\n%s", date, whose);
  wabi_sheet_add (sheet, "title", title);
  wabi_sheet_add (sheet, "text", dated);
  if (*address != '\0')
    wabi_sheet_add (sheet, "text", address);
  wabi_sheet_add (sheet, "space", NULL);
}

static void
add_sum (JsonArray *sheet, gboolean strong, const char *words, gint64 cents)
{
  static const int shares[] = { 75, -25 };
  g_autofree char *money = wabi_money_format (cents);
  const char *cells[] = { words, money };

  wabi_sheet_add_row (sheet, strong, shares, cells, G_N_ELEMENTS (cells));
}

static gint64
get_asked (const WabiStatementFacts *facts)
{
  return wabi_plan_ask (facts->plan, facts->account->due - facts->account->credit);
}

static void
add_due (JsonArray *sheet, WabiTongue tongue, const WabiStatementFacts *facts)
{
  gint64 total = facts->account->due - facts->account->credit, asked = get_asked (facts);
  g_autofree char *due = wabi_tongue_date (tongue, facts->due), *words = NULL;

  if (facts->account->due != 0 || facts->account->credit != 0)
    add_sum (sheet, FALSE, PICK ("Your share of the services that your insurance has answered, not paid yet", "Su parte de los servicios que su seguro ya respondió, aún sin pagar"),
             facts->account->due);
  if (facts->account->credit > 0)
    add_sum (sheet, FALSE, PICK ("Money that you paid in advance (your credit)", "Dinero que usted pagó por adelantado (su saldo a favor)"), -facts->account->credit);
  if (facts->plan != NULL && total > asked)
    add_sum (sheet, FALSE, PICK ("Later, by your payment plan", "Más adelante, según su plan de pagos"), asked - total);
  if (total < 0)
    words = g_strdup (PICK ("You owe nothing. Your credit", "Usted no debe nada. Su saldo a favor"));
  else if (asked == 0)
    words = g_strdup (PICK ("Nothing is due now", "Ahora no debe pagar nada"));
  else if (facts->due != WABI_DAY_NONE)
    words = wabi_tongue_say (tongue, "Please pay by {1}", "Pague antes del {1} o ese mismo día", due, NULL);
  else
    words = g_strdup (PICK ("Please pay now", "Pague ahora"));
  add_sum (sheet, TRUE, words, total < 0 ? -total : asked);
  wabi_sheet_add (sheet, "space", NULL);
}

static void
add_waiting (JsonArray *sheet, WabiTongue tongue, const WabiStatementFacts *facts)
{
  g_autofree char *money = wabi_money_format (facts->account->waiting), *words = NULL;

  if (facts->account->waiting <= 0)
    return;
  words = wabi_tongue_say (tongue, "Still with your insurance: {1}. You do not owe this now. We will write to you when your insurance has answered.",
                           "Todavía en manos de su seguro: {1}. Usted no debe esta cantidad ahora. Le escribiremos cuando su seguro haya respondido.", money, NULL);
  wabi_sheet_add (sheet, "text", words);
}

/* --- How to pay --- */

static void
add_ways (JsonArray *sheet, WabiTongue tongue, const WabiStatementFacts *facts)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, facts->number), *words = NULL, *call = NULL, *all = NULL;

  if (get_asked (facts) <= 0)
    return;
  wabi_sheet_add (sheet, "heading", PICK ("How to pay", "Cómo pagar"));
  words = wabi_tongue_say (tongue, "By check: make it out to {1}, write “Statement {2}” on it, and send it to the address above or bring it to our office.",
                           "Con cheque: a nombre de {1}, con la nota “Estado de cuenta {2}”. Envíelo a la dirección de arriba o entréguelo en nuestra oficina.",
                           get_text (facts->practice, "name"), number, NULL);
  call = *get_text (facts->practice, "phone") != '\0'
             ? wabi_tongue_say (tongue, "In another way, or if you cannot pay all of it now: call us at {1}. We can agree on a payment plan.",
                                "De otra forma, o si no puede pagar todo ahora: llámenos al {1}. Podemos acordar un plan de pagos.", get_text (facts->practice, "phone"), NULL)
             : g_strdup (PICK ("In another way, or if you cannot pay all of it now: ask us. We can agree on a payment plan.",
                               "De otra forma, o si no puede pagar todo ahora: pregúntenos. Podemos acordar un plan de pagos."));
  all = g_strdup_printf ("%s\n%s", words, call);
  wabi_sheet_add (sheet, "text", all);
}

static void
add_plan (JsonArray *sheet, WabiTongue tongue, const WabiStatementFacts *facts)
{
  const WabiPlanState *plan = facts->plan;
  g_autofree char *total = NULL, *paid = NULL, *left = NULL, *words = NULL, *when = NULL, *sum = NULL, *next = NULL, *all = NULL;

  if (plan == NULL)
    return;
  total = wabi_money_format (plan->total);
  paid = wabi_money_format (plan->paid);
  left = wabi_money_format (plan->left);
  wabi_sheet_add (sheet, "heading", PICK ("Your payment plan", "Su plan de pagos"));
  words = wabi_tongue_say (tongue, "We agreed on {1} in all. You have paid {2} of it; {3} is left.", "Acordamos {1} en total. Usted ha pagado {2}; quedan {3}.", total, paid, left, NULL);
  if (plan->next_day != WABI_DAY_NONE)
    {
      when = wabi_tongue_date (tongue, plan->next_day);
      sum = wabi_money_format (plan->next);
      next = wabi_tongue_say (tongue, " After this one, the next payment is {1} on {2}.", " Después de este, el próximo pago es de {1} el {2}.", sum, when, NULL);
    }
  all = g_strconcat (words, next, NULL);
  wabi_sheet_add (sheet, "text", all);
}

/* --- The services --- */

static const int line_shares[] = { 16, 18, -11, -11, -11, -11, -11, -11 };

static void
add_line (JsonArray *sheet, WabiTongue tongue, const WabiFamilyLine *line)
{
  const gint64 sums[] = { line->asked, line->insurance, line->adjusted, line->family, line->paid, line->due };
  g_autofree char *date = wabi_tongue_short_date (tongue, wabi_day_from_text (line->date));
  const char *service = wabi_tongue_service (tongue, line->code);
  const char *cells[G_N_ELEMENTS (line_shares)] = { date, service != NULL ? service : line->service != NULL ? line->service : line->code };
  char *texts[G_N_ELEMENTS (sums)];

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    cells[2 + i] = texts[i] = wabi_money_format (sums[i]);
  wabi_sheet_add_row (sheet, FALSE, line_shares, cells, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    g_free (texts[i]);
}

static void
add_lines (JsonArray *sheet, WabiTongue tongue, const WabiStatementFacts *facts)
{
  const char *heads[] = { PICK ("Day", "Día"), PICK ("Service", "Servicio"), PICK ("We asked", "Pedimos"), PICK ("Insurance paid", "Pagó el seguro"),
                          PICK ("Taken off", "Rebajado"), PICK ("Your share", "Su parte"), PICK ("You paid", "Usted pagó"), PICK ("Open", "Pendiente") };

  if (facts->account->lines->len == 0)
    return;
  wabi_sheet_add (sheet, "heading", PICK ("Your services", "Sus servicios"));
  wabi_sheet_add_row (sheet, TRUE, line_shares, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < facts->account->lines->len; i++)
    add_line (sheet, tongue, g_ptr_array_index (facts->account->lines, i));
}

static void
add_payments (JsonArray *sheet, WabiTongue tongue, const WabiStatementFacts *facts)
{
  if (facts->payments == NULL || facts->payments->len == 0)
    return;
  wabi_sheet_add (sheet, "heading", PICK ("Thank you for what you paid since the last statement", "Gracias por lo que pagó desde el último estado de cuenta"));
  for (guint i = 0; i < facts->payments->len; i++)
    {
      WabiRecord *payment = g_ptr_array_index (facts->payments, i);
      g_autofree char *date = wabi_tongue_date (tongue, wabi_lookup_day (payment, "date"));

      add_sum (sheet, FALSE, date, wabi_record_get_int (payment, "cents"));
    }
}

static void
add_words (JsonArray *sheet, WabiTongue tongue)
{
  const char *const words[][2] = {
    { "We asked: our price for the service, before your insurance looked at it.", "Pedimos: nuestro precio por el servicio, antes de que su seguro lo revisara." },
    { "Taken off: by our contract with your insurance nobody has to pay this part.", "Rebajado: por nuestro contrato con su seguro, nadie tiene que pagar esta parte." },
    { "Your share: what your insurance says that you pay. It can be a copay (a fixed amount for a day), a deductible (what you pay each year before the insurance begins "
      "to pay) or coinsurance (a percentage of the price).",
      "Su parte: lo que su seguro dice que usted paga. Puede ser un copago (una cantidad fija por día), un deducible (lo que usted paga cada año antes de que el seguro empiece "
      "a pagar) o un coseguro (un porcentaje del precio)." },
    { "If something here is not what your insurance told you, call us before you pay. You can also ask your insurance to look again.",
      "Si algo aquí no coincide con lo que le dijo su seguro, llámenos antes de pagar. También puede pedir a su seguro que lo revise de nuevo." },
  };

  wabi_sheet_add (sheet, "heading", PICK ("What the words mean", "Qué significan las palabras"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    wabi_sheet_add (sheet, "text", words[i][tongue]);
}

JsonArray *
wabi_statement_write (const WabiStatementFacts *facts)
{
  WabiTongue tongue = wabi_tongue_from (facts->language);
  JsonArray *sheet = json_array_new ();

  wabi_sheet_add_practice (sheet, tongue, facts->practice);
  add_family (sheet, tongue, facts);
  add_due (sheet, tongue, facts);
  add_waiting (sheet, tongue, facts);
  add_ways (sheet, tongue, facts);
  add_plan (sheet, tongue, facts);
  add_lines (sheet, tongue, facts);
  add_payments (sheet, tongue, facts);
  add_words (sheet, tongue);
  return sheet;
}

/* --- What is told --- */

static gboolean
was_told (GPtrArray *statements, const WabiFamilyLine *line)
{
  for (guint i = statements->len; i > 0; i--)
    {
      JsonArray *lines = wabi_record_get_array (g_ptr_array_index (statements, i - 1), "lines");

      for (guint j = 0; lines != NULL && j < json_array_get_length (lines); j++)
        {
          JsonObject *told = json_array_get_object_element (lines, j);

          if (g_strcmp0 (wabi_json_peek_text (told, "charge"), line->charge) == 0)
            return wabi_json_peek_int (told, "due", 0) == line->due && wabi_json_peek_int (told, "paid", 0) == line->paid;
        }
    }
  return FALSE;
}

static gint64
find_last_told (GPtrArray *statements)
{
  gint64 last = 0;

  for (guint i = 0; i < statements->len; i++)
    last = MAX (last, wabi_record_get_int (g_ptr_array_index (statements, i), "at"));
  return last;
}

GPtrArray *
wabi_statement_pick_lines (const WabiView *view, const char *client, WabiFamilyAccount *account)
{
  g_autoptr (GPtrArray) statements = wabi_lookup_by (view, &wabi_kind_statement, "client", client);
  g_autoptr (GPtrArray) payments = wabi_lookup_by (view, &wabi_kind_family_payment, "client", client);
  GPtrArray *since = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 last = find_last_told (statements);

  for (guint i = account->lines->len; i > 0; i--)
    {
      const WabiFamilyLine *line = g_ptr_array_index (account->lines, i - 1);

      if (line->due == 0 && was_told (statements, line))
        g_ptr_array_remove_index (account->lines, i - 1);
    }
  for (guint i = 0; i < payments->len; i++)
    {
      WabiRecord *payment = g_ptr_array_index (payments, i);

      if (wabi_record_is (payment, "state", "received") && wabi_record_get_int (payment, "at") > last)
        g_ptr_array_add (since, g_object_ref (payment));
    }
  return since;
}
