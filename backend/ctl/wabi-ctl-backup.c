// SPDX-License-Identifier: AGPL-3.0-or-later
// Backups that only their key opens, made while the server runs, checked before they are needed, restored into an empty place.

#include "wabi-ctl-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "wabi-archive.h"
#include "wabi-anchor.h"
#include "wabi-db-postgres.h"
#include "wabi-secret-file.h"

#define LONGEST_SECRET 1024

typedef struct
{
  char *to, *from, *recipient, *identity, *passphrase_file;
  gboolean with_keys;
  WabiSealKey key;
} Copy;

static void
clear_copy (Copy *copy)
{
  g_free (copy->to);
  g_free (copy->from);
  g_free (copy->recipient);
  g_free (copy->identity);
  g_free (copy->passphrase_file);
  wabi_seal_key_clear (&copy->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, clear_copy)

/* ---- keys ---- */

static guint8 *
read_half (const char *file, GError **error)
{
  g_autofree char *text = NULL;
  guint8 *half;
  size_t length = 0;

  if (!g_file_get_contents (file, &text, NULL, error))
    return NULL;
  g_strstrip (text);
  half = g_malloc0 (WABI_SEAL_KEY_LENGTH);
  if (sodium_hex2bin (half, WABI_SEAL_KEY_LENGTH, text, strlen (text), NULL, &length, NULL) != 0 || length != WABI_SEAL_KEY_LENGTH)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” is not a key made by wabictl backup new-key."), file);
      g_clear_pointer (&half, g_free);
    }
  sodium_memzero (text, strlen (text));
  return half;
}

static gboolean
take_passphrase (Copy *copy, GError **error)
{
  char line[LONGEST_SECRET + 3] = "";
  g_autofree char *text = NULL;
  gboolean good = TRUE;

  if (copy->passphrase_file != NULL)
    good = g_file_get_contents (copy->passphrase_file, &text, NULL, error);
  else if (wabi_ctl_read_hidden (_ ("Passphrase: "), line, sizeof line))
    text = g_strdup (line);
  explicit_bzero (line, sizeof line);
  if (!good)
    return FALSE;
  if (text != NULL)
    text[strcspn (text, "\r\n")] = '\0';
  if (text == NULL || g_utf8_strlen (text, -1) < 12)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("A backup's passphrase has at least 12 characters. Without it nobody can ever open the backup: keep it on paper."));
      return FALSE;
    }
  copy->key.passphrase = g_steal_pointer (&text);
  return TRUE;
}

static gboolean
take_key (Copy *copy, const char *file, guint8 **half, GError **error)
{
  if (file == NULL)
    return take_passphrase (copy, error);
  *half = read_half (file, error);
  return *half != NULL;
}

