// SPDX-License-Identifier: AGPL-3.0-or-later
// Work on what payers did not pay, and appeals. Money moves only through the books, and each way out can be taken back.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-denial-steps.h"
#include "wabi-inbound-private.h"
#include "wabi-money-book.h"
#include "wabi-underpaid.h"
#include "wabi-unit-book.h"

#define OPEN_STATES "open working appealed rebilled write_off_asked"

static gboolean
is_open (WabiRecord *denial)
{
  const char *state = wabi_record_get_text (denial, "state");

  return state != NULL && strstr (" " OPEN_STATES " ", state) != NULL;
}

static WabiRecord *
get_open (WabiContext *context, const char *id, GError **error)
{
  g_autoptr (WabiRecord) denial = wabi_context_get (context, &wabi_kind_denial, id, error);

  if (denial == NULL)
    return NULL;
  if (!is_open (denial))
    {
      wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "denial-settled", "state",
                           _("This denial is settled already. Take that back first, then go another way."));
      return NULL;
    }
  return g_steal_pointer (&denial);
}

static WabiRecord *
change (WabiContext *context, WabiRecord *denial, const char *state, const char *follow_up, const char *step, const char *name, const char *words)
{
  WabiRecord *changed = wabi_record_copy (denial);

  wabi_record_set_text (changed, "state", state);
  if (follow_up != NULL)
    wabi_record_set_text (changed, "follow_up", follow_up);
  wabi_denial_add_step (context, changed, denial, step, name, words);
  return changed;
}

static void
put_state (WabiContext *context, WabiRecord *denial, const char *state, const char *step, const char *words)
{
  wabi_context_put (context, change (context, denial, state, NULL, step, NULL, words));
}

/* What the payer refuses is not taken from the authorization; what it is asked for again, or takes back, is. */
static gboolean
put_changed (WabiContext *context, WabiRecord *take_changed, GError **error)
{
  g_autoptr (WabiRecord) charge = NULL;
  const char *id = wabi_record_get_text (take_changed, "charge");

  wabi_context_put (context, take_changed);
  return id == NULL
         || (wabi_context_find (context, &wabi_kind_charge, id, &charge, error)
             && (charge == NULL || wabi_unit_book_follow_charge (context, charge, error)));
}

static gboolean
put_end (WabiContext *context, WabiRecord *denial, const char *state, const char *step, const char *words, GError **error)
{
  return put_changed (context, change (context, denial, state, NULL, step, NULL, words), error);
}

/* Who works on it, when it is looked at again, and what was done. */
static gboolean
work (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) denial = get_open (context, wabi_json_peek_text (args, "id"), error);
  WabiRecord *changed;

  if (denial == NULL)
    return FALSE;
  changed = wabi_record_copy (denial);
  if (json_object_has_member (args, "assigned"))
    wabi_record_set_text (changed, "assigned", wabi_json_peek_text (args, "assigned"));
  if (json_object_has_member (args, "follow_up"))
    wabi_record_set_text (changed, "follow_up", wabi_json_peek_text (args, "follow_up"));
  if (wabi_record_is (changed, "state", "open"))
    wabi_record_set_text (changed, "state", "working");
  wabi_denial_add_step (context, changed, denial, wabi_json_peek_text (args, "step"), wabi_json_peek_text (args, "as"), wabi_json_peek_text (args, "words"));
  wabi_context_put (context, changed);
  return TRUE;
}

/* A call that was noted by mistake: it stays in the trail, as taken back. */
static gboolean
take_back (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) denial = wabi_context_get (context, &wabi_kind_denial, wabi_json_peek_text (args, "id"), error);
  int at = denial != NULL ? wabi_denial_find_step (denial, NULL, wabi_json_peek_text (args, "as")) : -1;
  WabiRecord *changed;

  if (denial == NULL)
    return FALSE;
  if (at < 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "step-gone", "as", _("This note was taken back already. Look at the trail again."));
  changed = wabi_record_copy (denial);
  wabi_denial_take_step_back (context, changed, (guint) at);
  return put_changed (context, changed, error);
}

