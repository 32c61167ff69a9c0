// SPDX-License-Identifier: AGPL-3.0-or-later
// What of the schedule is visible, read from the cache for just the days shown.

#include "wabi-schedule-model-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-day-map.h"
#include "wabi-lookup.h"
#include "wabi-visit-acts.h"

#define LONGEST_VISIT (G_GINT64_CONSTANT (16) * 60 * WABI_MINUTE)
/* More than this on one day of all staff cannot be told apart in columns of hours: each person gets a row. */
#define MOST_IN_A_DAY 24

G_DEFINE_FINAL_TYPE (WabiScheduleModel, wabi_schedule_model, G_TYPE_OBJECT)

static void
wabi_schedule_model_finalize (GObject *object)
{
  WabiScheduleModel *self = WABI_SCHEDULE_MODEL (object);

  wabi_schedule_choice_clear (&self->choice);
  wabi_open_hours_free (self->hours);
  wabi_schedule_reader_free (self->reader);
  wabi_schedule_model_clear_table (self);
  g_array_unref (self->cells);
  g_hash_table_unref (self->row_index);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->names);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->rooms, g_ptr_array_unref);
  g_clear_pointer (&self->limits, g_ptr_array_unref);
  g_clear_object (&self->plan);
  g_ptr_array_unref (self->visits);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->weeks);
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
  self->choice.view = WABI_SCHEDULE_WEEK;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->visits = g_ptr_array_new_with_free_func (g_object_unref);
  self->blocks = g_ptr_array_new_with_free_func (g_object_unref);
  self->weeks = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->columns = g_ptr_array_new_with_free_func (wabi_schedule_column_free);
  self->rows = g_ptr_array_new_with_free_func (wabi_schedule_row_free);
  self->row_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->cells = g_array_new (FALSE, TRUE, sizeof (WabiMatrixCell));
  self->segments = g_list_store_new (WABI_TYPE_SEGMENT);
}

WabiScheduleModel *
wabi_schedule_model_new (WabiDesk *desk)
{
  WabiScheduleModel *self = g_object_new (WABI_TYPE_SCHEDULE_MODEL, NULL);

  self->desk = g_object_ref (desk);
  self->hours = wabi_open_hours_new (desk);
  self->reader = wabi_schedule_reader_new (desk);
  self->may_move = wabi_visit_may (desk, "appointment.move");
  self->may_block = wabi_visit_may (desk, "staff_block.change");
  self->choice.day = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  return self;
}

/* --- what is chosen --- */

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
wabi_schedule_model_set_by (WabiScheduleModel *self, WabiScheduleBy by)
{
  self->choice.by = by;
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
wabi_schedule_model_set_filters (WabiScheduleModel *self, const WabiScheduleChoice *filters)
{
  replace_text (&self->choice.staff, filters->staff);
  replace_text (&self->choice.client, filters->client);
  replace_text (&self->choice.service, filters->service);
  replace_text (&self->choice.place, filters->place);
  replace_text (&self->choice.location, filters->location);
  replace_text (&self->choice.status, filters->status);
}

void
wabi_schedule_model_set_plan (WabiScheduleModel *self, GListModel *plan)
{
  g_set_object (&self->plan, plan);
}

WabiScheduleLayout
wabi_schedule_model_get_layout (WabiScheduleModel *self)
{
  return self->layout;
}

const WabiDayAxis *
wabi_schedule_model_get_axis (WabiScheduleModel *self)
{
  return &self->axis;
}

static char *
dup_name (WabiScheduleModel *self, const WabiKind *kind, const char *id)
{
  g_autoptr (WabiRecord) room = kind == &wabi_kind_resource ? wabi_desk_get (self->desk, kind, id) : NULL;

  if (kind == &wabi_kind_resource)
    return g_strdup (room != NULL ? wabi_record_get_text (room, "name") : _("Unknown"));
  return wabi_desk_dup_name (self->desk, kind, id);
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
      name = dup_name (self, kind, id);
      g_hash_table_insert (self->names, g_strdup (id), name);
    }
  return name;
}

void
wabi_schedule_model_get_days (WabiScheduleModel *self, WabiDay *from, WabiDay *to)
{
  wabi_schedule_choice_get_days (&self->choice, from, to);
}

/* --- what is read --- */

/* What is asked of the reader: of one client, of one member of staff, or of all. */
static GPtrArray *
read_between (WabiScheduleModel *self, const WabiKind *kind, gint64 from, gint64 to)
{
  gboolean by_client = kind == &wabi_kind_appointment && self->choice.client != NULL;
  const char *value = by_client ? self->choice.client : self->choice.staff;

  return wabi_schedule_reader_get (self->reader, kind, value == NULL ? NULL : by_client ? "client" : "staff", value, from, to);
}

static gboolean
has_between (WabiScheduleModel *self, const WabiKind *kind, gint64 from, gint64 to)
{
  gboolean by_client = kind == &wabi_kind_appointment && self->choice.client != NULL;
  const char *value = by_client ? self->choice.client : self->choice.staff;

  return wabi_schedule_reader_has (self->reader, kind, value == NULL ? NULL : by_client ? "client" : "staff", value, from, to);
}

