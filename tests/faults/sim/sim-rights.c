// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may see what: worked out from the records by itself, to be compared with what the product says; and what a desktop says that it has.

#include "sim-rows.h"
#include "wabi-caseload-private.h"
#include "wabi-json.h"
#include "wabi-zone.h"

#include <string.h>

#define CARE (WABI_ROLE_RBT | WABI_ROLE_BCBA)

/* ---- by the records ---- */

static gboolean
is_his (GHashTable *rows, const SimUser *user, const char *staff)
{
  const SimRow *row = staff != NULL ? sim_rows_find (rows, &wabi_kind_staff, staff) : NULL;
  g_autoptr (WabiRecord) record = NULL;

  if (staff == NULL)
    return FALSE;
  if (strcmp (staff, user->id) == 0)
    return TRUE;
  record = row != NULL && !row->deleted ? sim_row_make_record (row) : NULL;
  return record != NULL && g_strcmp0 (wabi_record_get_text (record, "supervisor"), user->id) == 0;
}

static gboolean
is_on (WabiRecord *entry, const char *today)
{
  const char *to = wabi_record_get_text (entry, "valid_to");

  return wabi_record_is (entry, "state", "on") && g_strcmp0 (wabi_record_get_text (entry, "valid_from"), today) <= 0
         && (to == NULL || strcmp (to, today) >= 0);
}

GHashTable *
sim_list_care (SimWorld *world, GHashTable *rows, const SimUser *user, const char *service)
{
  GHashTable *clients;
  const WabiClock *clock = &sim_server_of (world, service)->clock.clock;
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day ("America/New_York", wabi_clock_now (clock)));
  GHashTableIter iter;
  gpointer value;

  if ((user->roles & ~(guint) CARE) != 0)
    return NULL;
  clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const SimRow *row = value;
      g_autoptr (WabiRecord) record
          = !row->deleted && (row->kind == &wabi_kind_care_team || row->kind == &wabi_kind_client) ? sim_row_make_record (row) : NULL;

      if (record == NULL)
        continue;
      if (row->kind == &wabi_kind_client && is_his (rows, user, wabi_record_get_text (record, "bcba")))
        g_hash_table_add (clients, g_strdup (row->id));
      else if (row->kind == &wabi_kind_care_team && is_his (rows, user, wabi_record_get_text (record, "staff")) && is_on (record, today))
        g_hash_table_add (clients, g_strdup (wabi_record_get_text (record, "client")));
    }
  return clients;
}

gboolean
sim_may_see (const SimUser *user, GHashTable *care, const SimRow *row)
{
  if (row->kind == NULL || (row->kind->readers & user->roles) == 0)
    return FALSE;
  return care == NULL || wabi_kind_get_bond (row->kind, NULL) == WABI_BOND_NONE || (row->client != NULL && g_hash_table_contains (care, row->client));
}

/* ---- by the desktop's own word ---- */

static gboolean
read_access (const WabiRow *row, gpointer data, GError **error)
{
  SimClaim *claim = data;

  claim->there = TRUE;
  claim->roles = (guint) wabi_row_int (row, 0);
  claim->narrow = wabi_row_int (row, 1) != 0;
  return TRUE;
}

static gboolean
read_client (const WabiRow *row, gpointer data, GError **error)
{
  SimClaim *claim = data;

  g_hash_table_insert (claim->clients, g_strdup (wabi_row_text (row, 0)), GINT_TO_POINTER (1 + (wabi_row_int (row, 1) == 0)));
  return TRUE;
}

