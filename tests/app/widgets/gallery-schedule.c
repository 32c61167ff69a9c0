// SPDX-License-Identifier: AGPL-3.0-or-later
// A week of a made-up therapist, with one draft and its findings.

#include "gallery-pages.h"

static const WabiGridColumn columns[] = {
  { "Mon", "9", "Monday, March 9", FALSE },      { "Tue", "10", "Tuesday, March 10", TRUE },
  { "Wed", "11", "Wednesday, March 11", FALSE }, { "Thu", "12", "Thursday, March 12", FALSE },
  { "Fri", "13", "Friday, March 13", FALSE },    { "Sat", "14", "Saturday, March 14", FALSE },
};

static const WabiSegmentInfo visits[] = {
  { "a", 0, 540, 720, "Ava Okafor", "97153 · Clinic", "97153", WABI_SEGMENT_COMPLETED },
  { "b", 0, 780, 960, "Eli Navarro", "97153 · Home", "97153", WABI_SEGMENT_COMPLETED, WABI_MARK_WARNING },
  { "c", 1, 540, 660, "Theo Lindqvist", "97153 · School", "97153", WABI_SEGMENT_IN_SESSION },
  { "d", 1, 675, 735, "Ava Okafor", "Cancelled by family, ill", "97153", WABI_SEGMENT_CANCELLED },
  { "e", 1, 780, 1020, "Eli Navarro", "97153 · Home", "97153", WABI_SEGMENT_ARRIVED },
  { "f", 1, 840, 900, "with Dr. Amin", "97155", "97155", WABI_SEGMENT_BOOKED },
  { "g", 2, 540, 720, "Ava Okafor", "97153 · Clinic", "97153", WABI_SEGMENT_BOOKED },
  { "h", 2, 780, 870, "Caregiver training", "97156 · Navarro family", "97156", WABI_SEGMENT_BOOKED },
  { "i", 2, 900, 1050, "Mila Petrov", "97153 · Home", "97153", WABI_SEGMENT_BOOKED, WABI_MARK_BLOCKED },
  { "j", 3, 540, 720, "Theo Lindqvist", "97153 · School", "97153", WABI_SEGMENT_PENDING },
  { "k", 4, 540, 720, "Ava Okafor", "97153 · Clinic", "97153", WABI_SEGMENT_BOOKED },
  { "l", 4, 780, 930, "Mila Petrov", "97153 · Home", "97153", WABI_SEGMENT_PROPOSAL },
  { "m", 4, 960, 1020, "Supervision", "97155 · Dr. Amin", "97155", WABI_SEGMENT_BOOKED },
  { "n", 4, 1020, 1035, "Call", "Family", NULL, WABI_SEGMENT_BOOKED },
  { "o", 5, 540, 690, "Make-up: Ava Okafor", "97153 · Clinic", "97153", WABI_SEGMENT_BOOKED },
  { "p", 5, 720, 840, "Assessment: Noor Haddad", "97151 · Clinic", "97151", WABI_SEGMENT_BOOKED },
  { "q", 5, 855, 945, "Social group", "97154 · Clinic, room 4", "97154", WABI_SEGMENT_BOOKED },
};

static const WabiUnitParts units = { 1040, 541, 243, 168 };
static const WabiWay ways[] = { { "skip", "Skip that date" }, { "move", "Move it to May 26" } };

static const WabiFindingItem findings[] = {
  { "free", WABI_MARK_PASSED, "Both available", "Jordan 1–6 pm, Eli after 12:30 pm, 14 of 14 dates" },
  { "auth", WABI_MARK_PASSED, "Authorization A-20417 covers 97153", "Harbor Health · Jan 2 – Jun 30" },
  { "units", WABI_MARK_WARNING, "Units: 88 of 1,040 left after this series",
    "541 delivered · 243 booked · 168 this series · ahead of pace by 9 %", NULL, 0, &units },
  { "staff", WABI_MARK_PASSED, "Jordan may serve and is enrolled",
    "RBT valid to Oct 2026 · Harbor Health since 2024" },
  { "day", WABI_MARK_PASSED, "12 units a day within the limit of 32", "MUE 97153 · no overlap with 97155" },
  { "holiday", WABI_MARK_BLOCKED, "May 25 is a holiday of the practice", NULL, ways, 2 },
  { "service", WABI_MARK_PENDING, "The service has not confirmed yet",
    "Checked on this computer; sent when online" },
};

static GtkWidget *
build_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
build_companion (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = build_label ("New session", "page-title");
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *list = wabi_finding_list_new ("Billable, checked before you save");
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = wabi_keycap_button_new ("Cancel", "Escape");
  GtkWidget *book = gtk_button_new_with_label ("Book 13 sessions");
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), wabi_badge_new (WABI_BADGE_NEUTRAL, "Draft"));
  gtk_widget_add_css_class (card, "panel");
  gtk_box_append (GTK_BOX (card), build_label ("Eli Navarro · age 6 · Home", NULL));
  gtk_box_append (GTK_BOX (card), build_label ("Thu, Mar 12 · 1:00 – 4:00 pm · weekly until Jun 11", NULL));
  gtk_box_append (GTK_BOX (card),
                  build_label ("97153 Treatment by protocol · Jordan Reyes, RBT", "secondary"));
  wabi_finding_list_set_findings (WABI_FINDING_LIST (list), findings, G_N_ELEMENTS (findings));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (book, "suggested-action");
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  gtk_box_append (GTK_BOX (buttons), cancel);
  gtk_box_append (GTK_BOX (buttons), book);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), card);
  gtk_box_append (GTK_BOX (box), build_label ("Billable, checked before you save", "section-heading"));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), build_label ("Saving books all 13 dates or none.", "secondary"));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "companion");
  gtk_widget_set_size_request (box, 330, -1);
  gtk_widget_set_hexpand (box, FALSE);
  return box;
}

