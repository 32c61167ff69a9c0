// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may book against a rule, with a reason.

#include "wabi-override.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// What is not listed is never overridden. An override lets a visit be booked; the claim is judged by itself.
static const struct
{
  const char *id;
  const char *roles; // NULL: nobody
  const char *reason;
} rows[] = {
  { "time-invalid", NULL, N_ ("A visit needs a beginning and an end.") },
  { "no-dates", NULL, N_ ("A series without a date is none.") },
  { "staff-double-booked", NULL, N_ ("Nobody can be in two places at once.") },
  { "staff-not-credentialed", NULL, N_ ("A service by somebody without its credential is never billable.") },
  { "staff-credential-expired", NULL, N_ ("A service by somebody without its credential is never billable.") },
  { "staff-credential-not-started", NULL, N_ ("A service by somebody without its credential is never billable.") },
  { "place-unknown", NULL, N_ ("A claim names one of the known places.") },
  { "client-double-booked", "bcba admin", N_ ("The payer denies one of the two.") },
  { "group-full", "bcba admin", N_ ("The code says how many may share it.") },
  { "staff-unavailable", "frontdesk bcba admin", N_ ("People may agree to other hours.") },
  { "client-unavailable", "frontdesk bcba admin", N_ ("Families may agree to other hours.") },
  { "room-double-booked", "frontdesk bcba admin", N_ ("Two may share a room now and then.") },
  { "equipment-double-booked", NULL, N_ ("It can be in one place only.") },
  { "resource-closed", NULL, N_ ("It is not in use.") },
  { "travel-too-short", "frontdesk bcba admin", N_ ("Somebody who knows the way may be faster.") },
  { "hours-limit-exceeded", "bcba admin", N_ ("The practice set the limit.") },
  { "staff-time-off", "admin", N_ ("Time off was approved.") },
  { "holiday", "frontdesk bcba admin", N_ ("The practice may open for one visit.") },
  { "authorization-pending", "bcba biller admin", N_ ("It is not billed before it is approved.") },
  { "authorization-missing", "biller admin", N_ ("The payer may not pay it.") },
  { "authorization-expired", "biller admin", N_ ("The payer may not pay it.") },
  { "authorization-not-started", "biller admin", N_ ("The payer may not pay it.") },
  { "authorization-code-missing", "biller admin", N_ ("The payer may not pay it.") },
  { "authorization-denied", "admin", N_ ("The payer said no.") },
  { "units-short", "biller admin", N_ ("Units beyond the authorization are not paid.") },
  { "units-period-short", "bcba biller admin", N_ ("Units beyond the limit are not paid.") },
  { "staff-not-enrolled", "biller admin", N_ ("Some payers enroll with effect from an earlier day.") },
  { "day-limit-exceeded", "biller admin", N_ ("Units beyond the day's limit need records on appeal.") },
  { "code-not-covered", "biller admin", N_ ("The payer does not pay this service.") },
  { "pair-never", "biller admin", N_ ("The payer pays one of the two.") },
  { "eligibility-ended", "frontdesk bcba admin", N_ ("The family may have another plan.") },
  { "eligibility-not-active", "frontdesk bcba admin", N_ ("The family may have another plan.") },
  { "eligibility-not-begun", "frontdesk bcba admin", N_ ("The family may have another plan.") },
  { "place-not-covered", "biller admin", N_ ("The payer does not pay it there.") },
};

static gssize
find_row (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].id, id) == 0)
      return (gssize)i;
  return -1;
}

const char *
wabi_override_roles (const char *id)
{
  gssize i = find_row (id);

  return i >= 0 ? rows[i].roles : NULL;
}

const char *
wabi_override_reason (const char *id)
{
  gssize i = find_row (id);

  return i >= 0 ? _ (rows[i].reason) : NULL;
}

gboolean
wabi_override_may (const char *id, const char *roles)
{
  const char *allowed = wabi_override_roles (id);
  g_auto (GStrv) may = g_strsplit (allowed != NULL ? allowed : "", " ", -1);
  g_auto (GStrv) has = g_strsplit (roles != NULL ? roles : "", " ", -1);

  for (char **one = has; *one != NULL; one++)
    if (**one != '\0' && g_strv_contains ((const char *const *)may, *one))
      return TRUE;
  return FALSE;
}

static const char *
name_role (const char *role)
{
  if (g_str_equal (role, "frontdesk"))
    return _ ("front desk");
  if (g_str_equal (role, "bcba"))
    return _ ("analyst");
  return g_str_equal (role, "biller") ? _ ("biller") : _ ("administrator");
}

char *
wabi_override_words (const char *id)
{
  const char *allowed = wabi_override_roles (id), *reason = wabi_override_reason (id);
  g_auto (GStrv) roles = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  if (allowed == NULL)
    return reason != NULL ? g_strdup_printf (_ ("Nobody may override it: %s"), reason) : g_strdup (_ ("Nobody may override it."));
  roles = g_strsplit (allowed, " ", -1);
  for (guint i = 0; roles[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name_role (roles[i]));
  // Translators: who may, and why only they: "Override: analyst, administrator. The payer denies one of the two."
  return g_strdup_printf (_ ("Override: %s. %s"), names->str, reason);
}

const char *const *
wabi_override_list (void)
{
  static const char *ids[G_N_ELEMENTS (rows) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    ids[i] = rows[i].id;
  return ids;
}
