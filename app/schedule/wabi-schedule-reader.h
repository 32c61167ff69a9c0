// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

/**
 * WabiScheduleReader:
 *
 * Records of a stretch of time, kept for the pages that were shown last, so that turning back reads nothing.
 */
typedef struct _WabiScheduleReader WabiScheduleReader;

/**
 * wabi_schedule_reader_new:
 * @desk: a desk; must outlive the reader
 *
 * Returns: (transfer full): nothing read yet
 */
WabiScheduleReader *wabi_schedule_reader_new (WabiDesk *desk);

/**
 * wabi_schedule_reader_free:
 * @reader: (transfer full) (nullable): what to free
 */
void wabi_schedule_reader_free (WabiScheduleReader *reader);

/**
 * wabi_schedule_reader_forget:
 * @reader: a reader
 *
 * Something changed: everything is read anew.
 */
void wabi_schedule_reader_forget (WabiScheduleReader *reader);

/**
 * wabi_schedule_reader_get:
 * @reader: a reader
 * @kind: #wabi_kind_appointment or #wabi_kind_staff_block
 * @field: (nullable): "client" or "staff", when only one's
 * @value: (nullable): whose
 * @from: records that begin at or after this
 * @to: and before this
 *
 * Returns: (transfer none) (element-type WabiRecord): in the order of their start; valid until the next call
 */
GPtrArray *wabi_schedule_reader_get (WabiScheduleReader *reader, const WabiKind *kind, const char *field, const char *value, gint64 from,
                                     gint64 to);

/** wabi_schedule_reader_has: Returns: whether wabi_schedule_reader_get() would read nothing. */
gboolean wabi_schedule_reader_has (WabiScheduleReader *reader, const WabiKind *kind, const char *field, const char *value, gint64 from, gint64 to);

G_END_DECLS
