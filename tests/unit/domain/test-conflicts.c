// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of sync.md 6.5, row by row: two people write the same record without seeing each other, in both orders of arrival.

#include <string.h>

#include "memory-practice.h"
#include "wabi-note-lease.h"
#include "wabi-proposal.h"
#include "wabi-zone.h"

#define A "01900000-0000-7000-8000-0000000000a1"
#define B "01900000-0000-7000-8000-0000000000a2"
#define VISIT A
#define SESSION "01900000-0000-7000-8000-0000000000b2"
#define NOTE "01900000-0000-7000-8000-0000000000b3"
#define ACT "01900000-0000-7000-8000-0000000000c1"
#define RBT_2 "01900000-0000-7000-8000-0000000000d2"

static gint64 one_pm;

static MemoryPractice *
make (void)
{
  MemoryPractice *practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 7 * 60));

  one_pm = wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-12"), 13 * 60);
  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_staff, RBT_2,
                       "{'first_name':'Sam','last_name':'Ito','role':'rbt','credential':'RBT','supervisor':'" BCBA "','active':true}");
  memory_practice_put (practice, &wabi_kind_credential, "01900000-0000-7000-8000-000000000103",
                       "{'staff':'" RBT_2 "','type':'RBT','valid_from':'2025-01-01','valid_to':'2026-12-31'}");
  for (int day = 1; day <= 5; day++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000021%d", day);
      g_autofree char *body = g_strdup_printf ("{'staff':'" RBT_2 "','weekday':%d,'start_minute':480,'end_minute':1080}", day);

      memory_practice_put (practice, &wabi_kind_staff_hours, id, body);
    }
  memory_practice_put (practice, &wabi_kind_authorization, "01900000-0000-7000-8000-0000000000f1",
                       "{'client':'" CLIENT_2 "','payer':'" PAYER "','number':'A-1','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':400,'per':'total'}]}");
  return practice;
}

/* Numbers in the rows are written as {0} for one o'clock, {60} for an hour later, {-60} for an hour earlier. */
static char *
expand (const char *row)
{
  GString *text = g_string_new (NULL);

  for (const char *at = row; *at != '\0'; at++)
    if (*at == '{' && (g_ascii_isdigit (at[1]) || at[1] == '-'))
      {
        g_string_append_printf (text, "%" G_GINT64_FORMAT, one_pm + g_ascii_strtoll (at + 1, NULL, 10) * WABI_MINUTE);
        at = strchr (at, '}');
      }
    else
      g_string_append_c (text, *at);
  return g_string_free (text, FALSE);
}

static gboolean
give (MemoryPractice *practice, const char *user, gboolean authority, const char *name, const char *row)
{
  g_autofree char *args = expand (row);
  guint roles = strcmp (user, BCBA) == 0 ? WABI_ROLE_BCBA
                : strcmp (user, RBT) == 0 || strcmp (user, RBT_2) == 0 ? WABI_ROLE_RBT
                                                                       : WABI_ROLE_FRONTDESK;

  return memory_practice_do (practice, user, roles, authority, name, args);
}

static void
book (MemoryPractice *practice)
{
  g_assert_true (give (practice, DESK, TRUE, "appointment.book",
                       "{'id':'" VISIT "','client':'" CLIENT "','staff':'" RBT "','starts_at':{0},'ends_at':{60},'zone':'" ZONE
                       "','service_code':'97153','place':'12'}"));
}

static char *
dup_body (WabiRecord *record, const char *const *left_out)
{
  g_autoptr (JsonObject) body = wabi_json_object_copy (wabi_record_get_body (record));

  for (guint i = 0; left_out != NULL && left_out[i] != NULL; i++)
    if (json_object_has_member (body, left_out[i]))
      json_object_remove_member (body, left_out[i]);
  return wabi_json_object_to_canonical (body);
}

/* Whether all that a command wanted is on the record: it stands, or it is kept beside what stands. */
static void
assert_kept (WabiRecord *record, const char *wanted)
{
  g_autofree char *body = wabi_record_dup_json (record);
  g_auto (GStrv) parts = g_strsplit (wanted, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = expand (parts[i]);

      if (strstr (body, g_strdelimit (part, "'", '"')) == NULL)
        g_error ("%s is lost from %s", part, body);
    }
}

#define WHEN "'base':{'staff':'" RBT "','starts_at':{0},'ends_at':{60}}"
#define LATER "appointment.move", "{'id':'" VISIT "'," WHEN ",'set':{'starts_at':{60},'ends_at':{120}}}", "'starts_at':{60}"
#define EARLIER "appointment.move", "{'id':'" VISIT "'," WHEN ",'set':{'starts_at':{-60},'ends_at':{0}}}", "'starts_at':{-60}"
#define OTHER_STAFF "appointment.move", "{'id':'" VISIT "'," WHEN ",'set':{'staff':'" RBT_2 "'}}", "'staff':'" RBT_2 "'"
#define CANCEL "appointment.cancel", "{'id':'" VISIT "','by':'family','reason':'client-ill'}", "'status':'cancelled'|'cancel_reason':'client-ill'"
#define CANCEL_2 "appointment.cancel", "{'id':'" VISIT "','by':'staff','reason':'staff-ill'}", "'cancel_reason':'staff-ill'"
#define NO_SHOW "appointment.no-show", "{'id':'" VISIT "'}", "'status':'no_show'"
#define ARRIVE "appointment.arrive", "{'id':'" VISIT "'}", "'"
#define PLACE "appointment.edit", "{'id':'" VISIT "','base':{'place':'12'},'set':{'place':'11'}}", "'place':'11'"
#define NOTES_1 "appointment.edit", "{'id':'" VISIT "','base':{'notes':null},'set':{'notes':'Bring the tablet.'}}", "Bring the tablet."
#define NOTES_2 "appointment.edit", "{'id':'" VISIT "','base':{'notes':null},'set':{'notes':'Side door.'}}", "Side door."
#define HELD "held", "", "'status':'completed'"

