// SPDX-License-Identifier: AGPL-3.0-or-later
// Other ways to hold a visit that cannot be held as it was wanted: the nearest free times, and who else is free.

#include "wabi-slot-search.h"

#include <string.h>

#include "wabi-care-team.h"
#include "wabi-text.h"

#define DAYS 14
#define STEP (G_GINT64_CONSTANT (15) * WABI_MINUTE)
#define DAY (G_GINT64_CONSTANT (24) * 60 * WABI_MINUTE)
/* What neither another time nor another person mends is refused everywhere: so many proofs are enough to know. */
#define PROOFS_A_DAY 4
#define PROOFS_IN_ALL 28
#define KNOWN_DAYS 60

typedef struct
{
  const WabiView *view;
  const char *zone;
  gint64 now, wanted, length;
  WabiRecord *visit;
  GPtrArray *client_visits;
  guint proofs;
  GPtrArray *slots;
} Search;

void
wabi_slot_free (WabiSlot *slot)
{
  if (slot == NULL)
    return;
  g_free (slot->staff);
  g_clear_pointer (&slot->findings, g_ptr_array_unref);
  g_free (slot);
}

static GPtrArray *
list_visits (Search *search, const char *field, const char *value, gint64 from, gint64 to)
{
  return wabi_lookup_between (search->view, &wabi_kind_appointment, field, value, from, to);
}

/* Whether something of @visits stands in the way; what waits to be settled takes no time yet. */
static gboolean
is_taken (Search *search, GPtrArray *visits, gint64 start)
{
  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);

      if (strcmp (wabi_record_get_id (visit), wabi_record_get_id (search->visit)) != 0
          && wabi_text_list_has ("scheduled arrived in_session completed", wabi_record_get_text (visit, "status"))
          && wabi_record_get_int (visit, "starts_at") < start + search->length && wabi_record_get_int (visit, "ends_at") > start)
        return TRUE;
    }
  return FALSE;
}

static WabiSlot *
prove (Search *search, const char *staff, gint64 start)
{
  g_autoptr (WabiRecord) trial = wabi_record_copy (search->visit);
  g_autoptr (WabiProof) proof = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  WabiSlot *slot;

  search->proofs++;
  wabi_record_set_text (trial, "staff", staff);
  wabi_record_set_int (trial, "starts_at", start);
  wabi_record_set_int (trial, "ends_at", start + search->length);
  proof = wabi_proof_new (search->view, search->zone, search->now, trial);
  findings = wabi_proof_check_booking (proof);
  if (wabi_findings_worst (findings) == WABI_FINDING_BLOCKED)
    return NULL;
  slot = g_new0 (WabiSlot, 1);
  slot->staff = g_strdup (staff);
  slot->starts_at = start;
  slot->ends_at = start + search->length;
  slot->findings = g_steal_pointer (&findings);
  return slot;
}

/* ---- The same person at another time ---- */

static int
compare_distance (gconstpointer a, gconstpointer b, gpointer wanted)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  gint64 x_far = ABS (x - *(gint64 *) wanted), y_far = ABS (y - *(gint64 *) wanted);

  return x_far != y_far ? (x_far < y_far ? -1 : 1) : (x < y ? -1 : x > y);
}

static gboolean
is_valid_on (WabiRecord *hours, WabiDay day)
{
  return wabi_record_get_int (hours, "weekday") == wabi_day_weekday (day)
         && wabi_day_in_range (day, wabi_lookup_day (hours, "valid_from"), wabi_lookup_day (hours, "valid_to"));
}

/* Starts on one day within the hours of the member of staff that nothing stands in the way of, nearest to the wanted time of day first. */
static GArray *
list_starts (Search *search, GPtrArray *hours, GPtrArray *visits, WabiDay day)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  WabiLocal wanted = wabi_zone_to_local (search->zone, search->wanted);
  gint64 near = wabi_zone_from_local (search->zone, day, wanted.minute);

  for (guint i = 0; i < hours->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (hours, i);
      gint64 start = wabi_zone_from_local (search->zone, day, (int) wabi_record_get_int (one, "start_minute"));
      gint64 end = wabi_zone_from_local (search->zone, day, (int) wabi_record_get_int (one, "end_minute"));

      if (!is_valid_on (one, day))
        continue;
      for (; start + search->length <= end; start += STEP)
        if (start >= search->now && start != search->wanted && !is_taken (search, visits, start)
            && !is_taken (search, search->client_visits, start))
          g_array_append_val (starts, start);
    }
  g_array_sort_with_data (starts, compare_distance, &near);
  return starts;
}

/* On the wanted day up to two, on others one: three times on one afternoon are no choice. */
static void
search_day (Search *search, GPtrArray *hours, GPtrArray *visits, WabiDay day, guint most)
{
  g_autoptr (GArray) starts = list_starts (search, hours, visits, day);
  guint wanted = day == wabi_zone_day (search->zone, search->wanted) ? 2 : 1, tried = 0, found = 0;
  gint64 last = 0;

  for (guint i = 0; i < starts->len && tried < PROOFS_A_DAY && found < wanted && search->slots->len < most; i++)
    {
      gint64 start = g_array_index (starts, gint64, i);
      WabiSlot *slot;

      if (last != 0 && ABS (start - last) < search->length)
        continue;
      tried++;
      slot = prove (search, wabi_record_get_text (search->visit, "staff"), start);
      if (slot == NULL)
        continue;
      g_ptr_array_add (search->slots, slot);
      last = start;
      found++;
    }
}

