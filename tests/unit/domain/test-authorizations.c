// SPDX-License-Identifier: AGPL-3.0-or-later
// Authorizations from request to renewal: what may be written, and that no unit counts twice or is lost.

#include <string.h>

#include "memory-practice.h"
#include "wabi-proof.h"
#include "wabi-renewals.h"

#define NEW "01900000-0000-7000-8000-0000000000e1"
#define NEWER "01900000-0000-7000-8000-0000000000e2"

#define LINES "'lines':[{'code':'97153','units':60,'per':'total','weekly':20}]"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  memory_practice_furnish (practice);
  return practice;
}

static gboolean
give (MemoryPractice *practice, const char *name, const char *args)
{
  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, TRUE, name, args);
}

static void
assert_status (MemoryPractice *practice, const char *id, const char *status)
{
  g_autoptr (WabiRecord) record = memory_practice_get (practice, &wabi_kind_authorization, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (wabi_record_get_text (record, "status"), ==, status);
}

static void
test_set (void)
{
  static const struct
  {
    const char *rest;
    const char *code; /* NULL: it is taken */
  } rows[] = {
    { "'status':'requested'," LINES, NULL },
    { "'status':'requested','schedule_only':true,'requested_on':'2026-03-01'," LINES, NULL },
    { "'status':'approved'," LINES, "invalid" }, /* no number */
    { "'status':'approved','number':'A-2'," LINES, NULL },
    { "'status':'amended','number':'A-2'," LINES, "invalid" },
    { "'status':'approved','number':'A-2','amends':'" AUTHORIZATION "'," LINES, "invalid" },
    { "'status':'requested','valid_to':'2026-01-01'," LINES, "invalid" },
    { "'status':'requested','lines':[]", "invalid" },
    { "'status':'requested','lines':[{'code':'97153','units':-1}]", "invalid" },
    { "'status':'requested','lines':[{'code':'97153','units':9,'weekly':-2}]", "invalid" },
    { "'status':'requested','lines':[{'code':'97153','units':9,'per':'year'}]", "invalid" },
    { "'status':'requested','lines':[7]", "invalid" },
    { "'status':'requested','opening':[{'code':'97153','units_used':12,'as_of':'2026-03-01'}]," LINES, NULL },
    { "'status':'requested','opening':[{'code':'97153','units_used':12}]," LINES, "opening-invalid" },
    { "'status':'requested','opening':[{'code':'97153','units_used':-1,'as_of':'2026-03-01'}]," LINES, "opening-invalid" },
    { "'status':'requested','opening':[{'code':'97153','units_used':1,'as_of':'2026-03-01'},{'code':'97153','units_used':1,'as_of':'2026-03-02'}]," LINES,
      "opening-invalid" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autofree char *args = g_strdup_printf ("{'id':'" NEW "','client':'" CLIENT "','payer':'" PAYER "','valid_from':'2026-03-10',%s%s}", rows[i].rest,
                                               strstr (rows[i].rest, "valid_to") == NULL ? ",'valid_to':'2026-09-09'" : "");

      g_assert_cmpint (give (practice, "authorization.set", args), ==, rows[i].code == NULL);
      g_assert_cmpstr (practice->code, ==, rows[i].code);
    }
}

static gboolean
amend (MemoryPractice *practice, const char *id, const char *amends, const char *from, int units)
{
  g_autofree char *args = g_strdup_printf ("{'id':'%s','amends':'%s','number':'A-20417B','valid_from':'%s','valid_to':'2026-08-31',"
                                           "'lines':[{'code':'97153','units':%d,'per':'total'}]}",
                                           id, amends, from, units);

  return give (practice, "authorization.amend", args);
}

static void
test_amend (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (amend (practice, NEW, AUTHORIZATION, "2026-01-02", 80));
  assert_status (practice, AUTHORIZATION, "amended");
  assert_status (practice, NEW, "approved");
  g_assert_false (amend (practice, NEWER, AUTHORIZATION, "2026-01-02", 90)); /* only the newest */
  g_assert_cmpstr (practice->code, ==, "authorization-amended");
  g_assert_false (give (practice, "authorization.set", "{'id':'" AUTHORIZATION "','base_version':2,'client':'" CLIENT "','payer':'" PAYER "','status':'approved',"
                                                       "'number':'X','valid_from':'2026-01-02','valid_to':'2026-06-30'," LINES "}"));
  g_assert_cmpstr (practice->code, ==, "authorization-amended");
  g_assert_true (amend (practice, NEWER, NEW, "2026-04-01", 90));
  g_assert_false (give (practice, "authorization.withdraw", "{'id':'" NEWER "'}"));
  g_assert_false (give (practice, "authorization.unamend", "{'id':'" NEW "'}")); /* first the newest */
  g_assert_cmpstr (practice->code, ==, "authorization-no-amendment");
  g_assert_true (give (practice, "authorization.unamend", "{'id':'" NEWER "'}"));
  g_assert_true (give (practice, "authorization.unamend", "{'id':'" NEW "'}"));
  assert_status (practice, AUTHORIZATION, "approved");
  assert_status (practice, NEW, "withdrawn");
  g_assert_true (give (practice, "authorization.withdraw", "{'id':'" AUTHORIZATION "'}"));
  g_assert_false (amend (practice, "01900000-0000-7000-8000-0000000000e3", AUTHORIZATION, "2026-01-02", 80));
  g_assert_cmpstr (practice->code, ==, "authorization-not-approved");
}

static void
test_assign (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) given = NULL;
  g_autoptr (WabiRecord) taken = NULL;

  g_assert_true (give (practice, "authorization.assign", "{'id':'" AUTHORIZATION "','staff':'" BCBA "'}"));
  given = memory_practice_get (practice, &wabi_kind_authorization, AUTHORIZATION);
  g_assert_cmpstr (wabi_record_get_text (given, "assigned"), ==, BCBA);
  g_assert_false (give (practice, "authorization.assign", "{'id':'" AUTHORIZATION "','staff':'" CLIENT "'}"));
  g_assert_true (give (practice, "authorization.assign", "{'id':'" AUTHORIZATION "'}"));
  taken = memory_practice_get (practice, &wabi_kind_authorization, AUTHORIZATION);
  g_assert_false (wabi_record_has (taken, "assigned"));
}

/* Pending: no visit without its word that it is good for scheduling, and a warning with it. */
static void
test_schedule_only (void)
{
  for (int only = 0; only < 2; only++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-07-09"), 780);
      g_autofree char *set = g_strdup_printf ("{'id':'" NEW "','client':'" CLIENT "','payer':'" PAYER "','status':'requested','schedule_only':%s,"
                                              "'valid_from':'2026-07-01','valid_to':'2026-12-31'," LINES "}",
                                              only ? "true" : "false");
      g_autofree char *book = g_strdup_printf ("{'id':'01900000-0000-7000-8000-0000000000a1','client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT
                                               ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','service_code':'97153','place':'12'}",
                                               start, start + 60 * WABI_MINUTE);
      g_autoptr (WabiRecord) visit = NULL;

      g_assert_true (give (practice, "authorization.set", set));
      g_assert_cmpint (give (practice, "appointment.book", book), ==, only);
      g_assert_cmpstr (practice->code, ==, only ? NULL : "authorization-pending");
      visit = memory_practice_get (practice, &wabi_kind_appointment, "01900000-0000-7000-8000-0000000000a1");
      if (only)
        g_assert_cmpstr (wabi_record_get_text (visit, "authorization"), ==, NEW);
    }
}

/* ---- No unit twice, none lost ---- */

static int
sum_used (MemoryPractice *practice, const char *id)
{
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  g_autoptr (WabiRecord) record = memory_practice_get (practice, &wabi_kind_authorization, id);
  g_autoptr (WabiAuthLedger) ledger = wabi_auth_ledger_new (context, record);
  const WabiLedgerLine *line = wabi_auth_ledger_get (ledger, 0);
  int used = line->limit.delivered + line->limit.scheduled;

  /* The burn-down ends where the arithmetic does. */
  g_assert_cmpint (g_array_index (line->weeks, WabiLedgerWeek, line->weeks->len - 1).planned, <=, used + line->limit.opening);
  g_assert_cmpint (wabi_auth_remaining (&line->limit), ==, line->limit.approved - used - line->limit.opening);
  return used;
}

static int
put_visits (MemoryPractice *practice, int n)
{
  int units = 0;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000b%03d", i);
      int quarters = g_test_rand_int_range (1, 9);
      gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-01-05") + i, 540);
      static const char *const authorizations[] = { "", ",'authorization':'" AUTHORIZATION "'", ",'authorization':'" NEW "'" };
      gboolean held = g_test_rand_bit ();
      g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                               ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'%s'%s}",
                                               start, start + quarters * 15 * WABI_MINUTE, held ? "completed" : "scheduled",
                                               authorizations[g_test_rand_int_range (0, 3)]);

      memory_practice_put (practice, &wabi_kind_appointment, id, body);
      units += quarters;
      /* What was held counts as it was held, and not as a booking besides. */
      if (held && g_test_rand_bit ())
        {
          g_autofree char *session = g_strdup_printf ("01900000-0000-7000-8000-00000000c%03d", i);
          g_autofree char *json = g_strdup_printf ("{'appointment':'%s','client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                                   ",'zone':'" ZONE "','service_code':'97153','place':'12','state':'ended'}",
                                                   id, start, start + (quarters + 1) * 15 * WABI_MINUTE);

          memory_practice_put (practice, &wabi_kind_session, session, json);
          units++;
        }
    }
  return units;
}

