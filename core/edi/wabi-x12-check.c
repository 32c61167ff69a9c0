// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds a file against the guides of its transactions: envelopes, counts and levels are checked here.

#include "wabi-x12-check.h"

#include "wabi-npi.h"
#include "wabi-x12-check-private.h"
#include "wabi-x12-layer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  guint segment;
  const char *loop;
  gboolean may_tell; // HL04 is there
  gboolean promises_children;
  guint n_children;
} Level;

struct _WabiX12Checker
{
  WabiGuideWalk walk; // first
  WabiX12Checked *checked;
  WabiX12CheckedInterchange *interchange;
  WabiX12CheckedGroup *group;
  WabiX12CheckedSet *set;
  const WabiGuideNode *forced;
  gboolean has_interchange_end;
  guint group_segment;
  guint n_groups;
  guint n_sets;
  guint set_errors, set_coded; // of the walk when the set began
  GHashTable *set_numbers;
  GArray *levels;
  const WabiX12Layer *layer; // of the set being read
  gpointer states[3];        // of the layers, made when they are first needed
};

static const WabiX12Layer *const layers[] = { &wabi_837p_layer, &wabi_835_layer, &wabi_999_layer };

static void
free_set (gpointer data)
{
  WabiX12CheckedSet *set = data;

  g_free (set->set);
  g_free (set->control);
  g_free (set->guide);
  g_free (set);
}

static void
free_group (gpointer data)
{
  WabiX12CheckedGroup *group = data;

  g_free (group->functional_id);
  g_free (group->control);
  g_free (group->guide);
  g_ptr_array_unref (group->sets);
  g_free (group);
}

static void
free_interchange (gpointer data)
{
  WabiX12CheckedInterchange *interchange = data;

  g_free (interchange->sender_qualifier);
  g_free (interchange->sender);
  g_free (interchange->receiver_qualifier);
  g_free (interchange->receiver);
  g_free (interchange->date);
  g_free (interchange->time);
  g_free (interchange->control);
  g_ptr_array_unref (interchange->groups);
  g_free (interchange);
}

void
wabi_x12_checked_free (WabiX12Checked *checked)
{
  if (checked == NULL)
    return;
  g_clear_pointer (&checked->findings, g_ptr_array_unref);
  g_clear_pointer (&checked->interchanges, g_ptr_array_unref);
  g_free (checked);
}

static void report_error (WabiX12Checker *checker, const WabiX12Segment *segment, guint element,
                          const char *format, ...) G_GNUC_PRINTF (4, 5);

// Errors of envelopes have words of their own in a 999 and a TA1, beside those of segments.
static void
report_error (WabiX12Checker *checker, const WabiX12Segment *segment, guint element, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  wabi_guide_report (&checker->walk, WABI_X12_SEVERITY_ERROR, segment, (WabiGuideSpot){ .element = element },
                     "%s", message);
}

static void
note (WabiX12Checker *checker, const char *code)
{
  if (checker->interchange != NULL && strcmp (checker->interchange->note, "000") == 0)
    checker->interchange->note = code;
}

static WabiX12Span
element_of (const WabiX12Segment *segment, guint element)
{
  return wabi_x12_segment_get_element (segment, element);
}

static gboolean
expect_count (WabiX12Checker *checker, const WabiX12Segment *segment, guint counted, const char *what)
{
  gint64 said = -1;

  if (wabi_x12_span_to_number (element_of (segment, 1), &said) && said == counted)
    return TRUE;
  report_error (checker, segment, 1, _ ("This should say %u, the number of %s."), counted, what);
  return FALSE;
}

static gboolean
expect_same (WabiX12Checker *checker, const WabiX12Segment *segment, guint element, const char *expected,
             const char *what)
{
  if (wabi_x12_span_equal (element_of (segment, element), expected))
    return TRUE;
  report_error (checker, segment, element, _ ("This should repeat %s, “%.80s”."), what, expected);
  return FALSE;
}

static char *
dup_raw (const WabiX12Segment *segment, guint element)
{
  WabiX12Span span = element_of (segment, element);
  g_autofree char *text = g_strndup (span.text, span.length);

  return g_utf8_make_valid (text, -1);
}

