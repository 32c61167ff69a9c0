// SPDX-License-Identifier: AGPL-3.0-or-later
// Computers with a copy of the records, and changes that are held for review.

#include "wabi-ctl-private.h"

#include <glib/gi18n.h>

#include "wabi-access.h"
#include "wabi-store-quarantine.h"

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
  store = open_for (ctl, &choice, error);
  if (store == NULL || !wabi_store_list_held (store, choice.practice, NULL, NULL, text, error))
    return FALSE;
  answer = wabi_json_parse_object (text->str, (gssize)text->len, NULL, error);
  if (answer == NULL)
    return FALSE;
  held = json_object_get_array_member (answer, "held");
  for (guint i = 0; i < json_array_get_length (held); i++)
    print_held (json_array_get_object_element (held, i));
  return TRUE;
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
  store = open_for (ctl, &choice, error);
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
