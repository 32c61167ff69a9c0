// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers are asked without a person.

#include "wabi-asker.h"

#include "wabi-claim-late.h"
#include "wabi-domain.h"
#include "wabi-eligibility.h"
#include "wabi-payer-history.h"

typedef struct
{
  gint64 now;
  gboolean month;   /* the caseload is to be asked about */
  GPtrArray *waits; /* JsonObject: what "claim.ask-late" is given, for each partner */
} Due;

/* ---- what is due ---- */

static char *
dup_zone (const WabiView *view)
{
  g_autoptr (GPtrArray) practices = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (view, &query, NULL);
  return g_strdup (practices != NULL && practices->len > 0 ? wabi_record_get_text (g_ptr_array_index (practices, 0), "zone") : "UTC");
}

static gboolean
is_month_due (const WabiView *view, GPtrArray *partners, WabiDay today)
{
  g_autoptr (WabiRecord) schedule = wabi_lookup_get (view, &wabi_kind_benefit_schedule, WABI_BENEFIT_SCHEDULE);
  WabiDay next = wabi_benefit_schedule_next (schedule, today);

  if (next == WABI_DAY_NONE || next > today)
    return FALSE;
  for (guint i = 0; i < partners->len; i++)
    {
      WabiRecord *partner = g_ptr_array_index (partners, i);

      if (wabi_record_get_bool (partner, "active") && wabi_record_get_bool (partner, "takes_270") && wabi_partner_refuses (partner, "270") == NULL)
        return TRUE;
    }
  return FALSE;
}

/* The payers that a partner carries questions to, each with its own patience. */
static JsonObject *
learn_waits (const WabiView *view, WabiRecord *partner, const char *zone, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) payers = NULL;
  JsonObject *waits;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  payers = wabi_view_list (view, &query, error);
  if (payers == NULL)
    return NULL;
  waits = json_object_new ();
  for (guint i = 0; i < payers->len; i++)
    {
      WabiRecord *payer = g_ptr_array_index (payers, i);
      WabiCheckState state;
      g_autoptr (WabiRecord) carrier = wabi_partner_find_for (view, payer, "276", &state);
      g_autoptr (WabiPayerHistory) history = NULL;

      if (carrier == NULL || g_strcmp0 (wabi_record_get_id (carrier), wabi_record_get_id (partner)) != 0)
        continue;
      history = wabi_payer_history_new (view, wabi_record_get_id (payer), zone, now);
      json_object_set_int_member (waits, wabi_record_get_id (payer), wabi_claim_late_days (&history->waits, payer));
    }
  return waits;
}

static gboolean
read_due (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Due *due = data;
  g_autofree char *zone = dup_zone (view);
  g_autoptr (GPtrArray) partners = NULL;
  WabiDay today = wabi_zone_day (zone, due->now);
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_partner);
  partners = wabi_view_list (view, &query, error);
  if (partners == NULL)
    return FALSE;
  due->month = is_month_due (view, partners, today);
  for (guint i = 0; i < partners->len; i++)
    {
      WabiRecord *partner = g_ptr_array_index (partners, i);
      JsonObject *waits, *args;

      if (!wabi_partner_asks_today (partner, today))
        continue;
      waits = learn_waits (view, partner, zone, due->now, error);
      if (waits == NULL)
        return FALSE;
      args = json_object_new ();
      json_object_set_string_member (args, "partner", wabi_record_get_id (partner));
      json_object_set_object_member (args, "waits", waits);
      g_ptr_array_add (due->waits, args);
    }
  return TRUE;
}

/* ---- asking ---- */

typedef struct
{
  const char *practice, *name;
  JsonObject *args;
  char **code;
} Run;

static gboolean
run (WabiStoreTx *tx, gpointer data, GError **error)
{
  Run *self = data;

  return wabi_store_tx_run (tx, self->practice, self->name, self->args, self->code, error);
}

/* Whether it was done; where it was not, somebody else did it, or the trouble is told. */
static gboolean
give (WabiStore *store, const char *practice, const char *name, JsonObject *args)
{
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  Run given = { practice, name, args, &code };

  if (wabi_store_write_in (store, practice, run, &given, &error))
    return TRUE;
  if (g_strcmp0 (code, "not-due") != 0)
    g_warning ("payers could not be asked: %s", error->message);
  return FALSE;
}

static gboolean
is_over (GCancellable *stop)
{
  return stop != NULL && g_cancellable_is_cancelled (stop);
}

void
wabi_asker_serve (WabiStore *store, const char *practice, gint64 now, GCancellable *stop)
{
  g_autoptr (GPtrArray) waits = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (JsonObject) month = json_object_new ();
  g_autoptr (GError) error = NULL;
  Due due = { .now = now, .waits = waits };

  if (!wabi_store_read (store, practice, read_due, &due, &error))
    {
      g_warning ("what payers are to be asked could not be read: %s", error->message);
      return;
    }
  json_object_set_string_member (month, "id", WABI_BENEFIT_SCHEDULE);
  /* A large caseload takes several steps; the last one makes it no longer due. */
  while (due.month && !is_over (stop) && give (store, practice, "benefit.ask-month", month))
    ;
  for (guint i = 0; i < waits->len && !is_over (stop); i++)
    give (store, practice, "claim.ask-late", g_ptr_array_index (waits, i));
}
