// SPDX-License-Identifier: AGPL-3.0-or-later
// Time off: what is asked for, what is booked then, and the decision.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-text.h"
#include "wabi-visit-words.h"
#include "wabi-words.h"

#define TYPE_AWAY_VIEW (wabi_away_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiAwayView, wabi_away_view, WABI, AWAY_VIEW, GtkWidget)

struct _WabiAwayView
{
  GtkWidget parent_instance;
  GtkStack *stack;
  WabiEmptyState *empty;
  GtkListBox *list;
  GtkWidget *detail;
  GtkLabel *who, *when, *why, *hint;
  WabiBadge *badge;
  AdwPreferencesGroup *booked;
  GtkEntry *note;
  GtkWidget *withdraw, *restore, *reopen, *refuse, *approve;

  WabiDesk *desk;
  GPtrArray *requests;    /* of WabiRecord, in the order of the list */
  GPtrArray *booked_rows; /* borrowed of the group */
  char *chosen;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (WabiAwayView, wabi_away_view, GTK_TYPE_WIDGET)

/* ---- Words ---- */

static const struct
{
  const char *status;
  const char *label;
  WabiBadgeKind kind;
} states[] = {
  { "requested", N_("Waits"), WABI_BADGE_WARNING },
  { "approved", N_("Approved"), WABI_BADGE_OK },
  { "refused", N_("Refused"), WABI_BADGE_ERROR },
  { "withdrawn", N_("Withdrawn"), WABI_BADGE_NEUTRAL },
};

static guint
find_state (WabiRecord *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (wabi_record_is (request, "status", states[i].status))
      return i;
  return 0;
}

static char *
say_when (WabiAwayView *self, WabiRecord *request)
{
  return wabi_away_say_when (wabi_desk_get_zone (self->desk), wabi_record_get_int (request, "starts_at"), wabi_record_get_int (request, "ends_at"));
}

static char *
say_at (WabiAwayView *self, gint64 at)
{
  WabiLocal local = wabi_zone_to_local (wabi_desk_get_zone (self->desk), at);

  return wabi_words_day (local.day);
}

/* "Dentist. Asked for Nov 20. Approved Nov 21 by Maya Ortiz: get well." */
static char *
say_story (WabiAwayView *self, WabiRecord *request)
{
  GString *story = g_string_new (NULL);
  const char *reason = wabi_record_get_text (request, "reason"), *note = wabi_record_get_text (request, "decision_note");

  if (!wabi_text_is_blank (reason))
    g_string_append_printf (story, "%s", reason);
  if (wabi_record_has (request, "requested_at"))
    {
      g_autofree char *asked = say_at (self, wabi_record_get_int (request, "requested_at"));

      if (story->len > 0)
        g_string_append (story, " · ");
      g_string_append_printf (story, _("asked for %s"), asked);
    }
  if (wabi_record_has (request, "decided_at"))
    {
      g_autofree char *decided = say_at (self, wabi_record_get_int (request, "decided_at"));
      g_autofree char *by = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (request, "decided_by"));

      g_string_append (story, " · ");
      g_string_append_printf (story, _("decided %s by %s"), decided, by);
    }
  if (!wabi_text_is_blank (note))
    g_string_append_printf (story, ": %s", note);
  return g_string_free (story, FALSE);
}

/* ---- What is chosen ---- */

static WabiRecord *
get_chosen (WabiAwayView *self)
{
  for (guint i = 0; self->chosen != NULL && i < self->requests->len; i++)
    if (strcmp (wabi_record_get_id (g_ptr_array_index (self->requests, i)), self->chosen) == 0)
      return g_ptr_array_index (self->requests, i);
  return NULL;
}

static gboolean
is_own (WabiAwayView *self, WabiRecord *request)
{
  return wabi_record_is (request, "staff", wabi_desk_get_user (self->desk));
}

static gboolean
may_decide (WabiAwayView *self, WabiRecord *request)
{
  return wabi_avail_may (self->desk, WABI_AVAIL_DECIDERS) && (!is_own (self, request) || wabi_avail_may (self->desk, WABI_ROLE_ADMIN));
}

static void
set_verb (WabiAwayView *self, GtkWidget *button, const char *action, gboolean on)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, on);
  gtk_widget_set_visible (button, on);
}

