// SPDX-License-Identifier: AGPL-3.0-or-later
// The plan of the simulated clinics, one JSON object a line.

#include "clinic-plan.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
free_act (gpointer data)
{
  ClinicAct *act = data;

  g_free (act->name);
  g_free (act->path);
  g_strfreev (act->texts);
  g_free (act);
}

static void
free_person (gpointer data)
{
  ClinicPerson *person = data;

  g_free (person->practice);
  g_free (person->login);
  g_free (person->device);
  g_ptr_array_unref (person->acts);
  g_free (person);
}

static ClinicAct *
read_act (JsonObject *object)
{
  ClinicAct *act = g_new0 (ClinicAct, 1);
  const char *type = json_object_get_string_member (object, "type");
  JsonArray *texts = json_object_get_array_member (object, "texts");

  act->type = strcmp (type, "push") == 0 ? CLINIC_PUSH : strcmp (type, "get") == 0 ? CLINIC_GET : CLINIC_POST;
  act->every = json_object_get_double_member (object, "every");
  act->name = g_strdup (json_object_get_string_member (object, "name"));
  act->path = g_strdup (json_object_get_string_member (object, "path"));
  act->n_texts = json_array_get_length (texts);
  act->texts = g_new0 (char *, act->n_texts + 1);
  for (guint i = 0; i < act->n_texts; i++)
    act->texts[i] = g_strdup (json_array_get_string_element (texts, i));
  return act;
}

static ClinicPerson *
read_person (JsonObject *object)
{
  ClinicPerson *person = g_new0 (ClinicPerson, 1);
  JsonArray *acts = json_object_get_array_member (object, "acts");

  person->practice = g_strdup (json_object_get_string_member (object, "practice"));
  person->login = g_strdup (json_object_get_string_member (object, "login"));
  person->device = g_strdup (json_object_get_string_member (object, "device"));
  person->place = (guint)json_object_get_int_member (object, "place");
  person->acts = g_ptr_array_new_with_free_func (free_act);
  for (guint i = 0; i < json_array_get_length (acts); i++)
    g_ptr_array_add (person->acts, read_act (json_array_get_object_element (acts, i)));
  return person;
}

GPtrArray *
clinic_plan_read (const char *file, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (free_person);

  if (!g_file_get_contents (file, &text, NULL, error))
    return NULL;
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (lines[i], error);

      if (node == NULL)
        return NULL;
      g_ptr_array_add (people, read_person (json_node_get_object (node)));
    }
  return g_steal_pointer (&people);
}

/* A version 7 shaped id of this run: the time in front, so that it lies beside ours as a real one would. */
static void
write_id (char id[37], guint kind, guint desktop, guint n, gint64 now)
{
  guint64 ms = (guint64)now / 1000;

  g_snprintf (id, 37, "%08x-%04x-7%03x-%04x-%012x", (guint)(ms >> 16), (guint)(ms & 0xffff), kind & 0xfff,
              0x8000 | (desktop & 0x3fff), n);
}

static const char *
find_value (const char *name, gsize length, const char *const places[][2], gsize n_places)
{
  for (gsize i = 0; i < n_places; i++)
    if (strlen (places[i][0]) == length && strncmp (places[i][0], name, length) == 0)
      return places[i][1];
  return NULL;
}

void
clinic_append_command (GString *out, const char *template, guint desktop, guint n, gint64 now)
{
  char id[37], record[37], instant[24];
  const char *const places[][2] = { { "ID", id }, { "RECORD", record }, { "NOW", instant } };
  const char *at;

  write_id (id, 1, desktop, n, now);
  write_id (record, 2, desktop, n, now);
  g_snprintf (instant, sizeof instant, "%" G_GINT64_FORMAT, now);
  while ((at = strchr (template, '@')) != NULL)
    {
      const char *close = strchr (at + 1, '@');
      const char *value
          = close != NULL ? find_value (at + 1, (gsize)(close - at - 1), places, G_N_ELEMENTS (places)) : NULL;

      g_string_append_len (out, template, at - template);
      if (value != NULL)
        g_string_append (out, value);
      else
        g_string_append_c (out, '@');
      template = value != NULL ? close + 1 : at + 1;
    }
  g_string_append (out, template);
}
