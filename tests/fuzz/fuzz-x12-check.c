// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes against the guides, at once and in pieces: the same is found, and what is answered is X12.

#include "fuzz.h"

#include "wabi-x12-check.h"

#include <string.h>

static const WabiX12Envelope envelope = {
  .sender_qualifier = (char *)"ZZ",
  .sender_id = (char *)"123456789",
  .receiver_qualifier = (char *)"ZZ",
  .receiver_id = (char *)"CLEARHOUSE",
  .date = (char *)"2026-01-05",
  .time = (char *)"0930",
  .interchange_control = 21,
  .group_control = 22,
};

static WabiX12Checked *
check_in_pieces (const char *text, size_t size)
{
  WabiX12Checker *checker = wabi_x12_checker_new ();
  WabiX12Segment segment = { 0 };
  WabiX12Reader reader;

  wabi_x12_reader_init (&reader, text, size);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      WabiX12Read result = wabi_x12_reader_next (&reader, &segment, &error);

      if (result == WABI_X12_READ_SEGMENT)
        {
          // A copy that is gone before the next segment comes: what is kept of it would be seen.
          g_autofree char *copy = g_memdup2 (segment.raw.text, segment.raw.length + 1);

          for (guint i = 0; i <= segment.n_elements; i++)
            segment.elements[i].text = copy + (segment.elements[i].text - segment.raw.text);
          segment.raw.text = copy;
          wabi_x12_checker_take (checker, &segment);
        }
      if (result == WABI_X12_READ_ERROR)
        wabi_x12_checker_take_error (checker, MAX (reader.n_segments, 1), error);
      if (result == WABI_X12_READ_END || (result == WABI_X12_READ_ERROR && !wabi_x12_reader_recover (&reader)))
        return wabi_x12_checker_finish (checker);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  // One more byte, so that a segment at the very end can be copied with what follows it.
  g_autofree char *text = g_malloc (size + 1);
  g_autoptr (WabiX12Checked) whole = NULL;
  g_autoptr (WabiX12Checked) pieces = NULL;
  g_autofree char *answer = NULL, *note = NULL;

  memcpy (text, data, size);
  text[size] = '\0';
  whole = wabi_x12_check (text, size);
  pieces = check_in_pieces (text, size);
  g_assert_cmpuint (whole->findings->len, ==, pieces->findings->len);
  g_assert_cmpuint (whole->n_errors, ==, pieces->n_errors);
  for (guint i = 0; i < whole->findings->len; i++)
    {
      const WabiX12Finding *finding = g_ptr_array_index (whole->findings, i);
      g_autofree char *line = wabi_x12_finding_to_string (finding);

      g_assert_true (g_utf8_validate (line, -1, NULL));
      g_assert_true (finding->message[0] != '\0' && finding->loop != NULL && finding->segment_id != NULL);
    }
  answer = wabi_x12_write_999 (whole, &envelope, NULL);
  note = wabi_x12_write_ta1 (whole, &envelope, TRUE, NULL);
  g_assert_true (answer == NULL || g_str_has_prefix (answer, "ISA*"));
  g_assert_true (note == NULL || g_str_is_ascii (note));
  return 0;
}
