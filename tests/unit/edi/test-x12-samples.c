// SPDX-License-Identifier: AGPL-3.0-or-later
// Real files of others, which are not ours to keep: each is read, each broken one is told apart, none ends a
// batch. They are looked for in the folder that WABI_X12_SAMPLES names.

#include "wabi-271.h"
#include "wabi-277.h"
#include "wabi-835.h"
#include "wabi-999.h"
#include "wabi-x12-check.h"
#include "wabi-x12-contents.h"
#include "wabi-x12-explain.h"

#include <string.h>

typedef struct
{
  guint n;
  guint n_clean;
  guint n_broken;
} Tally;

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

// Every reader takes every file; it finds in it what the list of contents says.
static void
read_all (const char *data, gsize length, const WabiX12Contents *contents)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRemitFile) remit = wabi_remit_read (data, length, &error);
  g_autoptr (WabiAckFile) acks = NULL;
  g_autoptr (WabiStatusFile) statuses = NULL;
  g_autoptr (WabiBenefitFile) benefits = NULL;

  g_assert_no_error (error);
  acks = wabi_ack_read (data, length, &error);
  g_assert_no_error (error);
  statuses = wabi_status_read (data, length, &error);
  g_assert_no_error (error);
  benefits = wabi_benefit_read (data, length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (remit->n_payments, ==, contents->n_835);
  g_assert_cmpuint (acks->n_acks, ==, contents->n_999);
  g_assert_cmpuint (acks->n_interchanges, ==, contents->n_ta1);
  g_assert_cmpuint (statuses->n_reports, ==, contents->n_277 + contents->n_277ca);
  g_assert_cmpuint (benefits->n_answers, >=, contents->n_271);
  for (guint i = 0; i < remit->n_payments; i++)
    {
      WabiRemitBalance balance;

      g_assert_cmpuint (remit->payments[i].n_claims, >, 0);
      g_assert_nonnull (remit->payments[i].trace);
      (void)wabi_remit_payment_balance (&remit->payments[i], &balance);
    }
}

// What a receiver would answer is itself right, and tells of each set.
static void
answer (const WabiX12Checked *checked)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wabi_x12_write_999 (checked, &envelope, &error);

  g_assert_no_error (error);
  if (text != NULL)
    {
      g_autoptr (WabiX12Checked) again = wabi_x12_check (text, strlen (text));

      for (guint i = 0; i < again->findings->len; i++)
        {
          g_autofree char *line = wabi_x12_finding_to_string (g_ptr_array_index (again->findings, i));

          g_test_message ("999: %s", line);
        }
      g_assert_cmpuint (again->n_errors, ==, 0);
    }
}

static void
take_file (const char *path, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiX12Checked) checked = NULL;
  g_autoptr (GPtrArray) explained = NULL;
  g_autofree char *data = NULL;
  g_autofree char *name = g_path_get_basename (path);
  WabiX12Contents contents;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  g_assert_true (wabi_x12_list_contents (data, length, &contents));
  g_assert_cmpuint (contents.n_other + contents.n_broken, ==, 0);
  read_all (data, length, &contents);
  explained = wabi_x12_explain (data, length, &error);
  g_assert_no_error (error);
  checked = wabi_x12_check (data, length);
  g_assert_cmpuint (explained->len, ==, checked->n_segments);
  answer (checked);
  tally->n++;
  tally->n_clean += checked->n_errors == 0;
  tally->n_broken += checked->n_errors > 0;
  g_test_message ("%s: %u errors", name, checked->n_errors);
  for (guint i = 0; i < checked->findings->len; i++)
    {
      const WabiX12Finding *finding = g_ptr_array_index (checked->findings, i);

      // A place that a person can go to and words that say what was expected.
      g_assert_cmpuint (finding->segment, >, 0);
      g_assert_cmpuint (strlen (finding->message), >, 10);
    }
}

static void
take_folder (const char *path, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        take_folder (inside, tally);
      else if (!g_str_has_suffix (name, ".md"))
        take_file (inside, tally);
    }
}

static void
test_samples (void)
{
  const char *path = g_getenv ("WABI_X12_SAMPLES");
  Tally tally = { 0 };

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("there are no samples: WABI_X12_SAMPLES names no folder");
      return;
    }
  take_folder (path, &tally);
  g_test_message ("%u files, %u without an error, %u with", tally.n, tally.n_clean, tally.n_broken);
  g_assert_cmpuint (tally.n, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/all", test_samples);
  return g_test_run ();
}
