// SPDX-License-Identifier: AGPL-3.0-or-later
// What the cache and the server are doing, in two short lines.

#include "wabi-status-words.h"

#include <glib/gi18n-lib.h>

static char *
say_waiting (guint pending)
{
  if (pending == 0)
    return g_strdup (_ ("All changes are kept here"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change waits to be sent", "%u changes wait to be sent", pending), pending);
}

WabiSidebarStatus
wabi_status_words (WabiSyncState state, guint pending, guint refused, const char **line1, char **line2)
{
  switch (state)
    {
    case WABI_SYNC_LOADING:
      *line1 = _ ("Bringing in your practice");
      *line2 = g_strdup (_ ("You can work already"));
      return WABI_SIDEBAR_BUSY;
    case WABI_SYNC_SENDING:
      *line1 = pending > 0 ? _ ("Sending changes") : _ ("Connecting");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_BUSY;
    case WABI_SYNC_OFFLINE:
      *line1 = _ ("Working offline");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_OFFLINE;
    case WABI_SYNC_PAUSED:
      *line1 = _ ("Not sending now");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_OFFLINE;
    case WABI_SYNC_NEEDS_SIGN_IN:
      *line1 = _ ("Password needed to send");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_ATTENTION;
    case WABI_SYNC_NEEDS_YOU:
      *line1 = g_dngettext (GETTEXT_PACKAGE, "A change needs you", "Changes need you", refused);
      *line2 = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u was refused: see Inbox", "%u were refused: see Inbox", refused),
                                refused);
      return WABI_SIDEBAR_ATTENTION;
    case WABI_SYNC_LEAVING:
    case WABI_SYNC_GONE:
      *line1 = _ ("Your access has ended");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_ATTENTION;
    case WABI_SYNC_AWAY:
      *line1 = _ ("Not everything is reachable");
      *line2 = pending > 0 ? say_waiting (pending) : g_strdup (_ ("Everything else goes on"));
      return WABI_SIDEBAR_OFFLINE;
    case WABI_SYNC_STUCK:
      *line1 = _ ("Something is not sent");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_ATTENTION;
    case WABI_SYNC_DIFFERS:
      *line1 = _ ("Records may be missing here");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_ATTENTION;
    case WABI_SYNC_OUTDATED:
      *line1 = _ ("Update Wabi Care");
      *line2 = say_waiting (pending);
      return WABI_SIDEBAR_ATTENTION;
    case WABI_SYNC_N_STATES:
    case WABI_SYNC_SIGNED_OUT:
    case WABI_SYNC_LOCKED:
    case WABI_SYNC_SAVED:
    default:
      *line1 = _ ("All changes saved");
      *line2 = g_strdup (_ ("Up to date with the server"));
      return WABI_SIDEBAR_SAVED;
    }
}

char *
wabi_status_amount_words (gint64 done, gint64 total)
{
  /* An apostrophe asks for the separators of the person's language. */
  return g_strdup_printf (_ ("%'d of about %'d records"), (int)done, (int)total);
}

char *
wabi_status_partial_words (gint64 done, gint64 total)
{
  g_autofree char *amount = wabi_status_amount_words (done, total);

  if (total <= 0)
    return g_strdup (_ ("Still getting records. What you see is not complete yet."));
  return g_strdup_printf (_ ("Still getting records: %d %%, %s. What you see is not complete yet."),
                          (int)(100 * done / total), amount);
}
