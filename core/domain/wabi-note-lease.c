// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is writing in a draft: said to the others, never in the way.

#include "wabi-note-lease.h"

#include "wabi-domain.h"

gboolean
wabi_note_lease_is_live (WabiRecord *lease, gint64 now)
{
  return lease != NULL && !wabi_record_get_deleted (lease) && wabi_record_get_int (lease, "until") > now;
}

static gboolean
is_mine (WabiContext *context, WabiRecord *lease)
{
  return lease != NULL && wabi_record_is (lease, "holder", context->caller.user);
}

/* @open: whether there is a draft that the caller may write in. */
static gboolean
look (WabiContext *context, JsonObject *args, WabiRecord **lease, gboolean *open, GError **error)
{
  const char *id = wabi_json_peek_text (args, "id");
  g_autoptr (WabiRecord) note = NULL;

  *lease = NULL;
  *open = FALSE;
  if (!wabi_context_find (context, &wabi_kind_note, id, &note, error))
    return FALSE;
  if (note == NULL || wabi_record_is (note, "state", "signed") || wabi_record_is (note, "state", "pending"))
    return TRUE;
  if ((context->caller.roles & WABI_ROLE_BCBA) == 0 && !wabi_record_is (note, "author", context->caller.user))
    return TRUE;
  if (!wabi_context_find (context, &wabi_kind_note_lease, id, lease, error))
    return FALSE;
  /* What was said on a desktop without the server, before what is known here, comes too late to matter. */
  *open = *lease == NULL || wabi_record_get_int (*lease, "at") <= context->given;
  return TRUE;
}

static void
put (WabiContext *context, const char *note, WabiRecord *before, gboolean taken)
{
  WabiRecord *lease = wabi_record_new (&wabi_kind_note_lease, note);
  gboolean goes_on = is_mine (context, before) && wabi_note_lease_is_live (before, context->given);

  if (before != NULL)
    wabi_record_set_stamp (lease, wabi_record_get_version (before), 0, FALSE);
  wabi_record_set_text (lease, "note", note);
  wabi_record_set_text (lease, "holder", context->caller.user);
  wabi_record_set_int (lease, "since", goes_on ? wabi_record_get_int (before, "since") : context->given);
  wabi_record_set_int (lease, "at", context->given);
  wabi_record_set_int (lease, "until", context->given + WABI_NOTE_LEASE_FOR);
  if (taken)
    wabi_record_set_text (lease, "taken_from", wabi_record_get_text (before, "holder"));
  else if (goes_on && wabi_record_has (before, "taken_from"))
    wabi_record_set_text (lease, "taken_from", wabi_record_get_text (before, "taken_from"));
  wabi_context_put (context, lease);
}

static gboolean
say (WabiContext *context, JsonObject *args, gboolean over, GError **error)
{
  g_autoptr (WabiRecord) lease = NULL;
  gboolean open, others;

  if (!look (context, args, &lease, &open, error))
    return FALSE;
  others = !is_mine (context, lease) && wabi_note_lease_is_live (lease, context->given);
  if (open && (over || !others))
    put (context, wabi_json_peek_text (args, "id"), lease, others);
  return TRUE;
}

gboolean
wabi_note_lease_hold (WabiContext *context, JsonObject *args, GError **error)
{
  return say (context, args, FALSE, error);
}

gboolean
wabi_note_lease_take_over (WabiContext *context, JsonObject *args, GError **error)
{
  return say (context, args, TRUE, error);
}

gboolean
wabi_note_lease_let_go (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) lease = NULL;
  WabiRecord *after;
  gboolean open;

  if (!look (context, args, &lease, &open, error))
    return FALSE;
  if (!open || !is_mine (context, lease) || !wabi_note_lease_is_live (lease, context->given))
    return TRUE;
  after = wabi_record_copy (lease);
  wabi_record_set_int (after, "until", context->given);
  wabi_record_set_int (after, "at", context->given);
  wabi_context_put (context, after);
  return TRUE;
}
