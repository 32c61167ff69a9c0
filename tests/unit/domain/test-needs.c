// SPDX-License-Identifier: AGPL-3.0-or-later
// What services declare to read of each other. That the rules read no more is checked by memory-practice.c in every test of the domain.

#include <string.h>

#include "memory-practice.h"
#include "wabi-note-facts.h"

static void
test_declared (void)
{
  guint n, needed = 0;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; wabi_domain_services[k] != NULL; k++)
      {
        const char *service = wabi_domain_services[k];

        if (strcmp (kinds[i]->service, service) == 0)
          g_assert_false (wabi_domain_needs (service, kinds[i]));
        needed += wabi_domain_needs (service, kinds[i]);
        if (wabi_domain_reacts_with (service, kinds[i]))
          g_assert_true (wabi_domain_needs (service, kinds[i]));
      }
  g_assert_cmpuint (needed, >, 30);
  g_assert_true (wabi_domain_needs ("billing", &wabi_kind_note));
  g_assert_false (wabi_domain_needs ("billing", &wabi_kind_note_revision));
  g_assert_false (wabi_domain_needs ("scheduling", &wabi_kind_trial));
}

static void
test_reactions (void)
{
  guint n;
  const WabiReaction *reactions = wabi_domain_get_reactions (&n);

  for (guint i = 0; i < n; i++)
    {
      const WabiKind *kind = wabi_domain_find_kind (reactions[i].kind);

      g_assert_nonnull (kind);
      g_assert_cmpstr (kind->service, ==, reactions[i].follows);
      g_assert_true (wabi_domain_needs (reactions[i].service, kind));
      g_assert_true (wabi_domain_reacts_with (reactions[i].service, kind));
    }
}

/* The check itself must be able to fail. */
static void
test_undeclared_fails (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (MemoryPractice) practice = memory_practice_new (0);
      g_autoptr (WabiRecord) record = NULL;

      memory_practice_furnish (practice);
      practice->reader = "scheduling";
      record = memory_practice_get (practice, &wabi_kind_trial, TARGET);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*scheduling read a trial*");
}

static void
test_draft_reads_what_it_declares (void)
{
  g_autoptr (MemoryPractice) practice = memory_practice_new (wabi_zone_from_local (ZONE, wabi_day_from_text ("2026-03-09"), 9 * 60));
  const char *session = "01900000-0000-7000-8000-0000000000b2";
  g_autoptr (JsonObject) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *start = NULL;

  memory_practice_furnish (practice);
  start = g_strdup_printf ("{'id':'%s','client':'" CLIENT "','staff':'" RBT "','service_code':'97153','place':'12','starts_at':%" G_GINT64_FORMAT ",'zone':'" ZONE "'}",
                           session, practice->clock.at);
  g_assert_true (memory_practice_do (practice, RBT, WABI_ROLE_RBT, TRUE, "session.start", start));
  practice->reader = "ai";
  draft = wabi_domain_draft_note (&practice->view, session, "full", "en", &error);
  g_assert_no_error (error);
  g_assert_nonnull (draft);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/needs/declared", test_declared);
  g_test_add_func ("/needs/reactions", test_reactions);
  g_test_add_func ("/needs/undeclared", test_undeclared_fails);
  g_test_add_func ("/needs/draft", test_draft_reads_what_it_declares);
  return g_test_run ();
}
