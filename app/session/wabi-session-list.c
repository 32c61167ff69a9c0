// SPDX-License-Identifier: AGPL-3.0-or-later
// The person's sessions of today, each a key away from starting.

#include "wabi-session-list.h"

#include <glib/gi18n-lib.h>

#include "wabi-badge.h"
#include "wabi-banner.h"
#include "wabi-codes.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-keycap.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"

#define MAX_NOTES 30

struct _WabiSessionList
{
  AdwBin parent_instance;
  WabiDesk *desk;
  char *asked;   /* id of an appointment that was asked for, although it is not of today */
  char *offered; /* id of the note that the banner offers */
  gboolean has_next;

  GtkLabel *day, *hint, *notes_heading;
  GtkListBox *visits, *notes;
  WabiEmptyState *empty;
  WabiBanner *banner;
};

G_DEFINE_FINAL_TYPE (WabiSessionList, wabi_session_list, ADW_TYPE_BIN)

static guint start_signal;

typedef enum
{
  STATE_READY,
  STATE_LATE,
  STATE_ENDED,
  STATE_CLOSED, /* cancelled, did not come */
} VisitState;

static WabiRecord *
find_session (WabiSessionList *self, WabiRecord *appointment)
{
  g_autoptr (GPtrArray) sessions
      = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_session, "appointment", wabi_record_get_id (appointment));

  return sessions->len > 0 ? g_object_ref (g_ptr_array_index (sessions, sessions->len - 1)) : NULL;
}

static WabiRecord *
find_note (WabiSessionList *self, WabiRecord *session)
{
  g_autoptr (GPtrArray) notes = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_note, "session", wabi_record_get_id (session));

  return notes->len > 0 ? g_object_ref (g_ptr_array_index (notes, 0)) : NULL;
}

static VisitState
read_state (WabiSessionList *self, WabiRecord *appointment, WabiRecord *session)
{
  if (session != NULL)
    return STATE_ENDED;
  if (wabi_record_is (appointment, "status", "cancelled") || wabi_record_is (appointment, "status", "no_show")
      || wabi_record_is (appointment, "status", "withdrawn"))
    return STATE_CLOSED;
  if (wabi_record_is (appointment, "status", "completed"))
    return STATE_ENDED;
  return wabi_record_get_int (appointment, "starts_at") < wabi_desk_get_now (self->desk) - 5 * WABI_MINUTE ? STATE_LATE : STATE_READY;
}

static const char *
state_words (VisitState state, WabiRecord *appointment, WabiBadgeKind *kind)
{
  *kind = WABI_BADGE_NEUTRAL;
  if (state == STATE_ENDED)
    {
      *kind = WABI_BADGE_OK;
      return _("Ended");
    }
  if (state == STATE_CLOSED)
    return wabi_record_is (appointment, "status", "no_show") ? _("Did not come") : _("Canceled");
  if (wabi_record_is (appointment, "status", "arrived"))
    {
      *kind = WABI_BADGE_ACCENT;
      return _("Arrived");
    }
  if (state == STATE_LATE)
    {
      *kind = WABI_BADGE_WARNING;
      return _("Should have begun");
    }
  return _("Booked");
}

static GtkWidget *
new_label (const char *text, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, expand);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Time, name over details, and at the end whatever the row offers. */
static GtkWidget *
new_row (const char *time, const char *name, const char *detail, GtkWidget **end)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *when = new_label (time, "numeric", FALSE);
  g_autofree char *said = g_strdup_printf ("%s, %s, %s", time, name, detail);

  *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_object_set (box, "margin-start", 18, "margin-end", 18, "margin-top", 12, "margin-bottom", 12, NULL);
  gtk_label_set_width_chars (GTK_LABEL (when), 17);
  gtk_box_append (GTK_BOX (middle), wabi_label_make_bold (new_label (name, NULL, TRUE)));
  gtk_box_append (GTK_BOX (middle), new_label (detail, "secondary", TRUE));
  gtk_widget_add_css_class (gtk_widget_get_last_child (middle), "small");
  gtk_widget_set_valign (*end, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (box), middle);
  gtk_box_append (GTK_BOX (box), *end);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return row;
}

