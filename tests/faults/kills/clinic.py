# SPDX-License-Identifier: AGPL-3.0-or-later
"""One practice with its server, its network and its people, for one schedule."""

import os
import random
import shutil
import subprocess
import time
from collections import Counter

from . import apart, checks, faults
from .processes import Desktop, Server
from .proxy import Network
from .stores import Disk, ask_gdb

ROLES = ("frontdesk", "frontdesk", "rbt", "rbt", "bcba", "biller")
QUIET_SECONDS = 180
STEP_SECONDS = 120
SERVER_DISK_MB = 512
DESKTOP_DISK_MB = 192


class Clinic:
    """Made, tormented, brought to rest, looked at, taken down."""

    def __init__(self, options, folder, template, logins, store, seed, tally):
        self.options = options
        self.folder = folder
        self.template = template
        self.store = store
        self.seed = seed
        self.tally = tally
        self.wabictl = options.wabictl
        self.rand = random.Random(f"{seed} mutant")
        self.server_disk = self.desktop_disk = None
        self.desktops, self.dumps, self.witnesses, self.journals = [], [], {}, []
        self.logins = logins
        self.biller = logins["biller"][0]
        self.sessions_of_agents = set()
        self.reasons = Counter()
        self.kinds = options.kinds
        self.begun = time.monotonic()
        self.network = Network(len(ROLES), seed)
        self.server = None

    def open(self):
        if self.options.disks:
            if self.store.name == "sqlite":
                self.store.data.mkdir()
                self.server_disk = Disk(self.store.data, SERVER_DISK_MB)
            (self.folder / "desktop-0").mkdir()
            self.desktop_disk = Disk(self.folder / "desktop-0", DESKTOP_DISK_MB)
        self.store.prepare(self.template)
        if self.store.name == "postgres":
            self.server_disk = self.store.cluster.disk
        if self.store.name == "apart":
            self.server = apart.Servers(self.store, self.network, self.seed)
        else:
            self.server = Server(self.options.server, self.store.data, self.store.options, self.network, self.folder / "server.log")
        self.server.start()
        self.mids_before = {row[0] for row in self.store.query("SELECT mid FROM mutation")}
        self.signed_before = self.count_before("r_note", "signed")
        self.claims_before = int(self.store.query("SELECT count(*) FROM r_claim")[0][0])
        used = Counter()
        for number, role in enumerate(ROLES):
            people = self.logins[role]
            login = people[min(used[role], len(people) - 1)]
            used[role] += 1
            self.desktops.append(self.new_desktop(f"desktop-{number}", login, number))
        deadline = time.monotonic() + STEP_SECONDS
        for desktop in self.desktops:
            desktop.start(work=False)
        for desktop in self.desktops:
            desktop.await_word("ready", deadline)
            desktop.tell("work")

    def count_before(self, table, state):
        return int(self.store.query(f"SELECT count(*) FROM {table} WHERE f_state = '{state}'")[0][0])

    def new_desktop(self, name, login, door):
        skew = self.options.skews[door] if self.options.skews and name.startswith("desktop") else None
        return Desktop(self.options.agent, self.folder / name, self.folder / f"{name}.journal", login,
                       f"https://localhost:{self.network.doors[door].port}", self.server.ca,
                       self.seed * 10 + door, self.options.pace, build_clock(self.options.faketime, skew), self.options.agent_mutant)

    # While it is tormented

    def count_acts(self):
        return sum(desktop.acts for desktop in self.desktops)

    def await_acts(self, wanted):
        """Work is the clock: a schedule is the same on a slow machine."""
        deadline = time.monotonic() + STEP_SECONDS
        while self.count_acts() < wanted:
            self.raise_trouble()
            if time.monotonic() > deadline:
                raise AssertionError(f"no desktop does anything any more: {[d.acts for d in self.desktops]}")
            with self.desktops[0].changed:
                self.desktops[0].changed.wait(0.005)

    @staticmethod
    def linger(seconds):
        """Where within an act the blow falls; nothing is waited for."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.0005)

    def raise_trouble(self):
        for desktop in self.desktops:
            if desktop.stuck:
                raise AssertionError(f"{desktop.login}: {desktop.stuck[0]}")
            if desktop.process.poll() is not None:
                raise AssertionError(f"{desktop.login}'s desktop ended by itself ({desktop.process.returncode}): {desktop.read_errors()}")
        self.server.check_alive()

    def after_server_kill(self):
        if self.options.mutant == "lying-disk":
            cut_journal(self.store.data / "wabi.db-wal", self.rand)
        if self.options.mutant == "forgetful" and self.server.starts > 3:
            forget(self.store.data / "wabi.db")

    def after_desktop_kill(self, number):
        if self.options.mutant == "lying-desktop":
            for path in self.desktops[number].folder.glob("*-wal"):
                cut_journal(path, self.rand)

    # To rest

    def rest(self):
        deadline = time.monotonic() + QUIET_SECONDS
        print(f"# {time.monotonic() - self.begun:.1f} s of faults", flush=True)
        for desktop in self.desktops:
            desktop.tell("drain")
        for desktop in self.desktops:
            desktop.await_word("drained", deadline)
        print(f"# {time.monotonic() - self.begun:.1f} s: all is sent", flush=True)
        deadline = time.monotonic() + QUIET_SECONDS
        heads = self.await_reactions(deadline)
        print(f"# {time.monotonic() - self.begun:.1f} s: the services have caught up: {heads}", flush=True)
        # Who is in whose care may have changed at any time: what a new desktop is told is what the others have to come to.
        self.see_anew(heads)
        print(f"# {time.monotonic() - self.begun:.1f} s: new desktops have read it all", flush=True)
        deadline = time.monotonic() + QUIET_SECONDS
        for desktop in self.desktops:
            access = self.witnesses[desktop.login].access
            desktop.tell("settle " + " ".join(f"{pair}:{access[service]}" if (service := pair.partition("=")[0]) in access else pair
                                              for pair in heads.split(" ")))
        for desktop in self.desktops:
            desktop.await_word("settled", deadline)
        for desktop in self.desktops:
            desktop.quit()
            self.dumps.append(checks.Dump(desktop.folder / "dump.txt"))
            self.journals.append(checks.Journal(desktop.journal))
        self.server.stop()
        self.tally["starts before the database"] += sum(
            log.read_text(errors="replace").count("the database is not ready yet") for log in self.server.list_logs())
        for journal in self.journals:
            self.sessions_of_agents |= {p["record"] for p in journal.saved.values() if p["name"] == "session.start"}
            self.tally["commands"] += len(journal.saved)
            self.tally["declined"] += len(journal.declined)
            for reason in journal.declined.values():
                self.reasons[reason] += 1
            self.tally["lives"] += journal.opens
            self.tally["passwords"] += journal.passwords

    def await_reactions(self, deadline):
        """Until every service has read what it follows; where the heads are then."""
        while True:
            heads = dict(self.store.query("SELECT service, head FROM practice_head"))
            behind = [(service, kind, cursor, seq) for service, follows, kind in self.options.reactions
                      for cursor, seq in self.store.query(
                          f"SELECT f.cursor, (SELECT max(seq) FROM r_{kind}) FROM follower f"
                          f" WHERE f.service = '{service}' AND f.follows = '{follows}'") if int(cursor) < int(seq or 0)]
            if not behind and heads == dict(self.store.query("SELECT service, head FROM practice_head")):
                return " ".join(f"{service}={head}" for service, head in heads.items())
            if time.monotonic() > deadline:
                raise AssertionError(f"these never caught up: {behind}")
            time.sleep(0.01)

    def see_anew(self, heads):
        """New desktops of the same people, and of one who may see everything: what they see is what the service has."""
        fresh = [self.new_desktop(f"witness-{number}", login, number % len(ROLES))
                 for number, login in enumerate(sorted({desktop.login for desktop in self.desktops} | {self.logins["admin"][0]}))]
        deadline = time.monotonic() + QUIET_SECONDS
        for desktop in fresh:
            desktop.mutant = None
            desktop.start(work=False)
        for desktop in fresh:
            desktop.await_word("ready", deadline)
            desktop.tell("settle " + heads)
        for desktop in fresh:
            desktop.await_word("settled", deadline)
            desktop.quit()
            self.witnesses[desktop.login] = checks.Dump(desktop.folder / "dump.txt")

    def note_stacks(self):
        """Where the programs stand when nothing moves; for whoever looks at the folder that is kept."""
        if shutil.which("gdb") is None:
            return
        self.store.note_state(self.folder)
        programs = {**self.server.list_processes(), **{desktop.folder.name: desktop.process for desktop in self.desktops}}
        for name, process in programs.items():
            if process is not None and process.poll() is None:
                said = ask_gdb(process.pid, "thread apply all bt")
                (self.folder / f"{name}.stacks").write_text(said)

    def close(self):
        for desktop in self.desktops:
            if desktop.process is not None and desktop.process.poll() is None:
                desktop.kill()
        if self.server is not None:
            self.server.kill_all()
        self.network.close()
        for disk in (self.server_disk, self.desktop_disk):
            if disk is not None:
                disk.close()
        self.store.close()


def build_clock(library, skew):
    """The environment of a program whose clock is wrong. Not by the `faketime` program: killed, it leaves semaphores behind."""
    if skew is None:
        return None
    return dict(os.environ, LD_PRELOAD=library, FAKETIME=skew, FAKETIME_DONT_FAKE_MONOTONIC="1")


def cut_journal(path, rand):
    """What a disk does that says "written" and is not: the end of the write-ahead log is gone after the kill."""
    if path.exists() and path.stat().st_size > 8192:
        with open(path, "r+b") as file:
            file.truncate(rand.randrange(4096, path.stat().st_size))


def forget(path):
    """A server that loses what it answered, though not what it did."""
    import sqlite3
    database = sqlite3.connect(path)
    database.execute("DELETE FROM mutation WHERE rowid IN (SELECT rowid FROM mutation ORDER BY at DESC LIMIT 3)")
    database.commit()
    database.close()


def make_template(options, folder):
    """A small demo practice that every schedule begins with."""
    data = folder / "template"
    subprocess.run([options.wabictl, "demo", "--data", data, "--clients", "5", "--staff", "8"], check=True, stdout=subprocess.DEVNULL)
    said = subprocess.run([options.wabictl, "user", "list", "--data", data], capture_output=True, text=True, check=True).stdout
    logins = {}
    for line in said.splitlines():
        login, role = line.split("\t")[:2]
        logins.setdefault(role, []).append(login)
    return data, logins


def run_schedule(options, folder, template, logins, store, seed, kills, tally, say):
    """One practice through one schedule. Says how each check went."""
    clinic = Clinic(options, folder, template, logins, store, seed, tally)
    good = False
    try:
        def torment():
            clinic.open()
            tormentor = faults.Tormentor(clinic)
            try:
                tormentor.run(faults.plan(seed, len(ROLES), store), kills)
            finally:
                tally["kills"] += tormentor.kills
                for name, count in tormentor.counts.items():
                    tally["fault " + name] += count
            try:
                clinic.rest()
            except AssertionError:
                clinic.note_stacks()
                raise
            return f"seed {seed}, {tormentor.kills} kills, {sum(tormentor.counts.values())} faults, {clinic.count_acts()} acts"
        if not say("work goes on through the faults, and comes to rest", torment):
            return False
        good = all([say(name, check, clinic) for name, check in checks.ALL])
        return good
    finally:
        clinic.close()
        if (good and not options.keep) or options.mutant:
            shutil.rmtree(folder, ignore_errors=True)
