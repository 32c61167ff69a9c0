// SPDX-License-Identifier: AGPL-3.0-or-later
// Who pays, and how the authorized units go: delivered, booked, left, and whether the pace fits the calendar.

#include <glib/gi18n-lib.h>

#include "wabi-badge.h"
#include "wabi-client-sections.h"
#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-panel.h"
#include "wabi-proof.h"
#include "wabi-unit-bar.h"
#include "wabi-words.h"

/* ---- Coverage ---- */

static const char *
priority_words (WabiRecord *coverage)
{
  gint64 priority = wabi_record_get_int (coverage, "priority");

  return priority == 1 ? _("Pays first") : priority == 2 ? _("Pays second") : _("Pays third");
}

static int
compare_coverages (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "priority"), y = wabi_record_get_int (other, "priority");

  if (x != y)
    return x < y ? -1 : 1;
  return g_strcmp0 (wabi_record_get_text (other, "valid_from"), wabi_record_get_text (one, "valid_from"));
}

static void
add_coverage (const WabiClientSection *section, GtkWidget *panel, WabiRecord *coverage)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (section->desk, &wabi_kind_payer, wabi_record_get_text (coverage, "payer"));
  const char *name = payer != NULL ? wabi_record_get_text (payer, "name") : _("Unknown payer");
  const char *member = wabi_record_get_text (coverage, "member_id"), *last = wabi_record_get_text (coverage, "subscriber_last");
  g_autofree char *range = wabi_words_day_range (wabi_lookup_day (coverage, "valid_from"), wabi_lookup_day (coverage, "valid_to"));
  g_autofree char *subscriber
      = last != NULL ? g_strdup_printf (_(" · subscriber %s %s"), wabi_record_get_text (coverage, "subscriber_first"), last) : g_strdup ("");
  g_autofree char *detail
      = g_strdup_printf (_("%s · member %s · %s%s"), priority_words (coverage), member != NULL ? member : _("not known"), range, subscriber);
  g_autofree char *said = g_strdup_printf (_("Edit the coverage by %s"), name);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), wabi_label_make_bold (wabi_label_new (name, NULL)));
  gtk_box_append (GTK_BOX (texts), wabi_label_new (detail, "secondary"));
  gtk_box_append (GTK_BOX (row), texts);
  if (section->may_edit)
    gtk_box_append (GTK_BOX (row), wabi_button_new (_("Edit"), "clients.edit-coverage", wabi_record_get_id (coverage), said));
  gtk_box_append (GTK_BOX (panel), row);
}

static void
add_coverages (const WabiClientSection *section, GtkWidget *box)
{
  g_autoptr (GPtrArray) all
      = wabi_lookup_by (wabi_desk_get_view (section->desk), &wabi_kind_coverage, "client", wabi_record_get_id (section->client));
  GtkWidget *panel = wabi_panel_new (_("Coverage"), section->may_edit ? _("Add coverage") : NULL, "clients.add-coverage");

  g_ptr_array_sort (all, compare_coverages);
  for (guint i = 0; i < all->len; i++)
    add_coverage (section, panel, g_ptr_array_index (all, i));
  if (all->len == 0)
    wabi_panel_add_quiet (panel, _("No coverage yet. Without it nothing can be billed."));
  gtk_box_append (GTK_BOX (box), panel);
}

GtkWidget *
wabi_client_build_coverage (const WabiClientSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  add_coverages (section, box);
  if (section->may_edit)
    {
      GtkWidget *button = gtk_button_new_with_label (_("Record authorization"));

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "clients.add-authorization");
      gtk_box_append (GTK_BOX (box), button);
    }
  if (wabi_client_add_authorizations (section, box, FALSE) == 0)
    {
      GtkWidget *panel = wabi_panel_new (_("Authorizations"), NULL, NULL);

      wabi_panel_add_quiet (panel, _("No authorization is recorded. Payers that need one refuse sessions without it."));
      gtk_box_append (GTK_BOX (box), panel);
    }
  return box;
}