/* The claim was replaced or sent anew: the payer's next answer decides. */
static gboolean
rebilled (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) denial = get_open (context, wabi_json_peek_text (args, "id"), error);

  if (denial == NULL)
    return FALSE;
  return put_end (context, denial, "rebilled", "rebilled", wabi_json_peek_text (args, "words"), error);
}

/* What of the denial the payer still owes: no more than what is open on the charge can be moved. */
static gboolean
open_cents (WabiContext *context, WabiRecord *denial, gint64 *cents, GError **error)
{
  WabiMoneyFilter filter = { .charge = wabi_record_get_text (denial, "charge") };
  WabiMoneySums sums = { 0 };
  WabiMoneyState state;

  if (filter.charge == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "no-charge", "charge",
                                _("This denial is of a claim as a whole. Settle its sessions one by one."));
  if (!wabi_money_sum_in (context, &filter, &sums, error))
    return FALSE;
  wabi_money_sums_get_state (&sums, &state);
  *cents = MIN (wabi_record_get_int (denial, "cents"), state.open_payer);
  if (*cents > 0)
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "nothing-open", "charge",
                              _("Nothing is open with the payer for this session any more. Look at its payments."));
}

static char *
make_key (WabiRecord *denial, const char *what)
{
  JsonArray *steps = wabi_record_get_array (denial, "steps");

  /* Each time that it is done is an entry of its own; the same command sent twice is the same time. */
  return g_strdup_printf ("denial/%s/%s/%u", wabi_record_get_id (denial), what, steps != NULL ? json_array_get_length (steps) : 0);
}

static gboolean
move (WabiContext *context, WabiRecord *denial, const char *kind, WabiMoneyAccount account, const char *words, GError **error)
{
  g_autofree char *key = make_key (denial, kind);
  WabiMoneyEntry entry = { .key = key,
                           .kind = kind,
                           .client = wabi_record_get_text (denial, "client"),
                           .payer = wabi_record_get_text (denial, "payer"),
                           .claim = wabi_record_get_text (denial, "claim"),
                           .charge = wabi_record_get_text (denial, "charge"),
                           .group = wabi_record_get_text (denial, "group"),
                           .reason = wabi_record_get_text (denial, "reason"),
                           .reference = wabi_record_get_id (denial),
                           .words = words };
  gint64 cents = 0;

  return open_cents (context, denial, &cents, error)
         && wabi_money_move (context, &entry, (WabiMoneyLeg){ .account = account }, (WabiMoneyLeg){ .account = WABI_MONEY_RECEIVABLE_PAYER }, cents,
                             error);
}

static gboolean
bill_family (WabiContext *context, JsonObject *args, GError **error)
{
  const char *words = wabi_json_peek_text (args, "words");
  g_autoptr (WabiRecord) denial = get_open (context, wabi_json_peek_text (args, "id"), error);

  if (denial == NULL)
    return FALSE;
  /* What a contract forbids to ask of a family stays forbidden (CO). */
  if (wabi_record_is (denial, "group", "CO") && words == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "contract-forbids", "words",
                                _("The payer says that the family may not be asked for this (CO). Give the reason why it may, for instance a waiver that the "
                                  "family signed."));
  if (!move (context, denial, "transfer", WABI_MONEY_RECEIVABLE_FAMILY, words, error))
    return FALSE;
  return put_end (context, denial, "family", "family", words, error);
}

static gboolean
ask_write_off (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) denial = get_open (context, wabi_json_peek_text (args, "id"), error);

  if (denial == NULL)
    return FALSE;
  put_state (context, denial, "write_off_asked", "write-off-asked", wabi_json_peek_text (args, "words"));
  return TRUE;
}

