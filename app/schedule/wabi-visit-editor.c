// SPDX-License-Identifier: AGPL-3.0-or-later
// Books or changes a session: what is typed becomes a draft, and the draft is judged at once.

#include "wabi-visit-editor.h"

#include <glib/gi18n-lib.h>

#include "wabi-alternatives.h"
#include "wabi-choice-list.h"
#include "wabi-format.h"
#include "wabi-override-box.h"
#include "wabi-person-picker.h"
#include "wabi-scrub-facts.h"
#include "wabi-repeat-editor.h"
#include "wabi-schedule-init.h"
#include "wabi-series-acts.h"
#include "wabi-series-edit.h"
#include "wabi-text.h"
#include "wabi-time-fields.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"
#include "wabi-where-picker.h"
#include "wabi-words.h"

struct _WabiVisitEditor
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *title;
  WabiBadge *badge;
  WabiPersonPicker *client;
  WabiPersonPicker *staff;
  GtkDropDown *service;
  GtkEntry *date;
  GtkEntry *start;
  GtkEntry *end;
  GtkLabel *length;
  GtkWidget *scope_box;
  GtkDropDown *scope;
  WabiRepeatEditor *repeat;
  GtkDropDown *place;
  WabiWherePicker *where;
  GtkWidget *where_label;
  GtkEntry *notes;
  GtkBox *proof;
  GtkWidget *findings;
  GtkWidget *override;
  WabiAlternatives *alternatives;
  GtkLabel *reason;
  GtkButton *save;
  GtkLabel *save_label;

  WabiDesk *desk;
  WabiOpenHours *hours;
  WabiRecord *draft;
  WabiRecord *before; /* the stored appointment that is changed; NULL for a new one */
  WabiTimeFields when;
  WabiSeriesEdit *series; /* a series that is changed; NULL for a session, and for a new series */
  WabiSeriesPlan *plan;   /* the repeat editor's or the edit's; NULL for a session that does not repeat */
  gboolean overridden;    /* rules in the way, with a reason that is in the draft */
  gboolean service_chosen, place_chosen;
  gboolean filling;
  guint idle;
};

G_DEFINE_FINAL_TYPE (WabiVisitEditor, wabi_visit_editor, GTK_TYPE_WIDGET)

enum
{
  DRAFT_CHANGED,
  DONE,
  DISMISSED,
  GO,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- fields to draft --- */

static void
show_where (WabiVisitEditor *self)
{
  gboolean fits = wabi_where_picker_fits (self->where, self->draft);

  gtk_widget_set_visible (GTK_WIDGET (self->where), fits);
  gtk_widget_set_visible (self->where_label, fits);
}

static const char *
read_fields (WabiVisitEditor *self)
{
  gint64 starts_at = 0, ends_at = 0;
  const char *wrong = wabi_time_fields_read (&self->when, &starts_at, &ends_at);
  const char *notes = gtk_editable_get_text (GTK_EDITABLE (self->notes));

  wabi_record_set_text (self->draft, "client", wabi_person_picker_get_id (self->client));
  wabi_record_set_text (self->draft, "staff", wabi_person_picker_get_id (self->staff));
  wabi_record_set_text (self->draft, "service_code", wabi_choice_list_get_code (self->service));
  wabi_record_set_text (self->draft, "place", wabi_choice_list_get_code (self->place));
  wabi_where_picker_write (self->where, self->draft);
  show_where (self);
  wabi_record_set_text (self->draft, "notes", wabi_text_is_blank (notes) ? NULL : notes);
  if (wrong == NULL)
    {
      wabi_record_set_int (self->draft, "starts_at", starts_at);
      wabi_record_set_int (self->draft, "ends_at", ends_at);
    }
  if (!wabi_record_has (self->draft, "client"))
    return _("Choose a client");
  if (!wabi_record_has (self->draft, "staff"))
    return _("Choose who gives the session");
  return wrong;
}

/* --- judging --- */

static gboolean
has_changes (WabiVisitEditor *self)
{
  return self->before == NULL
         || !json_object_equal (wabi_record_get_body (self->before), wabi_record_get_body (self->draft));
}

static gboolean
is_about_time (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && g_strcmp0 (finding->field, "start_at") == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
find_reason (WabiVisitEditor *self, const char *missing, GPtrArray *findings)
{
  if (missing != NULL)
    return g_strdup (missing);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        return g_strdup (finding->title);
    }
  return has_changes (self) ? NULL : g_strdup (_("Nothing is changed yet"));
}

static void
show_reason (WabiVisitEditor *self, const char *reason)
{
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", reason == NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason != NULL ? reason : "", -1);
}

/* While records are still coming in, that nothing overlaps may only mean that it is not here yet. */
static void
warn_of_gaps (WabiVisitEditor *self, GPtrArray *findings)
{
  gint64 done, total;

  if (findings != NULL && wabi_sync_get_partial (wabi_desk_get_sync (self->desk), &done, &total))
    wabi_findings_add (findings, WABI_FINDING_WARNING, "still-loading", g_strdup (_("Records are still coming in")),
                       g_strdup (_("Other visits at this time may not be known here yet. The server checks again.")));
}

static GPtrArray *
prove (WabiVisitEditor *self)
{
  g_autoptr (WabiProof) proof
      = wabi_proof_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), self->draft);

  return wabi_scrub_explain_booking (proof);
}

