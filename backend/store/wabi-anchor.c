// SPDX-License-Identifier: AGPL-3.0-or-later
// One line for each state of the heads, chained by hashes, in a file that is only added to.

#include "wabi-anchor.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "wabi-json.h"
#include "wabi-text.h"

#define LONGEST_LINE (4 * 1024 * 1024)

char *
wabi_anchor_build_path (const char *folder)
{
  g_autofree char *plain = g_canonicalize_filename (folder, NULL);

  return g_strconcat (plain, ".anchors", NULL);
}

/* ---- the file ---- */

static gboolean
fail_file (GError **error, const char *file)
{
  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED, _ ("The audit anchors “%s” cannot be used: %s"), file,
               g_strerror (errno));
  return FALSE;
}

static char *
read_last_line (const char *file)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  const char *begin;

  if (!g_file_get_contents (file, &text, &length, NULL) || length == 0)
    return NULL;
  if (text[length - 1] == '\n')
    text[--length] = '\0';
  begin = g_strrstr_len (text, (gssize) length, "\n");
  return g_strdup (begin != NULL ? begin + 1 : text);
}

static gboolean
append_line (const char *file, const char *line, GError **error)
{
  int fd = g_open (file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  gssize length = (gssize) strlen (whole);

  if (fd < 0)
    return fail_file (error, file);
  if (write (fd, whole, (gsize) length) != length || fsync (fd) != 0)
    {
      fail_file (error, file);
      close (fd);
      return FALSE;
    }
  return g_close (fd, error);
}

/* ---- noting ---- */

static gboolean
take_head (const WabiRow *row, gpointer data, GError **error)
{
  JsonObject *head = json_object_new ();

  json_object_set_string_member (head, "practice", wabi_row_text (row, 0));
  json_object_set_string_member (head, "service", wabi_row_text (row, 1));
  json_object_set_int_member (head, "n", wabi_row_int (row, 2));
  json_object_set_string_member (head, "hash", wabi_row_text (row, 3));
  json_array_add_object_element (data, head);
  return TRUE;
}

static gboolean
read_heads (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_query (db,
                        "SELECT practice_id, service, audit_n, audit_hash FROM practice_head WHERE audit_n > 0 ORDER BY practice_id, service",
                        NULL, 0, take_head, data, NULL, error);
}

static gboolean
says_same (const char *line, JsonArray *heads)
{
  g_autoptr (JsonObject) last = line != NULL ? wabi_json_parse_object (line, -1, NULL, NULL) : NULL;
  g_autoptr (JsonNode) now = json_node_init_array (json_node_alloc (), heads);
  g_autofree char *then_text = NULL, *now_text = wabi_json_to_canonical (now);

  if (last == NULL || !json_object_has_member (last, "heads"))
    return FALSE;
  then_text = wabi_json_to_canonical (json_object_get_member (last, "heads"));
  return strcmp (then_text, now_text) == 0;
}

gboolean
wabi_anchor_note (WabiStore *store, const char *file, const char *event, gint64 now, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *last = read_last_line (file), *text = NULL, *hash = NULL;
  JsonArray *heads = json_array_new ();

  json_object_set_array_member (object, "heads", heads);
  if (!wabi_store_read (store, NULL, read_heads, heads, error))
    return FALSE;
  if (strcmp (event, "heads") == 0 && (json_array_get_length (heads) == 0 || says_same (last, heads)))
    return TRUE;
  hash = last != NULL ? wabi_text_hash_hex (last, -1) : g_strdup ("");
  json_object_set_int_member (object, "at", now);
  json_object_set_string_member (object, "event", event);
  json_object_set_string_member (object, "epoch", wabi_store_get_epoch (store));
  json_object_set_string_member (object, "prev", hash);
  text = wabi_json_object_to_canonical (object);
  return append_line (file, text, error);
}

/* ---- verifying ---- */

typedef struct
{
  GPtrArray *lines; /* JsonObject */
  const char *file;
} Anchors;

static gboolean
refuse_line (const Anchors *anchors, guint line, const char *why, GError **error)
{
  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED, _ ("The audit anchors “%s” are broken at line %u: %s."), anchors->file,
               line + 1, why);
  return FALSE;
}

