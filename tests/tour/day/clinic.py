# SPDX-License-Identifier: AGPL-3.0-or-later
"""The practice and its server: made from a seed, copied for each tour, started, killed, asked what it knows."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from harness import TourError, wait_until
from harness.environment import Process

PRACTICE = "cedar-grove"
PASSWORD = "wabi-care-demo"
ZONE = ZoneInfo("America/New_York")
START_SECONDS = 30
SECOND = 1_000_000


class Clinic:
    """A fresh demo practice in a folder of its own, and the server that serves it."""

    def __init__(self, build, folder):
        self.build = Path(build)
        self.data = Path(folder) / "practice"
        self.process = None
        self.starts = 0
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.url = f"https://127.0.0.1:{self.port}"

    # Programs

    def program(self, name):
        """A built program, wherever its meson.build is."""
        for path in sorted(self.build.rglob(name)):
            if path.is_file() and os.access(path, os.X_OK) and ".p/" not in str(path):
                return path
        raise TourError(f"{name} has not been built in {self.build}")

    # Data

    def make_once(self):
        """The folder of a practice of today; the second time on a day it is there already."""
        wabictl = self.program("wabictl")
        today = datetime.now(ZONE).date().isoformat()
        store = self.build / "tour-practice"
        made = store / today
        if not (made / "made").exists() or (made / "made").stat().st_mtime < wabictl.stat().st_mtime:
            shutil.rmtree(store, ignore_errors=True)
            made.mkdir(parents=True)
            self._run([wabictl, "demo", "--data", made])
            (made / "made").touch()
        return made

    def make(self):
        """Makes the practice, or copies the one of today."""
        made = self.make_once()
        self.data.mkdir(parents=True, mode=0o700)
        for path in made.glob("wabi.db*"):
            shutil.copy(path, self.data / path.name)

    # Server

    def start(self):
        """Starts the server, and returns when it answers."""
        reader, writer = os.pipe()
        self.starts += 1
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        self.process = Process("wabi-server", [self.program("wabi-server"), "--data", self.data, "--services=all", "--listen",
                                               f"127.0.0.1:{self.port}", "--ready-fd", writer], env,
                               self.data.parent / f"server-{self.starts}.log", pass_fds=(writer,))
        os.close(writer)
        line = []
        with os.fdopen(reader) as ready:
            thread = threading.Thread(target=lambda: line.append(ready.readline()), daemon=True)
            thread.start()
            thread.join(START_SECONDS)
        if not line or not line[0].strip():
            raise TourError(f"the server did not start: {self.process.output()[-2000:]}")

    def kill(self):
        """kill -9."""
        self.process.kill()

    def stop(self):
        if self.process is not None:
            self.process.stop()

    def write_sign_in(self, role, path):
        """The file that lets the desktop open signed in."""
        self._run([self.program("wabictl"), "demo-sign-in", "--data", self.data, "--as", role, "--out", path])

    def verify_audit(self):
        """What the administrator's program says about the audit chains; raises when they are not whole."""
        return self._run([self.program("wabictl"), "verify-audit", "--data", self.data]).strip()

    @staticmethod
    def _run(argv):
        done = subprocess.run([str(arg) for arg in argv], capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise TourError(f"{Path(argv[0]).name} {argv[1]} ended with {done.returncode}: {done.stderr.strip()[-1000:]}")
        return done.stdout

    # What the server knows, asked by the administrator over HTTPS as any program could

    def ask(self, method, path, body=None, token=None):
        """(status, answer) of one call."""
        context = ssl.create_default_context(cafile=str(self.data / "ca.pem"))
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=context)
        try:
            headers = {"Content-Type": "application/json"}
            if token:
                headers["Authorization"] = "Bearer " + token
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            data = answer.read()
            return answer.status, json.loads(data) if data else None
        except OSError as error:
            raise TourError(f"the server does not answer: {error}") from None
        finally:
            connection.close()

    def _token(self, login):
        if not hasattr(self, "tokens"):
            self.tokens = {}
        if login not in self.tokens:
            status, answer = self.ask("POST", "/v1/auth/sign-in", {"practice": PRACTICE, "login": login, "password": PASSWORD,
                                                                   "device": str(uuid.uuid4())})
            if status != 200:
                raise TourError(f"{login} was not let in: {status} {answer}")
            self.tokens[login] = answer["access_token"]
        return self.tokens[login]

    def get(self, path, login="wendell.abara"):
        """The answer to a GET that must succeed."""
        for _ in range(2):
            status, answer = self.ask("GET", path, token=self._token(login))
            if status != 401:
                break
            self.tokens.pop(login)
        if status != 200:
            raise TourError(f"GET {path} was answered {status}: {answer}")
        return answer

    def record(self, kind, record_id, login="wendell.abara"):
        """One record as the server has it: {"id", "version", "seq", "body"}."""
        return self.get(f"/v1/records/{kind}/{record_id}", login)

    def records(self, kind, login="wendell.abara", **where):
        """All records of a kind whose indexed fields are as said; starts=(from, to) bounds those that are kept by time."""
        span = where.pop("starts", None)
        terms = [f"{key}={value}" for key, value in where.items()]
        if span is not None:
            terms += [f"from={span[0]}", f"to={span[1]}"]
        found = []
        while True:
            answer = self.get(f"/v1/records/{kind}?" + "&".join([*terms, "limit=500", f"offset={len(found)}"]), login)
            found += answer["records"]
            if not answer["more"]:
                return found

    def wait_record(self, kind, record_id, what, condition, seconds=20):
        """Wait until a record's body fulfills a condition; returns the record."""
        def look():
            record = self.record(kind, record_id)
            return record if condition(record["body"]) else None
        return wait_until(look, what, seconds)

    def staff(self, name):
        """The id of a member of staff by full name."""
        for record in self.records("staff"):
            if f"{record['body']['first_name']} {record['body']['last_name']}" == name:
                return record["id"]
        raise TourError(f"nobody is called {name}")

    def client(self, client_id):
        """A client's full name."""
        body = self.record("client", client_id)["body"]
        return f"{body['first_name']} {body['last_name']}"


# Days and instants

def today():
    """The practice's day."""
    return datetime.now(ZONE).date()


def instant(day, minute=0):
    """Microseconds since 1970 UTC of a minute of a practice's day."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return round((midnight + timedelta(minutes=minute)).timestamp()) * SECOND


def local(at):
    """The practice's wall clock of an instant."""
    return datetime.fromtimestamp(at / SECOND, timezone.utc).astimezone(ZONE)
