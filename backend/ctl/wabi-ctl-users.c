// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may sign in. Passwords come from standard input, never from the command line, where others could read
// them.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "wabi-access.h"
#include "wabi-login.h"

/* ---- the password ---- */

static gboolean
read_line (char *line, gsize size)
{
  gboolean ok = fgets (line, (int)size, stdin) != NULL;

  if (ok)
    line[strcspn (line, "\r\n")] = '\0';
  return ok;
}

gboolean
wabi_ctl_read_hidden (const char *prompt, char *line, gsize size)
{
  struct termios shown, hidden;
  gboolean terminal = tcgetattr (STDIN_FILENO, &shown) == 0, ok;

  if (!terminal)
    return read_line (line, size);
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t)ECHO;
  g_printerr ("%s", prompt);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  ok = read_line (line, size);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  g_printerr ("\n");
  return ok;
}

static char *
read_password_hash (GError **error)
{
  char line[WABI_LOGIN_LONGEST_PASSWORD + 3] = "";
  char *hash = NULL;

  if (wabi_ctl_read_hidden (_ ("Password: "), line, sizeof line))
    hash = wabi_auth_hash_password (line, error);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("No password came on standard input."));
  explicit_bzero (line, sizeof line);
  return hash;
}

/* ---- what is to be done ---- */

typedef struct
{
  char *login, *first, *last, *role;
  char *practice, *staff, *hash;
  WabiIdSource *ids;
} Person;

