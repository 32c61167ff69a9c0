// SPDX-License-Identifier: AGPL-3.0-or-later
// The session runner's pieces, and all the small ones on one page.

#include "gallery-pages.h"

#include <math.h>

static GtkWidget *
build_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
build_trial_button (const char *text, const char *css_class, const char *accel)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_box_append (GTK_BOX (box), wabi_keycap_new (accel));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "trial");
  gtk_widget_add_css_class (button, css_class);
  gtk_widget_set_size_request (button, -1, 144);
  return button;
}

GtkWidget *
gallery_build_graph (guint n)
{
  GtkWidget *graph = wabi_graph_new ("Touch red, accuracy");
  g_autofree WabiGraphDot *points = g_new0 (WabiGraphDot, n);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  const WabiGraphPhase phases[] = { { 0, "full prompt", FALSE },
                                    { n * 2 / 5, "partial prompt", FALSE },
                                    { n * 3 / 4, "new staff", TRUE } };

  for (guint i = 0; i < n; i++)
    {
      guint since = i < n * 2 / 5 ? i : i - n * 2 / 5;

      g_ptr_array_add (labels, g_strdup_printf ("Mar %u", i + 1));
      points[i].value = round (MIN (18 + since * 90.0 / n + (i * 7 % 5) * 3, 100));
      points[i].label = g_ptr_array_index (labels, i);
      points[i].note = "10 trials";
      points[i].hollow = i + 1 == n;
    }
  points[n / 3].value = NAN;
  wabi_graph_set_points (WABI_GRAPH (graph), points, n);
  wabi_graph_set_phases (WABI_GRAPH (graph), phases, G_N_ELEMENTS (phases));
  wabi_graph_set_mastery (WABI_GRAPH (graph), 90, "mastery 90 %");
  return graph;
}

static GtkWidget *
build_today_card (void)
{
  static const WabiTrialMark marks[]
      = { WABI_TRIAL_CORRECT,   WABI_TRIAL_CORRECT, WABI_TRIAL_PROMPTED,    WABI_TRIAL_CORRECT,
          WABI_TRIAL_INCORRECT, WABI_TRIAL_CORRECT, WABI_TRIAL_NO_RESPONSE, WABI_TRIAL_CORRECT };
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *strip = wabi_trial_strip_new ();
  GtkWidget *graph = gallery_build_graph (14);

  wabi_trial_strip_set_trials (WABI_TRIAL_STRIP (strip), marks, G_N_ELEMENTS (marks), 10);
  wabi_graph_set_active (WABI_GRAPH (graph), 8);
  gtk_widget_add_css_class (card, "panel");
  gtk_box_append (GTK_BOX (card), build_label ("This target today", "section-heading"));
  gtk_box_append (GTK_BOX (card), strip);
  gtk_box_append (GTK_BOX (card), graph);
  gtk_box_append (
      GTK_BOX (card),
      build_label ("Not mastered yet: needs 90 % in 3 sessions in a row; best so far 88 %.", "secondary"));
  return card;
}

GtkWidget *
gallery_build_session (void)
{
  static const char *const levels[] = { "Independent", "Gesture", "Partial physical", "Full physical" };
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *timer = wabi_timer_label_new ();
  GtkWidget *end = gtk_button_new_with_label ("End session");
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *prompts = wabi_toggle_group_new ("Prompt level");
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), gtk_label_new (NULL));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), build_label ("Ava Okafor", "page-title"));
  wabi_timer_label_set_seconds (WABI_TIMER_LABEL (timer), 4360);
  gtk_widget_add_css_class (timer, "large");
  gtk_widget_add_css_class (end, "soft-destructive");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), end);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), wabi_keycap_button_new ("Behavior plan", "p"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), timer);
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  gtk_box_append (GTK_BOX (buttons), build_trial_button ("Correct", "correct", "Right"));
  gtk_box_append (GTK_BOX (buttons), build_trial_button ("Prompted", "prompted", "Down"));
  gtk_box_append (GTK_BOX (buttons), build_trial_button ("Incorrect", "incorrect", "Left"));
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    wabi_toggle_group_add (WABI_TOGGLE_GROUP (prompts), levels[i], levels[i]);
  gtk_box_append (GTK_BOX (row), build_label ("Prompt level", "section-heading"));
  gtk_box_append (GTK_BOX (row), prompts);
  gtk_box_append (GTK_BOX (row), wabi_keycap_button_new ("Undo last", "<Control>z"));
  gtk_box_append (GTK_BOX (body), build_label ("“Touch red”", "display-title"));
  gtk_box_append (GTK_BOX (body),
                  build_label ("Three cards in a row. Wait 3 s before a prompt.", "secondary"));
  gtk_box_append (GTK_BOX (body), buttons);
  gtk_box_append (GTK_BOX (body), row);
  gtk_box_append (GTK_BOX (body), build_today_card ());
  g_object_set (body, "margin-top", 24, "margin-start", 30, "margin-end", 30, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (page), header);
  gtk_box_append (GTK_BOX (page), body);
  return page;
}

