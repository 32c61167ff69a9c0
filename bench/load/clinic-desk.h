// SPDX-License-Identifier: AGPL-3.0-or-later
// One simulated desktop: signs in, keeps a stream of events, pulls when it is nudged, and does what its person does.

#pragma once

#include "clinic-plan.h"
#include "load-connection.h"

#define CLINIC_SERVICES 5

typedef struct _ClinicDesk ClinicDesk;

/* What the desks of one run share. */
typedef struct
{
  guint16 port;
  char *host;
  char *password;
  gnutls_certificate_credentials_t credentials;
  int epoll;
  gboolean counting; /* whether answers are noted */
  GHashTable *took;  /* name → GArray of guint32 microseconds */
  GArray *sights;    /* guint32 microseconds from a push being given to its sight on another desktop */
  guint64 bytes;
  guint failed, refused, reopened, n_signed_in;
  char *complaint, *refusal;
  GHashTable *waiting_sights; /* "place/service" → GArray of written heads */
} ClinicRun;

ClinicDesk *clinic_desk_new (ClinicRun *run, const ClinicPerson *person, guint number);
void clinic_desk_free (ClinicDesk *desk);

/* Begins with the sign-in. */
void clinic_desk_start (ClinicDesk *desk);
gboolean clinic_desk_is_ready (const ClinicDesk *desk);

/* Begins what is due. */
void clinic_desk_tick (ClinicDesk *desk, gint64 now);

/* What epoll said about the main connection, or the stream. */
void clinic_desk_on_ready (ClinicDesk *desk, gboolean stream, guint32 events);

/* Hands a desk's two descriptors to epoll with these, so that an event leads back. */
typedef struct
{
  ClinicDesk *desk;
  gboolean stream;
} ClinicWatch;
