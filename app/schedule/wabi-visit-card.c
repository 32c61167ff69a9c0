// SPDX-License-Identifier: AGPL-3.0-or-later
// A chosen appointment: what it is, what is proved about it, what can be done.

#include "wabi-visit-card.h"

#include <glib/gi18n-lib.h>

#include "wabi-alternatives.h"
#include "wabi-codes.h"
#include "wabi-collect.h"
#include "wabi-confirmation.h"
#include "wabi-reminder-acts.h"
#include "wabi-format.h"
#include "wabi-override-box.h"
#include "wabi-scrub-facts.h"
#include "wabi-schedule-init.h"
#include "wabi-series-acts.h"
#include "wabi-series-list.h"
#include "wabi-text.h"
#include "wabi-visit-words.h"

struct _WabiVisitCard
{
  GtkWidget parent_instance;
  GtkWidget *main;
  GtkLabel *title;
  WabiBadge *badge;
  GtkLabel *when;
  GtkLabel *service;
  GtkLabel *people;
  GtkLabel *remark;
  GtkButton *series;
  GtkLabel *series_words;
  GtkBox *move_box;
  GtkLabel *move_heading;
  GtkLabel *move_when;
  GtkWidget *keep;
  GtkWidget *anyway_box;
  GtkWidget *anyway;
  GtkWidget *override;
  GtkBox *versions;
  GtkBox *proof;
  GtkWidget *findings;
  WabiAlternatives *alternatives;
  GtkGrid *verbs;
  GPtrArray *buttons; /* of the verbs, in order */
  guint chosen;       /* bits of those that are shown */

  WabiDesk *desk;
  WabiOpenHours *hours;
  WabiRecord *visit;
  WabiRecord *moved; /* as it cannot be, unless somebody says why it shall */
};

G_DEFINE_FINAL_TYPE (WabiVisitCard, wabi_visit_card, GTK_TYPE_WIDGET)

enum
{
  GO,
  SETTLE,
  MOVE_TO,
  KEEP,
  MOVE_ANYWAY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
describe_when (WabiVisitCard *self, gint64 starts_at, gint64 ends_at)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, starts_at)), *range = wabi_format_range (zone, starts_at, ends_at);
  g_autofree char *length = wabi_format_minutes ((int) ((ends_at - starts_at) / WABI_MINUTE));

  /* Translators: a day, the hours on it and how long that is: Thu, Mar 12 · 1:00 – 4:00 pm · 3 h */
  return g_strdup_printf (_("%s · %s · %s"), day, range, length);
}

static void
write_title (WabiVisitCard *self)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (self->desk, &wabi_kind_client, wabi_record_get_text (self->visit, "client"));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (self->visit, "client"));
  g_autofree char *state = NULL;
  int age = client != NULL ? wabi_format_age (wabi_record_get_text (client, "birth_date"), today) : -1;

  gtk_label_set_text (self->title, name);
  state = age >= 0 ? g_strdup_printf (_("%s, age %d"), name, age) : NULL;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), state);
}

static gboolean
is_ahead (WabiRecord *visit)
{
  return wabi_visit_has_status (visit, "scheduled arrived proposed");
}

