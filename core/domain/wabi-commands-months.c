// SPDX-License-Identifier: AGPL-3.0-or-later
// Shutting the books of a month, and opening them again.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-commands-private.h"
#include "wabi-receivables.h"

/* The first day of a month "YYYY-MM". */
static gboolean
read_month (const char *text, WabiDay *first)
{
  g_autofree char *day = g_strconcat (text, "-01", NULL);

  return text != NULL && strlen (text) == strlen ("2026-01") && wabi_day_parse (day, first);
}

static char *
dup_month (WabiDay day)
{
  g_autofree char *text = wabi_day_dup_text (day);

  return g_strndup (text, strlen ("2026-01"));
}

static gboolean
is_closed (WabiContext *context, WabiDay first, gboolean *closed, GError **error)
{
  g_autofree char *date = wabi_day_dup_text (first);

  return wabi_money_is_closed (context, date, closed, error);
}

/* From one month that has entries to the next, so that few records are read. */
static gboolean
find_next_month (WabiContext *context, WabiDay from, WabiDay *month, GError **error)
{
  g_autofree char *date = wabi_day_dup_text (from);
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_money_entry);
  wabi_query_where_text (&query, "date", WABI_GE, date);
  query.order_by = "date";
  query.limit = 1;
  found = wabi_view_list (context->view, &query, error);
  if (found == NULL)
    return FALSE;
  *month = found->len > 0 ? wabi_day_month_start (wabi_lookup_day (g_ptr_array_index (found, 0), "date")) : WABI_DAY_NONE;
  return TRUE;
}

/* An entry in an earlier month would change what this one began with. */
static gboolean
check_earlier (WabiContext *context, WabiDay first, GError **error)
{
  WabiDay from = wabi_day_from_text ("1900-01-01"), month;

  while (TRUE)
    {
      g_autofree char *name = NULL;
      gboolean closed;

      if (!find_next_month (context, from, &month, error))
        return FALSE;
      if (month == WABI_DAY_NONE || month >= first)
        return TRUE;
      if (!is_closed (context, month, &closed, error))
        return FALSE;
      name = dup_month (month);
      if (!closed)
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "earlier-open", "month",
                                    _("The books of %s are still open. Close that month first."), name);
      from = wabi_day_add_months (month, 1);
    }
}

/* ---- totals ---- */

static void
add_account (JsonArray *accounts, WabiMoneyAccount account, const WabiBooksRow *moved, gint64 balance)
{
  JsonObject *one;

  if (moved->debit[account] == 0 && moved->credit[account] == 0 && balance == 0)
    return;
  one = json_object_new ();
  json_object_set_string_member (one, "account", wabi_money_account_get_name (account));
  json_object_set_int_member (one, "debit", moved->debit[account]);
  json_object_set_int_member (one, "credit", moved->credit[account]);
  json_object_set_int_member (one, "balance", balance);
  json_array_add_object_element (accounts, one);
}

/* What moved in the month and what each account holds at its end, as it is for good. */
static gboolean
build_totals (WabiContext *context, WabiDay first, JsonNode **out, GError **error)
{
  g_autofree char *from = wabi_day_dup_text (first), *to = wabi_day_dup_text (wabi_day_add_months (first, 1) - 1);
  const WabiMoneyFilter month = { .from = from, .to = to }, until = { .to = to };
  g_autoptr (GPtrArray) rows = wabi_books_list (context->view, &month, WABI_BOOKS_BY_NOTHING, WABI_BOOKS_BY_NOTHING, error);
  const WabiBooksRow nothing = { 0 }, *moved;
  WabiMoneySums end;
  JsonArray *accounts;

  if (rows == NULL || !wabi_money_sum (context->view, &until, &end, error))
    return FALSE;
  moved = rows->len > 0 ? g_ptr_array_index (rows, 0) : &nothing;
  accounts = json_array_new ();
  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    add_account (accounts, (WabiMoneyAccount) i, moved, end.cents[i]);
  *out = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (*out, accounts);
  return TRUE;
}

/* ---- commands ---- */

static gboolean
close_month (WabiContext *context, JsonObject *args, GError **error)
{
  const char *month = wabi_json_peek_text (args, "month");
  WabiDay today = wabi_zone_day (context->zone, context->now), first;
  g_autoptr (WabiRecord) record = NULL;
  JsonNode *totals;
  gboolean closed;

  if (!read_month (month, &first))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "month", "month", _("Write the month as year and month, such as 2026-01."));
  if (wabi_day_add_months (first, 1) > today)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "month-running", "month",
                                _("%s is not over yet. Close it when its last day has passed."), month);
  if (!is_closed (context, first, &closed, error))
    return FALSE;
  if (closed)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "month-closed", "month", _("The books of %s are closed already."), month);
  if (!check_earlier (context, first, error) || !build_totals (context, first, &totals, error))
    return FALSE;
  if (!wabi_context_add (context, &wabi_kind_month_close, args, &record, error))
    {
      json_node_unref (totals);
      return FALSE;
    }
  wabi_record_set_text (record, "state", "closed");
  wabi_record_set_text (record, "by", context->caller.user);
  wabi_record_set_int (record, "at", context->now);
  wabi_record_take_node (record, "totals", totals);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

/* A later month that is closed says what it began with: it must be opened first. */
static gboolean
check_later (WabiContext *context, const char *month, GError **error)
{
  g_autoptr (GPtrArray) later = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_month_close);
  wabi_query_where_text (&query, "month", WABI_GT, month);
  wabi_query_where_text (&query, "state", WABI_EQ, "closed");
  later = wabi_context_list (context, &query, error);
  if (later == NULL)
    return FALSE;
  return later->len == 0
         || wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "later-closed", "month",
                                 _("The books of %s are closed, which came later. Open that month first."),
                                 wabi_record_get_text (g_ptr_array_index (later, 0), "month"));
}

static gboolean
reopen_month (WabiContext *context, JsonObject *args, GError **error)
{
  const char *month = wabi_json_peek_text (args, "month");
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_month_close);
  wabi_query_where_text (&query, "month", WABI_EQ, month);
  wabi_query_where_text (&query, "state", WABI_EQ, "closed");
  found = wabi_context_list (context, &query, error);
  if (found == NULL || !check_later (context, month, error))
    return FALSE;
  if (found->len == 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "month-open", "month", _("The books of %s are open."), month);
  for (guint i = 0; i < found->len; i++)
    {
      WabiRecord *record = wabi_record_copy (g_ptr_array_index (found, i));

      wabi_record_set_text (record, "state", "reopened");
      wabi_record_set_text (record, "reason", wabi_json_peek_text (args, "reason"));
      wabi_record_set_text (record, "reopened_by", context->caller.user);
      wabi_record_set_int (record, "reopened_at", context->now);
      wabi_context_put (context, record);
    }
  return TRUE;
}

static const WabiField close_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "month_close", NULL },
  { "month", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 7, NULL, NULL },
};
static const WabiField reopen_args[] = {
  { "month", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 7, NULL, NULL },
  { "reason", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 400, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)

/* The service alone has all entries. */
const WabiCommandInfo wabi_commands_months[] = {
  { "month.close", "billing", MONEY, WABI_COMMAND_ONLINE, close_args, G_N_ELEMENTS (close_args), close_month, N_ ("Close a month's books") },
  { "month.reopen", "billing", WABI_ROLE_ADMIN, WABI_COMMAND_ONLINE, reopen_args, G_N_ELEMENTS (reopen_args), reopen_month,
    N_ ("Open a month's books again") },
};
const guint wabi_n_commands_months = G_N_ELEMENTS (wabi_commands_months);
