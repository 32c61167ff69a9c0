// SPDX-License-Identifier: AGPL-3.0-or-later
// What the system could not decide alone, gathered from the cache.

#include "wabi-inbox-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-inbox-page.h"
#include "wabi-inbox-words.h"
#include "wabi-proposal.h"

#define MAX_WAITING 200
#define MAX_SETTLED 100

G_DEFINE_FINAL_TYPE (WabiInboxItem, wabi_inbox_item, G_TYPE_OBJECT)

static void
wabi_inbox_item_finalize (GObject *object)
{
  WabiInboxItem *self = WABI_INBOX_ITEM (object);

  g_free (self->key);
  g_free (self->title);
  g_free (self->about);
  g_free (self->line);
  g_clear_object (&self->record);
  g_clear_object (&self->there);
  g_clear_pointer (&self->refused, wabi_refused_item_free);
  g_clear_pointer (&self->waiting, wabi_outbox_item_free);
  g_clear_pointer (&self->settled, wabi_settled_item_free);
  G_OBJECT_CLASS (wabi_inbox_item_parent_class)->finalize (object);
}

static void
wabi_inbox_item_class_init (WabiInboxItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_inbox_item_finalize;
}

static void
wabi_inbox_item_init (WabiInboxItem *self)
{
}

static WabiInboxItem *
new_item (WabiInboxSection section, const char *id)
{
  WabiInboxItem *item = g_object_new (WABI_TYPE_INBOX_ITEM, NULL);

  item->section = section;
  item->key = g_strdup_printf ("%d:%s", (int) section, id);
  return item;
}

/* Whether the person may settle records of this kind: whoever may not is not asked. */
static gboolean
may_settle (WabiDesk *desk, const WabiKind *kind)
{
  g_autofree char *name = g_strdup_printf ("%s.settle", kind->name);
  guint n;
  const WabiCommandInfo *infos = wabi_domain_get_commands (&n);
  const WabiCommandInfo *info = wabi_command_find (infos, n, name);

  return info != NULL && (info->roles & wabi_desk_get_roles (desk)) != 0;
}

/* An RBT writes only in the own notes. */
static gboolean
is_mine (WabiDesk *desk, WabiRecord *record)
{
  return wabi_record_get_kind (record) != &wabi_kind_note
         || (wabi_desk_get_roles (desk) & (WABI_ROLE_BCBA | WABI_ROLE_ADMIN)) != 0
         || wabi_record_is (record, "author", wabi_desk_get_user (desk));
}

static gboolean
has_versions (const WabiKind *kind)
{
  return wabi_kind_find_field (kind, "needs_hand") != NULL;
}

static GPtrArray *
list_undecided (WabiDesk *desk, const WabiKind *kind)
{
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *mine = g_ptr_array_new_with_free_func (g_object_unref);
  WabiQuery query;

  if (!has_versions (kind) || !may_settle (desk, kind))
    return mine;
  wabi_query_init (&query, kind);
  wabi_query_where_int (&query, "needs_hand", WABI_EQ, 1);
  all = wabi_cache_list (wabi_desk_get_cache (desk), &query, NULL);
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (is_mine (desk, g_ptr_array_index (all, i)))
      g_ptr_array_add (mine, g_object_ref (g_ptr_array_index (all, i)));
  return mine;
}

