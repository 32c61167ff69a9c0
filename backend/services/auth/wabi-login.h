// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

#define WABI_LOGIN_LEAST_PASSWORD 8
#define WABI_LOGIN_LONGEST_PASSWORD 1024

#define WABI_AUTH_N_MIGRATIONS 2

/**
 * wabi_auth_migrations:
 *
 * Steps of the service's own tables, for its descriptor.
 */
extern const WabiMigration wabi_auth_migrations[WABI_AUTH_N_MIGRATIONS];

/**
 * wabi_auth_get_migrations:
 *
 * For programs that open the store without the host, such as wabictl.
 *
 * Returns: (transfer none): the auth service's own tables
 */
const WabiStoreMigrations *wabi_auth_get_migrations (void);

/**
 * wabi_auth_hash_password:
 * @password: from 8 characters to 1,024 bytes
 * @error: where to put %G_IO_ERROR_INVALID_ARGUMENT with a sentence for the person
 *
 * Argon2id by libsodium, 19 MiB and 3 passes: about a twentieth of a second. Made outside of any transaction; demo data may use one hash for many.
 *
 * Returns: (transfer full) (nullable): what is kept instead of the password, %NULL with @error set
 */
char *wabi_auth_hash_password (const char *password, GError **error);

/**
 * wabi_auth_check_password:
 * @hash: (nullable): from wabi_auth_hash_password(); %NULL takes as long and fails
 * @password: text from outside
 * @good: (out): whether it is the password
 * @error: where to put %WABI_STORE_ERROR_BUSY when there was no memory for the hash
 *
 * Returns: whether it could be checked
 */
gboolean wabi_auth_check_password (const char *hash, const char *password, gboolean *good, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_auth_fold_login:
 * @login: text from outside
 *
 * Returns: (transfer full) (nullable): the login as it is kept (lower case, without blanks around); %NULL when it cannot be one
 */
char *wabi_auth_fold_login (const char *login);

/**
 * wabi_auth_add_practice:
 * @tx: a write in progress
 * @practice: id of the practice
 * @short_name: what people type when they sign in: lower-case letters, digits and "-"
 * @error: where to put an error; %WABI_DB_ERROR_UNIQUE when the name is taken
 *
 * Returns: whether people can now sign in to it
 */
gboolean wabi_auth_add_practice (WabiStoreTx *tx, const char *practice, const char *short_name,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_auth_add_login:
 * @tx: a write in progress
 * @practice: id of the practice
 * @staff: id of the staff record; it must be there when the person signs in, and active
 * @login: what the person types
 * @password_hash: from wabi_auth_hash_password()
 * @roles: bits of #WabiRoles beyond the role that the staff record names, such as %WABI_ROLE_ADMIN
 * @error: where to put an error; %WABI_DB_ERROR_UNIQUE when the login is taken
 *
 * Returns: whether the person can now sign in
 */
gboolean wabi_auth_add_login (WabiStoreTx *tx, const char *practice, const char *staff, const char *login,
                              const char *password_hash, guint roles, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_auth_set_password:
 * @tx: a write in progress
 * @practice: id of the practice
 * @login: whose
 * @password_hash: from wabi_auth_hash_password()
 * @error: where to put an error; %G_IO_ERROR_NOT_FOUND when there is no such login
 *
 * Ends each of the person's sign-ins too.
 *
 * Returns: whether it is changed
 */
gboolean wabi_auth_set_password (WabiStoreTx *tx, const char *practice, const char *login, const char *password_hash,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_auth_role_of_word:
 * @word: (nullable): the role as a staff record has it, such as "bcba"
 *
 * Returns: its bit of #WabiRoles, 0 for none
 */
guint wabi_auth_role_of_word (const char *word);

G_END_DECLS
