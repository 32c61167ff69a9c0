// SPDX-License-Identifier: AGPL-3.0-or-later
// Each rule of the scrubber holds once and is broken once; and docs/scrubber.md says what the tables say.

#include "wabi-scrub.h"

#include <string.h>

#include "scrub-cases.h"

static const char *const autism[] = { "F84.0", NULL };
static const char *const technician[] = { "HM", NULL };

static WabiScrubPerson
make_person (const char *last, const char *credential, const char *npi, const char *modifier, gboolean independent)
{
  return (WabiScrubPerson){ TRUE, TRUE, TRUE, independent, last, "Leila", credential, npi, modifier };
}

/* A charge that no rule objects to. */
static void
make_good (WabiScrubFacts *f)
{
  WabiDay day = wabi_day_from_text ("2026-03-09");

  *f = (WabiScrubFacts){
    .today = day + 3,
    .practice = { "Cedar Grove ABA", "1999000015", "99-0000015", "261QM0801X", "400 Cedar Grove Way", "Cedar Grove", "OH", "439990001", "614-555-0100", "Billing",
                  "990000015", "CEDARHOUSE", "Cedar Clearinghouse", FALSE, TRUE },
    .client = { "Okafor", "Ava", "2019-08-03", "F", "12 Heron Ct", "Cedar Grove", "OH", "43999", "active", autism },
    .coverage = { TRUE, "W123456789", "G-12", "child", "Grace", "Okafor", "1988-04-12", "F", 1, 1 },
    .payer = { "Harbor Health", "90010", "commercial", "CI", "midpoint", "supervisor", "not-independent", "commercial", NULL, TRUE, FALSE, FALSE, TRUE, TRUE, FALSE },
    .performer = make_person ("Reyes", "RBT", "1999000031", "HM", FALSE),
    .renderer = make_person ("Amin", "BCBA", "1999000023", "HO", TRUE),
    .supervisor = make_person ("Amin", "BCBA", "1999000023", "HO", TRUE),
    .authorization = { TRUE, TRUE, TRUE, TRUE, "A-20417", "approved", day - 60, day + 120 },
    .place = { TRUE, "9 Mill Rd", "Cedar Grove", "OH", "439990003" },
    .charge = { .code = "97153", .place = "11", .state = "open", .payer = "p1", .coverage = "c1", .modifiers = technician, .minutes = 120, .units_tenths = 80,
                .cents = 13600, .rate_cents = 1700, .current_fee_cents = 1700, .day = day, .record_day = day, .start_minute = 540, .end_minute = 660,
                .session_code = "97153", .session_place = "11", .session_state = "ended", .session_minutes = 120, .same_client = TRUE, .same_staff = TRUE,
                .current_payer = "p1", .current_coverage = "c1", .age_days = 3 },
    .note = { TRUE, TRUE, FALSE, FALSE, TRUE, 1, "BCBA" },
    .claim = { .frequency = "1", .control = "WC00000001", .before_state = "paid", .lines = 1, .original_lines = 1, .diagnoses = 1, .days_left = 90, .total_cents = 13600 },
  };
}

/* ---- Saying facts in a line ---- */

typedef enum
{
  WORDS,
  LIST,
  NUMBER,
  MONEY,
  DATE
} Sort;

#define OF(sort, field) { #field, sort, G_STRUCT_OFFSET (WabiScrubFacts, field) }

