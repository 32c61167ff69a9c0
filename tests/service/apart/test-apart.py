#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Services in processes of their own behind HAProxy: they follow each other, one may die, all catch up.

usage: test-apart.py --build FOLDER       writes TAP; WABI_TEST_POSTGRES puts the databases on that cluster
"""

import argparse
import base64
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "harness" / "apart"))

from topology import SERVICES, Topology, run  # noqa: E402

PRACTICE, PASSWORD = "cedar-grove", "wabi-care-demo"
PATIENCE = 60
MINUTE = 60_000_000
ZONE = ZoneInfo("America/New_York")


def wait_until(condition, what):
    """What an event brings about; its failure is told by name, and no time is asserted."""
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        pause.wait(0.05)
    raise AssertionError(f"did not come about: {what}")


def new_id():
    """A UUIDv7."""
    value = (int(time.time() * 1000) << 80) | (7 << 76) | (int.from_bytes(os.urandom(9), "big") & ((1 << 76) - 1))
    value = (value & ~(3 << 62)) | (2 << 62)
    return str(uuid.UUID(int=value))


class Desk:
    """A desktop's side of the wire, for one person."""

    def __init__(self, topology, login):
        self.topology, self.device, self.n, self.seen = topology, str(uuid.uuid4()), {}, {}
        status, answer = topology.ask("POST", "/v1/auth/sign-in", {"practice": PRACTICE, "login": login, "password": PASSWORD, "device": self.device})
        assert status == 200, (status, answer)
        self.token, self.refresh_token, self.user, self.practice = answer["access_token"], answer["refresh_token"], answer["user"], answer["practice"]["id"]

    def ask(self, method, path, body=None):
        return self.topology.ask(method, path, body, self.token)

    def push(self, service, name, args, deps=(), after=True):
        """(status, answer); n goes on only when the answer is a result."""
        n = self.n.get(service, 0) + 1
        command = {"n": n, "id": new_id(), "name": name, "schema": 1, "args": args, "deps": list(deps), "wall": int(time.time() * 1e6), "mono": 1,
                   "boot": "b", "zone": "America/New_York"}
        body = {"device": self.device, "service": service, "epoch": "", "from_n": n, "commands": [command]}
        if after:
            body["after"] = {other: place for other, place in self.seen.items() if other != service}
        status, answer = self.ask("POST", f"/v1/push?service={service}", body)
        if status == 200:
            self.n[service] = n
            self.seen[service] = {"epoch": answer["epoch"], "seq": answer["results"][0].get("seq", answer["head"])}
        return status, answer

    def must(self, service, name, args, **more):
        """The result of a command that must be applied; what lags or is away is asked again, as a desktop does."""
        def once():
            status, answer = self.push(service, name, args, **more)
            assert status in (200, 503), (name, status, answer)
            return answer["results"][0] if status == 200 else None
        result = wait_until(once, f"{name} is answered")
        assert result["status"] in ("applied", "merged"), result
        return result

    def records(self, kind, where=""):
        status, answer = self.ask("GET", f"/v1/records/{kind}?limit=500{where}")
        assert status == 200, (status, answer)
        return answer["records"]


class Tap:
    def __init__(self):
        self.n, self.failed = 0, 0

    def check(self, name, func):
        self.n += 1
        try:
            func()
            print(f"ok {self.n} - {name}", flush=True)
        except Exception as error:  # pylint: disable=broad-except
            self.failed += 1
            print(f"not ok {self.n} - {name}\n# {type(error).__name__}: {error}", flush=True)


