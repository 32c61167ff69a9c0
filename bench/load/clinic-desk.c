// SPDX-License-Identifier: AGPL-3.0-or-later
// A simulated desktop as the server sees one: two connections, one question at a time on the first.

#include "clinic-desk.h"

#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define LOOPBACK 0x7f000101u /* 127.0.1.1: the first practice's router */
#define STREAM_PAUSE (2 * G_TIME_SPAN_SECOND)
#define PULL_LIMIT 1000

static const char *const services[CLINIC_SERVICES] = { "patients", "scheduling", "goals", "sessions", "billing" };

typedef enum
{
  ASK_SIGN_IN,
  ASK_HEAD,
  ASK_REFRESH,
  ASK_PULL,
  ASK_ACT,
} Ask;

typedef struct
{
  gint64 cursor, nudged_at; /* nudged_at: monotonic, 0 for no nudge */
} Feed;

/* A push whose change nobody else has seen yet. */
typedef struct
{
  gint64 head, given_at;
  guint desk;
} Written;

struct _ClinicDesk
{
  ClinicRun *run;
  const ClinicPerson *person;
  guint number, n_heads;
  guint n_sent[CLINIC_SERVICES]; /* commands acknowledged, for each service */
  guint n_made;                  /* commands made in all, for their ids */
  LoadConnection *main, *stream;
  ClinicWatch watches[2];
  char *access, *refresh;
  gint64 refresh_at, stream_at;
  gboolean ready, busy, reads_billing;
  Ask ask;
  guint ask_at; /* the act or the service at hand */
  gint64 began;
  Feed feeds[CLINIC_SERVICES];
  gint64 *due; /* of each act */
  guint *turns;
  GRand *chance;
};

/* ---- what is noted ---- */

static void
note_time (ClinicRun *run, const char *name, gint64 began)
{
  GArray *times = g_hash_table_lookup (run->took, name);
  guint32 took = (guint32)(g_get_monotonic_time () - began);

  if (!run->counting)
    return;
  if (times == NULL)
    {
      times = g_array_new (FALSE, FALSE, sizeof took);
      g_hash_table_insert (run->took, g_strdup (name), times);
    }
  g_array_append_val (times, took);
}

static void
complain (ClinicDesk *desk, const char *what, const LoadAnswer *answer)
{
  ClinicRun *run = desk->run;

  run->failed++;
  if (run->complaint == NULL && answer != NULL)
    run->complaint = g_strdup_printf ("%s: %d %.*s", what, answer->status, (int)MIN (answer->body_length, 400), answer->body);
  else if (run->complaint == NULL)
    run->complaint = g_strdup_printf ("%s: the connection broke", what);
}

static GArray *
get_written (ClinicDesk *desk, guint service)
{
  g_autofree char *key = g_strdup_printf ("%u/%u", desk->person->place, service);
  GArray *all = g_hash_table_lookup (desk->run->waiting_sights, key);

  if (all == NULL)
    {
      all = g_array_new (FALSE, FALSE, sizeof (Written));
      g_hash_table_insert (desk->run->waiting_sights, g_steal_pointer (&key), all);
    }
  return all;
}

static void
note_written (ClinicDesk *desk, guint service, gint64 head)
{
  Written written = { head, desk->began, desk->number };

  g_array_append_val (get_written (desk, service), written);
}

/* The first other desktop that has pulled past a change has seen it. */
static void
note_sight (ClinicDesk *desk, guint service, gint64 next)
{
  GArray *all = get_written (desk, service);

  for (guint i = all->len; i > 0; i--)
    {
      Written *written = &g_array_index (all, Written, i - 1);
      guint32 took = (guint32)(g_get_monotonic_time () - written->given_at);

      if (written->desk == desk->number || written->head > next)
        continue;
      if (desk->run->counting)
        g_array_append_val (desk->run->sights, took);
      g_array_remove_index_fast (all, i - 1);
    }
}

/* ---- connections ---- */

static void
watch (ClinicDesk *desk, gboolean stream, int operation, gboolean for_writing)
{
  LoadConnection *connection = stream ? desk->stream : desk->main;
  struct epoll_event event = { .events = EPOLLIN | (for_writing ? EPOLLOUT : 0u), .data.ptr = &desk->watches[stream] };

  epoll_ctl (desk->run->epoll, operation, connection->fd, &event);
}

static void
drop (ClinicDesk *desk, gboolean stream)
{
  LoadConnection **connection = stream ? &desk->stream : &desk->main;

  if (*connection == NULL)
    return;
  epoll_ctl (desk->run->epoll, EPOLL_CTL_DEL, (*connection)->fd, NULL);
  g_clear_pointer (connection, load_connection_free);
}