static const struct
{
  const char *name;
  Sort sort;
  gsize offset;
} fields[] = {
  OF (WORDS, practice.name), OF (WORDS, practice.npi), OF (WORDS, practice.ein), OF (WORDS, practice.taxonomy), OF (WORDS, practice.street),
  OF (WORDS, practice.city), OF (WORDS, practice.state), OF (WORDS, practice.zip), OF (WORDS, practice.phone), OF (WORDS, practice.contact),
  OF (WORDS, practice.submitter_id), OF (WORDS, practice.receiver_id), OF (WORDS, practice.receiver_name), OF (NUMBER, practice.test),
  OF (WORDS, client.last_name), OF (WORDS, client.first_name), OF (WORDS, client.birth_date), OF (WORDS, client.sex), OF (WORDS, client.street),
  OF (WORDS, client.city), OF (WORDS, client.state), OF (WORDS, client.zip), OF (WORDS, client.status), OF (LIST, client.diagnoses),
  OF (WORDS, coverage.member_id), OF (WORDS, coverage.group_number), OF (WORDS, coverage.relation), OF (WORDS, coverage.subscriber_first),
  OF (WORDS, coverage.subscriber_last), OF (WORDS, coverage.subscriber_birth), OF (WORDS, coverage.subscriber_sex), OF (NUMBER, coverage.priority),
  OF (NUMBER, coverage.same_rank), OF (WORDS, payer.name), OF (WORDS, payer.id), OF (WORDS, payer.type), OF (WORDS, payer.filing),
  OF (WORDS, payer.unit_method), OF (WORDS, payer.rendering), OF (WORDS, payer.concurrency), OF (WORDS, payer.member_pattern),
  OF (NUMBER, payer.session_times), OF (NUMBER, payer.always_facility), OF (NUMBER, payer.without_taxonomy), OF (NUMBER, payer.needs_npi), OF (NUMBER, performer.active), OF (WORDS, performer.credential),
  OF (WORDS, performer.npi), OF (WORDS, performer.modifier), OF (NUMBER, renderer.there), OF (WORDS, renderer.npi), OF (WORDS, renderer.last_name),
  OF (WORDS, renderer.credential), OF (NUMBER, renderer.independent), OF (NUMBER, renderer.enrolled), OF (NUMBER, supervisor.there),
  OF (WORDS, supervisor.npi), OF (WORDS, supervisor.last_name), OF (NUMBER, supervisor.independent), OF (WORDS, authorization.number),
  OF (WORDS, authorization.status), OF (NUMBER, authorization.same_payer), OF (NUMBER, authorization.same_client), OF (NUMBER, authorization.lists_code),
  OF (DATE, authorization.from), OF (DATE, authorization.to), OF (NUMBER, place.there), OF (WORDS, place.street), OF (WORDS, place.city), OF (WORDS, place.state),
  OF (WORDS, place.zip), OF (WORDS, charge.code), OF (WORDS, charge.place), OF (LIST, charge.modifiers), OF (NUMBER, charge.minutes),
  OF (NUMBER, charge.units_tenths), OF (MONEY, charge.cents), OF (MONEY, charge.rate_cents), OF (MONEY, charge.current_fee_cents),
  OF (DATE, charge.day), OF (DATE, charge.record_day), OF (NUMBER, charge.start_minute), OF (NUMBER, charge.end_minute), OF (WORDS, charge.session_code),
  OF (WORDS, charge.session_place), OF (WORDS, charge.session_state), OF (NUMBER, charge.session_minutes), OF (NUMBER, charge.same_client),
  OF (NUMBER, charge.same_staff), OF (WORDS, charge.payer), OF (WORDS, charge.coverage), OF (WORDS, charge.current_payer),
  OF (WORDS, charge.current_coverage), OF (NUMBER, charge.twins), OF (NUMBER, charge.likes), OF (NUMBER, charge.group_size), OF (NUMBER, charge.age_days),
  OF (NUMBER, payer.telehealth), OF (NUMBER, payer.own_pattern), OF (NUMBER, payer.patient_is_subscriber), OF (NUMBER, note.same_session), OF (NUMBER, note.signed_before_end), OF (NUMBER, note.by_performer),
  OF (NUMBER, note.by_supervisor), OF (NUMBER, note.sign_days), OF (WORDS, note.signer_credential), OF (WORDS, claim.frequency), OF (WORDS, claim.control),
  OF (WORDS, claim.original_reference), OF (WORDS, claim.before_state), OF (NUMBER, claim.lines), OF (NUMBER, claim.original_lines),
  OF (NUMBER, claim.diagnoses), OF (NUMBER, claim.days_left), OF (MONEY, claim.total_cents), OF (MONEY, claim.difference_cents), OF (MONEY, claim.left_cents),
  OF (NUMBER, claim.later_payer), OF (NUMBER, claim.answered), OF (NUMBER, claim.next_plan), OF (NUMBER, claim.sent_on),
};

