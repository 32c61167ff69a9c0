// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * WABI_JSON_ERROR:
 *
 * Errors about JSON from outside. The message names the place and what was expected, never the value (it may be PHI).
 */
#define WABI_JSON_ERROR (wabi_json_error_quark ())
GQuark wabi_json_error_quark (void);

typedef enum
{
  WABI_JSON_ERROR_SYNTAX, /* not JSON as RFC 8259 has it */
  WABI_JSON_ERROR_LIMIT,  /* too long, too deep, a number out of range */
  WABI_JSON_ERROR_MEMBER, /* a member is missing, of the wrong type or out of range */
} WabiJsonError;

/**
 * WabiJsonLimits:
 * @max_bytes: longest text that is looked at
 * @max_depth: deepest nesting; json-glib's parser recurses, so 64 is the most that is ever allowed
 */
typedef struct
{
  gsize max_bytes;
  guint max_depth;
} WabiJsonLimits;

#define WABI_JSON_MAX_INT G_GINT64_CONSTANT (9007199254740991) /* 2^53 - 1: what every JSON reader keeps exactly */

/**
 * wabi_json_scan:
 * @data: (array length=length): bytes from outside, need not be NUL-terminated
 * @length: how many
 * @limits: (nullable): %NULL for 8 MiB and depth 64
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Checks, before json-glib sees a byte: UTF-8, one root, the grammar of RFC 8259 without extensions, depth, integers within
 * ±(2^53 - 1), no duplicate member names in an object.
 *
 * Returns: whether the text is sound
 */
gboolean wabi_json_scan (const char *data, gsize length, const WabiJsonLimits *limits,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_json_parse:
 * @data: (array length=length): bytes from outside
 * @length: how many, or -1 for NUL-terminated text
 * @limits: (nullable): as for wabi_json_scan()
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL with @error set
 */
JsonNode *wabi_json_parse (const char *data, gssize length, const WabiJsonLimits *limits,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_json_parse_object:
 * @data: (array length=length): bytes from outside
 * @length: how many, or -1 for NUL-terminated text
 * @limits: (nullable): as for wabi_json_scan()
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the object, or %NULL with @error set when the text is not an object
 */
JsonObject *wabi_json_parse_object (const char *data, gssize length, const WabiJsonLimits *limits,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_json_take_text:
 * @object: an object from outside
 * @name: member
 * @required: whether its absence is an error
 * @max: longest allowed, in bytes
 * @out: (out) (transfer none) (nullable): the text, owned by @object; %NULL when absent and not required
 * @error: where to put %WABI_JSON_ERROR_MEMBER
 *
 * Returns: whether the member is as asked
 */
gboolean wabi_json_take_text (JsonObject *object, const char *name, gboolean required, gsize max, const char **out,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_json_take_int:
 * @object: an object from outside
 * @name: member
 * @required: whether its absence is an error; when it may be absent @out keeps what it held
 * @min: least allowed
 * @max: most allowed
 * @out: (out): the number
 * @error: where to put %WABI_JSON_ERROR_MEMBER
 *
 * Returns: whether the member is as asked
 */
gboolean wabi_json_take_int (JsonObject *object, const char *name, gboolean required, gint64 min, gint64 max, gint64 *out,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_json_take_object:
 * @object: an object from outside
 * @name: member
 * @required: whether its absence is an error
 * @out: (out) (transfer none) (nullable): the object inside, owned by @object
 * @error: where to put %WABI_JSON_ERROR_MEMBER
 *
 * Returns: whether the member is as asked
 */
gboolean wabi_json_take_object (JsonObject *object, const char *name, gboolean required, JsonObject **out,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_json_take_array:
 * @object: an object from outside
 * @name: member
 * @required: whether its absence is an error
 * @max: most elements
 * @out: (out) (transfer none) (nullable): the array inside, owned by @object
 * @error: where to put %WABI_JSON_ERROR_MEMBER
 *
 * Returns: whether the member is as asked
 */
gboolean wabi_json_take_array (JsonObject *object, const char *name, gboolean required, guint max, JsonArray **out,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_json_peek_text:
 * @object: any object
 * @name: member
 *
 * Returns: (transfer none) (nullable): the text, or %NULL when absent or not text
 */
const char *wabi_json_peek_text (JsonObject *object, const char *name);

/**
 * wabi_json_peek_int:
 * @object: any object
 * @name: member
 * @fallback: the answer when absent or not a whole number
 *
 * Returns: the number
 */
gint64 wabi_json_peek_int (JsonObject *object, const char *name, gint64 fallback);

/**
 * wabi_json_to_canonical:
 * @node: (nullable): a tree; %NULL is written as null
 *
 * Members in byte order of their names, no blanks, shortest escapes: equal trees give equal bytes, so that bodies can be compared
 * and hashed.
 *
 * Returns: (transfer full): the text
 */
char *wabi_json_to_canonical (JsonNode *node);

/**
 * wabi_json_object_to_canonical:
 * @object: an object
 *
 * Returns: (transfer full): as wabi_json_to_canonical()
 */
char *wabi_json_object_to_canonical (JsonObject *object);

/**
 * wabi_json_object_copy:
 * @object: an object
 *
 * Returns: (transfer full): a copy that shares nothing that may be changed
 */
JsonObject *wabi_json_object_copy (JsonObject *object);

/**
 * wabi_json_object_pick:
 * @object: an object
 * @names: whose member names are wanted; its values are not looked at
 *
 * Returns: (transfer full): a new object with a copy of each of these members of @object; one that is not there is null
 */
JsonObject *wabi_json_object_pick (JsonObject *object, JsonObject *names);

/**
 * wabi_json_append_text:
 * @out: where to append
 * @text: UTF-8
 *
 * Appends @text as a JSON string, with its quotes.
 */
void wabi_json_append_text (GString *out, const char *text);

G_END_DECLS
