# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes wrong, when, for how long: drawn from a seed before anything runs, so that a seed is a schedule.

Time is counted in acts of all desktops together; the moment within an act is a few thousandths of a second that the seed chooses.
"""

import random
import signal
from dataclasses import dataclass

# How often each comes, beside the others.
FAULTS = {
    "kill-server": 9,
    "kill-server-starting": 3,
    "kill-desktop": 9,
    "kill-both": 3,
    "kill-all": 1,
    "stop-server": 2,
    "stop-and-kill-server": 2,
    "stop-desktop": 2,
    "cut": 3,
    "cut-all": 1,
    "hole": 2,
    "mute": 4,
    "slow": 2,
    "torn": 3,
    "reset": 3,
    "full-server": 2,
    "full-and-kill-server": 1,
    "full-desktop": 2,
    "full-and-kill-desktop": 1,
}
NETWORK = ("cut", "hole", "mute", "slow", "torn")


@dataclass
class Step:
    after: int      # acts since the step before
    name: str
    desktop: int
    lasts: int      # acts
    jitter: float   # seconds


def plan(seed, desktops, store):
    """Steps without end, in an order that only the seed decides. What a machine cannot do is left out when it comes up."""
    rand = random.Random(f"{seed} schedule")
    faults = dict(FAULTS, **{name: 5 for name in store.kills}, **store.more)
    names, weights = list(faults), list(faults.values())
    while True:
        yield Step(rand.randint(2, 70), rand.choices(names, weights)[0], rand.randrange(desktops), rand.randint(10, 120),
                   rand.random() * 0.03)


class Tormentor:
    """Carries a schedule out."""

    def __init__(self, clinic):
        self.clinic = clinic
        self.counts = {}
        self.kills = 0
        self.skipped = 0
        self.down = False       # the server is stopped or cannot start until something is taken back
        self.endings = []       # (act, function)

    def run(self, steps, kills):
        for step in steps:
            if self.kills >= kills:
                break
            self.await_acts(self.clinic.count_acts() + step.after)
            self.clinic.linger(step.jitter)
            if self.do(step):
                self.counts[step.name] = self.counts.get(step.name, 0) + 1
            else:
                self.skipped += 1
        self.heal()

    def await_acts(self, wanted):
        while True:
            due = min([act for act, _ in self.endings], default=wanted)
            self.clinic.await_acts(min(due, wanted))
            self.end_due()
            if self.clinic.count_acts() >= wanted:
                return

    def end_due(self):
        now = self.clinic.count_acts()
        for ending in [ending for ending in self.endings if ending[0] <= now]:
            self.endings.remove(ending)
            ending[1]()

    def heal(self):
        """Everything that lasts ends."""
        for _, end in self.endings:
            end()
        self.endings = []

    def later(self, step, end):
        self.endings.append((self.clinic.count_acts() + step.lasts, end))

    def do(self, step):
        clinic, name = self.clinic, step.name
        if name in NETWORK:
            clinic.network.set_mode(step.desktop, name)
            self.later(step, lambda: clinic.network.set_mode(step.desktop, "open"))
            return True
        if name in clinic.store.kills:
            return self.kill_in_store(name)
        if name.startswith("inner-"):
            return self.trouble_inside(step, name.removeprefix("inner-"))
        return getattr(self, name.replace("-", "_"))(step)

    # The server

    def kill_server(self, step):
        if self.down:
            return False
        self.clinic.server.kill()
        self.clinic.after_server_kill()
        self.clinic.server.start()
        self.kills += 1
        return True

    def kill_server_starting(self, step):
        """Again while it comes up: migrations, the first reactions, the first answers."""
        if self.down:
            return False
        self.clinic.server.kill()
        self.clinic.after_server_kill()
        self.clinic.server.start()
        self.clinic.linger(step.jitter)
        self.clinic.server.kill()
        self.clinic.after_server_kill()
        self.clinic.server.start()
        self.kills += 2
        return True

    def stop_server(self, step):
        if self.down:
            return False
        self.down = True
        self.clinic.server.signal(signal.SIGSTOP)

        def go_on():
            self.clinic.server.signal(signal.SIGCONT)
            self.down = False
        self.later(step, go_on)
        return True

    def stop_and_kill_server(self, step):
        if self.down:
            return False
        self.down = True
        self.clinic.server.signal(signal.SIGSTOP)

        def kill():
            self.clinic.server.kill()
            self.clinic.after_server_kill()
            self.clinic.server.start()
            self.down = False
            self.kills += 1
        self.later(step, kill)
        return True

    def full_server(self, step):
        if self.down or self.clinic.server_disk is None:
            return False
        self.down = True
        self.clinic.server_disk.fill()

        def empty():
            self.clinic.server_disk.empty()
            self.clinic.server.check_alive()
            self.down = False
        self.later(step, empty)
        return True

    def full_and_kill_server(self, step):
        """Killed while nothing can be written; it may refuse to start until there is room, and must start then."""
        if self.down or self.clinic.server_disk is None:
            return False
        self.down = True
        self.clinic.server_disk.fill()

        def kill():
            self.clinic.server.kill()
            self.clinic.after_server_kill()
            self.clinic.server.try_start("--database-seconds", "1")
            self.clinic.server_disk.empty()
            if not self.clinic.server.is_running():
                self.clinic.server.start()
            self.down = False
            self.kills += 1
        self.later(step, kill)
        return True

    # Services apart

    def away_server(self, step):
        """A service or the gateway is gone for a while; the others work on."""
        if self.down:
            return False
        self.down = True
        self.clinic.server.kill()

        def start():
            self.clinic.server.start()
            self.down = False
            self.kills += 1
        self.later(step, start)
        return True

    def trouble_inside(self, step, mode):
        """On the way to one service, from the gateway and from the other services."""
        inside, door = self.clinic.server.inside, step.desktop % len(self.clinic.server.inside.doors)
        if mode == "reset":
            inside.tear(door)
            return True
        inside.set_mode(door, mode)
        self.later(step, lambda: inside.set_mode(door, "open"))
        return True

    # Desktops

    def kill_desktop(self, step):
        self.clinic.desktops[step.desktop].kill()
        self.clinic.after_desktop_kill(step.desktop)
        self.clinic.desktops[step.desktop].start(work=True)
        self.kills += 1
        return True

    def kill_both(self, step):
        if self.down:
            return False
        self.clinic.server.kill()
        self.clinic.after_server_kill()
        self.kill_desktop(step)
        self.clinic.server.start()
        self.kills += 1
        return True

    def kill_all(self, step):
        """The lights go out."""
        if self.down:
            return False
        self.clinic.server.kill_all()
        self.clinic.after_server_kill()
        for number in range(len(self.clinic.desktops)):
            self.clinic.desktops[number].kill()
            self.clinic.after_desktop_kill(number)
        self.clinic.server.start()
        for desktop in self.clinic.desktops:
            desktop.start(work=True)
        self.kills += len(self.clinic.desktops) + 1
        return True

    def stop_desktop(self, step):
        desktop = self.clinic.desktops[step.desktop]
        process = desktop.process
        desktop.signal(signal.SIGSTOP)

        def go_on():
            if desktop.process is process:
                desktop.signal(signal.SIGCONT)
        self.later(step, go_on)
        return True

    def full_desktop(self, step):
        if self.clinic.desktop_disk is None:
            return False
        self.clinic.desktop_disk.fill()
        self.later(step, self.clinic.desktop_disk.empty)
        return True

    def full_and_kill_desktop(self, step):
        if self.clinic.desktop_disk is None:
            return False
        self.clinic.desktop_disk.fill()

        def kill():
            self.clinic.desktops[0].kill()
            self.clinic.after_desktop_kill(0)
            self.clinic.desktops[0].start(work=True)
            self.kills += 1
            self.clinic.desktop_disk.empty()
        self.later(step, kill)
        return True

    # The network and the database

    def cut_all(self, step):
        doors = range(len(self.clinic.network.doors))
        for door in doors:
            self.clinic.network.set_mode(door, "cut")

        def open_all():
            for door in doors:
                self.clinic.network.set_mode(door, "open")
        self.later(step, open_all)
        return True

    def reset(self, step):
        self.clinic.network.tear(step.desktop)
        return True

    def kill_in_store(self, name):
        if self.down:
            return False
        self.clinic.store.kill(name)
        self.kills += 1
        return True
