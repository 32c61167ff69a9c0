# SPDX-License-Identifier: AGPL-3.0-or-later
"""The scenes of the day, in order. A scene is a function that takes the Tour; it may use what earlier ones found out."""

from . import arrive, front_desk, technician

ALL = {
    "sign-in": ("Maya opens the program", arrive.sign_in_by_hand),
    "schedule": ("Maya looks at the schedule", front_desk.see_days),
    "book": ("Maya books and moves a session", front_desk.book),
    "cancel": ("Maya cancels a session and takes it back", front_desk.cancel),
    "session": ("Jordan starts a session", technician.open_session),
    "record": ("Jordan records what happens", technician.record),
    "end": ("Jordan ends the session", technician.end),
}
