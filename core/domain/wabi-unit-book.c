// SPDX-License-Identifier: AGPL-3.0-or-later
// The ledger of units: requested, approved, scheduled, delivered, billed, paid or given back, by entries that add up to nothing.

#include "wabi-unit-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-proof-context.h"

static const struct
{
  const char *name, *words;
} BUCKETS[WABI_UNITS_N_BUCKETS] = {
  [WABI_UNITS_PAYER] = { "payer", N_ ("The payer's") },
  [WABI_UNITS_REQUESTED] = { "requested", N_ ("Requested") },
  [WABI_UNITS_APPROVED] = { "approved", N_ ("Approved and free") },
  [WABI_UNITS_SCHEDULED] = { "scheduled", N_ ("Booked") },
  [WABI_UNITS_DELIVERED] = { "delivered", N_ ("Given, not billed") },
  [WABI_UNITS_BILLED] = { "billed", N_ ("Billed") },
  [WABI_UNITS_PAID] = { "paid", N_ ("Paid") },
  [WABI_UNITS_GIVEN_BACK] = { "given_back", N_ ("Denied") },
  [WABI_UNITS_USED_BEFORE] = { "used_before", N_ ("Used before") },
};

const char *
wabi_unit_bucket_get_name (WabiUnitBucket bucket)
{
  g_return_val_if_fail (bucket < WABI_UNITS_N_BUCKETS, NULL);
  return BUCKETS[bucket].name;
}

const char *
wabi_unit_bucket_get_words (WabiUnitBucket bucket)
{
  g_return_val_if_fail (bucket < WABI_UNITS_N_BUCKETS, NULL);
  return _ (BUCKETS[bucket].words);
}

/* ---- entries ---- */

static void
add_entry (WabiRecord *entry, WabiUnitSums *sums)
{
  JsonArray *legs = wabi_record_get_array (entry, "legs");

  for (guint i = 0; legs != NULL && i < json_array_get_length (legs); i++)
    {
      JsonObject *leg = json_array_get_object_element (legs, i);
      const char *name = wabi_json_peek_text (leg, "bucket");

      for (guint b = 0; b < WABI_UNITS_N_BUCKETS; b++)
        if (g_strcmp0 (BUCKETS[b].name, name) == 0)
          sums->tenths[b] += wabi_json_peek_int (leg, "units_tenths", 0);
    }
  sums->entries++;
}

gboolean
wabi_unit_sum (const WabiView *view, const char *authorization, const char *code, WabiUnitSums *out, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  WabiQuery query;

  g_return_val_if_fail (view != NULL && authorization != NULL && out != NULL, FALSE);

  memset (out, 0, sizeof *out);
  wabi_query_init (&query, &wabi_kind_unit_entry);
  wabi_query_where_text (&query, "authorization", WABI_EQ, authorization);
  entries = wabi_view_list (view, &query, error);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (code == NULL || wabi_record_is (g_ptr_array_index (entries, i), "service_code", code))
      add_entry (g_ptr_array_index (entries, i), out);
  return entries != NULL;
}

/* Where the units of one source belong: on which authorization and code, and in which buckets. */
typedef struct
{
  const char *kind, *id, *client;
  char *date;
  const char *authorization; /* (nullable): of none */
  const char *code;
  gint64 tenths[WABI_UNITS_N_BUCKETS];
} Source;

static JsonNode *
build_legs (const gint64 *wanted, const WabiUnitSums *there)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  for (guint b = 0; b < WABI_UNITS_N_BUCKETS; b++)
    {
      gint64 more = wanted[b] - there->tenths[b];
      JsonObject *leg;

      if (more == 0)
        continue;
      leg = json_object_new ();
      json_object_set_string_member (leg, "bucket", BUCKETS[b].name);
      json_object_set_int_member (leg, "units_tenths", more);
      json_array_add_object_element (array, leg);
    }
  if (json_array_get_length (array) > 0)
    return node;
  json_node_unref (node);
  return NULL;
}

