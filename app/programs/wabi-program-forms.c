// SPDX-License-Identifier: AGPL-3.0-or-later
// What a BCBA says about programs, targets and behaviors.

#include "wabi-program-forms.h"

#include <glib/gi18n-lib.h>

#include "wabi-form-dialog.h"
#include "wabi-lookup.h"

typedef struct
{
  WabiDesk *desk;
  char *client;
  const WabiKind *kind;
} Asked;

static Asked *
new_asked (WabiDesk *desk, const char *client, const WabiKind *kind)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->desk = g_object_ref (desk);
  asked->client = g_strdup (client);
  asked->kind = kind;
  return asked;
}

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->desk);
  g_free (asked->client);
  g_free (asked);
}

static char *
dup_today (WabiDesk *desk)
{
  return wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk)));
}

static JsonObject *
copy_said (JsonObject *set, const char *id, const char *client)
{
  JsonObject *args = wabi_args ("id", id, "client", client, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    if (!JSON_NODE_HOLDS_NULL (node))
      json_object_set_member (args, name, json_node_copy (node));
  return args;
}

/* What was added is never erased: undo closes it. */
static JsonObject *
new_closing (const char *id, const char *was)
{
  JsonObject *args = wabi_args ("id", id, NULL);

  json_object_set_object_member (args, "base", wabi_args ("status", was, NULL));
  json_object_set_object_member (args, "set", wabi_args ("status", "closed", NULL));
  return args;
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *edit = g_strconcat (asked->kind->name, ".edit", NULL), *add = g_strconcat (asked->kind->name, ".add", NULL);
  g_autofree char *id = NULL, *today = dup_today (asked->desk);
  JsonObject *undo, *args;

  if (record != NULL)
    {
      undo = wabi_args_revert_new (record, set);
      return wabi_desk_do (asked->desk, edit, wabi_args_edit_new (record, json_object_ref (set)), _("Saved"), edit, undo, error);
    }
  id = wabi_desk_new_id (asked->desk);
  args = copy_said (set, id, asked->client);
  if (!json_object_has_member (args, "status"))
    json_object_set_string_member (args, "status", "active");
  if (asked->kind == &wabi_kind_target)
    json_object_set_string_member (args, "introduced_on", today);
  undo = new_closing (id, wabi_json_peek_text (args, "status"));
  return wabi_desk_do (asked->desk, add, args, _("Added"), edit, undo, error);
}

/* ---- Programs ---- */

static const WabiFormRow program_rows[] = {
  { NULL, "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "domain", N_ ("Domain"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "status", N_ ("Status"), WABI_FORM_CHOICE, "active paused closed", N_ ("Active|Paused|Closed"), TRUE },
  { NULL, "description", N_ ("Description"), WABI_FORM_LONG_TEXT, NULL, NULL, FALSE },
};

void
wabi_program_form_program (WabiDesk *desk, const char *client, WabiRecord *program, GtkWindow *parent)
{
  WabiFormDialog *form = wabi_form_dialog_new (program != NULL ? _("Edit program") : _("Add program"), &wabi_kind_program, program_rows,
                                               G_N_ELEMENTS (program_rows), program, parent);

  wabi_form_dialog_present (form, save, NULL, new_asked (desk, client, &wabi_kind_program), free_asked);
}

/* ---- Targets ---- */

#define TARGET_ROWS                                                                                                                    \
  { N_ ("Target"), "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },                                                            \
      { NULL, "instruction", N_ ("Instruction for the technician"), WABI_FORM_LONG_TEXT, NULL, NULL, FALSE },                          \
      { NULL, "status", N_ ("Status"), WABI_FORM_CHOICE, "acquisition probe waiting mastered maintenance hold closed",                 \
        N_ ("Acquisition|Probe|Waiting|Mastered|Maintenance|On hold|Closed"), TRUE },                                                  \
      { NULL, "trials_planned", N_ ("Trials in a session"), WABI_FORM_NUMBER, NULL, NULL, FALSE },                                     \
      { N_ ("Mastery criterion"), "mastery_percent", N_ ("Accuracy to reach, in percent"), WABI_FORM_NUMBER, NULL, NULL, TRUE },       \
      { NULL, "mastery_sessions", N_ ("Sessions in a row"), WABI_FORM_NUMBER, NULL, NULL, TRUE },                                      \
  {                                                                                                                                    \
    NULL, "min_trials", N_ ("Trials that a session needs to count"), WABI_FORM_NUMBER, NULL, NULL, TRUE                                \
  }

static const WabiFormRow edit_target_rows[] = { TARGET_ROWS };
static const WabiFormRow add_target_rows[] = {
  TARGET_ROWS,
  { N_ ("Where it belongs"), "program", N_ ("Program"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "prompt_level", N_ ("Prompt level to begin with"), WABI_FORM_CHOICE, "full partial gesture independent",
    N_ ("Full physical|Partial physical|Gesture|Independent"), TRUE },
};

static void
offer_programs (WabiFormDialog *form, WabiDesk *desk, const char *client, const char *chosen)
{
  g_autoptr (GPtrArray) programs = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_program, "client", client);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new (), labels = g_strv_builder_new ();
  g_auto (GStrv) id_list = NULL, label_list = NULL;

  for (guint i = 0; i < programs->len; i++)
    {
      WabiRecord *program = g_ptr_array_index (programs, i);

      if (wabi_record_is (program, "status", "closed"))
        continue;
      g_strv_builder_add (ids, wabi_record_get_id (program));
      g_strv_builder_add (labels, wabi_record_get_text (program, "name"));
    }
  id_list = g_strv_builder_end (ids);
  label_list = g_strv_builder_end (labels);
  wabi_form_dialog_set_choices (form, "program", (const char *const *) id_list, (const char *const *) label_list, chosen);
}

void
wabi_program_form_target (WabiDesk *desk, const char *client, WabiRecord *target, const char *program, GtkWindow *parent)
{
  WabiFormDialog *form;

  if (target != NULL)
    form = wabi_form_dialog_new (_("Edit target"), &wabi_kind_target, edit_target_rows, G_N_ELEMENTS (edit_target_rows), target, parent);
  else
    {
      form = wabi_form_dialog_new (_("Add target"), &wabi_kind_target, add_target_rows, G_N_ELEMENTS (add_target_rows), NULL, parent);
      offer_programs (form, desk, client, program);
      wabi_form_dialog_set_text (form, "mastery_percent", "90");
      wabi_form_dialog_set_text (form, "mastery_sessions", "3");
      wabi_form_dialog_set_text (form, "min_trials", "5");
      wabi_form_dialog_set_text (form, "trials_planned", "10");
    }
  wabi_form_dialog_present (form, save, NULL, new_asked (desk, client, &wabi_kind_target), free_asked);
}

void
wabi_program_set_status (WabiDesk *desk, WabiRecord *target, const char *status)
{
  JsonObject *set = wabi_args ("status", status, NULL), *undo;
  g_autofree char *today = dup_today (desk);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (status, "mastered") && !wabi_record_has (target, "mastered_on"))
    json_object_set_string_member (set, "mastered_on", today);
  undo = wabi_args_revert_new (target, set);
  if (!wabi_desk_do (desk, "target.edit", wabi_args_edit_new (target, set), _("Status changed"), "target.edit", undo, &error))
    wabi_desk_tell_error (desk, error);
}

/* ---- Behaviors ---- */

static const WabiFormRow behavior_rows[] = {
  { NULL, "name", N_ ("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "measure", N_ ("Measured by"), WABI_FORM_CHOICE, "frequency duration", N_ ("How often|How long"), TRUE },
  { NULL, "function", N_ ("Function"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "definition", N_ ("Definition: what counts"), WABI_FORM_LONG_TEXT, NULL, NULL, FALSE },
  { NULL, "plan", N_ ("Plan: what to do"), WABI_FORM_LONG_TEXT, NULL, NULL, FALSE },
  { NULL, "status", N_ ("Status"), WABI_FORM_CHOICE, "active closed", N_ ("Active|Closed"), TRUE },
};

void
wabi_program_form_behavior (WabiDesk *desk, const char *client, WabiRecord *behavior, GtkWindow *parent)
{
  WabiFormDialog *form = wabi_form_dialog_new (behavior != NULL ? _("Edit behavior") : _("Add behavior"), &wabi_kind_behavior, behavior_rows,
                                               G_N_ELEMENTS (behavior_rows), behavior, parent);

  wabi_form_dialog_present (form, save, NULL, new_asked (desk, client, &wabi_kind_behavior), free_asked);
}

/* ---- Lines in the graph ---- */

static gboolean
add_line (WabiDesk *desk, WabiRecord *target, const char *date, const char *label, const char *style, const char *done, GError **error)
{
  g_autofree char *id = wabi_desk_new_id (desk);
  JsonObject *args = wabi_args ("id", id, "client", wabi_record_get_text (target, "client"), "target", wabi_record_get_id (target), "date", date,
                                "label", label, "style", style, NULL);

  return wabi_desk_do (desk, "phase.add", args, done, "phase.remove", wabi_args ("id", id, NULL), error);
}

void
wabi_program_remove_line (WabiDesk *desk, const char *id)
{
  g_autoptr (WabiRecord) line = wabi_desk_get (desk, &wabi_kind_phase, id);
  g_autofree char *again = wabi_desk_new_id (desk);
  g_autoptr (GError) error = NULL;
  JsonObject *undo;

  if (line == NULL)
    return;
  undo = wabi_json_object_copy (wabi_record_get_body (line));
  json_object_set_string_member (undo, "id", again);
  if (!wabi_desk_do (desk, "phase.remove", wabi_args ("id", id, NULL), _("Line removed"), "phase.add", undo, &error))
    wabi_desk_tell_error (desk, error);
}

static const WabiFormRow prompt_rows[] = {
  { NULL, "prompt_level", N_ ("Prompt level from today on"), WABI_FORM_CHOICE, "independent gesture partial full",
    N_ ("Independent|Gesture|Partial physical|Full physical"), TRUE },
};

static const char *
line_words (const char *level)
{
  if (g_strcmp0 (level, "full") == 0)
    return _("full prompt");
  if (g_strcmp0 (level, "partial") == 0)
    return _("partial prompt");
  if (g_strcmp0 (level, "gesture") == 0)
    return _("gesture prompt");
  return _("independent");
}

static gboolean
save_prompt (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *today = dup_today (asked->desk);
  JsonObject *undo = wabi_args_revert_new (record, set);

  /* Two steps, each with its undo: the line, then the level. */
  if (!add_line (asked->desk, record, today, line_words (wabi_json_peek_text (set, "prompt_level")), "phase", NULL, error))
    {
      json_object_unref (undo);
      return FALSE;
    }
  return wabi_desk_do (asked->desk, "target.edit", wabi_args_edit_new (record, json_object_ref (set)),
                       _("Prompt level changed; a phase line marks the day"), "target.edit", undo, error);
}

void
wabi_program_form_prompt (WabiDesk *desk, WabiRecord *target, GtkWindow *parent)
{
  WabiFormDialog *form
      = wabi_form_dialog_new (_("Change prompt level"), &wabi_kind_target, prompt_rows, G_N_ELEMENTS (prompt_rows), target, parent);

  wabi_form_dialog_present (form, save_prompt, NULL, new_asked (desk, wabi_record_get_text (target, "client"), &wabi_kind_target), free_asked);
}

static const WabiFormRow line_rows[] = {
  { NULL, "label", N_ ("What changed"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "date", N_ ("Day"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "style", N_ ("Kind of line"), WABI_FORM_CHOICE, "event phase",
    N_ ("Event: something happened meanwhile|Phase: taught differently from then on"), TRUE },
};

typedef struct
{
  WabiDesk *desk;
  WabiRecord *target;
} Line;

static void
free_line (gpointer data)
{
  g_object_unref (((Line *) data)->desk);
  g_object_unref (((Line *) data)->target);
  g_free (data);
}

static gboolean
save_line (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Line *line = data;

  return add_line (line->desk, line->target, wabi_json_peek_text (set, "date"), wabi_json_peek_text (set, "label"),
                   wabi_json_peek_text (set, "style"), _("Line added"), error);
}

void
wabi_program_form_line (WabiDesk *desk, WabiRecord *target, GtkWindow *parent)
{
  WabiFormDialog *form = wabi_form_dialog_new (_("Add a line to the graph"), &wabi_kind_phase, line_rows, G_N_ELEMENTS (line_rows), NULL, parent);
  g_autofree char *today = dup_today (desk), *shown = wabi_form_date_to_text (today);
  Line *line = g_new0 (Line, 1);

  line->desk = g_object_ref (desk);
  line->target = g_object_ref (target);
  wabi_form_dialog_set_text (form, "date", shown);
  wabi_form_dialog_present (form, save_line, NULL, line, free_line);
}
