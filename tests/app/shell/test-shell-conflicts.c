// SPDX-License-Identifier: AGPL-3.0-or-later
// Inbox: versions thing by thing, a slot that was taken, and what was refused with what hangs on it.
// WABI_SHOTS=folder also takes pictures of what it shows.

#include "shell-fixture.h"

#include <string.h>

#include "test-window.h"
#include "wabi-inbox-choice.h"
#include "wabi-inbox-compare.h"
#include "wabi-inbox-page.h"
#include "wabi-inbox-slots.h"
#include "wabi-zone.h"

#define TWIN "0190a000-0000-7000-8000-0000000000b1"
#define VISIT "0190a000-0000-7000-8000-0000000000b2"

static WabiDesk *
get_desk (ShellFixture *fixture)
{
  return wabi_workspace_get_desk (wabi_window_get_workspace (fixture->window));
}

static void
shoot (ShellFixture *fixture, const char *name)
{
  const char *folder = g_getenv ("WABI_SHOTS");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;
  GdkPaintable *paintable;
  GtkSnapshot *snapshot;
  GskRenderNode *node;
  GdkTexture *texture;
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->window)), height = gtk_widget_get_height (GTK_WIDGET (fixture->window));

  if (path == NULL)
    return;
  paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)), node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_save_to_png (texture, path);
  g_object_unref (texture);
  gsk_render_node_unref (node);
  g_object_unref (paintable);
}

static void
shoot_both (ShellFixture *fixture, const char *name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);

  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  if (g_getenv ("WABI_SHOTS") == NULL)
    return;
  gtk_css_provider_load_from_resource (css, "/care/wabi/WabiCare/shell.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  test_window_settle (GTK_WINDOW (fixture->window));
  shoot (fixture, name);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  test_window_settle (GTK_WINDOW (fixture->window));
  shoot (fixture, dark);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

static void
go_to_inbox (ShellFixture *fixture)
{
  g_assert_true (wabi_workspace_go (wabi_window_get_workspace (fixture->window), "inbox", NULL));
  test_window_settle (GTK_WINDOW (fixture->window));
}

static void
press (ShellFixture *fixture, const char *label)
{
  GtkWidget *button = shell_find_button (label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  test_window_settle (GTK_WINDOW (fixture->window));
}

/* Two people wrote the alerts, one of them also the phone; and who the client is. */
static void
put_three (ShellFixture *fixture)
{
  gint64 now = wabi_desk_get_now (get_desk (fixture));
  g_autofree char *body = g_strdup_printf (
      "{'first_name':'Theo','last_name':'Lindqvist','birth_date':'2018-01-02','sex':'M','status':'active','guardian_phone':'555-0100',"
      "'alerts':'Allergic to nuts. Bring the tablet.','needs_hand':true,'edits':{'alerts':{'by':'" FIXTURE_RBT "','at':%" G_GINT64_FORMAT
      ",'given':%" G_GINT64_FORMAT "}},'proposals':["
      "{'why':'clash','by':'" FIXTURE_BCBA "','at':%" G_GINT64_FORMAT ",'given':%" G_GINT64_FORMAT
      ",'set':{'alerts':'Allergic to nuts and eggs. Bring the tablet.','guardian_phone':'555-0199'}},"
      "{'why':'clash','by':'" FIXTURE_RBT "','at':%" G_GINT64_FORMAT ",'given':%" G_GINT64_FORMAT
      ",'set':{'birth_date':'2018-02-01','first_name':'Theodor','last_name':'Lindqvist','sex':'M'}}]}",
      now, now, now, now - 2 * G_TIME_SPAN_HOUR, now, now);

  desk_fixture_put (&fixture->base, "client", TWIN, body);
}

static WabiRecord *
get_twin (ShellFixture *fixture)
{
  return wabi_desk_get (get_desk (fixture), &wabi_kind_client, TWIN);
}

/* The choices, without widgets: rows by group, each version's words, both texts, and what is sent. */
static void
test_choice (ShellFixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) record = NULL;
  WabiInboxChoice *choice;
  g_autofree char *both = NULL, *words = NULL;
  g_autoptr (JsonObject) args = NULL;

  put_three (fixture);
  record = get_twin (fixture);
  choice = wabi_inbox_choice_new (record);
  g_assert_cmpuint (choice->rows->len, ==, 3);
  g_assert_cmpstr (((WabiChoiceRow *) g_ptr_array_index (choice->rows, 0))->title, ==, "Who it is");
  words = wabi_inbox_choice_dup_words (choice, get_desk (fixture), 0, 2);
  g_assert_cmpstr (words, ==, "First name: Theodor\nDate of birth: Feb 1, 2018");
  g_assert_false (wabi_inbox_choice_has (choice, 0, 1));
  both = wabi_inbox_choice_dup_both (choice, 2);
  g_assert_cmpstr (both, ==, "Allergic to nuts. Bring the tablet.\n\nAllergic to nuts and eggs. Bring the tablet.");
  ((WabiChoiceRow *) g_ptr_array_index (choice->rows, 2))->chosen = WABI_CHOICE_BOTH;
  args = wabi_inbox_choice_make_args (choice, TWIN, NULL);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (args, "set"), "alerts"), ==, both);
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (args, "set")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (args, "settles")), ==, 2);
  wabi_inbox_choice_free (choice);
}

