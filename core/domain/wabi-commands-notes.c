// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes: written, completed, returned, signed; once signed, amended and never edited.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-commands-private.h"
#include "wabi-note-facts.h"
#include "wabi-note-lease.h"
#include "wabi-text.h"

#define EDITABLE "present status_start response behavior techniques plan"

static gboolean
is_locked (WabiRecord *note)
{
  return wabi_record_is (note, "state", "signed") || wabi_record_is (note, "state", "pending");
}

static WabiRecord *
get_open_note (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) note = wabi_context_get (context, &wabi_kind_note, wabi_json_peek_text (args, "id"), error);

  if (note == NULL)
    return NULL;
  if (is_locked (note))
    {
      wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "immutable", "state",
                           _("This note is signed. Write an addendum instead of changing it."));
      return NULL;
    }
  return g_steal_pointer (&note);
}

static gboolean
may_write (WabiContext *context, WabiRecord *note, GError **error)
{
  if ((context->caller.roles & (WABI_ROLE_BCBA | WABI_ROLE_ADMIN)) != 0 || wabi_record_is (note, "author", context->caller.user))
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_FORBIDDEN, "forbidden", "author",
                              _("Only its author or a BCBA can write in this note."));
}

/* Each save is kept as a revision of its own, so that no typed text can get lost in a merge (sync.md 6.5). */
static gboolean
add_revision (WabiContext *context, WabiRecord *note, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) revision = NULL;
  g_autoptr (WabiRecord) there = NULL;
  const char *id = wabi_json_peek_text (args, "revision"), *parent = wabi_json_peek_text (args, "parent");
  JsonNode *set;

  if (id == NULL || !json_object_has_member (args, "set"))
    return TRUE;
  if (!wabi_context_find (context, &wabi_kind_note_revision, id, &there, error))
    return FALSE;
  if (there != NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "exists", "revision",
                                _("This version of the note is kept already."));
  revision = wabi_record_new (&wabi_kind_note_revision, id);
  set = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (set, wabi_json_object_copy (json_object_get_object_member (args, "set")));
  wabi_record_set_text (revision, "note", wabi_record_get_id (note));
  wabi_record_set_text (revision, "author", context->caller.user);
  wabi_record_set_int (revision, "at", context->given);
  wabi_record_take_node (revision, "set", set);
  wabi_record_set_text (revision, "parent", parent != NULL ? parent : wabi_record_get_text (note, "head"));
  wabi_context_put (context, g_steal_pointer (&revision));
  return TRUE;
}

/* What clashed is a head of its own until a person has chosen: its proposal leads to the revision. Else the revision is the head. */
static void
note_head (WabiRecord *before, WabiRecord *after, const char *revision)
{
  guint n = wabi_proposals_count (after);

  if (revision == NULL)
    return;
  if (n > wabi_proposals_count (before))
    json_object_set_string_member (wabi_proposals_get (after, n - 1), "revision", revision);
  else
    wabi_record_set_text (after, "head", revision);
}

static gboolean
edit (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) note = get_open_note (context, args, error);
  g_autoptr (WabiRecord) after = NULL;
  JsonObject *set;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (note == NULL || !may_write (context, note, error) || !wabi_json_take_object (args, "set", TRUE, &set, error))
    return FALSE;
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    if (!wabi_text_list_has (EDITABLE, name))
      return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", name,
                                  _("“%s” of a note cannot be written directly."), name);
  if (!wabi_context_edit (context, &wabi_kind_note, args, &after, error) || !add_revision (context, note, args, error))
    return FALSE;
  note_head (note, after, wabi_json_peek_text (args, "revision"));
  wabi_context_put (context, g_steal_pointer (&after));
  return TRUE;
}

static gboolean
complete (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) note = get_open_note (context, args, error);
  g_autoptr (WabiRecord) done = NULL;

  if (note == NULL || !may_write (context, note, error))
    return FALSE;
  done = wabi_record_copy (note);
  wabi_record_set_text (done, "state", "complete");
  wabi_record_set_text (done, "completed_by", context->caller.user);
  wabi_record_set_int (done, "completed_at", context->given);
  wabi_record_take_node (done, "return_comment", NULL);
  wabi_context_put (context, g_steal_pointer (&done));
  return TRUE;
}

static gboolean
send_back (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) note = get_open_note (context, args, error);
  g_autoptr (WabiRecord) back = NULL;

  if (note == NULL)
    return FALSE;
  back = wabi_record_copy (note);
  wabi_record_set_text (back, "state", "returned");
  wabi_record_set_text (back, "return_comment", wabi_json_peek_text (args, "comment"));
  wabi_record_take_node (back, "completed_at", NULL);
  wabi_record_take_node (back, "completed_by", NULL);
  wabi_context_put (context, g_steal_pointer (&back));
  return TRUE;
}

