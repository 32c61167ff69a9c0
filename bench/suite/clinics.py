# SPDX-License-Identifier: AGPL-3.0-or-later
"""Part "clinics": 50 practices and 1,000 signed-in desktops at work, on each store."""

import datetime
import json
import os
import random
import subprocess
import zoneinfo

from . import tables
from .asking import ask
from .ours import PASSWORD, PRACTICE
from .processes import BenchError, run

TARGET = "bench/bench-clinics"
AIM_P95_MS = 200
AIM_MB = 300
DESKTOPS = 20
CLIENTS = 15
STAFF = 16
# Who sits at the twenty desktops of a practice; the demo practice has them all.
SEATS = {"rbt": 11, "bcba": 5, "frontdesk": 2, "biller": 2}
ZONE = "America/New_York"
# Each run books in weeks of its own, from 8 to 18 o'clock, a quarter of an hour a visit.
WEEKS_A_RUN = 1
SLOTS_A_DAY = 40
BOOKINGS = 160
ENVELOPE = '{"n":"QUEUE","id":"@ID@","name":"%s","schema":1,"args":%s,"deps":[],"wall":@NOW@,"mono":0}'


def name_practice(number):
    return PRACTICE if number == 0 else f"{PRACTICE}-{number + 1}"


def _write_command(name, args):
    text = json.dumps(args, separators=(",", ":"), ensure_ascii=False)
    return ENVELOPE % (name, text)


