// SPDX-License-Identifier: AGPL-3.0-or-later
// Who waits for a time in the made-up practice, and its own reasons for canceling.

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"
#include "wabi-demo-private.h"

static void
make_reasons (WabiDemo *demo)
{
  gsize n;
  const WabiCancelReason *known = wabi_codes_cancel_reasons (&n);

  for (gsize i = 0; i <= n; i++)
    {
      WabiRecord *record = demo_new (demo, &wabi_kind_cancel_reason, demo->clock.at);

      /* One of the practice's own beside those that come with the program. */
      wabi_record_set_text (record, "name", i < n ? known[i].name : "School event");
      wabi_record_set_text (record, "by", i < n ? known[i].who : "family");
      if (i < n)
        wabi_record_set_text (record, "key", known[i].key);
      wabi_record_set_bool (record, "active", TRUE);
      wabi_record_set_int (record, "sort", (gint64) i * 10);
      demo_emit (demo, record);
    }
}

static void
make_need (WabiDemo *demo, guint number, const char *code, int minutes, int sessions, int from, int to, const char *days, int waited, const char *notes)
{
  DemoClient *client = number < demo->clients->len ? g_ptr_array_index (demo->clients, number) : NULL;
  WabiRecord *record;

  if (client == NULL)
    return;
  record = demo_new (demo, &wabi_kind_need, demo->options->now - (gint64) waited * 24 * 60 * WABI_MINUTE);
  wabi_record_set_text (record, "client", client->id);
  wabi_record_set_text (record, "service_code", code);
  wabi_record_set_int (record, "minutes_per_week", minutes);
  wabi_record_set_int (record, "sessions_per_week", sessions);
  wabi_record_set_int (record, "earliest_minute", from);
  wabi_record_set_int (record, "latest_minute", to);
  if (days != NULL)
    demo_set_list (record, "weekdays", days);
  wabi_record_set_text (record, "status", "waiting");
  demo_set_day (record, "since", demo->today - waited);
  wabi_record_set_text (record, "notes", notes);
  demo_emit (demo, record);
}

void
demo_make_waiting (WabiDemo *demo)
{
  make_reasons (demo);
  make_need (demo, 11, "97153", 240, 2, 8 * 60, 18 * 60, NULL, 34, "Prefers mornings");
  make_need (demo, 17, "97156", 60, 1, 9 * 60, 17 * 60, "1 2 3 4 5", 20, NULL);
  make_need (demo, 24, "97153", 180, 2, 13 * 60, 18 * 60, "1 3 5", 12, "After school");
}
