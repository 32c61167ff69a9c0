# SPDX-License-Identifier: AGPL-3.0-or-later
"""Line charts as SVG, readable on paper light or dark and without color: each line has its own marks and its name."""

import html
import math

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 190, 34, 48
COLORS = ("#1c71d8", "#c64600", "#26a269", "#813d9c", "#865e3c", "#5e5c64")
DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "12 4")


def _write_number(value):
    if value >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    if value >= 10_000:
        return f"{value / 1000:g} k"
    return f"{value:g}"


def _choose_ticks(most):
    """Four to six round steps up to at least the most."""
    if most <= 0:
        return [0, 1]
    raw = most / 5
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= raw)
    return [step * n for n in range(math.ceil(most / step) + 1)]


def _write_mark(index, x, y, color):
    if index % 3 == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{color}"/>'
    if index % 3 == 1:
        return f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="{color}"/>'
    return f'<path d="M{x:.1f} {y - 4:.1f}l4 7h-8z" fill="{color}"/>'


def draw(title, x_name, y_name, lines):
    """lines: name → list of (x, y); x on a logarithmic scale, y from 0."""
    xs = sorted({x for points in lines.values() for x, _ in points})
    ticks = _choose_ticks(max(y for points in lines.values() for _, y in points))
    low, high = math.log10(xs[0]), math.log10(xs[-1])

    def place_x(x):
        return LEFT + (WIDTH - LEFT - RIGHT) * ((math.log10(x) - low) / (high - low) if high > low else 0.5)

    def place_y(y):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y / ticks[-1]

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
           f'font-family="sans-serif" font-size="11" role="img" aria-label="{html.escape(title)}">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
           f'<text x="{LEFT}" y="18" font-size="13" font-weight="bold" fill="#241f31">{html.escape(title)}</text>']
    for tick in ticks:
        y = place_y(tick)
        out.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#deddda"/>')
        out.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#3d3846">{_write_number(tick)}</text>')
    for x in xs:
        out.append(f'<text x="{place_x(x):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle" fill="#3d3846">'
                   f'{_write_number(x)}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" fill="#3d3846">{html.escape(x_name)}</text>')
    out.append(f'<text x="14" y="{(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" fill="#3d3846" '
               f'transform="rotate(-90 14 {(TOP + HEIGHT - BOTTOM) / 2})">{html.escape(y_name)}</text>')
    names = sorted(((place_y(points[-1][1]), name) for name, points in lines.items()))
    shown, last = {}, -math.inf
    for y, name in names:
        last = max(y, last + 14)
        shown[name] = last
    for index, (name, points) in enumerate(lines.items()):
        color, dash = COLORS[index % len(COLORS)], DASHES[index % len(DASHES)]
        path = " ".join(f"{'M' if n == 0 else 'L'}{place_x(x):.1f} {place_y(y):.1f}" for n, (x, y) in enumerate(sorted(points)))
        out.append(f'<path d="{path}" fill="none" stroke="{color}" stroke-width="2" stroke-dasharray="{dash}"/>')
        out += [_write_mark(index, place_x(x), place_y(y), color) for x, y in points]
        out.append(f'<text x="{WIDTH - RIGHT + 10}" y="{shown[name] + 4:.1f}" fill="{color}">{html.escape(name)}</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"
