// SPDX-License-Identifier: AGPL-3.0-or-later
// What the subcommands share: options, opening the store, finding the practice.

#include "wabi-ctl.h"

#include <glib/gi18n.h>

#include "wabi-login.h"

static GOptionContext *
new_context (WabiCtl *ctl, const WabiCtlCommand *command, const GOptionEntry *entries)
{
  const GOptionEntry common[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &ctl->folder, N_ ("Folder of the database, keys and certificates"),
      N_ ("DIR") },
    { "store", 0, 0, G_OPTION_ARG_STRING, &ctl->store,
      N_ ("Where the records lie, when not in the folder: postgresql://… or a file"), N_ ("URL") },
    { "practice", 0, 0, G_OPTION_ARG_STRING, &ctl->practice,
      N_ ("Short name of the practice, when there are several"), N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

gboolean
wabi_ctl_parse (WabiCtl *ctl, const WabiCtlCommand *command, const GOptionEntry *entries, int argc,
                char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = new_context (ctl, command, entries);
  g_autofree char *name = g_strconcat ("wabictl ", command->words, NULL);

  g_set_prgname (name);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("“%s” is not understood. See wabictl %s --help."), argv[1], command->words);
      return FALSE;
    }
  if (ctl->folder != NULL || ctl->needs_no_data)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               _ ("Say which data folder: --data DIR. See wabictl %s --help."), command->words);
  return FALSE;
}

char *
wabi_ctl_dup_location (WabiCtl *ctl)
{
  return ctl->store != NULL ? g_strdup (ctl->store) : g_build_filename (ctl->folder, "wabi.db", NULL);
}

gboolean
wabi_ctl_is_file (WabiCtl *ctl)
{
  return ctl->store == NULL || wabi_db_driver_for_location (ctl->store)->dialect == WABI_DIALECT_SQLITE;
}

WabiStore *
wabi_ctl_open (WabiCtl *ctl, gboolean make, gboolean quick, GError **error)
{
  g_autofree char *location = wabi_ctl_dup_location (ctl);
  WabiStoreOptions options = { .location = location,
                               .services = ctl->mounts,
                               .clock = ctl->clock,
                               .ids = ctl->ids,
                               .migrations = wabi_auth_get_migrations (),
                               .n_migrations = 1,
                               .quick = quick };

  if (!make && wabi_ctl_is_file (ctl) && !g_file_test (location, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _ ("There is no database in “%s”. Start the server once, or choose another folder."),
                   ctl->folder);
      return NULL;
    }
  if (make && g_mkdir_with_parents (ctl->folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The folder “%s” cannot be made: %s"),
                   ctl->folder, g_strerror (errno));
      return NULL;
    }
  return wabi_store_open (&options, error);
}

typedef struct
{
  const char *short_name;
  char *id;
  guint n;
} PracticeSearch;

static gboolean
find_row (const WabiRow *row, gpointer data, GError **error)
{
  PracticeSearch *search = data;

  if (search->short_name != NULL && g_strcmp0 (search->short_name, wabi_row_text (row, 0)) != 0)
    return TRUE;
  g_free (search->id);
  search->id = g_strdup (wabi_row_text (row, 1));
  search->n++;
  return TRUE;
}

static gboolean
find_in_db (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_query (db, "SELECT short_name, practice_id FROM auth_practice ORDER BY short_name", NULL, 0,
                        find_row, data, NULL, error);
}

char *
wabi_ctl_find_practice (WabiCtl *ctl, WabiStore *store, GError **error)
{
  PracticeSearch search = { ctl->practice, NULL, 0 };

  if (!wabi_store_read (store, NULL, find_in_db, &search, error))
    return NULL;
  if (search.n == 1)
    return search.id;
  g_free (search.id);
  if (search.n == 0 && ctl->practice != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _ ("There is no practice “%s”. See wabictl practice list."), ctl->practice);
  else if (search.n == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("There is no practice in this database yet."));
  else
    g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
        _ ("There are several practices. Say which: --practice NAME. See wabictl practice list."));
  return NULL;
}
