// SPDX-License-Identifier: AGPL-3.0-or-later
// From the records of a session to the facts that its note may speak of.

#include "wabi-note-facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-proof.h"
#include "wabi-session-close.h"
#include "wabi-text.h"

struct _WabiNoteData
{
  const WabiView *view;
  WabiRecord *session, *client, *staff, *supervisor;
  WabiProof *proof;
  GPtrArray *keep; /* arrays of records whose texts are borrowed below */
  GPtrArray *histories;
  GArray *trials, *behavior_events, *targets, *behaviors;
  WabiFacts *facts;
  guint absent;     /* trials that have not come, by the numbers of the computers */
  gboolean altered; /* all have come, but not as they were recorded */
};

static const char *
prompt_words (const char *key)
{
  const WabiPromptLevel *level = key != NULL ? wabi_codes_find_prompt (key) : NULL;
  g_autofree char *lower = level != NULL ? g_utf8_strdown (_(level->name), -1) : NULL;

  /* Within a sentence; a handful of words, kept for good. */
  return lower != NULL ? g_intern_string (lower) : NULL;
}

static WabiTrialEvent
read_trial (WabiRecord *record)
{
  const char *result = wabi_record_get_text (record, "result");

  return (WabiTrialEvent){
    .id = wabi_record_get_id (record),
    .session_id = wabi_record_get_text (record, "session"),
    .target_id = wabi_record_get_text (record, "target"),
    .result = g_strcmp0 (result, "correct") == 0    ? WABI_TRIAL_CORRECT
              : g_strcmp0 (result, "prompted") == 0 ? WABI_TRIAL_PROMPTED
                                                    : WABI_TRIAL_INCORRECT,
    .prompt = wabi_record_get_text (record, "prompt_level"),
    .at = wabi_record_get_int (record, "at"),
    .action = wabi_record_is (record, "action", "void") ? WABI_EVENT_VOID : WABI_EVENT_RECORD,
    .voids = wabi_record_get_text (record, "voids"),
  };
}

static int
compare_trials (gconstpointer a, gconstpointer b)
{
  const WabiTrialEvent *one = a, *other = b;

  return one->at < other->at ? -1 : one->at > other->at;
}

static GArray *
read_trials (GPtrArray *records)
{
  GArray *trials = g_array_sized_new (FALSE, TRUE, sizeof (WabiTrialEvent), records->len);

  for (guint i = 0; i < records->len; i++)
    {
      WabiTrialEvent trial = read_trial (g_ptr_array_index (records, i));

      g_array_append_val (trials, trial);
    }
  g_array_sort (trials, compare_trials);
  return trials;
}

static WabiHistory *
build_history (const WabiView *view, const char *zone, const char *target, const char *except, gint64 before)
{
  WabiHistory *history = g_new0 (WabiHistory, 1);
  GPtrArray *records = wabi_lookup_by (view, &wabi_kind_trial, "target", target);
  g_autoptr (GArray) trials = read_trials (records);
  g_autoptr (GPtrArray) effective
      = wabi_trials_effective ((const WabiTrialEvent *) (gpointer) trials->data, trials->len);

  history->keep = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (history->keep, records);
  history->points = g_array_new (FALSE, TRUE, sizeof (WabiSessionPoint));
  /* Trials come in order of time, so a session's first trial places it among the others. */
  for (guint i = 0; i < effective->len; i++)
    {
      const WabiTrialEvent *trial = g_ptr_array_index (effective, i);
      WabiSessionPoint *point = NULL;

      if (trial->at >= before || g_strcmp0 (trial->session_id, except) == 0)
        continue;
      for (guint j = history->points->len; j > 0 && point == NULL; j--)
        if (g_strcmp0 (g_array_index (history->points, WabiSessionPoint, j - 1).session_id, trial->session_id) == 0)
          point = &g_array_index (history->points, WabiSessionPoint, j - 1);
      if (point == NULL)
        {
          WabiSessionPoint fresh = { trial->session_id, wabi_zone_day (zone, trial->at), 0, 0 };

          g_array_append_val (history->points, fresh);
          point = &g_array_index (history->points, WabiSessionPoint, history->points->len - 1);
        }
      point->trials++;
      if (trial->result == WABI_TRIAL_CORRECT)
        point->correct++;
    }
  return history;
}

