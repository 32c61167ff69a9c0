// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds each segment's place in its guide, and says what is missing, out of order or there too often.

#include "wabi-guide-walk-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// As IK304 has them.
#define CODE_UNKNOWN 1
#define CODE_UNEXPECTED 2
#define CODE_MISSING 3
#define CODE_LOOP_TOO_OFTEN 4
#define CODE_TOO_OFTEN 5
#define CODE_OUT_OF_ORDER 7

typedef enum
{
  MATCH_EXACT,     // identifier and qualifier, at or after the place already reached
  MATCH_ANY_CODE,  // only the identifier
  MATCH_ANY_PLACE, // identifier and qualifier, also earlier in an open loop
} MatchKind;

typedef struct
{
  guint depth; // of the frame
  guint child;
} Place;

static gboolean
qualifier_matches (const WabiGuide *child, const WabiX12Segment *segment, MatchKind kind)
{
  return child->qualifier_element == 0 || kind == MATCH_ANY_CODE
         || wabi_guide_word_has_code (child->qualifier,
                                      wabi_x12_segment_get_component (segment, child->qualifier_element, 1));
}

// The nearest place with room; without room anywhere, the nearest one at all.
static gboolean
find_place (const WabiGuideWalk *walk, const WabiX12Segment *segment, guint32 key, MatchKind kind,
            Place *place)
{
  gboolean found = FALSE;

  for (guint depth = walk->depth; depth-- > 0;)
    {
      const WabiGuideFrame *frame = &walk->frames[depth];
      const WabiGuide *loop = frame->loop;
      // A loop's first segment opens another instance of it; it is never a further child. The root has only
      // loops.
      guint first = depth == 0 ? 0 : 1;

      if (kind != MATCH_ANY_PLACE)
        first = MAX (first, frame->from);
      for (guint i = first; i < loop->n_children; i++)
        {
          const WabiGuide *child = &loop->children[i];
          gboolean has_room;

          if (loop->keys[i] != key)
            continue;
          has_room = child->node->max == 0 || frame->counts[i] < child->node->max;
          if ((found && !has_room) || !qualifier_matches (child, segment, kind))
            continue;
          *place = (Place){ depth, i };
          found = TRUE;
          if (has_room)
            return TRUE;
        }
    }
  return found;
}

// Takes the message.
static void
add_finding (WabiGuideWalk *walk, WabiX12Severity severity, guint number, const char *id, WabiGuideSpot spot,
             const char *loop, char *message)
{
  WabiX12Finding *finding;

  walk->n_errors += severity == WABI_X12_SEVERITY_ERROR;
  walk->n_coded += severity == WABI_X12_SEVERITY_ERROR && spot.code > 0;
  if (walk->findings->len > WABI_X12_MAX_FINDINGS)
    {
      g_free (message);
      return;
    }
  if (walk->findings->len == WABI_X12_MAX_FINDINGS)
    {
      g_free (message);
      message = g_strdup (_ ("There is more than what is listed here."));
    }
  finding = g_new0 (WabiX12Finding, 1);
  finding->severity = severity;
  finding->segment = number;
  finding->segment_id = g_strdup (id);
  finding->element = spot.element;
  finding->component = spot.component;
  finding->repetition = spot.repetition;
  finding->code = spot.code;
  finding->loop = g_strdup (loop);
  finding->claim = walk->claim[0] != '\0' ? g_utf8_make_valid (walk->claim, -1) : NULL;
  // What stands above the lines of a claim may come after them, where it has no place.
  finding->line = g_str_has_prefix (loop, "23") ? 0 : walk->line;
  // The message quotes the file, which may hold anything.
  finding->message = g_utf8_make_valid (message, -1);
  g_free (message);
  g_ptr_array_add (walk->findings, finding);
}

static void
close_loop (WabiGuideWalk *walk)
{
  const WabiGuideFrame *frame = &walk->frames[walk->depth - 1];
  const WabiGuide *loop = frame->loop;

  for (guint i = 0; i < loop->n_required; i++)
    {
      const WabiGuideNode *child = loop->children[loop->required[i]].node;
      const char *id = child->children != NULL ? child->children[0].id : child->id;

      if (frame->counts[loop->required[i]] == 0)
        add_finding (walk, WABI_X12_SEVERITY_ERROR, frame->first_segment, id,
                     (WabiGuideSpot){ .code = CODE_MISSING }, loop->node->id,
                     g_strdup_printf (_ ("%s (%s) is missing after this place; it is required."),
                                      _ (child->meaning), id));
    }
  walk->depth--;
}

