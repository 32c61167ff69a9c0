#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A backup of PostgreSQL that is made while people write, restored into PostgreSQL and into a file: nothing is missing, nothing is twice.

    restore-postgres.py WABI_SERVER WABICTL       writes TAP; the cluster is that of WABI_TEST_POSTGRES (tests/harness/pg-cluster)
"""

import glob
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid

SECONDS = 60
SERVER, CTL = sys.argv[1:3]
URL = os.environ["WABI_TEST_POSTGRES"]
PSQL = sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"))[-1]
DEVICE = "01970000-0000-7000-8000-00000000000b"
# What is noted of a backup when it is made, and of a restore, is not in the backup itself.
NOTES = ("backup.make", "backup.restore")


def run(*argv, ok=True):
    done = subprocess.run([CTL, *map(str, argv)], capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == ok, (argv, done.stdout, done.stderr)
    return done.stdout + done.stderr


def new_id():
    value = (int(time.time() * 1000) << 80) | (7 << 76) | (int.from_bytes(os.urandom(9), "big") & ((1 << 76) - 1))
    return str(uuid.UUID(int=(value & ~(3 << 62)) | (2 << 62)))


class Place:
    """A folder with keys, and a part of the cluster."""

    def __init__(self, folder, schema):
        self.folder, self.schema = os.path.join(folder, schema), schema
        self.argv = ["--data", self.folder, "--store", f"{URL}&schema={schema}"]

    def query(self, sql):
        done = subprocess.run([PSQL, "-XAtq", "-d", URL, "-c", sql], capture_output=True, text=True, check=True,
                              env={**os.environ, "PGOPTIONS": f"-c search_path={self.schema}"})
        return done.stdout.splitlines()

    def tables(self):
        return self.query(f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{self.schema}'")

    def content(self):
        """Every row of every table, but for the epoch, which a restore makes anew, and the notes of backups and restores."""
        rows = {name: [json.loads(line) for line in self.query(f"SELECT row_to_json (t) FROM {name} t")] for name in self.tables()}
        rows["audit"] = [row for row in rows["audit"] if row["event"] not in NOTES]
        for row in rows["practice_head"]:
            del row["audit_n"], row["audit_hash"]
        del rows["server_meta"]
        return {name: sorted(json.dumps(row, sort_keys=True) for row in found) for name, found in rows.items()}


class Server:
    def __init__(self, place):
        self.process = subprocess.Popen([SERVER, *place.argv, "--listen", "127.0.0.1:0", "--log", "none"], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "READY\n"
        path = os.path.join(place.folder, "sign-in.json")
        run("demo-sign-in", *place.argv, "--as", "admin", "--out", path)
        with open(path, encoding="utf-8") as file_:
            self.sign_in = json.load(file_)
        self.context = ssl.create_default_context(cafile=self.sign_in["ca"])
        self.token = None
        body = {name: self.sign_in[name] for name in ("practice", "login", "password")}
        self.token = self.call("/v1/auth/sign-in", {**body, "device": DEVICE})["access_token"]

    def call(self, path, body=None):
        request = urllib.request.Request(self.sign_in["server"] + path, json.dumps(body).encode() if body is not None else None)
        request.add_header("Content-Type", "application/json")
        if self.token is not None:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=SECONDS) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise AssertionError((path, error.code, error.read())) from error

    def push(self, commands):
        return self.call("/v1/push?service=scheduling", {"device": DEVICE, "service": "scheduling", "epoch": "", "from_n": commands[0]["n"],
                                                         "commands": commands})

    def end(self):
        self.process.terminate()
        assert self.process.wait(SECONDS) == 0


def holiday(n):
    args = {"id": new_id(), "date": f"2031-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}", "name": f"Day {n}"}
    return {"n": n, "id": new_id(), "name": "holiday.set", "schema": 1, "args": args, "deps": [], "wall": int(time.time() * 1e6), "mono": 1, "boot": "b",
            "zone": "America/New_York"}


class Writer(threading.Thread):
    """Writes until it is told to end; what it was told is applied must be there or be sent again."""

    def __init__(self, server):
        super().__init__()
        self.server, self.over, self.begun, self.given, self.problem = server, threading.Event(), threading.Event(), [], None

    def run(self):
        try:
            while not self.over.is_set():
                command = holiday(len(self.given) + 1)
                answer = self.server.push([command])
                assert answer["results"][0]["status"] == "applied", answer
                self.given.append(command)
                if len(self.given) == 5:
                    self.begun.set()
        except Exception as error:  # pylint: disable=broad-except
            self.problem = error
            self.begun.set()


class Tests:
    def __init__(self, folder):
        self.folder = folder
        self.first, self.second, self.third, self.fourth = (Place(folder, name) for name in ("first", "second", "third", "fourth"))
        self.key, self.backup, self.quiet = (os.path.join(folder, name) for name in ("id", "running", "quiet"))
        self.given = []

    def while_writing(self):
        run("demo", *self.first.argv, "--clients", "2", "--staff", "6")
        run("backup", "new-key", "--data", self.first.folder, "--out", self.key)
        server = Server(self.first)
        writer = Writer(server)
        try:
            writer.start()
            assert writer.begun.wait(SECONDS) and writer.problem is None, writer.problem
            run("backup", *self.first.argv, "--to", self.backup, "--recipient", self.key + ".pub", "--with-keys")
        finally:
            writer.over.set()
            writer.join()
            server.end()
        assert writer.problem is None, writer.problem
        self.given = writer.given
        assert "whole" in run("backup", "verify", *self.first.argv, "--from", self.backup, "--identity", self.key)

    def one_moment(self):
        """What is restored is one moment: each record of the first that is not younger than it, and nothing else."""
        run("restore", *self.second.argv, "--from", self.backup, "--identity", self.key)
        run("restore", *self.second.argv, "--from", self.backup, "--identity", self.key, ok=False)
        before, after = set(self.first.query("SELECT id FROM r_holiday")), set(self.second.query("SELECT id FROM r_holiday"))
        kept = [command["args"]["id"] in after for command in self.given]
        assert after <= before and kept[:5] == [True] * 5, (len(before), len(after), kept)
        assert kept == sorted(kept, reverse=True), "a later one was kept, an earlier one not"
        run("verify-audit", *self.second.argv)

    def sent_again(self):
        """Desktops send again what was confirmed: what the backup has is not done twice, the rest is done."""
        epochs = [place.query("SELECT row_to_json (t) FROM server_meta t") for place in (self.first, self.second)]
        assert epochs[0] != epochs[1], "desktops would not notice"
        server = Server(self.second)
        try:
            for at in range(0, len(self.given), 100):
                results = server.push(self.given[at:at + 100])["results"]
                assert all(result["status"] == "applied" for result in results), results
        finally:
            server.end()
        for sql in ("SELECT id FROM r_holiday ORDER BY id", "SELECT count(*) FROM r_client"):
            assert self.first.query(sql) == self.second.query(sql), sql

    def everything(self):
        """Table by table, from PostgreSQL to a file and from there back."""
        run("backup", *self.second.argv, "--to", self.quiet, "--recipient", self.key + ".pub", "--with-keys")
        content = self.second.content()
        assert len(content) > 20 and len(content["r_client"]) == 2, {name: len(rows) for name, rows in content.items()}
        run("restore", *self.third.argv, "--from", self.quiet, "--identity", self.key)
        folder = os.path.join(self.folder, "file")
        run("restore", "--data", folder, "--from", self.quiet, "--identity", self.key)
        run("backup", "--data", folder, "--to", self.quiet + "-2", "--recipient", self.key + ".pub", "--with-keys")
        run("restore", *self.fourth.argv, "--from", self.quiet + "-2", "--identity", self.key)
        for place in (self.third, self.fourth):
            restored = place.content()
            assert restored.keys() == content.keys()
            different = [name for name in content if restored[name] != content[name]]
            assert not different, (place.schema, different)
            run("verify-audit", *place.argv)


def main():
    names = ["while_writing", "one_moment", "sent_again", "everything"]
    print(f"1..{len(names)}")
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(folder)
        for number, name in enumerate(names, 1):
            try:
                getattr(tests, name)()
                print(f"ok {number} - {name}", flush=True)
            except Exception as error:  # pylint: disable=broad-except
                print(f"not ok {number} - {name}\n# {type(error).__name__}: {error}", flush=True)
                sys.exit(1)


if __name__ == "__main__":
    main()
