// SPDX-License-Identifier: AGPL-3.0-or-later
// Something that a check of a claim file found, and its words.

#include "wabi-837p-finding.h"

#include <glib/gi18n-lib.h>

char *
wabi_837p_finding_to_string (const Wabi837pFinding *finding)
{
  g_autofree char *element
      = finding->element > 0 ? g_strdup_printf ("%02u", finding->element) : g_strdup ("");
  g_autofree char *place = g_strdup_printf (_ ("segment %u, loop %s, %s%s"), finding->segment, finding->loop,
                                            finding->segment_id, element);

  if (finding->claim == NULL)
    return g_strdup_printf (_ ("%s (%s)"), finding->message, place);
  if (finding->line == 0)
    return g_strdup_printf (_ ("Claim %s: %s (%s)"), finding->claim, finding->message, place);
  return g_strdup_printf (_ ("Claim %s, line %u: %s (%s)"), finding->claim, finding->line, finding->message,
                          place);
}

void
wabi_837p_finding_free (Wabi837pFinding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->segment_id);
  g_free (finding->loop);
  g_free (finding->claim);
  g_free (finding->message);
  g_free (finding);
}