// The set that is open ends here, with or without its SE.
static void
end_set (WabiX12Checker *checker, const WabiX12Segment *last)
{
  WabiX12CheckedSet *set = checker->set;

  if (set == NULL)
    return;
  if (!set->has_end && set->code == 0)
    set->code = 2;
  set->n_errors = checker->walk.n_errors - checker->set_errors;
  set->n_coded = checker->walk.n_coded - checker->set_coded;
  if (set->last_segment == 0)
    set->last_segment = last->number;
  checker->set = NULL;
}

// What the layer still has to say before the set closes.
static void
end_layer (WabiX12Checker *checker, const WabiX12Segment *last)
{
  if (checker->layer != NULL)
    checker->layer->end_set (checker->states[checker->layer == layers[0]   ? 0
                                             : checker->layer == layers[1] ? 1
                                                                           : 2],
                             last);
  checker->layer = NULL;
  checker->walk.claim[0] = '\0';
  checker->walk.line = 0;
}

static gpointer
get_state (WabiX12Checker *checker)
{
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (checker->layer == layers[i])
      {
        if (checker->states[i] == NULL)
          checker->states[i] = layers[i]->make (&checker->walk);
        return checker->states[i];
      }
  return NULL;
}

static void
check_isa (WabiX12Checker *checker, const WabiX12Segment *s)
{
  static const guint8 widths[] = { 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1 };
  WabiX12CheckedInterchange *interchange = g_new0 (WabiX12CheckedInterchange, 1);

  interchange->sender_qualifier = dup_raw (s, 5);
  interchange->sender = g_strchomp (dup_raw (s, 6));
  interchange->receiver_qualifier = dup_raw (s, 7);
  interchange->receiver = g_strchomp (dup_raw (s, 8));
  interchange->date = dup_raw (s, 9);
  interchange->time = dup_raw (s, 10);
  interchange->control = dup_raw (s, 13);
  interchange->wants_acknowledgment = wabi_x12_span_equal (element_of (s, 14), "1");
  interchange->note = "000";
  interchange->groups = g_ptr_array_new_with_free_func (free_group);
  g_ptr_array_add (checker->checked->interchanges, interchange);
  checker->interchange = interchange;
  checker->has_interchange_end = FALSE;
  checker->group = NULL;
  checker->n_groups = 0;
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    if (element_of (s, i + 1).length != widths[i])
      {
        report_error (checker, s, i + 1, _ ("This should be exactly %u characters wide."), widths[i]);
        note (checker, "024");
      }
  for (guint i = 6; i <= 8; i += 2)
    if (element_of (s, i).length > 0 && element_of (s, i).text[0] == ' ')
      report_error (checker, s, i, _ ("The identifier should stand at the left, blanks after it."));
}

static void
check_gs (WabiX12Checker *checker, const WabiX12Segment *s)
{
  WabiX12CheckedGroup *group = g_new0 (WabiX12CheckedGroup, 1);

  group->functional_id = dup_raw (s, 1);
  group->control = dup_raw (s, 6);
  group->guide = dup_raw (s, 8);
  group->sets = g_ptr_array_new_with_free_func (free_set);
  g_ptr_array_add (checker->interchange->groups, group);
  checker->group = group;
  checker->group_segment = s->number;
  checker->n_groups++;
  checker->n_sets = 0;
  g_hash_table_remove_all (checker->set_numbers);
}

// The first set tells what the header of its group should have said.
static void
check_group_of (WabiX12Checker *checker, const char *functional_id, const char *name)
{
  const WabiX12CheckedGroup *group = checker->group;

  if (checker->n_sets > 0)
    return;
  if (strcmp (group->functional_id, functional_id) != 0)
    wabi_guide_report_at (&checker->walk, checker->group_segment, "GS", "GS", (WabiGuideSpot){ .element = 1 },
                          _ ("“%.80s” is not one of %s."), group->functional_id, functional_id);
  if (strcmp (group->guide, name) != 0)
    wabi_guide_report_at (&checker->walk, checker->group_segment, "GS", "GS", (WabiGuideSpot){ .element = 8 },
                          _ ("The guide of this kind of transaction is %s."), name);
}

