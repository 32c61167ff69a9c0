-- SPDX-License-Identifier: AGPL-3.0-or-later
-- wrk's findings as one line of JSON, for the suite to read.

function report(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'JSON {"requests":%d,"seconds":%.6f,"bytes":%d,"p50_us":%.1f,"p99_us":%.1f,"worst_us":%.1f,' ..
    '"failed":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50), latency:percentile(99),
    latency.max, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
