// SPDX-License-Identifier: AGPL-3.0-or-later
// Disks in memory: files as shared blocks, each with what a program sees and what would survive a power cut.

#include "sim-disk.h"

#include <sqlite3.h>
#include <string.h>

#define BLOCK 4096
#define SECTOR 512
#define ROOT "/sim/"
#define N_SHM_LOCKS 8

typedef struct
{
  guint references;
  guint8 data[BLOCK];
} Block;

typedef struct
{
  GPtrArray *blocks; /* Block, nullable for a hole */
  gint64 size;
} Content;

typedef struct
{
  SimDisk *disk;
  char *name;
  Content now, durable;
  gboolean dirty;
  guint handles;
  gboolean unlinked;
  /* Locks of the file, by handle. */
  guint shared;
  gpointer reserved, pending, exclusive;
  /* The shared memory beside a WAL database. */
  GPtrArray *regions;
  guint shm_shared[N_SHM_LOCKS];
  gpointer shm_exclusive[N_SHM_LOCKS];
} File;

struct _SimDisk
{
  char *name;
  GHashTable *files; /* name → File */
  GPtrArray *gone;   /* removed while open */
  SimDiskFault fault, struck;
  guint after;
  gboolean dead;
  guint64 ops;
};

struct _SimImage
{
  GPtrArray *names;
  GPtrArray *contents;
};

typedef struct
{
  sqlite3_file base;
  File *file;
  int lock;
  gboolean temporary, delete_on_close;
  guint shm_shared_mask;
} Handle;

static GHashTable *disks; /* name → SimDisk */
static guint64 changes;   /* of all disks */
static sqlite3_vfs *below;

/* ---- blocks ---- */

static Block *
ref_block (Block *block)
{
  if (block != NULL)
    block->references++;
  return block;
}

static void
unref_block (gpointer data)
{
  Block *block = data;

  if (block != NULL && --block->references == 0)
    g_slice_free (Block, block);
}

static void
init_content (Content *content)
{
  content->blocks = g_ptr_array_new_with_free_func (unref_block);
  content->size = 0;
}

static void
clear_content (Content *content)
{
  g_clear_pointer (&content->blocks, g_ptr_array_unref);
}

static void
copy_content (Content *to, const Content *from)
{
  g_ptr_array_set_size (to->blocks, 0);
  for (guint i = 0; i < from->blocks->len; i++)
    g_ptr_array_add (to->blocks, ref_block (g_ptr_array_index (from->blocks, i)));
  to->size = from->size;
}

static Block *
own_block (Content *content, guint index)
{
  Block *block, *mine;

  while (content->blocks->len <= index)
    g_ptr_array_add (content->blocks, NULL);
  block = g_ptr_array_index (content->blocks, index);
  if (block != NULL && block->references == 1)
    return block;
  mine = block != NULL ? g_slice_dup (Block, block) : g_slice_new0 (Block);
  mine->references = 1;
  unref_block (block);
  g_ptr_array_index (content->blocks, index) = mine;
  return mine;
}

static void
write_content (Content *content, const guint8 *data, gint64 length, gint64 at)
{
  content->size = MAX (content->size, at + length);
  while (length > 0)
    {
      gint64 inside = at % BLOCK, part = MIN (length, BLOCK - inside);

      memcpy (own_block (content, (guint) (at / BLOCK))->data + inside, data, (gsize) part);
      data += part;
      at += part;
      length -= part;
    }
}

static gboolean
read_content (const Content *content, guint8 *out, gint64 length, gint64 at)
{
  gint64 there = CLAMP (content->size - at, 0, length);

  memset (out + there, 0, (gsize) (length - there));
  for (gint64 done = 0; done < there;)
    {
      gint64 inside = (at + done) % BLOCK, part = MIN (there - done, BLOCK - inside);
      guint index = (guint) ((at + done) / BLOCK);
      const Block *block = index < content->blocks->len ? g_ptr_array_index (content->blocks, index) : NULL;

      if (block != NULL)
        memcpy (out + done, block->data + inside, (gsize) part);
      else
        memset (out + done, 0, (gsize) part);
      done += part;
    }
  return there == length;
}

