# SPDX-License-Identifier: AGPL-3.0-or-later
"""Part "plan": weeks that plan themselves and routes of a day, beside a greedy planner, the proven bound and published costs."""

import json
import os
import subprocess

from . import tables
from .processes import BenchError

# clients, staff, seconds, seeds; the aim is a gap in percent; "limits": with rooms, limits across needs and days, and supervision that is owed
PRACTICES = ((50, 15, 10, (1, 2, 3), 1.0, ()), (50, 15, 10, (1, 2, 3), 1.0, ("limits",)), (400, 120, 100, (1,), 3.0, ()),
             (400, 120, 100, (1,), 3.0, ("limits",)))
QUICK = ((50, 15, 2, (1,), 1.0, ()),)
# patients, rounds of the search, starts; the aim is percent above the published cost
ROUTES = ((10, 3_000_000, 2, 0.0), (25, 3_000_000, 2, 0.0), (50, 10_000_000, 3, 3.0), (100, 10_000_000, 3, 3.0))
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def find_instances():
    """The folder of the public instances: WABI_SAMPLES, or beside the sources; they are not part of them."""
    for folder in (os.environ.get("WABI_SAMPLES"), os.path.join(SOURCE, "..", "shared", "samples")):
        if folder and os.path.isdir(os.path.join(folder, "hhcrsp")):
            return os.path.join(folder, "hhcrsp")
    return None


def read_published(folder):
    """instance → published cost, from the table beside the instances."""
    found = {}
    with open(os.path.join(folder, "README.md"), encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) > 8 and cells[1].startswith("Instanz"):
                found[cells[1]] = float(cells[7])
    return found


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(map(str, command))}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def measure_weeks(plan):
    program = os.path.join(plan.build, "bench", "bench-plan-week")
    results = []
    for clients, staff, seconds, seeds, aim, more in QUICK if plan.quick else PRACTICES:
        for seed in seeds:
            greedy, ours = run([program, str(clients), str(staff), str(seconds), str(seed), *more])
            results.append({"seed": seed, "limit": seconds, "aim": aim, "more": "".join(f", {word}" for word in more), "greedy": greedy, "ours": ours})
            plan.tell(f"{clients} x {staff}, seed {seed}: {ours['hours']} h, gap {find_gap(ours):.2f} %")
    return results


def measure_routes(plan):
    folder = find_instances()
    if folder is None:
        plan.warn("the public home care instances are not there (WABI_SAMPLES): routes are not measured")
        return []
    program = os.path.join(plan.build, "bench", "bench-plan-route")
    results = []
    for name, published in sorted(read_published(folder).items(), key=lambda item: (int(item[0].split("_")[2]), item[0])):
        patients = int(name.split("_")[2])
        rounds, starts, aim = next(rest for size, *rest in ROUTES if size == patients)
        if plan.quick:
            rounds, starts = 200_000, 1
        greedy, ours = run([program, os.path.join(folder, f"{name}.json"), str(rounds), str(starts)])
        results.append({"name": name, "published": published, "aim": aim, "greedy": greedy, "ours": ours})
        plan.tell(f"{name}: {ours['cost']} (published {published})")
    return results


def measure(plan, _owners, _work):
    """Both; the programs are built first."""
    done = subprocess.run(["ninja", "-C", plan.build, "bench/bench-plan-week", "bench/bench-plan-route"], capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise BenchError(f"the planners cannot be built: {done.stdout[-500:]}")
    return {"weeks": measure_weeks(plan), "routes": measure_routes(plan)}


def find_gap(one):
    return 100 * (one["bound"] - one["value"]) / abs(one["bound"])


def write_weeks(results):
    rows = []
    for one in results:
        for name, who in (("greedy", one["greedy"]), ("Wabi Care", one["ours"])):
            gap = find_gap(who)
            rows.append([f"{who['clients']} clients, {who['staff']} staff, seed {one['seed']}{one['more']}: {name}", f"{who['hours']:,.2f}",
                         f"{who['travel']:,}", f"{who['pairs']:,}", f"{gap:.2f} %",
                         tables.judge(gap, one["aim"], False) if name != "greedy" else "", tables.write_number(who["first"]),
                         str(one["limit"]) if name != "greedy" else "–", str(who["faults"])])
    return tables.write_table(["made practice", "hours placed", "minutes on the way", "client-staff pairs", "proven gap", "aim (1 %, 3 %)",
                               "first plan s", "seconds", "checker's findings"], rows)


def write_routes(results):
    rows = []
    for one in results:
        over = 100 * (one["ours"]["cost"] / one["published"] - 1)
        rows.append([one["name"], tables.write_number(one["greedy"]["cost"]), f"{one['ours']['cost']:.2f}", f"{one['published']:.2f}",
                     f"{over:+.2f} %", tables.judge(round(over, 2), one["aim"], False), tables.write_number(one["ours"]["seconds"])])
    return tables.write_table(["public instance", "greedy", "Wabi Care", "published", "over published", "aim (0 %, 3 %)", "seconds"], rows)


def write(found):
    """Markdown of what was found."""
    pieces = ["Seconds of made practices are processor time of each of the two threads and of CBC, which is what the clock shows on two cores "
              "that do nothing else; those of routes are by the clock. “limits” are made practices with rooms (two for five clients who come to the center), what the month leaves "
              "some people, hours of single services and clients, and supervision that technicians are owed.", write_weeks(found["weeks"])]
    if found["routes"]:
        pieces.append(write_routes(found["routes"]))
    return "\n\n".join(pieces)