static const WabiGuide *
choose_guide (WabiGuideWalk *walk, const WabiX12Segment *st)
{
  WabiX12Checker *checker = (WabiX12Checker *)walk;
  const char *functional_id = NULL, *name = NULL;
  const WabiGuideNode *node = wabi_x12_find_guide (st, checker->group->guide, &functional_id, &name);

  if (checker->forced != NULL)
    {
      node = checker->forced;
      functional_id = "HC";
      name = "005010X222A1";
    }
  if (functional_id != NULL)
    check_group_of (checker, functional_id, name);
  checker->set = g_new0 (WabiX12CheckedSet, 1);
  checker->set->is_known = node != &wabi_guide_unknown;
  checker->set->first_segment = st->number;
  g_ptr_array_add (checker->group->sets, checker->set);
  checker->set_errors = walk->n_errors;
  checker->set_coded = walk->n_coded;
  checker->layer = node == &wabi_guide_837p  ? &wabi_837p_layer
                   : node == &wabi_guide_835 ? &wabi_835_layer
                   : node == &wabi_guide_999 ? &wabi_999_layer
                                             : NULL;
  // Small letters are worth a word where we are the sender.
  walk->is_ours = node == &wabi_guide_837p || node == &wabi_guide_270 || node == &wabi_guide_276;
  return wabi_guide_get (node);
}

static void
check_st (WabiX12Checker *checker, const WabiX12Segment *s)
{
  WabiX12CheckedSet *set = checker->set;
  WabiX12Span guide = element_of (s, 3);

  set->set = dup_raw (s, 1);
  set->control = dup_raw (s, 2);
  set->guide = dup_raw (s, 3);
  checker->n_sets++;
  g_array_set_size (checker->levels, 0);
  if (checker->layer != NULL)
    checker->layer->begin_set (get_state (checker), s);
  if (!set->is_known)
    wabi_guide_report (
        &checker->walk, WABI_X12_SEVERITY_WARNING, s, (WabiGuideSpot){ .element = 1 },
        _ ("This kind of transaction is not known here; only its beginning and end were looked at."));
  if (element_of (s, 2).length < 4)
    {
      report_error (checker, s, 2, _ ("The control number should have four to nine characters."));
      set->code = 7;
    }
  if (!g_hash_table_add (checker->set_numbers, g_strdup (set->control)))
    {
      report_error (checker, s, 2, _ ("Another transaction set in this group has the same control number."));
      set->code = 23;
    }
  // The 835 does not use it; some payers fill it nevertheless.
  if (guide.length > 0 || checker->layer != &wabi_835_layer)
    if (!wabi_x12_span_equal (guide, checker->group->guide))
      report_error (checker, s, 3, _ ("This should repeat the guide of the group header, GS08."));
}

// Whether a level has children is known only at the end; the finding still stands at the level.
static void
check_children (WabiX12Checker *checker)
{
  for (guint i = 0; i < checker->levels->len; i++)
    {
      const Level *level = &g_array_index (checker->levels, Level, i);

      if (!level->may_tell || level->promises_children == (level->n_children > 0))
        continue;
      wabi_guide_report_at (
          &checker->walk, level->segment, "HL", level->loop, (WabiGuideSpot){ .element = 4, .code = 7 }, "%s",
          level->n_children > 0 ? _ ("This should be 1, because levels follow below this one.")
                                : _ ("This should be 0, because no level follows below this one."));
    }
  g_array_set_size (checker->levels, 0);
}

static void
check_hl (WabiX12Checker *checker, const WabiX12Segment *s)
{
  WabiGuideWalk *walk = &checker->walk;
  WabiX12Span told = element_of (s, 4);
  Level level
      = { s->number, wabi_guide_walk_get_loop (walk), told.length > 0, wabi_x12_span_equal (told, "1"), 0 };
  gint64 number = 0, parent = 0;
  guint expected = 0;

  if (!wabi_x12_span_to_number (element_of (s, 1), &number) || number != checker->levels->len + 1)
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, s, (WabiGuideSpot){ .element = 1, .code = 7 },
                       _ ("Levels count 1, 2, 3; this should be %u."), checker->levels->len + 1);
  for (guint depth = walk->depth - 1; depth-- > 0 && expected == 0;)
    expected = walk->frames[depth].level;
  if (expected > 0)
    g_array_index (checker->levels, Level, expected - 1).n_children++;
  if (expected > 0 && (!wabi_x12_span_to_number (element_of (s, 2), &parent) || parent != (gint64)expected))
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, s, (WabiGuideSpot){ .element = 2, .code = 7 },
                       _ ("The level above this one is number %u."), expected);
  g_array_append_val (checker->levels, level);
  walk->frames[walk->depth - 1].level = checker->levels->len;
}

