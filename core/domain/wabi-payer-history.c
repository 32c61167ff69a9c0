// SPDX-License-Identifier: AGPL-3.0-or-later
// A payer as the practice's own claims have shown it.

#include "wabi-payer-history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-remit-content.h"

#define MOST_CHARGES 5000
#define MOST_CLAIMS 2000
/* Records of a step. */
#define AT_ONCE 10

/* ---- Traits ---- */

typedef struct
{
  char *texts[WABI_LEARN_MAX_TRAITS];
  guint n;
} Traits;

static void
add_trait (Traits *traits, const char *name, const char *value)
{
  if (value != NULL && *value != '\0' && traits->n < WABI_LEARN_MAX_TRAITS)
    traits->texts[traits->n++] = g_strdup_printf ("%s %s", name, value);
}

static const char *
age_group (int days)
{
  return days <= 14 ? "0-14" : days <= 30 ? "15-30" : days <= 60 ? "31-60" : days <= 90 ? "61-90" : "91+";
}

/* @sent: when it went out, or goes out now. */
static Traits
get_traits (WabiRecord *charge, gint64 sent, const char *zone)
{
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  int days = (int) (wabi_zone_day (zone, sent) - wabi_lookup_day (charge, "date"));
  Traits traits = { { NULL }, 0 };

  add_trait (&traits, "code", wabi_record_get_text (charge, "service_code"));
  add_trait (&traits, "modifier", modifiers[0] != NULL ? modifiers[0] : "none");
  add_trait (&traits, "place", wabi_record_get_text (charge, "place"));
  add_trait (&traits, "staff", wabi_record_get_text (charge, "staff"));
  add_trait (&traits, "authorization", wabi_record_has (charge, "authorization") ? "named" : "none");
  add_trait (&traits, "days", age_group (days));
  return traits;
}

static void
clear_traits (Traits *traits)
{
  for (guint i = 0; i < traits->n; i++)
    g_free (traits->texts[i]);
}

static char *
word_reason (const WabiRiskReason *reason)
{
  const char *value = strchr (reason->trait, ' ') + 1;

  if (g_str_has_prefix (reason->trait, "code "))
    return g_strdup_printf (_ ("%u of %u sessions of %s were denied"), reason->denied, reason->n, value);
  if (g_str_has_prefix (reason->trait, "modifier "))
    return g_strdup_printf (_ ("%u of %u sessions with the modifier %s were denied"), reason->denied, reason->n, value);
  if (g_str_has_prefix (reason->trait, "place "))
    return g_strdup_printf (_ ("%u of %u sessions at place %s were denied"), reason->denied, reason->n, value);
  if (g_str_has_prefix (reason->trait, "staff "))
    return g_strdup_printf (_ ("%u of %u sessions of this member of staff were denied"), reason->denied, reason->n);
  if (g_str_has_prefix (reason->trait, "days "))
    return g_strdup_printf (_ ("%u of %u sessions sent %s days after the service were denied"), reason->denied, reason->n, value);
  return strcmp (value, "none") == 0 ? g_strdup_printf (_ ("%u of %u sessions without an authorization were denied"), reason->denied, reason->n)
                                     : g_strdup_printf (_ ("%u of %u sessions with an authorization were denied"), reason->denied, reason->n);
}

/* ---- Gathering ---- */

static void
free_units (gpointer units)
{
  g_array_unref (units);
}

static char *
make_key (const char *code, const char *modifier)
{
  return g_strdup_printf ("%s:%s", code, modifier != NULL ? modifier : "");
}

static void
take_lines (WabiPayerHistory *history, WabiRecord *answer)
{
  JsonObject *content = NULL;
  JsonArray *lines;

  if (!wabi_json_take_object (wabi_record_get_body (answer), "content", FALSE, &content, NULL) || content == NULL)
    return;
  lines = wabi_remit_content_lines (content);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gint64 units = wabi_json_peek_int (line, "units", 0), allowed = wabi_remit_content_allowed (line), each;
      JsonArray *modifiers = NULL;
      g_autofree char *key = NULL;
      GArray *known;

      if (units <= 0 || allowed <= 0 || wabi_json_peek_text (line, "code") == NULL)
        continue;
      if (!wabi_json_take_array (line, "modifiers", FALSE, 4, &modifiers, NULL))
        modifiers = NULL;
      key = make_key (wabi_json_peek_text (line, "code"), modifiers != NULL && json_array_get_length (modifiers) > 0 ? json_array_get_string_element (modifiers, 0) : NULL);
      known = g_hash_table_lookup (history->allowed, key);
      if (known == NULL)
        {
          known = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_hash_table_insert (history->allowed, g_strdup (key), known);
        }
      each = allowed * 10000 / units;
      g_array_append_val (known, each);
    }
}

