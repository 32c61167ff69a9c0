// SPDX-License-Identifier: AGPL-3.0-or-later
// Every template loads, and each small widget says and shows what it was told.

#include "test-window.h"
#include "wabi-graph-private.h"

#include <math.h>

static void
count (gpointer instance, guint *n)
{
  (*n)++;
}

static void
keep_text (gpointer instance, const char *text, char **out)
{
  g_free (*out);
  *out = g_strdup (text);
}

static void
keep_index (gpointer instance, guint index, int *out)
{
  *out = (int)index;
}

static void
keep_pair (gpointer instance, const char *first, const char *second, char **out)
{
  g_free (*out);
  *out = g_strdup_printf ("%s/%s", first, second);
}

/* Like a mouse: gtk_widget_activate() on a button waits for its press to be seen. */
static void
click (GtkWidget *button)
{
  g_signal_emit_by_name (button, "clicked");
}

static GtkWidget *
find_by_type (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_type (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static void
test_icons_exist (void)
{
  static const char *const names[]
      = { "today", "schedule", "clients",   "sessions",    "notes",      "programs",   "billing", "reports",
          "inbox", "check",    "cross",     "exclamation", "question",   "dots",       "dash",    "letter-p",
          "live",  "arrived",  "cloud-off", "cloud-done",  "cloud-busy", "cloud-alert" };
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("wabi-%s-symbolic", names[i]);

      if (!gtk_icon_theme_has_icon (theme, name))
        g_error ("no icon %s", name);
    }
  g_assert_true (gtk_icon_theme_has_icon (theme, "care.wabi.WabiCare"));
}

static void
on_parsing_error_cb (GtkCssProvider *provider, GtkCssSection *section, const GError *error, guint *errors)
{
  g_test_message ("%s", error->message);
  (*errors)++;
}

static void
test_style_sheets_parse (void)
{
  static const char *const names[] = { "style.css", "style-dark.css", "style-hc.css" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
      g_autofree char *path = g_strdup_printf ("/care/wabi/WabiCare/%s", names[i]);
      guint errors = 0;

      g_signal_connect (provider, "parsing-error", G_CALLBACK (on_parsing_error_cb), &errors);
      gtk_css_provider_load_from_resource (provider, path);
      g_assert_cmpuint (errors, ==, 0);
    }
}

static void
test_mark (void)
{
  GtkWidget *mark = g_object_ref_sink (wabi_status_mark_new (WABI_MARK_WARNING));

  g_assert_true (gtk_widget_has_css_class (mark, "warning"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, "Warning");
  wabi_status_mark_set_kind (WABI_STATUS_MARK (mark), WABI_MARK_BLOCKED);
  g_assert_false (gtk_widget_has_css_class (mark, "warning"));
  g_assert_true (gtk_widget_has_css_class (mark, "blocked"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, "Blocked");
  g_object_unref (mark);
}

static void
test_badge_hides_without_words (void)
{
  GtkWidget *badge = g_object_ref_sink (wabi_badge_new (WABI_BADGE_NEUTRAL, NULL));

  g_assert_false (gtk_widget_get_visible (badge));
  wabi_badge_set_count (WABI_BADGE (badge), 12);
  g_assert_true (gtk_widget_get_visible (badge));
  wabi_badge_set_count (WABI_BADGE (badge), 0);
  g_assert_false (gtk_widget_get_visible (badge));
  g_object_unref (badge);
}

static void
test_keycap_names (void)
{
  static const char *const cases[][2] = { { "<Control>z", "Ctrl Z" },
                                          { "Right", "→" },
                                          { "Escape", "Esc" },
                                          { "n", "N" },
                                          { "<Control>Return", "Ctrl ↵" },
                                          { "<Shift><Alt>Down", "Alt ⇧ ↓" },
                                          { "not a key", "not a key" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = wabi_keycap_to_text (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_timer_format (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = { { 0, "0:00" }, { 18, "0:18" }, { 185, "3:05" }, { 3599, "59:59" }, { 4360, "1:12:40" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = wabi_timer_label_format (cases[i].seconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_toggle_group (void)
{
  WabiToggleGroup *group = WABI_TOGGLE_GROUP (wabi_toggle_group_new ("View"));
  GtkWindow *window;
  g_autofree char *changed = NULL;
  GtkWidget *button;

  wabi_toggle_group_add (group, "day", "Day");
  wabi_toggle_group_add (group, "week", "Week");
  wabi_toggle_group_add (group, "month", "Month");
  window = test_window_show (GTK_WIDGET (group), 300, 60);
  g_signal_connect (group, "changed", G_CALLBACK (keep_text), &changed);
  g_assert_cmpstr (wabi_toggle_group_get_active_id (group), ==, "day");
  wabi_toggle_group_set_active_id (group, "week");
  g_assert_cmpstr (changed, ==, "week");
  button = gtk_widget_get_last_child (GTK_WIDGET (group));
  click (button);
  g_assert_cmpstr (changed, ==, "month");
  g_assert_cmpstr (wabi_toggle_group_get_active_id (group), ==, "month");
  wabi_toggle_group_set_active_id (group, "nowhere");
  g_assert_cmpstr (wabi_toggle_group_get_active_id (group), ==, "month");
  gtk_window_set_focus (window, NULL);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (group), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (window) == button);
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (group), GTK_DIR_TAB_FORWARD));
  test_window_close (window);
}

static void
test_findings_are_updated_in_place (void)
{
  static const WabiWay ways[] = { { "skip", "Skip" }, { "move", "Move" } };
  const WabiUnitParts units = { 100, 20, 30, 60 };
  const WabiFindingItem before[] = { { "free", WABI_MARK_PASSED, "Both available", "14 of 14" },
                                     { "units", WABI_MARK_WARNING, "Units", NULL, NULL, 0, &units },
                                     { "day", WABI_MARK_BLOCKED, "Holiday", NULL, ways, 2 } };
  const WabiFindingItem after[] = { { "day", WABI_MARK_BLOCKED, "Holiday, still", NULL, ways, 2 },
                                    { "free", WABI_MARK_PASSED, "Both available", "13 of 14" } };
  WabiFindingList *list = WABI_FINDING_LIST (wabi_finding_list_new ("Proof"));
  GtkWindow *window = test_window_show (GTK_WIDGET (list), 330, 400);
  GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (list));
  g_autofree char *way = NULL;
  GtkWidget *holiday;

  g_signal_connect (list, "way-activated", G_CALLBACK (keep_pair), &way);
  g_assert_cmpint (wabi_finding_list_get_worst (list), ==, WABI_MARK_NONE);
  wabi_finding_list_set_findings (list, before, 3);
  g_assert_cmpint (wabi_finding_list_get_worst (list), ==, WABI_MARK_BLOCKED);
  holiday = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), 2));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (holiday), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Blocked: Holiday. ");
  wabi_finding_list_set_findings (list, after, 2);
  g_assert_true (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), 0)) == holiday);
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), 2));
  g_assert_true (wabi_finding_row_choose_way (WABI_FINDING_ROW (holiday), 1));
  g_assert_cmpstr (way, ==, "day/move");
  g_assert_true (gtk_widget_activate (holiday));
  g_assert_cmpstr (way, ==, "day/skip");
  g_assert_false (wabi_finding_row_choose_way (WABI_FINDING_ROW (holiday), 2));
  click (gtk_widget_get_next_sibling (find_by_type (holiday, GTK_TYPE_BUTTON)));
  g_assert_cmpstr (way, ==, "day/move");
  wabi_finding_list_set_findings (list, NULL, 0);
  g_assert_cmpint (wabi_finding_list_get_worst (list), ==, WABI_MARK_NONE);
  test_window_close (window);
}

