// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads once what many proofs share: lists of records, the visits of people, the authorizations of clients.

#include "wabi-proof-context.h"

#include <string.h>

#define MOST_VERSIONS 50

/* What a person has, over the time that was asked for so far. */
typedef struct
{
  const char *field;
  char *id;
  gint64 from, to;
  gboolean held_only;       /* what was booked is not asked for: of a person of staff only the times of the sessions */
  GHashTable *appointments; /* id -> record */
  GHashTable *sessions;     /* id of the appointment -> record */
  GArray *booked, *held;    /* WabiBookEntry, by start */
} Book;

struct _WabiProofContext
{
  grefcount refs;
  const WabiView *view;
  char *zone;
  gint64 now;
  GPtrArray *keep;            /* records whose texts are borrowed */
  GHashTable *records;        /* "kind id" -> record or NULL */
  GHashTable *lists;          /* "kind field value" -> GPtrArray */
  GHashTable *books;          /* "field id" -> Book */
  GHashTable *pending;        /* id -> record, NULL for one that is dropped */
  GHashTable *authorizations; /* client -> GPtrArray of WabiAuthFacts */
  GHashTable *terms;          /* "payer", and "payer day" -> WabiPayerTerms */
  GHashTable *memory;         /* key -> Memory */
  WabiServiceTable *services; /* read when first asked for */
};

typedef struct
{
  gpointer value;
  GDestroyNotify free_func;
} Memory;

static void
free_memory (gpointer data)
{
  Memory *memory = data;

  if (memory->value != NULL)
    memory->free_func (memory->value);
  g_free (memory);
}

static void
free_book (gpointer data)
{
  Book *book = data;

  g_free (book->id);
  g_hash_table_unref (book->appointments);
  g_hash_table_unref (book->sessions);
  g_array_unref (book->booked);
  g_array_unref (book->held);
  g_free (book);
}

static void
unref_record (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

WabiProofContext *
wabi_proof_context_new (const WabiView *view, const char *zone, gint64 now)
{
  WabiProofContext *context = g_new0 (WabiProofContext, 1);

  g_ref_count_init (&context->refs);
  context->view = view;
  context->zone = g_strdup (zone);
  context->now = now;
  context->keep = g_ptr_array_new_with_free_func (g_object_unref);
  context->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_record);
  context->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  context->books = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_book);
  context->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_record);
  context->authorizations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  context->terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) wabi_payer_terms_free);
  context->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_memory);
  return context;
}

WabiProofContext *
wabi_proof_context_ref (WabiProofContext *context)
{
  g_ref_count_inc (&context->refs);
  return context;
}

void
wabi_proof_context_unref (WabiProofContext *context)
{
  if (context == NULL || !g_ref_count_dec (&context->refs))
    return;
  g_hash_table_unref (context->memory);
  g_clear_pointer (&context->services, wabi_service_table_unref);
  g_hash_table_unref (context->terms);
  g_hash_table_unref (context->authorizations);
  g_hash_table_unref (context->books);
  g_hash_table_unref (context->pending);
  g_hash_table_unref (context->lists);
  g_hash_table_unref (context->records);
  g_ptr_array_unref (context->keep);
  g_free (context->zone);
  g_free (context);
}

const WabiView *
wabi_proof_context_get_view (WabiProofContext *context)
{
  return context->view;
}

const char *
wabi_proof_context_get_zone (WabiProofContext *context)
{
  return context->zone;
}

gint64
wabi_proof_context_get_now (WabiProofContext *context)
{
  return context->now;
}

WabiServiceTable *
wabi_proof_context_get_services (WabiProofContext *context)
{
  if (context->services == NULL)
    context->services = wabi_service_table_new (context->view);
  return context->services;
}

int
wabi_proof_context_get_unit_minutes (WabiProofContext *context, const char *code, WabiDay day)
{
  const WabiServiceCode *service = wabi_service_table_find (wabi_proof_context_get_services (context), code, day);

  return service != NULL ? service->unit_minutes : 15;
}

