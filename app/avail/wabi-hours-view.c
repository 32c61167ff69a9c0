// SPDX-License-Identifier: AGPL-3.0-or-later
// The weekly hours of one person: drawn on a week, or typed as a line; with the days in which they hold.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-time-grid.h"
#include "wabi-weekly.h"
#include "wabi-words.h"

#define TYPE_HOURS_VIEW (wabi_hours_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiHoursView, wabi_hours_view, WABI, HOURS_VIEW, GtkWidget)

/* Hours that hold in the same days. */
typedef struct
{
  char *from, *to; /* nullable */
} Pattern;

struct _WabiHoursView
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkDropDown *person, *pattern;
  GtkMenuButton *more;
  GtkLabel *total, *verdict;
  GtkBox *grid_box;
  GtkEntry *typed;
  GtkButton *apply;
  GtkWidget *grid;
  GListStore *segments;

  WabiDesk *desk;
  const WabiKind *kind;
  GPtrArray *people;   /* of WabiRecord */
  GPtrArray *rows;     /* of WabiRecord, all of the person */
  GPtrArray *patterns; /* of Pattern */
  guint chosen;        /* of the patterns */
  GArray *windows;     /* of WabiWeekly, of the chosen pattern, as they are stored */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (WabiHoursView, wabi_hours_view, GTK_TYPE_WIDGET)

static void
free_pattern (gpointer data)
{
  Pattern *pattern = data;

  g_free (pattern->from);
  g_free (pattern->to);
  g_free (pattern);
}

static gboolean
is_staff (WabiHoursView *self)
{
  return self->kind == &wabi_kind_staff_hours;
}

static const char *
get_owner (WabiHoursView *self)
{
  guint at = gtk_drop_down_get_selected (self->person);

  return at < self->people->len ? wabi_record_get_id (g_ptr_array_index (self->people, at)) : NULL;
}

static const Pattern *
get_pattern (WabiHoursView *self)
{
  return self->chosen < self->patterns->len ? g_ptr_array_index (self->patterns, self->chosen) : NULL;
}

static gboolean
is_of (WabiRecord *row, const Pattern *pattern)
{
  return pattern != NULL && g_strcmp0 (wabi_record_get_text (row, "valid_from"), pattern->from) == 0
         && g_strcmp0 (wabi_record_get_text (row, "valid_to"), pattern->to) == 0;
}

/* ---- Showing ---- */

static WabiDay
get_today (WabiHoursView *self)
{
  return wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
}

static gboolean
holds_today (WabiHoursView *self, const Pattern *pattern)
{
  return wabi_day_in_range (get_today (self), pattern->from != NULL ? wabi_day_from_text (pattern->from) : WABI_DAY_NONE,
                            pattern->to != NULL ? wabi_day_from_text (pattern->to) : WABI_DAY_NONE);
}

static char *
say_pattern (WabiHoursView *self, const Pattern *pattern)
{
  g_autofree char *range = NULL;

  if (pattern->from == NULL && pattern->to == NULL)
    return g_strdup (_("Always"));
  range = wabi_words_day_range (pattern->from != NULL ? wabi_day_from_text (pattern->from) : WABI_DAY_NONE,
                                pattern->to != NULL ? wabi_day_from_text (pattern->to) : WABI_DAY_NONE);
  /* Translators: these weekly hours hold today: "from Jan 5, 2026 · now" */
  return holds_today (self, pattern) ? g_strdup_printf (_("%s · now"), range) : g_steal_pointer (&range);
}

static int
compare_patterns (gconstpointer a, gconstpointer b)
{
  const Pattern *x = *(const Pattern *const *) a, *y = *(const Pattern *const *) b;
  int order = g_strcmp0 (x->from, y->from);

  return order != 0 ? order : g_strcmp0 (x->to, y->to);
}

