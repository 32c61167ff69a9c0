// SPDX-License-Identifier: AGPL-3.0-or-later
// What the records come to, week by week, client by client, payer by payer.

#include "wabi-report-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "wabi-renewals.h"
#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-json.h"
#include "wabi-lookup.h"
#include "wabi-proof.h"
#include "wabi-words.h"

static char *
dup_hours (double hours)
{
  return g_strdup_printf ("%.1f", hours);
}

static guint
find_week (WabiDay from, WabiDay day)
{
  return (guint) ((day - from) / 7);
}

/* Appointments, sessions or charges of the days, by their start. */
static GPtrArray *
list_between (WabiDesk *desk, const WabiKind *kind, WabiDay from, WabiDay to)
{
  const char *zone = wabi_desk_get_zone (desk);

  return wabi_lookup_between (wabi_desk_get_view (desk), kind, NULL, NULL, wabi_zone_day_start (zone, from), wabi_zone_day_start (zone, to));
}

/* --- Hours a week --- */

enum
{
  DELIVERED,
  BY_FAMILY,
  BY_STAFF,
  BY_CLINIC,
  BY_PAYER,
  NO_SHOW,
  N_OUTCOMES
};

static int
find_outcome (WabiRecord *visit)
{
  static const char *const by[] = { [BY_FAMILY] = "family", [BY_STAFF] = "staff", [BY_CLINIC] = "clinic", [BY_PAYER] = "payer" };

  if (wabi_record_is (visit, "status", "completed"))
    return DELIVERED;
  if (wabi_record_is (visit, "status", "no_show"))
    return NO_SHOW;
  for (int i = BY_FAMILY; i <= BY_PAYER && wabi_record_is (visit, "status", "cancelled"); i++)
    if (wabi_record_is (visit, "cancelled_by", by[i]))
      return i;
  return -1;
}

static void
count_reason (GHashTable *reasons, guint week, WabiRecord *visit)
{
  const char *reason = wabi_record_get_text (visit, "cancel_reason");
  char *key;

  if (reason == NULL)
    return;
  key = g_strdup_printf ("%u/%s", week, reason);
  g_hash_table_replace (reasons, key, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (reasons, key)) + 1));
}

static char *
dup_top_reason (GHashTable *reasons, guint week)
{
  g_autofree char *prefix = g_strdup_printf ("%u/", week);
  const WabiCancelReason *reason;
  const char *best = NULL;
  GHashTableIter iter;
  gpointer key, value;
  int most = 0;

  g_hash_table_iter_init (&iter, reasons);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (key, prefix)
        && (GPOINTER_TO_INT (value) > most || (GPOINTER_TO_INT (value) == most && g_strcmp0 ((char *) key + strlen (prefix), best) < 0)))
      {
        most = GPOINTER_TO_INT (value);
        best = (char *) key + strlen (prefix);
      }
  if (best == NULL)
    return g_strdup ("");
  reason = wabi_codes_find_cancel_reason (best);
  return g_strdup_printf ("%s (%d)", reason != NULL ? _(reason->name) : best, most);
}

static void
describe_week (WabiReportRow *row, WabiDay monday, WabiDay today)
{
  double canceled = 0;
  gboolean running = today >= monday && today < monday + 7;
  g_autofree char *delivered = dup_hours (row->parts[DELIVERED]), *day = wabi_words_day_year (monday), *lost = NULL;

  for (int i = BY_FAMILY; i < N_OUTCOMES; i++)
    canceled += row->parts[i];
  lost = dup_hours (canceled);
  row->label = running ? g_strdup (_("this week")) : wabi_words_day (monday);
  /* Translators: the date that a week begins with, and that the week is not over */
  row->cells[0] = running ? g_strdup_printf (_("%s, running"), day) : g_strdup (day);
  row->cells[1] = g_steal_pointer (&row->words); /* the reason, kept there until now */
  row->cells[2] = g_strdup (delivered);
  row->cells[3] = g_strdup (lost);
  /* What is still to be delivered would make the share of a running week too large. */
  row->cells[4] = !running && canceled + row->parts[DELIVERED] > 0
                      ? g_strdup_printf (_("%.1f %%"), 100 * canceled / (canceled + row->parts[DELIVERED]))
                      : g_strdup ("–");
  row->words = g_strdup_printf (_("Week of %s: %s hours delivered, %s canceled"), row->cells[0], delivered, lost);
}

