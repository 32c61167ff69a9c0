// SPDX-License-Identifier: AGPL-3.0-or-later
// The note itself: what is written, what a draft offers, and who signed.

#include "wabi-note-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-json.h"
#include "wabi-note-facts.h"
#include "wabi-note-holding.h"
#include "wabi-note-words.h"
#include "wabi-banner.h"

#define CHECK_MS 250

struct _WabiNoteEditor
{
  GtkWidget parent_instance;

  GtkLabel *title, *times, *returned, *lock_words, *lock_hash, *draft_words;
  GtkEntry *present;
  GtkBox *sections_box, *lock_box, *addenda, *returned_box, *draft_bar;
  GtkSpinner *spinner;
  GtkScrolledWindow *scroller;
  WabiBanner *banner;
  WabiNoteSection *sections[WABI_DRAFT_N_SECTIONS];

  WabiDesk *desk;
  WabiRecord *note, *session;
  WabiNoteData *data;
  WabiNoteKeeper *keeper;
  GPtrArray *findings;
  GCancellable *drafting;
  char *payer;
  guint check_source, holding_source;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (WabiNoteEditor, wabi_note_editor, GTK_TYPE_WIDGET)

enum
{
  CHECKED,
  KEPT,
  FIGURE_ACTIVATED,
  ADDENDUM_REQUESTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

WabiRecord *
wabi_note_editor_dup_written (WabiNoteEditor *self)
{
  WabiRecord *written = wabi_record_copy (self->note);
  const char *present = gtk_editable_get_text (GTK_EDITABLE (self->present));

  wabi_record_set_text (written, "present", *present != '\0' ? present : NULL);
  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    {
      g_autofree char *text = wabi_note_section_dup_text (self->sections[i]);

      wabi_record_set_text (written, wabi_note_section_field ((WabiDraftSection) i), *text != '\0' ? text : NULL);
    }
  return written;
}

static void
check (WabiNoteEditor *self)
{
  g_autoptr (WabiRecord) written = NULL;

  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->note == NULL || self->data == NULL)
    return;
  written = wabi_note_editor_dup_written (self);
  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    wabi_note_section_set_statements (self->sections[i], wabi_note_data_ground (self->data, written, (WabiDraftSection) i));
  g_ptr_array_unref (self->findings);
  self->findings = wabi_note_data_check (self->data, written);
  g_signal_emit (self, signals[CHECKED], 0);
}

static gboolean
on_check_cb (gpointer data)
{
  WabiNoteEditor *self = data;

  self->check_source = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

static void
queue_check (WabiNoteEditor *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, CHECK_MS, on_check_cb, self, NULL);
}

static void
on_edited_cb (WabiNoteSection *section, WabiNoteEditor *self)
{
  g_autofree char *text = wabi_note_section_dup_text (section);

  if (self->keeper == NULL)
    return;
  wabi_note_keeper_type (self->keeper, self->note, wabi_note_section_field (wabi_note_section_get_section (section)), text);
  wabi_note_holding_renew (self->desk, self->note);
  queue_check (self);
}

static void
on_present_changed_cb (WabiNoteEditor *self)
{
  if (self->loading || self->keeper == NULL)
    return;
  wabi_note_keeper_type (self->keeper, self->note, "present", gtk_editable_get_text (GTK_EDITABLE (self->present)));
  wabi_note_holding_renew (self->desk, self->note);
  queue_check (self);
}

static void
on_left_cb (WabiNoteEditor *self)
{
  if (self->keeper != NULL && wabi_note_keeper_get_dirty (self->keeper))
    wabi_note_keeper_save (self->keeper);
}

static void
on_figure_cb (WabiNoteEditor *self, const WabiStatement *statement)
{
  g_signal_emit (self, signals[FIGURE_ACTIVATED], 0, statement);
}

static void
on_kept_cb (WabiNoteEditor *self)
{
  g_signal_emit (self, signals[KEPT], 0);
}

/* --- What is shown of the record --- */

static void
load_text (WabiNoteEditor *self, WabiDraftSection section)
{
  const char *field = wabi_note_section_field (section), *typed = wabi_note_keeper_get_typed (self->keeper, field);
  gboolean keep = typed != NULL && !wabi_note_is_locked (self->note);

  wabi_note_section_load (self->sections[section], keep ? typed : wabi_record_get_text (self->note, field));
}

static void
load_present (WabiNoteEditor *self)
{
  const char *typed = wabi_note_keeper_get_typed (self->keeper, "present");
  const char *text = typed != NULL && !wabi_note_is_locked (self->note) ? typed : wabi_record_get_text (self->note, "present");

  self->loading = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->present)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->present), text != NULL ? text : "");
  self->loading = FALSE;
}

