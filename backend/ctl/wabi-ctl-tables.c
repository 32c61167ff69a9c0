// SPDX-License-Identifier: AGPL-3.0-or-later
// Tables that CMS publishes each quarter, shown against what is known, and kept where that is asked for.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>

#include "wabi-domain.h"
#include "wabi-edit-preview.h"
#include "wabi-login.h"

typedef struct
{
  char *path, *program, *from, *source, *login, *practice;
  gboolean keep;
  WabiEditImport *import;
  char *staff;
  gint64 roles;
} Table;

static void
clear_table (Table *table)
{
  g_free (table->path);
  g_free (table->program);
  g_free (table->from);
  g_free (table->source);
  g_free (table->login);
  g_free (table->practice);
  g_free (table->staff);
  g_clear_pointer (&table->import, wabi_edit_import_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static gboolean
check (Table *table, GError **error)
{
  const struct
  {
    const char *name;
    gboolean good;
  } needed[] = {
    { "--file FILE", table->path != NULL },
    { "--program medicare|medicaid", g_strcmp0 (table->program, "medicare") == 0 || g_strcmp0 (table->program, "medicaid") == 0 },
    { "--from YYYY-MM-DD", table->from != NULL && wabi_day_from_text (table->from) != WABI_DAY_NONE },
    { "--login LOGIN", !table->keep || table->login != NULL },
    { "--source TEXT", !table->keep || table->source != NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!needed[i].good)
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Give %s."), needed[i].name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_table (Table *table, const WabiView *view, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (table->path, FALSE, error);
  g_auto (GStrv) codes = wabi_edit_codes (view);

  if (file == NULL)
    return FALSE;
  table->import = wabi_edit_import_read (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), (const char *const *) codes,
                                         wabi_day_from_text (table->from), error);
  return table->import != NULL;
}

static gboolean
compare (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Table *table = data;
  g_autoptr (GArray) changes = NULL;
  WabiValue args[] = { WABI_TEXT (table->practice), WABI_TEXT (table->login != NULL ? table->login : "") };
  g_autoptr (WabiRecord) staff = NULL;

  if (!read_table (table, view, error))
    return FALSE;
  changes = wabi_edit_preview (view, table->import, table->program, wabi_day_from_text (table->from));
  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *words = wabi_edit_change_words (&g_array_index (changes, WabiEditChange, i));

      g_print ("%s\n", words);
    }
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u row read, %u kept, %u not read; %u changes\n", "%u rows read, %u kept, %u not read; %u changes\n",
                        table->import->rows),
           table->import->rows, table->import->limits->len + table->import->pairs->len, table->import->unread, changes->len);
  if (!table->keep)
    return TRUE;
  if (!wabi_db_get_text (db, "SELECT staff_id FROM auth_login WHERE practice_id = $1 AND login = $2 AND disabled = 0", args, 2, &table->staff, error)
      || !wabi_db_get_int (db, "SELECT roles FROM auth_login WHERE practice_id = $1 AND login = $2 AND disabled = 0", args, 2, &table->roles, error))
    return FALSE;
  staff = table->staff != NULL ? wabi_view_get (view, &wabi_kind_staff, table->staff, NULL) : NULL;
  if (staff != NULL)
    table->roles |= wabi_auth_role_of_word (wabi_record_get_text (staff, "role"));
  return TRUE;
}

static gboolean
read_answer (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonObject) answer = wabi_json_parse_object (text, (gssize) length, NULL, error);
  JsonArray *results;
  JsonObject *result;

  if (answer == NULL || !wabi_json_take_array (answer, "results", TRUE, 1, &results, error))
    return FALSE;
  result = json_array_get_length (results) == 1 ? json_array_get_object_element (results, 0) : NULL;
  if (result != NULL && g_strcmp0 (wabi_json_peek_text (result, "status"), "applied") == 0)
    {
      g_print ("%s\n", _ ("The table is kept."));
      return TRUE;
    }
  g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _ ("The table was refused: %s"),
               result != NULL && wabi_json_peek_text (result, "message") != NULL ? wabi_json_peek_text (result, "message") : text);
  return FALSE;
}

/* As the person would have it done: with the same rules, the same feed and the same trace. */
static gboolean
keep (WabiCtl *ctl, WabiStore *store, Table *table, GError **error)
{
  g_autofree char *id = wabi_id_new (ctl->ids), *device = wabi_id_new (ctl->ids), *command_id = wabi_id_new (ctl->ids);
  g_autoptr (WabiCommand) command
      = wabi_command_new (command_id, "edit-table.import",
                          wabi_edit_import_args (table->import, id, table->program, table->from, NULL, table->source));
  g_autoptr (GString) answer = g_string_new (NULL);
  WabiCommand *commands[] = { command };
  WabiPush push = { .caller = { .practice = table->practice, .user = table->staff, .roles = (guint) table->roles },
                    .device = device,
                    .service = "billing",
                    .from_n = 1,
                    .commands = commands,
                    .n_commands = 1 };
  gint64 expected;

  if (table->staff == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Nobody signs in as %s. “wabictl user list” names those who may."), table->login);
      return FALSE;
    }
  command->n = 1;
  command->wall = wabi_clock_now (ctl->clock);
  return wabi_store_push (store, &push, answer, &expected, error) && read_answer (answer->str, answer->len, error);
}

gboolean
wabi_ctl_table_import (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Table) table = { NULL };
  const GOptionEntry entries[] = {
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &table.path, N_ ("The CSV or TXT file for practitioner services that CMS publishes"), "FILE" },
    { "program", 0, 0, G_OPTION_ARG_STRING, &table.program, N_ ("Whose table it is: medicare or medicaid"), "WORD" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &table.from, N_ ("First day of its quarter"), "YYYY-MM-DD" },
    { "source", 0, 0, G_OPTION_ARG_STRING, &table.source, N_ ("Its name, shown wherever it decides"), "TEXT" },
    { "login", 0, 0, G_OPTION_ARG_STRING, &table.login, N_ ("The biller or administrator in whose name it is kept"), "LOGIN" },
    { "keep", 0, 0, G_OPTION_ARG_NONE, &table.keep, N_ ("Keep it; without this only what would change is shown"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error) || !check (&table, error))
    return FALSE;
  ctl->mounts = wabi_domain_services;
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  table.practice = store != NULL ? wabi_ctl_find_practice (ctl, store, error) : NULL;
  return table.practice != NULL && wabi_store_read (store, table.practice, compare, &table, error) && (!table.keep || keep (ctl, store, &table, error));
}
