// SPDX-License-Identifier: AGPL-3.0-or-later
// How the authorized units go: used before, delivered, booked, left, and whether the pace fits the calendar.

#include <glib/gi18n-lib.h>

#include "wabi-badge.h"
#include "wabi-burn-down.h"
#include "wabi-client-sections.h"
#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-panel.h"
#include "wabi-text.h"
#include "wabi-unit-bar.h"
#include "wabi-words.h"

static char *
describe_pace (const WabiAuthorization *auth, const WabiAuthLimit *limit, WabiDay today)
{
  WabiAuthPace pace;
  int left = wabi_auth_remaining (limit);

  if (limit->period != WABI_AUTH_TOTAL || today < auth->from || wabi_auth_days_left (auth, today) < 0)
    return NULL;
  if (left < 0)
    return g_strdup_printf (ngettext ("%d unit more is booked than is authorized", "%d units more are booked than are authorized", (gulong) -left), -left);
  pace = wabi_auth_pace (auth, limit, today);
  if (pace.verdict == WABI_AUTH_OVER_PACE)
    return g_strdup_printf (_("Faster than the calendar: %d %% ahead"), pace.ahead_percent);
  if (pace.verdict == WABI_AUTH_UNDER_PACE)
    return g_strdup_printf (_("Slower than the calendar: %d %% behind, %d.%d h a week would use the rest"), -pace.ahead_percent,
                            pace.needed_hours_week / 10, pace.needed_hours_week % 10);
  return g_strdup (_("On pace"));
}

static const char *
period_words (WabiAuthPeriod period)
{
  switch (period)
    {
    case WABI_AUTH_MONTH:
      return _("this month");
    case WABI_AUTH_WEEK:
      return _("this week");
    case WABI_AUTH_DAY:
      return _("today");
    case WABI_AUTH_TOTAL:
    default:
      return _("in all");
    }
}

static void
add_line (WabiDesk *desk, GtkWidget *panel, const WabiAuthLedger *ledger, const WabiLedgerLine *line, WabiDay today)
{
  const WabiAuthLimit *limit = &line->limit;
  int left = wabi_auth_remaining (limit);
  g_autofree char *title = wabi_desk_dup_service (desk, limit->code);
  g_autofree char *before = limit->opening > 0 ? g_strdup_printf (_("%d used before · "), limit->opening) : g_strdup ("");
  g_autofree char *figures = g_strdup_printf (_("%s%d delivered · %d booked · %d of %d units left %s"), before, limit->delivered, limit->scheduled,
                                              MAX (left, 0), limit->approved, period_words (limit->period));
  g_autofree char *pace = ledger->auth.status == WABI_AUTH_APPROVED ? describe_pace (&ledger->auth, limit, today) : NULL;
  GtkWidget *bar = wabi_unit_bar_new (), *numbers = wabi_label_new (figures, "small");
  WabiUnitParts parts = { (guint) MAX (limit->approved, 0), (guint) MAX (limit->opening + limit->delivered, 0), (guint) MAX (limit->scheduled, 0), 0 };

  wabi_unit_bar_set_parts (WABI_UNIT_BAR (bar), &parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, figures, -1);
  gtk_widget_add_css_class (numbers, "numeric");
  gtk_widget_add_css_class (numbers, "secondary");
  gtk_box_append (GTK_BOX (panel), wabi_label_make_bold (wabi_label_new (title, NULL)));
  gtk_box_append (GTK_BOX (panel), bar);
  gtk_box_append (GTK_BOX (panel), numbers);
  if (pace != NULL)
    gtk_box_append (GTK_BOX (panel), wabi_label_new (pace, "small"));
  if (line->weeks != NULL && wabi_day_in_range (today, ledger->auth.from, ledger->auth.to)
      && limit->opening + limit->delivered + limit->scheduled > 0)
    gtk_box_append (GTK_BOX (panel), wabi_burn_down_new (&ledger->auth, line, today));
}

