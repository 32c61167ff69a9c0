// SPDX-License-Identifier: AGPL-3.0-or-later
// One ordered feed for each practice and service, read as a merge of the tables of its kinds.

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-table.h"

#define DEFAULT_LIMIT 1000
/* Longest text of a change around its id and body. */
#define FRAME_BYTES 320

/* The client to whom a row belongs, as a column of every part of a union. */
const char *
wabi_feed_get_stream (const WabiKind *kind)
{
  const char *column = wabi_table_get_stream_column (kind);

  return column != NULL ? column : "CAST (NULL AS TEXT)";
}

static void
append_part (GString *sql, const WabiKind *kind, const char *columns)
{
  g_string_append_printf (sql, "%sSELECT ", sql->len > 0 ? " UNION ALL " : "");
  if (columns != NULL)
    g_string_append (sql, columns);
  else
    g_string_append_printf (sql, "'%s' AS kind, id, version, seq, deleted, schema, body, %s AS stream", kind->name,
                            wabi_feed_get_stream (kind));
  g_string_append_printf (sql, " FROM r_%s", kind->name);
}

/* SQLite merges the parts of a union lazily, each along its index, by itself. PostgreSQL does so only when each part says its own order
 * and limit; otherwise it reads all that is left of the feed, and sorts it, for each page. */
static void
order_parts (const WabiStore *store, GString *sql, guint n_parts, const char *limit)
{
  g_autofree char *after = g_strdup_printf (" ORDER BY seq%s)", limit), *between = g_strconcat (after, " UNION ALL (", NULL);

  if (store->driver->dialect == WABI_DIALECT_POSTGRES && n_parts > 1)
    {
      g_string_replace (sql, " UNION ALL ", between, 0);
      g_string_prepend_c (sql, '(');
      g_string_append (sql, after);
    }
  g_string_append (sql, " ORDER BY seq");
}

char *
wabi_feed_build_select (const WabiStore *store, const WabiKind *const *kinds, guint n_kinds)
{
  GString *sql = g_string_new (NULL);

  /* Each part runs along its own (practice_id, seq) index, and the database merges them lazily, so that a
   * page costs what it holds. */
  for (guint i = 0; i < n_kinds; i++)
    {
      append_part (sql, kinds[i], NULL);
      g_string_append (sql, " WHERE practice_id = $1 AND seq > $2");
    }
  order_parts (store, sql, n_kinds, " LIMIT $3");
  g_string_append (sql, " LIMIT $3");
  return g_string_free (sql, FALSE);
}

/*
 * The same for somebody who sees some clients only: @clients stand in the arguments from the fourth on. What
 * belongs to a client is found along (practice_id, client, seq), so that the rest of the practice costs
 * nothing; SQLite is told so, since to it walking the whole feed looks as good.
 */
static char *
build_narrow_select (WabiStore *store, const WabiKind *const *kinds, guint n_kinds, const WabiAccess *access,
                     const char *columns, const char *end)
{
  gboolean tell = store->driver->dialect == WABI_DIALECT_SQLITE;
  GString *sql = g_string_new (NULL);

  for (guint i = 0; i < n_kinds; i++)
    {
      const char *stream = wabi_table_get_stream_column (kinds[i]);

      append_part (sql, kinds[i], columns);
      if (stream != NULL && tell)
        g_string_append_printf (sql, " INDEXED BY x_%s_stream", kinds[i]->name);
      g_string_append (sql, " WHERE practice_id = $1 AND seq > $2");
      if (end == NULL)
        g_string_append (sql, " AND seq <= $3");
      if (stream == NULL)
        continue;
      g_string_append_printf (sql, " AND %s", stream);
      wabi_access_append_clients (access, 4, sql);
    }
  order_parts (store, sql, n_kinds, end != NULL ? " LIMIT $3 + 1" : "");
  if (end != NULL)
    g_string_append (sql, end);
  return g_string_free (sql, FALSE);
}

static char *
write_number (char *end, gint64 number)
{
  guint64 rest = (guint64)number;

  do
    *--end = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  return end;
}

static void
append_number (GString *out, const char *before, gint64 number)
{
  char digits[24], *end = digits + sizeof digits, *start = write_number (end, number);

  g_string_append (out, before);
  g_string_append_len (out, start, end - start);
}

