// SPDX-License-Identifier: AGPL-3.0-or-later
// Says why a note can be signed or not, with a way on for each reason.

#include "wabi-note-companion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-note-figure.h"
#include "wabi-finding-list.h"

struct _WabiNoteCompanion
{
  GtkWidget parent_instance;

  GtkBox *data_box, *payer_box;
  GtkLabel *payer_title;
  GtkScrolledWindow *scroller;
  WabiNoteFigure *figure;
  GtkWidget *data_list, *payer_list;
  char *note_id;
};

G_DEFINE_FINAL_TYPE (WabiNoteCompanion, wabi_note_companion, GTK_TYPE_WIDGET)

static guint way_signal;

/* Finding ids of figures are "<section>:<number>"; all others are the rule's own. */
static void
on_data_way_cb (WabiNoteCompanion *self, const char *id, const char *way)
{
  g_auto (GStrv) parts = g_strsplit (id, ":", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    g_signal_emit (self, way_signal, 0, way, parts[0], (guint) g_ascii_strtoull (parts[1], NULL, 10));
}

static void
on_payer_way_cb (WabiNoteCompanion *self, const char *id, const char *way)
{
  g_auto (GStrv) parts = g_strsplit (way, ":", 2);

  g_signal_emit (self, way_signal, 0, parts[0], parts[1] != NULL ? parts[1] : "", 0u);
}

static void
wabi_note_companion_dispose (GObject *object)
{
  WabiNoteCompanion *self = WABI_NOTE_COMPANION (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_NOTE_COMPANION);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->note_id, g_free);
  G_OBJECT_CLASS (wabi_note_companion_parent_class)->dispose (object);
}

static void
wabi_note_companion_class_init (WabiNoteCompanionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_note_companion_dispose;
  g_type_ensure (WABI_TYPE_NOTE_FIGURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-note-companion.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiNoteCompanion, data_box);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteCompanion, payer_box);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteCompanion, payer_title);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteCompanion, scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteCompanion, figure);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  way_signal = g_signal_new ("way", WABI_TYPE_NOTE_COMPANION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                             G_TYPE_STRING, G_TYPE_UINT);
}

static void
wabi_note_companion_init (WabiNoteCompanion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->data_list = wabi_finding_list_new (_("Does the note say what the data says?"));
  self->payer_list = wabi_finding_list_new (_("What the payer requires"));
  g_signal_connect_object (self->data_list, "way-activated", G_CALLBACK (on_data_way_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->payer_list, "way-activated", G_CALLBACK (on_payer_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->data_box, self->data_list);
  gtk_box_append (self->payer_box, self->payer_list);
}

void
wabi_note_companion_set_desk (WabiNoteCompanion *self, WabiDesk *desk)
{
  wabi_note_figure_set_desk (self->figure, desk);
}

static WabiMarkKind
mark_of (WabiFindingLevel level)
{
  return level == WABI_FINDING_BLOCKED ? WABI_MARK_BLOCKED : level == WABI_FINDING_WARNING ? WABI_MARK_WARNING : WABI_MARK_PASSED;
}

static void
add_matching (GArray *items, GPtrArray *keep, guint right, guint wrong)
{
  WabiFindingItem item = { .id = "matching", .kind = WABI_MARK_PASSED };
  char *title = right > 0 ? g_strdup_printf (ngettext ("%u figure matches the session", "%u figures match the session", right), right)
                          : g_strdup (wrong > 0 ? _("No other figure in the text") : _("No figure in the text yet"));

  g_ptr_array_add (keep, title);
  item.title = title;
  item.kind = right > 0 ? WABI_MARK_PASSED : WABI_MARK_INFO;
  g_array_prepend_val (items, item);
}

static void
show_statements (WabiNoteCompanion *self, WabiNoteEditor *editor)
{
  static const WabiWay use_ways[] = { { "use", N_ ("Use the recorded figure") }, { "show", N_ ("Show entries") } };
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (WabiFindingItem));
  gboolean editable = wabi_note_editor_get_editable (editor);
  const WabiWay ways[] = { { use_ways[0].id, _(use_ways[0].label) }, { use_ways[1].id, _(use_ways[1].label) } };
  guint right = 0;

  for (int section = 0; section < WABI_DRAFT_N_SECTIONS; section++)
    {
      GPtrArray *statements = wabi_note_editor_get_statements (editor, (WabiDraftSection) section);

      for (guint i = 0; i < statements->len; i++)
        {
          const WabiStatement *statement = g_ptr_array_index (statements, i);
          gboolean can_use = editable && statement->replacement != NULL;
          WabiFindingItem item = { .kind = WABI_MARK_WARNING, .detail = statement->words };

          right += statement->verdict == WABI_STATEMENT_GROUNDED;
          if (statement->verdict != WABI_STATEMENT_NOT_BORNE_OUT)
            continue;
          item.id = g_strdup_printf ("%d:%u", section, i);
          item.title = g_strdup_printf (_("“%s”"), statement->text);
          item.ways = can_use ? ways : ways + 1;
          item.n_ways = can_use ? 2 : 1;
          g_ptr_array_add (keep, (gpointer) item.id);
          g_ptr_array_add (keep, (gpointer) item.title);
          g_array_append_val (items, item);
        }
    }
  add_matching (items, keep, right, items->len);
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->data_list), (const WabiFindingItem *) (gpointer) items->data, items->len);
}

