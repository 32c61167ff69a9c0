// SPDX-License-Identifier: AGPL-3.0-or-later
// The practice's limits of hours: in force, and kept for later.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>

#include "wabi-hours-limit.h"
#include "wabi-lookup.h"

#define TYPE_LIMITS_VIEW (wabi_limits_view_get_type ())
G_DECLARE_FINAL_TYPE (WabiLimitsView, wabi_limits_view, WABI, LIMITS_VIEW, GtkWidget)

struct _WabiLimitsView
{
  GtkWidget parent_instance;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *limits, *closed;

  WabiDesk *desk;
  GPtrArray *limit_rows, *closed_rows; /* borrowed of the groups */
};

G_DEFINE_FINAL_TYPE (WabiLimitsView, wabi_limits_view, GTK_TYPE_WIDGET)

static char *
say_limit (WabiLimitsView *self, WabiRecord *record)
{
  const char *staff = wabi_record_get_text (record, "staff");
  g_autofree char *name = staff != NULL ? wabi_desk_dup_name (self->desk, &wabi_kind_staff, staff) : NULL;
  WabiHoursLimit limit = { wabi_record_get_id (record),
                           staff,
                           wabi_record_get_text (record, "credential"),
                           wabi_record_get_text (record, "service_code"),
                           wabi_record_is (record, "scope", "client"),
                           WABI_LIMIT_PER_DAY,
                           (int) wabi_record_get_int (record, "minutes"),
                           FALSE };

  if (!wabi_limit_period_from_name (wabi_record_get_text (record, "per"), &limit.per))
    return g_strdup (_("A limit that this version does not know"));
  return wabi_limit_words (&limit, name);
}

static void
on_switch_cb (GtkSwitch *toggle, GParamSpec *pspec, WabiLimitsView *self)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, &wabi_kind_hours_limit, g_object_get_data (G_OBJECT (toggle), "limit"));
  JsonObject *set;
  g_autoptr (GError) error = NULL;

  if (record == NULL || wabi_record_get_bool (record, "active") == gtk_switch_get_active (toggle))
    return;
  set = json_object_new ();
  json_object_set_boolean_member (set, "active", gtk_switch_get_active (toggle));
  if (!wabi_avail_save_edit (self->desk, "hours_limit.change", record, set,
                             gtk_switch_get_active (toggle) ? _("The limit is in force") : _("The limit is not in force any more"), &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_row_cb (AdwActionRow *row, WabiLimitsView *self)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, &wabi_kind_hours_limit, g_object_get_data (G_OBJECT (row), "limit"));

  if (record != NULL)
    wabi_avail_form_limit (self->desk, record, wabi_avail_get_window (GTK_WIDGET (self)));
}

static GtkWidget *
make_row (WabiLimitsView *self, WabiRecord *record)
{
  g_autofree char *title = say_limit (self, record);
  GtkWidget *row = wabi_avail_row_new (title, wabi_record_is (record, "action", "warn") ? _("Warns only") : _("Blocks the booking"));
  GtkWidget *toggle;

  if (!wabi_avail_may (self->desk, WABI_AVAIL_DECIDERS))
    return row;
  toggle = gtk_switch_new ();
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), wabi_record_get_bool (record, "active"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (toggle), "limit", g_strdup (wabi_record_get_id (record)), g_free);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (on_switch_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "limit", g_strdup (wabi_record_get_id (record)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_cb), self, G_CONNECT_DEFAULT);
  return row;
}

static void
refresh (WabiLimitsView *self)
{
  g_autoptr (GPtrArray) records = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_hours_limit);
  records = wabi_desk_list (self->desk, &query);
  wabi_avail_clear_rows (self->limits, self->limit_rows);
  wabi_avail_clear_rows (self->closed, self->closed_rows);
  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      gboolean on = wabi_record_get_bool (record, "active");
      GtkWidget *row = make_row (self, record);

      adw_preferences_group_add (on ? self->limits : self->closed, row);
      g_ptr_array_add (on ? self->limit_rows : self->closed_rows, row);
    }
  if (self->limit_rows->len == 0)
    {
      GtkWidget *row = wabi_avail_row_new (_("No limit is in force"), _("Such as: 97151 by RBT, 2 hours for each client a day; or 40 hours for each person a week."));

      adw_preferences_group_add (self->limits, row);
      g_ptr_array_add (self->limit_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->closed), self->closed_rows->len > 0);
}

static void
on_changed_cb (WabiLimitsView *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_hours_limit) || wabi_changes_has_kind (changes, &wabi_kind_staff))
    refresh (self);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_avail_form_limit (WABI_LIMITS_VIEW (widget)->desk, NULL, wabi_avail_get_window (widget));
}

static void
wabi_limits_view_dispose (GObject *object)
{
  WabiLimitsView *self = WABI_LIMITS_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), TYPE_LIMITS_VIEW);
  g_clear_pointer (&self->limit_rows, g_ptr_array_unref);
  g_clear_pointer (&self->closed_rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_limits_view_parent_class)->dispose (object);
}

static void
wabi_limits_view_class_init (WabiLimitsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_limits_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-limits-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiLimitsView, page);
  gtk_widget_class_bind_template_child (widget_class, WabiLimitsView, limits);
  gtk_widget_class_bind_template_child (widget_class, WabiLimitsView, closed);
  gtk_widget_class_install_action (widget_class, "limits.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "limits.add", NULL);
}

static void
wabi_limits_view_init (WabiLimitsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->limit_rows = g_ptr_array_new ();
  self->closed_rows = g_ptr_array_new ();
}

GtkWidget *
wabi_limits_view_new (WabiDesk *desk)
{
  WabiLimitsView *self;

  wabi_avail_init ();
  self = g_object_new (TYPE_LIMITS_VIEW, NULL);
  self->desk = g_object_ref (desk);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "limits.add", wabi_avail_may (desk, WABI_AVAIL_DECIDERS));
  refresh (self);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