/* When the claim was answered first, 0 for not yet. */
static gint64
find_answer (const WabiView *view, WabiPayerHistory *history, WabiRecord *claim)
{
  g_autoptr (GPtrArray) answers = wabi_lookup_by (view, &wabi_kind_remit_claim, "claim", wabi_record_get_id (claim));
  gint64 first = 0;

  for (guint i = 0; i < answers->len; i++)
    {
      WabiRecord *answer = g_ptr_array_index (answers, i);
      g_autoptr (WabiRecord) remittance = NULL;
      gint64 at;

      if (!wabi_record_is (answer, "state", "posted") || wabi_record_is (answer, "outcome", "reversal"))
        continue;
      remittance = wabi_lookup_get (view, &wabi_kind_remittance, wabi_record_get_text (answer, "remittance"));
      at = remittance != NULL ? wabi_zone_day_start ("UTC", wabi_lookup_day (remittance, "date")) : 0;
      first = first == 0 ? at : MIN (first, at);
      take_lines (history, answer);
    }
  return first;
}

/* A page of its claims; FALSE when there are no more. */
static gboolean
take_claims (WabiPayerHistory *history)
{
  g_autoptr (GPtrArray) claims = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim);
  wabi_query_where_text (&query, "payer", WABI_EQ, history->payer);
  if (history->last_control != NULL)
    wabi_query_where_text (&query, "control", WABI_LT, history->last_control);
  query.order_by = "control";
  query.descending = TRUE;
  query.limit = AT_ONCE;
  claims = wabi_view_list (history->view, &query, NULL);
  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      WabiRecord *claim = g_ptr_array_index (claims, i);
      gint64 sent = wabi_record_get_int (claim, "submitted_at"), answered = find_answer (history->view, history, claim);
      WabiWait wait = { (int) (MAX (0, (answered != 0 ? answered : history->now) - sent) / (G_GINT64_CONSTANT (24) * 60 * WABI_MINUTE)), answered != 0 };

      g_free (history->last_control);
      history->last_control = g_strdup (wabi_record_get_text (claim, "control"));
      /* One that was never taken in waits for nothing. */
      if (sent > 0 && !wabi_record_is (claim, "state", "rejected") && !wabi_record_is (claim, "state", "void"))
        g_array_append_val (history->lengths, wait);
    }
  history->taken += AT_ONCE;
  return claims != NULL && claims->len == AT_ONCE && history->taken < MOST_CLAIMS;
}

static gboolean
was_denied (const WabiView *view, WabiRecord *charge)
{
  g_autoptr (GPtrArray) denials = wabi_lookup_by (view, &wabi_kind_denial, "charge", wabi_record_get_id (charge));

  for (guint i = 0; i < denials->len; i++)
    if (!wabi_record_is (g_ptr_array_index (denials, i), "category", "underpaid"))
      return TRUE;
  return FALSE;
}

static void
take_charge (WabiPayerHistory *history, WabiRecord *charge)
{
  gboolean paid = wabi_record_get_int (charge, "paid_cents") != 0 || wabi_record_get_int (charge, "family_cents") != 0;
  gboolean denied = was_denied (history->view, charge);
  g_autoptr (WabiRecord) claim = denied || paid ? wabi_lookup_get (history->view, &wabi_kind_claim, wabi_record_get_text (charge, "claim")) : NULL;
  WabiCase one = { { NULL }, denied };
  Traits traits;

  if (claim == NULL)
    return;
  traits = get_traits (charge, wabi_record_get_int (claim, "submitted_at"), history->zone);
  for (guint j = 0; j < traits.n; j++)
    one.traits[j] = traits.texts[j];
  wabi_risk_model_learn (history->risk, &one);
  clear_traits (&traits);
}

