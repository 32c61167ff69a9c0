// SPDX-License-Identifier: AGPL-3.0-or-later
// Histories of services: a service that moved here from another database has brought its own, so that nobody has to read everything again.

#include "wabi-store-follow.h"

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "epoch:"

static gboolean
read_epoch (const WabiRow *row, gpointer data, GError **error)
{
  WabiStore *store = data;
  const char *value = wabi_row_text (row, 1);
  gsize length = strlen (store->epoch);

  /* "<the database's history> <the service's own>": after a restore the database has another history, and with it everything in it. */
  if (strncmp (value, store->epoch, length) == 0 && value[length] == ' ')
    g_hash_table_replace (store->service_epochs, g_strdup (wabi_row_text (row, 0) + strlen (PREFIX)), g_strdup (value + length + 1));
  return TRUE;
}

gboolean
wabi_epoch_load (WabiStore *store, WabiDb *db, GError **error)
{
  store->service_epochs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return wabi_db_query (db, "SELECT name, value FROM server_meta WHERE name LIKE '" PREFIX "%'", NULL, 0, read_epoch, store,
                        NULL, error)
         && wabi_epoch_check_services (store, db, error);
}

const char *
wabi_store_get_service_epoch (WabiStore *store, const char *service)
{
  const char *own;

  g_return_val_if_fail (store != NULL && service != NULL, NULL);
  own = g_hash_table_lookup (store->service_epochs, service);
  return own != NULL ? own : store->epoch;
}

typedef struct
{
  WabiStore *store;
  GString *out;
  guint n;
} Feeds;

static gboolean
append_feed (const WabiRow *row, gpointer data, GError **error)
{
  Feeds *feeds = data;
  const char *service = wabi_row_text (row, 1);

  if (!wabi_store_has_service (feeds->store, service) || wabi_row_int (row, 2) == 0)
    return TRUE;
  g_string_append_printf (feeds->out, "%s{\"epoch\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"practice\":\"%s\",\"service\":\"%s\"}",
                          feeds->n++ > 0 ? "," : "", wabi_store_get_service_epoch (feeds->store, service), wabi_row_int (row, 2),
                          wabi_row_text (row, 0), service);
  return TRUE;
}

static gboolean
read_feeds (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_query (db, "SELECT practice_id, service, head FROM practice_head ORDER BY practice_id, service", NULL, 0, append_feed,
                        data, NULL, error);
}

gboolean
wabi_store_list_feeds (WabiStore *store, GString *out, GError **error)
{
  Feeds feeds = { store, out, 0 };

  g_return_val_if_fail (store != NULL && out != NULL, FALSE);

  g_string_append (out, "{\"feeds\":[");
  if (!wabi_store_read (store, NULL, read_feeds, &feeds, error))
    return FALSE;
  g_string_append (out, "]}");
  return TRUE;
}

/* ---- services that are elsewhere ---- */

static gboolean
check_note (const WabiRow *row, gpointer data, GError **error)
{
  WabiStore *store = data;
  const char *name = wabi_row_text (row, 0), *service = strchr (name, ':') + 1;

  if (store->is_tool || !wabi_store_has_service (store, service))
    return TRUE;
  if (g_str_has_prefix (name, "moved:"))
    g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID,
                 _ ("“%s” was moved from this database to %s. Mount it there, or bring it back with wabictl extract."), service,
                 wabi_row_text (row, 1));
  else
    g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_INVALID,
                 _ ("“%s” has not arrived whole in this database. Run the same wabictl extract again."), service);
  return FALSE;
}

gboolean
wabi_epoch_check_services (WabiStore *store, WabiDb *db, GError **error)
{
  return wabi_db_query (db, "SELECT name, value FROM server_meta WHERE name LIKE 'moved:%' OR name LIKE 'arriving:%'", NULL, 0,
                        check_note, store, NULL, error);
}
