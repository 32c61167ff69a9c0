// SPDX-License-Identifier: AGPL-3.0-or-later
// A segment owns copies of its texts and says itself in words.

#include "wabi-segment.h"

#include "wabi-words.h"

#include <glib/gi18n-lib.h>

#define WABI_LONGEST_DAY (25 * 60)

struct _WabiSegment
{
  GObject parent_instance;

  WabiSegmentInfo info;
};

static const char *const state_texts[] = {
  [WABI_SEGMENT_BOOKED] = N_ ("Booked"),
  [WABI_SEGMENT_ARRIVED] = N_ ("Arrived"),
  [WABI_SEGMENT_IN_SESSION] = N_ ("In session"),
  [WABI_SEGMENT_COMPLETED] = N_ ("Completed"),
  [WABI_SEGMENT_CANCELLED] = N_ ("Cancelled"),
  [WABI_SEGMENT_PENDING] = N_ ("Waits to be sent"),
  [WABI_SEGMENT_PROPOSAL] = N_ ("Proposal, waits for a decision"),
  [WABI_SEGMENT_DRAFT] = N_ ("Draft"),
  [WABI_SEGMENT_BLOCK] = N_ ("Blocked time"),
  [WABI_SEGMENT_PLAN] = N_ ("Suggested, not booked"),
};

static const struct
{
  const char *code;
  const char *css_class;
} service_classes[] = {
  { "97151", "service-amber" }, { "97152", "service-amber" },  { "97153", "service-blue" },
  { "97154", "service-teal" },  { "97155", "service-purple" }, { "97156", "service-green" },
  { "97157", "service-green" }, { "97158", "service-purple" }, { "0362T", "service-amber" },
  { "0373T", "service-blue" },
};

G_DEFINE_FINAL_TYPE (WabiSegment, wabi_segment, G_TYPE_OBJECT)

static char *
describe (const WabiSegmentInfo *info)
{
  g_autofree char *times = wabi_words_minute_range (info->start_minute, info->end_minute);
  g_autoptr (GString) text = g_string_new (times);

  g_string_append_printf (text, ", %s", info->title);
  if (info->subtitle && *info->subtitle)
    g_string_append_printf (text, ", %s", info->subtitle);
  g_string_append_printf (text, ", %s", wabi_segment_state_to_text (info->state));
  if (info->repeats)
    g_string_append_printf (text, ", %s", _ ("repeats"));
  if (info->level == WABI_MARK_WARNING || info->level == WABI_MARK_BLOCKED)
    g_string_append_printf (text, ", %s", wabi_mark_kind_to_text (info->level));
  return g_strdup (text->str);
}

static void
wabi_segment_finalize (GObject *object)
{
  WabiSegmentInfo *info = &WABI_SEGMENT (object)->info;

  g_free ((char *)info->id);
  g_free ((char *)info->title);
  g_free ((char *)info->subtitle);
  g_free ((char *)info->service);
  g_free ((char *)info->spoken);
  g_free ((char *)info->lead);
  G_OBJECT_CLASS (wabi_segment_parent_class)->finalize (object);
}

static void
wabi_segment_class_init (WabiSegmentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_segment_finalize;
}

static void
wabi_segment_init (WabiSegment *self)
{
}

WabiSegment *
wabi_segment_new (const WabiSegmentInfo *info)
{
  WabiSegment *self;

  g_return_val_if_fail (info != NULL && info->id != NULL && info->title != NULL, NULL);
  g_return_val_if_fail (info->state < G_N_ELEMENTS (state_texts), NULL);

  self = g_object_new (WABI_TYPE_SEGMENT, NULL);
  self->info = *info;
  self->info.start_minute = CLAMP (info->start_minute, 0, WABI_LONGEST_DAY - 1);
  self->info.end_minute = CLAMP (info->end_minute, self->info.start_minute + 1, WABI_LONGEST_DAY);
  self->info.id = g_strdup (info->id);
  self->info.title = g_strdup (info->title);
  self->info.subtitle = g_strdup (info->subtitle);
  self->info.service = g_strdup (info->service);
  self->info.lead = g_strdup (info->lead);
  self->info.spoken = info->spoken ? g_strdup (info->spoken) : describe (&self->info);
  return self;
}

const WabiSegmentInfo *
wabi_segment_get_info (WabiSegment *self)
{
  g_return_val_if_fail (WABI_IS_SEGMENT (self), NULL);

  return &self->info;
}

const char *
wabi_segment_state_to_text (WabiSegmentState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_texts), "");

  return _ (state_texts[state]);
}

const char *
wabi_service_to_css_class (const char *code)
{
  for (gsize i = 0; code && i < G_N_ELEMENTS (service_classes); i++)
    if (g_str_has_prefix (code, service_classes[i].code))
      return service_classes[i].css_class;
  return "service-gray";
}