/* Posts what is missing of what one source should have on one authorization and code. */
static void
post_rest (WabiContext *context, const Source *source, const char *authorization, const char *code, const gint64 *wanted, GPtrArray *entries)
{
  WabiUnitSums there = { 0 };
  g_autofree char *name = NULL, *id = NULL;
  WabiRecord *entry;
  JsonNode *legs;

  for (guint i = 0; i < entries->len; i++)
    if (wabi_record_is (g_ptr_array_index (entries, i), "authorization", authorization)
        && wabi_record_is (g_ptr_array_index (entries, i), "service_code", code))
      add_entry (g_ptr_array_index (entries, i), &there);
  legs = build_legs (wanted, &there);
  if (legs == NULL)
    return;
  name = g_strdup_printf ("units/%s/%s/%s/%u", source->id, authorization, code, there.entries);
  id = wabi_id_derive (name);
  entry = wabi_record_new (&wabi_kind_unit_entry, id);
  wabi_record_set_text (entry, "authorization", authorization);
  wabi_record_set_text (entry, "client", source->client);
  wabi_record_set_text (entry, "service_code", code);
  wabi_record_set_text (entry, "date", source->date);
  wabi_record_set_int (entry, "at", context->now);
  wabi_record_set_text (entry, "source", source->kind);
  wabi_record_set_text (entry, "source_id", source->id);
  wabi_record_take_node (entry, "legs", legs);
  wabi_context_put (context, entry);
}

static gboolean
is_first_of_key (GPtrArray *entries, guint index)
{
  WabiRecord *entry = g_ptr_array_index (entries, index);

  for (guint i = 0; i < index; i++)
    {
      WabiRecord *other = g_ptr_array_index (entries, i);

      if (wabi_record_is (other, "authorization", wabi_record_get_text (entry, "authorization"))
          && wabi_record_is (other, "service_code", wabi_record_get_text (entry, "service_code")))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
list_of_source (WabiContext *context, const char *id, GError **error)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_unit_entry);
  wabi_query_where_text (&query, "source_id", WABI_EQ, id);
  return wabi_context_list (context, &query, error);
}

/* Nothing is left of it on other authorizations and codes than on that of @source. */
static gboolean
settle_source (WabiContext *context, const Source *source, GError **error)
{
  static const gint64 nothing[WABI_UNITS_N_BUCKETS] = { 0 };
  g_autoptr (GPtrArray) entries = list_of_source (context, source->id, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i);
      const char *authorization = wabi_record_get_text (entry, "authorization"), *code = wabi_record_get_text (entry, "service_code");

      if (is_first_of_key (entries, i) && !(g_strcmp0 (authorization, source->authorization) == 0 && g_strcmp0 (code, source->code) == 0))
        post_rest (context, source, authorization, code, nothing, entries);
    }
  if (source->authorization != NULL)
    post_rest (context, source, source->authorization, source->code, source->tenths, entries);
  return TRUE;
}

/* ---- authorizations ---- */

/* An amendment that is still asked for changes nothing yet. */
static gboolean
is_newer (const WabiAuthFacts *one, const WabiAuthFacts *other)
{
  gboolean one_approved = one->status == WABI_AUTH_APPROVED, other_approved = other->status == WABI_AUTH_APPROVED;

  if (one_approved != other_approved)
    return one_approved;
  return wabi_record_is (one->record, "amends", other->id) || (!wabi_record_is (other->record, "amends", one->id) && one->from > other->from);
}

/* All versions of an authorization share their units, of which the newest says how many there are. */
static const WabiAuthFacts *
find_newest (const GPtrArray *all, const char *family)
{
  const WabiAuthFacts *newest = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *version = g_ptr_array_index (all, i);

      if (g_strcmp0 (version->family, family) == 0 && (newest == NULL || is_newer (version, newest)))
        newest = version;
    }
  return newest;
}

/* Codes that share their units are kept under the first of them. */
static char *
dup_first_code (const char *codes)
{
  const char *comma = strchr (codes, ',');

  return comma != NULL ? g_strndup (codes, (gsize) (comma - codes)) : g_strdup (codes);
}

/* The limit that says how many units there are of @code: the whole one, else that of a period. */
static const WabiAuthLimit *
find_limit (const WabiAuthFacts *facts, const char *code, WabiDay *opening_day)
{
  const WabiAuthLimit *found = NULL;

  for (guint i = 0; i < facts->limits->len; i++)
    {
      const WabiAuthLimit *limit = &g_array_index (facts->limits, WabiAuthLimit, i);

      if (wabi_auth_limit_covers (limit, code) && (found == NULL || (limit->period == WABI_AUTH_TOTAL && found->period != WABI_AUTH_TOTAL)))
        {
          found = limit;
          *opening_day = g_array_index (facts->opening_day, WabiDay, i);
        }
    }
  return found;
}

/* How many units a limit gives over all its days. */
static gint64
count_approved (const WabiAuthFacts *facts, const WabiAuthLimit *limit)
{
  WabiAuthorization auth = { .from = facts->from, .to = wabi_lookup_day (facts->record, "valid_to"), .week_start = 1 };
  gint64 periods = 0;
  WabiDay first, last;

  if (limit->period == WABI_AUTH_TOTAL || auth.from == WABI_DAY_NONE || auth.to == WABI_DAY_NONE)
    return limit->approved;
  for (WabiDay day = auth.from; day <= auth.to; day = last + 1)
    {
      wabi_auth_period_range (&auth, limit->period, day, &first, &last);
      periods++;
      if (last < day)
        break;
    }
  return limit->approved * periods;
}

