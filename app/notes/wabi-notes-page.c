// SPDX-License-Identifier: AGPL-3.0-or-later
// Which note now, does it say what the data says, and the signature.

#include "wabi-notes-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-note-acts.h"
#include "wabi-note-companion.h"
#include "wabi-note-editor.h"
#include "wabi-note-facts.h"
#include "wabi-note-row.h"
#include "wabi-note-words.h"
#include "wabi-notes-list.h"
#include "wabi-notes-resources.h"
#include "wabi-adaptive-bin.h"
#include "wabi-empty-state.h"
#include "wabi-keycap.h"
#include "wabi-toggle-group.h"

struct _WabiNotesPage
{
  GtkWidget parent_instance;

  WabiToggleGroup *segments;
  GtkLabel *kept, *reason, *more;
  GtkWidget *sign, *complete, *send_back, *amend;
  GtkSearchEntry *search;
  GtkListView *list_view;
  GtkStack *list_stack, *editor_stack;
  WabiEmptyState *list_empty;
  WabiNoteEditor *editor;
  WabiNoteCompanion *companion;

  WabiDesk *desk;
  WabiNotesList *list;
  GtkSingleSelection *selection;
  guint tick_source;
  gboolean choosing;
};

static void page_iface_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiNotesPage, wabi_notes_page, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, page_iface_init))

/* --- Words and buttons --- */

static void
show_kept (WabiNotesPage *self)
{
  g_autofree char *words = wabi_note_editor_dup_kept_words (self->editor);

  if (strcmp (gtk_label_get_label (self->kept), words) != 0)
    gtk_label_set_label (self->kept, words);
  gtk_widget_set_visible (GTK_WIDGET (self->kept), *words != '\0');
}

static gboolean
on_tick_cb (gpointer data)
{
  show_kept (data);
  return G_SOURCE_CONTINUE;
}

/* Why the note cannot be signed now; %NULL when it can. What the rule says beyond the findings is asked of the rule itself. */
static char *
dup_obstacle (WabiNotesPage *self, WabiRecord *note)
{
  GPtrArray *findings = wabi_note_editor_get_findings (self->editor);
  g_autofree char *hash = NULL;
  g_autoptr (JsonObject) args = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        return g_strdup (finding->title);
    }
  hash = wabi_note_dup_hash (note);
  args = wabi_args ("id", wabi_record_get_id (note), "hash", hash, NULL);
  if (!wabi_cache_check (wabi_desk_get_cache (self->desk), "note.sign", args, &error))
    return g_strdup (error->message);
  return NULL;
}

static void
enable (WabiNotesPage *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

static void
show_actions (WabiNotesPage *self)
{
  WabiRecord *note = wabi_note_editor_get_note (self->editor);
  guint roles = wabi_desk_get_roles (self->desk);
  gboolean bcba = (roles & WABI_ROLE_BCBA) != 0, locked = note != NULL && wabi_note_is_locked (note);
  gboolean open = note != NULL && !locked;
  gboolean unfinished = open && (wabi_record_is (note, "state", "draft") || wabi_record_is (note, "state", "returned"));
  g_autofree char *obstacle = open && bcba ? dup_obstacle (self, note) : NULL;
  guint missing = open && !bcba ? wabi_findings_count (wabi_note_editor_get_findings (self->editor), WABI_FINDING_BLOCKED) : 0;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->sign, open && bcba);
  gtk_widget_set_visible (self->send_back, bcba && open && wabi_record_is (note, "state", "complete"));
  gtk_widget_set_visible (self->complete, unfinished && !bcba && (roles & WABI_ROLE_RBT) != 0);
  gtk_widget_set_visible (self->amend, locked && (roles & (WABI_ROLE_RBT | WABI_ROLE_BCBA)) != 0);
  enable (self, "notes.sign", open && bcba && obstacle == NULL);
  enable (self, "notes.return", gtk_widget_get_visible (self->send_back));
  enable (self, "notes.complete", gtk_widget_get_visible (self->complete));
  enable (self, "notes.amend", gtk_widget_get_visible (self->amend));
  enable (self, "notes.draft", wabi_note_editor_get_editable (self->editor));
  if (obstacle != NULL)
    words = g_strdup_printf (_("Cannot be signed yet: %s"), obstacle);
  else if (missing > 0)
    words = g_strdup_printf (ngettext ("%u item is missing", "%u items are missing", missing), missing);
  gtk_label_set_label (self->reason, words != NULL ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), words);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), words != NULL);
}

