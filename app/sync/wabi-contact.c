// SPDX-License-Identifier: AGPL-3.0-or-later
// How long this copy may be opened without its server.

#include "wabi-contact-private.h"

#include <string.h>

#include "wabi-json.h"

#define DAY G_GINT64_CONSTANT (86400000000)
#define MOST_DAYS 365

void
wabi_contact_clear (WabiContact *contact)
{
  g_clear_pointer (&contact->boot, g_free);
}

static void
set_clock (WabiContact *contact, const WabiContactClock *clock, gint64 seen_at)
{
  contact->seen_at = seen_at;
  contact->mono_at = clock->mono;
  if (g_strcmp0 (contact->boot, clock->boot) == 0)
    return;
  g_free (contact->boot);
  contact->boot = g_strdup (clock->boot);
}

gint64
wabi_contact_see (WabiContact *contact, const WabiContactClock *clock)
{
  gint64 passed = 0;

  /* Within one boot the time that passed is known whatever the clock says. */
  if (contact->boot != NULL && g_strcmp0 (contact->boot, clock->boot) == 0 && clock->mono > contact->mono_at)
    passed = clock->mono - contact->mono_at;
  set_clock (contact, clock, MAX (clock->wall, contact->seen_at + passed));
  return contact->seen_at;
}

void
wabi_contact_reach (WabiContact *contact, const WabiContactClock *clock, gint64 days)
{
  set_clock (contact, clock, clock->wall);
  contact->contact_at = clock->wall;
  contact->tried = 0;
  if (days > 0)
    contact->days = MIN (days, MOST_DAYS);
}

gint64
wabi_contact_get_until (const WabiContact *contact)
{
  return contact->contact_at + contact->days * DAY;
}

WabiContactState
wabi_contact_judge (const WabiContact *contact)
{
  if (contact->tried >= WABI_CONTACT_TRIES)
    return WABI_CONTACT_TRIED;
  return contact->seen_at > wabi_contact_get_until (contact) ? WABI_CONTACT_AWAY : WABI_CONTACT_FINE;
}

char *
wabi_contact_to_text (const WabiContact *contact)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "contact_at", contact->contact_at);
  json_object_set_int_member (object, "seen_at", contact->seen_at);
  json_object_set_int_member (object, "mono_at", contact->mono_at);
  json_object_set_string_member (object, "boot", contact->boot != NULL ? contact->boot : "");
  json_object_set_int_member (object, "days", contact->days);
  json_object_set_int_member (object, "tried", contact->tried);
  json_object_set_int_member (object, "waiting", contact->waiting);
  return wabi_json_object_to_canonical (object);
}

gboolean
wabi_contact_from_text (WabiContact *contact, const char *text)
{
  g_autoptr (JsonObject) object = wabi_json_parse_object (text, -1, NULL, NULL);
  const char *boot = NULL;

  memset (contact, 0, sizeof *contact);
  contact->days = WABI_CONTACT_DAYS;
  if (object == NULL || !wabi_json_take_int (object, "contact_at", TRUE, 0, WABI_JSON_MAX_INT, &contact->contact_at, NULL)
      || !wabi_json_take_int (object, "seen_at", TRUE, 0, WABI_JSON_MAX_INT, &contact->seen_at, NULL)
      || !wabi_json_take_int (object, "mono_at", TRUE, 0, WABI_JSON_MAX_INT, &contact->mono_at, NULL)
      || !wabi_json_take_text (object, "boot", TRUE, 100, &boot, NULL)
      || !wabi_json_take_int (object, "days", TRUE, 1, MOST_DAYS, &contact->days, NULL)
      || !wabi_json_take_int (object, "tried", TRUE, 0, G_MAXINT32, &contact->tried, NULL)
      || !wabi_json_take_int (object, "waiting", TRUE, 0, G_MAXINT32, &contact->waiting, NULL))
    {
      /* Not a part of it either: it would say when the server was reached. */
      memset (contact, 0, sizeof *contact);
      contact->days = WABI_CONTACT_DAYS;
      return FALSE;
    }
  contact->boot = *boot != '\0' ? g_strdup (boot) : NULL;
  return TRUE;
}

void
wabi_contact_load (WabiContact *contact, WabiKeyStore *keys, const WabiKeyOwner *owner, const WabiContactClock *clock)
{
  g_autofree char *text = wabi_key_store_lookup (keys, owner, "contact", NULL, NULL);

  if (text == NULL)
    {
      memset (contact, 0, sizeof *contact);
      wabi_contact_reach (contact, clock, WABI_CONTACT_DAYS);
      return;
    }
  if (!wabi_contact_from_text (contact, text))
    g_warning ("the note of the last contact cannot be read; the server has to be reached");
}

void
wabi_contact_keep (const WabiContact *contact, WabiKeyStore *keys, const WabiKeyOwner *owner)
{
  g_autofree char *text = wabi_contact_to_text (contact);
  g_autoptr (GError) error = NULL;

  if (!wabi_key_store_store (keys, owner, "contact", text, NULL, &error))
    g_message ("the last contact cannot be noted: %s", error->message);
}
