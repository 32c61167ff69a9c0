// SPDX-License-Identifier: AGPL-3.0-or-later
// A real server process over a folder of its own, and a client that trusts only its authority.

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "wabi-store.h"

G_BEGIN_DECLS

#define PASSWORD "correct horse battery"
#define PRACTICE_A "01900000-0000-7000-8000-00000000000a"
#define PRACTICE_B "01900000-0000-7000-8000-00000000000b"
#define DESK_A "01900000-0000-7000-8000-0000000000a1"
#define RBT_A "01900000-0000-7000-8000-0000000000a2"
#define ADMIN_A "01900000-0000-7000-8000-0000000000a3"
#define GONE_A "01900000-0000-7000-8000-0000000000a4"
#define DESK_B "01900000-0000-7000-8000-0000000000b1"
#define DEVICE "01900000-0000-7000-8000-00000000d001"

typedef struct
{
  char *folder;
  GSubprocess *process;
  guint16 port;
  SoupSession *session;
  GTlsDatabase *database;
} Fixture;

typedef struct
{
  guint status;
  char *body; /* NUL-terminated */
  gsize length;
  JsonObject *json; /* nullable */
  SoupMessageHeaders *headers;
} Answer;

#define CLIENT_A "01900000-0000-7000-8000-0000000000c1"

/* A client of clinic A; the caller adds what it looks at and puts it. */
WabiRecord *fixture_new_client (void);

/* A visit of that client, so many hours from now, for an hour. */
gboolean fixture_put_visit (WabiStoreTx *tx, const char *id, const char *staff, const char *status, int hours, GError **error);

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
/* Starts the server on the fixture's folder; @extra are more arguments, NULL-terminated, or NULL. */
void fixture_start (Fixture *fixture, const char *const *extra);
/* Sends @signal and waits for the end; answers whether it ended by itself with success. */
gboolean fixture_stop (Fixture *fixture, int signal);

void answer_clear (Answer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* @token and @body may be NULL; @header is "Name: value" or NULL. */
void call (Fixture *fixture, const char *method, const char *path, const char *token, const char *body, const char *header, Answer *answer);
void sign_in (Fixture *fixture, const char *practice, const char *login, const char *password, Answer *answer);
/* Signs in and answers the access token. */
char *token_of (Fixture *fixture, const char *practice, const char *login);
/* A push of one client.add. */
char *push_client (int n, const char *id, const char *name);
const char *error_code (const Answer *answer);
JsonObject *first_result (const Answer *answer);
char *client_id (int n);

/* Sends raw bytes over TLS and answers what comes back until the server closes, or @until_seconds have passed. */
char *raw_call (Fixture *fixture, const char *bytes, gssize length, gboolean *closed);
int raw_status (const char *text);
GIOStream *raw_connect (Fixture *fixture);

G_END_DECLS
