// SPDX-License-Identifier: AGPL-3.0-or-later
// The demo practice's programs and sessions: learning curves that rise, stall and reach mastery.

#include "wabi-demo-private.h"

#include <math.h>

#include "wabi-note-facts.h"

#define MINUTES(n) ((gint64)(n)*WABI_MINUTE)
#define TRIALS 10
#define ACTIVE_TARGETS 4

typedef struct
{
  const char *name, *domain, *targets[4], *instruction;
} DemoProgram;

static const DemoProgram programs[] = {
  { "Colors",
    "Receptive language",
    { "“Touch red”", "“Touch blue”", "“Touch green”", "“Touch yellow”" },
    "Three cards in a row, position changes each time. Wait 3 s before a prompt." },
  { "Labels",
    "Expressive language",
    { "Tact: “cup”", "Tact: “ball”", "Tact: “shoe”", "Tact: “key”" },
    "Hold up the object and ask what it is. Wait 3 s before a prompt." },
  { "Motor imitation",
    "Imitation",
    { "Imitates clapping", "Imitates tapping the table", "Imitates waving", "Imitates arms up" },
    "Say “Do this” and show the movement once." },
  { "Requests",
    "Communication",
    { "Asks for help", "Asks for a break", "Asks for more", "Asks for a turn" },
    "Set up the need, wait 5 s, then prompt." },
  { "Following directions",
    "Listener responding",
    { "Comes when called", "Sits when asked", "Hands over an item", "Waits when asked" },
    "Give the direction once in a calm voice." },
  { "Play with others",
    "Social",
    { "Takes turns", "Greets by name", "Shares a toy", "Joins a game" },
    "Natural setting, with a peer or a parent." },
  { "Self-care",
    "Daily living",
    { "Washes hands", "Puts on shoes", "Zips a jacket", "Clears the plate" },
    "Total task, least-to-most prompts." },
};

static void
add_target (WabiDemo *demo, DemoClient *client, const char *program, const DemoProgram *bank, guint at)
{
  DemoTarget *target = g_new0 (DemoTarget, 1);
  int dice = demo_pick (demo, 100);

  target->record = demo_new (demo, &wabi_kind_target, demo->options->now - MINUTES (60 * 24 * 120));
  target->id = g_strdup (wabi_record_get_id (target->record));
  target->floor = 0.15 + demo_pick (demo, 20) / 100.0;
  /* Most rise to mastery, some level off below the criterion, some hardly move. */
  target->ceiling = dice < 62 ? 0.985 : dice < 85 ? 0.72 : 0.42;
  target->pace = 4 + demo_pick (demo, 9);
  wabi_record_set_text (target->record, "client", client->id);
  wabi_record_set_text (target->record, "program", program);
  wabi_record_set_text (target->record, "name", bank->targets[at]);
  wabi_record_set_text (target->record, "instruction", bank->instruction);
  wabi_record_set_int (target->record, "mastery_percent", 90);
  wabi_record_set_int (target->record, "mastery_sessions", 3);
  wabi_record_set_int (target->record, "min_trials", 5);
  wabi_record_set_int (target->record, "trials_planned", TRIALS);
  wabi_record_set_int (target->record, "sort", (gint64)at);
  g_ptr_array_add (client->targets, target);
}

static void
add_behavior (WabiDemo *demo, DemoClient *client, int at, const char *name, const char *measure,
              const char *function, const char *definition)
{
  WabiRecord *behavior = demo_new (demo, &wabi_kind_behavior, demo->options->now - MINUTES (60 * 24 * 120));

  client->behaviors[at] = g_strdup (wabi_record_get_id (behavior));
  wabi_record_set_text (behavior, "client", client->id);
  wabi_record_set_text (behavior, "name", name);
  wabi_record_set_text (behavior, "measure", measure);
  wabi_record_set_text (behavior, "function", function);
  wabi_record_set_text (behavior, "definition", definition);
  wabi_record_set_text (
      behavior, "plan",
      "Offer the visual timer before each transition. Prompt a request for a break. Reinforce waiting.");
  wabi_record_set_text (behavior, "status", "active");
  wabi_record_set_int (behavior, "sort", at);
  demo_emit (demo, behavior);
}

