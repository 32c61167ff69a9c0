// SPDX-License-Identifier: AGPL-3.0-or-later
// wabictl gateway haproxy: the gateway's configuration, to a file or to the terminal.

#include <glib/gi18n.h>

#include "wabi-ctl-private.h"
#include "wabi-gateway.h"
#include "wabi-services.h"

gboolean
wabi_ctl_gateway (WabiCtl *ctl, const WabiCtlCommand *command, int argc, char **argv, GError **error)
{
  g_autofree char *file = NULL, *out = NULL, *text = NULL;
  g_auto (WabiGateway) gateway = { NULL };
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &file, N_ ("Key file that says where the services are"), N_ ("FILE") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("File to write; without it the configuration is printed"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  ctl->needs_no_data = TRUE;
  if (!wabi_ctl_parse (ctl, command, entries, argc, argv, error))
    return FALSE;
  wabi_gateway_init (&gateway);
  if (file == NULL)
    g_hash_table_replace (gateway.servers, g_strdup ("all"), g_strdup ("127.0.0.1:8443"));
  else if (!wabi_gateway_load (&gateway, file, error))
    return FALSE;
  text = wabi_gateway_write_haproxy (&gateway, wabi_services, error);
  if (text == NULL)
    return FALSE;
  if (out != NULL)
    return g_file_set_contents (out, text, -1, error);
  g_print ("%s", text);
  return TRUE;
}
