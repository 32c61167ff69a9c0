// SPDX-License-Identifier: AGPL-3.0-or-later
// Computers with a copy of the records, and changes that are held for review.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>

#include "wabi-access.h"
#include "wabi-store-follow.h"
#include "wabi-store-quarantine.h"
#include "wabi-text.h"

typedef struct
{
  char *practice, *device, *service, *id, *why;
  gboolean lost;
} Choice;

static void
clear_choice (Choice *choice)
{
  g_free (choice->practice);
  g_free (choice->device);
  g_free (choice->service);
  g_free (choice->id);
  g_free (choice->why);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, clear_choice)

static WabiStore *
open_for (WabiCtl *ctl, Choice *choice, GError **error)
{
  g_autoptr (WabiStore) store = wabi_ctl_open (ctl, FALSE, FALSE, error);

  if (store == NULL)
    return NULL;
  choice->practice = wabi_ctl_find_practice (ctl, store, error);
  return choice->practice != NULL ? g_steal_pointer (&store) : NULL;
}

static gboolean
require (const char *value, const char *name, GError **error)
{
  if (value != NULL && *value != '\0')
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Give %s."), name);
  return FALSE;
}

/* ---- devices ---- */

static char *
build_time (gint64 at)
{
  g_autoptr (GDateTime) time = at > 0 ? g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC") : g_strdup ("-");
}

static const char *
get_state (const WabiAccessDevice *device)
{
  if (device->wiped_at > 0)
    return _ ("its copy is gone");
  if (device->drained_at > 0)
    return _ ("was told to remove its copy");
  return device->lost_at > 0 ? _ ("lost") : _ ("in use");
}

static void
print_device (const WabiAccessDevice *device, gpointer data)
{
  g_autofree char *first = build_time (device->first_at), *last = build_time (device->last_at);

  g_print ("%s\t%s\t%s\t%s\t%s\t%s\n", device->device, device->login != NULL ? device->login : "-",
           device->name != NULL ? device->name : "-", first, last, get_state (device));
}

static gboolean
print_devices (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_access_list_devices (db, ((Choice *)data)->practice, print_device, NULL, error);
}

gboolean
wabi_ctl_device_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Choice) choice = { NULL };
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  store = open_for (ctl, &choice, error);
  return store != NULL && wabi_store_read (store, choice.practice, print_devices, &choice, error);
}

static gboolean
set_lost (WabiStoreTx *tx, gpointer data, GError **error)
{
  Choice *choice = data;

  return wabi_access_set_lost (tx, choice->practice, choice->device, choice->lost, NULL, NULL, error);
}

static gboolean
change_device (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, gboolean lost, GError **error)
{
  g_auto (Choice) choice = { .lost = lost };
  const GOptionEntry entries[] = {
    { "device", 0, 0, G_OPTION_ARG_STRING, &choice.device, N_ ("Id of the computer, from wabictl device list"), N_ ("ID") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error) || !require (choice.device, "--device", error))
    return FALSE;
  store = open_for (ctl, &choice, error);
  return store != NULL && wabi_store_write (store, set_lost, &choice, error);
}

gboolean
wabi_ctl_device_lost (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  return change_device (ctl, command, argc, argv, TRUE, error);
}

gboolean
wabi_ctl_device_found (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  return change_device (ctl, command, argc, argv, FALSE, error);
}

/* ---- what is held ---- */

typedef struct
{
  const char *wanted;
  char *id;
  guint n;
} Owners;

static gboolean
find_owner (const WabiRow *row, gpointer data, GError **error)
{
  Owners *owners = data;

  if (owners->wanted != NULL && strcmp (owners->wanted, wabi_row_text (row, 0)) != 0)
    return TRUE;
  g_free (owners->id);
  owners->id = g_strdup (wabi_row_text (row, 0));
  owners->n++;
  return TRUE;
}

static gboolean
find_owners (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  return wabi_db_query (db, "SELECT DISTINCT practice_id FROM practice_head", NULL, 0, find_owner, data, NULL, error);
}

/* A service with a database of its own knows no names of practices, only whose records it has: the one that there is, or the one whose id is
 * given. */
static char *
find_by_records (WabiCtl *ctl, WabiStore *store, GError **error)
{
  Owners owners = { ctl->practice, NULL, 0 };

  if (!wabi_store_read (store, NULL, find_owners, &owners, error))
    return NULL;
  if (owners.n == 1)
    return owners.id;
  g_free (owners.id);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _ ("This database does not know the practice by its name. Give its id with --practice; it stands in wabictl practice list of the "
                          "database that has the service “auth”."));
  return NULL;
}

