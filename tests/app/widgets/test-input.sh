#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Real mouse and keys on the gallery's grid, from outside: test-input.sh GALLERY. Needs xdotool and a display.
command -v xdotool > /dev/null || { echo "no xdotool, skipped"; exit 77; }
dir=$(mktemp -d) || exit 1
mkfifo "$dir/said"
"$1" --page schedule > "$dir/said" &
pid=$!
trap 'kill $pid 2> /dev/null; rm -r "$dir"' EXIT
exec 3< "$dir/said"

expect () {
  read -r line <&3 || { echo "the gallery has gone; waited for: $1"; exit 1; }
  case $line in
    $1) echo "ok: $line" ;;
    *) echo "expected: $1, got: $line"; exit 1 ;;
  esac
}

expect ready
window=$(xdotool search --sync --onlyvisible --class gallery | tail -n 1)
xdotool windowfocus "$window"
xdotool mousemove --window "$window" 550 405 mousedown 1 mousemove --window "$window" 552 425 \
  mousemove --window "$window" 552 440 mouseup 1
expect 'create 2 *'
xdotool key Return
expect 'create 2 *'
xdotool key space key alt+Down
expect 'move * 2 *'
xdotool keydown alt key Right key Down keyup alt
expect 'move * 3 *'
xdotool key Return
expect 'open *'
xdotool key Delete
expect 'cancel *'
xdotool key Escape key Down key shift+Down key Return
expect 'create 3 *'
