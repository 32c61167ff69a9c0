// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be written about clients, their coverage and their authorizations.

#include <glib/gi18n-lib.h>

#include "wabi-auth.h"
#include "wabi-care-team.h"
#include "wabi-commands-private.h"

WABI_RULE_SETTLE (client)
WABI_RULE_ADD (coverage)
WABI_RULE_SETTLE (coverage)
WABI_RULE_SET (client_hours)
WABI_RULE_REMOVE (client_hours)

/* Given this long before the service hears of it, a change was made without seeing the others'. */
#define OFFLINE (G_GINT64_CONSTANT (10) * 60 * G_USEC_PER_SEC)

/*
 * Who somebody is, or how a payer knows them, is looked at again when it was changed offline: the change counts, what stood before is
 * kept beside it until a person has looked (sync.md 6.5).
 */
static void
flag_identity (WabiContext *context, WabiRecord *before, WabiRecord *after)
{
  const WabiKind *kind = wabi_record_get_kind (after);
  g_autoptr (JsonObject) was = json_object_new ();
  g_autoptr (JsonObject) is = json_object_new ();
  gboolean changed = FALSE;

  if (!context->authority || context->now - context->given < OFFLINE)
    return;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *name = kind->fields[i].name;
      JsonNode *old = json_object_get_member (wabi_record_get_body (before), name);
      JsonNode *now = json_object_get_member (wabi_record_get_body (after), name);

      if (g_strcmp0 (kind->fields[i].group, "identity") != 0 || wabi_node_equal (old, now))
        continue;
      changed = TRUE;
      json_object_set_member (was, name, old != NULL ? json_node_copy (old) : json_node_new (JSON_NODE_NULL));
      json_object_set_member (is, name, now != NULL ? json_node_copy (now) : json_node_new (JSON_NODE_NULL));
    }
  if (changed)
    wabi_context_propose (context, after, is, was, "identity-review");
}

static gboolean
edit_person (WabiContext *context, const WabiKind *kind, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = NULL;
  g_autoptr (WabiRecord) after = NULL;

  if (!wabi_context_edit (context, kind, args, &after, error))
    return FALSE;
  before = wabi_context_get (context, kind, wabi_record_get_id (after), error);
  if (before == NULL)
    return FALSE;
  flag_identity (context, before, after);
  wabi_context_put (context, g_steal_pointer (&after));
  return TRUE;
}

static gboolean
edit_client (WabiContext *context, JsonObject *args, GError **error)
{
  return edit_person (context, &wabi_kind_client, args, error);
}

static gboolean
edit_coverage (WabiContext *context, JsonObject *args, GError **error)
{
  return edit_person (context, &wabi_kind_coverage, args, error);
}

/* A BCBA who takes in a client has him in her hands, unless she names another: else she would not see him any more (sync.md 6.3). */
static gboolean
add_client (WabiContext *context, JsonObject *args, GError **error)
{
  WabiRecord *client = NULL;

  if (!wabi_context_add (context, &wabi_kind_client, args, &client, error))
    return FALSE;
  if (context->caller.roles == WABI_ROLE_BCBA && !wabi_record_has (client, "bcba"))
    wabi_record_set_text (client, "bcba", context->caller.user);
  wabi_context_put (context, client);
  return TRUE;
}

static gboolean
check_lines (WabiContext *context, WabiRecord *record, GError **error)
{
  JsonArray *lines = wabi_record_get_array (record, "lines");

  if (lines == NULL || json_array_get_length (lines) == 0 || json_array_get_length (lines) > 40)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "lines",
                                _("An authorization needs at least one line with a code and its units."));
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *per = wabi_json_peek_text (line, "per");
      gint64 units = wabi_json_peek_int (line, "units", -1);
      WabiAuthPeriod period;

      if (wabi_json_peek_text (line, "code") == NULL || units < 0 || units > 100000
          || (per != NULL && !wabi_auth_period_from_name (per, &period)))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "lines",
                                    _("Line %u of the authorization wants a code, units from 0 to 100,000, and a period."), i + 1);
    }
  return TRUE;
}

static gboolean
set_authorization (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;
  const char *from, *to;

  if (!wabi_rule_set (context, &wabi_kind_authorization, args, &record, error) || !check_lines (context, record, error))
    return FALSE;
  from = wabi_record_get_text (record, "valid_from");
  to = wabi_record_get_text (record, "valid_to");
  if (from != NULL && to != NULL && g_strcmp0 (from, to) > 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "valid_to",
                                _("The authorization ends before it begins. Mend its dates."));
  if (wabi_record_is (record, "status", "approved") && !wabi_record_has (record, "number"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "number",
                                _("An approved authorization needs the payer's number."));
  wabi_context_put (context, g_steal_pointer (&record));
  return TRUE;
}

#define DESK (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define EDIT_ARGS wabi_args_edit, G_N_ELEMENTS (wabi_args_edit)
#define SETTLE_ARGS wabi_args_settle, G_N_ELEMENTS (wabi_args_settle)

/* What may be said of a new entry; the rule fills in the rest. */
static const WabiField care_team_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "care_team", NULL },
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "staff", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "staff", NULL },
  { "role", WABI_FIELD_ENUM, 0, 0, 0, "supervisor technician substitute other", NULL },
  { "valid_from", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "valid_to", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "reason", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
};

static const WabiField client_list_args[] = {
  { "client", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "client", NULL },
  { "remove", WABI_FIELD_LIST, 0, 0, 500, NULL, NULL },
  { "put", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
};

#define TEAM (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

const WabiCommandInfo wabi_commands_patients[] = {
  { "client.add", "patients", DESK, 0, NULL, 0, add_client, N_ ("Add a client") },
  { "client.edit", "patients", DESK, 0, EDIT_ARGS, edit_client, N_ ("Change a client's details") },
  { "client.settle", "patients", DESK, 0, SETTLE_ARGS, settle_client, N_ ("Settle two versions of a client") },
  { "coverage.add", "patients", DESK, 0, NULL, 0, add_coverage, N_ ("Add coverage") },
  { "coverage.edit", "patients", DESK, 0, EDIT_ARGS, edit_coverage, N_ ("Change coverage") },
  { "coverage.settle", "patients", DESK, 0, SETTLE_ARGS, settle_coverage, N_ ("Settle two versions of coverage") },
  { "authorization.set", "patients", DESK, 0, NULL, 0, set_authorization, N_ ("Record an authorization") },
  { "client-hours.set", "patients", DESK, 0, NULL, 0, set_client_hours, N_ ("Change when a client can come") },
  { "client-hours.change", "patients", DESK, 0, client_list_args, G_N_ELEMENTS (client_list_args), wabi_client_hours_change,
    N_ ("Change when a client can come") },
  { "client-hours.remove", "patients", DESK, 0, wabi_args_id, 1, remove_client_hours, N_ ("Remove a client's hours") },
  { "care_team.add", "patients", TEAM, 0, care_team_args, G_N_ELEMENTS (care_team_args), wabi_care_team_add,
    N_ ("Put somebody on a care team") },
  { "care_team.remove", "patients", TEAM, 0, wabi_args_id, 1, wabi_care_team_remove, N_ ("Take somebody off a care team") },
};
const guint wabi_n_commands_patients = G_N_ELEMENTS (wabi_commands_patients);
