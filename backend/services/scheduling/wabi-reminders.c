// SPDX-License-Identifier: AGPL-3.0-or-later
// Families are reminded: what is due is claimed in one write, sent outside of it, and its result written in another.

#include "wabi-reminders.h"

#include "wabi-lookup.h"
#include "wabi-reminder-text.h"
#include "wabi-text.h"

#define USUAL_EVERY 60
#define USUAL_RETRY 300
#define MOST_TRIES 5
#define MOST_AT_ONCE 50
#define HOUR (60 * WABI_MINUTE)
/* Longer than a message may take to be sent. */
#define CLAIM (10 * WABI_MINUTE)

struct _WabiReminders
{
  WabiStore *store;
  const WabiMailOptions *mail;
  const WabiClock *clock;
  gint64 every, retry; /* microseconds */
  GThread *thread;
  GMutex lock;
  GCond wake;
  gboolean closing; /* under the lock */
};

/* One message that was claimed. */
typedef struct
{
  char *id, *to, *message;
  WabiMailVerdict verdict;
  char *problem;
} Job;

typedef struct
{
  WabiReminders *self;
  const char *practice;
  WabiStoreTx *tx;
  WabiView view;
  gint64 now;
  GPtrArray *jobs; /* of Job */
} Pass;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_free (job->to);
  g_free (job->message);
  g_free (job->problem);
  g_free (job);
}

static gboolean
put_status (Pass *pass, WabiRecord *reminder, const char *status, gint64 at, const char *problem, GError **error)
{
  wabi_record_set_text (reminder, "status", status);
  wabi_record_set_int (reminder, "at", at);
  wabi_record_set_text (reminder, "problem", problem);
  return wabi_store_tx_put (pass->tx, pass->practice, reminder, error);
}

/* --- what is to be told --- */

static gboolean
add_reminder (Pass *pass, WabiRecord *visit, GError **error)
{
  gint64 start = wabi_record_get_int (visit, "starts_at");
  g_autofree char *name = g_strdup_printf ("reminder/%s/%" G_GINT64_FORMAT, wabi_record_get_id (visit), start), *id = wabi_id_derive (name);
  g_autoptr (WabiRecord) there = wabi_lookup_get (&pass->view, &wabi_kind_reminder, id);
  g_autoptr (WabiRecord) client = wabi_lookup_get (&pass->view, &wabi_kind_client, wabi_record_get_text (visit, "client"));
  g_autoptr (WabiRecord) reminder = NULL;

  if (there != NULL || client == NULL || wabi_text_is_blank (wabi_record_get_text (client, "guardian_email")))
    return TRUE;
  reminder = wabi_record_new (&wabi_kind_reminder, id);
  wabi_record_set_text (reminder, "client", wabi_record_get_id (client));
  wabi_record_set_text (reminder, "appointment", wabi_record_get_id (visit));
  wabi_record_set_int (reminder, "starts_at", start);
  wabi_record_set_text (reminder, "channel", "email");
  wabi_record_set_text (reminder, "language", wabi_reminder_language (client));
  return put_status (pass, reminder, "waiting", pass->now, NULL, error);
}

static gboolean
add_new (Pass *pass, gint64 hours, GError **error)
{
  g_autoptr (GPtrArray) visits
      = wabi_lookup_between (&pass->view, &wabi_kind_appointment, "status", "scheduled", pass->now, pass->now + hours * HOUR);

  for (guint i = 0; i < visits->len; i++)
    if (!add_reminder (pass, g_ptr_array_index (visits, i), error))
      return FALSE;
  return TRUE;
}

/* --- what is due --- */

/* The visit as it was when it was decided to remind of it, or NULL. */
static WabiRecord *
get_standing (Pass *pass, WabiRecord *reminder)
{
  g_autoptr (WabiRecord) visit = wabi_lookup_get (&pass->view, &wabi_kind_appointment, wabi_record_get_text (reminder, "appointment"));
  gint64 start = wabi_record_get_int (reminder, "starts_at");

  if (visit == NULL || !wabi_record_is (visit, "status", "scheduled") || wabi_record_get_int (visit, "starts_at") != start || start <= pass->now)
    return NULL;
  return g_steal_pointer (&visit);
}

static gboolean
claim (Pass *pass, WabiRecord *practice, WabiRecord *reminder, WabiRecord *visit, GError **error)
{
  g_autoptr (WabiRecord) client = wabi_lookup_get (&pass->view, &wabi_kind_client, wabi_record_get_text (reminder, "client"));
  const char *to = client != NULL ? wabi_record_get_text (client, "guardian_email") : NULL;
  g_autofree char *subject = NULL, *body = NULL;
  Job *job;

  if (!wabi_mail_is_address (to))
    return put_status (pass, reminder, "failed", pass->now, "The family's e-mail address is not one. Mend it in the client's record.", error);
  wabi_reminder_write (practice, client, visit, &subject, &body);
  job = g_new0 (Job, 1);
  job->id = g_strdup (wabi_record_get_id (reminder));
  job->to = g_strdup (to);
  job->message = wabi_mail_build (pass->self->mail->from, to, job->id, pass->now, subject, body);
  g_ptr_array_add (pass->jobs, job);
  wabi_record_set_int (reminder, "tries", wabi_record_get_int (reminder, "tries") + 1);
  return put_status (pass, reminder, "sending", pass->now + CLAIM, NULL, error);
}

