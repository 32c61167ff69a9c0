// SPDX-License-Identifier: AGPL-3.0-or-later
// An archive checked to its end, and loaded into a new database of either kind.

#include "wabi-archive-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "wabi-json.h"
#include "wabi-secret-file.h"
#include "wabi-table.h"

#define VALUES_AT_ONCE 60 /* what every driver takes in one statement */
#define MOST_COLUMNS 60

/* One value as it was read; it lives until its rows are written. */
typedef struct
{
  WabiArchiveType type;
  gint64 number;
  GBytes *bytes;
} Value;

typedef struct
{
  WabiOpener *opener;
  WabiArchiveSums *sums;
  WabiDb *db;         /* nullable: only checked */
  const char *folder; /* nullable */
  char *table;
  GPtrArray *names; /* of the table's columns */
  const WabiKind *kind; /* nullable: of the table's records */
  GArray *values;       /* of the rows that are gathered */
  guint gathered;
  crypto_hash_sha256_state hash;
  gint64 rows;
} Load;

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The backup cannot be used: %s."), why);
  return FALSE;
}

static void
clear_value (gpointer data)
{
  g_clear_pointer (&((Value *) data)->bytes, g_bytes_unref);
}

static gboolean
read_length (Load *load, guint32 most, guint32 *out, GError **error)
{
  if (!wabi_opener_read (load->opener, out, sizeof *out, error))
    return FALSE;
  *out = GUINT32_FROM_LE (*out);
  return *out <= most || refuse (error, _ ("a part of it is larger than any can be"));
}

static JsonObject *
read_json (Load *load, GError **error)
{
  g_autofree char *text = NULL;
  guint32 length;

  if (!read_length (load, WABI_ARCHIVE_MOST_JSON, &length, error))
    return NULL;
  text = g_malloc (length + 1);
  text[length] = '\0';
  return wabi_opener_read (load->opener, text, length, error) ? wabi_json_parse_object (text, (gssize) length, NULL, error) : NULL;
}

/* ---- the beginning ---- */

static gboolean
check_migration (Load *load, JsonObject *migration, GError **error)
{
  const char *unit = wabi_json_peek_text (migration, "unit");
  const WabiValue args[] = { WABI_TEXT (unit != NULL ? unit : "") };
  gint64 here = 0;

  if (load->db == NULL)
    return TRUE;
  if (!wabi_db_get_int (load->db, "SELECT max(number) FROM migration WHERE unit = $1", args, G_N_ELEMENTS (args), &here, error))
    return FALSE;
  return here >= wabi_json_peek_int (migration, "number", 0)
         || refuse (error, _ ("it was made by a newer program; update this one first"));
}

