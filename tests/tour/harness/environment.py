# SPDX-License-Identifier: AGPL-3.0-or-later
"""A private desktop to run programs in: home, display, window manager, session bus, accessibility bus, keyring.

Nothing of the caller's own session is seen by the programs, and several environments can live side by side in one
Python process, so that two desktops can be made to edit the same record.
"""

import ctypes
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from .a11y import Tree  # noqa: E402
from .errors import TourError, wait_until  # noqa: E402
from .pointer import Pointer  # noqa: E402

# What a program may inherit from outside; all else is made here.
INHERITED = ("PATH", "LANG", "LANGUAGE", "LC_ALL", "TZ", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "G_DEBUG")


class Process:
    """A program that was started in an environment. Its output goes to a file and can be waited for."""

    def __init__(self, name, argv, env, log, cwd=None, stdin=None, pass_fds=()):
        self.name = name
        self.argv = [str(arg) for arg in argv]
        self.log = Path(log)
        with open(self.log, "ab") as out:
            self.popen = subprocess.Popen(self.argv, env=env, cwd=cwd, stdin=stdin or subprocess.DEVNULL, stdout=out,
                                          stderr=subprocess.STDOUT, start_new_session=True, pass_fds=pass_fds)

    @property
    def pid(self):
        return self.popen.pid

    @property
    def running(self):
        return self.popen.poll() is None

    def output(self):
        """All that the program has printed so far, on both of its outputs."""
        return self.log.read_text(errors="replace")

    def wait_output(self, pattern, seconds=15.0):
        """Wait until the output matches the regular expression; returns the match."""
        def look():
            found = re.search(pattern, self.output(), re.M)
            if not found and not self.running:
                raise TourError(f"{self.name} ended with {self.popen.returncode}")
            return found
        return wait_until(look, lambda: f"{self.name} to print /{pattern}/; it printed:\n{self.output()[-2000:]}", seconds)

    def wait(self, seconds=15.0):
        """Wait for the end of the program; returns its exit status (negative: the signal that ended it)."""
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TourError(f"{self.name} was still running after {seconds:g} s") from None

    def kill(self):
        """kill -9, with all its children, as a power cut would; returns when it is gone."""
        self._signal(signal.SIGKILL)
        return self.wait()

    def terminate(self, seconds=15.0):
        """Ask it to end, and wait until it has; returns its exit status."""
        self._signal(signal.SIGTERM)
        return self.wait(seconds)

    def stop(self):
        """End it without fail, kindly first. Does nothing when it has ended already."""
        if self.running:
            try:
                self.terminate(5)
            except TourError:
                self.kill()

    def _signal(self, number):
        try:
            os.killpg(self.popen.pid, number)
        except ProcessLookupError:
            pass


