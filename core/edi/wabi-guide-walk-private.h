// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-guide-private.h"

G_BEGIN_DECLS

/* One loop that is open. */
typedef struct
{
  const WabiGuide *loop;
  guint from;          /* the first child that may still come */
  guint first_segment; /* the number of the segment that opened it */
  guint level;         /* number of the HL that it begins with, or 0 */
  guint16 counts[WABI_GUIDE_MAX_CHILDREN];
} WabiGuideFrame;

typedef struct _WabiGuideWalk WabiGuideWalk;

/* Where a file stands in its guide and what was found so far. Nothing of a segment is kept after its step. */
struct _WabiGuideWalk
{
  GPtrArray *findings;
  WabiGuideFrame frames[WABI_GUIDE_MAX_DEPTH];
  guint depth;
  guint n_errors;   /* also those that are not listed any more */
  guint n_coded;    /* of them those that a 999 has a word for */
  char claim[40];   /* control number of the claim being read, or empty */
  guint line;       /* service line being read, or 0 */
  const char *loop; /* what to call the loop of the next finding, or NULL for the innermost */

  /* Which guide a transaction set follows. */
  const WabiGuide *(*choose) (WabiGuideWalk *walk, const WabiX12Segment *st);

  /* Which characters are wanted: 0 plain, 1 extended, 2 none; of the interchange being read. */
  guint8 classes[256];
  WabiX12Delimiters delimiters;
  gboolean is_ours; /* a kind that a practice sends: small letters are worth a warning */
};

void wabi_guide_walk_init (WabiGuideWalk *walk, GPtrArray *findings);

/* Finds the segment's place and reports order, repetition and what is missing before it. NULL when it has no
 * place. */
const WabiGuide *wabi_guide_walk_step (WabiGuideWalk *walk, const WabiX12Segment *segment);

/* Closes all loops and reports what is missing at the end. */
void wabi_guide_walk_end (WabiGuideWalk *walk);

/* Closes the innermost loop. */
void wabi_guide_walk_leave (WabiGuideWalk *walk);

/* The innermost open loop, such as "2010AA". */
const char *wabi_guide_walk_get_loop (const WabiGuideWalk *walk);

/* Where and how; element, component and repetition from 1, or 0; code as in WabiX12Finding. */
typedef struct
{
  guint element;
  guint component;
  guint repetition;
  guint code;
} WabiGuideSpot;

void wabi_guide_report (WabiGuideWalk *walk, WabiX12Severity severity, const WabiX12Segment *segment,
                        WabiGuideSpot spot, const char *format, ...) G_GNUC_PRINTF (5, 6);

/* The same about a segment that was passed already. */
void wabi_guide_report_at (WabiGuideWalk *walk, guint number, const char *id, const char *loop,
                           WabiGuideSpot spot, const char *format, ...) G_GNUC_PRINTF (6, 7);

/* Holds each element against the words of its place. */
void wabi_guide_check_elements (WabiGuideWalk *walk, const WabiX12Segment *segment, const WabiGuide *guide);

/* Holds characters, blanks and empty ends against the strict form. */
void wabi_guide_check_form (WabiGuideWalk *walk, const WabiX12Segment *segment);

G_END_DECLS