/* Two people: whoever asked does not approve, unless he is an administrator. */
static gboolean
write_off (WabiContext *context, JsonObject *args, GError **error)
{
  const char *words = wabi_json_peek_text (args, "words");
  g_autoptr (WabiRecord) denial = get_open (context, wabi_json_peek_text (args, "id"), error);

  if (denial == NULL)
    return FALSE;
  if (!wabi_record_is (denial, "state", "write_off_asked"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-asked", "state",
                                _("Nobody has asked to write this off. Ask first, with the reason; somebody else approves it."));
  if (!move (context, denial, "write_off", WABI_MONEY_WRITE_OFF, words, error))
    return FALSE;
  return put_end (context, denial, "written_off", "write-off", words, error);
}

static gboolean
close_denial (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) denial = get_open (context, wabi_json_peek_text (args, "id"), error);

  if (denial == NULL)
    return FALSE;
  return put_end (context, denial, wabi_json_peek_text (args, "state"), "closed", wabi_json_peek_text (args, "words"), error);
}

static gboolean
is_of_denial (WabiRecord *entry, gconstpointer id)
{
  return wabi_record_is (entry, "reference", id);
}

/* Takes back the way that was gone: what it posted is reversed. */
static gboolean
reopen (WabiContext *context, JsonObject *args, GError **error)
{
  const char *words = wabi_json_peek_text (args, "words");
  g_autoptr (WabiRecord) denial = wabi_context_get (context, &wabi_kind_denial, wabi_json_peek_text (args, "id"), error);

  if (denial == NULL
      || !wabi_money_reverse_all (context, "charge", wabi_record_get_text (denial, "charge"), is_of_denial, wabi_record_get_id (denial), words, error))
    return FALSE;
  return put_end (context, denial, "working", "reopened", words, error);
}

/* ---- appeals ---- */

/* An appeal argues for a claim and a reason: all sessions that were denied for it, and are as far on, go with it. */
static GPtrArray *
list_together (WabiContext *context, WabiRecord *denial, GError **error)
{
  static const char *const same[] = { "group", "reason", "category", "state" };
  g_autoptr (GPtrArray) all = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_denial);
  wabi_query_where_text (&query, "claim", WABI_EQ, wabi_record_get_text (denial, "claim"));
  all = wabi_context_list (context, &query, error);
  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    for (guint j = 0; j < G_N_ELEMENTS (same); j++)
      if (g_strcmp0 (wabi_record_get_text (g_ptr_array_index (all, i - 1), same[j]), wabi_record_get_text (denial, same[j])) != 0)
        {
          g_ptr_array_remove_index (all, i - 1);
          break;
        }
  return g_steal_pointer (&all);
}

static gboolean
put_together (WabiContext *context, WabiRecord *denial, const char *appeal, const char *state, const char *follow_up, const char *step, const char *words,
              GError **error)
{
  g_autoptr (GPtrArray) all = list_together (context, denial, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!put_changed (context, change (context, g_ptr_array_index (all, i), state, follow_up, step, appeal, words), error))
      return FALSE;
  return all != NULL;
}

/* A draft that was taken back can be written on. */
static gboolean
is_dropped (WabiRecord *appeal)
{
  return wabi_record_is (appeal, "state", "withdrawn") && !wabi_record_has (appeal, "sent_on");
}

static gboolean
note_draft (WabiContext *context, WabiRecord *denial, const char *appeal, GError **error)
{
  return put_together (context, denial, appeal, wabi_record_is (denial, "state", "open") ? "working" : wabi_record_get_text (denial, "state"), NULL,
                       "appeal-drafted", NULL, error);
}