static JsonObject *
get_last_proposal (WabiRecord *record)
{
  JsonArray *proposals = wabi_record_get_array (record, "proposals");
  guint n = proposals != NULL ? json_array_get_length (proposals) : 0;
  JsonNode *node = n > 0 ? json_array_get_element (proposals, n - 1) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
say_versions (WabiRecord *record)
{
  const char *title = wabi_inbox_kind_title (wabi_record_get_kind (record));
  guint n = wabi_proposals_count (record) + 1;

  if (wabi_record_get_kind (record) == &wabi_kind_appointment && wabi_record_is (record, "status", "proposed"))
    return g_strdup (_ ("Session booked over another"));
  if (n > 2)
    return g_strdup_printf (_ ("%s: %u versions"), title, n);
  return g_strdup_printf (_ ("%s: two versions"), title);
}

static void
add_undecided (GPtrArray *items, WabiDesk *desk, const WabiKind *kind)
{
  g_autoptr (GPtrArray) records = list_undecided (desk, kind);

  for (guint i = 0; i < records->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (records, i);
      JsonObject *proposal = get_last_proposal (record);
      WabiInboxItem *item = new_item (WABI_INBOX_DECIDE, wabi_record_get_id (record));

      item->record = g_object_ref (record);
      item->title = say_versions (record);
      item->about = wabi_inbox_dup_about (desk, kind, wabi_record_get_body (record));
      item->line = g_strdup (wabi_inbox_proposal_why (proposal != NULL ? wabi_json_peek_text (proposal, "why") : NULL));
      item->at = proposal != NULL ? wabi_json_peek_int (proposal, "at", 0) : 0;
      g_ptr_array_add (items, item);
    }
}

/* The arguments name the record; what it is about stands in it, or in the arguments of what was to be born. */
static char *
dup_about_command (WabiDesk *desk, const char *name, JsonObject *args)
{
  const WabiKind *kind = wabi_inbox_command_kind (name);
  g_autoptr (WabiRecord) record = kind != NULL ? wabi_desk_get (desk, kind, wabi_json_peek_text (args, "id")) : NULL;

  return wabi_inbox_dup_about (desk, kind, record != NULL ? wabi_record_get_body (record) : args);
}

/* Each under the one whose refusal took it along, however deep. */
static void
add_refused_below (GPtrArray *items, WabiDesk *desk, GPtrArray *refused, const char *cause)
{
  for (guint i = 0; i < refused->len; i++)
    {
      WabiRefusedItem *one = g_ptr_array_index (refused, i);
      WabiInboxItem *item;

      if (one == NULL || g_strcmp0 (one->dep_of, cause) != 0)
        continue;
      refused->pdata[i] = NULL;
      item = new_item (WABI_INBOX_REFUSED, one->id);
      item->refused = one;
      item->depends = cause != NULL;
      item->title = g_strdup (wabi_inbox_command_title (one->name));
      item->about = dup_about_command (desk, one->name, one->args);
      item->line = g_strdup (one->message);
      item->at = one->at;
      g_ptr_array_add (items, item);
      add_refused_below (items, desk, refused, one->id);
    }
}

static void
add_refused (GPtrArray *items, WabiDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refused = wabi_cache_list_refused (wabi_desk_get_cache (desk), &error);

  if (refused == NULL)
    {
      wabi_desk_tell_error (desk, error);
      return;
    }
  add_refused_below (items, desk, refused, NULL);
  /* One whose cause has left the box stands for itself. */
  for (guint i = 0; i < refused->len; i++)
    if (g_ptr_array_index (refused, i) != NULL)
      {
        WabiRefusedItem *one = g_ptr_array_index (refused, i);

        g_clear_pointer (&one->dep_of, g_free);
      }
  add_refused_below (items, desk, refused, NULL);
}

static const char *
say_settled (const WabiSettledItem *one)
{
  if (strcmp (one->what, "discarded") == 0)
    return _ ("Discarded here. It can be taken back.");
  return strcmp (one->what, "resent") == 0 ? _ ("Sent again from here.") : _ ("Decided here.");
}

static void
add_settled (GPtrArray *items, WabiDesk *desk)
{
  g_autoptr (GPtrArray) settled = wabi_cache_list_settled (wabi_desk_get_cache (desk), MAX_SETTLED, NULL);

  while (settled != NULL && settled->len > 0)
    {
      WabiSettledItem *one = g_ptr_array_steal_index (settled, 0);
      WabiInboxItem *item = new_item (WABI_INBOX_SETTLED, one->id);

      item->settled = one;
      item->title = g_strdup (wabi_inbox_command_title (one->name));
      item->about = dup_about_command (desk, one->name, one->args);
      item->line = g_strdup (say_settled (one));
      item->at = one->at;
      g_ptr_array_add (items, item);
    }
}

static const char *
say_waiting (const WabiOutboxItem *one)
{
  if (strcmp (one->name, "note.sign") == 0)
    return _ ("The signature waits for the server, and counts once it confirms it.");
  if (strcmp (one->name, "claim.request") == 0)
    return _ ("The claims wait for the server, which numbers and writes them.");
  switch (one->state)
    {
    case WABI_OUTBOX_SENT:
      return _ ("Sent; the server has not answered yet.");
    case WABI_OUTBOX_APPLIED:
      return _ ("The server has it.");
    case WABI_OUTBOX_QUEUED:
    default:
      return _ ("Done here, and sent as soon as the server can be reached.");
    }
}

static void
add_waiting (GPtrArray *items, WabiDesk *desk)
{
  g_autoptr (GPtrArray) waiting = wabi_cache_list_outbox (wabi_desk_get_cache (desk), NULL, NULL);
  guint n = 0;

  while (waiting != NULL && waiting->len > 0 && n < MAX_WAITING)
    {
      WabiOutboxItem *one = g_ptr_array_steal_index (waiting, 0);
      WabiInboxItem *item;

      if (one->state == WABI_OUTBOX_APPLIED)
        {
          wabi_outbox_item_free (one);
          continue;
        }
      item = new_item (WABI_INBOX_WAITING, one->id);
      item->waiting = one;
      item->title = g_strdup (wabi_inbox_command_title (one->name));
      item->about = dup_about_command (desk, one->name, one->args);
      item->line = g_strdup (say_waiting (one));
      item->at = one->at;
      g_ptr_array_add (items, item);
      n++;
    }
}

GPtrArray *
wabi_inbox_list_items (WabiDesk *desk)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    add_undecided (items, desk, kinds[i]);
  add_refused (items, desk);
  add_waiting (items, desk);
  add_settled (items, desk);
  return items;
}

