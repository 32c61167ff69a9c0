// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-finding.h"

G_BEGIN_DECLS

/** WABI_837P_MAX_FINDINGS: as for every other transaction. */
#define WABI_837P_MAX_FINDINGS WABI_X12_MAX_FINDINGS

/** WABI_837P_SEVERITY_ERROR: the file or the claim will be rejected. */
#define WABI_837P_SEVERITY_ERROR WABI_X12_SEVERITY_ERROR
/** WABI_837P_SEVERITY_WARNING: some receivers reject or deny it. */
#define WABI_837P_SEVERITY_WARNING WABI_X12_SEVERITY_WARNING

/** Wabi837pSeverity: how bad something in a claim file is. */
typedef WabiX12Severity Wabi837pSeverity;

/** Wabi837pFinding: something that is wrong with a claim file. */
typedef WabiX12Finding Wabi837pFinding;

/** wabi_837p_finding_to_string: one line for people. */
#define wabi_837p_finding_to_string wabi_x12_finding_to_string

/** wabi_837p_finding_free: frees a finding. */
#define wabi_837p_finding_free wabi_x12_finding_free

G_END_DECLS
