// SPDX-License-Identifier: AGPL-3.0-or-later
// The 32 invariants of the design's section 7, as a table.

#include "sim-checks.h"

#include <string.h>

#define STEP SIM_CHECK_STEP
#define QUIET SIM_CHECK_QUIET
#define PROBE SIM_CHECK_PROBE
#define INLINE SIM_CHECK_INLINE

const SimInvariant sim_invariants[] = {
  { 1, "no-gap", "What lies at or before a desktop's cursor is on that desktop, in that state or a later one", sim_check_no_gap, STEP | QUIET,
    "cursor-is-head" },
  { 2, "dense", "The places of a feed are unique, and dense from 1 to its head", sim_check_dense, STEP | QUIET, "naive-sequence" },
  { 3, "cursor", "A cursor is never behind the feed's end, and goes back by an announced resync only", sim_check_cursors, STEP | QUIET,
    "cursor-too-far" },
  { 4, "reduce", "Stopped and resumed anywhere, a pull comes to the same state", sim_check_reduce, PROBE, "page-ends-early" },
  { 5, "again", "A page that comes again, or late, changes nothing", sim_check_again, PROBE, "old-page-taken" },
  { 6, "whole", "No half transaction is shown (between pages of a round that was cut off: see 1)", sim_check_whole, STEP | QUIET,
    "page-ends-early" },
  { 7, "nothing-lost", "What a person was told is saved is in the queue, in Inbox, or at the server", sim_check_nothing_lost, STEP | QUIET,
    "acknowledge-before-the-disk" },
  { 8, "once", "A command that is sent many times has one effect and always the same result", sim_check_once, STEP | QUIET | INLINE,
    "no-memory-of-ids" },
  { 9, "order", "The effects of a device come in the order of its numbers; nothing is there without what it depends on", sim_check_order,
    STEP | QUIET, "later-first" },
  { 10, "moves", "When nothing goes wrong any more every queue empties and everything comes to rest", NULL, INLINE, "number-without-hash" },
  { 11, "refusals-shown", "What was refused is in Inbox; no answer but a command's own result takes it out of the queue", sim_check_final_places,
    QUIET, "drop-on-422" },
  { 12, "kept-while-sending", "What is given while the queue is on its way is kept", sim_check_final_places, QUIET, "clear-all-dirty" },
  { 13, "own-name", "A command is sent under the name of who gave it only", NULL, INLINE, "queue-of-another" },
  { 14, "visible", "What was confirmed stays on the screen", sim_check_visible, STEP | QUIET, "overlay-dropped-early" },
  { 15, "converged", "At rest all who may see the same hold the same bytes as the server", sim_check_converged, QUIET, "practice-not-asked" },
  { 16, "causes", "What is shown can be looked up: within a feed at any time; between services at rest", sim_check_causes, STEP | QUIET,
    "reaction-lost" },
  { 17, "events", "Each recorded event is there, as recorded, once", sim_check_trials, STEP | QUIET, "server-acknowledges-before-the-disk" },
  { 18, "signed", "A signed note's bytes never change; its hash is that of what the signer saw", sim_check_signed, STEP | QUIET,
    "signed-can-be-edited" },
  { 19, "drafts", "Every text that was saved is in a revision, and of a clash both are kept", sim_check_drafts, STEP | QUIET,
    "revision-forgotten" },
  { 20, "visits", "No two confirmed visits of one therapist overlap; what clashed can be found", sim_check_visits, STEP | QUIET,
    "overlap-accepted" },
  { 21, "claims", "A charge is on one claim, a claim stands on signed notes, sums up, and never changes", sim_check_claims, STEP | QUIET,
    "charge-made-twice" },
  { 22, "deleted", "Deleted stays deleted", sim_check_deleted, STEP | QUIET, "none: it has found the product itself out (docs/reliability.md)" },
  { 23, "access", "Nobody is sent or holds what the role may not see", sim_check_access, STEP | QUIET | INLINE, "roles-not-asked" },
  { 24, "tenants", "Nothing of one practice speaks of the other", sim_check_tenants, QUIET, "practice-not-asked" },
  { 25, "backfill", "A new right brings what it opens, and leaves the rest alone", sim_check_backfill, QUIET, "new-client-not-filled" },
  { 26, "restored", "After a restore what was confirmed later is there again, once", sim_check_restored, QUIET, "restore-not-noticed" },
  { 27, "clones", "Of two machines with one identity neither's work is lost", sim_check_clones, QUIET, "number-without-hash" },
  { 28, "clocks", "What comes of a schedule does not depend on the desktops' clocks", NULL, INLINE, "clock-decides" },
  { 29, "unknown", "Members and kinds that a version does not know survive it", sim_check_unknown, QUIET, "unknown-dropped" },
  { 30, "whole-files", "After a crash at any point files are whole and open without a hand", sim_check_server_whole, QUIET | INLINE,
    "set-aside-at-once" },
  { 31, "attachments", "An attachment is absent or whole", NULL, 0, "does not apply: the program has no attachments" },
  { 32, "bounded", "Who failed waits before asking again; being up to date costs one request a feed", sim_check_quiet_cost, PROBE | INLINE,
    "no-back-off" },
};
const guint sim_n_invariants = G_N_ELEMENTS (sim_invariants);

void
sim_check_quiet_cost (SimWorld *world)
{
  /* Told by the world, which knows how many requests there were: see sim-world.c. */
  world->counts->checked[32]++;
}

void
sim_check_all (SimWorld *world, guint when)
{
  if (world->violation != 0 || !sim_servers_are_up (world))
    return;
  sim_checking = TRUE;
  for (guint i = 0; i < sim_n_invariants && world->violation == 0; i++)
    if (sim_invariants[i].check != NULL && (sim_invariants[i].when & when) != 0)
      {
        sim_invariants[i].check (world);
        world->counts->checked[sim_invariants[i].number]++;
      }
  sim_check_copies (world);
  if ((when & SIM_CHECK_QUIET) != 0 && world->violation == 0)
    sim_check_copies_equal (world);
  if ((when & SIM_CHECK_QUIET) != 0 && world->violation == 0)
    sim_check_reactions (world);
  sim_checking = FALSE;
}
