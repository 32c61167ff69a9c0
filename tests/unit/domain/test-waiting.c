// SPDX-License-Identifier: AGPL-3.0-or-later
// What follows a cancellation: reasons, released units, the ledger of make-ups, who else could come, and who waits for a time.

#include <string.h>

#include "memory-practice.h"
#include "wabi-auth-ledger.h"
#include "wabi-makeup-ledger.h"
#include "wabi-need-match.h"
#include "wabi-series.h"

#define A "01900000-0000-7000-8000-0000000000a1"
#define B "01900000-0000-7000-8000-0000000000a2"
#define C "01900000-0000-7000-8000-0000000000a3"
#define NEED "01900000-0000-7000-8000-0000000000b1"
#define REASON "01900000-0000-7000-8000-0000000000b2"
#define SERIES "01900000-0000-7000-8000-0000000000b3"
#define SECOND_AUTH "01900000-0000-7000-8000-0000000000f1"

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_authorization, SECOND_AUTH,
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-1','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':400,'per':'total'}]}");
  return practice;
}

static gboolean
give (MemoryPractice *practice, gboolean authority, const char *name, const char *args)
{
  return memory_practice_do (practice, DESK, WABI_ROLE_FRONTDESK, authority, name, args);
}

static gboolean
book (MemoryPractice *practice, gboolean authority, const char *id, const char *client, const char *date, int minute, int length, const char *more)
{
  gint64 start = wabi_zone_from_local (ZONE, wabi_day_from_text (date), minute);
  g_autofree char *args = g_strdup_printf ("{'id':'%s','client':'%s','staff':'" RBT "','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
                                           ",'zone':'" ZONE "','service_code':'97153','place':'12'%s}",
                                           id, client, start, start + length * WABI_MINUTE, more);

  return give (practice, authority, "appointment.book", args);
}

static WabiProofContext *
look (MemoryPractice *practice)
{
  return wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
}

#define CANCEL(id, by, reason) "appointment.cancel", "{'id':'" id "','by':'" by "','reason':'" reason "'}"

/* ---- Reasons ---- */

static void
test_reasons (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-12", 780, 60, ""));
  g_assert_false (give (practice, FALSE, CANCEL (A, "family", "Hay fever")));
  g_assert_cmpstr (practice->code, ==, "reason-unknown");
  g_assert_false (give (practice, TRUE, CANCEL (A, "family", " ")));
  g_assert_true (give (practice, FALSE, "cancel-reason.set", "{'id':'" REASON "','name':'Hay fever','by':'family','active':true,'sort':1}"));
  g_assert_false (give (practice, FALSE, "cancel-reason.set", "{'id':'" NEED "','name':'Hay fever','by':'family','active':true}"));
  g_assert_cmpstr (practice->code, ==, "reason-there");
  g_assert_false (give (practice, FALSE, CANCEL (A, "staff", "Hay fever")));
  g_assert_false (give (practice, FALSE, CANCEL (A, "nobody", "Hay fever")));
  g_assert_true (give (practice, FALSE, CANCEL (A, "family", "Hay fever")));
  /* The service takes what a desktop said that had another list: a cancellation is never lost for its reason. */
  g_assert_true (book (practice, TRUE, B, CLIENT, "2026-03-13", 780, 60, ""));
  g_assert_true (give (practice, TRUE, CANCEL (B, "family", "Mumps")));
}

