// SPDX-License-Identifier: AGPL-3.0-or-later
// What a practice decides for everybody: when copies lock, whom its analysts see, when families are reminded.

#include "wabi-practice-group.h"

#include <glib/gi18n-lib.h>

#include "wabi-domain.h"

/* What holds where the practice has said nothing; the server's rule (docs/protocol.md). */
#define USUAL_DAYS 7

struct _WabiPracticeGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *days, *scope, *reminder;
  GtkSwitch *names; /* in reminders */
  GArray *choices; /* days, in the order of the row */
  WabiDesk *desk;
  gboolean filling; /* what is shown changes, and nobody chose it */
};

G_DEFINE_FINAL_TYPE (WabiPracticeGroup, wabi_practice_group, ADW_TYPE_PREFERENCES_GROUP)

static guint refused;

/* In the order of the row. */
static const char *const scopes[] = { "team", "practice" };

/* In the order of the row; 0 is never. */
static const int reminders[] = { 0, 4, 24, 48, 72 };

static WabiRecord *
get_practice (WabiPracticeGroup *self)
{
  return wabi_desk_get (self->desk, &wabi_kind_practice, wabi_cache_get_caller (wabi_desk_get_cache (self->desk))->practice);
}

static int
find_days (WabiRecord *practice)
{
  return wabi_record_has (practice, "offline_lock_days") ? (int) wabi_record_get_int (practice, "offline_lock_days") : USUAL_DAYS;
}

static const char *
find_scope (WabiRecord *practice)
{
  return wabi_record_is (practice, "caseload_scope", "practice") ? "practice" : "team";
}

/* ---- Showing ---- */

static gboolean
find_choice (WabiPracticeGroup *self, int days, guint *at)
{
  for (*at = 0; *at < self->choices->len; (*at)++)
    if (g_array_index (self->choices, int, *at) == days)
      return TRUE;
  return FALSE;
}

/* The usual choices, and what stands where that is none of them. */
static void
offer_days (WabiPracticeGroup *self, int now)
{
  static const int usual[] = { 1, 3, 7, 14, 30, 60, 90 };
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  gboolean put = FALSE;

  g_array_set_size (self->choices, 0);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (!put && now < usual[i])
        g_array_append_val (self->choices, now);
      put |= now <= usual[i];
      g_array_append_val (self->choices, usual[i]);
    }
  for (guint i = 0; i < self->choices->len; i++)
    {
      int days = g_array_index (self->choices, int, i);

      gtk_string_list_take (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %d day", "After %d days", (gulong) days), days));
    }
  adw_combo_row_set_model (self->days, G_LIST_MODEL (list));
}

/* Hours that are not among the choices show as the next longer. */
static guint
find_reminder (WabiRecord *practice)
{
  gint64 hours = wabi_record_get_int (practice, "reminder_hours");
  guint at = 0;

  while (at + 1 < G_N_ELEMENTS (reminders) && reminders[at] < hours)
    at++;
  return at;
}

static void
fill (WabiPracticeGroup *self)
{
  g_autoptr (WabiRecord) practice = get_practice (self);
  guint at;

  gtk_widget_set_sensitive (GTK_WIDGET (self), practice != NULL);
  if (practice == NULL)
    return;
  self->filling = TRUE;
  if (!find_choice (self, find_days (practice), &at))
    offer_days (self, find_days (practice));
  if (find_choice (self, find_days (practice), &at))
    adw_combo_row_set_selected (self->days, at);
  adw_combo_row_set_selected (self->scope, g_str_equal (find_scope (practice), "practice") ? 1 : 0);
  adw_combo_row_set_selected (self->reminder, find_reminder (practice));
  gtk_switch_set_active (self->names, wabi_record_get_bool (practice, "reminder_names"));
  self->filling = FALSE;
}

/* Somebody else may have chosen, or the server refused. */
static void
on_changed_cb (WabiPracticeGroup *self, WabiChanges *changes)
{
  if (wabi_changes_has_kind (changes, &wabi_kind_practice))
    fill (self);
}

/* ---- Choosing ---- */

static JsonObject *
start_args (WabiRecord *practice, gint64 version)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", wabi_record_get_id (practice));
  json_object_set_int_member (args, "base_version", version);
  return args;
}

static void
give (WabiPracticeGroup *self, JsonObject *take_args, JsonObject *take_undo)
{
  g_autoptr (GError) error = NULL;

  if (wabi_desk_do (self->desk, "practice.set", take_args, _ ("The practice’s rule is changed"), "practice.set", take_undo, &error))
    return;
  fill (self);
  g_signal_emit (self, refused, 0, error->message);
}