WabiRecord *
wabi_proof_context_get (WabiProofContext *context, const WabiKind *kind, const char *id)
{
  g_autofree char *key = NULL;
  gpointer found;

  if (id == NULL)
    return NULL;
  key = g_strdup_printf ("%s %s", kind->name, id);
  if (!g_hash_table_lookup_extended (context->records, key, NULL, &found))
    {
      found = wabi_lookup_get (context->view, kind, id);
      g_hash_table_insert (context->records, g_steal_pointer (&key), found);
    }
  return found;
}

gpointer
wabi_proof_context_recall (WabiProofContext *context, const char *key)
{
  Memory *memory = g_hash_table_lookup (context->memory, key);

  return memory != NULL ? memory->value : NULL;
}

void
wabi_proof_context_remember (WabiProofContext *context, const char *key, gpointer value, GDestroyNotify free_func)
{
  Memory *memory = g_new (Memory, 1);

  *memory = (Memory){ value, free_func };
  g_hash_table_replace (context->memory, g_strdup (key), memory);
}

static GPtrArray *
read_all (const WabiView *view, const WabiKind *kind)
{
  g_autoptr (GError) error = NULL;
  WabiQuery query;
  GPtrArray *records;

  wabi_query_init (&query, kind);
  records = wabi_view_list (view, &query, &error);
  if (records != NULL)
    return records;
  g_warning ("records of kind %s cannot be read: %s", kind->name, error != NULL ? error->message : "no reason");
  return g_ptr_array_new_with_free_func (g_object_unref);
}

GPtrArray *
wabi_proof_context_list (WabiProofContext *context, const WabiKind *kind, const char *field, const char *value)
{
  char *key = g_strdup_printf ("%s %s %s", kind->name, field != NULL ? field : "", value != NULL ? value : "");
  GPtrArray *records = g_hash_table_lookup (context->lists, key);

  if (records != NULL)
    {
      g_free (key);
      return records;
    }
  records = field == NULL ? read_all (context->view, kind) : wabi_lookup_by (context->view, kind, field, value);
  g_hash_table_insert (context->lists, key, records);
  return records;
}

/* ---- Visits of a person ---- */

static WabiVisitStatus
read_status (WabiRecord *record)
{
  const char *status = wabi_record_get_text (record, "status");

  if (wabi_record_get_kind (record) == &wabi_kind_session)
    return wabi_record_is (record, "state", "ended") ? WABI_VISIT_DELIVERED : WABI_VISIT_IN_PROGRESS;
  if (g_strcmp0 (status, "cancelled") == 0 || g_strcmp0 (status, "withdrawn") == 0 || g_strcmp0 (status, "proposed") == 0)
    return WABI_VISIT_CANCELLED;
  if (g_strcmp0 (status, "no_show") == 0)
    return WABI_VISIT_MISSED;
  if (g_strcmp0 (status, "completed") == 0)
    return WABI_VISIT_DELIVERED;
  return g_strcmp0 (status, "in_session") == 0 ? WABI_VISIT_IN_PROGRESS : WABI_VISIT_BOOKED;
}

/* @appointment names the visit; @held, where there is one, says who held it and when. Either may be NULL, not both. */
static WabiBookEntry
make_entry (WabiProofContext *context, WabiRecord *appointment, WabiRecord *held)
{
  WabiRecord *from = held != NULL ? held : appointment;
  WabiBookEntry entry = {
    .visit = { .id = wabi_record_get_id (appointment != NULL ? appointment : held),
               .staff_id = wabi_record_get_text (from, "staff"),
               .client_id = wabi_record_get_text (from, "client"),
               .code = wabi_record_get_text (from, "service_code"),
               .place = wabi_record_get_text (from, "place"),
               .start_at = wabi_record_get_int (from, "starts_at"),
               .end_at = wabi_record_get_int (from, "ends_at"),
               .status = read_status (from) },
    .authorization = appointment != NULL ? wabi_record_get_text (appointment, "authorization") : NULL,
    .record = appointment,
  };

  entry.day = wabi_zone_day (context->zone, entry.visit.start_at);
  entry.minutes = wabi_visit_minutes (&entry.visit);
  entry.unit_minutes = wabi_proof_context_get_unit_minutes (context, entry.visit.code, entry.day);
  return entry;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const WabiVisit *one = &((const WabiBookEntry *) a)->visit, *other = &((const WabiBookEntry *) b)->visit;

  if (one->start_at != other->start_at)
    return one->start_at < other->start_at ? -1 : 1;
  return strcmp (one->id, other->id);
}

