// SPDX-License-Identifier: AGPL-3.0-or-later
// From a figure to the trials that it was counted from.

#include "wabi-note-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-note-facts.h"
#include "wabi-graph.h"
#include "wabi-words.h"

#define MAX_ENTRIES 60
#define MAX_POINTS 12

struct _WabiNoteFigure
{
  GtkWidget parent_instance;

  GtkBox *graph_box, *entries_box;
  GtkLabel *graph_title, *entries_title, *hint, *more;
  GtkListBox *entries;
  GtkWidget *graph;

  WabiDesk *desk;
  char *target;
};

G_DEFINE_FINAL_TYPE (WabiNoteFigure, wabi_note_figure, GTK_TYPE_WIDGET)

static void
wabi_note_figure_dispose (GObject *object)
{
  WabiNoteFigure *self = WABI_NOTE_FIGURE (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_NOTE_FIGURE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->target, g_free);
  G_OBJECT_CLASS (wabi_note_figure_parent_class)->dispose (object);
}

static void
wabi_note_figure_class_init (WabiNoteFigureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_note_figure_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-note-figure.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiNoteFigure, graph_box);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteFigure, graph_title);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteFigure, entries_box);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteFigure, entries_title);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteFigure, entries);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteFigure, hint);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteFigure, more);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_note_figure_init (WabiNoteFigure *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->graph = wabi_graph_new (_("Accuracy"));
  gtk_widget_set_size_request (self->graph, -1, 150);
  gtk_box_append (self->graph_box, self->graph);
}

void
wabi_note_figure_set_desk (WabiNoteFigure *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
}

/* Phase lines of the target and of the client as a whole. */
static void
draw_phases (WabiNoteFigure *self, const char *target, const WabiSessionPoint *points, guint n)
{
  g_autoptr (GPtrArray) phases = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_phase, "target", target);
  WabiGraphPhase lines[8];
  guint n_lines = 0;

  for (guint i = 0; i < phases->len && n_lines < G_N_ELEMENTS (lines); i++)
    {
      WabiRecord *phase = g_ptr_array_index (phases, i);
      WabiDay day = wabi_lookup_day (phase, "date");
      guint index = 0;

      while (index < n && points[index].day < day)
        index++;
      if (index < n)
        lines[n_lines++] = (WabiGraphPhase){ index, wabi_record_get_text (phase, "label"), wabi_record_is (phase, "style", "event") };
    }
  wabi_graph_set_phases (WABI_GRAPH (self->graph), lines, n_lines);
}

static void
draw_points (WabiNoteFigure *self, WabiHistory *history, const char *target, const char *session)
{
  guint first = history->points->len > MAX_POINTS ? history->points->len - MAX_POINTS : 0, n = history->points->len - first;
  const WabiSessionPoint *points = &g_array_index (history->points, WabiSessionPoint, first);
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);
  WabiGraphDot dots[MAX_POINTS];
  int active = -1;

  for (guint i = 0; i < n; i++)
    {
      char *label = wabi_words_day (points[i].day);
      char *note = g_strdup_printf (_("%d of %d trials"), points[i].correct, points[i].trials);

      g_ptr_array_add (keep, label);
      g_ptr_array_add (keep, note);
      dots[i] = (WabiGraphDot){ wabi_percent (points[i].correct, points[i].trials), label, note, FALSE };
      if (g_strcmp0 (points[i].session_id, session) == 0)
        active = (int) i;
    }
  wabi_graph_set_points (WABI_GRAPH (self->graph), dots, n);
  wabi_graph_set_active (WABI_GRAPH (self->graph), active);
  draw_phases (self, target, points, n);
}

void
wabi_note_figure_show_target (WabiNoteFigure *self, const char *target, const char *session)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, &wabi_kind_target, target);
  g_autoptr (WabiHistory) history = NULL;
  g_autofree char *title = NULL, *quoted = NULL;
  const char *name;
  WabiMasteryCriterion criterion;

  gtk_widget_set_visible (GTK_WIDGET (self->graph_box), record != NULL);
  if (record == NULL || g_strcmp0 (self->target, target) == 0)
    return;
  g_free (self->target);
  self->target = g_strdup (target);
  history = wabi_history_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), target, NULL);
  /* Names that quote a word themselves are not quoted once more. */
  name = wabi_record_get_text (record, "name");
  quoted = strstr (name, "“") != NULL ? g_strdup (name) : g_strdup_printf (_("“%s”"), name);
  /* Translators: a target's name and a number: “Touch red”, last 12 sessions */
  title = g_strdup_printf (_("%s, last %d sessions"), quoted, MAX_POINTS);
  gtk_label_set_label (self->graph_title, title);
  wabi_graph_set_title (WABI_GRAPH (self->graph), title);
  wabi_target_read_criterion (record, &criterion);
  wabi_graph_set_mastery (WABI_GRAPH (self->graph), criterion.percent, NULL);
  draw_points (self, history, target, session);
}

