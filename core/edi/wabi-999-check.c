// SPDX-License-Identifier: AGPL-3.0-or-later
// The counts of an acknowledgment that is being checked.

#include "wabi-x12-layer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  WabiGuideWalk *walk;
  guint n_sets;
  guint n_accepted;
} Layer;

static gpointer
make (WabiGuideWalk *walk)
{
  Layer *layer = g_new0 (Layer, 1);

  layer->walk = walk;
  return layer;
}

static void
begin_set (gpointer state, const WabiX12Segment *st)
{
  Layer *layer = state;

  layer->n_sets = layer->n_accepted = 0;
}

static void
before (gpointer state, const char *loop, const WabiX12Segment *segment)
{
}

// Not every set has to be listed; but those that are accepted cannot be more than are said to be.
static void
after (gpointer state, const char *loop, const WabiX12Segment *segment)
{
  Layer *layer = state;
  gint64 received = 0, accepted = 0;

  if (wabi_x12_segment_is (segment, "AK2", NULL))
    layer->n_sets++;
  if (wabi_x12_segment_is (segment, "IK5", "A") || wabi_x12_segment_is (segment, "IK5", "E"))
    layer->n_accepted++;
  if (!wabi_x12_segment_is (segment, "AK9", NULL)
      || !wabi_x12_span_to_number (wabi_x12_segment_get_element (segment, 3), &received)
      || !wabi_x12_span_to_number (wabi_x12_segment_get_element (segment, 4), &accepted))
    return;
  if (received < (gint64)layer->n_sets)
    wabi_guide_report (layer->walk, WABI_X12_SEVERITY_WARNING, segment, (WabiGuideSpot){ .element = 3 },
                       _ ("This says %u, but %u sets are acknowledged."), (guint)received, layer->n_sets);
  if (accepted < (gint64)layer->n_accepted
      || (received == (gint64)layer->n_sets && accepted != (gint64)layer->n_accepted))
    wabi_guide_report (layer->walk, WABI_X12_SEVERITY_WARNING, segment, (WabiGuideSpot){ .element = 4 },
                       _ ("This says %u, but %u of the sets are accepted."), (guint)accepted,
                       layer->n_accepted);
}

static void
end_set (gpointer state, const WabiX12Segment *last)
{
}

const WabiX12Layer wabi_999_layer = { make, g_free, begin_set, before, after, end_set };
