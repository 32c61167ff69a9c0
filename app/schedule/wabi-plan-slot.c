// SPDX-License-Identifier: AGPL-3.0-or-later
// A suggested session owns copies of its texts.

#include "wabi-plan-slot.h"

struct _WabiPlanSlot
{
  GObject parent_instance;
  WabiPlanSlotInfo info;
};

G_DEFINE_FINAL_TYPE (WabiPlanSlot, wabi_plan_slot, G_TYPE_OBJECT)

static void
wabi_plan_slot_finalize (GObject *object)
{
  WabiPlanSlotInfo *info = &WABI_PLAN_SLOT (object)->info;
  const char *const texts[] = { info->id, info->client, info->staff, info->room, info->service_code, info->place, info->why, info->replaces };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free ((char *) texts[i]);
  G_OBJECT_CLASS (wabi_plan_slot_parent_class)->finalize (object);
}

static void
wabi_plan_slot_class_init (WabiPlanSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_plan_slot_finalize;
}

static void
wabi_plan_slot_init (WabiPlanSlot *self)
{
}

WabiPlanSlot *
wabi_plan_slot_new (const WabiPlanSlotInfo *info)
{
  WabiPlanSlot *self;

  g_return_val_if_fail (info != NULL && info->id != NULL && info->client != NULL && info->staff != NULL, NULL);

  self = g_object_new (WABI_TYPE_PLAN_SLOT, NULL);
  self->info = *info;
  self->info.id = g_strdup (info->id);
  self->info.client = g_strdup (info->client);
  self->info.staff = g_strdup (info->staff);
  self->info.room = g_strdup (info->room);
  self->info.service_code = g_strdup (info->service_code);
  self->info.place = g_strdup (info->place);
  self->info.why = g_strdup (info->why);
  self->info.replaces = g_strdup (info->replaces);
  return self;
}

const WabiPlanSlotInfo *
wabi_plan_slot_get_info (WabiPlanSlot *self)
{
  g_return_val_if_fail (WABI_IS_PLAN_SLOT (self), NULL);

  return &self->info;
}
