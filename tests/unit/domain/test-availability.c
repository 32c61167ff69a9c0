// SPDX-License-Identifier: AGPL-3.0-or-later
// Rooms, travel, limits, hours, holidays and time off: what books, what is refused, what the service keeps, what can be taken back.

#include <string.h>

#include "memory-practice.h"
#include "wabi-zone.h"

#define A "01900000-0000-7000-8000-0000000000a1"
#define B "01900000-0000-7000-8000-0000000000a2"
#define ROOM "01900000-0000-7000-8000-0000000000b1"
#define ROOM_2 "01900000-0000-7000-8000-0000000000b2"
#define TABLET "01900000-0000-7000-8000-0000000000b3"
#define CLINIC "01900000-0000-7000-8000-0000000000c1"
#define SCHOOL "01900000-0000-7000-8000-0000000000c2"
#define AWAY "01900000-0000-7000-8000-0000000000d1"
#define AWAY_2 "01900000-0000-7000-8000-0000000000d2"
#define LIMIT "01900000-0000-7000-8000-0000000000e1"
#define ROW "01900000-0000-7000-8000-0000000000f1"
#define ROW_2 "01900000-0000-7000-8000-0000000000f2"
#define DAY "2026-03-12"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_location, CLINIC, "{'name':'North clinic','place':'11','zip':'10001'}");
  memory_practice_put (practice, &wabi_kind_location, SCHOOL, "{'name':'School 5','place':'03','zip':'10002'}");
  memory_practice_put (practice, &wabi_kind_resource, ROOM, "{'name':'Room 1','type':'room','location':'" CLINIC "','capacity':1,'active':true}");
  memory_practice_put (practice, &wabi_kind_resource, ROOM_2, "{'name':'Gym','type':'room','location':'" CLINIC "','capacity':2,'active':true}");
  memory_practice_put (practice, &wabi_kind_resource, TABLET, "{'name':'Tablet','type':'equipment','capacity':1,'active':true}");
  return practice;
}

static gint64
at (int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text (DAY), minute);
}

/* What somebody else has booked: @more is JSON that follows. */
static void
put_visit (MemoryPractice *practice, const char *id, const char *staff, int start, int end, const char *more)
{
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT_2 "','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','service_code':'97155'%s%s}",
                                           staff, at (start), at (end), strstr (more, "status") != NULL ? "" : ",'status':'scheduled'", more);

  memory_practice_put (practice, &wabi_kind_appointment, id, body);
}

static gboolean
book (MemoryPractice *practice, gboolean authority, int start, int end, const char *more)
{
  g_autofree char *args = g_strdup_printf ("{'id':'" A "','client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT
                                           ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','service_code':'97153'%s}",
                                           at (start), at (end), more);

  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, authority, "appointment.book", args);
}

static gboolean
give (MemoryPractice *practice, const char *user, guint roles, const char *name, const char *args)
{
  return memory_practice_do (practice, user, roles, TRUE, name, args);
}

#define FROM_DESK(practice, name, args) give (practice, DESK, WABI_ROLE_FRONTDESK, name, args)

static void
assert_status (MemoryPractice *practice, const WabiKind *kind, const char *id, const char *status)
{
  g_autoptr (WabiRecord) record = memory_practice_get (practice, kind, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (wabi_record_get_text (record, "status"), ==, status);
}

static const struct
{
  const char *name, *theirs, *ours;
  const char *code; /* NULL: booked */
} holdings[] = {
  { "one room", ",'place':'11','room':'" ROOM "'", ",'place':'11','room':'" ROOM "'", "room-double-booked" },
  { "another room", ",'place':'11','room':'" ROOM_2 "'", ",'place':'11','room':'" ROOM "'", NULL },
  { "a room for two", ",'place':'11','room':'" ROOM_2 "'", ",'place':'11','room':'" ROOM_2 "'", NULL },
  { "one thing", ",'place':'12','equipment':['" TABLET "']", ",'place':'11','room':'" ROOM "','equipment':['" TABLET "']", "equipment-double-booked" },
  { "a canceled one", ",'place':'11','status':'cancelled','room':'" ROOM "'", ",'place':'11','room':'" ROOM "'", NULL },
};

static void
test_resources (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (holdings); i++)
    {
      g_autoptr (MemoryPractice) practice = make ();

      g_test_message ("%s", holdings[i].name);
      put_visit (practice, B, BCBA, 800, 900, holdings[i].theirs);
      g_assert_cmpint (book (practice, FALSE, 780, 840, holdings[i].ours), ==, holdings[i].code == NULL);
      if (holdings[i].code == NULL)
        continue;
      g_assert_cmpstr (practice->code, ==, holdings[i].code);
      /* Over the wire, second, it is kept for a person, and takes nobody's room. */
      g_assert_true (book (practice, TRUE, 780, 840, holdings[i].ours));
      assert_status (practice, &wabi_kind_appointment, A, "proposed");
    }
}

