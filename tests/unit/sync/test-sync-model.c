// SPDX-License-Identifier: AGPL-3.0-or-later
// Desktops and a service of a few lines with a network that drops, repeats and delays: each command has one effect, queues drain,
// everybody ends with the same records.

#include "wabi-sync-batch.h"
#include "wabi-sync-machine.h"

#include <string.h>

#define N_CLIENTS 3
#define N_COMMANDS 40
#define N_ROUNDS 200

/* A command is a number; its effect is a record of that number, counted each time it is made. */
typedef struct
{
  GArray *feed;        /* numbers, in order */
  gint64 last[N_CLIENTS];
  guint effects[N_CLIENTS * N_COMMANDS];
} Server;

typedef struct
{
  guint client;
  gint64 from_n;
  guint count;
  guint commands[8];
} Push;

typedef struct
{
  guint index;
  WabiSyncMachine *machine;
  GArray *queue; /* numbers */
  gint64 last_n, head_n, cursor; /* head_n: the n of the first of the queue, 0 when not sent */
  gboolean seen[N_CLIENTS * N_COMMANDS];
} Client;

static gint64
server_push (Server *server, const Push *push)
{
  for (guint i = 0; i < push->count; i++)
    {
      gint64 n = push->from_n + i;

      if (n > server->last[push->client] + 1)
        return -1;
      if (n <= server->last[push->client])
        continue;
      server->last[push->client] = n;
      server->effects[push->commands[i]]++;
      g_array_append_val (server->feed, push->commands[i]);
    }
  return (gint64) server->feed->len;
}

static guint32
draw (guint32 bound, gpointer data)
{
  return (guint32) g_rand_int_range (data, 0, (gint32) MIN (bound, G_MAXINT32));
}

static const char *const names[] = { "0", "1", "2", "3", "4", "5", "6", "7" };

static void
client_push (Client *client, Server *server, GRand *chance, GArray *late, gboolean faulty, gint64 now)
{
  const WabiBatchRule rule = { 8, G_MAXINT64, client->last_n, 0, NULL };
  WabiQueued queued[8];
  guint picked[8];
  Push push = { .client = client->index, .count = MIN (client->queue->len, 8) };
  gint64 head;

  for (guint i = 0; i < push.count; i++)
    {
      push.commands[i] = g_array_index (client->queue, guint, i);
      queued[i] = (WabiQueued){ names[i], "s", client->head_n != 0 && client->head_n + i <= client->last_n ? client->head_n + i : 0 };
    }
  push.count = wabi_batch_plan (queued, push.count, &rule, picked);
  client->last_n = wabi_batch_number (queued, push.count, client->last_n);
  client->head_n = push.from_n = queued[0].n;
  if (faulty && g_rand_int_range (chance, 0, 3) == 0)
    g_array_append_val (late, push); /* arrives, or arrives once more, some time later */
  if (faulty && g_rand_int_range (chance, 0, 3) == 0)
    {
      wabi_sync_machine_failed (client->machine, now, 0, WABI_SYNC_FAILED_NETWORK, 0); /* the request was lost */
      return;
    }
  head = server_push (server, &push);
  g_assert_cmpint (head, >=, 0);
  if (faulty && g_rand_int_range (chance, 0, 3) == 0)
    {
      wabi_sync_machine_failed (client->machine, now, 0, WABI_SYNC_FAILED_NETWORK, 0); /* the answer was lost */
      return;
    }
  g_array_remove_range (client->queue, 0, push.count);
  client->head_n = client->queue->len > 0 && client->head_n + push.count <= client->last_n ? client->head_n + push.count : 0;
  wabi_sync_machine_pushed (client->machine, now, 0, head, push.count);
  wabi_sync_machine_push_done (client->machine, 0);
}

static void
client_pull (Client *client, Server *server, GRand *chance, gboolean faulty, gint64 now)
{
  gint64 next = MIN (client->cursor + 5, (gint64) server->feed->len);

  if (faulty && g_rand_int_range (chance, 0, 3) == 0)
    {
      wabi_sync_machine_failed (client->machine, now, 0, WABI_SYNC_FAILED_SERVER, 0);
      return;
    }
  for (gint64 i = client->cursor; i < next; i++)
    client->seen[g_array_index (server->feed, guint, i)] = TRUE;
  client->cursor = next;
  wabi_sync_machine_pulled (client->machine, now, 0, next, server->feed->len, next < server->feed->len);
}

static void
step_client (Client *client, Server *server, GRand *chance, GArray *late, gboolean faulty, gint64 now)
{
  WabiSyncStep step;

  wabi_sync_machine_set_pending (client->machine, now, 0, client->queue->len,
                                 client->queue->len > 0 ? g_array_index (client->queue, guint, 0) : 0);
  step = wabi_sync_machine_next (client->machine, now);
  if (step.what == WABI_SYNC_DO_PUSH)
    client_push (client, server, chance, late, faulty, now);
  else if (step.what == WABI_SYNC_DO_PULL)
    client_pull (client, server, chance, faulty, now);
  else
    g_assert_cmpint (step.what, ==, WABI_SYNC_DO_WAIT);
}

static void
deliver_late (Server *server, GRand *chance, GArray *late)
{
  guint at;

  if (late->len == 0 || g_rand_int_range (chance, 0, 2) == 0)
    return;
  at = (guint) g_rand_int_range (chance, 0, (gint32) late->len);
  server_push (server, &g_array_index (late, Push, at));
  if (g_rand_boolean (chance))
    g_array_remove_index (late, at);
}

static void
run_world (guint32 seed)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (Push));
  Server server = { g_array_new (FALSE, FALSE, sizeof (guint)) };
  Client clients[N_CLIENTS] = { 0 };
  gint64 now = 0;

  for (guint i = 0; i < N_CLIENTS; i++)
    {
      clients[i].index = i;
      clients[i].machine = wabi_sync_machine_new (1, draw, chance);
      clients[i].queue = g_array_new (FALSE, FALSE, sizeof (guint));
      wabi_sync_machine_set_token (clients[i].machine, TRUE);
    }
  for (guint round = 0; round < 4000; round++)
    {
      guint who = (guint) g_rand_int_range (chance, 0, N_CLIENTS), number = who * N_COMMANDS + round / N_CLIENTS / 4;
      gboolean faulty = round < 2000;

      now += g_rand_int_range (chance, 0, 4000000);
      if (round % (N_CLIENTS * 4) < N_CLIENTS && round / N_CLIENTS / 4 < N_COMMANDS)
        {
          who = round % N_CLIENTS;
          number = who * N_COMMANDS + round / N_CLIENTS / 4;
          g_array_append_val (clients[who].queue, number);
        }
      step_client (&clients[who], &server, chance, late, faulty, now);
      deliver_late (&server, chance, late);
    }
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_assert_cmpuint (clients[i].queue->len, ==, 0);
      g_assert_cmpint (clients[i].cursor, ==, server.feed->len);
      for (guint j = 0; j < N_CLIENTS * N_COMMANDS; j++)
        {
          g_assert_true (clients[i].seen[j]);
          g_assert_cmpuint (server.effects[j], ==, 1);
        }
      wabi_sync_machine_free (clients[i].machine);
      g_array_unref (clients[i].queue);
    }
  g_array_unref (server.feed);
}

static void
test_converges (void)
{
  for (guint32 seed = 1; seed <= N_ROUNDS; seed++)
    {
      g_test_message ("seed %u", seed);
      run_world (seed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-model/converges", test_converges);
  return g_test_run ();
}