typedef struct
{
  const char *name, *args, *wanted;
} Act;

static const struct
{
  const char *title;
  Act one, other;
  const char *status;
  gboolean needs_hand;
} appointment_rows[] = {
  { "time and place", { LATER }, { PLACE }, "scheduled", FALSE },
  { "time and notes", { LATER }, { NOTES_1 }, "scheduled", FALSE },
  { "time and cancel", { LATER }, { CANCEL }, "cancelled", FALSE },
  { "notes and cancel", { NOTES_1 }, { CANCEL }, "cancelled", FALSE },
  { "two times", { LATER }, { EARLIER }, "scheduled", TRUE },
  { "time and staff are one group", { LATER }, { OTHER_STAFF }, "scheduled", TRUE },
  { "two notes", { NOTES_1 }, { NOTES_2 }, "scheduled", TRUE },
  { "the same twice", { LATER }, { LATER }, "scheduled", FALSE },
  { "cancel twice", { CANCEL }, { CANCEL }, "cancelled", FALSE },
  { "two reasons", { CANCEL }, { CANCEL_2 }, "cancelled", TRUE },
  { "cancel and no-show", { CANCEL }, { NO_SHOW }, NULL, TRUE },
  { "held and canceled", { HELD }, { CANCEL }, NULL, TRUE },
  { "held and missed", { HELD }, { NO_SHOW }, NULL, TRUE },
  { "held and notes", { HELD }, { NOTES_1 }, "completed", FALSE },
  { "held and arrived", { HELD }, { ARRIVE }, "completed", FALSE },
  { "arrived and canceled", { CANCEL }, { ARRIVE }, "cancelled", FALSE },
};

static void
hold (MemoryPractice *practice, const char *state)
{
  g_autofree char *row = g_strdup_printf ("{'appointment':'" VISIT "','client':'" CLIENT "','staff':'" RBT "','service_code':'97153','place':'12',"
                                          "'starts_at':{0},'ends_at':{60},'zone':'" ZONE "','state':'%s'}",
                                          state);
  g_autofree char *body = expand (row);
  g_autoptr (WabiRecord) session = NULL;

  memory_practice_put (practice, &wabi_kind_session, SESSION, body);
  session = memory_practice_get (practice, &wabi_kind_session, SESSION);
  memory_practice_react (practice, session);
}

/* FALSE when the service refused: then it is in its giver's Inbox. */
static gboolean
perform (MemoryPractice *practice, const char *user, const Act *act)
{
  if (strcmp (act->name, "held") == 0)
    {
      hold (practice, "open");
      hold (practice, "ended");
      return TRUE;
    }
  return give (practice, user, TRUE, act->name, act->args);
}

static void
test_appointments (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (appointment_rows); i++)
    for (int order = 0; order < 2; order++)
      {
        g_autoptr (MemoryPractice) practice = make ();
        g_autoptr (WabiRecord) after = NULL;
        const Act *first = order == 0 ? &appointment_rows[i].one : &appointment_rows[i].other;
        const Act *second = order == 0 ? &appointment_rows[i].other : &appointment_rows[i].one;

        g_test_message ("%s, order %d", appointment_rows[i].title, order);
        book (practice);
        g_assert_true (perform (practice, DESK, first));
        if (perform (practice, BCBA, second))
          {
            after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
            assert_kept (after, second->wanted);
          }
        else
          {
            /* Only the weakest state is refused: at the door they must hear that it was canceled. */
            g_assert_cmpstr (second->name, ==, "appointment.arrive");
            after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
          }
        assert_kept (after, first->wanted);
        g_assert_cmpint (wabi_record_get_bool (after, "needs_hand"), ==, appointment_rows[i].needs_hand);
        g_assert_cmpint (wabi_proposals_count (after) > 0, ==, appointment_rows[i].needs_hand);
        if (appointment_rows[i].status != NULL)
          g_assert_cmpstr (wabi_record_get_text (after, "status"), ==, appointment_rows[i].status);
      }
}