void
demo_make_programs (WabiDemo *demo, DemoClient *client)
{
  for (guint i = 0; i < 3; i++)
    {
      const DemoProgram *bank = &programs[(client->number + i * 2) % G_N_ELEMENTS (programs)];
      WabiRecord *program = demo_new (demo, &wabi_kind_program, demo->options->now - MINUTES (60 * 24 * 120));

      wabi_record_set_text (program, "client", client->id);
      wabi_record_set_text (program, "name", bank->name);
      wabi_record_set_text (program, "domain", bank->domain);
      wabi_record_set_text (program, "status", "active");
      wabi_record_set_int (program, "sort", (gint64)i);
      for (guint j = 0; j < 3; j++)
        add_target (demo, client, wabi_record_get_id (program), bank, j);
      demo_emit (demo, program);
    }
  add_behavior (demo, client, 0, "Elopement", "frequency", "escape",
                "Leaves the assigned area by more than 1 meter without permission.");
  add_behavior (demo, client, 1, "Crying", "duration", "attention",
                "Audible crying with tears for more than 3 seconds.");
}

static DemoTarget *
introduce (WabiDemo *demo, DemoClient *client, guint at, WabiDay day)
{
  DemoTarget *target = g_ptr_array_index (client->targets, at);

  target->active = TRUE;
  target->introduced = client->sessions;
  target->introduced_on = day;
  return target;
}

static void
keep_active (WabiDemo *demo, DemoClient *client, WabiDay day)
{
  guint active = 0;

  for (guint i = 0; i < client->targets->len; i++)
    active += ((DemoTarget *)g_ptr_array_index (client->targets, i))->active;
  /* First targets of each program first: 0, 3, 6, then 1, 4, 7 and so on. */
  for (guint i = 0; i < client->targets->len && active < ACTIVE_TARGETS; i++)
    {
      DemoTarget *target = g_ptr_array_index (client->targets, i % 3 * 3 + i / 3);

      if (target->active || target->mastered)
        continue;
      introduce (demo, client, i % 3 * 3 + i / 3, day);
      active++;
    }
}

static double
chance_of_correct (DemoClient *client, DemoTarget *target)
{
  double n = client->sessions - target->introduced;

  return target->floor + (target->ceiling - target->floor) * (1 - exp (-n / target->pace));
}

static const char *
prompt_for (double p)
{
  return p < 0.4 ? "full" : p < 0.65 ? "partial" : p < 0.85 ? "gesture" : "independent";
}

static int
run_target (WabiDemo *demo, DemoClient *client, DemoTarget *target, WabiRecord *session, const char *staff,
            gint64 *at, gint64 step, WabiDay day)
{
  double p = chance_of_correct (client, target);
  int correct = 0;

  for (int i = 0; i < TRIALS; i++)
    {
      gboolean right = g_rand_double (demo->rand) < p;
      WabiRecord *trial = demo_new (demo, &wabi_kind_trial, *at);

      correct += right;
      wabi_record_set_text (trial, "session", wabi_record_get_id (session));
      wabi_record_set_text (trial, "client", client->id);
      wabi_record_set_text (trial, "target", target->id);
      wabi_record_set_text (trial, "action", "record");
      wabi_record_set_text (trial, "result",
                            right                    ? "correct"
                            : demo_chance (demo, 55) ? "prompted"
                                                     : "incorrect");
      wabi_record_set_text (trial, "prompt_level",
                            wabi_record_is (trial, "result", "prompted") ? prompt_for (p) : "independent");
      wabi_record_set_int (trial, "at", *at);
      wabi_record_set_text (trial, "by", staff);
      demo_emit (demo, trial);
      *at += step + demo_pick (demo, 9) * WABI_SECOND;
    }
  target->streak = correct * 100 >= 90 * TRIALS ? target->streak + 1 : 0;
  if (target->streak == 3)
    {
      target->mastered = TRUE;
      target->active = FALSE;
      target->mastered_on = day;
    }
  return TRIALS;
}

