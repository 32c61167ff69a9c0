// SPDX-License-Identifier: AGPL-3.0-or-later
// The floor of a session: one key, one trial, saved before the next frame.

#include "wabi-session-runner.h"

#include <glib/gi18n-lib.h>

#include "wabi-abc-window.h"
#include "wabi-behavior-row.h"
#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-session-end.h"
#include "wabi-target-row.h"
#include "wabi-target-track.h"
#include "wabi-timer-label.h"
#include "wabi-toggle-group.h"
#include "wabi-trial-strip.h"

#define N_PROMPTS 4

static const char *const prompts[N_PROMPTS] = { "independent", "gesture", "partial", "full" };

struct _WabiSessionRunner
{
  AdwBin parent_instance;
  WabiDesk *desk;
  WabiSessionBook *book;
  WabiTargetTrack *track; /* of the selected target, without this session */
  guint clock_source;
  guint held_key; /* a key that was not let go yet: its repetitions are not trials */
  gboolean showing;
  char *selected; /* id of the target that is worked on */
  WabiToggleGroup *prompt;

  GtkWidget *prompt_place, *end_button, *plan_button, *correct, *abc_row, *behaviors_heading;
  GtkLabel *client, *details, *planned, *total, *caption, *name, *instruction, *accuracy, *mastery, *undo_label;
  WabiTimerLabel *timer;
  GtkListBox *targets;
  GtkBox *behaviors;
  GtkCheckButton *advance;
  GtkStack *middle;
  WabiTrialStrip *strip;
  WabiGraph *graph;
};

G_DEFINE_FINAL_TYPE (WabiSessionRunner, wabi_session_runner, ADW_TYPE_BIN)

static guint ended_signal;

/* ---- What is shown ---- */

static void
show_header (WabiSessionRunner *self)
{
  WabiRecord *session = wabi_session_book_get_session (self->book);
  const char *code = wabi_record_get_text (session, "service_code"), *place = wabi_codes_place_name (wabi_record_get_text (session, "place"));
  g_autoptr (WabiRecord) appointment = wabi_desk_get (self->desk, &wabi_kind_appointment, wabi_record_get_text (session, "appointment"));
  g_autofree char *client = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (session, "client"));
  g_autofree char *start = wabi_format_time (wabi_desk_get_zone (self->desk), wabi_record_get_int (session, "starts_at"));
  g_autofree char *details = g_strdup_printf (_("%s · %s · since %s"), code, place != NULL ? place : _("No place"), start);

  gtk_label_set_text (self->client, client);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->client), client);
  gtk_label_set_text (self->details, details);
  if (appointment != NULL)
    {
      gint64 minutes = (wabi_record_get_int (appointment, "ends_at") - wabi_record_get_int (appointment, "starts_at")) / WABI_MINUTE;
      g_autofree char *length = wabi_format_minutes ((int) minutes);
      /* Translators: the planned length of a session, such as of 3 h */
      g_autofree char *of = g_strdup_printf (_("of %s"), length);

      gtk_label_set_text (self->planned, of);
    }
}

static void
show_clock (WabiSessionRunner *self)
{
  gint64 now = wabi_desk_get_now (self->desk);
  gint64 since = wabi_record_get_int (wabi_session_book_get_session (self->book), "starts_at");
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->behaviors));

  wabi_timer_label_set_seconds (self->timer, MAX (now - since, 0) / WABI_SECOND);
  for (guint i = 0; row != NULL; i++, row = gtk_widget_get_next_sibling (row))
    if (wabi_session_book_get_behavior (self->book, i)->running_since != 0)
      wabi_behavior_row_show (WABI_BEHAVIOR_ROW (row), wabi_session_book_get_behavior (self->book, i), now);
}

static void
show_today (WabiSessionRunner *self, const WabiBookTarget *target)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (WabiTrialMark));
  g_autofree char *accuracy = target->trials > 0
                                  ? g_strdup_printf (_("%d of %d correct · %d %%"), target->correct, target->trials, target->percent)
                                  : g_strdup (_("No trials yet"));

  for (guint i = 0; i < target->marks->len; i++)
    {
      static const WabiTrialMark of_result[] = { [WABI_BOOK_CORRECT] = WABI_TRIAL_CORRECT,
                                                 [WABI_BOOK_PROMPTED] = WABI_TRIAL_PROMPTED,
                                                 [WABI_BOOK_INCORRECT] = WABI_TRIAL_INCORRECT };

      g_array_append_val (marks, of_result[g_array_index (target->marks, guint, i)]);
    }
  gtk_label_set_text (self->accuracy, accuracy);
  wabi_trial_strip_set_trials (self->strip, (const WabiTrialMark *) (gpointer) marks->data, marks->len, (guint) target->planned);
  wabi_target_track_show (self->track, self->graph, target->trials, target->correct);
}

