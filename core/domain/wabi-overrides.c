// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules that a person booked against: who, when and why.

#include "wabi-overrides.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-override.h"
#include "wabi-text.h"

#define FIELD "overrides"
#define LONGEST_REASON 300

char *
wabi_overrides_role_words (guint roles)
{
  static const struct
  {
    guint bit;
    const char *word;
  } all[] = { { WABI_ROLE_FRONTDESK, "frontdesk" }, { WABI_ROLE_RBT, "rbt" },     { WABI_ROLE_BCBA, "bcba" },
              { WABI_ROLE_BILLER, "biller" },       { WABI_ROLE_ADMIN, "admin" } };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (roles & all[i].bit)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", all[i].word);
  return g_string_free (words, FALSE);
}

static JsonObject *
peek (JsonArray *all, guint i)
{
  JsonNode *node = json_array_get_element (all, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
count (JsonArray *all)
{
  return all != NULL ? json_array_get_length (all) : 0;
}

static gboolean
has_entry (JsonArray *all, JsonObject *entry)
{
  for (guint i = 0; i < count (all); i++)
    {
      JsonObject *one = peek (all, i);

      if (one != NULL && json_object_equal (one, entry))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_new (WabiContext *context, JsonObject *entry, GError **error)
{
  const char *id = entry != NULL ? wabi_json_peek_text (entry, "id") : NULL, *reason = entry != NULL ? wabi_json_peek_text (entry, "reason") : NULL;
  g_autofree char *roles = wabi_overrides_role_words (context->caller.roles);
  g_autofree char *who = NULL;

  if (id == NULL || strlen (id) > 60)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", FIELD, _("An override names the rule that it is about."));
  if (wabi_text_is_blank (reason) || g_utf8_strlen (reason, -1) > LONGEST_REASON)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "override-reason", FIELD,
                                _("Say in up to 300 letters why the rule does not stand in the way here."));
  if (wabi_override_may (id, roles))
    return TRUE;
  who = wabi_override_words (id);
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "override-forbidden", FIELD, _("You cannot override this rule. %s"), who);
}

gboolean
wabi_overrides_check (WabiContext *context, JsonArray *given, GError **error)
{
  for (guint i = 0; i < count (given); i++)
    if (!check_new (context, peek (given, i), error))
      return FALSE;
  return TRUE;
}

/* A reason is given for one time, one person and one service; elsewhere it would be another decision. */
static JsonObject *
stamp (JsonObject *entry, WabiRecord *record, const char *user, gint64 given)
{
  JsonObject *stamped = json_object_new ();

  json_object_set_string_member (stamped, "id", wabi_json_peek_text (entry, "id"));
  json_object_set_string_member (stamped, "reason", wabi_json_peek_text (entry, "reason"));
  json_object_set_string_member (stamped, "by", user);
  json_object_set_int_member (stamped, "at", given);
  json_object_set_int_member (stamped, "starts_at", wabi_record_get_int (record, "starts_at"));
  json_object_set_int_member (stamped, "ends_at", wabi_record_get_int (record, "ends_at"));
  json_object_set_string_member (stamped, "staff", wabi_record_get_text (record, "staff"));
  json_object_set_string_member (stamped, "service_code", wabi_record_get_text (record, "service_code"));
  return stamped;
}

gboolean
wabi_overrides_take (WabiContext *context, WabiRecord *record, WabiRecord *before, GError **error)
{
  JsonArray *given = wabi_record_get_array (record, FIELD), *stood = before != NULL ? wabi_record_get_array (before, FIELD) : NULL;
  g_autoptr (JsonArray) all = json_array_new ();
  JsonNode *node;

  for (guint i = 0; i < count (stood); i++)
    json_array_add_element (all, json_node_copy (json_array_get_element (stood, i)));
  for (guint i = 0; i < count (given); i++)
    {
      JsonObject *entry = peek (given, i);

      if (entry != NULL && has_entry (stood, entry))
        continue;
      if (!check_new (context, entry, error))
        return FALSE;
      json_array_add_object_element (all, stamp (entry, record, context->caller.user, context->given));
    }
  if (count (all) == 0 && given == NULL)
    return TRUE;
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, g_steal_pointer (&all));
  wabi_record_take_node (record, FIELD, node);
  return TRUE;
}

void
wabi_overrides_add (WabiRecord *record, JsonObject *entry, const char *user, gint64 given, const char *title)
{
  JsonArray *stood = wabi_record_get_array (record, FIELD), *all = json_array_new ();
  JsonObject *stamped = stamp (entry, record, user, given);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < count (stood); i++)
    json_array_add_element (all, json_node_copy (json_array_get_element (stood, i)));
  json_object_set_string_member (stamped, "title", title);
  json_array_add_object_element (all, stamped);
  json_node_take_array (node, all);
  wabi_record_take_node (record, FIELD, node);
}

static gboolean
is_for (JsonObject *entry, WabiRecord *record)
{
  return wabi_json_peek_int (entry, "starts_at", 0) == wabi_record_get_int (record, "starts_at")
         && wabi_json_peek_int (entry, "ends_at", 0) == wabi_record_get_int (record, "ends_at")
         && wabi_record_is (record, "staff", wabi_json_peek_text (entry, "staff"))
         && wabi_record_is (record, "service_code", wabi_json_peek_text (entry, "service_code"));
}

gboolean
wabi_overrides_cover (WabiRecord *record, const char *id)
{
  JsonArray *all = wabi_record_get_array (record, FIELD);

  if (wabi_override_roles (id) == NULL)
    return FALSE;
  for (guint i = 0; i < count (all); i++)
    {
      JsonObject *entry = peek (all, i);

      if (entry != NULL && g_strcmp0 (wabi_json_peek_text (entry, "id"), id) == 0 && is_for (entry, record))
        return TRUE;
    }
  return FALSE;
}

static const WabiFinding *
find_said (const GPtrArray *findings, const char *id)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && g_strcmp0 (finding->id, id) == 0)
        return finding;
    }
  return NULL;
}

void
wabi_overrides_note (WabiRecord *record, const GPtrArray *findings)
{
  JsonArray *all = wabi_record_get_array (record, FIELD);
  g_autoptr (JsonNode) node = NULL;

  if (count (all) == 0)
    return;
  node = json_node_copy (json_object_get_member (wabi_record_get_body (record), FIELD));
  all = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *entry = peek (all, i);
      const WabiFinding *finding = entry != NULL && !json_object_has_member (entry, "title") ? find_said (findings, wabi_json_peek_text (entry, "id")) : NULL;

      if (finding != NULL)
        json_object_set_string_member (entry, "title", finding->title);
    }
  wabi_record_take_node (record, FIELD, g_steal_pointer (&node));
}