/* Where nothing clashed, the order of arrival leaves no trace but who was last. */
static void
test_orders_agree (void)
{
  static const char *const left_out[] = { "edits", "settled", "cancelled_at", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (appointment_rows); i++)
    {
      char *texts[2] = { NULL, NULL };

      if (appointment_rows[i].needs_hand)
        continue;
      for (int order = 0; order < 2; order++)
        {
          g_autoptr (MemoryPractice) practice = make ();
          g_autoptr (WabiRecord) after = NULL;

          book (practice);
          perform (practice, DESK, order == 0 ? &appointment_rows[i].one : &appointment_rows[i].other);
          perform (practice, DESK, order == 0 ? &appointment_rows[i].other : &appointment_rows[i].one);
          after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
          texts[order] = dup_body (after, left_out);
        }
      g_assert_cmpstr (texts[0], ==, texts[1]);
      g_clear_pointer (&texts[0], g_free);
      g_clear_pointer (&texts[1], g_free);
    }
}

/* At the desk the person sees the state, and is told at once instead of making a conflict. */
static void
test_desk_refuses (void)
{
  static const Act acts[] = { { LATER }, { CANCEL_2 }, { NO_SHOW }, { ARRIVE } };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      static const Act cancel = { CANCEL };

      book (practice);
      g_assert_true (perform (practice, DESK, &cancel));
      g_assert_false (give (practice, DESK, FALSE, acts[i].name, acts[i].args));
      g_assert_cmpstr (practice->code, ==, "is-cancelled");
    }
}

/* Three people move it: two proposals wait, and a person's taking of one loses neither. */
static void
test_third_move_keeps_all (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) after = NULL;
  static const Act later = { LATER }, earlier = { EARLIER }, staff = { OTHER_STAFF }, notes = { NOTES_1 }, notes_2 = { NOTES_2 };

  book (practice);
  g_assert_true (perform (practice, DESK, &later));
  g_assert_true (perform (practice, BCBA, &earlier));
  g_assert_true (perform (practice, DESK, &staff));
  g_assert_true (perform (practice, DESK, &notes));
  g_assert_true (perform (practice, BCBA, &notes_2));
  after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
  g_assert_cmpuint (wabi_proposals_count (after), ==, 3);
  assert_kept (after, later.wanted);
  assert_kept (after, earlier.wanted);
  assert_kept (after, staff.wanted);
  assert_kept (after, "Side door.");
  /* Who moved it last is known. */
  assert_kept (after, "'when':{");
}

static char *
dup_key (MemoryPractice *practice, const WabiKind *kind, const char *id, guint index)
{
  g_autoptr (WabiRecord) record = memory_practice_get (practice, kind, id);

  return wabi_proposal_dup_key (wabi_proposals_get (record, index));
}

static gboolean
settle (MemoryPractice *practice, const char *name, const char *key, const char *rest)
{
  g_autofree char *args = g_strdup_printf ("{'id':'" VISIT "','settles':['%s'],'act':'" ACT "'%s}", key, rest);

  return give (practice, DESK, TRUE, name, args);
}

/* Settling one leaves the others, can be taken back, and does not override what came in between. */
static void
test_settle (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) after = NULL;
  g_autofree char *key = NULL, *reopened = NULL;
  static const Act later = { LATER }, earlier = { EARLIER }, notes = { NOTES_1 }, notes_2 = { NOTES_2 };

  book (practice);
  g_assert_true (perform (practice, DESK, &later));
  g_assert_true (perform (practice, BCBA, &earlier));
  g_assert_true (perform (practice, DESK, &notes));
  g_assert_true (perform (practice, BCBA, &notes_2));
  key = dup_key (practice, &wabi_kind_appointment, VISIT, 0);
  /* A state that nobody proposed cannot be slipped in. */
  g_assert_false (settle (practice, "appointment.settle", key, ",'set':{'status':'completed'}"));
  g_assert_false (settle (practice, "appointment.settle", key, ",'set':{'notes':'x'}"));
  g_assert_true (settle (practice, "appointment.settle", key,
                         ",'base':{'starts_at':{60},'ends_at':{120},'staff':'" RBT "'},'set':{'starts_at':{-60},'ends_at':{0},'staff':'" RBT "'}"));
  after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
  g_assert_cmpint (wabi_record_get_int (after, "starts_at"), ==, one_pm - 60 * WABI_MINUTE);
  g_assert_cmpuint (wabi_proposals_count (after), ==, 1);
  g_assert_true (wabi_record_get_bool (after, "needs_hand"));
  /* A second person who settles the same hears that it is done, and the choice is kept in Inbox. */
  g_assert_false (settle (practice, "appointment.settle", key, ",'set':{'starts_at':{-60}}"));
  g_assert_cmpstr (practice->code, ==, "settled");
  g_assert_true (give (practice, DESK, TRUE, "appointment.settle", "{'id':'" VISIT "','reopen':'" ACT "'}"));
  g_clear_object (&after);
  after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
  g_assert_cmpint (wabi_record_get_int (after, "starts_at"), ==, one_pm + 60 * WABI_MINUTE);
  g_assert_cmpuint (wabi_proposals_count (after), ==, 2);
  g_assert_false (give (practice, DESK, TRUE, "appointment.settle", "{'id':'" VISIT "','reopen':'" ACT "'}"));
}

