// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-parts.h"

G_BEGIN_DECLS

/**
 * WabiAckElement:
 * @element: IK401-1, the element from 1
 * @component: IK401-2, or 0
 * @repetition: IK401-3, or 0
 * @reference: (nullable): IK402
 * @code: (nullable): IK403: 1 missing, 7 bad code, 8 bad date, ...
 * @value: (nullable): IK404, the bad value
 */
typedef struct
{
  guint element;
  guint component;
  guint repetition;
  const char *reference;
  const char *code;
  const char *value;
} WabiAckElement;

/**
 * WabiAckSegment:
 * @id: (nullable): IK301
 * @position: IK302, counted from ST, which is 1
 * @loop: (nullable): IK303
 * @code: (nullable): IK304: 3 required segment missing, 8 has element errors, ...
 * @claim: (nullable): our claim number, where the receiver tells it (CTX*CLM01 or TRN02)
 */
typedef struct
{
  const char *id;
  guint position;
  const char *loop;
  const char *code;
  const char *claim;
  const WabiAckElement *elements;
  guint n_elements;
} WabiAckSegment;

/**
 * WabiAckSet:
 * @set: (nullable): AK201, such as "837"
 * @control: (nullable): AK202, our ST02
 * @guide: (nullable): AK203
 * @outcome: IK501: A accepted, E accepted with errors, R M W X rejected; 0 when it is not told
 * @codes: (array length=n_codes): IK502 and on
 */
typedef struct
{
  const char *set;
  const char *control;
  const char *guide;
  char outcome;
  const char *codes[5];
  guint n_codes;
  const WabiAckSegment *segments;
  guint n_segments;
} WabiAckSet;

/**
 * WabiAck:
 * @origin: where it stood
 * @functional_id: (nullable): AK101, our GS01
 * @group_control: (nullable): AK102, our GS06
 * @guide: (nullable): AK103, our GS08
 * @outcome: AK901: A, E, P (some sets rejected), R M W X rejected; 0 when it is not told
 * @n_included: AK902
 * @n_received: AK903
 * @n_accepted: AK904
 * @codes: (array length=n_codes): AK905 and on
 * @is_complete: it ended in an SE that fits
 * @sets: (array length=n_sets): what became of each transaction set
 *
 * One 999 (or 997): what a receiver says of one functional group.
 */
typedef struct
{
  WabiX12Origin origin;
  const char *functional_id;
  const char *group_control;
  const char *guide;
  char outcome;
  guint n_included;
  guint n_received;
  guint n_accepted;
  const char *codes[5];
  guint n_codes;
  gboolean is_complete;
  const WabiAckSet *sets;
  guint n_sets;
  const WabiX12Finding *const *findings;
  guint n_findings;
} WabiAck;

/**
 * WabiInterchangeAck:
 * @origin: the interchange it stood in; it has no group and no set
 * @control: (nullable): TA101, our ISA13
 * @date: (nullable): TA102, our ISA09
 * @time: (nullable): TA103, our ISA10
 * @outcome: TA104: A accepted, E accepted with errors, R rejected; 0 when it is not told
 * @note: (nullable): TA105: 000 nothing wrong, 025 duplicate control number, ...
 * @segment: number of the TA1
 */
typedef struct
{
  WabiX12Origin origin;
  const char *control;
  const char *date;
  const char *time;
  char outcome;
  const char *note;
  guint segment;
} WabiInterchangeAck;

/**
 * WabiAckFile:
 * @acks: (array length=n_acks): one for each 999
 * @interchanges: (array length=n_interchanges): one for each TA1
 * @findings: (element-type WabiX12Finding): all that is wrong, in the order of the file
 */
typedef struct _WabiAckFile WabiAckFile;
struct _WabiAckFile
{
  const WabiAck *acks;
  guint n_acks;
  const WabiInterchangeAck *interchanges;
  guint n_interchanges;
  GPtrArray *findings;
  /*< private >*/
  gpointer arena;
};

/**
 * wabi_ack_read:
 * @data: (array length=length): a file; not needed any more afterwards
 * @length: its bytes
 * @error: %WABI_X12_ERROR_NOT_X12 when it is no X12 at all
 *
 * Reads every 999, 997 and TA1 of a file, leniently. What else is in it is passed over.
 *
 * Returns: (transfer full) (nullable): what it says
 */
WabiAckFile *wabi_ack_read (const char *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_ack_file_free:
 * @file: (transfer full) (nullable): a file
 */
void wabi_ack_file_free (WabiAckFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiAckFile, wabi_ack_file_free)

/**
 * wabi_ack_is_accepted:
 * @outcome: IK501, AK901 or TA104
 *
 * Returns: whether what it is about goes on to the next step (A, E; P for the group as a whole is not)
 */
gboolean wabi_ack_is_accepted (char outcome);

/**
 * wabi_ack_explain:
 * @list: "set" (IK501, AK901), "error" (IK502), "segment" (IK304), "element" (IK403), "interchange" (TA105)
 * @code: a code
 *
 * Returns: (transfer none) (nullable): a few translated words for it, or %NULL when it is not known
 */
const char *wabi_ack_explain (const char *list, const char *code);

G_END_DECLS
