# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads an 837P file as far as the tour compares it with the day: claims, their service lines, their references."""

from pathlib import Path

from harness import TourError


class Line:
    """A service line (loop 2400)."""

    def __init__(self, number):
        self.number = number
        self.code = ""
        self.modifiers = []
        self.cents = 0
        self.units = 0
        self.date = ""
        self.control = ""             # REF*6R, the line's own number, that a payment comes back with
        self.segments = []


class Claim:
    """A claim (loop 2300) with its lines."""

    def __init__(self, control, cents):
        self.control = control
        self.cents = cents
        self.subscriber = ""
        self.authorization = ""
        self.lines = []


class Claims:
    """The claims of a file."""

    def __init__(self, path):
        text = Path(path).read_text()
        if not text.startswith("ISA") or len(text) < 106:
            raise TourError(f"{path} is no X12 interchange")
        self.element, self.component, self.end = text[3], text[104], text[105]
        self.segments = [one.strip().split(self.element) for one in text.split(self.end) if one.strip()]
        self.claims = []
        self._read()

    def _read(self):
        name, inside = "", False
        for segment in self.segments:
            tag = segment[0]
            claim = self.claims[-1] if self.claims else None
            line = claim.lines[-1] if claim and claim.lines else None
            if tag == "NM1" and segment[1] in ("IL", "QC"):
                name = f"{segment[4]} {segment[3]}"
            elif tag in ("HL", "SE"):
                inside = False
            elif tag == "CLM":
                self.claims.append(Claim(segment[1], cents(segment[2])))
                self.claims[-1].subscriber = name
            elif tag == "REF" and segment[1] == "G1" and claim:
                claim.authorization = segment[2]
            elif tag == "LX":
                inside = True
                claim.lines.append(Line(int(segment[1])))
            elif tag == "SV1":
                parts = segment[1].split(self.component)
                line.code, line.modifiers = parts[1], [one for one in parts[2:6] if one]
                line.cents, line.units = cents(segment[2]), int(float(segment[4]))
            elif tag == "DTP" and line and segment[1] == "472":
                line.date = segment[3]
            elif tag == "REF" and line and segment[1] == "6R":
                line.control = segment[2]
            line = claim.lines[-1] if claim and claim.lines else None
            if inside and line is not None:
                line.segments.append(self.element.join(segment))

    def find_line(self, control):
        """(claim, line) of the line with this number."""
        for claim in self.claims:
            for line in claim.lines:
                if line.control == control:
                    return claim, line
        raise TourError(f"no line of the file has REF*6R*{control}; there are "
                        + ", ".join(line.control for claim in self.claims for line in claim.lines))


def cents(text):
    """X12 writes 102 and 98.5 for money."""
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])
