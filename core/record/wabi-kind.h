// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-json.h"

G_BEGIN_DECLS

/**
 * WabiFieldType:
 * @WABI_FIELD_TEXT: one line, at most @max bytes (200 when 0)
 * @WABI_FIELD_LONG_TEXT: paragraphs, at most @max bytes (100,000 when 0); merged three ways
 * @WABI_FIELD_INT: whole number from @min to @max
 * @WABI_FIELD_BOOL: true or false
 * @WABI_FIELD_INSTANT: microseconds since 1970 UTC
 * @WABI_FIELD_DATE: text YYYY-MM-DD
 * @WABI_FIELD_MONEY: whole cents, from @min to @max
 * @WABI_FIELD_ENUM: one of the words in @values
 * @WABI_FIELD_REF: id of a record of the kind named in @values
 * @WABI_FIELD_LIST: list of short texts (ids, codes)
 * @WABI_FIELD_JSON: any object or array, for what only one rule reads
 * @WABI_FIELD_CODE: a service code of five characters in the form of CPT and HCPCS; which ones a practice has its rules say
 */
typedef enum
{
  WABI_FIELD_TEXT,
  WABI_FIELD_LONG_TEXT,
  WABI_FIELD_INT,
  WABI_FIELD_BOOL,
  WABI_FIELD_INSTANT,
  WABI_FIELD_DATE,
  WABI_FIELD_MONEY,
  WABI_FIELD_ENUM,
  WABI_FIELD_REF,
  WABI_FIELD_LIST,
  WABI_FIELD_JSON,
  WABI_FIELD_CODE,
} WabiFieldType;

/**
 * WabiFieldFlags:
 * @WABI_REQUIRED: a record without it is refused
 * @WABI_INDEXED: promoted to a column with an index
 * @WABI_PHI: protected health information: never in logs, left out by redaction
 * @WABI_FIXED: set when the record is born and never changed
 */
typedef enum
{
  WABI_REQUIRED = 1 << 0,
  WABI_INDEXED = 1 << 1,
  WABI_PHI = 1 << 2,
  WABI_FIXED = 1 << 3,
} WabiFieldFlags;

/**
 * WabiField:
 * @name: member of the JSON body; the promoted column is "f_" and this
 * @type: what it holds
 * @flags: see #WabiFieldFlags
 * @min: least number, for numbers
 * @max: most: a number, or bytes of text; 0 for the type's own limit
 * @values: words of an enumeration, or the kind that a reference points to
 * @group: fields of one group are won or lost together in a merge; %NULL for a group of its own
 *
 * One row of a field table. JSON, columns, validation, difference, merge, redaction and the published schema come from it.
 */
typedef struct
{
  const char *name;
  WabiFieldType type;
  WabiFieldFlags flags;
  gint64 min, max;
  const char *values;
  const char *group;
} WabiField;

/**
 * WabiPolicy:
 * @WABI_POLICY_FIELDS: offline edits merge field by field (or group by group); a true clash is kept as a proposal
 * @WABI_POLICY_EVENTS: records are only ever added; the same id with other content is refused
 * @WABI_POLICY_STRICT: an edit must name the current version; no merge
 *
 * What happens when two people write the same record (sync.md 6.5).
 */
typedef enum
{
  WABI_POLICY_FIELDS,
  WABI_POLICY_EVENTS,
  WABI_POLICY_STRICT,
} WabiPolicy;

/**
 * WabiRoles:
 *
 * What a person is in the practice, as bits, so that one may be several.
 */
typedef enum
{
  WABI_ROLE_FRONTDESK = 1 << 0,
  WABI_ROLE_RBT = 1 << 1,
  WABI_ROLE_BCBA = 1 << 2,
  WABI_ROLE_BILLER = 1 << 3,
  WABI_ROLE_ADMIN = 1 << 4,
} WabiRoles;

#define WABI_ROLES_ALL (WABI_ROLE_FRONTDESK | WABI_ROLE_RBT | WABI_ROLE_BCBA | WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define WABI_ROLES_CLINICAL (WABI_ROLE_RBT | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

