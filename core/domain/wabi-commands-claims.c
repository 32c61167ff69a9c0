// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims: asked for, replaced, voided, and sent on to the next payer. What was sent is never changed: each answer to it is a claim of its own.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-day.h"
#include "wabi-charge-facts.h"
#include "wabi-charge-judge.h"
#include "wabi-claim-file.h"
#include "wabi-inbound-private.h"
#include "wabi-money-book.h"

/* ---- Asking for claims ---- */

static const WabiFinding *
find_obstacle (const GPtrArray *findings)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    if (((WabiFinding *) g_ptr_array_index (findings, i))->level == WABI_FINDING_BLOCKED)
      return g_ptr_array_index (findings, i);
  return NULL;
}

/* What was read for one charge serves the next, but for a session of another zone. */
static GPtrArray *
judge (WabiContext *context, WabiProofContext *shared, WabiRecord *charge)
{
  WabiRecord *session = wabi_proof_context_get (shared, &wabi_kind_session, wabi_record_get_text (charge, "session"));

  if (session != NULL && wabi_record_is (session, "zone", context->zone))
    return wabi_charge_judge_in (shared, charge);
  return wabi_charge_judge (context->view, charge, context->now);
}

/* The charges of a request that may go out now; each that may not is told with its reason. */
static gboolean
sort_out (WabiContext *context, WabiRecord *request, GPtrArray *ready, JsonArray *left_out, GError **error)
{
  g_auto (GStrv) ids = wabi_lookup_strv (request, "charges");
  g_autoptr (WabiProofContext) shared = wabi_proof_context_new (context->view, context->zone, context->now);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (WabiRecord) charge = wabi_context_get (context, &wabi_kind_charge, ids[i], error);
      g_autoptr (GPtrArray) findings = NULL;
      const WabiFinding *obstacle;
      JsonObject *reason;

      if (charge == NULL)
        return FALSE;
      if (wabi_record_is (charge, "state", "open") && wabi_record_is (charge, "payer", wabi_record_get_text (request, "payer")))
        {
          findings = judge (context, shared, charge);
          if (wabi_charge_is_ready (findings))
            {
              g_autoptr (WabiRecord) filled = wabi_record_copy (charge);

              wabi_charge_fill (context->view, filled);
              g_ptr_array_add (ready, g_steal_pointer (&filled));
              continue;
            }
        }
      reason = json_object_new ();
      json_object_set_string_member (reason, "charge", ids[i]);
      obstacle = find_obstacle (findings);
      if (obstacle != NULL)
        json_object_set_string_member (reason, "why", obstacle->title);
      json_array_add_object_element (left_out, reason);
    }
  return TRUE;
}

static gboolean
write_request (WabiContext *context, WabiRecord *request, GPtrArray *groups, GError **error)
{
  const WabiClaimOrder order = { wabi_record_get_text (request, "payer"), groups, wabi_record_get_id (request), NULL, NULL };
  g_autofree char *file = wabi_claim_file_write (context, &order, error);

  if (file == NULL)
    return FALSE;
  wabi_record_set_text (request, "file", file);
  wabi_record_set_int (request, "claim_count", groups->len);
  return TRUE;
}

static gboolean
refuse_all (WabiContext *context, JsonArray *left_out, GError **error)
{
  JsonObject *first = json_array_get_length (left_out) > 0 ? json_array_get_object_element (left_out, 0) : NULL;
  const char *why = first != NULL ? wabi_json_peek_text (first, "why") : NULL;

  if (why == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "nothing-ready", "charges",
                                _("None of these charges can go on a claim now. Look at the reason beside each."));
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "nothing-ready", "charges",
                              _("None of these charges can go on a claim now. The first: %s. Look at the reason beside each."), why);
}

static gboolean
request_claims (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) request = NULL;
  g_autoptr (GPtrArray) ready = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (WabiRecord) payer = NULL;
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *left_out = json_array_new ();

  json_node_take_array (node, left_out);
  if (!wabi_context_add (context, &wabi_kind_claim_request, args, &request, error) || !sort_out (context, request, ready, left_out, error))
    {
      json_node_unref (node);
      return FALSE;
    }
  wabi_record_take_node (request, "left_out", node);
  if (ready->len == 0)
    return refuse_all (context, left_out, error);
  payer = wabi_context_get (context, &wabi_kind_payer, wabi_record_get_text (request, "payer"), error);
  if (payer == NULL)
    return FALSE;
  groups = wabi_claim_group_charges (context->view, payer, ready);
  wabi_record_set_text (request, "by", context->caller.user);
  wabi_record_set_int (request, "at", context->now);
  wabi_record_set_text (request, "state", "done");
  if (!write_request (context, request, groups, error) || !wabi_denials_hear_request (context, ready, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&request));
  return TRUE;
}

