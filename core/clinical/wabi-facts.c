// SPDX-License-Identifier: AGPL-3.0-or-later
// The facts of a session that a note may speak of, each with the events that it came from.

#include "wabi-facts.h"

#include <string.h>

// What a note calls what is counted: singular and plural, English and Spanish.
static const struct
{
  const char *unit;
  const char *words[2][2];
} units[] = {
  { "trial", { { "trial", "trials" }, { "ensayo", "ensayos" } } },
  { "target", { { "target", "targets" }, { "objetivo", "objetivos" } } },
  { "time", { { "time", "times" }, { "vez", "veces" } } },
  { "minute", { { "minute", "minutes" }, { "minuto", "minutos" } } },
  { "unit", { { "unit", "units" }, { "unidad", "unidades" } } },
  { "session", { { "session", "sessions" }, { "sesión", "sesiones" } } },
  { "step", { { "step", "steps" }, { "paso", "pasos" } } },
};

typedef struct
{
  WabiFacts *facts;
  const WabiFactsInput *input;
  GPtrArray *trials;
  GPtrArray *behaviors;
} Gathering;

static void
free_fact (WabiFact *fact)
{
  g_free (fact->key);
  g_free (fact->subject_id);
  g_free (fact->subject_name);
  g_free (fact->words);
  g_ptr_array_unref (fact->event_ids);
  g_free (fact);
}

static const char *
find_unit_words (const char *unit, WabiLanguage language, gboolean plural)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].unit, unit))
      return units[i].words[language == WABI_LANGUAGE_SPANISH][plural];
  return unit;
}

// Notes are written in their own language, so this does not go through gettext.
static char *
format_seconds (gint64 seconds)
{
  if (seconds < 60)
    return g_strdup_printf ("%d s", (int)seconds);
  if (seconds < 3600 && seconds % 60 == 0)
    return g_strdup_printf ("%d min", (int)(seconds / 60));
  if (seconds < 3600)
    return g_strdup_printf ("%d min %02d s", (int)(seconds / 60), (int)(seconds % 60));
  return g_strdup_printf ("%d h %02d min", (int)(seconds / 3600), (int)(seconds % 3600 / 60));
}

static WabiFact *
add_fact (WabiFacts *facts, const char *key, WabiFactKind kind, const char *unit, gint64 value,
          const GPtrArray *event_ids)
{
  WabiFact *fact = g_new0 (WabiFact, 1);

  fact->key = g_strdup (key);
  fact->kind = kind;
  fact->unit = unit;
  fact->value = value;
  fact->event_ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; event_ids != NULL && i < event_ids->len; i++)
    g_ptr_array_add (fact->event_ids, g_strdup (g_ptr_array_index (event_ids, i)));
  g_ptr_array_add (facts->items, fact);
  return fact;
}

static WabiFact *
add_subject_fact (WabiFacts *facts, const char *what, const char *id, const char *name, const char *measure,
                  WabiFactKind kind, const char *unit, gint64 value, const GPtrArray *event_ids)
{
  g_autofree char *key = g_strdup_printf ("%s.%s.%s", what, id, measure);
  WabiFact *fact = add_fact (facts, key, kind, unit, value, event_ids);

  fact->subject_id = g_strdup (id);
  fact->subject_name = g_strdup (name);
  return fact;
}

static void
set_part (WabiFact *fact, gint64 part, gint64 total)
{
  fact->part = part;
  fact->total = total;
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const WabiSessionPoint *left = *(WabiSessionPoint *const *)a;
  const WabiSessionPoint *right = *(WabiSessionPoint *const *)b;

  if (left->day != right->day)
    return left->day > right->day ? -1 : 1;
  return g_strcmp0 (right->session_id, left->session_id);
}

