#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills the real server again and again while desktops push to it, and proves that nothing acknowledged was lost or doubled.

usage: kill-server.py WABI-SERVER WABICTL [--seed N] [--kills N] [--keep]

Six pushers, each with its own device and connection, send commands as a desktop does: numbered, several at once, again with the
same numbers until they are answered. The server is killed (-9) at points that a seed chooses, and started again. Then the feed, the
stored results, the heads and the audit chain must agree with what was acknowledged.
"""

import argparse
import gzip
import http.client
import json
import os
import random
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

PASSWORD = "wabi-care-demo"
PRACTICE = "cedar-grove"
START_SECONDS = 30
TEST_SECONDS = 150
CALL_SECONDS = 20


def new_id(rand):
    """A UUIDv7 as desktops make them."""
    number = (int(time.time() * 1000) << 80) | (7 << 76) | (rand.getrandbits(12) << 64) | (2 << 62) | rand.getrandbits(62)
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class Server:
    """The program under test. Its port changes at each start, as the pushers must notice by themselves."""

    def __init__(self, program, data):
        self.program = program
        self.data = data
        self.process = None
        self.port = None
        self.up = threading.Event()

    def start(self):
        reader, writer = os.pipe()
        with open(self.data / "server.log", "ab") as log:
            self.process = subprocess.Popen([self.program, "--data", self.data, "--listen", "127.0.0.1:0", "--ready-fd",
                                             str(writer), "--log", "none"], stdout=log, stderr=log, pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as ready:
            watchdog = threading.Timer(START_SECONDS, self.process.kill)
            watchdog.start()
            line = ready.readline()
            watchdog.cancel()
        if not line.strip():
            raise AssertionError("the server did not start again: " + (self.data / "server.log").read_text()[-2000:])
        self.port = int(line)
        self.up.set()

    def kill(self):
        self.up.clear()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Connection:
    """One person's HTTPS connection, with its token. Any failure is a ConnectionError; the caller tries again later."""

    def __init__(self, server, login, device):
        self.server = server
        self.login = login
        self.device = device
        self.http = None
        self.token = None
        self.epoch = None
        self.user = None

    def call(self, method, path, body=None, token=True):
        """(status, answer)."""
        if not self.server.up.wait(START_SECONDS + CALL_SECONDS):
            raise AssertionError("the server was away for too long")
        try:
            if self.http is None:
                context = ssl.create_default_context(cafile=str(self.server.data / "ca.pem"))
                self.http = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=CALL_SECONDS, context=context)
            headers = {"Content-Type": "application/json"}
            if token:
                headers["Authorization"] = "Bearer " + self.token
            self.http.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.http.getresponse()
            data = answer.read()
            if answer.getheader("Content-Encoding") == "gzip":
                data = gzip.decompress(data)
            return answer.status, json.loads(data) if data else None
        except (OSError, http.client.HTTPException, zlib.error, EOFError, ValueError) as error:
            self.close()
            raise ConnectionError(str(error)) from None

    def close(self):
        if self.http is not None:
            self.http.close()
        self.http = None

    def sign_in(self):
        status, answer = self.call("POST", "/v1/auth/sign-in", {"practice": PRACTICE, "login": self.login,
                                                                "password": PASSWORD, "device": self.device}, token=False)
        if status != 200:
            raise AssertionError(f"{self.login} was not let in: {status} {answer}")
        self.token, self.epoch, self.user = answer["access_token"], answer["epoch"], answer["user"]

    def enter(self):
        """Sign in, as long as it takes."""
        while self.token is None:
            try:
                self.sign_in()
            except ConnectionError:
                continue

    def patient_call(self, method, path, body=None):
        """The same until there is an answer, signing in again where the token has run out."""
        while True:
            self.enter()
            try:
                status, answer = self.call(method, path, body)
            except ConnectionError:
                continue
            if status == 401:
                self.token = None
                continue
            return status, answer


