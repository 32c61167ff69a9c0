// SPDX-License-Identifier: AGPL-3.0-or-later
// The scrubber: asks the rules of all tables.

#include "wabi-scrub.h"

#include "wabi-scrub-private.h"

const WabiScrubTheme *
wabi_scrub_get_themes (gsize *n)
{
  static WabiScrubTheme themes[10];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      const WabiScrubTheme *const all[]
          = { &wabi_scrub_practice, &wabi_scrub_client,        &wabi_scrub_coverage, &wabi_scrub_payer, &wabi_scrub_people,
              &wabi_scrub_service,  &wabi_scrub_authorization, &wabi_scrub_session,  &wabi_scrub_claim, &wabi_scrub_checks };

      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        themes[i] = *all[i];
      g_once_init_leave (&once, 1);
    }
  *n = G_N_ELEMENTS (themes);
  return themes;
}

guint
wabi_scrub_count (void)
{
  gsize n;
  const WabiScrubTheme *themes = wabi_scrub_get_themes (&n);
  guint count = 0;

  for (gsize i = 0; i < n; i++)
    count += (guint) themes[i].n_rules;
  return count;
}

const WabiScrubRule *
wabi_scrub_find (const char *id)
{
  gsize n;
  const WabiScrubTheme *themes = wabi_scrub_get_themes (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < themes[i].n_rules; j++)
      if (wabi_scrub_is (themes[i].rules[j].id, id) || wabi_scrub_is (themes[i].rules[j].check, id))
        return &themes[i].rules[j];
  return NULL;
}

WabiScrubVerdict
wabi_scrub_judge (const WabiScrubRule *rule, const WabiScrubFacts *facts)
{
  const char *text = NULL;

  if (rule->holds == NULL || (rule->when != NULL && !rule->when (facts)))
    return WABI_SCRUB_NOT_ASKED;
  if (rule->field > 0)
    {
      text = G_STRUCT_MEMBER (const char *, facts, rule->field - 1);
      if (rule->holds != wabi_scrub_is_filled && wabi_scrub_is_blank (text))
        return WABI_SCRUB_NOT_ASKED;
    }
  return rule->holds (facts, text) ? WABI_SCRUB_HOLDS : WABI_SCRUB_BROKEN;
}

static guint
ask (const WabiScrubTheme *theme, const WabiScrubFacts *facts, WabiScrubStage first, WabiScrubStage last, WabiFindingLevel level,
     GPtrArray *findings)
{
  guint asked = 0;

  for (gsize i = 0; i < theme->n_rules; i++)
    {
      const WabiScrubRule *rule = &theme->rules[i];
      WabiScrubVerdict verdict;

      if (rule->level != level || rule->stage < first || rule->stage > last)
        continue;
      verdict = wabi_scrub_judge (rule, facts);
      asked += verdict != WABI_SCRUB_NOT_ASKED;
      if (verdict == WABI_SCRUB_BROKEN)
        wabi_finding_point (wabi_findings_add (findings, level, rule->id, g_strdup (_ (rule->title)),
                                               g_strdup (rule->remedy != NULL ? _ (rule->remedy) : NULL)),
                            rule->source, NULL, rule->way, NULL);
    }
  return asked;
}

guint
wabi_scrub (const WabiScrubFacts *facts, WabiScrubStage first, WabiScrubStage last, GPtrArray *findings)
{
  gsize n;
  const WabiScrubTheme *themes = wabi_scrub_get_themes (&n);
  guint asked = 0;

  for (gsize i = 0; i < n; i++)
    asked += ask (&themes[i], facts, first, last, WABI_FINDING_BLOCKED, findings);
  for (gsize i = 0; i < n; i++)
    asked += ask (&themes[i], facts, first, last, WABI_FINDING_WARNING, findings);
  return asked;
}
