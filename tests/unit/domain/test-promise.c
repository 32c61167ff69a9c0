// SPDX-License-Identifier: AGPL-3.0-or-later
// What was green when it was booked is not refused when it is billed: random practices, payers and visits, held as they were booked.

#include <string.h>

#include "memory-practice.h"
#include "wabi-charge-day.h"
#include "wabi-charge-facts.h"
#include "wabi-charge-judge.h"
#include "wabi-scrub-facts.h"

#define ROUNDS 48
#define TRIES 36
#define FIRST_DAY "2026-03-02"
#define DAYS 40

static const char *const codes[] = { "97153", "97153", "97153", "97155", "97155", "97156", "97151", "97154" };
static const char *const places[] = { "12", "11", "03" };
static const char *const types[] = { "BCBA", "RBT", "BCaBA" };

/* How the world changes behind the back of the booking; with each but none of them claims must be refused, or this test could not fail. */
typedef enum
{
  FAITHFUL,
  BLIND,      /* nothing was checked when it was booked */
  SHRUNK,     /* the payer took units back */
  UNENROLLED, /* the payer struck people off */
  LAPSED,     /* credentials ended earlier */
  STRICTER,   /* the payer counts another way */
  N_WORLDS
} World;

typedef struct
{
  MemoryPractice *practice;
  World world;
  guint born;
  GPtrArray *clients, *staff;
  GHashTable *doubted; /* id of the appointment -> ids of what did not pass when it was booked */
  gboolean by_day;
  guint booked, green, refused;
} Round;

static char *
new_id (Round *round)
{
  return g_strdup_printf ("01900000-0000-7000-8000-%012x", 0xa0000 + ++round->born);
}

static const char *
pick (const char *const *from, gsize n)
{
  return from[g_test_rand_int_range (0, (gint32) n)];
}

static char *
make_day (int days)
{
  return wabi_day_dup_text (wabi_day_from_text (FIRST_DAY) + days);
}

static void G_GNUC_PRINTF (4, 5) put (Round *round, const WabiKind *kind, const char *id, const char *format, ...)
{
  g_autofree char *body = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  memory_practice_put (round->practice, kind, id, body);
}

/* The words of a record may hold the sign that stands for a quotation mark. */
static void
keep (Round *round, WabiRecord *record)
{
  g_autofree char *json = wabi_record_dup_json (record);
  g_auto (GStrv) parts = g_strsplit (json, "'", -1);
  g_autofree char *safe = g_strjoinv ("\\u0027", parts);

  memory_practice_put (round->practice, wabi_record_get_kind (record), wabi_record_get_id (record), safe);
}

static void
put_payer (Round *round, const char *method, const char *mue)
{
  static const char *const scopes[] = { "session", "session", "day-code", "day-code-rendering" };
  static const char *const tables[] = { "commercial", "tricare" };
  static const char *const renderings[] = { "supervisor", "performer", "billing" }, *const supervisings[] = { "never", "not-independent" };
  const char *scope = pick (scopes, G_N_ELEMENTS (scopes));

  round->by_day = strcmp (scope, "session") != 0;
  put (round, &wabi_kind_payer, PAYER,
       "{'name':'Harbor Health','payer_id':'90010','type':'%s','filing':'CI','session_times':true,'unit_method':'%s','unit_scope':'%s','rendering':'%s',"
       "'supervising':'%s','modifiers':true,'needs_authorization':['97153','97155','97154'],'concurrency':'%s','mue':'%s','filing_days':365,"
       "'concurrency_pairs':[{'a':'97153','b':'97155','action':'%s'}],'needs_enrollment':%s,'needs_npi':%s}",
       g_test_rand_bit () ? "commercial" : "tricare", method, scope, pick (renderings, 3), pick (supervisings, 2), pick (tables, 2), mue, g_test_rand_bit () ? "allow" : "pay_higher",
       g_test_rand_bit () ? "true" : "false", g_test_rand_bit () ? "true" : "false");
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *id = new_id (round);

      if (g_test_rand_int_range (0, 8) > 0)
        put (round, &wabi_kind_fee, id, "{'payer':'" PAYER "','service_code':'%s','cents':1700,'valid_from':'2026-01-01'}", codes[i]);
    }
}

