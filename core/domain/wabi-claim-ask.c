// SPDX-License-Identifier: AGPL-3.0-or-later
// Payers are asked what became of claims (276): of one or of many by a person, of late ones by the server itself.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-file.h"
#include "wabi-claim-late.h"
#include "wabi-claim-preview.h"
#include "wabi-claim-word.h"
#include "wabi-eligibility.h"
#include "wabi-text.h"
#include "wabi-transmission-queue-private.h"
#include "wabi-x12-ask.h"

/* By itself the server asks about so many a day: the others have their turn tomorrow. */
#define MOST_LATE 200
#define MOST_WORDS 130 /* characters, of at most three bytes */

static WabiAskPerson
describe_person (const WabiClaimPerson *person, const char *member_id, const char *relation)
{
  return (WabiAskPerson){ .last = person->last_name,
                          .first = person->first_name,
                          .middle = person->middle_name,
                          .suffix = person->suffix,
                          .member_id = member_id,
                          .birth_date = person->birth_date,
                          .sex = person->sex,
                          .relation = relation };
}

static WabiAskParties
describe_parties (const WabiClaimBatch *batch, const WabiClaim *claim)
{
  const WabiClaimProvider *billing = &batch->billing;

  return (WabiAskParties){ .payer_name = claim->policy.payer.name,
                           .payer_id = claim->policy.payer.id,
                           .submitter_name = batch->submitter_name,
                           .submitter_id = batch->submitter_id,
                           .provider_is_person = !billing->is_organization,
                           .provider_name = billing->last_name,
                           .provider_first = billing->first_name,
                           .npi = billing->npi,
                           .taxonomy = billing->taxonomy };
}

/* ---- one question ---- */

typedef struct
{
  WabiRecord *record;
  WabiClaimBatch *batch; /* the claim as it was sent */
  WabiAskPerson patient;
  WabiStatusQuestion question;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->record);
  wabi_claim_batch_free (asked->batch);
  g_free (asked);
}

/* As the claim was sent: who was insured, for what days and how much; with the payer's own number where it is known. */
static Asked *
make_asked (WabiContext *context, WabiRecord *record, GError **error)
{
  g_autoptr (WabiClaimBatch) batch = wabi_claim_preview (context->view, record, WABI_CLAIM_AS_SENT, NULL, context->zone, context->now, error);
  const WabiClaim *claim = batch != NULL ? g_ptr_array_index (batch->claims, 0) : NULL;
  const char *theirs = wabi_record_get_text (record, "payer_control");
  Asked *asked;

  if (claim == NULL)
    return NULL;
  asked = g_new0 (Asked, 1);
  asked->record = g_object_ref (record);
  asked->patient = describe_person (&claim->patient, NULL, claim->policy.relation);
  asked->question = (WabiStatusQuestion){ .parties = describe_parties (batch, claim),
                                          /* It comes back in the 277, and finds the claim even where our claim number does not come back. */
                                          .trace = wabi_record_get_text (record, "control"),
                                          .subscriber = describe_person (&claim->policy.subscriber, claim->policy.member_id, NULL),
                                          .dependent = wabi_claim_patient_is_subscriber (claim) ? NULL : &asked->patient,
                                          .payer_claim = theirs != NULL && *theirs != '\0' ? theirs : NULL,
                                          .control = wabi_record_get_text (record, "control"),
                                          .charge = wabi_record_get_int (record, "total_cents"),
                                          .from = wabi_record_get_text (record, "from_date"),
                                          .to = wabi_record_get_text (record, "to_date") };
  asked->batch = g_steal_pointer (&batch);
  return asked;
}

/* ---- a file ---- */

