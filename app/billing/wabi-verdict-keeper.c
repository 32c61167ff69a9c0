// SPDX-License-Identifier: AGPL-3.0-or-later
// What was judged of charges goes into the cache, many at a time.

#include "wabi-verdict-keeper.h"

#include <glib/gstdio.h>
#include <locale.h>

/* One transaction each. */
#define MANY 1000

typedef struct
{
  WabiRecord *charge;
  char *text;
} Judged;

struct _WabiVerdictKeeper
{
  WabiDesk *desk;
  char *basis;
  gint64 stamp;
  gboolean begun;
  GPtrArray *judged;
};

static void
free_judged (gpointer data)
{
  Judged *judged = data;

  g_object_unref (judged->charge);
  g_free (judged->text);
  g_free (judged);
}

WabiVerdictKeeper *
wabi_verdict_keeper_new (WabiDesk *desk)
{
  WabiVerdictKeeper *keeper = g_new0 (WabiVerdictKeeper, 1);

  keeper->desk = g_object_ref (desk);
  keeper->judged = g_ptr_array_new_with_free_func (free_judged);
  return keeper;
}

void
wabi_verdict_keeper_free (WabiVerdictKeeper *keeper)
{
  if (keeper == NULL)
    return;
  g_ptr_array_unref (keeper->judged);
  g_object_unref (keeper->desk);
  g_free (keeper->basis);
  g_free (keeper);
}

/* The rules are the program's, the words are of a language, and some rules count days until today. */
static char *
dup_basis (WabiDesk *desk)
{
  const char *zone = wabi_desk_get_zone (desk), *locale = setlocale (LC_MESSAGES, NULL), *dates = setlocale (LC_TIME, NULL);
  GStatBuf program = { 0 };

  if (g_stat ("/proc/self/exe", &program) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT " %s %s %s %d", (gint64) program.st_mtim.tv_sec, program.st_mtim.tv_nsec,
                          (gint64) program.st_size, locale != NULL ? locale : "", dates != NULL ? dates : "", zone,
                          wabi_zone_day (zone, wabi_desk_get_now (desk)));
}

void
wabi_verdict_keeper_begin (WabiVerdictKeeper *keeper)
{
  g_autofree char *basis = dup_basis (keeper->desk);
  g_autoptr (GError) error = NULL;
  gint64 before = keeper->stamp;

  keeper->begun = basis != NULL && wabi_cache_begin_verdicts (wabi_desk_get_cache (keeper->desk), basis, &keeper->stamp, &error);
  if (error != NULL)
    g_message ("what is judged cannot be kept: %s", error->message);
  /* What was judged yesterday is not written down as of today. */
  if (!keeper->begun || before != keeper->stamp || g_strcmp0 (basis, keeper->basis) != 0)
    wabi_verdict_keeper_drop (keeper);
  g_free (keeper->basis);
  keeper->basis = g_steal_pointer (&basis);
}

gboolean
wabi_verdict_keeper_recall (WabiVerdictKeeper *keeper, WabiChargeItem *item)
{
  g_autofree char *text = NULL;

  if (!keeper->begun)
    return FALSE;
  text = wabi_cache_dup_verdict (wabi_desk_get_cache (keeper->desk), wabi_record_get_id (wabi_charge_item_get_charge (item)));
  return text != NULL && wabi_charge_item_take_verdict (item, text);
}

void
wabi_verdict_keeper_add (WabiVerdictKeeper *keeper, WabiChargeItem *item, WabiProofContext *context)
{
  char *text = keeper->begun ? wabi_charge_item_dup_verdict (item, context) : NULL;
  Judged *judged;

  if (text == NULL)
    return;
  judged = g_new (Judged, 1);
  judged->charge = g_object_ref (wabi_charge_item_get_charge (item));
  judged->text = text;
  g_ptr_array_add (keeper->judged, judged);
  if (keeper->judged->len >= MANY)
    wabi_verdict_keeper_flush (keeper);
}

void
wabi_verdict_keeper_flush (WabiVerdictKeeper *keeper)
{
  g_autofree WabiVerdict *verdicts = NULL;
  g_autoptr (GError) error = NULL;

  if (keeper->judged->len == 0)
    return;
  verdicts = g_new (WabiVerdict, keeper->judged->len);
  for (guint i = 0; i < keeper->judged->len; i++)
    {
      const Judged *judged = g_ptr_array_index (keeper->judged, i);

      verdicts[i] = (WabiVerdict){ wabi_record_get_id (judged->charge), wabi_record_get_text (judged->charge, "client"),
                                   wabi_record_get_text (judged->charge, "staff"), judged->text };
    }
  /* They are judged anew some day: nobody has to know. */
  if (!wabi_cache_keep_verdicts (wabi_desk_get_cache (keeper->desk), keeper->stamp, verdicts, keeper->judged->len, &error))
    g_message ("what is judged cannot be kept: %s", error->message);
  g_ptr_array_set_size (keeper->judged, 0);
}

void
wabi_verdict_keeper_drop (WabiVerdictKeeper *keeper)
{
  g_ptr_array_set_size (keeper->judged, 0);
}
