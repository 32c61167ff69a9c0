// SPDX-License-Identifier: AGPL-3.0-or-later
// Booking against a rule: who may, with which reason, and what is kept of it.

#include <string.h>

#include "memory-practice.h"
#include "wabi-override.h"
#include "wabi-zone.h"

#define A "01900000-0000-7000-8000-0000000000a1"
#define LATE_END "01900000-0000-7000-8000-0000000000f2"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_holiday, LATE_END, "{'date':'2026-03-13','name':'Snow day'}");
  return practice;
}

/* A visit on the holiday of Friday, March 13, with @overrides. */
static gboolean
book (MemoryPractice *practice, guint roles, gboolean authority, int minute, int length, const char *overrides)
{
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-13"), minute);
  g_autofree char *args = g_strdup_printf ("{'id':'" A "','client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','service_code':'97153','place':'12'%s%s}",
                                           start, start + length * WABI_MINUTE, overrides != NULL ? ",'overrides':" : "", overrides != NULL ? overrides : "");

  return memory_practice_do (practice, DESK, roles, authority, "appointment.book", args);
}

static gboolean
move (MemoryPractice *practice, const char *day, int minute)
{
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (day), minute);
  g_autoptr (WabiRecord) now = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_autofree char *args
      = g_strdup_printf ("{'id':'" A "','base':{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "},'set':{'starts_at':%" G_GINT64_FORMAT
                         ",'ends_at':%" G_GINT64_FORMAT "}}",
                         wabi_record_get_int (now, "starts_at"), wabi_record_get_int (now, "ends_at"), start, start + 60 * WABI_MINUTE);

  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.move", args);
}

static void
test_who_may (void)
{
  static const struct
  {
    guint roles;
    const char *overrides;
    const char *code; /* NULL: it is booked */
  } rows[] = {
    { WABI_ROLE_FRONTDESK, NULL, "holiday" },
    { WABI_ROLE_FRONTDESK, "[]", "holiday" },
    { WABI_ROLE_FRONTDESK, "[{'id':'holiday','reason':'The family asked for it'}]", NULL },
    { WABI_ROLE_FRONTDESK, "[{'id':'holiday','reason':'  '}]", "override-reason" },
    { WABI_ROLE_FRONTDESK, "[{'id':'holiday'}]", "override-reason" },
    { WABI_ROLE_FRONTDESK, "[{'reason':'why'}]", "invalid" },
    { WABI_ROLE_FRONTDESK, "['holiday']", "invalid" },
    { WABI_ROLE_FRONTDESK, "[{'id':'staff-unavailable','reason':'why'}]", "holiday" },
    { WABI_ROLE_FRONTDESK, "[{'id':'units-short','reason':'why'}]", "override-forbidden" },
    { WABI_ROLE_ADMIN, "[{'id':'staff-double-booked','reason':'why'}]", "override-forbidden" },
    { WABI_ROLE_ADMIN, "[{'id':'staff-not-credentialed','reason':'why'}]", "override-forbidden" },
    { WABI_ROLE_ADMIN, "[{'id':'no-such-rule','reason':'why'}]", "override-forbidden" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int authority = 0; authority < 2; authority++)
      {
        g_autoptr (MemoryPractice) practice = make ();

        g_assert_cmpint (book (practice, rows[i].roles, authority, 780, 60, rows[i].overrides), ==, rows[i].code == NULL);
        g_assert_cmpstr (practice->code, ==, rows[i].code);
      }
}

static void
test_more_than_one (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  /* Ten hours are 40 units, beyond the 32 of a day: the front desk may open on a holiday, not book beyond the limit. */
  g_assert_false (book (practice, WABI_ROLE_FRONTDESK, TRUE, 480, 600, "[{'id':'holiday','reason':'asked'}]"));
  g_assert_cmpstr (practice->code, ==, "day-limit-exceeded");
  g_assert_false (book (practice, WABI_ROLE_ADMIN, TRUE, 480, 600, "[{'id':'day-limit-exceeded','reason':'self pay'}]"));
  g_assert_cmpstr (practice->code, ==, "holiday");
  g_assert_true (book (practice, WABI_ROLE_ADMIN, TRUE, 480, 600,
                       "[{'id':'holiday','reason':'asked'},{'id':'day-limit-exceeded','reason':'self pay'}]"));
}

static JsonObject *
get_override (WabiRecord *record, guint n)
{
  JsonArray *all = wabi_record_get_array (record, "overrides");

  g_assert_nonnull (all);
  g_assert_cmpuint (json_array_get_length (all), >, n);
  return json_array_get_object_element (all, n);
}

/* Who and when are the service's to say; what the rule said is kept, and nobody takes it away. */
static void
test_kept (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiRecord) edited = NULL;
  JsonObject *kept;

  g_assert_true (book (practice, WABI_ROLE_FRONTDESK, TRUE, 780, 60, "[{'id':'holiday','reason':'The family asked','by':'" BCBA "','at':7}]"));
  record = memory_practice_get (practice, &wabi_kind_appointment, A);
  kept = get_override (record, 0);
  g_assert_cmpstr (wabi_json_peek_text (kept, "by"), ==, DESK);
  g_assert_cmpint (wabi_json_peek_int (kept, "at", 0), ==, practice->clock.at);
  g_assert_cmpstr (wabi_json_peek_text (kept, "reason"), ==, "The family asked");
  g_assert_nonnull (strstr (wabi_json_peek_text (kept, "title"), "holiday"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.edit",
                                     "{'id':'" A "','set':{'overrides':[],'notes':'Bring the blocks'}}"));
  edited = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_assert_true (json_object_equal (get_override (edited, 0), kept));
}

/* A reason is for its time: elsewhere it does not count, and back there it does, so that a move can be undone. */
static void
test_for_its_time (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (book (practice, WABI_ROLE_FRONTDESK, TRUE, 780, 60, "[{'id':'holiday','reason':'asked'}]"));
  g_assert_false (move (practice, "2026-03-13", 840)); /* the same holiday, another hour */
  g_assert_cmpstr (practice->code, ==, "holiday");
  g_assert_true (move (practice, "2026-03-12", 780));
  g_assert_true (move (practice, "2026-03-13", 780));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.cancel", "{'id':'" A "','by':'family','reason':'client-ill'}"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.restore", "{'id':'" A "'}"));
}

/* Each rule says who may, or why nobody may. */
static void
test_table (void)
{
  const char *const *ids = wabi_override_list ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *words = wabi_override_words (ids[i]);

      g_assert_nonnull (wabi_override_reason (ids[i]));
      g_assert_cmpuint (strlen (words), >, 20);
      g_assert_cmpint (wabi_override_may (ids[i], "admin"), ==, wabi_override_roles (ids[i]) != NULL);
      g_assert_false (wabi_override_may (ids[i], "rbt"));
      g_assert_false (wabi_override_may (ids[i], ""));
      g_assert_false (wabi_override_may (ids[i], NULL));
    }
  g_assert_false (wabi_override_may ("no-such-rule", "admin"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overrides/who-may", test_who_may);
  g_test_add_func ("/overrides/more-than-one", test_more_than_one);
  g_test_add_func ("/overrides/kept", test_kept);
  g_test_add_func ("/overrides/for-its-time", test_for_its_time);
  g_test_add_func ("/overrides/table", test_table);
  return g_test_run ();
}