static GPtrArray *
make_hours (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GPtrArray) visits = list_between (desk, &wabi_kind_appointment, from, to);
  g_autoptr (GHashTable) reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  GPtrArray *rows = wabi_report_new_rows ();

  for (WabiDay monday = from; monday < to; monday += 7)
    wabi_report_add_row (rows)->place = g_strdup ("schedule");
  for (guint i = 0; i < visits->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);
      int outcome = find_outcome (visit);
      gint64 at = wabi_record_get_int (visit, "starts_at");
      guint week = find_week (from, wabi_zone_day (wabi_desk_get_zone (desk), at));
      WabiReportRow *row = week < rows->len ? g_ptr_array_index (rows, week) : NULL;

      if (outcome < 0 || row == NULL)
        continue;
      row->parts[outcome] += (double) (wabi_record_get_int (visit, "ends_at") - at) / (60.0 * WABI_MINUTE);
      if (outcome != DELIVERED)
        count_reason (reasons, week, visit);
      if (row->id == NULL)
        row->id = g_strdup (wabi_record_get_id (visit));
    }
  for (guint i = 0; i < rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (rows, i);

      row->words = dup_top_reason (reasons, i);
      describe_week (row, from + (WabiDay) i * 7, today);
    }
  return rows;
}

/* --- Authorizations --- */

static int
count_approved (WabiRecord *authorization, GHashTable *codes)
{
  JsonArray *lines = wabi_record_get_array (authorization, "lines");
  int sum = 0;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *code = line != NULL ? wabi_json_peek_text (line, "code") : NULL;

      if (code == NULL || g_strcmp0 (wabi_json_peek_text (line, "per"), "total") != 0)
        continue;
      g_hash_table_add (codes, (gpointer) code);
      sum += (int) wabi_json_peek_int (line, "units", 0);
    }
  return sum;
}

static int
count_units (WabiPayerTerms *any, const char *code, WabiDay day, int minutes)
{
  g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new_on (any, day);
  WabiUnitRule rule;

  wabi_payer_terms_read_units (terms, code, &rule);
  return wabi_units_count (&rule, minutes);
}

static int
count_used (WabiDesk *desk, WabiRecord *authorization, GHashTable *codes)
{
  const char *zone = wabi_desk_get_zone (desk);
  WabiDay from = wabi_lookup_day (authorization, "valid_from"), to = wabi_lookup_day (authorization, "valid_to");
  g_autoptr (WabiRecord) payer = wabi_desk_get (desk, &wabi_kind_payer, wabi_record_get_text (authorization, "payer"));
  g_autoptr (GPtrArray) sessions
      = wabi_lookup_between (wabi_desk_get_view (desk), &wabi_kind_session, "client", wabi_record_get_text (authorization, "client"),
                             wabi_zone_day_start (zone, from), wabi_zone_day_start (zone, to + 1));
  g_autoptr (WabiPayerTerms) any = wabi_payer_terms_new (wabi_desk_get_view (desk), payer, from);
  int units = 0;

  for (guint i = 0; i < sessions->len; i++)
    {
      WabiRecord *session = g_ptr_array_index (sessions, i);
      gint64 length = wabi_record_get_int (session, "ends_at") - wabi_record_get_int (session, "starts_at");

      if (wabi_record_is (session, "state", "ended") && g_hash_table_contains (codes, wabi_record_get_text (session, "service_code")))
        units += count_units (any, wabi_record_get_text (session, "service_code"), wabi_zone_day (zone, wabi_record_get_int (session, "starts_at")),
                              (int) (length / WABI_MINUTE));
    }
  return units;
}

static const char *
pace_words (double used, double elapsed)
{
  if (used >= 100)
    return _("used up");
  if (used > elapsed + 10)
    return _("ahead of time: will not last");
  return used < elapsed - 10 ? _("behind: hours are being lost") : _("on pace");
}

