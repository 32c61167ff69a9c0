// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-guide-walk-private.h"

G_BEGIN_DECLS

/*
 * What the tables of a guide cannot say: sums, balances, numbers that have to be unique. One for a kind of
 * transaction; its state lives as long as the file that is checked. Nothing of a segment may be kept but
 * copies.
 */
typedef struct
{
  gpointer (*make) (WabiGuideWalk *walk);
  void (*discard) (gpointer state);
  void (*begin_set) (gpointer state, const WabiX12Segment *st);
  /* Before the elements of a segment are checked, so that findings name the right claim and line; and after.
   */
  void (*before) (gpointer state, const char *loop, const WabiX12Segment *segment);
  void (*after) (gpointer state, const char *loop, const WabiX12Segment *segment);
  void (*end_set) (gpointer state, const WabiX12Segment *last);
} WabiX12Layer;

extern const WabiX12Layer wabi_837p_layer, wabi_835_layer, wabi_999_layer;

/* NPIs whose check digit is wrong; a warning where it is not our own file. */
void wabi_x12_check_npi (WabiGuideWalk *walk, WabiX12Severity severity, const WabiX12Segment *segment);

G_END_DECLS
