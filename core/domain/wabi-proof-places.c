// SPDX-License-Identifier: AGPL-3.0-or-later
// Gathers for the proof of a visit what surrounds it: room and equipment, the ways to and from it, what else takes the person's time.

#include "wabi-proof-places.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-text.h"

#define HOUR (60 * WABI_MINUTE)
#define LONGEST (16 * HOUR)
/* Who has longer than this between two visits gets there. */
#define FAR (4 * HOUR)

static char *
keep_text (GPtrArray *texts, char *take_text)
{
  g_ptr_array_add (texts, take_text);
  return take_text;
}

/* ---- Places ---- */

/* The office, where there is only one that it can be. */
static const char *
find_office (WabiProofContext *context)
{
  GPtrArray *locations = wabi_proof_context_list (context, &wabi_kind_location, NULL, NULL);
  const char *only = NULL;

  for (guint i = 0; i < locations->len; i++)
    {
      WabiRecord *location = g_ptr_array_index (locations, i);

      if (!wabi_record_is (location, "place", "11") || wabi_record_get_bool (location, "closed"))
        continue;
      if (only != NULL)
        return NULL;
      only = wabi_record_get_id (location);
    }
  return only;
}

char *
wabi_place_dup_of (WabiProofContext *context, WabiRecord *visit)
{
  const char *place = wabi_record_get_text (visit, "place");

  if (g_strcmp0 (place, "02") == 0 || g_strcmp0 (place, "10") == 0)
    return NULL;
  if (wabi_record_has (visit, "location"))
    return g_strdup (wabi_record_get_text (visit, "location"));
  if (g_strcmp0 (place, "12") == 0)
    return g_strdup (wabi_record_get_text (visit, "client"));
  return g_strcmp0 (place, "11") == 0 ? g_strdup (find_office (context)) : NULL;
}

static WabiRecord *
find_record (WabiProofContext *context, const char *id)
{
  WabiRecord *record = wabi_proof_context_get (context, &wabi_kind_location, id);

  return record != NULL ? record : wabi_proof_context_get (context, &wabi_kind_client, id);
}

char *
wabi_place_dup_name (WabiProofContext *context, const char *id)
{
  WabiRecord *record = id != NULL ? find_record (context, id) : NULL;

  if (record == NULL)
    return g_strdup (_ ("another place"));
  if (wabi_record_get_kind (record) == &wabi_kind_location)
    return g_strdup (wabi_record_get_text (record, "name"));
  /* Translators: where a child lives: "Mila’s home" */
  return g_strdup_printf (_ ("%s’s home"), wabi_record_get_text (record, "first_name"));
}

static gboolean
find_recorded (WabiProofContext *context, const char *from, const char *to, WabiTravel *way)
{
  GPtrArray *all = wabi_proof_context_list (context, &wabi_kind_travel_time, "from", from);

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (!wabi_record_is (one, "to", to))
        continue;
      *way = (WabiTravel){ (int) wabi_record_get_int (one, "minutes"), (int) wabi_record_get_int (one, "miles_tenths"), WABI_TRAVEL_RECORDED };
      return TRUE;
    }
  return FALSE;
}

static WabiTravelPlace
read_place (WabiProofContext *context, const char *id)
{
  WabiRecord *record = find_record (context, id);
  WabiTravelPlace place = { .id = id };

  if (record == NULL)
    return place;
  place.zip = wabi_record_get_text (record, "zip");
  place.has_position = wabi_record_get_kind (record) == &wabi_kind_location && wabi_record_has (record, "latitude")
                       && wabi_record_has (record, "longitude");
  if (place.has_position)
    {
      place.latitude = wabi_record_get_int (record, "latitude");
      place.longitude = wabi_record_get_int (record, "longitude");
    }
  return place;
}

WabiTravel
wabi_place_find_way (WabiProofContext *context, const char *from, const char *to)
{
  WabiTravel way = { 0, 0, WABI_TRAVEL_NONE };
  WabiTravelPlace a, b;

  if (from == NULL || to == NULL)
    way.source = WABI_TRAVEL_UNKNOWN;
  if (from == NULL || to == NULL || strcmp (from, to) == 0 || find_recorded (context, from, to, &way) || find_recorded (context, to, from, &way))
    return way;
  a = read_place (context, from);
  b = read_place (context, to);
  return wabi_travel_estimate (&a, &b);
}

