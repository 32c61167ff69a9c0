// SPDX-License-Identifier: AGPL-3.0-or-later
// Behind a gateway the connection's address is the gateway's: the caller's is in a header, which only gateways may say.

#include "wabi-proxies.h"

#include <gio/gio.h>

struct _WabiProxies
{
  GPtrArray *masks; /* GInetAddressMask */
};

WabiProxies *
wabi_proxies_new (const char *list, GError **error)
{
  g_autoptr (WabiProxies) proxies = g_new0 (WabiProxies, 1);
  g_auto (GStrv) words = g_strsplit_set (list != NULL ? list : "", ", ;", -1);

  proxies->masks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; words[i] != NULL; i++)
    {
      GInetAddressMask *mask;

      if (words[i][0] == '\0')
        continue;
      mask = g_inet_address_mask_new_from_string (words[i], error);
      if (mask == NULL)
        return NULL;
      g_ptr_array_add (proxies->masks, mask);
    }
  return g_steal_pointer (&proxies);
}

void
wabi_proxies_free (WabiProxies *proxies)
{
  if (proxies == NULL)
    return;
  g_ptr_array_unref (proxies->masks);
  g_free (proxies);
}

gboolean
wabi_proxies_is_empty (const WabiProxies *proxies)
{
  return proxies == NULL || proxies->masks->len == 0;
}

static gboolean
is_trusted (const WabiProxies *proxies, const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  for (guint i = 0; address != NULL && i < proxies->masks->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (proxies->masks, i), address))
      return TRUE;
  return FALSE;
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL;
}

void
wabi_proxies_find_caller (const WabiProxies *proxies, const char *peer, const char *forwarded, char *out, gsize size)
{
  g_auto (GStrv) hops = NULL;

  g_strlcpy (out, peer, size);
  if (wabi_proxies_is_empty (proxies) || forwarded == NULL || !is_trusted (proxies, peer))
    return;
  hops = g_strsplit (forwarded, ",", -1);
  for (guint i = g_strv_length (hops); i > 0; i--)
    {
      const char *hop = g_strstrip (hops[i - 1]);

      if (!is_address (hop))
        return;
      g_strlcpy (out, hop, size);
      if (!is_trusted (proxies, hop))
        return;
    }
}