static GtkWidget *
find_cell (const char *text)
{
  GtkWidget *label = shell_find_text (text, FALSE);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_CHECK_BUTTON) : NULL;
}

/* Of one thing the proposal, of another both, of the third what stands: saved together, and taken back. */
static void
test_fields_one_by_one (ShellFixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) after = NULL;

  put_three (fixture);
  go_to_inbox (fixture);
  g_assert_nonnull (shell_find_text ("Client: 3 versions", FALSE));
  g_assert_nonnull (shell_find_text ("about 2 hours offline", TRUE));
  g_assert_nonnull (shell_find_text ("Written by Jordan Reyes", TRUE));
  shoot_both (fixture, "compare");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_cell ("555-0199")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_cell ("Both, one after the other")), TRUE);
  press (fixture, "Save what is marked");
  after = get_twin (fixture);
  g_assert_cmpstr (wabi_record_get_text (after, "guardian_phone"), ==, "555-0199");
  g_assert_cmpstr (wabi_record_get_text (after, "first_name"), ==, "Theo");
  g_assert_cmpstr (wabi_record_get_text (after, "alerts"), ==,
                   "Allergic to nuts. Bring the tablet.\n\nAllergic to nuts and eggs. Bring the tablet.");
  g_assert_false (wabi_record_get_bool (after, "needs_hand"));
  g_assert_true (wabi_desk_undo (get_desk (fixture)));
  g_clear_object (&after);
  after = get_twin (fixture);
  g_assert_cmpstr (wabi_record_get_text (after, "guardian_phone"), ==, "555-0100");
  g_assert_true (wabi_record_get_bool (after, "needs_hand"));
  g_assert_cmpuint (json_array_get_length (wabi_record_get_array (after, "proposals")), ==, 2);
}

static gboolean
type_key (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
  return taken;
}

/* 2 marks the proposal of the thing that has the focus, B both, Enter saves. */
static void
test_keys (ShellFixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) after = NULL;
  GtkWidget *compare;

  put_three (fixture);
  go_to_inbox (fixture);
  compare = shell_find_type (WABI_TYPE_INBOX_COMPARE);
  g_assert_nonnull (compare);
  g_assert_true (gtk_widget_grab_focus (find_cell ("555-0100")));
  g_assert_true (type_key (compare, GDK_KEY_2));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_cell ("555-0199"))));
  g_assert_true (gtk_widget_grab_focus (find_cell ("Allergic to nuts. Bring the tablet.")));
  g_assert_true (type_key (compare, GDK_KEY_b));
  g_assert_false (type_key (compare, GDK_KEY_Down));
  g_assert_true (type_key (compare, GDK_KEY_Return));
  test_window_settle (GTK_WINDOW (fixture->window));
  after = get_twin (fixture);
  g_assert_cmpstr (wabi_record_get_text (after, "guardian_phone"), ==, "555-0199");
  g_assert_nonnull (strstr (wabi_record_get_text (after, "alerts"), "\n\n"));
}