static gboolean
draft_appeal (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) denial = get_open (context, wabi_json_peek_text (args, "denial"), error);
  g_autoptr (WabiRecord) appeal = NULL;

  if (denial == NULL)
    return FALSE;
  if (!wabi_context_find (context, &wabi_kind_appeal, wabi_json_peek_text (args, "id"), &appeal, error))
    return FALSE;
  if (appeal != NULL && (!wabi_record_is (appeal, "state", "draft") && !is_dropped (appeal)))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "appeal-sent", "id",
                                _("This appeal was sent, so it stays as it is. Write the next one."));
  if (appeal == NULL)
    {
      if (!wabi_context_add (context, &wabi_kind_appeal, args, &appeal, error))
        return FALSE;
      wabi_record_set_text (appeal, "client", wabi_record_get_text (denial, "client"));
      wabi_record_set_int (appeal, "at", context->given);
      wabi_record_set_text (appeal, "by", context->caller.user);
      wabi_record_set_text (appeal, "state", "draft");
      if (!note_draft (context, denial, wabi_record_get_id (appeal), error))
        return FALSE;
    }
  else
    {
      WabiRecord *changed = wabi_record_copy (appeal);

      if (is_dropped (appeal) && !note_draft (context, denial, wabi_record_get_id (appeal), error))
        {
          g_object_unref (changed);
          return FALSE;
        }
      g_object_unref (appeal);
      appeal = changed;
      wabi_record_set_text (appeal, "state", "draft");
      wabi_record_set_text (appeal, "letter", wabi_json_peek_text (args, "letter"));
      if (json_object_has_member (args, "packet"))
        wabi_record_take_node (appeal, "packet", json_node_copy (json_object_get_member (args, "packet")));
    }
  wabi_context_put (context, g_steal_pointer (&appeal));
  return TRUE;
}

static gboolean
send_appeal (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) appeal = wabi_context_get (context, &wabi_kind_appeal, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) denial = appeal != NULL ? get_open (context, wabi_record_get_text (appeal, "denial"), error) : NULL;
  WabiRecord *changed;

  if (denial == NULL)
    return FALSE;
  if (!wabi_record_is (appeal, "state", "draft"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "appeal-sent", "id",
                                _("This appeal was sent, so it stays as it is. Write the next one."));
  changed = wabi_record_copy (appeal);
  wabi_record_set_text (changed, "state", "sent");
  wabi_record_set_text (changed, "sent_how", wabi_json_peek_text (args, "sent_how"));
  wabi_record_set_text (changed, "sent_on", wabi_json_peek_text (args, "sent_on"));
  wabi_record_set_text (changed, "due", wabi_json_peek_text (args, "due"));
  wabi_context_put (context, changed);
  return put_together (context, denial, wabi_record_get_id (appeal), "appealed", wabi_json_peek_text (args, "due"), "appealed", NULL, error);
}

static gboolean
decide_appeal (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) appeal = wabi_context_get (context, &wabi_kind_appeal, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) denial = NULL;
  const char *state = wabi_json_peek_text (args, "state"), *words = wabi_json_peek_text (args, "words");
  WabiRecord *changed;

  if (appeal == NULL)
    return FALSE;
  if (!wabi_record_is (appeal, "state", "sent") && strcmp (state, "withdrawn") != 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "appeal-not-sent", "id", _("This appeal was not sent yet. Note when and how it was sent."));
  denial = get_open (context, wabi_record_get_text (appeal, "denial"), error);
  if (denial == NULL)
    return FALSE;
  changed = wabi_record_copy (appeal);
  wabi_record_set_text (changed, "state", state);
  wabi_context_put (context, changed);
  /* Won is won when the money comes: the next remittance closes it. */
  return put_together (context, denial, wabi_record_get_id (appeal), strcmp (state, "won") == 0 ? "rebilled" : "working", NULL,
                       strcmp (state, "won") == 0 ? "appeal-won" : "appeal-lost", words, error);
}