static char *
dup_supervisor (WabiNoteEditor *self)
{
  g_autoptr (WabiRecord) author = wabi_desk_get (self->desk, &wabi_kind_staff, wabi_record_get_text (self->note, "author"));
  g_autoptr (WabiRecord) supervisor
      = author != NULL ? wabi_desk_get (self->desk, &wabi_kind_staff, wabi_record_get_text (author, "supervisor")) : NULL;
  g_autofree char *name = NULL;

  if (supervisor == NULL)
    return g_strdup ("");
  name = wabi_lookup_full_name (supervisor);
  return g_strdup_printf (_(" · supervised by %s, %s"), name, wabi_record_get_text (supervisor, "credential"));
}

static char *
dup_length (WabiNoteEditor *self)
{
  const WabiFacts *facts = wabi_note_editor_get_facts (self);
  const WabiFact *units = facts != NULL ? wabi_facts_find (facts, "session.units") : NULL;
  int minutes = (int) ((wabi_record_get_int (self->note, "ends_at") - wabi_record_get_int (self->note, "starts_at")) / WABI_MINUTE);

  if (units == NULL)
    return g_strdup_printf (_("%d min"), minutes);
  return g_strdup_printf (_("%d min, %s"), minutes, units->words);
}

static void
show_header (WabiNoteEditor *self)
{
  g_autofree char *client = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (self->note, "client"));
  g_autofree char *author = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (self->note, "author"));
  g_autofree char *when = wabi_note_dup_when (self->desk, self->note);
  g_autofree char *supervisor = dup_supervisor (self), *length = dup_length (self), *title = NULL, *times = NULL;
  const char *place = self->session != NULL ? wabi_codes_place_name (wabi_record_get_text (self->session, "place")) : NULL;

  title = g_strdup_printf ("%s · %s", client, wabi_service_table_name (wabi_desk_get_services (self->desk), wabi_record_get_text (self->note, "service_code"), WABI_DAY_NONE));
  times = g_strdup_printf ("%s (%s) · %s · %s%s", when, length, place != NULL ? place : _("place not known"), author, supervisor);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->times, times);
}

static void
add_addendum (WabiNoteEditor *self, WabiRecord *addendum)
{
  g_autofree char *moment = wabi_note_dup_moment (self->desk, wabi_record_get_int (addendum, "at"));
  g_autofree char *head = g_strdup_printf (_("Addendum by %s, %s"), wabi_record_get_text (addendum, "author_name"), moment);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *title = gtk_label_new (head);
  GtkWidget *text = gtk_label_new (wabi_record_get_text (addendum, "text"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "note-heading");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_add_css_class (box, "note-addendum");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (self->addenda, box);
}

static void
show_addenda (WabiNoteEditor *self)
{
  g_autoptr (GPtrArray) addenda
      = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_addendum, "note", wabi_record_get_id (self->note));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->addenda))) != NULL)
    gtk_box_remove (self->addenda, child);
  for (guint i = 0; i < addenda->len; i++)
    add_addendum (self, g_ptr_array_index (addenda, i));
  gtk_widget_set_visible (GTK_WIDGET (self->addenda), addenda->len > 0);
}

