#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""wabictl x12: what is right passes, what is wrong is named, and what a receiver would answer is itself right. usage: test-ctl-x12.py WABICTL FOLDER"""

import subprocess
import sys
import tempfile
from pathlib import Path

CTL, FOLDER = sys.argv[1], Path(sys.argv[2])


def run(*arguments):
    done = subprocess.run([CTL, "x12", *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def check(number, good, words, detail=""):
    print(f"{'ok' if good else 'not ok'} {number} - {words}")
    if not good:
        print("# " + detail[-2000:].replace("\n", "\n# "))
    return good


def main():
    good = True
    print("1..5")
    code, said, trouble = run("check", FOLDER / "835")
    good &= check(1, code == 0 and "835 0001, segments 3 to 60: 0 errors" in said, "a right file passes", said + trouble)
    with tempfile.TemporaryDirectory() as work:
        wrong = Path(work) / "wrong.x12"
        wrong.write_text((FOLDER / "835").read_text().replace("CAS*CO*45*80~", "CAS*XX*45*81~"))
        code, said, trouble = run("check", wrong)
        good &= check(2, code == 1 and "“XX” is not one of CO|OA|PI|PR" in said and "make 143" in said and "errors" in trouble,
                      "each error is named", said + trouble)
        code, said, trouble = run("check", "--answer", wrong)
        answer = Path(work) / "999.x12"
        answer.write_text(said[said.index("ISA*"):] if "ISA*" in said else said)
        code, said, trouble = run("check", answer)
        good &= check(3, code == 0 and "999 0001" in said and "IK5*R*5" in answer.read_text(), "the answer to it is right", said + trouble)
    code, said, trouble = run("explain", FOLDER / "277ca")
    good &= check(4, code == 0 and "Status: rejected: information is invalid: the NPI of the entity" in said, "each segment has words", said + trouble)
    code, said, trouble = run("check", Path(__file__))
    good &= check(5, code == 1 and "does not begin with an ISA segment" in said, "what is no X12 is said to be none", said + trouble)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