/* Rules that begin and end while visits are booked: each day has its own answers, at booking and on the claim. */
static void
put_rules (Round *round)
{
  static const char *const rules[] = {
    "'rule':'units','value':{'minimum':25}", /* not where the day is summed: there the order in which notes are signed would decide */
    "'rule':'units','codes':['97153'],'value':{'method':'floor'}",
    "'rule':'mue','codes':['97153','97155'],'value':{'units':9}",
    "'rule':'filing','value':{'days':30}",
    "'rule':'authorization','codes':['97156'],'value':{'needed':true}",
    "'rule':'benefit','codes':['97154'],'value':{'covered':false}",
    "'rule':'benefit','codes':['97153'],'credential':'RBT','place':'11','value':{'covered':false}",
    "'rule':'enrollment','credential':'BCBA','value':{'needed':true,'npi':true}",
    "'rule':'concurrency','value':{'pairs':[{'a':'97153','b':'97156','action':'deny'}]}",
    "'rule':'modifiers','credential':'RBT','value':{'slot':'credential','modifier':'U3'}",
  };
  static const char *const whose[] = { "'payer':'" PAYER "',", "'payer_type':'commercial',", "" };

  for (int n = g_test_rand_int_range (0, 6); n > 0; n--)
    {
      int first = g_test_rand_int_range (-20, DAYS);
      g_autofree char *id = new_id (round), *from = make_day (first), *to = make_day (first + g_test_rand_int_range (0, DAYS));
      g_autofree char *end = g_test_rand_bit () ? g_strdup_printf ("'valid_to':'%s',", to) : g_strdup ("");

      put (round, &wabi_kind_payer_rule, id, "{%s%s,'valid_from':'%s',%s'source':'contract'}", pick (whose, G_N_ELEMENTS (whose)),
           pick (rules + round->by_day, G_N_ELEMENTS (rules) - round->by_day), from, end);
    }
}

static void
put_staff (Round *round, guint number)
{
  char *id = new_id (round);
  const char *type = types[number % G_N_ELEMENTS (types)];
  g_autofree char *credential = new_id (round), *enrollment = new_id (round), *until = make_day (g_test_rand_int_range (10, 90));

  /* The first is the analyst, who supervises the others. */
  g_ptr_array_add (round->staff, id);
  put (round, &wabi_kind_staff, id, "{'first_name':'S%u','last_name':'Reyes','role':'%s','credential':'%s',%s%s%s%s'active':true}", number,
       strcmp (type, "RBT") == 0 ? "rbt" : "bcba", type, g_test_rand_int_range (0, 6) > 0 ? "'npi':'1234567893'," : "", number > 0 ? "'supervisor':'" : "",
       number > 0 ? (char *) g_ptr_array_index (round->staff, 0) : "", number > 0 ? "'," : "");
  put (round, &wabi_kind_credential, credential, "{'staff':'%s','type':'%s','valid_from':'2025-01-01','valid_to':'%s'}", id, type, until);
  if (g_test_rand_int_range (0, 5) > 0)
    put (round, &wabi_kind_enrollment, enrollment, "{'staff':'%s','payer':'" PAYER "','valid_from':'2026-01-01'}", id);
  for (int day = 1; day <= 7; day++)
    {
      g_autofree char *hours = new_id (round);

      put (round, &wabi_kind_staff_hours, hours, "{'staff':'%s','weekday':%d,'start_minute':360,'end_minute':1320}", id, day);
    }
}

static char *
make_lines (void)
{
  GString *lines = g_string_new (NULL);

  for (gsize i = 2; i < G_N_ELEMENTS (codes); i++)
    if (i != 4 && g_test_rand_int_range (0, 6) > 0)
      {
        g_string_append_printf (lines, "%s{'code':'%s','units':%d", lines->len > 0 ? "," : "", codes[i], g_test_rand_int_range (10, 150));
        if (g_test_rand_bit ())
          g_string_append_printf (lines, ",'weekly':%d", g_test_rand_int_range (8, 60));
        if (g_test_rand_bit ())
          g_string_append_printf (lines, ",'daily':%d", g_test_rand_int_range (6, 30));
        if (g_test_rand_bit ())
          g_string_append_printf (lines, ",'monthly':%d", g_test_rand_int_range (20, 90));
        g_string_append_c (lines, '}');
      }
  return g_string_free (lines, FALSE);
}