static gboolean
ensure (ClinicDesk *desk, gboolean stream)
{
  LoadConnection **connection = stream ? &desk->stream : &desk->main;
  g_autoptr (GError) error = NULL;

  if (*connection != NULL)
    return TRUE;
  *connection = load_connection_open_from (LOOPBACK + desk->person->place, desk->number, desk->run->port,
                                           desk->run->credentials, &error);
  if (*connection == NULL)
    {
      if (desk->run->complaint == NULL)
        desk->run->complaint = g_strdup (error->message);
      desk->run->failed++;
      return FALSE;
    }
  watch (desk, stream, EPOLL_CTL_ADD, FALSE);
  return TRUE;
}

static void
push_out (ClinicDesk *desk, gboolean stream)
{
  gboolean is_done = FALSE;

  if (load_connection_write (stream ? desk->stream : desk->main, &is_done))
    watch (desk, stream, EPOLL_CTL_MOD, !is_done);
  else
    drop (desk, stream);
}

static void
send_request (ClinicDesk *desk, const char *method, const char *path, const char *body)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, desk->run->host);
  if (desk->access != NULL)
    g_string_append_printf (text, "Authorization: Bearer %s\r\n", desk->access);
  if (body != NULL)
    g_string_append_printf (text, "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n", strlen (body));
  g_string_append (text, "\r\n");
  if (body != NULL)
    g_string_append (text, body);
  if (!ensure (desk, FALSE))
    return;
  desk->busy = TRUE;
  load_connection_send (desk->main, text->str, (gssize)text->len);
  push_out (desk, FALSE);
}

/* ---- questions ---- */

static guint
find_service (const char *name, gsize length)
{
  for (guint i = 0; i < CLINIC_SERVICES; i++)
    if (strlen (services[i]) == length && strncmp (services[i], name, length) == 0)
      return i;
  return CLINIC_SERVICES;
}

static void
ask_pull (ClinicDesk *desk, guint service, gboolean head_only)
{
  g_autofree char *path
      = g_strdup_printf ("/v1/sync?service=%s&since=%" G_GINT64_FORMAT "&limit=%d", services[service],
                         head_only ? 0 : desk->feeds[service].cursor, head_only ? 1 : PULL_LIMIT);

  desk->ask = head_only ? ASK_HEAD : ASK_PULL;
  desk->ask_at = service;
  desk->began = head_only ? g_get_monotonic_time () : desk->feeds[service].nudged_at;
  desk->feeds[service].nudged_at = 0;
  send_request (desk, "GET", path, NULL);
}

static void
ask_push (ClinicDesk *desk, const ClinicAct *act, const char *template)
{
  guint service = find_service (act->path, strlen (act->path));
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *path = g_strconcat ("/v1/push?service=", act->path, NULL);
  g_autofree char *numbered = NULL;
  guint n = desk->n_sent[service] + 1;

  g_string_append_printf (body, "{\"device\":\"%s\",\"service\":\"%s\",\"epoch\":\"\",\"from_n\":%u,\"commands\":[",
                          desk->person->device, act->path, n);
  clinic_append_command (body, template, desk->number, ++desk->n_made, g_get_real_time ());
  g_string_append (body, "]}");
  /* The place in the queue is told apart from the count that makes ids. */
  numbered = g_strdup_printf ("\"n\":%u,", n);
  g_string_replace (body, "\"n\":\"QUEUE\",", numbered, 1);
  send_request (desk, "POST", path, body->str);
}

static void
ask_act (ClinicDesk *desk, guint at)
{
  const ClinicAct *act = g_ptr_array_index (desk->person->acts, at);
  const char *text = act->texts[desk->turns[at]++ % act->n_texts];

  desk->ask = ASK_ACT;
  desk->ask_at = at;
  desk->began = desk->due[at];
  if (act->type == CLINIC_PUSH)
    ask_push (desk, act, text);
  else if (act->type == CLINIC_GET)
    send_request (desk, "GET", text, NULL);
  else
    send_request (desk, "POST", act->path, text);
}

static void
ask_tokens (ClinicDesk *desk, gboolean refresh)
{
  g_autofree char *body
      = refresh ? g_strdup_printf ("{\"refresh_token\":\"%s\",\"device\":\"%s\"}", desk->refresh, desk->person->device)
                : g_strdup_printf ("{\"practice\":\"%s\",\"login\":\"%s\",\"password\":\"%s\",\"device\":\"%s\"}",
                                   desk->person->practice, desk->person->login, desk->run->password, desk->person->device);

  g_clear_pointer (&desk->access, g_free);
  desk->ask = refresh ? ASK_REFRESH : ASK_SIGN_IN;
  desk->began = g_get_monotonic_time ();
  send_request (desk, "POST", refresh ? "/v1/auth/refresh" : "/v1/auth/sign-in", body);
}