/* ---- One claim that follows another ---- */

static GPtrArray *
list_groups (WabiClaimGroup *group)
{
  GPtrArray *groups = g_ptr_array_new ();

  g_ptr_array_add (groups, group);
  return groups;
}

static gboolean
write_one (WabiContext *context, WabiClaimGroup *group, const char *payer, const char *id, WabiRecord *replaces, GError **error)
{
  g_autoptr (GPtrArray) groups = list_groups (group);
  const WabiClaimOrder order = { payer, groups, NULL, id, replaces };
  g_autofree char *file = wabi_claim_file_write (context, &order, error);

  return file != NULL;
}

static gboolean
add_charges (WabiContext *context, WabiClaimGroup *group, WabiRecord *claim, GError **error)
{
  g_auto (GStrv) ids = wabi_lookup_strv (claim, "charges");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      WabiRecord *charge = wabi_context_get (context, &wabi_kind_charge, ids[i], error);

      if (charge == NULL)
        return FALSE;
      g_ptr_array_add (group->charges, charge);
    }
  return TRUE;
}

/* Who was asked, and after whom. */
static gboolean
follow (WabiContext *context, WabiClaimGroup *group, WabiRecord *claim, GError **error)
{
  if (wabi_record_has (claim, "coverage"))
    group->coverage = wabi_context_get (context, &wabi_kind_coverage, wabi_record_get_text (claim, "coverage"), error);
  if (wabi_record_has (claim, "coverage") && group->coverage == NULL)
    return FALSE;
  if (wabi_record_has (claim, "prior"))
    group->prior = wabi_context_get (context, &wabi_kind_claim, wabi_record_get_text (claim, "prior"), error);
  return !wabi_record_has (claim, "prior") || group->prior != NULL;
}

/* As it stands now: what was taken back of it has changed its sums. */
static gboolean
end_claim (WabiContext *context, WabiRecord *before, const char *state, const char *step, const char *words, GError **error)
{
  g_autoptr (WabiRecord) now = wabi_context_get (context, &wabi_kind_claim, wabi_record_get_id (before), error);
  WabiRecord *after;

  if (now == NULL)
    return FALSE;
  after = wabi_record_copy (now);
  wabi_record_set_text (after, "state", state);
  wabi_claim_tell (context, after, step, words);
  wabi_context_put (context, after);
  return TRUE;
}

static gboolean
refuse_ended (WabiContext *context, WabiRecord *claim, GError **error)
{
  if (!wabi_record_is (claim, "state", "void") && !wabi_record_is (claim, "state", "replaced") && !wabi_record_is (claim, "frequency", "8"))
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "ended", "claim",
                              _("This claim was replaced or voided already. Open the claim that took its place."));
}

/* A payer finds the claim that is replaced by its own number alone. */
static gboolean
take_payer_control (WabiContext *context, WabiClaimGroup *group, WabiRecord *claim, JsonObject *args, GError **error)
{
  const char *given = wabi_json_peek_text (args, "payer_control");
  const char *known = given != NULL && *given != '\0' ? given : wabi_record_get_text (claim, "payer_control");

  if (known == NULL || *known == '\0')
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "payer-control", "payer_control",
                                _("The payer has not told its own number of claim %s yet, and finds a claim that is to be replaced or voided by that "
                                  "number alone. Wait for its answer, or enter the number from its portal."),
                                wabi_record_get_text (claim, "control"));
  group->payer_control = g_strdup (known);
  return TRUE;
}

/* ---- Replacing ---- */

/* The charge as its session, its payer and its authorization make it today. */
static gboolean
remake (WabiContext *context, WabiRecord **charge, GError **error)
{
  g_autoptr (WabiRecord) session = wabi_context_get (context, &wabi_kind_session, wabi_record_get_text (*charge, "session"), error);
  g_autoptr (WabiRecord) note = session != NULL ? wabi_context_get (context, &wabi_kind_note, wabi_record_get_text (*charge, "note"), error) : NULL;
  WabiRecord *made;

  if (note == NULL)
    return FALSE;
  made = wabi_record_copy (*charge);
  wabi_record_set_text (made, "authorization", NULL);
  wabi_charge_make (context->view, note, session, made);
  g_object_unref (*charge);
  *charge = made;
  return TRUE;
}

static gboolean
release (WabiContext *context, WabiRecord *charge, GError **error)
{
  g_autoptr (WabiRecord) open = wabi_record_copy (charge);

  wabi_record_set_text (open, "state", "open");
  wabi_record_set_text (open, "claim", NULL);
  wabi_record_set_text (open, "request", NULL);
  wabi_record_set_text (open, "line_control", NULL);
  wabi_context_put (context, g_object_ref (open));
  return wabi_charge_day_settle (context, open, error);
}