WabiHistory *
wabi_history_new (const WabiView *view, const char *zone, const char *target, const char *except)
{
  return build_history (view, zone, target, except, G_MAXINT64);
}

void
wabi_history_free (WabiHistory *history)
{
  if (history == NULL)
    return;
  g_array_unref (history->points);
  g_ptr_array_unref (history->keep);
  g_free (history);
}

void
wabi_target_read_criterion (WabiRecord *target, WabiMasteryCriterion *out)
{
  out->percent = wabi_record_has (target, "mastery_percent") ? (int) wabi_record_get_int (target, "mastery_percent") : 90;
  out->sessions = wabi_record_has (target, "mastery_sessions") ? (int) wabi_record_get_int (target, "mastery_sessions") : 3;
  out->minimum_trials = wabi_record_has (target, "min_trials") ? (int) wabi_record_get_int (target, "min_trials") : 5;
}

/* With which help most of the session's prompted trials were given; NULL when none was. */
static const char *
find_used_prompt (WabiNoteData *data, const char *target)
{
  g_autoptr (GPtrArray) effective
      = wabi_trials_effective ((const WabiTrialEvent *) (gpointer) data->trials->data, data->trials->len);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  const char *most = NULL;
  int n_most = 0;

  for (guint i = 0; i < effective->len; i++)
    {
      const WabiTrialEvent *trial = g_ptr_array_index (effective, i);
      int n;

      if (trial->result != WABI_TRIAL_PROMPTED || trial->prompt == NULL || g_strcmp0 (trial->target_id, target) != 0)
        continue;
      n = GPOINTER_TO_INT (g_hash_table_lookup (counts, trial->prompt)) + 1;
      g_hash_table_insert (counts, (gpointer) trial->prompt, GINT_TO_POINTER (n));
      if (n > n_most)
        {
          most = trial->prompt;
          n_most = n;
        }
    }
  return most;
}

static void
gather_targets (WabiNoteData *data)
{
  GPtrArray *records = wabi_lookup_by (data->view, &wabi_kind_target, "client", wabi_record_get_text (data->session, "client"));
  const char *zone = wabi_record_get_text (data->session, "zone");

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      WabiFactTarget target = { .id = wabi_record_get_id (record), .name = wabi_record_get_text (record, "name") };
      gboolean worked = FALSE;
      WabiHistory *history;

      for (guint j = 0; j < data->trials->len && !worked; j++)
        worked = g_strcmp0 (g_array_index (data->trials, WabiTrialEvent, j).target_id, target.id) == 0;
      if (!worked)
        continue;
      /* Sessions held later are none of this note's: what it says must stay true when they come. */
      history = build_history (data->view, zone, target.id, wabi_record_get_id (data->session),
                               wabi_record_get_int (data->session, "starts_at"));
      g_ptr_array_add (data->histories, history);
      target.prompt = prompt_words (wabi_record_get_text (record, "prompt_level"));
      target.used_prompt = prompt_words (find_used_prompt (data, target.id));
      wabi_target_read_criterion (record, &target.criterion);
      target.points = (const WabiSessionPoint *) (gpointer) history->points->data;
      target.n_points = history->points->len;
      g_array_append_val (data->targets, target);
    }
  g_ptr_array_add (data->keep, records);
}

static WabiBehaviorEvent
read_behavior_event (WabiRecord *record, WabiBehaviorKind kind)
{
  return (WabiBehaviorEvent){
    .id = wabi_record_get_id (record),
    .session_id = wabi_record_get_text (record, "session"),
    .behavior_id = wabi_record_get_text (record, "behavior"),
    .kind = kind,
    .at = wabi_record_get_int (record, "at"),
    .count = 1,
    .duration = wabi_record_get_int (record, "duration"),
    .action = wabi_record_is (record, "action", "void") ? WABI_EVENT_VOID : WABI_EVENT_RECORD,
    .voids = wabi_record_get_text (record, "voids"),
  };
}

