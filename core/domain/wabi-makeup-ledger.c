// SPDX-License-Identifier: AGPL-3.0-or-later
// From appointments to the ledger of lost hours, one for each authorization.

#include "wabi-makeup-ledger.h"

#include <string.h>

#include "wabi-text.h"

static void
free_entry (gpointer data)
{
  g_object_unref (((WabiMakeupEntry *) data)->visit);
  g_free (data);
}

static void
free_ledger (gpointer data)
{
  WabiMakeupLedger *ledger = data;

  g_object_unref (ledger->authorization);
  g_ptr_array_unref (ledger->entries);
  g_free (ledger);
}

/* All versions of an authorization are one; the newest stands for it. */
static GPtrArray *
list_families (WabiProofContext *context, const char *client)
{
  const GPtrArray *all = wabi_proof_context_get_authorizations (context, client);
  GPtrArray *ledgers = g_ptr_array_new_with_free_func (free_ledger);

  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *auth = g_ptr_array_index (all, i);
      WabiDay from = wabi_lookup_day (auth->record, "valid_from"), to = wabi_lookup_day (auth->record, "valid_to");
      WabiMakeupLedger *ledger = NULL;

      if (auth->status != WABI_AUTH_APPROVED)
        continue;
      for (guint j = 0; j < ledgers->len && ledger == NULL; j++)
        if (strcmp (((WabiMakeupLedger *) g_ptr_array_index (ledgers, j))->family, auth->family) == 0)
          ledger = g_ptr_array_index (ledgers, j);
      if (ledger == NULL)
        {
          ledger = g_new0 (WabiMakeupLedger, 1);
          *ledger = (WabiMakeupLedger){ g_object_ref (auth->record), auth->family, from, to, { 0 }, g_ptr_array_new_with_free_func (free_entry) };
          g_ptr_array_add (ledgers, ledger);
          continue;
        }
      ledger->from = MIN (ledger->from, from);
      if (ledger->to != WABI_DAY_NONE && (to == WABI_DAY_NONE || to > ledger->to))
        ledger->to = to;
      if (!wabi_record_is (auth->record, "status", "amended"))
        g_set_object (&ledger->authorization, auth->record);
    }
  return ledgers;
}

/* ---- The visits ---- */

static gboolean
read_state (WabiRecord *visit, WabiMakeupState *state)
{
  const char *status = wabi_record_get_text (visit, "status");

  if (status == NULL || wabi_text_list_has ("proposed withdrawn", status))
    return FALSE;
  *state = wabi_text_list_has ("cancelled no_show", status) ? WABI_MAKEUP_LOST : strcmp (status, "completed") == 0 ? WABI_MAKEUP_HELD : WABI_MAKEUP_BOOKED;
  return TRUE;
}

static int
measure (WabiProofContext *context, WabiRecord *visit, WabiMakeupState state)
{
  gint64 start = wabi_record_get_int (visit, "starts_at"), end = wabi_record_get_int (visit, "ends_at");
  g_autoptr (GPtrArray) sessions = NULL;

  /* Only a make-up's true length counts: reading the session of every visit would be slow. */
  if (state == WABI_MAKEUP_HELD && wabi_record_has (visit, "makeup_for"))
    {
      sessions = wabi_lookup_by (wabi_proof_context_get_view (context), &wabi_kind_session, "appointment", wabi_record_get_id (visit));
      for (guint i = 0; i < sessions->len; i++)
        if (wabi_record_has (g_ptr_array_index (sessions, i), "ends_at"))
          {
            start = wabi_record_get_int (g_ptr_array_index (sessions, i), "starts_at");
            end = wabi_record_get_int (g_ptr_array_index (sessions, i), "ends_at");
          }
    }
  return (int) ((end - start) / WABI_MINUTE);
}

static const char *
find_family (WabiProofContext *context, WabiRecord *visit, WabiDay day)
{
  WabiBookEntry entry = { .visit = { .id = wabi_record_get_id (visit),
                                     .client_id = wabi_record_get_text (visit, "client"),
                                     .staff_id = wabi_record_get_text (visit, "staff"),
                                     .code = wabi_record_get_text (visit, "service_code"),
                                     .start_at = wabi_record_get_int (visit, "starts_at"),
                                     .end_at = wabi_record_get_int (visit, "ends_at") },
                          .authorization = wabi_record_get_text (visit, "authorization"),
                          .record = visit,
                          .day = day };

  return wabi_proof_context_find_family (context, &entry);
}

static GPtrArray *
list_visits (WabiProofContext *context, const char *client, const GPtrArray *ledgers)
{
  const char *zone = wabi_proof_context_get_zone (context);
  WabiDay first = WABI_DAY_NONE;

  for (guint i = 0; i < ledgers->len; i++)
    {
      const WabiMakeupLedger *ledger = g_ptr_array_index (ledgers, i);

      first = first == WABI_DAY_NONE ? ledger->from : MIN (first, ledger->from);
    }
  return wabi_lookup_between (wabi_proof_context_get_view (context), &wabi_kind_appointment, "client", client,
                              first != WABI_DAY_NONE ? wabi_zone_day_start (zone, first) : G_MININT64, G_MAXINT64);
}