class Practice:
    """One practice as its front desk and its analyst know it."""

    def __init__(self, owner, server, number, run_number):
        self.number, self.name, self.run_number = number, name_practice(number), run_number
        self.owner, self.server = owner, server
        self._sign_in("leila.amin")
        self.staff = self._list("staff?limit=500")
        self.sessions = self._list("session?limit=500")
        self.targets = {}
        for client in {session["client"] for session in self.sessions}:
            found = self._list(f"target?client={client}&limit=1")
            if found:
                self.targets[client] = found[0]
        self._sign_in("maya.ortiz")
        self.clients = self._list("client?limit=500")
        self.authorizations = self._list("authorization?limit=500")
        self.credentials = self._list("credential?limit=500")
        self.holidays = {holiday["date"] for holiday in self._list("holiday?limit=500")}

    def _sign_in(self, login):
        self.server.token = ""
        self.server.token = ask(self.server, "/v1/auth/sign-in", {
            "practice": self.name, "login": login, "password": PASSWORD,
            "device": "01a0ffff-0009-7000-8000-000000000000"})["access_token"]

    def _list(self, query):
        return [{**record["body"], "id": record["id"]} for record in ask(self.server, f"/v1/records/{query}")["records"]]

    def _login(self, staff):
        """As the demo makes it of a name."""
        name = f"{staff['first_name']}.{staff['last_name']}"
        return "".join(c if c in "abcdefghijklmnopqrstuvwxyz0123456789." else "-" * len(c.encode()) for c in name.lower())

    def _trials(self, staff):
        mine = [session for session in self.sessions if session["staff"] == staff["id"] and session["client"] in self.targets]
        return [_write_command("trial.record", {
            "id": "@RECORD@", "session": session["id"], "client": session["client"],
            "target": self.targets[session["client"]]["id"], "action": "record", "result": result,
            "at": session["starts_at"], "by": staff["id"]}) for session in mine[:20] for result in ("correct", "prompted")]

    def _find_days(self):
        """Working days of this run's weeks."""
        monday = datetime.date.today() + datetime.timedelta(days=7 - datetime.date.today().weekday() + 7 * WEEKS_A_RUN * self.run_number)
        days = [monday + datetime.timedelta(days=n) for n in range(7 * WEEKS_A_RUN)]
        return [day for day in days if day.weekday() < 5 and day.isoformat() not in self.holidays]

    def _is_covered(self, client, days):
        """Whether one approved authorization spans all of these days, so that no booking is refused for its payer's sake."""
        return any(one["client"] == client["id"] and one["status"] == "approved" and one["valid_from"] <= days[0].isoformat()
                   and one["valid_to"] >= days[-1].isoformat() and any(line["code"] == "97153" for line in one["lines"])
                   for one in self.authorizations)

    def _bookings(self, staff, desk):
        """Visits that are in nobody's way: each desk has every second quarter of an hour."""
        days, texts = self._find_days(), []
        therapists = [person for person in self.staff if person["role"] == "rbt" and any(
            one["staff"] == person["id"] and one["valid_to"] >= days[-1].isoformat() for one in self.credentials)]
        clients = [client for client in self.clients if client["status"] == "active" and self._is_covered(client, days)]
        for n in range(BOOKINGS):
            slot = 2 * n + desk
            day = days[slot // SLOTS_A_DAY % len(days)]
            starts = datetime.datetime(day.year, day.month, day.day, 8, tzinfo=zoneinfo.ZoneInfo(ZONE)) + datetime.timedelta(
                minutes=15 * (slot % SLOTS_A_DAY))
            at = int(starts.timestamp()) * 1_000_000
            texts.append(_write_command("appointment.book", {
                "id": "@RECORD@", "client": clients[n % len(clients)]["id"],
                "staff": therapists[n % len(therapists)]["id"], "starts_at": at, "ends_at": at + 15 * 60 * 1_000_000, "zone": ZONE,
                "service_code": "97153", "place": "12", "status": "scheduled", "booked_by": staff["id"]}))
        return texts

    def _acts(self, staff, seat):
        """What a person of this role sends, and about every how many seconds."""
        role = staff["role"]
        if role == "rbt":
            texts = self._trials(staff)
            return [{"type": "push", "name": "record a trial", "every": 10, "path": "sessions", "texts": texts}] if texts else []
        if role == "frontdesk":
            return [{"type": "push", "name": "book a visit", "every": 30, "path": "scheduling", "texts": self._bookings(staff, seat)}]
        if role == "bcba":
            drafts = [json.dumps({"session": session["id"], "style": "full", "language": "en"})
                      for session in self.sessions if session["staff"] == staff["id"]][:20]
            reads = [f"/v1/records/session?client={client}&limit=100" for client in list(self.targets)[:20]]
            acts = [{"type": "get", "name": "read a client's sessions", "every": 30, "path": "", "texts": reads}]
            return acts + ([{"type": "post", "name": "draft a note", "every": 120, "path": "/v1/ai/draft", "texts": drafts}]
                           if drafts else [])
        return [{"type": "get", "name": "read a page of charges", "every": 20, "path": "", "texts": ["/v1/records/charge?limit=100"]}]

    def describe(self):
        """A line for each desktop of this practice."""
        people = []
        for role, seats in SEATS.items():
            these = [person for person in self.staff if person["role"] == role and person.get("active", True)][:seats]
            for seat, person in enumerate(these):
                number = self.number * DESKTOPS + len(people)
                people.append({"practice": self.name, "place": self.number, "login": self._login(person),
                               "device": f"01a0fffe-{number:04x}-7000-8000-{random.getrandbits(48):012x}",
                               "acts": self._acts(person, seat)})
        return people


def _write_plan(owner, server, practices, run_number, work):
    path = os.path.join(work, f"clinics-{practices}.plan")
    with open(path, "w", encoding="utf-8") as file:
        for number in range(practices):
            for person in Practice(owner, server, number, run_number).describe():
                file.write(json.dumps(person, ensure_ascii=False) + "\n")
    return path


def _drive(plan, server, path, seconds):
    """The generator says GO when the measured time begins, so that the sign-ins' processor time is not counted."""
    command = [os.path.join(plan.build, TARGET), "--url", server.url, "--ca", server.ca, "--plan", path, "--password", PASSWORD,
               "--seconds", str(seconds), "--settle", "5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        first = process.stderr.readline()
        if first.strip() != "GO":
            process.wait()
            raise BenchError(first + process.stderr.read()[-2000:])
        cpu, memory_before = server.count_cpu(), server.count_memory()
        said, complaints = process.communicate(timeout=seconds + 300)
        cpu = server.count_cpu() - cpu
    if process.returncode != 0:
        raise BenchError(complaints[-2000:])
    found = json.loads(said)
    found["complaint"] = complaints.strip()
    found["cpu"] = cpu / found["seconds"]
    found["memory"] = server.count_memory()
    found["memory_start_mb"] = memory_before["rss_mb"]
    return found


def measure(plan, owners, work):
    """Each store in turn with all practices; then how the cost grows from one practice to all."""
    run(["ninja", "-C", plan.build, TARGET])
    results = []
    for store in owners[0].stores:
        owner = owners[0].on(store)
        owner.prepare_practices(plan.practices, CLIENTS, STAFF)
        server = owner.start_practices()
        try:
            for run_number, (practices, seconds) in enumerate(plan.clinic_runs):
                path = _write_plan(owner, server, practices, run_number, work)
                found = {"store": store, "practices": practices, **_drive(plan, server, path, seconds)}
                results.append(found)
                total = next(times for times in found["times"] if times["name"] == "all requests")
                plan.tell(f"{store}, {practices} practices: {total['n'] / found['seconds']:,.0f} requests/s, p95 "
                          f"{total['p95_us'] / 1000:.1f} ms, {found['failed']} failed, {found['refused']} refused, {found['memory']['rss_mb']:.0f} MB "
                          f"{found['complaint'][:300]}")
        finally:
            server.stop()
    return {"results": results}


def _pick(found, name):
    return next((times for times in found["times"] if times["name"] == name), None)


def _write_aims(found, most):
    rows = []
    for one in most:
        total = _pick(one, "all requests")
        for name, aim, reached in (("p95 of all requests, ms", AIM_P95_MS, total["p95_us"] / 1000),
                                   ("failed requests", 0, one["failed"]),
                                   ("memory of the whole backend at its most, MB", AIM_MB, one["memory"]["peak_mb"])):
            rows.append([f"{one['store']}: {name}", f"under {aim}" if aim else "0", tables.write_number(reached) if reached else "0",
                         tables.judge(reached, aim, more_is_better=False)])
    return tables.write_table(["aim", "asked", "reached", ""], rows)


def list_plots(found):
    """name → (title, x, y, lines)"""
    times, cores = {}, {}
    for one in found["results"]:
        total = _pick(one, "all requests")
        for key, name in (("p50_us", "p50"), ("p95_us", "p95"), ("p99_us", "p99")):
            times.setdefault(f"{one['store']}: {name}", []).append((one["practices"], total[key] / 1000))
        cores.setdefault(f"{one['store']}: memory, MB", []).append((one["practices"], one["memory"]["rss_mb"]))
        cores.setdefault(f"{one['store']}: CPU, % of a core", []).append((one["practices"], 100 * one["cpu"]))
    return {"practices-time": ("How long a request takes as practices grow", "practices of 20 desktops", "milliseconds", times),
            "practices-cost": ("What the backend uses as practices grow", "practices of 20 desktops", "MB, or % of a core", cores)}


def write(found):
    """Markdown of what was found."""
    largest = max(one["practices"] for one in found["results"])
    most = [one for one in found["results"] if one["practices"] == largest]
    rows = []
    for one in most:
        for times in sorted(one["times"], key=lambda times: -times["n"]):
            rows.append([f"{one['store']}: {times['name']}", f"{times['n']:,}"]
                        + [tables.write_number(times[key] / 1000) for key in ("p50_us", "p95_us", "p99_us", "worst_us")])
    growth = []
    for one in found["results"]:
        total = _pick(one, "all requests")
        growth.append([f"{one['store']}, {one['practices']} practices, {one['desktops']} desktops",
                       tables.write_number(total["n"] / one["seconds"]), tables.write_number(total["p50_us"] / 1000),
                       tables.write_number(total["p95_us"] / 1000), tables.write_number(total["p99_us"] / 1000),
                       str(one["failed"]), str(one["refused"]), f"{one['cpu']:.2f}", tables.write_number(one["memory"]["rss_mb"]),
                       f"{one['seconds']:.0f}"])
    return "\n\n".join([
        _write_aims(found, most),
        tables.write_table([f"{largest} practices", "count", "p50 ms", "p95 ms", "p99 ms", "worst ms"], rows),
        "![Time of a request as practices grow](plots/practices-time.svg)\n"
        "![Memory and processor as practices grow](plots/practices-cost.svg)",
        tables.write_table(["growth", "requests/s", "p50 ms", "p95 ms", "p99 ms", "failed", "refused by a rule", "server cores busy", "server MB",
                            "seconds"], growth)])
