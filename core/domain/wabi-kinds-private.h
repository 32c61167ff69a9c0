// SPDX-License-Identifier: AGPL-3.0-or-later
// Short names for the rows of the field tables.

#pragma once

#include "wabi-domain.h"

#define T WABI_FIELD_TEXT
#define LT WABI_FIELD_LONG_TEXT
#define I WABI_FIELD_INT
#define B WABI_FIELD_BOOL
#define AT WABI_FIELD_INSTANT
#define D WABI_FIELD_DATE
#define C WABI_FIELD_MONEY
#define E WABI_FIELD_ENUM
#define R WABI_FIELD_REF
#define L WABI_FIELD_LIST
#define J WABI_FIELD_JSON
#define CODE WABI_FIELD_CODE

#define REQ WABI_REQUIRED
#define IDX WABI_INDEXED
#define PHI WABI_PHI
#define FIX WABI_FIXED

#define MAX_CENTS G_GINT64_CONSTANT (100000000)

/* Kinds whose edits merge carry what could not be merged (sync.md 6.5). */
#define PROPOSALS                                                                                            \
  { "proposals", J, PHI, 0, 0, NULL, NULL }, { "needs_hand", B, IDX, 0, 0, NULL, NULL },                     \
      { "settled", J, PHI, 0, 0, NULL, NULL },                                                               \
  {                                                                                                          \
    "edits", J, 0, 0, 0, NULL, NULL                                                                          \
  }
