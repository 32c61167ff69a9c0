// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes remittances, claim acknowledgments and answers on coverage, as a partner does.

#include "edi-partner.h"

#include <string.h>

static WabiX12Writer *
open_file (const WabiX12Envelope *envelope, const char *functional_id, const char *guide)
{
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
  g_autoptr (GError) error = NULL;
  WabiX12Envelope own = *envelope;

  own.functional_id = (char *)functional_id;
  own.guide = (char *)guide;
  if (!wabi_x12_writer_open (writer, &own, &error))
    g_error ("%s", error->message);
  return g_steal_pointer (&writer);
}

static void
write_amount (WabiX12Writer *w, const char *id, const char *kind, gint64 hundredths)
{
  wabi_x12_writer_begin (w, id);
  wabi_x12_writer_text (w, kind);
  wabi_x12_writer_hundredths (w, hundredths);
  wabi_x12_writer_end (w);
}

static void
write_day (WabiX12Writer *w, const char *kind, const char *date)
{
  if (date == NULL)
    return;
  wabi_x12_writer_begin (w, "DTM");
  wabi_x12_writer_text (w, kind);
  wabi_x12_writer_date (w, date);
  wabi_x12_writer_end (w);
}

static char *
dup_days (const char *from, const char *to)
{
  if (to == NULL || strcmp (from, to) == 0)
    return g_strdup_printf ("%.4s%.2s%.2s", from, from + 5, from + 8);
  return g_strdup_printf ("%.4s%.2s%.2s-%.4s%.2s%.2s", from, from + 5, from + 8, to, to + 5, to + 8);
}

static void
write_period (WabiX12Writer *w, const char *kind, const char *from, const char *to)
{
  g_autofree char *days = from != NULL ? dup_days (from, to) : NULL;

  if (days != NULL)
    wabi_x12_write (w, "DTP", kind, strlen (days) > 8 ? "RD8" : "D8", days);
}

static void
write_procedure (WabiX12Writer *w, const WabiX12Procedure *p)
{
  const char *parts[] = { p->code != NULL ? (p->kind != NULL ? p->kind : "HC") : NULL,
                          p->code,
                          p->modifiers[0],
                          p->modifiers[1],
                          p->modifiers[2],
                          p->modifiers[3],
                          p->description };

  wabi_x12_writer_composite (w, parts, G_N_ELEMENTS (parts));
}

static void
write_name (WabiX12Writer *w, const WabiX12Name *n)
{
  wabi_x12_write (w, "NM1", n->role, n->is_person ? "1" : "2", n->last, n->first, n->middle, NULL, n->suffix,
                  n->id_kind, n->id);
}

static void
write_references (WabiX12Writer *w, const WabiX12Reference *references, guint n)
{
  for (guint i = 0; i < n; i++)
    wabi_x12_write (w, "REF", references[i].kind, references[i].value, references[i].description);
}

static void
write_adjustments (WabiX12Writer *w, const WabiRemitAdjustment *adjustments, guint n)
{
  // One segment for each; payers also put up to six of a group into one, which the readers' own tests have.
  for (guint i = 0; i < n; i++)
    {
      wabi_x12_writer_begin (w, "CAS");
      wabi_x12_writer_text (w, adjustments[i].group);
      wabi_x12_writer_text (w, adjustments[i].reason);
      wabi_x12_writer_hundredths (w, adjustments[i].cents);
      if (adjustments[i].quantity != 0)
        wabi_x12_writer_hundredths (w, adjustments[i].quantity);
      wabi_x12_writer_end (w);
    }
}

static void
write_remit_line (WabiX12Writer *w, const WabiRemitLine *line)
{
  wabi_x12_writer_begin (w, "SVC");
  write_procedure (w, &line->procedure);
  wabi_x12_writer_hundredths (w, line->charge);
  wabi_x12_writer_hundredths (w, line->paid);
  wabi_x12_writer_text (w, line->revenue_code);
  wabi_x12_writer_hundredths (w, line->units);
  write_procedure (w, &line->submitted);
  if (line->submitted_units != 0)
    wabi_x12_writer_hundredths (w, line->submitted_units);
  wabi_x12_writer_end (w);
  if (line->to != NULL && g_strcmp0 (line->from, line->to) != 0)
    {
      write_day (w, "150", line->from);
      write_day (w, "151", line->to);
    }
  else
    write_day (w, "472", line->from);
  write_adjustments (w, line->adjustments, line->n_adjustments);
  if (line->control != NULL)
    wabi_x12_write (w, "REF", "6R", line->control);
  if (line->has_allowed)
    write_amount (w, "AMT", "B6", line->allowed);
  for (guint i = 0; i < line->n_remarks; i++)
    wabi_x12_write (w, "LQ", line->remarks[i].kind, line->remarks[i].code);
}

