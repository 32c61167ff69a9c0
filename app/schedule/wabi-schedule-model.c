// SPDX-License-Identifier: AGPL-3.0-or-later
// What of the schedule is visible, read from the cache for just the days shown.

#include "wabi-schedule-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-day-map.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-open-hours.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

#define LONGEST_VISIT (G_GINT64_CONSTANT (16) * 60 * WABI_MINUTE)
#define LATE_AFTER (10 * WABI_MINUTE)
/* More than this on one day of all staff cannot be told apart: they are shown as a number for each hour. */
#define MOST_IN_A_DAY 24
#define MOST_COLUMNS 60
#define BLOCK "block:"

typedef struct
{
  WabiDay day;
  char *staff;
  char *caption, *heading, *spoken;
  GArray *open; /* of WabiMinuteRange; NULL when not known */
} Column;

struct _WabiScheduleModel
{
  GObject parent_instance;
  WabiDesk *desk;
  WabiScheduleChoice choice;
  WabiOpenHours *hours;
  GHashTable *names;      /* id → name */
  GPtrArray *staff;       /* who can give sessions, by name; NULL before it is read */
  GPtrArray *visits;      /* what is shown */
  GHashTable *by_id;      /* id → visit */
  GPtrArray *columns;     /* of Column */
  GListStore *segments;
  guint hidden_columns;
  gboolean may_move;
};

G_DEFINE_FINAL_TYPE (WabiScheduleModel, wabi_schedule_model, G_TYPE_OBJECT)

static void
free_column (gpointer data)
{
  Column *column = data;

  g_free (column->staff);
  g_free (column->caption);
  g_free (column->heading);
  g_free (column->spoken);
  g_clear_pointer (&column->open, g_array_unref);
  g_free (column);
}

static void
wabi_schedule_model_finalize (GObject *object)
{
  WabiScheduleModel *self = WABI_SCHEDULE_MODEL (object);

  g_free (self->choice.staff);
  g_free (self->choice.client);
  g_free (self->choice.service);
  g_free (self->choice.place);
  wabi_open_hours_free (self->hours);
  g_hash_table_unref (self->names);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_ptr_array_unref (self->visits);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->columns);
  g_object_unref (self->segments);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (wabi_schedule_model_parent_class)->finalize (object);
}

static void
wabi_schedule_model_class_init (WabiScheduleModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_schedule_model_finalize;
}

static void
wabi_schedule_model_init (WabiScheduleModel *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->visits = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->segments = g_list_store_new (WABI_TYPE_SEGMENT);
}

WabiScheduleModel *
wabi_schedule_model_new (WabiDesk *desk)
{
  WabiScheduleModel *self = g_object_new (WABI_TYPE_SCHEDULE_MODEL, NULL);

  self->desk = g_object_ref (desk);
  self->hours = wabi_open_hours_new (desk);
  self->may_move = wabi_visit_may (desk, "appointment.move");
  self->choice.day = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  return self;
}

const WabiScheduleChoice *
wabi_schedule_model_get_choice (WabiScheduleModel *self)
{
  return &self->choice;
}

void
wabi_schedule_model_set_view (WabiScheduleModel *self, WabiScheduleView view)
{
  self->choice.view = view;
}

void
wabi_schedule_model_set_day (WabiScheduleModel *self, WabiDay day)
{
  self->choice.day = day;
}

static void
replace_text (char **where, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*where);
  *where = copy;
}

void
wabi_schedule_model_set_filters (WabiScheduleModel *self, const char *staff, const char *client, const char *service,
                                 const char *place)
{
  replace_text (&self->choice.staff, staff);
  replace_text (&self->choice.client, client);
  replace_text (&self->choice.service, service);
  replace_text (&self->choice.place, place);
}

const char *
wabi_schedule_model_get_name (WabiScheduleModel *self, const WabiKind *kind, const char *id)
{
  char *name;

  if (id == NULL)
    return "";
  name = g_hash_table_lookup (self->names, id);
  if (name == NULL)
    {
      name = wabi_desk_dup_name (self->desk, kind, id);
      g_hash_table_insert (self->names, g_strdup (id), name);
    }
  return name;
}

