// SPDX-License-Identifier: AGPL-3.0-or-later
// Books or changes a session: what is typed becomes a draft, and the draft is judged at once.

#include "wabi-visit-editor.h"

#include <glib/gi18n-lib.h>

#include "wabi-alternatives.h"
#include "wabi-choice-list.h"
#include "wabi-format.h"
#include "wabi-person-picker.h"
#include "wabi-proof.h"
#include "wabi-schedule-init.h"
#include "wabi-text.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"
#include "wabi-when.h"
#include "wabi-words.h"

#define LONGEST (16 * 60)
#define STEP 15

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
  GtkDropDown *place;
  GtkEntry *notes;
  GtkBox *proof;
  GtkWidget *findings;
  WabiAlternatives *alternatives;
  GtkLabel *reason;
  GtkButton *save;
  GtkLabel *save_label;

  WabiDesk *desk;
  WabiOpenHours *hours;
  WabiRecord *draft;
  WabiRecord *before; /* the stored appointment that is changed; NULL for a new one */
  int minutes;        /* kept when the start is changed */
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

static WabiDay
get_today (WabiVisitEditor *self)
{
  return wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
}

static void
mark_entry (GtkEntry *entry, gboolean good)
{
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static gboolean
read_minute (GtkEntry *entry, int *minute)
{
  gboolean good = wabi_when_parse_minute (gtk_editable_get_text (GTK_EDITABLE (entry)), minute);

  mark_entry (entry, good);
  return good;
}

/* Returns what is wrong with the times, in words, or NULL. */
static const char *
read_times (WabiVisitEditor *self, gint64 *starts_at, gint64 *ends_at)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  int start, end, minutes;
  WabiDay day;
  gboolean good = wabi_when_parse_day (gtk_editable_get_text (GTK_EDITABLE (self->date)), get_today (self), &day);

  mark_entry (self->date, good);
  if (!good)
    return _("Type the date like “Mar 12” or “3/12”");
  if (!read_minute (self->start, &start))
    return _("Type the start like “1:30 pm”");
  if (!read_minute (self->end, &end))
    return _("Type the end like “4 pm”");
  minutes = end > start ? end - start : end + WABI_DAY_MINUTES - start;
  if (minutes > LONGEST)
    {
      mark_entry (self->end, FALSE);
      return _("The end must be after the start");
    }
  *starts_at = wabi_zone_from_local (zone, day, start);
  *ends_at = wabi_zone_from_local (zone, end > start ? day : day + 1, end);
  self->minutes = minutes;
  return NULL;
}

static const char *
read_fields (WabiVisitEditor *self)
{
  gint64 starts_at = 0, ends_at = 0;
  const char *wrong = read_times (self, &starts_at, &ends_at);
  const char *notes = gtk_editable_get_text (GTK_EDITABLE (self->notes));

  wabi_record_set_text (self->draft, "client", wabi_person_picker_get_id (self->client));
  wabi_record_set_text (self->draft, "staff", wabi_person_picker_get_id (self->staff));
  wabi_record_set_text (self->draft, "service_code", wabi_choice_list_get_code (self->service));
  wabi_record_set_text (self->draft, "place", wabi_choice_list_get_code (self->place));
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

static void
write_length (WabiVisitEditor *self)
{
  g_autofree char *length = wabi_format_minutes (self->minutes);

  gtk_label_set_text (self->length, length);
}

static char *
write_day (WabiVisitEditor *self, WabiDay day)
{
  g_autofree char *text = wabi_format_day (day);
  WabiDay again;

  /* Next year's dates need their year to be read back. */
  if (wabi_when_parse_day (text, get_today (self), &again) && again == day)
    return g_steal_pointer (&text);
  return wabi_day_dup_text (day);
}

static void
write_when (WabiVisitEditor *self, gint64 starts_at, gint64 ends_at)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiLocal from = wabi_zone_to_local (zone, starts_at), to = wabi_zone_to_local (zone, ends_at);
  g_autofree char *day = write_day (self, from.day);
  g_autofree char *start = wabi_words_minute (from.minute), *end = wabi_words_minute (to.minute);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->date), day);
  gtk_editable_set_text (GTK_EDITABLE (self->start), start);
  gtk_editable_set_text (GTK_EDITABLE (self->end), end);
  self->minutes = (int) ((ends_at - starts_at) / WABI_MINUTE);
  self->filling = FALSE;
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

