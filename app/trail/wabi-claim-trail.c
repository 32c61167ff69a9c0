// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim from trial to deposit: nothing is worked out here, each line is a record.

#include "wabi-claim-trail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-trace.h"
#include "wabi-format.h"
#include "wabi-json.h"
#include "wabi-lookup.h"
#include "wabi-money-book.h"
#include "wabi-reason-codes.h"
#include "wabi-listing-window.h"
#include "wabi-words.h"

/* More than these are told in a row each, entries of a kind together. */
#define MANY_SESSIONS 3
#define MANY_ENTRIES 12

typedef struct
{
  WabiDesk *desk;
  WabiRecord *claim;
  WabiListing *sheet;
} Trail;

typedef struct
{
  const char *id, *words;
} Words;

static const char *
find_words (const Words *words, guint n, const char *id)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].id, id) == 0)
      return _(words[i].words);
  return id != NULL ? id : "";
}

const char *
wabi_claim_trail_state_words (const char *state)
{
  static const Words words[] = {
    { "submitted", N_ ("Submitted") },   { "accepted", N_ ("Accepted by the payer") }, { "rejected", N_ ("Rejected") },
    { "pending", N_ ("In review") },     { "paid", N_ ("Paid") },                      { "denied", N_ ("Denied") },
    { "partial", N_ ("Paid in part") }, { "void", N_ ("Voided") },                    { "replaced", N_ ("Replaced") },
  };

  return find_words (words, G_N_ELEMENTS (words), state);
}

/* ---- pens ---- */

static void
add_heading (Trail *trail, const char *words)
{
  wabi_listing_begin_row (trail->sheet, WABI_ROW_HEADING);
  wabi_listing_add_text (trail->sheet, words);
}

static void
add_line (Trail *trail, const char *when, const char *what, const char *how)
{
  wabi_listing_begin_row (trail->sheet, WABI_ROW_PLAIN);
  wabi_listing_add_text (trail->sheet, when);
  wabi_listing_add_text (trail->sheet, what);
  wabi_listing_add_text (trail->sheet, how);
}

static void
add_cents (Trail *trail, gint64 cents)
{
  g_autofree char *words = wabi_format_money (cents);

  wabi_listing_add_number (trail->sheet, words, (double) cents);
}

static char *
dup_moment (Trail *trail, gint64 at)
{
  g_autofree char *day = wabi_words_day_year (wabi_zone_day (wabi_desk_get_zone (trail->desk), at));
  g_autofree char *time = wabi_format_time (wabi_desk_get_zone (trail->desk), at);

  return g_strdup_printf ("%s, %s", day, time);
}

/* ---- sessions ---- */

static void
add_charge (Trail *trail, WabiRecord *charge)
{
  g_autoptr (GPtrArray) steps = wabi_charge_trace (trail->desk, charge);
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (charge, "date"));
  g_autofree char *amount = wabi_format_money (wabi_record_get_int (charge, "amount_cents"));
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  g_autofree char *joined = modifiers != NULL ? g_strjoinv (" ", modifiers) : g_strdup ("");
  g_autofree char *heading = g_strdup_printf ("%s · %s %s · %s", date, wabi_record_get_text (charge, "service_code"), joined, amount);

  add_heading (trail, heading);
  for (guint i = 0; i < steps->len; i++)
    {
      const WabiTraceStep *step = g_ptr_array_index (steps, i);

      add_line (trail, NULL, step->title, step->detail);
    }
}

/* The same in one row, for a claim of many sessions: an auditor's page holds them all. */
static void
add_charge_line (Trail *trail, WabiRecord *charge)
{
  g_autoptr (GPtrArray) steps = wabi_charge_trace (trail->desk, charge);
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (charge, "date"));
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  g_autofree char *joined = modifiers != NULL ? g_strjoinv (" ", modifiers) : g_strdup ("");
  g_autofree char *what = g_strdup_printf ("%s %s", wabi_record_get_text (charge, "service_code"), joined);
  g_autoptr (GString) how = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const WabiTraceStep *step = g_ptr_array_index (steps, i);

      g_string_append_printf (how, "%s%s", i > 0 ? "; " : "", step->title);
      if (step->detail != NULL)
        g_string_append_printf (how, " (%s)", step->detail);
    }
  add_line (trail, date, what, how->str);
  add_cents (trail, wabi_record_get_int (charge, "amount_cents"));
}