/* What was held counts as it was held, even where the booking was canceled by another hand. */
static void
add_appointment (WabiProofContext *context, Book *book, WabiRecord *appointment)
{
  WabiRecord *session = g_hash_table_lookup (book->sessions, wabi_record_get_id (appointment));
  gboolean over = session != NULL && wabi_record_is (session, "state", "ended");
  WabiBookEntry entry = make_entry (context, appointment, over ? session : NULL);

  if (wabi_visit_takes_time (entry.visit.status))
    g_array_append_val (book->booked, entry);
}

static void
add_session (WabiProofContext *context, Book *book, WabiRecord *session)
{
  const char *id = book->held_only ? NULL : wabi_record_get_text (session, "appointment");
  WabiRecord *appointment = id != NULL ? g_hash_table_lookup (book->appointments, id) : NULL;
  WabiBookEntry entry;

  if (id != NULL && appointment == NULL)
    appointment = wabi_proof_context_get (context, &wabi_kind_appointment, id);
  entry = make_entry (context, appointment, session);
  if (appointment == NULL && entry.visit.status == WABI_VISIT_DELIVERED)
    g_array_append_val (book->booked, entry);
  entry.visit.id = wabi_record_get_id (session);
  g_array_append_val (book->held, entry);
}

static void
add_pending (WabiProofContext *context, Book *book, gint64 from, gint64 to)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, context->pending);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (record != NULL && wabi_record_is (record, book->field, book->id) && wabi_record_get_int (record, "starts_at") >= from
        && wabi_record_get_int (record, "starts_at") < to)
      add_appointment (context, book, record);
}

static void
keep_all (WabiProofContext *context, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (context->keep, g_object_ref (g_ptr_array_index (records, i)));
}

/* What was read in a book is not read again one by one. */
static void
serve_all (WabiProofContext *context, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      char *key = g_strdup_printf ("%s %s", wabi_record_get_kind (record)->name, wabi_record_get_id (record));

      if (g_hash_table_contains (context->records, key))
        g_free (key);
      else
        g_hash_table_insert (context->records, key, g_object_ref (record));
    }
}

static void
load (WabiProofContext *context, Book *book, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) appointments = book->held_only ? g_ptr_array_new_with_free_func (g_object_unref)
                                                       : wabi_lookup_between (context->view, &wabi_kind_appointment, book->field, book->id, from, to);
  /* A session says nothing of rooms: those are held as they were booked. */
  g_autoptr (GPtrArray) sessions
      = wabi_kind_find_field (&wabi_kind_session, book->field) != NULL
            ? wabi_lookup_between (context->view, &wabi_kind_session, book->field, book->id, from, to)
            : g_ptr_array_new_with_free_func (g_object_unref);

  keep_all (context, appointments);
  keep_all (context, sessions);
  serve_all (context, appointments);
  serve_all (context, sessions);
  for (guint i = 0; i < appointments->len; i++)
    g_hash_table_insert (book->appointments, (gpointer) wabi_record_get_id (g_ptr_array_index (appointments, i)),
                         g_ptr_array_index (appointments, i));
  for (guint i = 0; i < sessions->len; i++)
    if (wabi_record_has (g_ptr_array_index (sessions, i), "appointment"))
      g_hash_table_insert (book->sessions, (gpointer) wabi_record_get_text (g_ptr_array_index (sessions, i), "appointment"),
                           g_ptr_array_index (sessions, i));
  for (guint i = 0; i < sessions->len; i++)
    add_session (context, book, g_ptr_array_index (sessions, i));
  for (guint i = 0; i < appointments->len; i++)
    if (!g_hash_table_contains (context->pending, wabi_record_get_id (g_ptr_array_index (appointments, i))))
      add_appointment (context, book, g_ptr_array_index (appointments, i));
  add_pending (context, book, from, to);
  g_array_sort (book->booked, compare_entries);
  g_array_sort (book->held, compare_entries);
}

