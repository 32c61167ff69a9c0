// SPDX-License-Identifier: AGPL-3.0-or-later
// A practice in memory with one claim at the payer, and a payer that answers.

#pragma once

#include "memory-practice.h"
#include "remit-writer.h"
#include "wabi-money-book.h"

typedef struct
{
  MemoryPractice *practice;
  WabiRecord *claim;
  char *one, *two; /* charges of $68 each, on March 9 and 10 */
  const char *control;
} Billed;

char *billed_new_id (void);
/* Gives a command as the biller. */
gboolean billed_give (MemoryPractice *practice, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);
char *billed_hold (MemoryPractice *practice, const char *day);
/* A session of 97153 of so many whole units, and its open charge at so many cents a unit. */
char *billed_hold_at (MemoryPractice *practice, const char *day, int minute, int minutes, gint64 rate, const char *place, const char *staff);
WabiRecord *billed_only (MemoryPractice *practice, const WabiKind *kind, const char *field, const char *value);
void billed_set_up (Billed *billed);
void billed_tear_down (Billed *billed);
char *billed_line_control (Billed *billed, const char *charge);
RemitWriter *billed_start (guint number, const char *trace);
/* Both lines of the claim with the same answer, by their numbers. */
void billed_answer_both (Billed *billed, RemitWriter *writer, const char *status, int sign, gint64 paid, gint64 patient, const char *cas,
                         const char *remark);
/* Takes @content. */
gboolean billed_import (Billed *billed, char *content);
WabiRecord *billed_find_remittance (Billed *billed, const char *trace);
gboolean billed_post (Billed *billed, const char *trace);
void billed_check_remittance (Billed *billed, const char *trace, const char *state, gint64 suspense);
void billed_check_charge (Billed *billed, const char *id, gint64 paid, gint64 adjusted, gint64 family, gint64 balance);
void billed_check_claim (Billed *billed, const char *state);
/* What is on an account; all accounts together are nothing, or the test fails. */
gint64 billed_on_account (Billed *billed, WabiMoneyAccount account);
guint billed_count (Billed *billed, const WabiKind *kind);
