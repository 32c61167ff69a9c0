# SPDX-License-Identifier: AGPL-3.0-or-later
"""The scenes of the day, in order. A scene is a function that takes the Tour; it may use what earlier ones found out."""

from . import arrive

ALL = {
    "sign-in": ("Maya opens the program", arrive.sign_in_by_hand),
}