void
wabi_schedule_model_get_days (WabiScheduleModel *self, WabiDay *from, WabiDay *to)
{
  *from = *to = self->choice.day;
  if (self->choice.view == WABI_SCHEDULE_WEEK)
    {
      *from = wabi_day_week_start (self->choice.day, 1);
      *to = *from + 6;
    }
}

/* --- visits --- */

static gboolean
is_chosen (WabiScheduleModel *self, WabiRecord *visit, gint64 from)
{
  const WabiScheduleChoice *choice = &self->choice;

  if (wabi_record_get_int (visit, "ends_at") <= from || wabi_record_is (visit, "status", "withdrawn"))
    return FALSE;
  return (choice->service == NULL || wabi_record_is (visit, "service_code", choice->service))
         && (choice->place == NULL || wabi_record_is (visit, "place", choice->place));
}

static void
read_visits (WabiScheduleModel *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  const WabiScheduleChoice *choice = &self->choice;
  g_autoptr (GPtrArray) found = NULL;
  WabiDay first, last;
  WabiQuery query;
  gint64 from;

  wabi_schedule_model_get_days (self, &first, &last);
  from = wabi_zone_day_start (zone, first);
  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "starts_at", WABI_GE, from - LONGEST_VISIT);
  wabi_query_where_int (&query, "starts_at", WABI_LT, wabi_zone_day_start (zone, last + 1));
  if (choice->client != NULL)
    wabi_query_where_text (&query, "client", WABI_EQ, choice->client);
  else if (choice->staff != NULL)
    wabi_query_where_text (&query, "staff", WABI_EQ, choice->staff);
  query.order_by = "starts_at";
  found = wabi_desk_list (self->desk, &query);
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->visits, 0);
  for (guint i = 0; i < found->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (found, i);

      if (!is_chosen (self, visit, from))
        continue;
      g_ptr_array_add (self->visits, g_object_ref (visit));
      g_hash_table_insert (self->by_id, (gpointer) wabi_record_get_id (visit), visit);
    }
}

/* --- columns --- */

static char *
format_day (WabiDay day, const char *format)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, day_of_month;

  wabi_day_to_ymd (day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

static Column *
add_column (WabiScheduleModel *self, WabiDay day, const char *staff)
{
  Column *column = g_new0 (Column, 1);

  column->day = day;
  column->staff = g_strdup (staff);
  if (staff != NULL)
    {
      g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));

      if (wabi_open_hours_get (self->hours, staff, day, open))
        column->open = g_steal_pointer (&open);
    }
  else if (wabi_open_hours_get_holiday (self->hours, day) != NULL)
    column->open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));
  g_ptr_array_add (self->columns, column);
  return column;
}

static void
name_day (WabiScheduleModel *self, Column *column)
{
  const char *holiday = wabi_open_hours_get_holiday (self->hours, column->day);
  /* Translators: a weekday and date as a screen reader says them, such as Monday, March 9 */
  g_autofree char *weekday = format_day (column->day, "%a"), *spoken = format_day (column->day, _("%A, %B %-d"));

  column->heading = format_day (column->day, "%-d");
  column->caption = holiday != NULL ? g_strdup_printf ("%s · %s", weekday, holiday) : g_strdup (weekday);
  column->spoken = holiday != NULL ? g_strdup_printf ("%s, %s", spoken, holiday) : g_strdup (spoken);
}

static gboolean
has_anything_on (WabiScheduleModel *self, WabiDay day)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  gint64 from = wabi_zone_day_start (zone, day);
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
      {
        Column *column = add_column (self, day, staff);

        g_clear_pointer (&column->staff, g_free);
        name_day (self, column);
      }
}

