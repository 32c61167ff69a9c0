# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drives the built program from outside, as a person would. See ../README.md."""

from .a11y import Node, Tree
from .environment import Environment, Process
from .errors import TourError, wait_until
from .pointer import Pointer

__all__ = ["Environment", "Node", "Pointer", "Process", "TourError", "Tree", "wait_until"]
