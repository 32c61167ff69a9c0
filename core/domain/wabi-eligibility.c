// SPDX-License-Identifier: AGPL-3.0-or-later
// Whom a payer can be asked about, and what is missing where it cannot.

#include "wabi-eligibility.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-build-private.h"
#include "wabi-npi.h"
#include "wabi-text.h"

#define US_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define EIN_DIGITS 9

/* ---- words ---- */

static const struct
{
  const char *word, *place, *words;
} states[] = {
  [WABI_CHECK_READY] = { "ready", NULL, NULL },
  [WABI_CHECK_WAITS] = { "waits", NULL, N_ ("The payer was asked, and its answer is awaited.") },
  [WABI_CHECK_NO_CLIENT] = { "client", "client", N_ ("The client is discharged. Take the client back in before you ask.") },
  [WABI_CHECK_ENDED] = { "ended", "coverage", N_ ("The coverage is not valid today. Correct its dates, or record the new plan.") },
  [WABI_CHECK_SELF] = { "self", NULL, N_ ("The family pays; there is no insurance to ask.") },
  [WABI_CHECK_NO_MEMBER] = { "member", "coverage", N_ ("The member number is missing. Copy it from the insurance card.") },
  [WABI_CHECK_NO_SUBSCRIBER] = { "subscriber", "coverage", N_ ("The insured person’s name is missing. Copy it from the insurance card.") },
  [WABI_CHECK_NO_BIRTH] = { "birth", "client", N_ ("The client’s birth date is missing. Ask the family.") },
  [WABI_CHECK_NO_PAYER_ID] = { "payer-id", "payer", N_ ("The payer’s number is missing. Look for it in the clearinghouse’s list of payers.") },
  [WABI_CHECK_NO_PRACTICE] = { "practice", "practice", N_ ("The practice’s NPI or tax number is missing. Record it among the practice’s details.") },
  [WABI_CHECK_NO_PARTNER] = { "partner", "partner", N_ ("No partner takes such questions. Say in Partners who does, and at the payer.") },
  [WABI_CHECK_PARTNER_OFF] = { "partner-off", "partner", N_ ("The payer’s partner is not used at present. Turn it on at Partners.") },
  [WABI_CHECK_PARTNER_CANNOT] = { "partner-cannot", "partner", N_ ("The payer’s partner does not take such questions. Ask at the payer’s portal, or choose another partner.") },
  [WABI_CHECK_UNSENDABLE] = { "other", "coverage", N_ ("Something in the records cannot be sent. Look at the client’s and the insured person’s names and numbers.") },
};

const char *
wabi_check_get_word (WabiCheckState state)
{
  return states[state].word;
}

WabiCheckState
wabi_check_from_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].word, word) == 0)
      return (WabiCheckState) i;
  return WABI_CHECK_UNSENDABLE;
}

const char *
wabi_check_explain (WabiCheckState state)
{
  return states[state].words != NULL ? _(states[state].words) : "";
}

const char *
wabi_check_get_place (WabiCheckState state)
{
  return states[state].place;
}

/* ---- partners ---- */

const char *
wabi_partner_refuses (WabiRecord *partner, const char *guide)
{
  const char *host = wabi_record_get_text (partner, "host");

  /* Its documentation: of what is sent, SFTP takes claims and attachments only. */
  if (wabi_record_is (partner, "type", "sftp") && host != NULL && g_str_has_suffix (host, "stedi.com"))
    return _("Stedi takes claims by SFTP, but neither questions about benefits (270) nor about claims (276). Ask in its portal, or through another partner.");
  /* Its published interface asks about benefits (elig/), and has nothing for a 276. */
  if (wabi_record_is (partner, "type", "claimmd") && strcmp (guide, "276") == 0)
    return _("This way to the partner carries claims, but not questions about claims (276). Ask in its portal, or through SFTP.");
  return NULL;
}