static void
set_field (WabiScrubFacts *f, GPtrArray *keep, const char *name, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, name) == 0)
      {
        gpointer at = G_STRUCT_MEMBER_P (f, fields[i].offset);
        gpointer kept = NULL;

        if (fields[i].sort == WORDS)
          g_ptr_array_add (keep, kept = g_strdupv ((char *[]){ (char *) value, NULL }));
        else if (fields[i].sort == LIST)
          g_ptr_array_add (keep, kept = g_strsplit (value, ",", -1));
        if (fields[i].sort == WORDS)
          *(const char **) at = ((char **) kept)[0];
        else if (fields[i].sort == LIST)
          *(const char *const **) at = kept;
        else if (fields[i].sort == NUMBER)
          *(int *) at = atoi (value);
        else if (fields[i].sort == MONEY)
          *(gint64 *) at = g_ascii_strtoll (value, NULL, 10);
        else
          *(WabiDay *) at = wabi_day_from_text (value);
        return;
      }
  g_error ("there is no fact %s", name);
}

/* "client.zip=4399; payer.type=medicaid" over a charge that is good. */
static void
say (WabiScrubFacts *f, GPtrArray *keep, const char *facts)
{
  g_auto (GStrv) parts = g_strsplit (facts, "; ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (*parts[i] == '\0')
        continue;
      g_assert_nonnull (equals);
      *equals = '\0';
      set_field (f, keep, parts[i], equals + 1);
    }
}

static const ScrubCase *
find_case (const char *id)
{
  for (gsize i = 0; i < scrub_n_cases; i++)
    if (strcmp (scrub_cases[i].id, id) == 0)
      return &scrub_cases[i];
  return NULL;
}

static WabiScrubVerdict
judge (const WabiScrubRule *rule, const char *facts, const char *more)
{
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  WabiScrubFacts f;

  make_good (&f);
  say (&f, keep, facts);
  if (more != NULL)
    say (&f, keep, more);
  return wabi_scrub_judge (rule, &f);
}

static void
test_rule (gconstpointer data)
{
  const WabiScrubRule *rule = data;
  const ScrubCase *one = find_case (rule->id);

  if (one == NULL)
    g_error ("%s has no case: add one to scrub-cases.c", rule->id);
  g_assert_cmpint (judge (rule, one->with, NULL), ==, WABI_SCRUB_HOLDS);
  g_assert_cmpint (judge (rule, one->with, one->broken), ==, WABI_SCRUB_BROKEN);
}

static void
add_rules (void)
{
  gsize n;
  const WabiScrubTheme *themes = wabi_scrub_get_themes (&n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < themes[i].n_rules; j++)
      {
        g_autofree char *path = g_strdup_printf ("/scrub/rules/%s", themes[i].rules[j].id);

        if (themes[i].rules[j].check == NULL)
          g_test_add_data_func (path, &themes[i].rules[j], test_rule);
      }
}