static WabiStore *
open_held (WabiCtl *ctl, Choice *choice, GError **error)
{
  g_autoptr (WabiStore) store = wabi_ctl_open (ctl, FALSE, FALSE, error);
  g_autoptr (GError) inner = NULL;

  if (store == NULL)
    return NULL;
  choice->practice = wabi_ctl_find_practice (ctl, store, &inner);
  if (choice->practice == NULL && !g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (choice->practice == NULL)
    choice->practice = find_by_records (ctl, store, error);
  return choice->practice != NULL ? g_steal_pointer (&store) : NULL;
}

static void
print_held (JsonObject *held)
{
  g_autofree char *given = build_time (wabi_json_peek_int (held, "given_at", 0));
  const char *message = wabi_json_peek_text (held, "message");

  /* Not what it says: that may tell about clients, and this may land in a terminal's memory. */
  g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", wabi_json_peek_text (held, "id"), wabi_json_peek_text (held, "service"),
           wabi_json_peek_text (held, "name"), wabi_json_peek_text (held, "user"), given, wabi_json_peek_text (held, "reason"),
           message != NULL ? message : "-");
}

/* Services that run on databases of their own keep what they hold there: whoever reads an empty list must know of what it is the list. */
static gboolean
tell_services (WabiStore *store, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL), names = g_string_new (NULL);
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *feeds;

  if (!wabi_store_list_feeds (store, text, error))
    return FALSE;
  answer = wabi_json_parse_object (text->str, (gssize) text->len, NULL, error);
  if (answer == NULL)
    return FALSE;
  feeds = json_object_get_array_member (answer, "feeds");
  for (guint i = 0; i < json_array_get_length (feeds); i++)
    {
      const char *service = wabi_json_peek_text (json_array_get_object_element (feeds, i), "service");

      if (!wabi_text_list_has (names->str, service))
        g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", service);
    }
  g_printerr (_ ("Held by the services of this database: %s. One that has a database of its own keeps its own; ask there too, with --data or --store.\n"),
              names->str);
  return TRUE;
}

gboolean
wabi_ctl_quarantine_list (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_auto (Choice) choice = { NULL };
  g_autoptr (WabiStore) store = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *held;

  if (!wabi_ctl_parse (ctl, command, NULL, argc, argv, error))
    return FALSE;
  store = open_held (ctl, &choice, error);
  if (store == NULL || !wabi_store_list_held (store, choice.practice, NULL, NULL, text, error))
    return FALSE;
  answer = wabi_json_parse_object (text->str, (gssize)text->len, NULL, error);
  if (answer == NULL)
    return FALSE;
  held = json_object_get_array_member (answer, "held");
  for (guint i = 0; i < json_array_get_length (held); i++)
    print_held (json_array_get_object_element (held, i));
  return tell_services (store, error);
}

static gboolean
decide (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, gboolean discard, GError **error)
{
  g_auto (Choice) choice = { NULL };
  const GOptionEntry entries[] = {
    { "service", 0, 0, G_OPTION_ARG_STRING, &choice.service, N_ ("Whose it is, from wabictl quarantine list"), N_ ("NAME") },
    { "id", 0, 0, G_OPTION_ARG_STRING, &choice.id, N_ ("Which, from wabictl quarantine list"), N_ ("ID") },
    { "why", 0, 0, G_OPTION_ARG_STRING, &choice.why, N_ ("For discarding: the reason, which is kept"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (WabiStore) store = NULL;
  WabiHeldChoice held;

  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error) || !require (choice.service, "--service", error)
      || !require (choice.id, "--id", error) || (discard && !require (choice.why, "--why", error)))
    return FALSE;
  store = open_held (ctl, &choice, error);
  if (store == NULL)
    return FALSE;
  held = (WabiHeldChoice){ choice.practice, choice.service, choice.id, NULL, choice.why };
  return discard ? wabi_store_discard_held (store, &held, error) : wabi_store_release_held (store, &held, error);
}

gboolean
wabi_ctl_quarantine_release (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  return decide (ctl, command, argc, argv, FALSE, error);
}

gboolean
wabi_ctl_quarantine_discard (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  return decide (ctl, command, argc, argv, TRUE, error);
}