/* Both texts, one after the other: long text may be written anew. */
static void
test_settle_takes_both_texts (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) after = NULL;
  g_autofree char *key = NULL;
  static const Act notes = { NOTES_1 }, notes_2 = { NOTES_2 };

  book (practice);
  g_assert_true (perform (practice, DESK, &notes) && perform (practice, BCBA, &notes_2));
  key = dup_key (practice, &wabi_kind_appointment, VISIT, 0);
  g_assert_true (settle (practice, "appointment.settle", key, ",'base':{'notes':'Bring the tablet.'},'set':{'notes':'Bring the tablet. Side door.'}"));
  after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
  g_assert_cmpstr (wabi_record_get_text (after, "notes"), ==, "Bring the tablet. Side door.");
  g_assert_false (wabi_record_has (after, "needs_hand"));
  assert_kept (after, "'took':{'notes':'Bring the tablet. Side door.'}|'stood':{'notes':'Bring the tablet.'}");
}

/* What is settled over a change that its person did not see is a conflict again, not a victory. */
static void
test_settle_is_three_way (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) after = NULL;
  g_autofree char *key = NULL;
  static const Act notes = { NOTES_1 }, notes_2 = { NOTES_2 };

  book (practice);
  g_assert_true (perform (practice, DESK, &notes) && perform (practice, BCBA, &notes_2));
  key = dup_key (practice, &wabi_kind_appointment, VISIT, 0);
  g_assert_true (give (practice, BCBA, TRUE, "appointment.edit",
                       "{'id':'" VISIT "','base':{'notes':'Bring the tablet.'},'set':{'notes':'Bring both tablets.'}}"));
  g_assert_true (settle (practice, "appointment.settle", key, ",'base':{'notes':'Bring the tablet.'},'set':{'notes':'Side door.'}"));
  after = memory_practice_get (practice, &wabi_kind_appointment, VISIT);
  g_assert_cmpstr (wabi_record_get_text (after, "notes"), ==, "Bring both tablets.");
  g_assert_true (wabi_record_get_bool (after, "needs_hand"));
  assert_kept (after, "'set':{'notes':'Side door.'}");
}

static gboolean
book_second (MemoryPractice *practice, gboolean authority, int minutes, const char *staff)
{
  g_autofree char *row = g_strdup_printf ("{'id':'" B "','client':'" CLIENT_2 "','staff':'%s','starts_at':{%d},'ends_at':{%d},'zone':'" ZONE
                                          "','service_code':'97153','place':'12'}",
                                          staff, minutes, minutes + 60);

  return give (practice, BCBA, authority, "appointment.book", row);
}

/* Invariant 20, over every pair of visits that stand. */
static void
assert_no_overlap (MemoryPractice *practice)
{
  g_autoptr (WabiRecord) one = memory_practice_get (practice, &wabi_kind_appointment, A);
  g_autoptr (WabiRecord) other = memory_practice_get (practice, &wabi_kind_appointment, B);

  if (one == NULL || other == NULL || !wabi_record_is (one, "status", "scheduled") || !wabi_record_is (other, "status", "scheduled")
      || !wabi_record_is (one, "staff", wabi_record_get_text (other, "staff")))
    return;
  g_assert_true (wabi_record_get_int (one, "ends_at") <= wabi_record_get_int (other, "starts_at")
                 || wabi_record_get_int (other, "ends_at") <= wabi_record_get_int (one, "starts_at"));
}

/* The second booking of a slot is kept; it is moved to another time, to somebody else, taken back, or held after all. */
static void
test_double_booking (void)
{
  static const struct
  {
    const char *rest, *status;
    gboolean ok;
  } rows[] = {
    { ",'base':{'starts_at':{30},'ends_at':{90},'staff':'" RBT "'},'set':{'starts_at':{60},'ends_at':{120},'staff':'" RBT "'}", "scheduled", TRUE },
    { ",'base':{'starts_at':{30},'ends_at':{90},'staff':'" RBT "'},'set':{'starts_at':{30},'ends_at':{90},'staff':'" RBT_2 "'}", "scheduled", TRUE },
    { ",'base':{'starts_at':{30},'ends_at':{90},'staff':'" RBT "'},'set':{'starts_at':{15},'ends_at':{75},'staff':'" RBT "'}", "proposed", FALSE },
    { "", "withdrawn", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiRecord) second = NULL;
      g_autofree char *key = NULL, *args = NULL;

      book (practice);
      g_assert_false (book_second (practice, FALSE, 30, RBT));
      g_assert_true (book_second (practice, TRUE, 30, RBT));
      assert_no_overlap (practice);
      key = dup_key (practice, &wabi_kind_appointment, B, 0);
      args = g_strdup_printf ("{'id':'" B "','settles':['%s'],'act':'" ACT "'%s}", key, rows[i].rest);
      g_assert_cmpint (give (practice, DESK, TRUE, "appointment.settle", args), ==, rows[i].ok);
      second = memory_practice_get (practice, &wabi_kind_appointment, B);
      g_assert_cmpstr (wabi_record_get_text (second, "status"), ==, rows[i].status);
      g_assert_cmpint (wabi_record_get_bool (second, "needs_hand"), ==, !rows[i].ok);
      assert_no_overlap (practice);
      if (!rows[i].ok)
        continue;
      g_assert_true (give (practice, DESK, TRUE, "appointment.settle", "{'id':'" B "','reopen':'" ACT "'}"));
      g_clear_object (&second);
      second = memory_practice_get (practice, &wabi_kind_appointment, B);
      g_assert_cmpstr (wabi_record_get_text (second, "status"), ==, "proposed");
      g_assert_cmpint (wabi_record_get_int (second, "starts_at"), ==, one_pm + 30 * WABI_MINUTE);
    }
}