static void
test_sidebar (void)
{
  WabiSidebar *sidebar = WABI_SIDEBAR (wabi_sidebar_new ());
  GtkWindow *window = test_window_show (GTK_WIDGET (sidebar), 240, 700);
  g_autofree char *place = NULL;
  GtkListBox *list;
  GtkListBoxRow *row;

  g_signal_connect (sidebar, "place-activated", G_CALLBACK (keep_text), &place);
  wabi_sidebar_set_practice (sidebar, "élan ABA");
  wabi_sidebar_add_place (sidebar, "today", "wabi-today-symbolic", "Today");
  wabi_sidebar_add_place (sidebar, "notes", "wabi-notes-symbolic", "Notes");
  wabi_sidebar_set_count (sidebar, "notes", 4, FALSE);
  wabi_sidebar_set_count (sidebar, "nowhere", 4, FALSE);
  wabi_sidebar_set_status (sidebar, WABI_SIDEBAR_OFFLINE, "Working offline", "7 changes wait to be sent");
  wabi_sidebar_set_person (sidebar, "Maya Ortiz", "Front desk");
  g_assert_cmpstr (wabi_sidebar_get_selected (sidebar), ==, "today");
  wabi_sidebar_set_selected (sidebar, "notes");
  g_assert_cmpstr (wabi_sidebar_get_selected (sidebar), ==, "notes");
  g_assert_null (place);
  list = GTK_LIST_BOX (find_by_type (GTK_WIDGET (sidebar), GTK_TYPE_LIST_BOX));
  row = gtk_list_box_get_row_at_index (list, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Notes, 4 wait");
  wabi_sidebar_set_folded (sidebar, TRUE);
  test_window_settle (window);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Notes, 4 wait");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (row)), ==, "Notes, 4 wait");
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  g_assert_cmpstr (place, ==, "today");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (row), "place.open", NULL));
  g_assert_cmpstr (place, ==, "notes");
  g_assert_cmpstr (wabi_sidebar_get_selected (sidebar), ==, "notes");
  wabi_sidebar_clear_places (sidebar);
  g_assert_null (wabi_sidebar_get_selected (sidebar));
  test_window_close (window);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);
}

