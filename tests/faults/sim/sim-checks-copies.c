// SPDX-License-Identifier: AGPL-3.0-or-later
// Invariants 1 and 15 between servers: what a follower has of another service is what that service has.

#include "sim-checks.h"
#include "wabi-store-follow.h"

#include <string.h>

typedef struct
{
  SimServer *server;
  GHashTable *copies, *owners; /* rows of the practice here, and where they belong */
  const char *service;
  char **kinds;
  gint64 cursor;
} Following;

static gboolean
is_copied (const Following *following, const WabiKind *kind)
{
  return kind != NULL && strcmp (kind->service, following->service) == 0 && g_strv_contains ((const char *const *) following->kinds, kind->name);
}

/* 1: what lies at or before the place up to which it has read is there, in that state or a later one. */
static void
check_no_gap (const Following *following)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, following->owners);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = value, *copy;

      if (!is_copied (following, row->kind) || row->seq > following->cursor)
        continue;
      copy = g_hash_table_lookup (following->copies, key);
      if (copy == NULL || copy->seq < row->seq)
        sim_violate (1, "%s has read %s up to %" G_GINT64_FORMAT " and has %s of %s", following->server->identity, following->service,
                     following->cursor, copy == NULL ? "nothing" : "an older state", (char *) key);
    }
}

/* 15: at rest both are equal, and nothing else is there. */
static void
check_equal (const Following *following)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, following->owners);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = value, *copy = g_hash_table_lookup (following->copies, key);

      if (!is_copied (following, row->kind) || (copy == NULL && row->deleted))
        continue;
      if (copy == NULL || copy->seq != row->seq || copy->version != row->version || copy->deleted != row->deleted
          || strcmp (copy->body, row->body) != 0)
        sim_violate (15, "%s has another %s than %s: %s, %s", following->server->identity, (char *) key, following->service,
                     copy != NULL ? copy->body : "nothing", row->body);
    }
  g_hash_table_iter_init (&iter, following->copies);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (is_copied (following, ((SimRow *) value)->kind) && !((SimRow *) value)->deleted
        && !g_hash_table_contains (following->owners, key))
      sim_violate (15, "%s has %s, which %s has not", following->server->identity, (char *) key, following->service);
}

static void
check_following (SimWorld *world, SimServer *server, guint practice, const char *service, void (*check) (const Following *following))
{
  g_autofree char *names = wabi_store_list_followed (server->store, service), *epoch = NULL;
  g_auto (GStrv) kinds = names != NULL ? g_strsplit (names, ",", -1) : NULL;
  g_autoptr (GHashTable) copies = NULL, owners = NULL;
  WabiFollowPlace place;

  if (kinds == NULL || sim_server_has (server, service))
    return;
  wabi_store_follow_find (server->store, sim_practice_id (practice), service, &place);
  epoch = place.epoch;
  if (place.sweeping || strcmp (epoch, sim_server_get_epoch (world, service)) != 0)
    return;
  copies = sim_rows_of_one (server, practice);
  owners = sim_rows_of_server (world, practice);
  if (copies != NULL && owners != NULL)
    check (&(Following){ server, copies, owners, service, kinds, place.cursor });
}

static void
check_all (SimWorld *world, void (*check) (const Following *following))
{
  for (guint i = 0; world->n_servers > 1 && i < world->n_servers; i++)
    for (guint practice = 0; practice < SIM_PRACTICES; practice++)
      for (guint k = 0; wabi_domain_services[k] != NULL; k++)
        check_following (world, &world->servers[i], practice, wabi_domain_services[k], check);
}

void
sim_check_copies (SimWorld *world)
{
  check_all (world, check_no_gap);
}

void
sim_check_copies_equal (SimWorld *world)
{
  check_all (world, check_equal);
}