/* A random day at two desks: whatever is booked, moved, canceled and settled, two visits that stand never overlap. */
static void
test_never_two_at_once (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (int round = 0; round < 150; round++)
    {
      g_autoptr (MemoryPractice) practice = make ();

      book (practice);
      book_second (practice, TRUE, g_rand_int_range (rand, -4, 5) * 30, g_rand_boolean (rand) ? RBT : RBT_2);
      for (int step = 0; step < 12; step++)
        {
          const char *id = g_rand_boolean (rand) ? A : B;
          g_autoptr (WabiRecord) now = memory_practice_get (practice, &wabi_kind_appointment, id);
          int to = g_rand_int_range (rand, -4, 5) * 30;
          g_autofree char *key = wabi_proposals_count (now) > 0 ? wabi_proposal_dup_key (wabi_proposals_get (now, 0)) : g_strdup ("none");
          g_autofree char *row = NULL;
          static const char *const names[] = { "appointment.move", "appointment.cancel", "appointment.restore", "appointment.settle" };
          int what = g_rand_int_range (rand, 0, 4);
          g_autofree char *base = g_strdup_printf ("{'starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'staff':'%s'}",
                                                   wabi_record_get_int (now, "starts_at"), wabi_record_get_int (now, "ends_at"),
                                                   wabi_record_get_text (now, "staff"));

          row = what == 0   ? g_strdup_printf ("{'id':'%s','base':%s,'set':{'starts_at':{%d},'ends_at':{%d}}}", id, base, to, to + 60)
                : what == 1 ? g_strdup_printf ("{'id':'%s','by':'clinic','reason':'clinic-rescheduled'}", id)
                : what == 2 ? g_strdup_printf ("{'id':'%s'}", id)
                            : g_strdup_printf ("{'id':'%s','settles':['%s'],'base':%s,'set':{'starts_at':{%d},'ends_at':{%d}}}", id, key, base, to, to + 60);
          if (!give (practice, DESK, TRUE, names[what], row))
            g_assert_nonnull (practice->code);
          assert_no_overlap (practice);
        }
    }
}

/* Both drafts of the same section stay, each in a revision that is reachable and in the record; others merge. */
static void
test_note_drafts (void)
{
  for (int order = 0; order < 2; order++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiRecord) note = NULL;
      g_autoptr (WabiRecord) lost = NULL;
      static const char *const edits[]
          = { "{'id':'" NOTE "','revision':'01900000-0000-7000-8000-0000000003b1','base':{'response':'He sat. He ate.'},"
              "'set':{'response':'He sat down. He ate.','plan':'Continue.'}}",
              "{'id':'" NOTE "','revision':'01900000-0000-7000-8000-0000000003b2','base':{'response':'He sat. He ate.','techniques':null},"
              "'set':{'response':'He sat still. He ate.','techniques':'Tokens.'}}" };

      memory_practice_put (practice, &wabi_kind_note, NOTE,
                           "{'session':'" SESSION "','client':'" CLIENT "','author':'" RBT "','service_code':'97153','starts_at':1,'ends_at':2,'state':'draft',"
                           "'response':'He sat. He ate.'}");
      g_assert_true (give (practice, RBT, TRUE, "note.edit", edits[order]));
      g_assert_true (give (practice, BCBA, TRUE, "note.edit", edits[1 - order]));
      note = memory_practice_get (practice, &wabi_kind_note, NOTE);
      assert_kept (note, "He sat down. He ate.|He sat still. He ate.|Continue.|Tokens.");
      g_assert_true (wabi_record_get_bool (note, "needs_hand"));
      g_assert_cmpstr (wabi_json_peek_text (wabi_proposals_get (note, 0), "revision"), ==,
                       order == 0 ? "01900000-0000-7000-8000-0000000003b2" : "01900000-0000-7000-8000-0000000003b1");
      g_assert_cmpstr (wabi_record_get_text (note, "head"), ==,
                       order == 0 ? "01900000-0000-7000-8000-0000000003b1" : "01900000-0000-7000-8000-0000000003b2");
      /* Not to be signed while two versions wait. */
      g_assert_false (give (practice, BCBA, TRUE, "note.sign", "{'id':'" NOTE "','hash':'x'}"));
      lost = memory_practice_get (practice, &wabi_kind_note_revision, wabi_record_get_text (note, "head"));
      g_assert_nonnull (lost);
    }
}

