// SPDX-License-Identifier: AGPL-3.0-or-later
// Which guide a transaction set follows.

#include "wabi-x12-check-private.h"

#include <string.h>

static const struct
{
  const char *set;
  const char *mark; // in the name of the guide
  const char *functional_id;
  const char *name;
  const WabiGuideNode *guide;
} guides[] = {
  { "837", "X222", "HC", "005010X222A1", &wabi_guide_837p },
  { "835", "X221", "HP", "005010X221A1", &wabi_guide_835 },
  { "999", "X231", "FA", "005010X231A1", &wabi_guide_999 },
  { "277", "X214", "HN", "005010X214", &wabi_guide_277ca },
  { "277", "X212", "HN", "005010X212", &wabi_guide_277 },
  { "276", "X212", "HR", "005010X212", &wabi_guide_276 },
  { "270", "X279", "HS", "005010X279A1", &wabi_guide_270 },
  { "271", "X279", "HB", "005010X279A1", &wabi_guide_271 },
  { "278", "X217", "HI", "005010X217", &wabi_guide_278 },
};

static gboolean
holds (WabiX12Span span, const char *mark)
{
  return memmem (span.text, span.length, mark, strlen (mark)) != NULL;
}

const WabiGuideNode *
wabi_x12_find_guide (const WabiX12Segment *st, const char *group_guide, const char **functional_id,
                     const char **name)
{
  WabiX12Span set = wabi_x12_segment_get_element (st, 1);
  WabiX12Span own = wabi_x12_segment_get_element (st, 3);
  WabiX12Span group = { group_guide, strlen (group_guide) };

  for (guint i = 0; i < G_N_ELEMENTS (guides); i++)
    if (wabi_x12_span_equal (set, guides[i].set) && holds (own.length > 0 ? own : group, guides[i].mark))
      {
        *functional_id = guides[i].functional_id;
        *name = guides[i].name;
        return guides[i].guide;
      }
  *functional_id = *name = NULL;
  return &wabi_guide_unknown;
}