static void
put_file (WabiContext *context, const char *id, WabiRecord *payer, gint64 isa, const char *content)
{
  WabiRecord *file = wabi_record_new (&wabi_kind_claim_file, id);
  g_autofree char *name = g_strdup_printf ("276-%s-%09" G_GINT64_FORMAT ".edi", wabi_record_get_text (payer, "payer_id"), isa);
  g_autofree char *hash = wabi_text_hash_hex (content, -1), *key = g_strconcat (id, "/transmission", NULL), *transmission = wabi_id_derive (key);
  WabiCheckState state;
  g_autoptr (WabiRecord) partner = wabi_partner_find_for (context->view, payer, "276", &state);

  wabi_record_set_text (file, "name", name);
  wabi_record_set_text (file, "payer", wabi_record_get_id (payer));
  wabi_record_set_int (file, "isa_control", isa);
  wabi_record_set_int (file, "at", context->now);
  /* Nothing is billed with it. */
  wabi_record_set_int (file, "claim_count", 0);
  wabi_record_set_int (file, "total_cents", 0);
  wabi_record_set_text (file, "content", content);
  wabi_record_set_text (file, "hash", hash);
  /* Without a partner that takes it, it waits among the files for a person to carry it to the payer's portal. */
  if (partner != NULL)
    wabi_transmission_add (context, transmission, partner, file);
  wabi_context_put (context, file);
}

static WabiRecord *
make_seen (WabiContext *context, WabiRecord *claim)
{
  WabiRecord *seen = wabi_record_copy (claim);

  wabi_record_set_int (seen, "seen_at", context->now);
  if (context->caller.user != NULL && *context->caller.user != '\0')
    wabi_record_set_text (seen, "seen_by", context->caller.user);
  return seen;
}

/* Asking again is what can be done about a claim that was not found. What the payer wants more it still wants. */
static gboolean
is_asked_again (WabiRecord *claim)
{
  const char *wanting = wabi_record_get_text (claim, "wanting");

  return wanting != NULL && !wabi_record_has (claim, "seen_at") && wabi_text_list_has ("not-found failed unasked", wanting);
}

static WabiRecord *
make_event (WabiContext *context, const char *id, WabiRecord *claim, const char *step, const char *words)
{
  WabiRecord *event = wabi_record_new (&wabi_kind_claim_event, id);

  wabi_record_set_text (event, "claim", wabi_record_get_id (claim));
  wabi_record_set_text (event, "client", wabi_record_get_text (claim, "client"));
  wabi_record_set_int (event, "at", context->now);
  if (context->caller.user != NULL && *context->caller.user != '\0')
    wabi_record_set_text (event, "by", context->caller.user);
  wabi_record_set_text (event, "step", step);
  wabi_record_set_text (event, "words", words);
  return event;
}

/* A desktop without the server has no ids to give: this one says what it is of. */
static void
note_seen (WabiContext *context, WabiRecord *claim, const char *words)
{
  g_autofree char *key = g_strdup_printf ("%s/seen/%" G_GINT64_FORMAT, wabi_record_get_id (claim), context->now), *id = wabi_id_derive (key);

  wabi_context_put (context, make_event (context, id, claim, "note", words));
}

gboolean
wabi_claim_see_to (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) claim = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "id"), error);

  if (claim == NULL)
    return FALSE;
  /* Two people may have seen to it. */
  if (!wabi_record_has (claim, "wanting") || wabi_record_has (claim, "seen_at"))
    return TRUE;
  wabi_context_put (context, make_seen (context, claim));
  note_seen (context, claim, _ ("What was said of it was seen to"));
  return TRUE;
}

gboolean
wabi_claim_see_again (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) claim = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "id"), error);
  WabiRecord *open;

  if (claim == NULL)
    return FALSE;
  if (!wabi_record_has (claim, "seen_at"))
    return TRUE;
  open = wabi_record_copy (claim);
  wabi_record_take_node (open, "seen_at", NULL);
  wabi_record_take_node (open, "seen_by", NULL);
  wabi_context_put (context, open);
  note_seen (context, claim, _ ("What was said of it was taken up again"));
  return TRUE;
}

