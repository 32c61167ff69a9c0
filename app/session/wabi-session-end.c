// SPDX-License-Identifier: AGPL-3.0-or-later
// The end of a session: times verified by the person, then one command.

#include "wabi-session-end.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-status-mark.h"
#include "wabi-timer-label.h"

#define LONG_AGO (12 * 60 * WABI_MINUTE)
#define MAX_PRESENT 300

struct _WabiSessionEnd
{
  AdwWindow parent_instance;
  WabiDesk *desk;
  WabiSessionBook *book;
  char *start_text, *end_text; /* as first shown: what was not touched keeps its seconds */
  gint64 start_at, end_at;

  AdwEntryRow *start, *end, *present;
  AdwPreferencesGroup *summary;
  GtkLabel *verdict;
  WabiStatusMark *mark;
  GtkWidget *confirm;
};

G_DEFINE_FINAL_TYPE (WabiSessionEnd, wabi_session_end, ADW_TYPE_WINDOW)

static guint ended_signal;

gboolean
wabi_session_end_parse_time (const char *text, int *minute)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);
  int digits[4], n = 0, colon = -1, hour, rest;
  char half = '\0';

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p) && n < 4 && half == '\0')
        digits[n++] = *p - '0';
      else if ((*p == ':' || *p == '.') && colon < 0 && n > 0 && half == '\0')
        colon = n;
      else if ((*p == 'a' || *p == 'p') && half == '\0' && n > 0)
        half = *p;
      else if (*p != ' ' && !(*p == 'm' && half != '\0') && !(*p == '.' && half != '\0'))
        return FALSE;
    }
  if (colon < 0)
    colon = n <= 2 ? n : n - 2;
  if (n == 0 || colon > 2 || (n != colon && n != colon + 2))
    return FALSE;
  hour = colon == 2 ? digits[0] * 10 + digits[1] : digits[0];
  rest = n == colon ? 0 : digits[n - 2] * 10 + digits[n - 1];
  if (half != '\0' && (hour < 1 || hour > 12))
    return FALSE;
  if (half != '\0')
    hour = hour % 12 + (half == 'p' ? 12 : 0);
  *minute = hour * 60 + rest;
  return hour <= 23 && rest <= 59;
}

/* Both instants as they stand in the dialog; FALSE while one of them is no time. */
static gboolean
read_times (WabiSessionEnd *self, gint64 *start, gint64 *end)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay day = wabi_zone_day (zone, self->start_at);
  const char *start_text = gtk_editable_get_text (GTK_EDITABLE (self->start)), *end_text = gtk_editable_get_text (GTK_EDITABLE (self->end));
  int minute;

  *start = self->start_at;
  *end = self->end_at;
  if (strcmp (start_text, self->start_text) != 0)
    {
      if (!wabi_session_end_parse_time (start_text, &minute))
        return FALSE;
      *start = wabi_zone_from_local (zone, day, minute);
    }
  if (strcmp (end_text, self->end_text) != 0)
    {
      if (!wabi_session_end_parse_time (end_text, &minute))
        return FALSE;
      *end = wabi_zone_from_local (zone, day, minute);
      /* Past midnight: the same clock on the next day, when that day has come. */
      if (*end <= *start && wabi_zone_day (zone, wabi_desk_get_now (self->desk)) > day)
        *end = wabi_zone_from_local (zone, day + 1, minute);
    }
  return TRUE;
}

static gboolean
has_running_timer (WabiSessionEnd *self)
{
  for (guint i = 0; i < wabi_session_book_get_n_behaviors (self->book); i++)
    if (wabi_session_book_get_behavior (self->book, i)->running_since != 0)
      return TRUE;
  return FALSE;
}

static char *
judge (WabiSessionEnd *self, WabiMarkKind *kind)
{
  gint64 start, end, now = wabi_desk_get_now (self->desk);
  g_autofree char *length = NULL;

  *kind = WABI_MARK_BLOCKED;
  if (!read_times (self, &start, &end))
    return g_strdup (_("Write a time such as 2:15 pm or 14:15."));
  if (end <= start)
    return g_strdup (_("The session must end after it began."));
  if (end - start > 24 * 60 * WABI_MINUTE)
    return g_strdup (_("A session lasts 24 hours at most. When did it really end?"));
  if (end > now + 5 * WABI_MINUTE)
    return g_strdup (_("The end lies in the future. A session is ended when it is over."));
  if (strlen (gtk_editable_get_text (GTK_EDITABLE (self->present))) > MAX_PRESENT)
    return g_strdup (_("The list of who was present is too long. Write names only."));
  length = wabi_format_minutes ((int) ((end - start) / WABI_MINUTE));
  *kind = WABI_MARK_WARNING;
  if (start != self->start_at)
    return g_strdup_printf (_("%s. The start was changed, so the session is marked as entered late."), length);
  if (has_running_timer (self))
    return g_strdup_printf (_("%s. A timer is still running; it stops with the session."), length);
  *kind = WABI_MARK_PASSED;
  return g_strdup_printf (_("%s in all"), length);
}

