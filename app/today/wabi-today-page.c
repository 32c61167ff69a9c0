// SPDX-License-Identifier: AGPL-3.0-or-later
// The place "Today": what is due, what is late, what waits for the person at work.

#include "wabi-today-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-attention.h"
#include "wabi-cancel-dialog.h"
#include "wabi-collect.h"
#include "wabi-confirmation.h"
#include "wabi-format.h"
#include "wabi-open-hours.h"
#include "wabi-page.h"
#include "wabi-text.h"
#include "wabi-today-resources.h"
#include "wabi-today-row.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-init.h"
#include "wabi-visit-words.h"

/* Rows are whole widgets: a day of more is narrowed by typing a name. */
#define MOST_ROWS 150

struct _WabiTodayPage
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *date;
  GtkBox *scope_box;
  GtkWidget *scope;
  GtkSearchEntry *search;
  GtkBox *band;
  GtkWidget *booked, *held, *canceled, *open;
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *more_rows;
  WabiEmptyState *empty;
  GtkWidget *companion;
  GtkStack *attention_stack;
  GtkBox *attention_box;
  GtkWidget *findings;

  WabiDesk *desk;
  WabiAttention *attention;
  WabiOpenHours *hours;
  GPtrArray *visits; /* of the scope, by time */
  WabiDay day;
  guint idle;
  gboolean mine_only;
};

static void wabi_today_page_init_page (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiTodayPage, wabi_today_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, wabi_today_page_init_page))

static const WabiPageKey keys[] = {
  { "a", N_("Confirm arrival") },       { "s", N_("Start or open the session") }, { "x", N_("Mark a no-show") },
  { "Delete", N_("Cancel the session") }, { "r", N_("Restore a canceled session") }, { "Return", N_("Show it in Schedule") },
  { "c", N_("Open the client") },       { "slash", N_("Find by name") },
  { "p", N_("Record a payment of the family") },
};

/* --- what is due --- */

static gboolean
is_mine (WabiTodayPage *self, WabiRecord *visit)
{
  return wabi_record_is (visit, "staff", wabi_desk_get_user (self->desk));
}

static void
read_visits (WabiTodayPage *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  self->day = wabi_zone_day (zone, wabi_desk_get_now (self->desk));
  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "starts_at", WABI_GE, wabi_zone_day_start (zone, self->day));
  wabi_query_where_int (&query, "starts_at", WABI_LT, wabi_zone_day_start (zone, self->day + 1));
  if (self->mine_only)
    wabi_query_where_text (&query, "staff", WABI_EQ, wabi_desk_get_user (self->desk));
  query.order_by = "starts_at";
  found = wabi_desk_list (self->desk, &query);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->visits = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < found->len; i++)
    if (!wabi_record_is (g_ptr_array_index (found, i), "status", "withdrawn"))
      g_ptr_array_add (self->visits, g_object_ref (g_ptr_array_index (found, i)));
}

static gboolean
matches_search (WabiTodayPage *self, WabiRecord *visit, const char *folded)
{
  g_autofree char *client = NULL, *staff = NULL, *text = NULL, *found = NULL;

  if (*folded == '\0')
    return TRUE;
  client = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (visit, "client"));
  staff = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (visit, "staff"));
  text = g_strdup_printf ("%s %s", client, staff);
  found = wabi_text_fold (text);
  return strstr (found, folded) != NULL;
}

/* In the order in which they are shown: by group, then the person's own first within the same time. */
static GPtrArray *
choose_rows (WabiTodayPage *self, guint *left_out)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  g_autofree char *folded = wabi_text_fold (typed);
  gint64 now = wabi_desk_get_now (self->desk);
  GPtrArray *rows = g_ptr_array_new ();

  *left_out = 0;
  for (int group = 0; group < WABI_TODAY_N_GROUPS; group++)
    for (int mine = 1; mine >= 0; mine--)
      for (guint i = 0; i < self->visits->len; i++)
        {
          WabiRecord *visit = g_ptr_array_index (self->visits, i);

          if ((int) wabi_today_group_of (visit, now) != group || is_mine (self, visit) != (mine == 1) || !matches_search (self, visit, folded))
            continue;
          if (rows->len < MOST_ROWS)
            g_ptr_array_add (rows, visit);
          else
            (*left_out)++;
        }
  return rows;
}

