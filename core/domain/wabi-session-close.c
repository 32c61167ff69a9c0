// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether all trials of a session have come, as each computer counted them.

#include "wabi-session-close.h"

#include <string.h>

#include "wabi-text.h"

#define HASH_LENGTH 32
#define MOST_DEVICES 50
#define MOST_TRIALS 100000

typedef struct
{
  const char *device; /* borrowed of a trial */
  GPtrArray *trials;  /* WabiRecord, in order of their numbers */
} Device;

static void
clear_device (gpointer data)
{
  g_ptr_array_unref (((Device *) data)->trials);
}

static int
compare_seqs (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 difference = wabi_record_get_int (one, "device_seq") - wabi_record_get_int (other, "device_seq");

  return difference != 0 ? (difference < 0 ? -1 : 1) : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

static int
compare_devices (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Device *) a)->device, ((const Device *) b)->device);
}

static Device *
find_device (GArray *devices, const char *name)
{
  for (guint i = 0; i < devices->len; i++)
    if (strcmp (g_array_index (devices, Device, i).device, name) == 0)
      return &g_array_index (devices, Device, i);
  return NULL;
}

static GArray *
sort_out (GPtrArray *trials)
{
  GArray *devices = g_array_new (FALSE, FALSE, sizeof (Device));

  g_array_set_clear_func (devices, clear_device);
  for (guint i = 0; i < trials->len; i++)
    {
      WabiRecord *trial = g_ptr_array_index (trials, i);
      const char *name = wabi_record_get_text (trial, "device");
      Device *device = name != NULL && wabi_record_get_int (trial, "device_seq") > 0 ? find_device (devices, name) : NULL;
      Device fresh = { name, NULL };

      if (name == NULL || wabi_record_get_int (trial, "device_seq") <= 0)
        continue;
      if (device == NULL)
        {
          fresh.trials = g_ptr_array_new ();
          g_array_append_val (devices, fresh);
          device = &g_array_index (devices, Device, devices->len - 1);
        }
      g_ptr_array_add (device->trials, trial);
    }
  for (guint i = 0; i < devices->len; i++)
    g_ptr_array_sort (g_array_index (devices, Device, i).trials, compare_seqs);
  g_array_sort (devices, compare_devices);
  return devices;
}

static void
append_text (GString *text, WabiRecord *trial, const char *field)
{
  const char *value = wabi_record_get_text (trial, field);

  g_string_append_printf (text, " %s", value != NULL ? value : "-");
}

/* What was recorded, without what the service adds. */
static char *
hash_trials (GPtrArray *trials, gint64 count)
{
  static const char *const fields[] = { "action", "target", "voids", "result", "prompt_level" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *hash = NULL;

  for (guint i = 0; i < trials->len; i++)
    {
      WabiRecord *trial = g_ptr_array_index (trials, i);

      if (wabi_record_get_int (trial, "device_seq") > count)
        break;
      g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT, wabi_record_get_int (trial, "device_seq"),
                              wabi_record_get_id (trial), wabi_record_get_int (trial, "at"));
      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        append_text (text, trial, fields[j]);
      g_string_append_c (text, '\n');
    }
  hash = wabi_text_hash_hex (text->str, (gssize) text->len);
  return g_strndup (hash, HASH_LENGTH);
}

static gint64
get_last (const Device *device)
{
  return wabi_record_get_int (g_ptr_array_index (device->trials, device->trials->len - 1), "device_seq");
}

JsonNode *
wabi_session_close_build (GPtrArray *trials)
{
  g_autoptr (GArray) devices = sort_out (trials);
  JsonArray *array;
  JsonNode *node;

  if (devices->len == 0)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; i < devices->len; i++)
    {
      const Device *device = &g_array_index (devices, Device, i);
      JsonObject *object = json_object_new ();
      g_autofree char *hash = hash_trials (device->trials, get_last (device));

      json_object_set_string_member (object, "device", device->device);
      json_object_set_int_member (object, "count", get_last (device));
      json_object_set_string_member (object, "hash", hash);
      json_array_add_object_element (array, object);
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static gboolean
is_hash (const char *text)
{
  return text != NULL && strlen (text) == HASH_LENGTH && strspn (text, "0123456789abcdef") == HASH_LENGTH;
}

gboolean
wabi_session_close_is_valid (JsonNode *node)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) > MOST_DEVICES)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *device = object != NULL ? wabi_json_peek_text (object, "device") : NULL;
      gint64 count = object != NULL ? wabi_json_peek_int (object, "count", 0) : 0;

      if (device == NULL || *device == '\0' || strlen (device) > 64 || count < 1 || count > MOST_TRIALS
          || !is_hash (wabi_json_peek_text (object, "hash")))
        return FALSE;
    }
  return TRUE;
}

/* How many of the numbers 1 to @last are not there. */
static guint
count_holes (const Device *device, gint64 last)
{
  gint64 there = 0, before = 0;

  for (guint i = 0; device != NULL && i < device->trials->len; i++)
    {
      gint64 seq = wabi_record_get_int (g_ptr_array_index (device->trials, i), "device_seq");

      there += seq != before && seq <= last;
      before = seq;
    }
  return (guint) (last - there);
}

static JsonObject *
find_told (JsonArray *told, const char *device)
{
  for (guint i = 0; told != NULL && i < json_array_get_length (told); i++)
    {
      JsonObject *object = json_array_get_object_element (told, i);

      if (g_strcmp0 (wabi_json_peek_text (object, "device"), device) == 0)
        return object;
    }
  return NULL;
}

static guint
judge_told (JsonObject *told, const Device *device, gboolean *differs)
{
  gint64 count = wabi_json_peek_int (told, "count", 0);
  guint holes = count_holes (device, MAX (count, device != NULL ? get_last (device) : 0));

  if (holes == 0)
    {
      g_autofree char *hash = hash_trials (device->trials, count);

      *differs |= g_strcmp0 (hash, wabi_json_peek_text (told, "hash")) != 0;
    }
  return holes;
}

guint
wabi_session_close_count_missing (WabiRecord *session, GPtrArray *trials, gboolean *differs)
{
  g_autoptr (GArray) devices = sort_out (trials);
  JsonNode *node = json_object_get_member (wabi_record_get_body (session), "devices");
  JsonArray *told = wabi_session_close_is_valid (node) ? json_node_get_array (node) : NULL;
  guint missing = 0;

  *differs = FALSE;
  for (guint i = 0; told != NULL && i < json_array_get_length (told); i++)
    {
      JsonObject *object = json_array_get_object_element (told, i);

      missing += judge_told (object, find_device (devices, wabi_json_peek_text (object, "device")), differs);
    }
  for (guint i = 0; i < devices->len; i++)
    {
      const Device *device = &g_array_index (devices, Device, i);

      if (find_told (told, device->device) == NULL)
        missing += count_holes (device, get_last (device));
    }
  return missing;
}