static void
show_counts (WabiNotesPage *self)
{
  static const struct { const char *id, *title; } segments[]
      = { { "review", N_ ("To review") }, { "drafts", N_ ("My drafts") }, { "returned", N_ ("Returned") } };
  guint hidden = wabi_notes_list_get_hidden (self->list);
  g_autofree char *more = hidden > 0 ? g_strdup_printf (_("%u more: type a name or a day to narrow"), hidden) : NULL;
  gboolean empty = g_list_model_get_n_items (wabi_notes_list_get_model (self->list)) == 0;

  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      guint n = wabi_notes_list_count (self->list, segments[i].id);
      g_autofree char *label = n > 0 ? g_strdup_printf ("%s %u", _(segments[i].title), n) : g_strdup (_(segments[i].title));

      wabi_toggle_group_set_label (self->segments, segments[i].id, label);
    }
  gtk_label_set_label (self->more, more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
  gtk_stack_set_visible_child_name (self->list_stack, empty ? "empty" : "list");
}

static void
show_list_empty (WabiNotesPage *self)
{
  static const struct { const char *id, *title, *text; } words[] = {
    { "review", N_ ("Nothing to review"), N_ ("Notes that their authors completed wait here for your signature.") },
    { "drafts", N_ ("No drafts"), N_ ("A note begins by itself when you end a session.") },
    { "returned", N_ ("Nothing returned"), N_ ("Notes that were sent back with a comment are here until they are completed again.") },
    { "signed", N_ ("Nothing signed yet"), N_ ("Signed notes are locked. They can be read and amended here.") },
  };
  const char *id = wabi_toggle_group_get_active_id (self->segments);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].id, id) == 0)
      g_object_set (self->list_empty, "title", _(words[i].title), "text", _(words[i].text), NULL);
}

/* --- Choosing a note --- */

static void
open_note (WabiNotesPage *self, WabiRecord *note)
{
  wabi_note_editor_open (self->editor, note);
  gtk_stack_set_visible_child_name (self->editor_stack, note != NULL ? "note" : "none");
  gtk_widget_set_sensitive (GTK_WIDGET (self->companion), note != NULL);
  show_actions (self);
  show_kept (self);
}

static void
on_selected_cb (WabiNotesPage *self)
{
  WabiNoteItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->choosing && item != NULL)
    open_note (self, wabi_note_item_get_note (item));
}

static void
select_row (WabiNotesPage *self, guint position)
{
  self->choosing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->choosing = FALSE;
}

/* Keeps the open note selected while rows come and go; with none open, the first one opens. */
static void
on_list_changed_cb (WabiNotesPage *self)
{
  WabiRecord *note = wabi_note_editor_get_note (self->editor);
  guint position = note != NULL ? wabi_notes_list_find (self->list, wabi_record_get_id (note)) : GTK_INVALID_LIST_POSITION;

  show_counts (self);
  show_list_empty (self);
  select_row (self, position);
}

static void
open_first (WabiNotesPage *self)
{
  g_autoptr (WabiNoteItem) item = g_list_model_get_item (wabi_notes_list_get_model (self->list), 0);

  if (item == NULL)
    return;
  open_note (self, wabi_note_item_get_note (item));
  select_row (self, 0);
}

static void
on_segment_cb (WabiNotesPage *self, const char *id)
{
  if (self->choosing || self->list == NULL)
    return;
  wabi_notes_list_set_segment (self->list, id);
  open_first (self);
}

