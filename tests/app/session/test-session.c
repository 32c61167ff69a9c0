// SPDX-License-Identifier: AGPL-3.0-or-later
// A session from its start to its note, by keys and buttons, through a crash, and with a hurried hand.

#include <string.h>

#include "count-by-core.h"
#include "desk-fixture.h"
#include "test-window.h"
#include "wabi-lookup.h"
#include "wabi-session-close.h"
#include "wabi-session-end.h"
#include "wabi-session-page.h"
#include "wabi-session-runner.h"

typedef struct
{
  DeskFixture desk;
  GtkWindow *window;
  WabiPage *page;
} Fixture;

static void
show_page (Fixture *fixture)
{
  GtkWidget *page = wabi_session_page_new (fixture->desk.desk);

  fixture->page = WABI_PAGE (page);
  fixture->window = test_window_show (page, 1280, 800);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  desk_fixture_set_up (&fixture->desk, WABI_ROLE_RBT);
  show_page (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_window_close (fixture->window);
  desk_fixture_tear_down (&fixture->desk);
}

static WabiSessionRunner *
get_runner (Fixture *fixture)
{
  GtkWidget *runner = wabi_session_page_get_runner (WABI_SESSION_PAGE (fixture->page));

  return runner != NULL ? WABI_SESSION_RUNNER (runner) : NULL;
}

static WabiSessionBook *
get_book (Fixture *fixture)
{
  return wabi_session_runner_get_book (get_runner (fixture));
}

static void
start (Fixture *fixture)
{
  wabi_page_open (fixture->page, FIXTURE_APPOINTMENT);
  g_assert_true (gtk_widget_activate_action (gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (fixture->page))),
                                             "sessions.start", NULL));
  desk_fixture_settle ();
  g_assert_nonnull (get_runner (fixture));
}

static void
press (Fixture *fixture, guint key)
{
  g_assert_true (wabi_session_runner_press (get_runner (fixture), key, 0));
}

static guint
count_records (Fixture *fixture, const WabiKind *kind)
{
  WabiQuery query;
  gint64 n = 0;
  g_autoptr (GError) error = NULL;

  wabi_query_init (&query, kind);
  g_assert_true (wabi_cache_count (wabi_desk_get_cache (fixture->desk.desk), &query, &n, &error));
  return (guint) n;
}

static GtkWidget *
find_widget (GtkWidget *root, GType type, const char *css_class)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (css_class == NULL || gtk_widget_has_css_class (root, css_class)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* ---- Starting ---- */

static void
test_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) session = NULL;

  g_assert_null (get_runner (fixture));
  start (fixture);
  session = wabi_session_book_find_open (fixture->desk.desk);
  g_assert_nonnull (session);
  g_assert_true (wabi_record_is (session, "appointment", FIXTURE_APPOINTMENT));
  g_assert_true (wabi_record_is (session, "client", FIXTURE_CLIENT));
  g_assert_true (wabi_record_is (session, "staff", FIXTURE_RBT));
  /* What is mastered is not worked on. */
  g_assert_cmpuint (wabi_session_book_get_n_targets (get_book (fixture)), ==, 2);
  g_assert_cmpuint (wabi_session_book_get_n_behaviors (get_book (fixture)), ==, 2);
}

/* ---- Recording ---- */

