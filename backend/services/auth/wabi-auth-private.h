// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-rate-limit.h"
#include "wabi-request.h"
#include "wabi-store.h"
#include "wabi-tokens.h"

G_BEGIN_DECLS

/* The service's state, as its handlers share it. */
typedef struct
{
  WabiStore *store;
  WabiTokens *tokens;
  const WabiClock *clock;
  WabiRateLimit *by_login;
  WabiRateLimit *by_address;
} WabiAuth;

#define WABI_AUTH_MAX_BODY 8192

/* wabi-auth-admin.c: people and devices, for administrators; and what a device says that removed its copy. */
void wabi_auth_handle_people (WabiRequest *request, gpointer service);
void wabi_auth_handle_access (WabiRequest *request, gpointer service);
void wabi_auth_handle_device (WabiRequest *request, gpointer service);
void wabi_auth_handle_wiped (WabiRequest *request, gpointer service);

G_END_DECLS