static gboolean
drop_charges (WabiContext *context, WabiClaimGroup *group, JsonObject *args, GError **error)
{
  JsonArray *drop = NULL;

  if (!wabi_json_take_array (args, "drop", FALSE, WABI_CLAIM_MAX_CHARGES, &drop, NULL) || drop == NULL)
    return TRUE;
  for (guint i = group->charges->len; i > 0; i--)
    for (guint j = 0; j < json_array_get_length (drop); j++)
      if (g_strcmp0 (json_array_get_string_element (drop, j), wabi_record_get_id (g_ptr_array_index (group->charges, i - 1))) == 0)
        {
          if (!release (context, g_ptr_array_index (group->charges, i - 1), error))
            return FALSE;
          g_ptr_array_remove_index (group->charges, i - 1);
          break;
        }
  return TRUE;
}

/* What stands in the way of a line stands in the way of its replacement too; but its time to file runs from the payer's answer. */
static gboolean
check_line (WabiContext *context, WabiRecord *charge, gboolean late, GError **error)
{
  g_autoptr (GPtrArray) findings = wabi_charge_judge (context->view, charge, context->now);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && !(late && g_str_equal (finding->id, "filing-late")))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-ready", "claim",
                                    _("The line of %s cannot be sent as it is: %s. Mend that first."), wabi_record_get_text (charge, "date"),
                                    finding->title);
    }
  return TRUE;
}

static gboolean
prepare_lines (WabiContext *context, WabiClaimGroup *group, JsonObject *args, GError **error)
{
  gboolean anew = json_object_has_member (args, "remake") && json_object_get_boolean_member (args, "remake");

  if (!drop_charges (context, group, args, error))
    return FALSE;
  if (group->charges->len == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "no-lines", "drop",
                                _("No line would be left. Void the claim instead."));
  for (guint i = 0; i < group->charges->len; i++)
    if ((anew && !remake (context, (WabiRecord **) &group->charges->pdata[i], error))
        || (group->prior == NULL && !check_line (context, g_ptr_array_index (group->charges, i), group->frequency == '7', error)))
      return FALSE;
  return TRUE;
}

/* A claim that was rejected before it was decided was never received: it goes out again as an original, without the payer's number. */
static gboolean
replace_claim (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "claim"), error);
  g_autoptr (WabiClaimGroup) group = wabi_claim_group_new ();
  gboolean received;

  if (before == NULL || !refuse_ended (context, before, error) || !wabi_money_end_claim (context, before, error)
      || !add_charges (context, group, before, error) || !follow (context, group, before, error))
    return FALSE;
  received = !wabi_record_is (before, "state", "rejected");
  group->frequency = received ? '7' : '1';
  if ((received && !take_payer_control (context, group, before, args, error)) || !prepare_lines (context, group, args, error)
      || !write_one (context, group, wabi_record_get_text (before, "payer"), wabi_json_peek_text (args, "id"), before, error)
      || !wabi_denials_hear_claim (context, before, group->charges, wabi_json_peek_text (args, "reason"), error))
    return FALSE;
  return end_claim (context, before, "replaced", "replaced", wabi_json_peek_text (args, "reason"), error);
}

/* ---- Voiding ---- */

