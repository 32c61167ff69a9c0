// SPDX-License-Identifier: AGPL-3.0-or-later
// Authorization arithmetic: what is left, how fast it goes, when it ends.

#include "wabi-auth.h"

#include <string.h>

#define OVER_PERCENT 5    // ahead of an even pace by so much is "over"
#define UNDER_PERCENT -20 // one vendor's flag: below 80 % of the pace (field-map 5.8)

static const char *const statuses[] = {
  [WABI_AUTH_REQUESTED] = "requested",
  [WABI_AUTH_APPROVED] = "approved",
  [WABI_AUTH_DENIED] = "denied",
  [WABI_AUTH_WITHDRAWN] = "withdrawn",
};

static const char *const periods[] = {
  [WABI_AUTH_TOTAL] = "total",
  [WABI_AUTH_MONTH] = "month",
  [WABI_AUTH_WEEK] = "week",
  [WABI_AUTH_DAY] = "day",
};

static gboolean
find_name (const char *const *names, gsize n, const char *name, int *value)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

int
wabi_auth_remaining (const WabiAuthLimit *limit)
{
  return limit->approved - limit->opening - limit->delivered - limit->scheduled;
}

gboolean
wabi_auth_limit_covers (const WabiAuthLimit *limit, const char *code)
{
  const char *at = limit->code;
  gsize length = code != NULL ? strlen (code) : 0;

  while (length > 0 && at != NULL)
    {
      while (*at == ' ' || *at == ',')
        at++;
      if (strncmp (at, code, length) == 0 && (at[length] == '\0' || at[length] == ',' || at[length] == ' '))
        return TRUE;
      at = strchr (at, ',');
    }
  return FALSE;
}

const WabiAuthLimit *
wabi_auth_find_limit (const WabiAuthorization *auth, const char *code, WabiAuthPeriod period)
{
  for (gsize i = 0; i < auth->n_limits; i++)
    if (auth->limits[i].period == period && wabi_auth_limit_covers (&auth->limits[i], code))
      return &auth->limits[i];
  return NULL;
}

gboolean
wabi_auth_has_code (const WabiAuthorization *auth, const char *code)
{
  for (gsize i = 0; i < auth->n_limits; i++)
    if (wabi_auth_limit_covers (&auth->limits[i], code))
      return TRUE;
  return FALSE;
}

gboolean
wabi_auth_covers (const WabiAuthorization *auth, const char *code, WabiDay day)
{
  return auth->status == WABI_AUTH_APPROVED && wabi_day_in_range (day, auth->from, auth->to)
         && wabi_auth_has_code (auth, code);
}

gboolean
wabi_auth_may_book (const WabiAuthorization *auth, const char *code, WabiDay day)
{
  return (auth->status == WABI_AUTH_APPROVED || (auth->status == WABI_AUTH_REQUESTED && auth->schedule_only))
         && wabi_day_in_range (day, auth->from, auth->to) && wabi_auth_has_code (auth, code);
}

void
wabi_auth_period_range (const WabiAuthorization *auth, WabiAuthPeriod period, WabiDay day, WabiDay *from,
                        WabiDay *to)
{
  switch (period)
    {
    case WABI_AUTH_DAY:
      *from = *to = day;
      break;
    case WABI_AUTH_WEEK:
      *from = wabi_day_week_start (day, auth->week_start);
      *to = *from + 6;
      break;
    case WABI_AUTH_MONTH:
      *from = wabi_day_month_start (day);
      *to = wabi_day_add_months (*from, 1) - 1;
      break;
    case WABI_AUTH_TOTAL:
    default:
      *from = auth->from;
      *to = auth->to;
      return;
    }
  if (auth->from != WABI_DAY_NONE)
    *from = MAX (*from, auth->from);
  if (auth->to != WABI_DAY_NONE)
    *to = MIN (*to, auth->to);
}

WabiAuthPace
wabi_auth_pace (const WabiAuthorization *auth, const WabiAuthLimit *limit, WabiDay today)
{
  WabiAuthPace pace = { .verdict = WABI_AUTH_ON_PACE };
  gint64 used = (gint64)limit->opening + limit->delivered;
  gint64 expected, days_left, remaining = MAX (0, limit->approved - used);

  if (auth->from == WABI_DAY_NONE || auth->to == WABI_DAY_NONE || auth->to < auth->from)
    return pace;
  pace.total_days = auth->to - auth->from + 1;
  pace.elapsed_days = CLAMP ((gint64)today - auth->from + 1, 0, pace.total_days);
  expected = (gint64)limit->approved * pace.elapsed_days;
  pace.expected = (expected + pace.total_days / 2) / pace.total_days;
  if (expected > 0)
    {
      gint64 gap = (used * pace.total_days - expected) * 100;

      pace.ahead_percent
          = CLAMP ((gap + (gap < 0 ? -expected : expected) / 2) / expected, G_MININT, G_MAXINT);
    }
  if (expected > 0 && pace.ahead_percent >= OVER_PERCENT)
    pace.verdict = WABI_AUTH_OVER_PACE;
  else if (expected > 0 && pace.ahead_percent < UNDER_PERCENT)
    pace.verdict = WABI_AUTH_UNDER_PACE;
  days_left = pace.total_days - pace.elapsed_days;
  // Four units make an hour, seven days a week; in tenths of an hour (field-map 5.8).
  if (days_left > 0)
    pace.needed_hours_week = (remaining * 7 * 10 + days_left * 2) / (days_left * 4);
  return pace;
}

int
wabi_auth_days_left (const WabiAuthorization *auth, WabiDay today)
{
  return auth->to == WABI_DAY_NONE ? G_MAXINT : CLAMP ((gint64)auth->to - today, G_MININT, G_MAXINT);
}

int
wabi_auth_alert_days (const WabiAuthorization *auth, WabiDay today)
{
  static const int steps[] = { 3, 14, 30, 60 };
  int left = wabi_auth_days_left (auth, today);

  if (left < 0)
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (left <= steps[i])
      return steps[i];
  return 0;
}

gboolean
wabi_auth_status_from_name (const char *name, WabiAuthStatus *status)
{
  int value;

  if (!find_name (statuses, G_N_ELEMENTS (statuses), name, &value))
    return FALSE;
  *status = value;
  return TRUE;
}

gboolean
wabi_auth_period_from_name (const char *name, WabiAuthPeriod *period)
{
  int value;

  if (!find_name (periods, G_N_ELEMENTS (periods), name, &value))
    return FALSE;
  *period = value;
  return TRUE;
}
