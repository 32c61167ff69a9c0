// SPDX-License-Identifier: AGPL-3.0-or-later
// Invariants 1 to 6, 15, 16, 23 to 25: what desktops hold, beside what the server has.

#include "sim-checks.h"
#include "wabi-store-private.h"

#include <string.h>

static gboolean
knows (const SimDesk *desk, const WabiKind *kind)
{
  return !desk->old_tables || kind != &wabi_kind_location;
}

/* The cursor of the feed when it belongs to the server's present history and is not being read anew; else -1. */
static gint64
get_cursor (SimWorld *world, SimDesk *desk, const char *service)
{
  g_autofree char *epoch = NULL;
  gboolean loaded, sweeping;
  gint64 seq;

  if (!sim_desk_read_cursor (desk, service, &seq, &epoch, &loaded, &sweeping))
    return -1;
  return g_strcmp0 (epoch, sim_server_get_epoch (world, service)) == 0 ? seq : -1;
}

static guint
find_service (const char *name)
{
  guint service = 0;

  while (strcmp (wabi_domain_services[service], name) != 0)
    service++;
  return service;
}

static void
read_claims (SimDesk *desk, SimClaim *claims)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    sim_claim_read (desk, wabi_domain_services[i], &claims[i]);
}

static void
clear_claims (SimClaim *claims)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    sim_claim_clear (&claims[i]);
}

static void
check_no_gap_of (SimWorld *world, SimDesk *desk, GHashTable *server, GHashTable *mine)
{
  GHashTableIter iter;
  gpointer key, value;
  gint64 cursors[16];
  SimClaim claims[16];

  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    cursors[i] = get_cursor (world, desk, wabi_domain_services[i]);
  read_claims (desk, claims);
  g_hash_table_iter_init (&iter, server);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = value, *there;
      guint service = find_service (row->kind->service);

      if (row->seq > cursors[service] || !sim_claim_has (&claims[service], row))
        continue;
      there = g_hash_table_lookup (mine, key);
      if (there == NULL || there->seq < row->seq)
        sim_violate (1, "desk %u (%s) is past %" G_GINT64_FORMAT " of %s but has %s of %s (server: %" G_GINT64_FORMAT ")", desk->index,
                     desk->user->login, cursors[service], row->kind->service, there == NULL ? "nothing" : "an older state", (char *) key,
                     row->seq);
    }
  clear_claims (claims);
}

void
sim_check_no_gap (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      SimDesk *desk = &world->desks[i];
      g_autoptr (GHashTable) server = sim_rows_of_server (world, desk->user->practice);
      g_autoptr (GHashTable) mine = sim_rows_of_desk (desk);

      if (server != NULL && mine != NULL)
        check_no_gap_of (world, desk, server, mine);
    }
}

/* ---- 2 ---- */

typedef struct
{
  char *feed;
  GHashTable *seqs;
} Places;

static void
take_places (SimAudit *audit, GHashTable *seqs)
{
  JsonArray *records = audit->records;

  if (records == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      gint64 seq = wabi_json_peek_int (json_array_get_object_element (records, i), "seq", 0);

      if (!g_hash_table_add (seqs, g_strdup_printf ("%s %s %" G_GINT64_FORMAT, audit->practice, audit->service, seq)))
        sim_violate (2, "place %" G_GINT64_FORMAT " of %s was given twice", seq, audit->service);
    }
}

/* Places are dense above those of the furnishing, which left no trace in the audit. */
static void
check_dense (SimWorld *world, GHashTable *seqs, guint practice, const char *service)
{
  gint64 head = sim_server_get_head (world, practice, service), lowest = 0;

  for (gint64 seq = head; seq > 0; seq--)
    {
      g_autofree char *key = g_strdup_printf ("%s %s %" G_GINT64_FORMAT, sim_practice_id (practice), service, seq);
      gboolean there = g_hash_table_contains (seqs, key);

      if (there && lowest != 0)
        sim_violate (2, "place %" G_GINT64_FORMAT " of %s was never given, its head is %" G_GINT64_FORMAT, lowest, service, head);
      if (!there && lowest == 0)
        lowest = seq;
    }
}