class Environment:
    """A private desktop. Use it with `with`; start() and stop() do the same by hand.

    size: of the screen in pixels. dark: the programs' color scheme at their start. language: as in LANGUAGE ("es").
    text_scale: 2.0 is text at 200 %. maximized: the first window of each program fills the screen, without an edge. folder: where home, logs and the rest go (kept; else temporary). keep: keeps the
    temporary folder after stop(). keyring: whether there is a Secret Service.
    """

    def __init__(self, size=(1280, 800), dark=False, language=None, text_scale=1.0, font="Inter 11",
                 maximized=False, folder=None, keep=False, keyring=True):
        self.size = size
        self.maximized = maximized
        self.text_scale = text_scale
        self.font = font
        self.dark = dark
        self.language = language
        self.keep = keep or folder is not None
        self.folder = Path(folder or tempfile.mkdtemp(prefix="wabi-tour-")).absolute()
        self.with_keyring = keyring
        self.keyring_password = secrets.token_hex(16)
        self.processes = []
        self.connection = None
        self.env = {}
        self.display = None
        self.tree = None
        self.pointer = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()

    # Life

    def start(self):
        """Start everything and wait until each part answers."""
        try:
            self._make_folders()
            self._start_display()
            self._start_bus()
            self._start_accessibility()
            if self.with_keyring:
                self.start_keyring()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        """End all programs, newest first, and remove the folder unless it was to be kept."""
        if self.tree is not None:
            self.tree.close()
            self.tree = None
        if self.connection is not None and not self.connection.is_closed():
            self.connection.close_sync(None)
        self.connection = None
        for process in reversed(self.processes):
            process.stop()
        self.processes.clear()
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def spawn(self, argv, name=None, env=None, cwd=None, **more):
        """Start a program in this environment; returns its Process. `env` adds variables (None takes one away)."""
        name = name or Path(str(argv[0])).name
        full = dict(self.env)
        for key, value in (env or {}).items():
            if value is None:
                full.pop(key, None)
            else:
                full[key] = str(value)
        log = self.folder / "logs" / f"{len(self.processes):02d}-{name}.log"
        process = Process(name, argv, full, log, cwd=cwd or self.folder, **more)
        self.processes.append(process)
        return process

    def run(self, argv, input=None, seconds=60.0, check=True, env=None):
        """Run a short program to its end; returns subprocess.CompletedProcess with text in stdout and stderr."""
        done = subprocess.run([str(arg) for arg in argv], env={**self.env, **(env or {})}, input=input, text=True,
                              capture_output=True, timeout=seconds, cwd=self.folder, check=False)
        if check and done.returncode != 0:
            raise TourError(f"{argv[0]} ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-1500:]}")
        return done

    def set_dark(self, dark):
        """Programs that start from now on are dark (or light); libadwaita reads this once, at start."""
        self.dark = dark
        self.env["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark" if dark else "prefer-light"

    def set_language(self, language):
        """Programs that start from now on speak this language; None is the English source."""
        self.language = language
        self.env["LANGUAGE"] = language or "C"
        self.env["LC_ALL"] = "C.UTF-8" if language is None else self.env.get("WABI_TOUR_LOCALE", "C.UTF-8")

    # Parts

    def _make_folders(self):
        home = self.folder / "home"
        runtime = self.folder / "run"
        for folder in (home, runtime, self.folder / "logs"):
            folder.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        env = {key: os.environ[key] for key in INHERITED if key in os.environ}
        env.setdefault("PATH", "/usr/local/bin:/usr/bin:/bin")
        env.update({
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_STATE_HOME": str(home / ".local/state"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_SESSION_TYPE": "x11",
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",       # no graphics card: the software GL path costs seconds for each frame
            "GTK_A11Y": "atspi",
            "GTK_USE_PORTAL": "0",
            "GSETTINGS_BACKEND": "keyfile",   # in the private home, so that a second start remembers
            "NO_AT_BRIDGE": "0",
            "GTK_IM_MODULE": "gtk-im-context-simple",
            "LC_ALL": "C.UTF-8",
            "TZ": os.environ.get("TZ", "America/New_York"),
        })
        settings = home / ".config" / "gtk-4.0" / "settings.ini"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(SETTINGS.format(font=self.font, dpi=round(96 * self.text_scale * 1024)))
        self.env = env
        self.set_dark(self.dark)
        self.set_language(self.language)

    def _start_display(self):
        reader, writer = os.pipe()
        width, height = self.size
        self.spawn(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp",
                    "-noreset", "-dpi", "96"], pass_fds=(writer,))
        os.close(writer)
        self.display = ":" + _read_line(reader, "Xvfb to say its display")
        self.env["DISPLAY"] = self.display
        self.env["XAUTHORITY"] = str(self.folder / "xauthority")

    def _start_bus(self):
        reader, writer = os.pipe()
        self.spawn(["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={writer}"],
                   pass_fds=(writer,))
        os.close(writer)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = _read_line(reader, "dbus-daemon to say its address")
        self.connection = connect(self.env["DBUS_SESSION_BUS_ADDRESS"])
        # The window manager comes after the bus, so that what it starts finds the bus too.
        config = self.folder / "openbox.xml"
        config.write_text(OPENBOX)
        self.spawn(["openbox", "--sm-disable", "--config-file", config])
        # Without a compositor GTK draws square windows with a thick edge, and popovers on black.
        self.spawn(["xcompmgr"])
        self.pointer = Pointer(self)
        self.pointer.wait_ready()
        claim_shadows(self.display)
        # A layout that has the accents of Spanish and French on its keys: for others xdotool changes the layout while it
        # types, which GTK sees too late.
        self.run(["setxkbmap", "us", "-variant", "altgr-intl"])

    def _start_accessibility(self):
        def address():
            try:
                answer = self.connection.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                                                   None, Gio.DBusCallFlags.NONE, 5000, None)
            except GLib.Error as error:
                raise TourError(f"the accessibility bus does not answer: {error.message}") from None
            return answer.unpack()[0]
        self.env["AT_SPI_BUS_ADDRESS"] = wait_until(address, "the accessibility bus")
        self.connection.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                                  GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True))),
                                  None, Gio.DBusCallFlags.NONE, 5000, None)
        self.tree = Tree(self, connect(self.env["AT_SPI_BUS_ADDRESS"]))

    def start_keyring(self):
        """Start a real Secret Service, unlocked with a throw-away password that only this environment knows."""
        keyring = self.spawn(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets",
                              f"--control-directory={self.folder / 'run' / 'keyring'}"], stdin=subprocess.PIPE)
        keyring.popen.stdin.write(self.keyring_password.encode())
        keyring.popen.stdin.close()
        self.keyring = keyring
        wait_until(self._keyring_is_open, "the keyring's login collection to be unlocked")
        return keyring

    def lose_keyring(self):
        """Take the keyring and all its secrets away, as a reinstalled desktop would, and start an empty one."""
        self.keyring.kill()
        shutil.rmtree(Path(self.env["XDG_DATA_HOME"]) / "keyrings", ignore_errors=True)
        wait_until(lambda: not self._has_owner("org.freedesktop.secrets"), "the keyring's name to be free")
        return self.start_keyring()

    def _has_owner(self, name):
        answer = self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                           "NameHasOwner", GLib.Variant("(s)", (name,)), None,
                                           Gio.DBusCallFlags.NONE, 5000, None)
        return answer.unpack()[0]

    def _keyring_is_open(self):
        if not self.keyring.running:
            raise TourError(f"gnome-keyring-daemon ended: {self.keyring.output()}")
        if not self._has_owner("org.freedesktop.secrets"):
            return False
        try:
            answer = self.connection.call_sync("org.freedesktop.secrets", "/org/freedesktop/secrets/collection/login",
                                               "org.freedesktop.DBus.Properties", "Get",
                                               GLib.Variant("(ss)", ("org.freedesktop.Secret.Collection", "Locked")),
                                               None, Gio.DBusCallFlags.NO_AUTO_START, 5000, None)
        except GLib.Error as error:
            raise TourError(error.message) from None
        return answer.unpack()[0] is False


