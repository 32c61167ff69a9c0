// SPDX-License-Identifier: AGPL-3.0-or-later
// One visit to one partner.

#pragma once

#include "wabi-store.h"
#include "wabi-transport.h"
#include "wabi-vault.h"

G_BEGIN_DECLS

/**
 * WabiVisit:
 * @store: the records
 * @practice: whose
 * @partner: as it was when the visit began
 * @now: when it began
 * @retry: microseconds until the first try after a failure
 * @place: where to go
 * @fetch: whether to look for what came
 * @out: (element-type WabiRecord): the transmissions that are to be sent
 * @known: (element-type utf8): marks of what came before
 * @again: (element-type utf8): marks of what a person wants to come anew
 * @behind: something that was listed was left for a later visit: the cursor stays
 * @after: (nullable): where to go on when all that was listed is taken in
 * @line: (nullable): the way, while it is open
 *
 * What is to be done with a partner, and how far it is.
 */
typedef struct
{
  WabiStore *store;
  const char *practice;
  WabiRecord *partner;
  gint64 now, retry;
  WabiTransportPlace place;
  gboolean fetch;
  GPtrArray *out;
  GHashTable *known, *again;
  gboolean behind;
  char *after;
  WabiTransport *line;
} WabiVisit;

/** wabi_visit_run: gives one of the commands that only the service gives; takes @args. Returns: whether it was accepted; @code says why not. */
gboolean wabi_visit_run (WabiVisit *visit, const char *name, JsonObject *args, char **code, GError **error);

/** wabi_visit_send: sends all that waits. Returns: %FALSE with @error when the partner cannot be reached any more. */
gboolean wabi_visit_send (WabiVisit *visit, GError **error);

/** wabi_visit_fetch: takes in all that came. Returns: %FALSE with @error when the partner cannot be reached any more. */
gboolean wabi_visit_fetch (WabiVisit *visit, GError **error);

/** wabi_visit_take_answer: takes in the @n-th answer that a transmission got at once. Returns: %FALSE with @error when it could not be kept. */
gboolean wabi_visit_take_answer (WabiVisit *visit, WabiRecord *transmission, guint n, const char *text, GError **error);

/** wabi_visit_has_answer: Returns: whether it was taken in, now or before. */
gboolean wabi_visit_has_answer (WabiVisit *visit, WabiRecord *transmission, guint n);

/** wabi_visit_asks: Returns: whether the partner answers this file at once. */
gboolean wabi_visit_asks (const WabiTransportInfo *info, const char *content);

/** wabi_visit_split_requests: Returns: (element-type utf8) (transfer full): a file for each of the transaction sets of @content, under its envelope. */
GPtrArray *wabi_visit_split_requests (const char *content);

/** wabi_visit_ask: asks all requests of @parcel that have no answer yet, and takes in the answers. Returns: %FALSE with @error when one has none. */
gboolean wabi_visit_ask (WabiVisit *visit, WabiRecord *transmission, const WabiParcel *parcel, GError **error);

/** wabi_partner_name_secret: Returns: (transfer full): what a partner's secret is sealed for: where it goes to another machine it does not open. */
char *wabi_partner_name_secret (const char *practice, WabiRecord *partner);

/** wabi_partner_open_secret: Returns: (transfer full) (nullable): the partner's secret, as an object; to be wiped with wabi_partner_wipe_secret(). */
JsonObject *wabi_partner_open_secret (const WabiView *view, const WabiVault *vault, const char *practice, WabiRecord *partner);

G_END_DECLS
