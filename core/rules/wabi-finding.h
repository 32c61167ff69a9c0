// SPDX-License-Identifier: AGPL-3.0-or-later
// What a rule found: passed, to look at, or in the way; with its reason and the way on.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiFindingLevel:
 * @WABI_FINDING_PASSED: the rule holds
 * @WABI_FINDING_WARNING: a person should look, but may go on
 * @WABI_FINDING_BLOCKED: cannot go on as it is
 */
typedef enum
{
  WABI_FINDING_PASSED,
  WABI_FINDING_WARNING,
  WABI_FINDING_BLOCKED,
} WabiFindingLevel;

/**
 * WabiFindingBar:
 *
 * Units as the proof draws them. @total is 0 where there is nothing to draw.
 */
typedef struct
{
  int delivered;
  int booked;
  int proposed;
  int total;
} WabiFindingBar;

/**
 * WabiFinding:
 * @id: stable machine code: "staff-double-booked"
 * @level: how bad
 * @title: what, in words for people
 * @detail: why, in words; may be empty
 * @source: the rule or record that says so: "CPT midpoint rule", "Authorization A-20417"; may be empty
 * @field: the field that it is about: "start_at"; may be empty
 * @way_on: the place or action that mends it: "note", "authorization", "staff/credential", "skip-date"; may
 * be empty
 * @subject: id of the record (or the date) concerned: the visit that clashes; may be empty
 * @bar: units to draw
 */
typedef struct
{
  char *id;
  WabiFindingLevel level;
  char *title;
  char *detail;
  char *source;
  char *field;
  char *way_on;
  char *subject;
  WabiFindingBar bar;
} WabiFinding;

/** wabi_findings_new: Returns: (transfer full) (element-type WabiFinding): an empty list that owns what it
 * holds. */
GPtrArray *wabi_findings_new (void);

/** wabi_finding_free: frees one, (nullable). */
void wabi_finding_free (WabiFinding *finding);

/**
 * wabi_findings_add:
 * @title: (transfer full)
 * @detail: (transfer full) (nullable)
 *
 * Appends a finding. Returns: (transfer none): it, so that the caller can say more with wabi_finding_point().
 */
WabiFinding *wabi_findings_add (GPtrArray *findings, WabiFindingLevel level, const char *id, char *title,
                                char *detail);

/**
 * wabi_finding_point:
 * @source: (nullable)
 * @field: (nullable)
 * @way_on: (nullable)
 * @subject: (nullable)
 *
 * Says where a finding comes from and where it is mended. %NULL leaves what is there.
 */
void wabi_finding_point (WabiFinding *finding, const char *source, const char *field, const char *way_on,
                         const char *subject);

/** wabi_findings_find: Returns: (transfer none) (nullable): the first finding with @id. */
const WabiFinding *wabi_findings_find (const GPtrArray *findings, const char *id);

/** wabi_findings_worst: Returns: the worst level among them; passed when there are none. */
WabiFindingLevel wabi_findings_worst (const GPtrArray *findings);

/** wabi_findings_count: Returns: how many are at @level. */
guint wabi_findings_count (const GPtrArray *findings, WabiFindingLevel level);

/** wabi_finding_level_name: Returns: "passed", "warning" or "blocked", for machines. */
const char *wabi_finding_level_name (WabiFindingLevel level);

/** wabi_finding_level_words: Returns: the level in words for people, translated. */
const char *wabi_finding_level_words (WabiFindingLevel level);

G_END_DECLS
