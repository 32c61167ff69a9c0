// SPDX-License-Identifier: AGPL-3.0-or-later
// Days and people as a table: the weeks of a month, a row a person in a week of many.

#include "wabi-schedule-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-visit-words.h"

void
wabi_schedule_row_free (gpointer data)
{
  WabiScheduleRow *row = data;

  g_free (row->who);
  g_free (row->title);
  g_free (row->subtitle);
  g_free (row->spoken);
  g_free (row);
}

void
wabi_schedule_model_clear_table (WabiScheduleModel *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      WabiMatrixCell *cell = &g_array_index (self->cells, WabiMatrixCell, i);

      g_free ((char *) cell->heading);
      g_free ((char *) cell->note);
      g_free ((char *) cell->detail);
      g_free ((char *) cell->spoken);
    }
  g_array_set_size (self->cells, 0);
  g_hash_table_remove_all (self->row_index);
  g_ptr_array_set_size (self->rows, 0);
}

static WabiScheduleRow *
add_row (WabiScheduleModel *self, const char *who, WabiDay first, const char *title)
{
  WabiScheduleRow *row = g_new0 (WabiScheduleRow, 1);

  row->who = g_strdup (who);
  row->first = first;
  row->title = g_strdup (title);
  g_ptr_array_add (self->rows, row);
  if (row->who != NULL)
    g_hash_table_insert (self->row_index, row->who, GUINT_TO_POINTER (self->rows->len));
  return row;
}

/* --- a month --- */

/* Sessions and hours of a day that has more than can be listed. */
static void
count_days (WabiScheduleModel *self, WabiDay first, guint n_days, guint *sessions, gint64 *minutes)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay day = first - 1;
  gint64 midnight = G_MININT64; /* at which that day ends: they come by their start, so the zone is asked once a day */

  for (guint i = 0; i < self->visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (self->visits, i);
      gint64 at = wabi_record_get_int (visit, "starts_at");

      if (at >= midnight)
        {
          day = wabi_zone_day (zone, at);
          midnight = wabi_zone_day_start (zone, day + 1);
        }
      if (day < first || day >= first + (int) n_days || !wabi_visit_takes_place (visit))
        continue;
      sessions[day - first]++;
      minutes[day - first] += (wabi_record_get_int (visit, "ends_at") - at) / WABI_MINUTE;
    }
}

/* Minutes that a plan would add to each day. */
static gint64 *
count_planned (WabiScheduleModel *self, WabiDay first, guint n_days)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autoptr (GPtrArray) plan = wabi_schedule_model_list_plan (self);
  gint64 *minutes = g_new0 (gint64, n_days);

  for (guint i = 0; i < plan->len; i++)
    {
      const WabiPlanSlotInfo *slot = wabi_plan_slot_get_info (g_ptr_array_index (plan, i));
      WabiDay day = wabi_zone_day (zone, slot->starts_at);

      if (day >= first && day < first + (int) n_days)
        minutes[day - first] += (slot->ends_at - slot->starts_at) / WABI_MINUTE;
    }
  return minutes;
}

/* Hours of a day that has more sessions than can be listed; what a plan adds stands below. */
static char *
dup_hours (gint64 booked, gint64 planned)
{
  GString *text = g_string_new (NULL);

  if (booked > 0)
    /* Translators: hours booked on a day, with one digit behind the point */
    g_string_append_printf (text, _("%.4g h booked"), (double) (booked * 10 / 60) / 10);
  if (planned > 0)
    {
      g_string_append (text, booked > 0 ? "\n" : "");
      /* Translators: hours that a plan would add to a day */
      g_string_append_printf (text, _("+ %.4g h suggested"), (double) (planned * 10 / 60) / 10);
    }
  return g_string_free (text, FALSE);
}

