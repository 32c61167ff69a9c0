// SPDX-License-Identifier: AGPL-3.0-or-later
// A desktop without a window: signs in, does what a seed says, follows the server, and is killed at any moment.
//
// Orders come on standard input, a line each: "work", "rest", "drain", "settle auth=12 patients=7:name …", "state", "quit".
// Answers go to standard output: "ready", "act", "drained", "settled", "stuck why".

#include "agent.h"

#include <gio/gunixinputstream.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "agent-keys.h"
#include "wabi-cache-sync.h"

#define RETRY_MS 150
#define WATCH_MS 100
#define CLICK_EVERY 20 /* looks */

typedef struct
{
  Agent agent;
  GMainLoop *loop;
  GDataInputStream *orders;
  WabiSignIn sign_in;
  char *state_dir, *journal_path;
  char *settle; /* nullable: where all feeds must have come */
  int seed, pace, clicks;
  gboolean working, draining, ready, coming, dirty, reading;
} Program;

static void
say (const char *what)
{
  printf ("%s\n", what);
  fflush (stdout);
}

/* ---- Coming in ---- */

static void come_in (Program *program);

static gboolean
on_retry_cb (gpointer data)
{
  come_in (data);
  return G_SOURCE_REMOVE;
}

static void
on_cache_changed_cb (Program *program)
{
  program->dirty = TRUE;
}

static void
note_ready (Program *program)
{
  WabiCache *cache = wabi_sync_get_cache (program->agent.sync);
  const char *aside = wabi_cache_get_set_aside (cache);

  program->coming = FALSE;
  if (program->ready)
    return;
  program->ready = program->dirty = TRUE;
  if (aside != NULL)
    {
      g_autofree char *words = g_strdup_printf ("stuck the cache would not open and went to %s", aside);

      say (words);
    }
  g_signal_connect_swapped (cache, "changed", G_CALLBACK (on_cache_changed_cb), program);
  g_signal_connect_swapped (cache, "outbox-changed", G_CALLBACK (on_cache_changed_cb), program);
  agent_journal_write (program->agent.journal, "open %u %u", wabi_cache_get_pending (cache),
                       wabi_cache_get_refused (cache));
  say ("ready");
}

/* Away, busy, told to wait a little: what a person tries again. All else needs a hand, and that is a finding. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_OFFLINE)
         || g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_REFUSED)
         || g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PROTOCOL)
         || g_error_matches (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_LOCKED)
         || g_error_matches (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_DISK_FULL)
         || g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD) || error->domain == G_FILE_ERROR;
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Program *program = data;
  g_autoptr (GError) error = NULL;

  if (wabi_sync_sign_in_finish (WABI_SYNC (source), result, &error))
    {
      note_ready (program);
      return;
    }
  g_printerr ("sign-in: %s\n", error->message);
  if (!is_passing (error))
    {
      g_autofree char *words = g_strdup_printf ("stuck %s", error->message);

      say (words);
    }
  g_timeout_add (RETRY_MS, on_retry_cb, program);
}

static void
on_resumed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Program *program = data;
  g_autoptr (GError) error = NULL;

  if (wabi_sync_resume_finish (WABI_SYNC (source), result, &error))
    note_ready (program);
  else
    {
      g_printerr ("resume: %s\n", error->message);
      wabi_sync_sign_in_async (program->agent.sync, &program->sign_in, NULL, on_signed_in_cb, program);
    }
}

static void
come_in (Program *program)
{
  program->coming = TRUE;
  if (program->ready)
    wabi_sync_sign_in_async (program->agent.sync, &program->sign_in, NULL, on_signed_in_cb, program);
  else
    wabi_sync_resume_async (program->agent.sync, NULL, on_resumed_cb, program);
}

static void
on_state_cb (Program *program)
{
  if (program->ready && !program->coming && wabi_sync_get_state (program->agent.sync) == WABI_SYNC_NEEDS_SIGN_IN)
    {
      /* The person is asked for the password, and gives it. */
      agent_journal_write (program->agent.journal, "password");
      program->coming = TRUE;
      g_timeout_add (RETRY_MS, on_retry_cb, program);
    }
}

/* ---- Being done ---- */

/* Also what is confirmed waits here until the feed has brought it. */
static gboolean
has_emptied (Program *program)
{
  g_autoptr (GPtrArray) outbox = wabi_cache_list_outbox (wabi_sync_get_cache (program->agent.sync), NULL, NULL);

  return outbox != NULL && outbox->len == 0;
}