class Pusher(threading.Thread):
    """A desktop: gives commands, keeps them until they are acknowledged, remembers what was acknowledged."""

    def __init__(self, number, server, login, service, seed):
        super().__init__(daemon=True)
        self.rand = random.Random(seed * 100 + number)
        self.service = service
        self.device = new_id(self.rand)
        self.connection = Connection(server, login, self.device)
        self.commands = []            # all that were given, in order; n is the place + 1
        self.answers = {}             # n: its acknowledged result
        self.again = 0                # acknowledged ones that were asked for a second time
        self.enough = threading.Event()
        self.error = None

    def run(self):
        try:
            self.open()
            while not self.enough.is_set():
                self.push_some()
            self.finish()
        except Exception as error:  # noqa: BLE001 - told by the main thread
            self.error = error

    def open(self):
        pass

    def finish(self):
        pass

    def give(self, name, args):
        self.commands.append({"n": len(self.commands) + 1, "id": new_id(self.rand), "name": name, "schema": 1, "args": args,
                              "deps": [], "wall": int(time.time() * 1e6), "mono": time.monotonic_ns() // 1000,
                              "boot": "kill-server", "zone": "America/New_York"})

    def make_one(self):
        raise NotImplementedError

    def push_some(self):
        for _ in range(self.rand.randint(1, 12)):
            self.make_one()
        self.flush()

    def flush(self):
        """Sends what is not acknowledged, as long as it takes; now and then with some that are."""
        while len(self.answers) < len(self.commands):
            first = len(self.answers) + 1
            if first > 1 and self.rand.random() < 0.2:
                back = self.rand.randint(1, min(5, first - 1))
                self.again += back
                first -= back
            batch = self.commands[first - 1:first + 199]
            status, answer = self.connection.patient_call("POST", "/v1/push", {
                "device": self.device, "service": self.service, "epoch": self.connection.epoch, "from_n": first,
                "commands": batch})
            if status != 200:
                raise AssertionError(f"push was answered {status}: {answer}")
            self.take(batch, answer["results"])

    def take(self, batch, results):
        for command, result in zip(batch, results):
            n = command["n"]
            if (result["n"], result["id"]) != (n, command["id"]):
                raise AssertionError(f"asked for {n} {command['id']}, answered {result}")
            if result["status"] not in ("applied", "merged"):
                raise AssertionError(f"{command['name']} was refused: {result}")
            known = self.answers.get(n)
            if known is not None and known != result:
                raise AssertionError(f"the stored answer changed from {known} to {result}")
            if known is None and n != len(self.answers) + 1:
                raise AssertionError(f"answer {n} came after {len(self.answers)}")
            self.answers[n] = result


class OfficePusher(Pusher):
    """Adds places to the schedule's service."""

    def __init__(self, number, server, login, seed):
        super().__init__(number, server, login, "scheduling", seed)

    def make_one(self):
        self.give("location.set", {"id": new_id(self.rand), "name": f"Room {len(self.commands)}", "place": "11"})


class FloorPusher(Pusher):
    """Holds a session: starts it, records trials, ends it. The schedule's service reacts to both ends."""

    def __init__(self, number, server, login, seed):
        super().__init__(number, server, login, "sessions", seed)
        self.appointment = None
        self.session = new_id(self.rand)
        self.target = None

    def open(self):
        self.connection.enter()
        status, answer = self.connection.patient_call(
            "GET", f"/v1/records/appointment?staff={self.connection.user}&status=scheduled&limit=1")
        if status != 200 or not answer["records"]:
            raise AssertionError(f"{self.connection.login} has no appointment: {status} {answer}")
        self.appointment = answer["records"][0]
        client = self.appointment["body"]["client"]
        _, answer = self.connection.patient_call("GET", f"/v1/records/target?client={client}&limit=1")
        self.target = answer["records"][0]["id"]
        body = self.appointment["body"]
        self.give("session.start", {"id": self.session, "appointment": self.appointment["id"], "client": client,
                                    "staff": self.connection.user, "service_code": body["service_code"],
                                    "place": body["place"], "starts_at": int(time.time() * 1e6), "zone": body["zone"]})
        self.flush()

    def make_one(self):
        self.give("trial.record", {"id": new_id(self.rand), "session": self.session, "target": self.target,
                                   "action": "record", "result": self.rand.choice(["correct", "incorrect"]),
                                   "at": int(time.time() * 1e6)})

    def finish(self):
        self.give("session.end", {"id": self.session, "ends_at": int(time.time() * 1e6), "note": new_id(self.rand)})
        self.flush()


def count(pushers):
    return sum(len(pusher.answers) for pusher in pushers)


def wait_for(condition, what, deadline, pushers):
    """Without a pause longer than a push takes: the kill comes in the midst of others' pushes."""
    while not condition():
        for pusher in pushers:
            if pusher.error is not None:
                raise pusher.error
        if time.monotonic() > deadline:
            raise AssertionError(f"waited too long for {what}")
        time.sleep(0.001)


