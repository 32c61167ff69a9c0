# SPDX-License-Identifier: AGPL-3.0-or-later
"""The scenes of the day, in order. A scene is a function that takes the Tour; it may use what earlier ones found out."""

from . import analyst, arrive, biller, front_desk, keyboard, offline, places, technician

ALL = {
    "sign-in": ("Maya opens the program", arrive.sign_in_by_hand),
    "today": ("Maya looks at the day", places.see_today),
    "schedule": ("Maya looks at the schedule", front_desk.see_days),
    "book": ("Maya books and moves a session", front_desk.book),
    "cancel": ("Maya cancels a session and takes it back", front_desk.cancel),
    "session": ("Jordan starts a session", technician.open_session),
    "record": ("Jordan records what happens", technician.record),
    "end": ("Jordan ends the session", technician.end),
    "complete": ("Jordan hands the note over", analyst.hand_over),
    "client": ("Leila looks at the client", places.see_client),
    "draft": ("Leila asks for a draft", analyst.draft),
    "figure": ("Leila meets a wrong figure", analyst.stop_wrong_figure),
    "power": ("The power fails at Leila's desk", analyst.lose_power),
    "sign": ("Leila signs the note", analyst.sign),
    "charge": ("Priya looks at the charge", biller.see_charge),
    "claims": ("Priya makes claims", biller.make_claims),
    "chain": ("One fact, from the trial to the claim", biller.follow_chain),
    "server-lost": ("The server is killed", offline.lose_server),
    "book-offline": ("Two people book offline", offline.book_offline),
    "record-offline": ("Jordan goes on offline", offline.record_offline),
    "sign-offline": ("Leila signs offline", offline.sign_offline),
    "claim-offline": ("Priya asks for claims offline", offline.claim_offline),
    "start-offline": ("Maya starts the program offline", offline.start_offline),
    "server-back": ("The server comes back", offline.return_server),
    "settle": ("What could not be decided alone", offline.settle),
    "lock": ("Maya leaves her desk", places.lock),
    "keys-book": ("Without a mouse", keyboard.book),
    "keys-sign": ("Leila, without a mouse", keyboard.sign),
    "keys-claim": ("Priya, without a mouse", keyboard.claim),
    "dark": ("In the dark", places.in_the_dark),
    "large": ("On a large screen", places.on_a_large_screen),
}
