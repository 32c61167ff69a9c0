# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the server keeps its data, and how to look into it from outside."""

import os
import shutil
import sqlite3
import subprocess


class SqliteStore:
    """One file in the server's folder."""

    name = "sqlite"
    kills = ()

    def __init__(self, data):
        self.data = data
        self.options = []

    def prepare(self, template):
        shutil.copytree(template, self.data, dirs_exist_ok=True)

    def query(self, sql):
        database = sqlite3.connect(f"file:{self.data}/wabi.db?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    def list_tables(self):
        return [row[0] for row in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def check_files(self):
        said = self.query("PRAGMA integrity_check")
        assert said == [("ok",)], f"the server's file is damaged: {said[:3]}"

    def close(self):
        pass


class Disk:
    """A small disk of its own in memory, which can be filled up. Only root may make one."""

    def __init__(self, folder, megabytes):
        self.folder = folder
        self.ballast = folder / "ballast"
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "none", folder], check=True)

    @staticmethod
    def is_possible(folder):
        trial = folder / "trial-disk"
        trial.mkdir()
        try:
            if os.geteuid() != 0:
                return False
            made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", trial], capture_output=True, check=False)
            if made.returncode == 0:
                subprocess.run(["umount", trial], check=True)
            return made.returncode == 0
        except OSError:
            return False
        finally:
            trial.rmdir()

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as ballast:
            for size in (1 << 20, 4096):
                try:
                    while ballast.write(b"\0" * size) == size:
                        pass
                except OSError:
                    pass

    def empty(self):
        self.ballast.unlink(missing_ok=True)

    def close(self):
        subprocess.run(["umount", "-l", self.folder], check=False)