/* Of the lost ones those of this authorization; of make-ups all: what they pay for says where they count. */
static void
fill_ledger (WabiProofContext *context, WabiMakeupLedger *ledger, GPtrArray *visits)
{
  const char *zone = wabi_proof_context_get_zone (context);
  WabiDay today = wabi_zone_day (zone, wabi_proof_context_get_now (context));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (WabiMakeupVisit)), lines = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);
      WabiMakeupVisit row = { .id = wabi_record_get_id (visit), .makeup_for = wabi_record_get_text (visit, "makeup_for"),
                              .waived = wabi_record_get_bool (visit, "makeup_waived") };

      if (!read_state (visit, &row.state))
        continue;
      row.day = wabi_zone_day (zone, wabi_record_get_int (visit, "starts_at"));
      if (row.makeup_for == NULL
          && (row.state != WABI_MAKEUP_LOST || g_strcmp0 (find_family (context, visit, row.day), ledger->family) != 0))
        continue;
      row.minutes = measure (context, visit, row.state);
      g_array_append_val (rows, row);
      g_ptr_array_add (records, visit);
    }
  lines = wabi_makeup_sum ((const WabiMakeupVisit *) (gpointer) rows->data, rows->len, ledger->from, ledger->to, today, &ledger->sums);
  for (guint i = 0; i < lines->len; i++)
    {
      const WabiMakeupLine *line = &g_array_index (lines, WabiMakeupLine, i);
      WabiMakeupEntry *entry = g_new0 (WabiMakeupEntry, 1);

      *entry = (WabiMakeupEntry){ g_object_ref (g_ptr_array_index (records, line->index)), line->hours };
      g_ptr_array_add (ledger->entries, entry);
    }
}

/* Without a last day it ends last. */
static int
compare_ledgers (gconstpointer a, gconstpointer b)
{
  const WabiMakeupLedger *x = *(WabiMakeupLedger *const *) a, *y = *(WabiMakeupLedger *const *) b;
  WabiDay x_end = x->to != WABI_DAY_NONE ? x->to : G_MAXINT, y_end = y->to != WABI_DAY_NONE ? y->to : G_MAXINT;

  return (y_end > x_end) - (y_end < x_end);
}

GPtrArray *
wabi_makeup_ledgers_new (WabiProofContext *context, const char *client)
{
  GPtrArray *ledgers = list_families (context, client);
  g_autoptr (GPtrArray) visits = NULL;

  if (ledgers->len == 0)
    return ledgers;
  visits = list_visits (context, client, ledgers);
  for (guint i = 0; i < ledgers->len; i++)
    fill_ledger (context, g_ptr_array_index (ledgers, i), visits);
  for (guint i = ledgers->len; i-- > 0;)
    if (((WabiMakeupLedger *) g_ptr_array_index (ledgers, i))->entries->len == 0)
      g_ptr_array_remove_index (ledgers, i);
  g_ptr_array_sort (ledgers, compare_ledgers);
  return ledgers;
}

static void
add_clients (const WabiView *view, const char *status, gint64 from, gint64 to, GHashTable *seen, GPtrArray *clients)
{
  g_autoptr (GPtrArray) visits = wabi_lookup_between (view, &wabi_kind_appointment, "status", status, from, to);

  for (guint i = 0; i < visits->len; i++)
    {
      const char *client = wabi_record_get_text (g_ptr_array_index (visits, i), "client");

      if (client != NULL && g_hash_table_add (seen, g_strdup (client)))
        g_ptr_array_add (clients, g_strdup (client));
    }
}

GPtrArray *
wabi_makeup_list_clients (const WabiView *view, gint64 from, gint64 to)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *clients = g_ptr_array_new_with_free_func (g_free);

  add_clients (view, "cancelled", from, to, seen, clients);
  add_clients (view, "no_show", from, to, seen, clients);
  return clients;
}

const WabiMakeupEntry *
wabi_makeup_find_open (const GPtrArray *ledgers, const char *code, WabiDay day)
{
  const WabiMakeupEntry *oldest = NULL;

  for (guint i = 0; i < ledgers->len; i++)
    {
      const WabiMakeupLedger *ledger = g_ptr_array_index (ledgers, i);

      for (guint j = 0; wabi_day_in_range (day, ledger->from, ledger->to) && j < ledger->entries->len; j++)
        {
          const WabiMakeupEntry *entry = g_ptr_array_index (ledger->entries, j);

          if (entry->hours.open > entry->hours.booked && wabi_record_is (entry->visit, "service_code", code)
              && (oldest == NULL || wabi_record_get_int (entry->visit, "starts_at") < wabi_record_get_int (oldest->visit, "starts_at")))
            oldest = entry;
        }
    }
  return oldest;
}