/* What differs, where it still stands: so that it can be taken back, and done again, as often as one likes. */
static void
test_changes_taken_back (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (give (practice, FALSE, "cancel-reason.set", "{'id':'" REASON "','name':'Hay fever','by':'family','active':true,'sort':1}"));
  g_assert_true (give (practice, FALSE, "need.add", "{'id':'" NEED "','client':'" CLIENT_2 "','service_code':'97153','minutes_per_week':240,'sessions_per_week':2,"
                                                    "'earliest_minute':780,'latest_minute':1020,'since':'2026-02-01','status':'waiting'}"));
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (WabiRecord) reason = NULL, need = NULL;

      g_assert_true (give (practice, TRUE, "cancel-reason.change", "{'id':'" REASON "','base':{'active':true,'name':'Hay fever'},'set':{'active':false,'name':'Fever'}}"));
      g_assert_true (give (practice, TRUE, "need.change", "{'id':'" NEED "','base':{'minutes_per_week':240},'set':{'minutes_per_week':120}}"));
      g_assert_true (give (practice, TRUE, "cancel-reason.change", "{'id':'" REASON "','base':{'active':false,'name':'Fever'},'set':{'active':true,'name':'Hay fever'}}"));
      g_assert_true (give (practice, TRUE, "need.change", "{'id':'" NEED "','base':{'minutes_per_week':120},'set':{'minutes_per_week':240}}"));
      reason = memory_practice_get (practice, &wabi_kind_cancel_reason, REASON);
      need = memory_practice_get (practice, &wabi_kind_need, NEED);
      g_assert_cmpstr (wabi_record_get_text (reason, "name"), ==, "Hay fever");
      g_assert_cmpint (wabi_record_get_int (need, "minutes_per_week"), ==, 240);
    }
  /* Not over somebody else's change, not to what is not to be, and not what is settled elsewhere. */
  g_assert_false (give (practice, TRUE, "need.change", "{'id':'" NEED "','base':{'minutes_per_week':120},'set':{'minutes_per_week':60}}"));
  g_assert_cmpstr (practice->code, ==, "stale");
  g_assert_false (give (practice, TRUE, "need.change", "{'id':'" NEED "','base':{'minutes_per_week':240},'set':{'minutes_per_week':1}}"));
  g_assert_false (give (practice, TRUE, "need.change", "{'id':'" NEED "','base':{'status':'waiting'},'set':{'status':'placed'}}"));
  g_assert_false (give (practice, TRUE, "need.change", "{'id':'" NEED "','base':{'client':'" CLIENT_2 "'},'set':{'client':'" CLIENT "'}}"));
}

/* Late by the practice's own notice, for a family only; a no-show has no notice. */
static void
test_late (void)
{
  static const struct
  {
    int notice;
    const char *by;
    gboolean late;
  } rows[] = { { 24, "family", FALSE }, { 72, "family", FALSE }, { 96, "family", TRUE }, { 96, "staff", FALSE }, { 96, "clinic", FALSE }, { 0, "family", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiRecord) visit = NULL;
      g_autofree char *body = g_strdup_printf ("{'name':'P','short_name':'p','zone':'" ZONE "','notice_hours':%d}", rows[i].notice);
      g_autofree char *args = g_strdup_printf ("{'id':'" A "','by':'%s','reason':'staff-ill'}", rows[i].by);

      memory_practice_put (practice, &wabi_kind_practice, PRACTICE_ID, body);
      g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-12", 780, 60, ""));
      g_assert_true (give (practice, FALSE, "appointment.cancel", args));
      visit = memory_practice_get (practice, &wabi_kind_appointment, A);
      g_assert_cmpint (wabi_record_get_bool (visit, "late_cancel"), ==, rows[i].late);
    }
}

static int
count_left (MemoryPractice *practice)
{
  g_autoptr (WabiProofContext) context = look (practice);
  g_autoptr (WabiRecord) record = memory_practice_get (practice, &wabi_kind_authorization, AUTHORIZATION);
  g_autoptr (WabiAuthLedger) ledger = wabi_auth_ledger_new (context, record);

  return wabi_auth_remaining (&wabi_auth_ledger_get (ledger, 0)->limit);
}

