// SPDX-License-Identifier: AGPL-3.0-or-later
// A database, in one snapshot, into an archive.

#include "wabi-archive-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "wabi-json.h"

#define MOST_FILE (1024 * 1024)

typedef struct
{
  WabiSealer *sealer;
  WabiArchiveSums *sums;
  GArray *columns; /* of the table at hand */
  GByteArray *row;
  crypto_hash_sha256_state hash;
  gint64 rows;
} Save;

static gboolean
write_json (WabiSealer *sealer, char letter, JsonObject *object, GError **error)
{
  g_autofree char *text = wabi_json_object_to_canonical (object);
  guint32 length = GUINT32_TO_LE ((guint32) strlen (text));

  return wabi_sealer_write (sealer, &letter, 1, error) && wabi_sealer_write (sealer, &length, sizeof length, error)
         && wabi_sealer_write (sealer, text, strlen (text), error);
}

/* ---- the beginning ---- */

static gboolean
take_migration (const WabiRow *row, gpointer data, GError **error)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "unit", wabi_row_text (row, 0));
  json_object_set_int_member (object, "number", wabi_row_int (row, 1));
  json_array_add_object_element (data, object);
  return TRUE;
}

static gboolean
save_manifest (Save *save, WabiDb *db, gint64 now, GError **error)
{
  g_autoptr (JsonObject) manifest = json_object_new ();
  JsonArray *migrations = json_array_new ();

  json_object_set_int_member (manifest, "format", WABI_ARCHIVE_FORMAT);
  json_object_set_int_member (manifest, "created_at", now);
  json_object_set_array_member (manifest, "migrations", migrations);
  if (!wabi_db_query (db, "SELECT unit, max(number) FROM migration GROUP BY unit ORDER BY unit", NULL, 0, take_migration, migrations,
                      NULL, error)
      || !wabi_db_get_text (db, "SELECT value FROM server_meta WHERE name = 'epoch'", NULL, 0, &save->sums->epoch, error))
    return FALSE;
  json_object_set_string_member (manifest, "epoch", save->sums->epoch != NULL ? save->sums->epoch : "");
  save->sums->created_at = now;
  return write_json (save->sealer, 'M', manifest, error);
}

/* ---- tables ---- */

static void
append_bytes (GByteArray *out, gconstpointer data, gsize length)
{
  guint32 length_le = GUINT32_TO_LE ((guint32) length);

  g_byte_array_append (out, (const guint8 *) &length_le, sizeof length_le);
  g_byte_array_append (out, data != NULL ? data : (gconstpointer) "", (guint) length);
}

static void
append_value (Save *save, const WabiRow *row, guint column)
{
  WabiArchiveType type = wabi_row_is_null (row, column) ? WABI_ARCHIVE_NULL : g_array_index (save->columns, WabiArchiveColumn, column).type;
  guint8 letter = (guint8) type;
  gsize length = 0;
  gconstpointer bytes;
  gint64 number;

  g_byte_array_append (save->row, &letter, 1);
  switch (type)
    {
    case WABI_ARCHIVE_INT:
      number = GINT64_TO_LE (wabi_row_int (row, column));
      g_byte_array_append (save->row, (const guint8 *) &number, sizeof number);
      break;
    case WABI_ARCHIVE_TEXT:
      bytes = wabi_row_text (row, column);
      append_bytes (save->row, bytes, strlen (bytes));
      break;
    case WABI_ARCHIVE_BLOB:
      bytes = wabi_row_blob (row, column, &length);
      append_bytes (save->row, bytes, length);
      break;
    case WABI_ARCHIVE_NULL:
    default:
      break;
    }
}

static gboolean
save_row (const WabiRow *row, gpointer data, GError **error)
{
  Save *save = data;

  g_byte_array_set_size (save->row, 0);
  for (guint i = 0; i < save->columns->len; i++)
    append_value (save, row, i);
  crypto_hash_sha256_update (&save->hash, save->row->data, save->row->len);
  save->rows++;
  return wabi_sealer_write (save->sealer, "R", 1, error) && wabi_sealer_write (save->sealer, save->row->data, save->row->len, error);
}