static void
show_target (WabiSessionRunner *self, int index)
{
  const WabiBookTarget *target = wabi_session_book_get_target (self->book, (guint) index);
  const char *instruction = wabi_record_get_text (target->record, "instruction");
  g_autofree char *trial = target->trials < target->planned
                               ? g_strdup_printf (_("trial %d of %d"), target->trials + 1, target->planned)
                               : g_strdup_printf (ngettext ("%d trial, all that were planned", "%d trials, all that were planned", (gulong) target->trials),
                                                  target->trials);
  g_autofree char *caption = target->program != NULL ? g_strdup_printf ("%s · %s", target->program, trial) : g_strdup (trial);

  gtk_label_set_text (self->caption, caption);
  gtk_label_set_text (self->name, wabi_record_get_text (target->record, "name"));
  gtk_label_set_text (self->instruction, instruction != NULL ? instruction : "");
  gtk_widget_set_visible (GTK_WIDGET (self->instruction), instruction != NULL);
  show_today (self, target);
}

static void
show_counts (WabiSessionRunner *self)
{
  gint64 now = wabi_desk_get_now (self->desk);
  int done, planned;
  g_autofree char *total = NULL;
  g_autofree char *undo = wabi_session_book_can_undo (self->book);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->behaviors));

  wabi_session_book_count (self->book, &done, &planned, NULL);
  total = g_strdup_printf (_("%d of %d trials"), done, planned);
  gtk_label_set_text (self->total, total);
  for (guint i = 0; i < wabi_session_book_get_n_targets (self->book); i++)
    wabi_target_row_show (WABI_TARGET_ROW (gtk_list_box_get_row_at_index (self->targets, (int) i)),
                          wabi_session_book_get_target (self->book, i));
  for (guint i = 0; row != NULL; i++, row = gtk_widget_get_next_sibling (row))
    wabi_behavior_row_show (WABI_BEHAVIOR_ROW (row), wabi_session_book_get_behavior (self->book, i), now);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "session.undo", undo != NULL);
  gtk_widget_set_tooltip_text (gtk_widget_get_ancestor (GTK_WIDGET (self->undo_label), GTK_TYPE_BUTTON), undo);
}

/* ---- Choosing a target ---- */

static void
choose_prompt_of (WabiSessionRunner *self, const WabiBookTarget *target)
{
  const char *level = wabi_record_get_text (target->record, "prompt_level");

  wabi_toggle_group_set_active_id (self->prompt, level != NULL ? level : "gesture");
}

static void
on_target_selected_cb (WabiSessionRunner *self, GtkListBoxRow *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  const WabiBookTarget *target;
  g_autofree char *sentence = NULL;

  if (index < 0 || self->showing)
    return;
  target = wabi_session_book_get_target (self->book, (guint) index);
  g_free (self->selected);
  self->selected = g_strdup (wabi_record_get_id (target->record));
  g_clear_pointer (&self->track, wabi_target_track_free);
  self->track = wabi_target_track_new (self->desk, target->record, wabi_record_get_id (wabi_session_book_get_session (self->book)));
  sentence = wabi_target_track_dup_sentence (self->track);
  gtk_label_set_text (self->mastery, sentence);
  choose_prompt_of (self, target);
  show_target (self, index);
}

static void
move_by (WabiSessionRunner *self, int step)
{
  int n = (int) wabi_session_book_get_n_targets (self->book), now = wabi_session_runner_get_selected (self);

  if (n > 0)
    wabi_session_runner_select (self, (guint) CLAMP (now + step, 0, n - 1));
}

/* The next one that has trials left, from here on and around. */
static void
move_on (WabiSessionRunner *self, int from)
{
  int n = (int) wabi_session_book_get_n_targets (self->book);

  for (int step = 1; step < n; step++)
    {
      const WabiBookTarget *target = wabi_session_book_get_target (self->book, (guint) ((from + step) % n));

      if (target->trials < target->planned)
        {
          wabi_session_runner_select (self, (guint) ((from + step) % n));
          return;
        }
    }
}

