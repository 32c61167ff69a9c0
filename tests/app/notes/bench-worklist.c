// SPDX-License-Identifier: AGPL-3.0-or-later
// The worklist of Billing over tens of thousands of open charges: bench-worklist [N [claimed]]. Not a test: it prints times.

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "many-charges.h"
#include "wabi-billing-page.h"
#include "wabi-charge-book.h"
#include "wabi-payer-history.h"

#define CLIENTS 200

/* What this thread computed, in which others who use the machine do not count. */
static double
computed_ms (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1000000;
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

/* Until everything is judged, as while nothing else is to do. */
static WabiChargeBook *
open_book (WabiDesk *desk, const char *last, const char *what)
{
  gint64 start = g_get_monotonic_time (), longest = 0;
  WabiChargeBook *book = wabi_charge_book_new (desk);
  double read = 0, computed = computed_ms ();

  printf ("book opens, %-18s %7.1f ms\n", what, since_ms (start));
  start = g_get_monotonic_time ();
  while (wabi_charge_book_get_progress (book) < 1 && since_ms (start) < 300000)
    {
      gint64 step = g_get_monotonic_time ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, g_get_monotonic_time () - step);
      if (read == 0 && wabi_charge_book_find (book, last) != NULL)
        read = since_ms (start);
    }
  printf ("all read after %.0f ms; judged %.1f %% after %.0f ms (%.0f ms of computing); longest step %.1f ms\n", read, 100 * wabi_charge_book_get_progress (book),
          since_ms (start), computed_ms () - computed, (double) longest / 1000);
  return book;
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 50000;
  g_autoptr (WabiChargeBook) book = NULL;
  GtkWidget *page;
  MoneyFixture fixture;
  gint64 start;
  g_autofree char *last = g_strdup_printf ("01900000-0004-7000-9000-%012x", n);

  if (!money_init (&argc, &argv))
    return 77;
  money_set_up (&fixture, NULL, "biller");
  live_server_kill (&fixture.live);
  start = g_get_monotonic_time ();
  many_charges_put (fixture.desk, n, CLIENTS, argc > 2);
  printf ("a practice of %d clients is made %7.1f ms\n", CLIENTS, since_ms (start));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  time_history (fixture.desk);
  start = g_get_monotonic_time ();
  page = g_object_ref_sink (wabi_billing_page_new (fixture.desk));
  printf ("page with %u charges opens     %7.1f ms\n", n, since_ms (start));
  g_object_unref (page);
  book = open_book (fixture.desk, last, "first");
  time_filter (book, "all", "all", NULL);
  time_filter (book, "ready", "ready", NULL);
  time_filter (book, "needs a hand", "hand", NULL);
  time_filter (book, "a name", "all", "reyes");
  time_filter (book, "what nobody is called", "all", "zzzz");
  g_clear_object (&book);
  book = open_book (fixture.desk, last, "again");
  g_clear_object (&book);
  money_tear_down (&fixture);
  return 0;
}