static void
open_loop (WabiGuideWalk *walk, const WabiGuide *loop, guint first_segment)
{
  WabiGuideFrame *frame = &walk->frames[walk->depth++];

  g_assert (walk->depth <= WABI_GUIDE_MAX_DEPTH);
  frame->loop = loop;
  frame->first_segment = first_segment;
  frame->from = 0;
  frame->level = 0;
  memset (frame->counts, 0, loop->n_children * sizeof frame->counts[0]);
  if (first_segment > 0)
    frame->counts[0] = 1;
}

static void
report_room (WabiGuideWalk *walk, const WabiX12Segment *segment, const WabiGuide *child, guint count)
{
  if (child->node->max > 0 && count == child->node->max + 1u)
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment,
                       (WabiGuideSpot){ .code = child->is_loop ? CODE_LOOP_TOO_OFTEN : CODE_TOO_OFTEN },
                       _ ("%s may be here at most %u times."), _ (child->node->meaning), child->node->max);
}

void
wabi_guide_walk_init (WabiGuideWalk *walk, GPtrArray *findings)
{
  memset (walk, 0, sizeof *walk);
  walk->findings = findings;
  open_loop (walk, wabi_guide_get (&wabi_guide_file), 0);
}

// Whether any guide that is open has such a segment anywhere.
static gboolean
knows (const WabiGuide *loop, guint32 key)
{
  for (guint i = 0; i < loop->n_children; i++)
    if (loop->keys[i] == key || (loop->children[i].is_loop && knows (&loop->children[i], key)))
      return TRUE;
  return FALSE;
}

static void
report_no_place (WabiGuideWalk *walk, const WabiX12Segment *segment, guint32 key)
{
  gboolean is_known = FALSE;

  for (guint i = 0; i < walk->depth; i++)
    {
      if (walk->frames[i].loop->node == &wabi_guide_unknown)
        return;
      is_known = is_known || knows (walk->frames[i].loop, key);
    }
  wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment,
                     (WabiGuideSpot){ .code = is_known ? CODE_UNEXPECTED : CODE_UNKNOWN },
                     _ ("This segment has no place here. Take it out or move it."));
}

const WabiGuide *
wabi_guide_walk_step (WabiGuideWalk *walk, const WabiX12Segment *segment)
{
  guint32 key = wabi_guide_key (segment->elements[0].text, segment->elements[0].length);
  const WabiGuide *child;
  WabiGuideFrame *frame;
  gboolean too_late = FALSE;
  Place place;

  if (!find_place (walk, segment, key, MATCH_EXACT, &place))
    {
      too_late = find_place (walk, segment, key, MATCH_ANY_PLACE, &place);
      if (!too_late && !find_place (walk, segment, key, MATCH_ANY_CODE, &place))
        {
          report_no_place (walk, segment, key);
          return NULL;
        }
    }
  while (walk->depth > place.depth + 1)
    close_loop (walk);
  frame = &walk->frames[place.depth];
  child = &frame->loop->children[place.child];
  frame->from = MAX (frame->from, frame->loop->same[place.child]);
  if (frame->counts[place.child] < G_MAXUINT16)
    frame->counts[place.child]++;
  report_room (walk, segment, child, frame->counts[place.child]);
  if (too_late)
    wabi_guide_report (walk, WABI_X12_SEVERITY_ERROR, segment, (WabiGuideSpot){ .code = CODE_OUT_OF_ORDER },
                       _ ("%s is out of order; it belongs further up in this loop."),
                       _ (child->node->meaning));
  if (!child->is_loop)
    return child;
  if (child->n_children == 0)
    child = walk->choose (walk, segment);
  open_loop (walk, child, segment->number);
  return &child->children[0];
}

void
wabi_guide_walk_end (WabiGuideWalk *walk)
{
  while (walk->depth > 0)
    close_loop (walk);
}

void
wabi_guide_walk_leave (WabiGuideWalk *walk)
{
  g_return_if_fail (walk->depth > 0);

  close_loop (walk);
}

const char *
wabi_guide_walk_get_loop (const WabiGuideWalk *walk)
{
  return walk->depth > 0 ? walk->frames[walk->depth - 1].loop->node->id : "";
}

void
wabi_guide_report (WabiGuideWalk *walk, WabiX12Severity severity, const WabiX12Segment *segment,
                   WabiGuideSpot spot, const char *format, ...)
{
  g_autofree char *id = wabi_x12_span_dup (segment->elements[0]);
  va_list args;

  va_start (args, format);
  add_finding (walk, severity, segment->number, id, spot,
               walk->loop != NULL ? walk->loop : wabi_guide_walk_get_loop (walk),
               g_strdup_vprintf (format, args));
  va_end (args);
}

void
wabi_guide_report_at (WabiGuideWalk *walk, guint number, const char *id, const char *loop, WabiGuideSpot spot,
                      const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add_finding (walk, WABI_X12_SEVERITY_ERROR, number, id, spot, loop, g_strdup_vprintf (format, args));
  va_end (args);
}