static void
test_keys_and_buttons (Fixture *fixture, gconstpointer data)
{
  const WabiBookTarget *target;
  GtkWidget *button;
  g_autoptr (GPtrArray) trials = NULL;

  start (fixture);
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_w);
  press (fixture, GDK_KEY_Down);
  press (fixture, GDK_KEY_Left);
  button = find_widget (GTK_WIDGET (get_runner (fixture)), GTK_TYPE_BUTTON, "correct");
  g_signal_emit_by_name (button, "clicked");
  target = wabi_session_book_get_target (get_book (fixture), 0);
  g_assert_cmpint (target->trials, ==, 4);
  g_assert_cmpint (target->correct, ==, 2);
  g_assert_cmpint (target->percent, ==, 50);
  trials = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_trial, "target", FIXTURE_TARGET_1);
  g_assert_cmpuint (trials->len, ==, 4);
  for (guint i = 0; i < trials->len; i++)
    {
      WabiRecord *trial = g_ptr_array_index (trials, i);

      g_assert_true (wabi_record_is (trial, "prompt_level", wabi_record_is (trial, "result", "prompted") ? "gesture" : "independent"));
      g_assert_cmpint (wabi_record_get_int (trial, "device_seq"), >, 0);
    }
  press (fixture, GDK_KEY_j);
  g_assert_cmpint (wabi_session_runner_get_selected (get_runner (fixture)), ==, 1);
  press (fixture, GDK_KEY_Right);
  g_assert_cmpint (wabi_session_book_get_target (get_book (fixture), 1)->trials, ==, 1);
  press (fixture, GDK_KEY_k);
  g_assert_cmpint (wabi_session_runner_get_selected (get_runner (fixture)), ==, 0);
}

/* "Prompted" without a prompt says the least one, so that the record never contradicts itself. */
static void
test_prompt_never_independent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) trials = NULL;

  start (fixture);
  press (fixture, GDK_KEY_q);
  press (fixture, GDK_KEY_Down);
  trials = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_trial, "target", FIXTURE_TARGET_1);
  g_assert_cmpuint (trials->len, ==, 1);
  g_assert_true (wabi_record_is (g_ptr_array_index (trials, 0), "prompt_level", "gesture"));
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  const WabiBookTarget *target;

  start (fixture);
  press (fixture, GDK_KEY_Right);
  press (fixture, GDK_KEY_Left);
  press (fixture, GDK_KEY_1);
  g_assert_cmpint (wabi_session_book_get_behavior (get_book (fixture), 0)->count, ==, 1);
  g_assert_true (wabi_session_runner_press (get_runner (fixture), GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_cmpint (wabi_session_book_get_behavior (get_book (fixture), 0)->count, ==, 0);
  g_assert_true (wabi_session_runner_press (get_runner (fixture), GDK_KEY_z, GDK_CONTROL_MASK));
  target = wabi_session_book_get_target (get_book (fixture), 0);
  g_assert_cmpint (target->trials, ==, 1);
  g_assert_cmpint (target->percent, ==, 100);
  /* Nothing is ever deleted: two trials and the entry that takes one of them back. */
  g_assert_cmpuint (count_records (fixture, &wabi_kind_trial), ==, 3);
  g_assert_true (wabi_session_runner_press (get_runner (fixture), GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_cmpint (target->trials, ==, 0);
  g_assert_cmpint (target->percent, ==, -1);
  g_assert_null (wabi_session_book_can_undo (get_book (fixture)));
}

static void
test_duration (Fixture *fixture, gconstpointer data)
{
  const WabiBookBehavior *timed;
  g_autoptr (GPtrArray) events = NULL;
  gint64 since;

  start (fixture);
  press (fixture, GDK_KEY_2);
  timed = wabi_session_book_get_behavior (get_book (fixture), 1);
  since = timed->running_since;
  g_assert_cmpint (since, !=, 0);
  g_assert_cmpuint (count_records (fixture, &wabi_kind_behavior_event), ==, 0);

  /* The program dies; the timer runs on. */
  test_window_close (fixture->window);
  desk_fixture_reopen (&fixture->desk);
  show_page (fixture);
  g_assert_nonnull (get_runner (fixture));
  timed = wabi_session_book_get_behavior (get_book (fixture), 1);
  g_assert_cmpint (timed->running_since, ==, since);

  press (fixture, GDK_KEY_2);
  g_assert_cmpint (timed->running_since, ==, 0);
  g_assert_cmpint (timed->count, ==, 1);
  events = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_behavior_event, "behavior", FIXTURE_TIMED);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (events, 0), "at"), ==, since);
  g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (events, 0), "duration"), >, 0);
}

