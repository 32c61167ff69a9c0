// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's calendar under its private link, over real HTTPS: what it shows, what it hides, and when it ends.

#include "host-fixture.h"

#include <signal.h>
#include <string.h>

#include "wabi-clock.h"
#include "wabi-ical.h"
#include "wabi-id.h"
#include "wabi-store.h"
#include "wabi-text.h"

#define VISIT "01900000-0000-7000-8000-0000000000f1"
#define CANCELLED "01900000-0000-7000-8000-0000000000f2"
#define OTHERS "01900000-0000-7000-8000-0000000000f3"
#define LINK "01900000-0000-7000-8000-0000000000e1"
#define NAMED "01900000-0000-7000-8000-0000000000e2"
#define OF_GONE "01900000-0000-7000-8000-0000000000e3"
#define PREFIX "0190000000007000800000000000000a"
#define SECRET(digit) PREFIX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeef" digit

static gboolean
put_link (WabiStoreTx *tx, const char *id, const char *staff, const char *token, gboolean names, GError **error)
{
  g_autoptr (WabiRecord) link = wabi_record_new (&wabi_kind_calendar_link, id);
  g_autofree char *hash = wabi_text_hash_hex (token, -1);

  wabi_record_set_text (link, "staff", staff);
  wabi_record_set_text (link, "token_hash", hash);
  wabi_record_set_bool (link, "show_names", names);
  wabi_record_set_text (link, "scope", "own");
  wabi_record_set_text (link, "status", "on");
  return wabi_store_tx_put (tx, PRACTICE_A, link, error);
}

static gboolean
put_all (WabiStoreTx *tx, gpointer data, GError **error)
{
  g_autoptr (WabiRecord) client = fixture_new_client ();

  wabi_record_set_text (client, "street", "7 Elm Street");
  return wabi_store_tx_put (tx, PRACTICE_A, client, error) && fixture_put_visit (tx, VISIT, RBT_A, "scheduled", 30, error)
         && fixture_put_visit (tx, CANCELLED, RBT_A, "cancelled", 50, error) && fixture_put_visit (tx, OTHERS, DESK_A, "scheduled", 30, error)
         && put_link (tx, LINK, RBT_A, SECRET ("1"), FALSE, error) && put_link (tx, NAMED, RBT_A, SECRET ("2"), TRUE, error)
         && put_link (tx, OF_GONE, GONE_A, SECRET ("3"), FALSE, error);
}

static void
write_records (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *location = g_build_filename (fixture->folder, "wabi.db", NULL);
  g_autoptr (WabiIdSource) ids = wabi_id_source_new (wabi_clock_get_system ());
  const WabiStoreOptions options = { .location = location, .clock = wabi_clock_get_system (), .ids = ids, .quick = TRUE };
  g_autoptr (WabiStore) store = wabi_store_open (&options, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_store_write (store, put_all, NULL, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  g_assert_true (fixture_stop (fixture, SIGTERM));
  write_records (fixture);
  fixture_start (fixture, NULL);
}

static void
get_link (Fixture *fixture, const char *token, const char *header, Answer *answer)
{
  g_autofree char *path = g_strdup_printf ("/v1/calendar/%s.ics", token);

  call (fixture, "GET", path, NULL, NULL, header, answer);
}

static const WabiIcalEvent *
find_event (const WabiIcalCalendar *calendar, const char *id)
{
  for (guint i = 0; i < calendar->events->len; i++)
    if (g_str_has_prefix (((WabiIcalEvent *) g_ptr_array_index (calendar->events, i))->uid, id))
      return g_ptr_array_index (calendar->events, i);
  return NULL;
}

static void
test_shows (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autoptr (WabiIcalCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;

  get_link (fixture, SECRET ("1"), NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_true (g_str_has_prefix (soup_message_headers_get_one (answer.headers, "Content-Type"), "text/calendar"));
  calendar = wabi_ical_read (answer.body, answer.length, "UTC", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (calendar->problems->len, ==, 0);
  g_assert_cmpuint (calendar->events->len, ==, 2);
  g_assert_cmpint (find_event (calendar, VISIT)->status, ==, WABI_ICAL_CONFIRMED);
  g_assert_cmpint (find_event (calendar, CANCELLED)->status, ==, WABI_ICAL_CANCELLED);
  g_assert_null (strstr (answer.body, "Quimby"));
  g_assert_null (strstr (answer.body, "Zelda"));
  g_assert_null (strstr (answer.body, "Elm"));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  get_link (fixture, SECRET ("2"), NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_nonnull (strstr (answer.body, "Zelda Quimby"));
  g_assert_null (strstr (answer.body, "Elm"));
}

static void
test_unchanged (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *header = NULL;

  get_link (fixture, SECRET ("1"), NULL, &answer);
  header = g_strdup_printf ("If-None-Match: %s", soup_message_headers_get_one (answer.headers, "ETag"));
  answer_clear (&answer);
  get_link (fixture, SECRET ("1"), header, &answer);
  g_assert_cmpuint (answer.status, ==, 304);
}

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *token = token_of (fixture, "clinic-a", "rbt"), *body = NULL;

  get_link (fixture, SECRET ("3"), NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 404);
  answer_clear (&answer);
  body = g_strdup ("{\"device\":\"" DEVICE "\",\"service\":\"scheduling\",\"from_n\":1,\"commands\":[{\"n\":1,\"id\":"
                   "\"01900000-0000-7000-8000-00000000cc01\",\"name\":\"calendar-link.revoke\",\"schema\":1,\"args\":{\"id\":\"" LINK
                   "\"},\"deps\":[],\"wall\":1,\"mono\":1,\"boot\":\"b\",\"zone\":\"UTC\"}]}");
  call (fixture, "POST", "/v1/push", token, body, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (first_result (&answer), "status"), ==, "applied");
  answer_clear (&answer);
  get_link (fixture, SECRET ("1"), NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 404);
  answer_clear (&answer);
  get_link (fixture, SECRET ("2"), NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
}

/* Whoever tries links is slowed down; what he gets tells nothing of which are there. */
static void
test_guessing (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { SECRET ("9"), PREFIX, "x", "0190000000007000800000000000000b" "00112233445566778899aabbccddeeff00112233445566778899aabbccddeef1" };
  guint slowed = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_auto (Answer) answer = { 0 };

      get_link (fixture, wrong[i % G_N_ELEMENTS (wrong)], NULL, &answer);
      g_assert_true (answer.status == 404 || answer.status == 429);
      slowed += answer.status == 429;
    }
  g_assert_cmpuint (slowed, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/calendar/shows", Fixture, NULL, set_up, test_shows, fixture_tear_down);
  g_test_add ("/calendar/names", Fixture, NULL, set_up, test_names, fixture_tear_down);
  g_test_add ("/calendar/unchanged", Fixture, NULL, set_up, test_unchanged, fixture_tear_down);
  g_test_add ("/calendar/ends", Fixture, NULL, set_up, test_ends, fixture_tear_down);
  g_test_add ("/calendar/guessing", Fixture, NULL, set_up, test_guessing, fixture_tear_down);
  return g_test_run ();
}
