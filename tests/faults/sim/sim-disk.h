// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

/*
 * Disks in memory, one for each machine, behind an SQLite VFS that is the default one of this process. Paths are "/sim/<disk>/<file>". What
 * was written and not synced is gone, or half there, after sim_disk_power_loss(); everything fails after a kill until
 * sim_disk_revive().
 */

typedef enum
{
  SIM_DISK_OK,
  SIM_DISK_FULL,        /* what grows a file fails */
  SIM_DISK_EIO_WRITE,   /* the next write fails, after writing a part */
  SIM_DISK_EIO_READ,    /* the next read fails */
  SIM_DISK_FSYNC_FAILS, /* the next sync fails, and what it was for never reaches the plate */
  SIM_DISK_KILL,        /* the machine's program dies at this write or sync */
} SimDiskFault;

typedef struct _SimDisk SimDisk;

/* Called once a disk's program is killed by the disk itself. */
typedef void (*SimDiskKilled) (SimDisk *disk, gpointer data);

void sim_disks_register (void);

SimDisk *sim_disk_new (const char *name);
void sim_disk_free (SimDisk *disk);
const char *sim_disk_get_name (SimDisk *disk);

/* From the @after-th write or sync on (counted from now), once, or until sim_disk_heal() for SIM_DISK_FULL. */
void sim_disk_set_fault (SimDisk *disk, SimDiskFault fault, guint after);
void sim_disk_heal (SimDisk *disk);
/* Whether the fault that was set last has struck, and since when: counted by the world. */
gboolean sim_disk_take_struck (SimDisk *disk, SimDiskFault *fault);

gboolean sim_disk_is_dead (SimDisk *disk);
void sim_disk_kill (SimDisk *disk);
/* The program may run again. Nobody may have a file open. */
void sim_disk_revive (SimDisk *disk);
/* Keeps of every block that was not synced the old one, the new one, or (torn) a part of each. */
void sim_disk_power_loss (SimDisk *disk, GRand *rand);

/* An image: what the files hold now (as after a kill). Cheap: blocks are shared. */
typedef struct _SimImage SimImage;
SimImage *sim_disk_take_image (SimDisk *disk);
void sim_disk_put_image (SimDisk *disk, SimImage *image);
void sim_image_free (SimImage *image);

/* For the seams: files by their path. */
gboolean sim_path_is_ours (const char *path);
gboolean sim_path_exists (const char *path);
gboolean sim_path_rename (const char *from, const char *to);
gboolean sim_path_remove (const char *path);
/* All bytes of a file, for scanning. */
GBytes *sim_disk_read_file (SimDisk *disk, const char *name);
GPtrArray *sim_disk_list_files (SimDisk *disk);
/* Another one whenever anything may have changed; of all disks no two have the same. */
guint64 sim_disk_get_mark (SimDisk *disk);
void sim_disk_touch (SimDisk *disk);