static void
add_charges (Trail *trail)
{
  g_auto (GStrv) ids = wabi_lookup_strv (trail->claim, "charges");
  gboolean many = ids != NULL && g_strv_length (ids) > MANY_SESSIONS;

  if (many)
    add_heading (trail, _("Sessions"));

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (WabiRecord) charge = wabi_desk_get (trail->desk, &wabi_kind_charge, ids[i]);

      if (charge != NULL && many)
        add_charge_line (trail, charge);
      else if (charge != NULL)
        add_charge (trail, charge);
      else
        add_line (trail, NULL, _("A session that is not on this computer"), ids[i]);
    }
}

/* ---- on its way ---- */

static int
compare_at (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "at"), y = wabi_record_get_int (other, "at");

  return x != y ? (x < y ? -1 : 1) : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

static void
add_event (Trail *trail, WabiRecord *event)
{
  static const Words steps[] = {
    { "made", N_ ("Claim made") },     { "sent", N_ ("Sent") },         { "appealed", N_ ("Appealed") }, { "replaced", N_ ("Replaced") },
    { "voided", N_ ("Taken back") }, { "paper", N_ ("On paper") },    { "note", N_ ("Note") },         { "TA1", N_ ("Envelope (TA1)") },
    { "999", N_ ("Form (999)") },      { "277CA", N_ ("Intake (277CA)") }, { "276", N_ ("Asked for (276)") }, { "277", N_ ("Status (277)") },
    { "835", N_ ("Remittance (835)") },
  };
  static const Words outcomes[] = {
    { "accepted", N_ ("accepted") }, { "rejected", N_ ("rejected") }, { "pending", N_ ("in review") },
    { "paid", N_ ("paid") },         { "denied", N_ ("denied") },     { "told", N_ ("told") },
  };
  const char *outcome = wabi_record_get_text (event, "outcome"), *told = wabi_record_get_text (event, "words");
  const char *category = wabi_record_get_text (event, "category"), *code = wabi_record_get_text (event, "status_code");
  const char *control = wabi_record_get_text (event, "payer_control");
  g_autoptr (WabiRecord) file = wabi_record_has (event, "file") ? wabi_desk_get (trail->desk, &wabi_kind_inbound_file, wabi_record_get_text (event, "file")) : NULL;
  g_autofree char *when = dup_moment (trail, wabi_record_get_int (event, "at"));
  g_autofree char *what = g_strjoin (outcome != NULL ? ": " : "", find_words (steps, G_N_ELEMENTS (steps), wabi_record_get_text (event, "step")),
                                     find_words (outcomes, G_N_ELEMENTS (outcomes), outcome), NULL);
  GString *how = g_string_new (told);

  if (category != NULL || code != NULL)
    g_string_append_printf (how, "%s%s %s", how->len > 0 ? " · " : "", category != NULL ? category : "", code != NULL ? code : "");
  if (control != NULL)
    g_string_append_printf (how, _("%spayer's number %s"), how->len > 0 ? " · " : "", control);
  if (file != NULL)
    g_string_append_printf (how, _("%sfile %s, SHA-256 %.12s…"), how->len > 0 ? " · " : "", wabi_record_get_text (file, "name"),
                            wabi_record_get_text (file, "hash"));
  add_line (trail, when, what, how->str);
  g_string_free (how, TRUE);
}

