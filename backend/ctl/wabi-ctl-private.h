// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-ctl.h"

/* What each row of the table runs. */

gboolean wabi_ctl_practice_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                                 GError **error);
gboolean wabi_ctl_verify_audit (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                                GError **error);
gboolean wabi_ctl_tidy (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_backup (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_user_add (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                            GError **error);
gboolean wabi_ctl_user_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                             GError **error);
gboolean wabi_ctl_user_disable (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                                GError **error);
gboolean wabi_ctl_user_set_password (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                                     GError **error);
gboolean wabi_ctl_demo (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_demo_sign_in (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                                GError **error);
gboolean wabi_ctl_service_key (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_token_key (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_extract (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_gateway (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_bench_data (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv,
                              GError **error);
gboolean wabi_ctl_user_enable (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_device_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_device_lost (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_device_found (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_quarantine_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_quarantine_release (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_quarantine_discard (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_backup_new_key (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_backup_verify (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_restore (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_x12_check (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_x12_explain (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_table_import (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
gboolean wabi_ctl_queue_import (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);

/* A line from standard input, without its end, and not shown where that is a terminal; FALSE when none came. */
gboolean wabi_ctl_read_hidden (const char *prompt, char *line, gsize size);
