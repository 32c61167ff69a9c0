// SPDX-License-Identifier: AGPL-3.0-or-later
// Many plain appointments in few large transactions, for measuring; never for a clinic.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>

#include "wabi-login.h"

#define CHUNK 20000
#define SEED 5
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY (24 * HOUR)
#define YEARS_BACK (730 * DAY)
/* The last hundred days belong to the demo's own appointments. */
#define GAP (100 * DAY)
#define BOOKED_AHEAD_HOURS (90 * 24)
#define MAX_APPOINTMENTS 5000000

typedef struct
{
  WabiIdSource *ids;
  char *practice;
  GPtrArray *clients, *staff; /* ids */
  GRand *chance;
  gint64 first_at;
  int from, to, total;
} Bulk;

static gboolean
take_id (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static gboolean
collect_people (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Bulk *bulk = data;
  WabiValue args[] = { WABI_TEXT (bulk->practice) };

  return wabi_db_query (db, "SELECT id FROM r_client WHERE practice_id = $1 AND deleted = 0 ORDER BY id",
                        args, 1, take_id, bulk->clients, NULL, error)
         && wabi_db_query (db,
                           "SELECT id FROM r_staff WHERE practice_id = $1 AND deleted = 0 AND f_role IN "
                           "('rbt', 'bcba') ORDER BY id",
                           args, 1, take_id, bulk->staff, NULL, error);
}

static void
fill_appointment (Bulk *bulk, WabiRecord *record, int i)
{
  static const char *const codes[] = { "97153", "97153", "97153", "97155", "97156" };
  gint64 slot = (YEARS_BACK - BOOKED_AHEAD_HOURS * HOUR) / HOUR * i / bulk->total;
  gint64 starts = bulk->first_at + (slot + g_rand_int_range (bulk->chance, 0, BOOKED_AHEAD_HOURS)) * HOUR;
  const char *staff = g_ptr_array_index (bulk->staff, (guint)i % bulk->staff->len);

  wabi_record_set_text (record, "client", g_ptr_array_index (bulk->clients, (guint)i % bulk->clients->len));
  wabi_record_set_text (record, "staff", staff);
  wabi_record_set_int (record, "starts_at", starts);
  wabi_record_set_int (record, "ends_at", starts + 2 * HOUR);
  wabi_record_set_text (record, "zone", "America/New_York");
  wabi_record_set_text (record, "service_code", codes[i % (int)G_N_ELEMENTS (codes)]);
  wabi_record_set_text (record, "place", "12");
  wabi_record_set_text (record, "status", "completed");
  wabi_record_set_text (record, "booked_by", staff);
}

static gboolean
write_chunk (WabiStoreTx *tx, gpointer data, GError **error)
{
  Bulk *bulk = data;

  for (int i = bulk->from; i < bulk->to; i++)
    {
      g_autofree char *id = wabi_id_new (bulk->ids);
      g_autoptr (WabiRecord) record = wabi_record_new (&wabi_kind_appointment, id);

      fill_appointment (bulk, record, i);
      if (!wabi_store_tx_put (tx, bulk->practice, record, error))
        return FALSE;
    }
  return wabi_store_tx_audit (tx, bulk->practice, "scheduling", NULL, "bench.data", NULL, error);
}

/* Nobody reacts to these appointments: a server that is measured would be busy with them for minutes, and the measure would be of that. */
static gboolean
skip_reactions (WabiStoreTx *tx, gpointer data, GError **error)
{
  Bulk *bulk = data;
  WabiDb *db = wabi_store_tx_get_db (tx);

  /* Nor is a database measured that has not counted its rows yet. */
  if (db->driver->dialect == WABI_DIALECT_POSTGRES && !wabi_db_script (db, "ANALYZE", error))
    return FALSE;
  return wabi_db_run (db, error,
                      "UPDATE follower SET cursor = (SELECT head FROM practice_head WHERE practice_id = $1 AND service = 'scheduling') "
                      "WHERE practice_id = $1 AND follows = 'scheduling'",
                      WABI_TEXT (bulk->practice));
}

static gboolean
add_bench_practice (WabiStoreTx *tx, gpointer data, GError **error)
{
  Bulk *bulk = data;
  g_autoptr (WabiRecord) record = NULL;

  bulk->practice = wabi_id_new (bulk->ids);
  record = wabi_record_new (&wabi_kind_practice, bulk->practice);
  wabi_record_set_text (record, "name", "Bench");
  wabi_record_set_text (record, "short_name", "bench");
  wabi_record_set_text (record, "zone", "America/New_York");
  return wabi_store_tx_put (tx, bulk->practice, record, error)
         && wabi_auth_add_practice (tx, bulk->practice, "bench", error);
}

/* Uses the practice that is there (the demo's), or makes an empty one. */
static gboolean
choose_practice (WabiCtl *ctl, WabiStore *store, Bulk *bulk, GError **error)
{
  GError *inner = NULL;

  bulk->practice = wabi_ctl_find_practice (ctl, store, &inner);
  if (bulk->practice == NULL
      && (ctl->practice != NULL || !g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)))
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  g_clear_error (&inner);
  return bulk->practice != NULL || wabi_store_write (store, add_bench_practice, bulk, error);
}

static gboolean
fill (WabiCtl *ctl, WabiStore *store, Bulk *bulk, GError **error)
{
  if (!choose_practice (ctl, store, bulk, error)
      || !wabi_store_read (store, bulk->practice, collect_people, bulk, error))
    return FALSE;
  for (guint i = bulk->clients->len; i < 1; i++)
    g_ptr_array_add (bulk->clients, wabi_id_new (ctl->ids));
  for (guint i = bulk->staff->len; i < 1; i++)
    g_ptr_array_add (bulk->staff, wabi_id_new (ctl->ids));
  for (bulk->from = 0; bulk->from < bulk->total; bulk->from = bulk->to)
    {
      bulk->to = MIN (bulk->from + CHUNK, bulk->total);
      if (!wabi_store_write (store, write_chunk, bulk, error))
        return FALSE;
    }
  return wabi_store_write (store, skip_reactions, bulk, error);
}

gboolean
wabi_ctl_bench_data (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  Bulk bulk = { .ids = ctl->ids };
  const GOptionEntry entries[] = {
    { "appointments", 0, 0, G_OPTION_ARG_INT, &bulk.total, N_ ("How many"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;
  gboolean ok;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (bulk.total < 1 || bulk.total > MAX_APPOINTMENTS)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("Say how many: --appointments N, from 1 to %d."), MAX_APPOINTMENTS);
      return FALSE;
    }
  store = wabi_ctl_open (ctl, TRUE, TRUE, error);
  if (store == NULL)
    return FALSE;
  bulk.clients = g_ptr_array_new_with_free_func (g_free);
  bulk.staff = g_ptr_array_new_with_free_func (g_free);
  bulk.chance = g_rand_new_with_seed (SEED);
  bulk.first_at = (wabi_clock_now (ctl->clock) - GAP - YEARS_BACK) / HOUR * HOUR;
  ok = fill (ctl, store, &bulk, error);
  g_rand_free (bulk.chance);
  g_ptr_array_unref (bulk.clients);
  g_ptr_array_unref (bulk.staff);
  g_free (bulk.practice);
  return ok;
}
