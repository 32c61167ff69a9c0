// SPDX-License-Identifier: AGPL-3.0-or-later
// What was used of an authorization, what is booked on it, and how it goes down week by week.

#include "wabi-auth-ledger.h"

#include <string.h>

#include "wabi-proof.h"

typedef struct
{
  WabiProofContext *context;
  const WabiAuthFacts *facts;
  const GArray *book;
  WabiDay today;
} Count;

static void
free_line (gpointer data)
{
  WabiLedgerLine *line = data;

  g_clear_pointer (&line->weeks, g_array_unref);
  g_free (line);
}

void
wabi_auth_ledger_free (WabiAuthLedger *ledger)
{
  if (ledger == NULL)
    return;
  g_ptr_array_unref (ledger->lines);
  g_free (ledger);
}

const WabiLedgerLine *
wabi_auth_ledger_get (const WabiAuthLedger *ledger, guint index)
{
  return g_ptr_array_index (ledger->lines, index);
}

static const WabiAuthFacts *
find_facts (WabiProofContext *context, WabiRecord *authorization)
{
  const GPtrArray *all = wabi_proof_context_get_authorizations (context, wabi_record_get_text (authorization, "client"));

  for (guint i = 0; i < all->len; i++)
    if (strcmp (((WabiAuthFacts *) g_ptr_array_index (all, i))->id, wabi_record_get_id (authorization)) == 0)
      return g_ptr_array_index (all, i);
  return NULL;
}

/* All days on which one of the versions holds: they share their units. */
static void
find_span (Count *count, gint64 *from, gint64 *to)
{
  const GPtrArray *all = wabi_proof_context_get_authorizations (count->context, wabi_record_get_text (count->facts->record, "client"));
  const char *zone = wabi_proof_context_get_zone (count->context);

  *from = G_MAXINT64;
  *to = 0;
  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *version = g_ptr_array_index (all, i);
      WabiDay first = wabi_lookup_day (version->record, "valid_from"), last = wabi_lookup_day (version->record, "valid_to");

      if (strcmp (version->family, count->facts->family) != 0)
        continue;
      *from = first != WABI_DAY_NONE ? MIN (*from, wabi_zone_day_start (zone, first)) : 0;
      *to = last != WABI_DAY_NONE ? MAX (*to, wabi_zone_day_start (zone, last + 1)) : G_MAXINT64;
    }
}

static gboolean
counts (Count *count, WabiBookEntry *entry, const WabiAuthLimit *limit, WabiDay opening_day)
{
  return wabi_auth_limit_covers (limit, entry->visit.code)
         && !(limit->opening > 0 && opening_day != WABI_DAY_NONE && entry->day <= opening_day)
         && g_strcmp0 (wabi_proof_context_find_family (count->context, entry), count->facts->family) == 0;
}

static void
count_limit (Count *count, WabiAuthLimit *limit, WabiDay opening_day, WabiDay from, WabiDay to)
{
  for (guint i = 0; i < count->book->len; i++)
    {
      WabiBookEntry *entry = &g_array_index (count->book, WabiBookEntry, i);

      if (wabi_day_in_range (entry->day, from, to) && counts (count, entry, limit, opening_day))
        *(entry->visit.status == WABI_VISIT_DELIVERED ? &limit->delivered : &limit->scheduled)
            += wabi_book_allot_for (count->context, count->book, i, count->facts->payer, NULL);
    }
}

static GArray *
list_weeks (Count *count, const WabiAuthorization *auth, const WabiAuthLimit *limit, WabiDay opening_day)
{
  GArray *weeks = g_array_new (FALSE, TRUE, sizeof (WabiLedgerWeek));
  WabiLedgerWeek week = { .used = limit->opening, .planned = limit->opening };
  guint at = 0;

  for (WabiDay day = auth->from - 1; day <= auth->to; day = day == auth->to ? day + 1 : MIN (day + 7, auth->to))
    {
      for (; at < count->book->len && g_array_index (count->book, WabiBookEntry, at).day <= day; at++)
        {
          WabiBookEntry *entry = &g_array_index (count->book, WabiBookEntry, at);
          int units = counts (count, entry, limit, opening_day) ? wabi_book_allot_for (count->context, count->book, at, count->facts->payer, NULL) : 0;

          week.planned += units;
          week.used += entry->visit.status == WABI_VISIT_DELIVERED ? units : 0;
        }
      week.day = day;
      g_array_append_val (weeks, week);
    }
  return weeks;
}

static void
add_line (Count *count, WabiAuthLedger *ledger, guint index)
{
  WabiLedgerLine *line = g_new0 (WabiLedgerLine, 1);
  WabiDay opening_day = g_array_index (count->facts->opening_day, WabiDay, index), from = WABI_DAY_NONE, to = WABI_DAY_NONE;
  WabiDay day = count->today;

  line->limit = g_array_index (count->facts->limits, WabiAuthLimit, index);
  if (line->limit.period != WABI_AUTH_TOTAL)
    {
      /* Outside of its days it is asked about its first or last one. */
      if (ledger->auth.from != WABI_DAY_NONE)
        day = MAX (day, ledger->auth.from);
      if (ledger->auth.to != WABI_DAY_NONE)
        day = MIN (day, ledger->auth.to);
      wabi_auth_period_range (&ledger->auth, line->limit.period, day, &from, &to);
    }
  count_limit (count, &line->limit, opening_day, from, to);
  if (line->limit.period == WABI_AUTH_TOTAL)
    {
      line->pace = wabi_auth_pace (&ledger->auth, &line->limit, count->today);
      if (ledger->auth.from != WABI_DAY_NONE && ledger->auth.to != WABI_DAY_NONE && ledger->auth.from <= ledger->auth.to)
        line->weeks = list_weeks (count, &ledger->auth, &line->limit, opening_day);
    }
  g_ptr_array_add (ledger->lines, line);
}

WabiAuthLedger *
wabi_auth_ledger_new (WabiProofContext *context, WabiRecord *authorization)
{
  WabiAuthLedger *ledger = g_new0 (WabiAuthLedger, 1);
  Count count = { .context = context, .facts = find_facts (context, authorization) };
  gint64 from, to;

  ledger->lines = g_ptr_array_new_with_free_func (free_line);
  if (count.facts == NULL)
    return ledger;
  ledger->auth = (WabiAuthorization){ .id = count.facts->id,
                                      .number = wabi_record_get_text (authorization, "number"),
                                      .family = count.facts->family,
                                      .status = count.facts->status,
                                      .schedule_only = count.facts->schedule_only,
                                      .from = count.facts->from,
                                      .to = wabi_lookup_day (authorization, "valid_to"),
                                      .week_start = 1 };
  count.today = wabi_zone_day (wabi_proof_context_get_zone (context), wabi_proof_context_get_now (context));
  ledger->expired = ledger->auth.status == WABI_AUTH_APPROVED && ledger->auth.to != WABI_DAY_NONE && ledger->auth.to < count.today;
  find_span (&count, &from, &to);
  count.book = wabi_proof_context_get_book (context, FALSE, "client", wabi_record_get_text (authorization, "client"), from, to);
  for (guint i = 0; i < count.facts->limits->len; i++)
    add_line (&count, ledger, i);
  return ledger;
}