/* Grows by its own length at least, so that a series that goes on and on reads seldom. */
static void
reach (WabiProofContext *context, Book *book, gint64 from, gint64 to)
{
  gint64 span = book->to - book->from;

  if (span == 0)
    {
      load (context, book, from, to);
      book->from = from;
      book->to = to;
      return;
    }
  if (from < book->from)
    {
      from = MIN (from, book->from - span);
      load (context, book, from, book->from);
      book->from = from;
    }
  if (to > book->to)
    {
      to = MAX (to, book->to + span);
      load (context, book, book->to, to);
      book->to = to;
    }
}

const GArray *
wabi_proof_context_get_book (WabiProofContext *context, gboolean held, const char *field, const char *id, gint64 from, gint64 to)
{
  gboolean held_only = held && strcmp (field, "staff") == 0;
  g_autofree char *key = g_strdup_printf ("%s%s %s", held_only ? "held " : "", field, id != NULL ? id : "");
  Book *book = g_hash_table_lookup (context->books, key);

  if (book == NULL)
    {
      book = g_new0 (Book, 1);
      book->field = g_intern_string (field);
      book->held_only = held_only;
      book->id = g_strdup (id);
      book->appointments = g_hash_table_new (g_str_hash, g_str_equal);
      book->sessions = g_hash_table_new (g_str_hash, g_str_equal);
      book->booked = g_array_new (FALSE, TRUE, sizeof (WabiBookEntry));
      book->held = g_array_new (FALSE, TRUE, sizeof (WabiBookEntry));
      g_hash_table_insert (context->books, g_steal_pointer (&key), book);
    }
  if (id != NULL && from < to)
    reach (context, book, from, to);
  return held ? book->held : book->booked;
}

static void
take_out (Book *book, const char *id)
{
  for (guint i = 0; i < book->booked->len; i++)
    if (strcmp (g_array_index (book->booked, WabiBookEntry, i).visit.id, id) == 0)
      {
        g_array_remove_index (book->booked, i);
        return;
      }
}

static void
change (WabiProofContext *context, const char *id, WabiRecord *record)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_replace (context->pending, g_strdup (id), record != NULL ? g_object_ref (record) : NULL);
  g_hash_table_iter_init (&iter, context->books);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Book *book = value;
      gint64 at = record != NULL ? wabi_record_get_int (record, "starts_at") : 0;

      take_out (book, id);
      if (record == NULL || at < book->from || at >= book->to || !wabi_record_is (record, book->field, book->id))
        continue;
      add_appointment (context, book, record);
      g_array_sort (book->booked, compare_entries);
    }
}

void
wabi_proof_context_put (WabiProofContext *context, WabiRecord *visit)
{
  g_return_if_fail (wabi_record_get_kind (visit) == &wabi_kind_appointment);

  g_ptr_array_add (context->keep, g_object_ref (visit));
  change (context, wabi_record_get_id (visit), visit);
}

void
wabi_proof_context_drop (WabiProofContext *context, const char *id)
{
  change (context, id, NULL);
}

gboolean
wabi_proof_context_is_changed (WabiProofContext *context, const char *id)
{
  return g_hash_table_contains (context->pending, id);
}

/* ---- Authorizations of a client ---- */

static void
free_auth (gpointer data)
{
  WabiAuthFacts *auth = data;

  g_array_unref (auth->limits);
  g_array_unref (auth->opening_day);
  g_free (auth);
}

static void
read_opening (WabiRecord *record, const char *code, int *units, WabiDay *as_of)
{
  JsonArray *all = wabi_record_get_array (record, "opening");

  *units = 0;
  *as_of = WABI_DAY_NONE;
  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonNode *node = json_array_get_element (all, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (one == NULL || g_strcmp0 (wabi_json_peek_text (one, "code"), code) != 0)
        continue;
      *units = (int) wabi_json_peek_int (one, "units_used", 0);
      *as_of = wabi_day_from_text (wabi_json_peek_text (one, "as_of"));
    }
}