static GtkWidget *
build_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *views = wabi_toggle_group_new ("View");
  GtkWidget *create = wabi_keycap_button_new ("New session", "n");
  GtkWidget *search = gtk_search_entry_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), gtk_label_new (NULL));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), build_label ("Schedule", "page-title"));
  gtk_label_set_wrap (GTK_LABEL (adw_header_bar_get_title_widget (ADW_HEADER_BAR (header))), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), gtk_button_new_from_icon_name ("go-previous-symbolic"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), gtk_button_new_with_label ("Today"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), gtk_button_new_from_icon_name ("go-next-symbolic"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), gtk_label_new ("March 9 – 14, 2026"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (views), "day", "Day");
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (views), "week", "Week");
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (views), "staff", "Staffing");
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (views), "week");
  gtk_widget_add_css_class (create, "suggested-action");
  g_object_set (search, "placeholder-text", "Client, staff, place…", NULL);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), create);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), search);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), views);
  return header;
}

static void
say_create (WabiTimeGrid *grid, guint column, int start, int end)
{
  g_print ("create %u %d-%d\n", column, start, end);
}

/* Does what the page would do: the model takes the new place. */
static void
say_move (WabiTimeGrid *grid, const char *id, guint column, int start, int end, GListStore *store)
{
  g_print ("move %s %u %d-%d\n", id, column, start, end);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (WabiSegment) old = g_list_model_get_item (G_LIST_MODEL (store), i);
      WabiSegmentInfo info = *wabi_segment_get_info (old);
      g_autoptr (WabiSegment) segment = NULL;

      if (g_strcmp0 (info.id, id) != 0)
        continue;
      info.column = column;
      info.start_minute = start;
      info.end_minute = end;
      info.spoken = NULL;
      segment = wabi_segment_new (&info);
      g_list_store_splice (store, i, 1, (gpointer *)&segment, 1);
    }
}

static void
say_open (WabiTimeGrid *grid, const char *id)
{
  g_print ("open %s\n", id);
}

static void
say_cancel (WabiTimeGrid *grid, const char *id)
{
  g_print ("cancel %s\n", id);
}

static GtkWidget *
build_grid (void)
{
  static const WabiMinuteRange hours[] = { { 480, 1080 } };
  static const WabiMinuteRange short_hours[] = { { 540, 900 } };
  GtkWidget *grid = wabi_time_grid_new ();
  g_autoptr (GListStore) store = g_list_store_new (WABI_TYPE_SEGMENT);
  g_autoptr (WabiSegment) draft = wabi_segment_new (&(WabiSegmentInfo){ .id = "draft",
                                                                        .column = 3,
                                                                        .start_minute = 780,
                                                                        .end_minute = 960,
                                                                        .title = "Eli Navarro",
                                                                        .subtitle = "97153 · new, weekly",
                                                                        .service = "97153" });

  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    {
      g_autoptr (WabiSegment) segment = wabi_segment_new (&visits[i]);

      g_list_store_append (store, segment);
    }
  wabi_time_grid_set_columns (WABI_TIME_GRID (grid), columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    wabi_time_grid_set_open_ranges (WABI_TIME_GRID (grid), i, i == 5 ? short_hours : hours, 1);
  wabi_time_grid_set_segments (WABI_TIME_GRID (grid), G_LIST_MODEL (store));
  wabi_time_grid_set_draft (WABI_TIME_GRID (grid), draft);
  wabi_time_grid_set_now (WABI_TIME_GRID (grid), 1, 636);
  wabi_time_grid_set_selected (WABI_TIME_GRID (grid), "h");
  g_signal_connect (grid, "create-requested", G_CALLBACK (say_create), NULL);
  g_signal_connect_object (grid, "move-requested", G_CALLBACK (say_move), store, G_CONNECT_DEFAULT);
  g_signal_connect (grid, "open-requested", G_CALLBACK (say_open), NULL);
  g_signal_connect (grid, "cancel-requested", G_CALLBACK (say_cancel), NULL);
  return grid;
}

GtkWidget *
gallery_build_schedule (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (page), build_header ());
  gtk_box_append (GTK_BOX (body), build_grid ());
  gtk_box_append (GTK_BOX (body), build_companion ());
  gtk_widget_set_hexpand (gtk_widget_get_first_child (body), TRUE);
  gtk_widget_set_vexpand (body, TRUE);
  gtk_box_append (GTK_BOX (page), body);
  return page;
}