static void
add_lines (WabiDesk *desk, GtkWidget *panel, WabiProofContext *context, WabiRecord *authorization, WabiDay today)
{
  g_autoptr (WabiAuthLedger) ledger = wabi_auth_ledger_new (context, authorization);

  for (guint i = 0; i < ledger->lines->len; i++)
    add_line (desk, panel, ledger, wabi_auth_ledger_get (ledger, i), today);
}

/* What it amends, when it was asked for and decided, and who sees to its renewal. */
static void
add_history (const WabiClientSection *section, GtkWidget *panel, WabiRecord *authorization)
{
  static const char *const dates[] = { "requested_on", "decided_on" };
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (WabiRecord) older = wabi_desk_get (section->desk, &wabi_kind_authorization, wabi_record_get_text (authorization, "amends"));

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    if (wabi_record_has (authorization, dates[i]))
      {
        g_autofree char *day = wabi_format_date_text (wabi_record_get_text (authorization, dates[i]));
        g_autofree char *said = i == 0 ? g_strdup_printf (_("Requested %s"), day) : g_strdup_printf (_("Decided %s"), day);

        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", said);
      }
  if (older != NULL && wabi_record_has (older, "number"))
    g_string_append_printf (words, _("%sAmends %s, with its units"), words->len > 0 ? " · " : "", wabi_record_get_text (older, "number"));
  if (wabi_record_has (authorization, "assigned"))
    {
      g_autofree char *name = wabi_desk_dup_name (section->desk, &wabi_kind_staff, wabi_record_get_text (authorization, "assigned"));

      g_string_append_printf (words, _("%sRenewal: %s"), words->len > 0 ? " · " : "", name);
    }
  if (words->len > 0)
    gtk_box_append (GTK_BOX (panel), wabi_label_new (words->str, "secondary"));
  if (wabi_record_has (authorization, "note"))
    gtk_box_append (GTK_BOX (panel), wabi_label_new (wabi_record_get_text (authorization, "note"), NULL));
}

static void
add_acts (GtkWidget *panel, WabiRecord *authorization, WabiDay today)
{
  const char *id = wabi_record_get_id (authorization), *number = wabi_record_get_text (authorization, "number");
  gboolean approved = wabi_record_is (authorization, "status", "approved"), ended = wabi_lookup_day (authorization, "valid_to") < today;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *said = g_strdup_printf (_("Authorization %s"), number != NULL ? number : _("without a number"));

  if (approved && !ended)
    gtk_box_append (GTK_BOX (row), wabi_button_new (_("Amend"), "clients.amend-authorization", id, said));
  if (approved)
    gtk_box_append (GTK_BOX (row), wabi_button_new (_("Who renews it"), "clients.assign-authorization", id, said));
  if (approved && wabi_record_has (authorization, "amends"))
    gtk_box_append (GTK_BOX (row), wabi_button_new (_("Take amendment back"), "clients.unamend-authorization", id, said));
  if (wabi_record_is (authorization, "status", "requested"))
    gtk_box_append (GTK_BOX (row), wabi_button_new (_("Withdraw"), "clients.withdraw-authorization", id, said));
  if (gtk_widget_get_first_child (row) != NULL)
    gtk_box_append (GTK_BOX (panel), row);
  else
    g_object_unref (g_object_ref_sink (row));
}

static GtkWidget *
new_days_badge (WabiRecord *authorization, WabiDay today)
{
  WabiDay to = wabi_lookup_day (authorization, "valid_to"), from = wabi_lookup_day (authorization, "valid_from");
  WabiAuthorization auth = { .from = from, .to = to, .status = WABI_AUTH_APPROVED };
  int left = wabi_auth_days_left (&auth, today), alert = wabi_auth_alert_days (&auth, today);
  g_autofree char *words = NULL;

  if (wabi_record_is (authorization, "status", "requested"))
    return wabi_badge_new (WABI_BADGE_WARNING, wabi_record_get_bool (authorization, "schedule_only") ? _("Requested, good for scheduling") : _("Requested"));
  if (wabi_record_is (authorization, "status", "amended"))
    return wabi_badge_new (WABI_BADGE_NEUTRAL, _("Amended"));
  if (wabi_record_is (authorization, "status", "withdrawn"))
    return wabi_badge_new (WABI_BADGE_NEUTRAL, _("Withdrawn"));
  if (wabi_record_is (authorization, "status", "denied"))
    return wabi_badge_new (WABI_BADGE_ERROR, _("Denied"));
  if (left < 0)
    return wabi_badge_new (WABI_BADGE_NEUTRAL, _("Expired"));
  if (today < from)
    return wabi_badge_new (WABI_BADGE_NEUTRAL, _("Not begun"));
  words = g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) left), left);
  return wabi_badge_new (alert == 0 ? WABI_BADGE_OK : alert <= 14 ? WABI_BADGE_ERROR : WABI_BADGE_WARNING, words);
}

