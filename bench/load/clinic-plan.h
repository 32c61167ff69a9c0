// SPDX-License-Identifier: AGPL-3.0-or-later
// Who works in the simulated clinics and what each does how often, read from a file with one desktop a line.

#pragma once

#include <glib.h>

typedef enum
{
  CLINIC_PUSH,
  CLINIC_GET,
  CLINIC_POST,
} ClinicActType;

/* Something that a person does again and again, at random about every `every` seconds. */
typedef struct
{
  ClinicActType type;
  double every;
  char *name; /* as the results call it */
  char *path; /* of a POST; of a push its service */
  char **texts; /* paths of GETs, bodies of POSTs, templates of commands; taken in turns */
  guint n_texts;
} ClinicAct;

typedef struct
{
  char *practice, *login, *device;
  guint place; /* number of the practice, from 0 */
  GPtrArray *acts;
} ClinicPerson;

/* NULL with error. */
GPtrArray *clinic_plan_read (const char *file, GError **error);

/* A command of the template with its places filled: @ID@ @RECORD@ @NOW@. */
void clinic_append_command (GString *out, const char *template, guint desktop, guint n, gint64 now);