static void
find_patterns (WabiHoursView *self)
{
  g_ptr_array_set_size (self->patterns, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiRecord *row = g_ptr_array_index (self->rows, i);
      gboolean known = FALSE;
      Pattern *pattern;

      for (guint j = 0; j < self->patterns->len; j++)
        known |= is_of (row, g_ptr_array_index (self->patterns, j));
      if (known)
        continue;
      pattern = g_new0 (Pattern, 1);
      pattern->from = g_strdup (wabi_record_get_text (row, "valid_from"));
      pattern->to = g_strdup (wabi_record_get_text (row, "valid_to"));
      g_ptr_array_add (self->patterns, pattern);
    }
  g_ptr_array_sort (self->patterns, compare_patterns);
}

/* What is there already stays chosen; else what holds today; else the next. */
static void
choose_pattern (WabiHoursView *self, const char *from, const char *to, gboolean keep)
{
  self->chosen = self->patterns->len > 0 ? self->patterns->len - 1 : 0;
  for (guint i = self->patterns->len; i > 0; i--)
    if (holds_today (self, g_ptr_array_index (self->patterns, i - 1)))
      self->chosen = i - 1;
  for (guint i = 0; keep && i < self->patterns->len; i++)
    {
      const Pattern *pattern = g_ptr_array_index (self->patterns, i);

      if (g_strcmp0 (pattern->from, from) == 0 && g_strcmp0 (pattern->to, to) == 0)
        self->chosen = i;
    }
}

static void
show_patterns (WabiHoursView *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->patterns->len; i++)
    gtk_string_list_take (labels, say_pattern (self, g_ptr_array_index (self->patterns, i)));
  if (self->patterns->len == 0)
    gtk_string_list_append (labels, _("Always"));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->pattern, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->pattern, self->chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pattern), self->patterns->len > 1);
  self->filling = FALSE;
}

static void
read_windows (WabiHoursView *self)
{
  g_array_set_size (self->windows, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiRecord *row = g_ptr_array_index (self->rows, i);
      WabiWeekly one = { (int) wabi_record_get_int (row, "weekday"), (int) wabi_record_get_int (row, "start_minute"),
                         (int) wabi_record_get_int (row, "end_minute") };

      if (is_of (row, get_pattern (self)))
        g_array_append_val (self->windows, one);
    }
  wabi_weekly_join (self->windows);
}

static void
show_grid (WabiHoursView *self)
{
  gboolean fixed = !wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS);

  g_list_store_remove_all (self->segments);
  for (guint i = 0; i < self->windows->len; i++)
    {
      const WabiWeekly *one = &g_array_index (self->windows, WabiWeekly, i);
      g_autofree char *id = g_strdup_printf ("%u", i), *length = wabi_format_minutes (one->end_minute - one->start_minute);
      g_autofree char *range = wabi_words_minute_range (one->start_minute, one->end_minute);
      g_autoptr (WabiSegment) segment = wabi_segment_new (&(WabiSegmentInfo){ .id = id,
                                                                              .column = (guint) one->weekday - 1,
                                                                              .start_minute = one->start_minute,
                                                                              .end_minute = one->end_minute,
                                                                              .title = range,
                                                                              .subtitle = length,
                                                                              .service = is_staff (self) ? "97153" : "97156",
                                                                              .state = WABI_SEGMENT_BOOKED,
                                                                              .fixed = fixed });

      g_list_store_append (self->segments, segment);
    }
}

static void
say_state (WabiHoursView *self)
{
  g_autofree char *minutes = wabi_format_minutes (wabi_weekly_minutes (self->windows));
  g_autofree char *total = g_strdup_printf (_("%s a week"), minutes);
  gboolean may = wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS);

  gtk_label_set_text (self->total, self->windows->len > 0 ? total : "");
  if (get_owner (self) == NULL)
    gtk_label_set_text (self->verdict, is_staff (self) ? _("Nobody works here yet.") : _("There are no clients yet."));
  else if (!may)
    gtk_label_set_text (self->verdict, _("The front desk and analysts change working hours. Ask them for a change."));
  else if (self->windows->len > 0)
    gtk_label_set_text (self->verdict, _("Drag over the week to add, drag a block to move it, Delete removes it. Or type the hours and press Enter."));
  else if (is_staff (self))
    gtk_label_set_text (self->verdict, _("No hours are on file, so bookings only warn. Drag over the week, or type the hours."));
  else
    gtk_label_set_text (self->verdict, _("No hours are on file, so any time counts as possible. Drag over the week, or type the hours."));
}