static void
on_start_clicked_cb (GtkButton *button, gpointer data)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  g_signal_emit (data, start_signal, 0, g_object_get_data (G_OBJECT (row), "appointment"));
}

static void
add_visit (WabiSessionList *self, WabiRecord *appointment)
{
  const char *zone = wabi_desk_get_zone (self->desk), *code = wabi_record_get_text (appointment, "service_code");
  const char *place = wabi_codes_place_name (wabi_record_get_text (appointment, "place"));
  g_autoptr (WabiRecord) session = find_session (self, appointment);
  g_autoptr (WabiRecord) note = session != NULL ? find_note (self, session) : NULL;
  VisitState state = read_state (self, appointment, session);
  g_autofree char *time
      = wabi_format_range (zone, wabi_record_get_int (appointment, "starts_at"), wabi_record_get_int (appointment, "ends_at"));
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (appointment, "client"));
  g_autofree char *service = wabi_desk_dup_service (self->desk, code);
  g_autofree char *detail = g_strdup_printf ("%s · %s", service, place != NULL ? place : _("No place"));
  WabiBadgeKind kind;
  const char *words = state_words (state, appointment, &kind);
  GtkWidget *end, *row = new_row (time, name, detail, &end);

  gtk_box_append (GTK_BOX (end), wabi_badge_new (kind, words));
  if (state == STATE_READY || state == STATE_LATE)
    {
      GtkWidget *start = wabi_keycap_button_new (_("Start"), self->has_next ? NULL : "s");
      g_autofree char *said = g_strdup_printf (_("Start the session with %s"), name);

      /* One accent: the one that comes next, which S starts when no other is chosen. */
      if (!self->has_next)
        gtk_widget_add_css_class (start, "suggested-action");
      self->has_next = TRUE;
      g_signal_connect_object (start, "clicked", G_CALLBACK (on_start_clicked_cb), self, G_CONNECT_DEFAULT);
      gtk_accessible_update_property (GTK_ACCESSIBLE (start), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
      gtk_box_append (GTK_BOX (end), start);
    }
  g_object_set_data_full (G_OBJECT (row), "appointment", g_object_ref (appointment), g_object_unref);
  if (note != NULL)
    g_object_set_data_full (G_OBJECT (row), "note", g_strdup (wabi_record_get_id (note)), g_free);
  gtk_list_box_append (self->visits, row);
}

static void
add_note (WabiSessionList *self, WabiRecord *note)
{
  const char *zone = wabi_desk_get_zone (self->desk), *code = wabi_record_get_text (note, "service_code");
  gint64 at = wabi_record_get_int (note, "starts_at");
  gboolean returned = wabi_record_is (note, "state", "returned");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, at)), *time = wabi_format_time (zone, at);
  g_autofree char *when = g_strdup_printf ("%s, %s", day, time);
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (note, "client"));
  g_autofree char *detail = wabi_desk_dup_service (self->desk, code);
  GtkWidget *end, *row = new_row (when, name, detail, &end);

  gtk_box_append (GTK_BOX (end),
                  wabi_badge_new (returned ? WABI_BADGE_WARNING : WABI_BADGE_NEUTRAL, returned ? _("Returned to you") : _("Draft")));
  gtk_box_append (GTK_BOX (end), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "note", g_strdup (wabi_record_get_id (note)), g_free);
  gtk_list_box_append (self->notes, row);
}

static void
clear_rows (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static WabiRecord *
get_selected (WabiSessionList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->visits);

  return row != NULL ? g_object_get_data (G_OBJECT (row), "appointment") : NULL;
}

