// SPDX-License-Identifier: AGPL-3.0-or-later
// What the strict writer makes of any data.

#include "wabi-x12-writer.h"

#include <string.h>

static const struct
{
  const char *from;
  const char *to;
} cleaned[] = {
  { "José Núñez", "JOSE NUNEZ" },
  { "Łęcka", "LECKA" },
  { "Straße", "STRASSE" },
  { "O’Brien – Smith", "O'BRIEN - SMITH" },
  { "  two   blanks ", "TWO BLANKS" },
  { "A*B:C~D^E", "A B C D E" },
  { "Apt #4 <b>", "APT 4 B" },
  { "tab\tline\nbreak\x01", "TAB LINE BREAK" },
  { "a_b@c.org", "A B C.ORG" },
  { "~", "" },
  { "", "" },
  { NULL, "" },
};

static void
test_clean (void)
{
  g_autofree char *mail = wabi_x12_clean ("a_b@c.org", NULL, WABI_X12_CHARSET_MAIL);

  for (guint i = 0; i < G_N_ELEMENTS (cleaned); i++)
    {
      g_autofree char *text = wabi_x12_clean (cleaned[i].from, NULL, WABI_X12_CHARSET_BASIC);

      g_assert_cmpstr (text, ==, cleaned[i].to);
    }
  g_assert_cmpstr (mail, ==, "A_B@C.ORG");
}

static const struct
{
  gint64 hundredths;
  const char *text;
} numbers[] = {
  { 0, "0" },         { 12000, "120" },
  { 12050, "120.5" }, { 12005, "120.05" },
  { 7, "0.07" },      { -7, "-0.07" },
  { -150, "-1.5" },   { 100, "1" },
  { 99, "0.99" },     { G_MININT64, "-92233720368547758.08" },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = wabi_x12_hundredths_to_string (numbers[i].hundredths);

      g_assert_cmpstr (text, ==, numbers[i].text);
    }
}

static WabiX12Envelope
make_envelope (void)
{
  return (WabiX12Envelope){ .sender_qualifier = (char *)"ZZ",
                            .sender_id = (char *)"SENDER",
                            .receiver_qualifier = (char *)"30",
                            .receiver_id = (char *)"330897513",
                            .group_receiver = (char *)"OA",
                            .functional_id = (char *)"HC",
                            .guide = (char *)"005010X222A1",
                            .date = (char *)"2026-02-03",
                            .time = (char *)"2359",
                            .interchange_control = 42,
                            .group_control = 7 };
}

static void
test_segments (void)
{
  const WabiX12Delimiters other = { '|', '^', '>', '!' };
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (&other);
  const char *parts[] = { "A>B", NULL, "C", "" };
  WabiX12Envelope envelope = make_envelope ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (wabi_x12_writer_open (writer, &envelope, &error));
  g_assert_no_error (error);
  wabi_x12_writer_begin_set (writer, "837");
  wabi_x12_write (writer, "NM1", "41", "", NULL, "x|y", "", NULL);
  wabi_x12_write (writer, "REF", "", NULL, "~");
  wabi_x12_writer_begin (writer, "ABC");
  wabi_x12_writer_composite (writer, parts, G_N_ELEMENTS (parts));
  wabi_x12_writer_date (writer, "2026-01-02");
  wabi_x12_writer_end (writer);
  wabi_x12_writer_end_set (writer);
  text = wabi_x12_writer_close (writer);
  g_assert_cmpstr (
      text, ==,
      "ISA|00|          |00|          |ZZ|SENDER         |30|330897513      "
      "|260203|2359|^|00501|000000042|0|P|>!"
      "GS|HC|SENDER|OA|20260203|2359|7|X|005010X222A1!"
      "ST|837|0001|005010X222A1!NM1|41|||X Y!ABC|A B>>C|20260102!SE|4|0001!GE|1|7!IEA|1|000000042!");
}

static void
spoil_nothing (WabiX12Envelope *envelope)
{
}

static void
spoil_qualifier (WabiX12Envelope *envelope)
{
  envelope->sender_qualifier = (char *)"Z";
}

static void
spoil_receiver (WabiX12Envelope *envelope)
{
  envelope->receiver_id = (char *)"REC*IVER";
}

static void
spoil_date (WabiX12Envelope *envelope)
{
  envelope->date = (char *)"2026-02-30";
}

static void
spoil_time (WabiX12Envelope *envelope)
{
  envelope->time = (char *)"2400";
}

static void
spoil_control (WabiX12Envelope *envelope)
{
  envelope->interchange_control = 1000000000;
}

static const struct
{
  void (*spoil) (WabiX12Envelope *);
  const char *says;
} envelopes[] = {
  { spoil_nothing, NULL },      { spoil_qualifier, "ISA05" }, { spoil_receiver, "ISA08" },
  { spoil_date, "2026-02-30" }, { spoil_time, "2400" },       { spoil_control, "ISA13" },
};

static void
test_envelopes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (envelopes); i++)
    {
      g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
      WabiX12Envelope envelope = make_envelope ();
      g_autoptr (GError) error = NULL;
      gboolean opened;

      envelopes[i].spoil (&envelope);
      opened = wabi_x12_writer_open (writer, &envelope, &error);
      g_assert_true (opened == (envelopes[i].says == NULL));
      if (opened)
        continue;
      g_assert_error (error, WABI_X12_ERROR, WABI_X12_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, envelopes[i].says));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/x12-writer/clean", test_clean);
  g_test_add_func ("/x12-writer/numbers", test_numbers);
  g_test_add_func ("/x12-writer/segments", test_segments);
  g_test_add_func ("/x12-writer/envelopes", test_envelopes);
  return g_test_run ();
}