/* A canceled or missed session gives its units back, so that they can be booked again; restored it takes them again. */
static void
test_units_released (void)
{
  for (int missed = 0; missed < 2; missed++)
    {
      g_autoptr (MemoryPractice) practice = make ();

      memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                           "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                           "'lines':[{'code':'97153','units':24,'per':'total'}]}");
      g_assert_cmpint (count_left (practice), ==, 24);
      g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-11", 480, 360, ""));
      g_assert_cmpint (count_left (practice), ==, 0);
      g_assert_false (book (practice, FALSE, B, CLIENT, "2026-03-12", 480, 60, ""));
      if (missed)
        g_assert_true (give (practice, FALSE, "appointment.no-show", "{'id':'" A "'}"));
      else
        g_assert_true (give (practice, FALSE, CANCEL (A, "family", "client-ill")));
      g_assert_cmpint (count_left (practice), ==, 24);
      g_assert_true (book (practice, FALSE, B, CLIENT, "2026-03-12", 480, 60, ""));
      g_assert_cmpint (count_left (practice), ==, 20);
      g_assert_false (give (practice, FALSE, "appointment.restore", "{'id':'" A "'}"));
    }
}

/* ---- Make-ups ---- */

static WabiMakeupHours
sum_client (MemoryPractice *practice, const char *client)
{
  g_autoptr (WabiProofContext) context = look (practice);
  g_autoptr (GPtrArray) ledgers = wabi_makeup_ledgers_new (context, client);

  if (ledgers->len == 0)
    return (WabiMakeupHours){ 0 };
  g_assert_cmpuint (ledgers->len, ==, 1);
  return ((WabiMakeupLedger *) g_ptr_array_index (ledgers, 0))->sums;
}

static void
assert_hours (MemoryPractice *practice, int owed, int recovered, int lost, int open, int booked)
{
  WabiMakeupHours sums = sum_client (practice, CLIENT);

  g_assert_cmpint (sums.owed, ==, owed);
  g_assert_cmpint (sums.recovered, ==, recovered);
  g_assert_cmpint (sums.lost, ==, lost);
  g_assert_cmpint (sums.open, ==, open);
  g_assert_cmpint (sums.booked, ==, booked);
}

static void
set_status (MemoryPractice *practice, const char *id, const char *status)
{
  g_autoptr (WabiRecord) visit = memory_practice_get (practice, &wabi_kind_appointment, id);
  g_autofree char *body = NULL;

  wabi_record_set_text (visit, "status", status);
  body = wabi_record_dup_json (visit);
  memory_practice_put (practice, &wabi_kind_appointment, id, body);
}

static void
test_ledger (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  assert_hours (practice, 0, 0, 0, 0, 0);
  g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-10", 780, 120, ""));
  assert_hours (practice, 0, 0, 0, 0, 0);
  g_assert_true (give (practice, FALSE, CANCEL (A, "family", "client-ill")));
  assert_hours (practice, 120, 0, 0, 120, 0);
  g_assert_true (book (practice, FALSE, B, CLIENT, "2026-03-12", 780, 90, ",'makeup_for':'" A "'"));
  assert_hours (practice, 120, 0, 0, 120, 90);
  set_status (practice, B, "completed");
  assert_hours (practice, 120, 90, 0, 30, 0);
  /* A session shorter than it was booked pays only for what was held. */
  memory_practice_put (practice, &wabi_kind_session, C,
                       "{'appointment':'" B "','client':'" CLIENT "','staff':'" RBT "','service_code':'97153','place':'12','starts_at':1773334800000000,"
                       "'ends_at':1773338400000000,'zone':'" ZONE "','state':'ended'}");
  assert_hours (practice, 120, 60, 0, 60, 0);
  g_assert_true (give (practice, FALSE, "makeup.waive", "{'id':'" A "'}"));
  assert_hours (practice, 120, 60, 60, 0, 0);
  g_assert_true (give (practice, FALSE, "makeup.unwaive", "{'id':'" A "'}"));
  assert_hours (practice, 120, 60, 0, 60, 0);
  /* When the authorization has ended, what is open is lost. */
  practice->clock.at = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-07-01"), 600);
  assert_hours (practice, 120, 60, 60, 0, 0);
}

