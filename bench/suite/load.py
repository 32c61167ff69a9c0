# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our load generator, the same for all servers: requests a second, percentiles, and what each cost the server."""

import json
import os
import resource
import subprocess

from .processes import BenchError, run

TARGET = "bench/bench-load"


def build_generator(build):
    run(["ninja", "-C", build, TARGET])


def _drive(server, build, arguments, batch, connections, seconds):
    command = [os.path.join(build, TARGET), "--url", server.url, "--ca", server.ca, "--token", server.token,
               "--connections", str(connections), "--seconds", str(seconds), *arguments]
    cpu_before = server.count_cpu()
    own_before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 120)
    own_after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = server.count_cpu() - cpu_before
    if done.returncode != 0:
        raise BenchError(f"{server.name}: {done.stderr[-1000:]}")
    said = json.loads(done.stdout)
    if said["requests"] == 0 or said["failed"] or said["broken"]:
        raise BenchError(f"{server.name}: {said['requests']} requests were answered, {said['failed']} refused and "
                         f"{said['broken']} connections broke; such a run measures nothing. {done.stderr[-500:]}")
    own = own_after.ru_utime + own_after.ru_stime - own_before.ru_utime - own_before.ru_stime
    return {
        "per_second": said["requests"] / said["seconds"], "p50_ms": said["p50_us"] / 1000,
        "p99_ms": said["p99_us"] / 1000, "worst_ms": said["worst_us"] / 1000,
        "cpu_us": cpu * 1e6 / said["requests"], "answer_bytes": said["bytes"] / said["requests"],
        "requests": said["requests"], "commands": said["requests"] * batch, "loader_cpu": own / said["seconds"],
        **server.count_memory(),
    }


def drive_reads(server, build, paths_file, connections, seconds):
    """GETs of paths from a file."""
    return _drive(server, build, ["--paths", paths_file], 0, connections, seconds)


def drive_writes(server, build, templates, batch, connections, seconds, round_number):
    """POSTs of commands; each connection is a device, whose commands are numbered without a gap."""
    arguments = ["--post", templates["path"], "--envelope", templates["envelope"], "--commands", templates["commands"],
                 "--expect", templates["expect"], "--batch", str(batch), "--round", str(round_number)]
    return _drive(server, build, arguments, batch, connections, seconds)
