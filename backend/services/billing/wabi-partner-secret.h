// SPDX-License-Identifier: AGPL-3.0-or-later
// A person gives a partner's password or key, and tries the connection.

#pragma once

#include "wabi-request.h"
#include "wabi-service.h"
#include "wabi-vault.h"

G_BEGIN_DECLS

/** WabiPartnerSecret: answers both. */
typedef struct _WabiPartnerSecret WabiPartnerSecret;

/**
 * wabi_partner_secret_new:
 * @context: what the host hands to the service; copied
 * @vault: (nullable) (transfer none): seals the secrets; %NULL where this server exchanges no files
 *
 * Returns: (transfer full): what answers
 */
WabiPartnerSecret *wabi_partner_secret_new (const WabiServiceContext *context, const WabiVault *vault);

/** wabi_partner_secret_free: frees it; %NULL is allowed. */
void wabi_partner_secret_free (WabiPartnerSecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPartnerSecret, wabi_partner_secret_free)

/** wabi_partner_secret_put: POST /v1/partners/secret: keeps a password, or a private key with its passphrase. */
void wabi_partner_secret_put (WabiPartnerSecret *self, WabiRequest *request);

/** wabi_partner_secret_test: POST /v1/partners/test: goes there, and says how it is and which key the machine shows. */
void wabi_partner_secret_test (WabiPartnerSecret *self, WabiRequest *request);

/** WABI_PARTNER_SECRET_FIELDS: how many they are. */
#define WABI_PARTNER_SECRET_FIELDS 4
/** WABI_PARTNER_TEST_FIELDS: how many they are. */
#define WABI_PARTNER_TEST_FIELDS 5

/** wabi_partner_secret_body: (array): the body of both, for the OpenAPI document. */
extern const WabiField wabi_partner_secret_body[WABI_PARTNER_SECRET_FIELDS];

/** wabi_partner_test_answer: (array): the answer of a try, for the OpenAPI document. */
extern const WabiField wabi_partner_test_answer[WABI_PARTNER_TEST_FIELDS];

G_END_DECLS
