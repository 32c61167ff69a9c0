// SPDX-License-Identifier: AGPL-3.0-or-later
// The holidays of the practice, year by year, with those of the federal government by rule.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-federal-holidays.h"
#include "wabi-lookup.h"
#include "wabi-widgets.h"
#include "wabi-words.h"

#define TYPE_HOLIDAYS_VIEW (wabi_holidays_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiHolidaysView, wabi_holidays_view, WABI, HOLIDAYS_VIEW, GtkWidget)

struct _WabiHolidaysView
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *year_label, *verdict;
  GtkButton *federal;
  GtkStack *stack;
  WabiEmptyState *empty;
  AdwPreferencesGroup *holidays;

  WabiDesk *desk;
  GPtrArray *records; /* of the year, by date */
  GPtrArray *rows;    /* borrowed of the group */
  int year;
};

G_DEFINE_FINAL_TYPE (WabiHolidaysView, wabi_holidays_view, GTK_TYPE_WIDGET)

static gboolean
may (WabiHolidaysView *self)
{
  return wabi_avail_may (self->desk, WABI_AVAIL_PLANNERS);
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (wabi_record_get_text (*(WabiRecord *const *) a, "date"), wabi_record_get_text (*(WabiRecord *const *) b, "date"));
}

static void
read_year (WabiHolidaysView *self)
{
  g_autofree char *first = g_strdup_printf ("%04d-01-01", self->year), *last = g_strdup_printf ("%04d-12-31", self->year);
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_holiday);
  wabi_query_where_text (&query, "date", WABI_GE, first);
  wabi_query_where_text (&query, "date", WABI_LE, last);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = wabi_desk_list (self->desk, &query);
  g_ptr_array_sort (self->records, compare_dates);
}

/* How many sessions stand on a day that is a holiday: they were booked before. */
static guint
count_booked (WabiHolidaysView *self, WabiDay day)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autoptr (GPtrArray) visits = wabi_lookup_between (wabi_desk_get_view (self->desk), &wabi_kind_appointment, NULL, NULL,
                                                      wabi_zone_day_start (zone, day), wabi_zone_day_start (zone, day + 1));
  guint n = 0;

  for (guint i = 0; i < visits->len; i++)
    n += wabi_record_is (g_ptr_array_index (visits, i), "status", "scheduled");
  return n;
}

static void
on_remove_cb (GtkButton *button, WabiHolidaysView *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "holiday");
  g_autoptr (GPtrArray) remove = g_ptr_array_new_with_free_func (g_object_unref), put = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  WabiRecord *record = wabi_desk_get (self->desk, &wabi_kind_holiday, id);

  if (record == NULL)
    return;
  g_ptr_array_add (remove, record);
  if (!wabi_hours_replace (self->desk, &wabi_kind_holiday, NULL, remove, put, _("Holiday removed"), &error))
    gtk_label_set_text (self->verdict, error->message);
}

static void
on_row_cb (AdwActionRow *row, WabiHolidaysView *self)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, &wabi_kind_holiday, g_object_get_data (G_OBJECT (row), "holiday"));

  if (record != NULL)
    wabi_avail_form_holiday (self->desk, record, wabi_avail_get_window (GTK_WIDGET (self)));
}

static GtkWidget *
make_row (WabiHolidaysView *self, WabiRecord *record)
{
  WabiDay day = wabi_lookup_day (record, "date");
  g_autofree char *date = wabi_words_day_year (day), *weekday = wabi_words_weekday (wabi_day_weekday (day));
  guint booked = count_booked (self, day);
  g_autofree char *subtitle = booked > 0 ? g_strdup_printf (ngettext ("%s, %s · %u session is still booked", "%s, %s · %u sessions are still booked", booked),
                                                            weekday, date, booked)
                                         : g_strdup_printf ("%s, %s", weekday, date);
  GtkWidget *row = wabi_avail_row_new (wabi_record_get_text (record, "name"), subtitle), *remove;
  g_autofree char *said = g_strdup_printf (_("Remove %s"), wabi_record_get_text (record, "name"));

  if (!may (self))
    return row;
  remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_object_set_data_full (G_OBJECT (remove), "holiday", g_strdup (wabi_record_get_id (record)), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "holiday", g_strdup (wabi_record_get_id (record)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_cb), self, G_CONNECT_DEFAULT);
  return row;
}

static gboolean
has_date (WabiHolidaysView *self, const char *date)
{
  g_autoptr (GPtrArray) there = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_holiday, "date", date);

  return there->len > 0;
}

