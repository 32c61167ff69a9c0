// SPDX-License-Identifier: AGPL-3.0-or-later
// One appointment of today, with the next thing to do on it.

#include "wabi-today-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-collect.h"
#include "wabi-confirmation.h"
#include "wabi-format.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

#define SOON (60 * WABI_MINUTE)
#define LATE_AFTER (5 * WABI_MINUTE)

struct _WabiTodayRow
{
  GtkListBoxRow parent_instance;
  GtkLabel *time;
  GtkLabel *client;
  GtkLabel *detail;
  WabiStatusMark *mark;
  WabiBadge *badge;
  GtkButton *verb;
  GtkLabel *verb_label;
  WabiKeycap *verb_key;
  GtkMenuButton *more;
  WabiDesk *desk;
  WabiRecord *visit;
  WabiTodayGroup group;
};

G_DEFINE_FINAL_TYPE (WabiTodayRow, wabi_today_row, GTK_TYPE_LIST_BOX_ROW)

WabiTodayGroup
wabi_today_group_of (WabiRecord *visit, gint64 now)
{
  gint64 starts_at = wabi_record_get_int (visit, "starts_at");

  if (wabi_visit_has_status (visit, "cancelled no_show withdrawn"))
    return WABI_TODAY_CANCELED;
  if (wabi_visit_has_status (visit, "completed"))
    return WABI_TODAY_DONE;
  if (wabi_visit_has_status (visit, "in_session arrived") || starts_at <= now)
    return WABI_TODAY_NOW;
  return starts_at <= now + SOON ? WABI_TODAY_NEXT : WABI_TODAY_LATER;
}

const char *
wabi_today_group_get_title (WabiTodayGroup group)
{
  static const char *const titles[] = {
    [WABI_TODAY_NOW] = N_("Now"),   [WABI_TODAY_NEXT] = N_("Within the hour"), [WABI_TODAY_LATER] = N_("Later today"),
    [WABI_TODAY_DONE] = N_("Held"), [WABI_TODAY_CANCELED] = N_("Canceled"),
  };

  return _(titles[group]);
}

static gboolean
is_late (WabiTodayRow *self)
{
  return wabi_visit_has_status (self->visit, "scheduled")
         && wabi_record_get_int (self->visit, "starts_at") + LATE_AFTER <= wabi_desk_get_now (self->desk);
}

static char *
describe_state (WabiTodayRow *self)
{
  g_autofree char *late = NULL;

  if (!is_late (self))
    return wabi_visit_dup_state (self->visit);
  if (wabi_record_get_int (self->visit, "ends_at") <= wabi_desk_get_now (self->desk))
    return g_strdup (_("Not held"));
  late = wabi_format_minutes ((int) ((wabi_desk_get_now (self->desk) - wabi_record_get_int (self->visit, "starts_at")) / WABI_MINUTE));
  /* Translators: how late somebody is: "25 min late" */
  return g_strdup_printf (_("%s late"), late);
}

static WabiMarkKind
judge (WabiTodayRow *self)
{
  if (wabi_visit_needs_hand (self->visit) || is_late (self))
    return WABI_MARK_WARNING;
  if (wabi_visit_has_status (self->visit, "arrived completed"))
    return WABI_MARK_PASSED;
  if (wabi_record_is (self->visit, "status", "in_session"))
    return WABI_MARK_INFO;
  return wabi_record_get_seq (self->visit) == 0 ? WABI_MARK_PENDING : WABI_MARK_NONE;
}

static void
set_verb (WabiTodayRow *self, const char *label, const char *key, const char *action)
{
  gtk_widget_set_visible (GTK_WIDGET (self->verb), label != NULL);
  if (label == NULL)
    return;
  gtk_label_set_text (self->verb_label, label);
  wabi_keycap_set_accelerator (self->verb_key, key);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->verb), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->verb), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The one thing that comes next for the person at work. */
static void
choose_verb (WabiTodayRow *self)
{
  const char *id = wabi_record_get_id (self->visit);
  g_autofree char *arrive = g_strdup_printf ("today.arrive-of('%s')", id), *start = g_strdup_printf ("today.start-of('%s')", id);
  gboolean mine = wabi_record_is (self->visit, "staff", wabi_desk_get_user (self->desk));

  if (mine && wabi_visit_has_status (self->visit, "scheduled arrived"))
    set_verb (self, _("Start session"), "s", start);
  else if (mine && wabi_record_is (self->visit, "status", "in_session"))
    set_verb (self, _("Open session"), "s", start);
  else if (self->group <= WABI_TODAY_NEXT && wabi_record_is (self->visit, "status", "scheduled") && wabi_visit_may (self->desk, "appointment.arrive"))
    set_verb (self, _("Confirm arrival"), "a", arrive);
  else
    set_verb (self, NULL, NULL, NULL);
}

