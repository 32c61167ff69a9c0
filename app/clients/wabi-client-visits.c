// SPDX-License-Identifier: AGPL-3.0-or-later
// What is booked with the client, what was held, and what the notes of it say.

#include <glib/gi18n-lib.h>

#include "wabi-badge.h"
#include "wabi-client-sections.h"
#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"

#define MAX_BOOKED 8
#define MAX_HELD 30
#define DAYS_BACK 180
#define DAYS_AHEAD 60

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (*(WabiRecord *const *) a, "starts_at"), other = wabi_record_get_int (*(WabiRecord *const *) b, "starts_at");

  return one < other ? -1 : one > other;
}

static GPtrArray *
read_between (const WabiClientSection *section, const WabiKind *kind, int days_from, int days_to)
{
  const char *zone = wabi_desk_get_zone (section->desk);
  WabiDay today = wabi_zone_day (zone, wabi_desk_get_now (section->desk));
  GPtrArray *records
      = wabi_lookup_between (wabi_desk_get_view (section->desk), kind, "client", wabi_record_get_id (section->client),
                             wabi_zone_day_start (zone, today + days_from), wabi_zone_day_start (zone, today + days_to));

  g_ptr_array_sort (records, compare_times);
  return records;
}

/* A row that leads somewhere: day and time, what and with whom, state. */
static void
add_row (const WabiClientSection *section, GtkWidget *list, WabiRecord *visit, GtkWidget *badge, const char *place, const char *id)
{
  const char *zone = wabi_desk_get_zone (section->desk), *code = wabi_record_get_text (visit, "service_code");
  gint64 start = wabi_record_get_int (visit, "starts_at"), end = wabi_record_get_int (visit, "ends_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, start));
  g_autofree char *range = end > start ? wabi_format_range (zone, start, end) : wabi_format_time (zone, start);
  g_autofree char *staff = wabi_desk_dup_name (section->desk, &wabi_kind_staff, wabi_record_get_text (visit, "staff"));
  g_autofree char *service = wabi_desk_dup_service (section->desk, code);
  /* Translators: a service and who gives it: "97153 Treatment by protocol · with Jordan" */
  g_autofree char *detail = g_strdup_printf (_("%s · with %s"), service, staff);
  g_autofree char *said = g_strdup_printf ("%s, %s, %s", day, range, detail);
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *when = wabi_label_new (day, "numeric");
  GtkWidget *hours = wabi_label_new (range, "numeric"), *what = wabi_label_new (detail, "secondary");

  g_object_set (box, "margin-start", 6, "margin-end", 6, "margin-top", 6, "margin-bottom", 6, NULL);
  gtk_label_set_width_chars (GTK_LABEL (when), 11);
  gtk_label_set_width_chars (GTK_LABEL (hours), 17);
  gtk_label_set_wrap (GTK_LABEL (what), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (box), hours);
  gtk_box_append (GTK_BOX (box), what);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), id != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), id != NULL ? "clients.open" : NULL);
  if (id != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", place, id);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static GtkWidget *
new_list (GtkWidget *panel, const char *said)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "findings");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_box_append (GTK_BOX (panel), list);
  return list;
}

static GtkWidget *
new_visit_badge (WabiRecord *appointment)
{
  if (wabi_record_is (appointment, "status", "cancelled"))
    return wabi_badge_new (WABI_BADGE_ERROR, _("Canceled"));
  if (wabi_record_is (appointment, "status", "no_show"))
    return wabi_badge_new (WABI_BADGE_ERROR, _("Did not come"));
  if (wabi_record_is (appointment, "status", "arrived"))
    return wabi_badge_new (WABI_BADGE_ACCENT, _("Arrived"));
  if (wabi_record_is (appointment, "status", "in_session"))
    return wabi_badge_new (WABI_BADGE_ACCENT, _("In session"));
  if (wabi_record_is (appointment, "status", "completed"))
    return wabi_badge_new (WABI_BADGE_OK, _("Held"));
  return wabi_badge_new (WABI_BADGE_NEUTRAL, wabi_record_is (appointment, "status", "proposed") ? _("Proposed") : _("Booked"));
}

static void
add_booked (const WabiClientSection *section, GtkWidget *box)
{
  g_autoptr (GPtrArray) visits = read_between (section, &wabi_kind_appointment, 0, DAYS_AHEAD);
  GtkWidget *panel = wabi_panel_new (_("Coming up"), _("Open the schedule"), "clients.open(('schedule',''))");
  GtkWidget *list = visits->len > 0 ? new_list (panel, _("Coming up")) : NULL;

  for (guint i = 0; i < visits->len && i < MAX_BOOKED; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);

      add_row (section, list, visit, new_visit_badge (visit), "schedule", wabi_record_get_id (visit));
    }
  if (visits->len == 0)
    wabi_panel_add_quiet (panel, _("Nothing is booked in the next 60 days."));
  else if (visits->len > MAX_BOOKED)
    {
      g_autofree char *more
          = g_strdup_printf (ngettext ("And %u more in 60 days", "And %u more in 60 days", visits->len - MAX_BOOKED), visits->len - MAX_BOOKED);

      wabi_panel_add_quiet (panel, more);
    }
  gtk_box_append (GTK_BOX (box), panel);
}