static WabiCheckState
judge_partner (WabiRecord *partner, const char *guide)
{
  const char *field = strcmp (guide, "270") == 0 ? "takes_270" : "takes_276";

  if (!wabi_record_get_bool (partner, field) || wabi_partner_refuses (partner, guide) != NULL)
    return WABI_CHECK_PARTNER_CANNOT;
  return wabi_record_get_bool (partner, "active") ? WABI_CHECK_READY : WABI_CHECK_PARTNER_OFF;
}

WabiRecord *
wabi_partner_find_for (const WabiView *view, WabiRecord *payer, const char *guide, WabiCheckState *state)
{
  g_autoptr (WabiRecord) own = wabi_record_has (payer, "partner") ? wabi_lookup_get (view, &wabi_kind_partner, wabi_record_get_text (payer, "partner")) : NULL;
  g_autoptr (GPtrArray) all = NULL;
  WabiRecord *only = NULL;
  WabiQuery query;

  if (own != NULL)
    {
      *state = judge_partner (own, guide);
      return *state == WABI_CHECK_READY ? g_steal_pointer (&own) : NULL;
    }
  *state = WABI_CHECK_NO_PARTNER;
  wabi_query_init (&query, &wabi_kind_partner);
  all = wabi_view_list (view, &query, NULL);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      if (judge_partner (g_ptr_array_index (all, i), guide) != WABI_CHECK_READY)
        continue;
      if (only != NULL)
        return NULL;
      only = g_ptr_array_index (all, i);
    }
  *state = only != NULL ? WABI_CHECK_READY : WABI_CHECK_NO_PARTNER;
  return only != NULL ? g_object_ref (only) : NULL;
}

/* ---- what is read once ---- */

typedef struct
{
  WabiRecord *payer, *partner; /* (nullable) */
  WabiCheckState reached;
  WabiClaimTerms terms;
} Payer;

struct _WabiEligibility
{
  const WabiView *view;
  WabiDay today;
  gint64 now, silent;
  gboolean knows_partners;
  WabiRecord *practice; /* (nullable) */
  GHashTable *payers;   /* id → Payer */
};

static void
free_payer (gpointer data)
{
  Payer *one = data;

  if (one->payer != NULL)
    wabi_claim_terms_clear (&one->terms);
  g_clear_object (&one->payer);
  g_clear_object (&one->partner);
  g_free (one);
}

static WabiRecord *
find_practice (const WabiView *view)
{
  g_autoptr (GPtrArray) practices = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (view, &query, NULL);
  return practices != NULL && practices->len > 0 ? g_object_ref (g_ptr_array_index (practices, 0)) : NULL;
}

WabiEligibility *
wabi_eligibility_new (const WabiView *view, const char *zone, gint64 now, gboolean knows_partners)
{
  WabiEligibility *self = g_new0 (WabiEligibility, 1);
  g_autoptr (WabiRecord) schedule = wabi_lookup_get (view, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE);
  gint64 days = schedule != NULL && wabi_record_has (schedule, "silent_days") ? wabi_record_get_int (schedule, "silent_days") : WABI_BENEFIT_SILENT_DAYS;

  self->view = view;
  self->today = wabi_zone_day (zone, now);
  self->now = now;
  self->silent = days * US_PER_DAY;
  self->knows_partners = knows_partners;
  self->practice = find_practice (view);
  self->payers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_payer);
  return self;
}

void
wabi_eligibility_free (WabiEligibility *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->practice);
  g_hash_table_unref (self->payers);
  g_free (self);
}

WabiDay
wabi_eligibility_get_today (WabiEligibility *self)
{
  return self->today;
}

WabiRecord *
wabi_eligibility_get_practice (WabiEligibility *self)
{
  return self->practice;
}

static Payer *
find_payer (WabiEligibility *self, WabiRecord *coverage)
{
  const char *id = wabi_record_get_text (coverage, "payer");
  Payer *one = id != NULL ? g_hash_table_lookup (self->payers, id) : NULL;

  if (one != NULL || id == NULL)
    return one;
  one = g_new0 (Payer, 1);
  one->payer = wabi_lookup_get (self->view, &wabi_kind_payer, id);
  if (one->payer != NULL)
    {
      wabi_claim_terms_read (self->view, one->payer, self->today, &one->terms);
      one->reached = WABI_CHECK_READY;
      if (self->knows_partners)
        one->partner = wabi_partner_find_for (self->view, one->payer, "270", &one->reached);
    }
  g_hash_table_insert (self->payers, g_strdup (id), one);
  return one;
}

