// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-caldav.h"
#include "wabi-partner-options.h"
#include "wabi-clock.h"
#include "wabi-kind.h"
#include "wabi-mail.h"
#include "wabi-migration.h"

G_BEGIN_DECLS

/**
 * WABI_SERVICE_ABI:
 *
 * Shape of #WabiServiceInfo. The host refuses a service that was built against another.
 */
#define WABI_SERVICE_ABI 1

typedef struct _WabiStore WabiStore;
typedef struct _WabiTokens WabiTokens;
typedef struct _WabiMeter WabiMeter;

/**
 * WabiRequest:
 *
 * One call at hand, see wabi-request.h. It lives until its handler returns.
 */
typedef struct _WabiRequest WabiRequest;

/**
 * WabiServiceContext:
 * @store: (transfer none): records, feed, commands
 * @db_location: (transfer none): the store's database, for a connection of the service's own beside it
 * @clock: (transfer none): the time
 * @tokens: (transfer none): makes and checks access tokens
 * @meter: (transfer none): counters that /v1/metrics shows
 * @mail: (transfer none) (nullable): the mail server, where the deployment has one
 * @calendars: (transfer none) (nullable): calendar servers that may be written to, where the deployment names any
 * @partners: (transfer none) (nullable): clearinghouses with which files may be exchanged, where the deployment names any
 * @folder: (transfer none): where the process keeps its keys
 *
 * What the host hands to a service when it is created. All of it outlives the service.
 */
typedef struct
{
  WabiStore *store;
  const char *db_location;
  const WabiClock *clock;
  WabiTokens *tokens;
  WabiMeter *meter;
  const WabiMailOptions *mail;
  const WabiCaldavOptions *calendars;
  const WabiPartnerOptions *partners;
  const char *folder;
} WabiServiceContext;

/**
 * WabiScope:
 * @name: as routes say it
 * @roles: who has it; any one of them is enough
 *
 * Scopes that routes may name: "public" (no token), "staff" (anybody who is signed in), "clinical", "scheduling", "billing", "admin",
 * "service" (another service of the deployment), "follower" (staff or a service).
 */
typedef struct
{
  const char *name;
  guint roles;
} WabiScope;

#define WABI_SCOPE_PUBLIC "public"
#define WABI_SCOPE_STAFF "staff"
#define WABI_SCOPE_CLINICAL "clinical"
#define WABI_SCOPE_BILLING "billing"
#define WABI_SCOPE_ADMIN "admin"
#define WABI_SCOPE_SERVICE "service"
#define WABI_SCOPE_FOLLOWER "follower"

/**
 * wabi_scope_find:
 * @name: (nullable): a scope's name
 *
 * Returns: (transfer none) (nullable): the scope, %NULL when there is none of that name
 */
const WabiScope *wabi_scope_find (const char *name);

/**
 * WABI_AUDIT_NONE:
 *
 * The audit name of routes that touch no person's data; it must be said, an absent name is refused.
 */
#define WABI_AUDIT_NONE "none"

/**
 * WabiRoute:
 * @method: such as "GET"
 * @path: such as "/v1/records/{kind}/{id}"; a word in braces takes one segment
 * @scope: name of a #WabiScope; %NULL is refused at start-up
 * @audit: what the audit trail calls it, or %WABI_AUDIT_NONE; %NULL is refused at start-up
 * @max_body: most bytes of a body, 0 for none
 * @drain: whether callers whose access has ended may call it too, to send what waits and to confirm that their copy is gone
 * @polled: whether desktops call it by themselves, again and again: when there is too much to do they are asked to wait
 * @handle: answers the call; runs on a worker thread, may block on the database, must answer just once
 * @summary: one line for the OpenAPI document
 * @body: (nullable): field table of the body, for the OpenAPI document
 * @n_body: its rows
 * @answer: (nullable): field table of the answer, for the OpenAPI document
 * @n_answer: its rows
 * @query: (nullable): field table of the query parameters, for the OpenAPI document
 * @n_query: its rows
 *
 * One call that a service answers.
 */
typedef struct
{
  const char *method, *path;
  const char *scope;
  const char *audit;
  gsize max_body;
  gboolean drain;
  gboolean polled;
  void (*handle) (WabiRequest *request, gpointer service);
  const char *summary;
  const WabiField *body;
  guint n_body;
  const WabiField *answer;
  guint n_answer;
  const WabiField *query;
  guint n_query;
} WabiRoute;

/**
 * WabiServiceInfo:
 * @abi: %WABI_SERVICE_ABI
 * @name: such as "scheduling"; also the service that record kinds and commands name
 * @title: for people, untranslated
 * @routes: (nullable): calls beyond push, sync and records, which every service has by its kinds and commands
 * @n_routes: how many
 * @migrations: (nullable): steps of the service's own tables, beside those of its kinds
 * @n_migrations: how many
 * @create: (nullable): makes the service's state, or %NULL with error, which keeps the host from starting
 * @destroy: (nullable): frees it, after the listener has stopped
 *
 * A service is this value. Its kinds, commands and reactions are those that core/domain files under @name; a service whose state is only
 * records needs nothing more than its name.
 */
typedef struct
{
  guint abi;
  const char *name;
  const char *title;
  const WabiRoute *routes;
  guint n_routes;
  const WabiMigration *migrations;
  guint n_migrations;
  gpointer (*create) (const WabiServiceContext *context, GError **error);
  void (*destroy) (gpointer service);
} WabiServiceInfo;

G_END_DECLS