static GMenuModel *
make_menu (WabiTodayRow *self)
{
  static const struct
  {
    const char *label, *action, *status;
  } items[] = {
    { N_("Confirm _arrival"), "arrive", "scheduled" },
    { N_("_Family confirmed"), "confirm", "scheduled proposed" },
    { N_("Record a _payment…"), "collect", "scheduled arrived in_session completed" },
    { N_("_Start or open session"), "start", "scheduled arrived in_session completed" },
    { N_("Mark _no-show"), "miss", "scheduled arrived" },
    { N_("_Cancel session"), "cancel", "scheduled arrived proposed" },
    { N_("_Restore"), "restore", "cancelled no_show" },
    { N_("Show in Sche_dule"), "show", NULL },
    { N_("Open c_lient"), "client", NULL },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    if ((items[i].status == NULL || wabi_visit_has_status (self->visit, items[i].status))
        && (strcmp (items[i].action, "collect") != 0 || wabi_visit_may (self->desk, "family-payment.record")))
      {
        g_autofree char *action = g_strdup_printf ("today.%s-of('%s')", items[i].action, wabi_record_get_id (self->visit));

        g_menu_append (menu, _(items[i].label), action);
      }
  return G_MENU_MODEL (menu);
}

static void
write_row (WabiTodayRow *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *time = wabi_format_range (zone, wabi_record_get_int (self->visit, "starts_at"), wabi_record_get_int (self->visit, "ends_at"));
  g_autofree char *client = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (self->visit, "client"));
  g_autofree char *staff = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (self->visit, "staff"));
  /* The code says it; its name is in the companion, and would push aside who gives it and where. */
  const char *service = wabi_record_get_text (self->visit, "service_code");
  g_autofree char *confirmation = wabi_visit_has_status (self->visit, "scheduled proposed") ? wabi_visit_dup_confirmation (self->visit) : NULL;
  g_autofree char *collect = wabi_collect_dup_words (self->desk, self->visit);
  g_autofree char *detail
      = g_strdup_printf ("%s%s%s · %s · %s%s%s", collect != NULL ? collect : "", collect != NULL ? " · " : "", service, staff,
                         wabi_visit_get_place (wabi_record_get_text (self->visit, "place")), confirmation != NULL ? " · " : "",
                         confirmation != NULL ? confirmation : "");
  g_autofree char *state = describe_state (self), *spoken = NULL, *more = NULL;
  g_autoptr (GMenuModel) menu = make_menu (self);

  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->client, client);
  gtk_label_set_text (self->detail, detail);
  wabi_badge_set_text (self->badge, state);
  wabi_badge_set_kind (self->badge, is_late (self) ? WABI_BADGE_WARNING : wabi_visit_get_badge_kind (self->visit));
  wabi_status_mark_set_kind (self->mark, judge (self));
  gtk_menu_button_set_menu_model (self->more, menu);
  /* Translators: an appointment as a screen reader says it: client, time, what and with whom, state */
  spoken = g_strdup_printf (_("%s, %s, %s, %s"), client, time, detail, state);
  more = g_strdup_printf (_("More for %s"), client);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, more, -1);
}

static void
wabi_today_row_dispose (GObject *object)
{
  WabiTodayRow *self = WABI_TODAY_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_TODAY_ROW);
  g_clear_object (&self->visit);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_today_row_parent_class)->dispose (object);
}

static void
wabi_today_row_class_init (WabiTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_today_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-today-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, time);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, client);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, detail);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, mark);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, badge);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, verb);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, verb_label);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, verb_key);
  gtk_widget_class_bind_template_child (widget_class, WabiTodayRow, more);
}

static void
wabi_today_row_init (WabiTodayRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_today_row_new (WabiDesk *desk, WabiRecord *visit)
{
  WabiTodayRow *self = g_object_new (WABI_TYPE_TODAY_ROW, NULL);

  self->desk = g_object_ref (desk);
  wabi_today_row_set_visit (self, visit);
  return GTK_WIDGET (self);
}

void
wabi_today_row_set_visit (WabiTodayRow *self, WabiRecord *visit)
{
  g_set_object (&self->visit, visit);
  self->group = wabi_today_group_of (visit, wabi_desk_get_now (self->desk));
  write_row (self);
  choose_verb (self);
}

WabiRecord *
wabi_today_row_get_visit (WabiTodayRow *self)
{
  return self->visit;
}

WabiTodayGroup
wabi_today_row_get_group (WabiTodayRow *self)
{
  return self->group;
}
