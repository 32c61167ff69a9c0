# SPDX-License-Identifier: AGPL-3.0-or-later
"""The server whose clock runs ahead week by week: as one process, or as services apart. It is killed (-9) while it is asked."""

import contextlib
import os
import random
import threading
from pathlib import Path

from kills import apart
from kills.processes import Server

DAY = 86400
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(process):
    """The seconds a process has had of a processor, which are gone with it."""
    try:
        words = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS
    except (OSError, AttributeError):
        return 0


class Network:
    """Where the server is; each start may say another port."""

    target = None


@contextlib.contextmanager
def clock_ahead(library, days):
    """What is started within lives so many days later. Only what is started: nothing of this program may move."""
    more = {"LD_PRELOAD": library, "FAKETIME": f"+{days}d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"} if days else {}
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class OneServer:
    """All services in one process."""

    def __init__(self, options, store, folder):
        self.network = Network()
        self.server = Server(options.server, store.data, store.options, self.network, folder / "server.log")
        self.library = options.faketime
        self.days = 0

    @property
    def port(self):
        return self.network.target

    def start(self):
        with clock_ahead(self.library, self.days):
            self.server.start()

    def kill(self, _rand):
        self.server.kill()

    def end(self):
        self.server.stop()

    def check_alive(self):
        self.server.check_alive()

    def cpu(self):
        return cpu_of(self.server.process)

    def is_down(self):
        return not self.server.is_running()


class ApartServer:
    """Billing in a process of its own, and the others in theirs, behind the gateway. A kill takes one of them; mostly billing."""

    def __init__(self, options, store, _folder):
        self.groups = store.groups
        self.library = options.faketime
        self.days = 0

    @property
    def port(self):
        return self.groups.port

    def start(self):
        for group in apart.GROUPS:
            if group not in self.groups.processes:
                with clock_ahead(self.library, self.days):
                    self.groups.start_service(group)
        if "gateway" not in self.groups.processes:
            self.groups.start_gateway("user-rate = 1000000", "address-rate = 1000000")

    def kill(self, rand):
        self.groups.kill("money" if rand.random() < 0.6 else rand.choice(sorted(apart.GROUPS)))

    def end(self):
        for group in list(apart.GROUPS):
            if group in self.groups.processes:
                self.groups.kill(group)

    def close(self):
        for name in list(self.groups.processes):
            self.groups.kill(name)
        self.groups.inside.close()

    def check_alive(self):
        for name, process in self.groups.processes.items():
            if process.poll() is not None:
                raise AssertionError(f"{name} ended by itself ({process.returncode}): {self.groups.log(name)}")

    def cpu(self):
        return sum(cpu_of(process) for process in self.groups.processes.values())

    def is_down(self):
        return any(group not in self.groups.processes for group in apart.GROUPS)


class Killer:
    """Kills the server a moment after it was asked, as often as the seed says, so many times at most."""

    def __init__(self, server, seed, kills, chance):
        self.server, self.left, self.chance = server, kills, chance
        self.rand = random.Random(f"{seed} killer")
        self.kills = 0
        self.timer = None
        self.tell = None        # whom to tell that it is there again

    def aim(self):
        """Called before each push. The blow falls within it or soon after, in the reactions to it."""
        if self.left > 0 and self.timer is None and self.rand.random() < self.chance:
            self.left -= 1
            self.timer = threading.Timer(self.rand.random() * 0.4, self.strike)
            self.timer.start()

    def strike(self):
        self.server.kill(self.rand)
        self.kills += 1

    def settle(self):
        """After the push: the blow has fallen, and the server is there again."""
        if self.timer is not None:
            self.timer.join()
            self.timer = None
        if self.server.is_down():
            self.server.start()
            if self.tell is not None:
                self.tell("a kill")


def find_faketime():
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    return str(found[0]) if found else None