gboolean
wabi_feed_append_change (const WabiRow *row, gpointer data, GError **error)
{
  WabiFeedPage *page = data;
  GString *out = page->out;
  gsize length;
  const char *body = wabi_row_blob (row, 6, &length);

  if (page->count > 0 && out->len - page->start + length + FRAME_BYTES > WABI_STORE_MAX_FEED_BYTES)
    {
      page->full = TRUE;
      return FALSE;
    }
  page->last = wabi_row_int (row, 3);
  g_strlcpy (page->last_id, wabi_row_text (row, 1), sizeof page->last_id);
  g_string_append (out, page->count++ > 0 ? ",{\"kind\":\"" : "{\"kind\":\"");
  g_string_append (out, wabi_row_text (row, 0));
  g_string_append (out, "\",\"id\":\"");
  g_string_append (out, wabi_row_text (row, 1));
  append_number (out, "\",\"version\":", wabi_row_int (row, 2));
  append_number (out, ",\"seq\":", page->last);
  if (!wabi_row_is_null (row, 7))
    {
      g_string_append (out, ",\"client\":\"");
      g_string_append (out, wabi_row_text (row, 7));
      g_string_append_c (out, '"');
    }
  g_string_append (out, wabi_row_int (row, 4) ? ",\"deleted\":true" : ",\"deleted\":false");
  append_number (out, ",\"schema\":", wabi_row_int (row, 5));
  g_string_append (out, ",\"body\":");
  g_string_append_len (out, body, (gssize)length);
  g_string_append_c (out, '}');
  return TRUE;
}

typedef struct
{
  gint64 head, min_seq;
} Bounds;

static gboolean
read_bounds (const WabiRow *row, gpointer data, GError **error)
{
  Bounds *bounds = data;

  bounds->head = wabi_row_int (row, 0);
  bounds->min_seq = wabi_row_int (row, 1);
  return TRUE;
}

static gboolean
check_cursor (WabiStore *store, const WabiFeedRequest *request, const Bounds *bounds, GError **error)
{
  gboolean epoch_known
      = request->epoch == NULL || request->epoch[0] == '\0'
        || strcmp (request->epoch, wabi_store_get_service_epoch (store, request->service)) == 0;

  if (epoch_known && request->since <= bounds->head
      && (request->since == 0 || request->base >= bounds->min_seq || request->since >= bounds->min_seq))
    return TRUE;
  g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_RESYNC,
                       _ ("The server's data has another history now. Everything has to be read once more."));
  return FALSE;
}

