// SPDX-License-Identifier: AGPL-3.0-or-later
// The 999 and the TA1 that a receiver would send for a file.

#include "wabi-x12-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// What IK404 can carry.
#define FIRST_I_CODE 100

static char *
dup_code (guint code)
{
  return code >= FIRST_I_CODE ? g_strdup_printf ("I%u", code - FIRST_I_CODE) : g_strdup_printf ("%u", code);
}

static void
write_element (WabiX12Writer *writer, const WabiX12Finding *finding)
{
  g_autofree char *element = g_strdup_printf ("%u", finding->element);
  g_autofree char *component = finding->component > 0 ? g_strdup_printf ("%u", finding->component) : NULL;
  g_autofree char *repetition = finding->repetition > 1 ? g_strdup_printf ("%u", finding->repetition) : NULL;
  g_autofree char *code = dup_code (finding->code);

  // The bad value is left out: it may hold what the answer cannot carry, and more than it should tell.
  wabi_x12_writer_begin (writer, "IK4");
  wabi_x12_writer_composite (writer, (const char *const[]){ element, component, repetition }, 3);
  wabi_x12_writer_text (writer, NULL);
  wabi_x12_writer_text (writer, code);
  wabi_x12_writer_end (writer);
}

static void
write_segment (WabiX12Writer *writer, const WabiX12CheckedSet *set, const WabiX12Finding *finding)
{
  g_autofree char *position = g_strdup_printf ("%u", finding->segment - set->first_segment + 1);
  g_autofree char *code = finding->element > 0 ? g_strdup ("8") : dup_code (finding->code);
  // 2000A and the like; the loop of the set itself has no name.
  const char *loop = g_ascii_isdigit (finding->loop[0]) && strlen (finding->loop) <= 6 ? finding->loop : NULL;

  wabi_x12_write (writer, "IK3", finding->segment_id, position, loop, code);
  if (finding->claim != NULL)
    {
      wabi_x12_writer_begin (writer, "CTX");
      wabi_x12_writer_composite (writer, (const char *const[]){ "CLM01", finding->claim }, 2);
      wabi_x12_writer_end (writer);
    }
}

static gboolean
belongs (const WabiX12Finding *finding, const WabiX12CheckedSet *set)
{
  return finding->code > 0 && finding->severity == WABI_X12_SEVERITY_ERROR
         && finding->segment >= set->first_segment && finding->segment <= set->last_segment
         && strcmp (finding->segment_id, "?") != 0;
}

// Findings come in the order of segments; those on elements of one segment share its IK3.
static void
write_errors (WabiX12Writer *writer, const WabiX12Checked *checked, const WabiX12CheckedSet *set)
{
  guint open = 0;

  for (guint i = 0; i < checked->findings->len; i++)
    {
      const WabiX12Finding *finding = g_ptr_array_index (checked->findings, i);

      if (!belongs (finding, set))
        continue;
      if (finding->element == 0 || open != finding->segment)
        write_segment (writer, set, finding);
      open = finding->element > 0 ? finding->segment : 0;
      if (finding->element > 0)
        write_element (writer, finding);
    }
}

static gboolean
is_accepted (const WabiX12CheckedSet *set)
{
  return set->n_coded == 0 && set->code == 0;
}

static void
write_set (WabiX12Writer *writer, const WabiX12Checked *checked, const WabiX12CheckedSet *set)
{
  g_autofree char *code = set->code > 0 ? g_strdup_printf ("%u", set->code) : NULL;

  wabi_x12_write (writer, "AK2", set->set, set->control, *set->guide != '\0' ? set->guide : NULL);
  write_errors (writer, checked, set);
  if (is_accepted (set))
    wabi_x12_write (writer, "IK5", "A");
  else if (set->n_coded > 0)
    wabi_x12_write (writer, "IK5", "R", "5", code);
  else
    wabi_x12_write (writer, "IK5", "R", code);
}

static void
write_group (WabiX12Writer *writer, const WabiX12Checked *checked, const WabiX12CheckedGroup *group)
{
  guint n_accepted = 0;
  g_autofree char *said = g_strdup_printf ("%u", group->n_said > 0 ? group->n_said : group->sets->len);
  g_autofree char *received = g_strdup_printf ("%u", group->sets->len);
  g_autofree char *accepted = NULL;
  g_autofree char *code = group->code > 0 ? g_strdup_printf ("%u", group->code) : NULL;

  wabi_x12_writer_begin_set (writer, "999");
  wabi_x12_write (writer, "AK1", group->functional_id, group->control, group->guide);
  for (guint i = 0; i < group->sets->len; i++)
    {
      const WabiX12CheckedSet *set = g_ptr_array_index (group->sets, i);

      write_set (writer, checked, set);
      n_accepted += is_accepted (set);
    }
  if (group->code > 0)
    n_accepted = 0;
  accepted = g_strdup_printf ("%u", n_accepted);
  wabi_x12_write (writer, "AK9",
                  n_accepted == group->sets->len && group->code == 0 ? "A"
                  : n_accepted > 0                                   ? "P"
                                                                     : "R",
                  said, received, accepted, code);
  wabi_x12_writer_end_set (writer);
}

char *
wabi_x12_write_999 (const WabiX12Checked *checked, const WabiX12Envelope *envelope, GError **error)
{
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
  WabiX12Envelope own = *envelope;
  guint n = 0;

  own.functional_id = (char *)"FA";
  own.guide = (char *)"005010X231A1";
  if (!wabi_x12_writer_open (writer, &own, error))
    return NULL;
  for (guint i = 0; i < checked->interchanges->len; i++)
    {
      const WabiX12CheckedInterchange *interchange = g_ptr_array_index (checked->interchanges, i);

      for (guint j = 0; j < interchange->groups->len; j++)
        {
          const WabiX12CheckedGroup *group = g_ptr_array_index (interchange->groups, j);

          // Nobody acknowledges an acknowledgment.
          if (strcmp (group->functional_id, "FA") == 0)
            continue;
          write_group (writer, checked, group);
          n++;
        }
    }
  return n > 0 ? wabi_x12_writer_close (writer) : NULL;
}

char *
wabi_x12_write_ta1 (const WabiX12Checked *checked, const WabiX12Envelope *envelope, gboolean all,
                    GError **error)
{
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
  guint n = 0;

  if (!wabi_x12_writer_open_interchange (writer, envelope, error))
    return NULL;
  for (guint i = 0; i < checked->interchanges->len; i++)
    {
      const WabiX12CheckedInterchange *one = g_ptr_array_index (checked->interchanges, i);
      gboolean is_right = strcmp (one->note, "000") == 0;

      if (!all && is_right && !one->wants_acknowledgment)
        continue;
      wabi_x12_write (writer, "TA1", one->control, one->date, one->time, is_right ? "A" : "R", one->note);
      n++;
    }
  return n > 0 ? wabi_x12_writer_close (writer) : NULL;
}
