// SPDX-License-Identifier: AGPL-3.0-or-later
// The schedule as others see it.

#include "wabi-outward-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-service-table.h"
#include "wabi-lookup.h"
#include "wabi-text.h"

static WabiIcalStatus
read_status (WabiRecord *visit)
{
  const char *status = wabi_record_get_text (visit, "status");

  if (wabi_text_list_has ("cancelled no_show withdrawn", status))
    return WABI_ICAL_CANCELLED;
  return wabi_text_list_has ("proposed", status) ? WABI_ICAL_TENTATIVE : WABI_ICAL_CONFIRMED;
}

static char *
describe_service (const WabiView *view, WabiRecord *visit)
{
  const char *code = wabi_record_get_text (visit, "service_code");
  g_autofree char *name = wabi_lookup_service_name (view, code);

  return g_strdup_printf ("%s (%s)", name, code);
}

/* The practice's own places have addresses; of a home only that it is one. */
static char *
describe_where (const WabiView *view, WabiRecord *visit)
{
  g_autoptr (WabiRecord) location = wabi_lookup_get (view, &wabi_kind_location, wabi_record_get_text (visit, "location"));
  g_autoptr (WabiRecord) room = wabi_lookup_get (view, &wabi_kind_resource, wabi_record_get_text (visit, "room"));
  g_autoptr (GString) text = g_string_new (NULL);
  const char *place = wabi_codes_place_name (wabi_record_get_text (visit, "place"));

  if (location == NULL)
    g_string_append (text, place != NULL ? place : "");
  else
    {
      static const char *const parts[] = { "name", "street", "city" };

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (!wabi_text_is_blank (wabi_record_get_text (location, parts[i])))
          g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", wabi_record_get_text (location, parts[i]));
    }
  if (room != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", wabi_record_get_text (room, "name"));
  return g_strdup (text->str);
}

WabiIcalEvent *
wabi_outward_event (const WabiView *view, WabiRecord *visit, gboolean names)
{
  WabiIcalEvent *event = wabi_ical_event_new ();
  g_autoptr (WabiRecord) client = names ? wabi_lookup_get (view, &wabi_kind_client, wabi_record_get_text (visit, "client")) : NULL;
  g_autofree char *name = wabi_lookup_full_name (client), *service = describe_service (view, visit);

  event->uid = g_strconcat (wabi_record_get_id (visit), WABI_OUTWARD_UID, NULL);
  event->sequence = wabi_record_get_version (visit);
  event->status = read_status (visit);
  event->starts_at = wabi_record_get_int (visit, "starts_at");
  event->ends_at = wabi_record_get_int (visit, "ends_at");
  event->zone = g_strdup (wabi_record_get_text (visit, "zone"));
  event->summary = *name != '\0' ? g_strdup_printf ("%s · %s", name, service) : g_strdup (service);
  event->location = describe_where (view, visit);
  return event;
}

/* What it is about is a title that somebody wrote: it may hold a name. */
static WabiIcalEvent *
make_block (WabiRecord *block, gboolean names)
{
  static const struct
  {
    const char *type, *words;
  } types[] = {
    { "travel", N_ ("Travel") }, { "break", N_ ("Break") }, { "meeting", N_ ("Meeting") }, { "training", N_ ("Training") }, { "admin", N_ ("Office work") },
  };
  WabiIcalEvent *event = wabi_ical_event_new ();
  const char *title = names ? wabi_record_get_text (block, "title") : NULL;

  event->uid = g_strconcat (wabi_record_get_id (block), WABI_OUTWARD_UID, NULL);
  event->sequence = wabi_record_get_version (block);
  event->starts_at = wabi_record_get_int (block, "starts_at");
  event->ends_at = wabi_record_get_int (block, "ends_at");
  event->zone = g_strdup (wabi_record_get_text (block, "zone"));
  for (guint i = 0; i < G_N_ELEMENTS (types) && event->summary == NULL; i++)
    if (!wabi_text_is_blank (title))
      event->summary = g_strdup (title);
    else if (wabi_record_is (block, "type", types[i].type))
      event->summary = g_strdup (_ (types[i].words));
  return event;
}

gboolean
wabi_outward_is_canceled (WabiRecord *visit)
{
  return read_status (visit) == WABI_ICAL_CANCELLED;
}

WabiIcalEvent *
wabi_outward_event_for (const WabiView *view, WabiRecord *visit, WabiOutwardFlags flags)
{
  g_autoptr (WabiRecord) staff = NULL;
  g_autofree char *name = NULL, *summary = NULL;
  WabiIcalEvent *event;

  if (wabi_record_is (visit, "status", "withdrawn") || ((flags & WABI_OUTWARD_STANDING) != 0 && wabi_outward_is_canceled (visit)))
    return NULL;
  event = wabi_outward_event (view, visit, (flags & WABI_OUTWARD_NAMES) != 0);
  if ((flags & WABI_OUTWARD_STAFF) == 0)
    return event;
  staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (visit, "staff"));
  name = wabi_lookup_full_name (staff);
  summary = event->summary;
  event->summary = g_strdup_printf ("%s · %s", name, summary);
  return event;
}