/* Another room settles it; taking a taken room later keeps both. */
static void
test_other_room (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) record = NULL;

  put_visit (practice, B, BCBA, 800, 900, ",'place':'11','room':'" ROOM "'");
  g_assert_true (book (practice, TRUE, 780, 840, ",'place':'11','room':'" ROOM "'"));
  g_assert_true (FROM_DESK (practice, "appointment.edit", "{'id':'" A "','base':{'place':'11','location':null,'room':'" ROOM "','equipment':null},'set':{'room':'" ROOM_2 "'}}"));
  assert_status (practice, &wabi_kind_appointment, A, "scheduled");
  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, FALSE, "appointment.edit",
                                      "{'id':'" A "','base':{'place':'11','location':null,'room':'" ROOM_2 "','equipment':null},'set':{'room':'" ROOM "'}}"));
  g_assert_cmpstr (practice->code, ==, "room-double-booked");
  g_assert_true (FROM_DESK (practice, "appointment.edit", "{'id':'" A "','base':{'place':'11','location':null,'room':'" ROOM_2 "','equipment':null},'set':{'room':'" ROOM "'}}"));
  record = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_assert_cmpstr (wabi_record_get_text (record, "room"), ==, ROOM_2);
  g_assert_true (wabi_record_get_bool (record, "needs_hand"));
}

static const struct
{
  const char *name, *theirs;
  int end;
  const char *code;
} ways[] = {
  { "recorded, too short", ",'place':'11'", 760, "travel-too-short" },
  { "recorded, enough", ",'place':'11'", 745, NULL },
  { "guessed from ZIP codes, too short: only a warning", ",'place':'03','location':'" SCHOOL "'", 775, NULL },
  { "telehealth", ",'place':'10'", 780, NULL },
};

static void
test_travel (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (MemoryPractice) practice = make ();

      g_test_message ("%s", ways[i].name);
      g_assert_true (FROM_DESK (practice, "travel_time.add", "{'id':'" ROW "','from':'" CLINIC "','to':'" CLIENT "','minutes':35}"));
      put_visit (practice, B, RBT, 700, ways[i].end, ways[i].theirs);
      g_assert_cmpint (book (practice, FALSE, 780, 840, ",'place':'12'"), ==, ways[i].code == NULL);
      if (ways[i].code != NULL)
        g_assert_cmpstr (practice->code, ==, ways[i].code);
    }
}

