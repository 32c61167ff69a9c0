// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-desk.h"
#include "wabi-graph.h"

G_BEGIN_DECLS

/**
 * WabiTrackState:
 * @WABI_TRACK_NOT_STARTED: no session that counts
 * @WABI_TRACK_LEARNING: on its way
 * @WABI_TRACK_CLOSE: the last session that counts reached the criterion
 * @WABI_TRACK_STUCK: three sessions no better than the three before (core's "stalled")
 * @WABI_TRACK_MASTERED: the criterion is met, or the target is marked as mastered
 */
typedef enum
{
  WABI_TRACK_NOT_STARTED,
  WABI_TRACK_LEARNING,
  WABI_TRACK_CLOSE,
  WABI_TRACK_STUCK,
  WABI_TRACK_MASTERED,
} WabiTrackState;

/**
 * WabiTargetTrack:
 *
 * How one target went so far, read once from the trials, ready to be drawn and told.
 */
typedef struct _WabiTargetTrack WabiTargetTrack;

/**
 * wabi_target_track_new:
 * @desk: a desk
 * @target: the target
 * @except: (nullable): id of a session to leave out, because it runs
 *
 * Returns: (transfer full): its track
 */
WabiTargetTrack *wabi_target_track_new (WabiDesk *desk, WabiRecord *target, const char *except);

/**
 * wabi_target_track_free:
 * @track: (transfer full) (nullable): what to free
 */
void wabi_target_track_free (WabiTargetTrack *track);

/**
 * wabi_target_track_get_state:
 * @track: a track
 *
 * Returns: where it stands
 */
WabiTrackState wabi_target_track_get_state (WabiTargetTrack *track);

/**
 * wabi_target_track_dup_words:
 * @track: a track
 *
 * Returns: (transfer full): its state in a few words: "Close to mastery: 2 of 3 sessions"
 */
char *wabi_target_track_dup_words (WabiTargetTrack *track);

/**
 * wabi_target_track_dup_sentence:
 * @track: a track
 *
 * Returns: (transfer full): core's whole sentence about mastery
 */
char *wabi_target_track_dup_sentence (WabiTargetTrack *track);

/**
 * wabi_target_track_get_last_percent:
 * @track: a track
 *
 * Returns: accuracy of the newest session, -1 without one
 */
int wabi_target_track_get_last_percent (WabiTargetTrack *track);

/**
 * wabi_target_track_get_n_sessions:
 * @track: a track
 *
 * Returns: how many sessions have trials of it
 */
guint wabi_target_track_get_n_sessions (WabiTargetTrack *track);

/**
 * wabi_target_track_get_session:
 * @track: a track
 * @index: of a point in the graph
 *
 * Returns: (transfer none) (nullable): id of its session, %NULL when there is none
 */
const char *wabi_target_track_get_session (WabiTargetTrack *track, guint index);

/**
 * wabi_target_track_show:
 * @track: a track
 * @graph: where to draw it
 * @trials: trials of the session that was left out, 0 for none
 * @correct: correct ones of these; drawn as a hollow point
 */
void wabi_target_track_show (WabiTargetTrack *track, WabiGraph *graph, int trials, int correct);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiTargetTrack, wabi_target_track_free)

G_END_DECLS
