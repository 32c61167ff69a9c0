// SPDX-License-Identifier: AGPL-3.0-or-later
// Confirmations hold for the time that a family was told; links belong to a person and end for good.

#include "memory-practice.h"

#include "wabi-outward.h"
#include "wabi-zone.h"

#define VISIT "01900000-0000-7000-8000-0000000000a1"
#define LINK "01900000-0000-7000-8000-0000000000a2"
#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), 780);
  g_autofree char *args = g_strdup_printf ("{'id':'" VISIT "','client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT
                                           ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','service_code':'97153','place':'12'}",
                                           start, start + 60 * WABI_MINUTE);

  memory_practice_furnish (practice);
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.book", args));
  return practice;
}

static gboolean
is_confirmed (MemoryPractice *practice)
{
  g_autoptr (WabiRecord) visit = memory_practice_get (practice, &wabi_kind_appointment, VISIT);

  return wabi_visit_is_confirmed (visit);
}

static gboolean
give (MemoryPractice *practice, const char *name, const char *args)
{
  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, name, args);
}

static void
test_confirm (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), 780);
  g_autofree char *later = g_strdup_printf ("{'id':'" VISIT "','set':{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                            "},'base':{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'staff':'" RBT "'}}",
                                            start + 60 * WABI_MINUTE, start + 120 * WABI_MINUTE, start, start + 60 * WABI_MINUTE);
  g_autofree char *back = g_strdup_printf ("{'id':'" VISIT "','set':{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           "},'base':{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'staff':'" RBT "'}}",
                                           start, start + 60 * WABI_MINUTE, start + 60 * WABI_MINUTE, start + 120 * WABI_MINUTE);

  g_assert_false (is_confirmed (practice));
  g_assert_false (give (practice, "appointment.confirm", "{'id':'" VISIT "','how':'dream'}"));
  g_assert_true (give (practice, "appointment.confirm", "{'id':'" VISIT "','how':'phone'}"));
  g_assert_true (is_confirmed (practice));
  /* Another time was not agreed; the old one was. */
  g_assert_true (give (practice, "appointment.move", later));
  g_assert_false (is_confirmed (practice));
  g_assert_true (give (practice, "appointment.move", back));
  g_assert_true (is_confirmed (practice));
  g_assert_true (give (practice, "appointment.unconfirm", "{'id':'" VISIT "'}"));
  g_assert_false (is_confirmed (practice));
  g_assert_true (give (practice, "appointment.cancel", "{'id':'" VISIT "','by':'family','reason':'illness'}"));
  g_assert_false (give (practice, "appointment.confirm", "{'id':'" VISIT "','how':'phone'}"));
  g_assert_cmpstr (practice->code, ==, "status-moved-on");
}

#define LINK_ARGS(staff, hash) "{'id':'" LINK "','staff':'" staff "','token_hash':'" hash "','show_names':false,'scope':'own','status':'on'}"

static void
test_links (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) link = NULL;

  g_assert_false (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "calendar-link.make", LINK_ARGS (BCBA, HASH)));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_false (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "calendar-link.make", LINK_ARGS (RBT, "secret")));
  g_assert_cmpstr (practice->code, ==, "invalid");
  g_assert_true (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "calendar-link.make", LINK_ARGS (RBT, HASH)));
  g_assert_false (memory_practice_do (practice, BCBA, WABI_ROLE_BCBA, TRUE, "calendar-link.revoke", "{'id':'" LINK "'}"));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_ADMIN, TRUE, "calendar-link.revoke", "{'id':'" LINK "'}"));
  link = memory_practice_get (practice, &wabi_kind_calendar_link, LINK);
  g_assert_true (wabi_record_is (link, "status", "revoked"));
}

#define PUSH "01900000-0000-7000-8000-0000000000a3"
#define REMINDER "01900000-0000-7000-8000-0000000000a4"

/* What a person wants of a connected calendar; what the service says of it goes on only as far as it was good. */
static void
test_pushes (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) push = NULL;

  memory_practice_put (practice, &wabi_kind_calendar_push, PUSH,
                       "{'staff':'" RBT "','url':'https://x.example/','user':'x','status':'on','state':'refused','problem':'password','tries':4,'at':9}");
  g_assert_false (memory_practice_do (practice, BCBA, WABI_ROLE_BCBA, TRUE, "calendar-push.pause", "{'id':'" PUSH "'}"));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_true (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "calendar-push.pause", "{'id':'" PUSH "'}"));
  g_assert_true (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "calendar-push.resume", "{'id':'" PUSH "'}"));
  push = memory_practice_get (practice, &wabi_kind_calendar_push, PUSH);
  g_assert_true (wabi_record_is (push, "status", "on") && wabi_record_is (push, "state", "waiting"));
  g_assert_false (wabi_record_has (push, "at"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_ADMIN, TRUE, "calendar-push.end", "{'id':'" PUSH "'}"));
  g_assert_false (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "calendar-push.resume", "{'id':'" PUSH "'}"));
  g_assert_cmpstr (practice->code, ==, "status-moved-on");
  memory_practice_put (practice, &wabi_kind_calendar_push, PUSH, "{'url':'https://x.example/','user':'x','status':'on','state':'good'}");
  g_assert_false (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "calendar-push.end", "{'id':'" PUSH "'}"));
}

static void
test_reminders (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) reminder = NULL;

  memory_practice_put (practice, &wabi_kind_reminder, REMINDER,
                       "{'client':'" CLIENT "','appointment':'" VISIT "','starts_at':1,'at':1,'channel':'email','status':'failed','tries':5,'problem':'No.'}");
  g_assert_false (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "reminder.retry", "{'id':'" REMINDER "'}"));
  g_assert_true (give (practice, "reminder.settle", "{'id':'" REMINDER "'}"));
  g_assert_false (give (practice, "reminder.retry", "{'id':'" REMINDER "'}"));
  g_assert_cmpstr (practice->code, ==, "status-moved-on");
  g_assert_true (give (practice, "reminder.reopen", "{'id':'" REMINDER "'}"));
  g_assert_true (give (practice, "reminder.retry", "{'id':'" REMINDER "'}"));
  reminder = memory_practice_get (practice, &wabi_kind_reminder, REMINDER);
  g_assert_true (wabi_record_is (reminder, "status", "waiting"));
  g_assert_false (wabi_record_has (reminder, "tries") || wabi_record_has (reminder, "problem"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outward/confirm", test_confirm);
  g_test_add_func ("/outward/links", test_links);
  g_test_add_func ("/outward/pushes", test_pushes);
  g_test_add_func ("/outward/reminders", test_reminders);
  return g_test_run ();
}
