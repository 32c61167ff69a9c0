// SPDX-License-Identifier: AGPL-3.0-or-later
// A draft of a note, written from the facts alone, each figure cited.

#include "wabi-drafter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// Notes have their own language, which need not be the program's, so their phrases are a table and not
// gettext's. {client}, {name}, {prompt}, {list} are words; {0} to {4} are facts, cited where they stand.
typedef enum
{
  SAY_NO_TRIALS,
  SAY_WORKED,
  SAY_WORKED_UP,
  SAY_WORKED_DOWN,
  SAY_WORKED_SAME,
  SAY_WORKED_FAMILY,
  SAY_WORKED_FAMILY_UP,
  SAY_TARGET,
  SAY_TARGET_PROMPT,
  SAY_TARGET_FAMILY,
  SAY_DROPPED,
  SAY_STEP,
  SAY_BEHAVIOR_NONE,
  SAY_BEHAVIOR_COUNT,
  SAY_BEHAVIOR_COUNT_FROM,
  SAY_BEHAVIOR_DURATION,
  SAY_BEHAVIOR_DURATION_FROM,
  SAY_PLAN_MASTERED,
  SAY_PLAN_PROBE,
  SAY_PLAN_CONTINUE,
  SAY_PLAN_CONTINUE_PROMPT,
  SAY_PLAN_STEP,
  N_PHRASES,
} Phrase;

static const char *const phrases[N_PHRASES][2] = {
  [SAY_NO_TRIALS]
  = { "No trials were recorded in this session.", "No se registraron ensayos en esta sesión." },
  [SAY_WORKED] = { "{client} worked on {0} over {1} and answered {2} correctly.",
                   "{client} trabajó en {0} durante {1} y respondió correctamente el {2}." },
  [SAY_WORKED_UP]
  = { "{client} worked on {0} over {1} and answered {2} correctly, up from {3} in the {4} before.",
      "{client} trabajó en {0} durante {1} y respondió correctamente el {2}, frente al {3} de antes ({4})." },
  [SAY_WORKED_DOWN]
  = { "{client} worked on {0} over {1} and answered {2} correctly, down from {3} in the {4} before.",
      "{client} trabajó en {0} durante {1} y respondió correctamente el {2}, frente al {3} de antes ({4})." },
  [SAY_WORKED_SAME]
  = { "{client} worked on {0} over {1} and answered {2} correctly, the same as before.",
      "{client} trabajó en {0} durante {1} y respondió correctamente el {2}, igual que antes." },
  [SAY_WORKED_FAMILY]
  = { "Today {client} practiced {0} and got {2} right.", "Hoy {client} practicó {0} y acertó el {2}." },
  [SAY_WORKED_FAMILY_UP] = { "Today {client} practiced {0} and got {2} right, up from {3} before.",
                             "Hoy {client} practicó {0} y acertó el {2}, frente al {3} anterior." },
  [SAY_TARGET] = { "{name} reached {0}.", "{name} alcanzó {0}." },
  [SAY_TARGET_PROMPT] = { "{name} reached {0}, with {prompt} prompts where help was needed.",
                          "{name} alcanzó {0}, con ayuda {prompt} cuando hizo falta." },
  [SAY_TARGET_FAMILY] = { "{name}: {0} right.", "{name}: {0} bien." },
  [SAY_DROPPED] = { "The {prompt} prompt was no longer needed after {0}.",
                    "La ayuda {prompt} ya no hizo falta después del {0}." },
  [SAY_STEP] = { "{name} is at {0}.", "{name} está en el {0}." },
  [SAY_BEHAVIOR_NONE] = { "{name} did not occur.", "{name} no ocurrió." },
  [SAY_BEHAVIOR_COUNT] = { "{name} occurred {0}.", "{name} ocurrió {0}." },
  [SAY_BEHAVIOR_COUNT_FROM] = { "{name} occurred {0}, compared with {1} in the session before.",
                                "{name} ocurrió {0}, frente a {1} en la sesión anterior." },
  [SAY_BEHAVIOR_DURATION] = { "{name} lasted {0} in total.", "{name} duró {0} en total." },
  [SAY_BEHAVIOR_DURATION_FROM] = { "{name} lasted {0} in total, compared with {1} in the session before.",
                                   "{name} duró {0} en total, frente a {1} en la sesión anterior." },
  [SAY_PLAN_MASTERED] = { "{name} met its criterion; move it to maintenance.",
                          "{name} alcanzó su criterio; pasar a mantenimiento." },
  [SAY_PLAN_PROBE]
  = { "Probe {name} independently in the next session.", "Sondear {name} sin ayuda en la próxima sesión." },
  [SAY_PLAN_CONTINUE] = { "Continue {name}.", "Continuar con {name}." },
  [SAY_PLAN_CONTINUE_PROMPT]
  = { "Continue {name} with {prompt} prompts.", "Continuar con {name} con ayuda {prompt}." },
  [SAY_PLAN_STEP] = { "Continue {name} at {0}.", "Continuar con {name} en el {0}." },
};