static void
test_abc (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  guint told = 0;
  gint64 at;

  start (fixture);
  press (fixture, GDK_KEY_1);
  at = wabi_session_book_get_last_of (get_book (fixture), 0);
  g_assert_true (wabi_session_book_explain_last (get_book (fixture), 0, "Asked to clean up", "Break was honored", &error));
  g_assert_no_error (error);
  /* Said of the same one: still counted once, at the same time. */
  g_assert_cmpint (wabi_session_book_get_behavior (get_book (fixture), 0)->count, ==, 1);
  events = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_behavior_event, "behavior", FIXTURE_COUNTED);
  for (guint i = 0; i < events->len; i++)
    if (wabi_record_is (g_ptr_array_index (events, i), "antecedent", "Asked to clean up"))
      {
        told++;
        g_assert_cmpint (wabi_record_get_int (g_ptr_array_index (events, i), "at"), ==, at);
      }
  g_assert_cmpuint (told, ==, 1);
  g_assert_cmpint (wabi_session_book_get_last_of (get_book (fixture), 0), ==, 0);
}

static void
test_move_on (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  press (fixture, GDK_KEY_m);
  for (int i = 0; i < 10; i++)
    press (fixture, GDK_KEY_Right);
  g_assert_cmpint (wabi_session_runner_get_selected (get_runner (fixture)), ==, 1);
  press (fixture, GDK_KEY_m);
}

/* ---- A hurried hand, and a crash ---- */

static void
test_rapid (Fixture *fixture, gconstpointer data)
{
  static const guint keys[] = { GDK_KEY_Right, GDK_KEY_Down, GDK_KEY_Left };
  const WabiBookTarget *target;
  gint64 worst = 0, from = g_get_monotonic_time ();
  int trials, correct;

  start (fixture);
  for (int i = 0; i < 300; i++)
    {
      gint64 before = g_get_monotonic_time ();

      press (fixture, keys[i % 3]);
      worst = MAX (worst, g_get_monotonic_time () - before);
    }
  g_test_message ("300 trials: %.2f ms each on average, %.2f ms at worst", (double) (g_get_monotonic_time () - from) / 300 / 1000, worst / 1000.0);
  g_assert_cmpint (wabi_session_book_get_target (get_book (fixture), 0)->trials, ==, 300);

  test_window_close (fixture->window);
  desk_fixture_reopen (&fixture->desk);
  show_page (fixture);
  target = wabi_session_book_get_target (get_book (fixture), 0);
  trials = target->trials;
  correct = target->correct;
  if (trials == 0)
    {
      target = wabi_session_book_get_target (get_book (fixture), 1);
      trials = target->trials;
      correct = target->correct;
    }
  g_assert_cmpint (trials, ==, 300);
  g_assert_cmpint (correct, ==, 100);
  g_assert_cmpint (target->percent, ==, count_by_core (wabi_desk_get_view (fixture->desk.desk), FIXTURE_TARGET_1));
}

/* ---- The end ---- */

static GtkWidget *
find_dialog (GType type)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *l = all; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type))
      return l->data;
  return NULL;
}