static void
show_windows (WabiHoursView *self)
{
  g_autofree char *text = NULL;

  read_windows (self);
  text = wabi_weekly_to_text (self->windows);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->typed), text);
  self->filling = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->typed), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.apply", FALSE);
  show_grid (self);
  say_state (self);
}

static void
update_actions (WabiHoursView *self)
{
  gboolean may = wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS) && get_owner (self) != NULL;

  gtk_editable_set_editable (GTK_EDITABLE (self->typed), may);
  gtk_widget_set_visible (GTK_WIDGET (self->apply), may);
  gtk_widget_set_visible (GTK_WIDGET (self->more), may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.new-pattern", may && self->patterns->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.change-dates", may && self->patterns->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.remove-pattern", may && self->patterns->len > 0);
}

static void
show_person (WabiHoursView *self, gboolean keep)
{
  const Pattern *was = get_pattern (self);
  g_autofree char *from = was != NULL ? g_strdup (was->from) : NULL, *to = was != NULL ? g_strdup (was->to) : NULL;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = wabi_lookup_by (wabi_desk_get_view (self->desk), self->kind, is_staff (self) ? "staff" : "client", get_owner (self));
  find_patterns (self);
  choose_pattern (self, from, to, keep && was != NULL);
  show_patterns (self);
  show_windows (self);
  update_actions (self);
}

static void
fill_people (WabiHoursView *self, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *keep = g_strdup (chosen);
  guint selected = 0;

  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = wabi_avail_list_people (self->desk, is_staff (self) ? &wabi_kind_staff : &wabi_kind_client);
  for (guint i = 0; i < self->people->len; i++)
    {
      gtk_string_list_take (names, wabi_avail_name (g_ptr_array_index (self->people, i)));
      if (g_strcmp0 (wabi_record_get_id (g_ptr_array_index (self->people, i)), keep) == 0)
        selected = i;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->person, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->person, selected);
  self->filling = FALSE;
}

/* ---- Changing ---- */

static void
tell_wrong (WabiHoursView *self, const char *wrong)
{
  gtk_label_set_text (self->verdict, wrong);
}

static void
put_row (GPtrArray *put, const WabiWeekly *one, const Pattern *pattern)
{
  g_ptr_array_add (put, wabi_hours_make_row (one->weekday, one->start_minute, one->end_minute, pattern != NULL ? pattern->from : NULL,
                                             pattern != NULL ? pattern->to : NULL));
}

static gboolean
is_stored_as (WabiRecord *row, const GArray *windows)
{
  for (guint i = 0; i < windows->len; i++)
    {
      const WabiWeekly *one = &g_array_index (windows, WabiWeekly, i);

      if (wabi_record_get_int (row, "weekday") == one->weekday && wabi_record_get_int (row, "start_minute") == one->start_minute
          && wabi_record_get_int (row, "end_minute") == one->end_minute)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_there (const GPtrArray *rows, const WabiWeekly *one, const Pattern *pattern)
{
  g_autoptr (GArray) alone = g_array_new (FALSE, FALSE, sizeof (WabiWeekly));

  g_array_append_vals (alone, one, 1);
  for (guint i = 0; i < rows->len; i++)
    if (is_of (g_ptr_array_index (rows, i), pattern) && is_stored_as (g_ptr_array_index (rows, i), alone))
      return TRUE;
  return FALSE;
}

/* Only what differs goes and comes, so that two people who change two days do not get in each other's way. */
static gboolean
apply_windows (WabiHoursView *self, GArray *windows)
{
  const Pattern *pattern = get_pattern (self);
  g_autoptr (GPtrArray) remove = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) put = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (GError) error = NULL;

  wabi_weekly_join (windows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiRecord *row = g_ptr_array_index (self->rows, i);

      if (is_of (row, pattern) && !is_stored_as (row, windows))
        g_ptr_array_add (remove, g_object_ref (row));
    }
  for (guint i = 0; i < windows->len; i++)
    if (!is_there (self->rows, &g_array_index (windows, WabiWeekly, i), pattern))
      put_row (put, &g_array_index (windows, WabiWeekly, i), pattern);
  if (!wabi_hours_replace (self->desk, self->kind, get_owner (self), remove, put, _("Hours changed"), &error))
    {
      tell_wrong (self, error->message);
      return FALSE;
    }
  show_person (self, TRUE);
  return TRUE;
}

static GArray *
copy_windows (WabiHoursView *self, int without)
{
  GArray *windows = g_array_new (FALSE, TRUE, sizeof (WabiWeekly));

  for (guint i = 0; i < self->windows->len; i++)
    if ((int) i != without)
      g_array_append_val (windows, g_array_index (self->windows, WabiWeekly, i));
  return windows;
}

static void
add_window (WabiHoursView *self, int without, guint column, int start, int end)
{
  g_autoptr (GArray) windows = copy_windows (self, without);
  WabiWeekly one = { (int) column + 1, start, end };

  if (!wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS) || get_owner (self) == NULL || column > 6 || end <= start)
    return;
  g_array_append_val (windows, one);
  if (!apply_windows (self, windows))
    return;
  for (guint i = 0; i < self->windows->len; i++)
    {
      const WabiWeekly *now = &g_array_index (self->windows, WabiWeekly, i);
      g_autofree char *id = g_strdup_printf ("%u", i);

      if (now->weekday == one.weekday && now->start_minute <= start && now->end_minute >= end)
        wabi_time_grid_set_selected (WABI_TIME_GRID (self->grid), id);
    }
}