void
sim_check_dense (SimWorld *world)
{
  g_autoptr (GPtrArray) audit = sim_list_audit (world);
  g_autoptr (GHashTable) seqs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (audit == NULL)
    return;
  for (guint i = 0; i < audit->len; i++)
    take_places (g_ptr_array_index (audit, i), seqs);
  for (guint practice = 0; practice < SIM_PRACTICES; practice++)
    {
      g_autoptr (GHashTable) rows = sim_rows_of_server (world, practice);
      GHashTableIter iter;
      gpointer value;

      if (rows == NULL)
        return;
      for (guint i = 0; wabi_domain_services[i] != NULL; i++)
        check_dense (world, seqs, practice, wabi_domain_services[i]);
      g_hash_table_iter_init (&iter, rows);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          gint64 head = sim_server_get_head (world, practice, ((SimRow *) value)->kind->service);

          if (head >= 0 && ((SimRow *) value)->seq > head)
            sim_violate (2, "a %s lies behind the head of its feed", ((SimRow *) value)->kind->name);
        }
    }
}

/* ---- 3 ---- */

void
sim_check_cursors (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    for (guint k = 0; wabi_domain_services[k] != NULL; k++)
      {
        SimDesk *desk = &world->desks[i];
        gint64 seq = get_cursor (world, desk, wabi_domain_services[k]), head;
        g_autofree char *epoch = NULL;
        gboolean loaded, sweeping = FALSE;
        gint64 raw;

        if (seq < 0)
          desk->last_cursor[k] = 0;
        if (seq < 0 || !sim_desk_read_cursor (desk, wabi_domain_services[k], &raw, &epoch, &loaded, &sweeping))
          continue;
        head = sim_server_get_head (world, desk->user->practice, wabi_domain_services[k]);
        if (head >= 0 && seq > head)
          sim_violate (3, "desk %u is at %" G_GINT64_FORMAT " of %s, which ends at %" G_GINT64_FORMAT, i, seq, wabi_domain_services[k], head);
        if (seq < desk->last_cursor[k] && !sweeping && desk->cursor_epoch == world->epoch && !desk->last_sweeping[k])
          sim_violate (3, "the cursor of desk %u in %s went back from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, i, wabi_domain_services[k],
                       desk->last_cursor[k], seq);
        desk->last_cursor[k] = seq;
        desk->last_sweeping[k] = sweeping;
      }
  for (guint i = 0; i < world->n_desks; i++)
    world->desks[i].cursor_epoch = world->epoch;
}

/* ---- 4: the reduce law, on what the server sends ---- */

static gint64
read_pages (SimWorld *world, const SimUser *user, const char *token, const char *service, GHashTable *state)
{
  gint64 since = 0, retry, head = -1;
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *path = g_strdup_printf ("/v1/sync?service=%s&since=%" G_GINT64_FORMAT "&limit=%u", service, since,
                                               1 + sim_draw (world->rand, 9));
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (WabiPullPage) page = NULL;
      guint status = 0;

      if (!sim_server_handle (world, "GET", path, token, NULL, &status, &answer, &retry) || status != 200)
        return -1;
      page = wabi_pull_page_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), service, since, NULL);
      if (page == NULL)
        {
          sim_violate (4, "a page of %s cannot be read", service);
          return -1;
        }
      for (guint i = 0; i < page->changes->len; i++)
        {
          const WabiPullChange *change = &g_array_index (page->changes, WabiPullChange, i);

          g_hash_table_replace (state, g_strdup_printf ("%s %s", change->kind, change->id),
                                g_strdup_printf ("%" G_GINT64_FORMAT " %d %s", change->seq, change->deleted, change->body));
        }
      since = page->next;
      head = page->head;
      more = page->more;
    }
  return head;
}