/* The end says what this computer recorded, and all of it is there. */
static void
check_devices (Fixture *fixture, WabiRecord *ended)
{
  const WabiView *view = wabi_desk_get_view (fixture->desk.desk);
  g_autoptr (GPtrArray) trials = wabi_lookup_by (view, &wabi_kind_trial, "session", wabi_record_get_id (ended));
  JsonNode *devices = json_object_get_member (wabi_record_get_body (ended), "devices");
  JsonObject *device;
  gboolean differs;

  g_assert_true (wabi_session_close_is_valid (devices));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (devices)), ==, 1);
  device = json_array_get_object_element (json_node_get_array (devices), 0);
  g_assert_cmpint (wabi_json_peek_int (device, "count", 0), ==, trials->len);
  g_assert_cmpuint (wabi_session_close_count_missing (ended, trials, &differs), ==, 0);
  g_assert_false (differs);
  g_ptr_array_remove_index (trials, 0);
  g_assert_cmpuint (wabi_session_close_count_missing (ended, trials, &differs), ==, 1);
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) ended = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autofree char *went = NULL;
  GtkWidget *dialog;

  start (fixture);
  session = wabi_session_book_find_open (fixture->desk.desk);
  press (fixture, GDK_KEY_Right);
  g_assert_true (wabi_session_runner_press (get_runner (fixture), GDK_KEY_e, GDK_CONTROL_MASK));
  dialog = find_dialog (WABI_TYPE_SESSION_END);
  g_assert_nonnull (dialog);
  test_window_settle (GTK_WINDOW (dialog));
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (dialog)), "clicked");
  desk_fixture_settle ();

  g_assert_null (get_runner (fixture));
  ended = wabi_desk_get (fixture->desk.desk, &wabi_kind_session, wabi_record_get_id (session));
  g_assert_true (wabi_record_is (ended, "state", "ended"));
  g_assert_cmpint (wabi_record_get_int (ended, "trial_count"), ==, 1);
  check_devices (fixture, ended);
  g_assert_true (wabi_record_is (ended, "present", "Ava Okafor (client), Jordan Reyes (RBT)"));
  g_assert_false (wabi_record_get_bool (ended, "late_entry"));
  notes = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_note, "session", wabi_record_get_id (session));
  g_assert_cmpuint (notes->len, ==, 1);

  /* The way to its note is offered, and has the focus. */
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_window_get_focus (fixture->window), WABI_TYPE_BANNER));
  g_signal_emit_by_name (gtk_window_get_focus (fixture->window), "clicked");
  went = g_strdup_printf ("notes %s", wabi_record_get_id (g_ptr_array_index (notes, 0)));
  g_assert_cmpstr (fixture->desk.went, ==, went);

  /* Taken back, the session goes on; ended again, it keeps its one note. */
  g_assert_true (wabi_desk_undo (fixture->desk.desk));
  desk_fixture_settle ();
  g_assert_nonnull (get_runner (fixture));
  g_assert_cmpint (wabi_session_book_get_target (get_book (fixture), 0)->trials + wabi_session_book_get_target (get_book (fixture), 1)->trials, ==, 1);
  g_assert_true (wabi_session_runner_press (get_runner (fixture), GDK_KEY_e, GDK_CONTROL_MASK));
  dialog = find_dialog (WABI_TYPE_SESSION_END);
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (dialog)), "clicked");
  desk_fixture_settle ();
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = wabi_lookup_by (wabi_desk_get_view (fixture->desk.desk), &wabi_kind_note, "session", wabi_record_get_id (session));
  g_assert_cmpuint (notes->len, ==, 1);
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    int minute; /* -1: no time */
  } cases[] = {
    { "2:15 pm", 855 }, { "2:15pm", 855 },   { "14:15", 855 },  { "1415", 855 },    { "2:15 P.M.", 855 }, { "12:00 am", 0 },  { "12:30 pm", 750 },
    { "9", 540 },       { "905", 545 },      { "9a", 540 },     { "13 pm", -1 },    { "0:30 am", -1 },    { "25:00", -1 },    { "9:75", -1 },
    { "", -1 },         { "soon", -1 },      { "9:5", -1 },     { "12345", -1 },    { "0:00", 0 },        { "23:59", 1439 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minute = -1;
      gboolean ok = wabi_session_end_parse_time (cases[i].text, &minute);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (ok ? minute : -1, ==, cases[i].minute);
    }
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 0;
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/session/start", test_start);
  ADD ("/session/keys-and-buttons", test_keys_and_buttons);
  ADD ("/session/prompt-never-independent", test_prompt_never_independent);
  ADD ("/session/undo", test_undo);
  ADD ("/session/duration", test_duration);
  ADD ("/session/abc", test_abc);
  ADD ("/session/move-on", test_move_on);
  ADD ("/session/rapid", test_rapid);
  ADD ("/session/end", test_end);
  g_test_add_func ("/session/times", test_times);
  return g_test_run ();
}
