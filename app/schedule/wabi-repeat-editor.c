// SPDX-License-Identifier: AGPL-3.0-or-later
// How a session repeats: choices become a rule, the rule becomes dates, and the dates are judged before anything is saved.

#include "wabi-repeat-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-schedule-init.h"
#include "wabi-text.h"
#include "wabi-when.h"
#include "wabi-words.h"

typedef enum
{
  NEVER,
  DAILY,
  WEEKLY,
  MONTHLY_BY_DATE,
  MONTHLY_BY_WEEKDAY,
  OWN_RULE,
} Sort;

typedef enum
{
  WITH_AUTHORIZATION,
  ON_DATE,
  AFTER_COUNT,
  WITH_NEXT, /* only where a series is prolonged */
} End;

struct _WabiRepeatEditor
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *sort_label;
  GtkDropDown *sort;
  GtkWidget *details;
  GtkWidget *interval_box;
  GtkSpinButton *interval;
  GtkLabel *unit;
  GtkBox *weekdays;
  GtkEntry *rule;
  GtkWidget *end_box;
  GtkLabel *end_label;
  GtkDropDown *end;
  GtkEntry *until;
  GtkSpinButton *count;
  GtkCheckButton *holidays;
  GtkLabel *words;
  WabiRepeatDates *dates;

  GtkWidget *days[7];
  WabiDesk *desk;
  WabiSeriesPlan *plan;
  char *id; /* of the series that is made here */
  WabiDay first;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (WabiRepeatEditor, wabi_repeat_editor, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void fill (GtkDropDown *drop_down, const char *const *words);

static const char *const ends[] = { N_ ("With the authorization"), N_ ("On a date"), N_ ("After a number"), NULL };

static Sort
get_sort (WabiRepeatEditor *self)
{
  return (Sort) gtk_drop_down_get_selected (self->sort);
}

static End
get_end (WabiRepeatEditor *self)
{
  return (End) gtk_drop_down_get_selected (self->end);
}

/* --- what is shown --- */

static void
write_unit (WabiRepeatEditor *self)
{
  gulong n = (gulong) gtk_spin_button_get_value_as_int (self->interval);
  Sort sort = get_sort (self);

  gtk_label_set_text (self->unit, sort == DAILY ? ngettext ("day", "days", n) : sort == WEEKLY ? ngettext ("week", "weeks", n) : ngettext ("month", "months", n));
}

static void
update_fields (WabiRepeatEditor *self)
{
  Sort sort = get_sort (self);

  gtk_widget_set_visible (self->details, sort != NEVER);
  gtk_widget_set_visible (self->interval_box, sort != NEVER && sort != OWN_RULE);
  gtk_widget_set_visible (GTK_WIDGET (self->weekdays), sort == WEEKLY);
  gtk_widget_set_visible (GTK_WIDGET (self->rule), sort == OWN_RULE);
  gtk_widget_set_visible (GTK_WIDGET (self->until), get_end (self) == ON_DATE);
  gtk_widget_set_visible (GTK_WIDGET (self->count), get_end (self) == AFTER_COUNT);
  write_unit (self);
}

static void
on_changed_cb (WabiRepeatEditor *self)
{
  if (self->filling)
    return;
  update_fields (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The first session's own weekday is always one of them. */
static void
mark_first (WabiRepeatEditor *self, WabiDay first)
{
  int was = self->first != WABI_DAY_NONE ? wabi_day_weekday (self->first) : 0, is = wabi_day_weekday (first);

  if (self->first == first)
    return;
  self->filling = TRUE;
  if (was != 0 && was != is)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[was - 1]), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[is - 1]), TRUE);
  self->filling = FALSE;
  self->first = first;
}

/* --- choices to a rule --- */

static void
append_weekdays (WabiRepeatEditor *self, GString *rule)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->days[i])))
      {
        g_string_append_printf (rule, "%s%s", any ? "," : ";BYDAY=", names[i]);
        any = TRUE;
      }
}

