# SPDX-License-Identifier: AGPL-3.0-or-later
"""The adapter to Wabi Care: every program, option, path and shape of ours that the suite relies on is here."""

import json
import os
import shutil
import time

from . import postgres
from .asking import ask
from .processes import BenchError, Server, find_port, run

# The practice, people and password that `wabictl demo` makes.
PRACTICE = "cedar-grove"
PASSWORD = "wabi-care-demo"
READER = "maya.ortiz"

PUSH_PATH = "/v1/push"
ENVELOPE = '{"device":"@DEVICE@","service":"SERVICE","epoch":"","from_n":@FROM@,"commands":[@COMMANDS@]}\n'
# Seconds that a token must still be good for when a case begins.
TOKEN_MARGIN = 60
# Places of templates that stand for numbers, so that their quotes go.
NUMBERS = ("@N@", "@STARTS@", "@ENDS@")
# What stands in the answer once for each command that did what it says.
EXPECTED = '"status":"applied"'


def find_program(build, name):
    """A program of ours in the build folder, or None where it is not built."""
    for folder, _, names in os.walk(build):
        path = os.path.join(folder, name)
        if name in names and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    return None


class Ours:
    """Data, server and sign-in of Wabi Care."""

    stores = ("SQLite", "PostgreSQL")

    def __init__(self, build, work, store="SQLite", cluster=None):
        self.name = "Wabi Care" if store == "SQLite" else f"Wabi Care, {store}"
        self.build = build
        self.store = store
        self.work = os.path.join(work, "ours")
        self.server_program = find_program(build, "wabi-server")
        self.ctl_program = find_program(build, "wabictl")
        self.writer = None
        self.signed_in = {}
        self.cluster = cluster or postgres.Cluster()
        os.makedirs(self.work, exist_ok=True)

    def is_built(self):
        return self.server_program is not None and self.ctl_program is not None

    def _prepare(self, name, clients, staff, appointments, practices=1):
        """Makes the data once for each build; a folder without its stamp was left half made and is made anew.

        Returns its name: of the folder, and in PostgreSQL of the database, which lives as long as the run's cluster."""
        name = f"{name}-postgres" if self._is_postgres() else name
        folder = os.path.join(self.work, name)
        stamp = folder + ".made"
        location = []
        if self._is_postgres():
            if self.cluster.start().has(name):
                return name
            location = ["--store", self.cluster.create(name)]
        elif os.path.exists(stamp) and os.path.getmtime(stamp) >= os.path.getmtime(self.ctl_program):
            return name
        shutil.rmtree(folder, ignore_errors=True)
        run([self.ctl_program, "demo", "--data", folder, *location, "--clients", str(clients), "--staff", str(staff),
             "--practices", str(practices)])
        if appointments:
            run([self.ctl_program, "bench-data", "--data", folder, *location, "--appointments", str(appointments)])
        with open(stamp, "w", encoding="ascii"):
            pass
        return name

    def prepare_rows(self, rows):
        """The small practice with as many appointments as asked for."""
        self.pristine = self._prepare(f"rows-{rows}", 40, 18, rows)

    def prepare_large_practice(self, quick):
        """10,000 clients and 100,000 appointments, nearly all of which such a practice has by itself."""
        return os.path.join(self.work, self._prepare("small", 40, 18, 0) if quick else self._prepare("large", 10000, 500, 2000))

    def on(self, store):
        """The same on one of the stores."""
        found = Ours(self.build, os.path.dirname(self.work), store, self.cluster)
        return found

    def _is_postgres(self):
        return self.store == "PostgreSQL"

    def prepare_practices(self, practices, clients, staff):
        """Many demo practices in one database."""
        self.pristine = self._prepare(f"practices-{practices}", clients, staff, 0, practices)

    def start_practices(self):
        """A server on a copy of them; nobody is signed in."""
        return self._start(None)

    def _copy(self):
        """A copy of the prepared data, so that one run's writes are not the next one's reads: a folder, and where it lies."""
        data = os.path.join(self.work, "run-postgres" if self._is_postgres() else "run")
        shutil.rmtree(data, ignore_errors=True)
        run(["cp", "-r", "--reflink=auto", os.path.join(self.work, self.pristine), data])
        location = self.cluster.create("run", self.pristine) if self._is_postgres() else None
        run(["sync"])
        return data, location

    def _start(self, data):
        location = None
        if data is None:
            data, location = self._copy()
        listen = f"127.0.0.1:{find_port()}"
        command = [self.server_program, "--data", data, "--listen", listen, "--log", "none"]
        return Server(self.name, command + (["--store", location] if location else []), os.path.join(self.work, "server.log"),
                      f"https://{listen}", ca=os.path.join(data, "ca.pem"), ready_fd=True,
                      database=self.cluster if location else None)

    def start_server(self, data=None):
        """A server on a copy of the prepared data, or on a folder as it is, and a reader who is signed in."""
        server = self._start(data)
        self.signed_in = {}
        try:
            self.renew_token(server)
        except BenchError:
            server.stop()
            raise
        return server

    def renew_token(self, server, writes=False):
        """Access tokens are short-lived, so one that does not last for the next case is replaced."""
        login = self.writer["login"] if writes and self.writer else READER
        if self.signed_in.get("login") == login and self.signed_in["until"] > time.monotonic():
            return
        server.token = ""
        answer = ask(server, "/v1/auth/sign-in", {"practice": PRACTICE, "login": login, "password": PASSWORD,
                                                  "device": "01a0ffff-0009-7000-8000-000000000000"})
        server.token = answer["access_token"]
        self.signed_in = {"login": login, "user": answer["user"],
                          "until": time.monotonic() + answer["expires_in"] - TOKEN_MARGIN}

    def list_page(self, server, since, until, limit):
        """The appointments of a page, outside the measured time."""
        return self._list(server, f"appointment?from={since}&to={until}&limit={limit}")

    def _list(self, server, query):
        records = ask(server, f"/v1/records/{query}")["records"]
        return [{**record["body"], "id": record["id"]} for record in records]

    def count_applied(self, server):
        """The head of the feed: it grows by one for each record that a command changed."""
        return ask(server, f"/v1/sync?service={self.writer['service']}&since=0&limit=1")["head"]

    def describe_write(self):
        """The measured command's name, for the page."""
        return self.writer["command"] if self.writer else None

    def _make_trials(self, server):
        """What the clinic records most: trials of many past sessions, each with its client's first target."""
        sessions = self._list(server, "session?limit=500")
        targets = {}
        for client in {session["client"] for session in sessions}:
            targets[client] = self._list(server, f"target?client={client}&limit=1")
        return [{"id": "@RECORD@", "session": session["id"], "client": session["client"],
                 "target": targets[session["client"]][0]["id"], "action": "record", "result": "correct",
                 "at": session["starts_at"], "by": self.signed_in["user"]}
                for session in sessions if targets[session["client"]]]

    def _make_time_off(self, server):
        """Some minutes away of each member of staff."""
        return [{"id": "@RECORD@", "staff": staff["id"], "starts_at": "@STARTS@", "ends_at": "@ENDS@",
                 "status": "requested"} for staff in self._list(server, "staff?limit=500")]

    def write_templates(self, server):
        """What the load generator posts: the first of the commands below that is applied when it is tried."""
        writers = (
            {"service": "sessions", "command": "trial.record", "login": "jordan.reyes", "make": self._make_trials},
            {"service": "scheduling", "command": "time-off.set", "login": "frontdesk", "make": self._make_time_off},
        )
        reasons = []
        for number, self.writer in enumerate(writers):
            try:
                self.renew_token(server, writes=True)
                commands = [self._write_command(args) for args in self.writer["make"](server)]
                envelope = ENVELOPE.replace("SERVICE", self.writer["service"])
                self._try_command(server, envelope.replace("@COMMANDS@", commands[0]), number)
                return self._save_templates(envelope, commands)
            except (BenchError, KeyError, IndexError) as error:
                reasons.append(f"{self.writer['command']}: {error}")
        self.writer = None
        raise BenchError(f"{self.name} applies none of the commands that could be measured. " + " ".join(reasons))

    def _write_command(self, args):
        """A command as docs/protocol.md has it, with places for the load generator."""
        text = json.dumps({"n": "@N@", "id": "@ID@", "name": self.writer["command"], "schema": 1, "args": args, "deps": [],
                           "wall": 0, "mono": 0}, separators=(",", ":"))
        for place in NUMBERS:
            text = text.replace(f'"{place}"', place)
        return text

    def _try_command(self, server, body, number):
        """A run of refused commands would look fast, so one is tried and its result read first."""
        tail = f"7{number:03x}-8fff-{int(time.time()):012x}"
        places = {"ID": f"01a0ffff-0001-{tail}", "RECORD": f"01a0ffff-0002-{tail}", "N": "1", "FROM": "1",
                  "DEVICE": f"01a0ffff-0003-{tail}", "STARTS": "1990000000000000", "ENDS": "1990000060000000"}
        for place, value in places.items():
            body = body.replace(f"@{place}@", value)
        results = ask(server, PUSH_PATH, json.loads(body))["results"]
        if [result["status"] for result in results] != ["applied"]:
            raise BenchError(f"it was not applied: {results}")

    def _save_templates(self, envelope, commands):
        paths = {"path": PUSH_PATH, "expect": EXPECTED}
        for name, content in (("envelope", envelope), ("commands", "\n".join(commands) + "\n")):
            paths[name] = os.path.join(self.work, f"{name}-{self.store}")
            with open(paths[name], "w", encoding="utf-8") as file:
                file.write(content)
        return paths

    def find_sync_program(self):
        """Prints a line of JSON for each of its measurements: name, seconds, rss_kb."""
        if os.path.exists(os.path.join(self.build, "build.ninja")):
            run(["ninja", "-C", self.build, "bench/bench-sync"])
        return find_program(self.build, "bench-sync")

    def find_desktop(self):
        return find_program(self.build, "wabi-care")

    def make_desktop_environment(self, server):
        """What tells the desktop to begin with the week, and to say when it is there."""
        return {"WABI_BENCH": "1", "WABI_PLACE": "schedule", "GSETTINGS_SCHEMA_DIR": os.path.join(self.build, "data")}

    def make_first_environment(self, server):
        """The same for the first start, which signs in; the desktop removes the file once it has read it."""
        path = os.path.join(self.work, "sign-in.json")
        run([self.ctl_program, "demo-sign-in", "--data", os.path.dirname(server.ca), "--as", "frontdesk", "--out", path])
        return {**self.make_desktop_environment(server), "WABI_SIGN_IN_FILE": path}

    def make_desktop_command(self):
        return [self.find_desktop()]


# What the desktop says, with WABI_BENCH=1, at the moment at which its week can be used.
READY_WORD = "WABI-READY week"
# And, on the first start, when everything has come.
SAVED_WORD = "WABI-READY saved"
