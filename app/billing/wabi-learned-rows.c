// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer's history says of one charge, as rows of a list.

#include "wabi-learned-rows.h"

#include <glib/gi18n-lib.h>

#include "wabi-denial-paths.h"
#include "wabi-format.h"
#include "wabi-words.h"

/* A denial that is this likely is worth a second look before it is sent. */
#define WORTH_A_LOOK 10

typedef struct
{
  WabiFindingItem items[4];
  GPtrArray *texts;
  guint n;
} Rows;

static void
add_row (Rows *rows, const char *id, WabiMarkKind kind, char *title, char *detail)
{
  g_ptr_array_add (rows->texts, title);
  if (detail != NULL)
    g_ptr_array_add (rows->texts, detail);
  rows->items[rows->n++] = (WabiFindingItem){ .id = id, .kind = kind, .title = title, .detail = detail };
}

static void
add_clock (Rows *rows, WabiDesk *desk, WabiRecord *charge)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  WabiFilingClock clock;
  g_autofree char *day = NULL;

  if (!wabi_record_has (charge, "deadline"))
    return;
  wabi_filing_clock ((int) wabi_lookup_day (charge, "date"), (int) wabi_lookup_day (charge, "deadline"), (int) today, &clock);
  if (clock.level == 0)
    return;
  day = wabi_words_day_year (wabi_lookup_day (charge, "deadline"));
  if (clock.level == 4)
    add_row (rows, "clock", WABI_MARK_BLOCKED, g_strdup_printf (_ ("The time to send it ended on %s"), day), NULL);
  else
    add_row (rows, "clock", clock.level >= 3 ? WABI_MARK_BLOCKED : WABI_MARK_WARNING,
             g_strdup_printf (ngettext ("%d day left to send it", "%d days left to send it", (gulong) clock.left), clock.left),
             g_strdup_printf (_ ("%d %% of the payer’s time have passed; it ends on %s"), clock.percent, day));
}

static void
add_risk (Rows *rows, WabiDesk *desk, const WabiPayerHistory *history, WabiRecord *charge)
{
  WabiRisk risk;
  g_auto (GStrv) reasons = wabi_payer_history_judge (history, charge, wabi_desk_get_zone (desk), wabi_desk_get_now (desk), &risk);

  if (risk.percent < 0)
    return;
  add_row (rows, "risk", risk.percent >= WORTH_A_LOOK ? WABI_MARK_WARNING : WABI_MARK_PASSED,
           g_strdup_printf (_ ("About %d %% of such sessions were denied"), risk.percent),
           risk.n_reasons > 0 ? g_strjoinv ("\n", reasons) : g_strdup_printf (_ ("By %u sessions that this payer has answered"), risk.n));
}

static void
add_usual (Rows *rows, const WabiPayerHistory *history, WabiRecord *charge)
{
  gint64 cents = wabi_payer_history_expect (history, charge);
  g_autofree char *money = cents >= 0 ? wabi_format_money (cents) : NULL;

  if (money != NULL)
    add_row (rows, "allowed", WABI_MARK_INFO, g_strdup_printf (_ ("%s is usually allowed for it"), money), NULL);
  if (history->waits.n >= WABI_LEARN_LEAST && history->waits.median >= 0)
    add_row (rows, "days", WABI_MARK_INFO,
             g_strdup_printf (ngettext ("Half of its claims are answered after %d day", "Half of its claims are answered after %d days",
                                        (gulong) history->waits.median),
                              history->waits.median),
             history->waits.late >= 0 ? g_strdup_printf (_ ("Nine in ten after %d"), history->waits.late) : NULL);
}

guint
wabi_learned_show_charge (WabiFindingList *list, WabiDesk *desk, WabiRecord *charge)
{
  const WabiPayerHistory *history = wabi_learned_get (wabi_learned_of (desk), wabi_record_get_text (charge, "payer"));
  Rows rows = { .texts = g_ptr_array_new_with_free_func (g_free) };

  add_clock (&rows, desk, charge);
  if (history != NULL)
    {
      add_risk (&rows, desk, history, charge);
      add_usual (&rows, history, charge);
    }
  wabi_finding_list_set_findings (list, rows.items, rows.n);
  g_ptr_array_unref (rows.texts);
  return rows.n;
}
