# SPDX-License-Identifier: AGPL-3.0-or-later
"""Part "sync": a first pull and the push of offline work, our desktop's engine beside PouchDB."""

import json
import os
import re
import shutil

from . import peers as peers_module
from . import tables
from .processes import BenchError, run

AIMS = {"pull": 3.0, "push": 0.6}
# PouchDB's own batch, and the one that suits it best here.
BATCHES = (100, 1000)


def _read_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def _run_client(plan, peers, server, task, batch, database):
    data = os.path.join(peers.work, "pouch-client")
    shutil.rmtree(data, ignore_errors=True)
    records = plan.pull_records if task == "pull" else plan.push_records
    text = run(["node", os.path.join(peers_module.FOLDER, "pouch", "client.js"), "--task", task,
                "--url", f"{server.url}/{database}", "--data", data, "--records", str(records), "--batch", str(batch)],
               env={**os.environ, "NODE_EXTRA_CA_CERTS": server.ca})
    found = _read_lines(text)
    if len(found) != 1:
        raise BenchError(f"PouchDB's client did not say what it measured:\n{text[-1000:]}")
    return found[0]


def _measure_pouch(plan, peers):
    """Fresh databases for what is pushed, so that each round sends first edits."""
    shutil.rmtree(os.path.join(peers.work, "pouch"), ignore_errors=True)
    # Databases are named after the number of records, the round and the batch.
    fills = {"pull": plan.pull_records}
    fills.update({f"push-{n}-{batch}": plan.push_records for n in range(plan.sync_rounds) for batch in BATCHES})
    results = []
    with peers.start_pouch(fills) as server:
        for n in range(plan.sync_rounds):
            for batch in BATCHES:
                for task in AIMS:
                    database = "pull" if task == "pull" else f"push-{n}-{batch}"
                    before = server.count_cpu()
                    found = _run_client(plan, peers, server, task, batch, database)
                    # Fetching what is edited before a push is in it too; it is not in the client's time.
                    found["server_cpu"] = server.count_cpu() - before if task == "pull" else None
                    results.append({"side": f"PouchDB, batches of {batch}", "task": task, **found})
                    plan.tell(f"{task}, PouchDB, batches of {batch}: {found['seconds']:.2f} s")
        server_memory = server.count_memory()
    return results, server_memory


def _measure_ours(plan, ours):
    """Our program makes its own server, data and cache; it is told how much."""
    program = ours and ours.find_sync_program()
    if not program:
        plan.tell("bench-sync is not built; only PouchDB is measured")
        return []
    results = []
    for _ in range(plan.sync_rounds):
        for store in ours.stores:
            own = ours.on(store)
            database = own.cluster.start() if store == "PostgreSQL" else None
            command = [program, *(["--quick"] if plan.quick else [])]
            if database:
                command += ["--store", database.create("sync")]
            for found in _read_lines(run(command)):
                task = re.match(r"pull|push", found["name"])
                results.append({"side": own.name, "task": task.group() if task else found["name"], **found})
                plan.tell(f"{found['name']}, {own.name}: {found['seconds']:.3f} s")
    return results


def measure(plan, owners, work):
    ours, peers = (owners[0], owners[1]) if len(owners) == 2 else (None, owners[0])
    own_results = _measure_ours(plan, ours)
    pouch_results, server_memory = _measure_pouch(plan, peers)
    return {"pull_records": plan.pull_records, "push_records": plan.push_records, "rounds": plan.sync_rounds,
            "results": own_results + pouch_results, "pouch_server": server_memory}


def _pick(found, side, task, figure):
    return [result[figure] for result in found["results"] if (result["side"], result["task"]) == (side, task)]


def _write_row(found, task, side):
    """Ratio: how many times as long as ours it takes, or blank where ours was not measured."""
    seconds = _pick(found, side, task, "seconds")
    mine = _pick(found, "Wabi Care", task, "seconds")
    ratio = f"{tables.median(seconds) / tables.median(mine):.1f} ×" if mine else "–"
    memory = tables.median(_pick(found, side, task, "rss_kb")) / 1024
    costs = [result for result in found["results"] if (result["side"], result["task"]) == (side, task)]
    cpu = [tables.write_number(tables.median([cost[key] for cost in costs])) if all(cost.get(key) is not None for cost in costs) else "–"
           for key in ("client_cpu", "server_cpu")]
    return [f"{task}: {side}", tables.write_spread(seconds), ratio, tables.write_number(memory), *cpu]


def write(found):
    """Markdown of what was found."""
    pairs = dict.fromkeys((result["task"], result["side"]) for result in found["results"])
    rows = [_write_row(found, task, side) for task, side in sorted(pairs, key=lambda pair: pair[0])]
    aims = []
    for task, aim in AIMS.items():
        mine = _pick(found, "Wabi Care", task, "seconds")
        reached = tables.median(mine) if mine else None
        aims.append([task, f"under {aim} s", "–" if reached is None else f"{tables.write_number(reached)} s",
                     tables.judge(reached, aim, more_is_better=False)])
    return "\n\n".join([
        f"First pull of {found['pull_records']:,} records into an empty cache; push of {found['push_records']:,} "
        f"commands made offline. {found['rounds']} rounds. express-pouchdb took "
        f"{tables.write_number(found['pouch_server']['peak_mb'])} MB at most.",
        tables.write_table(["aim", "asked", "reached", ""], aims),
        tables.write_table(["task", "seconds: median (least – most)", "to ours", "client's most memory, MB", "client's CPU, s", "server's CPU, s"], rows)])
