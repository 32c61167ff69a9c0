# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PostgreSQL cluster of this run's own, with a database for each set of data; copies of one are made by its template."""

import atexit
import os
import subprocess
import sys

from .processes import BenchError, read_cpu, read_family, read_shared_memory, run

PROGRAM = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "tests", "harness",
                       "pg-cluster")


class Cluster:
    """Started when it is first asked for; ends with the run."""

    def __init__(self):
        self._process = None
        self._url = None

    def start(self):
        if self._process is None:
            self._process = subprocess.Popen([sys.executable, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self._url = self._process.stdout.readline().strip()
            if not self._url.startswith("postgresql://"):
                raise BenchError("PostgreSQL did not start")
            atexit.register(self.stop)
        return self

    def stop(self):
        if self._process is not None:
            self._process.stdin.close()
            self._process.wait()
            self._process = None

    def name(self, database):
        """The URL of one of its databases."""
        return self._url.replace(":///postgres?", f":///{database}?", 1)

    def _ask(self, statement):
        return run(["psql", "-X", "-q", "-A", "-t", "-d", self._url, "-c", statement]).strip()

    def has(self, database):
        return self._ask(f"SELECT count(*) FROM pg_database WHERE datname = '{database}'") == "1"

    def create(self, database, template="template0"):
        """Nobody may be connected to the template."""
        self._ask(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        self._ask(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.name(database)

    def count_cpu(self):
        """Seconds of processor time of all its processes so far; those that have ended are in their parent's."""
        return sum(read_cpu(pid) for pid in read_family(self._process.pid))

    def count_memory(self):
        """MB of all its processes."""
        return read_shared_memory(read_family(self._process.pid))