/* Sentences of one section that lie apart merge, in either order to the same text. */
static void
test_note_sections_merge (void)
{
  char *texts[2] = { NULL, NULL };

  for (int order = 0; order < 2; order++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiRecord) note = NULL;
      static const char *const edits[] = { "{'id':'" NOTE "','base':{'response':'A sat. B ate. C left.'},'set':{'response':'A sat down. B ate. C left.'}}",
                                           "{'id':'" NOTE "','base':{'response':'A sat. B ate. C left.'},'set':{'response':'A sat. B ate. C ran.'}}" };

      memory_practice_put (practice, &wabi_kind_note, NOTE,
                           "{'session':'" SESSION "','client':'" CLIENT "','author':'" RBT "','service_code':'97153','starts_at':1,'ends_at':2,'state':'draft',"
                           "'response':'A sat. B ate. C left.'}");
      g_assert_true (give (practice, RBT, TRUE, "note.edit", edits[order]));
      g_assert_true (give (practice, BCBA, TRUE, "note.edit", edits[1 - order]));
      note = memory_practice_get (practice, &wabi_kind_note, NOTE);
      g_assert_false (wabi_record_get_bool (note, "needs_hand"));
      texts[order] = g_strdup (wabi_record_get_text (note, "response"));
    }
  g_assert_cmpstr (texts[0], ==, "A sat down. B ate. C ran.");
  g_assert_cmpstr (texts[0], ==, texts[1]);
  g_free (texts[0]);
  g_free (texts[1]);
}

static void
put_signed_note (MemoryPractice *practice)
{
  memory_practice_put (practice, &wabi_kind_note, NOTE,
                       "{'session':'" SESSION "','client':'" CLIENT "','author':'" RBT "','service_code':'97153','starts_at':1,'ends_at':2,'state':'signed',"
                       "'signed_by':'" BCBA "','signer_name':'Leila Amin','sign_hash':'abc','response':'He sat.'}");
}

/* Whatever anybody sends, a signed note's bytes stay. */
static void
test_signed_notes (void)
{
  static const struct
  {
    const char *name, *args, *code;
  } rows[] = {
    { "note.edit", "{'id':'" NOTE "','base':{'response':'He sat.'},'set':{'response':'He ran.'}}", "immutable" },
    { "note.complete", "{'id':'" NOTE "'}", "immutable" },
    { "note.return", "{'id':'" NOTE "','comment':'x'}", "immutable" },
    { "note.settle", "{'id':'" NOTE "','settles':['x']}", "immutable" },
    { "note.sign", "{'id':'" NOTE "','hash':'other'}", "signed-already" },
    { "note.sign", "{'id':'" NOTE "','hash':'abc'}", NULL },
    { "note.amend", "{'id':'01900000-0000-7000-8000-0000000003c1','note':'" NOTE "','text':'He also ate.'}", NULL },
  };
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) before = NULL;
  g_autofree char *bytes = NULL;

  put_signed_note (practice);
  before = memory_practice_get (practice, &wabi_kind_note, NOTE);
  bytes = wabi_record_dup_json (before);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int authority = 0; authority < 2; authority++)
      {
        g_autoptr (WabiRecord) after = NULL;
        g_autofree char *now = NULL;

        if (strcmp (rows[i].name, "note.amend") == 0 && authority == 0)
          continue;
        g_assert_cmpint (give (practice, BCBA, authority, rows[i].name, rows[i].args), ==, rows[i].code == NULL);
        g_assert_cmpstr (practice->code, ==, rows[i].code);
        after = memory_practice_get (practice, &wabi_kind_note, NOTE);
        now = wabi_record_dup_json (after);
        g_assert_cmpstr (now, ==, bytes);
        g_assert_cmpint (wabi_record_get_version (after), ==, wabi_record_get_version (before));
      }
}

/* Who writes in a draft: said, never refused, never in the way. */
static void
test_note_lease (void)
{
  static const struct
  {
    int minute;
    const char *user, *command, *holder, *taken_from;
    gboolean live;
  } rows[] = {
    { 0, RBT, "note.hold", RBT, NULL, TRUE },
    { 5, BCBA, "note.hold", RBT, NULL, TRUE }, /* somebody writes: nothing is changed */
    { 6, RBT_2, "note.take-over", RBT, NULL, TRUE }, /* not hers to write in */
    { 7, BCBA, "note.take-over", BCBA, RBT, TRUE },
    { 8, BCBA, "note.hold", BCBA, RBT, TRUE },
    { 3, RBT, "note.take-over", BCBA, RBT, TRUE }, /* said earlier, without the server, and comes late */
    { 9, RBT, "note.let-go", BCBA, RBT, TRUE },
    { 10, RBT, "note.take-over", RBT, BCBA, TRUE },
    { 11, RBT, "note.let-go", RBT, BCBA, FALSE },
    { 12, BCBA, "note.hold", BCBA, NULL, TRUE },
    { 40, RBT, "note.hold", RBT, NULL, TRUE }, /* hers is over by itself */
  };
  g_autoptr (MemoryPractice) practice = make ();
  gint64 version;

  practice->clock.at = one_pm;
  memory_practice_put (practice, &wabi_kind_note, NOTE,
                       "{'session':'" SESSION "','client':'" CLIENT "','author':'" RBT "','service_code':'97153','starts_at':1,'ends_at':2,'state':'draft'}");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WabiRecord) lease = NULL;

      practice->clock.at = one_pm + rows[i].minute * WABI_MINUTE;
      g_test_message ("minute %d: %s", rows[i].minute, rows[i].command);
      g_assert_true (give (practice, rows[i].user, i % 2 == 0, rows[i].command, "{'id':'" NOTE "'}"));
      lease = memory_practice_get (practice, &wabi_kind_note_lease, NOTE);
      g_assert_cmpstr (wabi_record_get_text (lease, "holder"), ==, rows[i].holder);
      g_assert_cmpstr (wabi_record_get_text (lease, "taken_from"), ==, rows[i].taken_from);
      g_assert_cmpint (wabi_note_lease_is_live (lease, practice->clock.at), ==, rows[i].live);
      version = wabi_record_get_version (lease);
    }
  /* Whoever is said to write keeps nobody from writing; and a signed note is nobody's to hold. */
  g_assert_true (give (practice, BCBA, TRUE, "note.edit", "{'id':'" NOTE "','base':{'plan':null},'set':{'plan':'Mine.'}}"));
  put_signed_note (practice);
  practice->clock.at += 60 * WABI_MINUTE;
  g_assert_true (give (practice, BCBA, TRUE, "note.take-over", "{'id':'" NOTE "'}"));
  {
    g_autoptr (WabiRecord) lease = memory_practice_get (practice, &wabi_kind_note_lease, NOTE);

    g_assert_cmpint (wabi_record_get_version (lease), ==, version);
  }
}

