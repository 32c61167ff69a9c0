// SPDX-License-Identifier: AGPL-3.0-or-later
// Looking after the database: which practices it holds, whether its audit is whole, a copy of it.

#include "wabi-ctl-private.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
print_practice (const WabiRow *row, gpointer data, GError **error)
{
  g_print ("%s\t%s\n", wabi_row_text (row, 0), wabi_row_text (row, 1));
  return TRUE;
}

static gboolean
print_practices (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_query (db, "SELECT short_name, practice_id FROM auth_practice ORDER BY short_name", NULL, 0,
                        print_practice, NULL, NULL, error);
}

gboolean
wabi_ctl_practice_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  return store != NULL && wabi_store_read (store, NULL, print_practices, NULL, error);
}

gboolean
wabi_ctl_verify_audit (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (WabiStore) store = NULL;
  g_autofree char *practice = NULL;
  gint64 entries = 0;
  g_autofree char *count = NULL;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  if (store == NULL)
    return FALSE;
  if (ctl->practice != NULL)
    {
      practice = wabi_ctl_find_practice (ctl, store, error);
      if (practice == NULL)
        return FALSE;
    }
  if (!wabi_store_verify_audit (store, practice, &entries, error))
    return FALSE;
  count = g_strdup_printf ("%" G_GINT64_FORMAT, entries);
  g_print (_ ("The audit is whole: %s entries.\n"), count);
  return TRUE;
}

/* ---- backup ---- */

static gboolean
copy_database (WabiCtl *ctl, const char *to, GError **error)
{
  g_autofree char *location = wabi_ctl_dup_location (ctl);
  WabiDbOptions options = { .location = location };
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_get_sqlite (), &options, error);

  /* One read transaction over the whole database: commits go on beside it. */
  return db != NULL && wabi_db_run (db, error, "VACUUM INTO $1", WABI_TEXT (to));
}

static gboolean
sync_file (const char *name, GError **error)
{
  int fd = g_open (name, O_RDWR | O_CLOEXEC, 0);

  if (fd >= 0 && fsync (fd) == 0)
    return g_close (fd, error);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("The copy “%s” did not reach the disk: %s"), name, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return FALSE;
}

static gboolean
make_private_file (const char *name, GError **error)
{
  int fd = g_open (name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return g_close (fd, error);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The copy “%s” cannot be made: %s"), name,
               g_strerror (errno));
  return FALSE;
}

gboolean
wabi_ctl_backup (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *to = NULL, *half = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("File of the copy, which must not be there yet"),
      N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (to == NULL || g_file_test (to, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Say where to with --to FILE; the file must not be there yet."));
      return FALSE;
    }
  if (!wabi_ctl_is_file (ctl))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("A database on PostgreSQL is copied with pg_dump; see docs/scaling.md."));
      return FALSE;
    }
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  if (store == NULL)
    return FALSE;
  half = g_strconcat (to, ".part", NULL);
  g_unlink (half);
  if (!make_private_file (half, error))
    return FALSE;
  /* The copy has its name only when it is whole and on the disk. */
  if (!copy_database (ctl, half, error) || !sync_file (half, error))
    {
      g_unlink (half);
      return FALSE;
    }
  if (g_rename (half, to) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The copy “%s” cannot be named: %s"),
                   to, g_strerror (errno));
      return FALSE;
    }
  g_print (_ ("Copied to %s.\n"), to);
  return TRUE;
}
