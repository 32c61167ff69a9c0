// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers ask, their fees, and the tables of limits that were published.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-commands-private.h"
#include "wabi-concurrency.h"
#include "wabi-ncci.h"
#include "wabi-rule-members.h"
#include "wabi-service-table.h"
#include "wabi-text.h"

WABI_RULE_SET (payer)

#define MOST_TABLE_ROWS 20000

/* ---- Payers ---- */

/* A payer that something names stays: what was billed must always be able to say whom. */
static gboolean
is_named (WabiContext *context, const char *id)
{
  const WabiKind *kinds[] = { &wabi_kind_coverage, &wabi_kind_authorization, &wabi_kind_fee, &wabi_kind_enrollment, &wabi_kind_charge, &wabi_kind_claim };
  g_autoptr (GPtrArray) rules = wabi_lookup_by (context->view, &wabi_kind_payer_rule, "payer", id);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) some = wabi_lookup_by (context->view, kinds[i], "payer", id);

      if (some->len > 0)
        return TRUE;
    }
  for (guint i = 0; i < rules->len; i++)
    if (!wabi_record_has (g_ptr_array_index (rules, i), "active") || wabi_record_get_bool (g_ptr_array_index (rules, i), "active"))
      return TRUE;
  return FALSE;
}

static gboolean
remove_payer (WabiContext *context, JsonObject *args, GError **error)
{
  if (is_named (context, wabi_json_peek_text (args, "id")))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "payer-named", "id",
                                _("Clients, fees, rules or claims name this payer, so it stays. End its rules and coverages instead."));
  return wabi_rule_remove (context, &wabi_kind_payer, args, error);
}

/* ---- Rules ---- */

static gboolean
refuse_rule (WabiContext *context, GError **error, const char *words)
{
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "rule-invalid", "value", _("This rule cannot say that: %s."), words);
}

/* That a rule may begin before its code does no harm: what it names must only be a code of the practice. */
static gboolean
is_service (WabiServiceTable *services, const char *code)
{
  return wabi_service_table_find (services, code, WABI_DAY_NONE) != NULL;
}

static gboolean
is_pairs (WabiServiceTable *services, JsonNode *node)
{
  JsonArray *pairs = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; pairs != NULL && i < json_array_get_length (pairs); i++)
    {
      JsonNode *one = json_array_get_element (pairs, i);
      JsonObject *cell = JSON_NODE_HOLDS_OBJECT (one) ? json_node_get_object (one) : NULL;
      WabiConcurrencyAction action;

      if (cell == NULL || !is_service (services, wabi_json_peek_text (cell, "a")) || !is_service (services, wabi_json_peek_text (cell, "b"))
          || !wabi_concurrency_action_from_name (wabi_json_peek_text (cell, "action"), &action))
        return FALSE;
    }
  return pairs != NULL && json_array_get_length (pairs) > 0;
}

static gboolean
are_words (JsonNode *node, const char *allowed)
{
  JsonArray *words = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    {
      JsonNode *one = json_array_get_element (words, i);

      if (!JSON_NODE_HOLDS_VALUE (one) || json_node_get_value_type (one) != G_TYPE_STRING || !wabi_text_list_has (allowed, json_node_get_string (one)))
        return FALSE;
    }
  return words != NULL;
}

static gboolean
is_allowed (WabiServiceTable *services, const WabiRuleMember *member, JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (member->type)
    {
    case WABI_RULE_WORD:
      return type == G_TYPE_STRING && wabi_text_list_has (member->words, json_node_get_string (node));
    case WABI_RULE_WORDS:
      return are_words (node, member->words);
    case WABI_RULE_NUMBER:
      return type == G_TYPE_INT64 && json_node_get_int (node) >= member->min && json_node_get_int (node) <= member->max;
    case WABI_RULE_TRUTH:
      return type == G_TYPE_BOOLEAN;
    case WABI_RULE_TEXT:
      return type == G_TYPE_STRING && strlen (json_node_get_string (node)) <= (gsize) member->max;
    case WABI_RULE_CODE:
      return type == G_TYPE_STRING && is_service (services, json_node_get_string (node));
    case WABI_RULE_PAIRS:
    default:
      return is_pairs (services, node);
    }
}

static gboolean
check_value (WabiContext *context, WabiServiceTable *services, WabiRecord *rule, GError **error)
{
  JsonNode *node = json_object_get_member (wabi_record_get_body (rule), "value");
  JsonObjectIter iter;
  const char *name;
  JsonNode *said;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) == 0)
    return refuse_rule (context, error, _("it says nothing"));
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &said))
    {
      const WabiRuleMember *member = wabi_rule_members_find (wabi_record_get_text (rule, "rule"), name);

      if (member == NULL || !is_allowed (services, member, said))
        return refuse_rule (context, error, member != NULL ? _(member->label) : name);
    }
  return TRUE;
}