def kill_often(server, pushers, rand, kills, deadline):
    """The seed says after how many acknowledgements, and how many thousandths of a second later."""
    for kill in range(kills):
        wanted = count(pushers) + rand.randint(5, 200)
        wait_for(lambda: count(pushers) >= wanted, f"acknowledgement {wanted} before kill {kill + 1}", deadline, pushers)
        time.sleep(rand.random() * 0.02)
        server.kill()
        server.start()
    wanted = count(pushers) + 50
    wait_for(lambda: count(pushers) >= wanted, "the last acknowledgements", deadline, pushers)


def pull(connection, service):
    """The whole feed of a service: {(kind, id): change}."""
    records, since, last = {}, 0, 0
    while True:
        status, answer = connection.patient_call(
            "GET", f"/v1/sync?service={service}&since={since}&epoch={connection.epoch}&limit=5000")
        assert status == 200, f"sync was answered {status}: {answer}"
        for change in answer["changes"]:
            assert change["seq"] > last, f"seq {change['seq']} came after {last}"
            last = change["seq"]
            assert (change["kind"], change["id"]) not in records, f"{change['id']} is in the feed twice"
            records[change["kind"], change["id"]] = change
        since = answer["next"]
        if not answer["more"]:
            return records


# What must be true at the end

def check_feed(server, pushers):
    """Each acknowledged record is in the feed, once, as it was acknowledged."""
    reader = Connection(server, "wendell.abara", new_id(random.Random(1)))
    reader.enter()
    feeds = {service: pull(reader, service) for service in ("scheduling", "sessions")}
    for pusher in pushers:
        for answer in pusher.answers.values():
            for record in answer["records"]:
                there = feeds[pusher.service].get((record["kind"], record["id"]))
                assert there is not None, f"{record} was acknowledged and is not in the feed"
                assert there["version"] >= record["version"], f"{record} went back to {there}"
    made = {record["id"] for pusher in pushers for answer in pusher.answers.values() for record in answer["records"]
            if record["kind"] in ("location", "trial")}
    for pusher in pushers:
        for command in pusher.commands:
            if command["name"] in ("location.set", "trial.record"):
                assert command["args"]["id"] in made, f"{command['id']} was acknowledged without its record"
    for pusher in pushers:
        if isinstance(pusher, FloorPusher):
            trials = [change for change in feeds["sessions"].values()
                      if change["kind"] == "trial" and change["body"]["session"] == pusher.session]
            given = [command for command in pusher.commands if command["name"] == "trial.record"]
            assert len(trials) == len(given), f"{len(given)} trials were recorded, {len(trials)} are there"
            assert all(trial["version"] == 1 for trial in trials), "a trial was applied twice"


def check_reactions(server, pushers):
    """A session that ended completed its appointment, although the server died in between: exactly two steps."""
    for pusher in pushers:
        if not isinstance(pusher, FloorPusher):
            continue
        path = f"/v1/records/appointment/{pusher.appointment['id']}"
        deadline = time.monotonic() + 20
        while True:
            _, answer = pusher.connection.patient_call("GET", path)
            if answer["body"]["status"] == "completed":
                break
            assert time.monotonic() < deadline, f"the appointment is still {answer['body']['status']}"
            time.sleep(0.02)
        steps = answer["version"] - pusher.appointment["version"]
        assert 1 <= steps <= 2, f"the appointment was changed {steps} times"


def check_results(database, pushers):
    """The stored results are dense for each device, and are those that were acknowledged."""
    for pusher in pushers:
        rows = database.execute("SELECT n, mid, result FROM mutation WHERE device = ? AND service = ? ORDER BY n",
                                (pusher.device, pusher.service)).fetchall()
        assert [row[0] for row in rows] == list(range(1, len(pusher.commands) + 1)), "the numbers have a gap"
        assert [row[1] for row in rows] == [command["id"] for command in pusher.commands], "the commands are others"
        assert len(pusher.answers) == len(rows)