static void
run_behaviors (WabiDemo *demo, DemoClient *client, WabiRecord *session, const char *staff, gint64 start,
               gint64 end)
{
  int elopements = MAX (0, 4 - client->sessions / 14 + demo_pick (demo, 3) - 1), cries = demo_pick (demo, 3);

  for (int i = 0; i < elopements + cries; i++)
    {
      gint64 at
          = start + (end - start) / 10 * (1 + demo_pick (demo, 8)) + demo_pick (demo, 300) * WABI_SECOND;
      WabiRecord *event = demo_new (demo, &wabi_kind_behavior_event, at);
      gboolean crying = i >= elopements;

      wabi_record_set_text (event, "session", wabi_record_get_id (session));
      wabi_record_set_text (event, "client", client->id);
      wabi_record_set_text (event, "behavior", client->behaviors[crying]);
      wabi_record_set_text (event, "action", "record");
      wabi_record_set_int (event, "at", at);
      if (crying)
        wabi_record_set_int (event, "duration", (25 + demo_pick (demo, 130)) * WABI_SECOND);
      wabi_record_set_text (event, "by", staff);
      demo_emit (demo, event);
    }
}

static const char *
pick_state (WabiDemo *demo, const char *code, int age)
{
  if (age > 4 || (age > 2 && !g_str_equal (code, "97153")))
    return demo_chance (demo, 98) ? "signed" : "complete";
  if (!g_str_equal (code, "97153"))
    return "draft";
  return demo_chance (demo, 72) ? "complete" : demo_chance (demo, 80) ? "draft" : "returned";
}

static void
sign (WabiDemo *demo, DemoClient *client, WabiRecord *note)
{
  g_autofree char *hash = wabi_note_dup_hash (note);
  g_autofree char *name = g_strdup_printf ("%s %s", wabi_record_get_text (client->bcba->record, "first_name"),
                                           wabi_record_get_text (client->bcba->record, "last_name"));

  wabi_record_set_text (note, "signed_by", client->bcba->id);
  wabi_record_set_int (
      note, "signed_at",
      MIN (wabi_record_get_int (note, "ends_at") + MINUTES (60 * 20), demo->options->now - MINUTES (5)));
  wabi_record_set_text (note, "signer_name", name);
  wabi_record_set_text (note, "signer_credential", "BCBA");
  wabi_record_set_text (note, "sign_hash", hash);
}

/* Words without figures, for notes that are too old to be looked at closely. */
static void
write_plainly (WabiRecord *note, const char *code)
{
  wabi_record_set_text (note, "status_start", "Arrived calm, greeted staff and chose the first activity.");
  if (g_str_equal (code, "97156"))
    {
      wabi_record_set_text (note, "response",
                            "The caregiver practiced prompting and reinforcement with feedback, and set up "
                            "the evening routine with the visual timer at home.");
      wabi_record_set_text (note, "techniques",
                            "Behavioral skills training: instruction, modeling, rehearsal, feedback.");
    }
  else if (g_str_equal (code, "97155"))
    {
      wabi_record_set_text (note, "response",
                            "Observed the session, changed the prompt sequence for the slower targets and "
                            "modeled it for the technician. The client responded well to the change.");
      wabi_record_set_text (note, "techniques", "Protocol modification, modeling, performance feedback.");
    }
  else
    {
      wabi_record_set_text (note, "response",
                            "Worked through the planned targets with steady engagement. Transitions were "
                            "easier when the visual timer was offered first.");
      wabi_record_set_text (note, "behavior", "Behavior goals were tracked through the session.");
      wabi_record_set_text (
          note, "techniques",
          "Most-to-least prompting, differential reinforcement with tokens, errorless correction.");
    }
  wabi_record_set_text (note, "plan", "Continue the current targets and keep the reinforcement schedule.");
}

