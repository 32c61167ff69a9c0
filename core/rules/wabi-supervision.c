// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of a technician's work of a month must be supervised, and how much is.

#include "wabi-supervision.h"

#include <glib/gi18n-lib.h>

// BACB, RBT handbook (field-map 5.5): at least 5 % of the month's hours, in two real-time contacts at least.
#define PERCENT 5
#define CONTACTS 2

static char *
write_hours (int minutes)
{
  // Translators: hours with one digit after the point, rounded: "4.1 h"
  return g_strdup_printf (_ ("%d.%d h"), (minutes + 3) / 60, (minutes + 3) % 60 / 6);
}

int
wabi_supervision_owed (const WabiSupervision *month)
{
  return MAX (0, (month->minutes * PERCENT + 99) / 100 - month->supervised);
}

void
wabi_supervision_check (const WabiSupervision *month, GPtrArray *findings)
{
  int owed = wabi_supervision_owed (month), contacts = MAX (0, CONTACTS - month->contacts);
  const char *name = month->staff_name != NULL ? month->staff_name : _ ("The technician");
  g_autofree char *owed_words = write_hours (owed), *all = write_hours (month->minutes), *done = write_hours (month->supervised);
  gboolean enough = owed == 0 && contacts == 0;
  WabiFinding *finding;

  if (month->minutes <= 0)
    return;
  finding = wabi_findings_add (findings, enough ? WABI_FINDING_PASSED : WABI_FINDING_WARNING, "supervision",
                               enough ? g_strdup_printf (_ ("%s has enough supervision this month"), name)
                               : owed > 0 ? g_strdup_printf (_ ("Supervision owed to %s this month: %s"), name, owed_words)
                                          : g_strdup_printf (ngettext ("%s needs %d more supervised visit this month",
                                                                       "%s needs %d more supervised visits this month", (gulong)contacts),
                                                             name, contacts),
                               g_strdup_printf (ngettext ("%s of %s supervised, in %d visit", "%s of %s supervised, in %d visits",
                                                          (gulong)month->contacts),
                                                done, all, month->contacts));
  // The sign of percent stands for itself. xgettext:no-c-format
  wabi_finding_point (finding, _ ("BACB: 5 % of a month's hours, two contacts"), "staff_id", NULL, NULL);
}