static void
show_signature (WabiNoteEditor *self)
{
  g_autofree char *moment = wabi_note_dup_moment (self->desk, wabi_record_get_int (self->note, "signed_at"));
  g_autofree char *words = NULL, *hash = NULL;
  gboolean pending = wabi_record_is (self->note, "state", "pending");
  const char *full = wabi_record_get_text (self->note, "sign_hash");

  gtk_widget_set_visible (GTK_WIDGET (self->lock_box), wabi_note_is_locked (self->note));
  if (!wabi_note_is_locked (self->note))
    return;
  gtk_widget_set_css_classes (GTK_WIDGET (self->lock_box), pending ? (const char *[]){ "note-returned", NULL }
                                                                   : (const char *[]){ "note-lock", NULL });
  words = g_strdup_printf (pending ? _("Signature waits for the server: %s, %s, %s") : _("Signed by %s, %s, %s"),
                           wabi_record_get_text (self->note, "signer_name"), wabi_record_get_text (self->note, "signer_credential"), moment);
  hash = g_strdup_printf (_("Fingerprint of what was signed: %.12s"), full != NULL ? full : "");
  gtk_label_set_label (self->lock_words, words);
  gtk_label_set_label (self->lock_hash, hash);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->lock_hash), full);
}

static void show_banner (WabiNoteEditor *self);

static gboolean
on_holding_over_cb (gpointer data)
{
  WabiNoteEditor *self = data;

  self->holding_source = 0;
  show_banner (self);
  return G_SOURCE_REMOVE;
}

/* Whoever writes is said as long as nothing more urgent is, and until it is over. */
static void
show_holding (WabiNoteEditor *self)
{
  const char *button = NULL;
  gint64 left = 0;
  g_autofree char *words = wabi_note_editor_get_editable (self) ? wabi_note_holding_dup_words (self->desk, self->note, &button, &left) : NULL;

  if (words == NULL)
    {
      wabi_banner_hide (self->banner);
      return;
    }
  wabi_banner_show (self->banner, WABI_MARK_PENDING, words, button);
  self->holding_source = g_timeout_add_seconds ((guint) (left / G_USEC_PER_SEC) + 1, on_holding_over_cb, self);
}

static void
show_banner (WabiNoteEditor *self)
{
  g_clear_handle_id (&self->holding_source, g_source_remove);
  if (wabi_record_get_bool (self->note, "needs_hand"))
    wabi_banner_show (self->banner, WABI_MARK_WARNING, _("Two people wrote in the same section. Both texts are kept: choose in Inbox."),
                      _("Open Inbox"));
  else if (wabi_note_is_locked (self->note) && wabi_note_keeper_get_dirty (self->keeper))
    wabi_banner_show (self->banner, WABI_MARK_WARNING, _("The note was signed while you wrote. Your text is kept here, not in the note."),
                      _("Add as addendum"));
  else
    show_holding (self);
}

static void
on_banner_cb (WabiNoteEditor *self)
{
  g_autofree char *typed = NULL;

  if (wabi_record_get_bool (self->note, "needs_hand"))
    {
      wabi_desk_go (self->desk, "inbox", wabi_record_get_id (self->note));
      return;
    }
  if (wabi_note_editor_take_over (self))
    return;
  typed = wabi_note_keeper_dup_all (self->keeper);
  g_signal_emit (self, signals[ADDENDUM_REQUESTED], 0, typed);
}

static void
show_note (WabiNoteEditor *self)
{
  gboolean editable = wabi_note_editor_get_editable (self);
  const char *comment = wabi_record_is (self->note, "state", "returned") ? wabi_record_get_text (self->note, "return_comment") : NULL;

  show_header (self);
  load_present (self);
  gtk_editable_set_editable (GTK_EDITABLE (self->present), editable);
  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    {
      load_text (self, (WabiDraftSection) i);
      wabi_note_section_set_editable (self->sections[i], editable);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->returned_box), comment != NULL);
  gtk_label_set_label (self->returned, comment != NULL ? comment : "");
  gtk_widget_set_visible (GTK_WIDGET (self->draft_bar), editable);
  show_signature (self);
  show_addenda (self);
  show_banner (self);
}

/* --- Opening and following --- */

static void
read_data (WabiNoteEditor *self)
{
  g_autoptr (WabiRecord) coverage = NULL;
  g_autoptr (WabiRecord) payer = NULL;
  WabiDay day;

  g_clear_pointer (&self->data, wabi_note_data_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->payer, g_free);
  if (self->note == NULL)
    return;
  self->session = wabi_desk_get (self->desk, &wabi_kind_session, wabi_record_get_text (self->note, "session"));
  if (self->session != NULL)
    self->data = wabi_note_data_new (wabi_desk_get_view (self->desk), self->session);
  day = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_record_get_int (self->note, "starts_at"));
  coverage = wabi_lookup_coverage (wabi_desk_get_view (self->desk), wabi_record_get_text (self->note, "client"), day);
  payer = coverage != NULL ? wabi_desk_get (self->desk, &wabi_kind_payer, wabi_record_get_text (coverage, "payer")) : NULL;
  self->payer = payer != NULL ? g_strdup (wabi_record_get_text (payer, "name")) : NULL;
}

