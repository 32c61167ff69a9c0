// SPDX-License-Identifier: AGPL-3.0-or-later
// What goes out of a practice.

#include "outward-fixture.h"

void
outward_fixture_put (MemoryPractice *practice)
{
  g_autofree char *late = g_strdup_printf ("{'client':'" CLIENT_ELI "','appointment':'" VISIT_LATER "','starts_at':%" G_GINT64_FORMAT ",'at':%" G_GINT64_FORMAT
                                           ",'channel':'email','status':'failed','tries':1,'problem':'The address is not known there.'}",
                                           schedule_fixture_at (11, 13, 0), schedule_fixture_at (10, 9, 0));
  g_autofree char *push = g_strdup_printf ("{'staff':'" DESK "','url':'https://cloud.example/dav/maya/','user':'maya','status':'on','state':'failing','problem':'away',"
                                           "'tries':3,'at':%" G_GINT64_FORMAT "}", schedule_fixture_at (10, 10, 30));
  g_autofree char *all = g_strdup_printf ("{'url':'https://cloud.example/dav/all/','user':'maya','status':'on','state':'good','events':12,'restored':2,'good_at':%"
                                          G_GINT64_FORMAT "}", schedule_fixture_at (10, 10, 0));

  memory_practice_put (practice, &wabi_kind_reminder, REMINDER, late);
  memory_practice_put (practice, &wabi_kind_calendar_push, PUSH, push);
  memory_practice_put (practice, &wabi_kind_calendar_push, PUSH_ALL, all);
  memory_practice_put (practice, &wabi_kind_travel_time, "01900000-0000-7000-8000-0000000007b1",
                       "{'from':'" CLIENT "','to':'" CLIENT_ELI "','minutes':25,'miles_tenths':82}");
  for (int i = 0; i < 3; i++)
    {
      static const char *const ids[] = { "01900000-0000-7000-8000-0000000007c1", "01900000-0000-7000-8000-0000000007c2", "01900000-0000-7000-8000-0000000007c3" };
      static const char *const clients[] = { CLIENT_ELI, CLIENT, CLIENT_MILA };
      gint64 start = schedule_fixture_at (10, 11, 30) + i * 60 * WABI_MINUTE;
      g_autofree char *body = g_strdup_printf ("{'client':'%s','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE
                                               "','service_code':'97153','place':'12','status':'%s'}",
                                               clients[i], start, start + 60 * WABI_MINUTE, i == 1 ? "cancelled" : "scheduled");

      memory_practice_put (practice, &wabi_kind_appointment, ids[i], body);
    }
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *away = g_strdup_printf ("{'staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'status':'requested'}",
                                               i == 0 ? RBT : DESK, schedule_fixture_at (20, 9, 0), schedule_fixture_at (21, 9, 0));

      memory_practice_put (practice, &wabi_kind_time_off, i == 0 ? AWAY_RBT : AWAY_DESK, away);
    }
}
