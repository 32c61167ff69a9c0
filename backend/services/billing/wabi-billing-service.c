// SPDX-License-Identifier: AGPL-3.0-or-later
// The billing service: its state is records; beyond them it exchanges files with clearinghouses.

#include "wabi-billing-service.h"

#include "wabi-carrier.h"
#include "wabi-partner-secret.h"

#define MOST_BYTES (16 * 1024)

typedef struct
{
  WabiVault *vault;     /* (nullable): without a named server nothing is exchanged */
  WabiCarrier *carrier; /* (nullable) */
  WabiPartnerSecret *secret;
} Billing;

static void
handle_secret (WabiRequest *request, gpointer service)
{
  wabi_partner_secret_put (((Billing *) service)->secret, request);
}

static void
handle_test (WabiRequest *request, gpointer service)
{
  wabi_partner_secret_test (((Billing *) service)->secret, request);
}

static gpointer
create_billing (const WabiServiceContext *context, GError **error)
{
  WabiVault *vault = context->partners != NULL ? wabi_vault_open (context->folder, "partner.key", error) : NULL;
  Billing *self;

  if (context->partners != NULL && vault == NULL)
    return NULL;
  self = g_new0 (Billing, 1);
  self->vault = vault;
  self->carrier = vault != NULL ? wabi_carrier_new (context->store, context->partners, vault, context->clock) : NULL;
  self->secret = wabi_partner_secret_new (context, vault);
  return self;
}

static void
destroy_billing (gpointer service)
{
  Billing *self = service;

  wabi_carrier_free (self->carrier);
  wabi_partner_secret_free (self->secret);
  wabi_vault_free (self->vault);
  g_free (self);
}

static const WabiRoute routes[] = {
  { .method = "POST", .path = "/v1/partners/secret", .scope = WABI_SCOPE_BILLING, .audit = "partner.secret", .max_body = MOST_BYTES, .handle = handle_secret,
    .summary = "Gives a clearinghouse's password or private key", .body = wabi_partner_secret_body, .n_body = WABI_PARTNER_SECRET_FIELDS },
  { .method = "POST", .path = "/v1/partners/test", .scope = WABI_SCOPE_BILLING, .audit = WABI_AUDIT_NONE, .max_body = MOST_BYTES, .handle = handle_test,
    .summary = "Goes to a clearinghouse, and says how it is", .body = wabi_partner_secret_body, .n_body = WABI_PARTNER_SECRET_FIELDS,
    .answer = wabi_partner_test_answer, .n_answer = WABI_PARTNER_TEST_FIELDS },
};

const WabiServiceInfo wabi_service_billing = {
  .abi = WABI_SERVICE_ABI,
  .name = "billing",
  .title = "Billing",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .create = create_billing,
  .destroy = destroy_billing,
};
