// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions about benefits become a file for each payer (270); each question has a number of its own, which comes back in the answer.

#include "wabi-eligibility-private.h"

#include <string.h>

#include "wabi-claim-build-private.h"
#include "wabi-claim-file.h"
#include "wabi-text.h"
#include "wabi-transmission-queue-private.h"
#include "wabi-x12-ask.h"

#define MOST_LEFT_OUT 500

/* The plan as a whole, which every payer must answer, and mental health, under which payers speak of ABA. */
static const char *const services[] = { "30", "MH" };

typedef struct
{
  WabiRecord *coverage;
  WabiClaim *claim; /* keeps the people's names */
  WabiAskPerson patient;
  char *trace;
  WabiEligibilityQuestion question;
} Question;

typedef struct
{
  WabiRecord *payer, *partner; /* the partner (nullable) */
  WabiClaimBatch *batch;
  char *originator;
  GPtrArray *questions;
} PayerFile;

static void
free_question (gpointer data)
{
  Question *one = data;

  g_object_unref (one->coverage);
  wabi_claim_free (one->claim);
  g_free (one->trace);
  g_free (one);
}

static void
free_file (gpointer data)
{
  PayerFile *file = data;

  g_object_unref (file->payer);
  g_clear_object (&file->partner);
  wabi_claim_batch_free (file->batch);
  g_free (file->originator);
  g_ptr_array_unref (file->questions);
  g_free (file);
}

/* ---- one question ---- */

static WabiAskPerson
describe (const WabiClaimPerson *person, const char *member, const char *relation)
{
  return (WabiAskPerson){ .last = person->last_name, .first = person->first_name, .middle = person->middle_name, .suffix = person->suffix,
                          .member_id = member, .birth_date = person->birth_date, .sex = person->sex, .relation = relation };
}

static Question *
make_question (WabiContext *context, WabiEligibility *with, const PayerFile *file, WabiRecord *coverage, gint64 number)
{
  g_autoptr (WabiRecord) client = wabi_lookup_get (context->view, &wabi_kind_client, wabi_record_get_text (coverage, "client"));
  g_auto (WabiClaimTerms) terms = { 0 };
  const WabiClaimProvider *billing = &file->batch->billing;
  Question *one = g_new0 (Question, 1);
  WabiClaimPolicy *policy;
  gboolean is_self;

  one->coverage = g_object_ref (coverage);
  one->claim = wabi_claim_new ();
  one->trace = g_strdup_printf ("WE%09" G_GINT64_FORMAT, number);
  policy = &one->claim->policy;
  wabi_claim_terms_read (context->view, file->payer, wabi_eligibility_get_today (with), &terms);
  wabi_claim_set_policy (policy, &terms, client, coverage, file->payer);
  wabi_claim_set_person (&one->claim->patient, client);
  is_self = wabi_claim_patient_is_subscriber (one->claim);
  one->patient = describe (&one->claim->patient, NULL, policy->relation);
  one->question = (WabiEligibilityQuestion){ .parties = { .payer_name = policy->payer.name, .payer_id = policy->payer.id, .provider_name = billing->last_name,
                                                          .npi = billing->npi, .taxonomy = billing->taxonomy, .trace_originator = file->originator },
                                             .trace = one->trace,
                                             .subscriber = describe (&policy->subscriber, policy->member_id, NULL),
                                             .dependent = is_self ? NULL : &one->patient,
                                             .group = policy->group_number,
                                             .service_types = services,
                                             .n_service_types = G_N_ELEMENTS (services) };
  return one;
}

/* Alone it can be written: one that cannot must not keep back the others. */
static gboolean
is_writable (const PayerFile *file, const Question *one)
{
  g_autofree char *text = wabi_270_write (&file->batch->envelope, &one->question, 1, NULL);

  return text != NULL;
}

/* ---- the file ---- */

static PayerFile *
make_file (WabiContext *context, WabiEligibility *with, WabiRecord *coverage)
{
  PayerFile *file = g_new0 (PayerFile, 1);
  WabiRecord *partner = wabi_eligibility_get_partner (with, coverage), *practice = wabi_eligibility_get_practice (with);

  file->payer = g_object_ref (wabi_eligibility_get_payer (with, coverage));
  file->partner = partner != NULL ? g_object_ref (partner) : NULL;
  file->batch = wabi_claim_batch_new ();
  wabi_claim_set_header_for (file->batch, practice, partner, 1, context->zone, context->now);
  file->originator = g_strconcat ("9", wabi_record_get_text (practice, "ein"), NULL);
  file->questions = g_ptr_array_new_with_free_func (free_question);
  return file;
}

static void
put_benefit (WabiContext *context, const WabiCheckOrder *order, const PayerFile *file, const Question *one, const char *file_id)
{
  g_autofree char *id = wabi_id_new (context->ids), *today = wabi_day_dup_text (wabi_eligibility_get_today (order->with));
  WabiRecord *benefit = wabi_record_new (&wabi_kind_benefit, id);

  wabi_record_set_text (benefit, "client", wabi_record_get_text (one->coverage, "client"));
  wabi_record_set_text (benefit, "coverage", wabi_record_get_id (one->coverage));
  wabi_record_set_text (benefit, "payer", wabi_record_get_id (file->payer));
  wabi_record_set_int (benefit, "asked_at", context->now);
  wabi_record_set_text (benefit, "date", today);
  wabi_record_set_text (benefit, "state", "asked");
  wabi_record_set_text (benefit, "trace", one->trace);
  wabi_record_set_text (benefit, "question", file_id);
  wabi_record_set_text (benefit, "check", order->check);
  wabi_record_set_text (benefit, "by", order->by);
  wabi_context_put (context, benefit);
}

