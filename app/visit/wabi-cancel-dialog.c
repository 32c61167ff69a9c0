// SPDX-License-Identifier: AGPL-3.0-or-later
// Who cancels, and why: so that reports can tell illness from staffing, and late from in time.

#include "wabi-cancel-dialog.h"

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-series-acts.h"
#include "wabi-text.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-init.h"
#include "wabi-visit-words.h"

#define NOTICE_HOURS 24

struct _WabiCancelDialog
{
  AdwWindow parent_instance;
  GtkLabel *subject;
  GtkBox *who_box;
  GtkBox *reasons;
  GtkEntry *note;
  GtkBox *late;
  GtkLabel *late_text;
  GtkLabel *problem;
  GtkWidget *missing;
  GtkWidget *who;
  GtkWidget *scope; /* of a visit that repeats */
  WabiDesk *desk;
  WabiRecord *visit;  /* the first of them */
  GPtrArray *visits;
  gint64 notice_hours;
};

G_DEFINE_FINAL_TYPE (WabiCancelDialog, wabi_cancel_dialog, ADW_TYPE_WINDOW)

static const char *
find_reason (WabiCancelDialog *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      return g_object_get_data (G_OBJECT (child), "wabi-reason");
  return NULL;
}

static void
update_action (WabiCancelDialog *self)
{
  gboolean ready = find_reason (self) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cancel.apply", ready);
  gtk_widget_set_visible (self->missing, !ready);
}

static void
add_reason (WabiCancelDialog *self, const char *name, const char *key)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)), *child = gtk_check_button_new_with_label (name);

  g_object_set_data_full (G_OBJECT (child), "wabi-reason", g_strdup (key), g_free);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (child), first != NULL ? GTK_CHECK_BUTTON (first) : NULL);
  g_signal_connect_object (child, "toggled", G_CALLBACK (update_action), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->reasons, child);
}

static int
compare_sort (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "sort"), other = wabi_record_get_int (*(WabiRecord *const *) b, "sort");

  return (one > other) - (one < other);
}

/* The practice's own list; those that come with the program where it has none. */
static void
add_own_reasons (WabiCancelDialog *self, GPtrArray *reasons, const char *who)
{
  g_ptr_array_sort (reasons, compare_sort);
  for (guint i = 0; i < reasons->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (reasons, i);
      const char *key = wabi_record_get_text (one, "key");
      const WabiCancelReason *known = key != NULL ? wabi_codes_find_cancel_reason (key) : NULL;

      if (wabi_record_get_bool (one, "active") && (wabi_record_is (one, "by", who) || wabi_record_is (one, "by", "any")))
        add_reason (self, known != NULL ? g_dgettext (GETTEXT_PACKAGE, known->name) : wabi_record_get_text (one, "name"),
                    known != NULL ? key : wabi_record_get_text (one, "name"));
    }
}

static void
fill_reasons (WabiCancelDialog *self)
{
  const char *who = wabi_toggle_group_get_active_id (WABI_TOGGLE_GROUP (self->who));
  g_autoptr (GPtrArray) own = NULL;
  GtkWidget *child;
  WabiQuery query;
  gsize n;
  const WabiCancelReason *reasons = wabi_codes_cancel_reasons (&n);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))) != NULL)
    gtk_box_remove (self->reasons, child);
  wabi_query_init (&query, &wabi_kind_cancel_reason);
  own = wabi_desk_list (self->desk, &query);
  if (own->len > 0)
    add_own_reasons (self, own, who);
  for (gsize i = 0; own->len == 0 && i < n; i++)
    if (g_strcmp0 (reasons[i].who, who) == 0)
      add_reason (self, g_dgettext (GETTEXT_PACKAGE, reasons[i].name), reasons[i].key);
  update_action (self);
}

/* As the rule will decide: a family that cancels within the notice cancels late. */
static void
show_late (WabiCancelDialog *self)
{
  gboolean family = g_strcmp0 (wabi_toggle_group_get_active_id (WABI_TOGGLE_GROUP (self->who)), "family") == 0;
  gint64 notice = wabi_record_get_int (self->visit, "starts_at") - self->notice_hours * 60 * WABI_MINUTE;
  g_autofree char *text = g_strdup_printf (ngettext ("Less than %d hour before it begins: it counts as a late cancellation.",
                                                     "Less than %d hours before it begins: it counts as a late cancellation.",
                                                     (gulong) self->notice_hours),
                                           (int) self->notice_hours);

  gtk_label_set_text (self->late_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->late), family && wabi_desk_get_now (self->desk) > notice);
}

static void
on_who_changed_cb (WabiCancelDialog *self)
{
  fill_reasons (self);
  show_late (self);
}

static gboolean
cancel_one (WabiCancelDialog *self, WabiRecord *visit, const char *note, GError **error)
{
  return wabi_visit_cancel (self->desk, wabi_record_get_id (visit), wabi_toggle_group_get_active_id (WABI_TOGGLE_GROUP (self->who)),
                            find_reason (self), note, error);
}

/* All or none, and one step of undo. */
static gboolean
cancel_all (WabiCancelDialog *self, const char *note, GError **error)
{
  WabiSeriesScope scope = wabi_series_scope_box_get (self->scope);
  g_autofree char *done
      = g_strdup_printf (ngettext ("%u session canceled", "%u sessions canceled", self->visits->len), self->visits->len);

  if (self->visits->len == 1)
    return scope == WABI_SERIES_THIS ? cancel_one (self, self->visit, note, error)
                                     : wabi_series_cancel_from (self->desk, self->visit, scope,
                                                                wabi_toggle_group_get_active_id (WABI_TOGGLE_GROUP (self->who)),
                                                                find_reason (self), note, error);
  wabi_desk_begin_group (self->desk);
  for (guint i = 0; i < self->visits->len; i++)
    if (!cancel_one (self, g_ptr_array_index (self->visits, i), note, error))
      {
        g_autoptr (GError) stuck = NULL;

        if (!wabi_desk_drop_group (self->desk, &stuck))
          g_prefix_error (error, "%s ", stuck->message);
        return FALSE;
      }
  wabi_desk_end_group (self->desk, done);
  return TRUE;
}