static void
add_limit (WabiAuthFacts *auth, const char *code, WabiAuthPeriod period, gint64 units)
{
  WabiAuthLimit limit = { .code = code, .period = period, .approved = (int) units };
  WabiDay as_of;

  read_opening (auth->record, code, &limit.opening, &as_of);
  /* What was used elsewhere is known for the whole only. */
  if (period != WABI_AUTH_TOTAL)
    limit.opening = 0;
  g_array_append_val (auth->limits, limit);
  g_array_append_val (auth->opening_day, as_of);
}

/* A line has units for one period, and may limit what a day, a week or a month takes of them. */
static void
read_lines (WabiAuthFacts *auth)
{
  static const struct
  {
    const char *name;
    WabiAuthPeriod period;
  } further[] = { { "daily", WABI_AUTH_DAY }, { "weekly", WABI_AUTH_WEEK }, { "monthly", WABI_AUTH_MONTH } };
  JsonArray *lines = wabi_record_get_array (auth->record, "lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *code = line != NULL ? wabi_json_peek_text (line, "code") : NULL, *per = line != NULL ? wabi_json_peek_text (line, "per") : NULL;
      WabiAuthPeriod period = WABI_AUTH_TOTAL;

      if (code == NULL || (per != NULL && !wabi_auth_period_from_name (per, &period)))
        continue;
      add_limit (auth, code, period, wabi_json_peek_int (line, "units", 0));
      for (guint f = 0; f < G_N_ELEMENTS (further); f++)
        if (wabi_json_peek_int (line, further[f].name, -1) >= 0)
          add_limit (auth, code, further[f].period, wabi_json_peek_int (line, further[f].name, 0));
    }
}

static WabiAuthFacts *
find_auth (const GPtrArray *all, const char *id)
{
  for (guint i = 0; id != NULL && i < all->len; i++)
    if (strcmp (((WabiAuthFacts *) g_ptr_array_index (all, i))->id, id) == 0)
      return g_ptr_array_index (all, i);
  return NULL;
}

static const char *
find_first_version (const GPtrArray *all, WabiAuthFacts *auth)
{
  for (guint i = 0; i < MOST_VERSIONS; i++)
    {
      WabiAuthFacts *before = find_auth (all, wabi_record_get_text (auth->record, "amends"));

      if (before == NULL)
        break;
      auth = before;
    }
  return auth->id;
}

/* A version that was taken back does not count. */
static gboolean
is_newer (const GPtrArray *all, WabiAuthFacts *one, WabiAuthFacts *older)
{
  if (one->status != WABI_AUTH_APPROVED)
    return FALSE;
  for (guint i = 0; i < MOST_VERSIONS && one != NULL; i++)
    {
      one = find_auth (all, wabi_record_get_text (one->record, "amends"));
      if (one == older)
        return TRUE;
    }
  return FALSE;
}

/* A version that was amended holds until the day before the first of those that came after it: no day has two of them. */
static void
end_before_newer (const GPtrArray *all, WabiAuthFacts *auth)
{
  for (guint i = 0; i < all->len; i++)
    {
      WabiAuthFacts *newer = g_ptr_array_index (all, i);

      if (newer->from != WABI_DAY_NONE && (auth->to == WABI_DAY_NONE || auth->to >= newer->from) && is_newer (all, newer, auth))
        auth->to = newer->from - 1;
    }
}

static WabiAuthFacts *
find_newest (const GPtrArray *all, WabiAuthFacts *auth)
{
  WabiAuthFacts *newest = auth;

  for (guint i = 0; i < all->len; i++)
    if (is_newer (all, g_ptr_array_index (all, i), newest))
      newest = g_ptr_array_index (all, i);
  return newest;
}

/* The newest version says how much there is in all: what is booked on the days of an older one must not eat what was given since. */
static void
take_newest_totals (const GPtrArray *all, WabiAuthFacts *auth)
{
  const WabiAuthFacts *newest = find_newest (all, auth);

  for (guint i = 0; i < auth->limits->len; i++)
    for (guint j = 0; newest != auth && j < newest->limits->len; j++)
      {
        WabiAuthLimit *limit = &g_array_index (auth->limits, WabiAuthLimit, i);
        const WabiAuthLimit *total = &g_array_index (newest->limits, WabiAuthLimit, j);

        if (limit->period != WABI_AUTH_TOTAL || total->period != WABI_AUTH_TOTAL || g_strcmp0 (limit->code, total->code) != 0)
          continue;
        limit->approved = total->approved;
        limit->opening = total->opening;
        g_array_index (auth->opening_day, WabiDay, i) = g_array_index (newest->opening_day, WabiDay, j);
      }
}