// The accuracy of the last sessions before this one, over all targets.
static int
count_before (const WabiFactsInput *input, int *correct, int *trials)
{
  int wanted = input->previous_sessions > 0 ? input->previous_sessions : 3, sessions = 0;
  g_autoptr (GPtrArray) points = g_ptr_array_new ();
  const WabiSessionPoint *last = NULL;

  for (gsize t = 0; t < input->n_targets; t++)
    for (gsize p = 0; p < input->targets[t].n_points; p++)
      g_ptr_array_add (points, (gpointer)&input->targets[t].points[p]);
  g_ptr_array_sort (points, compare_points);
  for (guint i = 0; i < points->len; i++)
    {
      const WabiSessionPoint *point = g_ptr_array_index (points, i);

      if (point->trials <= 0)
        continue;
      if (last == NULL || last->day != point->day || g_strcmp0 (last->session_id, point->session_id) != 0)
        if (sessions++ == wanted)
          return wanted;
      last = point;
      *correct += point->correct;
      *trials += point->trials;
    }
  return sessions;
}

static void
add_session_facts (Gathering *g)
{
  g_autoptr (WabiTrialSummary) all
      = wabi_trials_summarize (g->trials, g->input->session_id, NULL, g->input->counting);
  int before_correct = 0, before_trials = 0, targets = 0;
  int before = count_before (g->input, &before_correct, &before_trials);
  WabiFact *accuracy;

  if (g->facts->minutes > 0)
    add_fact (g->facts, "session.minutes", WABI_FACT_COUNT, "minute", g->facts->minutes, NULL);
  if (g->input->units > 0)
    add_fact (g->facts, "session.units", WABI_FACT_COUNT, "unit", g->input->units, NULL);
  if (all->trials == 0)
    return;
  for (gsize i = 0; i < g->input->n_targets; i++)
    {
      g_autoptr (WabiTrialSummary) one = wabi_trials_summarize (g->trials, g->input->session_id,
                                                                g->input->targets[i].id, g->input->counting);

      targets += one->trials > 0;
    }
  add_fact (g->facts, "session.targets", WABI_FACT_COUNT, "target", targets, all->event_ids);
  add_fact (g->facts, "session.trials", WABI_FACT_COUNT, "trial", all->trials, all->event_ids);
  add_fact (g->facts, "session.correct", WABI_FACT_COUNT, "trial", all->correct, all->event_ids);
  add_fact (g->facts, "session.incorrect", WABI_FACT_COUNT, "trial", all->incorrect, all->event_ids);
  add_fact (g->facts, "session.prompted", WABI_FACT_COUNT, "trial", all->prompted, all->event_ids);
  if (all->denominator <= 0)
    return;
  accuracy = add_fact (g->facts, "session.accuracy", WABI_FACT_PERCENT, "",
                       wabi_percent (all->numerator, all->denominator), all->event_ids);
  set_part (accuracy, all->numerator, all->denominator);
  set_part (add_fact (g->facts, "session.ratio", WABI_FACT_RATIO, "trial", all->numerator, all->event_ids),
            all->numerator, all->denominator);
  if (before_trials <= 0)
    return;
  accuracy->has_previous = TRUE;
  accuracy->previous = wabi_percent (before_correct, before_trials);
  set_part (add_fact (g->facts, "session.accuracy-before", WABI_FACT_PERCENT, "", accuracy->previous, NULL),
            before_correct, before_trials);
  add_fact (g->facts, "session.sessions-before", WABI_FACT_COUNT, "session", before, NULL);
}

