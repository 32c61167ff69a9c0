// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is on a client's care team: by hand, and by what is booked (sync.md 6.3).

#include "wabi-care-team.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"

#define MOST_LEFT 200
#define OFFICE (WABI_ROLE_FRONTDESK | WABI_ROLE_ADMIN)

gboolean
wabi_care_team_holds (WabiRecord *entry, WabiDay day)
{
  WabiDay from = wabi_lookup_day (entry, "valid_from"), to = wabi_lookup_day (entry, "valid_to");

  return wabi_record_is (entry, "state", "on") && from <= day && (to == WABI_DAY_NONE || day <= to);
}

static GPtrArray *
find_entries (const WabiView *view, const char *client, const char *staff)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_care_team, "client", client);
  GPtrArray *theirs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    if (wabi_record_is (g_ptr_array_index (all, i), "staff", staff))
      g_ptr_array_add (theirs, g_object_ref (g_ptr_array_index (all, i)));
  return theirs;
}

static const char *
choose_role (WabiRecord *staff)
{
  if (wabi_record_is (staff, "role", "bcba"))
    return "supervisor";
  return wabi_record_is (staff, "role", "rbt") ? "technician" : "other";
}

/* A BCBA decides about the clients that are in her hands, the office about all. */
static gboolean
check_may_decide (WabiContext *context, WabiRecord *client, GError **error)
{
  g_autoptr (GPtrArray) own = NULL;
  WabiDay today = wabi_zone_day (context->zone, context->now);

  if ((context->caller.roles & OFFICE) || wabi_record_is (client, "bcba", context->caller.user))
    return TRUE;
  own = find_entries (context->view, wabi_record_get_id (client), context->caller.user);
  for (guint i = 0; i < own->len; i++)
    if (wabi_record_is (g_ptr_array_index (own, i), "role", "supervisor")
        && wabi_care_team_holds (g_ptr_array_index (own, i), today))
      return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "not-supervisor", "client",
                              _("Only the client's BCBA, the front desk or an administrator may change the care team."));
}

static gboolean
check_days (WabiContext *context, WabiRecord *entry, GError **error)
{
  WabiDay from = wabi_lookup_day (entry, "valid_from"), to = wabi_lookup_day (entry, "valid_to");

  if (to == WABI_DAY_NONE || from <= to)
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "valid_to",
                              _("The place on the care team ends before it begins. Mend its dates."));
}

/* ---- by hand ---- */

static void
switch_on (WabiContext *context, WabiRecord *entry)
{
  wabi_record_set_text (entry, "state", "on");
  wabi_record_take_node (entry, "ended_at", NULL);
  wabi_record_take_node (entry, "ended_by", NULL);
  wabi_record_take_node (entry, "left", NULL);
  wabi_record_set_text (entry, "by", context->caller.user);
  wabi_record_set_int (entry, "at", context->given);
}

/* The entry was there and was ended: taking that back. */
static gboolean
revive (WabiContext *context, WabiRecord *there, JsonObject *args, GError **error)
{
  WabiRecord *entry;

  if (!wabi_record_is (there, "client", wabi_json_peek_text (args, "client"))
      || !wabi_record_is (there, "staff", wabi_json_peek_text (args, "staff")) || wabi_record_is (there, "state", "on"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "exists", "id",
                                _("A record with this id is there already."));
  entry = wabi_record_copy (there);
  switch_on (context, entry);
  wabi_context_put (context, entry);
  return TRUE;
}

static gboolean
check_is_new (WabiContext *context, const char *client, const char *staff, GError **error)
{
  g_autoptr (GPtrArray) entries = find_entries (context->view, client, staff);
  WabiDay today = wabi_zone_day (context->zone, context->now);

  for (guint i = 0; i < entries->len; i++)
    if (wabi_record_is (g_ptr_array_index (entries, i), "source", "hand")
        && wabi_care_team_holds (g_ptr_array_index (entries, i), today))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "on-team", "staff",
                                  _("This person is on the care team already."));
  return TRUE;
}

