// SPDX-License-Identifier: AGPL-3.0-or-later
// What a partner answers is fetched, and taken in once. Nothing is removed there.

#include "wabi-carry.h"

#include <string.h>

#include "wabi-text.h"

/* After so long a file that is not whole will not become so. */
#define PATIENCE (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define ISA_BYTES 106
#define TOO_LARGE "This file is too large to be read at once. Ask the partner for smaller files."

/* X12 is of single bytes; what is not UTF-8 is most likely Latin-1. */
static char *
make_text (const char *bytes, gsize length)
{
  if (memchr (bytes, '\0', length) != NULL)
    return NULL;
  if (g_utf8_validate (bytes, (gssize) length, NULL))
    return g_strndup (bytes, length);
  return g_convert (bytes, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

static const char *
skip_blanks (const char *text)
{
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

/* Whether the last segment is the end of an interchange. */
static gboolean
is_whole (const char *text)
{
  const char *isa = skip_blanks (text), *end = text + strlen (text), *last;
  char terminator;

  if (strlen (isa) <= ISA_BYTES)
    return FALSE;
  terminator = isa[ISA_BYTES - 1];
  while (end > isa && g_ascii_isspace (end[-1]) && end[-1] != terminator)
    end--;
  if (end == isa || end[-1] != terminator)
    return FALSE;
  for (last = end - 1; last > isa && last[-1] != terminator; last--)
    ;
  while (g_ascii_isspace (*last))
    last++;
  return g_str_has_prefix (last, "IEA");
}

/* What is told once is known from then on; where to go on is written beside it, unless something before it is still to come. */
static gboolean
run_receive (WabiVisit *visit, const WabiRemoteFile *file, JsonObject *args, char **code, GError **error)
{
  if (file->cursor != NULL && !visit->behind)
    json_object_set_string_member (args, "cursor", file->cursor);
  if (!wabi_visit_run (visit, "transmission.receive", args, code, error))
    return FALSE;
  g_hash_table_add (visit->known, g_strdup (file->mark));
  return TRUE;
}

static gboolean
receive (WabiVisit *visit, const WabiRemoteFile *file, const char *content, const char *trouble, char **code, GError **error)
{
  JsonObject *args = json_object_new ();
  g_autofree char *key = g_strconcat (wabi_record_get_id (visit->partner), "/", file->mark, "/", content != NULL ? "in" : "out", NULL);
  g_autofree char *again = g_strdup_printf ("%s/%" G_GINT64_FORMAT, key, visit->now), *id = wabi_id_derive (again), *file_key = NULL, *inbound = NULL;

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "partner", wabi_record_get_id (visit->partner));
  json_object_set_string_member (args, "name", file->name);
  json_object_set_string_member (args, "remote", file->mark);
  if (trouble != NULL)
    json_object_set_string_member (args, "trouble", trouble);
  if (content != NULL)
    {
      g_autofree char *hash = wabi_text_hash_hex (content, -1);

      file_key = g_strconcat (wabi_record_get_id (visit->partner), "/file/", hash, NULL);
      inbound = wabi_id_derive (file_key);
      json_object_set_string_member (args, "inbound", inbound);
      json_object_set_string_member (args, "content", content);
    }
  return run_receive (visit, file, args, code, error);
}

/* A file that cannot be used is told once, and not fetched again. */
static gboolean
put_aside (WabiVisit *visit, const WabiRemoteFile *file, const char *trouble, GError **error)
{
  g_autofree char *words = g_utf8_substring (trouble, 0, MIN (g_utf8_strlen (trouble, -1), 180));

  return receive (visit, file, NULL, words, NULL, error);
}

static gboolean
take_in (WabiVisit *visit, const WabiRemoteFile *file, const char *bytes, gsize length, GError **error)
{
  g_autofree char *text = make_text (bytes, length), *code = NULL;
  g_autoptr (GError) inner = NULL;

  if (text == NULL || !g_str_has_prefix (skip_blanks (text), "ISA"))
    return put_aside (visit, file, "This is not a file that this program reads (835, 999, 277, 271). Look at it with the partner.", error);
  if (!is_whole (text))
    {
      if (file->at == 0 || visit->now - file->at > PATIENCE)
        return put_aside (visit, file, "This file came only in part. Ask the partner to put it there again.", error);
      visit->behind = TRUE;
      return TRUE;
    }
  if (receive (visit, file, text, NULL, &code, &inner))
    return TRUE;
  if (code != NULL)
    return put_aside (visit, file, inner->message, error);
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
fetch_one (WabiVisit *visit, const WabiRemoteFile *file, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) inner = NULL;
  gsize length = 0;

  if (file->size > WABI_TRANSPORT_MOST_BYTES)
    return put_aside (visit, file, TOO_LARGE, error);
  bytes = visit->line->info->fetch (visit->line, file, &length, &inner);
  if (bytes != NULL)
    return length > WABI_TRANSPORT_MOST_BYTES ? put_aside (visit, file, TOO_LARGE, error) : take_in (visit, file, bytes, length, error);
  if (g_error_matches (inner, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_UNUSABLE))
    return put_aside (visit, file, inner->message, error);
  if (g_error_matches (inner, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_PARTIAL))
    {
      visit->behind = TRUE;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const WabiRemoteFile *one = *(const WabiRemoteFile *const *) a, *other = *(const WabiRemoteFile *const *) b;

  return one->at != other->at ? (one->at < other->at ? -1 : 1) : strcmp (one->name, other->name);
}

/* What a person wants anew though the partner does not list it any more. */
static void
add_again (WabiVisit *visit, GPtrArray *files)
{
  WabiRemoteFile *(*again) (WabiTransport *, const char *) = visit->line->info->again;
  GHashTableIter iter;
  gpointer mark;

  g_hash_table_iter_init (&iter, visit->again);
  while (again != NULL && g_hash_table_iter_next (&iter, &mark, NULL))
    {
      WabiRemoteFile *file = g_hash_table_contains (visit->known, mark) ? NULL : again (visit->line, mark);

      for (guint i = 0; file != NULL && i < files->len; i++)
        if (strcmp (((WabiRemoteFile *) g_ptr_array_index (files, i))->mark, mark) == 0)
          g_clear_pointer (&file, wabi_remote_file_free);
      if (file != NULL)
        g_ptr_array_add (files, file);
    }
}

gboolean
wabi_visit_fetch (WabiVisit *visit, GError **error)
{
  g_autoptr (GPtrArray) files = visit->line->info->list (visit->line, wabi_record_get_text (visit->partner, "cursor"), &visit->after, error);

  if (files == NULL)
    return FALSE;
  /* Where there is a cursor they stand in its order. */
  if (visit->line->info->again == NULL)
    g_ptr_array_sort (files, compare);
  add_again (visit, files);
  for (guint i = 0; i < files->len; i++)
    {
      const WabiRemoteFile *file = g_ptr_array_index (files, i);

      if (g_cancellable_set_error_if_cancelled (visit->place.cancellable, error))
        return FALSE;
      if (!g_hash_table_contains (visit->known, file->mark) && !fetch_one (visit, file, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- answers that come at once ---- */

static char *
name_answer (WabiRecord *transmission, guint n)
{
  return g_strdup_printf ("answer/%s/%u", wabi_record_get_id (transmission), n);
}

gboolean
wabi_visit_has_answer (WabiVisit *visit, WabiRecord *transmission, guint n)
{
  g_autofree char *mark = name_answer (transmission, n);

  return g_hash_table_contains (visit->known, mark);
}

gboolean
wabi_visit_take_answer (WabiVisit *visit, WabiRecord *transmission, guint n, const char *text, GError **error)
{
  g_autofree char *mark = name_answer (transmission, n), *name = g_strdup_printf ("%.150s-answer-%u", wabi_record_get_text (transmission, "name"), n);
  WabiRemoteFile file = { .name = name, .mark = mark, .size = -1 };

  if (g_hash_table_contains (visit->known, mark))
    return TRUE;
  return strlen (text) > WABI_TRANSPORT_MOST_BYTES ? put_aside (visit, &file, TOO_LARGE, error) : take_in (visit, &file, text, strlen (text), error);
}