static void
on_create_cb (WabiHoursView *self, guint column, int start, int end)
{
  add_window (self, -1, column, start, end);
}

static void
on_move_cb (WabiHoursView *self, const char *id, guint column, int start, int end)
{
  add_window (self, atoi (id), column, start, end);
}

static void
on_remove_cb (WabiHoursView *self, const char *id)
{
  g_autoptr (GArray) windows = copy_windows (self, atoi (id));

  if (wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS))
    apply_windows (self, windows);
  gtk_widget_grab_focus (self->grid);
}

static void
on_typed_cb (WabiHoursView *self)
{
  g_autofree char *wrong = NULL, *minutes = NULL;
  g_autoptr (GArray) windows = NULL;

  if (self->filling)
    return;
  windows = wabi_weekly_parse (gtk_editable_get_text (GTK_EDITABLE (self->typed)), &wrong);
  if (windows == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->typed), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->typed), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->typed), GTK_ACCESSIBLE_STATE_INVALID,
                               windows == NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hours.apply", windows != NULL);
  if (windows == NULL)
    {
      tell_wrong (self, wrong);
      return;
    }
  minutes = wabi_format_minutes (wabi_weekly_minutes (windows));
  g_free (wrong);
  wrong = g_strdup_printf (_("%s a week. Press Enter to set them."), minutes);
  tell_wrong (self, wrong);
}

static void
on_typed_done_cb (WabiHoursView *self)
{
  g_autofree char *wrong = NULL;
  g_autoptr (GArray) windows = wabi_weekly_parse (gtk_editable_get_text (GTK_EDITABLE (self->typed)), &wrong);

  if (!wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS) || get_owner (self) == NULL)
    return;
  if (windows == NULL)
    tell_wrong (self, wrong);
  else
    apply_windows (self, windows);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  on_typed_done_cb (WABI_HOURS_VIEW (widget));
}

/* ---- The days in which they hold ---- */

