// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice in memory of the domain's tests, brought into a cache as a feed would bring it.

#include "schedule-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-cache-sync.h"
#include "wabi-sync-private.h"

void (*schedule_fixture_more) (MemoryPractice *practice);

static void
put_visit (MemoryPractice *practice, const char *id, const char *client, const char *staff, gint64 from, gint64 to, const char *rest)
{
  g_autofree char *body
      = g_strdup_printf ("{'client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                         ",'zone':'" ZONE "','service_code':'97153','place':'12','booked_by':'" DESK "',%s}",
                         client, staff, from, to, rest);

  memory_practice_put (practice, &wabi_kind_appointment, id, body);
}

/* Somebody moved it to the afternoon while another moved it as well: a person must choose. */
static void
put_two_versions (MemoryPractice *practice)
{
  g_autofree char *rest = g_strdup_printf ("'status':'scheduled','needs_hand':true,'proposals':[{'why':'clash','by':'" DESK "','at':1,'set':{"
                                           "'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT "}}]",
                                           schedule_fixture_at (13, 14, 0), schedule_fixture_at (13, 15, 0));

  put_visit (practice, VISIT_TWO, CLIENT_ELI, RBT, schedule_fixture_at (13, 9, 0), schedule_fixture_at (13, 10, 0), rest);
}

static void
put_client (MemoryPractice *practice, const char *id, const char *first, const char *last)
{
  g_autofree char *body = g_strdup_printf ("{'first_name':'%s','last_name':'%s','birth_date':'2019-11-02','sex':'F','diagnoses':['F84.0'],"
                                           "'place':'11','status':'active'}",
                                           first, last);

  memory_practice_put (practice, &wabi_kind_client, id, body);
}

static void
furnish (MemoryPractice *practice)
{
  memory_practice_furnish (practice);
  put_client (practice, CLIENT_ELI, "Eli", "Navarro");
  put_client (practice, CLIENT_MILA, "Mila", "Petrov");
  memory_practice_put (practice, &wabi_kind_coverage, "01900000-0000-7000-8000-000000000603",
                       "{'client':'" CLIENT_ELI "','payer':'" PAYER "','priority':1,'member_id':'W2','relation':'child','subscriber_first':'Rosa',"
                       "'subscriber_last':'Navarro','subscriber_birth':'1990-04-12','subscriber_sex':'F','valid_from':'2026-01-01'}");
  memory_practice_put (practice, &wabi_kind_authorization, "01900000-0000-7000-8000-000000000604",
                       "{'client':'" CLIENT_ELI "','payer':'" PAYER "','number':'A-31','status':'approved','valid_from':'2026-01-02',"
                       "'valid_to':'2026-04-01','lines':[{'code':'97153','units':400,'per':'total'}]}");
  put_visit (practice, VISIT_AVA, CLIENT, RBT, schedule_fixture_at (10, 9, 0), schedule_fixture_at (10, 11, 0), "'status':'scheduled'");
  put_visit (practice, VISIT_THEO, CLIENT_2, BCBA, schedule_fixture_at (10, 9, 0), schedule_fixture_at (10, 10, 0), "'status':'completed'");
  put_visit (practice, VISIT_LATER, CLIENT_ELI, RBT, schedule_fixture_at (11, 13, 0), schedule_fixture_at (11, 15, 0), "'status':'scheduled'");
  put_visit (practice, VISIT_CANCELED, CLIENT, RBT, schedule_fixture_at (12, 9, 0), schedule_fixture_at (12, 10, 0),
             "'status':'cancelled','cancelled_by':'family','cancel_reason':'client-ill'");
  put_two_versions (practice);
}

