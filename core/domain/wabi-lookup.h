// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-domain.h"
#include "wabi-zone.h"

G_BEGIN_DECLS

/**
 * wabi_lookup_by:
 * @view: where to look
 * @kind: the kind
 * @field: an indexed reference or word
 * @value: (nullable): what it must be; %NULL finds none
 *
 * A store that cannot answer counts as an empty one here: a rule that finds nothing blocks, it never lets pass.
 *
 * Returns: (transfer full) (element-type WabiRecord): the records, in the order of the kind
 */
GPtrArray *wabi_lookup_by (const WabiView *view, const WabiKind *kind, const char *field, const char *value);

/**
 * wabi_lookup_between:
 * @view: where to look
 * @kind: a kind with an indexed field "starts_at"
 * @field: (nullable): one more indexed field, or %NULL
 * @value: (nullable): what it must be
 * @from: first instant of starts_at
 * @to: the instant after the last
 *
 * Returns: (transfer full) (element-type WabiRecord): the records, by starts_at
 */
GPtrArray *wabi_lookup_between (const WabiView *view, const WabiKind *kind, const char *field, const char *value, gint64 from,
                                gint64 to);

/**
 * wabi_lookup_get:
 * @view: where to look
 * @kind: the kind
 * @id: (nullable): the id
 *
 * Returns: (transfer full) (nullable): the record, %NULL when there is none
 */
WabiRecord *wabi_lookup_get (const WabiView *view, const WabiKind *kind, const char *id);

/**
 * wabi_lookup_day:
 * @record: (nullable): a record
 * @field: a date field
 *
 * Returns: the day, %WABI_DAY_NONE when not set
 */
WabiDay wabi_lookup_day (WabiRecord *record, const char *field);

/**
 * wabi_lookup_full_name:
 * @record: (nullable): a client or member of staff
 *
 * Returns: (transfer full): "Ava Okafor", empty for %NULL
 */
char *wabi_lookup_full_name (WabiRecord *record);

/**
 * wabi_lookup_coverage:
 * @view: where to look
 * @client: id of the client
 * @day: the day of service
 *
 * Returns: (transfer full) (nullable): the coverage that pays first on that day
 */
WabiRecord *wabi_lookup_coverage (const WabiView *view, const char *client, WabiDay day);

/**
 * wabi_lookup_guardian_signature:
 * @view: where to look
 * @note: (nullable): a note
 * @name: (out) (optional) (transfer full): who signed for the family
 *
 * The signature on the note itself, or one that came after the note was signed and locked.
 *
 * Returns: when the family signed, microseconds since 1970 UTC; 0 when it has not
 */
gint64 wabi_lookup_guardian_signature (const WabiView *view, WabiRecord *note, char **name);

/**
 * wabi_lookup_strv:
 * @record: a record
 * @field: a list field
 *
 * Returns: (transfer full): its texts
 */
GStrv wabi_lookup_strv (WabiRecord *record, const char *field);

/**
 * wabi_lookup_is_late_cancel:
 * @view: where to look
 * @visit: an appointment
 * @by: (nullable): who cancels: "family", "staff", "clinic", "payer"
 * @given: when
 *
 * A family that cancels within the practice's notice hours cancels late (field-map 2.1).
 *
 * Returns: whether it is late
 */
gboolean wabi_lookup_is_late_cancel (const WabiView *view, WabiRecord *visit, const char *by, gint64 given);

G_END_DECLS