/* ---- What else takes the person's time ---- */

void
wabi_proof_add_blocks (WabiProofContext *context, const WabiVisit *visit, GArray *visits)
{
  GPtrArray *blocks = wabi_proof_context_list (context, &wabi_kind_staff_block, "staff", visit->staff_id);

  for (guint i = 0; i < blocks->len; i++)
    {
      WabiRecord *block = g_ptr_array_index (blocks, i);
      WabiVisit busy = { .id = wabi_record_get_id (block),
                         .staff_id = wabi_record_get_text (block, "staff"),
                         .start_at = wabi_record_get_int (block, "starts_at"),
                         .end_at = wabi_record_get_int (block, "ends_at"),
                         .status = WABI_VISIT_BOOKED };

      if (!wabi_record_is (block, "status", "withdrawn") && busy.end_at > visit->start_at - FAR && busy.start_at < visit->end_at + FAR)
        g_array_append_val (visits, busy);
    }
}

/* ---- Rooms and equipment ---- */

static void
add_holding (WabiProofContext *context, WabiRecord *visit, GArray *holdings, GPtrArray *texts)
{
  WabiRecord *staff = wabi_proof_context_get (context, &wabi_kind_staff, wabi_record_get_text (visit, "staff"));
  WabiHolding holding = { wabi_record_get_id (visit), wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"),
                          staff != NULL ? keep_text (texts, wabi_lookup_full_name (staff)) : NULL };

  g_array_append_val (holdings, holding);
}

static gboolean
takes_time (WabiRecord *visit)
{
  return wabi_text_list_has ("scheduled arrived in_session completed", wabi_record_get_text (visit, "status"));
}

static void
find_equipment (WabiProofContext *context, const char *id, const WabiVisit *visit, GArray *holdings, GPtrArray *texts)
{
  g_autoptr (GPtrArray) near = wabi_lookup_between (wabi_proof_context_get_view (context), &wabi_kind_appointment, NULL, NULL,
                                                    visit->start_at - LONGEST, visit->end_at);

  for (guint i = 0; i < near->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (near, i);
      g_auto (GStrv) held = wabi_lookup_strv (one, "equipment");

      if (!g_strv_contains ((const char *const *) held, id) || !takes_time (one)
          || wabi_proof_context_is_changed (context, wabi_record_get_id (one)))
        continue;
      /* Kept for as long as its id is borrowed. */
      add_holding (context, one, holdings, texts);
      g_array_index (holdings, WabiHolding, holdings->len - 1).visit_id = keep_text (texts, g_strdup (wabi_record_get_id (one)));
    }
}

static void
find_room (WabiProofContext *context, const char *id, const WabiVisit *visit, GArray *holdings, GPtrArray *texts)
{
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "room", id, visit->start_at - LONGEST, visit->end_at);

  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);

      if (entry->record != NULL && entry->visit.start_at < visit->end_at && entry->visit.end_at > visit->start_at)
        add_holding (context, entry->record, holdings, texts);
    }
}

static void
add_use (WabiProofContext *context, const char *id, const char *here, WabiScheduleFacts *facts, GArray *uses, GPtrArray *texts, GPtrArray *arrays)
{
  WabiRecord *resource = wabi_proof_context_get (context, &wabi_kind_resource, id);
  const char *there = resource != NULL ? wabi_record_get_text (resource, "location") : NULL;
  GArray *holdings = g_array_new (FALSE, TRUE, sizeof (WabiHolding));
  WabiResourceUse use;

  g_ptr_array_add (arrays, holdings);
  if (resource == NULL)
    return;
  use = (WabiResourceUse){ .id = id,
                           .name = wabi_record_get_text (resource, "name"),
                           .equipment = wabi_record_is (resource, "type", "equipment"),
                           .capacity = MAX (1, (int) wabi_record_get_int (resource, "capacity")),
                           .closed = !wabi_record_get_bool (resource, "active") };
  /* A thing is carried along; a room stays where it is. */
  if (!use.equipment && there != NULL && here != NULL && strcmp (there, here) != 0)
    use.elsewhere = keep_text (texts, wabi_place_dup_name (context, there));
  if (use.equipment)
    find_equipment (context, id, &facts->base.visit, holdings, texts);
  else
    find_room (context, id, &facts->base.visit, holdings, texts);
  use.holdings = (const WabiHolding *) (gpointer) holdings->data;
  use.n_holdings = holdings->len;
  g_array_append_val (uses, use);
}

