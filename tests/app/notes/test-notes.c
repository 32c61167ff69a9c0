// SPDX-License-Identifier: AGPL-3.0-or-later
// A note is written, held against the data, kept through a crash and signed without the server.

#include <string.h>

#include "money-fixture.h"
#include "wabi-banner.h"
#include "wabi-note-section.h"
#include "wabi-notes-page.h"

static MoneyFixture fixture;

static void
set_up_page (void)
{
  money_show (&fixture, wabi_notes_page_new (fixture.desk), 1280, 800);
}

/* As a crash would: nothing is saved on the way out. */
static void
close_page (void)
{
  gtk_window_destroy (fixture.window);
  fixture.window = NULL;
}

static WabiNoteSection *
find_section (GtkWidget *root, WabiDraftSection section)
{
  if (WABI_IS_NOTE_SECTION (root))
    return wabi_note_section_get_section (WABI_NOTE_SECTION (root)) == section ? WABI_NOTE_SECTION (root) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      WabiNoteSection *found = find_section (child, section);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkTextBuffer *
get_buffer (WabiDraftSection section)
{
  GtkWidget *view = money_find (GTK_WIDGET (find_section (fixture.page, section)), GTK_TYPE_TEXT_VIEW, NULL);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static void
type_at_end (WabiDraftSection section, const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (get_buffer (section), &end);
  gtk_text_buffer_insert (get_buffer (section), &end, text, -1);
}

static char *
dup_text (WabiDraftSection section)
{
  return wabi_note_section_dup_text (find_section (fixture.page, section));
}

static gboolean
says (gpointer text)
{
  return money_says (fixture.page, text);
}

static gboolean
says_not (gpointer text)
{
  return !money_says (fixture.page, text);
}

static GtkWidget *
find_button (GtkWidget *root, const char *text)
{
  GtkWidget *label = money_find (root, GTK_TYPE_LABEL, text);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

static void
click (GtkWidget *root, const char *text)
{
  GtkWidget *button = find_button (root, text);

  if (button == NULL)
    g_error ("no button “%s”", text);
  g_signal_emit_by_name (button, "clicked");
}

static GtkWidget *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (fixture.window) && gtk_widget_get_visible (window))
        return window;
    }
  g_error ("no question is asked");
}

/* Opens a complete note that nothing keeps from being signed, and answers its id. */
static char *
open_signable (void)
{
  g_autoptr (GPtrArray) notes = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_note);
  wabi_query_where_text (&query, "state", WABI_EQ, "complete");
  notes = wabi_desk_list (fixture.desk, &query);
  for (guint i = 0; i < notes->len; i++)
    {
      const char *id = wabi_record_get_id (g_ptr_array_index (notes, i));
      g_autofree char *text = NULL;

      wabi_page_open (WABI_PAGE (fixture.page), id);
      text = dup_text (WABI_DRAFT_TARGETS);
      if (strstr (text, " trials") != NULL && gtk_widget_get_sensitive (find_button (fixture.page, "Sign")))
        return g_strdup (id);
    }
  g_error ("none of %u notes can be signed", notes->len);
}

static void
test_grounded (void)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL;

  set_up_page ();
  id = open_signable ();
  g_assert_true (money_says (fixture.page, "match the session"));
  before = dup_text (WABI_DRAFT_TARGETS);
  type_at_end (WABI_DRAFT_TARGETS, " In all there were 977 trials.");
  live_wait (says, (gpointer) "Cannot be signed yet", "the figure to be held against the data");
  g_assert_true (money_says (fixture.page, "Recorded: "));
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture.page, "Sign")));
  click (fixture.page, "Use the recorded figure");
  live_wait (says_not, (gpointer) "Cannot be signed yet", "the recorded figure");
  after = dup_text (WABI_DRAFT_TARGETS);
  g_assert_null (strstr (after, "977"));
  g_assert_true (g_str_has_prefix (after, before));
  g_assert_true (gtk_widget_get_sensitive (find_button (fixture.page, "Sign")));
  close_page ();
}

static gboolean
is_kept (gpointer key)
{
  g_autofree char *text = wabi_cache_dup_buffer (wabi_desk_get_cache (fixture.desk), key, NULL);

  return text != NULL && strstr (text, "kept through the crash") != NULL;
}

static void
test_kept (void)
{
  g_autofree char *id = NULL, *key = NULL, *text = NULL;
  g_autoptr (WabiRecord) note = NULL;

  set_up_page ();
  id = open_signable ();
  key = g_strconcat ("note:", id, NULL);
  type_at_end (WABI_DRAFT_PLAN, " This was kept through the crash.");
  live_wait (is_kept, key, "the buffer");
  close_page ();
  note = wabi_desk_get (fixture.desk, &wabi_kind_note, id);
  g_assert_null (strstr (wabi_record_get_text (note, "plan"), "kept through the crash"));
  set_up_page ();
  wabi_page_open (WABI_PAGE (fixture.page), id);
  text = dup_text (WABI_DRAFT_PLAN);
  g_assert_nonnull (strstr (text, "kept through the crash"));
  /* Leaving the place writes it into the note and lets the buffer go. */
  wabi_page_leave (WABI_PAGE (fixture.page));
  g_clear_object (&note);
  note = wabi_desk_get (fixture.desk, &wabi_kind_note, id);
  g_assert_nonnull (strstr (wabi_record_get_text (note, "plan"), "kept through the crash"));
  g_assert_false (is_kept (key));
  close_page ();
}

