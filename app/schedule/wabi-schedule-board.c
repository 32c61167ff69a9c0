// SPDX-License-Identifier: AGPL-3.0-or-later
// The staffing board: what is booked beside the hours of work and their limits, and when somebody is free.

#include "wabi-schedule-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-day-map.h"
#include "wabi-format.h"
#include "wabi-visit-words.h"
#include "wabi-words.h"

#define LEAST_FREE 30 /* minutes that are worth telling */
#define MOST_FREE 2   /* times that fit */

/* A person's minutes of a day: 1 open, 2 booked, 4 blocked, 8 planned; they add up. */
typedef struct
{
  guint8 minutes[7][WABI_DAY_MINUTES];
  gboolean known[7];
  int drift[7]; /* booked minutes that a change of the clock adds or takes */
} Week;

static void
mark (Week *week, WabiDay first, WabiDay day, int start, int end, guint8 bit)
{
  if (day < first || day > first + 6)
    return;
  for (int minute = MAX (start, 0); minute < MIN (end, WABI_DAY_MINUTES); minute++)
    week->minutes[day - first][minute] |= bit;
}

static void
mark_span (WabiScheduleModel *self, GPtrArray *weeks, const char *staff, gint64 from, gint64 to, WabiDay first, guint8 bit)
{
  gpointer row = staff != NULL ? g_hash_table_lookup (self->row_index, staff) : NULL;
  g_autoptr (GArray) parts = row != NULL ? wabi_day_map_cut (wabi_desk_get_zone (self->desk), from, to) : NULL;

  for (guint j = 0; parts != NULL && j < parts->len; j++)
    {
      const WabiDaySegment *part = &g_array_index (parts, WabiDaySegment, j);
      Week *week = g_ptr_array_index (weeks, GPOINTER_TO_UINT (row) - 1);

      mark (week, first, part->day, part->start_minute, part->end_minute, bit);
      if (bit == 2 && part->day >= first && part->day <= first + 6)
        week->drift[part->day - first] += (int) ((part->end_at - part->start_at) / WABI_MINUTE) - (part->end_minute - part->start_minute);
    }
}

static void
mark_records (WabiScheduleModel *self, GPtrArray *records, GPtrArray *weeks, WabiDay first, guint8 bit)
{
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      if (bit != 2 || wabi_visit_takes_place (record))
        mark_span (self, weeks, wabi_record_get_text (record, "staff"), wabi_record_get_int (record, "starts_at"),
                   wabi_record_get_int (record, "ends_at"), first, bit);
    }
}

static void
mark_plan (WabiScheduleModel *self, GPtrArray *weeks, WabiDay first)
{
  g_autoptr (GPtrArray) plan = wabi_schedule_model_list_plan (self);

  for (guint i = 0; i < plan->len; i++)
    {
      const WabiPlanSlotInfo *slot = wabi_plan_slot_get_info (g_ptr_array_index (plan, i));

      mark_span (self, weeks, slot->staff, slot->starts_at, slot->ends_at, first, 8);
    }
}

static Week *
read_week (WabiScheduleModel *self, const char *who, WabiDay first)
{
  Week *week = g_new0 (Week, 1);

  for (int i = 0; i < 7; i++)
    {
      g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));

      week->known[i] = wabi_open_hours_get (self->hours, who, first + i, open);
      for (guint j = 0; j < open->len; j++)
        mark (week, first, first + i, g_array_index (open, WabiMinuteRange, j).start, g_array_index (open, WabiMinuteRange, j).end, 1);
    }
  return week;
}

static int
count (const Week *week, int day, guint8 bit)
{
  int n = 0;

  for (int minute = 0; minute < WABI_DAY_MINUTES; minute++)
    n += (week->minutes[day][minute] & bit) != 0;
  return n;
}

