// SPDX-License-Identifier: AGPL-3.0-or-later
// Minutes to billable units by the payer's rounding rule.

#include "wabi-units.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *words;
  const char *source;
} roundings[] = {
  [WABI_ROUNDING_MIDPOINT] = { "midpoint", N_ ("midpoint rule"), N_ ("CPT midpoint rule") },
  [WABI_ROUNDING_CMS_TOTAL]
  = { "cms-total", N_ ("8-minute rule on the day's total"), N_ ("CMS 8-minute rule") },
  [WABI_ROUNDING_FLOOR] = { "floor", N_ ("whole units only"), N_ ("Payer's rule: whole units only") },
  [WABI_ROUNDING_TENTHS] = { "tenths", N_ ("exact, in tenths"), N_ ("Payer's rule: tenths of a unit") },
  [WABI_ROUNDING_ONE] = { "one", N_ ("one unit, however long"), N_ ("The code's own unit") },
};

static const char *const scopes[] = {
  [WABI_UNIT_SCOPE_SESSION] = "session",
  [WABI_UNIT_SCOPE_DAY_CODE] = "day-code",
  [WABI_UNIT_SCOPE_DAY_CODE_RENDERING] = "day-code-rendering",
};

static int
get_unit_minutes (const WabiUnitRule *rule)
{
  return rule->unit_minutes > 0 ? rule->unit_minutes : 15;
}

static gboolean
belong_together (const WabiUnitRule *rule, const WabiUnitLine *a, const WabiUnitLine *b)
{
  if (a == b)
    return TRUE;
  if (a->day != b->day)
    return FALSE;
  if (rule->scope == WABI_UNIT_SCOPE_DAY_CODE_RENDERING && g_strcmp0 (a->rendering, b->rendering) != 0)
    return FALSE;
  if (rule->rounding == WABI_ROUNDING_CMS_TOTAL)
    return TRUE;
  return rule->scope != WABI_UNIT_SCOPE_SESSION && g_strcmp0 (a->code, b->code) == 0;
}

static gboolean
share_code (const WabiUnitLine *a, const WabiUnitLine *b)
{
  return g_strcmp0 (a->code, b->code) == 0;
}

// Gives @total quanta to @n parties by their minutes: what each earned whole, then the largest remainders.
static void
allot (const int *minutes, int *shares, gsize n, int total, int scale, int unit)
{
  int left = total;
  g_autofree gboolean *served = g_new0 (gboolean, n);

  for (gsize i = 0; i < n; i++)
    {
      shares[i] = MIN ((int)((gint64)MAX (minutes[i], 0) * scale / unit), left);
      left -= shares[i];
    }
  for (; left > 0; left--)
    {
      gsize best = n;

      for (gsize i = 0; i < n; i++)
        if (!served[i]
            && (best == n
                || (gint64)MAX (minutes[i], 0) * scale % unit
                       > (gint64)MAX (minutes[best], 0) * scale % unit))
          best = i;
      if (best == n)
        break;
      served[best] = TRUE;
      shares[best]++;
    }
}

static void
allot_to_lines (GPtrArray *lines, int total, int scale, int unit)
{
  g_autofree int *minutes = g_new0 (int, lines->len);
  g_autofree int *shares = g_new0 (int, lines->len);

  for (guint i = 0; i < lines->len; i++)
    minutes[i] = ((WabiUnitLine *)g_ptr_array_index (lines, i))->minutes;
  allot (minutes, shares, lines->len, total, scale, unit);
  for (guint i = 0; i < lines->len; i++)
    ((WabiUnitLine *)g_ptr_array_index (lines, i))->tenths = shares[i] * (10 / scale);
}

// CMS: the day's units go to the codes first, then within each code to its sessions.
static void
allot_by_code (GPtrArray *lines, int total, int unit)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  g_autofree int *minutes = g_new0 (int, lines->len);
  g_autofree int *shares = g_new0 (int, lines->len);

  for (guint i = 0; i < lines->len; i++)
    {
      WabiUnitLine *line = g_ptr_array_index (lines, i);
      guint c = 0;

      while (c < codes->len
             && !share_code (g_ptr_array_index ((GPtrArray *)g_ptr_array_index (codes, c), 0), line))
        c++;
      if (c == codes->len)
        g_ptr_array_add (codes, g_ptr_array_new ());
      g_ptr_array_add (g_ptr_array_index (codes, c), line);
      minutes[c] += MAX (line->minutes, 0);
    }
  allot (minutes, shares, codes->len, total, 1, unit);
  for (guint c = 0; c < codes->len; c++)
    allot_to_lines (g_ptr_array_index (codes, c), shares[c], 1, unit);
}

