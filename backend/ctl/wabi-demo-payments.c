// SPDX-License-Identifier: AGPL-3.0-or-later
// What the demo practice's payers answered: the older half of the claims is paid, cut and denied, in files as payers send them.

#include <string.h>

#include "wabi-demo-private.h"
#include "wabi-money.h"

typedef struct
{
  WabiDemo *demo;
  guint payer;
  GPtrArray *claims;
  WabiRecord *record; /* the payer */
} Paying;

/* One transaction 835 in the making. */
typedef struct
{
  GString *text;
  guint segments;
  gint64 paid, adjusted;
} Advice;

static void G_GNUC_PRINTF (2, 3) add (Advice *advice, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_string_append_vprintf (advice->text, format, list);
  va_end (list);
  g_string_append (advice->text, "~\n");
  advice->segments++;
}

static int
compare_control (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (wabi_record_get_text (*(WabiRecord *const *) a, "control"), wabi_record_get_text (*(WabiRecord *const *) b, "control"));
}

static gboolean
pick_claims (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Paying *paying = data;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim);
  wabi_query_where_text (&query, "payer", WABI_EQ, paying->demo->payers[paying->payer]);
  paying->claims = wabi_view_list (view, &query, error);
  if (paying->claims == NULL)
    return FALSE;
  g_ptr_array_sort (paying->claims, compare_control);
  paying->record = wabi_view_get (view, &wabi_kind_payer, paying->demo->payers[paying->payer], error);
  return paying->record != NULL;
}

typedef enum
{
  PAYS,
  PAYS_WITH_SHARE,
  DENIES_AUTHORIZATION,
  DENIES_FILING,
  DENIES_MODIFIER,
  CUTS_UNITS,
} Decision;

static Decision
decide (WabiDemo *demo)
{
  int chance = demo_pick (demo, 100);

  return chance < 58 ? PAYS : chance < 88 ? PAYS_WITH_SHARE : chance < 92 ? DENIES_AUTHORIZATION : chance < 94 ? DENIES_FILING : chance < 97 ? DENIES_MODIFIER : CUTS_UNITS;
}

/* YYYY-MM-DD as X12 writes it. */
static char *
compact (const char *date)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", 3);

  return g_strjoinv ("", parts);
}

static gint64
share_of (Decision decision, gint64 allowed)
{
  return decision == PAYS_WITH_SHARE ? allowed / 5 : 0;
}

static void
add_line (Advice *advice, JsonObject *line, Decision decision)
{
  gint64 asked = wabi_json_peek_int (line, "cents", 0), allowed = asked * 82 / 100, share = share_of (decision, allowed), paid = allowed - share;
  g_autofree char *day = compact (wabi_json_peek_text (line, "date")), *money = wabi_money_format_x12 (asked);
  static const char *const reasons[] = { NULL, NULL, "197", "29", "4", "151" };
  g_autofree char *cut = wabi_money_format_x12 (asked - allowed), *own = wabi_money_format_x12 (share), *got = NULL;
  JsonArray *modifiers = json_object_get_array_member (line, "modifiers");

  if (reasons[decision] != NULL)
    paid = 0;
  got = wabi_money_format_x12 (paid);
  add (advice, "SVC*HC:%s%s%s*%s*%s**%d", wabi_json_peek_text (line, "code"), json_array_get_length (modifiers) > 0 ? ":" : "",
       json_array_get_length (modifiers) > 0 ? json_array_get_string_element (modifiers, 0) : "", money, got,
       (int) wabi_json_peek_int (line, "units_tenths", 0) / 10);
  add (advice, "DTM*472*%s", day);
  if (reasons[decision] != NULL)
    add (advice, "CAS*CO*%s*%s", reasons[decision], money);
  else
    add (advice, "CAS*CO*45*%s", cut);
  if (share > 0)
    add (advice, "CAS*PR*2*%s", own);
  add (advice, "REF*6R*%s", wabi_json_peek_text (line, "control"));
  if (decision == DENIES_AUTHORIZATION)
    add (advice, "LQ*HE*M62");
}

static void
add_claim (Paying *paying, Advice *advice, WabiRecord *claim, guint number)
{
  JsonArray *lines = wabi_record_get_array (claim, "lines");
  Decision decision = decide (paying->demo);
  g_autofree char *total = wabi_money_format_x12 (wabi_record_get_int (claim, "total_cents")), *paid = NULL, *share = NULL;
  gint64 paid_cents = 0, share_cents = 0;

  for (guint i = 0; decision < DENIES_AUTHORIZATION && i < json_array_get_length (lines); i++)
    {
      gint64 allowed = wabi_json_peek_int (json_array_get_object_element (lines, i), "cents", 0) * 82 / 100;

      share_cents += share_of (decision, allowed);
      paid_cents += allowed - share_of (decision, allowed);
    }
  paid = wabi_money_format_x12 (paid_cents);
  share = wabi_money_format_x12 (share_cents);
  add (advice, "CLP*%s*1*%s*%s*%s*12*%u%05u*12*1", wabi_record_get_text (claim, "control"), total, paid, share, paying->payer + 1, number);
  add (advice, "NM1*QC*1*DOE*SAM");
  for (guint i = 0; i < json_array_get_length (lines); i++)
    add_line (advice, json_array_get_object_element (lines, i), decision);
  advice->paid += paid_cents;
}