/* The last date counts all before it: what it says of units is what is left after the whole series. */
static GPtrArray *
get_last_findings (const WabiSeriesPlan *plan)
{
  for (guint i = plan->dates->len; i > 0; i--)
    {
      const WabiSeriesDate *date = g_ptr_array_index (plan->dates, i - 1);

      if (date->findings != NULL)
        return date->findings;
    }
  return NULL;
}

/* The authorization that a changed series is to end with. */
static char *
dup_end (WabiVisitEditor *self, const WabiRepeatChoice *choice, GError **error)
{
  WabiRecord *series = wabi_series_edit_get_series (self->series);
  g_autoptr (WabiRecord) next = choice->next ? wabi_series_edit_find_next (self->series) : NULL;
  g_autoptr (WabiProof) proof = NULL;

  if (next != NULL)
    return g_strdup (wabi_record_get_id (next));
  if (wabi_record_get_bool (series, "ends_with_authorization"))
    return g_strdup (wabi_record_get_text (series, "authorization"));
  proof = wabi_proof_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), self->draft);
  if (wabi_proof_pick_authorization (proof) == NULL)
    g_set_error_literal (error, WABI_SERIES_ERROR, WABI_SERIES_ERROR_BOUND, _("No authorization covers the session. Choose another end for the series."));
  return g_strdup (wabi_proof_pick_authorization (proof));
}

static WabiSeriesPlan *
plan_added (WabiVisitEditor *self, GError **error)
{
  return wabi_series_edit_judge (self->series, &(WabiSeriesWish){ .visit = self->draft }, error);
}

static WabiSeriesPlan *
plan_change (WabiVisitEditor *self, GError **error)
{
  g_auto (WabiRepeatChoice) choice = { NULL };
  g_autofree char *ends = NULL;
  WabiSeriesWish wish = { .visit = self->draft };
  WabiSeriesPlan *plan = NULL;
  g_autoptr (GError) inner = NULL;

  if (wabi_repeat_editor_read (self->repeat, &choice, &inner))
    ends = choice.with_authorization || choice.next ? dup_end (self, &choice, &inner) : NULL;
  if (inner == NULL)
    {
      wish.rule = choice.rule;
      wish.ends = ends;
      wish.skip_holidays = choice.skip_holidays;
      wish.left_out = wabi_repeat_editor_get_left_out (self->repeat);
      wish.apart = wabi_repeat_editor_get_apart (self->repeat);
      plan = wabi_series_edit_judge (self->series, &wish, &inner);
    }
  wabi_repeat_editor_show_dates (self->repeat, plan);
  if (plan == NULL && inner == NULL)
    g_set_error_literal (&inner, WABI_SERIES_ERROR, WABI_SERIES_ERROR_NO_DATES, _("Nothing is changed yet"));
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  return plan;
}