void
sim_check_reduce (SimWorld *world)
{
  const SimUser *user = world->desks[0].user;
  g_autofree char *token = NULL;
  g_autoptr (GHashTable) server = sim_rows_of_server (world, user->practice);
  GHashTableIter iter;
  gpointer key, value;

  if (world->plan.seed % 6 != 0 || server == NULL)
    return;
  token = sim_server_new_token (world, user);
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      g_autoptr (GHashTable) state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_autoptr (GHashTable) care = NULL;

      if (read_pages (world, user, token, wabi_domain_services[i], state) < 0)
        continue;
      care = sim_list_care (world, server, user, wabi_domain_services[i]);
      g_hash_table_iter_init (&iter, server);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          const SimRow *row = value;
          g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %d %s", row->seq, row->deleted, row->body);

          if (strcmp (row->kind->service, wabi_domain_services[i]) == 0 && sim_may_see (user, care, row)
              && g_strcmp0 (g_hash_table_lookup (state, key), text) != 0)
            sim_violate (4, "%s read in small pages is not what the server has", (char *) key);
        }
    }
}

/* ---- 5: a page that came before comes again ---- */

/* The first line in which they differ. */
static char *
find_difference (const char *one, const char *two)
{
  g_auto (GStrv) before = g_strsplit (one, "\n", -1), after = g_strsplit (two, "\n", -1);

  for (guint i = 0; before[i] != NULL || after[i] != NULL; i++)
    if (g_strcmp0 (before[i], after[i]) != 0)
      return g_strdup_printf ("“%.120s” became “%.120s”", before[i] != NULL ? before[i] : "", after[i] != NULL ? after[i] : "");
  return g_strdup ("");
}

void
sim_check_again (SimWorld *world)
{
  GHashTableIter iter;
  gpointer path, body;
  guint left = 3;

  g_hash_table_iter_init (&iter, world->cached);
  while (left > 0 && g_hash_table_iter_next (&iter, &path, &body))
    {
      SimDesk *desk = &world->desks[(left - 1) % world->n_desks];
      const char *since = strstr (path, "&since=");
      g_auto (GStrv) words = g_strsplit_set (strchr (path, ' '), "=&", 3);
      g_autoptr (WabiPullPage) page = NULL;
      g_autoptr (GHashTable) before = sim_rows_of_desk (desk), after = NULL;
      g_autofree char *one = NULL, *two = NULL, *access = NULL;

      if (since == NULL || before == NULL || g_hash_table_size (before) == 0)
        continue;
      page = wabi_pull_page_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), words[1],
                                   g_ascii_strtoll (since + strlen ("&since="), NULL, 10), NULL);
      if (page == NULL || g_strcmp0 (page->epoch, sim_server_get_epoch (world, page->service)) != 0
          || g_hash_table_lookup (world->page_of, path) != desk->user)
        continue;
      /* The address of a question names the rights that are known, so that none is answered by a page of other rights. */
      if (!wabi_cache_read_access (desk->cache, page->service, &access, NULL) || g_strcmp0 (access, page->access) != 0)
        continue;
      left--;
      if (!wabi_cache_apply_page (desk->cache, page, NULL))
        continue;
      after = sim_rows_of_desk (desk);
      one = sim_rows_print (before);
      two = sim_rows_print (after);
      if (strcmp (one, two) != 0)
        {
          g_autofree char *what = find_difference (one, two);

          sim_violate (5, "an old page of %s (%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ") changed desk %u: %s", page->service, page->since,
                       page->next, desk->index, what);
        }
      sim_drain ();
    }
}

/* ---- 6: no half transaction on the screen ---- */