/* Visits of each series; those of none are under "". */
static GHashTable *
group_by_series (GPtrArray *visits)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);
      const char *series = wabi_record_get_text (visit, "series");
      const char *key = series != NULL && wabi_lookup_day (visit, "series_date") != WABI_DAY_NONE ? series : "";
      GPtrArray *group = g_hash_table_lookup (groups, key);

      if (wabi_record_is (visit, "status", "withdrawn"))
        continue;
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, (char *) key, group);
        }
      g_ptr_array_add (group, visit);
    }
  return groups;
}

/* A date that was added to a series, or moved over its neighbor, is an event of its own: Outlook knows no RDATE and would lose it in silence, and
 * refuses the other. It says where it belongs. */
static void
relate (WabiIcalEvent *event, WabiRecord *visit, GHashTable *repeating)
{
  const char *series = wabi_record_get_text (visit, "series");

  if (series != NULL && g_hash_table_contains (repeating, series))
    event->parent = g_strconcat (series, WABI_OUTWARD_UID, NULL);
}

void
wabi_outward_add_visits (WabiIcalCalendar *calendar, const WabiView *view, GPtrArray *visits, WabiOutwardFlags flags)
{
  g_autoptr (GHashTable) groups = group_by_series (visits), woven = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) repeating = g_hash_table_new (g_str_hash, g_str_equal);
  GList *ids = g_list_sort (g_hash_table_get_keys (groups), (GCompareFunc) strcmp);

  /* In a fixed order: what is the same says the same. */
  for (GList *at = ids; at != NULL; at = at->next)
    if (*(const char *) at->data != '\0'
        && wabi_outward_weave (view, at->data, g_hash_table_lookup (groups, at->data), flags, calendar->events, woven))
      g_hash_table_add (repeating, at->data);
  g_list_free (ids);
  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);
      WabiIcalEvent *event = g_hash_table_contains (woven, visit) ? NULL : wabi_outward_event_for (view, visit, flags);

      if (event == NULL)
        continue;
      relate (event, visit, repeating);
      g_ptr_array_add (calendar->events, event);
    }
}

/* The person's visits in the time, and for each series that is among them the others that it has. */
static GPtrArray *
list_with_series (const WabiView *view, const char *staff, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) near = wabi_lookup_between (view, &wabi_kind_appointment, staff != NULL ? "staff" : NULL, staff, from, to);
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *visits = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < near->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (near, i);
      const char *series = wabi_record_get_text (visit, "series");
      g_autoptr (GPtrArray) all = NULL;

      if (series == NULL)
        g_ptr_array_add (visits, g_object_ref (visit));
      if (series == NULL || !g_hash_table_add (done, g_strdup (series)))
        continue;
      all = wabi_lookup_by (view, &wabi_kind_appointment, "series", series);
      for (guint j = 0; j < all->len; j++)
        if (staff == NULL || wabi_record_is (g_ptr_array_index (all, j), "staff", staff))
          g_ptr_array_add (visits, g_object_ref (g_ptr_array_index (all, j)));
    }
  return visits;
}

void
wabi_outward_add_person (WabiIcalCalendar *calendar, const WabiView *view, const char *staff, WabiOutwardFlags flags, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) visits = list_with_series (view, staff, from, to);
  g_autoptr (GPtrArray) blocks = staff != NULL ? wabi_lookup_between (view, &wabi_kind_staff_block, "staff", staff, from, to) : g_ptr_array_new ();

  wabi_outward_add_visits (calendar, view, visits, flags);
  for (guint i = 0; i < blocks->len; i++)
    if (!wabi_record_is (g_ptr_array_index (blocks, i), "status", "withdrawn"))
      g_ptr_array_add (calendar->events, make_block (g_ptr_array_index (blocks, i), (flags & WABI_OUTWARD_NAMES) != 0));
}

gboolean
wabi_visit_is_confirmed (WabiRecord *visit)
{
  return wabi_record_has (visit, "confirmed_at")
         && wabi_record_get_int (visit, "confirmed_for") == wabi_record_get_int (visit, "starts_at");
}
