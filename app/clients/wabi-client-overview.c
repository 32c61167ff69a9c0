// SPDX-License-Identifier: AGPL-3.0-or-later
// Who the client is, whom to call, when he can come, how his units stand.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-client-sections.h"
#include "wabi-client-team.h"
#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-makeup-ledger.h"
#include "wabi-panel.h"
#include "wabi-status-mark.h"
#include "wabi-words.h"

static WabiDay
get_today (const WabiClientSection *section)
{
  return wabi_zone_day (wabi_desk_get_zone (section->desk), wabi_desk_get_now (section->desk));
}

static void
add_alerts (const WabiClientSection *section, GtkWidget *box)
{
  const char *alerts = wabi_record_get_text (section->client, "alerts");
  GtkWidget *panel, *row, *text;

  if (alerts == NULL || *alerts == '\0')
    return;
  panel = wabi_panel_new (_("Alerts"), NULL, NULL);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  text = wabi_label_new (alerts, NULL);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (row), wabi_status_mark_new (WABI_MARK_WARNING));
  gtk_widget_set_valign (gtk_widget_get_first_child (row), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (panel), row);
  gtk_box_append (GTK_BOX (box), panel);
}

static char *
join_address (WabiRecord *client)
{
  const char *street = wabi_record_get_text (client, "street"), *city = wabi_record_get_text (client, "city");
  const char *state = wabi_record_get_text (client, "state"), *zip = wabi_record_get_text (client, "zip");
  g_autofree char *code = zip != NULL && strlen (zip) == 9 ? g_strdup_printf ("%.5s-%s", zip, zip + 5) : g_strdup (zip != NULL ? zip : "");

  if (street == NULL && city == NULL)
    return NULL;
  return g_strdup_printf ("%s%s%s%s%s %s", street != NULL ? street : "", street != NULL && city != NULL ? ", " : "", city != NULL ? city : "",
                          state != NULL ? ", " : "", state != NULL ? state : "", code);
}

static void
add_family (const WabiClientSection *section, GtkWidget *box)
{
  WabiRecord *client = section->client;
  const char *name = wabi_record_get_text (client, "guardian_name"), *relation = wabi_record_get_text (client, "guardian_relation");
  const char *phone = wabi_record_get_text (client, "guardian_phone"), *email = wabi_record_get_text (client, "guardian_email");
  GtkWidget *panel = wabi_panel_new (_("Family"), NULL, NULL), *row;
  g_autofree char *who = name != NULL && relation != NULL ? g_strdup_printf (_("%s (%s)"), name, relation) : g_strdup (name);
  g_autofree char *address = join_address (client), *readable = phone != NULL ? wabi_panel_format_phone (phone) : NULL;

  wabi_panel_add_fact (panel, _("Guardian"), who);
  row = wabi_panel_add_fact (panel, _("Phone"), readable);
  if (row != NULL)
    {
      gtk_box_append (GTK_BOX (row), wabi_button_new (_("Call"), "clients.call", phone, _("Call the guardian")));
      gtk_box_append (GTK_BOX (row), wabi_icon_button_new ("edit-copy-symbolic", "clients.copy", phone, _("Copy the phone number")));
    }
  row = wabi_panel_add_fact (panel, _("Email"), email);
  if (row != NULL)
    gtk_box_append (GTK_BOX (row), wabi_icon_button_new ("edit-copy-symbolic", "clients.copy", email, _("Copy the email address")));
  wabi_panel_add_fact (panel, _("Address"), address);
  wabi_panel_add_fact (panel, _("Language"), wabi_record_get_text (client, "language"));
  if (name == NULL && phone == NULL && email == NULL && address == NULL)
    wabi_panel_add_quiet (panel, _("Nobody to call is known yet. Add the guardian with Edit (E)."));
  gtk_box_append (GTK_BOX (box), panel);
}

static void
add_person (const WabiClientSection *section, GtkWidget *box)
{
  WabiRecord *client = section->client;
  const char *birth = wabi_record_get_text (client, "birth_date");
  int age = wabi_format_age (birth, get_today (section));
  GtkWidget *panel = wabi_panel_new (_("Person"), NULL, NULL);
  g_autofree char *born = wabi_format_date_text (birth);
  g_autofree char *years = age >= 0 ? g_strdup_printf (ngettext ("%s, %d year old", "%s, %d years old", (gulong) age), born, age) : g_strdup (born);
  g_auto (GStrv) codes = wabi_lookup_strv (client, "diagnoses");
  g_autofree char *diagnoses = g_strjoinv (", ", codes);
  g_autoptr (WabiRecord) analyst = wabi_desk_get (section->desk, &wabi_kind_staff, wabi_record_get_text (client, "bcba"));
  g_autofree char *bcba = analyst != NULL ? wabi_lookup_full_name (analyst) : g_strdup (_("Nobody yet"));

  wabi_panel_add_fact (panel, _("Born"), years);
  wabi_panel_add_fact (panel, _("Diagnoses"), *diagnoses != '\0' ? diagnoses : _("None recorded; a claim needs one"));
  wabi_panel_add_fact (panel, _("BCBA"), bcba);
  wabi_panel_add_fact (panel, _("Usual place"), wabi_codes_place_name (wabi_record_get_text (client, "place")));
  gtk_box_append (GTK_BOX (box), panel);
}

