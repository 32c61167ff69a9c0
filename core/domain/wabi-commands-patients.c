// SPDX-License-Identifier: AGPL-3.0-or-later
// What may be written about clients, their coverage and their authorizations.

#include <glib/gi18n-lib.h>

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

static const WabiField assign_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "authorization", NULL },
  { "staff", WABI_FIELD_REF, 0, 0, 0, "staff", NULL },
};

#define TEAM (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

const WabiCommandInfo wabi_commands_patients[] = {
  { "client.add", "patients", DESK, 0, NULL, 0, add_client, N_ ("Add a client") },
  { "client.edit", "patients", DESK, 0, EDIT_ARGS, edit_client, N_ ("Change a client's details") },
  { "client.settle", "patients", DESK, 0, SETTLE_ARGS, settle_client, N_ ("Settle two versions of a client") },
  { "coverage.add", "patients", DESK, 0, NULL, 0, add_coverage, N_ ("Add coverage") },
  { "coverage.edit", "patients", DESK, 0, EDIT_ARGS, edit_coverage, N_ ("Change coverage") },
  { "coverage.settle", "patients", DESK, 0, SETTLE_ARGS, settle_coverage, N_ ("Settle two versions of coverage") },
  { "authorization.set", "patients", DESK, 0, NULL, 0, wabi_authorization_set, N_ ("Record an authorization") },
  { "authorization.amend", "patients", DESK, 0, wabi_args_amend, G_N_ELEMENTS (wabi_args_amend), wabi_authorization_amend,
    N_ ("Amend an authorization") },
  { "authorization.unamend", "patients", DESK, 0, wabi_args_id, 1, wabi_authorization_unamend, N_ ("Take an amendment back") },
  { "authorization.withdraw", "patients", DESK, 0, wabi_args_id, 1, wabi_authorization_withdraw, N_ ("Withdraw an authorization") },
  { "authorization.assign", "patients", DESK, 0, assign_args, G_N_ELEMENTS (assign_args), wabi_authorization_assign,
    N_ ("Say who renews an authorization") },
  { "client-hours.set", "patients", DESK, 0, NULL, 0, set_client_hours, N_ ("Change when a client can come") },
  { "client-hours.change", "patients", DESK, 0, client_list_args, G_N_ELEMENTS (client_list_args), wabi_client_hours_change,
    N_ ("Change when a client can come") },
  { "client-hours.remove", "patients", DESK, 0, wabi_args_id, 1, remove_client_hours, N_ ("Remove a client's hours") },
  { "care_team.add", "patients", TEAM, 0, care_team_args, G_N_ELEMENTS (care_team_args), wabi_care_team_add,
    N_ ("Put somebody on a care team") },
  { "care_team.remove", "patients", TEAM, 0, wabi_args_id, 1, wabi_care_team_remove, N_ ("Take somebody off a care team") },
};
const guint wabi_n_commands_patients = G_N_ELEMENTS (wabi_commands_patients);