static void
open_stream (ClinicDesk *desk)
{
  g_autofree char *text = NULL;

  desk->stream_at = G_MAXINT64;
  if (!ensure (desk, TRUE))
    {
      desk->stream_at = g_get_monotonic_time () + STREAM_PAUSE;
      return;
    }
  text = g_strdup_printf ("GET /v1/events HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n", desk->run->host, desk->access);
  load_connection_send (desk->stream, text, -1);
  push_out (desk, TRUE);
}

/* ---- answers ---- */

static gint64
find_number (const char *text, const char *member, gboolean last)
{
  const char *at = last ? g_strrstr (text, member) : strstr (text, member);

  return at != NULL ? g_ascii_strtoll (at + strlen (member), NULL, 10) : -1;
}

static char *
find_text (const char *text, const char *member)
{
  const char *at = strstr (text, member);
  const char *end = at != NULL ? strchr (at + strlen (member), '"') : NULL;

  return end != NULL ? g_strndup (at + strlen (member), (gsize)(end - at) - strlen (member)) : NULL;
}

static gint64
draw_pause (ClinicDesk *desk, double every)
{
  /* Between a half and one and a half times. */
  return (gint64)(every * (0.5 + g_rand_double (desk->chance)) * G_USEC_PER_SEC);
}

static void
become_ready (ClinicDesk *desk)
{
  gint64 now = g_get_monotonic_time ();

  desk->ready = TRUE;
  desk->stream_at = now;
  for (guint i = 0; i < desk->person->acts->len; i++)
    {
      const ClinicAct *act = g_ptr_array_index (desk->person->acts, i);

      desk->due[i] = now + (gint64)(g_rand_double (desk->chance) * act->every * G_USEC_PER_SEC);
    }
}

static void
take_tokens (ClinicDesk *desk, const char *text)
{
  g_free (desk->refresh);
  desk->access = find_text (text, "\"access_token\":\"");
  desk->refresh = find_text (text, "\"refresh_token\":\"");
  desk->refresh_at = g_get_monotonic_time () + (gint64)((double)find_number (text, "\"expires_in\":", FALSE)
                                                         * (0.6 + 0.3 * g_rand_double (desk->chance)) * G_USEC_PER_SEC);
  if (desk->ask == ASK_REFRESH)
    {
      /* The stream ends with the token that it was opened with. */
      drop (desk, TRUE);
      desk->stream_at = g_get_monotonic_time ();
      return;
    }
  desk->run->n_signed_in++;
}

static void
take_pull (ClinicDesk *desk, const char *text)
{
  Feed *feed = &desk->feeds[desk->ask_at];
  gint64 next = find_number (text, "\"next\":", TRUE);

  feed->cursor = MAX (feed->cursor, next);
  if (strstr (text, "\"more\":true") != NULL && feed->nudged_at == 0)
    feed->nudged_at = g_get_monotonic_time ();
  note_sight (desk, desk->ask_at, next);
}

static void
take_head (ClinicDesk *desk, const char *text)
{
  desk->feeds[desk->ask_at].cursor = find_number (text, "\"head\":", TRUE);
  if (++desk->n_heads == CLINIC_SERVICES)
    become_ready (desk);
}

static void
take_act (ClinicDesk *desk, const ClinicAct *act, const LoadAnswer *answer)
{
  guint service;

  note_time (desk->run, act->name, desk->began);
  if (act->type != CLINIC_PUSH)
    return;
  service = find_service (act->path, strlen (act->path));
  desk->n_sent[service]++;
  if (strstr (answer->body, "\"status\":\"applied\"") == NULL && strstr (answer->body, "\"status\":\"merged\"") == NULL)
    {
      /* The rule said no in words: an answer, not a failure. */
      desk->run->refused++;
      if (desk->run->refusal == NULL)
        desk->run->refusal = g_strndup (answer->body, MIN (answer->body_length, 400));
    }
  else
    note_written (desk, service, find_number (answer->body, "\"head\":", FALSE));
}

static const char *
get_name (ClinicDesk *desk)
{
  static const char *const names[] = { "sign in", "first head", "refresh", "pull after a nudge", "" };

  return desk->ask == ASK_ACT ? ((ClinicAct *)g_ptr_array_index (desk->person->acts, desk->ask_at))->name : names[desk->ask];
}

static void
take_answer (ClinicDesk *desk, const LoadAnswer *answer)
{
  const char *name = get_name (desk);

  desk->busy = FALSE;
  desk->run->bytes += answer->body_length;
  if (desk->ask == ASK_ACT)
    desk->due[desk->ask_at]
        = g_get_monotonic_time ()
          + draw_pause (desk, ((ClinicAct *)g_ptr_array_index (desk->person->acts, desk->ask_at))->every);
  if (answer->status != 200)
    {
      complain (desk, name, answer);
      return;
    }
  if (desk->ask != ASK_ACT)
    note_time (desk->run, name, desk->began);
  if (desk->ask == ASK_SIGN_IN || desk->ask == ASK_REFRESH)
    take_tokens (desk, answer->body);
  else if (desk->ask == ASK_HEAD)
    take_head (desk, answer->body);
  else if (desk->ask == ASK_PULL)
    take_pull (desk, answer->body);
  else
    take_act (desk, g_ptr_array_index (desk->person->acts, desk->ask_at), answer);
}

