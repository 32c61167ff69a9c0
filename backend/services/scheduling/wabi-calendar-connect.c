// SPDX-License-Identifier: AGPL-3.0-or-later
// A person connects a calendar. The password comes this way and no other: it is in no command, no feed, no log and no copy on a desktop.

#include "wabi-calendar-connect.h"

#include <string.h>

#include "wabi-json.h"
#include "wabi-lookup.h"
#include "wabi-rate-limit.h"

/* Whoever tries addresses or passwords of others through this server is slowed down. */
#define TRIES_OF_PERSON 20

struct _WabiCalendarConnect
{
  WabiStore *store;
  const WabiCaldavOptions *options;
  const WabiClock *clock;
  const WabiVault *key;
  WabiCalendarPush *push;
  WabiRateLimit *by_person;
};

const WabiField wabi_calendar_connect_fields[WABI_CALENDAR_CONNECT_FIELDS] = {
  { "id", WABI_FIELD_REF, 0, 0, 0, "calendar_push", NULL },
  { "staff", WABI_FIELD_REF, 0, 0, 0, "staff", NULL },
  { "url", WABI_FIELD_TEXT, 0, 0, 500, NULL, NULL },
  { "user", WABI_FIELD_TEXT, 0, 0, 120, NULL, NULL },
  { "password", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 300, NULL, NULL },
  { "show_names", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
};

/* A question at hand. */
typedef struct
{
  WabiCalendarConnect *self;
  const WabiCaller *caller;
  JsonObject *body;
  const char *password;
  WabiRecord *push; /* (nullable): the one that is there, or is made */
  char *twin;       /* (nullable): another one of the same calendar */
  gboolean staff_there;
} Asked;

WabiCalendarConnect *
wabi_calendar_connect_new (const WabiServiceContext *context, const WabiVault *key, WabiCalendarPush *push)
{
  WabiCalendarConnect *self = g_new0 (WabiCalendarConnect, 1);

  self->store = context->store;
  self->options = context->calendars;
  self->clock = context->clock;
  self->key = key;
  self->push = push;
  self->by_person = wabi_rate_limit_new (TRIES_OF_PERSON, context->clock);
  return self;
}

void
wabi_calendar_connect_free (WabiCalendarConnect *self)
{
  if (self == NULL)
    return;
  wabi_rate_limit_free (self->by_person);
  g_free (self);
}

static const char *
describe (WabiCaldavResult result)
{
  if (result == WABI_CALDAV_AWAY)
    return "The calendar’s server does not answer. Check the address, or try again later.";
  if (result == WABI_CALDAV_PASSWORD)
    return "The calendar’s server does not take this name and password. Many want an app password instead of the usual one.";
  if (result == WABI_CALDAV_CERTIFICATE)
    return "The calendar’s server cannot prove who it is (its certificate is not trusted). Nothing was sent to it.";
  if (result == WABI_CALDAV_MISSING || result == WABI_CALDAV_GONE)
    return "There is no calendar under this address. Copy the address of the calendar itself, not that of its web page.";
  return "The calendar’s server refused. Check the address, or ask whoever runs it.";
}

/* The body, when it can be used and the person has not tried too often; else NULL, and the call is answered. */
static JsonObject *
read_body (WabiCalendarConnect *self, WabiRequest *request)
{
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  g_autoptr (GError) error = NULL;
  guint seconds;

  if (body == NULL)
    return NULL;
  if (self->key == NULL)
    {
      wabi_request_answer_error (request, 409, "no_calendars", NULL,
                                 "This server does not write into calendars. Whoever runs it can allow that ([calendars] in server.conf).");
      return NULL;
    }
  if (!wabi_fields_check_object (wabi_calendar_connect_fields, WABI_CALENDAR_CONNECT_FIELDS, body, &error))
    {
      wabi_request_answer_gerror (request, error);
      return NULL;
    }
  seconds = wabi_rate_limit_take (self->by_person, wabi_request_get_caller (request)->user);
  if (seconds == 0)
    return g_steal_pointer (&body);
  wabi_request_answer_error (request, 429, "too_many_tries", NULL, "Too many tries. Wait a little, then try again.");
  return NULL;
}

/* Whether the calendar takes name and password; else the call is answered. */
static gboolean
try_it (Asked *asked, WabiRequest *request, const char *url, const char *user)
{
  g_autoptr (WabiCaldav) line = NULL;
  g_autoptr (GError) error = NULL;
  WabiCaldavResult result;

  if (url == NULL || user == NULL || *user == '\0' || strchr (user, ':') != NULL || strlen (url) > 500)
    {
      wabi_request_answer_error (request, 422, "invalid", "user", "Give the address of the calendar and the name there.");
      return FALSE;
    }
  if (!wabi_caldav_allows (asked->self->options, url, &error))
    {
      wabi_request_answer_error (request, 422, "not_allowed", "url", error->message);
      return FALSE;
    }
  line = wabi_caldav_new (asked->self->options, url, user, asked->password, NULL);
  result = wabi_caldav_probe (line);
  if (result == WABI_CALDAV_DONE)
    {
      wabi_rate_limit_succeed (asked->self->by_person, asked->caller->user);
      return TRUE;
    }
  wabi_request_answer_error (request, 422, wabi_caldav_result_word (result == WABI_CALDAV_GONE ? WABI_CALDAV_MISSING : result), "url", describe (result));
  return FALSE;
}

static gboolean
may (const WabiCaller *caller, const char *staff)
{
  return (caller->roles & WABI_ROLE_ADMIN) != 0 || g_strcmp0 (staff, caller->user) == 0;
}

static gboolean
find_twin (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  static const char *const states[] = { "on", "paused" };
  Asked *asked = data;
  const char *staff = wabi_json_peek_text (asked->body, "staff");
  g_autoptr (WabiRecord) person = wabi_lookup_get (view, &wabi_kind_staff, staff);

  asked->staff_there = staff == NULL || person != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GPtrArray) some = wabi_lookup_by (view, &wabi_kind_calendar_push, "status", states[i]);

      for (guint j = 0; j < some->len && asked->twin == NULL; j++)
        if (wabi_record_is (g_ptr_array_index (some, j), "url", wabi_json_peek_text (asked->body, "url")))
          asked->twin = g_strdup (wabi_record_get_id (g_ptr_array_index (some, j)));
    }
  return TRUE;
}