static void
test_limits (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_false (give (practice, BCBA, WABI_ROLE_BCBA, "hours_limit.add", "{'id':'" LIMIT "','scope':'client','service_code':'97153','per':'day','minutes':120,'active':true}"));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_true (FROM_DESK (practice, "hours_limit.add",
                            "{'id':'" LIMIT "','scope':'client','service_code':'97153','credential':'RBT','per':'day','minutes':120,'active':true}"));
  g_assert_false (book (practice, FALSE, 780, 930, ",'place':'12'"));
  g_assert_cmpstr (practice->code, ==, "hours-limit-exceeded");
  g_assert_true (FROM_DESK (practice, "hours_limit.change", "{'id':'" LIMIT "','base':{'action':null},'set':{'action':'warn'}}"));
  g_assert_true (book (practice, FALSE, 780, 930, ",'place':'12'"));
  g_assert_true (FROM_DESK (practice, "appointment.withdraw", "{'id':'" A "'}"));
  g_assert_true (FROM_DESK (practice, "hours_limit.change", "{'id':'" LIMIT "','base':{'action':'warn'},'set':{'action':'block'}}"));
  g_assert_false (FROM_DESK (practice, "appointment.restore", "{'id':'" A "'}"));
  /* What the person saw is not what stands. */
  g_assert_false (FROM_DESK (practice, "hours_limit.change", "{'id':'" LIMIT "','base':{'minutes':60},'set':{'minutes':90}}"));
  g_assert_cmpstr (practice->code, ==, "stale");
  g_assert_true (FROM_DESK (practice, "hours_limit.change", "{'id':'" LIMIT "','base':{'active':true},'set':{'active':false}}"));
  g_assert_true (FROM_DESK (practice, "appointment.restore", "{'id':'" A "'}"));
}

/* Work that is no visit takes time, and counts; a break only takes it. */
static void
test_blocks (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *block = g_strdup_printf ("{'staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE
                                            "','type':'meeting','status':'active'}",
                                            at (600), at (720));

  memory_practice_put (practice, &wabi_kind_staff_block, ROW, block);
  g_assert_false (book (practice, FALSE, 700, 760, ",'place':'12'"));
  g_assert_cmpstr (practice->code, ==, "staff-double-booked");
  g_assert_true (FROM_DESK (practice, "hours_limit.add", "{'id':'" LIMIT "','scope':'staff','per':'day','minutes':170,'active':true}"));
  g_assert_false (book (practice, FALSE, 780, 840, ",'place':'12'"));
  g_assert_cmpstr (practice->code, ==, "hours-limit-exceeded");
  g_assert_true (FROM_DESK (practice, "staff_block.change", "{'id':'" ROW "','set':{'type':'break'}}"));
  g_assert_true (book (practice, FALSE, 780, 840, ",'place':'12'"));
}

static void
test_hours (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) gone = NULL, there = NULL;

  g_assert_true (FROM_DESK (practice, "client-hours.change",
                            "{'client':'" CLIENT "','put':[{'id':'" ROW "','weekday':4,'start_minute':600,'end_minute':720,'valid_from':'2026-01-01'}]}"));
  g_assert_false (book (practice, FALSE, 780, 840, ",'place':'12'"));
  g_assert_cmpstr (practice->code, ==, "client-unavailable");
  /* All or none: the second row ends before it begins, so the first is not taken away. */
  g_assert_false (FROM_DESK (practice, "client-hours.change",
                             "{'client':'" CLIENT "','remove':['" ROW "'],'put':[{'id':'" ROW_2 "','weekday':4,'start_minute':600,'end_minute':600}]}"));
  g_assert_cmpstr (practice->code, ==, "time-invalid");
  there = memory_practice_get (practice, &wabi_kind_client_hours, ROW);
  g_assert_nonnull (there);
  g_assert_false (FROM_DESK (practice, "client-hours.change", "{'client':'" CLIENT_2 "','remove':['" ROW "']}"));
  g_assert_false (FROM_DESK (practice, "client-hours.change", "{'client':'" CLIENT "','put':[{'id':'" ROW_2 "','weekday':8,'start_minute':600,'end_minute':660}]}"));
  g_assert_true (FROM_DESK (practice, "client-hours.change",
                            "{'client':'" CLIENT "','remove':['" ROW "'],'put':[{'id':'" ROW_2 "','weekday':4,'start_minute':600,'end_minute':900}]}"));
  gone = memory_practice_get (practice, &wabi_kind_client_hours, ROW);
  g_assert_true (gone == NULL || wabi_record_get_deleted (gone));
  g_assert_true (book (practice, FALSE, 780, 840, ",'place':'12'"));
  g_assert_false (give (practice, RBT, WABI_ROLE_RBT, "staff-hours.change", "{'staff':'" RBT "'}"));
}