static void
test_link (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-10", 780, 60, ""));
  g_assert_false (book (practice, FALSE, B, CLIENT, "2026-03-12", 780, 60, ",'makeup_for':'" A "'"));
  g_assert_cmpstr (practice->code, ==, "makeup-not-lost");
  g_assert_true (give (practice, FALSE, CANCEL (A, "family", "client-ill")));
  g_assert_false (book (practice, FALSE, B, CLIENT_2, "2026-03-12", 780, 60, ",'makeup_for':'" A "'"));
  g_assert_cmpstr (practice->code, ==, "makeup-other");
  g_assert_true (book (practice, FALSE, B, CLIENT, "2026-03-12", 780, 60, ",'makeup_for':'" A "'"));
  g_assert_false (give (practice, FALSE, "appointment.edit", "{'id':'" B "','base':{'makeup_for':'" A "'},'set':{'makeup_for':'" B "'}}"));
  g_assert_true (give (practice, FALSE, "appointment.edit", "{'id':'" B "','base':{'makeup_for':'" A "'},'set':{'makeup_for':null}}"));
  assert_hours (practice, 60, 0, 0, 60, 0);
  g_assert_true (give (practice, FALSE, "appointment.edit", "{'id':'" B "','base':{'makeup_for':null},'set':{'makeup_for':'" A "'}}"));
  assert_hours (practice, 60, 0, 0, 60, 60);
  /* Restored, nothing is owed, and the make-up is a session like others. */
  g_assert_true (give (practice, TRUE, "appointment.restore", "{'id':'" A "'}"));
  assert_hours (practice, 0, 0, 0, 0, 0);
}

/* ---- Filling the hole ---- */

static void
test_fill_clients (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiProofContext) context = NULL;
  g_autoptr (WabiRecord) hole = NULL;
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (WabiFillCandidate) candidate = NULL, over = NULL;

  g_assert_true (book (practice, FALSE, C, CLIENT_2, "2026-03-10", 600, 60, ""));
  g_assert_true (give (practice, FALSE, CANCEL (C, "staff", "staff-ill")));
  g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-12", 780, 60, ""));
  hole = memory_practice_get (practice, &wabi_kind_appointment, A);
  context = look (practice);
  clients = wabi_fill_list_clients (context, hole);
  g_assert_cmpuint (clients->len, ==, 1);
  /* Not yet canceled: the member of staff is taken. */
  over = wabi_fill_consider (context, hole, CLIENT_2, RBT, B);
  g_assert_nonnull (over->verdict.passed_over);
  g_assert_true (give (practice, FALSE, CANCEL (A, "family", "client-ill")));
  g_clear_pointer (&context, wabi_proof_context_unref);
  g_clear_object (&hole);
  hole = memory_practice_get (practice, &wabi_kind_appointment, A);
  context = look (practice);
  candidate = wabi_fill_consider (context, hole, CLIENT_2, RBT, B);
  g_assert_cmpstr (candidate->verdict.passed_over, ==, NULL);
  g_assert_cmpstr (g_ptr_array_index (candidate->verdict.reasons, 0), ==, "1 h to make up");
  g_assert_cmpstr (wabi_record_get_text (candidate->visit, "makeup_for"), ==, C);
  /* What is offered can be booked as it is. */
  {
    g_autoptr (JsonObject) args = wabi_json_object_copy (wabi_record_get_body (candidate->visit));
    g_autofree char *text = NULL;

    json_object_set_string_member (args, "id", B);
    text = wabi_json_object_to_canonical (args);
    g_assert_true (give (practice, TRUE, "appointment.book", text));
  }
}

