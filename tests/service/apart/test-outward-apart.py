#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scheduling as a process of its own reminds families and writes into calendars: of clients, people and the practice's rule it has copies only.

usage: test-outward-apart.py --build FOLDER       writes TAP; WABI_TEST_POSTGRES puts the databases on that cluster
"""

import argparse
import base64
import json
import os
import queue
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

HARNESS = Path(__file__).resolve().parents[2] / "harness"
sys.path.insert(0, str(HARNESS / "apart"))

from topology import Topology, die_with_parent, free_port  # noqa: E402

PRACTICE, PASSWORD = "cedar-grove", "wabi-care-demo"
PATIENCE = 60
FAMILY = "family@example.org"
USER, SECRET = "ana", "plain-horse-17"


def wait_until(condition, what):
    """What an event brings about; its failure is told by name, and no time is asserted."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        pause.wait(0.05)
    raise AssertionError(f"did not come about: {what}")


class Listener:
    """A program that writes lines, all of which are read."""

    def __init__(self, argv, stream):
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, preexec_fn=die_with_parent, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
                                        **{stream: subprocess.PIPE, ("stderr" if stream == "stdout" else "stdout"): subprocess.DEVNULL})
        self.lines = queue.Queue()
        threading.Thread(target=self.read, args=(getattr(self.process, stream),), daemon=True).start()

    def read(self, stream):
        for line in stream:
            self.lines.put(line)

    def next(self):
        return self.lines.get(timeout=PATIENCE)

    def stop(self):
        self.process.kill()
        self.process.wait()


class Person:
    """One who is signed in with auth, and asks each service where it is."""

    def __init__(self, topology, login):
        self.topology, self.device, self.n = topology, str(uuid.uuid4()), {}
        status, answer = topology.ask("POST", "/v1/auth/sign-in", {"practice": PRACTICE, "login": login, "password": PASSWORD, "device": self.device},
                                      port=topology.ports["auth"])
        assert status == 200, (status, answer)
        self.token, self.user, self.practice = answer["access_token"], answer["user"], answer["practice"]["id"]

    def ask(self, service, method, path, body=None):
        return self.topology.ask(method, path, body, self.token, port=self.topology.ports[service])

    def must(self, service, name, args):
        def once():
            n = self.n.get(service, 0) + 1
            command = {"n": n, "id": str(uuid.uuid4()), "name": name, "schema": 1, "args": args, "deps": [], "wall": int(time.time() * 1e6), "mono": 1, "boot": "b",
                       "zone": "America/New_York"}
            status, answer = self.ask(service, "POST", f"/v1/push?service={service}",
                                      {"device": self.device, "service": service, "epoch": "", "from_n": n, "commands": [command]})
            assert status in (200, 503), (name, status, answer)
            if status == 200:
                self.n[service] = n
                return answer["results"][0]
            return None
        result = wait_until(once, f"{name} is answered")
        assert result["status"] in ("applied", "merged"), result

    def read(self, service, path, what):
        """A service that has just started says for a moment that it does not know the keys of auth yet."""
        def once():
            got = self.ask(service, "GET", path)
            return got if got[0] != 503 else None
        status, answer = wait_until(once, f"{what} is read")
        assert status == 200, (status, answer)
        return answer

    def record(self, service, kind, ident):
        return self.read(service, f"/v1/records/{kind}/{ident}", kind)

    def records(self, service, kind, where=""):
        return self.read(service, f"/v1/records/{kind}?limit=500{where}", kind)["records"]