static void
on_changed_cb (WabiNoteEditor *self, WabiChanges *changes)
{
  gboolean moved;
  WabiRecord *now;

  if (self->note == NULL)
    return;
  if (wabi_changes_has_kind (changes, &wabi_kind_trial) || wabi_changes_has_kind (changes, &wabi_kind_behavior_event)
      || wabi_changes_has (changes, &wabi_kind_session, wabi_record_get_text (self->note, "session"))
      || wabi_changes_has_kind (changes, &wabi_kind_target) || wabi_changes_has_kind (changes, &wabi_kind_coverage)
      || wabi_changes_has_kind (changes, &wabi_kind_payer))
    {
      read_data (self);
      queue_check (self);
    }
  if (!wabi_changes_has (changes, &wabi_kind_note, wabi_record_get_id (self->note)))
    {
      if (wabi_changes_has_kind (changes, &wabi_kind_addendum))
        show_addenda (self);
      if (wabi_changes_has (changes, &wabi_kind_note_lease, wabi_record_get_id (self->note)))
        show_banner (self);
      return;
    }
  now = wabi_desk_get (self->desk, &wabi_kind_note, wabi_record_get_id (self->note));
  if (now == NULL)
    return;
  moved = !wabi_record_is (now, "state", wabi_record_get_text (self->note, "state"));
  g_object_unref (self->note);
  self->note = now;
  show_note (self);
  /* What can be done with it is another thing at once. */
  if (moved)
    check (self);
  else
    queue_check (self);
}