static void
write_remit_claim (WabiX12Writer *w, const WabiRemitClaim *claim)
{
  wabi_x12_writer_begin (w, "CLP");
  wabi_x12_writer_text (w, claim->control);
  wabi_x12_writer_text (w, claim->status);
  wabi_x12_writer_hundredths (w, claim->charge);
  wabi_x12_writer_hundredths (w, claim->paid);
  if (claim->patient != 0)
    wabi_x12_writer_hundredths (w, claim->patient);
  else
    wabi_x12_writer_text (w, NULL);
  wabi_x12_writer_text (w, claim->filing != NULL ? claim->filing : "12");
  wabi_x12_writer_text (w, claim->payer_claim);
  wabi_x12_writer_text (w, claim->place);
  wabi_x12_writer_text (w, claim->frequency);
  wabi_x12_writer_end (w);
  write_adjustments (w, claim->adjustments, claim->n_adjustments);
  for (guint i = 0; i < claim->n_names; i++)
    write_name (w, &claim->names[i]);
  if (claim->n_remarks > 0)
    wabi_x12_write (w, "MOA", NULL, NULL, claim->remarks[0].code,
                    claim->n_remarks > 1 ? claim->remarks[1].code : NULL,
                    claim->n_remarks > 2 ? claim->remarks[2].code : NULL);
  write_references (w, claim->references, claim->n_references);
  for (guint i = 0; i < claim->n_dates; i++)
    write_day (w, claim->dates[i].kind, claim->dates[i].from);
  for (guint i = 0; i < claim->n_amounts; i++)
    write_amount (w, "AMT", claim->amounts[i].kind, claim->amounts[i].cents);
  for (guint i = 0; i < claim->n_lines; i++)
    write_remit_line (w, &claim->lines[i]);
}

static void
write_party (WabiX12Writer *w, const char *role, const WabiRemitParty *party)
{
  const WabiX12Address *a = &party->name.address;

  wabi_x12_write (w, "N1", role, party->name.last, party->name.id_kind, party->name.id);
  wabi_x12_write (w, "N3", a->street1, a->street2);
  wabi_x12_write (w, "N4", a->city, a->state, a->zip);
  write_references (w, party->references, party->n_references);
  for (guint i = 0; i < party->n_contacts; i++)
    wabi_x12_write (w, "PER", party->contacts[i].role, party->contacts[i].name, party->contacts[i].kinds[0],
                    party->contacts[i].numbers[0]);
}

static void
write_payment_head (WabiX12Writer *w, const WabiRemitPayment *p)
{
  gboolean is_transfer = g_strcmp0 (p->method, "ACH") == 0;

  wabi_x12_writer_begin (w, "BPR");
  wabi_x12_writer_text (w, p->handling != NULL ? p->handling : p->amount > 0 ? "I" : "H");
  wabi_x12_writer_hundredths (w, p->amount);
  wabi_x12_writer_text (w, p->is_debit ? "D" : "C");
  wabi_x12_writer_text (w, p->method != NULL ? p->method : "NON");
  wabi_x12_writer_text (w, is_transfer ? "CCP" : NULL);
  wabi_x12_writer_text (w, is_transfer ? "01" : NULL);
  wabi_x12_writer_text (w, is_transfer ? "021000021" : NULL);
  wabi_x12_writer_text (w, is_transfer ? "DA" : NULL);
  wabi_x12_writer_text (w, is_transfer ? "99887766" : NULL);
  wabi_x12_writer_text (w, p->originator);
  wabi_x12_writer_text (w, NULL);
  wabi_x12_writer_text (w, is_transfer ? "01" : NULL);
  wabi_x12_writer_text (w, p->receiver_bank);
  wabi_x12_writer_text (w, p->receiver_account != NULL ? "DA" : NULL);
  wabi_x12_writer_text (w, p->receiver_account);
  wabi_x12_writer_date (w, p->date);
  wabi_x12_writer_end (w);
  wabi_x12_write (w, "TRN", "1", p->trace, p->trace_originator, p->trace_supplement);
  if (p->receiver_id != NULL)
    wabi_x12_write (w, "REF", "EV", p->receiver_id);
  write_day (w, "405", p->production_date);
  write_party (w, "PR", &p->payer);
  write_party (w, "PE", &p->payee);
}