/* What an appeal was before its last step, and that step's word. */
static const char *
find_before (WabiRecord *appeal, const char **step)
{
  const char *state = wabi_record_get_text (appeal, "state");

  *step = strcmp (state, "draft") == 0  ? "appeal-drafted"
          : strcmp (state, "sent") == 0 ? "appealed"
          : strcmp (state, "won") == 0  ? "appeal-won"
                                        : "appeal-lost";
  if (strcmp (state, "draft") == 0)
    return "withdrawn";
  return strcmp (state, "sent") == 0 || !wabi_record_has (appeal, "sent_on") ? "draft" : "sent";
}

static void
put_before (WabiContext *context, WabiRecord *appeal, const char *state)
{
  static const char *const told[] = { "sent_how", "sent_on", "due" };
  WabiRecord *changed = wabi_record_copy (appeal);

  wabi_record_set_text (changed, "state", state);
  for (guint i = 0; strcmp (state, "draft") == 0 && i < G_N_ELEMENTS (told); i++)
    wabi_record_set_text (changed, told[i], NULL);
  wabi_context_put (context, changed);
}

/* What was noted of an appeal by mistake: that it was written, sent or answered. */
static gboolean
take_appeal_back (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) appeal = wabi_context_get (context, &wabi_kind_appeal, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) denial = appeal != NULL ? get_open (context, wabi_record_get_text (appeal, "denial"), error) : NULL;
  g_autoptr (GPtrArray) all = NULL;
  const char *step, *state;
  gboolean found = FALSE;
  WabiQuery query;

  if (denial == NULL)
    return FALSE;
  wabi_query_init (&query, &wabi_kind_denial);
  wabi_query_where_text (&query, "claim", WABI_EQ, wabi_record_get_text (denial, "claim"));
  if ((all = wabi_context_list (context, &query, error)) == NULL)
    return FALSE;
  state = find_before (appeal, &step);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (WabiRecord) changed = wabi_record_copy (g_ptr_array_index (all, i));
      int at = is_open (changed) ? wabi_denial_find_step (changed, step, wabi_record_get_id (appeal)) : -1;

      if (at < 0)
        continue;
      found = TRUE;
      wabi_denial_take_step_back (context, changed, (guint) at);
      if (!put_changed (context, g_steal_pointer (&changed), error))
        return FALSE;
    }
  /* A draft that was taken back is one again. */
  if (!found && is_dropped (appeal) && !note_draft (context, denial, wabi_record_get_id (appeal), error))
    return FALSE;
  put_before (context, appeal, state);
  return TRUE;
}

gboolean
wabi_denials_hear_payment (WabiContext *context, const char *charge, gint64 cents, GError **error)
{
  g_autoptr (GPtrArray) denials = wabi_lookup_by (context->view, &wabi_kind_denial, "charge", charge);

  for (guint i = 0; cents > 0 && i < denials->len; i++)
    {
      g_autoptr (WabiRecord) denial = NULL;
      WabiRecord *changed;
      gint64 recovered;

      if (!wabi_context_find (context, &wabi_kind_denial, wabi_record_get_id (g_ptr_array_index (denials, i)), &denial, error))
        return FALSE;
      if (denial == NULL || wabi_record_get_deleted (denial) || !is_open (denial))
        continue;
      recovered = MIN (cents, wabi_record_get_int (denial, "cents") - wabi_record_get_int (denial, "recovered_cents"));
      changed = wabi_record_copy (denial);
      wabi_record_set_int (changed, "recovered_cents", wabi_record_get_int (denial, "recovered_cents") + recovered);
      put_state (context, changed, "won", "paid", NULL);
      g_object_unref (changed);
      cents -= recovered;
    }
  return TRUE;
}

/* ---- claims that are sent again or taken back ---- */

static gboolean
has_charge (GPtrArray *charges, const char *id)
{
  for (guint i = 0; i < charges->len; i++)
    if (g_strcmp0 (wabi_record_get_id (g_ptr_array_index (charges, i)), id) == 0)
      return TRUE;
  return FALSE;
}

