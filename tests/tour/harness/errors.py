# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the harness raises, and its one way of waiting: on a condition, until a deadline."""

import time


class TourError(Exception):
    """Something that the tour expected did not happen; the text says what, and what was seen instead."""


def wait_until(condition, what, seconds=15.0, first=0.01, longest=0.1):
    """Ask condition() again and again until it gives something true, and return that.

    An exception of the kind TourError counts as "not yet". After `seconds` a TourError says `what` (text, or a
    function that makes the text) was waited for, with the last thing that went wrong.
    """
    deadline = time.monotonic() + seconds
    pause = first
    trouble = None
    while True:
        try:
            answer = condition()
            if answer:
                return answer
        except TourError as error:
            trouble = error
        left = deadline - time.monotonic()
        if left <= 0:
            text = what() if callable(what) else what
            raise TourError(f"waited {seconds:g} s for {text}" + (f" ({trouble})" if trouble else ""))
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, longest)