static void
add_way (Trail *trail)
{
  g_autoptr (GPtrArray) events = wabi_lookup_by (wabi_desk_get_view (trail->desk), &wabi_kind_claim_event, "claim", wabi_record_get_id (trail->claim));
  g_autoptr (WabiRecord) file = wabi_record_has (trail->claim, "file") ? wabi_desk_get (trail->desk, &wabi_kind_claim_file, wabi_record_get_text (trail->claim, "file")) : NULL;
  g_autofree char *heading = g_strdup_printf (_("Claim %s on its way"), wabi_record_get_text (trail->claim, "control"));

  add_heading (trail, heading);
  if (file != NULL)
    {
      g_autofree char *when = dup_moment (trail, wabi_record_get_int (file, "at"));
      g_autofree char *how = g_strdup_printf (_("%s, interchange %09d, SHA-256 %.12s…"), wabi_record_get_text (file, "name"),
                                              (int) wabi_record_get_int (file, "isa_control"), wabi_record_get_text (file, "hash"));

      add_line (trail, when, _("Written into a file (837P)"), how);
    }
  g_ptr_array_sort (events, compare_at);
  for (guint i = 0; i < events->len; i++)
    add_event (trail, g_ptr_array_index (events, i));
  if (file == NULL && events->len == 0)
    add_line (trail, NULL, _("Nothing was heard of it yet"), NULL);
}

/* ---- what the payer answered ---- */

static const char *
method_words (const char *method)
{
  static const Words words[] = { { "ACH", N_ ("transfer") }, { "CHK", N_ ("check") }, { "FWT", N_ ("wire") }, { "BOP", N_ ("at the payer's choice") },
                                 { "NON", N_ ("no payment") } };

  return find_words (words, G_N_ELEMENTS (words), method);
}

static void
add_deposit (Trail *trail, WabiRecord *remittance)
{
  g_autofree char *amount = wabi_format_money (wabi_record_get_int (remittance, "amount_cents"));
  g_autofree char *how = g_strdup_printf (_("%s %s over %s in all"), method_words (wabi_record_get_text (remittance, "method")),
                                          wabi_record_get_text (remittance, "trace"), amount);

  if (wabi_record_has (remittance, "deposit"))
    {
      g_autofree char *when = wabi_format_date_text (wabi_record_get_text (remittance, "deposit"));

      add_line (trail, when, _("The bank had it"), how);
    }
  else
    add_line (trail, NULL, _("Not yet confirmed by the bank"), how);
}

static void
add_answers (Trail *trail)
{
  g_autoptr (GPtrArray) answers = wabi_lookup_by (wabi_desk_get_view (trail->desk), &wabi_kind_remit_claim, "claim", wabi_record_get_id (trail->claim));

  add_heading (trail, _("What the payer answered, and the deposit"));
  for (guint i = 0; i < answers->len; i++)
    {
      WabiRecord *answer = g_ptr_array_index (answers, i);
      g_autoptr (WabiRecord) remittance = wabi_desk_get (trail->desk, &wabi_kind_remittance, wabi_record_get_text (answer, "remittance"));
      g_autofree char *when = wabi_format_date_text (remittance != NULL ? wabi_record_get_text (remittance, "date") : NULL);
      g_autofree char *family = wabi_format_money (wabi_record_get_int (answer, "family_cents"));
      g_autofree char *charged = wabi_format_money (wabi_record_get_int (answer, "charge_cents"));
      g_autofree char *what = g_strdup_printf (_("Remittance %s, claim status %s"), remittance != NULL ? wabi_record_get_text (remittance, "trace") : "",
                                               wabi_record_get_text (answer, "status_code"));
      g_autofree char *how = g_strdup_printf (_("%s asked, %s left to the family, payer's number %s"), charged, family,
                                              wabi_record_has (answer, "payer_control") ? wabi_record_get_text (answer, "payer_control") : "–");

      add_line (trail, when, what, how);
      add_cents (trail, wabi_record_get_int (answer, "paid_cents"));
      if (remittance != NULL)
        add_deposit (trail, remittance);
    }
  if (answers->len == 0)
    add_line (trail, NULL, _("No answer yet"), NULL);
}

/* ---- the books ---- */

static const char *
entry_words (const char *kind)
{
  static const Words words[] = {
    { "bill", N_ ("Billed") },         { "void", N_ ("Taken back") },       { "replace", N_ ("Replaced") },
    { "payment", N_ ("Paid") },        { "adjustment", N_ ("Adjusted") },   { "denial", N_ ("Denied") },
    { "transfer", N_ ("Passed on") },  { "reversal", N_ ("Reversed") },     { "recoup", N_ ("Taken back by the payer") },
    { "interest", N_ ("Interest") },   { "write_off", N_ ("Written off") }, { "family_payment", N_ ("Paid by the family") },
    { "apply", N_ ("Applied from the family's credit") }, { "refund", N_ ("Given back") }, { "correction", N_ ("Corrected") },
    { "suspense", N_ ("In suspense") }, { "opening", N_ ("Carried over") }, { "forward", N_ ("Carried forward") }, { "deposit", N_ ("Deposited") },
  };

  return find_words (words, G_N_ELEMENTS (words), kind);
}

