# SPDX-License-Identifier: AGPL-3.0-or-later
"""The adapter to Wabi Care: every program, option, path and shape of ours that the suite relies on is here."""

import json
import os
import shutil
import time

from .asking import ask
from .processes import BenchError, Server, find_port, run

# Who signs in at the demo practice; `wabictl demo` makes them.
PRACTICE = "demo"
LOGIN = "frontdesk"
PASSWORD = "demo"

# The command that is measured: a booking, with feed, audit, idempotency and the rules of the service inside.
ENVELOPE = '{"device":"@DEVICE@","service":"scheduling","from_n":@FROM@,"commands":[@COMMANDS@]}\n'
COMMAND = {
    "id": "@ID@", "n": "@N@", "kind": "appointment.book",
    "args": {"id": "@RECORD@", "client_id": "@CLIENT@", "staff_id": "@STAFF@", "service_code": "97153",
             "location": "home", "starts_at": "@STARTS@", "ends_at": "@ENDS@"},
}
# Places that stand for numbers, so that their quotes go.
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

    name = "Wabi Care"

    def __init__(self, build, work):
        self.build = build
        self.work = os.path.join(work, "ours")
        self.server_program = find_program(build, "wabi-server")
        self.ctl_program = find_program(build, "wabictl")
        os.makedirs(self.work, exist_ok=True)

    def is_built(self):
        return self.server_program is not None and self.ctl_program is not None

    def _prepare(self, name, clients, staff, appointments):
        """Makes the data once for each build; a folder without its stamp was left half made and is made anew."""
        folder = os.path.join(self.work, name)
        stamp = folder + ".made"
        if not os.path.exists(stamp) or os.path.getmtime(stamp) < os.path.getmtime(self.ctl_program):
            shutil.rmtree(folder, ignore_errors=True)
            run([self.ctl_program, "demo", "--data", folder, "--clients", str(clients), "--staff", str(staff)])
            if appointments:
                run([self.ctl_program, "bench-data", "--data", folder, "--appointments", str(appointments)])
            with open(stamp, "w", encoding="ascii"):
                pass
        return folder

    def prepare_rows(self, rows):
        """The small practice with as many appointments as asked for."""
        self.pristine = self._prepare(f"rows-{rows}", 40, 18, rows)

    def prepare_large_practice(self, quick):
        """10,000 clients and 100,000 appointments, for the desktop's start."""
        return self._prepare("small", 40, 18, 0) if quick else self._prepare("large", 10000, 500, 100000)

    def start_server(self, data=None):
        """A server on a copy of the prepared data, so that one run's writes are not the next one's reads."""
        if data is None:
            data = os.path.join(self.work, "run")
            shutil.rmtree(data, ignore_errors=True)
            run(["cp", "-r", "--reflink=auto", self.pristine, data])
            run(["sync"])
        listen = f"127.0.0.1:{find_port()}"
        server = Server(self.name, [self.server_program, "--data", data, "--listen", listen],
                        os.path.join(self.work, "server.log"), f"https://{listen}",
                        ca=os.path.join(data, "ca.pem"), ready_fd=True)
        try:
            self.renew_token(server)
        except BenchError:
            server.stop()
            raise
        return server

    def renew_token(self, server):
        """Access tokens are short-lived, so each case begins with a fresh one."""
        server.token = ""
        answer = ask(server, "/v1/auth/sign-in", {"practice": PRACTICE, "login": LOGIN, "password": PASSWORD})
        server.token = answer["access_token"]

    def list_page(self, server, since, until, limit):
        """The records of a page, outside the measured time."""
        answer = ask(server, f"/v1/records/appointment?from={since}&to={until}&limit={limit}")
        return answer["records"]

    def count_applied(self, server):
        """The head of the feed: it grows by one for each record that a command changed."""
        return ask(server, "/v1/sync?service=scheduling&since=0&limit=1")["head"]

    def write_templates(self, server):
        """What the load generator posts, after one booking by the same text was accepted."""
        sample = self.list_page(server, 0, 2**52, 1)[0]
        text = json.dumps(COMMAND)
        for place in NUMBERS:
            text = text.replace(f'"{place}"', place)
        text = text.replace("@CLIENT@", sample["client_id"]).replace("@STAFF@", sample["staff_id"])
        self._try_command(server, text)
        paths = {"path": "/v1/push", "expect": EXPECTED}
        for name, content in (("envelope", ENVELOPE), ("command", text)):
            paths[name] = os.path.join(self.work, name)
            with open(paths[name], "w", encoding="utf-8") as file:
                file.write(content)
        return paths

    def _try_command(self, server, text):
        """A run of refused commands would look fast, so one is tried and its result read first."""
        tail = f"7fff-8fff-{int(time.time()):012x}"
        places = {"ID": f"01a0ffff-0001-{tail}", "RECORD": f"01a0ffff-0002-{tail}", "N": "1", "FROM": "1",
                  "DEVICE": f"01a0ffff-0003-{tail}", "STARTS": "1990000000000000", "ENDS": "1990003600000000"}
        body = ENVELOPE.replace("@COMMANDS@", text)
        for place, value in places.items():
            body = body.replace(f"@{place}@", value)
        results = ask(server, "/v1/push", json.loads(body))["results"]
        if [result["status"] for result in results] != ["applied"]:
            raise BenchError(f"{self.name} does not apply the command that is measured: {results}")

    def find_sync_program(self):
        """Prints a line of JSON for each of its measurements: name, seconds, rss_kb."""
        return find_program(self.build, "bench-sync")

    def find_desktop(self):
        return find_program(self.build, "wabi-care")

    def make_desktop_environment(self, server):
        """What tells the desktop which server to use, who signs in, and to say when the week is there."""
        return {"WABI_BENCH": "1", "WABI_SERVER": server.url, "WABI_CA": server.ca,
                "WABI_PRACTICE": PRACTICE, "WABI_LOGIN": LOGIN, "WABI_PASSWORD": PASSWORD}

    def make_desktop_command(self):
        return [self.find_desktop()]


# What the desktop says, with WABI_BENCH=1, at the moment at which its week can be used.
READY_WORD = "WABI-READY week"