static WabiTodayRow *
get_row (WabiTodayPage *self, guint index)
{
  return WABI_TODAY_ROW (gtk_list_box_get_row_at_index (self->list, (int) index));
}

static gboolean
are_same_rows (WabiTodayPage *self, GPtrArray *rows)
{
  guint n = 0;

  for (; get_row (self, n) != NULL; n++)
    if (n >= rows->len
        || strcmp (wabi_record_get_id (wabi_today_row_get_visit (get_row (self, n))), wabi_record_get_id (g_ptr_array_index (rows, n))) != 0)
      return FALSE;
  return n == rows->len;
}

static void
rebuild_rows (WabiTodayPage *self, GPtrArray *rows)
{
  GtkListBoxRow *chosen = gtk_list_box_get_selected_row (self->list);
  g_autofree char *id = chosen != NULL ? g_strdup (wabi_record_get_id (wabi_today_row_get_visit (WABI_TODAY_ROW (chosen)))) : NULL;
  GtkWidget *focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));

  while (get_row (self, 0) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (get_row (self, 0)));
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = wabi_today_row_new (self->desk, g_ptr_array_index (rows, i));

      gtk_list_box_append (self->list, row);
      if (g_strcmp0 (id, wabi_record_get_id (g_ptr_array_index (rows, i))) == 0)
        {
          gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
          if (focused)
            gtk_widget_grab_focus (row);
        }
    }
}

static void
show_rows (WabiTodayPage *self)
{
  guint left_out;
  g_autoptr (GPtrArray) rows = choose_rows (self, &left_out);
  g_autofree char *more = g_strdup_printf (ngettext ("%u more session. Type a name to find it.", "%u more sessions. Type a name to find one.", left_out), left_out);

  if (!are_same_rows (self, rows))
    rebuild_rows (self, rows);
  else
    for (guint i = 0; i < rows->len; i++)
      wabi_today_row_set_visit (get_row (self, i), g_ptr_array_index (rows, i));
  gtk_list_box_invalidate_headers (self->list);
  gtk_label_set_text (self->more_rows, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_rows), left_out > 0);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : self->visits->len > 0 ? "unmatched" : "empty");
}

static guint
count_group (WabiTodayPage *self, WabiTodayGroup group)
{
  gint64 now = wabi_desk_get_now (self->desk);
  guint n = 0;

  for (guint i = 0; i < self->visits->len; i++)
    n += wabi_today_group_of (g_ptr_array_index (self->visits, i), now) == group;
  return n;
}

static void
on_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  WabiTodayGroup group = wabi_today_row_get_group (WABI_TODAY_ROW (row));
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (before != NULL && wabi_today_row_get_group (WABI_TODAY_ROW (before)) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  /* Translators: a group of sessions and how many are in it: Later today · 12 */
  text = g_strdup_printf (_("%s · %u"), wabi_today_group_get_title (group), count_group (data, group));
  label = gtk_list_box_row_get_header (row);
  if (label == NULL)
    {
      label = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "section-heading");
      gtk_widget_set_margin_top (label, before != NULL ? 18 : 6);
      gtk_widget_set_margin_bottom (label, 6);
      gtk_widget_set_margin_start (label, 6);
      gtk_list_box_row_set_header (row, label);
    }
  gtk_label_set_text (GTK_LABEL (label), text);
}

/* --- the day's figures --- */

static char *
format_hours (gint64 minutes)
{
  /* Translators: hours with one digit behind the point */
  return g_strdup_printf (_("%.4g h"), (double) (minutes * 10 / 60) / 10);
}

