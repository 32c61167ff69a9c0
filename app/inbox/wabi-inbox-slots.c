// SPDX-License-Identifier: AGPL-3.0-or-later
// Other times and other people for a session whose time is taken.

#include "wabi-inbox-slots.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-proposal.h"
#include "wabi-slot-search.h"
#include "wabi-widgets.h"

#define MOST 3

struct _WabiInboxSlots
{
  AdwBin parent_instance;

  GtkLabel *state;
  GtkBox *list;

  WabiDesk *desk;
  WabiRecord *visit;  /* at the time that is wanted */
  WabiRecord *record; /* as it stands */
  guint idle;
};

G_DEFINE_FINAL_TYPE (WabiInboxSlots, wabi_inbox_slots, ADW_TYPE_BIN)

static guint settle_signal;

static gboolean
is_overlap (JsonObject *proposal)
{
  const char *why = proposal != NULL ? wabi_json_peek_text (proposal, "why") : NULL;

  return why != NULL && g_str_has_suffix (why, "-double-booked");
}

/* The last proposal that found its time taken. */
static JsonObject *
find_overlap (WabiRecord *record)
{
  for (guint i = wabi_proposals_count (record); i-- > 0;)
    if (is_overlap (wabi_proposals_get (record, i)))
      return wabi_proposals_get (record, i);
  return NULL;
}

gboolean
wabi_inbox_slots_is_wanted (WabiRecord *record)
{
  return wabi_record_get_kind (record) == &wabi_kind_appointment && find_overlap (record) != NULL;
}

static void
put_when (JsonObject *object, const char *staff, gint64 starts_at, gint64 ends_at)
{
  json_object_set_string_member (object, "staff", staff);
  json_object_set_int_member (object, "starts_at", starts_at);
  json_object_set_int_member (object, "ends_at", ends_at);
}

static void
choose (WabiInboxSlots *self, const WabiSlot *slot)
{
  g_autofree char *act = wabi_desk_new_id (self->desk);
  g_autoptr (JsonObject) args = wabi_args ("id", wabi_record_get_id (self->record), "act", act, NULL);
  JsonObject *set = json_object_new (), *base = json_object_new ();
  JsonArray *keys = json_array_new ();

  for (guint i = 0; i < wabi_proposals_count (self->record); i++)
    if (is_overlap (wabi_proposals_get (self->record, i)))
      {
        g_autofree char *key = wabi_proposal_dup_key (wabi_proposals_get (self->record, i));

        json_array_add_string_element (keys, key);
      }
  put_when (set, slot->staff, slot->starts_at, slot->ends_at);
  put_when (base, wabi_record_get_text (self->record, "staff"), wabi_record_get_int (self->record, "starts_at"),
            wabi_record_get_int (self->record, "ends_at"));
  json_object_set_array_member (args, "settles", keys);
  json_object_set_object_member (args, "set", set);
  json_object_set_object_member (args, "base", base);
  g_signal_emit (self, settle_signal, 0, args);
}

static void
on_clicked_cb (GtkButton *button, gpointer data)
{
  choose (data, g_object_get_data (G_OBJECT (button), "wabi-slot"));
}

/* The first finding that is to be looked at; else that all was proved. */
static char *
say_proof (const WabiSlot *slot)
{
  for (guint i = 0; i < slot->findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (slot->findings, i);

      if (finding->level == WABI_FINDING_WARNING)
        return g_strdup (finding->title);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u check passed", "%u checks passed", slot->findings->len),
                          slot->findings->len);
}

static char *
say_slot (WabiInboxSlots *self, const WabiSlot *slot)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, slot->starts_at));
  g_autofree char *range = wabi_format_range (zone, slot->starts_at, slot->ends_at);
  g_autofree char *staff = wabi_desk_dup_name (self->desk, &wabi_kind_staff, slot->staff);

  return g_strdup_printf ("%s, %s · %s", day, range, staff);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_slot (WabiInboxSlots *self, WabiSlot *take_slot)
{
  g_autofree char *title = say_slot (self, take_slot), *proof = say_proof (take_slot);
  const char *known = !take_slot->other_staff ? _ ("Same staff") : take_slot->on_team ? _ ("Knows the client") : _ ("New to the client");
  g_autofree char *detail = g_strdup_printf ("%s · %s", known, proof), *spoken = g_strdup_printf ("%s. %s", title, detail);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *mark = g_object_new (WABI_TYPE_STATUS_MARK, NULL), *act = gtk_label_new (_ ("Move here"));

  wabi_status_mark_set_kind (WABI_STATUS_MARK (mark),
                             wabi_findings_worst (take_slot->findings) == WABI_FINDING_WARNING ? WABI_MARK_WARNING : WABI_MARK_PASSED);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), new_label (title, "numeric"));
  gtk_box_append (GTK_BOX (texts), new_label (detail, "secondary"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), act);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "inbox-slot");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (button), "wabi-slot", take_slot, (GDestroyNotify) wabi_slot_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (self->list, button);
}

static gboolean
on_idle_cb (gpointer data)
{
  WabiInboxSlots *self = data;
  g_autoptr (GPtrArray) slots
      = wabi_slots_find (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), self->visit, MOST);

  self->idle = 0;
  gtk_label_set_text (self->state, slots->len > 0 ? _ ("Each is proved like any booking. One press moves the session there; it can be undone.")
                                                  : _ ("Nobody is free at this time, and no other time in the next two weeks would do."));
  while (slots->len > 0)
    add_slot (self, g_ptr_array_steal_index (slots, 0));
  return G_SOURCE_REMOVE;
}

static void
wabi_inbox_slots_dispose (GObject *object)
{
  WabiInboxSlots *self = WABI_INBOX_SLOTS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_INBOX_SLOTS);
  g_clear_object (&self->visit);
  g_clear_object (&self->record);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_inbox_slots_parent_class)->dispose (object);
}

static void
wabi_inbox_slots_class_init (WabiInboxSlotsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_inbox_slots_dispose;
  settle_signal = g_signal_new ("settle", WABI_TYPE_INBOX_SLOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-inbox-slots.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiInboxSlots, state);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxSlots, list);
}

static void
wabi_inbox_slots_init (WabiInboxSlots *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_inbox_slots_new (WabiDesk *desk, WabiRecord *appointment)
{
  WabiInboxSlots *self = g_object_new (WABI_TYPE_INBOX_SLOTS, NULL);
  JsonObject *proposal = find_overlap (appointment), *set = NULL;

  self->desk = g_object_ref (desk);
  self->record = g_object_ref (appointment);
  self->visit = wabi_record_copy (appointment);
  if (proposal != NULL && wabi_json_take_object (proposal, "set", TRUE, &set, NULL))
    wabi_record_set_all (self->visit, set);
  self->idle = g_idle_add (on_idle_cb, self);
  return GTK_WIDGET (self);
}