static void
make_note (WabiDemo *demo, DemoClient *client, DemoStaff *staff, WabiRecord *session, WabiDay day)
{
  gint64 end = wabi_record_get_int (session, "ends_at");
  WabiRecord *note = demo_new (demo, &wabi_kind_note, end);
  const char *code = wabi_record_get_text (session, "service_code");
  int age = demo->today - day;

  wabi_record_set_text (note, "session", wabi_record_get_id (session));
  wabi_record_set_text (note, "client", client->id);
  wabi_record_set_text (note, "author", staff->id);
  wabi_record_set_text (note, "service_code", code);
  wabi_record_set_int (note, "starts_at", wabi_record_get_int (session, "starts_at"));
  wabi_record_set_int (note, "ends_at", end);
  wabi_record_set_text (note, "present", wabi_record_get_text (session, "present"));
  wabi_record_set_text (note, "state", pick_state (demo, code, age));
  if (wabi_record_is (note, "state", "complete") || wabi_record_is (note, "state", "signed"))
    {
      wabi_record_set_text (note, "completed_by", staff->id);
      wabi_record_set_int (note, "completed_at", end + MINUTES (4));
    }
  if (wabi_record_is (note, "state", "returned"))
    wabi_record_set_text (note, "return_comment",
                          "Please say how the client was at the start of the session.");
  /* The payer that wants the family's signature mostly has it. */
  if (client->payer == 3 && (age > 9 || demo_chance (demo, 60)))
    {
      wabi_record_set_text (note, "guardian_signed_by",
                            wabi_record_get_text (client->record, "guardian_name"));
      wabi_record_set_int (note, "guardian_signed_at", end + MINUTES (2));
    }
  if (age <= 5 && g_str_equal (code, "97153"))
    {
      g_ptr_array_add (demo->recent, note);
      return;
    }
  write_plainly (note, code);
  if (wabi_record_is (note, "state", "signed"))
    sign (demo, client, note);
  g_ptr_array_add (demo->notes, note);
}

static char *
describe_present (DemoClient *client, DemoStaff *staff)
{
  return g_strdup_printf (
      "%s %s (client), %s %s (%s)", wabi_record_get_text (client->record, "first_name"),
      wabi_record_get_text (client->record, "last_name"), wabi_record_get_text (staff->record, "first_name"),
      wabi_record_get_text (staff->record, "last_name"), wabi_record_get_text (staff->record, "credential"));
}

void
demo_make_session (WabiDemo *demo, DemoClient *client, DemoStaff *staff, WabiRecord *appointment)
{
  gint64 start = wabi_record_get_int (appointment, "starts_at") + MINUTES (demo_pick (demo, 7) - 2);
  gint64 end = wabi_record_get_int (appointment, "ends_at") + MINUTES (demo_pick (demo, 5) - 2),
         at = start + MINUTES (6), step;
  g_autoptr (WabiRecord) session = demo_new (demo, &wabi_kind_session, start);
  g_autofree char *present = describe_present (client, staff);
  WabiDay day = wabi_zone_day (DEMO_ZONE, start);
  int trials = 0;

  wabi_record_set_text (session, "appointment", wabi_record_get_id (appointment));
  wabi_record_set_text (session, "client", client->id);
  wabi_record_set_text (session, "staff", staff->id);
  wabi_record_set_text (session, "service_code", wabi_record_get_text (appointment, "service_code"));
  wabi_record_set_text (session, "place", wabi_record_get_text (appointment, "place"));
  wabi_record_set_text (session, "zone", DEMO_ZONE);
  wabi_record_set_int (session, "starts_at", start);
  wabi_record_set_int (session, "ends_at", end);
  wabi_record_set_text (session, "state", "ended");
  wabi_record_set_text (session, "present", present);
  if (wabi_record_is (session, "service_code", "97153"))
    {
      keep_active (demo, client, day);
      step = (end - start - MINUTES (30)) / (ACTIVE_TARGETS * TRIALS) - 4 * WABI_SECOND;
      for (guint i = 0; i < client->targets->len; i++)
        if (((DemoTarget *)g_ptr_array_index (client->targets, i))->active)
          trials += run_target (demo, client, g_ptr_array_index (client->targets, i), session, staff->id, &at,
                                step, day);
      run_behaviors (demo, client, session, staff->id, start, end);
      client->sessions++;
    }
  wabi_record_set_int (session, "trial_count", trials);
  make_note (demo, client, staff, session, day);
  demo_emit (demo, g_steal_pointer (&session));
}

