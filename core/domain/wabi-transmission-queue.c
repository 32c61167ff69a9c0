// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim file waits to be sent, under the name that its partner wants.

#include "wabi-transmission-queue-private.h"

#include <string.h>

#include "wabi-claim-build.h"

#define OFFICE_ALLY "330897513"
#define LONGEST_NAME 120

/* ---- names ---- */

static void
replace (GString *name, const char *word, const char *value)
{
  g_string_replace (name, word, value, 0);
}

/* Office Ally knows claims by 837P and tests by OATEST in the name, whatever the file says (its companion guide). */
static void
add_word (GString *name, const char *word)
{
  if (strstr (name->str, word) == NULL)
    {
      g_string_prepend_c (name, '-');
      g_string_prepend (name, word);
    }
}

char *
wabi_transmission_name (WabiRecord *partner, WabiRecord *file)
{
  const char *pattern = wabi_record_get_text (partner, "send_pattern"), *own = wabi_record_get_text (file, "name");
  g_autofree char *number = g_strdup_printf ("%09" G_GINT64_FORMAT, wabi_record_get_int (file, "isa_control"));
  const char *dot = strrchr (own, '.');
  g_autofree char *bare = g_strndup (own, dot != NULL ? (gsize) (dot - own) : strlen (own));
  GString *name = g_string_new (pattern != NULL ? pattern : own);
  gboolean is_claims = TRUE;

  /* What is no claim must not be named like one. */
  if (g_str_has_prefix (own, "270-") || g_str_has_prefix (own, "276-"))
    {
      g_autofree char *kind = g_strndup (own, 3);

      is_claims = FALSE;
      replace (name, "837P", kind);
    }
  replace (name, "{name}", bare);
  replace (name, "{number}", number);
  replace (name, "{sender}", wabi_record_has (partner, "sender_id") ? wabi_record_get_text (partner, "sender_id") : "");
  if (wabi_record_is (partner, "receiver_id", OFFICE_ALLY) || g_strcmp0 (wabi_record_get_text (partner, "host"), "ftp.officeally.com") == 0)
    {
      if (is_claims)
        add_word (name, "837P");
      if (wabi_record_get_bool (partner, "test"))
        add_word (name, "OATEST");
    }
  g_strdelimit (name->str, "/\\:*?\"<>| ", '-');
  g_string_truncate (name, MIN (name->len, LONGEST_NAME));
  return g_string_free (name, FALSE);
}

void
wabi_transmission_add (WabiContext *context, const char *id, WabiRecord *partner, WabiRecord *file)
{
  WabiRecord *transmission = wabi_record_new (&wabi_kind_transmission, id);
  g_autofree char *name = wabi_transmission_name (partner, file);
  g_autofree char *envelope = g_strdup_printf ("%s/%09" G_GINT64_FORMAT, wabi_record_has (partner, "sender_id") ? wabi_record_get_text (partner, "sender_id") : "",
                                               wabi_record_get_int (file, "isa_control"));

  wabi_record_set_text (transmission, "partner", wabi_record_get_id (partner));
  wabi_record_set_text (transmission, "direction", "out");
  wabi_record_set_text (transmission, "file", wabi_record_get_id (file));
  wabi_record_set_text (transmission, "name", name);
  wabi_record_set_text (transmission, "hash", wabi_record_get_text (file, "hash"));
  wabi_record_set_text (transmission, "envelope", envelope);
  wabi_record_set_text (transmission, "state", "waiting");
  wabi_record_set_int (transmission, "at", context->now);
  wabi_context_put (context, transmission);
}

void
wabi_transmission_queue (WabiContext *context, WabiRecord *payer, WabiRecord *file)
{
  g_autoptr (WabiRecord) partner = wabi_claim_find_partner (context->view, payer);
  g_autofree char *name = g_strconcat (wabi_record_get_id (file), "/transmission", NULL), *id = wabi_id_derive (name);

  if (partner != NULL && wabi_record_get_bool (partner, "active"))
    wabi_transmission_add (context, id, partner, file);
}
