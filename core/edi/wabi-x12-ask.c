// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions to payers: who is covered (270), where a claim stands (276), may we treat (278).

#include "wabi-x12-ask.h"

#include "wabi-837p-need-private.h"
#include "wabi-edi-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// What batches of questions may hold; receivers that take real time take one.
#define MAX_QUESTIONS 5000
#define MAX_SERVICE_TYPES 99
#define MAX_SERVICES 99
#define MAX_DIAGNOSES 12

typedef struct
{
  WabiX12Writer *writer;
  const WabiX12Envelope *envelope;
  guint n_levels; // HL of the set
} Ask;

static gboolean
need_ids (const WabiNeed *need, const WabiAskParties *parties, const char *trace)
{
  return wabi_need_text (need, _ ("The payer's name"), parties->payer_name)
         && wabi_need_id (need, _ ("The payer's number"), parties->payer_id, 80)
         && wabi_need_text (need, _ ("The provider's name"), parties->provider_name)
         && wabi_need_id (need, _ ("The provider's NPI"), parties->npi, 10)
         && wabi_need_npi_or_none (need, _ ("the provider"), parties->npi)
         && wabi_need_id (need, _ ("The trace number"), trace, 50)
         && wabi_need_id_or_none (need, _ ("The originator of the trace number"), parties->trace_originator,
                                  10);
}

static gboolean
need_person (const WabiNeed *need, const WabiAskPerson *person, gboolean is_subscriber)
{
  if (!wabi_need_text (need, is_subscriber ? _ ("The subscriber's name") : _ ("The patient's name"),
                       person->last))
    return FALSE;
  if (person->birth_date != NULL && !wabi_need_date (need, _ ("The birth date"), person->birth_date))
    return FALSE;
  if (person->sex != '\0' && !wabi_need_letter (need, _ ("The sex"), person->sex, "FMU"))
    return FALSE;
  return wabi_need_id_or_none (need, _ ("The member number"), person->member_id, 80);
}

static gboolean
need_people (const WabiNeed *need, const WabiAskPerson *subscriber, const WabiAskPerson *dependent)
{
  return need_person (need, subscriber, TRUE)
         && wabi_need_id (need, _ ("The member number"), subscriber->member_id, 80)
         && (dependent == NULL || need_person (need, dependent, FALSE));
}

