// SPDX-License-Identifier: AGPL-3.0-or-later
// The demo practice's weeks: a pattern for each client, with what happens to patterns.

#include "wabi-demo-private.h"

#include "wabi-codes.h"

#define MINUTES(n) ((gint64)(n)*WABI_MINUTE)

typedef struct
{
  int weekday, minute;
} Slot;

/* What the first, second and third client of a technician hold of the week. */
static const Slot patterns[3][4] = {
  { { 1, 540 }, { 3, 540 }, { 5, 540 }, { 2, 780 } },
  { { 1, 780 }, { 3, 780 }, { 4, 780 }, { 2, 540 } },
  { { 4, 540 }, { 5, 780 }, { 4, 540 }, { 5, 780 } },
};

static gboolean
is_holiday (WabiDemo *demo, WabiDay day)
{
  for (guint i = 0; i < demo->holidays->len; i++)
    if (g_array_index (demo->holidays, WabiDay, i) == day)
      return TRUE;
  return FALSE;
}

static gboolean
take_time (DemoStaff *staff, gint64 start, gint64 end)
{
  DemoSpan span = { start, end };

  for (guint i = 0; i < staff->busy->len; i++)
    {
      const DemoSpan *other = &g_array_index (staff->busy, DemoSpan, i);

      if (other->start < end && start < other->end)
        return FALSE;
    }
  g_array_append_val (staff->busy, span);
  return TRUE;
}

static const char *
pick_reason (WabiDemo *demo, const char *who)
{
  gsize n;
  const WabiCancelReason *reasons = wabi_codes_cancel_reasons (&n);

  for (int tries = 0; tries < 50; tries++)
    {
      const WabiCancelReason *one = &reasons[demo_pick (demo, (int)n)];

      if (g_str_equal (one->who, who))
        return one->key;
    }
  return reasons[0].key;
}

static void
cancel (WabiDemo *demo, WabiRecord *visit)
{
  int dice = demo_pick (demo, 100);
  const char *who = dice < 60 ? "family" : dice < 85 ? "staff" : "clinic";
  gint64 start = wabi_record_get_int (visit, "starts_at"), notice = MINUTES (60 * (2 + demo_pick (demo, 70)));
  gint64 at = MIN (start - notice, demo->options->now - MINUTES (5));

  wabi_record_set_text (visit, "status", "cancelled");
  wabi_record_set_text (visit, "cancelled_by", who);
  wabi_record_set_text (visit, "cancel_reason", pick_reason (demo, who));
  wabi_record_set_int (visit, "cancelled_at", at);
  wabi_record_set_bool (visit, "late_cancel", g_str_equal (who, "family") && start - at < MINUTES (24 * 60));
}

static void
count_units (DemoClient *client, const char *code, WabiDay day, int minutes)
{
  int line = g_str_equal (code, "97153") ? 0 : g_str_equal (code, "97155") ? 1 : 2;

  if (day >= client->auth_from && day <= client->auth_to)
    client->used[line] += (minutes + 7) / 15;
}

static gboolean
was_held (WabiDemo *demo, DemoStaff *staff, WabiDay day, gint64 end)
{
  /* The technician of the demo has all of today's sessions still before him, whatever the hour. */
  if (day == demo->today && staff == g_ptr_array_index (demo->rbts, 0))
    return FALSE;
  return end + MINUTES (10) < demo->options->now;
}

/* Every other client makes up for a canceled session with the next one of a Friday. */
static void
link_makeup (DemoClient *client, WabiRecord *visit, WabiDay day)
{
  if (client->lost == NULL || wabi_day_weekday (day) != 5 || !wabi_record_is (visit, "service_code", "97153"))
    return;
  wabi_record_set_text (visit, "makeup_for", client->lost);
  g_clear_pointer (&client->lost, g_free);
}