static void
cut_content (Content *content, gint64 size)
{
  guint keep = (guint) ((size + BLOCK - 1) / BLOCK);

  if (content->blocks->len > keep)
    g_ptr_array_set_size (content->blocks, (int) keep);
  if (size % BLOCK != 0 && content->blocks->len == keep && size < content->size)
    {
      Block *last = own_block (content, keep - 1);

      memset (last->data + size % BLOCK, 0, (gsize) (BLOCK - size % BLOCK));
    }
  content->size = size;
}

/* ---- files ---- */

static void
free_file (gpointer data)
{
  File *file = data;

  clear_content (&file->now);
  clear_content (&file->durable);
  g_clear_pointer (&file->regions, g_ptr_array_unref);
  g_free (file->name);
  g_free (file);
}

static File *
new_file (SimDisk *disk, const char *name)
{
  File *file = g_new0 (File, 1);

  file->disk = disk;
  file->name = g_strdup (name);
  init_content (&file->now);
  init_content (&file->durable);
  return file;
}

static SimDisk *
split_path (const char *path, const char **name)
{
  const char *rest = path + strlen (ROOT), *slash = strchr (rest, '/');
  g_autofree char *disk = NULL;

  g_assert (slash != NULL);
  disk = g_strndup (rest, (gsize) (slash - rest));
  *name = slash + 1;
  return g_hash_table_lookup (disks, disk);
}

static File *
find_file (const char *path)
{
  const char *name;
  SimDisk *disk = sim_path_is_ours (path) ? split_path (path, &name) : NULL;

  return disk != NULL ? g_hash_table_lookup (disk->files, name) : NULL;
}

static void
drop_file (SimDisk *disk, const char *name)
{
  gpointer key, value;

  disk->ops = ++changes;
  if (!g_hash_table_steal_extended (disk->files, name, &key, &value))
    return;
  if (((File *) value)->handles > 0)
    {
      ((File *) value)->unlinked = TRUE;
      g_ptr_array_add (disk->gone, value);
    }
  else
    free_file (value);
}

/* ---- faults ---- */

/* Counts a write or sync; tells which fault strikes now. */
static SimDiskFault
count_op (SimDisk *disk)
{
  SimDiskFault fault = disk->fault;

  disk->ops = ++changes;
  if (fault == SIM_DISK_OK || fault == SIM_DISK_EIO_READ)
    return SIM_DISK_OK;
  if (disk->after > 0 && --disk->after > 0)
    return SIM_DISK_OK;
  if (fault != SIM_DISK_FULL)
    disk->fault = SIM_DISK_OK;
  if (fault == SIM_DISK_KILL)
    disk->dead = TRUE;
  return fault;
}

static gboolean
strikes_read (SimDisk *disk)
{
  if (disk->fault != SIM_DISK_EIO_READ || (disk->after > 0 && --disk->after > 0))
    return FALSE;
  disk->fault = SIM_DISK_OK;
  disk->struck = SIM_DISK_EIO_READ;
  return TRUE;
}

/* ---- sqlite3_io_methods ---- */

static int
file_close (sqlite3_file *base)
{
  Handle *handle = (Handle *) base;
  File *file = handle->file;

  if (file == NULL)
    return SQLITE_OK;
  handle->file = NULL;
  if (--file->handles == 0 && (handle->temporary || file->unlinked))
    {
      if (file->unlinked)
        g_ptr_array_remove_fast (file->disk->gone, file);
      free_file (file);
    }
  return SQLITE_OK;
}

