// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be written about authorizations: recorded, amended, withdrawn, given to somebody to renew.

#include <glib/gi18n-lib.h>

#include "wabi-auth.h"
#include "wabi-commands-private.h"
#include "wabi-lookup.h"
#include "wabi-text.h"

#define MOST_LINES 40
#define MOST_UNITS 100000

const WabiField wabi_args_amend[9] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "authorization", NULL },
  { "amends", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "authorization", NULL },
  { "number", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 50, NULL, NULL },
  { "valid_from", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "valid_to", WABI_FIELD_DATE, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "lines", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "opening", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
  { "decided_on", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "note", WABI_FIELD_TEXT, WABI_PHI, 0, 300, NULL, NULL },
};

static JsonObject *
peek (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_units (JsonObject *line, const char *member, gboolean required)
{
  gint64 units = wabi_json_peek_int (line, member, -1);

  return (!required && !json_object_has_member (line, member)) || (units >= 0 && units <= MOST_UNITS);
}

static gboolean
check_lines (WabiContext *context, WabiRecord *record, GError **error)
{
  JsonArray *lines = wabi_record_get_array (record, "lines");

  if (lines == NULL || json_array_get_length (lines) == 0 || json_array_get_length (lines) > MOST_LINES)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "lines",
                                _("An authorization needs at least one line with a code and its units."));
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = peek (lines, i);
      const char *per = line != NULL ? wabi_json_peek_text (line, "per") : NULL;
      WabiAuthPeriod period;

      if (line == NULL || wabi_json_peek_text (line, "code") == NULL || !is_units (line, "units", TRUE) || !is_units (line, "daily", FALSE)
          || !is_units (line, "weekly", FALSE) || !is_units (line, "monthly", FALSE) || (per != NULL && !wabi_auth_period_from_name (per, &period)))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "lines",
                                    _("Line %u of the authorization wants a code, units from 0 to 100,000, and a period."), i + 1);
      if (!wabi_service_check (context, wabi_json_peek_text (line, "code"), wabi_lookup_day (record, "valid_from"),
                               wabi_lookup_day (record, "valid_to"), "lines", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_opening (WabiContext *context, WabiRecord *record, GError **error)
{
  JsonArray *opening = wabi_record_get_array (record, "opening");

  for (guint i = 0; opening != NULL && i < json_array_get_length (opening); i++)
    {
      JsonObject *one = peek (opening, i);
      const char *code = one != NULL ? wabi_json_peek_text (one, "code") : NULL;

      for (guint j = 0; code != NULL && j < i; j++)
        if (g_strcmp0 (code, wabi_json_peek_text (peek (opening, j), "code")) == 0)
          code = NULL;
      if (code == NULL || !is_units (one, "units_used", TRUE) || wabi_day_from_text (wabi_json_peek_text (one, "as_of")) == WABI_DAY_NONE)
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "opening-invalid", "opening",
                                    _("What was used before wants, once for each code, units from 0 to 100,000 and the day up to which they count."));
    }
  return TRUE;
}

static gboolean
check_whole (WabiContext *context, WabiRecord *record, GError **error)
{
  const char *from = wabi_record_get_text (record, "valid_from"), *to = wabi_record_get_text (record, "valid_to");

  if (!check_lines (context, record, error) || !check_opening (context, record, error))
    return FALSE;
  if (from != NULL && to != NULL && g_strcmp0 (from, to) > 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "valid_to",
                                _("The authorization ends before it begins. Mend its dates."));
  if (wabi_record_is (record, "status", "approved") && !wabi_record_has (record, "number"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "number",
                                _("An approved authorization needs the payer's number."));
  return TRUE;
}

/* Only an amendment makes an authorization amended, or names what it amends. */
gboolean
wabi_authorization_set (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = NULL;
  g_autoptr (WabiRecord) record = NULL;

  if (!wabi_context_find (context, &wabi_kind_authorization, wabi_json_peek_text (args, "id"), &before, error)
      || !wabi_rule_set (context, &wabi_kind_authorization, args, &record, error) || !check_whole (context, record, error))
    return FALSE;
  if (before != NULL && wabi_record_is (before, "status", "amended"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "authorization-amended", "status",
                                _("A newer version took its place. Change that one."));
  if (wabi_record_is (record, "status", "amended")
      || g_strcmp0 (wabi_record_get_text (record, "amends"), before != NULL ? wabi_record_get_text (before, "amends") : NULL) != 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "amends",
                                _("Record the change as an amendment of the authorization."));
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

static void
copy_node (WabiRecord *to, WabiRecord *from, const char *field)
{
  JsonNode *node = json_object_get_member (wabi_record_get_body (from), field);

  if (node != NULL && !wabi_record_has (to, field))
    wabi_record_take_node (to, field, json_node_copy (node));
}

/* The whole authorization anew: other days, other units. What was used of the older version is used of the newer one. */
gboolean
wabi_authorization_amend (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) older = wabi_context_get (context, &wabi_kind_authorization, wabi_json_peek_text (args, "amends"), error);
  g_autoptr (WabiRecord) newer = NULL;
  g_autoptr (WabiRecord) over = NULL;
  g_autoptr (JsonObject) whole = NULL;

  if (older == NULL)
    return FALSE;
  if (!wabi_record_is (older, "status", "approved"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED,
                                wabi_record_is (older, "status", "amended") ? "authorization-amended" : "authorization-not-approved", "amends",
                                wabi_record_is (older, "status", "amended") ? _("It was amended already. Amend the newer version.")
                                                                            : _("Only an approved authorization can be amended. Change this one."));
  whole = wabi_json_object_copy (args);
  json_object_set_string_member (whole, "client", wabi_record_get_text (older, "client"));
  json_object_set_string_member (whole, "payer", wabi_record_get_text (older, "payer"));
  json_object_set_string_member (whole, "status", "approved");
  if (!wabi_context_add (context, &wabi_kind_authorization, whole, &newer, error))
    return FALSE;
  copy_node (newer, older, "opening");
  copy_node (newer, older, "assigned");
  copy_node (newer, older, "requested_on");
  if (!check_whole (context, newer, error))
    return FALSE;
  over = wabi_record_copy (older);
  wabi_record_set_text (over, "status", "amended");
  wabi_context_put (context, g_steal_pointer (&over));
  wabi_context_put (context, g_steal_pointer (&newer));
  return TRUE;
}

gboolean
wabi_authorization_unamend (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) newer = wabi_context_get (context, &wabi_kind_authorization, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) older = NULL;
  g_autoptr (WabiRecord) back = NULL;
  g_autoptr (WabiRecord) taken = NULL;

  if (newer == NULL)
    return FALSE;
  if (!wabi_record_has (newer, "amends") || !wabi_record_is (newer, "status", "approved"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "authorization-no-amendment", "id",
                                _("This is no amendment that still stands, so there is nothing to take back."));
  older = wabi_context_get (context, &wabi_kind_authorization, wabi_record_get_text (newer, "amends"), error);
  if (older == NULL)
    return FALSE;
  taken = wabi_record_copy (newer);
  wabi_record_set_text (taken, "status", "withdrawn");
  back = wabi_record_copy (older);
  wabi_record_set_text (back, "status", "approved");
  wabi_context_put (context, g_steal_pointer (&taken));
  wabi_context_put (context, g_steal_pointer (&back));
  return TRUE;
}

/* A request that is not pursued, or an entry by mistake: it covers nothing, and stays to be read. */
gboolean
wabi_authorization_withdraw (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_authorization, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;

  if (before == NULL)
    return FALSE;
  if (wabi_record_is (before, "status", "amended") || wabi_record_has (before, "amends"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "authorization-amended", "status",
                                _("It is one of several versions. Take the newest amendment back first."));
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "status", "withdrawn");
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

gboolean
wabi_authorization_assign (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_authorization, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) record = NULL;
  g_autoptr (WabiRecord) staff = NULL;
  const char *id = wabi_json_peek_text (args, "staff");

  if (before == NULL)
    return FALSE;
  if (id != NULL)
    {
      staff = wabi_context_get (context, &wabi_kind_staff, id, error);
      if (staff == NULL)
        return FALSE;
    }
  record = wabi_record_copy (before);
  wabi_record_set_text (record, "assigned", id);
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}
