// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-json.h"

G_BEGIN_DECLS

/*
 * The stream that says which feed has grown (server-sent events), put together from whatever pieces the network delivers. What is kept of a
 * line is bounded; what cannot be read is passed over, since a nudge that is lost does no harm.
 */

#define WABI_EVENT_LONGEST_LINE 4096

/**
 * WabiEventFunc:
 * @service: whose feed
 * @practice: (nullable): in which practice, where the stream is for several
 * @head: where the feed is now, 0 when that was not said
 * @data: the caller's
 */
typedef void (*WabiEventFunc) (const char *service, const char *practice, gint64 head, gpointer data);

/**
 * WabiEventLines:
 *
 * A stream that is being read.
 */
typedef struct _WabiEventLines WabiEventLines;

/**
 * wabi_event_lines_new:
 *
 * Returns: (transfer full): a stream of which nothing has come
 */
WabiEventLines *wabi_event_lines_new (void);

/**
 * wabi_event_lines_free:
 * @lines: (transfer full) (nullable): what to free
 */
void wabi_event_lines_free (WabiEventLines *lines);

/**
 * wabi_event_lines_feed:
 * @lines: a stream
 * @bytes: (array length=length): what has come
 * @length: how many bytes
 * @func: (scope call): called for each nudge that is complete; it must not free @lines
 * @data: for @func
 */
void wabi_event_lines_feed (WabiEventLines *lines, const char *bytes, gsize length, WabiEventFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiEventLines, wabi_event_lines_free)

G_END_DECLS