class Apart:
    """The checks, in order: each goes on from where the one before ended."""

    def __init__(self, topology):
        self.topology = topology

    def sign_in_everywhere(self):
        self.desk = Desk(self.topology, "maya.ortiz")
        self.admin = Desk(self.topology, "wendell.abara")
        for service in SERVICES:
            def knows_keys(one=service):
                return self.desk.ask("GET", f"/v1/sync?service={one}&limit=1")[0] != 503
            if service != "notifications":
                wait_until(knows_keys, f"{service} knows the keys of auth")

    def health(self):
        status, answer = self.topology.ask("GET", "/v1/health")
        assert status == 200 and set(answer["up"]) == set(SERVICES), answer
        wait_until(lambda: all(self.topology.ask("GET", "/v1/health")[1]["up"].values()), "all are up")

    def routes(self):
        assert len(self.desk.records("client")) > 1 and len(self.desk.records("staff")) > 1
        assert self.desk.ask("GET", "/v1/metrics")[0] == 404
        assert self.desk.ask("GET", "/v1/nothing")[0] == 404
        status, answer = self.desk.ask("POST", "/v1/push", {})
        assert status == 400 and answer["error"]["field"] == "service", answer
        status, answer = self.desk.ask("GET", "/v1/feeds?service=billing")
        assert status == 403, answer
        status, answer = self.topology.ask("GET", "/v1/records/client?limit=1", token=self.desk.token[:-4] + "AAAA")
        assert status == 401, answer

    def free_slot(self):
        """A booking of its own: a new client has no other visit, and each is in a week of its own, far away."""
        self.client = new_id()
        self.desk.must("patients", "client.add", {"id": self.client, "first_name": "Nora", "last_name": "Quill", "birth_date": "2019-01-02", "sex": "F",
                                                  "diagnoses": ["F84.0"], "status": "active"})
        staff = [one for one in self.desk.records("staff") if one["body"]["role"] == "rbt"][0]["id"]
        self.week = getattr(self, "week", 6) + 1
        day = datetime.now(ZONE).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(weeks=self.week)
        start = round((day + timedelta(days=(2 - day.weekday()))).timestamp()) * 1_000_000
        return {"client": self.client, "staff": staff, "zone": ZONE.key, "service_code": "97153", "place": "12", "starts_at": start,
                "ends_at": start + 60 * MINUTE}

    def causal(self):
        """A booking for a client who was added a moment ago, in another process: never refused for good, because of after."""
        self.booked = new_id()
        self.desk.must("scheduling", "appointment.book", {"id": self.booked, **self.free_slot()})

    def reaction(self):
        """What happens in one process has its effect in another: the session that began is the state of its appointment."""
        technician = Desk(self.topology, "jordan.reyes")
        slot = {**self.free_slot(), "staff": technician.user}
        visit, session = new_id(), new_id()
        self.desk.must("scheduling", "appointment.book", {"id": visit, **slot})
        technician.seen = dict(self.desk.seen)
        technician.must("sessions", "session.start", {"id": session, "appointment": visit, "client": slot["client"], "staff": slot["staff"],
                                                      "service_code": "97153", "place": "12", "starts_at": int(time.time() * 1e6), "zone": ZONE.key})

        def began():
            status, answer = self.desk.ask("GET", f"/v1/records/appointment/{visit}")
            assert status == 200, answer
            return answer["body"]["status"] == "in_session"
        started = time.monotonic()
        wait_until(began, "the appointment is in session")
        print(f"# the reaction was seen {1000 * (time.monotonic() - started):.0f} ms after the answer")

    def draft(self):
        """A draft by a third process has the trials that a second one confirmed a moment ago."""
        analyst = Desk(self.topology, "leila.amin")
        target = [one for one in analyst.records("target")][0]
        client = target["body"]["client"]
        session = new_id()
        analyst.must("sessions", "session.start", {"id": session, "client": client, "staff": analyst.user, "service_code": "97155", "place": "12",
                                                      "starts_at": int(time.time() * 1e6), "zone": ZONE.key})
        for count in (1, 2, 3):
            analyst.must("sessions", "trial.record", {"id": new_id(), "session": session, "target": target["id"], "action": "record",
                                                         "result": "correct", "prompt_level": "independent", "at": int(time.time() * 1e6)})
            # On a busy machine it may say that the copies are not there yet, but never draft without what was confirmed.
            def ask_unless_behind():
                status, answer = analyst.ask("POST", "/v1/ai/draft", {"session": session})
                return None if status == 503 and answer["error"]["code"] == "behind" else (status, answer)
            status, answer = wait_until(ask_unless_behind, "a draft of what was confirmed")
            assert status == 200, (status, answer)
            trials = [fact for fact in answer["facts"] if len(fact["sources"]) >= count]
            assert trials, (count, answer["facts"])

    def plan(self):
        """A week is planned in the scheduling process, with clients, authorizations and staff that it has as copies."""
        monday = datetime.now(ZONE).date()
        monday += timedelta(days=7 - monday.weekday())
        client = self.desk.records("client")[0]["id"]
        status, job = self.desk.ask("POST", "/v1/plans", {"mode": "fill", "first": monday.isoformat(), "days": 7, "seconds": 3})
        assert status == 200, (status, job)

        def over():
            status, answer = self.desk.ask("GET", f"/v1/plans/{job['id']}")
            assert status == 200 and answer["state"] != "failed", (status, answer)
            return answer if answer["state"] == "done" else None
        plan = wait_until(over, "the week is planned")["plan"]
        assert not plan["faulty"] and plan["wanted"] > 0 and plan["placed"] > 0 and plan["visits"], plan
        assert all(visit["visit"]["client"] for visit in plan["visits"])
        assert self.admin.ask("GET", f"/v1/plans/{job['id']}")[0] == 404
        status, job = self.desk.ask("POST", "/v1/plans", {"mode": "fill", "first": monday.isoformat(), "days": 7, "seconds": 1, "clients": [client]})
        assert status == 200, (status, job)
        plan = wait_until(over, "the week of one is planned")["plan"]
        assert {visit["visit"]["client"] for visit in plan["visits"]} <= {client}, plan

    def old_desktop(self):
        """Without after, a refusal by copies is only final when they were renewed."""
        slot = self.free_slot()
        self.desk.must("scheduling", "appointment.book", {"id": new_id(), **slot}, after=False)
        status, answer = self.desk.push("scheduling", "appointment.book", {"id": new_id(), **slot, "client": new_id()}, after=False)
        assert status == 200 and answer["results"][0]["status"] == "rejected", answer

    def ahead(self):
        """What nobody has yet is waited for, then told as behind."""
        self.desk.seen["patients"]["seq"] += 1000
        status, answer = self.desk.push("scheduling", "appointment.cancel", {"id": self.booked, "by": "family", "reason": "Test"})
        self.desk.seen["patients"]["seq"] -= 1000
        assert status == 503 and answer["error"]["code"] == "behind", (status, answer)

    def nudges(self):
        """One stream tells of all services."""
        seen = []
        context = ssl.create_default_context(cafile=str(self.topology.tls / "ca.pem"))
        raw = socket.create_connection(("127.0.0.1", self.topology.port), timeout=PATIENCE)
        stream = context.wrap_socket(raw, server_hostname="127.0.0.1")
        stream.sendall(f"GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.desk.token}\r\n\r\n".encode())

        def read():
            try:
                for line in stream.makefile("rb"):
                    if line.startswith(b"data: "):
                        seen.append(json.loads(line[6:])["service"])
            except (OSError, ValueError):
                pass
        thread = threading.Thread(target=read, daemon=True)
        thread.start()

        def both():
            self.desk.must("scheduling", "appointment.book", {"id": new_id(), **self.free_slot()})
            return {"patients", "scheduling"} <= set(seen)
        try:
            wait_until(both, "nudges of both services")
        finally:
            raw.close()

    def one_dies(self):
        """kill -9 of one: the others work, a push for it is told that it is away."""
        self.topology.kill("patients")
        args = {"id": new_id(), "first_name": "Ida", "last_name": "Moss", "birth_date": "2020-02-02", "sex": "F", "status": "active"}

        def told():
            status, answer = self.desk.push("patients", "client.add", args)
            assert status in (502, 503, 504), (status, answer)
            return status == 503 and answer["error"] == {"code": "away", "service": "patients", "message": answer["error"]["message"]}
        wait_until(told, "that patients is away")
        self.desk.must("scheduling", "appointment.cancel", {"id": self.booked, "by": "family", "reason": "Test"})
        assert len(self.desk.records("staff")) > 1
        self.topology.start_service("patients")
        self.desk.must("patients", "client.add", args)

    def copies_equal(self):
        """Every follower's copy is byte for byte what the owner has."""
        def differences():
            return [one for service in SERVICES for one in self.compare(service)]
        wait_until(lambda: not differences(), f"all copies are equal: {differences()[:5]}")

    def compare(self, service):
        compared = 0
        followed = self.topology.query(service, "SELECT practice_id, service, kinds FROM peer_feed")
        for practice, owner, kinds in followed:
            for kind in filter(None, kinds.split(",")):
                sql = f"SELECT id, version, seq, deleted, body FROM r_{kind} WHERE practice_id = '{practice}' ORDER BY id"
                mine, theirs = self.topology.query(service, sql), self.topology.query(owner, sql)
                compared += len(theirs)
                if mine != theirs:
                    yield f"{service} has {len(mine)} {kind}, {owner} {len(theirs)}"
        if service in ("scheduling", "billing", "ai") and compared < 100:
            yield f"{service} has compared {compared} only"

    def held_of(self, service):
        status, answer = self.admin.ask("GET", f"/v1/held?service={service}")
        assert status == 200, (service, status, answer)
        status, count = self.admin.ask("GET", f"/v1/held/count?service={service}")
        assert status == 200 and count["count"] == len(answer["held"]), (count, answer)
        return answer["held"]

    def held_apart(self):
        """Each service holds what it was sent by somebody whose access has ended; through the gateway all is seen, released and discarded."""
        leaver = Desk(self.topology, "leila.amin")
        client = self.desk.records("client")[0]
        status, answer = self.admin.ask("POST", f"/v1/auth/people/{leaver.user}", {"allowed": False})
        assert status == 204, (status, answer)
        status, answer = self.topology.ask("POST", "/v1/auth/refresh", {"refresh_token": leaver.refresh_token, "device": leaver.device})
        assert status == 200 and answer["drain"], (status, answer)
        leaver.token = answer["access_token"]
        edit = {"id": client["id"], "base": {"city": client["body"].get("city")}, "set": {"city": "Elsewhere"}}
        holiday = {"id": new_id(), "name": "Held", "date": "2031-05-05"}

        def hold(service, name, args):
            status, answer = leaver.push(service, name, args, after=False)
            return status == 200 and answer["results"][0]
        for service, name, args in (("patients", "client.edit", edit), ("scheduling", "holiday.set", holiday)):
            result = wait_until(lambda: hold(service, name, args), f"{service} holds it")  # pylint: disable=cell-var-from-loop
            assert result["status"] == "held", (service, result)
        assert self.desk.ask("GET", "/v1/held?service=patients")[0] == 403
        held = {service: self.held_of(service) for service in SERVICES}
        assert {service for service, rows in held.items() if rows} == {"patients", "scheduling"}, held
        assert held["patients"][0]["args"]["set"] == {"city": "Elsewhere"} and held["scheduling"][0]["user"] == leaver.user, held
        for service in ("patients", "scheduling"):
            listed = subprocess.run([str(word) for word in (self.topology.wabictl, "quarantine", "list", "--data", self.topology.data(service),
                                                            *self.topology.store(service))], capture_output=True, text=True, timeout=60, check=False)
            assert listed.returncode == 0 and held[service][0]["id"] in listed.stdout and service in listed.stderr, listed
            assert len(listed.stdout.splitlines()) == 1, listed.stdout
        status, answer = self.admin.ask("POST", "/v1/held/release?service=patients", {"service": "patients", "id": held["patients"][0]["id"]})
        assert status == 204, (status, answer)
        choice = {"service": "scheduling", "id": held["scheduling"][0]["id"], "why": "Test"}
        assert self.admin.ask("POST", "/v1/held/discard?service=scheduling", choice)[0] == 204
        assert self.desk.ask("GET", f"/v1/records/client/{client['id']}")[1]["body"]["city"] == "Elsewhere"
        assert self.desk.ask("GET", f"/v1/records/holiday/{holiday['id']}")[0] == 404
        assert not self.held_of("patients") and not self.held_of("scheduling")

    def service_scope(self):
        """A service's token opens feeds for what it needs, and nothing else; a person's key signs none."""
        key = json.loads((self.topology.data("scheduling") / "service.key").read_text())
        token = make_token(key, "scheduling", self.topology)
        port = self.topology.ports["sessions"]
        path = f"/v1/sync?service=sessions&practice={self.desk.practice}&since=0&kinds="
        assert self.topology.ask("GET", path + "session", token=token, port=port)[0] == 200
        assert self.topology.ask("GET", path + "trial", token=token, port=port)[0] == 403
        assert self.topology.ask("GET", "/v1/records/session?limit=1", token=token, port=port)[0] == 403
        assert self.topology.ask("POST", "/v1/push?service=sessions", {}, token=token, port=port)[0] == 403
        other = make_token(key, "billing", self.topology)
        assert self.topology.ask("GET", path + "session", token=other, port=port)[0] == 401

    def forwarded(self):
        """Auth counts failed sign-ins by the caller's own address, also behind the gateway; a forged header changes nothing."""
        wrong = {"practice": PRACTICE, "login": "maya.ortiz", "password": "not this one", "device": "d"}
        answers = {self.topology.ask("POST", "/v1/auth/sign-in", wrong, headers={"X-Forwarded-For": f"10.0.0.{i}"})[0] for i in range(8)}
        assert answers == {401, 429}, answers

    def limited(self):
        """Who asks too often is told so; others are not held up by it."""
        self.topology.kill("gateway")
        self.topology.start_gateway("inside = 10.255.255.1", "user-rate = 20")
        answers = [self.desk.ask("GET", "/v1/records/staff?limit=1") for _ in range(40)]
        assert {status for status, _ in answers} == {200, 429}, answers[-1]
        assert answers[-1][1]["error"]["code"] == "too_many", answers[-1]
        assert self.admin.ask("GET", "/v1/records/staff?limit=1")[0] == 200
        self.topology.kill("gateway")
        self.topology.start_gateway()

    def extract_with_kills(self, service, source, target):
        """Broken off by kill -9 again and again, it is brought to its end by the same command."""
        command = [self.topology.wabictl, "extract", service, "--data", self.topology.data(source), *self.topology.store(source),
                   "--to", self.topology.data(target)]
        if self.topology.postgres:
            command += ["--to-store", f"{self.topology.postgres}&schema={target}"]
        for after in (0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3):
            with subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                try:
                    process.wait(after)
                except subprocess.TimeoutExpired:
                    process.kill()
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0 or "was moved to" in done.stderr, done.stderr

    def undone(self):
        """A service goes back to where it came from, and nobody has to read anything anew."""
        before = self.admin.ask("GET", "/v1/sync?service=goals&limit=1")[1]
        for service in ("goals", "auth"):
            process = self.topology.processes.pop(service)
            process.terminate()
            process.wait()
        self.extract_with_kills("goals", "goals", "auth")
        self.topology.write_config("auth", "auth,goals")
        keys = run(self.topology.wabictl, "service-key", "--data", self.topology.data("auth"), "--services", "auth,goals", "--register", self.topology.keys)
        assert "auth+goals" in keys
        config = self.topology.folder / "auth.conf"
        config.write_text(config.read_text().replace(f"goals = https://127.0.0.1:{self.topology.ports['goals']}\n", ""))
        self.topology.start_service("auth")
        port = self.topology.ports["auth"]
        status, answer = self.topology.ask("GET", f"/v1/sync?service=goals&limit=1&since=1&epoch={before['epoch']}", token=self.admin.token, port=port)
        assert status == 200 and answer["epoch"] == before["epoch"] and answer["head"] == before["head"], answer
        run(self.topology.wabictl, "verify-audit", "--data", self.topology.data("auth"), *self.topology.store("auth"))
        refused = subprocess.run([self.topology.server, "--config", self.topology.folder / "goals.conf"], capture_output=True, text=True, timeout=60, check=False)
        assert refused.returncode == 1 and "moved" in refused.stderr, refused.stderr


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def make_token(key, service, topology):
    """A service's token, signed by openssl."""
    now = int(time.time())
    body = ".".join(base64url(json.dumps(part).encode()) for part in ({"alg": "EdDSA", "typ": "JWT"}, {"svc": service, "iat": now, "exp": now + 200}))
    secret = base64.urlsafe_b64decode(key["d"] + "==")
    pem = topology.folder / "key.der"
    pem.touch(mode=0o600)
    pem.write_bytes(bytes.fromhex("302e020100300506032b657004220420") + secret)
    (topology.folder / "to-sign").write_text(body)
    signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", pem, "-keyform", "DER", "-rawin", "-in", topology.folder / "to-sign"],
                               capture_output=True, check=True).stdout
    return body + "." + base64url(signature)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="wabi-apart-"))
    topology = Topology(options.build, folder, os.environ.get("WABI_TEST_POSTGRES"))
    tap, apart = Tap(), Apart(topology)
    try:
        topology.make(clients=6, staff=8)
        topology.start()
        for name in ("sign_in_everywhere", "health", "routes", "service_scope", "causal", "reaction", "draft", "plan", "old_desktop", "ahead", "nudges",
                     "one_dies", "copies_equal", "held_apart", "limited", "undone", "forwarded"):
            tap.check(name.replace("_", " "), getattr(apart, name))
        print(f"1..{tap.n}", flush=True)
        if tap.failed:
            for service in SERVICES:
                print(f"# {service}: " + topology.log(service)[-600:].replace("\n", "\n#   "))
    finally:
        topology.stop()
        if options.keep:
            print(f"# kept {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
