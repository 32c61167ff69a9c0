// SPDX-License-Identifier: AGPL-3.0-or-later
// "Plan this week": what is wanted, the work, and the draft.

#include "wabi-week-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-person-picker.h"
#include "wabi-plan-slot.h"
#include "wabi-visit-words.h"
#include "wabi-week-draft.h"
#include "wabi-week-row.h"
#include "wabi-week-words.h"
#include "wabi-week-work.h"
#include "wabi-words.h"

struct _WabiWeekPanel
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *days;
  GtkStack *stack;
  GtkDropDown *mode;
  GtkLabel *about;
  WabiPersonPicker *absent;
  GtkDropDown *time;
  GtkLabel *placed;
  GtkLabel *gap;
  GtkProgressBar *bar;
  GtkLabel *result;
  GtkLabel *quality;
  GtkListBox *suggested;
  GtkLabel *unmet_title;
  GtkListBox *unmet;

  WabiDesk *desk;
  WabiDay first;
  double seconds;
  int wanted; /* slots that the work has to place */
  WabiWeekWork *work;
  WabiWeekDraft *draft;
};

enum
{
  DRAFT,
  CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WabiWeekPanel, wabi_week_panel, GTK_TYPE_WIDGET)

static void show_counts (WabiWeekPanel *self);

static void
drop_draft (WabiWeekPanel *self)
{
  gtk_list_box_bind_model (self->suggested, NULL, NULL, NULL, NULL);
  if (self->draft == NULL)
    return;
  g_signal_handlers_disconnect_by_func (wabi_week_draft_get_slots (self->draft), show_counts, self);
  g_signal_emit (self, signals[DRAFT], 0, NULL);
  g_clear_pointer (&self->draft, wabi_week_draft_free);
}

static void
drop_work (WabiWeekPanel *self)
{
  if (self->work == NULL)
    return;
  wabi_week_work_stop (self->work);
  g_signal_handlers_disconnect_by_data (self->work, self);
  g_clear_object (&self->work);
}

/* --- what is wanted --- */

static void
on_mode_changed_cb (WabiWeekPanel *self)
{
  static const char *const about[] = {
    N_("Places authorized hours that are not booked yet around everything that is booked."),
    N_("Gives the sessions of somebody who is away to others, at the same times."),
    N_("Changes who goes where, at the same times, so that less time is spent on the way."),
    N_("Changes who goes where, at the same times, so that everybody has a fair share of hours."),
  };
  guint mode = gtk_drop_down_get_selected (self->mode);

  gtk_label_set_text (self->about, mode < G_N_ELEMENTS (about) ? g_dgettext (GETTEXT_PACKAGE, about[mode]) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->absent), mode == WABI_WEEK_COVER);
}

static void
show_progress (WabiWeekPanel *self)
{
  WabiPlanProgress progress = wabi_week_work_get_progress (self->work);
  g_autofree char *placed = wabi_week_words_hours (progress.slots), *wanted = wabi_week_words_hours (self->wanted);
  g_autofree char *gap = wabi_week_words_gap (progress.value, progress.bound);
  /* Translators: hours placed of hours wanted: "142 h of 180 h placed" */
  g_autofree char *text = g_strdup_printf (_("%s of %s placed"), placed, wanted);

  gtk_label_set_text (self->placed, text);
  gtk_label_set_text (self->gap, gap);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress.seconds / self->seconds, 0, 1));
}

/* --- the draft --- */

static char *
dup_client_name (WabiWeekPanel *self, const char *client)
{
  return wabi_desk_dup_name (self->desk, &wabi_kind_client, client);
}

static char *
describe (WabiWeekPanel *self, gint64 starts_at, gint64 ends_at, const char *code, const char *staff, const char *instead_of)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, starts_at)), *range = wabi_format_range (zone, starts_at, ends_at);
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, staff);
  g_autofree char *before = instead_of != NULL ? wabi_desk_dup_name (self->desk, &wabi_kind_staff, instead_of) : NULL;

  if (before != NULL)
    /* Translators: day, time, service, who would give it, who has it now */
    return g_strdup_printf (_("%s, %s · %s · %s instead of %s"), day, range, code, name, before);
  return g_strdup_printf ("%s, %s · %s · %s", day, range, code, name);
}

static void
on_accept_cb (WabiWeekRow *row, WabiWeekPanel *self)
{
  wabi_week_panel_accept (self, g_object_get_data (G_OBJECT (row), "wabi-slot"));
}

static void
on_decline_cb (WabiWeekRow *row, WabiWeekPanel *self)
{
  wabi_week_panel_decline (self, g_object_get_data (G_OBJECT (row), "wabi-slot"));
}

