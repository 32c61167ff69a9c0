#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proves the harness against the selftest window: what it cannot do there, the tour cannot do either.

usage: test-harness.py PATH-TO-wabi-tour-selftest
"""

import os
import re
import sys
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import Environment, TourError  # noqa: E402

PROGRAM = str(Path(sys.argv[1]).resolve())


class Window:
    """The selftest running in an environment, and its line of status."""

    def __init__(self, env):
        self.env = env
        self.process = env.spawn([PROGRAM])
        self.app = env.tree.app(self.process)
        self.main = self.app.find("window", "Selftest")
        self.status = self.main.find("label", "Ready")


def check(condition, words):
    if not condition:
        raise AssertionError(words)


def test_mouse_and_action_press_a_button(w):
    button = w.main.find("button", "Press me")
    button.click()
    w.status.wait_text("Pressed 1 times")
    button.do("Click")
    w.status.wait_text("Pressed 2 times")
    try:
        button.do("Fly")
    except TourError as error:
        check("has no action Fly" in str(error), str(error))
    else:
        raise AssertionError("did an action that there is not")


def test_text_is_typed_and_read(w):
    entry = w.main.find("text box", "Name")
    entry.set_text("Zoë Niño, 15 % “ok”")
    check(w.status.text() == "Entry says Zoë Niño, 15 % “ok”", w.status.text())
    entry.set_text("Lee")
    check(entry.text() == "Lee", entry.text())
    check(entry.has("focused"), "the entry has no focus")


def test_lines_are_typed(w):
    note = w.main.find("text box", "Note")
    note.set_text("one\ntwo")
    check(note.text() == "one\ntwo", note.text())


def test_chords_reach_the_window(w):
    w.main.find("button", "Press me").tab_to()
    w.env.pointer.key("ctrl+b", node=w.main)
    w.status.wait_text("Ctrl+B pressed")


def test_tab_moves_the_focus(w):
    w.main.find("button", "Press me").tab_to()
    w.env.pointer.key("Tab", node=w.main)
    w.main.find("text box", "Name").wait_state("focused")


def test_switch_and_spin_button(w):
    switch = w.main.find("switch", "Night mode")
    switch.click()
    w.status.wait_text("Switch is on")
    check(switch.has("checked"), "the switch is not checked")
    switch.do("Toggle")
    w.status.wait_text("Switch is off")
    spin = w.main.find("spin button", "Units")
    spin.set_value(7)
    w.status.wait_text("Value is 7")
    check(spin.value() == 7, str(spin.value()))


def test_drop_down(w):
    box = w.main.find("combo box", "Level")
    box.click()
    box.find("list item", contains="Third").click()
    w.status.wait_text("Choice 3")


def test_popover(w):
    w.main.find("button", "More").click()
    w.main.find("button", "Inside").click()
    w.status.wait_text("Pressed in the popover")
    w.main.wait_gone("button", "Inside")


def test_rows(w):
    w.main.at("list:Rows > list item:Row 2").click()
    w.status.wait_text("Row 2 activated")


def test_long_list_scrolls(w):
    items = w.main.find("list", "Items")
    items.find("list item", contains="Item 40").double_click()
    w.status.wait_text("Item 40 activated")
    items.find("list item", contains="Item 2").double_click()
    w.status.wait_text("Item 2 activated")
    items.find("list item", contains="Item 150").double_click()
    w.status.wait_text("Item 150 activated")


def test_hidden_pages_are_told_apart(w):
    check(not w.main.find_all("button", "Hidden"), "a hidden button was found")
    w.main.find("tab", "Page two").click()
    w.main.find("tab", "Page two").wait_state("selected")
    check(w.main.find("label", "On the second page").shown(), "the second page is not shown")
    check(not w.main.find("label", "On the first page").shown(), "the first page still is shown")


def test_drag_gesture(w):
    x, y, _, _ = w.env.pointer.place(w.main.find("widget", "Drag area"))
    w.env.pointer.drag((x + 20, y + 20), (x + 70, y + 50), node=w.main)
    w.status.wait_text("Dragged from 20,20 by 50,30")


def test_drag_and_drop(w):
    w.env.pointer.drag(w.main.find("widget", "Parcel"), w.main.find("widget", "Shelf"))
    w.status.wait_text(re.compile("^Dropped parcel at "))


def test_dialog(w):
    w.main.find("button", "Open dialog").click()
    dialog = w.app.find("window", "Selftest dialog")
    check(dialog.has("modal"), "the dialog is not modal")
    dialog.find("button", "Done").click()
    dialog.wait_closed()
    w.status.wait_text("Dialog closed")


def test_nameless_controls_are_reported(w):
    names = [node.raw_name for node in w.app.unnamed()]
    check(names == [], f"nameless: {names}")


def test_failed_search_says_what_there_is(w):
    try:
        w.main.find("button", "No such button", seconds=0.2)
    except TourError as error:
        check("No such button" in str(error) and "Press me" in str(error), str(error))
    else:
        raise AssertionError("found what there is not")


def test_pictures_light_and_dark(w):
    def brightness(name):
        path = w.env.pointer.picture(w.env.folder / name, w.main)
        size, mean = w.env.run(["identify", "-format", "%wx%h %[fx:mean]", path]).stdout.split()
        width, height = w.main.extents()[2:]
        check(size == f"{width}x{height}", size)
        return float(mean)
    light = brightness("light.png")
    w.process.terminate()
    w.env.set_dark(True)
    w.__init__(w.env)
    dark = brightness("dark.png")
    check(light > 0.8 and dark < 0.4, f"brightness light {light}, dark {dark}")


def test_kill_is_noticed(w):
    status = w.process.kill()
    check(status == -9, str(status))
    try:
        w.env.tree.app(w.process, seconds=1)
    except TourError as error:
        check("ended with -9" in str(error), str(error))
    else:
        raise AssertionError("drives a dead program")


def test_secrets_are_kept_and_lost(w):
    store = ["secret-tool", "store", "--label=tour", "service", "tour"]
    lookup = ["secret-tool", "lookup", "service", "tour"]
    w.env.run(store, input="only here")
    check(w.env.run(lookup).stdout == "only here", "the secret was not kept")
    w.env.lose_keyring()
    check(w.env.run(lookup, check=False).stdout == "", "the secret outlived its keyring")
    w.env.run(store, input="again")
    check(w.env.run(lookup).stdout == "again", "the new keyring keeps nothing")


def test_two_desktops_side_by_side(w):
    with Environment(keyring=False, size=(1024, 768), maximized=True) as other:
        second = Window(other)
        check(other.pointer.window_of(second.main)[2:] == (0, 0, 1024, 768), "the window is not maximized")
        second.main.find("button", "More").click()
        second.main.find("button", "Inside").click()
        second.status.wait_text("Pressed in the popover")
        check(len(other.tree.apps()) == 1, "sees the programs of the other desktop")
        second.main.find("button", "Press me").click()
        second.status.wait_text("Pressed 1 times")
        first = Window(w.env)
        check(first.status.text() == "Ready", first.status.text())


def main():
    tests = [(name[5:].replace("_", " "), function) for name, function in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    # A library that meson preloads for the build's own programs is none of the desktop's business.
    os.environ.pop("MALLOC_PERTURB_", None)
    with Environment() as env:
        window = Window(env)
        for number, (name, function) in enumerate(tests, 1):
            try:
                function(window)
                print(f"ok {number} - {name}", flush=True)
            except Exception:  # noqa: BLE001 - whatever went wrong is a failed test, and the next ones still say something
                failed += 1
                for line in traceback.format_exc().splitlines():
                    print(f"# {line}")
                print(f"not ok {number} - {name}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
