// SPDX-License-Identifier: AGPL-3.0-or-later
// wabictl demo: the demo practice, and the file that signs the desktop in to it.

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "wabi-ctl-private.h"
#include "wabi-demo.h"
#include "wabi-json.h"

#define DEFAULT_SEED 20260309
#define DEFAULT_CLIENTS 40
#define DEFAULT_STAFF 23

static gboolean
count_practices (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_get_int (db, "SELECT count(*) FROM r_practice WHERE deleted = 0", NULL, 0, data, error);
}

/* The first has the demo's own name, the others a number behind it; each is made from a seed of its own. */
static gboolean
make_each (WabiStore *store, const WabiDemoOptions *options, guint practices, GError **error)
{
  for (guint i = 0; i < practices; i++)
    {
      g_autofree char *name = i > 0 ? g_strdup_printf ("%s-%u", WABI_DEMO_PRACTICE, i + 1) : NULL;
      WabiDemoOptions one = *options;

      one.practice = name;
      one.seed += i;
      if (!wabi_demo_make (store, &one, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make (WabiCtl *ctl, const WabiDemoOptions *options, guint practices, GError **error)
{
  g_autoptr (WabiStore) store = wabi_ctl_open (ctl, TRUE, TRUE, error);
  gint64 started = wabi_clock_monotonic (ctl->clock), there = 0;
  double took;

  if (store == NULL || !wabi_store_read (store, "", count_practices, &there, error))
    return FALSE;
  if (there > 0)
    {
      g_print (_("The demo practice is there already. Use --reset to make it anew.\n"));
      return TRUE;
    }
  if (!make_each (store, options, practices, error) || !wabi_store_wait_idle (store, 600))
    return FALSE;
  took = (double) (wabi_clock_monotonic (ctl->clock) - started) / G_USEC_PER_SEC;
  if (practices == 1)
    g_print (_("Made the demo practice with %u clients in %.1f s.\n"), options->clients, took);
  else
    g_print (_("Made %u demo practices with %u clients each in %.1f s.\n"), practices, options->clients, took);
  return TRUE;
}

/* Only a schema of its own is emptied: what else lies in a database beside it is nobody's to guess. */
static gboolean
empty_schema (WabiCtl *ctl, GError **error)
{
  const WabiDbOptions options = { .location = ctl->store, .durable = TRUE };
  g_autoptr (WabiDb) db = wabi_db_open (wabi_db_driver_for_location (ctl->store), &options, error);
  g_autofree char *schema = NULL, *sql = NULL;

  if (db == NULL || !wabi_db_get_text (db, "SELECT current_schema ()", NULL, 0, &schema, error))
    return FALSE;
  if (schema == NULL || g_str_equal (schema, "public"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("Only a schema of its own can be emptied: put schema=NAME into the URL."));
      return FALSE;
    }
  sql = g_strdup_printf ("DROP SCHEMA \"%s\" CASCADE", schema);
  return wabi_db_script (db, sql, error);
}

static gboolean
remove_database (WabiCtl *ctl, GError **error)
{
  static const char *const ends[] = { "", "-wal", "-shm" };
  g_autofree char *location = wabi_ctl_dup_location (ctl);

  if (!wabi_ctl_is_file (ctl))
    return empty_schema (ctl, error);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (location, ends[i], NULL);

      g_unlink (path);
    }
  return TRUE;
}

gboolean
wabi_ctl_demo (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  int seed = DEFAULT_SEED, clients = DEFAULT_CLIENTS, staff = DEFAULT_STAFF, practices = 1;
  gboolean reset = FALSE;
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_ ("The same seed on the same day gives the same practice"), "N" },
    { "clients", 0, 0, G_OPTION_ARG_INT, &clients, N_ ("How many clients"), "N" },
    { "staff", 0, 0, G_OPTION_ARG_INT, &staff, N_ ("How many technicians and analysts"), "N" },
    { "practices", 0, 0, G_OPTION_ARG_INT, &practices, N_ ("How many such practices, for measuring"), "N" },
    { "reset", 0, 0, G_OPTION_ARG_NONE, &reset, N_ ("Throw an older demo practice away first"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  WabiDemoOptions options;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (clients < 1 || clients > 50000 || staff < 6 || staff > 5000)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Give 1 to 50,000 clients and 6 to 5,000 staff."));
      return FALSE;
    }
  if (practices < 1 || practices > 1000)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Give 1 to 1,000 practices."));
      return FALSE;
    }
  if (reset && !remove_database (ctl, error))
    return FALSE;
  options = (WabiDemoOptions){ NULL, (guint) clients, (guint) staff, (guint32) seed, wabi_clock_now (ctl->clock) };
  return make (ctl, &options, (guint) practices, error);
}

static char *
read_server (WabiCtl *ctl, GError **error)
{
  g_autofree char *path = g_build_filename (ctl->folder, "server.json", NULL), *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  const char *url;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The server of this folder is not running. Start wabi-server first."));
      return NULL;
    }
  object = wabi_json_parse_object (text, -1, NULL, error);
  if (object == NULL || !wabi_json_take_text (object, "url", TRUE, 200, &url, error))
    return NULL;
  return g_strdup (url);
}

static gboolean
write_secret (const char *path, const char *text, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gsize left = strlen (text);

  while (fd >= 0 && left > 0)
    {
      gssize n = write (fd, text, left);

      if (n < 0)
        break;
      text += n;
      left -= (gsize) n;
    }
  if (fd >= 0)
    close (fd);
  if (left == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The sign-in file cannot be written."));
  return FALSE;
}

gboolean
wabi_ctl_demo_sign_in (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *role = NULL, *out = NULL, *ca = NULL, *server = NULL, *text = NULL, *folder = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &role, N_ ("frontdesk, rbt, bcba, biller or admin"), "ROLE" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("Where to write the file; the desktop removes it once read"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (JsonObject) object = json_object_new ();
  const char *login;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  login = wabi_demo_get_login (role != NULL ? role : "frontdesk");
  if (login == NULL || out == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Give --as frontdesk, rbt, bcba, biller or admin, and --out FILE."));
      return FALSE;
    }
  server = read_server (ctl, error);
  if (server == NULL)
    return FALSE;
  folder = g_canonicalize_filename (ctl->folder, NULL);
  ca = g_build_filename (folder, "ca.pem", NULL);
  json_object_set_string_member (object, "server", server);
  json_object_set_string_member (object, "ca", ca);
  json_object_set_string_member (object, "practice", WABI_DEMO_PRACTICE);
  json_object_set_string_member (object, "login", login);
  json_object_set_string_member (object, "password", WABI_DEMO_PASSWORD);
  text = wabi_json_object_to_canonical (object);
  return write_secret (out, text, error);
}