static void
on_advance_toggled_cb (WabiSessionRunner *self)
{
  g_autoptr (GError) error = NULL;

  if (self->showing)
    return;
  if (!wabi_cache_put_setting (wabi_desk_get_cache (self->desk), "session-advance",
                               gtk_check_button_get_active (self->advance) ? "1" : NULL, &error))
    wabi_desk_tell_error (self->desk, error);
}

/* ---- Recording ---- */

static void
record (WabiSessionRunner *self, WabiBookResult result)
{
  int index = wabi_session_runner_get_selected (self);
  g_autoptr (GError) error = NULL;
  const WabiBookTarget *target;
  const char *prompt;

  if (index < 0)
    return;
  /* A prompted trial had a prompt: the least one, visibly, where none was chosen. */
  if (result == WABI_BOOK_PROMPTED && g_strcmp0 (wabi_toggle_group_get_active_id (self->prompt), "independent") == 0)
    wabi_toggle_group_set_active_id (self->prompt, "gesture");
  prompt = wabi_toggle_group_get_active_id (self->prompt);
  if (!wabi_session_book_record_trial (self->book, (guint) index, result, prompt, &error))
    {
      wabi_desk_tell_error (self->desk, error);
      return;
    }
  target = wabi_session_book_get_target (self->book, (guint) index);
  if (gtk_check_button_get_active (self->advance) && target->trials == target->planned)
    move_on (self, index);
}

static void
on_correct_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  record (WABI_SESSION_RUNNER (widget), WABI_BOOK_CORRECT);
}

static void
on_prompted_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  record (WABI_SESSION_RUNNER (widget), WABI_BOOK_PROMPTED);
}

static void
on_incorrect_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  record (WABI_SESSION_RUNNER (widget), WABI_BOOK_INCORRECT);
}

static void
on_next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_by (WABI_SESSION_RUNNER (widget), 1);
}

static void
on_previous_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move_by (WABI_SESSION_RUNNER (widget), -1);
}

static void
on_undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSessionRunner *self = WABI_SESSION_RUNNER (widget);
  g_autoptr (GError) error = NULL;
  int index = wabi_session_book_undo (self->book, &error);

  if (error != NULL)
    wabi_desk_tell_error (self->desk, error);
  /* What was taken back is looked at next. */
  else if (index >= 0)
    wabi_session_runner_select (self, (guint) index);
}

static void
use_behavior (WabiSessionRunner *self, guint index)
{
  g_autoptr (GError) error = NULL;
  const WabiBookBehavior *behavior;
  gboolean ok;

  if (index >= wabi_session_book_get_n_behaviors (self->book))
    return;
  behavior = wabi_session_book_get_behavior (self->book, index);
  if (behavior->is_duration && behavior->running_since == 0)
    ok = wabi_session_book_start_timer (self->book, index, &error);
  else
    ok = wabi_session_book_record_behavior (self->book, index, NULL, NULL, &error);
  if (!ok)
    wabi_desk_tell_error (self->desk, error);
}

static void
on_behavior_activated_cb (WabiSessionRunner *self, WabiBehaviorRow *row)
{
  guint index = 0;

  for (GtkWidget *other = gtk_widget_get_prev_sibling (GTK_WIDGET (row)); other != NULL; other = gtk_widget_get_prev_sibling (other))
    index++;
  use_behavior (self, index);
}

static GtkWindow *
get_window (WabiSessionRunner *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
on_abc_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSessionRunner *self = WABI_SESSION_RUNNER (widget);

  if (wabi_session_book_get_n_behaviors (self->book) > 0)
    gtk_window_present (GTK_WINDOW (wabi_abc_window_new (self->desk, self->book, get_window (self))));
}

static void
on_plan_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSessionRunner *self = WABI_SESSION_RUNNER (widget);

  if (wabi_session_book_get_n_behaviors (self->book) > 0)
    gtk_window_present (GTK_WINDOW (wabi_behavior_plan_window_new (self->book, get_window (self))));
}

static void
on_session_ended_cb (WabiSessionRunner *self, const char *note)
{
  g_signal_emit (self, ended_signal, 0, note);
}

