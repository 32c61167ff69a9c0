// SPDX-License-Identifier: AGPL-3.0-or-later
// All that one service holds of one client, page by page: for a desktop whose person has come to care for him.

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-table.h"

#define DEFAULT_LIMIT 1000

typedef struct
{
  const WabiKind **kinds;
  guint n_kinds, first; /* the kind to go on with */
  char *after;          /* the id after which to go on in it */
} Place;

/* "kind/id", as it was handed out; anything else begins nowhere. */
static gboolean
find_place (WabiStore *store, const WabiStreamRequest *request, Place *place, GError **error)
{
  WabiFeedRequest feed = { .caller = request->caller, .service = request->service };
  const char *slash = request->after != NULL ? strchr (request->after, '/') : NULL;

  place->n_kinds = 0;
  for (guint i = 0, n = wabi_feed_collect_readable (store, &feed, place->kinds); i < n; i++)
    if (wabi_table_get_stream_column (place->kinds[i]) != NULL)
      place->kinds[place->n_kinds++] = place->kinds[i];
  if (request->after == NULL || request->after[0] == '\0')
    return TRUE;
  while (slash != NULL && place->first < place->n_kinds
         && (strlen (place->kinds[place->first]->name) != (gsize) (slash - request->after)
             || strncmp (place->kinds[place->first]->name, request->after, (gsize) (slash - request->after)) != 0))
    place->first++;
  if (slash != NULL && place->first < place->n_kinds)
    {
      place->after = g_strdup (slash + 1);
      return TRUE;
    }
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID, _ ("“after” is not a place in this client's records."));
  return FALSE;
}

static gboolean
append_kind (WabiStore *store, WabiDb *db, const WabiStreamRequest *request, const WabiKind *kind, const char *after, guint limit,
             WabiFeedPage *page, GError **error)
{
  const char *hint = store->driver->dialect == WABI_DIALECT_SQLITE ? " INDEXED BY x_" : NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  GError *inner = NULL;

  g_string_append_printf (sql, "SELECT '%s' AS kind, id, version, seq, deleted, schema, body, %s AS stream FROM r_%s", kind->name,
                          wabi_feed_get_stream (kind), kind->name);
  if (hint != NULL)
    g_string_append_printf (sql, "%s%s_stream", hint, kind->name);
  g_string_append_printf (sql, " WHERE practice_id = $1 AND %s = $2 AND id > $3 ORDER BY id LIMIT $4",
                          wabi_table_get_stream_column (kind));
  if (wabi_db_query (db, sql->str,
                     (WabiValue[]){ WABI_TEXT (request->caller.practice), WABI_TEXT (request->client), WABI_TEXT (after), WABI_INT (limit) },
                     4, wabi_feed_append_change, page, NULL, &inner)
      || inner == NULL)
    return TRUE;
  wabi_store_set_db_error (error, inner);
  return FALSE;
}

/* Kind after kind, by id: records that change meanwhile move in the feed, and come by it. */
static gboolean
append_stream (WabiStore *store, WabiDb *db, const WabiStreamRequest *request, Place *place, GString *out, GError **error)
{
  guint limit = request->limit > 0 ? MIN (request->limit, WABI_STORE_MAX_FEED) : DEFAULT_LIMIT;
  WabiFeedPage page = { .out = out };
  guint at = place->first;

  page.start = out->len;
  while (at < place->n_kinds)
    {
      const char *after = at == place->first && place->after != NULL ? place->after : "";

      g_strlcpy (page.last_id, after, sizeof page.last_id);
      if (!append_kind (store, db, request, place->kinds[at], after, limit - page.count, &page, error))
        return FALSE;
      if (page.full || page.count >= limit)
        break;
      at++;
    }
  /* A kind of which no row found room is begun with the next page. */
  if (at < place->n_kinds)
    g_string_append_printf (out, "],\"more\":true,\"next\":\"%s/%s\"", place->kinds[at]->name, page.last_id);
  else
    g_string_append (out, "],\"more\":false,\"next\":\"\"");
  return TRUE;
}

static gboolean
read_granted (WabiStore *store, WabiDb *db, const WabiStreamRequest *request, const WabiAccess *access, Place *place, GString *out,
              GError **error)
{
  WabiValue args[] = { WABI_TEXT (request->caller.practice), WABI_TEXT (request->service) };
  gint64 head = 0;

  /* The same answer for a client that is not his to see and for one that is not there. */
  if (!wabi_access_has (access, request->client))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_NOT_FOUND, _ ("There is no such client."));
      return FALSE;
    }
  if (!wabi_db_get_int (db, "SELECT head FROM practice_head WHERE practice_id = $1 AND service = $2", args, 2, &head, error))
    return FALSE;
  g_string_append_printf (out, "{\"epoch\":\"%s\",\"service\":\"%s\",\"client\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"changes\":[",
                          wabi_store_get_service_epoch (store, request->service), request->service, request->client, head);
  if (!append_stream (store, db, request, place, out, error))
    return FALSE;
  g_string_append_printf (out, ",\"min_schema\":%d", WABI_FEED_MIN_SCHEMA);
  wabi_access_append_json (access, &request->caller, access->token, out);
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
read_in_snapshot (WabiStore *store, WabiDb *db, const WabiStreamRequest *request, Place *place, GString *out, GError **error)
{
  WabiAccess access = { 0 };
  gboolean ok = wabi_access_read (store, db, &request->caller, &access, error)
                && read_granted (store, db, request, &access, place, out, error);

  wabi_access_clear (&access);
  return ok;
}

gboolean
wabi_store_read_stream (WabiStore *store, const WabiStreamRequest *request, GString *out, GError **error)
{
  g_autofree const WabiKind **kinds = NULL;
  g_autofree char *after = NULL;
  Place place = { 0 };
  GError *inner = NULL;
  WabiDb *db;
  gboolean ok;

  g_return_val_if_fail (store != NULL && request != NULL && out != NULL && request->caller.practice != NULL, FALSE);

  if (!wabi_store_has_service (store, request->service))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_UNKNOWN_SERVICE, _ ("There is no such service here."));
      return FALSE;
    }
  if (!wabi_id_is_valid (request->client))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID, _ ("Say which client's records."));
      return FALSE;
    }
  place.kinds = kinds = g_new (const WabiKind *, store->n_kinds + 1);
  ok = find_place (store, request, &place, error);
  after = place.after;
  if (!ok)
    return FALSE;
  db = wabi_readers_take (store, error);
  if (db == NULL)
    return FALSE;
  ok = wabi_db_begin (db, WABI_DB_READ, &inner) && read_in_snapshot (store, db, request, &place, out, &inner);
  wabi_db_rollback (db);
  wabi_readers_give (store, db);
  if (!ok)
    wabi_store_set_db_error (error, inner);
  return ok;
}