static void
read_stream (ClinicDesk *desk)
{
  GString *in = desk->stream->in;
  const char *at = in->str, *end;

  while ((at = strstr (at, "{\"service\":\"")) != NULL && (end = strchr (at, '}')) != NULL)
    {
      const char *name = at + strlen ("{\"service\":\"");
      guint service = find_service (name, (gsize)(strchr (name, '"') - name));

      if (service < CLINIC_SERVICES && find_number (at, "\"head\":", FALSE) > desk->feeds[service].cursor
          && desk->feeds[service].nudged_at == 0)
        desk->feeds[service].nudged_at = g_get_monotonic_time ();
      at = end;
    }
  /* What may be the beginning of an event stays. */
  end = strrchr (in->str, '{');
  if (end != NULL && strchr (end, '}') == NULL)
    g_string_erase (in, 0, end - in->str);
  else
    g_string_truncate (in, 0);
}

void
clinic_desk_on_ready (ClinicDesk *desk, gboolean stream, guint32 events)
{
  LoadConnection *connection = stream ? desk->stream : desk->main;
  LoadAnswer answer;
  gboolean alive;

  if (connection == NULL)
    return;
  if (events & EPOLLOUT)
    push_out (desk, stream);
  connection = stream ? desk->stream : desk->main;
  if (connection == NULL || !(events & ~(guint32)EPOLLOUT))
    return;
  alive = load_connection_read (connection);
  if (stream)
    read_stream (desk);
  else if (desk->busy && load_connection_take_answer (connection, &answer))
    take_answer (desk, &answer);
  if (alive)
    return;
  drop (desk, stream);
  desk->run->reopened++;
  if (stream)
    desk->stream_at = MIN (desk->stream_at, g_get_monotonic_time () + STREAM_PAUSE);
  else if (desk->busy)
    {
      desk->busy = FALSE;
      complain (desk, get_name (desk), NULL);
    }
}

/* ---- life ---- */

static void
begin_something (ClinicDesk *desk, gint64 now)
{
  guint next = 0;

  if (now >= desk->refresh_at)
    {
      ask_tokens (desk, TRUE);
      return;
    }
  for (guint i = 1; i < desk->person->acts->len; i++)
    if (desk->due[i] < desk->due[next])
      next = i;
  if (desk->person->acts->len > 0 && desk->due[next] <= now)
    {
      ask_act (desk, next);
      return;
    }
  for (guint i = 0; i < CLINIC_SERVICES; i++)
    if (desk->feeds[i].nudged_at != 0)
      {
        ask_pull (desk, i, FALSE);
        return;
      }
}

void
clinic_desk_tick (ClinicDesk *desk, gint64 now)
{
  if (desk->busy || desk->refresh == NULL)
    return;
  if (!desk->ready)
    {
      ask_pull (desk, desk->n_heads, TRUE);
      return;
    }
  if (desk->stream_at <= now && desk->access != NULL)
    open_stream (desk);
  begin_something (desk, now);
}

gboolean
clinic_desk_is_ready (const ClinicDesk *desk)
{
  return desk->ready;
}

void
clinic_desk_start (ClinicDesk *desk)
{
  ask_tokens (desk, FALSE);
}

ClinicDesk *
clinic_desk_new (ClinicRun *run, const ClinicPerson *person, guint number)
{
  ClinicDesk *desk = g_new0 (ClinicDesk, 1);

  desk->run = run;
  desk->person = person;
  desk->number = number;
  desk->stream_at = G_MAXINT64;
  desk->refresh_at = G_MAXINT64;
  desk->watches[0] = (ClinicWatch){ desk, FALSE };
  desk->watches[1] = (ClinicWatch){ desk, TRUE };
  desk->due = g_new0 (gint64, person->acts->len + 1);
  desk->turns = g_new0 (guint, person->acts->len + 1);
  desk->chance = g_rand_new_with_seed (number + 1);
  for (guint i = 0; i < person->acts->len; i++)
    desk->turns[i] = number * 7;
  return desk;
}

void
clinic_desk_free (ClinicDesk *desk)
{
  drop (desk, FALSE);
  drop (desk, TRUE);
  g_free (desk->access);
  g_free (desk->refresh);
  g_free (desk->due);
  g_free (desk->turns);
  g_rand_free (desk->chance);
  g_free (desk);
}
