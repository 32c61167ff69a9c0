// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** WABI_837P_MAX_FINDINGS: a file that is worse gets one more finding that says so. */
#define WABI_837P_MAX_FINDINGS 1000

/**
 * Wabi837pSeverity:
 * @WABI_837P_SEVERITY_ERROR: the file or the claim will be rejected
 * @WABI_837P_SEVERITY_WARNING: some receivers reject or deny it
 */
typedef enum
{
  WABI_837P_SEVERITY_ERROR,
  WABI_837P_SEVERITY_WARNING,
} Wabi837pSeverity;

/**
 * Wabi837pFinding:
 * @severity: how bad it is
 * @segment: the number of the segment in the file, from 1
 * @segment_id: its identifier, or the one that is missing
 * @element: the element from 1, or 0 for the segment as a whole
 * @loop: the loop it stands in, such as "2010AA"
 * @claim: (nullable): the claim's control number, when inside a claim
 * @line: the service line from 1, or 0
 * @message: what was found and what was expected, for a biller
 */
typedef struct
{
  Wabi837pSeverity severity;
  guint segment;
  char *segment_id;
  guint element;
  char *loop;
  char *claim;
  guint line;
  char *message;
} Wabi837pFinding;

/**
 * wabi_837p_finding_to_string:
 * @finding: a finding
 *
 * Returns: (transfer full): one line for people: claim, line, place, message
 */
char *wabi_837p_finding_to_string (const Wabi837pFinding *finding);

/**
 * wabi_837p_finding_free:
 * @finding: (transfer full) (nullable): a finding
 */
void wabi_837p_finding_free (Wabi837pFinding *finding);

G_END_DECLS
