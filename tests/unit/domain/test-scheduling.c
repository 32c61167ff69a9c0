// SPDX-License-Identifier: AGPL-3.0-or-later
// Booking, moving, cancelling: what is refused at the desk, what the service keeps as a proposal, what can be undone.

#include "memory-practice.h"
#include "wabi-zone.h"

#define A "01900000-0000-7000-8000-0000000000a1"
#define B "01900000-0000-7000-8000-0000000000a2"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  memory_practice_furnish (practice);
  return practice;
}

static char *
book_args (const char *id, const char *client, const char *date, int minute, int length)
{
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (date), minute);

  return g_strdup_printf ("{'id':'%s','client':'%s','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                          ",'zone':'" ZONE "','service_code':'97153','place':'12'}",
                          id, client, start, start + length * WABI_MINUTE);
}

static gboolean
book (MemoryPractice *practice, gboolean authority, const char *id, const char *client, const char *date, int minute, int length)
{
  g_autofree char *args = book_args (id, client, date, minute, length);

  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, authority, "appointment.book", args);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *date;
    int minute, length;
    const char *code;
  } rows[] = {
    { "2026-03-12", 780, 180, NULL },
    { "2026-03-12", 780, 0, "time-invalid" },
    { "2026-03-12", 780, 17 * 60, "time-invalid" },
    { "2026-03-12", 1060, 60, "staff-unavailable" },
    { "2026-03-14", 780, 60, "staff-unavailable" }, /* a Saturday */
    { "2026-07-09", 780, 60, "authorization-expired" },
    { "2026-03-12", 480, 600, "units-short" }, /* 40 units asked and 40 there is fine, so one more quarter */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int authority = 0; authority < 2; authority++)
      {
        g_autoptr (MemoryPractice) practice = make ();
        gboolean ok;

        if (g_strcmp0 (rows[i].code, "units-short") == 0)
          g_assert_true (book (practice, TRUE, B, CLIENT, "2026-03-11", 480, 60));
        ok = book (practice, authority, A, CLIENT, rows[i].date, rows[i].minute, rows[i].length);
        g_assert_cmpint (ok, ==, rows[i].code == NULL);
        if (!ok && g_strcmp0 (rows[i].code, "units-short") != 0)
          g_assert_cmpstr (practice->code, ==, rows[i].code);
      }
}

static void
test_roles (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *args = book_args (A, CLIENT, "2026-03-12", 780, 60);

  g_assert_false (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "appointment.book", args));
  g_assert_cmpstr (practice->code, ==, "forbidden");
}

/* The desk refuses what it can see; what came second over the wire is kept, and blocks nobody. */
static void
test_double_booking (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) second = NULL;
  g_autoptr (WabiRecord) settled = NULL;

  g_assert_true (book (practice, TRUE, A, CLIENT, "2026-03-12", 780, 60));
  memory_practice_put (practice, &wabi_kind_authorization, "01900000-0000-7000-8000-0000000000f1",
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-1','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':400,'per':'total'}]}");
  g_assert_false (book (practice, FALSE, B, CLIENT_2, "2026-03-12", 810, 60));
  g_assert_cmpstr (practice->code, ==, "staff-double-booked");
  g_assert_true (book (practice, TRUE, B, CLIENT_2, "2026-03-12", 810, 60));
  second = memory_practice_get (practice, &wabi_kind_appointment, B);
  g_assert_cmpstr (wabi_record_get_text (second, "status"), ==, "proposed");
  g_assert_true (wabi_record_get_bool (second, "needs_hand"));
  /* Still taken: it cannot be settled by taking it. */
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.settle", "{'id':'" B "','take':0}"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.cancel", "{'id':'" A "','by':'clinic','reason':'clinic-rescheduled'}"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.settle", "{'id':'" B "','take':0}"));
  settled = memory_practice_get (practice, &wabi_kind_appointment, B);
  g_assert_cmpstr (wabi_record_get_text (settled, "status"), ==, "scheduled");
  g_assert_false (wabi_record_has (settled, "proposals"));
  /* And now the first cannot simply be restored over it. */
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, FALSE, "appointment.restore", "{'id':'" A "'}"));
}

static char *
move_args (WabiRecord *before, int by_minutes)
{
  gint64 start = wabi_record_get_int (before, "starts_at"), end = wabi_record_get_int (before, "ends_at");

  return g_strdup_printf ("{'id':'%s','base':{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "},'set':{'starts_at':%" G_GINT64_FORMAT
                          ",'ends_at':%" G_GINT64_FORMAT "}}",
                          wabi_record_get_id (before), start, end, start + by_minutes * WABI_MINUTE, end + by_minutes * WABI_MINUTE);
}

/* Two desks move the same visit: the first counts, the second is kept on the record. */
static void
test_two_moves (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) before = NULL;
  g_autoptr (WabiRecord) after = NULL;
  g_autofree char *first = NULL, *second = NULL;

  g_assert_true (book (practice, TRUE, A, CLIENT, "2026-03-12", 780, 60));
  before = memory_practice_get (practice, &wabi_kind_appointment, A);
  first = move_args (before, 60);
  second = move_args (before, -60);
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.move", first));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.move", second));
  after = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_assert_cmpint (wabi_record_get_int (after, "starts_at"), ==, wabi_record_get_int (before, "starts_at") + 60 * WABI_MINUTE);
  g_assert_true (wabi_record_get_bool (after, "needs_hand"));
  g_assert_cmpuint (json_array_get_length (wabi_record_get_array (after, "proposals")), ==, 1);
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.settle", "{'id':'" A "','take':0}"));
  g_object_unref (after);
  after = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_assert_cmpint (wabi_record_get_int (after, "starts_at"), ==, wabi_record_get_int (before, "starts_at") - 60 * WABI_MINUTE);
}