/* Authorizations that overlap, that wait, that amend one another, that bring units from before. */
static void
put_authorizations (Round *round, const char *client)
{
  g_autofree char *older = NULL;
  int n = g_test_rand_int_range (1, 4);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = new_id (round), *from = make_day (g_test_rand_int_range (-30, 15)), *to = make_day (g_test_rand_int_range (16, 90)),
                      *lines = make_lines (), *opening = make_day (g_test_rand_int_range (-20, 3)), *amends = NULL;
      gboolean pending = g_test_rand_int_range (0, 6) == 0;

      if (*lines == '\0')
        continue;
      if (older != NULL && g_test_rand_bit ())
        {
          g_autoptr (WabiRecord) before = memory_practice_get (round->practice, &wabi_kind_authorization, older);
          g_autoptr (WabiRecord) amended = wabi_record_copy (before);

          wabi_record_set_text (amended, "status", "amended");
          keep (round, amended);
          amends = g_strdup_printf ("'amends':'%s',", older);
          pending = FALSE;
        }
      put (round, &wabi_kind_authorization, id,
           "{'client':'%s','payer':'" PAYER "','number':'A-%d','status':'%s','schedule_only':%s,%s'valid_from':'%s','valid_to':'%s','lines':[%s],"
           "'opening':[{'code':'97153','units_used':%d,'as_of':'%s'}]}",
           client, i, pending ? "requested" : "approved", pending ? "true" : "false", amends != NULL ? amends : "", from, to, lines,
           g_test_rand_int_range (0, 12), opening);
      g_free (older);
      older = pending ? NULL : g_steal_pointer (&id);
    }
}

/* What the payer said of the coverage, now and then that there is none. */
static void
put_answer (Round *round, const char *client, const char *coverage, const char *day, const char *state)
{
  g_autofree char *id = new_id (round), *end = make_day (g_test_rand_int_range (-10, 2 * DAYS));
  g_autofree char *to = g_test_rand_bit () ? g_strdup_printf (",'valid_to':'%s'", end) : g_strdup ("");

  put (round, &wabi_kind_benefit, id, "{'client':'%s','coverage':'%s','payer':'" PAYER "','asked_at':%" G_GINT64_FORMAT ",'date':'%s','state':'%s'%s}", client, coverage,
       wabi_zone_day_start (ZONE, wabi_day_from_text (day)) + 1, day, state, to);
}

static void
put_client (Round *round, guint number)
{
  static const char *const told[] = { "active", "active", "active", "inactive", "rejected" };
  char *id = new_id (round);
  g_autofree char *coverage = new_id (round), *until = make_day (g_test_rand_int_range (10, 120));

  g_ptr_array_add (round->clients, id);
  put (round, &wabi_kind_client, id,
       "{'first_name':'C%u','last_name':'Okafor','birth_date':'2019-08-03','sex':'F',%s'city':'Cedar Grove','state':'OH','zip':'43999','diagnoses':[%s],'status':'active'}",
       number, g_test_rand_int_range (0, 8) > 0 ? "'street':'12 Heron Ct'," : "", g_test_rand_int_range (0, 8) > 0 ? "'F84.0'" : "'F90.2'");
  put (round, &wabi_kind_coverage, coverage, "{'client':'%s','payer':'" PAYER "','priority':1,%s'relation':'child','subscriber_last':'Okafor','valid_from':'2026-01-01','valid_to':'%s'}",
       id, g_test_rand_int_range (0, 8) > 0 ? "'member_id':'W1'," : "", until);
  for (int n = g_test_rand_int_range (0, 3); n > 0; n--)
    {
      g_autofree char *day = make_day (g_test_rand_int_range (-40, 1));

      put_answer (round, id, coverage, day, pick (told, G_N_ELEMENTS (told)));
    }
  put_authorizations (round, id);
}

