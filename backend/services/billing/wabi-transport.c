// SPDX-License-Identifier: AGPL-3.0-or-later
// What all ways to a partner have in common.

#include "wabi-transport.h"

#include <string.h>

G_DEFINE_QUARK (wabi-transport-error-quark, wabi_transport_error)

static const WabiTransportInfo *const infos[] = { &wabi_transport_folder, &wabi_transport_sftp, &wabi_transport_stedi, &wabi_transport_claimmd };

gboolean
wabi_transport_refuse (GError **error, WabiTransportError code, const char *words)
{
  g_set_error_literal (error, WABI_TRANSPORT_ERROR, (int) code, words);
  return FALSE;
}

const char *
wabi_transport_error_get_word (const GError *error)
{
  static const char *const words[] = {
    [WABI_TRANSPORT_ERROR_AWAY] = "away",     [WABI_TRANSPORT_ERROR_SECRET] = "secret",   [WABI_TRANSPORT_ERROR_HOST_KEY] = "host-key",
    [WABI_TRANSPORT_ERROR_FOLDER] = "folder", [WABI_TRANSPORT_ERROR_REFUSED] = "refused", [WABI_TRANSPORT_ERROR_PARTIAL] = "away",
    [WABI_TRANSPORT_ERROR_UNUSABLE] = "refused",
  };

  return error->domain == WABI_TRANSPORT_ERROR && (guint) error->code < G_N_ELEMENTS (words) ? words[error->code] : "away";
}

WabiRemoteFile *
wabi_remote_file_new (const char *name, gint64 size, gint64 at)
{
  WabiRemoteFile *file = g_new0 (WabiRemoteFile, 1);

  file->name = g_strdup (name);
  file->size = size;
  file->at = at;
  file->mark = g_strdup_printf ("%.200s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT, name, size, at / G_USEC_PER_SEC);
  return file;
}

WabiRemoteFile *
wabi_remote_file_new_numbered (const char *name, const char *mark, gint64 at, const char *cursor)
{
  WabiRemoteFile *file = g_new0 (WabiRemoteFile, 1);

  file->name = g_strdup (name);
  file->mark = g_strdup (mark);
  file->size = -1;
  file->at = at;
  file->cursor = g_strdup (cursor);
  return file;
}

void
wabi_remote_file_free (WabiRemoteFile *file)
{
  g_free (file->name);
  g_free (file->mark);
  g_free (file->cursor);
  g_free (file);
}

const WabiTransportInfo *
wabi_transport_find_info (const char *type)
{
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (infos); i++)
    if (strcmp (infos[i]->type, type) == 0)
      return infos[i];
  return NULL;
}

guint
wabi_transport_get_port (const WabiTransportInfo *info, WabiRecord *partner)
{
  return wabi_record_has (partner, "port") ? (guint) wabi_record_get_int (partner, "port") : info->port;
}

const char *
wabi_transport_get_host (const WabiTransportInfo *info, WabiRecord *partner)
{
  return wabi_record_has (partner, "host") ? wabi_record_get_text (partner, "host") : info->host;
}

WabiTransport *
wabi_transport_open (WabiTransportPlace *place, GError **error)
{
  const WabiTransportInfo *info = wabi_transport_find_info (wabi_record_get_text (place->partner, "type"));
  WabiTransport *self;

  if (info == NULL)
    {
      g_set_error_literal (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED, "This server cannot reach partners of this kind. Update it.");
      return NULL;
    }
  if (info->port != 0
      && !wabi_partner_options_allow_server (place->options, wabi_transport_get_host (info, place->partner), wabi_transport_get_port (info, place->partner), info->port))
    {
      g_set_error_literal (error, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_REFUSED,
                           "This server may not call that machine. Whoever runs it can allow it ([partners] in server.conf).");
      return NULL;
    }
  self = info->open (place, error);
  if (self != NULL)
    self->info = info;
  return self;
}

void
wabi_transport_close (WabiTransport *self)
{
  if (self != NULL)
    self->info->close (self);
}

/* While somebody writes a file, it bears such a name by custom. */
static gboolean
is_being_written (const char *name)
{
  static const char *const ends[] = { ".tmp", ".part", ".partial", ".filepart", "~" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (name, ends[i]))
      return TRUE;
  return *name == '.' || *name == '\0';
}

gboolean
wabi_transport_wants (WabiRecord *partner, const char *name)
{
  JsonArray *patterns = wabi_record_get_array (partner, "receive_patterns");

  if (is_being_written (name) || strchr (name, '/') != NULL || strlen (name) > 200 || !g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (guint i = 0; patterns != NULL && i < json_array_get_length (patterns); i++)
    if (g_pattern_match_simple (json_array_get_string_element (patterns, i), name))
      return TRUE;
  return patterns == NULL || json_array_get_length (patterns) == 0;
}
