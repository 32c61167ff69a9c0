// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache.h"
#include "wabi-table.h"

G_BEGIN_DECLS

/*
 * One connection to the cache's file and the rules of base, overlay and replay on it. Private to app/cache.
 *
 * A record table holds base ⊕ waiting commands. The first command that touches a record puts the base row
 * into "shadow"; "touch" says which command touched which record. When the last of them is settled and the
 * feed has brought its effect, the shadow becomes the row again.
 */

#define WABI_CONN_QUEUED 0
#define WABI_CONN_SENT 1
#define WABI_CONN_APPLIED 2
#define WABI_CONN_KEPT 3 /* confirmed and seen in the feed; kept 30 days for a server that was restored */

typedef struct
{
  const WabiCacheTables *tables;
  const WabiCaller *caller;
  WabiDb *db;
  WabiView view;
  WabiChanges *changes; /* of the open transaction */
  GHashTable *reads;    /* kinds that the running rule read */
  GHashTable *births;   /* waiting commands that made records which the running rule read */
} WabiConn;

gboolean wabi_conn_open (WabiConn *conn, const char *path, const guint8 *key, gboolean durable,
                         const WabiCacheTables *tables, const WabiCaller *caller,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void wabi_conn_close (WabiConn *conn);

/* Makes or upgrades the tables. */
gboolean wabi_conn_prepare (WabiConn *conn, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Makes the secondary indexes, once everything is loaded. */
gboolean wabi_conn_ensure_indexes (WabiConn *conn, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean wabi_conn_begin (WabiConn *conn, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_conn_commit (WabiConn *conn, WabiChanges **changes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void wabi_conn_rollback (WabiConn *conn);

gboolean wabi_conn_put_meta (WabiConn *conn, const char *key, const char *value,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_conn_get_meta (WabiConn *conn, const char *key, char **out,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

const WabiKind *wabi_conn_find_kind (WabiConn *conn, const char *name);
char *wabi_conn_dup_search_fields (WabiConn *conn, const WabiKind *kind);
/* Keeps the words by which a record is found in step with it. */
gboolean wabi_conn_index_words (WabiConn *conn, WabiRecord *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  const char *id;
  const char *name;
  JsonObject *args;
  gint64 given;
  const char *zone;
} WabiGiven;

/* Runs the rule and, unless @dry, writes its effects as overlay of the command. Words for a refusal go to
 * @code and @field. */
gboolean wabi_conn_run (WabiConn *conn, const WabiGiven *given, gboolean dry, char **code, char **field,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Kinds that the last run read or wrote, with blanks between, for the outbox. */
char *wabi_conn_dup_kinds (WabiConn *conn);
/* Takes a settled command's overlay away; @again is set when others on the same records must be replayed. */
gboolean wabi_conn_drop_overlay (WabiConn *conn, const char *command, gboolean *again,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of a command that its service has just confirmed: what a rule here had taken off the screen meanwhile. */
gboolean wabi_conn_show_unseen (WabiConn *conn, const char *command, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Goes back to the base of every touched record and applies all that waits, in order. */
gboolean wabi_conn_replay (WabiConn *conn, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts the base row of a record into its table as it stands in the shadow, and drops the shadow. */
gboolean wabi_conn_restore (WabiConn *conn, const WabiKind *kind, const char *id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Forgets what was judged by records that the open transaction changes. */
gboolean wabi_conn_drop_verdicts (WabiConn *conn, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
