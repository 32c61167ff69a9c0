// SPDX-License-Identifier: AGPL-3.0-or-later
// Columns of hours: the days of a week, or the people, rooms or clients of a day.

#include "wabi-schedule-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"

#define MOST_COLUMNS 60

void
wabi_schedule_column_free (gpointer data)
{
  WabiScheduleColumn *column = data;

  g_free (column->who);
  g_free (column->caption);
  g_free (column->heading);
  g_free (column->spoken);
  g_free (column->note);
  g_clear_pointer (&column->open, g_array_unref);
  g_free (column);
}

static char *
format_day (WabiDay day, const char *format)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, day_of_month;

  wabi_day_to_ymd (day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

/* Working hours are on the clock; the column may have an hour more. */
static void
put_on_axis (WabiScheduleModel *self, WabiDay day, GArray *open)
{
  const char *zone = wabi_desk_get_zone (self->desk);

  for (guint i = 0; self->axis.extra > 0 && i < open->len; i++)
    {
      WabiMinuteRange *range = &g_array_index (open, WabiMinuteRange, i);

      range->start = wabi_day_axis_place (&self->axis, zone, day, wabi_zone_from_local (zone, day, range->start), FALSE);
      range->end = wabi_day_axis_place (&self->axis, zone, day, wabi_zone_from_local (zone, day, range->end), TRUE);
    }
}

/* When there is a client to choose for, only the hours at which the client can come are open. */
static GArray *
read_open (WabiScheduleModel *self, WabiDay day, const char *staff)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));
  gboolean known = staff != NULL && wabi_open_hours_get (self->hours, staff, day, open);

  if (staff == NULL && wabi_open_hours_get_holiday (self->hours, day) != NULL)
    return g_steal_pointer (&open);
  if (!wabi_open_hours_narrow (self->hours, self->choice.client, day, known, open))
    return NULL;
  put_on_axis (self, day, open);
  return g_steal_pointer (&open);
}

static WabiScheduleColumn *
add_column (WabiScheduleModel *self, WabiDay day, const char *who, const char *staff)
{
  WabiScheduleColumn *column = g_new0 (WabiScheduleColumn, 1);

  column->day = day;
  column->who = g_strdup (who);
  column->open = read_open (self, day, staff);
  g_ptr_array_add (self->columns, column);
  return column;
}

static void
name_day (WabiScheduleModel *self, WabiScheduleColumn *column)
{
  const char *holiday = wabi_open_hours_get_holiday (self->hours, column->day);
  /* Translators: a weekday and date as a screen reader says them, such as Monday, March 9 */
  g_autofree char *weekday = format_day (column->day, "%a"), *spoken = format_day (column->day, _("%A, %B %-d"));

  column->heading = format_day (column->day, "%-d");
  column->caption = g_strdup (weekday);
  column->note = g_strdup (holiday);
  column->spoken = holiday != NULL ? g_strdup_printf ("%s, %s", spoken, holiday) : g_strdup (spoken);
}

static gboolean
has_anything_on (WabiScheduleModel *self, WabiDay day)
{
  gint64 from = wabi_zone_day_start (wabi_desk_get_zone (self->desk), day);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));

  for (guint i = 0; i < self->visits->len; i++)
    if (wabi_record_get_int (g_ptr_array_index (self->visits, i), "ends_at") > from)
      return TRUE;
  return self->choice.staff != NULL && wabi_open_hours_get (self->hours, self->choice.staff, day, open) && open->len > 0;
}

/* A Sunday on which nothing is leaves its room to the others. */
static void
make_week (WabiScheduleModel *self)
{
  const char *staff = self->choice.client == NULL ? self->choice.staff : NULL;
  WabiDay first, last;

  wabi_schedule_model_get_days (self, &first, &last);
  for (WabiDay day = first; day <= last; day++)
    if (day < last || has_anything_on (self, day) || day == self->choice.day)
      name_day (self, add_column (self, day, NULL, staff));
}

/* --- people and rooms --- */

static int
compare_by_name (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  const char *field = wabi_record_get_kind (one) == &wabi_kind_resource ? "name" : "last_name";
  const char *last = wabi_record_get_text (one, field), *other_last = wabi_record_get_text (other, field);
  int order = g_utf8_collate (last != NULL ? last : "", other_last != NULL ? other_last : "");

  return order != 0 ? order : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

static GPtrArray *
list_active (WabiScheduleModel *self, const WabiKind *kind)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  wabi_query_where_int (&query, "active", WABI_EQ, 1);
  return wabi_desk_list (self->desk, &query);
}