static void
select_visit (WabiSessionList *self, const char *id, gboolean focus)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->visits)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      WabiRecord *appointment = g_object_get_data (G_OBJECT (row), "appointment");

      if (appointment == NULL || g_strcmp0 (wabi_record_get_id (appointment), id) != 0)
        continue;
      gtk_list_box_select_row (self->visits, GTK_LIST_BOX_ROW (row));
      if (focus)
        gtk_widget_grab_focus (row);
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "starts_at"), other = wabi_record_get_int (*(WabiRecord *const *) b, "starts_at");

  return one < other ? -1 : one > other;
}

static void
fill_visits (WabiSessionList *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay today = wabi_zone_day (zone, wabi_desk_get_now (self->desk));
  g_autoptr (GPtrArray) visits
      = wabi_lookup_between (wabi_desk_get_view (self->desk), &wabi_kind_appointment, "staff", wabi_desk_get_user (self->desk),
                             wabi_zone_day_start (zone, today), wabi_zone_day_start (zone, today + 1));
  g_autoptr (WabiRecord) asked = wabi_desk_get (self->desk, &wabi_kind_appointment, self->asked);
  guint shown = 0;

  for (guint i = 0; asked != NULL && i < visits->len; i++)
    if (wabi_record_is (asked, "client", wabi_record_get_text (g_ptr_array_index (visits, i), "client"))
        && g_strcmp0 (wabi_record_get_id (asked), wabi_record_get_id (g_ptr_array_index (visits, i))) == 0)
      g_clear_object (&asked);
  if (asked != NULL)
    g_ptr_array_add (visits, g_steal_pointer (&asked));
  g_ptr_array_sort (visits, compare_times);
  clear_rows (self->visits);
  self->has_next = FALSE;
  for (guint i = 0; i < visits->len; i++)
    if (!wabi_record_is (g_ptr_array_index (visits, i), "status", "proposed"))
      {
        add_visit (self, g_ptr_array_index (visits, i));
        shown++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->visits), shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), shown == 0);
}

static void
fill_notes (WabiSessionList *self)
{
  static const char *const states[] = { "returned", "draft" };
  guint shown = 0;

  clear_rows (self->notes);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      WabiQuery query;
      g_autoptr (GPtrArray) notes = NULL;

      wabi_query_init (&query, &wabi_kind_note);
      wabi_query_where_text (&query, "author", WABI_EQ, wabi_desk_get_user (self->desk));
      wabi_query_where_text (&query, "state", WABI_EQ, states[i]);
      query.order_by = "starts_at";
      query.descending = TRUE;
      query.limit = MAX_NOTES;
      notes = wabi_desk_list (self->desk, &query);
      for (guint j = 0; j < notes->len; j++)
        add_note (self, g_ptr_array_index (notes, j));
      shown += notes->len;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes), shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_heading), shown > 0);
}

void
wabi_session_list_refresh (WabiSessionList *self)
{
  WabiRecord *selected = get_selected (self);
  g_autofree char *id = selected != NULL ? g_strdup (wabi_record_get_id (selected)) : NULL;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->visits)) != NULL;
  g_autofree char *day
      = wabi_format_day_long (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)));

  gtk_label_set_text (self->day, day);
  fill_visits (self);
  fill_notes (self);
  select_visit (self, id, focused);
}

void
wabi_session_list_select (WabiSessionList *self, const char *appointment)
{
  g_free (self->asked);
  self->asked = g_strdup (appointment);
  wabi_session_list_refresh (self);
  select_visit (self, appointment, TRUE);
}

void
wabi_session_list_offer_note (WabiSessionList *self, const char *note)
{
  g_free (self->offered);
  self->offered = g_strdup (note);
  wabi_banner_show (self->banner, WABI_MARK_PASSED, _("The session has ended. Its note is filled in from the data and waits for you."),
                    _("Write the note"));
}

void
wabi_session_list_withdraw_offer (WabiSessionList *self)
{
  wabi_banner_hide (self->banner);
}

static void
on_banner_clicked_cb (WabiSessionList *self)
{
  g_autofree char *note = g_strdup (self->offered);

  wabi_banner_hide (self->banner);
  wabi_desk_go (self->desk, "notes", note);
}