static void
on_days_cb (WabiPracticeGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->days);
  g_autoptr (WabiRecord) practice = self->filling ? NULL : get_practice (self);
  JsonObject *args, *undo;

  if (practice == NULL || selected >= self->choices->len || g_array_index (self->choices, int, selected) == find_days (practice))
    return;
  args = start_args (practice, wabi_record_get_version (practice));
  undo = start_args (practice, wabi_record_get_version (practice) + 1);
  json_object_set_int_member (args, "offline_lock_days", g_array_index (self->choices, int, selected));
  json_object_set_int_member (undo, "offline_lock_days", find_days (practice));
  give (self, args, undo);
}

static void
on_scope_cb (WabiPracticeGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->scope);
  g_autoptr (WabiRecord) practice = self->filling ? NULL : get_practice (self);
  JsonObject *args, *undo;

  if (practice == NULL || selected >= G_N_ELEMENTS (scopes) || g_str_equal (scopes[selected], find_scope (practice)))
    return;
  args = start_args (practice, wabi_record_get_version (practice));
  undo = start_args (practice, wabi_record_get_version (practice) + 1);
  json_object_set_string_member (args, "caseload_scope", scopes[selected]);
  json_object_set_string_member (undo, "caseload_scope", find_scope (practice));
  give (self, args, undo);
}

static void
on_reminder_cb (WabiPracticeGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->reminder);
  g_autoptr (WabiRecord) practice = self->filling ? NULL : get_practice (self);
  JsonObject *args, *undo;

  if (practice == NULL || selected >= G_N_ELEMENTS (reminders) || selected == find_reminder (practice))
    return;
  args = start_args (practice, wabi_record_get_version (practice));
  undo = start_args (practice, wabi_record_get_version (practice) + 1);
  json_object_set_int_member (args, "reminder_hours", reminders[selected]);
  json_object_set_int_member (undo, "reminder_hours", wabi_record_get_int (practice, "reminder_hours"));
  give (self, args, undo);
}

static void
on_names_cb (WabiPracticeGroup *self)
{
  gboolean names = gtk_switch_get_active (self->names);
  g_autoptr (WabiRecord) practice = self->filling ? NULL : get_practice (self);
  JsonObject *args, *undo;

  if (practice == NULL || names == wabi_record_get_bool (practice, "reminder_names"))
    return;
  args = start_args (practice, wabi_record_get_version (practice));
  undo = start_args (practice, wabi_record_get_version (practice) + 1);
  json_object_set_boolean_member (args, "reminder_names", names);
  json_object_set_boolean_member (undo, "reminder_names", !names);
  give (self, args, undo);
}

/* ---- GObject ---- */

static void
wabi_practice_group_dispose (GObject *object)
{
  WabiPracticeGroup *self = WABI_PRACTICE_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PRACTICE_GROUP);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_practice_group_parent_class)->dispose (object);
}

static void
wabi_practice_group_finalize (GObject *object)
{
  g_array_unref (WABI_PRACTICE_GROUP (object)->choices);
  G_OBJECT_CLASS (wabi_practice_group_parent_class)->finalize (object);
}

static void
wabi_practice_group_class_init (WabiPracticeGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_practice_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_practice_group_finalize;
  /**
   * WabiPracticeGroup::refused:
   * @group: the group
   * @why: for the person
   */
  refused = g_signal_new ("refused", WABI_TYPE_PRACTICE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-practice-group.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPracticeGroup, days);
  gtk_widget_class_bind_template_child (widget_class, WabiPracticeGroup, scope);
  gtk_widget_class_bind_template_child (widget_class, WabiPracticeGroup, reminder);
  gtk_widget_class_bind_template_child (widget_class, WabiPracticeGroup, names);
}

static void
wabi_practice_group_init (WabiPracticeGroup *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_practice_group_new (WabiDesk *desk)
{
  WabiPracticeGroup *self = g_object_new (WABI_TYPE_PRACTICE_GROUP, NULL);

  self->desk = g_object_ref (desk);
  fill (self);
  g_signal_connect_swapped (self->days, "notify::selected", G_CALLBACK (on_days_cb), self);
  g_signal_connect_swapped (self->scope, "notify::selected", G_CALLBACK (on_scope_cb), self);
  g_signal_connect_swapped (self->reminder, "notify::selected", G_CALLBACK (on_reminder_cb), self);
  g_signal_connect_object (self->names, "notify::active", G_CALLBACK (on_names_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_desk_get_cache (desk), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