static gboolean
need_dates (const WabiNeed *need, const char *from, const char *to)
{
  if (from != NULL && !wabi_need_date (need, _ ("The first day"), from))
    return FALSE;
  if (to == NULL)
    return TRUE;
  if (!wabi_need_date (need, _ ("The last day"), to))
    return FALSE;
  if (from == NULL || strcmp (from, to) > 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The last day, %s, lies before the first."), to);
  return TRUE;
}

// Whether levels follow below is 1 or 0, or not told at all where the guide has no place for it.
static void
write_level (Ask *ask, guint parent, const char *code, const char *children)
{
  WabiX12Writer *w = ask->writer;

  ask->n_levels++;
  wabi_x12_writer_begin (w, "HL");
  wabi_x12_writer_number (w, ask->n_levels);
  if (parent > 0)
    wabi_x12_writer_number (w, parent);
  else
    wabi_x12_writer_text (w, NULL);
  wabi_x12_writer_text (w, code);
  wabi_x12_writer_text (w, children);
  wabi_x12_writer_end (w);
}

static void
write_organization (Ask *ask, const char *role, const char *name, const char *id_kind, const char *id)
{
  wabi_x12_write (ask->writer, "NM1", role, "2", name, NULL, NULL, NULL, NULL, id_kind, id);
}

static void
write_provider (Ask *ask, const WabiAskParties *p)
{
  wabi_x12_write (ask->writer, "NM1", "1P", p->provider_is_person ? "1" : "2", p->provider_name,
                  p->provider_is_person ? p->provider_first : NULL, NULL, NULL, NULL, "XX", p->npi);
}

static void
write_person (Ask *ask, const char *role, const WabiAskPerson *p)
{
  wabi_x12_write (ask->writer, "NM1", role, "1", p->last, p->first, p->middle, NULL, p->suffix,
                  p->member_id != NULL ? "MI" : NULL, p->member_id);
}

static void
write_demographics (Ask *ask, const WabiAskPerson *p, gboolean knows_unknown)
{
  char sex[] = { p->sex, '\0' };

  if (p->birth_date == NULL)
    return;
  wabi_x12_writer_begin (ask->writer, "DMG");
  wabi_x12_writer_text (ask->writer, "D8");
  wabi_x12_writer_date (ask->writer, p->birth_date);
  wabi_x12_writer_text (ask->writer, p->sex == 'U' && !knows_unknown ? NULL : sex);
  wabi_x12_writer_end (ask->writer);
}

static void
write_days (Ask *ask, const char *kind, const char *from, const char *to)
{
  gboolean is_range = to != NULL && strcmp (from, to) != 0;
  g_autofree char *days
      = is_range ? g_strdup_printf ("%.4s%.2s%.2s-%.4s%.2s%.2s", from, from + 5, from + 8, to, to + 5, to + 8)
                 : g_strdup_printf ("%.4s%.2s%.2s", from, from + 5, from + 8);

  wabi_x12_write (ask->writer, "DTP", kind, is_range ? "RD8" : "D8", days);
}

// A beginning of hierarchies: structure, purpose, our reference, when.
static void
write_beginning (Ask *ask, const char *structure, const char *purpose, const char *reference,
                 const char *kind)
{
  WabiX12Writer *w = ask->writer;

  ask->n_levels = 0;
  wabi_x12_writer_begin (w, "BHT");
  wabi_x12_writer_text (w, structure);
  wabi_x12_writer_text (w, purpose);
  wabi_x12_writer_text (w, reference);
  wabi_x12_writer_date (w, ask->envelope->date);
  wabi_x12_writer_text (w, ask->envelope->time);
  wabi_x12_writer_text (w, kind);
  wabi_x12_writer_end (w);
}

static gboolean
check_question (const WabiEligibilityQuestion *q, const WabiNeed *need)
{
  if (!need_ids (need, &q->parties, q->trace) || !need_people (need, &q->subscriber, q->dependent)
      || !need_dates (need, q->from, q->to)
      || !wabi_need_id_or_none (need, _ ("The group number"), q->group, 50))
    return FALSE;
  if (q->n_service_types == 0 && q->procedure == NULL)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE,
                             _ ("It is not told which services are asked about."));
  if (q->n_service_types > MAX_SERVICE_TYPES)
    return wabi_need_refuse (need, WABI_X12_ERROR_LIMIT,
                             _ ("More than %d service types cannot be asked about at once."),
                             MAX_SERVICE_TYPES);
  for (guint i = 0; i < q->n_service_types; i++)
    if (!wabi_need_code (need, _ ("The service type"), q->service_types[i], 1, 2))
      return FALSE;
  return q->procedure == NULL || wabi_need_code (need, _ ("The procedure"), q->procedure, 5, 5);
}

// One segment for each service type: some payers look only at the first repetition of EQ01.
static void
write_inquiry (Ask *ask, const WabiEligibilityQuestion *q)
{
  WabiX12Writer *w = ask->writer;

  for (guint i = 0; i < q->n_service_types; i++)
    wabi_x12_write (w, "EQ", q->service_types[i]);
  if (q->procedure == NULL)
    return;
  wabi_x12_writer_begin (w, "EQ");
  wabi_x12_writer_text (w, NULL);
  wabi_x12_writer_composite (w, (const char *const[]){ "HC", q->procedure }, 2);
  wabi_x12_writer_end (w);
}