void
wabi_note_editor_set_desk (WabiNoteEditor *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
let_go (WabiNoteEditor *self)
{
  if (self->drafting != NULL)
    g_cancellable_cancel (self->drafting);
  g_clear_object (&self->drafting);
  if (self->keeper != NULL)
    g_signal_handlers_disconnect_by_data (self->keeper, self);
  g_clear_object (&self->keeper);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_handle_id (&self->holding_source, g_source_remove);
}

void
wabi_note_editor_open (WabiNoteEditor *self, WabiRecord *note)
{
  if (self->note != NULL && note != NULL && strcmp (wabi_record_get_id (self->note), wabi_record_get_id (note)) == 0)
    return;
  wabi_note_editor_save (self);
  if (self->note != NULL)
    wabi_note_holding_end (self->desk, self->note);
  let_go (self);
  g_set_object (&self->note, note);
  gtk_label_set_label (self->draft_words, "");
  gtk_spinner_stop (self->spinner);
  read_data (self);
  if (note == NULL)
    return;
  self->keeper = wabi_note_keeper_new (self->desk, wabi_record_get_id (note));
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  show_note (self);
  if (wabi_note_keeper_get_dirty (self->keeper) && wabi_note_editor_get_editable (self))
    wabi_desk_tell (self->desk, _("What you typed before the program ended is here again"));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  check (self);
  g_signal_emit (self, signals[KEPT], 0);
}

gboolean
wabi_note_editor_take_over (WabiNoteEditor *self)
{
  const char *button;
  gint64 left;
  g_autofree char *words = NULL;

  if (self->note == NULL || !wabi_note_editor_get_editable (self))
    return FALSE;
  words = wabi_note_holding_dup_words (self->desk, self->note, &button, &left);
  if (words != NULL)
    wabi_note_holding_take (self->desk, self->note);
  return words != NULL;
}

gboolean
wabi_note_editor_save (WabiNoteEditor *self)
{
  if (self->keeper == NULL || !wabi_note_keeper_get_dirty (self->keeper))
    return TRUE;
  if (!wabi_note_editor_get_editable (self))
    return FALSE;
  return wabi_note_keeper_save (self->keeper);
}

WabiRecord *
wabi_note_editor_get_note (WabiNoteEditor *self)
{
  return self->note;
}

gboolean
wabi_note_editor_get_editable (WabiNoteEditor *self)
{
  return self->note != NULL && wabi_note_may_write (self->desk, self->note);
}

const WabiFacts *
wabi_note_editor_get_facts (WabiNoteEditor *self)
{
  return self->data != NULL ? wabi_note_data_get_facts (self->data) : NULL;
}

GPtrArray *
wabi_note_editor_get_findings (WabiNoteEditor *self)
{
  return self->findings;
}

GPtrArray *
wabi_note_editor_get_statements (WabiNoteEditor *self, WabiDraftSection section)
{
  return wabi_note_section_get_statements (self->sections[section]);
}

const char *
wabi_note_editor_get_payer (WabiNoteEditor *self)
{
  return self->payer;
}

void
wabi_note_editor_use_recorded (WabiNoteEditor *self, WabiDraftSection section, guint index)
{
  GPtrArray *statements = wabi_note_editor_get_statements (self, section);
  const WabiStatement *statement = index < statements->len ? g_ptr_array_index (statements, index) : NULL;
  g_autofree char *figure = statement != NULL ? g_strdup (statement->text) : NULL;

  /* Pressing the button left the section, and that queued a check: the figure must still be the one that was pressed. */
  if (self->check_source != 0)
    {
      check (self);
      statements = wabi_note_editor_get_statements (self, section);
      statement = index < statements->len ? g_ptr_array_index (statements, index) : NULL;
    }
  if (statement == NULL || statement->replacement == NULL || g_strcmp0 (statement->text, figure) != 0)
    return;
  wabi_note_section_replace (self->sections[section], statement->replace_start, statement->replace_length, statement->replacement);
  check (self);
}

void
wabi_note_editor_show_figure (WabiNoteEditor *self, WabiDraftSection section, guint index)
{
  GPtrArray *statements = wabi_note_editor_get_statements (self, section);

  if (index >= statements->len)
    return;
  wabi_note_section_show (self->sections[section], ((WabiStatement *) g_ptr_array_index (statements, index))->start);
  g_signal_emit (self, signals[FIGURE_ACTIVATED], 0, g_ptr_array_index (statements, index));
}

void
wabi_note_editor_write (WabiNoteEditor *self, const char *field)
{
  if (strcmp (field, "present") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->present));
  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    if (strcmp (field, wabi_note_section_field ((WabiDraftSection) i)) == 0)
      wabi_note_section_show (self->sections[i], G_MAXSIZE / 2);
}

void
wabi_note_editor_next_figure (WabiNoteEditor *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  int at = -1;

  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sections[i])))
      at = i;
  if (at >= 0 && wabi_note_section_next_figure (self->sections[at], FALSE))
    return;
  for (int i = 1; i <= WABI_DRAFT_N_SECTIONS; i++)
    if (wabi_note_section_next_figure (self->sections[(at + i + WABI_DRAFT_N_SECTIONS) % WABI_DRAFT_N_SECTIONS], TRUE))
      return;
}

char *
wabi_note_editor_dup_kept_words (WabiNoteEditor *self)
{
  return self->keeper != NULL ? wabi_note_keeper_dup_words (self->keeper) : g_strdup ("");
}

void
wabi_note_editor_forget_typed (WabiNoteEditor *self)
{
  if (self->keeper == NULL)
    return;
  wabi_note_keeper_forget (self->keeper);
  show_banner (self);
}

/* --- Drafts --- */

