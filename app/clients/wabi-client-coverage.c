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

/* ---- Authorizations ---- */

/* The booking proof counts the units; asked here for a visit that would be now. */
static const WabiAuthorization *
find_counted (WabiProof *proof, const char *id)
{
  const WabiVisitFacts *facts = &wabi_proof_get_facts (proof)->base;

  for (gsize i = 0; i < facts->n_authorizations; i++)
    if (g_strcmp0 (facts->authorizations[i].id, id) == 0)
      return &facts->authorizations[i];
  return NULL;
}

static WabiProof *
count_units (const WabiClientSection *section, WabiRecord *authorization, const char *code)
{
  g_autofree char *id = wabi_desk_new_id (section->desk);
  g_autoptr (WabiRecord) visit = wabi_record_new (&wabi_kind_appointment, id);
  const char *zone = wabi_desk_get_zone (section->desk);
  gint64 now = wabi_desk_get_now (section->desk), at = now;
  WabiDay today = wabi_zone_day (zone, now), from = wabi_lookup_day (authorization, "valid_from"),
          to = wabi_lookup_day (authorization, "valid_to");

  /* Outside of its days it is asked about its first or last one. */
  if (from != WABI_DAY_NONE && today < from)
    at = wabi_zone_from_local (zone, from, 12 * 60);
  else if (to != WABI_DAY_NONE && today > to)
    at = wabi_zone_from_local (zone, to, 12 * 60);
  wabi_record_set_text (visit, "client", wabi_record_get_id (section->client));
  wabi_record_set_text (visit, "staff", wabi_desk_get_user (section->desk));
  wabi_record_set_text (visit, "service_code", code);
  wabi_record_set_int (visit, "starts_at", at);
  wabi_record_set_int (visit, "ends_at", at + 15 * WABI_MINUTE);
  return wabi_proof_new (wabi_desk_get_view (section->desk), zone, now, visit);
}

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
add_limit (GtkWidget *panel, const WabiAuthorization *auth, const WabiAuthLimit *limit, WabiDay today)
{
  int left = wabi_auth_remaining (limit);
  g_autofree char *title = g_strdup_printf ("%s %s", limit->code, wabi_codes_service_name (limit->code));
  g_autofree char *figures = g_strdup_printf (_("%d delivered · %d booked · %d of %d units left %s"), limit->delivered, limit->scheduled,
                                              MAX (left, 0), limit->approved, period_words (limit->period));
  g_autofree char *pace = describe_pace (auth, limit, today);
  GtkWidget *bar = wabi_unit_bar_new (), *numbers = wabi_label_new (figures, "small");
  WabiUnitParts parts = { (guint) MAX (limit->approved, 0), (guint) MAX (limit->delivered, 0), (guint) MAX (limit->scheduled, 0), 0 };

  wabi_unit_bar_set_parts (WABI_UNIT_BAR (bar), &parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, figures, -1);
  gtk_widget_add_css_class (numbers, "numeric");
  gtk_widget_add_css_class (numbers, "secondary");
  gtk_box_append (GTK_BOX (panel), wabi_label_make_bold (wabi_label_new (title, NULL)));
  gtk_box_append (GTK_BOX (panel), bar);
  gtk_box_append (GTK_BOX (panel), numbers);
  if (pace != NULL)
    gtk_box_append (GTK_BOX (panel), wabi_label_new (pace, "small"));
}

static void
add_limits (const WabiClientSection *section, GtkWidget *panel, WabiRecord *authorization, WabiDay today)
{
  JsonArray *lines = wabi_record_get_array (authorization, "lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      const char *code = JSON_NODE_HOLDS_OBJECT (node) ? wabi_json_peek_text (json_node_get_object (node), "code") : NULL;
      g_autoptr (WabiProof) proof = code != NULL ? count_units (section, authorization, code) : NULL;
      const WabiAuthorization *auth = proof != NULL ? find_counted (proof, wabi_record_get_id (authorization)) : NULL;

      if (auth != NULL && i < auth->n_limits)
        add_limit (panel, auth, &auth->limits[i], today);
      else if (code != NULL)
        {
          g_autofree char *other = g_strdup_printf (_("%s: %d units, of a payer who does not pay now"), code,
                                                    (int) wabi_json_peek_int (json_node_get_object (node), "units", 0));

          wabi_panel_add_quiet (panel, other);
        }
    }
}

static GtkWidget *
new_days_badge (WabiRecord *authorization, WabiDay today)
{
  WabiDay to = wabi_lookup_day (authorization, "valid_to"), from = wabi_lookup_day (authorization, "valid_from");
  WabiAuthorization auth = { .from = from, .to = to, .status = WABI_AUTH_APPROVED };
  int left = wabi_auth_days_left (&auth, today), alert = wabi_auth_alert_days (&auth, today);
  g_autofree char *words = NULL;

  if (wabi_record_is (authorization, "status", "requested"))
    return wabi_badge_new (WABI_BADGE_WARNING, _("Requested"));
  if (wabi_record_is (authorization, "status", "denied"))
    return wabi_badge_new (WABI_BADGE_ERROR, _("Denied"));
  if (left < 0)
    return wabi_badge_new (WABI_BADGE_NEUTRAL, _("Ended"));
  if (today < from)
    return wabi_badge_new (WABI_BADGE_NEUTRAL, _("Not begun"));
  words = g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) left), left);
  return wabi_badge_new (alert == 0 ? WABI_BADGE_OK : alert <= 14 ? WABI_BADGE_ERROR : WABI_BADGE_WARNING, words);
}

static void
add_authorization (const WabiClientSection *section, GtkWidget *box, WabiRecord *authorization, WabiDay today)
{
  const char *number = wabi_record_get_text (authorization, "number");
  g_autofree char *title = g_strdup_printf (_("Authorization %s"), number != NULL ? number : _("without a number"));
  g_autofree char *range = wabi_words_day_range (wabi_lookup_day (authorization, "valid_from"), wabi_lookup_day (authorization, "valid_to"));
  g_autofree char *action = g_strdup_printf ("clients.edit-authorization('%s')", wabi_record_get_id (authorization));
  g_autoptr (WabiRecord) payer = wabi_desk_get (section->desk, &wabi_kind_payer, wabi_record_get_text (authorization, "payer"));
  g_autofree char *detail = g_strdup_printf ("%s · %s", payer != NULL ? wabi_record_get_text (payer, "name") : _("Unknown payer"), range);
  GtkWidget *panel = wabi_panel_new (title, section->may_edit ? _("Edit") : NULL, action), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *text = wabi_label_new (detail, "secondary"), *badge = new_days_badge (authorization, today);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), badge);
  gtk_box_append (GTK_BOX (panel), row);
  add_limits (section, panel, authorization, today);
  gtk_box_append (GTK_BOX (box), panel);
}

static int
compare_authorizations (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (wabi_record_get_text (*(WabiRecord *const *) b, "valid_to"), wabi_record_get_text (*(WabiRecord *const *) a, "valid_to"));
}

guint
wabi_client_add_authorizations (const WabiClientSection *section, GtkWidget *box, gboolean running_only)
{
  g_autoptr (GPtrArray) all
      = wabi_lookup_by (wabi_desk_get_view (section->desk), &wabi_kind_authorization, "client", wabi_record_get_id (section->client));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (section->desk), wabi_desk_get_now (section->desk));
  guint shown = 0;

  g_ptr_array_sort (all, compare_authorizations);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (running_only
          && (!wabi_record_is (one, "status", "approved")
              || !wabi_day_in_range (today, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to"))))
        continue;
      add_authorization (section, box, one, today);
      shown++;
    }
  return shown;
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
