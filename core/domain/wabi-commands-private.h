// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-edit.h"
#include "wabi-lookup.h"

G_BEGIN_DECLS

#define DECLARE_COMMANDS(service)                                                                                           \
  extern const WabiCommandInfo wabi_commands_##service[];                                                                   \
  extern const guint wabi_n_commands_##service

DECLARE_COMMANDS (auth);
DECLARE_COMMANDS (patients);
DECLARE_COMMANDS (goals);
DECLARE_COMMANDS (scheduling);
DECLARE_COMMANDS (blocks);
DECLARE_COMMANDS (availability);
DECLARE_COMMANDS (series);
DECLARE_COMMANDS (outward);
DECLARE_COMMANDS (waiting);
DECLARE_COMMANDS (sessions);
DECLARE_COMMANDS (notes);
DECLARE_COMMANDS (billing);
DECLARE_COMMANDS (payers);
DECLARE_COMMANDS (services);
DECLARE_COMMANDS (claims);
DECLARE_COMMANDS (remit);
DECLARE_COMMANDS (partners);
DECLARE_COMMANDS (denials);
DECLARE_COMMANDS (family);
DECLARE_COMMANDS (months);
DECLARE_COMMANDS (benefits);

extern const WabiReaction wabi_reactions[];
extern const guint wabi_n_reactions;

#define WABI_ARGS_EDIT_FIELDS                                                                                               \
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL }, { "base", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },                 \
      { "set", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL }

/* Arguments of every edit, and of every command that only names a record. */
extern const WabiField wabi_args_edit[3];
extern const WabiField wabi_args_id[1];

/* A new record, whose owner of the same service must be there. */
gboolean wabi_rule_add (WabiContext *context, const WabiKind *kind, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rules that are nothing but "add" or "edit" of a kind. */
#define WABI_RULE_ADD(kind)                                                                                                 \
  static gboolean add_##kind (WabiContext *context, JsonObject *args, GError **error)                                       \
  {                                                                                                                         \
    return wabi_rule_add (context, &wabi_kind_##kind, args, error);                                                         \
  }
#define WABI_RULE_EDIT(kind)                                                                                                \
  static gboolean edit_##kind (WabiContext *context, JsonObject *args, GError **error)                                      \
  {                                                                                                                         \
    return wabi_context_edit (context, &wabi_kind_##kind, args, NULL, error);                                               \
  }

/* Replaces the whole record of a kind with strict policy; "base_version" must be the current one (absent: the record is new). */
gboolean wabi_rule_set (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
#define WABI_RULE_SET(kind)                                                                                                 \
  static gboolean set_##kind (WabiContext *context, JsonObject *args, GError **error)                                       \
  {                                                                                                                         \
    return wabi_rule_set (context, &wabi_kind_##kind, args, NULL, error);                                                   \
  }

/* Takes away a record that only lists something (hours, a holiday): a tombstone remains. */
gboolean wabi_rule_remove (WabiContext *context, const WabiKind *kind, JsonObject *args,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
#define WABI_RULE_REMOVE(kind)                                                                                              \
  static gboolean remove_##kind (WabiContext *context, JsonObject *args, GError **error)                                    \
  {                                                                                                                         \
    return wabi_rule_remove (context, &wabi_kind_##kind, args, error);                                                      \
  }

/* Judges one new row of a list before it is put. */
typedef gboolean (*WabiCheckRow) (WabiContext *context, WabiRecord *row, GError **error);

/* "remove" (ids of rows that go) and "put" (rows that come), of one owner named by @owner_field (NULL: the practice), all or none. */
gboolean wabi_rule_change_list (WabiContext *context, const WabiKind *kind, const char *owner_field, JsonObject *args, WabiCheckRow check,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The rule of "client-hours.change": "client", "remove" (ids of windows that go) and "put" (windows that come), all or none. */
gboolean wabi_client_hours_change (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The rules of "authorization.…", and what an amendment says. */
extern const WabiField wabi_args_amend[9];
gboolean wabi_authorization_set (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_authorization_amend (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_authorization_unamend (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_authorization_withdraw (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wabi_authorization_assign (WabiContext *context, JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the practice has each of @codes ("97153", "97153,H2019") on one day at least from @from to @to; @field is what is refused. */
gboolean wabi_service_check (WabiContext *context, const char *codes, WabiDay from, WabiDay to, const char *field,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @reason is one of the practice's reasons for a cancellation by @by: only the desk refuses. */
gboolean wabi_cancel_reason_check (WabiContext *context, const char *by, const char *reason, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether what @visit says that it makes up for can be made up for by it. */
gboolean wabi_makeup_check (WabiContext *context, WabiRecord *visit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#define WABI_ARGS_SETTLE_FIELDS                                                                                             \
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "", NULL }, { "settles", WABI_FIELD_LIST, 0, 0, 200, NULL, NULL },           \
      { "set", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL }, { "base", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },                     \
      { "act", WABI_FIELD_REF, 0, 0, 0, "", NULL }, { "reopen", WABI_FIELD_REF, 0, 0, 0, "", NULL },                         \
      { "take", WABI_FIELD_INT, 0, -1, 100, NULL, NULL }

/* Settles a record's proposals, see wabi_context_settle(). */
extern const WabiField wabi_args_settle[7];
gboolean wabi_rule_settle (WabiContext *context, const WabiKind *kind, JsonObject *args, WabiRecord **out,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
#define WABI_RULE_SETTLE(kind)                                                                                              \
  static gboolean settle_##kind (WabiContext *context, JsonObject *args, GError **error)                                    \
  {                                                                                                                         \
    return wabi_rule_settle (context, &wabi_kind_##kind, args, NULL, error);                                                \
  }

G_END_DECLS