static void
append_month_part (WabiRepeatEditor *self, GString *rule)
{
  static const char *const names[] = { "", "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  int month_day, place;

  wabi_day_to_ymd (self->first, NULL, NULL, &month_day);
  if (get_sort (self) == MONTHLY_BY_DATE)
    {
      g_string_append_printf (rule, ";BYMONTHDAY=%d", month_day);
      return;
    }
  place = (month_day - 1) / 7 + 1;
  g_string_append_printf (rule, ";BYDAY=%d%s", place < 5 ? place : -1, names[wabi_day_weekday (self->first)]);
}

static WabiRecur *
read_own_rule (WabiRepeatEditor *self, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->rule))));
  g_autoptr (WabiRecur) recur = NULL;

  recur = wabi_recur_parse (g_str_has_prefix (text, "RRULE:") ? text + strlen ("RRULE:") : text, error);
  return recur != NULL && wabi_recur_check_days (recur, error) ? g_steal_pointer (&recur) : NULL;
}

static WabiRecur *
read_choices (WabiRepeatEditor *self, GError **error)
{
  static const char *const freqs[] = { "", "DAILY", "WEEKLY", "MONTHLY", "MONTHLY" };
  g_autoptr (GString) rule = g_string_new ("FREQ=");

  g_string_append (rule, freqs[get_sort (self)]);
  g_string_append_printf (rule, ";INTERVAL=%d", gtk_spin_button_get_value_as_int (self->interval));
  if (get_sort (self) == WEEKLY)
    append_weekdays (self, rule);
  else if (get_sort (self) != DAILY)
    append_month_part (self, rule);
  return wabi_recur_parse (rule->str, error);
}

/* An end that stands in a rule of the person's own holds, unless another is chosen beside it. */
static gboolean
read_end (WabiRepeatEditor *self, WabiRecur *recur, GError **error)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)), until;

  if (get_end (self) == AFTER_COUNT)
    wabi_recur_end_after (recur, gtk_spin_button_get_value_as_int (self->count));
  else if (get_end (self) == ON_DATE)
    {
      if (!wabi_when_parse_day (gtk_editable_get_text (GTK_EDITABLE (self->until)), today, &until))
        {
          g_set_error_literal (error, WABI_RECUR_ERROR, WABI_RECUR_ERROR_RANGE, _("Type the last date like “Jun 30” or “6/30”"));
          return FALSE;
        }
      /* Typed without its year, a date before the first session is next year's. */
      while (until < self->first && until + 366 > self->first)
        until = wabi_day_add_months (until, 12);
      wabi_recur_end_on (recur, until);
    }
  return TRUE;
}

static WabiRecur *
read_rule (WabiRepeatEditor *self, GError **error)
{
  g_autoptr (WabiRecur) recur = get_sort (self) == OWN_RULE ? read_own_rule (self, error) : read_choices (self, error);

  return recur != NULL && read_end (self, recur, error) ? g_steal_pointer (&recur) : NULL;
}

/* --- rule to dates --- */

