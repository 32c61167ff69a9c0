// SPDX-License-Identifier: AGPL-3.0-or-later
// That somebody else is writing in this draft, and that the person is: in words only, writing goes on.

#include "wabi-note-holding.h"

#include <glib/gi18n-lib.h>

#include "wabi-note-lease.h"
#include "wabi-note-words.h"

/* Said anew when so little of it is left. */
#define RENEW_AT (WABI_NOTE_LEASE_FOR / 3)

static const char *
get_me (WabiDesk *desk)
{
  return wabi_cache_get_owner (wabi_desk_get_cache (desk))->user;
}

static WabiRecord *
get_lease (WabiDesk *desk, WabiRecord *note)
{
  return wabi_desk_get (desk, &wabi_kind_note_lease, wabi_record_get_id (note));
}

/* That nobody could be told is no reason to trouble who writes. */
static void
say (WabiDesk *desk, WabiRecord *note, const char *command)
{
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (desk, command, wabi_args ("id", wabi_record_get_id (note), NULL), NULL, NULL, NULL, &error))
    g_message ("%s: %s", command, error->message);
}

void
wabi_note_holding_renew (WabiDesk *desk, WabiRecord *note)
{
  g_autoptr (WabiRecord) lease = NULL;
  gint64 now = wabi_desk_get_now (desk);

  if (!wabi_sync_get_online (wabi_desk_get_sync (desk)))
    return;
  lease = get_lease (desk, note);
  if (wabi_note_lease_is_live (lease, now)
      && (!wabi_record_is (lease, "holder", get_me (desk)) || wabi_record_get_int (lease, "until") - now > RENEW_AT))
    return;
  say (desk, note, "note.hold");
}

void
wabi_note_holding_end (WabiDesk *desk, WabiRecord *note)
{
  g_autoptr (WabiRecord) lease = get_lease (desk, note);

  if (wabi_note_lease_is_live (lease, wabi_desk_get_now (desk)) && wabi_record_is (lease, "holder", get_me (desk)))
    say (desk, note, "note.let-go");
}

void
wabi_note_holding_take (WabiDesk *desk, WabiRecord *note)
{
  const char *id = wabi_record_get_id (note);
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (desk, "note.take-over", wabi_args ("id", id, NULL), _("You write in this note now"), "note.let-go",
                     wabi_args ("id", id, NULL), &error))
    wabi_desk_tell (desk, error->message);
}

char *
wabi_note_holding_dup_words (WabiDesk *desk, WabiRecord *note, const char **button, gint64 *left)
{
  g_autoptr (WabiRecord) lease = get_lease (desk, note);
  gint64 now = wabi_desk_get_now (desk);
  g_autofree char *name = NULL, *moment = NULL;

  if (!wabi_note_lease_is_live (lease, now) || wabi_record_is (lease, "holder", get_me (desk)))
    return NULL;
  *left = wabi_record_get_int (lease, "until") - now;
  name = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_record_get_text (lease, "holder"));
  moment = wabi_note_dup_moment (desk, wabi_record_get_int (lease, "since"));
  if (wabi_record_is (lease, "taken_from", get_me (desk)))
    {
      *button = _("Take back");
      return g_strdup_printf (_("%s took over this note, %s. What you wrote is kept."), name, moment);
    }
  *button = _("Take over");
  return g_strdup_printf (_("%s is writing in this note, since %s. What each of you writes is kept."), name, moment);
}
