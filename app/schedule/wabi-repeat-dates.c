// SPDX-License-Identifier: AGPL-3.0-or-later
// The dates of a series before it is booked, and ways on where one of them cannot be.

#include "wabi-repeat-dates.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-schedule-init.h"
#include "wabi-slot-search.h"
#include "wabi-widgets.h"
#include "wabi-words.h"

#define MOST_SLOTS 4

struct _WabiRepeatDates
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *summary;
  GtkLabel *heading;
  GtkListBox *conflicts;
  GtkExpander *all;
  GtkListBox *list;

  WabiDesk *desk;
  JsonArray *left_out, *apart;
};

G_DEFINE_FINAL_TYPE (WabiRepeatDates, wabi_repeat_dates, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- ways on --- */

static void
leave_out (WabiRepeatDates *self, WabiDay day)
{
  char text[WABI_DAY_TEXT_SIZE];

  if (self->left_out == NULL)
    self->left_out = json_array_new ();
  json_array_add_string_element (self->left_out, wabi_day_format (day, text));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_apart (WabiRepeatDates *self, WabiDay day, WabiSlot *slot, const char *staff)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiLocal local = wabi_zone_to_local (zone, slot->starts_at);
  JsonObject *one = json_object_new (), *set = json_object_new ();
  char text[WABI_DAY_TEXT_SIZE];

  json_object_set_string_member (one, "date", wabi_day_format (day, text));
  json_object_set_string_member (set, "date", wabi_day_format (local.day, text));
  json_object_set_int_member (set, "start_minute", local.minute);
  if (g_strcmp0 (slot->staff, staff) != 0)
    json_object_set_string_member (set, "staff", slot->staff);
  json_object_set_object_member (one, "set", set);
  if (self->apart == NULL)
    self->apart = json_array_new ();
  json_array_add_object_element (self->apart, one);
  g_signal_emit (self, signals[CHANGED], 0);
}

typedef struct
{
  WabiRepeatDates *self;
  WabiRecord *visit; /* as it cannot be */
  WabiDay day;
} Date;

static void
free_date (gpointer data, GClosure *closure)
{
  Date *date = data;

  g_object_unref (date->visit);
  g_free (date);
}

static void
on_leave_out_cb (GtkButton *button, gpointer data)
{
  leave_out (((Date *) data)->self, ((Date *) data)->day);
}

static void
on_slot_clicked_cb (GtkButton *button, gpointer data)
{
  WabiSlot *slot = data;
  WabiRepeatDates *self = g_object_get_data (G_OBJECT (button), "wabi-dates");
  WabiDay day = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "wabi-day"));
  g_autofree char *staff = g_strdup (g_object_get_data (G_OBJECT (button), "wabi-staff"));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  g_autoptr (WabiRepeatDates) keep = g_object_ref (self);
  WabiSlot copy = { .staff = g_strdup (slot->staff), .starts_at = slot->starts_at, .ends_at = slot->ends_at };

  gtk_popover_popdown (GTK_POPOVER (popover));
  take_apart (self, day, &copy, staff);
  g_free (copy.staff);
}

static void
drop_slot (gpointer data, GClosure *closure)
{
  wabi_slot_free (data);
}

static char *
describe_slot (WabiRepeatDates *self, const WabiSlot *slot)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, slot->starts_at)), *range = wabi_format_range (zone, slot->starts_at, slot->ends_at);
  g_autofree char *name = NULL;

  if (!slot->other_staff)
    return g_strdup_printf ("%s · %s", day, range);
  name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, slot->staff);
  return g_strdup_printf ("%s · %s", name, range);
}

/* What is free is looked for when it is asked for: some dozens of proofs for one date. */
static void
fill_ways (GtkWidget *box, Date *date)
{
  WabiDesk *desk = date->self->desk;
  g_autoptr (GPtrArray) slots
      = wabi_slots_find (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk), date->visit, MOST_SLOTS);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
  if (slots->len == 0)
    gtk_box_append (GTK_BOX (box), gtk_label_new (_("Nothing is free near that date. Leave it out, or choose other days.")));
  for (guint i = 0; i < slots->len; i++)
    {
      WabiSlot *slot = g_ptr_array_index (slots, i);
      g_autofree char *words = describe_slot (date->self, slot);
      GtkWidget *button = gtk_button_new_with_label (words);

      gtk_widget_add_css_class (button, "flat");
      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
      g_object_set_data (G_OBJECT (button), "wabi-dates", date->self);
      g_object_set_data (G_OBJECT (button), "wabi-day", GINT_TO_POINTER (date->day));
      g_object_set_data_full (G_OBJECT (button), "wabi-staff", g_strdup (wabi_record_get_text (date->visit, "staff")), g_free);
      g_signal_connect_data (button, "clicked", G_CALLBACK (on_slot_clicked_cb), slot, drop_slot, G_CONNECT_DEFAULT);
      gtk_box_append (GTK_BOX (box), button);
    }
  /* Each button keeps its own. */
  g_ptr_array_set_free_func (slots, NULL);
}