static void
on_search_cb (WabiNotesPage *self)
{
  wabi_notes_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
set_segment (WabiNotesPage *self, const char *id)
{
  self->choosing = TRUE;
  wabi_toggle_group_set_active_id (self->segments, id);
  self->choosing = FALSE;
  wabi_notes_list_set_segment (self->list, id);
}

/* The segment with work in it, in the order of what a person came for. */
static void
choose_segment (WabiNotesPage *self)
{
  gboolean bcba = (wabi_desk_get_roles (self->desk) & (WABI_ROLE_BCBA | WABI_ROLE_ADMIN)) != 0;
  const char *const order[] = { bcba ? "review" : "returned", "drafts", bcba ? "returned" : "review", "signed" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (wabi_notes_list_count (self->list, order[i]) > 0)
      {
        set_segment (self, order[i]);
        return;
      }
}

/* --- Doing --- */

static void
on_draft_cb (GtkWidget *widget, const char *name, GVariant *style)
{
  wabi_note_editor_draft (WABI_NOTES_PAGE (widget)->editor, g_variant_get_string (style, NULL));
}

static void
on_sign_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiNotesPage *self = WABI_NOTES_PAGE (widget);

  if (wabi_note_editor_save (self->editor))
    wabi_note_ask_sign (widget, self->desk, wabi_note_editor_get_note (self->editor));
}

static void
on_complete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiNotesPage *self = WABI_NOTES_PAGE (widget);
  g_autoptr (GError) error = NULL;
  WabiRecord *note;

  if (!wabi_note_editor_save (self->editor))
    return;
  note = wabi_note_editor_get_note (self->editor);
  if (!wabi_desk_do (self->desk, "note.complete", wabi_args ("id", wabi_record_get_id (note), NULL),
                     _("Note completed. It waits for review now"), NULL, NULL, &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_return_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiNotesPage *self = WABI_NOTES_PAGE (widget);

  if (wabi_note_editor_save (self->editor))
    wabi_note_ask_return (widget, self->desk, wabi_note_editor_get_note (self->editor));
}

static void
on_amended (gpointer data)
{
  wabi_note_editor_forget_typed (data);
}

static void
on_amend_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiNotesPage *self = WABI_NOTES_PAGE (widget);

  wabi_note_ask_amend (widget, self->desk, wabi_note_editor_get_note (self->editor), NULL, NULL, NULL);
}

static void
on_addendum_requested_cb (WabiNotesPage *self, const char *text)
{
  wabi_note_ask_amend (GTK_WIDGET (self), self->desk, wabi_note_editor_get_note (self->editor), text, on_amended, self->editor);
}

static void
on_next_figure_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_note_editor_next_figure (WABI_NOTES_PAGE (widget)->editor);
}

static void
on_take_over_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_note_editor_take_over (WABI_NOTES_PAGE (widget)->editor);
}

static void
on_primary_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiNotesPage *self = WABI_NOTES_PAGE (widget);

  gtk_widget_activate_action (widget, gtk_widget_get_visible (self->sign) ? "notes.sign" : "notes.complete", NULL);
}

static void
on_checked_cb (WabiNotesPage *self)
{
  wabi_note_companion_show (self->companion, self->editor);
  show_actions (self);
}

static void
on_figure_cb (WabiNotesPage *self, const WabiStatement *statement)
{
  gtk_widget_set_visible (GTK_WIDGET (self->companion), TRUE);
  wabi_note_companion_show_statement (self->companion, self->editor, statement);
}

static void
on_way_cb (WabiNotesPage *self, const char *what, const char *where, guint index)
{
  WabiDraftSection section = (WabiDraftSection) MIN (g_ascii_strtoull (where, NULL, 10), WABI_DRAFT_N_SECTIONS - 1);

  if (strcmp (what, "use") == 0)
    wabi_note_editor_use_recorded (self->editor, section, index);
  else if (strcmp (what, "show") == 0)
    wabi_note_editor_show_figure (self->editor, section, index);
  else if (strcmp (what, "write") == 0)
    wabi_note_editor_write (self->editor, where);
  else if (strcmp (what, "guardian") == 0 && (!wabi_note_editor_get_editable (self->editor) || wabi_note_editor_save (self->editor)))
    wabi_note_ask_guardian (GTK_WIDGET (self), self->desk, wabi_note_editor_get_note (self->editor));
}

/* --- As a place --- */

static void
open_page (WabiPage *page, const char *id)
{
  WabiNotesPage *self = WABI_NOTES_PAGE (page);
  g_autoptr (WabiRecord) note = wabi_desk_get (self->desk, &wabi_kind_note, id);
  const char *segment = note != NULL ? wabi_note_get_segment (self->desk, note, NULL) : NULL;

  if (id == NULL)
    return;
  if (note == NULL)
    {
      wabi_desk_tell (self->desk, _("This note is not on this computer yet"));
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (segment != NULL)
    set_segment (self, segment);
  open_note (self, note);
  select_row (self, wabi_notes_list_find (self->list, id));
}

static void
search_page (WabiPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WABI_NOTES_PAGE (page)->search));
}

static void
toggle_companion (WabiPage *page)
{
  GtkWidget *companion = GTK_WIDGET (WABI_NOTES_PAGE (page)->companion);

  gtk_widget_set_visible (companion, !gtk_widget_get_visible (companion));
}

static void
leave_page (WabiPage *page)
{
  wabi_note_editor_save (WABI_NOTES_PAGE (page)->editor);
}

static const WabiPageKey *
list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>Return", N_ ("Sign or complete the note") }, { "<Control>d", N_ ("Draft from data") },
    { "<Control><Shift>r", N_ ("Return with comment") },     { "<Control><Shift>a", N_ ("Add an addendum") },
    { "F8", N_ ("Next figure and its entries") },            { "<Alt>Return", N_ ("Entries of the figure at the cursor") },
  };

  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