static void
on_end_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSessionRunner *self = WABI_SESSION_RUNNER (widget);
  GtkWidget *dialog = wabi_session_end_new (self->desk, self->book, get_window (self));

  g_signal_connect_object (dialog, "ended", G_CALLBACK (on_session_ended_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Keys ---- */

static const struct
{
  guint key;
  GdkModifierType mods;
  const char *action;
} keys[] = {
  { GDK_KEY_Right, 0, "session.correct" },
  { GDK_KEY_KP_Right, 0, "session.correct" },
  { GDK_KEY_Down, 0, "session.prompted" },
  { GDK_KEY_KP_Down, 0, "session.prompted" },
  { GDK_KEY_Left, 0, "session.incorrect" },
  { GDK_KEY_KP_Left, 0, "session.incorrect" },
  { GDK_KEY_j, 0, "session.next" },
  { GDK_KEY_Page_Down, 0, "session.next" },
  { GDK_KEY_Down, GDK_CONTROL_MASK, "session.next" },
  { GDK_KEY_k, 0, "session.previous" },
  { GDK_KEY_Page_Up, 0, "session.previous" },
  { GDK_KEY_Up, GDK_CONTROL_MASK, "session.previous" },
  { GDK_KEY_z, GDK_CONTROL_MASK, "session.undo" },
  { GDK_KEY_BackSpace, 0, "session.undo" },
  { GDK_KEY_a, 0, "session.abc" },
  { GDK_KEY_p, 0, "session.plan" },
  { GDK_KEY_e, GDK_CONTROL_MASK, "session.end" },
};

gboolean
wabi_session_runner_press (WabiSessionRunner *self, guint keyval, GdkModifierType state)
{
  static const guint prompt_keys[N_PROMPTS] = { GDK_KEY_q, GDK_KEY_w, GDK_KEY_e, GDK_KEY_r };
  GdkModifierType mods = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);
  guint key = gdk_keyval_to_lower (keyval);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].mods == mods)
      {
        gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
        return TRUE;
      }
  if (mods != 0)
    return FALSE;
  for (guint i = 0; i < N_PROMPTS; i++)
    if (prompt_keys[i] == key)
      {
        wabi_toggle_group_set_active_id (self->prompt, prompts[i]);
        return TRUE;
      }
  if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    {
      use_behavior (self, key - GDK_KEY_1);
      return TRUE;
    }
  if (key == GDK_KEY_m)
    {
      gtk_check_button_set_active (self->advance, !gtk_check_button_get_active (self->advance));
      return TRUE;
    }
  return FALSE;
}

static gboolean
on_key_pressed_cb (WabiSessionRunner *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean again = self->held_key == keycode;

  self->held_key = keycode;
  /* A key that is held down says the same thing once. */
  if (again)
    return GDK_EVENT_STOP;
  return wabi_session_runner_press (self, keyval, state);
}

static void
on_key_released_cb (WabiSessionRunner *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (self->held_key == keycode)
    self->held_key = 0;
}

static void
on_focus_left_cb (WabiSessionRunner *self)
{
  self->held_key = 0;
}

/* ---- Rows ---- */

static void
fill_behaviors (WabiSessionRunner *self)
{
  guint n = wabi_session_book_get_n_behaviors (self->book);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->behaviors))) != NULL)
    gtk_box_remove (self->behaviors, row);
  for (guint i = 0; i < n; i++)
    {
      row = wabi_behavior_row_new (i + 1);
      g_signal_connect_object (row, "activated", G_CALLBACK (on_behavior_activated_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->behaviors, row);
    }
  gtk_widget_set_visible (self->abc_row, n > 0);
  gtk_widget_set_visible (self->behaviors_heading, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "session.abc", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "session.plan", n > 0);
}

static void
fill (WabiSessionRunner *self)
{
  guint n = wabi_session_book_get_n_targets (self->book);
  int index = 0;
  GtkWidget *row;

  self->showing = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->targets))) != NULL)
    gtk_list_box_remove (self->targets, row);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->targets, wabi_target_row_new ());
  fill_behaviors (self);
  self->showing = FALSE;
  show_counts (self);
  gtk_stack_set_visible_child_name (self->middle, n > 0 ? "target" : "none");
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (self->selected, wabi_record_get_id (wabi_session_book_get_target (self->book, i)->record)) == 0)
      index = (int) i;
  if (n > 0)
    wabi_session_runner_select (self, (guint) index);
}

static void
on_book_changed_cb (WabiSessionRunner *self)
{
  int index = wabi_session_runner_get_selected (self);

  show_counts (self);
  if (index >= 0)
    show_target (self, index);
}

static gboolean
on_tick_cb (gpointer data)
{
  show_clock (data);
  return G_SOURCE_CONTINUE;
}

/* ---- The widget ---- */

static void
wabi_session_runner_map (GtkWidget *widget)
{
  WabiSessionRunner *self = WABI_SESSION_RUNNER (widget);

  GTK_WIDGET_CLASS (wabi_session_runner_parent_class)->map (widget);
  show_clock (self);
  if (self->clock_source == 0)
    self->clock_source = g_timeout_add_seconds (1, on_tick_cb, self);
}