/* Two authorizations that overlap: each visit counts on one of them, whatever it was booked on. */
static void
test_never_twice (void)
{
  for (int round = 0; round < 40; round++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      int units;

      memory_practice_put (practice, &wabi_kind_authorization, NEW,
                           "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-2','status':'approved','valid_from':'2026-02-01','valid_to':'2026-12-31'," LINES "}");
      units = put_visits (practice, 60);
      g_assert_cmpint (sum_used (practice, AUTHORIZATION) + sum_used (practice, NEW), ==, units);
    }
}

/* An amendment carries all units; taken back, they are where they were. */
static void
test_amended_sums (void)
{
  for (int round = 0; round < 20; round++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      int before;

      put_visits (practice, 40);
      before = sum_used (practice, AUTHORIZATION);
      g_assert_true (amend (practice, NEWER, AUTHORIZATION, g_test_rand_bit () ? "2026-01-02" : "2026-02-01", 500));
      g_assert_cmpint (sum_used (practice, NEWER), ==, before);
      g_assert_cmpint (sum_used (practice, AUTHORIZATION), ==, before);
      g_assert_true (give (practice, "authorization.unamend", "{'id':'" NEWER "'}"));
      g_assert_cmpint (sum_used (practice, AUTHORIZATION), ==, before);
    }
}