static void
clear_person (Person *person)
{
  g_free (person->login);
  g_free (person->first);
  g_free (person->last);
  g_free (person->role);
  g_free (person->practice);
  g_free (person->staff);
  g_free (person->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, clear_person)

static gboolean
require (const char *value, const char *option, GError **error)
{
  if (value != NULL && value[0] != '\0')
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%s is missing."), option);
  return FALSE;
}

static WabiStore *
open_for (WabiCtl *ctl, Person *person, GError **error)
{
  g_autoptr (WabiStore) store = wabi_ctl_open (ctl, FALSE, FALSE, error);

  if (store != NULL)
    person->practice = wabi_ctl_find_practice (ctl, store, error);
  return person->practice != NULL ? g_steal_pointer (&store) : NULL;
}

static gboolean
find_staff (WabiStoreTx *tx, Person *person, GError **error)
{
  g_autofree char *folded = wabi_auth_fold_login (person->login);
  WabiValue args[] = { WABI_TEXT (person->practice), WABI_TEXT (folded) };

  if (!wabi_db_get_text (wabi_store_tx_get_db (tx),
                         "SELECT staff_id FROM auth_login WHERE practice_id = $1 AND login = $2", args, 2,
                         &person->staff, error))
    return FALSE;
  if (person->staff != NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no login “%s”. See wabictl user list."),
               person->login);
  return FALSE;
}

static gboolean
note (WabiStoreTx *tx, const Person *person, const char *event, GError **error)
{
  g_autofree char *refs = g_strdup_printf ("{\"staff\":\"%s\"}", person->staff);

  return wabi_store_tx_audit (tx, person->practice, "auth", NULL, event, refs, error);
}

static gboolean
check_free (WabiStoreTx *tx, const Person *person, GError **error)
{
  g_autofree char *folded = wabi_auth_fold_login (person->login);
  WabiValue args[] = { WABI_TEXT (person->practice), WABI_TEXT (folded) };
  gint64 taken = 0;

  if (!wabi_db_get_int (wabi_store_tx_get_db (tx),
                        "SELECT count(*) FROM auth_login WHERE practice_id = $1 AND login = $2", args, 2,
                        &taken, error))
    return FALSE;
  if (taken == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _ ("The login “%s” is taken. Choose another."),
               person->login);
  return FALSE;
}

static gboolean
add_person (WabiStoreTx *tx, gpointer data, GError **error)
{
  Person *person = data;
  g_autoptr (WabiRecord) staff = NULL;

  if (!check_free (tx, person, error))
    return FALSE;
  person->staff = wabi_id_new (person->ids);
  staff = wabi_record_new (&wabi_kind_staff, person->staff);
  wabi_record_set_text (staff, "first_name", person->first);
  wabi_record_set_text (staff, "last_name", person->last);
  wabi_record_set_text (staff, "role", person->role);
  wabi_record_set_bool (staff, "active", TRUE);
  return wabi_record_check (staff, error) && wabi_store_tx_put (tx, person->practice, staff, error)
         && wabi_auth_add_login (tx, person->practice, person->staff, person->login, person->hash,
                                 g_str_equal (person->role, "admin") ? WABI_ROLE_ADMIN : 0, error)
         && note (tx, person, "user.add", error);
}

static gboolean
disable_person (WabiStoreTx *tx, gpointer data, GError **error)
{
  Person *person = data;

  return find_staff (tx, person, error)
         && wabi_access_disable (tx, person->practice, person->staff, NULL, error);
}

static gboolean
enable_person (WabiStoreTx *tx, gpointer data, GError **error)
{
  Person *person = data;

  return find_staff (tx, person, error)
         && wabi_access_enable (tx, person->practice, person->staff, NULL, error);
}

static gboolean
set_password (WabiStoreTx *tx, gpointer data, GError **error)
{
  Person *person = data;

  return find_staff (tx, person, error)
         && wabi_auth_set_password (tx, person->practice, person->login, person->hash, error)
         && note (tx, person, "user.set-password", error);
}

/* ---- the subcommands ---- */

gboolean
wabi_ctl_user_add (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Person) person = { .ids = ctl->ids };
  const GOptionEntry entries[] = {
    { "login", 0, 0, G_OPTION_ARG_STRING, &person.login, N_ ("What the person types to sign in"),
      N_ ("LOGIN") },
    { "first", 0, 0, G_OPTION_ARG_STRING, &person.first, N_ ("First name"), N_ ("NAME") },
    { "last", 0, 0, G_OPTION_ARG_STRING, &person.last, N_ ("Last name"), N_ ("NAME") },
    { "role", 0, 0, G_OPTION_ARG_STRING, &person.role, N_ ("frontdesk, rbt, bcba, biller or admin"),
      N_ ("ROLE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error) || !require (person.login, "--login", error)
      || !require (person.first, "--first", error) || !require (person.last, "--last", error)
      || !require (person.role, "--role", error))
    return FALSE;
  store = open_for (ctl, &person, error);
  person.hash = store != NULL ? read_password_hash (error) : NULL;
  if (person.hash == NULL)
    return FALSE;
  return wabi_store_write (store, add_person, &person, error);
}

static gboolean
print_person (const WabiRow *row, gpointer data, GError **error)
{
  g_print ("%s\t%s\t%s\n", wabi_row_text (row, 0), wabi_row_text (row, 1),
           wabi_row_int (row, 2) ? _ ("disabled") : _ ("may sign in"));
  return TRUE;
}

static gboolean
print_people (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Person *person = data;
  WabiValue args[] = { WABI_TEXT (person->practice) };

  return wabi_db_query (
      db,
      "SELECT l.login, coalesce (s.f_role, ''), l.disabled FROM auth_login l LEFT JOIN r_staff s "
      "ON s.practice_id = l.practice_id AND s.id = l.staff_id WHERE l.practice_id = $1 ORDER BY l.login",
      args, 1, print_person, NULL, NULL, error);
}

gboolean
wabi_ctl_user_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Person) person = { NULL };
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  store = open_for (ctl, &person, error);
  return store != NULL && wabi_store_read (store, person.practice, print_people, &person, error);
}

static gboolean
change_person (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, gboolean with_password,
               WabiStoreWriteFunc func, GError **error)
{
  g_auto (Person) person = { NULL };
  const GOptionEntry entries[] = {
    { "login", 0, 0, G_OPTION_ARG_STRING, &person.login, N_ ("What the person types to sign in"),
      N_ ("LOGIN") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error) || !require (person.login, "--login", error))
    return FALSE;
  store = open_for (ctl, &person, error);
  if (store == NULL)
    return FALSE;
  if (with_password)
    {
      person.hash = read_password_hash (error);
      if (person.hash == NULL)
        return FALSE;
    }
  return wabi_store_write (store, func, &person, error);
}

gboolean
wabi_ctl_user_disable (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  return change_person (ctl, command, argc, argv, FALSE, disable_person, error);
}

gboolean
wabi_ctl_user_enable (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  return change_person (ctl, command, argc, argv, FALSE, enable_person, error);
}

gboolean
wabi_ctl_user_set_password (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                            GError **error)
{
  return change_person (ctl, command, argc, argv, TRUE, set_password, error);
}
