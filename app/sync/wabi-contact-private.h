// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-key-store.h"

G_BEGIN_DECLS

/*
 * When this copy last reached its server, as it must be known to lock it without (sync.md 6.3). Kept with the secrets, so that it is as hard to
 * change as the key itself is to get. Time only ever goes forward here: a clock that is set back gains nothing. Private to app/sync.
 */

#define WABI_CONTACT_TRIES 10 /* wrong passwords after which only the server unlocks */
#define WABI_CONTACT_DAYS 7   /* when the practice did not say */

typedef enum
{
  WABI_CONTACT_FINE,
  WABI_CONTACT_AWAY,  /* too long without contact */
  WABI_CONTACT_TRIED, /* too many wrong passwords */
} WabiContactState;

typedef struct
{
  gint64 contact_at; /* on the scale of seen_at */
  gint64 seen_at;    /* the latest time that was ever seen here, microseconds */
  gint64 mono_at;    /* the monotonic clock when it was seen, in the boot named by */
  char *boot;        /* nullable */
  gint64 days;
  gint64 tried;
  gint64 waiting; /* changes that waited when it was last looked */
} WabiContact;

typedef struct
{
  gint64 wall, mono;
  const char *boot; /* nullable */
} WabiContactClock;

void wabi_contact_clear (WabiContact *contact);
/* Moves seen_at on; answers it. */
gint64 wabi_contact_see (WabiContact *contact, const WabiContactClock *clock);
/* The server answered: @days as it said, 0 when it said nothing. Its word also mends a clock that once ran ahead. */
void wabi_contact_reach (WabiContact *contact, const WabiContactClock *clock, gint64 days);
/* After wabi_contact_see(). */
WabiContactState wabi_contact_judge (const WabiContact *contact);
/* Until when it stays fine, on the scale of seen_at. */
gint64 wabi_contact_get_until (const WabiContact *contact);

char *wabi_contact_to_text (const WabiContact *contact);
/* What cannot be read is taken as never reached. */
gboolean wabi_contact_from_text (WabiContact *contact, const char *text);

/* Both block. A person who was never noted (or whose keyring cannot be used) is noted as reached now. */
void wabi_contact_load (WabiContact *contact, WabiKeyStore *keys, const WabiKeyOwner *owner, const WabiContactClock *clock);
void wabi_contact_keep (const WabiContact *contact, WabiKeyStore *keys, const WabiKeyOwner *owner);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WabiContact, wabi_contact_clear)

G_END_DECLS