typedef struct
{
  const WabiFacts *facts;
  const WabiDraftInput *input;
  WabiDraft *draft;
  GString *text;
  WabiDraftSection section;
} Writer;

typedef struct
{
  const char *name;
  const char *prompt;
  const WabiFact *facts[5];
} Slots;

static void
free_citation (WabiCitation *citation)
{
  g_free (citation->fact_key);
  g_free (citation);
}

static void
cite (Writer *w, const WabiFact *fact)
{
  g_autofree char *words = wabi_fact_dup_words (fact, w->input->language);
  WabiCitation *citation = g_new0 (WabiCitation, 1);

  citation->section = w->section;
  citation->offset = w->text->len;
  citation->length = strlen (words);
  citation->fact_key = g_strdup (fact->key);
  g_ptr_array_add (w->draft->citations, citation);
  g_string_append (w->text, words);
}

// A sentence begins with a capital letter even where the name of a behavior does not.
static void
append_words (Writer *w, const char *words, gboolean at_start)
{
  gunichar first = words != NULL && *words != '\0' ? g_utf8_get_char (words) : 0;

  if (first == 0)
    return;
  if (!at_start)
    {
      g_string_append (w->text, words);
      return;
    }
  g_string_append_unichar (w->text, g_unichar_toupper (first));
  g_string_append (w->text, g_utf8_next_char (words));
}

static void
fill_slot (Writer *w, const char *slot, gsize length, const Slots *slots, gboolean at_start)
{
  if (length == 1 && g_ascii_isdigit (*slot))
    {
      g_assert (slots->facts[*slot - '0'] != NULL);
      cite (w, slots->facts[*slot - '0']);
    }
  else if (strncmp (slot, "client", length) == 0)
    append_words (w, w->input->client, at_start);
  else if (strncmp (slot, "prompt", length) == 0)
    append_words (w, slots->prompt, at_start);
  else
    append_words (w, slots->name, at_start);
}

static void
say (Writer *w, Phrase phrase, Slots slots)
{
  const char *at = phrases[phrase][w->input->language == WABI_LANGUAGE_SPANISH];
  gsize start;

  if (w->text->len > 0)
    g_string_append_c (w->text, ' ');
  start = w->text->len;
  while (*at != '\0')
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;

      if (end == NULL)
        {
          g_string_append_c (w->text, *at++);
          continue;
        }
      fill_slot (w, at + 1, end - at - 1, &slots, w->text->len == start);
      at = end + 1;
    }
}

static const WabiFact *
find_target (Writer *w, const WabiFactTarget *target, const char *measure)
{
  return wabi_facts_find_of (w->facts, "target", target->id, measure);
}

static const WabiFact *
find_behavior (Writer *w, const WabiFactBehavior *behavior, const char *measure)
{
  return wabi_facts_find_of (w->facts, "behavior", behavior->id, measure);
}

