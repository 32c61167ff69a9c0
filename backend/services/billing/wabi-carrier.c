// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is due, and what came of it.

#include "wabi-carrier.h"

#include <string.h>

#include "wabi-asker.h"
#include "wabi-carry.h"
#include "wabi-domain.h"
#include "wabi-lookup.h"

#define USUAL_EVERY 30
#define USUAL_RETRY 60
#define USUAL_MINUTES 15
#define LONGEST_PAUSE (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

struct _WabiCarrier
{
  WabiStore *store;
  const WabiPartnerOptions *options;
  const WabiVault *vault;
  const WabiClock *clock;
  gint64 every, retry; /* microseconds */
  guint listener;
  GCancellable *cancellable; /* that the program ends */
  GThread *thread;
  GMutex lock;
  GCond wake;
  gboolean closing, wanted; /* under the lock */
};

/* ---- who is due ---- */

typedef struct
{
  WabiCarrier *self;
  WabiVisit *visit;
} Looking;

/* Nobody is locked out since we tried a wrong password again and again, and nobody is told a secret whose key is not trusted. */
static gboolean
waits_for_person (WabiRecord *partner)
{
  return wabi_record_is (partner, "problem", "secret") || wabi_record_is (partner, "problem", "host-key");
}

static gboolean
is_due (WabiRecord *partner, gint64 now)
{
  gint64 minutes = wabi_record_has (partner, "every_minutes") ? wabi_record_get_int (partner, "every_minutes") : USUAL_MINUTES;

  /* Where something was wrong it is tried again when its pause is over. */
  return wabi_record_has (partner, "asked_at") || wabi_record_has (partner, "problem") || wabi_record_get_int (partner, "checked_at") + minutes * 60 * G_USEC_PER_SEC <= now;
}

static void
take_transmissions (WabiVisit *visit, const WabiView *view)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_transmission, "partner", wabi_record_get_id (visit->partner));

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (wabi_record_is (one, "direction", "in") && wabi_record_has (one, "remote"))
        g_hash_table_add (wabi_record_is (one, "state", "cancelled") ? visit->again : visit->known, g_strdup (wabi_record_get_text (one, "remote")));
      if (wabi_record_is (one, "direction", "out") && wabi_record_get_int (one, "next_try") <= visit->now
          && (wabi_record_is (one, "state", "waiting") || wabi_record_is (one, "state", "sending")))
        g_ptr_array_add (visit->out, g_object_ref (one));
    }
}

static gboolean
read_visit (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Looking *looking = data;
  WabiVisit *visit = looking->visit;

  take_transmissions (visit, view);
  visit->place.secret = wabi_partner_open_secret (view, looking->self->vault, visit->practice, visit->partner);
  return TRUE;
}

/* ---- what came of it ---- */

static JsonObject *
new_words (WabiVisit *visit)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", wabi_record_get_id (visit->partner));
  if (wabi_record_has (visit->partner, "asked_at"))
    json_object_set_int_member (args, "answered", wabi_record_get_int (visit->partner, "asked_at"));
  return args;
}

static gboolean
tell_good (WabiVisit *visit, GError **error)
{
  JsonObject *args = new_words (visit);

  json_object_set_int_member (args, "checked_at", visit->fetch ? visit->now : wabi_record_get_int (visit->partner, "checked_at"));
  if (visit->after != NULL && !visit->behind)
    json_object_set_string_member (args, "cursor", visit->after);
  return wabi_visit_run (visit, "partner.tell", args, NULL, error);
}

static gboolean
tell_trouble (WabiVisit *visit, const GError *trouble, GError **error)
{
  JsonObject *args = new_words (visit);
  gint64 tries = MIN (wabi_record_get_int (visit->partner, "tries") + 1, 1000);
  /* At least as long as the partner asked for. */
  gint64 pause = MAX (tries > 12 ? LONGEST_PAUSE : MIN (visit->retry << (tries - 1), LONGEST_PAUSE), visit->place.wait * G_USEC_PER_SEC);
  gboolean ours = trouble->domain == WABI_TRANSPORT_ERROR;

  json_object_set_string_member (args, "trouble", ours ? trouble->message : "The exchange with the partner failed. It is tried again.");
  json_object_set_string_member (args, "problem", wabi_transport_error_get_word (trouble));
  json_object_set_int_member (args, "tries", tries);
  json_object_set_int_member (args, "next_try", visit->now + pause);
  if (visit->place.key_seen != NULL && g_error_matches (trouble, WABI_TRANSPORT_ERROR, WABI_TRANSPORT_ERROR_HOST_KEY))
    json_object_set_string_member (args, "key_seen", visit->place.key_seen);
  if (!ours)
    g_warning ("files could not be exchanged with a partner: %s", trouble->message);
  return wabi_visit_run (visit, "partner.tell", args, NULL, error);
}

/* ---- a visit ---- */