/* ---- Travel ---- */

/* The nearest visit on one side that somebody has to go to, or come from. */
static const WabiBookEntry *
find_neighbor (const GArray *book, const WabiVisit *visit, gboolean before)
{
  const WabiBookEntry *best = NULL;

  for (guint i = 0; i < book->len; i++)
    {
      const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, i);
      gint64 gap = before ? visit->start_at - entry->visit.end_at : entry->visit.start_at - visit->end_at;

      if (entry->record == NULL || strcmp (entry->visit.id, visit->id) == 0 || gap < 0 || gap > FAR
          || wabi_text_list_has ("02 10", entry->visit.place))
        continue;
      if (best == NULL || (before ? entry->visit.end_at > best->visit.end_at : entry->visit.start_at < best->visit.start_at))
        best = entry;
    }
  return best;
}

static void
add_leg (WabiProofContext *context, const GArray *book, const char *here, gboolean before, WabiScheduleFacts *facts, GArray *legs, GPtrArray *texts)
{
  const WabiBookEntry *other = find_neighbor (book, &facts->base.visit, before);
  g_autofree char *there = other != NULL ? wabi_place_dup_of (context, other->record) : NULL;
  WabiTravelLeg leg;

  if (there == NULL)
    return;
  leg = (WabiTravelLeg){ keep_text (texts, g_strdup (other->visit.id)), before, before ? other->visit.end_at : other->visit.start_at,
                         keep_text (texts, wabi_place_dup_name (context, there)),
                         wabi_place_find_way (context, before ? there : here, before ? here : there) };
  g_array_append_val (legs, leg);
}

static void
gather_ways (WabiProofContext *context, const char *here, WabiScheduleFacts *facts, GPtrArray *texts, GPtrArray *arrays)
{
  const WabiVisit *visit = &facts->base.visit;
  GArray *legs = g_array_new (FALSE, TRUE, sizeof (WabiTravelLeg));
  const GArray *book = wabi_proof_context_get_book (context, FALSE, "staff", visit->staff_id, visit->start_at - FAR - LONGEST, visit->end_at + FAR);

  g_ptr_array_add (arrays, legs);
  add_leg (context, book, here, TRUE, facts, legs, texts);
  add_leg (context, book, here, FALSE, facts, legs, texts);
  facts->place_name = keep_text (texts, wabi_place_dup_name (context, here));
  facts->legs = (const WabiTravelLeg *) (gpointer) legs->data;
  facts->n_legs = legs->len;
}

void
wabi_proof_gather_places (WabiProofContext *context, WabiRecord *visit, WabiScheduleFacts *facts, GPtrArray *texts, GPtrArray *arrays)
{
  g_autofree char *here = wabi_place_dup_of (context, visit);
  g_auto (GStrv) equipment = wabi_lookup_strv (visit, "equipment");
  GArray *uses = g_array_new (FALSE, TRUE, sizeof (WabiResourceUse));

  g_ptr_array_add (arrays, uses);
  if (wabi_record_has (visit, "room"))
    add_use (context, wabi_record_get_text (visit, "room"), here, facts, uses, texts, arrays);
  for (guint i = 0; equipment[i] != NULL; i++)
    add_use (context, keep_text (texts, g_strdup (equipment[i])), here, facts, uses, texts, arrays);
  facts->resources = (const WabiResourceUse *) (gpointer) uses->data;
  facts->n_resources = uses->len;
  if (here != NULL && facts->base.visit.staff_id != NULL)
    gather_ways (context, here, facts, texts, arrays);
}