/**
 * WabiKind:
 * @name: such as "appointment"
 * @service: the service that owns it, such as "scheduling"
 * @schema: version of the field table
 * @policy: see #WabiPolicy
 * @readers: roles whose feed carries it; 0 for what never leaves the service
 * @cluster_by: an indexed field by which rows lie beside each other, or %NULL for the id
 * @fields: the field table
 * @n_fields: rows in it
 * @title: for people, untranslated, such as "Appointment"
 *
 * One kind of record.
 */
typedef struct
{
  const char *name;
  const char *service;
  int schema;
  WabiPolicy policy;
  guint readers;
  const char *cluster_by;
  const WabiField *fields;
  guint n_fields;
  const char *title;
} WabiKind;

/**
 * wabi_kind_find_field:
 * @kind: a kind
 * @name: a field's name
 *
 * Returns: (transfer none) (nullable): its row, or %NULL when the table has none
 */
const WabiField *wabi_kind_find_field (const WabiKind *kind, const char *name);

/**
 * WabiBond:
 * @WABI_BOND_NONE: it is the practice's own
 * @WABI_BOND_SELF: it is a client
 * @WABI_BOND_FIELD: its field "client" says whose it is
 * @WABI_BOND_PARENT: a note or a session that it belongs to says whose it is
 *
 * How a kind of record belongs to a client: whoever may not see the client does not see it (sync.md 6.3).
 */
typedef enum
{
  WABI_BOND_NONE,
  WABI_BOND_SELF,
  WABI_BOND_FIELD,
  WABI_BOND_PARENT,
} WabiBond;

/**
 * wabi_kind_get_bond:
 * @kind: a kind
 * @field: (out) (optional) (nullable): the field that leads to the client, for %WABI_BOND_FIELD and %WABI_BOND_PARENT
 *
 * Reads the bond from the field table: no kind can be forgotten in a second list.
 *
 * Returns: how records of @kind belong to a client
 */
WabiBond wabi_kind_get_bond (const WabiKind *kind, const WabiField **field);

/**
 * wabi_field_check:
 * @field: a row of a field table
 * @node: (nullable): the value; %NULL or null for none
 * @error: where to put %WABI_JSON_ERROR_MEMBER, with the field's name and what was expected, never the value
 *
 * Returns: whether the value is allowed there
 */
gboolean wabi_field_check (const WabiField *field, JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_fields_check_object:
 * @fields: a field table, of a kind or of a command's arguments
 * @n_fields: its rows
 * @object: values by name; names that the table does not have are allowed, since a newer version may have written them
 * @error: where to put %WABI_JSON_ERROR_MEMBER
 *
 * Returns: whether each value is allowed and each required one is there
 */
gboolean wabi_fields_check_object (const WabiField *fields, guint n_fields, JsonObject *object,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_fields_to_schema:
 * @fields: a field table
 * @n_fields: its rows
 *
 * Returns: (transfer full): the JSON Schema (2020-12, as OpenAPI 3.1 wants) of an object with these fields
 */
JsonNode *wabi_fields_to_schema (const WabiField *fields, guint n_fields);

/**
 * wabi_kind_redact:
 * @kind: a kind
 * @body: a body of that kind
 *
 * Returns: (transfer full): a copy with neither PHI nor members that the table does not know, fit for a log
 */
JsonObject *wabi_kind_redact (const WabiKind *kind, JsonObject *body);

/**
 * wabi_date_is_valid:
 * @text: (nullable): what may be a date
 *
 * Returns: whether @text is a day of the calendar written YYYY-MM-DD, from 1800 to 9999
 */
gboolean wabi_date_is_valid (const char *text);

/**
 * wabi_service_code_is_valid:
 * @text: (nullable): what may be a service code
 *
 * Returns: whether @text has the form of a CPT or HCPCS code: five characters, three digits between two that are digits or capital
 *   letters, such as "97153", "0362T" or "H2019"
 */
gboolean wabi_service_code_is_valid (const char *text);

G_END_DECLS
