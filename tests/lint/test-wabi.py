#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""./wabi demo with programs that only say what they were asked: the server is started once, found again, stopped, and
nothing of others is removed."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

SERVER = """#!/usr/bin/env python3
import os, signal, sys
print("server", *sys.argv[1:], flush=True)
if os.path.exists(os.environ["FAKE"] + "/broken"):
    sys.exit("cannot bind")
os.write(3, b"ready\\n")
os.close(3)
signal.pause()
"""
WABICTL = """#!/bin/sh
echo "wabictl $*"
[ "$1" = demo-sign-in ] && echo '{}' >"$7"
exit 0
"""
CARE = """#!/bin/sh
echo "care $WABI_SIGN_IN_FILE"
"""


class Clone:
    """A tree with the real script, and a build folder of fakes."""

    def __init__(self, folder):
        self.top = Path(folder)
        self.data = self.top / "data"
        (self.top / "tools").mkdir()
        shutil.copy(TOP / "wabi", self.top)
        (self.top / "tools" / "packages.txt").write_text("")
        self.write("build/build.ninja", "")
        self.write("bin/meson", "#!/bin/sh\nexit 0\n")
        self.write("build/backend/host/server/wabi-server", SERVER)
        self.write("build/backend/ctl/wabictl", WABICTL)
        self.write("build/app/shell/wabi-care", CARE)

    def write(self, name, text):
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def wabi(self, *arguments, data=None, display=":9"):
        env = {"PATH": f"{self.top}/bin:{os.environ['PATH']}", "HOME": str(self.top), "FAKE": str(self.top),
               "WABI_DEMO_DIR": str(data or self.data), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
        if display:
            env["DISPLAY"] = display
        done = subprocess.run([self.top / "wabi", *arguments], env=env, capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout + done.stderr

    def pid(self):
        path = self.data / "server.pid"
        return int(path.read_text()) if path.exists() else None


def check(condition, words):
    if not condition:
        raise AssertionError(words)


def test_first_demo_makes_starts_and_opens(clone):
    status, said = clone.wabi("demo", "--as", "bcba")
    check(status == 0, said)
    check(f"wabictl demo --data {clone.data}\n" in said, said)
    check(f"demo-sign-in --data {clone.data} --as bcba" in said, said)
    check(f"care {clone.data}/sign-in.json" in said, said)
    check(clone.data.stat().st_mode & 0o077 == 0, "others may look into the data")


def test_second_demo_finds_the_server(clone):
    before = clone.pid()
    status, said = clone.wabi("demo")
    check(status == 0 and clone.pid() == before, said)
    check("wabictl demo --data" not in said, "made the practice again beside a running server")


def test_newer_server_is_started_anew(clone):
    before = clone.pid()
    program = clone.top / "build/backend/host/server/wabi-server"
    later = (clone.data / "server.pid").stat().st_mtime + 10
    os.utime(program, (later, later))
    status, said = clone.wabi("demo")
    check(status == 0 and clone.pid() != before, said)
    check(not Path(f"/proc/{before}").exists(), "the old server goes on")


def test_stop_ends_it_and_keeps_the_data(clone):
    before = clone.pid()
    status, said = clone.wabi("stop")
    check(status == 0 and not Path(f"/proc/{before}").exists(), said)
    check(clone.data.exists(), "the data are gone")
    check(clone.wabi("stop")[0] == 0, "stopping twice fails")


def test_server_that_fails_is_told(clone):
    (clone.top / "broken").touch()
    status, said = clone.wabi("demo")
    (clone.top / "broken").unlink()
    check(status != 0 and "cannot bind" in said and "did not start" in said, said)
    check(clone.pid() is None, "a pid file of a dead server")


def test_reset_removes_only_its_own(clone):
    (clone.data / "old").touch()
    status, said = clone.wabi("demo", "--reset")
    check(status == 0 and not (clone.data / "old").exists(), said)
    clone.wabi("stop")
    other = clone.top / "other"
    other.mkdir()
    (other / "letter").touch()
    for arguments in (("demo",), ("demo", "--reset")):
        status, said = clone.wabi(*arguments, data=other)
        check(status != 0 and (other / "letter").exists(), said)
        check(not (other / ".wabi-care-demo").exists(), "took a folder of others")


def test_without_a_display_the_tour_is_performed(clone):
    clone.write("tests/tour/tour.py", "import sys\nprint('tour', sys.argv[1:])\n")
    status, said = clone.wabi("demo", display=None)
    check(status == 0 and "no display" in said and "'--output'" in said, said)
    check(clone.wabi("demo", "--tour")[1].startswith("tour"), "--tour does not perform the tour")


def test_wrong_words_are_refused(clone):
    for arguments in (("demo", "--as", "nobody"), ("demo", "--fly"), ("fly",), ("run",), ("run", "gedit")):
        status, said = clone.wabi(*arguments)
        check(status != 0 and "wabi: " in said, f"{arguments}: {said}")
    status, said = clone.wabi("help")
    check(status == 0 and "./wabi test" in said, said)


MESON = """#!/usr/bin/env python3
# meson test of two programs, of which "shaky" fails unless it is run by itself, and "broken" where it is there fails always.
import json, os, sys
if sys.argv[1] != "test":
    sys.exit(0)
again = "testlog-again" in sys.argv
names = [name for name in ("sound", "shaky", "broken") if name in sys.argv] if again else ["sound", "shaky"]
if not again and os.path.exists(os.environ["FAKE"] + "/really"):
    names.append("broken")
logs = os.environ["FAKE"] + "/build/meson-logs"
os.makedirs(logs, exist_ok=True)
bad = [name for name in names if name == "broken" or (name == "shaky" and not again)]
with open(f"{logs}/testlog{'-again' if again else ''}.json", "w") as log:
    for name in names:
        print(json.dumps({"name": f"wabi-care:x / {name}", "result": "ERROR" if name in bad else "OK"}), file=log)
os.utime(f"{logs}/testlog{'-again' if again else ''}.json", (1000 + again, 1000 + again))
sys.exit(1 if bad else 0)
"""


def test_what_fails_by_accident_is_told(clone):
    shutil.copy(TOP / "tools" / "test-summary", clone.top / "tools")
    (clone.top / "bin" / "meson").write_text(MESON)
    status, said = clone.wabi("test")
    check(status != 0 and "failed: build: wabi-care:x / shaky" in said and "1 passed, 1 failed" in said, said)
    status, said = clone.wabi("test", "--again")
    check(status == 0 and "UNSTEADY: build: wabi-care:x / shaky" in said and "2 passed, 0 failed" in said, said)
    (clone.top / "really").touch()
    status, said = clone.wabi("test", "--again")
    check(status != 0 and "failed: build: wabi-care:x / broken" in said and "2 passed, 1 failed" in said, said)


def main():
    tests = [(name[5:].replace("_", " "), function) for name, function in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        clone = Clone(folder)
        try:
            for number, (name, function) in enumerate(tests, 1):
                try:
                    function(clone)
                    print(f"ok {number} - {name}")
                except (AssertionError, OSError, subprocess.SubprocessError) as error:
                    failed += 1
                    print("\n".join(f"# {line}" for line in str(error).splitlines()))
                    print(f"not ok {number} - {name}")
        finally:
            clone.wabi("stop")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