static GtkWidget *
new_note_badge (const WabiClientSection *section, WabiRecord *session, WabiRecord *note)
{
  if (wabi_record_is (session, "state", "open"))
    return wabi_badge_new (WABI_BADGE_ACCENT, _("Running"));
  /* Who is not given notes is not told that there is none. */
  if ((wabi_desk_get_roles (section->desk) & wabi_kind_note.readers) == 0)
    return wabi_badge_new (WABI_BADGE_OK, _("Held"));
  if (note == NULL)
    return wabi_badge_new (WABI_BADGE_WARNING, _("No note"));
  if (wabi_record_is (note, "state", "signed"))
    return wabi_badge_new (WABI_BADGE_OK, _("Signed"));
  if (wabi_record_is (note, "state", "pending"))
    return wabi_badge_new (WABI_BADGE_ACCENT, _("Signature waits"));
  if (wabi_record_is (note, "state", "complete"))
    return wabi_badge_new (WABI_BADGE_ACCENT, _("To be signed"));
  if (wabi_record_is (note, "state", "returned"))
    return wabi_badge_new (WABI_BADGE_WARNING, _("Returned"));
  return wabi_badge_new (WABI_BADGE_NEUTRAL, _("Draft"));
}

static void
add_held (const WabiClientSection *section, GtkWidget *box)
{
  const WabiView *view = wabi_desk_get_view (section->desk);
  g_autoptr (GPtrArray) sessions = read_between (section, &wabi_kind_session, -DAYS_BACK, 2);
  g_autoptr (GPtrArray) notes = wabi_lookup_by (view, &wabi_kind_note, "client", wabi_record_get_id (section->client));
  g_autoptr (GHashTable) by_session = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean reads = (wabi_desk_get_roles (section->desk) & wabi_kind_note.readers) != 0;
  const char *title = reads ? _("Sessions and their notes") : _("Sessions");
  GtkWidget *panel = wabi_panel_new (title, NULL, NULL), *list = sessions->len > 0 ? new_list (panel, title) : NULL;

  for (guint i = 0; i < notes->len; i++)
    g_hash_table_insert (by_session, (gpointer) wabi_record_get_text (g_ptr_array_index (notes, i), "session"), g_ptr_array_index (notes, i));
  for (guint i = sessions->len; i > 0 && sessions->len - i < MAX_HELD; i--)
    {
      WabiRecord *session = g_ptr_array_index (sessions, i - 1);
      WabiRecord *note = g_hash_table_lookup (by_session, wabi_record_get_id (session));

      add_row (section, list, session, new_note_badge (section, session, note), "notes", note != NULL ? wabi_record_get_id (note) : NULL);
    }
  if (sessions->len == 0)
    wabi_panel_add_quiet (panel, _("No session was held yet. The first one that an RBT ends stands here with its note."));
  gtk_box_append (GTK_BOX (box), panel);
}

static void
add_cancelled (const WabiClientSection *section, GtkWidget *box)
{
  g_autoptr (GPtrArray) visits = read_between (section, &wabi_kind_appointment, -DAYS_BACK / 2, 0);
  GtkWidget *panel = NULL, *list = NULL;

  for (guint i = visits->len; i > 0; i--)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i - 1);
      const WabiCancelReason *reason = wabi_codes_find_cancel_reason (wabi_record_get_text (visit, "cancel_reason"));

      if (!wabi_record_is (visit, "status", "cancelled") && !wabi_record_is (visit, "status", "no_show"))
        continue;
      if (panel == NULL)
        {
          panel = wabi_panel_new (_("Canceled in the last 90 days"), NULL, NULL);
          list = new_list (panel, _("Canceled in the last 90 days"));
        }
      add_row (section, list, visit, wabi_badge_new (WABI_BADGE_NEUTRAL, reason != NULL                                       ? _(reason->name)
                                                                             : wabi_record_has (visit, "cancel_reason") ? wabi_record_get_text (visit, "cancel_reason")
                                                                                                                        : _("Canceled")), "schedule",
               wabi_record_get_id (visit));
    }
  if (panel != NULL)
    gtk_box_append (GTK_BOX (box), panel);
}

GtkWidget *
wabi_client_build_visits (const WabiClientSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  add_booked (section, box);
  add_held (section, box);
  add_cancelled (section, box);
  return box;
}
