# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people see before they act: today, a client, the programs with their graphs; the lock; every place in the dark and on a large
screen."""

import re

from day.clinic import PASSWORD
from harness import wait_until


def see_today(tour):
    maya, report = tour.maya, tour.report
    with tour.step(maya, "sees today: what is booked, who is next, what needs attention"):
        maya.go("Today")
        page = maya.main.seek("widget", "Today")
        booked = page.seek("button", re.compile("^Booked ")).name
        report.check(re.search(r"\d", booked), f"the hours of today are told: {booked}")
        rows = page.seek("list", "Today's sessions").find_all("list item")
        report.check(len(rows) > 3, f"today's sessions are listed ({len(rows)})")
        page.find("label", "Needs attention")


def see_client(tour):
    leila, report = tour.leila, tour.report
    name = tour.fact("client name")
    with tour.step(leila, "opens a client by typing two letters"):
        if leila.process is None:
            leila.start(sign_in=True).wait_work().wait_saved()
        leila.go("Clients")
        page = leila.main.seek("widget", "Clients")
        page.seek("search box", "Find a client").type(name.split()[-1][:3].lower())
        rows = page.seek("list", "Clients")
        wait_until(lambda: len(rows.fresh().links) < 12, "the list to be narrowed")

        def is_open():                 # the rows may change once more under the hand
            rows.find("list item", contains=re.compile(re.escape(name)), seconds=2).click()
            return any(one.name == name for one in page.find_all("heading"))
        wait_until(is_open, f"the page of {name}")
        report.check(page.find_all("label", re.compile("(?i)^authorization ")), "what is authorized is told")
    with tour.step(leila, "sees the programs with their targets, and the graph of one"):
        leila.go("Programs")
        page = leila.main.seek("widget", "Programs")
        leila.key("ctrl+f")
        box = page.seek("search box", "Find a client")
        box.wait_state("focused")
        leila.type(name.split()[-1].lower())
        rows = page.seek("list", "Clients")
        wait_until(lambda: len(rows.fresh().links) < 12, "the list to be narrowed")
        wait_until(lambda: rows.find("list item", contains=re.compile(re.escape(name)), seconds=2).click(), f"{name} to be chosen", 6)
        page.seek("button", re.compile(f"^Client: {re.escape(name)}"))
        target = tour.fact("target")
        page.seek("list", "Targets and behaviors").find("list item", re.compile("^" + re.escape(target))).click()
        graph = page.find("image", re.compile(re.escape(target.strip("“”"))))
        words = graph.description or graph.fresh().description
        report.check("sessions" in words and "mastery" in words, f"the graph is told in words too: {words}")


def lock(tour):
    maya, report = tour.maya, tour.report
    name = tour.fact("booked client")[1]
    with tour.step(maya, "locks the program: nothing of the practice is to be seen"):
        maya.go("Schedule")
        maya.key("ctrl+l")
        maya.find("button", "Unlock")
        words = [one.name for one in maya.main.walk()]
        report.check(not any(name in one for one in words), "no client's name is left on the screen")
    with tour.step(maya, "unlocks with the password, after a wrong one"):
        maya.find("text box", "Password")
        maya.type("not-this-one")
        maya.key("Return")
        maya.find("label", re.compile("(?i)password.*(not|wrong)|(not|wrong).*password"))
        maya.find("text box", "Password").click()
        maya.key("ctrl+a")
        maya.type(PASSWORD)
        maya.key("Return")
        maya.wait_work()
        maya.wait_place("Schedule")
        maya.wait_saved()


def in_the_dark(tour):
    for person, places in ((tour.maya, ("Today", "Schedule", "Clients")), (tour.leila, ("Notes", "Programs", "Reports")),
                           (tour.priya, ("Billing",))):
        if person.process is not None and person.process.running:
            person.quit()
        if person.env is None:
            person.sit_down()
        person.env.set_dark(True)
        person.start().wait_work()
        for place in places:
            with tour.step(person, f"opens {place} in the dark"):
                person.go(place)
        person.quit()


def on_a_large_screen(tour):
    for person, places in ((tour.maya, ("Schedule",)), (tour.leila, ("Notes",)), (tour.priya, ("Billing",))):
        password = person.env.keyring_password
        person.stand_up()
        person.sit_down(size=(1920, 1080), keyring_password=password)
        person.start().wait_work()
        for place in places:
            with tour.step(person, f"opens {place} on a screen of 1920×1080"):
                person.go(place)
                width, height = person.main.extents()[2:]
                tour.report.equal((width, height), (1920, 1080), "the window")
        person.quit()
