// SPDX-License-Identifier: AGPL-3.0-or-later
// What was judged of charges and is kept says the same as the rules would, whatever has changed since.

#include <string.h>

#include "many-charges.h"
#include "wabi-charge-bearing.h"
#include "wabi-charge-book.h"
#include "wabi-charge-judge.h"
#include "wabi-verdict-text.h"

#define CHARGES 48
#define CLIENTS 6
#define ROUNDS 20

typedef struct
{
  MoneyFixture *fixture;
  guint compared, other; /* kept ones that were compared, and those that were not what they had been */
  GHashTable *before;    /* id of a charge -> what was judged of it last */
} Trial;

static GPtrArray *
list_all (WabiDesk *desk, const WabiKind *kind)
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  return wabi_desk_list (desk, &query);
}

static GPtrArray *
list_open (WabiDesk *desk)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  return wabi_desk_list (desk, &query);
}

static void
judge_all (WabiChargeBook *book)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  while (wabi_charge_book_get_progress (book) < 1)
    g_main_context_iteration (NULL, TRUE);
  /* What is judged is kept in the step after the last. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- The kinds that are read ---- */

typedef struct
{
  const WabiView *view;
  GHashTable *kinds;
} Watch;

static WabiRecord *
watch_get (gpointer data, const WabiKind *kind, const char *id, GError **error)
{
  Watch *watch = data;

  g_hash_table_add (watch->kinds, (gpointer) kind->name);
  return wabi_view_get (watch->view, kind, id, error);
}

static GPtrArray *
watch_list (gpointer data, const WabiQuery *query, GError **error)
{
  Watch *watch = data;

  g_hash_table_add (watch->kinds, (gpointer) query->kind->name);
  return wabi_view_list (watch->view, query, error);
}

static void
test_kinds (MoneyFixture *fixture, gconstpointer data)
{
  Watch watch = { wabi_desk_get_view (fixture->desk), g_hash_table_new (g_str_hash, g_str_equal) };
  const WabiView view = { watch_get, watch_list, &watch };
  g_autoptr (GPtrArray) charges = list_open (fixture->desk);
  GHashTableIter iter;
  gpointer name;
  gsize n;
  const WabiKindBearing *bearings = wabi_charge_list_bearings (&n);

  g_assert_cmpuint (charges->len, >, 0);
  for (guint i = 0; i < charges->len; i++)
    {
      g_autoptr (GPtrArray) findings = wabi_charge_judge (&view, g_ptr_array_index (charges, i), wabi_desk_get_now (fixture->desk));

      g_assert_cmpuint (findings->len, >, 0);
    }
  g_assert_cmpuint (g_hash_table_size (watch.kinds), >, 10);
  for (gsize i = 0; i < n; i++)
    g_hash_table_remove (watch.kinds, bearings[i].kind->name);
  g_hash_table_iter_init (&iter, watch.kinds);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_error ("charges are judged by records of kind %s; say in wabi-charge-bearing.c whose", (const char *) name);
  g_hash_table_unref (watch.kinds);
}

/* ---- Random changes ---- */

