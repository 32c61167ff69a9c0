# SPDX-License-Identifier: AGPL-3.0-or-later
"""Part "serve": reads and durable writes over HTTPS, ours beside Express and bare Node, in turns."""

import os
import random

from . import load, tables
from .processes import BenchError

WEEK = 7 * 24 * 3600 * 1_000_000
PAGE = 100
LAST_INSTANT = 2**52
# How many weeks may be looked at for each that has a full page.
TRIES = 10

CASES = ("one record", "page of 100", "one command", "batch of 100 commands")
BATCHES = {"one command": 1, "batch of 100 commands": 100}
CONNECTIONS = (8, 64)
# Ours to Express's requests a second, by the issue that asked for this page.
AIMS = {"page of 100": 4, "one command": 3}
MEMORY_AIM_MB = 60
# Node runs on one core; this is what it does on both.
EXPRESS_PROCESSES = 2


class Contender:
    """A server, who knows it, and the files of what it is asked."""

    def __init__(self, owner, server, files=None):
        """With files of reads it is asked these and is not written to; without, it is asked everything."""
        self.owner = owner
        self.server = server
        self.files = files or {}
        self.cases = CASES if files is None else tuple(files)
        self.templates = None
        self.memory_at_start = server.count_memory()

    def choose_reads(self, folder, n_weeks):
        """Asks the server for what it has, and keeps the paths for the load generator."""
        for case, paths in self._find_reads(n_weeks).items():
            self.files[case] = os.path.join(folder, f"{self.server.name} {case}".replace(" ", "-"))
            with open(self.files[case], "w", encoding="ascii") as file:
                file.write("\n".join(paths) + "\n")

    def _find_reads(self, n_weeks):
        """Weeks from all of the time that has appointments, of those with a full page, and records of these pages."""
        first, last = self._find_span()
        chance = random.Random(5)
        weeks, records = [], []
        for _ in range(n_weeks * TRIES):
            since = chance.randrange(first, max(first + 1, last - 2 * WEEK))
            page = self.owner.list_page(self.server, since, since + WEEK, PAGE)
            if len(page) == PAGE:
                weeks.append(since)
                records += [record["id"] for record in page]
            if len(weeks) == n_weeks:
                break
        else:
            raise BenchError(f"{self.server.name}: of {n_weeks * TRIES} weeks only {len(weeks)} have {PAGE} appointments")
        return {
            "one record": [f"/v1/records/appointment/{id}" for id in chance.sample(records, 10 * n_weeks)],
            "page of 100": [f"/v1/records/appointment?from={since}&to={since + WEEK}&limit={PAGE}" for since in weeks],
        }

    def _find_span(self):
        """The first appointment's start, and the last one's to within an hour, by halving."""
        first = self.owner.list_page(self.server, 0, LAST_INSTANT, 1)[0]["starts_at"]
        low, high = first, LAST_INSTANT
        while high - low > WEEK // 168:
            middle = (low + high) // 2
            if self.owner.list_page(self.server, middle, LAST_INSTANT, 1):
                low = middle
            else:
                high = middle
        return first, low

    def measure(self, plan, case, connections, seconds, round_number):
        self.owner.renew_token(self.server, writes=case in BATCHES)
        if case not in BATCHES:
            return load.drive_reads(self.server, plan.build, self.files[case], connections, seconds)
        if self.templates is None:
            self.templates = self.owner.write_templates(self.server)
        before = self.owner.count_applied(self.server)
        found = load.drive_writes(self.server, plan.build, self.templates, BATCHES[case], connections,
                                  seconds, round_number)
        after = self.owner.count_applied(self.server)
        if before is not None and after - before < found["commands"]:
            raise BenchError(f"{self.server.name}: {found['commands']} commands were answered as applied, but the feed "
                             f"grew by {after - before} only")
        return found


def _start_contenders(plan, owners, folder, contenders):
    """Fills the list with all servers at once; the ones that are not asked are asleep."""
    ours, peers = (owners[0], owners[1]) if len(owners) == 2 else (None, owners[0])
    for owner in ([ours.on(store) for store in ours.stores] if ours else []):
        owner.prepare_rows(plan.rows)
        contenders.append(Contender(owner, owner.start_server()))
        contenders[-1].choose_reads(folder, plan.weeks)
    peers.prepare_rows(plan.rows)
    express = Contender(peers, peers.start_express())
    contenders.append(express)
    express.choose_reads(folder, plan.weeks)
    if ours is not None:
        contenders.append(Contender(peers, peers.start_express_pg(ours.cluster)))
        contenders[-1].choose_reads(folder, plan.weeks)
    # Reads only: SQLite has one writer at a time, and two processes that write refuse each other's commands.
    contenders.append(Contender(peers, peers.start_express(EXPRESS_PROCESSES), express.files))
    for plain in (False, True):
        contenders.append(Contender(peers, peers.start_bare(plain), {"one record": express.files["one record"]}))