static WabiRecord *
make_record (WabiContext *context, const PayerFile *file, const char *content)
{
  g_autofree char *id = wabi_id_new (context->ids), *hash = wabi_text_hash_hex (content, -1);
  g_autofree char *name = g_strdup_printf ("270-%s-%09" G_GINT64_FORMAT ".edi", wabi_record_get_text (file->payer, "payer_id"),
                                           file->batch->envelope.interchange_control);
  WabiRecord *record = wabi_record_new (&wabi_kind_claim_file, id);

  wabi_record_set_text (record, "name", name);
  wabi_record_set_text (record, "payer", wabi_record_get_id (file->payer));
  wabi_record_set_int (record, "isa_control", file->batch->envelope.interchange_control);
  wabi_record_set_int (record, "at", context->now);
  /* Nothing is billed with it. */
  wabi_record_set_int (record, "claim_count", 0);
  wabi_record_set_int (record, "total_cents", 0);
  wabi_record_set_text (record, "content", content);
  wabi_record_set_text (record, "hash", hash);
  return record;
}

static gboolean
write_file (WabiContext *context, WabiCheckOrder *order, PayerFile *file, GError **error)
{
  g_autofree WabiEligibilityQuestion *questions = g_new (WabiEligibilityQuestion, file->questions->len);
  g_autofree char *content = NULL, *transmission = NULL, *key = NULL;
  g_autoptr (WabiRecord) record = NULL;
  gint64 isa;

  if (!wabi_claim_take_envelope (context, &isa, error))
    return FALSE;
  file->batch->envelope.interchange_control = file->batch->envelope.group_control = isa;
  for (guint i = 0; i < file->questions->len; i++)
    questions[i] = ((Question *) g_ptr_array_index (file->questions, i))->question;
  content = wabi_270_write (&file->batch->envelope, questions, file->questions->len, error);
  if (content == NULL)
    return FALSE;
  record = make_record (context, file, content);
  for (guint i = 0; i < file->questions->len; i++)
    put_benefit (context, order, file, g_ptr_array_index (file->questions, i), wabi_record_get_id (record));
  key = g_strconcat (wabi_record_get_id (record), "/transmission", NULL);
  transmission = wabi_id_derive (key);
  if (file->partner != NULL)
    wabi_transmission_add (context, transmission, file->partner, record);
  wabi_context_put (context, g_object_ref (record));
  order->asked += file->questions->len;
  return TRUE;
}

/* ---- all of them ---- */

static void
leave_out (WabiCheckOrder *order, WabiRecord *coverage, WabiCheckState state)
{
  JsonObject *object;

  /* Somebody asked before the server's turn came: nothing is missing. */
  if (json_array_get_length (order->left_out) >= MOST_LEFT_OUT || (order->by == NULL && state == WABI_CHECK_WAITS))
    return;
  object = json_object_new ();
  json_object_set_string_member (object, "coverage", wabi_record_get_id (coverage));
  json_object_set_string_member (object, "client", wabi_record_get_text (coverage, "client"));
  json_object_set_string_member (object, "why", wabi_check_get_word (state));
  json_array_add_object_element (order->left_out, object);
}

gboolean
wabi_eligibility_ask (WabiContext *context, WabiCheckOrder *order, GError **error)
{
  g_autoptr (GHashTable) by_payer = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (free_file);
  gint64 number;

  if (order->coverages->len == 0)
    return TRUE;
  if (!wabi_claim_take_checks (context, order->coverages->len, &number, error))
    return FALSE;
  for (guint i = 0; i < order->coverages->len; i++)
    {
      WabiRecord *coverage = g_ptr_array_index (order->coverages, i);
      WabiCheckState state = wabi_eligibility_judge (order->with, coverage);
      PayerFile *file = g_hash_table_lookup (by_payer, wabi_record_get_text (coverage, "payer"));
      Question *one;

      if (state != WABI_CHECK_READY)
        {
          leave_out (order, coverage, state);
          continue;
        }
      if (file == NULL)
        {
          file = make_file (context, order->with, coverage);
          g_ptr_array_add (files, file);
          g_hash_table_insert (by_payer, (gpointer) wabi_record_get_id (file->payer), file);
        }
      one = make_question (context, order->with, file, coverage, number + i);
      if (is_writable (file, one))
        g_ptr_array_add (file->questions, one);
      else
        {
          free_question (one);
          leave_out (order, coverage, WABI_CHECK_UNSENDABLE);
        }
    }
  for (guint i = 0; i < files->len; i++)
    if (((PayerFile *) g_ptr_array_index (files, i))->questions->len > 0 && !write_file (context, order, g_ptr_array_index (files, i), error))
      return FALSE;
  return TRUE;
}