static char *
make_remark (WabiVisitCard *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *notes = wabi_record_get_text (self->visit, "notes"), *note = wabi_record_get_text (self->visit, "cancel_note");
  g_autofree char *state = wabi_visit_dup_state (self->visit), *confirmation = wabi_visit_dup_confirmation (self->visit);
  g_autofree char *reminder = wabi_reminder_dup_words (self->desk, self->visit), *collect = wabi_collect_dup_words (self->desk, self->visit);

  if (wabi_record_is (self->visit, "status", "cancelled"))
    g_string_append (text, state);
  if (wabi_record_get_bool (self->visit, "late_cancel"))
    g_string_append_printf (text, " (%s)", _("late"));
  if (note != NULL)
    g_string_append_printf (text, "\n%s", note);
  if (!wabi_text_is_blank (notes))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", notes);
  if (confirmation != NULL && is_ahead (self->visit))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", confirmation);
  if (reminder != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", reminder);
  if (collect != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", collect);
  if (wabi_record_get_seq (self->visit) == 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", _("Waits to be confirmed by the server"));
  return g_strdup (text->str);
}

static void
write_details (WabiVisitCard *self)
{
  g_autofree char *when = describe_when (self, wabi_record_get_int (self->visit, "starts_at"), wabi_record_get_int (self->visit, "ends_at"));
  g_autofree char *service = wabi_desk_dup_service (self->desk, wabi_record_get_text (self->visit, "service_code"));
  g_autofree char *staff = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (self->visit, "staff"));
  g_autofree char *people = g_strdup_printf ("%s · %s", staff, wabi_visit_get_place (wabi_record_get_text (self->visit, "place")));
  g_autofree char *remark = make_remark (self), *state = NULL;

  state = wabi_record_is (self->visit, "status", "cancelled") ? g_strdup (_("Canceled")) : wabi_visit_dup_state (self->visit);
  wabi_badge_set_text (self->badge, state);
  wabi_badge_set_kind (self->badge, wabi_visit_get_badge_kind (self->visit));
  gtk_label_set_text (self->when, when);
  gtk_label_set_text (self->service, service);
  gtk_label_set_text (self->people, people);
  gtk_label_set_text (self->remark, remark);
  gtk_widget_set_visible (GTK_WIDGET (self->remark), *remark != '\0');
}

/* The rule that it repeats by, and the way to the other sessions. */
static void
write_series (WabiVisitCard *self)
{
  g_autoptr (WabiRecord) series = wabi_desk_get (self->desk, &wabi_kind_series, wabi_record_get_text (self->visit, "series"));
  g_autofree char *summary = series != NULL ? wabi_series_dup_summary (self->desk, series) : NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->series), series != NULL);
  if (series == NULL)
    return;
  words = wabi_record_get_bool (self->visit, "detached") ? g_strdup_printf (_("%s\nThis session was changed by itself"), summary) : g_strdup (summary);
  gtk_label_set_text (self->series_words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->series), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
on_chosen_cb (GObject *card, const char *id)
{
  g_signal_emit (card, signals[GO], 0, "schedule", id);
}

static void
on_change_series_cb (GtkWidget *card)
{
  gtk_widget_activate_action (card, "schedule.edit-series", NULL);
}

static void
on_series_clicked_cb (WabiVisitCard *self)
{
  wabi_visit_card_show_series (self);
}

void
wabi_visit_card_show_series (WabiVisitCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  WabiSeriesList *list;

  if (self->visit == NULL || !wabi_record_has (self->visit, "series"))
    return;
  list = wabi_series_list_present (self->desk, self->visit, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_signal_connect_object (list, "chosen", G_CALLBACK (on_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "change", G_CALLBACK (on_change_series_cb), self, G_CONNECT_SWAPPED);
}

/* --- what is proved --- */

static GPtrArray *
prove (WabiVisitCard *self, WabiRecord *visit)
{
  g_autoptr (WabiProof) proof
      = wabi_proof_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), visit);
  GPtrArray *findings;

  findings = wabi_scrub_explain_booking (proof);
  wabi_visit_show_overridden (self->desk, visit, findings);
  return findings;
}

static void
show_proof (WabiVisitCard *self, GPtrArray *findings)
{
  gtk_widget_set_visible (GTK_WIDGET (self->proof), findings != NULL);
  if (findings != NULL)
    wabi_visit_show_findings (WABI_FINDING_LIST (self->findings), findings);
}

/* --- two versions --- */

static void
on_settle_clicked_cb (GtkButton *button, gpointer data)
{
  g_signal_emit (data, signals[SETTLE], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "wabi-take")));
}