static WabiConfirm *
ask (GtkWindow *parent, GCancellable *cancellable, GAsyncResult **result)
{
  WabiConfirm *confirm = wabi_confirm_new ("Sign this note?", "It is locked then, and can be amended.");

  wabi_confirm_add_choice (confirm, "sign", "_Sign", WABI_CHOICE_SUGGESTED);
  wabi_confirm_set_extra (confirm, gtk_entry_new ());
  g_object_ref (confirm);
  wabi_confirm_choose_async (confirm, parent, cancellable, keep_result, result);
  return confirm;
}

static void
test_confirm (void)
{
  GtkWindow *window = test_window_show (gtk_label_new ("Note"), 300, 200);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (int way = 0; way < 4; way++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *chosen = NULL;
      WabiConfirm *confirm;

      if (way == 3)
        g_cancellable_cancel (cancellable);
      confirm = ask (window, way >= 2 ? cancellable : NULL, &result);
      if (way == 0)
        click (gtk_window_get_default_widget (GTK_WINDOW (confirm)));
      else if (way == 1)
        gtk_window_close (GTK_WINDOW (confirm));
      else if (way == 2)
        {
          g_cancellable_cancel (cancellable);
          wait_for (&result);
          g_cancellable_reset (cancellable);
        }
      wait_for (&result);
      chosen = wabi_confirm_choose_finish (confirm, result, &error);
      if (way == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpstr (chosen, ==, way == 0 ? "sign" : NULL);
      g_object_unref (confirm);
    }
  test_window_close (window);
}

static void
test_banner_and_empty_state (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  WabiBanner *banner = WABI_BANNER (wabi_banner_new ());
  WabiEmptyState *empty
      = WABI_EMPTY_STATE (wabi_empty_state_new ("wabi-inbox-symbolic", "Nothing waits", NULL));
  GtkWidget *metric = wabi_metric_new ("Ready", "$31.00", NULL);
  guint clicks = 0, activations = 0;
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (banner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (empty));
  gtk_box_append (GTK_BOX (box), metric);
  g_signal_connect (banner, "button-clicked", G_CALLBACK (count), &clicks);
  g_signal_connect (empty, "activated", G_CALLBACK (count), &activations);
  window = test_window_show (box, 400, 400);
  g_assert_false (wabi_banner_get_revealed (banner));
  wabi_banner_show (banner, WABI_MARK_WARNING, "Offline", "Show");
  wabi_empty_state_set_action (empty, "Begin", NULL);
  test_window_settle (window);
  g_assert_true (wabi_banner_get_revealed (banner));
  click (find_by_type (GTK_WIDGET (banner), GTK_TYPE_BUTTON));
  click (find_by_type (GTK_WIDGET (empty), GTK_TYPE_BUTTON));
  g_assert_cmpuint (clicks, ==, 1);
  g_assert_cmpuint (activations, ==, 1);
  wabi_banner_hide (banner);
  g_assert_false (wabi_banner_get_revealed (banner));
  wabi_metric_set_figure (WABI_METRIC (metric), "$32.00", "2 claims");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (metric), GTK_ACCESSIBLE_ROLE_BUTTON);
  test_window_close (window);
}

