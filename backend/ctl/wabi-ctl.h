// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "wabi-store.h"

G_BEGIN_DECLS

/**
 * WabiCtl:
 * @folder: the data folder (--data)
 * @practice: (nullable): short name of the practice (--practice); %NULL for the only one
 * @clock: the time
 * @ids: makes ids
 * @needs_no_data: set by a subcommand that works without a data folder
 * @store: (nullable): where the records lie (--store); %NULL for the file in the folder
 * @mounts: (nullable): services that a subcommand writes for as a server would, which must be in this database; %NULL to look after it
 *
 * What each subcommand of wabictl works with.
 */
typedef struct
{
  char *folder;
  char *practice;
  const WabiClock *clock;
  WabiIdSource *ids;
  gboolean needs_no_data;
  char *store;
  const char *const *mounts;
} WabiCtl;

typedef struct _WabiCtlCommand WabiCtlCommand;

/**
 * WabiCtlCommand:
 * @words: what a person types, such as "user add"
 * @summary: one line for the help
 * @run: does it; argv[0] is the last of @words, options follow; %FALSE with @error set when it failed
 *
 * One subcommand of wabictl.
 */
struct _WabiCtlCommand
{
  const char *words;
  const char *summary;
  gboolean (*run) (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error);
};

/**
 * wabi_ctl_commands:
 *
 * Every subcommand, closed by one without words.
 */
extern const WabiCtlCommand wabi_ctl_commands[];

/**
 * wabi_ctl_parse:
 * @ctl: takes --data and --practice
 * @command: for the help
 * @entries: (nullable): the subcommand's own options, closed with %G_OPTION_ENTRY_NULL
 * @argc: how many arguments
 * @argv: the arguments
 * @error: where to put what is wrong with them
 *
 * Returns: whether they can be understood and --data is among them
 */
gboolean wabi_ctl_parse (WabiCtl *ctl, const WabiCtlCommand *command, const GOptionEntry *entries, int argc,
                         char **argv, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_ctl_dup_location:
 * @ctl: the options
 *
 * Returns: (transfer full): where the records lie: what --store says, or the file in the data folder
 */
char *wabi_ctl_dup_location (WabiCtl *ctl);

/**
 * wabi_ctl_is_file:
 * @ctl: the options
 *
 * Returns: whether that is a file, and not a database server
 */
gboolean wabi_ctl_is_file (WabiCtl *ctl);

/**
 * wabi_ctl_open:
 * @ctl: where
 * @make: whether to make the data folder and database when they are not there
 * @quick: see #WabiStoreOptions
 * @error: where to put an error
 *
 * Opens the database beside a server that may be running: both may write.
 *
 * Returns: (transfer full) (nullable): the store with all services and the tables of sign-in, %NULL with
 * @error set
 */
WabiStore *wabi_ctl_open (WabiCtl *ctl, gboolean make, gboolean quick, GError **error);

/**
 * wabi_ctl_find_practice:
 * @ctl: which
 * @store: its data
 * @error: where to put that there is none of that name, or that there are several and --practice is missing
 *
 * Returns: (transfer full) (nullable): the practice's id
 */
char *wabi_ctl_find_practice (WabiCtl *ctl, WabiStore *store, GError **error);

G_END_DECLS