/* "8–9:30a", "11a–1p": what fits into a cell. */
static char *
dup_short_range (int start, int end)
{
  g_autofree char *from = wabi_words_minute (start), *to = wabi_words_minute (end % WABI_DAY_MINUTES);
  char *from_half = strrchr (from, ' '), *to_half = strrchr (to, ' ');
  char from_sign = from_half != NULL ? from_half[1] : 0, to_sign = to_half != NULL ? to_half[1] : 0;

  if (from_half == NULL || to_half == NULL)
    return g_strdup_printf ("%s–%s", from, to);
  *from_half = *to_half = '\0';
  if (g_str_has_suffix (from, ":00"))
    from[strlen (from) - 3] = '\0';
  if (g_str_has_suffix (to, ":00"))
    to[strlen (to) - 3] = '\0';
  return from_sign == to_sign ? g_strdup_printf ("%s–%s%c", from, to, to_sign) : g_strdup_printf ("%s%c–%s%c", from, from_sign, to, to_sign);
}

/* "Free 8–9a, 11a–1p +1": a line each, since two do not fit into a narrow cell, and how many more there are. */
static char *
dup_free (const Week *week, int day)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint found = 0;

  for (int minute = 0, start = -1; minute <= WABI_DAY_MINUTES; minute++)
    {
      gboolean is_free = minute < WABI_DAY_MINUTES && week->minutes[day][minute] == 1;

      if (is_free && start < 0)
        start = minute;
      if (is_free || start < 0)
        continue;
      if (minute - start >= LEAST_FREE && found++ < MOST_FREE)
        {
          g_autofree char *range = dup_short_range (start, minute);

          g_string_append_printf (text, "%s%s", text->len > 0 ? ",\n" : "", range);
        }
      start = -1;
    }
  if (found == 0)
    return NULL;
  if (found > MOST_FREE)
    g_string_append_printf (text, " +%u", found - MOST_FREE);
  /* Translators: when somebody has no session: Free 8–9a, 11a–1p */
  return g_strdup_printf (_("Free %s"), text->str);
}

/* --- limits --- */

static GPtrArray *
ensure_limits (WabiScheduleModel *self)
{
  WabiQuery query;

  if (self->limits != NULL)
    return self->limits;
  wabi_query_init (&query, &wabi_kind_hours_limit);
  self->limits = wabi_desk_list (self->desk, &query);
  return self->limits;
}

/* The lowest limit of a person's whole work; those of one service are for the proof. 0 for none. */
static int
find_limit (WabiScheduleModel *self, WabiRecord *staff, const char *per)
{
  GPtrArray *limits = ensure_limits (self);
  int least = 0;

  for (guint i = 0; staff != NULL && i < limits->len; i++)
    {
      WabiRecord *limit = g_ptr_array_index (limits, i);
      int minutes = (int) wabi_record_get_int (limit, "minutes");

      if (!wabi_record_is (limit, "scope", "staff") || !wabi_record_is (limit, "per", per) || wabi_record_has (limit, "service_code")
          || (wabi_record_has (limit, "active") && !wabi_record_get_bool (limit, "active")))
        continue;
      if ((wabi_record_has (limit, "staff") && !wabi_record_is (limit, "staff", wabi_record_get_id (staff)))
          || (wabi_record_has (limit, "credential") && g_strcmp0 (wabi_record_get_text (limit, "credential"), wabi_record_get_text (staff, "credential")) != 0))
        continue;
      least = least == 0 ? minutes : MIN (least, minutes);
    }
  return least;
}

/* --- cells and rows --- */

static double
to_hours (int minutes)
{
  return (double) (minutes * 10 / 60) / 10;
}