static void
take_draft (WabiNoteEditor *self, JsonObject *answer, const char *words)
{
  JsonArray *sections;

  if (!wabi_json_take_array (answer, "sections", TRUE, 20, &sections, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (sections); i++)
    {
      JsonNode *node = json_array_get_element (sections, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = one != NULL ? wabi_json_peek_text (one, "name") : NULL;
      const char *text = one != NULL ? wabi_json_peek_text (one, "text") : NULL;

      for (int j = 0; name != NULL && text != NULL && j < WABI_DRAFT_N_SECTIONS; j++)
        if (strcmp (name, wabi_note_section_field ((WabiDraftSection) j)) == 0)
          wabi_note_section_suggest (self->sections[j], text);
    }
  gtk_label_set_label (self->draft_words, words);
  check (self);
}

static void
draft_here (WabiNoteEditor *self, const char *style)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer
      = wabi_domain_draft_note (wabi_desk_get_view (self->desk), wabi_record_get_text (self->note, "session"), style, "en", &error);

  gtk_spinner_stop (self->spinner);
  if (answer == NULL)
    wabi_desk_tell_error (self->desk, error);
  else
    take_draft (self, answer, _("Suggested by the local drafter. Nothing left this computer."));
}

typedef struct
{
  WabiNoteEditor *editor;
  GCancellable *cancellable;
  char *style;
} Drafting;

static void
free_drafting (Drafting *drafting)
{
  g_object_unref (drafting->editor);
  g_object_unref (drafting->cancellable);
  g_free (drafting->style);
  g_free (drafting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Drafting, free_drafting)

static void
on_drafted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Drafting) drafting = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = wabi_sync_draft_finish (WABI_SYNC (source), result, &error);
  WabiNoteEditor *self = drafting->editor;

  /* Another note was opened meanwhile. */
  if (g_cancellable_is_cancelled (drafting->cancellable))
    return;
  g_clear_object (&self->drafting);
  /* The server is gone or answers nonsense: the same drafter is here too. */
  if (answer == NULL)
    {
      draft_here (self, drafting->style);
      return;
    }
  gtk_spinner_stop (self->spinner);
  take_draft (self, answer, _("Suggested by the practice's own server. Nothing left the practice."));
}

void
wabi_note_editor_draft (WabiNoteEditor *self, const char *style)
{
  Drafting *drafting;
  WabiSync *sync;

  if (!wabi_note_editor_get_editable (self) || self->drafting != NULL || !wabi_note_editor_save (self))
    return;
  sync = wabi_desk_get_sync (self->desk);
  if (!wabi_sync_get_online (sync))
    {
      draft_here (self, style);
      return;
    }
  self->drafting = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  gtk_label_set_label (self->draft_words, "");
  drafting = g_new0 (Drafting, 1);
  drafting->editor = g_object_ref (self);
  drafting->cancellable = g_object_ref (self->drafting);
  drafting->style = g_strdup (style);
  wabi_sync_draft_async (sync, wabi_record_get_text (self->note, "session"), style, "en", self->drafting, on_drafted_cb, drafting);
}

/* --- The widget --- */

static void
wabi_note_editor_dispose (GObject *object)
{
  WabiNoteEditor *self = WABI_NOTE_EDITOR (object);
  GtkWidget *child;

  let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_NOTE_EDITOR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->data, wabi_note_data_free);
  g_clear_pointer (&self->payer, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->note);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_note_editor_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, title);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, times);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, returned);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, returned_box);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, lock_words);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, lock_hash);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, lock_box);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, draft_words);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, draft_bar);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, present);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, sections_box);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, addenda);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, spinner);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, WabiNoteEditor, banner);
  gtk_widget_class_bind_template_callback (widget_class, on_present_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_cb);
}

static void
wabi_note_editor_class_init (WabiNoteEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_note_editor_dispose;
  g_type_ensure (WABI_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-note-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "noteeditor");
  signals[CHECKED] = g_signal_new ("checked", WABI_TYPE_NOTE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[KEPT] = g_signal_new ("kept", WABI_TYPE_NOTE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIGURE_ACTIVATED] = g_signal_new ("figure-activated", WABI_TYPE_NOTE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ADDENDUM_REQUESTED] = g_signal_new ("addendum-requested", WABI_TYPE_NOTE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
wabi_note_editor_init (WabiNoteEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->findings = wabi_findings_new ();
  for (int i = 0; i < WABI_DRAFT_N_SECTIONS; i++)
    {
      self->sections[i] = WABI_NOTE_SECTION (wabi_note_section_new ((WabiDraftSection) i));
      g_signal_connect_object (self->sections[i], "edited", G_CALLBACK (on_edited_cb), self, 0);
      g_signal_connect_object (self->sections[i], "left", G_CALLBACK (on_left_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->sections[i], "figure-activated", G_CALLBACK (on_figure_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->sections_box, GTK_WIDGET (self->sections[i]));
    }
}