/* What stands in the way of its dates may be gone against with a reason, which each of them keeps. */
static void
override_series (WabiVisitEditor *self)
{
  g_autoptr (GPtrArray) blocks = wabi_series_plan_list_blocks (self->plan);

  self->overridden = wabi_override_box_judge (WABI_OVERRIDE_BOX (self->override), self->desk, blocks, self->draft);
  if (!self->overridden)
    return;
  wabi_series_plan_override (self->plan, wabi_record_get_array (self->draft, "overrides"), wabi_desk_get_user (self->desk),
                             wabi_desk_get_now (self->desk));
  wabi_repeat_editor_show_dates (self->repeat, self->plan);
}

static char *
judge_series (WabiVisitEditor *self, GPtrArray **findings)
{
  g_autoptr (GError) error = NULL;

  if (wabi_visit_editor_is_adding (self))
    self->plan = plan_added (self, &error);
  else
    self->plan = self->series != NULL ? plan_change (self, &error) : wabi_repeat_editor_judge (self->repeat, self->draft, &error);
  if (self->plan == NULL)
    {
      wabi_override_box_judge (WABI_OVERRIDE_BOX (self->override), self->desk, NULL, self->draft);
      return g_strdup (error->message);
    }
  if (get_last_findings (self->plan) != NULL)
    {
      g_ptr_array_unref (*findings);
      *findings = g_ptr_array_ref (get_last_findings (self->plan));
    }
  override_series (self);
  if (self->plan->n_blocked > 0)
    {
      g_autofree char *conflicts = wabi_series_plan_dup_conflicts (self->plan);

      /* Translators: how many dates cannot be booked, and which, by reason */
      return g_strdup_printf (ngettext ("%u date cannot be booked. %s", "%u dates cannot be booked. %s", self->plan->n_blocked),
                              self->plan->n_blocked, conflicts);
    }
  if (self->series != NULL)
    return NULL;
  return wabi_series_plan_count (self->plan, WABI_SERIES_MAKE) > 0 ? NULL : g_strdup (_("Every date of the series is left out"));
}

static void
write_save (WabiVisitEditor *self)
{
  guint n = self->plan != NULL ? wabi_series_plan_count (self->plan, WABI_SERIES_MAKE) : 0;
  g_autofree char *words = n > 0 ? g_strdup_printf (ngettext ("Book %u session", "Book %u sessions", n), n) : NULL;

  gtk_label_set_text (self->save_label, wabi_visit_editor_is_adding (self) ? _("Add date") : self->before != NULL ? _("Save changes") : words != NULL ? words : _("Book session"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (self->save_label), -1);
}

/* What was said for this very time before still holds, and stays with the session whatever is said now. */
static void
keep_stood (WabiVisitEditor *self)
{
  JsonNode *stood = self->before != NULL ? json_object_get_member (wabi_record_get_body (self->before), "overrides") : NULL;

  wabi_record_take_node (self->draft, "overrides", stood != NULL ? json_node_copy (stood) : NULL);
}

static void
override_visit (WabiVisitEditor *self, GPtrArray *findings)
{
  gboolean same = !has_changes (self);

  self->overridden = wabi_override_box_judge (WABI_OVERRIDE_BOX (self->override), self->desk, same ? NULL : findings, self->draft);
  if (!self->overridden)
    keep_stood (self);
}

void
wabi_visit_editor_judge (WabiVisitEditor *self)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *reason = NULL;
  gboolean repeats = self->series != NULL || (self->before == NULL && wabi_repeat_editor_get_active (self->repeat));
  const char *missing;

  g_clear_handle_id (&self->idle, g_source_remove);
  self->plan = NULL;
  self->overridden = FALSE;
  if (self->draft == NULL)
    return;
  keep_stood (self);
  missing = read_fields (self);
  wabi_time_fields_write_length (&self->when);
  if (missing == NULL)
    {
      findings = prove (self);
      if (repeats)
        reason = judge_series (self, &findings);
      else
        wabi_visit_show_overridden (self->desk, self->draft, findings);
      warn_of_gaps (self, findings);
      wabi_visit_show_findings (WABI_FINDING_LIST (self->findings), findings);
    }
  else
    wabi_repeat_editor_hide_dates (self->repeat);
  gtk_widget_set_visible (GTK_WIDGET (self->proof), missing == NULL);
  wabi_alternatives_show (self->alternatives, self->desk, self->hours,
                          findings != NULL && (!repeats || wabi_visit_editor_is_adding (self)) && is_about_time (findings) ? self->draft : NULL);
  if (!repeats || missing != NULL)
    override_visit (self, findings);
  if (reason == NULL && self->plan == NULL && !self->overridden)
    reason = find_reason (self, missing, findings);
  write_save (self);
  show_reason (self, reason);
  g_signal_emit (self, signals[DRAFT_CHANGED], 0);
}