static void
test_unit_bar_shows_what_goes_over (void)
{
  GtkWidget *bar = wabi_unit_bar_new ();
  GtkWindow *window = test_window_show (bar, 200, 12);
  GtkWidget *over = gtk_widget_get_last_child (bar);

  wabi_unit_bar_set_parts (WABI_UNIT_BAR (bar), &(WabiUnitParts){ 100, 40, 30, 20 });
  g_assert_false (gtk_widget_get_child_visible (over));
  wabi_unit_bar_set_parts (WABI_UNIT_BAR (bar), &(WabiUnitParts){ 100, 80, 40, 30 });
  test_window_settle (window);
  g_assert_true (gtk_widget_get_child_visible (over));
  g_assert_cmpint (gtk_widget_get_width (over), ==, 67);
  wabi_unit_bar_set_parts (WABI_UNIT_BAR (bar), &(WabiUnitParts){ 0, 0, 0, 0 });
  wabi_unit_bar_set_parts (WABI_UNIT_BAR (bar), &(WabiUnitParts){ 0, G_MAXUINT, G_MAXUINT, 0 });
  wabi_unit_bar_set_fraction (WABI_UNIT_BAR (bar), 0.5);
  g_assert_false (gtk_widget_get_child_visible (over));
  test_window_close (window);
}

static void
test_trial_strip_sums_up (void)
{
  WabiTrialMark marks[40];
  GtkWidget *strip = g_object_ref_sink (wabi_trial_strip_new ());

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    marks[i] = i % 2 ? WABI_TRIAL_CORRECT : WABI_TRIAL_PROMPTED;
  wabi_trial_strip_set_trials (WABI_TRIAL_STRIP (strip), marks, 40, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "40 trials: 20 correct, 20 prompted, 0 incorrect, 0 without response");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (strip))), ==, "+16");
  wabi_trial_strip_set_trials (WABI_TRIAL_STRIP (strip), marks, 2, 10);
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_last_child (strip), "open"));
  wabi_trial_strip_set_trials (WABI_TRIAL_STRIP (strip), NULL, 0, 0);
  g_object_unref (strip);
}

static void
test_graph_says_itself (void)
{
  const WabiGraphDot dots[]
      = { { 20, "Mar 1" }, { NAN, "Mar 2" }, { 40, "Mar 3", "4 of 10" }, { 88, "Mar 4", NULL, TRUE } };
  const WabiGraphPhase phases[] = { { 0, "full prompt" }, { 2, "partial prompt" } };
  WabiGraph *graph = WABI_GRAPH (wabi_graph_new ("Touch red"));
  GtkWindow *window = test_window_show (GTK_WIDGET (graph), 480, 180);
  g_autofree char *empty = wabi_graph_dup_summary (graph);
  g_autofree char *summary = NULL;

  g_assert_cmpstr (empty, ==, "No data yet");
  wabi_graph_set_points (graph, dots, G_N_ELEMENTS (dots));
  wabi_graph_set_phases (graph, phases, G_N_ELEMENTS (phases));
  wabi_graph_set_mastery (graph, 90, "mastery 90 %");
  test_window_settle (window);
  summary = wabi_graph_dup_summary (graph);
  g_assert_cmpstr (summary, ==,
                   "3 sessions, from 20 % to 88 %; full prompt; partial prompt; mastery at 90 %");
  wabi_graph_set_active (graph, 3);
  test_window_settle (window);
  g_assert_cmpint (wabi_graph_get_active (graph), ==, 3);
  wabi_graph_set_points (graph, NULL, 0);
  g_assert_cmpint (wabi_graph_get_active (graph), ==, -1);
  wabi_graph_set_range (graph, 0, 7.5, "per hour");
  test_window_settle (window);
  test_window_close (window);
}