static gboolean
save_table_head (Save *save, const char *table, GError **error)
{
  static const char *const types[] = { "null", "int", "text", "blob" };
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < save->columns->len; i++)
    {
      const WabiArchiveColumn *column = &g_array_index (save->columns, WabiArchiveColumn, i);
      JsonArray *pair = json_array_new ();

      json_array_add_string_element (pair, column->name);
      json_array_add_string_element (pair, types[column->type]);
      json_array_add_array_element (columns, pair);
    }
  json_object_set_string_member (object, "table", table);
  json_object_set_array_member (object, "columns", columns);
  return write_json (save->sealer, 'T', object, error);
}

static gboolean
save_table_end (Save *save, GError **error)
{
  guint8 sum[crypto_hash_sha256_BYTES];
  guint64 rows = GUINT64_TO_LE ((guint64) save->rows);

  crypto_hash_sha256_final (&save->hash, sum);
  save->sums->rows += save->rows;
  save->sums->tables++;
  return wabi_sealer_write (save->sealer, "E", 1, error) && wabi_sealer_write (save->sealer, &rows, sizeof rows, error)
         && wabi_sealer_write (save->sealer, sum, sizeof sum, error);
}

static gboolean
save_table (Save *save, WabiDb *db, const char *table, GError **error)
{
  g_autoptr (GArray) columns = wabi_archive_list_columns (db, table, error);
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  if (columns == NULL)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", g_array_index (columns, WabiArchiveColumn, i).name);
  g_string_append_printf (sql, " FROM \"%s\"", table);
  save->columns = columns;
  save->rows = 0;
  crypto_hash_sha256_init (&save->hash);
  return save_table_head (save, table, error) && wabi_db_query (db, sql->str, NULL, 0, save_row, save, NULL, error)
         && save_table_end (save, error);
}

static gboolean
save_tables (Save *save, WabiDb *db, GError **error)
{
  g_autoptr (GPtrArray) tables = wabi_archive_list_tables (db, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    if (!save_table (save, db, g_ptr_array_index (tables, i), error))
      return FALSE;
  return tables != NULL;
}

/* ---- files beside ---- */

/* Keys, certificates and settings; not the note of the running server. */
static gboolean
goes_along (const char *name)
{
  return g_str_has_suffix (name, ".key") || g_str_has_suffix (name, ".pem") || g_str_has_suffix (name, ".conf")
         || (g_str_has_suffix (name, ".json") && strcmp (name, "server.json") != 0);
}

static gboolean
save_file (Save *save, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *content = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  gsize length = 0;
  guint32 length_le;

  if (!g_file_get_contents (path, &content, &length, error))
    return FALSE;
  if (length > MOST_FILE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” is too large for a key or certificate. Move it out of the folder."), path);
      return FALSE;
    }
  json_object_set_string_member (object, "name", name);
  length_le = GUINT32_TO_LE ((guint32) length);
  save->sums->files++;
  return write_json (save->sealer, 'F', object, error) && wabi_sealer_write (save->sealer, &length_le, sizeof length_le, error)
         && wabi_sealer_write (save->sealer, content, length, error);
}

static gboolean
save_files (Save *save, const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (goes_along (name) && !save_file (save, folder, name, error))
      return FALSE;
  return TRUE;
}

static gboolean
save_end (Save *save, GError **error)
{
  guint64 sums[] = { GUINT64_TO_LE ((guint64) save->sums->tables), GUINT64_TO_LE ((guint64) save->sums->rows),
                     GUINT64_TO_LE ((guint64) save->sums->files) };

  return wabi_sealer_write (save->sealer, "Z", 1, error) && wabi_sealer_write (save->sealer, sums, sizeof sums, error);
}

gboolean
wabi_archive_save (WabiSealer *sealer, WabiDb *db, const char *folder, gint64 now, WabiArchiveSums *sums, GError **error)
{
  g_autoptr (GByteArray) row = g_byte_array_new ();
  Save save = { .sealer = sealer, .sums = sums, .row = row };
  gboolean ok;

  memset (sums, 0, sizeof *sums);
  /* One snapshot: commits go on beside it and are not in it. */
  if (!wabi_db_begin (db, WABI_DB_READ, error))
    return FALSE;
  ok = save_manifest (&save, db, now, error) && save_tables (&save, db, error) && (folder == NULL || save_files (&save, folder, error))
       && save_end (&save, error);
  wabi_db_rollback (db);
  return ok;
}
