// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's desk without a server: signed in once, long ago.

#include "desk-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-account-private.h"
#include "wabi-cache-sync.h"
#include "wabi-zone.h"

#define SERVER "https://localhost:1"
#define PRACTICE "0190a000-0000-7000-8000-0000000000aa"

void
desk_fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_toast_cb (WabiDesk *desk, const char *text, gboolean undo, DeskFixture *fixture)
{
  g_ptr_array_add (fixture->toasts, g_strdup (text));
}

static void
on_navigate_cb (WabiDesk *desk, const char *place, const char *id, DeskFixture *fixture)
{
  g_free (fixture->went);
  fixture->went = g_strdup_printf ("%s %s", place, id != NULL ? id : "");
}

static void
on_resumed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **out = data;

  *out = g_object_ref (result);
}

static void
open_desk (DeskFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->sync = wabi_sync_new (fixture->directory, wabi_cache_get_domain_tables (), fixture->keys);
  wabi_sync_set_paused (fixture->sync, TRUE);
  wabi_sync_resume_async (fixture->sync, NULL, on_resumed_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (wabi_sync_resume_finish (fixture->sync, result, &error));
  g_assert_no_error (error);
  fixture->desk = wabi_desk_new (fixture->sync);
  g_signal_connect (fixture->desk, "toast", G_CALLBACK (on_toast_cb), fixture);
  g_signal_connect (fixture->desk, "navigate", G_CALLBACK (on_navigate_cb), fixture);
}

static void
close_desk (DeskFixture *fixture)
{
  WabiCache *cache = g_object_ref (wabi_desk_get_cache (fixture->desk));

  g_signal_handlers_disconnect_by_data (fixture->desk, fixture);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->sync);
  wabi_cache_close (cache);
  g_object_unref (cache);
  desk_fixture_settle ();
}

void
desk_fixture_put (DeskFixture *fixture, const char *kind, const char *id, const char *body)
{
  const WabiKind *found = wabi_domain_find_kind (kind);
  WabiCache *cache = wabi_desk_get_cache (fixture->desk);
  g_autofree char *json = g_strdelimit (g_strdup (body), "'", '"'), *text = NULL, *epoch = NULL;
  g_autoptr (WabiPullPage) page = NULL;
  g_autoptr (GError) error = NULL;
  gboolean loaded;
  gint64 seq;

  g_assert_true (wabi_cache_read_cursor (cache, found->service, &seq, &epoch, &loaded, &error));
  text = g_strdup_printf ("{\"epoch\":\"e1\",\"service\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"next\":%" G_GINT64_FORMAT
                          ",\"more\":false,\"min_schema\":1,\"changes\":[{\"kind\":\"%s\",\"id\":\"%s\",\"version\":%" G_GINT64_FORMAT
                          ",\"seq\":%" G_GINT64_FORMAT ",\"schema\":1,\"deleted\":false,\"body\":%s}]}",
                          found->service, seq + 1, seq + 1, kind, id, seq + 1, seq + 1, json);
  page = wabi_pull_page_parse (text, strlen (text), found->service, seq, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_apply_page (cache, page, &error));
  g_assert_no_error (error);
  desk_fixture_settle ();
}

static void
put_target (DeskFixture *fixture, const char *id, const char *name, const char *status, int sort)
{
  g_autofree char *body
      = g_strdup_printf ("{'client':'" FIXTURE_CLIENT "','program':'" FIXTURE_PROGRAM "','name':'%s','instruction':'Three cards in a row.',"
                         "'prompt_level':'partial','mastery_percent':90,'mastery_sessions':3,'min_trials':5,'trials_planned':10,'status':'%s','sort':%d}",
                         name, status, sort);

  desk_fixture_put (fixture, "target", id, body);
}

static void
put_appointment (DeskFixture *fixture)
{
  gint64 now = wabi_desk_get_now (fixture->desk);
  gint64 start = wabi_zone_day_start ("UTC", wabi_zone_day ("UTC", now)) + 12 * 60 * WABI_MINUTE;
  g_autofree char *body
      = g_strdup_printf ("{'client':'" FIXTURE_CLIENT "','staff':'" FIXTURE_RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                         ",'zone':'UTC','service_code':'97153','place':'11','status':'scheduled','booked_by':'" FIXTURE_BCBA "'}",
                         start, start + 180 * WABI_MINUTE);

  desk_fixture_put (fixture, "appointment", FIXTURE_APPOINTMENT, body);
}