static gboolean
on_idle_cb (gpointer data)
{
  WabiVisitEditor *self = data;

  self->idle = 0;
  wabi_visit_editor_judge (self);
  return G_SOURCE_REMOVE;
}

static void
judge_soon (WabiVisitEditor *self)
{
  if (self->idle == 0 && !self->filling && !self->when.filling && self->draft != NULL)
    self->idle = g_idle_add (on_idle_cb, self);
}

/* --- what follows from a choice --- */

static void
suggest_place (WabiVisitEditor *self)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (self->desk, &wabi_kind_client, wabi_person_picker_get_id (self->client));

  if (client == NULL || self->place_chosen || !wabi_record_has (client, "place"))
    return;
  self->filling = TRUE;
  wabi_choice_list_set_code (self->place, wabi_record_get_text (client, "place"));
  self->filling = FALSE;
}

/* What most of their sessions are: treatment by a technician, its modification by an analyst. */
static void
suggest_service (WabiVisitEditor *self)
{
  g_autoptr (WabiRecord) staff = wabi_desk_get (self->desk, &wabi_kind_staff, wabi_person_picker_get_id (self->staff));

  if (staff == NULL || self->service_chosen)
    return;
  self->filling = TRUE;
  wabi_choice_list_set_code (self->service, wabi_record_is (staff, "role", "bcba") ? "97155" : "97153");
  self->filling = FALSE;
}

static void
on_client_picked_cb (WabiVisitEditor *self)
{
  suggest_place (self);
  judge_soon (self);
  if (wabi_person_picker_get_id (self->client) == NULL)
    return;
  if (wabi_person_picker_get_id (self->staff) == NULL)
    wabi_person_picker_focus (self->staff);
}

static void
on_staff_picked_cb (WabiVisitEditor *self)
{
  suggest_service (self);
  judge_soon (self);
}

static void
on_service_chosen_cb (WabiVisitEditor *self)
{
  self->service_chosen |= !self->filling;
  judge_soon (self);
}

static void
on_place_chosen_cb (WabiVisitEditor *self)
{
  self->place_chosen |= !self->filling;
  judge_soon (self);
}

static void
on_field_changed_cb (WabiVisitEditor *self)
{
  judge_soon (self);
}

static void
on_start_changed_cb (WabiVisitEditor *self)
{
  if (!self->filling)
    wabi_time_fields_follow_start (&self->when);
}

/* A number of sessions is of those that are meant. */
static void
on_scope_chosen_cb (WabiVisitEditor *self)
{
  WabiSeriesScope scope = gtk_drop_down_get_selected (self->scope) == 0 ? WABI_SERIES_FOLLOWING : WABI_SERIES_ALL;
  int gone;

  if (self->filling || self->series == NULL || wabi_series_edit_get_scope (self->series) == scope)
    return;
  gone = wabi_series_edit_get_gone (self->series);
  wabi_series_edit_set_scope (self->series, scope);
  wabi_repeat_editor_shift_count (self->repeat, scope == WABI_SERIES_ALL ? gone : -gone);
  judge_soon (self);
}

static void
on_keys_changed_cb (gpointer self)
{
  judge_soon (self);
}

/* --- saving --- */