static void
test_graph_is_read_by_keys (void)
{
  const WabiGraphDot dots[] = { { NAN, "Mar 1" }, { 20, "Mar 2" }, { NAN, "Mar 3" }, { 40, "Mar 4" } };
  WabiGraph *graph = WABI_GRAPH (wabi_graph_new ("Touch red"));
  GtkWindow *window = test_window_show (GTK_WIDGET (graph), 240, 120);
  int activated = -1;

  g_signal_connect (graph, "point-activated", G_CALLBACK (keep_index), &activated);
  g_assert_false (wabi_graph_press_key (graph, GDK_KEY_Right, 0));
  wabi_graph_set_points (graph, dots, G_N_ELEMENTS (dots));
  g_assert_false (wabi_graph_press_key (graph, GDK_KEY_Return, 0));
  g_assert_true (wabi_graph_press_key (graph, GDK_KEY_Right, 0));
  g_assert_cmpint (wabi_graph_get_active (graph), ==, 1);
  wabi_graph_press_key (graph, GDK_KEY_Right, 0);
  g_assert_cmpint (wabi_graph_get_active (graph), ==, 3);
  wabi_graph_press_key (graph, GDK_KEY_Right, 0);
  g_assert_cmpint (wabi_graph_get_active (graph), ==, 3);
  wabi_graph_press_key (graph, GDK_KEY_Home, 0);
  g_assert_cmpint (wabi_graph_get_active (graph), ==, 1);
  wabi_graph_press_key (graph, GDK_KEY_Left, 0);
  g_assert_cmpint (wabi_graph_get_active (graph), ==, 1);
  wabi_graph_press_key (graph, GDK_KEY_End, 0);
  wabi_graph_press_key (graph, GDK_KEY_Return, 0);
  g_assert_cmpint (activated, ==, 3);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (graph->callout)), ==, "Mar 4: 40 %");
  test_window_settle (window);
  g_assert_true (wabi_graph_press_key (graph, GDK_KEY_Escape, 0));
  g_assert_cmpint (wabi_graph_get_active (graph), ==, -1);
  test_window_close (window);
}

static void
test_adaptive_bin_tells_narrow (void)
{
  GtkWidget *bin = wabi_adaptive_bin_new ();
  GtkWidget *child = gtk_label_new ("Wide content");
  GtkWindow *window;

  g_object_set (bin, "breakpoint", 600, "min-width", 100, "child", child, NULL);
  gtk_widget_set_size_request (child, 500, -1);
  window = test_window_show (bin, 800, 200);
  g_assert_false (wabi_adaptive_bin_get_narrow (WABI_ADAPTIVE_BIN (bin)));
  test_window_close (window);

  bin = wabi_adaptive_bin_new ();
  g_object_set (bin, "breakpoint", 600, "min-width", 100, NULL);
  wabi_adaptive_bin_set_child (WABI_ADAPTIVE_BIN (bin), gtk_label_new ("Content"));
  window = test_window_show (bin, 300, 200);
  g_assert_true (wabi_adaptive_bin_get_narrow (WABI_ADAPTIVE_BIN (bin)));
  test_window_close (window);
}

int
main (int argc, char **argv)
{
  if (!test_window_init (&argc, &argv))
    return 77;
  g_test_add_func ("/widgets/icons-exist", test_icons_exist);
  g_test_add_func ("/widgets/style-sheets-parse", test_style_sheets_parse);
  g_test_add_func ("/widgets/mark", test_mark);
  g_test_add_func ("/widgets/badge", test_badge_hides_without_words);
  g_test_add_func ("/widgets/keycap", test_keycap_names);
  g_test_add_func ("/widgets/timer", test_timer_format);
  g_test_add_func ("/widgets/toggle-group", test_toggle_group);
  g_test_add_func ("/widgets/findings", test_findings_are_updated_in_place);
  g_test_add_func ("/widgets/sidebar", test_sidebar);
  g_test_add_func ("/widgets/confirm", test_confirm);
  g_test_add_func ("/widgets/banner-empty-metric", test_banner_and_empty_state);
  g_test_add_func ("/widgets/unit-bar", test_unit_bar_shows_what_goes_over);
  g_test_add_func ("/widgets/trial-strip", test_trial_strip_sums_up);
  g_test_add_func ("/widgets/graph", test_graph_says_itself);
  g_test_add_func ("/widgets/graph-keys", test_graph_is_read_by_keys);
  g_test_add_func ("/widgets/adaptive-bin", test_adaptive_bin_tells_narrow);
  return g_test_run ();
}
