// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the server answers to a sign-in and to a refresh, read as a whole or not at all. Secrets are wiped when freed. Private to app/sync.
 */

#define WABI_RECOVERY_KEY_LENGTH 32

typedef struct
{
  char *access, *refresh;
  char *user, *name;
  char *practice, *title, *zone;
  GBytes *recovery_key;
  guint roles;
  gint64 lock_days; /* 0 when it was not said */
} WabiSignInAnswer;

typedef struct
{
  gboolean ended; /* access has ended: the token is for what still has to be sent only */
  char *access;
  char *refresh;    /* nullable when ended */
  gint64 lock_days; /* 0 when it was not said */
} WabiRefreshAnswer;

/* NULL with an error of WABI_JSON_ERROR. */
WabiSignInAnswer *wabi_sign_in_answer_parse (const char *text, gsize length, GError **error);
void wabi_sign_in_answer_free (WabiSignInAnswer *answer);

/* NULL with an error of WABI_JSON_ERROR. */
WabiRefreshAnswer *wabi_refresh_answer_parse (const char *text, gsize length, GError **error);
void wabi_refresh_answer_free (WabiRefreshAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiSignInAnswer, wabi_sign_in_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiRefreshAnswer, wabi_refresh_answer_free)

G_END_DECLS
