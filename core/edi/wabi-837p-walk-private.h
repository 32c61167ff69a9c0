// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-837p-finding.h"
#include "wabi-837p-grammar-private.h"
#include "wabi-x12-reader.h"

G_BEGIN_DECLS

#define WABI_837P_MAX_DEPTH 12

/* One loop that is open. */
typedef struct
{
  const Wabi837pNode *loop;
  guint position;      /* of the last child that was met */
  guint first_segment; /* the number of the segment that opened it */
  guint16 counts[WABI_837P_MAX_CHILDREN];
} Wabi837pFrame;

/* Where the checker stands in the guide and what it has found so far. */
typedef struct
{
  GPtrArray *findings;
  Wabi837pFrame frames[WABI_837P_MAX_DEPTH];
  guint depth;
  char claim[40];   /* control number of the claim being read, or empty */
  guint line;       /* service line being read, or 0 */
  const char *loop; /* what to call the loop of the next finding, or NULL for the innermost */
} Wabi837pWalk;

void wabi_837p_walk_init (Wabi837pWalk *walk, GPtrArray *findings);

/* Finds the segment's place and reports order, repetition and what is missing before it. NULL when it has no
 * place. */
const Wabi837pNode *wabi_837p_walk_step (Wabi837pWalk *walk, const WabiX12Segment *segment);

/* Closes all loops and reports what is missing at the end. */
void wabi_837p_walk_end (Wabi837pWalk *walk);

/* The innermost open loop, such as "2010AA". */
const char *wabi_837p_walk_get_loop (const Wabi837pWalk *walk);

/* Adds a finding about an element of a segment, or the segment as a whole when element is 0. */
void wabi_837p_report (Wabi837pWalk *walk, Wabi837pSeverity severity, const WabiX12Segment *segment,
                       guint element, const char *format, ...) G_GNUC_PRINTF (5, 6);

/* Holds each element against the node's words. */
void wabi_837p_check_elements (Wabi837pWalk *walk, const WabiX12Segment *segment, const Wabi837pNode *node);

/* Holds characters, blanks and empty ends against the strict form. */
void wabi_837p_check_form (Wabi837pWalk *walk, const WabiX12Segment *segment);

G_END_DECLS
