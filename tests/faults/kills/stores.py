# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the server keeps its data, and how to look into it from outside."""

import contextlib
import csv
import io
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

RECOVERY_SECONDS = 60
CLUSTER_DISK_MB = 320
RECOVERING = ("recovery mode", "starting up", "shutting down", "not yet accepting", "server closed the connection",
              "No such file or directory", "Connection refused", "terminating connection", "not accepting connections")
CLUSTER = Path(__file__).resolve().parents[2] / "harness" / "pg-cluster"


class SqliteStore:
    """One file in the server's folder."""

    name = "sqlite"
    kills = ()
    more = {}       # what else can go wrong, and how often beside the other faults

    def __init__(self, data):
        self.data = data
        self.options = []

    def prepare(self, template):
        shutil.copytree(template, self.data, dirs_exist_ok=True)

    def query(self, sql):
        database = sqlite3.connect(f"file:{self.data}/wabi.db?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def list_tables(self):
        return [row[0] for row in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def list_parts(self):
        """(folder, options) of each database."""
        return [(self.data, self.options)]

    def note_state(self, folder):
        """What whoever looks at a folder that is kept wants to know of the database itself."""

    def check_files(self):
        said = self.query("PRAGMA integrity_check")
        assert said == [("ok",)], f"the server's file is damaged: {said[:3]}"

    def close(self):
        pass


class PostgresCluster:
    """One cluster for all schedules; each has a schema of its own in it."""

    def __init__(self, disks=False):
        self.process = subprocess.Popen([CLUSTER, *(["--disk", str(CLUSTER_DISK_MB)] if disks else [])], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            raise AssertionError("PostgreSQL does not start")
        self.folder = Path(self.url.partition("host=")[2].partition("&")[0])
        self.disk = ClusterDisk(self) if disks else None

    def order(self, what):
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline().strip()
        if said != "ok":
            raise AssertionError(f"PostgreSQL did not {what}: {said}")

    def kill_all(self):
        """The postmaster and every process of it, each of which is the head of a group of its own."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGSTOP)
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in [*children, postmaster]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        # Their memory is given back when the last is gone; who starts before that is refused.
        deadline = time.monotonic() + RECOVERY_SECONDS
        while any(is_alive(pid) for pid in children):
            if time.monotonic() > deadline:
                raise AssertionError("processes of PostgreSQL outlive kill -9")
            time.sleep(0.002)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class PostgresStore:
    """A schema of a cluster that is killed in its own ways."""

    name = "postgres"
    kills = ("kill-backend", "kill-cluster", "crash-cluster")
    more = {}

    def __init__(self, cluster, data, schema, wabictl, seed):
        self.cluster = cluster
        self.data = data
        self.schema = schema
        self.wabictl = wabictl
        self.options = ["--store", f"{cluster.url}&schema={schema}"]
        self.rand = random.Random(f"{seed} postgres")

    def prepare(self, _template):
        self.data.mkdir(exist_ok=True)
        subprocess.run([self.wabictl, "demo", "--data", self.data, *self.options, "--clients", "5", "--staff", "8"], check=True,
                       stdout=subprocess.DEVNULL)

    def query(self, sql, schema=None):
        environment = dict(os.environ, PGOPTIONS=f"-c search_path={schema or self.schema}")
        deadline = time.monotonic() + RECOVERY_SECONDS
        while True:
            said = subprocess.run(["psql", self.cluster.url, "--csv", "--tuples-only", "--no-psqlrc", "-c", sql], env=environment,
                                  capture_output=True, text=True, check=False)
            if said.returncode == 0:
                break
            if time.monotonic() > deadline or not any(word in said.stderr for word in RECOVERING):
                raise AssertionError(f"PostgreSQL could not be asked: {said.stderr.strip()}")
        return [tuple(row) for row in csv.reader(io.StringIO(said.stdout))]

    def list_tables(self):
        return [row[0] for row in self.query("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")]

    def kill(self, name):
        """A backend with -9 (the postmaster then ends all others), everything with -9, or an immediate shutdown."""
        if name == "kill-backend":
            pids = [int(row[0]) for row in self.query("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                                                      " AND pid <> pg_backend_pid() ORDER BY pid")]
            if pids:
                try:
                    os.kill(self.rand.choice(pids), signal.SIGKILL)
                except ProcessLookupError:
                    pass    # gone by itself meanwhile
            return
        if name == "kill-cluster":
            self.cluster.kill_all()
        self.cluster.order("restart")

    def list_parts(self):
        return [(self.data, self.options)]

    def note_state(self, folder):
        """What each of PostgreSQL's processes does, and where those stand that are at work."""
        rows = self.query("SELECT pid, backend_type, state, wait_event_type, wait_event, now() - state_change, left(query, 100)"
                          " FROM pg_stat_activity WHERE pid <> pg_backend_pid() ORDER BY state_change")
        with open(folder / "postgres.state", "w", encoding="utf-8") as out:
            for row in rows:
                out.write("\t".join(row) + "\n")
            for pid in [row[0] for row in rows if row[2] == "active"]:
                out.write(ask_gdb(pid, "bt"))

    def check_files(self):
        """Every index against its table, with PostgreSQL's own means."""
        self.query("CREATE EXTENSION IF NOT EXISTS amcheck WITH SCHEMA public", "public")
        for schema in self.list_schemas():
            self.check_schema(schema)

    def list_schemas(self):
        return [self.schema]

    def check_schema(self, schema):
        self.query("SELECT count(public.bt_index_check(c.oid, true)) FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid"
                   " JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree'"
                   f" AND c.relnamespace = '{schema}'::regnamespace AND i.indisvalid")

    def close(self):
        for schema in self.list_schemas():
            self.query(f"DROP SCHEMA IF EXISTS {schema} CASCADE", "public")


def ask_gdb(pid, what):
    """On a busy machine it may take too long; what was found must not be hidden by that."""
    try:
        return subprocess.run(["gdb", "-p", str(pid), "-batch", "-ex", what], capture_output=True, text=True, timeout=180, check=False).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"gdb: {error}\n"


def is_alive(pid):
    """Whether a process still runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


class Disk:
    """A small disk of its own in memory, which can be filled up. Only root may make one."""

    def __init__(self, folder, megabytes):
        self.folder = folder
        self.ballast = folder / "ballast"
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "none", folder], check=True)

    @staticmethod
    def is_possible(folder):
        trial = folder / "trial-disk"
        trial.mkdir()
        try:
            if os.geteuid() != 0:
                return False
            made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", trial], capture_output=True, check=False)
            if made.returncode == 0:
                subprocess.run(["umount", trial], check=True)
            return made.returncode == 0
        except OSError:
            return False
        finally:
            trial.rmdir()

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                try:
                    while ballast.write(b"\0" * size) == size:
                        pass
                except OSError:
                    pass

    def empty(self):
        self.ballast.unlink(missing_ok=True)

    def close(self):
        subprocess.run(["umount", "-l", self.folder], check=False)


class ClusterDisk(Disk):
    """The disk under a cluster, which comes and goes with it. A PostgreSQL that cannot write its log ends, and somebody has to start it."""

    def __init__(self, cluster):    # pylint: disable=super-init-not-called
        self.cluster = cluster
        self.folder = cluster.folder
        self.ballast = cluster.folder / "ballast"

    def empty(self):
        super().empty()
        self.cluster.order("revive")

    def close(self):
        pass
