// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers say of benefits (271): one record for each person, beside what they said the last time.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-271.h"
#include "wabi-eligibility.h"
#include "wabi-inbound-private.h"

#define MOST_PARTS 200
/* Longer no payer takes for a file. */
#define OPEN_FOR (G_GINT64_CONSTANT (30) * 86400 * G_USEC_PER_SEC)

/* ---- whose it is ---- */

static gboolean
is_name (const char *told, WabiRecord *client, const char *field)
{
  g_autofree char *one = g_utf8_casefold (told != NULL ? told : "", -1);
  g_autofree char *other = g_utf8_casefold (wabi_record_has (client, field) ? wabi_record_get_text (client, field) : "", -1);

  return strcmp (one, other) == 0;
}

static gboolean
is_person (const WabiView *view, WabiRecord *coverage, const WabiX12Name *patient)
{
  g_autoptr (WabiRecord) client = wabi_lookup_get (view, &wabi_kind_client, wabi_record_get_text (coverage, "client"));

  if (client == NULL || patient == NULL)
    return FALSE;
  if (patient->birth_date != NULL && wabi_record_has (client, "birth_date") && !wabi_record_is (client, "birth_date", patient->birth_date))
    return FALSE;
  return is_name (patient->first, client, "first_name") && is_name (patient->last, client, "last_name");
}

static gboolean
is_member (WabiRecord *coverage, const WabiX12Name *name)
{
  return name != NULL && name->id != NULL && wabi_record_has (coverage, "member_id")
         && g_ascii_strcasecmp (wabi_record_get_text (coverage, "member_id"), name->id) == 0;
}

/* By the member's number; where several have the same, by the patient's name and birth date too. */
static WabiRecord *
find_coverage (const WabiView *view, GPtrArray *coverages, const WabiBenefitAnswer *answer)
{
  WabiRecord *only = NULL, *named = NULL;
  guint members = 0;

  for (guint i = 0; i < coverages->len; i++)
    {
      WabiRecord *coverage = g_ptr_array_index (coverages, i);

      if (!is_member (coverage, answer->patient) && !is_member (coverage, answer->subscriber))
        continue;
      members++;
      only = coverage;
      if (is_person (view, coverage, answer->patient != NULL ? answer->patient : answer->subscriber))
        named = coverage;
    }
  return named != NULL ? named : members == 1 ? only : NULL;
}

static WabiRecord *
find_traced (const WabiView *view, const char *trace)
{
  g_autoptr (GPtrArray) asked = trace != NULL && *trace != '\0' ? wabi_lookup_by (view, &wabi_kind_benefit, "trace", trace) : NULL;

  return asked != NULL && asked->len == 1 ? g_object_ref (g_ptr_array_index (asked, 0)) : NULL;
}

/* The question that it answers, by our trace number: where the payer gives it back (TRN*2), where it took it for its own (TRN*1), or as the number
 * of the whole (BHT03), which is the same with us. A second answer to the same question takes the place of the first. */
static WabiRecord *
find_question (const WabiView *view, const WabiBenefitAnswer *answer)
{
  static const char *const kinds[] = { "2", "1" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < answer->n_traces; i++)
      {
        WabiRecord *found = g_strcmp0 (answer->traces[i].kind, kinds[k]) == 0 ? find_traced (view, answer->traces[i].value) : NULL;

        if (found != NULL)
          return found;
      }
  return find_traced (view, answer->reference);
}

/* Nobody gave our number back: the oldest question about that plan that has no answer, if it is not older than the answer can be. */
static WabiRecord *
find_open (const WabiView *view, const char *coverage, gint64 now)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_benefit, "coverage", coverage);
  WabiRecord *oldest = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (wabi_record_is (one, "state", "asked") && wabi_record_get_int (one, "asked_at") + OPEN_FOR > now
          && (oldest == NULL || wabi_record_get_int (one, "asked_at") < wabi_record_get_int (oldest, "asked_at")))
        oldest = one;
    }
  return oldest != NULL ? g_object_ref (oldest) : NULL;
}

/* ---- what it says ---- */

static void
set_cents (WabiRecord *benefit, const char *field, gint64 cents)
{
  if (cents >= 0)
    wabi_record_set_int (benefit, field, cents);
}

static void
set_day (WabiRecord *benefit, const char *field, const char *day)
{
  if (day != NULL && wabi_day_from_text (day) != WABI_DAY_NONE)
    wabi_record_set_text (benefit, field, day);
}

static JsonNode *
make_parts (const WabiBenefitAnswer *answer)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < MIN (answer->n_benefits, MOST_PARTS); i++)
    {
      const WabiBenefit *benefit = &answer->benefits[i];
      JsonObject *part = json_object_new ();
      const char network[] = { benefit->network, '\0' };

      json_object_set_string_member (part, "what", benefit->info != NULL ? benefit->info : "");
      if (benefit->network != 0)
        json_object_set_string_member (part, "network", network);
      if (benefit->n_types > 0)
        json_object_set_string_member (part, "service", benefit->types[0]);
      if (benefit->has_cents)
        json_object_set_int_member (part, "cents", benefit->cents);
      if (benefit->has_percent)
        json_object_set_int_member (part, "percent", benefit->percent / 100);
      if (benefit->period != NULL)
        json_object_set_string_member (part, "period", benefit->period);
      if (benefit->n_messages > 0)
        json_object_set_string_member (part, "words", benefit->messages[0]);
      json_array_add_object_element (array, part);
    }
  json_node_take_array (node, array);
  return node;
}