static gint64
count_open (WabiTodayPage *self, gboolean *known)
{
  g_autoptr (GPtrArray) staff = NULL;
  WabiQuery query;
  gint64 minutes = 0;

  *known = FALSE;
  wabi_query_init (&query, &wabi_kind_staff);
  wabi_query_where_int (&query, "active", WABI_EQ, 1);
  staff = wabi_desk_list (self->desk, &query);
  wabi_open_hours_read_all (self->hours);
  for (guint i = 0; i < staff->len; i++)
    {
      const char *id = wabi_record_get_id (g_ptr_array_index (staff, i));
      g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (WabiMinuteRange));

      if (self->mine_only && strcmp (id, wabi_desk_get_user (self->desk)) != 0)
        continue;
      *known |= wabi_open_hours_get (self->hours, id, self->day, open);
      for (guint j = 0; j < open->len; j++)
        minutes += g_array_index (open, WabiMinuteRange, j).end - g_array_index (open, WabiMinuteRange, j).start;
    }
  return minutes;
}

static void
show_figures (WabiTodayPage *self)
{
  gint64 booked = 0, held = 0, working, open;
  guint n = 0, n_held = 0, n_canceled = 0, n_late = 0, n_missed = 0;
  gboolean known;
  g_autofree char *booked_text = NULL, *held_text = NULL, *open_text = NULL, *booked_caption = NULL, *held_caption = NULL,
                  *canceled_text = NULL, *canceled_caption = NULL, *working_text = NULL, *open_caption = NULL;

  for (guint i = 0; i < self->visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (self->visits, i);
      gint64 minutes = (wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE;
      gboolean done = wabi_record_is (visit, "status", "completed");

      booked += wabi_visit_takes_place (visit) ? minutes : 0;
      n += wabi_visit_takes_place (visit);
      held += done ? minutes : 0;
      n_held += done;
      n_canceled += wabi_record_is (visit, "status", "cancelled");
      n_missed += wabi_record_is (visit, "status", "no_show");
      n_late += wabi_record_get_bool (visit, "late_cancel");
    }
  working = count_open (self, &known);
  open = working - booked;
  booked_text = format_hours (booked);
  held_text = format_hours (held);
  open_text = known ? format_hours (MAX (open, 0)) : g_strdup (_("Not known"));
  canceled_text = g_strdup_printf ("%u", n_canceled + n_missed);
  booked_caption = g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);
  held_caption = g_strdup_printf (_("%u of %u sessions"), n_held, n);
  canceled_caption = g_strdup_printf (_("%u late, %u no-show"), n_late, n_missed);
  wabi_metric_set_figure (WABI_METRIC (self->booked), booked_text, booked_caption);
  wabi_metric_set_figure (WABI_METRIC (self->held), held_text, held_caption);
  wabi_metric_set_figure (WABI_METRIC (self->canceled), canceled_text, canceled_caption);
  working_text = format_hours (working);
  /* Translators: of how many working hours: "of 241.5 h" */
  open_caption = known ? g_strdup_printf (_("of %s"), working_text) : g_strdup (_("no hours on file"));
  wabi_metric_set_figure (WABI_METRIC (self->open), open_text, open_caption);
}

/* --- what needs attention --- */

static void
on_attention_changed_cb (WabiTodayPage *self)
{
  GPtrArray *items = wabi_attention_get_items (self->attention);
  g_autofree WabiFindingItem *findings = g_new0 (WabiFindingItem, items->len + 1);
  g_autofree WabiWay *ways = g_new0 (WabiWay, items->len + 1);

  for (guint i = 0; i < items->len; i++)
    {
      const WabiAttentionItem *item = g_ptr_array_index (items, i);

      ways[i] = (WabiWay){ item->place, item->way };
      findings[i] = (WabiFindingItem){ .id = item->id,
                                       .kind = item->kind,
                                       .title = item->title,
                                       .detail = wabi_text_is_blank (item->detail) ? NULL : item->detail,
                                       .ways = &ways[i],
                                       .n_ways = item->way != NULL ? 1 : 0 };
    }
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->findings), findings, items->len);
  gtk_stack_set_visible_child_name (self->attention_stack, items->len > 0 ? "items" : wabi_attention_get_busy (self->attention) ? "busy" : "none");
}