gboolean
wabi_ctl_backup_new_key (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *out = NULL, *recipient = NULL, *identity = NULL, *public_name = NULL;
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("File of the secret key; its public half gets “.pub” behind it"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  gboolean ok;

  ctl->needs_no_data = TRUE;
  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (out == NULL || g_file_test (out, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Say where to with --out FILE; the file must not be there yet."));
      return FALSE;
    }
  public_name = g_strconcat (out, ".pub", NULL);
  wabi_seal_make_pair (&recipient, &identity);
  ok = wabi_secret_file_write (out, identity, strlen (identity), error) && g_file_set_contents (public_name, recipient, -1, error);
  sodium_memzero (identity, strlen (identity));
  if (ok)
    g_print (_ ("Made %s and %s. Take %s away from this machine: whoever has it opens the backups, and without it nobody does.\n"), out,
             public_name, out);
  return ok;
}

/* ---- opening databases ---- */

static WabiDb *
open_database (const char *location, gboolean read_only, GError **error)
{
  const WabiDbDriver *driver = wabi_db_driver_for_location (location);
  const WabiDbOptions options = { .location = location, .read_only = read_only, .durable = TRUE };
  g_autoptr (WabiDb) db = wabi_db_open (driver, &options, error);

  /* A whole database takes longer than any one statement of a server may. */
  if (db != NULL && driver->dialect == WABI_DIALECT_POSTGRES && !wabi_db_script (db, "SET statement_timeout = 0", error))
    return NULL;
  return g_steal_pointer (&db);
}

/* ---- notes in the chain ---- */

typedef struct
{
  const char *event, *refs;
  GPtrArray *practices, *services; /* side by side */
} Note;

static gboolean
take_chain (const WabiRow *row, gpointer data, GError **error)
{
  Note *note = data;

  g_ptr_array_add (note->practices, g_strdup (wabi_row_text (row, 0)));
  g_ptr_array_add (note->services, g_strdup (wabi_row_text (row, 1)));
  return TRUE;
}

static gboolean
write_note (WabiStoreTx *tx, gpointer data, GError **error)
{
  Note *note = data;

  if (!wabi_db_query (wabi_store_tx_get_db (tx), "SELECT practice_id, min(service) FROM practice_head GROUP BY practice_id", NULL, 0,
                      take_chain, note, NULL, error))
    return FALSE;
  for (guint i = 0; i < note->practices->len; i++)
    if (!wabi_store_tx_audit (tx, g_ptr_array_index (note->practices, i), g_ptr_array_index (note->services, i), NULL, note->event,
                              note->refs, error))
      return FALSE;
  return TRUE;
}

static gboolean
note_in_chains (WabiStore *store, const char *event, const char *refs, GError **error)
{
  g_autoptr (GPtrArray) practices = g_ptr_array_new_with_free_func (g_free), services = g_ptr_array_new_with_free_func (g_free);
  Note note = { event, refs, practices, services };

  return wabi_store_write (store, write_note, &note, error);
}

/* ---- backup ---- */

static GOutputStream *
make_private_file (const char *name, GError **error)
{
  int fd = g_open (name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_unix_output_stream_new (fd, TRUE);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The backup “%s” cannot be made: %s"), name, g_strerror (errno));
  return NULL;
}

static gboolean
end_file (GOutputStream *out, GError **error)
{
  if (fsync (g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (out))) == 0)
    return g_output_stream_close (out, NULL, error);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The backup did not reach the disk: %s"), g_strerror (errno));
  return FALSE;
}

static gboolean
write_copy (WabiCtl *ctl, Copy *copy, const char *name, WabiArchiveSums *sums, GError **error)
{
  g_autofree char *location = wabi_ctl_dup_location (ctl);
  g_autoptr (WabiDb) db = open_database (location, TRUE, error);
  g_autoptr (GOutputStream) out = db != NULL ? make_private_file (name, error) : NULL;
  g_autoptr (WabiSealer) sealer = out != NULL ? wabi_sealer_new (out, &copy->key, error) : NULL;

  return sealer != NULL
         && wabi_archive_save (sealer, db, copy->with_keys ? ctl->folder : NULL, wabi_clock_now (ctl->clock), sums, error)
         && wabi_sealer_end (sealer, error) && end_file (out, error);
}

static gboolean
check_options (const Copy *copy, GError **error)
{
  if (copy->to != NULL && !g_file_test (copy->to, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("Say where to with --to FILE; the file must not be there yet."));
  return FALSE;
}

static gboolean
make_copy (WabiCtl *ctl, Copy *copy, GError **error)
{
  g_autofree char *half = g_strconcat (copy->to, ".part", NULL), *rows = NULL, *refs = NULL;
  g_autoptr (WabiStore) store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  g_auto (WabiArchiveSums) sums = { 0 };

  if (store == NULL)
    return FALSE;
  g_unlink (half);
  /* The backup has its name only when it is whole and on the disk. */
  if (!write_copy (ctl, copy, half, &sums, error))
    {
      g_unlink (half);
      return FALSE;
    }
  if (g_rename (half, copy->to) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The backup “%s” cannot be named: %s"), copy->to,
                   g_strerror (errno));
      return FALSE;
    }
  rows = g_strdup_printf ("%" G_GINT64_FORMAT, sums.rows);
  refs = g_strdup_printf ("{\"rows\":%s}", rows);
  g_print (_ ("Backed up %s rows to %s.\n"), rows, copy->to);
  return note_in_chains (store, "backup.make", refs, error);
}

gboolean
wabi_ctl_backup (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Copy) copy = { NULL };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &copy.to, N_ ("File of the backup, which must not be there yet"), N_ ("FILE") },
    { "recipient", 0, 0, G_OPTION_ARG_FILENAME, &copy.recipient, N_ ("Public key that seals it, from wabictl backup new-key"), N_ ("FILE") },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &copy.passphrase_file,
      N_ ("File with the passphrase; without it and without --recipient it is asked for"), N_ ("FILE") },
    { "with-keys", 0, 0, G_OPTION_ARG_NONE, &copy.with_keys, N_ ("Take the folder's keys, certificates and settings along"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  return wabi_ctl_parse (ctl, command, entries, argc, argv, error) && check_options (&copy, error)
         && take_key (&copy, copy.recipient, &copy.key.recipient, error) && make_copy (ctl, &copy, error);
}

/* ---- verify ---- */

static WabiOpener *
open_copy (const Copy *copy, GError **error)
{
  int fd = g_open (copy->from, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr (GInputStream) in = NULL;

  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The backup “%s” cannot be read: %s"), copy->from,
                   g_strerror (errno));
      return NULL;
    }
  in = g_unix_input_stream_new (fd, TRUE);
  return wabi_opener_new (in, &copy->key, error);
}