static void
write_payment (WabiX12Writer *w, const WabiRemitPayment *p)
{
  wabi_x12_writer_begin_set (w, "835");
  write_payment_head (w, p);
  if (p->n_claims > 0)
    wabi_x12_write (w, "LX", "1");
  for (guint i = 0; i < p->n_claims; i++)
    write_remit_claim (w, &p->claims[i]);
  for (guint i = 0; i < p->n_adjustments; i++)
    {
      const WabiRemitProviderAdjustment *a = &p->adjustments[i];

      wabi_x12_writer_begin (w, "PLB");
      wabi_x12_writer_text (w, a->provider != NULL ? a->provider : p->payee.name.id);
      wabi_x12_writer_date (w, a->fiscal_date);
      wabi_x12_writer_composite (w, (const char *const[]){ a->reason, a->reference }, 2);
      wabi_x12_writer_hundredths (w, a->cents);
      wabi_x12_writer_end (w);
    }
  wabi_x12_writer_end_set (w);
}

char *
edi_partner_835 (const WabiX12Envelope *envelope, const WabiRemitPayment *payments, guint n)
{
  g_autoptr (WabiX12Writer) writer = open_file (envelope, "HP", "005010X221A1");

  for (guint i = 0; i < n; i++)
    write_payment (writer, &payments[i]);
  return wabi_x12_writer_close (writer);
}

static void
write_status (WabiX12Writer *w, const WabiStatus *status)
{
  const WabiStatusCode *c = status->codes;

  wabi_x12_writer_begin (w, "STC");
  wabi_x12_writer_composite (w, (const char *const[]){ c[0].category, c[0].code, c[0].entity }, 3);
  wabi_x12_writer_date (w, status->date);
  wabi_x12_writer_text (w, status->action);
  if (status->has_charge)
    wabi_x12_writer_hundredths (w, status->charge);
  else
    wabi_x12_writer_text (w, NULL);
  for (guint i = 5; i <= 9; i++)
    wabi_x12_writer_text (w, NULL);
  for (guint i = 1; i <= 2; i++)
    wabi_x12_writer_composite (w, (const char *const[]){ c[i].category, c[i].code, c[i].entity }, 3);
  wabi_x12_writer_text (w, status->message);
  wabi_x12_writer_end (w);
}

static guint
write_level (WabiX12Writer *w, guint *n_levels, guint parent, const char *code, gboolean has_children)
{
  g_autofree char *number = g_strdup_printf ("%u", ++*n_levels);
  g_autofree char *above = parent > 0 ? g_strdup_printf ("%u", parent) : NULL;

  // Of a patient it is not told whether levels follow; none can.
  wabi_x12_write (w, "HL", number, above, code, strcmp (code, "PT") == 0 ? NULL : has_children ? "1" : "0");
  return *n_levels;
}

static void
write_status_level (WabiX12Writer *w, const WabiStatusReport *report, const WabiStatusLevel *level)
{
  write_name (w, level->name);
  if (level->trace != NULL)
    wabi_x12_write (w, "TRN", strcmp (level->level, "21") == 0 ? "2" : "1", level->trace);
  if (strcmp (level->level, "20") == 0)
    {
      write_period (w, "050", report->received, NULL);
      write_period (w, "009", report->processed, NULL);
    }
  for (guint i = 0; i < level->n_statuses; i++)
    write_status (w, &level->statuses[i]);
  for (guint i = 0; i < level->n_quantities; i++)
    write_amount (w, "QTY", level->quantities[i].kind, level->quantities[i].hundredths);
  for (guint i = 0; i < level->n_amounts; i++)
    write_amount (w, "AMT", level->amounts[i].kind, level->amounts[i].cents);
}