int
wabi_units_tenths (const WabiUnitRule *rule, int minutes)
{
  int unit = get_unit_minutes (rule);

  if (minutes <= 0 || minutes < rule->minimum_minutes)
    return 0;
  switch (rule->rounding)
    {
    case WABI_ROUNDING_MIDPOINT:
    case WABI_ROUNDING_CMS_TOTAL:
      // More than half a unit earns it: 8 of 15 minutes, 16 of 30.
      return (minutes + (unit - 1) / 2) / unit * 10;
    case WABI_ROUNDING_FLOOR:
      return minutes / unit * 10;
    case WABI_ROUNDING_ONE:
      return 10;
    case WABI_ROUNDING_TENTHS:
    default:
      // Cut, not rounded: no minute is billed that was not worked.
      return (int)((gint64)minutes * 10 / unit);
    }
}

int
wabi_units_count (const WabiUnitRule *rule, int minutes)
{
  return (wabi_units_tenths (rule, minutes) + 9) / 10;
}

void
wabi_units_distribute (const WabiUnitRule *rule, WabiUnitLine *lines, gsize n_lines)
{
  int scale = rule->rounding == WABI_ROUNDING_TENTHS ? 10 : 1;
  int unit = get_unit_minutes (rule);
  g_autofree gboolean *done = g_new0 (gboolean, n_lines);

  for (gsize i = 0; i < n_lines; i++)
    {
      g_autoptr (GPtrArray) group = g_ptr_array_new ();
      int minutes = 0, total;

      if (done[i])
        continue;
      for (gsize j = i; j < n_lines; j++)
        if (!done[j] && belong_together (rule, &lines[i], &lines[j]))
          {
            done[j] = TRUE;
            minutes += MAX (lines[j].minutes, 0);
            g_ptr_array_add (group, &lines[j]);
          }
      total = wabi_units_tenths (rule, minutes) / (10 / scale);
      if (rule->rounding == WABI_ROUNDING_CMS_TOTAL)
        allot_by_code (group, total, unit);
      else
        allot_to_lines (group, total, scale, unit);
    }
}

char *
wabi_units_explain (const WabiUnitRule *rule, int minutes)
{
  int unit = get_unit_minutes (rule);
  g_autofree char *units = wabi_units_dup_words (wabi_units_tenths (rule, minutes));
  const char *words = wabi_rounding_words (rule->rounding);

  if (rule->minimum_minutes > 0 && minutes < rule->minimum_minutes)
    // Translators: "0 units: 12 min is under the minimum of 15 min"
    return g_strdup_printf (_ ("%s: %d min is under the minimum of %d min"), units, minutes,
                            rule->minimum_minutes);
  switch (rule->rounding)
    {
    case WABI_ROUNDING_MIDPOINT:
    case WABI_ROUNDING_CMS_TOTAL:
      return g_strdup_printf ("%s = ⌊(%d + %d) / %d⌋, %s", units, minutes, (unit - 1) / 2, unit, words);
    case WABI_ROUNDING_FLOOR:
      return g_strdup_printf ("%s = ⌊%d / %d⌋, %s", units, minutes, unit, words);
    case WABI_ROUNDING_ONE:
      // Translators: "1 unit for 75 min, one unit, however long"
      return g_strdup_printf (_ ("%s for %d min, %s"), units, minutes, words);
    case WABI_ROUNDING_TENTHS:
    default:
      return g_strdup_printf ("%s = %d / %d, %s", units, minutes, unit, words);
    }
}

char *
wabi_units_dup_words (int tenths)
{
  if (tenths % 10 == 0)
    return g_strdup_printf (ngettext ("%d unit", "%d units", tenths / 10), tenths / 10);
  return g_strdup_printf (_ ("%d.%d units"), tenths / 10, ABS (tenths % 10));
}

const char *
wabi_rounding_words (WabiRounding rounding)
{
  return rounding < G_N_ELEMENTS (roundings) ? _ (roundings[rounding].words) : "";
}

const char *
wabi_rounding_source (WabiRounding rounding)
{
  return rounding < G_N_ELEMENTS (roundings) ? _ (roundings[rounding].source) : "";
}

gboolean
wabi_rounding_from_name (const char *name, WabiRounding *rounding)
{
  for (gsize i = 0; i < G_N_ELEMENTS (roundings); i++)
    if (g_strcmp0 (name, roundings[i].name) == 0)
      {
        *rounding = i;
        return TRUE;
      }
  return FALSE;
}

const char *
wabi_rounding_name (WabiRounding rounding)
{
  return rounding < G_N_ELEMENTS (roundings) ? roundings[rounding].name : "";
}

gboolean
wabi_unit_scope_from_name (const char *name, WabiUnitScope *scope)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_strcmp0 (name, scopes[i]) == 0)
      {
        *scope = i;
        return TRUE;
      }
  return FALSE;
}

const char *
wabi_unit_scope_name (WabiUnitScope scope)
{
  return scope < G_N_ELEMENTS (scopes) ? scopes[scope] : "";
}