/* An entry of one of the claim's sessions, unless it is about another claim of that session. */
static gboolean
is_of_claim (Trail *trail, WabiRecord *entry)
{
  const char *id = wabi_record_get_id (trail->claim);
  JsonArray *legs = wabi_record_get_array (entry, "legs");

  if (!wabi_record_has (entry, "claim") || wabi_record_is (entry, "claim", id))
    return TRUE;
  for (guint i = 0; legs != NULL && i < json_array_get_length (legs); i++)
    if (g_strcmp0 (wabi_json_peek_text (json_array_get_object_element (legs, i), "claim"), id) == 0)
      return TRUE;
  return FALSE;
}

/* Entries of one day that are alike. */
typedef struct
{
  WabiRecord *first;
  gint64 cents[WABI_MONEY_N_ACCOUNTS], moved;
  guint n;
} Alike;

static void
add_to_alike (Alike *alike, WabiRecord *entry)
{
  JsonArray *legs = wabi_record_get_array (entry, "legs");

  alike->first = alike->first != NULL ? alike->first : entry;
  alike->n++;
  for (guint i = 0; legs != NULL && i < json_array_get_length (legs); i++)
    {
      JsonObject *leg = json_array_get_object_element (legs, i);
      gint64 cents = wabi_json_peek_int (leg, "cents", 0);

      alike->cents[wabi_money_account_from_name (wabi_json_peek_text (leg, "account"))] += cents;
      alike->moved += MAX (cents, 0);
    }
}

static char *
dup_what (const Alike *alike)
{
  const char *group = wabi_record_get_text (alike->first, "group"), *reason = wabi_record_get_text (alike->first, "reason");
  GString *what = g_string_new (entry_words (wabi_record_get_text (alike->first, "entry")));

  if (reason != NULL)
    g_string_append_printf (what, " (%s %s)", group != NULL ? group : "", reason);
  if (alike->n > 1)
    g_string_append_printf (what, ngettext (", %u entry", ", %u entries", alike->n), alike->n);
  return g_string_free (what, FALSE);
}

static void
add_alike (Trail *trail, const Alike *alike)
{
  const char *told = wabi_record_get_text (alike->first, "words");
  g_autofree char *when = wabi_format_date_text (wabi_record_get_text (alike->first, "date")), *what = dup_what (alike);
  g_autoptr (GString) how = g_string_new (NULL);

  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    if (alike->cents[i] != 0)
      {
        g_autofree char *amount = wabi_format_money (alike->cents[i]);

        g_string_append_printf (how, "%s%s %s", how->len > 0 ? "; " : "", wabi_money_account_get_words ((WabiMoneyAccount) i), amount);
      }
  if (told != NULL)
    g_string_append_printf (how, " · %s", told);
  add_line (trail, when, what, how->str);
  add_cents (trail, alike->moved);
}

static char *
dup_likeness (WabiRecord *entry)
{
  static const char *const fields[] = { "date", "entry", "group", "reason", "remittance", "words" };
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (key, "%s/", wabi_record_has (entry, fields[i]) ? wabi_record_get_text (entry, fields[i]) : "");
  return g_string_free (key, FALSE);
}

/* In the order in which they began. */
static void
add_entries (Trail *trail, GPtrArray *entries)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      WabiRecord *entry = g_ptr_array_index (entries, i);
      char *key = entries->len > MANY_ENTRIES ? dup_likeness (entry) : g_strdup (wabi_record_get_id (entry));
      Alike *alike = g_hash_table_lookup (by_key, key);

      if (alike == NULL)
        {
          alike = g_new0 (Alike, 1);
          g_ptr_array_add (all, alike);
          g_hash_table_insert (by_key, g_strdup (key), alike);
        }
      add_to_alike (alike, entry);
      g_free (key);
    }
  for (guint i = 0; i < all->len; i++)
    add_alike (trail, g_ptr_array_index (all, i));
}

