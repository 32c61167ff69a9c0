# SPDX-License-Identifier: AGPL-3.0-or-later
"""Part "edi": X12 files read, and read and validated, beside node-x12 and x12-parser and beside memchr over the same file."""

import json
import os
import shutil
import subprocess

from . import peers, tables
from .processes import BenchError

KINDS = ("835", "837")
# what bench-x12 runs, in words, and what is aimed at in MB/s
OURS = (("split", "memchr alone: ends of segments and elements", None), ("read", "Wabi Care, read", 300),
        ("stream", "Wabi Care, read in pieces", 300), ("check", "Wabi Care, read and validated", 100),
        ("stream-check", "Wabi Care, read and validated in pieces", 100), ("remit", "Wabi Care, into structs and balanced", None))
PEERS = (("x12-parser", "x12-parser 1.3.0, read in pieces"), ("node-x12", "node-x12 1.7.1, read"))


def run(command, plan):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        plan.warn(f"{' '.join(map(str, command[:3]))}: {(done.stderr or done.stdout)[-200:]}")
        return None
    return json.loads(done.stdout.splitlines()[-1])


def find_peers(plan):
    """The folder of the peers, or None where npm or its registry is away."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        plan.warn("npm is not there: the peers of X12 are not measured")
        return None
    try:
        return peers.install("edi")
    except BenchError as error:
        plan.warn(f"the peers of X12 cannot be installed: {error}")
        return None


def measure(plan, _owners, work):
    """Ours and theirs on the same made files."""
    done = subprocess.run(["ninja", "-C", plan.build, "bench/bench-x12"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"bench-x12 cannot be built: {done.stdout[-500:]}")
    program = os.path.join(plan.build, "bench", "bench-x12")
    folder = find_peers(plan)
    rounds = "2" if plan.quick else "10"
    results = []
    for kind in KINDS:
        for megabytes in (("2", "4") if plan.quick else ("20", "200")):
            file = os.path.join(work, f"{kind}-{megabytes}.x12")
            subprocess.run([program, "make", kind, megabytes, file], check=True)
            # Only what has to be flat is looked at in the large file.
            for name, words, aim in OURS:
                if (name == "remit" and kind != "835") or (megabytes in ("4", "200") and not name.startswith("stream")):
                    continue
                found = run([program, name, file, rounds if megabytes in ("2", "20") else "1"], plan)
                results.append({"kind": kind, "words": words, "aim": aim, "size": os.path.getsize(file), "found": found})
            for name, words in PEERS if folder and megabytes in ("2", "20") else ():
                found = run(["node", os.path.join(folder, "read.js"), name, file, "1" if plan.quick else "3"], plan)
                results.append({"kind": kind, "words": words, "aim": None, "size": os.path.getsize(file), "found": found})
            os.remove(file)
        plan.tell(f"{kind}: measured")
    return results


def write(results):
    """Markdown of what was found."""
    rows = []
    for one in results:
        found = one["found"]
        if found is None:
            rows.append([f"{one['kind']}, {one['size'] / 1e6:.0f} MB: {one['words']}", "not measured", "", "", "", ""])
            continue
        by_cpu = one["size"] / 1e6 / found["cpu"]
        aim = one["aim"]
        rows.append([f"{one['kind']}, {one['size'] / 1e6:.0f} MB: {one['words']}", tables.write_number(by_cpu),
                     tables.write_number(one["size"] / 1e6 / found["seconds"]), f"{aim}: {tables.judge(by_cpu, aim)}" if aim else "",
                     f"{found['rss_kb'] / 1024:,.0f}", f"{found['n']:,}"])
    return ("MB/s of processor time is what one process with a core of its own does; by the clock it shares the machine with whatever else runs. The best "
            "of ten rounds, of three for the peers. Validated is structure, usage, repeats, codes, lengths, levels, counts, sums and balances; the peers validate nothing.\n\n"
            + tables.write_table(["file and what is done", "MB/s of processor time", "MB/s by the clock", "aim", "memory MB", "segments (claims)"], rows))
