// SPDX-License-Identifier: AGPL-3.0-or-later
// One target or behavior at full size.

#include "wabi-target-detail.h"

#include <glib/gi18n-lib.h>

#include "wabi-behavior-series.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"
#include "wabi-program-row.h"
#include "wabi-status-mark.h"

struct _WabiTargetDetail
{
  AdwBin parent_instance;
  WabiDesk *desk;
  WabiTargetTrack *track; /* borrowed; NULL for a behavior */
  GPtrArray *sessions;    /* of a behavior's points */
  gboolean may_edit;

  GtkLabel *caption, *name, *words, *sentence, *hint;
  GtkWidget *acts, *prompt_button, *line_button, *status_button, *facts;
  WabiStatusMark *mark;
  WabiGraph *graph;
};

G_DEFINE_FINAL_TYPE (WabiTargetDetail, wabi_target_detail, ADW_TYPE_BIN)

static void
on_point_activated_cb (WabiTargetDetail *self, guint index)
{
  const char *session = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  if (self->track != NULL)
    session = wabi_target_track_get_session (self->track, index);
  else if (index < self->sessions->len)
    session = g_ptr_array_index (self->sessions, index);
  if (session == NULL)
    return;
  notes = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_note, "session", session);
  if (notes->len > 0)
    wabi_desk_go (self->desk, "notes", wabi_record_get_id (g_ptr_array_index (notes, 0)));
  else
    wabi_desk_tell (self->desk, _("This session has no note yet."));
}

static void
wabi_target_detail_dispose (GObject *object)
{
  WabiTargetDetail *self = WABI_TARGET_DETAIL (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  G_OBJECT_CLASS (wabi_target_detail_parent_class)->dispose (object);
}

static void
wabi_target_detail_class_init (WabiTargetDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_target_detail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-target-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, caption);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, name);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, words);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, sentence);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, hint);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, acts);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, prompt_button);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, line_button);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, status_button);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, facts);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, mark);
  gtk_widget_class_bind_template_child (widget_class, WabiTargetDetail, graph);
  gtk_widget_class_bind_template_callback (widget_class, on_point_activated_cb);
}

static void
wabi_target_detail_init (WabiTargetDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sessions = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
wabi_target_detail_new (WabiDesk *desk, gboolean may_edit)
{
  WabiTargetDetail *self = g_object_new (WABI_TYPE_TARGET_DETAIL, NULL);

  self->desk = g_object_ref (desk);
  self->may_edit = may_edit;
  gtk_widget_set_visible (self->acts, may_edit);
  return GTK_WIDGET (self);
}

static void
add_lines (WabiTargetDetail *self, GtkWidget *panel, WabiRecord *target)
{
  g_autoptr (GPtrArray) lines = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_phase, "target", wabi_record_get_id (target));

  for (guint i = 0; i < lines->len; i++)
    {
      WabiRecord *line = g_ptr_array_index (lines, i);
      const char *label = wabi_record_get_text (line, "label");
      g_autofree char *date = wabi_format_date_text (wabi_record_get_text (line, "date"));
      g_autofree char *words = g_strdup_printf (wabi_record_is (line, "style", "event") ? _("%s (event)") : _("%s (phase)"), label);
      g_autofree char *said = g_strdup_printf (_("Remove the line %s"), label);
      GtkWidget *row = wabi_panel_add_fact (panel, date, words);

      if (row != NULL && self->may_edit)
        gtk_box_append (GTK_BOX (row), wabi_button_new (_("Remove"), "programs.remove-line", wabi_record_get_id (line), said));
    }
}