static void
test_fill_others (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiProofContext) context = NULL;
  g_autoptr (WabiRecord) hole = NULL;
  g_autoptr (GPtrArray) staff = NULL, candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) wabi_fill_candidate_free);

  g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-12", 780, 60, ""));
  g_assert_true (give (practice, FALSE, CANCEL (A, "staff", "staff-ill")));
  memory_practice_put (practice, &wabi_kind_staff, "01900000-0000-7000-8000-0000000000d1",
                       "{'first_name':'No','last_name':'Papers','role':'rbt','credential':'RBT','supervisor':'" BCBA "','active':true}");
  hole = memory_practice_get (practice, &wabi_kind_appointment, A);
  context = look (practice);
  staff = wabi_fill_list_staff (context, hole);
  g_assert_cmpuint (staff->len, ==, 2); /* the analyst, and who has no certificate */
  for (guint i = 0; i < staff->len; i++)
    g_ptr_array_add (candidates, wabi_fill_consider (context, hole, CLIENT, g_ptr_array_index (staff, i), B));
  wabi_fill_sort (candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      WabiFillCandidate *one = g_ptr_array_index (candidates, i);

      if (wabi_record_is (one->visit, "staff", BCBA))
        continue;
      g_assert_nonnull (one->verdict.passed_over);
      g_assert_cmpuint (i, ==, 1);
    }
  /* Once the hours are over nobody can come any more. */
  practice->clock.at = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-13"), 600);
  g_clear_pointer (&context, wabi_proof_context_unref);
  context = look (practice);
  {
    g_autoptr (WabiFillCandidate) late = wabi_fill_consider (context, hole, CLIENT_2, RBT, B);

    g_assert_cmpstr (late->verdict.passed_over, ==, "These hours are over");
  }
}

/* ---- The waiting list ---- */

static void
test_need (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) need = NULL, placed = NULL, back = NULL;
  g_autoptr (WabiProofContext) context = NULL;
  g_autoptr (WabiNeedMatch) match = NULL, nobody = NULL;
  g_autoptr (WabiRecord) series = NULL;
  g_autofree char *args = NULL;
  g_autoptr (JsonObject) body = NULL;

  g_assert_false (give (practice, FALSE, "need.add", "{'id':'" NEED "','client':'" CLIENT_2 "','service_code':'97153','minutes_per_week':240,"
                                                     "'sessions_per_week':2,'earliest_minute':900,'latest_minute':960,'since':'2026-02-01','status':'waiting'}"));
  g_assert_cmpstr (practice->code, ==, "need-invalid");
  g_assert_true (give (practice, FALSE, "need.add", "{'id':'" NEED "','client':'" CLIENT_2 "','service_code':'97153','minutes_per_week':240,'sessions_per_week':2,"
                                                    "'earliest_minute':780,'latest_minute':1020,'weekdays':['1','2','3'],'since':'2026-02-01','status':'waiting'}"));
  /* Every Tuesday at that time somebody else is there: Mondays and Wednesdays are left. */
  g_assert_true (book (practice, FALSE, A, CLIENT, "2026-03-10", 780, 240, ""));
  need = memory_practice_get (practice, &wabi_kind_need, NEED);
  context = look (practice);
  match = wabi_need_match_consider (context, need, RBT);
  g_assert_cmpstr (match->verdict.passed_over, ==, NULL);
  g_assert_cmpint (match->sessions, ==, 2);
  g_assert_cmphex (match->days, ==, (1u << 1) | (1u << 3));
  g_assert_cmpint (match->start, ==, 780);
  g_assert_cmpint (match->minutes, ==, 120);
  nobody = wabi_need_match_consider (context, need, DESK);
  g_assert_cmpstr (nobody->verdict.passed_over, ==, "No working hours are recorded");
  series = wabi_need_match_make_series (context, need, match, SERIES);
  body = wabi_json_object_copy (wabi_record_get_body (series));
  json_object_set_string_member (body, "id", SERIES);
  args = wabi_json_object_to_canonical (body);
  g_assert_true (give (practice, TRUE, "series.book", args));
  g_assert_true (give (practice, TRUE, "need.place", "{'id':'" NEED "','series':'" SERIES "'}"));
  placed = memory_practice_get (practice, &wabi_kind_need, NEED);
  g_assert_cmpstr (wabi_record_get_text (placed, "status"), ==, "placed");
  g_assert_false (give (practice, FALSE, "need.place", "{'id':'" NEED "','series':'" SERIES "'}"));
  g_assert_cmpstr (practice->code, ==, "need-moved-on");
  g_assert_true (give (practice, FALSE, "need.reopen", "{'id':'" NEED "'}"));
  back = memory_practice_get (practice, &wabi_kind_need, NEED);
  g_assert_cmpstr (wabi_record_get_text (back, "status"), ==, "waiting");
  g_assert_false (wabi_record_has (back, "placed_series"));
  g_assert_false (wabi_record_has (back, "placed_by"));
}

