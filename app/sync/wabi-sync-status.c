// SPDX-License-Identifier: AGPL-3.0-or-later
// How things stand between this desktop and each service, and the words for it.

#include "wabi-sync-private.h"

#include <glib/gi18n-lib.h>

const char *
wabi_sync_get_service_title (const char *service)
{
  static const struct
  {
    const char *service, *title;
  } titles[] = {
    { "auth", N_ ("Staff and settings") }, { "patients", N_ ("Clients") },
    { "scheduling", N_ ("Scheduling") },   { "goals", N_ ("Programs") },
    { "billing", N_ ("Billing") },         { "sessions", N_ ("Sessions and notes") },
    { "ai", N_ ("Drafts of notes") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i].service, service) == 0)
      return _ (titles[i].title);
  return service;
}

/* A sentence for each, since "is" and "are" and their like differ from part to part and from language to language. */
static const char *
say_away (const char *service)
{
  static const struct
  {
    const char *service, *sentence;
  } sentences[] = {
    { "auth", N_ ("Staff and settings are not reachable.") },
    { "patients", N_ ("Clients’ records are not reachable.") },
    { "scheduling", N_ ("The schedule is not reachable.") },
    { "goals", N_ ("Programs are not reachable.") },
    { "billing", N_ ("Billing is not reachable.") },
    { "sessions", N_ ("Sessions and notes are not reachable.") },
    { "ai", N_ ("Drafts of notes are not available.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_strcmp0 (sentences[i].service, service) == 0)
      return _ (sentences[i].sentence);
  return _ ("A part of the server is not reachable.");
}

static gboolean
differs (WabiSync *self, guint service)
{
  return wabi_sync_machine_get_differs (self->machine, service) || wabi_sync_machine_is_stopped (self->machine, service);
}

GArray *
wabi_sync_list_services (WabiSync *sync)
{
  GArray *list = g_array_new (FALSE, TRUE, sizeof (WabiSyncService));
  const WabiClock *clock;

  g_return_val_if_fail (WABI_IS_SYNC (sync), list);

  if (sync->cache == NULL || sync->machine == NULL)
    return list;
  clock = wabi_cache_get_clock (sync->cache);
  for (guint i = 0; sync->tables->services[i] != NULL; i++)
    {
      gint64 answered = wabi_sync_machine_get_answered_at (sync->machine, i);
      WabiSyncService service = { .name = sync->tables->services[i] };

      service.title = wabi_sync_get_service_title (service.name);
      service.away = wabi_sync_machine_get_away (sync->machine, i);
      service.partial = wabi_sync_machine_is_partial (sync->machine, i);
      service.differs = differs (sync, i);
      service.pending = wabi_cache_get_pending_of (sync->cache, i, NULL);
      if (answered >= 0)
        service.contact_at = wabi_clock_now (clock) - (wabi_clock_monotonic (clock) - answered);
      g_array_append_val (list, service);
    }
  return list;
}

gboolean
wabi_sync_get_partial (WabiSync *sync, gint64 *done, gint64 *total)
{
  g_return_val_if_fail (WABI_IS_SYNC (sync), FALSE);

  *done = *total = 0;
  return sync->machine != NULL && wabi_sync_machine_get_amount (sync->machine, done, total);
}

char *
wabi_sync_dup_away (WabiSync *sync)
{
  g_autoptr (GArray) services = wabi_sync_list_services (sync);
  const char *away[2] = { NULL, NULL };
  guint n = 0;

  for (guint i = 0; i < services->len; i++)
    {
      const WabiSyncService *service = &g_array_index (services, WabiSyncService, i);

      if (service->away && n++ < 2)
        away[n - 1] = say_away (service->name);
    }
  if (n == 0)
    return NULL;
  if (n <= 2)
    return g_strjoin (" ", away[0], away[1], NULL);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u part of the server is not reachable.", "%u parts of the server are not reachable.", n), n);
}

char *
wabi_sync_dup_clock_words (WabiSync *sync)
{
  gint64 offset, minutes;
  g_autofree char *much = NULL;

  g_return_val_if_fail (WABI_IS_SYNC (sync), NULL);

  offset = sync->cache != NULL ? wabi_cache_get_clock_offset (sync->cache) : 0;
  if (offset == 0)
    return NULL;
  minutes = ABS (offset) / G_USEC_PER_SEC / 60;
  if (minutes < 120)
    much = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (gulong)minutes),
                            (int)minutes);
  else if (minutes < 2 * 24 * 60)
    much = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (gulong)(minutes / 60)),
                            (int)(minutes / 60));
  else
    much = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong)(minutes / 1440)),
                            (int)(minutes / 1440));
  if (offset > 0)
    return g_strdup_printf (
        _ ("This computer’s clock is %s ahead. What you record carries the right time all the same."), much);
  return g_strdup_printf (
      _ ("This computer’s clock is %s behind. What you record carries the right time all the same."), much);
}

static gboolean
any_away (WabiSync *self)
{
  for (guint i = 0; self->tables->services[i] != NULL; i++)
    if (wabi_sync_machine_get_away (self->machine, i))
      return TRUE;
  return FALSE;
}

static gboolean
any_differs (WabiSync *self)
{
  for (guint i = 0; self->tables->services[i] != NULL; i++)
    if (differs (self, i))
      return TRUE;
  return FALSE;
}