static WabiRecord *
make_series (WabiRepeatEditor *self, WabiRecord *visit, const WabiRecur *recur)
{
  static const char *const same[] = { "client", "staff", "service_code", "place", "location", "room", "notes", "zone" };
  JsonNode *things = json_object_get_member (wabi_record_get_body (visit), "equipment");
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiRecord *series = wabi_record_new (&wabi_kind_series, self->id);
  WabiLocal start = wabi_zone_to_local (zone, wabi_record_get_int (visit, "starts_at"));
  g_autofree char *rule = wabi_recur_dup_text (recur);
  char day[WABI_DAY_TEXT_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    wabi_record_set_text (series, same[i], wabi_record_get_text (visit, same[i]));
  if (things != NULL && !JSON_NODE_HOLDS_NULL (things))
    wabi_record_take_node (series, "equipment", json_node_copy (things));
  wabi_record_set_text (series, "zone", zone);
  wabi_record_set_text (series, "rule", rule);
  wabi_record_set_text (series, "start_date", wabi_day_format (start.day, day));
  wabi_record_set_int (series, "start_minute", start.minute);
  wabi_record_set_int (series, "minutes", (wabi_record_get_int (visit, "ends_at") - wabi_record_get_int (visit, "starts_at")) / WABI_MINUTE);
  wabi_record_set_text (series, "status", "active");
  if (gtk_check_button_get_active (self->holidays))
    wabi_record_set_bool (series, "skip_holidays", TRUE);
  if (wabi_repeat_dates_get_left_out (self->dates) != NULL)
    {
      JsonNode *node = json_node_new (JSON_NODE_ARRAY);

      json_node_set_array (node, wabi_repeat_dates_get_left_out (self->dates));
      wabi_record_take_node (series, "exdates", json_node_copy (node));
      json_node_unref (node);
    }
  return series;
}

/* The authorization under which the first session falls is the one that the series ends with. */
static gboolean
bind_to_authorization (WabiRepeatEditor *self, WabiRecord *series, WabiRecord *visit, GError **error)
{
  g_autoptr (WabiProof) proof = NULL;
  const char *id;

  if (get_end (self) != WITH_AUTHORIZATION)
    return TRUE;
  proof = wabi_proof_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), visit);
  id = wabi_proof_pick_authorization (proof);
  if (id == NULL)
    {
      g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_BOUND, _("No authorization covers the first session. Choose another end for the series."));
      return FALSE;
    }
  wabi_record_set_bool (series, "ends_with_authorization", TRUE);
  wabi_record_set_text (series, "authorization", id);
  return TRUE;
}

static void
write_words (WabiRepeatEditor *self, const WabiRecur *recur)
{
  g_autofree char *words = recur != NULL ? wabi_recur_dup_words (recur) : NULL;

  gtk_label_set_text (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);
}

WabiSeriesPlan *
wabi_repeat_editor_judge (WabiRepeatEditor *self, WabiRecord *visit, GError **error)
{
  WabiDay first = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_record_get_int (visit, "starts_at"));
  g_autoptr (WabiRecur) recur = NULL;
  g_autoptr (WabiRecord) series = NULL;

  g_clear_pointer (&self->plan, wabi_series_plan_free);
  mark_first (self, first);
  if (get_sort (self) == NEVER)
    return NULL;
  recur = read_rule (self, error);
  write_words (self, recur);
  series = recur != NULL ? make_series (self, visit, recur) : NULL;
  if (series != NULL && bind_to_authorization (self, series, visit, error))
    self->plan = wabi_series_plan_book (wabi_desk_get_view (self->desk), series, wabi_repeat_dates_get_apart (self->dates), error);
  if (self->plan != NULL)
    wabi_series_plan_judge (self->plan, wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  wabi_repeat_dates_show (self->dates, self->plan);
  return self->plan;
}

/* --- of a series that stands --- */

void
wabi_repeat_choice_clear (WabiRepeatChoice *choice)
{
  g_clear_pointer (&choice->rule, g_free);
}

/* Days by their number in the month, or one of its weekdays: only where it is what the drop-down says. */
static Sort
find_month_sort (const WabiRecur *recur, WabiDay first)
{
  const GArray *dates = recur->lists[WABI_RECUR_BYMONTHDAY];
  int month_day, place;

  wabi_day_to_ymd (first, NULL, NULL, &month_day);
  place = (month_day - 1) / 7 + 1 < 5 ? (month_day - 1) / 7 + 1 : -1;
  if (dates != NULL && dates->len == 1 && recur->days->len == 0 && g_array_index (dates, int, 0) == month_day)
    return MONTHLY_BY_DATE;
  if ((dates == NULL || dates->len == 0) && recur->days->len == 1 && g_array_index (recur->days, WabiRecurDay, 0).position == place
      && g_array_index (recur->days, WabiRecurDay, 0).weekday == wabi_day_weekday (first))
    return MONTHLY_BY_WEEKDAY;
  return OWN_RULE;
}

static gboolean
has_lists (const WabiRecur *recur, int but)
{
  for (int i = 0; i < WABI_RECUR_N_LISTS; i++)
    if (i != but && recur->lists[i] != NULL && recur->lists[i]->len > 0)
      return TRUE;
  return FALSE;
}

