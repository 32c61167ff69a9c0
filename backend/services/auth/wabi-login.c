// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may sign in: practices by their short names, logins, passwords.

#include "wabi-login.h"

#include "wabi-text.h"

#include <errno.h>
#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

#define PASSES 3
#define MEMORY ((size_t) 19 * 1024 * 1024)
#define LONGEST_NAME 120

const WabiMigration wabi_auth_migrations[WABI_AUTH_N_MIGRATIONS] = {
  { 1, "CREATE TABLE auth_practice (short_name TEXT NOT NULL PRIMARY KEY, practice_id TEXT NOT NULL UNIQUE);"
       "CREATE TABLE auth_login (practice_id TEXT NOT NULL, login TEXT NOT NULL, staff_id TEXT NOT NULL, password TEXT NOT NULL,"
       " roles BIGINT NOT NULL, disabled BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (practice_id, login));"
       "CREATE INDEX auth_login_staff ON auth_login (practice_id, staff_id);"
       "CREATE TABLE auth_refresh (practice_id TEXT NOT NULL, hash TEXT NOT NULL, family TEXT NOT NULL, staff_id TEXT NOT NULL,"
       " device TEXT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, PRIMARY KEY (practice_id, hash));"
       "CREATE INDEX auth_refresh_family ON auth_refresh (practice_id, family);"
       "CREATE INDEX auth_refresh_staff ON auth_refresh (practice_id, staff_id);"
       "CREATE TABLE auth_recovery (practice_id TEXT NOT NULL, staff_id TEXT NOT NULL, device TEXT NOT NULL, secret TEXT NOT NULL,"
       " PRIMARY KEY (practice_id, staff_id, device));" },
  /* Devices are known by themselves; an ended sign-in is kept, since it still lets what waits come in when access has ended. */
  { 2, "ALTER TABLE auth_refresh ADD COLUMN ended BIGINT NOT NULL DEFAULT 0;"
       "CREATE TABLE auth_device (practice_id TEXT NOT NULL, staff_id TEXT NOT NULL, device TEXT NOT NULL, name TEXT,"
       " first_at BIGINT NOT NULL, last_at BIGINT NOT NULL, lost_at BIGINT, lost_by TEXT, drained_at BIGINT, wiped_at BIGINT,"
       " PRIMARY KEY (practice_id, staff_id, device));"
       "INSERT INTO auth_device (practice_id, staff_id, device, first_at, last_at)"
       " SELECT practice_id, staff_id, device, 0, 0 FROM auth_recovery;" },
};

static const WabiStoreMigrations MIGRATIONS = { "auth", wabi_auth_migrations, WABI_AUTH_N_MIGRATIONS };

static char *
hash_text (const char *password)
{
  char *out = g_malloc0 (crypto_pwhash_STRBYTES);

  if (sodium_init () < 0
      || crypto_pwhash_str_alg (out, password, strlen (password), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
    g_error ("no memory for hashing a password");
  return out;
}

/* What unknown logins are checked against, so that they take as long as known ones. */
static const char *
get_nobodys_hash (void)
{
  static gsize hash;

  if (g_once_init_enter (&hash))
    g_once_init_leave (&hash, (gsize) hash_text ("nobody has this password"));
  return (const char *) hash;
}

static gboolean
is_short_name (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= 40 && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static gboolean
end_sign_ins (WabiDb *db, const char *practice, const char *staff, GError **error)
{
  return wabi_db_run (db, error, "UPDATE auth_refresh SET ended = 1 WHERE practice_id = $1 AND staff_id = $2", WABI_TEXT (practice),
                      WABI_TEXT (staff));
}

const WabiStoreMigrations *
wabi_auth_get_migrations (void)
{
  return &MIGRATIONS;
}

char *
wabi_auth_hash_password (const char *password, GError **error)
{
  if (!g_utf8_validate (password, -1, NULL) || g_utf8_strlen (password, -1) < WABI_LOGIN_LEAST_PASSWORD
      || strlen (password) > WABI_LOGIN_LONGEST_PASSWORD)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "A password has at least %d characters.",
                   WABI_LOGIN_LEAST_PASSWORD);
      return NULL;
    }
  return hash_text (password);
}

gboolean
wabi_auth_check_password (const char *hash, const char *password, gboolean *good, GError **error)
{
  const char *against = hash != NULL ? hash : get_nobodys_hash ();
  int failed;

  errno = 0;
  failed = crypto_pwhash_str_verify (against, password, strlen (password));
  *good = failed == 0 && hash != NULL;
  /* A machine without room for the hash knows nothing about the password, and must not say that it is wrong. */
  if (failed == 0 || errno != ENOMEM)
    return TRUE;
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_BUSY, "The server is short of memory. Try again in a moment.");
  return FALSE;
}