/* Whether this service has told what may be seen now, and all of that is here. */
static gboolean
has_filled (WabiCache *cache, const char *service, const char *wanted)
{
  g_autofree char *access = NULL;
  WabiCacheNeed need = { FALSE };
  gboolean ok = wabi_cache_read_access (cache, service, &access, NULL) && wabi_cache_read_need (cache, service, &need, NULL)
                && need.client == NULL && !need.restart && (wanted == NULL || g_strcmp0 (access, wanted) == 0);

  g_free (need.client);
  g_free (need.place);
  return ok;
}

/* "service=place" or "service=place:access". */
static gboolean
has_come (Program *program, WabiCache *cache)
{
  g_auto (GStrv) wanted = g_strsplit (program->settle, " ", -1);

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (wanted[i], "=", 2);
      char *access = g_strv_length (pair) == 2 ? strchr (pair[1], ':') : NULL;
      gboolean loaded = FALSE;
      gint64 seq = 0;

      if (g_strv_length (pair) == 2 && !has_filled (cache, pair[0], access != NULL ? access + 1 : NULL))
        return FALSE;
      if (g_strv_length (pair) == 2
          && (!wabi_cache_read_cursor (cache, pair[0], &seq, NULL, &loaded, NULL) || !loaded
              || seq < g_ascii_strtoll (pair[1], NULL, 10)))
        return FALSE;
    }
  return TRUE;
}

/* Reading a cursor may wait for a page that is being applied: not on the main thread. */
static void
look_at_cursors (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, has_come (g_task_get_source_tag (task), data));
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Program *program = data;
  g_autoptr (GError) error = NULL;

  program->reading = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), NULL) || program->dirty || !has_emptied (program))
    return;
  if (!agent_dump (&program->agent, program->state_dir, &error))
    g_error ("what is seen cannot be written: %s", error->message);
  g_clear_pointer (&program->settle, g_free);
  say ("settled");
}

static gboolean
on_watch_cb (gpointer data)
{
  Program *program = data;
  WabiCache *cache = wabi_sync_get_cache (program->agent.sync);

  if (!program->ready || cache == NULL)
    return G_SOURCE_CONTINUE;
  if (program->dirty)
    {
      program->dirty = FALSE;
      agent_watch (&program->agent);
    }
  /* As a person who wants to go home would click; that it ends without clicks too is for the simulator. */
  if ((program->draining || program->settle != NULL) && ++program->clicks % CLICK_EVERY == 0)
    wabi_sync_now (program->agent.sync);
  if (program->draining && wabi_cache_get_pending (cache) == 0 && !program->dirty)
    {
      program->draining = FALSE;
      say ("drained");
    }
  if (program->settle != NULL && !program->reading)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, on_looked_cb, program);

      program->reading = TRUE;
      /* The cache may be closed meanwhile; it stays until it was looked at. */
      g_task_set_task_data (task, g_object_ref (cache), g_object_unref);
      g_task_set_source_tag (task, program);
      g_task_run_in_thread (task, look_at_cursors);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_act_cb (gpointer data)
{
  Program *program = data;

  if (program->working && program->ready && wabi_sync_get_cache (program->agent.sync) != NULL)
    {
      agent_act (&program->agent);
      say ("act");
    }
  return G_SOURCE_CONTINUE;
}

/* ---- Orders ---- */

/* For whoever wants to know why nothing moves. */
static void
tell_state (Program *program)
{
  WabiCache *cache = wabi_sync_get_cache (program->agent.sync);

  g_printerr ("state %d (%s), online %d, ready %d, coming %d, dirty %d, reading %d, draining %d, settle %s\n",
              (int)wabi_sync_get_state (program->agent.sync), wabi_sync_get_state_text (program->agent.sync),
              wabi_sync_get_online (program->agent.sync), program->ready, program->coming, program->dirty,
              program->reading, program->draining, program->settle);
  for (guint i = 0; cache != NULL && wabi_domain_services[i] != NULL; i++)
    {
      g_autofree char *epoch = NULL;
      gboolean loaded = FALSE;
      gint64 seq = -1;

      if (wabi_cache_read_cursor (cache, wabi_domain_services[i], &seq, &epoch, &loaded, NULL))
        g_printerr ("  %s at %" G_GINT64_FORMAT ", loaded %d\n", wabi_domain_services[i], seq, loaded);
    }
  if (cache != NULL)
    g_printerr ("  pending %u, refused %u, emptied %d\n", wabi_cache_get_pending (cache), wabi_cache_get_refused (cache),
                has_emptied (program));
}

