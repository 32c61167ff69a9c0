// SPDX-License-Identifier: AGPL-3.0-or-later
// The next times at which a visit could be held: free by the calendar first, then proved like any booking.

#include "wabi-free-times.h"

#include "wabi-lookup.h"
#include "wabi-proof.h"
#include "wabi-visit-words.h"

#define DAYS 15
#define STEP 15
/* What the time does not mend is refused at every time: so many proofs are enough to know. */
#define MOST_PROOFS 24

typedef struct
{
  WabiDesk *desk;
  WabiRecord *trial; /* a copy of the visit that is put here and there */
  GPtrArray *visits; /* of the member of staff and of the client */
  gint64 length;
  guint proofs;
  GArray *found;
} Search;

static void
read_visits (Search *search, const char *field, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) visits = wabi_lookup_between (wabi_desk_get_view (search->desk), &wabi_kind_appointment, field,
                                                      wabi_record_get_text (search->trial, field), from, to);

  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);

      if (wabi_visit_takes_place (visit) && !g_str_equal (wabi_record_get_id (visit), wabi_record_get_id (search->trial)))
        g_ptr_array_add (search->visits, g_object_ref (visit));
    }
}

/* The end of what is in the way, 0 when nothing is. */
static gint64
find_end_of_clash (Search *search, gint64 start)
{
  gint64 end = 0;

  for (guint i = 0; i < search->visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (search->visits, i);

      if (wabi_record_get_int (visit, "starts_at") < start + search->length && wabi_record_get_int (visit, "ends_at") > start)
        end = MAX (end, wabi_record_get_int (visit, "ends_at"));
    }
  return end;
}

static gboolean
is_proved (Search *search, gint64 start)
{
  g_autoptr (WabiProof) proof = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  search->proofs++;
  wabi_record_set_int (search->trial, "starts_at", start);
  wabi_record_set_int (search->trial, "ends_at", start + search->length);
  proof = wabi_proof_new (wabi_desk_get_view (search->desk), wabi_desk_get_zone (search->desk), wabi_desk_get_now (search->desk),
                          search->trial);
  findings = wabi_proof_check_booking (proof);
  return wabi_findings_worst (findings) != WABI_FINDING_BLOCKED;
}

static void
search_range (Search *search, gint64 start, gint64 end, guint most)
{
  while (start + search->length <= end && search->found->len < most && search->proofs < MOST_PROOFS)
    {
      gint64 clash = find_end_of_clash (search, start);

      if (clash == 0 && is_proved (search, start))
        {
          g_array_append_val (search->found, start);
          start += search->length;
        }
      else if (clash > 0)
        start = (clash + STEP * WABI_MINUTE - 1) / (STEP * WABI_MINUTE) * (STEP * WABI_MINUTE);
      else
        start += 2 * STEP * WABI_MINUTE;
    }
}

GArray *
wabi_free_times_find (WabiDesk *desk, WabiOpenHours *hours, WabiRecord *visit, guint most)
{
  const char *zone = wabi_desk_get_zone (desk);
  gint64 now = wabi_desk_get_now (desk), earliest = MAX (wabi_record_get_int (visit, "starts_at"), now);
  WabiDay first = wabi_zone_day (zone, earliest);
  g_autoptr (WabiRecord) trial = wabi_record_copy (visit);
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = { .desk = desk,
                    .trial = trial,
                    .visits = visits,
                    .length = wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at"),
                    .found = g_array_new (FALSE, FALSE, sizeof (gint64)) };

  if (search.length <= 0 || !wabi_record_has (visit, "client") || !wabi_record_has (visit, "staff"))
    return search.found;
  read_visits (&search, "staff", wabi_zone_day_start (zone, first - 1), wabi_zone_day_start (zone, first + DAYS));
  read_visits (&search, "client", wabi_zone_day_start (zone, first - 1), wabi_zone_day_start (zone, first + DAYS));
  for (WabiDay day = first; day < first + DAYS && search.found->len < most; day++)
    {
      g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));

      if (!wabi_open_hours_get (hours, wabi_record_get_text (visit, "staff"), day, open))
        break;
      for (guint i = 0; i < open->len; i++)
        {
          const WabiMinuteRange *range = &g_array_index (open, WabiMinuteRange, i);
          gint64 start = wabi_zone_from_local (zone, day, range->start);

          /* Not what has passed already today, and not before what was asked for. */
          while (start < earliest)
            start += STEP * WABI_MINUTE;
          search_range (&search, start, wabi_zone_from_local (zone, day, range->end), most);
        }
    }
  return search.found;
}