class World:
    """auth, patients and scheduling, a mail server, and a calendar server."""

    def __init__(self, topology):
        self.topology, self.sink, self.radicale, self.port = topology, None, None, free_port()
        self.told = []

    def start(self):
        topology = self.topology
        topology.make(clients=4, staff=6)
        topology.start_service("auth")
        topology.start_service("patients")
        tls = topology.tls
        self.sink = Listener([HARNESS / "smtp-sink", tls / "server.pem", tls / "server.key", "0"], "stdout")
        mail = int(self.sink.next())
        users, conf = topology.folder / "users", topology.folder / "radicale.conf"
        users.write_text(f"{USER}:{SECRET}\n")
        conf.write_text(f"[server]\nhosts = 127.0.0.1:{self.port}\nssl = True\ncertificate = {tls}/server.pem\nkey = {tls}/server.key\n[auth]\ntype = htpasswd\n"
                        f"htpasswd_filename = {users}\nhtpasswd_encryption = plain\n[storage]\nfilesystem_folder = {topology.folder}/calendars\n[logging]\nlevel = info\n")
        self.radicale = Listener(["/usr/bin/radicale", "--config", conf], "stderr")
        while "server ready" not in self.radicale.next():
            pass
        config = topology.folder / "scheduling.conf"
        config.write_text(config.read_text() + f"[mail]\nserver = smtp://127.0.0.1:{mail}\nfrom = office@clinic.example\nca = {tls}/ca.pem\nevery = 1\nretry = 1\n"
                          f"[calendars]\nservers = 127.0.0.1:{self.port}\nca = {tls}/ca.pem\nevery = 1\nretry = 1\n")
        topology.start_service("scheduling")
        self.admin = Person(topology, "wendell.abara")

    def stop(self):
        for one in (self.sink, self.radicale):
            if one is not None:
                one.stop()

    def there(self, method, name=""):
        """As another program of the same person would ask the calendar."""
        basic = base64.b64encode(f"{USER}:{SECRET}".encode()).decode()
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}/{USER}/work/{name}", method=method, headers={"Authorization": "Basic " + basic})
        try:
            with urllib.request.urlopen(request, context=ssl.create_default_context(cafile=str(self.topology.tls / "ca.pem"))) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    def next_message(self):
        message = json.loads(self.sink.next())
        self.told.append(message["id"])
        return message

    # The checks, in order: each goes on from where the one before ended.

    def reminds(self):
        now = int(time.time() * 1e6)
        visits = self.admin.records("scheduling", "appointment", f"&from={now}&to={now + 160 * 3600 * 1000000}&status=scheduled")
        assert visits, "the demo practice has visits to come"
        self.client = visits[0]["body"]["client"]
        client = self.admin.record("patients", "client", self.client)
        base = {name: client["body"].get(name) for name in ("guardian_email", "language")}
        self.admin.must("patients", "client.edit", {"id": self.client, "base": base, "set": {"guardian_email": FAMILY, "language": "Spanish"}})
        practice = self.admin.record("auth", "practice", self.admin.practice)
        self.admin.must("auth", "practice.set", {"id": self.admin.practice, "base_version": practice["version"], "reminder_hours": 160})
        message = self.next_message()
        assert message["to"] == [FAMILY] and message["taken"] and message["tls"], message
        assert message["subject"].startswith("Recordatorio: cita del "), message

    def tells_once(self):
        """Whatever is killed, and however often it starts: no start of a visit is told twice."""
        def all_settled():
            return not [one for one in self.admin.records("scheduling", "reminder") if one["body"]["status"] in ("waiting", "sending")]
        self.topology.kill("scheduling")
        self.topology.start_service("scheduling")
        def signed_in():
            return self.admin.ask("scheduling", "GET", "/v1/sync?service=scheduling&limit=1")[0] == 200
        wait_until(signed_in, "scheduling knows the keys of auth")
        # What was under way when it was killed is given up ten minutes later; all else is sent.
        wait_until(lambda: all_settled() or len([one for one in self.admin.records("scheduling", "reminder") if one["body"]["status"] == "waiting"]) == 0, "all are sent")
        sent = [one for one in self.admin.records("scheduling", "reminder") if one["body"]["status"] == "sent"]
        while len(self.told) < len(sent):
            self.next_message()
        assert len(set(self.told)) == len(self.told), self.told

    def reminds_alone(self):
        """Without patients and auth it goes on with what it knows of them: a visit that moves is told anew."""
        for service in ("patients", "auth"):
            self.topology.kill(service)
        now = int(time.time() * 1e6)
        visits = self.admin.records("scheduling", "appointment", f"&from={now + 3600 * 1000000}&to={now + 150 * 3600 * 1000000}&status=scheduled&client={self.client}")
        visit = visits[-1]
        old = {name: visit["body"][name] for name in ("starts_at", "ends_at", "staff")}
        new = {name: old[name] + 5 * 60 * 1000000 for name in ("starts_at", "ends_at")}
        before = len(self.told)
        self.admin.must("scheduling", "appointment.move", {"id": visit["id"], "base": old, "set": new})
        message = self.next_message()
        assert message["to"] == [FAMILY] and self.told[-1] not in self.told[:before], message
        for service in ("auth", "patients"):
            self.topology.start_service(service)

    def writes_calendars(self):
        """Names and people in the calendar come from copies."""
        status, _ = self.there("MKCALENDAR")
        assert status == 201, status
        now = int(time.time() * 1e6)
        visits = self.admin.records("scheduling", "appointment", f"&from={now}&to={now + 200 * 86400 * 1000000}&status=scheduled&client={self.client}")
        status, answer = self.admin.ask("scheduling", "POST", "/v1/calendar-push/connect",
                                        {"url": f"https://127.0.0.1:{self.port}/{USER}/work/", "user": USER, "password": SECRET, "show_names": True})
        assert status == 200, answer
        push = answer["id"]
        wait_until(lambda: self.admin.record("scheduling", "calendar_push", push)["body"]["state"] == "good", "the calendar is written")
        client = self.admin.record("patients", "client", self.client)["body"]
        visit = visits[0]
        staff = self.admin.record("auth", "staff", visit["body"]["staff"])["body"]
        status, text = self.there("GET", f"wabi-{visit['body'].get('series') or visit['id']}.ics")
        if status == 404:
            status, text = self.there("GET", f"wabi-{visit['id']}.ics")
        text = text.replace("\r\n ", "")
        assert status == 200 and client["last_name"] in text and staff["last_name"] in text, (status, text[:2000])
        assert (self.topology.data("scheduling") / "calendar.key").stat().st_mode & 0o777 == 0o600


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=Path)
    options = parser.parse_args()
    if not os.path.exists("/usr/bin/radicale"):
        print("1..0 # SKIP Radicale is not installed (tools/packages.txt)")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="wabi-outward-"))
    topology = Topology(options.build, folder, os.environ.get("WABI_TEST_POSTGRES"))
    world, failed = World(topology), 0
    try:
        world.start()
        names = ("reminds", "tells_once", "reminds_alone", "writes_calendars")
        for n, name in enumerate(names, 1):
            try:
                getattr(world, name)()
                print(f"ok {n} - {name.replace('_', ' ')}", flush=True)
            except Exception as error:  # pylint: disable=broad-except
                failed += 1
                print(f"not ok {n} - {name.replace('_', ' ')}\n# {type(error).__name__}: {error}", flush=True)
        print(f"1..{len(names)}", flush=True)
        if failed:
            print("# scheduling: " + topology.log("scheduling").replace("\n", "\n#   "))
    finally:
        world.stop()
        topology.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