/* Of one payer. */
static gboolean
write_file (WabiContext *context, const char *id, GPtrArray *all, GError **error)
{
  g_autofree WabiStatusQuestion *questions = g_new (WabiStatusQuestion, all->len);
  Asked *first = g_ptr_array_index (all, 0);
  g_autoptr (WabiRecord) payer = wabi_context_get (context, &wabi_kind_payer, wabi_record_get_text (first->record, "payer"), error);
  g_autofree char *content = NULL;
  gint64 isa;

  if (payer == NULL || !wabi_claim_take_envelope (context, &isa, error))
    return FALSE;
  first->batch->envelope.interchange_control = first->batch->envelope.group_control = isa;
  for (guint i = 0; i < all->len; i++)
    questions[i] = ((Asked *) g_ptr_array_index (all, i))->question;
  content = wabi_276_write (&first->batch->envelope, questions, all->len, error);
  if (content == NULL)
    return FALSE;
  put_file (context, id, payer, isa, content);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *claim = ((Asked *) g_ptr_array_index (all, i))->record;

      wabi_claim_tell (context, claim, "276", NULL);
      if (is_asked_again (claim))
        wabi_context_put (context, make_seen (context, claim));
    }
  return TRUE;
}

/* ---- many ---- */

static gboolean
was_ended (WabiRecord *claim)
{
  return wabi_record_is (claim, "state", "void") || wabi_record_is (claim, "state", "replaced");
}

/* Why nothing can be written about a claim stands in its trail once, and wants a person, but for what a payer said of it that wants one too. */
static void
tell_unasked (WabiContext *context, WabiRecord *claim, const char *why)
{
  gboolean told = wabi_record_is (claim, "wanting", "unasked");
  g_autofree char *last = told ? wabi_claim_dup_word (context->view, claim) : NULL, *id = wabi_id_new (context->ids);
  g_autofree char *words = g_utf8_substring (why, 0, MIN (g_utf8_strlen (why, -1), MOST_WORDS));
  WabiRecord *event, *changed;

  if (g_strcmp0 (last, words) == 0 || (wabi_record_has (claim, "wanting") && !told && !wabi_record_has (claim, "seen_at")))
    return;
  event = make_event (context, id, claim, "276", words);
  wabi_record_set_text (event, "outcome", "rejected");
  wabi_context_put (context, event);
  changed = wabi_record_copy (claim);
  wabi_claim_set_wanting (changed, "unasked", context->now);
  wabi_context_put (context, changed);
}

/* Asks about one alone, to see whether it can be written. */
static Asked *
try_one (WabiContext *context, WabiRecord *claim, GError **error)
{
  Asked *asked = make_asked (context, claim, error);
  g_autofree char *alone = asked != NULL ? wabi_276_write (&asked->batch->envelope, &asked->question, 1, error) : NULL;

  if (alone == NULL)
    g_clear_pointer (&asked, free_asked);
  return asked;
}

/* Each payer gets a file; a claim about which nothing can be written keeps none of the others back, and says why. Returns how many were asked about,
 * -1 on failure. @why: (out) (optional): the first reason. */
static int
ask_about (WabiContext *context, const char *id, GPtrArray *claims, char **why, GError **error)
{
  g_autoptr (GHashTable) by_payer = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) payers = g_ptr_array_new ();
  int n = 0;

  for (guint i = 0; i < claims->len; i++)
    {
      WabiRecord *claim = g_ptr_array_index (claims, i);
      const char *payer = wabi_record_get_text (claim, "payer");
      g_autoptr (GError) cannot = NULL;
      Asked *asked = was_ended (claim) ? NULL : try_one (context, claim, &cannot);
      GPtrArray *all = g_hash_table_lookup (by_payer, payer);

      if (cannot != NULL)
        {
          tell_unasked (context, claim, cannot->message);
          if (why != NULL && *why == NULL)
            *why = g_strdup (cannot->message);
        }
      if (asked == NULL)
        continue;
      if (all == NULL)
        {
          all = g_ptr_array_new_with_free_func (free_asked);
          g_hash_table_insert (by_payer, (gpointer) payer, all);
          g_ptr_array_add (payers, all);
        }
      g_ptr_array_add (all, asked);
      n++;
    }
  for (guint i = 0; i < payers->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/file/%u", id, i), *own = i == 0 ? g_strdup (id) : wabi_id_derive (name);

      if (!write_file (context, own, g_ptr_array_index (payers, i), error))
        return -1;
    }
  return n;
}

