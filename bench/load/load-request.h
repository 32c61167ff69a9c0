// SPDX-License-Identifier: AGPL-3.0-or-later
// What the load generator asks: GETs of paths from a file, or POSTs of commands from templates.

#pragma once

#include <glib.h>

typedef struct
{
  char *host;
  char *token;
  /* Reads. */
  char **paths;
  guint n_paths;
  /* Writes. */
  char *post_path;
  char *envelope;
  char **commands;
  guint n_commands;
  guint batch;
  guint round;
} LoadPlan;

/* Writes the request that comes after `sent` commands (or reads) of a connection into `out`; returns how many
 * more it holds. Commands take the templates in turns. Places of the envelope are @DEVICE@ @FROM@ @COMMANDS@,
 * those of a command @ID@ @RECORD@ @N@ @STARTS@ @ENDS@. */
guint load_plan_write_request (const LoadPlan *plan, guint connection, guint sent, GString *out);