/* The password that there is goes; the new one comes. */
static gboolean
put_secret (WabiStoreTx *tx, Asked *asked, GError **error)
{
  const char *push = wabi_record_get_id (asked->push), *practice = asked->caller->practice;
  g_autofree char *whose = g_strconcat (practice, "/", push, NULL), *id = NULL;
  g_autofree char *sealed = wabi_vault_seal (asked->self->key, whose, asked->password);
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (WabiRecord) secret = NULL;
  WabiView view;

  wabi_store_tx_init_view (tx, practice, &view);
  old = wabi_lookup_by (&view, &wabi_kind_calendar_secret, "push", push);
  id = old->len == 0 ? wabi_store_tx_new_id (tx) : g_strdup (wabi_record_get_id (g_ptr_array_index (old, 0)));
  secret = wabi_record_new (&wabi_kind_calendar_secret, id);
  wabi_record_set_text (secret, "push", push);
  wabi_record_set_text (secret, "sealed", sealed);
  return wabi_store_tx_put (tx, practice, secret, error);
}

static gboolean
write_new (WabiStoreTx *tx, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *id = wabi_store_tx_new_id (tx);

  asked->push = wabi_record_new (&wabi_kind_calendar_push, id);
  wabi_record_set_text (asked->push, "staff", wabi_json_peek_text (asked->body, "staff"));
  wabi_record_set_text (asked->push, "url", wabi_json_peek_text (asked->body, "url"));
  wabi_record_set_text (asked->push, "user", wabi_json_peek_text (asked->body, "user"));
  wabi_record_set_bool (asked->push, "show_names", json_object_get_boolean_member_with_default (asked->body, "show_names", FALSE));
  wabi_record_set_int (asked->push, "made_at", wabi_store_tx_get_now (tx));
  wabi_record_set_text (asked->push, "made_by", asked->caller->user);
  wabi_record_set_text (asked->push, "status", "on");
  wabi_record_set_text (asked->push, "state", "waiting");
  return wabi_store_tx_put (tx, asked->caller->practice, asked->push, error) && put_secret (tx, asked, error)
         && wabi_store_tx_audit (tx, asked->caller->practice, "scheduling", asked->caller->user, "calendar-push.connect", id, error);
}

