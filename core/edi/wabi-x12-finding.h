// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-reader.h"

G_BEGIN_DECLS

/** WABI_X12_MAX_FINDINGS: a file that is worse gets one more finding that says so. */
#define WABI_X12_MAX_FINDINGS 1000

/**
 * WabiX12Severity:
 * @WABI_X12_SEVERITY_ERROR: a receiver rejects this, or what is here could not be understood
 * @WABI_X12_SEVERITY_WARNING: some receivers reject it, or it was understood although it is wrong
 */
typedef enum
{
  WABI_X12_SEVERITY_ERROR,
  WABI_X12_SEVERITY_WARNING,
} WabiX12Severity;

/**
 * WabiX12Finding:
 * @severity: how bad it is
 * @segment: the number of the segment in the file, from 1
 * @segment_id: its identifier, or the one that is missing
 * @element: the element from 1, or 0 for the segment as a whole
 * @component: the part of a composite from 1, or 0
 * @repetition: the repetition of the element from 1, or 0
 * @loop: the loop it stands in, such as "2010AA", or an empty string
 * @claim: (nullable): the claim's control number, when inside a claim
 * @line: the service line from 1, or 0
 * @code: what a 999 calls it (IK304 when @element is 0, else IK403), or 0 when a 999 has no word for it
 * @message: what was found and what was expected, for a biller
 *
 * Something that is wrong with a file, and its exact place.
 */
typedef struct
{
  WabiX12Severity severity;
  guint segment;
  char *segment_id;
  guint element;
  guint component;
  guint repetition;
  char *loop;
  char *claim;
  guint line;
  guint code;
  char *message;
} WabiX12Finding;

/**
 * wabi_x12_finding_to_string:
 * @finding: a finding
 *
 * Returns: (transfer full): one line for people: claim, line, place, message
 */
char *wabi_x12_finding_to_string (const WabiX12Finding *finding);

/**
 * wabi_x12_finding_free:
 * @finding: (transfer full) (nullable): a finding
 */
void wabi_x12_finding_free (WabiX12Finding *finding);

G_END_DECLS
