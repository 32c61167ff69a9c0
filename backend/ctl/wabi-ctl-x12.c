// SPDX-License-Identifier: AGPL-3.0-or-later
// wabictl x12: holds a file against its guides, or tells what it says.

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "wabi-ctl-private.h"
#include "wabi-x12-check.h"
#include "wabi-x12-explain.h"
#include "wabi-x12-stream.h"

static gssize
fill_from_stream (gpointer user_data, char *buffer, gsize size, GError **error)
{
  return g_input_stream_read (user_data, buffer, size, NULL, error);
}

/* A piece at a time: a file of any length in little memory. */
static WabiX12Checked *
check_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) input = g_file_read (file, NULL, error);
  g_autoptr (WabiX12Stream) stream = NULL;
  WabiX12Checker *checker;
  WabiX12Segment segment = { 0 };

  if (input == NULL)
    return NULL;
  stream = wabi_x12_stream_new (fill_from_stream, input);
  checker = wabi_x12_checker_new ();
  for (;;)
    {
      g_autoptr (GError) trouble = NULL;
      WabiX12Read result = wabi_x12_stream_next (stream, &segment, &trouble);

      if (result == WABI_X12_READ_SEGMENT)
        wabi_x12_checker_take (checker, &segment);
      if (result == WABI_X12_READ_ERROR)
        wabi_x12_checker_take_error (checker, MAX (wabi_x12_stream_get_number (stream), 1), trouble);
      if (result == WABI_X12_READ_END || (result == WABI_X12_READ_ERROR && !wabi_x12_stream_recover (stream)))
        return wabi_x12_checker_finish (checker);
    }
}

static void
print_sets (const WabiX12Checked *checked)
{
  for (guint i = 0; i < checked->interchanges->len; i++)
    {
      const WabiX12CheckedInterchange *interchange = g_ptr_array_index (checked->interchanges, i);

      g_print (_ ("Interchange %s from %s to %s\n"), interchange->control, interchange->sender, interchange->receiver);
      for (guint j = 0; j < interchange->groups->len; j++)
        {
          const WabiX12CheckedGroup *group = g_ptr_array_index (interchange->groups, j);

          for (guint k = 0; k < group->sets->len; k++)
            {
              const WabiX12CheckedSet *set = g_ptr_array_index (group->sets, k);

              g_print (_ ("  %s %s, segments %u to %u: "), set->set, set->control, set->first_segment, set->last_segment);
              g_print (g_dngettext (GETTEXT_PACKAGE, "%u error\n", "%u errors\n", set->n_errors), set->n_errors);
            }
        }
    }
}

/* As the receiver of the file would answer, and now. */
static gboolean
print_answers (const WabiCtl *ctl, const WabiX12Checked *checked, GError **error)
{
  const WabiX12CheckedInterchange *first
      = checked->interchanges->len > 0 ? g_ptr_array_index (checked->interchanges, 0) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (wabi_clock_now (ctl->clock) / G_USEC_PER_SEC);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d"), *time = g_date_time_format (now, "%H%M");
  g_autofree char *ack = NULL, *ta1 = NULL;
  g_autoptr (GError) trouble = NULL;
  WabiX12Envelope envelope;

  if (first == NULL)
    return TRUE;
  envelope = (WabiX12Envelope){ .sender_qualifier = first->receiver_qualifier, .sender_id = first->receiver,
                                .receiver_qualifier = first->sender_qualifier, .receiver_id = first->sender,
                                .date = date, .time = time, .interchange_control = 1, .group_control = 1 };
  ta1 = wabi_x12_write_ta1 (checked, &envelope, FALSE, &trouble);
  if (trouble == NULL)
    ack = wabi_x12_write_999 (checked, &envelope, &trouble);
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }
  if (ta1 != NULL)
    g_print ("%s\n", ta1);
  if (ack != NULL)
    g_print ("%s\n", ack);
  return TRUE;
}

static gboolean
refuse_count (GError **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Name the file to look at."));
  return FALSE;
}

gboolean
wabi_ctl_x12_check (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (GStrv) files = NULL;
  gboolean answer = FALSE;
  const GOptionEntry entries[] = {
    { "answer", 0, 0, G_OPTION_ARG_NONE, &answer, N_ ("Also print the TA1 and 999 that a receiver would send"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiX12Checked) checked = NULL;

  ctl->needs_no_data = TRUE;
  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (files == NULL || files[0] == NULL || files[1] != NULL)
    return refuse_count (error);
  checked = check_file (files[0], error);
  if (checked == NULL)
    return FALSE;
  print_sets (checked);
  for (guint i = 0; i < checked->findings->len; i++)
    {
      const WabiX12Finding *finding = g_ptr_array_index (checked->findings, i);
      g_autofree char *line = wabi_x12_finding_to_string (finding);

      g_print ("%s: %s\n", finding->severity == WABI_X12_SEVERITY_ERROR ? _ ("Error") : _ ("Warning"), line);
    }
  if (answer && !print_answers (ctl, checked, error))
    return FALSE;
  if (checked->n_errors == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               g_dngettext (GETTEXT_PACKAGE, "The file has %u error.", "The file has %u errors.", checked->n_errors),
               checked->n_errors);
  return FALSE;
}

gboolean
wabi_ctl_x12_explain (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *data = NULL;
  gsize length = 0;

  ctl->needs_no_data = TRUE;
  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  if (files == NULL || files[0] == NULL || files[1] != NULL)
    return refuse_count (error);
  if (!g_file_get_contents (files[0], &data, &length, error))
    return FALSE;
  lines = wabi_x12_explain (data, length, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const WabiX12Explained *line = g_ptr_array_index (lines, i);

      g_print ("%*s%s%s%s\n", (int)line->depth * 2, "", line->title, *line->detail != '\0' ? ": " : "", line->detail);
    }
  return lines != NULL;
}