static gboolean
read_auth_status (WabiRecord *record, WabiAuthStatus *status)
{
  if (!wabi_record_is (record, "status", "amended"))
    return wabi_auth_status_from_name (wabi_record_get_text (record, "status"), status);
  *status = WABI_AUTH_APPROVED;
  return TRUE;
}

const GPtrArray *
wabi_proof_context_get_authorizations (WabiProofContext *context, const char *client)
{
  GPtrArray *all = g_hash_table_lookup (context->authorizations, client != NULL ? client : "");
  GPtrArray *records;

  if (all != NULL)
    return all;
  all = g_ptr_array_new_with_free_func (free_auth);
  records = wabi_proof_context_list (context, &wabi_kind_authorization, "client", client);
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiAuthFacts read = { .record = record,
                             .id = wabi_record_get_id (record),
                             .payer = wabi_record_get_text (record, "payer"),
                             .schedule_only = wabi_record_get_bool (record, "schedule_only"),
                             .from = wabi_lookup_day (record, "valid_from"),
                             .to = wabi_lookup_day (record, "valid_to") };
      WabiAuthFacts *auth;

      if (!read_auth_status (record, &read.status))
        continue;
      auth = g_memdup2 (&read, sizeof (read));
      auth->limits = g_array_new (FALSE, TRUE, sizeof (WabiAuthLimit));
      auth->opening_day = g_array_new (FALSE, TRUE, sizeof (WabiDay));
      read_lines (auth);
      g_ptr_array_add (all, auth);
    }
  for (guint i = 0; i < all->len; i++)
    {
      WabiAuthFacts *auth = g_ptr_array_index (all, i);

      auth->family = find_first_version (all, auth);
      if (!wabi_record_is (auth->record, "status", "amended"))
        continue;
      end_before_newer (all, auth);
      take_newest_totals (all, auth);
    }
  g_hash_table_insert (context->authorizations, g_strdup (client != NULL ? client : ""), all);
  return all;
}

static gboolean
has_code (const WabiAuthFacts *auth, const char *code)
{
  for (guint i = 0; i < auth->limits->len; i++)
    if (wabi_auth_limit_covers (&g_array_index (auth->limits, WabiAuthLimit, i), code))
      return TRUE;
  return FALSE;
}

static gboolean
is_better (const WabiAuthFacts *one, const WabiAuthFacts *best)
{
  WabiDay end = one->to != WABI_DAY_NONE ? one->to : G_MAXINT, best_end = best->to != WABI_DAY_NONE ? best->to : G_MAXINT;

  return end != best_end ? end < best_end : strcmp (one->id, best->id) < 0;
}

static const char *
choose_family (WabiProofContext *context, const GPtrArray *all, WabiBookEntry *entry)
{
  WabiRecord *coverage = wabi_proof_context_find_coverage (context, entry->visit.client_id, entry->day);
  const char *payer = coverage != NULL ? wabi_record_get_text (coverage, "payer") : NULL;
  const WabiAuthFacts *best = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *one = g_ptr_array_index (all, i);

      if (one->status == WABI_AUTH_APPROVED && wabi_day_in_range (entry->day, one->from, one->to) && has_code (one, entry->visit.code)
          && (payer == NULL || g_strcmp0 (payer, one->payer) == 0) && (best == NULL || is_better (one, best)))
        best = one;
    }
  return best != NULL ? best->family : NULL;
}

/* Whether one of the versions says that it holds on @day. */
static gboolean
spans (const GPtrArray *all, const char *family, WabiDay day)
{
  for (guint i = 0; i < all->len; i++)
    {
      const WabiAuthFacts *version = g_ptr_array_index (all, i);

      if (strcmp (version->family, family) == 0
          && wabi_day_in_range (day, wabi_lookup_day (version->record, "valid_from"), wabi_lookup_day (version->record, "valid_to")))
        return TRUE;
    }
  return FALSE;
}

