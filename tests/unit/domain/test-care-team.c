// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is on a care team: by hand, by a booking, and no longer.

#include <string.h>

#include "memory-practice.h"
#include "wabi-care-team.h"
#include "wabi-lookup.h"

#define ENTRY "01900000-0000-7000-8000-0000000000c1"
#define ENTRY_2 "01900000-0000-7000-8000-0000000000c2"
#define VISIT "01900000-0000-7000-8000-0000000000d1"
#define VISIT_2 "01900000-0000-7000-8000-0000000000d2"
#define TODAY "2026-03-09"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text (TODAY), 7 * 60));

  memory_practice_furnish (practice);
  return practice;
}

static guint
count_on (MemoryPractice *practice, const char *client, const char *staff, const char *day)
{
  g_autoptr (GPtrArray) entries = wabi_lookup_by (&practice->view, &wabi_kind_care_team, "client", client);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += wabi_record_is (g_ptr_array_index (entries, i), "staff", staff)
         && wabi_care_team_holds (g_ptr_array_index (entries, i), wabi_day_from_text (day));
  return n;
}

static gboolean
add (MemoryPractice *practice, const char *user, guint roles, const char *id, const char *client)
{
  g_autofree char *args = g_strdup_printf ("{'id':'%s','client':'%s','staff':'" RBT "'}", id, client);

  return memory_practice_do (practice, user, roles, TRUE, "care_team.add", args);
}

static void
test_by_hand (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) entry = NULL;
  g_autoptr (WabiRecord) ended = NULL;

  g_assert_true (add (practice, DESK, WABI_ROLE_FRONTDESK, ENTRY, CLIENT));
  entry = memory_practice_get (practice, &wabi_kind_care_team, ENTRY);
  g_assert_cmpstr (wabi_record_get_text (entry, "role"), ==, "technician");
  g_assert_cmpstr (wabi_record_get_text (entry, "by"), ==, DESK);
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 1);
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, "2026-03-08"), ==, 0);
  /* A second time is once too often, and says so. */
  g_assert_false (add (practice, DESK, WABI_ROLE_FRONTDESK, ENTRY_2, CLIENT));
  g_assert_cmpstr (practice->code, ==, "on-team");
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "care_team.remove", "{'id':'" ENTRY "'}"));
  ended = memory_practice_get (practice, &wabi_kind_care_team, ENTRY);
  g_assert_cmpstr (wabi_record_get_text (ended, "ended_by"), ==, DESK);
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 0);
  /* Taking the removal back is the same entry again. */
  g_assert_true (add (practice, DESK, WABI_ROLE_FRONTDESK, ENTRY, CLIENT));
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 1);
}

static void
test_who_may (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_false (add (practice, RBT, WABI_ROLE_RBT, ENTRY, CLIENT));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  /* Leila is the first client's BCBA, not the second's. */
  g_assert_true (add (practice, BCBA, WABI_ROLE_BCBA, ENTRY, CLIENT));
  g_assert_false (add (practice, BCBA, WABI_ROLE_BCBA, ENTRY_2, CLIENT_2));
  g_assert_cmpstr (practice->code, ==, "not-supervisor");
  g_assert_true (add (practice, DESK, WABI_ROLE_ADMIN, ENTRY_2, CLIENT_2));
}

static WabiRecord *
put_visit (MemoryPractice *practice, const char *id, const char *date, const char *status)
{
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (date), 600);
  g_autofree char *body
      = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                         ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'%s'}",
                         start, start + 60 * WABI_MINUTE, status);

  memory_practice_put (practice, &wabi_kind_appointment, id, body);
  return memory_practice_get (practice, &wabi_kind_appointment, id);
}

static void
book (MemoryPractice *practice, const char *id, const char *date, const char *status)
{
  g_autoptr (WabiRecord) visit = put_visit (practice, id, date, status);

  memory_practice_react (practice, visit);
  /* A follower may hear of a change again. */
  memory_practice_react (practice, visit);
}

static void
test_by_booking (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  book (practice, VISIT, "2026-03-10", "cancelled");
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 0);
  book (practice, VISIT, "2026-02-01", "completed");
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 0);
  /* Tomorrow's client is seen today, and until some days after the visit. */
  book (practice, VISIT, "2026-03-10", "scheduled");
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 1);
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, "2026-03-24"), ==, 1);
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, "2026-03-25"), ==, 0);
  /* A later visit moves the end of the one entry. */
  book (practice, VISIT_2, "2026-03-20", "scheduled");
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, "2026-04-03"), ==, 1);
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, "2026-04-04"), ==, 0);
}

static void
test_removed_stays_removed (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *args = NULL;

  book (practice, VISIT, "2026-03-10", "scheduled");
  entries = wabi_lookup_by (&practice->view, &wabi_kind_care_team, "client", CLIENT);
  g_assert_cmpuint (entries->len, ==, 1);
  args = g_strdup_printf ("{'id':'%s'}", wabi_record_get_id (g_ptr_array_index (entries, 0)));
  /* Also what was added by hand beside it ends. */
  g_assert_true (add (practice, DESK, WABI_ROLE_FRONTDESK, ENTRY, CLIENT));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "care_team.remove", args));
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 0);
  /* The visit that was booked then changes: that brings nobody back. A new booking does. */
  book (practice, VISIT, "2026-03-10", "arrived");
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 0);
  book (practice, VISIT_2, "2026-03-11", "scheduled");
  g_assert_cmpuint (count_on (practice, CLIENT, RBT, TODAY), ==, 1);
}

/* Every kind that carries what is known of a client leads to the client. */
static void
test_bonds (void)
{
  static const char *const own[] = { "practice", "staff", "credential", "revocation", "location", "staff_hours", "time_off", "holiday", "staff_block",
                                     "resource", "travel_time", "hours_limit", "calendar_link", "calendar_push", "calendar_secret", "calendar_pushed", "cancel_reason", "payer", "fee",
                                     "enrollment", "claim_request", "claim_file", "counter", "payer_rule", "service_code", "edit_table", "month_close", "inbound_file",
                                     "remittance", "partner", "partner_secret", "transmission", "benefit_check", "benefit_schedule",
                                     /* of a client where it is known; only billers and administrators read them */
                                     "money_entry", "remit_claim", NULL };
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      const WabiField *field;
      WabiBond bond = wabi_kind_get_bond (kinds[i], &field);

      g_test_message ("%s", kinds[i]->name);
      g_assert_cmpint (bond == WABI_BOND_NONE, ==, g_strv_contains (own, kinds[i]->name));
      if (bond == WABI_BOND_PARENT)
        {
          const WabiField *client = wabi_kind_find_field (wabi_domain_find_kind (field->values), "client");

          /* The tables look the client up in the parent's column. */
          g_assert_true (client->flags & WABI_INDEXED);
          g_assert_true (field->flags & WABI_INDEXED);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/care-team/by-hand", test_by_hand);
  g_test_add_func ("/care-team/who-may", test_who_may);
  g_test_add_func ("/care-team/by-booking", test_by_booking);
  g_test_add_func ("/care-team/removed-stays-removed", test_removed_stays_removed);
  g_test_add_func ("/care-team/bonds", test_bonds);
  return g_test_run ();
}