static int
file_read (sqlite3_file *base, void *out, int length, sqlite3_int64 at)
{
  Handle *handle = (Handle *) base;
  SimDisk *disk = handle->file->disk;

  if (disk != NULL && (disk->dead || strikes_read (disk)))
    return SQLITE_IOERR_READ;
  return read_content (&handle->file->now, out, length, at) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
file_write (sqlite3_file *base, const void *data, int length, sqlite3_int64 at)
{
  Handle *handle = (Handle *) base;
  File *file = handle->file;
  SimDisk *disk = file->disk;
  SimDiskFault fault;

  if (disk == NULL)
    {
      write_content (&file->now, data, length, at);
      return SQLITE_OK;
    }
  if (disk->dead)
    return SQLITE_IOERR_WRITE;
  fault = count_op (disk);
  if (fault == SIM_DISK_FULL)
    {
      if (at + length <= file->now.size)
        fault = SIM_DISK_OK;
      else
        {
          disk->struck = fault;
          return SQLITE_FULL;
        }
    }
  if (fault == SIM_DISK_FSYNC_FAILS)
    disk->fault = fault; /* waits for a sync */
  file->dirty = TRUE;
  if (fault == SIM_DISK_KILL || fault == SIM_DISK_EIO_WRITE)
    {
      write_content (&file->now, data, length / 2 / SECTOR * SECTOR, at);
      disk->struck = fault;
      return SQLITE_IOERR_WRITE;
    }
  write_content (&file->now, data, length, at);
  return SQLITE_OK;
}

static int
file_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = ((Handle *) base)->file;

  if (file->disk != NULL && file->disk->dead)
    return SQLITE_IOERR_TRUNCATE;
  cut_content (&file->now, size);
  file->dirty = TRUE;
  return SQLITE_OK;
}

static int
file_sync (sqlite3_file *base, int flags)
{
  File *file = ((Handle *) base)->file;
  SimDiskFault fault;

  if (file->disk == NULL)
    return SQLITE_OK;
  if (file->disk->dead)
    return SQLITE_IOERR_FSYNC;
  fault = count_op (file->disk);
  if (fault == SIM_DISK_KILL || fault == SIM_DISK_FSYNC_FAILS || fault == SIM_DISK_EIO_WRITE)
    {
      file->disk->struck = fault;
      /* The kernel takes the pages for clean after this: no later sync writes them (they are written here by nobody). */
      if (fault != SIM_DISK_KILL)
        file->dirty = FALSE;
      return SQLITE_IOERR_FSYNC;
    }
  if (file->dirty)
    copy_content (&file->durable, &file->now);
  file->dirty = FALSE;
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *out)
{
  File *file = ((Handle *) base)->file;

  if (file->disk != NULL && file->disk->dead)
    return SQLITE_IOERR_FSTAT;
  *out = file->now.size;
  return SQLITE_OK;
}

static int
file_lock (sqlite3_file *base, int level)
{
  Handle *handle = (Handle *) base;
  File *file = handle->file;

  if (handle->lock >= level)
    return SQLITE_OK;
  if (handle->lock == SQLITE_LOCK_NONE)
    {
      if (file->pending != NULL || file->exclusive != NULL)
        return SQLITE_BUSY;
      file->shared++;
      handle->lock = SQLITE_LOCK_SHARED;
    }
  if (level >= SQLITE_LOCK_RESERVED && handle->lock < SQLITE_LOCK_RESERVED)
    {
      if (file->reserved != NULL && file->reserved != handle)
        return SQLITE_BUSY;
      file->reserved = handle;
      handle->lock = SQLITE_LOCK_RESERVED;
    }
  if (level == SQLITE_LOCK_EXCLUSIVE)
    {
      if (file->pending != NULL && file->pending != handle)
        return SQLITE_BUSY;
      file->pending = handle;
      handle->lock = SQLITE_LOCK_PENDING;
      if (file->shared > 1)
        return SQLITE_BUSY;
      file->exclusive = handle;
      handle->lock = SQLITE_LOCK_EXCLUSIVE;
    }
  return SQLITE_OK;
}

static int
file_unlock (sqlite3_file *base, int level)
{
  Handle *handle = (Handle *) base;
  File *file = handle->file;

  if (handle->lock <= level)
    return SQLITE_OK;
  if (file->exclusive == handle)
    file->exclusive = NULL;
  if (file->pending == handle)
    file->pending = NULL;
  if (file->reserved == handle)
    file->reserved = NULL;
  if (level == SQLITE_LOCK_NONE)
    file->shared--;
  handle->lock = level;
  return SQLITE_OK;
}

static int
file_check_reserved (sqlite3_file *base, int *out)
{
  File *file = ((Handle *) base)->file;

  *out = file->reserved != NULL || file->pending != NULL || file->exclusive != NULL;
  return SQLITE_OK;
}

static int
file_control (sqlite3_file *base, int op, void *arg)
{
  return SQLITE_NOTFOUND;
}