static void
change_text (WabiRecord *record, const WabiField *field)
{
  static const char *const words[] = { "1", "97153", "12", "Q", "999999999" };

  if (g_test_rand_bit () && !(field->flags & WABI_REQUIRED))
    wabi_record_set_text (record, field->name, NULL);
  else
    wabi_record_set_text (record, field->name, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
}

static void
change_word (WabiRecord *record, const WabiField *field)
{
  g_auto (GStrv) words = g_strsplit (field->values, " ", -1);

  wabi_record_set_text (record, field->name, words[g_test_rand_int_range (0, (gint32) g_strv_length (words))]);
}

static void
change_day (WabiRecord *record, const WabiField *field)
{
  WabiDay day = wabi_lookup_day (record, field->name);
  g_autofree char *text = wabi_day_dup_text ((day != WABI_DAY_NONE ? day : wabi_day_from_text ("2026-06-01")) + g_test_rand_int_range (-400, 400));

  wabi_record_set_text (record, field->name, text);
}

/* References stay: most of them may not change. */
static void
change_field (WabiRecord *record, const WabiField *field)
{
  switch (field->type)
    {
    case WABI_FIELD_TEXT:
    case WABI_FIELD_LONG_TEXT:
      change_text (record, field);
      break;
    case WABI_FIELD_ENUM:
      change_word (record, field);
      break;
    case WABI_FIELD_DATE:
      change_day (record, field);
      break;
    case WABI_FIELD_BOOL:
      wabi_record_set_bool (record, field->name, !wabi_record_get_bool (record, field->name));
      break;
    case WABI_FIELD_INT:
    case WABI_FIELD_MONEY:
      wabi_record_set_int (record, field->name, wabi_record_get_int (record, field->name) + g_test_rand_int_range (-3, 4));
      break;
    case WABI_FIELD_INSTANT:
      wabi_record_set_int (record, field->name, wabi_record_get_int (record, field->name) + (gint64) g_test_rand_int_range (-120, 121) * G_TIME_SPAN_MINUTE);
      break;
    case WABI_FIELD_LIST:
    case WABI_FIELD_JSON:
      if (!(field->flags & WABI_REQUIRED))
        wabi_record_take_node (record, field->name, NULL);
      break;
    case WABI_FIELD_CODE:
      wabi_record_set_text (record, field->name, g_test_rand_bit () ? "97155" : "H2019");
      break;
    case WABI_FIELD_REF:
    default:
      break;
    }
}

/* One record that bears on charges becomes another, as its feed would bring it. */
static const char *
change_something (WabiDesk *desk)
{
  gsize n;
  const WabiKindBearing *bearings = wabi_charge_list_bearings (&n);
  const WabiKind *kind = bearings[g_test_rand_int_range (0, (gint32) n)].kind;
  g_autoptr (GPtrArray) records = list_all (desk, kind);
  g_autoptr (WabiRecord) changed = NULL;
  const WabiField *field;

  if (records->len == 0)
    return NULL;
  changed = wabi_record_copy (g_ptr_array_index (records, g_test_rand_int_range (0, (gint32) records->len)));
  wabi_record_set_stamp (changed, wabi_record_get_version (g_ptr_array_index (records, 0)), 0, FALSE);
  field = &kind->fields[g_test_rand_int_range (0, (gint32) kind->n_fields)];
  if (field->flags & WABI_FIXED || strcmp (field->name, "proposals") == 0)
    return NULL;
  change_field (changed, field);
  if (!wabi_record_check (changed, NULL))
    return NULL;
  many_charges_change (desk, changed);
  return field->name;
}

static void
put_guardian (WabiDesk *desk, guint number)
{
  g_autoptr (GPtrArray) notes = list_all (desk, &wabi_kind_note);
  WabiRecord *note = g_ptr_array_index (notes, g_test_rand_int_range (0, (gint32) notes->len));
  g_autofree char *id = g_strdup_printf ("01900000-00ff-7000-9000-%012x", number);
  g_autoptr (WabiRecord) signature = wabi_record_new (&wabi_kind_guardian_signature, id);

  wabi_record_set_text (signature, "note", wabi_record_get_id (note));
  wabi_record_set_text (signature, "name", "Ana Reyes");
  wabi_record_set_int (signature, "at", wabi_desk_get_now (desk));
  wabi_record_set_text (signature, "by", wabi_record_get_text (note, "author"));
  g_assert_true (wabi_record_check (signature, NULL));
  many_charges_change (desk, signature);
}

/* ---- Kept and fresh ---- */

static char *
judge_fresh (WabiDesk *desk, WabiRecord *charge)
{
  g_autoptr (GPtrArray) findings = NULL;
  WabiRecord *session = wabi_desk_get (desk, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (wabi_desk_get_view (desk), wabi_desk_get_zone (desk), wabi_desk_get_now (desk));

  /* As the book does: a session of another zone is judged by its own. */
  findings = session == NULL || wabi_record_is (session, "zone", wabi_desk_get_zone (desk))
                 ? wabi_charge_judge_in (context, charge)
                 : wabi_charge_judge (wabi_desk_get_view (desk), charge, wabi_desk_get_now (desk));
  g_clear_object (&session);
  return wabi_verdict_write (findings);
}

static void
compare (Trial *trial, guint round, const char *what, WabiChargeBook *book)
{
  WabiDesk *desk = trial->fixture->desk;
  g_autoptr (GPtrArray) charges = list_open (desk);

  for (guint i = 0; i < charges->len; i++)
    {
      const char *id = wabi_record_get_id (g_ptr_array_index (charges, i)), *was = g_hash_table_lookup (trial->before, id);
      g_autofree char *kept = wabi_cache_dup_verdict (wabi_desk_get_cache (desk), id), *fresh = judge_fresh (desk, g_ptr_array_index (charges, i));
      WabiChargeItem *item = book != NULL ? wabi_charge_book_find (book, id) : NULL;

      if (kept != NULL && strcmp (kept, fresh) != 0)
        g_error ("round %u, %s: kept of %s is %s, and judged now it is %s", round, what, id, kept, fresh);
      if (item != NULL)
        {
          g_autofree char *shown = wabi_verdict_write (wabi_charge_item_get_findings (item));

          if (strcmp (shown, fresh) != 0)
            g_error ("round %u, %s: shown of %s is %s, and judged now it is %s", round, what, id, shown, fresh);
        }
      trial->compared += kept != NULL;
      trial->other += was != NULL && strcmp (was, fresh) != 0;
      g_hash_table_replace (trial->before, g_strdup (id), g_steal_pointer (&fresh));
    }
}

/* The first open charge's client has a card without a number: nothing of that client can be billed. */
static void
blank_card (WabiDesk *desk)
{
  g_autoptr (GPtrArray) charges = list_open (desk), plans = list_all (desk, &wabi_kind_coverage);
  const char *client = wabi_record_get_text (g_ptr_array_index (charges, 0), "client");
  guint blanked = 0;

  for (guint i = 0; i < plans->len; i++)
    if (wabi_record_is (g_ptr_array_index (plans, i), "client", client))
      {
        wabi_record_set_text (g_ptr_array_index (plans, i), "member_id", NULL);
        many_charges_change (desk, g_ptr_array_index (plans, i));
        blanked++;
      }
  g_assert_cmpuint (blanked, >, 0);
}

static void
test_kept (MoneyFixture *fixture, gconstpointer data)
{
  Trial trial = { fixture, 0, 0, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  g_autoptr (WabiChargeBook) book = NULL;

  live_server_kill (&fixture->live);
  many_charges_put (fixture->desk, CHARGES, CLIENTS, FALSE);
  book = wabi_charge_book_new (fixture->desk);
  judge_all (book);
  compare (&trial, 0, "nothing", book);
  g_assert_cmpuint (trial.compared, >=, CHARGES);
  blank_card (fixture->desk);
  compare (&trial, 0, "a member number", NULL);
  judge_all (book);
  compare (&trial, 0, "a member number", book);
  g_assert_cmpuint (trial.other, >, 0);
  g_assert_cmpuint (trial.compared, >, CHARGES * 2);
  for (guint round = 1; round <= ROUNDS; round++)
    {
      const char *what = "a guardian's signature";

      if (round % 10 == 0)
        put_guardian (fixture->desk, round);
      else if ((what = change_something (fixture->desk)) == NULL)
        continue;
      /* As it is in the moment after the feed has come, when nobody has judged anything yet ... */
      compare (&trial, round, what, NULL);
      judge_all (book);
      /* ... and when the page has followed it. */
      compare (&trial, round, what, book);
    }
  g_test_message ("%u kept verdicts compared; %u became others", trial.compared, trial.other);
  g_hash_table_unref (trial.before);
}

/* A second opening judges nothing that holds. */
static void
test_again (MoneyFixture *fixture, gconstpointer data)
{
  WabiChargeBook *book;
  guint known = 0;
  g_autoptr (GPtrArray) charges = NULL;

  live_server_kill (&fixture->live);
  book = wabi_charge_book_new (fixture->desk);
  judge_all (book);
  g_object_unref (book);
  book = wabi_charge_book_new (fixture->desk);
  charges = list_open (fixture->desk);
  for (guint i = 0; i < charges->len; i++)
    known += wabi_charge_item_is_current (wabi_charge_book_find (book, wabi_record_get_id (g_ptr_array_index (charges, i))));
  g_assert_cmpuint (charges->len, >, 0);
  g_assert_cmpuint (known, ==, charges->len);
  g_object_unref (book);
}

static void
set_up (MoneyFixture *fixture, gconstpointer data)
{
  money_set_up (fixture, NULL, "biller");
}

static void
tear_down (MoneyFixture *fixture, gconstpointer data)
{
  money_tear_down (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!money_init (&argc, &argv) || g_getenv ("WABI_TEST_SERVER") == NULL)
    return 77;
  g_test_add ("/verdicts/kinds", MoneyFixture, NULL, set_up, test_kinds, tear_down);
  g_test_add ("/verdicts/kept", MoneyFixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/verdicts/again", MoneyFixture, NULL, set_up, test_again, tear_down);
  return g_test_run ();
}