static void
add_books (Trail *trail)
{
  const WabiView *view = wabi_desk_get_view (trail->desk);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) all = wabi_lookup_by (view, &wabi_kind_money_entry, "claim", wabi_record_get_id (trail->claim));
  g_auto (GStrv) ids = wabi_lookup_strv (trail->claim, "charges");

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (seen, g_strdup (wabi_record_get_id (g_ptr_array_index (all, i))));
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) more = wabi_lookup_by (view, &wabi_kind_money_entry, "charge", ids[i]);

      for (guint j = 0; j < more->len; j++)
        if (is_of_claim (trail, g_ptr_array_index (more, j)) && g_hash_table_add (seen, g_strdup (wabi_record_get_id (g_ptr_array_index (more, j)))))
          g_ptr_array_add (all, g_object_ref (g_ptr_array_index (more, j)));
    }
  g_ptr_array_sort (all, compare_at);
  add_heading (trail, _("In the books"));
  add_entries (trail, all);
  if (all->len == 0)
    add_line (trail, NULL, _("No entry yet"), NULL);
}

static void
add_end (Trail *trail)
{
  g_autofree char *paid = wabi_format_money (wabi_record_get_int (trail->claim, "paid_cents"));
  g_autofree char *adjusted = wabi_format_money (wabi_record_get_int (trail->claim, "adjusted_cents"));
  g_autofree char *family = wabi_format_money (wabi_record_get_int (trail->claim, "family_cents"));
  /* Translators: amounts of money */
  g_autofree char *how = g_strdup_printf (_("paid by payers %s, adjusted %s, left to the family %s"), paid, adjusted, family);

  wabi_listing_begin_row (trail->sheet, WABI_ROW_TOTAL);
  wabi_listing_add_text (trail->sheet, NULL);
  wabi_listing_add_text (trail->sheet, _("Still open"));
  wabi_listing_add_text (trail->sheet, how);
  add_cents (trail, wabi_record_get_int (trail->claim, "balance_cents"));
}

WabiListing *
wabi_claim_trail_make (WabiDesk *desk, WabiRecord *claim)
{
  g_autofree char *client = wabi_desk_dup_name (desk, &wabi_kind_client, wabi_record_get_text (claim, "client"));
  g_autoptr (WabiRecord) payer = wabi_desk_get (desk, &wabi_kind_payer, wabi_record_get_text (claim, "payer"));
  g_autofree char *total = wabi_format_money (wabi_record_get_int (claim, "total_cents"));
  g_autofree char *title = g_strdup_printf (_("Claim %s, from trial to deposit"), wabi_record_get_text (claim, "control"));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s · %s", client, payer != NULL ? wabi_record_get_text (payer, "name") : _("No payer"), total,
                                               wabi_claim_trail_state_words (wabi_record_get_text (claim, "state")));
  Trail trail = { desk, claim, wabi_listing_new (title, subtitle) };

  wabi_listing_add_column (trail.sheet, _("When"), WABI_CELL_TEXT, 1);
  wabi_listing_add_column (trail.sheet, _("What"), WABI_CELL_TEXT, 1.4);
  wabi_listing_add_column (trail.sheet, _("How"), WABI_CELL_TEXT, 4.4);
  wabi_listing_add_column (trail.sheet, _("Amount"), WABI_CELL_MONEY, 0.8);
  add_charges (&trail);
  add_way (&trail);
  add_answers (&trail);
  add_books (&trail);
  add_end (&trail);
  return trail.sheet;
}

void
wabi_claim_trail_present (WabiDesk *desk, GtkWindow *parent, const char *claim)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (desk, &wabi_kind_claim, claim);
  g_autofree char *name = NULL;

  if (record == NULL)
    return;
  name = g_strdup_printf ("claim-%s", wabi_record_get_text (record, "control"));
  gtk_window_present (GTK_WINDOW (wabi_listing_window_new (desk, parent, wabi_claim_trail_make (desk, record), name)));
}