static void
write_question (Ask *ask, const WabiEligibilityQuestion *q)
{
  WabiX12Writer *w = ask->writer;
  const char *originator = q->parties.trace_originator;
  const WabiAskPerson *patient = q->dependent != NULL ? q->dependent : &q->subscriber;

  wabi_x12_writer_begin_set (w, "270");
  write_beginning (ask, "0022", "13", q->trace, NULL);
  write_level (ask, 0, "20", "1");
  write_organization (ask, "PR", q->parties.payer_name, "PI", q->parties.payer_id);
  write_level (ask, 1, "21", "1");
  write_provider (ask, &q->parties);
  if (q->parties.taxonomy != NULL)
    wabi_x12_write (w, "PRV", "BI", "PXC", q->parties.taxonomy);
  write_level (ask, 2, "22", q->dependent != NULL ? "1" : "0");
  if (q->dependent == NULL)
    wabi_x12_write (w, "TRN", "1", q->trace, originator);
  write_person (ask, "IL", &q->subscriber);
  if (q->group != NULL)
    wabi_x12_write (w, "REF", "6P", q->group);
  if (q->dependent == NULL || q->subscriber.birth_date != NULL)
    write_demographics (ask, &q->subscriber, FALSE);
  if (q->dependent != NULL)
    {
      write_level (ask, 3, "23", "0");
      wabi_x12_write (w, "TRN", "1", q->trace, originator);
      write_person (ask, "03", q->dependent);
      write_demographics (ask, patient, FALSE);
      wabi_x12_write (w, "INS", "N", patient->relation != NULL ? patient->relation : "19");
    }
  if (q->from != NULL)
    write_days (ask, "291", q->from, q->to);
  write_inquiry (ask, q);
  wabi_x12_writer_end_set (w);
}

static gboolean
open_batch (Ask *ask, WabiX12Envelope *envelope, guint n, const char *functional_id, const char *guide,
            GError **error)
{
  WabiNeed need = { .error = error };

  envelope->functional_id = (char *)functional_id;
  envelope->guide = (char *)guide;
  if (n == 0 || n > MAX_QUESTIONS)
    return wabi_need_refuse (&need, WABI_X12_ERROR_LIMIT,
                             _ ("A file holds 1 to %d questions, but there are %u."), MAX_QUESTIONS, n);
  ask->envelope = envelope;
  return wabi_x12_writer_open (ask->writer, envelope, error);
}

static gboolean
need_originator (const WabiNeed *need, const WabiAskParties *parties)
{
  if (parties->trace_originator != NULL && strlen (parties->trace_originator) == 10)
    return TRUE;
  return wabi_need_refuse (
      need, WABI_X12_ERROR_VALUE,
      _ ("The originator of the trace number should be ten characters, such as 9 and the EIN."));
}

char *
wabi_270_write (const WabiX12Envelope *envelope, const WabiEligibilityQuestion *questions, guint n_questions,
                GError **error)
{
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
  WabiX12Envelope own = *envelope;
  Ask ask = { .writer = writer };
  WabiNeed need = { .error = error };

  if (!open_batch (&ask, &own, n_questions, "HS", "005010X279A1", error))
    return NULL;
  for (guint i = 0; i < n_questions; i++)
    {
      if (!check_question (&questions[i], &need) || !need_originator (&need, &questions[i].parties))
        return NULL;
      write_question (&ask, &questions[i]);
    }
  return wabi_x12_writer_close (writer);
}

static gboolean
check_status_question (const WabiStatusQuestion *q, const WabiNeed *need)
{
  if (!need_ids (need, &q->parties, q->trace) || !need_people (need, &q->subscriber, q->dependent)
      || !wabi_need_id (need, _ ("The submitter's number"), q->parties.submitter_id, 80)
      || !wabi_need_date (need, _ ("The first day of service"), q->from) || !need_dates (need, q->from, q->to)
      || !wabi_need_id_or_none (need, _ ("The payer's claim number"), q->payer_claim, 50)
      || !wabi_need_id_or_none (need, _ ("Our claim number"), q->control, 50)
      || !wabi_need_id_or_none (need, _ ("The line control number"), q->line_control, 50))
    return FALSE;
  if (q->charge < 0 || q->line_charge < 0)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("A charge cannot be negative."));
  if ((q->dependent != NULL ? q->dependent : &q->subscriber)->birth_date == NULL)
    return wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The patient's birth date is missing."));
  return q->line_control == NULL || wabi_need_code (need, _ ("The procedure"), q->procedure, 5, 5);
}

static void
write_status_line (Ask *ask, const WabiStatusQuestion *q)
{
  WabiX12Writer *w = ask->writer;

  wabi_x12_writer_begin (w, "SVC");
  wabi_x12_writer_composite (w, (const char *const[]){ "HC", q->procedure }, 2);
  wabi_x12_writer_hundredths (w, q->line_charge);
  for (guint i = 3; i <= 6; i++)
    wabi_x12_writer_text (w, NULL);
  wabi_x12_writer_hundredths (w, q->line_units > 0 ? q->line_units : 100);
  wabi_x12_writer_end (w);
  wabi_x12_write (w, "REF", "FJ", q->line_control);
  write_days (ask, "472", q->from, q->to);
}