static void
fill (WabiRecord *benefit, const WabiBenefitAnswer *answer, const WabiCoverage *told)
{
  static const char *const states[] = { [WABI_COVERAGE_UNKNOWN] = "unclear", [WABI_COVERAGE_ACTIVE] = "active", [WABI_COVERAGE_INACTIVE] = "inactive",
                                        [WABI_COVERAGE_REJECTED] = "rejected" };

  wabi_record_set_text (benefit, "state", states[told->state]);
  wabi_inbound_set (benefit, "plan", told->plan);
  set_day (benefit, "valid_from", told->from);
  set_day (benefit, "valid_to", told->to);
  set_cents (benefit, "copay_cents", told->copay);
  if (told->coinsurance >= 0 && told->coinsurance <= 10000)
    wabi_record_set_int (benefit, "coinsurance_percent", told->coinsurance / 100);
  set_cents (benefit, "deductible_cents", told->deductible);
  set_cents (benefit, "deductible_left_cents", told->deductible_left);
  set_cents (benefit, "out_of_pocket_cents", told->out_of_pocket);
  set_cents (benefit, "out_of_pocket_left_cents", told->out_of_pocket_left);
  wabi_record_set_text (benefit, "needs_authorization", told->authorization == 'Y' ? "yes" : told->authorization == 'N' ? "no" : "unknown");
  if (told->state == WABI_COVERAGE_REJECTED && answer->n_rejections > 0)
    wabi_inbound_set (benefit, "rejection", answer->rejections[0].reason);
  wabi_inbound_set (benefit, "other_payer", told->other_payer);
  wabi_record_take_node (benefit, "parts", make_parts (answer));
}

/* ---- what changed ---- */

static WabiRecord *
find_before (const WabiView *view, WabiRecord *answer)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_benefit, "coverage", wabi_record_get_text (answer, "coverage"));
  WabiRecord *last = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (strcmp (wabi_record_get_id (one), wabi_record_get_id (answer)) != 0 && !wabi_record_is (one, "state", "asked") && !wabi_record_is (one, "state", "rejected")
          && wabi_record_get_int (one, "asked_at") <= wabi_record_get_int (answer, "asked_at")
          && (last == NULL || wabi_record_get_int (one, "asked_at") > wabi_record_get_int (last, "asked_at")))
        last = one;
    }
  return last != NULL ? g_object_ref (last) : NULL;
}

static void
add_change (JsonArray *changes, const char *what)
{
  json_array_add_string_element (changes, what);
}

static gboolean
differs (WabiRecord *before, WabiRecord *benefit, const char *field)
{
  return before != NULL && wabi_record_has (before, field) && wabi_record_has (benefit, field)
         && wabi_record_get_int (before, field) != wabi_record_get_int (benefit, field);
}

/* What a person has to know of. Money that is used up little by little is no change; a deductible that grew back is one. */
static void
compare (WabiRecord *before, WabiRecord *benefit)
{
  g_autoptr (JsonArray) changes = json_array_new ();
  gboolean was_active = before != NULL && wabi_record_is (before, "state", "active");

  if (wabi_record_is (benefit, "state", "rejected"))
    add_change (changes, wabi_benefit_is_unknown (wabi_record_get_text (benefit, "rejection")) ? "not-found" : "rejected");
  if (wabi_record_is (benefit, "state", "inactive") && (before == NULL || was_active))
    add_change (changes, "inactive");
  if (wabi_record_is (benefit, "state", "active") && before != NULL && wabi_record_is (before, "state", "inactive"))
    add_change (changes, "active");
  if (differs (before, benefit, "copay_cents") || differs (before, benefit, "coinsurance_percent"))
    add_change (changes, "copay");
  if (before != NULL && wabi_record_has (before, "deductible_left_cents") && wabi_record_has (benefit, "deductible_left_cents")
      && wabi_record_get_int (benefit, "deductible_left_cents") > wabi_record_get_int (before, "deductible_left_cents"))
    add_change (changes, "deductible");
  if (wabi_record_has (benefit, "other_payer") && (before == NULL || !wabi_record_is (before, "other_payer", wabi_record_get_text (benefit, "other_payer"))))
    add_change (changes, "other-payer");
  if (was_active && wabi_record_has (before, "plan") && wabi_record_has (benefit, "plan") && !wabi_record_is (benefit, "plan", wabi_record_get_text (before, "plan")))
    add_change (changes, "plan");
  if (json_array_get_length (changes) > 0)
    {
      JsonNode *node = json_node_new (JSON_NODE_ARRAY);

      json_node_set_array (node, changes);
      wabi_record_take_node (benefit, "changes", node);
    }
}