/* What was canceled: a make-up, and somebody for the hours, while one is at it. Of several, the ledger, which has each of them with its ways
 * on. Escape leaves it for later. */
static void
prompt (WabiCancelDialog *self)
{
  g_autoptr (WabiDesk) desk = g_object_ref (self->desk);
  g_autofree char *id = g_strdup (wabi_record_get_id (self->visit));
  gboolean one = self->visits->len == 1 && wabi_series_scope_box_get (self->scope) == WABI_SERIES_THIS;

  gtk_window_destroy (GTK_WINDOW (self));
  if (wabi_visit_may (desk, "appointment.book"))
    wabi_desk_go (desk, one ? "waiting-after" : "waiting-makeups", one ? id : NULL);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiCancelDialog *self = WABI_CANCEL_DIALOG (widget);
  const char *note = gtk_editable_get_text (GTK_EDITABLE (self->note));
  g_autoptr (GError) error = NULL;

  if (find_reason (self) == NULL)
    return;
  if (cancel_all (self, wabi_text_is_blank (note) ? NULL : note, &error))
    {
      prompt (self);
      return;
    }
  gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
wabi_cancel_dialog_dispose (GObject *object)
{
  WabiCancelDialog *self = WABI_CANCEL_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_CANCEL_DIALOG);
  g_clear_object (&self->visit);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_cancel_dialog_parent_class)->dispose (object);
}

static void
wabi_cancel_dialog_class_init (WabiCancelDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_cancel_dialog_dispose;
  wabi_visit_init ();
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-cancel-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, who_box);
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, note);
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, late);
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, late_text);
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, WabiCancelDialog, missing);
  gtk_widget_class_install_action (widget_class, "cancel.apply", NULL, apply_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "cancel.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
}

static void
wabi_cancel_dialog_init (WabiCancelDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->who = wabi_toggle_group_new (_("Who cancels"));
  gtk_widget_set_halign (self->who, GTK_ALIGN_START);
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->who), "family", _("Family"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->who), "staff", _("Staff"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->who), "clinic", _("Clinic"));
  wabi_toggle_group_add (WABI_TOGGLE_GROUP (self->who), "payer", _("Payer"));
  gtk_box_append (self->who_box, self->who);
  g_signal_connect_object (self->who, "changed", G_CALLBACK (on_who_changed_cb), self, G_CONNECT_SWAPPED);
}

static gint64
read_notice (WabiDesk *desk)
{
  g_autoptr (GPtrArray) practices = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_desk_list (desk, &query);
  if (practices->len == 0 || !wabi_record_has (g_ptr_array_index (practices, 0), "notice_hours"))
    return NOTICE_HOURS;
  return wabi_record_get_int (g_ptr_array_index (practices, 0), "notice_hours");
}

static char *
dup_subject (WabiDesk *desk, WabiRecord *visit)
{
  gint64 starts_at = wabi_record_get_int (visit, "starts_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (wabi_desk_get_zone (desk), starts_at));
  g_autofree char *range = wabi_format_range (wabi_desk_get_zone (desk), starts_at, wabi_record_get_int (visit, "ends_at"));
  g_autofree char *client = wabi_desk_dup_name (desk, &wabi_kind_client, wabi_record_get_text (visit, "client"));

  return g_strdup_printf ("%s · %s · %s", client, day, range);
}

WabiCancelDialog *
wabi_cancel_dialog_present (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent)
{
  g_autoptr (GPtrArray) visits = g_ptr_array_new ();

  g_ptr_array_add (visits, visit);
  return wabi_cancel_dialog_present_many (desk, visits, parent);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "starts_at"), other = wabi_record_get_int (*(WabiRecord *const *) b, "starts_at");

  return one < other ? -1 : one > other;
}

WabiCancelDialog *
wabi_cancel_dialog_present_many (WabiDesk *desk, GPtrArray *visits, GtkWidget *parent)
{
  WabiCancelDialog *self = g_object_new (WABI_TYPE_CANCEL_DIALOG, NULL);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  g_autofree char *subject = NULL;

  g_return_val_if_fail (visits->len > 0, NULL);

  self->visits = g_ptr_array_copy (visits, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->visits, g_object_unref);
  g_ptr_array_sort (self->visits, compare_starts);
  self->desk = g_object_ref (desk);
  self->visit = g_object_ref (g_ptr_array_index (self->visits, 0));
  subject = dup_subject (desk, self->visit);
  if (visits->len > 1)
    {
      char *first = g_steal_pointer (&subject);

      /* Translators: how many sessions are canceled, and the first of them */
      subject = g_strdup_printf (ngettext ("%u session, the first: %s", "%u sessions, the first: %s", visits->len), visits->len, first);
      g_free (first);
    }
  self->notice_hours = read_notice (desk);
  gtk_label_set_text (self->subject, subject);
  self->scope = wabi_series_scope_box_new (desk, self->visit);
  if (visits->len > 1)
    gtk_widget_set_visible (self->scope, FALSE);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->subject))), self->scope, GTK_WIDGET (self->subject));
  if (wabi_desk_get_roles (desk) & WABI_ROLE_RBT)
    wabi_toggle_group_set_active_id (WABI_TOGGLE_GROUP (self->who), "staff");
  on_who_changed_cb (self);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->reasons)));
  return self;
}