static void
show_verbs (WabiAwayView *self, WabiRecord *request)
{
  gboolean waits = request != NULL && wabi_record_is (request, "status", "requested");
  gboolean decide = request != NULL && may_decide (self, request);
  gboolean speak = request != NULL && (is_own (self, request) || wabi_avail_may (self->desk, WABI_AVAIL_DECIDERS));

  set_verb (self, self->approve, "away.approve", waits && decide);
  set_verb (self, self->refuse, "away.refuse", waits && decide);
  set_verb (self, self->reopen, "away.reopen", decide && wabi_text_list_has ("approved refused", wabi_record_get_text (request, "status")));
  set_verb (self, self->withdraw, "away.withdraw", speak && wabi_text_list_has ("requested approved", wabi_record_get_text (request, "status")));
  set_verb (self, self->restore, "away.restore", speak && wabi_record_is (request, "status", "withdrawn"));
  gtk_widget_set_visible (GTK_WIDGET (self->note), waits && decide);
  gtk_label_set_text (self->hint, !waits || decide              ? ""
                                  : is_own (self, request) ? _("The front desk or an administrator decides.")
                                                           : _("The front desk decides about this."));
  gtk_widget_set_visible (GTK_WIDGET (self->hint), waits && !decide);
}

static void
on_go_cb (GtkButton *button, WabiAwayView *self)
{
  GtkWindow *window = wabi_avail_get_window (GTK_WIDGET (self));
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "visit"));
  g_autoptr (WabiDesk) desk = g_object_ref (self->desk);

  if (window != NULL)
    gtk_window_close (window);
  wabi_desk_go (desk, "schedule", id);
}

static GtkWidget *
make_booked_row (WabiAwayView *self, WabiRecord *visit)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *range = wabi_format_range (zone, wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"));
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, wabi_record_get_int (visit, "starts_at")));
  g_autofree char *client = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (visit, "client"));
  g_autofree char *title = g_strdup_printf ("%s, %s", day, range);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", client, wabi_record_get_text (visit, "service_code"));
  GtkWidget *row = wabi_avail_row_new (title, subtitle), *go = gtk_button_new_from_icon_name ("go-next-symbolic");
  g_autofree char *said = g_strdup_printf (_("Show %s on the schedule"), title);

  gtk_widget_set_valign (go, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (go, "flat");
  gtk_widget_set_tooltip_text (go, _("Show it on the schedule"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (go), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_object_set_data_full (G_OBJECT (go), "visit", g_strdup (wabi_record_get_id (visit)), g_free);
  g_signal_connect_object (go, "clicked", G_CALLBACK (on_go_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), go);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), go);
  return row;
}

static void
show_booked (WabiAwayView *self, WabiRecord *request)
{
  g_autoptr (GPtrArray) booked = wabi_away_list_booked (self->desk, wabi_record_get_text (request, "staff"),
                                                        wabi_record_get_int (request, "starts_at"), wabi_record_get_int (request, "ends_at"));
  g_autofree char *count = wabi_away_count_booked (booked), *said = NULL;
  gboolean approved = wabi_record_is (request, "status", "approved");

  wabi_avail_clear_rows (self->booked, self->booked_rows);
  for (guint i = 0; i < booked->len; i++)
    {
      GtkWidget *row = make_booked_row (self, g_ptr_array_index (booked, i));

      adw_preferences_group_add (self->booked, row);
      g_ptr_array_add (self->booked_rows, row);
    }
  said = booked->len == 0 ? g_strdup (count)
         : approved       ? g_strdup_printf (_("%s They still need somebody else, or another day."), count)
                          : g_strdup_printf (_("%s Approving does not cancel them: they will need somebody else, or another day."), count);
  adw_preferences_group_set_description (self->booked, said);
}