static gboolean
take_charges (WabiPayerHistory *history)
{
  g_autoptr (GPtrArray) charges = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "payer", WABI_EQ, history->payer);
  wabi_query_where_text (&query, "state", WABI_EQ, "claimed");
  /* On from the time of the last one: those that began with it are skipped, not read again. */
  if (history->taken > 0)
    wabi_query_where_int (&query, "starts_at", WABI_LE, history->last_at);
  query.order_by = "starts_at";
  query.descending = TRUE;
  query.offset = history->at_last;
  query.limit = AT_ONCE;
  charges = wabi_view_list (history->view, &query, NULL);
  for (guint i = 0; charges != NULL && i < charges->len; i++)
    {
      gint64 at = wabi_record_get_int (g_ptr_array_index (charges, i), "starts_at");

      take_charge (history, g_ptr_array_index (charges, i));
      history->at_last = at == history->last_at && history->taken + i > 0 ? history->at_last + 1 : 1;
      history->last_at = at;
    }
  history->taken += AT_ONCE;
  return charges != NULL && charges->len == AT_ONCE && history->taken < MOST_CHARGES;
}

WabiPayerHistory *
wabi_payer_history_begin (const WabiView *view, const char *payer, const char *zone, gint64 now)
{
  WabiPayerHistory *history = g_new0 (WabiPayerHistory, 1);

  history->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_units);
  history->risk = wabi_risk_model_new ();
  history->lengths = g_array_new (FALSE, FALSE, sizeof (WabiWait));
  history->view = view;
  history->payer = g_strdup (payer);
  history->zone = g_strdup (zone);
  history->now = now;
  history->waits.median = history->waits.late = -1;
  return history;
}

gboolean
wabi_payer_history_step (WabiPayerHistory *history)
{
  if (history->stage == 0)
    {
      if (take_claims (history))
        return TRUE;
      wabi_learn_waits ((const WabiWait *) (gpointer) history->lengths->data, history->lengths->len, &history->waits);
      history->stage = 1;
      history->taken = 0;
      return TRUE;
    }
  if (history->stage == 1 && take_charges (history))
    return TRUE;
  history->stage = 2;
  return FALSE;
}

WabiPayerHistory *
wabi_payer_history_new (const WabiView *view, const char *payer, const char *zone, gint64 now)
{
  WabiPayerHistory *history = wabi_payer_history_begin (view, payer, zone, now);

  while (wabi_payer_history_step (history))
    ;
  return history;
}

void
wabi_payer_history_free (WabiPayerHistory *history)
{
  if (history == NULL)
    return;
  g_hash_table_unref (history->allowed);
  wabi_risk_model_free (history->risk);
  g_array_unref (history->lengths);
  g_free (history->payer);
  g_free (history->zone);
  g_free (history->last_control);
  g_free (history);
}

WabiAllowed
wabi_payer_history_get_usual (const WabiPayerHistory *history, const char *code, const char *modifier)
{
  g_autofree char *key = make_key (code, modifier);
  GArray *known = g_hash_table_lookup (history->allowed, key);
  WabiAllowed usual = { 0, 0, 0 };

  if (known != NULL)
    wabi_learn_allowed ((gint64 *) (gpointer) known->data, known->len, &usual);
  return usual;
}

gint64
wabi_payer_history_expect (const WabiPayerHistory *history, WabiRecord *charge)
{
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  WabiAllowed usual = wabi_payer_history_get_usual (history, wabi_record_get_text (charge, "service_code"), modifiers[0]);

  return usual.cents > 0 ? (usual.cents * wabi_record_get_int (charge, "units") + 50) / 100 : -1;
}

GStrv
wabi_payer_history_judge (const WabiPayerHistory *history, WabiRecord *charge, const char *zone, gint64 now, WabiRisk *risk)
{
  Traits traits = get_traits (charge, now, zone);
  const char *texts[WABI_LEARN_MAX_TRAITS + 1] = { NULL };
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv words;

  for (guint i = 0; i < traits.n; i++)
    texts[i] = traits.texts[i];
  wabi_risk_model_judge (history->risk, texts, risk);
  for (guint i = 0; i < risk->n_reasons; i++)
    {
      g_autofree char *reason = word_reason (&risk->reasons[i]);

      g_strv_builder_add (builder, reason);
      risk->reasons[i].trait = NULL;
    }
  clear_traits (&traits);
  words = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return words;
}