static void
write_status_question (Ask *ask, const WabiStatusQuestion *q)
{
  WabiX12Writer *w = ask->writer;
  const WabiAskParties *p = &q->parties;
  const WabiAskPerson *patient = q->dependent != NULL ? q->dependent : &q->subscriber;

  wabi_x12_writer_begin_set (w, "276");
  write_beginning (ask, "0010", "13", q->trace, NULL);
  write_level (ask, 0, "20", "1");
  write_organization (ask, "PR", p->payer_name, "PI", p->payer_id);
  write_level (ask, 1, "21", "1");
  write_organization (ask, "41", p->submitter_name != NULL ? p->submitter_name : p->provider_name, "46",
                      p->submitter_id);
  write_level (ask, 2, "19", "1");
  write_provider (ask, p);
  write_level (ask, 3, "22", q->dependent != NULL ? "1" : "0");
  if (q->dependent == NULL)
    write_demographics (ask, patient, TRUE);
  write_person (ask, "IL", &q->subscriber);
  if (q->dependent != NULL)
    {
      write_level (ask, 4, "23", NULL);
      write_demographics (ask, patient, TRUE);
      write_person (ask, "QC", q->dependent);
    }
  wabi_x12_write (w, "TRN", "1", q->trace);
  if (q->payer_claim != NULL)
    wabi_x12_write (w, "REF", "1K", q->payer_claim);
  if (q->control != NULL)
    wabi_x12_write (w, "REF", "EJ", q->control);
  wabi_x12_writer_begin (w, "AMT");
  wabi_x12_writer_text (w, "T3");
  wabi_x12_writer_hundredths (w, q->charge);
  wabi_x12_writer_end (w);
  write_days (ask, "472", q->from, q->to);
  if (q->line_control != NULL)
    write_status_line (ask, q);
  wabi_x12_writer_end_set (w);
}

char *
wabi_276_write (const WabiX12Envelope *envelope, const WabiStatusQuestion *questions, guint n_questions,
                GError **error)
{
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
  WabiX12Envelope own = *envelope;
  Ask ask = { .writer = writer };
  WabiNeed need = { .error = error };

  if (!open_batch (&ask, &own, n_questions, "HR", "005010X212", error))
    return NULL;
  for (guint i = 0; i < n_questions; i++)
    {
      if (!check_status_question (&questions[i], &need))
        return NULL;
      write_status_question (&ask, &questions[i]);
    }
  return wabi_x12_writer_close (writer);
}

static gboolean
check_review_question (const WabiReviewQuestion *q, const WabiNeed *need)
{
  if (!need_ids (need, &q->parties, q->trace) || !need_originator (need, &q->parties)
      || !need_people (need, &q->subscriber, q->dependent)
      || !wabi_need_letter (need, _ ("The kind of request"), q->certification, "IRS3")
      || !wabi_need_place (need, q->place) || !wabi_need_date (need, _ ("The first day"), q->from)
      || !need_dates (need, q->from, q->to))
    return FALSE;
  if (q->certification != 'I'
      && !wabi_need_id (need, _ ("The earlier authorization's number"), q->previous, 50))
    return FALSE;
  if (q->n_diagnoses == 0 || q->n_diagnoses > MAX_DIAGNOSES)
    return wabi_need_refuse (need, WABI_X12_ERROR_LIMIT, _ ("A request has 1 to %d diagnoses."),
                             MAX_DIAGNOSES);
  if (q->n_services == 0 || q->n_services > MAX_SERVICES)
    return wabi_need_refuse (need, WABI_X12_ERROR_LIMIT, _ ("A request has 1 to %d services."), MAX_SERVICES);
  for (guint i = 0; i < q->n_diagnoses; i++)
    if (!wabi_need_code (need, _ ("The diagnosis"), q->diagnoses[i], 3, 7))
      return FALSE;
  for (guint i = 0; i < q->n_services; i++)
    if (!wabi_need_code (need, _ ("The procedure"), q->services[i].procedure, 5, 5)
        || q->services[i].units <= 0)
      return q->services[i].units > 0
             || wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("A service is asked for without units."));
  return q->note == NULL || strlen (q->note) <= 264
         || wabi_need_refuse (need, WABI_X12_ERROR_VALUE, _ ("The message is longer than %u characters."),
                              264u);
}