def check_heads(database):
    """Every position that a feed gave out is a version of a record: no gap, none twice; and the audit counts alike."""
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'r_*'")]
    for practice, service, head, audits in database.execute(
            "SELECT practice_id, service, head, audit_n FROM practice_head").fetchall():
        if service not in KINDS:
            continue
        rows = [row for kind in KINDS[service] if "r_" + kind in tables
                for row in database.execute(f"SELECT version, seq FROM r_{kind} WHERE practice_id = ?", (practice,))]
        seqs = [row[1] for row in rows]
        assert len(set(seqs)) == len(seqs), f"{service} gave a position twice"
        assert max(seqs) == head, f"{service} is at {head}, its newest record at {max(seqs)}"
        assert sum(row[0] for row in rows) == head, f"{service} is at {head}, its records say {sum(r[0] for r in rows)}"
        steps = [row[0] for row in database.execute("SELECT n FROM audit WHERE practice_id = ? AND service = ? ORDER BY n",
                                                     (practice, service))]
        assert steps == list(range(1, audits + 1)), f"{service}'s audit has a gap"


KINDS = {
    "scheduling": ("location", "appointment", "series", "need", "cancel_reason", "staff_hours", "staff_block", "time_off", "holiday", "resource",
                   "travel_time", "hours_limit", "calendar_link", "calendar_push",
                   "calendar_secret", "calendar_pushed", "reminder"),
    "sessions": ("session", "trial", "behavior_event", "note", "note_revision", "note_lease", "addendum", "guardian_signature"),
}


class Tap:
    """Says how each check went, in the form that meson reads."""

    def __init__(self, most):
        self.number = 0
        self.failed = 0
        print(f"1..{most}", flush=True)

    def check(self, name, function, *args):
        self.number += 1
        try:
            said = function(*args)
        except Exception as error:  # noqa: BLE001 - any trouble is a failed check
            self.failed += 1
            print(f"# {type(error).__name__}: {error}")
            print(f"not ok {self.number} - {name}", flush=True)
            return False
        print(f"ok {self.number} - {name}" + (f" ({said})" if said else ""), flush=True)
        return True


def find_technicians(wabictl, data):
    """Logins of technicians, by the list that the administrator's program prints."""
    said = subprocess.run([wabictl, "user", "list", "--data", data], capture_output=True, text=True, check=True).stdout
    return [line.split("\t")[0] for line in said.splitlines() if line.split("\t")[1] == "rbt"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("server")
    parser.add_argument("wabictl")
    parser.add_argument("--seed", type=int, default=20260309)
    parser.add_argument("--kills", type=int, default=15)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="wabi-kill-"))
    server = Server(Path(options.server).resolve(), data)
    wabictl = str(Path(options.wabictl).resolve())
    deadline = time.monotonic() + TEST_SECONDS
    tap = Tap(6)
    try:
        subprocess.run([wabictl, "demo", "--data", data, "--clients", "4", "--staff", "8"], check=True, stdout=subprocess.DEVNULL)
        logins = find_technicians(wabictl, data)[:3]
        pushers = [OfficePusher(i, server, "maya.ortiz", options.seed) for i in range(3)]
        pushers += [FloorPusher(3 + i, server, login, options.seed) for i, login in enumerate(logins)]
        server.start()
        for pusher in pushers:
            pusher.start()

        def torment():
            kill_often(server, pushers, random.Random(options.seed), options.kills, deadline)
            for pusher in pushers:
                pusher.enough.set()
            for pusher in pushers:
                pusher.join(max(1, deadline - time.monotonic()))
                if pusher.error is not None:
                    raise pusher.error
                assert not pusher.is_alive(), "a pusher did not come to its end"
            assert len(pushers) == 6, f"only {len(pushers)} pushers found a login"
            return (f"{options.kills} kills, {count(pushers)} acknowledged,"
                    f" {sum(pusher.again for pusher in pushers)} asked for again, seed {options.seed}")
        if not tap.check("work goes on through the kills", torment):
            print("Bail out! the rest would say nothing")
            return 1
        tap.check("what was acknowledged is in the feed, once", check_feed, server, pushers)
        tap.check("what reacts has reacted", check_reactions, server, pushers)
        server.stop()
        database = sqlite3.connect(data / "wabi.db")
        tap.check("the stored results are dense and those that were acknowledged", check_results, database, pushers)
        tap.check("the feeds have no gap", check_heads, database)
        database.close()
        tap.check("the audit verifies", lambda: subprocess.run([wabictl, "verify-audit", "--data", data], check=True,
                                                               capture_output=True, text=True).stdout.strip())
    finally:
        server.stop()
        if options.keep:
            print(f"# kept {data}")
        else:
            shutil.rmtree(data, ignore_errors=True)
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
