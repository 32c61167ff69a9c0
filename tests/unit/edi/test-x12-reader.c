// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading what the wild sends: every sample file, odd envelopes, and clear errors for the rest.

#include "edi-fixtures.h"
#include "wabi-x12-reader.h"

#include <string.h>

#define ISA                                                                                                  \
  "ISA*00*          *00*          *ZZ*S              *ZZ*R              "                                    \
  "*260105*0930*^*00501*000000001*0*T*:~"

// Reads to the end; -1 after an error.
static int
count_segments (const char *data, gsize length, GError **error)
{
  WabiX12Reader reader;
  WabiX12Segment segment;
  WabiX12Read result;
  int n = 0;

  wabi_x12_reader_init (&reader, data, length);
  while ((result = wabi_x12_reader_next (&reader, &segment, error)) == WABI_X12_READ_SEGMENT)
    {
      n++;
      g_assert_cmpuint (segment.number, ==, n);
      g_assert_true (segment.raw.text >= data && segment.raw.text + segment.raw.length <= data + length);
      for (guint e = 0; e <= segment.n_elements; e++)
        g_assert_true (segment.elements[e].text >= data
                       && segment.elements[e].text + segment.elements[e].length <= data + length);
    }
  return result == WABI_X12_READ_END ? n : -1;
}

static const struct
{
  const char *text;
  int n;
  const char *says;
} table[] = {
  { ISA "GS*HC~IEA*1*1~", 3, NULL },
  { "\xef\xbb\xbf" ISA "\r\n  GS*HC~\r\n\r\nIEA*1*1~\r\n", 3, NULL },
  { ISA "IEA*1*1", 2, NULL },
  { ISA "IEA*1*1~" ISA "IEA*1*1~", 4, NULL },
  { ISA "~~IEA*1*1~", 2, NULL },
  { "ISA|00||00||ZZ|S|ZZ|R|260105|0930|!|00501|1|0|T|>\nGS|HC\nIEA|1|1\n", 3, NULL },
  { ISA "IEA*1*1~ISA|00||00||ZZ|S|ZZ|R|260105|0930|U|00401|1|0|T|>!GS|HC!", 4, NULL },
  { "", -1, "does not begin with an ISA" },
  { "   \n", -1, "does not begin with an ISA" },
  { "Dear payer", -1, "does not begin with an ISA" },
  { "ISA", -1, "does not begin with an ISA" },
  { "ISAX00X", -1, "does not begin with an ISA" },
  { "ISA*00*  *00*", -1, "cut short" },
  { "ISA*00**00**ZZ*S*ZZ*R*260105*0930*^*00501*1*0*T**~", -1, "separators" },
  { "ISA*00**00**ZZ*S*ZZ*R*260105*0930*^*00501*1*0*T*AB", -1, "separators" },
  { ISA "GS*HC~*X~", -1, "Segment 3, at byte 112" },
  { ISA "TOOLONG*1~", -1, "Segment 2" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      // A copy of the exact size, so that the address sanitizer sees any byte too far.
      g_autofree char *exact = g_memdup2 (table[i].text, strlen (table[i].text));
      int n = count_segments (exact, strlen (table[i].text), &error);

      g_assert_cmpint (n, ==, table[i].n);
      if (table[i].says == NULL)
        g_assert_no_error (error);
      else
        g_assert_true (error->domain == WABI_X12_ERROR && strstr (error->message, table[i].says) != NULL);
    }
}

static void
assert_span (WabiX12Span span, const char *text)
{
  g_autofree char *copy = g_strndup (span.text, span.length);

  g_assert_cmpstr (copy, ==, text);
}

static void
test_access (void)
{
  const char *text = ISA "SV1*HC:97153::HO*240.50*UN^MJ*16***1:2*~";
  WabiX12Reader reader;
  WabiX12Segment s;
  gint64 value = 0;
  g_autoptr (GError) error = NULL;

  wabi_x12_reader_init (&reader, text, strlen (text));
  g_assert_cmpint (wabi_x12_reader_next (&reader, &s, NULL), ==, WABI_X12_READ_SEGMENT);
  assert_span (wabi_x12_segment_get_element (&s, 16), ":");
  assert_span (wabi_x12_segment_get_component (&s, 16, 1), ":");
  g_assert_cmpuint (wabi_x12_segment_count_repetitions (&s, 11), ==, 1);
  g_assert_cmpint (wabi_x12_reader_next (&reader, &s, NULL), ==, WABI_X12_READ_SEGMENT);
  g_assert_true (wabi_x12_segment_is (&s, "SV1", NULL));
  g_assert_false (wabi_x12_segment_is (&s, "SV1", "HC"));
  g_assert_cmpuint (s.n_elements, ==, 8);
  assert_span (wabi_x12_segment_get_component (&s, 1, 2), "97153");
  assert_span (wabi_x12_segment_get_component (&s, 1, 3), "");
  assert_span (wabi_x12_segment_get_component (&s, 1, 4), "HO");
  assert_span (wabi_x12_segment_get_component (&s, 1, 5), "");
  assert_span (wabi_x12_segment_get_component (&s, 1, 0), "");
  g_assert_cmpuint (wabi_x12_segment_count_components (&s, 7), ==, 2);
  g_assert_cmpuint (wabi_x12_segment_count_components (&s, 6), ==, 0);
  g_assert_cmpuint (wabi_x12_segment_count_repetitions (&s, 3), ==, 2);
  assert_span (wabi_x12_segment_get_repetition (&s, 3, 2), "MJ");
  assert_span (wabi_x12_segment_get_element (&s, 99), "");
  g_assert_true (wabi_x12_segment_get_cents (&s, 2, &value, &error));
  g_assert_cmpint (value, ==, 24050);
  g_assert_true (wabi_x12_segment_get_number (&s, 4, &value, &error));
  g_assert_cmpint (value, ==, 16);
  g_assert_false (wabi_x12_segment_get_cents (&s, 3, &value, &error));
  g_assert_error (error, WABI_X12_ERROR, WABI_X12_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, "Segment 2: SV103 should be an amount of money.");
}

