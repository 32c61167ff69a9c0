// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes through the reader, the checker and the explainer: nothing may crash, hang or read outside.

#include "fuzz.h"

#include "wabi-837p-check.h"
#include "wabi-837p-explain.h"
#include "wabi-x12-reader.h"

static void
touch_span (WabiX12Span span, const char *data, size_t size)
{
  // Empty spans may point to a literal; others lie inside the buffer.
  g_assert_true (span.length == 0 || (span.text >= data && span.text + span.length <= data + size));
}

static void
touch_segment (const WabiX12Segment *segment, const char *data, size_t size)
{
  for (guint e = 0; e <= segment->n_elements + 1; e++)
    {
      guint n_repetitions = wabi_x12_segment_count_repetitions (segment, e);
      guint n_components = wabi_x12_segment_count_components (segment, e);
      WabiX12Span span = wabi_x12_segment_get_element (segment, e);
      g_autofree char *text = wabi_x12_span_dup (span);
      gint64 value;

      g_assert_true (g_utf8_validate (text, -1, NULL));
      touch_span (span, data, size);
      // The parts are looked for from the start each time; a few show what a thousand would.
      for (guint i = 1; i <= MIN (n_repetitions, 4) + 1; i++)
        touch_span (wabi_x12_segment_get_repetition (segment, e, i), data, size);
      for (guint i = 1; i <= MIN (n_components, 4) + 1; i++)
        touch_span (wabi_x12_segment_get_component (segment, e, i), data, size);
      (void)wabi_x12_span_to_cents (span, &value);
      (void)wabi_x12_span_to_number (span, &value);
      (void)wabi_x12_span_is_date (span);
    }
}

static void
touch_findings (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const Wabi837pFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *text = wabi_837p_finding_to_string (finding);

      g_assert_true (finding->message[0] != '\0' && finding->loop != NULL && finding->segment_id != NULL);
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *)data;
  WabiX12Reader reader;
  WabiX12Segment segment;
  WabiX12Read result;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) explain_error = NULL;
  g_autoptr (GPtrArray) findings = wabi_837p_check (text, size);
  g_autoptr (GPtrArray) explained = wabi_837p_explain (text, size, &explain_error);
  guint n = 0;

  wabi_x12_reader_init (&reader, text, size);
  for (; (result = wabi_x12_reader_next (&reader, &segment, &error)) == WABI_X12_READ_SEGMENT; n++)
    touch_segment (&segment, text, size);
  g_assert_true ((result == WABI_X12_READ_ERROR) == (error != NULL));
  g_assert_true ((explained == NULL) == (explain_error != NULL));
  // It goes on behind a place that cannot be read.
  g_assert_true (explained == NULL || explained->len >= n);
  touch_findings (findings);
  return 0;
}