static void
check_se (WabiX12Checker *checker, const WabiX12Segment *s)
{
  WabiX12CheckedSet *set = checker->set;

  if (set == NULL)
    return;
  end_layer (checker, s);
  check_children (checker);
  set->has_end = TRUE;
  set->last_segment = s->number;
  if (!expect_count (checker, s, s->number - set->first_segment + 1, _ ("segments from ST to SE")))
    set->code = 4;
  if (!expect_same (checker, s, 2, set->control, _ ("the control number of ST")))
    set->code = 3;
  wabi_guide_walk_leave (&checker->walk);
  end_set (checker, s);
}

static void
check_ge (WabiX12Checker *checker, const WabiX12Segment *s)
{
  gint64 said = 0;

  if (wabi_x12_span_to_number (element_of (s, 1), &said) && said <= G_MAXINT)
    checker->group->n_said = said;
  if (!expect_count (checker, s, checker->n_sets, _ ("transaction sets in the group")))
    checker->group->code = 5;
  if (!expect_same (checker, s, 2, checker->group->control, _ ("the control number of GS")))
    checker->group->code = 4;
}

static void
check_iea (WabiX12Checker *checker, const WabiX12Segment *s)
{
  if (!expect_count (checker, s, checker->n_groups, _ ("groups in the interchange")))
    note (checker, "021");
  if (!expect_same (checker, s, 2, checker->interchange->control, _ ("the control number of ISA")))
    note (checker, "001");
  checker->has_interchange_end = TRUE;
}

void
wabi_x12_check_npi (WabiGuideWalk *walk, WabiX12Severity severity, const WabiX12Segment *segment)
{
  guint kind = segment->elements[0].length == 2 ? 3 : 8;
  g_autofree char *npi = NULL;

  if (!wabi_x12_span_equal (element_of (segment, kind), "XX"))
    return;
  npi = wabi_x12_span_dup (element_of (segment, kind + 1));
  if (!wabi_npi_is_valid (npi))
    wabi_guide_report (walk, severity, segment, (WabiGuideSpot){ .element = kind + 1 },
                       _ ("The NPI “%s” fails its check digit. Look it up in NPPES."), npi);
}

static void
check_name (WabiX12Checker *checker, const WabiX12Segment *s)
{
  if (checker->layer != &wabi_837p_layer)
    wabi_x12_check_npi (&checker->walk, WABI_X12_SEVERITY_WARNING, s);
}

static const struct
{
  guint32 key;
  void (*run) (WabiX12Checker *checker, const WabiX12Segment *segment);
} rules[] = {
  { WABI_KEY3 ('N', 'M', '1'), check_name }, { WABI_KEY2 ('H', 'L'), check_hl }, { WABI_KEY2 ('N', '1'), check_name }, { WABI_KEY2 ('S', 'T'), check_st },   { WABI_KEY2 ('S', 'E'), check_se },
  { WABI_KEY2 ('G', 'S'), check_gs },    { WABI_KEY2 ('G', 'E'), check_ge }, { WABI_KEY3 ('I', 'S', 'A'), check_isa }, { WABI_KEY3 ('I', 'E', 'A'), check_iea },
};

static gboolean
is_envelope (guint32 key)
{
  return key == WABI_KEY3 ('I', 'S', 'A') || key == WABI_KEY3 ('I', 'E', 'A') || key == WABI_KEY2 ('G', 'S')
         || key == WABI_KEY2 ('G', 'E') || key == WABI_KEY2 ('S', 'T');
}

static void
note_isa_errors (WabiX12Checker *checker, guint first)
{
  static const char *const notes[] = { "",    "010", "011", "012", "013", "005", "006", "007", "008",
                                       "014", "015", "002", "017", "018", "019", "020", "027" };

  for (guint i = first; i < checker->checked->findings->len; i++)
    {
      const WabiX12Finding *finding = g_ptr_array_index (checker->checked->findings, i);

      if (finding->element < G_N_ELEMENTS (notes))
        note (checker, notes[finding->element]);
    }
}

