// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib-object.h>

#include "wabi-kind.h"

G_BEGIN_DECLS

/**
 * WabiRecord:
 *
 * One record: its kind, id, version, place in the feed and body. Members that the field table does not know are kept.
 * A record that came from a store or view is shared and must not be changed: take wabi_record_copy() first.
 */
#define WABI_TYPE_RECORD (wabi_record_get_type ())
G_DECLARE_FINAL_TYPE (WabiRecord, wabi_record, WABI, RECORD, GObject)

/**
 * wabi_record_new:
 * @kind: (transfer none): its kind, static
 * @id: its id
 *
 * Returns: (transfer full): an empty record of version 0, which means not yet stored
 */
WabiRecord *wabi_record_new (const WabiKind *kind, const char *id);

/**
 * wabi_record_new_from_body:
 * @kind: (transfer none): its kind, static
 * @id: its id
 * @body: the body's JSON, trusted (from our own store) or not: it is scanned
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with @error set
 */
WabiRecord *wabi_record_new_from_body (const WabiKind *kind, const char *id, const char *body, GError **error);

/**
 * wabi_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): one that may be changed, with the same id and version
 */
WabiRecord *wabi_record_copy (WabiRecord *record);

/**
 * wabi_record_get_kind:
 * @record: a record
 *
 * Returns: (transfer none): its kind
 */
const WabiKind *wabi_record_get_kind (WabiRecord *record);

/**
 * wabi_record_get_id:
 * @record: a record
 *
 * Returns: (transfer none): its id
 */
const char *wabi_record_get_id (WabiRecord *record);

/**
 * wabi_record_set_client:
 * @record: a record
 * @client: (nullable): id of the client that it belongs to, where its own fields do not say it
 *
 * Beside the body, like version and seq: the bytes of a signed record are not touched.
 */
void wabi_record_set_client (WabiRecord *record, const char *client);

/**
 * wabi_record_get_client:
 * @record: a record
 *
 * Returns: (transfer none) (nullable): id of the client that it belongs to; %NULL when it is the practice's own, or when only its note or
 * session knows
 */
const char *wabi_record_get_client (WabiRecord *record);

/**
 * wabi_record_get_version:
 * @record: a record
 *
 * Returns: 1 for the first stored state, one more for each that followed, 0 when never stored
 */
gint64 wabi_record_get_version (WabiRecord *record);

/**
 * wabi_record_get_seq:
 * @record: a record
 *
 * Returns: the position of this state in the feed of its practice and service, 0 when not confirmed by the service
 */
gint64 wabi_record_get_seq (WabiRecord *record);

/**
 * wabi_record_get_deleted:
 * @record: a record
 *
 * Returns: whether it is a tombstone
 */
gboolean wabi_record_get_deleted (WabiRecord *record);

/**
 * wabi_record_set_stamp:
 * @record: a record
 * @version: its version
 * @seq: its position in the feed
 * @deleted: whether it is a tombstone
 *
 * For stores and caches only.
 */
void wabi_record_set_stamp (WabiRecord *record, gint64 version, gint64 seq, gboolean deleted);

/**
 * wabi_record_get_body:
 * @record: a record
 *
 * Returns: (transfer none): its body, not to be changed
 */
JsonObject *wabi_record_get_body (WabiRecord *record);

/**
 * wabi_record_dup_json:
 * @record: a record
 *
 * Returns: (transfer full): the body as canonical JSON
 */
char *wabi_record_dup_json (WabiRecord *record);

/**
 * wabi_record_get_text:
 * @record: a record
 * @field: a name in its field table
 *
 * Returns: (transfer none) (nullable): the text (also of dates, references, enumerations), %NULL when not set
 */
const char *wabi_record_get_text (WabiRecord *record, const char *field);

/**
 * wabi_record_get_int:
 * @record: a record
 * @field: a name in its field table
 *
 * Returns: the number (also of instants and money), 0 when not set
 */
gint64 wabi_record_get_int (WabiRecord *record, const char *field);

/**
 * wabi_record_get_bool:
 * @record: a record
 * @field: a name in its field table
 *
 * Returns: the truth value, %FALSE when not set
 */
gboolean wabi_record_get_bool (WabiRecord *record, const char *field);

/**
 * wabi_record_get_array:
 * @record: a record
 * @field: a name in its field table
 *
 * Returns: (transfer none) (nullable): the list, not to be changed
 */
JsonArray *wabi_record_get_array (WabiRecord *record, const char *field);

/**
 * wabi_record_has:
 * @record: a record
 * @field: a name in its field table
 *
 * Returns: whether it is set
 */
gboolean wabi_record_has (WabiRecord *record, const char *field);

/**
 * wabi_record_is:
 * @record: a record
 * @field: a name of a text-like field
 * @text: (nullable): what it may say
 *
 * Returns: whether it says just that
 */
gboolean wabi_record_is (WabiRecord *record, const char *field, const char *text);

/**
 * wabi_record_set_text:
 * @record: a record that may be changed
 * @field: a name in its field table
 * @text: (nullable): the text, %NULL to unset
 */
void wabi_record_set_text (WabiRecord *record, const char *field, const char *text);

/**
 * wabi_record_set_int:
 * @record: a record that may be changed
 * @field: a name in its field table
 * @value: the number
 */
void wabi_record_set_int (WabiRecord *record, const char *field, gint64 value);

/**
 * wabi_record_set_bool:
 * @record: a record that may be changed
 * @field: a name in its field table
 * @value: the truth value
 */
void wabi_record_set_bool (WabiRecord *record, const char *field, gboolean value);

/**
 * wabi_record_take_node:
 * @record: a record that may be changed
 * @field: a name in its field table
 * @node: (transfer full) (nullable): the value, %NULL to unset
 */
void wabi_record_take_node (WabiRecord *record, const char *field, JsonNode *node);

/**
 * wabi_record_set_all:
 * @record: a record that may be changed
 * @values: values by name; null unsets
 *
 * Copies each member of @values into the body, except the command's own members "id", "base" and "base_version".
 */
void wabi_record_set_all (WabiRecord *record, JsonObject *values);

/**
 * wabi_record_check:
 * @record: a record
 * @error: where to put %WABI_JSON_ERROR_MEMBER
 *
 * Returns: whether its body keeps the field table
 */
gboolean wabi_record_check (WabiRecord *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_record_diff:
 * @from: the older body
 * @to: the newer body
 *
 * Returns: (transfer full): the members of @to that differ from @from; those that are gone stand there as null
 */
JsonObject *wabi_record_diff (JsonObject *from, JsonObject *to);

/**
 * wabi_node_equal:
 * @a: (nullable): a value
 * @b: (nullable): a value
 *
 * Returns: whether they are the same in canonical form; %NULL and null are the same
 */
gboolean wabi_node_equal (JsonNode *a, JsonNode *b);

G_END_DECLS
