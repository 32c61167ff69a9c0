// SPDX-License-Identifier: AGPL-3.0-or-later
// Gathers for the proof of a visit the practice's limits of hours, and the work that they count.

#include "wabi-proof-places.h"

#include <string.h>

#define LONGEST (G_GINT64_CONSTANT (16) * 60 * WABI_MINUTE)

/* What limits go by: the certificate that is said of the person, not each that was ever held. */
static const char *
find_credential (WabiProofContext *context, const char *staff)
{
  WabiRecord *record = wabi_proof_context_get (context, &wabi_kind_staff, staff);

  return record != NULL ? wabi_record_get_text (record, "credential") : NULL;
}

static gboolean
read_limit (WabiRecord *record, WabiHoursLimit *limit)
{
  if (!wabi_record_get_bool (record, "active") || !wabi_limit_period_from_name (wabi_record_get_text (record, "per"), &limit->per))
    return FALSE;
  limit->id = wabi_record_get_id (record);
  limit->staff_id = wabi_record_get_text (record, "staff");
  limit->credential = wabi_record_get_text (record, "credential");
  limit->code = wabi_record_get_text (record, "service_code");
  limit->of_client = wabi_record_is (record, "scope", "client");
  limit->minutes = (int) wabi_record_get_int (record, "minutes");
  limit->warns = wabi_record_is (record, "action", "warn");
  return TRUE;
}

/* Whose @book it is: the staff member's, or (of others) the client's. */
static void
add_visits (WabiProofContext *context, const GArray *book, const char *other_than, GArray *work)
{
  for (guint i = 0; i < book->len; i++)
    {
      const WabiVisit *visit = &g_array_index (book, WabiBookEntry, i).visit;
      WabiWork one = { visit->id, visit->staff_id, visit->client_id, visit->code, NULL, visit->start_at, visit->end_at };

      if (other_than != NULL && g_strcmp0 (visit->staff_id, other_than) == 0)
        continue;
      one.credential = find_credential (context, visit->staff_id);
      g_array_append_val (work, one);
    }
}

/* Meetings, ways and training are work; a break is none. */
static void
add_blocks (WabiProofContext *context, const char *staff, GArray *work)
{
  GPtrArray *blocks = wabi_proof_context_list (context, &wabi_kind_staff_block, "staff", staff);

  for (guint i = 0; i < blocks->len; i++)
    {
      WabiRecord *block = g_ptr_array_index (blocks, i);
      WabiWork one = { wabi_record_get_id (block), staff, NULL, NULL, find_credential (context, staff),
                       wabi_record_get_int (block, "starts_at"), wabi_record_get_int (block, "ends_at") };

      if (!wabi_record_is (block, "status", "withdrawn") && !wabi_record_is (block, "type", "break"))
        g_array_append_val (work, one);
    }
}

/* The texts of a book are the context's, which outlives the facts; the book itself moves. */
static void
gather_work (WabiProofContext *context, WabiScheduleFacts *facts, WabiDay first, WabiDay last, gboolean clients, GPtrArray *arrays)
{
  const WabiVisitFacts *base = &facts->base;
  gint64 from = wabi_zone_day_start (base->zone, first) - LONGEST, to = wabi_zone_day_start (base->zone, last + 1);
  GArray *work = g_array_new (FALSE, TRUE, sizeof (WabiWork));

  g_ptr_array_add (arrays, work);
  add_visits (context, wabi_proof_context_get_book (context, FALSE, "staff", base->visit.staff_id, from, to), NULL, work);
  add_blocks (context, base->visit.staff_id, work);
  if (clients && base->visit.client_id != NULL)
    add_visits (context, wabi_proof_context_get_book (context, FALSE, "client", base->visit.client_id, from, to), base->visit.staff_id, work);
  facts->work = (const WabiWork *) (gpointer) work->data;
  facts->n_work = work->len;
}

void
wabi_proof_gather_limits (WabiProofContext *context, WabiScheduleFacts *facts, GPtrArray *arrays)
{
  const WabiVisit *visit = &facts->base.visit;
  GPtrArray *records = wabi_proof_context_list (context, &wabi_kind_hours_limit, NULL, NULL);
  GArray *limits = g_array_new (FALSE, TRUE, sizeof (WabiHoursLimit));
  WabiDay day = wabi_zone_day (facts->base.zone, visit->start_at), from = day, to = day;
  gboolean clients = FALSE;

  g_ptr_array_add (arrays, limits);
  facts->staff_credential = find_credential (context, visit->staff_id);
  for (guint i = 0; i < records->len; i++)
    {
      WabiWork own = { visit->id, visit->staff_id, visit->client_id, visit->code, facts->staff_credential, 0, 0 };
      WabiHoursLimit limit = { 0 };
      WabiDay first, last;

      if (!read_limit (g_ptr_array_index (records, i), &limit) || !wabi_limit_applies (&limit, &own))
        continue;
      g_array_append_val (limits, limit);
      wabi_limit_range (limit.per, day, &first, &last);
      from = MIN (from, first);
      to = MAX (to, last);
      clients |= limit.of_client;
    }
  if (limits->len > 0)
    gather_work (context, facts, from, to, clients, arrays);
  facts->limits = (const WabiHoursLimit *) (gpointer) limits->data;
  facts->n_limits = limits->len;
}