static void
add_target_counts (Gathering *g, const WabiFactTarget *target, const WabiTrialSummary *summary)
{
  WabiFacts *facts = g->facts;
  WabiFact *accuracy;
  const WabiSessionPoint *last = target->n_points > 0 ? &target->points[target->n_points - 1] : NULL;

  add_subject_fact (facts, "target", target->id, target->name, "trials", WABI_FACT_COUNT, "trial",
                    summary->trials, summary->event_ids);
  add_subject_fact (facts, "target", target->id, target->name, "correct", WABI_FACT_COUNT, "trial",
                    summary->correct, summary->event_ids);
  add_subject_fact (facts, "target", target->id, target->name, "incorrect", WABI_FACT_COUNT, "trial",
                    summary->incorrect, summary->event_ids);
  add_subject_fact (facts, "target", target->id, target->name, "prompted", WABI_FACT_COUNT, "trial",
                    summary->prompted, summary->event_ids);
  if (summary->denominator <= 0)
    return;
  set_part (add_subject_fact (facts, "target", target->id, target->name, "ratio", WABI_FACT_RATIO, "trial",
                              summary->numerator, summary->event_ids),
            summary->numerator, summary->denominator);
  accuracy = add_subject_fact (facts, "target", target->id, target->name, "accuracy", WABI_FACT_PERCENT, "",
                               wabi_percent (summary->numerator, summary->denominator), summary->event_ids);
  set_part (accuracy, summary->numerator, summary->denominator);
  if (last != NULL && last->trials > 0)
    {
      accuracy->has_previous = TRUE;
      accuracy->previous = wabi_percent (last->correct, last->trials);
      set_part (add_subject_fact (facts, "target", target->id, target->name, "accuracy-before",
                                  WABI_FACT_PERCENT, "", accuracy->previous, NULL),
                last->correct, last->trials);
    }
}

static void
add_target_facts (Gathering *g, const WabiFactTarget *target)
{
  g_autoptr (WabiTrialSummary) summary
      = wabi_trials_summarize (g->trials, g->input->session_id, target->id, g->input->counting);
  int dropped = target->dropped_prompt == NULL
                    ? 0
                    : wabi_trials_last_with_prompt (g->trials, g->input->session_id, target->id,
                                                    target->dropped_prompt);

  if (summary->trials > 0)
    add_target_counts (g, target, summary);
  if (dropped > 0 && dropped < summary->trials)
    add_subject_fact (g->facts, "target", target->id, target->name, "dropped-prompt", WABI_FACT_ORDINAL,
                      "trial", dropped, summary->event_ids);
  if (target->step > 0)
    set_part (add_subject_fact (g->facts, "target", target->id, target->name, "step", WABI_FACT_ORDINAL,
                                "step", target->step, summary->event_ids),
              target->step, target->steps);
  add_subject_fact (g->facts, "target", target->id, target->name, "criterion", WABI_FACT_PERCENT, "",
                    target->criterion.percent > 0 ? target->criterion.percent : 90, NULL);
}

static void
add_behavior_fact (Gathering *g, const WabiFactBehavior *behavior, const char *measure, WabiFactKind kind,
                   gint64 value, const GPtrArray *event_ids)
{
  const char *unit = kind == WABI_FACT_COUNT ? "time" : "";
  WabiFact *fact = add_subject_fact (g->facts, "behavior", behavior->id, behavior->name, measure, kind, unit,
                                     value, event_ids);
  g_autofree char *before = g_strdup_printf ("%s-before", measure);

  if (behavior->previous < 0)
    return;
  fact->has_previous = TRUE;
  fact->previous = behavior->previous;
  add_subject_fact (g->facts, "behavior", behavior->id, behavior->name, before, kind, unit,
                    behavior->previous, NULL);
}

// A behavior that was watched and not seen is a true zero.
static void
add_behavior_facts (Gathering *g, const WabiFactBehavior *behavior)
{
  g_autoptr (WabiBehaviorSummary) summary
      = wabi_behaviors_summarize (g->behaviors, g->input->session_id, behavior->id);

  if (behavior->kind == WABI_BEHAVIOR_FREQUENCY)
    {
      add_behavior_fact (g, behavior, "count", WABI_FACT_COUNT, summary->count, summary->event_ids);
      return;
    }
  add_behavior_fact (g, behavior, "duration", WABI_FACT_DURATION,
                     (summary->duration + WABI_SECOND / 2) / WABI_SECOND, summary->event_ids);
  add_subject_fact (g->facts, "behavior", behavior->id, behavior->name, "count", WABI_FACT_COUNT, "time",
                    summary->count, summary->event_ids);
  if (summary->count > 1)
    add_subject_fact (g->facts, "behavior", behavior->id, behavior->name, "longest", WABI_FACT_DURATION, "",
                      (summary->longest + WABI_SECOND / 2) / WABI_SECOND, summary->event_ids);
}