/* @service: of which one, NULL for all */
static void
check_first_rows (SimWorld *world, SimDesk *desk, const char *service)
{
  g_autoptr (GHashTable) server = sim_rows_of_server (world, desk->user->practice);
  g_autoptr (GHashTable) mine = server != NULL ? sim_rows_of_desk (desk) : NULL;
  GHashTableIter iter;
  gpointer key, value;
  SimClaim claims[16];

  if (mine == NULL)
    return;
  read_claims (desk, claims);
  g_hash_table_iter_init (&iter, server);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = value;

      if (g_str_has_prefix (row->id, "01900000-0000-7000-8000-") && !row->deleted
          && sim_claim_has (&claims[find_service (row->kind->service)], row)
          && (service == NULL || strcmp (row->kind->service, service) == 0) && g_hash_table_lookup (mine, key) == NULL)
        sim_violate (6, "desk %u says that all is loaded, and has nothing of %s", desk->index, (char *) key);
    }
  clear_claims (claims);
}

void
sim_check_load (SimWorld *world, SimDesk *desk, const char *service)
{
  g_autofree char *epoch = NULL;
  gboolean loaded = FALSE, sweeping = TRUE;
  gint64 seq;

  sim_checking = TRUE;
  if (sim_servers_are_up (world)
      && sim_desk_read_cursor (desk, service, &seq, &epoch, &loaded, &sweeping) && loaded && !sweeping
      && g_strcmp0 (epoch, sim_server_get_epoch (world, service)) == 0)
    check_first_rows (world, desk, service);
  sim_checking = FALSE;
}

/* A desktop that says it has everything has what there was before it began to read, in whatever state. */
static void
check_loaded (SimWorld *world, SimDesk *desk)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      g_autofree char *epoch = NULL;
      gboolean loaded = FALSE, sweeping = TRUE;
      gint64 seq;

      if (!sim_desk_read_cursor (desk, wabi_domain_services[i], &seq, &epoch, &loaded, &sweeping) || sweeping || !loaded)
        return;
      /* It has not heard yet that the server was restored. */
      if (g_strcmp0 (epoch, sim_server_get_epoch (world, wabi_domain_services[i])) != 0)
        return;
    }
  check_first_rows (world, desk, NULL);
}

void
sim_check_whole (SimWorld *world)
{
  g_autoptr (GPtrArray) audit = sim_list_audit (world);

  for (guint i = 0; i < world->n_desks; i++)
    check_loaded (world, &world->desks[i]);
  if (audit == NULL)
    return;
  for (guint i = 0; i < audit->len; i++)
    {
      SimAudit *entry = g_ptr_array_index (audit, i);
      JsonArray *records = entry->records;
      gint64 first, last;

      if (records == NULL || json_array_get_length (records) < 2)
        continue;
      first = wabi_json_peek_int (json_array_get_object_element (records, 0), "seq", 0);
      last = wabi_json_peek_int (json_array_get_object_element (records, json_array_get_length (records) - 1), "seq", 0);
      for (guint d = 0; d < world->n_desks; d++)
        {
          SimDesk *desk = &world->desks[d];
          gboolean tells = desk->sync == NULL || wabi_sync_get_state (desk->sync) == WABI_SYNC_LOADING || world->had_small_pages;
          gint64 cursor = !tells && strcmp (sim_practice_id (desk->user->practice), entry->practice) == 0 ? get_cursor (world, desk, entry->service) : -1;

          if (cursor >= first && cursor < last)
            sim_violate (6, "desk %u shows half of %s: at %" G_GINT64_FORMAT " between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT, d,
                         entry->event, cursor, first, last);
        }
    }
}

/* ---- 15 ---- */

/* Whom a person cares for, as each service says. */
static void
list_cares (SimWorld *world, GHashTable *server, const SimUser *user, GHashTable **cares)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    cares[i] = sim_list_care (world, server, user, wabi_domain_services[i]);
}

static void
clear_cares (GHashTable **cares)
{
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    g_clear_pointer (&cares[i], g_hash_table_unref);
}