/* Each session its own line with its times (billing-facts section 7): a rule that says otherwise would only be overlooked. */
static gboolean
check_day_line (WabiContext *context, WabiRecord *rule, GError **error)
{
  JsonNode *value = json_object_get_member (wabi_record_get_body (rule), "value");
  g_autoptr (WabiRecord) payer = NULL;

  if (!json_object_has_member (json_node_get_object (value), "day_line")
      || !json_object_get_boolean_member (json_node_get_object (value), "day_line"))
    return TRUE;
  if (wabi_record_has (rule, "payer")
      && (payer = wabi_context_get (context, &wabi_kind_payer, wabi_record_get_text (rule, "payer"), error)) == NULL)
    return FALSE;
  if (!wabi_record_is (rule, "payer_type", "tricare") && (payer == NULL || !wabi_record_is (payer, "type", "tricare")))
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "rule-invalid", "value",
                              _("TRICARE takes each session as a line of its own, with its times. Leave one line a day off."));
}

static gboolean
check_rule (WabiContext *context, WabiRecord *rule, GError **error)
{
  const char *from = wabi_record_get_text (rule, "valid_from"), *to = wabi_record_get_text (rule, "valid_to");
  g_autoptr (WabiServiceTable) services = wabi_service_table_new (context->view);
  g_auto (GStrv) codes = wabi_lookup_strv (rule, "codes");

  if (to != NULL && g_strcmp0 (to, from) < 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "range-invalid", "valid_to",
                                _("The last day lies before the first. Choose a later last day."));
  for (char **code = codes; *code != NULL; code++)
    if (!is_service (services, *code))
      return refuse_rule (context, error, *code);
  if (wabi_record_has (rule, "place") && wabi_codes_place_name (wabi_record_get_text (rule, "place")) == NULL)
    return refuse_rule (context, error, wabi_record_get_text (rule, "place"));
  return check_value (context, services, rule, error) && check_day_line (context, rule, error);
}

static gboolean
set_rule (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) rule = NULL;

  if (!wabi_rule_set (context, &wabi_kind_payer_rule, args, &rule, error) || !check_rule (context, rule, error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&rule));
  return TRUE;
}

static gboolean
switch_record (WabiContext *context, const WabiKind *kind, JsonObject *args, gboolean active, GError **error)
{
  g_autoptr (WabiRecord) there = wabi_context_get (context, kind, wabi_json_peek_text (args, "id"), error);
  WabiRecord *record;

  if (there == NULL)
    return FALSE;
  record = wabi_record_copy (there);
  wabi_record_set_bool (record, "active", active);
  wabi_context_put (context, record);
  return TRUE;
}

static gboolean
withdraw_rule (WabiContext *context, JsonObject *args, GError **error)
{
  return switch_record (context, &wabi_kind_payer_rule, args, FALSE, error);
}

static gboolean
restore_rule (WabiContext *context, JsonObject *args, GError **error)
{
  return switch_record (context, &wabi_kind_payer_rule, args, TRUE, error);
}

/* ---- Tables ---- */

static gboolean
is_text (JsonArray *row, guint index)
{
  JsonNode *node = json_array_get_element (row, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING && strlen (json_node_get_string (node)) == 5;
}

static gboolean
is_number (JsonArray *row, guint index, gint64 min, gint64 max)
{
  JsonNode *node = json_array_get_element (row, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= min
         && json_node_get_int (node) <= max;
}

static gboolean
is_row (JsonNode *node, gboolean pairs)
{
  JsonArray *row = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (row == NULL || json_array_get_length (row) < 3 || json_array_get_length (row) > 4)
    return FALSE;
  if (!pairs)
    return is_text (row, 0) && is_number (row, 1, 0, 9999) && is_number (row, 2, 0, 3);
  return is_text (row, 0) && is_text (row, 1) && is_number (row, 2, 0, 1)
         && (json_array_get_length (row) == 3 || is_number (row, 3, WABI_NCCI_OTHER, WABI_NCCI_EXCLUSIVE));
}

static gboolean
import_table (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) table = NULL;
  JsonArray *rows;

  if (!wabi_context_add (context, &wabi_kind_edit_table, args, &table, error))
    return FALSE;
  rows = wabi_record_get_array (table, "rows");
  if (rows == NULL || json_array_get_length (rows) == 0 || json_array_get_length (rows) > MOST_TABLE_ROWS)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "table-invalid", "rows",
                                _("The table has no rows, or more than %d. Import the file that CMS publishes."), MOST_TABLE_ROWS);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!is_row (json_array_get_element (rows, i), wabi_record_is (table, "table", "ncci")))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "table-invalid", "rows",
                                  _("Row %u of the table cannot be read. Import the file that CMS publishes."), i + 1);
  wabi_record_set_int (table, "row_count", json_array_get_length (rows));
  wabi_record_set_bool (table, "active", TRUE);
  wabi_context_put (context, g_steal_pointer (&table));
  return TRUE;
}

static gboolean
withdraw_table (WabiContext *context, JsonObject *args, GError **error)
{
  return switch_record (context, &wabi_kind_edit_table, args, FALSE, error);
}

static gboolean
restore_table (WabiContext *context, JsonObject *args, GError **error)
{
  return switch_record (context, &wabi_kind_edit_table, args, TRUE, error);
}