static void
on_changed_cb (WabiSessionEnd *self)
{
  WabiMarkKind kind;
  g_autofree char *words = NULL;

  if (self->end_text == NULL)
    return;
  words = judge (self, &kind);
  wabi_status_mark_set_kind (self->mark, kind);
  gtk_label_set_text (self->verdict, words);
  gtk_widget_set_sensitive (self->confirm, kind != WABI_MARK_BLOCKED);
}

static gboolean
stop_timers (WabiSessionEnd *self, GError **error)
{
  for (guint i = 0; i < wabi_session_book_get_n_behaviors (self->book); i++)
    if (wabi_session_book_get_behavior (self->book, i)->running_since != 0
        && !wabi_session_book_record_behavior (self->book, i, NULL, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
end_session (WabiSessionEnd *self, const char *note, GError **error)
{
  const char *id = wabi_record_get_id (wabi_session_book_get_session (self->book));
  const char *present = gtk_editable_get_text (GTK_EDITABLE (self->present));
  gint64 start, end;
  int trials;
  JsonObject *args;
  JsonNode *devices;

  if (!read_times (self, &start, &end) || !stop_timers (self, error))
    return FALSE;
  args = wabi_args ("id", id, "note", note, NULL);
  json_object_set_int_member (args, "ends_at", end);
  if (start != self->start_at)
    json_object_set_int_member (args, "starts_at", start);
  if (*present != '\0')
    json_object_set_string_member (args, "present", present);
  wabi_session_book_count (self->book, &trials, NULL, NULL);
  json_object_set_int_member (args, "trial_count", trials);
  devices = wabi_session_book_count_devices (self->book);
  if (devices != NULL)
    json_object_set_member (args, "devices", devices);
  return wabi_desk_do (self->desk, "session.end", args, _("Session ended"), "session.reopen", wabi_args ("id", id, NULL), error);
}

/* A session that was reopened has its note already. */
static char *
dup_note_id (WabiSessionEnd *self)
{
  g_autoptr (GPtrArray) notes = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_note, "session",
                                                wabi_record_get_id (wabi_session_book_get_session (self->book)));

  return notes->len > 0 ? g_strdup (wabi_record_get_id (g_ptr_array_index (notes, 0))) : wabi_desk_new_id (self->desk);
}

static void
on_confirm_clicked_cb (WabiSessionEnd *self)
{
  g_autofree char *note = dup_note_id (self);
  g_autoptr (GError) error = NULL;

  g_object_ref (self);
  if (end_session (self, note, &error))
    {
      g_signal_emit (self, ended_signal, 0, note);
      gtk_window_close (GTK_WINDOW (self));
    }
  else
    {
      wabi_status_mark_set_kind (self->mark, WABI_MARK_BLOCKED);
      gtk_label_set_text (self->verdict, error != NULL ? error->message : _("Write a time such as 2:15 pm or 14:15."));
    }
  g_object_unref (self);
}

/* Up and Down move a time by a minute. */
static gboolean
on_time_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, gpointer data)
{
  WabiSessionEnd *self = data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  int step = keyval == GDK_KEY_Up ? 1 : keyval == GDK_KEY_Down ? -1 : 0, minute;
  g_autofree char *text = NULL;

  if (step == 0 || !wabi_session_end_parse_time (gtk_editable_get_text (GTK_EDITABLE (row)), &minute))
    return GDK_EVENT_PROPAGATE;
  minute = (minute + step + WABI_DAY_MINUTES) % WABI_DAY_MINUTES;
  text = wabi_format_time ("UTC", minute * WABI_MINUTE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_editable_set_position (GTK_EDITABLE (row), -1);
  g_assert (WABI_IS_SESSION_END (self));
  return GDK_EVENT_STOP;
}

static void
add_time_keys (WabiSessionEnd *self, AdwEntryRow *row)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_time_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (row), controller);
}

static void
add_summary (WabiSessionEnd *self, const char *title, const char *figure)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (figure);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->summary, row);
}

