// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-grounding-scan.h"
#include "wabi-grounding.h"

G_BEGIN_DECLS

/*
 * What the files of the grounding share: the text as it was read, and how one of its figures is meant.
 */

#define is_one_of wabi_grounding_is_one_of

typedef struct
{
  const char *id;
  gsize first; // tokens of one mention
  gsize end;
} WabiMention;

typedef enum
{
  WABI_BOUND_EXACT,
  WABI_BOUND_UNDER,
  WABI_BOUND_AT_MOST,
  WABI_BOUND_AT_LEAST,
  WABI_BOUND_ABOUT,
} WabiBound;

typedef struct
{
  const char *text;
  const WabiFacts *facts;
  gboolean plan;
  gboolean spanish;
  GArray *tokens;
  GArray *figures;
  GArray *mentions;
  GPtrArray *claims;
} WabiJudge;

// How one figure is meant, before it is judged.
typedef struct
{
  const WabiFigure *figure;
  WabiBound bound;
  gsize bound_first; // first token of the bound, or of the figure
  gboolean before;   // speaks of the sessions before
  gboolean by;       // says the difference: "by 7 %"
  gboolean criterion;
  int way;         // direction claimed: 1 up, -1 down, 0 none
  gsize way_first; // token of that word
  GPtrArray *subjects;
  const WabiMention *subject; // the one it is tied to, for the extent of the claim
} WabiMeaning;

/* wabi-grounding-read.c */
gboolean wabi_grounding_sentence_has (const WabiJudge *j, gsize index, const char *list);
void wabi_grounding_find_loose_subjects (const WabiJudge *j, const WabiMeaning *m, GPtrArray *subjects);
const WabiToken *wabi_grounding_get_token (const WabiJudge *j, gssize index);
gboolean wabi_grounding_same_sentence (const WabiJudge *j, gsize a, gsize b);
void wabi_grounding_find_subjects (const WabiJudge *j, WabiMeaning *m);
void wabi_grounding_read_bound (const WabiJudge *j, WabiMeaning *m);
void wabi_grounding_find_way (const WabiJudge *j, WabiMeaning *m);
void wabi_grounding_find_time (const WabiJudge *j, WabiMeaning *m);
gboolean wabi_grounding_has_figure_between (const WabiJudge *j, gsize from, gsize to);
int wabi_grounding_read_way (const WabiJudge *j, gsize index, gboolean behavior);
gboolean wabi_grounding_is_behavior (const WabiJudge *j, const char *subject_id);
void wabi_grounding_find_mentions (WabiJudge *j);
gboolean wabi_grounding_is_in_name (const WabiJudge *j, const WabiFigure *figure);

/* wabi-grounding-match.c */
const WabiFact *wabi_grounding_find_current (const WabiJudge *j, const WabiFact *fact);
const WabiFact *wabi_grounding_find_measure (const WabiJudge *j, const WabiFact *fact);
char *wabi_grounding_describe_record (const WabiFact *current);
gboolean wabi_grounding_has_suffix_of (const WabiFact *fact, const char *suffix);
gboolean wabi_grounding_is_in_scope (const WabiFact *fact, const GPtrArray *subjects, gboolean strict);
const WabiFact *wabi_grounding_find_best_fact (const WabiJudge *j, const WabiMeaning *m, gboolean *agreed);
gboolean wabi_grounding_way_agrees (const WabiFact *current, int way);

G_END_DECLS