/* A process may mount several services: "billing+ai". */
static gboolean
service_needs (const char *services, const WabiKind *kind)
{
  g_auto (GStrv) names = g_strsplit (services, "+", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (wabi_domain_needs (names[i], kind))
      return TRUE;
  return FALSE;
}

static gboolean
may_follow (const WabiFeedRequest *request, const WabiKind *kind)
{
  g_auto (GStrv) names = NULL;

  if (request->follower == NULL)
    return (kind->readers & request->caller.roles) != 0;
  names = g_strsplit (request->kinds != NULL ? request->kinds : "", ",", -1);
  return g_strv_contains ((const char *const *)names, kind->name);
}

guint
wabi_feed_collect_readable (WabiStore *store, const WabiFeedRequest *request, const WabiKind **out)
{
  guint n = 0;

  for (guint i = 0; i < store->n_kinds; i++)
    if (strcmp (store->kinds[i]->service, request->service) == 0 && may_follow (request, store->kinds[i]))
      out[n++] = store->kinds[i];
  return n;
}

/* Another service gets what both sides' tables say that it needs; where they differ, one of the two is to be updated. */
static gboolean
check_follower (WabiStore *store, const WabiFeedRequest *request, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (request->follower == NULL)
    return TRUE;
  names = g_strsplit (request->kinds != NULL ? request->kinds : "", ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const WabiKind *kind = wabi_store_find_kind (store, names[i]);

      if (kind == NULL || strcmp (kind->service, request->service) != 0 || !service_needs (request->follower, kind))
        {
          g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FORBIDDEN,
                       _ ("The service “%s” does not need “%s” as this server has it. Bring both to the same version."), request->follower,
                       names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

/* Runs a select whose page is in order of seq, and notes whether the page is full of bytes. */
static gboolean
run_select (WabiDb *db, const char *sql, const WabiValue *args, guint n_args, WabiFeedPage *page, GError **error)
{
  GError *inner = NULL;

  if (wabi_db_query (db, sql, args, n_args, wabi_feed_append_change, page, NULL, &inner) || inner == NULL)
    return TRUE;
  wabi_store_set_db_error (error, inner);
  return FALSE;
}

static gboolean
append_all (const WabiStore *store, WabiDb *db, const WabiFeedRequest *request, const WabiKind *const *kinds, guint n, guint limit,
            WabiFeedPage *page, GError **error)
{
  WabiValue args[] = { WABI_TEXT (request->caller.practice), WABI_INT (request->since), WABI_INT (limit) };
  g_autofree char *sql = wabi_feed_build_select (store, kinds, n);

  if (!run_select (db, sql, args, G_N_ELEMENTS (args), page, error))
    return FALSE;
  page->full |= page->count >= limit;
  return TRUE;
}

/* First the place of the last change of a page, from the index alone, then the changes up to there. */
static gboolean
append_narrow (WabiStore *store, WabiDb *db, const WabiFeedRequest *request, const WabiAccess *access,
               const WabiKind *const *kinds, guint n, guint limit, WabiFeedPage *page, GError **error)
{
  guint n_args = 3 + access->clients->len;
  g_autofree WabiValue *args = g_new0 (WabiValue, n_args);
  g_autofree char *last = build_narrow_select (store, kinds, n, access, "seq", " LIMIT 1 OFFSET $3");
  g_autofree char *rows = build_narrow_select (store, kinds, n, access, NULL, NULL);
  gint64 until = G_MAXINT64;

  args[0] = WABI_TEXT (request->caller.practice);
  args[1] = WABI_INT (request->since);
  args[2] = WABI_INT (limit - 1);
  wabi_access_fill_values (access, args + 3);
  if (!wabi_db_get_int (db, last, args, n_args, &until, error))
    return FALSE;
  args[2] = WABI_INT (until);
  if (!run_select (db, rows, args, n_args, page, error))
    return FALSE;
  page->full |= until < G_MAXINT64;
  return TRUE;
}

static gboolean
has_bound (const WabiKind *const *kinds, guint n)
{
  for (guint i = 0; i < n; i++)
    if (wabi_table_get_stream_column (kinds[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
append_changes (WabiStore *store, WabiDb *db, const WabiFeedRequest *request, const WabiAccess *access,
                guint limit, WabiFeedPage *page, GError **error)
{
  g_autofree const WabiKind **kinds = g_new (const WabiKind *, store->n_kinds + 1);
  guint n = wabi_feed_collect_readable (store, request, kinds);

  if (n == 0)
    return TRUE;
  return request->follower != NULL || access->all || !has_bound (kinds, n) ? append_all (store, db, request, kinds, n, limit, page, error)
                     : append_narrow (store, db, request, access, kinds, n, limit, page, error);
}

static gboolean
write_page (WabiStore *store, WabiDb *db, const WabiFeedRequest *request, const WabiAccess *access,
            const Bounds *bounds, GString *out, GError **error)
{
  guint limit = request->limit > 0 ? MIN (request->limit, WABI_STORE_MAX_FEED) : DEFAULT_LIMIT;
  WabiFeedPage page = { .out = out };
  gint64 next;

  g_string_append_printf (out, "{\"epoch\":\"%s\",\"service\":\"%s\",\"changes\":[",
                          wabi_store_get_service_epoch (store, request->service), request->service);
  page.start = out->len;
  if (request->since < bounds->head && !append_changes (store, db, request, access, limit, &page, error))
    return FALSE;
  /* What lies behind the last change of a page that is not full are places that this caller may not see. */
  next = page.full ? page.last : bounds->head;
  g_string_append_printf (
      out, "],\"head\":%" G_GINT64_FORMAT ",\"next\":%" G_GINT64_FORMAT ",\"more\":%s,\"min_schema\":%d,\"schema\":%d",
      bounds->head, next, next < bounds->head ? "true" : "false", WABI_FEED_MIN_SCHEMA, WABI_COMMAND_SCHEMA);
  if (request->follower == NULL)
    wabi_access_append_json (access, &request->caller, request->access, out);
  if (request->digest && request->follower == NULL && next == bounds->head
      && !wabi_digest_append_json (store, db, request, access, out, error))
    return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
read_in_snapshot (WabiStore *store, WabiDb *db, const WabiFeedRequest *request, GString *out, GError **error)
{
  WabiValue args[] = { WABI_TEXT (request->caller.practice), WABI_TEXT (request->service) };
  Bounds bounds = { 0, 0 };
  WabiAccess access = { 0 };
  gboolean ok;

  ok = wabi_db_query (db, "SELECT head, min_seq FROM practice_head WHERE practice_id = $1 AND service = $2",
                      args, 2, read_bounds, &bounds, NULL, error)
       && check_cursor (store, request, &bounds, error)
       && (request->follower != NULL || wabi_access_read (store, db, &request->caller, &access, error))
       && write_page (store, db, request, &access, &bounds, out, error);
  wabi_access_clear (&access);
  return ok;
}

gboolean
wabi_store_read_feed (WabiStore *store, const WabiFeedRequest *request, GString *out, GError **error)
{
  GError *inner = NULL;
  WabiDb *db;
  gboolean ok;

  g_return_val_if_fail (store != NULL && request != NULL && out != NULL && request->caller.practice != NULL,
                        FALSE);

  if (!wabi_store_has_service (store, request->service))
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_UNKNOWN_SERVICE,
                           _ ("There is no such service here."));
      return FALSE;
    }
  if (!check_follower (store, request, error))
    return FALSE;
  if (request->since < 0)
    {
      g_set_error_literal (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID,
                           _ ("“since” must not be below 0."));
      return FALSE;
    }
  db = wabi_readers_take (store, error);
  if (db == NULL)
    return FALSE;
  ok = wabi_db_begin (db, WABI_DB_READ, &inner) && read_in_snapshot (store, db, request, out, &inner);
  wabi_db_rollback (db);
  wabi_readers_give (store, db);
  if (!ok)
    wabi_store_set_db_error (error, inner);
  return ok;
}