static gboolean
read_lines (Anchors *anchors, GError **error)
{
  g_autofree char *text = NULL, *prev = g_strdup ("");
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (anchors->file, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      JsonObject *object = wabi_json_parse_object (lines[i], -1, &(WabiJsonLimits){ LONGEST_LINE, 8 }, NULL);

      if (object == NULL)
        return refuse_line (anchors, i, _ ("it cannot be read"), error);
      g_ptr_array_add (anchors->lines, object);
      if (g_strcmp0 (wabi_json_peek_text (object, "prev"), prev) != 0)
        return refuse_line (anchors, i, _ ("it does not follow the one before"), error);
      g_free (prev);
      prev = wabi_text_hash_hex (lines[i], -1);
    }
  return TRUE;
}

/* The lowest place that a restore after this line went back to, -1 for none. */
static gint64
find_restored (const Anchors *anchors, guint line, const char *practice, const char *service)
{
  gint64 lowest = -1;

  for (guint i = line + 1; i < anchors->lines->len; i++)
    {
      JsonObject *object = g_ptr_array_index (anchors->lines, i);
      JsonArray *heads = json_object_get_array_member (object, "heads");
      gint64 here = 0;

      if (g_strcmp0 (wabi_json_peek_text (object, "event"), "restore") != 0)
        continue;
      for (guint k = 0; k < json_array_get_length (heads); k++)
        {
          JsonObject *head = json_array_get_object_element (heads, k);

          if (g_strcmp0 (wabi_json_peek_text (head, "practice"), practice) == 0
              && g_strcmp0 (wabi_json_peek_text (head, "service"), service) == 0)
            here = wabi_json_peek_int (head, "n", 0);
        }
      lowest = lowest < 0 ? here : MIN (lowest, here);
    }
  return lowest;
}

static gboolean
check_head (const Anchors *anchors, guint line, JsonObject *head, WabiDb *db, GError **error)
{
  const char *practice = wabi_json_peek_text (head, "practice"), *service = wabi_json_peek_text (head, "service");
  gint64 n = wabi_json_peek_int (head, "n", 0), restored = find_restored (anchors, line, practice, service);
  const WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (service), WABI_INT (n) };
  g_autofree char *hash = NULL, *entry = g_strdup_printf ("%" G_GINT64_FORMAT, n), *when = NULL;
  g_autoptr (GDateTime) at = NULL;

  if (restored >= 0 && n > restored)
    return TRUE;
  if (!wabi_db_get_text (db, "SELECT hash FROM audit WHERE practice_id = $1 AND service = $2 AND n = $3", args, G_N_ELEMENTS (args),
                         &hash, error))
    return FALSE;
  if (g_strcmp0 (hash, wabi_json_peek_text (head, "hash")) == 0)
    return TRUE;
  at = g_date_time_new_from_unix_utc (wabi_json_peek_int (g_ptr_array_index (anchors->lines, line), "at", 0) / G_USEC_PER_SEC);
  when = g_date_time_format (at, "%Y-%m-%d %H:%M UTC");
  g_set_error (error, WABI_STORE_ERROR, WABI_STORE_ERROR_FAILED,
               hash == NULL ? _ ("The audit chain of %s in practice %s was cut off: entry %s, anchored %s, is not there any more.")
                            : _ ("The audit chain of %s in practice %s was rewritten: entry %s is not the one that was anchored %s."),
               service, practice, entry, when);
  return FALSE;
}

static gboolean
check_lines (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  const Anchors *anchors = data;

  for (guint i = 0; i < anchors->lines->len; i++)
    {
      JsonArray *heads = NULL;

      if (!wabi_json_take_array (g_ptr_array_index (anchors->lines, i), "heads", TRUE, 1000000, &heads, error))
        return FALSE;
      for (guint k = 0; k < json_array_get_length (heads); k++)
        if (!check_head (anchors, i, json_array_get_object_element (heads, k), db, error))
          return FALSE;
    }
  return TRUE;
}

gboolean
wabi_anchor_verify (WabiStore *store, const char *file, gint64 *lines, GError **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  Anchors anchors = { objects, file };
  gboolean ok;

  g_return_val_if_fail (store != NULL && file != NULL, FALSE);

  ok = read_lines (&anchors, error) && wabi_store_read (store, NULL, check_lines, &anchors, error);
  if (lines != NULL)
    *lines = objects->len;
  return ok;
}