static void
place_approved (const WabiAuthFacts *facts, const WabiAuthLimit *limit, gint64 *tenths)
{
  gint64 approved = 10 * count_approved (facts, limit), opening = 10 * limit->opening;

  if (facts->status == WABI_AUTH_REQUESTED)
    {
      tenths[WABI_UNITS_PAYER] = -approved;
      tenths[WABI_UNITS_REQUESTED] = approved;
    }
  else if (facts->status == WABI_AUTH_APPROVED)
    {
      tenths[WABI_UNITS_PAYER] = -approved;
      tenths[WABI_UNITS_APPROVED] = approved - opening;
      tenths[WABI_UNITS_USED_BEFORE] = opening;
    }
}

/* One source for each line of the newest version; what lines there were before is gone with it. */
static gboolean
settle_family (WabiContext *context, const WabiAuthFacts *facts, GError **error)
{
  static const gint64 nothing[WABI_UNITS_N_BUCKETS] = { 0 };
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (context->zone, context->now));
  Source source = { .kind = "authorization", .id = facts->family, .client = wabi_record_get_text (facts->record, "client"), .date = today };
  g_autoptr (GPtrArray) entries = list_of_source (context, source.id, error);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < facts->limits->len; i++)
    {
      g_autofree char *code = dup_first_code (g_array_index (facts->limits, WabiAuthLimit, i).code);
      gint64 wanted[WABI_UNITS_N_BUCKETS] = { 0 };
      WabiDay opening_day;

      place_approved (facts, find_limit (facts, code, &opening_day), wanted);
      if (!g_hash_table_contains (codes, code))
        post_rest (context, &source, facts->family, code, wanted, entries);
      g_hash_table_add (codes, g_steal_pointer (&code));
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const char *code = wabi_record_get_text (g_ptr_array_index (entries, i), "service_code");

      if (is_first_of_key (entries, i) && !g_hash_table_contains (codes, code))
        post_rest (context, &source, facts->family, code, nothing, entries);
    }
  return TRUE;
}

/* ---- visits ---- */

static void
place_visit (WabiProofContext *proof, const GArray *book, guint index, Source *source, char **code)
{
  WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, index);
  const char *family = wabi_proof_context_find_family (proof, entry);
  const WabiAuthFacts *facts
      = family != NULL ? find_newest (wabi_proof_context_get_authorizations (proof, entry->visit.client_id), family) : NULL;
  WabiDay opening_day = WABI_DAY_NONE;
  const WabiAuthLimit *limit = facts != NULL ? find_limit (facts, entry->visit.code, &opening_day) : NULL;
  gint64 tenths;

  /* What was given up to the day of an opening balance is in it. */
  if (limit == NULL || (limit->opening > 0 && opening_day != WABI_DAY_NONE && entry->day <= opening_day))
    return;
  tenths = 10 * wabi_book_allot_for (proof, book, index, facts->payer, NULL);
  source->authorization = family;
  source->code = *code = dup_first_code (limit->code);
  source->tenths[WABI_UNITS_APPROVED] = -tenths;
  source->tenths[entry->visit.status == WABI_VISIT_DELIVERED ? WABI_UNITS_DELIVERED : WABI_UNITS_SCHEDULED] = tenths;
}

static gboolean
settle_visit (WabiContext *context, WabiProofContext *proof, const GArray *book, guint index, GError **error)
{
  WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, index);
  g_autofree char *date = wabi_day_dup_text (entry->day), *code = NULL;
  Source source = { .kind = entry->record != NULL ? "appointment" : "session", .id = entry->visit.id, .client = entry->visit.client_id, .date = date };

  place_visit (proof, book, index, &source, &code);
  return settle_source (context, &source, error);
}

static int
find_in_book (const GArray *book, const char *id)
{
  for (guint i = 0; i < book->len; i++)
    if (strcmp (g_array_index (book, WabiBookEntry, i).visit.id, id) == 0)
      return (int) i;
  return -1;
}