static const WabiField dates_fields[] = {
  { "valid_from", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "valid_to", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
};
static const WabiKind dates_kind = { "hours_dates", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, dates_fields, G_N_ELEMENTS (dates_fields), N_("hours") };

static const WabiFormRow new_rows[] = {
  { NULL, "valid_from", N_("First day"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "valid_to", N_("Last day, if there is one"), WABI_FORM_DATE, NULL, NULL, FALSE },
};
static const WabiFormRow change_rows[] = {
  { NULL, "valid_from", N_("First day, if there is one"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "valid_to", N_("Last day, if there is one"), WABI_FORM_DATE, NULL, NULL, FALSE },
};

static char *
check_dates (JsonObject *whole, gpointer data)
{
  const char *from = wabi_json_peek_text (whole, "valid_from"), *to = wabi_json_peek_text (whole, "valid_to");

  return from != NULL && to != NULL && strcmp (to, from) < 0 ? g_strdup (_("The last day lies before the first.")) : NULL;
}

/* Rows of the chosen pattern in other days; of the others, what reaches into these days makes room. */
static gboolean
move_pattern (WabiHoursView *self, const char *from, const char *to, gboolean keep, GError **error)
{
  g_autoptr (GPtrArray) remove = g_ptr_array_new_with_free_func (g_object_unref), others = g_ptr_array_new ();
  g_autoptr (GPtrArray) put = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < self->rows->len; i++)
    {
      WabiRecord *row = g_ptr_array_index (self->rows, i);

      if (keep || !is_of (row, get_pattern (self)))
        g_ptr_array_add (others, row);
      else
        g_ptr_array_add (remove, g_object_ref (row));
    }
  wabi_hours_carve (others, from, to, remove, put);
  for (guint i = 0; i < self->windows->len; i++)
    {
      const WabiWeekly *one = &g_array_index (self->windows, WabiWeekly, i);

      g_ptr_array_add (put, wabi_hours_make_row (one->weekday, one->start_minute, one->end_minute, from, to));
    }
  if (!wabi_hours_replace (self->desk, self->kind, get_owner (self), remove, put, _("Hours changed"), error))
    return FALSE;
  show_person (self, TRUE);
  choose_pattern (self, from, to, TRUE);
  show_patterns (self);
  show_windows (self);
  return TRUE;
}

static const char *
pick_date (JsonObject *set, WabiRecord *record, const char *name)
{
  if (json_object_has_member (set, name))
    return wabi_json_peek_text (set, name);
  return record != NULL ? wabi_record_get_text (record, name) : NULL;
}

static gboolean
save_new (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  return move_pattern (data, pick_date (set, record, "valid_from"), pick_date (set, record, "valid_to"), TRUE, error);
}

static gboolean
save_dates (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  g_autofree char *from = g_strdup (pick_date (set, record, "valid_from")), *to = g_strdup (pick_date (set, record, "valid_to"));

  return move_pattern (data, from, to, FALSE, error);
}

static void
new_pattern_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiFormDialog *form = wabi_form_dialog_new (_("New hours from a day"), &dates_kind, new_rows, G_N_ELEMENTS (new_rows), NULL, wabi_avail_get_window (widget));

  wabi_form_dialog_present (form, save_new, check_dates, g_object_ref (widget), g_object_unref);
}

static void
change_dates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiHoursView *self = WABI_HOURS_VIEW (widget);
  const Pattern *pattern = get_pattern (self);
  g_autoptr (WabiRecord) record = wabi_record_new (&dates_kind, "dates");
  WabiFormDialog *form;

  wabi_record_set_text (record, "valid_from", pattern->from);
  wabi_record_set_text (record, "valid_to", pattern->to);
  form = wabi_form_dialog_new (_("When these hours hold"), &dates_kind, change_rows, G_N_ELEMENTS (change_rows), record, wabi_avail_get_window (widget));
  wabi_form_dialog_present (form, save_dates, check_dates, g_object_ref (widget), g_object_unref);
}

static void
remove_pattern_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (WabiWeekly));

  apply_windows (WABI_HOURS_VIEW (widget), none);
}

/* ---- Signals ---- */

static void
on_person_cb (WabiHoursView *self)
{
  if (!self->filling)
    show_person (self, FALSE);
}

static void
on_pattern_cb (WabiHoursView *self)
{
  if (self->filling)
    return;
  self->chosen = gtk_drop_down_get_selected (self->pattern);
  show_windows (self);
}

static void
on_changed_cb (WabiHoursView *self, WabiChanges *changes)
{
  g_autofree char *owner = g_strdup (get_owner (self));

  if (wabi_changes_has_kind (changes, is_staff (self) ? &wabi_kind_staff : &wabi_kind_client))
    fill_people (self, owner);
  else if (!wabi_changes_has_kind (changes, self->kind))
    return;
  show_person (self, TRUE);
}