gboolean
wabi_sync_is_stuck (WabiSync *self)
{
  return wabi_cache_get_aside (self->cache) > 0
         || wabi_sync_machine_get_stuck (self->machine,
                                         wabi_clock_monotonic (wabi_cache_get_clock (self->cache)));
}

WabiSyncState
wabi_sync_find_state (WabiSync *self)
{
  if (self->gone || self->leaving)
    return self->gone ? WABI_SYNC_GONE : WABI_SYNC_LEAVING;
  if (self->cache == NULL)
    return self->locked ? WABI_SYNC_LOCKED : WABI_SYNC_SIGNED_OUT;
  if (self->paused)
    return WABI_SYNC_PAUSED;
  if (wabi_sync_machine_get_needs_sign_in (self->machine))
    return WABI_SYNC_NEEDS_SIGN_IN;
  if (!self->online && self->tried)
    return WABI_SYNC_OFFLINE;
  if (!wabi_sync_machine_get_loaded (self->machine) && !any_away (self))
    return WABI_SYNC_LOADING;
  if (wabi_cache_get_outdated (self->cache))
    return WABI_SYNC_OUTDATED;
  if (wabi_cache_get_refused (self->cache) > 0)
    return WABI_SYNC_NEEDS_YOU;
  if (any_away (self))
    return WABI_SYNC_AWAY;
  if (wabi_sync_is_stuck (self))
    return WABI_SYNC_STUCK;
  if (any_differs (self))
    return WABI_SYNC_DIFFERS;
  return wabi_cache_get_pending (self->cache) > 0 || !self->tried ? WABI_SYNC_SENDING : WABI_SYNC_SAVED;
}

/* ---- Words ---- */

static char *
build_offline_text (guint pending)
{
  if (pending == 0)
    return g_strdup (_ ("Working offline"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Working offline, %u change waits to be sent",
                                       "Working offline, %u changes wait to be sent", pending),
                          pending);
}

static char *
build_sign_in_text (guint pending)
{
  if (pending == 0)
    return g_strdup (_ ("Sign in again to get the latest"));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Sign in to send %u change", "Sign in to send %u changes", pending),
      pending);
}

static char *
build_away_text (WabiSync *self, guint pending)
{
  g_autofree char *away = wabi_sync_dup_away (self), *waiting = NULL;

  if (pending > 0)
    waiting = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change waits.", "%u changes wait.", pending), pending);
  return g_strjoin (" ", away, _ ("Everything else goes on."), waiting, NULL);
}

static char *
build_outdated_text (guint pending)
{
  if (pending == 0)
    return g_strdup (_ ("Update Wabi Care to go on editing."));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Update Wabi Care to go on editing. Your %u change is being sent.",
                   "Update Wabi Care to go on editing. Your %u changes are being sent.", pending),
      pending);
}

static char *
build_stuck_text (guint pending)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u change could not be sent although the server answers. It is kept and tried again; "
                   "export it and tell who runs the server.",
                   "%u changes could not be sent although the server answers. They are kept and tried again; "
                   "export them and tell who runs the server.",
                   pending),
      pending);
}

char *
wabi_sync_build_text (WabiSync *self, WabiSyncState state, double progress)
{
  guint pending = self->cache != NULL ? wabi_cache_get_pending (self->cache) : 0;
  guint refused = self->cache != NULL ? wabi_cache_get_refused (self->cache) : 0;

  switch (state)
    {
    case WABI_SYNC_LOCKED:
      return g_strdup (_ ("Locked"));
    case WABI_SYNC_LOADING:
      return g_strdup_printf (_ ("Getting the practice’s records, %d %%"), (int)(progress * 100));
    case WABI_SYNC_SAVED:
      return g_strdup (_ ("All changes saved"));
    case WABI_SYNC_SENDING:
      if (!self->tried)
        return g_strdup (_ ("Connecting"));
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Sending %u change", "Sending %u changes", pending), pending);
    case WABI_SYNC_OFFLINE:
      return build_offline_text (pending);
    case WABI_SYNC_NEEDS_SIGN_IN:
      return build_sign_in_text (pending);
    case WABI_SYNC_NEEDS_YOU:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u change needs you", "%u changes need you", refused), refused);
    case WABI_SYNC_PAUSED:
      return g_strdup (_ ("Sync is paused"));
    case WABI_SYNC_LEAVING:
      return g_strdup (_ ("Your access has ended; what waits is being sent"));
    case WABI_SYNC_GONE:
      return g_strdup (_ ("Nothing of the practice is on this computer any more"));
    case WABI_SYNC_AWAY:
      return build_away_text (self, pending);
    case WABI_SYNC_OUTDATED:
      return build_outdated_text (pending);
    case WABI_SYNC_STUCK:
      return build_stuck_text (pending);
    case WABI_SYNC_DIFFERS:
      return g_strdup (_ ("What is here is not all that the server has, and getting it anew did not help. Nothing that you did is lost. Choose "
                          "“Send and get now”; if this comes back, tell who runs the server."));
    case WABI_SYNC_SIGNED_OUT:
    case WABI_SYNC_N_STATES:
    default:
      return g_strdup (_ ("Signed out"));
    }
}