static void
search_times (Search *search, guint most)
{
  const char *staff = wabi_record_get_text (search->visit, "staff");
  WabiDay first = wabi_zone_day (search->zone, MAX (search->wanted, search->now));
  g_autoptr (GPtrArray) hours = wabi_lookup_by (search->view, &wabi_kind_staff_hours, "staff", staff);
  g_autoptr (GPtrArray) visits = list_visits (search, "staff", staff, search->now - DAY,
                                              wabi_zone_day_start (search->zone, first + DAYS + 1));

  for (WabiDay day = first; day < first + DAYS && search->slots->len < most && search->proofs < PROOFS_IN_ALL; day++)
    search_day (search, hours, visits, day, most);
}

/* ---- The same time with another person ---- */

typedef struct
{
  char *id;
  guint known; /* visits with the client; the own BCBA and the team first */
  gboolean same_role;
} Person;

static void
clear_person (gpointer data)
{
  g_free (((Person *) data)->id);
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const Person *x = a, *y = b;

  if (x->known != y->known)
    return x->known > y->known ? -1 : 1;
  return x->same_role != y->same_role ? (x->same_role ? -1 : 1) : strcmp (x->id, y->id);
}

static guint
count_known (Search *search, GPtrArray *past, const char *staff)
{
  g_autoptr (WabiRecord) client
      = wabi_lookup_get (search->view, &wabi_kind_client, wabi_record_get_text (search->visit, "client"));
  g_autoptr (GPtrArray) team
      = wabi_lookup_by (search->view, &wabi_kind_care_team, "client", wabi_record_get_text (search->visit, "client"));
  guint n = client != NULL && wabi_record_is (client, "bcba", staff) ? 1000 : 0;

  for (guint i = 0; i < team->len; i++)
    if (wabi_record_is (g_ptr_array_index (team, i), "staff", staff)
        && wabi_care_team_holds (g_ptr_array_index (team, i), wabi_zone_day (search->zone, search->wanted)))
      n += 500;
  for (guint i = 0; i < past->len; i++)
    n += wabi_record_is (g_ptr_array_index (past, i), "staff", staff);
  return n;
}

static GArray *
list_people (Search *search)
{
  GArray *people = g_array_new (FALSE, TRUE, sizeof (Person));
  g_autoptr (GPtrArray) past = list_visits (search, "client", wabi_record_get_text (search->visit, "client"),
                                            search->wanted - KNOWN_DAYS * DAY, search->wanted);
  g_autoptr (WabiRecord) wanted = wabi_lookup_get (search->view, &wabi_kind_staff, wabi_record_get_text (search->visit, "staff"));
  g_autoptr (GPtrArray) staff = NULL;
  WabiQuery query;

  g_array_set_clear_func (people, clear_person);
  wabi_query_init (&query, &wabi_kind_staff);
  staff = wabi_view_list (search->view, &query, NULL);
  for (guint i = 0; staff != NULL && i < staff->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (staff, i);
      Person person;

      if (!wabi_record_get_bool (one, "active") || !wabi_text_list_has ("rbt bcba", wabi_record_get_text (one, "role"))
          || wabi_record_is (search->visit, "staff", wabi_record_get_id (one)))
        continue;
      person = (Person){ g_strdup (wabi_record_get_id (one)), count_known (search, past, wabi_record_get_id (one)),
                          wanted != NULL && wabi_record_is (wanted, "role", wabi_record_get_text (one, "role")) };
      g_array_append_val (people, person);
    }
  g_array_sort (people, compare_people);
  return people;
}

static void
search_people (Search *search, guint most)
{
  g_autoptr (GArray) people = list_people (search);
  guint found = 0;

  /* The client cannot be in two places, whoever comes. */
  if (search->wanted < search->now || is_taken (search, search->client_visits, search->wanted))
    return;
  search->proofs = 0;
  for (guint i = 0; i < people->len && found < most && search->proofs < PROOFS_IN_ALL; i++)
    {
      const Person *person = &g_array_index (people, Person, i);
      g_autoptr (GPtrArray) visits = list_visits (search, "staff", person->id, search->wanted - DAY, search->wanted + DAY);
      WabiSlot *slot = is_taken (search, visits, search->wanted) ? NULL : prove (search, person->id, search->wanted);

      if (slot == NULL)
        continue;
      slot->other_staff = TRUE;
      slot->on_team = person->known > 0;
      g_ptr_array_add (search->slots, slot);
      found++;
    }
}

GPtrArray *
wabi_slots_find (const WabiView *view, const char *zone, gint64 now, WabiRecord *visit, guint most)
{
  gint64 start = wabi_record_get_int (visit, "starts_at"), end = wabi_record_get_int (visit, "ends_at");
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_slot_free);
  g_autoptr (GPtrArray) client_visits = NULL;
  Search search = { view, zone, now, start, end - start, visit, NULL, 0, slots };

  if (end <= start || !wabi_record_has (visit, "client") || !wabi_record_has (visit, "staff"))
    return slots;
  client_visits = list_visits (&search, "client", wabi_record_get_text (visit, "client"), MIN (now, start) - DAY,
                               MAX (now, start) + (DAYS + 1) * DAY);
  search.client_visits = client_visits;
  search_times (&search, most);
  search_people (&search, most);
  return slots;
}
