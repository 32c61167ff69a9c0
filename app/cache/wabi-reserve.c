// SPDX-License-Identifier: AGPL-3.0-or-later
// Room on the disk that is kept free for what waits: released when the disk is full, so that the queue can still be
// written and sent.

#include "wabi-cache-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* With less than this a failed write is taken as the disk's fault. */
#define SHORT (G_GINT64_CONSTANT (4) * 1024 * 1024)

static char *
build_path (WabiCache *cache)
{
  return g_strconcat (cache->path, ".reserve", NULL);
}

gboolean
wabi_reserve_ensure (WabiCache *cache)
{
  g_autofree char *path = build_path (cache);
  int fd;

  if (cache->reserve_size == 0 || g_atomic_int_get (&cache->reserve_held))
    return TRUE;
  fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return FALSE;
  if (posix_fallocate (fd, 0, (off_t)cache->reserve_size) != 0)
    {
      close (fd);
      g_unlink (path);
      return FALSE;
    }
  close (fd);
  g_atomic_int_set (&cache->reserve_held, TRUE);
  return TRUE;
}

void
wabi_reserve_release_if_short (WabiCache *cache)
{
  g_autofree char *path = build_path (cache);
  struct statvfs disk;

  if (!g_atomic_int_get (&cache->reserve_held) || statvfs (cache->path, &disk) != 0
      || (gint64)disk.f_bavail * (gint64)disk.f_frsize > SHORT)
    return;
  g_message ("the disk is full: the reserve of the local copy is released");
  g_unlink (path);
  g_atomic_int_set (&cache->reserve_held, FALSE);
}

gboolean
wabi_reserve_check (WabiCache *cache, GError **error)
{
  if (wabi_reserve_ensure (cache))
    return TRUE;
  g_set_error (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_DISK_FULL,
               _ ("The disk is full. This change was not saved; make room and try again. What you did before is "
                  "kept and is still sent."));
  return FALSE;
}

gboolean
wabi_cache_get_disk_full (WabiCache *cache)
{
  g_return_val_if_fail (WABI_IS_CACHE (cache), FALSE);
  return cache->reserve_size > 0 && !g_atomic_int_get (&cache->reserve_held);
}
