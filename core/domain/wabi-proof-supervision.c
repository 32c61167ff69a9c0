// SPDX-License-Identifier: AGPL-3.0-or-later
// The month of a technician: what is given, and what of it with a supervisor.

#include "wabi-proof-supervision.h"

#include <string.h>

#include "wabi-text.h"

static gboolean
is_of (WabiProofContext *context, const WabiVisit *visit, WabiServiceFlags flag)
{
  WabiDay day = wabi_zone_day (wabi_proof_context_get_zone (context), visit->start_at);

  return wabi_service_is (wabi_service_table_find (wabi_proof_context_get_services (context), visit->code, day), flag);
}

static int
count_supervised (WabiProofContext *context, const WabiVisit *visit)
{
  gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "client", visit->client_id, visit->start_at - day, visit->end_at);
  int minutes = 0;

  for (guint i = 0; i < book->len; i++)
    {
      const WabiVisit *other = &g_array_index (book, WabiBookEntry, i).visit;
      gint64 from = MAX (other->start_at, visit->start_at), to = MIN (other->end_at, visit->end_at);

      if (from < to && is_of (context, other, WABI_SERVICE_SUPERVISING) && g_strcmp0 (other->staff_id, visit->staff_id) != 0)
        minutes += (int) ((to - from) / WABI_MINUTE);
    }
  return MIN (minutes, wabi_visit_minutes (visit));
}

static void
add (WabiProofContext *context, const WabiVisit *visit, WabiSupervision *month)
{
  int supervised;

  if (visit->client_id == NULL || !is_of (context, visit, WABI_SERVICE_DIRECT))
    return;
  supervised = count_supervised (context, visit);
  month->minutes += wabi_visit_minutes (visit);
  month->supervised += supervised;
  month->contacts += supervised > 0;
}

gboolean
wabi_proof_read_supervision (WabiProofContext *context, const WabiVisit *visit, WabiRecord *staff, WabiSupervision *out)
{
  const char *zone = wabi_proof_context_get_zone (context), *credential = staff != NULL ? wabi_record_get_text (staff, "credential") : NULL;
  WabiDay first = wabi_day_month_start (wabi_zone_day (zone, visit->start_at)), last = wabi_day_add_months (first, 1) - 1;
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (WabiVisit));
  const GArray *book;

  *out = (WabiSupervision){ 0 };
  if (!wabi_text_list_has ("RBT BT", credential != NULL ? credential : "") || !is_of (context, visit, WABI_SERVICE_DIRECT))
    return FALSE;
  book = wabi_proof_context_get_book (context, FALSE, "staff", visit->staff_id, wabi_zone_day_start (zone, first), wabi_zone_day_start (zone, last + 1));
  /* The books of clients are read next, so what is looked through is copied. */
  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      if (wabi_day_in_range (entry->day, first, last) && strcmp (entry->visit.id, visit->id) != 0)
        g_array_append_val (visits, entry->visit);
    }
  g_array_append_vals (visits, visit, 1);
  for (guint i = 0; i < visits->len; i++)
    add (context, &g_array_index (visits, WabiVisit, i), out);
  return TRUE;
}
