// SPDX-License-Identifier: AGPL-3.0-or-later
// Who pays, and how the authorized units go: delivered, booked, left, and whether the pace fits the calendar.

#include <glib/gi18n-lib.h>

#include "wabi-badge.h"
#include "wabi-client-sections.h"
#include "wabi-codes.h"
#include "wabi-eligibility-words.h"
#include "wabi-format.h"
#include "wabi-panel.h"
#include "wabi-proof.h"
#include "wabi-unit-bar.h"
#include "wabi-words.h"

/* Checks of a coverage that are shown behind the last one. */
#define MOST_EARLIER 24

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

/* ---- What the payer said ---- */

static GtkWidget *
new_mark (WabiMarkKind kind)
{
  GtkWidget *mark = wabi_status_mark_new (kind);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  return mark;
}

static GtkWidget *
new_line (WabiMarkKind kind, const char *text, const char *detail)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), wabi_label_new (text, NULL));
  if (detail != NULL && *detail != '\0')
    gtk_box_append (GTK_BOX (texts), wabi_label_new (detail, "secondary"));
  gtk_box_append (GTK_BOX (line), new_mark (kind));
  gtk_box_append (GTK_BOX (line), texts);
  return line;
}

/* The earlier ones, the newest first. */
static GtkWidget *
new_history (WabiCheckHistory *history)
{
  GtkWidget *expander = gtk_expander_new (_("Earlier checks")), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  guint n = 0;

  for (guint i = 0; i < history->all->len && n < MOST_EARLIER; i++)
    {
      WabiRecord *one = g_ptr_array_index (history->all, i);
      gboolean asked = wabi_record_is (one, "state", "asked");
      g_autofree char *day = wabi_format_date_text (wabi_record_get_text (one, "date")), *said = asked ? g_strdup (_("No answer")) : wabi_eligibility_say (one);
      g_autofree char *words = g_strdup_printf ("%s · %s", day, said);

      if (one == history->answer || one == history->open)
        continue;
      n++;
      gtk_box_append (GTK_BOX (box), wabi_label_new (words, "secondary"));
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_widget_set_visible (expander, n > 0);
  return expander;
}

static void
add_change (GtkWidget *box, WabiRecord *answer)
{
  JsonArray *changes = wabi_record_get_array (answer, "changes");

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      const char *change = json_array_get_string_element (changes, i);
      g_autofree char *title = g_strdup_printf (_("Changed: %s"), wabi_benefit_explain_change (change));

      gtk_box_append (GTK_BOX (box), new_line (WABI_MARK_WARNING, title, wabi_benefit_get_remedy (change)));
    }
}

static void
add_check (const WabiClientSection *section, WabiEligibility *with, GtkWidget *panel, WabiRecord *coverage, const char *payer)
{
  const char *id = wabi_record_get_id (coverage), *zone = wabi_desk_get_zone (section->desk);
  WabiCheckState state = wabi_eligibility_judge (with, coverage);
  g_auto (WabiCheckHistory) history = { 0 };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *button;
  g_autofree char *said = NULL, *day = NULL, *told = NULL, *open = NULL;

  if (state == WABI_CHECK_SELF)
    return;
  wabi_eligibility_read (with, id, &history);
  said = wabi_eligibility_say (history.answer);
  day = history.answer != NULL ? wabi_format_date_text (wabi_record_get_text (history.answer, "date")) : NULL;
  told = day != NULL ? g_strdup_printf (_("The payer’s answer of %s"), day) : NULL;
  open = history.open != NULL ? wabi_eligibility_say_open (history.open, history.is_silent, zone) : NULL;
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), new_line (history.answer != NULL ? wabi_eligibility_get_mark (history.answer) : WABI_MARK_NONE, said, told));
  if (open != NULL)
    gtk_box_append (GTK_BOX (box), new_line (history.is_silent ? WABI_MARK_WARNING : WABI_MARK_PENDING, open, NULL));
  if (state != WABI_CHECK_READY && state != WABI_CHECK_WAITS)
    gtk_box_append (GTK_BOX (box), new_line (WABI_MARK_WARNING, wabi_check_explain (state), NULL));
  if (history.answer != NULL && wabi_benefit_needs_hand (history.answer))
    add_change (box, history.answer);
  gtk_box_append (GTK_BOX (box), new_history (&history));
  gtk_box_append (GTK_BOX (row), box);
  if (history.answer != NULL && wabi_benefit_needs_hand (history.answer))
    {
      button = wabi_button_new (_("Seen to"), "clients.settle-benefit", wabi_record_get_id (history.answer), _("What the payer changed was seen to"));
      gtk_widget_set_valign (button, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (row), button);
    }
  {
    g_autofree char *label = g_strdup_printf (_("Ask %s now who is covered"), payer);

    button = wabi_button_new (_("Check now"), "clients.check-coverage", id, label);
    gtk_widget_set_valign (button, GTK_ALIGN_START);
    gtk_widget_set_sensitive (button, state == WABI_CHECK_READY);
    gtk_box_append (GTK_BOX (row), button);
  }
  gtk_box_append (GTK_BOX (panel), row);
}

static void
add_coverages (const WabiClientSection *section, GtkWidget *box)
{
  g_autoptr (GPtrArray) all
      = wabi_lookup_by (wabi_desk_get_view (section->desk), &wabi_kind_coverage, "client", wabi_record_get_id (section->client));
  gboolean knows = (wabi_desk_get_roles (section->desk) & (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)) != 0;
  g_autoptr (WabiEligibility) with
      = wabi_eligibility_new (wabi_desk_get_view (section->desk), wabi_desk_get_zone (section->desk), wabi_desk_get_now (section->desk), knows);
  GtkWidget *panel = wabi_panel_new (_("Coverage"), section->may_edit ? _("Add coverage") : NULL, "clients.add-coverage");

  g_ptr_array_sort (all, compare_coverages);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *coverage = g_ptr_array_index (all, i), *payer = wabi_eligibility_get_payer (with, coverage);

      add_coverage (section, panel, coverage);
      if (wabi_eligibility_may_ask (section->desk))
        add_check (section, with, panel, coverage, payer != NULL ? wabi_record_get_text (payer, "name") : _("Unknown payer"));
    }
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
