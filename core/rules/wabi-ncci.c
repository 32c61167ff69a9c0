// SPDX-License-Identifier: AGPL-3.0-or-later
// Pairs of codes that CMS does not pay together for one client, day and rendering person (NCCI procedure-to-procedure edits).

#include "wabi-ncci-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

int
wabi_ncci_pair_compare (gconstpointer a, gconstpointer b)
{
  const WabiNcciPair *one = a, *other = b;
  int first = strcmp (one->column1, other->column1);

  return first != 0 ? first : strcmp (one->column2, other->column2);
}

gboolean
wabi_ncci_pair_set (WabiNcciPair *pair, const char *column1, const char *column2, int indicator, WabiNcciReason reason)
{
  *pair = (WabiNcciPair){ .indicator = (guint8)indicator, .reason = (guint8)reason };
  return g_strlcpy (pair->column1, column1, sizeof pair->column1) == 5 && g_strlcpy (pair->column2, column2, sizeof pair->column2) == 5;
}

static void
add_other (GArray *pairs, const WabiNcciRow *row, char **codes, const char *other)
{
  for (char **code = codes; *code != NULL; code++)
    {
      WabiNcciPair pair;

      if (wabi_ncci_pair_set (&pair, row->first ? *code : other, row->first ? other : *code, row->indicator, row->reason))
        g_array_append_val (pairs, pair);
    }
}

static void
add_row (GArray *pairs, const WabiNcciRow *row)
{
  g_auto (GStrv) codes = g_strsplit (row->codes, " ", -1);
  g_auto (GStrv) others = g_strsplit (row->others, " ", -1);

  for (char **other = others; *other != NULL; other++)
    {
      const char *dash = strchr (*other, '-');
      gint64 from, to;

      if (dash == NULL)
        {
          add_other (pairs, row, codes, *other);
          continue;
        }
      from = g_ascii_strtoll (*other, NULL, 10);
      to = g_ascii_strtoll (dash + 1, NULL, 10);
      for (gint64 number = from; number <= to; number++)
        {
          g_autofree char *one = g_strdup_printf ("%05" G_GINT64_FORMAT, number);

          add_other (pairs, row, codes, one);
        }
    }
}

const GArray *
wabi_ncci_get_shipped (void)
{
  static GArray *pairs;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      pairs = g_array_new (FALSE, FALSE, sizeof (WabiNcciPair));
      for (gsize i = 0; i < wabi_n_ncci_rows; i++)
        add_row (pairs, &wabi_ncci_rows[i]);
      g_array_sort (pairs, wabi_ncci_pair_compare);
      g_once_init_leave (&once, 1);
    }
  return pairs;
}

const char *
wabi_ncci_get_shipped_source (void)
{
  return _ ("Medicare NCCI pairs of 2024-07-01");
}

static const WabiNcciPair *
find_ordered (const GArray *pairs, const char *column1, const char *column2)
{
  WabiNcciPair wanted;
  guint at;

  if (!wabi_ncci_pair_set (&wanted, column1, column2, 0, WABI_NCCI_OTHER)
      || !g_array_binary_search ((GArray *)pairs, &wanted, wabi_ncci_pair_compare, &at))
    return NULL;
  return &g_array_index (pairs, WabiNcciPair, at);
}

const WabiNcciPair *
wabi_ncci_find (const GArray *pairs, const char *a, const char *b)
{
  const WabiNcciPair *found;

  if (pairs == NULL || a == NULL || b == NULL)
    return NULL;
  found = find_ordered (pairs, a, b);
  if (found == NULL)
    found = find_ordered (pairs, b, a);
  return found != NULL && found->indicator != 9 ? found : NULL;
}

gboolean
wabi_ncci_is_distinct (const char *modifier)
{
  static const char *const words[] = { "59", "XE", "XP", "XS", "XU", NULL };

  return modifier != NULL && g_strv_contains (words, modifier);
}