static Sort
find_sort (const WabiRecur *recur, WabiDay first)
{
  if (recur->week_start != 1 || recur->interval > 52)
    return OWN_RULE;
  if (recur->freq == WABI_RECUR_DAILY && recur->days->len == 0 && !has_lists (recur, -1))
    return DAILY;
  if (recur->freq == WABI_RECUR_WEEKLY && !has_lists (recur, -1))
    return WEEKLY;
  return recur->freq == WABI_RECUR_MONTHLY && !has_lists (recur, WABI_RECUR_BYMONTHDAY) ? find_month_sort (recur, first) : OWN_RULE;
}

static void
fill_rule (WabiRepeatEditor *self, const WabiRecur *recur, WabiRecord *series)
{
  WabiDay start = wabi_day_from_text (wabi_record_get_text (series, "start_date"));
  g_autoptr (WabiRecur) endless = wabi_recur_parse (wabi_record_get_text (series, "rule"), NULL);
  g_autofree char *text = NULL;

  wabi_recur_end_after (endless, 0);
  text = wabi_recur_dup_text (endless);
  gtk_drop_down_set_selected (self->sort, find_sort (recur, start));
  gtk_spin_button_set_value (self->interval, recur->interval);
  gtk_editable_set_text (GTK_EDITABLE (self->rule), text);
  for (guint i = 0; i < recur->days->len; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[g_array_index (recur->days, WabiRecurDay, i).weekday - 1]), TRUE);
  if (recur->days->len == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[wabi_day_weekday (start) - 1]), TRUE);
  self->first = start;
}

static void
fill_end (WabiRepeatEditor *self, const WabiRecur *recur, WabiRecord *series, const char *next)
{
  g_autofree char *longer = next != NULL ? g_strdup_printf (_("With the next authorization, %s"), next) : NULL;
  const char *const all[] = { ends[0], ends[1], ends[2], longer, NULL };
  WabiDay last = wabi_day_from_text (wabi_record_get_text (series, "last_date"));
  g_autofree char *until = wabi_words_day_year (recur->until != WABI_RECUR_UNTIL_NONE ? recur->until_day : last);

  fill (self->end, all);
  gtk_editable_set_text (GTK_EDITABLE (self->until), until);
  gtk_spin_button_set_value (self->count, recur->count > 0 ? recur->count : (double) wabi_record_get_int (series, "total"));
  gtk_drop_down_set_selected (self->end, wabi_record_get_bool (series, "ends_with_authorization") ? WITH_AUTHORIZATION
                                         : recur->count > 0                                       ? AFTER_COUNT
                                                                                                  : ON_DATE);
}

void
wabi_repeat_editor_fill (WabiRepeatEditor *self, WabiRecord *series, WabiDay day, const char *next)
{
  g_autoptr (WabiRecur) recur = wabi_recur_parse (wabi_record_get_text (series, "rule"), NULL);

  wabi_repeat_editor_reset (self);
  if (recur == NULL)
    return;
  self->filling = TRUE;
  fill_rule (self, recur, series);
  fill_end (self, recur, series, next);
  gtk_check_button_set_active (self->holidays, wabi_record_get_bool (series, "skip_holidays"));
  self->filling = FALSE;
  update_fields (self);
}

void
wabi_repeat_editor_shift_count (WabiRepeatEditor *self, int by)
{
  self->filling = TRUE;
  gtk_spin_button_set_value (self->count, MAX (gtk_spin_button_get_value_as_int (self->count) + by, 1));
  self->filling = FALSE;
}

gboolean
wabi_repeat_editor_read (WabiRepeatEditor *self, WabiRepeatChoice *choice, GError **error)
{
  g_autoptr (WabiRecur) recur = NULL;

  *choice = (WabiRepeatChoice){ .with_authorization = get_end (self) == WITH_AUTHORIZATION,
                                .next = get_end (self) == WITH_NEXT,
                                .skip_holidays = gtk_check_button_get_active (self->holidays) };
  if (get_sort (self) == NEVER)
    {
      g_set_error_literal (error, WABI_RECUR_ERROR, WABI_RECUR_ERROR_PARTS, _("A series repeats. To end it, cancel its sessions from a date on."));
      return FALSE;
    }
  recur = read_rule (self, error);
  write_words (self, recur);
  choice->rule = recur != NULL ? wabi_recur_dup_text (recur) : NULL;
  return recur != NULL;
}