static void
put_all (DeskFixture *fixture)
{
  desk_fixture_put (fixture, "staff", FIXTURE_RBT, "{'first_name':'Jordan','last_name':'Reyes','role':'rbt','credential':'RBT','active':true}");
  desk_fixture_put (fixture, "staff", FIXTURE_BCBA, "{'first_name':'Leila','last_name':'Amin','role':'bcba','credential':'BCBA','active':true}");
  desk_fixture_put (fixture, "payer", FIXTURE_PAYER,
                    "{'name':'Blue Ridge Health','payer_id':'BRH01','type':'commercial','filing':'CI','unit_method':'midpoint','unit_scope':'session',"
                    "'rendering':'supervisor','supervising':'never','concurrency':'commercial','mue':'none','filing_days':90,'needs_authorization':['97153']}");
  desk_fixture_put (fixture, "client", FIXTURE_CLIENT,
                    "{'first_name':'Ava','last_name':'Okafor','birth_date':'2019-04-02','sex':'F','status':'active','bcba':'" FIXTURE_BCBA
                    "','place':'11','guardian_name':'Ngozi Okafor','guardian_relation':'mother','guardian_phone':'555-0100','diagnoses':['F84.0']}");
  desk_fixture_put (fixture, "coverage", FIXTURE_COVERAGE,
                    "{'client':'" FIXTURE_CLIENT "','payer':'" FIXTURE_PAYER "','priority':1,'member_id':'W123','relation':'child','valid_from':'2020-01-01'}");
  desk_fixture_put (fixture, "authorization", FIXTURE_AUTHORIZATION,
                    "{'client':'" FIXTURE_CLIENT "','payer':'" FIXTURE_PAYER "','number':'A-77','status':'approved','valid_from':'2020-01-01',"
                    "'valid_to':'2039-12-31','lines':[{'code':'97153','units':1000,'per':'total'}]}");
  desk_fixture_put (fixture, "program", FIXTURE_PROGRAM, "{'client':'" FIXTURE_CLIENT "','name':'Colors','status':'active','sort':1}");
  put_target (fixture, FIXTURE_TARGET_1, "Touch red", "acquisition", 1);
  put_target (fixture, FIXTURE_TARGET_2, "Touch blue", "acquisition", 2);
  put_target (fixture, FIXTURE_TARGET_3, "Touch green", "mastered", 3);
  desk_fixture_put (fixture, "behavior", FIXTURE_COUNTED,
                    "{'client':'" FIXTURE_CLIENT "','name':'Elopement','measure':'frequency','function':'escape','status':'active','sort':1}");
  desk_fixture_put (fixture, "behavior", FIXTURE_TIMED,
                    "{'client':'" FIXTURE_CLIENT "','name':'Crying','measure':'duration','status':'active','sort':2}");
  put_appointment (fixture);
}

void
desk_fixture_set_up (DeskFixture *fixture, guint roles)
{
  g_autoptr (WabiAccount) account = wabi_account_new (SERVER, NULL, "cedar", "jordan");
  WabiCacheOptions options = { .owner = { SERVER, PRACTICE, FIXTURE_RBT }, .tables = wabi_cache_get_domain_tables () };
  g_autoptr (WabiCache) cache = NULL;
  g_autoptr (GError) error = NULL;

  memset (fixture, 0, sizeof *fixture);
  fixture->directory = g_dir_make_tmp ("wabi-desk-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->keys = wabi_memory_key_store_new ();
  fixture->toasts = g_ptr_array_new_with_free_func (g_free);
  options.directory = fixture->directory;
  options.keys = fixture->keys;
  cache = wabi_cache_open_sync (&options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_set_caller (cache, roles, "UTC", "Jordan Reyes", "Cedar Grove ABA", &error));
  account->practice = g_strdup (PRACTICE);
  account->user = g_strdup (FIXTURE_RBT);
  account->device = g_strdup (wabi_cache_get_device (cache));
  account->open = TRUE;
  g_assert_true (wabi_account_keep (fixture->directory, account, &error));
  wabi_cache_close (cache);
  open_desk (fixture);
  put_all (fixture);
}

void
desk_fixture_reopen (DeskFixture *fixture)
{
  close_desk (fixture);
  open_desk (fixture);
}

void
desk_fixture_tear_down (DeskFixture *fixture)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  close_desk (fixture);
  g_clear_object (&fixture->keys);
  g_ptr_array_unref (fixture->toasts);
  g_free (fixture->went);
  dir = g_dir_open (fixture->directory, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}
