// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer's answers say of the day of a visit: active, ended, not begun, changed, too old, and that none of it keeps a claim back.

#include "wabi-charge-check.h"
#include "wabi-schedule-check.h"

#define ZONE "America/New_York"
#define NONE ""
#define MOST 3

typedef struct
{
  const char *name, *today, *visit;
  const char *answers[MOST]; // "state told from to", the newest first; "-" for no day
  const char *asked, *changed;
  const char *id;
  WabiFindingLevel level;
  const char *title, *detail;
} Case;

static const Case cases[] = {
  { "active", "2026-03-10", "2026-03-20", { "active 2026-03-02 - -" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, "Coverage active", "Gold" },
  { "active-next-month", "2026-03-10", "2026-05-20", { "active 2026-03-02 - -" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "checked-last-month", "2026-03-10", "2026-03-20", { "active 2026-02-27 2020-01-01 -" }, NONE, NULL, "eligibility-unchecked", WABI_FINDING_WARNING,
    "Coverage not checked this month", "Last checked Feb 27, 2026. Check it again." },
  { "asked-again", "2026-03-10", "2026-03-20", { "active 2026-02-27 - -" }, "2026-03-09", NULL, "eligibility-unchecked", WABI_FINDING_WARNING, NULL,
    "The payer was asked on Mar 9, and has not answered yet" },
  { "never", "2026-03-10", "2026-03-20", { NULL }, NONE, NULL, "eligibility-unchecked", WABI_FINDING_WARNING, NULL, "The payer was never asked. Check it." },
  { "past-month-checked", "2026-03-10", "2026-02-20", { "active 2026-03-02 - -", "active 2026-02-03 - -" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "past-month-unchecked", "2026-03-10", "2026-02-20", { "active 2026-01-03 - -" }, NONE, NULL, "eligibility-unchecked", WABI_FINDING_WARNING,
    "Coverage not checked for that month", NULL },
  { "past-told-later", "2026-03-10", "2026-02-20", { "active 2026-03-02 2026-01-01 2026-12-31" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "inactive", "2026-03-10", "2026-03-20", { "inactive 2026-03-02 - -", "active 2026-02-02 - -" }, NONE, NULL, "eligibility-not-active", WABI_FINDING_BLOCKED,
    "Coverage not active", "Ask the family for the new plan, or check it again." },
  { "inactive-since", "2026-03-10", "2026-02-20", { "inactive 2026-03-02 - -", "active 2026-02-02 - -" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "ended", "2026-03-10", "2026-03-20", { "inactive 2026-03-02 2025-01-01 2026-02-28" }, NONE, NULL, "eligibility-ended", WABI_FINDING_BLOCKED,
    "Coverage ended Feb 28, 2026", NULL },
  { "before-its-end", "2026-03-10", "2026-02-28", { "inactive 2026-03-02 2025-01-01 2026-02-28" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "after-its-end", "2026-03-10", "2026-03-01", { "inactive 2026-03-02 2025-01-01 2026-02-28", "active 2026-02-02 - -" }, NONE, NULL, "eligibility-ended", WABI_FINDING_BLOCKED, NULL, NULL },
  { "active-again", "2026-03-10", "2026-03-20", { "active 2026-03-09 - -", "inactive 2026-03-02 - -" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "last-day", "2026-03-10", "2026-03-31", { "active 2026-03-02 2025-04-01 2026-03-31" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "end-to-come", "2026-03-10", "2026-04-01", { "active 2026-03-02 2025-04-01 2026-03-31" }, NONE, NULL, "eligibility-until", WABI_FINDING_WARNING,
    "Coverage told until Mar 31, 2026 only", "Check it again when that day is near." },
  { "not-begun", "2026-03-10", "2026-03-20", { "inactive 2026-03-02 2026-04-01 -" }, NONE, NULL, "eligibility-not-begun", WABI_FINDING_BLOCKED,
    "Coverage begins Apr 1, 2026", NULL },
  { "once-begun", "2026-03-10", "2026-04-01", { "inactive 2026-03-02 2026-04-01 -" }, NONE, NULL, "eligibility-unclear", WABI_FINDING_WARNING, NULL, NULL },
  { "renewed-early", "2026-03-10", "2026-03-20", { "active 2026-03-09 2026-04-01 2027-03-31", "active 2026-03-02 2025-04-01 2026-03-31" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "no-answer-before", "2026-03-10", "2026-03-20", { "nothing 2026-03-09 - -" }, NONE, NULL, "eligibility-unclear", WABI_FINDING_WARNING,
    "No clear answer about the coverage", "Last checked Mar 9, 2026. Check it again." },
  { "no-answer-later", "2026-03-10", "2026-03-20", { "nothing 2026-03-09 - -", "active 2026-03-02 - -" }, NONE, NULL, "eligibility", WABI_FINDING_PASSED, NULL, NULL },
  { "changed", "2026-03-10", "2026-03-20", { "active 2026-03-02 - -" }, NONE, "it is another plan", "eligibility-changed", WABI_FINDING_WARNING,
    "Coverage: it is another plan", "Look at it." },
  { "changed-and-ended", "2026-03-10", "2026-03-20", { "inactive 2026-03-02 - 2026-02-28" }, NONE, "the coverage is not active", "eligibility-ended", WABI_FINDING_BLOCKED, NULL, NULL },
};

typedef struct
{
  WabiScheduleFacts facts;
  WabiToldCoverage told[MOST];
} Fixture;

static WabiDay
day (const char *text)
{
  return *text == '\0' || *text == '-' ? WABI_DAY_NONE : wabi_day_from_text (text);
}

static void
read_answer (const char *text, WabiToldCoverage *told)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 4);
  WabiToldState state = words[0][0] == 'a' ? WABI_TOLD_ACTIVE : words[0][0] == 'i' ? WABI_TOLD_INACTIVE : WABI_TOLD_NOTHING;

  *told = (WabiToldCoverage){ state, day (words[1]), day (words[2]), day (words[3]), "Gold" };
}

static void
make (const Case *one, Fixture *f)
{
  gint64 start = wabi_zone_from_local (ZONE, day (one->visit), 780);

  *f = (Fixture){ .facts.series_count = 1 };
  f->facts.base = (WabiVisitFacts){ .zone = ZONE,
                                    .today = day (one->today),
                                    .payer_name = "Harbor Health",
                                    .visit = { .id = "new", .staff_id = "jordan", .client_id = "eli", .code = "97153", .place = "12", .start_at = start,
                                               .end_at = start + 60 * WABI_MINUTE } };
  f->facts.base.eligibility = (WabiEligibilityFacts){ .known = TRUE, .answers = f->told, .asked = day (one->asked), .changed = one->changed, .remedy = "Look at it." };
  for (guint i = 0; i < MOST && one->answers[i] != NULL; i++)
    read_answer (one->answers[i], &f->told[f->facts.base.eligibility.n_answers++]);
}

static const WabiFinding *
find (GPtrArray *findings)
{
  const WabiFinding *found = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_has_prefix (finding->id, "eligibility"))
        continue;
      g_assert_null (found);
      found = finding;
    }
  return found;
}

static void
test_booking (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GPtrArray) findings = NULL;
  const WabiFinding *finding;
  Fixture f;

  make (one, &f);
  findings = wabi_schedule_check (&f.facts);
  finding = find (findings);
  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->id, ==, one->id);
  g_assert_cmpint (finding->level, ==, one->level);
  if (one->title != NULL)
    g_assert_cmpstr (finding->title, ==, one->title);
  if (one->detail != NULL)
    g_assert_cmpstr (finding->detail, ==, one->detail);
  g_assert_true (g_str_has_prefix (finding->source, "Harbor Health"));
  g_assert_cmpstr (finding->way_on, ==, one->level == WABI_FINDING_PASSED ? "" : "client/coverage");
}

// On the claim an answer never blocks, and only what the payer said of the coverage itself is told.
static void
test_claim (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GPtrArray) findings = NULL;
  WabiChargeFacts facts = { .charge_tenths = 40, .allotted_tenths = -1 };
  const WabiFinding *finding;
  Fixture f;

  make (one, &f);
  facts.base = f.facts.base;
  findings = wabi_charge_check (&facts);
  finding = find (findings);
  g_assert_cmpint (finding != NULL, ==, one->level != WABI_FINDING_WARNING);
  if (finding == NULL)
    return;
  g_assert_cmpstr (finding->id, ==, one->id);
  g_assert_cmpint (finding->level, ==, one->level == WABI_FINDING_PASSED ? WABI_FINDING_PASSED : WABI_FINDING_WARNING);
}

static void
test_source (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  Fixture f;

  make (&cases[0], &f);
  findings = wabi_schedule_check (&f.facts);
  g_assert_cmpstr (find (findings)->source, ==, "Harbor Health, 271 of Mar 2, 2026");
}

// Where nobody asks payers, nobody is told of it.
static void
test_unknown (void)
{
  g_autoptr (GPtrArray) findings = NULL;
  Fixture f;

  make (&cases[0], &f);
  f.facts.base.eligibility.known = FALSE;
  findings = wabi_schedule_check (&f.facts);
  g_assert_null (find (findings));
}

// Of a series the worst date is told.
static void
test_series (void)
{
  static const Case one = { "series", "2026-03-10", "2026-03-20", { "active 2026-03-02 2025-04-01 2026-03-31" }, NONE, NULL, NULL, 0, NULL, NULL };
  g_autoptr (GPtrArray) findings = NULL;
  Fixture f;

  make (&one, &f);
  f.facts.series_count = 4;
  findings = wabi_schedule_check (&f.facts);
  g_assert_cmpstr (find (findings)->id, ==, "eligibility-until");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *booking = g_strdup_printf ("/eligibility-check/booking/%s", cases[i].name);
      g_autofree char *claim = g_strdup_printf ("/eligibility-check/claim/%s", cases[i].name);

      g_test_add_data_func (booking, &cases[i], test_booking);
      g_test_add_data_func (claim, &cases[i], test_claim);
    }
  g_test_add_func ("/eligibility-check/source", test_source);
  g_test_add_func ("/eligibility-check/unknown", test_unknown);
  g_test_add_func ("/eligibility-check/series", test_series);
  return g_test_run ();
}
