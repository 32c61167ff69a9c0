// SPDX-License-Identifier: AGPL-3.0-or-later
// A file goes to a partner once, and comes from it once.

#include "wabi-transmissions-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-file.h"
#include "wabi-inbound-private.h"
#include "wabi-text.h"

static WabiRecord *
take_out (WabiContext *context, JsonObject *args, const char *states, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, &wabi_kind_transmission, wabi_json_peek_text (args, "id"), error);

  if (there == NULL)
    return NULL;
  if (wabi_text_list_has (states, wabi_record_get_text (there, "state")) && wabi_record_is (there, "direction", "out"))
    return wabi_record_copy (there);
  wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "status-moved-on", "id", _("Somebody has seen to this file meanwhile."));
  return NULL;
}

/* Before anything is sent: one file goes to one partner once, also when the program ends in between. */
gboolean
wabi_transmission_begin (WabiContext *context, JsonObject *args, GError **error)
{
  WabiRecord *transmission = take_out (context, args, "waiting sending", error);
  g_autoptr (GPtrArray) same = NULL;

  if (transmission == NULL)
    return FALSE;
  same = wabi_lookup_by (context->view, &wabi_kind_transmission, "hash", wabi_record_get_text (transmission, "hash"));
  for (guint i = 0; i < same->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (same, i);

      if (wabi_record_is (other, "direction", "out") && wabi_record_is (other, "partner", wabi_record_get_text (transmission, "partner"))
          && (wabi_record_is (other, "state", "sent") || wabi_record_is (other, "state", "sending"))
          && strcmp (wabi_record_get_id (other), wabi_record_get_id (transmission)) != 0)
        {
          g_object_unref (transmission);
          return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "sent-already", "id", _("This file was sent to this partner already."));
        }
    }
  wabi_record_set_text (transmission, "state", "sending");
  if (!wabi_record_has (transmission, "begun_at"))
    wabi_record_set_int (transmission, "begun_at", context->now);
  wabi_record_set_int (transmission, "tried_at", context->now);
  wabi_record_set_int (transmission, "tries", MIN (wabi_record_get_int (transmission, "tries") + 1, 1000));
  wabi_context_put (context, transmission);
  return TRUE;
}

/* It lies there whole: from here on, where it is not found under either name, the partner has taken it. */
gboolean
wabi_transmission_written (WabiContext *context, JsonObject *args, GError **error)
{
  WabiRecord *transmission = take_out (context, args, "sending", error);

  if (transmission == NULL)
    return FALSE;
  wabi_record_set_bool (transmission, "written", TRUE);
  wabi_context_put (context, transmission);
  return TRUE;
}

/* A file that is no claim file has no claims, and none hears of it. */
static void
tell_claims (WabiContext *context, WabiRecord *transmission)
{
  g_autoptr (GPtrArray) claims = wabi_lookup_by (context->view, &wabi_kind_claim, "file", wabi_record_get_text (transmission, "file"));
  g_autoptr (WabiRecord) partner = wabi_lookup_get (context->view, &wabi_kind_partner, wabi_record_get_text (transmission, "partner"));

  for (guint i = 0; i < claims->len; i++)
    wabi_claim_tell (context, g_ptr_array_index (claims, i), "sent", partner != NULL ? wabi_record_get_text (partner, "name") : NULL);
}

gboolean
wabi_transmission_tell (WabiContext *context, JsonObject *args, GError **error)
{
  WabiRecord *transmission = take_out (context, args, "waiting sending", error);
  const char *state = wabi_json_peek_text (args, "state");

  if (transmission == NULL)
    return FALSE;
  wabi_record_set_text (transmission, "state", state);
  wabi_record_set_text (transmission, "trouble", wabi_json_peek_text (args, "trouble"));
  wabi_record_take_node (transmission, "next_try", NULL);
  if (json_object_has_member (args, "next_try"))
    wabi_record_set_int (transmission, "next_try", wabi_json_peek_int (args, "next_try", 0));
  if (strcmp (state, "sent") == 0)
    {
      wabi_record_set_int (transmission, "settled_at", context->now);
      wabi_record_take_node (transmission, "written", NULL);
      tell_claims (context, transmission);
    }
  wabi_context_put (context, transmission);
  return TRUE;
}

/* ---- in ---- */

static WabiRecord *
find_file (WabiContext *context, const char *hash)
{
  g_autoptr (GPtrArray) same = wabi_lookup_by (context->view, &wabi_kind_inbound_file, "hash", hash);

  return same->len > 0 ? g_object_ref (g_ptr_array_index (same, 0)) : NULL;
}

/* Where to go on stands beside what was taken in: both are written, or none. */
static void
move_cursor (WabiContext *context, JsonObject *args)
{
  g_autoptr (WabiRecord) there = wabi_lookup_get (context->view, &wabi_kind_partner, wabi_json_peek_text (args, "partner"));
  WabiRecord *partner;

  if (there == NULL || !json_object_has_member (args, "cursor"))
    return;
  partner = wabi_record_copy (there);
  wabi_record_set_text (partner, "cursor", wabi_json_peek_text (args, "cursor"));
  wabi_context_put (context, partner);
}

/* The file is read by the rule by which a person reads one; that it came is written beside it, in one. A file that cannot be read is told, and is not
 * fetched again. */
gboolean
wabi_transmission_receive (WabiContext *context, JsonObject *args, GError **error)
{
  const char *content = wabi_json_peek_text (args, "content"), *trouble = wabi_json_peek_text (args, "trouble");
  g_autofree char *hash = content != NULL ? wabi_text_hash_hex (content, -1) : NULL;
  g_autoptr (WabiRecord) known = hash != NULL ? find_file (context, hash) : NULL;
  WabiRecord *transmission;

  if (content != NULL && known == NULL)
    {
      g_autoptr (JsonObject) import = json_object_new ();

      json_object_set_string_member (import, "id", wabi_json_peek_text (args, "inbound"));
      json_object_set_string_member (import, "name", wabi_json_peek_text (args, "name"));
      json_object_set_string_member (import, "content", content);
      json_object_set_string_member (import, "partner", wabi_json_peek_text (args, "partner"));
      if (!wabi_inbound_import (context, import, error))
        return FALSE;
    }
  transmission = wabi_record_new (&wabi_kind_transmission, wabi_json_peek_text (args, "id"));
  wabi_record_set_text (transmission, "partner", wabi_json_peek_text (args, "partner"));
  wabi_record_set_text (transmission, "direction", "in");
  if (content != NULL)
    wabi_record_set_text (transmission, "inbound", known != NULL ? wabi_record_get_id (known) : wabi_json_peek_text (args, "inbound"));
  wabi_record_set_text (transmission, "name", wabi_json_peek_text (args, "name"));
  wabi_record_set_text (transmission, "remote", wabi_json_peek_text (args, "remote"));
  wabi_record_set_text (transmission, "hash", hash);
  wabi_record_set_text (transmission, "state", content != NULL ? "received" : "failed");
  wabi_record_set_text (transmission, "trouble", trouble);
  wabi_record_set_int (transmission, "at", context->now);
  wabi_record_set_int (transmission, "settled_at", context->now);
  wabi_context_put (context, transmission);
  move_cursor (context, args);
  return TRUE;
}