static void
visit_partner (WabiCarrier *self, WabiVisit *visit)
{
  g_autoptr (GError) trouble = NULL, error = NULL;
  gboolean ok;

  visit->line = wabi_transport_open (&visit->place, &trouble);
  ok = visit->line != NULL && wabi_visit_send (visit, &trouble) && (!visit->fetch || wabi_visit_fetch (visit, &trouble));
  wabi_transport_close (visit->line);
  /* What was broken off since the program ends is no trouble of the partner's. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!(ok ? tell_good (visit, &error) : tell_trouble (visit, trouble, &error)))
    g_warning ("what came of a visit to a partner was not kept: %s", error->message);
}

static void
serve_partner (WabiCarrier *self, const char *practice, WabiRecord *partner)
{
  gint64 now = wabi_clock_now (self->clock);
  g_autoptr (GPtrArray) out = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WabiVisit visit = { .store = self->store, .practice = practice, .partner = partner, .now = now, .retry = self->retry, .out = out, .known = known, .again = again,
                      .place = { .options = self->options, .partner = partner, .now = now, .cancellable = self->cancellable }, .fetch = is_due (partner, now) };
  Looking looking = { self, &visit };
  g_autoptr (GError) error = NULL;

  if (waits_for_person (partner) || wabi_record_get_int (partner, "next_try") > now)
    return;
  if (!wabi_store_read (self->store, practice, read_visit, &looking, &error))
    g_warning ("a partner could not be read: %s", error->message);
  else if (visit.fetch || out->len > 0)
    visit_partner (self, &visit);
  g_clear_pointer (&visit.place.secret, json_object_unref);
  g_free (visit.place.key_seen);
  g_free (visit.after);
}

static gboolean
list_partners (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  GPtrArray **partners = data;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_partner);
  *partners = wabi_view_list (view, &query, error);
  return *partners != NULL;
}

static gboolean
is_closing (WabiCarrier *self)
{
  gboolean closing;

  g_mutex_lock (&self->lock);
  closing = self->closing;
  g_mutex_unlock (&self->lock);
  return closing;
}

static void
serve_practice (WabiCarrier *self, const char *practice)
{
  g_autoptr (GPtrArray) partners = NULL;
  g_autoptr (GError) error = NULL;

  /* First, so that what is asked goes out with this visit. */
  wabi_asker_serve (self->store, practice, wabi_clock_now (self->clock), self->cancellable);
  if (!wabi_store_read (self->store, practice, list_partners, &partners, &error))
    g_warning ("partners could not be read: %s", error->message);
  for (guint i = 0; partners != NULL && i < partners->len && !is_closing (self); i++)
    if (wabi_record_get_bool (g_ptr_array_index (partners, i), "active"))
      serve_partner (self, practice, g_ptr_array_index (partners, i));
}

static void
look (WabiCarrier *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) practices = wabi_store_list_practices (self->store, "billing", &error);

  if (practices == NULL)
    g_warning ("partners: the practices could not be read: %s", error->message);
  for (guint i = 0; practices != NULL && i < practices->len; i++)
    serve_practice (self, g_ptr_array_index (practices, i));
}

/* ---- the thread ---- */

/* What is wanted meanwhile waits a second, so that a busy practice is not looked through all the time. */
static gpointer
work (gpointer data)
{
  WabiCarrier *self = data;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      gint64 begun = g_get_monotonic_time ();

      self->wanted = FALSE;
      g_mutex_unlock (&self->lock);
      look (self);
      g_mutex_lock (&self->lock);
      while (!self->closing && g_cond_wait_until (&self->wake, &self->lock, self->wanted ? begun + G_USEC_PER_SEC : begun + self->every))
        ;
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
on_head_cb (const char *practice, const char *service, gint64 head, gpointer data)
{
  WabiCarrier *self = data;

  if (strcmp (service, "billing") != 0)
    return;
  g_mutex_lock (&self->lock);
  self->wanted = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

static gint64
read_seconds (const char *text, gint64 usual)
{
  guint64 seconds = 0;

  return G_USEC_PER_SEC * (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 86400, &seconds, NULL) ? (gint64) seconds : usual);
}

WabiCarrier *
wabi_carrier_new (WabiStore *store, const WabiPartnerOptions *options, const WabiVault *vault, const WabiClock *clock)
{
  WabiCarrier *self = g_new0 (WabiCarrier, 1);

  self->store = store;
  self->options = options;
  self->vault = vault;
  self->clock = clock;
  self->every = read_seconds (options->every, USUAL_EVERY);
  self->retry = read_seconds (options->retry, USUAL_RETRY);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->listener = wabi_store_add_listener (store, on_head_cb, self);
  self->thread = g_thread_new ("partners", work, self);
  return self;
}

void
wabi_carrier_free (WabiCarrier *self)
{
  if (self == NULL)
    return;
  wabi_store_remove_listener (self->store, self->listener);
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}