static void
read_rooms (WabiScheduleModel *self)
{
  g_autoptr (GPtrArray) found = list_active (self, &wabi_kind_resource);

  self->rooms = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < found->len; i++)
    if (wabi_record_is (g_ptr_array_index (found, i), "type", "room"))
      g_ptr_array_add (self->rooms, g_object_ref (g_ptr_array_index (found, i)));
  g_ptr_array_sort (self->rooms, compare_by_name);
}

void
wabi_schedule_model_read_people (WabiScheduleModel *self)
{
  g_autoptr (GPtrArray) found = NULL;

  if (self->rooms == NULL && self->choice.by == WABI_SCHEDULE_BY_ROOM)
    read_rooms (self);
  if (self->staff != NULL)
    return;
  found = list_active (self, &wabi_kind_staff);
  self->staff = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < found->len; i++)
    if (wabi_record_is (g_ptr_array_index (found, i), "role", "rbt") || wabi_record_is (g_ptr_array_index (found, i), "role", "bcba"))
      g_ptr_array_add (self->staff, g_object_ref (g_ptr_array_index (found, i)));
  g_ptr_array_sort (self->staff, compare_by_name);
}

const char *
wabi_schedule_model_get_who (WabiScheduleModel *self, WabiRecord *record)
{
  const char *who;

  if (self->choice.view != WABI_SCHEDULE_DAY || self->choice.by == WABI_SCHEDULE_BY_STAFF)
    return wabi_record_get_text (record, "staff");
  who = wabi_record_get_text (record, self->choice.by == WABI_SCHEDULE_BY_ROOM ? "room" : "client");
  return who != NULL ? who : "";
}

static void
name_column (WabiScheduleColumn *column, const char *name, const char *caption)
{
  column->heading = g_strdup (name);
  column->caption = g_strdup (caption != NULL ? caption : "");
  column->spoken = g_strdup (name);
}

static void
name_staff (WabiScheduleModel *self, WabiScheduleColumn *column, WabiRecord *staff)
{
  const char *credential = staff != NULL ? wabi_record_get_text (staff, "credential") : NULL;

  name_column (column, wabi_schedule_model_get_name (self, &wabi_kind_staff, column->who),
               credential != NULL && strcmp (credential, "none") != 0 ? credential : "");
}

static gboolean
works_that_day (WabiScheduleModel *self, const char *staff)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));

  return !wabi_open_hours_get (self->hours, staff, self->choice.day, open) || open->len > 0;
}

/* Who has something on that day, by column. */
static GHashTable *
find_busy (WabiScheduleModel *self)
{
  GHashTable *busy = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->visits->len; i++)
    g_hash_table_add (busy, (gpointer) wabi_schedule_model_get_who (self, g_ptr_array_index (self->visits, i)));
  for (guint i = 0; i < self->blocks->len; i++)
    g_hash_table_add (busy, (gpointer) wabi_record_get_text (g_ptr_array_index (self->blocks, i), "staff"));
  return busy;
}

static gboolean
may_add (WabiScheduleModel *self)
{
  if (self->columns->len < MOST_COLUMNS)
    return TRUE;
  self->hidden_columns++;
  return FALSE;
}

static void
make_day_by_staff (WabiScheduleModel *self)
{
  g_autoptr (GHashTable) busy = find_busy (self);
  GHashTableIter iter;
  gpointer left;

  for (guint i = 0; i < self->staff->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (self->staff, i);
      const char *id = wabi_record_get_id (record);
      gboolean is_busy = g_hash_table_remove (busy, id);

      if (self->choice.client != NULL ? !is_busy : self->choice.staff != NULL && strcmp (self->choice.staff, id) != 0)
        continue;
      if (!is_busy && self->choice.staff == NULL && !works_that_day (self, id))
        continue;
      if (may_add (self))
        name_staff (self, add_column (self, self->choice.day, id, id), record);
    }
  /* Somebody who left or has another role, and is still booked. */
  g_hash_table_iter_init (&iter, busy);
  while (g_hash_table_iter_next (&iter, &left, NULL))
    if (may_add (self))
      name_staff (self, add_column (self, self->choice.day, left, left), NULL);
}

