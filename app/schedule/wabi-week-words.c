// SPDX-License-Identifier: AGPL-3.0-or-later
// A plan in words.

#include "wabi-week-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

char *
wabi_week_words_gap (gint64 value, gint64 bound)
{
  double percent;

  if (bound == G_MAXINT64)
    return g_strdup (_("how good it is, is not known yet"));
  percent = bound == 0 ? 0 : ceil ((double) (bound - value) / fabs ((double) bound) * 1000) / 10;
  if (percent <= 0.1)
    return g_strdup (_("as good as possible"));
  /* Translators: how far a plan is at most from the best one there could be: "within 1.3 % of the best possible" */
  return g_strdup_printf (_("within %.1f %% of the best possible"), percent);
}

char *
wabi_week_words_reason (const WabiPlanReason *reason, gboolean waits)
{
  GString *text = g_string_new (reason->known ? _("The client knows them.") : _("New to the client."));

  if (waits)
    g_string_prepend (text, _("From the waiting list. "));

  if (reason->way > 0)
    g_string_append_printf (text, _(" %d min from the visit before."), reason->way);
  if (reason->others == 0)
    g_string_append (text, _(" Nobody else may give it."));
  else if (reason->others_free == 0)
    g_string_append_printf (text, ngettext (" The %d other who may give it is not free then.", " None of the %d others who may give it is free then.",
                                            (gulong) reason->others),
                            reason->others);
  else if (reason->loss > 0)
    g_string_append_printf (text, ngettext (" %d other is free then, but suits the week less.", " %d others are free then, but suit the week less.",
                                            (gulong) reason->others_free),
                            reason->others_free);
  else
    g_string_append_printf (text, ngettext (" %d other would do as well.", " %d others would do as well.", (gulong) reason->others_free),
                            reason->others_free);
  return g_string_free (text, FALSE);
}

static const char *
get_bar (WabiPlanBar bar)
{
  switch (bar)
    {
    case WABI_PLAN_BAR_NONE:
      return _("It could be held, but would cost more in travel, changes of staff or fairness than it is worth.");
    case WABI_PLAN_BAR_NOBODY:
      return _("Nobody has the credential and enrollment for it.");
    case WABI_PLAN_BAR_AUTHORIZATION:
      return _("The authorization has no more units for these days.");
    case WABI_PLAN_BAR_REST_TOO_SHORT:
      return _("What is left is too short for a session.");
    case WABI_PLAN_BAR_CLIENT_HOURS:
      return _("The client has no hours on these days that are long enough.");
    case WABI_PLAN_BAR_CLIENT_BUSY:
      return _("The client is in another session whenever somebody is free.");
    case WABI_PLAN_BAR_DAY_FULL:
      return _("The client has all that a day may have, on each day that they can come.");
    case WABI_PLAN_BAR_NOT_INSIDE:
      return _("There is no direct session that it could supervise.");
    case WABI_PLAN_BAR_STAFF_HOURS:
      return _("Nobody who may give it works when the client can come.");
    case WABI_PLAN_BAR_STAFF_BUSY:
      return _("All who may give it are with others when the client can come.");
    case WABI_PLAN_BAR_HOURS_LIMIT:
      return _("Those who may give it have as many hours as they may.");
    case WABI_PLAN_BAR_WAY_OR_BREAK:
      return _("There is no time for the way, or for a break.");
    case WABI_PLAN_BAR_MANY_STAFF:
      return _("Only people who would be one too many for this client are free.");
    case WABI_PLAN_BAR_MONTH_LIMIT:
      return _("Those who may give it have as many hours as the month allows them.");
    case WABI_PLAN_BAR_SERVICE_LIMIT:
      return _("Those who may give it have as many hours of this service as they may.");
    case WABI_PLAN_BAR_CLIENT_LIMIT:
      return _("The client has as many hours as the practice allows one client.");
    case WABI_PLAN_BAR_ROOM:
      return _("No room is free when the client can come and somebody could give it.");
    case WABI_PLAN_BAR_NO_SUPERVISION:
      return _("Nobody whom they serve on these days has supervision (97155) that could be with them.");
    default:
      return "";
    }
}

char *
wabi_week_words_unmet (const WabiWeekUnmet *unmet)
{
  if (unmet->staff != NULL)
    return g_strdup (get_bar (unmet->bar));
  if (unmet->bar == WABI_PLAN_BAR_NOBODY || unmet->people == 0)
    return g_strdup (get_bar (WABI_PLAN_BAR_NOBODY));
  return g_strdup_printf (ngettext ("%s %d person was considered.", "%s %d people were considered.", (gulong) unmet->people), get_bar (unmet->bar),
                          unmet->people);
}

char *
wabi_week_words_hours (int slots)
{
  double hours = slots * WABI_PLAN_SLOT_MINUTES / 60.0;

  return g_strdup_printf (hours == floor (hours) ? _("%.0f h") : _("%.2f h"), hours);
}
