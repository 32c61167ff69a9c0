// SPDX-License-Identifier: AGPL-3.0-or-later
// The demo practice: the same from the same seed on the same day, whole, and with what there is to show.

#include <glib/gstdio.h>

#include "wabi-demo.h"
#include "wabi-login.h"
#include "wabi-table.h"
#include "wabi-text.h"
#include "wabi-zone.h"

typedef struct
{
  char *dir, *file;
  WabiFakeClock clock;
  WabiIdSource *ids;
  WabiStore *store;
  WabiDb *db;
} Practice;

static void
make (Practice *practice, guint clients, const char *date, int minute)
{
  g_autoptr (GError) error = NULL;
  WabiStoreOptions options = { 0 };
  WabiDemoOptions demo = { NULL, clients, 23, 20260309, wabi_zone_from_local ("America/New_York", wabi_day_from_text (date), minute) };
  WabiDbOptions reading = { 0 };

  practice->dir = g_dir_make_tmp ("wabi-demo-XXXXXX", NULL);
  practice->file = g_build_filename (practice->dir, "wabi.db", NULL);
  wabi_fake_clock_init (&practice->clock, demo.now, 0);
  practice->ids = wabi_id_source_new (&practice->clock.clock);
  options.location = practice->file;
  options.clock = &practice->clock.clock;
  options.ids = practice->ids;
  options.migrations = wabi_auth_get_migrations ();
  options.n_migrations = 1;
  options.quick = TRUE;
  practice->store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_demo_make (practice->store, &demo, &error));
  g_assert_no_error (error);
  g_assert_true (wabi_store_wait_idle (practice->store, 120));
  reading.location = practice->file;
  reading.read_only = TRUE;
  practice->db = wabi_db_open (wabi_db_get_sqlite (), &reading, &error);
  g_assert_no_error (error);
}

static void
clear (Practice *practice)
{
  static const char *const names[] = { "wabi.db", "wabi.db-wal", "wabi.db-shm" };

  wabi_db_close (practice->db);
  wabi_store_close (practice->store);
  wabi_id_source_free (practice->ids);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (practice->dir, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (practice->dir);
  g_free (practice->file);
  g_free (practice->dir);
}

static gint64
count (Practice *practice, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  g_assert_true (wabi_db_get_int (practice->db, sql, NULL, 0, &n, &error));
  g_assert_no_error (error);
  return n;
}

static gboolean
add_row (const WabiRow *row, gpointer data, GError **error)
{
  g_checksum_update (data, (const guchar *) wabi_row_text (row, 0), -1);
  g_checksum_update (data, (const guchar *) wabi_row_text (row, 1), -1);
  return TRUE;
}

/* Everything but what the services gave birth to by themselves, with ids of their own: charges, claims, and substitutes on care
 * teams. */
static char *
digest (Practice *practice)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id, body FROM r_%s ORDER BY id", kinds[i]->name);

      if (g_str_equal (kinds[i]->name, "care_team"))
        continue;
      if (g_str_equal (kinds[i]->service, "billing") && !wabi_text_list_has ("payer fee enrollment", kinds[i]->name))
        continue;
      g_assert_true (wabi_db_query (practice->db, sql, NULL, 0, add_row, sum, NULL, NULL));
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_same_again (void)
{
  g_autofree char *first = NULL;

  for (int round = 0; round < 2; round++)
    {
      Practice practice;
      g_autofree char *sum = NULL;

      make (&practice, 12, "2026-03-10", 11 * 60);
      sum = digest (&practice);
      if (first != NULL)
        g_assert_cmpstr (first, ==, sum);
      else
        first = g_steal_pointer (&sum);
      clear (&practice);
    }
}

static void
check_people (Practice *practice)
{
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_client"), ==, 40);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_staff WHERE f_role = 'rbt'"), ==, 18);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_staff WHERE f_role = 'bcba'"), ==, 5);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_staff WHERE f_role = 'frontdesk'"), ==, 2);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_staff WHERE f_role = 'biller'"), ==, 2);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_payer"), ==, 5);
  g_assert_cmpint (count (practice, "SELECT count(DISTINCT body ->> '$.first_name' || ' ' || (body ->> '$.last_name')) FROM r_client"), ==, 40);
}

static void
check_weeks (Practice *practice)
{
  gint64 past = count (practice, "SELECT count(*) FROM r_appointment WHERE f_status IN ('cancelled', 'completed', 'no_show')");
  gint64 cancelled = count (practice, "SELECT count(*) FROM r_appointment WHERE f_status = 'cancelled'");

  g_assert_cmpint (past, >, 1500);
  g_assert_cmpint (cancelled * 100, >=, past * 8);
  g_assert_cmpint (cancelled * 100, <=, past * 12);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_appointment WHERE f_status = 'cancelled' AND (body ->> '$.cancel_reason' IS NULL OR body ->> '$.cancelled_by' IS NULL)"),
                   ==, 0);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_appointment WHERE f_status = 'scheduled'"), >, 200);
  /* Nobody is in two places. */
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_appointment a JOIN r_appointment b ON a.f_staff = b.f_staff AND a.id < b.id"
                                    " AND a.f_starts_at < (b.body ->> '$.ends_at') AND b.f_starts_at < (a.body ->> '$.ends_at')"),
                   ==, 0);
}

static void
check_work (Practice *practice)
{
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_trial"), >, 50000);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_target WHERE body ->> '$.status' = 'mastered'"), >, 20);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_target WHERE body ->> '$.status' = 'acquisition'"), >, 80);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_note WHERE f_state = 'complete'"), >, 10);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_charge WHERE f_state = 'claimed'"), >, 1000);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_charge WHERE f_state = 'open'"), >, 30);
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_claim_file"), >=, 5);
  /* One signed note, one charge. */
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_note WHERE f_state = 'signed'"), ==, count (practice, "SELECT count(*) FROM r_charge"));
  /* Money is conserved: a file's total is the sum of its charges. */
  g_assert_cmpint (count (practice, "SELECT sum(body ->> '$.total_cents') FROM r_claim_file"), ==,
                   count (practice, "SELECT sum(body ->> '$.amount_cents') FROM r_charge WHERE f_state = 'claimed'"));
  g_assert_cmpint (count (practice, "SELECT count(*) FROM r_authorization WHERE f_status = 'requested'"), >, 0);
}

static void
test_worth_looking_at (void)
{
  /* A weekday before noon, and a Sunday night: there is always something to do today. */
  static const struct
  {
    const char *date;
    int minute;
  } days[] = { { "2026-03-10", 11 * 60 }, { "2026-11-22", 23 * 60 + 30 } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      Practice practice;
      g_autofree char *sql = NULL;
      gint64 start = wabi_zone_from_local ("America/New_York", wabi_day_from_text (days[i].date), 0);

      make (&practice, 40, days[i].date, days[i].minute);
      check_people (&practice);
      check_weeks (&practice);
      check_work (&practice);
      /* Jordan Reyes has a session before him. */
      sql = g_strdup_printf ("SELECT count(*) FROM r_appointment a JOIN r_staff s ON s.id = a.f_staff WHERE s.body ->> '$.first_name' = 'Jordan'"
                             " AND a.f_status = 'scheduled' AND a.f_starts_at BETWEEN %" G_GINT64_FORMAT " AND %" G_GINT64_FORMAT,
                             start, start + 24 * 60 * WABI_MINUTE);
      g_assert_cmpint (count (&practice, sql), >, 0);
      clear (&practice);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/same-again", test_same_again);
  g_test_add_func ("/demo/worth-looking-at", test_worth_looking_at);
  return g_test_run ();
}
