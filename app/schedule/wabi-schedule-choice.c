// SPDX-License-Identifier: AGPL-3.0-or-later
// Which days, whose, and how: what a person chose to see.

#include "wabi-schedule-choice.h"

#include <string.h>

#include "wabi-text.h"

#define AGENDA_DAYS 14
#define CLINIC "11" /* place of service: office */

static const char *const views[] = { "day", "week", "month", "agenda", "board" };
static const char *const bys[] = { "staff", "room", "client" };

G_STATIC_ASSERT (G_N_ELEMENTS (views) == WABI_SCHEDULE_N_VIEWS);
G_STATIC_ASSERT (G_N_ELEMENTS (bys) == WABI_SCHEDULE_N_BYS);

void
wabi_schedule_choice_clear (WabiScheduleChoice *choice)
{
  g_clear_pointer (&choice->staff, g_free);
  g_clear_pointer (&choice->client, g_free);
  g_clear_pointer (&choice->service, g_free);
  g_clear_pointer (&choice->place, g_free);
  g_clear_pointer (&choice->location, g_free);
  g_clear_pointer (&choice->status, g_free);
}

void
wabi_schedule_choice_get_days (const WabiScheduleChoice *choice, WabiDay *from, WabiDay *to)
{
  WabiDay month = wabi_day_month_start (choice->day);

  *from = *to = choice->day;
  if (choice->view == WABI_SCHEDULE_WEEK || choice->view == WABI_SCHEDULE_BOARD)
    {
      *from = wabi_day_week_start (choice->day, 1);
      *to = *from + 6;
    }
  else if (choice->view == WABI_SCHEDULE_MONTH)
    {
      *from = wabi_day_week_start (month, 1);
      *to = wabi_day_week_start (wabi_day_add_months (month, 1) - 1, 1) + 6;
    }
  else if (choice->view == WABI_SCHEDULE_AGENDA)
    *to = choice->day + AGENDA_DAYS - 1;
}

WabiDay
wabi_schedule_choice_turn (const WabiScheduleChoice *choice, int direction)
{
  if (choice->view == WABI_SCHEDULE_MONTH)
    return wabi_day_add_months (wabi_day_month_start (choice->day), direction);
  if (choice->view == WABI_SCHEDULE_DAY)
    return choice->day + direction;
  return choice->day + direction * (choice->view == WABI_SCHEDULE_AGENDA ? AGENDA_DAYS : 7);
}

static gboolean
fits (WabiRecord *visit, const char *field, const char *wanted)
{
  return wanted == NULL || wabi_record_is (visit, field, wanted);
}

gboolean
wabi_schedule_choice_takes (const WabiScheduleChoice *choice, WabiRecord *visit)
{
  if (wabi_record_is (visit, "status", "withdrawn"))
    return FALSE;
  if (choice->status != NULL && strcmp (choice->status, "attention") == 0)
    {
      if (!wabi_record_get_bool (visit, "needs_hand") && !wabi_record_is (visit, "status", "proposed"))
        return FALSE;
    }
  else if (choice->status != NULL && !wabi_text_list_has (choice->status, wabi_record_get_text (visit, "status")))
    return FALSE;
  /* Among rooms, who is visited at home or in school is missing nowhere. */
  if (choice->view == WABI_SCHEDULE_DAY && choice->by == WABI_SCHEDULE_BY_ROOM && !wabi_record_has (visit, "room")
      && !wabi_record_is (visit, "place", CLINIC))
    return FALSE;
  return fits (visit, "client", choice->client) && fits (visit, "staff", choice->client == NULL ? choice->staff : NULL)
         && fits (visit, "service_code", choice->service) && fits (visit, "place", choice->place)
         && fits (visit, "location", choice->location);
}

gboolean
wabi_schedule_choice_has_filter (const WabiScheduleChoice *choice)
{
  return choice->client != NULL || choice->service != NULL || choice->place != NULL || choice->location != NULL || choice->status != NULL;
}

const char *
wabi_schedule_view_to_id (WabiScheduleView view)
{
  g_return_val_if_fail (view < WABI_SCHEDULE_N_VIEWS, NULL);

  return views[view];
}

WabiScheduleView
wabi_schedule_view_from_id (const char *id, WabiScheduleView otherwise)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (views); i++)
    if (strcmp (views[i], id) == 0)
      return (WabiScheduleView) i;
  return otherwise;
}

const char *
wabi_schedule_by_to_id (WabiScheduleBy by)
{
  g_return_val_if_fail (by < WABI_SCHEDULE_N_BYS, NULL);

  return bys[by];
}

WabiScheduleBy
wabi_schedule_by_from_id (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (bys); i++)
    if (strcmp (bys[i], id) == 0)
      return (WabiScheduleBy) i;
  return WABI_SCHEDULE_BY_STAFF;
}
