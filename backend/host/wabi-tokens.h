// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-clock.h"

G_BEGIN_DECLS

/**
 * WABI_TOKENS_LIFE:
 *
 * How long an access token counts, in seconds.
 */
#define WABI_TOKENS_LIFE 600

/**
 * WABI_ROLE_SERVICE:
 *
 * What callers that are services have instead of #WabiRoles; no person can have it.
 */
#define WABI_ROLE_SERVICE (1u << 30)

typedef struct _WabiKeys WabiKeys;

/**
 * WabiTokens:
 *
 * Makes and checks access tokens: JWT signed with Ed25519. Safe to use from several threads.
 */
typedef struct _WabiTokens WabiTokens;

/**
 * WabiClaims:
 * @practice: whose data
 * @user: id of the staff record
 * @family: the sign-in that it came from
 * @device: (nullable): the desktop's cache that it was given to
 * @services: (nullable): the caller's services, with "+" between, when it is not a person; @practice is then ""
 * @roles: bits of #WabiRoles, or %WABI_ROLE_SERVICE
 * @drain: whether it may only send what waits and confirm that the copy is gone: the person's access has ended or the device is lost
 * @issued_at: microseconds since 1970 UTC
 * @expires_at: microseconds since 1970 UTC
 * @tag: eight characters that name the user in the log without telling who it is
 *
 * What a token says. Counted references; never changed.
 */
typedef struct
{
  gatomicrefcount references;
  char *practice;
  char *user;
  char *family;
  char *device;
  char *services;
  guint roles;
  gboolean drain;
  gint64 issued_at;
  gint64 expires_at;
  char tag[9];
} WabiClaims;

/**
 * wabi_tokens_open:
 * @key_file: (nullable): the signing key; made with mode 0600 when there is none; %NULL where tokens are only checked
 * @clock: (transfer none): the time
 * @error: where to put a file error
 *
 * Returns: (transfer full) (nullable): the maker and checker, %NULL with @error set
 */
WabiTokens *wabi_tokens_open (const char *key_file, const WabiClock *clock, GError **error);

/**
 * wabi_tokens_free:
 * @tokens: (transfer full) (nullable): what to free
 */
void wabi_tokens_free (WabiTokens *tokens);

/**
 * wabi_tokens_make:
 * @tokens: the maker
 * @practice: whose data
 * @user: id of the staff record
 * @roles: bits of #WabiRoles
 * @family: the sign-in that it comes from
 *
 * Returns: (transfer full): a token that counts for %WABI_TOKENS_LIFE seconds
 */
char *wabi_tokens_make (WabiTokens *tokens, const char *practice, const char *user, guint roles,
                        const char *family);

/**
 * WabiTokenGrant:
 * @practice: whose data
 * @user: id of the staff record
 * @roles: bits of #WabiRoles
 * @family: the sign-in that it comes from
 * @device: (nullable): the desktop's cache
 * @drain: see #WabiClaims
 *
 * What a token is to say.
 */
typedef struct
{
  const char *practice, *user;
  guint roles;
  const char *family;
  const char *device;
  gboolean drain;
} WabiTokenGrant;

/**
 * wabi_tokens_grant:
 * @tokens: the maker
 * @grant: what it is to say
 *
 * Returns: (transfer full): a token that counts for %WABI_TOKENS_LIFE seconds
 */
char *wabi_tokens_grant (WabiTokens *tokens, const WabiTokenGrant *grant);

/**
 * wabi_tokens_check:
 * @tokens: the checker
 * @token: text from outside
 *
 * A signature check takes a tenth of a millisecond, so tokens that were found good are remembered until they expire.
 *
 * Returns: (transfer full) (nullable): what it says; %NULL when it is not ours, expired, or broken: the caller learns no more
 */
WabiClaims *wabi_tokens_check (WabiTokens *tokens, const char *token);

/**
 * wabi_tokens_check_key:
 * @tokens: the checker
 * @token: text from outside
 * @unknown_key: (out): whether it was refused for a key that is not known here, perhaps not yet
 *
 * Returns: as wabi_tokens_check()
 */
WabiClaims *wabi_tokens_check_key (WabiTokens *tokens, const char *token, gboolean *unknown_key);

/**
 * wabi_tokens_get_user_keys:
 * @tokens: the checker
 *
 * Returns: (transfer none): the keys that tokens of persons are signed with; what auth publishes, and what others fetch from it
 */
WabiKeys *wabi_tokens_get_user_keys (WabiTokens *tokens);

/**
 * wabi_tokens_get_service_keys:
 * @tokens: the checker
 *
 * Returns: (transfer none): the keys of services, by their names
 */
WabiKeys *wabi_tokens_get_service_keys (WabiTokens *tokens);

/**
 * wabi_tokens_forget:
 * @tokens: the checker
 * @family: a sign-in
 *
 * From now on, access tokens of that sign-in are refused: after sign-out, or when a refresh token was used twice.
 */
void wabi_tokens_forget (WabiTokens *tokens, const char *family);

/**
 * wabi_tokens_revoke:
 * @tokens: the checker
 * @practice: whose
 * @user: id of the staff record
 * @device: (nullable): one device of that person, %NULL for all
 * @at: microseconds since 1970 UTC
 *
 * From now on, access tokens that the person (or that device) was given up to @at are refused.
 */
void wabi_tokens_revoke (WabiTokens *tokens, const char *practice, const char *user, const char *device, gint64 at);

/**
 * wabi_claims_unref:
 * @claims: (transfer full) (nullable): what to let go
 */
void wabi_claims_unref (WabiClaims *claims);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiTokens, wabi_tokens_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiClaims, wabi_claims_unref)

G_END_DECLS