static GtkWidget *
make_slot_row (gpointer item, gpointer data)
{
  WabiWeekPanel *self = data;
  const WabiPlanSlotInfo *info = wabi_plan_slot_get_info (item);
  g_autoptr (WabiRecord) was = info->replaces != NULL ? wabi_desk_get (self->desk, &wabi_kind_appointment, info->replaces) : NULL;
  g_autofree char *client = dup_client_name (self, info->client);
  g_autofree char *about = describe (self, info->starts_at, info->ends_at, info->service_code, info->staff,
                                     was != NULL ? wabi_record_get_text (was, "staff") : NULL);
  GtkWidget *row = wabi_week_row_new (client, about, info->why != NULL ? info->why : "", TRUE);

  g_object_set_data_full (G_OBJECT (row), "wabi-slot", g_strdup (info->id), g_free);
  g_signal_connect_object (row, "accept", G_CALLBACK (on_accept_cb), self, 0);
  g_signal_connect_object (row, "decline", G_CALLBACK (on_decline_cb), self, 0);
  return row;
}

static void
add_unmet (WabiWeekPanel *self, const WabiPlanProblem *problem, const WabiPlanUnmet *unmet)
{
  const WabiPlanNeed *need = wabi_plan_problem_get_need (problem, unmet->need);
  g_autofree char *client = dup_client_name (self, wabi_plan_problem_get_client (problem, need->client)->ref);
  g_autofree char *hours = wabi_week_words_hours (unmet->slots), *why = wabi_week_words_unmet (unmet);
  g_autofree char *about = g_strdup_printf ("%s · %s", need->code, hours);

  gtk_list_box_append (self->unmet, wabi_week_row_new (client, about, why, FALSE));
}

static void
add_refused (WabiWeekPanel *self, const WabiWeekVisit *visit)
{
  g_autofree char *client = dup_client_name (self, wabi_record_get_text (visit->record, "client"));
  g_autofree char *about = describe (self, wabi_record_get_int (visit->record, "starts_at"), wabi_record_get_int (visit->record, "ends_at"),
                                     wabi_record_get_text (visit->record, "service_code"), wabi_record_get_text (visit->record, "staff"), NULL);

  gtk_list_box_append (self->unmet, wabi_week_row_new (client, about, visit->refusal, FALSE));
}

/* What lacks most comes first; crumbs of an authorization last. */
static int
compare_unmet (gconstpointer a, gconstpointer b)
{
  const WabiPlanUnmet *first = a, *second = b;

  return first->slots != second->slots ? second->slots - first->slots : first->need - second->need;
}

static void
fill_unmet (WabiWeekPanel *self)
{
  const GArray *unmet = wabi_week_work_get_unmet (self->work);
  const WabiPlanProblem *problem = wabi_week_get_problem (wabi_week_work_get_week (self->work));
  GPtrArray *refused = wabi_week_draft_list_refused (self->draft);
  g_autoptr (GArray) sorted = g_array_copy ((GArray *) unmet);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->unmet))) != NULL)
    gtk_list_box_remove (self->unmet, row);
  for (guint i = 0; i < refused->len; i++)
    add_refused (self, g_ptr_array_index (refused, i));
  g_array_sort (sorted, compare_unmet);
  for (guint i = 0; i < sorted->len; i++)
    add_unmet (self, problem, &g_array_index (sorted, WabiPlanUnmet, i));
  gtk_widget_set_visible (GTK_WIDGET (self->unmet_title), refused->len + unmet->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->unmet), refused->len + unmet->len > 0);
}

/* How much of the draft waits for an answer. */
static void
show_counts (WabiWeekPanel *self)
{
  GListModel *slots = wabi_week_draft_get_slots (self->draft);
  guint n = g_list_model_get_n_items (slots);
  gint64 minutes = 0;
  g_autofree char *text = NULL, *hours = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WabiPlanSlot) slot = g_list_model_get_item (slots, i);
      const WabiPlanSlotInfo *info = wabi_plan_slot_get_info (slot);

      minutes += (info->ends_at - info->starts_at) / WABI_MINUTE;
    }
  hours = wabi_week_words_hours ((int) (minutes / WABI_PLAN_SLOT_MINUTES));
  /* Translators: sessions and their hours: "98 sessions suggested, 142 h" */
  text = n == 0 ? g_strdup (_("Nothing more is suggested"))
                : g_strdup_printf (ngettext ("%u session suggested, %s", "%u sessions suggested, %s", n), n, hours);
  gtk_label_set_text (self->result, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "week.accept-all", n > 0);
}

static void
on_done_cb (WabiWeekPanel *self)
{
  WabiWeek *week = wabi_week_work_get_week (self->work);
  const WabiPlanResult *result = wabi_week_work_get_result (self->work);
  g_autoptr (WabiProofContext) context
      = wabi_proof_context_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  g_autofree char *quality = wabi_week_words_gap (result->value, result->bound);

  self->draft = wabi_week_draft_new (self->desk, wabi_week_list_visits (week, context, result->visits), wabi_week_work_get_reasons (self->work));
  gtk_label_set_text (self->quality, quality);
  fill_unmet (self);
  g_signal_connect_object (wabi_week_draft_get_slots (self->draft), "items-changed", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->suggested, wabi_week_draft_get_slots (self->draft), make_slot_row, self, NULL);
  show_counts (self);
  drop_work (self);
  gtk_stack_set_visible_child_name (self->stack, "draft");
  g_signal_emit (self, signals[DRAFT], 0, wabi_week_draft_get_slots (self->draft));
}