/* Where a finding is mended, as the id of its way: "write:<field>", "guardian". */
static const char *
find_way (const WabiFinding *finding, const char **label)
{
  static const struct { const char *field, *way; } ways[] = {
    { "participants", "write:present" }, { "status", "write:status_start" },   { "targets", "write:response" },
    { "behavior", "write:behavior" },    { "techniques", "write:techniques" }, { "plan", "write:plan" },
  };

  if (g_strcmp0 (finding->way_on, "note/guardian") == 0)
    {
      *label = _("Ask now");
      return "guardian";
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (finding->field, ways[i].field) == 0)
      {
        *label = _("Write it");
        return ways[i].way;
      }
  return NULL;
}

static void
show_findings (WabiNoteCompanion *self, WabiNoteEditor *editor)
{
  GPtrArray *findings = wabi_note_editor_get_findings (editor);
  g_autofree WabiFindingItem *items = g_new0 (WabiFindingItem, MAX (1, findings->len));
  g_autofree WabiWay *ways = g_new0 (WabiWay, MAX (1, findings->len));
  gboolean editable = wabi_note_editor_get_editable (editor);
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->id, "note-grounded") == 0)
        continue;
      items[n] = (WabiFindingItem){ .id = finding->id, .kind = mark_of (finding->level), .title = finding->title };
      if (finding->level != WABI_FINDING_PASSED)
        items[n].detail = finding->detail;
      /* The family may sign after the note is locked: that is a record of its own. */
      if (finding->level == WABI_FINDING_BLOCKED && (editable || g_strcmp0 (finding->way_on, "note/guardian") == 0))
        ways[n].id = find_way (finding, &ways[n].label);
      if (ways[n].id != NULL)
        {
          items[n].ways = &ways[n];
          items[n].n_ways = 1;
        }
      n++;
    }
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->payer_list), items, n);
}

static const char *
find_main_target (WabiNoteEditor *editor)
{
  const WabiFacts *facts = wabi_note_editor_get_facts (editor);
  const WabiFact *best = NULL;

  for (guint i = 0; facts != NULL && i < facts->items->len; i++)
    {
      const WabiFact *fact = g_ptr_array_index (facts->items, i);

      if (g_str_has_prefix (fact->key, "target.") && g_str_has_suffix (fact->key, ".trials") && (best == NULL || fact->value > best->value))
        best = fact;
    }
  return best != NULL ? best->subject_id : NULL;
}

void
wabi_note_companion_show (WabiNoteCompanion *self, WabiNoteEditor *editor)
{
  WabiRecord *note = wabi_note_editor_get_note (editor);
  const char *payer = wabi_note_editor_get_payer (editor);
  g_autofree char *title = g_strdup_printf (_("%s requires"), payer != NULL ? payer : _("A complete note"));

  if (note == NULL)
    return;
  show_statements (self, editor);
  gtk_label_set_label (self->payer_title, title);
  show_findings (self, editor);
  if (g_strcmp0 (self->note_id, wabi_record_get_id (note)) != 0)
    {
      g_free (self->note_id);
      self->note_id = g_strdup (wabi_record_get_id (note));
      wabi_note_figure_show_fact (self->figure, NULL, NULL);
      wabi_note_figure_show_target (self->figure, find_main_target (editor), wabi_record_get_text (note, "session"));
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
}

void
wabi_note_companion_show_statement (WabiNoteCompanion *self, WabiNoteEditor *editor, const WabiStatement *statement)
{
  const WabiFacts *facts = wabi_note_editor_get_facts (editor);
  WabiRecord *note = wabi_note_editor_get_note (editor);

  if (facts != NULL && note != NULL)
    wabi_note_figure_show_fact (self->figure, statement->fact_key != NULL ? wabi_facts_find (facts, statement->fact_key) : NULL,
                                wabi_record_get_text (note, "session"));
}
