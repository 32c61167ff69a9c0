// SPDX-License-Identifier: AGPL-3.0-or-later
// The arithmetic of remittance advice in a file that is being checked (billing facts, section 3).

#include "wabi-x12-layer-private.h"
#include "wabi-x12-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  WabiGuideWalk *walk;
  guint payment_segment; // number of the BPR, or 0
  gint64 payment;
  gint64 claims_paid;
  gint64 provider;

  guint claim_segment; // number of the CLP, or 0
  gint64 charge, paid;
  gint64 taken_off; // CAS of the claim
  guint n_lines;
  gint64 line_charges, line_payments, lines_taken_off;

  guint line_segment; // number of the SVC, or 0
  gint64 line_charge, line_paid, line_taken_off;
} Layer;

static gint64
cents_of (const WabiX12Segment *segment, guint element)
{
  gint64 cents = 0;

  return wabi_x12_span_to_cents (wabi_x12_segment_get_element (segment, element), &cents) ? cents : 0;
}

static gint64
sum_of (const WabiX12Segment *segment, guint first, guint last, guint step)
{
  gint64 sum = 0;

  for (guint i = first; i <= MIN (last, segment->n_elements); i += step)
    sum += cents_of (segment, i);
  return sum;
}

static void
expect (Layer *layer, guint segment, const char *id, const char *loop, guint element, gint64 said, gint64 sum,
        const char *what)
{
  g_autofree char *said_text = NULL, *sum_text = NULL;

  if (said == sum)
    return;
  said_text = wabi_x12_hundredths_to_string (said);
  sum_text = wabi_x12_hundredths_to_string (sum);
  wabi_guide_report_at (layer->walk, segment, id, loop, (WabiGuideSpot){ .element = element },
                          _ ("This is %s, but %s make %s."), said_text, _ (what), sum_text);
}

static void
end_line (Layer *layer)
{
  if (layer->line_segment > 0)
    expect (layer, layer->line_segment, "SVC", "2110", 3, layer->line_paid,
            layer->line_charge - layer->line_taken_off, N_ ("the charge less the adjustments"));
  layer->line_segment = 0;
  layer->line_taken_off = 0;
  layer->walk->line = 0;
}

static void
end_claim (Layer *layer)
{
  end_line (layer);
  if (layer->claim_segment > 0)
    {
      expect (layer, layer->claim_segment, "CLP", "2100", 4, layer->paid,
              layer->charge - layer->taken_off - layer->lines_taken_off,
              N_ ("the charge less all adjustments"));
      if (layer->n_lines > 0)
        {
          expect (layer, layer->claim_segment, "CLP", "2100", 3, layer->charge, layer->line_charges,
                  N_ ("the charges of the lines"));
          expect (layer, layer->claim_segment, "CLP", "2100", 4, layer->paid,
                  layer->line_payments - layer->taken_off,
                  N_ ("the payments of the lines less the adjustments of the claim"));
        }
      layer->claims_paid += layer->paid;
    }
  layer->claim_segment = layer->n_lines = 0;
  layer->taken_off = layer->line_charges = layer->line_payments = layer->lines_taken_off = 0;
  layer->walk->claim[0] = '\0';
}

static void
on_payment (Layer *layer, const WabiX12Segment *s)
{
  layer->payment_segment = s->number;
  layer->payment
      = wabi_x12_span_equal (wabi_x12_segment_get_element (s, 3), "D") ? -cents_of (s, 2) : cents_of (s, 2);
  if (cents_of (s, 2) < 0)
    wabi_guide_report (layer->walk, WABI_X12_SEVERITY_ERROR, s, (WabiGuideSpot){ .element = 2 },
                       _ ("A payment cannot be negative; what is owed back belongs into a PLB segment."));
}

static void
on_claim (Layer *layer, const WabiX12Segment *s)
{
  layer->claim_segment = s->number;
  layer->charge = cents_of (s, 3);
  layer->paid = cents_of (s, 4);
}

static void
on_line (Layer *layer, const WabiX12Segment *s)
{
  layer->line_segment = s->number;
  layer->line_charge = cents_of (s, 2);
  layer->line_paid = cents_of (s, 3);
  layer->line_charges += layer->line_charge;
  layer->line_payments += layer->line_paid;
}

static void
on_adjustment (Layer *layer, const WabiX12Segment *s)
{
  gint64 sum = sum_of (s, 3, 18, 3);

  if (layer->line_segment > 0)
    {
      layer->line_taken_off += sum;
      layer->lines_taken_off += sum;
    }
  else
    layer->taken_off += sum;
}

static void
on_provider_adjustment (Layer *layer, const WabiX12Segment *s)
{
  layer->provider += sum_of (s, 4, 14, 2);
}

static const struct
{
  guint32 key;
  void (*run) (Layer *layer, const WabiX12Segment *segment);
} events[] = {
  { WABI_KEY3 ('C', 'A', 'S'), on_adjustment },          { WABI_KEY3 ('S', 'V', 'C'), on_line },    { WABI_KEY3 ('C', 'L', 'P'), on_claim },
  { WABI_KEY3 ('P', 'L', 'B'), on_provider_adjustment }, { WABI_KEY3 ('B', 'P', 'R'), on_payment },
};

static gpointer
make (WabiGuideWalk *walk)
{
  Layer *layer = g_new0 (Layer, 1);

  layer->walk = walk;
  return layer;
}

static void
begin_set (gpointer state, const WabiX12Segment *st)
{
  WabiGuideWalk *walk = ((Layer *)state)->walk;

  *(Layer *)state = (Layer){ .walk = walk };
}

static void
before (gpointer state, const char *loop, const WabiX12Segment *segment)
{
  Layer *layer = state;

  if (wabi_x12_segment_is (segment, "SVC", NULL))
    {
      end_line (layer);
      layer->walk->line = ++layer->n_lines;
    }
  else if (wabi_x12_segment_is (segment, "CLP", NULL))
    {
      WabiX12Span number = wabi_x12_segment_get_element (segment, 1);

      end_claim (layer);
      g_snprintf (layer->walk->claim, sizeof layer->walk->claim, "%.*s", (int)MIN (number.length, 38),
                  number.text);
    }
  else if (wabi_x12_segment_is (segment, "LX", NULL) || wabi_x12_segment_is (segment, "PLB", NULL))
    end_claim (layer);
}

static void
after (gpointer state, const char *loop, const WabiX12Segment *segment)
{
  guint32 key = wabi_guide_key_of (segment);

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (events[i].key == key)
      {
        events[i].run (state, segment);
        return;
      }
}

static void
end_set (gpointer state, const WabiX12Segment *last)
{
  Layer *layer = state;

  end_claim (layer);
  if (layer->payment_segment > 0)
    expect (layer, layer->payment_segment, "BPR", "ST", 2, layer->payment,
            layer->claims_paid - layer->provider,
            N_ ("the payments of the claims less the adjustments of the provider"));
}

const WabiX12Layer wabi_835_layer = { make, g_free, begin_set, before, after, end_set };