/* A client whose authorization is still to come waits, and that is what is said. */
static void
test_need_blocked (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiProofContext) context = NULL;
  g_autoptr (WabiNeedMatch) match = NULL;
  g_autoptr (WabiRecord) need = NULL;

  memory_practice_put (practice, &wabi_kind_authorization, SECOND_AUTH,
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-1','status':'denied','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':400,'per':'total'}]}");
  g_assert_true (give (practice, FALSE, "need.add", "{'id':'" NEED "','client':'" CLIENT_2 "','service_code':'97153','minutes_per_week':60,'sessions_per_week':1,"
                                                    "'since':'2026-02-01','status':'waiting'}"));
  need = memory_practice_get (practice, &wabi_kind_need, NEED);
  context = look (practice);
  match = wabi_need_match_consider (context, need, RBT);
  g_assert_nonnull (match->verdict.passed_over);
  g_assert_cmpint (match->sessions, ==, 1);
}

static void
test_need_order (void)
{
  static const struct
  {
    const char *id, *more;
  } rows[] = { { A, "'since':'2026-02-01'" }, { B, "'since':'2026-01-01'" }, { C, "'since':'2026-03-01','priority':2" } };
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (GPtrArray) needs = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *args = g_strdup_printf ("{'id':'%s','client':'" CLIENT_2 "','service_code':'97153','minutes_per_week':60,'sessions_per_week':1,'status':'waiting',%s}",
                                               rows[i].id, rows[i].more);

      g_assert_true (give (practice, FALSE, "need.add", args));
    }
  needs = wabi_need_list (&practice->view);
  g_assert_cmpuint (needs->len, ==, 3);
  g_assert_cmpstr (wabi_record_get_id (g_ptr_array_index (needs, 0)), ==, C);
  g_assert_cmpstr (wabi_record_get_id (g_ptr_array_index (needs, 1)), ==, B);
  g_assert_true (give (practice, FALSE, "need.withdraw", "{'id':'" B "'}"));
  g_clear_pointer (&needs, g_ptr_array_unref);
  needs = wabi_need_list (&practice->view);
  g_assert_cmpuint (needs->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/waiting/reasons", test_reasons);
  g_test_add_func ("/waiting/changes-taken-back", test_changes_taken_back);
  g_test_add_func ("/waiting/late", test_late);
  g_test_add_func ("/waiting/units-released", test_units_released);
  g_test_add_func ("/waiting/ledger", test_ledger);
  g_test_add_func ("/waiting/link", test_link);
  g_test_add_func ("/waiting/fill-clients", test_fill_clients);
  g_test_add_func ("/waiting/fill-others", test_fill_others);
  g_test_add_func ("/waiting/need", test_need);
  g_test_add_func ("/waiting/need-blocked", test_need_blocked);
  g_test_add_func ("/waiting/need-order", test_need_order);
  return g_test_run ();
}
