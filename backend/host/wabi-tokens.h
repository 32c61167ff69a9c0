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
 * @roles: bits of #WabiRoles
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
  guint roles;
  gint64 expires_at;
  char tag[9];
} WabiClaims;

/**
 * wabi_tokens_open:
 * @key_file: the signing key; made with mode 0600 when there is none
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
 * wabi_tokens_forget:
 * @tokens: the checker
 * @family: a sign-in
 *
 * From now on, access tokens of that sign-in are refused: after sign-out, or when a refresh token was used twice.
 */
void wabi_tokens_forget (WabiTokens *tokens, const char *family);

/**
 * wabi_claims_unref:
 * @claims: (transfer full) (nullable): what to let go
 */
void wabi_claims_unref (WabiClaims *claims);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiTokens, wabi_tokens_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiClaims, wabi_claims_unref)

G_END_DECLS
