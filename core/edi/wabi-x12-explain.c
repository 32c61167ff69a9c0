// SPDX-License-Identifier: AGPL-3.0-or-later
// A file as a person reads it, beside X12.

#include "wabi-x12-explain.h"

#include "wabi-guide-walk-private.h"
#include "wabi-x12-check-private.h"
#include "wabi-x12-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// No composite of the guide has more.
#define MAX_PARTS 16
// As many service types as a person wants to read.
#define MAX_REPETITIONS 99

typedef struct
{
  const char *code;
  const char *words;
} Word;

static const Word places[] = {
  { "02", N_ ("telehealth, not at home") },
  { "03", N_ ("school") },
  { "10", N_ ("telehealth at home") },
  { "11", N_ ("clinic") },
  { "12", N_ ("home") },
  { "13", N_ ("assisted living") },
  { "14", N_ ("group home") },
  { "49", N_ ("independent clinic") },
  { "53", N_ ("community mental health center") },
  { "99", N_ ("other place") },
};

static const Word frequencies[] = {
  { "1", N_ ("original") },
  { "7", N_ ("replacement") },
  { "8", N_ ("void") },
};

static const Word filings[] = {
  { "12", N_ ("PPO") },
  { "13", N_ ("point of service plan") },
  { "14", N_ ("EPO") },
  { "15", N_ ("indemnity") },
  { "BL", N_ ("Blue Cross Blue Shield") },
  { "CH", N_ ("TRICARE") },
  { "CI", N_ ("commercial") },
  { "HM", N_ ("HMO") },
  { "MA", N_ ("Medicare part A") },
  { "MB", N_ ("Medicare part B") },
  { "MC", N_ ("Medicaid") },
  { "OF", N_ ("other federal program") },
  { "TV", N_ ("Title V") },
  { "VA", N_ ("Veterans Affairs") },
  { "WC", N_ ("workers' compensation") },
  { "ZZ", N_ ("unknown kind") },
};

static const Word relations[] = {
  { "01", N_ ("spouse") },        { "18", N_ ("self") },         { "19", N_ ("child") },
  { "20", N_ ("employee") },      { "21", N_ ("unknown") },      { "39", N_ ("organ donor") },
  { "40", N_ ("cadaver donor") }, { "53", N_ ("life partner") }, { "G8", N_ ("other relationship") },
};

static const Word groups[] = {
  { "CO", N_ ("contractual") },
  { "CR", N_ ("correction") },
  { "OA", N_ ("other") },
  { "PI", N_ ("payer's reduction") },
  { "PR", N_ ("patient's responsibility") },
};

static const Word sequences[] = {
  { "P", N_ ("primary") },
  { "S", N_ ("secondary") },
  { "T", N_ ("tertiary") },
  { "U", N_ ("order unknown") },
};

static const Word sexes[] = {
  { "F", N_ ("female") },
  { "M", N_ ("male") },
  { "U", N_ ("sex not told") },
};

static const Word id_kinds[] = {
  { "46", N_ ("electronic address") }, { "II", N_ ("health identifier") },  { "MI", N_ ("member") },
  { "PI", N_ ("payer number") },       { "XV", N_ ("health plan number") }, { "XX", N_ ("NPI") },
};

static const Word taxonomies[] = {
  { "103K00000X", N_ ("behavior analyst") },
  { "103T00000X", N_ ("psychologist") },
  { "106E00000X", N_ ("assistant behavior analyst") },
  { "106S00000X", N_ ("behavior technician") },
};

static const Word answers[] = {
  { "I", N_ ("by law") },
  { "N", N_ ("no") },
  { "W", N_ ("refused") },
  { "Y", N_ ("yes") },
};

static const struct
{
  const char *name;
  const Word *words;
  guint n_words;
} lists[] = {
  { "place-of-service", places, G_N_ELEMENTS (places) },
  { "frequency", frequencies, G_N_ELEMENTS (frequencies) },
  { "filing", filings, G_N_ELEMENTS (filings) },
  { "relation", relations, G_N_ELEMENTS (relations) },
  { "adjustment-group", groups, G_N_ELEMENTS (groups) },
  { "sequence", sequences, G_N_ELEMENTS (sequences) },
  { "id-kind", id_kinds, G_N_ELEMENTS (id_kinds) },
  { "taxonomy", taxonomies, G_N_ELEMENTS (taxonomies) },
  { "yes-no", answers, G_N_ELEMENTS (answers) },
  { "sex", sexes, G_N_ELEMENTS (sexes) },
};

/*
 * What a segment says. {n} is an element, {n.m} a component, {n|list} its words, {n$} money, {n%} a share,
 * {n@} a date, {n*} all components from the second on, {0} the second components of all elements. A part
 * between [ and ] is left out when all of its fields are empty.
 */
