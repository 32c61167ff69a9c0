// SPDX-License-Identifier: AGPL-3.0-or-later
// Which fact of the data a figure speaks of, and whether it agrees with it.

#include "wabi-grounding-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LONGEST_WORDS "longest|largo|larga"

gboolean
wabi_grounding_has_suffix_of (const WabiFact *fact, const char *suffix)
{
  return g_str_has_suffix (fact->key, suffix);
}

static gboolean
is_of_kind (const WabiFact *fact, const WabiFigure *figure)
{
  switch (figure->kind)
    {
    case WABI_FIGURE_PERCENT:
      return fact->kind == WABI_FACT_PERCENT;
    case WABI_FIGURE_RATIO:
      return fact->kind == WABI_FACT_RATIO;
    case WABI_FIGURE_ORDINAL:
      return fact->kind == WABI_FACT_ORDINAL && g_str_equal (fact->unit, figure->unit);
    case WABI_FIGURE_DURATION:
      return fact->kind == WABI_FACT_DURATION || wabi_grounding_has_suffix_of (fact, "session.minutes");
    case WABI_FIGURE_COUNT:
      if (fact->kind != WABI_FACT_COUNT)
        return FALSE;
      if (g_str_equal (figure->unit, "time") && g_str_equal (fact->unit, "trial"))
        return wabi_grounding_has_suffix_of (fact, ".trials")
               || wabi_grounding_has_suffix_of (fact, ".correct");
      if (!g_str_equal (fact->unit, figure->unit))
        return FALSE;
      return !g_str_equal (figure->unit, "trial")
             || g_str_equal (strrchr (fact->key, '.') + 1,
                             figure->quality != NULL ? figure->quality : "trials");
    case WABI_FIGURE_BARE:
      return fact->kind == WABI_FACT_COUNT || fact->kind == WABI_FACT_PERCENT
             || fact->kind == WABI_FACT_RATIO;
    case WABI_FIGURE_TIME:
    case WABI_FIGURE_ASIDE:
    default:
      return FALSE;
    }
}

static gboolean
is_in_time (const WabiFact *fact, const WabiMeaning *m)
{
  gboolean before = wabi_grounding_has_suffix_of (fact, "-before");

  if (wabi_grounding_has_suffix_of (fact, ".criterion"))
    return m->criterion;
  return wabi_grounding_has_suffix_of (fact, ".sessions-before") || before == (m->before && !m->by);
}

gboolean
wabi_grounding_is_in_scope (const WabiFact *fact, const GPtrArray *subjects, gboolean strict)
{
  if (fact->subject_id == NULL)
    return !strict || g_str_equal (fact->unit, "target") || g_str_equal (fact->unit, "session")
           || g_str_equal (fact->unit, "minute") || g_str_equal (fact->unit, "unit");
  for (guint i = 0; i < subjects->len; i++)
    if (g_str_equal (g_ptr_array_index (subjects, i), fact->subject_id))
      return TRUE;
  return FALSE;
}

static double
get_value (const WabiFact *fact, const WabiMeaning *m)
{
  double value = fact->value;

  if (fact->kind == WABI_FACT_PERCENT && fact->total > 0 && m->figure->decimals > 0)
    value = 100.0 * fact->part / fact->total;
  if (m->figure->kind == WABI_FIGURE_DURATION && fact->kind == WABI_FACT_COUNT)
    value *= 60;
  if (m->by && fact->has_previous)
    value = fabs (value - fact->previous);
  return value;
}

static gboolean
agrees (const WabiFact *fact, const WabiMeaning *m)
{
  double value = get_value (fact, m), said = m->figure->value;
  double slack = m->figure->decimals > 0 ? 0.5 * pow (10, -m->figure->decimals) + 1e-9 : 1e-9;

  if (m->figure->total > 0 && (double)fact->total != m->figure->total)
    return FALSE;
  if (m->by && !fact->has_previous)
    return FALSE;
  switch (m->bound)
    {
    case WABI_BOUND_UNDER:
      return value < said;
    case WABI_BOUND_AT_MOST:
      return value <= said + slack;
    case WABI_BOUND_AT_LEAST:
      return value >= said - slack;
    case WABI_BOUND_ABOUT:
      return fabs (value - said) <= MAX (said * 0.1, slack);
    case WABI_BOUND_EXACT:
    default:
      return fabs (value - said) <= slack;
    }
}

