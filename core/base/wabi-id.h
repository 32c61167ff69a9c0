// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-clock.h"

G_BEGIN_DECLS

/**
 * WABI_ID_LENGTH:
 *
 * Characters of an id in its text form, without the closing NUL.
 */
#define WABI_ID_LENGTH 36

/**
 * WabiIdSource:
 *
 * Makes ids (UUID version 7, RFC 9562 section 5.7) that sort by the time of their birth. Safe to use from several threads.
 */
typedef struct _WabiIdSource WabiIdSource;

/**
 * wabi_id_source_new:
 * @clock: (transfer none): gives the time part; must outlive the source
 *
 * Returns: (transfer full): a source whose random part comes from the kernel
 */
WabiIdSource *wabi_id_source_new (const WabiClock *clock);

/**
 * wabi_id_source_new_seeded:
 * @clock: (transfer none): gives the time part; must outlive the source
 * @seed: the same seed and times give the same ids
 *
 * For demo data and simulations only: such ids can be guessed.
 *
 * Returns: (transfer full): a repeatable source
 */
WabiIdSource *wabi_id_source_new_seeded (const WabiClock *clock, guint32 seed);

/**
 * wabi_id_source_free:
 * @source: (transfer full) (nullable): what to free
 */
void wabi_id_source_free (WabiIdSource *source);

/**
 * wabi_id_new:
 * @source: where ids come from
 *
 * Returns: (transfer full): a new id, 36 lower-case characters
 */
char *wabi_id_new (WabiIdSource *source);

/**
 * wabi_id_derive:
 * @name: what the record is by its nature, such as the id of a series and a date
 *
 * For records that two desktops may both make, and that must then be one: the same name gives the same id (UUID version 8). Everybody who
 * knows the name knows the id.
 *
 * Returns: (transfer full): the id
 */
char *wabi_id_derive (const char *name);

/**
 * wabi_id_is_valid:
 * @text: (nullable): what may be an id
 *
 * Returns: whether @text is a UUID in the canonical lower-case form, of any version
 */
gboolean wabi_id_is_valid (const char *text);

/**
 * wabi_random_bytes:
 * @out: (array length=length): where they go
 * @length: how many
 *
 * Fills @out from the kernel's generator; aborts the program where the kernel has none to give.
 */
void wabi_random_bytes (guint8 *out, gsize length);

/**
 * wabi_random_below:
 * @bound: more than 0
 *
 * Returns: a number from 0 to @bound - 1, for jitter and the like
 */
guint32 wabi_random_below (guint32 bound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiIdSource, wabi_id_source_free)

G_END_DECLS
