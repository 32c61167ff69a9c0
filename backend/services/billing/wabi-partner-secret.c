// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords and keys of partners. They come this way and no other: they are in no command, no feed, no log and no copy on a desktop.

#include "wabi-partner-secret.h"

#include <string.h>

#include "wabi-carry.h"
#include "wabi-domain.h"
#include "wabi-json.h"
#include "wabi-lookup.h"
#include "wabi-rate-limit.h"

/* Whoever tries machines or passwords of others through this server is slowed down. */
#define TRIES_OF_PERSON 20
#define KEY_BYTES 12000

struct _WabiPartnerSecret
{
  WabiStore *store;
  const WabiPartnerOptions *options;
  const WabiClock *clock;
  const WabiVault *vault;
  WabiRateLimit *by_person;
};

const WabiField wabi_partner_secret_body[WABI_PARTNER_SECRET_FIELDS] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "partner", NULL },
  { "password", WABI_FIELD_TEXT, WABI_PHI, 0, 300, NULL, NULL },
  { "key", WABI_FIELD_LONG_TEXT, WABI_PHI, 0, KEY_BYTES, NULL, NULL },
  { "passphrase", WABI_FIELD_TEXT, WABI_PHI, 0, 300, NULL, NULL },
};

const WabiField wabi_partner_test_answer[WABI_PARTNER_TEST_FIELDS] = {
  { "ok", WABI_FIELD_BOOL, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "problem", WABI_FIELD_ENUM, 0, 0, 0, "away secret host-key folder refused", NULL },
  { "message", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
  { "key_seen", WABI_FIELD_TEXT, 0, 0, 120, NULL, NULL },
  { "files", WABI_FIELD_INT, 0, 0, 0, NULL, NULL },
};

/* ---- sealing ---- */

char *
wabi_partner_name_secret (const char *practice, WabiRecord *partner)
{
  const char *host = wabi_record_get_text (partner, "host"), *user = wabi_record_get_text (partner, "user");

  const char *base = wabi_record_get_text (partner, "base_url"), *answers = wabi_record_get_text (partner, "answers_url");

  return g_strdup_printf ("%s/%s/%s/%s/%" G_GINT64_FORMAT "/%s%s%s%s%s", practice, wabi_record_get_id (partner), wabi_record_get_text (partner, "type"),
                          host != NULL ? host : "", wabi_record_get_int (partner, "port"), user != NULL ? user : "", base != NULL ? " base " : "",
                          base != NULL ? base : "", answers != NULL ? " answers " : "", answers != NULL ? answers : "");
}

static WabiRecord *
find_secret (const WabiView *view, const char *partner)
{
  g_autoptr (GPtrArray) some = wabi_lookup_by (view, &wabi_kind_partner_secret, "partner", partner);

  return some->len > 0 ? g_object_ref (g_ptr_array_index (some, 0)) : NULL;
}

JsonObject *
wabi_partner_open_secret (const WabiView *view, const WabiVault *vault, const char *practice, WabiRecord *partner)
{
  g_autoptr (WabiRecord) record = find_secret (view, wabi_record_get_id (partner));
  g_autofree char *whose = wabi_partner_name_secret (practice, partner);
  char *text = record != NULL ? wabi_vault_unseal (vault, whose, wabi_record_get_text (record, "sealed")) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  wabi_vault_wipe (text);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

/* ---- asking ---- */

typedef struct
{
  WabiPartnerSecret *self;
  const char *practice, *user;
  JsonObject *body;
  WabiRecord *partner;
  JsonObject *secret;
} Asked;

static gboolean
read_partner (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Asked *asked = data;

  asked->partner = wabi_lookup_get (view, &wabi_kind_partner, wabi_json_peek_text (asked->body, "id"));
  if (asked->partner != NULL)
    asked->secret = wabi_partner_open_secret (view, asked->self->vault, asked->practice, asked->partner);
  return TRUE;
}

/* The body, when it can be used and the person has not tried too often; else FALSE, and the call is answered. */
static gboolean
begin (Asked *asked, WabiPartnerSecret *self, WabiRequest *request)
{
  const WabiCaller *caller = wabi_request_get_caller (request);
  g_autoptr (GError) error = NULL;

  *asked = (Asked){ .self = self, .practice = caller->practice, .user = caller->user, .body = wabi_request_parse_body (request) };
  if (asked->body == NULL)
    return FALSE;
  if (self->vault == NULL)
    wabi_request_answer_error (request, 409, "no_partners", NULL,
                               "This server exchanges no files with clearinghouses. Whoever runs it can allow that ([partners] in server.conf).");
  else if (!wabi_fields_check_object (wabi_partner_secret_body, WABI_PARTNER_SECRET_FIELDS, asked->body, &error))
    wabi_request_answer_gerror (request, error);
  else if (wabi_rate_limit_take (self->by_person, caller->user) > 0)
    wabi_request_answer_error (request, 429, "too_many_tries", NULL, "Too many tries. Wait a little, then try again.");
  else if (!wabi_store_read (self->store, asked->practice, read_partner, asked, &error))
    wabi_request_answer_gerror (request, error);
  else if (asked->partner == NULL)
    wabi_request_answer_error (request, 404, "not_found", "id", "There is no such partner.");
  else
    return TRUE;
  return FALSE;
}

static void
clear (Asked *asked)
{
  g_clear_pointer (&asked->body, json_object_unref);
  g_clear_pointer (&asked->secret, json_object_unref);
  g_clear_object (&asked->partner);
}

/* ---- a new secret ---- */

/* What there was goes; the partner is looked at again. */
static gboolean
write_secret (WabiStoreTx *tx, gpointer data, GError **error)
{
  Asked *asked = data;
  const char *partner = wabi_record_get_id (asked->partner);
  g_autoptr (JsonObject) kept = json_object_new (), told = json_object_new ();
  static const char *const parts[] = { "password", "key", "passphrase" };
  g_autofree char *whose = wabi_partner_name_secret (asked->practice, asked->partner), *sealed = NULL, *id = NULL;
  char *text;
  g_autoptr (WabiRecord) before = NULL, secret = NULL;
  WabiView view;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (json_object_has_member (asked->body, parts[i]))
      json_object_set_string_member (kept, parts[i], wabi_json_peek_text (asked->body, parts[i]));
  text = wabi_json_object_to_canonical (kept);
  sealed = wabi_vault_seal (asked->self->vault, whose, text);
  wabi_vault_wipe (text);
  wabi_store_tx_init_view (tx, asked->practice, &view);
  before = find_secret (&view, partner);
  id = before != NULL ? g_strdup (wabi_record_get_id (before)) : wabi_store_tx_new_id (tx);
  secret = before != NULL ? wabi_record_copy (before) : wabi_record_new (&wabi_kind_partner_secret, id);
  wabi_record_set_text (secret, "partner", partner);
  wabi_record_set_text (secret, "sealed", sealed);
  json_object_set_string_member (told, "id", partner);
  json_object_set_boolean_member (told, "has_secret", TRUE);
  json_object_set_int_member (told, "checked_at", wabi_record_get_int (asked->partner, "checked_at"));
  return wabi_store_tx_put (tx, asked->practice, secret, error)
         && wabi_store_tx_audit (tx, asked->practice, "billing", asked->user, "partner.secret", partner, error)
         && wabi_store_tx_run (tx, asked->practice, "partner.tell", told, NULL, error);
}

void
wabi_partner_secret_put (WabiPartnerSecret *self, WabiRequest *request)
{
  Asked asked;
  g_autoptr (GError) error = NULL;

  if (begin (&asked, self, request))
    {
      if (!json_object_has_member (asked.body, "password") && !json_object_has_member (asked.body, "key"))
        wabi_request_answer_error (request, 422, "invalid", "password", "Give the password, or a private key.");
      else if (!wabi_store_write_in (self->store, asked.practice, write_secret, &asked, &error))
        wabi_request_answer_gerror (request, error);
      else
        wabi_request_answer (request, 204, NULL, NULL, 0);
    }
  clear (&asked);
}

/* ---- a try ---- */

static JsonObject *
try_it (Asked *asked)
{
  WabiTransportPlace place = { .options = asked->self->options, .partner = asked->partner, .secret = asked->secret, .now = wabi_clock_now (asked->self->clock) };
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiTransport) line = wabi_transport_open (&place, &error);
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) files = line != NULL ? line->info->list (line, wabi_record_get_text (asked->partner, "cursor"), &after, &error) : NULL;
  JsonObject *answer = json_object_new ();

  json_object_set_boolean_member (answer, "ok", files != NULL);
  if (files != NULL)
    json_object_set_int_member (answer, "files", files->len);
  else
    {
      json_object_set_string_member (answer, "problem", wabi_transport_error_get_word (error));
      json_object_set_string_member (answer, "message", error->message);
    }
  if (place.key_seen != NULL)
    json_object_set_string_member (answer, "key_seen", place.key_seen);
  g_free (place.key_seen);
  return answer;
}

void
wabi_partner_secret_test (WabiPartnerSecret *self, WabiRequest *request)
{
  Asked asked;

  if (begin (&asked, self, request))
    wabi_request_answer_object (request, 200, try_it (&asked));
  clear (&asked);
}

/* ---- the object ---- */

WabiPartnerSecret *
wabi_partner_secret_new (const WabiServiceContext *context, const WabiVault *vault)
{
  WabiPartnerSecret *self = g_new0 (WabiPartnerSecret, 1);

  self->store = context->store;
  self->options = context->partners;
  self->clock = context->clock;
  self->vault = vault;
  self->by_person = wabi_rate_limit_new (TRIES_OF_PERSON, context->clock);
  return self;
}

void
wabi_partner_secret_free (WabiPartnerSecret *self)
{
  if (self == NULL)
    return;
  wabi_rate_limit_free (self->by_person);
  g_free (self);
}