static void
on_way_cb (WabiTodayPage *self, const char *id, const char *place)
{
  const char *record = strchr (id, ':');

  wabi_desk_go (self->desk, place, record != NULL && record[1] != '\0' ? record + 1 : NULL);
}

/* --- keeping up --- */

static void
refresh (WabiTodayPage *self)
{
  g_autofree char *date = NULL;

  g_clear_handle_id (&self->idle, g_source_remove);
  read_visits (self);
  date = wabi_format_day_long (self->day);
  gtk_label_set_text (self->date, date);
  show_rows (self);
  show_figures (self);
  wabi_attention_look (self->attention, self->visits);
}

static gboolean
on_refresh_cb (gpointer data)
{
  WabiTodayPage *self = data;

  self->idle = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (WabiTodayPage *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (on_refresh_cb, self);
}

static void
on_desk_changed_cb (WabiTodayPage *self, WabiChanges *changes)
{
  static const WabiKind *const kinds[] = { &wabi_kind_appointment, &wabi_kind_session,    &wabi_kind_note,        &wabi_kind_charge,
                                           &wabi_kind_client,      &wabi_kind_staff,      &wabi_kind_staff_hours, &wabi_kind_time_off,
                                           &wabi_kind_holiday,     &wabi_kind_credential, &wabi_kind_authorization, &wabi_kind_benefit, &wabi_kind_family_payment, &wabi_kind_claim };

  if (wabi_changes_has_kind (changes, &wabi_kind_staff_hours) || wabi_changes_has_kind (changes, &wabi_kind_time_off)
      || wabi_changes_has_kind (changes, &wabi_kind_holiday))
    wabi_open_hours_forget (self->hours);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (wabi_changes_has_kind (changes, kinds[i]))
      {
        refresh_soon (self);
        return;
      }
}

static void
on_scope_changed_cb (WabiTodayPage *self, const char *id)
{
  self->mine_only = strcmp (id, "mine") == 0;
  refresh (self);
}

static void
on_search_changed_cb (WabiTodayPage *self)
{
  show_rows (self);
}

static void
on_search_done_cb (WabiTodayPage *self)
{
  if (get_row (self, 0) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_row (self, 0)));
}

static void
on_search_stopped_cb (WabiTodayPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  on_search_done_cb (self);
}

/* --- verbs --- */

static void
do_verb (WabiTodayPage *self, const char *verb, WabiRecord *visit)
{
  const char *id = wabi_record_get_id (visit);
  g_autoptr (GError) error = NULL;
  gboolean done = TRUE;

  if (strcmp (verb, "arrive") == 0)
    done = wabi_visit_arrive (self->desk, id, &error);
  else if (strcmp (verb, "confirm") == 0)
    wabi_confirmation_ask (self->desk, visit, GTK_WIDGET (self));
  else if (strcmp (verb, "collect") == 0)
    wabi_collect_ask_at (self->desk, visit, GTK_WIDGET (self));
  else if (strcmp (verb, "miss") == 0)
    done = wabi_visit_miss (self->desk, id, &error);
  else if (strcmp (verb, "restore") == 0)
    done = wabi_visit_restore (self->desk, visit, &error);
  else if (strcmp (verb, "start") == 0)
    wabi_desk_go (self->desk, "sessions", id);
  else if (strcmp (verb, "show") == 0)
    wabi_desk_go (self->desk, "schedule", id);
  else if (strcmp (verb, "client") == 0)
    wabi_desk_go (self->desk, "clients", wabi_record_get_text (visit, "client"));
  else if (wabi_visit_has_status (visit, "scheduled arrived proposed"))
    wabi_cancel_dialog_present (self->desk, visit, GTK_WIDGET (self));
  else
    wabi_desk_tell (self->desk, _("This session cannot be canceled any more."));
  if (!done)
    wabi_desk_tell_error (self->desk, error);
}

