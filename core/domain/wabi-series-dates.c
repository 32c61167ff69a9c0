// SPDX-License-Identifier: AGPL-3.0-or-later
// The dates that the rule of a series gives, and the visits that lie on them.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-domain.h"
#include "wabi-series-private.h"
#include "wabi-text.h"

/* ---- The dates of a rule ---- */

WabiRecur *
wabi_series_read_rule (WabiRecord *series, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (WabiRecur) recur = wabi_recur_parse (wabi_record_get_text (series, "rule"), &inner);

  if (recur != NULL && wabi_recur_check_days (recur, &inner))
    return g_steal_pointer (&recur);
  g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_RULE, inner->message);
  return NULL;
}

GArray *
wabi_series_read_days (WabiRecord *series, const char *field)
{
  JsonArray *texts = wabi_record_get_array (series, field);
  GArray *days = g_array_new (FALSE, FALSE, sizeof (WabiDay));

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    {
      WabiDay day = wabi_day_from_text (json_array_get_string_element (texts, i));

      if (day != WABI_DAY_NONE)
        g_array_append_val (days, day);
    }
  return days;
}

void
wabi_series_write_days (WabiRecord *series, const char *field, const GArray *days, WabiDay from, WabiDay to)
{
  JsonArray *texts = json_array_new ();
  JsonNode *node;

  for (guint i = 0; i < days->len; i++)
    {
      WabiDay day = g_array_index (days, WabiDay, i);
      char text[WABI_DAY_TEXT_SIZE];

      if (wabi_day_in_range (day, from, to))
        json_array_add_string_element (texts, wabi_day_format (day, text));
    }
  node = json_array_get_length (texts) > 0 ? json_node_init_array (json_node_alloc (), texts) : NULL;
  wabi_record_take_node (series, field, node);
  json_array_unref (texts);
}

GArray *
wabi_series_list_days (WabiRecord *series, const WabiRecur *recur, WabiDay last, gboolean *more)
{
  g_autoptr (GArray) exdates = wabi_series_read_days (series, "exdates"), rdates = wabi_series_read_days (series, "rdates");
  WabiRecurDays range = { .start = wabi_lookup_day (series, "start_date"),
                          .minute = (int) wabi_record_get_int (series, "start_minute"),
                          .zone = wabi_record_get_text (series, "zone"),
                          .exdates = (const WabiDay *) (gpointer) exdates->data,
                          .n_exdates = exdates->len,
                          .rdates = (const WabiDay *) (gpointer) rdates->data,
                          .n_rdates = rdates->len,
                          .last = last,
                          .most = WABI_SERIES_MOST };

  return wabi_recur_list_days (recur, &range, more);
}

/* The last day that the authorization allows; WABI_DAY_NONE when the series is not bound to one. */
gboolean
wabi_series_find_bound (const WabiView *view, WabiRecord *series, WabiDay *bound, GError **error)
{
  g_autoptr (WabiRecord) authorization = NULL;

  *bound = WABI_DAY_NONE;
  if (!wabi_record_get_bool (series, "ends_with_authorization"))
    return TRUE;
  authorization = wabi_lookup_get (view, &wabi_kind_authorization, wabi_record_get_text (series, "authorization"));
  *bound = wabi_lookup_day (authorization, "valid_to");
  if (*bound != WABI_DAY_NONE)
    return TRUE;
  g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_BOUND,
                       _("There is no authorization with an end for this series to end with. Choose an end date instead."));
  return FALSE;
}

/* Says where the bound cuts the rule short, so that nothing is left out in silence. */
static void
note_cut (WabiSeriesPlan *plan, WabiRecord *series, const WabiRecur *recur, const GArray *days, WabiDay bound)
{
  g_autoptr (GArray) all = NULL;

  if (bound == WABI_DAY_NONE)
    return;
  if (wabi_recur_is_endless (recur))
    {
      plan->cut = bound;
      return;
    }
  all = wabi_series_list_days (series, recur, WABI_DAY_NONE, NULL);
  if (all->len > days->len)
    {
      plan->cut = bound;
      plan->n_cut = all->len - days->len;
    }
}

