// SPDX-License-Identifier: AGPL-3.0-or-later
// A desk on a cache in a folder of its own, with one client and what belongs to her, offline and without a server.

#pragma once

#include "wabi-desk.h"

G_BEGIN_DECLS

#define FIXTURE_RBT "0190a000-0000-7000-8000-000000000001"
#define FIXTURE_BCBA "0190a000-0000-7000-8000-000000000002"
#define FIXTURE_CLIENT "0190a000-0000-7000-8000-000000000010"
#define FIXTURE_PAYER "0190a000-0000-7000-8000-000000000011"
#define FIXTURE_PROGRAM "0190a000-0000-7000-8000-000000000012"
#define FIXTURE_TARGET_1 "0190a000-0000-7000-8000-000000000021"
#define FIXTURE_TARGET_2 "0190a000-0000-7000-8000-000000000022"
#define FIXTURE_TARGET_3 "0190a000-0000-7000-8000-000000000023" /* mastered: not worked on */
#define FIXTURE_COUNTED "0190a000-0000-7000-8000-000000000031"
#define FIXTURE_TIMED "0190a000-0000-7000-8000-000000000032"
#define FIXTURE_APPOINTMENT "0190a000-0000-7000-8000-000000000041"
#define FIXTURE_AUTHORIZATION "0190a000-0000-7000-8000-000000000051"
#define FIXTURE_COVERAGE "0190a000-0000-7000-8000-000000000052"

typedef struct
{
  char *directory;
  WabiKeyStore *keys;
  WabiSync *sync;
  WabiDesk *desk;
  GPtrArray *toasts; /* texts, in order */
  char *went;        /* "place id" of the last way taken */
} DeskFixture;

/* Opens the desk of FIXTURE_RBT with @roles, and fills its cache as a pull would. */
void desk_fixture_set_up (DeskFixture *fixture, guint roles);
/* Closes cache and desk, and opens them again from the disk, as after a crash. */
void desk_fixture_reopen (DeskFixture *fixture);
void desk_fixture_tear_down (DeskFixture *fixture);

/* Puts a record into the cache as if the service had told of it; @body as JSON with ' for ". */
void desk_fixture_put (DeskFixture *fixture, const char *kind, const char *id, const char *body);

/* Runs what waits on the main context. */
void desk_fixture_settle (void);

G_END_DECLS