/* What the behavior came to in the session before this one: a count or seconds, -1 when there was none. */
static gint64
find_previous (WabiNoteData *data, const char *behavior, WabiBehaviorKind kind)
{
  g_autoptr (GPtrArray) records = wabi_lookup_by (data->view, &wabi_kind_behavior_event, "behavior", behavior);
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (WabiBehaviorEvent));
  g_autoptr (GPtrArray) effective = NULL;
  g_autoptr (WabiBehaviorSummary) summary = NULL;
  const WabiBehaviorEvent *latest = NULL;
  gint64 start = wabi_record_get_int (data->session, "starts_at");

  for (guint i = 0; i < records->len; i++)
    {
      WabiBehaviorEvent event = read_behavior_event (g_ptr_array_index (records, i), kind);

      g_array_append_val (events, event);
    }
  effective = wabi_behaviors_effective ((const WabiBehaviorEvent *) (gpointer) events->data, events->len);
  for (guint i = 0; i < effective->len; i++)
    {
      const WabiBehaviorEvent *event = g_ptr_array_index (effective, i);

      if (event->at < start && (latest == NULL || event->at > latest->at))
        latest = event;
    }
  if (latest == NULL)
    return -1;
  summary = wabi_behaviors_summarize (effective, latest->session_id, behavior);
  return kind == WABI_BEHAVIOR_FREQUENCY ? summary->count : summary->duration / G_USEC_PER_SEC;
}

static WabiBehaviorKind
find_behavior_kind (WabiNoteData *data, const char *id)
{
  for (guint i = 0; i < data->behaviors->len; i++)
    if (g_strcmp0 (g_array_index (data->behaviors, WabiFactBehavior, i).id, id) == 0)
      return g_array_index (data->behaviors, WabiFactBehavior, i).kind;
  return WABI_BEHAVIOR_FREQUENCY;
}

static void
gather_behaviors (WabiNoteData *data)
{
  GPtrArray *behaviors = wabi_lookup_by (data->view, &wabi_kind_behavior, "client", wabi_record_get_text (data->session, "client"));
  GPtrArray *events = wabi_lookup_by (data->view, &wabi_kind_behavior_event, "session", wabi_record_get_id (data->session));

  for (guint i = 0; i < behaviors->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (behaviors, i);
      WabiFactBehavior behavior
          = { wabi_record_get_id (record), wabi_record_get_text (record, "name"),
              wabi_record_is (record, "measure", "duration") ? WABI_BEHAVIOR_DURATION : WABI_BEHAVIOR_FREQUENCY, -1 };

      if (!wabi_record_is (record, "status", "active"))
        continue;
      behavior.previous = find_previous (data, behavior.id, behavior.kind);
      g_array_append_val (data->behaviors, behavior);
    }
  for (guint i = 0; i < events->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (events, i);
      WabiBehaviorEvent event = read_behavior_event (record, find_behavior_kind (data, wabi_record_get_text (record, "behavior")));

      g_array_append_val (data->behavior_events, event);
    }
  g_ptr_array_add (data->keep, behaviors);
  g_ptr_array_add (data->keep, events);
}

static int
count_tenths (WabiNoteData *data)
{
  const WabiVisitFacts *base = &wabi_proof_get_facts (data->proof)->base;

  return wabi_units_tenths (&base->unit_rule, wabi_visit_minutes (&base->visit));
}

static void
make_facts (WabiNoteData *data)
{
  WabiFactsInput input = {
    .zone = wabi_record_get_text (data->session, "zone"),
    .session_id = wabi_record_get_id (data->session),
    .start_at = wabi_record_get_int (data->session, "starts_at"),
    .end_at = wabi_record_get_int (data->session, "ends_at"),
    .units = count_tenths (data) / 10,
    .counting = WABI_PROMPTED_NOT_CORRECT,
    .trials = (const WabiTrialEvent *) (gpointer) data->trials->data,
    .n_trials = data->trials->len,
    .behavior_events = (const WabiBehaviorEvent *) (gpointer) data->behavior_events->data,
    .n_behavior_events = data->behavior_events->len,
    .targets = (const WabiFactTarget *) (gpointer) data->targets->data,
    .n_targets = data->targets->len,
    .behaviors = (const WabiFactBehavior *) (gpointer) data->behaviors->data,
    .n_behaviors = data->behaviors->len,
  };

  data->facts = wabi_facts_new (&input);
}

