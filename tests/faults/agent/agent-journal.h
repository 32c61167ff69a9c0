// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What an agent knows, line by line, each on the disk before the next thing is done: a kill takes nothing of it.
 *
 *   intended K NAME RECORD HASH   about to give command number K of this agent, with arguments of this hash
 *   saved K ID NAME RECORD HASH   the cache said that it is saved; ID is the command's
 *   declined K CODE               the cache refused it at once, and said so
 *   acked ID / refused ID CODE    it left the queue because the server has it / it lies in Inbox
 *   locked KIND ID HASH           the server's version of a signed note, a claim, a claim file, as first seen
 *   open PENDING REFUSED          the program started and has its cache
 */
typedef struct _AgentJournal AgentJournal;

/* Reads what an earlier life wrote. */
AgentJournal *agent_journal_open (const char *path, GError **error);
void agent_journal_free (AgentJournal *journal);

/* Aborts the program when the line cannot be kept: a test that forgets proves nothing. */
void agent_journal_write (AgentJournal *journal, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The next number for a command. */
guint agent_journal_next (AgentJournal *journal);
/* (element-type utf8): ids of commands that were saved and not yet acked or refused. */
GHashTable *agent_journal_get_waiting (AgentJournal *journal);
/* Whether this version was noted already; notes it otherwise. */
gboolean agent_journal_knows (AgentJournal *journal, const char *kind_and_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgentJournal, agent_journal_free)

G_END_DECLS