static JsonObject *
get_args (WabiInboxItem *item)
{
  if (item->settled != NULL)
    return item->settled->args;
  return item->refused != NULL ? item->refused->args : item->waiting != NULL ? item->waiting->args : NULL;
}

static const char *
get_name (WabiInboxItem *item)
{
  if (item->settled != NULL)
    return item->settled->name;
  return item->refused != NULL ? item->refused->name : item->waiting != NULL ? item->waiting->name : NULL;
}

JsonObject *
wabi_inbox_item_get_values (WabiInboxItem *item)
{
  JsonObject *args = get_args (item);
  JsonNode *set;

  if (args == NULL)
    return wabi_record_get_body (item->record);
  set = json_object_get_member (args, "set");
  return set != NULL && JSON_NODE_HOLDS_OBJECT (set) ? json_node_get_object (set) : args;
}

const WabiKind *
wabi_inbox_item_get_kind (WabiInboxItem *item)
{
  if (item->record != NULL)
    return wabi_record_get_kind (item->record);
  return wabi_inbox_command_kind (get_name (item));
}

/* Pages open by the record they show: a target's page is its client's, a trial's its session's appointment's. */
static const char *
find_shown_id (const WabiKind *kind, WabiRecord *record)
{
  static const char *const by_client[] = { "coverage", "authorization", "client_hours", "program", "target", "behavior", "phase" };

  for (guint i = 0; i < G_N_ELEMENTS (by_client); i++)
    if (strcmp (kind->name, by_client[i]) == 0)
      return wabi_record_get_text (record, "client");
  if (kind == &wabi_kind_session)
    return wabi_record_get_text (record, "appointment");
  return wabi_record_get_id (record);
}

const char *
wabi_inbox_item_get_place (WabiInboxItem *item, WabiDesk *desk, const char **id)
{
  const WabiKind *kind = wabi_inbox_item_get_kind (item);
  const char *name = get_name (item) != NULL ? get_name (item) : kind->name;
  JsonObject *args = get_args (item);
  WabiRecord *shown = item->record;

  if (args != NULL && kind != NULL)
    {
      g_clear_object (&item->there);
      item->there = wabi_desk_get (desk, kind, wabi_json_peek_text (args, "id"));
      shown = item->there;
    }
  *id = shown != NULL ? find_shown_id (kind, shown) : NULL;
  return wabi_inbox_command_place (name);
}

guint
wabi_inbox_count (WabiDesk *desk)
{
  guint n, sum = wabi_cache_get_refused (wabi_desk_get_cache (desk));
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) records = list_undecided (desk, kinds[i]);

      sum += records->len;
    }
  return sum;
}

gboolean
wabi_inbox_is_touched (WabiChanges *changes)
{
  guint n;
  const WabiKind *const *kinds = wabi_domain_list_kinds (NULL, &n);

  for (guint i = 0; i < n; i++)
    if (has_versions (kinds[i]) && wabi_changes_has_kind (changes, kinds[i]))
      return TRUE;
  return FALSE;
}