static const struct
{
  const char *id;
  const char *sentence;
} sentences[] = {
  { "ISA", N_ ("from {6} to {8}, number {13}, made on {9@}") },
  { "GS", N_ ("from {2} to {3}, group {6}, guide {8}") },
  { "ST", N_ ("number {2}") },
  { "BHT", N_ ("batch {3}, made on {4@}") },
  { "NM1", N_ ("{4}[ {5}] {3}[ {7}][, {8|id-kind} {9}]") },
  { "PER", N_ ("{2}, {4}[, {6}]") },
  { "HL", N_ ("level {1}[ below level {2}]") },
  { "PRV", "{3|taxonomy}" },
  { "N3", N_ ("{1}[, {2}]") },
  { "N4", N_ ("{1}, {2} {3}") },
  { "REF", "{2}" },
  { "SBR", N_ ("{1|sequence}[, {2|relation}][, group {3}][, {4}][, {9|filing}]") },
  { "PAT", N_ ("the patient is the subscriber's: {1|relation}") },
  { "DMG", N_ ("born {2@}, {3|sex}") },
  { "CLM", N_ ("number {1}, total {2$}, {5.3|frequency}, at {5.1|place-of-service}") },
  { "DTP", "{3@}" },
  { "HI", "{0}" },
  { "AMT", "{2$}" },
  { "NTE", "{2}" },
  { "OI", N_ ("benefits assigned: {3|yes-no}, information released: {6|yes-no}") },
  { "LX", N_ ("line {1}") },
  { "SV1", N_ ("{1*}: {4} units, {2$}[, at {5|place-of-service}], diagnosis {7}") },
  { "SVD", N_ ("payer {1} paid {2$} for {3*}[, {5} units]") },
  { "CAS",
    N_ ("{1|adjustment-group}: reason {2}, {3$}[; reason {5}, {6$}][; reason {8}, {9$}][; reason {11}, {12$}]"
        "[; reason {14}, {15$}][; reason {17}, {18$}]") },
  { "TA1", N_ ("interchange {1}: {4|set-ack}, {5|interchange-note}") },
  { "BPR", N_ ("{2$} by {4|payment-method}[, on {16@}]") },
  { "TRN", N_ ("{2}[, given by {3}]") },
  { "N1", N_ ("{2}[, {3|id-kind} {4}]") },
  { "DTM", "{2@}" },
  { "CLP",
    N_ ("claim {1}: {2|claim-status}, charged {3$}, paid {4$}[, patient owes {5$}][, payer's number {7}]") },
  { "SVC", N_ ("{1*}: charged {2$}[, paid {3$}][, {5} units][, sent as {6*}]") },
  { "LQ", N_ ("remark {2}") },
  { "MOA", N_ ("[remark {3}][, {4}][, {5}][, {6}][, {7}]") },
  { "MIA", N_ ("[remark {5}][, {20}][, {21}][, {22}][, {23}]") },
  { "QTY", "{2}" },
  { "PLB", N_ ("{3.1|provider-adjustment}[ {3.2}]: {4$}[; {5.1|provider-adjustment}[ {5.2}]: {6$}]") },
  { "AK1", N_ ("our group {2}, kind {1}") },
  { "AK2", N_ ("our transaction set {2}, kind {1}") },
  { "IK3", N_ ("segment {2}, {1}[, loop {3}]: {4|segment-error}") },
  { "IK4", N_ ("element {1.1}[, part {1.2}]: {3|element-error}[, “{4}”]") },
  { "CTX", "{1}" },
  { "IK5", "{1|set-ack}[: {2|set-error}]" },
  { "AK9", N_ ("{1|set-ack}: {4} of {3} sets accepted") },
  { "STC",
    N_ ("{1.1|status-category}: {1.2|status}[ ({1.3|entity})][, on {2@}][, charged {4$}][, paid {5$}][, "
        "check {9}]"
        "[; {10.1|status-category}: {10.2|status}][; {11.1|status-category}: {11.2|status}][; {12}]") },
  { "EB", N_ ("{1|benefit}[, {2|coverage-level}][, {3|service-type}][, plan {5}][, {7$}][, {8%}][, {10} "
              "{9}][, {6|benefit-period}]"
              "[, authorization needed: {11|yes-no}][, in the network: {12|yes-no}][, {13*}]") },
  { "EQ", "{1|service-type}[{2*}]" },
  { "HSD", N_ ("[{2} {1}][, every {4} {3}][, {5|benefit-period}]") },
  { "MSG", "{1}" },
  { "III", "[{2}][ {4}]" },
  { "AAA", N_ ("{3|rejection}[; {4|follow-up}]") },
  { "INS", "{2|relation}" },
  { "UM", N_ ("request {1}, kind {2}[, at {4.1|place-of-service}]") },
  { "HCR", N_ ("{1|certification}[, number {2}][, reason {3.1}]") },
  { "SE", N_ ("segments: {1}") },
  { "GE", N_ ("transaction sets: {1}") },
  { "IEA", N_ ("groups: {1}") },
};

