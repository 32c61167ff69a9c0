// SPDX-License-Identifier: AGPL-3.0-or-later
// Looking after the database: which practices it holds, whether its audit is whole.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>

#include "wabi-anchor.h"

static gboolean
print_practice (const WabiRow *row, gpointer data, GError **error)
{
  g_print ("%s\t%s\n", wabi_row_text (row, 0), wabi_row_text (row, 1));
  return TRUE;
}

static gboolean
print_practices (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_query (db, "SELECT short_name, practice_id FROM auth_practice ORDER BY short_name", NULL, 0,
                        print_practice, NULL, NULL, error);
}

gboolean
wabi_ctl_practice_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  return store != NULL && wabi_store_read (store, NULL, print_practices, NULL, error);
}

gboolean
wabi_ctl_tidy (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (WabiStore) store = NULL;
  g_autofree char *results = NULL, *tombstones = NULL;
  WabiTidied tidied;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  if (store == NULL || !wabi_store_tidy (store, &tidied, error))
    return FALSE;
  results = g_strdup_printf ("%" G_GINT64_FORMAT, tidied.results);
  tombstones = g_strdup_printf ("%" G_GINT64_FORMAT, tidied.tombstones);
  g_print (_ ("Removed: %s old results, %s traces of what was deleted.\n"), results, tombstones);
  return TRUE;
}

gboolean
wabi_ctl_verify_audit (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (WabiStore) store = NULL;
  g_autofree char *practice = NULL, *anchors = NULL, *count = NULL, *lines = NULL;
  const GOptionEntry options[] = {
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME, &anchors, N_ ("File in which the heads were noted; shows cutting off and rewriting too"),
      N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };
  gint64 entries = 0, anchored = 0;

  if (!wabi_ctl_parse (ctl, command, options, argc, argv, error))
    return FALSE;
  store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  if (store == NULL)
    return FALSE;
  if (ctl->practice != NULL)
    {
      practice = wabi_ctl_find_practice (ctl, store, error);
      if (practice == NULL)
        return FALSE;
    }
  if (!wabi_store_verify_audit (store, practice, &entries, error))
    return FALSE;
  count = g_strdup_printf ("%" G_GINT64_FORMAT, entries);
  g_print (_ ("The audit is whole: %s entries.\n"), count);
  if (anchors == NULL)
    return TRUE;
  if (!wabi_anchor_verify (store, anchors, &anchored, error))
    return FALSE;
  lines = g_strdup_printf ("%" G_GINT64_FORMAT, anchored);
  g_print (_ ("It agrees with all %s anchors.\n"), lines);
  return TRUE;
}
