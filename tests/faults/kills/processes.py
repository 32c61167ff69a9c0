# SPDX-License-Identifier: AGPL-3.0-or-later
"""The programs that are killed: the server, and desktops without a window."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

START_SECONDS = 60
PASSWORD = "wabi-care-demo"
PRACTICE = "cedar-grove"
PR_SET_PDEATHSIG = 1


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Server:
    """One wabi-server. Its port is another at each start, which nobody but the network's doors needs to know."""

    def __init__(self, program, data, store_options, network, log):
        self.program = program
        self.data = data
        self.store_options = store_options
        self.network = network
        self.log = log
        self.process = None
        self.starts = 0

    @property
    def ca(self):
        return self.data / "ca.pem"

    def list_processes(self):
        return {"server": self.process}

    def list_logs(self):
        return [self.log]

    def check_alive(self):
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError(f"the server ended by itself ({self.process.returncode}): {self.log.read_text()[-1500:]}")

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def try_start(self, *more):
        """Whether it came up; a server that cannot (no room on the disk) says why and ends."""
        reader, writer = os.pipe()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "--data", self.data, "--listen", "127.0.0.1:0", "--ready-fd", str(writer), "--log", "none",
                 *self.store_options, *more],
                stdout=subprocess.DEVNULL, stderr=log, pass_fds=(writer,), preexec_fn=die_with_parent)
        os.close(writer)
        with os.fdopen(reader) as ready:
            watchdog = threading.Timer(START_SECONDS, self.process.kill)
            watchdog.start()
            line = ready.readline()
            watchdog.cancel()
        if not line.strip():
            self.process.wait()
            self.process = None
            return False
        self.starts += 1
        self.network.target = int(line)
        return True

    def start(self):
        """Once, also where the database is still recovering: the server waits for that by itself."""
        if not self.try_start():
            raise AssertionError("the server did not start again by itself: " + self.log.read_text()[-1500:])

    def signal(self, number):
        if self.process is not None:
            self.process.send_signal(number)

    def kill(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def kill_all(self):
        self.kill()

    def stop(self):
        """In order, as an administrator would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError("the server did not end when asked") from None
        self.process = None


class Desktop:
    """One wabi-agent with its folder, its journal and its door."""

    def __init__(self, program, folder, journal, login, server_url, ca, seed, pace, environment=None, mutant=None):
        self.program = program
        self.folder = folder
        self.journal = journal
        self.login = login
        self.server_url = server_url
        self.ca = ca
        self.seed = seed
        self.pace = pace
        self.environment = environment
        self.mutant = mutant
        self.lives = 0
        self.acts = 0
        self.process = None
        self.said = set()
        self.stuck = []
        self.changed = threading.Condition()

    def start(self, work):
        self.lives += 1
        with self.changed:
            self.said.clear()
        command = [self.program, "--state", self.folder, "--journal", self.journal, "--server", self.server_url,
                   "--ca", self.ca, "--practice", PRACTICE, "--login", self.login, "--password", PASSWORD,
                   "--seed", str((self.seed * 1000 + self.lives) % (1 << 31)), "--pace", str(self.pace)]
        if self.mutant:
            command += ["--mutant", self.mutant]
        with open(str(self.journal) + ".err", "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                                            env=self.environment, preexec_fn=die_with_parent)
        threading.Thread(target=self.listen, args=(self.process,), daemon=True).start()
        if work:
            self.tell("work")

    def listen(self, process):
        for line in process.stdout:
            word, _, rest = line.strip().partition(" ")
            with self.changed:
                if process is not self.process:
                    return
                if word == "act":
                    self.acts += 1
                elif word == "stuck":
                    self.stuck.append(rest)
                else:
                    self.said.add(word)
                self.changed.notify_all()

    def tell(self, order):
        try:
            self.process.stdin.write(order + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def kill(self):
        process = self.process
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        # What a wrong clock keeps outside its process: another with the same number must not find it.
        for leftover in Path("/dev/shm").glob(f"*faketime_*_{process.pid}"):
            leftover.unlink(missing_ok=True)

    def signal(self, number):
        self.process.send_signal(number)

    def await_word(self, word, deadline):
        with self.changed:
            while word not in self.said:
                if self.stuck:
                    raise AssertionError(f"{self.login}: {self.stuck[0]}")
                if self.process.poll() is not None:
                    raise AssertionError(f"{self.login}'s desktop ended by itself ({self.process.returncode}): {self.read_errors()}")
                left = deadline - time.monotonic()
                if left <= 0:
                    self.tell("state")
                    self.changed.wait(3)
                    raise AssertionError(f"{self.login}'s desktop ({self.folder.name}) never said “{word}”: {self.read_errors()}")
                self.changed.wait(min(left, 1))
            self.said.discard(word)

    def read_errors(self):
        try:
            with open(str(self.journal) + ".err", encoding="utf-8", errors="replace") as log:
                return log.read()[-1500:]
        except OSError:
            return ""

    def quit(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.tell("quit")
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.login}'s desktop did not quit") from None
        if self.process.returncode != 0:
            raise AssertionError(f"{self.login}'s desktop ended with {self.process.returncode}: {self.read_errors()}")
