// SPDX-License-Identifier: AGPL-3.0-or-later
// The way of a claim: what receivers and payers say of it before they pay (999, TA1, 277CA, 277).

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-word.h"
#include "wabi-inbound-private.h"
#include "wabi-money-book.h"

void
wabi_inbound_set (WabiRecord *record, const char *field, const char *text)
{
  const WabiField *row = wabi_kind_find_field (wabi_record_get_kind (record), field);
  g_autofree char *own = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  gsize most = row != NULL && row->max > 0 ? (gsize) row->max : 200, length;

  if (own == NULL || *own == '\0')
    return;
  for (char *at = own; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  length = MIN (strlen (own), most);
  while (length > 0 && length < strlen (own) && (own[length] & 0xc0) == 0x80)
    length--;
  own[length] = '\0';
  wabi_record_set_text (record, field, own);
}

void
wabi_claim_note_step (WabiContext *context, WabiRecord *claim, const char *key, const WabiClaimStep *step)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", wabi_record_get_id (claim), key), *id = wabi_id_derive (name);
  WabiRecord *event = wabi_record_new (&wabi_kind_claim_event, id);

  wabi_record_set_text (event, "claim", wabi_record_get_id (claim));
  wabi_record_set_text (event, "client", wabi_record_get_text (claim, "client"));
  wabi_record_set_int (event, "at", context->now);
  if (context->caller.user != NULL && *context->caller.user != '\0')
    wabi_record_set_text (event, "by", context->caller.user);
  wabi_record_set_text (event, "step", step->step);
  wabi_inbound_set (event, "outcome", step->outcome);
  wabi_inbound_set (event, "category", step->category);
  wabi_inbound_set (event, "status_code", step->status);
  wabi_inbound_set (event, "entity", step->entity);
  wabi_inbound_set (event, "words", step->words);
  if (step->file != NULL)
    wabi_record_set_text (event, "file", step->file);
  wabi_inbound_set (event, "payer_control", step->payer_control);
  wabi_context_put (context, event);
  if (step->state == NULL && step->payer_control == NULL && !(step->is_word && (step->wanting != NULL || wabi_record_has (claim, "wanting"))))
    return;
  {
    WabiRecord *changed = wabi_record_copy (claim);

    if (step->is_word)
      wabi_claim_set_wanting (changed, step->wanting, context->now);
    if (step->state != NULL)
      wabi_record_set_text (changed, "state", step->state);
    if (step->payer_control != NULL)
      wabi_inbound_set (changed, "payer_control", step->payer_control);
    wabi_context_put (context, changed);
  }
}

gboolean
wabi_claim_release (WabiContext *context, WabiRecord *claim, GError **error)
{
  g_auto (GStrv) ids = wabi_lookup_strv (claim, "charges");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (WabiRecord) charge = NULL;
      WabiRecord *open;

      if (!wabi_context_find (context, &wabi_kind_charge, ids[i], &charge, error))
        return FALSE;
      /* One that went out on a later claim belongs to that one. */
      if (charge == NULL || !wabi_record_is (charge, "claim", wabi_record_get_id (claim)) || !wabi_record_is (charge, "state", "claimed"))
        continue;
      if (!wabi_money_unbill (context, ids[i], wabi_record_get_id (claim), error))
        return FALSE;
      g_clear_object (&charge);
      if (!wabi_context_find (context, &wabi_kind_charge, ids[i], &charge, error))
        return FALSE;
      open = wabi_record_copy (charge);
      wabi_record_set_text (open, "state", "open");
      wabi_context_put (context, open);
    }
  return TRUE;
}

/* A word that comes late changes nothing of what is decided. */
static gboolean
is_under_way (WabiRecord *claim)
{
  return wabi_record_is (claim, "state", "submitted") || wabi_record_is (claim, "state", "accepted")
         || wabi_record_is (claim, "state", "pending");
}

static gboolean
hear (WabiContext *context, const char *claim_id, const char *key, WabiClaimStep *step, GError **error)
{
  g_autoptr (WabiRecord) claim = wabi_context_get (context, &wabi_kind_claim, claim_id, error);
  gboolean rejected = g_strcmp0 (step->state, "rejected") == 0;

  if (claim == NULL)
    return FALSE;
  step->is_word = is_under_way (claim);
  if (!step->is_word)
    {
      step->state = NULL;
      rejected = FALSE;
    }
  else if (rejected)
    step->wanting = "rejected";
  wabi_claim_note_step (context, claim, key, step);
  return !rejected || wabi_claim_release (context, claim, error);
}

/* ---- 999 and TA1 ---- */

static GPtrArray *
list_files (WabiContext *context, const char *control)
{
  guint64 number = control != NULL ? g_ascii_strtoull (control, NULL, 10) : 0;
  GPtrArray *files;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim_file);
  wabi_query_where_int (&query, "isa_control", WABI_EQ, (gint64) number);
  files = number > 0 ? wabi_view_list (context->view, &query, NULL) : NULL;
  return files != NULL ? files : g_ptr_array_new ();
}