/* ---- Fees ---- */

static gboolean
check_fee (WabiContext *context, WabiRecord *fee, GError **error)
{
  const char *to = wabi_record_get_text (fee, "valid_to");

  if (wabi_record_get_int (fee, "cents") <= 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "fee-invalid", "cents",
                                _("A fee is more than nothing. Write what a unit costs."));
  if (to != NULL && g_strcmp0 (to, wabi_record_get_text (fee, "valid_from")) < 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "range-invalid", "valid_to",
                                _("The last day lies before the first. Choose a later last day."));
  return wabi_service_check (context, wabi_record_get_text (fee, "service_code"), wabi_lookup_day (fee, "valid_from"),
                             wabi_lookup_day (fee, "valid_to"), "service_code", error);
}

static gboolean
set_fee (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) fee = NULL;

  if (!wabi_rule_set (context, &wabi_kind_fee, args, &fee, error)
      || !wabi_service_check (context, wabi_record_get_text (fee, "service_code"), wabi_lookup_day (fee, "valid_from"),
                              wabi_lookup_day (fee, "valid_to"), "service_code", error))
    return FALSE;
  wabi_context_put (context, g_steal_pointer (&fee));
  return TRUE;
}

static gboolean
change_fees (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_rule_change_list (context, &wabi_kind_fee, "payer", args, check_fee, error);
}

/* ---- What a person says of a charge ---- */

/* That a service was distinct from another of the day is for a person to say, who has read the notes. */
static gboolean
set_distinct (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_charge, wabi_json_peek_text (args, "id"), error);
  const char *modifier = wabi_json_peek_text (args, "modifier");
  g_auto (GStrv) old = NULL;
  WabiRecord *charge;
  JsonArray *modifiers;
  JsonNode *node;
  guint at = 0;

  if (before == NULL)
    return FALSE;
  if (!wabi_record_is (before, "state", "open"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "immutable", "state",
                                _("This charge is on a claim already, so it stays as it is."));
  modifiers = json_array_new ();
  old = wabi_lookup_strv (before, "modifiers");
  for (guint i = 0; old[i] != NULL; i++)
    {
      /* After the credential, before what only informs; wabi_charge_make() puts it in the payer's own order. */
      if (modifier != NULL && i == at && !wabi_text_list_has ("HM HN HO HP", old[i]))
        json_array_add_string_element (modifiers, modifier);
      else if (modifier != NULL && i == at)
        at++;
      if (!wabi_ncci_is_distinct (old[i]))
        json_array_add_string_element (modifiers, old[i]);
    }
  if (modifier != NULL && at >= g_strv_length (old))
    json_array_add_string_element (modifiers, modifier);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, modifiers);
  charge = wabi_record_copy (before);
  wabi_record_take_node (charge, "modifiers", node);
  wabi_context_put (context, charge);
  return TRUE;
}

static const WabiField distinct_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "charge", NULL },
  { "modifier", WABI_FIELD_ENUM, 0, 0, 0, "59 XE XP XS XU", NULL },
};

static const WabiField fees_args[] = {
  { "payer", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "payer", NULL },
  { "remove", WABI_FIELD_LIST, 0, 0, 500, NULL, NULL },
  { "put", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
};

#define MONEY (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)
#define ID_ARGS wabi_args_id, G_N_ELEMENTS (wabi_args_id)

const WabiCommandInfo wabi_commands_payers[] = {
  { "payer.set", "billing", MONEY, 0, NULL, 0, set_payer, N_ ("Change a payer") },
  { "payer.remove", "billing", MONEY, 0, ID_ARGS, remove_payer, N_ ("Take away a payer") },
  { "payer-rule.set", "billing", MONEY, 0, NULL, 0, set_rule, N_ ("Change a payer's rule") },
  { "payer-rule.withdraw", "billing", MONEY, 0, ID_ARGS, withdraw_rule, N_ ("Withdraw a payer's rule") },
  { "payer-rule.restore", "billing", MONEY, 0, ID_ARGS, restore_rule, N_ ("Take a payer's rule back in") },
  { "edit-table.import", "billing", MONEY, 0, NULL, 0, import_table, N_ ("Import a table of limits") },
  { "edit-table.withdraw", "billing", MONEY, 0, ID_ARGS, withdraw_table, N_ ("Withdraw a table of limits") },
  { "edit-table.restore", "billing", MONEY, 0, ID_ARGS, restore_table, N_ ("Take a table of limits back in") },
  { "fee.set", "billing", MONEY, 0, NULL, 0, set_fee, N_ ("Record a fee") },
  { "fee.change", "billing", MONEY, 0, fees_args, G_N_ELEMENTS (fees_args), change_fees, N_ ("Change fees") },
  { "charge.distinct", "billing", MONEY, 0, distinct_args, G_N_ELEMENTS (distinct_args), set_distinct, N_ ("Say that a service was distinct") },
};
const guint wabi_n_commands_payers = G_N_ELEMENTS (wabi_commands_payers);