static gboolean
add_new (WabiContext *context, JsonObject *args, WabiRecord *staff, GError **error)
{
  g_autoptr (JsonObject) full = wabi_json_object_copy (args);
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (context->zone, context->now));
  WabiRecord *entry = NULL;

  json_object_set_string_member (full, "source", "hand");
  json_object_set_string_member (full, "state", "on");
  if (wabi_json_peek_text (full, "role") == NULL)
    json_object_set_string_member (full, "role", choose_role (staff));
  if (wabi_json_peek_text (full, "valid_from") == NULL)
    json_object_set_string_member (full, "valid_from", today);
  if (!wabi_context_add (context, &wabi_kind_care_team, full, &entry, error))
    return FALSE;
  switch_on (context, entry);
  wabi_context_put (context, entry);
  return check_days (context, entry, error);
}

gboolean
wabi_care_team_add (WabiContext *context, JsonObject *args, GError **error)
{
  const char *client_id = wabi_json_peek_text (args, "client"), *staff_id = wabi_json_peek_text (args, "staff");
  g_autoptr (WabiRecord) client = wabi_context_get (context, &wabi_kind_client, client_id, error);
  g_autoptr (WabiRecord) staff = NULL;
  g_autoptr (WabiRecord) there = NULL;

  if (client == NULL || !check_may_decide (context, client, error))
    return FALSE;
  staff = wabi_context_get (context, &wabi_kind_staff, staff_id, error);
  if (staff == NULL || !wabi_context_find (context, &wabi_kind_care_team, wabi_json_peek_text (args, "id"), &there, error))
    return FALSE;
  if (there != NULL)
    return revive (context, there, args, error);
  return check_is_new (context, client_id, staff_id, error) && add_new (context, args, staff, error);
}

/* What is booked when somebody is taken off the team must not put him back on; what is booked later may. */
static void
note_bookings (WabiContext *context, WabiRecord *entry)
{
  g_autoptr (GPtrArray) booked
      = wabi_lookup_between (context->view, &wabi_kind_appointment, "client", wabi_record_get_text (entry, "client"),
                             context->now - 24 * 60 * WABI_MINUTE, G_MAXINT64);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *left = json_array_new ();

  for (guint i = 0; i < booked->len && json_array_get_length (left) < MOST_LEFT; i++)
    if (wabi_record_is (g_ptr_array_index (booked, i), "staff", wabi_record_get_text (entry, "staff")))
      json_array_add_string_element (left, wabi_record_get_id (g_ptr_array_index (booked, i)));
  json_node_take_array (node, left);
  wabi_record_take_node (entry, "left", node);
}

static void
switch_off (WabiContext *context, WabiRecord *there)
{
  WabiRecord *entry = wabi_record_copy (there);

  wabi_record_set_text (entry, "state", "off");
  wabi_record_set_text (entry, "ended_by", context->caller.user);
  wabi_record_set_int (entry, "ended_at", context->given);
  note_bookings (context, entry);
  wabi_context_put (context, entry);
}

gboolean
wabi_care_team_remove (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) entry = wabi_context_get (context, &wabi_kind_care_team, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) client = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (entry == NULL)
    return FALSE;
  client = wabi_context_get (context, &wabi_kind_client, wabi_record_get_text (entry, "client"), error);
  if (client == NULL || !check_may_decide (context, client, error))
    return FALSE;
  /* Somebody may be there by hand and by a booking: both end, or the person would still hold the client. */
  entries = find_entries (context->view, wabi_record_get_id (client), wabi_record_get_text (entry, "staff"));
  for (guint i = 0; i < entries->len; i++)
    if (wabi_record_is (g_ptr_array_index (entries, i), "state", "on"))
      switch_off (context, g_ptr_array_index (entries, i));
  return TRUE;
}

/* ---- by what is booked ---- */