/* As a first load does: one page for each service, confirmed. */
static void
load_service (WabiCache *cache, MemoryPractice *practice, const char *service)
{
  WabiPullPage page = { .epoch = "e", .service = (char *) service, .min_schema = 1 };
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) changes = g_array_new (FALSE, TRUE, sizeof (WabiPullChange));
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, practice->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const WabiKind *kind = wabi_record_get_kind (value);
      WabiPullChange change = { kind->name, wabi_record_get_id (value), 1, ++page.head, kind->schema, FALSE, NULL };

      if (strcmp (kind->service, service) != 0)
        {
          page.head--;
          continue;
        }
      change.body = wabi_record_dup_json (value);
      g_ptr_array_add (bodies, (gpointer) change.body);
      g_array_append_val (changes, change);
    }
  page.next = page.head;
  page.changes = changes;
  g_assert_true (wabi_cache_apply_page (cache, &page, &error));
  g_assert_no_error (error);
}

static void
on_toast_cb (WabiDesk *desk, const char *text, gboolean undo, GString *toasts)
{
  g_string_append_printf (toasts, "%s;", text);
}

static void
on_navigate_cb (WabiDesk *desk, const char *place, const char *id, GString *places)
{
  g_string_append_printf (places, "%s %s;", place, id != NULL ? id : "");
}

static WabiCache *
open_cache (ScheduleFixture *fixture, guint roles)
{
  g_autoptr (WabiKeyStore) keys = wabi_memory_key_store_new ();
  const char *user = roles & WABI_ROLE_RBT ? RBT : roles & WABI_ROLE_BCBA ? BCBA : DESK;
  WabiCacheOptions options = { .directory = fixture->folder,
                               .owner = { "https://localhost", PRACTICE_ID, user },
                               .tables = wabi_cache_get_domain_tables (),
                               .keys = keys,
                               .clock = &fixture->clock.clock };
  g_autoptr (GError) error = NULL;
  WabiCache *cache = wabi_cache_open_sync (&options, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_cache_set_caller (cache, roles, ZONE, "Maya Ortiz", "Cedar Grove ABA", &error));
  return cache;
}

void
schedule_fixture_set_up (ScheduleFixture *fixture, guint roles)
{
  g_autoptr (MemoryPractice) practice = memory_practice_new (SCHEDULE_NOW);
  g_autoptr (WabiKeyStore) keys = wabi_memory_key_store_new ();
  g_autoptr (GError) error = NULL;
  WabiCache *cache;

  fixture->folder = g_dir_make_tmp ("wabi-schedule-XXXXXX", &error);
  g_assert_no_error (error);
  wabi_fake_clock_init (&fixture->clock, SCHEDULE_NOW, 1);
  cache = open_cache (fixture, roles);
  furnish (practice);
  if (schedule_fixture_more != NULL)
    schedule_fixture_more (practice);
  for (const char *const *service = wabi_domain_services; *service != NULL; service++)
    load_service (cache, practice, *service);
  fixture->sync = wabi_sync_new (fixture->folder, wabi_cache_get_domain_tables (), keys);
  wabi_sync_set_paused (fixture->sync, TRUE);
  wabi_sync_start (fixture->sync, cache);
  fixture->desk = wabi_desk_new (fixture->sync);
  fixture->toasts = g_string_new (NULL);
  fixture->places = g_string_new (NULL);
  g_signal_connect (fixture->desk, "toast", G_CALLBACK (on_toast_cb), fixture->toasts);
  g_signal_connect (fixture->desk, "navigate", G_CALLBACK (on_navigate_cb), fixture->places);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

void
schedule_fixture_tear_down (ScheduleFixture *fixture)
{
  g_clear_object (&fixture->desk);
  wabi_sync_stop (fixture->sync);
  g_clear_object (&fixture->sync);
  schedule_fixture_settle ();
  g_string_free (fixture->toasts, TRUE);
  g_string_free (fixture->places, TRUE);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

gint64
schedule_fixture_at (int day_of_month, int hour, int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_ymd (2026, 3, day_of_month), hour * 60 + minute);
}

void
schedule_fixture_settle (void)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

char *
schedule_fixture_dup_text (ScheduleFixture *fixture, const char *id, const char *field)
{
  g_autoptr (WabiRecord) visit = wabi_desk_get (fixture->desk, &wabi_kind_appointment, id);

  g_assert_nonnull (visit);
  return g_strdup (wabi_record_get_text (visit, field));
}
