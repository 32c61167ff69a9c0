// SPDX-License-Identifier: AGPL-3.0-or-later
// Something that is wrong with a file, and its words.

#include "wabi-x12-finding.h"

#include <glib/gi18n-lib.h>

static char *
describe_element (const WabiX12Finding *finding)
{
  if (finding->element == 0)
    return g_strdup ("");
  if (finding->component == 0)
    return g_strdup_printf ("%02u", finding->element);
  return g_strdup_printf ("%02u-%u", finding->element, finding->component);
}

char *
wabi_x12_finding_to_string (const WabiX12Finding *finding)
{
  g_autofree char *element = describe_element (finding);
  g_autofree char *place
      = *finding->loop != '\0'
            ? g_strdup_printf (_ ("segment %u, loop %s, %s%s"), finding->segment, finding->loop,
                               finding->segment_id, element)
            : g_strdup_printf (_ ("segment %u, %s%s"), finding->segment, finding->segment_id, element);

  if (finding->claim == NULL)
    return g_strdup_printf (_ ("%s (%s)"), finding->message, place);
  if (finding->line == 0)
    return g_strdup_printf (_ ("Claim %s: %s (%s)"), finding->claim, finding->message, place);
  return g_strdup_printf (_ ("Claim %s, line %u: %s (%s)"), finding->claim, finding->line, finding->message,
                          place);
}

void
wabi_x12_finding_free (WabiX12Finding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->segment_id);
  g_free (finding->loop);
  g_free (finding->claim);
  g_free (finding->message);
  g_free (finding);
}
