// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-finding.h"
#include "wabi-x12-writer.h"

G_BEGIN_DECLS

/**
 * WabiX12CheckedSet:
 * @set: ST01, such as "837"
 * @control: ST02
 * @guide: ST03, or an empty text
 * @is_known: there is a guide for it here; otherwise only its ends were looked at
 * @first_segment: number of its ST
 * @last_segment: number of its SE, or of the last one before it was cut
 * @n_errors: how much is wrong, warnings apart; also what is not listed
 * @n_coded: of them those that a 999 rejects
 * @code: IK502 when its ends are wrong, or 0
 * @has_end: its SE was met
 */
typedef struct
{
  char *set;
  char *control;
  char *guide;
  gboolean is_known;
  guint first_segment;
  guint last_segment;
  guint n_errors;
  guint n_coded;
  guint code;
  gboolean has_end;
} WabiX12CheckedSet;

/**
 * WabiX12CheckedGroup:
 * @functional_id: GS01
 * @control: GS06
 * @guide: GS08
 * @sets: (element-type WabiX12CheckedSet): in their order
 * @n_said: GE01, or 0
 * @code: AK905 when its ends are wrong, or 0
 */
typedef struct
{
  char *functional_id;
  char *control;
  char *guide;
  GPtrArray *sets;
  guint n_said;
  guint code;
} WabiX12CheckedGroup;

/**
 * WabiX12CheckedInterchange:
 * @sender_qualifier: ISA05
 * @sender: ISA06 without padding
 * @receiver_qualifier: ISA07
 * @receiver: ISA08 without padding
 * @date: ISA09, YYMMDD
 * @time: ISA10
 * @control: ISA13
 * @wants_acknowledgment: ISA14 is 1
 * @note: what a TA1 says: "000", or the first thing that is wrong with the envelope
 * @groups: (element-type WabiX12CheckedGroup): in their order
 */
typedef struct
{
  char *sender_qualifier;
  char *sender;
  char *receiver_qualifier;
  char *receiver;
  char *date;
  char *time;
  char *control;
  gboolean wants_acknowledgment;
  const char *note;
  GPtrArray *groups;
} WabiX12CheckedInterchange;

/**
 * WabiX12Checked:
 * @findings: (element-type WabiX12Finding): what is wrong, in the order of the file; empty when nothing is
 * @interchanges: (element-type WabiX12CheckedInterchange): what was read
 * @n_segments: how many segments there were
 * @n_errors: how much is wrong, warnings apart; also what is not listed
 *
 * What came of holding a file against its guides.
 */
typedef struct
{
  GPtrArray *findings;
  GPtrArray *interchanges;
  guint n_segments;
  guint n_errors;
} WabiX12Checked;

/**
 * wabi_x12_checked_free:
 * @checked: (transfer full) (nullable): the outcome
 */
void wabi_x12_checked_free (WabiX12Checked *checked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiX12Checked, wabi_x12_checked_free)

/**
 * wabi_x12_check:
 * @data: (array length=length): a file of any of the kinds 270, 271, 276, 277, 277CA, 278, 835, 837P, 999 and
 * TA1
 * @length: its bytes
 *
 * Holds a file against the guides of its transactions, without any knowledge of how it was made: structure,
 * usage, repeats, code sets, lengths, levels, counts, and the balances of claims and remittances. Never
 * fails: a file that cannot be read is a finding, and what comes behind a broken place is read on.
 *
 * Returns: (transfer full): what is wrong
 */
WabiX12Checked *wabi_x12_check (const char *data, gsize length);

/**
 * WabiX12Checker:
 *
 * The same a segment at a time, for files that are larger than what one wants to hold in memory. Nothing of a
 * segment is kept after its call.
 */
typedef struct _WabiX12Checker WabiX12Checker;

/**
 * wabi_x12_checker_new:
 *
 * Returns: (transfer full): a checker at the beginning of a file
 */
WabiX12Checker *wabi_x12_checker_new (void);

/**
 * wabi_x12_checker_take:
 * @checker: a checker
 * @segment: the next segment
 */
void wabi_x12_checker_take (WabiX12Checker *checker, const WabiX12Segment *segment);

/**
 * wabi_x12_checker_take_error:
 * @checker: a checker
 * @segment: number of the place that could not be read
 * @error: why not
 */
void wabi_x12_checker_take_error (WabiX12Checker *checker, guint segment, const GError *error);

/**
 * wabi_x12_checker_finish:
 * @checker: (transfer full): a checker at the end of the file
 *
 * Returns: (transfer full): what is wrong
 */
WabiX12Checked *wabi_x12_checker_finish (WabiX12Checker *checker);

/**
 * wabi_x12_write_999:
 * @checked: what came of a file
 * @envelope: who answers to whom; its functional id and guide are set by this
 * @error: %WABI_X12_ERROR_VALUE
 *
 * Writes what a receiver of the file would send: for each group a 999 that names segments and elements.
 * Business rules such as balances are no part of it; payers tell of those in a 277CA. A set whose guide is
 * not known here is accepted as far as its ends are right.
 *
 * Returns: (transfer full) (nullable): the file; %NULL without an error when it has no group to answer to
 */
char *wabi_x12_write_999 (const WabiX12Checked *checked, const WabiX12Envelope *envelope,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_write_ta1:
 * @checked: what came of a file
 * @envelope: who answers to whom
 * @all: also for interchanges that are right and did not ask
 * @error: %WABI_X12_ERROR_VALUE
 *
 * Writes what a receiver of the file would send about its envelopes.
 *
 * Returns: (transfer full) (nullable): the file; %NULL without an error when there is nothing to answer
 */
char *wabi_x12_write_ta1 (const WabiX12Checked *checked, const WabiX12Envelope *envelope, gboolean all,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
