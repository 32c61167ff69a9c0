// SPDX-License-Identifier: AGPL-3.0-or-later
// Who could use hours that have become free: each one proved, weighed, or passed over with the reason.

#include "wabi-fill-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-auth-ledger.h"
#include "wabi-care-team.h"
#include "wabi-makeup-ledger.h"
#include "wabi-proof-places.h"
#include "wabi-text.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * WABI_MINUTE)
#define KNOWN_DAYS 60

void
wabi_fill_candidate_free (WabiFillCandidate *candidate)
{
  if (candidate == NULL)
    return;
  g_clear_object (&candidate->visit);
  wabi_fill_verdict_clear (&candidate->verdict);
  g_clear_pointer (&candidate->findings, g_ptr_array_unref);
  g_free (candidate);
}

GPtrArray *
wabi_fill_list_clients (WabiProofContext *context, WabiRecord *hole)
{
  GPtrArray *clients = wabi_proof_context_list (context, &wabi_kind_client, NULL, NULL), *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < clients->len; i++)
    {
      WabiRecord *client = g_ptr_array_index (clients, i);
      const char *status = wabi_record_get_text (client, "status");

      if (status != NULL && wabi_text_list_has ("active intake", status) && !wabi_record_is (hole, "client", wabi_record_get_id (client)))
        g_ptr_array_add (ids, g_strdup (wabi_record_get_id (client)));
    }
  return ids;
}

GPtrArray *
wabi_fill_list_staff (WabiProofContext *context, WabiRecord *hole)
{
  GPtrArray *staff = wabi_proof_context_list (context, &wabi_kind_staff, NULL, NULL), *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < staff->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (staff, i);
      const char *role = wabi_record_get_text (one, "role");

      if (wabi_record_get_bool (one, "active") && role != NULL && wabi_text_list_has ("rbt bcba", role)
          && !wabi_record_is (hole, "staff", wabi_record_get_id (one)))
        g_ptr_array_add (ids, g_strdup (wabi_record_get_id (one)));
    }
  return ids;
}

/* ---- What speaks for it ---- */

static void
gather_continuity (WabiProofContext *context, WabiRecord *visit, WabiFillFacts *facts)
{
  const char *client_id = wabi_record_get_text (visit, "client"), *staff = wabi_record_get_text (visit, "staff");
  gint64 start = wabi_record_get_int (visit, "starts_at");
  WabiDay day = wabi_zone_day (wabi_proof_context_get_zone (context), start);
  WabiRecord *client = wabi_proof_context_get (context, &wabi_kind_client, client_id);
  GPtrArray *team = wabi_proof_context_list (context, &wabi_kind_care_team, "client", client_id);
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "client", client_id, start - KNOWN_DAYS * DAY, start);

  facts->supervisor = client != NULL && wabi_record_is (client, "bcba", staff);
  for (guint i = 0; i < team->len; i++)
    facts->on_team |= wabi_record_is (g_ptr_array_index (team, i), "staff", staff) && wabi_care_team_holds (g_ptr_array_index (team, i), day);
  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      facts->known_visits += entry->visit.start_at >= start - KNOWN_DAYS * DAY && entry->visit.start_at < start
                             && g_strcmp0 (entry->visit.staff_id, staff) == 0;
    }
}

/* The way from the visit before on that day, and to the one after; -1 where one of them is not known. */
static int
measure_travel (WabiProofContext *context, WabiRecord *visit)
{
  const char *zone = wabi_proof_context_get_zone (context);
  gint64 start = wabi_record_get_int (visit, "starts_at"), end = wabi_record_get_int (visit, "ends_at");
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "staff", wabi_record_get_text (visit, "staff"), start - DAY, end + DAY);
  g_autofree char *here = wabi_place_dup_of (context, visit);
  WabiRecord *sides[2] = { NULL, NULL };
  int minutes = 0;

  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      if (entry->record == NULL || wabi_zone_day (zone, entry->visit.start_at) != wabi_zone_day (zone, start))
        continue;
      if (entry->visit.end_at <= start)
        sides[0] = entry->record;
      else if (entry->visit.start_at >= end && sides[1] == NULL)
        sides[1] = entry->record;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *there = sides[i] != NULL ? wabi_place_dup_of (context, sides[i]) : NULL;
      WabiTravel way;

      if (there == NULL || here == NULL)
        continue;
      way = i == 0 ? wabi_place_find_way (context, there, here) : wabi_place_find_way (context, here, there);
      if (way.source == WABI_TRAVEL_UNKNOWN)
        return -1;
      minutes += way.minutes;
    }
  return minutes;
}

static void
gather_units (WabiProofContext *context, WabiRecord *visit, const char *authorization, WabiFillFacts *facts)
{
  WabiRecord *record = wabi_proof_context_get (context, &wabi_kind_authorization, authorization);
  g_autoptr (WabiAuthLedger) ledger = NULL;

  facts->unused_minutes = -1;
  if (record == NULL)
    return;
  ledger = wabi_auth_ledger_new (context, record);
  for (guint i = 0; i < ledger->lines->len; i++)
    {
      const WabiLedgerLine *line = wabi_auth_ledger_get (ledger, i);

      if (line->limit.period != WABI_AUTH_TOTAL || !wabi_auth_limit_covers (&line->limit, wabi_record_get_text (visit, "service_code")))
        continue;
      facts->unused_minutes = MAX (0, wabi_auth_remaining (&line->limit)) * 15;
      facts->behind_percent = line->pace.verdict == WABI_AUTH_UNDER_PACE ? MAX (0, -line->pace.ahead_percent) : 0;
      return;
    }
}