static void
put_hours (ShellFixture *fixture, const char *staff, int number)
{
  for (int day = 1; day <= 7; day++)
    {
      g_autofree char *id = g_strdup_printf ("0190a000-0000-7000-8000-0000000009%d%d", number, day);
      g_autofree char *body = g_strdup_printf ("{'staff':'%s','weekday':%d,'start_minute':480,'end_minute':1200}", staff, day);

      desk_fixture_put (&fixture->base, "staff_hours", id, body);
    }
}

/* Tomorrow, an hour after the start of a visit that was booked first. */
static void
put_double_booking (ShellFixture *fixture)
{
  WabiDesk *desk = get_desk (fixture);
  gint64 start = wabi_zone_day_start ("UTC", wabi_zone_day ("UTC", wabi_desk_get_now (desk)) + 1) + 10 * 60 * WABI_MINUTE;
  g_autofree char *when = g_strdup_printf ("'staff':'" FIXTURE_RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT,
                                           start + 60 * WABI_MINUTE, start + 120 * WABI_MINUTE);
  g_autofree char *first = g_strdup_printf ("{'client':'" FIXTURE_CLIENT "','staff':'" FIXTURE_RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                            ",'zone':'UTC','service_code':'97153','place':'11','status':'scheduled'}",
                                            start, start + 120 * WABI_MINUTE);
  g_autofree char *second = g_strdup_printf ("{'client':'" TWIN "',%s,'zone':'UTC','service_code':'97153','place':'11','status':'proposed','needs_hand':true,"
                                             "'proposals':[{'why':'staff-double-booked','by':'" FIXTURE_BCBA "','at':1,'given':1,'set':{%s}}]}",
                                             when, when);

  put_hours (fixture, FIXTURE_RBT, 1);
  desk_fixture_put (&fixture->base, "client", TWIN, "{'first_name':'Theo','last_name':'Lindqvist','birth_date':'2018-01-02','sex':'M','status':'active','diagnoses':['F84.0']}");
  desk_fixture_put (&fixture->base, "coverage", "0190a000-0000-7000-8000-0000000009c1",
                    "{'client':'" TWIN "','payer':'" FIXTURE_PAYER "','priority':1,'member_id':'W1','relation':'child','valid_from':'2020-01-01'}");
  desk_fixture_put (&fixture->base, "authorization", "0190a000-0000-7000-8000-0000000009c2",
                    "{'client':'" TWIN "','payer':'" FIXTURE_PAYER "','number':'A-78','status':'approved','valid_from':'2020-01-01',"
                    "'valid_to':'2039-12-31','lines':[{'code':'97153','units':1000,'per':'total'}]}");
  desk_fixture_put (&fixture->base, "credential", "0190a000-0000-7000-8000-0000000009c3",
                    "{'staff':'" FIXTURE_RBT "','type':'RBT','valid_from':'2020-01-01','valid_to':'2039-12-31'}");
  desk_fixture_put (&fixture->base, "appointment", "0190a000-0000-7000-8000-0000000009c4", first);
  desk_fixture_put (&fixture->base, "appointment", VISIT, second);
}