static int
compare_by_name (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  const char *last = wabi_record_get_text (one, "last_name"), *other_last = wabi_record_get_text (other, "last_name");
  int order = g_utf8_collate (last != NULL ? last : "", other_last != NULL ? other_last : "");

  return order != 0 ? order : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

static GPtrArray *
ensure_staff (WabiScheduleModel *self)
{
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  if (self->staff != NULL)
    return self->staff;
  wabi_query_init (&query, &wabi_kind_staff);
  wabi_query_where_int (&query, "active", WABI_EQ, 1);
  found = wabi_desk_list (self->desk, &query);
  self->staff = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < found->len; i++)
    if (wabi_record_is (g_ptr_array_index (found, i), "role", "rbt")
        || wabi_record_is (g_ptr_array_index (found, i), "role", "bcba"))
      g_ptr_array_add (self->staff, g_object_ref (g_ptr_array_index (found, i)));
  g_ptr_array_sort (self->staff, compare_by_name);
  return self->staff;
}

static void
name_staff (WabiScheduleModel *self, Column *column, WabiRecord *staff)
{
  const char *name = wabi_schedule_model_get_name (self, &wabi_kind_staff, column->staff);
  const char *credential = staff != NULL ? wabi_record_get_text (staff, "credential") : NULL;

  column->heading = g_strdup (name);
  column->caption = g_strdup (credential != NULL && strcmp (credential, "none") != 0 ? credential : "");
  column->spoken = g_strdup (name);
}

static gboolean
works_that_day (WabiScheduleModel *self, const char *staff)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));

  return !wabi_open_hours_get (self->hours, staff, self->choice.day, open) || open->len > 0;
}

static void
make_day (WabiScheduleModel *self)
{
  g_autoptr (GHashTable) busy = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *staff = ensure_staff (self);

  wabi_open_hours_read_all (self->hours);
  for (guint i = 0; i < self->visits->len; i++)
    g_hash_table_add (busy, (gpointer) wabi_record_get_text (g_ptr_array_index (self->visits, i), "staff"));
  for (guint i = 0; i < staff->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (staff, i);
      const char *id = wabi_record_get_id (record);
      gboolean is_busy = g_hash_table_remove (busy, id);

      if (self->choice.client != NULL ? !is_busy : self->choice.staff != NULL && strcmp (self->choice.staff, id) != 0)
        continue;
      if (!is_busy && self->choice.staff == NULL && !works_that_day (self, id))
        continue;
      if (self->columns->len >= MOST_COLUMNS)
        self->hidden_columns++;
      else
        name_staff (self, add_column (self, self->choice.day, id), record);
    }
  if (g_hash_table_size (busy) > 0)
    {
      GHashTableIter iter;
      gpointer id;

      /* Somebody who left or has another role, and is still booked. */
      g_hash_table_iter_init (&iter, busy);
      while (g_hash_table_iter_next (&iter, &id, NULL) && self->columns->len < MOST_COLUMNS)
        name_staff (self, add_column (self, self->choice.day, id), NULL);
    }
}

/* --- segments --- */

static char *
describe_chip (WabiScheduleModel *self, WabiRecord *visit)
{
  const char *place = wabi_visit_get_place (wabi_record_get_text (visit, "place"));
  const char *code = wabi_record_get_text (visit, "service_code");

  if (wabi_visit_get_segment_state (visit) == WABI_SEGMENT_CANCELLED)
    return wabi_visit_dup_state (visit);
  if (self->choice.view == WABI_SCHEDULE_WEEK && (self->choice.staff == NULL || self->choice.client != NULL))
    return g_strdup_printf ("%s · %s · %s", code != NULL ? code : "",
                            wabi_schedule_model_get_name (self, &wabi_kind_staff, wabi_record_get_text (visit, "staff")), place);
  return g_strdup_printf ("%s · %s", code != NULL ? code : "", place);
}

static WabiMarkKind
judge_chip (WabiScheduleModel *self, WabiRecord *visit)
{
  gint64 now = wabi_desk_get_now (self->desk);

  if (wabi_visit_needs_hand (visit))
    return WABI_MARK_WARNING;
  return wabi_record_is (visit, "status", "scheduled") && wabi_record_get_int (visit, "starts_at") + LATE_AFTER < now
                 && wabi_record_get_int (visit, "ends_at") > now
             ? WABI_MARK_WARNING
             : WABI_MARK_NONE;
}