static char *
finish (Paying *paying, Advice *advice, guint file, WabiDay day)
{
  WabiRecord *payer = paying->record;
  g_autofree char *money = wabi_money_format_x12 (advice->paid - advice->adjusted), *name = g_ascii_strup (wabi_record_get_text (payer, "name"), -1);
  g_autofree char *text = wabi_day_dup_text (day), *date = compact (text);
  guint control = 100 * (paying->payer + 1) + file;
  Advice head = { g_string_new (NULL), 0, 0, 0 };

  g_string_append_printf (head.text,
                          "ISA*00*          *00*          *ZZ*%-15s*ZZ*990000015      *%s*0930*^*00501*%09u*0*T*:~\n"
                          "GS*HP*%s*990000015*%s*0930*%u*X*005010X221A1~\n",
                          wabi_record_get_text (payer, "payer_id"), date + 2, control, wabi_record_get_text (payer, "payer_id"), date, control);
  add (&head, "ST*835*0001");
  add (&head, "BPR*I*%s*C*ACH*CCP*01*021000021*DA*99887766*1512345678**01*111000025*DA*123456*%s", money, date);
  add (&head, "TRN*1*%u%s*1512345678", control, date);
  add (&head, "DTM*405*%s", date);
  add (&head, "N1*PR*%s", name);
  add (&head, "N3*1 PAYER PLAZA");
  add (&head, "N4*COLUMBUS*OH*432150001");
  add (&head, "REF*2U*%s", wabi_record_get_text (payer, "payer_id"));
  add (&head, "PER*BL*EDI SUPPORT*TE*8005550101");
  add (&head, "N1*PE*CEDAR GROVE ABA*XX*1999000015");
  add (&head, "LX*1");
  g_string_append (head.text, advice->text->str);
  g_string_append_printf (head.text, "SE*%u*0001~\nGE*1*%u~\nIEA*1*%09u~\n", head.segments + advice->segments + 1, control, control);
  g_string_free (advice->text, TRUE);
  return g_string_free (head.text, FALSE);
}

static void
send (Paying *paying, Advice *advice, guint file, gboolean post)
{
  WabiDemo *demo = paying->demo;
  g_autofree char *content = finish (paying, advice, file, demo->today - 12 + 5 * (WabiDay) file), *id = wabi_id_new (demo->ids), *remittance = NULL;
  g_autofree char *name = g_strdup_printf ("%s-%u.835", wabi_record_get_text (paying->record, "payer_id"), file), *key = g_strdup_printf ("%s/remittance/1/0", id);
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "name", name);
  json_object_set_string_member (args, "content", content);
  demo_push_billing (demo, "inbound.import", args);
  if (!post)
    return;
  remittance = wabi_id_derive (key);
  args = json_object_new ();
  json_object_set_string_member (args, "id", remittance);
  demo_push_billing (demo, "remittance.post", args);
}

/* Of each payer three files: two are posted, the last still waits. The last third of the claims is unanswered. */
static void
pay (Paying *paying)
{
  guint answered = paying->claims->len * 2 / 3;

  for (guint file = 0; file < 3 && !paying->demo->failed; file++)
    {
      guint from = answered * file / 3, to = answered * (file + 1) / 3;
      Advice advice = { g_string_new (NULL), 0, 0, 0 };

      for (guint i = from; i < to; i++)
        add_claim (paying, &advice, g_ptr_array_index (paying->claims, i), i + 1);
      if (file == 1)
        {
          add (&advice, "PLB*1999000015*20261231*L6:INTEREST*-%u.25", 1 + paying->payer);
          advice.adjusted -= 100 * (gint64) (1 + paying->payer) + 25;
        }
      if (to > from)
        send (paying, &advice, file, file < 2);
      else
        g_string_free (advice.text, TRUE);
    }
}

void
demo_make_payments (WabiDemo *demo)
{
  for (guint payer = 0; payer < DEMO_N_PAYERS && !demo->failed; payer++)
    {
      Paying paying = { demo, payer, NULL, NULL };

      demo->failed = !wabi_store_read (demo->store, demo->practice, pick_claims, &paying, &demo->error);
      if (!demo->failed)
        pay (&paying);
      g_clear_pointer (&paying.claims, g_ptr_array_unref);
      g_clear_object (&paying.record);
    }
}