/* Its open denials: those of @kept wait for the payer's new answer, all others are of a claim that is no more. */
static gboolean
end_all (WabiContext *context, const char *field, const char *value, GPtrArray *kept, const char *words, GError **error)
{
  g_autoptr (GPtrArray) denials = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_denial);
  wabi_query_where_text (&query, field, WABI_EQ, value);
  denials = wabi_context_list (context, &query, error);
  for (guint i = 0; denials != NULL && i < denials->len; i++)
    {
      WabiRecord *denial = g_ptr_array_index (denials, i);
      const char *charge = wabi_record_get_text (denial, "charge");
      gboolean again = kept != NULL && (charge == NULL || has_charge (kept, charge));

      if (is_open (denial) && !(again && wabi_record_is (denial, "state", "rebilled"))
          && !put_end (context, denial, again ? "rebilled" : "void", again ? "rebilled" : "voided", words, error))
        return FALSE;
    }
  return denials != NULL;
}

gboolean
wabi_denials_hear_claim (WabiContext *context, WabiRecord *claim, GPtrArray *kept, const char *words, GError **error)
{
  return end_all (context, "claim", wabi_record_get_id (claim), kept, words, error);
}

gboolean
wabi_denials_hear_request (WabiContext *context, GPtrArray *charges, GError **error)
{
  for (guint i = 0; i < charges->len; i++)
    if (!end_all (context, "charge", wabi_record_get_id (g_ptr_array_index (charges, i)), charges, NULL, error))
      return FALSE;
  return TRUE;
}

/* ---- what was paid, but too little ---- */

gboolean
wabi_denials_note_underpaid (WabiContext *context, WabiRecord *answer, WabiRecord *remittance, const char *charge, gint64 cents, GError **error)
{
  g_autofree char *id = wabi_underpaid_dup_denial (answer, charge);
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiRecord) line = wabi_context_get (context, &wabi_kind_charge, charge, error);
  g_autoptr (WabiRecord) claim = NULL;
  WabiRecord *denial;

  if (line == NULL || !wabi_context_find (context, &wabi_kind_denial, id, &there, error))
    return FALSE;
  claim = wabi_context_get (context, &wabi_kind_claim, wabi_record_get_text (line, "claim"), error);
  if (claim == NULL)
    return FALSE;
  if (there != NULL)
    return TRUE;
  denial = wabi_record_new (&wabi_kind_denial, id);
  wabi_record_set_text (denial, "claim", wabi_record_get_id (claim));
  wabi_record_set_text (denial, "charge", charge);
  wabi_record_set_text (denial, "client", wabi_record_get_text (line, "client"));
  wabi_record_set_text (denial, "payer", wabi_record_get_text (claim, "payer"));
  wabi_record_set_text (denial, "remit_claim", wabi_record_get_id (answer));
  wabi_record_set_text (denial, "group", "CO");
  wabi_record_set_text (denial, "reason", "45");
  wabi_record_set_text (denial, "category", "underpaid");
  wabi_record_set_int (denial, "cents", cents);
  wabi_record_set_text (denial, "date", wabi_record_get_text (remittance, "date"));
  wabi_record_set_text (denial, "state", "open");
  wabi_context_put (context, denial);
  return TRUE;
}