static int
count_waiting (WabiProofContext *context, WabiRecord *visit)
{
  GPtrArray *needs = wabi_proof_context_list (context, &wabi_kind_need, "client", wabi_record_get_text (visit, "client"));
  WabiDay today = wabi_zone_day (wabi_proof_context_get_zone (context), wabi_proof_context_get_now (context));
  int days = -1;

  for (guint i = 0; i < needs->len; i++)
    {
      WabiRecord *need = g_ptr_array_index (needs, i);

      if (wabi_record_is (need, "status", "waiting") && wabi_record_is (need, "service_code", wabi_record_get_text (visit, "service_code")))
        days = MAX (days, MAX (0, today - wabi_lookup_day (need, "since")));
    }
  return days;
}

void
wabi_fill_gather (WabiProofContext *context, WabiRecord *visit, const char *authorization, WabiFillFacts *facts)
{
  *facts = (WabiFillFacts){ .minutes = (int) ((wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE) };
  gather_continuity (context, visit, facts);
  gather_units (context, visit, authorization, facts);
  facts->waiting_days = count_waiting (context, visit);
  facts->travel_minutes = measure_travel (context, visit);
}

/* ---- One candidate ---- */

static WabiRecord *
make_draft (WabiProofContext *context, WabiRecord *hole, const char *client_id, const char *staff, const char *id)
{
  static const char *const times[] = { "starts_at", "ends_at", "zone", "service_code" }, *const where[] = { "place", "location", "room" };
  WabiRecord *client = wabi_proof_context_get (context, &wabi_kind_client, client_id);
  WabiRecord *visit = wabi_record_new (&wabi_kind_appointment, id);
  const char *place = client != NULL ? wabi_record_get_text (client, "place") : NULL;
  gboolean same_place = wabi_record_is (hole, "client", client_id) || place == NULL || wabi_record_is (hole, "place", place);

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    wabi_record_take_node (visit, times[i], json_node_copy (json_object_get_member (wabi_record_get_body (hole), times[i])));
  for (guint i = 0; same_place && i < G_N_ELEMENTS (where); i++)
    if (wabi_record_has (hole, where[i]))
      wabi_record_set_text (visit, where[i], wabi_record_get_text (hole, where[i]));
  if (!same_place)
    wabi_record_set_text (visit, "place", place);
  wabi_record_set_text (visit, "client", client_id);
  wabi_record_set_text (visit, "staff", staff);
  wabi_record_set_text (visit, "status", "scheduled");
  return visit;
}

/* What of the service the client has lost and not made up for; the oldest is linked. */
static int
link_makeup (WabiProofContext *context, WabiRecord *visit)
{
  g_autoptr (GPtrArray) ledgers = wabi_makeup_ledgers_new (context, wabi_record_get_text (visit, "client"));
  const char *code = wabi_record_get_text (visit, "service_code");
  WabiDay day = wabi_zone_day (wabi_proof_context_get_zone (context), wabi_record_get_int (visit, "starts_at"));
  const WabiMakeupEntry *oldest = wabi_makeup_find_open (ledgers, code, day);
  int minutes = 0;

  for (guint i = 0; i < ledgers->len; i++)
    {
      const WabiMakeupLedger *ledger = g_ptr_array_index (ledgers, i);

      for (guint j = 0; wabi_day_in_range (day, ledger->from, ledger->to) && j < ledger->entries->len; j++)
        {
          const WabiMakeupEntry *entry = g_ptr_array_index (ledger->entries, j);

          if (wabi_record_is (entry->visit, "service_code", code))
            minutes += entry->hours.open - entry->hours.booked;
        }
    }
  if (oldest != NULL)
    wabi_record_set_text (visit, "makeup_for", wabi_record_get_id (oldest->visit));
  return minutes;
}

WabiFillCandidate *
wabi_fill_consider (WabiProofContext *context, WabiRecord *hole, const char *client, const char *staff, const char *id)
{
  WabiFillCandidate *candidate = g_new0 (WabiFillCandidate, 1);
  g_autoptr (WabiProof) proof = NULL;
  WabiFillFacts facts = { .minutes = 0 };

  candidate->visit = make_draft (context, hole, client, staff, id);
  proof = wabi_proof_new_in (context, candidate->visit);
  candidate->findings = wabi_proof_check_booking (proof);
  if (wabi_record_get_int (hole, "ends_at") <= wabi_proof_context_get_now (context))
    facts.passed_over = _("These hours are over");
  else if (wabi_findings_worst (candidate->findings) != WABI_FINDING_BLOCKED)
    {
      wabi_fill_gather (context, candidate->visit, wabi_proof_pick_authorization (proof), &facts);
      facts.makeup_minutes = link_makeup (context, candidate->visit);
      if (wabi_record_is (hole, "client", client) && wabi_text_list_has ("cancelled no_show", wabi_record_get_text (hole, "status")))
        wabi_record_set_text (candidate->visit, "makeup_for", wabi_record_get_id (hole));
    }
  facts.findings = candidate->findings;
  wabi_fill_judge (&facts, &candidate->verdict);
  return candidate;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const WabiFillCandidate *x = *(WabiFillCandidate *const *) a, *y = *(WabiFillCandidate *const *) b;
  int order = wabi_fill_compare (&x->verdict, &y->verdict);

  if (order == 0)
    order = g_strcmp0 (wabi_record_get_text (x->visit, "client"), wabi_record_get_text (y->visit, "client"));
  return order != 0 ? order : g_strcmp0 (wabi_record_get_text (x->visit, "staff"), wabi_record_get_text (y->visit, "staff"));
}

void
wabi_fill_sort (GPtrArray *candidates)
{
  g_ptr_array_sort (candidates, compare_candidates);
}
