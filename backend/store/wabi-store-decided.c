// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands that were decided so long ago that their results are not kept any more: the audit still says what became of them, so that
// they are not done a second time, while what was never decided is done however old it is (sync.md 7, 8).

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Results are kept longer than this. An id's time is that of the device's clock, which may be wrong by the difference. */
#define SURELY_KEPT (G_GINT64_CONSTANT (7) * 24 * 3600 * G_USEC_PER_SEC)
#define AHEAD (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static gboolean
may_be_forgotten (const WabiStoreTx *tx, const WabiCommand *command)
{
  gint64 birth = wabi_command_get_birth (command->id);

  return birth < tx->now - SURELY_KEPT || birth > tx->now + AHEAD;
}

static gboolean
collect_decided (const WabiRow *row, gpointer data, GError **error)
{
  g_hash_table_insert (data, g_strdup (wabi_row_text (row, 0)), g_strdup (wabi_row_text (row, 1)));
  return TRUE;
}

/* One walk through the audit for all of them: it happens only to devices that were away for long. */
gboolean
wabi_decided_find (WabiStoreTx *tx, const WabiPush *push, guint first, GHashTable *out, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT substr (refs, 8, 36), refs FROM audit WHERE practice_id = $1 AND service = $2 AND at <= $3 "
                                          "AND substr (refs, 8, 36) IN (");
  WabiValue args[3 + WABI_STORE_MAX_PUSH] = { WABI_TEXT (push->caller.practice), WABI_TEXT (push->service),
                                              WABI_INT (tx->now - WABI_KEPT_RESULTS) };
  guint n = 3;

  for (guint i = first; i < push->n_commands; i++)
    if (may_be_forgotten (tx, push->commands[i]))
      {
        args[n++] = WABI_TEXT (push->commands[i]->id);
        g_string_append_printf (sql, "%s$%u", n > 4 ? ", " : "", n);
      }
  if (n == 3)
    return TRUE;
  g_string_append_c (sql, ')');
  return wabi_db_query (tx->db, sql->str, args, n, collect_decided, out, NULL, error);
}

static gint64
find_last_seq (JsonArray *records)
{
  gint64 seq = 0;

  for (guint i = 0; i < json_array_get_length (records); i++)
    seq = MAX (seq, wabi_json_peek_int (json_array_get_object_element (records, i), "seq", 0));
  return seq;
}

static void
write_forgotten (GString *tail)
{
  g_string_append (tail, ",\"code\":\"decided\",\"message\":");
  wabi_json_append_text (tail, _ ("This was looked at more than a month ago and was not accepted."));
}

gboolean
wabi_decided_write (const char *refs, const char *id, char **status, GString *tail, gboolean *refused, GError **error)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object (refs, -1, NULL, error);
  JsonArray *records = NULL;
  gint64 seq;

  if (object == NULL || !wabi_json_take_array (object, "records", TRUE, 100000, &records, error))
    return FALSE;
  *status = g_strdup (wabi_json_peek_text (object, "status"));
  *refused = g_strcmp0 (*status, "applied") != 0 && g_strcmp0 (*status, "merged") != 0;
  g_string_append_printf (tail, "\"id\":\"%s\",\"status\":\"%s\"", id, *status);
  if (*refused)
    {
      write_forgotten (tail);
      return TRUE;
    }
  seq = find_last_seq (records);
  if (seq > 0)
    g_string_append_printf (tail, ",\"seq\":%" G_GINT64_FORMAT, seq);
  json_object_remove_member (object, "id");
  json_object_remove_member (object, "status");
  json_object_remove_member (object, "sealed");
  {
    g_autofree char *rest = wabi_json_object_to_canonical (object);

    /* What is left is {"records":[…]}. */
    g_string_append_printf (tail, ",%.*s", (int)strlen (rest) - 2, rest + 1);
  }
  return TRUE;
}
