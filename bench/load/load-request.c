// SPDX-License-Identifier: AGPL-3.0-or-later
// Fills the templates of requests. A connection is a device: its commands are numbered from one, without a
// gap.

#include "load-request.h"

#include <string.h>

/* Slots of one connection lie between those of the others: each command has a minute of its own. */
#define MINUTE G_GINT64_CONSTANT (60000000)
#define STRIDE 128
#define FIRST_SLOT G_GINT64_CONSTANT (2000000000000000)

typedef struct
{
  const char *name;
  const char *value;
} Place;

/* A version 7 id of the time this began (the server looks further into what seems to be weeks old), apart from those of every other
 * run, kind and connection, that grows with n. */
static void
write_id (char id[37], guint round, guint kind, guint connection, guint n)
{
  static gint64 ms;

  if (ms == 0)
    ms = g_get_real_time () / 1000;
  g_snprintf (id, 37, "%08x-%04x-7%03x-8%03x-%04x%08x", (guint) (ms >> 16), (guint) (ms & 0xffff), connection & 0xfff, kind & 0xfff,
              round & 0xffff, n);
}

/* Appends the template with its places filled; an unknown place stays as it is, so that the server refuses
 * it. */
static void
append_filled (GString *out, const char *template, const Place *places, gsize n_places)
{
  const char *at;

  while ((at = strchr (template, '@')) != NULL)
    {
      gsize i;

      g_string_append_len (out, template, at - template);
      for (i = 0; i < n_places; i++)
        {
          gsize length = strlen (places[i].name);

          if (strncmp (at + 1, places[i].name, length) == 0 && at[1 + length] == '@')
            {
              g_string_append (out, places[i].value);
              template = at + length + 2;
              break;
            }
        }
      if (i == n_places)
        {
          g_string_append_c (out, '@');
          template = at + 1;
        }
    }
  g_string_append (out, template);
}

static void
append_command (const LoadPlan *plan, guint connection, guint n, GString *out)
{
  char id[37], record[37], number[16], starts[24], ends[24];
  gint64 slot = FIRST_SLOT + ((gint64)n * STRIDE + connection) * MINUTE;
  const Place places[] = {
    { "ID", id }, { "RECORD", record }, { "N", number }, { "STARTS", starts }, { "ENDS", ends },
  };

  write_id (id, plan->round, 1, connection, n);
  write_id (record, plan->round, 2, connection, n);
  g_snprintf (number, sizeof number, "%u", n);
  g_snprintf (starts, sizeof starts, "%" G_GINT64_FORMAT, slot);
  g_snprintf (ends, sizeof ends, "%" G_GINT64_FORMAT, slot + MINUTE);
  append_filled (out, plan->commands[(n + connection * 101) % plan->n_commands], places,
                 G_N_ELEMENTS (places));
}

static guint
write_post (const LoadPlan *plan, guint connection, guint sent, GString *out)
{
  g_autoptr (GString) commands = g_string_sized_new (512 * plan->batch);
  g_autoptr (GString) body = g_string_sized_new (512 * plan->batch + 256);
  char device[37], from[16];

  for (guint i = 1; i <= plan->batch; i++)
    {
      if (i > 1)
        g_string_append_c (commands, ',');
      append_command (plan, connection, sent + i, commands);
    }
  write_id (device, plan->round, 3, connection, 0);
  g_snprintf (from, sizeof from, "%u", sent + 1);
  append_filled (body, plan->envelope,
                 (const Place[]){ { "DEVICE", device }, { "FROM", from }, { "COMMANDS", commands->str } }, 3);
  g_string_append_printf (out,
                          "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
                          "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          plan->post_path, plan->host, plan->token, body->len);
  g_string_append_len (out, body->str, (gssize)body->len);
  return plan->batch;
}

guint
load_plan_write_request (const LoadPlan *plan, guint connection, guint sent, GString *out)
{
  /* The same walk through the paths in every run, in no order that a cache could like (Knuth's multiplier).
   */
  guint at = (sent * 64 + connection) * 2654435761u;

  if (plan->paths == NULL)
    return write_post (plan, connection, sent, out);
  g_string_append_printf (out, "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n",
                          plan->paths[(at >> 8) % plan->n_paths], plan->host, plan->token);
  return 1;
}