static void
show_summary (WabiSessionEnd *self)
{
  int done, planned, correct;
  g_autofree char *all = NULL;

  wabi_session_book_count (self->book, &done, &planned, &correct);
  all = g_strdup_printf (_("%d of %d planned trials"), done, planned);
  adw_preferences_group_set_description (self->summary, all);
  for (guint i = 0; i < wabi_session_book_get_n_targets (self->book); i++)
    {
      const WabiBookTarget *target = wabi_session_book_get_target (self->book, i);
      g_autofree char *figure = g_strdup_printf (_("%d of %d correct · %d %%"), target->correct, target->trials, target->percent);

      if (target->trials > 0)
        add_summary (self, wabi_record_get_text (target->record, "name"), figure);
    }
  for (guint i = 0; i < wabi_session_book_get_n_behaviors (self->book); i++)
    {
      const WabiBookBehavior *behavior = wabi_session_book_get_behavior (self->book, i);
      g_autofree char *length = wabi_timer_label_format (behavior->duration / WABI_SECOND);
      g_autofree char *times = g_strdup_printf (ngettext ("%d time", "%d times", (gulong) behavior->count), behavior->count);
      g_autofree char *figure = behavior->is_duration ? g_strdup_printf (_("%s, %s in all"), times, length) : g_strdup (times);

      add_summary (self, wabi_record_get_text (behavior->record, "name"), figure);
    }
}

static char *
describe_present (WabiSessionEnd *self, WabiRecord *session)
{
  g_autoptr (WabiRecord) staff = wabi_desk_get (self->desk, &wabi_kind_staff, wabi_record_get_text (session, "staff"));
  g_autofree char *client = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (session, "client"));
  g_autofree char *person = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (session, "staff"));
  const char *credential = staff != NULL ? wabi_record_get_text (staff, "credential") : NULL;

  return g_strdup_printf (_("%s (client), %s (%s)"), client, person, credential != NULL ? credential : _("staff"));
}

static gint64
guess_end (WabiSessionEnd *self, WabiRecord *session)
{
  g_autoptr (WabiRecord) appointment = wabi_desk_get (self->desk, &wabi_kind_appointment, wabi_record_get_text (session, "appointment"));
  gint64 now = wabi_desk_get_now (self->desk);

  /* Forgotten yesterday: the planned end is the better guess. */
  if (now - self->start_at > LONG_AGO && appointment != NULL && wabi_record_get_int (appointment, "ends_at") > self->start_at)
    return wabi_record_get_int (appointment, "ends_at");
  return now;
}

static void
wabi_session_end_dispose (GObject *object)
{
  WabiSessionEnd *self = WABI_SESSION_END (object);

  g_clear_object (&self->book);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->start_text, g_free);
  g_clear_pointer (&self->end_text, g_free);
  G_OBJECT_CLASS (wabi_session_end_parent_class)->dispose (object);
}

static void
wabi_session_end_class_init (WabiSessionEndClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_session_end_dispose;
  ended_signal = g_signal_new ("ended", WABI_TYPE_SESSION_END, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-session-end.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiSessionEnd, start);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionEnd, end);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionEnd, present);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionEnd, summary);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionEnd, verdict);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionEnd, mark);
  gtk_widget_class_bind_template_child (widget_class, WabiSessionEnd, confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_session_end_init (WabiSessionEnd *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_time_keys (self, self->start);
  add_time_keys (self, self->end);
}

GtkWidget *
wabi_session_end_new (WabiDesk *desk, WabiSessionBook *book, GtkWindow *parent)
{
  WabiSessionEnd *self = g_object_new (WABI_TYPE_SESSION_END, "transient-for", parent, NULL);
  WabiRecord *session = wabi_session_book_get_session (book);
  const char *zone = wabi_desk_get_zone (desk);
  g_autofree char *present = NULL;

  self->desk = g_object_ref (desk);
  self->book = g_object_ref (book);
  self->start_at = wabi_record_get_int (session, "starts_at");
  self->end_at = guess_end (self, session);
  present = wabi_record_has (session, "present") ? g_strdup (wabi_record_get_text (session, "present")) : describe_present (self, session);
  self->start_text = wabi_format_time (zone, self->start_at);
  gtk_editable_set_text (GTK_EDITABLE (self->start), self->start_text);
  gtk_editable_set_text (GTK_EDITABLE (self->present), present);
  self->end_text = wabi_format_time (zone, self->end_at);
  gtk_editable_set_text (GTK_EDITABLE (self->end), self->end_text);
  show_summary (self);
  on_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->end));
  return GTK_WIDGET (self);
}