static gboolean
save_changes (WabiVisitEditor *self, GError **error)
{
  gint64 starts_at = wabi_record_get_int (self->draft, "starts_at"), ends_at = wabi_record_get_int (self->draft, "ends_at");
  gboolean moved = starts_at != wabi_record_get_int (self->before, "starts_at") || ends_at != wabi_record_get_int (self->before, "ends_at")
                   || !wabi_record_is (self->before, "staff", wabi_record_get_text (self->draft, "staff"));
  g_autoptr (GError) inner = NULL;

  if (!moved)
    return wabi_visit_edit (self->desk, self->before, self->draft, error);
  wabi_desk_begin_group (self->desk);
  if (wabi_visit_edit (self->desk, self->before, self->draft, &inner) && wabi_visit_move_to (self->desk, self->before, self->draft, &inner))
    {
      wabi_desk_end_group (self->desk, _("Session changed"));
      return TRUE;
    }
  if (!wabi_desk_drop_group (self->desk, NULL))
    wabi_desk_tell (self->desk, _("Look at the session: only a part of the change was saved."));
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static void
finish (WabiVisitEditor *self, const char *id, const GError *error)
{
  g_autofree char *kept = g_strdup (id);

  if (error != NULL)
    {
      gtk_label_set_text (self->reason, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->reason), TRUE);
      return;
    }
  wabi_visit_editor_stop (self);
  g_signal_emit (self, signals[DONE], 0, kept);
}

/* For this session alone, or the others of its series have changed with it already. */
static void
on_scope_answered_cb (GObject *owner, WabiSeriesScope scope, const GError *failed, gpointer data)
{
  WabiVisitEditor *self = WABI_VISIT_EDITOR (owner);
  g_autoptr (GError) error = failed != NULL ? g_error_copy (failed) : NULL;

  if (self->before == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL && scope == WABI_SERIES_THIS && save_changes (self, &error))
    g_assert (error == NULL);
  finish (self, wabi_record_get_id (self->before), error);
}

/* What is shown after booking: the first of those that were booked. */
static char *
dup_first_id (WabiVisitEditor *self)
{
  for (guint i = 0; self->plan != NULL && i < self->plan->dates->len; i++)
    {
      const WabiSeriesDate *date = g_ptr_array_index (self->plan->dates, i);

      if (date->after != NULL && (date->act == WABI_SERIES_MAKE || date->act == WABI_SERIES_CHANGE || date->act == WABI_SERIES_SAME))
        return g_strdup (wabi_record_get_id (date->after));
    }
  return g_strdup (wabi_record_get_id (self->draft));
}

static gboolean
save_new (WabiVisitEditor *self, JsonArray *overrides, GError **error)
{
  if (self->series != NULL)
    return wabi_series_edit_save (self->series, overrides, error);
  if (self->plan != NULL)
    return wabi_series_book (self->desk, self->plan, wabi_repeat_editor_get_apart (self->repeat), overrides, error);
  return wabi_visit_book (self->desk, self->draft, error);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiVisitEditor *self = WABI_VISIT_EDITOR (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  wabi_visit_editor_judge (self);
  if (self->draft == NULL || gtk_widget_get_visible (GTK_WIDGET (self->reason)))
    return;
  if (self->before != NULL && self->series == NULL)
    {
      wabi_series_ask (self->desk, widget, self->before, self->draft, G_OBJECT (self), on_scope_answered_cb, NULL, NULL);
      return;
    }
  id = dup_first_id (self);
  if (save_new (self, self->overridden ? wabi_record_get_array (self->draft, "overrides") : NULL, &error))
    g_assert (error == NULL);
  finish (self, id, error);
}

static void
dismiss_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_visit_editor_stop (WABI_VISIT_EDITOR (widget));
  g_signal_emit (widget, signals[DISMISSED], 0);
}

static void
on_way_cb (WabiVisitEditor *self, const char *finding, const char *way)
{
  const char *place, *id;

  wabi_visit_follow_way (way, &place, &id);
  if (g_strcmp0 (place, "clients") == 0)
    id = wabi_record_get_text (self->draft, "client");
  if (place != NULL)
    g_signal_emit (self, signals[GO], 0, place, id);
}

