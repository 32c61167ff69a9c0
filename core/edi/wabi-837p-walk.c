// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds each segment's place in the guide, and says what is missing, out of order or there too often.

#include "wabi-837p-walk-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

// Segments that mean different things by a code, and the element that holds it.
static const struct
{
  const char *id;
  guint element;
} qualified[] = {
  { "NM1", 1 }, { "REF", 1 }, { "DTP", 1 }, { "AMT", 1 }, { "PWK", 1 },
  { "CRC", 1 }, { "NTE", 1 }, { "QTY", 1 }, { "HL", 3 },  { "HI", 1 },
};

static guint
get_qualifier_element (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (qualified); i++)
    if (strcmp (qualified[i].id, id) == 0)
      return qualified[i].element;
  return 0;
}

// Whether the codes of the n-th word of the node hold the qualifier.
static gboolean
has_qualifier (const Wabi837pNode *node, guint element, WabiX12Span qualifier)
{
  const char *word = node->elements;
  const char *codes;
  gsize length;

  while (--element > 0)
    word = strchr (word, ' ') + 1;
  codes = word + strcspn (word, "= ");
  if (*codes != '=')
    return TRUE;
  for (codes++;; codes += length + 1)
    {
      length = strcspn (codes, "|,) ");
      if (length == qualifier.length && memcmp (codes, qualifier.text, length) == 0)
        return TRUE;
      if (codes[length] != '|')
        return FALSE;
    }
}

static gboolean
segment_matches (const Wabi837pNode *node, const WabiX12Segment *segment, MatchKind kind)
{
  guint element;

  if (!wabi_x12_span_equal (segment->elements[0], node->id))
    return FALSE;
  element = get_qualifier_element (node->id);
  return element == 0 || kind == MATCH_ANY_CODE
         || has_qualifier (node, element, wabi_x12_segment_get_component (segment, element, 1));
}

static gboolean
child_matches (const Wabi837pNode *child, const WabiX12Segment *segment, MatchKind kind)
{
  return segment_matches (child->elements != NULL ? child : &child->children[0], segment, kind);
}