void
wabi_visit_editor_judge (WabiVisitEditor *self)
{
  g_autoptr (WabiProof) proof = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *reason = NULL;
  const char *missing;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->draft == NULL)
    return;
  missing = read_fields (self);
  write_length (self);
  if (missing == NULL)
    {
      proof = wabi_proof_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), self->draft);
      findings = wabi_proof_explain_booking (proof);
      warn_of_gaps (self, findings);
      wabi_visit_show_findings (WABI_FINDING_LIST (self->findings), findings);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->proof), missing == NULL);
  wabi_alternatives_show (self->alternatives, self->desk, self->hours, findings != NULL && is_about_time (findings) ? self->draft : NULL);
  reason = find_reason (self, missing, findings);
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
  if (self->idle == 0 && !self->filling && self->draft != NULL)
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
write_minute (WabiVisitEditor *self, GtkEntry *entry, int minute)
{
  g_autofree char *text = wabi_words_minute ((minute + WABI_DAY_MINUTES) % WABI_DAY_MINUTES);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  self->filling = FALSE;
}

/* The session keeps its length when its start is moved. */
static void
on_start_changed_cb (WabiVisitEditor *self)
{
  int start;

  if (self->filling)
    return;
  if (wabi_when_parse_minute (gtk_editable_get_text (GTK_EDITABLE (self->start)), &start))
    write_minute (self, self->end, start + self->minutes);
  judge_soon (self);
}

/* What was typed is written as it was understood. */
static void
on_time_left_cb (GtkEventControllerFocus *focus, WabiVisitEditor *self)
{
  GtkEntry *entry = GTK_ENTRY (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  WabiDay day;
  int minute;

  if (self->draft == NULL)
    return;
  if (entry == self->date)
    {
      if (wabi_when_parse_day (text, get_today (self), &day))
        {
          g_autofree char *written = write_day (self, day);

          self->filling = TRUE;
          gtk_editable_set_text (GTK_EDITABLE (entry), written);
          self->filling = FALSE;
        }
    }
  else if (wabi_when_parse_minute (text, &minute))
    write_minute (self, entry, minute);
}

/* Who comes with the Tab key types over what is there. */
static void
on_time_entered_cb (GtkEventControllerFocus *focus, WabiVisitEditor *self)
{
  gtk_editable_select_region (GTK_EDITABLE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus))), 0, -1);
}

static void
step_entry (WabiVisitEditor *self, GtkEntry *entry, int by)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  WabiDay day;
  int minute;

  if (entry == self->date && wabi_when_parse_day (text, get_today (self), &day))
    {
      g_autofree char *written = write_day (self, day + by);

      gtk_editable_set_text (GTK_EDITABLE (entry), written);
      gtk_editable_set_position (GTK_EDITABLE (entry), -1);
    }
  else if (entry != self->date && wabi_when_parse_minute (text, &minute))
    {
      minute = ((minute + by * STEP) + WABI_DAY_MINUTES) % WABI_DAY_MINUTES;
      write_minute (self, entry, minute - minute % STEP);
      if (entry == self->start)
        on_start_changed_cb (self);
      judge_soon (self);
    }
}

static gboolean
on_time_key_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType mods, WabiVisitEditor *self)
{
  GtkEntry *entry = GTK_ENTRY (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));

  if (mods & (GDK_CONTROL_MASK | GDK_ALT_MASK) || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return FALSE;
  /* On a calendar what is later lies below. */
  step_entry (self, entry, keyval == GDK_KEY_Down ? 1 : -1);
  return TRUE;
}

/* --- saving --- */

