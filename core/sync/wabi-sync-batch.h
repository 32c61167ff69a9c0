// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WABI_SYNC_BATCH_MAX:
 *
 * Most commands in one push (docs/protocol.md).
 */
#define WABI_SYNC_BATCH_MAX 200

/**
 * WabiQueued:
 * @id: the command's id, borrowed
 * @service: name of the service that decides, borrowed
 * @n: place in the device's queue for that service; 0 until first sent
 * @deps: (nullable) (array zero-terminated=1): ids of commands that it needs, borrowed
 * @failed_dep: (nullable): after wabi_batch_fail_deps(): id of the refused command for want of which it
 * cannot be; borrowed
 * @pos: place in the whole queue
 * @aside: whether it is set aside for a while, since the service could not take it
 * @records: (nullable) (array zero-terminated=1): which records it changes, in any words, borrowed
 *
 * What the queue's rules must know of one command that waits.
 */
typedef struct
{
  const char *id;
  const char *service;
  gint64 n;
  const char *const *deps;
  const char *failed_dep;
  gint64 pos;
  gboolean aside;
  const char *const *records;
} WabiQueued;

/**
 * WabiBatchRule:
 * @limit: most in one push, from 1 to %WABI_SYNC_BATCH_MAX
 * @until: place of the oldest command that another service could take now, %G_MAXINT64 for none
 * @last: the highest n that was ever given to a command of this service and device
 * @flown: the highest n that is on its way to this service already; everything up to it is answered before
 * what is planned now is sent
 * @waiting: (nullable) (element-type utf8): set of those ids among the commands' deps that are not answered yet
 */
typedef struct
{
  guint limit;
  gint64 until;
  gint64 last;
  gint64 flown;
  GHashTable *waiting;
} WabiBatchRule;

/**
 * wabi_batch_plan:
 * @queue: (array length=n_queue): what waits for one service: first those with a number, in its order, then
 * the others, oldest first
 * @n_queue: how many
 * @rule: what else counts
 * @picked: (array) (out caller-allocates): indexes of what may be sent together, in order; room for the limit
 *
 * Commands go out in the order in which they were given, so that nobody sees an effect before its cause; but
 * one that waits for another service, or is set aside, holds up only what builds on it: what names it among
 * its deps, and what changes the same records.
 *
 * Returns: how many were picked
 */
guint wabi_batch_plan (const WabiQueued *queue, guint n_queue, const WabiBatchRule *rule, guint *picked);

/**
 * wabi_batch_number:
 * @queue: (array length=count): a run of one service
 * @count: its length
 * @last: the highest n that was ever given to a command of this service and device
 *
 * Gives each command without a number the next one.
 *
 * Returns: the highest n given now
 */
gint64 wabi_batch_number (WabiQueued *queue, guint count, gint64 last);

/**
 * wabi_batch_fail_deps:
 * @queue: (array length=n_queue): the commands that wait, oldest first
 * @n_queue: how many
 * @refused: (element-type utf8): set of ids that were refused; ids found here are added
 *
 * Follows a refusal through the queue, over all services: marks each command that was not sent yet and needs
 * a refused one.
 *
 * Returns: how many were marked
 */
guint wabi_batch_fail_deps (WabiQueued *queue, guint n_queue, GHashTable *refused);

G_END_DECLS
