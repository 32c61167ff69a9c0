// SPDX-License-Identifier: AGPL-3.0-or-later
// Speaks to tests/harness/pg-cluster over its pipes.

#include "cluster.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

struct _Cluster
{
  GPid pid;
  FILE *orders, *answers;
};

static char *
read_line (Cluster *cluster)
{
  char line[500];

  if (fgets (line, sizeof line, cluster->answers) == NULL)
    g_error ("the cluster is gone");
  return g_strdup (g_strchomp (line));
}

Cluster *
cluster_start (void)
{
  Cluster *cluster = g_new0 (Cluster, 1);
  char *argv[] = { (char *) WABI_PG_CLUSTER, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  int in, out;

  if (!g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &cluster->pid, &in, &out, NULL, &error))
    g_error ("%s", error->message);
  cluster->orders = fdopen (in, "w");
  cluster->answers = fdopen (out, "r");
  url = read_line (cluster);
  g_setenv ("WABI_TEST_POSTGRES", url, TRUE);
  return cluster;
}

void
cluster_order (Cluster *cluster, const char *order)
{
  g_autofree char *answer = NULL;

  g_assert_cmpint (fprintf (cluster->orders, "%s\n", order), >, 0);
  g_assert_cmpint (fflush (cluster->orders), ==, 0);
  answer = read_line (cluster);
  g_assert_cmpstr (answer, ==, "ok");
}

void
cluster_free (Cluster *cluster)
{
  fclose (cluster->orders);
  fclose (cluster->answers);
  waitpid (cluster->pid, NULL, 0);
  g_free (cluster);
}