static void
add_authorization (GPtrArray *rows, WabiDesk *desk, WabiRecord *authorization, WabiDay today)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  WabiDay from = wabi_lookup_day (authorization, "valid_from"), to = wabi_lookup_day (authorization, "valid_to");
  int approved = count_approved (authorization, codes), spent;
  WabiReportRow *row;
  double used, elapsed;

  if (approved == 0 || !wabi_day_in_range (today, from, to))
    return;
  row = wabi_report_add_row (rows);
  spent = count_used (desk, authorization, codes);
  used = 100.0 * spent / approved;
  elapsed = 100.0 * (today - from + 1) / (to - from + 1);
  row->parts[used > elapsed + 10 ? 1 : 0] = used;
  row->mark = elapsed;
  row->order = elapsed - used;
  row->place = g_strdup ("clients");
  row->id = g_strdup (wabi_record_get_text (authorization, "client"));
  row->label = wabi_desk_dup_name (desk, &wabi_kind_client, row->id);
  row->cells[0] = g_strdup (row->label);
  row->cells[1] = g_strdup (wabi_record_get_text (authorization, "number"));
  row->cells[2] = wabi_words_day_year (to);
  row->cells[3] = g_strdup (pace_words (used, elapsed));
  row->cells[4] = g_strdup_printf ("%d", spent);
  row->cells[5] = g_strdup_printf ("%d", approved);
  row->cells[6] = g_strdup_printf (_("%.0f %%"), used);
  row->cells[7] = g_strdup_printf (_("%.0f %%"), elapsed);
  row->words = g_strdup_printf (_("%s: %s of units used, %s of time gone, %s"), row->label, row->cells[6], row->cells[7], row->cells[3]);
}

static GPtrArray *
make_authorizations (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  GPtrArray *rows = wabi_report_new_rows ();
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autofree char *date = wabi_day_dup_text (today);
  g_autoptr (GPtrArray) all = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_authorization);
  wabi_query_where_text (&query, "status", WABI_EQ, "approved");
  wabi_query_where_text (&query, "valid_to", WABI_GE, date);
  /* More than a person looks through; those that end first come first. */
  query.order_by = "valid_to";
  query.limit = 400;
  all = wabi_desk_list (desk, &query);
  for (guint i = 0; i < all->len; i++)
    add_authorization (rows, desk, g_ptr_array_index (all, i), today);
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  return rows;
}

/* --- Renewals --- */

static const char *
packet_words (const WabiRenewal *renewal)
{
  if (renewal->packet == WABI_RENEWAL_REQUESTED)
    return _("requested");
  return renewal->packet == WABI_RENEWAL_DENIED ? _("denied") : _("not requested");
}

static char *
days_words (int days)
{
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) -days), -days);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
}

static char *
renewal_pace (const WabiRenewal *renewal)
{
  if (renewal->code == NULL || renewal->verdict == WABI_AUTH_ON_PACE)
    return g_strdup (_("on pace"));
  return g_strdup_printf (renewal->verdict == WABI_AUTH_OVER_PACE ? _("%s ahead by %d %%") : _("%s behind by %d %%"), renewal->code,
                          ABS (renewal->ahead_percent));
}

static void
add_renewal (GPtrArray *rows, WabiDesk *desk, const WabiRenewal *renewal)
{
  WabiRecord *record = renewal->authorization;
  const char *assigned = wabi_record_get_text (record, "assigned");
  WabiReportRow *row = wabi_report_add_row (rows);

  row->parts[renewal->days_left <= 14 ? 1 : 0] = MAX (0, renewal->days_left);
  row->place = g_strdup ("clients");
  row->id = g_strdup (wabi_record_get_text (record, "client"));
  row->label = wabi_desk_dup_name (desk, &wabi_kind_client, row->id);
  row->cells[0] = g_strdup (row->label);
  row->cells[1] = g_strdup (wabi_record_get_text (record, "number"));
  row->cells[2] = wabi_words_day_year (wabi_lookup_day (record, "valid_to"));
  row->cells[3] = g_strdup (packet_words (renewal));
  row->cells[4] = assigned != NULL ? wabi_desk_dup_name (desk, &wabi_kind_staff, assigned) : g_strdup (_("nobody yet"));
  row->cells[5] = renewal_pace (renewal);
  row->cells[6] = g_strdup_printf ("%d.%d", renewal->needed_hours_week / 10, renewal->needed_hours_week % 10);
  row->cells[7] = days_words (renewal->days_left);
  row->words = g_strdup_printf (_("%s: %s left, %s, %s"), row->label, row->cells[7], row->cells[3], row->cells[5]);
}