/* All claims of the files with that number: one file, as numbers are given once. */
static gboolean
hear_file (WabiContext *context, const char *control, const char *key, const WabiClaimStep *step, GError **error)
{
  g_autoptr (GPtrArray) files = list_files (context, control);

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GPtrArray) claims
          = wabi_lookup_by (context->view, &wabi_kind_claim, "file", wabi_record_get_id (g_ptr_array_index (files, i)));

      for (guint j = 0; j < claims->len; j++)
        {
          WabiClaimStep own = *step;

          if (!hear (context, wabi_record_get_id (g_ptr_array_index (claims, j)), key, &own, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Questions about benefits stand in sets of their own: of a file that was taken in part, the others are answered. @sets: NULL for all. */
static void
hear_questions (WabiContext *context, const char *file, const char *control, const WabiAckSet *sets, guint n_sets)
{
  g_autoptr (GPtrArray) files = list_files (context, control);

  for (guint i = 0; i < files->len; i++)
    {
      const char *id = wabi_record_get_id (g_ptr_array_index (files, i));

      if (sets == NULL)
        wabi_inbound_refuse_questions (context, file, id, 0);
      for (guint j = 0; sets != NULL && j < n_sets; j++)
        if (!wabi_ack_is_accepted (sets[j].outcome) && sets[j].control != NULL)
          wabi_inbound_refuse_questions (context, file, id, (guint) g_ascii_strtoull (sets[j].control, NULL, 10));
    }
}

/* What a 999 says of one claim, where it names it; else of the set as a whole. */
static char *
word_set (const WabiAckSet *set)
{
  for (guint i = 0; i < set->n_segments; i++)
    {
      const WabiAckSegment *segment = &set->segments[i];
      const char *code = segment->n_elements > 0 ? segment->elements[0].code : segment->code;
      const char *why = code != NULL ? wabi_ack_explain (segment->n_elements > 0 ? "element" : "segment", code) : NULL;

      if (segment->id == NULL)
        continue;
      return segment->n_elements > 0
                 ? g_strdup_printf (_ ("%s element %u in segment %u: %s"), segment->id, segment->elements[0].element, segment->position,
                                    why != NULL ? why : _ ("not accepted"))
                 : g_strdup_printf (_ ("%s, segment %u: %s"), segment->id, segment->position, why != NULL ? why : _ ("not accepted"));
    }
  return NULL;
}

static gboolean
hear_ack (WabiContext *context, const char *file, const WabiAck *ack, guint number, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s/999/%u", file, number);
  gboolean accepted = wabi_ack_is_accepted (ack->outcome);
  g_autofree char *words = NULL;

  /* Our files hold one set each, so a part of a group is all of it. */
  for (guint i = 0; i < ack->n_sets && words == NULL; i++)
    if (!wabi_ack_is_accepted (ack->sets[i].outcome))
      {
        accepted = FALSE;
        words = word_set (&ack->sets[i]);
      }
  if (!accepted)
    hear_questions (context, file, ack->group_control, ack->outcome == 'P' ? ack->sets : NULL, ack->n_sets);
  return hear_file (context, ack->group_control, key,
                    &(WabiClaimStep){ .step = "999",
                                      .outcome = accepted ? "accepted" : "rejected",
                                      .state = accepted ? NULL : "rejected",
                                      .words = words != NULL ? words : accepted ? NULL : _ ("The file was rejected as a whole"),
                                      .file = file },
                    error);
}

gboolean
wabi_inbound_hear_acks (WabiContext *context, const char *file, const WabiAckFile *acks, GError **error)
{
  for (guint i = 0; i < acks->n_interchanges; i++)
    {
      const WabiInterchangeAck *ack = &acks->interchanges[i];
      g_autofree char *key = g_strdup_printf ("%s/TA1/%u", file, i);
      gboolean accepted = wabi_ack_is_accepted (ack->outcome);

      if (!accepted)
        hear_questions (context, file, ack->control, NULL, 0);
      if (!hear_file (context, ack->control, key,
                      &(WabiClaimStep){ .step = "TA1",
                                        .outcome = accepted ? "accepted" : "rejected",
                                        .state = accepted ? NULL : "rejected",
                                        .status = ack->note,
                                        .words = accepted || ack->note == NULL ? NULL : wabi_ack_explain ("interchange", ack->note),
                                        .file = file },
                      error))
        return FALSE;
    }
  for (guint i = 0; i < acks->n_acks; i++)
    if (!hear_ack (context, file, &acks->acks[i], i, error))
      return FALSE;
  return TRUE;
}

/* ---- 277CA and 277 ---- */

/* What a code says, or the code itself where we do not know it. */
static const char *
explain (const char *list, const char *code)
{
  const char *words = code != NULL ? wabi_status_explain (list, code) : NULL;

  return words != NULL ? words : code;
}

static char *
word_status (const WabiStatus *status)
{
  const WabiStatusCode *code = &status->codes[0];
  const char *category = explain ("category", code->category), *why = explain ("status", code->code), *entity = explain ("entity", code->entity);
  GString *words;

  if (status->message != NULL)
    return g_strdup (status->message);
  words = g_string_new (category != NULL ? category : _ ("Told without a reason"));
  if (why != NULL)
    g_string_append_printf (words, ": %s", why);
  if (entity != NULL)
    g_string_append_printf (words, " (%s)", entity);
  return g_string_free (words, FALSE);
}

static void
set_step (WabiClaimStep *step, WabiStatusOutcome outcome)
{
  switch (outcome)
    {
    case WABI_STATUS_OUTCOME_ACCEPTED:
      step->outcome = step->state = "accepted";
      break;
    case WABI_STATUS_OUTCOME_REJECTED:
      step->outcome = step->state = "rejected";
      break;
    case WABI_STATUS_OUTCOME_PENDING:
    case WABI_STATUS_OUTCOME_WANTED:
      step->outcome = step->state = "pending";
      break;
    case WABI_STATUS_OUTCOME_PAID:
      step->outcome = "paid"; /* the money itself comes with the 835 */
      break;
    case WABI_STATUS_OUTCOME_DENIED:
      step->outcome = "denied";
      break;
    case WABI_STATUS_OUTCOME_UNKNOWN:
    case WABI_STATUS_OUTCOME_RECEIVED:
    case WABI_STATUS_OUTCOME_FINAL:
    case WABI_STATUS_OUTCOME_NOT_FOUND:
    case WABI_STATUS_OUTCOME_FAILED:
      step->outcome = "told";
      break;
    }
}

/* Of what is said of its lines the worst. */
static const char *
find_wanting (const WabiStatusClaim *told)
{
  static const struct
  {
    WabiStatusOutcome outcome;
    const char *wanting;
  } worst_first[] = { { WABI_STATUS_OUTCOME_WANTED, "wanted" }, { WABI_STATUS_OUTCOME_NOT_FOUND, "not-found" }, { WABI_STATUS_OUTCOME_FAILED, "failed" } };

  for (guint w = 0; w < G_N_ELEMENTS (worst_first); w++)
    for (guint i = 0; i < told->n_statuses; i++)
      if (wabi_status_get_outcome (told->statuses[i].codes[0].category) == worst_first[w].outcome)
        return worst_first[w].wanting;
  return NULL;
}

static WabiRecord *
find_claim (WabiContext *context, const WabiStatusClaim *told)
{
  const char *numbers[] = { told->control, told->trace };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GPtrArray) found = wabi_lookup_by (context->view, &wabi_kind_claim, "control", numbers[i]);

      if (found->len == 1)
        return g_object_ref (g_ptr_array_index (found, 0));
    }
  return NULL;
}

static gboolean
hear_status (WabiContext *context, const char *file, const WabiStatusReport *report, const WabiStatusClaim *told, const char *key, GError **error)
{
  g_autoptr (WabiRecord) claim = find_claim (context, told);
  WabiClaimStep step = { .step = report->is_acknowledgment ? "277CA" : "277", .file = file, .payer_control = told->payer_claim };
  g_autofree char *words = NULL;
  WabiStatusOutcome outcome = WABI_STATUS_OUTCOME_UNKNOWN;

  if (claim == NULL || told->n_statuses == 0)
    return TRUE;
  /* The worst of what is said counts: one line that is rejected takes the claim with it. */
  for (guint i = 0; i < told->n_statuses && outcome != WABI_STATUS_OUTCOME_REJECTED; i++)
    {
      outcome = wabi_status_get_outcome (told->statuses[i].codes[0].category);
      g_free (words);
      words = word_status (&told->statuses[i]);
      step.category = told->statuses[i].codes[0].category;
      step.status = told->statuses[i].codes[0].code;
      step.entity = told->statuses[i].codes[0].entity;
    }
  step.words = words;
  step.wanting = find_wanting (told);
  set_step (&step, outcome);
  return hear (context, wabi_record_get_id (claim), key, &step, error);
}

gboolean
wabi_inbound_hear_statuses (WabiContext *context, const char *file, const WabiStatusFile *statuses, GError **error)
{
  for (guint i = 0; i < statuses->n_reports; i++)
    for (guint j = 0; j < statuses->reports[i].n_claims; j++)
      {
        g_autofree char *key = g_strdup_printf ("%s/277/%u/%u", file, i, j);

        if (!hear_status (context, file, &statuses->reports[i], &statuses->reports[i].claims[j], key, error))
          return FALSE;
      }
  return TRUE;
}
