// SPDX-License-Identifier: AGPL-3.0-or-later
// Which transactions a file holds.

#include "wabi-x12-contents.h"

#include <string.h>

static gboolean
holds (WabiX12Span span, const char *part)
{
  return memmem (span.text, span.length, part, strlen (part)) != NULL;
}

// The guide tells a 277CA from a 277; where it is told nowhere, BHT01 does.
static void
count_set (WabiX12Contents *contents, const WabiX12Segment *st, WabiX12Span group_guide)
{
  WabiX12Span kind = wabi_x12_segment_get_element (st, 1);
  WabiX12Span guide = wabi_x12_segment_get_element (st, 3);
  const struct
  {
    const char *set;
    guint *count;
  } counts[] = {
    { "270", &contents->n_270 }, { "271", &contents->n_271 }, { "276", &contents->n_276 },
    { "278", &contents->n_278 }, { "835", &contents->n_835 }, { "837", &contents->n_837 },
    { "999", &contents->n_999 }, { "997", &contents->n_999 },
  };

  if (wabi_x12_span_equal (kind, "277"))
    {
      if (holds (guide.length > 0 ? guide : group_guide, "X214"))
        contents->n_277ca++;
      else
        contents->n_277++;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (wabi_x12_span_equal (kind, counts[i].set))
      {
        (*counts[i].count)++;
        return;
      }
  contents->n_other++;
}

gboolean
wabi_x12_list_contents (const char *data, gsize length, WabiX12Contents *contents)
{
  WabiX12Span group_guide = { "", 0 };
  WabiX12Segment segment;
  WabiX12Reader reader;

  memset (contents, 0, sizeof *contents);
  wabi_x12_reader_init (&reader, data, length);
  for (;;)
    {
      WabiX12Read result = wabi_x12_reader_next (&reader, &segment, NULL);

      if (result == WABI_X12_READ_END)
        break;
      if (result == WABI_X12_READ_ERROR)
        {
          contents->n_broken++;
          if (!wabi_x12_reader_recover (&reader))
            break;
          continue;
        }
      if (wabi_x12_segment_is (&segment, "ST", NULL))
        count_set (contents, &segment, group_guide);
      else if (wabi_x12_segment_is (&segment, "GS", NULL))
        group_guide = wabi_x12_segment_get_element (&segment, 8);
      else if (wabi_x12_segment_is (&segment, "ISA", NULL))
        contents->n_interchanges++;
      else if (wabi_x12_segment_is (&segment, "TA1", NULL))
        contents->n_ta1++;
    }
  return contents->n_interchanges > 0;
}