/* The charges are open again, unless they stand on the claim to another payer. */
static gboolean
release_all (WabiContext *context, WabiClaimGroup *group, WabiRecord *claim, GError **error)
{
  for (guint i = 0; i < group->charges->len; i++)
    {
      g_autoptr (WabiRecord) charge
          = wabi_context_get (context, &wabi_kind_charge, wabi_record_get_id (g_ptr_array_index (group->charges, i)), error);

      if (charge == NULL || (wabi_record_is (charge, "claim", wabi_record_get_id (claim)) && !release (context, charge, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
void_claim (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "claim"), error);
  g_autoptr (WabiClaimGroup) group = wabi_claim_group_new ();

  if (before == NULL || !refuse_ended (context, before, error) || !wabi_money_end_claim (context, before, error)
      || !add_charges (context, group, before, error) || !follow (context, group, before, error))
    return FALSE;
  /* What was never received need not be taken back. */
  if (!wabi_record_is (before, "state", "rejected"))
    {
      group->frequency = '8';
      group->sent = g_object_ref (before);
      if (!take_payer_control (context, group, before, args, error)
          || !write_one (context, group, wabi_record_get_text (before, "payer"), wabi_json_peek_text (args, "id"), before, error))
        return FALSE;
    }
  return release_all (context, group, before, error)
         && wabi_denials_hear_claim (context, before, NULL, wabi_json_peek_text (args, "reason"), error)
         && end_claim (context, before, "void", "voided", wabi_json_peek_text (args, "reason"), error);
}

/* ---- The next payer ---- */

static gboolean
was_sent_on (WabiContext *context, WabiRecord *claim, gboolean *sent, GError **error)
{
  g_autoptr (GPtrArray) later = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim);
  wabi_query_where_text (&query, "prior", WABI_EQ, wabi_record_get_id (claim));
  later = wabi_view_list (context->view, &query, error);
  *sent = FALSE;
  for (guint i = 0; later != NULL && i < later->len; i++)
    *sent = *sent || !(wabi_record_is (g_ptr_array_index (later, i), "state", "void")
                       || wabi_record_is (g_ptr_array_index (later, i), "state", "replaced")
                       || wabi_record_is (g_ptr_array_index (later, i), "frequency", "8"));
  return later != NULL;
}

static gboolean
bill_next (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_claim, wabi_json_peek_text (args, "claim"), error);
  g_autoptr (WabiClaimGroup) group = wabi_claim_group_new ();
  gboolean sent;

  if (before == NULL || !refuse_ended (context, before, error) || !was_sent_on (context, before, &sent, error)
      || !add_charges (context, group, before, error))
    return FALSE;
  if (sent)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "sent-on", "claim",
                                _("The next payer has this claim already. Replace that claim if it has to be changed."));
  group->coverage = wabi_claim_next_coverage (context->view, before);
  if (group->coverage == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "no-next-payer", "claim",
                                _("The client has no other plan for that day. Record the second coverage, or bill the family."));
  group->prior = g_object_ref (before);
  return write_one (context, group, wabi_record_get_text (group->coverage, "payer"), wabi_json_peek_text (args, "id"), NULL, error);
}

/* ---- The table ---- */

static const WabiField request_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim_request", NULL },
  { "payer", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "payer", NULL },
  { "charges", WABI_FIELD_LIST, WABI_REQUIRED, 0, 2000, NULL, NULL },
};

static const WabiField follow_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim", NULL },
  { "claim", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim", NULL },
  { "payer_control", WABI_FIELD_TEXT, 0, 0, 50, NULL, NULL },
  { "remake", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "drop", WABI_FIELD_LIST, 0, 0, WABI_CLAIM_MAX_CHARGES, NULL, NULL },
  { "reason", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
};

static const WabiField ask_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim_file", NULL },
  { "claim", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim", NULL },
};

static const WabiField ask_many_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim_file", NULL },
  { "claims", WABI_FIELD_LIST, WABI_REQUIRED, 0, 500, NULL, NULL },
};

static const WabiField ask_late_args[] = {
  { "partner", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "partner", NULL },
  { "waits", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)
#define FOLLOW_ARGS follow_args, G_N_ELEMENTS (follow_args)

const WabiCommandInfo wabi_commands_claims[] = {
  { "claim.request", "billing", MONEY, WABI_COMMAND_ONLINE, request_args, G_N_ELEMENTS (request_args), request_claims, N_ ("Make claims") },
  { "claim.replace", "billing", MONEY, WABI_COMMAND_ONLINE, FOLLOW_ARGS, replace_claim, N_ ("Replace a claim") },
  { "claim.void", "billing", MONEY, WABI_COMMAND_ONLINE, FOLLOW_ARGS, void_claim, N_ ("Void a claim") },
  { "claim.bill-next", "billing", MONEY, WABI_COMMAND_ONLINE, FOLLOW_ARGS, bill_next, N_ ("Bill the next payer") },
  { "claim.ask-status", "billing", MONEY, WABI_COMMAND_ONLINE, ask_args, G_N_ELEMENTS (ask_args), wabi_claim_ask_status, N_ ("Ask what became of a claim") },
  { "claim.ask-statuses", "billing", MONEY, WABI_COMMAND_ONLINE, ask_many_args, G_N_ELEMENTS (ask_many_args), wabi_claim_ask_statuses, N_ ("Ask what became of claims") },
  { "claim.see-to", "billing", MONEY, 0, ID_ARGS, wabi_claim_see_to, N_ ("See to what was said of a claim") },
  { "claim.see-again", "billing", MONEY, 0, ID_ARGS, wabi_claim_see_again, N_ ("Take up again what was said of a claim") },
  { "claim.ask-late", "billing", MONEY, WABI_COMMAND_SYSTEM, ask_late_args, G_N_ELEMENTS (ask_late_args), wabi_claim_ask_late, N_ ("Ask what became of late claims") },
};
const guint wabi_n_commands_claims = G_N_ELEMENTS (wabi_commands_claims);
