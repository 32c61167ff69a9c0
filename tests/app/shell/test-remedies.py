#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every refusal that core and the services can give has words in Inbox that say what usually helps, and no words are left over."""
import pathlib
import re
import sys

TOP = pathlib.Path(sys.argv[1])
REFUSALS = [
    re.compile(r'wabi_context_refuse \(\s*context, error, WABI_COMMAND_ERROR_\w+,\s*"([\w-]+)"'),
    re.compile(r'WABI_RESULT_DEP_FAILED \? "([\w-]+)" : "[\w-]+"'),
    re.compile(r'WABI_RESULT_DEP_FAILED \? "[\w-]+" : "([\w-]+)"'),
    # What blocks in a proof is the code of the refusal, see refuse_finding() and check_content().
    re.compile(r'WABI_FINDING_BLOCKED,\s*"([\w-]+)"'),
]


def find_codes():
    codes = {}
    for path in [*TOP.glob("core/**/*.c"), *TOP.glob("backend/**/*.c"), *TOP.glob("app/cache/*.c")]:
        text = path.read_text(encoding="utf-8")
        for pattern in REFUSALS:
            for code in pattern.findall(text):
                codes.setdefault(code, path.relative_to(TOP))
    return codes


def main():
    codes = find_codes()
    table = (TOP / "app/inbox/wabi-inbox-remedies.c").read_text(encoding="utf-8")
    remedies = dict(re.findall(r'\{ "([\w-]+)", N_ \("([^"]+)"\) \}', table))
    print("1..3")
    # A search that finds nothing would pass everything.
    print(f"{'ok' if len(codes) >= 30 else 'not ok'} 1 - {len(codes)} refusals found")
    missing = sorted(code for code in codes if code not in remedies)
    for code in missing:
        print(f"# “{code}” ({codes[code]}) has no words in app/inbox/wabi-inbox-remedies.c")
    print(f"{'not ok' if missing else 'ok'} 2 - every refusal has a remedy")
    order = list(remedies)
    print(f"{'ok' if order == sorted(order) and all(len(words) > 20 for words in remedies.values()) else 'not ok'} 3 - the table is in order and says something")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
