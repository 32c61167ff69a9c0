// SPDX-License-Identifier: AGPL-3.0-or-later
// wabictl extract: a service moves to a database of its own, or back.

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "wabi-ctl-private.h"
#include "wabi-login.h"
#include "wabi-store-move.h"

/* Both databases are held for the time of the move, so that no server starts on one of them. -1 with error. */
static int
lock_folder (const char *folder, GError **error)
{
  g_autofree char *name = g_build_filename (folder, "lock", NULL);
  int fd = g_mkdir_with_parents (folder, 0700) == 0 ? g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("A server works in %s. Stop it first."), folder);
  if (fd >= 0)
    close (fd);
  return -1;
}

static const char *
find_service (const char *name)
{
  for (guint i = 0; name != NULL && wabi_domain_services[i] != NULL; i++)
    if (strcmp (wabi_domain_services[i], name) == 0)
      return wabi_domain_services[i];
  return NULL;
}

/* Opened once without any service, which makes what tables are missing and refuses none that is elsewhere. */
static gboolean
make_tables (WabiCtl *ctl, const char *location, GError **error)
{
  static const char *const none[] = { NULL };
  const WabiStoreOptions options = { .location = location, .services = none, .clock = ctl->clock, .ids = ctl->ids,
                                     .migrations = wabi_auth_get_migrations (), .n_migrations = 1 };
  g_autoptr (WabiStore) store = wabi_store_open (&options, error);

  return store != NULL;
}

static WabiDb *
open_database (const char *location, GError **error)
{
  const WabiDbOptions options = { .location = location, .durable = TRUE };

  return wabi_db_open (wabi_db_driver_for_location (location), &options, error);
}

static gboolean
move (WabiCtl *ctl, const char *service, const char *from_name, const char *to_name, GError **error)
{
  g_autoptr (WabiDb) from = NULL, to = NULL;
  g_autofree char *rows = NULL;
  WabiMoveReport report;

  if (!make_tables (ctl, from_name, error) || !make_tables (ctl, to_name, error))
    return FALSE;
  from = open_database (from_name, error);
  to = from != NULL ? open_database (to_name, error) : NULL;
  if (to == NULL || !wabi_store_move_service (from, to, service, to_name, &report, error))
    return FALSE;
  rows = g_strdup_printf ("%" G_GINT64_FORMAT, report.rows);
  g_print (_ ("Moved %s: %s rows in %u tables, the same on both sides (%.16s).\n"), service, rows, report.tables, report.digest);
  return TRUE;
}

gboolean
wabi_ctl_extract (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  const char *service = argc > 1 ? find_service (argv[1]) : NULL;
  g_autofree char *to = NULL, *to_store = NULL, *from_name = NULL, *to_name = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("Data folder of the process that gets the service"), N_ ("DIR") },
    { "to-store", 0, 0, G_OPTION_ARG_STRING, &to_store, N_ ("Where its records lie, when not in that folder"), N_ ("URL") },
    G_OPTION_ENTRY_NULL,
  };
  int from_lock, to_lock = -1;
  gboolean ok = FALSE;

  if (service != NULL)
    argv[1] = argv[0];
  if (!wabi_ctl_parse (ctl, command, entries, service != NULL ? argc - 1 : argc, service != NULL ? argv + 1 : argv, error))
    return FALSE;
  if (service == NULL || to == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Say which service and where to: wabictl extract SERVICE --data DIR --to DIR."));
      return FALSE;
    }
  from_name = wabi_ctl_dup_location (ctl);
  to_name = to_store != NULL ? g_strdup (to_store) : g_build_filename (to, "wabi.db", NULL);
  from_lock = lock_folder (ctl->folder, error);
  if (from_lock >= 0)
    to_lock = lock_folder (to, error);
  if (to_lock >= 0)
    ok = move (ctl, service, from_name, to_name, error);
  if (from_lock >= 0)
    close (from_lock);
  if (to_lock >= 0)
    close (to_lock);
  return ok;
}