static char *
read_verb (const char *action)
{
  const char *name = action + strlen ("today.");

  return g_strndup (name, g_str_has_suffix (name, "-of") ? strlen (name) - 3 : strlen (name));
}

/* "today.arrive" is about the chosen row. */
static void
chosen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiTodayPage *self = WABI_TODAY_PAGE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autofree char *verb = read_verb (name);
  g_autoptr (WabiRecord) visit = NULL;

  if (row == NULL)
    {
      wabi_desk_tell (self->desk, _("Choose a session first"));
      return;
    }
  visit = g_object_ref (wabi_today_row_get_visit (WABI_TODAY_ROW (row)));
  do_verb (self, verb, visit);
}

/* "today.arrive-of" names the appointment. */
static void
named_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiTodayPage *self = WABI_TODAY_PAGE (widget);
  g_autoptr (WabiRecord) visit = wabi_desk_get (self->desk, &wabi_kind_appointment, g_variant_get_string (parameter, NULL));
  g_autofree char *verb = read_verb (name);

  if (visit != NULL)
    do_verb (self, verb, visit);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (WABI_TODAY_PAGE (widget)->search));
}

static void
on_row_activated_cb (WabiTodayPage *self, WabiTodayRow *row)
{
  wabi_desk_go (self->desk, "schedule", wabi_record_get_id (wabi_today_row_get_visit (row)));
}

/* A figure leads to what it was made of. */
static void
go_to_group (WabiTodayPage *self, WabiTodayGroup group)
{
  for (guint i = 0; get_row (self, i) != NULL; i++)
    if (wabi_today_row_get_group (get_row (self, i)) >= group)
      {
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (get_row (self, i)));
        gtk_widget_grab_focus (GTK_WIDGET (get_row (self, i)));
        return;
      }
}

static void
on_booked_clicked_cb (WabiTodayPage *self)
{
  go_to_group (self, WABI_TODAY_NOW);
}

static void
on_held_clicked_cb (WabiTodayPage *self)
{
  go_to_group (self, WABI_TODAY_DONE);
}

static void
on_canceled_clicked_cb (WabiTodayPage *self)
{
  go_to_group (self, WABI_TODAY_CANCELED);
}

static void
on_open_clicked_cb (WabiTodayPage *self)
{
  wabi_desk_go (self->desk, "schedule", NULL);
}

static void
on_empty_activated_cb (WabiTodayPage *self)
{
  wabi_desk_go (self->desk, "schedule", NULL);
}

/* --- as a place --- */

static void
wabi_today_page_open (WabiPage *page, const char *id)
{
  WabiTodayPage *self = WABI_TODAY_PAGE (page);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  for (guint i = 0; id != NULL && get_row (self, i) != NULL; i++)
    if (strcmp (id, wabi_record_get_id (wabi_today_row_get_visit (get_row (self, i)))) == 0)
      row = GTK_LIST_BOX_ROW (get_row (self, i));
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
wabi_today_page_search (WabiPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WABI_TODAY_PAGE (page)->search));
}

static void
wabi_today_page_toggle_companion (WabiPage *page)
{
  WabiTodayPage *self = WABI_TODAY_PAGE (page);

  gtk_widget_set_visible (self->companion, !gtk_widget_get_visible (self->companion));
}

