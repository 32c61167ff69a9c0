// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-cache-sync.h"
#include "wabi-clock.h"

G_BEGIN_DECLS

/* A small practice of its own: boxes that are edited field by field, and beans that are only added and need a
 * box. */

extern const WabiKind kind_box, kind_bean;
extern const WabiCacheTables small_tables;

typedef struct
{
  char *directory;
  WabiKeyStore *keys;
  WabiFakeClock clock;
  WabiCache *cache;
  guint8 recovery[32];
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
WabiCacheOptions fixture_options (Fixture *fixture);
/* Closes and opens again; @recovery as an online sign-in would. */
WabiCache *fixture_reopen (Fixture *fixture, gboolean recovery, GError **error);

/* Commands; each aborts the test when it is refused. The id is the command's. */
char *add_box (WabiCache *cache, const char *id, const char *label);
char *add_bean (WabiCache *cache, const char *id, const char *box);
gboolean label_box (WabiCache *cache, const char *id, const char *was, const char *label, GError **error);

/* Answers a batch as a service would. @verdicts: a letter for each, a(pplied), r(ejected). */
void answer_push (WabiCache *cache, WabiPushBatch *batch, const char *verdicts, gint64 first_seq);
/* One page with the given rows: kind, id, version, seq, body; ended by NULL. */
void pull_rows (WabiCache *cache, const char *service, gint64 since, gint64 head, ...) G_GNUC_NULL_TERMINATED;

char *dup_label (WabiCache *cache, const char *id);
void run_main_context (void);

G_END_DECLS
