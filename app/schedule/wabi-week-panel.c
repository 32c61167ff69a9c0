// SPDX-License-Identifier: AGPL-3.0-or-later
// "Plan this week": what is wanted, the work, and the draft.

#include "wabi-week-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-cbc.h"
#include "wabi-format.h"
#include "wabi-people-chooser.h"
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
  WabiPeopleChooser *clients;
  WabiPeopleChooser *people;
  GtkDropDown *where;
  GtkLabel *solver;
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
  WabiWeekWork *work;
  WabiWeekDraft *draft;
};

/* The second of the places where it can be planned. */
#define ON_SERVER 1

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
  g_signal_handlers_disconnect_by_data (self->work, self);
  wabi_week_work_abandon (self->work);
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
on_where_changed_cb (WabiWeekPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->solver), gtk_drop_down_get_selected (self->where) != ON_SERVER && !wabi_cbc_is_there ());
}

static void
show_progress (WabiWeekPanel *self)
{
  int slots = 0;
  WabiPlanProgress progress = wabi_week_work_get_progress (self->work, &slots);
  g_autofree char *placed = wabi_week_words_hours (progress.slots), *wanted = wabi_week_words_hours (slots);
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
add_unmet (WabiWeekPanel *self, const WabiWeekUnmet *unmet)
{
  g_autofree char *who = unmet->client != NULL ? dup_client_name (self, unmet->client) : wabi_desk_dup_name (self->desk, &wabi_kind_staff, unmet->staff);
  g_autofree char *hours = wabi_week_words_hours (unmet->slots), *why = wabi_week_words_unmet (unmet), *about = NULL;

  if (unmet->client == NULL)
    /* Translators: hours of supervision that a technician is owed and that the plan has no place for: "supervision owed · 1.25 h" */
    about = g_strdup_printf (_("supervision owed · %s"), hours);
  else if (unmet->waits)
    /* Translators: service, hours: "97151 · waiting list · 4 h" */
    about = g_strdup_printf (_("%s · waiting list · %s"), unmet->code, hours);
  else
    about = g_strdup_printf ("%s · %s", unmet->code, hours);
  gtk_list_box_append (self->unmet, wabi_week_row_new (who, about, why, FALSE));
}

static void
add_refused (WabiWeekPanel *self, const WabiWeekVisit *visit)
{
  g_autofree char *client = dup_client_name (self, wabi_record_get_text (visit->record, "client"));
  g_autofree char *about = describe (self, wabi_record_get_int (visit->record, "starts_at"), wabi_record_get_int (visit->record, "ends_at"),
                                     wabi_record_get_text (visit->record, "service_code"), wabi_record_get_text (visit->record, "staff"), NULL);

  gtk_list_box_append (self->unmet, wabi_week_row_new (client, about, visit->refusal, FALSE));
}

/* Who waits comes first, then what lacks most; crumbs of an authorization last. */
static int
compare_unmet (gconstpointer a, gconstpointer b)
{
  const WabiWeekUnmet *first = *(const WabiWeekUnmet *const *) a, *second = *(const WabiWeekUnmet *const *) b;

  if (first->waits != second->waits)
    return first->waits ? -1 : 1;
  return second->slots - first->slots;
}

static void
fill_unmet (WabiWeekPanel *self, GPtrArray *unmet)
{
  GPtrArray *refused = wabi_week_draft_list_refused (self->draft);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->unmet))) != NULL)
    gtk_list_box_remove (self->unmet, row);
  for (guint i = 0; i < refused->len; i++)
    add_refused (self, g_ptr_array_index (refused, i));
  g_ptr_array_sort (unmet, compare_unmet);
  for (guint i = 0; i < unmet->len; i++)
    add_unmet (self, g_ptr_array_index (unmet, i));
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

static char *
describe_quality (const WabiWeekPlan *plan)
{
  g_autofree char *gap = plan->exact ? g_strdup (_("as good as possible")) : wabi_week_words_gap (plan->value, plan->bound);

  if (plan->faulty)
    return g_strdup (_("A plan was made and thrown away: the check found faults in it. Please report it."));
  if (plan->solver || plan->exact)
    return g_steal_pointer (&gap);
  /* Translators: how good the plan is, then what would help to know more */
  return g_strdup_printf (_("%s. The solver (CBC) was not there; with it a plan is sometimes better, and more is known of how good it is."), gap);
}

static WabiProofContext *
new_context (WabiWeekPanel *self)
{
  return wabi_proof_context_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
}

static void begin_here (WabiWeekPanel *self);