static gboolean
record_trial (MemoryPractice *practice, gboolean authority, const char *id, const char *rest)
{
  g_autofree char *row = g_strdup_printf ("{'id':'01900000-0000-7000-8000-0000000001%s','session':'" SESSION "','target':'" TARGET "',%s}", id, rest);

  return give (practice, RBT, authority, "trial.record", row);
}

/* Events are only added: twice is once, another under the same id is refused, late is flagged and never refused. */
static void
test_trials (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) first = NULL;
  g_autoptr (WabiRecord) again = NULL;
  g_autoptr (WabiRecord) late = NULL;

  practice->clock.at = one_pm;
  hold (practice, "open");
  g_assert_true (record_trial (practice, TRUE, "01", "'action':'record','result':'correct','at':{5},'device_seq':1"));
  first = memory_practice_get (practice, &wabi_kind_trial, "01900000-0000-7000-8000-000000000101");
  for (int authority = 0; authority < 2; authority++)
    {
      g_assert_true (record_trial (practice, authority, "01", "'action':'record','result':'correct','at':{5},'device_seq':1"));
      g_assert_false (record_trial (practice, authority, "01", "'action':'record','result':'incorrect','at':{5},'device_seq':1"));
      g_assert_cmpstr (practice->code, ==, "id-reused");
    }
  again = memory_practice_get (practice, &wabi_kind_trial, "01900000-0000-7000-8000-000000000101");
  g_assert_cmpint (wabi_record_get_version (again), ==, wabi_record_get_version (first));
  practice->clock.at = one_pm + 9 * 24 * 60 * WABI_MINUTE;
  g_assert_true (record_trial (practice, TRUE, "02", "'action':'record','result':'correct','at':{6},'device_seq':2"));
  put_signed_note (practice);
  g_assert_true (record_trial (practice, TRUE, "03", "'action':'record','result':'correct','at':{7},'device_seq':3"));
  late = memory_practice_get (practice, &wabi_kind_trial, "01900000-0000-7000-8000-000000000103");
  g_assert_true (wabi_record_get_bool (late, "late"));
  g_assert_false (wabi_record_get_bool (first, "late"));
}

/* Putting right takes a day from the event, by when it was put right. */
static void
test_corrections (void)
{
  static const struct
  {
    int hours;
    gboolean ok;
  } rows[] = { { 1, TRUE }, { 23, TRUE }, { 25, FALSE } };
  static const char *const actions[] = { "'action':'void'", "'action':'replace','result':'incorrect'" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < G_N_ELEMENTS (actions); j++)
      {
        g_autoptr (MemoryPractice) practice = make ();
        g_autofree char *rest = g_strdup_printf ("%s,'voids':'01900000-0000-7000-8000-000000000101','at':{5}", actions[j]);

        practice->clock.at = one_pm;
        hold (practice, "open");
        g_assert_true (record_trial (practice, TRUE, "01", "'action':'record','result':'correct','at':{0}"));
        practice->clock.at = one_pm + rows[i].hours * 60 * WABI_MINUTE;
        g_assert_cmpint (record_trial (practice, TRUE, "02", rest), ==, rows[i].ok);
        if (!rows[i].ok)
          g_assert_cmpstr (practice->code, ==, "too-late");
      }
}

/* Claims are the service's: nothing merges, and a stale view is told. */
static void
test_strict (void)
{
  g_autoptr (MemoryPractice) practice = make ();

  g_assert_false (memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, "authorization.set",
                                      "{'id':'" AUTHORIZATION "','base_version':7,'client':'" CLIENT "','payer':'" PAYER "','number':'A-2','status':'approved',"
                                      "'valid_from':'2026-01-02','valid_to':'2026-06-30','lines':[{'code':'97153','units':1,'per':'total'}]}"));
  g_assert_cmpstr (practice->code, ==, "stale");
}