static const struct
{
  const char *text;
  gboolean good;
  gint64 cents;
} amounts[] = {
  { "120", TRUE, 12000 },
  { "120.5", TRUE, 12050 },
  { "-.07", TRUE, -7 },
  { "1.", TRUE, 100 },
  { "0", TRUE, 0 },
  { "", FALSE, 0 },
  { "-", FALSE, 0 },
  { ".", FALSE, 0 },
  { "1.005", FALSE, 0 },
  { "1.0.0", FALSE, 0 },
  { "1,000", FALSE, 0 },
  { "+1", FALSE, 0 },
  { "1e3", FALSE, 0 },
  { "9999999999999.99", TRUE, G_GINT64_CONSTANT (999999999999999) },
  { "10000000000000", FALSE, 0 },
};

static void
test_amounts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      gint64 cents = 0;
      WabiX12Span span = { amounts[i].text, strlen (amounts[i].text) };

      g_assert_true (wabi_x12_span_to_cents (span, &cents) == amounts[i].good);
      g_assert_cmpint (cents, ==, amounts[i].cents);
    }
}

static void
test_text (void)
{
  g_autofree char *latin = wabi_x12_span_dup ((WabiX12Span){ " Jos\xe9\x01 ", 7 });
  g_autofree char *utf8 = wabi_x12_span_dup ((WabiX12Span){ "Jos\xc3\xa9", 5 });

  g_assert_cmpstr (latin, ==, "José");
  g_assert_cmpstr (utf8, ==, "José");
  g_assert_true (wabi_x12_span_is_date ((WabiX12Span){ "20240229", 8 }));
  g_assert_false (wabi_x12_span_is_date ((WabiX12Span){ "20260229", 8 }));
  g_assert_false (wabi_x12_span_is_date ((WabiX12Span){ "00000000", 8 }));
}

static guint
read_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      gsize length = 0;
      int found;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          n += read_folder (path);
          continue;
        }
      if (g_str_has_suffix (name, ".md") || !g_file_get_contents (path, &text, &length, NULL))
        continue;
      found = count_segments (text, length, &error);
      if (found < 0)
        g_test_message ("%s: %s", name, error->message);
      // Some samples are fragments that begin in the middle; they have to be refused as such, nothing else.
      g_assert_true (found >= 3 || g_error_matches (error, WABI_X12_ERROR, WABI_X12_ERROR_NOT_X12));
      n++;
    }
  return n;
}

static void
test_samples (void)
{
  const char *source = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *folder
      = g_build_filename (source != NULL ? source : ".", "..", "shared", "samples", "x12", NULL);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the sample files are not beside this repository");
      return;
    }
  g_assert_cmpuint (read_folder (folder), >, 50);
}

// The writer's own work, cut at every byte and changed at many.
static void
test_damage (void)
{
  gsize length = strlen (edi_secondary_text);

  for (gsize cut = 0; cut <= length; cut++)
    {
      g_autofree char *exact = g_memdup2 (edi_secondary_text, cut);

      count_segments (exact, cut, NULL);
    }
  for (guint seed = 0; seed < 3000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *copy = g_memdup2 (edi_secondary_text, length);

      for (guint i = 0; i < 1 + seed % 6; i++)
        copy[g_rand_int_range (rand, 0, seed % 2 == 0 ? 110 : length)] = g_rand_int_range (rand, 0, 256);
      count_segments (copy, length, NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/x12-reader/table", test_table);
  g_test_add_func ("/x12-reader/access", test_access);
  g_test_add_func ("/x12-reader/amounts", test_amounts);
  g_test_add_func ("/x12-reader/text", test_text);
  g_test_add_func ("/x12-reader/samples", test_samples);
  g_test_add_func ("/x12-reader/damage", test_damage);
  return g_test_run ();
}