static gboolean
refuse_again (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;

  if (!wabi_context_find (context, &wabi_kind_claim_file, id, &there, error))
    return FALSE;
  return there == NULL
         || wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "asked", "id", _ ("This question was asked already. Look at it under Files."));
}

gboolean
wabi_claim_ask_status (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) claim = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "claim"), error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (free_asked);
  const char *id = wabi_json_peek_text (args, "id");
  Asked *asked;

  if (claim == NULL || !refuse_again (context, id, error))
    return FALSE;
  if (was_ended (claim))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "ended", "claim",
                                _ ("This claim was replaced or voided. Ask for the claim that took its place."));
  asked = make_asked (context, claim, error);
  if (asked == NULL)
    return FALSE;
  g_ptr_array_add (all, asked);
  return write_file (context, id, all, error);
}

gboolean
wabi_claim_ask_statuses (WabiContext *context, JsonObject *args, GError **error)
{
  const char *id = wabi_json_peek_text (args, "id");
  g_autoptr (GPtrArray) claims = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *why = NULL;
  JsonArray *ids = NULL;
  int n;

  if (!refuse_again (context, id, error) || !wabi_json_take_array (args, "claims", TRUE, WABI_STATUS_MOST, &ids, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      const char *one = json_array_get_string_element (ids, i);
      WabiRecord *claim;

      if (!g_hash_table_add (seen, (gpointer) one))
        continue;
      claim = wabi_context_get (context, &wabi_kind_claim, one, error);
      if (claim == NULL)
        return FALSE;
      g_ptr_array_add (claims, claim);
    }
  n = ask_about (context, id, claims, &why, error);
  if (n == 0 && why != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "nothing-ready", "claims", _ ("None of these claims can be asked about. The first: %s"), why);
  if (n == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "nothing-ready", "claims",
                                _ ("These claims were replaced or voided. Ask for the claims that took their place."));
  return n > 0;
}

/* ---- by itself ---- */

static GPtrArray *
list_late (WabiContext *context, WabiRecord *partner, JsonObject *waits)
{
  GPtrArray *late = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObjectIter iter;
  const char *id;
  JsonNode *days;

  json_object_iter_init (&iter, waits);
  while (late->len < MOST_LATE && json_object_iter_next (&iter, &id, &days))
    {
      g_autoptr (WabiRecord) payer = wabi_lookup_get (context->view, &wabi_kind_payer, id), carrier = NULL;
      WabiCheckState state;

      if (payer != NULL)
        carrier = wabi_partner_find_for (context->view, payer, "276", &state);
      if (carrier != NULL && strcmp (wabi_record_get_id (carrier), wabi_record_get_id (partner)) == 0)
        wabi_claim_list_late (context->view, id, (int) json_node_get_int (days), (int) wabi_record_get_int (partner, "status_days"), context->now,
                              MOST_LATE, late);
    }
  return late;
}

/* What was asked is written in the transaction that looks for what is to be asked: whoever else comes, each claim is asked about once. */
gboolean
wabi_claim_ask_late (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_partner, wabi_json_peek_text (args, "partner"), error);
  g_autoptr (GPtrArray) late = NULL;
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (context->zone, context->now)), *id = NULL;
  JsonObject *waits = NULL;
  WabiRecord *partner;

  if (there == NULL || !wabi_json_take_object (args, "waits", TRUE, &waits, error))
    return FALSE;
  if (!wabi_partner_asks_today (there, wabi_day_from_text (today)))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-due", "partner", _ ("Late claims were asked about today."));
  late = list_late (context, there, waits);
  id = wabi_id_new (context->ids);
  if (late->len > 0 && ask_about (context, id, late, NULL, error) < 0)
    return FALSE;
  partner = wabi_record_copy (there);
  wabi_record_set_text (partner, "status_day", today);
  wabi_context_put (context, partner);
  return TRUE;
}