static void
compare_desk (SimWorld *world, SimDesk *desk, GHashTable *server, GHashTable *mine, GHashTable **cares)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, server);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = value, *there = g_hash_table_lookup (mine, key);

      if (!sim_may_see (desk->user, cares[find_service (row->kind->service)], row))
        continue;
      /* What a new right has opened lies at places that its feed had passed already. */
      if (there == NULL && !row->deleted && world->rights_changed)
        sim_violate (25, "desk %u (%s) may see %s now, and has not got it", desk->index, desk->user->login, (char *) key);
      if (there == NULL ? !row->deleted
                        : there->seq != row->seq || there->version != row->version || there->deleted != row->deleted
                              || strcmp (there->body, row->body) != 0)
        sim_violate (15, "desk %u (%s) has %s of %s: %s, the server: %s", desk->index, desk->user->login,
                     there == NULL ? "nothing" : "another state", (char *) key, there != NULL ? there->body : "", row->body);
    }
  g_hash_table_iter_init (&iter, mine);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = g_hash_table_lookup (server, key);

      if (row == NULL && !((SimRow *) value)->deleted)
        sim_violate (15, "desk %u (%s) has %s, which the server has not", desk->index, desk->user->login, (char *) key);
      /* A tombstone says nothing of anybody. */
      if (row != NULL && !((SimRow *) value)->deleted && !sim_may_see (desk->user, cares[find_service (row->kind->service)], row))
        sim_violate (23, "desk %u (%s) still holds %s, which he may not see any more", desk->index, desk->user->login, (char *) key);
    }
}

/* 25 at rest: what a desktop says that it has is what its person may see. */
void
sim_check_backfill (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      SimDesk *desk = &world->desks[i];
      g_autoptr (GHashTable) server = sim_rows_of_server (world, desk->user->practice);
      GHashTable *cares[16];
      SimClaim claims[16];

      if (server == NULL || sim_desk_get_db (desk) == NULL)
        continue;
      list_cares (world, server, desk->user, cares);
      read_claims (desk, claims);
      for (guint k = 0; wabi_domain_services[k] != NULL; k++)
        if (!sim_claim_is_true (&claims[k], desk->user, cares[k]))
          sim_violate (25, "desk %u (%s) takes its person's rights in %s for others than they are", desk->index, desk->user->login,
                       wabi_domain_services[k]);
      clear_claims (claims);
      clear_cares (cares);
    }
}

void
sim_check_converged (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      SimDesk *desk = &world->desks[i];
      g_autoptr (GHashTable) server = sim_rows_of_server (world, desk->user->practice);
      g_autoptr (GHashTable) mine = sim_rows_of_desk (desk);
      GHashTable *cares[16];
      gint64 overlays = 0;

      if (server == NULL || mine == NULL)
        continue;
      list_cares (world, server, desk->user, cares);
      compare_desk (world, desk, server, mine, cares);
      clear_cares (cares);
      if (wabi_db_get_int (sim_desk_get_db (desk), "SELECT (SELECT count(*) FROM shadow) + (SELECT count(*) FROM touch)", NULL, 0, &overlays,
                           NULL)
          && overlays > 0)
        sim_violate (15, "desk %u still lays %" G_GINT64_FORMAT " changes of its own over what the server said", i, overlays);
    }
}

/* ---- 16: what is shown can be looked up ---- */

/* Somebody may have named what is nowhere: then it need not be seen either. */
static void
check_refs (SimDesk *desk, const SimClaim *claim, GHashTable *rows, GHashTable *server, const SimRow *row)
{
  g_autoptr (WabiRecord) record = sim_row_make_record (row);

  for (guint i = 0; record != NULL && i < row->kind->n_fields; i++)
    {
      const WabiField *field = &row->kind->fields[i];
      const WabiKind *target;
      const SimRow *there;
      const char *id;

      if (field->type != WABI_FIELD_REF || field->values == NULL)
        continue;
      target = wabi_domain_find_kind (field->values);
      id = wabi_record_get_text (record, field->name);
      if (id == NULL || target == NULL || strcmp (target->service, row->kind->service) != 0 || !knows (desk, target))
        continue;
      there = sim_rows_find (server, target, id);
      if (sim_rows_find (rows, target, id) == NULL && there != NULL && sim_claim_has (claim, there))
        sim_violate (16, "desk %u sees a %s without the %s that it speaks of", desk->index, row->kind->name, target->name);
    }
}