static int
file_sector_size (sqlite3_file *base)
{
  return SECTOR;
}

static int
file_characteristics (sqlite3_file *base)
{
  return 0;
}

static int
file_shm_map (sqlite3_file *base, int index, int size, int extend, void volatile **out)
{
  File *file = ((Handle *) base)->file;

  *out = NULL;
  if (file->disk != NULL && file->disk->dead)
    return SQLITE_IOERR_SHMMAP;
  if (file->regions == NULL)
    file->regions = g_ptr_array_new_with_free_func (g_free);
  while (extend && file->regions->len <= (guint) index)
    g_ptr_array_add (file->regions, g_malloc0 ((gsize) size));
  if (file->regions->len > (guint) index)
    *out = g_ptr_array_index (file->regions, index);
  return SQLITE_OK;
}

static int
shm_take (Handle *handle, int offset, int n, gboolean exclusive)
{
  File *file = handle->file;

  for (int i = offset; i < offset + n; i++)
    {
      guint mine = (handle->shm_shared_mask >> i) & 1;

      if (file->shm_exclusive[i] != NULL && file->shm_exclusive[i] != handle)
        return SQLITE_BUSY;
      if (exclusive && file->shm_shared[i] > mine)
        return SQLITE_BUSY;
    }
  for (int i = offset; i < offset + n; i++)
    if (exclusive)
      file->shm_exclusive[i] = handle;
    else if (((handle->shm_shared_mask >> i) & 1) == 0)
      {
        file->shm_shared[i]++;
        handle->shm_shared_mask |= 1u << i;
      }
  return SQLITE_OK;
}

static int
file_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  Handle *handle = (Handle *) base;
  File *file = handle->file;

  if (flags & SQLITE_SHM_LOCK)
    return shm_take (handle, offset, n, (flags & SQLITE_SHM_EXCLUSIVE) != 0);
  for (int i = offset; i < offset + n; i++)
    {
      if (file->shm_exclusive[i] == handle)
        file->shm_exclusive[i] = NULL;
      if ((flags & SQLITE_SHM_SHARED) && ((handle->shm_shared_mask >> i) & 1))
        {
          file->shm_shared[i]--;
          handle->shm_shared_mask &= ~(1u << i);
        }
    }
  return SQLITE_OK;
}

static void
file_shm_barrier (sqlite3_file *base)
{
}