gboolean
wabi_book_is_summed_with (const WabiUnitRule *rule, const WabiBookEntry *one, const WabiBookEntry *other)
{
  /* CMS sums all codes of the day whose units are of the same minutes. */
  return one->day == other->day
         && ((rule->rounding == WABI_ROUNDING_CMS_TOTAL && one->unit_minutes == other->unit_minutes)
             || g_strcmp0 (one->visit.code, other->visit.code) == 0)
         && (rule->scope != WABI_UNIT_SCOPE_DAY_CODE_RENDERING || g_strcmp0 (one->visit.staff_id, other->visit.staff_id) == 0);
}

int
wabi_book_allot_units (const GArray *book, guint index, const WabiUnitRule *rule, const char *without)
{
  const WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, index);
  int before = 0;

  if (rule->scope == WABI_UNIT_SCOPE_SESSION)
    return wabi_units_count (rule, entry->minutes);
  for (guint i = index; i > 0 && g_array_index (book, WabiBookEntry, i - 1).day == entry->day; i--)
    {
      const WabiBookEntry *earlier = &g_array_index (book, WabiBookEntry, i - 1);

      if (g_strcmp0 (earlier->visit.id, without) != 0 && wabi_book_is_summed_with (rule, earlier, entry))
        before += earlier->minutes;
    }
  return wabi_units_count (rule, before + entry->minutes) - wabi_units_count (rule, before);
}

const char *
wabi_proof_context_find_family (WabiProofContext *context, WabiBookEntry *entry)
{
  const GPtrArray *all;
  WabiAuthFacts *recorded;

  if (entry->resolved)
    return entry->family;
  all = wabi_proof_context_get_authorizations (context, entry->visit.client_id);
  recorded = find_auth (all, entry->authorization);
  entry->family = recorded != NULL && spans (all, recorded->family, entry->day) ? recorded->family : choose_family (context, all, entry);
  entry->resolved = TRUE;
  return entry->family;
}

WabiRecord *
wabi_proof_context_find_coverage (WabiProofContext *context, const char *client, WabiDay day)
{
  GPtrArray *all = wabi_proof_context_list (context, &wabi_kind_coverage, "client", client);
  WabiRecord *best = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (wabi_day_in_range (day, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to"))
          && (best == NULL || wabi_record_get_int (one, "priority") < wabi_record_get_int (best, "priority")))
        best = one;
    }
  return best;
}

/* ---- Payers ---- */

WabiPayerTerms *
wabi_proof_context_get_terms (WabiProofContext *context, const char *payer, WabiDay day)
{
  g_autofree char *key = g_strdup_printf ("%s %d", payer != NULL ? payer : "", day);
  WabiPayerTerms *terms = g_hash_table_lookup (context->terms, key), *any;

  if (terms != NULL)
    return terms;
  any = g_hash_table_lookup (context->terms, payer != NULL ? payer : "");
  if (any == NULL)
    {
      any = wabi_payer_terms_new_from (context->view, wabi_proof_context_list (context, &wabi_kind_payer_rule, NULL, NULL),
                                       wabi_proof_context_get (context, &wabi_kind_payer, payer), day);
      wabi_payer_terms_share_services (any, wabi_proof_context_get_services (context));
      g_hash_table_insert (context->terms, g_strdup (payer != NULL ? payer : ""), any);
    }
  terms = wabi_payer_terms_new_on (any, day);
  g_hash_table_insert (context->terms, g_steal_pointer (&key), terms);
  return terms;
}

int
wabi_book_allot_for (WabiProofContext *context, const GArray *book, guint index, const char *payer, const char *without)
{
  WabiBookEntry *entry = &g_array_index (book, WabiBookEntry, index);

  /* Asked of every visit of an authorization for each of its visits. */
  if (!entry->ruled || g_strcmp0 (entry->rule_payer, payer) != 0)
    {
      wabi_payer_terms_read_units (wabi_proof_context_get_terms (context, payer, entry->day), entry->visit.code, &entry->rule);
      entry->rule_payer = payer != NULL ? g_intern_string (payer) : NULL;
      entry->ruled = TRUE;
    }
  return wabi_book_allot_units (book, index, &entry->rule, without);
}