static void
on_ways_shown_cb (GtkWidget *popover, gpointer data)
{
  fill_ways (gtk_popover_get_child (GTK_POPOVER (popover)), data);
}

static Date *
new_date (WabiRepeatDates *self, const WabiSeriesDate *from)
{
  Date *date = g_new0 (Date, 1);

  date->self = self;
  date->visit = g_object_ref (from->after);
  date->day = from->day;
  return date;
}

static GtkWidget *
make_ways (WabiRepeatDates *self, const WabiSeriesDate *date)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *skip = gtk_button_new_with_label (_("Leave out"));
  GtkWidget *other = gtk_menu_button_new (), *popover = gtk_popover_new ();
  g_autofree char *day = wabi_words_day (date->day);
  g_autofree char *skip_words = g_strdup_printf (_("Leave out %s"), day), *other_words = g_strdup_printf (_("Another time or person on %s"), day);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (other), _("Other time or person"));
  gtk_popover_set_child (GTK_POPOVER (popover), gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (other), popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (skip), GTK_ACCESSIBLE_PROPERTY_LABEL, skip_words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (other), GTK_ACCESSIBLE_PROPERTY_LABEL, other_words, -1);
  g_signal_connect_data (skip, "clicked", G_CALLBACK (on_leave_out_cb), new_date (self, date), free_date, G_CONNECT_DEFAULT);
  g_signal_connect_data (popover, "show", G_CALLBACK (on_ways_shown_cb), new_date (self, date), free_date, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), skip);
  gtk_box_append (GTK_BOX (box), other);
  return box;
}

/* --- rows --- */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_row (GtkListBox *list, GtkWidget *child)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_margin_top (child, 6);
  gtk_widget_set_margin_bottom (child, 6);
  gtk_widget_set_margin_start (child, 9);
  gtk_widget_set_margin_end (child, 9);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (list, row);
}

static void
add_conflict (WabiRepeatDates *self, const WabiSeriesDate *date)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *day = wabi_format_day (date->day);

  gtk_box_append (GTK_BOX (box), new_label (day, "heading"));
  gtk_box_append (GTK_BOX (box), new_label (date->block->title, "secondary"));
  gtk_box_append (GTK_BOX (box), make_ways (self, date));
  add_row (self->conflicts, box);
}

static char *
say_state (WabiRepeatDates *self, const WabiSeriesDate *date)
{
  if (date->act == WABI_SERIES_TAKE_BACK)
    return g_strdup (_("taken back"));
  if (date->act == WABI_SERIES_KEEP)
    return g_strdup (_("stays as it is"));
  if (date->act == WABI_SERIES_SKIP)
    return g_strdup_printf (_("left out: %s"), date->why != NULL ? date->why : _("holiday"));
  if (date->block != NULL)
    return g_strdup (date->block->title);
  return wabi_format_range (wabi_desk_get_zone (self->desk), wabi_record_get_int (date->after, "starts_at"), wabi_record_get_int (date->after, "ends_at"));
}

static void
add_date (WabiRepeatDates *self, const WabiSeriesDate *date)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *state;
  g_autofree char *day = wabi_format_day (date->day), *words = say_state (self, date);
  gboolean own = date->after != NULL && date->act != WABI_SERIES_TAKE_BACK && wabi_record_get_bool (date->after, "detached");

  state = new_label (words, date->block != NULL ? "error" : "secondary");
  gtk_widget_set_hexpand (state, TRUE);
  gtk_label_set_xalign (GTK_LABEL (state), 1);
  gtk_box_append (GTK_BOX (box), new_label (day, own ? "heading" : "numeric"));
  gtk_box_append (GTK_BOX (box), state);
  add_row (self->list, box);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
append_words (GString *text, guint n, char *take_words)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", take_words);
  g_free (take_words);
}