static void
test_good (void)
{
  g_autoptr (GPtrArray) findings = wabi_findings_new ();
  WabiScrubFacts f;

  make_good (&f);
  g_assert_cmpuint (wabi_scrub (&f, WABI_SCRUB_RECORD, WABI_SCRUB_CHARGE, findings), >, 90);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", ((WabiFinding *) g_ptr_array_index (findings, i))->id);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Where little is known little is asked, and nothing falls over. */
static void
test_empty (void)
{
  g_autoptr (GPtrArray) findings = wabi_findings_new ();
  WabiScrubFacts f = { 0 };

  f.today = wabi_day_from_text ("2026-03-09");
  wabi_scrub (&f, WABI_SCRUB_RECORD, WABI_SCRUB_CLAIM, findings);
  g_assert_cmpint (wabi_findings_worst (findings), ==, WABI_FINDING_BLOCKED);
  for (guint i = 1; i < findings->len; i++)
    g_assert_cmpint (((WabiFinding *) g_ptr_array_index (findings, i))->level, <=, ((WabiFinding *) g_ptr_array_index (findings, i - 1))->level);
}

/* Ids are never given twice, and each rule says what, who says so, and where it is mended. */
static void
test_tables (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const WabiScrubTheme *themes = wabi_scrub_get_themes (&n);

  g_assert_cmpuint (wabi_scrub_count (), >=, 150);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < themes[i].n_rules; j++)
      {
        const WabiScrubRule *rule = &themes[i].rules[j];

        g_assert_true (g_hash_table_add (ids, (gpointer) rule->id));
        g_assert_true (g_regex_match_simple ("^S-[A-Z]{2,3}-[0-9]{2}$", rule->id, 0, 0));
        g_assert_cmpint (rule->level, >=, WABI_FINDING_WARNING);
        g_assert_true (*rule->source != '\0' && *rule->title != '\0' && *rule->way != '\0');
        g_assert_true ((rule->check == NULL) != (rule->holds == NULL));
        g_assert_true (wabi_scrub_find (rule->id) == rule);
        if (rule->check != NULL)
          g_assert_true (wabi_scrub_find (rule->check) == rule);
      }
  for (gsize i = 0; i < scrub_n_cases; i++)
    g_assert_true (g_hash_table_contains (ids, scrub_cases[i].id));
}

/* ---- The list for people ---- */

static char *
write_list (void)
{
  static const char *const stages[] = { "booking", "charge", "claim" };
  GString *out = g_string_new ("# The scrubber's rules\n\n");
  gsize n;
  const WabiScrubTheme *themes = wabi_scrub_get_themes (&n);

  g_string_append_printf (out,
                          "%u rules, in tables under `core/rules/wabi-scrub-*.c`; this list is written from them (`test-scrub --write docs/scrubber.md`), and a test\n"
                          "fails when it differs. A rule blocks a claim or warns; it is asked when a visit is booked (and warns there), of a charge, or of a claim that\n"
                          "follows another. What holds for the same facts when a visit is booked is not refused here: `tests/unit/domain/test-promise.c`.\n",
                          wabi_scrub_count ());
  for (gsize i = 0; i < n; i++)
    {
      g_string_append_printf (out, "\n## %s\n\n| id | | from | what is wrong | mended at | source |\n|---|---|---|---|---|---|\n", themes[i].name);
      for (gsize j = 0; j < themes[i].n_rules; j++)
        {
          const WabiScrubRule *rule = &themes[i].rules[j];

          g_string_append_printf (out, "| %s | %s | %s | %s%s%s | %s | %s%s%s%s |\n", rule->id, rule->level == WABI_FINDING_BLOCKED ? "blocks" : "warns",
                                  stages[rule->stage], rule->title, rule->remedy != NULL ? ". " : "", rule->remedy != NULL ? rule->remedy : "", rule->way,
                                  rule->source, rule->check != NULL ? " (`" : "", rule->check != NULL ? rule->check : "", rule->check != NULL ? "`)" : "");
        }
    }
  return g_string_free (out, FALSE);
}

static void
test_list (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "docs", "scrubber.md", NULL);
  g_autofree char *there = NULL, *now = write_list ();
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &there, NULL, &error);
  g_assert_no_error (error);
  if (strcmp (there, now) != 0)
    g_error ("docs/scrubber.md is not what the tables say: run test-scrub --write docs/scrubber.md");
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    {
      g_autofree char *list = write_list ();

      return g_file_set_contents (argv[2], list, -1, NULL) ? 0 : 1;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scrub/good", test_good);
  g_test_add_func ("/scrub/empty", test_empty);
  g_test_add_func ("/scrub/tables", test_tables);
  g_test_add_func ("/scrub/list", test_list);
  add_rules ();
  return g_test_run ();
}