static void
make_month (WabiScheduleModel *self)
{
  WabiDay first, last, today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  g_autofree guint *sessions = NULL;
  g_autofree gint64 *minutes = NULL, *planned = NULL;
  guint n_days;
  int shown;

  wabi_schedule_model_get_days (self, &first, &last);
  n_days = (guint) (last - first + 1);
  sessions = g_new0 (guint, n_days);
  minutes = g_new0 (gint64, n_days);
  count_days (self, first, n_days, sessions, minutes);
  planned = count_planned (self, first, n_days);
  wabi_day_to_ymd (self->choice.day, NULL, &shown, NULL);
  for (WabiDay week = first; week <= last; week += 7)
    add_row (self, NULL, week, NULL);
  for (WabiDay day = first; day <= last; day++)
    {
      const char *holiday = wabi_open_hours_get_holiday (self->hours, day);
      guint n = sessions[day - first];
      g_autofree char *long_name = wabi_format_day_long (day);
      g_autofree char *count = g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);
      WabiMatrixCell cell = { .today = day == today, .closed = holiday != NULL };
      int month, number;

      wabi_day_to_ymd (day, NULL, &month, &number);
      cell.dim = month != shown;
      cell.heading = g_strdup_printf ("%d", number);
      cell.note = holiday != NULL ? g_strdup (holiday) : self->dense && n > 0 ? g_strdup (count) : NULL;
      if (self->dense && (n > 0 || planned[day - first] > 0))
        cell.detail = dup_hours (minutes[day - first], planned[day - first]);
      cell.spoken = g_strdup_printf ("%s, %s%s%s", long_name, count, holiday != NULL ? ", " : "", holiday != NULL ? holiday : "");
      g_array_append_val (self->cells, cell);
    }
}

/* --- people --- */

static gboolean
is_shown (WabiScheduleModel *self, const char *staff)
{
  return self->choice.staff == NULL || strcmp (self->choice.staff, staff) == 0;
}

static void
add_people (WabiScheduleModel *self)
{
  WabiDay first, last;

  wabi_schedule_model_get_days (self, &first, &last);
  wabi_open_hours_read_all (self->hours);
  wabi_schedule_model_read_people (self);
  for (guint i = 0; i < self->staff->len; i++)
    {
      const char *id = wabi_record_get_id (g_ptr_array_index (self->staff, i));

      if (is_shown (self, id))
        add_row (self, id, first, wabi_schedule_model_get_name (self, &wabi_kind_staff, id));
    }
  /* Whoever is booked is seen, also after he left. */
  for (guint i = 0; i < self->visits->len; i++)
    {
      const char *id = wabi_record_get_text (g_ptr_array_index (self->visits, i), "staff");

      if (id != NULL && !g_hash_table_contains (self->row_index, id))
        add_row (self, id, first, wabi_schedule_model_get_name (self, &wabi_kind_staff, id));
    }
}

static void
add_minutes (WabiScheduleModel *self, gint64 *booked)
{
  for (guint i = 0; i < self->visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (self->visits, i);
      gpointer row = g_hash_table_lookup (self->row_index, wabi_record_get_text (visit, "staff"));

      if (row != NULL && wabi_visit_takes_place (visit))
        booked[GPOINTER_TO_UINT (row) - 1] += (wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE;
    }
}

static void
make_week_of_many (WabiScheduleModel *self)
{
  g_autofree gint64 *booked = NULL;
  WabiDay first, last, today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));

  wabi_schedule_model_get_days (self, &first, &last);
  add_people (self);
  booked = g_new0 (gint64, self->rows->len + 1);
  add_minutes (self, booked);
  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiScheduleRow *row = g_ptr_array_index (self->rows, i);

      row->subtitle = g_strdup_printf (_("%.4g h booked"), (double) (booked[i] * 10 / 60) / 10);
      row->spoken = g_strdup_printf ("%s, %s", row->title, row->subtitle);
      for (WabiDay day = first; day <= last; day++)
        {
          g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));
          g_autofree char *name = wabi_format_day_long (day);
          WabiMatrixCell cell = { .spoken = g_strdup_printf ("%s, %s", row->title, name), .today = day == today };

          cell.closed = wabi_open_hours_get (self->hours, row->who, day, open) && open->len == 0;
          g_array_append_val (self->cells, cell);
        }
    }
}

