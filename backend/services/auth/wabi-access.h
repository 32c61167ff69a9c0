// SPDX-License-Identifier: AGPL-3.0-or-later
// The end of access: people who leave, devices that are lost (sync.md 6.3).

#pragma once

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WABI_ACCESS_NAME_LENGTH:
 *
 * Most bytes of the name that a person gives to a computer.
 */
#define WABI_ACCESS_NAME_LENGTH 60

/**
 * wabi_access_disable:
 * @tx: a write in progress
 * @practice: id of the practice
 * @staff: id of the staff record
 * @by: (nullable): id of who decided, %NULL for the administrator of the server
 * @error: where to put an error
 *
 * The person cannot sign in any more. Access tokens count no more, in this process at once and elsewhere as soon as the auth feed is
 * followed; refresh tokens only let what waits come in. Noted in the audit chain.
 *
 * Returns: whether it is so
 */
gboolean wabi_access_disable (WabiStoreTx *tx, const char *practice, const char *staff, const char *by,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_access_enable:
 * @tx: a write in progress
 * @practice: id of the practice
 * @staff: id of the staff record
 * @by: (nullable): id of who decided
 * @error: where to put an error
 *
 * Returns: whether the person can sign in again
 */
gboolean wabi_access_enable (WabiStoreTx *tx, const char *practice, const char *staff, const char *by,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_access_set_lost:
 * @tx: a write in progress
 * @practice: id of the practice
 * @device: id of the device
 * @lost: whether it is lost; %FALSE when it was found
 * @by: (nullable): id of who decided
 * @staff: (out) (transfer full) (optional): whose device it is
 * @error: where to put an error; %G_IO_ERROR_NOT_FOUND when there is no such device
 *
 * A lost device's copy is removed when it next calls; what waits on it comes in first, for a supervisor to look at. Its owner signs in
 * elsewhere as before.
 *
 * Returns: whether it is noted
 */
gboolean wabi_access_set_lost (WabiStoreTx *tx, const char *practice, const char *device, gboolean lost, const char *by, char **staff,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_access_note_contact:
 * @tx: a write in progress
 * @practice: id of the practice
 * @staff: id of the staff record
 * @device: id of the device, from outside
 * @name: (nullable): what the person calls it, from outside; %NULL leaves the name as it is
 * @error: where to put an error
 *
 * Returns: whether it is noted that the device called now
 */
gboolean wabi_access_note_contact (WabiStoreTx *tx, const char *practice, const char *staff, const char *device, const char *name,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_access_note_drain:
 * @tx: a write in progress
 * @practice: id of the practice
 * @staff: id of the staff record
 * @device: id of the device
 * @error: where to put an error
 *
 * Returns: whether it is noted that the device was told to send what waits and remove its copy
 */
gboolean wabi_access_note_drain (WabiStoreTx *tx, const char *practice, const char *staff, const char *device,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_access_note_wiped:
 * @tx: a write in progress
 * @practice: id of the practice
 * @staff: id of the staff record
 * @device: id of the device
 * @error: where to put an error
 *
 * The device has said that its copy is gone: its sign-ins and its recovery key are removed too.
 *
 * Returns: whether it is noted
 */
gboolean wabi_access_note_wiped (WabiStoreTx *tx, const char *practice, const char *staff, const char *device,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_access_is_lost:
 * @tx: a write in progress
 * @practice: id of the practice
 * @staff: id of the staff record
 * @device: id of the device
 * @lost: (out): whether it was reported lost
 * @error: where to put an error
 *
 * Returns: whether it could be looked up
 */
gboolean wabi_access_is_lost (WabiStoreTx *tx, const char *practice, const char *staff, const char *device, gboolean *lost,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * WabiAccessLogin:
 * @staff: id of the staff record
 * @login: what the person types
 * @name: first and last name
 * @role: word of the role
 * @disabled: whether sign-in is disabled, or the staff record says that the person left
 *
 * Somebody who may, or might, sign in; borrowed.
 */
typedef struct
{
  const char *staff, *login, *name, *role;
  gboolean disabled;
} WabiAccessLogin;

/**
 * WabiAccessDevice:
 * @staff: whose
 * @device: id
 * @login: (nullable): the owner's login
 * @name: (nullable): what the person calls it
 * @first_at: first contact, microseconds since 1970 UTC, 0 when not known
 * @last_at: last contact, 0 when not known
 * @lost_at: when it was reported lost, 0 when it is not
 * @drained_at: when it was told to remove its copy, 0 when it was not
 * @wiped_at: when it said that its copy is gone, 0 when it did not
 *
 * A computer with a copy of the records; borrowed.
 */
typedef struct
{
  const char *staff, *device, *login, *name;
  gint64 first_at, last_at, lost_at, drained_at, wiped_at;
} WabiAccessDevice;

/**
 * WabiAccessLoginFunc:
 * @login: a login
 * @data: the caller's
 */
typedef void (*WabiAccessLoginFunc) (const WabiAccessLogin *login, gpointer data);

/**
 * WabiAccessDeviceFunc:
 * @device: a device
 * @data: the caller's
 */
typedef void (*WabiAccessDeviceFunc) (const WabiAccessDevice *device, gpointer data);

/**
 * wabi_access_list_logins:
 * @db: a connection
 * @practice: id of the practice
 * @func: (scope call): called for each, in order of logins
 * @data: for @func
 * @error: where to put an error
 *
 * Returns: whether all were read
 */
gboolean wabi_access_list_logins (WabiDb *db, const char *practice, WabiAccessLoginFunc func, gpointer data,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_access_list_devices:
 * @db: a connection
 * @practice: id of the practice
 * @func: (scope call): called for each, in order of owners, the latest contact first
 * @data: for @func
 * @error: where to put an error
 *
 * Returns: whether all were read
 */
gboolean wabi_access_list_devices (WabiDb *db, const char *practice, WabiAccessDeviceFunc func, gpointer data,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