static void
wabi_session_runner_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&WABI_SESSION_RUNNER (widget)->clock_source, g_source_remove);
  GTK_WIDGET_CLASS (wabi_session_runner_parent_class)->unmap (widget);
}

static gboolean
wabi_session_runner_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (WABI_SESSION_RUNNER (widget)->correct);
}

static void
wabi_session_runner_finalize (GObject *object)
{
  g_free (WABI_SESSION_RUNNER (object)->selected);
  G_OBJECT_CLASS (wabi_session_runner_parent_class)->finalize (object);
}

static void
wabi_session_runner_dispose (GObject *object)
{
  WabiSessionRunner *self = WABI_SESSION_RUNNER (object);

  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_pointer (&self->track, wabi_target_track_free);
  g_clear_object (&self->book);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_session_runner_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, prompt_place);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, end_button);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, plan_button);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, correct);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, abc_row);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, behaviors_heading);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, client);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, details);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, planned);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, total);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, caption);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, name);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, instruction);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, accuracy);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, mastery);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, undo_label);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, timer);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, targets);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, behaviors);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, advance);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, middle);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, strip);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionRunner, graph);
  gtk_widget_class_bind_template_callback (widget_class, on_target_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_advance_toggled_cb);
}

static void
wabi_session_runner_class_init (WabiSessionRunnerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_session_runner_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_session_runner_finalize;
  widget_class->map = wabi_session_runner_map;
  widget_class->unmap = wabi_session_runner_unmap;
  widget_class->grab_focus = wabi_session_runner_grab_focus;
  ended_signal = g_signal_new ("ended", WABI_TYPE_SESSION_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-session-runner.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "session.correct", NULL, on_correct_cb);
  gtk_widget_class_install_action (widget_class, "session.prompted", NULL, on_prompted_cb);
  gtk_widget_class_install_action (widget_class, "session.incorrect", NULL, on_incorrect_cb);
  gtk_widget_class_install_action (widget_class, "session.next", NULL, on_next_cb);
  gtk_widget_class_install_action (widget_class, "session.previous", NULL, on_previous_cb);
  gtk_widget_class_install_action (widget_class, "session.undo", NULL, on_undo_cb);
  gtk_widget_class_install_action (widget_class, "session.abc", NULL, on_abc_cb);
  gtk_widget_class_install_action (widget_class, "session.plan", NULL, on_plan_cb);
  gtk_widget_class_install_action (widget_class, "session.end", NULL, on_end_cb);
}

static void
wabi_session_runner_init (WabiSessionRunner *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->prompt = WABI_TOGGLE_GROUP (wabi_toggle_group_new (_("Prompt level")));
  for (guint i = 0; i < N_PROMPTS; i++)
    wabi_toggle_group_add (self->prompt, prompts[i], wabi_prompt_words (prompts[i]));
  adw_bin_set_child (ADW_BIN (self->prompt_place), GTK_WIDGET (self->prompt));
  /* Before any row or button sees them: an arrow is a trial here, wherever the focus is. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  g_signal_connect_swapped (controller, "key-released", G_CALLBACK (on_key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
on_book_reloaded_cb (WabiSessionRunner *self)
{
  fill (self);
}

GtkWidget *
wabi_session_runner_new (WabiDesk *desk, WabiRecord *session)
{
  WabiSessionRunner *self = g_object_new (WABI_TYPE_SESSION_RUNNER, NULL);
  g_autofree char *advance = wabi_cache_dup_setting (wabi_desk_get_cache (desk), "session-advance");

  self->desk = g_object_ref (desk);
  self->book = wabi_session_book_new (desk, session);
  self->showing = TRUE;
  gtk_check_button_set_active (self->advance, advance != NULL);
  self->showing = FALSE;
  g_signal_connect_object (self->book, "changed", G_CALLBACK (on_book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "reloaded", G_CALLBACK (on_book_reloaded_cb), self, G_CONNECT_SWAPPED);
  show_header (self);
  fill (self);
  return GTK_WIDGET (self);
}

WabiSessionBook *
wabi_session_runner_get_book (WabiSessionRunner *self)
{
  return self->book;
}

int
wabi_session_runner_get_selected (WabiSessionRunner *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->targets);

  return row != NULL ? gtk_list_box_row_get_index (row) : -1;
}

void
wabi_session_runner_select (WabiSessionRunner *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->targets, (int) index);

  if (row != NULL)
    gtk_list_box_select_row (self->targets, row);
}