static gboolean
is_in_reach (const WabiJudge *j, const WabiFact *fact, const WabiMeaning *m, const GPtrArray *subjects,
             gboolean strict)
{
  // The longest of several is meant only where the sentence says so.
  if (wabi_grounding_has_suffix_of (fact, ".longest")
      && !wabi_grounding_sentence_has (j, m->figure->first, LONGEST_WORDS))
    return FALSE;
  if (subjects == NULL || (m->criterion && !strict && wabi_grounding_has_suffix_of (fact, ".criterion")))
    return TRUE;
  // "Crying lasted at least 4 minutes" is not true because the session did.
  if (strict && fact->subject_id == NULL && m->bound != WABI_BOUND_EXACT)
    return FALSE;
  return wabi_grounding_is_in_scope (fact, subjects, strict);
}

// The fact that bears the figure out; else the nearest of its kind, by value.
static const WabiFact *
find_fact (const WabiJudge *j, const WabiMeaning *m, const GPtrArray *subjects, gboolean strict,
           gboolean *agreed)
{
  const WabiFact *nearest = NULL;

  *agreed = FALSE;
  for (guint i = 0; i < j->facts->items->len; i++)
    {
      const WabiFact *fact = g_ptr_array_index (j->facts->items, i);

      if (!is_of_kind (fact, m->figure) || !is_in_time (fact, m)
          || !is_in_reach (j, fact, m, subjects, strict))
        continue;
      if (agrees (fact, m))
        {
          *agreed = TRUE;
          return fact;
        }
      if (wabi_grounding_has_suffix_of (fact, ".criterion")
          || wabi_grounding_has_suffix_of (fact, ".sessions-before"))
        continue;
      // A subject's own fact is nearer than the session's, whatever the values.
      if (nearest == NULL || (nearest->subject_id == NULL && fact->subject_id != NULL && strict)
          || fabs (get_value (fact, m) - m->figure->value) < fabs (get_value (nearest, m) - m->figure->value))
        nearest = fact;
    }
  return nearest;
}

const WabiFact *
wabi_grounding_find_best_fact (const WabiJudge *j, const WabiMeaning *m, gboolean *agreed)
{
  g_autoptr (GPtrArray) loose = g_ptr_array_new ();
  const WabiFact *fact, *other;

  if (m->subjects->len > 0)
    {
      fact = find_fact (j, m, m->subjects, TRUE, agreed);
      // What was named has no such measure: something else is meant.
      if (*agreed || (fact != NULL && fact->subject_id != NULL))
        return fact;
    }
  wabi_grounding_find_loose_subjects (j, m, loose);
  fact = find_fact (j, m, loose, FALSE, agreed);
  if (*agreed || !(m->figure->kind == WABI_FIGURE_DURATION || g_str_equal (m->figure->unit, "time")))
    return fact;
  // Times and lengths are of behaviors, which the sentence may name in other words: "cried for 3 min 05 s".
  other = find_fact (j, m, NULL, FALSE, agreed);
  if (*agreed)
    return other;
  if (fact != NULL && fact->subject_id == NULL
      && !wabi_grounding_sentence_has (j, m->figure->first, "session|sesión"))
    return NULL;
  return fact != NULL ? fact : other;
}

const WabiFact *
wabi_grounding_find_current (const WabiJudge *j, const WabiFact *fact)
{
  g_autofree char *key = NULL;

  if (fact == NULL || !wabi_grounding_has_suffix_of (fact, "-before"))
    return fact;
  key = g_strndup (fact->key, strlen (fact->key) - strlen ("-before"));
  return wabi_facts_find (j->facts, key);
}

// The measure whose rise and fall is known: of "9 of 10" that is the accuracy.
const WabiFact *
wabi_grounding_find_measure (const WabiJudge *j, const WabiFact *fact)
{
  const WabiFact *current = wabi_grounding_find_current (j, fact);
  g_autofree char *key = NULL;

  if (current == NULL || current->kind != WABI_FACT_RATIO)
    return current;
  key = g_strdup_printf ("%.*saccuracy", (int)(strlen (current->key) - strlen ("ratio")), current->key);
  return wabi_facts_find (j->facts, key);
}

gboolean
wabi_grounding_way_agrees (const WabiFact *current, int way)
{
  return current == NULL || !current->has_previous || way == 0
         || (way > 0 ? current->value > current->previous : current->value < current->previous);
}

char *
wabi_grounding_describe_record (const WabiFact *current)
{
  g_autofree char *now = NULL, *before = NULL;

  if (current == NULL)
    return g_strdup (_ ("Nothing in this session's data says so."));
  now = wabi_fact_dup_words (current, WABI_LANGUAGE_ENGLISH);
  if (!current->has_previous)
    return g_strdup_printf (_ ("Recorded: %s."), now);
  before = wabi_fact_dup_value_words (current, current->previous, WABI_LANGUAGE_ENGLISH);
  return g_strdup_printf (_ ("Recorded: %s, last session %s."), now, before);
}