static GPtrArray *
find_between (WabiScheduleModel *self, const WabiKind *kind, gint64 from, gint64 to)
{
  return read_between (self, kind, from - LONGEST_VISIT, to);
}

/* Months share weeks with their neighbors: they are read by weeks. What began before the first one still may reach into it. */
static GPtrArray *
find_weeks (WabiScheduleModel *self, WabiDay first, WabiDay last)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  GPtrArray *lead = read_between (self, &wabi_kind_appointment, wabi_zone_day_start (zone, first) - LONGEST_VISIT, wabi_zone_day_start (zone, first));

  g_ptr_array_set_size (self->weeks, 0);
  g_ptr_array_extend (self->weeks, lead, (GCopyFunc) g_object_ref, NULL);
  for (WabiDay day = first; day <= last; day += 7)
    g_ptr_array_extend (self->weeks, read_between (self, &wabi_kind_appointment, wabi_zone_day_start (zone, day), wabi_zone_day_start (zone, day + 7)),
                        (GCopyFunc) g_object_ref, NULL);
  return self->weeks;
}

static void
take_record (WabiScheduleModel *self, GPtrArray *where, WabiRecord *record)
{
  g_ptr_array_add (where, g_object_ref (record));
  g_hash_table_insert (self->by_id, (gpointer) wabi_record_get_id (record), record);
}

/* Somebody's ways and breaks say nothing about a client, a service or a room. */
static void
read_blocks (WabiScheduleModel *self, gint64 from, gint64 to)
{
  GPtrArray *found;

  if (wabi_schedule_choice_has_filter (&self->choice)
      || (self->choice.view == WABI_SCHEDULE_DAY && self->choice.by != WABI_SCHEDULE_BY_STAFF)
      || (self->choice.staff == NULL && self->choice.view == WABI_SCHEDULE_MONTH))
    return;
  found = find_between (self, &wabi_kind_staff_block, from, to);
  for (guint i = 0; i < found->len; i++)
    {
      WabiRecord *block = g_ptr_array_index (found, i);

      if (wabi_record_get_int (block, "ends_at") > from && !wabi_record_is (block, "status", "withdrawn"))
        take_record (self, self->blocks, block);
    }
}

static void
read_visits (WabiScheduleModel *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  GPtrArray *found;
  WabiDay first, last;
  gint64 from, to;

  wabi_schedule_model_get_days (self, &first, &last);
  from = wabi_zone_day_start (zone, first);
  to = wabi_zone_day_start (zone, last + 1);
  found = self->choice.view == WABI_SCHEDULE_MONTH ? find_weeks (self, first, last) : find_between (self, &wabi_kind_appointment, from, to);
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->visits, 0);
  g_ptr_array_set_size (self->blocks, 0);
  for (guint i = 0; i < found->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (found, i);

      if (wabi_record_get_int (visit, "ends_at") > from && wabi_schedule_choice_takes (&self->choice, visit))
        take_record (self, self->visits, visit);
    }
  read_blocks (self, from, to);
}

/* A week of the next month at a time: more than that would be felt. */
static gboolean
read_week_ahead (WabiScheduleModel *self, WabiDay first, WabiDay last)
{
  const char *zone = wabi_desk_get_zone (self->desk);

  for (WabiDay day = first; day <= last; day += 7)
    {
      gint64 from = wabi_zone_day_start (zone, day), to = wabi_zone_day_start (zone, day + 7);

      if (has_between (self, &wabi_kind_appointment, from, to))
        continue;
      read_between (self, &wabi_kind_appointment, from, to);
      return TRUE;
    }
  return FALSE;
}

gboolean
wabi_schedule_model_read_ahead (WabiScheduleModel *self, int direction)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiScheduleChoice next = self->choice;
  WabiDay first, last;

  if (next.view == WABI_SCHEDULE_AGENDA)
    return FALSE;
  next.day = wabi_schedule_choice_turn (&self->choice, direction);
  wabi_schedule_choice_get_days (&next, &first, &last);
  if (next.view == WABI_SCHEDULE_MONTH)
    return read_week_ahead (self, first, last);
  find_between (self, &wabi_kind_appointment, wabi_zone_day_start (zone, first), wabi_zone_day_start (zone, last + 1));
  return FALSE;
}

static gboolean
is_too_dense (WabiScheduleModel *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay day = WABI_DAY_NONE;
  gint64 midnight = G_MININT64;
  guint n = 0;

  if (self->choice.staff != NULL || self->choice.client != NULL)
    return FALSE;
  /* They come in the order of time. */
  for (guint i = 0; i < self->visits->len; i++)
    {
      gint64 at = wabi_record_get_int (g_ptr_array_index (self->visits, i), "starts_at");

      if (at >= midnight)
        {
          day = wabi_zone_day (zone, at);
          midnight = wabi_zone_day_start (zone, day + 1);
          n = 0;
        }
      if (++n > MOST_IN_A_DAY)
        return TRUE;
    }
  return FALSE;
}