WabiNoteData *
wabi_note_data_new (const WabiView *view, WabiRecord *session)
{
  WabiNoteData *data = g_new0 (WabiNoteData, 1);
  GPtrArray *trials = wabi_lookup_by (view, &wabi_kind_trial, "session", wabi_record_get_id (session));

  data->view = view;
  data->session = g_object_ref (session);
  data->client = wabi_lookup_get (view, &wabi_kind_client, wabi_record_get_text (session, "client"));
  data->staff = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (session, "staff"));
  if (data->staff != NULL)
    data->supervisor = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (data->staff, "supervisor"));
  data->proof = wabi_proof_new (view, wabi_record_get_text (session, "zone"), wabi_record_get_int (session, "ends_at"), session);
  data->keep = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  data->histories = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_history_free);
  g_ptr_array_add (data->keep, trials);
  data->trials = read_trials (trials);
  data->absent = wabi_session_close_count_missing (session, trials, &data->altered);
  data->behavior_events = g_array_new (FALSE, TRUE, sizeof (WabiBehaviorEvent));
  data->targets = g_array_new (FALSE, TRUE, sizeof (WabiFactTarget));
  data->behaviors = g_array_new (FALSE, TRUE, sizeof (WabiFactBehavior));
  gather_targets (data);
  gather_behaviors (data);
  make_facts (data);
  return data;
}

void
wabi_note_data_free (WabiNoteData *data)
{
  if (data == NULL)
    return;
  wabi_facts_free (data->facts);
  g_array_unref (data->trials);
  g_array_unref (data->behavior_events);
  g_array_unref (data->targets);
  g_array_unref (data->behaviors);
  g_ptr_array_unref (data->histories);
  g_ptr_array_unref (data->keep);
  wabi_proof_free (data->proof);
  g_object_unref (data->session);
  g_clear_object (&data->client);
  g_clear_object (&data->staff);
  g_clear_object (&data->supervisor);
  g_free (data);
}

const WabiFacts *
wabi_note_data_get_facts (WabiNoteData *data)
{
  return data->facts;
}

WabiDraft *
wabi_note_data_draft (WabiNoteData *data, WabiDraftStyle style, WabiLanguage language)
{
  WabiDraftInput input = {
    .client = data->client != NULL ? wabi_record_get_text (data->client, "first_name") : _("The client"),
    .language = language,
    .style = style,
    .targets = (const WabiFactTarget *) (gpointer) data->targets->data,
    .n_targets = data->targets->len,
    .behaviors = (const WabiFactBehavior *) (gpointer) data->behaviors->data,
    .n_behaviors = data->behaviors->len,
  };

  return wabi_draft_new (data->facts, &input);
}

const char *
wabi_note_section_field (WabiDraftSection section)
{
  static const char *const fields[] = { "status_start", "response", "behavior", "techniques", "plan" };

  return fields[section];
}

GPtrArray *
wabi_note_data_ground (WabiNoteData *data, WabiRecord *note, WabiDraftSection section)
{
  const char *text = wabi_record_get_text (note, wabi_note_section_field (section));

  return wabi_grounding_check (text != NULL ? text : "", data->facts, section == WABI_DRAFT_PLAN);
}

/* "Ava (client), Jordan Reyes (RBT)": a name and, in brackets, what the person is. */
static GArray *
read_participants (const char *present, GStrv *out_keep)
{
  GArray *participants = g_array_new (FALSE, TRUE, sizeof (WabiParticipant));

  *out_keep = g_strsplit (present != NULL ? present : "", ",", -1);
  for (guint i = 0; (*out_keep)[i] != NULL; i++)
    {
      char *name = g_strstrip ((*out_keep)[i]), *open = strrchr (name, '('), *close;
      WabiParticipant one = { name, "" };

      if (open != NULL && (close = strchr (open, ')')) != NULL)
        {
          *open = *close = '\0';
          g_strchomp (name);
          one.relation = g_strstrip (open + 1);
        }
      if (*name != '\0')
        g_array_append_val (participants, one);
    }
  return participants;
}

static unsigned
read_elements (WabiPayerTerms *terms, const WabiTermsKey *key)
{
  g_auto (GStrv) keys = wabi_payer_terms_dup_list (terms, "note", "elements", key);
  unsigned required = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    required |= wabi_note_element_from_key (keys[i]);
  if (required == 0)
    required = WABI_NOTE_USUAL;
  if (wabi_payer_terms_get_bool (terms, "note", "guardian", key))
    required |= WABI_NOTE_GUARDIAN_SIGNATURE;
  return required | WABI_NOTE_GROUNDED;
}

