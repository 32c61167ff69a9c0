// SPDX-License-Identifier: AGPL-3.0-or-later
// The field tables hang together: references name kinds, queries' fields are indexed, services are known, commands have one owner.

#include <string.h>

#include "memory-practice.h"

static void
test_tables (void)
{
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_true (g_hash_table_add (names, (gpointer) kinds[i]->name));
      g_assert_true (wabi_domain_find_kind (kinds[i]->name) == kinds[i]);
      g_assert_true (g_strv_contains (wabi_domain_services, kinds[i]->service));
      for (guint j = 0; j < kinds[i]->n_fields; j++)
        {
          const WabiField *field = &kinds[i]->fields[j];

          g_assert_true (g_hash_table_add (fields, (gpointer) field->name));
          if (field->type == WABI_FIELD_REF)
            g_assert_nonnull (wabi_domain_find_kind (field->values));
          if (field->type == WABI_FIELD_ENUM)
            g_assert_nonnull (field->values);
        }
      if (kinds[i]->cluster_by != NULL)
        g_assert_true (wabi_kind_find_field (kinds[i], kinds[i]->cluster_by)->flags & WABI_INDEXED);
      if (kinds[i]->policy == WABI_POLICY_FIELDS)
        {
          g_assert_nonnull (wabi_kind_find_field (kinds[i], "proposals"));
          g_assert_nonnull (wabi_kind_find_field (kinds[i], "needs_hand"));
        }
    }
}

static void
test_services_cover_all (void)
{
  guint all, sum = 0;

  wabi_domain_list_kinds (NULL, &all);
  for (guint i = 0; wabi_domain_services[i] != NULL; i++)
    {
      guint n;
      const WabiKind *const *kinds = wabi_domain_list_kinds (wabi_domain_services[i], &n);

      for (guint j = 0; j < n; j++)
        g_assert_cmpstr (kinds[j]->service, ==, wabi_domain_services[i]);
      sum += n;
    }
  g_assert_cmpuint (sum, ==, all);
}

static void
test_commands (void)
{
  guint n, n_reactions;
  const WabiCommandInfo *commands = wabi_domain_get_commands (&n);
  const WabiReaction *reactions = wabi_domain_get_reactions (&n_reactions);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_hash_table_add (names, (gpointer) commands[i].name));
      g_assert_true (g_strv_contains (wabi_domain_services, commands[i].service));
      g_assert_cmpuint (commands[i].roles, !=, 0);
      g_assert_nonnull (commands[i].title);
    }
  for (guint i = 0; i < n_reactions; i++)
    g_assert_cmpstr (wabi_domain_find_kind (reactions[i].kind)->service, ==, reactions[i].follows);
}

/* What a role may not read does not leave the service for it. */
static void
test_readers (void)
{
  static const char *const clinical[] = { "trial", "note", "program", "target", "behavior", "behavior_event", "addendum" };
  static const char *const money[] = { "charge", "claim", "claim_file", "fee" };

  for (guint i = 0; i < G_N_ELEMENTS (clinical); i++)
    g_assert_cmpuint (wabi_domain_find_kind (clinical[i])->readers & WABI_ROLE_FRONTDESK, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (money); i++)
    g_assert_cmpuint (wabi_domain_find_kind (money[i])->readers & (WABI_ROLE_RBT | WABI_ROLE_FRONTDESK), ==, 0);
  g_assert_cmpuint (wabi_kind_counter.readers, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/tables", test_tables);
  g_test_add_func ("/domain/services-cover-all", test_services_cover_all);
  g_test_add_func ("/domain/commands", test_commands);
  g_test_add_func ("/domain/readers", test_readers);
  return g_test_run ();
}
