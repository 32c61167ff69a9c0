// SPDX-License-Identifier: AGPL-3.0-or-later
// The agent's journal: the one witness that a kill cannot bribe.

#include "agent-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

struct _AgentJournal
{
  int fd;
  guint next;
  GHashTable *waiting;
  GHashTable *locked;
};

static void
read_line (AgentJournal *journal, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  guint n = g_strv_length (words);

  if (n >= 2 && g_str_equal (words[0], "intended"))
    journal->next = MAX (journal->next, (guint)g_ascii_strtoull (words[1], NULL, 10));
  else if (n >= 3 && g_str_equal (words[0], "saved"))
    g_hash_table_add (journal->waiting, g_strdup (words[2]));
  else if (n >= 2 && (g_str_equal (words[0], "acked") || g_str_equal (words[0], "refused")))
    g_hash_table_remove (journal->waiting, words[1]);
  else if (n >= 3 && g_str_equal (words[0], "locked"))
    g_hash_table_add (journal->locked, g_strjoin (" ", words[1], words[2], NULL));
}

AgentJournal *
agent_journal_open (const char *path, GError **error)
{
  g_autoptr (AgentJournal) journal = g_new0 (AgentJournal, 1);
  g_autofree char *text = NULL;
  g_autoptr (GError) inner = NULL;
  gsize length = 0;

  journal->fd = -1;
  journal->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  journal->locked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_file_get_contents (path, &text, &length, &inner) && !g_error_matches (inner, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (text != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        read_line (journal, lines[i]);
    }
  journal->fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (journal->fd < 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the journal: %s", g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&journal);
}

void
agent_journal_free (AgentJournal *journal)
{
  if (journal == NULL)
    return;
  if (journal->fd >= 0)
    close (journal->fd);
  g_hash_table_unref (journal->waiting);
  g_hash_table_unref (journal->locked);
  g_free (journal);
}

void
agent_journal_write (AgentJournal *journal, const char *format, ...)
{
  g_autofree char *line = NULL, *whole = NULL;
  gsize length;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  whole = g_strconcat (line, "\n", NULL);
  length = strlen (whole);
  /* What was seen can be seen again; what was promised cannot. */
  if (write (journal->fd, whole, length) != (gssize)length
      || (!g_str_has_prefix (line, "locked ") && fdatasync (journal->fd) != 0))
    g_error ("the journal cannot be written: %s", g_strerror (errno));
  read_line (journal, line);
}

guint
agent_journal_next (AgentJournal *journal)
{
  return journal->next + 1;
}

GHashTable *
agent_journal_get_waiting (AgentJournal *journal)
{
  return journal->waiting;
}

gboolean
agent_journal_knows (AgentJournal *journal, const char *kind_and_id)
{
  return g_hash_table_contains (journal->locked, kind_and_id);
}