static void
test_cancel_and_restore (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) record = NULL;

  g_assert_true (book (practice, TRUE, A, CLIENT, "2026-03-09", 780, 60));
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.cancel", "{'id':'" A "','by':'family'}"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.cancel", "{'id':'" A "','by':'family','reason':'client-ill'}"));
  record = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_assert_cmpstr (wabi_record_get_text (record, "status"), ==, "cancelled");
  g_assert_true (wabi_record_get_bool (record, "late_cancel")); /* six hours before, notice is 24 */
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.arrive", "{'id':'" A "'}"));
  g_assert_cmpstr (practice->code, ==, "is-cancelled");
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.restore", "{'id':'" A "'}"));
  g_object_unref (record);
  record = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_assert_cmpstr (wabi_record_get_text (record, "status"), ==, "scheduled");
  g_assert_false (wabi_record_has (record, "cancel_reason"));
  /* Taking a booking back, and doing it again. */
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.withdraw", "{'id':'" A "'}"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.restore", "{'id':'" A "'}"));
}

/* Different fields merge, whoever came first. */
static void
test_edit_merges (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) record = NULL;

  g_assert_true (book (practice, TRUE, A, CLIENT, "2026-03-12", 780, 60));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.edit",
                                     "{'id':'" A "','base':{'notes':null},'set':{'notes':'Bring the tablet'}}"));
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.edit", "{'id':'" A "','base':{'place':'12'},'set':{'place':'11'}}"));
  record = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_assert_cmpstr (wabi_record_get_text (record, "notes"), ==, "Bring the tablet");
  g_assert_cmpstr (wabi_record_get_text (record, "place"), ==, "11");
  g_assert_false (wabi_record_has (record, "needs_hand"));
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.edit",
                                      "{'id':'" A "','base':{'status':'scheduled'},'set':{'status':'completed'}}"));
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "appointment.edit",
                                      "{'id':'" A "','base':{'client':'" CLIENT "'},'set':{'client':'" CLIENT_2 "'}}"));
  g_assert_cmpstr (practice->code, ==, "fixed");
}

#define BLOCK_1 "01900000-0000-7000-8000-0000000000b1"

static gboolean
block (MemoryPractice *practice, const char *user, guint roles, const char *staff, int minute)
{
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), minute);
  g_autofree char *args = g_strdup_printf ("{'id':'" BLOCK_1 "','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','type':'break','status':'withdrawn'}",
                                           staff, start, start + 30 * WABI_MINUTE);

  return memory_practice_do (practice, user, roles, TRUE, "staff_block.add", args);
}

static gboolean
change_block (MemoryPractice *practice, const char *base, const char *set)
{
  g_autofree char *args = g_strdup_printf ("{'id':'" BLOCK_1 "','base':{'title':%s},'set':{'title':%s}}", base, set);

  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "staff_block.change", args);
}

static void
assert_block (MemoryPractice *practice, const char *field, const char *expected)
{
  g_autoptr (WabiRecord) record = memory_practice_get (practice, &wabi_kind_staff_block, BLOCK_1);

  g_assert_nonnull (record);
  g_assert_cmpstr (wabi_record_get_text (record, field), ==, expected);
}

static void
test_blocks (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_false (block (practice, RBT, WABI_ROLE_RBT, BCBA, 720));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_true (block (practice, RBT, WABI_ROLE_RBT, RBT, 720));
  assert_block (practice, "status", "active");
  g_assert_true (change_block (practice, "null", "'Lunch'"));
  g_assert_true (change_block (practice, "'Lunch'", "'Late lunch'"));
  g_assert_false (change_block (practice, "'Lunch'", "'No lunch'"));
  g_assert_cmpstr (practice->code, ==, "stale");
  assert_block (practice, "title", "Late lunch");
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "staff_block.change",
                                      "{'id':'" BLOCK_1 "','set':{'staff':'" BCBA "'}}"));
  g_assert_cmpstr (practice->code, ==, "fixed");
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, "staff_block.change",
                                      "{'id':'" BLOCK_1 "','set':{'ends_at':1}}"));
  g_assert_cmpstr (practice->code, ==, "time-invalid");
  g_assert_true (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "staff_block.remove", "{'id':'" BLOCK_1 "'}"));
  assert_block (practice, "status", "withdrawn");
  g_assert_false (change_block (practice, "'Late lunch'", "'Again'"));
  g_assert_cmpstr (practice->code, ==, "gone");
  g_assert_true (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "staff_block.restore", "{'id':'" BLOCK_1 "'}"));
  assert_block (practice, "status", "active");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scheduling/refusals", test_refusals);
  g_test_add_func ("/scheduling/roles", test_roles);
  g_test_add_func ("/scheduling/double-booking", test_double_booking);
  g_test_add_func ("/scheduling/two-moves", test_two_moves);
  g_test_add_func ("/scheduling/cancel-and-restore", test_cancel_and_restore);
  g_test_add_func ("/scheduling/edit-merges", test_edit_merges);
  g_test_add_func ("/scheduling/blocks", test_blocks);
  return g_test_run ();
}