static void
add_segments (WabiScheduleModel *self, WabiRecord *visit, GPtrArray *segments)
{
  g_autoptr (GArray) parts = wabi_day_map_cut (wabi_desk_get_zone (self->desk), wabi_record_get_int (visit, "starts_at"),
                                               wabi_record_get_int (visit, "ends_at"));
  g_autofree char *subtitle = describe_chip (self, visit);
  gboolean movable = self->may_move && wabi_visit_has_status (visit, "scheduled arrived proposed");

  for (guint i = 0; i < parts->len; i++)
    {
      const WabiDaySegment *part = &g_array_index (parts, WabiDaySegment, i);
      g_autofree char *id = i == 0 ? g_strdup (wabi_record_get_id (visit))
                                   : g_strdup_printf ("%s/%u", wabi_record_get_id (visit), i);
      int column = wabi_schedule_model_find_column (self, part->day, wabi_record_get_text (visit, "staff"));

      if (column < 0)
        continue;
      g_ptr_array_add (
          segments,
          wabi_segment_new (&(WabiSegmentInfo){
              .id = id,
              .column = (guint) column,
              .start_minute = part->start_minute,
              .end_minute = part->end_minute,
              .title = wabi_schedule_model_get_name (self, &wabi_kind_client, wabi_record_get_text (visit, "client")),
              .subtitle = subtitle,
              .service = wabi_record_get_text (visit, "service_code"),
              .state = wabi_visit_get_segment_state (visit),
              .level = judge_chip (self, visit),
              .fixed = !movable || i > 0 }));
    }
}

static gboolean
is_too_dense (WabiScheduleModel *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay day = WABI_DAY_NONE;
  guint n = 0;

  if (self->choice.view != WABI_SCHEDULE_WEEK || self->choice.staff != NULL || self->choice.client != NULL)
    return FALSE;
  /* They come in the order of time. */
  for (guint i = 0; i < self->visits->len; i++)
    {
      WabiDay other = wabi_zone_day (zone, wabi_record_get_int (g_ptr_array_index (self->visits, i), "starts_at"));

      n = other == day ? n + 1 : 1;
      day = other;
      if (n > MOST_IN_A_DAY)
        return TRUE;
    }
  return FALSE;
}

static void
add_block (GPtrArray *segments, guint column, int hour, guint n)
{
  g_autofree char *id = g_strdup_printf (BLOCK "%u:%d", column, hour);
  g_autofree char *title = g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);

  g_ptr_array_add (segments, wabi_segment_new (&(WabiSegmentInfo){ .id = id,
                                                                   .column = column,
                                                                   .start_minute = hour * 60,
                                                                   .end_minute = hour * 60 + 60,
                                                                   .title = title,
                                                                   .service = NULL,
                                                                   .state = WABI_SEGMENT_BOOKED,
                                                                   .fixed = TRUE }));
}

static void
add_blocks (WabiScheduleModel *self, GPtrArray *segments)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  guint counts[7][24] = { 0 };

  for (guint i = 0; i < self->visits->len; i++)
    {
      WabiLocal local = wabi_zone_to_local (zone, wabi_record_get_int (g_ptr_array_index (self->visits, i), "starts_at"));
      int column = wabi_schedule_model_find_column (self, local.day, NULL);

      if (column >= 0 && column < 7 && wabi_visit_takes_place (g_ptr_array_index (self->visits, i)))
        counts[column][local.minute / 60]++;
    }
  for (guint column = 0; column < 7; column++)
    for (int hour = 0; hour < 24; hour++)
      if (counts[column][hour] > 0)
        add_block (segments, column, hour, counts[column][hour]);
}