/* What holds comes first, then what is asked for; what was amended, denied or taken back is there to be read. */
static int
rank (WabiRecord *authorization, WabiDay today)
{
  static const char *const order[] = { "approved", "requested", "amended", "denied", "withdrawn" };

  if (wabi_record_is (authorization, "status", "approved") && wabi_lookup_day (authorization, "valid_to") < today)
    return G_N_ELEMENTS (order);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (wabi_record_is (authorization, "status", order[i]))
      return (int) i;
  return G_N_ELEMENTS (order);
}

static void
add_authorization (const WabiClientSection *section, GtkWidget *box, WabiProofContext *context, WabiRecord *authorization, WabiDay today)
{
  const char *number = wabi_record_get_text (authorization, "number");
  g_autofree char *title = g_strdup_printf (_("Authorization %s"), number != NULL ? number : _("without a number"));
  g_autofree char *range = wabi_words_day_range (wabi_lookup_day (authorization, "valid_from"), wabi_lookup_day (authorization, "valid_to"));
  g_autofree char *action = g_strdup_printf ("clients.edit-authorization('%s')", wabi_record_get_id (authorization));
  g_autoptr (WabiRecord) payer = wabi_desk_get (section->desk, &wabi_kind_payer, wabi_record_get_text (authorization, "payer"));
  g_autofree char *detail = g_strdup_printf ("%s · %s", payer != NULL ? wabi_record_get_text (payer, "name") : _("Unknown payer"), range);
  GtkWidget *panel = wabi_panel_new (title, section->may_edit && !wabi_record_is (authorization, "status", "amended") ? _("Edit") : NULL, action), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *text = wabi_label_new (detail, "secondary"), *badge = new_days_badge (authorization, today);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), badge);
  gtk_box_append (GTK_BOX (panel), row);
  add_history (section, panel, authorization);
  if (wabi_text_list_has ("approved requested", wabi_record_get_text (authorization, "status")))
    add_lines (section->desk, panel, context, authorization, today);
  if (section->may_edit)
    add_acts (panel, authorization, today);
  gtk_box_append (GTK_BOX (box), panel);
}

static int
compare_authorizations (gconstpointer a, gconstpointer b, gpointer data)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  WabiDay today = *(WabiDay *) data;

  if (rank (one, today) != rank (other, today))
    return rank (one, today) - rank (other, today);
  return g_strcmp0 (wabi_record_get_text (other, "valid_to"), wabi_record_get_text (one, "valid_to"));
}

guint
wabi_client_add_authorizations (const WabiClientSection *section, GtkWidget *box, gboolean running_only)
{
  g_autoptr (GPtrArray) all
      = wabi_lookup_by (wabi_desk_get_view (section->desk), &wabi_kind_authorization, "client", wabi_record_get_id (section->client));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (section->desk), wabi_desk_get_now (section->desk));
  g_autoptr (WabiProofContext) context
      = wabi_proof_context_new (wabi_desk_get_view (section->desk), wabi_desk_get_zone (section->desk), wabi_desk_get_now (section->desk));
  guint shown = 0;

  g_ptr_array_sort_with_data (all, compare_authorizations, &today);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (running_only
          && (!wabi_record_is (one, "status", "approved")
              || !wabi_day_in_range (today, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to"))))
        continue;
      add_authorization (section, box, context, one, today);
      shown++;
    }
  return shown;
}

