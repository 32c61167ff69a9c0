// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-837p-finding.h"
#include "wabi-guide-walk-private.h"

G_BEGIN_DECLS

#define WABI_837P_MAX_OTHERS 16

/* What one other payer of a claim says it paid and took off. */
typedef struct
{
  WabiX12Segment plan;  /* its SBR */
  WabiX12Segment payer; /* its NM1; raw is empty when there is none */
  gboolean has_paid;
  gint64 paid;
  gint64 taken_off;       /* CAS of the claim */
  gint64 taken_off_lines; /* CAS of all its line decisions */
  gboolean is_on_line;    /* the line being read has a decision of it */
} Wabi837pOther;

/* The arithmetic of claims: sums, pointers, references, balances of other payers. Segments in it are copies, so that a
 * file may be read in pieces. */
typedef struct
{
  WabiGuideWalk *walk;
  char day[9];     /* CCYYMMDD of BHT04, or empty */
  guint n_claims;  /* in the transaction set */

  /* the subscriber */
  WabiX12Segment subscriber; /* its SBR; raw is empty outside */
  gboolean has_patient;
  guint n_personal; /* N3, N4 and DMG of the subscriber */

  /* the claim */
  WabiX12Segment claim; /* its CLM; raw is empty outside */
  gboolean has_original;
  gint64 line_sum;
  guint n_diagnoses;
  guint n_lines;
  guint n_others;
  Wabi837pOther others[WABI_837P_MAX_OTHERS];
  Wabi837pOther nowhere; /* takes what stands outside of any other plan */

  /* the line */
  WabiX12Segment service; /* its SV1; raw is empty before */
  WabiX12Segment line;    /* its LX */
  gint64 charge;
  gboolean has_control;
  WabiX12Segment decision; /* the SVD being read */
  gint64 decision_sum;

  GHashTable *claim_numbers;
  GHashTable *line_numbers;
} Wabi837pClaims;

void wabi_837p_claims_init (Wabi837pClaims *claims, WabiGuideWalk *walk);
void wabi_837p_claims_clear (Wabi837pClaims *claims);
/* A transaction set begins: its claims are counted anew. */
void wabi_837p_claims_begin_set (Wabi837pClaims *claims);
guint wabi_837p_claims_count (const Wabi837pClaims *claims);

void wabi_837p_claims_set_day (Wabi837pClaims *claims, WabiX12Span day);

/* Before the elements of a segment are checked, so that findings name the right claim and line; and after. */
void wabi_837p_claims_before (Wabi837pClaims *claims, const char *loop, const WabiX12Segment *segment);
void wabi_837p_claims_after (Wabi837pClaims *claims, const char *loop, const WabiX12Segment *segment);

void wabi_837p_claims_begin_patient (Wabi837pClaims *claims, const WabiX12Segment *level);
void wabi_837p_claims_end_claim (Wabi837pClaims *claims);
void wabi_837p_claims_end_subscriber (Wabi837pClaims *claims);

G_END_DECLS
