// SPDX-License-Identifier: AGPL-3.0-or-later
// A cache of two kinds, with a service played by hand.

#include "cache-fixture.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

#include "wabi-edit.h"

static const WabiField box_fields[] = {
  { "label", WABI_FIELD_TEXT, WABI_REQUIRED | WABI_INDEXED, 0, 0, NULL, NULL },
  { "color", WABI_FIELD_TEXT, 0, 0, 0, NULL, NULL },
  { "proposals", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
  { "needs_hand", WABI_FIELD_BOOL, 0, 0, 0, NULL, NULL },
};
const WabiKind kind_box
    = { "box", "boxes", 1, WABI_POLICY_FIELDS, WABI_ROLES_ALL, NULL, box_fields, G_N_ELEMENTS (box_fields),
        "Box" };

static const WabiField bean_fields[] = {
  { "box", WABI_FIELD_REF, WABI_REQUIRED | WABI_INDEXED, 0, 0, "box", NULL },
};
const WabiKind kind_bean
    = { "bean", "beans", 1, WABI_POLICY_EVENTS, WABI_ROLES_ALL, NULL, bean_fields, G_N_ELEMENTS (bean_fields),
        "Bean" };

static const WabiField edit_args[] = {
  { "id", WABI_FIELD_TEXT, WABI_REQUIRED, 0, 0, NULL, NULL },
  { "base", WABI_FIELD_JSON, 0, 0, 0, NULL, NULL },
  { "set", WABI_FIELD_JSON, WABI_REQUIRED, 0, 0, NULL, NULL },
};

static gboolean
apply_add_box (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_context_add (context, &kind_box, args, NULL, error);
}

static gboolean
apply_label (WabiContext *context, JsonObject *args, GError **error)
{
  return wabi_context_edit (context, &kind_box, args, NULL, error);
}

static gboolean
apply_add_bean (WabiContext *context, JsonObject *args, GError **error)
{
  g_autoptr (WabiRecord) box
      = wabi_context_get (context, &kind_box, wabi_json_peek_text (args, "box"), error);

  if (box == NULL)
    return FALSE;
  if (wabi_record_is (box, "label", "full"))
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "box-full", "box",
                                "The box is full. Take another.");
  return wabi_context_add (context, &kind_bean, args, NULL, error);
}

static const WabiCommandInfo commands[] = {
  { "box.add", "boxes", WABI_ROLES_ALL, 0, box_fields, G_N_ELEMENTS (box_fields), apply_add_box,
    "Add a box" },
  { "box.label", "boxes", WABI_ROLES_ALL, 0, edit_args, G_N_ELEMENTS (edit_args), apply_label,
    "Label a box" },
  { "bean.add", "beans", WABI_ROLES_ALL, 0, bean_fields, G_N_ELEMENTS (bean_fields), apply_add_bean,
    "Add a bean" },
  { "box.seal", "boxes", WABI_ROLES_ALL, WABI_COMMAND_ONLINE, NULL, 0, apply_label, "Seal a box" },
};

static const char *const services[] = { "boxes", "beans", NULL };
static const WabiKind *const kinds[] = { &kind_box, &kind_bean };
static const WabiSearchField search[] = { { "box", "label" } };

const WabiCacheTables small_tables = {
  services, kinds, G_N_ELEMENTS (kinds), commands, G_N_ELEMENTS (commands), search, G_N_ELEMENTS (search)
};