/* A visit that is on another day now; -1 for one that is on none. */
static int
find_elsewhere (WabiContext *context, WabiProofContext *proof, const char *client, const char *kind, const char *id)
{
  const WabiKind *which = g_str_equal (kind, "session") ? &wabi_kind_session : &wabi_kind_appointment;
  WabiRecord *record = wabi_proof_context_get (proof, which, id);
  const GArray *book;
  WabiDay day;

  if (record == NULL || !wabi_record_is (record, "client", client))
    return -1;
  day = wabi_zone_day (context->zone, wabi_record_get_int (record, "starts_at"));
  book = wabi_proof_context_get_book (proof, FALSE, "client", client, wabi_zone_day_start (context->zone, day),
                                      wabi_zone_day_start (context->zone, day + 1));
  return find_in_book (book, id);
}

/* What was canceled, or became the visit of its appointment, has no units any more. */
static gboolean
settle_gone (WabiContext *context, WabiProofContext *proof, const GArray *book, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i);
      const char *id = wabi_record_get_text (entry, "source_id"), *kind = wabi_record_get_text (entry, "source");
      g_autofree char *date = g_strdup (wabi_record_get_text (entry, "date"));
      const Source source = { .kind = kind, .id = id, .client = wabi_record_get_text (entry, "client"), .date = date };
      int at;

      if ((!g_str_equal (kind, "appointment") && !g_str_equal (kind, "session")) || find_in_book (book, id) >= 0)
        continue;
      at = find_elsewhere (context, proof, source.client, kind, id);
      if (at >= 0 ? !settle_visit (context, proof, book, (guint) at, error) : !settle_source (context, &source, error))
        return FALSE;
    }
  return TRUE;
}

/* All visits of the client from @first to @last, both days included. */
static gboolean
settle_days (WabiContext *context, WabiProofContext *proof, const char *client, WabiDay first, WabiDay last, GError **error)
{
  const GArray *book = wabi_proof_context_get_book (proof, FALSE, "client", client, wabi_zone_day_start (context->zone, first),
                                                    wabi_zone_day_start (context->zone, last + 1));
  g_autofree char *from = wabi_day_dup_text (first), *to = wabi_day_dup_text (last);
  g_autoptr (GPtrArray) entries = NULL;
  WabiQuery query;

  for (guint i = 0; i < book->len; i++)
    if (wabi_day_in_range (g_array_index (book, WabiBookEntry, i).day, first, last) && !settle_visit (context, proof, book, i, error))
      return FALSE;
  wabi_query_init (&query, &wabi_kind_unit_entry);
  wabi_query_where_text (&query, "client", WABI_EQ, client);
  wabi_query_where_text (&query, "date", WABI_GE, from);
  wabi_query_where_text (&query, "date", WABI_LE, to);
  entries = wabi_context_list (context, &query, error);
  return entries != NULL && settle_gone (context, proof, book, entries, error);
}

/* The days on which a visit was before. */
static gboolean
settle_earlier_days (WabiContext *context, WabiProofContext *proof, WabiRecord *changed, WabiDay now, GError **error)
{
  g_autoptr (GPtrArray) entries = list_of_source (context, wabi_record_get_id (changed), error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      WabiDay day = wabi_lookup_day (g_ptr_array_index (entries, i), "date");

      if (day != now && !settle_days (context, proof, wabi_record_get_text (changed, "client"), day, day, error))
        return FALSE;
    }
  return entries != NULL;
}

gboolean
wabi_unit_book_follow_visit (WabiContext *context, WabiRecord *changed, GError **error)
{
  g_autoptr (WabiProofContext) proof = NULL;
  const char *client = wabi_record_get_text (changed, "client");
  WabiDay day;

  /* A tombstone says nothing any more; appointments and sessions are canceled, never deleted. */
  if (client == NULL || wabi_record_get_deleted (changed) || !wabi_record_has (changed, "starts_at"))
    return TRUE;
  /* As long as it runs it counts as it was booked. */
  if (wabi_record_get_kind (changed) == &wabi_kind_session && wabi_record_has (changed, "appointment") && !wabi_record_is (changed, "state", "ended"))
    return TRUE;
  proof = wabi_proof_context_new (context->view, context->zone, context->now);
  if (wabi_proof_context_get_authorizations (proof, client)->len == 0)
    return TRUE;
  day = wabi_zone_day (context->zone, wabi_record_get_int (changed, "starts_at"));
  return settle_days (context, proof, client, day, day, error) && settle_earlier_days (context, proof, changed, day, error);
}

static void
reach (WabiDay from, WabiDay to, WabiDay *first, WabiDay *last)
{
  *first = from != WABI_DAY_NONE && (*first == WABI_DAY_NONE || from < *first) ? from : *first;
  *last = to != WABI_DAY_NONE && (*last == WABI_DAY_NONE || to > *last) ? to : *last;
}

