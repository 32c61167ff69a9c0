#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of the house that a machine can keep (docs/contributing.md). Each is a function from a tree to complaints.

usage: lint.py [--tap] [TOP]      check the tree at TOP (default: this one); --tap counts each rule as a test
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

FILE_REFUSED, FILE_REPORTED = 1200, 600
FUNCTION_REFUSED, FUNCTION_REPORTED, TABLE_REFUSED = 80, 60, 120
CODE = ("core/", "backend/", "app/")

# Rooms of the desktop, lowest first; what is not named is a place, above all these and below the shell.
APP_ORDER = ("cache", "sync", "platform", "paper", "widgets", "desk", "listing", "trail", "visit", "chart", "avail")
TRANSLATED = re.compile(r"\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*\"")
UI_TEXT = ("label", "title", "subtitle", "description", "tooltip-text", "tooltip_text", "placeholder-text", "text",
           "heading", "body", "primary-text", "secondary-text", "message")


class Tree:
    """The files of the project as text: {path: content}."""

    def __init__(self, files):
        self.files = files

    @classmethod
    def read(cls, top):
        git = ["git", "-C", top, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(git, capture_output=True, check=False) if shutil.which("git") else None
        if listed is not None and listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
        else:
            names = [str(path.relative_to(top)) for path in Path(top).rglob("*")]
            names = [name for name in names if not re.match(r"\.git/|build|demo-output|.*node_modules|.*__pycache__", name)]
        files = {}
        for name in sorted(filter(None, names)):
            path = Path(top) / name
            if path.is_file():
                try:
                    files[name] = path.read_text()
                except UnicodeDecodeError:
                    pass                      # a picture
        return cls(files)

    def items(self, endings, folders=("",)):
        return [(path, text) for path, text in self.files.items()
                if path.endswith(endings) and path.startswith(folders)]


# C, as far as it must be understood

def blank_comments(text):
    """The text with comments made of spaces, so that lines and columns stay."""
    def blank(found):
        return re.sub(r"[^\n]", " ", found.group()) if found.group().startswith("/") else found.group()
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', blank, text, flags=re.S)


def strings(text):
    """(line, literal) of each string literal in C text."""
    for found in re.finditer(r'"((?:\\.|[^"\\\n])*)"', blank_comments(text)):
        yield text.count("\n", 0, found.start()) + 1, found.group(1)


def includes(text):
    """(line, name) of each #include "name"."""
    for number, line in enumerate(blank_comments(text).splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if found:
            yield number, found.group(1)


def functions(text):
    """(line, name, length) of each function, from its name to the brace that ends it. GNU style: braces in column 0."""
    lines = blank_comments(text).splitlines()
    name, start, body = None, 0, False
    for number, line in enumerate(lines, 1):
        if not body:
            found = re.match(r"^(\w+)\s*\(", line)
            if found:
                name, start = found.group(1), number
            elif line.startswith("{") and name:
                body = True
            elif re.search(r"[;=]\s*$", line):
                name = None
        elif line.startswith("}"):
            yield start, name, number - start + 1
            name, body = None, False


def headers_by_name(tree):
    """{file name: [paths]} of all headers of ours."""
    found = {}
    for path, _ in tree.items(".h", CODE):
        found.setdefault(path.rsplit("/", 1)[1], []).append(path)
    return found


# Rules

def core_order(tree):
    """Core's libraries, lowest first, as the root meson.build lists them."""
    return re.findall(r"subdir\('core/(\w+)'\)", tree.files.get("meson.build", ""))


def may_see(room, other, order):
    """Whether a file in one room (the parts of its folder) may include a header of another."""
    if room == other:
        return True
    if room[0] == "core":
        return (other[0] == "core" and other[1] in order and room[1] in order
                and order.index(other[1]) < order.index(room[1]))
    if other[0] == "core":
        return True
    if room[0] != other[0]:
        return False
    if room[0] == "backend":
        if room == ("backend", "services"):
            return other[1] in ("store", "host", "services")      # the list of all services
        ranks = {"store": 0, "host": 1, "services": 2}
        here, there = ranks.get(room[1] if len(room) > 1 else "", 3), ranks.get(other[1] if len(other) > 1 else "", 3)
        return there < here
    rank = {name: index for index, name in enumerate(APP_ORDER)}
    rank["shell"] = len(APP_ORDER) + 1
    place = len(APP_ORDER)
    here, there = (rank.get(one[1], place) if len(one) > 1 else place + 2 for one in (room, other))
    return there < here


def room_of(path):
    """The folder that is a library: core/rules, backend/services/billing, app/schedule."""
    parts = path.split("/")[:-1]
    return tuple(parts[:3] if parts[:2] == ["backend", "services"] else parts[:2])


def rule_arrows(tree):
    """A room includes only what stands below it: core upward by the list of meson.build, services never each other."""
    order, headers = core_order(tree), headers_by_name(tree)
    for path, text in tree.items((".c", ".h"), CODE):
        composes = re.search(r"^main \(", text, re.M) is not None
        for line, name in includes(text):
            for target in headers.get(name.rsplit("/", 1)[-1], []):
                if composes and target.split("/")[0] in ("core", path.split("/")[0]):
                    continue                  # a program's main file puts its rooms together
                if not may_see(room_of(path), room_of(target), order):
                    yield path, line, f"{'/'.join(room_of(path))} may not include {target}"


def rule_header_names(tree):
    """Each header's name is there once, because headers are included by name alone."""
    for name, paths in headers_by_name(tree).items():
        for path in paths[1:]:
            yield path, 1, f"{name} exists already: {paths[0]}"


def rule_cycles(tree):
    """No include cycles between the modules (a .c with its .h) of core and backend."""
    def module(path):
        return re.sub(r"(-private)?\.[ch]$", "", path)
    headers = headers_by_name(tree)
    graph = {}
    for path, text in tree.items((".c", ".h"), ("core/", "backend/")):
        for _, name in includes(text):
            for target in headers.get(name.rsplit("/", 1)[-1], []):
                if module(target) != module(path):
                    graph.setdefault(module(path), set()).add(module(target))
    done, stack = set(), []

    def visit(node):
        if node in stack:
            yield " → ".join(stack[stack.index(node):] + [node])
        elif node not in done:
            stack.append(node)
            for below in sorted(graph.get(node, ())):
                yield from visit(below)
            stack.pop()
            done.add(node)
    for start in sorted(graph):
        for circle in visit(start):
            yield circle.split(" ")[0] + ".h", 1, f"include cycle: {circle}"


def rule_sizes(tree):
    """Files of at most 1,200 lines, functions of at most 80 (class_init and tables 120)."""
    for path, text in tree.items((".c", ".h")):
        count = text.count("\n")
        if count > FILE_REFUSED:
            yield path, 1, f"{count} lines; {FILE_REFUSED} is the most"
        for line, name, length in functions(text):
            most = TABLE_REFUSED if name.endswith(("class_init", "_table")) else FUNCTION_REFUSED
            if length > most:
                yield path, line, f"{name} has {length} lines; {most} is the most"


def report_sizes(tree):
    """What a reviewer should ask about: not refused, only said."""
    for path, text in tree.items((".c", ".h")):
        count = text.count("\n")
        if FILE_REPORTED < count <= FILE_REFUSED:
            yield path, 1, f"{count} lines: is there a second idea in it?"
        for line, name, length in functions(text):
            if FUNCTION_REPORTED < length <= FUNCTION_REFUSED:
                yield path, line, f"{name} has {length} lines"


def rule_spdx(tree):
    """The licence stands at the top of everything that can carry a comment."""
    endings = (".c", ".h", ".py", ".sh", ".js", ".mjs", ".ui", ".xml", ".xml.in", ".css", ".sql", ".desktop.in", "meson.build",
               "meson_options.txt", ".yml", ".yaml")
    for path, text in tree.files.items():
        if (path.endswith(endings) or text.startswith("#!")) and \
                "SPDX-License-Identifier: AGPL-3.0-or-later" not in "\n".join(text.splitlines()[:5]):
            yield path, 1, "no line SPDX-License-Identifier: AGPL-3.0-or-later near the top"


def rule_clock_and_chance(tree):
    """Clock, random numbers and ids come from core/base."""
    calls = re.compile(r"\b(g_get_real_time|g_date_time_new_now\w*|g_uuid_string_random|g_random_\w+|g_rand_new)\s*\(")
    for path, text in tree.items((".c", ".h"), CODE):
        if path.startswith("core/base/"):
            continue
        for number, line in enumerate(blank_comments(text).splitlines(), 1):
            for found in calls.finditer(line):
                yield path, number, f"{found.group(1)} outside core/base: take a WabiClock or an id as an argument"


def rule_databases(tree):
    """sqlite3.h is seen by core/db only, libpq by backend/store only."""
    homes = {"sqlite3.h": "core/db/", "sqlcipher/sqlite3.h": "core/db/", "libpq-fe.h": "backend/store/"}
    for path, text in tree.items((".c", ".h"), CODE):
        for number, line in enumerate(blank_comments(text).splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+[<"](?:\w+/)?(sqlite3\.h|libpq-fe\.h)[>"]', line)
            if found and not path.startswith(homes[found.group(1)]):
                yield path, number, f"{found.group(1)} outside {homes[found.group(1)]}"


def rule_sql_in_app(tree):
    """No SQL in the desktop outside app/cache."""
    words = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX)"
                       r"|PRAGMA\s)")
    for path, text in tree.items((".c", ".h"), "app/"):
        if not path.startswith("app/cache/"):
            for line, literal in strings(text):
                if words.search(literal):
                    yield path, line, "SQL outside app/cache"


def rule_potfiles(tree):
    """po/POTFILES.in lists each file with text for people, and only files that exist (tools/update-po writes it)."""
    listed = [line for line in tree.files.get("po/POTFILES.in", "").splitlines() if line and not line.startswith("#")]
    for path in needs_translation(tree):
        if path not in listed:
            yield path, 1, "has text for people but is not in po/POTFILES.in: run tools/update-po"
    for number, path in enumerate(listed, 1):
        if path not in tree.files:
            yield "po/POTFILES.in", number, f"{path} does not exist"


def needs_translation(tree):
    """The files with text for people, in order."""
    for path, text in sorted(tree.files.items()):
        if path.endswith((".c", ".h")) and path.startswith(CODE) and TRANSLATED.search(blank_comments(text)):
            yield path
        elif path.endswith(".ui") and path.startswith("data/") and 'translatable="' in text:
            yield path
        elif path.endswith((".desktop.in", ".metainfo.xml.in", ".gschema.xml")):
            yield path


def rule_ui_text(tree):
    """Text in templates is translatable."""
    tag = re.compile(r"<(property|attribute)\s+([^>]*?)>([^<]*)</", re.S)
    for path, text in tree.items(".ui", "data/"):
        for found in tag.finditer(re.sub(r"<!--.*?-->", lambda one: re.sub(r"[^\n]", " ", one.group()), text, flags=re.S)):
            name = re.search(r'name="([^"]+)"', found.group(2))
            if (name and name.group(1) in UI_TEXT and re.search(r"[A-Za-z]{2}", found.group(3).replace("Wabi Care", ""))
                    and 'translatable="' not in found.group(2)):
                yield path, text.count("\n", 0, found.start()) + 1, f"{name.group(1)} “{found.group(3).strip()}” is not translatable"


def rule_documented(tree):
    """Each function in a public header has a gtk-doc block."""
    declared = re.compile(r"^(?!\s*#)[^\n{};#]*?\b(wabi_[a-z0-9_]+)\s*\((?!\s*\*)[^;{}]*\)[^;{}]*;", re.M)
    for path, text in tree.items(".h", CODE):
        if path.endswith("-private.h"):
            continue
        clean = blank_comments(text)
        blocks = "\n".join(re.findall(r"/\*\*.*?\*/", text, re.S))
        for found in declared.finditer(clean):
            name = found.group(1)
            head = found.group()[:found.start(1) - found.start()]
            if name.endswith(("_get_type", "_quark")) or "typedef" in head or "(" in head or "inline" in head:
                continue
            if not re.search(rf"^\s*/?\*+\s*{name}:", blocks, re.M):
                yield path, clean.count("\n", 0, found.start(1)) + 1, f"{name} has no gtk-doc block"


def rule_nothing_left(tree):
    """Nothing is left for later in the code."""
    words = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
    for path, text in tree.items((".c", ".h", ".py", ".ui", ".css", ".sh", "meson.build", "wabi", ".in")):
        for number, line in enumerate(text.splitlines(), 1):
            if words.search(line):
                yield path, number, "something is left for later"


RULES = [function for name, function in list(globals().items()) if name.startswith("rule_")]


def main(arguments):
    tap = "--tap" in arguments
    tops = [argument for argument in arguments if not argument.startswith("--")]
    tree = Tree.read(tops[0] if tops else str(Path(__file__).resolve().parents[2]))
    failed = 0
    if tap:
        print(f"1..{len(RULES)}")
    for number, rule in enumerate(RULES, 1):
        complaints = list(rule(tree))
        failed += bool(complaints)
        for path, line, words in complaints:
            print(f"{'# ' if tap else ''}{path}:{line}: {words}")
        if tap:
            print(f"{'not ok' if complaints else 'ok'} {number} - {rule.__doc__.splitlines()[0].split(':')[0]}")
    for path, line, words in report_sizes(tree):
        print(f"# look at {path}:{line}: {words}")
    if not tap:
        print(f"{len(RULES) - failed} rules kept, {failed} broken")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
