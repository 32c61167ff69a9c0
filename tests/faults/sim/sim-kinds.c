// SPDX-License-Identifier: AGPL-3.0-or-later
// Which tables a schedule has. Half of the kinds are never met by what people do here, and making, reading and looking through empty tables
// was half of the work: seven of eight schedules go without those, on desktops and servers alike. When one is asked for all the same, it is taken
// up, and the schedule begins anew.

#include "sim.h"

#include <stdio.h>
#include <string.h>

static const WabiKind *const unmet[] = {
  &wabi_kind_revocation, &wabi_kind_phase, &wabi_kind_series, &wabi_kind_resource, &wabi_kind_calendar_link, &wabi_kind_reminder,
  &wabi_kind_cancel_reason, &wabi_kind_need, &wabi_kind_note_lease,
  &wabi_kind_inbound_file, &wabi_kind_remittance, &wabi_kind_remit_claim, &wabi_kind_appeal, &wabi_kind_benefit,
  &wabi_kind_family_payment, &wabi_kind_statement, &wabi_kind_payment_plan, &wabi_kind_estimate,
};

const WabiKind *const *__real_wabi_domain_list_kinds (const char *service, guint *n);
const WabiKind *const *__wrap_wabi_domain_list_kinds (const char *service, guint *n);

static GHashTable *taken_up; /* kinds that were asked for */
static gboolean missed;      /* one of them in this schedule */
static const WabiKind **met;
static GPtrArray *older; /* lists that the product may still look into */
static guint n_met;
static WabiCacheTables tables[4];

static gboolean
is_met (const WabiKind *kind)
{
  if (taken_up != NULL && g_hash_table_contains (taken_up, kind))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (unmet); i++)
    if (unmet[i] == kind)
      return FALSE;
  return TRUE;
}

static const WabiKind *const *
list_met (guint *n)
{
  if (met == NULL)
    {
      guint n_all;
      const WabiKind *const *all = __real_wabi_domain_list_kinds (NULL, &n_all);

      met = g_new0 (const WabiKind *, n_all);
      n_met = 0;
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
  guint n_here, from = 0, to;
  const WabiKind *const *here;

  if (sim_world == NULL || sim_world->whole)
    return __real_wabi_domain_list_kinds (service, n);
  here = list_met (&n_here);
  while (service != NULL && from < n_here && strcmp (here[from]->service, service) != 0)
    from++;
  for (to = from; to < n_here && (service == NULL || strcmp (here[to]->service, service) == 0); to++)
    ;
  *n = to - from;
  return here + from;
}

/* A program of last year does not know one kind that the server has. */
const WabiCacheTables *
sim_get_tables (gboolean old)
{
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

void
sim_check_statement (const char *words)
{
  const char *name = strstr (words, "no such table: r_");
  const WabiKind *kind = name != NULL ? wabi_domain_find_kind (name + strlen ("no such table: r_")) : NULL;

  if (sim_world == NULL || sim_world->whole || kind == NULL || is_met (kind))
    return;
  if (taken_up == NULL)
    taken_up = g_hash_table_new (NULL, NULL);
  g_hash_table_add (taken_up, (gpointer) kind);
  missed = TRUE;
  printf ("# %s is met by now and belongs out of the list in sim-kinds.c\n", kind->name);
}

gboolean
sim_take_up_tables (void)
{
  gboolean news = missed;

  if (missed)
    {
      if (older == NULL)
        older = g_ptr_array_new ();
      g_ptr_array_add (older, g_steal_pointer (&met));
      for (guint i = 0; i < 2; i++)
        {
          g_free ((gpointer) tables[i].kinds);
          tables[i].kinds = NULL;
        }
    }
  missed = FALSE;
  return news;
}
