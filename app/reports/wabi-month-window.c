// SPDX-License-Identifier: AGPL-3.0-or-later
// A month's books: its accounts as they are, and as they were when it was closed; closing it, and opening it again.

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-confirm.h"
#include "wabi-format.h"
#include "wabi-json.h"
#include "wabi-lookup.h"
#include "wabi-report-private.h"
#include "wabi-listing-window.h"
#include "wabi-words.h"

typedef struct
{
  WabiDesk *desk;
  GtkWindow *window;
  char *month;
  WabiConfirm *confirm;
  GtkEditable *reason;
} Asking;

static void
free_asking (Asking *asking)
{
  g_object_unref (asking->desk);
  g_object_unref (asking->window);
  g_free (asking->month);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, free_asking)

static WabiRecord *
find_close (WabiDesk *desk, const char *month)
{
  g_autoptr (GPtrArray) closes = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_month_close, "month", month);

  for (guint i = 0; i < closes->len; i++)
    if (wabi_record_is (g_ptr_array_index (closes, i), "state", "closed"))
      return g_object_ref (g_ptr_array_index (closes, i));
  return NULL;
}

/* ---- the sheet ---- */

static void
add_money (WabiListing *sheet, gint64 cents)
{
  g_autofree char *words = wabi_format_money (cents);

  wabi_listing_add_number (sheet, words, (double) cents);
}

static gint64
find_frozen (WabiRecord *close, WabiMoneyAccount account)
{
  JsonArray *totals = close != NULL ? wabi_record_get_array (close, "totals") : NULL;

  for (guint i = 0; totals != NULL && i < json_array_get_length (totals); i++)
    {
      JsonObject *one = json_array_get_object_element (totals, i);

      if (g_strcmp0 (wabi_json_peek_text (one, "account"), wabi_money_account_get_name (account)) == 0)
        return wabi_json_peek_int (one, "balance", 0);
    }
  return 0;
}

static void
add_accounts (WabiListing *sheet, const WabiBooksRow *moved, const WabiMoneySums *end, WabiRecord *close)
{
  gint64 debits = 0, credits = 0;

  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    {
      gint64 debit = moved != NULL ? moved->debit[i] : 0, credit = moved != NULL ? moved->credit[i] : 0;

      if (debit == 0 && credit == 0 && end->cents[i] == 0)
        continue;
      debits += debit;
      credits += credit;
      wabi_listing_begin_row (sheet, WABI_ROW_PLAIN);
      wabi_listing_add_text (sheet, wabi_money_account_get_words ((WabiMoneyAccount) i));
      add_money (sheet, debit);
      add_money (sheet, credit);
      add_money (sheet, end->cents[i]);
      if (close != NULL)
        add_money (sheet, find_frozen (close, (WabiMoneyAccount) i));
    }
  wabi_listing_begin_row (sheet, WABI_ROW_TOTAL);
  wabi_listing_add_text (sheet, _("Total"));
  add_money (sheet, debits);
  add_money (sheet, credits);
}

static WabiListing *
make_sheet (WabiDesk *desk, const char *month, WabiRecord *close, GError **error)
{
  g_autofree char *first = g_strconcat (month, "-01", NULL), *title = g_strdup_printf (_("Books of %s"), month), *who = NULL, *state = NULL;
  g_autofree char *last = wabi_day_dup_text (wabi_day_add_months (wabi_day_from_text (first), 1) - 1);
  const WabiMoneyFilter filter = { .from = first, .to = last }, until = { .to = last };
  g_autoptr (GPtrArray) books = wabi_books_list (wabi_desk_get_view (desk), &filter, WABI_BOOKS_BY_NOTHING, WABI_BOOKS_BY_NOTHING, error);
  WabiMoneySums end;
  WabiListing *sheet;

  if (books == NULL || !wabi_money_sum (wabi_desk_get_view (desk), &until, &end, error))
    return NULL;
  if (close != NULL)
    {
      g_autofree char *when = wabi_words_day_year (wabi_zone_day (wabi_desk_get_zone (desk), wabi_record_get_int (close, "at")));

      who = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_record_get_text (close, "by"));
      state = g_strdup_printf (_("Closed %s by %s"), when, who);
    }
  sheet = wabi_listing_new (title, state != NULL ? state : _("Open"));
  wabi_listing_add_column (sheet, _("Account"), WABI_CELL_TEXT, 2);
  wabi_listing_add_column (sheet, _("Debit"), WABI_CELL_MONEY, 1);
  wabi_listing_add_column (sheet, _("Credit"), WABI_CELL_MONEY, 1);
  wabi_listing_add_column (sheet, _("Balance at its end"), WABI_CELL_MONEY, 1);
  if (close != NULL)
    wabi_listing_add_column (sheet, _("When it was closed"), WABI_CELL_MONEY, 1);
  add_accounts (sheet, books->len > 0 ? g_ptr_array_index (books, 0) : NULL, &end, close);
  return sheet;
}

