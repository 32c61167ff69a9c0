// SPDX-License-Identifier: AGPL-3.0-or-later
// Which tables a schedule has. Half of the kinds are never met by what people do here, and making, reading and looking through empty tables
// was half of the work: seven of eight schedules go without those, on desktops and servers alike. When one is asked for all the same, the schedule
// begins anew with the tables of all kinds, as all that follow do.

#include "sim.h"

#include <stdio.h>
#include <string.h>

static const WabiKind *const unmet[] = {
  &wabi_kind_revocation, &wabi_kind_phase, &wabi_kind_series, &wabi_kind_resource,
  &wabi_kind_calendar_link, &wabi_kind_reminder, &wabi_kind_cancel_reason, &wabi_kind_need,
  &wabi_kind_note_lease, &wabi_kind_payer_rule, &wabi_kind_edit_table,
  &wabi_kind_claim_event, &wabi_kind_money_entry,
  &wabi_kind_unit_entry, &wabi_kind_month_close, &wabi_kind_inbound_file, &wabi_kind_remittance, &wabi_kind_remit_claim,
  &wabi_kind_denial, &wabi_kind_appeal, &wabi_kind_benefit, &wabi_kind_family_payment, &wabi_kind_statement, &wabi_kind_payment_plan,
  &wabi_kind_estimate, &wabi_kind_partner, &wabi_kind_transmission,
};

const WabiKind *const *__real_wabi_domain_list_kinds (const char *service, guint *n);
const WabiKind *const *__wrap_wabi_domain_list_kinds (const char *service, guint *n);

static gboolean
is_met (const WabiKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (unmet); i++)
    if (unmet[i] == kind)
      return FALSE;
  return TRUE;
}

static const WabiKind *const *
list_met (guint *n)
{
  static const WabiKind **met;
  static guint n_met;

  if (met == NULL)
    {
      guint n_all;
      const WabiKind *const *all = __real_wabi_domain_list_kinds (NULL, &n_all);

      met = g_new0 (const WabiKind *, n_all);
      for (guint i = 0; i < n_all; i++)
        if (is_met (all[i]))
          met[n_met++] = all[i];
    }
  *n = n_met;
  return met;
}

const WabiKind *const *
__wrap_wabi_domain_list_kinds (const char *service, guint *n)
{
  guint n_met, from = 0, to;
  const WabiKind *const *met;

  if (sim_world == NULL || sim_world->whole)
    return __real_wabi_domain_list_kinds (service, n);
  met = list_met (&n_met);
  while (service != NULL && from < n_met && strcmp (met[from]->service, service) != 0)
    from++;
  for (to = from; to < n_met && (service == NULL || strcmp (met[to]->service, service) == 0); to++)
    ;
  *n = to - from;
  return met + from;
}

/* A program of last year does not know one kind that the server has. */
const WabiCacheTables *
sim_get_tables (gboolean old)
{
  static WabiCacheTables tables[4];
  WabiCacheTables *mine = &tables[(sim_world->whole ? 2 : 0) + (old ? 1 : 0)];
  const WabiKind *const *now;
  const WabiKind **kinds;
  guint n;

  if (mine->kinds != NULL)
    return mine;
  *mine = *wabi_cache_get_domain_tables ();
  now = wabi_domain_list_kinds (NULL, &n);
  kinds = g_new0 (const WabiKind *, n);
  mine->n_kinds = 0;
  for (guint i = 0; i < n; i++)
    if (!old || now[i] != &wabi_kind_location)
      kinds[mine->n_kinds++] = now[i];
  mine->kinds = kinds;
  return mine;
}

static gboolean missed;

void
sim_check_statement (const char *words)
{
  /* An old program, here one with rules of today, does not know places. */
  if (sim_world == NULL || sim_world->whole || missed || strstr (words, "no such table: r_") == NULL || strstr (words, "r_location") != NULL)
    return;
  missed = TRUE;
  printf ("# %s: it is met by now and belongs out of the list in sim-kinds.c; all schedules have all tables\n", words);
}

gboolean
sim_misses_table (void)
{
  return missed;
}
