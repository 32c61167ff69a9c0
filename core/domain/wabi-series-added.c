// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates that a series has beside those of its rule (RDATE).

#include <glib/gi18n-lib.h>

#include "wabi-domain.h"
#include "wabi-series-private.h"
#include "wabi-words.h"

static WabiDay
find_last_added (const GArray *rdates, WabiDay last)
{
  for (guint i = 0; i < rdates->len; i++)
    last = MAX (last, g_array_index (rdates, WabiDay, i));
  return last;
}

/* Whether the rule itself has days after @last, up to @later. */
static gboolean
goes_on (WabiRecord *series, const WabiRecur *recur, WabiDay last, WabiDay later)
{
  WabiRecurDays range = { .start = wabi_lookup_day (series, "start_date"), .minute = (int) wabi_record_get_int (series, "start_minute"),
                          .zone = wabi_record_get_text (series, "zone"), .last = later, .most = WABI_SERIES_MOST + 1 };
  g_autoptr (GArray) days = wabi_recur_list_days (recur, &range, NULL);

  return days->len > 0 && g_array_index (days, WabiDay, days->len - 1) > last;
}

GArray *
wabi_series_expand_added (const WabiView *view, WabiSeriesPlan *plan, WabiDay last, GError **error)
{
  WabiRecord *series = plan->series;
  g_autoptr (WabiRecur) recur = wabi_series_read_rule (series, error);
  g_autoptr (GArray) rdates = wabi_series_read_days (series, "rdates");
  WabiDay later = find_last_added (rdates, last), bound = WABI_DAY_NONE;

  if (recur == NULL || (later > last && !wabi_series_find_bound (view, series, &bound, error)))
    return NULL;
  if (later > last && ((bound != WABI_DAY_NONE && later > bound) || goes_on (series, recur, last, later)))
    {
      g_autofree char *end = wabi_words_day_year (last);

      g_set_error (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_BOUND,
                   _("This series ends on %s. Add an earlier date, make the series longer first (Shift+E), or book that session by itself (N)."),
                   end);
      return NULL;
    }
  return wabi_series_expand (plan, series, WABI_DAY_NONE, later, error);
}

static gboolean
has_day (const GArray *days, WabiDay day)
{
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, WabiDay, i) == day)
      return TRUE;
  return FALSE;
}

static gboolean
has_session (const WabiView *view, WabiRecord *series, WabiDay day)
{
  g_autoptr (GPtrArray) all = wabi_series_list (view, wabi_record_get_id (series));

  for (guint i = 0; i < all->len; i++)
    if (wabi_lookup_day (g_ptr_array_index (all, i), "series_date") == day)
      return TRUE;
  return FALSE;
}

static JsonArray *
copy_days (WabiRecord *series, const char *field, WabiDay but)
{
  g_autoptr (GArray) days = wabi_series_read_days (series, field);
  JsonArray *texts = json_array_new ();
  char text[WABI_DAY_TEXT_SIZE];

  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, WabiDay, i) != but)
      json_array_add_string_element (texts, wabi_day_format (g_array_index (days, WabiDay, i), text));
  return texts;
}

JsonObject *
wabi_series_dup_added (const WabiView *view, WabiRecord *series, WabiDay day, GError **error)
{
  g_autoptr (GArray) exdates = wabi_series_read_days (series, "exdates"), rdates = wabi_series_read_days (series, "rdates");
  JsonObject *set;
  JsonArray *added;
  char text[WABI_DAY_TEXT_SIZE];

  if (has_session (view, series, day))
    {
      g_autofree char *words = wabi_words_day_year (day);

      g_set_error (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_STATE,
                   _("The series has a session of %s already, as it stands or canceled. Choose another date, or book this session by itself (N)."), words);
      return NULL;
    }
  set = json_object_new ();
  added = copy_days (series, "rdates", day);
  json_array_add_string_element (added, wabi_day_format (day, text));
  json_object_set_array_member (set, "rdates", added);
  if (has_day (exdates, day))
    json_object_set_array_member (set, "exdates", copy_days (series, "exdates", day));
  return set;
}
