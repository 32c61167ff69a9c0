# SPDX-License-Identifier: AGPL-3.0-or-later
"""Part "growth": what a request costs as a practice's records grow from 10,000 to 1,000,000, on each store."""

import os

from . import load, serve, tables

CASES = (("one record", 8), ("page of 100", 8), ("one command", 8))


def measure(plan, owners, work):
    """The same questions to the same server, with more and more records in it."""
    load.build_generator(plan.build)
    folder = os.path.join(work, "growth")
    os.makedirs(folder, exist_ok=True)
    results = []
    for store in owners[0].stores:
        owner = owners[0].on(store)
        for rows in plan.growth_rows:
            owner.prepare_rows(rows)
            server = owner.start_server()
            try:
                contender = serve.Contender(owner, server)
                contender.choose_reads(folder, plan.weeks)
                for number, (case, connections) in enumerate(CASES):
                    contender.measure(plan, case, connections, 1, 800 + number)
                    found = contender.measure(plan, case, connections, plan.seconds, 900 + number)
                    results.append({"store": store, "rows": rows, "case": case, **found})
                    plan.tell(f"{store}, {rows:,} appointments, {case}: {found['per_second']:,.0f}/s, "
                              f"{found['cpu_us']:.0f} µs, p99 {found['p99_ms']:.1f} ms")
            finally:
                server.stop()
    return {"results": results}


def list_plots(found):
    """name → (title, x, y, lines)"""
    lines = {}
    for one in found["results"]:
        lines.setdefault(f"{one['store']}: {one['case']}", []).append((one["rows"], one["cpu_us"]))
    return {"records": ("What a request costs as records grow", "appointments in the practice", "server CPU, µs a request", lines)}


def write(found):
    """Markdown of what was found."""
    rows = [[f"{one['store']}: {one['case']}", f"{one['rows']:,}", tables.write_number(one["per_second"]),
             tables.write_number(one["p50_ms"]), tables.write_number(one["p99_ms"]), tables.write_number(one["cpu_us"]),
             tables.write_number(one["rss_mb"])] for one in found["results"]]
    return "\n\n".join(["![Server CPU for each request as records grow](plots/records.svg)", tables.write_table(
        ["8 connections", "appointments", "requests/s", "p50 ms", "p99 ms", "server CPU µs/request", "server MB"], rows)])
