// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose turn a note is, and its state and time in words.

#include "wabi-note-words.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-lookup.h"

gboolean
wabi_note_is_locked (WabiRecord *note)
{
  return wabi_record_is (note, "state", "signed") || wabi_record_is (note, "state", "pending");
}

gboolean
wabi_note_may_write (WabiDesk *desk, WabiRecord *note)
{
  guint roles = wabi_desk_get_roles (desk);

  if (wabi_note_is_locked (note) || (roles & WABI_ROLES_CLINICAL) == 0)
    return FALSE;
  return (roles & (WABI_ROLE_BCBA | WABI_ROLE_ADMIN)) != 0 || wabi_record_is (note, "author", wabi_desk_get_user (desk));
}

/* A BCBA answers for the notes of the clients on the own caseload and of the staff under supervision. */
static gboolean
is_of_caseload (WabiDesk *desk, WabiRecord *note)
{
  const char *user = wabi_desk_get_user (desk);
  guint roles = wabi_desk_get_roles (desk);
  g_autoptr (WabiRecord) client = NULL;
  g_autoptr (WabiRecord) author = NULL;

  if ((roles & WABI_ROLE_BCBA) == 0)
    return (roles & (WABI_ROLE_ADMIN | WABI_ROLE_BILLER)) != 0;
  client = wabi_desk_get (desk, &wabi_kind_client, wabi_record_get_text (note, "client"));
  if (client != NULL && wabi_record_is (client, "bcba", user))
    return TRUE;
  author = wabi_desk_get (desk, &wabi_kind_staff, wabi_record_get_text (note, "author"));
  return author != NULL && wabi_record_is (author, "supervisor", user);
}

const char *
wabi_note_get_segment (WabiDesk *desk, WabiRecord *note)
{
  gboolean own = wabi_record_is (note, "author", wabi_desk_get_user (desk));

  if (wabi_record_is (note, "state", "draft"))
    return own ? "drafts" : NULL;
  if (!own && !is_of_caseload (desk, note))
    return NULL;
  if (wabi_record_is (note, "state", "returned"))
    return "returned";
  if (wabi_record_is (note, "state", "complete"))
    return "review";
  return "signed";
}

const char *
wabi_note_state_words (WabiRecord *note)
{
  if (wabi_record_is (note, "state", "signed"))
    return _("signed");
  if (wabi_record_is (note, "state", "pending"))
    return _("signature waits for the server");
  if (wabi_record_is (note, "state", "complete"))
    return _("complete");
  return wabi_record_is (note, "state", "returned") ? _("returned") : _("draft");
}

char *
wabi_note_dup_when (WabiDesk *desk, WabiRecord *note)
{
  const char *zone = wabi_desk_get_zone (desk);
  gint64 from = wabi_record_get_int (note, "starts_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, from));
  g_autofree char *range = wabi_format_range (zone, from, wabi_record_get_int (note, "ends_at"));

  return g_strdup_printf ("%s, %s", day, range);
}

char *
wabi_note_dup_moment (WabiDesk *desk, gint64 at)
{
  const char *zone = wabi_desk_get_zone (desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, at));
  g_autofree char *time = wabi_format_time (zone, at);

  return g_strdup_printf ("%s, %s", day, time);
}