static void
add_visit (WabiDemo *demo, DemoClient *client, DemoStaff *staff, const char *code, WabiDay day, int minute,
           int length)
{
  gint64 start = wabi_zone_from_local (DEMO_ZONE, day, minute), end = start + MINUTES (length);
  gboolean clinical = client->number < DEMO_CLINICAL_CLIENTS;
  g_autoptr (WabiRecord) visit = NULL;

  if (is_holiday (demo, day) || !take_time (staff, start, end))
    return;
  visit = demo_new (demo, &wabi_kind_appointment, start - MINUTES (60 * 24 * 21));
  wabi_record_set_text (visit, "client", client->id);
  wabi_record_set_text (visit, "staff", staff->id);
  wabi_record_set_int (visit, "starts_at", start);
  wabi_record_set_int (visit, "ends_at", end);
  wabi_record_set_text (visit, "zone", DEMO_ZONE);
  wabi_record_set_text (visit, "service_code", code);
  wabi_record_set_text (visit, "place", wabi_record_get_text (client->record, "place"));
  wabi_record_set_text (visit, "status", "scheduled");
  wabi_record_set_text (visit, "booked_by", staff->id);
  link_makeup (client, visit, day);
  if (day <= client->auth_to)
    wabi_record_set_text (visit, "authorization",
                          day >= client->auth_from ? client->auth_now : client->auth_old);
  if ((day < demo->today && demo_chance (demo, 10)) || (day > demo->today && demo_chance (demo, 3)))
    {
      cancel (demo, visit);
      if (g_str_equal (code, "97153") && day >= client->auth_from && client->number % 2 == 0)
        {
          g_free (client->lost);
          client->lost = g_strdup (wabi_record_get_id (visit));
        }
    }
  else if (was_held (demo, staff, day, end))
    {
      wabi_record_set_text (visit, "status", demo_chance (demo, 2) ? "no_show" : "completed");
      if (clinical && wabi_record_is (visit, "status", "completed"))
        demo_make_session (demo, client, staff, visit);
      count_units (client, code, day, length);
    }
  else
    count_units (client, code, day, length);
  demo_emit (demo, g_steal_pointer (&visit));
}

/* A day of the client's week; on a weekend's demo day the practice works as on a Monday. */
static int
pattern_weekday (WabiDemo *demo, WabiDay day)
{
  int weekday = wabi_day_weekday (day);

  return day == demo->today && weekday > 5 ? 1 : weekday;
}

static void
make_day (WabiDemo *demo, DemoClient *client, WabiDay day, int week)
{
  static const int lengths[] = { 180, 150, 120 };
  const Slot *pattern = patterns[MIN (client->number / demo->rbts->len, 2u)];
  int weekday = pattern_weekday (demo, day), length = lengths[client->number % 3];
  gboolean tricare = client->payer == 2;

  for (guint i = 0; i < 4; i++)
    {
      if (pattern[i].weekday != weekday || (i > 1 && pattern == patterns[2]))
        continue;
      add_visit (demo, client, client->rbt, "97153", day, pattern[i].minute, length);
      if (!tricare && (week + (int)client->number) % 2 == 0 && i == client->number % 2)
        add_visit (demo, client, client->bcba, "97155", day,
                   pattern[i].minute + 45 + 15 * (int)(client->number / demo->bcbas->len % 3), 60);
    }
  /* Where the payer pays only one at a time, supervision stands apart. */
  if (tricare && (week + (int)client->number) % 2 == 0 && weekday == 1 + (int)client->number % 5)
    add_visit (demo, client, client->bcba, "97155", day, 16 * 60 + 15, 60);
  if (!tricare && (week + (int)client->number) % 4 == 0 && weekday == 1 + (int)client->number % 5)
    add_visit (demo, client, client->bcba, "97156", day, 16 * 60 + 30 + 60 * (int)(client->number % 2), 60);
}

static void
make_light_client (WabiDemo *demo, DemoClient *client)
{
  guint place = client->number / demo->rbts->len;
  WabiDay monday = wabi_day_week_start (demo->today, 1);

  for (int week = -6; week <= 3; week++)
    add_visit (demo, client, client->rbt, "97153", monday + 7 * week + (int)(place % 5),
               480 + 120 * (int)(place / 5 % 5), 105);
}

void
demo_make_schedule (WabiDemo *demo)
{
  WabiDay monday = wabi_day_week_start (demo->today, 1);

  for (guint i = 0; i < demo->clients->len; i++)
    {
      DemoClient *client = g_ptr_array_index (demo->clients, i);

      if (i >= DEMO_CLINICAL_CLIENTS)
        make_light_client (demo, client);
      else
        for (WabiDay day = monday - 7 * DEMO_WEEKS_PAST; day < demo->today + 7 * DEMO_WEEKS_FUTURE + 1; day++)
          make_day (demo, client, day, (day - monday + 7 * DEMO_WEEKS_PAST) / 7);
    }
}

