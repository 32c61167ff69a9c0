// SPDX-License-Identifier: AGPL-3.0-or-later
// The subcommands of wabictl: whoever adds one adds a row.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>

const WabiCtlCommand wabi_ctl_commands[] = {
  { "practice list", N_ ("Names the practices"), wabi_ctl_practice_list },
  { "user add", N_ ("Adds a member of staff who may sign in; the password is read from standard input"),
    wabi_ctl_user_add },
  { "user list", N_ ("Lists who may sign in"), wabi_ctl_user_list },
  { "user disable", N_ ("Ends a person's access; what waits on their computers comes in for review"), wabi_ctl_user_disable },
  { "user enable", N_ ("Gives a person's access back"), wabi_ctl_user_enable },
  { "user set-password", N_ ("Sets a password, read from standard input"), wabi_ctl_user_set_password },
  { "device list", N_ ("Lists the computers with a copy of the records"), wabi_ctl_device_list },
  { "device lost", N_ ("Has a lost computer's copy removed when it next calls"), wabi_ctl_device_lost },
  { "device found", N_ ("Takes that back"), wabi_ctl_device_found },
  { "quarantine list", N_ ("Lists changes that are held for review"), wabi_ctl_quarantine_list },
  { "quarantine release", N_ ("Applies a held change as the person who gave it"), wabi_ctl_quarantine_release },
  { "quarantine discard", N_ ("Discards a held change, with a reason that is kept"), wabi_ctl_quarantine_discard },
  { "queue import", N_ ("Applies unsent changes that a desktop wrote to a file"), wabi_ctl_queue_import },
  { "edit-table import", N_ ("Shows what a newer table of CMS (MUE, NCCI) would change, and keeps it"), wabi_ctl_table_import },
  { "verify-audit", N_ ("Checks that no entry of the audit chains was changed or taken away"),
    wabi_ctl_verify_audit },
  { "tidy", N_ ("Removes what is not kept for ever: old results of changes, and traces of what was deleted long ago"), wabi_ctl_tidy },
  { "backup new-key", N_ ("Makes a pair of keys: one seals backups, the other, kept elsewhere, opens them"), wabi_ctl_backup_new_key },
  { "backup verify", N_ ("Checks that a backup is whole and that its key opens it"), wabi_ctl_backup_verify },
  { "backup", N_ ("Backs everything up, encrypted and consistent, while the server runs"), wabi_ctl_backup },
  { "restore", N_ ("Restores a backup into an empty place"), wabi_ctl_restore },
  { "service-key", N_ ("Makes the key of a service that runs apart, and registers it with the others"), wabi_ctl_service_key },
  { "token-key renew", N_ ("Exchanges the key that signs access tokens"), wabi_ctl_token_key },
  { "extract", N_ ("Moves a service to a database of its own, or back"), wabi_ctl_extract },
  { "gateway haproxy", N_ ("Writes HAProxy's configuration from the services' tables"), wabi_ctl_gateway },
  { "x12 check", N_ ("Holds an X12 file against its guides, and says what a receiver would answer"), wabi_ctl_x12_check },
  { "x12 explain", N_ ("Says what each segment of an X12 file means"), wabi_ctl_x12_explain },
  { "demo", N_ ("Makes the demo practice, where there is none"), wabi_ctl_demo },
  { "demo-sign-in", N_ ("Writes a file that signs the desktop in to the demo practice"), wabi_ctl_demo_sign_in },
  { "bench-data", N_ ("Adds many plain appointments, for measuring"), wabi_ctl_bench_data },
  { NULL, NULL, NULL },
};
