// SPDX-License-Identifier: AGPL-3.0-or-later
// Which kinds of other services a service reads: what a service that runs alone must follow (docs/architecture.md).

#include <string.h>

#include "wabi-domain.h"

/* Every service runs rules in the practice's zone, refuses people and devices whose access has ended, and hands each person the clients
 * in his care only. */
#define EVERYBODY "practice staff revocation client care_team"

/* What wabi_proof_new() gathers about a visit; who owns one of these reads it at home. */
#define PROOF                                                                                                          \
  "staff credential client coverage authorization client_hours staff_hours time_off staff_block holiday appointment session payer " \
  "payer_rule service_code edit_table enrollment location resource travel_time hours_limit benefit "

static const struct
{
  const char *service;
  const char *kinds; /* that its rules, proofs and routes read */
  const char *react; /* of these, what its reactions read: they wait until each is as new as what they react to */
} NEEDS[] = {
  { "auth", "", "" },
  /* Who is booked comes onto the care team; an authorization names service codes. */
  { "patients", "appointment service_code", "appointment staff" },
  { "goals", "", "" },
  { "scheduling", PROOF, "session" },
  /* Notes are checked against what the session and its programs say and what the payer wants to read, and signed under a credential. */
  { "sessions", PROOF "target behavior", "" },
  { "billing", PROOF "note guardian_signature", PROOF "note guardian_signature practice" },
  { "ai", PROOF "target behavior trial behavior_event note", "" },
  { "notifications", "", "" },
};

static gboolean
has_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (words, word); at != NULL; at = strstr (at + 1, word))
    if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return TRUE;
  return FALSE;
}

gboolean
wabi_domain_needs (const char *service, const WabiKind *kind)
{
  g_return_val_if_fail (service != NULL && kind != NULL, FALSE);

  if (strcmp (kind->service, service) == 0)
    return FALSE;
  if (has_word (EVERYBODY, kind->name))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (NEEDS); i++)
    if (strcmp (NEEDS[i].service, service) == 0)
      return has_word (NEEDS[i].kinds, kind->name);
  return FALSE;
}

gboolean
wabi_domain_reacts_with (const char *service, const WabiKind *kind)
{
  g_return_val_if_fail (service != NULL && kind != NULL, FALSE);

  if (strcmp (kind->service, service) == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (NEEDS); i++)
    if (strcmp (NEEDS[i].service, service) == 0)
      return has_word (NEEDS[i].react, kind->name);
  return FALSE;
}
