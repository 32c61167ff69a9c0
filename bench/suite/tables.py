# SPDX-License-Identifier: AGPL-3.0-or-later
"""Medians, ranges and markdown tables, and where they go in docs/performance.md."""

import re
import statistics


def median(values):
    return statistics.median(values)


def write_number(value):
    """Three figures at least: 1,234 or 12.3 or 0.123."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"


def write_spread(values):
    """The median, and the least and most when there is more than one value."""
    if not values:
        return "–"
    if len(values) == 1:
        return write_number(values[0])
    return f"{write_number(median(values))} ({write_number(min(values))} – {write_number(max(values))})"


def write_table(head, rows):
    """The first column is text, the others are numbers."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def judge(reached, aim, more_is_better=True):
    """What was aimed at beside what was reached, in words that stand without color."""
    if reached is None:
        return "not measured"
    return "reached" if (reached >= aim if more_is_better else reached <= aim) else "**missed**"


def replace_part(text, name, body):
    """Puts body between the markers of a part; they must be there."""
    pattern = re.compile(f"(<!-- bench:{name} -->\n).*?(<!-- /bench:{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"There are no markers for {name}")
    return pattern.sub(lambda found: found.group(1) + body.strip() + "\n" + found.group(2), text)