/* What was drawn on an authorization before its days changed. */
static gboolean
reach_entries (WabiContext *context, const char *client, WabiDay *first, WabiDay *last, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_unit_entry);
  wabi_query_where_text (&query, "client", WABI_EQ, client);
  entries = wabi_context_list (context, &query, error);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (!wabi_record_is (g_ptr_array_index (entries, i), "source", "authorization"))
      {
        WabiDay day = wabi_lookup_day (g_ptr_array_index (entries, i), "date");

        reach (day, day, first, last);
      }
  return entries != NULL;
}

gboolean
wabi_unit_book_follow_authorization (WabiContext *context, WabiRecord *changed, GError **error)
{
  g_autoptr (WabiProofContext) proof = wabi_proof_context_new (context->view, context->zone, context->now);
  const char *client = wabi_record_get_text (changed, "client");
  const GPtrArray *all = wabi_proof_context_get_authorizations (proof, client);
  WabiDay first = WABI_DAY_NONE, last = WABI_DAY_NONE;

  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *facts = g_ptr_array_index (all, i);

      if (facts == find_newest (all, facts->family) && !settle_family (context, facts, error))
        return FALSE;
      reach (wabi_lookup_day (facts->record, "valid_from"), wabi_lookup_day (facts->record, "valid_to"), &first, &last);
    }
  return reach_entries (context, client, &first, &last, error)
         && (first == WABI_DAY_NONE || last == WABI_DAY_NONE || settle_days (context, proof, client, first, last, error));
}

/* ---- charges ---- */

/* Whether the payer of its claim has said no to it, and that stands. */
static gboolean
find_denied (WabiContext *context, WabiRecord *charge, gboolean *denied, GError **error)
{
  g_autoptr (GPtrArray) denials = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_denial);
  wabi_query_where_text (&query, "charge", WABI_EQ, wabi_record_get_id (charge));
  denials = wabi_context_list (context, &query, error);
  *denied = FALSE;
  for (guint i = 0; denials != NULL && i < denials->len; i++)
    {
      WabiRecord *denial = g_ptr_array_index (denials, i);

      *denied |= !wabi_record_get_deleted (denial) && wabi_record_is (denial, "claim", wabi_record_get_text (charge, "claim"))
                 && !wabi_record_is (denial, "state", "won") && !wabi_record_is (denial, "state", "rebilled") && !wabi_record_is (denial, "state", "void") && !wabi_record_is (denial, "category", "underpaid");
    }
  return denials != NULL;
}

static gboolean
place_charge (WabiContext *context, WabiRecord *charge, Source *source, GError **error)
{
  gint64 tenths = wabi_record_has (charge, "units_tenths") ? wabi_record_get_int (charge, "units_tenths") : 10 * wabi_record_get_int (charge, "units");
  WabiUnitBucket bucket = WABI_UNITS_BILLED;
  gboolean denied = FALSE;

  if (wabi_record_get_int (charge, "billed_cents") <= 0)
    return TRUE;
  if (wabi_record_get_int (charge, "paid_cents") > 0)
    bucket = WABI_UNITS_PAID;
  else if (!find_denied (context, charge, &denied, error))
    return FALSE;
  else if (denied)
    bucket = WABI_UNITS_GIVEN_BACK;
  source->tenths[WABI_UNITS_DELIVERED] = -tenths;
  source->tenths[bucket] = tenths;
  return TRUE;
}

gboolean
wabi_unit_book_follow_charge (WabiContext *context, WabiRecord *charge, GError **error)
{
  g_autoptr (WabiProofContext) proof = NULL;
  const char *authorization = wabi_record_get_text (charge, "authorization"), *client = wabi_record_get_text (charge, "client");
  g_autofree char *date = g_strdup (wabi_record_get_text (charge, "date")), *code = NULL;
  Source source = { .kind = "charge", .id = wabi_record_get_id (charge), .client = client, .date = date };
  const GPtrArray *all;

  if (authorization == NULL)
    return TRUE;
  proof = wabi_proof_context_new (context->view, context->zone, context->now);
  all = wabi_proof_context_get_authorizations (proof, client);
  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *facts = g_ptr_array_index (all, i);
      const WabiAuthFacts *newest = strcmp (facts->id, authorization) == 0 ? find_newest (all, facts->family) : NULL;
      WabiDay opening_day;
      const WabiAuthLimit *limit = newest != NULL ? find_limit (newest, wabi_record_get_text (charge, "service_code"), &opening_day) : NULL;

      if (limit == NULL)
        continue;
      source.authorization = facts->family;
      source.code = code = dup_first_code (limit->code);
      if (!place_charge (context, charge, &source, error))
        return FALSE;
      break;
    }
  return settle_source (context, &source, error);
}