/* Below what is usual: a person who looked at it takes it up; the server says by how much only where a contract is on file. */
static gboolean
underpaid (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) answer = wabi_context_get (context, &wabi_kind_remit_claim, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) remittance = NULL;

  if (answer == NULL)
    return FALSE;
  if (!wabi_record_is (answer, "state", "posted"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-posted", "id", _("This answer is not posted yet. Post it first."));
  remittance = wabi_context_get (context, &wabi_kind_remittance, wabi_record_get_text (answer, "remittance"), error);
  return remittance != NULL
         && wabi_denials_note_underpaid (context, answer, remittance, wabi_json_peek_text (args, "charge"), wabi_json_peek_int (args, "cents", 0), error);
}

static const WabiField underpaid_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "remit_claim", NULL },
  { "charge", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "charge", NULL },
  { "cents", WABI_FIELD_INT, WABI_REQUIRED, 1, 100000000, NULL, NULL },
};
static const WabiField work_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "denial", NULL },
  { "step", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "called note records eligibility authorization assigned", NULL },
  { "words", WABI_FIELD_TEXT, WABI_PHI, 0, 400, NULL, NULL },
  { "assigned", WABI_FIELD_REF, 0, 0, 0, "staff", NULL },
  { "follow_up", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "as", WABI_FIELD_REF, 0, 0, 0, "", NULL }, /* a name for the step */
};
static const WabiField back_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "denial", NULL },
  { "as", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL },
};
static const WabiField words_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "denial", NULL },
  { "words", WABI_FIELD_TEXT, WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField reason_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "denial", NULL },
  { "words", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField close_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "denial", NULL },
  { "state", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "won lost next_payer", NULL },
  { "words", WABI_FIELD_TEXT, WABI_PHI, 0, 400, NULL, NULL },
};
static const WabiField draft_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "appeal", NULL },
  { "denial", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "denial", NULL },
  { "level", WABI_FIELD_INT, WABI_REQUIRED, 1, 5, NULL, NULL },
  { "letter", WABI_FIELD_LONG_TEXT, WABI_REQUIRED | WABI_PHI, 0, 40000, NULL, NULL },
  { "packet", WABI_FIELD_LIST, 0, 0, 200, NULL, NULL },
};
static const WabiField send_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "appeal", NULL },
  { "sent_how", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "mail fax portal", NULL },
  { "sent_on", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "due", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
};
static const WabiField decide_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "appeal", NULL },
  { "state", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "won lost withdrawn", NULL },
  { "words", WABI_FIELD_TEXT, WABI_PHI, 0, 400, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ARGS(args) args, G_N_ELEMENTS (args)

const WabiCommandInfo wabi_commands_denials[] = {
  { "denial.work", "billing", MONEY, 0, ARGS (work_args), work, N_ ("Work on a denial") },
  { "denial.take-back", "billing", MONEY, 0, ARGS (back_args), take_back, N_ ("Take back what was noted of a denial") },
  { "denial.rebilled", "billing", MONEY, 0, ARGS (words_args), rebilled, N_ ("Note that it was billed again") },
  { "denial.bill-family", "billing", MONEY, 0, ARGS (words_args), bill_family, N_ ("Bill the family") },
  { "denial.ask-write-off", "billing", MONEY, 0, ARGS (reason_args), ask_write_off, N_ ("Ask to write off") },
  { "denial.write-off", "billing", WABI_ROLE_ADMIN, 0, ARGS (words_args), write_off, N_ ("Approve a write-off") },
  { "denial.close", "billing", MONEY, 0, ARGS (close_args), close_denial, N_ ("Close a denial") },
  { "denial.underpaid", "billing", MONEY, 0, ARGS (underpaid_args), underpaid, N_ ("Take up what was paid short") },
  { "denial.reopen", "billing", MONEY, 0, ARGS (words_args), reopen, N_ ("Take up a denial again") },
  { "appeal.draft", "billing", MONEY, 0, ARGS (draft_args), draft_appeal, N_ ("Write an appeal") },
  { "appeal.send", "billing", MONEY, 0, ARGS (send_args), send_appeal, N_ ("Note that an appeal was sent") },
  { "appeal.decide", "billing", MONEY, 0, ARGS (decide_args), decide_appeal, N_ ("Note the answer to an appeal") },
  { "appeal.take-back", "billing", MONEY, 0, wabi_args_id, G_N_ELEMENTS (wabi_args_id), take_appeal_back, N_ ("Take back what was noted of an appeal") },
};
const guint wabi_n_commands_denials = G_N_ELEMENTS (wabi_commands_denials);