void
demo_finish_targets (WabiDemo *demo, DemoClient *client)
{
  for (guint i = 0; i < client->targets->len; i++)
    {
      DemoTarget *target = g_ptr_array_index (client->targets, i);

      wabi_record_set_text (target->record, "status",
                            target->mastered ? "mastered"
                            : target->active ? "acquisition"
                                             : "waiting");
      wabi_record_set_text (target->record, "prompt_level",
                            target->active ? prompt_for (chance_of_correct (client, target)) : "full");
      if (target->introduced_on != 0)
        demo_set_day (target->record, "introduced_on", target->introduced_on);
      if (target->mastered)
        demo_set_day (target->record, "mastered_on", target->mastered_on);
      if (target->active && target->introduced > 0)
        {
          WabiRecord *phase = demo_new (demo, &wabi_kind_phase, demo->options->now - MINUTES (60 * 24 * 30));

          wabi_record_set_text (phase, "client", client->id);
          wabi_record_set_text (phase, "target", target->id);
          demo_set_day (phase, "date", target->introduced_on + (demo->today - target->introduced_on) / 2);
          wabi_record_set_text (phase, "label", "partial prompt");
          wabi_record_set_text (phase, "style", "phase");
          demo_emit (demo, phase);
        }
      demo_emit (demo, target->record);
      g_free (target->id);
      g_free (target);
    }
  g_ptr_array_set_size (client->targets, 0);
}

/* ---- recent notes, drafted from the trials that are in the store by now ---- */

static DemoClient *
find_client (WabiDemo *demo, const char *id)
{
  for (guint i = 0; i < demo->clients->len; i++)
    if (g_str_equal (((DemoClient *)g_ptr_array_index (demo->clients, i))->id, id))
      return g_ptr_array_index (demo->clients, i);
  g_assert_not_reached ();
}

static void
draft_one (WabiDemo *demo, const WabiView *view, WabiRecord *note, guint number)
{
  g_autoptr (WabiRecord) session
      = wabi_lookup_get (view, &wabi_kind_session, wabi_record_get_text (note, "session"));
  g_autoptr (WabiNoteData) data = NULL;
  g_autoptr (WabiDraft) draft = NULL;

  g_assert (session != NULL);
  data = wabi_note_data_new (view, session);
  draft = wabi_note_data_draft (data, WABI_DRAFT_FULL, WABI_LANGUAGE_ENGLISH);
  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    if (draft->sections[i][0] != '\0')
      wabi_record_set_text (note, wabi_note_section_field ((WabiDraftSection)i), draft->sections[i]);
  if (!wabi_record_is (note, "state", "returned") && number % 9 != 5)
    wabi_record_set_text (note, "status_start",
                          "Arrived calm, greeted staff by name and chose the puzzle as first activity. The "
                          "family reported a short night.");
  wabi_record_set_text (note, "techniques",
                        "Most-to-least prompting with a delay, differential reinforcement with tokens, "
                        "errorless correction, visual timer before transitions.");
  wabi_record_set_text (note, "plan",
                        "Continue at the present prompt level and probe independently next session. Offer "
                        "the timer before each transition.");
}

static gboolean
draft_all (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  WabiDemo *demo = data;

  for (guint i = 0; i < demo->recent->len; i++)
    {
      WabiRecord *note = g_ptr_array_index (demo->recent, i);

      draft_one (demo, view, note, i);
      if (wabi_record_is (note, "state", "signed"))
        sign (demo, find_client (demo, wabi_record_get_text (note, "client")), note);
    }
  return TRUE;
}

void
demo_draft_recent (WabiDemo *demo)
{
  if (demo->failed)
    return;
  demo->failed = !wabi_store_read (demo->store, demo->practice, draft_all, demo, &demo->error);
  for (guint i = 0; i < demo->recent->len; i++)
    demo_emit (demo, g_object_ref (g_ptr_array_index (demo->recent, i)));
}
