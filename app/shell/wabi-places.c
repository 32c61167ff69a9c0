// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of places, and who sees which of them in what order.

#include "wabi-places.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-places-config.h"
#include "wabi-inbox-page.h"
#ifdef WABI_HAVE_BILLING
#include "wabi-billing-page.h"
#endif
#ifdef WABI_HAVE_CLIENTS
#include "wabi-clients-page.h"
#endif
#ifdef WABI_HAVE_NOTES
#include "wabi-notes-page.h"
#endif
#ifdef WABI_HAVE_PROGRAMS
#include "wabi-programs-page.h"
#endif
#ifdef WABI_HAVE_REPORTS
#include "wabi-reports-page.h"
#endif
#ifdef WABI_HAVE_SCHEDULE
#include "wabi-schedule-page.h"
#endif
#ifdef WABI_HAVE_SESSION
#include "wabi-session-page.h"
#endif
#ifdef WABI_HAVE_TODAY
#include "wabi-today-page.h"
#endif

#define OFFICE (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_BILLER | WABI_ROLE_ADMIN)

static const WabiPlace places[] = {
#ifdef WABI_HAVE_TODAY
  { "today", "wabi-today-symbolic", N_ ("Today"), WABI_ROLES_ALL, wabi_today_page_new },
#endif
#ifdef WABI_HAVE_SCHEDULE
  { "schedule", "wabi-schedule-symbolic", N_ ("Schedule"), WABI_ROLES_ALL, wabi_schedule_page_new },
#endif
#ifdef WABI_HAVE_CLIENTS
  { "clients", "wabi-clients-symbolic", N_ ("Clients"), WABI_ROLES_ALL, wabi_clients_page_new },
#endif
#ifdef WABI_HAVE_SESSION
  { "sessions", "wabi-sessions-symbolic", N_ ("Sessions"), WABI_ROLES_CLINICAL, wabi_session_page_new },
#endif
#ifdef WABI_HAVE_NOTES
  { "notes", "wabi-notes-symbolic", N_ ("Notes"), WABI_ROLES_CLINICAL | WABI_ROLE_BILLER, wabi_notes_page_new },
#endif
#ifdef WABI_HAVE_PROGRAMS
  { "programs", "wabi-programs-symbolic", N_ ("Programs"), WABI_ROLES_CLINICAL, wabi_programs_page_new },
#endif
#ifdef WABI_HAVE_BILLING
  { "billing", "wabi-billing-symbolic", N_ ("Billing"), WABI_ROLE_BILLER | WABI_ROLE_ADMIN, wabi_billing_page_new },
#endif
#ifdef WABI_HAVE_REPORTS
  { "reports", "wabi-reports-symbolic", N_ ("Reports"), OFFICE, wabi_reports_page_new },
#endif
  { "inbox", "wabi-inbox-symbolic", N_ ("Inbox"), WABI_ROLES_ALL, wabi_inbox_page_new },
};

/* Who is what comes first in the program's eyes, and what each came for. A person with several roles sees the first one's places first. */
static const struct
{
  guint role;
  const char *title;
  const char *order;
} roles_table[] = {
  { WABI_ROLE_ADMIN, N_ ("Administrator"), "today schedule clients sessions notes programs billing reports inbox" },
  { WABI_ROLE_BCBA, N_ ("BCBA"), "today notes clients programs sessions schedule reports inbox" },
  { WABI_ROLE_RBT, N_ ("RBT"), "today sessions schedule clients programs notes inbox" },
  { WABI_ROLE_FRONTDESK, N_ ("Front desk"), "today schedule clients reports inbox" },
  { WABI_ROLE_BILLER, N_ ("Billing"), "today billing clients reports inbox" },
};

const WabiPlace *
wabi_places_find (const char *id, guint roles)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].id, id) == 0 && (places[i].roles & roles) != 0)
      return &places[i];
  return NULL;
}

GPtrArray *
wabi_places_list (guint roles)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (roles_table); i++)
    {
      g_auto (GStrv) ids = (roles_table[i].role & roles) != 0 ? g_strsplit (roles_table[i].order, " ", -1) : NULL;

      for (guint j = 0; ids != NULL && ids[j] != NULL; j++)
        {
          const WabiPlace *place = wabi_places_find (ids[j], roles);

          if (place != NULL && !g_ptr_array_find (list, place, NULL))
            g_ptr_array_add (list, (gpointer) place);
        }
    }
  return list;
}

const char *
wabi_places_role_title (guint roles)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles_table); i++)
    if ((roles_table[i].role & roles) != 0)
      return _ (roles_table[i].title);
  return "";
}