static char *
dup_outcome (WabiRecord *entry)
{
  const WabiPromptLevel *prompt;

  if (wabi_record_get_kind (entry) != &wabi_kind_trial)
    return wabi_record_get_int (entry, "duration") > 0 ? wabi_words_duration (wabi_record_get_int (entry, "duration") / G_USEC_PER_SEC)
                                                       : g_strdup (_("once"));
  prompt = wabi_codes_find_prompt (wabi_record_get_text (entry, "prompt_level"));
  if (wabi_record_is (entry, "result", "prompted") && prompt != NULL)
    return g_strdup_printf (_("prompted, %s"), _(prompt->name));
  return g_strdup (wabi_record_is (entry, "result", "correct")   ? _("correct")
                   : wabi_record_is (entry, "result", "prompted") ? _("prompted")
                                                                  : _("incorrect"));
}

static GtkWidget *
make_label (const char *text, gboolean expand, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, "small");
  gtk_widget_add_css_class (label, css);
  return label;
}

static void
add_entry (WabiNoteFigure *self, WabiRecord *entry)
{
  gboolean trial = wabi_record_get_kind (entry) == &wabi_kind_trial;
  g_autoptr (WabiRecord) subject = trial ? wabi_desk_get (self->desk, &wabi_kind_target, wabi_record_get_text (entry, "target"))
                                         : wabi_desk_get (self->desk, &wabi_kind_behavior, wabi_record_get_text (entry, "behavior"));
  g_autofree char *time = wabi_format_time (wabi_desk_get_zone (self->desk), wabi_record_get_int (entry, "at"));
  g_autofree char *outcome = dup_outcome (entry);
  const char *name = subject != NULL ? wabi_record_get_text (subject, "name") : "";
  g_autofree char *all = g_strjoin (", ", time, name, outcome, NULL);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_box_append (GTK_BOX (box), make_label (time, FALSE, "numeric"));
  gtk_box_append (GTK_BOX (box), make_label (name, TRUE, "secondary"));
  gtk_box_append (GTK_BOX (box), make_label (outcome, FALSE, "numeric"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  gtk_list_box_append (self->entries, row);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord **) a, "at"), other = wabi_record_get_int (*(WabiRecord **) b, "at");

  return one < other ? -1 : one > other;
}

static GPtrArray *
list_entries (WabiNoteFigure *self, const WabiFact *fact)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; fact->event_ids != NULL && i < fact->event_ids->len; i++)
    {
      const char *id = g_ptr_array_index (fact->event_ids, i);
      WabiRecord *entry = wabi_desk_get (self->desk, &wabi_kind_trial, id);

      if (entry == NULL)
        entry = wabi_desk_get (self->desk, &wabi_kind_behavior_event, id);
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static char *
dup_title (const WabiFact *fact, guint n)
{
  if (n == 0)
    return g_strdup_printf (_("%s, from the times of the session"), fact->words);
  return g_strdup_printf (ngettext ("%s, from %u entry", "%s, from %u entries", n), fact->words, n);
}

void
wabi_note_figure_show_fact (WabiNoteFigure *self, const WabiFact *fact, const char *session)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *title = NULL, *more = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->entries))) != NULL)
    gtk_list_box_remove (self->entries, row);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), fact == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->entries_box), fact != NULL);
  if (fact == NULL)
    return;
  if (g_str_has_prefix (fact->key, "target."))
    wabi_note_figure_show_target (self, fact->subject_id, session);
  entries = list_entries (self, fact);
  title = dup_title (fact, entries->len);
  gtk_label_set_label (self->entries_title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->entries), entries->len > 0);
  for (guint i = 0; i < entries->len && i < MAX_ENTRIES; i++)
    add_entry (self, g_ptr_array_index (entries, i));
  gtk_widget_set_visible (GTK_WIDGET (self->more), entries->len > MAX_ENTRIES);
  if (entries->len > MAX_ENTRIES)
    more = g_strdup_printf (_("and %u more"), entries->len - MAX_ENTRIES);
  gtk_label_set_label (self->more, more != NULL ? more : "");
}
