// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-sync.h"

G_BEGIN_DECLS

/* A real wabi-server with a demo practice, in a folder of its own, or in the PostgreSQL database that WABI_TEST_STORE names; and
 * desktops that know it. */

typedef struct
{
  char *directory; /* of everything */
  char *data;      /* of the server */
  char *server;    /* base address */
  GPid pid;
  guint port;
} LiveServer;

/* FALSE where the programs are not built. The folder @data is taken as it is and kept; with NULL one is made,
 * with a small demo practice. */
gboolean live_server_make (LiveServer *live, const char *data);
/* wabictl with @command, on the server's data; ended by NULL. */
void live_server_control (LiveServer *live, const char *command, ...) G_GNUC_NULL_TERMINATED;
void live_server_start (LiveServer *live);
void live_server_kill (LiveServer *live);
void live_server_free (LiveServer *live);
WabiSignIn *live_server_sign_in (LiveServer *live, const char *role);

/* Iterates the main context until @check says yes; aborts after a minute. */
void live_wait (gboolean (*check) (gpointer data), gpointer data, const char *what);
/* A desktop with this folder and these secrets where nobody is signed in yet; as after a start of the
 * program. */
WabiSync *live_desktop_closed (LiveServer *live, const char *folder, WabiKeyStore *keys);
/* Ends the program: what is under way is given up, the cache closed. */
void live_quit (WabiSync *take_sync);
/* Signs in, resumes, unlocks; NULL when that worked, else why not. */
GError *live_try_sign_in (LiveServer *live, WabiSync *sync, const char *role, const char *password);
GError *live_try_resume (WabiSync *sync);
GError *live_try_unlock (WabiSync *sync, const char *password);
/* Copies a folder with all that is in it over another. */
void live_copy_folder (const char *from, const char *to);
/* A desktop with a folder and a keyring of its own, signed in. */
WabiSync *live_desktop (LiveServer *live, const char *folder, const char *role);

G_END_DECLS