/* On a locked note the family's signature is a record of its own. */
static gboolean
add_guardian_signature (WabiContext *context, WabiRecord *note, JsonObject *args, GError **error)
{
  const char *id = wabi_json_peek_text (args, "signature");
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autoptr (WabiRecord) signature = NULL;

  if (id == NULL)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_INVALID, "invalid", "signature",
                                _("The note is signed already, so the family's signature needs an id of its own."));
  if (wabi_lookup_guardian_signature (context->view, note, NULL) != 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "signed", "signature", _("The family has signed this note already."));
  json_object_set_string_member (fields, "id", id);
  json_object_set_string_member (fields, "note", wabi_record_get_id (note));
  json_object_set_string_member (fields, "name", wabi_json_peek_text (args, "name"));
  if (!wabi_context_add (context, &wabi_kind_guardian_signature, fields, &signature, error))
    return FALSE;
  wabi_record_set_int (signature, "at", context->given);
  wabi_record_set_text (signature, "by", context->caller.user);
  wabi_context_put (context, g_steal_pointer (&signature));
  return TRUE;
}

static gboolean
sign_guardian (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) note = wabi_context_get (context, &wabi_kind_note, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) done = NULL;

  if (note == NULL)
    return FALSE;
  if (is_locked (note))
    return add_guardian_signature (context, note, args, error);
  done = wabi_record_copy (note);
  wabi_record_set_text (done, "guardian_signed_by", wabi_json_peek_text (args, "name"));
  wabi_record_set_int (done, "guardian_signed_at", context->given);
  wabi_context_put (context, g_steal_pointer (&done));
  return TRUE;
}

/* The signer's license must hold at the moment of signing (sync.md 6.5). */
static gboolean
check_license (WabiContext *context, const char **out_type, GError **error)
{
  g_autoptr (GPtrArray) credentials = wabi_lookup_by (context->view, &wabi_kind_credential, "staff", context->caller.user);
  WabiDay today = wabi_zone_day (context->zone, context->now);

  for (guint i = 0; i < credentials->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (credentials, i);
      const WabiCredentialKind *kind = wabi_codes_find_credential (wabi_record_get_text (one, "type"));

      if (kind != NULL && (strcmp (kind->type, "BCBA") == 0 || strcmp (kind->type, "BCBA-D") == 0)
          && wabi_day_in_range (today, wabi_lookup_day (one, "valid_from"), wabi_lookup_day (one, "valid_to")))
        {
          *out_type = kind->type;
          return TRUE;
        }
    }
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "license", "credential",
                              _("No BCBA certificate of yours is valid today. Ask the office to record it, then sign."));
}

static gboolean
check_content (WabiContext *context, WabiRecord *note, guint *missing, GError **error)
{
  g_autoptr (WabiRecord) session = wabi_context_get (context, &wabi_kind_session, wabi_record_get_text (note, "session"), error);
  g_autoptr (WabiNoteData) data = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  guint expected;

  if (session == NULL)
    return FALSE;
  if (!wabi_record_is (session, "state", "ended"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "session-open", "session",
                                _("The session is still running. End it, then sign."));
  data = wabi_note_data_new (context->view, session);
  findings = wabi_note_data_check (data, note);
  *missing = wabi_note_data_count_missing (data, &expected);
  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, finding->id, finding->field, "%s%s%s", finding->title,
                                    finding->detail != NULL && *finding->detail != '\0' ? ": " : "",
                                    finding->detail != NULL ? finding->detail : "");
    }
  return TRUE;
}

/*
 * A second signature: of the same text by the same person it is no news; of another it is refused, and what its signer saw and would add is
 * for an addendum (sync.md 6.5). The note's bytes stay as they are.
 */
static gboolean
sign_again (WabiContext *context, WabiRecord *note, const char *hash, GError **error)
{
  if (wabi_record_is (note, "signed_by", context->caller.user) && wabi_record_is (note, "sign_hash", hash))
    return TRUE;
  return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_IMMUTABLE, "signed-already", "state",
                              _("%s signed this note first. Read what was signed; what is missing goes into an addendum."),
                              wabi_record_has (note, "signer_name") ? wabi_record_get_text (note, "signer_name") : _("Somebody else"));
}

static gboolean
sign (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) note = wabi_context_get (context, &wabi_kind_note, wabi_json_peek_text (args, "id"), error);
  g_autoptr (WabiRecord) signer = NULL;
  g_autoptr (WabiRecord) done = NULL;
  g_autofree char *hash = NULL, *name = NULL;
  const char *license = NULL;
  guint missing = 0;

  if (note == NULL)
    return FALSE;
  if (is_locked (note))
    return sign_again (context, note, wabi_json_peek_text (args, "hash"), error);
  hash = wabi_note_dup_hash (note);
  if (g_strcmp0 (hash, wabi_json_peek_text (args, "hash")) != 0)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_STALE, "draft_moved", "hash",
                                _("The note changed after you read it. Read it again, then sign."));
  if (wabi_record_get_bool (note, "needs_hand"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "two-versions", "proposals",
                                _("Two versions of a section wait to be settled. Choose one in Inbox, then sign."));
  if (!check_license (context, &license, error) || !check_content (context, note, &missing, error))
    return FALSE;
  signer = wabi_context_get (context, &wabi_kind_staff, context->caller.user, error);
  if (signer == NULL)
    return FALSE;
  name = wabi_lookup_full_name (signer);
  done = wabi_record_copy (note);
  wabi_record_set_text (done, "state", context->authority ? "signed" : "pending");
  wabi_record_set_text (done, "signed_by", context->caller.user);
  wabi_record_set_int (done, "signed_at", context->given);
  wabi_record_set_text (done, "signer_name", name);
  wabi_record_set_text (done, "signer_credential", license);
  wabi_record_set_text (done, "sign_hash", hash);
  if (missing > 0)
    wabi_record_set_int (done, "trials_missing", missing);
  wabi_context_put (context, g_steal_pointer (&done));
  return TRUE;
}

