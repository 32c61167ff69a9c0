# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the numbers were measured on, and when."""

import datetime
import os
import re
import subprocess
import time


def _ask(command, pattern=r"(\S+)"):
    """The first thing that a program says about its version, or "none"."""
    try:
        text = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return "none"
    found = re.search(pattern, text.stdout + text.stderr)
    return found.group(1) if found else "none"


def _ask_package(name):
    return _ask(["dpkg-query", "-W", "-f", "${Version}", name])


def _read_processor():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        found = re.search(r"model name\s*:\s*(.+)", info.read())
    return found.group(1).strip() if found else "unknown processor"


def _read_memory_gb():
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _measure_sync(folder):
    """Median microseconds of a 4 KiB write that reaches the disk: the floor of every durable command here."""
    path = os.path.join(folder, "sync-probe")
    took = []
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    for _ in range(101):
        began = time.perf_counter()
        os.write(descriptor, b"x" * 4096)
        os.fdatasync(descriptor)
        took.append(time.perf_counter() - began)
    os.close(descriptor)
    os.unlink(path)
    return round(sorted(took)[50] * 1e6)


def describe(source, folder):
    """A dictionary for the JSON file; describe_in_words makes a paragraph of it."""
    return {
        "measured_at": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _ask(["git", "-C", source, "describe", "--always", "--dirty", "--exclude=*"]),
        "processor": _read_processor(), "cores": os.cpu_count(), "memory_gb": _read_memory_gb(),
        "kernel": os.uname().release, "debian": _ask(["cat", "/etc/debian_version"]),
        "filesystem": _ask(["df", "--output=fstype", folder], r"(\S+)\s*$"), "sync_us": _measure_sync(folder),
        "node": _ask(["node", "--version"]),
        "libmicrohttpd": _ask_package("libmicrohttpd12"), "gnutls": _ask_package("libgnutls30"),
        "gnome_calendar": _ask_package("gnome-calendar"), "gtk": _ask_package("libgtk-4-1"),
        "load_before": round(os.getloadavg()[0], 2),
    }


def describe_in_words(facts):
    return (
        f"Measured {facts['measured_at']} at commit {facts['commit']}: {facts['cores']} cores of {facts['processor']}, "
        f"{facts['memory_gb']} GB, Linux {facts['kernel']}, Debian {facts['debian']}, {facts['filesystem']} where a "
        f"4 KiB write reaches the disk in {facts['sync_us']} µs; load {facts['load_before']} before the start. "
        f"Node {facts['node']}, libmicrohttpd {facts['libmicrohttpd']}, GnuTLS {facts['gnutls']}, "
        f"GTK {facts['gtk']}, gnome-calendar {facts['gnome_calendar']}.")