static const WabiPageKey *
wabi_today_page_list_keys (WabiPage *page, guint *n)
{
  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
wabi_today_page_init_page (WabiPageInterface *iface)
{
  iface->open = wabi_today_page_open;
  iface->search = wabi_today_page_search;
  iface->toggle_companion = wabi_today_page_toggle_companion;
  iface->list_keys = wabi_today_page_list_keys;
}

/* --- the class --- */

static void
wabi_today_page_dispose (GObject *object)
{
  WabiTodayPage *self = WABI_TODAY_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_TODAY_PAGE);
  g_clear_object (&self->attention);
  g_clear_pointer (&self->hours, wabi_open_hours_free);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_today_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    guint key;
  } verbs[] = {
    { "arrive", GDK_KEY_a }, { "start", GDK_KEY_s }, { "miss", GDK_KEY_x }, { "cancel", GDK_KEY_Delete },
    { "restore", GDK_KEY_r }, { "show", 0 },          { "client", GDK_KEY_c }, { "confirm", GDK_KEY_y },
    { "collect", GDK_KEY_p },
  };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *chosen = g_strdup_printf ("today.%s", verbs[i].name), *named = g_strdup_printf ("today.%s-of", verbs[i].name);

      gtk_widget_class_install_action (widget_class, chosen, NULL, chosen_action);
      gtk_widget_class_install_action (widget_class, named, "s", named_action);
      if (verbs[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, verbs[i].key, 0, chosen, NULL);
    }
  gtk_widget_class_install_action (widget_class, "today.find", NULL, find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, 0, "today.find", NULL);
}

static void
wabi_today_page_class_init (WabiTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_today_page_dispose;
  /* Once for the program; a static library's constructor may be dropped. */
  wabi_today_register_resource ();
  wabi_visit_init ();
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "todaypage");
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, main);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, date);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, scope_box);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, search);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, band);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, list);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, more_rows);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, empty);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, companion);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, attention_stack);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayPage, attention_box);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_empty_activated_cb);
  install_actions (widget_class);
}

static GtkWidget *
add_metric (WabiTodayPage *self, const char *title, GCallback clicked)
{
  GtkWidget *metric = wabi_metric_new (title, "", NULL);

  g_signal_connect_object (metric, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->band, metric);
  return metric;
}

static void
wabi_today_page_init (WabiTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->booked = add_metric (self, _("Booked"), G_CALLBACK (on_booked_clicked_cb));
  self->held = add_metric (self, _("Held"), G_CALLBACK (on_held_clicked_cb));
  self->canceled = add_metric (self, _("Canceled"), G_CALLBACK (on_canceled_clicked_cb));
  self->open = add_metric (self, C_("hours", "Open"), G_CALLBACK (on_open_clicked_cb));
  self->findings = wabi_finding_list_new (_("Needs attention"));
  g_signal_connect_object (self->findings, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->attention_box, self->findings);
  gtk_list_box_set_header_func (self->list, on_header_cb, self, NULL);
}

static void
add_scope (WabiTodayPage *self)
{
  gboolean clinical = (wabi_desk_get_roles (self->desk) & (WABI_ROLE_RBT | WABI_ROLE_BCBA)) != 0;

  self->mine_only = clinical;
  if (!clinical)
    return;
  self->scope = wabi_toggle_group_new (_("Whose sessions"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->scope), "mine", _("Mine"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->scope), "all", _("Everybody’s"));
  gtk_box_append (self->scope_box, self->scope);
  g_signal_connect_object (self->scope, "changed", G_CALLBACK (on_scope_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wabi_today_page_new (WabiDesk *desk)
{
  WabiTodayPage *self;

  self = g_object_new (WABI_TYPE_TODAY_PAGE, NULL);
  self->desk = g_object_ref (desk);
  self->hours = wabi_open_hours_new (desk);
  self->attention = wabi_attention_new (desk);
  g_signal_connect_object (self->attention, "changed", G_CALLBACK (on_attention_changed_cb), self, G_CONNECT_SWAPPED);
  add_scope (self);
  refresh (self);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "minute", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
