#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A service code of the practice's own, over HTTPS: refused before it is recorded, then authorized, booked, held, noted, charged and claimed.

usage: test-codes.py --build FOLDER       writes TAP
"""

import argparse
import hashlib
import json
import sys
import tempfile
import threading
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "harness" / "apart"))
sys.dont_write_bytecode = True

from topology import Topology, run  # noqa: E402

PRACTICE, PASSWORD, BILLER = "cedar-grove", "wabi-care-demo", "wendell.abara"
ZONE = "America/New_York"
WAIT_SECONDS = 120
SIGNED = ("session", "client", "service_code", "starts_at", "ends_at", "present", "status_start", "response", "behavior", "techniques", "plan",
          "guardian_signed_by", "guardian_signed_at")
WORDS = ("Worked through the planned targets in natural and structured teaching with steady engagement and short breaks. The client asked for help "
         "with a full sentence after a short pause and waited for a turn in the game without a prompt. The caregiver saw the new sequence. ") * 6
SECTIONS = {"status_start": "Arrived calm and chose the first activity.", "response": WORDS, "behavior": "No behavior of concern was seen.",
            "techniques": "Most-to-least prompting with a delay, differential reinforcement.", "plan": "Continue the current targets."}


class Person:
    """A login with a device of its own."""

    def __init__(self, topology, login):
        self.topology, self.login, self.device, self.numbers = topology, login, str(uuid.uuid4()), {}
        status, answer = self.ask("POST", "/v1/auth/sign-in", {"practice": PRACTICE, "login": login, "password": PASSWORD, "device": self.device}, None)
        assert status == 200, (login, status, answer)
        self.token = answer["access_token"]

    def ask(self, method, path, body=None, token=""):
        return self.topology.ask(method, path, body, self.token if token == "" else token, port=self.topology.ports["all"])

    def give(self, service, name, args):
        n = self.numbers[service] = self.numbers.get(service, 0) + 1
        command = {"n": n, "id": str(uuid.uuid4()), "name": name, "schema": 1, "args": args, "deps": [], "wall": int(time.time() * 1e6), "mono": 1,
                   "boot": "b", "zone": ZONE}
        status, answer = self.ask("POST", f"/v1/push?service={service}",
                                  {"device": self.device, "service": service, "epoch": "", "from_n": n, "commands": [command]})
        assert status == 200, (name, status, answer)
        return answer["results"][0]

    def must(self, service, name, args):
        result = self.give(service, name, args)
        assert result["status"] in ("applied", "merged"), (name, result)

    def records(self, kind, **wanted):
        found = []
        status, answer = self.ask("GET", f"/v1/records/{kind}?limit=500")
        assert status == 200, (kind, status, answer)
        for one in answer["records"]:
            row = {**one["body"], "id": one["id"]}
            if all(row.get(name) == value for name, value in wanted.items()):
                found.append(row)
        return found

    def record(self, kind, ident):
        status, answer = self.ask("GET", f"/v1/records/{kind}/{ident}")
        return answer["body"] if status == 200 else None


def wait_for(find, what):
    deadline, pause = time.monotonic() + WAIT_SECONDS, threading.Event()
    while time.monotonic() < deadline:
        found = find()
        if found:
            return found
        pause.wait(0.05)
    raise AssertionError(f"{what} did not come")


def note_hash(note):
    part = {name: note[name] for name in SIGNED if note.get(name) is not None}
    return hashlib.sha256(json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def at(days, hour):
    day = datetime.now(ZoneInfo(ZONE)) + timedelta(days)
    return int(day.replace(hour=hour, minute=0, second=0, microsecond=0).timestamp()) * 1000000


class World:
    def __init__(self, build, folder):
        self.topology = Topology(build, folder)
        one = self.topology.data("all")
        one.mkdir(mode=0o700)
        run(self.topology.wabictl, "demo", "--data", one, "--clients", 12, "--staff", 10)
        self.topology.ports["all"] = self.topology.ports["billing"]
        (Path(folder) / "all.conf").write_text(f"[server]\ndata = {one}\nlisten = 127.0.0.1:{self.topology.ports['all']}\ntls = {self.topology.tls}\n")
        self.topology.start_service("all")
        biller = Person(self.topology, BILLER)
        self.admin = Person(self.topology, self.login_of(biller.records("staff", role="admin")[0]["id"]))

    def login_of(self, staff):
        return self.topology.query("all", f"SELECT login FROM auth_login WHERE staff_id = '{staff}'")[0][0]

    def choose(self):
        """A client whose first plan is a commercial one of one payer, and the analyst."""
        payers = {row["id"]: row for row in self.admin.records("payer")}
        for client in self.admin.records("client", status="active"):
            for row in self.admin.records("coverage", client=client["id"], priority=1):
                payer = payers[row["payer"]]
                if payer["type"] == "commercial" and not payer.get("guardian_signature") and client.get("bcba"):
                    return client, payer, client["bcba"]
        raise AssertionError("the demo practice has no such client")


def run_all(build, folder):
    world = World(build, folder)
    try:
        yield from go(world)
    finally:
        world.topology.stop()


def go(world):
    admin = world.admin
    client, payer, bcba = world.choose()
    analyst = Person(world.topology, world.login_of(bcba))
    fee = {"id": str(uuid.uuid4()), "payer": payer["id"], "service_code": "H2019", "cents": 2500, "valid_from": "2020-01-01"}
    today = datetime.now(ZoneInfo(ZONE)).date()
    authorization = {"id": str(uuid.uuid4()), "client": client["id"], "payer": payer["id"], "number": "H-1", "status": "approved",
                     "valid_from": str(today - timedelta(30)), "valid_to": str(today + timedelta(60)), "lines": [{"code": "H2019", "units": 400, "per": "total"}]}

    for service, name, args in (("billing", "fee.set", fee), ("patients", "authorization.set", authorization)):
        result = admin.give(service, name, args)
        assert result["status"] == "rejected" and result["code"] == "code-unknown", result
    yield "what names an unknown code is refused"

    admin.must("billing", "service-code.set", {"id": str(uuid.uuid4()), "code": "H2019", "name": "Behavior aide", "unit": "minutes", "unit_minutes": 15,
                                               "credentials": ["RBT", "BT", "BCaBA", "BCBA", "BCBA-D"], "direct": True, "by_performer": True,
                                               "valid_from": "2020-01-01", "source": "State manual", "active": True})
    admin.must("billing", "fee.set", {**fee, "id": str(uuid.uuid4())})
    admin.must("patients", "authorization.set", {**authorization, "id": str(uuid.uuid4())})
    yield "and taken once the practice has it"

    refusals = []
    for days in range(1, 30):
        for hour in range(8, 17):
            visit = {"id": str(uuid.uuid4()), "client": client["id"], "staff": bcba, "service_code": "H2019", "place": client.get("place", "12"), "zone": ZONE,
                     "starts_at": at(days, hour), "ends_at": at(days, hour) + 3600 * 1000000}
            result = admin.give("scheduling", "appointment.book", visit)
            if result["status"] in ("applied", "merged"):
                break
            refusals.append(result.get("code"))
            assert result.get("code") not in ("code-unknown", "invalid"), result
        else:
            continue
        break
    else:
        raise AssertionError(f"no hour was free: {set(refusals)}")
    assert admin.record("appointment", visit["id"])["service_code"] == "H2019"
    yield "a visit is booked"

    session, note = str(uuid.uuid4()), str(uuid.uuid4())
    begun = at(-3, 6)
    analyst.must("sessions", "session.start", {"id": session, "client": client["id"], "staff": bcba, "service_code": "H2019", "place": client.get("place", "12"),
                                               "zone": ZONE, "starts_at": begun})
    analyst.must("sessions", "session.end", {"id": session, "ends_at": begun + 3600 * 1000000, "note": note})
    analyst.must("sessions", "note.edit", {"id": note, "base": {}, "set": SECTIONS})
    analyst.must("sessions", "note.sign", {"id": note, "hash": note_hash(analyst.record("note", note))})
    found = wait_for(lambda: world.topology.query("all", f"SELECT id FROM r_charge WHERE f_session = '{session}'"), "the charge")
    charge = {**admin.record("charge", found[0][0]), "id": found[0][0]}
    assert charge["service_code"] == "H2019" and charge["units"] == 4 and charge["amount_cents"] == 10000, charge
    yield "the session is charged by the code's unit and fee"

    request = str(uuid.uuid4())
    admin.must("billing", "claim.request", {"id": request, "payer": payer["id"], "charges": [charge["id"]]})
    file = admin.record("claim_request", request)["file"]
    content = admin.record("claim_file", file)["content"]
    assert "SV1*HC:H2019:" in content, content
    assert "*100*UN*4*" in content.split("SV1*HC:H2019:")[1], content
    yield "and claimed"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    build = parser.parse_args().build
    names = 5
    print(f"1..{names}")
    with tempfile.TemporaryDirectory(prefix="wabi-codes-") as folder:
        done = 0
        try:
            for words in run_all(build, folder):
                done += 1
                print(f"ok {done} {words}", flush=True)
        except AssertionError as problem:
            print(f"not ok {done + 1}\n# {problem}", flush=True)
            return 1
    return 0 if done == names else 1


if __name__ == "__main__":
    sys.exit(main())
