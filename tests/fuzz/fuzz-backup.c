// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a backup: as the sealed file, where they must not open, and as what lies inside one that was sealed rightly, which is read to
// its end and loaded into a database that is undone again.

#include "fuzz.h"

#include <glib/gstdio.h>
#include <string.h>

#include "wabi-archive.h"
#include "wabi-db-postgres.h"
#include "wabi-domain.h"
#include "wabi-login.h"

static guint8 recipient[WABI_SEAL_KEY_LENGTH], identity[WABI_SEAL_KEY_LENGTH];
static WabiDb *db;

static void
read_hex (const char *hex, guint8 *bytes)
{
  for (guint i = 0; i < WABI_SEAL_KEY_LENGTH; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
}

/* A database with the program's tables and nothing in them, as a restore makes one. */
static void
make_database (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wabi-fuzz-XXXXXX", NULL), *name = g_build_filename (folder, "wabi.db", NULL);
  g_autoptr (WabiIdSource) ids = wabi_id_source_new (wabi_clock_get_system ());
  const WabiStoreOptions options = { .location = name, .clock = wabi_clock_get_system (), .ids = ids, .quick = TRUE,
                                     .migrations = wabi_auth_get_migrations (), .n_migrations = 1 };
  const WabiDbOptions db_options = { .location = name };
  g_autoptr (GError) error = NULL;
  WabiStore *store = wabi_store_open (&options, &error);

  g_assert_no_error (error);
  wabi_store_close (store);
  db = wabi_db_open (wabi_db_driver_for_location (name), &db_options, &error);
  g_assert_no_error (error);
}

static void
make_once (void)
{
  g_autofree char *public_half = NULL, *secret_half = NULL;

  if (db != NULL)
    return;
  wabi_seal_make_pair (&public_half, &secret_half);
  read_hex (public_half, recipient);
  read_hex (secret_half, identity);
  make_database ();
}

static GBytes *
seal (const uint8_t *data, size_t size)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  const WabiSealKey key = { .recipient = recipient };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiSealer) sealer = wabi_sealer_new (out, &key, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_sealer_write (sealer, data, size, &error) && wabi_sealer_end (sealer, &error));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static gboolean
read_backup (GBytes *bytes, WabiDb *into)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (bytes);
  const WabiSealKey key = { .identity = identity };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiOpener) opener = wabi_opener_new (in, &key, &error);
  WabiArchiveSums sums = { 0 };
  gboolean good = opener != NULL;

  if (good)
    good = into != NULL ? wabi_archive_load (opener, into, NULL, &sums, &error) : wabi_archive_check (opener, &sums, &error);
  g_assert_true (good == (error == NULL));
  wabi_archive_sums_clear (&sums);
  return good;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size), sealed = NULL;
  g_autoptr (GError) error = NULL;

  make_once ();
  g_assert_false (read_backup (bytes, NULL));
  sealed = seal (data, size);
  read_backup (sealed, NULL);
  g_assert_true (wabi_db_begin (db, WABI_DB_WRITE, &error));
  read_backup (sealed, db);
  wabi_db_rollback (db);
  return 0;
}