static void
show_detail (WabiAwayView *self)
{
  WabiRecord *request = get_chosen (self);
  g_autofree char *name = NULL, *when = NULL, *story = NULL;

  gtk_widget_set_visible (self->detail, request != NULL);
  show_verbs (self, request);
  if (request == NULL)
    return;
  name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (request, "staff"));
  when = say_when (self, request);
  story = say_story (self, request);
  gtk_label_set_text (self->who, name);
  gtk_label_set_text (self->when, when);
  gtk_label_set_text (self->why, story);
  gtk_widget_set_visible (GTK_WIDGET (self->why), *story != '\0');
  wabi_badge_set_text (self->badge, _(states[find_state (request)].label));
  wabi_badge_set_kind (self->badge, states[find_state (request)].kind);
  show_booked (self, request);
}

/* ---- The list ---- */

/* To decide; to come; over, refused and withdrawn. */
static guint
get_rank (WabiAwayView *self, WabiRecord *request)
{
  if (wabi_record_get_int (request, "ends_at") < wabi_desk_get_now (self->desk))
    return 2;
  return wabi_record_is (request, "status", "requested") ? 0 : wabi_record_is (request, "status", "approved") ? 1 : 2;
}

static int
compare_requests (gconstpointer a, gconstpointer b, gpointer data)
{
  WabiRecord *x = *(WabiRecord *const *) a, *y = *(WabiRecord *const *) b;
  guint rank_x = get_rank (data, x), rank_y = get_rank (data, y);
  gint64 from_x = wabi_record_get_int (x, "starts_at"), from_y = wabi_record_get_int (y, "starts_at");

  if (rank_x != rank_y)
    return rank_x < rank_y ? -1 : 1;
  /* What is over: the latest first. */
  return rank_x == 2 ? (from_x > from_y ? -1 : from_x < from_y) : (from_x < from_y ? -1 : from_x > from_y);
}

static void
read_requests (WabiAwayView *self)
{
  gboolean all = wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS);
  g_autoptr (GPtrArray) records = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_time_off);
  if (!all)
    wabi_query_where_text (&query, "staff", WABI_EQ, wabi_desk_get_user (self->desk));
  records = wabi_desk_list (self->desk, &query);
  g_ptr_array_sort_with_data (records, compare_requests, self);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  self->requests = g_steal_pointer (&records);
}

static GtkWidget *
make_row (WabiAwayView *self, WabiRecord *request)
{
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (request, "staff"));
  g_autofree char *when = say_when (self, request);
  guint state = find_state (request);
  GtkWidget *row = wabi_avail_row_new (name, when), *badge = wabi_badge_new (states[state].kind, _(states[state].label));

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  g_object_set_data (G_OBJECT (row), "rank", GUINT_TO_POINTER (get_rank (self, request) + 1));
  return row;
}

static void
on_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  static const char *const titles[] = { N_("To decide"), N_("Approved"), N_("Over, refused or withdrawn") };
  guint rank = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "rank"));
  GtkWidget *label;

  if (rank == 0 || (before != NULL && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (before), "rank")) == rank))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_(titles[rank - 1]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-heading");
  g_object_set (label, "margin-start", 6, "margin-top", 9, "margin-bottom", 3, NULL);
  gtk_list_box_row_set_header (row, label);
}

static void
refresh (WabiAwayView *self)
{
  GtkWidget *row;

  read_requests (self);
  self->filling = TRUE;
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->requests->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->requests, i)));
  if (get_chosen (self) == NULL)
    {
      g_free (self->chosen);
      self->chosen = self->requests->len > 0 ? g_strdup (wabi_record_get_id (g_ptr_array_index (self->requests, 0))) : NULL;
    }
  for (guint i = 0; i < self->requests->len; i++)
    if (g_ptr_array_index (self->requests, i) == (gpointer) get_chosen (self))
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->requests->len > 0 ? "list" : "empty");
  show_detail (self);
}

static void
on_selected_cb (WabiAwayView *self, GtkListBoxRow *row)
{
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (self->filling || at < 0 || (guint) at >= self->requests->len)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (wabi_record_get_id (g_ptr_array_index (self->requests, (guint) at)));
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  show_detail (self);
}

static void
on_changed_cb (WabiAwayView *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_time_off) || wabi_changes_has_kind (changes, &wabi_kind_appointment)
      || wabi_changes_has_kind (changes, &wabi_kind_staff))
    refresh (self);
}

/* ---- Verbs ---- */

