// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-reader.h"

G_BEGIN_DECLS

/** WABI_X12_MAX_SEGMENT: what is longer is no segment, however long the file is. */
#define WABI_X12_MAX_SEGMENT (8 * 1024 * 1024)

/**
 * WabiX12Fill:
 * @user_data: whatever the caller wants
 * @buffer: (array length=size): where to put the next bytes of the file
 * @size: at most so many
 * @error: why it cannot
 *
 * Returns: how many there are, 0 at the end, -1 with @error set
 */
typedef gssize (*WabiX12Fill) (gpointer user_data, char *buffer, gsize size, GError **error);

/**
 * WabiX12Stream:
 *
 * Reads segments of a file of any length in a few hundred kilobytes of memory. A segment lives until the next is asked
 * for.
 */
typedef struct _WabiX12Stream WabiX12Stream;

/**
 * wabi_x12_stream_new:
 * @fill: where bytes come from
 * @user_data: for @fill
 *
 * Returns: (transfer full): a stream at the beginning of a file
 */
WabiX12Stream *wabi_x12_stream_new (WabiX12Fill fill, gpointer user_data);

/**
 * wabi_x12_stream_free:
 * @stream: (transfer full) (nullable): a stream
 */
void wabi_x12_stream_free (WabiX12Stream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiX12Stream, wabi_x12_stream_free)

/**
 * wabi_x12_stream_next:
 * @stream: a stream
 * @segment: (out caller-allocates): the next segment; its offset counts from the start of the file
 * @error: as of wabi_x12_reader_next(), or what @fill said
 *
 * Returns: what was found
 */
WabiX12Read wabi_x12_stream_next (WabiX12Stream *stream, WabiX12Segment *segment,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_stream_recover:
 * @stream: a stream whose last call gave an error
 *
 * As wabi_x12_reader_recover(); what @fill could not bring stays away.
 *
 * Returns: whether there is something to go on with
 */
gboolean wabi_x12_stream_recover (WabiX12Stream *stream);

/**
 * wabi_x12_stream_get_number:
 * @stream: a stream
 *
 * Returns: how many segments were met
 */
guint wabi_x12_stream_get_number (const WabiX12Stream *stream);

G_END_DECLS