static GPtrArray *
make_renewals (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autoptr (GPtrArray) renewals = wabi_renewals_list (context, 60, 30);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint i = 0; i < renewals->len; i++)
    add_renewal (rows, desk, g_ptr_array_index (renewals, i));
  return rows;
}

/* --- Mastery --- */

static void
count_target (GPtrArray *rows, WabiRecord *target, const char *field, guint part, WabiDay first)
{
  WabiDay day = wabi_lookup_day (target, field);
  int year, month, first_year, first_month, index;

  if (day == WABI_DAY_NONE || day < first)
    return;
  wabi_day_to_ymd (day, &year, &month, NULL);
  wabi_day_to_ymd (first, &first_year, &first_month, NULL);
  index = (year - first_year) * 12 + month - first_month;
  if (index >= 0 && index < (int) rows->len)
    ((WabiReportRow *) g_ptr_array_index (rows, index))->parts[part]++;
}

static GPtrArray *
make_mastery (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  WabiDay first = wabi_day_month_start (from);
  GPtrArray *rows = wabi_report_new_rows ();
  g_autoptr (GPtrArray) targets = NULL;
  WabiQuery query;

  for (WabiDay month = first; month < to; month = wabi_day_add_months (month, 1))
    wabi_report_add_row (rows);
  wabi_query_init (&query, &wabi_kind_target);
  targets = wabi_desk_list (desk, &query);
  for (guint i = 0; i < targets->len; i++)
    {
      count_target (rows, g_ptr_array_index (targets, i), "mastered_on", 0, first);
      count_target (rows, g_ptr_array_index (targets, i), "introduced_on", 1, first);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (rows, i);

      row->label = wabi_words_month (wabi_day_add_months (first, (int) i));
      row->cells[0] = g_strdup (row->label);
      row->cells[1] = g_strdup_printf ("%.0f", row->parts[0]);
      row->cells[2] = g_strdup_printf ("%.0f", row->parts[1]);
      row->words = g_strdup_printf (_("%s: %s targets mastered, %s introduced"), row->label, row->cells[1], row->cells[2]);
      row->place = g_strdup ("programs");
      row->parts[1] = 0; /* a number, not part of the bar */
    }
  return rows;
}

/* --- Money --- */

static void
describe_money (WabiReportRow *row)
{
  wabi_report_set_count (row, 1, (int) row->order);
  wabi_report_set_money (row, 2, (gint64) (row->parts[0] * 100 + 0.5));
  wabi_report_set_money (row, 3, (gint64) (row->parts[1] * 100 + 0.5));
  row->words = g_strdup_printf (_("%s: %s billed, %s not billed yet"), row->label, row->cells[2], row->cells[3]);
}

static void
add_charge (WabiReportRow *row, WabiRecord *charge)
{
  gboolean billed = wabi_record_is (charge, "state", "claimed");

  row->parts[billed ? 0 : 1] += (double) wabi_record_get_int (charge, "amount_cents") / 100;
  row->order++;
  if (row->id == NULL || !billed)
    {
      g_free (row->id);
      row->id = g_strdup (wabi_record_get_id (charge));
    }
}

static GPtrArray *
make_money_weeks (WabiDesk *desk, WabiDay from, WabiDay to, const char *payer)
{
  g_autoptr (GPtrArray) charges = list_between (desk, &wabi_kind_charge, from, to);
  GPtrArray *rows = wabi_report_new_rows ();

  for (WabiDay monday = from; monday < to; monday += 7)
    {
      WabiReportRow *row = wabi_report_add_row (rows);

      row->label = wabi_words_day (monday);
      row->cells[0] = wabi_words_day_year (monday);
      row->place = g_strdup ("billing");
    }
  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);
      guint week = find_week (from, wabi_lookup_day (charge, "date"));

      if (week < rows->len && !wabi_record_is (charge, "state", "void") && (payer == NULL || wabi_record_is (charge, "payer", payer)))
        add_charge (g_ptr_array_index (rows, week), charge);
    }
  for (guint i = 0; i < rows->len; i++)
    describe_money (g_ptr_array_index (rows, i));
  return rows;
}

