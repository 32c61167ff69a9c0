# SPDX-License-Identifier: AGPL-3.0-or-later
"""Part "desktop": from exec to a usable week, beside gnome-calendar's and an empty libadwaita window."""

import json
import os
import shutil
import subprocess
import time

from . import ours as adapter
from . import tables
from .processes import BenchError, run

# GTK draws by OpenGL where it can, which without a graphics card means Mesa's software renderer; cairo is lighter. Left
# to choose, Wabi Care takes cairo on such a machine, and the others what GTK takes.
OWN_CHOICE = "own choice"
RENDERERS = (OWN_CHOICE, "cairo", "gl")
FIRST_START_SECONDS = 900


class Display:
    """An X server without a window manager, a session bus and an unlocked keyring, alone in a home of their own."""

    def __init__(self, work):
        self.home = os.path.join(work, "home")
        shutil.rmtree(self.home, ignore_errors=True)
        self.children = []
        self.log = open(os.path.join(work, "desktop.log"), "ab")
        self.environment = self._make_environment()

    def __enter__(self):
        try:
            display = self._start_and_read(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24",
                                            "-nolisten", "tcp"])
            self.environment["DISPLAY"] = f":{display}"
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_and_read(
                ["dbus-daemon", "--session", "--nofork", "--print-address=1"])
            self._unlock_keyring()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            child.terminate()
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.log.close()

    def _make_environment(self):
        run_folder = os.path.join(self.home, "run")
        os.makedirs(run_folder, mode=0o700)
        kept = {name: value for name, value in os.environ.items()
                if name in ("PATH", "LD_LIBRARY_PATH", "XDG_DATA_DIRS", "TZ")}
        return {**kept, "HOME": self.home, "XDG_RUNTIME_DIR": run_folder, "LANG": "C.UTF-8", "GDK_BACKEND": "x11",
                "XDG_CONFIG_HOME": f"{self.home}/config", "XDG_DATA_HOME": f"{self.home}/share",
                "XDG_CACHE_HOME": f"{self.home}/cache", "XDG_CURRENT_DESKTOP": "GNOME"}

    def _start(self, command, **options):
        child = subprocess.Popen(command, env=self.environment, stderr=self.log, **options)
        self.children.append(child)
        return child

    def _start_and_read(self, command):
        child = self._start(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        line = child.stdout.readline().strip()
        if not line:
            raise BenchError(f"{command[0]} did not start; its words are in {self.log.name}")
        return line

    def _unlock_keyring(self):
        """The keyring of a person who has signed in to the session; nothing else is asked of it."""
        child = self._start(["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
                            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        child.stdin.write(b"bench")
        child.stdin.close()
        deadline = time.monotonic() + 10
        while "org.freedesktop.secrets" not in self.run(
                ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                 "org.freedesktop.DBus.ListNames"]):
            if time.monotonic() > deadline:
                raise BenchError("gnome-keyring-daemon does not answer on the session bus")
            time.sleep(0.05)

    def run(self, command, environment=None, timeout=120):
        return run(command, env={**self.environment, **(environment or {})}, timeout=timeout)


def _build_tools(build):
    run(["ninja", "-C", build, "bench/first-window", "bench/empty-adw"])
    return os.path.join(build, "bench", "first-window"), os.path.join(build, "bench", "empty-adw")


def _measure_start(display, watcher, program, renderer, timeout=30):
    """One start; the program is ended afterwards."""
    command = [watcher, f"--timeout={timeout}"]
    if program["ready"]:
        command.append(f"--ready={program['ready']}")
    chosen = {} if renderer == OWN_CHOICE else {"GSK_RENDERER": renderer}
    text = display.run([*command, "--", *program["command"]], {**program["environment"], **chosen}, timeout + 60)
    return json.loads(text.strip().splitlines()[-1])


def _prepare_ours(plan, ours, display, watcher):
    """A server with the large practice, and a first start that fills the cache and is not counted."""
    if not (ours and ours.is_built() and ours.find_desktop()):
        plan.tell("The desktop is not built; only the peers are measured")
        return None, None
    server = ours.start_server(ours.prepare_large_practice(plan.quick))
    program = {"name": "Wabi Care, usable week", "command": ours.make_desktop_command(), "ready": adapter.READY_WORD,
               "environment": ours.make_desktop_environment(server)}
    try:
        loading = {**program, "ready": adapter.SAVED_WORD, "environment": ours.make_first_environment(server)}
        first = _measure_start(display, watcher, loading, RENDERERS[0], FIRST_START_SECONDS)
        plan.tell(f"First start with an empty cache: everything there after {first['ready_ms'] / 1000:.1f} s")
    except BenchError as error:
        server.stop()
        plan.warn(f"The desktop did not come to a usable week; only the peers are measured: {error}")
        return None, None
    return server, program


def _measure_programs(plan, display, watcher, programs):
    """In turns; the first turn only warms the caches of the machine and of the services on the bus."""
    results = []
    for turn in range(-1, plan.starts):
        for renderer in RENDERERS:
            for program in programs:
                found = _measure_start(display, watcher, program, renderer)
                if turn < 0:
                    continue
                results.append({"program": program["name"], "renderer": renderer, **found})
                plan.tell(f"{program['name']}, {renderer}: window {found['mapped_ms']:.0f} ms"
                          + (f", ready {found['ready_ms']:.0f} ms" if program["ready"] else ""))
    return results


def _measure_paging(plan, display):
    """Pages of a calendar of 60 staff with 2,000 sessions a week; time of the main thread on a processor, not on the clock."""
    run(["ninja", "-C", plan.build, "bench/bench-paging"])
    text = display.run([os.path.join(plan.build, "bench", "bench-paging")],
                       {"GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable"}, 600)
    found = json.loads(text[text.index("[\n"):])
    for view in found:
        plan.tell(f"Paging the {view['view']}: {view['fresh']['median_ms']:.0f} ms, again {view['again']['median_ms']:.0f} ms")
    return found


def measure(plan, owners, work):
    watcher, empty = _build_tools(plan.build)
    ours = owners[0] if len(owners) == 2 else None
    programs = [{"name": name, "command": [command], "ready": None, "environment": {}}
                for name, command in (("empty libadwaita window", empty), ("gnome-calendar, empty window",
                                                                           "gnome-calendar"))]
    with Display(work) as display:
        server, program = _prepare_ours(plan, ours, display, watcher)
        try:
            results = _measure_programs(plan, display, watcher, programs + ([program] if program else []))
            paging = _measure_paging(plan, display)
        finally:
            if server:
                server.stop()
    return {"starts": plan.starts, "quick": plan.quick, "results": results, "paging": paging}


def _pick(found, start, renderer, figure):
    return [result[figure] for result in found["results"]
            if result["program"].startswith(start) and result["renderer"] == renderer and result[figure] >= 0]


def _write_aims(found):
    rows = []
    for renderer in RENDERERS:
        for figure, peer_figure, unit, name in (("ready_ms", "mapped_ms", "ms", "usable week"),
                                                ("rss_kb", "rss_kb", "MB", "resident memory")):
            scale = 1024 if unit == "MB" else 1
            aim = tables.median(_pick(found, "gnome-calendar", renderer, peer_figure)) / scale
            mine = _pick(found, "Wabi Care", renderer, figure)
            reached = tables.median(mine) / scale if mine else None
            rows.append([f"{name}, {renderer}", f"under gnome-calendar's {aim:.0f} {unit}",
                         "–" if reached is None else f"{reached:.0f} {unit}",
                         tables.judge(reached, aim, more_is_better=False)])
    return tables.write_table(["aim", "asked", "reached", ""], rows)


# What a page may cost before a person feels it.
PAGE_BUDGET_MS = 100


def _write_paging(found):
    rows = [[view["view"], tables.write_number(view["visits"]), tables.write_number(view["fresh"]["median_ms"]),
             tables.write_number(view["fresh"]["most_ms"]), tables.write_number(view["again"]["median_ms"]),
             tables.judge(view["fresh"]["median_ms"], PAGE_BUDGET_MS, more_is_better=False)] for view in found.get("paging", [])]
    return tables.write_table(["view, paged", "sessions on the page", "never seen before, ms", "most, ms", "seen before, ms",
                               f"under {PAGE_BUDGET_MS} ms"], rows)


def write(found):
    """Markdown of what was found."""
    rows = []
    for program in dict.fromkeys(result["program"] for result in found["results"]):
        for renderer in RENDERERS:
            memory = [[value / 1024 for value in _pick(found, program, renderer, figure)]
                      for figure in ("rss_kb", "pss_kb", "peak_kb")]
            rows.append([f"{program}, {renderer}", tables.write_spread(_pick(found, program, renderer, "mapped_ms")),
                         tables.write_spread(_pick(found, program, renderer, "ready_ms")),
                         *(tables.write_number(tables.median(values)) for values in memory)])
    return "\n\n".join([
        f"{found['starts']} warm starts of each program, in turns, under Xvfb at 1280×800.", _write_aims(found),
        tables.write_table(["program, renderer", "first window, ms: median (least – most)", "usable week, ms",
                            "RSS MB", "PSS MB", "most MB"], rows),
        "Paging a calendar of 60 staff, all shown, at 1280×800 with cairo: the main thread's work for a page, from the key to the end of the "
        "frame that shows it.", _write_paging(found)])