static void
set_up (Round *round, World world)
{
  static const char *const methods[] = { "midpoint", "midpoint", "floor", "tenths", "cms-total" };
  static const char *const programs[] = { "medicare", "medicaid", "none" };

  *round = (Round){ .world = world };
  round->practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text (FIRST_DAY), 300));
  round->clients = g_ptr_array_new_with_free_func (g_free);
  round->staff = g_ptr_array_new_with_free_func (g_free);
  round->doubted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  put (round, &wabi_kind_practice, PRACTICE_ID, "{'name':'Cedar Grove ABA','short_name':'cedar-grove','zone':'" ZONE "','npi':'1999000015','ein':'990000015','taxonomy':'261QM0801X',"
       "'street':'400 Cedar Grove Way','city':'Cedar Grove','state':'OH','zip':'439990001','phone':'6145550100','contact':'Billing','submitter_id':'990000015',"
       "'receiver_id':'CEDARHOUSE','receiver_name':'Cedar Clearinghouse'}");
  put (round, &wabi_kind_staff, DESK, "{'first_name':'Maya','last_name':'Ortiz','role':'frontdesk','active':true}");
  put_payer (round, pick (methods, G_N_ELEMENTS (methods)), pick (programs, G_N_ELEMENTS (programs)));
  put_rules (round);
  for (guint i = 0; i < 3; i++)
    put_staff (round, i);
  for (guint i = 0; i < 2; i++)
    put_client (round, i);
}

static void
tear_down (Round *round)
{
  memory_practice_free (round->practice);
  g_ptr_array_unref (round->clients);
  g_ptr_array_unref (round->staff);
  g_hash_table_unref (round->doubted);
}

/* ---- Booking ---- */

static char *
make_visit (Round *round)
{
  /* A payer that sums the day gives its units to charges in the order in which notes are signed: whole units keep that out of the question. */
  int step = round->by_day ? 15 : 1, minutes = g_test_rand_int_range (1, round->by_day ? 14 : 180) * step;
  WabiDay day = wabi_day_from_text (FIRST_DAY) + g_test_rand_int_range (0, DAYS);
  gint64 start = wabi_zone_from_local (ZONE, day, 480 + 15 * g_test_rand_int_range (0, 30));

  return g_strdup_printf ("'client':'%s','staff':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "','service_code':'%s','place':'%s'",
                          (char *) g_ptr_array_index (round->clients, (guint) g_test_rand_int_range (0, 2)),
                          (char *) g_ptr_array_index (round->staff, (guint) g_test_rand_int_range (0, 3)), start, start + minutes * WABI_MINUTE,
                          pick (codes, G_N_ELEMENTS (codes)), pick (places, G_N_ELEMENTS (places)));
}

static GHashTable *
list_doubts (Round *round, const char *id, const char *fields)
{
  GHashTable *doubts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *json = g_strdelimit (g_strdup_printf ("{%s}", fields), "'", '"');
  g_autoptr (WabiRecord) visit = wabi_record_new_from_body (&wabi_kind_appointment, id, json, NULL);
  g_autoptr (WabiProof) proof = wabi_proof_new (&round->practice->view, ZONE, round->practice->clock.at, visit);
  g_autoptr (GPtrArray) findings = wabi_scrub_explain_booking (proof);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != WABI_FINDING_PASSED)
        g_hash_table_add (doubts, g_strdup (finding->id));
    }
  return doubts;
}

static gboolean
is_told_coverage (gpointer id, gpointer value, gpointer data)
{
  return g_str_has_prefix (id, "eligibility");
}

static void
book (Round *round)
{
  g_autofree char *id = new_id (round), *fields = make_visit (round), *args = g_strdup_printf ("{'id':'%s',%s}", id, fields);
  g_autoptr (GHashTable) doubts = list_doubts (round, id, fields);

  if (round->world == BLIND)
    put (round, &wabi_kind_appointment, id, "{%s,'status':'scheduled'}", fields);
  else if (!memory_practice_do (round->practice, DESK, WABI_ROLE_FRONTDESK, FALSE, "appointment.book", args))
    return;
  round->booked++;
  /* Too fast for the calendar, or too little supervised, is no matter of the claim. */
  g_hash_table_remove (doubts, "units-left");
  g_hash_table_remove (doubts, "supervision");
  g_hash_table_remove (doubts, "monthly-visit");
  /* Nor is what the payer said of the coverage, or was not asked. */
  g_hash_table_foreach_remove (doubts, is_told_coverage, NULL);
  round->green += g_hash_table_size (doubts) == 0;
  if (round->world == BLIND)
    g_hash_table_remove_all (doubts);
  g_hash_table_insert (round->doubted, g_steal_pointer (&id), g_steal_pointer (&doubts));
}

