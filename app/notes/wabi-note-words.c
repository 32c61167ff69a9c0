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

static gboolean
look_up (WabiDesk *desk, const WabiKind *kind, const char *id, const char *field)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (desk, kind, id);

  return record != NULL && wabi_record_is (record, field, wabi_desk_get_user (desk));
}

static gboolean
look_up_once (WabiDesk *desk, const WabiKind *kind, const char *id, const char *field, GHashTable *known)
{
  gpointer answer;
  gboolean is;

  if (id == NULL)
    return FALSE;
  if (known != NULL && g_hash_table_lookup_extended (known, id, NULL, &answer))
    return GPOINTER_TO_INT (answer);
  is = look_up (desk, kind, id, field);
  if (known != NULL)
    g_hash_table_insert (known, g_strdup (id), GINT_TO_POINTER (is));
  return is;
}

/* A BCBA answers for the notes of the clients on the own caseload and of the staff under supervision. */
static gboolean
is_of_caseload (WabiDesk *desk, WabiRecord *note, GHashTable *known)
{
  guint roles = wabi_desk_get_roles (desk);

  if ((roles & WABI_ROLE_BCBA) == 0)
    return (roles & (WABI_ROLE_ADMIN | WABI_ROLE_BILLER)) != 0;
  return look_up_once (desk, &wabi_kind_client, wabi_record_get_text (note, "client"), "bcba", known)
         || look_up_once (desk, &wabi_kind_staff, wabi_record_get_text (note, "author"), "supervisor", known);
}

const char *
wabi_note_get_segment (WabiDesk *desk, WabiRecord *note, GHashTable *known)
{
  gboolean own = wabi_record_is (note, "author", wabi_desk_get_user (desk));

  if (wabi_record_is (note, "state", "draft"))
    return own ? "drafts" : NULL;
  if (!own && !is_of_caseload (desk, note, known))
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