static int
file_shm_unmap (sqlite3_file *base, int remove)
{
  Handle *handle = (Handle *) base;

  file_shm_lock (base, 0, N_SHM_LOCKS, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
  file_shm_lock (base, 0, N_SHM_LOCKS, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
  /* The last one out leaves nothing: the next must read the WAL itself, as after a crash. */
  if (handle->file->handles == 1)
    g_clear_pointer (&handle->file->regions, g_ptr_array_unref);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* ---- sqlite3_vfs ---- */

static int
vfs_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
  Handle *handle = (Handle *) base;
  const char *name = NULL;
  SimDisk *disk;

  memset (handle, 0, sizeof *handle);
  if (out_flags != NULL)
    *out_flags = flags;
  if (path == NULL)
    {
      handle->temporary = TRUE;
      handle->file = new_file (NULL, "temporary");
      handle->file->handles = 1;
      base->pMethods = &methods;
      return SQLITE_OK;
    }
  disk = sim_path_is_ours (path) ? split_path (path, &name) : NULL;
  if (disk == NULL || disk->dead)
    return SQLITE_CANTOPEN;
  handle->file = g_hash_table_lookup (disk->files, name);
  if (handle->file == NULL && !(flags & SQLITE_OPEN_CREATE))
    return SQLITE_CANTOPEN;
  if (handle->file == NULL)
    {
      handle->file = new_file (disk, name);
      g_hash_table_insert (disk->files, handle->file->name, handle->file);
    }
  handle->file->handles++;
  base->pMethods = &methods;
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync)
{
  const char *name;
  SimDisk *disk = sim_path_is_ours (path) ? split_path (path, &name) : NULL;

  if (disk == NULL || disk->dead)
    return SQLITE_IOERR_DELETE;
  if (g_hash_table_lookup (disk->files, name) == NULL)
    return SQLITE_IOERR_DELETE_NOENT;
  drop_file (disk, name);
  return SQLITE_OK;
}

static int
vfs_access (sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
  File *file = find_file (path);

  *out = file != NULL && (flags != SQLITE_ACCESS_EXISTS || file->now.size > 0);
  return SQLITE_OK;
}

static int
vfs_full_pathname (sqlite3_vfs *vfs, const char *path, int size, char *out)
{
  g_strlcpy (out, path, (gsize) size);
  return SQLITE_OK;
}

static int
vfs_randomness (sqlite3_vfs *vfs, int length, char *out)
{
  /* Salts of WAL files only: the same in every run. */
  for (int i = 0; i < length; i++)
    out[i] = (char) (i * 37 + 11);
  return length;
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return microseconds;
}

static int
vfs_current_time (sqlite3_vfs *vfs, double *out)
{
  *out = 2460000.5;
  return SQLITE_OK;
}

static int
vfs_last_error (sqlite3_vfs *vfs, int length, char *out)
{
  return 0;
}

void
sim_disks_register (void)
{
  static sqlite3_vfs vfs = {
    .iVersion = 1,
    .szOsFile = sizeof (Handle),
    .mxPathname = 512,
    .zName = "sim",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_pathname,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_last_error,
  };

  /* One thread: no locks, no counting of memory, and small pieces from a larger pool. */
  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 128, 1500);

  disks = g_hash_table_new (g_str_hash, g_str_equal);
  below = sqlite3_vfs_find (NULL);
  sqlite3_vfs_register (&vfs, 1);
}

/* ---- disks ---- */

SimDisk *
sim_disk_new (const char *name)
{
  SimDisk *disk = g_new0 (SimDisk, 1);

  disk->name = g_strdup (name);
  disk->files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_file);
  disk->gone = g_ptr_array_new ();
  disk->ops = ++changes;
  g_hash_table_insert (disks, disk->name, disk);
  return disk;
}

void
sim_disk_free (SimDisk *disk)
{
  if (disk == NULL)
    return;
  g_assert (disk->gone->len == 0);
  g_hash_table_remove (disks, disk->name);
  g_hash_table_unref (disk->files);
  g_ptr_array_unref (disk->gone);
  g_free (disk->name);
  g_free (disk);
}

const char *
sim_disk_get_name (SimDisk *disk)
{
  return disk->name;
}

guint64
sim_disk_get_mark (SimDisk *disk)
{
  return disk->ops;
}

void
sim_disk_touch (SimDisk *disk)
{
  disk->ops = ++changes;
}

void
sim_disk_set_fault (SimDisk *disk, SimDiskFault fault, guint after)
{
  disk->fault = fault;
  disk->after = MAX (after, 1);
  disk->struck = SIM_DISK_OK;
}

void
sim_disk_heal (SimDisk *disk)
{
  disk->fault = SIM_DISK_OK;
}

gboolean
sim_disk_take_struck (SimDisk *disk, SimDiskFault *fault)
{
  *fault = disk->struck;
  disk->struck = SIM_DISK_OK;
  return *fault != SIM_DISK_OK;
}

gboolean
sim_disk_is_dead (SimDisk *disk)
{
  return disk->dead;
}

void
sim_disk_kill (SimDisk *disk)
{
  disk->dead = TRUE;
  disk->fault = SIM_DISK_OK;
}

void
sim_disk_revive (SimDisk *disk)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, disk->files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      File *file = value;

      g_assert (file->handles == 0);
      g_clear_pointer (&file->regions, g_ptr_array_unref);
    }
  disk->dead = FALSE;
  disk->fault = SIM_DISK_OK;
  disk->ops = ++changes;
}

static void
lose_block (File *file, guint index, GRand *rand)
{
  Block *now = index < file->now.blocks->len ? g_ptr_array_index (file->now.blocks, index) : NULL;
  Block *old = index < file->durable.blocks->len ? g_ptr_array_index (file->durable.blocks, index) : NULL;
  int draw = g_rand_int_range (rand, 0, 4);

  if (now == old || now == NULL || draw == 0)
    return; /* the new one had reached the plate */
  if (draw < 3)
    {
      g_ptr_array_index (file->now.blocks, index) = ref_block (old);
      unref_block (now);
      return;
    }
  now = own_block (&file->now, index);
  for (int sector = g_rand_int_range (rand, 0, BLOCK / SECTOR); sector < BLOCK / SECTOR; sector++)
    if (old != NULL)
      memcpy (now->data + sector * SECTOR, old->data + sector * SECTOR, SECTOR);
    else
      memset (now->data + sector * SECTOR, 0, SECTOR);
}