static gboolean
write_renewed (WabiStoreTx *tx, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiRecord) push = NULL;
  WabiView view;

  wabi_store_tx_init_view (tx, asked->caller->practice, &view);
  there = wabi_lookup_get (&view, &wabi_kind_calendar_push, wabi_record_get_id (asked->push));
  if (there == NULL || wabi_record_is (there, "status", "ended"))
    return TRUE;
  push = wabi_record_copy (there);
  wabi_record_set_text (push, "status", "on");
  wabi_record_set_text (push, "state", "waiting");
  wabi_record_take_node (push, "at", NULL);
  wabi_record_take_node (push, "tries", NULL);
  return wabi_store_tx_put (tx, asked->caller->practice, push, error) && put_secret (tx, asked, error)
         && wabi_store_tx_audit (tx, asked->caller->practice, "scheduling", asked->caller->user, "calendar-push.password", wabi_record_get_id (push), error);
}

static gboolean
read_push (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Asked *asked = data;

  asked->push = wabi_lookup_get (view, &wabi_kind_calendar_push, wabi_json_peek_text (asked->body, "id"));
  return TRUE;
}

static void
finish (Asked *asked, WabiRequest *request, WabiStoreWriteFunc func)
{
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  if (!wabi_store_write_in (asked->self->store, asked->caller->practice, func, asked, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  answer = json_object_new ();
  json_object_set_string_member (answer, "id", wabi_record_get_id (asked->push));
  wabi_request_answer_object (request, 200, answer);
  if (asked->self->push != NULL)
    wabi_calendar_push_wake (asked->self->push);
}

static void
forbid (WabiRequest *request)
{
  wabi_request_answer_error (request, 403, "forbidden", "staff",
                             "You can connect a calendar for your own schedule only. Ask an administrator for somebody else’s.");
}

void
wabi_calendar_connect_test (WabiCalendarConnect *self, WabiRequest *request)
{
  g_autoptr (JsonObject) body = read_body (self, request);
  Asked asked = { .self = self, .caller = wabi_request_get_caller (request), .body = body };

  if (body == NULL)
    return;
  asked.password = wabi_json_peek_text (body, "password");
  if (try_it (&asked, request, wabi_json_peek_text (body, "url"), wabi_json_peek_text (body, "user")))
    wabi_request_answer (request, 204, NULL, NULL, 0);
}

void
wabi_calendar_connect_begin (WabiCalendarConnect *self, WabiRequest *request)
{
  g_autoptr (JsonObject) body = read_body (self, request);
  Asked asked = { .self = self, .caller = wabi_request_get_caller (request), .body = body };
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;
  asked.password = wabi_json_peek_text (body, "password");
  if (!may (asked.caller, wabi_json_peek_text (body, "staff")))
    forbid (request);
  else if (!wabi_store_read (self->store, asked.caller->practice, find_twin, &asked, &error))
    wabi_request_answer_gerror (request, error);
  else if (!asked.staff_there)
    wabi_request_answer_error (request, 422, "not-found", "staff", "There is no such person in the practice.");
  else if (asked.twin != NULL)
    wabi_request_answer_error (request, 409, "twin", "url", "This calendar is connected already. Use another one, or disconnect it first.");
  else if (try_it (&asked, request, wabi_json_peek_text (body, "url"), wabi_json_peek_text (body, "user")))
    finish (&asked, request, write_new);
  g_clear_object (&asked.push);
  g_free (asked.twin);
}

void
wabi_calendar_connect_renew (WabiCalendarConnect *self, WabiRequest *request)
{
  g_autoptr (JsonObject) body = read_body (self, request);
  Asked asked = { .self = self, .caller = wabi_request_get_caller (request), .body = body };
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;
  asked.password = wabi_json_peek_text (body, "password");
  if (!wabi_store_read (self->store, asked.caller->practice, read_push, &asked, &error))
    wabi_request_answer_gerror (request, error);
  else if (asked.push == NULL || wabi_record_is (asked.push, "status", "ended"))
    wabi_request_answer_error (request, 404, "not_found", "id", "This calendar is not connected any more.");
  else if (!may (asked.caller, wabi_record_get_text (asked.push, "staff")))
    forbid (request);
  else if (try_it (&asked, request, wabi_record_get_text (asked.push, "url"), wabi_record_get_text (asked.push, "user")))
    finish (&asked, request, write_renewed);
  g_clear_object (&asked.push);
}
