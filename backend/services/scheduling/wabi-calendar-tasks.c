// SPDX-License-Identifier: AGPL-3.0-or-later
// What the schedule says beside what a connected calendar has.

#include "wabi-calendar-tasks.h"

#include <string.h>

#include "wabi-lookup.h"
#include "wabi-outward.h"
#include "wabi-text.h"
#include "wabi-zone.h"

#define PAST_DAYS 7
#define AHEAD_DAYS 400

static void
free_task (gpointer data)
{
  WabiCalendarTask *task = data;

  g_free (task->name);
  g_free (task->row);
  g_free (task->text);
  g_free (task->hash);
  g_free (task->tag);
  g_free (task);
}

gboolean
wabi_calendar_push_is_over (const WabiView *view, WabiRecord *push)
{
  const char *id = wabi_record_get_text (push, "staff");
  g_autoptr (WabiRecord) staff = wabi_lookup_get (view, &wabi_kind_staff, id);

  if (wabi_record_is (push, "status", "ended"))
    return TRUE;
  return id != NULL && (staff == NULL || (wabi_record_has (staff, "active") && !wabi_record_get_bool (staff, "active")));
}

static gint64
find_until (const WabiIcalEvent *event)
{
  g_autoptr (WabiRecur) recur = event->rule != NULL ? wabi_recur_parse (event->rule, NULL) : NULL;

  return recur == NULL || recur->until == WABI_RECUR_UNTIL_NONE ? event->ends_at
                                                                : MAX (event->ends_at, wabi_zone_day_start (event->zone, recur->until_day + 1));
}

/* A file for each UID: a series lies in one with its exceptions (RFC 4791, section 4.1). Events are handed over. */
static GHashTable *
split_by_uid (WabiIcalCalendar *all)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) wabi_ical_calendar_free);

  for (guint i = 0; i < all->events->len; i++)
    {
      WabiIcalEvent *event = g_ptr_array_index (all->events, i);
      gsize length = strlen (event->uid) - strlen (WABI_OUTWARD_UID);
      g_autofree char *name = g_strdup_printf ("wabi-%.*s.ics", (int) length, event->uid);
      WabiIcalCalendar *file = g_hash_table_lookup (files, name);

      if (file == NULL)
        {
          file = wabi_ical_calendar_new ();
          g_hash_table_insert (files, g_steal_pointer (&name), file);
        }
      g_ptr_array_add (file->events, event);
    }
  /* Not freed twice. */
  g_ptr_array_set_free_func (all->events, NULL);
  return files;
}

static GHashTable *
list_wanted (const WabiView *view, WabiRecord *push, gint64 now)
{
  g_autoptr (WabiIcalCalendar) all = wabi_ical_calendar_new ();
  const char *staff = wabi_record_get_text (push, "staff");
  WabiOutwardFlags flags = WABI_OUTWARD_STANDING;

  flags |= wabi_record_get_bool (push, "show_names") ? WABI_OUTWARD_NAMES : 0;
  flags |= staff == NULL ? WABI_OUTWARD_STAFF : 0;
  if (!wabi_calendar_push_is_over (view, push))
    wabi_outward_add_person (all, view, staff, flags, now - PAST_DAYS * WABI_DAY_MINUTES * WABI_MINUTE, now + AHEAD_DAYS * WABI_DAY_MINUTES * WABI_MINUTE);
  return split_by_uid (all);
}

/* Whether the calendar surely has what is wanted; else @tag is what is known to be there. */
static gboolean
is_there (WabiRecord *row, const char *hash, GHashTable *tags, char **tag, guint *changed)
{
  const char *known = row != NULL ? wabi_record_get_text (row, "etag") : NULL, *name = row != NULL ? wabi_record_get_text (row, "name") : NULL;
  const char *now = tags != NULL && name != NULL ? g_hash_table_lookup (tags, name) : NULL;
  gboolean was_there = row != NULL && wabi_record_has (row, "hash");
  gboolean others = was_there && tags != NULL && (now == NULL || (known != NULL && strcmp (now, known) != 0));

  *tag = g_strdup (tags != NULL ? now : known);
  *changed += others;
  return was_there && !others && hash != NULL && wabi_record_is (row, "hash", hash);
}

static void
add_task (GPtrArray *tasks, const char *name, WabiRecord *row, WabiIcalCalendar *file, GHashTable *tags, gint64 now, guint *changed)
{
  g_autofree char *said = file != NULL ? wabi_ical_write (file) : NULL, *hash = file != NULL ? wabi_text_hash_hex (said, -1) : NULL, *tag = NULL;
  WabiCalendarTask *task;

  if (is_there (row, hash, tags, &tag, changed))
    return;
  task = g_new0 (WabiCalendarTask, 1);
  task->name = g_strdup (name);
  task->row = g_strdup (row != NULL ? wabi_record_get_id (row) : NULL);
  task->sure = row != NULL && wabi_record_has (row, "hash");
  task->hash = g_steal_pointer (&hash);
  task->tag = g_steal_pointer (&tag);
  if (file != NULL)
    {
      file->stamp = now;
      task->text = wabi_ical_write (file);
      for (guint i = 0; i < file->events->len; i++)
        task->until = MAX (task->until, find_until (g_ptr_array_index (file->events, i)));
    }
  g_ptr_array_add (tasks, task);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
wabi_calendar_tasks_list (const WabiView *view, WabiRecord *push, GHashTable *tags, gint64 now, guint *changed)
{
  g_autoptr (GHashTable) wanted = list_wanted (view, push, now), rows = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) known = wabi_lookup_by (view, &wabi_kind_calendar_pushed, "push", wabi_record_get_id (push)), names = g_ptr_array_new ();
  GPtrArray *tasks = g_ptr_array_new_with_free_func (free_task);
  gboolean over = wabi_calendar_push_is_over (view, push);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < known->len; i++)
    {
      WabiRecord *row = g_ptr_array_index (known, i);
      const char *of = wabi_record_get_text (row, "name");

      g_hash_table_replace (rows, (char *) of, row);
      if (g_hash_table_contains (wanted, of))
        continue;
      add_task (tasks, of, row, NULL, tags, now, &(guint){ 0 });
      ((WabiCalendarTask *) g_ptr_array_index (tasks, tasks->len - 1))->forget
          = !over && wabi_record_get_int (row, "until") < now - PAST_DAYS * WABI_DAY_MINUTES * WABI_MINUTE;
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      name = g_ptr_array_index (names, i);
      add_task (tasks, name, g_hash_table_lookup (rows, name), g_hash_table_lookup (wanted, name), tags, now, changed);
    }
  return tasks;
}
