// SPDX-License-Identifier: AGPL-3.0-or-later
// What a claim file has to fulfil beyond its table: names, numbers, addresses; claims are beside.

#include "wabi-837p-check.h"

#include "wabi-837p-claims-private.h"
#include "wabi-edi-private.h"
#include "wabi-x12-check-private.h"
#include "wabi-x12-layer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// What receivers recommend for one transaction set.
#define MAX_CLAIMS 5000

typedef struct
{
  WabiGuideWalk *walk;
  Wabi837pClaims claims;
} Layer;

static void report_error (Layer *layer, const WabiX12Segment *segment, guint element, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
report_error (Layer *layer, const WabiX12Segment *segment, guint element, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  wabi_guide_report (layer->walk, WABI_X12_SEVERITY_ERROR, segment, (WabiGuideSpot){ .element = element },
                     "%s", message);
}

static WabiX12Span
element_of (const WabiX12Segment *segment, guint element)
{
  return wabi_x12_segment_get_element (segment, element);
}

static void
check_bht (Layer *layer, const WabiX12Segment *s)
{
  wabi_837p_claims_set_day (&layer->claims, element_of (s, 4));
}

static void
check_name (Layer *layer, const WabiX12Segment *s)
{
  wabi_x12_check_npi (layer->walk, WABI_X12_SEVERITY_ERROR, s);
  if ((element_of (s, 8).length > 0) != (element_of (s, 9).length > 0))
    report_error (layer, s, 9, _ ("An identifier and its kind go together; one of them is missing."));
}

static void
check_billing_street (Layer *layer, const WabiX12Segment *s)
{
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *street = wabi_x12_span_dup (element_of (s, i));

      if (wabi_edi_is_post_box (street))
        report_error (
            layer, s, i,
            _ ("The billing address must be a street, not a PO box. Put the box into the pay-to address."));
    }
}

static void
check_billing_city (Layer *layer, const WabiX12Segment *s)
{
  gint64 zip;

  if (element_of (s, 4).length == 0
      && (element_of (s, 3).length != 9 || !wabi_x12_span_to_number (element_of (s, 3), &zip)))
    report_error (layer, s, 3, _ ("The billing provider's ZIP code needs all nine digits (ZIP+4)."));
}

static void
check_facility_city (Layer *layer, const WabiX12Segment *s)
{
  if (element_of (s, 4).length == 0 && element_of (s, 3).length == 5)
    wabi_guide_report (layer->walk, WABI_X12_SEVERITY_WARNING, s, (WabiGuideSpot){ .element = 3 },
                       _ ("Many receivers want all nine digits of the service facility's ZIP code."));
}

static void
check_billing_reference (Layer *layer, const WabiX12Segment *s)
{
  gint64 number;

  if ((wabi_x12_segment_is (s, "REF", "EI") || wabi_x12_segment_is (s, "REF", "SY"))
      && (element_of (s, 2).length != 9 || !wabi_x12_span_to_number (element_of (s, 2), &number)))
    report_error (layer, s, 2, _ ("The tax number should be nine digits without dashes."));
}

static void
check_contact (Layer *layer, const WabiX12Segment *s)
{
  for (guint i = 3; i <= 7; i += 2)
    {
      WabiX12Span number = element_of (s, i + 1);
      gint64 value;

      if ((wabi_x12_span_equal (element_of (s, i), "TE") || wabi_x12_span_equal (element_of (s, i), "FX"))
          && (number.length != 10 || !wabi_x12_span_to_number (number, &value)))
        report_error (layer, s, i + 1, _ ("A phone number should be ten digits."));
    }
}

static const struct
{
  const char *loop; // NULL for any
  guint32 key;
  void (*run) (Layer *layer, const WabiX12Segment *segment);
} rules[] = {
  { NULL, WABI_KEY3 ('N', 'M', '1'), check_name },
  { "2010AA", WABI_KEY2 ('N', '3'), check_billing_street },
  { "2010AA", WABI_KEY2 ('N', '4'), check_billing_city },
  { "2010AA", WABI_KEY3 ('R', 'E', 'F'), check_billing_reference },
  { "2310C", WABI_KEY2 ('N', '4'), check_facility_city },
  { "2420C", WABI_KEY2 ('N', '4'), check_facility_city },
  { NULL, WABI_KEY3 ('P', 'E', 'R'), check_contact },
  { NULL, WABI_KEY3 ('B', 'H', 'T'), check_bht },
};

static gpointer
make (WabiGuideWalk *walk)
{
  Layer *layer = g_new0 (Layer, 1);

  layer->walk = walk;
  wabi_837p_claims_init (&layer->claims, walk);
  return layer;
}

static void
discard (gpointer state)
{
  wabi_837p_claims_clear (&((Layer *)state)->claims);
  g_free (state);
}

static void
begin_set (gpointer state, const WabiX12Segment *st)
{
  wabi_837p_claims_begin_set (&((Layer *)state)->claims);
}

static void
before (gpointer state, const char *loop, const WabiX12Segment *segment)
{
  Layer *layer = state;

  if (wabi_x12_segment_is (segment, "HL", NULL))
    {
      wabi_837p_claims_end_claim (&layer->claims);
      if (wabi_x12_span_equal (element_of (segment, 3), "23"))
        wabi_837p_claims_begin_patient (&layer->claims, segment);
      else
        wabi_837p_claims_end_subscriber (&layer->claims);
    }
  wabi_837p_claims_before (&layer->claims, loop, segment);
}

static void
after (gpointer state, const char *loop, const WabiX12Segment *segment)
{
  Layer *layer = state;
  guint32 key = wabi_guide_key_of (segment);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].key == key
        && (rules[i].loop == NULL || strcmp (rules[i].loop, loop) == 0))
      rules[i].run (layer, segment);
  wabi_837p_claims_after (&layer->claims, loop, segment);
}

static void
end_set (gpointer state, const WabiX12Segment *last)
{
  Layer *layer = state;

  wabi_837p_claims_end_claim (&layer->claims);
  wabi_837p_claims_end_subscriber (&layer->claims);
  if (wabi_837p_claims_count (&layer->claims) > MAX_CLAIMS)
    wabi_guide_report (layer->walk, WABI_X12_SEVERITY_WARNING, last, (WabiGuideSpot){ 0 },
                       _ ("More than %d claims are in this transaction set. Make two files of it."),
                       MAX_CLAIMS);
}

const WabiX12Layer wabi_837p_layer = { make, discard, begin_set, before, after, end_set };

GPtrArray *
wabi_837p_check (const char *data, gsize length)
{
  g_autoptr (WabiX12Checked) checked = wabi_x12_check_as (data, length, &wabi_guide_837p);

  return g_steal_pointer (&checked->findings);
}