WabiRecord *
wabi_eligibility_get_payer (WabiEligibility *self, WabiRecord *coverage)
{
  Payer *one = find_payer (self, coverage);

  return one != NULL ? one->payer : NULL;
}

WabiRecord *
wabi_eligibility_get_partner (WabiEligibility *self, WabiRecord *coverage)
{
  Payer *one = find_payer (self, coverage);

  return one != NULL ? one->partner : NULL;
}

/* ---- the caseload ---- */

static gboolean
is_valid (WabiRecord *coverage, WabiDay today)
{
  WabiDay from = wabi_lookup_day (coverage, "valid_from"), to = wabi_lookup_day (coverage, "valid_to");

  return (from == WABI_DAY_NONE || from <= today) && (to == WABI_DAY_NONE || today <= to);
}

static gboolean
is_here (WabiEligibility *self, WabiRecord *coverage)
{
  g_autoptr (WabiRecord) client = wabi_lookup_get (self->view, &wabi_kind_client, wabi_record_get_text (coverage, "client"));

  return client != NULL && !wabi_record_is (client, "status", "discharged");
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (wabi_record_get_id (*(WabiRecord *const *) a), wabi_record_get_id (*(WabiRecord *const *) b));
}

GPtrArray *
wabi_eligibility_list_caseload (WabiEligibility *self, GError **error)
{
  GPtrArray *found = NULL;
  g_autoptr (GPtrArray) all = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_coverage);
  all = wabi_view_list (self->view, &query, error);
  if (all == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *coverage = g_ptr_array_index (all, i), *payer = wabi_eligibility_get_payer (self, coverage);

      if (is_valid (coverage, self->today) && (payer == NULL || !wabi_record_is (payer, "type", "self")) && is_here (self, coverage))
        g_ptr_array_add (found, g_object_ref (coverage));
    }
  g_ptr_array_sort (found, compare_ids);
  return found;
}

/* ---- what was asked ---- */

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "asked_at"), y = wabi_record_get_int (other, "asked_at");

  return x != y ? (x < y ? 1 : -1) : strcmp (wabi_record_get_id (other), wabi_record_get_id (one));
}

void
wabi_eligibility_read (WabiEligibility *self, const char *id, WabiCheckHistory *out)
{
  *out = (WabiCheckHistory){ .all = wabi_lookup_by (self->view, &wabi_kind_benefit, "coverage", id) };
  g_ptr_array_sort (out->all, compare_newest);
  for (guint i = 0; i < out->all->len && out->answer == NULL; i++)
    {
      WabiRecord *one = g_ptr_array_index (out->all, i);

      if (!wabi_record_is (one, "state", "asked"))
        out->answer = one;
      else if (out->open == NULL)
        out->open = one;
    }
  out->is_silent = out->open != NULL && wabi_record_get_int (out->open, "asked_at") + self->silent <= self->now;
}

gboolean
wabi_eligibility_is_silent (WabiEligibility *self, WabiRecord *asked)
{
  g_auto (WabiCheckHistory) history = { 0 };

  if (wabi_record_get_int (asked, "asked_at") + self->silent > self->now)
    return FALSE;
  wabi_eligibility_read (self, wabi_record_get_text (asked, "coverage"), &history);
  return history.open != NULL && strcmp (wabi_record_get_id (history.open), wabi_record_get_id (asked)) == 0;
}

void
wabi_check_history_clear (WabiCheckHistory *history)
{
  g_clear_pointer (&history->all, g_ptr_array_unref);
}