static GtkWidget *
build_metrics (void)
{
  GtkWidget *band = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (band), TRUE);
  gtk_widget_add_css_class (band, "metric-band");
  gtk_box_append (GTK_BOX (band), wabi_metric_new ("Ready", "$31,284.00", "46 claims · 214 sessions"));
  gtk_box_append (GTK_BOX (band),
                  wabi_metric_new ("Needs a hand", "$2,912.00", "12 sessions · oldest 4 days"));
  gtk_box_append (GTK_BOX (band), wabi_metric_new ("At the payers", "$84,420.50", "median 17 days to pay"));
  gtk_box_append (GTK_BOX (band), wabi_metric_new ("Clean on first pass, 90 days", "97.8 %", "denied 1.4 %"));
  return band;
}

static GtkWidget *
build_small (void)
{
  static const char *const words[] = { "Neutral", "In review", "Signed", "Late", "Not ready" };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *bar = wabi_unit_bar_new ();

  for (WabiMarkKind kind = WABI_MARK_PASSED; kind <= WABI_MARK_INFO; kind++)
    gtk_box_append (GTK_BOX (row), wabi_status_mark_new (kind));
  for (WabiBadgeKind kind = WABI_BADGE_NEUTRAL; kind <= WABI_BADGE_ERROR; kind++)
    gtk_box_append (GTK_BOX (row), wabi_badge_new (kind, words[kind]));
  gtk_box_append (GTK_BOX (row), wabi_keycap_new ("<Control>Return"));
  wabi_unit_bar_set_parts (WABI_UNIT_BAR (bar), &(WabiUnitParts){ 200, 150, 40, 30 });
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_box_append (GTK_BOX (row), bar);
  g_object_set (row, "margin-start", 18, "margin-end", 18, "margin-top", 18, NULL);
  return row;
}

static GtkWidget *
build_banner (WabiMarkKind kind, const char *text, const char *button)
{
  GtkWidget *banner = wabi_banner_new ();

  wabi_banner_show (WABI_BANNER (banner), kind, text, button);
  return banner;
}

GtkWidget *
gallery_build_pieces (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *empty
      = wabi_empty_state_new ("wabi-inbox-symbolic", "Nothing waits for you",
                              "What the system cannot decide alone comes here, with both versions and "
                              "the reason.");
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (page), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (page),
                  build_banner (WABI_MARK_NONE, "Working offline. What you do is kept here.", NULL));
  gtk_box_append (GTK_BOX (page), build_banner (WABI_MARK_WARNING, "7 changes wait to be sent.", "Show"));
  gtk_box_append (GTK_BOX (page),
                  build_banner (WABI_MARK_BLOCKED, "The service refused a change.", "Open Inbox"));
  gtk_box_append (GTK_BOX (page), build_metrics ());
  gtk_box_append (GTK_BOX (page), build_small ());
  gtk_box_append (GTK_BOX (row), gallery_build_graph (6));
  gtk_box_append (GTK_BOX (row), gallery_build_graph (40));
  gtk_widget_set_hexpand (gtk_widget_get_last_child (row), TRUE);
  g_object_set (row, "margin-start", 18, "margin-end", 18, "margin-top", 18, NULL);
  gtk_box_append (GTK_BOX (page), row);
  wabi_empty_state_set_action (WABI_EMPTY_STATE (empty), "Look at the schedule", NULL);
  gtk_box_append (GTK_BOX (page), empty);
  return page;
}

GtkWidget *
gallery_build_sidebar (void)
{
  static const char *const places[][2]
      = { { "today", "Today" },       { "schedule", "Schedule" }, { "clients", "Clients" },
          { "sessions", "Sessions" }, { "notes", "Notes" },       { "programs", "Programs" },
          { "billing", "Billing" },   { "reports", "Reports" },   { "inbox", "Inbox" } };
  WabiSidebar *sidebar = WABI_SIDEBAR (wabi_sidebar_new ());
  g_autoptr (GMenu) menu = g_menu_new ();

  wabi_sidebar_set_practice (sidebar, "Cedar Grove ABA");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *icon = g_strdup_printf ("wabi-%s-symbolic", places[i][0]);

      wabi_sidebar_add_place (sidebar, places[i][0], icon, places[i][1]);
    }
  wabi_sidebar_set_selected (sidebar, "schedule");
  wabi_sidebar_set_count (sidebar, "notes", 4, FALSE);
  wabi_sidebar_set_count (sidebar, "billing", 12, FALSE);
  wabi_sidebar_set_count (sidebar, "inbox", 1, TRUE);
  wabi_sidebar_set_status (sidebar, WABI_SIDEBAR_OFFLINE, "Working offline", "7 changes wait to be sent");
  wabi_sidebar_set_person (sidebar, "Maya Ortiz", "Front desk");
  g_menu_append (menu, "Sign out", "app.sign-out");
  wabi_sidebar_set_menu (sidebar, G_MENU_MODEL (menu));
  return GTK_WIDGET (sidebar);
}