def claim_shadows(display):
    """Say on the root window that windows may draw their own shadows and round corners, as under GNOME's own window
    manager. openbox does not know of it, and need not; without it GTK draws a flat edge, even when maximized."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XChangeProperty.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_int,
                                    ctypes.c_int, ctypes.POINTER(ctypes.c_ulong), ctypes.c_int]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    connection = x11.XOpenDisplay(display.encode())
    if not connection:
        raise TourError(f"cannot open the display {display}")
    atom = {name: x11.XInternAtom(connection, name, 0) for name in (b"_NET_SUPPORTED", b"ATOM", b"_GTK_FRAME_EXTENTS")}
    append = 2
    x11.XChangeProperty(connection, x11.XDefaultRootWindow(connection), atom[b"_NET_SUPPORTED"], atom[b"ATOM"], 32, append,
                        ctypes.byref(ctypes.c_ulong(atom[b"_GTK_FRAME_EXTENTS"])), 1)
    x11.XCloseDisplay(connection)


def connect(address):
    """A connection of our own to a message bus, beside those that the process may have already."""
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def _read_line(reader, what, seconds=20.0):
    """The first line that comes through a pipe, without waiting for ever."""
    result = []
    file = os.fdopen(reader, "r")

    def read():
        result.append(file.readline().strip())
    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(seconds)
    if not result or not result[0]:
        raise TourError(f"waited {seconds:g} s for {what}")
    file.close()
    return result[0]


SETTINGS = """[Settings]
gtk-font-name={font}
gtk-xft-dpi={dpi}
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-xft-rgba=none
gtk-icon-theme-name=Adwaita
gtk-decoration-layout=:minimize,maximize,close
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-dialogs-use-header=true
"""

OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse><raiseOnFocus>yes</raiseOnFocus></focus>
  <placement><policy>Smart</policy><center>yes</center></placement>
  <theme><animateIconify>no</animateIconify></theme>
  <desktops><number>1</number></desktops>
  <keyboard/>
  <mouse><context name="Client"><mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/>
  </mousebind></context></mouse>
  <applications><application class="*" type="normal"><decor>no</decor></application></applications>
</openbox_config>
"""