void
wabi_x12_checker_take (WabiX12Checker *checker, const WabiX12Segment *segment)
{
  WabiGuideWalk *walk = &checker->walk;
  guint32 key = wabi_guide_key_of (segment);
  gboolean is_header = key == WABI_KEY3 ('I', 'S', 'A');
  guint n_findings;
  const WabiGuide *place;
  const char *loop;

  checker->checked->n_segments = segment->number;
  if (checker->set != NULL && is_envelope (key))
    end_layer (checker, segment);
  place = wabi_guide_walk_step (walk, segment);
  if (checker->set != NULL && key != WABI_KEY2 ('S', 'T') && is_envelope (key))
    end_set (checker, segment);
  if (!is_header)
    wabi_guide_check_form (walk, segment);
  if (place == NULL)
    return;
  loop = wabi_guide_walk_get_loop (walk);
  if (checker->layer != NULL && checker->set != NULL && checker->set->set != NULL)
    checker->layer->before (get_state (checker), loop, segment);
  n_findings = checker->checked->findings->len;
  wabi_guide_check_elements (walk, segment, place);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].key == key)
      rules[i].run (checker, segment);
  if (is_header)
    note_isa_errors (checker, n_findings);
  if (checker->layer != NULL)
    checker->layer->after (get_state (checker), loop, segment);
}

void
wabi_x12_checker_take_error (WabiX12Checker *checker, guint segment, const GError *error)
{
  wabi_guide_report_at (&checker->walk, segment, "?", "", (WabiGuideSpot){ .code = 1 }, "%s", error->message);
  note (checker, "022");
}

WabiX12Checker *
wabi_x12_checker_new (void)
{
  WabiX12Checker *checker = g_new0 (WabiX12Checker, 1);

  checker->checked = g_new0 (WabiX12Checked, 1);
  checker->checked->findings = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_x12_finding_free);
  checker->checked->interchanges = g_ptr_array_new_with_free_func (free_interchange);
  checker->set_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  checker->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  wabi_guide_walk_init (&checker->walk, checker->checked->findings);
  checker->walk.choose = choose_guide;
  return checker;
}

static gint
compare_findings (gconstpointer a, gconstpointer b)
{
  const WabiX12Finding *first = *(const WabiX12Finding *const *)a;
  const WabiX12Finding *second = *(const WabiX12Finding *const *)b;

  if (first->segment != second->segment)
    return first->segment < second->segment ? -1 : 1;
  return (gint)first->element - (gint)second->element;
}

WabiX12Checked *
wabi_x12_checker_finish (WabiX12Checker *checker)
{
  WabiX12Checked *checked = checker->checked;
  WabiX12Segment nothing = { .raw = { "", 0 }, .number = checked->n_segments, .elements[0] = { "?", 1 } };

  if (checker->set != NULL)
    end_layer (checker, &nothing);
  if (!checker->has_interchange_end)
    note (checker, "023");
  // What is no X12 at all lacks nothing in particular.
  if (checked->n_segments > 0)
    wabi_guide_walk_end (&checker->walk);
  end_set (checker, &nothing);
  checked->n_errors = checker->walk.n_errors;
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    if (checker->states[i] != NULL)
      layers[i]->discard (checker->states[i]);
  g_array_unref (checker->levels);
  g_hash_table_unref (checker->set_numbers);
  g_free (checker);
  // Missing segments are noticed when their loop ends; a reader of the list wants them where they belong.
  g_ptr_array_sort (checked->findings, compare_findings);
  return checked;
}

WabiX12Checked *
wabi_x12_check_as (const char *data, gsize length, const WabiGuideNode *guide)
{
  WabiX12Checker *checker = wabi_x12_checker_new ();
  WabiX12Segment segment = { 0 };
  WabiX12Reader reader;

  checker->forced = guide;
  wabi_x12_reader_init (&reader, data, length);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      WabiX12Read result = wabi_x12_reader_next (&reader, &segment, &error);

      if (result == WABI_X12_READ_SEGMENT)
        wabi_x12_checker_take (checker, &segment);
      if (result == WABI_X12_READ_ERROR)
        wabi_x12_checker_take_error (checker, MAX (reader.n_segments, 1), error);
      if (result == WABI_X12_READ_END
          || (result == WABI_X12_READ_ERROR && !wabi_x12_reader_recover (&reader)))
        return wabi_x12_checker_finish (checker);
    }
}

WabiX12Checked *
wabi_x12_check (const char *data, gsize length)
{
  return wabi_x12_check_as (data, length, NULL);
}