static void
on_alternative_cb (WabiVisitEditor *self, gint64 start)
{
  wabi_visit_editor_set_when (self, NULL, start,
                              start + wabi_record_get_int (self->draft, "ends_at") - wabi_record_get_int (self->draft, "starts_at"));
  /* The button that was pressed goes away: Enter books what it chose. */
  gtk_widget_grab_focus (GTK_WIDGET (self->save));
}

/* --- the class --- */

static void
wabi_visit_editor_dispose (GObject *object)
{
  WabiVisitEditor *self = WABI_VISIT_EDITOR (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_VISIT_EDITOR);
  g_clear_object (&self->draft);
  g_clear_object (&self->before);
  g_clear_pointer (&self->series, wabi_series_edit_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_visit_editor_parent_class)->dispose (object);
}

static void
wabi_visit_editor_finalize (GObject *object)
{
  wabi_open_hours_free (WABI_VISIT_EDITOR (object)->hours);
  G_OBJECT_CLASS (wabi_visit_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-visit-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, main);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, title);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, badge);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, client);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, staff);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, service);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, date);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, start);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, end);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, length);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, scope_box);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, scope);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, repeat);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, place);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, where);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, where_label);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, notes);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, proof);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, alternatives);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, reason);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, save);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, save_label);
  gtk_widget_class_bind_template_callback (widget_class, on_client_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_staff_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_service_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_field_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_start_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_scope_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_alternative_cb);
}

static void
wabi_visit_editor_class_init (WabiVisitEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_visit_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_visit_editor_finalize;
  signals[DRAFT_CHANGED] = g_signal_new ("draft-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DISMISSED] = g_signal_new ("dismissed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GO] = g_signal_new ("go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (WABI_TYPE_PERSON_PICKER);
  g_type_ensure (WABI_TYPE_ALTERNATIVES);
  g_type_ensure (WABI_TYPE_REPEAT_EDITOR);
  g_type_ensure (WABI_TYPE_WHERE_PICKER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "visiteditor");
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "editor.dismiss", NULL, dismiss_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "editor.dismiss", NULL);
  bind_template (widget_class);
}