static void
test_holidays (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (FROM_DESK (practice, "holiday.change",
                            "{'put':[{'id':'" ROW "','date':'" DAY "','name':'Founders’ day'},{'id':'" ROW_2 "','date':'2026-05-25','name':'Memorial Day'}]}"));
  g_assert_false (book (practice, FALSE, 780, 840, ",'place':'12'"));
  g_assert_cmpstr (practice->code, ==, "holiday");
  g_assert_false (FROM_DESK (practice, "holiday.change", "{'put':[{'id':'" A "','date':'" DAY "','name':'Again'}]}"));
  g_assert_cmpstr (practice->code, ==, "holiday-there");
  /* Moved: its old row goes and a new one comes, in one. */
  g_assert_true (FROM_DESK (practice, "holiday.change", "{'remove':['" ROW "'],'put':[{'id':'" A "','date':'" DAY "','name':'Our day'}]}"));
  g_assert_true (FROM_DESK (practice, "holiday.change", "{'remove':['" A "']}"));
  g_assert_true (book (practice, FALSE, 780, 840, ",'place':'12'"));
}

static char *
away_args (const char *id, const char *staff, int start, int end)
{
  return g_strdup_printf ("{'id':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'reason':'Dentist'}", id, staff,
                          at (start), at (end));
}

static void
test_time_off (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *own = away_args (AWAY, RBT, 700, 900), *other = away_args (AWAY_2, BCBA, 700, 900);
  g_autofree char *again = away_args (AWAY_2, RBT, 800, 1000), *backwards = away_args (AWAY_2, RBT, 1000, 1000);
  g_autoptr (WabiRecord) decided = NULL;

  g_assert_false (give (practice, RBT, WABI_ROLE_RBT, "time-off.request", other));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_true (give (practice, RBT, WABI_ROLE_RBT, "time-off.request", own));
  assert_status (practice, &wabi_kind_time_off, AWAY, "requested");
  g_assert_false (give (practice, RBT, WABI_ROLE_RBT, "time-off.request", again));
  g_assert_cmpstr (practice->code, ==, "time-off-there");
  g_assert_false (give (practice, RBT, WABI_ROLE_RBT, "time-off.request", backwards));
  g_assert_cmpstr (practice->code, ==, "time-invalid");

  /* Asked for is not away; approved is. */
  g_assert_true (book (practice, FALSE, 780, 840, ",'place':'12'"));
  g_assert_true (FROM_DESK (practice, "appointment.withdraw", "{'id':'" A "'}"));
  g_assert_false (give (practice, BCBA, WABI_ROLE_BCBA, "time-off.decide", "{'id':'" AWAY "','decision':'approved'}"));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_true (FROM_DESK (practice, "time-off.decide", "{'id':'" AWAY "','decision':'approved','note':'Get well'}"));
  decided = memory_practice_get (practice, &wabi_kind_time_off, AWAY);
  g_assert_cmpstr (wabi_record_get_text (decided, "decided_by"), ==, DESK);
  g_assert_false (FROM_DESK (practice, "appointment.restore", "{'id':'" A "'}"));
  g_assert_cmpstr (practice->code, ==, "staff-time-off");
  g_assert_false (FROM_DESK (practice, "time-off.decide", "{'id':'" AWAY "','decision':'refused'}"));
  g_assert_cmpstr (practice->code, ==, "time-off-moved-on");

  /* Each step can be taken back. */
  g_assert_true (give (practice, RBT, WABI_ROLE_RBT, "time-off.withdraw", "{'id':'" AWAY "'}"));
  g_assert_true (FROM_DESK (practice, "appointment.restore", "{'id':'" A "'}"));
  g_assert_true (give (practice, RBT, WABI_ROLE_RBT, "time-off.restore", "{'id':'" AWAY "'}"));
  assert_status (practice, &wabi_kind_time_off, AWAY, "approved");
  g_assert_true (FROM_DESK (practice, "time-off.reopen", "{'id':'" AWAY "'}"));
  assert_status (practice, &wabi_kind_time_off, AWAY, "requested");
  g_assert_true (FROM_DESK (practice, "time-off.decide", "{'id':'" AWAY "','decision':'refused'}"));
  g_assert_false (give (practice, RBT, WABI_ROLE_RBT, "time-off.withdraw", "{'id':'" AWAY "'}"));
  g_assert_true (give (practice, RBT, WABI_ROLE_RBT, "time-off.request", again));
  /* The refused one cannot come back over the new request. */
  g_assert_false (FROM_DESK (practice, "time-off.reopen", "{'id':'" AWAY "'}"));
}