/* --- actions --- */

static void
begin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const double seconds[] = { 10, 60, 300 };
  WabiWeekPanel *self = WABI_WEEK_PANEL (widget);
  WabiWeekWish wish = { .mode = (WabiWeekMode) gtk_drop_down_get_selected (self->mode), .first = self->first, .days = 7 };
  g_autoptr (WabiProofContext) context = NULL;
  WabiWeek *week;

  wish.absent = wish.mode == WABI_WEEK_COVER ? wabi_person_picker_get_id (self->absent) : NULL;
  if (wish.mode == WABI_WEEK_COVER && wish.absent == NULL)
    {
      wabi_desk_tell (self->desk, _("Choose who is away."));
      wabi_person_picker_focus (self->absent);
      return;
    }
  drop_draft (self);
  context = wabi_proof_context_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  week = wabi_week_new (context, &wish);
  self->wanted = 0;
  for (guint i = 0; i < wabi_week_get_problem (week)->needs->len; i++)
    self->wanted += wabi_plan_problem_get_need (wabi_week_get_problem (week), (int) i)->wanted;
  self->seconds = seconds[MIN (gtk_drop_down_get_selected (self->time), G_N_ELEMENTS (seconds) - 1)];
  self->work = wabi_week_work_new (week, wabi_clock_get_system (), self->seconds);
  g_signal_connect_object (self->work, "progress", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "done", G_CALLBACK (on_done_cb), self, G_CONNECT_SWAPPED);
  show_progress (self);
  gtk_stack_set_visible_child_name (self->stack, "work");
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiWeekPanel *self = WABI_WEEK_PANEL (widget);

  if (self->work != NULL)
    wabi_week_work_stop (self->work);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiWeekPanel *self = WABI_WEEK_PANEL (widget);

  drop_draft (self);
  gtk_stack_set_visible_child_name (self->stack, "wish");
  gtk_widget_grab_focus (GTK_WIDGET (self->mode));
}

static void
accept_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_week_panel_accept (WABI_WEEK_PANEL (widget), NULL);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[CLOSE], 0);
}

/* --- the class --- */

static void
wabi_week_panel_dispose (GObject *object)
{
  WabiWeekPanel *self = WABI_WEEK_PANEL (object);

  drop_work (self);
  if (self->suggested != NULL)
    drop_draft (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_WEEK_PANEL);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_week_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, main);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, days);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, mode);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, about);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, absent);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, time);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, placed);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, gap);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, bar);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, result);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, quality);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, suggested);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, unmet_title);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, unmet);
  gtk_widget_class_bind_template_callback (widget_class, on_mode_changed_cb);
}

static void
wabi_week_panel_class_init (WabiWeekPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_week_panel_dispose;
  signals[DRAFT] = g_signal_new ("draft", WABI_TYPE_WEEK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);
  signals[CLOSE] = g_signal_new ("close", WABI_TYPE_WEEK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WABI_TYPE_PERSON_PICKER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "weekpanel");
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-week-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "week.begin", NULL, begin_action);
  gtk_widget_class_install_action (widget_class, "week.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "week.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "week.accept-all", NULL, accept_all_action);
  gtk_widget_class_install_action (widget_class, "week.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "week.accept-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "week.close", NULL);
}

static void
wabi_week_panel_init (WabiWeekPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "week.accept-all", FALSE);
  on_mode_changed_cb (self);
}

void
wabi_week_panel_set_up (WabiWeekPanel *self, WabiDesk *desk)
{
  self->desk = g_object_ref (desk);
  wabi_person_picker_set_up (self->absent, desk, &wabi_kind_staff, _("Who is away"), _("Who is away"), NULL);
}

void
wabi_week_panel_ask (WabiWeekPanel *self, WabiDay first, const char *staff)
{
  g_autofree char *range = NULL;

  if (self->work != NULL || self->draft != NULL)
    return;
  self->first = first;
  range = wabi_words_day_range (first, first + 6);
  gtk_label_set_text (self->days, range);
  if (staff != NULL)
    wabi_person_picker_set_id (self->absent, staff);
  gtk_stack_set_visible_child_name (self->stack, "wish");
  gtk_widget_grab_focus (GTK_WIDGET (self->mode));
}

void
wabi_week_panel_accept (WabiWeekPanel *self, const char *id)
{
  g_autoptr (GError) error = NULL;

  if (self->draft != NULL && !wabi_week_draft_accept (self->draft, id, &error))
    wabi_desk_tell_error (self->desk, error);
}

void
wabi_week_panel_decline (WabiWeekPanel *self, const char *id)
{
  if (self->draft != NULL)
    wabi_week_draft_decline (self->draft, id);
}