static void
add_version_button (WabiVisitCard *self, GtkWidget *box, const char *label, int take)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "wabi-take", GINT_TO_POINTER (take));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_settle_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_version (WabiVisitCard *self, const char *words, const char *detail, const char *label, int take)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (words), *text = gtk_label_new (detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_widget_add_css_class (title, "section-heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  add_version_button (self, box, label, take);
  gtk_box_append (self->versions, box);
}

static char *
describe_proposal (WabiVisitCard *self, JsonObject *set)
{
  gint64 starts_at = wabi_json_peek_int (set, "starts_at", wabi_record_get_int (self->visit, "starts_at"));
  gint64 ends_at = wabi_json_peek_int (set, "ends_at", wabi_record_get_int (self->visit, "ends_at"));
  const char *staff = wabi_json_peek_text (set, "staff");
  g_autofree char *when = describe_when (self, starts_at, ends_at);
  g_autofree char *name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, staff != NULL ? staff : wabi_record_get_text (self->visit, "staff"));

  return g_strdup_printf ("%s\n%s", when, name);
}

static void
show_versions (WabiVisitCard *self)
{
  JsonArray *proposals = wabi_record_get_array (self->visit, "proposals");
  gboolean stands = !wabi_record_is (self->visit, "status", "proposed");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->versions))) != NULL)
    gtk_box_remove (self->versions, child);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), wabi_visit_needs_hand (self->visit));
  if (!wabi_visit_needs_hand (self->visit))
    return;
  add_version (self, stands ? _("What stands") : _("Came second for a time that was taken"),
               gtk_label_get_text (self->when), stands ? _("Keep this time") : _("Take the booking back"), -1);
  for (guint i = 0; proposals != NULL && i < json_array_get_length (proposals); i++)
    {
      JsonNode *node = json_array_get_element (proposals, i);
      JsonObject *set = NULL;
      g_autofree char *text = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node) || !wabi_json_take_object (json_node_get_object (node), "set", TRUE, &set, NULL))
        continue;
      text = describe_proposal (self, set);
      add_version (self, _("What somebody else wanted"), text, stands ? _("Take that time") : _("Book it at that time"), (int) i);
    }
}

/* --- what can be done --- */

static guint
choose_verbs (WabiVisitCard *self)
{
  g_autoptr (WabiRecord) series = wabi_series_get_of (self->desk, self->visit), reminder = wabi_reminder_find_failed (self->desk, self->visit);
  guint chosen = 0;

  for (guint i = 0; i < self->buttons->len; i++)
    {
      const char *words = g_object_get_data (g_ptr_array_index (self->buttons, i), "wabi-status");

      if ((words == NULL || wabi_visit_has_status (self->visit, words))
          && (series != NULL || !g_object_get_data (g_ptr_array_index (self->buttons, i), "wabi-series"))
          && (reminder != NULL || !g_object_get_data (g_ptr_array_index (self->buttons, i), "wabi-reminder")))
        chosen |= 1u << i;
    }
  return chosen;
}

/* What can be done now, two beside each other. The focus stays among them. */
static void
update_verbs (WabiVisitCard *self)
{
  guint chosen = choose_verbs (self);
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->verbs)) != NULL;
  int n = 0;

  if (chosen == self->chosen)
    return;
  self->chosen = chosen;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);

      if (gtk_widget_get_parent (button) != NULL)
        gtk_grid_remove (self->verbs, button);
      if (chosen & (1u << i))
        {
          gtk_grid_attach (self->verbs, button, n % 2, n / 2, 1, 1);
          n++;
        }
    }
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self->verbs), GTK_DIR_TAB_FORWARD);
}

static void
add_verb (WabiVisitCard *self, const char *label, const char *accel, const char *action, const char *status)
{
  GtkWidget *button = wabi_keycap_button_new (label, accel);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  g_object_set_data (G_OBJECT (button), "wabi-status", (gpointer) status);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_hexpand (button, TRUE);
  g_ptr_array_add (self->buttons, g_object_ref_sink (button));
}