static gboolean
save_changes (WabiVisitEditor *self, GError **error)
{
  gint64 starts_at = wabi_record_get_int (self->draft, "starts_at"), ends_at = wabi_record_get_int (self->draft, "ends_at");
  const char *staff = wabi_record_get_text (self->draft, "staff");

  if (!wabi_visit_edit (self->desk, self->before, self->draft, error))
    return FALSE;
  if (starts_at == wabi_record_get_int (self->before, "starts_at") && ends_at == wabi_record_get_int (self->before, "ends_at")
      && wabi_record_is (self->before, "staff", staff))
    return TRUE;
  return wabi_visit_move (self->desk, self->before, staff, starts_at, ends_at, error);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiVisitEditor *self = WABI_VISIT_EDITOR (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gboolean saved;

  wabi_visit_editor_judge (self);
  if (self->draft == NULL || gtk_widget_get_visible (GTK_WIDGET (self->reason)))
    return;
  id = g_strdup (wabi_record_get_id (self->draft));
  saved = self->before == NULL ? wabi_visit_book (self->desk, self->draft, &error) : save_changes (self, &error);
  if (!saved)
    {
      gtk_label_set_text (self->reason, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->reason), TRUE);
      return;
    }
  wabi_visit_editor_stop (self);
  g_signal_emit (self, signals[DONE], 0, id);
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
  gtk_widget_class_bind_template_child (widget_class, WabiVisitEditor, place);
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
watch_time (WabiVisitEditor *self, GtkEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_time_key_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_time_entered_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_time_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
}

static void
wabi_visit_editor_init (WabiVisitEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->findings = wabi_finding_list_new (_("Billable, checked before you save"));
  g_signal_connect_object (self->findings, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->proof, self->findings);
  watch_time (self, self->date);
  watch_time (self, self->start);
  watch_time (self, self->end);
}

void
wabi_visit_editor_set_up (WabiVisitEditor *self, WabiDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->filling = TRUE;
  self->desk = g_object_ref (desk);
  self->hours = wabi_open_hours_new (desk);
  wabi_person_picker_set_up (self->client, desk, &wabi_kind_client, _("Client"), _("Type part of a name"), NULL);
  wabi_person_picker_set_up (self->staff, desk, &wabi_kind_staff, _("Staff"), _("Type part of a name"), NULL);
  wabi_choice_list_fill_services (self->service, NULL);
  wabi_choice_list_fill_places (self->place, NULL);
  wabi_choice_list_set_code (self->service, "97153");
  wabi_choice_list_set_code (self->place, "11");
  self->filling = FALSE;
}

static void
show_mode (WabiVisitEditor *self)
{
  gtk_label_set_text (self->title, self->before == NULL ? _("New session") : _("Change session"));
  wabi_badge_set_text (self->badge, self->before == NULL ? _("Draft") : _("Not saved yet"));
  gtk_label_set_text (self->save_label, self->before == NULL ? _("Book session") : _("Save changes"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->save_label), -1);
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
      wabi_person_picker_set_id (self->client, NULL);
      wabi_person_picker_set_id (self->staff, NULL);
      gtk_editable_set_text (GTK_EDITABLE (self->notes), "");
    }
  if (client != NULL)
    wabi_person_picker_set_id (self->client, client);
  if (staff != NULL)
    wabi_person_picker_set_id (self->staff, staff);
  suggest_place (self);
  suggest_service (self);
  show_mode (self);
  write_when (self, starts_at, ends_at);
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
  wabi_choice_list_set_code (self->service, wabi_record_get_text (kept, "service_code"));
  wabi_choice_list_set_code (self->place, wabi_record_get_text (kept, "place"));
  gtk_editable_set_text (GTK_EDITABLE (self->notes), notes != NULL ? notes : "");
  self->filling = FALSE;
  wabi_visit_editor_judge (self);
}

void
wabi_visit_editor_change (WabiVisitEditor *self, WabiRecord *visit, gboolean when)
{
  const char *notes = wabi_record_get_text (visit, "notes");

  g_object_ref (visit);
  wabi_visit_editor_stop (self);
  self->before = visit;
  self->draft = wabi_record_copy (visit);
  self->service_chosen = self->place_chosen = TRUE;
  self->filling = TRUE;
  wabi_person_picker_set_id (self->client, wabi_record_get_text (visit, "client"));
  wabi_person_picker_set_id (self->staff, wabi_record_get_text (visit, "staff"));
  wabi_choice_list_set_code (self->service, wabi_record_get_text (visit, "service_code"));
  wabi_choice_list_set_code (self->place, wabi_record_get_text (visit, "place"));
  gtk_editable_set_text (GTK_EDITABLE (self->notes), notes != NULL ? notes : "");
  self->filling = FALSE;
  show_mode (self);
  write_when (self, wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"));
  wabi_visit_editor_judge (self);
  gtk_widget_grab_focus (when ? GTK_WIDGET (self->date) : GTK_WIDGET (self->service));
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
  write_when (self, starts_at, ends_at);
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