static void
make_day_by_room (WabiScheduleModel *self)
{
  g_autoptr (GHashTable) busy = find_busy (self);
  GHashTableIter iter;
  gpointer room;
  gboolean homeless;

  for (guint i = 0; i < self->rooms->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (self->rooms, i);
      g_autofree char *seats = NULL;

      g_hash_table_remove (busy, wabi_record_get_id (record));
      if (!may_add (self))
        continue;
      if (wabi_record_get_int (record, "capacity") > 1)
        seats = g_strdup_printf (_("%d at once"), (int) wabi_record_get_int (record, "capacity"));
      name_column (add_column (self, self->choice.day, wabi_record_get_id (record), NULL), wabi_record_get_text (record, "name"), seats);
    }
  homeless = g_hash_table_remove (busy, "");
  /* Given up, and still booked. */
  g_hash_table_iter_init (&iter, busy);
  while (g_hash_table_iter_next (&iter, &room, NULL))
    if (may_add (self))
      name_column (add_column (self, self->choice.day, room, NULL), wabi_schedule_model_get_name (self, &wabi_kind_resource, room), NULL);
  if (homeless || self->columns->len == 0)
    name_column (add_column (self, self->choice.day, "", NULL), _("No room"), NULL);
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const WabiScheduleColumn *one = *(WabiScheduleColumn *const *) a, *other = *(WabiScheduleColumn *const *) b;

  return g_utf8_collate (one->heading, other->heading);
}

static void
make_day_by_client (WabiScheduleModel *self)
{
  g_autoptr (GHashTable) busy = find_busy (self);
  GHashTableIter iter;
  gpointer client;

  g_hash_table_iter_init (&iter, busy);
  while (g_hash_table_iter_next (&iter, &client, NULL))
    if (may_add (self))
      name_column (add_column (self, self->choice.day, client, NULL), wabi_schedule_model_get_name (self, &wabi_kind_client, client), NULL);
  g_ptr_array_sort (self->columns, compare_columns);
}

void
wabi_schedule_model_make_columns (WabiScheduleModel *self)
{
  if (self->choice.view == WABI_SCHEDULE_WEEK)
    {
      make_week (self);
      return;
    }
  wabi_open_hours_read_all (self->hours);
  wabi_schedule_model_read_people (self);
  if (self->choice.by == WABI_SCHEDULE_BY_STAFF)
    make_day_by_staff (self);
  else if (self->choice.by == WABI_SCHEDULE_BY_ROOM)
    make_day_by_room (self);
  else
    make_day_by_client (self);
}

gboolean
wabi_schedule_model_get_column (WabiScheduleModel *self, guint column, WabiDay *day, const char **who)
{
  const WabiScheduleColumn *found;

  if (column >= self->columns->len)
    return FALSE;
  found = g_ptr_array_index (self->columns, column);
  *day = found->day;
  *who = found->who;
  return TRUE;
}

int
wabi_schedule_model_find_column (WabiScheduleModel *self, WabiDay day, const char *who)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const WabiScheduleColumn *column = g_ptr_array_index (self->columns, i);

      if (column->day == day && (column->who == NULL || who == NULL || strcmp (column->who, who) == 0))
        return (int) i;
    }
  return -1;
}

/* --- on the grid --- */

static void
fill_hours (WabiScheduleModel *self, WabiTimeGrid *grid)
{
  const char *zone = wabi_desk_get_zone (self->desk);

  for (guint i = 0; i < self->columns->len; i++)
    {
      static const WabiMinuteRange none;
      const WabiScheduleColumn *column = g_ptr_array_index (self->columns, i);
      int start, end;

      if (column->open != NULL)
        wabi_time_grid_set_open_ranges (grid, i, column->open->len > 0 ? (WabiMinuteRange *) (gpointer) column->open->data : &none,
                                        column->open->len);
      if (wabi_day_axis_get_gap (&self->axis, zone, column->day, &start, &end))
        wabi_time_grid_set_gap (grid, i, start, end);
    }
}

void
wabi_schedule_model_fill_grid (WabiScheduleModel *self, WabiTimeGrid *grid)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  g_autofree WabiGridColumn *columns = g_new0 (WabiGridColumn, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const WabiScheduleColumn *column = g_ptr_array_index (self->columns, i);

      columns[i] = (WabiGridColumn){ column->caption, column->heading, column->spoken,
                                     self->choice.view == WABI_SCHEDULE_WEEK && column->day == today, column->note };
    }
  wabi_time_grid_set_fold (grid, self->axis.at, self->axis.extra);
  wabi_time_grid_set_columns (grid, columns, self->columns->len);
  fill_hours (self, grid);
  wabi_schedule_model_show_now (self, grid);
}

void
wabi_schedule_model_show_now (WabiScheduleModel *self, WabiTimeGrid *grid)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  gint64 now = wabi_desk_get_now (self->desk);
  WabiDay today = wabi_zone_day (zone, now);
  int column = wabi_schedule_model_find_column (self, today, NULL);

  if (column >= 0 && self->choice.view == WABI_SCHEDULE_DAY)
    column = WABI_GRID_ALL_COLUMNS;
  wabi_time_grid_set_now (grid, column, wabi_day_axis_place (&self->axis, zone, today, now, FALSE));
}
