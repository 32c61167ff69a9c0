// SPDX-License-Identifier: AGPL-3.0-or-later
// Which payer rules there are and what the value of each may say: one table for reading, checking and editing them.

#include "wabi-rule-members.h"

#include <glib/gi18n-lib.h>

#define NOTE_WORDS                                                                                                                           \
  "times participants place rendering status narrative techniques plan full-name signature supervisor guardian-signature caregiver"

static const WabiRuleMember members[] = {
  { "units", "method", WABI_RULE_WORD, "midpoint cms-total floor tenths", 0, 0, N_ ("Rounding") },
  { "units", "scope", WABI_RULE_WORD, "session day-code day-code-rendering", 0, 0, N_ ("Summed before rounding") },
  { "units", "minimum", WABI_RULE_NUMBER, NULL, 0, 60, N_ ("Least minutes") },
  { "units", "unit_minutes", WABI_RULE_NUMBER, NULL, 1, 480, N_ ("Minutes of a unit") },
  { "modifiers", "slot", WABI_RULE_WORD, "credential distinct telehealth group family other", 0, 0, N_ ("What it says") },
  { "modifiers", "modifier", WABI_RULE_TEXT, NULL, 0, 2, N_ ("Modifier; empty for none") },
  { "modifiers", "order", WABI_RULE_NUMBER, NULL, 1, 99, N_ ("Order on the line; lower comes first") },
  { "rendering", "who", WABI_RULE_WORD, "supervisor performer billing", 0, 0, N_ ("Rendering provider") },
  { "supervising", "when", WABI_RULE_WORD, "never not-independent", 0, 0, N_ ("Supervising provider") },
  { "concurrency", "table", WABI_RULE_WORD, "commercial tricare", 0, 0, N_ ("Table that it follows") },
  { "concurrency", "pairs", WABI_RULE_PAIRS, NULL, 0, 100, N_ ("Pairs of its own") },
  { "mue", "program", WABI_RULE_WORD, "medicare medicaid none", 0, 0, N_ ("Units a day as in") },
  { "mue", "units", WABI_RULE_NUMBER, NULL, 1, 96, N_ ("Units a day of its own") },
  { "ncci", "program", WABI_RULE_WORD, "medicare medicaid none", 0, 0, N_ ("Pairs of codes as in") },
  { "authorization", "needed", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("Needs an authorization") },
  { "authorization", "months", WABI_RULE_NUMBER, NULL, 1, 24, N_ ("Months it holds at most") },
  { "authorization", "first_units", WABI_RULE_NUMBER, NULL, 1, 9999, N_ ("Units the first time") },
  { "authorization", "again_units", WABI_RULE_NUMBER, NULL, 1, 9999, N_ ("Units when renewed") },
  { "authorization", "within_days", WABI_RULE_NUMBER, NULL, 1, 365, N_ ("Days to use them in, from the first") },
  { "benefit", "covered", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("Paid at all") },
  { "monthly", "code", WABI_RULE_CODE, NULL, 0, 0, N_ ("Direct visit wanted each month") },
  { "monthly", "penalty_percent", WABI_RULE_NUMBER, NULL, 0, 100, N_ ("Cut without it, percent") },
  { "filing", "days", WABI_RULE_NUMBER, NULL, 1, 1000, N_ ("Days to file a claim") },
  { "filing", "secondary", WABI_RULE_NUMBER, NULL, 1, 1000, N_ ("Days to file after the first payer") },
  { "filing", "replacement", WABI_RULE_NUMBER, NULL, 1, 1000, N_ ("Days to correct a claim") },
  { "filing", "appeal", WABI_RULE_NUMBER, NULL, 1, 1000, N_ ("Days to appeal") },
  { "note", "elements", WABI_RULE_WORDS, NOTE_WORDS, 0, 0, N_ ("What a note must say") },
  { "note", "words_per_hour", WABI_RULE_NUMBER, NULL, 0, 1000, N_ ("Least words an hour") },
  { "note", "guardian", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("Guardian signs") },
  { "grouping", "by", WABI_RULE_WORD, "client month week day session", 0, 0, N_ ("One claim for each") },
  { "grouping", "authorization", WABI_RULE_WORD, "claim line", 0, 0, N_ ("Authorization named on each") },
  { "grouping", "max_lines", WABI_RULE_NUMBER, NULL, 1, 50, N_ ("Most lines of a claim") },
  { "grouping", "day_line", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("One line a day, units and charges summed") },
  { "session-times", "send", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("Session times on each line") },
  { "facility", "send", WABI_RULE_WORD, "never when-different always", 0, 0, N_ ("Service facility") },
  { "taxonomy", "billing", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("Taxonomy of the practice") },
  { "taxonomy", "rendering", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("Taxonomy of who renders") },
  { "enrollment", "needed", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("Staff must be enrolled") },
  { "enrollment", "npi", WABI_RULE_TRUTH, NULL, 0, 0, N_ ("NPI of who gave it") },
  { "member", "pattern", WABI_RULE_TEXT, NULL, 0, 200, N_ ("Form of member numbers") },
  { "member", "words", WABI_RULE_TEXT, NULL, 0, 120, N_ ("The same in words") },
  { "subscriber", "who", WABI_RULE_WORD, "as-recorded self-if-member-id always-self", 0, 0, N_ ("Subscriber on the claim") },
};