static gboolean
can_start (WabiSessionList *self, WabiRecord *appointment)
{
  g_autoptr (WabiRecord) session = find_session (self, appointment);
  VisitState state = read_state (self, appointment, session);

  return state == STATE_READY || state == STATE_LATE;
}

static void
start_row (WabiSessionList *self, GtkWidget *row)
{
  g_autoptr (WabiRecord) appointment = g_object_ref (g_object_get_data (G_OBJECT (row), "appointment"));
  const char *note = g_object_get_data (G_OBJECT (row), "note");

  if (can_start (self, appointment))
    g_signal_emit (self, start_signal, 0, appointment);
  else if (note != NULL)
    wabi_desk_go (self->desk, "notes", note);
  else
    wabi_desk_go (self->desk, "schedule", wabi_record_get_id (appointment));
}

static void
on_visit_activated_cb (WabiSessionList *self, GtkListBoxRow *row)
{
  start_row (self, GTK_WIDGET (row));
}

static void
on_note_activated_cb (WabiSessionList *self, GtkListBoxRow *row)
{
  wabi_desk_go (self->desk, "notes", g_object_get_data (G_OBJECT (row), "note"));
}

/* S: the chosen one, else the first that can be started. */
static void
on_start_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WabiSessionList *self = WABI_SESSION_LIST (widget);
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (self->visits));

  if (row == NULL)
    for (row = gtk_widget_get_first_child (GTK_WIDGET (self->visits)); row != NULL; row = gtk_widget_get_next_sibling (row))
      if (can_start (self, g_object_get_data (G_OBJECT (row), "appointment")))
        break;
  if (row != NULL)
    start_row (self, row);
}

static void
on_empty_activated_cb (WabiSessionList *self)
{
  wabi_desk_go (self->desk, "schedule", NULL);
}

static gboolean
wabi_session_list_grab_focus (GtkWidget *widget)
{
  WabiSessionList *self = WABI_SESSION_LIST (widget);
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (self->visits));

  if (wabi_banner_get_revealed (self->banner))
    return gtk_widget_child_focus (GTK_WIDGET (self->banner), GTK_DIR_TAB_FORWARD);
  if (row == NULL)
    row = gtk_widget_get_first_child (GTK_WIDGET (self->visits));
  if (row == NULL)
    row = gtk_widget_get_first_child (GTK_WIDGET (self->notes));
  return row != NULL ? gtk_widget_grab_focus (row) : gtk_widget_child_focus (GTK_WIDGET (self->empty), GTK_DIR_TAB_FORWARD);
}

static void
wabi_session_list_dispose (GObject *object)
{
  WabiSessionList *self = WABI_SESSION_LIST (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->offered, g_free);
  G_OBJECT_CLASS (wabi_session_list_parent_class)->dispose (object);
}

static void
wabi_session_list_class_init (WabiSessionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_session_list_dispose;
  widget_class->grab_focus = wabi_session_list_grab_focus;
  start_signal = g_signal_new ("start", WABI_TYPE_SESSION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WABI_TYPE_RECORD);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-session-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiSessionList, day);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionList, hint);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionList, notes_heading);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionList, visits);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionList, notes);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionList, empty);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionList, banner);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_visit_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_note_activated_cb);
  gtk_widget_class_install_action (widget_class, "sessions.start", NULL, on_start_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "sessions.start", NULL);
}

static void
wabi_session_list_init (WabiSessionList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wabi_empty_state_set_action (self->empty, _("Look at the schedule"), NULL);
  g_signal_connect_swapped (self->empty, "activated", G_CALLBACK (on_empty_activated_cb), self);
}

GtkWidget *
wabi_session_list_new (WabiDesk *desk)
{
  WabiSessionList *self = g_object_new (WABI_TYPE_SESSION_LIST, NULL);

  self->desk = g_object_ref (desk);
  wabi_session_list_refresh (self);
  return GTK_WIDGET (self);
}