static gboolean
was_left (WabiRecord *entry, const char *appointment)
{
  g_auto (GStrv) left = wabi_lookup_strv (entry, "left");

  return wabi_record_is (entry, "state", "off") && left != NULL && g_strv_contains ((const char *const *) left, appointment);
}

typedef enum
{
  SEEN_NOT,      /* nothing lets the person see the client until the day */
  SEEN_ALREADY,  /* nothing to do */
} Seen;

/* Looks for an entry that covers the days, and for the one by booking that may be extended. */
static Seen
judge_entries (GPtrArray *entries, const char *appointment, WabiDay today, WabiDay until, WabiRecord **by_booking)
{
  for (guint i = 0; i < entries->len; i++)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i);

      if (was_left (entry, appointment) || (wabi_care_team_holds (entry, today) && wabi_care_team_holds (entry, until)))
        return SEEN_ALREADY;
      if (wabi_record_is (entry, "source", "booking"))
        *by_booking = entry;
    }
  return SEEN_NOT;
}

static gboolean
put_booking_entry (WabiContext *context, WabiRecord *there, WabiRecord *appointment, WabiRecord *staff, WabiDay today, WabiDay until)
{
  g_autofree char *id = there == NULL ? wabi_id_new (context->ids) : NULL;
  g_autofree char *from_text = wabi_day_dup_text (today), *until_text = wabi_day_dup_text (until);
  WabiRecord *entry = there != NULL ? wabi_record_copy (there) : wabi_record_new (&wabi_kind_care_team, id);

  if (there == NULL || !wabi_care_team_holds (there, today))
    {
      wabi_record_set_text (entry, "client", wabi_record_get_text (appointment, "client"));
      wabi_record_set_text (entry, "staff", wabi_record_get_text (appointment, "staff"));
      wabi_record_set_text (entry, "role", wabi_record_is (staff, "role", "bcba") ? "supervisor" : "substitute");
      wabi_record_set_text (entry, "source", "booking");
      wabi_record_set_text (entry, "valid_from", from_text);
      wabi_record_set_text (entry, "state", "on");
      wabi_record_take_node (entry, "ended_at", NULL);
      wabi_record_take_node (entry, "ended_by", NULL);
      wabi_record_take_node (entry, "left", NULL);
      wabi_record_set_int (entry, "at", context->now);
    }
  wabi_record_set_text (entry, "valid_to", until_text);
  wabi_context_put (context, entry);
  return TRUE;
}

gboolean
wabi_care_team_follow_booking (WabiContext *context, WabiRecord *appointment, GError **error)
{
  const char *client_id = wabi_record_get_text (appointment, "client"), *staff_id = wabi_record_get_text (appointment, "staff");
  WabiDay today = wabi_zone_day (context->zone, context->now);
  WabiDay until = wabi_zone_day (context->zone, wabi_record_get_int (appointment, "starts_at")) + WABI_CARE_TEAM_DAYS_AFTER;
  g_autoptr (WabiRecord) client = NULL;
  g_autoptr (WabiRecord) staff = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  WabiRecord *there = NULL;

  /* A visit that is not to be needs nobody; one long past neither. */
  if (client_id == NULL || staff_id == NULL || until < today || wabi_record_is (appointment, "status", "cancelled")
      || wabi_record_is (appointment, "status", "withdrawn") || wabi_record_is (appointment, "status", "no_show"))
    return TRUE;
  if (!wabi_context_find (context, &wabi_kind_client, client_id, &client, error)
      || !wabi_context_find (context, &wabi_kind_staff, staff_id, &staff, error))
    return FALSE;
  if (client == NULL || staff == NULL || wabi_record_is (client, "bcba", staff_id))
    return TRUE;
  entries = find_entries (context->view, client_id, staff_id);
  if (judge_entries (entries, wabi_record_get_id (appointment), today, until, &there) == SEEN_ALREADY)
    return TRUE;
  return put_booking_entry (context, there, appointment, staff, today, until);
}
