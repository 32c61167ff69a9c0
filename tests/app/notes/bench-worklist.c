// SPDX-License-Identifier: AGPL-3.0-or-later
// The worklist of Billing over tens of thousands of open charges: bench-worklist [N [claimed]]. Not a test: it prints times.

#include <stdio.h>
#include <stdlib.h>

#include "money-fixture.h"
#include "wabi-billing-page.h"
#include "wabi-cache-sync.h"
#include "wabi-charge-book.h"
#include "wabi-payer-history.h"

#define PAGE 500

/* Whether the copies are paid, so that a payer's history is made of them. */
static gboolean claimed;

static GPtrArray *
find_models (WabiDesk *desk)
{
  GPtrArray *charges = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  charges = wabi_desk_list (desk, &query);
  g_assert_cmpuint (charges->len, >, 0);
  return charges;
}

/* Copies of the open charges, one of each for each day before, as the feed would bring them. */
static void
put_page (WabiCache *cache, GPtrArray *models, guint from)
{
  GString *json = g_string_new (NULL);
  g_autoptr (WabiPullPage) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *epoch = NULL;
  gint64 since;
  gboolean loaded;

  g_assert_true (wabi_cache_read_cursor (cache, "billing", &since, &epoch, &loaded, &error));
  g_string_append_printf (json, "{\"epoch\":\"%s\",\"service\":\"billing\",\"head\":%" G_GINT64_FORMAT ",\"next\":%" G_GINT64_FORMAT
                          ",\"more\":false,\"min_schema\":1,\"changes\":[", epoch, since + PAGE, since + PAGE);
  for (guint i = 0; i < PAGE; i++)
    {
      WabiRecord *model = g_ptr_array_index (models, (from + i) % models->len);
      g_autoptr (WabiRecord) copy = wabi_record_copy (model);
      g_autofree char *body = NULL, *date = NULL;
      guint days = (from + i) / models->len + 1;
      gint64 at = wabi_record_get_int (model, "starts_at") - (gint64) days * 86400 * G_USEC_PER_SEC;

      wabi_record_set_int (copy, "starts_at", at);
      wabi_record_set_int (copy, "ends_at", at + (gint64) 60 * 60 * G_USEC_PER_SEC);
      date = wabi_day_dup_text (wabi_day_from_text (wabi_record_get_text (model, "date")) - (WabiDay) days);
      wabi_record_set_text (copy, "date", date);
      if (claimed)
        {
          wabi_record_set_text (copy, "state", "claimed");
          wabi_record_set_text (copy, "claim", "01900000-0000-7000-9000-ffffffffffff");
          wabi_record_set_int (copy, "paid_cents", 100);
        }
      body = wabi_record_dup_json (copy);
      g_string_append_printf (json, "%s{\"kind\":\"charge\",\"id\":\"01900000-0000-7000-9000-%012x\",\"version\":1,\"seq\":%" G_GINT64_FORMAT
                              ",\"body\":%s}", i > 0 ? "," : "", from + i + 1, since + i + 1, body);
    }
  g_string_append (json, "]}");
  page = wabi_pull_page_parse (json->str, (gsize) json->len, "billing", since, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_apply_page (cache, page, &error));
  g_assert_no_error (error);
  g_string_free (json, TRUE);
}

static double
since_ms (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
time_filter (WabiChargeBook *book, const char *what, const char *state, const char *search)
{
  gint64 start = g_get_monotonic_time ();

  wabi_charge_book_set_filter (book, state, NULL, search);
  printf ("filter %-24s %7.1f ms, %u rows and %u more\n", what, since_ms (start), g_list_model_get_n_items (wabi_charge_book_get_model (book)),
          wabi_charge_book_get_hidden (book));
}

/* A payer's history is read in steps between other work: the longest of them is what a person may feel. */
static void
time_history (WabiDesk *desk)
{
  g_autoptr (GPtrArray) charges = NULL;
  WabiQuery query;
  gint64 start = g_get_monotonic_time (), longest = 0;
  guint steps = 0;
  gboolean more = TRUE;

  wabi_query_init (&query, &wabi_kind_charge);
  query.limit = 1;
  charges = wabi_desk_list (desk, &query);
  if (charges->len == 0)
    return;
  {
    g_autoptr (WabiPayerHistory) history = wabi_payer_history_begin (wabi_desk_get_view (desk), wabi_record_get_text (g_ptr_array_index (charges, 0), "payer"),
                                                                     wabi_desk_get_zone (desk), wabi_desk_get_now (desk));

    while (more)
      {
        gint64 step = g_get_monotonic_time ();

        more = wabi_payer_history_step (history);
        longest = MAX (longest, g_get_monotonic_time () - step);
        steps++;
      }
  }
  printf ("history of a payer             %7.1f ms in %u steps; longest %.1f ms\n", since_ms (start), steps, (double) longest / 1000);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 50000;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (WabiChargeBook) book = NULL;
  GtkWidget *page;
  MoneyFixture fixture;
  gint64 start, longest = 0;
  double read = 0;
  g_autofree char *last = g_strdup_printf ("01900000-0000-7000-9000-%012x", n);

  claimed = argc > 2;
  if (!money_init (&argc, &argv))
    return 77;
  money_set_up (&fixture, NULL, "biller");
  live_server_kill (&fixture.live);
  models = find_models (fixture.desk);
  for (guint from = 0; from < n; from += PAGE)
    put_page (wabi_desk_get_cache (fixture.desk), models, from);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  time_history (fixture.desk);
  start = g_get_monotonic_time ();
  page = g_object_ref_sink (wabi_billing_page_new (fixture.desk));
  printf ("page with %u charges opens     %7.1f ms\n", n, since_ms (start));
  g_object_unref (page);
  start = g_get_monotonic_time ();
  book = wabi_charge_book_new (fixture.desk);
  printf ("book opens                     %7.1f ms\n", since_ms (start));
  start = g_get_monotonic_time ();
  while (wabi_charge_book_get_progress (book) < 1 && since_ms (start) < 60000)
    {
      gint64 step = g_get_monotonic_time ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, g_get_monotonic_time () - step);
      if (read == 0 && wabi_charge_book_find (book, last) != NULL)
        read = since_ms (start);
    }
  printf ("all read after %.0f ms; judged %.1f %% after %.0f ms; longest step %.1f ms\n", read, 100 * wabi_charge_book_get_progress (book), since_ms (start),
          (double) longest / 1000);
  time_filter (book, "all", "all", NULL);
  time_filter (book, "ready", "ready", NULL);
  time_filter (book, "needs a hand", "hand", NULL);
  time_filter (book, "a name", "all", "reyes");
  time_filter (book, "what nobody is called", "all", "zzzz");
  g_clear_object (&book);
  money_tear_down (&fixture);
  return 0;
}