static GtkWidget *
find_slot (const char *part)
{
  GtkWidget *label = shell_find_text (part, TRUE);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

/* The second of two bookings is moved with one press to a time that is proved, and back. */
static void
test_slot_is_moved (ShellFixture *fixture, gconstpointer data)
{
  g_autoptr (WabiRecord) after = NULL;
  gint64 wanted;

  put_double_booking (fixture);
  go_to_inbox (fixture);
  g_assert_nonnull (shell_find_text ("Session booked over another", FALSE));
  g_assert_nonnull (shell_find_type (WABI_TYPE_INBOX_SLOTS));
  g_assert_nonnull (shell_find_button ("Take back the booking"));
  shoot_both (fixture, "slots");
  after = wabi_desk_get (get_desk (fixture), &wabi_kind_appointment, VISIT);
  wanted = wabi_record_get_int (after, "starts_at");
  g_assert_nonnull (find_slot ("Same staff"));
  g_signal_emit_by_name (find_slot ("Same staff"), "clicked");
  test_window_settle (GTK_WINDOW (fixture->window));
  g_clear_object (&after);
  after = wabi_desk_get (get_desk (fixture), &wabi_kind_appointment, VISIT);
  g_assert_cmpstr (wabi_record_get_text (after, "status"), ==, "scheduled");
  g_assert_cmpint (wabi_record_get_int (after, "starts_at"), ==, wanted + 60 * WABI_MINUTE);
  g_assert_false (wabi_record_has (after, "needs_hand"));
  g_assert_true (wabi_desk_undo (get_desk (fixture)));
  g_clear_object (&after);
  after = wabi_desk_get (get_desk (fixture), &wabi_kind_appointment, VISIT);
  g_assert_cmpstr (wabi_record_get_text (after, "status"), ==, "proposed");
  g_assert_cmpint (wabi_record_get_int (after, "starts_at"), ==, wanted);
}

static void
edit_guardian (ShellFixture *fixture, const char *name)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (get_desk (fixture), &wabi_kind_client, FIXTURE_CLIENT);
  g_autoptr (GError) error = NULL;

  g_assert_true (wabi_desk_do (get_desk (fixture), "client.edit", wabi_args_edit_new (record, wabi_args ("guardian_name", name, NULL)),
                               NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* Discarded with a record of it, found under Settled, and put back whole. */
static void
test_discard_can_be_taken_back (ShellFixture *fixture, gconstpointer data)
{
  WabiCache *cache = wabi_desk_get_cache (get_desk (fixture));
  g_autoptr (GPtrArray) refused = NULL;
  GtkWidget *toggles;

  edit_guardian (fixture, "Ngozi A. Okafor");
  shell_fixture_refuse (fixture, "The server does not like it.");
  go_to_inbox (fixture);
  g_assert_nonnull (shell_find_text ("What usually helps", FALSE));
  shoot_both (fixture, "refused");
  press (fixture, "Discard…");
  press (fixture, "_Discard");
  g_assert_cmpuint (wabi_cache_get_refused (cache), ==, 0);
  g_assert_nonnull (shell_find_text ("Nothing needs you", FALSE));
  toggles = shell_find_type (WABI_TYPE_TOGGLE_GROUP);
  g_assert_nonnull (toggles);
  wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (toggles), "settled");
  test_window_settle (GTK_WINDOW (fixture->window));
  g_assert_nonnull (shell_find_text ("Discarded here. It can be taken back.", FALSE));
  g_assert_nonnull (shell_find_text ("Ngozi A. Okafor", FALSE));
  shoot_both (fixture, "settled");
  press (fixture, "Put back into Refused");
  g_assert_cmpuint (wabi_cache_get_refused (cache), ==, 1);
  refused = wabi_cache_list_refused (cache, NULL);
  g_assert_cmpstr (((WabiRefusedItem *) g_ptr_array_index (refused, 0))->message, ==, "The server does not like it.");
}

void
shell_add_conflict_tests (void)
{
  const gpointer bcba = GUINT_TO_POINTER (WABI_ROLE_BCBA);

#define ADD(name, test) g_test_add ("/conflicts/" name, ShellFixture, bcba, shell_fixture_set_up, test, shell_fixture_tear_down)
  ADD ("choice", test_choice);
  ADD ("fields-one-by-one", test_fields_one_by_one);
  ADD ("keys", test_keys);
  ADD ("slot-is-moved", test_slot_is_moved);
  ADD ("discard-can-be-taken-back", test_discard_can_be_taken_back);
#undef ADD
}