const char *
wabi_x12_explain_claim_code (const char *list, const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; strcmp (lists[i].name, list) == 0 && j < lists[i].n_words; j++)
      if (strcmp (lists[i].words[j].code, code) == 0)
        return _ (lists[i].words[j].words);
  return NULL;
}

static void
append_date (GString *out, WabiX12Span span)
{
  if (span.length == 17 && span.text[8] == '-')
    {
      append_date (out, (WabiX12Span){ span.text, 8 });
      g_string_append (out, " – ");
      append_date (out, (WabiX12Span){ span.text + 9, 8 });
    }
  else if (wabi_x12_span_is_date (span))
    g_string_append_printf (out, "%.4s-%.2s-%.2s", span.text, span.text + 4, span.text + 6);
  else if (span.length == 6)
    g_string_append_printf (out, "20%.2s-%.2s-%.2s", span.text, span.text + 2, span.text + 4);
  else
    g_string_append_len (out, span.text, span.length);
}

static void
append_money (GString *out, WabiX12Span span)
{
  gint64 cents;

  if (wabi_x12_span_to_cents (span, &cents))
    g_string_append_printf (out, "%s$%" G_GINT64_FORMAT ".%02d", cents < 0 ? "-" : "", ABS (cents) / 100,
                            (int)(ABS (cents) % 100));
}

// Code and modifiers with blanks; an element of one component as it is.
static void
append_parts (GString *out, const WabiX12Segment *segment, guint element, guint first)
{
  guint n = MIN (wabi_x12_segment_count_components (segment, element), MAX_PARTS);

  for (guint i = first; i <= n; i++)
    {
      g_autofree char *part = wabi_x12_span_dup (wabi_x12_segment_get_component (segment, element, i));

      g_string_append_printf (out, "%s%s", i > first ? " " : "", part);
    }
}

static void
append_all_codes (GString *out, const WabiX12Segment *segment)
{
  for (guint i = 1; i <= segment->n_elements; i++)
    {
      g_autofree char *code = wabi_x12_span_dup (wabi_x12_segment_get_component (segment, i, 2));

      // ICD-10 codes are read with the point that X12 leaves out.
      g_string_append_printf (out, "%s%.3s%s%s", i > 1 ? ", " : "", code, strlen (code) > 3 ? "." : "",
                              strlen (code) > 3 ? code + 3 : "");
    }
}

// The words of claims, or those of answers.
static const char *
find_words (const char *list, const char *code)
{
  const char *words = wabi_x12_explain_claim_code (list, code);

  return words != NULL ? words : wabi_x12_explain_code (list, code);
}

static void
append_all_words (GString *out, const WabiX12Segment *segment, guint element, const char *list)
{
  guint n = MIN (wabi_x12_segment_count_repetitions (segment, element), MAX_REPETITIONS);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *code = wabi_x12_span_dup (wabi_x12_segment_get_repetition (segment, element, i));
      const char *words = find_words (list, code);

      g_string_append_printf (out, "%s%s", i > 1 ? ", " : "", words != NULL ? words : code);
    }
}

// .2 is 20 %.
static void
append_percent (GString *out, WabiX12Span span)
{
  g_autofree char *text = wabi_x12_span_dup (span);

  if (*text != '\0')
    g_string_append_printf (out, "%g %%", g_ascii_strtod (text, NULL) * 100);
}

static void
append_field (GString *out, const WabiX12Segment *segment, const char *field)
{
  char *rest;
  guint element = g_ascii_strtoull (field, &rest, 10);
  guint component = *rest == '.' ? g_ascii_strtoull (rest + 1, &rest, 10) : 0;
  WabiX12Span span = component > 0 ? wabi_x12_segment_get_component (segment, element, component)
                                   : wabi_x12_segment_get_element (segment, element);
  g_autofree char *text = wabi_x12_span_dup (span);
  const char *words = *rest == '|' ? find_words (rest + 1, text) : NULL;

  if (element == 0)
    append_all_codes (out, segment);
  else if (*rest == '|' && words == NULL && wabi_x12_segment_count_repetitions (segment, element) > 1)
    append_all_words (out, segment, element, rest + 1);
  else if (*rest == '%')
    append_percent (out, span);
  else if (*rest == '$')
    append_money (out, span);
  else if (*rest == '@')
    append_date (out, span);
  else if (*rest == '*')
    append_parts (out, segment, element, 2);
  else if (words == NULL && component == 0 && wabi_x12_segment_count_components (segment, element) > 1)
    append_parts (out, segment, element, 1);
  else
    g_string_append (out, words != NULL ? words : text);
}