static GPtrArray *
make_money_payers (WabiDesk *desk, WabiDay from, WabiDay to, const char *only)
{
  g_autoptr (GPtrArray) charges = list_between (desk, &wabi_kind_charge, from, to);
  g_autoptr (GHashTable) by_payer = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rows = wabi_report_new_rows ();

  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);
      const char *payer = wabi_record_has (charge, "payer") ? wabi_record_get_text (charge, "payer") : "";
      WabiReportRow *row = g_hash_table_lookup (by_payer, payer);

      if (wabi_record_is (charge, "state", "void"))
        continue;
      if (row == NULL)
        {
          g_autoptr (WabiRecord) record = wabi_desk_get (desk, &wabi_kind_payer, payer);

          row = wabi_report_add_row (rows);
          row->label = g_strdup (record != NULL ? wabi_record_get_text (record, "name") : _("No payer"));
          row->cells[0] = g_strdup (row->label);
          row->place = g_strdup ("billing");
          g_hash_table_insert (by_payer, (gpointer) payer, row);
        }
      add_charge (row, charge);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (rows, i);

      describe_money (row);
      row->order = -(row->parts[0] + row->parts[1]);
    }
  g_ptr_array_sort (rows, wabi_report_compare_rows);
  return rows;
}

#define OFFICE (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)

const WabiReportInfo wabi_reports_care[] = {
  { "hours", N_ ("Hours"), N_ ("How much was delivered, how much was canceled, and by whom?"),
    { N_ ("Week of"), N_ ("Most frequent reason"), N_ ("Delivered h"), N_ ("Canceled h"), N_ ("Canceled") }, 5, 2,
    { N_ ("Delivered"), N_ ("Canceled by the family"), N_ ("by staff"), N_ ("by the clinic"), N_ ("by the payer"), N_ ("No-show") }, 6,
    NULL, 2, FALSE, TRUE, FALSE, FALSE, 0, OFFICE, make_hours },
  { "authorizations", N_ ("Authorizations"), N_ ("Who runs out of units before time, and whose hours are being lost?"),
    { N_ ("Client"), N_ ("Authorization"), N_ ("Until"), N_ ("Pace"), N_ ("Used"), N_ ("Approved"), N_ ("Used"), N_ ("Time gone") }, 8, 4,
    { N_ ("Units used"), N_ ("Units used ahead of time") }, 2, N_ ("Time gone"), 6, TRUE, FALSE, FALSE, FALSE, 0, OFFICE, make_authorizations },
  { "renewals", N_ ("Renewals"), N_ ("Which authorizations end, and how far is their renewal?"),
    { N_ ("Client"), N_ ("Authorization"), N_ ("Ends"), N_ ("Renewal"), N_ ("Who"), N_ ("Pace"), N_ ("Hours a week"), N_ ("Days left") }, 8, 6,
    { N_ ("Days left"), N_ ("Days left, two weeks or fewer") }, 2, NULL, 7, TRUE, FALSE, FALSE, FALSE, 0, OFFICE, make_renewals },
  { "mastery", N_ ("Mastery"), N_ ("How many targets were mastered each month?"),
    { N_ ("Month"), N_ ("Mastered"), N_ ("Introduced") }, 3, 1, { N_ ("Targets mastered") }, 1, NULL, 1, FALSE, TRUE, FALSE, FALSE, 0,
    WABI_ROLE_BCBA | WABI_ROLE_ADMIN | WABI_ROLE_BILLER, make_mastery },
  { "money-weeks", N_ ("Money by week"), N_ ("What of each week's work is billed, and what is not yet?"),
    { N_ ("Week of"), N_ ("Sessions"), N_ ("Billed"), N_ ("Not billed") }, 4, 1, { N_ ("Billed"), N_ ("Not billed yet") }, 2, NULL, 2, FALSE,
    TRUE, TRUE, FALSE, 1 << 2 | 1 << 3, MONEY, make_money_weeks },
  { "money-payers", N_ ("Money by payer"), N_ ("Which payer's work is billed, and which is not yet?"),
    { N_ ("Payer"), N_ ("Sessions"), N_ ("Billed"), N_ ("Not billed") }, 4, 1, { N_ ("Billed"), N_ ("Not billed yet") }, 2, NULL, 2, TRUE,
    TRUE, FALSE, FALSE, 1 << 2 | 1 << 3, MONEY, make_money_payers },
};

const guint wabi_n_reports_care = G_N_ELEMENTS (wabi_reports_care);