/* Hours booked, and those that a plan adds. */
static char *
dup_cell_note (const WabiMatrixCell *cell, gboolean known, int limit)
{
  int taken = cell->filled + cell->planned;

  if (limit > 0 && taken > limit)
    /* Translators: hours booked, then the most that are allowed on a day */
    return g_strdup_printf (_("%.4g h, limit %.4g h"), to_hours (taken), to_hours (limit));
  if (cell->planned > 0)
    /* Translators: hours booked, those that a plan adds, and those that somebody works on a day */
    return g_strdup_printf (_("%.4g + %.4g of %.4g h"), to_hours (cell->filled), to_hours (cell->planned), to_hours (cell->room));
  if (!known && cell->filled > 0)
    return g_strdup_printf (_("%.4g h booked"), to_hours (cell->filled));
  if (cell->room > 0 || cell->filled > 0)
    /* Translators: hours booked of those that somebody works on a day */
    return g_strdup_printf (_("%.4g of %.4g h"), to_hours (cell->filled), to_hours (cell->room));
  return cell->closed ? g_strdup (_("Off")) : NULL;
}

static void
add_cell (WabiScheduleModel *self, const WabiScheduleRow *row, const Week *week, int day, int limit)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  WabiMatrixCell cell = { .filled = count (week, day, 2) + week->drift[day], .room = count (week, day, 1), .today = row->first + day == today };
  g_autofree char *name = wabi_format_day_long (row->first + day), *open = dup_free (week, day);
  g_autofree char *said = g_strdelimit (g_strdup (open != NULL ? open : ""), "\n", ' ');

  cell.closed = week->known[day] && cell.room == 0;
  cell.planned = count (week, day, 8) > 0 ? count (week, day, 2 | 8) - count (week, day, 2) : 0;
  cell.note = dup_cell_note (&cell, week->known[day], limit);
  cell.detail = g_strdup (open);
  cell.spoken = g_strdup_printf ("%s, %s, %s%s%s", row->title, name, cell.note != NULL ? cell.note : _("nothing booked"),
                                 open != NULL ? ", " : "", said);
  if (!week->known[day])
    cell.room = cell.filled; /* no bar beside hours that nobody wrote down */
  g_array_append_val (self->cells, cell);
}

static void
describe_row (WabiScheduleRow *row, int booked, int room, int limit)
{
  if (limit > 0 && booked > limit)
    {
      row->level = WABI_MARK_BLOCKED;
      /* Translators: hours booked in a week, and by how many they are more than is allowed */
      row->subtitle = g_strdup_printf (_("%.4g h, %.4g h over the limit"), to_hours (booked), to_hours (booked - limit));
    }
  else if (room > 0 && booked > room)
    {
      row->level = WABI_MARK_WARNING;
      row->subtitle = g_strdup_printf (_("%.4g h, %.4g h over"), to_hours (booked), to_hours (booked - room));
    }
  else if (room > 0)
    row->subtitle = g_strdup_printf (_("%.4g of %.4g h"), to_hours (booked), to_hours (room));
  else
    row->subtitle = g_strdup_printf (_("%.4g h booked"), to_hours (booked));
  row->spoken = g_strdup_printf ("%s, %s", row->title, row->subtitle);
}

void
wabi_schedule_model_fill_board (WabiScheduleModel *self)
{
  g_autoptr (GPtrArray) weeks = g_ptr_array_new_with_free_func (g_free);
  WabiDay first, last;

  wabi_schedule_model_get_days (self, &first, &last);
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (weeks, read_week (self, ((WabiScheduleRow *) g_ptr_array_index (self->rows, i))->who, first));
  mark_records (self, self->visits, weeks, first, 2);
  mark_records (self, self->blocks, weeks, first, 4);
  mark_plan (self, weeks, first);
  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiScheduleRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (WabiRecord) staff = wabi_desk_get (self->desk, &wabi_kind_staff, row->who);
      const Week *week = g_ptr_array_index (weeks, i);
      int booked = 0, room = 0, limit = find_limit (self, staff, "day");

      for (int day = 0; day < 7; day++)
        {
          add_cell (self, row, week, day, limit);
          booked += count (week, day, 2) + week->drift[day];
          room += count (week, day, 1);
        }
      describe_row (row, booked, room, find_limit (self, staff, "week"));
    }
}