// Fills the fields of a sentence; a bracketed part without any content disappears.
static char *
fill_sentence (const WabiX12Segment *segment, const char *sentence)
{
  GString *out = g_string_new (NULL);
  gsize part_start = 0;
  gboolean in_part = FALSE, has_content = FALSE;

  for (const char *p = sentence; *p != '\0'; p++)
    if (*p == '[')
      {
        in_part = TRUE;
        has_content = FALSE;
        part_start = out->len;
      }
    else if (*p == ']')
      {
        if (!has_content)
          g_string_truncate (out, part_start);
        in_part = FALSE;
      }
    else if (*p == '{' && strchr (p, '}') != NULL)
      {
        g_autofree char *field = g_strndup (p + 1, strchr (p, '}') - p - 1);
        gsize before = out->len;

        append_field (out, segment, field);
        has_content = has_content || (in_part && out->len > before);
        p = strchr (p, '}');
      }
    else
      g_string_append_c (out, *p);
  return g_strstrip (g_string_free (out, FALSE));
}

static char *
explain_segment (const WabiX12Segment *segment)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (wabi_x12_segment_is (segment, sentences[i].id, NULL))
      return fill_sentence (segment, _ (sentences[i].sentence));
  return g_strdup ("");
}

typedef struct
{
  WabiGuideWalk walk; // first
  char group_guide[16];
} Explaining;

static const WabiGuide *
choose_guide (WabiGuideWalk *walk, const WabiX12Segment *st)
{
  const char *functional_id, *name;

  return wabi_guide_get (wabi_x12_find_guide (st, ((Explaining *)walk)->group_guide, &functional_id, &name));
}

static WabiX12Explained *
explain_one (Explaining *explaining, const WabiX12Segment *segment)
{
  WabiGuideWalk *walk = &explaining->walk;
  const WabiGuide *place = wabi_guide_walk_step (walk, segment);
  WabiX12Explained *line = g_new0 (WabiX12Explained, 1);

  if (wabi_x12_segment_is (segment, "GS", NULL))
    {
      WabiX12Span guide = wabi_x12_segment_get_element (segment, 8);

      g_snprintf (explaining->group_guide, sizeof explaining->group_guide, "%.*s",
                  (int)MIN (guide.length, 15), guide.text);
    }
  line->segment = segment->number;
  line->raw = wabi_x12_span_dup (segment->raw);
  line->loop = g_strdup (place != NULL ? wabi_guide_walk_get_loop (walk) : "");
  line->depth = walk->depth > 2 ? walk->depth - 2 : 0;
  line->title = g_strdup (place != NULL ? _ (place->node->meaning) : _ ("Not part of this transaction"));
  line->detail = explain_segment (segment);
  return line;
}

static WabiX12Explained *
explain_trouble (guint number, const GError *trouble)
{
  WabiX12Explained *line = g_new0 (WabiX12Explained, 1);

  line->segment = number;
  line->raw = g_strdup ("");
  line->loop = g_strdup ("");
  line->title = g_strdup (_ ("This cannot be read"));
  line->detail = g_strdup (trouble->message);
  return line;
}

GPtrArray *
wabi_x12_explain (const char *data, gsize length, GError **error)
{
  g_autoptr (GPtrArray) explained = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_x12_explained_free);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_x12_finding_free);
  g_autofree Explaining *explaining = g_new0 (Explaining, 1);
  WabiX12Segment segment;
  WabiX12Reader reader;
  gboolean any = FALSE;

  wabi_guide_walk_init (&explaining->walk, findings);
  explaining->walk.choose = choose_guide;
  wabi_x12_reader_init (&reader, data, length);
  for (;;)
    {
      g_autoptr (GError) trouble = NULL;
      WabiX12Read result = wabi_x12_reader_next (&reader, &segment, &trouble);

      if (result == WABI_X12_READ_END)
        return g_steal_pointer (&explained);
      if (result == WABI_X12_READ_SEGMENT)
        {
          any = TRUE;
          g_ptr_array_add (explained, explain_one (explaining, &segment));
          continue;
        }
      g_ptr_array_add (explained, explain_trouble (MAX (reader.n_segments, 1), trouble));
      if (wabi_x12_reader_recover (&reader))
        continue;
      if (any)
        return g_steal_pointer (&explained);
      g_propagate_error (error, g_steal_pointer (&trouble));
      return NULL;
    }
}

void
wabi_x12_explained_free (WabiX12Explained *explained)
{
  if (explained == NULL)
    return;
  g_free (explained->raw);
  g_free (explained->loop);
  g_free (explained->title);
  g_free (explained->detail);
  g_free (explained);
}
