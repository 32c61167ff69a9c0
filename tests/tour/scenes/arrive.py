# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first minute: signing in by hand at a desk where nobody ever did."""

from day.clinic import PASSWORD, PRACTICE


def sign_in_by_hand(tour):
    maya = tour.maya
    with tour.step(maya, "sees the sign-in page"):
        maya.sit_down().start()
        maya.find("text box", "Practice")
    with tour.step(maya, "signs in by hand, with the server's own certificate authority"):
        maya.find("text box", "Practice").set_text(PRACTICE)
        maya.find("text box", "Login").set_text(maya.login)
        maya.find("text box", "Server").set_text(tour.clinic.url)
        choose_authority(tour, maya)
        maya.find("text box", "Password").type(PASSWORD + "x")
        maya.find("button", "Sign in").click()
        error = maya.find("label", contains=lambda text: "password" in text.lower() and text != "Password")
        tour.report.check(len(error.name) > 20, f"a wrong password is told in words, not as {error.name!r}")
        maya.find("text box", "Password").click()
        maya.key("ctrl+a")
        maya.type(PASSWORD)
        maya.key("Return")
        maya.wait_work()
        maya.wait_saved()


def choose_authority(tour, maya):
    """GTK's file dialog, by keyboard: a slash opens its entry."""
    maya.find("button", "Choose…").click()
    dialog = maya.window("Certificate authority of the server")
    maya.type(str(tour.clinic.data / "ca.pem"))
    maya.key("Return")
    dialog.wait_closed()
    maya.find("label", "ca.pem")
