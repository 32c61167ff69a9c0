// SPDX-License-Identifier: AGPL-3.0-or-later
// What changed in a payer's answer about benefits (271), and what to do about it.

#include "wabi-benefit-words.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "wabi-text.h"

static const struct
{
  const char *change, *words, *remedy;
} changes[] = {
  { "inactive", N_ ("the coverage is not active"), N_ ("Ask the family for the new plan, and record it before the next session.") },
  { "active", N_ ("the coverage is active again"), N_ ("Look at the dates of the coverage.") },
  { "not-found", N_ ("the payer does not know the member"), N_ ("Compare name, birth date and member number with the insurance card, then check again.") },
  { "rejected", N_ ("the payer could not answer"), N_ ("Check again tomorrow; if it stays so, call the payer.") },
  { "copay", N_ ("the copayment is another one"), N_ ("Tell the family and the front desk what to collect.") },
  { "deductible", N_ ("the deductible began anew"), N_ ("Tell the family that they pay more until it is reached.") },
  { "other-payer", N_ ("there is another payer"), N_ ("Ask the family, and record the other coverage in its order.") },
  { "plan", N_ ("it is another plan"), N_ ("Look at the coverage, and whether the authorization still holds.") },
};

const char *
wabi_benefit_explain_change (const char *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_strcmp0 (changes[i].change, change) == 0)
      return _(changes[i].words);
  return _("something changed");
}

const char *
wabi_benefit_get_remedy (const char *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_strcmp0 (changes[i].change, change) == 0)
      return _(changes[i].remedy);
  return _("Look at the coverage, and ask the family.");
}

gboolean
wabi_benefit_is_unknown (const char *reason)
{
  return reason != NULL && wabi_text_list_has ("58 62 63 64 65 66 67 68 69 71 72 73 74 75 76 77 78", reason);
}

gboolean
wabi_benefit_needs_hand (WabiRecord *benefit)
{
  JsonArray *list = wabi_record_get_array (benefit, "changes");

  return list != NULL && json_array_get_length (list) > 0 && !wabi_record_has (benefit, "settled_at");
}