static gboolean
check_copy (const Copy *copy, WabiArchiveSums *sums, GError **error)
{
  g_autoptr (WabiOpener) opener = open_copy (copy, error);

  return opener != NULL && wabi_archive_check (opener, sums, error);
}

static void
print_sums (const char *format, const WabiArchiveSums *sums)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (sums->created_at / G_USEC_PER_SEC);
  g_autofree char *when = g_date_time_format (made, "%Y-%m-%d %H:%M UTC");
  g_autofree char *tables = g_strdup_printf ("%" G_GINT64_FORMAT, sums->tables), *rows = g_strdup_printf ("%" G_GINT64_FORMAT, sums->rows);
  g_autofree char *files = g_strdup_printf ("%" G_GINT64_FORMAT, sums->files);

  g_print ("%s ", format);
  g_print (_ ("Made %s: %s tables, %s rows, %s keys and certificates.\n"), when, tables, rows, files);
}

static gboolean
parse_from (WabiCtl *ctl, const WabiCtlCommand *command, Copy *copy, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &copy->from, N_ ("File of the backup"), N_ ("FILE") },
    { "identity", 0, 0, G_OPTION_ARG_FILENAME, &copy->identity, N_ ("Secret key that opens it"), N_ ("FILE") },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &copy->passphrase_file,
      N_ ("File with the passphrase; without it and without --identity it is asked for"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (copy->from != NULL)
    return take_key (copy, copy->identity, &copy->key.identity, error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Say which backup: --from FILE."));
  return FALSE;
}

gboolean
wabi_ctl_backup_verify (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Copy) copy = { NULL };
  g_auto (WabiArchiveSums) sums = { 0 };

  ctl->needs_no_data = TRUE;
  if (!parse_from (ctl, command, &copy, argc, argv, error) || !check_copy (&copy, &sums, error))
    return FALSE;
  print_sums (_ ("The backup is whole."), &sums);
  return TRUE;
}

/* ---- restore ---- */

static gboolean
refuse_full_place (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       _ ("There are records already. Restore into an empty folder or database, and keep what is there until all is well."));
  return FALSE;
}

/* Tables of this program, with nothing in them. */
static gboolean
make_tables (WabiCtl *ctl, GError **error)
{
  g_autoptr (WabiStore) store = wabi_ctl_open (ctl, TRUE, FALSE, error);

  return store != NULL;
}