/* What a change of a series that stands does: nothing is taken back in silence. */
static void
write_change (WabiRepeatDates *self, const WabiSeriesPlan *plan)
{
  guint changed = wabi_series_plan_count (plan, WABI_SERIES_CHANGE), made = wabi_series_plan_count (plan, WABI_SERIES_MAKE);
  guint gone = wabi_series_plan_count (plan, WABI_SERIES_TAKE_BACK), same = wabi_series_plan_count (plan, WABI_SERIES_SAME);
  g_autofree char *last = wabi_words_day_year (wabi_day_from_text (wabi_record_get_text (plan->series, "last_date")));
  g_autofree char *kept = wabi_series_plan_dup_kept (plan);
  g_autoptr (GString) text = g_string_new (NULL);

  append_words (text, made, g_strdup_printf (ngettext ("%u session is new.", "%u sessions are new.", made), made));
  append_words (text, changed, g_strdup_printf (ngettext ("%u session changes.", "%u sessions change.", changed), changed));
  append_words (text, gone, g_strdup_printf (ngettext ("%u session is taken back.", "%u sessions are taken back.", gone), gone));
  append_words (text, same, g_strdup_printf (ngettext ("%u session stays.", "%u sessions stay.", same), same));
  g_string_append (text, " ");
  g_string_append_printf (text, _("The last is on %s."), last);
  if (kept != NULL)
    {
      g_string_append (text, " ");
      g_string_append_printf (text, _("Left as they are: %s."), kept);
    }
  gtk_label_set_text (self->summary, text->str);
}

static void
write_summary (WabiRepeatDates *self, const WabiSeriesPlan *plan)
{
  guint made = wabi_series_plan_count (plan, WABI_SERIES_MAKE), skipped = wabi_series_plan_count (plan, WABI_SERIES_SKIP);
  WabiDay last_day = wabi_day_from_text (wabi_record_get_text (plan->series, "last_date"));
  g_autofree char *last = wabi_words_day_year (last_day);
  g_autoptr (GString) text = g_string_new (NULL);

  // Translators: how many sessions a series has, and its last date
  g_string_append_printf (text, ngettext ("%u session, on %s.", "%u sessions, the last on %s.", made), made, last);
  if (skipped > 0)
    {
      g_string_append (text, " ");
      g_string_append_printf (text, ngettext ("%u holiday is left out.", "%u holidays are left out.", skipped), skipped);
    }
  if (plan->cut != WABI_DAY_NONE)
    {
      g_autofree char *cut = wabi_words_day (plan->cut);

      g_string_append (text, " ");
      g_string_append_printf (text, _("The authorization ends %s, and the series with it."), cut);
      if (plan->n_cut > 0)
        {
          g_string_append (text, " ");
          g_string_append_printf (text, ngettext ("%u date after that is not booked.", "%u dates after that are not booked.", plan->n_cut), plan->n_cut);
        }
    }
  if (made > 1 && plan->n_blocked == 0)
    {
      g_string_append (text, " ");
      g_string_append (text, _("What is proved below is of the last one, which counts all before it."));
    }
  gtk_label_set_text (self->summary, text->str);
}

void
wabi_repeat_dates_show (WabiRepeatDates *self, const WabiSeriesPlan *plan)
{
  g_autofree char *heading = NULL;

  clear_list (self->conflicts);
  clear_list (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self), plan != NULL);
  if (plan == NULL)
    return;
  if (plan->before != NULL)
    write_change (self, plan);
  else
    write_summary (self, plan);
  heading = g_strdup_printf (ngettext ("%u date cannot be booked", "%u dates cannot be booked", plan->n_blocked), plan->n_blocked);
  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->heading), plan->n_blocked > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts), plan->n_blocked > 0);
  for (guint i = 0; i < plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i);

      if (date->block != NULL)
        add_conflict (self, date);
      add_date (self, date);
    }
}

void
wabi_repeat_dates_forget (WabiRepeatDates *self)
{
  g_clear_pointer (&self->left_out, json_array_unref);
  g_clear_pointer (&self->apart, json_array_unref);
}

JsonArray *
wabi_repeat_dates_get_left_out (WabiRepeatDates *self)
{
  return self->left_out;
}

JsonArray *
wabi_repeat_dates_get_apart (WabiRepeatDates *self)
{
  return self->apart;
}

void
wabi_repeat_dates_set_up (WabiRepeatDates *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
}

static void
wabi_repeat_dates_dispose (GObject *object)
{
  WabiRepeatDates *self = WABI_REPEAT_DATES (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_REPEAT_DATES);
  wabi_repeat_dates_forget (self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_repeat_dates_parent_class)->dispose (object);
}

static void
wabi_repeat_dates_class_init (WabiRepeatDatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_repeat_dates_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-repeat-dates.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatDates, main);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatDates, summary);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatDates, heading);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatDates, conflicts);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatDates, all);
  gtk_widget_class_bind_template_child (widget_class, WabiRepeatDates, list);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "repeatdates");
}

static void
wabi_repeat_dates_init (WabiRepeatDates *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