static void
write_status_claim (WabiX12Writer *w, const WabiStatusClaim *claim)
{
  write_name (w, claim->patient);
  wabi_x12_write (w, "TRN", "2", claim->trace);
  for (guint i = 0; i < claim->n_statuses; i++)
    write_status (w, &claim->statuses[i]);
  if (claim->payer_claim != NULL)
    wabi_x12_write (w, "REF", "1K", claim->payer_claim);
  if (claim->clearinghouse_claim != NULL)
    wabi_x12_write (w, "REF", "D9", claim->clearinghouse_claim);
  write_period (w, "472", claim->from, claim->to);
  for (guint i = 0; i < claim->n_lines; i++)
    {
      const WabiStatusLine *line = &claim->lines[i];

      wabi_x12_writer_begin (w, "SVC");
      write_procedure (w, &line->procedure);
      wabi_x12_writer_hundredths (w, line->charge);
      for (guint j = 3; j <= 6; j++)
        wabi_x12_writer_text (w, NULL);
      if (line->units != 0)
        wabi_x12_writer_hundredths (w, line->units);
      wabi_x12_writer_end (w);
      for (guint j = 0; j < line->n_statuses; j++)
        write_status (w, &line->statuses[j]);
      if (line->control != NULL)
        wabi_x12_write (w, "REF", "FJ", line->control);
      write_period (w, "472", line->from, line->to);
    }
}

char *
edi_partner_277ca (const WabiX12Envelope *envelope, const WabiStatusReport *report)
{
  g_autoptr (WabiX12Writer) writer = open_file (envelope, "HN", "005010X214");
  guint n_levels = 0, parent = 0;

  wabi_x12_writer_begin_set (writer, "277");
  wabi_x12_writer_begin (writer, "BHT");
  wabi_x12_writer_text (writer, "0085");
  wabi_x12_writer_text (writer, "08");
  wabi_x12_writer_text (writer, report->reference);
  wabi_x12_writer_date (writer, report->date != NULL ? report->date : envelope->date);
  wabi_x12_writer_text (writer, envelope->time);
  wabi_x12_writer_text (writer, "TH");
  wabi_x12_writer_end (writer);
  for (guint i = 0; i < report->n_levels; i++)
    {
      parent = write_level (writer, &n_levels, parent, report->levels[i].level,
                            i + 1 < report->n_levels || report->n_claims > 0);
      write_status_level (writer, report, &report->levels[i]);
    }
  for (guint i = 0; i < report->n_claims; i++)
    {
      write_level (writer, &n_levels, parent, "PT", FALSE);
      write_status_claim (writer, &report->claims[i]);
    }
  wabi_x12_writer_end_set (writer);
  return wabi_x12_writer_close (writer);
}

static void
write_benefit (WabiX12Writer *w, const WabiBenefit *b)
{
  char authorization[] = { b->authorization, '\0' }, network[] = { b->network, '\0' };
  g_autofree char *percent = b->has_percent ? g_strdup_printf ("%g", (double)b->percent / 10000) : NULL;

  // One segment for each service type; partners also repeat the element, which the readers' own tests have.
  for (guint i = 0; i < MAX (b->n_types, 1); i++)
    {
      wabi_x12_writer_begin (w, "EB");
      wabi_x12_writer_text (w, b->info);
      wabi_x12_writer_text (w, b->coverage);
      wabi_x12_writer_text (w, b->n_types > 0 ? b->types[i] : NULL);
      wabi_x12_writer_text (w, b->insurance);
      wabi_x12_writer_text (w, b->plan);
      wabi_x12_writer_text (w, b->period);
      if (b->has_cents)
        wabi_x12_writer_hundredths (w, b->cents);
      else
        wabi_x12_writer_text (w, NULL);
      wabi_x12_writer_text (w, percent);
      wabi_x12_writer_text (w, b->quantity_kind);
      if (b->quantity_kind != NULL)
        wabi_x12_writer_hundredths (w, b->quantity);
      else
        wabi_x12_writer_text (w, NULL);
      wabi_x12_writer_text (w, authorization);
      wabi_x12_writer_text (w, network);
      write_procedure (w, &b->procedure);
      wabi_x12_writer_end (w);
      write_references (w, b->references, b->n_references);
      for (guint j = 0; j < b->n_dates; j++)
        write_period (w, b->dates[j].kind, b->dates[j].from, b->dates[j].to);
      for (guint j = 0; j < b->n_messages; j++)
        wabi_x12_write (w, "MSG", b->messages[j]);
      if (b->n_names > 0)
        wabi_x12_write (w, "LS", "2120");
      for (guint j = 0; j < b->n_names; j++)
        write_name (w, &b->names[j]);
      if (b->n_names > 0)
        wabi_x12_write (w, "LE", "2120");
    }
}