static gboolean
take_due (Pass *pass, WabiRecord *practice, GError **error)
{
  g_autoptr (GPtrArray) waiting = wabi_lookup_by (&pass->view, &wabi_kind_reminder, "status", "waiting");

  for (guint i = 0; i < waiting->len; i++)
    {
      g_autoptr (WabiRecord) reminder = wabi_record_copy (g_ptr_array_index (waiting, i));
      g_autoptr (WabiRecord) visit = get_standing (pass, reminder);
      gboolean ok = TRUE;

      if (visit == NULL)
        ok = put_status (pass, reminder, "cancelled", pass->now, NULL, error);
      else if (wabi_record_get_int (reminder, "at") <= pass->now && pass->jobs->len < MOST_AT_ONCE)
        ok = claim (pass, practice, reminder, visit, error);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* A server that stopped while it sent: nobody knows whether it left, and two are worse than none. */
static gboolean
give_up_lost (Pass *pass, GError **error)
{
  g_autoptr (GPtrArray) sending = wabi_lookup_by (&pass->view, &wabi_kind_reminder, "status", "sending");

  for (guint i = 0; i < sending->len; i++)
    {
      g_autoptr (WabiRecord) reminder = wabi_record_copy (g_ptr_array_index (sending, i));

      if (wabi_record_get_int (reminder, "at") <= pass->now
          && !put_status (pass, reminder, "failed", pass->now, "The server stopped while it was sent: it may have left.", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
gather (WabiStoreTx *tx, gpointer data, GError **error)
{
  Pass *pass = data;
  g_autoptr (WabiRecord) practice = NULL;
  gint64 hours;

  pass->tx = tx;
  pass->now = wabi_clock_now (pass->self->clock);
  wabi_store_tx_init_view (tx, pass->practice, &pass->view);
  practice = wabi_lookup_get (&pass->view, &wabi_kind_practice, pass->practice);
  hours = practice != NULL ? wabi_record_get_int (practice, "reminder_hours") : 0;
  return hours <= 0 || (give_up_lost (pass, error) && add_new (pass, hours, error) && take_due (pass, practice, error));
}

/* --- what came of it --- */

static gboolean
write_result (Pass *pass, const Job *job, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_lookup_get (&pass->view, &wabi_kind_reminder, job->id);
  g_autoptr (WabiRecord) reminder = there != NULL ? wabi_record_copy (there) : NULL;
  gint64 tries;

  if (reminder == NULL || !wabi_record_is (reminder, "status", "sending"))
    return TRUE;
  tries = wabi_record_get_int (reminder, "tries");
  if (job->verdict == WABI_MAIL_SENT)
    {
      wabi_record_set_int (reminder, "sent_at", pass->now);
      return put_status (pass, reminder, "sent", pass->now, NULL, error);
    }
  if (job->verdict == WABI_MAIL_LATER && tries < MOST_TRIES)
    return put_status (pass, reminder, "waiting", pass->now + (pass->self->retry << (tries - 1)), job->problem, error);
  return put_status (pass, reminder, "failed", pass->now, job->problem, error);
}

static gboolean
write_results (WabiStoreTx *tx, gpointer data, GError **error)
{
  Pass *pass = data;

  pass->tx = tx;
  pass->now = wabi_clock_now (pass->self->clock);
  wabi_store_tx_init_view (tx, pass->practice, &pass->view);
  for (guint i = 0; i < pass->jobs->len; i++)
    if (!write_result (pass, g_ptr_array_index (pass->jobs, i), error))
      return FALSE;
  return TRUE;
}

/* --- the thread --- */

static void
serve_practice (WabiReminders *self, const char *practice)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (free_job);
  g_autoptr (GError) error = NULL;
  Pass pass = { .self = self, .practice = practice, .jobs = jobs };

  if (!wabi_store_write_in (self->store, practice, gather, &pass, &error))
    {
      g_warning ("reminders were not gathered: %s", error->message);
      return;
    }
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      job->verdict = wabi_mail_send (self->mail, job->to, job->message, &job->problem);
    }
  if (jobs->len > 0 && !wabi_store_write_in (self->store, practice, write_results, &pass, &error))
    g_warning ("what came of reminders was not written: %s", error->message);
}

static void
look (WabiReminders *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) practices = wabi_store_list_practices (self->store, "scheduling", &error);

  if (practices == NULL)
    g_warning ("reminders: the practices could not be read: %s", error->message);
  for (guint i = 0; practices != NULL && i < practices->len; i++)
    serve_practice (self, g_ptr_array_index (practices, i));
}

static gpointer
work (gpointer data)
{
  WabiReminders *self = data;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      gint64 until = g_get_monotonic_time () + self->every;

      g_mutex_unlock (&self->lock);
      look (self);
      g_mutex_lock (&self->lock);
      while (!self->closing && g_cond_wait_until (&self->wake, &self->lock, until))
        ;
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static gint64
read_seconds (const char *text, gint64 usual)
{
  guint64 seconds = 0;

  return G_USEC_PER_SEC * (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 86400, &seconds, NULL) ? (gint64) seconds : usual);
}

WabiReminders *
wabi_reminders_new (WabiStore *store, const WabiMailOptions *mail, const WabiClock *clock)
{
  WabiReminders *self = g_new0 (WabiReminders, 1);

  self->store = store;
  self->mail = mail;
  self->clock = clock;
  self->every = read_seconds (mail->every, USUAL_EVERY);
  self->retry = read_seconds (mail->retry, USUAL_RETRY);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->thread = g_thread_new ("reminders", work, self);
  return self;
}

void
wabi_reminders_free (WabiReminders *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}
