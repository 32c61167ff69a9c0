// SPDX-License-Identifier: AGPL-3.0-or-later
// Clearinghouses and folders: who they are, and what is sent to them. Passwords and keys come another way (docs/protocol.md).

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-eligibility.h"
#include "wabi-text.h"
#include "wabi-transmission-queue-private.h"
#include "wabi-transmissions-private.h"

/* ---- partners ---- */

/* To whom the secret may be shown: it is asked for again, and the machine's key trusted again, when this changes. */
static const char *const addresses[] = { "type", "host", "port", "user", "base_url", "answers_url" };

static gboolean
refuse_field (WabiContext *context, const char *field, const char *words, GError **error)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", field, "%s", words);
}

/* A path there; it leads nowhere else. */
static gboolean
is_folder (const char *folder)
{
  g_auto (GStrv) parts = folder != NULL ? g_strsplit (folder, "/", -1) : NULL;

  for (const char *at = folder; at != NULL && *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return FALSE;
  return parts == NULL || !g_strv_contains ((const char *const *) parts, "..");
}

/* Nothing but an address over TLS: no user, no question, no mark, so that nothing that is secret stands in it. */
static gboolean
is_base (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  if (url == NULL)
    return TRUE;
  return uri != NULL && strcmp (g_uri_get_scheme (uri), "https") == 0 && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL && strstr (url, "..") == NULL;
}

static gboolean
check_address (WabiContext *context, WabiRecord *partner, GError **error)
{
  const char *host = wabi_record_get_text (partner, "host"), *key = wabi_record_get_text (partner, "host_key");

  if (wabi_record_is (partner, "type", "sftp") && (host == NULL || wabi_record_get_text (partner, "user") == NULL))
    return refuse_field (context, host == NULL ? "host" : "user", _("Give the name of the clearinghouse’s server and the user there."), error);
  if (host != NULL && strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:") != strlen (host))
    return refuse_field (context, "host", _("The server is a name such as ftp.example.com, without “sftp://” and without a folder."), error);
  if (!is_base (wabi_record_get_text (partner, "base_url")) || !is_base (wabi_record_get_text (partner, "answers_url")))
    return refuse_field (context, is_base (wabi_record_get_text (partner, "base_url")) ? "answers_url" : "base_url",
                         _("An address begins with https:// and names a server, and nothing that is secret."), error);
  if (key != NULL && (!g_str_has_prefix (key, "SHA256:") || strlen (key) != 50))
    return refuse_field (context, "host_key", _("A server’s key is written as SHA256: and 43 characters."), error);
  return TRUE;
}

static gboolean
check_partner (WabiContext *context, WabiRecord *partner, GError **error)
{
  const char *send = wabi_record_get_text (partner, "send_folder"), *receive = wabi_record_get_text (partner, "receive_folder");
  const char *pattern = wabi_record_get_text (partner, "send_pattern");

  if (!check_address (context, partner, error))
    return FALSE;
  if (wabi_record_is (partner, "type", "folder") && (send == NULL || receive == NULL))
    return refuse_field (context, send == NULL ? "send_folder" : "receive_folder", _("Give the folder for what is sent and the one for what comes."), error);
  if (!is_folder (send) || !is_folder (receive))
    return refuse_field (context, is_folder (send) ? "receive_folder" : "send_folder", _("A folder cannot contain “..”."), error);
  if (send != NULL && g_strcmp0 (send, receive) == 0)
    return refuse_field (context, "receive_folder", _("What is sent and what comes must not lie in the same folder."), error);
  if (wabi_record_get_bool (partner, "takes_270") && wabi_partner_refuses (partner, "270") != NULL)
    return refuse_field (context, "takes_270", wabi_partner_refuses (partner, "270"), error);
  if (wabi_record_get_bool (partner, "takes_276") && wabi_partner_refuses (partner, "276") != NULL)
    return refuse_field (context, "takes_276", wabi_partner_refuses (partner, "276"), error);
  if (pattern != NULL && strstr (pattern, "{number}") == NULL && strstr (pattern, "{name}") == NULL)
    return refuse_field (context, "send_pattern", _("The name of sent files must contain {number} or {name}, so that each is another one."), error);
  return TRUE;
}

static void
forget_service_words (WabiRecord *partner)
{
  static const char *const words[] = { "trouble", "problem", "tries", "next_try" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    wabi_record_take_node (partner, words[i], NULL);
}

/* It is another machine, or another user there. */
static gboolean
moves (WabiRecord *partner, JsonObject *args)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      JsonNode *new = json_object_get_member (args, addresses[i]), *old = json_object_get_member (wabi_record_get_body (partner), addresses[i]);

      if (new != NULL && (old == NULL || !wabi_node_equal (new, old)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
set_partner (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = NULL;
  g_autoptr (WabiRecord) partner = NULL;
  const WabiKind *kind = &wabi_kind_partner;
  const char *id = wabi_json_peek_text (args, "id");

  if (!wabi_context_find (context, kind, id, &there, error))
    return FALSE;
  partner = there != NULL ? wabi_record_copy (there) : wabi_record_new (kind, id);
  if (there != NULL && moves (there, args))
    {
      wabi_record_take_node (partner, "has_secret", NULL);
      wabi_record_take_node (partner, "host_key", NULL);
      wabi_record_take_node (partner, "key_seen", NULL);
      wabi_record_take_node (partner, "cursor", NULL);
    }
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *name = kind->fields[i].name;
      JsonNode *node = strcmp (name, "id") != 0 ? json_object_get_member (args, name) : NULL;

      /* An empty text takes away what was there. */
      if (node != NULL)
        wabi_record_take_node (partner, name, json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0' ? NULL : json_node_copy (node));
    }
  forget_service_words (partner);
  if (json_object_has_member (args, "host_key"))
    wabi_record_take_node (partner, "key_seen", NULL);
  wabi_record_set_int (partner, "asked_at", context->now);
  if (!check_partner (context, partner, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&partner));
  return TRUE;
}

/* One that was added by mistake; what a file went to, or came from, is on record. */
static gboolean
remove_partner (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (GPtrArray) files = wabi_lookup_by (context->view, &wabi_kind_transmission, "partner", wabi_json_peek_text (args, "id"));

  if (files->len > 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "partner-used", "id",
                                _("Files went to this partner or came from it, so it stays. Set it to “Not at present” instead."));
  return wabi_rule_remove (context, &wabi_kind_partner, args, error);
}

static gboolean
check_now (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_partner, wabi_json_peek_text (args, "id"), error);
  WabiRecord *partner;

  if (there == NULL)
    return FALSE;
  if (!wabi_record_get_bool (there, "active"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-active", "id", _("This partner is not used at present. Turn it on first."));
  partner = wabi_record_copy (there);
  forget_service_words (partner);
  wabi_record_set_int (partner, "asked_at", context->now);
  wabi_context_put (context, partner);
  return TRUE;
}

/* What the service found out. */
static gboolean
tell_partner (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_partner, wabi_json_peek_text (args, "id"), error);
  WabiRecord *partner;

  if (there == NULL)
    return FALSE;
  partner = wabi_record_copy (there);
  if (json_object_has_member (args, "checked_at"))
    forget_service_words (partner);
  /* Whoever asked has the answer, unless somebody has asked again meanwhile. */
  if (wabi_record_get_int (there, "asked_at") == wabi_json_peek_int (args, "answered", 0))
    wabi_record_take_node (partner, "asked_at", NULL);
  for (guint i = 0; i < wabi_kind_partner.n_fields; i++)
    {
      const char *name = wabi_kind_partner.fields[i].name;
      JsonNode *node = strcmp (name, "id") != 0 ? json_object_get_member (args, name) : NULL;

      if (node != NULL)
        wabi_record_take_node (partner, name, json_node_copy (node));
    }
  wabi_context_put (context, partner);
  return TRUE;
}

/* ---- files ---- */

static gboolean
refuse_twice (WabiContext *context, const char *file, GError **error)
{
  g_autoptr (GPtrArray) before = wabi_lookup_by (context->view, &wabi_kind_transmission, "file", file);

  for (guint i = 0; i < before->len; i++)
    if (!wabi_record_is (g_ptr_array_index (before, i), "state", "cancelled"))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "sent-already", "file",
                                  _("This file was sent, or waits to be. Look at Partners; a file that failed can be tried again there."));
  return TRUE;
}

static gboolean
send_file (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) file = wabi_context_get (context, &wabi_kind_claim_file, wabi_json_peek_text (args, "file"), error);
  g_autoptr (WabiRecord) partner = NULL;

  if (file == NULL || !refuse_twice (context, wabi_record_get_id (file), error))
    return FALSE;
  partner = wabi_context_get (context, &wabi_kind_partner, wabi_json_peek_text (args, "partner"), error);
  if (partner == NULL)
    return FALSE;
  if (!wabi_record_get_bool (partner, "active"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-active", "partner", _("This partner is not used at present. Turn it on first."));
  wabi_transmission_add (context, wabi_json_peek_text (args, "id"), partner, file);
  return TRUE;
}

static gboolean
move (WabiContext *context, JsonObject *args, const char *from, const char *to, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_transmission, wabi_json_peek_text (args, "id"), error);
  WabiRecord *transmission;

  if (there == NULL)
    return FALSE;
  if (!wabi_text_list_has (from, wabi_record_get_text (there, "state")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "id", _("Somebody has seen to this file meanwhile."));
  transmission = wabi_record_copy (there);
  wabi_record_set_text (transmission, "state", to);
  wabi_record_take_node (transmission, "tries", NULL);
  wabi_record_take_node (transmission, "next_try", NULL);
  wabi_record_take_node (transmission, "trouble", NULL);
  /* A person decides that it goes anew. */
  wabi_record_take_node (transmission, "begun_at", NULL);
  wabi_record_take_node (transmission, "tried_at", NULL);
  wabi_context_put (context, transmission);
  return TRUE;
}

static gboolean
cancel (WabiContext *context, JsonObject *args, GError **error)
{
  return move (context, args, "waiting failed", "cancelled", error);
}

/* What failed to come is fetched anew; what failed to go is sent. */
static gboolean
retry (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_transmission, wabi_json_peek_text (args, "id"), error);

  if (there == NULL)
    return FALSE;
  if (wabi_record_is (there, "direction", "in"))
    return move (context, args, "failed", "cancelled", error);
  return move (context, args, "waiting failed cancelled", "waiting", error);
}

/* ---- the table ---- */

static const WabiField partner_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "partner", NULL },
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 60, NULL, NULL },
  { "type", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "folder sftp stedi claimmd", NULL },
  { "active", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "test", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "host", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "port", WABI_FIELD_INT, 0, 1, 65535, NULL, NULL },
  { "user", WABI_FIELD_TEXT, 0, 0, 80, NULL, NULL },
  { "base_url", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "answers_url", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "host_key", WABI_FIELD_TEXT, 0, 0, 120, NULL, NULL },
  { "send_folder", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "receive_folder", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
  { "send_pattern", WABI_FIELD_TEXT, 0, 0, 120, NULL, NULL },
  { "receive_patterns", WABI_FIELD_LIST, 0, 0, 20, NULL, NULL },
  { "every_minutes", WABI_FIELD_INT, 0, 5, 1440, NULL, NULL },
  { "sender_qualifier", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },
  { "sender_id", WABI_FIELD_TEXT, 0, 0, 15, NULL, NULL },
  { "receiver_qualifier", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },
  { "receiver_id", WABI_FIELD_TEXT, 0, 0, 15, NULL, NULL },
  { "receiver_name", WABI_FIELD_TEXT, 0, 0, 60, NULL, NULL },
  { "takes_270", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "takes_276", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "status_days", WABI_FIELD_INT, 0, 0, 90, NULL, NULL },
};
static const WabiField told_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "partner", NULL },
  { "answered", WABI_FIELD_INSTANT, 0, 0, 0, NULL, NULL },
  { "checked_at", WABI_FIELD_INSTANT, 0, 0, 0, NULL, NULL },
  { "has_secret", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
  { "cursor", WABI_FIELD_TEXT, 0, 0, 1100, NULL, NULL },
  { "trouble", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
  { "problem", WABI_FIELD_ENUM, 0, 0, 0, "away secret host-key folder refused", NULL },
  { "tries", WABI_FIELD_INT, 0, 0, 1000, NULL, NULL },
  { "next_try", WABI_FIELD_INSTANT, 0, 0, 0, NULL, NULL },
  { "key_seen", WABI_FIELD_TEXT, 0, 0, 120, NULL, NULL },
};
static const WabiField send_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "transmission", NULL },
  { "file", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "claim_file", NULL },
  { "partner", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "partner", NULL },
};
static const WabiField tell_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "transmission", NULL },
  { "state", WABI_FIELD_ENUM, WABI_REQUIRED, 0, 0, "waiting sent failed", NULL },
  { "trouble", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
  { "next_try", WABI_FIELD_INSTANT, 0, 0, 0, NULL, NULL },
};
static const WabiField receive_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "transmission", NULL },
  { "inbound", WABI_FIELD_REF, 0, 0, 0, "inbound_file", NULL },
  { "partner", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "partner", NULL },
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 200, NULL, NULL },
  { "remote", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 300, NULL, NULL },
  { "content", WABI_FIELD_LONG_TEXT, WABI_PHI, 0, 3900000, NULL, NULL },
  { "cursor", WABI_FIELD_TEXT, 0, 0, 1100, NULL, NULL },
  { "trouble", WABI_FIELD_TEXT, 0, 0, 400, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ARGS(args) args, G_N_ELEMENTS (args)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_partners[] = {
  { "partner.set", "billing", MONEY, 0, ARGS (partner_args), set_partner, N_ ("Change a partner") },
  { "partner.remove", "billing", MONEY, 0, ID_ARGS, remove_partner, N_ ("Take away a partner") },
  { "partner.check", "billing", MONEY, 0, ID_ARGS, check_now, N_ ("Look at a partner now") },
  { "partner.tell", "billing", MONEY, WABI_COMMAND_SYSTEM, ARGS (told_args), tell_partner, N_ ("Say how it is with a partner") },
  { "transmission.send", "billing", MONEY, 0, ARGS (send_args), send_file, N_ ("Send a claim file") },
  { "transmission.cancel", "billing", MONEY, 0, ID_ARGS, cancel, N_ ("Do not send a file") },
  { "transmission.retry", "billing", MONEY, 0, ID_ARGS, retry, N_ ("Try a file again") },
  { "transmission.begin", "billing", MONEY, WABI_COMMAND_SYSTEM, ID_ARGS, wabi_transmission_begin, N_ ("Begin to send a file") },
  { "transmission.written", "billing", MONEY, WABI_COMMAND_SYSTEM, ID_ARGS, wabi_transmission_written, N_ ("Say that a file lies with a partner") },
  { "transmission.tell", "billing", MONEY, WABI_COMMAND_SYSTEM, ARGS (tell_args), wabi_transmission_tell, N_ ("Say what became of a file") },
  { "transmission.receive", "billing", MONEY, WABI_COMMAND_SYSTEM, ARGS (receive_args), wabi_transmission_receive, N_ ("Take a file from a partner") },
};
const guint wabi_n_commands_partners = G_N_ELEMENTS (wabi_commands_partners);
