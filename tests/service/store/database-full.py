#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The disk under PostgreSQL runs full under a working server: it refuses with a reason, loses nothing, and goes on when there is room again.

    database-full.py PG_CLUSTER WABI_SERVER WABICTL

The cluster lies on a small disk in memory, which only root can make.
"""

import itertools
import json
import os
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

SECONDS = 60
DISK_MB = 160
LEFT = 8 << 20
MOST_PUSHES = 3000
A_PUSH = 50
DEVICE = "01970000-0000-7000-8000-00000000000b"
CLUSTER, SERVER, CTL = sys.argv[1:4]


def can_mount():
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True, check=False).returncode != 0:
            return False
        subprocess.run(["umount", folder], check=True)
        return True


class Cluster:
    def __init__(self):
        self.process = subprocess.Popen([CLUSTER, "--disk", str(DISK_MB)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.plain = self.process.stdout.readline().strip()
        self.url = self.plain + "&schema=clinic"
        self.ballast = Path(self.plain.partition("host=")[2].partition("&")[0]) / "ballast"

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                try:
                    while ballast.write(b"\0" * size) == size:
                        pass
                except OSError:
                    pass
        # A little is left, so that it runs full under work.
        os.truncate(self.ballast, self.ballast.stat().st_size - LEFT)

    def make_room(self):
        self.ballast.unlink()
        self.process.stdin.write("revive\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ok\n"

    def ask(self, sql):
        psql = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))[-1]
        said = subprocess.run([psql, "-XAtq", "-d", self.plain, "-c", sql], env={**os.environ, "PGOPTIONS": "-c search_path=clinic"}, capture_output=True,
                              text=True, check=True)
        return said.stdout.strip()

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Desk:
    def __init__(self, sign_in):
        self.server = sign_in["server"]
        self.context = ssl.create_default_context(cafile=sign_in["ca"])
        self.token = None
        status, answer = self.call("/v1/auth/sign-in", {name: sign_in[name] for name in ("practice", "login", "password")} | {"device": DEVICE})
        assert status == 200, answer
        self.token = answer["access_token"]

    def call(self, path, body=None):
        request = urllib.request.Request(self.server + path, json.dumps(body).encode() if body is not None else None)
        request.add_header("Content-Type", "application/json")
        if self.token is not None:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=SECONDS) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    def push(self, commands):
        return self.call("/v1/push?service=scheduling", {"device": DEVICE, "service": "scheduling", "epoch": "", "from_n": commands[0]["n"], "commands": commands})


def make_commands(first):
    """Some places of care, each of which is long enough to need room."""
    at = int(time.time() * 1e6)
    return [{"n": n, "id": str(uuid.UUID(int=(0x0197 << 112) | (7 << 76) | (2 << 62) | n)), "name": "location.set", "schema": 1,
             "args": {"id": str(uuid.UUID(int=(0x0198 << 112) | (7 << 76) | (2 << 62) | n)), "name": f"Room {n} " + "x" * 50, "place": "11"},
             "deps": [], "wall": at, "mono": n, "boot": "b", "zone": "America/New_York"} for n in range(first, first + A_PUSH)]


def push_until_refused(desk, cluster):
    """How many were confirmed, and what was not."""
    cluster.fill()
    for turn in range(MOST_PUSHES):
        commands = make_commands(1 + turn * A_PUSH)
        status, answer = desk.push(commands)
        if status != 200:
            assert (status, answer["error"]["code"]) in ((507, "full"), (503, "away")), answer
            return turn * A_PUSH, commands, status
        assert all(result["status"] == "applied" for result in answer["results"]), answer
    raise AssertionError("the disk never ran full")


def push_until_taken(desk, commands):
    for _ in itertools.repeat(None, 10000):
        status, answer = desk.push(commands)
        if status == 200:
            return answer
        assert status in (503, 507), answer
    raise AssertionError("it never went on")


def check(desk, cluster):
    confirmed, refused, status = push_until_refused(desk, cluster)
    assert confirmed > 0
    again = desk.push(refused)[0]
    assert again in (503, 507), again
    cluster.make_room()
    answer = push_until_taken(desk, refused)
    assert [result["status"] for result in answer["results"]] == ["applied"] * A_PUSH, answer
    total = confirmed + A_PUSH
    there = cluster.ask("SELECT count(*), min(n), max(n) FROM mutation WHERE device = '" + DEVICE + "' AND service = 'scheduling'")
    assert there == f"{total}|1|{total}", there
    rooms = cluster.ask("SELECT count(*) FROM r_location WHERE body LIKE '%\"name\":\"Room %'")
    assert rooms == str(total), rooms
    return f"{confirmed} confirmed, then {status}, then all {total}"


def main():
    if not can_mount():
        print("1..0 # SKIP only root can make a small disk")
        return 0
    print("1..1")
    cluster, server = Cluster(), None
    with tempfile.TemporaryDirectory() as folder:
        try:
            place = ["--data", folder, "--store", cluster.url]
            subprocess.run([CTL, "demo", *place, "--clients", "1", "--staff", "6"], check=True, stdout=subprocess.DEVNULL)
            server = subprocess.Popen([SERVER, *place, "--listen", "127.0.0.1:0", "--log", "none"], stdout=subprocess.PIPE, text=True)
            assert server.stdout.readline() == "READY\n"
            sign_in = os.path.join(folder, "sign-in.json")
            subprocess.run([CTL, "demo-sign-in", *place, "--as", "admin", "--out", sign_in], check=True)
            with open(sign_in, encoding="utf-8") as file_:
                said = check(Desk(json.load(file_)), cluster)
            subprocess.run([CTL, "verify-audit", *place], check=True, stdout=subprocess.DEVNULL)
            server.terminate()
            assert server.wait(SECONDS) == 0
            print(f"ok 1 - the disk under PostgreSQL runs full ({said})")
        finally:
            if server is not None and server.poll() is None:
                server.kill()
            cluster.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
