// SPDX-License-Identifier: AGPL-3.0-or-later
// What a rule found: passed, to look at, or in the way; with its reason and the way on.

#include "wabi-finding.h"

#include <glib/gi18n-lib.h>

static void
set_text (char **field, const char *text)
{
  if (text == NULL)
    return;
  g_free (*field);
  *field = g_strdup (text);
}

GPtrArray *
wabi_findings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_finding_free);
}

void
wabi_finding_free (WabiFinding *finding)
{
  if (finding == NULL)
    return;
  g_free (finding->id);
  g_free (finding->title);
  g_free (finding->detail);
  g_free (finding->source);
  g_free (finding->field);
  g_free (finding->way_on);
  g_free (finding->subject);
  g_free (finding);
}

WabiFinding *
wabi_findings_add (GPtrArray *findings, WabiFindingLevel level, const char *id, char *title, char *detail)
{
  WabiFinding *finding = g_new0 (WabiFinding, 1);

  finding->id = g_strdup (id);
  finding->level = level;
  finding->title = title != NULL ? title : g_strdup ("");
  finding->detail = detail != NULL ? detail : g_strdup ("");
  finding->source = g_strdup ("");
  finding->field = g_strdup ("");
  finding->way_on = g_strdup ("");
  finding->subject = g_strdup ("");
  g_ptr_array_add (findings, finding);
  return finding;
}

void
wabi_finding_point (WabiFinding *finding, const char *source, const char *field, const char *way_on,
                    const char *subject)
{
  set_text (&finding->source, source);
  set_text (&finding->field, field);
  set_text (&finding->way_on, way_on);
  set_text (&finding->subject, subject);
}

const WabiFinding *
wabi_findings_find (const GPtrArray *findings, const char *id)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->id, id))
        return finding;
    }
  return NULL;
}

WabiFindingLevel
wabi_findings_worst (const GPtrArray *findings)
{
  WabiFindingLevel worst = WABI_FINDING_PASSED;

  for (guint i = 0; i < findings->len; i++)
    worst = MAX (worst, ((const WabiFinding *)g_ptr_array_index (findings, i))->level);
  return worst;
}

guint
wabi_findings_count (const GPtrArray *findings, WabiFindingLevel level)
{
  guint count = 0;

  for (guint i = 0; i < findings->len; i++)
    count += ((const WabiFinding *)g_ptr_array_index (findings, i))->level == level;
  return count;
}

const char *
wabi_finding_level_name (WabiFindingLevel level)
{
  switch (level)
    {
    case WABI_FINDING_PASSED:
      return "passed";
    case WABI_FINDING_WARNING:
      return "warning";
    case WABI_FINDING_BLOCKED:
    default:
      return "blocked";
    }
}

const char *
wabi_finding_level_words (WabiFindingLevel level)
{
  switch (level)
    {
    case WABI_FINDING_PASSED:
      return C_ ("finding", "Passed");
    case WABI_FINDING_WARNING:
      return C_ ("finding", "Look at this");
    case WABI_FINDING_BLOCKED:
    default:
      return C_ ("finding", "Blocked");
    }
}
