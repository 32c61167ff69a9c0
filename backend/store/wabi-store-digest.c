// SPDX-License-Identifier: AGPL-3.0-or-later
// What a caller's copy of a feed must add up to, kind by kind, in the snapshot of the page that ends the feed (sync.md 6.2).

#include "wabi-store-private.h"

#include "wabi-digest.h"
#include "wabi-table.h"

static gboolean
add_row (const WabiRow *row, gpointer data, GError **error)
{
  wabi_digest_add (data, wabi_row_text (row, 0), wabi_row_int (row, 1), wabi_row_int (row, 2));
  return TRUE;
}

/* Tombstones are left out: a desktop that was loaded after one was removed never had it, another keeps it. */
static char *
build_select (const WabiStore *store, const WabiKind *kind, const WabiAccess *access)
{
  const char *stream = access->all ? NULL : wabi_table_get_stream_column (kind);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT id, version, seq FROM r_%s", kind->name);
  if (stream != NULL && store->driver->dialect == WABI_DIALECT_SQLITE)
    g_string_append_printf (sql, " INDEXED BY x_%s_stream", kind->name);
  g_string_append (sql, " WHERE practice_id = $1 AND deleted = 0");
  if (stream != NULL)
    {
      g_string_append_printf (sql, " AND %s", stream);
      wabi_access_append_clients (access, 2, sql);
    }
  return g_string_free (sql, FALSE);
}

static gboolean
sum_kind (WabiStore *store, WabiDb *db, const char *practice, const WabiKind *kind, const WabiAccess *access, WabiDigest *digest, GError **error)
{
  gboolean narrow = !access->all && wabi_table_get_stream_column (kind) != NULL;
  guint n_args = 1 + (narrow ? access->clients->len : 0);
  g_autofree WabiValue *args = g_new0 (WabiValue, n_args);
  g_autofree char *sql = build_select (store, kind, access);

  args[0] = WABI_TEXT (practice);
  if (narrow)
    wabi_access_fill_values (access, args + 1);
  return wabi_db_query (db, sql, args, n_args, add_row, digest, NULL, error);
}

gboolean
wabi_digest_append_json (WabiStore *store, WabiDb *db, const WabiFeedRequest *request, const WabiAccess *access, GString *out, GError **error)
{
  g_autofree const WabiKind **kinds = g_new (const WabiKind *, store->n_kinds + 1);
  guint n = wabi_feed_collect_readable (store, request, kinds);

  g_string_append (out, ",\"digest\":{");
  for (guint i = 0; i < n; i++)
    {
      WabiDigest digest = { 0 };

      if (!sum_kind (store, db, request->caller.practice, kinds[i], access, &digest, error))
        return FALSE;
      /* As text: a JSON number holds 53 bits. */
      g_string_append_printf (out, "%s\"%s\":{\"count\":%" G_GINT64_FORMAT ",\"sum\":\"%016" G_GINT64_MODIFIER "x\"}", i > 0 ? "," : "",
                              kinds[i]->name, digest.count, digest.sum);
    }
  g_string_append_c (out, '}');
  return TRUE;
}