static gboolean
amend (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) addendum = NULL;
  g_autoptr (WabiRecord) note = NULL;
  g_autoptr (WabiRecord) author = NULL;
  g_autofree char *name = NULL;

  if (!wabi_context_add (context, &wabi_kind_addendum, args, &addendum, error))
    return FALSE;
  note = wabi_context_get (context, &wabi_kind_note, wabi_record_get_text (addendum, "note"), error);
  if (note == NULL)
    return FALSE;
  if (!is_locked (note))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-signed", "note",
                                _("This note is not signed yet, so it can still be edited."));
  author = wabi_lookup_get (context->view, &wabi_kind_staff, context->caller.user);
  name = wabi_lookup_full_name (author);
  wabi_record_set_text (addendum, "author", context->caller.user);
  wabi_record_set_text (addendum, "author_name", name);
  wabi_record_set_int (addendum, "at", context->given);
  wabi_context_put (context, g_steal_pointer (&addendum));
  return TRUE;
}

static gboolean
settle (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) note = get_open_note (context, args, error);
  g_autoptr (WabiRecord) after = NULL;

  if (note == NULL || !may_write (context, note, error) || !wabi_rule_settle (context, &wabi_kind_note, args, &after, error)
      || !add_revision (context, note, args, error))
    return FALSE;
  note_head (note, after, wabi_json_peek_text (args, "revision"));
  wabi_context_put (context, g_steal_pointer (&after));
  return TRUE;
}

static const WabiField edit_args[] = { WABI_ARGS_EDIT_FIELDS,
                                       { "revision", WABI_FIELD_REF, 0, 0, 0, "note_revision", NULL },
                                       { "parent", WABI_FIELD_REF, 0, 0, 0, "note_revision", NULL } };
static const WabiField note_settle_args[] = { WABI_ARGS_SETTLE_FIELDS, { "revision", WABI_FIELD_REF, 0, 0, 0, "note_revision", NULL } };
static const WabiField return_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "note", NULL },
  { "comment", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 1000, NULL, NULL },
};
static const WabiField guardian_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "note", NULL },
  { "signature", WABI_FIELD_REF, 0, 0, 0, "guardian_signature", NULL },
  { "name", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_PHI, 0, 120, NULL, NULL },
};
static const WabiField sign_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "note", NULL },
  { "hash", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 64, NULL, NULL },
};
static const WabiField amend_args[] = {
  { "id", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "addendum", NULL },
  { "note", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "note", NULL },
  { "text", WABI_FIELD_LONG_TEXT, WABI_REQUIRED | WABI_PHI, 0, 20000, NULL, NULL },
};

#define FLOOR (WABI_ROLE_RBT | WABI_ROLE_BCBA)
#define N(x) x, G_N_ELEMENTS (x)

const WabiCommandInfo wabi_commands_notes[] = {
  { "note.edit", "sessions", FLOOR, 0, N (edit_args), edit, N_ ("Write in a note") },
  { "note.complete", "sessions", FLOOR, 0, wabi_args_id, 1, complete, N_ ("Complete a note") },
  { "note.return", "sessions", WABI_ROLE_BCBA, 0, N (return_args), send_back, N_ ("Return a note with a comment") },
  { "note.guardian-sign", "sessions", FLOOR | WABI_ROLE_FRONTDESK | WABI_ROLE_BILLER, 0, N (guardian_args), sign_guardian, N_ ("Record a guardian's signature") },
  { "note.sign", "sessions", WABI_ROLE_BCBA, 0, N (sign_args), sign, N_ ("Sign a note") },
  { "note.amend", "sessions", FLOOR, 0, N (amend_args), amend, N_ ("Add an addendum") },
  { "note.hold", "sessions", FLOOR, 0, wabi_args_id, 1, wabi_note_lease_hold, N_ ("Say that you write in a note") },
  { "note.take-over", "sessions", FLOOR, 0, wabi_args_id, 1, wabi_note_lease_take_over, N_ ("Take over a note") },
  { "note.let-go", "sessions", FLOOR, 0, wabi_args_id, 1, wabi_note_lease_let_go, N_ ("Say that you do not write in a note any more") },
  { "note.settle", "sessions", FLOOR, 0, N (note_settle_args), settle, N_ ("Settle two versions of a note") },
};
const guint wabi_n_commands_notes = G_N_ELEMENTS (wabi_commands_notes);
