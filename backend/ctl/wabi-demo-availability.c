// SPDX-License-Identifier: AGPL-3.0-or-later
// What surrounds the demo practice's weeks: rooms and equipment, travel times, limits of hours, time off.

#include "wabi-demo-private.h"

#define DAY_US (G_GINT64_CONSTANT (24) * 60 * WABI_MINUTE)

static WabiRecord *
begin (WabiDemo *demo, const WabiKind *kind)
{
  return demo_new (demo, kind, demo->options->now - 120 * DAY_US);
}

static void
make_rooms (WabiDemo *demo)
{
  static const struct
  {
    const char *name;
    const char *type;
    int location, capacity; /* of demo->locations; -1 is carried along */
  } rows[] = {
    { "Room 1", "room", 0, 1 },    { "Room 2", "room", 0, 1 },       { "Room 3", "room", 0, 1 },
    { "Gym", "room", 0, 4 },       { "East room", "room", 1, 2 },    { "Sensory kit", "equipment", -1, 1 },
    { "Tablets", "equipment", -1, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WabiRecord *room = begin (demo, &wabi_kind_resource);

      wabi_record_set_text (room, "name", rows[i].name);
      wabi_record_set_text (room, "type", rows[i].type);
      if (rows[i].location >= 0)
        wabi_record_set_text (room, "location", demo->locations[rows[i].location]);
      wabi_record_set_int (room, "capacity", rows[i].capacity);
      wabi_record_set_bool (room, "active", TRUE);
      demo_emit (demo, room);
    }
}

static void
add_travel (WabiDemo *demo, const char *from, const char *to, int minutes, int miles_tenths)
{
  WabiRecord *travel = begin (demo, &wabi_kind_travel_time);

  wabi_record_set_text (travel, "from", from);
  wabi_record_set_text (travel, "to", to);
  wabi_record_set_int (travel, "minutes", minutes);
  wabi_record_set_int (travel, "miles_tenths", miles_tenths);
  demo_emit (demo, travel);
}

/* The ways that are gone often; all others are estimated. */
static void
make_travel (WabiDemo *demo)
{
  add_travel (demo, demo->locations[0], demo->locations[1], 25, 98);
  add_travel (demo, demo->locations[0], demo->locations[2], 15, 41);
  for (guint i = 0; i < 6 && i < demo->clients->len; i++)
    {
      DemoClient *client = g_ptr_array_index (demo->clients, i);

      add_travel (demo, demo->locations[0], client->id, 10 + 5 * (int) (i % 3), 32 + 11 * (int) i);
    }
}

static void
add_limit (WabiDemo *demo, const char *code, const char *credential, const char *scope, const char *per, int hours, const char *action)
{
  WabiRecord *limit = begin (demo, &wabi_kind_hours_limit);

  wabi_record_set_text (limit, "service_code", code);
  wabi_record_set_text (limit, "credential", credential);
  wabi_record_set_text (limit, "scope", scope);
  wabi_record_set_text (limit, "per", per);
  wabi_record_set_int (limit, "minutes", 60 * hours);
  wabi_record_set_text (limit, "action", action);
  wabi_record_set_bool (limit, "active", TRUE);
  demo_emit (demo, limit);
}

/* Asked for so many days ago, from a day that lies ahead. */
static void
add_time_off (WabiDemo *demo, DemoStaff *staff, int in_days, int days, int asked_days_ago, const char *reason, const char *status)
{
  WabiRecord *away = begin (demo, &wabi_kind_time_off);
  WabiDay first = demo->today + in_days;
  gint64 asked = demo->options->now - asked_days_ago * DAY_US;

  wabi_record_set_text (away, "staff", staff->id);
  wabi_record_set_int (away, "starts_at", wabi_zone_day_start (DEMO_ZONE, first));
  wabi_record_set_int (away, "ends_at", wabi_zone_day_start (DEMO_ZONE, first + days));
  wabi_record_set_text (away, "reason", reason);
  wabi_record_set_text (away, "status", status);
  wabi_record_set_text (away, "requested_by", staff->id);
  wabi_record_set_int (away, "requested_at", asked);
  if (!g_str_equal (status, "requested"))
    {
      wabi_record_set_text (away, "decided_by", ((DemoStaff *) g_ptr_array_index (demo->staff, 0))->id);
      wabi_record_set_int (away, "decided_at", asked + DAY_US);
    }
  demo_emit (demo, away);
}

static void
make_time_off (WabiDemo *demo)
{
  DemoStaff *first = g_ptr_array_index (demo->rbts, demo->rbts->len > 1 ? 1 : 0);
  DemoStaff *second = g_ptr_array_index (demo->rbts, demo->rbts->len - 1);
  DemoStaff *analyst = g_ptr_array_index (demo->bcbas, demo->bcbas->len - 1);
  int monday = (int) (wabi_day_week_start (demo->today, 1) + 7 - demo->today);

  add_time_off (demo, first, monday + 3, 2, 2, "Family wedding", "requested");
  add_time_off (demo, analyst, monday + 8, 1, 1, "Conference", "requested");
  /* After the weeks that are booked, so that approved days leave no session without anybody. */
  add_time_off (demo, second, 7 * DEMO_WEEKS_FUTURE + 14, 5, 20, "Vacation", "approved");
  add_time_off (demo, first, -40, 1, 60, "Moving house", "refused");
}

void
demo_make_availability (WabiDemo *demo)
{
  make_rooms (demo);
  make_travel (demo);
  add_limit (demo, "97151", "RBT", "client", "day", 2, "block");
  add_limit (demo, "97153", NULL, "client", "day", 8, "block");
  add_limit (demo, NULL, NULL, "staff", "week", 40, "warn");
  if (demo->rbts->len > 0 && demo->bcbas->len > 0)
    make_time_off (demo);
}
