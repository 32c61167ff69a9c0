// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-id.h"
#include "wabi-merge.h"
#include "wabi-query.h"

G_BEGIN_DECLS

/**
 * WABI_COMMAND_ERROR:
 *
 * Why a command was not applied. The message is for the person who gave it.
 */
#define WABI_COMMAND_ERROR (wabi_command_error_quark ())
GQuark wabi_command_error_quark (void);

typedef enum
{
  WABI_COMMAND_ERROR_UNKNOWN,   /* no such command here */
  WABI_COMMAND_ERROR_INVALID,   /* an argument is missing or wrong */
  WABI_COMMAND_ERROR_FORBIDDEN, /* the caller's role may not */
  WABI_COMMAND_ERROR_NOT_FOUND, /* a record it names is not there (or not the caller's: the same answer) */
  WABI_COMMAND_ERROR_REFUSED,   /* a rule of the practice, the payer or the law says no */
  WABI_COMMAND_ERROR_STALE,     /* the record moved on and this kind is not merged */
  WABI_COMMAND_ERROR_IMMUTABLE, /* signed or submitted: it can be amended, never edited */
} WabiCommandError;

/**
 * WabiCaller:
 * @practice: whose data, from the token only
 * @user: id of the staff record
 * @roles: bits of #WabiRoles
 */
typedef struct
{
  const char *practice;
  const char *user;
  guint roles;
} WabiCaller;

/**
 * WabiContext:
 * @view: what the rule may read
 * @caller: who gave the command
 * @now: microseconds since 1970 UTC: the service's clock when it has authority, else the desktop's
 * @given: the device's own time of the act; equal to @now where nothing else is known
 * @zone: the practice's zone name
 * @authority: whether this is the service (%TRUE) or a desktop deciding ahead (%FALSE)
 * @ids: makes ids for records that the rule itself gives birth to, with authority only
 * @effects: (element-type WabiRecord): the new states, in order
 * @code: (nullable): after a refusal, the machine's word for it, such as "staff-double-booked"
 * @field: (nullable): after a refusal, the argument or field it is about
 *
 * What a command's rule is given.
 */
typedef struct
{
  const WabiView *view;
  WabiCaller caller;
  gint64 now, given;
  const char *zone;
  gboolean authority;
  WabiIdSource *ids;
  GPtrArray *effects;
  char *code;
  char *field;
} WabiContext;

/**
 * wabi_context_init:
 * @context: what to set up; everything but @view and the effects is for the caller to fill in
 * @view: (transfer none): what the rule may read
 */
void wabi_context_init (WabiContext *context, const WabiView *view);

/**
 * wabi_context_clear:
 * @context: what wabi_context_init() set up
 */
void wabi_context_clear (WabiContext *context);

/**
 * wabi_context_get:
 * @context: the context
 * @kind: the kind
 * @id: (nullable): the id
 * @error: where to put %WABI_COMMAND_ERROR_NOT_FOUND or an error of the store
 *
 * Sees the effects put so far.
 *
 * Returns: (transfer full) (nullable): the record, %NULL with @error set
 */
WabiRecord *wabi_context_get (WabiContext *context, const WabiKind *kind, const char *id, GError **error);

/**
 * wabi_context_find:
 * @context: the context
 * @kind: the kind
 * @id: (nullable): the id
 * @out: (out) (transfer full) (nullable): the record, %NULL when there is none
 * @error: where to put an error of the store
 *
 * Returns: whether the store could answer
 */
gboolean wabi_context_find (WabiContext *context, const WabiKind *kind, const char *id, WabiRecord **out,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_context_list:
 * @context: the context
 * @query: what; neither its order nor its limit is kept
 * @error: where to put an error of the store
 *
 * As wabi_view_list(), and sees the effects put so far.
 *
 * Returns: (transfer full) (element-type WabiRecord) (nullable): the records, %NULL with @error set
 */
GPtrArray *wabi_context_list (WabiContext *context, const WabiQuery *query, GError **error);

/**
 * wabi_context_put:
 * @context: the context
 * @record: (transfer full): a new state; a later put of the same record replaces it
 */
void wabi_context_put (WabiContext *context, WabiRecord *record);

/**
 * wabi_context_refuse:
 * @context: the context
 * @error: where to put the error
 * @why: the kind of refusal
 * @code: the machine's word for it
 * @field: (nullable): what it is about
 * @format: for the person: what is wrong and what to do next, translated
 * @...: for @format
 *
 * Returns: %FALSE, so that a rule can return it
 */
gboolean wabi_context_refuse (WabiContext *context, GError **error, WabiCommandError why, const char *code, const char *field,
                              const char *format, ...) G_GNUC_PRINTF (6, 7);

/**
 * wabi_context_add:
 * @context: the context
 * @kind: a kind
 * @args: the command's arguments: "id" and values for the fields
 * @out: (out) (transfer full) (optional): the new record, which may be changed until it is put; when %NULL it is put at once
 * @error: where to put an error of #WABI_COMMAND_ERROR
 *
 * The rule of most "add" commands: a record is born with the client-made id. The same id again is refused with code "exists".
 *
 * Returns: whether it could be born
 */
gboolean wabi_context_add (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