def _measure_round(plan, contenders, round_number):
    """All cases, each through all contenders in turn; round -1 only warms caches and compilers up."""
    results = []
    for index, (case, connections) in enumerate((c, n) for c in CASES for n in CONNECTIONS):
        for contender in contenders:
            if case not in contender.cases:
                continue
            name = contender.server.name
            unique = 1 + (round_number + 1) * len(CASES) * len(CONNECTIONS) + index
            found = contender.measure(plan, case, connections, plan.seconds if round_number >= 0 else 1, unique)
            if round_number >= 0:
                results.append({"server": name, "case": case, "connections": connections, **found})
                plan.tell(f"{case}, {connections} connections, {name}: {found['per_second']:,.0f}/s, "
                          f"p99 {found['p99_ms']:.1f} ms")
    return results


def measure(plan, owners, work):
    """Rounds in which the contenders take turns, so that a change of the machine meets all alike."""
    load.build_generator(plan.build)
    folder = os.path.join(work, "paths")
    os.makedirs(folder, exist_ok=True)
    contenders = []
    try:
        _start_contenders(plan, owners, folder, contenders)
        results = [found for n in range(-1, plan.rounds) for found in _measure_round(plan, contenders, n)]
        memory = {c.server.name: {"start_mb": c.memory_at_start["rss_mb"], **c.server.count_memory()}
                  for c in contenders}
        writes = contenders[0].owner.describe_write()
    finally:
        for contender in contenders:
            contender.server.stop()
    return {"rows": plan.rows, "rounds": plan.rounds, "seconds": plan.seconds, "results": results, "memory": memory,
            "writes": writes}


def _pick(found, server, case, connections, figure):
    return [result[figure] for result in found["results"]
            if (result["server"], result["case"], result["connections"]) == (server, case, connections)]


def _write_case(found, case, connections):
    """Rows of the table for one case, fastest side by side with the ratio to Express."""
    base = tables.median(_pick(found, "Express", case, connections, "per_second"))
    rows = []
    for server in found["memory"]:
        rates = _pick(found, server, case, connections, "per_second")
        if not rates:
            continue
        rows.append([f"{case}, {connections} connections: {server}", tables.write_spread(rates),
                     f"{tables.median(rates) / base:.2f} ×"] + [
                         tables.write_number(tables.median(_pick(found, server, case, connections, figure)))
                         for figure in ("p50_ms", "p99_ms", "cpu_us", "answer_bytes")])
    return rows


def _write_aims(found):
    """What was aimed at, and the worst of both numbers of connections, so that nothing is picked."""
    rows = []

    def ratio(case, peer, mine="Wabi Care"):
        pairs = [(_pick(found, mine, case, n, "per_second"), _pick(found, peer, case, n, "per_second"))
                 for n in CONNECTIONS]
        return (min(tables.median(own) / tables.median(theirs) for own, theirs in pairs)
                if all(own and theirs for own, theirs in pairs) else None)

    for case, aim in AIMS.items():
        reached = ratio(case, "Express")
        rows.append([f"{case}, to Express", f"{aim} ×", "–" if reached is None else f"{reached:.2f} ×",
                     tables.judge(reached, aim)])
    for case in ("page of 100", "one command"):
        reached = ratio(case, "Express, PostgreSQL", "Wabi Care, PostgreSQL")
        rows.append([f"{case}, both on PostgreSQL, to Express with pg", "–", "–" if reached is None else f"{reached:.2f} ×",
                     "for information"])
    both = ratio("page of 100", f"Express, {EXPRESS_PROCESSES} processes")
    rows.append([f"page of 100, to Express in {EXPRESS_PROCESSES} processes", "–",
                 "–" if both is None else f"{both:.2f} ×", "for information"])
    for peer in ("node:https", "node:http"):
        reached = ratio("one record", peer)
        rows.append([f"one record, to bare {peer}", "over 1 ×", "–" if reached is None else f"{reached:.2f} ×",
                     tables.judge(reached, 1)])
    loaded = max((result["rss_mb"] for result in found["results"] if result["server"] == "Wabi Care"), default=None)
    peak = found["memory"].get("Wabi Care", {}).get("peak_mb")
    for name, memory in (("memory of the server under load", loaded), ("the same, sign-ins included", peak)):
        rows.append([name, f"under {MEMORY_AIM_MB} MB", "–" if memory is None else f"{memory:.0f} MB",
                     tables.judge(memory, MEMORY_AIM_MB, more_is_better=False)])
    return tables.write_table(["aim", "asked", "reached (the worse of 8 and 64 connections)", ""], rows)


def write(found):
    """Markdown of what was found."""
    head = ["case", "requests/s: median (least – most)", "to Express", "p50 ms", "p99 ms", "server CPU µs/request",
            "bytes/answer"]
    rows = [row for case in CASES for connections in CONNECTIONS for row in _write_case(found, case, connections)]
    memory = [[name, *(tables.write_number(kinds[kind]) for kind in ("start_mb", "rss_mb", "peak_mb"))]
              for name, kinds in found["memory"].items()]
    return "\n\n".join([
        f"{found['rounds']} rounds of {found['seconds']} s for each case over {found['rows']:,} appointments. "
        f"The command of ours is {found['writes']}.",
        _write_aims(found), tables.write_table(head, rows),
        tables.write_table(["server memory, MB", "at start", "at the end", "most"], memory)])
