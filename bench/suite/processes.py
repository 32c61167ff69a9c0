# SPDX-License-Identifier: AGPL-3.0-or-later
"""Programs that the suite starts, what they cost, and how they end."""

import os
import signal
import socket
import subprocess
import threading

TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 600


class BenchError(Exception):
    """Something that a person has to mend before this part can be measured."""


def find_port():
    """A port of loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(command, **options):
    """Runs a command to its end and returns its output; a failure tells the last of what it said."""
    options.setdefault("timeout", 1800)
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, check=False, **options)
    if done.returncode != 0:
        raise BenchError(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return done.stdout


def read_family(pid):
    """The process and all that descend from it."""
    family = [pid]
    for parent in family:
        for task in os.listdir(f"/proc/{parent}/task"):
            with open(f"/proc/{parent}/task/{task}/children", encoding="ascii") as children:
                family.extend(int(child) for child in children.read().split())
    return family


def read_cpu(pid):
    """Seconds of processor time of a process and of its children that have ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(field) for field in fields[11:15]) / TICKS


def read_shared_memory(pids):
    """MB of processes that share pages: each page is counted once in all."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
                total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        except OSError:
            continue
    return total / 1024


class Server:
    """A server process that said that it is ready, and what it takes to ask it."""

    def __init__(self, name, command, log, url, token="", ca=None, ready_fd=False, database=None):
        """Starts it. Ready is a line on standard output, or anything written to the descriptor that it is given."""
        self.name = name
        self.log = log
        self.url = url
        self.token = token
        self.ca = ca
        self.database = database
        self._ready, write_end = os.pipe()
        if ready_fd:
            command = [*command, "--ready-fd", str(write_end)]
        with open(log, "ab") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output if ready_fd else write_end, stderr=output,
                pass_fds=[write_end] if ready_fd else [])
        os.close(write_end)
        self._wait_until_ready()

    def _wait_until_ready(self):
        timer = threading.Timer(START_SECONDS, self.process.kill)
        timer.start()
        said = os.read(self._ready, 1)
        timer.cancel()
        if not said:
            self.stop()
            raise BenchError(f"{self.name} did not start; its words are in {self.log}")

    def stop(self):
        """Ends it the friendly way, then the other way."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._ready)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def count_cpu(self):
        """Seconds of processor time so far, of all its processes and of what it works on."""
        own = sum(read_cpu(pid) for pid in read_family(self.process.pid))
        return own + (self.database.count_cpu() if self.database else 0)

    def count_memory(self):
        """Resident memory now and at its most, in MB, of all its processes; a database's processes share their pages."""
        totals = {"VmRSS": 0, "VmHWM": 0}
        for pid in read_family(self.process.pid):
            with open(f"/proc/{pid}/status", encoding="utf-8") as status:
                for line in status:
                    name, _, value = line.partition(":")
                    if name in totals:
                        totals[name] += int(value.split()[0])
        more = self.database.count_memory() if self.database else 0
        return {"rss_mb": totals["VmRSS"] / 1024 + more, "peak_mb": totals["VmHWM"] / 1024 + more, "database_mb": more}