/* ---- the file ---- */

/* What an earlier answer to the same question said is forgotten; it is in its file. */
static WabiRecord *
copy_question (WabiRecord *question)
{
  static const char *const kept[] = { "client", "coverage", "payer", "asked_at", "trace", "question", "check", "by", NULL };
  WabiRecord *benefit = wabi_record_copy (question);

  for (guint i = 0; i < wabi_kind_benefit.n_fields; i++)
    if (!g_strv_contains (kept, wabi_kind_benefit.fields[i].name))
      wabi_record_take_node (benefit, wabi_kind_benefit.fields[i].name, NULL);
  return benefit;
}

static WabiRecord *
make_answer (WabiContext *context, const char *file, guint number, WabiRecord *coverage)
{
  g_autofree char *name = g_strdup_printf ("%s/benefit/%u", file, number), *id = wabi_id_derive (name);
  WabiRecord *benefit = wabi_record_new (&wabi_kind_benefit, id);

  wabi_record_set_text (benefit, "client", wabi_record_get_text (coverage, "client"));
  wabi_record_set_text (benefit, "coverage", wabi_record_get_id (coverage));
  wabi_record_set_text (benefit, "payer", wabi_record_get_text (coverage, "payer"));
  wabi_record_set_int (benefit, "asked_at", context->now);
  return benefit;
}

/* Whoever has seen to the same changes has seen to these. */
static void
keep_settled (WabiRecord *question, WabiRecord *benefit)
{
  JsonNode *old = question != NULL ? json_object_get_member (wabi_record_get_body (question), "changes") : NULL;
  JsonNode *new = json_object_get_member (wabi_record_get_body (benefit), "changes");

  if (old == NULL || new == NULL || !wabi_node_equal (old, new) || !wabi_record_has (question, "settled_at"))
    return;
  wabi_record_set_int (benefit, "settled_at", wabi_record_get_int (question, "settled_at"));
  wabi_record_set_text (benefit, "settled_by", wabi_record_get_text (question, "settled_by"));
}

/* "Try later" after a real answer takes nothing away from it. */
static gboolean
says_less (WabiRecord *question, const WabiCoverage *told)
{
  return told->state == WABI_COVERAGE_REJECTED && (wabi_record_is (question, "state", "active") || wabi_record_is (question, "state", "inactive"));
}

static void
put_answer (WabiContext *context, const char *file, guint number, GPtrArray *coverages, const WabiBenefitAnswer *answer)
{
  g_autoptr (WabiRecord) question = find_question (context->view, answer), before = NULL;
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (context->zone, context->now));
  WabiRecord *found = question == NULL ? find_coverage (context->view, coverages, answer) : NULL, *benefit;
  WabiCoverage told;

  /* Somebody whom we do not know; the file itself is kept. */
  if (question == NULL && found == NULL)
    return;
  if (question == NULL)
    question = find_open (context->view, wabi_record_get_id (found), context->now);
  wabi_benefit_summarize (answer, &told);
  if (question != NULL && says_less (question, &told))
    return;
  benefit = question != NULL ? copy_question (question) : make_answer (context, file, number, found);
  wabi_record_set_text (benefit, "date", today);
  wabi_record_set_text (benefit, "file", file);
  fill (benefit, answer, &told);
  before = find_before (context->view, benefit);
  compare (before, benefit);
  keep_settled (question, benefit);
  wabi_context_put (context, benefit);
}

/* As they stand in the file. */
static int
compare_traces (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (wabi_record_get_text (*(WabiRecord *const *) a, "trace"), wabi_record_get_text (*(WabiRecord *const *) b, "trace"));
}

void
wabi_inbound_refuse_questions (WabiContext *context, const char *file, const char *question_file, guint number)
{
  g_autoptr (GPtrArray) questions = wabi_lookup_by (context->view, &wabi_kind_benefit, "question", question_file);

  g_ptr_array_sort (questions, compare_traces);
  for (guint i = 0; i < questions->len; i++)
    {
      WabiRecord *question = g_ptr_array_index (questions, i), *benefit;

      if (!wabi_record_is (question, "state", "asked") || (number > 0 && i + 1 != number))
        continue;
      benefit = copy_question (question);
      wabi_record_set_text (benefit, "date", wabi_record_get_text (question, "date"));
      wabi_record_set_text (benefit, "file", file);
      wabi_record_set_text (benefit, "state", "rejected");
      compare (NULL, benefit);
      wabi_context_put (context, benefit);
    }
}

gboolean
wabi_inbound_hear_benefits (WabiContext *context, const char *file, const WabiBenefitFile *answers, GError **error)
{
  g_autoptr (GPtrArray) coverages = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_coverage);
  coverages = wabi_context_list (context, &query, error);
  for (guint i = 0; coverages != NULL && i < answers->n_answers; i++)
    put_answer (context, file, i + 1, coverages, &answers->answers[i]);
  return coverages != NULL;
}
