// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands that a service gives itself.

#include "wabi-store-private.h"

static gboolean
fill_context (WabiStoreTx *tx, const char *practice, WabiContext *context, GError **error)
{
  context->caller = (WabiCaller){ practice, WABI_STORE_SYSTEM_USER, WABI_ROLE_ADMIN };
  context->now = context->given = tx->now;
  context->authority = TRUE;
  context->ids = tx->store->ids;
  context->zone = wabi_tx_get_zone (tx, practice, error);
  return context->zone != NULL;
}

static gboolean
keep (WabiStoreTx *tx, WabiContext *context, WabiTxView *view, const WabiCommandInfo *info, GError **error)
{
  g_autoptr (GString) refs = g_string_new (NULL);
  g_autofree char *text = NULL;
  WabiEffects effects = { .refs = refs };

  if (!wabi_effects_store (tx, context, view, &effects, error))
    return FALSE;
  text = g_strdup_printf ("{\"records\":%s}", refs->str);
  return wabi_store_tx_audit (tx, context->caller.practice, info->service, WABI_STORE_SYSTEM_USER, info->name, text, error);
}

gboolean
wabi_store_tx_run (WabiStoreTx *tx, const char *practice, const char *name, JsonObject *args, char **code, GError **error)
{
  const WabiCommandInfo *info = wabi_command_find (tx->store->commands, tx->store->n_commands, name);
  WabiTxView view;
  WabiContext context;
  gboolean ok;

  g_return_val_if_fail (info != NULL, FALSE);

  wabi_tx_view_init (&view, tx->db, practice);
  wabi_context_init (&context, &view.view);
  ok = fill_context (tx, practice, &context, error)
       && wabi_command_apply (tx->store->commands, tx->store->n_commands, &context, name, args, error)
       && wabi_effects_check (tx, &context, &view, error) && keep (tx, &context, &view, info, error);
  if (code != NULL)
    *code = g_strdup (context.code);
  wabi_context_clear (&context);
  wabi_tx_view_clear (&view);
  return ok;
}
