// SPDX-License-Identifier: AGPL-3.0-or-later
// What is offered instead of a taken slot can be booked, is near, and knows the client first.

#include "memory-practice.h"
#include "wabi-slot-search.h"
#include "wabi-zone.h"

#define A "01900000-0000-7000-8000-0000000000a1"
#define B "01900000-0000-7000-8000-0000000000a2"
#define STRANGER "01900000-0000-7000-8000-0000000000d1"
#define KNOWN "01900000-0000-7000-8000-0000000000d2"
#define UNTRAINED "01900000-0000-7000-8000-0000000000d3"

static gint64 one_pm;

static void
put_rbt (MemoryPractice *practice, const char *id, int number, gboolean certified)
{
  g_autofree char *body = g_strdup_printf ("{'first_name':'P%d','last_name':'Q','role':'rbt','credential':'RBT','supervisor':'" BCBA "','active':true}", number);

  memory_practice_put (practice, &wabi_kind_staff, id, body);
  for (int day = 1; day <= 5; day++)
    {
      g_autofree char *hours_id = g_strdup_printf ("01900000-0000-7000-8000-0000000005%d%d", number, day);
      g_autofree char *hours = g_strdup_printf ("{'staff':'%s','weekday':%d,'start_minute':480,'end_minute':1080}", id, day);

      memory_practice_put (practice, &wabi_kind_staff_hours, hours_id, hours);
    }
  if (certified)
    {
      g_autofree char *credential_id = g_strdup_printf ("01900000-0000-7000-8000-00000000060%d", number);
      g_autofree char *credential = g_strdup_printf ("{'staff':'%s','type':'RBT','valid_from':'2025-01-01','valid_to':'2026-12-31'}", id);

      memory_practice_put (practice, &wabi_kind_credential, credential_id, credential);
    }
}

static void
put_visit (MemoryPractice *practice, const char *id, const char *client, const char *staff, gint64 start, const char *status)
{
  g_autofree char *body
      = g_strdup_printf ("{'client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE
                         "','service_code':'97153','place':'12','status':'%s'}",
                         client, staff, start, start + 60 * WABI_MINUTE, status);

  memory_practice_put (practice, &wabi_kind_appointment, id, body);
}

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  one_pm = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), 13 * 60);
  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_authorization, "01900000-0000-7000-8000-0000000000f1",
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-1','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':400,'per':'total'}]}");
  put_rbt (practice, STRANGER, 1, TRUE);
  put_rbt (practice, KNOWN, 2, TRUE);
  put_rbt (practice, UNTRAINED, 3, FALSE);
  put_visit (practice, "01900000-0000-7000-8000-0000000007a1", CLIENT_2, KNOWN, one_pm - G_GINT64_CONSTANT (7) * 24 * 60 * WABI_MINUTE, "completed");
  put_visit (practice, A, CLIENT, RBT, one_pm, "scheduled");
  put_visit (practice, B, CLIENT_2, RBT, one_pm + 30 * WABI_MINUTE, "proposed");
  return practice;
}

static GPtrArray *
find (MemoryPractice *practice)
{
  g_autoptr (WabiRecord) visit = memory_practice_get (practice, &wabi_kind_appointment, B);

  return wabi_slots_find (&practice->view, ZONE, practice->clock.at, visit, 3);
}

static void
test_offers (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) slots = find (practice);
  const WabiSlot *first = g_ptr_array_index (slots, 0), *person = g_ptr_array_index (slots, 3);

  g_assert_cmpuint (slots->len, ==, 6);
  g_assert_cmpint (first->starts_at, ==, one_pm + 60 * WABI_MINUTE);
  g_assert_false (first->other_staff);
  g_assert_cmpuint (first->findings->len, >, 0);
  /* Whom the client knows comes before whom not; who may not give it is not offered. */
  g_assert_cmpstr (person->staff, ==, KNOWN);
  g_assert_true (person->other_staff && person->on_team);
  g_assert_cmpint (person->starts_at, ==, one_pm + 30 * WABI_MINUTE);
  person = g_ptr_array_index (slots, 4);
  g_assert_cmpstr (person->staff, ==, STRANGER);
  g_assert_false (person->on_team);
}

/* Whatever is offered is taken by the service without a word. */
static void
test_offers_can_be_booked (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) slots = find (practice);

  for (guint i = 0; i < slots->len; i++)
    {
      const WabiSlot *slot = g_ptr_array_index (slots, i);
      g_autoptr (MemoryPractice) other = make ();
      g_autofree char *args = g_strdup_printf ("{'id':'" B "','base':{},'set':{'staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "}}",
                                               slot->staff, slot->starts_at, slot->ends_at);
      g_autoptr (WabiRecord) visit = memory_practice_get (other, &wabi_kind_appointment, B);
      g_autofree char *base = g_strdup_printf ("'base':{'staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "}",
                                               wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"));
      g_auto (GStrv) parts = g_strsplit (args, "'base':{}", 2);
      g_autofree char *whole = g_strconcat (parts[0], base, parts[1], NULL);
      g_autoptr (WabiRecord) after = NULL;

      g_assert_true (memory_practice_do (other, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.move", whole));
      after = memory_practice_get (other, &wabi_kind_appointment, B);
      g_assert_cmpstr (wabi_record_get_text (after, "status"), ==, "scheduled");
      g_assert_cmpint (wabi_record_get_int (after, "starts_at"), ==, slot->starts_at);
    }
}

/* Where the authorization stands in the way, no time and nobody mends it, and the search ends. */
static void
test_nothing_to_offer (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) slots = NULL;

  memory_practice_put (practice, &wabi_kind_authorization, "01900000-0000-7000-8000-0000000000f1",
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-1','status':'approved','valid_from':'2025-01-02','valid_to':'2025-06-30',"
                       "'lines':[{'code':'97153','units':400,'per':'total'}]}");
  slots = find (practice);
  g_assert_cmpuint (slots->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slots/offers", test_offers);
  g_test_add_func ("/slots/offers-can-be-booked", test_offers_can_be_booked);
  g_test_add_func ("/slots/nothing-to-offer", test_nothing_to_offer);
  return g_test_run ();
}