/* Nobody approves their own, and the older command is no way around. */
static void
test_own_time_off (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autofree char *own = away_args (AWAY, DESK, 700, 900);
  g_autofree char *approved = g_strdup_printf ("{'id':'" AWAY_2 "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                               ",'status':'approved'}",
                                               at (0), at (60));

  memory_practice_put (practice, &wabi_kind_staff, DESK, "{'first_name':'Sam','last_name':'Ortiz','role':'frontdesk','active':true}");
  g_assert_true (FROM_DESK (practice, "time-off.request", own));
  g_assert_false (FROM_DESK (practice, "time-off.decide", "{'id':'" AWAY "','decision':'approved'}"));
  g_assert_cmpstr (practice->code, ==, "own-time-off");
  g_assert_true (give (practice, DESK, WABI_ROLE_FRONTDESK | WABI_ROLE_ADMIN, "time-off.decide", "{'id':'" AWAY "','decision':'approved'}"));
  g_assert_false (give (practice, RBT, WABI_ROLE_RBT, "time-off.set", approved));
  g_assert_cmpstr (practice->code, ==, "forbidden");
  g_assert_false (give (practice, BCBA, WABI_ROLE_BCBA, "time-off.set", approved));
  g_assert_true (FROM_DESK (practice, "time-off.set", approved));
}

static void
test_places (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (FROM_DESK (practice, "travel_time.add", "{'id':'" ROW "','from':'" CLINIC "','to':'" SCHOOL "','minutes':20}"));
  g_assert_false (FROM_DESK (practice, "travel_time.add", "{'id':'" ROW_2 "','from':'" SCHOOL "','to':'" CLINIC "','minutes':30}"));
  g_assert_cmpstr (practice->code, ==, "travel-there");
  g_assert_false (FROM_DESK (practice, "travel_time.add", "{'id':'" ROW_2 "','from':'" SCHOOL "','to':'" SCHOOL "','minutes':30}"));
  g_assert_cmpstr (practice->code, ==, "same-place");
  g_assert_true (FROM_DESK (practice, "travel_time.remove", "{'id':'" ROW "'}"));
  g_assert_true (FROM_DESK (practice, "travel_time.add", "{'id':'" ROW_2 "','from':'" SCHOOL "','to':'" CLINIC "','minutes':30}"));
  g_assert_false (FROM_DESK (practice, "location.change", "{'id':'" CLINIC "','set':{'latitude':40712800}}"));
  g_assert_cmpstr (practice->code, ==, "position-half");
  g_assert_true (FROM_DESK (practice, "location.change", "{'id':'" CLINIC "','set':{'latitude':40712800,'longitude':-74006000}}"));
  g_assert_false (FROM_DESK (practice, "resource.change", "{'id':'" ROOM "','base':{'capacity':1},'set':{'capacity':0}}"));
  g_assert_true (FROM_DESK (practice, "resource.change", "{'id':'" ROOM "','base':{'active':true},'set':{'active':false}}"));
  g_assert_false (book (practice, TRUE, 780, 840, ",'place':'11','room':'" ROOM "'"));
  g_assert_cmpstr (practice->code, ==, "resource-closed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/availability/resources", test_resources);
  g_test_add_func ("/availability/other-room", test_other_room);
  g_test_add_func ("/availability/travel", test_travel);
  g_test_add_func ("/availability/limits", test_limits);
  g_test_add_func ("/availability/blocks", test_blocks);
  g_test_add_func ("/availability/hours", test_hours);
  g_test_add_func ("/availability/holidays", test_holidays);
  g_test_add_func ("/availability/time-off", test_time_off);
  g_test_add_func ("/availability/own-time-off", test_own_time_off);
  g_test_add_func ("/availability/places", test_places);
  return g_test_run ();
}