static void
test_draft (void)
{
  g_autofree char *id = NULL, *text = NULL;

  set_up_page ();
  id = open_signable ();
  gtk_text_buffer_set_text (get_buffer (WABI_DRAFT_TARGETS), "", -1);
  gtk_widget_activate_action (fixture.page, "notes.draft", "s", "full");
  live_wait (says, (gpointer) "Suggested by", "a draft");
  text = dup_text (WABI_DRAFT_TARGETS);
  g_assert_nonnull (strstr (text, "trials"));
  /* What stands already is never overwritten: the draft is offered below it. */
  g_assert_nonnull (find_button (fixture.page, "Leave as it is"));
  close_page ();
}

typedef struct
{
  WabiSync *sync;
  const char *note, *holder, *taken_from;
} Lease;

static gboolean
is_held (gpointer data)
{
  Lease *lease = data;
  g_autoptr (WabiRecord) record = wabi_cache_get (wabi_sync_get_cache (lease->sync), &wabi_kind_note_lease, lease->note, NULL);

  return record != NULL && wabi_record_is (record, "holder", lease->holder)
         && g_strcmp0 (wabi_record_get_text (record, "taken_from"), lease->taken_from) == 0;
}

/* A draft of this technician that is here too. */
static char *
find_draft_of (WabiSync *author)
{
  const char *me = wabi_cache_get_owner (wabi_sync_get_cache (author))->user;
  g_autoptr (GPtrArray) notes = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_note);
  wabi_query_where_text (&query, "author", WABI_EQ, me);
  notes = wabi_cache_list (wabi_sync_get_cache (author), &query, NULL);
  for (guint i = 0; i < notes->len; i++)
    {
      WabiRecord *note = g_ptr_array_index (notes, i);
      g_autoptr (WabiRecord) here = wabi_desk_get (fixture.desk, &wabi_kind_note, wabi_record_get_id (note));

      if (here != NULL && !wabi_record_is (note, "state", "signed"))
        return g_strdup (wabi_record_get_id (note));
    }
  g_error ("none of %u notes of the technician is open", notes->len);
}

static gboolean
is_hidden (gpointer banner)
{
  return !wabi_banner_get_revealed (banner);
}

static void
say (WabiSync *author, const char *command, const char *note)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (args, "id", note);
  g_assert_true (wabi_cache_apply (wabi_sync_get_cache (author), command, args, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
shoot (const char *name)
{
  const char *folder = g_getenv ("WABI_TEST_SHOTS");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL)
    return;
  money_settle (&fixture);
  money_shoot (&fixture, path);
}

/* Each is told that the other one writes, may take over, and goes on writing all the same. */
static void
test_two_writers (void)
{
  WabiSync *author = live_desktop (&fixture.live, "author", "rbt");
  const char *me = wabi_cache_get_owner (wabi_desk_get_cache (fixture.desk))->user, *other;
  g_autofree char *id = NULL, *text = NULL;
  GtkWidget *banner;
  Lease lease;

  while (wabi_sync_get_state (author) != WABI_SYNC_SAVED)
    g_main_context_iteration (NULL, TRUE);
  other = wabi_cache_get_owner (wabi_sync_get_cache (author))->user;
  set_up_page ();
  id = find_draft_of (author);
  wabi_page_open (WABI_PAGE (fixture.page), id);
  g_assert_false (money_says (fixture.page, "is writing in this note"));
  say (author, "note.hold", id);
  live_wait (says, (gpointer) "is writing in this note", "who writes");
  type_at_end (WABI_DRAFT_PLAN, " We both write.");
  text = dup_text (WABI_DRAFT_PLAN);
  g_assert_true (g_str_has_suffix (text, " We both write."));
  shoot ("note-written.png");
  click (fixture.page, "Take over");
  banner = money_find (fixture.page, WABI_TYPE_BANNER, NULL);
  live_wait (is_hidden, banner, "that nobody else writes");
  lease = (Lease){ author, id, me, other };
  live_wait (is_held, &lease, "that the author is told");
  say (author, "note.take-over", id);
  live_wait (says, (gpointer) "took over this note", "that it was taken over");
  shoot ("note-taken.png");
  gtk_widget_activate_action (fixture.page, "notes.take-over", NULL);
  lease = (Lease){ fixture.sync, id, me, other };
  live_wait (is_held, &lease, "that it is taken back");
  live_wait (is_hidden, banner, "that it is not taken over any more");
  close_page ();
  live_quit (author);
}

static gboolean
is_offline (gpointer data)
{
  return !wabi_sync_get_online (fixture.sync);
}

static void
test_sign_offline (void)
{
  g_autofree char *id = NULL;
  g_autoptr (WabiRecord) note = NULL;

  live_server_kill (&fixture.live);
  wabi_sync_now (fixture.sync);
  live_wait (is_offline, NULL, "the server to be missed");
  set_up_page ();
  id = open_signable ();
  click (fixture.page, "Sign");
  click (find_question (), "Sign");
  live_wait (says, (gpointer) "Signature waits for the server", "the pending signature");
  note = wabi_desk_get (fixture.desk, &wabi_kind_note, id);
  g_assert_cmpstr (wabi_record_get_text (note, "state"), ==, "pending");
  g_assert_true (wabi_cache_is_waiting (wabi_desk_get_cache (fixture.desk), "note.sign", "id", id));
  g_assert_nonnull (find_button (fixture.page, "Add addendum"));
  close_page ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!money_init (&argc, &argv) || g_getenv ("WABI_TEST_SERVER") == NULL)
    {
      g_print ("1..0 # SKIP no display or no server\n");
      return 0;
    }
  money_set_up (&fixture, NULL, "bcba");
  g_test_add_func ("/notes/grounded", test_grounded);
  g_test_add_func ("/notes/kept", test_kept);
  g_test_add_func ("/notes/draft", test_draft);
  g_test_add_func ("/notes/two-writers", test_two_writers);
  g_test_add_func ("/notes/sign-offline", test_sign_offline);
  status = g_test_run ();
  money_tear_down (&fixture);
  return status;
}