static void
add_verbs (WabiVisitCard *self)
{
  add_verb (self, _("Confirm arrival"), "a", "schedule.arrive", "scheduled");
  add_verb (self, _("Family confirmed"), "y", "schedule.confirm", "scheduled proposed");
  add_verb (self, _("Reminder not sent"), "<Shift>y", "schedule.reminder", "scheduled");
  g_object_set_data (g_ptr_array_index (self->buttons, self->buttons->len - 1), "wabi-reminder", GINT_TO_POINTER (TRUE));
  add_verb (self, _("Open session"), "s", "schedule.session", "scheduled arrived in_session completed");
  add_verb (self, _("Edit"), "e", "schedule.edit", "scheduled arrived proposed in_session completed");
  add_verb (self, _("Change series"), "<Shift>e", "schedule.edit-series", NULL);
  g_object_set_data (g_ptr_array_index (self->buttons, self->buttons->len - 1), "wabi-series", GINT_TO_POINTER (TRUE));
  add_verb (self, _("Add a date to the series"), "<Shift>a", "schedule.add-date", NULL);
  g_object_set_data (g_ptr_array_index (self->buttons, self->buttons->len - 1), "wabi-series", GINT_TO_POINTER (TRUE));
  add_verb (self, _("Move"), "m", "schedule.move", "scheduled arrived proposed");
  add_verb (self, _("No-show"), "x", "schedule.miss", "scheduled arrived");
  add_verb (self, _("Cancel session"), "Delete", "schedule.cancel", "scheduled arrived proposed");
  add_verb (self, _("Restore"), "r", "schedule.restore", "cancelled no_show");
  add_verb (self, _("Make up or fill"), "f", "schedule.fill", "cancelled no_show");
  add_verb (self, _("Open client"), "c", "schedule.client", NULL);
}

static void
on_way_cb (WabiVisitCard *self, const char *finding, const char *way)
{
  const char *place, *id;

  wabi_visit_follow_way (way, &place, &id);
  if (g_strcmp0 (place, "clients") == 0)
    id = wabi_record_get_text (self->visit, "client");
  if (place != NULL)
    g_signal_emit (self, signals[GO], 0, place, id);
}

static void
on_alternative_cb (WabiVisitCard *self, gint64 start)
{
  g_signal_emit (self, signals[MOVE_TO], 0, start);
}

/* --- against a rule --- */

static void
on_reason_cb (WabiVisitCard *self)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (WabiProof) proof = NULL;

  if (self->moved == NULL)
    return;
  proof = wabi_proof_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), self->moved);
  findings = wabi_proof_check_booking (proof);
  gtk_widget_set_sensitive (self->anyway, wabi_override_box_judge (WABI_OVERRIDE_BOX (self->override), self->desk, findings, self->moved));
}

static void
on_anyway_cb (WabiVisitCard *self)
{
  g_autoptr (WabiRecord) moved = g_object_ref (self->moved);

  g_signal_emit (self, signals[MOVE_ANYWAY], 0, moved);
}

/* Only where all that is in the way may be gone against by this person. */
static void
ask_reason (WabiVisitCard *self, WabiRecord *moved)
{
  g_clear_object (&self->moved);
  if (moved != NULL)
    {
      self->moved = wabi_record_copy (moved);
      wabi_override_box_forget (WABI_OVERRIDE_BOX (self->override));
      on_reason_cb (self);
    }
  gtk_widget_set_visible (self->anyway_box, moved != NULL);
  gtk_widget_set_visible (self->anyway, moved != NULL && wabi_override_box_may (WABI_OVERRIDE_BOX (self->override)));
}

static void
on_keep_cb (WabiVisitCard *self)
{
  wabi_visit_card_show (self, self->visit);
  g_signal_emit (self, signals[KEEP], 0);
}

/* --- the class --- */

static void
wabi_visit_card_dispose (GObject *object)
{
  WabiVisitCard *self = WABI_VISIT_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_VISIT_CARD);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_object (&self->visit);
  g_clear_object (&self->moved);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_visit_card_parent_class)->dispose (object);
}