void
wabi_schedule_model_reload (WabiScheduleModel *self)
{
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func (g_object_unref);

  read_visits (self);
  self->hidden_columns = 0;
  g_ptr_array_set_size (self->columns, 0);
  if (self->choice.view == WABI_SCHEDULE_WEEK)
    make_week (self);
  else
    make_day (self);
  if (is_too_dense (self))
    add_blocks (self, segments);
  else
    for (guint i = 0; i < self->visits->len; i++)
      add_segments (self, g_ptr_array_index (self->visits, i), segments);
  g_list_store_splice (self->segments, 0, g_list_model_get_n_items (G_LIST_MODEL (self->segments)), segments->pdata, segments->len);
}

gboolean
wabi_schedule_model_forget (WabiScheduleModel *self, WabiChanges *changes)
{
  gboolean people = wabi_changes_has_kind (changes, &wabi_kind_client) || wabi_changes_has_kind (changes, &wabi_kind_staff);
  gboolean hours = wabi_changes_has_kind (changes, &wabi_kind_staff_hours) || wabi_changes_has_kind (changes, &wabi_kind_time_off)
                   || wabi_changes_has_kind (changes, &wabi_kind_holiday);

  if (people)
    {
      g_hash_table_remove_all (self->names);
      g_clear_pointer (&self->staff, g_ptr_array_unref);
    }
  if (hours)
    wabi_open_hours_forget (self->hours);
  return people || hours || wabi_changes_has_kind (changes, &wabi_kind_appointment);
}

GListModel *
wabi_schedule_model_get_segments (WabiScheduleModel *self)
{
  return G_LIST_MODEL (self->segments);
}

void
wabi_schedule_model_fill_grid (WabiScheduleModel *self, WabiTimeGrid *grid)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  g_autofree WabiGridColumn *columns = g_new0 (WabiGridColumn, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      columns[i] = (WabiGridColumn){ column->caption, column->heading, column->spoken,
                                     self->choice.view == WABI_SCHEDULE_WEEK && column->day == today };
    }
  wabi_time_grid_set_columns (grid, columns, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    {
      static const WabiMinuteRange none;
      const Column *column = g_ptr_array_index (self->columns, i);

      if (column->open != NULL)
        wabi_time_grid_set_open_ranges (grid, i, column->open->len > 0 ? (WabiMinuteRange *) (gpointer) column->open->data : &none,
                                        column->open->len);
    }
  wabi_schedule_model_show_now (self, grid);
}

void
wabi_schedule_model_show_now (WabiScheduleModel *self, WabiTimeGrid *grid)
{
  WabiLocal now = wabi_zone_to_local (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  int column = wabi_schedule_model_find_column (self, now.day, NULL);

  wabi_time_grid_set_now (grid, column, now.minute);
}

WabiRecord *
wabi_schedule_model_get_visit (WabiScheduleModel *self, const char *id)
{
  g_autofree char *whole = NULL;

  if (id == NULL)
    return NULL;
  whole = g_strndup (id, strcspn (id, "/"));
  return g_hash_table_lookup (self->by_id, whole);
}

gboolean
wabi_schedule_model_is_block (const char *id, guint *column)
{
  if (id == NULL || !g_str_has_prefix (id, BLOCK))
    return FALSE;
  if (column != NULL)
    *column = (guint) g_ascii_strtoull (id + strlen (BLOCK), NULL, 10);
  return TRUE;
}

gboolean
wabi_schedule_model_get_column (WabiScheduleModel *self, guint column, WabiDay *day, const char **staff)
{
  const Column *found;

  if (column >= self->columns->len)
    return FALSE;
  found = g_ptr_array_index (self->columns, column);
  *day = found->day;
  *staff = found->staff;
  return TRUE;
}

int
wabi_schedule_model_find_column (WabiScheduleModel *self, WabiDay day, const char *staff)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      if (column->day == day && (column->staff == NULL || staff == NULL || strcmp (column->staff, staff) == 0))
        return (int) i;
    }
  return -1;
}

