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
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Words with “%” for the folder. */
static void
expect_in (Fixture *fixture, const char *words, gboolean good, const char *part)
{
  g_auto (GStrv) parts = g_strsplit (words, "%", -1);
  g_autofree char *whole = g_strjoinv (fixture->folder, parts);

  expect (fixture, whole, "", good, part);
}

static void
spoil (Fixture *fixture, const char *name, gsize at)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy", NULL), *other = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 100000);
  if (at == 0)
    length -= 20;
  else
    content[at] ^= 1;
  g_assert_true (g_file_set_contents (other, content, (gssize)length, NULL));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      g_unlink (inner);
    }
  g_rmdir (path);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy", NULL), *other = g_strconcat (fixture->folder, "-restored", NULL);
  g_autofree char *again = g_strdup_printf ("restore --from %s --identity %s/id", copy, fixture->folder), *said = NULL;
  g_autofree char *verify = g_strdup_printf ("verify-audit --anchors %s.anchors", other), *key = NULL, *anchors = NULL;
  struct stat status;

  expect (fixture, "bench-data --appointments 500", "", TRUE, "");
  write_file (fixture, "token.key", "secret of tokens");
  expect_in (fixture, "backup new-key --out %/id", TRUE, "Made");
  expect_in (fixture, "backup new-key --out %/id", FALSE, "not be there yet");
  expect_in (fixture, "backup --to %/copy --recipient %/id.pub --with-keys", TRUE, "Backed up");
  expect_in (fixture, "backup --to %/copy --recipient %/id.pub", FALSE, "must not be there yet");
  g_assert_cmpint (stat (copy, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  expect_in (fixture, "backup verify --from %/copy --identity %/id", TRUE, "whole");
  expect_in (fixture, "restore --from %/copy --identity %/id", FALSE, "records already");

  /* Whatever is changed in it, whatever is missing of it. */
  expect_in (fixture, "backup new-key --out %/other", TRUE, "Made");
  expect_in (fixture, "backup verify --from %/copy --identity %/other", FALSE, "not the key");
  for (gsize i = 0; i < 6; i++)
    {
      static const gsize places[] = { 0, 3, 40, 200, 70000, 90001 };

      spoil (fixture, "spoiled", places[i]);
      expect_in (fixture, "backup verify --from %/spoiled --identity %/id", FALSE, "");
    }

  g_assert_true (run_ctl (other, again, "", &said));
  g_clear_pointer (&said, g_free);
  key = g_build_filename (other, "token.key", NULL);
  g_assert_true (g_file_get_contents (key, &said, NULL, NULL));
  g_assert_cmpstr (said, ==, "secret of tokens");
  g_clear_pointer (&said, g_free);
  g_assert_true (run_ctl (other, verify, "", &said));
  g_assert_nonnull (strstr (said, "agrees with all 1 anchors"));
  remove_tree (other);
  anchors = g_strconcat (other, ".anchors", NULL);
  g_unlink (anchors);
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_strdup_printf ("backup --to %s/copy", fixture->folder);
  g_autofree char *verify = g_strdup_printf ("backup verify --from %s/copy", fixture->folder);

  expect (fixture, "bench-data --appointments 5", "", TRUE, "");
  expect (fixture, backup, "too short\n", FALSE, "12 characters");
  expect (fixture, backup, "correct horse battery\n", TRUE, "Backed up");
  expect (fixture, verify, "correct horse battery\n", TRUE, "whole");
  expect (fixture, verify, "correct horse batterz\n", FALSE, "not the key");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("WABI_CTL");
  g_assert_nonnull (program);
  g_test_add ("/ctl/users", Fixture, NULL, set_up, test_users, tear_down);
  g_test_add ("/ctl/backup", Fixture, NULL, set_up, test_backup, tear_down);
  g_test_add ("/ctl/backup-passphrase", Fixture, NULL, set_up, test_passphrase, tear_down);
  return g_test_run ();
}