static void
wabi_visit_card_finalize (GObject *object)
{
  wabi_open_hours_free (WABI_VISIT_CARD (object)->hours);
  G_OBJECT_CLASS (wabi_visit_card_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  wabi_schedule_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-visit-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, main);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, title);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, badge);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, when);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, service);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, people);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, remark);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, series);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, series_words);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, move_box);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, move_heading);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, move_when);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, keep);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, anyway_box);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, anyway);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, versions);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, proof);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, alternatives);
  gtk_widget_class_bind_template_child (widget_class, WabiVisitCard, verbs);
  gtk_widget_class_bind_template_callback (widget_class, on_alternative_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_anyway_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_series_clicked_cb);
}

static void
wabi_visit_card_class_init (WabiVisitCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_visit_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = wabi_visit_card_finalize;
  signals[GO] = g_signal_new ("go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SETTLE] = g_signal_new ("settle", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MOVE_TO] = g_signal_new ("move-to", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MOVE_ANYWAY]
      = g_signal_new ("move-anyway", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WABI_TYPE_RECORD);
  signals[KEEP] = g_signal_new ("keep", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WABI_TYPE_ALTERNATIVES);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "visitcard");
  bind_template (widget_class);
}

static void
wabi_visit_card_init (WabiVisitCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->findings = wabi_finding_list_new (_("Billable"));
  g_signal_connect_object (self->findings, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->proof, self->findings);
  self->override = wabi_override_box_new ();
  g_signal_connect_object (self->override, "changed", G_CALLBACK (on_reason_cb), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (GTK_BOX (self->anyway_box), self->override);
  self->buttons = g_ptr_array_new_with_free_func (g_object_unref);
  add_verbs (self);
}

void
wabi_visit_card_set_up (WabiVisitCard *self, WabiDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->hours = wabi_open_hours_new (desk);
}

void
wabi_visit_card_show (WabiVisitCard *self, WabiRecord *visit)
{
  g_autoptr (GPtrArray) findings = NULL;

  g_set_object (&self->visit, visit);
  write_title (self);
  write_details (self);
  write_series (self);
  show_versions (self);
  update_verbs (self);
  gtk_widget_set_visible (GTK_WIDGET (self->verbs), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->move_box), FALSE);
  ask_reason (self, NULL);
  wabi_alternatives_show (self->alternatives, self->desk, self->hours, NULL);
  if (is_ahead (visit))
    findings = prove (self, visit);
  show_proof (self, findings);
}

gboolean
wabi_visit_card_show_move (WabiVisitCard *self, WabiRecord *visit, WabiRecord *moved, gboolean refused)
{
  g_autoptr (GPtrArray) findings = prove (self, moved);
  g_autofree char *when = describe_when (self, wabi_record_get_int (moved, "starts_at"), wabi_record_get_int (moved, "ends_at"));
  g_autofree char *staff = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (moved, "staff"));
  g_autofree char *text = g_strdup_printf ("%s\n%s", when, staff);

  if (self->visit != visit)
    wabi_visit_card_show (self, visit);
  gtk_label_set_text (self->move_heading, refused ? _("It cannot move there") : _("Move to"));
  gtk_label_set_text (self->move_when, text);
  gtk_widget_set_visible (self->keep, refused);
  gtk_widget_set_visible (GTK_WIDGET (self->move_box), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->versions), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->verbs), FALSE);
  show_proof (self, findings);
  ask_reason (self, refused ? moved : NULL);
  wabi_open_hours_forget (self->hours);
  wabi_alternatives_show (self->alternatives, self->desk, self->hours, refused ? moved : NULL);
  return wabi_findings_worst (findings) != WABI_FINDING_BLOCKED;
}

WabiRecord *
wabi_visit_card_get_visit (WabiVisitCard *self)
{
  return self->visit;
}

gboolean
wabi_visit_card_get_moving (WabiVisitCard *self)
{
  return self->visit != NULL && gtk_widget_get_visible (GTK_WIDGET (self->move_box));
}