static WabiScheduleLayout
choose_layout (WabiScheduleModel *self)
{
  switch (self->choice.view)
    {
    case WABI_SCHEDULE_MONTH:
    case WABI_SCHEDULE_BOARD:
      return WABI_SCHEDULE_TABLE;
    case WABI_SCHEDULE_AGENDA:
      return WABI_SCHEDULE_LIST;
    case WABI_SCHEDULE_WEEK:
      return self->dense ? WABI_SCHEDULE_TABLE : WABI_SCHEDULE_COLUMNS;
    case WABI_SCHEDULE_DAY:
    case WABI_SCHEDULE_N_VIEWS:
    default:
      return WABI_SCHEDULE_COLUMNS;
    }
}

void
wabi_schedule_model_reload (WabiScheduleModel *self)
{
  WabiDay first, last;

  read_visits (self);
  wabi_schedule_model_get_days (self, &first, &last);
  self->dense = is_too_dense (self);
  self->layout = choose_layout (self);
  self->axis = (WabiDayAxis){ 0, WABI_DAY_MINUTES };
  if (self->layout == WABI_SCHEDULE_COLUMNS)
    wabi_day_axis_init (&self->axis, wabi_desk_get_zone (self->desk), first, last);
  self->hidden_columns = 0;
  g_ptr_array_set_size (self->columns, 0);
  wabi_schedule_model_clear_table (self);
  if (self->layout == WABI_SCHEDULE_COLUMNS)
    wabi_schedule_model_make_columns (self);
  else if (self->layout == WABI_SCHEDULE_TABLE)
    wabi_schedule_model_make_table (self);
  wabi_schedule_model_make_segments (self);
}

gboolean
wabi_schedule_model_forget (WabiScheduleModel *self, WabiChanges *changes)
{
  gboolean people = wabi_changes_has_kind (changes, &wabi_kind_client) || wabi_changes_has_kind (changes, &wabi_kind_staff)
                    || wabi_changes_has_kind (changes, &wabi_kind_resource);
  gboolean hours = wabi_changes_has_kind (changes, &wabi_kind_staff_hours) || wabi_changes_has_kind (changes, &wabi_kind_client_hours)
                   || wabi_changes_has_kind (changes, &wabi_kind_time_off)
                   || wabi_changes_has_kind (changes, &wabi_kind_holiday) || wabi_changes_has_kind (changes, &wabi_kind_hours_limit);

  gboolean times = wabi_changes_has_kind (changes, &wabi_kind_appointment) || wabi_changes_has_kind (changes, &wabi_kind_staff_block);

  if (people)
    {
      g_hash_table_remove_all (self->names);
      g_clear_pointer (&self->staff, g_ptr_array_unref);
      g_clear_pointer (&self->rooms, g_ptr_array_unref);
    }
  if (hours)
    {
      wabi_open_hours_forget (self->hours);
      g_clear_pointer (&self->limits, g_ptr_array_unref);
    }
  if (times)
    wabi_schedule_reader_forget (self->reader);
  return people || hours || times;
}

/* --- what was read --- */

GListModel *
wabi_schedule_model_get_segments (WabiScheduleModel *self)
{
  return G_LIST_MODEL (self->segments);
}

static WabiRecord *
find_record (WabiScheduleModel *self, const char *id, const WabiKind *kind)
{
  g_autofree char *whole = NULL;
  WabiRecord *found;

  if (id == NULL)
    return NULL;
  whole = g_strndup (id, strcspn (id, "/"));
  found = g_hash_table_lookup (self->by_id, whole);
  return found != NULL && wabi_record_get_kind (found) == kind ? found : NULL;
}

WabiRecord *
wabi_schedule_model_get_visit (WabiScheduleModel *self, const char *id)
{
  return find_record (self, id, &wabi_kind_appointment);
}

WabiRecord *
wabi_schedule_model_get_block (WabiScheduleModel *self, const char *id)
{
  return find_record (self, id, &wabi_kind_staff_block);
}

WabiPlanSlot *
wabi_schedule_model_get_plan_slot (WabiScheduleModel *self, const char *id)
{
  g_autofree char *whole = id != NULL ? g_strndup (id, strcspn (id, "/")) : NULL;

  for (guint i = 0; whole != NULL && self->plan != NULL && i < g_list_model_get_n_items (self->plan); i++)
    {
      g_autoptr (WabiPlanSlot) slot = g_list_model_get_item (self->plan, i);

      if (strcmp (wabi_plan_slot_get_info (slot)->id, whole) == 0)
        return g_steal_pointer (&slot);
    }
  return NULL;
}

GPtrArray *
wabi_schedule_model_list_visits (WabiScheduleModel *self)
{
  return self->visits;
}

GPtrArray *
wabi_schedule_model_list_blocks (WabiScheduleModel *self)
{
  return self->blocks;
}

guint
wabi_schedule_model_count (WabiScheduleModel *self)
{
  return self->visits->len;
}