/* ---- The world changes ---- */

static void
change_all (Round *round, const WabiKind *kind, void (*change) (WabiRecord *record))
{
  WabiQuery query;
  g_autoptr (GPtrArray) all = NULL;

  wabi_query_init (&query, kind);
  all = wabi_view_list (&round->practice->view, &query, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (WabiRecord) changed = wabi_record_copy (g_ptr_array_index (all, i));

      change (changed);
      keep (round, changed);
    }
}

static void
shrink (WabiRecord *record)
{
  g_autoptr (JsonNode) lines = json_node_copy (json_object_get_member (wabi_record_get_body (record), "lines"));
  JsonArray *array = json_node_get_array (lines);

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_object_set_int_member (json_array_get_object_element (array, i), "units", 3);
  wabi_record_take_node (record, "lines", g_steal_pointer (&lines));
}

static void
strike_off (WabiRecord *record)
{
  wabi_record_set_text (record, "valid_to", "2026-01-31");
}

static void
lapse (WabiRecord *record)
{
  wabi_record_set_text (record, "valid_to", "2026-02-01");
}

static void
tighten (WabiRecord *record)
{
  wabi_record_set_text (record, "concurrency", "tricare");
  wabi_record_set_int (record, "unit_minimum", 60);
}

/* In each world payers say afterwards that nobody was covered: what they say is no decision about a claim. */
static void
deny_coverage (Round *round)
{
  WabiQuery query;
  g_autoptr (GPtrArray) all = NULL;

  wabi_query_init (&query, &wabi_kind_coverage);
  all = wabi_view_list (&round->practice->view, &query, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *coverage = g_ptr_array_index (all, i);

      put_answer (round, wabi_record_get_text (coverage, "client"), wabi_record_get_id (coverage), FIRST_DAY, "inactive");
    }
}

static void
change_world (Round *round)
{
  deny_coverage (round);
  if (round->world == SHRUNK)
    change_all (round, &wabi_kind_authorization, shrink);
  else if (round->world == UNENROLLED)
    change_all (round, &wabi_kind_enrollment, strike_off);
  else if (round->world == LAPSED)
    change_all (round, &wabi_kind_credential, lapse);
  else if (round->world == STRICTER)
    change_all (round, &wabi_kind_payer, tighten);
}

/* ---- Holding and billing ---- */

static gboolean
settle (WabiContext *context, gpointer data, GError **error)
{
  return wabi_charge_day_settle (context, data, error);
}

static char *
hold (Round *round, WabiRecord *appointment)
{
  g_autofree char *session_id = new_id (round), *note_id = new_id (round);
  char *charge_id = new_id (round);
  const char *code = wabi_record_get_text (appointment, "service_code"), *client = wabi_record_get_text (appointment, "client");
  const char *staff = wabi_record_get_text (appointment, "staff");
  gint64 start = wabi_record_get_int (appointment, "starts_at"), end = wabi_record_get_int (appointment, "ends_at");
  g_autoptr (WabiRecord) session = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) charge = wabi_record_new (&wabi_kind_charge, charge_id);
  g_autoptr (WabiRecord) over = wabi_record_copy (appointment);
  g_autoptr (WabiRecord) person = memory_practice_get (round->practice, &wabi_kind_staff, staff);

  wabi_record_set_text (over, "status", "completed");
  keep (round, over);
  put (round, &wabi_kind_session, session_id,
       "{'appointment':'%s','client':'%s','staff':'%s','service_code':'%s','place':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
       ",'zone':'" ZONE "','state':'ended'}",
       wabi_record_get_id (appointment), client, staff, code, wabi_record_get_text (appointment, "place"), start, end);
  put (round, &wabi_kind_note, note_id,
       "{'session':'%s','client':'%s','author':'%s','service_code':'%s','starts_at':%" G_GINT64_FORMAT ",'ends_at':%" G_GINT64_FORMAT
       ",'state':'signed','signed_by':'%s'}",
       session_id, client, staff, code, start, end, wabi_record_has (person, "supervisor") ? wabi_record_get_text (person, "supervisor") : staff);
  session = memory_practice_get (round->practice, &wabi_kind_session, session_id);
  note = memory_practice_get (round->practice, &wabi_kind_note, note_id);
  wabi_charge_make (&round->practice->view, note, session, charge);
  keep (round, charge);
  g_assert_true (memory_practice_run (round->practice, "billing", settle, charge));
  return charge_id;
}

