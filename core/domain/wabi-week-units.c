// SPDX-License-Identifier: AGPL-3.0-or-later
// What authorizations leave in the days of a week that is to be planned: units by period, shared between services where they are.

#include "wabi-week-private.h"

#include "wabi-proof.h"

/* Weeks that an authorization without an end is spread over. */
#define WEEKS_WITHOUT_END 26

/** Days in which nothing changes: neither the authorization nor its weeks and months. */
typedef struct
{
  int first, end;
  int asked, left, day_cap;
} Piece;

static int
clip (const WabiWeek *week, WabiDay day)
{
  return CLAMP (day - week->first, 0, week->problem->days);
}

/* Units that several services share are one cap, which each of their needs joins. */
static void
join_cap (WabiWeek *week, const WabiAuthorization *auth, gsize index, int from, int end, int need)
{
  const WabiAuthLimit *limit = &auth->limits[index];
  g_autofree char *key = g_strdup_printf ("%s/%" G_GSIZE_FORMAT "/%d", auth->family != NULL ? auth->family : auth->id, index, from);
  WabiPlanCap *cap = g_hash_table_lookup (week->unit_caps, key);

  if (cap == NULL)
    {
      cap = wabi_plan_problem_add_cap (week->problem, -1, from, end, wabi_auth_remaining (limit), WABI_PLAN_BAR_AUTHORIZATION);
      g_hash_table_insert (week->unit_caps, g_steal_pointer (&key), cap);
    }
  wabi_plan_cap_add_need (cap, need);
}

/* A total is asked for at the pace that uses it up by the end, a month's units at the one that uses them up with the month; a week's in the week. */
static void
read_limit (WabiWeek *week, const WabiAuthorization *auth, gsize index, WabiDay day, int need, Piece *piece)
{
  const WabiAuthLimit *limit = &auth->limits[index];
  int left = MAX (wabi_auth_remaining (limit), 0), weeks;
  WabiDay from, to;

  if (limit->period == WABI_AUTH_DAY)
    {
      piece->day_cap = MIN (piece->day_cap, limit->approved);
      return;
    }
  piece->left = MIN (piece->left, left);
  if (limit->period == WABI_AUTH_TOTAL)
    {
      weeks = auth->to == WABI_DAY_NONE ? WEEKS_WITHOUT_END : MAX ((auth->to - day) / 7 + 1, 1);
      piece->asked = MIN (piece->asked, (left + weeks - 1) / weeks);
      join_cap (week, auth, index, 0, week->problem->days, need);
      return;
    }
  wabi_auth_period_range (auth, limit->period, day, &from, &to);
  piece->end = MIN (piece->end, clip (week, to + 1));
  if (limit->period == WABI_AUTH_MONTH)
    {
      weeks = MAX ((to - day) / 7 + 1, 1);
      piece->asked = MIN (piece->asked, (left + weeks - 1) / weeks);
    }
  join_cap (week, auth, index, clip (week, from), clip (week, to + 1), need);
}

static int
find_week_limit (const WabiAuthorization *auth, const char *code)
{
  for (gsize i = 0; i < auth->n_limits; i++)
    if (auth->limits[i].period == WABI_AUTH_WEEK && wabi_auth_limit_covers (&auth->limits[i], code))
      return MAX (wabi_auth_remaining (&auth->limits[i]), 0);
  return -1;
}

static void
read_piece (WabiWeek *week, const WabiAuthorization *auth, const char *code, int need, Piece *piece)
{
  WabiDay day = week->first + piece->first;
  guint8 *open = wabi_plan_need_restrict (week->problem, g_ptr_array_index (week->problem->needs, need));
  int per_week = find_week_limit (auth, code);

  piece->end = auth->to == WABI_DAY_NONE ? week->problem->days : clip (week, auth->to + 1);
  for (gsize i = 0; i < auth->n_limits; i++)
    if (wabi_auth_limit_covers (&auth->limits[i], code))
      read_limit (week, auth, i, day, need, piece);
  // What the payer says for a week is what the family expects in one.
  if (per_week >= 0)
    piece->asked = per_week;
  piece->end = MAX (piece->end, piece->first + 1);
  for (int i = piece->first; i < piece->end; i++)
    wabi_plan_open (open, i, 0, WABI_PLAN_DAY_SLOTS, wabi_auth_may_book (auth, code, week->first + i));
}

static gboolean
is_refused (WabiProof *proof)
{
  g_autoptr (GPtrArray) findings = wabi_proof_check_booking (proof);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && g_str_has_prefix (finding->id, "authorization-"))
        return TRUE;
    }
  return FALSE;
}

/* One stretch of days, and where it ends; of days without an authorization each is one. */
static Piece
read_days (WabiWeek *week, WabiProofContext *context, WabiRecord *trial, int first, int need, const char *inside, WabiWeekRest *rest)
{
  g_autoptr (WabiRecord) visit = wabi_record_copy (trial);
  g_autoptr (WabiProof) proof = NULL;
  const WabiVisitFacts *facts;
  const char *picked, *code = wabi_record_get_text (trial, "service_code");
  Piece piece = { first, first + 1, G_MAXINT, G_MAXINT, WABI_PLAN_DAY_SLOTS };

  wabi_record_set_int (visit, "starts_at", wabi_zone_from_local (week->zone, week->first + first, 12 * 60));
  wabi_record_set_int (visit, "ends_at", wabi_zone_from_local (week->zone, week->first + first, 13 * 60));
  proof = wabi_proof_new_in (context, visit);
  facts = &wabi_proof_get_facts (proof)->base;
  if (facts->units_per_day > 0)
    piece.day_cap = facts->units_per_day;
  rest->beside |= inside != NULL && wabi_concurrency_look_up (facts->matrix, code, inside) == WABI_CONCURRENCY_ALLOW;
  picked = wabi_proof_pick_authorization (proof);
  for (gsize i = 0; picked != NULL && i < facts->n_authorizations; i++)
    if (g_strcmp0 (facts->authorizations[i].id, picked) == 0)
      {
        read_piece (week, &facts->authorizations[i], code, need, &piece);
        rest->found = TRUE;
        return piece;
      }
  piece.asked = piece.left = 0;
  rest->unneeded |= rest->waits && !is_refused (proof);
  return piece;
}

void
wabi_week_read_rest (WabiWeek *week, WabiProofContext *context, WabiRecord *trial, int need, const char *inside, WabiWeekRest *rest)
{
  WabiDay today = wabi_zone_day (week->zone, wabi_proof_context_get_now (context));
  gint64 wanted = 0;

  rest->day_cap = WABI_PLAN_DAY_SLOTS;
  for (int day = clip (week, today); day < week->problem->days;)
    {
      Piece piece = read_days (week, context, trial, day, need, inside, rest);

      rest->asked = MAX (rest->asked, piece.asked == G_MAXINT ? piece.left : piece.asked);
      wanted += piece.left;
      rest->day_cap = MIN (rest->day_cap, piece.day_cap);
      day = piece.end;
    }
  rest->wanted = (int) MIN (wanted, G_MAXINT16);
  rest->asked = MIN (rest->asked, G_MAXINT16);
}