/* Each state is there to be seen: asked for, good for scheduling, amended, used before in another system, given to somebody to renew. */
static void
add_state (DemoClient *client, WabiRecord *record, WabiDay from)
{
  gboolean approved = wabi_record_is (record, "status", "approved"), now = strcmp (wabi_record_get_id (record), client->auth_now) == 0;

  demo_set_day (record, "requested_on", from - 35);
  if (approved || now)
    demo_set_day (record, "decided_on", from - 12);
  else
    wabi_record_set_bool (record, "schedule_only", client->number == 3);
  if (now && client->number % 3 == 0)
    wabi_record_set_text (record, "assigned", wabi_record_get_text (client->record, "bcba"));
  if (approved && !now && from == client->auth_from)
    wabi_record_set_text (record, "amends", client->auth_now);
  if (now && client->number == 5)
    {
      g_autofree char *as_of = wabi_day_dup_text (from + 6);
      g_autofree char *opening = g_strdup_printf ("[{\"code\":\"97153\",\"units_used\":64,\"as_of\":\"%s\"}]", as_of);

      demo_set_json (record, "opening", opening);
      wabi_record_set_text (record, "note", "Came from another system in the first week");
    }
}

static void
put_authorization (WabiDemo *demo, DemoClient *client, const char *id, const char *number, const char *status,
                   WabiDay from, WabiDay to, const int units[3])
{
  WabiRecord *record = wabi_record_new (&wabi_kind_authorization, id);
  g_autofree char *lines = g_strdup_printf ("[{\"code\":\"97151\",\"units\":32,\"per\":\"total\"},{\"code\":"
                                            "\"97153\",\"units\":%d,\"per\":\"total\"},"
                                            "{\"code\":\"97155\",\"units\":%d,\"per\":\"total\"},{\"code\":"
                                            "\"97156\",\"units\":%d,\"per\":\"total\"}]",
                                            units[0], units[1], units[2]);

  wabi_record_set_text (record, "client", client->id);
  wabi_record_set_text (record, "payer", demo->payers[client->payer]);
  wabi_record_set_text (record, "number", number);
  wabi_record_set_text (record, "status", status);
  demo_set_day (record, "valid_from", from);
  demo_set_day (record, "valid_to", to);
  demo_set_json (record, "lines", lines);
  add_state (client, record, from);
  demo_emit (demo, record);
}

/* Approved units from what is used and booked, so that paces differ: ahead, on pace, behind, nearly spent. */
void
demo_make_authorizations (WabiDemo *demo, DemoClient *client)
{
  static const double paces[] = { 1.02, 1.15, 1.3, 1.7, 0.97 };
  WabiDay booked_to = MIN (client->auth_to, demo->today + 7 * DEMO_WEEKS_FUTURE),
          booked_from = MAX (client->auth_from, demo->today - 7 * DEMO_WEEKS_PAST);
  double weeks = MAX (1.0, (booked_to - booked_from + 1) / 7.0);
  int units[3], old_units[3] = { 2400, 200, 120 };
  g_autofree char *number = g_strdup_printf ("A-%05u", 20400 + client->number % 70000);
  g_autofree char *old_number = g_strdup_printf ("A-%05u", 10400 + client->number % 9000);

  for (int i = 0; i < 3; i++)
    {
      double per_week = client->used[i] / weeks;

      units[i] = (int)(per_week * 26 * paces[client->number % G_N_ELEMENTS (paces)] / 4) * 4 + 8;
    }
  if (client->number == 6 || client->number == 20)
    units[0] = client->used[0] + 6;
  put_authorization (demo, client, client->auth_old, old_number, "approved", client->auth_from - 182,
                     client->auth_from - 1, old_units);
  put_authorization (demo, client, client->auth_now, number, client->number == 7 ? "amended" : "approved", client->auth_from, client->auth_to,
                     units);
  if (client->number == 7)
    {
      g_autofree char *id = wabi_id_new (demo->ids), *newer = g_strconcat (number, "B", NULL);

      units[0] += 120;
      put_authorization (demo, client, id, newer, "approved", client->auth_from, client->auth_to, units);
    }
  if (client->number == 3)
    {
      g_autofree char *id = NULL;

      demo->clock.at = demo->options->now - MINUTES (60 * 24 * 10);
      id = wabi_id_new (demo->ids);
      put_authorization (demo, client, id, NULL, "requested", client->auth_to + 1, client->auth_to + 182,
                         units);
    }
}