void
sim_claim_read (SimDesk *desk, const char *service, SimClaim *claim)
{
  WabiValue args[] = { WABI_TEXT (service) };
  WabiDb *db = sim_desk_get_db (desk);

  *claim = (SimClaim){ .clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  if (db == NULL || !wabi_db_query (db, "SELECT roles, narrow FROM access WHERE service = $1", args, 1, read_access, claim, NULL, NULL)
      || !wabi_db_query (db, "SELECT client, filling FROM caseload WHERE service = $1", args, 1, read_client, claim, NULL, NULL))
    claim->there = FALSE;
}

void
sim_claim_clear (SimClaim *claim)
{
  g_clear_pointer (&claim->clients, g_hash_table_unref);
}

gboolean
sim_claim_has (const SimClaim *claim, const SimRow *row)
{
  if (!claim->there || row->kind == NULL || (row->kind->readers & claim->roles) == 0)
    return FALSE;
  return !claim->narrow || wabi_kind_get_bond (row->kind, NULL) == WABI_BOND_NONE
         || (row->client != NULL && GPOINTER_TO_INT (g_hash_table_lookup (claim->clients, row->client)) == 2);
}

/* Whether at rest it says what is true of its person, and misses nothing. */
gboolean
sim_claim_is_true (const SimClaim *claim, const SimUser *user, GHashTable *care)
{
  GHashTableIter iter;
  gpointer key, value;

  if (!claim->there || claim->roles != user->roles || claim->narrow != (care != NULL))
    return FALSE;
  if (care == NULL)
    return TRUE;
  if (g_hash_table_size (care) != g_hash_table_size (claim->clients))
    return FALSE;
  g_hash_table_iter_init (&iter, claim->clients);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (care, key) || GPOINTER_TO_INT (value) != 2)
      return FALSE;
  return TRUE;
}

/* ---- what leaves a desktop with its client ---- */

gboolean __real_wabi_caseload_note (WabiConn *conn, const WabiPullPage *page, gboolean from_start, WabiCaseloadNews *news, gboolean *again,
                                    GError **error);
gboolean __wrap_wabi_caseload_note (WabiConn *conn, const WabiPullPage *page, gboolean from_start, WabiCaseloadNews *news, gboolean *again,
                                    GError **error);

static gboolean
collect_id (const WabiRow *row, gpointer data, GError **error)
{
  g_hash_table_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static GHashTable *
list_confirmed (WabiConn *conn)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!wabi_db_query (conn->db, "SELECT id FROM outbox WHERE state >= 2", NULL, 0, collect_id, ids, NULL, NULL))
    g_hash_table_remove_all (ids);
  return ids;
}

static gboolean
names_one_who_stays (const SimGiven *given, const WabiPullPage *page)
{
  g_autoptr (JsonObject) args = wabi_json_parse_object (given->args, -1, NULL, NULL);
  const char *client = args != NULL && json_object_has_member (args, "client") ? json_object_get_string_member (args, "client") : NULL;

  for (guint i = 0; client != NULL && i < page->clients->len; i++)
    if (strcmp (g_ptr_array_index (page->clients, i), client) == 0)
      return TRUE;
  return FALSE;
}

static void
note_let_go (SimWorld *world, GHashTable *before, GHashTable *after, const WabiPullPage *page)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      SimGiven *given = g_hash_table_lookup (world->given_by_id, key);

      if (given == NULL || g_hash_table_contains (after, key))
        continue;
      if (page->clients == NULL || strcmp (given->service, page->service) != 0 || names_one_who_stays (given, page))
        sim_violate (26, "%s %s was let go of, though its client stays", given->name, given->id);
      g_free (given->let_go);
      given->let_go = g_strdup (page->epoch);
    }
}

gboolean
__wrap_wabi_caseload_note (WabiConn *conn, const WabiPullPage *page, gboolean from_start, WabiCaseloadNews *news, gboolean *again,
                           GError **error)
{
  g_autoptr (GHashTable) before = page->has_clients ? list_confirmed (conn) : NULL;
  g_autoptr (GHashTable) after = NULL;

  if (!__real_wabi_caseload_note (conn, page, from_start, news, again, error))
    return FALSE;
  if (before != NULL && *news != WABI_CASELOAD_SAME)
    {
      after = list_confirmed (conn);
      note_let_go (sim_world, before, after, page);
    }
  return TRUE;
}