void
wabi_schedule_model_make_table (WabiScheduleModel *self)
{
  if (self->choice.view == WABI_SCHEDULE_MONTH)
    make_month (self);
  else if (self->choice.view == WABI_SCHEDULE_WEEK)
    make_week_of_many (self);
  else
    {
      add_people (self);
      wabi_schedule_model_fill_board (self);
    }
}

/* --- places --- */

gboolean
wabi_schedule_model_find_place (WabiScheduleModel *self, WabiRecord *record, WabiDay day, guint *row, guint *column)
{
  WabiDay first, last;
  gpointer index;
  int found;

  *row = 0;
  if (self->layout == WABI_SCHEDULE_COLUMNS)
    {
      found = wabi_schedule_model_find_column (self, day, wabi_schedule_model_get_who (self, record));
      *column = (guint) MAX (found, 0);
      return found >= 0;
    }
  wabi_schedule_model_get_days (self, &first, &last);
  if (self->layout == WABI_SCHEDULE_LIST || day < first || day > last)
    return FALSE;
  *column = (guint) (day - first) % 7;
  *row = (guint) (day - first) / 7;
  if (self->choice.view == WABI_SCHEDULE_MONTH)
    return *row < self->rows->len;
  index = wabi_record_has (record, "staff") ? g_hash_table_lookup (self->row_index, wabi_record_get_text (record, "staff")) : NULL;
  *row = GPOINTER_TO_UINT (index) - 1;
  return index != NULL;
}

gboolean
wabi_schedule_model_get_cell (WabiScheduleModel *self, guint row, guint column, WabiDay *day, const char **who)
{
  const WabiScheduleRow *found;

  if (row >= self->rows->len || column >= 7)
    return FALSE;
  found = g_ptr_array_index (self->rows, row);
  *day = found->first + (WabiDay) column;
  *who = found->who;
  return TRUE;
}

static void
name_columns (WabiScheduleModel *self, WabiGridColumn *columns, GPtrArray *texts)
{
  WabiDay first, last, today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));

  wabi_schedule_model_get_days (self, &first, &last);
  for (WabiDay i = 0; i < 7; i++)
    {
      g_autofree char *day = wabi_schedule_dup_weekday (first + i);
      const char *holiday = wabi_open_hours_get_holiday (self->hours, first + i);
      gboolean month = self->choice.view == WABI_SCHEDULE_MONTH;
      char *spoken = wabi_format_day_long (first + i), *heading;
      int number;

      wabi_day_to_ymd (first + i, NULL, NULL, &number);
      heading = month ? g_strdup (day) : g_strdup_printf ("%s %d", day, number);
      g_ptr_array_add (texts, heading);
      g_ptr_array_add (texts, spoken);
      columns[i] = (WabiGridColumn){ .heading = heading,
                                     .spoken = month ? heading : spoken,
                                     .today = !month && first + i == today,
                                     .note = month ? NULL : holiday };
    }
}

void
wabi_schedule_model_fill_matrix (WabiScheduleModel *self, WabiMatrix *matrix)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree WabiMatrixRow *rows = g_new0 (WabiMatrixRow, self->rows->len + 1);
  WabiGridColumn columns[7];

  name_columns (self, columns, texts);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const WabiScheduleRow *row = g_ptr_array_index (self->rows, i);

      rows[i] = (WabiMatrixRow){ row->title, row->subtitle, row->level, row->spoken };
    }
  wabi_matrix_show (matrix, columns, 7, rows, self->rows->len, (const WabiMatrixCell *) (gpointer) self->cells->data,
                    G_LIST_MODEL (self->segments), self->choice.view == WABI_SCHEDULE_MONTH);
}