char *
wabi_schedule_model_dup_title (WabiScheduleModel *self)
{
  WabiDay from, to;
  g_autofree char *start = NULL, *end = NULL;
  int year, month, other_year, other_month;

  wabi_schedule_model_get_days (self, &from, &to);
  if (from == to)
    return wabi_format_day_long (from);
  if (self->columns->len > 0)
    to = ((const Column *) g_ptr_array_index (self->columns, self->columns->len - 1))->day;
  wabi_day_to_ymd (from, &year, &month, NULL);
  wabi_day_to_ymd (to, &other_year, &other_month, NULL);
  /* Translators: the first day of a week that ends in another year; strftime */
  start = format_day (from, year != other_year ? _("%B %-d, %Y") : _("%B %-d"));
  /* Translators: the last day of a week, first for one in the same month, then for one in another; strftime */
  end = format_day (to, month == other_month ? _("%-d, %Y") : _("%B %-d, %Y"));
  /* Translators: the days of a week: March 9 – 14, 2026 */
  return g_strdup_printf (_("%s – %s"), start, end);
}

static void
mark_visit (WabiScheduleModel *self, WabiRecord *visit, guint8 *busy)
{
  g_autoptr (GArray) parts = wabi_day_map_cut (wabi_desk_get_zone (self->desk), wabi_record_get_int (visit, "starts_at"),
                                               wabi_record_get_int (visit, "ends_at"));

  for (guint i = 0; i < parts->len; i++)
    {
      const WabiDaySegment *part = &g_array_index (parts, WabiDaySegment, i);
      int column = wabi_schedule_model_find_column (self, part->day, wabi_record_get_text (visit, "staff"));

      if (column >= 0)
        memset (busy + column * WABI_DAY_MINUTES + part->start_minute, 1, (gsize) (part->end_minute - part->start_minute));
    }
}

/* Minutes of working hours in which nothing is booked; -1 where hours are not known. */
static int
count_open (WabiScheduleModel *self)
{
  g_autofree guint8 *busy = NULL;
  gboolean known = FALSE;
  int minutes = 0;

  if (self->choice.client != NULL || self->choice.service != NULL || self->choice.place != NULL
      || (self->choice.view == WABI_SCHEDULE_WEEK && self->choice.staff == NULL))
    return -1;
  busy = g_malloc0 ((gsize) WABI_DAY_MINUTES * (self->columns->len + 1));
  for (guint i = 0; i < self->visits->len; i++)
    if (wabi_visit_takes_place (g_ptr_array_index (self->visits, i)))
      mark_visit (self, g_ptr_array_index (self->visits, i), busy);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      for (guint j = 0; column->open != NULL && j < column->open->len; j++)
        {
          const WabiMinuteRange *range = &g_array_index (column->open, WabiMinuteRange, j);

          for (int minute = range->start; minute < range->end; minute++)
            minutes += !busy[(int) i * WABI_DAY_MINUTES + minute];
        }
      known |= column->open != NULL;
    }
  return known ? minutes : -1;
}

char *
wabi_schedule_model_dup_summary (WabiScheduleModel *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 booked = 0;
  guint canceled = 0;
  int open = count_open (self);

  for (guint i = 0; i < self->visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (self->visits, i);
      WabiDay day = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_record_get_int (visit, "starts_at"));

      /* The figures are those of the columns that are shown. */
      if (self->hidden_columns > 0 && wabi_schedule_model_find_column (self, day, wabi_record_get_text (visit, "staff")) < 0)
        continue;
      if (wabi_visit_takes_place (visit))
        booked += (wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE;
      canceled += wabi_record_is (visit, "status", "cancelled");
    }
  g_string_append_printf (text, _("%.4g h booked"), (double) (booked * 10 / 60) / 10);
  if (open >= 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("%.4g h open"), (double) (open * 10 / 60) / 10);
    }
  if (canceled > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u canceled", "%u canceled", canceled), canceled);
    }
  if (self->hidden_columns > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("%u of %u staff shown"), self->columns->len, self->columns->len + self->hidden_columns);
    }
  return g_strdup (text->str);
}

guint
wabi_schedule_model_count (WabiScheduleModel *self)
{
  return self->visits->len;
}