/* ---- closing and opening ---- */

static void
on_close_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  JsonObject *args;

  if (g_strcmp0 (choice, "close") != 0)
    return;
  id = wabi_desk_new_id (asking->desk);
  args = json_object_new ();
  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "month", asking->month);
  if (wabi_desk_do (asking->desk, "month.close", args, _("The server closes the month"), NULL, NULL, &error))
    gtk_window_close (asking->window);
  else
    wabi_desk_tell_error (asking->desk, error);
}

static void
on_open_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (asking->reason)));
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *args;

  if (g_strcmp0 (choice, "open") != 0)
    return;
  args = json_object_new ();
  json_object_set_string_member (args, "month", asking->month);
  json_object_set_string_member (args, "reason", reason);
  if (wabi_desk_do (asking->desk, "month.reopen", args, _("The server opens the month again"), NULL, NULL, &error))
    gtk_window_close (asking->window);
  else
    wabi_desk_tell_error (asking->desk, error);
}

static Asking *
new_asking (WabiListingWindow *window, WabiDesk *desk)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->desk = g_object_ref (desk);
  asking->window = g_object_ref (GTK_WINDOW (window));
  asking->month = g_strdup (g_object_get_data (G_OBJECT (window), "wabi-month"));
  return asking;
}

static void
on_close_cb (WabiListingWindow *window, GtkButton *button)
{
  Asking *asking = new_asking (window, g_object_get_data (G_OBJECT (window), "wabi-desk"));
  g_autofree char *heading = g_strdup_printf (_("Close the books of %s?"), asking->month);
  WabiConfirm *confirm = wabi_confirm_new (heading, _("No entry can bear a day of this month afterwards. Its totals are kept as they are now. "
                                                      "An administrator can open the month again, with a reason."));

  wabi_confirm_add_choice (confirm, "close", _("Close the month"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (window), NULL, on_close_chosen_cb, asking);
}

static void
on_reason_cb (Asking *asking)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (asking->reason)));

  wabi_confirm_set_choice_enabled (asking->confirm, "open", *reason != '\0');
}

static void
on_reopen_cb (WabiListingWindow *window, GtkButton *button)
{
  Asking *asking = new_asking (window, g_object_get_data (G_OBJECT (window), "wabi-desk"));
  g_autofree char *heading = g_strdup_printf (_("Open the books of %s again?"), asking->month);
  GtkWidget *reason = gtk_entry_new ();

  asking->confirm = wabi_confirm_new (heading, _("Entries can bear its days again, and it must be closed again. The totals of this closing stay on record."));
  asking->reason = GTK_EDITABLE (reason);
  gtk_entry_set_placeholder_text (GTK_ENTRY (reason), _("Why"));
  gtk_entry_set_max_length (GTK_ENTRY (reason), 100);
  gtk_accessible_update_property (GTK_ACCESSIBLE (reason), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Why"), -1);
  g_signal_connect_swapped (reason, "changed", G_CALLBACK (on_reason_cb), asking);
  wabi_confirm_add_choice (asking->confirm, "open", _("Open it again"), WABI_CHOICE_DESTRUCTIVE);
  wabi_confirm_set_choice_enabled (asking->confirm, "open", FALSE);
  wabi_confirm_set_extra (asking->confirm, reason);
  wabi_confirm_choose_async (asking->confirm, GTK_WINDOW (window), NULL, on_open_chosen_cb, asking);
}

static gboolean
is_over (WabiDesk *desk, const char *month)
{
  g_autofree char *first = g_strconcat (month, "-01", NULL);

  return wabi_day_add_months (wabi_day_from_text (first), 1) <= wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
}

void
wabi_month_follow (WabiDesk *desk, GtkWindow *parent, WabiReportRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) close = find_close (desk, row->id);
  WabiListing *sheet = make_sheet (desk, row->id, close, &error);
  g_autofree char *name = g_strdup_printf ("month-%s", row->id);
  WabiListingWindow *window;

  if (sheet == NULL)
    {
      wabi_desk_tell_error (desk, error);
      return;
    }
  window = wabi_listing_window_new (desk, parent, sheet, name);
  g_object_set_data_full (G_OBJECT (window), "wabi-month", g_strdup (row->id), g_free);
  g_object_set_data_full (G_OBJECT (window), "wabi-desk", g_object_ref (desk), g_object_unref);
  if (close == NULL && is_over (desk, row->id))
    g_signal_connect_swapped (wabi_listing_window_add_button (window, _("Close the month…")), "clicked", G_CALLBACK (on_close_cb), window);
  else if (close != NULL && (wabi_desk_get_roles (desk) & WABI_ROLE_ADMIN) != 0)
    g_signal_connect_swapped (wabi_listing_window_add_button (window, _("Open it again…")), "clicked", G_CALLBACK (on_reopen_cb), window);
  gtk_window_present (GTK_WINDOW (window));
}