static GtkWidget *
build_target_facts (WabiTargetDetail *self, WabiRecord *target)
{
  GtkWidget *panel = wabi_panel_new (_("How it is taught"), NULL, NULL);
  g_autofree char *introduced = wabi_format_date_text (wabi_record_get_text (target, "introduced_on"));
  g_autofree char *mastered = wabi_format_date_text (wabi_record_get_text (target, "mastered_on"));
  gboolean has = wabi_record_has (target, "mastery_percent");
  g_autofree char *criterion
      = g_strdup_printf (_("%d %% in %d sessions in a row, of at least %d trials"), has ? (int) wabi_record_get_int (target, "mastery_percent") : 90,
                         wabi_record_has (target, "mastery_sessions") ? (int) wabi_record_get_int (target, "mastery_sessions") : 3,
                         wabi_record_has (target, "min_trials") ? (int) wabi_record_get_int (target, "min_trials") : 5);

  wabi_panel_add_fact (panel, _("Instruction"), wabi_record_get_text (target, "instruction"));
  wabi_panel_add_fact (panel, _("Mastery"), criterion);
  wabi_panel_add_fact (panel, _("Introduced"), introduced);
  wabi_panel_add_fact (panel, _("Mastered"), mastered);
  add_lines (self, panel, target);
  return panel;
}

void
wabi_target_detail_show_target (WabiTargetDetail *self, WabiRecord *target, WabiTargetTrack *track)
{
  g_autoptr (WabiRecord) program = wabi_desk_get (self->desk, &wabi_kind_program, wabi_record_get_text (target, "program"));
  g_autofree char *words = wabi_target_track_dup_words (track), *sentence = wabi_target_track_dup_sentence (track);
  const char *status = wabi_target_status_words (wabi_record_get_text (target, "status"));
  /* While it is taught, how it goes says more than the bare word. */
  g_autofree char *state
      = wabi_record_is (target, "status", "acquisition") ? g_strdup_printf ("%s · %s", status, words) : g_strdup (status);

  self->track = track;
  gtk_label_set_text (self->caption, program != NULL ? wabi_record_get_text (program, "name") : "");
  gtk_label_set_text (self->name, wabi_record_get_text (target, "name"));
  gtk_label_set_text (self->words, state);
  gtk_label_set_text (self->sentence, sentence);
  wabi_status_mark_set_kind (self->mark, (WabiMarkKind) wabi_target_status_mark (target, track));
  gtk_widget_set_visible (GTK_WIDGET (self->mark), TRUE);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->status_button), status);
  gtk_widget_set_visible (self->prompt_button, TRUE);
  gtk_widget_set_visible (self->line_button, TRUE);
  gtk_widget_set_visible (self->status_button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), wabi_target_track_get_n_sessions (track) > 0);
  wabi_target_track_show (track, self->graph, 0, 0);
  adw_bin_set_child (ADW_BIN (self->facts), build_target_facts (self, target));
}

void
wabi_target_detail_show_behavior (WabiTargetDetail *self, WabiRecord *behavior)
{
  GtkWidget *panel = wabi_panel_new (_("What counts, and what to do"), NULL, NULL);
  g_autofree char *sentence = NULL;
  const char *function = wabi_record_get_text (behavior, "function");
  const char *measure = wabi_record_is (behavior, "measure", "duration") ? _("Duration in each session") : _("Frequency in each session");
  g_autofree char *words = function != NULL ? g_strdup_printf (_("%s · function: %s"), measure, function) : g_strdup (measure);

  self->track = NULL;
  sentence = wabi_behavior_series_show (self->desk, behavior, self->graph, self->sessions);
  gtk_label_set_text (self->caption, _("Behavior"));
  gtk_label_set_text (self->name, wabi_record_get_text (behavior, "name"));
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), FALSE);
  gtk_widget_set_visible (self->prompt_button, FALSE);
  gtk_widget_set_visible (self->line_button, FALSE);
  gtk_widget_set_visible (self->status_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), self->sessions->len > 0);
  wabi_panel_add_fact (panel, _("Definition"), wabi_record_get_text (behavior, "definition"));
  wabi_panel_add_fact (panel, _("Plan"), wabi_record_get_text (behavior, "plan"));
  if (!wabi_record_has (behavior, "definition") && !wabi_record_has (behavior, "plan"))
    wabi_panel_add_quiet (panel, _("No definition and no plan yet. Write them with Edit (E)."));
  adw_bin_set_child (ADW_BIN (self->facts), panel);
}