/* Those of the federal holidays whose day is none yet. */
static void
list_missing (WabiHolidaysView *self, GPtrArray *put)
{
  WabiFederalHoliday federal[WABI_N_FEDERAL_HOLIDAYS];

  if (!wabi_federal_holidays (self->year, federal))
    return;
  for (guint i = 0; i < WABI_N_FEDERAL_HOLIDAYS; i++)
    {
      g_autofree char *date = wabi_day_dup_text (federal[i].observed);
      g_autofree char *name = federal[i].observed != federal[i].date ? g_strdup_printf (_("%s (observed)"), federal[i].name) : g_strdup (federal[i].name);

      if (!has_date (self, date))
        g_ptr_array_add (put, wabi_args ("date", date, "name", name, NULL));
    }
}

static void
refresh (WabiHolidaysView *self)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *year = g_strdup_printf ("%d", self->year), *federal = NULL, *count = NULL;

  read_year (self);
  list_missing (self, missing);
  wabi_avail_clear_rows (self->holidays, self->rows);
  for (guint i = 0; i < self->records->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (self->records, i));

      adw_preferences_group_add (self->holidays, row);
      g_ptr_array_add (self->rows, row);
    }
  federal = g_strdup_printf (_("Add the federal holidays of %d"), self->year);
  count = g_strdup_printf (ngettext ("%u holiday", "%u holidays", self->records->len), self->records->len);
  gtk_label_set_text (self->year_label, year);
  gtk_label_set_text (self->verdict, self->records->len > 0 ? count : "");
  gtk_button_set_label (self->federal, federal);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "holidays.federal", may (self) && missing->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->federal), may (self) && missing->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "holidays.add", may (self));
  gtk_stack_set_visible_child_name (self->stack, self->records->len > 0 ? "list" : "empty");
}

static void
on_changed_cb (WabiHolidaysView *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_holiday))
    refresh (self);
}

/* ---- Verbs ---- */

static void
federal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiHolidaysView *self = WABI_HOLIDAYS_VIEW (widget);
  g_autoptr (GPtrArray) remove = g_ptr_array_new (), put = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autofree char *done = NULL;
  g_autoptr (GError) error = NULL;

  list_missing (self, put);
  done = g_strdup_printf (ngettext ("%u holiday added", "%u holidays added", put->len), put->len);
  if (!wabi_hours_replace (self->desk, &wabi_kind_holiday, NULL, remove, put, done, &error))
    gtk_label_set_text (self->verdict, error->message);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_avail_form_holiday (WABI_HOLIDAYS_VIEW (widget)->desk, NULL, wabi_avail_get_window (widget));
}

static void
turn (WabiHolidaysView *self, int by)
{
  self->year = CLAMP (self->year + by, 2000, 2200);
  refresh (self);
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (WABI_HOLIDAYS_VIEW (widget), -1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (WABI_HOLIDAYS_VIEW (widget), 1);
}

static void
wabi_holidays_view_dispose (GObject *object)
{
  WabiHolidaysView *self = WABI_HOLIDAYS_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TYPE_HOLIDAYS_VIEW);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_holidays_view_parent_class)->dispose (object);
}

static void
wabi_holidays_view_class_init (WabiHolidaysViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_holidays_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-holidays-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiHolidaysView, main);
  gtk_widget_class_bind_template_child (widget_class, WabiHolidaysView, year_label);
  gtk_widget_class_bind_template_child (widget_class, WabiHolidaysView, verdict);
  gtk_widget_class_bind_template_child (widget_class, WabiHolidaysView, federal);
  gtk_widget_class_bind_template_child (widget_class, WabiHolidaysView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiHolidaysView, empty);
  gtk_widget_class_bind_template_child (widget_class, WabiHolidaysView, holidays);
  gtk_widget_class_install_action (widget_class, "holidays.federal", NULL, federal_action);
  gtk_widget_class_install_action (widget_class, "holidays.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "holidays.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "holidays.later", NULL, later_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "holidays.federal", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "holidays.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "holidays.earlier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "holidays.later", NULL);
}

static void
wabi_holidays_view_init (WabiHolidaysView *self)
{
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

GtkWidget *
wabi_holidays_view_new (WabiDesk *desk)
{
  WabiHolidaysView *self;

  wabi_avail_init ();
  self = g_object_new (TYPE_HOLIDAYS_VIEW, NULL);
  self->desk = g_object_ref (desk);
  wabi_day_to_ymd (wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk)), &self->year, NULL, NULL);
  refresh (self);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