static gboolean
is_awaited (WabiEligibility *self, WabiRecord *coverage)
{
  g_auto (WabiCheckHistory) history = { 0 };

  wabi_eligibility_read (self, wabi_record_get_id (coverage), &history);
  return history.open != NULL && !history.is_silent;
}

/* ---- what is missing ---- */

static gboolean
has_text (WabiRecord *record, const char *field)
{
  return wabi_record_has (record, field) && *wabi_record_get_text (record, field) != '\0';
}

static gboolean
can_ask (WabiRecord *practice)
{
  const char *ein = practice != NULL ? wabi_record_get_text (practice, "ein") : NULL;

  return ein != NULL && strlen (ein) == EIN_DIGITS && wabi_record_has (practice, "npi") && wabi_npi_is_valid (wabi_record_get_text (practice, "npi"));
}

static WabiCheckState
judge_people (Payer *one, WabiRecord *client, WabiRecord *coverage)
{
  if (!has_text (coverage, "member_id"))
    return WABI_CHECK_NO_MEMBER;
  if (wabi_lookup_day (client, "birth_date") == WABI_DAY_NONE)
    return WABI_CHECK_NO_BIRTH;
  if (wabi_record_is (coverage, "relation", "self") || one->terms.patient_is_subscriber || one->terms.subscriber_by_member_id)
    return WABI_CHECK_READY;
  return has_text (coverage, "subscriber_last") ? WABI_CHECK_READY : WABI_CHECK_NO_SUBSCRIBER;
}

WabiCheckState
wabi_eligibility_judge (WabiEligibility *self, WabiRecord *coverage)
{
  g_autoptr (WabiRecord) client = wabi_lookup_get (self->view, &wabi_kind_client, wabi_record_get_text (coverage, "client"));
  Payer *one = find_payer (self, coverage);
  WabiCheckState people;

  if (client == NULL || wabi_record_is (client, "status", "discharged"))
    return WABI_CHECK_NO_CLIENT;
  if (!is_valid (coverage, self->today))
    return WABI_CHECK_ENDED;
  if (one == NULL || one->payer == NULL)
    return WABI_CHECK_NO_PAYER_ID;
  if (wabi_record_is (one->payer, "type", "self"))
    return WABI_CHECK_SELF;
  people = judge_people (one, client, coverage);
  if (people != WABI_CHECK_READY)
    return people;
  if (!has_text (one->payer, "payer_id"))
    return WABI_CHECK_NO_PAYER_ID;
  if (!can_ask (self->practice))
    return WABI_CHECK_NO_PRACTICE;
  if (one->reached != WABI_CHECK_READY)
    return one->reached;
  return is_awaited (self, coverage) ? WABI_CHECK_WAITS : WABI_CHECK_READY;
}

/* ---- the month ---- */

char *
wabi_benefit_schedule_month (int day, WabiDay today)
{
  int year, month, of_month;

  wabi_day_to_ymd (today, &year, &month, &of_month);
  if (of_month < day && --month == 0)
    {
      month = 12;
      year--;
    }
  return g_strdup_printf ("%04d-%02d", year, month);
}

/* Months since the year 0. */
static gint64
count_months (const char *month)
{
  return strlen (month) == 7 ? g_ascii_strtoll (month, NULL, 10) * 12 + g_ascii_strtoll (month + 5, NULL, 10) - 1 : 0;
}

WabiDay
wabi_benefit_schedule_next (WabiRecord *schedule, WabiDay today)
{
  g_autofree char *due = NULL;
  gint64 done;
  int day;

  if (schedule == NULL || !wabi_record_get_bool (schedule, "active"))
    return WABI_DAY_NONE;
  day = (int) wabi_record_get_int (schedule, "day");
  due = wabi_benefit_schedule_month (day, today);
  if (!wabi_record_has (schedule, "month") || strcmp (wabi_record_get_text (schedule, "month"), due) < 0)
    return today;
  /* This month may be done although its day is still to come: it was moved back. */
  done = count_months (wabi_record_get_text (schedule, "month")) + 1;
  return wabi_day_from_ymd ((int) (done / 12), (int) (done % 12) + 1, day);
}