static void
give (WabiAwayView *self, const char *command, JsonObject *args, const char *done, const char *undo)
{
  WabiRecord *request = get_chosen (self);
  g_autoptr (GError) error = NULL;

  if (request == NULL)
    json_object_unref (args);
  else if (!wabi_desk_do (self->desk, command, args, done, undo, wabi_args ("id", wabi_record_get_id (request), NULL), &error))
    {
      gtk_label_set_text (self->hint, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->hint), TRUE);
    }
}

static void
decide (WabiAwayView *self, const char *decision, const char *done)
{
  const char *note = gtk_editable_get_text (GTK_EDITABLE (self->note));

  give (self, "time-off.decide", wabi_args ("id", self->chosen, "decision", decision, "note", wabi_text_is_blank (note) ? NULL : note, NULL), done,
        "time-off.reopen");
}

static void
approve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (WABI_AWAY_VIEW (widget), "approved", _("Time off approved"));
}

static void
refuse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  decide (WABI_AWAY_VIEW (widget), "refused", _("Time off refused"));
}

static void
reopen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiAwayView *self = WABI_AWAY_VIEW (widget);
  WabiRecord *request = get_chosen (self);
  g_autoptr (GError) error = NULL;

  if (request != NULL
      && !wabi_desk_do (self->desk, "time-off.reopen", wabi_args ("id", self->chosen, NULL), _("Open for a decision again"), "time-off.decide",
                        wabi_args ("id", self->chosen, "decision", wabi_record_get_text (request, "status"), "note",
                                   wabi_record_get_text (request, "decision_note"), NULL),
                        &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiAwayView *self = WABI_AWAY_VIEW (widget);

  give (self, "time-off.withdraw", wabi_args ("id", self->chosen, NULL), _("Time off withdrawn"), "time-off.restore");
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiAwayView *self = WABI_AWAY_VIEW (widget);

  give (self, "time-off.restore", wabi_args ("id", self->chosen, NULL), _("Time off restored"), "time-off.withdraw");
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_away_form_ask (WABI_AWAY_VIEW (widget)->desk, NULL, wabi_avail_get_window (widget));
}

/* ---- The class ---- */

static void
wabi_away_view_dispose (GObject *object)
{
  WabiAwayView *self = WABI_AWAY_VIEW (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), TYPE_AWAY_VIEW);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->booked_rows, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_away_view_parent_class)->dispose (object);
}

static const struct
{
  const char *action;
  GtkWidgetActionActivateFunc activate;
  guint key;
} verbs[] = {
  { "away.ask", ask_action, GDK_KEY_n },           { "away.approve", approve_action, GDK_KEY_a }, { "away.refuse", refuse_action, GDK_KEY_r },
  { "away.withdraw", withdraw_action, GDK_KEY_w }, { "away.reopen", reopen_action, 0 },           { "away.restore", restore_action, 0 },
};

static void
wabi_away_view_class_init (WabiAwayViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_away_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-away-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, empty);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, list);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, detail);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, who);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, when);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, why);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, hint);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, badge);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, booked);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, note);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, withdraw);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, restore);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, reopen);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, refuse);
  gtk_widget_class_bind_template_child (widget_class, WabiAwayView, approve);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      gtk_widget_class_install_action (widget_class, verbs[i].action, NULL, verbs[i].activate);
      if (verbs[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, verbs[i].key, 0, verbs[i].action, NULL);
    }
}

static void
wabi_away_view_init (WabiAwayView *self)
{
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_BADGE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->requests = g_ptr_array_new_with_free_func (g_object_unref);
  self->booked_rows = g_ptr_array_new ();
  wabi_empty_state_set_action (self->empty, _("Ask for time off…"), "away.ask");
  gtk_list_box_set_header_func (self->list, on_header_cb, NULL, NULL);
}

GtkWidget *
wabi_away_view_new (WabiDesk *desk)
{
  WabiAwayView *self;

  wabi_avail_init ();
  self = g_object_new (TYPE_AWAY_VIEW, NULL);
  self->desk = g_object_ref (desk);
  refresh (self);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
wabi_away_view_show (GtkWidget *view, const char *id)
{
  WabiAwayView *self = WABI_AWAY_VIEW (view);

  if (id == NULL)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (id);
  refresh (self);
}