/* Different fields of a client merge; who the client is goes together, and is looked at again when it was changed offline. */
static void
test_clients (void)
{
  for (int order = 0; order < 2; order++)
    {
      g_autoptr (MemoryPractice) practice = make ();
      g_autoptr (WabiRecord) client = NULL;
      static const char *const apart[] = { "{'id':'" CLIENT "','base':{'guardian_phone':null},'set':{'guardian_phone':'555'}}",
                                           "{'id':'" CLIENT "','base':{'language':null},'set':{'language':'es'}}" };
      static const char *const same[] = { "{'id':'" CLIENT "','base':{'birth_date':'2019-08-03','sex':'F'},'set':{'birth_date':'2019-08-04'}}",
                                          "{'id':'" CLIENT "','base':{'birth_date':'2019-08-03','sex':'F'},'set':{'birth_date':'2019-09-03'}}" };

      g_assert_true (give (practice, DESK, TRUE, "client.edit", apart[order]) && give (practice, BCBA, TRUE, "client.edit", apart[1 - order]));
      client = memory_practice_get (practice, &wabi_kind_client, CLIENT);
      assert_kept (client, "'guardian_phone':'555'|'language':'es'");
      g_assert_false (wabi_record_has (client, "needs_hand"));
      g_assert_true (give (practice, DESK, TRUE, "client.edit", same[order]) && give (practice, BCBA, TRUE, "client.edit", same[1 - order]));
      g_clear_object (&client);
      client = memory_practice_get (practice, &wabi_kind_client, CLIENT);
      assert_kept (client, "2019-08-04|2019-09-03");
      g_assert_true (wabi_record_get_bool (client, "needs_hand"));
    }
}

static void
test_identity_is_reviewed (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) client = NULL;
  g_autofree char *key = NULL, *args = NULL;

  practice->delay = 3 * 60 * WABI_MINUTE;
  g_assert_true (give (practice, DESK, TRUE, "client.edit", "{'id':'" CLIENT "','base':{'language':null},'set':{'language':'es'}}"));
  client = memory_practice_get (practice, &wabi_kind_client, CLIENT);
  g_assert_false (wabi_record_has (client, "needs_hand"));
  g_assert_true (give (practice, DESK, TRUE, "client.edit", "{'id':'" CLIENT "','base':{'birth_date':'2019-08-03'},'set':{'birth_date':'2019-08-04'}}"));
  g_clear_object (&client);
  client = memory_practice_get (practice, &wabi_kind_client, CLIENT);
  g_assert_cmpstr (wabi_record_get_text (client, "birth_date"), ==, "2019-08-04");
  g_assert_true (wabi_proposals_has_why (client, "identity-review"));
  key = dup_key (practice, &wabi_kind_client, CLIENT, 0);
  args = g_strdup_printf ("{'id':'" CLIENT "','settles':['%s'],'base':{'birth_date':'2019-08-04'},'set':{'birth_date':'2019-08-03'}}", key);
  g_assert_true (give (practice, BCBA, TRUE, "client.settle", args));
  g_clear_object (&client);
  client = memory_practice_get (practice, &wabi_kind_client, CLIENT);
  g_assert_cmpstr (wabi_record_get_text (client, "birth_date"), ==, "2019-08-03");
}

/* Nobody hands in what the merge keeps. */
static void
test_no_forged_proposals (void)
{
  g_autoptr (MemoryPractice) practice = make ();
  g_autoptr (WabiRecord) client = NULL;

  g_assert_true (give (practice, DESK, TRUE, "client.add",
                       "{'id':'" A "','first_name':'A','last_name':'B','birth_date':'2019-01-01','sex':'U','status':'intake',"
                       "'proposals':[{'why':'clash','by':'x','set':{'first_name':'C'}}],'needs_hand':true,'settled':[],'edits':{}}"));
  client = memory_practice_get (practice, &wabi_kind_client, A);
  for (guint i = 0; i < 4; i++)
    g_assert_false (wabi_record_has (client, ((const char *[]){ "proposals", "needs_hand", "settled", "edits" })[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conflicts/appointments", test_appointments);
  g_test_add_func ("/conflicts/orders-agree", test_orders_agree);
  g_test_add_func ("/conflicts/desk-refuses", test_desk_refuses);
  g_test_add_func ("/conflicts/third-move-keeps-all", test_third_move_keeps_all);
  g_test_add_func ("/conflicts/settle", test_settle);
  g_test_add_func ("/conflicts/settle-takes-both-texts", test_settle_takes_both_texts);
  g_test_add_func ("/conflicts/settle-is-three-way", test_settle_is_three_way);
  g_test_add_func ("/conflicts/double-booking", test_double_booking);
  g_test_add_func ("/conflicts/never-two-at-once", test_never_two_at_once);
  g_test_add_func ("/conflicts/note-drafts", test_note_drafts);
  g_test_add_func ("/conflicts/note-sections-merge", test_note_sections_merge);
  g_test_add_func ("/conflicts/signed-notes", test_signed_notes);
  g_test_add_func ("/conflicts/note-lease", test_note_lease);
  g_test_add_func ("/conflicts/trials", test_trials);
  g_test_add_func ("/conflicts/corrections", test_corrections);
  g_test_add_func ("/conflicts/strict", test_strict);
  g_test_add_func ("/conflicts/clients", test_clients);
  g_test_add_func ("/conflicts/identity-is-reviewed", test_identity_is_reviewed);
  g_test_add_func ("/conflicts/no-forged-proposals", test_no_forged_proposals);
  return g_test_run ();
}
