// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-record.h"

G_BEGIN_DECLS

#define WABI_QUERY_MAX_TERMS 6

typedef enum
{
  WABI_EQ,
  WABI_LT,
  WABI_LE,
  WABI_GT,
  WABI_GE,
} WabiOperator;

/**
 * WabiTerm:
 * @field: an indexed field of the kind
 * @op: how to compare
 * @text: the text to compare with, or %NULL for @number
 * @number: the number to compare with
 */
typedef struct
{
  const char *field;
  WabiOperator op;
  const char *text;
  gint64 number;
} WabiTerm;

/**
 * WabiQuery:
 * @kind: which kind
 * @terms: all must hold
 * @n_terms: how many are set
 * @order_by: (nullable): an indexed field; %NULL for the order of ids (that is, of birth)
 * @descending: the other way round
 * @limit: most records, 0 for 100,000
 * @offset: how many to pass over
 *
 * A question about records of one kind. Tombstones are never part of the answer. Build it with wabi_query_init() and
 * wabi_query_where_text() and the like; the texts are borrowed.
 */
typedef struct
{
  const WabiKind *kind;
  WabiTerm terms[WABI_QUERY_MAX_TERMS];
  guint n_terms;
  const char *order_by;
  gboolean descending;
  guint limit, offset;
} WabiQuery;

/**
 * wabi_query_init:
 * @query: what to set up
 * @kind: which kind of records
 */
void wabi_query_init (WabiQuery *query, const WabiKind *kind);

/**
 * wabi_query_where_text:
 * @query: a query
 * @field: an indexed text-like field
 * @op: how to compare
 * @text: (not nullable): borrowed until the query has run
 */
void wabi_query_where_text (WabiQuery *query, const char *field, WabiOperator op, const char *text);

/**
 * wabi_query_where_int:
 * @query: a query
 * @field: an indexed field that holds a number or truth value
 * @op: how to compare
 * @number: with what
 */
void wabi_query_where_int (WabiQuery *query, const char *field, WabiOperator op, gint64 number);

/**
 * wabi_query_matches:
 * @query: a query
 * @record: a record
 *
 * Returns: whether @record belongs to the answer; for views that hold records in memory
 */
gboolean wabi_query_matches (const WabiQuery *query, WabiRecord *record);

/**
 * WabiView:
 * @get: answers the record (transfer full), or %NULL without error when there is none
 * @list: answers the records of a query (element-type WabiRecord) (transfer full), or %NULL with error
 * @data: for the functions
 *
 * What a rule may read. A store gives one inside its transaction, a desktop's cache gives another: the rule cannot tell.
 */
typedef struct
{
  WabiRecord *(*get) (gpointer data, const WabiKind *kind, const char *id, GError **error);
  GPtrArray *(*list) (gpointer data, const WabiQuery *query, GError **error);
  gpointer data;
} WabiView;

/**
 * wabi_view_get:
 * @view: where to look
 * @kind: the kind
 * @id: (nullable): the id; %NULL finds nothing
 * @error: where to put an error of the store
 *
 * Returns: (transfer full) (nullable): the record, %NULL without @error when there is none or it is a tombstone
 */
WabiRecord *wabi_view_get (const WabiView *view, const WabiKind *kind, const char *id, GError **error);

/**
 * wabi_view_list:
 * @view: where to look
 * @query: what
 * @error: where to put an error of the store
 *
 * Returns: (transfer full) (element-type WabiRecord) (nullable): the records, %NULL with @error set
 */
GPtrArray *wabi_view_list (const WabiView *view, const WabiQuery *query, GError **error);

G_END_DECLS