/* @bound: the authorization's end. @last: where a change that does not touch the rule leaves the end where it is. */
GArray *
wabi_series_expand (WabiSeriesPlan *plan, WabiRecord *series, WabiDay bound, WabiDay last, GError **error)
{
  g_autoptr (WabiRecur) recur = wabi_series_read_rule (series, error);
  g_autoptr (GArray) days = NULL;
  gboolean more;

  if (recur == NULL)
    return NULL;
  if (wabi_recur_is_endless (recur) && bound == WABI_DAY_NONE && last == WABI_DAY_NONE)
    {
      g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_ENDLESS,
                           _("This series has no end. Choose an end date, a number of sessions, or the end of the authorization."));
      return NULL;
    }
  days = wabi_series_list_days (series, recur, last != WABI_DAY_NONE ? last : bound, &more);
  if (more)
    {
      g_set_error (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_TOO_LONG,
                   _("This series has more than %d sessions. Choose an earlier end, and book what comes later as another series."), WABI_SERIES_MOST);
      return NULL;
    }
  if (days->len == 0)
    {
      g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_NO_DATES,
                           _("The series has no date between its start and its end. Choose other days, or a later end."));
      return NULL;
    }
  if (last == WABI_DAY_NONE)
    note_cut (plan, series, recur, days, bound);
  return g_steal_pointer (&days);
}

void
wabi_series_write_bounds (WabiRecord *series, const GArray *days)
{
  char text[WABI_DAY_TEXT_SIZE];

  wabi_record_set_text (series, "last_date", wabi_day_format (g_array_index (days, WabiDay, days->len - 1), text));
  wabi_record_set_int (series, "total", days->len);
}

/* ---- Occurrences ---- */

char *
wabi_series_dup_id (const char *series, WabiDay day)
{
  char text[WABI_DAY_TEXT_SIZE];
  g_autofree char *name = g_strdup_printf ("occurrence %s %s", series, wabi_day_format (day, text));

  return wabi_id_derive (name);
}

gint64
wabi_series_find_start (WabiRecord *series, WabiDay day)
{
  return wabi_zone_from_local (wabi_record_get_text (series, "zone"), day, (int) wabi_record_get_int (series, "start_minute"));
}

/* A list, which is copied whole. */
void
wabi_series_copy_equipment (WabiRecord *from, WabiRecord *to)
{
  JsonNode *node = json_object_get_member (wabi_record_get_body (from), "equipment");

  wabi_record_take_node (to, "equipment", node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_node_copy (node) : NULL);
}

static const char *const shared[] = { "staff", "service_code", "place", "location", "room" };

/* What the rule gives for a day. Its length is real time, also over a change of the clock. */
void
wabi_series_write_occurrence (WabiRecord *series, WabiDay day, WabiRecord *visit)
{
  gint64 start = wabi_series_find_start (series, day);

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    wabi_record_set_text (visit, shared[i], wabi_record_get_text (series, shared[i]));
  wabi_record_set_int (visit, "starts_at", start);
  wabi_record_set_int (visit, "ends_at", start + wabi_record_get_int (series, "minutes") * WABI_MINUTE);
  wabi_record_set_text (visit, "series", wabi_record_get_id (series));
}

WabiRecord *
wabi_series_make_occurrence (WabiRecord *series, const char *id, WabiDay day)
{
  WabiRecord *visit = wabi_record_new (&wabi_kind_appointment, id);
  char text[WABI_DAY_TEXT_SIZE];

  wabi_series_write_occurrence (series, day, visit);
  wabi_record_set_text (visit, "client", wabi_record_get_text (series, "client"));
  wabi_record_set_text (visit, "zone", wabi_record_get_text (series, "zone"));
  wabi_record_set_text (visit, "series_date", wabi_day_format (day, text));
  wabi_record_set_text (visit, "status", "scheduled");
  wabi_record_set_text (visit, "notes", wabi_record_get_text (series, "notes"));
  wabi_series_copy_equipment (series, visit);
  wabi_record_set_text (visit, "booked_by", wabi_record_get_text (series, "booked_by"));
  return visit;
}