WabiFacts *
wabi_facts_new (const WabiFactsInput *input)
{
  WabiFacts *facts = g_new0 (WabiFacts, 1);
  WabiLocal start = wabi_zone_to_local (input->zone, input->start_at);
  WabiLocal end = wabi_zone_to_local (input->zone, input->end_at);
  g_autoptr (GPtrArray) trials = wabi_trials_effective (input->trials, input->n_trials);
  g_autoptr (GPtrArray) behaviors
      = wabi_behaviors_effective (input->behavior_events, input->n_behavior_events);
  Gathering g = { facts, input, trials, behaviors };

  facts->items = g_ptr_array_new_with_free_func ((GDestroyNotify)free_fact);
  facts->day = start.day;
  facts->start_minute = start.minute;
  facts->end_minute = end.minute;
  facts->minutes = input->end_at > input->start_at ? (input->end_at - input->start_at) / WABI_MINUTE : 0;
  add_session_facts (&g);
  for (gsize i = 0; i < input->n_targets; i++)
    add_target_facts (&g, &input->targets[i]);
  for (gsize i = 0; i < input->n_behaviors; i++)
    add_behavior_facts (&g, &input->behaviors[i]);
  for (guint i = 0; i < facts->items->len; i++)
    {
      WabiFact *fact = g_ptr_array_index (facts->items, i);

      fact->words = wabi_fact_dup_words (fact, WABI_LANGUAGE_ENGLISH);
    }
  return facts;
}

void
wabi_facts_free (WabiFacts *facts)
{
  if (facts == NULL)
    return;
  g_ptr_array_unref (facts->items);
  g_free (facts);
}

const WabiFact *
wabi_facts_find (const WabiFacts *facts, const char *key)
{
  for (guint i = 0; i < facts->items->len; i++)
    {
      const WabiFact *fact = g_ptr_array_index (facts->items, i);

      if (g_str_equal (fact->key, key))
        return fact;
    }
  return NULL;
}

const WabiFact *
wabi_facts_find_of (const WabiFacts *facts, const char *kind, const char *id, const char *measure)
{
  g_autofree char *key = g_strdup_printf ("%s.%s.%s", kind, id, measure);

  return wabi_facts_find (facts, key);
}

char *
wabi_fact_dup_value_words (const WabiFact *fact, gint64 value, WabiLanguage language)
{
  const char *of = language == WABI_LANGUAGE_SPANISH ? "de" : "of";
  const char *unit = find_unit_words (fact->unit, language, value != 1);

  switch (fact->kind)
    {
    case WABI_FACT_COUNT:
      return g_strdup_printf ("%" G_GINT64_FORMAT "%s%s", value, *unit != '\0' ? " " : "", unit);
    case WABI_FACT_PERCENT:
      return g_strdup_printf ("%" G_GINT64_FORMAT " %%", value);
    case WABI_FACT_RATIO:
      return g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT, value, of, fact->total);
    case WABI_FACT_DURATION:
      return format_seconds (value);
    case WABI_FACT_ORDINAL:
      unit = find_unit_words (fact->unit, language, FALSE);
      if (fact->total > 0)
        return g_strdup_printf ("%s %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT, unit, value, of, fact->total);
      return g_strdup_printf ("%s %" G_GINT64_FORMAT, unit, value);
    case WABI_FACT_TEXT:
    default:
      return g_strdup (fact->words != NULL ? fact->words : "");
    }
}

char *
wabi_fact_dup_words (const WabiFact *fact, WabiLanguage language)
{
  return wabi_fact_dup_value_words (fact, fact->value, language);
}