static gsize
get_max_targets (Writer *w)
{
  gsize most = w->input->max_targets > 0 ? (gsize)w->input->max_targets : 4;

  return MIN (w->input->style == WABI_DRAFT_FULL ? most : MIN (most, 2), w->input->n_targets);
}

static void
write_overall (Writer *w)
{
  const WabiFact *accuracy = wabi_facts_find (w->facts, "session.accuracy");
  const WabiFact *before = wabi_facts_find (w->facts, "session.accuracy-before");
  Slots slots = { .facts = { wabi_facts_find (w->facts, "session.targets"),
                             wabi_facts_find (w->facts, "session.trials"), accuracy, before,
                             wabi_facts_find (w->facts, "session.sessions-before") } };
  Phrase phrase = SAY_WORKED;

  if (w->input->style == WABI_DRAFT_FAMILY)
    phrase = before != NULL && accuracy->value > before->value ? SAY_WORKED_FAMILY_UP : SAY_WORKED_FAMILY;
  else if (before != NULL)
    phrase = accuracy->value > before->value   ? SAY_WORKED_UP
             : accuracy->value < before->value ? SAY_WORKED_DOWN
                                               : SAY_WORKED_SAME;
  say (w, phrase, slots);
}

static void
write_target (Writer *w, const WabiFactTarget *target)
{
  const char *prompt = target->used_prompt != NULL ? target->used_prompt : target->prompt;
  Slots slots = { .name = target->name, .prompt = prompt, .facts = { find_target (w, target, "ratio") } };
  const WabiFact *dropped = find_target (w, target, "dropped-prompt");
  const WabiFact *prompted = find_target (w, target, "prompted");
  const WabiFact *step = find_target (w, target, "step");
  gboolean has_help = prompt != NULL && prompted != NULL && prompted->value > 0;

  if (slots.facts[0] != NULL)
    say (w,
         w->input->style == WABI_DRAFT_FAMILY ? SAY_TARGET_FAMILY
         : has_help                           ? SAY_TARGET_PROMPT
                                              : SAY_TARGET,
         slots);
  if (dropped != NULL && target->dropped_prompt_words != NULL && w->input->style == WABI_DRAFT_FULL)
    say (w, SAY_DROPPED, (Slots){ .prompt = target->dropped_prompt_words, .facts = { dropped } });
  if (step != NULL)
    say (w, SAY_STEP, (Slots){ .name = target->name, .facts = { step } });
}

static void
write_targets (Writer *w)
{
  if (wabi_facts_find (w->facts, "session.accuracy") == NULL)
    say (w, SAY_NO_TRIALS, (Slots){ 0 });
  else
    write_overall (w);
  for (gsize i = 0; i < get_max_targets (w); i++)
    write_target (w, &w->input->targets[i]);
}

static void
write_behavior (Writer *w)
{
  for (gsize i = 0; i < w->input->n_behaviors; i++)
    {
      const WabiFactBehavior *behavior = &w->input->behaviors[i];
      gboolean lasts = behavior->kind == WABI_BEHAVIOR_DURATION;
      const WabiFact *fact = find_behavior (w, behavior, lasts ? "duration" : "count");
      const WabiFact *before = find_behavior (w, behavior, lasts ? "duration-before" : "count-before");
      Slots slots = { .name = behavior->name, .facts = { fact, before } };

      if (fact == NULL)
        continue;
      if (w->input->style == WABI_DRAFT_SHORT)
        before = NULL;
      if (fact->value == 0)
        say (w, SAY_BEHAVIOR_NONE, slots);
      else if (lasts)
        say (w, before != NULL ? SAY_BEHAVIOR_DURATION_FROM : SAY_BEHAVIOR_DURATION, slots);
      else
        say (w, before != NULL ? SAY_BEHAVIOR_COUNT_FROM : SAY_BEHAVIOR_COUNT, slots);
    }
}

