// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that come in pieces, in records that libpq takes in parts, or while more is being sent: none may be waited for that is there.

#include <string.h>

#include "wabi-db-postgres.h"

#define POSTS 60
#define LONG_TEXT 60000

typedef struct
{
  guint rows;
  gsize bytes;
} Seen;

static WabiDb *
connect_through (const char *door)
{
  /* A wait for something that has come already ends with an error after this, not after the usual minute. */
  g_autofree char *location = g_strconcat (g_getenv (door), strchr (g_getenv (door), '?') != NULL ? "&" : "?", "answer_seconds=20", NULL);
  WabiDbOptions options = { .location = location };
  g_autoptr (GError) error = NULL;
  WabiDb *db = wabi_db_open (wabi_db_get_postgres (), &options, &error);

  g_assert_no_error (error);
  return db;
}

static gboolean
count_row (const WabiRow *row, gpointer data, GError **error)
{
  Seen *seen = data;

  seen->rows++;
  seen->bytes += strlen (wabi_row_text (row, 0));
  return TRUE;
}

static void
read_rows (WabiDb *db, gint64 length, gint64 rows)
{
  const WabiValue args[] = { WABI_INT (length), WABI_INT (rows) };
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  if (!wabi_db_query (db, "SELECT repeat ('x', $1::int) FROM generate_series (1, $2::int)", args, G_N_ELEMENTS (args), count_row, &seen, NULL,
                      &error))
    g_error ("%" G_GINT64_FORMAT " rows of %" G_GINT64_FORMAT ": %s", rows, length, error->message);
  g_assert_cmpuint (seen.rows, ==, rows);
  g_assert_cmpuint (seen.bytes, ==, (gsize) (length * rows));
}

/* First those that leave half a row in libpq's buffer of 16 KB as it is, so that it takes a record in two; then those that make it grow. */
static void
read_lengths (WabiDb *db)
{
  for (gint64 length = 4000; length < 8000; length += 450)
    for (gint64 rows = 1; rows <= 10; rows++)
      read_rows (db, length, rows);
  for (gint64 length = 1; length < 200000; length = length * 3 + 1)
    read_rows (db, length, 5);
}

/* What is sent ahead asks for long answers and carries long values, so that both ends have more to say than a socket holds. */
static void
post_much (WabiDb *db, gsize length)
{
  g_autofree char *text = g_strnfill (length, 'y');
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  for (guint i = 0; i < POSTS; i++)
    g_assert_true (wabi_db_post (db, &error, "SELECT $1 || $1", WABI_TEXT (text)));
  g_assert_true (wabi_db_query (db, "SELECT 'end'", NULL, 0, count_row, &seen, NULL, &error));
  g_assert_cmpuint (seen.bytes, ==, 3);
}

static void
test_trickle (void)
{
  g_autoptr (WabiDb) db = connect_through ("WABI_TEST_TRICKLE");

  post_much (db, 100);
  post_much (db, 3000);
  g_assert_true (wabi_db_check (db));
}

static void
test_encrypted (void)
{
  g_autoptr (WabiDb) db = connect_through ("WABI_TEST_ENCRYPTED");

  read_lengths (db);
  post_much (db, LONG_TEXT);
  g_assert_true (wabi_db_check (db));
}

static void
test_both_speak (void)
{
  g_autoptr (WabiDb) db = connect_through ("WABI_TEST_POSTGRES");

  read_lengths (db);
  post_much (db, LONG_TEXT);
  g_assert_true (wabi_db_check (db));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/postgres/wire/both-speak", test_both_speak);
  g_test_add_func ("/postgres/wire/trickle", test_trickle);
  g_test_add_func ("/postgres/wire/encrypted", test_encrypted);
  return g_test_run ();
}
