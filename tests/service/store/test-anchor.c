// SPDX-License-Identifier: AGPL-3.0-or-later
// Heads noted outside the database show what the database cannot know of itself: that its end was cut off, or all of it written anew.

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-anchor.h"
#include "wabi-store-private.h"

#define PRACTICE "01900000-0000-7000-8000-00000000000a"

typedef struct
{
  char *folder, *location, *file;
  WabiIdSource *ids;
  WabiStore *store;
} Fixture;

static gboolean
add_entry (WabiStoreTx *tx, gpointer data, GError **error)
{
  return wabi_store_tx_audit (tx, PRACTICE, "patients", "somebody", data, NULL, error);
}

static void
add (Fixture *fixture, const char *event)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_store_write (fixture->store, add_entry, (gpointer)event, &error));
  g_assert_no_error (error);
}

static void
open_store (Fixture *fixture)
{
  const WabiStoreOptions options = { .location = fixture->location, .clock = wabi_clock_get_system (), .ids = fixture->ids };
  g_autoptr (GError) error = NULL;

  fixture->store = wabi_store_open (&options, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wabi-anchor-XXXXXX", NULL);
  fixture->location = g_build_filename (fixture->folder, "wabi.db", NULL);
  fixture->file = g_build_filename (fixture->folder, "anchors", NULL);
  fixture->ids = wabi_id_source_new (wabi_clock_get_system ());
  open_store (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  wabi_store_close (fixture->store);
  g_unlink (fixture->location);
  g_unlink (fixture->file);
  g_rmdir (fixture->folder);
  wabi_id_source_free (fixture->ids);
  g_free (fixture->folder);
  g_free (fixture->location);
  g_free (fixture->file);
}

static void
anchor (Fixture *fixture, const char *event)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_anchor_note (fixture->store, fixture->file, event, wabi_clock_now (wabi_clock_get_system ()), &error));
  g_assert_no_error (error);
}

static void
expect (Fixture *fixture, gint64 lines, const char *problem)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;
  gboolean good = wabi_anchor_verify (fixture->store, fixture->file, &n, &error);

  if (problem == NULL)
    g_assert_no_error (error);
  else
    g_assert_nonnull (strstr (error->message, problem));
  g_assert_true (good == (problem == NULL));
  g_assert_cmpint (n, ==, lines);
  /* The chain itself always looks whole here. */
  g_assert_true (wabi_store_verify_audit (fixture->store, NULL, NULL, NULL));
}

/* As somebody would who may write to the database and knows how it is made. */
static void
tamper (Fixture *fixture, const char *sql, WabiValue value)
{
  const WabiDbOptions options = { .location = fixture->location, .durable = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_sqlite (), &options, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_db_query (db, sql, &value, value.type == WABI_VALUE_NULL ? 0 : 1, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_agrees (Fixture *fixture, gconstpointer data)
{
  add (fixture, "one");
  anchor (fixture, "heads");
  anchor (fixture, "heads");
  expect (fixture, 1, NULL);
  add (fixture, "two");
  anchor (fixture, "heads");
  expect (fixture, 2, NULL);
}

static void
test_cut_off (Fixture *fixture, gconstpointer data)
{
  add (fixture, "one");
  add (fixture, "two");
  anchor (fixture, "heads");
  tamper (fixture, "DELETE FROM audit WHERE n = 2", WABI_NULL);
  tamper (fixture, "UPDATE practice_head SET audit_n = 1, audit_hash = (SELECT hash FROM audit WHERE n = 1)", WABI_NULL);
  expect (fixture, 1, "cut off");
  /* A restore that is noted explains it. */
  anchor (fixture, "restore");
  expect (fixture, 2, NULL);
}

static void
test_rewritten (Fixture *fixture, gconstpointer data)
{
  const WabiAuditEntry entry = { PRACTICE, "patients", 1, "", 5, "", "another", "" };
  g_autofree char *hash = wabi_audit_hash (&entry);

  add (fixture, "one");
  anchor (fixture, "heads");
  tamper (fixture, "UPDATE audit SET at = 5, user_id = '', event = 'another', refs = '', hash = $1", WABI_TEXT (hash));
  tamper (fixture, "UPDATE practice_head SET audit_hash = $1", WABI_TEXT (hash));
  expect (fixture, 1, "rewritten");
}

static void
test_file_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const char *second;

  add (fixture, "one");
  anchor (fixture, "heads");
  add (fixture, "two");
  anchor (fixture, "heads");
  g_assert_true (g_file_get_contents (fixture->file, &text, NULL, NULL));
  second = strchr (text, '\n') + 1;
  g_assert_true (g_file_set_contents (fixture->file, second, -1, NULL));
  g_assert_false (wabi_anchor_verify (fixture->store, fixture->file, NULL, &error));
  g_assert_nonnull (strstr (error->message, "line 1"));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/anchor/agrees", test_agrees);
  ADD ("/anchor/cut-off", test_cut_off);
  ADD ("/anchor/rewritten", test_rewritten);
  ADD ("/anchor/file-changed", test_file_changed);
  return g_test_run ();
}
