// SPDX-License-Identifier: AGPL-3.0-or-later
// Who called what and how long it took; never what it was about.

#include "wabi-log.h"

#include <unistd.h>

#define MOST_WAITING (256 * 1024)

struct _WabiLog
{
  int fd;
  GMutex lock;
  GString *lines;
  guint lost;
};

WabiLog *
wabi_log_new (int fd)
{
  WabiLog *log = g_new0 (WabiLog, 1);

  log->fd = fd;
  g_mutex_init (&log->lock);
  log->lines = g_string_new (NULL);
  return log;
}

void
wabi_log_free (WabiLog *log)
{
  if (log == NULL)
    return;
  wabi_log_flush (log);
  g_string_free (log->lines, TRUE);
  g_mutex_clear (&log->lock);
  g_free (log);
}

void
wabi_log_add (WabiLog *log, gint64 at, const char *tag, const char *method, const char *pattern, guint status, gint64 microseconds,
              gsize bytes)
{
  char line[256];
  int length;

  if (log->fd < 0)
    return;
  length = g_snprintf (line, sizeof line, "%" G_GINT64_FORMAT ".%06d %s %s %s %u %.1fms %" G_GSIZE_FORMAT "\n", at / G_USEC_PER_SEC,
                       (int) (at % G_USEC_PER_SEC), tag, method, pattern, status, (double) microseconds / 1000, bytes);
  g_mutex_lock (&log->lock);
  if (log->lines->len + (gsize) length <= MOST_WAITING)
    g_string_append_len (log->lines, line, MIN (length, (int) sizeof line - 1));
  else
    log->lost++;
  g_mutex_unlock (&log->lock);
}

void
wabi_log_flush (WabiLog *log)
{
  g_autoptr (GString) lines = NULL;

  g_mutex_lock (&log->lock);
  if (log->lost > 0)
    g_string_append_printf (log->lines, "(%u lines left out)\n", log->lost);
  log->lost = 0;
  lines = log->lines;
  log->lines = g_string_sized_new (lines->len + 256);
  g_mutex_unlock (&log->lock);
  for (gsize done = 0; log->fd >= 0 && done < lines->len;)
    {
      gssize written = write (log->fd, lines->str + done, lines->len - done);

      if (written <= 0)
        return;
      done += (gsize) written;
    }
}