static const WabiRuleWord rules[] = {
  { "units", N_ ("Units") },
  { "modifiers", N_ ("Modifiers") },
  { "rendering", N_ ("Rendering provider") },
  { "supervising", N_ ("Supervising provider") },
  { "concurrency", N_ ("Services at one time") },
  { "mue", N_ ("Units a day (MUE)") },
  { "ncci", N_ ("Pairs of codes (NCCI)") },
  { "benefit", N_ ("Benefits") },
  { "authorization", N_ ("Authorization") },
  { "monthly", N_ ("Monthly direct visit") },
  { "filing", N_ ("Timely filing") },
  { "note", N_ ("Session notes") },
  { "grouping", N_ ("Claims") },
  { "session-times", N_ ("Session times") },
  { "facility", N_ ("Service facility") },
  { "taxonomy", N_ ("Taxonomy codes") },
  { "enrollment", N_ ("Enrollment and NPI") },
  { "member", N_ ("Member numbers") },
  { "subscriber", N_ ("Subscriber") },
};

static const WabiRuleWord words[] = {
  { "midpoint", N_ ("Midpoint: 8 minutes earn a unit") },
  { "cms-total", N_ ("8-minute rule on the day's total") },
  { "floor", N_ ("Whole units only") },
  { "tenths", N_ ("Exact, in tenths of a unit") },
  { "session", N_ ("Session") },
  { "day-code", N_ ("Day and code") },
  { "day-code-rendering", N_ ("Day, code and person") },
  { "credential", N_ ("Credential") },
  { "distinct", N_ ("Distinct service (59, X…)") },
  { "telehealth", N_ ("Telehealth") },
  { "group", N_ ("Group") },
  { "family", N_ ("Family") },
  { "other", N_ ("Other") },
  { "supervisor", N_ ("Supervisor") },
  { "performer", N_ ("Whoever gave the session") },
  { "billing", N_ ("The practice") },
  { "never", N_ ("Never") },
  { "not-independent", N_ ("For technicians and assistants") },
  { "commercial", N_ ("Commercial") },
  { "tricare", N_ ("TRICARE") },
  { "medicare", N_ ("Medicare") },
  { "medicaid", N_ ("Medicaid") },
  { "self", N_ ("Families themselves") },
  { "none", N_ ("None") },
  { "client", N_ ("Client") },
  { "day", N_ ("Day") },
  { "week", N_ ("Week, from Monday") },
  { "month", N_ ("Calendar month") },
  { "when-different", N_ ("Where it differs from the practice") },
  { "always", N_ ("Always, but of a home or a call") },
  { "as-recorded", N_ ("As the coverage says") },
  { "self-if-member-id", N_ ("The client, having a member number") },
  { "always-self", N_ ("The client, always") },
  { "claim", N_ ("Claim") },
  { "line", N_ ("Line") },
  { "allow", N_ ("Pays both") },
  { "deny", N_ ("Must not overlap") },
  { "pay-higher", N_ ("Pays the higher") },
  { "split-lower", N_ ("Cuts the lower") },
  { "times", N_ ("Start and end") },
  { "participants", N_ ("Who was there") },
  { "place", N_ ("Place") },
  { "rendering", N_ ("Who gave it") },
  { "status", N_ ("State at the start") },
  { "narrative", N_ ("What was done") },
  { "techniques", N_ ("Techniques") },
  { "plan", N_ ("Plan") },
  { "full-name", N_ ("Full name") },
  { "signature", N_ ("Signature") },
  { "guardian-signature", N_ ("Guardian's signature") },
  { "caregiver", N_ ("What the family learned") },
};

const WabiRuleMember *
wabi_rule_members_list (gsize *n)
{
  *n = G_N_ELEMENTS (members);
  return members;
}

const WabiRuleMember *
wabi_rule_members_find (const char *rule, const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_strcmp0 (rule, members[i].rule) == 0 && g_strcmp0 (member, members[i].member) == 0)
      return &members[i];
  return NULL;
}

static const char *
find_label (const WabiRuleWord *list, gsize n, const char *word)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (word, list[i].word) == 0)
      return _ (list[i].label);
  return word;
}

const WabiRuleWord *
wabi_rule_members_rules (gsize *n)
{
  *n = G_N_ELEMENTS (rules);
  return rules;
}

const char *
wabi_rule_title (const char *rule)
{
  return find_label (rules, G_N_ELEMENTS (rules), rule);
}

const char *
wabi_rule_words (const char *word)
{
  return find_label (words, G_N_ELEMENTS (words), word);
}