static GPtrArray *
ground_all (WabiNoteData *data, WabiRecord *note)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_grounding_claim_free);

  for (int section = 0; section < WABI_DRAFT_N_SECTIONS; section++)
    {
      g_autoptr (GPtrArray) some = wabi_note_data_ground (data, note, (WabiDraftSection) section);

      g_ptr_array_extend_and_steal (all, g_steal_pointer (&some));
    }
  return all;
}

static WabiDay
read_signed_day (WabiNoteData *data, WabiRecord *note)
{
  const char *field = wabi_record_has (note, "completed_at") ? "completed_at" : "signed_at";

  return wabi_record_has (note, field)
             ? wabi_zone_day (wabi_record_get_text (data->session, "zone"), wabi_record_get_int (note, field))
             : WABI_DAY_NONE;
}

guint
wabi_note_data_count_missing (WabiNoteData *data, guint *expected)
{
  g_autoptr (GHashTable) voided = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 end = wabi_record_get_int (data->session, "ends_at"), counted = wabi_record_get_int (data->session, "trial_count");
  guint there = 0, missing;

  /* What was taken back later was counted when the session ended. */
  for (guint i = 0; i < data->trials->len; i++)
    {
      const WabiTrialEvent *trial = &g_array_index (data->trials, WabiTrialEvent, i);

      there += trial->action != WABI_EVENT_VOID;
      if (trial->voids != NULL && trial->at <= end)
        g_hash_table_add (voided, (gpointer) trial->voids);
    }
  there -= MIN (there, g_hash_table_size (voided));
  missing = MAX (there < counted ? (guint) counted - there : 0, data->absent);
  *expected = data->absent > 0 ? MAX ((guint) counted, there + data->absent) : (guint) counted;
  return missing;
}

/* The figures of a note that is signed before all is there are right for what is there: that is said, and kept with the signature. */
static void
add_missing (WabiNoteData *data, GPtrArray *findings)
{
  guint expected, missing = wabi_note_data_count_missing (data, &expected);

  if (missing > 0)
    wabi_findings_add (findings, WABI_FINDING_WARNING, "trials-missing",
                       g_strdup_printf (_("%u of %u trials received"), expected - missing, expected),
                       g_strdup (_("The others are on a computer that has not sent them yet. Sign when they are there; signed now, the note keeps "
                                   "how many were missing.")));
  else if (data->altered)
    wabi_findings_add (findings, WABI_FINDING_WARNING, "trials-altered", g_strdup (_("The trials are not as they were recorded")),
                       g_strdup (_("All have come, but not with what the computer had when the session ended. Compare them with whoever held the "
                                   "session before you sign, and tell who runs the server.")));
}

GPtrArray *
wabi_note_data_check (WabiNoteData *data, WabiRecord *note)
{
  WabiRecord *payer = wabi_proof_get_payer (data->proof);
  WabiPayerTerms *terms = wabi_proof_get_terms (data->proof);
  WabiTermsKey key = { .code = wabi_record_get_text (data->session, "service_code"), .place = wabi_record_get_text (data->session, "place") };
  g_autofree char *client_name = wabi_lookup_full_name (data->client), *staff_name = wabi_lookup_full_name (data->staff);
  g_autofree char *supervisor_name = wabi_lookup_full_name (data->supervisor);
  g_autoptr (GPtrArray) claims = ground_all (data, note);
  g_auto (GStrv) keep = NULL;
  g_autoptr (GArray) participants = read_participants (wabi_record_get_text (note, "present"), &keep);
  GPtrArray *findings;
  WabiNoteFacts facts = {
    .required = read_elements (terms, &key),
    .words_per_hour = (int) wabi_payer_terms_get_int (terms, "note", "words_per_hour", &key, 0),
    .zone = wabi_record_get_text (data->session, "zone"),
    .payer_name = payer != NULL ? wabi_record_get_text (payer, "name") : NULL,
    .code = wabi_record_get_text (data->session, "service_code"),
    .guidance = wabi_service_is (wabi_proof_get_facts (data->proof)->base.service, WABI_SERVICE_FAMILY),
    .place = wabi_record_get_text (data->session, "place"),
    .client_name = client_name,
    .rendering_name = staff_name,
    .rendering_credential = data->staff != NULL ? wabi_record_get_text (data->staff, "credential") : NULL,
    .supervisor_name = data->supervisor != NULL ? supervisor_name : staff_name,
    .start_at = wabi_record_get_int (data->session, "starts_at"),
    .end_at = wabi_record_get_int (data->session, "ends_at"),
    .unit_rule = wabi_proof_get_facts (data->proof)->base.unit_rule,
    .units_tenths = count_tenths (data),
    .participants = (const WabiParticipant *) (gpointer) participants->data,
    .n_participants = participants->len,
    .claims = claims,
    .signed_day = read_signed_day (data, note),
    .guardian_signed = wabi_lookup_guardian_signature (data->view, note, NULL) != 0,
  };

  for (int section = 0; section < WABI_DRAFT_N_SECTIONS; section++)
    facts.sections[section] = wabi_record_get_text (note, wabi_note_section_field ((WabiDraftSection) section));
  findings = wabi_note_check (&facts);
  add_missing (data, findings);
  return findings;
}

