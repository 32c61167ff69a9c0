// SPDX-License-Identifier: AGPL-3.0-or-later
// Which clients' records this cache may hold: those that are no longer the person's are taken away, new ones are filled up beside the feed
// (sync.md 6.3).

#include "wabi-caseload-private.h"

#include <string.h>

#include "wabi-id.h"

typedef struct
{
  char *token;
  gint64 roles;
  gboolean there, narrow;
} Access;

static gboolean
read_access_row (const WabiRow *row, gpointer data, GError **error)
{
  Access *access = data;

  access->there = TRUE;
  access->token = g_strdup (wabi_row_text (row, 0));
  access->roles = wabi_row_int (row, 1);
  access->narrow = wabi_row_int (row, 2) != 0;
  return TRUE;
}

static gboolean
read_access (WabiConn *conn, const char *service, Access *access, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };

  memset (access, 0, sizeof *access);
  return wabi_db_query (conn->db, "SELECT token, roles, narrow FROM access WHERE service = $1", args, 1, read_access_row, access, NULL, error);
}

gboolean
wabi_caseload_get_token (WabiConn *conn, const char *service, char **token, GError **error)
{
  Access access;
  gboolean ok = read_access (conn, service, &access, error);

  *token = access.token;
  return ok;
}

static gboolean
collect_text (const WabiRow *row, gpointer data, GError **error)
{
  if (!wabi_row_is_null (row, 0))
    g_hash_table_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* ---- taking a client's records away ---- */

typedef struct
{
  WabiConn *conn;
  const char *service;
  GHashTable *clients; /* whose */
  GHashTable *ids;     /* of what was taken away, and of the clients */
  gboolean again;      /* something that waits lay on top of it */
} Purge;

static gboolean
run_on_record (Purge *purge, const WabiKind *kind, const char *id, const char *sql, GError **error)
{
  return wabi_db_run (purge->conn->db, error, sql, WABI_TEXT (kind->name), WABI_TEXT (id));
}

/* The row, what it stood on, and the words it was found by. What waits to be sent stays in the queue. */
static gboolean
purge_record (Purge *purge, const WabiKind *kind, const char *id, GError **error)
{
  WabiConn *conn = purge->conn;
  WabiValue args[] = { WABI_TEXT (kind->name), WABI_TEXT (id) };
  gint64 shadows = 0;

  if (!wabi_db_get_int (conn->db, "SELECT count(*) FROM shadow WHERE kind = $1 AND id = $2", args, 2, &shadows, error))
    return FALSE;
  purge->again |= shadows > 0;
  wabi_changes_add (conn->changes, kind, id);
  g_hash_table_add (purge->ids, g_strdup (id));
  return wabi_table_remove (conn->db, conn->caller->practice, kind, id, error)
         && run_on_record (purge, kind, id, "DELETE FROM shadow WHERE kind = $1 AND id = $2", error)
         && run_on_record (purge, kind, id, "DELETE FROM touch WHERE kind = $1 AND id = $2", error)
         && run_on_record (purge, kind, id, "DELETE FROM word WHERE kind = $1 AND id = $2", error)
         && run_on_record (purge, kind, id, "DELETE FROM person_name WHERE kind = $1 AND id = $2", error);
}

static gboolean
purge_kind (Purge *purge, const WabiKind *kind, const char *client, GError **error)
{
  WabiConn *conn = purge->conn;
  g_autoptr (GHashTable) ids = new_set ();
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM r_%s WHERE practice_id = $1 AND %s = $2", kind->name,
                                          wabi_table_get_stream_column (kind));
  WabiValue args[] = { WABI_TEXT (conn->caller->practice), WABI_TEXT (client) };
  GHashTableIter iter;
  gpointer id;

  if (!wabi_db_query (conn->db, sql, args, 2, collect_text, ids, NULL, error))
    return FALSE;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!purge_record (purge, kind, id, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_bonded (const Purge *purge, const WabiKind *kind)
{
  return strcmp (kind->service, purge->service) == 0 && wabi_table_get_stream_column (kind) != NULL;
}

/* Whether a text names one of the records: ids are looked for wherever they stand in it. */
static gboolean
names_any (const char *text, GHashTable *ids)
{
  gsize length = strlen (text);

  for (gsize at = 0; at + WABI_ID_LENGTH <= length; at++)
    {
      char id[WABI_ID_LENGTH + 1];

      if (text[at + 8] != '-' || text[at + 13] != '-')
        continue;
      memcpy (id, text + at, WABI_ID_LENGTH);
      id[WABI_ID_LENGTH] = '\0';
      if (g_hash_table_contains (ids, id))
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  GHashTable *ids;
  GPtrArray *found;
} Naming;

static gboolean
collect_naming (const WabiRow *row, gpointer data, GError **error)
{
  Naming *naming = data;

  if (names_any (wabi_row_text (row, 1), naming->ids))
    g_ptr_array_add (naming->found, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

/* Confirmed commands are kept for a server that was restored; about this client the server has to keep them itself. What is not
 * confirmed, and what was refused, is the person's own and stays. */
static gboolean
purge_confirmed (Purge *purge, GError **error)
{
  WabiConn *conn = purge->conn;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  Naming naming = { purge->ids, found };
  WabiValue args[] = { WABI_TEXT (purge->service) };

  if (!wabi_db_query (conn->db, "SELECT id, args FROM outbox WHERE state >= 2 AND service = $1", args, 1, collect_naming, &naming, NULL, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      WabiValue id = WABI_TEXT (g_ptr_array_index (found, i));

      if (!wabi_db_run (conn->db, error, "DELETE FROM touch WHERE command = $1", id)
          || !wabi_db_run (conn->db, error, "DELETE FROM outbox WHERE id = $1", id))
        return FALSE;
    }
  /* Whose they are is not told by what is kept, so all of it goes: it comes with its feed. */
  return wabi_db_run (conn->db, error, "DELETE FROM unseen");
}

static gboolean
purge_clients (Purge *purge, GError **error)
{
  WabiConn *conn = purge->conn;
  GHashTableIter iter;
  gpointer client;

  g_hash_table_iter_init (&iter, purge->clients);
  while (g_hash_table_iter_next (&iter, &client, NULL))
    {
      g_hash_table_add (purge->ids, g_strdup (client));
      for (guint i = 0; i < conn->tables->n_kinds; i++)
        if (is_bonded (purge, conn->tables->kinds[i]) && !purge_kind (purge, conn->tables->kinds[i], client, error))
          return FALSE;
      if (!wabi_db_run (conn->db, error, "DELETE FROM raw WHERE client = $1", WABI_TEXT (client))
          || !wabi_db_run (conn->db, error, "DELETE FROM caseload WHERE service = $1 AND client = $2", WABI_TEXT (purge->service),
                           WABI_TEXT (client)))
        return FALSE;
    }
  /* The file itself still holds the bytes until it is written anew: wabi_cache_scrub(). */
  return g_hash_table_size (purge->clients) == 0
         || (purge_confirmed (purge, error) && wabi_conn_put_meta (conn, "scrub", "1", error));
}

/* Who was on the list, and whose records are here at all, whatever any list said. */
static gboolean
collect_held (Purge *purge, GError **error)
{
  WabiConn *conn = purge->conn;
  WabiValue service = WABI_TEXT (purge->service);

  if (!wabi_db_query (conn->db, "SELECT client FROM caseload WHERE service = $1", &service, 1, collect_text, purge->clients, NULL, error))
    return FALSE;
  for (guint i = 0; i < conn->tables->n_kinds; i++)
    if (is_bonded (purge, conn->tables->kinds[i]))
      {
        const WabiKind *kind = conn->tables->kinds[i];
        g_autofree char *sql
            = g_strdup_printf ("SELECT DISTINCT %s FROM r_%s WHERE practice_id = $1", wabi_table_get_stream_column (kind), kind->name);
        WabiValue args[] = { WABI_TEXT (conn->caller->practice) };

        if (!wabi_db_query (conn->db, sql, args, 1, collect_text, purge->clients, NULL, error))
          return FALSE;
      }
  return TRUE;
}

/* A client that this person takes in himself is on nobody's list until the service knows him. */
static gboolean
spare_own (Purge *purge, GError **error)
{
  g_autoptr (GHashTable) own = new_set ();
  GHashTableIter iter;
  gpointer client;

  if (!wabi_db_query (purge->conn->db,
                      "SELECT DISTINCT t.id FROM touch t JOIN outbox o ON o.id = t.command WHERE o.state < 3 AND t.kind = 'client' AND EXISTS "
                      "(SELECT 1 FROM shadow s WHERE s.kind = t.kind AND s.id = t.id AND s.version = 0)",
                      NULL, 0, collect_text, own, NULL, error))
    return FALSE;
  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &client, NULL))
    g_hash_table_remove (purge->clients, client);
  return TRUE;
}

static gboolean
purge_all_but (WabiConn *conn, const WabiPullPage *page, gboolean *again, GError **error)
{
  g_autoptr (GHashTable) clients = new_set ();
  g_autoptr (GHashTable) ids = new_set ();
  Purge purge = { conn, page->service, clients, ids, FALSE };
  gboolean ok = collect_held (&purge, error);

  for (guint i = 0; i < page->clients->len; i++)
    g_hash_table_remove (clients, g_ptr_array_index (page->clients, i));
  ok = ok && spare_own (&purge, error) && purge_clients (&purge, error);
  *again |= purge.again;
  return ok;
}

/* ---- what is told with a page ---- */

static gboolean
put_clients (WabiConn *conn, const WabiPullPage *page, gboolean filling, GError **error)
{
  for (guint i = 0; i < page->clients->len; i++)
    if (!wabi_db_run (conn->db, error, "INSERT OR IGNORE INTO caseload (service, client, filling, place) VALUES ($1, $2, $3, '')",
                      WABI_TEXT (page->service), WABI_TEXT (g_ptr_array_index (page->clients, i)), WABI_INT (filling)))
      return FALSE;
  return TRUE;
}

static gboolean
keep_access (WabiConn *conn, const WabiPullPage *page, GError **error)
{
  return wabi_db_run (conn->db, error,
                      "INSERT OR REPLACE INTO access (service, token, roles, narrow, filled_to) VALUES ($1, $2, $3, $4, "
                      "coalesce ((SELECT filled_to FROM access WHERE service = $1), 0))",
                      WABI_TEXT (page->service), WABI_TEXT (page->access), WABI_INT (page->roles), WABI_INT (page->clients != NULL));
}

static gboolean
take_list (WabiConn *conn, const WabiPullPage *page, const Access *was, gboolean from_start, gboolean *again, GError **error)
{
  /* Who was handed everybody has the rest of his clients; who begins gets them with the feed. */
  gboolean filling = was->there && was->narrow && !from_start;

  return purge_all_but (conn, page, again, error) && put_clients (conn, page, filling, error);
}

gboolean
wabi_caseload_note (WabiConn *conn, const WabiPullPage *page, gboolean from_start, WabiCaseloadNews *news, gboolean *again, GError **error)
{
  Access was;
  gboolean ok, wider;

  *news = WABI_CASELOAD_SAME;
  if (page->access == NULL)
    return TRUE;
  if (!read_access (conn, page->service, &was, error))
    return FALSE;
  /* Without the list it is asked for again, under the old name. */
  if (g_strcmp0 (was.token, page->access) == 0 || !page->has_clients)
    {
      g_free (was.token);
      return TRUE;
    }
  /* Kinds, or clients, that were never handed out before: they lie anywhere in the feed. */
  wider = was.there && (was.roles != page->roles || (was.narrow && page->clients == NULL));
  ok = page->clients == NULL ? wabi_db_run (conn->db, error, "DELETE FROM caseload WHERE service = $1", WABI_TEXT (page->service))
                             : take_list (conn, page, &was, from_start, again, error);
  *news = wider && !from_start ? WABI_CASELOAD_READ_ANEW : WABI_CASELOAD_CHANGED;
  g_free (was.token);
  return ok && keep_access (conn, page, error);
}

/* ---- filling up ---- */

typedef struct
{
  char *client, *place;
} Fill;

static gboolean
read_fill (const WabiRow *row, gpointer data, GError **error)
{
  Fill *fill = data;

  fill->client = g_strdup (wabi_row_text (row, 0));
  fill->place = g_strdup (wabi_row_text (row, 1));
  return TRUE;
}

gboolean
wabi_caseload_next_fill (WabiConn *conn, const char *service, char **client, char **place, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };
  Fill fill = { NULL };
  gboolean ok = wabi_db_query (conn->db, "SELECT client, place FROM caseload WHERE service = $1 AND filling = 1 ORDER BY client LIMIT 1", args,
                               1, read_fill, &fill, NULL, error);

  *client = fill.client;
  *place = fill.place;
  return ok;
}

gboolean
wabi_caseload_wants (WabiConn *conn, const WabiPullPage *page, gboolean *wants, GError **error)
{
  WabiValue args[] = { WABI_TEXT (page->service), WABI_TEXT (page->client), WABI_TEXT (page->access) };
  gint64 count = 0;

  /* A page that was read under another access than the one that is known here is asked for again. */
  if (!wabi_db_get_int (conn->db,
                        "SELECT count(*) FROM caseload c JOIN access a ON a.service = c.service WHERE c.service = $1 AND c.client = $2 AND "
                        "c.filling = 1 AND a.token = $3",
                        args, 3, &count, error))
    return FALSE;
  *wants = count > 0;
  return TRUE;
}

gboolean
wabi_caseload_filled (WabiConn *conn, const WabiPullPage *page, GError **error)
{
  return wabi_db_run (conn->db, error, "UPDATE caseload SET filling = $1, place = $2 WHERE service = $3 AND client = $4", WABI_INT (page->more),
                      WABI_TEXT (page->place != NULL ? page->place : ""), WABI_TEXT (page->service), WABI_TEXT (page->client))
         && wabi_db_run (conn->db, error, "UPDATE access SET filled_to = max (filled_to, $1) WHERE service = $2", WABI_INT (page->head),
                         WABI_TEXT (page->service));
}

gboolean
wabi_caseload_filled_to (WabiConn *conn, const char *service, gint64 *seq, GError **error)
{
  WabiValue args[] = { WABI_TEXT (service) };

  *seq = 0;
  return wabi_db_get_int (conn->db, "SELECT filled_to FROM access WHERE service = $1", args, 1, seq, error);
}