// The nearest place with room; without room anywhere, the nearest one at all.
static gboolean
find_place (const Wabi837pWalk *walk, const WabiX12Segment *segment, MatchKind kind, Place *place)
{
  gboolean found = FALSE;

  for (guint depth = walk->depth; depth-- > 0;)
    {
      const Wabi837pFrame *frame = &walk->frames[depth];

      // A loop's first segment opens another instance of it; it is never a further child. The root has only
      // loops.
      for (guint i = depth == 0 ? 0 : 1; i < frame->loop->n_children; i++)
        {
          const Wabi837pNode *child = &frame->loop->children[i];
          gboolean has_room = child->max == 0 || frame->counts[i] < child->max;

          if ((kind != MATCH_ANY_PLACE && child->position < frame->position) || (found && !has_room)
              || !child_matches (child, segment, kind))
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
add_finding (Wabi837pWalk *walk, Wabi837pSeverity severity, guint number, const char *id, guint element,
             const char *loop, char *message)
{
  Wabi837pFinding *finding;

  if (walk->findings->len > WABI_837P_MAX_FINDINGS)
    {
      g_free (message);
      return;
    }
  if (walk->findings->len == WABI_837P_MAX_FINDINGS)
    {
      g_free (message);
      message = g_strdup (_ ("There is more than what is listed here."));
    }
  finding = g_new0 (Wabi837pFinding, 1);
  finding->severity = severity;
  finding->segment = number;
  finding->segment_id = g_strdup (id);
  finding->element = element;
  finding->loop = g_strdup (loop);
  finding->claim = walk->claim[0] != '\0' ? g_utf8_make_valid (walk->claim, -1) : NULL;
  finding->line = g_str_has_prefix (loop, "24") ? walk->line : 0;
  // The message quotes the file, which may hold anything.
  finding->message = g_utf8_make_valid (message, -1);
  g_free (message);
  g_ptr_array_add (walk->findings, finding);
}

static void
close_loop (Wabi837pWalk *walk)
{
  const Wabi837pFrame *frame = &walk->frames[walk->depth - 1];

  for (guint i = 0; i < frame->loop->n_children; i++)
    {
      const Wabi837pNode *child = &frame->loop->children[i];
      const char *id = child->elements != NULL ? child->id : child->children[0].id;

      if (child->usage == 'R' && frame->counts[i] == 0)
        add_finding (walk, WABI_837P_SEVERITY_ERROR, frame->first_segment, id, 0, frame->loop->id,
                     g_strdup_printf (_ ("%s (%s) is missing after this place; it is required."),
                                      _ (child->meaning), id));
    }
  walk->depth--;
}

static void
open_loop (Wabi837pWalk *walk, const Wabi837pNode *loop, guint first_segment)
{
  Wabi837pFrame *frame = &walk->frames[walk->depth++];

  g_assert (walk->depth <= WABI_837P_MAX_DEPTH && loop->n_children <= WABI_837P_MAX_CHILDREN);
  memset (frame, 0, sizeof *frame);
  frame->loop = loop;
  frame->first_segment = first_segment;
  if (first_segment > 0)
    {
      frame->counts[0] = 1;
      frame->position = loop->children[0].position;
    }
}

static void
report_room (Wabi837pWalk *walk, const WabiX12Segment *segment, const Wabi837pNode *child, guint count)
{
  if (child->max > 0 && count == child->max + 1u)
    wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, 0, _ ("%s may be here at most %u times."),
                      _ (child->meaning), child->max);
}

void
wabi_837p_walk_init (Wabi837pWalk *walk, GPtrArray *findings)
{
  memset (walk, 0, sizeof *walk);
  walk->findings = findings;
  open_loop (walk, &wabi_837p_root, 0);
}

const Wabi837pNode *
wabi_837p_walk_step (Wabi837pWalk *walk, const WabiX12Segment *segment)
{
  const Wabi837pNode *child;
  Wabi837pFrame *frame;
  gboolean too_late = FALSE;
  Place place;

  if (!find_place (walk, segment, MATCH_EXACT, &place))
    {
      too_late = find_place (walk, segment, MATCH_ANY_PLACE, &place);
      if (!too_late && !find_place (walk, segment, MATCH_ANY_CODE, &place))
        {
          wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, 0,
                            _ ("This segment has no place here. Take it out or move it."));
          return NULL;
        }
    }
  while (walk->depth > place.depth + 1)
    close_loop (walk);
  frame = &walk->frames[place.depth];
  child = &frame->loop->children[place.child];
  frame->position = MAX (frame->position, child->position);
  if (frame->counts[place.child] < G_MAXUINT16)
    frame->counts[place.child]++;
  report_room (walk, segment, child, frame->counts[place.child]);
  if (too_late)
    wabi_837p_report (walk, WABI_837P_SEVERITY_ERROR, segment, 0,
                      _ ("%s is out of order; it belongs further up in this loop."), _ (child->meaning));
  if (child->elements != NULL)
    return child;
  open_loop (walk, child, segment->number);
  return &child->children[0];
}

void
wabi_837p_walk_end (Wabi837pWalk *walk)
{
  while (walk->depth > 0)
    close_loop (walk);
}

const char *
wabi_837p_walk_get_loop (const Wabi837pWalk *walk)
{
  return walk->depth > 0 ? walk->frames[walk->depth - 1].loop->id : "";
}

void
wabi_837p_report (Wabi837pWalk *walk, Wabi837pSeverity severity, const WabiX12Segment *segment, guint element,
                  const char *format, ...)
{
  g_autofree char *id = wabi_x12_span_dup (segment->elements[0]);
  va_list args;

  va_start (args, format);
  add_finding (walk, severity, segment->number, id, element,
               walk->loop != NULL ? walk->loop : wabi_837p_walk_get_loop (walk),
               g_strdup_vprintf (format, args));
  va_end (args);
}