static void
wabi_visit_editor_init (WabiVisitEditor *self)
{
  const char *const scopes[] = { _("This and the following"), _("All that are ahead"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (scopes);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->scope, G_LIST_MODEL (list));
  self->filling = FALSE;
  self->findings = wabi_finding_list_new (_("Billable, checked before you save"));
  g_signal_connect_object (self->findings, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->proof, self->findings);
  self->override = wabi_override_box_new ();
  g_signal_connect_object (self->override, "changed", G_CALLBACK (on_field_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_start (self->override, 6);
  gtk_widget_set_margin_end (self->override, 6);
  /* Beside the button that it sets free, not under all that has passed. */
  gtk_widget_insert_before (self->override, gtk_widget_get_parent (GTK_WIDGET (self->reason)), GTK_WIDGET (self->reason));
  self->when = (WabiTimeFields){ .date = self->date, .start = self->start, .end = self->end, .length = self->length };
  wabi_time_fields_set_up (&self->when, on_keys_changed_cb, self);
}

/* What the practice recorded meanwhile can be booked at once. */
static void
on_desk_changed_cb (WabiVisitEditor *self, WabiChanges *changes)
{
  gboolean filling = self->filling;

  if (!wabi_changes_has_kind (changes, &wabi_kind_service_code))
    return;
  self->filling = TRUE;
  wabi_choice_list_fill_services (self->service, self->desk, NULL);
  self->filling = filling;
}

void
wabi_visit_editor_set_up (WabiVisitEditor *self, WabiDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->filling = TRUE;
  self->desk = g_object_ref (desk);
  self->when.desk = desk;
  wabi_repeat_editor_set_up (self->repeat, desk);
  self->hours = wabi_open_hours_new (desk);
  wabi_person_picker_set_up (self->client, desk, &wabi_kind_client, _("Client"), _("Type part of a name"), NULL);
  wabi_person_picker_set_up (self->staff, desk, &wabi_kind_staff, _("Staff"), _("Type part of a name"), NULL);
  wabi_choice_list_fill_services (self->service, desk, NULL);
  wabi_choice_list_fill_places (self->place, NULL);
  wabi_choice_list_set_code (self->service, "97153");
  wabi_choice_list_set_code (self->place, "11");
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_desk_changed_cb), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

gboolean
wabi_visit_editor_is_adding (WabiVisitEditor *self)
{
  return self->series != NULL && wabi_series_edit_is_adding (self->series);
}

static void
show_mode (WabiVisitEditor *self)
{
  gboolean adding = wabi_visit_editor_is_adding (self), series = self->series != NULL && !adding;

  gtk_label_set_text (self->title, adding ? _("Add a date to the series") : series ? _("Change series") : self->before == NULL ? _("New session") : _("Change session"));
  wabi_badge_set_text (self->badge, self->before == NULL ? _("Draft") : _("Not saved yet"));
  write_save (self);
  gtk_widget_set_visible (GTK_WIDGET (self->repeat), (self->before == NULL || series) && !adding);
  gtk_widget_set_visible (self->scope_box, series);
  /* The days of a series are its rule's to say. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->date), !series);
  /* A session belongs to its client for good. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->client), self->before == NULL);
}

void
wabi_visit_editor_begin (WabiVisitEditor *self, const char *client, const char *staff, gint64 starts_at, gint64 ends_at)
{
  if (self->before != NULL)
    wabi_visit_editor_stop (self);
  if (self->draft == NULL)
    {
      g_autofree char *id = wabi_desk_new_id (self->desk);

      self->draft = wabi_record_new (&wabi_kind_appointment, id);
      wabi_record_set_text (self->draft, "zone", wabi_desk_get_zone (self->desk));
      wabi_record_set_text (self->draft, "status", "scheduled");
      self->service_chosen = self->place_chosen = FALSE;
      wabi_where_picker_show (self->where, self->desk, NULL);
      wabi_person_picker_set_id (self->client, NULL);
      wabi_person_picker_set_id (self->staff, NULL);
      gtk_editable_set_text (GTK_EDITABLE (self->notes), "");
      wabi_repeat_editor_reset (self->repeat);
      wabi_override_box_forget (WABI_OVERRIDE_BOX (self->override));
    }
  if (client != NULL)
    wabi_person_picker_set_id (self->client, client);
  if (staff != NULL)
    wabi_person_picker_set_id (self->staff, staff);
  suggest_place (self);
  suggest_service (self);
  show_mode (self);
  wabi_time_fields_write (&self->when, starts_at, ends_at);
  wabi_visit_editor_judge (self);
}

void
wabi_visit_editor_resume (WabiVisitEditor *self, WabiRecord *kept)
{
  const char *notes = wabi_record_get_text (kept, "notes");

  wabi_visit_editor_begin (self, wabi_record_get_text (kept, "client"), wabi_record_get_text (kept, "staff"),
                           wabi_record_get_int (kept, "starts_at"), wabi_record_get_int (kept, "ends_at"));
  self->service_chosen = self->place_chosen = TRUE;
  self->filling = TRUE;
  wabi_choice_list_set_service (self->service, self->desk, wabi_record_get_text (kept, "service_code"));
  wabi_choice_list_set_code (self->place, wabi_record_get_text (kept, "place"));
  wabi_where_picker_show (self->where, self->desk, kept);
  gtk_editable_set_text (GTK_EDITABLE (self->notes), notes != NULL ? notes : "");
  self->filling = FALSE;
  wabi_visit_editor_judge (self);
}

static void
fill_changed (WabiVisitEditor *self, WabiRecord *visit, WabiSeriesEdit *series)
{
  const char *notes = wabi_record_get_text (visit, "notes");

  g_object_ref (visit);
  wabi_visit_editor_stop (self);
  wabi_override_box_forget (WABI_OVERRIDE_BOX (self->override));
  self->series = series;
  self->before = visit;
  self->draft = wabi_record_copy (visit);
  self->service_chosen = self->place_chosen = TRUE;
  self->filling = TRUE;
  wabi_person_picker_set_id (self->client, wabi_record_get_text (visit, "client"));
  wabi_person_picker_set_id (self->staff, wabi_record_get_text (visit, "staff"));
  wabi_choice_list_set_service (self->service, self->desk, wabi_record_get_text (visit, "service_code"));
  wabi_choice_list_set_code (self->place, wabi_record_get_text (visit, "place"));
  wabi_where_picker_show (self->where, self->desk, visit);
  gtk_editable_set_text (GTK_EDITABLE (self->notes), notes != NULL ? notes : "");
  self->filling = FALSE;
  show_mode (self);
  wabi_time_fields_write (&self->when, wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"));
}

void
wabi_visit_editor_change (WabiVisitEditor *self, WabiRecord *visit, gboolean when)
{
  fill_changed (self, visit, NULL);
  wabi_visit_editor_judge (self);
  gtk_widget_grab_focus (when ? GTK_WIDGET (self->date) : GTK_WIDGET (self->service));
}

/* As the fields say it before anything is changed. */
static void
begin_series (WabiVisitEditor *self)
{
  g_autoptr (WabiRecord) next = wabi_series_edit_find_next (self->series);
  g_autofree char *until = next != NULL ? wabi_words_day_year (wabi_day_from_text (wabi_record_get_text (next, "valid_to"))) : NULL;
  WabiRecord *series = wabi_series_edit_get_series (self->series);
  g_auto (WabiRepeatChoice) choice = { NULL };

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->scope, 0);
  wabi_repeat_editor_fill (self->repeat, series, wabi_series_edit_get_day (self->series), until);
  if (wabi_repeat_editor_read (self->repeat, &choice, NULL))
    wabi_series_edit_begin (self->series, choice.rule,
                            wabi_record_get_bool (series, "ends_with_authorization") ? wabi_record_get_text (series, "authorization") : NULL);
  wabi_repeat_editor_shift_count (self->repeat, -wabi_series_edit_get_gone (self->series));
  self->filling = FALSE;
}

gboolean
wabi_visit_editor_change_series (WabiVisitEditor *self, WabiRecord *visit)
{
  WabiSeriesEdit *series = wabi_series_edit_new (self->desk, visit);

  if (series == NULL)
    return FALSE;
  fill_changed (self, wabi_series_edit_get_base (series), series);
  begin_series (self);
  wabi_visit_editor_judge (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->scope));
  return TRUE;
}

gboolean
wabi_visit_editor_add_to_series (WabiVisitEditor *self, WabiRecord *visit)
{
  WabiSeriesEdit *series = wabi_series_edit_new_added (self->desk, visit);

  if (series == NULL)
    return FALSE;
  fill_changed (self, wabi_series_edit_get_base (series), series);
  wabi_visit_editor_judge (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->date));
  return TRUE;
}

void
wabi_visit_editor_set_when (WabiVisitEditor *self, const char *staff, gint64 starts_at, gint64 ends_at)
{
  if (self->draft == NULL)
    return;
  if (staff != NULL)
    {
      wabi_person_picker_set_id (self->staff, staff);
      suggest_service (self);
    }
  wabi_time_fields_write (&self->when, starts_at, ends_at);
  wabi_visit_editor_judge (self);
}

void
wabi_visit_editor_stop (WabiVisitEditor *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->draft == NULL)
    return;
  g_clear_object (&self->draft);
  g_clear_object (&self->before);
  g_clear_pointer (&self->series, wabi_series_edit_free);
  self->plan = NULL;
  wabi_repeat_editor_hide_dates (self->repeat);
  wabi_alternatives_show (self->alternatives, self->desk, self->hours, NULL);
  wabi_open_hours_forget (self->hours);
  g_signal_emit (self, signals[DRAFT_CHANGED], 0);
}

WabiRecord *
wabi_visit_editor_get_draft (WabiVisitEditor *self)
{
  return self->draft;
}

void
wabi_visit_editor_focus (WabiVisitEditor *self)
{
  if (wabi_person_picker_get_id (self->client) == NULL)
    wabi_person_picker_focus (self->client);
  else if (wabi_person_picker_get_id (self->staff) == NULL)
    wabi_person_picker_focus (self->staff);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->service));
}