page_iface_init (WabiPageInterface *iface)
{
  iface->open = open_page;
  iface->search = search_page;
  iface->toggle_companion = toggle_companion;
  iface->leave = leave_page;
  iface->list_keys = list_keys;
}

/* --- The widget --- */

static void
on_setup_row_cb (GtkListItemFactory *factory, GtkListItem *row)
{
  gtk_list_item_set_child (row, wabi_note_row_new ());
}

static void
on_bind_row_cb (GtkListItemFactory *factory, GtkListItem *row)
{
  wabi_note_row_set_item (WABI_NOTE_ROW (gtk_list_item_get_child (row)), gtk_list_item_get_item (row));
}

static void
on_unbind_row_cb (GtkListItemFactory *factory, GtkListItem *row)
{
  wabi_note_row_set_item (WABI_NOTE_ROW (gtk_list_item_get_child (row)), NULL);
}

static void
wabi_notes_page_dispose (GObject *object)
{
  WabiNotesPage *self = WABI_NOTES_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_NOTES_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_notes_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "notes.draft", "s", on_draft_cb);
  gtk_widget_class_install_action (widget_class, "notes.sign", NULL, on_sign_cb);
  gtk_widget_class_install_action (widget_class, "notes.complete", NULL, on_complete_cb);
  gtk_widget_class_install_action (widget_class, "notes.return", NULL, on_return_cb);
  gtk_widget_class_install_action (widget_class, "notes.amend", NULL, on_amend_cb);
  gtk_widget_class_install_action (widget_class, "notes.next-figure", NULL, on_next_figure_cb);
  gtk_widget_class_install_action (widget_class, "notes.take-over", NULL, on_take_over_cb);
  gtk_widget_class_install_action (widget_class, "notes.primary", NULL, on_primary_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "notes.primary", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "notes.primary", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "notes.draft", "s", "full");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "notes.return", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "notes.amend", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "notes.take-over", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "notes.next-figure", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, segments);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, kept);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, reason);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, more);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, sign);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, complete);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, send_back);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, amend);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, search);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, list_empty);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, editor_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, editor);
  gtk_widget_class_bind_template_child (widget_class, WabiNotesPage, companion);
  gtk_widget_class_bind_template_callback (widget_class, on_segment_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_checked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_kept);
  gtk_widget_class_bind_template_callback (widget_class, on_figure_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_addendum_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_way_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind_row_cb);
}

static void
wabi_notes_page_class_init (WabiNotesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_notes_page_dispose;
  g_type_ensure (WABI_TYPE_TOGGLE_GROUP);
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_KEYCAP);
  g_type_ensure (WABI_TYPE_NOTE_EDITOR);
  g_type_ensure (WABI_TYPE_NOTE_COMPANION);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-notes-page.ui");
  bind_children (widget_class);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_notes_page_init (WabiNotesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wabi_toggle_group_add (self->segments, "review", _("To review"));
  wabi_toggle_group_add (self->segments, "drafts", _("My drafts"));
  wabi_toggle_group_add (self->segments, "returned", _("Returned"));
  wabi_toggle_group_add (self->segments, "signed", _("Signed"));
  self->tick_source = g_timeout_add_seconds (1, on_tick_cb, self);
}

static void
ensure_resources (void)
{
  static gsize done = 0;
  GtkCssProvider *provider;

  if (!g_once_init_enter (&done))
    return;
  wabi_notes_register_resource ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/care/wabi/WabiCare/ui/notes.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
  g_once_init_leave (&done, 1);
}

GtkWidget *
wabi_notes_page_new (WabiDesk *desk)
{
  WabiNotesPage *self;

  ensure_resources ();
  self = g_object_new (WABI_TYPE_NOTES_PAGE, NULL);
  self->desk = g_object_ref (desk);
  wabi_note_editor_set_desk (self->editor, desk);
  wabi_note_companion_set_desk (self->companion, desk);
  self->list = wabi_notes_list_new (desk);
  self->selection = gtk_single_selection_new (g_object_ref (wabi_notes_list_get_model (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self);
  g_signal_connect_object (self->list, "changed", G_CALLBACK (on_list_changed_cb), self, G_CONNECT_SWAPPED);
  open_note (self, NULL);
  choose_segment (self);
  on_list_changed_cb (self);
  open_first (self);
  return GTK_WIDGET (self);
}