static void
write_rejections (WabiX12Writer *w, const WabiBenefitAnswer *a, const char *level)
{
  for (guint i = 0; i < a->n_rejections; i++)
    if (strcmp (a->rejections[i].level, level) == 0)
      wabi_x12_write (w, "AAA", a->rejections[i].is_valid ? "Y" : "N", NULL, a->rejections[i].reason,
                      a->rejections[i].follow_up);
}

static void
write_person (WabiX12Writer *w, const WabiBenefitAnswer *a, const WabiX12Name *person, const char *level)
{
  char sex[] = { person->sex, '\0' };

  if (person == a->patient)
    for (guint i = 0; i < a->n_traces; i++)
      wabi_x12_write (w, "TRN", a->traces[i].kind, a->traces[i].value, a->traces[i].description);
  write_name (w, person);
  if (person == a->patient)
    write_references (w, a->references, a->n_references);
  wabi_x12_write (w, "N3", person->address.street1, person->address.street2);
  wabi_x12_write (w, "N4", person->address.city, person->address.state, person->address.zip);
  write_rejections (w, a, level);
  if (person->birth_date != NULL)
    {
      wabi_x12_writer_begin (w, "DMG");
      wabi_x12_writer_text (w, "D8");
      wabi_x12_writer_date (w, person->birth_date);
      wabi_x12_writer_text (w, sex);
      wabi_x12_writer_end (w);
    }
  if (person != a->patient)
    return;
  if (a->relation != NULL)
    wabi_x12_write (w, "INS", person == a->subscriber ? "Y" : "N", a->relation);
  for (guint i = 0; i < a->n_dates; i++)
    write_period (w, a->dates[i].kind, a->dates[i].from, a->dates[i].to);
  for (guint i = 0; i < a->n_benefits; i++)
    write_benefit (w, &a->benefits[i]);
}

static void
write_answer (WabiX12Writer *w, const WabiX12Envelope *envelope, const WabiBenefitAnswer *a)
{
  gboolean has_dependent = a->patient != NULL && a->patient != a->subscriber;
  guint n_levels = 0;

  wabi_x12_writer_begin_set (w, "271");
  wabi_x12_writer_begin (w, "BHT");
  wabi_x12_writer_text (w, "0022");
  wabi_x12_writer_text (w, "11");
  wabi_x12_writer_text (w, a->reference);
  wabi_x12_writer_date (w, a->date != NULL ? a->date : envelope->date);
  wabi_x12_writer_text (w, envelope->time);
  wabi_x12_writer_end (w);
  write_level (w, &n_levels, 0, "20", a->provider != NULL);
  write_name (w, a->payer);
  write_rejections (w, a, "20");
  if (a->provider != NULL)
    {
      write_level (w, &n_levels, 1, "21", a->subscriber != NULL);
      write_name (w, a->provider);
      write_rejections (w, a, "21");
    }
  if (a->subscriber != NULL)
    {
      write_level (w, &n_levels, 2, "22", has_dependent);
      write_person (w, a, a->subscriber, "22");
    }
  if (has_dependent)
    {
      write_level (w, &n_levels, 3, "23", FALSE);
      write_person (w, a, a->patient, "23");
    }
  wabi_x12_writer_end_set (w);
}

char *
edi_partner_271 (const WabiX12Envelope *envelope, const WabiBenefitAnswer *answers, guint n)
{
  g_autoptr (WabiX12Writer) writer = open_file (envelope, "HB", "005010X279A1");

  for (guint i = 0; i < n; i++)
    write_answer (writer, envelope, &answers[i]);
  return wabi_x12_writer_close (writer);
}