WabiCacheOptions
fixture_options (Fixture *fixture)
{
  return (WabiCacheOptions){ .directory = fixture->directory,
                             .owner = { "https://localhost:1", "practice-1", "user-1" },
                             .tables = &small_tables,
                             .keys = fixture->keys,
                             .clock = &fixture->clock.clock };
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  WabiCacheOptions options;
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("wabi-cache-XXXXXX", NULL);
  fixture->keys = wabi_memory_key_store_new ();
  memset (fixture->recovery, 7, sizeof fixture->recovery);
  wabi_fake_clock_init (&fixture->clock, G_GINT64_CONSTANT (1700000000000000), 1000);
  options = fixture_options (fixture);
  fixture->cache = wabi_cache_open_sync (&options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (
      wabi_cache_set_caller (fixture->cache, WABI_ROLES_ALL, "America/New_York", "Ana", "Oak", &error));
}

WabiCache *
fixture_reopen (Fixture *fixture, gboolean recovery, GError **error)
{
  WabiCacheOptions options = fixture_options (fixture);
  g_autoptr (GBytes) key = g_bytes_new (fixture->recovery, sizeof fixture->recovery);

  if (fixture->cache != NULL)
    wabi_cache_close (fixture->cache);
  g_clear_object (&fixture->cache);
  if (recovery)
    options.recovery_key = key;
  fixture->cache = wabi_cache_open_sync (&options, NULL, error);
  return fixture->cache;
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  run_main_context ();
  g_clear_object (&fixture->cache);
  g_clear_object (&fixture->keys);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

static char *
apply (WabiCache *cache, const char *name, JsonObject *args)
{
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  g_assert_true (wabi_cache_apply (cache, name, args, NULL, &id, &error));
  g_assert_no_error (error);
  return id;
}

char *
add_box (WabiCache *cache, const char *id, const char *label)
{
  g_autoptr (JsonObject) args = json_object_new ();

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "label", label);
  return apply (cache, "box.add", args);
}

char *
add_bean (WabiCache *cache, const char *id, const char *box)
{
  g_autoptr (JsonObject) args = json_object_new ();

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "box", box);
  return apply (cache, "bean.add", args);
}

gboolean
label_box (WabiCache *cache, const char *id, const char *was, const char *label, GError **error)
{
  g_autoptr (JsonObject) args = json_object_new ();
  JsonObject *base = json_object_new (), *set = json_object_new ();

  json_object_set_string_member (base, "label", was);
  json_object_set_string_member (set, "label", label);
  json_object_set_string_member (args, "id", id);
  json_object_set_object_member (args, "base", base);
  json_object_set_object_member (args, "set", set);
  return wabi_cache_apply (cache, "box.label", args, NULL, NULL, error);
}

void
answer_push (WabiCache *cache, WabiPushBatch *batch, const char *verdicts, gint64 first_seq)
{
  g_autoptr (GString) text = g_string_new ("{\"epoch\":\"e1\",\"head\":0,\"results\":[");
  g_autoptr (WabiPushAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (verdicts), ==, batch->commands->len);
  for (guint i = 0; i < batch->commands->len; i++)
    {
      WabiCommand *command = g_ptr_array_index (batch->commands, i);

      g_string_append_printf (text, "%s{\"n\":%" G_GINT64_FORMAT ",\"id\":\"%s\",", i > 0 ? "," : "",
                              command->n, command->id);
      if (verdicts[i] == 'a')
        g_string_append_printf (text, "\"status\":\"applied\",\"seq\":%" G_GINT64_FORMAT "}", first_seq++);
      else
        g_string_append (
            text, "\"status\":\"rejected\",\"code\":\"no\",\"field\":\"label\",\"message\":\"Not so.\"}");
    }
  g_string_append (text, "]}");
  answer = wabi_push_answer_parse (text->str, text->len, batch->commands, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_finish_push (cache, batch->service, answer, &error));
  g_assert_no_error (error);
  run_main_context ();
}

void
pull_rows (WabiCache *cache, const char *service, gint64 since, gint64 head, ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WabiPullPage) page = NULL;
  g_autoptr (GError) error = NULL;
  const char *row;
  va_list rows;
  guint n = 0;

  g_string_append_printf (text,
                          "{\"epoch\":\"e1\",\"service\":\"%s\",\"head\":%" G_GINT64_FORMAT
                          ",\"next\":%" G_GINT64_FORMAT ",\"more\":false,\"min_schema\":1,\"changes\":[",
                          service, head, head);
  va_start (rows, head);
  while ((row = va_arg (rows, const char *)) != NULL)
    g_string_append_printf (text, "%s%s", n++ > 0 ? ", " : "", row);
  va_end (rows);
  g_string_append (text, "]}");
  page = wabi_pull_page_parse (text->str, text->len, service, since, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, ==, n);
  g_assert_true (wabi_cache_apply_page (cache, page, &error));
  g_assert_no_error (error);
  run_main_context ();
}

char *
dup_label (WabiCache *cache, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) record = wabi_cache_get (cache, &kind_box, id, &error);

  g_assert_no_error (error);
  return record != NULL ? g_strdup (wabi_record_get_text (record, "label")) : NULL;
}

void
run_main_context (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