static gboolean
load_copy (const Copy *copy, const char *location, const char *folder, WabiArchiveSums *sums, GError **error)
{
  g_autoptr (WabiDb) db = open_database (location, FALSE, error);
  g_autoptr (WabiOpener) opener = NULL;
  gboolean empty = FALSE;

  if (db == NULL || !wabi_archive_is_empty (db, &empty, error))
    return FALSE;
  if (!empty)
    return refuse_full_place (error);
  opener = open_copy (copy, error);
  /* Without its statistics PostgreSQL sorts whole weeks for a page, until it has counted by itself. */
  return opener != NULL && wabi_db_begin (db, WABI_DB_WRITE, error) && wabi_archive_load (opener, db, folder, sums, error)
         && wabi_db_commit (db, error) && (db->driver->dialect != WABI_DIALECT_POSTGRES || wabi_db_script (db, "ANALYZE", error));
}

/* The restored chains are walked before anybody may build on them. */
static gboolean
finish_store (WabiCtl *ctl, const WabiArchiveSums *sums, GError **error)
{
  g_autoptr (WabiStore) store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  g_autofree char *refs = g_strdup_printf ("{\"from_epoch\":\"%s\",\"made_at\":%" G_GINT64_FORMAT "}", sums->epoch, sums->created_at);
  g_autofree char *anchors = wabi_anchor_build_path (ctl->folder);

  return store != NULL && wabi_store_verify_audit (store, NULL, NULL, error)
         /* Anchors that are younger than the backup are explained by it. */
         && wabi_anchor_note (store, anchors, "restore", wabi_clock_now (ctl->clock), error)
         && note_in_chains (store, "backup.restore", refs, error);
}

static void
remove_half (const char *file)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *name = g_strconcat (file, tails[i], NULL);

      g_unlink (name);
    }
}

/* A file gets its name when everything in it was looked at. */
static gboolean
restore_file (WabiCtl *ctl, const Copy *copy, WabiArchiveSums *sums, GError **error)
{
  g_autofree char *location = wabi_ctl_dup_location (ctl), *half = g_strconcat (location, ".restoring", NULL);
  g_autofree char *store = g_steal_pointer (&ctl->store);
  gboolean ok;

  if (g_file_test (location, G_FILE_TEST_EXISTS))
    {
      ctl->store = g_steal_pointer (&store);
      return refuse_full_place (error);
    }
  remove_half (half);
  ctl->store = g_strdup (half);
  ok = make_tables (ctl, error) && load_copy (copy, half, ctl->folder, sums, error) && finish_store (ctl, sums, error);
  g_free (ctl->store);
  ctl->store = g_steal_pointer (&store);
  if (ok && g_rename (half, location) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("“%s” cannot be named: %s"), half, g_strerror (errno));
      ok = FALSE;
    }
  if (!ok)
    remove_half (half);
  return ok;
}

static gboolean
restore_database (WabiCtl *ctl, const Copy *copy, WabiArchiveSums *sums, GError **error)
{
  return make_tables (ctl, error) && load_copy (copy, ctl->store, ctl->folder, sums, error) && finish_store (ctl, sums, error);
}

gboolean
wabi_ctl_restore (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Copy) copy = { NULL };
  g_auto (WabiArchiveSums) checked = { 0 }, sums = { 0 };

  /* All of it is looked at before anything is touched. */
  if (!parse_from (ctl, command, &copy, argc, argv, error) || !check_copy (&copy, &checked, error))
    return FALSE;
  if (!(wabi_ctl_is_file (ctl) ? restore_file (ctl, &copy, &sums, error) : restore_database (ctl, &copy, &sums, error)))
    return FALSE;
  print_sums (_ ("Restored."), &sums);
  g_print ("%s\n", _ ("Start the server. Each desktop notices by itself and sends again what was confirmed to it after the backup."));
  return TRUE;
}
