// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-context.h"

G_BEGIN_DECLS

/**
 * WABI_COMMAND_SCHEMA:
 *
 * Version of the command tables. It rises when a command is added or takes an argument that an older service must not overlook; the
 * command then says so as its @since. A service tells the version that it knows with each page of its feed, and a desktop keeps a newer
 * command until the service knows it.
 */
#define WABI_COMMAND_SCHEMA 1

/**
 * WabiCommandFlags:
 * @WABI_COMMAND_ONLINE: only the service may apply it; a desktop queues it and shows it as waiting, without changing records
 * @WABI_COMMAND_SYSTEM: made by a service for itself (a follower's reaction), never accepted from a desktop
 */
typedef enum
{
  WABI_COMMAND_ONLINE = 1 << 0,
  WABI_COMMAND_SYSTEM = 1 << 1,
} WabiCommandFlags;

/**
 * WabiCommandInfo:
 * @name: such as "appointment.book"
 * @service: which service applies it
 * @roles: who may send it
 * @flags: see #WabiCommandFlags
 * @args: the field table of its arguments
 * @n_args: its rows
 * @apply: the rule: reads through the context's view, puts new record states, or fails with a refusal. It is pure: the desktop runs it at once,
 *   the service runs it with authority
 * @title: for people, untranslated, such as "Book a session"
 * @since: the #WABI_COMMAND_SCHEMA with which it came; 0 stands for 1
 *
 * One named intent.
 */
typedef struct
{
  const char *name;
  const char *service;
  guint roles;
  WabiCommandFlags flags;
  const WabiField *args;
  guint n_args;
  gboolean (*apply) (WabiContext *context, JsonObject *args, GError **error);
  const char *title;
  int since;
} WabiCommandInfo;

/**
 * WabiCommand:
 * @n: place in the device's queue for this service, 1, 2, 3 …
 * @id: made where the command was given (UUIDv7)
 * @name: of its #WabiCommandInfo
 * @schema: version of the command tables that wrote it
 * @args: its arguments
 * @deps: ids of commands that must have been applied before
 * @wall: the device's clock when given, microseconds since 1970 UTC; told, never trusted
 * @mono: the device's monotonic clock, microseconds
 * @boot: id of the device's boot, so that @mono can be compared
 * @zone: the device's time zone name
 *
 * One write, as it travels and is queued (sync.md 6.4).
 */
typedef struct
{
  gint64 n;
  char *id;
  char *name;
  gint64 schema;
  JsonObject *args;
  GStrv deps;
  gint64 wall, mono;
  char *boot;
  char *zone;
} WabiCommand;

/**
 * wabi_command_new:
 * @id: its id
 * @name: its name
 * @args: (transfer full): its arguments
 *
 * Returns: (transfer full): a command with everything else empty
 */
WabiCommand *wabi_command_new (const char *id, const char *name, JsonObject *args);

/**
 * wabi_command_free:
 * @command: (transfer full) (nullable): what to free
 */
void wabi_command_free (WabiCommand *command);

/**
 * wabi_command_from_json:
 * @object: an object from outside
 * @error: where to put %WABI_JSON_ERROR_MEMBER
 *
 * Returns: (transfer full) (nullable): the command, or %NULL with @error set
 */
WabiCommand *wabi_command_from_json (JsonObject *object, GError **error);

/**
 * wabi_command_to_json:
 * @command: a command
 *
 * Returns: (transfer full): as wabi_command_from_json() reads it
 */
JsonObject *wabi_command_to_json (const WabiCommand *command);

/**
 * wabi_command_hash:
 * @command: a command
 *
 * Returns: (transfer full): SHA-256, hexadecimal, of what it does (id, name, arguments); the same id with another hash is a misuse
 */
char *wabi_command_hash (const WabiCommand *command);

/**
 * wabi_command_apply:
 * @infos: (array length=n_infos): the commands that are known
 * @n_infos: how many
 * @context: who, when, on what; the new record states are put into it
 * @name: the command's name
 * @args: its arguments
 * @error: where to put an error of #WABI_COMMAND_ERROR, or of the store
 *
 * Finds the command, checks the caller's role and the arguments, runs the rule, and checks each record that it put.
 *
 * Returns: whether it was applied; on %FALSE nothing of @context's effects may be kept
 */
gboolean wabi_command_apply (const WabiCommandInfo *infos, guint n_infos, WabiContext *context, const char *name,
                             JsonObject *args, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_command_find:
 * @infos: (array length=n_infos): the commands that are known
 * @n_infos: how many
 * @name: a name
 *
 * Returns: (transfer none) (nullable): its row
 */
const WabiCommandInfo *wabi_command_find (const WabiCommandInfo *infos, guint n_infos, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiCommand, wabi_command_free)

G_END_DECLS
