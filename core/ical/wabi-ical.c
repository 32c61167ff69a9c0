// SPDX-License-Identifier: AGPL-3.0-or-later
// The values: an event and a calendar.

#include "wabi-ical-private.h"

#include <string.h>

G_DEFINE_QUARK (wabi-ical-error, wabi_ical_error)

WabiIcalEvent *
wabi_ical_event_new (void)
{
  return g_new0 (WabiIcalEvent, 1);
}

void
wabi_ical_event_free (WabiIcalEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->uid);
  g_free (event->zone);
  g_free (event->summary);
  g_free (event->description);
  g_free (event->location);
  g_free (event->rule);
  g_free (event->parent);
  g_clear_pointer (&event->exdates, g_array_unref);
  g_clear_pointer (&event->rdates, g_array_unref);
  g_free (event);
}

static void
free_event (gpointer data)
{
  wabi_ical_event_free (data);
}

WabiIcalCalendar *
wabi_ical_calendar_new (void)
{
  WabiIcalCalendar *calendar = g_new0 (WabiIcalCalendar, 1);

  calendar->events = g_ptr_array_new_with_free_func (free_event);
  calendar->problems = g_ptr_array_new_with_free_func (g_free);
  return calendar;
}

void
wabi_ical_calendar_free (WabiIcalCalendar *calendar)
{
  if (calendar == NULL)
    return;
  g_free (calendar->name);
  g_free (calendar->method);
  g_ptr_array_unref (calendar->events);
  g_ptr_array_unref (calendar->problems);
  g_free (calendar);
}

char *
wabi_ical_clean (const char *text, gsize most)
{
  GString *clean;

  if (text == NULL || *text == '\0')
    return NULL;
  clean = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);

      if (clean->len + 6 > most)
        break;
      if (sign == '\n' || !g_unichar_iscntrl (sign))
        g_string_append_unichar (clean, sign);
      else if (sign == '\t')
        g_string_append_c (clean, ' ');
    }
  return g_string_free (clean, FALSE);
}
