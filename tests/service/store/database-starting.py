#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The built server, started before its PostgreSQL is ready: it says so, waits, and comes up by itself; what will not mend itself ends it.

    database-starting.py PG_CLUSTER WABI_SERVER WABICTL

The cluster is held in its recovery by an archive that does not answer until the test lets it, so that nothing depends on time.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 60
CLUSTER, SERVER, CTL = sys.argv[1:4]
WAITS = "the database is not ready yet"


class Cluster:
    def __init__(self):
        self.process = subprocess.Popen([CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.plain = self.process.stdout.readline().strip()
        self.url = self.plain + "&schema=clinic"
        self.folder = Path(self.plain.partition("host=")[2].partition("&")[0])
        self.gate = self.folder / "gate"
        self.answers = None     # stays open, so that what was written stays there

    def say(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()

    def hear(self):
        assert self.process.stdout.readline() == "ok\n"

    def hold_recovery(self):
        """At its next start it asks its archive, and refuses everybody (57P03) until the archive has answered."""
        os.mkfifo(self.gate)
        os.chmod(self.gate, 0o666)
        with open(self.folder / "data" / "postgresql.auto.conf", "a", encoding="ascii") as settings:
            settings.write(f"restore_command = 'read line < {self.gate}; false'\nhot_standby = off\n")
        (self.folder / "data" / "recovery.signal").touch()

    def let_recover(self):
        """Each question to the archive is answered: it has nothing more."""
        self.answers = os.open(self.gate, os.O_RDWR)
        os.write(self.answers, b"nothing\n" * 1000)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def start(folder, url, *more):
    return subprocess.Popen([SERVER, "--data", folder, "--store", url, "--listen", "127.0.0.1:0", "--log", "none", *more], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def check_recovering(folder, cluster):
    """It waits while the database refuses, and one that is told to stop meanwhile stops."""
    cluster.say("crash")
    cluster.hear()
    cluster.hold_recovery()
    cluster.say("start")
    waits, stops = start(folder, cluster.url), None
    try:
        said = waits.stderr.readline()
        assert WAITS in said, said
        with tempfile.TemporaryDirectory() as other:
            stops = start(other, cluster.url)
            said = stops.stderr.readline()
            assert WAITS in said, said
            stops.send_signal(signal.SIGTERM)
            assert stops.wait(SECONDS) == 0 and stops.stdout.read() == ""
        cluster.let_recover()
        cluster.hear()
        assert waits.stdout.readline() == "READY\n", waits.stderr.read()
        waits.terminate()
        assert waits.wait(SECONDS) == 0
    finally:
        for server in (waits, stops):
            if server is not None and server.poll() is None:
                server.kill()


def check_absent(folder, cluster):
    """A database that stays away ends the wait, with the reason."""
    cluster.say("stop")
    cluster.hear()
    server = start(folder, cluster.url, "--database-seconds", "1")
    said = server.communicate(timeout=SECONDS)[1].splitlines()
    assert server.returncode == 1 and len(said) == 2, said
    assert WAITS in said[0] and "cannot be reached" in said[1], said
    cluster.say("start")
    cluster.hear()


def check_wrong(folder, cluster):
    """What waiting does not mend is told at once."""
    server = start(folder, cluster.url.replace("/postgres?", "/nowhere?"))
    said = server.communicate(timeout=SECONDS)[1]
    assert server.returncode == 1 and "nowhere" in said, said


def main():
    checks = [check_recovering, check_absent, check_wrong]
    print(f"1..{len(checks)}")
    cluster = Cluster()
    failed = 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([CTL, "demo", "--data", folder, "--store", cluster.url, "--clients", "1", "--staff", "6"], check=True, stdout=subprocess.DEVNULL)
            for number, check in enumerate(checks, 1):
                try:
                    check(folder, cluster)
                    print(f"ok {number} - {check.__name__.removeprefix('check_')}", flush=True)
                except Exception as error:  # noqa: BLE001 - said as TAP
                    failed += 1
                    print(f"not ok {number} - {check.__name__}\n# {type(error).__name__}: {error}", flush=True)
    finally:
        cluster.end()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