void
wabi_repeat_editor_show_dates (WabiRepeatEditor *self, const WabiSeriesPlan *plan)
{
  wabi_repeat_dates_show (self->dates, plan);
}

JsonArray *
wabi_repeat_editor_get_left_out (WabiRepeatEditor *self)
{
  return wabi_repeat_dates_get_left_out (self->dates);
}

void
wabi_repeat_editor_hide_dates (WabiRepeatEditor *self)
{
  g_clear_pointer (&self->plan, wabi_series_plan_free);
  wabi_repeat_dates_show (self->dates, NULL);
}

gboolean
wabi_repeat_editor_get_active (WabiRepeatEditor *self)
{
  return get_sort (self) != NEVER;
}

JsonArray *
wabi_repeat_editor_get_apart (WabiRepeatEditor *self)
{
  return wabi_repeat_dates_get_apart (self->dates);
}

void
wabi_repeat_editor_reset (WabiRepeatEditor *self)
{
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->sort, NEVER);
  fill (self->end, ends);
  gtk_drop_down_set_selected (self->end, WITH_AUTHORIZATION);
  gtk_check_button_set_active (self->holidays, TRUE);
  gtk_spin_button_set_value (self->interval, 1);
  gtk_editable_set_text (GTK_EDITABLE (self->until), "");
  gtk_editable_set_text (GTK_EDITABLE (self->rule), "");
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->days[i]), FALSE);
  self->filling = FALSE;
  self->first = WABI_DAY_NONE;
  g_free (self->id);
  self->id = wabi_desk_new_id (self->desk);
  wabi_repeat_dates_forget (self->dates);
  wabi_repeat_editor_hide_dates (self);
  update_fields (self);
}

void
wabi_repeat_editor_set_up (WabiRepeatEditor *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
  wabi_repeat_dates_set_up (self->dates, desk);
  wabi_repeat_editor_reset (self);
}

/* --- the class --- */

static void
wabi_repeat_editor_dispose (GObject *object)
{
  WabiRepeatEditor *self = WABI_REPEAT_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_REPEAT_EDITOR);
  g_clear_pointer (&self->plan, wabi_series_plan_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_repeat_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-repeat-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, main);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, sort_label);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, sort);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, details);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, interval_box);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, interval);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, unit);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, weekdays);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, rule);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, end_box);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, end_label);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, end);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, until);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, count);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, holidays);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, words);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatEditor, dates);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
}

static void
wabi_repeat_editor_class_init (WabiRepeatEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_repeat_editor_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  wabi_schedule_init ();
  g_type_ensure (WABI_TYPE_REPEAT_DATES);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "repeateditor");
}

static void
fill (GtkDropDown *drop_down, const char *const *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    gtk_string_list_append (list, g_dgettext (GETTEXT_PACKAGE, words[i]));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

static void
add_weekdays (WabiRepeatEditor *self)
{
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *name = wabi_words_weekday (i + 1);
      g_autofree char *letters = g_utf8_substring (name, 0, 2);

      self->days[i] = gtk_toggle_button_new_with_label (letters);
      gtk_widget_set_tooltip_text (self->days[i], name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->days[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect_object (self->days[i], "toggled", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->weekdays, self->days[i]);
    }
}

static void
wabi_repeat_editor_init (WabiRepeatEditor *self)
{
  static const char *const sorts[] = { N_ ("Does not repeat"), N_ ("By days"), N_ ("By weeks"), N_ ("Monthly by date"),
                                       N_ ("Monthly by weekday"), N_ ("By a rule of your own"), NULL };

  self->filling = TRUE;
  self->first = WABI_DAY_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self->sort, sorts);
  fill (self->end, ends);
  add_weekdays (self);
  self->filling = FALSE;
}
