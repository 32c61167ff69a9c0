// SPDX-License-Identifier: AGPL-3.0-or-later
// The administrator's program from outside: what it does, what it says when it cannot.

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *program;

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wabi-ctl-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* The input lies ready before the program starts, since one that refuses its words ends without reading it.
 */
static int
fill_pipe (const char *input)
{
  int ends[2];
  gssize length = (gssize)strlen (input);

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], input, (gsize)length), ==, length);
  close (ends[1]);
  return ends[0];
}

/* Runs wabictl with these words and --data; answers whether it ended well, with what it said. */
static gboolean
run_ctl (const char *folder, const char *words, const char *input, char **said)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, (gpointer)program);
  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (argv, parts[i]);
  g_ptr_array_add (argv, "--data");
  g_ptr_array_add (argv, (gpointer)folder);
  g_ptr_array_add (argv, NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_take_stdin_fd (launcher, fill_pipe (input));
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv->pdata, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, said, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));
  return g_subprocess_get_exit_status (child) == 0;
}

static void
expect (Fixture *fixture, const char *words, const char *input, gboolean good, const char *part)
{
  g_autofree char *said = NULL;
  gboolean ok = run_ctl (fixture->folder, words, input, &said);

  if (ok != good || strstr (said, part) == NULL)
    g_error ("wabictl %s: %s, said: %s", words, ok ? "ended well" : "failed", said);
}

static void
test_users (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *words, *input;
    gboolean good;
    const char *part;
  } cases[] = {
    { "user list", "", FALSE, "no database" },
    { "bench-data --appointments 50", "", TRUE, "" },
    { "practice list", "", TRUE, "bench" },
    { "user add --login Ann --first Ann --last Bee --role rbt", "a good password\n", TRUE, "" },
    { "user add --login ann --first Ann --last Bee --role rbt", "a good password\n", FALSE, "taken" },
    { "user add --login bob --first Bob --last Bee --role chef", "a good password\n", FALSE, "role" },
    { "user add --login bob --first Bob --last Bee --role rbt", "short\n", FALSE, "8 characters" },
    { "user add --login bob --first Bob --last Bee", "a good password\n", FALSE, "--role" },
    { "user list", "", TRUE, "ann\trbt\tmay sign in" },
    { "user set-password --login ann", "another password\n", TRUE, "" },
    { "user set-password --login eve", "another password\n", FALSE, "eve" },
    { "user disable --login ann", "", TRUE, "" },
    { "user list", "", TRUE, "ann\trbt\tdisabled" },
    { "user enable --login ann", "", TRUE, "" },
    { "user list", "", TRUE, "ann\trbt\tmay sign in" },
    { "device list", "", TRUE, "" },
    { "device lost --device nowhere", "", FALSE, "no such device" },
    { "device lost", "", FALSE, "--device" },
    { "quarantine list", "", TRUE, "" },
    { "quarantine discard --service patients --id x", "", FALSE, "--why" },
    { "quarantine release --service patients --id x", "", FALSE, "not held" },
    { "user list --practice nowhere", "", FALSE, "nowhere" },
    { "user list and-more", "", FALSE, "and-more" },
    { "user dance", "", FALSE, "no command" },
    { "verify-audit", "", TRUE, "whole: 5 entries" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    expect (fixture, cases[i].words, cases[i].input, cases[i].good, cases[i].part);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copies = g_build_filename (fixture->folder, "copies", NULL);
  g_autofree char *copy = g_build_filename (copies, "wabi.db", NULL);
  g_autofree char *words = g_strdup_printf ("backup --to %s", copy);
  g_autofree char *said = NULL;
  struct stat status;

  g_assert_cmpint (g_mkdir (copies, 0700), ==, 0);
  expect (fixture, "bench-data --appointments 500", "", TRUE, "");
  expect (fixture, words, "", TRUE, "Copied");
  expect (fixture, words, "", FALSE, "must not be there yet");
  g_assert_cmpint (stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  /* The copy is a database that works. */
  g_assert_true (run_ctl (copies, "verify-audit", "", &said));
  g_assert_nonnull (strstr (said, "whole"));
  g_unlink (copy);
  g_rmdir (copies);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("WABI_CTL");
  g_assert_nonnull (program);
  g_test_add ("/ctl/users", Fixture, NULL, set_up, test_users, tear_down);
  g_test_add ("/ctl/backup", Fixture, NULL, set_up, test_backup, tear_down);
  return g_test_run ();
}