static int
compare_hours (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "weekday") * 1440 + wabi_record_get_int (one, "start_minute");
  gint64 y = wabi_record_get_int (other, "weekday") * 1440 + wabi_record_get_int (other, "start_minute");

  return x < y ? -1 : x > y;
}

/* Hours that do not hold always say from when to when. */
static char *
say_hours (WabiRecord *record)
{
  WabiDay from = wabi_lookup_day (record, "valid_from"), to = wabi_lookup_day (record, "valid_to");
  g_autofree char *range
      = wabi_words_minute_range ((int) wabi_record_get_int (record, "start_minute"), (int) wabi_record_get_int (record, "end_minute"));
  g_autofree char *days = NULL;

  if (from == WABI_DAY_NONE && to == WABI_DAY_NONE)
    return g_steal_pointer (&range);
  days = wabi_words_day_range (from, to);
  return g_strdup_printf ("%s (%s)", range, days);
}

static void
add_hours (const WabiClientSection *section, GtkWidget *box)
{
  g_autoptr (GPtrArray) hours
      = wabi_lookup_by (wabi_desk_get_view (section->desk), &wabi_kind_client_hours, "client", wabi_record_get_id (section->client));
  GtkWidget *panel = wabi_panel_new (_("Can come"), section->may_edit ? _("Change hours") : NULL, "clients.hours");
  WabiDay today = get_today (section);
  guint shown = 0;

  g_ptr_array_sort (hours, compare_hours);
  for (guint i = 0; i < hours->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (hours, i);
      WabiDay to = wabi_lookup_day (record, "valid_to");
      g_autofree char *weekday = wabi_words_weekday ((int) wabi_record_get_int (record, "weekday"));
      g_autofree char *range = say_hours (record);

      if (to != WABI_DAY_NONE && to < today)
        continue;
      wabi_panel_add_fact (panel, weekday, range);
      shown++;
    }
  if (shown == 0)
    wabi_panel_add_quiet (panel, hours->len == 0 ? _("No hours are recorded, so any time counts as possible.")
                                                 : _("The hours that were recorded are over, so no time is possible."));
  gtk_box_append (GTK_BOX (box), panel);
}

/* The ledger of make-ups: nothing is said where nothing was lost. */
static void
add_makeups (const WabiClientSection *section, GtkWidget *box)
{
  g_autoptr (WabiProofContext) context
      = wabi_proof_context_new (wabi_desk_get_view (section->desk), wabi_desk_get_zone (section->desk), wabi_desk_get_now (section->desk));
  g_autoptr (GPtrArray) ledgers = wabi_makeup_ledgers_new (context, wabi_record_get_id (section->client));

  for (guint i = 0; i < MIN (ledgers->len, 2); i++)
    {
      const WabiMakeupLedger *ledger = g_ptr_array_index (ledgers, i);
      const char *number = wabi_record_get_text (ledger->authorization, "number");
      g_autofree char *owed = wabi_format_minutes (ledger->sums.owed), *recovered = wabi_format_minutes (ledger->sums.recovered);
      g_autofree char *lost = wabi_format_minutes (ledger->sums.lost), *open = wabi_format_minutes (ledger->sums.open);
      g_autofree char *booked = wabi_format_minutes (ledger->sums.booked);
      g_autofree char *still = g_strdup_printf (_("%s, %s of it booked"), open, booked);
      g_autofree char *title = g_strdup_printf (_("Make-ups, authorization %s"), number != NULL ? number : "–");
      GtkWidget *panel = wabi_panel_new (title, section->may_edit && ledger->sums.open > 0 ? _("Make-ups") : NULL, "clients.makeups");

      wabi_panel_add_fact (panel, _("Owed"), owed);
      wabi_panel_add_fact (panel, _("Recovered"), recovered);
      wabi_panel_add_fact (panel, _("Lost"), lost);
      wabi_panel_add_fact (panel, _("Open"), still);
      gtk_box_append (GTK_BOX (box), panel);
    }
}

GtkWidget *
wabi_client_build_overview (const WabiClientSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  add_alerts (section, box);
  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  add_family (section, left);
  add_hours (section, left);
  add_person (section, right);
  wabi_client_add_team (section, right);
  if (wabi_client_add_authorizations (section, right, TRUE) == 0)
    {
      GtkWidget *panel = wabi_panel_new (_("Authorizations"), section->may_edit ? _("Record one") : NULL, "clients.add-authorization");

      wabi_panel_add_quiet (panel, _("No authorization holds today."));
      gtk_box_append (GTK_BOX (right), panel);
    }
  add_makeups (section, left);
  gtk_box_append (GTK_BOX (columns), left);
  gtk_box_append (GTK_BOX (columns), right);
  gtk_box_append (GTK_BOX (box), columns);
  return box;
}