char *
wabi_auth_fold_login (const char *login)
{
  g_autofree char *normal = NULL;
  char *folded;

  if (!g_utf8_validate (login, -1, NULL) || strlen (login) > LONGEST_NAME || wabi_text_is_blank (login))
    return NULL;
  normal = g_utf8_normalize (login, -1, G_NORMALIZE_NFC);
  folded = g_utf8_strdown (normal, -1);
  return g_strstrip (folded);
}

gboolean
wabi_auth_add_practice (WabiStoreTx *tx, const char *practice, const char *short_name, GError **error)
{
  if (!is_short_name (short_name))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The short name of a practice is made of at most 40 lower-case letters, digits and “-”.");
      return FALSE;
    }
  return wabi_db_run (wabi_store_tx_get_db (tx), error, "INSERT INTO auth_practice (short_name, practice_id) VALUES ($1, $2)",
                      WABI_TEXT (short_name), WABI_TEXT (practice));
}

gboolean
wabi_auth_add_login (WabiStoreTx *tx, const char *practice, const char *staff, const char *login, const char *password_hash,
                     guint roles, GError **error)
{
  g_autofree char *folded = wabi_auth_fold_login (login);

  if (folded == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "A login has from 1 to 120 characters.");
      return FALSE;
    }
  return wabi_db_run (wabi_store_tx_get_db (tx), error,
                      "INSERT INTO auth_login (practice_id, login, staff_id, password, roles) VALUES ($1, $2, $3, $4, $5)",
                      WABI_TEXT (practice), WABI_TEXT (folded), WABI_TEXT (staff), WABI_TEXT (password_hash), WABI_INT (roles));
}

gboolean
wabi_auth_set_password (WabiStoreTx *tx, const char *practice, const char *login, const char *password_hash, GError **error)
{
  WabiDb *db = wabi_store_tx_get_db (tx);
  g_autofree char *folded = wabi_auth_fold_login (login);
  g_autofree char *staff = NULL;
  const WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (folded) };

  if (!wabi_db_get_text (db, "SELECT staff_id FROM auth_login WHERE practice_id = $1 AND login = $2", args, G_N_ELEMENTS (args), &staff,
                         error))
    return FALSE;
  if (staff == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such login.");
      return FALSE;
    }
  return wabi_db_run (db, error, "UPDATE auth_login SET password = $3 WHERE practice_id = $1 AND login = $2", WABI_TEXT (practice),
                      WABI_TEXT (folded), WABI_TEXT (password_hash))
         && end_sign_ins (db, practice, staff, error);
}

guint
wabi_auth_role_of_word (const char *word)
{
  static const struct
  {
    const char *word;
    guint role;
  } ROLES[] = {
    { "frontdesk", WABI_ROLE_FRONTDESK }, { "rbt", WABI_ROLE_RBT },     { "bcba", WABI_ROLE_BCBA },
    { "biller", WABI_ROLE_BILLER },       { "admin", WABI_ROLE_ADMIN },
  };

  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (ROLES); i++)
    if (g_str_equal (ROLES[i].word, word))
      return ROLES[i].role;
  return 0;
}