void
sim_check_causes (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      SimDesk *desk = &world->desks[i];
      g_autoptr (GHashTable) rows = sim_rows_of_desk (desk), server = sim_rows_of_server (world, desk->user->practice);
      GHashTableIter iter;
      gpointer value;
      gboolean swept = FALSE;
      SimClaim claims[16];

      for (guint k = 0; wabi_domain_services[k] != NULL; k++)
        {
          g_autofree char *epoch = NULL;
          gboolean loaded = FALSE, sweeping = TRUE;
          gint64 seq;

          if (!sim_desk_read_cursor (desk, wabi_domain_services[k], &seq, &epoch, &loaded, &sweeping) || sweeping || !loaded)
            swept = TRUE;
        }
      if (rows == NULL || server == NULL || swept || world->dropped_tombstones || world->had_small_pages || desk->sync == NULL || wabi_sync_get_state (desk->sync) == WABI_SYNC_LOADING)
        continue;
      read_claims (desk, claims);
      g_hash_table_iter_init (&iter, rows);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        if (!((SimRow *) value)->deleted && ((SimRow *) value)->kind != NULL)
          check_refs (desk, &claims[find_service (((SimRow *) value)->kind->service)], rows, server, value);
      clear_claims (claims);
    }
}

/* ---- 23, 24 ---- */

/* Kinds that it was told it may not see; while a feed is read anew for another role the rest goes at the end. */
static void
check_kinds (SimDesk *desk, GHashTable *rows)
{
  GHashTableIter iter;
  gpointer value;
  gboolean settled[16] = { FALSE };
  SimClaim claims[16];

  read_claims (desk, claims);
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      g_autofree char *epoch = NULL;
      gboolean loaded = FALSE, sweeping = TRUE;
      gint64 seq;

      settled[i] = sim_desk_read_cursor (desk, wabi_domain_services[i], &seq, &epoch, &loaded, &sweeping) && !sweeping && claims[i].there;
    }
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SimRow *row = value;
      guint service = row->kind != NULL ? find_service (row->kind->service) : 0;

      if (row->kind != NULL && settled[service] && row->version > 0 && (row->kind->readers & claims[service].roles) == 0)
        sim_violate (23, "desk %u of %s holds a %s", desk->index, desk->user->login, row->kind->name);
    }
  clear_claims (claims);
}

void
sim_check_access (SimWorld *world)
{
  for (guint i = 0; i < world->n_desks; i++)
    {
      g_autoptr (GHashTable) rows = sim_rows_of_desk (&world->desks[i]);

      if (rows != NULL)
        check_kinds (&world->desks[i], rows);
    }
}

void
sim_check_tenants (SimWorld *world)
{
  g_autoptr (GHashTable) a = sim_rows_of_server (world, 0), b = sim_rows_of_server (world, 1);
  GHashTableIter iter;
  gpointer key, value;

  if (a == NULL || b == NULL)
    return;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SimRow *row = value;

      if (row->kind != &wabi_kind_counter && g_hash_table_lookup (b, key) != NULL)
        sim_violate (24, "%s lies in both practices", (char *) key);
      if (strstr (row->body, "8000-b00000000") != NULL && row->kind != &wabi_kind_trial && row->kind != &wabi_kind_behavior_event)
        sim_violate (24, "%s of one practice speaks of the other: %s", (char *) key, row->body);
    }
}