/* ---- The class ---- */

static void
wabi_hours_view_dispose (GObject *object)
{
  WabiHoursView *self = WABI_HOURS_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TYPE_HOURS_VIEW);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_clear_pointer (&self->windows, g_array_unref);
  g_clear_object (&self->segments);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_hours_view_parent_class)->dispose (object);
}

static void
wabi_hours_view_class_init (WabiHoursViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_hours_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-hours-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, main);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, person);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, pattern);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, more);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, total);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, verdict);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, grid_box);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, typed);
  gtk_widget_class_bind_template_child (widget_class, WabiHoursView, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_done_cb);
  gtk_widget_class_install_action (widget_class, "hours.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "hours.new-pattern", NULL, new_pattern_action);
  gtk_widget_class_install_action (widget_class, "hours.change-dates", NULL, change_dates_action);
  gtk_widget_class_install_action (widget_class, "hours.remove-pattern", NULL, remove_pattern_action);
}

static void
wabi_hours_view_init (WabiHoursView *self)
{
  WabiGridColumn columns[7] = { 0 };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_expression (self->person, expression);
  gtk_expression_unref (expression);
  self->people = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->patterns = g_ptr_array_new_with_free_func (free_pattern);
  self->windows = g_array_new (FALSE, TRUE, sizeof (WabiWeekly));
  self->segments = g_list_store_new (WABI_TYPE_SEGMENT);
  self->grid = wabi_time_grid_new ();
  for (int day = 1; day <= 7; day++)
    {
      g_ptr_array_add (names, wabi_words_weekday (day));
      columns[day - 1].heading = columns[day - 1].spoken = g_ptr_array_index (names, (guint) day - 1);
    }
  wabi_time_grid_set_columns (WABI_TIME_GRID (self->grid), columns, 7);
  wabi_time_grid_set_segments (WABI_TIME_GRID (self->grid), G_LIST_MODEL (self->segments));
  g_object_set (self->grid, "hexpand", TRUE, "default-length", 240, "pixels-per-hour", 30.0, NULL);
  gtk_box_append (self->grid_box, self->grid);
  wabi_time_grid_scroll_to_minute (WABI_TIME_GRID (self->grid), 7 * 60);
  wabi_time_grid_set_cursor (WABI_TIME_GRID (self->grid), 0, 8 * 60, 12 * 60);
  g_signal_connect_object (self->grid, "create-requested", G_CALLBACK (on_create_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "move-requested", G_CALLBACK (on_move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "cancel-requested", G_CALLBACK (on_remove_cb), self, G_CONNECT_SWAPPED);
}

/* Who gives sessions sees their own hours first; others those of the first who does. */
static const char *
choose_first (WabiHoursView *self)
{
  g_autoptr (GPtrArray) staff = wabi_avail_list_people (self->desk, &wabi_kind_staff);
  const char *first = NULL;

  for (guint i = staff->len; i > 0; i--)
    {
      WabiRecord *one = g_ptr_array_index (staff, i - 1);

      if (!wabi_record_is (one, "role", "rbt") && !wabi_record_is (one, "role", "bcba"))
        continue;
      if (strcmp (wabi_record_get_id (one), wabi_desk_get_user (self->desk)) == 0)
        return wabi_desk_get_user (self->desk);
      first = wabi_record_get_id (one);
    }
  return g_intern_string (first);
}

GtkWidget *
wabi_hours_view_new (WabiDesk *desk, const WabiKind *kind)
{
  WabiHoursView *self;

  wabi_avail_init ();
  self = g_object_new (TYPE_HOURS_VIEW, NULL);
  self->desk = g_object_ref (desk);
  self->kind = kind;
  fill_people (self, is_staff (self) ? choose_first (self) : NULL);
  show_person (self, FALSE);
  g_signal_connect_object (self->person, "notify::selected", G_CALLBACK (on_person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pattern, "notify::selected", G_CALLBACK (on_pattern_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
wabi_hours_view_show (GtkWidget *view, const char *owner)
{
  WabiHoursView *self = WABI_HOURS_VIEW (view);

  fill_people (self, owner);
  show_person (self, FALSE);
}
