// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-reader.h"

G_BEGIN_DECLS

/**
 * WabiX12Contents:
 * @n_interchanges: ISA segments
 * @n_ta1: TA1 segments
 * @n_271: transaction sets 271; likewise the others
 * @n_277ca: sets 277 that acknowledge claims (005010X214)
 * @n_277: sets 277 that answer a status request
 * @n_999: sets 999 and 997
 * @n_other: sets of kinds that nobody here reads
 * @n_broken: places that could not be read
 *
 * What a file from a partner holds, before anything is made of it: one file may hold several kinds.
 */
typedef struct
{
  guint n_interchanges;
  guint n_ta1;
  guint n_270;
  guint n_271;
  guint n_276;
  guint n_277;
  guint n_277ca;
  guint n_278;
  guint n_835;
  guint n_837;
  guint n_999;
  guint n_other;
  guint n_broken;
} WabiX12Contents;

/**
 * wabi_x12_list_contents:
 * @data: (array length=length): a file
 * @length: its bytes
 * @contents: (out): what is in it
 *
 * Returns: whether it is X12 at all
 */
gboolean wabi_x12_list_contents (const char *data, gsize length, WabiX12Contents *contents);

G_END_DECLS
