// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers say of benefits as people read it, and asking them.

#include "wabi-eligibility-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-271.h"
#include "wabi-format.h"

static void
append_money (GString *words, WabiRecord *answer, const char *field, const char *format)
{
  g_autofree char *money = wabi_record_has (answer, field) ? wabi_format_money (wabi_record_get_int (answer, field)) : NULL;
  g_autofree char *part = NULL;

  if (money == NULL)
    return;
  /* The formats are ours, below. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  part = g_strdup_printf (format, money);
#pragma GCC diagnostic pop
  g_string_append_printf (words, " · %s", part);
}

static void
append_percent (GString *words, WabiRecord *answer)
{
  if (wabi_record_has (answer, "coinsurance_percent") && wabi_record_get_int (answer, "coinsurance_percent") > 0)
    {
      g_autofree char *part = g_strdup_printf (_("coinsurance %d %%"), (int) wabi_record_get_int (answer, "coinsurance_percent"));

      g_string_append_printf (words, " · %s", part);
    }
}

char *
wabi_eligibility_say (WabiRecord *answer)
{
  GString *words;

  if (answer == NULL)
    return g_strdup (_("Never asked"));
  if (wabi_record_is (answer, "state", "rejected"))
    {
      const char *why = wabi_record_has (answer, "rejection") ? wabi_benefit_explain ("rejection", wabi_record_get_text (answer, "rejection")) : NULL;

      return why != NULL ? g_strdup_printf (_("Not answered: %s"), why) : g_strdup (_("The question was not taken in"));
    }
  words = g_string_new (wabi_record_is (answer, "state", "active")     ? _("Active")
                        : wabi_record_is (answer, "state", "inactive") ? _("Not active")
                                                                       : _("Not clear"));
  if (wabi_record_has (answer, "plan"))
    g_string_append_printf (words, " · %s", wabi_record_get_text (answer, "plan"));
  append_money (words, answer, "copay_cents", _("copay %s"));
  append_percent (words, answer);
  append_money (words, answer, "deductible_left_cents", _("deductible left %s"));
  append_money (words, answer, "out_of_pocket_left_cents", _("limit left %s"));
  if (wabi_record_has (answer, "other_payer"))
    {
      g_autofree char *part = g_strdup_printf (_("other payer: %s"), wabi_record_get_text (answer, "other_payer"));

      g_string_append_printf (words, " · %s", part);
    }
  return g_string_free (words, FALSE);
}

char *
wabi_eligibility_say_open (WabiRecord *open, gboolean is_silent, const char *zone)
{
  gint64 at = wabi_record_get_int (open, "asked_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, at)), *time = wabi_format_time (zone, at);

  /* Translators: day, then time */
  return is_silent ? g_strdup_printf (_("No answer since %s, %s. Check again, or call the payer."), day, time) : g_strdup_printf (_("Asked %s, %s; the answer is awaited"), day, time);
}

WabiMarkKind
wabi_eligibility_get_mark (WabiRecord *answer)
{
  if (wabi_record_is (answer, "state", "inactive"))
    return WABI_MARK_BLOCKED;
  if (wabi_benefit_needs_hand (answer) || !wabi_record_is (answer, "state", "active"))
    return WABI_MARK_WARNING;
  return WABI_MARK_PASSED;
}

gboolean
wabi_eligibility_may_ask (WabiDesk *desk)
{
  return (wabi_desk_get_roles (desk) & WABI_ELIGIBILITY_ROLES) != 0;
}

void
wabi_eligibility_ask_now (WabiDesk *desk, GPtrArray *ids)
{
  g_autofree char *id = wabi_desk_new_id (desk), *words = NULL;
  JsonObject *args = wabi_args ("id", id, NULL);
  JsonArray *coverages = json_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (coverages, g_ptr_array_index (ids, i));
  json_object_set_array_member (args, "coverages", coverages);
  if (!wabi_desk_do (desk, "benefit.ask", args, NULL, NULL, NULL, &error))
    {
      wabi_desk_tell_error (desk, error);
      return;
    }
  if (wabi_sync_get_online (wabi_desk_get_sync (desk)))
    words = g_strdup_printf (ngettext ("The payer of %u client is asked; the answer comes by itself", "The payers of %u clients are asked; the answers come by themselves", ids->len), ids->len);
  else
    words = g_strdup (_("The question waits for the server, which numbers and sends it"));
  wabi_desk_tell (desk, words);
}

void
wabi_eligibility_settle (WabiDesk *desk, const char *id)
{
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (desk, "benefit.settle", wabi_args ("id", id, NULL), _("The change was seen to"), "benefit.reopen", wabi_args ("id", id, NULL), &error))
    wabi_desk_tell_error (desk, error);
}
