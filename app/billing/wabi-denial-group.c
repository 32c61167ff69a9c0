// SPDX-License-Identifier: AGPL-3.0-or-later
// Denials of one claim for one reason: one piece of work, however many sessions it is of.

#include "wabi-denial-group.h"

#include <string.h>

struct _WabiDenialGroup
{
  GObject parent_instance;

  GPtrArray *denials;
  gint64 cents;
};

G_DEFINE_FINAL_TYPE (WabiDenialGroup, wabi_denial_group, G_TYPE_OBJECT)

/* Those in different states are not worked together: what was written off already is not asked for again. */
static char *
make_key (WabiRecord *denial)
{
  const char *group = wabi_record_get_text (denial, "group"), *reason = wabi_record_get_text (denial, "reason");
  const char *category = wabi_record_get_text (denial, "category");

  return g_strdup_printf ("%s|%s|%s|%s|%s", wabi_record_get_text (denial, "claim"), group != NULL ? group : "", reason != NULL ? reason : "",
                          category != NULL ? category : "", wabi_record_get_text (denial, "state"));
}

/* What is saved here and not sent yet has the version of before. */
static guint
count_steps (WabiRecord *denial)
{
  JsonArray *steps = wabi_record_get_array (denial, "steps");
  guint n = steps != NULL ? json_array_get_length (steps) : 0, back = 0;

  for (guint i = 0; i < n; i++)
    back += json_object_has_member (json_array_get_object_element (steps, i), "back") ? 1 : 0;
  return n + back;
}

static gboolean
is_same (WabiDenialGroup *one, WabiDenialGroup *other)
{
  gboolean same = one->denials->len == other->denials->len;

  for (guint i = 0; same && i < one->denials->len; i++)
    {
      WabiRecord *a = g_ptr_array_index (one->denials, i), *b = g_ptr_array_index (other->denials, i);

      same = strcmp (wabi_record_get_id (a), wabi_record_get_id (b)) == 0 && wabi_record_get_version (a) == wabi_record_get_version (b)
             && count_steps (a) == count_steps (b) && g_strcmp0 (wabi_record_get_text (a, "follow_up"), wabi_record_get_text (b, "follow_up")) == 0;
    }
  return same;
}

/* The same object for what did not change, so that its row and selection stay. */
static void
take_over (GPtrArray *groups, GPtrArray *before)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < before->len; i++)
    g_hash_table_insert (known, make_key (wabi_denial_group_get_lead (g_ptr_array_index (before, i))), g_ptr_array_index (before, i));
  for (guint i = 0; i < groups->len; i++)
    {
      WabiDenialGroup **group = (WabiDenialGroup **) &g_ptr_array_index (groups, i);
      g_autofree char *key = make_key (wabi_denial_group_get_lead (*group));
      WabiDenialGroup *old = g_hash_table_lookup (known, key);

      if (old != NULL && is_same (old, *group))
        g_set_object (group, old);
    }
}

GPtrArray *
wabi_denial_group_list (GPtrArray *denials, GPtrArray *before)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *groups = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < denials->len; i++)
    {
      WabiRecord *denial = g_ptr_array_index (denials, i);
      g_autofree char *key = make_key (denial);
      WabiDenialGroup *group = g_hash_table_lookup (by_key, key);

      if (group == NULL)
        {
          group = g_object_new (WABI_TYPE_DENIAL_GROUP, NULL);
          g_hash_table_insert (by_key, g_steal_pointer (&key), group);
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group->denials, g_object_ref (denial));
      group->cents += wabi_record_get_int (denial, "cents");
    }
  if (before != NULL)
    take_over (groups, before);
  return groups;
}

WabiRecord *
wabi_denial_group_get_lead (WabiDenialGroup *group)
{
  return g_ptr_array_index (group->denials, 0);
}

GPtrArray *
wabi_denial_group_get_all (WabiDenialGroup *group)
{
  return group->denials;
}

gint64
wabi_denial_group_get_cents (WabiDenialGroup *group)
{
  return group->cents;
}

gboolean
wabi_denial_group_has (WabiDenialGroup *group, const char *id)
{
  for (guint i = 0; i < group->denials->len; i++)
    {
      WabiRecord *denial = g_ptr_array_index (group->denials, i);

      if (g_strcmp0 (wabi_record_get_id (denial), id) == 0 || wabi_record_is (denial, "charge", id) || wabi_record_is (denial, "claim", id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_due (WabiRecord *denial, WabiDay today)
{
  static const char *const open[] = { "open", "working", "appealed", "rebilled", "write_off_asked", NULL };

  return wabi_record_has (denial, "follow_up") && wabi_lookup_day (denial, "follow_up") <= today
         && g_strv_contains (open, wabi_record_get_text (denial, "state"));
}

gboolean
wabi_denial_group_is_due (WabiDenialGroup *group, WabiDay today)
{
  for (guint i = 0; i < group->denials->len; i++)
    if (is_due (g_ptr_array_index (group->denials, i), today))
      return TRUE;
  return FALSE;
}

static void
wabi_denial_group_finalize (GObject *object)
{
  g_ptr_array_unref (WABI_DENIAL_GROUP (object)->denials);
  G_OBJECT_CLASS (wabi_denial_group_parent_class)->finalize (object);
}

static void
wabi_denial_group_class_init (WabiDenialGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_denial_group_finalize;
}

static void
wabi_denial_group_init (WabiDenialGroup *group)
{
  group->denials = g_ptr_array_new_with_free_func (g_object_unref);
}
