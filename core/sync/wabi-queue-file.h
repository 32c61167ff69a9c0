// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-command.h"

G_BEGIN_DECLS

/*
 * What waits on a desktop, as a file: the last resort where a desktop cannot send by itself any more. The
 * commands are encrypted with a key that comes from the cache's own; that one lies in the file as the cache
 * keeps it, wrapped under the recovery key which only the server has. `wabictl queue import` opens it.
 */

#define WABI_QUEUE_FILE_CONTEXT "wabiqueu" /* of crypto_kdf: eight letters */
#define WABI_QUEUE_FILE_SUBKEY 1

/**
 * WabiQueueFile:
 * @practice: id of the practice
 * @user: id of who gave the commands
 * @device: id of the device on which they were given
 * @key: the cache's key: a nonce and a secretbox under the recovery key of this user and device
 * @box: the commands: a nonce and a secretbox under the subkey
 */
typedef struct
{
  char *practice;
  char *user;
  char *device;
  GBytes *key;
  GBytes *box;
} WabiQueueFile;

/**
 * wabi_queue_file_write:
 * @file: a file
 *
 * Returns: (transfer full): its text
 */
char *wabi_queue_file_write (const WabiQueueFile *file);

/**
 * wabi_queue_file_read:
 * @text: what wabi_queue_file_write() gave
 * @length: its length
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the file, %NULL with @error set
 */
WabiQueueFile *wabi_queue_file_read (const char *text, gsize length, GError **error);

/**
 * wabi_queue_file_free:
 * @file: (transfer full) (nullable): what to free
 */
void wabi_queue_file_free (WabiQueueFile *file);

/**
 * wabi_queue_list_write:
 * @commands: (element-type WabiCommand): in their order
 * @services: (element-type utf8): for each, which service decides
 *
 * Returns: (transfer full): what is encrypted
 */
char *wabi_queue_list_write (GPtrArray *commands, GPtrArray *services);

/**
 * wabi_queue_list_read:
 * @text: what wabi_queue_list_write() gave
 * @length: its length
 * @commands: (element-type WabiCommand): where to add the commands
 * @services: (element-type utf8): where to add their services, which it frees
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: whether they could be read
 */
gboolean wabi_queue_list_read (const char *text, gsize length, GPtrArray *commands, GPtrArray *services,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiQueueFile, wabi_queue_file_free)

G_END_DECLS