static gboolean
read_manifest (Load *load, GError **error)
{
  g_autoptr (JsonObject) manifest = NULL;
  JsonArray *migrations = NULL;
  const char *epoch = NULL;
  gint64 format = 0;
  char letter;

  if (!wabi_opener_read (load->opener, &letter, 1, error))
    return FALSE;
  if (letter != 'M')
    return refuse (error, _ ("it does not begin as one"));
  manifest = read_json (load, error);
  if (manifest == NULL || !wabi_json_take_int (manifest, "format", TRUE, 1, 1000, &format, error)
      || !wabi_json_take_int (manifest, "created_at", TRUE, 0, WABI_JSON_MAX_INT, &load->sums->created_at, error)
      || !wabi_json_take_text (manifest, "epoch", TRUE, 100, &epoch, error)
      || !wabi_json_take_array (manifest, "migrations", TRUE, 100, &migrations, error))
    return FALSE;
  if (format > WABI_ARCHIVE_FORMAT)
    return refuse (error, _ ("it was made by a newer program; update this one first"));
  load->sums->epoch = g_strdup (epoch);
  for (guint i = 0; i < json_array_get_length (migrations); i++)
    {
      JsonNode *node = json_array_get_element (migrations, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return refuse (error, _ ("a step of its tables is none"));
      if (!check_migration (load, json_node_get_object (node), error))
        return FALSE;
    }
  return TRUE;
}

/* ---- rows into the database ---- */

static WabiValue
get_value (Load *load, guint row, guint column)
{
  const Value *value = &g_array_index (load->values, Value, row * load->names->len + column);
  gsize length = 0;
  gconstpointer data = value->bytes != NULL ? g_bytes_get_data (value->bytes, &length) : NULL;

  switch (value->type)
    {
    case WABI_ARCHIVE_INT:
      return WABI_INT (value->number);
    case WABI_ARCHIVE_TEXT:
      return (WabiValue){ .type = WABI_VALUE_TEXT, .data = data, .length = (gssize) length };
    case WABI_ARCHIVE_BLOB:
      return WABI_BLOB (data, length);
    case WABI_ARCHIVE_NULL:
    default:
      return WABI_NULL;
    }
}

static char *
build_insert (Load *load)
{
  GString *sql = g_string_new (NULL);
  guint n = 0;

  g_string_append_printf (sql, "INSERT INTO \"%s\" (", load->table);
  for (guint i = 0; i < load->names->len; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", (char *) g_ptr_array_index (load->names, i));
  g_string_append (sql, ") VALUES ");
  for (guint row = 0; row < load->gathered; row++)
    {
      g_string_append (sql, row > 0 ? ", (" : "(");
      for (guint i = 0; i < load->names->len; i++)
        g_string_append_printf (sql, "%s$%u", i > 0 ? ", " : "", ++n);
      g_string_append_c (sql, ')');
    }
  return g_string_free (sql, FALSE);
}

static gboolean
insert_gathered (Load *load, GError **error)
{
  g_autofree char *sql = build_insert (load);
  g_autofree WabiValue *args = g_new (WabiValue, load->gathered * load->names->len);

  for (guint i = 0; i < load->gathered * load->names->len; i++)
    args[i] = get_value (load, i / load->names->len, i % load->names->len);
  return wabi_db_query (load->db, sql, args, load->gathered * load->names->len, NULL, NULL, NULL, error);
}

static int
find_name (Load *load, const char *name)
{
  guint at;

  return g_ptr_array_find_with_equal_func (load->names, name, g_str_equal, &at) ? (int) at : -1;
}

static const char *
get_text (Load *load, guint row, const char *name)
{
  int column = find_name (load, name);
  const Value *value = column < 0 ? NULL : &g_array_index (load->values, Value, row * load->names->len + (guint) column);

  return value != NULL && value->bytes != NULL ? g_bytes_get_data (value->bytes, NULL) : NULL;
}

static gint64
get_number (Load *load, guint row, const char *name)
{
  int column = find_name (load, name);

  return column < 0 ? 0 : g_array_index (load->values, Value, row * load->names->len + (guint) column).number;
}

/* Promoted columns are made of the body by this program's field tables, which may promote other fields than the one that saved it. */
static gboolean
put_record (Load *load, guint row, GError **error)
{
  const char *practice = get_text (load, row, "practice_id"), *id = get_text (load, row, "id"), *body = get_text (load, row, "body");
  g_autoptr (WabiRecord) record = NULL;

  if (practice == NULL || id == NULL || body == NULL)
    return refuse (error, _ ("a record in it has no id"));
  record = wabi_record_new_from_body (load->kind, id, body, error);
  if (record == NULL)
    return FALSE;
  wabi_record_set_stamp (record, get_number (load, row, "version"), get_number (load, row, "seq"), get_number (load, row, "deleted") != 0);
  return wabi_table_put_json (load->db, practice, record, body, error);
}

static gboolean
keep_meta (Load *load, guint row, GError **error)
{
  const char *name = get_text (load, row, "name");

  /* The new database has a history and tables of its own. */
  if (name == NULL || strcmp (name, "epoch") == 0 || strcmp (name, "tables") == 0)
    return TRUE;
  return wabi_db_run (load->db, error, "INSERT INTO server_meta (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", WABI_TEXT (name),
                      WABI_TEXT (get_text (load, row, "value")));
}

static gboolean
write_gathered (Load *load, GError **error)
{
  gboolean ok = TRUE;

  if (load->gathered == 0)
    return TRUE;
  if (load->kind != NULL)
    for (guint row = 0; ok && row < load->gathered; row++)
      ok = put_record (load, row, error);
  else if (strcmp (load->table, "server_meta") == 0)
    for (guint row = 0; ok && row < load->gathered; row++)
      ok = keep_meta (load, row, error);
  else
    ok = insert_gathered (load, error);
  g_array_set_size (load->values, 0);
  load->gathered = 0;
  return ok;
}

/* ---- tables ---- */

static gboolean
is_name (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= 63
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (text);
}

/* NULL where there is none: a column stands as its name and more that this version does not need. */
static const char *
peek_column_name (JsonArray *columns, guint i)
{
  JsonNode *node = json_array_get_element (columns, i);
  JsonArray *column = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *name = column != NULL && json_array_get_length (column) > 0 ? json_array_get_element (column, 0) : NULL;

  return name != NULL && JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING ? json_node_get_string (name) : NULL;
}

static gboolean
begin_table (Load *load, GError **error)
{
  g_autoptr (JsonObject) object = read_json (load, error);
  JsonArray *columns = NULL;
  const char *table = NULL;

  if (object == NULL || !wabi_json_take_text (object, "table", TRUE, 63, &table, error)
      || !wabi_json_take_array (object, "columns", TRUE, MOST_COLUMNS, &columns, error))
    return FALSE;
  g_free (load->table);
  load->table = g_strdup (table);
  g_ptr_array_set_size (load->names, 0);
  /* Names become part of statements: nothing but names. */
  if (!is_name (table))
    return refuse (error, _ ("a table in it has no name that can be one"));
  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      const char *name = peek_column_name (columns, i);

      if (!is_name (name))
        return refuse (error, _ ("a column in it has no name that can be one"));
      g_ptr_array_add (load->names, g_strdup (name));
    }
  load->kind = g_str_has_prefix (table, "r_") ? wabi_domain_find_kind (table + 2) : NULL;
  if (load->db != NULL && g_str_has_prefix (table, "r_") && load->kind == NULL)
    return refuse (error, _ ("it was made by a newer program; update this one first"));
  load->rows = 0;
  crypto_hash_sha256_init (&load->hash);
  return load->names->len > 0 || refuse (error, _ ("a table in it has no columns"));
}

static gboolean
read_bytes (Load *load, Value *value, GError **error)
{
  guint32 length, length_le;
  guint8 *data;
  gboolean ok;

  if (!read_length (load, WABI_ARCHIVE_MOST_VALUE, &length, error))
    return FALSE;
  length_le = GUINT32_TO_LE (length);
  crypto_hash_sha256_update (&load->hash, (const guint8 *) &length_le, sizeof length_le);
  data = g_malloc (length + 1);
  data[length] = '\0';
  ok = wabi_opener_read (load->opener, data, length, error);
  if (ok)
    crypto_hash_sha256_update (&load->hash, data, length);
  value->bytes = g_bytes_new_take (data, length);
  return ok;
}

static gboolean
read_value (Load *load, Value *value, GError **error)
{
  guint8 letter;
  gint64 number;

  memset (value, 0, sizeof *value);
  if (!wabi_opener_read (load->opener, &letter, 1, error))
    return FALSE;
  crypto_hash_sha256_update (&load->hash, &letter, 1);
  value->type = letter;
  if (letter == WABI_ARCHIVE_NULL)
    return TRUE;
  if (letter == WABI_ARCHIVE_TEXT || letter == WABI_ARCHIVE_BLOB)
    return read_bytes (load, value, error);
  if (letter != WABI_ARCHIVE_INT)
    return refuse (error, _ ("it holds a value of an unknown kind"));
  if (!wabi_opener_read (load->opener, &number, sizeof number, error))
    return FALSE;
  crypto_hash_sha256_update (&load->hash, (const guint8 *) &number, sizeof number);
  value->number = GINT64_FROM_LE (number);
  return TRUE;
}

static gboolean
read_row (Load *load, GError **error)
{
  if (load->table == NULL)
    return refuse (error, _ ("it holds a row of no table"));
  for (guint i = 0; i < load->names->len; i++)
    {
      Value value;
      gboolean ok = read_value (load, &value, error);

      g_array_append_val (load->values, value);
      if (!ok)
        return FALSE;
    }
  load->rows++;
  if (load->db == NULL)
    {
      g_array_set_size (load->values, 0);
      return TRUE;
    }
  return (++load->gathered + 1) * load->names->len <= VALUES_AT_ONCE || write_gathered (load, error);
}

static gboolean
end_table (Load *load, GError **error)
{
  guint8 sum[crypto_hash_sha256_BYTES], noted[crypto_hash_sha256_BYTES];
  guint64 rows;

  if (load->table == NULL || !wabi_opener_read (load->opener, &rows, sizeof rows, error)
      || !wabi_opener_read (load->opener, noted, sizeof noted, error))
    return load->table == NULL ? refuse (error, _ ("it ends a table that did not begin")) : FALSE;
  crypto_hash_sha256_final (&load->hash, sum);
  if (GUINT64_FROM_LE (rows) != (guint64) load->rows || memcmp (sum, noted, sizeof sum) != 0)
    return refuse (error, _ ("the sum of a table is not right"));
  if (load->db != NULL && !write_gathered (load, error))
    return FALSE;
  load->sums->tables++;
  load->sums->rows += load->rows;
  g_clear_pointer (&load->table, g_free);
  return TRUE;
}

/* ---- files beside ---- */

static gboolean
read_file (Load *load, GError **error)
{
  g_autoptr (JsonObject) object = read_json (load, error);
  g_autofree char *content = NULL, *path = NULL;
  const char *name = NULL;
  guint32 length;

  if (object == NULL || !wabi_json_take_text (object, "name", TRUE, 100, &name, error)
      || !read_length (load, WABI_ARCHIVE_MOST_JSON, &length, error))
    return FALSE;
  if (*name == '.' || strchr (name, '/') != NULL)
    return refuse (error, _ ("a file in it has no name that can be one"));
  content = g_malloc (length + 1);
  if (!wabi_opener_read (load->opener, content, length, error))
    return FALSE;
  load->sums->files++;
  if (load->folder == NULL)
    return TRUE;
  path = g_build_filename (load->folder, name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) || wabi_secret_file_write (path, content, length, error);
}

/* ---- all of it ---- */

static gboolean
read_end (Load *load, GError **error)
{
  guint64 sums[3];

  if (!wabi_opener_read (load->opener, sums, sizeof sums, error))
    return FALSE;
  if (GUINT64_FROM_LE (sums[0]) != (guint64) load->sums->tables || GUINT64_FROM_LE (sums[1]) != (guint64) load->sums->rows
      || GUINT64_FROM_LE (sums[2]) != (guint64) load->sums->files)
    return refuse (error, _ ("its counts are not right"));
  return wabi_opener_end (load->opener, error);
}

static gboolean
read_all (Load *load, GError **error)
{
  char letter = '\0';

  if (!read_manifest (load, error))
    return FALSE;
  while (letter != 'Z')
    {
      gboolean ok = wabi_opener_read (load->opener, &letter, 1, error);

      if (ok && letter == 'T')
        ok = begin_table (load, error);
      else if (ok && letter == 'R')
        ok = read_row (load, error);
      else if (ok && letter == 'E')
        ok = end_table (load, error);
      else if (ok && letter == 'F')
        ok = read_file (load, error);
      else if (ok && letter != 'Z')
        ok = refuse (error, _ ("it holds something unknown"));
      if (!ok)
        return FALSE;
    }
  return read_end (load, error);
}

static gboolean
run (Load *load, GError **error)
{
  gboolean ok;

  memset (load->sums, 0, sizeof *load->sums);
  load->names = g_ptr_array_new_with_free_func (g_free);
  load->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_set_clear_func (load->values, clear_value);
  ok = read_all (load, error);
  g_ptr_array_unref (load->names);
  g_array_unref (load->values);
  g_free (load->table);
  return ok;
}

gboolean
wabi_archive_check (WabiOpener *opener, WabiArchiveSums *sums, GError **error)
{
  Load load = { .opener = opener, .sums = sums };

  return run (&load, error);
}

gboolean
wabi_archive_load (WabiOpener *opener, WabiDb *db, const char *folder, WabiArchiveSums *sums, GError **error)
{
  Load load = { .opener = opener, .sums = sums, .db = db, .folder = folder };

  return run (&load, error);
}