static void
write_diagnoses (Ask *ask, const WabiReviewQuestion *q)
{
  wabi_x12_writer_begin (ask->writer, "HI");
  for (guint i = 0; i < q->n_diagnoses; i++)
    wabi_x12_writer_composite (ask->writer, (const char *const[]){ i == 0 ? "ABK" : "ABF", q->diagnoses[i] },
                               2);
  wabi_x12_writer_end (ask->writer);
}

static void
write_event (Ask *ask, const WabiReviewQuestion *q, guint parent)
{
  WabiX12Writer *w = ask->writer;
  char certification[] = { q->certification, '\0' };

  write_level (ask, parent, "EV", "1");
  wabi_x12_write (w, "TRN", "1", q->trace, q->parties.trace_originator);
  // A request for health services; the place says that its code is a place of service (B).
  wabi_x12_writer_begin (w, "UM");
  wabi_x12_writer_text (w, "HS");
  wabi_x12_writer_text (w, certification);
  wabi_x12_writer_text (w, NULL);
  wabi_x12_writer_composite (w, (const char *const[]){ q->place, "B" }, 2);
  wabi_x12_writer_end (w);
  if (q->previous != NULL)
    wabi_x12_write (w, "REF", "BB", q->previous);
  write_days (ask, "AAH", q->from, q->to);
  write_diagnoses (ask, q);
  if (q->note != NULL)
    wabi_x12_write (w, "MSG", q->note);
}

static void
write_services (Ask *ask, const WabiReviewQuestion *q, guint parent)
{
  WabiX12Writer *w = ask->writer;

  for (guint i = 0; i < q->n_services; i++)
    {
      const WabiReviewService *service = &q->services[i];

      write_level (ask, parent, "SS", "0");
      wabi_x12_writer_begin (w, "SV1");
      wabi_x12_writer_composite (w, (const char *const[]){ "HC", service->procedure, service->modifier }, 3);
      wabi_x12_writer_text (w, NULL);
      wabi_x12_writer_text (w, "UN");
      wabi_x12_writer_hundredths (w, service->units);
      wabi_x12_writer_end (w);
    }
}

static void
write_review_question (Ask *ask, const WabiReviewQuestion *q)
{
  WabiX12Writer *w = ask->writer;

  wabi_x12_writer_begin_set (w, "278");
  write_beginning (ask, "0007", q->certification == '3' ? "01" : "13", q->trace, NULL);
  write_level (ask, 0, "20", "1");
  write_organization (ask, "X3", q->parties.payer_name, "PI", q->parties.payer_id);
  write_level (ask, 1, "21", "1");
  write_provider (ask, &q->parties);
  write_level (ask, 2, "22", "1");
  write_person (ask, "IL", &q->subscriber);
  write_demographics (ask, &q->subscriber, TRUE);
  if (q->dependent != NULL)
    {
      write_level (ask, 3, "23", "1");
      write_person (ask, "QC", q->dependent);
      write_demographics (ask, q->dependent, TRUE);
      wabi_x12_write (w, "INS", "N", q->dependent->relation != NULL ? q->dependent->relation : "19");
    }
  write_event (ask, q, ask->n_levels);
  write_services (ask, q, ask->n_levels);
  wabi_x12_writer_end_set (w);
}

char *
wabi_278_write (const WabiX12Envelope *envelope, const WabiReviewQuestion *questions, guint n_questions,
                GError **error)
{
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
  WabiX12Envelope own = *envelope;
  Ask ask = { .writer = writer };
  WabiNeed need = { .error = error };

  if (!open_batch (&ask, &own, n_questions, "HI", "005010X217", error))
    return NULL;
  for (guint i = 0; i < n_questions; i++)
    {
      if (!check_review_question (&questions[i], &need))
        return NULL;
      write_review_question (&ask, &questions[i]);
    }
  return wabi_x12_writer_close (writer);
}
