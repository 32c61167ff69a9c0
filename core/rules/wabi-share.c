// SPDX-License-Identifier: AGPL-3.0-or-later
// Cents of a whole over its parts.

#include "wabi-share.h"

/* @a times @b over @c, whole, with what is left of it in @rest: no product is ever larger than three times @c. @b is less than @c. */
static guint64
times_over (guint64 a, guint64 b, guint64 c, guint64 *rest)
{
  guint64 whole = 0, left = 0;

  for (int bit = 62; bit >= 0; bit--)
    {
      whole *= 2;
      left = 2 * left + ((b >> bit & 1) != 0 ? a : 0);
      for (; left >= c; left -= c)
        whole++;
    }
  *rest = left;
  return whole;
}

/* The cents that no whole division gives, each to the part that it is nearest to. */
static void
give_rest (guint64 left, guint64 *remainders, gsize n, gint64 *out)
{
  for (; left > 0; left--)
    {
      gsize best = 0;

      for (gsize i = 1; i < n; i++)
        if (remainders[i] > remainders[best])
          best = i;
      out[best]++;
      remainders[best] = 0;
    }
}

static void
share (guint64 amount, const gint64 *weights, gsize n, gint64 *out)
{
  g_autofree guint64 *remainders = g_new0 (guint64, n);
  guint64 total = 0, given = 0;

  for (gsize i = 0; i < n; i++)
    total += (guint64) weights[i];
  for (gsize i = 0; i < n; i++)
    {
      guint64 weight = total > 0 ? (guint64) weights[i] : 1, of = total > 0 ? total : n;

      out[i] = (gint64) (amount / of * weight + times_over (weight, amount % of, of, &remainders[i]));
      given += (guint64) out[i];
    }
  give_rest (amount - given, remainders, n, out);
}

static gboolean
is_divisible (const gint64 *weights, gsize n)
{
  gint64 sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (weights[i] < 0 || weights[i] > WABI_SHARE_MAX - sum)
        return FALSE;
      sum += weights[i];
    }
  return n > 0;
}

gboolean
wabi_share_amount (gint64 amount, const gint64 *weights, gsize n, gint64 *out)
{
  if (!is_divisible (weights, n) || amount > WABI_SHARE_MAX || amount < -WABI_SHARE_MAX)
    return FALSE;
  share ((guint64) ABS (amount), weights, n, out);
  for (gsize i = 0; amount < 0 && i < n; i++)
    out[i] = -out[i];
  return TRUE;
}

/* -1 where the line takes back: so that a reversal undoes cent by cent what the answer did. */
static gboolean
find_sign (const gint64 *amounts, gsize n, gint64 *sign, gint64 *sum)
{
  gint64 reach = 0, first = 0;

  *sum = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (amounts[i] > WABI_SHARE_MAX - reach || amounts[i] < reach - WABI_SHARE_MAX)
        return FALSE;
      reach += ABS (amounts[i]);
      *sum += amounts[i];
      first = first != 0 ? first : amounts[i];
    }
  *sign = *sum < 0 || (*sum == 0 && first < 0) ? -1 : 1;
  return TRUE;
}

gboolean
wabi_share_table (const gint64 *amounts, gsize n_amounts, const gint64 *weights, gsize n, gint64 *out)
{
  g_autofree gint64 *room = g_new0 (gint64, MAX (1, n));
  gint64 sign, sum;

  if (!is_divisible (weights, n) || !find_sign (amounts, n_amounts, &sign, &sum))
    return FALSE;
  share ((guint64) (sign * sum), weights, n, room);
  for (int round = 0; round < 2; round++)
    for (gsize row = 0; row < n_amounts; row++)
      {
        gint64 amount = sign * amounts[row], *part = out + row * n;

        if ((amount < 0) != (round == 0))
          continue;
        share ((guint64) ABS (amount), round == 0 ? weights : room, n, part);
        for (gsize i = 0; i < n; i++)
          {
            part[i] = amount < 0 ? -part[i] : part[i];
            room[i] -= part[i];
            part[i] *= sign;
          }
      }
  return TRUE;
}
