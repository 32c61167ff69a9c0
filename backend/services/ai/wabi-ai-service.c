// SPDX-License-Identifier: AGPL-3.0-or-later
// The ai service: drafts of notes, each number in them with the events that it came from. The drafter is local and deterministic.

#include "wabi-ai-service.h"

#include "wabi-note-facts.h"
#include "wabi-request.h"
#include "wabi-store-follow.h"
#include "wabi-text.h"

#define MAX_BODY 4096
#define LONGEST_WAIT (2 * G_TIME_SPAN_SECOND)
#define STYLES "full shorter family"
#define LANGUAGES "en es"

typedef struct
{
  WabiStore *store;
} Ai;

typedef struct
{
  const char *session, *style, *language;
  JsonObject *draft;
} Work;

static gboolean
read_draft (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Work *work = data;

  work->draft = wabi_domain_draft_note (view, work->session, work->style, work->language, error);
  return work->draft != NULL;
}

static gboolean
read_arguments (JsonObject *body, Work *work, GError **error)
{
  const char *style = NULL, *language = NULL;

  if (!wabi_json_take_text (body, "session", TRUE, WABI_ID_LENGTH, &work->session, error)
      || !wabi_json_take_text (body, "style", FALSE, 20, &style, error)
      || !wabi_json_take_text (body, "language", FALSE, 8, &language, error))
    return FALSE;
  work->style = style != NULL ? style : "full";
  work->language = language != NULL ? language : "en";
  if (wabi_text_list_has (STYLES, work->style) && wabi_text_list_has (LANGUAGES, work->language))
    return TRUE;
  g_set_error (error, WABI_JSON_ERROR, WABI_JSON_ERROR_MEMBER, "“style” is one of: %s; “language” is one of: %s.", STYLES, LANGUAGES);
  return FALSE;
}

static void
handle_draft (WabiRequest *request, gpointer service)
{
  Ai *ai = service;
  const WabiCaller *caller = wabi_request_get_caller (request);
  g_autoptr (JsonObject) body = wabi_request_parse_body (request);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Work work = { NULL };

  if (body == NULL)
    return;
  /* The trials that were sent a moment ago to another process belong into the draft. */
  if (!wabi_store_follow_refresh (ai->store, g_get_monotonic_time () + LONGEST_WAIT))
    {
      wabi_request_answer_error (request, 503, "behind", NULL, "The session's data is still on its way. Ask for the draft again in a moment.");
      return;
    }
  /* A session that is not the caller's to see is none. */
  if (!read_arguments (body, &work, &error)
      || !wabi_store_get_json (ai->store, caller, &wabi_kind_session, work.session, scratch, &error)
      || !wabi_store_read (ai->store, caller->practice, read_draft, &work, &error))
    {
      wabi_request_answer_gerror (request, error);
      return;
    }
  wabi_store_note_read (ai->store, caller, &wabi_kind_session, work.session);
  wabi_request_answer_object (request, 200, work.draft);
}

static gpointer
create_ai (const WabiServiceContext *context, GError **error)
{
  Ai *ai = g_new0 (Ai, 1);

  ai->store = context->store;
  return ai;
}

static const WabiField draft_fields[] = {
  { "session", WABI_FIELD_REF, WABI_REQUIRED, 0, 0, "session", NULL },
  { "style", WABI_FIELD_ENUM, 0, 0, 0, STYLES, NULL },
  { "language", WABI_FIELD_ENUM, 0, 0, 0, LANGUAGES, NULL },
};
static const WabiField draft_answer[] = {
  { "sections", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "facts", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "drafter", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 60, NULL, NULL },
};

static const WabiRoute routes[] = {
  { .method = "POST", .path = "/v1/ai/draft", .scope = WABI_SCOPE_CLINICAL, .audit = "ai.draft", .max_body = MAX_BODY,
    .handle = handle_draft, .summary = "Draft a note from a session's data, each number with its sources", .body = draft_fields,
    .n_body = G_N_ELEMENTS (draft_fields), .answer = draft_answer, .n_answer = G_N_ELEMENTS (draft_answer) },
};

const WabiServiceInfo wabi_service_ai = {
  .abi = WABI_SERVICE_ABI,
  .name = "ai",
  .title = "Drafts of notes",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .create = create_ai,
  .destroy = g_free,
};
