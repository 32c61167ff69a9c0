// SPDX-License-Identifier: AGPL-3.0-or-later
// Sign-ins and the refresh tokens that carry them on: each is good once, and using one twice ends the family.

#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WABI_SIGN_IN_DAYS:
 *
 * How long a sign-in lasts without being refreshed.
 */
#define WABI_SIGN_IN_DAYS 30

/**
 * WabiSignIn:
 * @practice: id of the practice
 * @practice_name: its name
 * @zone: its time zone
 * @user: id of the staff record
 * @name: the person's name
 * @roles: bits of #WabiRoles
 * @family: the sign-in
 * @refresh_token: the next refresh token
 * @recovery: (nullable): base64 of the 32 bytes kept for this user and device
 * @lock_days: after how many days without contact the local copy locks
 * @drain: whether access has ended, or the device is lost: only what waits may come in, and the copy is to be removed. Then only
 *   @practice, @user, @roles, @family and @refresh_token are set
 *
 * What a successful sign-in or refresh gives.
 */
typedef struct
{
  char *practice, *practice_name, *zone;
  char *user, *name;
  guint roles;
  char *family;
  char *refresh_token;
  char *recovery;
  gint64 lock_days;
  gboolean drain;
} WabiSignIn;

#define WABI_SIGN_IN_LOCK_DAYS 7

/**
 * WabiSignInDevice:
 * @id: id of the desktop's cache, from outside
 * @name: (nullable): what the person calls the computer, from outside
 */
typedef struct
{
  const char *id;
  const char *name;
} WabiSignInDevice;

/**
 * WabiSignInVerdict:
 * @WABI_SIGN_IN_REFUSED: nothing tells apart why
 * @WABI_SIGN_IN_ALLOWED: what was given is set
 * @WABI_SIGN_IN_LOST: the password is right, but the device was reported lost
 */
typedef enum
{
  WABI_SIGN_IN_REFUSED,
  WABI_SIGN_IN_ALLOWED,
  WABI_SIGN_IN_LOST,
} WabiSignInVerdict;

/**
 * wabi_sign_in_clear:
 * @sign_in: what to clear
 */
void wabi_sign_in_clear (WabiSignIn *sign_in);

/**
 * wabi_sign_in_start:
 * @store: the store
 * @practice: short name of the practice, from outside
 * @login: from outside
 * @password: from outside
 * @device: the desktop
 * @out: (out caller-allocates): what was given; clear with wabi_sign_in_clear()
 * @verdict: (out): what became of it
 * @error: where to put an error of the store
 *
 * Returns: whether it could be decided
 */
gboolean wabi_sign_in_start (WabiStore *store, const char *practice, const char *login, const char *password,
                             const WabiSignInDevice *device, WabiSignIn *out, WabiSignInVerdict *verdict,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sign_in_refresh:
 * @store: the store
 * @token: a refresh token, from outside
 * @device: the desktop
 * @out: (out caller-allocates): what was given; when it was refused because of a second use, only @family is set, which must be forgotten
 * @allowed: (out): whether it was given
 * @error: where to put an error of the store
 *
 * When access has ended, even a token that was spent or whose time is over is answered, again and again, with @out's drain: a device must be
 * able to bring in what waits on it however often its network fails, and it can do nothing else.
 *
 * Returns: whether it could be decided
 */
gboolean wabi_sign_in_refresh (WabiStore *store, const char *token, const WabiSignInDevice *device, WabiSignIn *out, gboolean *allowed,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_sign_in_end:
 * @store: the store
 * @token: a refresh token, from outside
 * @family: (out) (transfer full) (nullable): the sign-in that ended; %NULL when the token was none
 * @error: where to put an error of the store
 *
 * Returns: whether it could be done
 */
gboolean wabi_sign_in_end (WabiStore *store, const char *token, char **family, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiSignIn, wabi_sign_in_clear)

G_END_DECLS