static void
obey (Program *program, const char *line)
{
  if (g_str_equal (line, "work"))
    program->working = TRUE;
  else if (g_str_equal (line, "rest"))
    program->working = FALSE;
  else if (g_str_equal (line, "drain"))
    {
      program->working = FALSE;
      program->draining = TRUE;
      wabi_sync_now (program->agent.sync);
    }
  else if (g_str_has_prefix (line, "settle "))
    {
      g_free (program->settle);
      program->settle = g_strdup (line + strlen ("settle "));
      wabi_sync_now (program->agent.sync);
    }
  else if (g_str_equal (line, "state"))
    tell_state (program);
  else
    g_main_loop_quit (program->loop);
}

static void
on_line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Program *program = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (program->orders, result, NULL, NULL);

  obey (program, line != NULL ? line : "quit");
  if (line != NULL)
    g_data_input_stream_read_line_async (program->orders, 0, NULL, on_line_cb, program);
}

static gboolean
read_options (Program *program, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &program->state_dir, "folder of the cache", "DIR" },
    { "journal", 0, 0, G_OPTION_ARG_FILENAME, &program->journal_path, "where promises are noted", "FILE" },
    { "server", 0, 0, G_OPTION_ARG_STRING, &program->sign_in.server, "base address", "URL" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &program->sign_in.ca, "authority", "FILE" },
    { "practice", 0, 0, G_OPTION_ARG_STRING, &program->sign_in.practice, "short name", "NAME" },
    { "login", 0, 0, G_OPTION_ARG_STRING, &program->sign_in.login, "who", "NAME" },
    { "password", 0, 0, G_OPTION_ARG_STRING, &program->sign_in.password, "with what password", "TEXT" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &program->seed, "what is done", "N" },
    { "pace", 0, 0, G_OPTION_ARG_INT, &program->pace, "thousandths of a second between acts", "N" },
    { "mutant", 0, 0, G_OPTION_ARG_STRING, (gpointer)&program->agent.mutant, "what to do wrong", "WHAT" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
begin (Program *program, GError **error)
{
  g_autoptr (GInputStream) in = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autofree char *key_path = g_build_filename (program->state_dir, "keyring", NULL);

  if (g_mkdir_with_parents (program->state_dir, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the folder %s cannot be made", program->state_dir);
      return FALSE;
    }
  program->agent.journal = agent_journal_open (program->journal_path, error);
  if (program->agent.journal == NULL)
    return FALSE;
  program->agent.rand = g_rand_new_with_seed ((guint32)program->seed);
  program->agent.keys = agent_keys_new (key_path);
  program->agent.sync = wabi_sync_new (program->state_dir, wabi_cache_get_domain_tables (), program->agent.keys);
  g_signal_connect_swapped (program->agent.sync, "notify::state", G_CALLBACK (on_state_cb), program);
  program->orders = g_data_input_stream_new (in);
  g_data_input_stream_read_line_async (program->orders, 0, NULL, on_line_cb, program);
  g_timeout_add (WATCH_MS, on_watch_cb, program);
  g_timeout_add ((guint)MAX (program->pace, 1), on_act_cb, program);
  come_in (program);
  return TRUE;
}

/* What the programs agree on, for whoever looks from outside. */
static void
print_tables (void)
{
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);
  const WabiReaction *reactions;

  for (guint i = 0; i < n; i++)
    printf ("kind %s %s\n", kinds[i]->service, kinds[i]->name);
  reactions = wabi_domain_get_reactions (&n);
  for (guint i = 0; i < n; i++)
    printf ("reaction %s %s %s\n", reactions[i].service, reactions[i].follows, reactions[i].kind);
}

int
main (int argc, char **argv)
{
  Program program = { .pace = 10 };
  g_autoptr (GError) error = NULL;

  /* Whoever drives this may be killed too, and nothing may stay behind. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  wabi_sync_prepare ();
  if (argc == 2 && g_str_equal (argv[1], "--tables"))
    {
      print_tables ();
      return 0;
    }
  program.loop = g_main_loop_new (NULL, FALSE);
  if (!read_options (&program, &argc, &argv, &error) || !begin (&program, &error))
    {
      g_printerr ("wabi-agent: %s\n", error->message);
      return 1;
    }
  g_main_loop_run (program.loop);
  g_object_run_dispose (G_OBJECT (program.agent.sync));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (program.agent.sync);
  g_object_unref (program.agent.keys);
  g_object_unref (program.orders);
  agent_journal_free (program.agent.journal);
  g_rand_free (program.agent.rand);
  g_main_loop_unref (program.loop);
  g_free (program.state_dir);
  g_free (program.journal_path);
  g_free (program.sign_in.server);
  g_free (program.sign_in.ca);
  g_free (program.sign_in.practice);
  g_free (program.sign_in.login);
  g_free (program.sign_in.password);
  g_free ((char *)program.agent.mutant);
  g_free (program.settle);
  return 0;
}