char *
wabi_note_dup_hash (WabiRecord *note)
{
  static const char *const fields[] = { "session", "client", "service_code", "starts_at", "ends_at", "present", "status_start", "response",
                                        "behavior", "techniques", "plan", "guardian_signed_by", "guardian_signed_at" };
  g_autoptr (JsonObject) signed_part = json_object_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonNode *node = json_object_get_member (wabi_record_get_body (note), fields[i]);

      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        json_object_set_member (signed_part, fields[i], json_node_copy (node));
    }
  text = wabi_json_object_to_canonical (signed_part);
  return wabi_text_hash_hex (text, -1);
}

static JsonArray *
list_citations (const WabiDraft *draft, WabiDraftSection section)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < draft->citations->len; i++)
    {
      const WabiCitation *citation = g_ptr_array_index (draft->citations, i);
      JsonObject *object;

      if (citation->section != section)
        continue;
      object = json_object_new ();
      json_object_set_int_member (object, "offset", (gint64) citation->offset);
      json_object_set_int_member (object, "length", (gint64) citation->length);
      json_object_set_string_member (object, "fact", citation->fact_key);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
list_facts (const WabiFacts *facts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < facts->items->len; i++)
    {
      const WabiFact *fact = g_ptr_array_index (facts->items, i);
      JsonObject *object = json_object_new ();
      JsonArray *sources = json_array_new ();

      for (guint j = 0; fact->event_ids != NULL && j < fact->event_ids->len; j++)
        json_array_add_string_element (sources, g_ptr_array_index (fact->event_ids, j));
      json_object_set_string_member (object, "key", fact->key);
      json_object_set_string_member (object, "shown", fact->words);
      json_object_set_array_member (object, "sources", sources);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonObject *
wabi_domain_draft_note (const WabiView *view, const char *session_id, const char *style, const char *language, GError **error)
{
  g_autoptr (WabiRecord) session = wabi_view_get (view, &wabi_kind_session, session_id, NULL);
  g_autoptr (WabiNoteData) data = NULL;
  g_autoptr (WabiDraft) draft = NULL;
  JsonObject *answer;
  JsonArray *sections;

  if (session == NULL)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_NOT_FOUND, _("This session is not there any more."));
      return NULL;
    }
  data = wabi_note_data_new (view, session);
  draft = wabi_note_data_draft (data,
                                g_strcmp0 (style, "shorter") == 0  ? WABI_DRAFT_SHORT
                                : g_strcmp0 (style, "family") == 0 ? WABI_DRAFT_FAMILY
                                                                   : WABI_DRAFT_FULL,
                                g_strcmp0 (language, "es") == 0 ? WABI_LANGUAGE_SPANISH : WABI_LANGUAGE_ENGLISH);
  answer = json_object_new ();
  sections = json_array_new ();
  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    {
      JsonObject *section = json_object_new ();

      json_object_set_string_member (section, "name", wabi_note_section_field ((WabiDraftSection) i));
      json_object_set_string_member (section, "text", draft->sections[i]);
      json_object_set_array_member (section, "citations", list_citations (draft, (WabiDraftSection) i));
      json_array_add_object_element (sections, section);
    }
  json_object_set_string_member (answer, "drafter", "local");
  json_object_set_array_member (answer, "sections", sections);
  json_object_set_array_member (answer, "facts", list_facts (data->facts));
  return answer;
}