void
wabi_series_mark (WabiRecord *series, WabiRecord *visit)
{
  g_autoptr (WabiRecord) given = NULL;
  gboolean differs = FALSE;

  if (series == NULL || !wabi_record_has (visit, "series_date"))
    return;
  given = wabi_record_new (&wabi_kind_appointment, wabi_record_get_id (visit));
  wabi_series_write_occurrence (series, wabi_lookup_day (visit, "series_date"), given);
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    differs |= g_strcmp0 (wabi_record_get_text (visit, shared[i]), wabi_record_get_text (given, shared[i])) != 0;
  differs |= wabi_record_get_int (visit, "starts_at") != wabi_record_get_int (given, "starts_at");
  differs |= wabi_record_get_int (visit, "ends_at") != wabi_record_get_int (given, "ends_at");
  if (differs)
    wabi_record_set_bool (visit, "detached", TRUE);
  else
    wabi_record_take_node (visit, "detached", NULL);
}

/* Gives one occurrence another day, hour, length, person or place than the rule does. */
void
wabi_series_set_apart (WabiRecord *series, WabiRecord *visit, JsonObject *set)
{
  const char *zone = wabi_record_get_text (series, "zone"), *date = wabi_json_peek_text (set, "date");
  WabiLocal local = wabi_zone_to_local (zone, wabi_record_get_int (visit, "starts_at"));
  gint64 minutes = (wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE;
  gint64 start = wabi_zone_from_local (zone, date != NULL ? wabi_day_from_text (date) : local.day,
                                       (int) wabi_json_peek_int (set, "start_minute", local.minute));

  minutes = wabi_json_peek_int (set, "minutes", minutes);
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    if (json_object_has_member (set, shared[i]))
      wabi_record_set_text (visit, shared[i], wabi_json_peek_text (set, shared[i]));
  if (json_object_has_member (set, "notes"))
    wabi_record_set_text (visit, "notes", wabi_json_peek_text (set, "notes"));
  if (json_object_has_member (set, "equipment"))
    wabi_record_take_node (visit, "equipment", json_node_copy (json_object_get_member (set, "equipment")));
  if (json_object_has_member (set, "service_code"))
    wabi_record_set_text (visit, "authorization", NULL);
  wabi_record_set_int (visit, "starts_at", start);
  wabi_record_set_int (visit, "ends_at", start + minutes * WABI_MINUTE);
  wabi_series_mark (series, visit);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  WabiRecord *x = *(WabiRecord *const *) a, *y = *(WabiRecord *const *) b;
  gint64 one = wabi_record_get_int (x, "starts_at"), other = wabi_record_get_int (y, "starts_at");

  return one != other ? (one < other ? -1 : 1) : strcmp (wabi_record_get_id (x), wabi_record_get_id (y));
}

GPtrArray *
wabi_series_list (const WabiView *view, const char *series)
{
  GPtrArray *all = wabi_lookup_by (view, &wabi_kind_appointment, "series", series);

  for (guint i = all->len; i > 0; i--)
    if (wabi_record_is (g_ptr_array_index (all, i - 1), "status", "withdrawn"))
      g_ptr_array_remove_index (all, i - 1);
  g_ptr_array_sort (all, compare_starts);
  return all;
}

/* ---- Holidays ---- */

GHashTable *
wabi_series_read_holidays (const WabiView *view, WabiRecord *series)
{
  GHashTable *days = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GArray) rdates = NULL;
  WabiQuery query;

  if (!wabi_record_get_bool (series, "skip_holidays"))
    return days;
  wabi_query_init (&query, &wabi_kind_holiday);
  records = wabi_view_list (view, &query, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);

      g_hash_table_insert (days, GINT_TO_POINTER (wabi_lookup_day (record, "date")), g_strdup (wabi_record_get_text (record, "name")));
    }
  /* Who added a date meant it. */
  rdates = wabi_series_read_days (series, "rdates");
  for (guint i = 0; i < rdates->len; i++)
    g_hash_table_remove (days, GINT_TO_POINTER (g_array_index (rdates, WabiDay, i)));
  return days;
}
