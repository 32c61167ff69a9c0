// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

#include "wabi-key-store.h"

G_BEGIN_DECLS

/*
 * Who signed in on this machine: accounts.json beside the caches, newest first. No secrets. Private to
 * app/sync.
 */

typedef struct
{
  char *server;
  char *ca;            /* nullable */
  char *practice_name; /* the short name that is typed */
  char *login;
  char *practice; /* id; NULL before the first sign-in */
  char *user;     /* id; NULL before the first sign-in */
  char *device;
  char *token_device; /* nullable: the device that the refresh token was given to, where that is another one */
  gboolean open; /* neither signed out nor locked */
  gboolean wiping; /* access has ended and all was sent: what is left of the copy must go */
} WabiAccount;

WabiAccount *wabi_account_new (const char *server, const char *ca, const char *practice_name,
                               const char *login);
WabiAccount *wabi_account_copy (const WabiAccount *account);
void wabi_account_free (WabiAccount *account);
WabiKeyOwner wabi_account_get_owner (const WabiAccount *account);

/* NULL when none is kept, or the file cannot be read (which is told in the log). @login NULL finds the
 * newest. */
WabiAccount *wabi_account_find (const char *directory, const char *server, const char *practice_name,
                                const char *login);
/* Puts it first. */
gboolean wabi_account_keep (const char *directory, const WabiAccount *account,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes it off the list; the same server, practice and login. */
gboolean wabi_account_remove (const char *directory, const WabiAccount *account,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A verifier of the password, kept with the secrets, so that a lock opens without the server. Both block. */
gboolean wabi_unlock_keep (WabiKeyStore *keys, const WabiKeyOwner *owner, const char *password,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_unlock_check (WabiKeyStore *keys, const WabiKeyOwner *owner, const char *password,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiAccount, wabi_account_free)

G_END_DECLS