static void
judge (Round *round, const char *charge_id, const char *appointment)
{
  g_autoptr (WabiRecord) charge = memory_practice_get (round->practice, &wabi_kind_charge, charge_id);
  g_autoptr (GPtrArray) findings = wabi_charge_judge (&round->practice->view, charge, wabi_record_get_int (charge, "ends_at"));
  GHashTable *doubts = g_hash_table_lookup (round->doubted, appointment);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != WABI_FINDING_BLOCKED || g_hash_table_contains (doubts, finding->id)
          /* What follows from what was told: without a unit there is no amount, and without coverage nobody's rules are known. */
          || (strcmp (finding->id, "amount-disagrees") == 0 && g_hash_table_contains (doubts, "units-none"))
          || g_hash_table_contains (doubts, "coverage-missing"))
        continue;
      round->refused++;
      if (round->world == FAITHFUL)
        g_error ("visit %s passed when it was booked and is refused now: %s, %s (%s)", appointment, finding->id, finding->title, finding->detail);
    }
}

static void
bill (Round *round)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) charges = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, round->doubted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  for (guint i = 0; i < ids->len; i++)
    {
      guint other = (guint) g_test_rand_int_range (0, (gint32) ids->len);
      gpointer swapped = ids->pdata[i];

      ids->pdata[i] = ids->pdata[other];
      ids->pdata[other] = swapped;
    }
  change_world (round);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (WabiRecord) appointment = memory_practice_get (round->practice, &wabi_kind_appointment, g_ptr_array_index (ids, i));

      g_ptr_array_add (charges, hold (round, appointment));
      judge (round, g_ptr_array_index (charges, i), g_ptr_array_index (ids, i)); /* as soon as it is there */
    }
  for (guint i = 0; i < ids->len; i++)
    judge (round, g_ptr_array_index (charges, i), g_ptr_array_index (ids, i)); /* and when all are */
}

static void
run (World world, guint rounds, guint *booked, guint *green, guint *refused)
{
  *booked = *green = *refused = 0;
  for (guint i = 0; i < rounds; i++)
    {
      Round round;

      set_up (&round, world);
      for (guint t = 0; t < TRIES; t++)
        book (&round);
      bill (&round);
      *booked += round.booked;
      *green += round.green;
      *refused += round.refused;
      tear_down (&round);
    }
}

static void
test_kept (void)
{
  guint booked, green, refused;

  run (FAITHFUL, ROUNDS, &booked, &green, &refused);
  g_test_message ("%u visits booked, %u of them green, %u refused", booked, green, refused);
  g_assert_cmpuint (refused, ==, 0);
  g_assert_cmpuint (booked, >, ROUNDS * 3);
  g_assert_cmpuint (green, >, ROUNDS);
}

static void
test_can_break (gconstpointer data)
{
  guint booked, green, refused;

  run ((World) GPOINTER_TO_INT (data), ROUNDS / 4, &booked, &green, &refused);
  g_test_message ("%u visits booked, %u refused", booked, refused);
  g_assert_cmpuint (refused, >, 0);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "", "booked-blind", "units-taken-back", "struck-off", "lapsed", "stricter-payer" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/promise/kept", test_kept);
  for (int world = BLIND; world < N_WORLDS; world++)
    {
      g_autofree char *path = g_strdup_printf ("/promise/broken-when/%s", names[world]);

      g_test_add_data_func (path, GINT_TO_POINTER (world), test_can_break);
    }
  return g_test_run ();
}