static void
write_techniques (Writer *w)
{
  const char *const *techniques = w->input->techniques;

  if (techniques == NULL || techniques[0] == NULL || w->input->style == WABI_DRAFT_FAMILY)
    return;
  for (gsize i = 0; techniques[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (w->text, ", ");
      append_words (w, techniques[i], i == 0);
    }
  g_string_append_c (w->text, '.');
}

static gboolean
is_mastered_now (const WabiFactTarget *target, const WabiFact *accuracy)
{
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (WabiSessionPoint));
  WabiSessionPoint now = { .trials = accuracy->total, .correct = accuracy->part };

  g_array_append_vals (points, target->points, target->n_points);
  g_array_append_val (points, now);
  return wabi_mastery_evaluate (&target->criterion, (const WabiSessionPoint *)(gpointer)points->data,
                                points->len)
             .state
         == WABI_MASTERY_MASTERED;
}

static void
plan_target (Writer *w, const WabiFactTarget *target)
{
  const WabiFact *accuracy = find_target (w, target, "accuracy");
  const WabiFact *step = find_target (w, target, "step");
  int percent = target->criterion.percent > 0 ? target->criterion.percent : 90;
  Slots slots = { .name = target->name, .prompt = target->prompt, .facts = { step } };

  if (step != NULL)
    say (w, SAY_PLAN_STEP, slots);
  else if (accuracy == NULL)
    return;
  else if (is_mastered_now (target, accuracy))
    say (w, SAY_PLAN_MASTERED, slots);
  else if (accuracy->value >= percent)
    say (w, SAY_PLAN_PROBE, slots);
  else
    say (w, target->prompt != NULL ? SAY_PLAN_CONTINUE_PROMPT : SAY_PLAN_CONTINUE, slots);
}

static void
write_plan (Writer *w)
{
  for (gsize i = 0; i < get_max_targets (w); i++)
    plan_target (w, &w->input->targets[i]);
}

WabiDraft *
wabi_draft_new (const WabiFacts *facts, const WabiDraftInput *input)
{
  static void (*const writers[WABI_DRAFT_N_SECTIONS]) (Writer *) = {
    [WABI_DRAFT_TARGETS] = write_targets,
    [WABI_DRAFT_BEHAVIOR] = write_behavior,
    [WABI_DRAFT_TECHNIQUES] = write_techniques,
    [WABI_DRAFT_PLAN] = write_plan,
  };
  WabiDraft *draft = g_new0 (WabiDraft, 1);

  draft->citations = g_ptr_array_new_with_free_func ((GDestroyNotify)free_citation);
  for (int section = 0; section < WABI_DRAFT_N_SECTIONS; section++)
    {
      Writer w = { facts, input, draft, g_string_new (NULL), section };

      if (writers[section] != NULL)
        writers[section](&w);
      draft->sections[section] = g_string_free (w.text, FALSE);
    }
  return draft;
}

void
wabi_draft_free (WabiDraft *draft)
{
  if (draft == NULL)
    return;
  for (int section = 0; section < WABI_DRAFT_N_SECTIONS; section++)
    g_free (draft->sections[section]);
  g_ptr_array_unref (draft->citations);
  g_free (draft);
}

const char *
wabi_draft_section_key (WabiDraftSection section)
{
  static const char *const keys[] = { "status", "targets", "behavior", "techniques", "plan" };

  return section < G_N_ELEMENTS (keys) ? keys[section] : "";
}

const char *
wabi_draft_section_title (WabiDraftSection section)
{
  static const char *const titles[] = { N_ ("Clinical status at the start"), N_ ("Targets and response"),
                                        N_ ("Behavior"), N_ ("Techniques"), N_ ("Plan") };

  return section < G_N_ELEMENTS (titles) ? _ (titles[section]) : "";
}

const char *
wabi_draft_section_prompt (WabiDraftSection section)
{
  static const char *const prompts[] = {
    N_ ("How did the client arrive: mood, health, sleep, anything reported by the family?"),
    N_ ("What was worked on, and how did the client respond?"),
    N_ ("Which behavior occurred, what came before it, and what helped?"),
    N_ ("Which techniques were used?"),
    N_ ("What happens next?"),
  };

  return section < G_N_ELEMENTS (prompts) ? _ (prompts[section]) : "";
}