void
sim_disk_power_loss (SimDisk *disk, GRand *rand)
{
  GList *names = g_list_sort (g_hash_table_get_keys (disk->files), (GCompareFunc) strcmp);

  for (GList *at = names; at != NULL; at = at->next)
    {
      File *file = g_hash_table_lookup (disk->files, at->data);

      for (guint i = 0; i < file->now.blocks->len; i++)
        lose_block (file, i, rand);
      if (file->now.size != file->durable.size && g_rand_boolean (rand))
        cut_content (&file->now, MIN (file->now.size, file->durable.size));
      copy_content (&file->durable, &file->now);
      file->dirty = FALSE;
    }
  g_list_free (names);
  disk->ops = ++changes;
}

/* ---- images ---- */

SimImage *
sim_disk_take_image (SimDisk *disk)
{
  SimImage *image = g_new0 (SimImage, 1);
  GHashTableIter iter;
  gpointer key, value;

  image->names = g_ptr_array_new_with_free_func (g_free);
  image->contents = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, disk->files);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Content *content = g_new0 (Content, 1);

      init_content (content);
      copy_content (content, &((File *) value)->now);
      g_ptr_array_add (image->names, g_strdup (key));
      g_ptr_array_add (image->contents, content);
    }
  return image;
}

void
sim_image_free (SimImage *image)
{
  if (image == NULL)
    return;
  for (guint i = 0; i < image->contents->len; i++)
    {
      clear_content (g_ptr_array_index (image->contents, i));
      g_free (g_ptr_array_index (image->contents, i));
    }
  g_ptr_array_unref (image->names);
  g_ptr_array_unref (image->contents);
  g_free (image);
}

void
sim_disk_put_image (SimDisk *disk, SimImage *image)
{
  disk->ops = ++changes;
  g_hash_table_remove_all (disk->files);
  for (guint i = 0; i < image->names->len; i++)
    {
      File *file = new_file (disk, g_ptr_array_index (image->names, i));

      copy_content (&file->now, g_ptr_array_index (image->contents, i));
      copy_content (&file->durable, &file->now);
      g_hash_table_insert (disk->files, file->name, file);
    }
}

/* ---- paths ---- */

gboolean
sim_path_is_ours (const char *path)
{
  return path != NULL && g_str_has_prefix (path, ROOT);
}

gboolean
sim_path_exists (const char *path)
{
  return find_file (path) != NULL;
}

gboolean
sim_path_rename (const char *from, const char *to)
{
  const char *old_name, *new_name;
  SimDisk *disk = split_path (from, &old_name);
  gpointer key, value;

  split_path (to, &new_name);
  if (disk == NULL || disk->dead || !g_hash_table_steal_extended (disk->files, old_name, &key, &value))
    return FALSE;
  drop_file (disk, new_name);
  g_free (((File *) value)->name);
  ((File *) value)->name = g_strdup (new_name);
  g_hash_table_insert (disk->files, ((File *) value)->name, value);
  return TRUE;
}

gboolean
sim_path_remove (const char *path)
{
  const char *name;
  SimDisk *disk = split_path (path, &name);

  if (disk == NULL || disk->dead || g_hash_table_lookup (disk->files, name) == NULL)
    return FALSE;
  drop_file (disk, name);
  return TRUE;
}

GBytes *
sim_disk_read_file (SimDisk *disk, const char *name)
{
  File *file = g_hash_table_lookup (disk->files, name);
  guint8 *data;

  if (file == NULL)
    return NULL;
  data = g_malloc ((gsize) file->now.size + 1);
  read_content (&file->now, data, file->now.size, 0);
  return g_bytes_new_take (data, (gsize) file->now.size);
}

GPtrArray *
sim_disk_list_files (SimDisk *disk)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, disk->files);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (names, g_strdup (key));
  return names;
}