static void
on_done_cb (WabiWeekPanel *self)
{
  const GError *error = wabi_week_work_get_error (self->work);
  g_autoptr (WabiProofContext) context = NULL;
  g_autofree char *quality = NULL;
  WabiWeekPlan *plan;

  if (error != NULL)
    {
      /* Translators: why the server did not plan, as a sentence */
      g_autofree char *said = g_strdup_printf (_("%s Planning on this computer instead."), error->message);

      wabi_desk_tell (self->desk, said);
      drop_work (self);
      begin_here (self);
      return;
    }
  plan = wabi_week_work_get_plan (self->work);
  quality = describe_quality (plan);
  context = new_context (self);
  self->draft = wabi_week_draft_new (self->desk, wabi_week_plan_take_visits (plan, context));
  gtk_label_set_text (self->quality, quality);
  fill_unmet (self, plan->unmet);
  g_signal_connect_object (wabi_week_draft_get_slots (self->draft), "items-changed", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->suggested, wabi_week_draft_get_slots (self->draft), make_slot_row, self, NULL);
  show_counts (self);
  drop_work (self);
  gtk_stack_set_visible_child_name (self->stack, "draft");
  g_signal_emit (self, signals[DRAFT], 0, wabi_week_draft_get_slots (self->draft));
}

/* --- actions --- */

/* Lists of nobody in particular stand for everybody; they are the choosers' until they are changed. */
static WabiWeekWish
make_wish (WabiWeekPanel *self)
{
  WabiWeekWish wish = { .mode = (WabiWeekMode) gtk_drop_down_get_selected (self->mode), .first = self->first, .days = 7 };

  wish.absent = wish.mode == WABI_WEEK_COVER ? wabi_person_picker_get_id (self->absent) : NULL;
  wish.clients = wabi_people_chooser_get_ids (self->clients);
  wish.staff = wabi_people_chooser_get_ids (self->people);
  return wish;
}

static void
take_work (WabiWeekPanel *self, WabiWeekWork *take_work)
{
  self->work = take_work;
  g_signal_connect_object (self->work, "progress", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "done", G_CALLBACK (on_done_cb), self, G_CONNECT_SWAPPED);
  show_progress (self);
  gtk_stack_set_visible_child_name (self->stack, "work");
}

static void
begin_here (WabiWeekPanel *self)
{
  g_autoptr (WabiProofContext) context = new_context (self);
  WabiWeekWish wish = make_wish (self);

  take_work (self, wabi_week_work_new (wabi_week_new (context, &wish), wabi_clock_get_system (), self->seconds));
}

static void
begin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const double seconds[] = { 10, 60, 300 };
  WabiWeekPanel *self = WABI_WEEK_PANEL (widget);
  WabiWeekWish wish = make_wish (self);

  if (wish.mode == WABI_WEEK_COVER && wish.absent == NULL)
    {
      wabi_desk_tell (self->desk, _("Choose who is away."));
      wabi_person_picker_focus (self->absent);
      return;
    }
  drop_draft (self);
  self->seconds = seconds[MIN (gtk_drop_down_get_selected (self->time), G_N_ELEMENTS (seconds) - 1)];
  if (gtk_drop_down_get_selected (self->where) == ON_SERVER)
    take_work (self, wabi_week_work_new_remote (wabi_desk_get_sync (self->desk), &wish, self->seconds));
  else
    begin_here (self);
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
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, clients);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, people);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, where);
  gtk_widget_class_bind_template_child (widget_class, WabiWeekPanel, solver);
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
  gtk_widget_class_bind_template_callback (widget_class, on_where_changed_cb);
}

static void
wabi_week_panel_class_init (WabiWeekPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_week_panel_dispose;
  signals[DRAFT] = g_signal_new ("draft", WABI_TYPE_WEEK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);
  signals[CLOSE] = g_signal_new ("close", WABI_TYPE_WEEK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WABI_TYPE_PERSON_PICKER);
  g_type_ensure (WABI_TYPE_PEOPLE_CHOOSER);
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
  on_where_changed_cb (self);
}

void
wabi_week_panel_set_up (WabiWeekPanel *self, WabiDesk *desk)
{
  self->desk = g_object_ref (desk);
  wabi_person_picker_set_up (self->absent, desk, &wabi_kind_staff, _("Who is away"), _("Who is away"), NULL);
  wabi_people_chooser_set_up (self->clients, desk, &wabi_kind_client);
  wabi_people_chooser_set_up (self->people, desk, &wabi_kind_staff);
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