/* What was used elsewhere up to a day counts once: visits of ours of that time are part of it. */
static void
test_opening (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiProofContext) context = NULL;
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiAuthLedger) ledger = NULL;

  for (int i = 0; i < 2; i++)
    {
      gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (i == 0 ? "2026-01-20" : "2026-02-20"), 540);
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000b%03d", i);
      g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                               ",'zone':'" ZONE "','service_code':'97153','place':'12','status':'completed'}",
                                               start, start + 60 * WABI_MINUTE);

      memory_practice_put (practice, &wabi_kind_appointment, id, body);
    }
  g_assert_true (give (practice, "authorization.set",
                       "{'id':'" AUTHORIZATION "','base_version':1,'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved',"
                       "'valid_from':'2026-01-02','valid_to':'2026-06-30','lines':[{'code':'97153','units':40,'per':'total'}],"
                       "'opening':[{'code':'97153','units_used':10,'as_of':'2026-01-31'}]}"));
  context = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  record = memory_practice_get (practice, &wabi_kind_authorization, AUTHORIZATION);
  ledger = wabi_auth_ledger_new (context, record);
  g_assert_cmpint (wabi_auth_ledger_get (ledger, 0)->limit.opening, ==, 10);
  g_assert_cmpint (wabi_auth_ledger_get (ledger, 0)->limit.delivered, ==, 4);
  g_assert_cmpint (wabi_auth_remaining (&wabi_auth_ledger_get (ledger, 0)->limit), ==, 26);
}

/* ---- Renewal ---- */

static void
test_renewals (void)
{
  static const struct
  {
    const char *today;
    const char *next; /* status of one that goes on after it */
    int alert;        /* G_MININT: nothing is due */
    WabiRenewalPacket packet;
  } rows[] = {
    { "2026-04-30", NULL, G_MININT, 0 },
    { "2026-05-01", NULL, 60, WABI_RENEWAL_OPEN },
    { "2026-05-30", NULL, 60, WABI_RENEWAL_OPEN },
    { "2026-05-31", NULL, 30, WABI_RENEWAL_OPEN },
    { "2026-06-16", NULL, 14, WABI_RENEWAL_OPEN },
    { "2026-06-27", NULL, 3, WABI_RENEWAL_OPEN },
    { "2026-06-30", "requested", 3, WABI_RENEWAL_REQUESTED },
    { "2026-06-30", "denied", 3, WABI_RENEWAL_DENIED },
    { "2026-06-30", "approved", G_MININT, 0 },
    { "2026-07-10", NULL, -1, WABI_RENEWAL_OPEN },
    { "2026-09-10", NULL, G_MININT, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      gint64 now = wabi_zone_from_local (ZONE, wabi_day_from_text (rows[i].today), 600);
      g_autoptr (WabiProofContext) context = wabi_proof_context_new (&practice->view, ZONE, now);
      g_autoptr (GPtrArray) renewals = NULL;
      g_autofree char *next = g_strdup_printf ("{'client':'" CLIENT "','payer':'" PAYER "','number':'A-9','status':'%s','valid_from':'2026-07-01','valid_to':'2026-12-31'," LINES "}",
                                               rows[i].next);

      if (rows[i].next != NULL)
        memory_practice_put (practice, &wabi_kind_authorization, NEW, next);
      renewals = wabi_renewals_list (context, 60, 30);
      g_assert_cmpuint (renewals->len, ==, rows[i].alert != G_MININT);
      g_assert_cmpuint (wabi_renewals_count (&practice->view, ZONE, now, 60), ==, rows[i].alert > 0);
      if (renewals->len == 0)
        continue;
      g_assert_cmpint (((WabiRenewal *) g_ptr_array_index (renewals, 0))->alert, ==, rows[i].alert);
      g_assert_cmpint (((WabiRenewal *) g_ptr_array_index (renewals, 0))->packet, ==, rows[i].packet);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authorizations/set", test_set);
  g_test_add_func ("/authorizations/amend", test_amend);
  g_test_add_func ("/authorizations/assign", test_assign);
  g_test_add_func ("/authorizations/schedule-only", test_schedule_only);
  g_test_add_func ("/authorizations/never-twice", test_never_twice);
  g_test_add_func ("/authorizations/amended-sums", test_amended_sums);
  g_test_add_func ("/authorizations/opening", test_opening);
  g_test_add_func ("/authorizations/renewals", test_renewals);
  return g_test_run ();
}
